// The time axis of the transport. Must not know: the controls beside it.
#include "ui/panels/transport_axis.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

/// Tick labels keep this far from the playhead's own label.
constexpr float kTickClear = 46, kCountRoom = 20;
/// Half the width of the playhead's handle.
constexpr float kGrip = 12;

class Axis {
 public:
  Axis(Panel& p, const AxisPlace& at)
      : p_(p),
        c_(p.c),
        t_(p.t()),
        m_(p.frame.transport),
        at_(at),
        now_(x_of(m_.now)),
        end_(std::max(now_, x_of(m_.recorded))) {}

  void draw() {
    c_.line(at_.x0, at_.events_y, end_, at_.events_y, {.color = t_.line2});
    draw_future();
    if (!at_.one_row) {
      draw_ticks();
      draw_depth();
      c_.line(at_.x0, at_.chart_y1, at_.x1, at_.chart_y1, {.color = t_.line2});
      draw_age();
    }
    const Touch touch = register_scrubber();
    draw_ahead();
    draw_playhead(touch);
    draw_marks();
    if (!at_.one_row) draw_clock_flag();
  }

 private:
  float x_of(base::SimTime t) const {
    const double span = static_cast<double>(std::max<std::int64_t>((m_.t1 - m_.t0).us, 1));
    const double share = static_cast<double>((t - m_.t0).us) / span;
    return at_.x0 + (at_.x1 - at_.x0) * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  float top() const { return at_.events_y - 11; }
  float bottom() const { return at_.one_row ? at_.events_y + 11 : at_.chart_y1; }

  void draw_future() {
    const float w = at_.x1 - end_;
    if (w <= 0) return;
    c_.rect(end_, top(), w, bottom() - top(), {.radius = 4, .fill = t_.bg});
    c_.hatch(end_, top(), w, bottom() - top(), 1, t_.line, at_.one_row ? 1 : .9f, 4,
             at_.one_row ? 1.4f : 1);
    if (at_.one_row || m_.future_text.empty()) return;
    const float text_w = c_.text_width(m_.future_text, 13) + 16;
    if (w <= text_w + 20) return;
    const float mid = (end_ + at_.x1) / 2, y = at_.events_y + 13;
    c_.rect(mid - text_w / 2, y - 10, text_w, 20, {.radius = 10, .fill = t_.bg});
    c_.text(mid, y, m_.future_text, {.size = 13, .color = t_.text3, .align = Align::Middle});
  }

  void draw_ticks() {
    float free_from = -1e9f;
    for (const view::Tick& tick : m_.ticks) {
      const float x = x_of(tick.at), w = c_.text_width(tick.text, 12, Face::Mono);
      c_.line(x, at_.chart_y1, x, at_.chart_y1 + 4, {.color = t_.line2});
      const bool last = x + w / 2 > at_.x1 + 8;
      const float left = last ? x - w : x - w / 2;
      if (std::abs(x - now_) <= kTickClear || left < free_from) continue;
      c_.text(left, at_.chart_y1 + 12, tick.text,
              {.size = 12, .face = Face::Mono, .color = t_.text3});
      free_from = left + w + 8;
    }
  }

  float depth_y(std::int64_t v) const {
    const float share =
        static_cast<float>(v) / static_cast<float>(std::max<std::int64_t>(m_.depth_max, 1));
    return at_.chart_y1 - (at_.chart_y1 - at_.chart_y0) * std::min(share, 1.f);
  }

  /// Steps as upright rectangles and lines along the axes: nothing to anti-alias.
  void draw_depth() {
    const Color line = m_.depth_is_bad ? t_.bad : t_.slot(0), fill = mix(t_.panel, line, .22f);
    float before = at_.chart_y1;
    for (std::size_t i = 0; i < m_.depth.size(); ++i) {
      const float x = std::min(x_of(m_.depth[i].at), end_);
      const float next = i + 1 < m_.depth.size() ? std::min(x_of(m_.depth[i + 1].at), end_) : end_;
      const float y = depth_y(m_.depth[i].value);
      c_.rect(x, y, next - x, at_.chart_y1 - y, {.fill = fill});
      if (i > 0 && y != before)
        c_.line(x, std::min(y, before) - 1, x, std::max(y, before) + 1,
                {.color = line, .width = 2});
      const float corner = i > 0 ? 1 : 0;
      if (next > x) c_.line(x - corner, y, next, y, {.color = line, .width = 2});
      before = y;
    }
  }

  void draw_age() {
    Points points;
    const float max = static_cast<float>(std::max<std::int64_t>(m_.age_max, 1));
    for (const view::Sample& s : m_.age) {
      const float share = std::min(static_cast<float>(s.value) / max, 1.f);
      points.push_back(
          {std::min(x_of(s.at), end_), at_.chart_y1 - (at_.chart_y1 - at_.chart_y0) * share});
    }
    if (points.size() > 1) c_.path(points, {.stroke = t_.text, .width = 1.5f, .dash = {3, 3}});
  }

  /// What was played but lies after the playhead stands back.
  void draw_ahead() {
    draw_marks_between(m_.now.us + 1, INT64_MAX);
    if (end_ > now_ + 1)
      c_.rect(now_, top(), end_ - now_, bottom() - top(), {.fill = t_.panel, .opacity = .55f});
  }

  Touch register_scrubber() {
    const view::Control& control = m_.scrubber;
    if (control.id.empty()) return {};
    const float y0 = at_.events_y - 20;
    const float y1 = at_.one_row ? at_.events_y + 22 : at_.chart_y1 + 18;
    const Rect r = c_.to_outer(Rect{at_.x0 - 8, y0, at_.x1 - at_.x0 + 16, y1 - y0});
    const Point a = c_.to_outer(Point{at_.x0, 0}), b = c_.to_outer(Point{at_.x1, 0});
    const std::int64_t step = std::max<std::int64_t>((m_.t1 - m_.t0).us / 120, 1);
    // Free to the pointer, in small steps for the keys.
    SliderRange range{a.x, b.x, m_.t0.us, m_.t1.us, 1, m_.now.us, step};
    const Touch touch = p_.links.add(
        p_.hits, control.id, r, {control.id, "", range},
        {.cursor = Cursor::ResizeX, .enabled = control.enabled, .drag = true, .adjust = true});
    if (touch.hover && !touch.pressed) label_under_pointer(range);
    over_ = hover_share(p_, touch);
    return touch;
  }

  void label_under_pointer(const SliderRange& range) {
    const Point at = p_.hits.pointer_at();
    p_.links.label(p_.hits, base::format_clock(base::SimTime{slider_value(range, at.x)}),
                   {at.x, c_.to_outer(Point{0, at_.events_y - 20}).y, 0, 26});
  }

  void draw_playhead(const Touch& touch) {
    const float y0 = at_.events_y - (at_.one_row ? 18.f : 19.f);
    const float y1 = at_.one_row ? at_.events_y + 16 : at_.chart_y1 + 3;
    if (over_ > 0)
      c_.rect(now_ - 9, y0 - 3, 18, 18, {.radius = 6, .fill = t_.hover_plate(), .opacity = over_});
    c_.playhead(now_, y0, y1);
    if (touch.focus) c_.focus_ring(now_ - 6, y0, 12, y1 - y0, 3, 3);
  }

  void draw_marks() { draw_marks_between(INT64_MIN, m_.now.us); }

  void draw_marks_between(std::int64_t from_us, std::int64_t to_us) {
    float counted = -1e9f;
    for (std::size_t i = 0; i < m_.marks.size(); ++i) {
      const view::Mark& mark = m_.marks[i];
      if (mark.at.us < from_us || mark.at.us > to_us) continue;
      const float x = x_of(mark.at);
      touch_mark(mark, x);
      event_mark(p_, x, at_.events_y, mark.kind, 1, t_.panel);
      if (mark.count < 2 || at_.one_row || x - counted < kCountRoom) continue;
      if (std::abs(x - now_) < kCountRoom) continue;  // the playhead's head is there
      c_.text(x, at_.events_y - 13, std::to_string(mark.count),
              {.size = 12, .face = Face::Mono, .color = t_.text3, .align = Align::Middle});
      counted = x;
    }
  }

  /// A press on a mark goes there exactly. Around the playhead the drag comes first.
  void touch_mark(const view::Mark& mark, float x) {
    if (mark.jump.id.empty() || !m_.scrubber.enabled || std::abs(x - now_) < kGrip) return;
    const Rect r{x - 7, at_.events_y - 9, 14, 18};
    const Touch touch = press(p_, mark.jump, r, {.focusable = false});
    p_.links.label(p_.hits, mark.label, c_.to_outer(r));
    const float over = hover_share(p_, touch);
    if (over > 0) c_.circ(x, at_.events_y, 10, {.fill = t_.hover_plate(), .opacity = over});
  }

  void draw_clock_flag() {
    const float w = c_.text_width(m_.clock_short, 12, Face::Mono) + 12;
    const Rect area = box(p_.at.transport);
    const float x = std::clamp(now_ - w / 2, area.x + 4, area.right() - w - 4);
    c_.rect(x, at_.chart_y1 + 4, w, 17, {.radius = 5, .fill = t_.time});
    c_.text(x + w / 2, at_.chart_y1 + 12.5f, m_.clock_short,
            {.size = 12, .face = Face::Mono, .color = t_.on_time, .align = Align::Middle});
  }

  Panel& p_;
  Canvas& c_;
  const Theme& t_;
  const view::Transport& m_;
  AxisPlace at_;
  float now_, end_;  // x of the playhead and of the end of what was played
  float over_ = 0;   // hover of the scrubber
};

}  // namespace

void draw_axis(Panel& p, const AxisPlace& at) { Axis(p, at).draw(); }

}  // namespace ui
