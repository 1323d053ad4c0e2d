// Sizes of messages and batches, and what a batch says of one bad entry (aws-facts 1.3, 1.4).
#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::Bench;

constexpr std::string_view kSmallQueue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q", "MaximumMessageSize": 1024}}}})";

TEST(SqsSize, BodyNamesTypesAndValuesCountTogether) {
  Bench b(kSmallQueue);
  SendMessageRequest r{.queue_url = b.url("q"),
                       .message_body = std::string(1'024 - 4 - 6 - 3, 'x'),
                       .message_attributes = {{"name", {"String", "abc", {}}}}};
  b.ok<SendMessageResponse>(r);
  r.message_attributes["name"].string_value = "abcd";
  EXPECT_EQ(b.refused(r).message,
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
}

TEST(SqsSize, BytesCountNotCharactersAndTheTraceHeaderDoesNot) {
  Bench b(kSmallQueue);
  std::string body;
  for (int i = 0; i < 512; ++i) body += "ü";
  b.ok<SendMessageResponse>(SendMessageRequest{
      .queue_url = b.url("q"), .message_body = body, .trace_header = std::string(500, 't')});
  EXPECT_EQ(
      b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = body + "x"}).query_code,
      "InvalidParameterValue");
}

TEST(SqsSize, TheLargestMessageDependsOnTheProfile) {
  for (const auto& [profile, most] :
       {std::pair("classic", 262'144u), std::pair("current", 1'048'576u)}) {
    Bench b(std::string(R"({"profile": ")") + profile +
            R"(", "Resources": {"Q": {"Type": "AWS::SQS::Queue",
               "Properties": {"QueueName": "q"}}}})");
    b.send("q", std::string(most, 'x'));
    EXPECT_EQ(b.refused(SendMessageRequest{.queue_url = b.url("q"),
                                           .message_body = std::string(most + 1, 'x')})
                  .query_code,
              "InvalidParameterValue");
  }
}

TEST(SqsSize, OneOversizedEntryFailsAloneInWordsOfItsOwn) {
  Bench b(kSmallQueue);
  const auto answer = b.ok<SendMessageBatchResponse>(SendMessageBatchRequest{
      b.url("q"),
      {{"ok", {.message_body = "x"}}, {"big", {.message_body = std::string(1'025, 'x')}}}});
  EXPECT_EQ(answer.successful.size(), 1u);
  ASSERT_EQ(answer.failed.size(), 1u);
  EXPECT_EQ(answer.failed.at(0).id, "big");
  EXPECT_EQ(answer.failed.at(0).code, "InvalidParameterValue");
  EXPECT_TRUE(answer.failed.at(0).sender_fault);
  EXPECT_EQ(answer.failed.at(0).message,
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 "
            "bytes.");
}

TEST(SqsSize, TheEntriesOfABatchShareOneLimit) {
  Bench b(test::kPlainQueue);
  SendMessageBatchRequest batch{b.url("q"), {}};
  for (const char* id : {"1", "2"}) {
    batch.entries.push_back({id, {.message_body = std::string(524'288, 'x')}});
  }
  b.ok<SendMessageBatchResponse>(batch);
  batch.entries.at(0).message.message_attributes["a"] = {"String", "x", {}};
  const auto error = b.refused(batch);
  EXPECT_EQ(error.query_code, "AWS.SimpleQueueService.BatchRequestTooLong");
  EXPECT_EQ(error.message,
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048584 bytes.");
}

TEST(SqsBatch, ForbiddenCharactersAreNotTheSendersFault) {
  Bench b(test::kPlainQueue);
  const auto answer = b.ok<SendMessageBatchResponse>(SendMessageBatchRequest{
      b.url("q"), {{"0", {.message_body = "0"}}, {"9", {.message_body = "\x01"}}}});
  ASSERT_EQ(answer.failed.size(), 1u);
  EXPECT_FALSE(answer.failed.at(0).sender_fault);
  EXPECT_EQ(answer.failed.at(0).code, "InvalidMessageContents");
  EXPECT_EQ(answer.failed.at(0).message,
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to "
            "#xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
}

TEST(SqsChangeVisibility, AnOlderHandleIsNotInFlight) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto old = b.receive("q").at(0);
  b.run(base::seconds(30));
  b.ok<EmptyResponse>(ChangeMessageVisibilityRequest{b.url("q"), old.receipt_handle, 5});
  b.receive("q");
  EXPECT_EQ(b.refused(ChangeMessageVisibilityRequest{b.url("q"), old.receipt_handle, 5}).query_code,
            "AWS.SimpleQueueService.MessageNotInflight");
}

TEST(SqsCreateQueue, OfSeveralDifferencesVisibilityTimeoutIsNamedFirst) {
  Bench b(test::kPlainQueue);
  EXPECT_TRUE(b.refused(CreateQueueRequest{.queue_name = "q",
                                           .attributes = {{"ReceiveMessageWaitTimeSeconds", "1"},
                                                          {"VisibilityTimeout", "1"}}})
                  .message.ends_with("attribute VisibilityTimeout"));
}

}  // namespace
