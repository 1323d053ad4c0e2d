// Streams as a whole.
#include "services/kinesis/streams.h"

#include <algorithm>
#include <format>

#include "services/kinesis/fan_out.h"
#include "services/kinesis/find.h"
#include "services/kinesis/reshard.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/tags.h"
#include "services/kinesis/tokens.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

bool wants_on_demand(const std::optional<model::kinesis::StreamModeDetails>& details) {
  return details && details->stream_mode == "ON_DEMAND";
}

std::optional<ApiError> check_name_and_room(const State& state, const engine::Context& ctx,
                                            const model::kinesis::CreateStreamRequest& r) {
  if (state.by_name.contains(r.stream_name)) {
    return in_use(
        std::format("Stream {} under account {} already exists.", r.stream_name, state.account));
  }
  std::int64_t creating = 0;
  std::int64_t on_demand = 0;
  for (const auto& [id, stream] : state.streams) {
    if (stream.status == StreamStatus::kCreating) ++creating;
    if (stream.mode == StreamMode::kOnDemand) ++on_demand;
  }
  if (const auto most = ctx.fact("kinesis.streams_creating.max"); creating >= most) {
    // Word for word.
    return limit_exceeded(
        std::format("This request would have exceed the limit on the number  of streams that can "
                    "simultaneously be in CREATING or DELETING for the account {}. Limit: {}.",
                    state.account, most));
  }
  if (wants_on_demand(r.stream_mode_details)) return check_on_demand_room(state, ctx, on_demand);
  return std::nullopt;
}

std::optional<ApiError> check_shape(const State& state, const engine::Context& ctx,
                                    const model::kinesis::CreateStreamRequest& r) {
  if (wants_on_demand(r.stream_mode_details)) {
    if (r.shard_count) {
      return validation_error("ShardCount cannot be specified for a stream in ON_DEMAND mode.");
    }
    return check_warm_throughput(state, r.warm_throughput_mibps.value_or(0), true);
  }
  if (!r.shard_count) {
    return validation_error("ShardCount must be specified for a stream in PROVISIONED mode.");
  }
  if (r.warm_throughput_mibps.value_or(0) > 0) {
    return validation_error("WarmThroughputMiBps requires a stream in ON_DEMAND mode.");
  }
  return check_shard_limit(state, ctx, *r.shard_count);
}

std::optional<model::kinesis::StreamModeDetails> mode_of(const Stream& stream) {
  return model::kinesis::StreamModeDetails{stream.mode == StreamMode::kOnDemand ? "ON_DEMAND"
                                                                                : "PROVISIONED"};
}

std::vector<model::kinesis::EnhancedMetrics> monitoring_of(const Stream& stream) {
  model::kinesis::EnhancedMetrics out;
  out.shard_level_metrics.assign(stream.shard_level_metrics.begin(),
                                 stream.shard_level_metrics.end());
  return {out};
}

// What DescribeStream and DescribeStreamSummary have in common.
template <class Description>
Description description_of(const State& state, const Stream& stream) {
  Description out;
  out.stream_name = stream.name;
  out.stream_arn = stream.arn;
  out.stream_status = status_name(stream.status);
  out.stream_mode_details = mode_of(stream);
  out.retention_period_hours = stream.retention_hours;
  out.stream_creation_timestamp = creation_date(state, stream.created_at);
  out.enhanced_monitoring = monitoring_of(stream);
  out.encryption_type = stream.kms_key.empty() ? "NONE" : "KMS";
  if (!stream.kms_key.empty()) out.key_id = stream.kms_key;
  return out;
}

}  // namespace

void set_status(engine::Context& ctx, Stream& stream, StreamStatus status, base::SimTime due) {
  stream.due = due;
  if (due != base::kNever) ctx.set_timer(due, model::StreamDue{stream.id});
  if (stream.status == status) return;
  stream.status = status;
  ctx.emit(model::StreamStatusChanged{stream.id, status});
}

Result create_stream(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::CreateStreamRequest& r) {
  if (auto error = check_rate(state, ctx, Limited::kCreateStream)) return std::unexpected(*error);
  if (auto error = check_name_and_room(state, ctx, r)) return std::unexpected(*error);
  if (auto error = check_shape(state, ctx, r)) return std::unexpected(*error);
  if (auto error = check_tags(ctx, state, r.stream_name, r.tags, {})) {
    return std::unexpected(*error);
  }
  const bool on_demand = wants_on_demand(r.stream_mode_details);
  Stream stream;
  stream.id = {++state.last_stream};
  stream.name = r.stream_name;
  stream.arn = stream_arn(state, r.stream_name);
  stream.created_at = ctx.now();
  stream.mode = on_demand ? StreamMode::kOnDemand : StreamMode::kProvisioned;
  stream.retention_hours = ctx.fact("kinesis.retention_hours.default");
  stream.max_record_kib =
      r.max_record_size_in_kib.value_or(ctx.fact("kinesis.record.default") / 1024);
  stream.warm_mibps = r.warm_throughput_mibps.value_or(0);
  stream.target_shards = on_demand
                             ? std::max(ctx.fact("kinesis.on_demand.shards"), stream.warm_mibps)
                             : *r.shard_count;
  stream.tags = r.tags;
  stream.looked_at = ctx.now();
  stream.due = ctx.now() + kStreamWork;
  ctx.set_timer(stream.due, model::StreamDue{stream.id});
  ctx.emit(model::StreamCreated{stream.id, caller.actor});
  state.by_name.emplace(stream.name, stream.id);
  state.streams.emplace(stream.id, std::move(stream));
  return Response(EmptyResponse{});
}

void finish_creation(State& state, engine::Context& ctx, Stream& stream) {
  open_first_shards(state, ctx, stream, std::exchange(stream.target_shards, 0));
  set_status(ctx, stream, StreamStatus::kActive, base::kNever);
}

Result delete_stream(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::DeleteStreamRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (stream.status == StreamStatus::kDeleting) return std::unexpected(not_active(state, stream));
  const bool has_consumers = std::ranges::any_of(
      state.consumers, [&](const auto& c) { return c.second.stream == stream.id; });
  if (has_consumers && !r.enforce_consumer_deletion.value_or(false)) {
    return std::unexpected(in_use(std::format(
        "DeleteStream can't delete {}:{} because there are consumers associated with this "
        "data stream. To delete {} anyway, set the EnforceConsumerDeletion parameter to "
        "true to force the deletion of all the consumers that are associated with it.",
        state.account, stream.name, stream.name)));
  }
  ctx.emit(model::StreamDeleted{stream.id, caller.actor});
  stream.steps.clear();
  stream.target_shards = 0;
  set_status(ctx, stream, StreamStatus::kDeleting, ctx.now() + kStreamWork);
  return Response(EmptyResponse{});
}

void erase_stream(State& state, engine::Context& ctx, model::StreamId id) {
  const auto it = state.streams.find(id);
  for (const model::ShardId shard : it->second.shards) {
    end_subscriptions(state, ctx, *find(state, shard), model::SubscriptionEnd::kClosed);
    forget_shard(state, shard);
  }
  std::erase_if(state.consumers, [&](const auto& c) { return c.second.stream == id; });
  state.by_name.erase(it->second.name);
  state.streams.erase(it);
}

Result describe_stream(State& state, engine::Context& ctx,
                       const model::kinesis::DescribeStreamRequest& r) {
  if (auto error = check_rate(state, ctx, Limited::kDescribeStream, r.stream_name, r.stream_arn)) {
    return std::unexpected(*error);
  }
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  const Stream& stream = **found;
  auto out = description_of<model::kinesis::StreamDescription>(state, stream);
  const auto limit = page_size(r.limit);
  std::int64_t after = -1;
  if (r.exclusive_start_shard_id) {
    const auto number = shard_number(*r.exclusive_start_shard_id);
    if (!number) {
      return std::unexpected(
          could_not_find_shard(*r.exclusive_start_shard_id, stream.name, state.account));
    }
    after = *number;
  }
  for (const model::ShardId id : stream.shards) {
    const Shard& shard = *state.find(id);
    if (shard.number <= after) continue;
    if (out.shards.size() == limit) {
      out.has_more_shards = true;
      break;
    }
    out.shards.push_back(describe(state, shard));
  }
  return Response(model::kinesis::DescribeStreamResponse{std::move(out)});
}

Result describe_stream_summary(State& state, engine::Context& ctx,
                               const model::kinesis::DescribeStreamSummaryRequest& r) {
  if (auto error =
          check_rate(state, ctx, Limited::kDescribeStreamSummary, r.stream_name, r.stream_arn)) {
    return std::unexpected(*error);
  }
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  const Stream& stream = **found;
  auto out = description_of<model::kinesis::StreamDescriptionSummary>(state, stream);
  out.open_shard_count = static_cast<std::int64_t>(stream.open.size());
  out.consumer_count = std::ranges::count_if(
      state.consumers, [&](const auto& c) { return c.second.stream == stream.id; });
  out.max_record_size_in_kib = stream.max_record_kib;
  if (stream.warm_mibps > 0) {
    out.warm_throughput = {stream.warm_mibps, std::min(stream.warm_mibps, out.open_shard_count)};
  }
  return Response(model::kinesis::DescribeStreamSummaryResponse{std::move(out)});
}

Result list_streams(State& state, engine::Context& ctx,
                    const model::kinesis::ListStreamsRequest& r) {
  std::string after = r.exclusive_start_stream_name.value_or("");
  if (r.next_token) {
    const auto token = read_token(state, "streams", *r.next_token);
    if (!token || token->fields.size() != 1) {
      return std::unexpected(invalid_argument("Invalid NextToken."));
    }
    if (ctx.now() - token->made_at > base::seconds(ctx.fact("kinesis.token.lifetime"))) {
      return std::unexpected(expired_token());
    }
    after = token->fields.front();
  }
  const auto limit = page_size(r.limit);
  model::kinesis::ListStreamsResponse out;
  for (auto it = state.by_name.upper_bound(after); it != state.by_name.end(); ++it) {
    if (out.stream_names.size() == limit) {
      out.has_more_streams = true;
      out.next_token = write_token(state, "streams", {ctx.now(), {out.stream_names.back()}});
      break;
    }
    const Stream& stream = *state.find(it->second);
    out.stream_names.push_back(stream.name);
    model::kinesis::StreamSummary summary;
    summary.stream_name = stream.name;
    summary.stream_arn = stream.arn;
    summary.stream_status = status_name(stream.status);
    summary.stream_mode_details = mode_of(stream);
    summary.stream_creation_timestamp = creation_date(state, stream.created_at);
    out.stream_summaries.push_back(std::move(summary));
  }
  return Response(std::move(out));
}

Result describe_limits(State& state, engine::Context& ctx) {
  model::kinesis::DescribeLimitsResponse out;
  out.shard_limit = ctx.fact("kinesis.shards.max");
  out.open_shard_count = open_shards_of_account(state);
  out.on_demand_stream_count = std::ranges::count_if(
      state.streams, [](const auto& s) { return s.second.mode == StreamMode::kOnDemand; });
  out.on_demand_stream_count_limit = ctx.fact("kinesis.on_demand.streams.max");
  return Response(out);
}

}  // namespace services::kinesis
