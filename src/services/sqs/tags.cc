// TagQueue, UntagQueue, ListQueueTags; AddPermission and RemovePermission, which write statements
// into the queue's policy (aws-facts 1.2). Texts that the fact sheet does not give are assumptions.
#include "services/sqs/tags.h"

#include <algorithm>
#include <format>

#include "base/json.h"
#include "services/sqs/attributes.h"
#include "services/sqs/errors.h"
#include "services/sqs/queues.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using base::Json;
using model::sqs::EmptyResponse;
using model::sqs::Response;

constexpr std::size_t kMaxTagKey = 128;
constexpr std::size_t kMaxTagValue = 256;

// Characters of UTF-8: every byte but the ones that continue another.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
}

ApiError tag_key_length() {
  return invalid_parameter(
      std::format("Tag keys must be between 1 and {} characters in length.", kMaxTagKey));
}

std::optional<ApiError> check_tag_key(std::string_view key) {
  if (key.empty() || characters(key) > kMaxTagKey) return tag_key_length();
  return std::nullopt;
}

void note_tags(engine::Context& ctx, Queue& queue) {
  const auto count = static_cast<std::uint32_t>(queue.tags.size());
  queue.last_event = ctx.emit(model::QueueTagsChanged{queue.id, count}, queue.last_event);
}

ApiError unknown_principals(const std::vector<std::string>& accounts) {
  std::string list;
  for (const std::string& account : accounts) list += (list.empty() ? "" : ", ") + account;
  return invalid_value(std::format("[{}]", list), "PrincipalId", "Unable to verify.");
}

std::optional<ApiError> check_permission(const engine::Context& ctx,
                                         const model::sqs::AddPermissionRequest& request) {
  if (request.label.empty()) return missing_parameter("Label");
  if (!is_valid_name(request.label)) {
    return invalid_value(request.label, "Label",
                         std::format("Can only include alphanumeric characters, hyphens, or "
                                     "underscores. 1 to {} in length",
                                     ctx.fact("sqs.permission_label.max")));
  }
  if (request.actions.empty()) return missing_parameter("Actions");
  if (request.aws_account_ids.empty()) return unknown_principals(request.aws_account_ids);
  const std::int64_t most = ctx.fact("sqs.policy.actions.max");
  if (static_cast<std::int64_t>(request.actions.size()) > most) {
    return over_limit(
        std::format("{} Actions were found, maximum allowed is {}.", request.actions.size(), most));
  }
  // Only what a resource policy can give to others (aws-facts 1.2, after the table).
  constexpr std::array<std::string_view, 9> kActions{"*",
                                                     "SendMessage",
                                                     "ReceiveMessage",
                                                     "DeleteMessage",
                                                     "ChangeMessageVisibility",
                                                     "GetQueueAttributes",
                                                     "GetQueueUrl",
                                                     "ListDeadLetterSourceQueues",
                                                     "PurgeQueue"};
  for (const std::string& action : request.actions) {
    if (!std::ranges::contains(kActions, std::string_view(action))) {
      return invalid_value("SQS:" + action, "ActionName",
                           "Only the queue owner is allowed to invoke this "
                           "action.");
    }
  }
  for (const std::string& account : request.aws_account_ids) {
    const bool digits = std::ranges::all_of(account, [](char c) { return c >= '0' && c <= '9'; });
    if (account.size() != 12 || !digits) {
      return unknown_principals(request.aws_account_ids);
    }
  }
  return std::nullopt;
}

// One text alone stands for itself, several stand in a list.
Json one_or_list(std::vector<std::string> texts) {
  if (texts.size() == 1) return texts.front();
  return texts;
}

Json statement_of(const Queue& queue, const model::sqs::AddPermissionRequest& request) {
  std::vector<std::string> principals;
  for (const std::string& account : request.aws_account_ids) {
    principals.push_back(std::format("arn:aws:iam::{}:root", account));
  }
  std::vector<std::string> actions;
  for (const std::string& action : request.actions) actions.push_back("SQS:" + action);
  return {{"Sid", request.label},
          {"Effect", "Allow"},
          {"Principal", {{"AWS", one_or_list(std::move(principals))}}},
          {"Action", one_or_list(std::move(actions))},
          {"Resource", queue.arn}};
}

Json policy_of(const Queue& queue) {
  if (const auto parsed = base::parse_json(queue.attributes.policy)) {
    Json policy = parsed->root;
    if (!policy.contains("Statement")) policy["Statement"] = Json::array();
    if (!policy["Statement"].is_array()) policy["Statement"] = Json::array({policy["Statement"]});
    return policy;
  }
  return {{"Version", "2008-10-17"},
          {"Id", queue.arn + "/SQSDefaultPolicy"},
          {"Statement", Json::array()}};
}

auto find_label(Json& statements, const std::string& label) {
  return std::ranges::find_if(statements, [&](const Json& statement) {
    const auto sid = statement.find("Sid");
    return sid != statement.end() && *sid == label;
  });
}

// The policy goes through the same door as SetQueueAttributes, limits included.
Outcome set_policy(State& state, engine::Context& ctx, const Queue& queue, std::string policy) {
  return set_queue_attributes(state, ctx, {queue.url, {{"Policy", std::move(policy)}}});
}

}  // namespace

std::optional<model::ApiError> check_tags(const engine::Context& ctx, const std::string& queue_name,
                                          const model::sqs::Tags& tags) {
  for (const auto& [key, value] : tags) {
    if (auto error = check_tag_key(key)) return error;
    if (characters(value) > kMaxTagValue) {
      return invalid_parameter(
          std::format("Tag values must be between 0 and {} characters in length.", kMaxTagValue));
    }
  }
  if (static_cast<std::int64_t>(tags.size()) <= ctx.fact("sqs.tags.max")) return std::nullopt;
  return invalid_parameter(std::format("Too many tags added for queue {}.", queue_name));
}

Outcome tag_queue(State& state, engine::Context& ctx, const model::sqs::TagQueueRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (request.tags.empty()) return std::unexpected(missing_parameter("Tags"));
  model::sqs::Tags tags = queue->tags;
  for (const auto& [key, value] : request.tags) tags[key] = value;
  if (auto error = check_tags(ctx, queue->name, tags)) return std::unexpected(*error);
  queue->tags = std::move(tags);
  note_tags(ctx, *queue);
  return Response(EmptyResponse{});
}

Outcome untag_queue(State& state, engine::Context& ctx,
                    const model::sqs::UntagQueueRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (request.tag_keys.empty()) return std::unexpected(tag_key_length());
  for (const std::string& key : request.tag_keys) {
    if (auto error = check_tag_key(key)) return std::unexpected(*error);
  }
  for (const std::string& key : request.tag_keys) queue->tags.erase(key);
  note_tags(ctx, *queue);
  return Response(EmptyResponse{});
}

Outcome list_queue_tags(State& state, const model::sqs::ListQueueTagsRequest& request) {
  const Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  return Response(model::sqs::ListQueueTagsResponse{queue->tags});
}

Outcome add_permission(State& state, engine::Context& ctx,
                       const model::sqs::AddPermissionRequest& request) {
  const Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (auto error = check_permission(ctx, request)) return std::unexpected(*error);
  Json policy = policy_of(*queue);
  Json& statements = policy["Statement"];
  if (find_label(statements, request.label) != statements.end()) {
    return std::unexpected(invalid_value(request.label, "Label", "Already exists."));
  }
  statements.push_back(statement_of(*queue, request));
  return set_policy(state, ctx, *queue, base::dump(policy));
}

Outcome remove_permission(State& state, engine::Context& ctx,
                          const model::sqs::RemovePermissionRequest& request) {
  const Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (request.label.empty()) return std::unexpected(missing_parameter("Label"));
  Json policy = policy_of(*queue);
  Json& statements = policy["Statement"];
  const auto it = find_label(statements, request.label);
  if (it == statements.end()) {
    return std::unexpected(invalid_value(request.label, "Label", "can't find label."));
  }
  statements.erase(it);
  return set_policy(state, ctx, *queue, statements.empty() ? "" : base::dump(policy));
}

}  // namespace services::sqs
