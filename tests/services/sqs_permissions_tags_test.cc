// Permissions, tags and names of queues (aws-facts 1.2).
#include <format>

#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::Bench;

std::string policy_of(Bench& b) {
  const auto shown =
      b.ok<GetQueueAttributesResponse>(GetQueueAttributesRequest{b.url("q"), {"Policy"}})
          .attributes;
  const auto it = shown.find("Policy");
  return it == shown.end() ? "" : it->second;
}

AddPermissionRequest permission(const Bench& b, std::string label) {
  return {.queue_url = b.url("q"),
          .label = std::move(label),
          .aws_account_ids = {"111122223333"},
          .actions = {"SendMessage"}};
}

TEST(SqsPermission, AddsAStatementToThePolicy) {
  Bench b(test::kPlainQueue);
  b.ok<EmptyResponse>(permission(b, "one"));
  const std::string arn = b.queue("q").arn;
  EXPECT_EQ(policy_of(b), R"({"Version":"2008-10-17","Id":")" + arn +
                              R"(/SQSDefaultPolicy","Statement":[{"Sid":"one","Effect":"Allow",)"
                              R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"},)"
                              R"("Action":"SQS:SendMessage","Resource":")" +
                              arn + "\"}]}");
  auto two = permission(b, "two");
  two.aws_account_ids.push_back("444455556666");
  two.actions.push_back("ReceiveMessage");
  b.ok<EmptyResponse>(two);
  EXPECT_TRUE(policy_of(b).contains(R"("Action":["SQS:SendMessage","SQS:ReceiveMessage"])"));
  EXPECT_TRUE(policy_of(b).contains(R"("AWS":["arn:aws:iam::111122223333:root",)"));
}

TEST(SqsPermission, ALabelStandsOnce) {
  Bench b(test::kPlainQueue);
  b.ok<EmptyResponse>(permission(b, "one"));
  EXPECT_EQ(b.refused(permission(b, "one")).message,
            "Value one for parameter Label is invalid. Reason: Already exists.");
  b.ok<EmptyResponse>(RemovePermissionRequest{b.url("q"), "one"});
  EXPECT_EQ(policy_of(b), "") << "the last statement takes the policy with it";
  EXPECT_EQ(b.refused(RemovePermissionRequest{b.url("q"), "one"}).query_code,
            "InvalidParameterValue");
  b.ok<EmptyResponse>(permission(b, "one"));
}

TEST(SqsPermission, RemovesOnlyTheLabelledStatement) {
  Bench b(test::kPlainQueue);
  b.ok<EmptyResponse>(permission(b, "one"));
  b.ok<EmptyResponse>(permission(b, "two"));
  b.ok<EmptyResponse>(RemovePermissionRequest{b.url("q"), "one"});
  EXPECT_FALSE(policy_of(b).contains("one"));
  EXPECT_TRUE(policy_of(b).contains("two"));
}

TEST(SqsPermission, AtMostSevenActionsOfThoseThatCanBeGiven) {
  Bench b(test::kPlainQueue);
  auto r = permission(b, "many");
  r.actions.assign(8, "SendMessage");
  EXPECT_EQ(b.refused(r).query_code, "OverLimit");
  EXPECT_EQ(b.refused(r).http_status, 403);
  EXPECT_EQ(b.refused(r).message, "8 Actions were found, maximum allowed is 7.");
  r.actions = {"CreateQueue"};
  EXPECT_EQ(b.refused(r).message,
            "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue "
            "owner is allowed to invoke this action.");
  r.actions = {"*"};
  r.label = std::string(81, 'l');
  EXPECT_EQ(b.refused(r).query_code, "InvalidParameterValue");
  r.label = "ok";
  r.aws_account_ids = {"12"};
  EXPECT_EQ(b.refused(r).message,
            "Value [12] for parameter PrincipalId is invalid. Reason: Unable to verify.");
  r.aws_account_ids = {};
  EXPECT_EQ(b.refused(r).message,
            "Value [] for parameter PrincipalId is invalid. Reason: Unable to verify.");
}

TEST(SqsPolicy, HasLimits) {
  Bench b(test::kPlainQueue);
  const auto refused = [&](std::string policy) {
    return b.refused(SetQueueAttributesRequest{b.url("q"), {{"Policy", std::move(policy)}}})
        .query_code;
  };
  EXPECT_EQ(refused("no json"), "InvalidAttributeValue");
  EXPECT_EQ(refused(R"({"Id":")" + std::string(8'192, 'x') + "\"}"), "InvalidAttributeValue");
  for (int i = 0; i < 20; ++i) b.ok<EmptyResponse>(permission(b, std::format("label-{}", i)));
  EXPECT_EQ(b.refused(permission(b, "one-more")).query_code, "OverLimit");
}

TEST(SqsTags, AreAddedOverwrittenAndRemoved) {
  Bench b(test::kPlainQueue);
  const auto tags = [&] {
    return b.ok<ListQueueTagsResponse>(ListQueueTagsRequest{b.url("q")}).tags;
  };
  EXPECT_TRUE(tags().empty());
  b.ok<EmptyResponse>(TagQueueRequest{b.url("q"), {{"tag1", "a"}, {"tag2", "b"}, {"tag3", ""}}});
  b.ok<EmptyResponse>(TagQueueRequest{b.url("q"), {{"tag1", "A"}, {"Tag1", "c"}}});
  EXPECT_EQ(tags(), (Tags{{"Tag1", "c"}, {"tag1", "A"}, {"tag2", "b"}, {"tag3", ""}}));
  b.ok<EmptyResponse>(UntagQueueRequest{b.url("q"), {"tag1", "tag3", "unknown"}});
  EXPECT_EQ(tags(), (Tags{{"Tag1", "c"}, {"tag2", "b"}}));
  EXPECT_EQ(b.log.all<model::QueueTagsChanged>().back().second.tags, 2u);
}

TEST(SqsTags, AtMostFifty) {
  Bench b(test::kPlainQueue);
  Tags tags;
  for (int i = 0; i < 50; ++i) tags[std::format("tag{}", i)] = "x";
  b.ok<EmptyResponse>(TagQueueRequest{b.url("q"), tags});
  EXPECT_EQ(b.refused(TagQueueRequest{b.url("q"), {{"more", "x"}}}).query_code,
            "InvalidParameterValue");
  b.ok<EmptyResponse>(TagQueueRequest{b.url("q"), {{"tag7", "y"}}});
  EXPECT_EQ(b.refused(TagQueueRequest{b.url("q"), {}}).query_code, "MissingParameter");
}

TEST(SqsTags, KeysAndValuesHaveALength) {
  Bench b(test::kPlainQueue);
  const std::string keys = "Tag keys must be between 1 and 128 characters in length.";
  EXPECT_EQ(b.refused(UntagQueueRequest{b.url("q"), {}}).message, keys);
  EXPECT_EQ(b.refused(UntagQueueRequest{b.url("q"), {""}}).message, keys);
  EXPECT_EQ(b.refused(TagQueueRequest{b.url("q"), {{"", "x"}}}).message, keys);
  EXPECT_EQ(b.refused(TagQueueRequest{b.url("q"), {{std::string(129, 'k'), "x"}}}).message, keys);
  EXPECT_EQ(b.refused(TagQueueRequest{b.url("q"), {{"k", std::string(257, 'v')}}}).query_code,
            "InvalidParameterValue");
  b.ok<EmptyResponse>(
      TagQueueRequest{b.url("q"), {{std::string(128, 'k'), std::string(256, 'v')}}});
}

TEST(SqsGetQueueUrl, OfAnotherAccountIsNotThere) {
  Bench b(test::kPlainQueue);
  EXPECT_EQ(b.ok<GetQueueUrlResponse>(GetQueueUrlRequest{"q", "000000000000"}).queue_url,
            b.url("q"));
  EXPECT_EQ(b.refused(GetQueueUrlRequest{"q", "111122223333"}).type, "QueueDoesNotExist");
}

TEST(SqsQueueUrl, ABareNameIsTakenForTheUrl) {
  Bench b(test::kPlainQueue);
  b.ok<SendMessageResponse>(SendMessageRequest{.queue_url = "q", .message_body = "x"});
  EXPECT_EQ(b.queue("q").visible, 1u);
}

}  // namespace
