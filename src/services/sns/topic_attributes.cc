// Setting and showing the attributes of a topic.
#include "services/sns/topic_attributes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "base/calendar.h"
#include "base/json.h"
#include "services/sns/topics.h"

namespace services::sns {
namespace {

constexpr std::array<std::string_view, 12> kPlain{
    "DisplayName",         "Policy",           "DeliveryPolicy",
    "KmsMasterKeyId",      "SignatureVersion", "TracingConfig",
    "MaximumMessageSize",  "FifoTopic",        "ContentBasedDeduplication",
    "FifoThroughputScope", "ArchivePolicy",    "DataProtectionPolicy"};
constexpr std::array<std::string_view, 5> kFeedback{"HTTP", "Firehose", "Lambda", "Application",
                                                    "SQS"};
constexpr std::array<std::string_view, 3> kFeedbackKinds{
    "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate", "FailureFeedbackRoleArn"};

bool is_feedback(std::string_view name) {
  return std::ranges::any_of(kFeedback, [&](std::string_view protocol) {
    if (!name.starts_with(protocol)) return false;
    return std::ranges::contains(kFeedbackKinds, name.substr(protocol.size()));
  });
}

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<std::string> set_size(engine::Context& ctx, Topic& topic, const std::string& value,
                                    std::size_t subscriptions) {
  const std::int64_t usual = ctx.fact("sns.message_size.default");
  const auto size = value.empty() ? std::optional(usual) : integer(value);
  if (!size || *size < ctx.fact("sns.message_size.min") ||
      *size > ctx.fact("sns.message_size.max")) {
    return "MaximumMessageSize";
  }
  if (*size > usual &&
      static_cast<std::int64_t>(subscriptions) > ctx.fact("sns.large_topic_subscriptions.max")) {
    return "MaximumMessageSize Reason: topics above 256 KiB take at most 100 subscriptions";
  }
  topic.maximum_message_size = *size;
  return std::nullopt;
}

// {"MessageRetentionPeriod": "30"}: days; an empty text removes the archive (aws-facts 2.8).
std::optional<std::string> set_archive(engine::Context& ctx, Topic& topic,
                                       const std::string& value) {
  if (!topic.fifo) return "ArchivePolicy Reason: only FIFO topics can be archived";
  std::int64_t days = 0;
  if (!value.empty() && value != "{}") {
    const auto document = base::parse_json(value, {.max_bytes = 4'096});
    if (!document || !document->root.is_object()) return "ArchivePolicy: failed to parse JSON.";
    const auto it = document->root.find("MessageRetentionPeriod");
    if (it == document->root.end()) return "ArchivePolicy: MessageRetentionPeriod is missing";
    const auto read = it->is_string()           ? integer(it->get_ref<const std::string&>())
                      : it->is_number_integer() ? std::optional(it->get<std::int64_t>())
                                                : std::nullopt;
    if (!read || *read < 1 || *read > ctx.fact("sns.archive_days.max")) {
      return "ArchivePolicy: MessageRetentionPeriod must be between 1 and 365";
    }
    days = *read;
  }
  if (days > 0 && topic.archive_days == 0) topic.archive_begins = ctx.now();
  if (days == 0) topic.archive.clear();
  topic.archive_days = days;
  return std::nullopt;
}

std::optional<std::string> set_flag(std::string_view name, const std::string& value,
                                    std::string_view off, std::string_view on, bool& out) {
  if (value != off && value != on) return std::string(name);
  out = value == on;
  return std::nullopt;
}

// The attributes that mean something to the engine; nothing for the ones that are only kept.
std::optional<std::string> take_effect(engine::Context& ctx, Topic& topic, const std::string& name,
                                       const std::string& value, std::size_t subscriptions) {
  if (name == "MaximumMessageSize") return set_size(ctx, topic, value, subscriptions);
  if (name == "ArchivePolicy") return set_archive(ctx, topic, value);
  if (name == "ContentBasedDeduplication" || name == "FifoThroughputScope") {
    if (!topic.fifo) return std::format("{} can only be set on FIFO topics", name);
    if (name == "FifoThroughputScope") {
      return set_flag(name, value, "Topic", "MessageGroup", topic.throughput_per_group);
    }
    return set_flag(name, value, "false", "true", topic.content_based_deduplication);
  }
  bool ignored = false;
  if (name == "SignatureVersion") return set_flag(name, value, "1", "2", ignored);
  if (name == "TracingConfig") return set_flag(name, value, "PassThrough", "Active", ignored);
  if (name == "DisplayName" && value.size() > 100) return "DisplayName";
  if (name == "DeliveryPolicy") {
    auto policy = value.empty() ? DeliveryPolicy{} : read_topic_delivery_policy(value);
    if (!policy) return "DeliveryPolicy: " + policy.error();
    topic.delivery_policy = *std::move(policy);
  }
  if (name.ends_with("SampleRate")) {
    const auto rate = integer(value);
    if (!rate || *rate < 0 || *rate > 100) return name;
  }
  return std::nullopt;
}

std::optional<std::string> set_policy(Topic& topic, const std::string& value) {
  constexpr std::size_t kMaxPolicy = 30'720;  // aws-facts 2.2
  if (!value.empty()) {
    const auto document = base::parse_json(value, {.max_bytes = kMaxPolicy});
    if (!document || !document->root.is_object()) return "Policy Error: null";
    if (!document->root.contains("Statement")) {
      return "Policy statement must contain at least one statement";
    }
  }
  topic.policy = value;
  return std::nullopt;
}

std::string count_of(const State& state, const Topic& topic, bool pending) {
  const auto it = state.by_topic.find(topic.id);
  if (it == state.by_topic.end()) return "0";
  return std::to_string(std::ranges::count_if(
      it->second, [&](model::SubscriptionId id) { return state.find(id)->pending == pending; }));
}

}  // namespace

bool is_topic_attribute(std::string_view name) {
  return std::ranges::contains(kPlain, name) || is_feedback(name);
}

std::optional<std::string> set_attribute(engine::Context& ctx, Topic& topic,
                                         const std::string& name, const std::string& value,
                                         std::size_t subscriptions) {
  if (!is_topic_attribute(name)) return "Unknown attribute " + name;
  if (name == "Policy") return set_policy(topic, value);
  if (name == "DataProtectionPolicy") {
    topic.data_protection_policy = value;
    return std::nullopt;
  }
  if (auto fault = take_effect(ctx, topic, name, value, subscriptions)) return fault;
  if (value.empty() && name != "DisplayName") {
    topic.attributes.erase(name);
  } else {
    topic.attributes[name] = value;
  }
  return std::nullopt;
}

model::sns::AttributeMap attributes_of(const State& state, const Topic& topic) {
  model::sns::AttributeMap out = topic.attributes;
  out.try_emplace("DisplayName", "");
  if (const auto it = out.find("DeliveryPolicy"); it != out.end()) {
    it->second = shown_topic_policy(it->second);
  }
  out["TopicArn"] = topic.arn;
  out["Owner"] = state.account;
  out["Policy"] = effective_policy(state, topic);
  out["SubscriptionsConfirmed"] = count_of(state, topic, false);
  out["SubscriptionsPending"] = count_of(state, topic, true);
  out["SubscriptionsDeleted"] = std::to_string(topic.deleted_subscriptions);
  out["EffectiveDeliveryPolicy"] = topic_policy_text(topic.delivery_policy);
  if (topic.fifo) {
    out["FifoTopic"] = "true";
    out.try_emplace("ContentBasedDeduplication", "false");
  }
  if (topic.archive_days > 0) {
    out["BeginningArchiveTime"] = base::format_iso8601(state.epoch_at(topic.archive_begins));
  }
  return out;
}

}  // namespace services::sns
