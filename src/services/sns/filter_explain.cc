// Which condition of a filter policy a message failed, and what it would have accepted, in words
// for people. Asked only after `passes` said no. Must not know topics or subscriptions.
#include <algorithm>
#include <format>

#include "services/sns/filter_policy.h"

namespace services::sns {
namespace {

using Kind = FilterPattern::Kind;

constexpr std::size_t kMostAccepted = 4;  // patterns that are named
constexpr std::size_t kLongestValue = 80;

std::string quoted(std::string_view text) {
  if (text.size() <= kLongestValue) return std::format("\"{}\"", text);
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::format("\"{}…\"", text.substr(0, end));
}

std::string number_text(const FilterNumber& n) {
  constexpr std::int64_t kOne = 1'000'000;
  const bool negative = n.millionths < 0;
  const std::uint64_t all = negative ? 0 - static_cast<std::uint64_t>(n.millionths)
                                     : static_cast<std::uint64_t>(n.millionths);
  std::string out = std::format("{}{}", negative ? "-" : "", all / kOne);
  if (all % kOne == 0) return out;
  out += std::format(".{:06}", all % kOne);
  while (out.ends_with('0')) out.pop_back();
  return out;
}

std::string range_text(const FilterPattern& p) {
  if (p.low.fits && p.high.fits && p.low == p.high) return "= " + number_text(p.low);
  std::string out;
  if (p.low.fits) out = std::format("{} {}", p.low_included ? "≥" : ">", number_text(p.low));
  if (!p.high.fits) return out;
  if (!out.empty()) out += " and ";
  return out + std::format("{} {}", p.high_included ? "≤" : "<", number_text(p.high));
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < std::min(parts.size(), kMostAccepted); ++i) {
    if (i > 0) out += parts.size() == 2 || i + 1 == parts.size() ? " or " : ", ";
    out += parts[i];
  }
  if (parts.size() > kMostAccepted) out += std::format(" or {} more", parts.size() - kMostAccepted);
  return out;
}

std::string but_text(const FilterPattern& p) {
  std::vector<std::string> parts;
  for (const std::string& text : p.texts) parts.push_back(quoted(text));
  for (const FilterNumber& number : p.numbers) parts.push_back(number_text(number));
  return "anything but " + joined(parts);
}

std::string pattern_text(const FilterPattern& p) {
  switch (p.kind) {
    case Kind::kString: return quoted(p.text);
    case Kind::kNumber: return number_text(p.number);
    case Kind::kLiteral: return p.text;
    case Kind::kPrefix: return quoted(p.text) + " at the start";
    case Kind::kSuffix: return quoted(p.text) + " at the end";
    case Kind::kEqualsIgnoreCase: return quoted(p.text) + " in any case";
    case Kind::kAnythingBut: return but_text(p);
    case Kind::kAnythingButPrefix: return "no " + quoted(p.text) + " at the start";
    case Kind::kNumeric: return range_text(p);
    case Kind::kExists: return "any value";
    case Kind::kAbsent: return "no value at all";
    case Kind::kCidr: break;
  }
  return "an address in " + p.text;
}

std::string accepted_text(const std::vector<FilterPattern>& patterns) {
  std::vector<std::string> parts;
  for (const FilterPattern& p : patterns) parts.push_back(pattern_text(p));
  return joined(parts);
}

// -- What the message has -------------------------------------------------------------------------

std::string value_text(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::kString: return quoted(value.text);
    case JsonValue::Kind::kNumber: return value.text;
    case JsonValue::Kind::kTrue: return "true";
    case JsonValue::Kind::kFalse: return "false";
    default: return "null";
  }
}

// Every scalar at the path, whatever arrays lie on the way.
void collect(const JsonValue& value, const std::string& path, std::string_view key,
             std::vector<std::string>& out) {
  if (value.kind == JsonValue::Kind::kArray) {
    for (const JsonValue& element : value.elements) collect(element, path, key, out);
  } else if (value.kind == JsonValue::Kind::kObject) {
    for (const auto& [name, member] : value.members) {
      collect(member, path.empty() ? name : path + "." + name, key, out);
    }
  } else if (path == key) {
    out.push_back(value_text(value));
  }
}

std::string attribute_text(const model::sns::MessageAttributeValue& attribute) {
  const std::string_view type = attribute.data_type;
  if (type.starts_with("Binary")) return {};
  if (type.starts_with("Number") || type == "String.Array") return attribute.string_value;
  return quoted(attribute.string_value);
}

std::string found_text(const FilterPolicy& policy, const std::string& key,
                       const model::sns::MessageAttributes& attributes, const JsonValue* body) {
  if (policy.scope == FilterScope::kMessageAttributes) {
    const auto it = attributes.find(key);
    return it == attributes.end() ? std::string() : attribute_text(it->second);
  }
  std::vector<std::string> values;
  if (body != nullptr) collect(*body, "", key, values);
  return joined(values);
}

}  // namespace

Mismatch explain_rejection(const FilterPolicy& policy,
                           const model::sns::MessageAttributes& attributes, const JsonValue* body) {
  const bool reads_body = policy.scope == FilterScope::kMessageBody;
  if (policy.rules.empty()) return {};
  if (reads_body && (body == nullptr || body->kind != JsonValue::Kind::kObject)) {
    return {"", "", "a JSON object as body"};
  }
  // One condition at a time: a policy of it alone says whether it is the one that fails.
  const FilterRule& rule = policy.rules.front();
  for (const auto& [key, patterns] : rule) {
    const FilterPolicy single{policy.scope, {FilterRule{{key, patterns}}}};
    if (passes(single, attributes, body)) continue;
    return {key, found_text(policy, key, attributes, body), accepted_text(patterns)};
  }
  // Each holds somewhere, but not all of them in one element of an array.
  const auto& [key, patterns] = *rule.begin();
  return {key, found_text(policy, key, attributes, body),
          accepted_text(patterns) + " in the same element as the rest"};
}

}  // namespace services::sns
