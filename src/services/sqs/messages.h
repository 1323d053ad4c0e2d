// Actions on single messages and their batches: send, delete, change visibility. Must not know
// how a poll chooses.
#pragma once

#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

Outcome send_message(State& state, engine::Context& ctx, const Caller& caller,
                     const model::sqs::SendMessageRequest& request);
Outcome delete_message(State& state, engine::Context& ctx, const Caller& caller,
                       const model::sqs::DeleteMessageRequest& request);
Outcome change_message_visibility(State& state, engine::Context& ctx, const Caller& caller,
                                  const model::sqs::ChangeMessageVisibilityRequest& request);

/// One entry of a batch, or a whole call: the same without counting the call.
model::ApiResult<model::sqs::Response> accept_message(
    State& state, engine::Context& ctx, const Caller& caller, Queue& queue,
    const model::sqs::SendMessageRequest& request);
model::ApiResult<model::sqs::Response> remove_message(State& state, engine::Context& ctx,
                                                      const Caller& caller, Queue& queue,
                                                      const std::string& receipt_handle);
model::ApiResult<model::sqs::Response> change_visibility(State& state, engine::Context& ctx,
                                                         const Caller& caller, Queue& queue,
                                                         const std::string& receipt_handle,
                                                         std::int64_t visibility_timeout);
/// The group that a send names, or that the message of a handle is in; "" for none.
std::string_view group_of(const model::sqs::SendMessageRequest& request);
std::string_view group_of(const State& state, const Queue& queue,
                          const std::string& receipt_handle);

/// Batches answer per entry; the whole call is refused only for the faults of the batch itself.
Outcome send_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                           const model::sqs::SendMessageBatchRequest& request);
Outcome delete_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                             const model::sqs::DeleteMessageBatchRequest& request);
Outcome change_message_visibility_batch(
    State& state, engine::Context& ctx, const Caller& caller,
    const model::sqs::ChangeMessageVisibilityBatchRequest& request);

}  // namespace services::sqs
