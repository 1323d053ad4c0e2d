// The event log as a drawer from below. Must not know: how a line was worded.
#include <algorithm>
#include <format>

#include "ui/panels/drawer.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kRow = 30, kPad = 20, kFoot = 8;

void draw_line(Panel& p, const view::LogLine& line, float x, float y, float w, bool last) {
  const Theme& t = p.t();
  const Rect r{x + kPad - 8, y, w - 2 * kPad + 16, kRow};
  const Touch touch = press(p, line.jump, r);
  const float over =
      p.motion.follow(std::format("hover/log/{}", line.seq), touch.hover ? 1.f : 0.f, kHoverTime);
  if (last) p.c.rect(r.x, r.y, r.w, r.h, {.radius = 7, .fill = t.card});
  if (over > 0) p.c.rect(r.x, r.y, r.w, r.h, {.radius = 7, .fill = t.card2, .opacity = over});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 7, -2);
  const float mid = y + kRow / 2;
  const float time_w =
      p.c.text(x + kPad, mid, line.time, {.size = 13, .face = Face::Mono, .color = t.text2});
  const float mark_x = x + kPad + std::max(time_w, 78.f) + 18;
  event_mark(p, mark_x, mid, line.kind);
  p.c.text(mark_x + 18, mid, line.text, {.size = 14, .max_width = r.right() - mark_x - 26});
}

}  // namespace

void draw_log(Panel& p) {
  const view::LogPanel& m = p.frame.log;
  const auto drawer = begin_drawer(p, "log", m.open, p.at.log, p.state.log);
  if (!drawer) return;
  const Rect r = drawer->r;
  drawer_head(p, r, "Event log", kPad, m.toggle);
  const Rect body{r.x, r.y + kDrawerHead, r.w, r.h - kDrawerHead};
  const float height = kFoot * 2 + kRow * static_cast<float>(m.lines.size());
  ScrollArea area(p, "ui.scroll.log", body, height);
  float y = area.top() + kFoot;
  for (const view::LogLine& line : m.lines) {
    if (y + kRow > body.y - 200 && y < body.bottom() + 200)
      draw_line(p, line, r.x, y, r.w, &line == &m.lines.back());
    y += kRow;
  }
  if (m.lines.empty())
    p.c.text(r.x + kPad, y + 16, "Nothing has happened yet.", {.size = 14, .color = p.t().text3});
  area.end(height);
  end_drawer(p, *drawer);
}

}  // namespace ui
