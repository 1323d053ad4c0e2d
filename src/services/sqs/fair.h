// Fair queues: the tenants of a standard queue whose messages carry a MessageGroupId (aws-facts
// 1.6). Must not know requests.
//
// A tenant is noisy while it holds more than a tenth of what is in flight, with at least 30
// messages of its own, or had more than a tenth of the recent processing time. Then the messages
// of quiet tenants go first; nothing is dropped or refused.
#pragma once

#include "engine/context.h"
#include "services/sqs/state.h"

namespace services::sqs {

void tenant_sent(engine::Context& ctx, Queue& queue, std::uint32_t group);
/// One of its messages went in flight.
void tenant_received(engine::Context& ctx, Queue& queue, std::uint32_t group);
/// One of its messages, or one without a group (kNoSlot), is in flight no more.
void tenant_processed(engine::Context& ctx, Queue& queue, std::uint32_t group, base::Duration time);
/// Its backlog may be drained.
void tenant_shrank(engine::Context& ctx, Queue& queue, std::uint32_t group);
/// Its last message has left.
void forget_tenant(Queue& queue, std::uint32_t group);
/// Tenants that sent nothing for five minutes are quiet again.
void settle_tenants(engine::Context& ctx, Queue& queue);

/// True when a receive must look who is noisy.
inline bool is_fair(const Queue& queue) {
  return !queue.fair.noisy.empty() || !queue.fair.aside.empty();
}

}  // namespace services::sqs
