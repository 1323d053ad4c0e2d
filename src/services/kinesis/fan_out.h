// Enhanced fan-out: stream consumers and what is pushed to them (aws-facts 3.2, 3.3).
#pragma once

#include "services/kinesis/kinesis.h"

namespace services::kinesis {

Result register_consumer(State& state, engine::Context& ctx, const Caller& caller,
                         const model::kinesis::RegisterStreamConsumerRequest& request);
Result deregister_consumer(State& state, engine::Context& ctx, const Caller& caller,
                           const model::kinesis::DeregisterStreamConsumerRequest& request);
Result describe_consumer(State& state,
                         const model::kinesis::DescribeStreamConsumerRequest& request);
Result list_consumers(State& state, engine::Context& ctx,
                      const model::kinesis::ListStreamConsumersRequest& request);
Result subscribe_to_shard(State& state, engine::Context& ctx, const Caller& caller,
                          const model::kinesis::SubscribeToShardRequest& request);

/// There is something new in a shard, or it was closed: it is pushed soon.
void wake_subscriptions(State& state, engine::Context& ctx, const Shard& shard);
/// Ends all pushes from a shard.
void end_subscriptions(State& state, engine::Context& ctx, const Shard& shard,
                       model::SubscriptionEnd how);
/// Ends all pushes to a consumer.
void end_subscriptions(State& state, engine::Context& ctx, Consumer& consumer,
                       model::SubscriptionEnd how);

}  // namespace services::kinesis
