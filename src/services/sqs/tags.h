// Tags and permissions of queues: what is written on a queue and does nothing by itself (aws-facts
// 1.2). Must not know messages.
#pragma once

#include <optional>
#include <string>

#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

Outcome tag_queue(State& state, engine::Context& ctx, const model::sqs::TagQueueRequest& request);
Outcome untag_queue(State& state, engine::Context& ctx,
                    const model::sqs::UntagQueueRequest& request);
Outcome list_queue_tags(State& state, const model::sqs::ListQueueTagsRequest& request);
/// The refusal of so many tags on one queue, or nothing.
std::optional<model::ApiError> check_tags(const engine::Context& ctx, const std::string& queue_name,
                                          const model::sqs::Tags& tags);

Outcome add_permission(State& state, engine::Context& ctx,
                       const model::sqs::AddPermissionRequest& request);
Outcome remove_permission(State& state, engine::Context& ctx,
                          const model::sqs::RemovePermissionRequest& request);

}  // namespace services::sqs
