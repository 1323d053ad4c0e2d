// The simulated callers of a World: producers and workers, their settings and what they are
// doing; those of streams are in streams.h. A plain value. Must not know how a service works
// inside.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/specs.h"
#include "actors/streams.h"
#include "base/hash.h"
#include "base/rng.h"
#include "base/time.h"
#include "model/events.h"
#include "model/ids.h"
#include "model/sqs.h"

namespace actors {

/// A client that stores big payloads in S3 and sends a pointer (aws-facts 1.9 "Extended Client").
struct LargePayloadSpec {
  std::string bucket;
  std::int64_t threshold = 0;     // bytes of body and attributes; above them S3 is used
  bool always = false;            // for every message
  bool legacy_attribute = false;  // SQSLargePayloadSize instead of ExtendedPayloadSize
};

/// A producer that waits for answers (aws-facts 1.9 "Request-response").
struct RepliesSpec {
  std::string queue_url;       // where answers come; with virtual queues their host
  bool virtual_queues = false;  // a queue of its own for each request, inside the client
  base::Duration timeout = base::seconds(20);
  base::Duration idle_retention = base::seconds(300);  // of a virtual queue that nobody uses
  std::int64_t wait_seconds = 20;
};

struct ProducerSpec {
  std::string queue_url;
  Pattern pattern = Pattern::kFixed;
  base::Duration every = base::seconds(1);
  std::uint32_t burst = 1;   // messages per wake-up; 1 unless the pattern is kBurst
  std::uint32_t count = 0;   // messages in all, 0 = no end
  base::Duration start;      // of the first send
  std::int64_t delay_seconds = -1;      // per-message timer, -1 = the queue's own
  std::uint32_t delay_each = 1;         // the timer goes on every nth message only
  std::string body = "{\"order\":{n}}";  // {n} is the running number
  std::uint32_t first_number = 1;
  std::vector<std::string> groups;  // MessageGroupId of each message in turn; none when empty
  std::string deduplication_id;     // "" = none; {n} is the running number
  std::uint32_t body_bytes = 0;     // the body is filled up to this size
  std::optional<LargePayloadSpec> large_payload;
  std::optional<RepliesSpec> replies;
};

struct HeartbeatSpec {
  base::Duration every;
  std::int64_t extend_seconds = 0;  // ChangeMessageVisibility to this many seconds
};

/// A worker that fetches payloads from S3.
struct FetchSpec {
  bool delete_payload = true;  // after the message
};

struct WorkerSpec {
  std::string queue_url;
  std::int64_t max_messages = 1;
  std::int64_t wait_seconds = -1;        // -1 = the queue's own
  std::int64_t visibility_timeout = -1;  // -1 = the queue's own
  base::Duration poll_every = base::seconds(1);  // pause after an empty answer
  base::Duration start;
  WorkSpec work;
  std::vector<FaultSpec> faults;
  base::Ratio crash{0, 1};  // per job, in addition to `faults`
  std::optional<base::Duration> restart_after;  // of a crash by chance
  std::optional<HeartbeatSpec> heartbeat;
  std::optional<FetchSpec> large_payload;
  std::optional<std::string> reply;  // body of the answer to a request with a ReplyTo queue
  bool idempotent = false;
};

/// A payload on its way into S3; the message follows when it is there.
struct Upload {
  model::CallId call;
  model::sqs::SendMessageRequest message;
};
/// A request whose answer has not come.
struct OpenRequest {
  std::string correlation_id;
  std::string reply_to;  // "<host queue URL>#<name>" with virtual queues
  base::SimTime sent_at;
};
/// A queue that exists in its client alone: creating, using and deleting it costs no call.
struct VirtualQueue {
  std::string name;
  base::SimTime until;  // deleted then, when nobody has used it
};

struct Producer {
  ProducerSpec spec;
  std::uint32_t sent = 0;     // requests that left
  std::uint32_t refused = 0;  // answers that were errors
  std::vector<Upload> uploads;
  // Of a producer that waits for answers.
  base::SimTime next_send = base::kNever;
  model::CallId poll;  // the receive whose answer it waits for
  bool polling = false;  // it is under way
  std::vector<OpenRequest> open;
  std::vector<VirtualQueue> virtual_queues;
  std::uint32_t answered = 0;
  std::uint32_t timed_out = 0;
  std::uint32_t orphaned = 0;  // answers for which nobody waited any more
  std::uint32_t put_back = 0;  // answers to somebody else's requests
};

enum class WorkerPhase : std::uint8_t { kResting, kPolling, kWorking, kDeleting, kCrashed, kHung };

/// A message a worker holds (or believes it holds).
struct Job {
  model::MessageId message;
  model::QueueId queue;
  std::string receipt_handle;
  std::string body;
  base::SimTime received_at;
  base::SimTime started_at;
  base::Duration work;
  base::SimTime heartbeat_at = base::kNever;
  base::SimTime crash_at = base::kNever;  // drawn when the worker crashes by chance
  model::EventSeq cause = 0;  // the MessageReceived it came with
  std::uint32_t nth = 0;      // of the messages this worker received
  std::string payload_bucket;  // where the body was, "" when it came with the message
  std::string payload_key;
  bool fetched = false;
  std::string reply_to;
  std::string correlation_id;
};

struct Worker {
  WorkerSpec spec;
  WorkerPhase phase = WorkerPhase::kResting;
  std::vector<Job> jobs;       // front is being worked on
  std::uint32_t received = 0;  // messages ever received
  std::uint32_t finished = 0;
  std::uint32_t duplicates = 0;
  model::CallId call;          // the call whose answer it waits for
  std::vector<Job> unread;     // received, but payloads of some are still in S3
  bool deleting_payload = false;
};

struct Actor {
  model::ActorId id;
  std::string name;   // "worker-2"
  std::string group;  // the template's logical id, shared by a fleet
  std::variant<Producer, Worker, StreamProducer, StreamPoller, KclWorker, LambdaMapping> role;
  std::uint32_t token = 0;  // of its latest wake-up
  base::SimTime wakes_at = base::kNever;
  base::Rng rng;
  model::EventSeq last_event = 0;
};

/// What finishing jobs did to the world outside, per message that can still come back.
struct EffectEntry {
  std::uint32_t times = 0;
  bool gone = false;  // deleted or expired: kept only while somebody still works on it
};

struct State {
  std::map<model::ActorId, Actor> actors;
  std::map<model::MessageId, EffectEntry> effects;
  std::uint64_t effects_first = 0;
  std::uint64_t effects_duplicate = 0;
  std::uint64_t effects_skipped = 0;
  std::uint32_t last_actor = 0;
  std::int64_t epoch_ms = 0;  // of SimTime 0: what callers' clocks show
  std::map<std::string, LeaseTable> lease_tables;  // of the KCL, by application
  /// The shards that callers have heard of, by stream name and shard id; for events alone.
  std::map<std::string, std::map<std::string, ShardName>> shard_names;

  const Actor* find(model::ActorId id) const;
  const Actor* find_by_name(std::string_view name) const;
};

/// Every member, down to the last: whatever can influence the future is in it.
void hash_into(const State& state, base::Hasher& h);

}  // namespace actors
