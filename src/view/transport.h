// The transport: clock, playback controls, the event row and the charts under it. Pure functions
// of the log and the playhead. Must not know ImGui.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "lesson/stage_notes.h"
#include "view/control.h"
#include "world/timeline.h"

namespace view {

enum class MarkKind : std::uint8_t {
  kSent,
  kReceived,
  kDeleted,
  kTimeout,
  kRefused,
  kSwallowed,
  kMoved,
  kCrashed
};

/// What an event is on the axis; nothing for those without a mark (an empty receive).
std::optional<MarkKind> mark_kind(const model::EventBody& body);
/// Which of two marks in one place is shown: the greater.
int mark_severity(MarkKind kind);

/// One or several events that fall on the same place of the axis; the more severe kind wins.
struct Mark {
  base::SimTime at;
  MarkKind kind = MarkKind::kSent;
  std::uint32_t count = 1;
  Control jump;       // "event.<seq>": moves the playhead there
  std::string label;  // "00:42.000 visibility timeout of 7c1"
};

/// A value that holds from `at` on (depth) or is met at `at` (age).
struct Sample {
  base::SimTime at;
  std::int64_t value = 0;
};

struct Tick {
  base::SimTime at;
  std::string text;
};

/// How playback stands; owned by the app.
struct Playback {
  bool playing = false;
  std::int64_t speed_milli = 1000;  // 500 = half of real time
  bool skipping = false;            // sweeping to the next event
};

struct Transport {
  std::string clock;        // "00:38.500"
  std::string clock_short;  // "38.5"
  std::string speed;        // "Slow motion 0.5×"
  bool frozen = false;
  bool playing = false;
  Control step_back, play, step_forward, speed_down, speed_up, next_event, skip_quiet;
  Control scrubber;  // value: microseconds from t0.us to t1.us
  std::optional<Control> back_to_present;
  base::SimTime t0, t1;     // ends of the axis
  base::SimTime now;        // playhead
  base::SimTime recorded;   // end of what has been played
  std::string future_text;  // "not played yet"
  std::vector<Tick> ticks;
  std::vector<Mark> marks;
  /// The queue of the charts, the topic whose deliveries are counted, or the stream whose refusals.
  model::Ref depth_of;
  std::string depth_label = "Waiting";
  bool depth_is_bad = false;  // refusals: drawn in their colour
  std::vector<Sample> depth;
  std::int64_t depth_max = 1;
  std::string age_label = "Oldest";  // empty: one chart only
  std::vector<Sample> age;  // microseconds
  std::int64_t age_max = 1;
  std::vector<Control> branches;  // named pasts, when there is more than one
};

/// Builds transports over one growing log. Keeps what it has read of it, so that a frame costs
/// the new events and one look per pixel column, however long the log.
class TransportCache {
 public:
  TransportCache();
  TransportCache(TransportCache&&) noexcept;
  TransportCache& operator=(TransportCache&&) noexcept;
  ~TransportCache();

  /// `columns` is the width of the axis in pixels: marks closer than 6 merge and charts have at
  /// most two points a pixel. Of several streams the one on the stage (`shown`) is charted.
  Transport build(const world::Timeline& timeline, const lesson::StageNotes& notes,
                  const Playback& playback, int columns, model::StreamId shown = {});
  /// Forgets the log: another history begins. Another branch is noticed without it.
  void reset();
  /// Events and samples looked at by the last build; what its cost is proportional to.
  std::size_t work() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace view
