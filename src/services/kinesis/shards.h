// The life of shards: opening, closing with children, losing what is too old, expiring (aws-facts
// 3.1, 3.6). Must not know which action asks for it.
#pragma once

#include "engine/context.h"
#include "model/kinesis.h"
#include "services/kinesis/state.h"

namespace services::kinesis {

/// How many hash keys each of so many equal shards has; the last one takes the rest. `count` is 2
/// or more (aws-facts 3.1 Initial ranges).
base::U128 first_width(std::int64_t count);
/// The first shards of a stream: equal ranges, the last one takes the rest.
void open_first_shards(State& state, engine::Context& ctx, Stream& stream, std::int64_t count);
/// Whether a shard can be split there: start + 1 < key < end.
bool can_split(const Shard& shard, base::U128 at);
/// The first key of the upper half: of two halves that differ, the upper one is smaller.
base::U128 middle_of(const Shard& shard);
/// The parent closes and its children open, at this moment.
void split(State& state, engine::Context& ctx, Stream& stream, model::ShardId shard, base::U128 at);
void merge(State& state, engine::Context& ctx, Stream& stream, model::ShardId shard,
           model::ShardId adjacent);

/// Removes what is older than the stream's retention period, and sets the timer for the rest.
void trim(State& state, engine::Context& ctx, Shard& shard);
/// When the oldest record, or else the closed shard itself, expires.
base::SimTime expires_at(const Stream& stream, const Shard& shard);
/// The first position whose record is `late`; it must stay true from there on.
template <class Late>
std::uint64_t first_position(const Shard& shard, Late late) {
  std::uint64_t low = shard.records.begin_position();
  std::uint64_t high = shard.records.end_position();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (late(shard.records[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
/// Bytes of the records in a shard, partition keys included, that arrived at `t` or before.
std::int64_t bytes_until(const Shard& shard, base::SimTime t);
/// A record's share of the memory that all streams together may take.
std::int64_t weight_of(const Record& record);
/// Takes a shard with everything in it out of the state, without a word.
void forget_shard(State& state, model::ShardId shard);

/// The shard as lists show it.
model::kinesis::Shard describe(const State& state, const Shard& shard);
/// The children of a closed shard, for a reader that has reached its end.
std::vector<model::kinesis::ChildShard> children_of(const State& state, const Shard& shard);

/// Open shards of all provisioned streams, those under way included.
std::int64_t open_shards_of_account(const State& state);

}  // namespace services::kinesis
