// ReceiveMessage: what a poll may take, and when it must wait. Must not know who asks.
#pragma once

#include "services/sqs/sqs.h"
#include "services/sqs/storage.h"

namespace services::sqs {

/// Takes up to the asked number of messages from these storage nodes: hides each for the request's
/// visibility timeout (else the queue's) and moves those that were received too often to the
/// dead-letter queue instead (aws-facts 1.5, 1.7).
model::sqs::ReceiveMessageResponse take_messages(State& state, engine::Context& ctx, Queue& queue,
                                                 model::ActorId caller,
                                                 const model::sqs::ReceiveMessageRequest& request,
                                                 std::uint32_t nodes);

/// The same for a FIFO queue: the ready groups in turn, each as far as it goes (aws-facts 1.6).
model::sqs::ReceiveMessageResponse take_from_groups(
    State& state, engine::Context& ctx, Queue& queue, model::ActorId caller,
    const model::sqs::ReceiveMessageRequest& request);
/// The answer of an earlier receive with the same ReceiveRequestAttemptId, hidden anew; nothing
/// when there was none, or when one of its messages has changed since.
std::optional<model::sqs::ReceiveMessageResponse> repeat_receive(
    engine::Context& ctx, const State& state, Queue& queue, model::ActorId caller,
    const model::sqs::ReceiveMessageRequest& request);

Outcome receive_message(State& state, engine::Context& ctx, const Caller& caller,
                        const model::sqs::ReceiveMessageRequest& request);

}  // namespace services::sqs
