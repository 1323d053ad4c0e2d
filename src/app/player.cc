// Playback: turns wall time into virtual time. The only place where the two meet.
#include "app/player.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

// Thousandths of real time: from a twentieth to an hour a second.
constexpr std::array<std::int64_t, 13> kSpeeds{
    50, 100, 250, 500, 1'000, 2'000, 5'000, 10'000, 30'000, 60'000, 300'000, 900'000, 3'600'000};
constexpr double kSweepS = 0.5;

}  // namespace

void Player::reset() {
  playback_ = {};
  until_.reset();
  sweep_.reset();
  rest_ns_ = 0;
}

void Player::follow(lesson::Session& session) {
  const auto request = session.take_play_request();
  if (!request) return;
  sweep_.reset();
  playback_.skipping = false;
  playback_.playing = request->play;
  // A request to stop says nothing about the pace.
  if (request->play && request->speed_milli > 0) playback_.speed_milli = request->speed_milli;
  until_ = request->until;
}

void Player::toggle(lesson::Session& session) {
  if (running()) {
    pause();
    return;
  }
  until_.reset();
  playback_.playing = session.timeline().playhead() < session.limit();
}

void Player::pause() {
  playback_.playing = false;
  playback_.skipping = false;
  sweep_.reset();
}

void Player::seek(lesson::Session& session, base::SimTime t) {
  session.timeline().seek(std::min(t, session.limit()));
  session.on_moved();
}

void Player::step(lesson::Session& session, bool forward) {
  pause();
  if (!forward) {
    seek(session, session.timeline().previous_event());
    return;
  }
  const auto next = session.timeline().next_event(session.limit());
  seek(session, next.value_or(session.limit()));
}

void Player::next_event(lesson::Session& session) { sweep(session, false); }

void Player::skip_quiet(lesson::Session& session) { sweep(session, true); }

void Player::sweep(lesson::Session& session, bool go_on) {
  pause();
  const base::SimTime from = session.timeline().playhead();
  const base::SimTime to = session.timeline().next_event(session.limit()).value_or(session.limit());
  if (to <= from) return;
  sweep_ = Sweep{from, to, 0, go_on};
  playback_.skipping = true;
}

void Player::change_speed(bool faster) {
  const auto at = std::ranges::lower_bound(kSpeeds, playback_.speed_milli);
  if (faster) {
    const auto next = std::ranges::upper_bound(kSpeeds, playback_.speed_milli);
    if (next != kSpeeds.end()) playback_.speed_milli = *next;
  } else if (at != kSpeeds.begin()) {
    playback_.speed_milli = *std::prev(at);
  }
}

bool Player::tick(lesson::Session& session, double wall_dt_s, bool reduced_motion) {
  if (sweep_) return tick_sweep(session, wall_dt_s, reduced_motion);
  if (!playback_.playing) return false;
  const auto ns = static_cast<std::int64_t>(wall_dt_s * 1e9) / 1000 * playback_.speed_milli;
  rest_ns_ += ns;
  const base::Duration step{rest_ns_ / 1000};
  rest_ns_ %= 1000;
  const base::SimTime limit = std::min(session.limit(), until_.value_or(base::kNever));
  const base::SimTime from = session.timeline().playhead();
  const base::SimTime to = std::min(from + step, limit);
  if (to > from) seek(session, to);
  if (to >= limit) arrive(session);
  return to > from;
}

// The sweep shows the clock running; under reduced motion it is one step.
bool Player::tick_sweep(lesson::Session& session, double wall_dt_s, bool reduced_motion) {
  Sweep& s = *sweep_;
  s.elapsed_s += wall_dt_s;
  const double share = reduced_motion ? 1.0 : std::min(1.0, s.elapsed_s / kSweepS);
  const base::Duration gone{
      static_cast<std::int64_t>(static_cast<double>((s.to - s.from).us) * share)};
  if (share < 1.0) {
    seek(session, s.from + gone);
    return true;
  }
  const Sweep done = s;
  sweep_.reset();
  playback_.skipping = false;
  seek(session, done.to);
  playback_.playing = done.go_on && done.to < session.limit();
  return true;
}

void Player::arrive(lesson::Session& session) {
  playback_.playing = false;
  until_.reset();
  rest_ns_ = 0;
  follow(session);  // reaching the moment may have asked for more
}

}  // namespace app
