// Enhanced fan-out: consumers, subscriptions, pushes (aws-facts 3.2, 3.3).
#include <gtest/gtest.h>

#include "services/kinesis/support.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests

const char* const kShard0 = "shardId-000000000000";

class FanOut : public Streams {
 public:
  explicit FanOut(std::int64_t shards = 1) : Streams(shards) {
    arn = enlist("app");
    run(base::seconds(2));
  }
  std::string arn;

  std::string enlist(std::string name) {
    return ok<km::RegisterStreamConsumerResponse>(
               km::RegisterStreamConsumerRequest{stream().arn, std::move(name), {}})
        .consumer.consumer_arn;
  }
  km::SubscribeToShardRequest request(std::string type = "LATEST",
                                      std::optional<std::string> sequence = {}) const {
    return {arn, kShard0, {std::move(type), std::move(sequence), {}}};
  }
  model::CallId subscribe(std::string type = "LATEST", std::optional<std::string> sequence = {}) {
    first = ok<km::SubscribeToShardEvent>(request(std::move(type), std::move(sequence)));
    return reply.call;
  }
  struct Pushed {
    model::CallId call;
    km::SubscribeToShardEvent event;
  };
  /// What has been pushed since the last time; empty pushes are only kept.
  std::vector<Pushed> pushed() {
    std::vector<Pushed> out;
    for (auto& answer : world.take_external_answers()) {
      Pushed push{answer.call, std::get<km::SubscribeToShardEvent>(*answer.result)};
      const bool empty = push.event.records.empty() && !push.event.ended;
      (empty ? idle : out).push_back(std::move(push));
    }
    return out;
  }
  std::vector<Pushed> idle;
  km::SubscribeToShardEvent first;
};

TEST(KinesisFanOut, AConsumerIsCreatedAndItsArnHoldsTheTime) {
  Streams s(1);
  const auto consumer = s.ok<km::RegisterStreamConsumerResponse>(
                             km::RegisterStreamConsumerRequest{s.stream().arn, "app", {}})
                            .consumer;
  EXPECT_EQ(consumer.consumer_status, "CREATING");
  EXPECT_EQ(consumer.consumer_arn,
            "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/app:1795132803");
  EXPECT_EQ(s.refused(km::RegisterStreamConsumerRequest{s.stream().arn, "app", {}}).type,
            "ResourceInUseException");
  const model::ApiError refused =
      s.refused(km::SubscribeToShardRequest{consumer.consumer_arn, kShard0, {"LATEST"}});
  EXPECT_EQ(refused.type, "ResourceInUseException");
  EXPECT_EQ(refused.message,
            "Consumer app with creation timestamp 1795132803 under stream: s , account "
            "000000000000 is not in ACTIVE status.");
  s.run(base::seconds(2));
  const auto described = s.ok<km::DescribeStreamConsumerResponse>(
      km::DescribeStreamConsumerRequest{{}, {}, consumer.consumer_arn});
  EXPECT_EQ(described.consumer_description.consumer_status, "ACTIVE");
  EXPECT_EQ(described.consumer_description.stream_arn, s.stream().arn);
}

TEST(KinesisFanOut, TwentyConsumersPerStreamFiveOfThemCreating) {
  FanOut s;
  for (int i = 1; i < 20; ++i) {
    s.enlist("app" + std::to_string(i));
    if (i % 4 == 0) s.run(base::seconds(2));
  }
  s.run(base::seconds(2));
  EXPECT_EQ(s.refused(km::RegisterStreamConsumerRequest{s.stream().arn, "more", {}}).type,
            "LimitExceededException");
  const auto page = s.ok<km::ListStreamConsumersResponse>(
      km::ListStreamConsumersRequest{.stream_arn = s.stream().arn, .max_results = 15});
  ASSERT_TRUE(page.next_token);
  EXPECT_EQ(page.consumers.size(), 15u);
  const auto rest = s.ok<km::ListStreamConsumersResponse>(
      km::ListStreamConsumersRequest{s.stream().arn, page.next_token, {}, {}});
  EXPECT_EQ(rest.consumers.size(), 5u);
  EXPECT_FALSE(rest.next_token);
}

TEST(KinesisFanOut, ARecordIsPushedSeventyMillisecondsAfterItArrived) {
  FanOut s;
  const auto call = s.subscribe();
  EXPECT_TRUE(s.first.records.empty());
  EXPECT_FALSE(s.first.continuation_sequence_number.empty());
  const auto put = s.put("a", "hello");
  s.run(base::milliseconds(69));
  EXPECT_TRUE(s.pushed().empty());
  s.run(base::milliseconds(1));
  const auto pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].call, call);
  ASSERT_EQ(pushed[0].event.records.size(), 1u);
  EXPECT_EQ(pushed[0].event.records[0].data, "hello");
  EXPECT_EQ(pushed[0].event.continuation_sequence_number, put.sequence_number);
  EXPECT_EQ(pushed[0].event.millis_behind_latest, 0);
}

TEST(KinesisFanOut, ASubscriptionWithoutRecordsShowsThatItLives) {
  FanOut s;
  s.subscribe();
  s.run(base::milliseconds(4'999));
  EXPECT_TRUE(s.pushed().empty() && s.idle.empty());
  s.run(base::milliseconds(1));
  EXPECT_TRUE(s.pushed().empty());
  ASSERT_EQ(s.idle.size(), 1u);
  EXPECT_EQ(s.idle[0].event.millis_behind_latest, 0);
  EXPECT_FALSE(s.idle[0].event.continuation_sequence_number.empty());
  // A record is not kept back until the next of them, and they are counted from it.
  s.run(base::seconds(2));
  const auto put = s.put("a");
  s.run(base::milliseconds(70));
  EXPECT_EQ(s.pushed().size(), 1u);
  s.run(base::milliseconds(4'999));
  EXPECT_TRUE(s.pushed().empty());
  EXPECT_EQ(s.idle.size(), 1u);
  s.run(base::milliseconds(1));
  EXPECT_TRUE(s.pushed().empty());
  ASSERT_EQ(s.idle.size(), 2u);
  EXPECT_EQ(s.idle[1].event.continuation_sequence_number, put.sequence_number);
  EXPECT_EQ(s.all<model::RecordsPushed>().size(), 1u) << "of records";
}

TEST(KinesisFanOut, EveryConsumerHasTwoMebibytesASecondOfItsOwn) {
  FanOut s;
  for (int i = 0; i < 6; ++i) {
    s.put("a", std::string(1'000'000, 'x'));
    s.run(base::seconds(1));
  }
  const std::string other = s.enlist("other");
  s.run(base::seconds(2));
  s.subscribe("TRIM_HORIZON");
  s.ok<km::SubscribeToShardEvent>(km::SubscribeToShardRequest{other, kShard0, {"TRIM_HORIZON"}});
  s.run(base::milliseconds(100));
  EXPECT_EQ(s.all<model::RecordsPushed>().size(), 2u);
  for (const auto& push : s.all<model::RecordsPushed>()) EXPECT_EQ(push.records, 2u);
  s.run(base::milliseconds(2'000));
  std::map<std::uint32_t, std::uint32_t> got;
  for (const auto& push : s.all<model::RecordsPushed>()) got[push.consumer.value] += push.records;
  ASSERT_EQ(got.size(), 2u);
  for (const auto& [consumer, records] : got) EXPECT_EQ(records, 6u);
  // Shared readers are not slowed down by it.
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 6u);
}

TEST(KinesisFanOut, ASecondSubscriptionIsRefusedForFiveSecondsThenTakesOver) {
  FanOut s;
  const auto before = s.subscribe();
  s.run(base::milliseconds(4'999));
  EXPECT_EQ(s.refused(s.request()).message,
            "Another active subscription exists for this consumer: "
            "000000000000:s:shardId-000000000000:app");
  s.run(base::milliseconds(1));
  const auto after = s.subscribe();
  auto pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].call, before);
  EXPECT_TRUE(pushed[0].event.ended);
  s.put("a");
  s.run(base::seconds(1));
  pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].call, after);
  const auto ended = s.all<model::ShardSubscriptionEnded>();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].how, model::SubscriptionEnd::kReplaced);
}

TEST(KinesisFanOut, ItEndsAfterFiveMinutesAndGoesOnWhereItWas) {
  FanOut s;
  s.subscribe();
  s.put("a", "one");
  s.run(base::seconds(299));
  EXPECT_EQ(s.pushed().size(), 1u);
  s.run(base::seconds(1));
  const auto pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_TRUE(pushed[0].event.ended);
  s.put("a", "two");
  s.run(base::seconds(10));
  EXPECT_TRUE(s.pushed().empty());
  s.subscribe("AFTER_SEQUENCE_NUMBER", pushed[0].event.continuation_sequence_number);
  s.run(base::seconds(1));
  const auto again = s.pushed();
  ASSERT_EQ(again.size(), 1u);
  ASSERT_EQ(again[0].event.records.size(), 1u);
  EXPECT_EQ(again[0].event.records[0].data, "two");
}

TEST(KinesisFanOut, AtTheEndOfAShardThereAreChildrenAndNowhereToGoOn) {
  FanOut s;
  s.subscribe();
  s.put("a", "last");
  s.split(kShard0);
  const auto pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 2u);
  EXPECT_EQ(pushed[0].event.records.size(), 1u);
  EXPECT_FALSE(pushed[0].event.ended);
  EXPECT_TRUE(pushed[1].event.ended);
  EXPECT_EQ(pushed[1].event.child_shards.size(), 2u);
  EXPECT_TRUE(pushed[1].event.continuation_sequence_number.empty());
  EXPECT_EQ(s.all<model::ShardSubscriptionEnded>().at(0).how, model::SubscriptionEnd::kShardEnd);
  EXPECT_TRUE(s.state().find_consumer_by_arn(s.arn)->subscriptions.empty());
}

TEST(KinesisFanOut, DeletingTheConsumerOrTheStreamEndsIt) {
  FanOut s;
  s.subscribe();
  EXPECT_EQ(s.refused(km::DeleteStreamRequest{.stream_name = "s"}).type, "ResourceInUseException");
  s.ok<km::EmptyResponse>(km::DeregisterStreamConsumerRequest{{}, {}, s.arn});
  auto pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_TRUE(pushed[0].event.ended);
  s.run(base::seconds(2));
  EXPECT_EQ(s.refused(km::DescribeStreamConsumerRequest{{}, {}, s.arn}).type,
            "ResourceNotFoundException");
  s.arn = s.enlist("again");
  s.run(base::seconds(2));
  s.subscribe();
  s.ok<km::EmptyResponse>(
      km::DeleteStreamRequest{.stream_name = "s", .enforce_consumer_deletion = true});
  s.run(base::seconds(3));
  pushed = s.pushed();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_TRUE(pushed[0].event.ended);
  EXPECT_TRUE(s.state().consumers.empty());
  EXPECT_TRUE(s.state().shards.empty());
  EXPECT_EQ(s.state().held_bytes, 0);
}

TEST(KinesisFanOut, ACallerThatHasGoneGetsNothingMore) {
  FanOut s;
  const auto call = s.subscribe();
  s.put("a");
  services::kinesis::State copy = s.state();
  engine::Timers timers;
  model::EventSeq seq = 0;
  model::NullSink sink;
  engine::Context ctx(s.world.now(), model::Profile::kCurrent, timers, seq, sink);
  services::kinesis::drop_subscription(copy, ctx, call);
  EXPECT_TRUE(copy.find_consumer_by_arn(s.arn)->subscriptions.empty());
  EXPECT_TRUE(copy.pushes.empty());
}

}  // namespace
