// Rules of members, and the refusals of what does not meet them. Must not know how a stream works.
#include "api/kinesis_rules.h"

#include <algorithm>
#include <array>
#include <format>
#include <vector>

#include "api/kinesis_patterns.h"
#include "base/hash.h"

namespace api {
namespace {

using base::Json;
using Words = std::array<std::string_view, 2>;

// AWS tells no more of them at once.
constexpr std::size_t kMaxFaults = 10;

constexpr Bounds at_least(std::int64_t min) { return {.min = min}; }
constexpr Bounds kNameLength{1, 128};
constexpr Bounds kArnLength{1, 2048};
constexpr Bounds kTokenLength{1, 1'048'576};
constexpr Bounds kPage{1, 10'000};

constexpr Words kModes{"PROVISIONED", "ON_DEMAND"};
constexpr Words kEncryption{"NONE", "KMS"};
constexpr Words kCommitment{"ENABLED", "DISABLED"};
constexpr std::array<std::string_view, 1> kScaling{"UNIFORM_SCALING"};
// In the order in which AWS names them.
constexpr std::array<std::string_view, 5> kIterators{
    "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"};
constexpr std::array<std::string_view, 6> kFilters{"AFTER_SHARD_ID",    "AT_TRIM_HORIZON",
                                                   "FROM_TRIM_HORIZON", "AT_LATEST",
                                                   "AT_TIMESTAMP",      "FROM_TIMESTAMP"};
constexpr std::array<std::string_view, 8> kMetrics{"IncomingBytes",
                                                   "IncomingRecords",
                                                   "OutgoingBytes",
                                                   "OutgoingRecords",
                                                   "WriteProvisionedThroughputExceeded",
                                                   "ReadProvisionedThroughputExceeded",
                                                   "IteratorAgeMilliseconds",
                                                   "ALL"};

// A member of one action stands before the rule for all of them.
constexpr std::array kRules{
    MemberRule{.member = "StreamName", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{
        .member = "ExclusiveStartStreamName", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "ConsumerName", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "ShardId", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "ExclusiveStartShardId", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "ShardToSplit", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "ShardToMerge", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "AdjacentShardToMerge", .bounds = kNameLength, .pattern = Pattern::kName},
    MemberRule{.member = "StreamARN", .bounds = kArnLength, .pattern = Pattern::kStreamArn},
    MemberRule{.member = "ResourceARN", .bounds = kArnLength, .pattern = Pattern::kResourceArn},
    MemberRule{.member = "ConsumerARN", .bounds = kArnLength, .pattern = Pattern::kConsumerArn},
    MemberRule{.member = "KeyId", .bounds = {1, 2048}},
    MemberRule{.member = "NextToken", .bounds = kTokenLength},
    MemberRule{.member = "ShardIterator", .bounds = {1, 512}},
    MemberRule{
        .member = "Limit", .action = "ListTagsForStream", .bounds = {1, 50}, .classic_max = 10},
    MemberRule{.member = "Limit", .bounds = kPage},
    MemberRule{.member = "MaxResults", .bounds = kPage},
    MemberRule{.member = "PartitionKey", .bounds = {1, 256}},
    MemberRule{.member = "Data", .bounds = {0, 10 << 20}, .classic_max = 1 << 20},
    MemberRule{.member = "ExplicitHashKey", .pattern = Pattern::kHashKey},
    MemberRule{.member = "NewStartingHashKey", .pattern = Pattern::kHashKey},
    MemberRule{.member = "SequenceNumber", .pattern = Pattern::kSequenceNumber},
    MemberRule{.member = "StartingSequenceNumber", .pattern = Pattern::kSequenceNumber},
    MemberRule{.member = "SequenceNumberForOrdering", .pattern = Pattern::kSequenceNumber},
    MemberRule{.member = "Records", .bounds = {1, 500}},
    MemberRule{.member = "ShardCount", .bounds = at_least(1), .classic_max = 100'000},
    MemberRule{.member = "TargetShardCount", .bounds = at_least(1)},
    MemberRule{.member = "RetentionPeriodHours", .bounds = at_least(1)},
    MemberRule{.member = "WarmThroughputMiBps", .bounds = at_least(0)},
    MemberRule{.member = "MaxRecordSizeInKiB", .bounds = {1024, 10'240}},
    MemberRule{.member = "Tags",
               .bounds = {1, 200},
               .classic_max = 10,
               .items = {1, 128},
               .values = {0, 256}},
    MemberRule{.member = "TagKeys", .bounds = {1, 50}, .classic_max = 10, .items = {1, 128}},
    MemberRule{.member = "ExclusiveStartTagKey", .bounds = {1, 128}},
    MemberRule{.member = "StreamMode", .words = kModes},
    MemberRule{.member = "EncryptionType", .words = kEncryption},
    MemberRule{.member = "ScalingType", .words = kScaling},
    MemberRule{.member = "ShardIteratorType", .words = kIterators},
    MemberRule{.member = "Type", .action = "ListShards", .words = kFilters},
    MemberRule{.member = "Type", .action = "SubscribeToShard", .words = kIterators},
    MemberRule{.member = "Status", .action = "UpdateAccountSettings", .words = kCommitment},
    MemberRule{.member = "ShardLevelMetrics", .bounds = {1, 7}, .words = kMetrics},
};

std::string lower_first(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] + 32);
  return out;
}

// AWS names the faults of one structure in the order of a hash table of 16 places (recorded; the
// hash is that of Java's strings, spread as its HashMap did up to version 7). Two in one place come
// in the reverse order of their names.
std::uint32_t place_of(std::string_view member) {
  std::uint32_t h = 0;
  for (const char c : lower_first(member)) h = 31 * h + static_cast<std::uint8_t>(c);
  h ^= (h >> 20) ^ (h >> 12);
  h ^= (h >> 7) ^ (h >> 4);
  return h % 16;
}

std::int64_t characters_in(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

const std::string* text_of(const Json& value) { return value.get_ptr<const std::string*>(); }

std::int64_t blob_bytes(const std::string& base64) {
  const std::size_t last = base64.find_last_not_of('=');
  return last == std::string::npos ? 0 : static_cast<std::int64_t>((last + 1) * 3 / 4);
}

// What bounds are about. Nothing for a value of a wrong kind: reading it refuses that.
std::optional<std::int64_t> extent_of(const TypeInfo& type, const Json& value) {
  const std::string* text = text_of(value);
  switch (type.kind) {
    case Kind::kString: return text ? std::optional(characters_in(*text)) : std::nullopt;
    case Kind::kBlob: return text ? std::optional(blob_bytes(*text)) : std::nullopt;
    case Kind::kInteger:
      if (!value.is_number_integer()) return std::nullopt;
      return value.get<std::int64_t>();
    case Kind::kList:
    case Kind::kMap:
      if (!value.is_structured()) return std::nullopt;
      return static_cast<std::int64_t>(value.size());
    default: return std::nullopt;
  }
}

// A value as Java prints it.
std::string shown(const TypeInfo& type, const Json& value) {
  std::string out;
  if (const std::string* text = text_of(value)) {
    if (type.kind != Kind::kBlob) return *text;
    const std::int64_t n = blob_bytes(*text);
    return std::format("java.nio.HeapByteBuffer[pos=0 lim={} cap={}]", n, n);
  }
  if (type.kind == Kind::kMap) {
    for (const auto& [key, item] : value.items()) {
      out += std::format("{}{}={}", out.empty() ? "" : ", ", key, shown(*type.item, item));
    }
    return "{" + out + "}";
  }
  if (type.kind == Kind::kList) {
    for (const Json& item : value) out += (out.empty() ? "" : ", ") + shown(*type.item, item);
    return "[" + out + "]";
  }
  if (type.kind == Kind::kStructure) {
    base::Hasher h;
    h.add(std::string_view(base::dump(value)));
    return std::format("com.amazonaws.kinesis.v20131202.PutRecordsRequestEntry@{:08x}",
                       static_cast<std::uint32_t>(h.value()));
  }
  return base::dump(value);
}

std::string length_rule(const Bounds& bounds) {
  return std::format(
      "[Member must have length less than or equal to {}, Member must have length greater than or "
      "equal to {}]",
      bounds.max, bounds.min);
}

std::string words_rule(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words)
    out += std::format("{}{}", out.empty() ? "" : ", ", word);
  return std::format("Member must satisfy enum value set: [{}]", out);
}

bool fits(const Bounds& bounds, const Json& text) {
  const std::string* s = text_of(text);
  if (s == nullptr) return true;
  const std::int64_t n = characters_in(*s);
  return bounds.min <= n && n <= bounds.max;
}

bool is_word(std::span<const std::string_view> words, const Json& value) {
  const std::string* text = text_of(value);
  return text == nullptr || std::ranges::contains(words, std::string_view(*text));
}

class Checker {
 public:
  Checker(const Operation& operation, const Json& body, model::Profile profile, bool in_order)
      : operation_(operation), body_(body), profile_(profile), in_order_(in_order) {}

  std::vector<std::string> run() {
    members(*operation_.input, body_, "");
    return std::move(faults_);
  }

 private:
  void fault(const std::string& value, const std::string& place, std::string_view rule) {
    if (faults_.size() == kMaxFaults) return;
    faults_.push_back(
        std::format("Value {} at '{}' failed to satisfy constraint: {}", value, place, rule));
  }

  void members(const TypeInfo& type, const Json& object, const std::string& path) {
    if (!object.is_object()) return;
    if (!in_order_) {
      for (const MemberInfo& member : type.members) this->member(member, object, path);
      return;
    }
    std::vector<MemberInfo> ordered(type.members.begin(), type.members.end());
    std::ranges::sort(ordered, [](const MemberInfo& a, const MemberInfo& b) {
      const std::uint32_t pa = place_of(a.name);
      const std::uint32_t pb = place_of(b.name);
      return pa != pb ? pa < pb : a.name > b.name;
    });
    for (const MemberInfo& member : ordered) this->member(member, object, path);
  }

  void member(const MemberInfo& member, const Json& object, const std::string& path) {
    const std::string place = path + lower_first(member.name);
    const auto it = object.find(member.name);
    if (it == object.end()) {
      if (is_required(member)) fault("null", place, "Member must not be null");
      return;
    }
    if (const MemberRule* rule = find_kinesis_rule(operation_.action, member.name)) {
      check(*rule, *member.type, *it, place);
    }
    if (member.type->kind == Kind::kStructure) members(*member.type, *it, place + ".");
    if (member.type->kind != Kind::kList || !it->is_array()) return;
    if (member.type->item->kind != Kind::kStructure) return;
    for (std::size_t i = 0; i < it->size() && faults_.size() < kMaxFaults; ++i) {
      members(*member.type->item, (*it)[i], std::format("{}.{}.member.", place, i + 1));
    }
  }

  // The model has these as optional, since each has a stand-in that a request may name instead.
  bool is_required(const MemberInfo& member) const {
    if (member.required || member.name == "PartitionKey") return true;
    if (member.name == "StreamName") {
      return operation_.action != "ListShards" && !body_.contains("StreamARN");
    }
    if (member.name != "ShardCount") return false;
    const auto details = body_.find("StreamModeDetails");
    return details == body_.end() || !details->is_object() ||
           details->value("StreamMode", Json()) != Json("ON_DEMAND");
  }

  void check(const MemberRule& rule, const TypeInfo& type, const Json& value,
             const std::string& place) {
    const auto refuse = [&](std::string_view what) {
      fault(std::format("'{}'", shown(type, value)), place, what);
    };
    const std::string* text = text_of(value);
    if (text != nullptr && !matches(rule.pattern, *text)) {
      refuse(std::format("Member must satisfy regular expression pattern: {}",
                         pattern_text(rule.pattern)));
    }
    if (const auto extent = extent_of(type, value)) {
      const std::string_view what = type.kind == Kind::kInteger ? "value" : "length";
      std::int64_t most = rule.bounds.max;
      if (rule.classic_max && profile_ == model::Profile::kClassic) most = *rule.classic_max;
      if (*extent < rule.bounds.min) {
        refuse(
            std::format("Member must have {} greater than or equal to {}", what, rule.bounds.min));
      }
      if (*extent > most) {
        refuse(std::format("Member must have {} less than or equal to {}", what, most));
      }
    }
    if (type.kind == Kind::kString && !rule.words.empty() && !is_word(rule.words, value)) {
      refuse(words_rule(rule.words));
    }
    if (value.is_structured()) items(rule, type, value, refuse);
  }

  // What holds for every item is told of the whole.
  template <class Refuse>
  void items(const MemberRule& rule, const TypeInfo& type, const Json& value,
             const Refuse& refuse) {
    const auto good_item = [&](const Json& item) { return fits(rule.items, item); };
    const auto good_value = [&](const Json& item) { return fits(rule.values, item); };
    if (type.kind == Kind::kMap) {
      for (const auto& [key, item] : value.items()) {
        if (good_item(Json(key))) continue;
        refuse("Map keys must satisfy constraint: " + length_rule(rule.items));
        break;
      }
      if (!std::ranges::all_of(value, good_value)) {
        refuse("Map value must satisfy constraint: " + length_rule(rule.values));
      }
    } else if (type.kind == Kind::kList) {
      if (!std::ranges::all_of(value, good_item)) {
        refuse("Member must satisfy constraint: " + length_rule(rule.items));
      }
      const auto known = [&](const Json& item) { return is_word(rule.words, item); };
      if (!rule.words.empty() && !std::ranges::all_of(value, known)) {
        refuse(std::format("Member must satisfy constraint: [{}]", words_rule(rule.words)));
      }
    }
  }

  const Operation& operation_;
  const Json& body_;
  model::Profile profile_;
  bool in_order_;
  std::vector<std::string> faults_;
};

std::string range_text(const Bounds& bounds, std::string_view unit) {
  if (!bounds.has_min() && !bounds.has_max()) return "";
  if (!bounds.has_max()) return std::format("{} or more{}", bounds.min, unit);
  if (bounds.min <= 0) return std::format("up to {}{}", bounds.max, unit);
  return std::format("{} to {}{}", bounds.min, bounds.max, unit);
}

}  // namespace

const MemberRule* find_kinesis_rule(std::string_view action, std::string_view member) {
  const auto it = std::ranges::find_if(kRules, [&](const MemberRule& rule) {
    return rule.member == member && (rule.action.empty() || rule.action == action);
  });
  return it == kRules.end() ? nullptr : &*it;
}

std::optional<model::ApiError> check_kinesis_rules(const Operation& operation, const Json& body,
                                                   model::Profile profile) {
  // The order only matters, and is only worked out, when there is something to tell.
  if (Checker(operation, body, profile, false).run().empty()) return std::nullopt;
  const auto faults = Checker(operation, body, profile, true).run();
  std::string message =
      std::format("{} validation error{} detected", faults.size(), faults.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < faults.size(); ++i) message += (i == 0 ? ": " : "; ") + faults[i];
  return model::ApiError{.type = "ValidationException",
                         .query_code = "ValidationException",
                         .message = std::move(message)};
}

std::string kinesis_rule_text(std::string_view action, const MemberInfo& member) {
  const MemberRule* rule = find_kinesis_rule(action, member.name);
  if (rule == nullptr) return "";
  if (!rule->words.empty()) {
    std::string out;
    for (const std::string_view word : rule->words) {
      out += std::format("{}{}", out.empty() ? "" : " | ", word);
    }
    return out;
  }
  switch (member.type->kind) {
    case Kind::kInteger: return range_text(rule->bounds, "");
    case Kind::kBlob: return range_text(rule->bounds, " bytes");
    case Kind::kString: return range_text(rule->bounds, " characters");
    default: return range_text(rule->bounds, " of them");
  }
}

}  // namespace api
