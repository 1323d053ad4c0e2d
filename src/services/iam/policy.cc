// Reading policy documents and matching patterns.
#include "services/iam/policy.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/json.h"

namespace services::iam {
namespace {

using base::Json;
using Fault = std::optional<std::string>;

constexpr std::array<std::pair<std::string_view, Operator>, 26> kOperators{{
    {"StringEquals", Operator::kStringEquals},
    {"StringNotEquals", Operator::kStringNotEquals},
    {"StringEqualsIgnoreCase", Operator::kStringEqualsIgnoreCase},
    {"StringNotEqualsIgnoreCase", Operator::kStringNotEqualsIgnoreCase},
    {"StringLike", Operator::kStringLike},
    {"StringNotLike", Operator::kStringNotLike},
    {"ArnEquals", Operator::kArnEquals},
    {"ArnLike", Operator::kArnLike},
    {"ArnNotEquals", Operator::kArnNotEquals},
    {"ArnNotLike", Operator::kArnNotLike},
    {"Bool", Operator::kBool},
    {"NumericEquals", Operator::kNumericEquals},
    {"NumericNotEquals", Operator::kNumericNotEquals},
    {"NumericLessThan", Operator::kNumericLessThan},
    {"NumericLessThanEquals", Operator::kNumericLessThanEquals},
    {"NumericGreaterThan", Operator::kNumericGreaterThan},
    {"NumericGreaterThanEquals", Operator::kNumericGreaterThanEquals},
    {"DateEquals", Operator::kDateEquals},
    {"DateNotEquals", Operator::kDateNotEquals},
    {"DateLessThan", Operator::kDateLessThan},
    {"DateLessThanEquals", Operator::kDateLessThanEquals},
    {"DateGreaterThan", Operator::kDateGreaterThan},
    {"DateGreaterThanEquals", Operator::kDateGreaterThanEquals},
    {"IpAddress", Operator::kIpAddress},
    {"NotIpAddress", Operator::kNotIpAddress},
    {"Null", Operator::kNull},
}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// A text, a number, a boolean, or a list of them, as texts.
Fault read_texts(const Json& json, std::string_view what, std::vector<std::string>& out) {
  const auto one = [&](const Json& value) {
    if (value.is_string()) {
      out.push_back(value.get<std::string>());
    } else if (value.is_boolean() || value.is_number()) {
      out.push_back(base::dump(value));
    } else {
      return false;
    }
    return true;
  };
  if (json.is_array()) {
    for (const Json& value : json) {
      if (!one(value)) return std::format("{} must hold texts", what);
    }
    return out.empty() ? Fault(std::format("{} must not be empty", what)) : std::nullopt;
  }
  if (one(json)) return std::nullopt;
  return std::format("{} must be a text or a list of texts", what);
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Fault read_principal(const Json& json, PrincipalElement& out) {
  if (json.is_string() && json == "*") {
    out.everyone = true;
    return std::nullopt;
  }
  if (!json.is_object() || json.empty()) return "Principal must be \"*\" or an object";
  for (const auto& [type, value] : json.items()) {
    std::vector<std::string> names;
    if (auto fault = read_texts(value, "Principal", names)) return fault;
    if (type == "Service") {
      std::ranges::move(names, std::back_inserter(out.services));
    } else if (type == "AWS") {
      for (std::string& name : names) {
        if (name == "*") out.everyone = true;
        out.aws.push_back(is_account_id(name) ? std::format("arn:aws:iam::{}:root", name)
                                              : std::move(name));
      }
    } else if (type != "Federated" && type != "CanonicalUser") {
      return std::format("Principal {} is not known", type);
    }
  }
  return std::nullopt;
}

// "ForAllValues:StringLikeIfExists".
Fault read_operator(std::string_view name, Condition& out) {
  const std::string full(name);
  if (name.starts_with("ForAnyValue:")) {
    out.quantifier = Quantifier::kForAnyValue;
    name.remove_prefix(12);
  } else if (name.starts_with("ForAllValues:")) {
    out.quantifier = Quantifier::kForAllValues;
    name.remove_prefix(13);
  }
  if (name.ends_with("IfExists")) {
    out.if_exists = true;
    name.remove_suffix(8);
  }
  const auto it =
      std::ranges::find(kOperators, name, &std::pair<std::string_view, Operator>::first);
  if (it == kOperators.end()) return std::format("Condition operator {} is not known", full);
  out.op = it->second;
  return std::nullopt;
}

Fault read_conditions(const Json& json, std::vector<Condition>& out) {
  if (!json.is_object()) return "Condition must be an object";
  for (const auto& [name, keys] : json.items()) {
    if (!keys.is_object()) return "Condition must hold objects";
    for (const auto& [key, values] : keys.items()) {
      Condition condition;
      if (auto fault = read_operator(name, condition)) return fault;
      condition.key = lower(key);
      if (auto fault = read_texts(values, "Condition", condition.values)) return fault;
      out.push_back(std::move(condition));
    }
  }
  return std::nullopt;
}

class StatementReader {
 public:
  StatementReader(const Json& json, PolicyKind kind) : json_(json), kind_(kind) {}

  Fault read(Statement& out) {
    if (!json_.is_object()) return "Statement must hold objects";
    constexpr std::array<std::string_view, 9> kKnown{"Sid",          "Effect",      "Principal",
                                                     "NotPrincipal", "Action",      "NotAction",
                                                     "Resource",     "NotResource", "Condition"};
    for (const auto& [key, value] : json_.items()) {
      if (!std::ranges::contains(kKnown, key)) return std::format("{} is not known here", key);
    }
    if (const Json* sid = find("Sid")) {
      if (!sid->is_string()) return "Sid must be a text";
      out.sid = sid->get<std::string>();
    }
    if (auto fault = effect(out)) return fault;
    if (auto fault = principal(out)) return fault;
    if (auto fault = either("Action", "NotAction", out.actions, out.not_action)) return fault;
    for (std::string& action : out.actions) action = lower(action);
    if (find("Resource") != nullptr || find("NotResource") != nullptr) {
      if (auto fault = either("Resource", "NotResource", out.resources, out.not_resource)) {
        return fault;
      }
    } else if (kind_ == PolicyKind::kIdentity) {
      return "Policy statement must contain resources.";
    }
    const Json* condition = find("Condition");
    return condition == nullptr ? std::nullopt : read_conditions(*condition, out.conditions);
  }

 private:
  const Json* find(const char* key) const {
    const auto it = json_.find(key);
    return it == json_.end() ? nullptr : &*it;
  }
  Fault effect(Statement& out) const {
    const Json* value = find("Effect");
    if (value == nullptr || (*value != "Allow" && *value != "Deny")) {
      return "Effect must be Allow or Deny";
    }
    out.effect = *value == "Allow" ? Effect::kAllow : Effect::kDeny;
    return std::nullopt;
  }
  Fault principal(Statement& out) const {
    const Json* is = find("Principal");
    const Json* is_not = find("NotPrincipal");
    if (kind_ == PolicyKind::kIdentity) {
      if (is == nullptr && is_not == nullptr) return std::nullopt;
      return "Policy document should not specify a principal.";
    }
    if ((is == nullptr) == (is_not == nullptr)) {
      return "A statement of a resource policy must name a Principal";
    }
    out.principal.emplace();
    out.principal->negated = is == nullptr;
    return read_principal(is != nullptr ? *is : *is_not, *out.principal);
  }
  Fault either(const char* yes, const char* no, std::vector<std::string>& out, bool& negated) {
    const Json* is = find(yes);
    const Json* is_not = find(no);
    if ((is == nullptr) == (is_not == nullptr)) {
      return std::format("A statement must have one of {} and {}", yes, no);
    }
    negated = is == nullptr;
    return read_texts(is != nullptr ? *is : *is_not, yes, out);
  }

  const Json& json_;
  PolicyKind kind_;
};

Fault check_limits(const Policy& policy, const PolicyLimits& limits) {
  const auto over = [](std::size_t n, std::size_t most) { return most != 0 && n > most; };
  std::size_t principals = 0;
  std::size_t conditions = 0;
  for (const Statement& s : policy.statements) {
    if (s.principal) principals += s.principal->aws.size() + s.principal->services.size();
    conditions += s.conditions.size();
    if (over(s.actions.size(), limits.max_actions)) {
      return std::format("A statement has more than {} actions", limits.max_actions);
    }
  }
  if (over(policy.statements.size(), limits.max_statements)) {
    return std::format("The policy has more than {} statements", limits.max_statements);
  }
  if (over(principals, limits.max_principals)) {
    return std::format("The policy has more than {} principals", limits.max_principals);
  }
  if (over(conditions, limits.max_conditions)) {
    return std::format("The policy has more than {} conditions", limits.max_conditions);
  }
  return std::nullopt;
}

Fault read_document(const Json& root, PolicyKind kind, Policy& out) {
  if (!root.is_object()) return "A policy must be a JSON object";
  const auto version = root.find("Version");
  if (version != root.end() && *version != "2012-10-17" && *version != "2008-10-17") {
    return "Version must be 2012-10-17 or 2008-10-17";
  }
  out.variables = version != root.end() && *version == "2012-10-17";
  if (const auto id = root.find("Id"); id != root.end() && id->is_string()) {
    out.id = id->get<std::string>();
  }
  const auto list = root.find("Statement");
  if (list == root.end()) return "A policy must have a Statement";
  const auto add = [&](const Json& json) {
    return StatementReader(json, kind).read(out.statements.emplace_back());
  };
  if (!list->is_array()) return add(*list);
  for (const Json& json : *list) {
    if (auto fault = add(json)) return fault;
  }
  return std::nullopt;
}

}  // namespace

base::Result<Policy, std::string> parse_policy(std::string_view text, PolicyKind kind,
                                               const PolicyLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return std::unexpected(std::format("The policy has more than {} bytes", limits.max_bytes));
  }
  const auto document = base::parse_json(text, {.max_bytes = limits.max_bytes});
  if (!document) return std::unexpected("The policy is no JSON: " + document.error().message);
  Policy out;
  if (auto fault = read_document(document->root, kind, out)) {
    return std::unexpected(*std::move(fault));
  }
  if (auto fault = check_limits(out, limits)) return std::unexpected(*std::move(fault));
  return out;
}

// Goes back to the last star only, so the work is bounded by the product of the lengths.
bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool matches_arn(std::string_view pattern, std::string_view arn) {
  if (pattern == "*") return true;
  for (int part = 0; part < 5; ++part) {
    const std::size_t p = pattern.find(':');
    const std::size_t a = arn.find(':');
    if (p == std::string_view::npos || a == std::string_view::npos) return false;
    if (!matches_pattern(pattern.substr(0, p), arn.substr(0, a))) return false;
    pattern.remove_prefix(p + 1);
    arn.remove_prefix(a + 1);
  }
  return matches_pattern(pattern, arn);
}

}  // namespace services::iam
