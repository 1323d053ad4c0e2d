// Outlines as polylines: rounded rectangles, the rim of a chip, cubics, arcs, dashes.
// Pure arithmetic in any unit. Must not know: ImGui, colours, the scale.
#pragma once

#include <span>
#include <vector>

namespace ui {

/// A point, and a rectangle, in CSS px unless said otherwise.
struct Point {
  float x = 0, y = 0;
};
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point middle() const { return {x + w / 2, y + h / 2}; }
  bool contains(Point p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
  bool empty() const { return w <= 0 || h <= 0; }
  Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
  /// The common part; empty (w or h 0) when there is none.
  Rect cut(Rect o) const;
};

using Points = std::vector<Point>;

/// Appends the outline of a rounded rectangle clockwise from the left end of its top side, as SVG
/// does, closed implicitly. `steps` points per corner.
void outline_points(Rect r, float radius, int steps, Points& out);

/// Appends the part of that outline from the top centre clockwise that is `share` (0 … 1) long.
void rim_points(Rect r, float radius, float share, int steps, Points& out);

/// Length of the outline of a rounded rectangle.
float outline_length(Rect r, float radius);

/// Appends segments + 1 points of a cubic.
void cubic_points(Point a, Point c1, Point c2, Point b, int segments, Points& out);

/// Appends points of a circular arc from turn a0 to turn a1 (0 = top, clockwise).
void arc_points(Point centre, float radius, float a0, float a1, int segments, Points& out);

/// Length of the tangents of an edge: max(24, |dx| / 2).
float edge_tangent(float x1, float x2);

/// The point at share t of an edge with horizontal tangents of length k.
Point edge_point(Point a, Point b, float t, float k);

float length_of(std::span<const Point> line);

/// Cuts a polyline into dashes. Each call of `emit(std::span<const Point>)` gets one dash.
template <class Emit>
void walk_dashes(std::span<const Point> line, float on, float off, Emit emit);

}  // namespace ui

#include "ui/kit/geometry_dashes.h"
