// Rules of aws-facts 1.1 to 1.3 and 1.7 on queues as wholes, each by name.
#include "world/support.h"

namespace {

using namespace model::sqs;
using test::Bench;

constexpr std::string_view kWithDlq = R"({"Resources": {
    "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q", "VisibilityTimeout": 1,
          "MessageRetentionPeriod": 100,
          "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]},
                            "maxReceiveCount": 3}}},
    "D": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "d",
          "MessageRetentionPeriod": 200}}}})";

TEST(SqsCreateQueue, IsIdempotentForEqualAttributes) {
  Bench b(test::kPlainQueue);
  const auto again = b.ok<CreateQueueResponse>(
      CreateQueueRequest{.queue_name = "q", .attributes = {{"VisibilityTimeout", "30"}}});
  EXPECT_EQ(again.queue_url, b.url("q"));
  EXPECT_EQ(b.ok<CreateQueueResponse>(CreateQueueRequest{.queue_name = "q"}).queue_url, b.url("q"));
}

TEST(SqsCreateQueue, NamesTheAttributeThatDiffers) {
  Bench b(test::kPlainQueue);
  const auto error =
      b.refused(CreateQueueRequest{.queue_name = "q", .attributes = {{"VisibilityTimeout", "31"}}});
  EXPECT_EQ(error.type, "QueueNameExists");
  EXPECT_EQ(error.query_code, "QueueAlreadyExists");
  EXPECT_EQ(error.message,
            "A queue already exists with the same name and a different value for attribute "
            "VisibilityTimeout");
}

TEST(SqsCreateQueue, NamesAndAttributesAreChecked) {
  Bench b(test::kPlainQueue);
  for (const std::string& name :
       {std::string("a b"), std::string("x.fifo"), std::string(81, 'a'), std::string("ü")}) {
    EXPECT_EQ(b.refused(CreateQueueRequest{.queue_name = name}).query_code,
              "InvalidParameterValue");
  }
  EXPECT_EQ(b.refused(CreateQueueRequest{.queue_name = "n", .attributes = {{"Nope", "1"}}}).message,
            "Unknown Attribute Nope.");
  for (const auto& [name, value] : AttributeMap{{"DelaySeconds", "901"},
                                                {"VisibilityTimeout", "-1"},
                                                {"MessageRetentionPeriod", "59"},
                                                {"MaximumMessageSize", "1048577"},
                                                {"ReceiveMessageWaitTimeSeconds", "x"}}) {
    EXPECT_EQ(
        b.refused(CreateQueueRequest{.queue_name = "n", .attributes = {{name, value}}}).query_code,
        "InvalidAttributeValue")
        << name;
  }
}

TEST(SqsDeleteQueue, BlocksTheNameForSixtySeconds) {
  Bench b(test::kPlainQueue);
  const std::string url = b.url("q");
  b.ok<EmptyResponse>(DeleteQueueRequest{url});
  EXPECT_EQ(b.refused(SendMessageRequest{.queue_url = url, .message_body = "x"}).query_code,
            "AWS.SimpleQueueService.NonExistentQueue");
  b.run(base::seconds(59));
  EXPECT_EQ(b.refused(CreateQueueRequest{.queue_name = "q"}).query_code,
            "AWS.SimpleQueueService.QueueDeletedRecently");
  b.run(base::seconds(1));
  b.ok<CreateQueueResponse>(CreateQueueRequest{.queue_name = "q"});
}

TEST(SqsPurge, RemovesVisibleInFlightAndDelayedOncePerMinute) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.receive("q");
  b.send("q");
  b.call(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x", .delay_seconds = 9});
  b.ok<EmptyResponse>(PurgeQueueRequest{b.url("q")});
  EXPECT_EQ(b.queue("q").visible + b.queue("q").in_flight + b.queue("q").delayed, 0u);
  const auto error = b.refused(PurgeQueueRequest{b.url("q")});
  EXPECT_EQ(error.http_status, 403);
  EXPECT_EQ(error.message, "Only one PurgeQueue operation on q is allowed every 60 seconds.");
  b.run(base::seconds(60));
  b.ok<EmptyResponse>(PurgeQueueRequest{b.url("q")});
}

TEST(SqsListQueues, PagesOnlyWhenAsked) {
  Bench b(R"({"Resources": {"A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "a1"}},
      "B": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "a2"}},
      "C": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "b1"}}}})");
  EXPECT_EQ(b.ok<ListQueuesResponse>(ListQueuesRequest{}).queue_urls.size(), 3u);
  auto page = b.ok<ListQueuesResponse>(
      ListQueuesRequest{.queue_name_prefix = "a", .max_results = 1, .next_token = {}});
  EXPECT_EQ(page.queue_urls, std::vector{b.url("a1")});
  ASSERT_FALSE(page.next_token.empty());
  page = b.ok<ListQueuesResponse>(
      ListQueuesRequest{.queue_name_prefix = "a", .max_results = 1, .next_token = page.next_token});
  EXPECT_EQ(page.queue_urls, std::vector{b.url("a2")});
  EXPECT_TRUE(page.next_token.empty());
}

TEST(SqsAttributes, NoNamesNoAnswerAllAnswersAll) {
  Bench b(test::kPlainQueue);
  b.send("q");
  EXPECT_TRUE(b.ok<GetQueueAttributesResponse>(GetQueueAttributesRequest{b.url("q"), {}})
                  .attributes.empty());
  const auto all =
      b.ok<GetQueueAttributesResponse>(GetQueueAttributesRequest{b.url("q"), {"All"}}).attributes;
  EXPECT_EQ(all.at("VisibilityTimeout"), "30");
  EXPECT_EQ(all.at("MaximumMessageSize"), "1048576");
  EXPECT_EQ(all.at("ApproximateNumberOfMessages"), "1");
  EXPECT_EQ(all.at("QueueArn"), "arn:aws:sqs:us-east-1:000000000000:q");
  EXPECT_EQ(all.at("SqsManagedSseEnabled"), "true");
  EXPECT_EQ(b.refused(GetQueueAttributesRequest{b.url("q"), {"Nope"}}).message,
            "Unknown Attribute Nope.");
}

TEST(SqsAttributes, ClassicProfileHasTheClassicSize) {
  Bench b(R"({"profile": "classic", "Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q"}}}})");
  EXPECT_EQ(b.queue("q").attributes.maximum_message_size, 262'144);
  EXPECT_EQ(b.refused(SetQueueAttributesRequest{b.url("q"), {{"MaximumMessageSize", "262145"}}})
                .query_code,
            "InvalidAttributeValue");
}

TEST(SqsAttributes, OneEncryptionSwitchesTheOtherOff) {
  Bench b(test::kPlainQueue);
  const auto& now = b.queue("q").attributes;
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"KmsMasterKeyId", "alias/k"}}});
  EXPECT_FALSE(now.sqs_managed_sse_enabled);
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"SqsManagedSseEnabled", "true"}}});
  EXPECT_EQ(now.kms_master_key_id, "");
  EXPECT_TRUE(now.sqs_managed_sse_enabled);
  b.ok<EmptyResponse>(SetQueueAttributesRequest{
      b.url("q"), {{"KmsMasterKeyId", "alias/k"}, {"SqsManagedSseEnabled", "false"}}});
  EXPECT_EQ(now.kms_master_key_id, "alias/k");
  EXPECT_FALSE(now.sqs_managed_sse_enabled);
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"VisibilityTimeout", "31"}}});
  EXPECT_EQ(now.kms_master_key_id, "alias/k");
}

TEST(SqsAttributes, BothEncryptionsInOneCallAreRefused) {
  Bench b(test::kPlainQueue);
  const model::sqs::AttributeMap both{{"KmsMasterKeyId", "alias/k"},
                                      {"SqsManagedSseEnabled", "true"}};
  const auto error = b.refused(SetQueueAttributesRequest{b.url("q"), both});
  EXPECT_EQ(error.query_code, "InvalidAttributeName");
  EXPECT_EQ(error.message,
            "You can use one type of server-side encryption (SSE) at one time. You can either "
            "enable KMS SSE or SQS SSE.");
  EXPECT_EQ(b.queue("q").attributes.kms_master_key_id, "");
  b.refused(CreateQueueRequest{.queue_name = "r", .attributes = both});
}

TEST(SqsRedrive, MovesAtTheReceiveAfterTheLastAllowedOne) {
  Bench b(kWithDlq);
  const auto sent = b.send("q");
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(b.receive("q").size(), 1u);
    b.run(base::seconds(1));
  }
  EXPECT_EQ(b.queue("d").visible, 0u) << "the timeout alone must not move it";
  EXPECT_TRUE(b.receive("q").empty());
  EXPECT_EQ(b.queue("d").visible, 1u);
  const auto dead = b.receive("d").at(0);
  EXPECT_EQ(dead.message_id, sent.message_id);
  EXPECT_EQ(dead.attributes.at("ApproximateReceiveCount"), "4");
  EXPECT_EQ(dead.attributes.at("DeadLetterQueueSourceArn"), b.queue("q").arn);
}

TEST(SqsRedrive, RetentionGoesOnCountingFromTheSend) {
  Bench b(kWithDlq);
  b.send("q");
  b.run(base::seconds(90));
  for (int i = 0; i < 4; ++i) {
    b.receive("q");
    b.run(base::seconds(1));
  }
  ASSERT_EQ(b.queue("d").visible, 1u);
  b.run(base::seconds(105));
  EXPECT_EQ(b.queue("d").visible, 1u);
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("d").visible, 0u) << "94 s in the source leave 106 s of 200";
}

TEST(SqsRedrive, PolicyIsValidated) {
  Bench b(kWithDlq);
  EXPECT_EQ(
      b.refused(SetQueueAttributesRequest{b.url("q"), {{"RedrivePolicy", "nonsense"}}}).query_code,
      "InvalidAttributeValue");
  for (const std::string policy : {"{}", R"({"deadLetterTargetArn":"x"})",
                                   R"({"deadLetterTargetArn":"x","maxReceiveCount":0})",
                                   R"({"deadLetterTargetArn":"x","maxReceiveCount":1001})"}) {
    EXPECT_EQ(
        b.refused(SetQueueAttributesRequest{b.url("q"), {{"RedrivePolicy", policy}}}).query_code,
        "InvalidParameterValue")
        << policy;
  }
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"RedrivePolicy", ""}}});
  EXPECT_FALSE(b.queue("q").attributes.redrive_policy.has_value());
}

TEST(SqsBatch, FaultsOfTheBatchRefuseAllOthersAreListed) {
  Bench b(test::kPlainQueue);
  SendMessageBatchRequest batch{.queue_url = b.url("q"), .entries = {}};
  EXPECT_EQ(b.refused(batch).query_code, "AWS.SimpleQueueService.EmptyBatchRequest");
  for (int i = 0; i < 11; ++i) {
    batch.entries.push_back({std::to_string(i), {.message_body = "x"}});
  }
  EXPECT_EQ(b.refused(batch).message,
            "Maximum number of entries per request are 10. You have sent 11.");
  batch.entries.resize(2);
  batch.entries[1].id = "0";
  EXPECT_EQ(b.refused(batch).query_code, "AWS.SimpleQueueService.BatchEntryIdsNotDistinct");
  batch.entries[1].id = "a b";
  EXPECT_EQ(b.refused(batch).query_code, "AWS.SimpleQueueService.InvalidBatchEntryId");
  batch.entries[1] = {"b", {.message_body = ""}};
  const auto answer = b.ok<SendMessageBatchResponse>(batch);
  ASSERT_EQ(answer.successful.size(), 1u);
  ASSERT_EQ(answer.failed.size(), 1u);
  EXPECT_EQ(answer.failed[0].id, "b");
  EXPECT_EQ(answer.failed[0].code, "MissingParameter");
}

TEST(SqsBatch, TotalSizeIsBounded) {
  Bench b(test::kPlainQueue);
  SendMessageBatchRequest batch{.queue_url = b.url("q"), .entries = {}};
  batch.entries.push_back({"a", {.message_body = std::string(1'048'576, 'x')}});
  batch.entries.push_back({"b", {.message_body = "y"}});
  EXPECT_EQ(b.refused(batch).message,
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.");
}

TEST(SqsBatch, DeletesAndChangesAnswerPerEntry) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.send("q");
  const auto got = b.receive("q");
  ASSERT_EQ(got.size(), 2u);
  const auto changed = b.ok<BatchResponse>(ChangeMessageVisibilityBatchRequest{
      b.url("q"), {{"a", got[0].receipt_handle, 5}, {"b", "garbage", 5}}});
  EXPECT_EQ(changed.successful, std::vector<std::string>{"a"});
  EXPECT_EQ(changed.failed.at(0).code, "ReceiptHandleIsInvalid");
  const auto deleted = b.ok<BatchResponse>(DeleteMessageBatchRequest{
      b.url("q"), {{"a", got[0].receipt_handle}, {"b", got[1].receipt_handle}}});
  EXPECT_EQ(deleted.successful.size(), 2u);
  EXPECT_EQ(b.queue("q").in_flight, 0u);
}

}  // namespace
