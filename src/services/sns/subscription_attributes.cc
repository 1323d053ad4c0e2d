// Setting and showing the attributes of a subscription.
#include "services/sns/subscription_attributes.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/calendar.h"
#include "base/json.h"

namespace services::sns {
namespace {

constexpr std::array<std::string_view, 7> kNames{
    "DeliveryPolicy", "FilterPolicy", "FilterPolicyScope",  "RawMessageDelivery",
    "RedrivePolicy",  "ReplayPolicy", "SubscriptionRoleArn"};

std::string quoted_reason(Setter setter, std::string_view what) {
  return std::format("{}{}", setter == Setter::kSubscribe ? "Attributes Reason: " : "", what);
}

std::optional<ApiError> check_filter_room(const engine::Context& ctx, const State& state,
                                          const Subscription& subscription) {
  if (subscription.filter) return std::nullopt;
  std::int64_t in_topic = 0;
  std::int64_t in_account = 0;
  for (const auto& [id, other] : state.subscriptions) {
    if (!other.filter) continue;
    ++in_account;
    if (other.topic == subscription.topic) ++in_topic;
  }
  if (in_topic < ctx.fact("sns.filter_policies_per_topic.max") &&
      in_account < ctx.fact("sns.filter_policies.max")) {
    return std::nullopt;
  }
  return limit_exceeded("FilterPolicyLimitExceeded", "Filter policy limit exceeded");
}

std::optional<ApiError> set_filter(const engine::Context& ctx, const State& state,
                                   Subscription& subscription, const std::string& value,
                                   Setter setter) {
  if (value.empty() || value == "{}") {
    subscription.filter = nullptr;
    subscription.filter_policy.clear();
    return std::nullopt;
  }
  auto policy = parse_filter_policy(value, subscription.filter_scope);
  if (!policy) {
    const FilterPolicyFault& fault = policy.error();
    if (!fault.prefixed) return invalid_parameter(fault.message);
    return invalid_parameter(quoted_reason(setter, "FilterPolicy: " + fault.message));
  }
  if (auto error = check_filter_room(ctx, state, subscription)) return error;
  subscription.filter = std::make_shared<const FilterPolicy>(*std::move(policy));
  subscription.filter_policy = value;
  return std::nullopt;
}

// A scope that the policy there is does not suit is refused with the policy's own fault.
std::optional<ApiError> set_scope(const engine::Context& ctx, const State& state,
                                  Subscription& subscription, const std::string& value,
                                  Setter setter) {
  if (value != "MessageAttributes" && value != "MessageBody") {
    return invalid_parameter(quoted_reason(
        setter, std::format("FilterPolicyScope: Invalid value [{}]. Please use either "
                            "MessageBody or MessageAttributes",
                            value)));
  }
  const FilterScope before = subscription.filter_scope;
  subscription.filter_scope =
      value == "MessageBody" ? FilterScope::kMessageBody : FilterScope::kMessageAttributes;
  if (subscription.filter_policy.empty()) return std::nullopt;
  auto error = set_filter(ctx, state, subscription, subscription.filter_policy, setter);
  if (error) subscription.filter_scope = before;
  return error;
}

std::optional<ApiError> set_redrive(const State& state, const Topic& topic,
                                    Subscription& subscription, const std::string& value,
                                    Setter setter) {
  const auto fault = [&](std::string_view why) {
    return invalid_parameter(quoted_reason(setter, std::format("RedrivePolicy: {}", why)));
  };
  subscription.redrive_policy.clear();
  subscription.dead_letter_arn.clear();
  if (value.empty() || value == "{}") return std::nullopt;
  const auto document = base::parse_json(value, {.max_bytes = 4'096});
  if (!document || !document->root.is_object()) return fault("failed to parse JSON.");
  // maxReceiveCount belongs to queues: here there is the target alone (conformance trap 20).
  const auto it = document->root.find("deadLetterTargetArn");
  if (it == document->root.end() || !it->is_string()) {
    return fault("deadLetterTargetArn is missing");
  }
  const std::string arn = it->get<std::string>();
  if (!arn.starts_with("arn:") || std::ranges::count(arn, ':') < 5) {
    return fault("deadLetterTargetArn is an invalid arn");
  }
  if (!arn.starts_with(std::format("arn:aws:sqs:{}:{}:", state.region, state.account))) {
    return fault("deadLetterTargetArn must name an SQS queue of the same account and region");
  }
  if (topic.fifo && subscription.endpoint.ends_with(".fifo") && !arn.ends_with(".fifo")) {
    return fault("must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  }
  subscription.redrive_policy = value;
  subscription.dead_letter_arn = arn;
  return std::nullopt;
}

// In letters of either case, as AWS takes it.
bool is_word(std::string_view text, std::string_view word) {
  return std::ranges::equal(text, word, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::optional<ApiError> set_raw(Subscription& subscription, const std::string& value,
                                Setter setter) {
  const Protocol p = subscription.protocol;
  const bool possible = p == Protocol::kSqs || p == Protocol::kHttp || p == Protocol::kHttps ||
                        p == Protocol::kFirehose;
  const bool on = is_word(value, "true");
  if (!on && !is_word(value, "false")) {
    return invalid_parameter(quoted_reason(
        setter,
        std::format("RawMessageDelivery: Invalid value [{}]. Must be true or false.", value)));
  }
  if (on && !possible) {
    return invalid_parameter(quoted_reason(
        setter, std::format("RawMessageDelivery: Protocol [{}] does not support raw message "
                            "delivery",
                            protocol_name(p))));
  }
  subscription.raw = on;
  return std::nullopt;
}

std::optional<ApiError> set_delivery(const Topic& topic, Subscription& subscription,
                                     const std::string& value, Setter setter) {
  const auto fault = [&](std::string_view why) {
    return invalid_parameter(quoted_reason(setter, std::format("DeliveryPolicy: {}", why)));
  };
  subscription.delivery_policy.clear();
  subscription.own_policy.reset();
  if (value.empty() || value == "{}") return std::nullopt;
  if (subscription.protocol != Protocol::kHttp && subscription.protocol != Protocol::kHttps) {
    return fault("Delivery policy is only supported for http and https subscriptions");
  }
  if (topic.delivery_policy.disable_overrides) return fault("the topic allows no overrides");
  auto policy = read_subscription_delivery_policy(value, topic.delivery_policy);
  if (!policy) return fault(policy.error());
  subscription.delivery_policy = value;
  subscription.own_policy = *std::move(policy);
  return std::nullopt;
}

// {"PointType": "Timestamp", "StartingPoint": "…", "EndingPoint": "…"} (aws-facts 2.8).
std::optional<ApiError> set_replay(const Topic& topic, Subscription& subscription,
                                   const std::string& value, Setter setter) {
  const auto fault = [&](std::string_view why) {
    return invalid_parameter(quoted_reason(setter, std::format("ReplayPolicy: {}", why)));
  };
  subscription.replay_policy.clear();
  if (value.empty() || value == "{}") {
    subscription.replay = ReplayStatus::kNone;
    return std::nullopt;
  }
  if (topic.archive_days == 0) return fault("the topic has no ArchivePolicy");
  const auto document = base::parse_json(value, {.max_bytes = 4'096});
  if (!document || !document->root.is_object()) return fault("failed to parse JSON.");
  const auto text = [&](const char* name) -> std::string {
    const auto it = document->root.find(name);
    return it != document->root.end() && it->is_string() ? it->get<std::string>() : "";
  };
  if (text("PointType") != "Timestamp") return fault("PointType must be Timestamp");
  if (!base::parse_iso8601(text("StartingPoint"))) return fault("StartingPoint is no timestamp");
  if (!text("EndingPoint").empty() && !base::parse_iso8601(text("EndingPoint"))) {
    return fault("EndingPoint is no timestamp");
  }
  subscription.replay_policy = value;
  subscription.replay = ReplayStatus::kPending;
  return std::nullopt;
}

std::string_view replay_name(ReplayStatus status) {
  switch (status) {
    case ReplayStatus::kNone: return "";
    case ReplayStatus::kPending: return "Pending";
    case ReplayStatus::kInProgress: return "In progress";
    case ReplayStatus::kCompleted: return "Completed";
    case ReplayStatus::kFailed: break;
  }
  return "Failed";
}

void put_policies(const State& state, const Subscription& s, model::sns::AttributeMap& out) {
  if (s.filter) {
    out["FilterPolicy"] = s.filter_policy;
    // Recorded: without a policy there is no scope, even when one was set.
    out["FilterPolicyScope"] =
        s.filter_scope == FilterScope::kMessageBody ? "MessageBody" : "MessageAttributes";
  }
  if (!s.redrive_policy.empty()) out["RedrivePolicy"] = s.redrive_policy;
  if (!s.role_arn.empty()) out["SubscriptionRoleArn"] = s.role_arn;
  if (!s.replay_policy.empty()) out["ReplayPolicy"] = s.replay_policy;
  if (s.replay != ReplayStatus::kNone) out["ReplayStatus"] = replay_name(s.replay);
  if (s.protocol != Protocol::kHttp && s.protocol != Protocol::kHttps) return;
  if (!s.delivery_policy.empty())
    out["DeliveryPolicy"] = shown_subscription_policy(s.delivery_policy);
  out["EffectiveDeliveryPolicy"] =
      subscription_policy_text(s.own_policy ? *s.own_policy : state.find(s.topic)->delivery_policy);
}

}  // namespace

void inherit_delivery_policy(State& state, const Topic& topic) {
  const auto list = state.by_topic.find(topic.id);
  if (list == state.by_topic.end()) return;
  for (const model::SubscriptionId id : list->second) {
    Subscription& s = state.subscriptions.at(id);
    if (!s.own_policy) continue;
    const auto merged = read_subscription_delivery_policy(s.delivery_policy, topic.delivery_policy);
    s.own_policy =
        topic.delivery_policy.disable_overrides || !merged ? topic.delivery_policy : *merged;
  }
}

bool is_subscription_attribute(std::string_view name) {
  return std::ranges::contains(kNames, name);
}

std::optional<ApiError> set_attribute(const engine::Context& ctx, const State& state,
                                      const Topic& topic, Subscription& subscription,
                                      const std::string& name, const std::string& value,
                                      Setter setter) {
  if (name == "FilterPolicy") return set_filter(ctx, state, subscription, value, setter);
  if (name == "FilterPolicyScope") return set_scope(ctx, state, subscription, value, setter);
  if (name == "RedrivePolicy") return set_redrive(state, topic, subscription, value, setter);
  if (name == "RawMessageDelivery") return set_raw(subscription, value, setter);
  if (name == "DeliveryPolicy") return set_delivery(topic, subscription, value, setter);
  if (name == "ReplayPolicy") return set_replay(topic, subscription, value, setter);
  if (name == "SubscriptionRoleArn") {
    subscription.role_arn = value;
    return std::nullopt;
  }
  return invalid_parameter(setter == Setter::kSubscribe
                               ? std::format("Attributes Reason: Unknown attribute: {}", name)
                               : "AttributeName");
}

model::sns::AttributeMap attributes_of(const State& state, const Subscription& s) {
  const auto flag = [](bool on) { return std::string(on ? "true" : "false"); };
  model::sns::AttributeMap out;
  out["TopicArn"] = state.find(s.topic)->arn;
  out["SubscriptionArn"] = s.arn;
  out["Protocol"] = protocol_name(s.protocol);
  out["Endpoint"] = s.endpoint;
  out["Owner"] = s.owner;
  out["SubscriptionPrincipal"] = s.principal;
  out["PendingConfirmation"] = flag(s.pending);
  out["ConfirmationWasAuthenticated"] = flag(s.authenticated && !s.pending);
  out["RawMessageDelivery"] = flag(s.raw);
  put_policies(state, s, out);
  return out;
}

}  // namespace services::sns
