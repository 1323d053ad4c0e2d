// Wall time between frames, as the program may see it.
// Must not know: where the time comes from.
#pragma once

#include <algorithm>

namespace platform {

/// Gives each frame the seconds since the last one, but never more than was asked for.
/// After a frame that asked for nothing, no time has passed: an idle page, a hidden tab, a
/// debugger or a sleeping laptop never makes time leap.
class FrameClock {
 public:
  /// How much later than asked a frame may come before the rest is dropped.
  static constexpr double kSlackS = 0.1;

  /// Seconds since the last frame for a frame that starts at `now_s` (any steady clock).
  double step(double now_s) {
    const double elapsed = std::max(0.0, now_s - last_s_);
    const double dt = asked_s_ < 0 ? 0 : std::min(elapsed, asked_s_ + kSlackS);
    last_s_ = now_s;
    return dt;
  }
  /// The frame asked for the next one in `wake_s` seconds; negative = not at all.
  void ask(double wake_s) { asked_s_ = wake_s; }

 private:
  double last_s_ = 0, asked_s_ = -1;
};

}  // namespace platform
