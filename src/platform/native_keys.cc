// SDL keys as DOM keys. Must not know: what a key does.
#include "platform/native_keys.h"

#ifndef __EMSCRIPTEN__

#include <SDL.h>

#include <array>
#include <cctype>
#include <string_view>

#include "platform/window.h"

namespace platform {
namespace {

struct Named {
  int key;
  std::string_view name;
};
constexpr std::array<Named, 16> kNamed{{{SDLK_RETURN, "Enter"},
                                        {SDLK_KP_ENTER, "Enter"},
                                        {SDLK_ESCAPE, "Escape"},
                                        {SDLK_TAB, "Tab"},
                                        {SDLK_BACKSPACE, "Backspace"},
                                        {SDLK_DELETE, "Delete"},
                                        {SDLK_LEFT, "ArrowLeft"},
                                        {SDLK_RIGHT, "ArrowRight"},
                                        {SDLK_UP, "ArrowUp"},
                                        {SDLK_DOWN, "ArrowDown"},
                                        {SDLK_HOME, "Home"},
                                        {SDLK_END, "End"},
                                        {SDLK_PAGEUP, "PageUp"},
                                        {SDLK_PAGEDOWN, "PageDown"},
                                        {SDLK_SPACE, " "},
                                        {SDLK_F1, "F1"}}};

void copy_and_paste(const std::string& name, App& app) {
  if (name == "v") {
    if (char* text = SDL_GetClipboardText()) {
      app.paste(text);
      SDL_free(text);
    }
    return;
  }
  const std::string text = app.copy_selection();
  if (!text.empty()) SDL_SetClipboardText(text.c_str());
}

}  // namespace

std::string dom_key_name(int sdl_key, bool shift) {
  for (const Named& n : kNamed)
    if (n.key == sdl_key) return std::string(n.name);
  if (sdl_key <= 32 || sdl_key > 126) return {};
  const char c = static_cast<char>(sdl_key);
  if (!shift) return std::string(1, c);
  if (std::isalpha(static_cast<unsigned char>(c)))
    return std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  // Shifted signs differ between layouts; the one the program has a use for is "?".
  return c == '/' || c == '-' ? "?" : std::string(1, c);
}

void send_key(const SDL_KeyboardEvent& e, App& app) {
  Key key{.name = dom_key_name(e.keysym.sym, (e.keysym.mod & KMOD_SHIFT) != 0),
          .down = e.type == SDL_KEYDOWN,
          .repeat = e.repeat != 0,
          .mods = current_mods()};
  if (key.name.empty()) return;
  if (key.down && key.mods.command && (key.name == "c" || key.name == "x" || key.name == "v"))
    copy_and_paste(key.name, app);
  else app.key(key);
}

}  // namespace platform

#endif  // !__EMSCRIPTEN__
