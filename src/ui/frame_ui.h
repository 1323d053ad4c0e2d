// The whole interface: draws a view::Frame with the canvas and turns what the user did into
// Intents. Keeps only what is neither the World's nor the lesson's: hover, focus, scrolling, open
// menus, short animations.
// Must not know: the World, the window, what an Intent changes.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/panel.h"

namespace ui {

/// Draws frames and answers for their controls.
///
/// One turn of the application: pointer and key events go to Hits, `take_intents` says what they
/// mean, the application carries that out and builds the next Frame, `draw` draws it. Calling only
/// `draw` works too; Intents then come one frame later.
class FrameUi {
 public:
  /// What the user did since the last call, by the controls of the last drawn frame.
  std::vector<view::Intent> take_intents(Hits& hits);

  /// Draws `frame` into `canvas`. `wall_time_s` is a steady clock. Returns what take_intents would
  /// have. Hits is begun and ended here; the application ticks it.
  std::vector<view::Intent> draw(const view::Frame& frame, Canvas& canvas, Hits& hits,
                                 double wall_time_s);

  /// True while a short animation is on its way: draw again at once.
  bool wants_animation() const { return wake_s_ == 0; }
  /// Seconds until the next frame is wanted: 0 = at once, negative = only after an event. A label
  /// that waits for the pointer to rest asks for its moment here.
  double wake_s() const { return wake_s_; }

  /// Closes an open menu, for Escape. False when there was none.
  bool close_menu();

 private:
  void draw_screen(Panel& p);
  bool handle_locally(const view::Intent& intent, const Hits& hits);

  Motion motion_;
  Links links_;
  PanelState state_;
  std::string screen_;  // which screen was drawn last
  double wake_s_ = -1;
};

/// Pixels of the transport's time axis for a window, for TransportCache::build.
int axis_columns(float width, float height, bool inspector_open, bool log_open);

}  // namespace ui
