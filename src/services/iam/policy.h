// Policy documents: reading them with AWS's limits, and matching their elements (aws-facts 1.1,
// 1.12, 2.2). Pure. Must not know who has which policy.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace services::iam {

enum class Effect : std::uint8_t { kAllow, kDeny };

/// Who a statement speaks of. Account ids and root ARNs mean the whole account.
struct PrincipalElement {
  bool everyone = false;              // "*" or {"AWS": "*"}
  std::vector<std::string> aws;       // ARNs; a bare account id is written as its root ARN
  std::vector<std::string> services;  // "sns.amazonaws.com"
  bool negated = false;               // NotPrincipal
};

enum class Operator : std::uint8_t {
  kStringEquals,
  kStringNotEquals,
  kStringEqualsIgnoreCase,
  kStringNotEqualsIgnoreCase,
  kStringLike,
  kStringNotLike,
  kArnEquals,
  kArnLike,
  kArnNotEquals,
  kArnNotLike,
  kBool,
  kNumericEquals,
  kNumericNotEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateNotEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kIpAddress,
  kNotIpAddress,
  kNull,
};
enum class Quantifier : std::uint8_t { kNone, kForAnyValue, kForAllValues };

/// One line of a Condition block: the values are alternatives.
struct Condition {
  Operator op = Operator::kStringEquals;
  Quantifier quantifier = Quantifier::kNone;
  bool if_exists = false;
  std::string key;  // lower case: "aws:sourcearn"
  std::vector<std::string> values;
};

struct Statement {
  std::string sid;
  Effect effect = Effect::kAllow;
  std::optional<PrincipalElement> principal;
  std::vector<std::string> actions;  // lower case, with wildcards
  bool not_action = false;
  std::vector<std::string> resources;
  bool not_resource = false;
  std::vector<Condition> conditions;
};

struct Policy {
  std::string id;
  bool variables = false;  // Version 2012-10-17: "${aws:username}" stands for a value
  std::vector<Statement> statements;
};

/// What a document may hold; 0 = no limit of that kind (aws-facts 1.1 Policy, 2.2 Policy).
struct PolicyLimits {
  std::size_t max_bytes = 10'240;
  std::size_t max_statements = 0;
  std::size_t max_principals = 0;
  std::size_t max_conditions = 0;
  std::size_t max_actions = 0;  // per statement
};
inline constexpr PolicyLimits kQueuePolicyLimits{8'192, 20, 50, 10, 7};
inline constexpr PolicyLimits kTopicPolicyLimits{30'720, 100, 200, 0, 0};
inline constexpr PolicyLimits kKeyPolicyLimits{32'768, 0, 0, 0, 0};
inline constexpr PolicyLimits kIdentityPolicyLimits{10'240, 0, 0, 0, 0};

/// Identity policies name no principal; resource policies must.
enum class PolicyKind : std::uint8_t { kIdentity, kResource };

/// The policy, or what is wrong with it.
base::Result<Policy, std::string> parse_policy(std::string_view text, PolicyKind kind,
                                               const PolicyLimits& limits);

/// "*" stands for any text, "?" for one character.
bool matches_pattern(std::string_view pattern, std::string_view text);
/// The same within each of the six parts of an ARN; "*" alone matches every ARN.
bool matches_arn(std::string_view pattern, std::string_view arn);

}  // namespace services::iam
