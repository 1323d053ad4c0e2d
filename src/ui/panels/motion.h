// The short animations of wall time: values that ease towards a target and things that appear.
// Must not know: what moves, world time. Nothing here loops; when all has arrived, it is silent.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ui {

/// Durations of the design's motion table, seconds of wall time.
inline constexpr double kHoverTime = .09, kPanelTime = .18, kCameraTime = .32, kSelectTime = .12,
                        kVerdictTime = .16, kGhostTime = .2;

/// Eased values by name. Each frame asks again for what it shows; the rest is forgotten.
class Motion {
 public:
  /// `settled`: what is new in this frame stands still at once (another screen, the first frame).
  void begin_frame(double now_s, bool reduced, bool settled);
  void end_frame();

  /// Goes to `target` in `seconds` with an ease-out cubic; a name asked for the first time is
  /// there already.
  float follow(std::string_view name, float target, double seconds);
  /// The same for what comes out of something else: asked for the first time, it begins at `first`.
  float follow_from(std::string_view name, float first, float target, double seconds);
  /// 0 … 1 since the name was asked for the first time.
  float appear(std::string_view name, double seconds);
  /// True when something was still on its way in this frame.
  bool running() const { return running_; }

 private:
  struct Track {
    float from = 0, to = 0;
    double since = 0;
    int frame = 0;
  };
  float value(const Track& t, double seconds);
  Track& track(std::string_view name, float first);

  std::map<std::string, Track, std::less<>> tracks_;
  double now_ = 0;
  int frame_ = 0;
  bool reduced_ = false, settled_ = true, running_ = false;
};

}  // namespace ui
