// Deduplication of FIFO sends (aws-facts 1.6): ids, content, window, scope.
#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::GroupBench;

constexpr std::string_view kByContent = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q.fifo", "FifoQueue": true,
                   "ContentBasedDeduplication": true}}}})";
constexpr std::string_view kPerGroup = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q.fifo", "FifoQueue": true, "DeduplicationScope": "messageGroup",
                   "FifoThroughputLimit": "perMessageGroupId"}}}})";

SendMessageRequest message(const GroupBench& b, std::string body, std::optional<std::string> id,
                           std::string group = "g") {
  return {.queue_url = b.url("q.fifo"),
          .message_body = std::move(body),
          .message_group_id = std::move(group),
          .message_deduplication_id = std::move(id)};
}

TEST(SqsDeduplication, ADuplicateSucceedsWithTheOriginalNamesAndStoresNothing) {
  GroupBench b;
  const auto first = b.ok<SendMessageResponse>(message(b, "one", "id"));
  const auto second = b.ok<SendMessageResponse>(message(b, "other body", "id"));
  EXPECT_EQ(second.message_id, first.message_id);
  EXPECT_EQ(second.sequence_number, first.sequence_number);
  EXPECT_EQ(second.md5_of_message_body, base::md5_hex("other body"));
  EXPECT_EQ(b.bodies(), "one");
  EXPECT_EQ(b.queue("q.fifo").counters.deduplicated, 1u);
  const auto ignored = b.log.all<model::DuplicateSendIgnored>();
  ASSERT_EQ(ignored.size(), 1u);
  EXPECT_EQ(ignored.at(0).second.message, first.message);
  EXPECT_EQ(b.log.all<model::MessageSent>().size(), 1u);
}

TEST(SqsDeduplication, NeedsAnIdOrContent) {
  GroupBench b;
  EXPECT_EQ(b.refused(message(b, "x", std::nullopt)).message,
            "The queue should either have ContentBasedDeduplication enabled or "
            "MessageDeduplicationId provided explicitly");
  for (const std::string& bad : {std::string("group 123"), std::string(129, 'i'), std::string()}) {
    EXPECT_EQ(
        b.refused(message(b, "x", bad)).message,
        "Value " + bad +
            " for parameter MessageDeduplicationId is invalid. Reason: "
            "MessageDeduplicationId can only include alphanumeric and punctuation characters. "
            "1 to 128 in length.");
  }
  test::Bench plain(test::kPlainQueue);
  EXPECT_EQ(
      plain
          .refused(SendMessageRequest{
              .queue_url = plain.url("q"), .message_body = "x", .message_deduplication_id = "1"})
          .query_code,
      "InvalidParameterValue");
}

TEST(SqsDeduplication, TheWindowIsFiveMinutesFromTheAcceptedSend) {
  GroupBench b;
  const auto first = b.ok<SendMessageResponse>(message(b, "x", "id"));
  b.run(base::seconds(299));
  EXPECT_EQ(b.ok<SendMessageResponse>(message(b, "x", "id")).message_id, first.message_id);
  b.run(base::seconds(1));
  EXPECT_NE(b.ok<SendMessageResponse>(message(b, "x", "id")).message_id, first.message_id)
      << "a duplicate does not prolong the window";
}

TEST(SqsDeduplication, OutlivesReceiveAndDelete) {
  GroupBench b;
  b.ok<SendMessageResponse>(message(b, "x", "id"));
  b.remove(b.take(1).at(0));
  b.ok<SendMessageResponse>(message(b, "x", "id"));
  EXPECT_TRUE(b.take(1).empty());
}

TEST(SqsDeduplication, APurgeClearsTheWindow) {
  GroupBench b;
  b.ok<SendMessageResponse>(message(b, "x", "id"));
  b.ok<EmptyResponse>(PurgeQueueRequest{b.url("q.fifo")});
  b.ok<SendMessageResponse>(message(b, "x", "id"));
  EXPECT_EQ(b.take(1).size(), 1u);
}

TEST(SqsDeduplication, ByContentLooksAtTheBodyAlone) {
  GroupBench b(kByContent);
  auto with_attribute = message(b, "same", std::nullopt);
  with_attribute.message_attributes["k"] = {"String", "v", {}};
  b.ok<SendMessageResponse>(message(b, "same", std::nullopt));
  b.ok<SendMessageResponse>(with_attribute);
  b.ok<SendMessageResponse>(message(b, "different", std::nullopt));
  const auto got = b.receive("q.fifo");
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got.at(0).attributes.at("MessageDeduplicationId"), base::sha256_hex("same"));
}

TEST(SqsDeduplication, AnExplicitIdBeatsTheContent) {
  GroupBench b(kByContent);
  b.ok<SendMessageResponse>(message(b, "same", "1"));
  b.ok<SendMessageResponse>(message(b, "same", "2"));
  b.ok<SendMessageResponse>(message(b, "same", std::nullopt));
  EXPECT_EQ(b.queue("q.fifo").visible, 3u);
  b.ok<SendMessageResponse>(message(b, "other", base::sha256_hex("same")));
  EXPECT_EQ(b.queue("q.fifo").visible, 3u) << "the hash is an id like any other";
}

TEST(SqsDeduplication, ReachesOverGroupsUnlessTheScopeIsTheGroup) {
  for (const bool per_group : {false, true}) {
    GroupBench b(per_group ? kPerGroup : test::kFifoQueue);
    b.ok<SendMessageResponse>(message(b, "x", "id", "a"));
    b.ok<SendMessageResponse>(message(b, "x", "id", "b"));
    b.ok<SendMessageResponse>(message(b, "x", "id", "a"));
    EXPECT_EQ(b.queue("q.fifo").visible, per_group ? 2u : 1u);
  }
}

TEST(SqsDeduplication, ChangingTheScopeLaterChangesNothing) {
  GroupBench b;
  b.ok<EmptyResponse>(
      SetQueueAttributesRequest{b.url("q.fifo"), {{"DeduplicationScope", "messageGroup"}}});
  b.ok<SendMessageResponse>(message(b, "x", "id", "a"));
  b.ok<SendMessageResponse>(message(b, "x", "id", "b"));
  EXPECT_EQ(b.queue("q.fifo").visible, 1u);
}

TEST(SqsDeduplication, WorksInsideOneBatch) {
  GroupBench b;
  SendMessageBatchRequest batch{.queue_url = b.url("q.fifo"), .entries = {}};
  for (const char* id : {"1", "2"}) {
    batch.entries.push_back(
        {id, {.message_body = "x", .message_group_id = "g", .message_deduplication_id = "id"}});
  }
  const auto answer = b.ok<SendMessageBatchResponse>(batch);
  ASSERT_EQ(answer.successful.size(), 2u);
  EXPECT_EQ(answer.successful.at(0).message.message_id, answer.successful.at(1).message.message_id);
  EXPECT_EQ(b.queue("q.fifo").visible, 1u);
}

TEST(SqsDeduplication, WhatIsForgottenLeavesNothingBehind) {
  GroupBench b;
  std::size_t most = 0;
  for (int i = 0; i < 20; ++i) {
    for (int k = 0; k < 50; ++k) b.send_to("g", "x");
    b.run(base::seconds(100));
    most = std::max(most, b.queue("q.fifo").fifo.sends.size());
  }
  EXPECT_LE(most, 200u);
  EXPECT_LE(b.queue("q.fifo").fifo.sends.slots().size(), 200u);
}

TEST(SqsThroughput, PerMessageGroupNeedsTheScopeOfTheGroup) {
  GroupBench b;
  EXPECT_EQ(b.refused(SetQueueAttributesRequest{b.url("q.fifo"),
                                                {{"FifoThroughputLimit", "perMessageGroupId"}}})
                .query_code,
            "InvalidAttributeValue");
}

TEST(SqsThroughput, ThreeHundredCallsOfEachKindPerSecond) {
  GroupBench b;
  for (int i = 0; i < 300; ++i) b.send_to("g" + std::to_string(i), "x");
  EXPECT_EQ(b.refused(message(b, "x", "late")).query_code, "RequestThrottled");
  std::vector<ReceivedMessage> got;
  for (int i = 0; i < 300; ++i) got.push_back(b.take(1).at(0));
  EXPECT_EQ(b.refused(ReceiveMessageRequest{.queue_url = b.url("q.fifo")}).query_code,
            "RequestThrottled");
  b.remove(got.at(0));
  b.run(base::milliseconds(999));
  EXPECT_EQ(b.refused(message(b, "x", "late")).query_code, "RequestThrottled");
  b.run(base::milliseconds(1));
  b.ok<SendMessageResponse>(message(b, "x", "late"));
}

TEST(SqsThroughput, ABatchIsOneCall) {
  GroupBench b;
  for (int i = 0; i < 300; ++i) {
    SendMessageBatchRequest batch{.queue_url = b.url("q.fifo"), .entries = {}};
    for (int k = 0; k < 10; ++k) {
      const std::string id = std::to_string(i * 10 + k);
      batch.entries.push_back(
          {id, {.message_body = id, .message_group_id = "g", .message_deduplication_id = id}});
    }
    b.ok<SendMessageBatchResponse>(batch);
  }
  EXPECT_EQ(b.queue("q.fifo").visible, 3'000u);
  EXPECT_EQ(b.refused(message(b, "x", "late")).query_code, "RequestThrottled");
}

TEST(SqsThroughput, HighThroughputLimitsEachPartitionNotTheQueue) {
  GroupBench b(kPerGroup);
  int refused = 0;
  for (int i = 0; i < 301; ++i) {
    refused += b.call(message(b, "x", std::to_string(i), "one")).result ? 0 : 1;
  }
  EXPECT_EQ(refused, 1);
  refused = 0;
  for (int i = 0; i < 3'000; ++i) {
    const std::string id = std::to_string(i);
    refused += b.call(message(b, "x", id, "group-" + id)).result ? 0 : 1;
  }
  EXPECT_LT(refused, 100) << "those that share the full partition of the first group";
}

TEST(SqsThroughput, StandardQueuesHaveNoLimit) {
  test::Bench b(test::kPlainQueue);
  for (int i = 0; i < 1'000; ++i) b.send("q");
  EXPECT_EQ(b.queue("q").visible, 1'000u);
}

}  // namespace
