// The actions that change how many shards there are, and the steps they take.
#include "services/kinesis/reshard.h"

#include <algorithm>
#include <format>
#include <numeric>

#include "services/kinesis/find.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/streams.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

// Closed shards stay listed for a day or longer; a limit of this simulation.
constexpr std::size_t kMostListedShards = 100'000;

ApiError is_on_demand(const State& state, const Stream& stream) {
  return validation_error(
      std::format("Request is invalid. Stream {} under account {} is in On-Demand mode.",
                  stream.name, state.account));
}

// An ACTIVE provisioned stream; `reshard` is refused to all others.
Found<Stream> find_provisioned(State& state, const std::optional<std::string>& name,
                               const std::optional<std::string>& arn) {
  auto found = find_active(state, name, arn);
  if (found && (*found)->mode == StreamMode::kOnDemand) {
    return std::unexpected(is_on_demand(state, **found));
  }
  return found;
}

// The ids are read before anything else, then the stream's state counts, then what it has.
base::Result<std::uint32_t, ApiError> number_of(const State& state, const std::string& shard_id,
                                                const std::optional<std::string>& name,
                                                const std::optional<std::string>& arn) {
  const auto named = stream_name_of(state, name, arn);
  if (!named) return std::unexpected(named.error());
  const auto number = shard_number(shard_id);
  if (number) return *number;
  return std::unexpected(could_not_find_shard(shard_id, named->name, named->account));
}

void begin_steps(engine::Context& ctx, Stream& stream, base::Duration first) {
  set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + first);
}

ApiError bad_split_key(const State& state, const Stream& stream, const Shard& shard,
                       std::string_view key) {
  return invalid_argument(std::format(
      "NewStartingHashKey {} used in SplitShard() on shard {} in stream {} under account {} is not "
      "both greater than one plus the shard's StartingHashKey {} and less than the shard's "
      "EndingHashKey {}.",
      key, shard_name(shard.number), stream.name, state.account,
      base::to_decimal(shard.first_hash_key), base::to_decimal(shard.last_hash_key)));
}

// The adjacent pair that is narrowest together, the lowest of equal ones: merging it keeps the
// ranges as even as they can be.
std::optional<ReshardStep> next_merge(const State& state, const Stream& stream) {
  std::optional<ReshardStep> out;
  base::U128 least = base::U128::max();
  for (auto it = stream.open.begin(); std::next(it) != stream.open.end(); ++it) {
    const Shard& lower = *state.find(it->second);
    const Shard& upper = *state.find(std::next(it)->second);
    const base::U128 width = upper.last_hash_key - lower.first_hash_key;
    if (out && width >= least) continue;
    least = width;
    out = ReshardStep{lower.id, upper.id, {}};
  }
  return out;
}

// The widest shard, the lowest of equal ones.
std::optional<ReshardStep> next_split(const State& state, const Stream& stream) {
  const Shard* widest = nullptr;
  for (const auto& [first, id] : stream.open) {
    const Shard* shard = state.find(id);
    const bool wider = widest == nullptr || shard->last_hash_key - shard->first_hash_key >
                                                widest->last_hash_key - widest->first_hash_key;
    if (wider) widest = shard;
  }
  if (widest == nullptr || !can_split(*widest, middle_of(*widest))) return std::nullopt;
  return ReshardStep{widest->id, {}, middle_of(*widest)};
}

std::optional<ReshardStep> next_step(const State& state, Stream& stream) {
  if (!stream.steps.empty()) {
    const ReshardStep step = stream.steps.front();
    stream.steps.erase(stream.steps.begin());
    return step;
  }
  const auto open = static_cast<std::int64_t>(stream.open.size());
  if (stream.target_shards == 0 || open == stream.target_shards) return std::nullopt;
  return open > stream.target_shards ? next_merge(state, stream) : next_split(state, stream);
}

// Whether one split of each of `open` equal shards and some merges can make `target` equal ones:
// so many ranges of the target begin inside a shard.
bool can_be_even(std::int64_t open, std::int64_t target) {
  return target - std::gcd(open, target) == open;
}

// Where the range of a stream with `target` equal shards begins that is nearest to a shard's
// middle; the middle itself when none begins inside the shard.
base::U128 even_split_of(const Shard& shard, std::int64_t target) {
  const base::U128 middle = middle_of(shard);
  const base::U128 last(static_cast<std::uint64_t>(target - 1));
  const base::U128 width = first_width(target);
  const base::U128 lower = std::min(middle / width, last);
  const base::U128 upper = std::min(lower + 1, last);
  std::optional<base::U128> out;
  base::U128 nearest;
  for (const base::U128 key : {width * lower, width * upper}) {
    const base::U128 distance = key < middle ? middle - key : key - middle;
    if (!can_split(shard, key) || (out && distance >= nearest)) continue;
    out = key;
    nearest = distance;
  }
  return out.value_or(middle);
}

// Upwards every shard is split once and the surplus is merged again: that is what the recorded
// totals of shards say (4 to 5 makes 15 ever, 10 to 13 makes 37). UNIFORM_SCALING makes equal
// shards where so many steps can, as from 2 to 3, 4 to 5 or 4 to 6: the splits are where the new
// ranges begin, and merging the narrowest pairs takes away where only the old ones began. 10 to 13
// decides that it cannot always be: thirteen equal ranges would take twelve splits and nine merges,
// 43 shards ever. There shards are split in their middles. Downwards there are merges only (5 to 3
// makes 7 ever), so that shards are equal when the target divides their number.
std::vector<ReshardStep> splits_for(const State& state, const Stream& stream, std::int64_t target) {
  const bool even = can_be_even(static_cast<std::int64_t>(stream.open.size()), target);
  std::vector<ReshardStep> out;
  for (const auto& [first, id] : stream.open) {
    const Shard& shard = *state.find(id);
    const base::U128 at = even ? even_split_of(shard, target) : middle_of(shard);
    if (can_split(shard, at)) out.push_back({id, {}, at});
  }
  return out;
}

std::optional<ApiError> check_target(const State& state, const engine::Context& ctx,
                                     const Stream& stream, std::int64_t target) {
  const auto open = static_cast<std::int64_t>(stream.open.size());
  const auto counts = [&](std::string_view what) {
    return invalid_argument(
        std::format("UpdateShardCount cannot scale {} your current open shard count. Current open "
                    "shard count: {} Target shard count: {}",
                    what, open, target));
  };
  if (target > 2 * open) return counts("up over double");
  if (2 * target < open) return counts("down below half");
  if (const std::int64_t most = ctx.fact("kinesis.update_shard_count.max"); target > most) {
    return limit_exceeded(std::format(
        "UpdateShardCount cannot scale a stream to more than {} shards. Target shard count: {}",
        most, target));
  }
  return check_shard_limit(state, ctx, target - open);
}

}  // namespace

void forget_a_day_ago(std::vector<base::SimTime>& moments, base::SimTime now) {
  std::erase_if(moments, [&](base::SimTime at) { return at + base::hours(24) <= now; });
}

std::optional<ApiError> check_shard_limit(const State& state, const engine::Context& ctx,
                                          std::int64_t additional) {
  const std::int64_t limit = ctx.fact("kinesis.shards.max");
  const std::int64_t current = open_shards_of_account(state);
  if (additional > 0 && current + additional > limit) {
    return shard_limit_exceeded(state, current, limit, additional);
  }
  if (additional > 0 && state.shards.size() > kMostListedShards) {
    return limit_exceeded("Too many closed shards are still listed.");
  }
  return std::nullopt;
}

bool work_on_steps(State& state, engine::Context& ctx, Stream& stream) {
  // A large stream does more at a time, so that it is done as soon as a small one, about.
  const std::size_t at_a_time = 1 + stream.open.size() / 16;
  for (std::size_t i = 0; i < at_a_time; ++i) {
    const auto step = next_step(state, stream);
    if (!step) {
      stream.target_shards = 0;
      return true;
    }
    if (step->adjacent) {
      merge(state, ctx, stream, step->shard, step->adjacent);
    } else {
      split(state, ctx, stream, step->shard, step->split_at);
    }
  }
  const auto open = static_cast<std::int64_t>(stream.open.size());
  const bool done =
      stream.steps.empty() && (stream.target_shards == 0 || open == stream.target_shards);
  if (done) stream.target_shards = 0;
  return done;
}

void grow_to(State&, engine::Context& ctx, Stream& stream, std::int64_t shards) {
  stream.target_shards = shards;
  begin_steps(ctx, stream, kStreamWork);
}

Result split_shard(State& state, engine::Context& ctx, const model::kinesis::SplitShardRequest& r) {
  const auto number = number_of(state, r.shard_to_split, r.stream_name, r.stream_arn);
  if (!number) return std::unexpected(number.error());
  auto found = find_provisioned(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  const Shard* shard = find_shard(state, stream, *number);
  if (shard == nullptr) {
    return std::unexpected(could_not_find_shard(shard_name(*number), stream.name, state.account));
  }
  const auto key = base::parse_u128(r.new_starting_hash_key);
  if (!key || !can_split(*shard, *key)) {
    return std::unexpected(bad_split_key(state, stream, *shard, r.new_starting_hash_key));
  }
  if (!shard->is_open()) {
    return std::unexpected(
        invalid_argument(std::format("Shard {} in stream {} under account {} is not open.",
                                     shard_name(*number), stream.name, state.account)));
  }
  if (auto error = check_shard_limit(state, ctx, 1)) return std::unexpected(*error);
  stream.steps = {{shard->id, {}, *key}};
  begin_steps(ctx, stream, kStreamWork);
  return Response(EmptyResponse{});
}

Result merge_shards(State& state, engine::Context& ctx,
                    const model::kinesis::MergeShardsRequest& r) {
  const auto number = number_of(state, r.shard_to_merge, r.stream_name, r.stream_arn);
  if (!number) return std::unexpected(number.error());
  const auto adjacent_number =
      number_of(state, r.adjacent_shard_to_merge, r.stream_name, r.stream_arn);
  if (!adjacent_number) return std::unexpected(adjacent_number.error());
  auto found = find_provisioned(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  const Shard* shard = find_shard(state, stream, *number);
  const Shard* adjacent = find_shard(state, stream, *adjacent_number);
  if (shard == nullptr || adjacent == nullptr) {
    const std::uint32_t missing = shard == nullptr ? *number : *adjacent_number;
    return std::unexpected(could_not_find_shard(shard_name(missing), stream.name, state.account));
  }
  const bool fits = shard->is_open() && adjacent->is_open() &&
                    shard->first_hash_key < adjacent->first_hash_key &&
                    shard->last_hash_key + 1 == adjacent->first_hash_key;
  if (!fits) {
    return std::unexpected(invalid_argument(std::format(
        "Shards {} and {} in stream {} under account {} are not an adjacent pair of "
        "shards eligible for merging",
        shard_name(*number), shard_name(*adjacent_number), stream.name, state.account)));
  }
  stream.steps = {{shard->id, adjacent->id, {}}};
  begin_steps(ctx, stream, kStreamWork);
  return Response(EmptyResponse{});
}

Result update_shard_count(State& state, engine::Context& ctx,
                          const model::kinesis::UpdateShardCountRequest& r) {
  if (auto error =
          check_rate(state, ctx, Limited::kUpdateShardCount, r.stream_name, r.stream_arn)) {
    return std::unexpected(*error);
  }
  auto found = find_provisioned(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = check_target(state, ctx, stream, r.target_shard_count)) {
    return std::unexpected(*error);
  }
  forget_a_day_ago(stream.scaled_at, ctx.now());
  const std::int64_t most = ctx.fact("kinesis.update_shard_count.per_day");
  if (static_cast<std::int64_t>(stream.scaled_at.size()) >= most) {
    return std::unexpected(limit_exceeded(
        std::format("Stream {} under account {} cannot be scaled more than {} times in a rolling "
                    "24-hour period.",
                    stream.name, state.account, most)));
  }
  stream.scaled_at.push_back(ctx.now());
  const auto open = static_cast<std::int64_t>(stream.open.size());
  stream.target_shards = r.target_shard_count;
  if (r.target_shard_count > open) stream.steps = splits_for(state, stream, r.target_shard_count);
  begin_steps(ctx, stream, kStepInterval);
  return Response(model::kinesis::UpdateShardCountResponse{stream.name, open, r.target_shard_count,
                                                           stream.arn});
}

}  // namespace services::kinesis
