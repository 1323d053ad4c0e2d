// The transport: clock, playback controls, the event row and the charts under it. Pure functions
// of the log and the playhead. Must not know ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "lesson/stage_notes.h"
#include "view/control.h"
#include "world/timeline.h"

namespace view {

enum class MarkKind : std::uint8_t {
  kSent, kReceived, kDeleted, kTimeout, kRefused, kSwallowed, kMoved, kCrashed
};

/// One or several events that fall on the same place of the axis; the more severe kind wins.
struct Mark {
  base::SimTime at;
  MarkKind kind = MarkKind::kSent;
  std::uint32_t count = 1;
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
  Control scrubber;  // value: microseconds
  std::optional<Control> back_to_present;
  base::SimTime t0, t1;     // ends of the axis
  base::SimTime now;        // playhead
  base::SimTime recorded;   // end of what has been played
  std::string future_text;  // "not played yet"
  std::vector<Tick> ticks;
  std::vector<Mark> marks;
  std::string depth_label = "Waiting";
  std::vector<Sample> depth;
  std::int64_t depth_max = 1;
  std::string age_label = "Oldest";
  std::vector<Sample> age;  // microseconds
  std::int64_t age_max = 1;
  std::vector<Control> branches;  // named pasts, when there is more than one
};

/// `columns` is the width of the axis in pixels: marks closer than 6 merge and charts have at
/// most one vertex a pixel. Incremental over long logs through TransportCache.
class TransportCache {
 public:
  Transport build(const world::Timeline& timeline, const lesson::StageNotes& notes,
                  const Playback& playback, int columns);

 private:
  struct Series {
    model::QueueId queue;
    std::vector<Sample> depth;
    std::vector<Sample> oldest_sent;
  };
  std::vector<Series> series_;
  std::size_t seen_ = 0;
  std::uint32_t branch_ = 0;
  base::SimTime started_;
};

}  // namespace view
