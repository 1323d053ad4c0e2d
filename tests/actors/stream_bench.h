// Helpers for the tests of a stream's producers and consumers: Worlds with one stream, resharding
// at random, and what has to be true of what was processed.
#pragma once

#include <format>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "base/u128.h"
#include "world/support.h"

namespace test {

/// A World with the stream "s" and these callers; `more` goes beside the stream.
inline std::string stream_world(int shards, std::string_view actors, std::string_view more = "",
                                int seed = 1) {
  return std::format(R"({{"seed": {}, "hop": "20ms", "Resources": {{"S": {{
      "Type": "AWS::Kinesis::Stream", "Properties": {{"Name": "s", "ShardCount": {}}}}}{}}},
      "Actors": {{{}}}}})",
                     seed, shards, more, actors);
}

template <class Role>
const Role& role(const Bench& b, std::string_view name) {
  const actors::Actor* actor = b.world.actors().find_by_name(name);
  static const Role kNone{};
  if (actor == nullptr || !std::holds_alternative<Role>(actor->role)) {
    ADD_FAILURE() << "no such caller: " << name;
    return kNone;
  }
  return std::get<Role>(actor->role);
}

inline model::ActorId id_of(const Bench& b, std::string_view name) {
  const actors::Actor* actor = b.world.actors().find_by_name(name);
  return actor == nullptr ? model::ActorId{} : actor->id;
}

/// Every record that the stream holds, by its name.
inline std::map<model::RecordId, services::kinesis::Record> stored(const Bench& b) {
  std::map<model::RecordId, services::kinesis::Record> out;
  for (const auto& [id, shard] : b.world.kinesis().shards) {
    for (auto at = shard.records.begin_position(); at != shard.records.end_position(); ++at) {
      const auto& record = shard.records[at];
      out.emplace(record.id, record);
    }
  }
  return out;
}

inline std::vector<const services::kinesis::Shard*> open_shards(const Bench& b) {
  std::vector<const services::kinesis::Shard*> out;
  for (const auto& [id, shard] : b.world.kinesis().shards) {
    if (shard.is_open()) out.push_back(&shard);
  }
  std::ranges::sort(out, {}, [](const auto* shard) { return shard->first_hash_key; });
  return out;
}

inline std::string name_of(const services::kinesis::Shard& shard) {
  return services::kinesis::shard_name(shard.number);
}

/// Splits a shard in the middle; false when the stream refused.
inline bool split(Bench& b, const services::kinesis::Shard& shard) {
  const base::U128 middle = shard.first_hash_key + (shard.last_hash_key - shard.first_hash_key) / 2;
  model::kinesis::SplitShardRequest request;
  request.stream_name = "s";
  request.shard_to_split = name_of(shard);
  request.new_starting_hash_key = base::to_decimal(middle);
  return b.call(std::move(request)).result.has_value();
}
inline bool merge(Bench& b, const services::kinesis::Shard& lower,
                  const services::kinesis::Shard& upper) {
  model::kinesis::MergeShardsRequest request;
  request.stream_name = "s";
  request.shard_to_merge = name_of(lower);
  request.adjacent_shard_to_merge = name_of(upper);
  return b.call(std::move(request)).result.has_value();
}

/// Splits and merges at random for a time; how many the stream accepted.
inline int reshard_at_random(Bench& b, std::uint64_t seed, base::Duration for_so_long) {
  base::Rng rng(seed, "reshard");
  const base::SimTime end = b.world.now() + for_so_long;
  int done = 0;
  while (b.world.now() < end) {
    b.run(base::milliseconds(rng.between(500, 9'000)));
    const auto open = open_shards(b);
    const std::size_t at = static_cast<std::size_t>(rng.below(open.size()));
    if (rng.below(2) == 0 && open.size() < 8) {
      done += split(b, *open[at]) ? 1 : 0;
    } else if (at + 1 < open.size()) {
      done += merge(b, *open[at], *open[at + 1]) ? 1 : 0;
    }
  }
  return done;
}

/// What these callers processed, in order.
inline std::vector<model::RecordProcessed> processed(const Bench& b, std::string_view group) {
  std::vector<model::RecordProcessed> out;
  for (const auto& [at, e] : b.log.all<model::RecordProcessed>()) {
    const actors::Actor* actor = b.world.actors().find(e.by);
    if (actor != nullptr && (actor->group == group || actor->name == group)) out.push_back(e);
  }
  return out;
}

/// Pairs of records of one key that were processed in the wrong order; for each record its first
/// time counts.
inline std::size_t disorders(const Bench& b, const std::vector<model::RecordProcessed>& events) {
  const auto records = stored(b);
  std::map<std::string, std::uint64_t> last;
  std::set<model::RecordId> seen;
  std::size_t out = 0;
  for (const auto& e : events) {
    if (!seen.insert(e.record).second) continue;
    const auto it = records.find(e.record);
    if (it == records.end()) continue;
    std::uint64_t& before = last[it->second.partition_key];
    out += it->second.sequence < before ? 1 : 0;
    before = std::max(before, it->second.sequence);
  }
  return out;
}

/// Each record of the stream once, none of them late.
inline void expect_each_once_in_order(const Bench& b, std::string_view group) {
  const auto events = processed(b, group);
  const auto records = stored(b);
  EXPECT_EQ(events.size(), records.size());
  std::set<model::RecordId> seen;
  for (const auto& e : events) {
    EXPECT_EQ(e.effect, model::Effect::kFirst);
    EXPECT_FALSE(e.out_of_order);
    seen.insert(e.record);
  }
  EXPECT_EQ(seen.size(), records.size());
  EXPECT_EQ(disorders(b, events), 0u);
}

/// Twelve keys, evenly used, at 20 records a second.
inline constexpr std::string_view kTwelveKeys = R"("p": {"Type": "StreamProducer", "Properties": {
    "Target": {"Ref": "S"}, "Every": "50ms", "Count": 2000,
    "Keys": ["a","b","c","d","e","f","g","h","i","j","k","l"]}})";

}  // namespace test
