// Filter policies: what a policy may say, in AWS's words when it may not, and whether a message
// passes (aws-facts 2.6). Pure functions over texts. Must not know topics or subscriptions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/sns.h"
#include "services/sns/json_text.h"

namespace services::sns {

enum class FilterScope : std::uint8_t { kMessageAttributes, kMessageBody };

/// A number with six decimals, exact: filters compare no floating point. Numbers that do not fit
/// equal none.
struct FilterNumber {
  bool fits = false;
  std::int64_t millionths = 0;
  auto operator<=>(const FilterNumber&) const = default;
};
FilterNumber filter_number(std::string_view text);

/// One value of an array of a policy.
struct FilterPattern {
  enum class Kind : std::uint8_t {
    kString,
    kNumber,
    kLiteral,  // true, false or null: `text`
    kPrefix,
    kSuffix,
    kEqualsIgnoreCase,
    kAnythingBut,        // none of `texts` and `numbers`
    kAnythingButPrefix,  // of `text`
    kNumeric,            // between `low` and `high`
    kExists,
    kAbsent,
    kCidr,
  };
  Kind kind = Kind::kString;
  std::string text;
  FilterNumber number;
  std::vector<std::string> texts;
  std::vector<FilterNumber> numbers;
  FilterNumber low;  // does not fit = no bound
  FilterNumber high;
  bool low_included = false;
  bool high_included = false;
};

/// All keys must hold, each with any of its patterns. Keys are paths: "detail.state".
using FilterRule = std::map<std::string, std::vector<FilterPattern>, std::less<>>;

/// A policy taken apart: a message passes when any rule holds ("$or" is multiplied out).
struct FilterPolicy {
  FilterScope scope = FilterScope::kMessageAttributes;
  std::vector<FilterRule> rules;
};

/// Why a policy is refused. `prefixed`: AWS puts "FilterPolicy: " before the text.
struct FilterPolicyFault {
  std::string message;
  bool prefixed = true;
};

base::Result<FilterPolicy, FilterPolicyFault> parse_filter_policy(std::string_view text,
                                                                  FilterScope scope);

/// Whether a message passes. `body` is the parsed message, null when it is no JSON.
bool passes(const FilterPolicy& policy, const model::sns::MessageAttributes& attributes,
            const JsonValue* body);

/// Why a message did not pass: the first condition that failed, in words for people.
struct Mismatch {
  std::string key;       // "event"; "" when the body is no JSON object at all
  std::string value;     // "\"order_placed\"", "40"; "" when the message has none
  std::string accepted;  // "\"refund\""; "≥ 100 and < 500"
  bool operator==(const Mismatch&) const = default;
};

/// Of a message that does not pass.
Mismatch explain_rejection(const FilterPolicy& policy,
                           const model::sns::MessageAttributes& attributes, const JsonValue* body);

}  // namespace services::sns
