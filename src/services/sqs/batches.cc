// The batch forms of the message actions: each entry as if it were a call of its own
// (aws-facts 1.2, 1.3).
#include <algorithm>
#include <set>

#include "services/sqs/errors.h"
#include "services/sqs/messages.h"
#include "services/sqs/queues.h"
#include "services/sqs/throughput.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::BatchFailure;
using model::sqs::Response;

template <class Entry>
std::optional<ApiError> check_batch(const engine::Context& ctx, const std::vector<Entry>& entries) {
  if (entries.empty()) return empty_batch();
  if (static_cast<std::int64_t>(entries.size()) > ctx.fact("sqs.batch.max")) {
    return too_many_batch_entries(entries.size());
  }
  std::set<std::string_view> ids;
  for (const Entry& entry : entries) {
    if (!is_valid_name(entry.id)) return invalid_batch_id();
    if (!ids.insert(entry.id).second) return batch_ids_not_distinct(entry.id);
  }
  return std::nullopt;
}

BatchFailure failure(std::string id, const ApiError& error) {
  // Recorded: of an entry with forbidden characters AWS does not blame the sender.
  const bool sender_fault = error.sender_fault && error.type != "InvalidMessageContents";
  return {std::move(id), sender_fault, error.query_code, error.message};
}

// Delete and ChangeMessageVisibility answer alike: an id per success, a failure per refusal.
template <class Batch, class Call>
Outcome each_entry(State& state, engine::Context& ctx, const Batch& request, CallKind kind,
                   Call call) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (auto error = check_batch(ctx, request.entries)) return std::unexpected(*error);
  std::vector<std::string_view> groups;
  for (const auto& entry : request.entries) {
    groups.push_back(group_of(state, *queue, entry.receipt_handle));
  }
  if (auto error = count_call(ctx, *queue, kind, groups)) return std::unexpected(*error);
  model::sqs::BatchResponse out;
  for (const auto& entry : request.entries) {
    if (const model::ApiResult<Response> result = call(*queue, entry)) {
      out.successful.push_back(entry.id);
    } else {
      out.failed.push_back(failure(entry.id, result.error()));
    }
  }
  return Response(std::move(out));
}

// What is wrong with the batch as a whole.
std::optional<ApiError> check_send_batch(const engine::Context& ctx, const Queue& queue,
                                         const model::sqs::SendMessageBatchRequest& request) {
  if (auto error = check_batch(ctx, request.entries)) return error;
  std::int64_t bytes = 0;
  for (const auto& entry : request.entries) bytes += message_size(entry.message);
  if (bytes > ctx.fact("sqs.batch_size.max")) {
    return batch_too_long(bytes, ctx.fact("sqs.batch_size.max"));
  }
  // Recorded: one entry without a group refuses the whole batch, and with this code.
  const bool all_grouped = std::ranges::all_of(request.entries, [](const auto& entry) {
    return entry.message.message_group_id.has_value();
  });
  if (queue.is_fifo() && !all_grouped) {
    return invalid_parameter(missing_parameter("MessageGroupId").message);
  }
  return std::nullopt;
}

// Recorded: an entry beyond the queue's size is refused in other words than a single message.
model::ApiResult<Response> accept_entry(State& state, engine::Context& ctx, const Caller& caller,
                                        Queue& queue,
                                        const model::sqs::SendMessageRequest& message) {
  if (auto error = check_size(queue, message, "One or more parameters cannot be validated.")) {
    return std::unexpected(*error);
  }
  return accept_message(state, ctx, caller, queue, message);
}

}  // namespace

Outcome send_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                           const model::sqs::SendMessageBatchRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (auto error = check_send_batch(ctx, *queue, request)) return std::unexpected(*error);
  std::vector<std::string_view> groups;
  for (const auto& entry : request.entries) groups.push_back(group_of(entry.message));
  if (auto error = count_call(ctx, *queue, CallKind::kSend, groups)) return std::unexpected(*error);
  model::sqs::SendMessageBatchResponse out;
  for (const auto& entry : request.entries) {
    if (const auto result = accept_entry(state, ctx, caller, *queue, entry.message)) {
      out.successful.push_back({entry.id, std::get<model::sqs::SendMessageResponse>(*result)});
    } else {
      out.failed.push_back(failure(entry.id, result.error()));
    }
  }
  return Response(std::move(out));
}

Outcome delete_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                             const model::sqs::DeleteMessageBatchRequest& request) {
  return each_entry(state, ctx, request, CallKind::kDelete, [&](Queue& queue, const auto& entry) {
    return remove_message(state, ctx, caller, queue, entry.receipt_handle);
  });
}

Outcome change_message_visibility_batch(
    State& state, engine::Context& ctx, const Caller& caller,
    const model::sqs::ChangeMessageVisibilityBatchRequest& request) {
  return each_entry(state, ctx, request, CallKind::kChangeVisibility,
                    [&](Queue& queue, const auto& entry) {
                      return change_visibility(state, ctx, caller, queue, entry.receipt_handle,
                                               entry.visibility_timeout);
                    });
}

}  // namespace services::sqs
