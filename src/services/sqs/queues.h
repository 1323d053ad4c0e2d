// Actions on queues as wholes: create, delete, purge, list, attributes. Must not know messages'
// journeys.
#pragma once

#include <string_view>

#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

Queue* find_queue_by_url(State& state, std::string_view url);
Queue* find_queue_by_arn(State& state, std::string_view arn);

Outcome create_queue(State& state, engine::Context& ctx,
                     const model::sqs::CreateQueueRequest& request);
Outcome delete_queue(State& state, engine::Context& ctx,
                     const model::sqs::DeleteQueueRequest& request);
Outcome purge_queue(State& state, engine::Context& ctx,
                    const model::sqs::PurgeQueueRequest& request);
Outcome list_queues(State& state, engine::Context& ctx,
                    const model::sqs::ListQueuesRequest& request);
Outcome get_queue_url(State& state, const model::sqs::GetQueueUrlRequest& request);
Outcome get_queue_attributes(State& state, const model::sqs::GetQueueAttributesRequest& request);
Outcome set_queue_attributes(State& state, engine::Context& ctx,
                             const model::sqs::SetQueueAttributesRequest& request);

}  // namespace services::sqs
