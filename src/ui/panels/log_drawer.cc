// The event log as a drawer from below. Must not know: how a line was worded.
#include <algorithm>
#include <format>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kHead = 44, kRow = 30, kPad = 20, kFoot = 8;

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
  if (m.open && p.at.log.h > 0) p.state.log = p.at.log;
  const float open = p.motion.follow("log", m.open ? 1.f : 0.f, kPanelTime);
  Rect r = box(p.state.log);
  if (open <= 0 || r.empty()) return;
  const Rect clip = r;
  r.y += r.h * (1 - open);
  if (open < 1) p.c.push_clip(clip);
  p.hits.push_clip(p.c.to_outer(clip));
  p.links.add(p.hits, "ui.shade.log", r, {"ui.none", ""},
              {.cursor = Cursor::Arrow, .focusable = false});
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  p.c.line(r.x, r.y + .5f, r.right(), r.y + .5f, {.color = p.t().line2});
  p.c.text(r.x + kPad, r.y + kHead / 2, "Event log", {.size = 15, .face = Face::Semibold});
  view::Control close = m.toggle;
  close.icon = "x";
  close.pressed = false;
  icon_control(p, close, r.right() - 26, r.y + kHead / 2, 18);
  p.c.line(r.x, r.y + kHead - .5f, r.right(), r.y + kHead - .5f);

  const Rect body{r.x, r.y + kHead, r.w, r.h - kHead};
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
  p.hits.pop_clip();
  if (open < 1) p.c.pop_clip();
}

}  // namespace ui
