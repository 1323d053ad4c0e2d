// Hit testing, focus and scrolling for panels that draw themselves.
// While drawing, a panel registers a rectangle and a control id and gets back how to draw it
// (hover, press, focus). Between frames, pointer and key events are resolved against what was
// registered last; they come out as actions on control ids.
// Must not know: SDL, the browser, view models, what a control means.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/canvas.h"

namespace ui {

enum class Cursor : std::uint8_t { Arrow, Hand, Text, ResizeX, ResizeY, Grab, Grabbing, Blocked };

/// CSS name of a cursor ("default", "pointer", "text", …).
std::string_view cursor_name(Cursor c);

/// Keyboard modifiers. `command` is Cmd on macOS and Ctrl elsewhere: use it for shortcuts.
struct Mods {
  bool shift = false, ctrl = false, alt = false, meta = false, command = false;
};

/// Something the pointer did. Positions and wheel distances are CSS px.
struct PointerEvent {
  enum class Kind : std::uint8_t { Move, Down, Up, Wheel, Leave, Cancel };
  Kind kind = Kind::Move;
  Point at;
  float wheel_x = 0, wheel_y = 0;  ///< positive = content moves up / left, as in the DOM
  bool touch = false;
  Mods mods = {};
};

/// How a control behaves.
struct ControlOptions {
  Cursor cursor = Cursor::Hand;
  bool enabled = true;    ///< disabled controls swallow clicks and take no focus
  bool focusable = true;
  bool drag = false;      ///< sends DragStart, DragMove, DragEnd instead of Click when moved
  bool adjust = false;    ///< arrow keys send Adjust −1 / +1 instead of moving the focus
  bool text = false;      ///< a text field: printable keys, arrows, Home and End belong to it
  std::string_view group = {};  ///< arrow keys move the focus inside the group (radio buttons)
};

/// What came out of the events.
struct Action {
  enum class Kind : std::uint8_t { Click, DragStart, DragMove, DragEnd, Adjust, Focus };
  Kind kind = Kind::Click;
  std::string id;
  Point at;        ///< pointer position; for keys the middle of the control
  float amount = 0;  ///< Adjust: −1 or +1 (×10 with shift)
  bool keyboard = false;
  Mods mods = {};
};

/// One registered control.
struct Control {
  std::string id, group;
  Rect rect;     ///< drawn rectangle, clipped
  Rect whole;    ///< unclipped, to scroll it into view
  int layer = 0;
  int scroll = -1;  ///< index of the scroll area it lies in
  ControlOptions options;
};

/// Smallest target for a finger, CSS px.
inline constexpr float kTouchTarget = 44;

/// Registered controls of the last frame and the state of pointer and focus.
class Hits {
 public:
  // -- While drawing ----------------------------------------------------------------------------
  void begin_frame();
  /// Registers a control and returns how to draw it. Later controls lie on top of earlier ones.
  /// The id must be unique in the frame. `r` is in outer CSS px (Canvas::to_outer).
  Touch add(std::string_view id, Rect r, const ControlOptions& options = {});
  /// Limits the controls that follow to a rectangle. Pairs with pop_clip.
  void push_clip(Rect r);
  void pop_clip();
  /// Starts a vertical scroll area and returns its offset (≥ 0): draw the content this much
  /// higher. Clips like push_clip. `content_height` may be that of the last frame.
  float begin_scroll(std::string_view id, Rect r, float content_height);
  void end_scroll();
  /// Everything registered before this call is out of reach until the next frame: a sheet, a menu.
  void begin_modal();
  /// Drops a focus or press whose control is gone.
  void end_frame();

  // -- Events -----------------------------------------------------------------------------------
  /// Resolves a pointer event. Returns true when something must be drawn again.
  bool pointer(const PointerEvent& e);
  /// Keys that belong to controls: Tab, arrows, Enter, Space, PageUp, PageDown, Home, End.
  /// `name` is the DOM's KeyboardEvent.key. Returns true when it was used; Tab at either end of
  /// the ring and everything else is not used, so that the page keeps it. Enter and Space use a
  /// control only while the focus ring shows: after a mouse click they stay free for shortcuts.
  bool key(std::string_view name, const Mods& mods);
  /// Actions since the last call, in order.
  std::vector<Action> take_actions();

  // -- State ------------------------------------------------------------------------------------
  const std::string& hovered() const { return hover_; }
  const std::string& pressed() const { return press_; }
  const std::string& focused() const { return focus_; }
  /// The focus ring is drawn only after a key was used, and while the keyboard is ours.
  bool focus_visible() const { return keyboard_ && ours_; }
  /// Tells whether the canvas has the page's keyboard focus.
  void set_keyboard_here(bool here) { ours_ = here; }
  /// Moves the focus. An empty id clears it. Scrolls the control into view.
  void focus(std::string_view id, bool show_ring = true);
  Touch touch(std::string_view id) const;
  Cursor cursor() const;
  Point pointer_at() const { return at_; }
  /// Seconds of wall time the pointer has rested on the hovered control; drives labels at 0.3 s.
  void tick(double dt_s);
  double hover_s() const { return hover_s_; }
  const std::vector<Control>& controls() const { return controls_; }
  const Control* find(std::string_view id) const;
  float scroll_offset(std::string_view id) const;
  void set_scroll_offset(std::string_view id, float offset);

 private:
  struct Area {
    std::string id;
    Rect rect;
    float content = 0;
    int layer = 0;
    int parent = -1;
  };
  const Control* control_at(Point p, bool touch) const;
  bool reachable(const Control& c) const { return c.layer == layer_; }
  int area_at(Point p) const;
  bool scroll_by(int area, float dy);
  bool set_hover(const Control* c);
  bool move_focus(int step);
  bool move_in_group(int step);
  bool arrow_key(int step, bool vertical, const Mods& mods);
  bool page_key(std::string_view name);
  void reveal(const Control& c);
  void emit(Action::Kind kind, const Control& c, Point at, bool keyboard, const Mods& mods,
            float amount = 0);
  bool down(const PointerEvent& e);
  bool up(const PointerEvent& e);
  bool move(const PointerEvent& e);
  bool drag(const PointerEvent& e);

  std::vector<Control> controls_;
  std::vector<Area> areas_;
  std::map<std::string, float, std::less<>> offsets_;
  std::vector<Rect> clips_;
  std::vector<int> open_areas_;
  int layer_ = 0;
  std::string hover_, press_, focus_;
  std::string below_;  // what had the focus before a modal layer opened
  Point at_, press_at_, last_at_;
  bool down_ = false, keyboard_ = false, dragging_ = false, finger_scroll_ = false;
  bool inside_ = false, ours_ = true;
  int press_area_ = -1;
  double hover_s_ = 0;
  std::vector<Action> actions_;
};

}  // namespace ui
