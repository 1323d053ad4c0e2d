// The transport: playback controls, clock, speed, and the axis below; one row where there is
// little room. Must not know: what the axis shows.
#include <algorithm>

#include "ui/panels/menu.h"
#include "ui/panels/transport_axis.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kLabelColumn = 98, kRightPad = 20;

AxisPlace axis_place(const view::Layout& at) {
  const view::Rect r = at.transport;
  if (at.phone) return {r.x + 70, r.right() - 18, r.y + r.h / 2, 0, 0, true};
  if (has_one_row(at)) return {r.x + 256, r.right() - 100, r.y + r.h / 2, 0, 0, true};
  return {r.x + kLabelColumn, r.right() - kRightPad, r.y + 64, r.y + 78, r.bottom() - 22, false};
}

Color quiet(const Panel& p) { return p.frame.transport.frozen ? p.t().line2 : p.t().text2; }

void draw_play(Panel& p, float x, float y) {
  const view::Transport& m = p.frame.transport;
  const Theme& t = p.t();
  const Rect r{x - 18, y - 18, 36, 36};
  const Touch touch = press(p, m.play, r);
  p.links.label(p.hits, m.play.label, p.c.to_outer(r));
  const float over = m.play.enabled ? hover_share(p, touch) : 0;
  if (over > 0) p.c.circ(x, y, 20, {.fill = t.hover_plate(), .opacity = over});
  const bool bright = !m.frozen && m.play.enabled;
  p.c.circ(x, y, 17, {.fill = bright ? t.text : t.card2});
  if (touch.focus) p.c.focus_ring(r.x + 1, r.y + 1, 34, 34, 17, 3);
  const Icon icon = m.frozen ? Icon::Snowflake : m.playing ? Icon::Pause : Icon::Play;
  p.c.icon(icon, x + (icon == Icon::Play ? 1.f : 0.f), y, 17, bright ? t.bg : t.text2);
}

void step_icon(Panel& p, view::Control control, const char* icon, float x, float y) {
  control.icon = icon;
  icon_control(p, control, x, y, 19, quiet(p));
}

/// Width of a labelled tool, or of its icon alone.
float tool_width(Panel& p, const view::Control& c, bool labelled) {
  if (c.id.empty()) return 0;
  return labelled ? p.c.text_width(c.label, 14, Face::Semibold) + 44 : 38;
}

void draw_tool(Panel& p, const view::Control& control, Icon icon, float x, float mid,
               bool labelled) {
  if (control.id.empty()) return;
  const Theme& t = p.t();
  const float w = tool_width(p, control, labelled);
  const Rect r{x, mid - 16, w, 32};
  const Touch touch = press(p, control, r);
  if (!labelled) p.links.label(p.hits, control.label, p.c.to_outer(r));
  const bool off = p.frame.transport.frozen || !control.enabled;
  const float over = control.enabled ? hover_share(p, touch) : 0;
  p.c.rect(x + .5f, mid - 15.5f, w - 1, 31,
           {.radius = 8,
            .fill = between(control.pressed ? t.card2 : t.card, t.card2, over),
            .stroke = between(t.line, t.line2, over)});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, 3);
  p.c.icon(icon, x + 19, mid, 16, off ? t.text3 : t.text2);
  if (labelled)
    p.c.text(x + 34, mid, control.label,
             {.size = 14, .face = Face::Semibold, .color = off ? t.text3 : t.text});
}

/// Speed in words with its two steps; returns the x behind them.
float draw_speed(Panel& p, float x, float mid) {
  const view::Transport& m = p.frame.transport;
  const Color c = m.frozen ? p.t().text3 : p.t().text2;
  x += p.c.text(x, mid, m.speed, {.size = 14, .color = c});
  const auto step = [&](view::Control control, const char* icon) {
    if (control.id.empty()) return;
    control.icon = icon;
    x += 20;
    icon_control(p, control, x, mid, 14, m.frozen ? p.t().line2 : p.t().text3);
    x += 12;
  };
  step(m.speed_down, "minus");
  step(m.speed_up, "plus");
  if (!m.branches.empty()) {
    const view::Control fork{std::string(kBranchMenu), "Kept branches", "git-fork", ""};
    x += 24;
    icon_control(p, fork, x, mid, 16);
    x += 16;
  }
  return x;
}

struct Tool {
  const view::Control* control;
  Icon icon;
  bool labelled = true;
};

void draw_tools(Panel& p, float left, float right, float mid) {
  const view::Transport& m = p.frame.transport;
  std::vector<Tool> tools;
  if (m.back_to_present) tools.push_back({&*m.back_to_present, Icon::Undo2});
  tools.push_back({&m.next_event, Icon::SkipForward});
  tools.push_back({&m.skip_quiet, Icon::FastForward});
  const auto width = [&] {
    float w = 0;
    for (const Tool& t : tools) w += tool_width(p, *t.control, t.labelled) + 8;
    return w - 8;
  };
  // Where room is short the words go, those of the rightmost tool first.
  for (auto it = tools.rbegin(); it != tools.rend() && right - width() < left + 12; ++it)
    it->labelled = false;
  float x = right - width();
  for (const Tool& t : tools) {
    draw_tool(p, *t.control, t.icon, x, mid, t.labelled);
    x += tool_width(p, *t.control, t.labelled) + 8;
  }
}

void draw_controls(Panel& p, Rect r) {
  const view::Transport& m = p.frame.transport;
  const float mid = r.y + 26;
  step_icon(p, m.step_back, "step-back", r.x + 34, mid);
  draw_play(p, r.x + 76, mid);
  step_icon(p, m.step_forward, "step-forward", r.x + 118, mid);
  float x = r.x + 152;
  x += p.c.text(x, mid, m.clock, {.size = 20, .face = Face::Mono}) + 20;
  p.c.line(x, mid - 11, x, mid + 11);
  x = draw_speed(p, x + 18, mid);
  draw_tools(p, x, r.right() - 16, mid);
}

void draw_labels(Panel& p, Rect r, const AxisPlace& at) {
  const view::Transport& m = p.frame.transport;
  const Theme& t = p.t();
  p.c.text(r.x + 20, at.events_y, "Events", {.size = 13, .color = t.text3});
  const float mid = (at.chart_y0 + at.chart_y1) / 2;
  if (m.age.empty()) {
    p.c.text(r.x + 20, mid, m.depth_label, {.size = 13, .color = t.text3});
    return;
  }
  p.c.rect(r.x + 20, mid - 13, 10, 10, {.radius = 2, .fill = t.slot(0)});
  p.c.text(r.x + 36, mid - 8, m.depth_label, {.size = 13, .color = t.text2});
  p.c.line(r.x + 20, mid + 10, r.x + 30, mid + 10, {.color = t.text, .width = 2, .dash = {3, 2}});
  p.c.text(r.x + 36, mid + 10, m.age_label, {.size = 13, .color = t.text2});
}

void draw_one_row(Panel& p, Rect r) {
  const view::Transport& m = p.frame.transport;
  const float mid = r.y + r.h / 2;
  if (p.at.phone) {
    draw_play(p, r.x + 32, mid);
    return;
  }
  step_icon(p, m.step_back, "step-back", r.x + 30, mid);
  draw_play(p, r.x + 72, mid);
  step_icon(p, m.step_forward, "step-forward", r.x + 114, mid);
  p.c.text(r.x + 142, mid, m.clock, {.size = 17, .face = Face::Mono});
  draw_tool(p, m.next_event, Icon::SkipForward, r.right() - 90, mid, false);
  draw_tool(p, m.skip_quiet, Icon::FastForward, r.right() - 46, mid, false);
}

}  // namespace

int transport_axis_columns(const view::Layout& at) {
  const AxisPlace place = axis_place(at);
  return std::max(static_cast<int>(place.x1 - place.x0), 1);
}

void draw_transport(Panel& p) {
  const Rect r = box(p.at.transport);
  if (r.empty()) return;
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  p.c.line(r.x, r.y + .5f, r.right(), r.y + .5f);
  const AxisPlace at = axis_place(p.at);
  if (at.one_row) {
    if (p.at.sheet || p.at.phone) p.c.line(r.x, r.bottom() - .5f, r.right(), r.bottom() - .5f);
    draw_one_row(p, r);
  } else {
    draw_controls(p, r);
    draw_labels(p, r, at);
  }
  draw_axis(p, at);
}

}  // namespace ui
