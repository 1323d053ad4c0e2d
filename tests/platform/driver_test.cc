// Frames on demand: when they happen and how much time they see.
#include "platform/driver.h"

#include <gtest/gtest.h>

#include <vector>

#include "imgui.h"

namespace platform {
namespace {

class FakeApp : public App {
 public:
  double wake = -1;
  bool accepts = true, draws = true;
  std::vector<double> dts;
  std::vector<bool> visibility;
  ImDrawData data;
  Driver* driver = nullptr;
  bool asks_in_frame = false;

  bool start(const StartOptions&, Host&) override { return accepts; }
  FrameResult frame(const Frame& f) override {
    dts.push_back(f.wall_dt_s);
    if (asks_in_frame) driver->request();
    return {.draw = draws ? &data : nullptr, .wake_s = wake};
  }
  void pointer(const Pointer&) override {}
  bool key(const Key&) override { return false; }
  bool text(std::string_view) override { return false; }
  void activate(std::string_view, std::string_view) override {}
  void route(std::string_view) override {}
  void option(std::string_view, std::string_view) override {}
  void paste(std::string_view) override {}
  std::string copy_selection() override { return {}; }
  void visible(bool v) override { visibility.push_back(v); }
  bool wants_escape() override { return false; }
};

class FakeHost : public Host {
 public:
  int first_frames = 0;
  std::span<const std::uint8_t> asset(std::string_view) const override { return {}; }
  void request_frame() override {}
  void outline(std::string_view) override {}
  void route(std::string_view, bool) override {}
  void save(std::string_view, std::string_view) override {}
  void copy(std::string_view) override {}
  void title(std::string_view) override {}
  void announce(std::string_view) override {}
  void crash(std::string_view) override {}
  void cursor(std::string_view) override {}
  void first_frame() override { ++first_frames; }
  void focus_outline(std::string_view) override {}
  void option(std::string_view, std::string_view) override {}
  double now_ms() const override { return 0; }
};

class FakeScheduler : public Scheduler {
 public:
  double now = 5000;
  int soon = 0;
  std::vector<double> later;
  void frame_soon() override { ++soon; }
  void frame_in(double s) override { later.push_back(s); }
  double now_ms() override { return now; }
};

class FakeScreen : public Screen {
 public:
  int shown = 0;
  bool works = true;
  bool show(ImDrawData&, const Surface&) override {
    ++shown;
    return works;
  }
};

class DriverTest : public ::testing::Test {
 protected:
  DriverTest() { app.driver = &driver; }
  void start() { ASSERT_TRUE(driver.start({}, &screen)); }
  /// A frame, `ms` after the last one.
  double frame_after(double ms) {
    scheduler.now += ms;
    driver.frame();
    return app.dts.back();
  }

  FakeApp app;
  FakeHost host;
  FakeScheduler scheduler;
  FakeScreen screen;
  Driver driver{app, host, scheduler};
};

TEST_F(DriverTest, StartAsksForOneFrame) {
  start();
  EXPECT_EQ(scheduler.soon, 1);
  EXPECT_TRUE(app.dts.empty());
}

TEST_F(DriverTest, RefusedStartDrawsNothing) {
  app.accepts = false;
  EXPECT_FALSE(driver.start({}, &screen));
  driver.request();
  driver.frame();
  EXPECT_EQ(scheduler.soon, 0);
  EXPECT_TRUE(app.dts.empty());
}

TEST_F(DriverTest, IdleFrameAsksForNothing) {
  start();
  scheduler.soon = 0;
  driver.frame();
  EXPECT_EQ(scheduler.soon, 0);
  EXPECT_TRUE(scheduler.later.empty());
  EXPECT_EQ(screen.shown, 1);
  EXPECT_EQ(host.first_frames, 1);
}

TEST_F(DriverTest, IdleTimeDoesNotPass) {
  start();
  EXPECT_EQ(frame_after(0), 0);
  EXPECT_EQ(frame_after(60'000), 0);
}

TEST_F(DriverTest, MovingPictureGetsItsTimeButNeverLeaps) {
  start();
  app.wake = 0;
  frame_after(0);
  EXPECT_NEAR(frame_after(16), .016, 1e-9);
  EXPECT_NEAR(frame_after(3'600'000), FrameClock::kSlackS, 1e-9);  // an hour in a hidden tab
  EXPECT_EQ(scheduler.soon, 4);
}

TEST_F(DriverTest, QuietTimeThatWasAskedForPasses) {
  start();
  app.wake = 3;
  frame_after(0);
  EXPECT_EQ(scheduler.later.back(), 3);
  EXPECT_NEAR(frame_after(3020), 3.02, 1e-9);
  EXPECT_NEAR(frame_after(1000), 1, 1e-9);      // an event came earlier
  EXPECT_NEAR(frame_after(9000), 3.1, 1e-9);    // the timer came late
}

TEST_F(DriverTest, HiddenPageDrawsNothing) {
  start();
  driver.set_visible(false);
  scheduler.soon = 0;
  driver.request();
  driver.frame();
  EXPECT_EQ(scheduler.soon, 0);
  EXPECT_TRUE(app.dts.empty());
  driver.set_visible(true);
  EXPECT_EQ(scheduler.soon, 1);
  EXPECT_EQ(app.visibility, (std::vector<bool>{false, true}));
}

TEST_F(DriverTest, RequestInsideAFrameGivesAnother) {
  start();
  scheduler.soon = 0;
  app.asks_in_frame = true;
  driver.frame();
  EXPECT_EQ(scheduler.soon, 1);
}

TEST_F(DriverTest, ResizeDrawsAtOnce) {
  start();
  driver.resize({.width = 390, .height = 844, .dpr = 3});
  EXPECT_EQ(app.dts.size(), 1u);
  EXPECT_EQ(driver.surface().width, 390);
}

TEST_F(DriverTest, LostContextKeepsThinkingWithoutDrawing) {
  start();
  driver.set_context_lost(true);
  driver.frame();
  EXPECT_EQ(app.dts.size(), 1u);
  EXPECT_EQ(screen.shown, 0);
  EXPECT_EQ(host.first_frames, 0);
  scheduler.soon = 0;
  driver.set_context_lost(false);
  EXPECT_EQ(scheduler.soon, 1);
  driver.frame();
  EXPECT_EQ(screen.shown, 1);
}

TEST_F(DriverTest, FirstFrameIsToldOnceAndOnlyWhenShown) {
  start();
  screen.works = false;
  driver.frame();
  EXPECT_EQ(host.first_frames, 0);
  screen.works = true;
  driver.frame();
  driver.frame();
  EXPECT_EQ(host.first_frames, 1);
}

TEST_F(DriverTest, OutlineAloneNeedsNoScreen) {
  ASSERT_TRUE(driver.start({.drawing = false}, nullptr));
  driver.frame();
  EXPECT_EQ(app.dts.size(), 1u);
  EXPECT_EQ(host.first_frames, 1);
}

TEST_F(DriverTest, StatisticsCountFrames) {
  start();
  app.data.TotalVtxCount = 42;
  driver.frame();
  EXPECT_EQ(driver.stats().frames(), 1);
  EXPECT_NE(driver.stats().to_json().find("\"vertices\":42"), std::string::npos);
}

TEST(Samples, AverageAndPercentileOfTheLastOnes) {
  Samples s;
  EXPECT_EQ(s.average(), 0);
  EXPECT_EQ(s.p95(), 0);
  for (int i = 1; i <= 100; ++i) s.add(i);
  EXPECT_DOUBLE_EQ(s.average(), 50.5);
  EXPECT_DOUBLE_EQ(s.p95(), 95);
  EXPECT_DOUBLE_EQ(s.last(), 100);
  for (int i = 0; i < 120; ++i) s.add(7);  // the old ones are forgotten
  EXPECT_DOUBLE_EQ(s.average(), 7);
  EXPECT_DOUBLE_EQ(s.p95(), 7);
}

}  // namespace
}  // namespace platform
