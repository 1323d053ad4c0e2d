// Topic actions.
#include "services/sns/topics.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/hash.h"
#include "base/json.h"
#include "services/sns/delivery.h"
#include "services/sns/errors.h"
#include "services/sns/subscription_attributes.h"
#include "services/sns/topic_attributes.h"

namespace services::sns {
namespace {

using model::sns::EmptyResponse;
using model::sns::Response;

constexpr std::array<std::string_view, 8> kPolicyActions{"GetTopicAttributes",
                                                         "SetTopicAttributes",
                                                         "AddPermission",
                                                         "RemovePermission",
                                                         "DeleteTopic",
                                                         "Subscribe",
                                                         "ListSubscriptionsByTopic",
                                                         "Publish"};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

std::optional<ApiError> check_name(engine::Context& ctx, std::string_view name, bool fifo) {
  const auto most = static_cast<std::size_t>(ctx.fact("sns.topic_name.max"));
  std::string_view stem = name;
  if (fifo && stem.ends_with(".fifo")) stem.remove_suffix(5);
  const bool sound =
      !stem.empty() && name.size() <= most && std::ranges::all_of(stem, is_name_char);
  if (sound && fifo == name.ends_with(".fifo")) return std::nullopt;
  if (!fifo) return invalid_parameter("Topic Name");
  return invalid_parameter(
      "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase "
      "ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters "
      "long.");
}

std::optional<ApiError> check_tags(const std::vector<model::sns::Tag>& tags) {
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto again = std::ranges::find(tags.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                         tags.end(), tags[i].key, &model::sns::Tag::key);
    if (again != tags.end()) return invalid_parameter("Duplicated keys are not allowed.");
    if (tags[i].key.empty() || tags[i].key.size() > 128 || tags[i].value.size() > 256) {
      return invalid_parameter("Tags");
    }
  }
  return std::nullopt;
}

// Only what is present in the request is compared (aws-facts 2.1, recorded).
Result existing_topic(const State& state, const Topic& topic,
                      const model::sns::CreateTopicRequest& request) {
  const auto current = attributes_of(state, topic);
  for (const auto& [name, value] : request.attributes) {
    const auto as_set = topic.attributes.find(name);
    if (as_set != topic.attributes.end() && as_set->second == value) continue;
    const auto it = current.find(name);
    if (it == current.end() || it->second != value) {
      return std::unexpected(
          invalid_parameter("Attributes Reason: Topic already exists with different attributes"));
    }
  }
  for (const model::sns::Tag& tag : request.tags) {
    const auto it = topic.tags.find(tag.key);
    if (it == topic.tags.end() || it->second != tag.value) {
      return std::unexpected(
          invalid_parameter("Tags Reason: Topic already exists with different tags"));
    }
  }
  return Response(model::sns::CreateTopicResponse{topic.arn});
}

std::optional<ApiError> check_room(engine::Context& ctx, const State& state, bool fifo) {
  const auto same = std::ranges::count_if(
      state.topics, [&](const auto& entry) { return entry.second.fifo == fifo; });
  const std::int64_t most = fifo ? ctx.fact("sns.fifo_topics.max") : ctx.fact("sns.topics.max");
  if (same < most) return std::nullopt;
  return limit_exceeded("TopicLimitExceeded", "Topic limit exceeded");
}

base::Json policy_json(const State& state, const Topic& topic) {
  const auto document = base::parse_json(effective_policy(state, topic));
  return document ? document->root : base::Json::object();
}

base::Json* statements(base::Json& policy) {
  const auto it = policy.find("Statement");
  return it != policy.end() && it->is_array() ? &*it : nullptr;
}

bool has_sid(const base::Json& statement, const std::string& label) {
  const auto sid = statement.find("Sid");
  return sid != statement.end() && *sid == label;
}

}  // namespace

model::ApiResult<Topic*> find_topic(State& state, std::string_view arn,
                                    std::string_view parameter) {
  const auto colons = std::ranges::count(arn, ':');
  if (colons < 5) {
    return std::unexpected(invalid_parameter(std::format(
        "{} Reason: An ARN must have at least 6 elements, not {}", parameter, colons + 1)));
  }
  if (!arn.starts_with(std::format("arn:aws:sns:{}:", state.region))) {
    return std::unexpected(invalid_parameter(parameter));
  }
  const Topic* topic = state.find_by_arn(arn);
  if (topic == nullptr) return std::unexpected(not_found("Topic"));
  return &state.topics.at(topic->id);
}

std::string effective_policy(const State& state, const Topic& topic) {
  if (!topic.policy.empty()) return topic.policy;
  std::string actions;
  for (const std::string_view action : kPolicyActions) {
    actions += std::format("{}\"SNS:{}\"", actions.empty() ? "" : ",", action);
  }
  return std::format(
      R"({{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{{"Effect":"Allow",)"
      R"("Sid":"__default_statement_ID","Principal":{{"AWS":"*"}},"Action":[{}],"Resource":"{}",)"
      R"("Condition":{{"StringEquals":{{"AWS:SourceOwner":"{}"}}}}}}]}})",
      actions, topic.arn, state.account);
}

std::optional<std::size_t> page_start(std::string_view token) {
  if (token.empty()) return 0;
  std::string text;
  if (token.size() > 24 || !base::from_base64(token, text)) return std::nullopt;
  if (!text.starts_with("page-") || text.size() > 15) return std::nullopt;
  std::size_t out = 0;
  for (const char c : std::string_view(text).substr(5)) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return out;
}

std::string page_token(std::size_t next) { return base::to_base64(std::format("page-{}", next)); }

Result create_topic(State& state, engine::Context& ctx, const Caller& caller,
                    const model::sns::CreateTopicRequest& request) {
  const auto fifo_flag = request.attributes.find("FifoTopic");
  const bool fifo = fifo_flag != request.attributes.end() && fifo_flag->second == "true";
  if (auto error = check_name(ctx, request.name, fifo)) return std::unexpected(*error);
  if (static_cast<std::int64_t>(request.tags.size()) > ctx.fact("sns.tags.max")) {
    return std::unexpected(tag_limit_exceeded());
  }
  if (auto error = check_tags(request.tags)) return std::unexpected(*error);
  if (const auto known = state.by_name.find(request.name); known != state.by_name.end()) {
    return existing_topic(state, *state.find(known->second), request);
  }
  if (auto error = check_room(ctx, state, fifo)) return std::unexpected(*error);
  Topic topic;
  topic.name = request.name;
  topic.fifo = fifo;
  topic.arn = std::format("arn:aws:sns:{}:{}:{}", state.region, state.account, request.name);
  topic.maximum_message_size = ctx.fact("sns.message_size.default");
  topic.data_protection_policy = request.data_protection_policy;
  for (const auto& [name, value] : request.attributes) {
    if (name == "FifoTopic") continue;
    if (auto fault = set_attribute(ctx, topic, name, value, 0)) {
      return std::unexpected(invalid_parameter("Attributes Reason: " + *fault));
    }
  }
  for (const model::sns::Tag& tag : request.tags) topic.tags[tag.key] = tag.value;
  topic.id = {++state.last_topic};
  topic.last_event = ctx.emit(model::TopicCreated{topic.id, caller.actor});
  const std::string arn = topic.arn;
  state.by_name[topic.name] = topic.id;
  state.topics.emplace(topic.id, std::move(topic));
  return Response(model::sns::CreateTopicResponse{arn});
}

Result delete_topic(State& state, engine::Context& ctx, const Caller& caller,
                    const model::sns::DeleteTopicRequest& request) {
  const auto found = find_topic(state, request.topic_arn);
  if (!found) {
    // Deleting what is not there succeeds (aws-facts 2.1).
    if (found.error().query_code == "NotFound") return Response(EmptyResponse{});
    return std::unexpected(found.error());
  }
  const Topic& topic = **found;
  if (topic.archive_days > 0) {
    return std::unexpected(invalid_state(
        "Invalid state: The topic has an archive policy, which must be removed before the topic "
        "can be deleted."));
  }
  forget_deliveries(state, topic.id);
  for (const model::SubscriptionId id : state.by_topic[topic.id]) state.subscriptions.erase(id);
  state.by_topic.erase(topic.id);
  ctx.emit(model::TopicDeleted{topic.id, caller.actor}, topic.last_event);
  state.by_name.erase(topic.name);
  state.topics.erase(topic.id);
  return Response(EmptyResponse{});
}

Result get_topic_attributes(State& state, const model::sns::GetTopicAttributesRequest& request) {
  const auto topic = find_topic(state, request.topic_arn);
  if (!topic) return std::unexpected(topic.error());
  return Response(model::sns::GetTopicAttributesResponse{attributes_of(state, **topic)});
}

Result set_topic_attributes(State& state, engine::Context& ctx,
                            const model::sns::SetTopicAttributesRequest& request) {
  const auto found = find_topic(state, request.topic_arn);
  if (!found) return std::unexpected(found.error());
  Topic& topic = **found;
  if (!is_topic_attribute(request.attribute_name) || request.attribute_name == "FifoTopic") {
    return std::unexpected(invalid_parameter("AttributeName"));
  }
  const auto subscriptions = state.by_topic.find(topic.id);
  const std::size_t count =
      subscriptions == state.by_topic.end() ? 0 : subscriptions->second.size();
  if (auto fault = set_attribute(ctx, topic, request.attribute_name,
                                 request.attribute_value.value_or(""), count)) {
    return std::unexpected(invalid_parameter(*fault));
  }
  if (request.attribute_name == "DeliveryPolicy") inherit_delivery_policy(state, topic);
  topic.last_event = ctx.emit(model::TopicAttributeChanged{topic.id}, topic.last_event);
  return Response(EmptyResponse{});
}

Result list_topics(const State& state, const model::sns::ListTopicsRequest& request) {
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListTopicsResponse out;
  std::size_t i = 0;
  for (const auto& [id, topic] : state.topics) {
    if (i++ < *start) continue;
    if (out.topics.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    out.topics.push_back({topic.arn});
  }
  return Response(std::move(out));
}

Result add_permission(State& state, engine::Context& ctx,
                      const model::sns::AddPermissionRequest& request) {
  const auto found = find_topic(state, request.topic_arn);
  if (!found) return std::unexpected(found.error());
  Topic& topic = **found;
  base::Json policy = policy_json(state, topic);
  base::Json* list = statements(policy);
  if (list == nullptr) return std::unexpected(invalid_parameter("Policy"));
  for (const base::Json& statement : *list) {
    if (has_sid(statement, request.label)) {
      return std::unexpected(invalid_parameter("Statement already exists"));
    }
  }
  base::Json actions = base::Json::array();
  for (const std::string& action : request.action_names) {
    if (!std::ranges::contains(kPolicyActions, action)) {
      return std::unexpected(invalid_parameter("Policy statement action out of service scope!"));
    }
    actions.push_back("SNS:" + action);
  }
  base::Json principals = base::Json::array();
  for (const std::string& account : request.aws_account_ids) {
    principals.push_back(std::format("arn:aws:iam::{}:root", account));
  }
  const auto one_or_all = [](base::Json& all) { return all.size() == 1 ? all[0] : all; };
  list->push_back({{"Sid", request.label},
                   {"Effect", "Allow"},
                   {"Principal", {{"AWS", one_or_all(principals)}}},
                   {"Action", one_or_all(actions)},
                   {"Resource", topic.arn}});
  topic.policy = base::dump(policy);
  topic.last_event = ctx.emit(model::TopicAttributeChanged{topic.id}, topic.last_event);
  return Response(EmptyResponse{});
}

Result remove_permission(State& state, engine::Context& ctx,
                         const model::sns::RemovePermissionRequest& request) {
  const auto found = find_topic(state, request.topic_arn);
  if (!found) return std::unexpected(found.error());
  Topic& topic = **found;
  base::Json policy = policy_json(state, topic);
  base::Json* list = statements(policy);
  base::Json kept = base::Json::array();
  if (list != nullptr) {
    for (const base::Json& statement : *list) {
      if (!has_sid(statement, request.label)) kept.push_back(statement);
    }
  }
  if (list == nullptr || kept.size() == list->size()) {
    return std::unexpected(invalid_parameter("Label Reason: label not found"));
  }
  *list = std::move(kept);
  topic.policy = base::dump(policy);
  topic.last_event = ctx.emit(model::TopicAttributeChanged{topic.id}, topic.last_event);
  return Response(EmptyResponse{});
}

Result tag_resource(State& state, const model::sns::TagResourceRequest& request) {
  const auto topic = find_topic(state, request.resource_arn, "ResourceArn");
  if (!topic) return std::unexpected(resource_not_found());
  if (auto error = check_tags(request.tags)) return std::unexpected(*error);
  auto tags = (*topic)->tags;
  for (const model::sns::Tag& tag : request.tags) tags[tag.key] = tag.value;
  constexpr std::size_t kMaxTags = 50;  // aws-facts 2.1
  if (tags.size() > kMaxTags) return std::unexpected(tag_limit_exceeded());
  (*topic)->tags = std::move(tags);
  return Response(EmptyResponse{});
}

Result untag_resource(State& state, const model::sns::UntagResourceRequest& request) {
  const auto topic = find_topic(state, request.resource_arn, "ResourceArn");
  if (!topic) return std::unexpected(resource_not_found());
  for (const std::string& key : request.tag_keys) (*topic)->tags.erase(key);
  return Response(EmptyResponse{});
}

Result list_tags(State& state, const model::sns::ListTagsForResourceRequest& request) {
  const auto topic = find_topic(state, request.resource_arn, "ResourceArn");
  if (!topic) return std::unexpected(resource_not_found());
  model::sns::ListTagsForResourceResponse out;
  for (const auto& [key, value] : (*topic)->tags) out.tags.push_back({key, value});
  return Response(std::move(out));
}

Result put_data_protection(State& state,
                           const model::sns::PutDataProtectionPolicyRequest& request) {
  const auto topic = find_topic(state, request.resource_arn, "ResourceArn");
  if (!topic) return std::unexpected(topic.error());
  const auto document = base::parse_json(request.data_protection_policy, {.max_bytes = 30'720});
  const bool sound = document && document->root.is_object();
  if (!sound && !request.data_protection_policy.empty()) {
    return std::unexpected(invalid_parameter("DataProtectionPolicy Reason: not a JSON object"));
  }
  (*topic)->data_protection_policy = request.data_protection_policy;
  return Response(EmptyResponse{});
}

Result get_data_protection(State& state,
                           const model::sns::GetDataProtectionPolicyRequest& request) {
  const auto topic = find_topic(state, request.resource_arn, "ResourceArn");
  if (!topic) return std::unexpected(topic.error());
  return Response(model::sns::GetDataProtectionPolicyResponse{(*topic)->data_protection_policy});
}

}  // namespace services::sns
