// Resharding: splits, merges, UpdateShardCount, modes, and what on-demand streams do by themselves
// (aws-facts 3.6, 3.7).
#pragma once

#include "services/kinesis/errors.h"
#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result split_shard(State& state, engine::Context& ctx,
                   const model::kinesis::SplitShardRequest& request);
Result merge_shards(State& state, engine::Context& ctx,
                    const model::kinesis::MergeShardsRequest& request);
Result update_shard_count(State& state, engine::Context& ctx,
                          const model::kinesis::UpdateShardCountRequest& request);
Result update_stream_mode(State& state, engine::Context& ctx,
                          const model::kinesis::UpdateStreamModeRequest& request);
Result update_warm_throughput(State& state, engine::Context& ctx,
                              const model::kinesis::UpdateStreamWarmThroughputRequest& request);

std::optional<ApiError> check_shard_limit(const State& state, const engine::Context& ctx,
                                          std::int64_t additional);
std::optional<ApiError> check_on_demand_room(const State& state, const engine::Context& ctx,
                                             std::int64_t on_demand_streams);
std::optional<ApiError> check_warm_throughput(const State& state, std::int64_t mibps,
                                              bool on_demand);
/// A list of moments without those that lie 24 hours back.
void forget_a_day_ago(std::vector<base::SimTime>& moments, base::SimTime now);

/// Does some of the steps that are still to be done. True when there are none left.
bool work_on_steps(State& state, engine::Context& ctx, Stream& stream);
/// Begins to split shards of an on-demand stream until there are so many.
void grow_to(State& state, engine::Context& ctx, Stream& stream, std::int64_t shards);

/// Counts what was written to a shard of an on-demand stream.
void note_load(engine::Context& ctx, Stream& stream, Shard& shard, const Record& record);
/// An on-demand stream looks at its load and grows when it has to.
void look_at_load(State& state, engine::Context& ctx, Stream& stream);

/// How often a stream works on its steps, and an on-demand stream looks at its load.
inline constexpr base::Duration kStepInterval = base::seconds(1);
inline constexpr base::Duration kLookInterval = base::seconds(60);

}  // namespace services::kinesis
