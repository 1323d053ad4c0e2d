#include "ui/kit/geometry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace ui {
namespace {

constexpr Rect kChip{10, 20, 66, 38};
constexpr float kRadius = 13;

float share_length(float share) {
  Points p;
  rim_points(kChip, kRadius, share, 12, p);
  return length_of(p);
}

TEST(Rim, LengthIsTheShareOfTheOutline) {
  const float whole = share_length(1);
  EXPECT_NEAR(whole, outline_length(kChip, kRadius), .3f);
  for (float share : {.1f, .25f, .5f, .62f, .9f})
    EXPECT_NEAR(share_length(share), share * whole, .01f);
}

TEST(Rim, StartsAtTheTopCentreAndRunsClockwise) {
  Points p;
  rim_points(kChip, kRadius, .3f, 6, p);
  EXPECT_FLOAT_EQ(p[0].x, 43);
  EXPECT_FLOAT_EQ(p[0].y, 20);
  EXPECT_GT(p[1].x, p[0].x);
  EXPECT_GT(p.back().y, p.front().y);
}

TEST(Rim, HalfEndsAtTheBottomCentre) {
  Points p;
  rim_points(kChip, kRadius, .5f, 6, p);
  EXPECT_NEAR(p.back().x, 43, .01f);
  EXPECT_NEAR(p.back().y, 58, .01f);
}

TEST(Rim, NothingLeftDrawsNothing) {
  Points p;
  rim_points(kChip, kRadius, 0, 6, p);
  EXPECT_TRUE(p.empty());
  rim_points(kChip, kRadius, -1, 6, p);
  EXPECT_TRUE(p.empty());
}

TEST(Outline, RadiusIsCutToHalfTheSmallerSide) {
  Points p;
  outline_points({0, 0, 40, 10}, 99, 8, p);
  for (Point q : p) {
    EXPECT_GE(q.x, -.001f);
    EXPECT_LE(q.x, 40.001f);
    EXPECT_GE(q.y, -.001f);
    EXPECT_LE(q.y, 10.001f);
  }
  EXPECT_NEAR(outline_length({0, 0, 40, 10}, 99), 60 + 10 * std::numbers::pi_v<float>, .01f);
}

TEST(Edge, BeginsAndEndsHorizontally) {
  const Point a{0, 0}, b{200, 80};
  const float k = edge_tangent(a.x, b.x);
  EXPECT_FLOAT_EQ(k, 100);
  EXPECT_FLOAT_EQ(edge_tangent(0, 10), 24);
  EXPECT_FLOAT_EQ(edge_point(a, b, 0, k).x, 0);
  EXPECT_FLOAT_EQ(edge_point(a, b, 1, k).y, 80);
  const Point middle = edge_point(a, b, .5f, k);
  EXPECT_FLOAT_EQ(middle.x, 100);
  EXPECT_FLOAT_EQ(middle.y, 40);
  const Point near = edge_point(a, b, .01f, k);
  EXPECT_LT(near.y, near.x * .02f);
}

TEST(Edge, PointsOfTheCubicLieOnTheEdge) {
  Points p;
  cubic_points({0, 0}, {100, 0}, {100, 80}, {200, 80}, 20, p);
  ASSERT_EQ(p.size(), 21u);
  for (int i = 0; i <= 20; ++i) {
    const Point want = edge_point({0, 0}, {200, 80}, static_cast<float>(i) / 20, 100);
    EXPECT_NEAR(p[static_cast<std::size_t>(i)].x, want.x, .001f);
    EXPECT_NEAR(p[static_cast<std::size_t>(i)].y, want.y, .001f);
  }
}

TEST(Dashes, CoverTheirShareAndStartWithInk) {
  const Points line{{0, 0}, {50, 0}, {50, 50}};
  std::vector<Points> dashes;
  walk_dashes(line, 6, 4,
              [&](std::span<const Point> d) { dashes.emplace_back(d.begin(), d.end()); });
  ASSERT_EQ(dashes.size(), 10u);
  EXPECT_FLOAT_EQ(dashes[0][0].x, 0);
  for (const Points& d : dashes) EXPECT_NEAR(length_of(d), 6, .001f);
  EXPECT_FLOAT_EQ(dashes[1][0].x, 10);
  EXPECT_FLOAT_EQ(dashes[5][0].y, 0);
  EXPECT_FLOAT_EQ(dashes[5].back().y, 6);
}

TEST(Dashes, TurnTheCornerInsideADash) {
  const Points line{{0, 0}, {5, 0}, {5, 5}};
  int seen = 0;
  walk_dashes(line, 8, 4, [&](std::span<const Point> d) {
    ++seen;
    ASSERT_EQ(d.size(), 3u);
    EXPECT_FLOAT_EQ(d[1].x, 5);
    EXPECT_FLOAT_EQ(d[2].y, 3);
  });
  EXPECT_EQ(seen, 1);
}

TEST(Dashes, EndWithoutGapsAndOnPoints) {
  const Points dot{{1, 1}, {1, 1}};
  int seen = 0;
  walk_dashes(dot, 5, 0, [&](std::span<const Point>) { ++seen; });
  EXPECT_EQ(seen, 0);
  float sum = 0;
  const Points line{{0, 0}, {10, 0}};
  walk_dashes(line, 3, 0, [&](std::span<const Point> d) { sum += length_of(d); });
  EXPECT_NEAR(sum, 10, .1f);
}

TEST(RectCut, CommonPartOrEmpty) {
  const Rect r{0, 0, 10, 10};
  EXPECT_FLOAT_EQ(r.cut({5, 5, 10, 10}).w, 5);
  EXPECT_TRUE(r.cut({20, 0, 5, 5}).empty());
  EXPECT_TRUE(r.contains({0, 0}));
  EXPECT_FALSE(r.contains({10, 5}));
}

}  // namespace
}  // namespace ui
