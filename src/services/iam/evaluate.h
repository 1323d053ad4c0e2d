// May this principal do this to that? The decision with the statement that made it, as a pure
// function (aws-facts 1.12): explicit deny first; in one account an Allow in either policy is
// enough; across accounts it takes one in both; a service needs the resource policy alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/iam/policy.h"

namespace services::iam {

enum class PrincipalKind : std::uint8_t { kUser, kRole, kService, kAnonymous };

/// Who asks.
struct Asker {
  PrincipalKind kind = PrincipalKind::kUser;
  std::string arn;      // "arn:aws:iam::000000000000:user/bob"
  std::string account;  // of a user or role
  std::string service;  // "sns.amazonaws.com"
  std::string user_id;
  std::string name;
};

/// Facts about a call by key, in lower case: "aws:sourcearn". A key may have several values.
using ConditionContext = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Access {
  Asker asker;
  std::string action;            // "sqs:SendMessage"
  std::string resource;          // ARN
  std::string resource_account;  // who owns it
  ConditionContext context;
};

struct NamedPolicy {
  std::string name;
  const Policy* policy = nullptr;
};

/// What decided. `statement` counts from 1 within the policy; 0 when no statement did.
struct Decision {
  enum class Reason : std::uint8_t { kAllowed, kExplicitDeny, kImplicitDeny };
  Reason reason = Reason::kImplicitDeny;
  bool by_resource_policy = false;  // where the deciding statement stands, or is missing
  std::string policy;               // its name
  std::string sid;
  std::size_t statement = 0;
  std::string explanation;  // "implicit deny: no statement allows sqs:SendMessage for … on …"
  bool allowed() const { return reason == Reason::kAllowed; }
};

/// `resource` is null when the resource has no policy.
Decision evaluate(const Access& access, const std::vector<NamedPolicy>& identity,
                  const NamedPolicy& resource);

/// Whether a statement speaks of this call, conditions included. Used by key policies too.
bool applies(const Policy& policy, const Statement& statement, const Access& access);

}  // namespace services::iam
