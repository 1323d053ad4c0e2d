// Anti-aliased strokes of the canvas: polylines, dashes, cubics, arcs, rims.
// Must not know: elements, text.
#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "ui/kit/canvas.h"

namespace ui {
namespace {

Point minus(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }

Point direction(Point a, Point b) {
  const Point d = minus(b, a);
  const float len = std::hypot(d.x, d.y);
  return len > 1e-4f ? Point{d.x / len, d.y / len} : Point{0, 0};
}

/// Writes the rows of a stroke: four vertices across, the outer two clear.
class StrokeWriter {
 public:
  StrokeWriter(ImDrawList* list, float width, Color c, int rows, int links)
      : list_(list), uv_(ImGui::GetFontTexUvWhitePixel()), ink_(c), clear_(c & 0x00FFFFFFu) {
    inner_ = std::max(width / 2 - .5f, 0.f);
    outer_ = width / 2 + .5f;
    if (width < 1) ink_ = fade(c, width);
    list_->PrimReserve(links * 18, rows * 4);
    first_ = list_->_VtxCurrentIdx;
  }

  void row(Point p, Point normal, bool ink) {
    const float across[4] = {-outer_, -inner_, inner_, outer_};
    for (int i = 0; i < 4; ++i) {
      const ImVec2 at{p.x + normal.x * across[i], p.y + normal.y * across[i]};
      list_->PrimWriteVtx(at, uv_, ink && (i == 1 || i == 2) ? ink_ : clear_);
    }
  }

  void link(int from, int to) {
    const auto at = [&](int r, int i) { return first_ + static_cast<unsigned>(r * 4 + i); };
    for (int i = 0; i < 3; ++i) {
      list_->PrimWriteIdx(at(from, i));
      list_->PrimWriteIdx(at(from, i + 1));
      list_->PrimWriteIdx(at(to, i + 1));
      list_->PrimWriteIdx(at(from, i));
      list_->PrimWriteIdx(at(to, i + 1));
      list_->PrimWriteIdx(at(to, i));
    }
  }

 private:
  ImDrawList* list_;
  ImVec2 uv_;
  Color ink_, clear_;
  float inner_, outer_;
  unsigned first_;
};

/// Normal at a joint, lengthened so that the stroke keeps its width (up to twice).
Point joint(Point before, Point after) {
  Point n{-(before.y + after.y) / 2, (before.x + after.x) / 2};
  const float len2 = n.x * n.x + n.y * n.y;
  if (len2 < 1e-6f) return {-after.y, after.x};
  const float k = 1 / std::max(len2, .25f);
  return {n.x * k, n.y * k};
}

}  // namespace

void Canvas::stroke_line(std::span<const Point> line, float width, Color c, bool closed) {
  Points p;
  p.reserve(line.size());
  for (Point q : line)
    if (p.empty() || std::hypot(q.x - p.back().x, q.y - p.back().y) > .02f) p.push_back(q);
  if (closed && p.size() > 2 && std::hypot(p[0].x - p.back().x, p[0].y - p.back().y) < .02f)
    p.pop_back();
  const int n = static_cast<int>(p.size());
  if (n < 2 || (c >> 24) == 0) return;
  const auto at = [&](int i) { return p[static_cast<std::size_t>((i + n) % n)]; };
  if (closed && n > 2) {
    StrokeWriter out(list_, width, c, n, n);
    for (int i = 0; i < n; ++i)
      out.row(at(i), joint(direction(at(i - 1), at(i)), direction(at(i), at(i + 1))), true);
    for (int i = 0; i < n; ++i) out.link(i, (i + 1) % n);
    return;
  }
  // Open ends fade over one px, half of it outside.
  const Point start = direction(at(0), at(1)), end = direction(at(n - 2), at(n - 1));
  const Point n0{-start.y, start.x}, n1{-end.y, end.x};
  StrokeWriter out(list_, width, c, n + 2, n + 1);
  const auto moved = [](Point a, Point d, float by) {
    return Point{a.x + d.x * by, a.y + d.y * by};
  };
  out.row(moved(at(0), start, -.5f), n0, false);
  out.row(moved(at(0), start, .5f), n0, true);
  for (int i = 1; i < n - 1; ++i)
    out.row(at(i), joint(direction(at(i - 1), at(i)), direction(at(i), at(i + 1))), true);
  out.row(moved(at(n - 1), end, -.5f), n1, true);
  out.row(moved(at(n - 1), end, .5f), n1, false);
  for (int i = 0; i <= n; ++i) out.link(i, i + 1);
}

void Canvas::stroke_dev(std::span<const Point> line, const Stroke& s, bool closed) {
  const float width = stroke_px(s.width);
  const auto caps = [&](Point a, Point b) {
    if (!s.round_cap || width < 2) return;
    const Sprite disc = atlas_->disc(width / 2);
    const float half = static_cast<float>(disc.w) / 2;
    for (Point p : {a, b}) quad(p.x - half, p.y - half, p.x + half, p.y + half, disc, s.color);
  };
  if (s.dash.on <= 0) {
    stroke_line(line, width, s.color, closed);
    if (!closed) caps(line.front(), line.back());
    return;
  }
  Points whole(line.begin(), line.end());
  if (closed) whole.push_back(whole.front());
  const bool dots = s.round_cap && s.dash.on <= s.width;
  walk_dashes(whole, s.dash.on * scale_, s.dash.off * scale_, [&](std::span<const Point> dash) {
    if (dots) {
      const Point a = dash.front(), b = dash.back();
      const Sprite disc = atlas_->disc((width + s.dash.on * scale_ * .6f) / 2);
      const float half = static_cast<float>(disc.w) / 2;
      const Point m{(a.x + b.x) / 2, (a.y + b.y) / 2};
      quad(m.x - half, m.y - half, m.x + half, m.y + half, disc, s.color);
      return;
    }
    stroke_line(dash, width, s.color, false);
    caps(dash.front(), dash.back());
  });
}

void Canvas::arc(float cx, float cy, float r, float a0, float a1, const Stroke& s) {
  scratch_.clear();
  const int steps = std::clamp(static_cast<int>(std::abs(a1 - a0) * r * scale_), 4, 64);
  arc_points(dev({cx, cy}), r * scale_, a0, a1, steps, scratch_);
  Stroke dev_stroke = s;
  dev_stroke.color = fade(or_else(s.color, theme_->line), s.opacity);
  stroke_dev(scratch_, dev_stroke, false);
}

void Canvas::bez(float x1, float y1, float x2, float y2, const Curve& c) {
  const float k = c.k.value_or(edge_tangent(x1, x2));
  const Stroke s{.color = or_else(c.color, theme_->line2),
                 .width = c.width,
                 .dash = c.dash,
                 .round_cap = c.round_cap,
                 .opacity = c.opacity};
  if (c.vertical) cubic({x1, y1}, {x1, y1 + k}, {x2, y2 - k}, {x2, y2}, s);
  else cubic({x1, y1}, {x1 + k, y1}, {x2 - k, y2}, {x2, y2}, s);
}

Point Canvas::bez_at(float x1, float y1, float x2, float y2, float t, std::optional<float> k) {
  return edge_point({x1, y1}, {x2, y2}, t, k.value_or(edge_tangent(x1, x2)));
}

void Canvas::cubic(Point a, Point c1, Point c2, Point b, const Stroke& s) {
  const Point da = dev(a), db = dev(b);
  const bool longer = std::hypot(db.x - da.x, db.y - da.y) > 400;
  scratch_.clear();
  cubic_points(da, dev(c1), dev(c2), db, longer ? 32 : 20, scratch_);
  Stroke dev_stroke = s;
  dev_stroke.color = fade(or_else(s.color, theme_->line2), s.opacity);
  stroke_dev(scratch_, dev_stroke, false);
}

void Canvas::rim(float x, float y, float w, float h, float r, float share, const Stroke& s) {
  const Box b = snap(x, y, w, h);
  const Rect box{static_cast<float>(b.x0), static_cast<float>(b.y0), static_cast<float>(b.w()),
                 static_cast<float>(b.h())};
  const Color c = fade(or_else(s.color, theme_->time), s.opacity);
  if (share >= 1) {
    const float width = stroke_px(s.width);
    scratch_.clear();
    outline_points(box, r * scale_, 6, scratch_);
    stroke_line(scratch_, width, c, true);
    return;
  }
  scratch_.clear();
  rim_points(box, r * scale_, share, 6, scratch_);
  if (scratch_.size() > 1) stroke_line(scratch_, stroke_px(s.width), c, false);
}

}  // namespace ui
