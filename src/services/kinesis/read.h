// Reading records with iterators (aws-facts 3.4, 3.5).
#pragma once

#include "services/kinesis/errors.h"
#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result get_shard_iterator(State& state, engine::Context& ctx,
                          const model::kinesis::GetShardIteratorRequest& request);
Result get_records(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::GetRecordsRequest& request);

/// Where a reader of a shard begins, as GetShardIterator and SubscribeToShard say it.
struct Start {
  std::string type;
  std::optional<std::string> sequence_number;
  std::optional<model::kinesis::Timestamp> timestamp;
};
/// The position in the shard's log; `action` stands in the refusals.
base::Result<std::uint64_t, ApiError> position_of(const State& state, const engine::Context& ctx,
                                                  const Stream& stream, const Shard& shard,
                                                  const Start& start, std::string_view action);
/// A stored record as readers get it.
model::kinesis::Record to_reader(const State& state, const Shard& shard, const Record& record);
/// How old what a reader has just got is, when more is behind it: MillisBehindLatest.
std::int64_t millis_behind(const engine::Context& ctx, const Shard& shard, std::uint64_t first,
                           std::uint64_t next);

}  // namespace services::kinesis
