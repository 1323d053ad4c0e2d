// Subscription actions.
#include "services/sns/subscriptions.h"

#include <algorithm>
#include <array>
#include <format>

#include "services/sns/archive.h"
#include "services/sns/delivery.h"
#include "services/sns/errors.h"
#include "services/sns/subscription_attributes.h"

namespace services::sns {
namespace {

using model::sns::EmptyResponse;
using model::sns::Response;

constexpr std::string_view kPendingText = "pending confirmation";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 3 to 15 digits; single dots, hyphens and slashes may stand between them (recorded).
bool is_phone_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto digits = std::ranges::count_if(text, is_digit);
  if (digits < 3 || digits > 15 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (is_digit(text[i])) continue;
    if (!std::string_view(".-/").contains(text[i]) || !is_digit(text[i - 1])) return false;
  }
  return true;
}

std::optional<ApiError> check_endpoint(const State& state, Protocol protocol,
                                       std::string_view endpoint) {
  const auto fault = [](std::string_view what) { return invalid_parameter(what); };
  if (endpoint.empty() || endpoint.size() > 2'048) return fault("Endpoint");
  switch (protocol) {
    case Protocol::kSqs:
      if (endpoint.starts_with("arn:aws:sqs:") && std::ranges::count(endpoint, ':') == 5) {
        return std::nullopt;
      }
      return fault("SQS endpoint ARN");
    case Protocol::kLambda:
      if (!endpoint.starts_with("arn:aws:lambda:")) return fault("Lambda endpoint ARN");
      return std::nullopt;
    case Protocol::kFirehose:
      if (!endpoint.starts_with("arn:aws:firehose:")) return fault("Firehose endpoint ARN");
      return std::nullopt;
    case Protocol::kHttp:
    case Protocol::kHttps: {
      const std::string_view scheme = protocol == Protocol::kHttp ? "http://" : "https://";
      if (endpoint.starts_with(scheme)) return std::nullopt;
      return fault("Endpoint must match the specified protocol");
    }
    case Protocol::kEmail:
    case Protocol::kEmailJson:
      if (endpoint.find('@') == std::string_view::npos) return fault("Email address");
      return std::nullopt;
    case Protocol::kSms:
      if (is_phone_number(endpoint)) return std::nullopt;
      return plain_invalid_parameter(std::format("Invalid SMS endpoint: {}", endpoint));
    case Protocol::kApplication:
      if (!state.devices.contains(endpoint)) {
        return fault("Endpoint Reason: Endpoint does not exist");
      }
      return std::nullopt;
  }
  return std::nullopt;
}

// Which kinds of topic take which kinds of endpoint (aws-facts 2.3, 0.3 row 13).
std::optional<ApiError> check_fit(engine::Context& ctx, const State& state, const Topic& topic,
                                  Protocol protocol, std::string_view endpoint) {
  const bool fifo_queue = protocol == Protocol::kSqs && endpoint.ends_with(".fifo");
  if (!topic.fifo && fifo_queue) {
    return invalid_parameter(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard "
        "SNS topics");
  }
  const bool classic = ctx.profile() == model::Profile::kClassic;
  if (topic.fifo && (protocol != Protocol::kSqs || (classic && !fifo_queue))) {
    return invalid_parameter("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue");
  }
  const auto it = state.by_topic.find(topic.id);
  const auto count = it == state.by_topic.end() ? 0 : static_cast<std::int64_t>(it->second.size());
  const std::int64_t most =
      topic.fifo ? ctx.fact("sns.fifo_subscriptions.max") : ctx.fact("sns.subscriptions.max");
  if (count >= most) {
    return limit_exceeded("SubscriptionLimitExceeded", "Subscription limit exceeded");
  }
  if (topic.maximum_message_size <= ctx.fact("sns.message_size.default")) return std::nullopt;
  const bool takes_large = protocol == Protocol::kSqs || protocol == Protocol::kLambda ||
                           protocol == Protocol::kFirehose;
  if (takes_large && count < ctx.fact("sns.large_topic_subscriptions.max")) return std::nullopt;
  return invalid_parameter(
      "Topics with a MaximumMessageSize above 256 KiB take at most 100 subscriptions, of the "
      "protocols sqs, firehose and lambda");
}

std::optional<ApiError> set_all(engine::Context& ctx, const State& state, const Topic& topic,
                                Subscription& s, const model::sns::AttributeMap& attributes) {
  // The scope says how the policy is read, so it comes first.
  if (const auto it = attributes.find("FilterPolicyScope"); it != attributes.end()) {
    if (auto error =
            set_attribute(ctx, state, topic, s, it->first, it->second, Setter::kSubscribe)) {
      return error;
    }
  }
  for (const auto& [name, value] : attributes) {
    if (name == "FilterPolicyScope") continue;
    if (auto error = set_attribute(ctx, state, topic, s, name, value, Setter::kSubscribe)) {
      return error;
    }
  }
  if (s.protocol != Protocol::kFirehose || !s.role_arn.empty()) return std::nullopt;
  return invalid_parameter("Attributes Reason: SubscriptionRoleArn is required for firehose");
}

// Whether an attribute that is given is what the subscription has.
bool agrees(const Subscription& s, const Subscription& wanted, std::string_view attribute) {
  if (attribute == "RawMessageDelivery") return s.raw == wanted.raw;
  if (attribute == "FilterPolicy") return s.filter_policy == wanted.filter_policy;
  if (attribute == "FilterPolicyScope") return s.filter_scope == wanted.filter_scope;
  if (attribute == "RedrivePolicy") return s.redrive_policy == wanted.redrive_policy;
  if (attribute == "DeliveryPolicy") return s.delivery_policy == wanted.delivery_policy;
  return true;
}

// Same endpoint again: the same subscription, unless an attribute that is given differs (aws-facts
// 2.1, recorded).
model::ApiResult<Subscription*> existing(State& state, const Topic& topic,
                                         const Subscription& wanted,
                                         const model::sns::AttributeMap& given) {
  const auto list = state.by_topic.find(topic.id);
  if (list == state.by_topic.end()) return nullptr;
  for (const model::SubscriptionId id : list->second) {
    Subscription& s = state.subscriptions.at(id);
    if (s.protocol != wanted.protocol || s.endpoint != wanted.endpoint) continue;
    const bool same = std::ranges::all_of(
        given, [&](const auto& attribute) { return agrees(s, wanted, attribute.first); });
    if (!same) {
      return std::unexpected(invalid_parameter(
          "Attributes Reason: Subscription already exists with different attributes"));
    }
    return &s;
  }
  return nullptr;
}

Response subscribed(const Subscription& s, bool return_arn) {
  const bool hidden = s.pending && !return_arn;
  return model::sns::SubscribeResponse{hidden ? std::string(kPendingText) : s.arn};
}

// The message that asks for it; the token in it is good from now on.
void ask_for_confirmation(State& state, engine::Context& ctx, Subscription& s) {
  s.token_until = ctx.now() + base::seconds(ctx.fact("sns.confirmation_token.max"));
  notify(state, ctx, s, NoticeKind::kConfirmation);
}

// Endpoints of AWS in the caller's own account need no confirmation, nor do phones and devices.
bool needs_confirmation(const State& state, const Caller& caller, const Subscription& s) {
  switch (s.protocol) {
    case Protocol::kSms:
    case Protocol::kApplication: return false;
    case Protocol::kSqs:
    case Protocol::kLambda:
    case Protocol::kFirehose: {
      const std::string& account = caller.account.empty() ? state.account : caller.account;
      return s.endpoint.find(":" + account + ":") == std::string::npos;
    }
    default: return true;
  }
}

void add_to_list(const State& state, const Subscription& s,
                 std::vector<model::sns::Subscription>& out) {
  out.push_back({s.pending ? "PendingConfirmation" : s.arn, s.owner,
                 std::string(protocol_name(s.protocol)), s.endpoint, state.find(s.topic)->arn});
}

std::optional<ApiError> check_subscription_arn(std::string_view arn) {
  if (arn.empty()) {
    return invalid_parameter("SubscriptionArn Reason: no value for required parameter");
  }
  const auto colons = std::ranges::count(arn, ':');
  if (colons < 5) {
    return invalid_parameter(std::format(
        "SubscriptionArn Reason: An ARN must have at least 6 elements, not {}", colons + 1));
  }
  if (colons < 6) return invalid_parameter("SubscriptionId");
  return std::nullopt;
}

model::ApiResult<Subscription*> find_subscription(State& state, std::string_view arn) {
  if (auto error = check_subscription_arn(arn)) return std::unexpected(*error);
  const Subscription* s = state.find_subscription(arn);
  if (s == nullptr) return std::unexpected(not_found("Subscription"));
  return &state.subscriptions.at(s->id);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

// The SubscribeURL of an UnsubscribeConfirmation brings the subscription back (aws-facts 2.4).
// Assumption: for as long as its first token was good.
void keep_ended(State& state, const engine::Context& ctx, Subscription s) {
  s.token_until = ctx.now() + base::seconds(ctx.fact("sns.confirmation_token.max"));
  if (state.ended.size() == kKeptEnded) state.ended.erase(state.ended.begin());
  state.ended.push_back(std::move(s));
}

// Whose token it is, if the endpoint was not subscribed anew meanwhile.
const Subscription* restore(State& state, engine::Context& ctx, const Topic& topic,
                            std::string_view token) {
  const auto it = std::ranges::find_if(state.ended, [&](const Subscription& s) {
    return s.topic == topic.id && s.token == token && ctx.now() <= s.token_until;
  });
  if (it == state.ended.end()) return nullptr;
  auto& list = state.by_topic[topic.id];
  const bool anew = std::ranges::any_of(list, [&](model::SubscriptionId id) {
    const Subscription& s = state.subscriptions.at(id);
    return s.protocol == it->protocol && s.endpoint == it->endpoint;
  });
  if (anew) return nullptr;
  Subscription s = std::move(*it);
  state.ended.erase(it);
  list.insert(s.id);
  s.last_event = ctx.emit(model::SubscriptionConfirmed{s.topic, s.id}, s.last_event);
  const model::SubscriptionId id = s.id;
  return &state.subscriptions.emplace(id, std::move(s)).first->second;
}

}  // namespace

void confirm(engine::Context& ctx, Subscription& subscription, bool authenticated) {
  if (!subscription.pending) return;
  subscription.pending = false;
  subscription.authenticated = authenticated;
  subscription.last_event = ctx.emit(
      model::SubscriptionConfirmed{subscription.topic, subscription.id}, subscription.last_event);
}

Result subscribe(State& state, engine::Context& ctx, const Caller& caller,
                 const model::sns::SubscribeRequest& request) {
  const auto found = find_topic(state, request.topic_arn);
  if (!found) return std::unexpected(found.error());
  Topic& topic = **found;
  const auto protocol = protocol_from(request.protocol);
  if (!protocol) {
    return std::unexpected(invalid_parameter(
        std::format("Amazon SNS does not support this protocol string: {}", request.protocol)));
  }
  Subscription s;
  s.topic = topic.id;
  s.protocol = *protocol;
  s.endpoint = request.endpoint;
  if (auto error = check_endpoint(state, *protocol, s.endpoint)) return std::unexpected(*error);
  if (auto error = set_all(ctx, state, topic, s, request.attributes)) {
    return std::unexpected(*error);
  }
  const bool return_arn = request.return_subscription_arn.value_or(false);
  const auto same = existing(state, topic, s, request.attributes);
  if (!same) return std::unexpected(same.error());
  if (*same != nullptr) {
    // Whoever has not confirmed yet is asked again.
    if ((*same)->pending) ask_for_confirmation(state, ctx, **same);
    return subscribed(**same, return_arn);
  }
  if (auto error = check_fit(ctx, state, topic, *protocol, s.endpoint)) {
    return std::unexpected(*error);
  }
  s.owner = caller.account.empty() ? state.account : caller.account;
  s.principal =
      caller.arn.empty() ? std::format("arn:aws:iam::{}:user/learner", state.account) : caller.arn;
  s.pending = needs_confirmation(state, caller, s);
  s.id = {++state.last_subscription};
  s.arn = std::format("{}:{}", topic.arn, uuid_for(state.seed, "subscription", s.id.value));
  if (s.pending) {
    s.token = base::sha256_hex(std::format("{}/token/{}", state.seed, s.id.value));
  }
  s.last_event = ctx.emit(model::SubscriptionCreated{topic.id, s.id, caller.actor, s.pending},
                          topic.last_event);
  const model::SubscriptionId id = s.id;
  state.by_topic[topic.id].insert(id);
  Subscription& kept = state.subscriptions.emplace(id, std::move(s)).first->second;
  if (kept.pending) ask_for_confirmation(state, ctx, kept);
  start_replay(state, ctx, id);
  return subscribed(kept, return_arn);
}

Result confirm_subscription(State& state, engine::Context& ctx, const Caller&,
                            const model::sns::ConfirmSubscriptionRequest& request) {
  // Recorded: the token decides; of the ARN only the form and the region count.
  const auto found = find_topic(state, request.topic_arn);
  if (!found && found.error().query_code != "NotFound") {
    return std::unexpected(invalid_parameter("Topic"));
  }
  if (!is_token(request.token)) return std::unexpected(plain_invalid_parameter("Invalid token"));
  for (auto& [id, s] : state.subscriptions) {
    if (s.token != request.token) continue;
    if (s.pending && ctx.now() > s.token_until) break;  // 2 days (aws-facts 9)
    s.authenticated_unsubscribe = request.authenticate_on_unsubscribe == "true";
    confirm(ctx, s, s.authenticated_unsubscribe);
    return Response(model::sns::ConfirmSubscriptionResponse{s.arn});
  }
  if (found) {
    if (const Subscription* restored = restore(state, ctx, **found, request.token)) {
      return Response(model::sns::ConfirmSubscriptionResponse{restored->arn});
    }
  }
  return std::unexpected(invalid_parameter("Token"));
}

Result unsubscribe(State& state, engine::Context& ctx, const Caller& caller,
                   const model::sns::UnsubscribeRequest& request) {
  const auto found = find_subscription(state, request.subscription_arn);
  if (!found) {
    // Unsubscribing twice succeeds (aws-facts 2.1).
    if (found.error().query_code == "NotFound") return Response(EmptyResponse{});
    return std::unexpected(found.error());
  }
  const Subscription s = **found;
  if (s.pending) {
    return std::unexpected(invalid_parameter(
        "SubscriptionArn Reason: a subscription that is pending confirmation cannot be deleted"));
  }
  ctx.emit(model::SubscriptionDeleted{s.topic, s.id, caller.actor}, s.last_event);
  forget_deliveries(state, s.topic, s.id);
  state.by_topic[s.topic].erase(s.id);
  ++state.topics.at(s.topic).deleted_subscriptions;
  state.subscriptions.erase(s.id);
  if (s.protocol == Protocol::kHttp || s.protocol == Protocol::kHttps) {
    notify_end(state, ctx, s);
    keep_ended(state, ctx, s);
  }
  return Response(EmptyResponse{});
}

Result get_subscription_attributes(const State& state,
                                   const model::sns::GetSubscriptionAttributesRequest& request) {
  if (auto error = check_subscription_arn(request.subscription_arn)) {
    return std::unexpected(*error);
  }
  const Subscription* s = state.find_subscription(request.subscription_arn);
  if (s == nullptr) return std::unexpected(not_found("Subscription"));
  return Response(model::sns::GetSubscriptionAttributesResponse{attributes_of(state, *s)});
}

Result set_subscription_attributes(State& state, engine::Context& ctx,
                                   const model::sns::SetSubscriptionAttributesRequest& request) {
  const auto found = find_subscription(state, request.subscription_arn);
  if (!found) return std::unexpected(found.error());
  if (!is_subscription_attribute(request.attribute_name)) {
    return std::unexpected(invalid_parameter("AttributeName"));
  }
  // A refused change changes nothing.
  Subscription changed = **found;
  const Topic& topic = *state.find(changed.topic);
  if (auto error =
          set_attribute(ctx, state, topic, changed, request.attribute_name,
                        request.attribute_value.value_or(""), Setter::kSetSubscriptionAttributes)) {
    return std::unexpected(*error);
  }
  changed.last_event =
      ctx.emit(model::SubscriptionAttributeChanged{changed.topic, changed.id}, changed.last_event);
  **found = std::move(changed);
  if (request.attribute_name == "ReplayPolicy") start_replay(state, ctx, (*found)->id);
  return Response(EmptyResponse{});
}

Result list_subscriptions(const State& state, const model::sns::ListSubscriptionsRequest& request) {
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListSubscriptionsResponse out;
  std::size_t i = 0;
  for (const auto& [id, s] : state.subscriptions) {
    if (i++ < *start) continue;
    if (out.subscriptions.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    add_to_list(state, s, out.subscriptions);
  }
  return Response(std::move(out));
}

Result list_subscriptions_by_topic(State& state,
                                   const model::sns::ListSubscriptionsByTopicRequest& request) {
  const auto topic = find_topic(state, request.topic_arn);
  if (!topic) return std::unexpected(topic.error());
  const auto start = page_start(request.next_token);
  if (!start) return std::unexpected(invalid_parameter("NextToken"));
  model::sns::ListSubscriptionsByTopicResponse out;
  std::size_t i = 0;
  for (const model::SubscriptionId id : state.by_topic[(*topic)->id]) {
    if (i++ < *start) continue;
    if (out.subscriptions.size() == kPage) {
      out.next_token = page_token(i - 1);
      break;
    }
    add_to_list(state, *state.find(id), out.subscriptions);
  }
  return Response(std::move(out));
}

}  // namespace services::sns
