// Small marks of the canvas: verdicts, timeline events, brackets, logo, beats, flags.
// Must not know: what happened.
#include <cmath>
#include <format>

#include "ui/kit/canvas.h"

namespace ui {

void Canvas::cross(float x, float y, float r, Color c, Color disc) {
  const Color mark = or_else(c, theme_->bad);
  stamp(dx(x), dy(y), atlas_->cross(r * scale_, disc ? disc : mark, disc ? mark : theme_->on_bad),
        0xFFFFFFFFu);
}

void Canvas::tick(float x, float y, float r, Color c) {
  stamp(dx(x), dy(y), atlas_->tick(r * scale_, or_else(c, theme_->good), theme_->card),
        0xFFFFFFFFu);
}

void Canvas::mark(float x, float y, Mark m, float k, Color halo) {
  // The halo parts a mark from its neighbours and from the axis.
  const Theme& t = *theme_;
  const float ring = halo ? 1.5f : 0;
  switch (m) {
    case Mark::Sent:
      if (halo)
        path({{x, y - 6.9f * k}, {x + 6.2f * k, y + 4.5f * k}, {x - 6.2f * k, y + 4.5f * k}},
             {.fill = halo});
      path({{x, y - 5 * k}, {x + 4.6f * k, y + 3.5f * k}, {x - 4.6f * k, y + 3.5f * k}},
           {.fill = t.slot(0)});
      break;
    case Mark::Received:
      if (halo) circ(x, y, 4.2f * k + ring / 2, {.fill = halo});
      circ(x, y, 4.2f * k - ring / 2, {.fill = t.text2});
      break;
    case Mark::Deleted:
      if (halo) rect(x - 5 * k, y - 5 * k, 10 * k, 10 * k, {.radius = 2, .fill = halo});
      rect(x - 4 * k, y - 4 * k, 8 * k, 8 * k, {.radius = 1.5f * k, .fill = t.good});
      break;
    case Mark::Timeout:
      if (halo)
        path({{x, y - 7.6f * k}, {x + 7.6f * k, y}, {x, y + 7.6f * k}, {x - 7.6f * k, y}},
             {.fill = halo});
      path({{x, y - 6 * k}, {x + 6 * k, y}, {x, y + 6 * k}, {x - 6 * k, y}}, {.fill = t.time});
      break;
    case Mark::Refused: cross(x, y, 6.5f * k); break;
    case Mark::Swallowed:
      circ(x, y, 6.2f * k, {.fill = or_else(halo, t.panel), .stroke = t.text2, .width = 2});
      line(x - 3 * k, y, x + 3 * k, y, {.color = t.text2, .width = 2});
      break;
  }
}

void Canvas::playhead(float x, float y0, float y1) {
  line(x, y0 + 4, x, y1, {.color = theme_->time, .width = 2});
  path({{x - 6, y0}, {x + 6, y0}, {x + 6, y0 + 6}, {x, y0 + 12}, {x - 6, y0 + 6}},
       {.fill = theme_->time});
}

void Canvas::brackets(float x, float y, float w, float h, Color c, float n, float width) {
  const float g = width / 2, r = x + w, b = y + h;
  const auto corner = [&](float cx, float cy, float sx, float sy) {
    line(cx - sx * g, cy, cx + sx * n, cy, {.color = c, .width = width});
    line(cx, cy - sy * g, cx, cy + sy * n, {.color = c, .width = width});
  };
  corner(x, y, 1, 1);
  corner(r, y, -1, 1);
  corner(r, b, -1, -1);
  corner(x, b, 1, -1);
}

void Canvas::logo(float x, float y, float s) {
  rect(x, y - 10 * s, 24 * s, 20 * s,
       {.radius = 7 * s, .stroke = mix(theme_->panel, theme_->line2, .6f), .width = 2 * s});
  rim(x, y - 10 * s, 24 * s, 20 * s, 7 * s, .62f, {.color = theme_->time, .width = 2.5f * s});
  rect(x + 5 * s, y - 5 * s, 14 * s, 10 * s, {.radius = 3 * s, .fill = theme_->text});
}

void Canvas::beats(float x, float y, float w, int count, int current, std::string_view label) {
  float at = x;
  for (int i = 0; i < count; ++i) {
    if (i == current) {
      rect(at, y - 4.5f, 26, 9, {.radius = 4.5f, .fill = theme_->you});
      at += 34;
      continue;
    }
    if (i < current) circ(at + 4, y, 4, {.fill = theme_->text2});
    else circ(at + 4, y, 3.6f, {.stroke = theme_->ctl, .width = 1.5f});
    at += 16;
  }
  text(at + 6, y, label, {.face = Face::Semibold});
  text(x + w, y, std::format("{} of {}", current + 1, count),
       {.color = theme_->text3, .align = Align::Right});
}

void Canvas::flag(float x, float y0, float y1, std::string_view name) {
  const float w = text_width(name, 13, Face::Semibold) + 15;
  line(x, y0, x, y1, {.color = theme_->text, .width = 2});
  path({{x, y0}, {x + w, y0}, {x + w - 5, y0 + 8}, {x + w, y0 + 16}, {x, y0 + 16}},
       {.fill = theme_->text});
  text(x + 5, y0 + 8, name, {.size = 13, .face = Face::Semibold, .color = theme_->bg});
}

}  // namespace ui
