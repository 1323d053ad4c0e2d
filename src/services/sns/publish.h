// Publish and PublishBatch: what is accepted and in which order (aws-facts 2.4, 2.8, 2.9). Must not
// know how a delivery travels.
#pragma once

#include "services/sns/topics.h"

namespace services::sns {

Result publish(State& state, engine::Context& ctx, const Caller& caller,
               const model::sns::PublishRequest& request);
Result publish_batch(State& state, engine::Context& ctx, const Caller& caller,
                     const model::sns::PublishBatchRequest& request);

}  // namespace services::sns
