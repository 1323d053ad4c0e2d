// Outlines as polylines. Pure arithmetic. Must not know: ImGui, colours, the scale.
#include "ui/kit/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;

Point lerp(Point a, Point b, float t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }

float distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

/// Corner number 0 … 3, clockwise from the top right, `steps` segments.
void corner(Rect r, float radius, int which, int steps, Points& out) {
  const Point centres[4] = {{r.right() - radius, r.y + radius},
                            {r.right() - radius, r.bottom() - radius},
                            {r.x + radius, r.bottom() - radius},
                            {r.x + radius, r.y + radius}};
  const float from = static_cast<float>(which) * .25f;
  arc_points(centres[which], radius, from, from + .25f, steps, out);
}

}  // namespace

Rect Rect::cut(Rect o) const {
  const float x0 = std::max(x, o.x), y0 = std::max(y, o.y);
  const float x1 = std::min(right(), o.right()), y1 = std::min(bottom(), o.bottom());
  return {x0, y0, std::max(0.f, x1 - x0), std::max(0.f, y1 - y0)};
}

void arc_points(Point centre, float radius, float a0, float a1, int segments, Points& out) {
  for (int i = 0; i <= segments; ++i) {
    const float a = (a0 + (a1 - a0) * static_cast<float>(i) / static_cast<float>(segments)) * kTurn;
    out.push_back({centre.x + radius * std::sin(a), centre.y - radius * std::cos(a)});
  }
}

void outline_points(Rect r, float radius, int steps, Points& out) {
  radius = std::min({radius, r.w / 2, r.h / 2});
  if (radius <= 0) {
    out.insert(out.end(),
               {{r.x, r.y}, {r.right(), r.y}, {r.right(), r.bottom()}, {r.x, r.bottom()}});
    return;
  }
  out.push_back({r.x + radius, r.y});
  for (int i = 0; i < 4; ++i) corner(r, radius, i, steps, out);
}

float outline_length(Rect r, float radius) {
  radius = std::max(0.f, std::min({radius, r.w / 2, r.h / 2}));
  return 2 * (r.w + r.h) - 8 * radius + kTurn * radius;
}

void rim_points(Rect r, float radius, float share, int steps, Points& out) {
  share = std::clamp(share, 0.f, 1.f);
  if (share <= 0) return;
  Points whole{{r.x + r.w / 2, r.y}};
  radius = std::min({radius, r.w / 2, r.h / 2});
  for (int i = 0; i < 4; ++i) corner(r, radius, i, steps, whole);
  whole.push_back(whole.front());
  float left = share * length_of(whole);
  out.push_back(whole[0]);
  for (std::size_t i = 1; i < whole.size() && left > 0; ++i) {
    const float len = distance(whole[i - 1], whole[i]);
    if (len <= 0) continue;
    out.push_back(len <= left ? whole[i] : lerp(whole[i - 1], whole[i], left / len));
    left -= len;
  }
}

void cubic_points(Point a, Point c1, Point c2, Point b, int segments, Points& out) {
  for (int i = 0; i <= segments; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(segments), u = 1 - t;
    const float w0 = u * u * u, w1 = 3 * u * u * t, w2 = 3 * u * t * t, w3 = t * t * t;
    out.push_back(
        {w0 * a.x + w1 * c1.x + w2 * c2.x + w3 * b.x, w0 * a.y + w1 * c1.y + w2 * c2.y + w3 * b.y});
  }
}

float edge_tangent(float x1, float x2) { return std::max(24.f, std::abs(x2 - x1) * .5f); }

Point edge_point(Point a, Point b, float t, float k) {
  const float u = 1 - t;
  const float w0 = u * u * u, w1 = 3 * u * u * t, w2 = 3 * u * t * t, w3 = t * t * t;
  return {w0 * a.x + w1 * (a.x + k) + w2 * (b.x - k) + w3 * b.x, (w0 + w1) * a.y + (w2 + w3) * b.y};
}

float length_of(std::span<const Point> line) {
  float sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) sum += distance(line[i - 1], line[i]);
  return sum;
}

}  // namespace ui
