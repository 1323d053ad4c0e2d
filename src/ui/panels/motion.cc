// Easing of the short animations. Must not know: what moves.
#include "ui/panels/motion.h"

#include <algorithm>

namespace ui {
namespace {

/// Long ago: a track that has arrived.
constexpr double kArrived = -1e9;

}  // namespace

void Motion::begin_frame(double now_s, bool reduced, bool settled) {
  now_ = now_s;
  reduced_ = reduced;
  settled_ = settled;
  running_ = false;
  ++frame_;
}

void Motion::end_frame() {
  std::erase_if(tracks_, [&](const auto& item) { return item.second.frame != frame_; });
}

Motion::Track& Motion::track(std::string_view name, float first) {
  auto it = tracks_.find(name);
  if (it == tracks_.end())
    it = tracks_.emplace(std::string(name), Track{first, first, kArrived, frame_}).first;
  it->second.frame = frame_;
  return it->second;
}

float Motion::value(const Track& t, double seconds) {
  if (reduced_ || t.from == t.to) return t.to;
  const double share = (now_ - t.since) / seconds;
  if (share >= 1) return t.to;
  running_ = true;
  const float left = 1 - static_cast<float>(std::max(share, 0.0));
  return t.to + (t.from - t.to) * left * left * left;
}

float Motion::follow(std::string_view name, float target, double seconds) {
  return follow_from(name, target, target, seconds);
}

float Motion::follow_from(std::string_view name, float first, float target, double seconds) {
  Track& t = track(name, first);
  if (t.to != target) {
    t.from = settled_ ? target : value(t, seconds);
    t.to = target;
    t.since = now_;
  }
  return value(t, seconds);
}

float Motion::appear(std::string_view name, double seconds) {
  const bool is_new = tracks_.find(name) == tracks_.end();
  Track& t = track(name, 1);
  if (is_new && !settled_) {
    t.from = 0;
    t.since = now_;
  }
  return value(t, seconds);
}

}  // namespace ui
