// What happens to one message when a receive reaches it: it goes into the answer, or to the
// dead-letter queue (aws-facts 1.5, 1.7). Must not know which message comes next.
#pragma once

#include "services/sqs/sqs.h"
#include "services/sqs/storage.h"

namespace services::sqs {

/// The message as this request wants to see it.
model::sqs::ReceivedMessage to_received(const State& state, const Queue& queue, std::uint32_t slot,
                                        const model::sqs::ReceiveMessageRequest& request);
/// A new receive of the message: a new handle, one more on its count, hidden for `timeout`.
void note_receive(engine::Context& ctx, Place place, model::ActorId caller, base::Duration timeout,
                  bool stale);

/// The queue that takes what was received too often; null when the policy names none that exists.
Queue* dead_letter_queue(State& state, const Queue& queue);
/// Received as often as the policy allows: the next receive moves it.
bool is_used_up(const engine::Context& ctx, const Queue& queue, const Message& m);
/// Moves a message to the dead-letter queue; the caller then wakes who waits there.
void move_to_dlq(State& state, engine::Context& ctx, Place place, Queue& dlq);

}  // namespace services::sqs
