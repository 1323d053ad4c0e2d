// The only file with JavaScript in it: exported functions for the page, calls into Module.host,
// and the browser's frames and timers. The page's side of the contract is web/README.md.
// Must not know: what is drawn or simulated.
#include "platform/bridge.h"

#ifdef __EMSCRIPTEN__

#include <SDL.h>
#include <emscripten.h>
#include <emscripten/html5.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <memory>

#include "platform/driver.h"
#include "platform/input_web.h"
#include "platform/start_options.h"
#include "platform/window.h"

// clang-format off
EM_JS(void, host_call1, (const char* name, const char* a), {
  const host = Module['host'], f = UTF8ToString(name);
  if (host && host[f]) host[f](UTF8ToString(a));
});
EM_JS(void, host_call2, (const char* name, const char* a, const char* b), {
  const host = Module['host'], f = UTF8ToString(name);
  if (host && host[f]) host[f](UTF8ToString(a), UTF8ToString(b));
});
EM_JS(void, host_route, (const char* hash, int replace), {
  const host = Module['host'];
  if (host && host.route) host.route(UTF8ToString(hash), replace !== 0);
});
EM_JS(void, host_first_frame, (), {
  const host = Module['host'];
  if (host && host.first_frame) host.first_frame();
});
// clang-format on

namespace platform {
namespace {

/// inflight_start's answers.
enum StartCode : int {
  kStarted = 0,
  kBadOptions = 1,
  kNoContext = 2,
  kRefused = 3,
  kNoProgram = 4
};

struct FreeBytes {
  void operator()(std::uint8_t* p) const { std::free(p); }
};
struct Asset {
  std::unique_ptr<std::uint8_t, FreeBytes> bytes;
  std::size_t size = 0;
};

class WebHost : public Host {
 public:
  std::function<void()> on_request;
  std::map<std::string, Asset, std::less<>> assets;

  std::span<const std::uint8_t> asset(std::string_view name) const override {
    auto it = assets.find(name);
    if (it == assets.end()) {
      // The page may have left it for later: it hands it over within this call, or not at all.
      host_call1("missing", std::string(name).c_str());
      it = assets.find(name);
    }
    if (it == assets.end()) return {};
    return {it->second.bytes.get(), it->second.size};
  }
  void request_frame() override { on_request(); }
  void outline(std::string_view json) override { call("outline", json); }
  void route(std::string_view hash, bool replace) override {
    host_route(std::string(hash).c_str(), replace);
  }
  void save(std::string_view key, std::string_view json) override { call("save", key, json); }
  void copy(std::string_view text) override { call("copy", text); }
  void title(std::string_view text) override { call("title", text); }
  void announce(std::string_view text) override { call("announce", text); }
  void crash(std::string_view report) override { call("crash", report); }
  void cursor(std::string_view css_name) override {
    if (css_name == cursor_) return;
    cursor_ = css_name;
    call("cursor", css_name);
  }
  void first_frame() override { host_first_frame(); }
  void focus_outline(std::string_view id) override { call("focus_outline", id); }
  void option(std::string_view key, std::string_view value) override { call("option", key, value); }
  double now_ms() const override { return emscripten_get_now(); }

 private:
  static void call(const char* name, std::string_view a) {
    host_call1(name, std::string(a).c_str());
  }
  static void call(const char* name, std::string_view a, std::string_view b) {
    host_call2(name, std::string(a).c_str(), std::string(b).c_str());
  }
  std::string cursor_;
};

/// One animation frame or one timer at a time; nothing runs while nothing is asked for.
class WebScheduler : public Scheduler {
 public:
  std::function<void()> on_frame;

  void frame_soon() override {
    if (frame_) return;
    frame_ = true;
    emscripten_request_animation_frame(&WebScheduler::animation, this);
  }
  void frame_in(double seconds) override {
    if (timer_) emscripten_clear_timeout(timer_);
    timer_ = emscripten_set_timeout(&WebScheduler::timeout, seconds * 1000, this);
  }
  double now_ms() override { return emscripten_get_now(); }

 private:
  static EM_BOOL animation(double, void* self) {
    auto* s = static_cast<WebScheduler*>(self);
    s->frame_ = false;
    if (s->timer_) emscripten_clear_timeout(s->timer_);
    s->timer_ = 0;
    s->on_frame();
    return EM_FALSE;
  }
  static void timeout(void* self) {
    auto* s = static_cast<WebScheduler*>(self);
    s->timer_ = 0;
    s->frame_soon();
  }
  bool frame_ = false;
  int timer_ = 0;
};

/// Everything of the running page.
struct Page {
  WebHost host;
  WebScheduler scheduler;
  App* app = nullptr;
  std::unique_ptr<Driver> driver;
  std::unique_ptr<Window> window;
  WebInput input;
  std::string answer;  // keeps a returned string alive until the next call

  bool ready() const { return driver && driver->started(); }
};

Page& page() {
  static Page p;
  return p;
}

int on_sdl_event(void*, SDL_Event*) {
  if (page().driver) page().driver->request();
  return 1;
}

/// Hands SDL's waiting pointer events over. Called before anything else reaches the program, so
/// that a click and the key after it arrive in that order.
void drain_pointer() {
  Page& p = page();
  if (!p.window) return;
  // Not SDL_PollEvent: it posts a sentinel event of its own, which would ask for yet another frame.
  SDL_Event e;
  SDL_PumpEvents();
  while (SDL_PeepEvents(&e, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0)
    send_pointer(e, *p.app);
}

/// SDL does not see the keys, so it is told what is held: mouse events carry it.
void hold_mods(const Mods& m) {
  int state = KMOD_NONE;
  if (m.shift) state |= KMOD_LSHIFT;
  if (m.ctrl) state |= KMOD_LCTRL;
  if (m.alt) state |= KMOD_LALT;
  if (m.meta) state |= KMOD_LGUI;
  SDL_SetModState(static_cast<SDL_Keymod>(state));
}

void frame() {
  drain_pointer();
  page().driver->frame();
}

bool open_window(const StartOptions& options) {
  Page& p = page();
  // Keys and wheel are listened to by ourselves: SDL would keep F5, arrows and Ctrl+S for itself.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#no-such-element");
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_ASYNCIFY, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  SDL_EventState(SDL_MOUSEWHEEL, SDL_IGNORE);
  SDL_EventState(SDL_TEXTINPUT, SDL_IGNORE);
  p.window = std::make_unique<Window>();
  if (!p.window->open(options.surface, "Inflight")) {
    p.window.reset();
    return false;
  }
  SDL_AddEventWatch(on_sdl_event, nullptr);
  p.input.key = [&p](const Key& key) {
    drain_pointer();
    hold_mods(key.mods);
    p.driver->request();
    if (p.app->key(key)) return true;
    return key.down && is_text(key) && p.app->text(key.name);
  };
  p.input.wheel = [&p](const Pointer& e) {
    drain_pointer();
    p.driver->request();
    p.app->pointer(e);
    return true;
  };
  p.input.focus = [&p](bool here) {
    hold_mods({});
    p.app->keyboard_here(here);
    p.driver->request();
  };
  listen_on_canvas(p.input);
  return true;
}

/// Runs `work` when the program runs, and draws afterwards.
template <class Work>
void with_app(Work work) {
  Page& p = page();
  if (!p.ready()) return;
  drain_pointer();
  work(*p.app);
  p.driver->request();
}

}  // namespace

void offer_to_page(App& app) {
  Page& p = page();
  p.app = &app;
  p.driver = std::make_unique<Driver>(app, p.host, p.scheduler);
  p.host.on_request = [&p] { p.driver->request(); };
  p.scheduler.on_frame = frame;
}

int run(App& app, int, char**) {
  offer_to_page(app);
  emscripten_exit_with_live_runtime();
}

}  // namespace platform

using platform::page;

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* inflight_alloc(std::uint32_t n) {
  return static_cast<std::uint8_t*>(std::malloc(n > 0 ? n : 1));
}

EMSCRIPTEN_KEEPALIVE void inflight_provide(const char* name, std::uint8_t* data, std::uint32_t n) {
  auto& asset = page().host.assets[name];
  asset.bytes.reset(data);
  asset.size = n;
}

EMSCRIPTEN_KEEPALIVE int inflight_start(const char* options_json) {
  auto& p = page();
  if (!p.driver) return platform::kNoProgram;
  if (p.driver->started()) return platform::kStarted;
  const auto options = platform::read_start_options(options_json);
  if (!options) return platform::kBadOptions;
  if (options->drawing && !platform::open_window(*options)) return platform::kNoContext;
  return p.driver->start(*options, p.window.get()) ? platform::kStarted : platform::kRefused;
}

EMSCRIPTEN_KEEPALIVE void inflight_resize(int w, int h, double dpr) {
  auto& p = page();
  if (!p.ready()) return;
  const platform::Surface surface = platform::sane_surface(w, h, dpr);
  if (p.window) p.window->resize(surface);
  p.driver->resize(surface);
}

EMSCRIPTEN_KEEPALIVE void inflight_activate(const char* control_id, const char* value) {
  platform::with_app([&](platform::App& app) { app.activate(control_id, value); });
}

EMSCRIPTEN_KEEPALIVE void inflight_route(const char* hash) {
  platform::with_app([&](platform::App& app) { app.route(hash); });
}

EMSCRIPTEN_KEEPALIVE void inflight_visible(int visible) {
  if (page().ready()) page().driver->set_visible(visible != 0);
}

EMSCRIPTEN_KEEPALIVE void inflight_set_option(const char* key, const char* value) {
  platform::with_app([&](platform::App& app) { app.option(key, value); });
}

EMSCRIPTEN_KEEPALIVE void inflight_paste(const char* text) {
  platform::with_app([&](platform::App& app) { app.paste(text); });
}

EMSCRIPTEN_KEEPALIVE const char* inflight_copy_selection() {
  auto& p = page();
  p.answer = p.ready() ? p.app->copy_selection() : std::string();
  return p.answer.c_str();
}

EMSCRIPTEN_KEEPALIVE const char* inflight_stats() {
  auto& p = page();
  p.answer = p.driver ? p.driver->stats().to_json() : "{}";
  return p.answer.c_str();
}

EMSCRIPTEN_KEEPALIVE void inflight_context_lost(int lost) {
  auto& p = page();
  if (!p.ready() || !p.window) return;
  if (lost) {
    p.window->context_lost();
    p.driver->set_context_lost(true);
  } else if (p.window->context_restored()) {
    p.driver->set_context_lost(false);
  }
}

EMSCRIPTEN_KEEPALIVE int inflight_wants_tab() {
  return page().ready() && page().app->wants_tab() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int inflight_wants_escape() {
  return page().ready() && page().app->wants_escape() ? 1 : 0;
}

}  // extern "C"

#endif  // __EMSCRIPTEN__
