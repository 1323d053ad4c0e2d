// IAM policies: any text is a policy or has a reason why not; a policy decides without harm; an
// explicit deny of everything is never overruled.
#include "fuzz/fuzz.h"
#include "services/iam/evaluate.h"
#include "services/iam/policy.h"

namespace {

namespace iam = services::iam;

iam::Access some_access() {
  iam::Access access;
  access.asker.arn = "arn:aws:iam::000000000000:user/bob";
  access.asker.account = "000000000000";
  access.action = "sqs:SendMessage";
  access.resource = "arn:aws:sqs:us-east-1:000000000000:orders";
  access.resource_account = "000000000000";
  access.context = {{"aws:sourcearn", {"arn:aws:sns:us-east-1:000000000000:events"}},
                    {"aws:sourceip", {"203.0.113.9"}},
                    {"aws:currenttime", {"2026-10-01T00:00:00Z"}},
                    {"aws:securetransport", {"true"}},
                    {"sns:protocol", {"sqs"}}};
  return access;
}

const iam::Policy& deny_all() {
  static const auto policy = *iam::parse_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})",
      iam::PolicyKind::kIdentity, iam::kIdentityPolicyLimits);
  return policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const iam::Access access = some_access();
  for (const auto kind : {iam::PolicyKind::kIdentity, iam::PolicyKind::kResource}) {
    const auto& limits =
        kind == iam::PolicyKind::kIdentity ? iam::kIdentityPolicyLimits : iam::kTopicPolicyLimits;
    const auto policy = iam::parse_policy(text, kind, limits);
    if (!policy) {
      FUZZ_CHECK(!policy.error().empty());
      continue;
    }
    const iam::NamedPolicy named{"fuzzed", &*policy};
    const iam::NamedPolicy none;
    const bool resource = kind == iam::PolicyKind::kResource;
    (void)iam::evaluate(access, resource ? std::vector<iam::NamedPolicy>{} : std::vector{named},
                        resource ? named : none);
    const auto denied =
        iam::evaluate(access,
                      resource ? std::vector{iam::NamedPolicy{"deny", &deny_all()}}
                               : std::vector{named, iam::NamedPolicy{"deny", &deny_all()}},
                      resource ? named : none);
    FUZZ_CHECK(!denied.allowed());
  }
  return 0;
}
