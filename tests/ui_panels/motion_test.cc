// Short animations: they ease, arrive, and then are silent.
#include "ui/panels/motion.h"

#include <gtest/gtest.h>

namespace {

using ui::Motion;

TEST(Motion, EasesOutToItsTargetAndStops) {
  Motion m;
  m.begin_frame(0, false, true);
  EXPECT_EQ(m.follow("a", 0, .1), 0);
  m.end_frame();
  m.begin_frame(1, false, false);
  EXPECT_EQ(m.follow("a", 1, .1), 0);
  EXPECT_TRUE(m.running());
  m.end_frame();
  m.begin_frame(1.05, false, false);
  EXPECT_NEAR(m.follow("a", 1, .1), .875f, .001f);  // 1 - .5³
  m.end_frame();
  m.begin_frame(1.1, false, false);
  EXPECT_EQ(m.follow("a", 1, .1), 1);
  EXPECT_FALSE(m.running());
}

TEST(Motion, TurnsBackFromWhereItIs) {
  Motion m;
  m.begin_frame(0, false, true);
  m.follow("a", 0, .1);
  m.begin_frame(1, false, false);
  m.follow("a", 1, .1);
  m.begin_frame(1.05, false, false);
  const float there = m.follow("a", 1, .1);
  EXPECT_EQ(m.follow("a", 0, .1), there);
  m.begin_frame(1.08, false, false);
  EXPECT_LT(m.follow("a", 0, .1), there);
}

TEST(Motion, ReducedMotionIsOneStep) {
  Motion m;
  m.begin_frame(0, true, true);
  m.follow("a", 0, .1);
  m.begin_frame(1, true, false);
  EXPECT_EQ(m.follow("a", 1, .1), 1);
  EXPECT_EQ(m.appear("new", .2), 1);
  EXPECT_FALSE(m.running());
}

TEST(Motion, WhatIsNewAppearsUnlessAllIsNew) {
  Motion m;
  m.begin_frame(0, false, true);
  EXPECT_EQ(m.appear("first screen", .2), 1);
  m.end_frame();
  m.begin_frame(1, false, false);
  EXPECT_EQ(m.appear("first screen", .2), 1);
  EXPECT_EQ(m.appear("verdict", .2), 0);
  m.end_frame();
  m.begin_frame(1.2, false, false);
  EXPECT_EQ(m.appear("verdict", .2), 1);
}

TEST(Motion, WhatComesOutOfSomethingBeginsThere) {
  Motion m;
  m.begin_frame(1, false, true);
  EXPECT_EQ(m.follow_from("first frame", 10, 50, .2), 50);
  m.end_frame();
  m.begin_frame(2, false, false);
  EXPECT_EQ(m.follow_from("child", 10, 50, .2), 10);
  EXPECT_TRUE(m.running());
  m.end_frame();
  m.begin_frame(2.1, false, false);
  const float halfway = m.follow_from("child", 10, 50, .2);
  EXPECT_GT(halfway, 10);
  EXPECT_LT(halfway, 50);
  m.end_frame();
  m.begin_frame(3, false, false);
  EXPECT_EQ(m.follow_from("child", 10, 50, .2), 50);
  EXPECT_FALSE(m.running());
  m.end_frame();
}

TEST(Motion, ForgetsWhatIsNotShown) {
  Motion m;
  m.begin_frame(0, false, true);
  m.appear("a", .2);
  m.end_frame();
  m.begin_frame(1, false, false);
  m.end_frame();
  m.begin_frame(2, false, false);
  EXPECT_EQ(m.appear("a", .2), 0);
}

}  // namespace
