// Fair queues (aws-facts 1.6): who is noisy, and who goes first then.
#include <format>

#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::GroupBench;

struct FairBench : GroupBench {
  explicit FairBench(std::string_view text = test::kPlainQueue) : GroupBench(text, "q") {}

  void send_group(const std::string& group, int count) {
    for (int i = 0; i < count; ++i) {
      ok<SendMessageResponse>(SendMessageRequest{
          .queue_url = url("q"),
          .message_body = group.empty() ? "-" : group,
          .message_group_id = group.empty() ? std::nullopt : std::optional(group)});
    }
  }
  // Receives so many, one by one, and says whose they were.
  std::string whose(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += bodies(1, 3'000);
    return out;
  }
  const services::sqs::Group& group(std::string_view group_id) const {
    return queue("q").groups[queue("q").groups.find(group_id)];
  }
};

FairBench with_a_noisy_tenant() {
  FairBench b;
  b.send_group("n", 60);
  for (int i = 0; i < 3; ++i) b.take(10, 3'000);
  return b;
}

TEST(SqsFairQueue, ATenantWithThirtyInFlightAndABacklogIsNoisy) {
  FairBench b;
  b.send_group("n", 60);
  b.whose(29);
  EXPECT_FALSE(b.group("n").noisy);
  b.whose(1);
  EXPECT_TRUE(b.group("n").noisy);
  const auto noisy = b.log.all<model::GroupBecameNoisy>();
  ASSERT_EQ(noisy.size(), 1u);
  EXPECT_EQ(noisy.at(0).second.in_flight, 30u);
  EXPECT_EQ(noisy.at(0).second.waiting, 30u);
}

TEST(SqsFairQueue, ATenthOfWhatIsInFlightIsNotTooMuch) {
  FairBench b;
  for (int i = 0; i < 270; ++i) b.send_group(std::format("t{}", i), 1);
  for (int i = 0; i < 27; ++i) b.take(10, 3'000);
  b.send_group("n", 60);
  for (int i = 0; i < 3; ++i) b.take(10, 3'000);
  EXPECT_EQ(b.group("n").in_flight, 30u);
  EXPECT_FALSE(b.group("n").noisy) << "30 of 300";
  b.take(1, 3'000);
  EXPECT_TRUE(b.group("n").noisy) << "31 of 301";
}

TEST(SqsFairQueue, QuietTenantsGoFirstAndTheNoisyOneIsNotDropped) {
  FairBench b = with_a_noisy_tenant();
  b.send_group("a", 2);
  b.send_group("", 1);
  EXPECT_EQ(b.whose(5), "aa-nn") << "one without a group is a tenant of its own";
  EXPECT_EQ(b.queue("q").in_flight, 35u);
}

TEST(SqsFairQueue, WithoutANoisyTenantTheOrderIsThatOfTheSends) {
  FairBench b;
  b.send_group("n", 3);
  b.send_group("a", 2);
  EXPECT_EQ(b.whose(5), "nnnaa");
}

TEST(SqsFairQueue, OfSeveralNoisyTenantsTheOneWithTheFewestInFlightGoesFirst) {
  FairBench b;
  b.send_group("m", 80);
  b.send_group("n", 80);
  for (int i = 0; i < 3; ++i) b.take(10, 3'000);  // of m
  std::vector<ReceivedMessage> of_n;              // quiet until its thirtieth
  for (int i = 0; i < 30; ++i) of_n.push_back(b.take(1, 3'000).at(0));
  ASSERT_TRUE(b.group("m").noisy);
  ASSERT_TRUE(b.group("n").noisy);
  EXPECT_EQ(b.group("n").in_flight, 30u);
  EXPECT_EQ(b.whose(4), "mnmn") << "with as many in flight they take turns";
  for (int i = 0; i < 5; ++i) b.remove(of_n.at(static_cast<std::size_t>(i)));
  EXPECT_EQ(b.whose(5), "nnnnn");
}

TEST(SqsFairQueue, IsQuietAgainWhenItsBacklogIsDrained) {
  FairBench b = with_a_noisy_tenant();
  for (int i = 0; i < 3; ++i) b.take(10, 3'000);
  EXPECT_FALSE(b.group("n").noisy);
  EXPECT_EQ(b.log.all<model::GroupBecameQuiet>().size(), 1u);
  EXPECT_TRUE(b.queue("q").fair.noisy.empty());
}

TEST(SqsFairQueue, IsQuietAgainAfterFiveMinutesWithoutASend) {
  FairBench b = with_a_noisy_tenant();
  b.run(base::seconds(299));
  b.send_group("a", 1);
  EXPECT_EQ(b.whose(1), "a") << "still noisy";
  b.run(base::seconds(1));
  b.send_group("a", 1);
  EXPECT_EQ(b.whose(30), std::string(30, 'n')) << "in the order of the sends again";
  EXPECT_EQ(b.whose(1), "a");
}

TEST(SqsFairQueue, MuchProcessingTimeMakesNoisyToo) {
  FairBench b;
  b.send_group("n", 40);
  b.send_group("a", 40);
  for (int i = 0; i < 29; ++i) {
    const auto got = b.take(1, 3'000).at(0);
    b.run(base::seconds(2));
    b.remove(got);
  }
  EXPECT_FALSE(b.group("n").noisy);
  const auto got = b.take(1, 3'000).at(0);
  b.run(base::seconds(2));
  b.remove(got);
  EXPECT_TRUE(b.group("n").noisy);
  EXPECT_EQ(b.whose(2), "aa");
}

TEST(SqsFairQueue, AGroupOfTheOtherAlphabetIsRefusedAndShownOtherwise) {
  FairBench b;
  EXPECT_EQ(b.refused(SendMessageRequest{
                          .queue_url = b.url("q"), .message_body = "x", .message_group_id = "a b"})
                .query_code,
            "InvalidParameterValue");
  b.send_group("tenant", 1);
  const auto got = b.receive("q").at(0);
  EXPECT_EQ(got.attributes.at("MessageGroupId"), "tenant");
  EXPECT_FALSE(got.attributes.contains("SequenceNumber"));
  b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), got.receipt_handle});
  EXPECT_TRUE(b.queue("q").groups.empty());
}

TEST(SqsFairQueue, GroupsDoNotBlockEachOtherOrThemselves) {
  FairBench b;
  b.send_group("a", 3);
  EXPECT_EQ(b.whose(3), "aaa");
  EXPECT_TRUE(b.log.all<model::GroupLocked>().empty());
}

TEST(SqsFairQueue, GoesOnInTheDeadLetterQueue) {
  FairBench b(R"({"Resources": {
      "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q",
            "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]},
                              "maxReceiveCount": 1}}},
      "D": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "d"}}}})");
  b.send_group("a", 1);
  b.take(1, 0);
  b.take(1, 0);
  EXPECT_EQ(b.receive("d").at(0).attributes.at("MessageGroupId"), "a");
}

}  // namespace
