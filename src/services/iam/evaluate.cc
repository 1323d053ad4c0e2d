// The evaluation of policies.
#include "services/iam/evaluate.h"

#include <algorithm>
#include <format>

#include "services/iam/conditions.h"

namespace services::iam {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string root_arn(std::string_view account) {
  return std::format("arn:aws:iam::{}:root", account);
}

// How closely a statement's Principal names the asker.
enum class Named : std::uint8_t {
  kNot,
  kAccount,   // through its account: the account decides who of it may
  kDirectly,  // by ARN, as the service, or as everyone
};

Named names(const PrincipalElement& principal, const Asker& asker) {
  Named out = Named::kNot;
  if (principal.everyone) out = Named::kDirectly;
  if (asker.kind == PrincipalKind::kService) {
    if (std::ranges::contains(principal.services, asker.service)) out = Named::kDirectly;
  } else if (out == Named::kNot) {
    if (std::ranges::contains(principal.aws, asker.arn)) {
      out = Named::kDirectly;
    } else if (std::ranges::contains(principal.aws, root_arn(asker.account))) {
      out = Named::kAccount;
    }
  }
  if (!principal.negated) return out;
  return out == Named::kNot ? Named::kDirectly : Named::kNot;
}

bool matches_resource(const Policy& policy, const Statement& s, const Access& access) {
  if (s.resources.empty()) return true;
  const bool any = std::ranges::any_of(s.resources, [&](const std::string& pattern) {
    return matches_arn(policy.variables ? with_variables(pattern, access.context) : pattern,
                       access.resource);
  });
  return any != s.not_resource;
}

struct Hit {
  std::size_t statement = 0;
  std::string sid;
  Named named = Named::kDirectly;
};

// The first statement of this effect that speaks of the call; of several Allows, the one that
// names the asker most closely.
std::optional<Hit> find_hit(const Policy& policy, Effect effect, const Access& access) {
  std::optional<Hit> out;
  for (std::size_t i = 0; i < policy.statements.size(); ++i) {
    const Statement& s = policy.statements[i];
    if (s.effect != effect) continue;
    const Named named = s.principal ? names(*s.principal, access.asker) : Named::kDirectly;
    if (named == Named::kNot || !applies(policy, s, access)) continue;
    if (!out || named > out->named) out = Hit{i + 1, s.sid, named};
    if (named == Named::kDirectly) return out;
  }
  return out;
}

std::string asker_name(const Asker& asker) {
  return asker.kind == PrincipalKind::kService ? asker.service : asker.arn;
}

std::string statement_name(const NamedPolicy& policy, const Hit& hit) {
  return hit.sid.empty() ? std::format("statement {} of {}", hit.statement, policy.name)
                         : std::format("statement \"{}\" of {}", hit.sid, policy.name);
}

Decision decided(Decision::Reason reason, bool by_resource, const NamedPolicy& policy,
                 const Hit& hit, const Access& access) {
  Decision out;
  out.reason = reason;
  out.by_resource_policy = by_resource;
  out.policy = policy.name;
  out.sid = hit.sid;
  out.statement = hit.statement;
  const bool allowed = reason == Decision::Reason::kAllowed;
  out.explanation = std::format("{}: {} {} {} for {} on {}", allowed ? "allowed" : "explicit deny",
                                statement_name(policy, hit), allowed ? "allows" : "denies",
                                access.action, asker_name(access.asker), access.resource);
  return out;
}

Decision nothing_allows(const Access& access, bool resource_policy_missing) {
  Decision out;
  out.by_resource_policy = resource_policy_missing;
  out.explanation = std::format("implicit deny: no statement {}allows {} for {} on {}",
                                resource_policy_missing ? "of the resource policy " : "",
                                access.action, asker_name(access.asker), access.resource);
  return out;
}

}  // namespace

bool applies(const Policy& policy, const Statement& s, const Access& access) {
  const std::string action = lower(access.action);
  const bool named = std::ranges::any_of(
      s.actions, [&](const std::string& pattern) { return matches_pattern(pattern, action); });
  if (named == s.not_action) return false;
  if (!matches_resource(policy, s, access)) return false;
  return std::ranges::all_of(
      s.conditions, [&](const Condition& c) { return holds(c, access.context, policy.variables); });
}

Decision evaluate(const Access& access, const std::vector<NamedPolicy>& identity,
                  const NamedPolicy& resource) {
  using Reason = Decision::Reason;
  for (const NamedPolicy& policy : identity) {
    if (const auto hit = find_hit(*policy.policy, Effect::kDeny, access)) {
      return decided(Reason::kExplicitDeny, false, policy, *hit, access);
    }
  }
  if (resource.policy != nullptr) {
    if (const auto hit = find_hit(*resource.policy, Effect::kDeny, access)) {
      return decided(Reason::kExplicitDeny, true, resource, *hit, access);
    }
  }
  std::optional<Hit> by_resource;
  if (resource.policy != nullptr) {
    by_resource = find_hit(*resource.policy, Effect::kAllow, access);
  }
  const bool is_service = access.asker.kind == PrincipalKind::kService;
  const bool outsider = is_service || access.asker.account != access.resource_account;
  if (outsider && !by_resource) return nothing_allows(access, true);
  // A service has no identity policies; inside the account one that names the asker is enough.
  if (by_resource && (is_service || (!outsider && by_resource->named == Named::kDirectly))) {
    return decided(Reason::kAllowed, true, resource, *by_resource, access);
  }
  for (const NamedPolicy& policy : identity) {
    if (const auto hit = find_hit(*policy.policy, Effect::kAllow, access)) {
      return decided(Reason::kAllowed, false, policy, *hit, access);
    }
  }
  return nothing_allows(access, false);
}

}  // namespace services::iam
