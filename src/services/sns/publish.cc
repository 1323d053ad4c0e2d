// Accepting messages.
#include "services/sns/publish.h"

#include <algorithm>
#include <format>
#include <set>

#include "services/sns/archive.h"
#include "services/sns/delivery.h"
#include "services/sns/errors.h"
#include "services/sns/message_attributes.h"
#include "services/sns/mobile.h"
#include "services/sns/notification.h"

namespace services::sns {
namespace {

using model::sns::PublishBatchRequest;
using model::sns::PublishBatchRequestEntry;
using model::sns::PublishRequest;
using model::sns::Response;

// What Publish and an entry of PublishBatch have in common.
struct Draft {
  const std::string& message;
  const std::optional<std::string>& subject;
  const std::optional<std::string>& structure;
  const model::sns::MessageAttributes& attributes;
  const std::optional<std::string>& group_id;
  const std::optional<std::string>& deduplication_id;
  model::PublishId reserved;
};

template <class R>
Draft draft_of(const R& r) {
  return {r.message,           r.subject,
          r.message_structure, r.message_attributes,
          r.message_group_id,  r.message_deduplication_id,
          r.reserved};
}

std::uint32_t size_of(const Message& m) {
  return static_cast<std::uint32_t>(message_size(m.body, m.attributes));
}

// Characters of UTF-8: every byte but the ones that continue another.
std::ptrdiff_t characters(std::string_view text) {
  return std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

bool is_subject(std::string_view subject) {
  constexpr std::ptrdiff_t kTooLong = 100;  // aws-facts 2.4
  return !subject.empty() && characters(subject) < kTooLong &&
         std::ranges::none_of(subject, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// `key`: the one entry besides "default" that suits whom a structured message is for.
std::optional<ApiError> check_content(const Draft& d, std::int64_t limit, const std::string& path,
                                      std::string_view key = {}) {
  if (d.message.empty()) return invalid_parameter("Empty message");
  if (d.subject && !is_subject(*d.subject)) return invalid_parameter("Subject");
  if (d.structure && *d.structure != "json") {
    return invalid_parameter("MessageStructure");
  }
  if (d.structure) {
    if (const std::string fault = structure_fault(d.message, key); !fault.empty()) {
      return invalid_parameter(fault);
    }
  }
  if (auto error = check_attributes(d.attributes, path)) return error;
  if (message_size(d.message, d.attributes) > limit) {
    return invalid_parameter("Message too long");
  }
  return std::nullopt;
}

// 1 to 128 of letters, digits and punctuation, as in SQS (aws-facts 1.6).
bool is_fifo_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 &&
         std::ranges::all_of(id, [](char c) { return c > 0x20 && c < 0x7F; });
}

std::optional<ApiError> check_fifo(const Topic& topic, const Draft& d) {
  if (d.group_id && !is_fifo_id(*d.group_id)) return invalid_parameter("MessageGroupId");
  if (!topic.fifo) {
    if (!d.deduplication_id) return std::nullopt;
    return invalid_parameter(
        "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter "
        "that is not valid for this topic type");
  }
  if (!d.group_id) {
    return invalid_parameter("The MessageGroupId parameter is required for FIFO topics");
  }
  if (!d.deduplication_id && !topic.content_based_deduplication) {
    return invalid_parameter(
        "The topic should either have ContentBasedDeduplication enabled or "
        "MessageDeduplicationId provided explicitly");
  }
  if (d.deduplication_id && !is_fifo_id(*d.deduplication_id)) {
    return invalid_parameter("MessageDeduplicationId");
  }
  return std::nullopt;
}

// Messages per second of a FIFO topic and of each group (aws-facts 0.3 row 12, 2.8).
bool over_rate(engine::Context& ctx, Topic& topic, const std::string& group) {
  const base::SimTime second{ctx.now().us / 1'000'000 * 1'000'000};
  if (topic.rate_second != second) {
    topic.rate_second = second;
    topic.rate_used.clear();
  }
  const std::int64_t used = topic.rate_used["/"];
  const std::int64_t in_group = topic.rate_used["/" + group];
  if (in_group >= ctx.fact("sns.fifo_group_rate.max")) return true;
  if (!topic.throughput_per_group && used >= ctx.fact("sns.fifo_rate.max")) return true;
  ++topic.rate_used["/"];
  ++topic.rate_used["/" + group];
  return false;
}

std::string duplicate_key(const Topic& topic, const Draft& d, const std::string& id) {
  return topic.throughput_per_group ? *d.group_id + "\n" + id : id;
}

// Takes a message: a new one, or within 5 minutes the same one again.
model::ApiResult<MessagePtr> accept(State& state, engine::Context& ctx, const Caller& caller,
                                    Topic& topic, const Draft& d) {
  Message m;
  std::string key;
  if (topic.fifo) {
    if (over_rate(ctx, topic, *d.group_id)) return std::unexpected(throttled());
    m.deduplication_id = d.deduplication_id.value_or(base::sha256_hex(d.message));
    key = duplicate_key(topic, d, m.deduplication_id);
    std::erase_if(topic.duplicates,
                  [&](const auto& entry) { return entry.second.until <= ctx.now(); });
    if (const auto same = topic.duplicates.find(key); same != topic.duplicates.end()) {
      const Message& original = *same->second.original;
      ctx.emit(model::PublishDeduplicated{topic.id, original.id, caller.actor}, original.event);
      return same->second.original;
    }
    m.sequence_number = std::format("1{:019}", ++topic.next_sequence);
  }
  m.id = d.reserved ? d.reserved : state.reserve_publish();
  m.topic = topic.id;
  m.message_id = publish_uuid(state.seed, m.id);
  m.subject = d.subject;
  m.body = d.message;
  m.per_protocol = d.structure.has_value();
  m.attributes = d.attributes;
  m.group_id = d.group_id;
  m.trace_header = caller.trace_header;
  m.published_at = ctx.now();
  m.by = caller.actor;
  m.event = ctx.emit(model::MessagePublished{topic.id, m.id, caller.actor, size_of(m)});
  ++topic.counters.published;
  auto message = std::make_shared<const Message>(std::move(m));
  if (topic.fifo) {
    const base::Duration window = base::seconds(ctx.fact("sns.deduplication_window"));
    topic.duplicates[key] = {ctx.now() + window, message};
    archive(ctx, topic, message);
  }
  fan_out(state, ctx, topic, message);
  return message;
}

model::sns::PublishResponse answer(const Message& m) {
  return {m.message_id, m.sequence_number, m.id};
}

Result publish_to_topic(State& state, engine::Context& ctx, const Caller& caller,
                        std::string_view arn, std::string_view parameter,
                        const PublishRequest& request) {
  const auto topic = find_topic(state, arn, parameter);
  if (!topic) return std::unexpected(topic.error());
  const Draft d = draft_of(request);
  if (auto error = check_content(d, (*topic)->maximum_message_size, "messageAttributes")) {
    return std::unexpected(*error);
  }
  if (auto error = check_fifo(**topic, d)) return std::unexpected(*error);
  const auto message = accept(state, ctx, caller, **topic, d);
  if (!message) return std::unexpected(message.error());
  return Response(answer(**message));
}

// To one phone or one device.
Result publish_directly(State& state, engine::Context& ctx, const Caller& caller,
                        const PublishRequest& request) {
  const Draft d = draft_of(request);
  const bool sms = request.phone_number.has_value();
  const std::string_view key = sms ? std::string_view() : platform_of(*request.target_arn);
  if (auto error =
          check_content(d, ctx.fact("sns.message_size.default"), "messageAttributes", key)) {
    return std::unexpected(*error);
  }
  const std::string& endpoint = sms ? *request.phone_number : *request.target_arn;
  if (auto error = sms ? check_phone(state, endpoint) : check_device(state, endpoint)) {
    return std::unexpected(*error);
  }
  if (sms && d.message.size() > 1'600)
    return std::unexpected(invalid_parameter("Message too long"));
  Message m;
  m.id = d.reserved ? d.reserved : state.reserve_publish();
  m.message_id = publish_uuid(state.seed, m.id);
  m.subject = d.subject;
  m.body = d.message;
  m.per_protocol = d.structure.has_value();
  m.attributes = d.attributes;
  m.published_at = ctx.now();
  m.by = caller.actor;
  m.event = ctx.emit(model::MessagePublished{{}, m.id, caller.actor, size_of(m)});
  const auto message = std::make_shared<const Message>(std::move(m));
  deliver_directly(state, ctx, message, sms ? Protocol::kSms : Protocol::kApplication, endpoint);
  return Response(answer(*message));
}

std::optional<ApiError> check_batch(engine::Context& ctx, const Topic& topic,
                                    const std::vector<PublishBatchRequestEntry>& entries) {
  if (entries.empty()) return empty_batch();
  if (static_cast<std::int64_t>(entries.size()) > ctx.fact("sns.batch.max")) {
    return too_many_batch_entries();
  }
  std::set<std::string_view> ids;
  std::int64_t total = 0;
  for (const auto& entry : entries) {
    const bool sound =
        !entry.id.empty() && entry.id.size() <= 80 && std::ranges::all_of(entry.id, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '-' || c == '_';
        });
    if (!sound) return invalid_batch_id();
    if (!ids.insert(entry.id).second) return batch_ids_not_distinct();
    total += message_size(entry.message, entry.message_attributes);
  }
  if (total > topic.maximum_message_size) return batch_too_long();
  return std::nullopt;
}

}  // namespace

Result publish(State& state, engine::Context& ctx, const Caller& caller,
               const PublishRequest& request) {
  const int targets =
      (request.topic_arn ? 1 : 0) + (request.target_arn ? 1 : 0) + (request.phone_number ? 1 : 0);
  if (targets == 0) {
    return std::unexpected(
        invalid_parameter("TopicArn or TargetArn Reason: no value for required parameter"));
  }
  if (targets > 1) {
    return std::unexpected(
        invalid_parameter("Must provide only one of TopicArn, TargetArn or PhoneNumber"));
  }
  if (request.phone_number) return publish_directly(state, ctx, caller, request);
  if (request.topic_arn) {
    return publish_to_topic(state, ctx, caller, *request.topic_arn, "TopicArn", request);
  }
  if (request.target_arn->find(":endpoint/") != std::string::npos) {
    return publish_directly(state, ctx, caller, request);
  }
  return publish_to_topic(state, ctx, caller, *request.target_arn, "TargetArn", request);
}

Result publish_batch(State& state, engine::Context& ctx, const Caller& caller,
                     const PublishBatchRequest& request) {
  const auto topic = find_topic(state, request.topic_arn);
  if (!topic) return std::unexpected(topic.error());
  if (auto error = check_batch(ctx, **topic, request.entries)) return std::unexpected(*error);
  // Recorded: one entry that is not valid refuses the whole call.
  for (std::size_t i = 0; i < request.entries.size(); ++i) {
    const Draft d = draft_of(request.entries[i]);
    const std::string path =
        std::format("publishBatchRequestEntries.{}.member.messageAttributes", i + 1);
    if (auto error = check_content(d, (*topic)->maximum_message_size, path)) {
      return std::unexpected(*error);
    }
    if (auto error = check_fifo(**topic, d)) return std::unexpected(*error);
  }
  model::sns::PublishBatchResponse out;
  for (const PublishBatchRequestEntry& entry : request.entries) {
    const auto message = accept(state, ctx, caller, **topic, draft_of(entry));
    if (message) {
      out.successful.push_back(
          {entry.id, (*message)->message_id, (*message)->sequence_number, (*message)->id});
    } else {
      const ApiError& error = message.error();
      out.failed.push_back({entry.id, error.query_code, error.message, error.sender_fault});
    }
  }
  return Response(std::move(out));
}

}  // namespace services::sns
