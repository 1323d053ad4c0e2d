// Actions on queues as wholes (aws-facts 1.2).
#include "services/sqs/queues.h"

#include <algorithm>
#include <format>

#include "services/sqs/attributes.h"
#include "services/sqs/errors.h"
#include "services/sqs/fifo.h"
#include "services/sqs/storage.h"
#include "services/sqs/tags.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::EmptyResponse;
using model::sqs::Response;

bool too_soon(const engine::Context& ctx, base::SimTime since, std::int64_t seconds) {
  return ctx.now() - since < base::seconds(seconds);
}

// An idempotent CreateQueue compares only the attributes that the request names.
Outcome existing_queue(const engine::Context& ctx, const Queue& queue,
                       const model::sqs::CreateQueueRequest& request) {
  const auto wanted = with_attributes(ctx, queue.attributes, request.attributes);
  if (!wanted) return std::unexpected(wanted.error());
  const std::string different = first_difference(queue.attributes, *wanted, request.attributes);
  if (!different.empty()) return std::unexpected(queue_name_exists(different));
  return Response(model::sqs::CreateQueueResponse{queue.url});
}

// Whether the dead-letter queue that a RedrivePolicy names exists, is of the same type and allows
// it (aws-facts 1.1, 1.7). Assumption: the texts; the fact sheet states only the rules.
std::optional<ApiError> check_redrive_policy(State& state, const Attributes& attributes,
                                             const model::sqs::AttributeMap& given,
                                             const std::string& arn) {
  const auto it = given.find("RedrivePolicy");
  if (it == given.end() || !attributes.redrive_policy) return std::nullopt;
  const auto refusal = [&](std::string_view reason) {
    return invalid_value(it->second, "RedrivePolicy", reason);
  };
  const std::string& target = attributes.redrive_policy->dead_letter_target_arn;
  const Queue* dlq = find_queue_by_arn(state, target);
  const bool own = target == arn;
  if (dlq == nullptr && !own) return refusal("Dead letter target does not exist.");
  if (dlq != nullptr && dlq->is_fifo() != attributes.fifo_queue) {
    return refusal("Dead-letter queue must be same type of queue as the source.");
  }
  const auto& allow =
      dlq != nullptr ? dlq->attributes.redrive_allow_policy : attributes.redrive_allow_policy;
  if (allow && !allow->allows_all && !std::ranges::contains(allow->source_queue_arns, arn)) {
    return refusal("The dead-letter queue's redrive allow policy does not allow this queue.");
  }
  return std::nullopt;
}

// Every long poll of a queue that is going away ends without messages.
void answer_waiters(State& state, Queue& queue) {
  for (const Waiter& waiter : queue.waiters) {
    state.completed.push_back(
        {waiter.call, waiter.caller, std::unexpected(queue_does_not_exist())});
  }
  queue.waiters.clear();
}

}  // namespace

Queue* find_queue_by_url(State& state, std::string_view url) {
  // A bare name was recorded to be taken for its queue's URL.
  const auto it = state.by_name.find(url.substr(url.rfind('/') + 1));
  if (it == state.by_name.end()) return nullptr;
  return find_queue(state, it->second);
}

Queue* find_queue_by_arn(State& state, std::string_view arn) {
  const auto it = state.by_name.find(arn.substr(arn.rfind(':') + 1));
  if (it == state.by_name.end()) return nullptr;
  Queue* queue = find_queue(state, it->second);
  return queue != nullptr && queue->arn == arn ? queue : nullptr;
}

Outcome create_queue(State& state, engine::Context& ctx,
                     const model::sqs::CreateQueueRequest& request) {
  const std::string& name = request.queue_name;
  if (name.empty()) return std::unexpected(missing_parameter("QueueName"));
  const bool fifo = asks_for_fifo(request.attributes);
  if (fifo && !is_valid_fifo_name(name)) {
    return std::unexpected(invalid_parameter(
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
        "underscores, must end with .fifo suffix and be 1 to 80 in length"));
  }
  if (!fifo && !is_valid_name(name)) {
    // A CreateQueue without attributes gives the queue that is there, of either type.
    if (const Queue* have = state.find_by_name(name)) return existing_queue(ctx, *have, request);
    return std::unexpected(invalid_parameter(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"));
  }
  if (const auto it = state.by_name.find(name); it != state.by_name.end()) {
    return existing_queue(ctx, *state.find(it->second), request);
  }
  if (const auto it = state.deleted_at.find(name);
      it != state.deleted_at.end() &&
      too_soon(ctx, it->second, ctx.fact("sqs.recreate_interval"))) {
    return std::unexpected(queue_deleted_recently());
  }
  Attributes fresh = default_attributes(ctx);
  fresh.fifo_queue = fifo;
  auto attributes = with_attributes(ctx, std::move(fresh), request.attributes);
  if (!attributes) return std::unexpected(attributes.error());
  const std::string arn = std::format("arn:aws:sqs:{}:{}:{}", state.region, state.account, name);
  if (auto error = check_redrive_policy(state, *attributes, request.attributes, arn)) {
    return std::unexpected(*error);
  }
  if (auto error = check_tags(ctx, name, request.tags)) return std::unexpected(*error);
  Queue queue;
  queue.id = {++state.last_queue};
  queue.name = name;
  queue.url = std::format("https://sqs.{}.amazonaws.com/{}/{}", state.region, state.account, name);
  queue.arn = arn;
  queue.attributes = std::move(*attributes);
  queue.fifo.deduplicates_per_group = queue.attributes.deduplicates_per_group;
  queue.tags = request.tags;
  queue.created_at = queue.modified_at = ctx.now();
  queue.last_event = ctx.emit(model::QueueCreated{queue.id});
  state.deleted_at.erase(name);
  state.by_name.emplace(name, queue.id);
  Response response = model::sqs::CreateQueueResponse{queue.url};
  state.queues.emplace(queue.id, std::move(queue));
  return response;
}

Outcome delete_queue(State& state, engine::Context& ctx,
                     const model::sqs::DeleteQueueRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  // Simplification: AWS may take up to 60 s and let calls succeed meanwhile (aws-facts 1.2).
  ctx.emit(model::QueueDeleted{queue->id}, queue->last_event);
  answer_waiters(state, *queue);
  std::erase_if(state.deleted_at, [&](const auto& entry) {
    return !too_soon(ctx, entry.second, ctx.fact("sqs.recreate_interval"));
  });
  state.deleted_at[queue->name] = ctx.now();
  state.by_name.erase(queue->name);
  state.queues.erase(queue->id);
  return Response(EmptyResponse{});
}

Outcome purge_queue(State& state, engine::Context& ctx,
                    const model::sqs::PurgeQueueRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (queue->purged_at && too_soon(ctx, *queue->purged_at, ctx.fact("sqs.purge_interval"))) {
    return std::unexpected(purge_in_progress(queue->name));
  }
  queue->purged_at = ctx.now();
  ctx.set_timer(ctx.now() + base::seconds(ctx.fact("sqs.purge_interval")),
                model::PurgeDue{queue->id});
  const std::uint32_t gone = queue->visible + queue->in_flight + queue->delayed;
  erase_all(*queue);
  queue->counters.purged += gone;
  queue->last_event = ctx.emit(model::QueuePurged{queue->id, gone}, queue->last_event);
  return Response(EmptyResponse{});
}

model::ApiResult<NamePage> page_of(const engine::Context& ctx, const std::vector<QueueName>& names,
                                   std::optional<std::int64_t> max_results,
                                   const std::string& next_token) {
  const std::int64_t most = ctx.fact("sqs.list_queues.max");
  const std::int64_t page = max_results.value_or(most);
  if (page < 1 || page > most) {
    return std::unexpected(
        invalid_value(std::to_string(page), "MaxResults",
                      std::format("MaxResults must be an integer between 1 and {}.", most)));
  }
  std::string after;
  if (!next_token.empty() && !base::from_base64(next_token, after)) {
    return std::unexpected(invalid_parameter("Invalid or expired next token."));
  }
  NamePage out;
  std::string_view last;
  for (const auto& [name, url] : names) {
    if (name <= after) continue;
    if (static_cast<std::int64_t>(out.urls.size()) == page) {
      // A token is given only to callers who asked for pages (aws-facts 1.2).
      if (max_results) out.next_token = base::to_base64(last);
      break;
    }
    last = name;
    out.urls.emplace_back(url);
  }
  return out;
}

Outcome list_queues(State& state, engine::Context& ctx,
                    const model::sqs::ListQueuesRequest& request) {
  std::vector<QueueName> names;
  for (const auto& [name, id] : state.by_name) {
    if (name.starts_with(request.queue_name_prefix)) names.push_back({name, state.find(id)->url});
  }
  auto page = page_of(ctx, names, request.max_results, request.next_token);
  if (!page) return std::unexpected(page.error());
  return Response(model::sqs::ListQueuesResponse{std::move(page->urls), page->next_token});
}

Outcome get_queue_url(State& state, const model::sqs::GetQueueUrlRequest& request) {
  const Queue* queue = state.find_by_name(request.queue_name);
  const std::string& owner = request.queue_owner_aws_account_id;
  if (!owner.empty() && owner != state.account) queue = nullptr;
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  return Response(model::sqs::GetQueueUrlResponse{queue->url});
}

Outcome get_queue_attributes(State& state, const model::sqs::GetQueueAttributesRequest& request) {
  const Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const model::sqs::AttributeMap all = describe(state, *queue);
  model::sqs::GetQueueAttributesResponse out;
  for (const std::string& name : request.attribute_names) {
    if (!is_attribute_name(name)) return std::unexpected(unknown_attribute(name));
    if (name == "All") {
      out.attributes = all;
    } else if (const auto it = all.find(name); it != all.end()) {
      out.attributes.insert(*it);
    }
  }
  return Response(std::move(out));
}

Outcome set_queue_attributes(State& state, engine::Context& ctx,
                             const model::sqs::SetQueueAttributesRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (request.attributes.empty()) return std::unexpected(missing_parameter("Attribute.Name"));
  auto wanted = with_attributes(ctx, queue->attributes, request.attributes);
  if (!wanted) return std::unexpected(wanted.error());
  if (auto error = check_redrive_policy(state, *wanted, request.attributes, queue->arn)) {
    return std::unexpected(*error);
  }
  // Simplification: changes hold at once; AWS takes up to 60 s, 15 min for retention (1.1).
  for (const AttributeChange& change : changes(queue->attributes, *wanted)) {
    queue->last_event =
        ctx.emit(model::QueueAttributeChanged{queue->id, change.attribute,
                                              static_cast<std::int32_t>(change.before),
                                              static_cast<std::int32_t>(change.after)},
                 queue->last_event);
  }
  const bool new_delay = wanted->delay_seconds != queue->attributes.delay_seconds;
  queue->attributes = std::move(*wanted);
  queue->modified_at = ctx.now();
  watch_retention(ctx, *queue);
  if (new_delay && queue->is_fifo()) change_delays(state, ctx, *queue);
  return Response(EmptyResponse{});
}

}  // namespace services::sqs
