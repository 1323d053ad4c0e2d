// The principals of an account and their policies. A plain value. Must not know what they do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "model/ids.h"
#include "services/iam/evaluate.h"

namespace services::iam {

/// A policy with its document as it was given.
struct AttachedPolicy {
  std::string name;
  std::string document;
  std::shared_ptr<const Policy> parsed;  // `document` taken apart
};

struct Principal {
  model::PrincipalId id;
  PrincipalKind kind = PrincipalKind::kUser;
  std::string name;
  std::string account;
  std::string arn;
  std::string user_id;
  std::vector<AttachedPolicy> policies;
};

/// The whole service. The administrator, number 0, is not listed: it may do everything that no
/// resource policy denies.
struct State {
  std::string account = "000000000000";
  std::map<model::PrincipalId, Principal> principals;
  std::uint32_t last_principal = 0;

  const Principal* find(model::PrincipalId id) const;
  const Principal* find_by_name(std::string_view name) const;
};

/// Adds a user or a role; its name must be new. An empty account is the World's own.
base::Result<model::PrincipalId, std::string> add_principal(State& state, PrincipalKind kind,
                                                            std::string name, std::string account);
/// Attaches an identity policy, or says what is wrong with it.
base::Result<void, std::string> attach_policy(State& state, model::PrincipalId id, std::string name,
                                              std::string document);
/// The asker that a principal is; number 0 is the administrator.
Asker asker_of(const State& state, model::PrincipalId id);
std::vector<NamedPolicy> policies_of(const State& state, model::PrincipalId id);

void hash_into(const State& state, base::Hasher& h);

}  // namespace services::iam
