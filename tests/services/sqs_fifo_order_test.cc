// FIFO queues (aws-facts 1.6): the order inside a group, the lock, delays and the dead-letter
// queue.
#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::GroupBench;

TEST(SqsFifoCreate, NeedsTheSuffixAndTheAttribute) {
  GroupBench b;
  const auto create = [](std::string name, AttributeMap attributes) {
    return CreateQueueRequest{.queue_name = std::move(name), .attributes = std::move(attributes)};
  };
  EXPECT_EQ(b.refused(create("plain", {{"FifoQueue", "true"}})).message,
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
            "underscores, must end with .fifo suffix and be 1 to 80 in length");
  EXPECT_EQ(b.refused(create("x.fifo", {})).query_code, "InvalidParameterValue");
  EXPECT_EQ(b.refused(create(std::string(76, 'a') + ".fifo", {{"FifoQueue", "true"}})).query_code,
            "InvalidParameterValue")
      << "the suffix counts";
  b.ok<CreateQueueResponse>(create(std::string(75, 'a') + ".fifo", {{"FifoQueue", "True"}}));
  EXPECT_EQ(b.refused(create("plain", {{"FifoQueue", "false"}})).message,
            "Unknown Attribute FifoQueue.");
  EXPECT_EQ(b.refused(create("plain", {{"ContentBasedDeduplication", "true"}})).message,
            "Unknown Attribute ContentBasedDeduplication.");
  EXPECT_EQ(b.refused(create("plain", {{"DeduplicationScope", "queue"}})).message,
            "You can specify the DeduplicationScope only when FifoQueue is set to true.");
  EXPECT_EQ(b.refused(create("plain", {{"FifoThroughputLimit", "perQueue"}})).query_code,
            "InvalidAttributeName");
}

TEST(SqsFifoCreate, TheTypeOfAQueueNeverChanges) {
  GroupBench b;
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q.fifo"), {{"FifoQueue", "true"}}});
  const auto error =
      b.refused(SetQueueAttributesRequest{b.url("q.fifo"), {{"FifoQueue", "false"}}});
  EXPECT_EQ(error.query_code, "InvalidAttributeValue");
  EXPECT_EQ(error.message,
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not "
            "supported.");
}

TEST(SqsFifoCreate, ShowsItsFourAttributes) {
  GroupBench b;
  const auto shown =
      b.ok<GetQueueAttributesResponse>(GetQueueAttributesRequest{b.url("q.fifo"), {"All"}})
          .attributes;
  EXPECT_EQ(shown.at("FifoQueue"), "true");
  EXPECT_EQ(shown.at("ContentBasedDeduplication"), "false");
  EXPECT_EQ(shown.at("DeduplicationScope"), "queue");
  EXPECT_EQ(shown.at("FifoThroughputLimit"), "perQueue");
  test::Bench plain(test::kPlainQueue);
  EXPECT_FALSE(
      plain.ok<GetQueueAttributesResponse>(GetQueueAttributesRequest{plain.url("q"), {"All"}})
          .attributes.contains("FifoQueue"));
}

TEST(SqsFifoSend, NeedsAGroupOfItsAlphabet) {
  GroupBench b;
  SendMessageRequest r{
      .queue_url = b.url("q.fifo"), .message_body = "x", .message_deduplication_id = "1"};
  EXPECT_EQ(b.refused(r).query_code, "MissingParameter");
  EXPECT_EQ(b.refused(r).message, "The request must contain the parameter MessageGroupId.");
  for (const std::string& bad : {std::string(), std::string("a b"), std::string(129, 'g')}) {
    r.message_group_id = bad;
    EXPECT_EQ(b.refused(r).message,
              "Value " + bad +
                  " for parameter MessageGroupId is invalid. Reason: MessageGroupId "
                  "can only include alphanumeric and punctuation characters. 1 to 128 in length.");
  }
  r.message_group_id = std::string(127, '~') + "!";
  b.ok<SendMessageResponse>(r);
}

TEST(SqsFifoSend, OneEntryWithoutAGroupRefusesTheWholeBatch) {
  GroupBench b;
  SendMessageBatchRequest batch{.queue_url = b.url("q.fifo"), .entries = {}};
  batch.entries.push_back(
      {"1", {.message_body = "x", .message_group_id = "g", .message_deduplication_id = "1"}});
  batch.entries.push_back({"2", {.message_body = "y", .message_deduplication_id = "2"}});
  const auto error = b.refused(batch);
  EXPECT_EQ(error.query_code, "InvalidParameterValue");
  EXPECT_EQ(error.message, "The request must contain the parameter MessageGroupId.");
  EXPECT_EQ(b.queue("q.fifo").visible, 0u);
}

TEST(SqsFifoSend, SequenceNumbersHaveTwentyDigitsAndGrow) {
  GroupBench b;
  std::string last;
  for (int i = 0; i < 20; ++i) {
    const std::string number = b.send_to(i % 2 == 0 ? "a" : "b", "x").sequence_number;
    EXPECT_EQ(number.size(), 20u);
    EXPECT_GT(number, last);
    last = number;
  }
}

TEST(SqsFifoOrder, OneReceiveFillsFromOneGroupThenTheNext) {
  GroupBench b;
  for (const char* body : {"a1", "b1", "a2", "c1", "b2"}) b.send_to(std::string(body, 1), body);
  EXPECT_EQ(b.bodies(4), "a1 a2 b1 b2");
  EXPECT_EQ(b.bodies(4), "c1");
}

TEST(SqsFifoOrder, AGroupInFlightGivesNobodyMoreOtherGroupsFlow) {
  GroupBench b;
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  EXPECT_EQ(b.bodies(1), "a1");
  EXPECT_EQ(b.bodies(), "");
  b.send_to("a", "a3");
  EXPECT_EQ(b.bodies(), "") << "a new send does not unlock the group";
  b.send_to("b", "b1");
  EXPECT_EQ(b.bodies(), "b1");
  EXPECT_EQ(b.queue("q.fifo").visible, 2u) << "the blocked ones are visible";
  EXPECT_EQ(b.queue("q.fifo").in_flight, 2u) << "only what was received is in flight";
}

TEST(SqsFifoOrder, DeletingTheMessageUnlocksItsGroup) {
  GroupBench b;
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  b.remove(b.take(1).at(0));
  EXPECT_EQ(b.bodies(), "a2");
}

TEST(SqsFifoOrder, APartialDeleteDoesNotUnlock) {
  GroupBench b;
  for (const char* body : {"a1", "a2", "a3"}) b.send_to("a", body);
  const auto got = b.take(2);
  b.remove(got.at(0));
  EXPECT_EQ(b.bodies(), "");
  b.remove(got.at(1));
  EXPECT_EQ(b.bodies(), "a3");
}

TEST(SqsFifoOrder, AnExpiredMessageComesBackBeforeTheYoungerOnes) {
  GroupBench b;
  for (const char* body : {"a1", "a2", "a3"}) b.send_to("a", body);
  b.take(2, 5);
  b.run(base::seconds(5));
  EXPECT_EQ(b.bodies(), "a1 a2 a3");
}

TEST(SqsFifoOrder, WhatLiesBehindAMessageStillInFlightWaits) {
  GroupBench b;
  for (const char* body : {"a1", "a2", "a3", "a4"}) b.send_to("a", body);
  const auto got = b.take(3, 5);
  b.hide(got.at(1), 60);
  b.run(base::seconds(5));
  EXPECT_EQ(b.bodies(10, 5), "a1") << "only what stands before the extended one";
  b.run(base::seconds(5));
  b.remove(b.take(10, 5).at(0));
  EXPECT_EQ(b.bodies(), "") << "a3 is visible, but behind a2";
  b.run(base::seconds(60));
  EXPECT_EQ(b.bodies(), "a2 a3 a4");
}

TEST(SqsFifoOrder, WhoseFirstIsExtendedGivesNothingAtAll) {
  GroupBench b;
  for (const char* body : {"a1", "a2", "a3"}) b.send_to("a", body);
  const auto got = b.take(3, 5);
  b.hide(got.at(0), 60);
  b.run(base::seconds(6));
  EXPECT_EQ(b.bodies(), "");
  b.remove(got.at(0));
  EXPECT_EQ(b.bodies(), "a2 a3");
}

TEST(SqsFifoOrder, AGroupThatIsReadyAgainGoesBehindTheOtherReadyOnes) {
  GroupBench b;
  for (const char* body : {"a1", "b1", "b2", "c1", "a2"}) b.send_to(std::string(body, 1), body);
  EXPECT_EQ(b.bodies(3, 0), "a1 a2 b1");
  EXPECT_EQ(b.bodies(10, 0), "c1 a1 a2 b1 b2");
}

TEST(SqsFifoOrder, SettingTheTimeoutToZeroUnlocksAndWakesALongPoll) {
  GroupBench b;
  b.send_to("a", "a1");
  const auto got = b.take(1);
  const auto waiting =
      b.call(ReceiveMessageRequest{.queue_url = b.url("q.fifo"), .wait_time_seconds = 20});
  ASSERT_TRUE(waiting.pending);
  b.hide(got.at(0), 0);
  const auto answers = b.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(std::get<ReceiveMessageResponse>(*answers.at(0).result).messages.at(0).body, "a1");
}

TEST(SqsFifoOrder, ALongPollWaitsForTheGroupNotForAMessage) {
  GroupBench b;
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  const auto got = b.take(1);
  ASSERT_TRUE(
      b.call(ReceiveMessageRequest{.queue_url = b.url("q.fifo"), .wait_time_seconds = 20}).pending);
  b.send_to("a", "a3");
  EXPECT_TRUE(b.world.take_external_answers().empty());
  b.remove(got.at(0));
  ASSERT_EQ(b.world.take_external_answers().size(), 1u);
}

TEST(SqsFifoOrder, AnExpiryOfRetentionUnlocksTheGroup) {
  GroupBench b(test::kFifoWithDlq);
  b.send_to("a", "a1");
  b.run(base::seconds(50));
  b.send_to("a", "a2");
  b.run(base::seconds(45));
  b.take(1, 60);
  EXPECT_EQ(b.bodies(), "");
  b.run(base::seconds(5));
  EXPECT_EQ(b.bodies(), "a2");
}

TEST(SqsFifoEvents, AGroupIsLockedOnceAndUnlockedOnce) {
  GroupBench b;
  for (const char* body : {"a1", "a2", "a3"}) b.send_to("a", body);
  const auto got = b.take(2);
  const auto locked = b.log.all<model::GroupLocked>();
  ASSERT_EQ(locked.size(), 1u);
  EXPECT_EQ(locked.at(0).second.message, got.at(0).message);
  EXPECT_EQ(locked.at(0).second.waiting, 1u);
  b.remove(got.at(0));
  EXPECT_TRUE(b.log.all<model::GroupUnlocked>().empty());
  b.remove(got.at(1));
  const auto unlocked = b.log.all<model::GroupUnlocked>();
  ASSERT_EQ(unlocked.size(), 1u);
  EXPECT_EQ(unlocked.at(0).second.waiting, 1u);
  b.remove(b.take(1).at(0));
  EXPECT_EQ(b.log.all<model::GroupUnlocked>().back().second.message, model::MessageId{});
  EXPECT_TRUE(b.queue("q.fifo").groups.empty()) << "an empty group is forgotten";
}

TEST(SqsFifoDelete, AnExpiredHandleIsRefused) {
  GroupBench b;
  b.send_to("a", "a1");
  const auto old = b.take(1, 5).at(0);
  b.run(base::seconds(5));
  const DeleteMessageRequest request{b.url("q.fifo"), old.receipt_handle};
  EXPECT_EQ(b.refused(request).message,
            "Value " + old.receipt_handle +
                " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
  const auto again = b.take(1, 5).at(0);
  EXPECT_EQ(b.refused(request).query_code, "InvalidParameterValue");
  b.hide(again, 20);
  b.run(base::seconds(6));
  b.remove(again);  // extended in time
  b.remove(again);  // deleting twice succeeds
}

TEST(SqsFifoDelay, AMessageTakesNoDelayOfItsOwn) {
  GroupBench b;
  SendMessageRequest r{.queue_url = b.url("q.fifo"),
                       .message_body = "x",
                       .delay_seconds = 2,
                       .message_group_id = "a",
                       .message_deduplication_id = "1"};
  EXPECT_EQ(b.refused(r).message,
            "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter "
            "that is not valid for this queue type.");
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q.fifo"), {{"DelaySeconds", "5"}}});
  r.delay_seconds = 0;
  b.ok<SendMessageResponse>(r);
  EXPECT_EQ(b.queue("q.fifo").delayed, 1u) << "0 means the queue's own delay";
}

TEST(SqsFifoDelay, ANewDelayHoldsForDelayedMessagesToo) {
  GroupBench b;
  const auto set = [&](const char* seconds) {
    b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q.fifo"), {{"DelaySeconds", seconds}}});
  };
  set("10");
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  b.run(base::seconds(5));
  set("20");
  b.run(base::seconds(14));
  EXPECT_EQ(b.queue("q.fifo").delayed, 2u);
  b.run(base::seconds(1));
  EXPECT_EQ(b.bodies(), "a1 a2");
  set("60");
  b.send_to("b", "b1");
  b.run(base::seconds(3));
  set("2");
  EXPECT_EQ(b.bodies(), "b1");
}

TEST(SqsFifoDelay, AStandardQueueKeepsTheDelaysOfWhatItHas) {
  test::Bench b(test::kPlainQueue);
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"DelaySeconds", "10"}}});
  b.send("q");
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"DelaySeconds", "0"}}});
  b.run(base::seconds(9));
  EXPECT_TRUE(b.receive("q").empty());
  b.run(base::seconds(1));
  EXPECT_EQ(b.receive("q").size(), 1u);
}

TEST(SqsFifoDlq, TheNextReceiveMovesAndTheGroupGoesOn) {
  GroupBench b(test::kFifoWithDlq);
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(b.bodies(1, 0), "a1");
  }
  EXPECT_EQ(b.queue("d.fifo").visible, 0u) << "it moves lazily";
  EXPECT_EQ(b.bodies(1), "a2");
  const auto dead = b.receive("d.fifo");
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead.at(0).body, "a1");
  EXPECT_EQ(dead.at(0).attributes.at("ApproximateReceiveCount"), "3");
  EXPECT_EQ(dead.at(0).attributes.at("MessageGroupId"), "a");
  EXPECT_EQ(dead.at(0).attributes.at("MessageDeduplicationId"), dead.at(0).message_id);
  EXPECT_EQ(dead.at(0).attributes.at("DeadLetterQueueSourceArn"), b.queue("q.fifo").arn);
}

TEST(SqsFifoDlq, TheMoveStartsTheRetentionAnew) {
  GroupBench b(test::kFifoWithDlq);
  b.send_to("a", "a1");
  b.run(base::seconds(90));
  for (int i = 0; i < 3; ++i) b.bodies(1, 0);
  EXPECT_EQ(b.queue("d.fifo").visible, 1u);
  b.run(base::seconds(199));
  EXPECT_EQ(b.queue("d.fifo").visible, 1u);
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("d.fifo").visible, 0u);
}

TEST(SqsFifoDlq, IsAFifoQueueToo) {
  GroupBench b(R"({"Resources": {
      "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q.fifo", "FifoQueue": true}},
      "S": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "s"}}}})");
  const auto policy = [&](std::string_view target) {
    return AttributeMap{{"RedrivePolicy", R"({"deadLetterTargetArn":")" + b.queue(target).arn +
                                              R"(","maxReceiveCount":1})"}};
  };
  EXPECT_EQ(b.refused(SetQueueAttributesRequest{b.url("q.fifo"), policy("s")}).query_code,
            "InvalidParameterValue");
  EXPECT_EQ(b.refused(SetQueueAttributesRequest{b.url("s"), policy("q.fifo")}).query_code,
            "InvalidParameterValue");
}

TEST(SqsFifoReceive, SystemAttributesNameGroupIdAndSequence) {
  GroupBench b;
  const auto sent = b.send_to("a", "a1");
  const auto got = b.receive("q.fifo").at(0);
  EXPECT_EQ(got.attributes.at("MessageGroupId"), "a");
  EXPECT_EQ(got.attributes.at("MessageDeduplicationId"), "1");
  EXPECT_EQ(got.attributes.at("SequenceNumber"), sent.sequence_number);
}

TEST(SqsFifoReceive, NeverRefusesAtTheInFlightCap) {
  GroupBench b(R"({"profile": "classic", "Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q.fifo", "FifoQueue": true}}}})");
  for (int i = 0; i < 2'001; ++i) {
    SendMessageBatchRequest batch{.queue_url = b.url("q.fifo"), .entries = {}};
    for (int k = 0; k < 10; ++k) {
      const std::string id = std::to_string(i * 10 + k);
      batch.entries.push_back(
          {id, {.message_body = id, .message_group_id = id, .message_deduplication_id = id}});
    }
    b.call(batch);
    b.run(base::milliseconds(4));
  }
  for (int i = 0; i < 2'000; ++i) {
    ASSERT_EQ(b.take(10, 43'000).size(), 10u);
    b.run(base::milliseconds(4));
  }
  EXPECT_EQ(b.queue("q.fifo").in_flight, 20'000u);
  EXPECT_TRUE(b.take(10).empty());
  EXPECT_GT(b.queue("q.fifo").visible, 0u);
}

TEST(SqsFifoAttempt, ARepeatedReceiveGivesTheSameMessagesAndHandles) {
  GroupBench b;
  b.send_to("a", "a1");
  b.send_to("a", "a2");
  const ReceiveMessageRequest request{.queue_url = b.url("q.fifo"),
                                      .max_number_of_messages = 10,
                                      .visibility_timeout = 20,
                                      .receive_request_attempt_id = "try"};
  const auto first = b.ok<ReceiveMessageResponse>(request).messages;
  b.run(base::seconds(15));
  const auto again = b.ok<ReceiveMessageResponse>(request).messages;
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again.at(0).receipt_handle, first.at(0).receipt_handle);
  EXPECT_EQ(again.at(1).message_id, first.at(1).message_id);
  b.run(base::seconds(15));
  EXPECT_EQ(b.queue("q.fifo").in_flight, 2u) << "hidden anew from the repeat";
  b.run(base::seconds(5));
  EXPECT_EQ(b.queue("q.fifo").in_flight, 0u);
  EXPECT_EQ(b.log.all<model::ReceiveRepeated>().size(), 1u);
}

TEST(SqsFifoAttempt, IsVoidOnceAMessageWasDeletedOrChanged) {
  for (const bool deletes : {true, false}) {
    GroupBench b;
    b.send_to("a", "a1");
    b.send_to("b", "b1");
    const ReceiveMessageRequest request{.queue_url = b.url("q.fifo"),
                                        .max_number_of_messages = 2,
                                        .receive_request_attempt_id = "try"};
    const auto first = b.ok<ReceiveMessageResponse>(request).messages;
    ASSERT_EQ(first.size(), 2u);
    if (deletes) {
      b.remove(first.at(0));
    } else {
      b.hide(first.at(0), 100);
    }
    EXPECT_TRUE(b.ok<ReceiveMessageResponse>(request).messages.empty());
  }
}

TEST(SqsFifoAttempt, IsForgottenAfterFiveMinutes) {
  GroupBench b;
  b.send_to("a", "a1");
  const ReceiveMessageRequest request{.queue_url = b.url("q.fifo"),
                                      .visibility_timeout = 1'000,
                                      .receive_request_attempt_id = "try"};
  b.ok<ReceiveMessageResponse>(request);
  b.run(base::seconds(299));
  EXPECT_EQ(b.ok<ReceiveMessageResponse>(request).messages.size(), 1u);
  b.run(base::seconds(1));
  EXPECT_TRUE(b.ok<ReceiveMessageResponse>(request).messages.empty());
}

TEST(SqsFifoAttempt, StandardQueuesTakeNone) {
  test::Bench b(test::kPlainQueue);
  EXPECT_EQ(
      b.refused(ReceiveMessageRequest{.queue_url = b.url("q"), .receive_request_attempt_id = "try"})
          .query_code,
      "InvalidParameterValue");
}

}  // namespace
