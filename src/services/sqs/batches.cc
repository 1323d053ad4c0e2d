// The batch forms of the message actions: each entry as if it were a call of its own
// (aws-facts 1.2, 1.3).
#include <algorithm>
#include <set>

#include "services/sqs/errors.h"
#include "services/sqs/messages.h"
#include "services/sqs/queues.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::BatchFailure;
using model::sqs::Response;

template <class Entry>
std::optional<ApiError> check_batch(const engine::Context& ctx, const std::vector<Entry>& entries,
                                    std::string_view entry_type) {
  if (entries.empty()) return empty_batch(entry_type);
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
  return {std::move(id), error.sender_fault, error.query_code, error.message};
}

const model::ApiResult<Response>& result_of(const Outcome& outcome) {
  return std::get<model::ApiResult<Response>>(outcome);
}

// Delete and ChangeMessageVisibility answer alike: an id per success, a failure per refusal.
template <class Batch, class Call>
Outcome each_entry(State& state, engine::Context& ctx, const Batch& request,
                   std::string_view entry_type, Call call) {
  if (find_queue_by_url(state, request.queue_url) == nullptr) {
    return std::unexpected(queue_does_not_exist());
  }
  if (auto error = check_batch(ctx, request.entries, entry_type)) return std::unexpected(*error);
  model::sqs::BatchResponse out;
  for (const auto& entry : request.entries) {
    const Outcome outcome = call(entry);
    if (const auto& result = result_of(outcome)) {
      out.successful.push_back(entry.id);
    } else {
      out.failed.push_back(failure(entry.id, result.error()));
    }
  }
  return Response(std::move(out));
}

}  // namespace

Outcome send_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                           const model::sqs::SendMessageBatchRequest& request) {
  if (find_queue_by_url(state, request.queue_url) == nullptr) {
    return std::unexpected(queue_does_not_exist());
  }
  if (auto error = check_batch(ctx, request.entries, "SendMessageBatchRequestEntry")) {
    return std::unexpected(*error);
  }
  std::int64_t bytes = 0;
  for (const auto& entry : request.entries) bytes += message_size(entry.message);
  if (bytes > ctx.fact("sqs.batch_size.max")) {
    return std::unexpected(batch_too_long(bytes, ctx.fact("sqs.batch_size.max")));
  }
  model::sqs::SendMessageBatchResponse out;
  for (const auto& entry : request.entries) {
    model::sqs::SendMessageRequest single = entry.message;
    single.queue_url = request.queue_url;
    const Outcome outcome = send_message(state, ctx, caller, single);
    if (const auto& result = result_of(outcome)) {
      out.successful.push_back({entry.id, std::get<model::sqs::SendMessageResponse>(*result)});
    } else {
      out.failed.push_back(failure(entry.id, result.error()));
    }
  }
  return Response(std::move(out));
}

Outcome delete_message_batch(State& state, engine::Context& ctx, const Caller& caller,
                             const model::sqs::DeleteMessageBatchRequest& request) {
  return each_entry(state, ctx, request, "DeleteMessageBatchRequestEntry", [&](const auto& entry) {
    return delete_message(state, ctx, caller, {request.queue_url, entry.receipt_handle});
  });
}

Outcome change_message_visibility_batch(
    State& state, engine::Context& ctx, const Caller& caller,
    const model::sqs::ChangeMessageVisibilityBatchRequest& request) {
  return each_entry(state, ctx, request, "ChangeMessageVisibilityBatchRequestEntry",
                    [&](const auto& entry) {
                      return change_message_visibility(
                          state, ctx, caller,
                          {request.queue_url, entry.receipt_handle, entry.visibility_timeout});
                    });
}

}  // namespace services::sqs
