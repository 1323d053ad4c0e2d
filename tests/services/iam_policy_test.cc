// Policies: what may stand in them, and who may do what because of them (aws-facts 1.1, 1.12).
#include <gtest/gtest.h>

#include "services/iam/conditions.h"
#include "services/iam/evaluate.h"
#include "services/iam/state.h"

namespace services::iam {
namespace {

constexpr const char* kQueue = "arn:aws:sqs:us-east-1:000000000000:orders";

Policy policy_of(std::string_view text, PolicyKind kind = PolicyKind::kResource) {
  auto policy = parse_policy(text, kind, kIdentityPolicyLimits);
  if (!policy) ADD_FAILURE() << policy.error();
  return policy ? *policy : Policy{};
}

Access access_of(std::string_view arn, std::string account = "000000000000") {
  Access out;
  out.asker = {PrincipalKind::kUser, std::string(arn), std::move(account), {}, "AIDA", "bob"};
  out.action = "sqs:SendMessage";
  out.resource = kQueue;
  out.resource_account = "000000000000";
  return out;
}
const Access kBob = access_of("arn:aws:iam::000000000000:user/bob");
const Access kStranger = access_of("arn:aws:iam::111122223333:user/eve", "111122223333");

Decision decide(const Access& access, std::string_view identity, std::string_view resource) {
  const Policy mine = identity.empty() ? Policy{} : policy_of(identity, PolicyKind::kIdentity);
  const Policy theirs = resource.empty() ? Policy{} : policy_of(resource);
  std::vector<NamedPolicy> list;
  if (!identity.empty()) list.push_back({"bob's policy", &mine});
  return evaluate(access, list, {"the queue policy", resource.empty() ? nullptr : &theirs});
}

constexpr std::string_view kMaySend =
    R"({"Statement":{"Effect":"Allow","Action":"sqs:Send*","Resource":"*"}})";
constexpr std::string_view kMayNotSend =
    R"({"Statement":{"Sid":"Never","Effect":"Deny","Action":"SQS:sendmessage","Resource":"*"}})";
constexpr std::string_view kEveryoneMaySend =
    R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}})";
constexpr std::string_view kNobodyMaySend =
    R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}})";

std::string resource_policy(std::string_view principal, std::string_view rest = "") {
  return std::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{},)"
                     R"("Action":["sqs:SendMessage"],"Resource":"{}"{}}}]}})",
                     principal, kQueue, rest);
}

TEST(IamEvaluation, InsideAnAccountOneAllowInEitherPolicyIsEnough) {
  EXPECT_FALSE(decide(kBob, "", "").allowed());
  EXPECT_TRUE(decide(kBob, kMaySend, "").allowed());
  EXPECT_TRUE(decide(kBob, "", kEveryoneMaySend).allowed());
}

TEST(IamEvaluation, AnExplicitDenyWinsWhereverItStands) {
  using Reason = Decision::Reason;
  EXPECT_EQ(decide(kBob, kMayNotSend, kEveryoneMaySend).reason, Reason::kExplicitDeny);
  const Decision denied = decide(kBob, kMaySend, kNobodyMaySend);
  EXPECT_EQ(denied.reason, Reason::kExplicitDeny);
  EXPECT_TRUE(denied.by_resource_policy);
  EXPECT_EQ(decide(kBob, kMayNotSend, "").explanation,
            "explicit deny: statement \"Never\" of bob's policy denies sqs:SendMessage for "
            "arn:aws:iam::000000000000:user/bob on arn:aws:sqs:us-east-1:000000000000:orders");
}

TEST(IamEvaluation, AcrossAccountsBothSidesMustAllow) {
  EXPECT_FALSE(decide(kStranger, kMaySend, "").allowed());
  EXPECT_FALSE(decide(kStranger, "", kEveryoneMaySend).allowed());
  EXPECT_TRUE(decide(kStranger, kMaySend, kEveryoneMaySend).allowed());
  EXPECT_TRUE(decide(kStranger, kMaySend, resource_policy(R"({"AWS":"111122223333"})")).allowed());
  EXPECT_FALSE(decide(kStranger, kMaySend, resource_policy(R"({"AWS":"999999999999"})")).allowed());
}

TEST(IamEvaluation, NamingTheAccountLeavesTheChoiceToItsPolicies) {
  const std::string policy = resource_policy(R"({"AWS":"arn:aws:iam::000000000000:root"})");
  EXPECT_FALSE(decide(kBob, "", policy).allowed());
  EXPECT_TRUE(decide(kBob, kMaySend, policy).allowed());
  EXPECT_TRUE(decide(kBob, "", resource_policy(R"({"AWS":["arn:aws:iam::000000000000:user/bob"]})"))
                  .allowed());
}

TEST(IamEvaluation, AServiceNeedsTheResourcePolicyAlone) {
  Access sns = kBob;
  sns.asker = {.kind = PrincipalKind::kService, .service = "sns.amazonaws.com"};
  sns.context["aws:sourcearn"] = {"arn:aws:sns:us-east-1:000000000000:t"};
  EXPECT_EQ(decide(sns, "", "").explanation,
            "implicit deny: no statement of the resource policy allows sqs:SendMessage for "
            "sns.amazonaws.com on arn:aws:sqs:us-east-1:000000000000:orders");
  EXPECT_TRUE(decide(sns, "", resource_policy(R"({"Service":"sns.amazonaws.com"})")).allowed());
  EXPECT_FALSE(decide(sns, "", resource_policy(R"({"Service":"s3.amazonaws.com"})")).allowed());
  constexpr std::string_view kOnlyT =
      R"(,"Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:t"}})";
  EXPECT_TRUE(
      decide(sns, "", resource_policy(R"({"Service":"sns.amazonaws.com"})", kOnlyT)).allowed());
  sns.context["aws:sourcearn"] = {"arn:aws:sns:us-east-1:000000000000:other"};
  EXPECT_FALSE(
      decide(sns, "", resource_policy(R"({"Service":"sns.amazonaws.com"})", kOnlyT)).allowed());
}

// Another account may receive: the first of the two well-known example policies.
TEST(IamEvaluation, APolicyForAnotherAccountsInstances) {
  Access receive = kStranger;
  receive.action = "sqs:ReceiveMessage";
  const std::string policy =
      std::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":)"
                  R"(["111122223333"]}},"Action":["sqs:ReceiveMessage"],"Resource":"{}"}}]}})",
                  kQueue);
  constexpr std::string_view kMayUseQueues =
      R"({"Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]})";
  EXPECT_TRUE(decide(receive, kMayUseQueues, policy).allowed());
  EXPECT_FALSE(decide(receive, "", policy).allowed()) << "the role needs its own Allow";
  receive.action = "sqs:DeleteMessage";
  EXPECT_FALSE(decide(receive, kMayUseQueues, policy).allowed()) << "receiving is not deleting";
}

// A bucket may send: the second one; the account condition stops the confused deputy.
TEST(IamEvaluation, APolicyForABucket) {
  Access s3 = kBob;
  s3.asker = {.kind = PrincipalKind::kService, .service = "s3.amazonaws.com"};
  s3.context["aws:sourcearn"] = {"arn:aws:s3:::bucket1"};
  s3.context["aws:sourceaccount"] = {"000000000000"};
  const std::string policy = resource_policy(
      R"({"AWS":"*"})", R"(,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:bucket1"},)"
                        R"("StringEquals":{"aws:SourceAccount":"000000000000"}})");
  EXPECT_TRUE(decide(s3, "", policy).allowed());
  s3.context["aws:sourceaccount"] = {"111122223333"};
  EXPECT_FALSE(decide(s3, "", policy).allowed());
}

TEST(IamEvaluation, NotActionNotResourceNotPrincipal) {
  EXPECT_FALSE(
      decide(kBob, R"({"Statement":{"Effect":"Allow","NotAction":"sqs:*","Resource":"*"}})", "")
          .allowed());
  EXPECT_TRUE(decide(kBob,
                     R"({"Statement":{"Effect":"Allow","Action":"*",
                         "NotResource":"arn:aws:sqs:*:*:other"}})",
                     "")
                  .allowed());
  constexpr std::string_view kOnlyAlice =
      R"({"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":
          "arn:aws:iam::000000000000:user/alice"},"Action":"sqs:*","Resource":"*"}})";
  EXPECT_FALSE(decide(kBob, kMaySend, kOnlyAlice).allowed());
  EXPECT_TRUE(
      decide(access_of("arn:aws:iam::000000000000:user/alice"), kMaySend, kOnlyAlice).allowed());
}

TEST(IamEvaluation, VariablesStandForFactsOfTheCall) {
  Access own = kBob;
  own.context["aws:username"] = {"orders"};
  constexpr std::string_view kOwnQueue =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*",
          "Resource":"arn:aws:sqs:*:*:${aws:username}"}})";
  EXPECT_TRUE(decide(own, kOwnQueue, "").allowed());
  own.context["aws:username"] = {"other"};
  EXPECT_FALSE(decide(own, kOwnQueue, "").allowed());
  own.context.clear();
  EXPECT_FALSE(decide(own, kOwnQueue, "").allowed()) << "an unknown variable matches nothing";
}

bool condition_holds(std::string_view op, std::string_view value, std::vector<std::string> fact) {
  const Policy policy = policy_of(std::format(
      R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":"*","Action":"*",)"
      R"("Resource":"*","Condition":{{"{}":{{"k":{}}}}}}}}})",
      op, value));
  ConditionContext context;
  if (!fact.empty()) context["k"] = std::move(fact);
  return holds(policy.statements.at(0).conditions.at(0), context, policy.variables);
}

TEST(IamConditions, EveryOperator) {
  struct Case {
    std::string_view op;
    std::string_view value;
    std::string holding;
    std::string failing;
  };
  const Case cases[] = {
      {"StringEquals", R"(["a","b"])", "b", "c"},
      {"StringNotEquals", R"("a")", "b", "a"},
      {"StringEqualsIgnoreCase", R"("Ab")", "aB", "b"},
      {"StringLike", R"("or*s?")", "orders1", "orders"},
      {"StringNotLike", R"("or*")", "x", "order"},
      {"ArnEquals", R"("arn:aws:sns:*:1:t*")", "arn:aws:sns:eu-west-1:1:topic",
       "arn:aws:sns:eu-west-1:2:topic"},
      {"ArnLike", R"("arn:aws:s3:::b?")", "arn:aws:s3:::b1", "arn:aws:s3:::bucket"},
      {"ArnNotLike", R"("arn:aws:s3:::*")", "arn:aws:sqs:a:b:c", "arn:aws:s3:::b"},
      {"Bool", R"("true")", "true", "false"},
      {"NumericEquals", "5", "5.000", "5.001"},
      {"NumericLessThan", R"("10")", "9.999", "10"},
      {"NumericLessThanEquals", R"("10")", "10", "11"},
      {"NumericGreaterThan", R"("-1")", "0", "-1"},
      {"DateLessThan", R"("2026-12-01T00:00:00Z")", "2026-11-30T23:59:59Z", "2026-12-01"},
      {"DateGreaterThanEquals", R"("2026-12-01")", "2026-12-01T00:00:00Z", "2026-11-30"},
      {"IpAddress", R"("203.0.113.0/24")", "203.0.113.7", "203.0.114.7"},
      {"NotIpAddress", R"("203.0.113.0/24")", "10.0.0.1", "203.0.113.7"},
  };
  for (const Case& c : cases) {
    EXPECT_TRUE(condition_holds(c.op, c.value, {c.holding})) << c.op << " " << c.holding;
    EXPECT_FALSE(condition_holds(c.op, c.value, {c.failing})) << c.op << " " << c.failing;
  }
}

TEST(IamConditions, AMissingKey) {
  EXPECT_FALSE(condition_holds("StringEquals", R"("a")", {}));
  EXPECT_TRUE(condition_holds("StringEqualsIfExists", R"("a")", {}));
  EXPECT_TRUE(condition_holds("StringNotEquals", R"("a")", {}));
  EXPECT_TRUE(condition_holds("Null", R"("true")", {}));
  EXPECT_FALSE(condition_holds("Null", R"("true")", {"x"}));
  EXPECT_TRUE(condition_holds("Null", R"("false")", {"x"}));
}

TEST(IamConditions, SeveralValues) {
  EXPECT_TRUE(condition_holds("ForAnyValue:StringEquals", R"(["a","b"])", {"x", "b"}));
  EXPECT_FALSE(condition_holds("ForAllValues:StringEquals", R"(["a","b"])", {"x", "b"}));
  EXPECT_TRUE(condition_holds("ForAllValues:StringEquals", R"(["a","b"])", {"a", "b"}));
  EXPECT_TRUE(condition_holds("ForAllValues:StringEquals", R"("a")", {}));
  EXPECT_FALSE(condition_holds("ForAnyValue:StringEquals", R"("a")", {}));
}

TEST(IamPolicies, WhatMayNotStandInThem) {
  const auto fault = [](std::string_view text, PolicyKind kind) {
    const auto policy = parse_policy(text, kind, kQueuePolicyLimits);
    return policy ? std::string("accepted") : policy.error();
  };
  using enum PolicyKind;
  EXPECT_EQ(fault("{}", kResource), "A policy must have a Statement");
  EXPECT_EQ(fault(R"({"Version":"2020-01-01","Statement":[]})", kResource),
            "Version must be 2012-10-17 or 2008-10-17");
  EXPECT_EQ(fault(R"({"Statement":{"Effect":"Maybe"}})", kResource),
            "Effect must be Allow or Deny");
  EXPECT_EQ(fault(R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})", kResource),
            "A statement of a resource policy must name a Principal");
  EXPECT_EQ(fault(R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"*",
                      "Resource":"*"}})",
                  kIdentity),
            "Policy document should not specify a principal.");
  EXPECT_EQ(fault(R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*",
                      "Condition":{"StringSounds":{"k":"v"}}}})",
                  kResource),
            "Condition operator StringSounds is not known");
  EXPECT_EQ(fault(R"({"Statement":{"Effect":"Allow","Principal":"*","Resource":"*",
                      "Action":["a","b","c","d","e","f","g","h"]}})",
                  kResource),
            "A statement has more than 7 actions");
  EXPECT_EQ(fault(std::string(8'193, ' '), kResource), "The policy has more than 8192 bytes");
}

TEST(IamPolicies, PatternsAndArns) {
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(matches_pattern("a*b", "aXc"));
  EXPECT_TRUE(matches_pattern("a?c", "abc"));
  EXPECT_FALSE(matches_pattern("", "a"));
  EXPECT_TRUE(matches_arn("arn:aws:s3:*:*:b", "arn:aws:s3:::b"));
  EXPECT_FALSE(matches_arn("arn:aws:s3:*:b", "arn:aws:s3:::b")) << "a star stays in its part";
}

TEST(IamPrincipals, NumberZeroIsTheAdministrator) {
  State state;
  const auto role = add_principal(state, PrincipalKind::kRole, "worker", "");
  ASSERT_TRUE(role);
  EXPECT_FALSE(add_principal(state, PrincipalKind::kUser, "worker", ""));
  EXPECT_EQ(asker_of(state, *role).arn, "arn:aws:iam::000000000000:role/worker");
  EXPECT_TRUE(policies_of(state, *role).empty());
  EXPECT_FALSE(attach_policy(state, *role, "p", "{}"));
  EXPECT_TRUE(attach_policy(state, *role, "p", std::string(kMaySend)));
  EXPECT_EQ(policies_of(state, *role).size(), 1u);
  EXPECT_EQ(policies_of(state, {}).at(0).name, "AdministratorAccess");
}

}  // namespace
}  // namespace services::iam
