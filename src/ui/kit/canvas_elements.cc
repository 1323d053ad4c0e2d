// Cards, tags, buttons, bars, workers and state rings of the canvas.
// Must not know: what they stand for.
#include <algorithm>
#include <cmath>
#include <format>

#include "ui/kit/canvas.h"

namespace ui {

void Canvas::hover_plate(float x, float y, float w, float h, float radius) {
  rect(x, y, w, h, {.radius = radius, .fill = theme_->hover_plate()});
}

void Canvas::focus_ring(float x, float y, float w, float h, float radius, float gap) {
  rect(x - gap, y - gap, w + 2 * gap, h + 2 * gap,
       {.radius = radius + gap, .stroke = theme_->text, .width = 2});
}

void Canvas::selected_ring(float x, float y, float w, float h, float radius, float gap) {
  rect(x - gap, y - gap, w + 2 * gap, h + 2 * gap,
       {.radius = radius + gap, .stroke = theme_->you, .width = 2.5f});
}

void Canvas::card(float x, float y, float w, float h, const CardStyle& s) {
  if (s.touch.hover) hover_plate(x - 3, y - 3, w + 6, h + 6, s.radius + 3);
  if (s.lift > 0) rect(x, y + s.lift, w, h, {.radius = s.radius, .fill = theme_->shadow});
  const float in = s.width <= 1 ? .5f : s.width / 2;
  rect(x + in, y + in, w - 2 * in, h - 2 * in,
       {.radius = s.radius,
        .fill = or_else(s.fill, theme_->card),
        .stroke = or_else(s.stroke, theme_->line),
        .width = s.width,
        .dash = s.dash});
  if (s.touch.focus) focus_ring(x, y, w, h, s.radius);
  if (s.touch.selected) selected_ring(x, y, w, h, s.radius);
}

float Canvas::tag(float x, float y, std::string_view s, const TagStyle& st) {
  const float icon_w = st.icon == Icon::None ? 0 : st.size + 7;
  const float w = st.width > 0 ? st.width : text_width(s, st.size, st.face) + 18 + icon_w;
  const float left = st.align == Align::Right ? x - w : st.align == Align::Middle ? x - w / 2 : x;
  const float r = st.radius < 0 ? st.height / 2 : st.radius;
  rect(left + .5f, y - st.height / 2 + .5f, w - 1, st.height - 1,
       {.radius = r, .fill = or_else(st.fill, theme_->card2), .stroke = st.stroke});
  const Color c = or_else(st.color, theme_->text2);
  if (st.icon != Icon::None)
    icon(st.icon, left + 9 + st.size / 2, y, st.size + 1, or_else(st.icon_color, c));
  text(left + 9 + icon_w, y, s, {.size = st.size, .face = st.face, .color = c});
  return w;
}

void Canvas::button(float x, float y, float w, float h, std::string_view label,
                    const ButtonStyle& s) {
  const Theme& t = *theme_;
  const bool primary = s.kind == ButtonKind::Primary, off = s.kind == ButtonKind::Disabled;
  const float down = primary && s.touch.pressed ? 2.f : 0.f;
  if (primary) {
    const Color face = s.touch.hover ? mix(t.you, t.text, t.dark ? .18f : .14f) : t.you;
    if (down == 0) rect(x, y + 2, w, h, {.radius = s.radius, .fill = mix(t.you, rgb(0), .45f)});
    rect(x, y + down, w, h, {.radius = s.radius, .fill = or_else(s.fill, face)});
  } else if (off) {
    rect(x, y, w, h, {.radius = s.radius, .fill = t.card2});
  } else if (s.kind == ButtonKind::Secondary || s.touch.hover) {
    const bool lit = s.touch.hover || s.touch.pressed;
    const Color edge = s.kind == ButtonKind::Quiet ? 0 : lit ? t.line2 : or_else(s.stroke, t.ctl);
    rect(x + .5f, y + .5f, w - 1, h - 1,
         {.radius = s.radius, .fill = lit ? t.card2 : or_else(s.fill, t.card), .stroke = edge});
  }
  if (s.touch.focus) focus_ring(x, y, w, h, s.radius);

  const Color ink = off ? t.text3 : primary ? t.on_you : or_else(s.color, t.text);
  const float icon_w = s.icon == Icon::None ? 0 : 26;
  const float label_w = text_width(label, s.size, Face::Semibold);
  const float mid = y + h / 2 + down;
  float left = s.left ? x + 14 : x + w / 2 - (label_w + icon_w) / 2;
  if (s.icon != Icon::None) {
    icon(s.icon, left + 9, mid, 18, or_else(s.icon_color, ink));
    left += icon_w;
  }
  text(left, mid, label, {.size = s.size, .face = Face::Semibold, .color = ink});
  if (s.key.empty()) return;
  const float key_w = text_width(s.key, 13) + 14;
  rect(x + w - key_w - 12, mid - 11, key_w, 22,
       {.radius = 6, .fill = primary ? mix(t.you, t.on_you, .14f) : t.card2});
  text(x + w - 12 - key_w / 2, mid, s.key,
       {.size = 13,
        .color = primary ? t.on_you
                 : off   ? t.text3
                         : t.text2,
        .align = Align::Middle});
}

void Canvas::icon_button(float cx, float cy, Icon i, float size, const Touch& touch, Color c) {
  const float half = size / 2 + 7, side = 2 * half;
  if (touch.hover || touch.pressed || touch.selected)
    rect(cx - half, cy - half, side, side,
         {.radius = 8, .fill = touch.selected ? theme_->card2 : theme_->hover_plate()});
  if (touch.focus) focus_ring(cx - half, cy - half, side, side, 8, 2);
  icon(i, cx, cy, size, touch.hover || touch.selected ? theme_->text : or_else(c, theme_->text2));
}

void Canvas::segmented(float x, float y, float w, float h, std::span<const std::string_view> items,
                       int selected, const SegmentedStyle& s) {
  const Theme& t = *theme_;
  rect(x + .5f, y + .5f, w - 1, h - 1,
       {.radius = 9, .fill = or_else(s.fill, t.bg), .stroke = t.line});
  const float cell = w / static_cast<float>(items.size());
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    const float left = x + static_cast<float>(i) * cell;
    const bool on = i == selected;
    if (on)
      rect(left + 3, y + 3, cell - 6, h - 6,
           {.radius = 7, .fill = or_else(s.on, t.card2), .stroke = or_else(s.on_stroke, t.line2)});
    else if (i == s.hover)
      rect(left + 3, y + 3, cell - 6, h - 6, {.radius = 7, .fill = t.hover_plate()});
    if (i == s.focus) focus_ring(left + 3, y + 3, cell - 6, h - 6, 7, 3);
    text(left + cell / 2, y + h / 2, items[static_cast<std::size_t>(i)],
         {.size = s.size,
          .face = on ? Face::Semibold : Face::Regular,
          .color = on ? or_else(s.on_color, t.text) : t.text2,
          .align = Align::Middle});
  }
}

void Canvas::bar(float x, float y, float w, float h, float share, const BarStyle& s) {
  share = std::clamp(share, 0.f, 1.f);
  const Box b = snap(x, y, w, h);
  const float radius = static_cast<float>(b.h()) / 2;
  fill_box(b, radius, 0, or_else(s.track, theme_->card2));
  if (share > 0) {
    const float right = std::round(dx(x + w * share));
    fill_box(b, radius, 0, or_else(s.color, theme_->text2), right);
    if (s.hatch > 0)
      hatch(x, y, w * share, h, s.hatch, or_else(s.hatch_color, theme_->bg), .5f,
            share >= 1 ? h / 2 : 0);
  }
  if (s.tick)
    line(x + w * *s.tick, y - 5, x + w * *s.tick, y + h + 5,
         {.color = or_else(s.tick_color, theme_->time), .width = 2});
}

void Canvas::gauge(float x, float y, const GaugeStyle& g) {
  const bool full = g.share >= 1;
  const Color c = full ? theme_->bad : theme_->text2;
  text(x, y, g.label, {.size = 13, .color = theme_->text2});
  const float bx = x + g.label_w;
  bar(bx, y - 4, g.bar_w, 8, g.share, {.color = c, .hatch = full ? 1 : 0});
  line(bx + g.bar_w, y - 7, bx + g.bar_w, y + 7,
       {.color = full ? theme_->bad : theme_->line2, .width = 2});
  text(bx + g.bar_w + g.value_w, y, g.value,
       {.size = 13,
        .face = Face::Mono,
        .color = full ? theme_->bad : theme_->text,
        .align = Align::Right});
}

void Canvas::scrollbar(Rect area, float offset, float content_height) {
  if (content_height <= area.h + .5f) return;
  const float thumb = std::max(24.f, area.h * area.h / content_height);
  const float at = offset / (content_height - area.h) * (area.h - thumb);
  rect(area.right() - 6, area.y + at + 2, 4, thumb - 4, {.radius = 2, .fill = theme_->line2});
}

void Canvas::tooltip(Point near, std::string_view s, Rect bounds) {
  constexpr float kMostW = 280, kPad = 10, kGap = 14;
  const ParaStyle style{.size = 13, .line_height = 18, .color = theme_->text};
  const float text_w = std::min(kMostW, text_width(s, 13) + 1);
  const float w = text_w + 2 * kPad, h = para_height(text_w, s, style) + 12;
  const float x =
      std::clamp(near.x - w / 2, bounds.x + 4, std::max(bounds.x + 4, bounds.right() - w - 4));
  const bool below = near.y + kGap + h < bounds.bottom();
  const float y = below ? near.y + kGap : near.y - kGap - h;
  card(x, y, w, h, {.radius = 8, .fill = theme_->card2, .stroke = theme_->line2, .lift = 3});
  para(x + kPad, y + 6, text_w, s, style);
}

void Canvas::worker(float x, float y, float w, float h, const WorkerStyle& s) {
  card(x, y, w, h,
       {.stroke = s.bad ? theme_->bad : theme_->line2,
        .width = s.bad ? 1.5f : 1.f,
        .touch = s.touch});
  icon(s.icon, x + 20, y + 20, 17, theme_->text2);
  text(x + 36, y + 20, s.name, {.size = 15, .face = Face::Semibold});
  if (!s.tag.empty())
    text(x + w - 14, y + 20, s.tag,
         {.size = 13,
          .face = s.tag_bold ? Face::Semibold : Face::Regular,
          .color = or_else(s.tag_color, theme_->text3),
          .align = Align::Right});
  if (s.job.empty()) {
    if (!s.idle.empty())
      text(x + 14, y + h / 2 + 12, s.idle, {.size = 13.5f, .color = theme_->text3});
    return;
  }
  text(x + 14, y + 44, s.job, {.size = 13.5f, .face = Face::Mono});
  text(x + w - 14, y + 44, s.time,
       {.size = 13.5f, .face = Face::Mono, .color = theme_->text2, .align = Align::Right});
  bar(x + 14, y + h - 22, w - 28, 8, s.progress,
      {.color = s.progress_color, .hatch = s.hatch, .tick = s.tick});
}

}  // namespace ui
