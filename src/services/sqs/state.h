// Everything Amazon SQS knows: queues, their messages and who waits for them. A plain value.
// Must not know callers other than by their number.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/ring_queue.h"
#include "base/rng.h"
#include "base/shared_vector.h"
#include "base/time.h"
#include "model/ids.h"
#include "model/sqs.h"
#include "services/sqs/deduplication.h"
#include "services/sqs/groups.h"

namespace services::sqs {

/// A standard queue spreads its messages over storage nodes; a short poll asks some of them.
/// (design value within aws-facts 1.5 "Simulation hint")
inline constexpr std::size_t kStorageNodes = 8;
inline constexpr std::size_t kSampledNodes = 4;

enum class MessageState : std::uint8_t { kDelayed, kVisible, kInFlight };

/// One stored message. A slot whose id is 0 is free.
struct Message {
  model::MessageId id;
  MessageState state = MessageState::kVisible;
  std::uint8_t node = 0;
  std::uint32_t receipt = 0;        // number of its latest receive, names the receipt handle
  std::uint32_t receive_count = 0;  // ApproximateReceiveCount
  model::ActorId holder;            // who received it last
  base::SimTime sent_at;            // SentTimestamp; retention counts from here
  base::SimTime arrived_at;         // in this queue: differs from sent_at in a dead-letter queue
  base::SimTime first_received_at;
  base::SimTime received_at;  // start of the latest receive: the 12-hour cap counts from here
  base::SimTime visible_at;   // end of the delay or of the visibility timeout
  std::uint64_t rank = 0;     // place in the queue's best-effort order
  model::EventSeq last_event = 0;
  std::string dlq_source_arn;  // DeadLetterQueueSourceArn
  std::string sender_id;
  base::Md5Digest body_md5{};
  std::string body;
  model::sqs::MessageAttributes attributes;
  std::string trace_header;
  std::uint32_t group = kNoSlot;  // of its queue's group table; kNoSlot without a MessageGroupId
  std::uint32_t older = kNoSlot;  // FIFO: its neighbours in the group, by slot
  std::uint32_t newer = kNoSlot;
  std::string deduplication_id;  // FIFO: as given, or the hash of the body
};

/// RedrivePolicy of a queue.
struct RedrivePolicy {
  std::string dead_letter_target_arn;
  std::uint32_t max_receive_count = 0;
  auto operator<=>(const RedrivePolicy&) const = default;
};

/// RedriveAllowPolicy of a dead-letter queue: whose it may be. A queue without one allows all.
struct RedriveAllowPolicy {
  std::string text;  // as it was given
  bool allows_all = true;
  std::vector<std::string> source_queue_arns;  // byQueue: these; denyAll: none
  auto operator<=>(const RedriveAllowPolicy&) const = default;
};

/// The settable attributes of a queue (aws-facts 1.1). Times in seconds.
struct Attributes {
  std::int64_t delay_seconds = 0;
  std::int64_t maximum_message_size = 0;
  std::int64_t message_retention_period = 0;
  std::int64_t receive_message_wait_time_seconds = 0;
  std::int64_t visibility_timeout = 0;
  std::optional<RedrivePolicy> redrive_policy;
  std::string policy;
  std::optional<RedriveAllowPolicy> redrive_allow_policy;
  std::string kms_master_key_id;
  std::int64_t kms_data_key_reuse_period_seconds = 0;
  bool sqs_managed_sse_enabled = true;
  bool fifo_queue = false;
  bool content_based_deduplication = false;
  bool deduplicates_per_group = false;  // DeduplicationScope = messageGroup
  bool limits_per_group = false;        // FifoThroughputLimit = perMessageGroupId
  bool operator==(const Attributes&) const = default;
};

/// One place of a message in the order of a node. Void unless the slot still holds the message,
/// visible and with this rank.
struct ReadyEntry {
  std::uint64_t rank = 0;
  std::uint32_t slot = 0;
  model::MessageId message;
  auto operator<=>(const ReadyEntry&) const = default;
};

/// The age of one message, for retention. Void unless the slot still holds the message.
struct AgeEntry {
  base::SimTime sent_at;
  std::uint32_t slot = 0;
  model::MessageId message;
  auto operator<=>(const AgeEntry&) const = default;
};

/// The visible messages of one storage node: those sent in order, and those that came back.
struct StorageNode {
  base::RingQueue<ReadyEntry> fresh;
  std::set<ReadyEntry> returned;
};

/// A hidden message that one storage node still gives out: it missed the receive.
struct StaleCopy {
  std::uint32_t slot = 0;
  model::MessageId message;
  std::uint32_t receipt = 0;  // void once the message has been received again
};

/// A long poll that found nothing yet.
struct Waiter {
  model::CallId call;
  model::ActorId caller;
  model::sqs::ReceiveMessageRequest request;
};

/// A receive that may be repeated with its ReceiveRequestAttemptId. Void as soon as one of its
/// messages was deleted, came back or had its timeout changed.
struct ReceiveAttempt {
  struct Taken {
    std::uint32_t slot = 0;
    model::MessageId message;
    std::uint32_t receipt = 0;
    base::SimTime visible_at;
  };
  base::SimTime at;
  std::vector<Taken> messages;
};
/// When to forget an attempt; void when the attempt was made again later.
struct AttemptAge {
  base::SimTime at;
  std::string id;
};

/// The calls of one kind in the running second (aws-facts 1.6 "Throughput").
struct CallWindow {
  base::SimTime start;
  std::uint32_t calls = 0;
};
enum class CallKind : std::uint8_t { kSend, kReceive, kDelete, kChangeVisibility };

/// What a FIFO queue has besides its messages.
struct Fifo {
  // The groups from which a receive may take, linked through their slots; who became ready first
  // is served first.
  std::uint32_t first_ready = kNoSlot;
  std::uint32_t last_ready = kNoSlot;
  // Of the queue's creation: changing the attribute later was observed to change nothing.
  bool deduplicates_per_group = false;
  DedupTable sends;
  std::map<std::string, ReceiveAttempt, std::less<>> attempts;
  base::RingQueue<AttemptAge> attempt_ages;
  std::map<std::pair<CallKind, std::uint32_t>, CallWindow> calls;  // by kind and partition
};

/// What a standard queue has when its messages carry a MessageGroupId (aws-facts 1.6).
struct Fair {
  std::vector<std::uint32_t> noisy;  // groups; few, because each holds a tenth of the queue
  // Where the places of messages of noisy groups were put aside, in order; a group is here as long
  // as such places are left.
  std::map<std::uint32_t, std::array<StorageNode, kStorageNodes>> aside;
  Recent processing;  // of all messages
};

/// Totals since the queue was created; the picture's counts and CloudWatch's sums.
struct Counters {
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::uint64_t deleted = 0;
  std::uint64_t expired = 0;
  std::uint64_t moved_out = 0;  // to the dead-letter queue
  std::uint64_t moved_in = 0;
  std::uint64_t purged = 0;
  std::uint64_t empty_receives = 0;
  std::uint64_t deduplicated = 0;  // sends that stored nothing
  std::uint64_t redriven_out = 0;  // by message move tasks
  std::uint64_t redriven_in = 0;
};

struct Queue {
  model::QueueId id;
  std::string name;
  std::string url;
  std::string arn;
  Attributes attributes;
  model::sqs::Tags tags;
  base::SimTime created_at;
  base::SimTime modified_at;
  std::optional<base::SimTime> purged_at;  // a purge is in progress until 60 s later

  base::SharedVector<Message> slots;  // copies of the World share most messages
  std::vector<std::uint32_t> free_slots;
  std::array<StorageNode, kStorageNodes> nodes;
  std::vector<AgeEntry> by_age;  // a heap, the oldest message first
  base::SimTime retention_timer = base::kNever;  // of the RetentionDue that counts
  std::vector<StaleCopy> stale_copies;
  std::uint64_t next_rank = 1;
  std::uint32_t visible = 0;
  std::uint32_t in_flight = 0;
  std::uint32_t delayed = 0;
  std::vector<Waiter> waiters;
  Counters counters;
  model::EventSeq last_event = 0;
  GroupTable groups;
  Fifo fifo;
  Fair fair;

  bool is_fifo() const { return attributes.fifo_queue; }
};

/// How often a standard queue shows its at-least-once, best-effort nature. All off by default, so
/// that a lesson shows only what it speaks of.
struct Behaviour {
  bool sample_nodes = false;  // short polls ask half of the storage nodes
  base::Ratio duplicate{0, 1};  // a received message is also given to another receive
  base::Ratio missed_delete{0, 1};
  base::Ratio reorder{0, 1};
};

/// The answer to a call that had to wait.
struct Completion {
  model::CallId call;
  model::ActorId caller;
  model::ApiResult<model::sqs::Response> result;
};

enum class MoveStatus : std::uint8_t { kRunning, kCompleted, kCancelling, kCancelled, kFailed };

/// One message move task, running or remembered (aws-facts 1.7).
struct MoveTask {
  model::MoveTaskId id;
  model::QueueId source;
  std::string destination_arn;  // "": each message to where it came from
  std::optional<std::int64_t> rate;  // as asked, messages per second
  base::SimTime started_at;
  std::int64_t moved = 0;
  std::int64_t to_move = 0;
  MoveStatus status = MoveStatus::kRunning;
  std::string failure_reason;
  model::EventSeq last_event = 0;

  bool active() const {
    return status == MoveStatus::kRunning || status == MoveStatus::kCancelling;
  }
};

/// The whole service.
struct State {
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::int64_t epoch_ms = 0;  // of SimTime 0, for timestamps
  std::uint64_t seed = 0;
  Behaviour behaviour;
  std::map<model::QueueId, Queue> queues;
  std::map<std::string, model::QueueId, std::less<>> by_name;
  std::map<std::string, base::SimTime, std::less<>> deleted_at;  // by name, for 60 s
  std::uint32_t last_queue = 0;
  std::uint32_t last_message = 0;
  base::Rng node_rng;
  base::Rng sample_rng;
  base::Rng fault_rng;
  std::map<model::MoveTaskId, MoveTask> move_tasks;
  std::uint32_t last_move_task = 0;
  std::vector<Completion> completed;  // drained by the dispatcher after every handling

  State() = default;
  State(std::uint64_t world_seed, Behaviour how);

  const Queue* find(model::QueueId id) const;
  const Queue* find_by_name(std::string_view name) const;
  /// The next message id; also used to name a message before it arrives.
  model::MessageId reserve_message() { return {++last_message}; }
};

void hash_into(const Behaviour& how, base::Hasher& h);
/// Every member, down to the last: whatever can influence the future is in it.
void hash_into(const State& state, base::Hasher& h);

/// The message in a queue's slot list, or nothing when it is not (or no longer) there.
const Message* find_message(const Queue& queue, model::MessageId id);

/// The UUID of a message. The first three hexadecimal digits of any 4,096 consecutive messages
/// differ, because the picture names messages by them.
std::string message_uuid(std::uint64_t seed, model::MessageId id);
/// Those three digits.
std::string short_id(std::uint64_t seed, model::MessageId id);
/// The SequenceNumber of a FIFO message: 20 digits, growing with its rank, not consecutive.
std::string sequence_number(std::uint64_t rank);

}  // namespace services::sqs
