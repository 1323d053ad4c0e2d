// The order and the lock of FIFO groups (aws-facts 1.6): which group a receive may take from. Must
// not know requests.
//
// A group's messages are linked in the order of their arrival. Only the oldest one decides: while
// it is in flight the group is locked and gives nothing; when it is visible a receive takes it and
// the visible ones that follow it directly. So a message that comes back is given again before the
// younger ones, and what lies behind a message that is still in flight waits (aws-facts 1.6 "Mixed
// timeouts").
#pragma once

#include "engine/context.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// Puts a stored message behind the others of its group.
void link_message(Queue& queue, std::uint32_t slot);
/// Takes a message that leaves the queue out of its group.
void unlink_message(Queue& queue, std::uint32_t slot);
/// After the oldest message of a group changed or changed its state: locks or unlocks the group,
/// and puts it behind the other ready groups or takes it from among them. `cause` is the event
/// that changed it, 0 for the one that the group remembers.
void update_group(engine::Context& ctx, Queue& queue, std::uint32_t group, model::EventSeq cause);

/// A new delay holds for delayed messages too; those whose delay is over become visible
/// (aws-facts 1.6 "Delay on queue").
void change_delays(State& state, engine::Context& ctx, Queue& queue);

}  // namespace services::sqs
