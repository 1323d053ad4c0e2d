// Workers of the Kinesis Client Library: leases, their balance, checkpoints, and what a crash
// costs.
#include "actors/stream_bench.h"

namespace {

using actors::KclWorker;
using actors::LeaseTable;
using test::Bench;
using test::role;
using test::stream_world;

std::string kcl(std::string_view properties) {
  return std::format(R"({}, "w": {{"Type": "KclWorkers", "Properties": {{
      "Source": {{"Ref": "S"}}, {}}}}})",
                     test::kTwelveKeys, properties);
}

const LeaseTable& table(const Bench& b, const std::string& application = "w") {
  static const LeaseTable kNone;
  const auto& tables = b.world.actors().lease_tables;
  const auto it = tables.find(application);
  return it == tables.end() ? kNone : it->second;
}

// Leases of each worker by its name; "" = nobody's. Finished ones do not count.
std::map<std::string, int> owners(const Bench& b) {
  std::map<std::string, int> out;
  for (const auto& [key, lease] : table(b).leases) {
    if (lease.checkpoint == actors::kShardEnd) continue;
    const actors::Actor* owner = b.world.actors().find(lease.lease_owner);
    ++out[owner == nullptr ? "" : owner->name];
  }
  return out;
}

TEST(Kcl, OneWorkerLeasesEveryShardAndProcessesEachRecordOnce) {
  Bench b(stream_world(3, kcl(R"("Count": 1)")));
  b.run(base::minutes(3));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"w-1", 3}}));
  ASSERT_EQ(test::stored(b).size(), 2'000u);
  test::expect_each_once_in_order(b, "w");
  for (const auto& [key, lease] : table(b).leases) {
    EXPECT_EQ(lease.lease_key, key);
    EXPECT_EQ(services::kinesis::shard_name(b.world.kinesis().find(lease.shard)->number), key);
    EXPECT_GT(lease.lease_counter, 30u);
    EXPECT_EQ(lease.checkpoint.size(), 56u);
    EXPECT_FALSE(lease.ending_hash_key.empty());
  }
}

TEST(Kcl, TheLeaderGivesAFleetEqualSharesAtOnce) {
  Bench b(stream_world(8, kcl(R"("Count": 4)")));
  b.run(base::seconds(10));
  EXPECT_EQ(owners(b),
            (std::map<std::string, int>{{"w-1", 2}, {"w-2", 2}, {"w-3", 2}, {"w-4", 2}}));
}

TEST(Kcl, MoreWorkersThanShardsLeaveSomeIdle) {
  Bench b(stream_world(2, kcl(R"("Count": 4)")));
  b.run(base::minutes(3));
  int with_leases = 0;
  for (const auto& [name, leases] : owners(b)) with_leases += leases > 0 ? 1 : 0;
  EXPECT_EQ(with_leases, 2);
  test::expect_each_once_in_order(b, "w");
}

// Joins the application of "w" later.
std::string joiner(int version, std::string_view name = "late") {
  return std::format(R"(, "{}": {{"Type": "KclWorkers", "Properties": {{"Source": {{"Ref": "S"}},
      "Application": "w", "Version": {}, "Start": "30s"}}}})",
                     name, version);
}

TEST(Kcl, ANewWorkerIsHandedLeasesGracefullyAndNothingIsDoneTwice) {
  Bench b(stream_world(4, kcl(R"("Count": 1, "CheckpointRecords": 1000)") + joiner(3)));
  b.run(base::minutes(6));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"late", 2}, {"w-1", 2}}));
  std::uint64_t duplicates = 0;
  for (const auto& [at, e] : b.log.all<model::RecordProcessed>()) {
    duplicates += e.effect == model::Effect::kDuplicate ? 1 : 0;
  }
  EXPECT_EQ(duplicates, 0u);
  EXPECT_EQ(b.log.all<model::RecordProcessed>().size(), 2'000u);
  // Every lease that changed hands was let go of by its owner, who knew the next one.
  std::size_t handed = 0;
  for (const auto& [at, e] : b.log.all<model::LeaseTaken>()) {
    EXPECT_FALSE(e.stolen);
    handed += e.from ? 1 : 0;
  }
  EXPECT_GE(handed, 2u);
  EXPECT_EQ(b.log.all<model::LeaseLost>().size(), handed);
}

TEST(Kcl, WithoutALeaderANewWorkerStealsOneLeaseAtATime) {
  Bench b(stream_world(4, kcl(R"("Count": 1, "Version": 2)") + joiner(2)));
  b.run(base::seconds(32));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"late", 1}, {"w-1", 3}}));
  b.run(base::minutes(2));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"late", 2}, {"w-1", 2}}));
  std::size_t stolen = 0;
  for (const auto& [at, e] : b.log.all<model::LeaseTaken>()) {
    if (!e.stolen) continue;
    ++stolen;
    EXPECT_EQ(e.worker, test::id_of(b, "late"));
    EXPECT_EQ(e.from, test::id_of(b, "w-1"));
  }
  EXPECT_EQ(stolen, 2u);
  EXPECT_EQ(b.log.all<model::LeaseLost>().size(), 2u);  // the victim finds out
}

TEST(Kcl, AFleetOfTheSecondVersionEvensOut) {
  Bench b(stream_world(6, kcl(R"("Count": 3, "Version": 2, "ScanEvery": "5s")")));
  b.run(base::minutes(5));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"w-1", 2}, {"w-2", 2}, {"w-3", 2}}));
}

TEST(Kcl, ACrashReplaysFromTheCheckpoint) {
  for (const int version : {2, 3}) {
    Bench b(stream_world(2, kcl(std::format(R"("Count": 2, "Version": {}, "CheckpointRecords": 50,
        "Work": "10ms", "ScanEvery": "5s")",
                                            version))));
    b.run(base::seconds(57));
    const auto checkpoints = table(b).leases;
    const model::ActorId victim = table(b).leases.begin()->second.lease_owner;
    EXPECT_TRUE(b.world.apply(world::ActorOrder{victim, actors::Order::kCrash}, b.log).done);
    const base::SimTime crashed = b.world.now();
    b.run(base::minutes(5));
    // The other one has its leases, after the failover time and its next look at the table.
    std::size_t taken = 0;
    for (const auto& [at, e] : b.log.all<model::LeaseTaken>()) {
      if (at < crashed) continue;
      ++taken;
      EXPECT_NE(e.worker, victim);
      EXPECT_EQ(e.from, victim);
      EXPECT_FALSE(e.stolen);
      EXPECT_GE(at - crashed, base::milliseconds(6'600));
      EXPECT_LE(at - crashed, base::seconds(17));
    }
    EXPECT_GE(taken, 1u);
    std::set<model::RecordId> seen;
    std::uint64_t again = 0;
    for (const auto& e : test::processed(b, "w")) {
      const bool first = seen.insert(e.record).second;
      EXPECT_EQ(e.effect, first ? model::Effect::kFirst : model::Effect::kDuplicate);
      again += first ? 0 : 1;
    }
    EXPECT_EQ(seen.size(), 2'000u) << "nothing is lost";
    EXPECT_GT(again, 0u);
    EXPECT_LT(again, 2u * 50u) << "no more than since the last checkpoint";
    EXPECT_EQ(table(b).progress.duplicate, again);
    EXPECT_EQ(test::disorders(b, test::processed(b, "w")), 0u);
  }
}

TEST(Kcl, ACrashedWorkerThatComesBackSoonGoesOnWithItsLeases) {
  Bench b(stream_world(1, kcl(R"("Count": 1, "CheckpointRecords": 40, "Faults": [
      {"On": 105, "Do": "crash", "RestartAfter": "3s"}])")));
  b.run(base::minutes(3));
  EXPECT_EQ(table(b).progress.duplicate, 24u);  // 81 to 104
  EXPECT_EQ(table(b).progress.first, 2'000u);
  EXPECT_EQ(b.log.all<model::LeaseTaken>().size(), 1u);
}

TEST(Kcl, AHungWorkerLosesItsLeases) {
  Bench b(stream_world(2, kcl(R"("Count": 2)")));
  b.run(base::seconds(30));
  const model::ActorId victim = test::id_of(b, "w-2");
  EXPECT_TRUE(b.world.apply(world::ActorOrder{victim, actors::Order::kHang}, b.log).done);
  b.run(base::minutes(3));
  EXPECT_EQ(owners(b), (std::map<std::string, int>{{"w-1", 2}}));
  EXPECT_EQ(table(b).progress.first, 2'000u);
}

TEST(Kcl, ChildrenWaitForTheirParentsWhoeverReadsThem) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Bench b(
        stream_world(2, kcl(R"("Count": 3, "Work": "30ms", "ScanEvery": "2s")"), "", int(seed)));
    EXPECT_GT(test::reshard_at_random(b, seed, base::seconds(110)), 3);
    b.run(base::minutes(15));
    ASSERT_EQ(test::stored(b).size(), 2'000u);
    test::expect_each_once_in_order(b, "w");
    std::size_t ends = 0;
    for (const auto& [at, e] : b.log.all<model::CheckpointWritten>()) ends += e.shard_end ? 1 : 0;
    EXPECT_EQ(ends, b.log.all<model::ShardClosed>().size());
    EXPECT_EQ(owners(b)[""], 0);
  }
}

TEST(Kcl, EnhancedFanOutKeepsTheSamePromises) {
  Bench b(stream_world(2, kcl(R"("Count": 2, "EnhancedFanOut": true, "Work": "20ms",
      "ScanEvery": "2s")")));
  EXPECT_GT(test::reshard_at_random(b, 3, base::seconds(110)), 3);
  b.run(base::minutes(15));
  test::expect_each_once_in_order(b, "w");
  EXPECT_TRUE(b.log.all<model::RecordsRead>().empty());
}

TEST(Kcl, CheckpointsByTime) {
  Bench b(stream_world(1, kcl(R"("Count": 1, "CheckpointEvery": "10s")")));
  b.run(base::seconds(95));
  const auto written = b.log.all<model::CheckpointWritten>();
  ASSERT_GE(written.size(), 8u);
  for (std::size_t i = 1; i < written.size(); ++i) {
    EXPECT_GE(written[i].first - written[i - 1].first, base::seconds(10));
    EXPECT_LE(written[i].first - written[i - 1].first, base::seconds(12));
  }
}

TEST(Kcl, TakesAggregatesApart) {
  Bench b(stream_world(2, R"("p": {"Type": "StreamProducer", "Properties": {
      "Target": {"Ref": "S"}, "Library": "kpl", "Every": "10ms", "Count": 3000,
      "Keys": ["a", "b", "c"]}}, "w": {"Type": "KclWorkers", "Properties": {
      "Source": {"Ref": "S"}, "CheckpointRecords": 7, "Work": "3ms",
      "Faults": [{"On": 1000, "Do": "crash", "RestartAfter": "1s"}]}})"));
  b.run(base::minutes(5));
  const auto& w = role<KclWorker>(b, "w");
  EXPECT_GE(w.processed, 3'000u);
  EXPECT_LT(w.processed, 3'000u + 2 * 7);  // checkpoints inside a record hold
  EXPECT_EQ(table(b).progress.out_of_order, 0u);
}

TEST(Kcl, ApplicationsDoNotSeeEachOther) {
  Bench b(stream_world(2, kcl(R"("Count": 2)") + R"(, "other": {"Type": "KclWorkers",
      "Properties": {"Source": {"Ref": "S"}}})"));
  b.run(base::minutes(3));
  EXPECT_EQ(b.world.actors().lease_tables.size(), 2u);
  EXPECT_EQ(table(b).progress.first, 2'000u);
  EXPECT_EQ(table(b, "other").progress.first, 2'000u);
}

TEST(Kcl, WorkCanBeChangedWhileItRuns) {
  Bench b(stream_world(1, kcl(R"("Count": 1)")));
  b.run(base::seconds(10));
  world::WorkerChange change;
  change.actor = test::id_of(b, "w-1");
  change.work = base::seconds(2);
  EXPECT_TRUE(b.world.apply(change, b.log).done);
  const auto before = role<KclWorker>(b, "w-1").processed;
  b.run(base::seconds(20));
  EXPECT_NEAR(double(role<KclWorker>(b, "w-1").processed - before), 10, 2);
}

}  // namespace
