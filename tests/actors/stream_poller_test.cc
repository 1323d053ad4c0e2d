// Consumers on the plain SDK: positions, polling, pushes, and the order across splits and merges.
#include "actors/stream_bench.h"

namespace {

using actors::StreamPoller;
using test::Bench;
using test::role;
using test::stream_world;

std::string consumer(std::string_view properties, std::string_view name = "c") {
  return std::format(R"("{}": {{"Type": "StreamConsumer", "Properties": {{
      "Source": {{"Ref": "S"}}, {}}}}})",
                     name, properties);
}
std::string with_producer(std::string_view consumers) {
  return std::format("{}, {}", test::kTwelveKeys, consumers);
}

TEST(StreamConsumer, ReadsEveryRecordOnceInTheOrderOfItsKey) {
  Bench b(stream_world(3, with_producer(consumer(R"("PollEvery": "1s")"))));
  b.run(base::minutes(3));
  ASSERT_EQ(test::stored(b).size(), 2'000u);
  test::expect_each_once_in_order(b, "c");
  const auto& c = role<StreamPoller>(b, "c");
  ASSERT_EQ(c.reader.cursors.size(), 3u);
  for (const auto& [id, cursor] : c.reader.cursors) {
    EXPECT_TRUE(cursor.shard);
    EXPECT_EQ(services::kinesis::shard_name(b.world.kinesis().find(cursor.shard)->number), id);
    EXPECT_EQ(cursor.records_read, b.world.kinesis().find(cursor.shard)->records.size());
    EXPECT_EQ(cursor.behind_ms, 0);
  }
}

TEST(StreamConsumer, LatestSeesOnlyWhatComesAfterItsIterator) {
  Bench b(
      stream_world(1, with_producer(consumer(R"("StartingPosition": "LATEST", "Start": "50s")"))));
  b.run(base::minutes(3));
  const auto seen = test::processed(b, "c").size();
  EXPECT_GT(seen, 950u);
  EXPECT_LT(seen, 1'000u);
}

TEST(StreamConsumer, AtTimestampBeginsThere) {
  Bench b(stream_world(1, with_producer(consumer(
                              R"("StartingPosition": "AT_TIMESTAMP", "StartingTime": "75s",
                                 "Start": "110s")"))));
  b.run(base::minutes(3));
  const auto records = test::stored(b);
  const auto seen = test::processed(b, "c");
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.size(), 500u);
  EXPECT_GE(records.at(seen.front().record).arrived_at, base::SimTime{75'000'000});
}

TEST(StreamConsumer, WorkHoldsItsShardUpAndTheLagIsTold) {
  Bench b(stream_world(1, with_producer(consumer(R"("Work": "200ms", "Limit": 10)"))));
  b.run(base::seconds(60));
  const auto& c = role<StreamPoller>(b, "c");
  EXPECT_NEAR(c.processed, 295, 10);
  EXPECT_GT(c.reader.cursors.begin()->second.behind_ms, 30'000);
}

TEST(StreamConsumer, SevenPollersOfOneShardAreThrottledAndStillReadEverything) {
  std::string many;
  for (int i = 0; i < 7; ++i) {
    many += std::format("{}{}", i == 0 ? "" : ", ",
                        consumer(R"("PollEvery": "300ms")", std::format("c{}", i)));
  }
  Bench b(stream_world(1, with_producer(many)));
  b.run(base::minutes(5));
  EXPECT_FALSE(b.log.all<model::ReadThrottled>().empty());
  std::uint64_t throttled = 0;
  for (int i = 0; i < 7; ++i) {
    test::expect_each_once_in_order(b, std::format("c{}", i));
    throttled += role<StreamPoller>(b, std::format("c{}", i)).reader.throttled;
  }
  EXPECT_EQ(throttled, b.log.all<model::ReadThrottled>().size());
}

TEST(StreamConsumer, KeepsTheOrderOfKeysAcrossAnySplitsAndMerges) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Bench b(stream_world(2, with_producer(consumer(R"("Work": "40ms")")), "", int(seed)));
    EXPECT_GT(test::reshard_at_random(b, seed, base::seconds(110)), 3);
    b.run(base::minutes(10));
    ASSERT_EQ(test::stored(b).size(), 2'000u);
    test::expect_each_once_in_order(b, "c");
  }
}

TEST(StreamConsumer, LosesTheOrderWhenItSkipsParents) {
  Bench b(stream_world(1, with_producer(consumer(R"("Work": "60ms", "SkipParents": true)"))));
  b.run(base::seconds(40));
  ASSERT_TRUE(test::split(b, *test::open_shards(b)[0]));
  b.run(base::minutes(10));
  const auto events = test::processed(b, "c");
  EXPECT_EQ(events.size(), 2'000u);
  EXPECT_GT(test::disorders(b, events), 0u);
  std::uint64_t told = 0;
  for (const auto& e : events) told += e.out_of_order ? 1 : 0;
  EXPECT_EQ(told, test::disorders(b, events));
  EXPECT_EQ(role<StreamPoller>(b, "c").progress.out_of_order, told);
}

constexpr std::string_view kFanOut = R"(, "F": {"Type": "AWS::Kinesis::StreamConsumer",
    "Properties": {"ConsumerName": "fraud", "StreamARN": {"Fn::GetAtt": ["S", "Arn"]}}})";

TEST(StreamConsumer, EnhancedFanOutPushesWithoutPolling) {
  Bench b(stream_world(2, with_producer(R"("c": {"Type": "StreamConsumer", "Properties": {
      "Source": {"Ref": "F"}}})"),
                       kFanOut));
  b.run(base::minutes(3));
  test::expect_each_once_in_order(b, "c");
  EXPECT_TRUE(b.log.all<model::RecordsRead>().empty());
  EXPECT_FALSE(b.log.all<model::RecordsPushed>().empty());
}

TEST(StreamConsumer, SubscriptionsAreRenewedAndNothingIsMissedBetweenThem) {
  Bench b(
      stream_world(2, std::format(R"("p": {{"Type": "StreamProducer", "Properties": {{
      "Target": {{"Ref": "S"}}, "Every": "500ms", "Count": 2000, "Keys": ["a","b","c","d"]}}}}, {})",
                                  consumer(R"("Consumer": "own", "StartingPosition": "LATEST")"))));
  b.run(base::minutes(18));
  EXPECT_GE(b.log.all<model::ShardSubscribed>().size(), 6u);
  const auto events = test::processed(b, "c");
  EXPECT_EQ(test::disorders(b, events), 0u);
  // It registered itself, which takes a while; from then on it saw everything.
  const auto records = test::stored(b);
  ASSERT_FALSE(events.empty());
  const auto first = events.front().record;
  EXPECT_LT(records.at(first).arrived_at, base::SimTime{60'000'000});
  const auto after = std::distance(records.find(first), records.end());
  EXPECT_NEAR(double(events.size()), double(after), 2);
  EXPECT_EQ(role<StreamPoller>(b, "c").progress.duplicate, 0u);
}

TEST(StreamConsumer, AReadTakesOneHopThereAndOneBack) {
  namespace cw = services::cloudwatch;
  Bench b(stream_world(1, with_producer(consumer(R"("PollEvery": "1s")"))));
  b.run(base::seconds(61));
  const auto minutes =
      cw::statistics(b.world.metrics(), cw::MetricId::kGetRecordsLatency, "s", {}, b.world.now());
  ASSERT_EQ(minutes.size(), 1u);
  EXPECT_GT(minutes[0].count, 10);
  EXPECT_EQ(minutes[0].minimum, 40);  // milliseconds, with 20 each way
  EXPECT_EQ(minutes[0].maximum, 40);
}

TEST(StreamConsumer, SubscribesAgainUntilTheKeyCanBeUsed) {
  Bench b(R"({"seed": 3, "hop": "20ms", "Resources": {
      "Key": {"Type": "AWS::KMS::Key"},
      "S": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "s", "ShardCount": 1,
            "StreamEncryption": {"EncryptionType": "KMS", "KeyId": {"Ref": "Key"}}}}},
    "Actors": {
      "p": {"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"}, "Every": "1s",
            "Count": 600, "PartitionKey": "k", "Data": "{n}"}},
      "c": {"Type": "StreamConsumer", "Properties": {"Source": {"Ref": "S"}, "Consumer": "own",
            "StartingPosition": "TRIM_HORIZON"}}}})");
  b.run(base::seconds(60));
  EXPECT_GT(test::processed(b, "c").size(), 40u);
  const model::KeyId key = b.world.kms().keys.begin()->first;
  using services::kms::Order;
  ASSERT_TRUE(b.world.apply(world::KeyOrder{key, Order::kDisable}, b.log).done);
  // Its data key is good for some minutes, then pushes are refused, and so are puts.
  b.run(base::minutes(6));
  EXPECT_FALSE(b.log.all<model::KeyUseRefused>().empty());
  ASSERT_TRUE(b.world.apply(world::KeyOrder{key, Order::kEnable}, b.log).done);
  b.run(base::minutes(6));
  test::expect_each_once_in_order(b, "c");
  EXPECT_GT(test::processed(b, "c").size(), 300u);
}

TEST(StreamConsumer, PushedRecordsKeepTheirOrderAcrossSplitsAndMerges) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Bench b(stream_world(2, with_producer(consumer(R"("Work": "40ms", "Consumer": "own")")), "",
                         int(seed)));
    EXPECT_GT(test::reshard_at_random(b, seed, base::seconds(110)), 3);
    b.run(base::minutes(10));
    test::expect_each_once_in_order(b, "c");
  }
}

TEST(StreamConsumer, WithoutCheckpointsACrashBeginsAtTheStartingPositionAgain) {
  Bench b(stream_world(1, with_producer(consumer(R"("Faults": [{"On": 100, "Do": "crash",
      "RestartAfter": "5s"}])"))));
  b.run(base::minutes(3));
  const auto& c = role<StreamPoller>(b, "c");
  EXPECT_EQ(c.processed, 2'099u);
  EXPECT_EQ(c.progress.duplicate, 99u);
  EXPECT_EQ(b.log.all<model::WorkerCrashed>().size(), 1u);
  EXPECT_EQ(b.log.all<model::WorkerRestarted>().size(), 1u);
}

TEST(StreamConsumer, ObeysOrders) {
  Bench b(stream_world(1, with_producer(consumer(R"("PollEvery": "1s")"))));
  b.run(base::seconds(20));
  const model::ActorId c = test::id_of(b, "c");
  EXPECT_FALSE(b.world.apply(world::ActorOrder{c, actors::Order::kRestart}, b.log).done);
  EXPECT_TRUE(b.world.apply(world::ActorOrder{c, actors::Order::kHang}, b.log).done);
  const auto before = test::processed(b, "c").size();
  b.run(base::seconds(20));
  EXPECT_EQ(test::processed(b, "c").size(), before);
  EXPECT_TRUE(b.world.apply(world::ActorOrder{c, actors::Order::kRestart}, b.log).done);
  b.run(base::seconds(20));
  EXPECT_GT(test::processed(b, "c").size(), before);
}

TEST(StreamConsumer, ReplayedWorldsAreEqual) {
  const auto text = stream_world(2, with_producer(consumer(R"("Work": {"Mean": "20ms"})")));
  Bench a(text);
  Bench b(text);
  a.run(base::seconds(60));
  for (int i = 0; i < 600; ++i) b.run(base::milliseconds(100));
  EXPECT_EQ(a.world.hash(), b.world.hash());
  world::World copy = a.world;
  test::Recording log;
  copy.run_until(base::SimTime{90'000'000}, log);
  b.run(base::seconds(30));
  EXPECT_EQ(copy.hash(), b.world.hash());
}

}  // namespace
