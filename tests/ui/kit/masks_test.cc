#include "ui/kit/masks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace ui {
namespace {

int alpha(Color c) { return static_cast<int>(c >> 24); }

double ink(const Bitmap& b) {
  double sum = 0;
  for (Color c : b.pixels) sum += alpha(c) / 255.0;
  return sum;
}

TEST(Painter, DiscHasTheAreaOfADisc) {
  for (float r : {2.f, 4.f, 10.5f, 17.f}) {
    Painter p(40, 40);
    p.disc(20, 20, r, 0xFFFFFFFFu);
    EXPECT_NEAR(ink(p.take()), std::numbers::pi * r * r, .03 * r * r + .5) << r;
  }
}

TEST(Painter, RectanglesFillWholePixels) {
  Painter p(10, 10);
  p.rrect(2, 3, 4, 5, 0, rgb(0x102030));
  const Bitmap b = p.take();
  EXPECT_EQ(b.at(2, 3), rgb(0x102030));
  EXPECT_EQ(b.at(5, 7), rgb(0x102030));
  EXPECT_EQ(alpha(b.at(1, 3)), 0);
  EXPECT_EQ(alpha(b.at(6, 7)), 0);
  EXPECT_DOUBLE_EQ(ink(b), 20);
}

TEST(Painter, LaterShapesCoverEarlierOnes) {
  Painter p(8, 8);
  p.rrect(0, 0, 8, 8, 0, rgb(0xFF0000));
  p.rrect(0, 0, 8, 8, 0, fade(rgb(0x0000FF), .5f));
  const Color c = p.take().at(4, 4);
  EXPECT_EQ(alpha(c), 255);
  EXPECT_NEAR(static_cast<int>(c & 0xFF), 127, 2);
  EXPECT_NEAR(static_cast<int>(c >> 16 & 0xFF), 128, 2);
}

TEST(Painter, DashesCoverTheirShareOfTheOutline) {
  Painter whole(120, 60), dashed(120, 60);
  whole.outline(10, 10, 100, 40, 12, 2, 0xFFFFFFFFu);
  dashed.outline(10, 10, 100, 40, 12, 2, 0xFFFFFFFFu, {5, 4, false});
  EXPECT_NEAR(ink(dashed.take()) / ink(whole.take()), 5.0 / 9, .03);
}

TEST(Painter, ClearPixelsHaveTheColourBesideThem) {
  // Filtering must not pull a dark fringe in.
  Painter p(12, 12);
  p.disc(6, 6, 4, rgb(0xFFC353));
  for (Color c : p.take().pixels) {
    if (c != 0x00FFFFFFu) {
      EXPECT_EQ(c & 0xFFFFFFu, rgb(0xFFC353) & 0xFFFFFFu);
    }
  }
}

TEST(Hatch, RepeatsEveryEightUnits) {
  for (int pattern = 1; pattern < kSlots; ++pattern)
    for (float y = .5f; y < 8; ++y)
      for (float x = .5f; x < 8; ++x) {
        EXPECT_NEAR(hatch_coverage(pattern, x, y, 1, 1.4f),
                    hatch_coverage(pattern, x + 16, y + 8, 1, 1.4f), 1e-4);
      }
}

TEST(Hatch, PatternsDifferFromEachOther) {
  const auto picture = [](int pattern) {
    std::vector<float> v;
    for (float y = .5f; y < 8; ++y)
      for (float x = .5f; x < 8; ++x) v.push_back(hatch_coverage(pattern, x, y, 1, 1.4f));
    return v;
  };
  for (int a = 0; a < kSlots; ++a)
    for (int b = a + 1; b < kSlots; ++b) {
      double difference = 0;
      const auto pa = picture(a), pb = picture(b);
      for (std::size_t i = 0; i < pa.size(); ++i) difference += std::abs(pa[i] - pb[i]);
      EXPECT_GT(difference, 4) << a << " and " << b;
    }
}

TEST(Chip, PlainHasSpineBodyAndOutline) {
  const Theme& t = dark_theme();
  const int m = chip_margin(1);
  const Bitmap b = chip_bitmap({.slot = 0, .w = 54, .h = 28, .radius = 8, .unit = 1}, t);
  EXPECT_EQ(b.w, 54 + 2 * m);
  EXPECT_EQ(b.at(m + 5, m + 14), t.slot(0));         // spine, 20 % of the width
  EXPECT_EQ(b.at(m + 30, m + 14), t.chip_body(0));   // body
  EXPECT_EQ(b.at(m + 30, m), t.slot(0));             // outline
  EXPECT_EQ(alpha(b.at(m, m)), 0);                   // rounded corner
}

TEST(Chip, SpineShowsTheHatchOfItsSlot) {
  const Theme& t = dark_theme();
  const int m = chip_margin(2);
  const Bitmap b = chip_bitmap({.slot = 3, .w = 108, .h = 56, .radius = 16, .unit = 2}, t);
  // Horizontal lines at y = 2 and 6 of the tile, two px per unit.
  EXPECT_NE(b.at(m + 10, m + 20), t.slot(3));
  EXPECT_EQ(b.at(m + 10, m + 24), t.slot(3));
}

TEST(Chip, KindsLookDifferent) {
  using Kind = ChipLook::Kind;
  const Theme& t = light_theme();
  const auto at_middle = [&](Kind kind) {
    const Bitmap b =
        chip_bitmap({.kind = kind, .slot = 1, .w = 54, .h = 28, .radius = 8, .unit = 1}, t);
    return b.at(b.w / 2, b.h / 2);
  };
  EXPECT_EQ(at_middle(Kind::Dim), t.chip_body(1, true));
  EXPECT_EQ(at_middle(Kind::Delayed), t.chip_body(1));
  EXPECT_EQ(at_middle(Kind::Ghost), mix(t.card, t.you, .07f));
  EXPECT_EQ(alpha(at_middle(Kind::Expired)), 0);
}

}  // namespace
}  // namespace ui
