// What a lesson adds to the stage: what is spoken of, the learner's prediction as a ghost, the tag
// at the top. Must not know how any of it is drawn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/ids.h"

namespace lesson {

/// Where a ghost stands: in which place of which queue, with which caller, or on which shard.
enum class GhostPlace : std::uint8_t {
  kInFlight,
  kWaiting,
  kDelayed,
  kDeadLetter,
  kWorker,
  kShard
};

/// The learner's committed prediction, shown as a dashed chip until the beat ends.
struct Ghost {
  model::MessageId message;
  GhostPlace place = GhostPlace::kInFlight;
  model::QueueId queue;
  model::ActorId worker;
  model::RecordId record;  // on a shard: what is predicted of, if it is one record
  model::ShardId shard;
  std::string caption;  // "You: still hidden"
};

enum class TagKind : std::uint8_t { kNone, kFrozen, kPaused, kGoal };

/// What the scene builder needs to know of a lesson; all empty in the sandbox.
struct StageNotes {
  std::vector<model::Ref> spoken_of;   // highlighted: at most one message or place at a time
  std::vector<Ghost> ghosts;
  TagKind tag = TagKind::kNone;
  std::string tag_text;                // "Frozen at 00:38.500 until you commit"
  std::string tag_text_short;          // for narrow screens: "Frozen at 00:38.500"
  bool frozen = false;                 // brackets, dimmed transport, hatched future
  std::optional<base::SimTime> horizon;  // the end of the shown time axis
  std::vector<model::Ref> pointable;   // the learner answers by pointing at one of these
  model::Ref pointed;                  // what has been pointed at so far
  bool show_traces = false;  // dotted trace of the last return and re-receive (explain)
  bool show_legend = true;
};

}  // namespace lesson
