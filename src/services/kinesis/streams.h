// Creating, deleting and describing streams (aws-facts 3.2).
#pragma once

#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result create_stream(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::CreateStreamRequest& request);
Result delete_stream(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::DeleteStreamRequest& request);
Result describe_stream(State& state, engine::Context& ctx,
                       const model::kinesis::DescribeStreamRequest& request);
Result describe_stream_summary(State& state, engine::Context& ctx,
                               const model::kinesis::DescribeStreamSummaryRequest& request);
Result list_streams(State& state, engine::Context& ctx,
                    const model::kinesis::ListStreamsRequest& request);
Result list_shards(State& state, engine::Context& ctx,
                   const model::kinesis::ListShardsRequest& request);
Result describe_limits(State& state, engine::Context& ctx);

/// Says that a stream's status is another one now, and until when its work takes.
void set_status(engine::Context& ctx, Stream& stream, StreamStatus status, base::SimTime due);
/// Whether a stream that is being created is there from now on.
void finish_creation(State& state, engine::Context& ctx, Stream& stream);
/// Takes a stream with everything in it out of the state.
void erase_stream(State& state, engine::Context& ctx, model::StreamId id);

/// How long AWS's own work on a stream takes here: creating, deleting, a reshard.
inline constexpr base::Duration kStreamWork = base::seconds(2);

}  // namespace services::kinesis
