// The desktop: a window, files beside the program, SDL's clipboard, and the loop around them.
// Must not know: what is drawn or simulated.
#ifndef __EMSCRIPTEN__

#include <SDL.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/json.h"
#include "platform/driver.h"
#include "platform/native_keys.h"
#include "platform/window.h"

namespace platform {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A key of saved progress as a file name: letters, digits, "-" and "_" only.
std::string file_name(std::string_view key) {
  std::string out;
  for (char c : key) out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '_';
  return out + ".json";
}

class NativeHost : public Host {
 public:
  explicit NativeHost(std::vector<fs::path> roots) : roots_(std::move(roots)) {
    if (char* path = SDL_GetPrefPath("inflight", "inflight")) {
      saved_ = path;
      SDL_free(path);
    }
  }
  bool frame_wanted = false;

  std::span<const std::uint8_t> asset(std::string_view name) const override {
    auto [it, is_new] = assets_.try_emplace(std::string(name));
    for (const fs::path& root : roots_)
      if (is_new && it->second.empty() && name.find("..") == name.npos)
        it->second = read_file(root / name);
    return it->second;
  }
  void request_frame() override { frame_wanted = true; }
  void outline(std::string_view) override {}
  void route(std::string_view, bool) override {}
  void save(std::string_view key, std::string_view json) override {
    if (!saved_.empty()) std::ofstream(saved_ / file_name(key), std::ios::binary) << json;
  }
  void copy(std::string_view text) override { SDL_SetClipboardText(std::string(text).c_str()); }
  void title(std::string_view text) override {
    if (window) SDL_SetWindowTitle(window->sdl(), std::string(text).c_str());
  }
  void announce(std::string_view) override {}
  void crash(std::string_view report) override {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(report.size()), report.data());
  }
  void cursor(std::string_view css_name) override {
    const SDL_SystemCursor id = css_name == "pointer"          ? SDL_SYSTEM_CURSOR_HAND
                                : css_name == "text"           ? SDL_SYSTEM_CURSOR_IBEAM
                                : css_name == "ew-resize"      ? SDL_SYSTEM_CURSOR_SIZEWE
                                : css_name == "ns-resize"      ? SDL_SYSTEM_CURSOR_SIZENS
                                : css_name == "not-allowed"    ? SDL_SYSTEM_CURSOR_NO
                                : css_name.starts_with("grab") ? SDL_SYSTEM_CURSOR_SIZEALL
                                                               : SDL_SYSTEM_CURSOR_ARROW;
    auto [it, is_new] = cursors_.try_emplace(id, nullptr);
    if (is_new) it->second = SDL_CreateSystemCursor(id);
    SDL_SetCursor(it->second);
  }
  void first_frame() override {}
  void focus_outline(std::string_view) override {}
  void option(std::string_view key, std::string_view value) override { answer_option(key, value); }
  double now_ms() const override {
    return static_cast<double>(SDL_GetPerformanceCounter()) * 1000 /
           static_cast<double>(SDL_GetPerformanceFrequency());
  }

  /// Everything saved, as the page would give it: key → value.
  std::string progress() const {
    base::Json all = base::Json::object();
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(saved_, ignored)) {
      if (entry.path().extension() != ".json") continue;
      const auto bytes = read_file(entry.path());
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      if (auto doc = base::parse_json(text)) all[entry.path().stem().string()] = doc->root;
    }
    return base::dump(all);
  }

  Window* window = nullptr;
  std::function<void(std::string_view, std::string_view)> answer_option;

 private:
  std::vector<fs::path> roots_;
  fs::path saved_;
  mutable std::map<std::string, std::vector<std::uint8_t>, std::less<>> assets_;
  std::map<SDL_SystemCursor, SDL_Cursor*> cursors_;
};

/// Remembers what the driver asked for; the loop below looks at it.
class NativeScheduler : public Scheduler {
 public:
  void frame_soon() override { due_ms_ = 0; }
  void frame_in(double seconds) override { due_ms_ = now_ms() + seconds * 1000; }
  double now_ms() override {
    return static_cast<double>(SDL_GetPerformanceCounter()) * 1000 /
           static_cast<double>(SDL_GetPerformanceFrequency());
  }
  /// Milliseconds until the next frame, −1 = none is wanted.
  int wait_ms() {
    if (due_ms_ < 0) return -1;
    return static_cast<int>(std::clamp(due_ms_ - now_ms(), 0.0, 60'000.0));
  }
  void taken() { due_ms_ = -1; }

 private:
  double due_ms_ = -1;
};

struct Arguments {
  std::vector<fs::path> roots;
  StartOptions options;
};

/// --assets DIR (may repeat), --theme dark|light, --route #/…, --size WxH, --reduced-motion
Arguments read_arguments(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : "";
    if (flag == "--assets") out.roots.emplace_back(value), ++i;
    if (flag == "--theme") out.options.theme = value, ++i;
    if (flag == "--route") out.options.route = value, ++i;
    if (flag == "--size")
      std::sscanf(value, "%dx%d", &out.options.surface.width, &out.options.surface.height), ++i;
    if (flag == "--reduced-motion") out.options.reduced_motion = true;
  }
  if (char* base = SDL_GetBasePath()) {
    const fs::path exe(base);
    SDL_free(base);
    // As built: build/<preset>/bin, with the fonts in build/ and the lessons in the source folder.
    for (const fs::path& root : {exe, exe / "../..", exe / "../../.."}) out.roots.push_back(root);
  }
  return out;
}

/// One event. False = the window was closed.
bool handle(const SDL_Event& e, Driver& driver, Window& window) {
  App& app = driver.app();
  driver.request();
  if (e.type == SDL_QUIT) return false;
  if (send_pointer(e, app)) return true;
  switch (e.type) {
    case SDL_TEXTINPUT: app.text(e.text.text); break;
    case SDL_KEYDOWN:
    case SDL_KEYUP: send_key(e.key, app); break;
    case SDL_WINDOWEVENT:
      if (e.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) driver.resize(window.measure());
      if (e.window.event == SDL_WINDOWEVENT_FOCUS_GAINED) app.keyboard_here(true);
      if (e.window.event == SDL_WINDOWEVENT_FOCUS_LOST) app.keyboard_here(false);
      if (e.window.event == SDL_WINDOWEVENT_HIDDEN || e.window.event == SDL_WINDOWEVENT_MINIMIZED)
        driver.set_visible(false);
      if (e.window.event == SDL_WINDOWEVENT_SHOWN || e.window.event == SDL_WINDOWEVENT_RESTORED)
        driver.set_visible(true);
      break;
    default: break;
  }
  return true;
}

void loop(Driver& driver, NativeScheduler& scheduler, Window& window) {
  SDL_Event e;
  while (true) {
    const int wait = scheduler.wait_ms();
    bool has = wait < 0 ? SDL_WaitEvent(&e) == 1 : SDL_WaitEventTimeout(&e, wait) == 1;
    for (; has; has = SDL_PollEvent(&e) == 1)
      if (!handle(e, driver, window)) return;
    if (scheduler.wait_ms() != 0) continue;
    scheduler.taken();
    driver.frame();
  }
}

}  // namespace

int run(App& app, int argc, char** argv) {
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    std::fprintf(stderr, "SDL: %s\n", SDL_GetError());
    return 1;
  }
  Arguments arguments = read_arguments(argc, argv);
  NativeHost host(std::move(arguments.roots));
  NativeScheduler scheduler;
  Driver driver(app, host, scheduler);
  {
    Window window;
    if (!window.open(arguments.options.surface, "Inflight")) {
      std::fprintf(stderr, "No window: %s\n", window.error().c_str());
      return 1;
    }
    host.window = &window;
    host.answer_option = [&app](std::string_view k, std::string_view v) { app.option(k, v); };
    arguments.options.surface = window.measure();
    arguments.options.progress_json = host.progress();
    if (!driver.start(arguments.options, &window)) return 1;
    loop(driver, scheduler, window);
  }
  SDL_Quit();
  return 0;
}

}  // namespace platform

#endif  // !__EMSCRIPTEN__
