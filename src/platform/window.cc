// SDL window, context and pointer events. Must not know: the program, JavaScript.
#include "platform/window.h"

#include <SDL.h>

#include <cmath>

#ifdef __EMSCRIPTEN__
#include <emscripten/html5.h>
#endif

namespace platform {
namespace {

int px(int css, double dpr) { return static_cast<int>(std::lround(css * dpr)); }

/// One step of a mouse wheel, in CSS px.
constexpr float kWheelStep = 60;

Pointer at(Pointer::Kind kind, int x, int y, Uint32 which) {
  return {.kind = kind,
          .x = static_cast<float>(x),
          .y = static_cast<float>(y),
          .touch = which == SDL_TOUCH_MOUSEID,
          .mods = current_mods()};
}

}  // namespace

Window::~Window() {
  if (context_) {
    renderer_.shutdown(last_);
    SDL_GL_DeleteContext(context_);
  }
  if (window_) SDL_DestroyWindow(window_);
}

bool Window::open(const Surface& surface, const char* title) {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
#ifndef __EMSCRIPTEN__
  flags |= SDL_WINDOW_RESIZABLE;
#endif
  window_ = SDL_CreateWindow(title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, surface.width,
                             surface.height, flags);
  context_ = window_ ? SDL_GL_CreateContext(window_) : nullptr;
  if (!context_) {
    error_ = SDL_GetError();
    return false;
  }
  resize(surface);
  if (!renderer_.init()) {
    error_ = renderer_.error();
    return false;
  }
  return true;
}

void Window::resize([[maybe_unused]] const Surface& surface) {
#ifdef __EMSCRIPTEN__
  // SDL scales pointer positions by the window's size, so it must know it; the canvas itself gets
  // whole device px from us, since SDL truncates fractional ratios.
  SDL_SetWindowSize(window_, surface.width, surface.height);
  emscripten_set_canvas_element_size("#canvas", px(surface.width, surface.dpr),
                                     px(surface.height, surface.dpr));
#endif
}

Surface Window::measure() const {
  Surface s;
  int w = 0, h = 0;
  SDL_GetWindowSize(window_, &s.width, &s.height);
  SDL_GL_GetDrawableSize(window_, &w, &h);
  s.dpr = s.width > 0 ? static_cast<double>(w) / s.width : 1;
  return s;
}

bool Window::show(ImDrawData& draw, const Surface& surface) {
  last_ = &draw;
  renderer_.draw(draw, px(surface.width, surface.dpr), px(surface.height, surface.dpr));
  SDL_GL_SwapWindow(window_);
  return true;
}

void Window::context_lost() { renderer_.forget(); }

bool Window::context_restored() { return renderer_.init(); }

Mods current_mods() {
  const SDL_Keymod m = SDL_GetModState();
  Mods out{.shift = (m & KMOD_SHIFT) != 0,
           .ctrl = (m & KMOD_CTRL) != 0,
           .alt = (m & KMOD_ALT) != 0,
           .meta = (m & KMOD_GUI) != 0};
#if defined(__EMSCRIPTEN__)
  out.command = out.ctrl || out.meta;  // the page may run on any system
#elif defined(__APPLE__)
  out.command = out.meta;
#else
  out.command = out.ctrl;
#endif
  return out;
}

bool send_pointer(const SDL_Event& e, App& app) {
  using Kind = Pointer::Kind;
  switch (e.type) {
    case SDL_MOUSEMOTION:
      app.pointer(at(Kind::Move, e.motion.x, e.motion.y, e.motion.which));
      return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      if (e.button.button != SDL_BUTTON_LEFT) return true;
      app.pointer(at(e.type == SDL_MOUSEBUTTONDOWN ? Kind::Down : Kind::Up, e.button.x, e.button.y,
                     e.button.which));
      return true;
    case SDL_MOUSEWHEEL: {
      int x = 0, y = 0;
      SDL_GetMouseState(&x, &y);
      Pointer p = at(Kind::Wheel, x, y, e.wheel.which);
      p.wheel_x = e.wheel.preciseX * kWheelStep;
      p.wheel_y = -e.wheel.preciseY * kWheelStep;
      app.pointer(p);
      return true;
    }
    case SDL_WINDOWEVENT:
      if (e.window.event != SDL_WINDOWEVENT_LEAVE) return false;
      app.pointer({.kind = Kind::Leave});
      return true;
    default: return false;
  }
}

}  // namespace platform
