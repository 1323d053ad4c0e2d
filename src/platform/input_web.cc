// Keys and wheel of the browser, and which of them stay the browser's.
// Must not know: the program's meaning of a key.
#include "platform/input_web.h"

#include <array>
#include <string_view>

#ifdef __EMSCRIPTEN__
#include <emscripten/html5.h>
#endif

namespace platform {

namespace {

// Windows reports AltGr, with which many keyboards write [ { \ and |, as Ctrl and Alt together.
bool writes_with_alt_graph(const Key& key) {
  return key.mods.ctrl && key.mods.alt && !key.mods.meta && key.name.size() == 1 &&
         std::string_view("@[]{}\\|~$#").contains(key.name[0]);
}

}  // namespace

bool belongs_to_browser(const Key& key) {
  const std::string_view name = key.name;
  if (writes_with_alt_graph(key)) return false;
  if (name.size() > 1 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9') return true;
  if (!key.mods.ctrl && !key.mods.meta) return key.mods.alt && name.starts_with("Arrow");
  constexpr std::array<std::string_view, 9> kOurs{
      "z", "Z", "y", "Enter", " ", "Backspace", "ArrowLeft", "ArrowRight", "Delete"};
  for (std::string_view ours : kOurs)
    if (name == ours) return false;
  return name != "a" && name != "A";  // select all, in a text field
}

bool is_text(const Key& key) {
  if (writes_with_alt_graph(key)) return true;
  if (key.mods.ctrl || key.mods.meta || key.name.empty()) return false;
  // Names of other keys are ASCII words; a character of any alphabet is one UTF-8 sequence.
  const auto first = static_cast<unsigned char>(key.name[0]);
  const std::size_t bytes = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  return key.name.size() == bytes && first >= 0x20 && first != 0x7F;
}

#ifdef __EMSCRIPTEN__
namespace {

constexpr const char* kCanvas = "#canvas";
constexpr float kLinePx = 20, kPagePx = 600;

template <class Event>
Mods mods_of(const Event& e) {
  Mods m{.shift = e.shiftKey != 0,
         .ctrl = e.ctrlKey != 0,
         .alt = e.altKey != 0,
         .meta = e.metaKey != 0};
  m.command = m.ctrl || m.meta;
  return m;
}

EM_BOOL on_key(int type, const EmscriptenKeyboardEvent* e, void* user) {
  const Key key{.name = e->key,
                .down = type == EMSCRIPTEN_EVENT_KEYDOWN,
                .repeat = e->repeat != 0,
                .mods = mods_of(*e)};
  if (belongs_to_browser(key)) return EM_FALSE;
  return static_cast<WebInput*>(user)->key(key) ? EM_TRUE : EM_FALSE;
}

EM_BOOL on_wheel(int, const EmscriptenWheelEvent* e, void* user) {
  if (e->mouse.ctrlKey) return EM_FALSE;  // the browser zooms the page
  const float unit = e->deltaMode == DOM_DELTA_LINE   ? kLinePx
                     : e->deltaMode == DOM_DELTA_PAGE ? kPagePx
                                                      : 1;
  const Pointer p{.kind = Pointer::Kind::Wheel,
                  .x = static_cast<float>(e->mouse.targetX),
                  .y = static_cast<float>(e->mouse.targetY),
                  .wheel_x = static_cast<float>(e->deltaX) * unit,
                  .wheel_y = static_cast<float>(e->deltaY) * unit,
                  .mods = mods_of(e->mouse)};
  return static_cast<WebInput*>(user)->wheel(p) ? EM_TRUE : EM_FALSE;
}

EM_BOOL on_focus(int type, const EmscriptenFocusEvent*, void* user) {
  static_cast<WebInput*>(user)->focus(type == EMSCRIPTEN_EVENT_FOCUS);
  return EM_FALSE;
}

}  // namespace

void listen_on_canvas(WebInput& input) {
  emscripten_set_focus_callback(kCanvas, &input, EM_FALSE, on_focus);
  emscripten_set_blur_callback(kCanvas, &input, EM_FALSE, on_focus);
  emscripten_set_keydown_callback(kCanvas, &input, EM_FALSE, on_key);
  emscripten_set_keyup_callback(kCanvas, &input, EM_FALSE, on_key);
  emscripten_set_wheel_callback(kCanvas, &input, EM_FALSE, on_wheel);
}
#else
void listen_on_canvas(WebInput&) {}
#endif

}  // namespace platform
