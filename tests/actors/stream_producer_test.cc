// Producers of streams: what they put, when, and what they do with records that were refused.
#include "actors/kpl.h"
#include "actors/stream_bench.h"

namespace {

using actors::StreamProducer;
using test::Bench;
using test::role;
using test::stored;
using test::stream_world;

std::string producer(std::string_view properties, std::string_view name = "p") {
  return std::format(R"("{}": {{"Type": "StreamProducer", "Properties": {{
      "Target": {{"Ref": "S"}}, {}}}}})",
                     name, properties);
}

std::vector<std::string> keys_in_order(const Bench& b) {
  std::vector<std::string> out;
  for (const auto& [id, record] : stored(b)) out.push_back(record.partition_key);
  return out;
}

TEST(StreamProducer, WalksItsKeysInTurnAndNumbersItsData) {
  Bench b(stream_world(2, producer(R"("Every": "1s", "Start": "2s", "Count": 4,
      "Keys": ["a", "b", "c-{n}"], "Data": "{n} of {key}", "FirstNumber": 10)")));
  b.run(base::minutes(1));
  EXPECT_EQ(keys_in_order(b), (std::vector<std::string>{"a", "b", "c-12", "a"}));
  const auto records = stored(b);
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records.begin()->second.data, "10 of a");
  EXPECT_EQ(records.rbegin()->second.arrived_at, base::SimTime{5'020'000});
}

TEST(StreamProducer, AHeavierKeyComesAsOftenAsItsWeightSaysAndEvenlySpread) {
  Bench b(stream_world(1, producer(R"("Every": "100ms", "Count": 50,
      "Keys": ["a", {"Key": "hot", "Weight": 8}, "b"])")));
  b.run(base::minutes(1));
  const auto keys = keys_in_order(b);
  ASSERT_EQ(keys.size(), 50u);
  EXPECT_EQ(std::ranges::count(keys, "hot"), 40);
  EXPECT_EQ(std::ranges::count(keys, "a"), 5);
  // Every ten records hold the same mix.
  for (std::size_t at = 0; at < 50; at += 10) {
    EXPECT_EQ(std::count(keys.begin() + std::ptrdiff_t(at), keys.begin() + std::ptrdiff_t(at) + 10,
                         "hot"),
              8);
  }
}

TEST(StreamProducer, ABurstIsOnePutRecordsAndKeepsItsNamesOnTheWay) {
  Bench b(
      stream_world(1, producer(R"("Pattern": "burst", "Every": "5s", "Burst": 3, "Count": 5)")));
  b.run(base::milliseconds(10));
  ASSERT_EQ(b.world.transits().size(), 1u);
  EXPECT_EQ(b.world.transits().begin()->second.records.size(), 3u);
  const auto& p = role<StreamProducer>(b, "p");
  ASSERT_EQ(p.batches.size(), 1u);
  EXPECT_EQ(p.batches[0].records[2].record, b.world.transits().begin()->second.records[2]);
  b.run(base::minutes(1));
  EXPECT_EQ(stored(b).size(), 5u);
  EXPECT_EQ(role<StreamProducer>(b, "p").accepted, 5u);
}

// 500 records of 10 KB at once are five times what a shard takes in a second.
constexpr std::string_view kTooMuch =
    R"("Pattern": "burst", "Every": "60s", "Burst": 500, "Count": 500, "DataBytes": 10000)";

TEST(StreamProducer, OnlyTheRecordsThatFailedAreSentAgainUnderTheirNames) {
  Bench b(stream_world(
      1,
      producer(std::format(R"({}, "Retry": {{"MaxAttempts": 50, "Base": "200ms"}})", kTooMuch))));
  b.run(base::minutes(5));
  const auto& p = role<StreamProducer>(b, "p");
  EXPECT_EQ(p.sent, 500u);
  EXPECT_EQ(p.accepted, 500u);
  EXPECT_EQ(p.dropped, 0u);
  EXPECT_GT(p.throttled, 0u);
  EXPECT_EQ(p.retried, p.throttled);
  EXPECT_EQ(p.pending_retries(), 0u);
  EXPECT_EQ(stored(b).size(), 500u);  // each name once
  EXPECT_EQ(b.log.all<model::RecordPut>().size(), 500u);
  EXPECT_EQ(b.log.all<model::RecordThrottled>().size(), p.throttled);
}

TEST(StreamProducer, AfterTheLastAttemptARecordIsGivenUp) {
  Bench b(stream_world(
      1, producer(std::format(R"({}, "Retry": {{"MaxAttempts": 2, "Base": "1ms"}})", kTooMuch))));
  b.run(base::minutes(1));
  const auto& p = role<StreamProducer>(b, "p");
  const auto dropped = b.log.all<model::RecordDropped>();
  EXPECT_GT(dropped.size(), 0u);
  EXPECT_EQ(dropped.size(), p.dropped);
  EXPECT_EQ(p.accepted + p.dropped, 500u);
  for (const auto& [at, e] : dropped) {
    EXPECT_EQ(e.attempts, 2u);
    EXPECT_FALSE(stored(b).contains(e.record));
  }
  // The latest ones are remembered with their keys.
  EXPECT_LE(p.given_up.size(), actors::kMostGivenUp);
  ASSERT_FALSE(p.given_up.empty());
  EXPECT_EQ(p.given_up.back().record, dropped.back().second.record);
  EXPECT_FALSE(p.given_up.back().partition_key.empty());
}

TEST(StreamProducer, WithoutJitterTheWaitsDouble) {
  Bench b(stream_world(1, producer(std::format(
                              R"({}, "Retry": {{"MaxAttempts": 4, "Base": "100ms",
                                 "Jitter": "none"}})",
                              kTooMuch))));
  b.run(base::minutes(1));
  std::set<std::int64_t> at_ms;
  for (const auto& [at, e] : b.log.all<model::RecordThrottled>()) at_ms.insert(at.us / 1000);
  // A hop there, a hop back, the wait, a hop there.
  EXPECT_EQ(at_ms, (std::set<std::int64_t>{20, 160, 400, 840}));
}

TEST(StreamProducer, OrderedPutsOneAfterTheOtherAndNamesTheOneBefore) {
  Bench b(stream_world(1, producer(R"("Every": "1ms", "Count": 20, "Ordered": true,
      "PartitionKey": "k")")));
  std::size_t most = 0;
  for (int i = 0; i < 2'000; ++i) {
    b.run(base::milliseconds(1));
    most = std::max(most, b.world.transits().size());
  }
  EXPECT_EQ(most, 1u);
  EXPECT_EQ(stored(b).size(), 20u);
  const auto& p = role<StreamProducer>(b, "p");
  EXPECT_EQ(p.last_sequence.size(), 56u);
  std::uint64_t before = 0;
  int n = 0;
  for (const auto& [id, record] : stored(b)) {
    EXPECT_GT(record.sequence, before);
    before = record.sequence;
    EXPECT_EQ(record.data, std::format("{{\"n\":{}}}", ++n));
  }
}

TEST(StreamProducer, ExplicitHashKeyChoosesTheShard) {
  Bench b(stream_world(4, producer(R"("Every": "10ms", "Count": 40, "ExplicitHashKey": "0")")));
  b.run(base::seconds(10));
  EXPECT_EQ(test::open_shards(b)[0]->records.size(), 40u);
}

TEST(StreamProducer, ARefusalThatNoRetryCuresIsGivenUpAtOnce) {
  Bench b(stream_world(1, producer(R"("Every": "1s", "Count": 5)")));
  b.run(base::milliseconds(1'500));
  b.call(model::kinesis::DeleteStreamRequest{.stream_name = "s"});
  b.run(base::minutes(2));
  const auto& p = role<StreamProducer>(b, "p");
  EXPECT_EQ(p.accepted, 2u);
  EXPECT_EQ(p.dropped, 3u);
  EXPECT_EQ(p.refused, 3u);
}

std::string kpl(std::string_view more = "", std::string_view library = "kpl") {
  return producer(std::format(R"("Library": "{}", "Every": "1ms", "Count": 2000,
      "Keys": ["a","b","c","d","e","f","g","h"], "Data": "order {{n}}"{})",
                              library, more));
}

TEST(KplProducer, PacksUserRecordsByShardAndNoneIsLost) {
  Bench b(stream_world(4, kpl()));
  b.run(base::seconds(30));
  std::map<std::string, std::uint32_t> last;
  std::size_t users = 0;
  const auto records = stored(b);
  for (const auto& [id, record] : records) {
    const auto packed = actors::unpack(record.data);
    const auto many = packed ? packed->size() : 1;
    users += many;
    for (std::size_t i = 0; packed && i < many; ++i) {
      const auto& user = (*packed)[i];
      // Where the key itself would have fallen.
      const auto* shard =
          services::kinesis::shard_for(b.world.kinesis(), b.world.kinesis().streams.begin()->second,
                                       actors::hash_of_key(user.partition_key));
      EXPECT_TRUE(shard->owns(record.hash_key));
      EXPECT_GT(user.number, last[user.partition_key]);
      last[user.partition_key] = user.number;
    }
  }
  EXPECT_EQ(users, 2'000u);
  EXPECT_LT(records.size(), 150u);  // some ten user records each, at least
  std::uint32_t told = 0;
  for (const auto& [at, e] : b.log.all<model::RecordsAggregated>()) told += e.user_records;
  EXPECT_EQ(told, 2'000u);
}

TEST(KplProducer, WaitsNoLongerThanItsBufferTime) {
  Bench b(stream_world(1, kpl(R"(, "Kpl": {"RecordMaxBufferedTime": "500ms"})")));
  b.run(base::milliseconds(519));
  EXPECT_TRUE(b.log.all<model::RecordPut>().empty());
  b.run(base::milliseconds(2));
  EXPECT_FALSE(b.log.all<model::RecordPut>().empty());
}

TEST(KplProducer, AnAggregateGrowsNoLargerThanItMay) {
  Bench b(stream_world(1, kpl(R"(, "DataBytes": 100, "Kpl": {"AggregationMaxSize": 1000})")));
  b.run(base::seconds(30));
  for (const auto& [id, record] : stored(b)) EXPECT_LE(record.data.size(), 1'000u);
}

TEST(KplProducer, CollectsWithoutAggregationAsTheAgentDoes) {
  Bench b(stream_world(2, kpl("", "agent")));
  b.run(base::seconds(30));
  EXPECT_EQ(stored(b).size(), 2'000u);
  EXPECT_TRUE(b.log.all<model::RecordsAggregated>().empty());
  for (const auto& [id, record] : stored(b)) EXPECT_FALSE(actors::unpack(record.data));
}

TEST(KplProducer, LearnsOfASplitFromWhereItsRecordsFell) {
  Bench b(stream_world(1, producer(R"("Library": "kpl", "Every": "10ms",
      "Keys": ["a","b","c","d"])")));
  b.run(base::milliseconds(300));
  EXPECT_EQ(role<StreamProducer>(b, "p").ranges.size(), 1u);
  ASSERT_TRUE(test::split(b, *test::open_shards(b)[0]));
  b.run(base::minutes(2));
  ASSERT_EQ(test::open_shards(b).size(), 2u);
  const auto& p = role<StreamProducer>(b, "p");
  EXPECT_TRUE(p.ranges_known);
  EXPECT_EQ(p.ranges.size(), 2u);
}

// 4 MB a second for one shard that takes 1 MiB.
std::string too_much(int rate_limit) {
  return producer(std::format(R"("Library": "kpl", "Every": "5ms", "DataBytes": 20000,
      "Keys": ["k-{{n}}"], "Kpl": {{"Aggregation": false, "RecordTtl": "4s", "RateLimit": {}}},
      "Retry": {{"Base": "300ms", "Cap": "1s"}})",
                              rate_limit));
}

TEST(KplProducer, BelowTheShardsOwnRateNothingIsRefused) {
  Bench b(stream_world(1, too_much(90)));
  b.run(base::seconds(30));
  EXPECT_TRUE(b.log.all<model::RecordThrottled>().empty());
  // It puts what it may: nine tenths of a MiB each second. The rest dies in its buffer.
  const std::size_t expected = 30u * 1'048'576 * 9 / 10 / 20'005;
  EXPECT_GE(b.log.all<model::RecordPut>().size(), expected - 100);
  EXPECT_LE(b.log.all<model::RecordPut>().size(), expected + 60);
  EXPECT_GT(role<StreamProducer>(b, "p").dropped, 0u);
}

TEST(KplProducer, ByDefaultItPutsHalfAsMuchAgainAsAShardTakes) {
  EXPECT_EQ(actors::KplSpec().rate_percent,
            model::fact("kpl.rate_percent", model::Profile::kCurrent));
  Bench b(stream_world(1, too_much(150)));
  b.run(base::seconds(30));
  const std::size_t refused = b.log.all<model::RecordThrottled>().size();
  EXPECT_GT(refused, 0u);
  const std::size_t tried = refused + b.log.all<model::RecordPut>().size();
  const std::size_t most = 31u * 1'048'576 * 3 / 2 / 20'001;
  EXPECT_LE(tried, most + 20);  // and what left before its shards were known
  EXPECT_GE(tried, most * 8 / 10);
}

TEST(KplProducer, OneShardsLimitDoesNotHoldAnotherOneUp) {
  Bench b(stream_world(2, std::format("{}, {}", too_much(50), R"("q": {"Type": "StreamProducer",
      "Properties": {"Target": {"Ref": "S"}, "Library": "kpl", "Every": "100ms", "Burst": 6,
      "DataBytes": 20000, "Keys": [{"Key": "a", "Weight": 5}, "b"],
      "Kpl": {"Aggregation": false, "RateLimit": 50}}})")));
  b.run(base::seconds(20));
  const auto& q = role<StreamProducer>(b, "q");
  // "a" has a million bytes a second and may put half as much; "b" has 200 kB and is put at once.
  ASSERT_FALSE(q.limited.empty());
  for (const auto& record : q.limited) EXPECT_EQ(record.partition_key, "a");
}

TEST(KplProducer, ARecordLivesAsLongAsItsTimeToLive) {
  Bench b(stream_world(
      1, producer(R"("Library": "kpl", "Pattern": "burst", "Every": "60s", "Burst": 500,
         "Count": 500, "DataBytes": 40000, "Keys": ["k-{n}"], "Kpl": {"RecordTtl": "5s"},
         "Retry": {"Base": "300ms", "Cap": "1s"})")));
  b.run(base::minutes(2));
  const auto& p = role<StreamProducer>(b, "p");
  EXPECT_GT(p.dropped, 0u);
  for (const auto& [at, e] : b.log.all<model::RecordDropped>()) {
    EXPECT_GE(at, base::SimTime{5'000'000});
    EXPECT_LT(at, base::SimTime{8'000'000});
  }
}

}  // namespace
