// Playback: turns wall time into virtual time within what the lesson allows. Must not know how
// the transport looks.
#pragma once

#include <optional>

#include "base/time.h"
#include "lesson/session.h"
#include "view/transport.h"

namespace app {

class Player {
 public:
  const view::Playback& playback() const { return playback_; }
  bool running() const { return playback_.playing || playback_.skipping; }

  /// A lesson was opened or its beat changed: stands still at its pace.
  void reset();
  /// Follows what the session asked for, if anything.
  void follow(lesson::Session& session);

  void toggle(lesson::Session& session);
  void pause();
  void step(lesson::Session& session, bool forward);
  /// Sweeps to the next event and pauses there.
  void next_event(lesson::Session& session);
  /// Sweeps to the next event and goes on playing.
  void skip_quiet(lesson::Session& session);
  void change_speed(bool faster);
  /// Moves the playhead, within the lesson's limit.
  void seek(lesson::Session& session, base::SimTime t);

  /// Wall time has passed. True when the playhead moved.
  bool tick(lesson::Session& session, double wall_dt_s, bool reduced_motion);

 private:
  void sweep(lesson::Session& session, bool go_on);
  bool tick_sweep(lesson::Session& session, double wall_dt_s, bool reduced_motion);
  void arrive(lesson::Session& session);

  view::Playback playback_;
  std::optional<base::SimTime> until_;  // of a play request
  std::int64_t rest_ns_ = 0;            // virtual time below a microsecond, carried over
  struct Sweep {
    base::SimTime from;
    base::SimTime to;
    double elapsed_s = 0;
    bool go_on = false;
  };
  std::optional<Sweep> sweep_;
};

}  // namespace app
