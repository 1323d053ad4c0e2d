// Queue attributes: one table of the numeric ones, the rest by name (aws-facts 1.1).
#include "services/sqs/attributes.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/json.h"
#include "services/sqs/errors.h"

namespace services::sqs {
namespace {

using model::ApiError;
using model::QueueAttribute;

struct Range {
  std::int64_t lo;
  std::int64_t hi;
};

struct NumericAttribute {
  std::string_view name;
  std::int64_t Attributes::* member;
  QueueAttribute event;
  Range (*range)(const engine::Context&);
};

constexpr std::array kNumeric{
    NumericAttribute{"DelaySeconds", &Attributes::delay_seconds, QueueAttribute::kDelaySeconds,
                     [](const engine::Context& c) { return Range{0, c.fact("sqs.delay.max")}; }},
    NumericAttribute{"MaximumMessageSize", &Attributes::maximum_message_size,
                     QueueAttribute::kMaximumMessageSize,
                     [](const engine::Context& c) {
                       return Range{c.fact("sqs.message_size.min"), c.fact("sqs.message_size.max")};
                     }},
    NumericAttribute{"MessageRetentionPeriod", &Attributes::message_retention_period,
                     QueueAttribute::kMessageRetentionPeriod,
                     [](const engine::Context& c) {
                       return Range{c.fact("sqs.retention.min"), c.fact("sqs.retention.max")};
                     }},
    NumericAttribute{
        "ReceiveMessageWaitTimeSeconds", &Attributes::receive_message_wait_time_seconds,
        QueueAttribute::kReceiveMessageWaitTimeSeconds,
        [](const engine::Context& c) { return Range{0, c.fact("sqs.wait_time.max")}; }},
    NumericAttribute{
        "VisibilityTimeout", &Attributes::visibility_timeout, QueueAttribute::kVisibilityTimeout,
        [](const engine::Context& c) { return Range{0, c.fact("sqs.visibility_timeout.max")}; }},
    NumericAttribute{"KmsDataKeyReusePeriodSeconds", &Attributes::kms_data_key_reuse_period_seconds,
                     QueueAttribute::kOther, [](const engine::Context& c) {
                       return Range{c.fact("sqs.kms_data_key_reuse.min"),
                                    c.fact("sqs.kms_data_key_reuse.max")};
                     }}};

constexpr std::array<std::string_view, 16> kOtherNames{"All",
                                                       "Policy",
                                                       "RedrivePolicy",
                                                       "RedriveAllowPolicy",
                                                       "KmsMasterKeyId",
                                                       "SqsManagedSseEnabled",
                                                       "QueueArn",
                                                       "CreatedTimestamp",
                                                       "LastModifiedTimestamp",
                                                       "ApproximateNumberOfMessages",
                                                       "ApproximateNumberOfMessagesNotVisible",
                                                       "ApproximateNumberOfMessagesDelayed",
                                                       "FifoQueue",
                                                       "ContentBasedDeduplication",
                                                       "DeduplicationScope",
                                                       "FifoThroughputLimit"};

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 12) return std::nullopt;
  std::int64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + (c - '0');
  }
  return n;
}

// "arn:aws:sqs:region:account:name": what stands there may still not exist.
bool is_queue_arn(std::string_view text) {
  return text.starts_with("arn:") && std::ranges::count(text, ':') == 5 && text.contains(":sqs:") &&
         !text.ends_with(':');
}

std::optional<ApiError> set_redrive_policy(const engine::Context& ctx, Attributes& attributes,
                                           const std::string& value) {
  if (value.empty()) {
    attributes.redrive_policy.reset();
    return std::nullopt;
  }
  const auto refusal = [&](std::string_view reason) {
    return invalid_parameter(
        std::format("Value {} for parameter RedrivePolicy is invalid. Reason: {}", value, reason));
  };
  const auto parsed = base::parse_json(value, {.max_bytes = 4096, .max_depth = 4});
  if (!parsed || !parsed->root.is_object()) {
    return invalid_attribute_value("RedrivePolicy", "Redrive policy is not a valid JSON map.");
  }
  for (const char* name : {"deadLetterTargetArn", "maxReceiveCount"}) {
    if (parsed->root.contains(name)) continue;
    return invalid_parameter(std::format("The required parameter '{}' is missing", name));
  }
  if (parsed->root.size() > 2) {
    return refusal(
        "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].");
  }
  RedrivePolicy policy;
  if (const base::Json& arn = parsed->root["deadLetterTargetArn"]; arn.is_string()) {
    policy.dead_letter_target_arn = arn.get_ref<const std::string&>();
  }
  const auto count = parsed->root.find("maxReceiveCount");
  const std::optional<std::int64_t> n =
      whole_number(count->is_string() ? count->get_ref<const std::string&>() : base::dump(*count));
  if (!n || *n < 1 || *n > ctx.fact("sqs.max_receive_count.max")) {
    return refusal(
        std::format("Invalid value for maxReceiveCount: {}, valid values are from 1 to "
                    "{} both inclusive.",
                    count->is_string() ? count->get_ref<const std::string&>() : base::dump(*count),
                    ctx.fact("sqs.max_receive_count.max")));
  }
  if (!is_queue_arn(policy.dead_letter_target_arn)) {
    return refusal("Invalid value for deadLetterTargetArn.");  // recorded
  }
  policy.max_receive_count = static_cast<std::uint32_t>(*n);
  attributes.redrive_policy = std::move(policy);
  return std::nullopt;
}

std::size_t count_of(const base::Json& json) {
  return json.is_array() || json.is_object() ? json.size() : 1;
}

std::size_t count_of(const base::Json& statement, const char* key) {
  const auto it = statement.find(key);
  return it == statement.end() ? 0 : count_of(*it);
}

// What a policy names under Principal: texts, or lists of texts by kind.
std::size_t principals_of(const base::Json& statement) {
  const auto it = statement.find("Principal");
  if (it == statement.end()) return 0;
  if (!it->is_object()) return count_of(*it);
  std::size_t out = 0;
  for (const base::Json& kind : *it) out += count_of(kind);
  return out;
}

std::optional<ApiError> check_policy_limits(const engine::Context& ctx, const base::Json& policy) {
  const auto statements = policy.find("Statement");
  if (statements == policy.end()) return std::nullopt;
  const base::Json list = statements->is_array() ? *statements : base::Json::array({*statements});
  std::size_t principals = 0;
  std::size_t conditions = 0;
  std::size_t actions = 0;
  for (const base::Json& statement : list) {
    if (!statement.is_object()) {
      return invalid_attribute_value("Policy", "A statement must be a JSON object.");
    }
    principals += principals_of(statement);
    conditions += count_of(statement, "Condition");
    actions = std::max(actions, count_of(statement, "Action"));
  }
  const auto too_many = [](std::size_t n, std::int64_t most, std::string_view what) {
    return over_limit(std::format("{} {} were found, maximum allowed is {}.", n, what, most));
  };
  const auto beyond = [](std::size_t n, std::int64_t most) {
    return static_cast<std::int64_t>(n) > most;
  };
  if (const auto most = ctx.fact("sqs.policy.statements.max"); beyond(list.size(), most)) {
    return too_many(list.size(), most, "Statements");
  }
  if (const auto most = ctx.fact("sqs.policy.principals.max"); beyond(principals, most)) {
    return too_many(principals, most, "Principals");
  }
  if (const auto most = ctx.fact("sqs.policy.conditions.max"); beyond(conditions, most)) {
    return too_many(conditions, most, "Conditions");
  }
  if (const auto most = ctx.fact("sqs.policy.actions.max"); beyond(actions, most)) {
    return too_many(actions, most, "Actions");
  }
  return std::nullopt;
}

std::optional<ApiError> set_policy(const engine::Context& ctx, std::string& member,
                                   const std::string& value) {
  if (!value.empty()) {
    const auto most = static_cast<std::size_t>(ctx.fact("sqs.policy.max"));
    const auto parsed = base::parse_json(value, {.max_bytes = most, .max_depth = 16});
    if (!parsed || !parsed->root.is_object()) {
      return invalid_attribute_value("Policy", "Not a valid JSON object.");
    }
    if (auto error = check_policy_limits(ctx, parsed->root)) return error;
  }
  member = value;
  return std::nullopt;
}

// "True" is accepted as well as "true".
std::optional<bool> boolean(std::string_view value) {
  std::string lower(value);
  if (!lower.empty() && lower.front() >= 'A' && lower.front() <= 'Z') lower.front() += 'a' - 'A';
  if (lower == "true") return true;
  if (lower == "false") return false;
  return std::nullopt;
}

std::optional<ApiError> set_boolean(bool& member, std::string_view name, const std::string& value) {
  const std::optional<bool> given = boolean(value);
  if (!given) return invalid_attribute_value(name, "Must be true or false.");
  member = *given;
  return std::nullopt;
}

// `yes` or `no`, for an attribute with two words.
std::optional<ApiError> set_word(bool& member, std::string_view name, const std::string& value,
                                 std::string_view no, std::string_view yes) {
  if (value != no && value != yes) {
    // Assumption: the fact sheet gives the values but no text.
    return invalid_attribute_value(name, std::format("Must be {} or {}.", no, yes));
  }
  member = value == yes;
  return std::nullopt;
}

// What only FIFO queues have. `attributes.fifo_queue` says which type the queue is.
std::optional<ApiError> set_fifo_attribute(Attributes& attributes, const std::string& name,
                                           const std::string& value) {
  const bool fifo = attributes.fifo_queue;
  if (name == "FifoQueue") {
    if (!fifo) return unknown_attribute(name);
    if (boolean(value) == true) return std::nullopt;
    return invalid_attribute_value(name, "Modifying queue type is not supported.");
  }
  if (name == "ContentBasedDeduplication") {
    if (!fifo) return unknown_attribute(name);
    return set_boolean(attributes.content_based_deduplication, name, value);
  }
  if (!fifo) return fifo_attribute(name);
  if (name == "DeduplicationScope") {
    return set_word(attributes.deduplicates_per_group, name, value, "queue", "messageGroup");
  }
  return set_word(attributes.limits_per_group, name, value, "perQueue", "perMessageGroupId");
}

// `{"redrivePermission": "allowAll|denyAll|byQueue", "sourceQueueArns": [...]}` (aws-facts 1.1).
std::optional<ApiError> set_redrive_allow_policy(const engine::Context& ctx, Attributes& attributes,
                                                 const std::string& name,
                                                 const std::string& value) {
  if (value.empty()) {
    attributes.redrive_allow_policy.reset();
    return std::nullopt;
  }
  const auto refusal = [&](std::string_view reason) {
    return invalid_value(
        value, name, std::format("Amazon SQS can't create the redrive allow policy. {}", reason));
  };
  const auto malformed = [&] {
    return invalid_attribute_value(name,
                                   "Amazon SQS can't create the redrive allow policy, as it’s in "
                                   "an unsupported format.");
  };
  const auto parsed = base::parse_json(value, {.max_bytes = 8192, .max_depth = 4});
  if (!parsed || !parsed->root.is_object()) return malformed();
  RedriveAllowPolicy policy;
  policy.text = value;
  const auto permission = parsed->root.find("redrivePermission");
  if (permission == parsed->root.end() || !permission->is_string()) return malformed();
  const auto& word = permission->get_ref<const std::string&>();
  if (word != "allowAll" && word != "denyAll" && word != "byQueue") return malformed();
  policy.allows_all = word == "allowAll";
  const auto arns = parsed->root.find("sourceQueueArns");
  const bool listed = arns != parsed->root.end();
  if (listed && word != "byQueue") {
    return refusal(
        "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
  }
  if (word == "byQueue" && (!listed || arns->empty())) {
    return refusal(
        "When you specify the byQueue permission type, you must also specify one or more "
        "sourceQueueArns values.");
  }
  if (listed) {
    if (!arns->is_array()) return malformed();
    const auto most = static_cast<std::size_t>(ctx.fact("sqs.redrive_allow.sources.max"));
    if (arns->size() > most) {
      return refusal(
          std::format("The maximum number of source queue ARNs you can specify is {}.", most));
    }
    for (const base::Json& arn : *arns) {
      if (!arn.is_string()) return malformed();
      policy.source_queue_arns.push_back(arn.get_ref<const std::string&>());
    }
  }
  attributes.redrive_allow_policy = std::move(policy);
  return std::nullopt;
}

std::optional<ApiError> set_one(const engine::Context& ctx, Attributes& attributes,
                                const std::string& name, const std::string& value) {
  const auto numeric = std::ranges::find(kNumeric, name, &NumericAttribute::name);
  if (numeric != kNumeric.end()) {
    const Range range = numeric->range(ctx);
    const std::optional<std::int64_t> n = whole_number(value);
    if (!n || *n < range.lo || *n > range.hi) {
      // Assumption: AWS gives no range in this text.
      return invalid_attribute_value(
          name, std::format("Must be a number from {} to {}.", range.lo, range.hi));
    }
    attributes.*numeric->member = *n;
    return std::nullopt;
  }
  if (name == "RedrivePolicy") return set_redrive_policy(ctx, attributes, value);
  if (name == "Policy") return set_policy(ctx, attributes.policy, value);
  if (name == "RedriveAllowPolicy") return set_redrive_allow_policy(ctx, attributes, name, value);
  if (name == "FifoQueue" || name == "ContentBasedDeduplication" || name == "DeduplicationScope" ||
      name == "FifoThroughputLimit") {
    return set_fifo_attribute(attributes, name, value);
  }
  if (name == "SqsManagedSseEnabled") {
    return set_boolean(attributes.sqs_managed_sse_enabled, name, value);
  }
  if (name == "KmsMasterKeyId") {
    attributes.kms_master_key_id = value;
    return std::nullopt;
  }
  return unknown_attribute(name);
}

// SSE-SQS and SSE-KMS exclude each other (aws-facts 1.1): switching one on switches the other off,
// and nobody can ask for both. Assumption: code and text of the refusal.
std::optional<ApiError> settle_encryption(Attributes& attributes,
                                          const model::sqs::AttributeMap& given) {
  const bool key_given = given.contains("KmsMasterKeyId") && !attributes.kms_master_key_id.empty();
  const bool sqs_asked =
      given.contains("SqsManagedSseEnabled") && attributes.sqs_managed_sse_enabled;
  if (key_given && sqs_asked) {
    return encryption_conflict();
  }
  if (sqs_asked) attributes.kms_master_key_id.clear();
  if (!attributes.kms_master_key_id.empty()) attributes.sqs_managed_sse_enabled = false;
  return std::nullopt;
}

std::string redrive_text(const RedrivePolicy& policy) {
  base::Json json;
  json["deadLetterTargetArn"] = policy.dead_letter_target_arn;
  json["maxReceiveCount"] = policy.max_receive_count;
  return base::dump(json);
}

std::string epoch_seconds(const State& state, base::SimTime t) {
  return std::to_string((state.epoch_ms + t.us / 1000) / 1000);
}

}  // namespace

Attributes default_attributes(const engine::Context& ctx) {
  Attributes out;
  out.delay_seconds = ctx.fact("sqs.delay.default");
  out.maximum_message_size = ctx.fact("sqs.message_size.max");
  out.message_retention_period = ctx.fact("sqs.retention.default");
  out.receive_message_wait_time_seconds = ctx.fact("sqs.wait_time.default");
  out.visibility_timeout = ctx.fact("sqs.visibility_timeout.default");
  out.kms_data_key_reuse_period_seconds = ctx.fact("sqs.kms_data_key_reuse.default");
  // SSE-SQS is the default of new queues only in today's numbers (aws-facts 0.3 row 9).
  out.sqs_managed_sse_enabled = ctx.profile() == model::Profile::kCurrent;
  return out;
}

bool asks_for_fifo(const model::sqs::AttributeMap& given) {
  const auto it = given.find("FifoQueue");
  return it != given.end() && boolean(it->second) == true;
}

model::ApiResult<Attributes> with_attributes(const engine::Context& ctx, Attributes base,
                                             const model::sqs::AttributeMap& given) {
  for (const auto& [name, value] : given) {
    if (auto error = set_one(ctx, base, name, value)) return std::unexpected(*error);
  }
  if (base.limits_per_group && !base.deduplicates_per_group) {
    // Assumption: the fact sheet states the rule but not the text.
    return std::unexpected(invalid_attribute_value(
        "FifoThroughputLimit",
        "perMessageGroupId is allowed only when the value for DeduplicationScope is "
        "messageGroup."));
  }
  if (auto error = settle_encryption(base, given)) return std::unexpected(*error);
  return base;
}

std::string first_difference(const Attributes& have, const Attributes& wanted,
                             const model::sqs::AttributeMap& given) {
  const auto differs = [&](std::string_view name, bool different) {
    return given.contains(std::string(name)) && different;
  };
  // Recorded: of several that differ it is named first.
  if (differs("VisibilityTimeout", have.visibility_timeout != wanted.visibility_timeout)) {
    return "VisibilityTimeout";
  }
  for (const NumericAttribute& numeric : kNumeric) {
    if (differs(numeric.name, have.*numeric.member != wanted.*numeric.member)) {
      return std::string(numeric.name);
    }
  }
  if (differs("RedrivePolicy", have.redrive_policy != wanted.redrive_policy)) {
    return "RedrivePolicy";
  }
  if (differs("Policy", have.policy != wanted.policy)) return "Policy";
  if (differs("RedriveAllowPolicy", have.redrive_allow_policy != wanted.redrive_allow_policy)) {
    return "RedriveAllowPolicy";
  }
  if (differs("KmsMasterKeyId", have.kms_master_key_id != wanted.kms_master_key_id)) {
    return "KmsMasterKeyId";
  }
  if (differs("SqsManagedSseEnabled",
              have.sqs_managed_sse_enabled != wanted.sqs_managed_sse_enabled)) {
    return "SqsManagedSseEnabled";
  }
  if (differs("ContentBasedDeduplication",
              have.content_based_deduplication != wanted.content_based_deduplication)) {
    return "ContentBasedDeduplication";
  }
  if (differs("DeduplicationScope", have.deduplicates_per_group != wanted.deduplicates_per_group)) {
    return "DeduplicationScope";
  }
  if (differs("FifoThroughputLimit", have.limits_per_group != wanted.limits_per_group)) {
    return "FifoThroughputLimit";
  }
  return {};
}

model::sqs::AttributeMap describe(const State& state, const Queue& queue) {
  const Attributes& a = queue.attributes;
  model::sqs::AttributeMap out;
  for (const NumericAttribute& numeric : kNumeric) {
    out.emplace(numeric.name, std::to_string(a.*numeric.member));
  }
  if (a.kms_master_key_id.empty()) {
    out.erase("KmsDataKeyReusePeriodSeconds");
  } else {
    out.emplace("KmsMasterKeyId", a.kms_master_key_id);
  }
  if (a.redrive_policy) out.emplace("RedrivePolicy", redrive_text(*a.redrive_policy));
  if (!a.policy.empty()) out.emplace("Policy", a.policy);
  if (a.redrive_allow_policy) out.emplace("RedriveAllowPolicy", a.redrive_allow_policy->text);
  if (a.fifo_queue) {
    out.emplace("FifoQueue", "true");
    out.emplace("ContentBasedDeduplication", a.content_based_deduplication ? "true" : "false");
    out.emplace("DeduplicationScope", a.deduplicates_per_group ? "messageGroup" : "queue");
    out.emplace("FifoThroughputLimit", a.limits_per_group ? "perMessageGroupId" : "perQueue");
  }
  out.emplace("SqsManagedSseEnabled", a.sqs_managed_sse_enabled ? "true" : "false");
  out.emplace("QueueArn", queue.arn);
  out.emplace("CreatedTimestamp", epoch_seconds(state, queue.created_at));
  out.emplace("LastModifiedTimestamp", epoch_seconds(state, queue.modified_at));
  out.emplace("ApproximateNumberOfMessages", std::to_string(queue.visible));
  out.emplace("ApproximateNumberOfMessagesNotVisible", std::to_string(queue.in_flight));
  out.emplace("ApproximateNumberOfMessagesDelayed", std::to_string(queue.delayed));
  return out;
}

bool is_attribute_name(std::string_view name) {
  return std::ranges::find(kOtherNames, name) != kOtherNames.end() ||
         std::ranges::find(kNumeric, name, &NumericAttribute::name) != kNumeric.end();
}

std::vector<AttributeChange> changes(const Attributes& before, const Attributes& after) {
  std::vector<AttributeChange> out;
  for (const NumericAttribute& numeric : kNumeric) {
    if (before.*numeric.member != after.*numeric.member) {
      out.push_back({numeric.event, before.*numeric.member, after.*numeric.member});
    }
  }
  const auto count = [](const Attributes& a) {
    return a.redrive_policy ? a.redrive_policy->max_receive_count : 0;
  };
  if (before.redrive_policy != after.redrive_policy) {
    out.push_back({QueueAttribute::kMaxReceiveCount, count(before), count(after)});
  }
  if (before.policy != after.policy || before.kms_master_key_id != after.kms_master_key_id ||
      before.redrive_allow_policy != after.redrive_allow_policy ||
      before.sqs_managed_sse_enabled != after.sqs_managed_sse_enabled ||
      before.content_based_deduplication != after.content_based_deduplication ||
      before.deduplicates_per_group != after.deduplicates_per_group ||
      before.limits_per_group != after.limits_per_group) {
    out.push_back({QueueAttribute::kOther, 0, 0});
  }
  return out;
}

}  // namespace services::sqs
