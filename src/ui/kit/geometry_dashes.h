// The dash walker of geometry.h (a template, so that no callback is allocated).
// Must not know: what a dash is drawn with.
#pragma once

#include <cmath>

#include "ui/kit/geometry.h"

namespace ui {

template <class Emit>
void walk_dashes(std::span<const Point> line, float on, float off, Emit emit) {
  if (line.size() < 2 || on <= 0) return;
  Points dash{line[0]};
  bool drawing = true;
  float left = on;
  for (std::size_t i = 1; i < line.size(); ++i) {
    Point a = line[i - 1];
    const Point b = line[i];
    float len = std::hypot(b.x - a.x, b.y - a.y);
    while (len > left) {
      const float t = left / len;
      a = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
      len -= left;
      if (drawing) {
        dash.push_back(a);
        emit(std::span<const Point>(dash));
      }
      dash.assign(1, a);
      drawing = !drawing;
      left = drawing ? on : off;
      if (left <= 0) left = 0.01f;  // an empty gap must still make progress
    }
    left -= len;
    if (drawing && len > 0) dash.push_back(b);
  }
  if (drawing && dash.size() > 1) emit(std::span<const Point>(dash));
}

}  // namespace ui
