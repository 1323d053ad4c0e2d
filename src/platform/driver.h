// Runs the program's frames: when one is due, how much time it gets, what it cost.
// Must not know: SDL, the browser, GL. They are behind Screen and Scheduler.
#pragma once

#include "platform/app.h"
#include "platform/frame_clock.h"
#include "platform/stats.h"

namespace platform {

/// Where a picture is shown.
class Screen {
 public:
  virtual ~Screen() = default;
  /// Shows draw data. False = nothing could be shown (the GL context is lost).
  virtual bool show(ImDrawData& draw, const Surface& surface) = 0;
};

/// Calls Driver::frame later.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// At the next refresh of the screen. Called again before that, it changes nothing.
  virtual void frame_soon() = 0;
  /// In `seconds`, unless a frame comes earlier. Replaces an earlier wish.
  virtual void frame_in(double seconds) = 0;
  virtual double now_ms() = 0;
};

/// The loop without the loop: draws only when something asked for it.
class Driver {
 public:
  Driver(App& app, Host& host, Scheduler& scheduler)
      : app_(&app), host_(&host), scheduler_(&scheduler) {}

  /// Starts the program and asks for the first frame. `screen` may be null: only the outline.
  bool start(const StartOptions& options, Screen* screen);
  bool started() const { return started_; }

  /// Draws a frame now, unless hidden or not started.
  void frame();
  /// Something happened: draw soon. Frames during an event burst are merged.
  void request();
  void resize(const Surface& surface);
  void set_visible(bool visible);
  void set_context_lost(bool lost);

  const Surface& surface() const { return surface_; }
  const Stats& stats() const { return stats_; }
  App& app() { return *app_; }

 private:
  App* app_;
  Host* host_;
  Scheduler* scheduler_;
  Screen* screen_ = nullptr;
  Surface surface_;
  FrameClock clock_;
  Stats stats_;
  bool started_ = false, visible_ = true, lost_ = false, shown_ = false, in_frame_ = false;
  bool again_ = false;  // asked for during a frame
};

}  // namespace platform
