// Splits, merges, scaling and capacity modes (aws-facts 3.6, 3.7).
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "base/rng.h"
#include "services/kinesis/support.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests

const char* const kShard0 = "shardId-000000000000";
const char* const kShard1 = "shardId-000000000001";
const char* const kShard2 = "shardId-000000000002";

km::SplitShardRequest split_at(std::string shard, std::string key) {
  km::SplitShardRequest out;
  out.stream_name = "s";
  out.shard_to_split = std::move(shard);
  out.new_starting_hash_key = std::move(key);
  return out;
}
km::MergeShardsRequest merge_of(std::string lower, std::string upper) {
  km::MergeShardsRequest out;
  out.stream_name = "s";
  out.shard_to_merge = std::move(lower);
  out.adjacent_shard_to_merge = std::move(upper);
  return out;
}
km::UpdateShardCountRequest scale_to(std::int64_t target) {
  km::UpdateShardCountRequest out;
  out.stream_name = "s";
  out.target_shard_count = target;
  out.scaling_type = "UNIFORM_SCALING";
  return out;
}

TEST(KinesisSplit, TheKeyLiesBetweenOnePlusTheStartAndTheEnd) {
  Streams s(3);
  const std::string end = "113427455640312821154458202477256070484";
  EXPECT_EQ(s.refused(split_at(kShard0, "1")).message,
            "NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream s "
            "under account 000000000000 is not both greater than one plus the shard's "
            "StartingHashKey 0 and less than the shard's EndingHashKey " +
                end + ".");
  EXPECT_EQ(s.refused(split_at(kShard0, end)).type, "InvalidArgumentException");
  EXPECT_EQ(s.refused(split_at(kShard0, "999999999999999999999999999999999999999")).type,
            "InvalidArgumentException");
  s.ok<km::EmptyResponse>(split_at(kShard0, "2"));
  s.run(base::seconds(3));
  EXPECT_EQ(s.shard("shardId-000000000003").hash_key_range.ending_hash_key, "1");
  EXPECT_EQ(s.shard("shardId-000000000004").hash_key_range.starting_hash_key, "2");
  expect_tiled(s.state(), s.stream());
}

TEST(KinesisSplit, TheStreamIsUpdatingThenTheParentClosesAsTheChildrenOpen) {
  Streams s(1);
  s.ok<km::EmptyResponse>(split_at(kShard0, "170141183460469231731687303715884105728"));
  EXPECT_EQ(s.stream().status, model::StreamStatus::kUpdating);
  EXPECT_EQ(s.refused(split_at(kShard0, "2")).message,
            "Stream s under account 000000000000 not ACTIVE, instead in state UPDATING");
  s.put("a", "while it is being updated");
  s.run(base::seconds(3));
  EXPECT_EQ(s.stream().status, model::StreamStatus::kActive);
  const auto shards = s.shards();
  ASSERT_EQ(shards.size(), 3u);
  EXPECT_TRUE(shards[0].sequence_number_range.ending_sequence_number);
  EXPECT_EQ(shards[1].parent_shard_id, kShard0);
  EXPECT_FALSE(shards[1].adjacent_parent_shard_id);
  EXPECT_EQ(shards[2].parent_shard_id, kShard0);
  const auto split = s.all<model::ShardSplit>();
  ASSERT_EQ(split.size(), 1u);
  EXPECT_EQ(s.all<model::ShardClosed>().size(), 1u);
}

TEST(KinesisMerge, OnlyAnOpenAdjacentPairTheLowerOneFirst) {
  Streams s(3);
  EXPECT_EQ(s.refused(merge_of(kShard0, kShard2)).message,
            "Shards shardId-000000000000 and shardId-000000000002 in stream s under account "
            "000000000000 are not an adjacent pair of shards eligible for merging");
  EXPECT_EQ(s.refused(merge_of(kShard1, kShard0)).type, "InvalidArgumentException");
  EXPECT_EQ(s.refused(merge_of(kShard0, "shardId-7")).message,
            "Could not find shard shardId-000000000007 in stream s under account 000000000000.");
  s.merge(kShard0, kShard1);
  const auto child = s.shard("shardId-000000000003");
  EXPECT_EQ(child.parent_shard_id, kShard0);
  EXPECT_EQ(child.adjacent_parent_shard_id, kShard1);
  EXPECT_EQ(child.hash_key_range.starting_hash_key, "0");
  EXPECT_EQ(s.refused(merge_of(kShard0, kShard1)).type, "InvalidArgumentException");
  expect_tiled(s.state(), s.stream());
}

TEST(KinesisScaling, UpdateShardCountIsASeriesOfSplitsAndMerges) {
  struct Row {
    std::int64_t from, to;
    std::size_t ever;
  };
  for (const Row row : {Row{2, 4, 6}, Row{4, 5, 15}, Row{10, 13, 37}, Row{4, 2, 6}, Row{5, 3, 7},
                        Row{6, 6, 6}, Row{3, 2, 4}}) {
    Streams s(row.from);
    const auto answer = s.ok<km::UpdateShardCountResponse>(scale_to(row.to));
    EXPECT_EQ(answer.current_shard_count, row.from);
    s.run(base::seconds(60));
    EXPECT_EQ(s.stream().status, model::StreamStatus::kActive);
    EXPECT_EQ(s.stream().open.size(), static_cast<std::size_t>(row.to));
    EXPECT_EQ(s.shards().size(), row.ever) << row.from << " to " << row.to;
    expect_tiled(s.state(), s.stream());
    for (const auto& shard : s.shards()) {
      const bool first =
          services::kinesis::shard_name(static_cast<std::uint32_t>(row.from)) > shard.shard_id;
      EXPECT_EQ(shard.parent_shard_id.has_value(), !first) << shard.shard_id;
    }
  }
}

base::U128 width_of(const services::kinesis::Shard& shard) {
  return shard.last_hash_key - shard.first_hash_key;
}

TEST(KinesisScaling, UniformScalingMakesEqualShardsWhereTheRecordedNumberOfStepsCan) {
  struct Row {
    std::int64_t from, to;
  };
  for (const Row row : {Row{1, 2}, Row{2, 3}, Row{2, 4}, Row{3, 4}, Row{4, 5}, Row{4, 6}, Row{3, 6},
                        Row{8, 10}, Row{8, 12}, Row{10, 15}, Row{4, 2}, Row{6, 3}}) {
    Streams s(row.from);
    s.ok<km::UpdateShardCountResponse>(scale_to(row.to));
    s.run(base::seconds(60));
    ASSERT_EQ(s.stream().open.size(), static_cast<std::size_t>(row.to));
    base::U128 least = base::U128::max();
    base::U128 most;
    for (const auto& [first, id] : s.stream().open) {
      least = std::min(least, width_of(*s.state().find(id)));
      most = std::max(most, width_of(*s.state().find(id)));
    }
    // The ranges differ by what divisions round away.
    EXPECT_LE(most - least, base::U128(20)) << row.from << " to " << row.to;
  }
}

TEST(KinesisScaling, ShardsSplitByHandAreScaledToTheTargetToo) {
  Streams s(2);
  s.split("shardId-000000000000");
  s.ok<km::UpdateShardCountResponse>(scale_to(4));
  s.run(base::seconds(60));
  EXPECT_EQ(s.stream().open.size(), 4u);
  EXPECT_EQ(s.shards().size(), 4u + 6 + 2);
  expect_tiled(s.state(), s.stream());
}

TEST(KinesisScaling, AtMostDoubleAtLeastHalfTenTimesADay) {
  Streams s(4);
  EXPECT_EQ(s.refused(scale_to(9)).message,
            "UpdateShardCount cannot scale up over double your current open shard count. Current "
            "open shard count: 4 Target shard count: 9");
  EXPECT_EQ(s.refused(scale_to(1)).type, "InvalidArgumentException");
  for (int i = 0; i < 10; ++i) {
    s.ok<km::UpdateShardCountResponse>(scale_to(i % 2 == 0 ? 8 : 4));
    s.run(base::seconds(60));
  }
  EXPECT_EQ(s.refused(scale_to(8)).type, "LimitExceededException");
  s.run(base::hours(24));
  s.ok<km::UpdateShardCountResponse>(scale_to(8));
}

TEST(KinesisScaling, TheShardLimitOfTheAccountHolds) {
  Streams s(1, {.profile = model::Profile::kClassic});
  const auto error = s.refused(km::CreateStreamRequest{.stream_name = "t", .shard_count = 500});
  EXPECT_EQ(error.type, "LimitExceededException");
  EXPECT_TRUE(error.message.starts_with(
      "This request would exceed the shard limit for the account 000000000000 in us-east-1. "
      "Current shard count for the account: 1. Limit: 500. Number of additional shards that would "
      "have resulted from this request: 500."));
}

TEST(KinesisOnDemand, StartsWithFourShardsAndIsNotResharded) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{
      .stream_name = "od", .stream_mode_details = km::StreamModeDetails{"ON_DEMAND"}});
  s.run(base::seconds(3));
  EXPECT_EQ(s.stream("od").open.size(), 4u);
  auto split = split_at(kShard0, "5");
  split.stream_name = "od";
  EXPECT_EQ(s.refused(split).message,
            "Request is invalid. Stream od under account 000000000000 is in On-Demand mode.");
}

TEST(KinesisOnDemand, TheModeChangesTwiceADayAndKeepsTheShards) {
  Streams s(3);
  const auto change = [&](std::string mode) {
    return km::UpdateStreamModeRequest{s.stream().arn, {std::move(mode)}, {}};
  };
  s.ok<km::EmptyResponse>(change("ON_DEMAND"));
  s.run(base::seconds(3));
  EXPECT_EQ(s.stream().open.size(), 3u);
  s.ok<km::EmptyResponse>(change("PROVISIONED"));
  s.run(base::seconds(3));
  EXPECT_EQ(s.refused(change("ON_DEMAND")).type, "LimitExceededException");
  s.run(base::hours(24));
  s.ok<km::EmptyResponse>(change("ON_DEMAND"));
}

// Writes 600 kB a second for some minutes to one quarter of the hash space.
void heat(Streams& s, const std::function<std::string(int)>& key, int seconds) {
  for (int i = 0; i < seconds; ++i) {
    auto request = Streams::put_request("hot", std::string(600'000, 'x'));
    request.explicit_hash_key = key(i);
    ASSERT_TRUE(s.call(request).has_value());
    s.run(base::seconds(1));
  }
}

TEST(KinesisOnDemand, AHotShardIsSplitButNotForOneHotKey) {
  for (const bool one_key : {false, true}) {
    Streams s(4);
    s.ok<km::EmptyResponse>(km::UpdateStreamModeRequest{s.stream().arn, {"ON_DEMAND"}, {}});
    s.run(base::seconds(3));
    heat(
        s,
        [&](int i) {
          return one_key || i % 2 == 0 ? "1" : "85070591730234615865843651857942052000";
        },
        300);
    EXPECT_EQ(s.all<model::ShardSplit>().empty(), one_key);
    expect_tiled(s.state(), s.stream());
  }
}

TEST(KinesisOnDemand, AnIdleStreamHasNothingToDo) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::UpdateStreamModeRequest{s.stream().arn, {"ON_DEMAND"}, {}});
  s.run(base::seconds(3));
  s.put("a");
  s.run(base::hours(25));
  EXPECT_EQ(s.stream().look_due, base::kNever);
  EXPECT_EQ(s.world.next_due(), base::kNever);
}

TEST(KinesisProperties, TheOpenShardsTileTheSpaceWhateverIsDone) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::Rng random(seed, "reshard");
    Streams s(1 + static_cast<std::int64_t>(random.below(6)), {.seed = seed});
    for (int step = 0; step < 30; ++step) {
      const auto open = s.open_ids();
      const auto i = static_cast<std::size_t>(random.below(open.size()));
      switch (random.below(3)) {
        case 0: {
          const base::U128 key(random.next(), random.next());
          s.call(split_at(open[i], base::to_decimal(key)));
          break;
        }
        case 1:
          if (i + 1 < open.size()) s.call(merge_of(open[i], open[i + 1]));
          break;
        default: s.call(scale_to(1 + static_cast<std::int64_t>(random.below(2 * open.size()))));
      }
      // Sometimes in the middle of it.
      s.run(base::milliseconds(static_cast<std::int64_t>(random.below(8'000))));
      expect_tiled(s.state(), s.stream());
      if (s.stream().open.size() > 64) break;
    }
  }
}

// Reads like KCL: the parents of a shard before the shard, each from its first record.
class CorrectReader {
 public:
  explicit CorrectReader(Streams& s) : s_(s) {}
  // One GetRecords of every shard whose parents are finished; shards are found by listing.
  void poll() {
    std::set<std::string> listed;
    const auto shards = s_.shards();
    for (const auto& shard : shards) listed.insert(shard.shard_id);
    for (const auto& shard : shards) {
      const auto waits_for = [&](const std::optional<std::string>& parent) {
        return parent && listed.contains(*parent) && !done_.contains(*parent);
      };
      if (done_.contains(shard.shard_id) || waits_for(shard.parent_shard_id) ||
          waits_for(shard.adjacent_parent_shard_id)) {
        continue;
      }
      auto [it, fresh] = next_.try_emplace(shard.shard_id);
      if (fresh) it->second = s_.iterator(shard.shard_id);
      auto got = s_.get(it->second, 7);
      for (const auto& record : got.records) read[*record.partition_key].push_back(record.data);
      if (got.next_shard_iterator) {
        it->second = *got.next_shard_iterator;
      } else {
        done_.insert(shard.shard_id);
      }
    }
  }
  std::map<std::string, std::vector<std::string>> read;

 private:
  Streams& s_;
  std::map<std::string, std::string> next_;
  std::set<std::string> done_;
};

TEST(KinesisProperties, ACorrectReaderGetsEveryRecordOnceInTheOrderOfItsKey) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    base::Rng random(seed, "reshard");
    Streams s(2, {.seed = seed});
    CorrectReader reader(s);
    std::map<std::string, std::vector<std::string>> written;
    for (int step = 0; step < 60; ++step) {
      for (int i = 0; i < 5; ++i) {
        const std::string key = "key-" + std::to_string(random.below(12));
        std::string data = std::to_string(step * 10 + i);
        s.put(key, data);
        written[key].push_back(std::move(data));
      }
      const auto open = s.open_ids();
      if (random.below(4) == 0) {
        const auto n = static_cast<std::int64_t>(open.size());
        if (n < 24) s.call(scale_to(n + static_cast<std::int64_t>(random.below(3)) - 1));
        if (n >= 24) s.call(scale_to(n / 2 + 1));
      }
      reader.poll();
      s.run(base::milliseconds(700));
    }
    for (int i = 0; i < 100; ++i) {
      reader.poll();
      s.run(base::milliseconds(500));
    }
    EXPECT_EQ(reader.read, written) << "seed " << seed;
    EXPECT_GT(s.all<model::ShardClosed>().size(), 2u);
  }
}

}  // namespace
