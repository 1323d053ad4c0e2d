// Points and boxes of the stage, in CSS pixels at stage scale 1. Must not know ImGui.
#pragma once

#include <compare>

namespace view {

struct Vec {
  float x = 0;
  float y = 0;
  bool operator==(const Vec&) const = default;
};

/// x, y = top left corner.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Vec centre() const { return {x + w / 2, y + h / 2}; }
  bool contains(Vec p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool operator==(const Rect&) const = default;
};

}  // namespace view
