// The two faces between the program and the machine: App (what src/app implements) and Host (what
// the browser page or the desktop gives it), and the loop that drives them.
// Must not know: what is drawn or simulated, ImGui's widgets, JavaScript.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct ImDrawData;

namespace platform {

/// The drawing surface: CSS px and device px per CSS px.
struct Surface {
  int width = 1280, height = 720;
  double dpr = 1;
};

/// Keyboard modifiers. `command` is Cmd on macOS and Ctrl elsewhere: use it for shortcuts.
struct Mods {
  bool shift = false, ctrl = false, alt = false, meta = false, command = false;
};

/// Something the pointer did. Positions and wheel distances are CSS px.
struct Pointer {
  enum class Kind : std::uint8_t { Move, Down, Up, Wheel, Leave, Cancel };
  Kind kind = Kind::Move;
  float x = 0, y = 0;
  float wheel_x = 0, wheel_y = 0;
  bool touch = false;
  Mods mods = {};
};

/// A key. `name` is the DOM's KeyboardEvent.key: "Enter", "ArrowLeft", "a", "?".
struct Key {
  std::string name;
  bool down = true, repeat = false;
  Mods mods = {};
};

/// What the page knows when it starts the program.
struct StartOptions {
  std::string theme = "dark";  ///< "dark" or "light"
  bool reduced_motion = false;
  std::string route = "#/";
  std::string progress_json = "{}";  ///< object: saved key → saved JSON value
  bool reader = false;  ///< the text version is shown beside the drawing
  bool drawing = true;  ///< false: only the outline is wanted (no WebGL2); frames are not shown
  Surface surface;
};

/// One frame to draw.
struct Frame {
  /// Wall seconds since the last frame. Never more than was asked for by `wake_s` plus a short
  /// slack, and 0 after an idle time: a hidden tab or a long pause does not make time leap.
  double wall_dt_s = 0;
  Surface surface;
};

/// What a frame gives back.
struct FrameResult {
  ImDrawData* draw = nullptr;  ///< valid until the next frame; null = leave the picture as it is
  /// Seconds until another frame is wanted: 0 = at once, negative = only after an event.
  double wake_s = -1;
  /// For the statistics: milliseconds spent building view models and drawing.
  double model_ms = 0, draw_ms = 0;
};

/// What the program may ask of its surroundings. Strings are UTF-8; all calls return at once.
class Host {
 public:
  virtual ~Host() = default;
  /// Bytes of a packaged file ("fonts/inter-400.ttf"); empty when it was not provided.
  virtual std::span<const std::uint8_t> asset(std::string_view name) const = 0;
  /// Draw a frame soon. Safe to call at any time, from anywhere on the main thread.
  virtual void request_frame() = 0;
  virtual void outline(std::string_view json) = 0;  ///< the whole outline, or a patch of it
  virtual void route(std::string_view hash, bool replace) = 0;
  virtual void save(std::string_view key, std::string_view json) = 0;
  virtual void copy(std::string_view text) = 0;
  virtual void title(std::string_view text) = 0;
  virtual void announce(std::string_view text) = 0;  ///< polite live region
  virtual void crash(std::string_view report) = 0;   ///< shows the crash card
  virtual void cursor(std::string_view css_name) = 0;
  virtual void first_frame() = 0;                    ///< the picture stands: hide the shell
  /// Moves the page's focus to the outline's element for a control (text fields, reader view).
  virtual void focus_outline(std::string_view control_id) = 0;
  /// Changes one of the page's settings: theme, reader, reduced_motion. "toggle" is a value too.
  /// The page remembers it and answers with App::option.
  virtual void option(std::string_view key, std::string_view value) = 0;
  /// Milliseconds of a steady clock, for measuring only.
  virtual double now_ms() const = 0;
};

/// The program.
class App {
 public:
  virtual ~App() = default;
  /// Called once, before the first frame. False = cannot start (the host has been told why).
  virtual bool start(const StartOptions& options, Host& host) = 0;
  virtual FrameResult frame(const Frame& frame) = 0;
  virtual void pointer(const Pointer& e) = 0;
  /// True = used. Otherwise the browser keeps its default (F5, Ctrl+S, Tab out of the canvas).
  virtual bool key(const Key& e) = 0;
  /// Typed text that `key` did not use. True = used (a text field has the focus).
  virtual bool text(std::string_view utf8) = 0;
  /// A control was used from the outline or a test. `value` is that of an input, else empty.
  virtual void activate(std::string_view control_id, std::string_view value) = 0;
  virtual void route(std::string_view hash) = 0;
  virtual void option(std::string_view key, std::string_view value) = 0;
  virtual void paste(std::string_view text) = 0;
  virtual std::string copy_selection() = 0;
  virtual void visible(bool now_visible) = 0;
  /// The keyboard went to the canvas (or window) or left it: show or hide the focus ring.
  virtual void keyboard_here(bool) {}
  /// True while Esc closes something (a sheet, a menu); otherwise it leaves the canvas.
  virtual bool wants_escape() = 0;
  /// True while Tab completes what is being typed; otherwise it moves on.
  virtual bool wants_tab() { return false; }
};

/// Runs the program until it is closed (natively) or for good (in the browser, where this returns
/// at once and the page starts it). Returns the exit code.
int run(App& app, int argc, char** argv);

}  // namespace platform
