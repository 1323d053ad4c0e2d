// Principals: adding them, looking them up, the administrator's policy, the hash.
#include "services/iam/state.h"

#include <algorithm>
#include <format>

#include "base/hash_fields.h"

namespace services::iam {
namespace {

const Policy& administrator_access() {
  static const Policy policy = [] {
    Policy out;
    Statement all;
    all.sid = "AdministratorAccess";
    all.actions = {"*"};
    all.resources = {"*"};
    out.statements.push_back(std::move(all));
    return out;
  }();
  return policy;
}

}  // namespace

const Principal* State::find(model::PrincipalId id) const {
  const auto it = principals.find(id);
  return it == principals.end() ? nullptr : &it->second;
}

const Principal* State::find_by_name(std::string_view name) const {
  const auto it = std::ranges::find_if(
      principals, [&](const auto& entry) { return entry.second.name == name; });
  return it == principals.end() ? nullptr : &it->second;
}

base::Result<model::PrincipalId, std::string> add_principal(State& state, PrincipalKind kind,
                                                            std::string name, std::string account) {
  if (name.empty() || name.size() > 64) return std::unexpected("a name has 1 to 64 characters");
  if (state.find_by_name(name) != nullptr) {
    return std::unexpected(std::format("there are two principals named \"{}\"", name));
  }
  Principal p;
  p.id = {++state.last_principal};
  p.kind = kind;
  p.account = account.empty() ? state.account : std::move(account);
  const bool role = kind == PrincipalKind::kRole;
  p.arn = std::format("arn:aws:iam::{}:{}/{}", p.account, role ? "role" : "user", name);
  p.user_id = std::format("{}INFLIGHT{:09}", role ? "AROA" : "AIDA", p.id.value);
  p.name = std::move(name);
  const model::PrincipalId id = p.id;
  state.principals.emplace(id, std::move(p));
  return id;
}

base::Result<void, std::string> attach_policy(State& state, model::PrincipalId id, std::string name,
                                              std::string document) {
  const auto it = state.principals.find(id);
  if (it == state.principals.end()) return std::unexpected("there is no such principal");
  auto parsed = parse_policy(document, PolicyKind::kIdentity, kIdentityPolicyLimits);
  if (!parsed) return std::unexpected(parsed.error());
  it->second.policies.push_back(
      {std::move(name), std::move(document), std::make_shared<const Policy>(*std::move(parsed))});
  return {};
}

Asker asker_of(const State& state, model::PrincipalId id) {
  if (const Principal* p = state.find(id)) {
    return {p->kind, p->arn, p->account, {}, p->user_id, p->name};
  }
  return {PrincipalKind::kUser,    std::format("arn:aws:iam::{}:user/learner", state.account),
          state.account,           {},
          "AIDAINFLIGHTLEARNER00", "learner"};
}

std::vector<NamedPolicy> policies_of(const State& state, model::PrincipalId id) {
  if (!id) return {{"AdministratorAccess", &administrator_access()}};
  std::vector<NamedPolicy> out;
  if (const Principal* p = state.find(id)) {
    for (const AttachedPolicy& policy : p->policies) {
      out.push_back({policy.name, policy.parsed.get()});
    }
  }
  return out;
}

void hash_into(const AttachedPolicy& policy, base::Hasher& h) {
  const auto& [name, document, parsed] = policy;  // `parsed` is `document` taken apart
  base::hash_fields(h, name, document);
}
void hash_into(const Principal& p, base::Hasher& h) {
  const auto& [id, kind, name, account, arn, user_id, policies] = p;
  base::hash_fields(h, id, kind, name, account, arn, user_id, policies);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [account, principals, last_principal] = state;
  base::hash_fields(h, account, principals, last_principal);
}

}  // namespace services::iam
