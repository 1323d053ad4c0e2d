// What there is to be shown on the stage at one moment, read out of the World: plain values with
// names instead of ids to look up, bounded in number. The picture is arranged from this alone.
// Must not know sizes, places or colours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "lesson/stage_notes.h"
#include "model/ids.h"
#include "world/timeline.h"

namespace view {

/// More messages of one place than this are only counted: no stage has room for them.
inline constexpr std::size_t kMostShown = 96;
/// Above this many in a well, a density strip shows where they lie.
inline constexpr std::uint32_t kDensityFrom = 200;
inline constexpr std::size_t kDensityColumns = 48;

struct StageMessage {
  model::MessageId id;
  std::string name;
  std::uint64_t order = 0;  // rank in its queue's best-effort order, the oldest smallest
  std::uint32_t receives = 0;
  base::SimTime received_at;  // start of the latest receive
  base::SimTime visible_at;   // end of the delay or of the visibility timeout
  model::ActorId holder;      // of one in flight
  bool claimed = false;       // its holder has it, or the answer is on its way there
  bool on_way = false;        // the answer is still on its way to the holder
  int slot = 0;               // of the palette: its message group, in a FIFO queue
  bool delayed = false;
};

/// Waiting, in flight or delayed. `shown` is at most kMostShown of `count`.
struct StagePlace {
  std::uint32_t count = 0;
  std::vector<StageMessage> shown;
  std::vector<std::uint8_t> density;  // 0..255 along age, the oldest last; empty when few
};

/// More groups of a queue than this are only counted.
inline constexpr std::size_t kMostGroups = 32;
/// Of one group, waiting or in flight.
inline constexpr std::size_t kMostOfGroup = 24;
/// Remembered sends that are shown.
inline constexpr std::size_t kMostSends = 64;

/// One message group of a FIFO queue, also an empty one that a producer of the stage sends to.
struct StageGroup {
  std::string name;
  int slot = 0;
  bool locked = false;
  std::uint32_t waiting_count = 0;
  std::uint32_t in_flight_count = 0;
  std::vector<StageMessage> waiting;  // next out first; at most kMostOfGroup
  std::vector<StageMessage> in_flight;
};

/// A send that the queue remembers: the same deduplication id stores nothing until the window ends.
struct StageSend {
  model::MessageId message;
  std::string id;  // the deduplication id; the message's name when nothing tells the id any more
  base::Duration age;
};

/// A send that was accepted lately but stored nothing.
struct StageIgnored {
  model::MessageId message;  // the first send
  std::string id;
  std::string reply;  // the MessageId that the sender was told
  base::SimTime at;
};

/// What a FIFO queue has besides places.
struct StageFifo {
  std::vector<StageGroup> groups;  // in order of first appearance; at most kMostGroups
  std::uint32_t more_groups = 0;  // that are not among them
  std::uint32_t more_messages = 0;  // of those
  base::Duration window;
  std::vector<StageSend> sends;  // the newest first; at most kMostSends
  std::uint32_t send_count = 0;
  std::optional<StageIgnored> ignored;
};

struct StageQueue {
  model::QueueId id;
  std::string name;
  base::Duration visibility_timeout;
  StagePlace waiting;  // the oldest first
  StagePlace in_flight;  // claimed ones first, then by time of receive
  StagePlace delayed;  // the soonest first
  bool may_delay = false;
  model::QueueId dead_letter;  // where its redrive policy sends messages, 0 = none
  std::uint32_t max_receive_count = 0;
  bool is_dead_letter = false;  // it is somebody's, and nobody polls it
  std::optional<StageFifo> fifo;  // of a FIFO queue
};

struct StageProducer {
  model::ActorId id;
  std::string name;
  model::QueueId queue;
  std::string rate;  // "1 per 4 s"
};

/// A message a worker holds or believes to hold.
struct StageJob {
  model::MessageId message;
  std::string name;
  base::SimTime started_at;
  base::Duration work;
  bool lost = false;  // SQS no longer counts it as this worker's
  std::optional<base::SimTime> lost_at;
  base::Duration claim;  // from the receive to lost_at
};

struct StageWorker {
  model::ActorId id;
  std::string name;
  std::string group;
  model::QueueId queue;
  actors::WorkerPhase phase = actors::WorkerPhase::kResting;
  std::vector<StageJob> jobs;  // the front is being worked on
  std::int64_t max_messages = 1;
  bool waits_at_queue = false;  // a long poll of it stands open
  std::optional<base::SimTime> stopped_at;  // when it hung
  bool idempotent = false;
  bool slow = false;  // its work takes at least twice the shortest of its queue
};

enum class HopKind : std::uint8_t { kMessages, kPoll, kEmpty, kDelete, kExtend, kRefused };

/// One request or answer on the wire.
struct StageHop {
  model::TransitId id;
  HopKind kind = HopKind::kPoll;
  model::ActorId actor;
  model::QueueId queue;
  bool to_queue = true;
  base::SimTime departed_at;
  base::SimTime arrives_at;
  std::vector<StageMessage> messages;
  std::string refusal;  // AWS's code
};

/// A message that came back because its timeout ran out, and who took it then.
struct StageReturn {
  model::MessageId message;
  std::uint64_t order = 0;
  model::ActorId from;
  std::optional<model::ActorId> to;  // nothing while it still waits
};

struct StageState {
  base::SimTime now;
  std::vector<StageQueue> queues;
  std::vector<StageProducer> producers;
  std::vector<StageWorker> workers;
  std::vector<StageHop> hops;
  std::optional<StageReturn> returned;
  std::vector<std::string> ghost_names;  // of the messages of notes.ghosts, in their order
  std::uint64_t done = 0;  // side effects that happened for the first time
  std::uint64_t done_twice = 0;  // and those that happened again

  const StageQueue* queue(model::QueueId id) const;
};

/// Reads the World at the playhead. Costs one pass over the stored messages of each queue.
StageState read_stage(const world::Timeline& timeline, const lesson::StageNotes& notes,
                      model::Ref selected = {});

}  // namespace view
