// Small pictures drawn on the CPU by signed distance: discs, rings, rounded rectangles, hatches,
// whole chips. Their measures are device px. The atlas keeps them; the canvas places them.
// Must not know: ImGui, where a picture ends up.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/theme.h"

namespace ui {

/// A picture with straight alpha, rows from the top, bytes R G B A.
struct Bitmap {
  int w = 0, h = 0;
  std::vector<Color> pixels;
  Color at(int x, int y) const { return pixels[static_cast<std::size_t>(y * w + x)]; }
};

/// Part of a dashed outline, px along the outline.
struct DashPx {
  float on = 0, off = 0;
  bool round = false;
};

/// Paints shapes over each other.
class Painter {
 public:
  Painter(int w, int h);
  /// A rectangle with rounded corners; `r` is cut to half the smaller side.
  void rrect(float x, float y, float w, float h, float r, Color c);
  /// Only the part of that rectangle left of `limit` (the spine of a chip).
  void rrect_left_of(float x, float y, float w, float h, float r, float limit, Color c);
  /// Its outline, `width` wide and centred on the edge, dashed from the top left clockwise.
  void outline(float x, float y, float w, float h, float r, float width, Color c, DashPx dash = {});
  /// Hatch pattern 1 … 7 inside that rectangle and left of `limit`; the pattern starts at (x, y).
  /// `unit` = px per unit of the 8 × 8 tile, `width` = line width in units.
  void hatch(float x, float y, float w, float h, float r, float limit, int pattern, float unit,
             float width, Color c);
  void disc(float cx, float cy, float r, Color c);
  void ring(float cx, float cy, float r, float width, Color c);
  /// A line with round ends.
  void line(float x0, float y0, float x1, float y1, float width, Color c);
  Bitmap take() const;

 private:
  template <class Coverage>
  void paint(float x0, float y0, float x1, float y1, Color c, Coverage coverage);

  int w_, h_;
  std::vector<float> rgba_;  // premultiplied
};

/// How much of a hatch line covers the point (x, y), 0 … 1; x, y and width in tile units.
float hatch_coverage(int pattern, float x, float y, float unit, float width);

/// What a chip picture shows. Everything that is the same for many chips: not id, pips, rim.
struct ChipLook {
  enum class Kind : std::uint8_t { Plain, Dim, Delayed, Ghost, Expired };
  Kind kind = Kind::Plain;
  int slot = 0;
  int w = 54, h = 28;  ///< device px
  float radius = 8;  ///< device px
  float unit = 1;  ///< device px per CSS px of the chip
  bool operator==(const ChipLook&) const = default;
};
/// Empty px around the chip in its picture (a ghost's stroke reaches outside).
int chip_margin(float unit);
Bitmap chip_bitmap(const ChipLook& look, const Theme& theme);

/// A record or swatch: slot colour with its hatch.
Bitmap swatch_bitmap(int w, int h, float radius, float unit, int slot, const Theme& theme);

}  // namespace ui
