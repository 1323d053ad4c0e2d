// What has happened to streams, to those who write them and to those who read them, in the past
// tense. A part of model/events.h, which is what others include.
#pragma once

#include <compare>
#include <cstdint>

#include "model/ids.h"

namespace model {

/// What finishing a job did to the outside world.
enum class Effect : std::uint8_t { kFirst, kDuplicate, kSkipped };

/// What a stream does.
enum class StreamStatus : std::uint8_t { kCreating, kActive, kUpdating, kDeleting };
/// Why the pushes of enhanced fan-out to one consumer from one shard ended.
enum class SubscriptionEnd : std::uint8_t {
  kExpired,   // after 5 minutes
  kReplaced,  // the consumer subscribed anew
  kShardEnd,  // everything of a closed shard has been pushed
  kClosed,    // the stream or the consumer was deleted, or its caller has gone
  kKeyRefused,  // the stream's KMS key cannot be used for its caller
};

struct StreamCreated {
  StreamId stream;
  ActorId by;
  auto operator<=>(const StreamCreated&) const = default;
};
struct StreamDeleted {
  StreamId stream;
  ActorId by;
  auto operator<=>(const StreamDeleted&) const = default;
};
/// A stream became ACTIVE, UPDATING or DELETING.
struct StreamStatusChanged {
  StreamId stream;
  StreamStatus status = StreamStatus::kCreating;
  auto operator<=>(const StreamStatusChanged&) const = default;
};
struct StreamRetentionChanged {
  StreamId stream;
  std::uint32_t before_hours = 0;
  std::uint32_t after_hours = 0;
  auto operator<=>(const StreamRetentionChanged&) const = default;
};
struct StreamModeChanged {
  StreamId stream;
  bool on_demand = false;
  auto operator<=>(const StreamModeChanged&) const = default;
};
/// Encryption, record size, monitoring, tags or policy of a stream.
struct StreamSettingsChanged {
  StreamId stream;
  ActorId by;
  auto operator<=>(const StreamSettingsChanged&) const = default;
};
/// A shard takes records from now on; without a parent it is one of the first.
struct ShardOpened {
  StreamId stream;
  ShardId shard;
  ShardId parent;
  ShardId adjacent_parent;
  auto operator<=>(const ShardOpened&) const = default;
};
/// A shard takes no more records, but can be read until its last one has expired.
struct ShardClosed {
  StreamId stream;
  ShardId shard;
  auto operator<=>(const ShardClosed&) const = default;
};
struct ShardSplit {
  StreamId stream;
  ShardId shard;
  ShardId lower;
  ShardId upper;
  auto operator<=>(const ShardSplit&) const = default;
};
struct ShardsMerged {
  StreamId stream;
  ShardId shard;
  ShardId adjacent;
  ShardId child;
  auto operator<=>(const ShardsMerged&) const = default;
};
/// All records of a closed shard have expired: it is not listed any more.
struct ShardExpired {
  StreamId stream;
  ShardId shard;
  auto operator<=>(const ShardExpired&) const = default;
};
struct RecordPut {
  StreamId stream;
  ShardId shard;
  RecordId record;
  ActorId by;
  std::uint32_t bytes = 0;
  auto operator<=>(const RecordPut&) const = default;
};
/// A shard refused a record: ProvisionedThroughputExceededException. `by_bytes`: for its bytes,
/// else for the number of records in this second.
struct RecordThrottled {
  StreamId stream;
  ShardId shard;
  RecordId record;
  ActorId by;
  bool by_bytes = false;
  auto operator<=>(const RecordThrottled&) const = default;
};
/// One GetRecords that was answered; it may have found nothing.
struct RecordsRead {
  StreamId stream;
  ShardId shard;
  ActorId by;
  std::uint32_t records = 0;
  std::uint32_t bytes = 0;
  std::uint32_t behind_ms = 0;
  auto operator<=>(const RecordsRead&) const = default;
};
/// A shard refused a GetRecords: too many calls in this second, or too many bytes.
struct ReadThrottled {
  StreamId stream;
  ShardId shard;
  ActorId by;
  bool by_bytes = false;
  auto operator<=>(const ReadThrottled&) const = default;
};
struct IteratorExpired {
  StreamId stream;
  ShardId shard;
  ActorId by;
  auto operator<=>(const IteratorExpired&) const = default;
};
/// The retention period of a shard's oldest records ended.
struct RecordsTrimmed {
  StreamId stream;
  ShardId shard;
  std::uint32_t records = 0;
  auto operator<=>(const RecordsTrimmed&) const = default;
};
struct ConsumerRegistered {
  StreamId stream;
  ConsumerId consumer;
  ActorId by;
  auto operator<=>(const ConsumerRegistered&) const = default;
};
struct ConsumerDeregistered {
  StreamId stream;
  ConsumerId consumer;
  ActorId by;
  auto operator<=>(const ConsumerDeregistered&) const = default;
};
struct ShardSubscribed {
  StreamId stream;
  ShardId shard;
  ConsumerId consumer;
  ActorId by;
  auto operator<=>(const ShardSubscribed&) const = default;
};
struct ShardSubscriptionEnded {
  StreamId stream;
  ShardId shard;
  ConsumerId consumer;
  SubscriptionEnd how = SubscriptionEnd::kExpired;
  auto operator<=>(const ShardSubscriptionEnded&) const = default;
};
/// Enhanced fan-out pushed an event with records to its consumer.
struct RecordsPushed {
  StreamId stream;
  ShardId shard;
  ConsumerId consumer;
  ActorId by;
  std::uint32_t records = 0;
  std::uint32_t bytes = 0;
  std::uint32_t behind_ms = 0;
  auto operator<=>(const RecordsPushed&) const = default;
};
/// A KPL producer sent a request: so many user records packed into so many Kinesis records.
struct RecordsAggregated {
  ActorId by;
  std::uint32_t user_records = 0;
  std::uint32_t records = 0;
  auto operator<=>(const RecordsAggregated&) const = default;
};
/// A producer gave up a record after its last attempt, or when its time to live ended.
struct RecordDropped {
  ActorId by;
  RecordId record;
  std::uint32_t attempts = 0;
  auto operator<=>(const RecordDropped&) const = default;
};
/// A consumer's work on one record. `out_of_order`: a later record of its partition key was
/// processed before it.
struct RecordProcessed {
  ActorId by;
  StreamId stream;
  ShardId shard;
  RecordId record;
  Effect effect = Effect::kFirst;
  bool out_of_order = false;
  auto operator<=>(const RecordProcessed&) const = default;
};
/// A KCL worker owns a shard from now on; `stolen` while the other one was still renewing it.
struct LeaseTaken {
  ActorId worker;
  StreamId stream;
  ShardId shard;
  ActorId from;
  bool stolen = false;
  auto operator<=>(const LeaseTaken&) const = default;
};
/// A worker found that somebody else owns its shard.
struct LeaseLost {
  ActorId worker;
  StreamId stream;
  ShardId shard;
  ActorId to;
  auto operator<=>(const LeaseLost&) const = default;
};
struct CheckpointWritten {
  ActorId worker;
  StreamId stream;
  ShardId shard;
  RecordId record;
  bool shard_end = false;
  auto operator<=>(const CheckpointWritten&) const = default;
};
/// An event source mapping invoked its function.
struct BatchInvoked {
  ActorId by;
  StreamId stream;
  ShardId shard;
  std::uint32_t records = 0;
  std::uint32_t attempt = 0;
  auto operator<=>(const BatchInvoked&) const = default;
};
struct BatchFailed {
  ActorId by;
  StreamId stream;
  ShardId shard;
  std::uint32_t records = 0;
  std::uint32_t attempt = 0;
  bool will_retry = false;
  auto operator<=>(const BatchFailed&) const = default;
};
/// A failing batch was split in two.
struct BatchBisected {
  ActorId by;
  StreamId stream;
  ShardId shard;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  auto operator<=>(const BatchBisected&) const = default;
};
/// After its last attempt (or too old) a batch was skipped; its description went to the on-
/// failure destination if there is one.
struct BatchDiscarded {
  ActorId by;
  StreamId stream;
  ShardId shard;
  std::uint32_t records = 0;
  bool too_old = false;
  bool to_destination = false;
  auto operator<=>(const BatchDiscarded&) const = default;
};

}  // namespace model
