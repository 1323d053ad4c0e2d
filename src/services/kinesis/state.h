// What Kinesis Data Streams remembers: streams, their shards with the records in them, and the
// stream consumers of enhanced fan-out. A plain value: copies share records. Must not know any
// other service, nor who watches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/shared_log.h"
#include "base/time.h"
#include "base/u128.h"
#include "engine/token_bucket.h"
#include "model/api_error.h"
#include "model/events.h"
#include "model/ids.h"
#include "model/kinesis.h"

namespace services::kinesis {

using engine::full_bucket;
using engine::TokenBucket;
using model::StreamStatus;

/// One stored record. It never changes; only time removes it.
struct Record {
  model::RecordId id;
  model::ActorId by;
  std::uint64_t sequence = 0;  // its order in the whole stream; the sequence number is made of it
  base::SimTime arrived_at;
  base::U128 hash_key;
  std::string partition_key;
  std::string data;
  bool encrypted = false;
  std::int64_t bytes_before = 0;  // of the records that came before it since the shard was empty

  std::int64_t bytes() const {
    return static_cast<std::int64_t>(partition_key.size() + data.size());
  }
};

/// What was written to a shard since its on-demand stream last looked.
struct ShardLoad {
  std::int64_t bytes = 0;
  std::int64_t records = 0;
  base::U128 lowest_key;  // of the hash keys written to
  base::U128 highest_key;
  std::uint32_t hot_looks = 0;  // so many looks in a row found it too hot
};

/// Records in one shared chunk: a copy of the World that goes on writing clones one for each shard,
/// and a record may have 10 MiB.
inline constexpr std::size_t kRecordChunk = 8;

/// A range of hash keys of one stream, and the records whose keys fell into it.
struct Shard {
  model::ShardId id;
  model::StreamId stream;
  std::uint32_t number = 0;  // of "shardId-000000000000"
  base::U128 first_hash_key;
  base::U128 last_hash_key;
  model::ShardId parent;
  model::ShardId adjacent_parent;
  std::uint32_t parent_number = 0;  // stays when the parent has expired
  std::uint32_t adjacent_parent_number = 0;
  std::vector<model::ShardId> children;
  base::SimTime opened_at;
  std::int64_t sequence_epoch_s = 0;  // its sequence numbers begin with it: later than a parent's
  base::SimTime closed_at = base::kNever;
  std::uint64_t first_sequence = 0;  // records of this shard have this sequence or a later one
  std::uint64_t last_sequence = 0;  // of a closed shard
  base::SharedLog<Record, kRecordChunk> records;
  TokenBucket write_bytes;
  TokenBucket write_records;
  TokenBucket read_bytes;
  TokenBucket read_calls;
  TokenBucket iterator_calls;
  ShardLoad load;  // what an on-demand stream looks at
  base::SimTime trim_due = base::kNever;  // its timer is set for then

  bool is_open() const { return closed_at == base::kNever; }
  bool owns(base::U128 hash_key) const {
    return first_hash_key <= hash_key && hash_key <= last_hash_key;
  }
};

/// The pushes of enhanced fan-out from one shard to one consumer.
struct Subscription {
  std::uint32_t number = 0;
  model::CallId call;  // the SubscribeToShard that is being answered
  model::ActorId caller;  // 0 = from outside
  model::PrincipalId principal;  // as whom the records are decrypted; 0 = the administrator
  std::uint64_t position = 0;  // of the next record in the shard's log
  base::SimTime started_at;
  base::SimTime ends_at;
  base::SimTime push_due = base::kNever;
  TokenBucket bytes;
};

enum class ConsumerStatus : std::uint8_t { kCreating, kActive, kDeleting };

/// A registered stream consumer: 2 MiB/s of its own from every shard.
struct Consumer {
  model::ConsumerId id;
  model::StreamId stream;
  std::string name;
  std::string arn;
  base::SimTime created_at;
  base::SimTime due = base::kNever;
  ConsumerStatus status = ConsumerStatus::kCreating;
  std::map<model::ShardId, Subscription> subscriptions;
  std::map<std::string, std::string> tags;
  std::string policy;  // resource policy, "" = none
};

/// One step of a reshard that is under way; `split` at a key, or merge with the adjacent shard.
struct ReshardStep {
  model::ShardId shard;
  model::ShardId adjacent;  // of a merge
  base::U128 split_at;  // of a split
};

/// The highest load of an on-demand stream on one day.
struct DayPeak {
  std::int64_t day = 0;
  std::int64_t bytes_per_second = 0;
  std::int64_t records_per_second = 0;
};

enum class StreamMode : std::uint8_t { kProvisioned, kOnDemand };

struct Stream {
  model::StreamId id;
  std::string name;
  std::string arn;
  base::SimTime created_at;
  base::SimTime due = base::kNever;  // of what its status says it is doing
  StreamStatus status = StreamStatus::kCreating;
  StreamMode mode = StreamMode::kProvisioned;
  std::int64_t retention_hours = 24;
  std::int64_t max_record_kib = 1024;
  std::int64_t warm_mibps = 0;
  std::string kms_key;  // "" = not encrypted
  std::string policy;  // resource policy, "" = none
  std::map<std::string, std::string> tags;
  std::set<std::string> shard_level_metrics;
  std::vector<model::ShardId> shards;  // all that are listed, in the order of their numbers
  std::map<base::U128, model::ShardId> open;  // those that are open, by their first hash key
  std::uint32_t next_shard = 0;  // number of the next shard
  std::uint64_t next_sequence = 1;
  std::vector<ReshardStep> steps;  // still to be done
  std::int64_t target_shards = 0;  // of a creation or a scaling that is under way, 0 = none
  std::vector<base::SimTime> scaled_at;  // UpdateShardCount within 24 hours
  std::vector<base::SimTime> mode_changed_at;
  std::vector<base::SimTime> encryption_changed_at;
  base::SimTime look_due = base::kNever;  // when an on-demand stream looks at its load
  base::SimTime looked_at;
  std::vector<DayPeak> peaks;  // of the last 30 days, oldest first
};

/// An answer that comes later than its call's first one: an event that enhanced fan-out pushes, or
/// the error with which the event stream ends.
struct Push {
  model::CallId call;
  model::ActorId caller;  // 0 = from outside
  model::StreamId stream;
  model::kinesis::SubscribeToShardEvent event;
  std::optional<model::ApiError> error = std::nullopt;
};

/// The whole service.
struct State {
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::int64_t epoch_ms = 0;  // of SimTime 0
  std::uint64_t seed = 0;
  std::map<model::StreamId, Stream> streams;
  std::map<std::string, model::StreamId, std::less<>> by_name;
  std::map<model::ShardId, Shard> shards;
  std::map<model::ConsumerId, Consumer> consumers;
  std::uint32_t last_stream = 0;
  std::uint32_t last_shard = 0;
  std::uint32_t last_record = 0;
  std::uint32_t last_consumer = 0;
  std::uint32_t last_subscription = 0;
  bool minimum_commitment = false;  // On-demand Advantage
  base::SimTime commitment_changed_at;
  std::int64_t held_bytes = 0;  // what the records of all shards take up in memory
  std::map<std::uint8_t, TokenBucket> call_rates;  // by the kind of limited call
  std::vector<Push> pushes;  // drained by the dispatcher after every handling

  const Stream* find(model::StreamId id) const;
  const Stream* find_by_name(std::string_view name) const;
  const Stream* find_by_arn(std::string_view arn) const;
  const Shard* find(model::ShardId id) const;
  const Consumer* find(model::ConsumerId id) const;
  const Consumer* find_consumer_by_arn(std::string_view arn) const;
  std::int64_t epoch_at(base::SimTime t) const { return epoch_ms + t.us / 1000; }
  /// A name for a record that a producer is about to send.
  model::RecordId reserve_record() { return {++last_record}; }
};

/// "shardId-000000000003".
std::string shard_name(std::uint32_t number);
/// "arn:aws:kinesis:us-east-1:000000000000:stream/orders".
std::string stream_arn(const State& state, std::string_view name);
/// MD5 of the partition key as a number, unless an explicit hash key is given (aws-facts 3.1).
/// Nothing when that one is no such number.
std::optional<base::U128> hash_key_of(std::string_view partition_key,
                                      const std::optional<std::string>& explicit_hash_key);
/// The open shard that owns a hash key; nullptr while the stream is being created.
const Shard* shard_for(const State& state, const Stream& stream, base::U128 hash_key);
/// The decimal sequence number of 56 digits of a record or a shard's boundary.
std::string sequence_number(const Shard& shard, std::uint64_t sequence);
/// A shard's range as it is told: from the lowest index there is to the highest, whatever it holds.
std::string starting_sequence_number(const Shard& shard);
std::string ending_sequence_number(const Shard& shard);

/// Everything that can influence the future.
void hash_into(const State& state, base::Hasher& h);
/// About how many bytes a copy made now will keep for itself.
std::size_t weight(const State& state);

}  // namespace services::kinesis
