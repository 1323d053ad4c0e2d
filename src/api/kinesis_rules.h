// What the model of Amazon Kinesis Data Streams demands of each member besides its type: ranges,
// lengths, patterns, words; and AWS's refusals of what does not meet it. Must not know how a stream
// works: what depends on a stream's state is refused by the service.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/operations.h"
#include "base/json.h"
#include "model/api_error.h"
#include "model/facts.h"

namespace api {

enum class Pattern : std::uint8_t {
  kNone,
  kName,
  kHashKey,
  kSequenceNumber,
  kStreamArn,
  kResourceArn,
  kConsumerArn,
};

/// A range: of a number's value, of a text's length in characters, of a blob's length in bytes, of
/// the number of items.
struct Bounds {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  bool has_min() const { return min != Bounds{}.min; }
  bool has_max() const { return max != Bounds{}.max; }
};

struct MemberRule {
  std::string_view member;  // "StreamName"
  std::string_view action = "";  // of this action's alone; "": wherever the member occurs
  Bounds bounds = {};
  std::optional<std::int64_t> classic_max = {};  // before the limits of today (aws-facts 0.3)
  Pattern pattern = Pattern::kNone;
  std::span<const std::string_view> words = {};  // all that is allowed, of the items in a list
  Bounds items = {};  // lengths of a list's items or of a map's keys
  Bounds values = {};  // lengths of a map's values
};

/// Null when there is none: every value of the right type will do.
const MemberRule* find_kinesis_rule(std::string_view action, std::string_view member);

/// AWS's ValidationException for a request's JSON, whose types are right; up to ten faults in one
/// text, in AWS's order.
std::optional<model::ApiError> check_kinesis_rules(const Operation& operation,
                                                   const base::Json& body, model::Profile profile);

/// "1 to 128 characters", "1 to 10000", "KMS | NONE": for the help. Empty when there is no rule.
std::string kinesis_rule_text(std::string_view action, const MemberInfo& member);

}  // namespace api
