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
#include "view/stream_state.h"
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
  bool pointer = false;  // its payload lies in S3
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
  model::TopicId topic = {};  // that it publishes to, instead of a queue
  model::BucketId bucket = {};  // where it stores big payloads
  model::StreamId stream = {};  // that it puts records into, instead of a queue
};

/// What stands behind a subscription.
enum class EndpointKind : std::uint8_t {
  kQueue,
  kLambda,
  kHttp,
  kEmail,
  kSms,
  kApplication,
  kFirehose,
};

/// A published message as far as the stage shows it.
struct StagePublish {
  model::PublishId id;
  std::string name;
  int slot = 0;
  base::SimTime at;
  /// Its attributes; without any the members of its JSON body: key and value.
  std::vector<std::pair<std::string, std::string>> lines;
  std::string body;  // when there are no lines
};

/// What the filter policy said to the latest message.
struct StageVerdict {
  bool passed = true;
  std::string key;  // that failed; "" when the body is no JSON object
  std::string value;  // what the message has there; "" for nothing
  std::string accepted;  // "\"refund\""
};

/// A delivery that failed and is going to be tried again.
struct StageRetry {
  std::uint32_t number = 0;
  std::int64_t of = 0;
  base::SimTime at;
  std::uint32_t others = 0;  // that rest as well
};

/// A Lambda function behind a subscription: what its slots do, and what waits for one.
struct StageLambda {
  struct Slot {
    bool busy = false;
    int slot = 0;  // of the palette: the published message
    std::string name;
  };
  std::uint32_t concurrency = 0;
  std::uint32_t busy = 0;
  std::vector<Slot> slots;  // at most kMostSlots
  std::uint32_t waiting = 0;  // events without a slot
  std::uint32_t resting = 0;  // failed, until their retry
};
/// Of one function.
inline constexpr std::size_t kMostSlots = 64;

/// A message that a subscriber has taken.
struct StageDelivered {
  model::PublishId id;
  std::string name;
  int slot = 0;
  base::SimTime at;
};
/// Of one subscription.
inline constexpr std::size_t kMostDelivered = 3;

struct StageSubscription {
  model::SubscriptionId id;
  model::TopicId topic;
  EndpointKind kind = EndpointKind::kQueue;
  std::string protocol;  // "sqs"
  std::string kind_words;  // "Lambda", "HTTPS"
  std::string endpoint;  // in full
  std::string name;  // "refunds"
  model::QueueId queue;  // 0 unless it is a queue that exists
  bool pending = false;
  bool raw = false;
  std::uint32_t replay_left = 0;  // of the archive: not delivered yet by the replay that runs
  bool reads_body = false;  // FilterPolicyScope
  std::string policy;  // compact JSON; "" = none
  std::optional<StageVerdict> verdict;  // on the latest message of the topic
  std::optional<StageRetry> retry;
  std::uint32_t under_way = 0;  // calls that are not answered yet
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;
  std::uint64_t failed = 0;  // for good
  bool dead_letter_set = false;
  model::QueueId dead_letter;  // 0 also when that queue does not exist
  std::vector<StageDelivered> latest;  // the newest first; at most kMostDelivered
  std::optional<StageLambda> lambda;  // of protocol lambda, once the function is known
};

struct StageTopic {
  model::TopicId id;
  std::string name;
  bool fifo = false;
  std::uint64_t published = 0;
  std::optional<std::size_t> archived;  // messages kept by an ArchivePolicy; nothing without one
  std::optional<StagePublish> latest;
};

/// More objects of a bucket than these are only counted.
inline constexpr std::size_t kMostObjects = 12;

struct StageObject {
  model::ObjectId id;
  std::string name;  // "cat.jpg" of the key; three digits of a key that is a UUID
  std::string key;
  std::string size;  // "293 KiB"
};

/// Where a bucket's events go.
struct StageNotification {
  model::QueueId queue;  // both 0: it is gone
  model::TopicId topic;
  std::string destination;  // its name
};

/// A notification that nobody took, lately.
struct StageLost {
  model::QueueId queue;
  model::TopicId topic;
  std::string destination;
  std::string object;  // its name, "" for the test event
  std::string reason;  // "no policy allows sqs:SendMessage"
};

struct StageBucket {
  model::BucketId id;
  std::string name;
  std::uint64_t count = 0;
  std::int64_t bytes = 0;
  std::vector<StageObject> objects;  // the newest first; at most kMostObjects
  std::vector<StageNotification> notifications;
  std::vector<StageLost> lost;  // the latest of each destination
};

/// A call that IAM's door did not let pass lately.
struct StageDenial {
  model::QueueId queue;
  model::TopicId topic;
  model::ActorId by;
  bool by_sns = false;
  std::string who;  // "checkout"
  std::string action;  // "sqs:SendMessage"
  bool explicit_deny = false;
  base::SimTime at;
  model::StreamId stream = {};
};

/// A message move task that runs.
struct StageMove {
  model::MoveTaskId id;
  model::QueueId from;
  model::QueueId to;  // 0: each message to where it came from
  std::int64_t moved = 0;
  std::int64_t to_move = 0;
  std::optional<std::int64_t> rate;  // messages per second, as asked
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
  bool fetches = false;  // payloads from S3
  bool fetching = false;  // at this moment
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
  model::TopicId topic = {};  // the topic a publish goes to, or that SNS delivers from
  model::SubscriptionId subscription = {};  // of a delivery by SNS
  bool by_sns = false;
  bool to_dead_letter = false;  // a delivery that SNS has given up
  model::BucketId bucket = {};  // that is called, or that tells something
  bool by_s3 = false;  // a notification, or its refusal
  StageObject object = {};  // carried, when its name is not empty
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
  std::vector<StageTopic> topics;
  std::vector<StageSubscription> subscriptions;  // by topic, in the order of their numbers
  std::vector<StageBucket> buckets;
  /// The latest last; one for each queue and topic, and for each caller of a stream.
  std::vector<StageDenial> denials;
  std::vector<StageMove> moves;
  std::vector<StageStream> streams;
  base::Duration hop;  // how long a message is under way
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
