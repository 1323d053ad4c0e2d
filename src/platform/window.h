// The SDL window with its OpenGL ES 3 context, and SDL's events as ours.
// Must not know: the program, JavaScript. In the browser keys and the wheel come from elsewhere
// (input_web.cc), because SDL keeps the page's own shortcuts for itself.
#pragma once

#include <string>

#include "platform/app.h"
#include "platform/driver.h"
#include "platform/renderer.h"

struct SDL_Window;
union SDL_Event;

namespace platform {

class Window : public Screen {
 public:
  Window() = default;
  ~Window() override;
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  /// Opens the window and its context. On failure `error()` says why.
  bool open(const Surface& surface, const char* title);
  const std::string& error() const { return error_; }
  bool show(ImDrawData& draw, const Surface& surface) override;
  /// The page's ResizeObserver: the canvas gets CSS size × dpr px. No effect natively.
  void resize(const Surface& surface);
  /// Size of the window now; natively the only source of sizes.
  Surface measure() const;
  void context_lost();
  /// Builds everything anew in the restored context.
  bool context_restored();
  SDL_Window* sdl() const { return window_; }

 private:
  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  Renderer renderer_;
  ImDrawData* last_ = nullptr;
  std::string error_;
};

/// Sends a mouse or touch event of SDL to the program. False when it was another kind of event.
bool send_pointer(const SDL_Event& e, App& app);
/// Modifiers held now.
Mods current_mods();

}  // namespace platform
