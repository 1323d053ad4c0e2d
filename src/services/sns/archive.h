// Archive and replay of FIFO topics (aws-facts 2.8). Must not know how a message travels.
#pragma once

#include "engine/context.h"
#include "services/sns/state.h"

namespace services::sns {

/// Keeps a message of a topic with an ArchivePolicy, and drops those past its days.
void archive(engine::Context& ctx, Topic& topic, const MessagePtr& message);
/// Begins what the subscription's ReplayPolicy asks for, when it is pending.
void start_replay(State& state, engine::Context& ctx, model::SubscriptionId id);
/// One replayed message is through.
void replay_finished_one(State& state, engine::Context& ctx, model::SubscriptionId id);

}  // namespace services::sns
