// Order of the panels, the turn of a frame, menus. Must not know: what any panel draws.
#include "ui/frame_ui.h"

#include <algorithm>
#include <format>

#include "ui/panels/menu.h"

namespace ui {
namespace {

/// Another screen, another lesson or another window: nothing of it slides in.
std::string screen_name(const view::Frame& f) {
  return std::format("{}/{}/{}x{}", static_cast<int>(f.screen), f.lesson.lesson, f.width, f.height);
}

}  // namespace

bool FrameUi::close_menu() {
  if (state_.menu.empty()) return false;
  state_.menu.clear();
  return true;
}

bool FrameUi::handle_locally(const view::Intent& intent, const Hits& hits) {
  if (!intent.control.starts_with("ui.")) return false;
  if (intent.control == kTopMenu || intent.control == kBranchMenu) {
    const bool was_open = state_.menu == intent.control;
    state_.menu = was_open ? "" : intent.control;
    if (const Control* c = hits.find(intent.control)) state_.menu_anchor = c->whole;
  } else if (intent.control == kMenuShade) {
    state_.menu.clear();
  }
  return true;
}

std::vector<view::Intent> FrameUi::take_intents(Hits& hits) {
  std::vector<view::Intent> out;
  for (view::Intent& intent : links_.resolve(hits.take_actions())) {
    if (handle_locally(intent, hits)) continue;
    state_.menu.clear();  // choosing something closes the menu it was chosen from
    out.push_back(std::move(intent));
  }
  return out;
}

void FrameUi::draw_screen(Panel& p) {
  // Tab goes through the controls in the order of drawing.
  draw_top_bar(p);
  switch (p.frame.screen) {
    case view::Screen::kHome: draw_home(p); break;
    case view::Screen::kMessage: draw_message(p); break;
    case view::Screen::kLesson:
      draw_lesson_panel(p);
      draw_stage(p);
      draw_transport(p);
      draw_inspector(p);
      draw_log(p);
      if (p.frame.console.open || p.state.console.h > 0) draw_console(p);
      if (p.frame.metrics.open || p.state.metrics.h > 0) draw_metrics(p);
      break;
    case view::Screen::kBench: draw_stage(p); break;
  }
  draw_notice(p);
  draw_menu(p);
  draw_help(p);
  draw_hint(p);
}

std::vector<view::Intent> FrameUi::draw(const view::Frame& frame, Canvas& canvas, Hits& hits,
                                        double wall_time_s) {
  std::vector<view::Intent> intents = take_intents(hits);
  const std::string screen = screen_name(frame);
  const bool settled = screen != screen_;
  if (settled) state_.menu.clear();
  screen_ = screen;
  motion_.begin_frame(wall_time_s, frame.reduced_motion, settled);
  links_.begin_frame();
  state_.remeasured = false;
  hits.begin_frame();
  view::Layout at = view::layout(frame.width, frame.height, frame.inspector.open, frame.log.open,
                                 frame.console.open, frame.metrics.open);
  if (frame.screen == view::Screen::kBench)
    at.stage = {0, at.top.bottom(), frame.width, frame.height - at.top.bottom()};
  Panel panel{canvas, hits, links_, motion_, state_, frame, at};
  const std::string drawn_hover = hits.hovered();
  draw_screen(panel);
  hits.end_frame();
  motion_.end_frame();

  // A control may have moved away from, or under, a pointer that rests.
  const bool stale = hits.hovered() != drawn_hover;
  const bool waits = links_.hint_waits() && !stale;
  wake_s_ = motion_.running() || state_.remeasured || stale ? 0
            : waits ? std::max(kHintDelay - hits.hover_s(), 0.0)
                    : -1;
  return intents;
}

int axis_columns(float width, float height, bool inspector_open, bool log_open) {
  return transport_axis_columns(view::layout(width, height, inspector_open, log_open));
}

}  // namespace ui
