// Controls of the view models drawn with the canvas and registered under their ids: buttons,
// icons, radio rows, scroll areas. Must not know: which panel they stand in.
#pragma once

#include <string_view>

#include "ui/panels/panel.h"
#include "view/lesson_panel.h"

namespace ui {

/// Registers a control of a view model; an empty id registers nothing.
Touch press(Panel& p, const view::Control& control, Rect r, ControlOptions options = {});
/// The same with a value to send.
Touch press_value(Panel& p, const view::Control& control, std::string value, Rect r,
                  ControlOptions options = {});

/// 0 … 1: how far the hover state of the control registered last has come.
float hover_share(Panel& p, const Touch& touch);
/// A colour on its way from one to another.
inline Color between(Color a, Color b, float share) { return mix(a, b, share); }

/// An icon that is a control, with the label on hover. `size` is the icon's.
void icon_control(Panel& p, const view::Control& control, float cx, float cy, float size = 19,
                  Color color = 0);
/// A labelled button. Hover and focus are drawn from the control's state.
void push_button(Panel& p, const view::Control& control, Rect r, ButtonStyle style = {});

/// A row of exclusive words (lens, confidence). `selected` < 0 = none.
struct SegmentCell {
  const view::Control* control = nullptr;
  bool on = false;
};
struct SegmentLook {
  float size = 14;
  Color on = 0, on_stroke = 0;
  std::string_view group;
};
void segment_row(Panel& p, Rect r, std::span<const SegmentCell> cells, const SegmentLook& look);

/// The dots of a lesson's beats, each a link; returns the x behind them. `y` is their middle.
float beat_dots(Panel& p, float x, float y, int current, const std::vector<bool>& done,
                const std::vector<view::Control>& links);

/// Tick or cross, growing when it appears. `name` tells one from another.
void verdict_disc(Panel& p, std::string_view name, view::Verdict v, float x, float y, float r);

/// A vertical scroll area. Draw the content at `top`, then call end with its height.
class ScrollArea {
 public:
  /// `content` names what is shown: another content starts at the top.
  ScrollArea(Panel& p, std::string_view id, Rect r, std::string_view content);
  /// A list that stays at its end while it grows, unless the reader has moved away from it.
  ScrollArea(Panel& p, std::string_view id, Rect r, float content_height);
  float top() const { return r_.y - offset_; }
  /// Scrolls until the part from `top` to `bottom` is seen, when `news` is another than in the last
  /// frame and the content is the same: something has been added, and nobody should have to look
  /// for it. Call before end.
  void reveal(std::string_view news, float top, float bottom);
  void end(float content_height);

 private:
  void open(float content_height);

  Panel& p_;
  std::string id_;
  Rect r_;
  float offset_ = 0;
  bool clipped_ = false;
};

/// `text` cut with "…" to `width`.
std::string elided(Panel& p, std::string_view text, float width, float size, Face face);

/// The mark of an event kind, at the size of the event row times `scale`.
void event_mark(Panel& p, float x, float y, view::MarkKind kind, float scale = 1, Color halo = 0);

}  // namespace ui
