// One learner in one lesson: which beat, how far time may go, what was predicted, tried and
// reached. The app moves the playhead of timeline() within limit() and reports it with on_moved();
// everything else arrives through activate(). Must not know how anything is drawn, nor the wall
// clock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "lesson/document.h"
#include "lesson/progress.h"
#include "lesson/stage_notes.h"
#include "model/facts.h"
#include "world/timeline.h"

namespace lesson {

/// The session wants time to run (or to stop): the app plays at `speed_milli` (1000 = real time)
/// until `until`, in any case not beyond limit().
struct PlayRequest {
  bool play = true;
  std::int64_t speed_milli = 1000;
  std::optional<base::SimTime> until;
};

class Session {
 public:
  /// Opens a lesson at a beat; the World is rebuilt to that beat's start, as if all before it had
  /// been played. Errors are those of the world template or of a moment that never comes.
  static base::Result<Session, std::vector<base::JsonError>> open(
      const Document& document, std::size_t beat,
      model::Profile profile = model::Profile::kCurrent);

  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  const Document& document() const;
  std::size_t beat() const;
  const Beat& current() const;
  model::Profile profile() const;

  /// What is on the stage: the lesson's run, a what-if twin, or a beat's own world.
  world::Timeline& timeline();
  const world::Timeline& timeline() const;
  /// Grows whenever timeline() has become another history (caches over the log start again).
  std::uint32_t epoch() const;
  const StageNotes& notes() const;

  /// The furthest time to which the playhead may go now: the freeze point until the learner has
  /// committed, then the deciding event, then the horizon.
  base::SimTime limit() const;
  /// The playhead has moved: reached moments, goals and controls are looked at again.
  void on_moved();
  /// What the last activate(), on_moved() or open() wants the transport to do; taken once.
  std::optional<PlayRequest> take_play_request();

  /// A control of the lesson was used. False: not one of this beat's, or not enabled now.
  ///   lesson.primary · lesson.back · lesson.beat.N (from 1) · option.a… · confidence.guess|fairly|
  ///   sure · point (value "message:12", "actor:3", "queue:1") · dial (value) · order.up.N and
  ///   order.down.N · demo.N · demo.show.N · whatif.N · whatif.back · tool.<id> (value) ·
  ///   challenge.undo · challenge.reset · challenge.run · goal.<id> · cli (value: a line) ·
  ///   recall.a…
  bool activate(std::string_view control, std::string_view value = {});

  /// A call of the learner's own at the playhead; the error says why it cannot be made now.
  base::Result<world::Reply, std::string> call(const api::Request& request);
  /// Something the learner does to a thing on the stage (deeds.h), at the playhead: a call like
  /// call(), or what somebody outside AWS does. The error says why it cannot be done now.
  base::Result<world::Reply, std::string> act(const world::Command& command);
  /// The names that a command line may use here.
  const api::CliNames& names() const;

  /// The learner went on from the last beat.
  bool finished() const;

  /// What is worth keeping of this lesson; see progress.h.
  const LessonRecord& record() const;
  /// Takes over what was kept before; the beat stays where it is.
  void restore(const LessonRecord& record);

  /// Everything the panel shows of the current beat; see session_view.h.
  struct View;
  const View& view() const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lesson
