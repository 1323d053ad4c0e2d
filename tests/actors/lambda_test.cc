// Lambda's event source mapping: batches, lanes, the poison record and its remedies.
#include "actors/stream_bench.h"

namespace {

using actors::LambdaMapping;
using test::Bench;
using test::role;
using test::stream_world;

std::string mapping(std::string_view properties) {
  return std::format(R"("m": {{"Type": "EventSourceMapping", "Properties": {{
      "EventSourceArn": {{"Fn::GetAtt": ["S", "Arn"]}}, "StartingPosition": "TRIM_HORIZON", {}}}}})",
                     properties);
}
std::string with_producer(std::string_view properties) {
  return std::format("{}, {}", test::kTwelveKeys, mapping(properties));
}

// Forty records of one key, a tenth of a second apart; number 13 is poison.
std::string with_poison(std::string_view properties) {
  return std::format(R"("p": {{"Type": "StreamProducer", "Properties": {{"Target": {{"Ref": "S"}},
      "Every": "100ms", "Count": 40, "PartitionKey": "k", "Data": "#{{n}}#"}}}}, {})",
                     mapping(properties));
}
constexpr std::string_view kPoison = R"("Function": {"Poison": "#13#"}, "Start": "10s")";

std::size_t firsts(const Bench& b) {
  std::set<model::RecordId> seen;
  for (const auto& e : test::processed(b, "m")) seen.insert(e.record);
  return seen.size();
}

constexpr std::string_view kQueue = R"(, "Dlq": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "dlq"}})";
constexpr std::string_view kToQueue =
    R"("DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Dlq", "Arn"]}}})";

TEST(LambdaMapping, HandsEveryRecordOverOnceInTheOrderOfItsKey) {
  Bench b(stream_world(3, with_producer(R"("BatchSize": 50)")));
  b.run(base::minutes(3));
  ASSERT_EQ(test::stored(b).size(), 2'000u);
  test::expect_each_once_in_order(b, "m");
  EXPECT_TRUE(b.log.all<model::BatchFailed>().empty());
}

TEST(LambdaMapping, ABatchIsAtMostItsSizeAndWaitsForItsWindow) {
  Bench b(
      stream_world(1, with_producer(R"("BatchSize": 60, "MaximumBatchingWindowInSeconds": 20)")));
  b.run(base::minutes(3));
  const auto invoked = b.log.all<model::BatchInvoked>();
  ASSERT_GT(invoked.size(), 30u);
  for (std::size_t i = 0; i + 2 < invoked.size(); ++i) EXPECT_EQ(invoked[i].second.records, 60u);
  Bench c(stream_world(
      1, with_producer(R"("BatchSize": 10000, "MaximumBatchingWindowInSeconds": 20)")));
  c.run(base::seconds(70));
  const auto windows = c.log.all<model::BatchInvoked>();
  ASSERT_EQ(windows.size(), 3u);
  for (std::size_t i = 1; i < windows.size(); ++i) {
    EXPECT_GE(windows[i].first - windows[i - 1].first, base::seconds(20));
    EXPECT_LE(windows[i].first - windows[i - 1].first, base::seconds(22));
  }
}

TEST(LambdaMapping, EveryInvocationIsBilledForTheTimeItsBatchTakes) {
  Bench b(stream_world(1, with_poison(R"("BatchSize": 10, "MaximumRetryAttempts": 2,
      "Function": {"Poison": "#13#", "Duration": "50ms", "PerRecord": "3ms"}, "Start": "10s")")));
  b.run(base::seconds(30));
  const auto invoked = b.log.all<model::BatchInvoked>();
  ASSERT_GT(invoked.size(), 4u);
  std::uint64_t milliseconds = 0;
  for (const auto& [at, e] : invoked) milliseconds += 50 + 3 * e.records;
  const auto& units = b.world.meter().units;
  EXPECT_EQ(units[static_cast<std::size_t>(model::Billed::kLambdaRequest)], invoked.size());
  EXPECT_EQ(units[static_cast<std::size_t>(model::Billed::kLambdaTime)], milliseconds);
}

TEST(LambdaMapping, ParallelLanesKeepTheOrderOfEachKey) {
  Bench b(stream_world(1, with_producer(R"("BatchSize": 5, "ParallelizationFactor": 3,
      "Function": {"Duration": "400ms"})")));
  std::uint32_t most = 0;
  for (int i = 0; i < 3'000; ++i) {
    b.run(base::milliseconds(100));
    most = std::max(most, role<LambdaMapping>(b, "m").running);
  }
  EXPECT_EQ(most, 3u);
  test::expect_each_once_in_order(b, "m");
}

TEST(LambdaMapping, ReservedConcurrencyHoldsInvocationsBack) {
  Bench b(stream_world(4, with_producer(R"("BatchSize": 20, "RetryPause": "100ms",
      "Function": {"Duration": "300ms", "Concurrency": 2})")));
  std::uint32_t most = 0;
  for (int i = 0; i < 3'000; ++i) {
    b.run(base::milliseconds(100));
    most = std::max(most, role<LambdaMapping>(b, "m").running);
  }
  EXPECT_EQ(most, 2u);
  EXPECT_GT(role<LambdaMapping>(b, "m").throttles, 0u);
  test::expect_each_once_in_order(b, "m");
}

TEST(LambdaMapping, KeepsTheOrderAcrossSplitsAndMerges) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Bench b(stream_world(2, with_producer(R"("BatchSize": 20, "ParallelizationFactor": 2,
        "Function": {"Duration": "50ms", "PerRecord": "30ms"})"),
                         "", int(seed)));
    EXPECT_GT(test::reshard_at_random(b, seed, base::seconds(110)), 3);
    b.run(base::minutes(15));
    ASSERT_EQ(test::stored(b).size(), 2'000u);
    test::expect_each_once_in_order(b, "m");
  }
}

TEST(LambdaMapping, APoisonRecordBlocksItsShardForEver) {
  Bench b(stream_world(1, with_poison(kPoison)));
  b.run(base::minutes(10));
  EXPECT_EQ(firsts(b), 12u);
  const auto failed = b.log.all<model::BatchFailed>();
  EXPECT_GT(failed.size(), 300u);
  for (const auto& [at, e] : failed) EXPECT_TRUE(e.will_retry);
  // What stands before it is done again and again.
  EXPECT_EQ(role<LambdaMapping>(b, "m").progress.duplicate, 12 * (failed.size() - 1));
  const auto& cursor = role<LambdaMapping>(b, "m").reader.cursors.begin()->second;
  EXPECT_GT(cursor.behind_ms, 500'000);
}

TEST(LambdaMapping, ItBlocksNoOtherShard) {
  Bench b(stream_world(4, std::format(R"("p": {{"Type": "StreamProducer", "Properties": {{
      "Target": {{"Ref": "S"}}, "Every": "100ms", "Count": 400, "PartitionKey": "k-{{n}}",
      "Data": "#{{n}}#"}}}}, {})",
                                      mapping(kPoison))));
  b.run(base::minutes(5));
  std::map<model::ShardId, std::size_t> done;
  for (const auto& e : test::processed(b, "m")) ++done[e.shard];
  std::size_t whole = 0;
  for (const auto& [id, shard] : b.world.kinesis().shards) {
    whole += done[id] == shard.records.size() ? 1 : 0;
  }
  EXPECT_EQ(whole, 3u);
}

TEST(LambdaMapping, RetriesEndAndTheDestinationHearsOfTheBatch) {
  Bench b(stream_world(
      1, with_poison(std::format(R"({}, "MaximumRetryAttempts": 2, {})", kPoison, kToQueue)),
      kQueue));
  b.run(base::minutes(5));
  const auto failed = b.log.all<model::BatchFailed>();
  ASSERT_EQ(failed.size(), 3u);
  EXPECT_EQ(failed[2].second.attempt, 3u);
  EXPECT_FALSE(failed[2].second.will_retry);
  const auto discarded = b.log.all<model::BatchDiscarded>();
  ASSERT_EQ(discarded.size(), 1u);
  EXPECT_TRUE(discarded[0].second.to_destination);
  EXPECT_FALSE(discarded[0].second.too_old);
  // The whole batch was skipped with it: the price of not bisecting.
  EXPECT_EQ(discarded[0].second.records, 40u);
  ASSERT_EQ(b.queue("dlq").visible, 1u);
  const auto told = base::parse_json(b.receive("dlq")[0].body);
  ASSERT_TRUE(told);
  const auto& info = told->root["KinesisBatchInfo"];
  EXPECT_EQ(info["shardId"], "shardId-000000000000");
  EXPECT_EQ(info["batchSize"], 40);
  EXPECT_EQ(info["startSequenceNumber"].get<std::string>().size(), 56u);
  EXPECT_EQ(told->root["requestContext"]["condition"], "RetryAttemptsExhausted");
  EXPECT_EQ(told->root["requestContext"]["approximateInvokeCount"], 3);
}

TEST(LambdaMapping, BisectingFindsThePoisonAndLosesNothingElse) {
  Bench b(stream_world(1,
                       with_poison(std::format(
                           R"({}, "MaximumRetryAttempts": 1, "BisectBatchOnFunctionError": true,
                                 {})",
                           kPoison, kToQueue)),
                       kQueue));
  b.run(base::minutes(5));
  EXPECT_EQ(firsts(b), 39u);
  const auto discarded = b.log.all<model::BatchDiscarded>();
  ASSERT_EQ(discarded.size(), 1u);
  EXPECT_EQ(discarded[0].second.records, 1u);
  const auto bisected = b.log.all<model::BatchBisected>();
  ASSERT_FALSE(bisected.empty());
  EXPECT_EQ(bisected[0].second.left, 20u);
  EXPECT_EQ(bisected[0].second.right, 20u);
  EXPECT_LE(bisected.size(), 6u);
  EXPECT_EQ(b.queue("dlq").visible, 1u);
  EXPECT_EQ(test::disorders(b, test::processed(b, "m")), 0u);
}

TEST(LambdaMapping, AReportOfFailedItemsSparesWhatWasDone) {
  Bench b(stream_world(1,
                       with_poison(std::format(
                           R"({}, "MaximumRetryAttempts": 3,
                                 "FunctionResponseTypes": ["ReportBatchItemFailures"],
                                 "BisectBatchOnFunctionError": true, {})",
                           kPoison, kToQueue)),
                       kQueue));
  b.run(base::minutes(5));
  EXPECT_EQ(firsts(b), 39u);
  const auto& m = role<LambdaMapping>(b, "m");
  EXPECT_EQ(m.progress.duplicate, 0u);
  EXPECT_EQ(m.discarded, 1u);
}

TEST(LambdaMapping, AFunctionThatRecoversIsDoneWithTheNextAttempt) {
  Bench b(stream_world(
      1, with_poison(R"("Function": {"Poison": "#13#", "FailFirst": 2}, "Start": "10s")")));
  b.run(base::minutes(2));
  EXPECT_EQ(firsts(b), 40u);
  EXPECT_EQ(b.log.all<model::BatchFailed>().size(), 2u);
  EXPECT_EQ(role<LambdaMapping>(b, "m").progress.duplicate, 24u);
}

TEST(LambdaMapping, RecordsThatBecomeTooOldAreSkipped) {
  Bench b(stream_world(
      1, with_poison(std::format(R"({}, "MaximumRecordAgeInSeconds": 60, {})", kPoison, kToQueue)),
      kQueue));
  b.run(base::minutes(5));
  const auto discarded = b.log.all<model::BatchDiscarded>();
  ASSERT_FALSE(discarded.empty());
  std::uint32_t skipped = 0;
  for (const auto& [at, e] : discarded) {
    EXPECT_TRUE(e.too_old);
    skipped += e.records;
  }
  // The poison and what stands before it; and what grew too old in the second until the next
  // attempt.
  EXPECT_GE(skipped, 13u);
  EXPECT_LE(skipped, 13u + 12u);
  EXPECT_EQ(firsts(b), 12u + 40u - skipped);
}

TEST(LambdaMapping, ABucketGetsTheRecordsToo) {
  Bench b(stream_world(1,
                       with_poison(std::format(
                           R"({}, "MaximumRetryAttempts": 0, "DestinationConfig": {{"OnFailure":
                                 {{"Destination": {{"Fn::GetAtt": ["Lost", "Arn"]}}}}}})",
                           kPoison)),
                       R"(, "Lost": {"Type": "AWS::S3::Bucket", "Properties": {
                          "BucketName": "lost"}})"));
  b.run(base::minutes(2));
  const auto& buckets = b.world.s3().buckets;
  ASSERT_EQ(buckets.size(), 1u);
  EXPECT_EQ(buckets.begin()->second.objects.size(), 1u);
}

TEST(LambdaMapping, ATumblingWindowPassesItsStateAndEndsWithAFinalInvocation) {
  Bench b(stream_world(1, with_producer(R"("BatchSize": 100, "TumblingWindowInSeconds": 10)")));
  b.run(base::seconds(5));
  const auto& lanes = role<LambdaMapping>(b, "m").lanes;
  ASSERT_EQ(lanes.size(), 1u);
  EXPECT_GT(lanes.begin()->second[0].window_records, 40u);
  b.run(base::minutes(3));
  test::expect_each_once_in_order(b, "m");
  std::size_t finals = 0;
  std::uint32_t in_window = 0;
  const auto records = test::stored(b);
  for (const auto& [at, e] : b.log.all<model::BatchInvoked>()) {
    in_window += e.records;
    if (e.records != 0) continue;
    ++finals;
    EXPECT_GE(in_window, 1u);
    EXPECT_LE(in_window, 200u);  // ten seconds' worth
    in_window = 0;
  }
  EXPECT_EQ(finals, 10u);  // 100 s
}

TEST(LambdaMapping, EnhancedFanOutIsAConsumerOfItsOwn) {
  Bench b(stream_world(2,
                       std::format(R"({}, "m": {{"Type": "EventSourceMapping", "Properties": {{
                           "EventSourceArn": {{"Ref": "F"}}}}}})",
                                   test::kTwelveKeys),
                       R"(, "F": {"Type": "AWS::Kinesis::StreamConsumer", "Properties": {
                          "ConsumerName": "fn", "StreamARN": {"Fn::GetAtt": ["S", "Arn"]}}})"));
  b.run(base::minutes(3));
  test::expect_each_once_in_order(b, "m");
  EXPECT_TRUE(b.log.all<model::RecordsRead>().empty());
}

}  // namespace
