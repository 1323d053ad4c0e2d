// Space, clipping and plain shapes of the canvas. Text, strokes and elements have files of their
// own. Must not know: view models, input.
#include "ui/kit/canvas.h"

#include <algorithm>
#include <cmath>

#include "imgui.h"

namespace ui {
namespace {

int round_px(float v) { return static_cast<int>(std::floor(v + .5f)); }
float real(int v) { return static_cast<float>(v); }
ImVec2 vec(Point p) { return {p.x, p.y}; }

/// Positive when the points go round clockwise, which ImGui's anti-aliased fills want.
float winding(std::span<const Point> p) {
  float sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const Point a = p[i], b = p[(i + 1) % p.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

}  // namespace

Canvas::Canvas(ImDrawList* list, Atlas& atlas, const Theme& theme, float scale, bool reduced)
    : list_(list),
      atlas_(&atlas),
      theme_(&theme),
      scale_(scale),
      base_scale_(scale),
      reduced_(reduced) {}

void Canvas::push_transform(float x, float y, float zoom) {
  spaces_.push_back({ox_, oy_, scale_});
  ox_ = real(round_px(dx(x)));
  oy_ = real(round_px(dy(y)));
  scale_ *= zoom;
}

void Canvas::pop_transform() {
  if (spaces_.empty()) return;
  ox_ = spaces_.back().ox;
  oy_ = spaces_.back().oy;
  scale_ = spaces_.back().scale;
  spaces_.pop_back();
}

Point Canvas::to_outer(Point p) const { return {dx(p.x) / base_scale_, dy(p.y) / base_scale_}; }

Rect Canvas::to_outer(Rect r) const {
  const Point a = to_outer(Point{r.x, r.y});
  return {a.x, a.y, r.w * zoom(), r.h * zoom()};
}

void Canvas::push_clip(Rect r) {
  const Box b = snap(r.x, r.y, r.w, r.h);
  list_->PushClipRect({real(b.x0), real(b.y0)}, {real(b.x1), real(b.y1)}, true);
}

void Canvas::pop_clip() { list_->PopClipRect(); }

bool Canvas::visible(Rect r) const {
  const ImVec2 lo = list_->GetClipRectMin(), hi = list_->GetClipRectMax();
  return dx(r.x) < hi.x && dy(r.y) < hi.y && dx(r.right()) > lo.x && dy(r.bottom()) > lo.y;
}

Canvas::Box Canvas::snap(float x, float y, float w, float h, float grow) const {
  return {round_px(dx(x) - grow), round_px(dy(y) - grow), round_px(dx(x + w) + grow),
          round_px(dy(y + h) + grow)};
}

float Canvas::stroke_px(float width) const {
  const float px = width * scale_;
  return width <= 1 ? std::max(1.f, std::round(px)) : std::max(1.f, px);
}

void Canvas::quad(float x0, float y0, float x1, float y1, const Sprite& s, Color c) {
  list_->PrimReserve(6, 4);
  list_->PrimRectUV({x0, y0}, {x1, y1}, {s.u0, s.v0}, {s.u1, s.v1}, c);
}

void Canvas::solid(const Box& b, Color c) {
  if (b.w() <= 0 || b.h() <= 0 || (c >> 24) == 0) return;
  list_->PrimReserve(6, 4);
  list_->PrimRect({real(b.x0), real(b.y0)}, {real(b.x1), real(b.y1)}, c);
}

void Canvas::slices(const Box& b, int corner, const Sprite& s, Color c, bool hollow, float right) {
  if (s.w == 0) return;
  const float pu = (s.u1 - s.u0) / real(s.w), pv = (s.v1 - s.v0) / real(s.h);
  const float k = real(corner), mid = k + .5f;
  const float xs[4] = {real(b.x0), real(b.x0 + corner), real(b.x1 - corner), real(b.x1)};
  const float ys[4] = {real(b.y0), real(b.y0 + corner), real(b.y1 - corner), real(b.y1)};
  const float us[3][2] = {{0, k}, {mid, mid}, {k + 1, 2 * k + 1}};
  list_->PrimReserve(6 * 9, 4 * 9);
  int used = 0;
  for (int row = 0; row < 3; ++row) {
    for (int col = 0; col < 3; ++col) {
      float x0 = xs[col], x1 = xs[col + 1];
      if ((hollow && row == 1 && col == 1) || x1 <= x0 || ys[row + 1] <= ys[row] || x0 >= right)
        continue;
      const float u0 = us[col][0];
      float u1 = us[col][1];
      if (x1 > right) {
        u1 = u0 + (u1 - u0) * (right - x0) / (x1 - x0);
        x1 = right;
      }
      list_->PrimRectUV({x0, ys[row]}, {x1, ys[row + 1]}, {s.u0 + u0 * pu, s.v0 + us[row][0] * pv},
                        {s.u0 + u1 * pu, s.v0 + us[row][1] * pv}, c);
      ++used;
    }
  }
  list_->PrimUnreserve(6 * (9 - used), 4 * (9 - used));
}

void Canvas::fill_box(const Box& b, float radius, float inset, Color c, float right) {
  if (b.w() <= 0 || b.h() <= 0 || (c >> 24) == 0 || right <= real(b.x0)) return;
  if (radius <= .5f && inset <= 0) {
    solid({b.x0, b.y0, std::min(b.x1, round_px(std::min(right, 1e6f))), b.y1}, c);
    return;
  }
  radius = std::min({radius, real(b.w()) / 2, real(b.h()) / 2});
  const int corner = Atlas::slice_corner(radius, inset);
  if (b.w() >= 2 * corner && b.h() >= 2 * corner) {
    slices(b, corner, atlas_->fill_slice(radius, inset), c, false, right);
    return;
  }
  Sprite s = atlas_->fill(b.w(), b.h(), radius, inset);
  const float x1 = std::min(real(b.x1), right);
  s.u1 = s.u0 + (s.u1 - s.u0) * (x1 - real(b.x0)) / real(b.w());
  quad(real(b.x0), real(b.y0), x1, real(b.y1), s, c);
}

void Canvas::ring_box(const Box& b, float radius, float width, Color c) {
  if (b.w() <= 0 || b.h() <= 0 || (c >> 24) == 0) return;
  radius = std::min({radius, real(b.w()) / 2, real(b.h()) / 2});
  const int corner = Atlas::slice_corner(radius, width);
  if (b.w() >= 2 * corner && b.h() >= 2 * corner) {
    slices(b, corner, atlas_->ring_slice(radius, width), c, true, 1e9f);
  } else {
    quad(real(b.x0), real(b.y0), real(b.x1), real(b.y1), atlas_->ring(b.w(), b.h(), radius, width),
         c);
  }
}

void Canvas::stamp(float cx, float cy, const Sprite& s, Color c) {
  const float x = std::ceil(cx - real(s.w) / 2 - .5f), y = std::ceil(cy - real(s.h) / 2 - .5f);
  quad(x, y, x + real(s.w), y + real(s.h), s, c);
}

void Canvas::rect(float x, float y, float w, float h, const Shape& s) {
  if (w <= 0 || h <= 0) return;
  const Color fill = fade(s.fill, s.opacity), stroke = fade(s.stroke, s.opacity);
  const float width = stroke_px(s.width);
  if (!s.stroke || s.dash.on > 0) {
    if (s.fill) fill_box(snap(x, y, w, h), s.radius * scale_, 0, fill);
  } else {
    const Box outer = snap(x, y, w, h, width / 2);
    const float radius = s.radius > 0 ? s.radius * scale_ + width / 2 : 0;
    if (s.fill) fill_box(outer, radius, width / 2, fill);
    ring_box(outer, radius, width, stroke);
  }
  if (!s.stroke || s.dash.on <= 0) return;
  const Point a = dev({x, y});
  const Rect path{std::round(a.x * 2) / 2, std::round(a.y * 2) / 2, w * scale_, h * scale_};
  scratch_.clear();
  outline_points(path, s.radius * scale_, 6, scratch_);
  stroke_dev(scratch_,
             {.color = stroke, .width = s.width, .dash = s.dash, .round_cap = s.round_cap}, true);
}

void Canvas::line(float x1, float y1, float x2, float y2, const Stroke& s) {
  const Color c = fade(or_else(s.color, theme_->line), s.opacity);
  const Point a = dev({x1, y1}), b = dev({x2, y2});
  if (s.dash.on <= 0 && !s.round_cap && (a.x == b.x || a.y == b.y)) {
    const int t = std::max(1, round_px(s.width * scale_));
    if (a.y == b.y) {
      const int top = round_px(a.y - real(t) / 2);
      solid({round_px(std::min(a.x, b.x)), top, round_px(std::max(a.x, b.x)), top + t}, c);
    } else {
      const int left = round_px(a.x - real(t) / 2);
      solid({left, round_px(std::min(a.y, b.y)), left + t, round_px(std::max(a.y, b.y))}, c);
    }
    return;
  }
  const Point ends[2] = {a, b};
  Stroke dev_stroke = s;
  dev_stroke.color = c;
  stroke_dev(ends, dev_stroke, false);
}

void Canvas::circ(float x, float y, float r, const Shape& s) {
  const Point c = dev({x, y});
  const float px = r * scale_, width = stroke_px(s.width);
  if (s.fill) stamp(c.x, c.y, atlas_->disc(px), fade(s.fill, s.opacity));
  if (!s.stroke) return;
  const Color stroke = fade(s.stroke, s.opacity);
  if (s.dash.on <= 0) {
    stamp(c.x, c.y, atlas_->circle(px, width), stroke);
    return;
  }
  scratch_.clear();
  arc_points(c, px, 0, 1, 32, scratch_);
  stroke_dev(scratch_,
             {.color = stroke, .width = s.width, .dash = s.dash, .round_cap = s.round_cap}, false);
}

void Canvas::path(std::initializer_list<Point> points, const Shape& s, bool closed) {
  path(std::span<const Point>(points.begin(), points.size()), s, closed);
}

void Canvas::path(std::span<const Point> points, const Shape& s, bool closed) {
  if (points.size() < 2) return;
  scratch_.clear();
  for (Point p : points) scratch_.push_back(dev(p));
  if (s.fill && points.size() > 2) {
    std::vector<ImVec2> corners;
    corners.reserve(scratch_.size());
    for (Point p : scratch_) corners.push_back(vec(p));
    if (winding(scratch_) < 0) std::reverse(corners.begin(), corners.end());
    list_->AddConcavePolyFilled(corners.data(), static_cast<int>(corners.size()),
                                fade(s.fill, s.opacity));
  }
  if (!s.stroke) return;
  stroke_dev(scratch_,
             {.color = fade(s.stroke, s.opacity),
              .width = s.width,
              .dash = s.dash,
              .round_cap = s.round_cap},
             closed);
}

void Canvas::arrow(float x, float y, Dir dir, Color c, float n) {
  const Color fill = or_else(c, theme_->line2);
  const float b = n + 1;
  switch (dir) {
    case Dir::Right: path({{x - b, y - n}, {x, y}, {x - b, y + n}}, {.fill = fill}); break;
    case Dir::Left: path({{x + b, y - n}, {x + b, y + n}, {x, y}}, {.fill = fill}); break;
    case Dir::Down: path({{x - n, y - b}, {x + n, y - b}, {x, y}}, {.fill = fill}); break;
    case Dir::Up: path({{x - n, y + b}, {x, y}, {x + n, y + b}}, {.fill = fill}); break;
  }
}

}  // namespace ui
