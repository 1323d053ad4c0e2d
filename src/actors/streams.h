// The simulated producers and consumers of Kinesis Data Streams: their settings and what they are
// doing. Plain values. Must not know how a stream works inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actors/specs.h"
#include "base/time.h"
#include "base/u128.h"
#include "engine/token_bucket.h"
#include "model/ids.h"
#include "model/kinesis.h"

namespace actors {

// ---------------------------------------------------------------------------------- producers --

/// How a producer talks to its stream (aws-facts 3.8): plain calls of the SDK, the Kinesis
/// Producer Library, or the agent that tails a log file.
enum class Library : std::uint8_t { kSdk, kKpl, kAgent };

/// A partition key, and how often it is used beside the others. "{n}" is the running number.
struct WeightedKey {
  std::string key;
  std::uint32_t weight = 1;
};

/// What is done with records that a shard refused: the nth wait is drawn from 0 to
/// base * 2^(n-1), or is exactly that long without jitter.
struct RetrySpec {
  std::uint32_t max_attempts = 3;  // of each record, the first one included
  base::Duration base = base::milliseconds(100);
  base::Duration cap = base::seconds(20);
  bool full_jitter = true;
};

/// The Kinesis Producer Library's settings (facts kpl.*).
struct KplSpec {
  bool aggregation = true;
  base::Duration max_buffered = base::milliseconds(100);
  std::int64_t aggregate_bytes = 51'200;
  std::int64_t collect_max = 500;
  base::Duration ttl = base::seconds(30);
  std::int64_t rate_percent = 150;  // RateLimit: of what a shard takes in a second
};

struct StreamProducerSpec {
  std::string stream;  // its name
  Library library = Library::kSdk;
  Pattern pattern = Pattern::kFixed;
  base::Duration every = base::seconds(1);
  std::uint32_t burst = 1;  // records per wake-up; more than one go in one PutRecords
  std::uint32_t count = 0;  // records in all, 0 = no end
  base::Duration start;
  std::uint32_t first_number = 1;
  std::vector<WeightedKey> keys;  // walked in turn, the heavier ones more often
  std::string explicit_hash_key;  // "" = the partition key's own
  std::string data = "{\"n\":{n}}";  // {n} is the running number, {key} the partition key
  std::uint32_t data_bytes = 0;  // the data is filled up to this size
  RetrySpec retry;
  bool ordered = false;  // one PutRecord after the other, with SequenceNumberForOrdering
  KplSpec kpl;  // of the library kKpl; the agent collects, too, but does not aggregate
};

/// A Kinesis record that its producer has not got rid of yet.
struct UnsentRecord {
  model::RecordId record;  // from its first attempt on; retries bear the same name
  std::string partition_key;
  std::string explicit_hash_key;
  std::string data;
  base::SimTime made_at;
  std::uint32_t attempts = 0;
  std::uint32_t user_records = 1;  // packed into it
};

/// Records that travel together: in a call, or waiting for their next attempt.
struct RecordBatch {
  model::CallId call;
  base::SimTime due = base::kNever;  // of the next attempt; kNever while the call is under way
  std::vector<UnsentRecord> records;
};

/// A record that its producer gave up: its name in the picture, and its key.
struct GivenUpRecord {
  model::RecordId record;
  std::string partition_key;
};
/// Of one producer, that are remembered.
inline constexpr std::size_t kMostGivenUp = 32;

/// The producer library's guess of who owns which keys, from ListShards.
struct ShardRange {
  std::string shard_id;
  base::U128 first;
  base::U128 last;
};

/// What the producer library may still put into one shard: its RateLimit (aws-facts 3.8).
struct PutBudget {
  engine::TokenBucket bytes;
  engine::TokenBucket records;
};

/// User records that the producer library packs for one shard.
struct Aggregate {
  std::string shard_id;  // "" while the shards are not known
  std::string partition_key;  // of the first one
  std::string explicit_hash_key;  // the first one's hash: the record must reach that shard
  std::string packed;
  std::uint32_t user_records = 0;
  base::SimTime since;
};

struct StreamProducer {
  StreamProducerSpec spec;
  std::uint32_t made = 0;      // user records made so far
  std::uint64_t sent = 0;      // Kinesis records that left, retries not counted
  std::uint64_t accepted = 0;  // of them, those that a shard took
  std::uint64_t throttled = 0;  // refusals by a shard's limits; one record may count several times
  std::uint64_t retried = 0;  // records sent again
  std::uint64_t dropped = 0;  // given up
  std::uint64_t refused = 0;  // calls that failed as a whole
  std::vector<std::int64_t> credits;  // of the weighted walk over the keys
  base::SimTime next_send = base::kNever;
  std::vector<RecordBatch> batches;  // under way or waiting for another attempt
  std::deque<UnsentRecord> waiting;  // an ordered producer's next ones; a library's buffer
  std::string last_sequence;  // SequenceNumberForOrdering
  // Of the libraries.
  std::vector<Aggregate> aggregates;
  std::vector<ShardRange> ranges;
  model::CallId listing;  // the ListShards that is under way
  bool listing_shards = false;
  bool ranges_known = false;
  base::SimTime collect_due = base::kNever;
  std::map<std::string, PutBudget> budgets;  // by shard; of those that are known
  std::deque<UnsentRecord> limited;  // could be sent, but for their shards' RateLimit
  base::SimTime release_due = base::kNever;  // when some of them may go
  std::deque<GivenUpRecord> given_up;  // the latest; nothing that happens depends on them

  /// Records that wait for another attempt.
  std::size_t pending_retries() const;
};

// ---------------------------------------------------------------------------------- consumers --

/// Where and how a consumer reads.
struct StreamSourceSpec {
  std::string stream;  // its name
  std::string stream_arn;
  std::string start_type = "TRIM_HORIZON";  // or LATEST, AT_TIMESTAMP
  std::int64_t start_epoch_ms = 0;  // of AT_TIMESTAMP
  base::Duration poll_every = base::seconds(1);  // per shard; without enhanced fan-out
  std::int64_t limit = 0;  // records per GetRecords, 0 = the service's
  std::string consumer;  // name of the stream consumer: enhanced fan-out; "" = shared polling
};

/// A record that was read and is not processed yet. User records of the producer library stand
/// alone, with the sequence number of the record they came in.
struct ReadRecord {
  model::RecordId record;
  std::string sequence;
  std::uint32_t sub_sequence = 0;
  bool last_of_record = true;  // the last user record of its Kinesis record
  std::string partition_key;
  std::string data;
  std::int64_t arrived_epoch_ms = 0;
};

enum class CursorPhase : std::uint8_t {
  kWaiting,  // for its parents to be exhausted
  kStarting,  // asks for an iterator or subscribes
  kResting,  // until its next poll
  kReading,  // GetRecords is under way
  kWorking,  // on records that it read
  kSubscribed,  // enhanced fan-out pushes to it
  kExhausted,  // the shard is closed and everything of it has been read and processed
};

/// One consumer's place in one shard.
struct ShardCursor {
  model::ShardId shard;  // its name in the picture; callers know `shard_id` alone
  std::string shard_id;
  std::vector<std::string> parents;
  CursorPhase phase = CursorPhase::kWaiting;
  std::string iterator;
  std::string start_type;  // where it begins when it has read nothing
  std::string start_sequence;  // of AFTER_SEQUENCE_NUMBER and AT_SEQUENCE_NUMBER
  std::uint32_t skip_sub_sequences = 0;  // of the first record: user records done before
  base::SimTime next_poll = base::kNever;
  std::uint32_t failures = 0;  // in a row: throttled reads back off
  std::string last_sequence;  // last record read
  model::RecordId last_record;
  std::uint64_t records_read = 0;
  std::uint64_t processed = 0;
  model::RecordId last_processed;
  std::int64_t behind_ms = 0;  // MillisBehindLatest as last told
  bool ended = false;  // nothing more can be read: the shard is closed
  bool exhausted = false;  // and everything read has been processed
  std::vector<model::kinesis::ChildShard> children;  // told at its end
  // Enhanced fan-out.
  model::CallId subscription;
  // What is being worked on: the front of `unprocessed`.
  std::deque<ReadRecord> unprocessed;
  base::SimTime work_started = base::kNever;
  base::SimTime work_ends = base::kNever;
  model::EventSeq last_event = 0;
  std::uint32_t nth = 0;  // of the records that its consumer began: faults name it
  // Of a KCL worker.
  std::string lease_sequence;  // last record processed; what a checkpoint says
  std::uint32_t lease_sub_sequence = 0;
  model::RecordId lease_record;
  std::uint32_t since_checkpoint = 0;  // records processed
  base::SimTime checkpoint_at = base::kNever;
};

/// A call of a consumer that is under way.
struct ShardCall {
  enum class Kind : std::uint8_t {
    kList,
    kDescribeConsumer,
    kRegister,
    kIterator,
    kGet,
    kSubscribe,
  };
  model::CallId call;
  Kind kind = Kind::kList;
  std::string shard_id;
};

/// What every consumer keeps about its reading.
struct StreamReader {
  model::StreamId stream;  // its name in the picture
  std::map<std::string, ShardCursor> cursors;  // by shard id
  std::vector<ShardCall> calls;
  base::SimTime list_at = base::kNever;  // when the shards are listed (again)
  bool listed = false;
  std::string consumer_arn;  // of the registered consumer once it is ACTIVE
  base::SimTime describe_at = base::kNever;
  std::uint64_t throttled = 0;
};

/// Numbers seen, as runs of neighbours; forgets the lowest when there are too many runs.
struct NumberSet {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;  // first and last, ascending

  /// False when it was there already.
  bool insert(std::uint32_t number);
  bool contains(std::uint32_t number) const;
};

/// What an application has done with records so far, all its workers together: what happened
/// twice, and what happened in the wrong order. Only events and counters depend on it.
struct StreamProgress {
  NumberSet done;
  std::map<std::string, std::string> last_of_key;  // sequence number; bounded
  std::uint64_t first = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t out_of_order = 0;
};

enum class Health : std::uint8_t { kUp, kCrashed, kHung };

/// A program on the plain SDK: one loop per shard.
struct StreamPollerSpec {
  StreamSourceSpec source;
  base::Duration start;
  std::optional<WorkSpec> work;  // per record; nothing = none
  bool skip_parents = false;  // opens children at once: loses the order of keys
  std::vector<FaultSpec> faults;
};

struct StreamPoller {
  StreamPollerSpec spec;
  Health health = Health::kUp;
  StreamReader reader;
  StreamProgress progress;
  std::uint32_t begun = 0;  // records in all
  std::uint32_t processed = 0;
};

// ---------------------------------------------------------------------------------------- KCL --

/// The Kinesis Client Library's settings (aws-facts 3.9).
struct KclWorkerSpec {
  std::string application;  // names the lease table, and the stream consumer of enhanced fan-out
  StreamSourceSpec source;
  std::uint32_t version = 3;  // 1 and 2 balance by counts and steal; 3 has a leader that assigns
  base::Duration start;
  base::Duration failover = base::seconds(10);
  base::Duration scan_every = base::seconds(20);  // taking and balancing
  base::Duration shard_sync = base::seconds(60);
  base::Duration hand_off = base::seconds(30);  // a graceful one takes at most so long
  std::uint32_t steal_max = 1;
  std::optional<WorkSpec> work;
  std::uint32_t checkpoint_records = 0;  // after so many records; 0 = after every batch
  std::optional<base::Duration> checkpoint_every;  // instead: when so much time has passed
  std::vector<FaultSpec> faults;
};

/// One row of the lease table. The table is simulated without the latency and the capacity of
/// DynamoDB: every read and every conditional update takes place at once.
struct Lease {
  model::ShardId shard;  // its name in the picture
  std::string lease_key;  // the shard id
  model::ActorId lease_owner;  // 0 = nobody
  std::uint64_t lease_counter = 0;
  std::string checkpoint;  // a sequence number, TRIM_HORIZON, LATEST, AT_TIMESTAMP or SHARD_END
  std::uint32_t checkpoint_sub_sequence_number = 0;
  std::uint32_t owner_switches_since_checkpoint = 0;
  std::vector<std::string> parent_shard_ids;
  std::vector<std::string> child_shard_ids;
  std::string starting_hash_key;
  std::string ending_hash_key;
  base::SimTime renewed_at;  // when the counter last changed
  model::ActorId next_owner;  // 3.x: the leader assigned it to this one; handed over gracefully
  base::SimTime hand_off_by = base::kNever;
  std::int64_t load = 0;  // 3.x: bytes a second, as its owner last reported
  model::RecordId checkpoint_record;  // for the picture
};

inline constexpr std::string_view kShardEnd = "SHARD_END";

/// 3.x: a row of WorkerMetricStats. With 1.x and 2.x a worker is known by its leases alone.
struct WorkerStats {
  base::SimTime reported_at;
};

/// What the workers of one application share in DynamoDB.
struct LeaseTable {
  model::StreamId stream;  // its name in the picture
  std::string stream_name;
  std::map<std::string, Lease> leases;  // by lease key
  model::ActorId leader;  // it syncs the shards; with 3.x it assigns
  base::SimTime leader_until;
  std::map<model::ActorId, WorkerStats> workers;
  std::uint32_t assignments = 0;  // runs of the leader
  StreamProgress progress;  // of the application; not of the table
};

/// A lease counter as a scanning worker last saw it.
struct SeenLease {
  std::uint64_t counter = 0;
  base::SimTime at;
};

struct KclWorker {
  KclWorkerSpec spec;
  Health health = Health::kUp;
  StreamReader reader;  // a cursor for every lease that it holds
  std::map<std::string, SeenLease> seen;
  base::SimTime renew_at = base::kNever;
  base::SimTime scan_at = base::kNever;
  base::SimTime sync_at = base::kNever;
  std::uint32_t begun = 0;  // records in all
  std::uint32_t processed = 0;
  std::uint32_t duplicates = 0;  // of them, those that had been processed before
  std::map<std::string, std::int64_t> bytes;  // processed since the last renewal, by shard id
};

// ------------------------------------------------------------------------------------- Lambda --

/// The function behind an event source mapping.
struct FunctionSpec {
  base::Duration duration = base::milliseconds(100);  // of one invocation
  base::Duration per_record;  // and for each record of the batch
  std::uint32_t concurrency = 0;  // invocations at a time, 0 = as many as there are lanes
  std::string poison;  // fails at a record whose data contains this; "" = never
  std::uint32_t fail_first = 0;  // only on the first n attempts; 0 = always

  /// How long an invocation with so many records takes.
  base::Duration duration_with(std::uint32_t records) const {
    return duration + per_record * records;
  }
};

struct LambdaMappingSpec {
  StreamSourceSpec source;
  base::Duration start;
  std::int64_t batch_size = 100;
  base::Duration window;  // MaximumBatchingWindowInSeconds
  std::uint32_t parallelization = 1;
  bool bisect = false;
  std::int64_t max_retries = -1;  // -1 = until the records expire
  std::optional<base::Duration> max_age;  // MaximumRecordAgeInSeconds
  bool report_item_failures = false;
  base::Duration tumbling;  // 0 = no window
  std::string on_failure;  // URL of a queue, ARN of a topic or of a bucket; "" = none
  base::Duration retry_pause = base::seconds(1);
  FunctionSpec function;
};

/// Records that are handed to the function together.
struct LambdaBatch {
  std::vector<ReadRecord> records;
  std::uint32_t attempts = 0;  // that failed and count
  bool last_of_window = false;  // a tumbling window ends with it
};

/// One of the invocations that may run at a time for a shard; a partition key has always the same.
struct LambdaLane {
  std::deque<ReadRecord> waiting;
  base::SimTime waiting_since = base::kNever;
  std::vector<LambdaBatch> batches;  // front first; more than one after a bisection
  bool invoked = false;  // the front is being processed
  base::SimTime due = base::kNever;  // its end, or when it is tried (again)
  std::int64_t window_ends = 0;  // epoch milliseconds of the open tumbling window, 0 = none
  std::uint64_t window_records = 0;  // the state that is passed: records counted in this window
};

struct LambdaMapping {
  LambdaMappingSpec spec;
  StreamReader reader;
  StreamProgress progress;
  std::map<std::string, std::vector<LambdaLane>> lanes;  // by shard id
  std::uint64_t invocations = 0;
  std::uint64_t failures = 0;
  std::uint64_t throttles = 0;  // the function was at its concurrency
  std::uint64_t discarded = 0;  // records
  std::uint32_t running = 0;
};

/// The name of a shard in the picture and in events; callers know its stream's and its own text.
struct ShardName {
  model::StreamId stream;
  model::ShardId shard;
};

void hash_into(const StreamProducer& producer, base::Hasher& h);
void hash_into(const StreamPoller& poller, base::Hasher& h);
void hash_into(const KclWorker& worker, base::Hasher& h);
void hash_into(const LambdaMapping& mapping, base::Hasher& h);
void hash_into(const LeaseTable& table, base::Hasher& h);
void hash_into(const ShardName& name, base::Hasher& h);
void hash_into(const WorkSpec& work, base::Hasher& h);
void hash_into(const FaultSpec& fault, base::Hasher& h);

}  // namespace actors
