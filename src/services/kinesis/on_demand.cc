// Capacity modes: switching between them, warm throughput, and how an on-demand stream grows by
// itself (aws-facts 3.7).
#include <algorithm>
#include <format>

#include "services/kinesis/find.h"
#include "services/kinesis/reshard.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/streams.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

constexpr std::int64_t kPeakDays = 30;
// A shard has to be too hot for two looks in a row. AWS says: within 15 minutes.
constexpr std::uint32_t kHotLooks = 2;
constexpr std::int64_t kMostWarmMibps = 10 * 1024;  // 10 GiB/s
constexpr std::int64_t kDayUs = base::hours(24).us;

void remember_peak(Stream& stream, base::SimTime now, std::int64_t bytes, std::int64_t records) {
  const std::int64_t day = now.us / kDayUs;
  std::erase_if(stream.peaks, [&](const DayPeak& p) { return p.day <= day - kPeakDays; });
  if (stream.peaks.empty() || stream.peaks.back().day != day) stream.peaks.push_back({day, 0, 0});
  DayPeak& today = stream.peaks.back();
  today.bytes_per_second = std::max(today.bytes_per_second, bytes);
  today.records_per_second = std::max(today.records_per_second, records);
}

std::int64_t divide_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

// Room for twice the highest load of 30 days.
std::int64_t shards_for_peak(const engine::Context& ctx, const Stream& stream) {
  std::int64_t out = std::max(ctx.fact("kinesis.on_demand.shards"), stream.warm_mibps);
  for (const DayPeak& p : stream.peaks) {
    out = std::max(out, divide_up(2 * p.bytes_per_second, ctx.fact("kinesis.shard.write_bytes")));
    out =
        std::max(out, divide_up(2 * p.records_per_second, ctx.fact("kinesis.shard.write_records")));
  }
  return out;
}

// A split cannot help a shard that is hot because of one key.
bool wants_split(const Shard& shard) {
  return shard.load.hot_looks >= kHotLooks && shard.load.lowest_key != shard.load.highest_key &&
         can_split(shard, middle_of(shard));
}

void grow(State& state, engine::Context& ctx, Stream& stream) {
  const auto open = static_cast<std::int64_t>(stream.open.size());
  std::vector<ReshardStep> splits;
  for (const auto& [first, id] : stream.open) {
    const Shard& shard = *state.find(id);
    if (wants_split(shard)) splits.push_back({id, {}, middle_of(shard)});
  }
  const std::int64_t ceiling = ctx.fact("kinesis.update_shard_count.max");
  const std::int64_t wanted =
      std::max(shards_for_peak(ctx, stream), open + static_cast<std::int64_t>(splits.size()));
  const std::int64_t target = std::min({wanted, 2 * open, ceiling});
  if (target <= open) return;
  if (static_cast<std::int64_t>(splits.size()) > target - open) {
    splits.resize(static_cast<std::size_t>(target - open));
  }
  stream.steps = std::move(splits);
  grow_to(state, ctx, stream, target);
}

}  // namespace

std::optional<ApiError> check_on_demand_room(const State& state, const engine::Context& ctx,
                                             std::int64_t on_demand_streams) {
  const std::int64_t most = ctx.fact("kinesis.on_demand.streams.max");
  if (state.minimum_commitment || on_demand_streams < most) return std::nullopt;
  return limit_exceeded(
      std::format("This request would exceed the limit on the number of On-Demand streams for the "
                  "account {} in "
                  "{}. Current On-Demand streams count: {}. Limit: {}.",
                  state.account, state.region, on_demand_streams, most));
}

std::optional<ApiError> check_warm_throughput(const State& state, std::int64_t mibps,
                                              bool on_demand) {
  if (mibps == 0) return std::nullopt;
  if (!on_demand) {
    return validation_error("WarmThroughputMiBps requires a stream in ON_DEMAND mode.");
  }
  if (!state.minimum_commitment) {
    return validation_error(
        "WarmThroughputMiBps requires MinimumThroughputBillingCommitment to be ENABLED for the "
        "account.");
  }
  if (mibps > kMostWarmMibps) {
    return limit_exceeded(
        std::format("WarmThroughputMiBps cannot be more than {}.", kMostWarmMibps));
  }
  return std::nullopt;
}

void note_load(engine::Context& ctx, Stream& stream, Shard& shard, const Record& record) {
  if (stream.mode != StreamMode::kOnDemand) return;
  ShardLoad& load = shard.load;
  load.lowest_key =
      load.records == 0 ? record.hash_key : std::min(load.lowest_key, record.hash_key);
  load.highest_key =
      load.records == 0 ? record.hash_key : std::max(load.highest_key, record.hash_key);
  load.bytes += record.bytes();
  ++load.records;
  if (stream.look_due != base::kNever) return;
  stream.looked_at = ctx.now();
  stream.look_due = ctx.now() + kLookInterval;
  ctx.set_timer(stream.look_due, model::StreamDue{stream.id});
}

void look_at_load(State& state, engine::Context& ctx, Stream& stream) {
  stream.look_due = base::kNever;
  const std::int64_t seconds =
      std::max<std::int64_t>(1, (ctx.now() - stream.looked_at).us / base::seconds(1).us);
  std::int64_t bytes = 0;
  std::int64_t records = 0;
  for (const model::ShardId id : stream.shards) {
    Shard& shard = *find(state, id);
    bytes += shard.load.bytes;
    records += shard.load.records;
    const bool hot =
        shard.is_open() && shard.load.bytes / seconds > ctx.fact("kinesis.on_demand.split_bytes");
    shard.load.hot_looks = hot ? shard.load.hot_looks + 1 : 0;
  }
  if (records > 0 && stream.mode == StreamMode::kOnDemand) {
    remember_peak(stream, ctx.now(), bytes / seconds, records / seconds);
    if (stream.status == StreamStatus::kActive) grow(state, ctx, stream);
    stream.look_due = ctx.now() + kLookInterval;
    ctx.set_timer(stream.look_due, model::StreamDue{stream.id});
  }
  stream.looked_at = ctx.now();
  for (const model::ShardId id : stream.shards) {
    ShardLoad& load = find(state, id)->load;
    load = {.hot_looks = load.hot_looks};
  }
}

Result update_stream_mode(State& state, engine::Context& ctx,
                          const model::kinesis::UpdateStreamModeRequest& r) {
  auto found = find_active(state, std::nullopt, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  const StreamMode mode = r.stream_mode_details.stream_mode == "ON_DEMAND"
                              ? StreamMode::kOnDemand
                              : StreamMode::kProvisioned;
  const std::int64_t warm = r.warm_throughput_mibps.value_or(0);
  if (auto error = check_warm_throughput(state, warm, mode == StreamMode::kOnDemand)) {
    return std::unexpected(*error);
  }
  if (mode == stream.mode) return Response(EmptyResponse{});
  if (mode == StreamMode::kOnDemand) {
    const auto others = std::ranges::count_if(
        state.streams, [](const auto& s) { return s.second.mode == StreamMode::kOnDemand; });
    if (auto error = check_on_demand_room(state, ctx, others)) return std::unexpected(*error);
  }
  forget_a_day_ago(stream.mode_changed_at, ctx.now());
  const std::int64_t most = ctx.fact("kinesis.mode_changes.per_day");
  if (static_cast<std::int64_t>(stream.mode_changed_at.size()) >= most) {
    return std::unexpected(limit_exceeded(
        std::format("Stream {} under account {} cannot change its mode more than {} times in a "
                    "rolling 24-hour period.",
                    stream.name, state.account, most)));
  }
  stream.mode_changed_at.push_back(ctx.now());
  stream.mode = mode;  // the shards stay as they are
  stream.warm_mibps = warm;
  stream.peaks.clear();
  ctx.emit(model::StreamModeChanged{stream.id, mode == StreamMode::kOnDemand});
  grow_to(state, ctx, stream, std::max(warm, static_cast<std::int64_t>(stream.open.size())));
  return Response(EmptyResponse{});
}

Result update_warm_throughput(State& state, engine::Context& ctx,
                              const model::kinesis::UpdateStreamWarmThroughputRequest& r) {
  auto found = find_active(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  const bool on_demand = stream.mode == StreamMode::kOnDemand;
  if (!on_demand) {
    return std::unexpected(
        validation_error("WarmThroughputMiBps requires a stream in ON_DEMAND mode."));
  }
  if (auto error = check_warm_throughput(state, r.warm_throughput_mibps, on_demand)) {
    return std::unexpected(*error);
  }
  const auto open = static_cast<std::int64_t>(stream.open.size());
  model::kinesis::UpdateStreamWarmThroughputResponse out{stream.arn, stream.name, {}};
  out.warm_throughput = {r.warm_throughput_mibps, std::min(stream.warm_mibps, open)};
  stream.warm_mibps = r.warm_throughput_mibps;
  grow_to(state, ctx, stream, std::max(open, stream.warm_mibps));
  return Response(std::move(out));
}

}  // namespace services::kinesis
