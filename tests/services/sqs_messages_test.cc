// Rules of aws-facts 1.4, 1.5 and 1.8, each by name.
#include <format>

#include "world/support.h"

namespace {

using namespace model::sqs;
using test::Bench;

ReceiveMessageRequest poll(const Bench& b) { return {.queue_url = b.url("q")}; }

TEST(SqsSend, AnswersIdAndChecksums) {
  Bench b(test::kPlainQueue);
  const auto sent = b.ok<SendMessageResponse>(
      SendMessageRequest{.queue_url = b.url("q"),
                         .message_body = "foobar",
                         .message_attributes = {{"MyAttribute", {"String", "foobar", {}}}}});
  EXPECT_EQ(sent.md5_of_message_body, "3858f62230ac3c915f300c664312c63f");
  EXPECT_EQ(sent.md5_of_message_attributes, "adb59cd4678ea5a855436b949cd07ab6");
  EXPECT_EQ(sent.message_id.size(), 36u);
}

TEST(SqsSend, NumberAttributeChecksumVector) {
  Bench b(test::kPlainQueue);
  const auto sent = b.ok<SendMessageResponse>(
      SendMessageRequest{.queue_url = b.url("q"),
                         .message_body = "x",
                         .message_attributes = {{"attr1", {"Number", "99.12", {}}}}});
  EXPECT_EQ(sent.md5_of_message_attributes, "d302007e9aa062660afc85fd0a482472");
}

TEST(SqsSend, EmptyBodyIsAMissingParameter) {
  Bench b(test::kPlainQueue);
  const auto error = b.refused(SendMessageRequest{.queue_url = b.url("q")});
  EXPECT_EQ(error.query_code, "MissingParameter");
  EXPECT_EQ(error.message, "The request must contain the parameter MessageBody.");
}

TEST(SqsSend, ForbiddenCharactersAreRefused) {
  Bench b(test::kPlainQueue);
  for (const std::string body : {"bell\x07", "\xff", "\xed\xa0\x80", "\xef\xbf\xbf"}) {
    EXPECT_EQ(
        b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = body}).query_code,
        "InvalidMessageContents");
  }
  b.send("q", "tab\t, newline\n, snow \xe2\x9d\x84, \xf0\x9f\x98\x80");
}

TEST(SqsSend, SizeCountsAttributes) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "MaximumMessageSize": 1024}}}})");
  b.send("q", std::string(1024, 'x'));
  const auto error =
      b.refused(SendMessageRequest{.queue_url = b.url("q"),
                                   .message_body = std::string(1010, 'x'),
                                   .message_attributes = {{"name", {"String", "12345", {}}}}});
  EXPECT_EQ(error.message,
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
}

TEST(SqsSend, TenAttributesAtMost) {
  Bench b(test::kPlainQueue);
  SendMessageRequest request{.queue_url = b.url("q"), .message_body = "x"};
  for (int i = 0; i < 11; ++i) {
    request.message_attributes["a" + std::to_string(i)] = {"String", "v", {}};
  }
  EXPECT_EQ(b.refused(request).query_code, "InvalidParameterValue");
}

TEST(SqsDelay, MessageTimerOverridesTheQueueEitherWay) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "DelaySeconds": 10}}}})");
  b.call(SendMessageRequest{.queue_url = b.url("q"), .message_body = "now", .delay_seconds = 0});
  b.call(SendMessageRequest{.queue_url = b.url("q"), .message_body = "20", .delay_seconds = 20});
  b.send("q", "10");
  EXPECT_EQ(b.queue("q").visible, 1u);
  EXPECT_EQ(b.queue("q").delayed, 2u);
  b.run(base::seconds(10));
  EXPECT_EQ(b.queue("q").visible, 2u);
  b.run(base::seconds(10));
  EXPECT_EQ(b.queue("q").visible, 3u);
}

TEST(SqsDelay, ChangingTheQueueDoesNotTouchWaitingMessages) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "DelaySeconds": 10}}}})");
  b.send("q");
  b.call(SetQueueAttributesRequest{b.url("q"), {{"DelaySeconds", "0"}}});
  b.run(base::seconds(9));
  EXPECT_EQ(b.queue("q").visible, 0u);
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("q").visible, 1u);
}

TEST(SqsReceive, HidesForTheQueueTimeoutThenShowsAgain) {
  Bench b(test::kPlainQueue);
  b.send("q");
  ASSERT_EQ(b.receive("q").size(), 1u);
  EXPECT_TRUE(b.receive("q").empty());
  b.run(base::microseconds(29'999'999));
  EXPECT_TRUE(b.receive("q").empty());
  b.run(base::microseconds(1));
  EXPECT_EQ(b.receive("q").size(), 1u);
}

TEST(SqsReceive, RequestTimeoutWinsForThisReceiveOnly) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.call(ReceiveMessageRequest{.queue_url = b.url("q"), .visibility_timeout = 5});
  b.run(base::seconds(5));
  ASSERT_EQ(b.receive("q").size(), 1u);
  b.run(base::seconds(5));
  EXPECT_TRUE(b.receive("q").empty());
}

TEST(SqsReceive, ZeroTimeoutCountsAndLeavesVisible) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.call(ReceiveMessageRequest{.queue_url = b.url("q"), .visibility_timeout = 0});
  const auto again = b.receive("q");
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attributes.at("ApproximateReceiveCount"), "2");
}

TEST(SqsReceive, LimitsNameTheParameter) {
  Bench b(test::kPlainQueue);
  auto request = poll(b);
  request.max_number_of_messages = 11;
  EXPECT_EQ(b.refused(request).message,
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and "
            "10, if provided.");
  request = poll(b);
  request.wait_time_seconds = 21;
  EXPECT_EQ(b.refused(request).message,
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if "
            "provided.");
}

TEST(SqsReceive, LongPollReturnsAtOnceWhenAMessageArrives) {
  Bench b(test::kPlainQueue);
  auto request = poll(b);
  request.wait_time_seconds = 20;
  const auto reply = b.call(request);
  EXPECT_TRUE(reply.pending);
  b.run(base::seconds(7));
  EXPECT_TRUE(b.world.take_external_answers().empty());
  b.send("q");
  const auto answers = b.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].call, reply.call);
  EXPECT_EQ(std::get<ReceiveMessageResponse>(*answers[0].result).messages.size(), 1u);
}

TEST(SqsReceive, LongPollAlsoWakesForTimeoutAndDelay) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.call(ReceiveMessageRequest{.queue_url = b.url("q"), .visibility_timeout = 3});
  auto request = poll(b);
  request.wait_time_seconds = 20;
  b.call(request);
  b.run(base::seconds(3));
  EXPECT_EQ(b.world.take_external_answers().size(), 1u);
  b.call(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x", .delay_seconds = 2});
  b.call(request);
  b.run(base::seconds(2));
  EXPECT_EQ(b.world.take_external_answers().size(), 1u);
}

TEST(SqsReceive, LongPollGivesUpAfterItsWait) {
  Bench b(test::kPlainQueue);
  auto request = poll(b);
  request.wait_time_seconds = 5;
  b.call(request);
  b.run(base::seconds(5));
  const auto answers = b.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_TRUE(std::get<ReceiveMessageResponse>(*answers[0].result).messages.empty());
  EXPECT_EQ(b.queue("q").counters.empty_receives, 1u);
}

TEST(SqsReceive, ExplicitZeroWaitOverridesTheQueue) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "ReceiveMessageWaitTimeSeconds": 20}}}})");
  EXPECT_TRUE(b.call(poll(b)).pending);
  auto request = poll(b);
  request.wait_time_seconds = 0;
  EXPECT_FALSE(b.call(request).pending);
}

TEST(SqsReceive, ShortPollsMissMessagesOnUnsampledNodesButFindAllInTheEnd) {
  // One message on one of eight nodes, of which a short poll asks four: half of all first polls
  // are empty although the message is there.
  constexpr int kSeeds = 64;
  int false_empty = 0;
  for (int seed = 1; seed <= kSeeds; ++seed) {
    Bench b(std::format(R"({{"seed": {}, "behaviour": {{"sampling": true}}, "Resources": {{"Q":
        {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "q"}}}}}}}})",
                        seed));
    b.send("q");
    int polls = 1;
    while (b.receive("q").empty() && polls < 100) ++polls;
    false_empty += polls > 1 ? 1 : 0;
    EXPECT_LT(polls, 100) << "seed " << seed;
    if (polls > 1) {
      EXPECT_EQ(b.log.all<model::ReceiveReturnedEmpty>().at(0).second.visible, 1u);
    }
  }
  EXPECT_GT(false_empty, kSeeds / 4);
  EXPECT_LT(false_empty, kSeeds * 3 / 4);
}

TEST(SqsReceive, LongPollsAskAllNodes) {
  for (int seed = 1; seed <= 16; ++seed) {
    Bench b(std::format(R"({{"seed": {}, "behaviour": {{"sampling": true}}, "Resources": {{"Q":
        {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "q"}}}}}}}})",
                        seed));
    b.send("q");
    auto request = poll(b);
    request.wait_time_seconds = 1;
    EXPECT_FALSE(b.call(request).pending) << "seed " << seed;
  }
}

TEST(SqsReceive, SystemAttributes) {
  Bench b(test::kPlainQueue);
  b.run(base::seconds(6));
  b.send("q");
  b.run(base::seconds(6));
  const auto got = b.receive("q");
  ASSERT_EQ(got.size(), 1u);
  const std::int64_t epoch = b.world.options().epoch_ms;
  EXPECT_EQ(got[0].attributes.at("SentTimestamp"), std::to_string(epoch + 6000));
  EXPECT_EQ(got[0].attributes.at("ApproximateFirstReceiveTimestamp"),
            std::to_string(epoch + 12000));
  EXPECT_EQ(got[0].attributes.at("ApproximateReceiveCount"), "1");
  EXPECT_TRUE(got[0].attributes.contains("SenderId"));
}

TEST(SqsReceive, AttributeNamesSelectByPrefix) {
  Bench b(test::kPlainQueue);
  b.call(SendMessageRequest{
      .queue_url = b.url("q"),
      .message_body = "x",
      .message_attributes = {{"order.id", {"String", "1", {}}}, {"region", {"String", "eu", {}}}}});
  auto request = poll(b);
  request.message_attribute_names = {"order.*"};
  const auto got = b.ok<ReceiveMessageResponse>(request).messages;
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].message_attributes.size(), 1u);
  EXPECT_TRUE(got[0].message_attributes.contains("order.id"));
}

TEST(SqsDelete, NewHandleAtEveryReceiveAndOldOnesDoNothing) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto first = b.receive("q").at(0);
  b.run(base::seconds(30));
  const auto second = b.receive("q").at(0);
  EXPECT_NE(first.receipt_handle, second.receipt_handle);
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), first.receipt_handle});
  EXPECT_EQ(b.queue("q").in_flight, 1u);
  EXPECT_EQ(b.log.all<model::DeleteHadNoEffect>().size(), 1u);
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), second.receipt_handle});
  EXPECT_EQ(b.queue("q").in_flight, 0u);
}

TEST(SqsDelete, ExpiredButNotReceivedAgainIsDeleted) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.run(base::seconds(31));
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  EXPECT_EQ(b.queue("q").visible, 0u);
}

TEST(SqsDelete, TwiceSucceeds) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  EXPECT_EQ(b.log.all<model::MessageDeleted>().size(), 1u);
}

TEST(SqsDelete, GarbageAndForeignHandlesAreInvalid) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}},
      "R": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "r"}}}})");
  b.send("r");
  const auto foreign = b.receive("r").at(0).receipt_handle;
  for (const std::string& handle : {std::string("garbage"), foreign, foreign + "AAAA"}) {
    const auto error = b.refused(DeleteMessageRequest{b.url("q"), handle});
    EXPECT_EQ(error.query_code, "ReceiptHandleIsInvalid");
    EXPECT_EQ(error.message,
              "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
  }
}

TEST(SqsVisibility, CountsFromTheCall) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.run(base::seconds(20));
  b.ok<EmptyResponse>(ChangeMessageVisibilityRequest{b.url("q"), got.receipt_handle, 60});
  b.run(base::seconds(59));
  EXPECT_TRUE(b.receive("q").empty());
  b.run(base::seconds(1));
  EXPECT_EQ(b.receive("q").size(), 1u);
}

TEST(SqsVisibility, ZeroShowsAtOnceAndWakesLongPolls) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  auto request = poll(b);
  request.wait_time_seconds = 20;
  b.call(request);
  b.ok<EmptyResponse>(ChangeMessageVisibilityRequest{b.url("q"), got.receipt_handle, 0});
  EXPECT_EQ(b.world.take_external_answers().size(), 1u);
}

TEST(SqsVisibility, TwelveHourCapCountsFromTheReceive) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.run(base::seconds(10));
  const auto change = [&](std::int64_t s) {
    return ChangeMessageVisibilityRequest{b.url("q"), got.receipt_handle, s};
  };
  EXPECT_EQ(b.refused(change(43'200)).query_code, "InvalidParameterValue");
  EXPECT_EQ(b.refused(change(43'191)).query_code, "InvalidParameterValue");
  b.ok<EmptyResponse>(change(43'190));
  EXPECT_EQ(b.refused(change(43'201)).query_code, "InvalidParameterValue");
}

TEST(SqsVisibility, OfADeletedMessageIsRefused) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  const auto error = b.refused(ChangeMessageVisibilityRequest{b.url("q"), got.receipt_handle, 10});
  EXPECT_EQ(error.message, "Value " + got.receipt_handle +
                               " for parameter ReceiptHandle is invalid. Reason: Message does not "
                               "exist or is not available for visibility timeout change.");
}

TEST(SqsVisibility, AfterExpiryTheLatestHandleIsAcceptedSilently) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got = b.receive("q").at(0);
  b.run(base::seconds(30));
  b.ok<EmptyResponse>(ChangeMessageVisibilityRequest{b.url("q"), got.receipt_handle, 10});
  EXPECT_EQ(b.queue("q").visible, 1u);
}

TEST(SqsRetention, CountsFromTheSendEvenInFlight) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "MessageRetentionPeriod": 60}}}})");
  b.send("q");
  b.run(base::seconds(30));
  b.send("q");
  b.run(base::seconds(29));
  const auto got = b.receive("q", 1).at(0);
  b.run(base::seconds(1));
  EXPECT_EQ(b.log.all<model::MessageExpired>().size(), 1u);
  EXPECT_EQ(b.queue("q").in_flight, 0u);
  EXPECT_EQ(b.queue("q").visible, 1u);
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  b.run(base::seconds(30));
  EXPECT_EQ(b.log.all<model::MessageExpired>().size(), 2u);
}

TEST(SqsRetention, LoweringItExpiresWhatIsTooOld) {
  Bench b(test::kPlainQueue);
  b.send("q");
  b.run(base::seconds(100));
  b.call(SetQueueAttributesRequest{b.url("q"), {{"MessageRetentionPeriod", "60"}}});
  EXPECT_EQ(b.log.all<model::MessageExpired>().size(), 1u);
}

TEST(SqsOrder, ReceivedThreeTimesGoesBehindTheOthers) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "VisibilityTimeout": 1}}}})");
  b.send("q", "first");
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(b.receive("q", 1).at(0).body, "first");
    if (i == 1) b.send("q", "second");
    b.run(base::seconds(1));
  }
  EXPECT_EQ(b.receive("q", 1).at(0).body, "second");
}

TEST(SqsAtLeastOnce, ADuplicateComesInsideTheVisibilityWindow) {
  Bench b(R"({"behaviour": {"duplicates": "1/1"}, "Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q"}}}})");
  b.send("q");
  const auto first = b.receive("q");
  const auto second = b.receive("q");
  ASSERT_EQ(first.size(), 1u);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(first[0].message_id, second[0].message_id);
  EXPECT_TRUE(b.log.all<model::MessageReceived>().at(1).second.stale_copy);
}

TEST(SqsInFlightCap, ShortPollIsOverLimitLongPollWaitsUntilADeleteMakesRoom) {
  Bench b(test::kPlainQueue);
  const std::int64_t cap = model::fact("sqs.in_flight.max", model::Profile::kCurrent);
  SendMessageBatchRequest batch{.queue_url = b.url("q"), .entries = {}};
  for (int i = 0; i < 10; ++i) batch.entries.push_back({std::to_string(i), {.message_body = "x"}});
  const ReceiveMessageRequest ten{.queue_url = b.url("q"), .max_number_of_messages = 10};
  model::NullSink nowhere;
  world::Reply last;
  for (std::int64_t i = 0; i < cap; i += 10) {
    b.world.apply(world::ApiCall{batch}, nowhere);
    last = b.world.apply(world::ApiCall{ten}, nowhere);
  }
  b.send("q", "one more");
  ASSERT_EQ(b.queue("q").in_flight, cap);
  EXPECT_EQ(b.refused(poll(b)).query_code, "OverLimit");
  auto request = poll(b);
  request.wait_time_seconds = 1;
  EXPECT_TRUE(b.call(request).pending);
  const auto& got = std::get<ReceiveMessageResponse>(*last.result).messages;
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.at(0).receipt_handle});
  const auto answers = b.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(std::get<ReceiveMessageResponse>(*answers[0].result).messages.at(0).body, "one more");
}

}  // namespace
