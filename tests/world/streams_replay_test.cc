// A World with every kind of producer and consumer of streams: however its time is cut into pieces,
// and wherever a copy is made, the same happens.
#include "actors/stream_bench.h"

namespace {

using test::Bench;

std::string everybody(int seed) {
  return test::stream_world(
      2,
      std::format(
          R"({}, "kpl": {{"Type": "StreamProducer", "Properties": {{"Target": {{"Ref": "S"}},
          "Library": "kpl", "Pattern": "random", "Every": "30ms", "Count": 1500,
          "Keys": ["u-{{n}}"]}}}},
      "burst": {{"Type": "StreamProducer", "Properties": {{"Target": {{"Ref": "S"}},
          "Pattern": "burst", "Every": "7s", "Burst": 300, "Count": 1200, "DataBytes": 9000}}}},
      "one": {{"Type": "StreamConsumer", "Properties": {{"Source": {{"Ref": "S"}},
          "Work": {{"Mean": "5ms"}}}}}},
      "pushed": {{"Type": "StreamConsumer", "Properties": {{"Source": {{"Ref": "S"}},
          "Consumer": "pushed"}}}},
      "two": {{"Type": "KclWorkers", "Properties": {{"Source": {{"Ref": "S"}}, "Count": 2,
          "Version": 2, "ScanEvery": "3s", "CheckpointRecords": 30,
          "Faults": [{{"On": 400, "Do": "crash", "RestartAfter": "15s"}}]}}}},
      "three": {{"Type": "KclWorkers", "Properties": {{"Source": {{"Ref": "S"}}, "Count": 3,
          "ScanEvery": "3s"}}}},
      "fn": {{"Type": "EventSourceMapping", "Properties": {{
          "EventSourceArn": {{"Fn::GetAtt": ["S", "Arn"]}}, "ParallelizationFactor": 3,
          "BisectBatchOnFunctionError": true, "MaximumRetryAttempts": 1,
          "Function": {{"Poison": "77}}", "Duration": "80ms"}}}}}})",
          test::kTwelveKeys),
      "", seed);
}

TEST(StreamReplay, TheWayTimeIsCutDoesNotMatterNorDoCopies) {
  for (int seed = 1; seed <= 2; ++seed) {
    Bench whole(everybody(seed));
    Bench pieces(everybody(seed));
    test::reshard_at_random(whole, 5, base::seconds(60));
    test::reshard_at_random(pieces, 5, base::seconds(60));
    ASSERT_EQ(whole.world.now(), pieces.world.now());
    world::World copy = whole.world;
    test::Recording of_copy;
    whole.run(base::seconds(60));
    for (int i = 0; i < 600; ++i) pieces.run(base::milliseconds(100));
    copy.run_until(whole.world.now(), of_copy);
    EXPECT_EQ(whole.world.hash(), pieces.world.hash());
    EXPECT_EQ(whole.world.hash(), copy.hash());
    ASSERT_EQ(whole.log.events.size(), pieces.log.events.size());
    EXPECT_TRUE(whole.log.events == pieces.log.events);
  }
}

TEST(StreamReplay, EveryConsumerHasSeenEverythingInTheEnd) {
  Bench b(everybody(3));
  test::reshard_at_random(b, 9, base::seconds(80));
  b.run(base::minutes(20));
  const auto records = test::stored(b);
  ASSERT_GT(records.size(), 3'000u);
  for (const char* group : {"one", "pushed", "two", "three", "fn"}) {
    std::set<model::RecordId> seen;
    for (const auto& e : test::processed(b, group)) seen.insert(e.record);
    // Of an aggregate that the function gave up, it may have processed a part.
    std::size_t given_up = 0;
    for (const auto& [at, e] : b.log.all<model::BatchDiscarded>()) given_up += e.records;
    const bool gives_up = std::string_view(group) == "fn";
    EXPECT_GE(seen.size() + (gives_up ? given_up : 0), records.size()) << group;
    EXPECT_EQ(test::disorders(b, test::processed(b, group)), 0u) << group;
  }
}

}  // namespace
