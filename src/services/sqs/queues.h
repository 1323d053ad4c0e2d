// Actions on queues as wholes: create, delete, purge, list, attributes. Must not know messages'
// journeys.
#pragma once

#include <string_view>

#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

Queue* find_queue_by_url(State& state, std::string_view url);
Queue* find_queue_by_arn(State& state, std::string_view arn);

/// A queue in a list of queues.
struct QueueName {
  std::string_view name;
  std::string_view url;
};
/// One page of a list; `next_token` leads to the next one.
struct NamePage {
  std::vector<std::string> urls;
  std::string next_token;
};
/// The page that a request asks for, of queues in order of their names.
model::ApiResult<NamePage> page_of(const engine::Context& ctx, const std::vector<QueueName>& names,
                                   std::optional<std::int64_t> max_results,
                                   const std::string& next_token);

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
