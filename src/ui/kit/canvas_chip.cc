// Message chips, records, rims and hatched areas of the canvas.
// Must not know: what a message is.
#include <algorithm>
#include <cmath>
#include <format>

#include "imgui.h"
#include "ui/kit/canvas.h"

namespace ui {
namespace {

constexpr float kRimGap = 5, kHoverGap = 3, kFocusGap = 5, kSelectedGap = 4;
/// With more rims than this the share of time left is a bar under the chip.
constexpr int kManyRims = 64;
/// Below these camera zooms the id goes, and then the chip itself becomes a bar.
constexpr float kNoIdZoom = .7f, kBarZoom = .45f;
constexpr int kMostPips = 5;

float real(int v) { return static_cast<float>(v); }
int round_px(float v) { return static_cast<int>(std::floor(v + .5f)); }

ChipLook::Kind kind_of(const ChipStyle& s) {
  using Kind = ChipLook::Kind;
  return s.ghost     ? Kind::Ghost
         : s.expired ? Kind::Expired
         : s.delayed ? Kind::Delayed
         : s.dim     ? Kind::Dim
                     : Kind::Plain;
}

bool has_spine(const ChipStyle& s) { return !s.ghost && !s.expired && !s.delayed; }

}  // namespace

void Canvas::chip(float x, float y, std::string_view id, const ChipStyle& s) {
  chip_states(x, y, s);
  if (s.rim) chip_rim(x, y, s);
  chip_quads(x, y, id, s);
}

void Canvas::chips(std::span<const ChipAt> run) {
  for (const ChipAt& c : run)
    if (visible({c.x - 8, c.y - 8, c.style.w + 16, c.style.h + 16})) chip(c.x, c.y, c.id, c.style);
}

void Canvas::chip_states(float x, float y, const ChipStyle& s) {
  if (s.touch.hover)
    hover_plate(x - kHoverGap, y - kHoverGap, s.w + 2 * kHoverGap, s.h + 2 * kHoverGap,
                s.radius + kHoverGap);
  // Rings keep clear of the rim.
  const float rim = s.rim ? kRimGap : 0;
  if (s.touch.focus) focus_ring(x, y, s.w, s.h, s.radius, kFocusGap + rim);
  if (s.touch.selected) selected_ring(x, y, s.w, s.h, s.radius, kSelectedGap + rim);
}

void Canvas::chip_rim(float x, float y, const ChipStyle& s) {
  const float share = std::clamp(*s.rim, 0.f, 1.f);
  const Color c = fade(or_else(s.rim_color, theme_->time), s.opacity);
  const Color track = fade(mix(theme_->card2, theme_->line2, .35f), s.opacity);
  if (++rims_ > kManyRims) {
    bar(x, y + s.h + 3, s.w, 3, share, {.color = c, .track = track});
    return;
  }
  const float w = s.w + 2 * kRimGap, h = s.h + 2 * kRimGap, r = s.radius + kRimGap;
  rim(x - kRimGap, y - kRimGap, w, h, r, 1, {.color = track, .width = 3});
  const float least = 2 / outline_length({0, 0, w, h}, r);  // the last moments stay visible
  if (share > 0)
    rim(x - kRimGap, y - kRimGap, w, h, r, std::max(share, least), {.color = c, .width = 3.5f});
}

void Canvas::chip_quads(float x, float y, std::string_view id, const ChipStyle& s) {
  const float left = dx(x), top = dy(y);
  const int px = round_px(left), py = round_px(top);
  const int pw = round_px(s.w * scale_), ph = round_px(s.h * scale_);
  const Color tint = fade(0xFFFFFFFFu, s.opacity);
  if (zoom() < kBarZoom) {
    const int w = std::max(2, round_px(6 * scale_));
    solid({px, py, px + w, py + ph}, fade(theme_->slot(s.slot), s.opacity));
    return;
  }
  const ChipLook look{kind_of(s), s.slot, pw, ph, s.radius * scale_, scale_};
  const Sprite body = atlas_->chip(look, *theme_);
  const float margin = real(chip_margin(scale_));
  quad(real(px) - margin, real(py) - margin, real(px) - margin + real(body.w),
       real(py) - margin + real(body.h), body, tint);
  if (zoom() < kNoIdZoom) return;

  const float spine = has_spine(s) ? std::round(s.w * .2f) : 0;
  const float cx = s.delayed ? x + s.w / 2 + 7 : x + spine + (s.w - spine) / 2;
  const bool counts = s.pips > 0 && has_spine(s);
  const float up = !counts ? 0 : s.pips > kMostPips ? .15f : .09f;
  const float cy = y + s.h * (.5f - up);
  const Color ink = s.ghost ? theme_->you : s.dim || s.expired ? theme_->text3 : theme_->text;
  if (!id.empty()) {
    text(cx, cy, id,
         {.size = s.id_size,
          .face = Face::Mono,
          .color = ink,
          .align = Align::Middle,
          .opacity = s.opacity});
  }
  if (s.expired)
    line(x + s.w / 2 - 20, y + s.h / 2, x + s.w / 2 + 20, y + s.h / 2,
         {.color = theme_->text3, .width = 1.5f, .opacity = s.opacity});
  if (s.delayed) icon(Icon::Hourglass, x + 13, y + s.h / 2, 12, fade(theme_->text2, s.opacity));
  if (counts) chip_pips(cx, y, s);
}

void Canvas::chip_pips(float cx, float y, const ChipStyle& s) {
  const float cy = y + s.h - s.h * .17f - .3f;
  const Color c = fade(theme_->text2, s.opacity);
  if (s.pips > kMostPips) {
    text(cx, y + s.h * .76f, std::format("×{}", s.pips),
         {.size = 11, .face = Face::Semibold, .color = c, .align = Align::Middle});
    return;
  }
  stamp(dx(cx), dy(cy), atlas_->pips(s.pips, (s.h * .065f + .1f) * scale_, 6 * scale_), c);
}

void Canvas::more_plate(float x, float y, int n, float w, float h) {
  rect(x, y, w, h, {.radius = 8, .fill = theme_->card2});
  text(x + w / 2, y + h / 2, std::format("+{}", n),
       {.face = Face::Mono, .color = theme_->text2, .align = Align::Middle});
}

void Canvas::swatch(float x, float y, float w, float h, int slot, float opacity, float radius) {
  const Box b = snap(x, y, w, h);
  if (b.w() <= 0 || b.h() <= 0) return;
  const Sprite s = atlas_->swatch(b.w(), b.h(), radius * scale_, scale_, slot, *theme_);
  quad(real(b.x0), real(b.y0), real(b.x1), real(b.y1), s, fade(0xFFFFFFFFu, opacity));
}

void Canvas::hatch_cell(const Box& cell, std::span<const Point> outline, const Sprite& s,
                        float u_px, float v_px, Color c) {
  // The convex outline cut by the four sides of the cell (Sutherland and Hodgman).
  Points now(outline.begin(), outline.end()), next;
  const auto clip = [&](auto inside, auto cross) {
    next.clear();
    for (std::size_t i = 0; i < now.size(); ++i) {
      const Point a = now[i], b = now[(i + 1) % now.size()];
      if (inside(a)) next.push_back(a);
      if (inside(a) != inside(b)) next.push_back(cross(a, b));
    }
    now.swap(next);
  };
  const auto at_x = [](Point a, Point b, float x) {
    return Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)};
  };
  const auto at_y = [](Point a, Point b, float y) {
    return Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y};
  };
  const float x0 = real(cell.x0), x1 = real(cell.x1), y0 = real(cell.y0), y1 = real(cell.y1);
  clip([&](Point p) { return p.x >= x0; }, [&](Point a, Point b) { return at_x(a, b, x0); });
  clip([&](Point p) { return p.x <= x1; }, [&](Point a, Point b) { return at_x(a, b, x1); });
  clip([&](Point p) { return p.y >= y0; }, [&](Point a, Point b) { return at_y(a, b, y0); });
  clip([&](Point p) { return p.y <= y1; }, [&](Point a, Point b) { return at_y(a, b, y1); });
  if (now.size() < 3) return;
  const int n = static_cast<int>(now.size());
  list_->PrimReserve((n - 2) * 3, n);
  const unsigned first = list_->_VtxCurrentIdx;
  for (Point p : now)
    list_->PrimWriteVtx({p.x, p.y}, {s.u0 + (p.x - x0) * u_px, s.v0 + (p.y - y0) * v_px}, c);
  for (int i = 2; i < n; ++i) {
    list_->PrimWriteIdx(first);
    list_->PrimWriteIdx(first + static_cast<unsigned>(i) - 1);
    list_->PrimWriteIdx(first + static_cast<unsigned>(i));
  }
}

void Canvas::hatch(float x, float y, float w, float h, int pattern, Color c, float opacity,
                   float radius, float width) {
  if (pattern <= 0 || w <= 0 || h <= 0) return;
  const Box all = snap(x, y, w, h);
  const Rect area{real(all.x0), real(all.y0), real(all.w()), real(all.h())};
  const Sprite s = atlas_->hatch(pattern, scale_, width);
  if (s.w == 0) return;
  const float u_px = (s.u1 - s.u0) / real(s.w), v_px = (s.v1 - s.v0) / real(s.h);
  const Color ink = fade(c, opacity);
  Points outline;
  outline_points(area, radius * scale_, 6, outline);
  // Cells repeat the strip; 40 units are a whole number of px at every camera step.
  const float step_x = 160 * scale_, step_y = 80 * scale_;
  for (float cy = 0; cy < area.h; cy += step_y) {
    for (float cx = 0; cx < area.w; cx += step_x) {
      const Box cell{round_px(area.x + cx), round_px(area.y + cy),
                     std::min(round_px(area.x + cx + step_x), all.x1),
                     std::min(round_px(area.y + cy + step_y), all.y1)};
      hatch_cell(cell, outline, s, u_px, v_px, ink);
    }
  }
}

void Canvas::dots(float x, float y, float w, float h) {
  rect(x, y, w, h, {.fill = theme_->bg});
  const Sprite whole = atlas_->dots(scale_);
  if (whole.w == 0) return;
  const Box all = snap(x, y, w, h);
  for (int cy = all.y0; cy < all.y1; cy += whole.h) {
    for (int cx = all.x0; cx < all.x1; cx += whole.w) {
      Sprite s = whole;
      const int right = std::min(cx + whole.w, all.x1), bottom = std::min(cy + whole.h, all.y1);
      s.u1 = s.u0 + (s.u1 - s.u0) * real(right - cx) / real(whole.w);
      s.v1 = s.v0 + (s.v1 - s.v0) * real(bottom - cy) / real(whole.h);
      quad(real(cx), real(cy), real(right), real(bottom), s, theme_->dot);
    }
  }
}

}  // namespace ui
