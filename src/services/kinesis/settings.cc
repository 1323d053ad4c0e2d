// Retention, record size, encryption, monitoring, policies, the account.
#include "services/kinesis/settings.h"

#include <algorithm>
#include <array>
#include <format>

#include "services/kinesis/find.h"
#include "services/kinesis/reshard.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/streams.h"

namespace services::kinesis {
namespace {

using model::kinesis::EmptyResponse;
using model::kinesis::Response;

constexpr base::Duration kCommitmentMinimum = base::hours(24);  // aws-facts 3.7 Commitment

std::optional<ApiError> check_hours(const engine::Context& ctx, std::int64_t hours) {
  const std::int64_t least = ctx.fact("kinesis.retention_hours.default");
  const std::int64_t most = ctx.fact("kinesis.retention_hours.max");
  if (hours < least) {
    return invalid_argument(
        std::format("Minimum allowed retention period is {} hours. Requested retention period ({} "
                    "hours) is too short.",
                    least, hours));
  }
  if (hours > most) {
    return invalid_argument(
        std::format("Maximum allowed retention period is {} hours. Requested retention period ({} "
                    "hours) is too long.",
                    most, hours));
  }
  return std::nullopt;
}

void set_retention(State& state, engine::Context& ctx, Stream& stream, std::int64_t hours) {
  if (hours == stream.retention_hours) return;
  const auto before = static_cast<std::uint32_t>(stream.retention_hours);
  stream.retention_hours = hours;
  ctx.emit(model::StreamRetentionChanged{stream.id, before, static_cast<std::uint32_t>(hours)});
  set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + kStreamWork);
  // A longer period revives nothing; a shorter one drops what is older at once (aws-facts 3.1).
  for (const model::ShardId id : stream.shards) trim(state, ctx, *find(state, id));
}

// Changes of encryption within 24 hours are counted.
std::optional<ApiError> count_encryption(const State& state, const engine::Context& ctx,
                                         Stream& stream) {
  forget_a_day_ago(stream.encryption_changed_at, ctx.now());
  const std::int64_t most = ctx.fact("kinesis.encryption_changes.per_day");
  if (static_cast<std::int64_t>(stream.encryption_changed_at.size()) >= most) {
    return limit_exceeded(
        std::format("Stream {} under account {} cannot change its encryption more than {} times in "
                    "a rolling 24-hour period.",
                    stream.name, state.account, most));
  }
  stream.encryption_changed_at.push_back(ctx.now());
  return std::nullopt;
}

void note_change(engine::Context& ctx, const Stream& stream, const Caller& caller) {
  ctx.emit(model::StreamSettingsChanged{stream.id, caller.actor});
}

std::set<std::string> metrics_of(const std::vector<std::string>& names) {
  constexpr std::array kAll{"IncomingBytes",
                            "IncomingRecords",
                            "IteratorAgeMilliseconds",
                            "OutgoingBytes",
                            "OutgoingRecords",
                            "ReadProvisionedThroughputExceeded",
                            "WriteProvisionedThroughputExceeded"};
  if (std::ranges::contains(names, "ALL")) return {kAll.begin(), kAll.end()};
  return {names.begin(), names.end()};
}

std::vector<std::string> list_of(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

model::kinesis::MinimumThroughputBillingCommitmentOutput commitment_of(const State& state) {
  model::kinesis::MinimumThroughputBillingCommitmentOutput out;
  out.status = state.minimum_commitment ? "ENABLED" : "DISABLED";
  if (!state.minimum_commitment) return out;
  out.started_at = model::kinesis::Timestamp{state.epoch_at(state.commitment_changed_at)};
  out.earliest_allowed_end_at =
      model::kinesis::Timestamp{state.epoch_at(state.commitment_changed_at + kCommitmentMinimum)};
  return out;
}

}  // namespace

Result increase_retention(State& state, engine::Context& ctx,
                          const model::kinesis::IncreaseStreamRetentionPeriodRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = check_hours(ctx, r.retention_period_hours)) return std::unexpected(*error);
  // The period that it has already is no error: infrastructure tools set it on every new stream.
  if (r.retention_period_hours < stream.retention_hours) {
    return std::unexpected(invalid_argument(std::format(
        "Requested retention period ({} hours) for stream {} can not be shorter than existing "
        "retention period ({} hours). Use DecreaseRetentionPeriod API.",
        r.retention_period_hours, stream.name, stream.retention_hours)));
  }
  if (stream.status != StreamStatus::kActive) return std::unexpected(not_active(state, stream));
  set_retention(state, ctx, stream, r.retention_period_hours);
  return Response(EmptyResponse{});
}

Result decrease_retention(State& state, engine::Context& ctx,
                          const model::kinesis::DecreaseStreamRetentionPeriodRequest& r) {
  auto found = find_stream(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = check_hours(ctx, r.retention_period_hours)) return std::unexpected(*error);
  if (r.retention_period_hours > stream.retention_hours) {
    return std::unexpected(invalid_argument(std::format(
        "Requested retention period ({} hours) for stream {} can not be longer than existing "
        "retention period ({} hours). Use IncreaseRetentionPeriod API.",
        r.retention_period_hours, stream.name, stream.retention_hours)));
  }
  if (stream.status != StreamStatus::kActive) return std::unexpected(not_active(state, stream));
  set_retention(state, ctx, stream, r.retention_period_hours);
  return Response(EmptyResponse{});
}

Result update_max_record_size(State& state, engine::Context& ctx, const Caller& caller,
                              const model::kinesis::UpdateMaxRecordSizeRequest& r) {
  auto found = find_active(state, std::nullopt, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (const std::int64_t most = ctx.fact("kinesis.record.max") / 1024;
      r.max_record_size_in_kib > most) {
    return std::unexpected(invalid_argument(
        std::format("MaxRecordSizeInKiB {} is more than {}.", r.max_record_size_in_kib, most)));
  }
  stream.max_record_kib = r.max_record_size_in_kib;
  note_change(ctx, stream, caller);
  set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + kStreamWork);
  return Response(EmptyResponse{});
}

Result start_encryption(State& state, engine::Context& ctx, const Caller& caller,
                        const model::kinesis::StartStreamEncryptionRequest& r) {
  auto found = find_active(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = count_encryption(state, ctx, stream)) return std::unexpected(*error);
  stream.kms_key = r.key_id;  // only records from now on are encrypted with it
  note_change(ctx, stream, caller);
  set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + kStreamWork);
  return Response(EmptyResponse{});
}

Result stop_encryption(State& state, engine::Context& ctx, const Caller& caller,
                       const model::kinesis::StopStreamEncryptionRequest& r) {
  auto found = find_active(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  if (auto error = count_encryption(state, ctx, stream)) return std::unexpected(*error);
  stream.kms_key.clear();
  note_change(ctx, stream, caller);
  set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + kStreamWork);
  return Response(EmptyResponse{});
}

Result enable_monitoring(State& state, engine::Context& ctx, const Caller& caller,
                         const model::kinesis::EnableEnhancedMonitoringRequest& r) {
  auto found = find_active(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  model::kinesis::EnableEnhancedMonitoringResponse out{stream.name, {}, {}, stream.arn};
  out.current_shard_level_metrics = list_of(stream.shard_level_metrics);
  stream.shard_level_metrics.merge(metrics_of(r.shard_level_metrics));
  out.desired_shard_level_metrics = list_of(stream.shard_level_metrics);
  note_change(ctx, stream, caller);
  return Response(std::move(out));
}

Result disable_monitoring(State& state, engine::Context& ctx, const Caller& caller,
                          const model::kinesis::DisableEnhancedMonitoringRequest& r) {
  auto found = find_active(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  model::kinesis::DisableEnhancedMonitoringResponse out{stream.name, {}, {}, stream.arn};
  out.current_shard_level_metrics = list_of(stream.shard_level_metrics);
  for (const std::string& name : metrics_of(r.shard_level_metrics)) {
    stream.shard_level_metrics.erase(name);
  }
  out.desired_shard_level_metrics = list_of(stream.shard_level_metrics);
  note_change(ctx, stream, caller);
  return Response(std::move(out));
}

Result put_policy(State& state, engine::Context& ctx, const Caller& caller,
                  const model::kinesis::PutResourcePolicyRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  if (found->consumer != nullptr && found->consumer->status != ConsumerStatus::kActive) {
    return std::unexpected(consumer_not_active(state, *found->stream, *found->consumer));
  }
  (found->consumer != nullptr ? found->consumer->policy : found->stream->policy) = r.policy;
  note_change(ctx, *found->stream, caller);
  return Response(EmptyResponse{});
}

Result get_policy(State& state, const model::kinesis::GetResourcePolicyRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  const std::string& policy =
      found->consumer != nullptr ? found->consumer->policy : found->stream->policy;
  return Response(
      model::kinesis::GetResourcePolicyResponse{policy.empty() ? std::string("{}") : policy});
}

Result delete_policy(State& state, engine::Context& ctx, const Caller& caller,
                     const model::kinesis::DeleteResourcePolicyRequest& r) {
  const auto found = find_resource(state, r.resource_arn);
  if (!found) return std::unexpected(found.error());
  std::string& policy =
      found->consumer != nullptr ? found->consumer->policy : found->stream->policy;
  if (policy.empty()) {
    return std::unexpected(
        not_found(std::format("No resource policy found for resource ARN {}", r.resource_arn)));
  }
  policy.clear();
  note_change(ctx, *found->stream, caller);
  return Response(EmptyResponse{});
}

Result describe_account(const State& state) {
  return Response(model::kinesis::DescribeAccountSettingsResponse{commitment_of(state)});
}

Result update_account(State& state, engine::Context& ctx,
                      const model::kinesis::UpdateAccountSettingsRequest& r) {
  const bool enabled = r.minimum_throughput_billing_commitment.status == "ENABLED";
  const bool ends = state.minimum_commitment && !enabled;
  if (ends && ctx.now() < state.commitment_changed_at + kCommitmentMinimum) {
    return std::unexpected(
        invalid_argument("MinimumThroughputBillingCommitment cannot be disabled within 24 hours "
                         "after it was enabled."));
  }
  const bool begins = enabled && !state.minimum_commitment;
  if (begins || ends) state.commitment_changed_at = ctx.now();
  state.minimum_commitment = enabled;
  auto out = commitment_of(state);
  if (ends) out.ended_at = model::kinesis::Timestamp{state.epoch_at(ctx.now())};
  return Response(model::kinesis::UpdateAccountSettingsResponse{std::move(out)});
}

}  // namespace services::kinesis
