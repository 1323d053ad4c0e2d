// The door of Kinesis Data Streams: requests to their actions, timers to streams.
#include "services/kinesis/kinesis.h"

#include "services/kinesis/fan_out.h"
#include "services/kinesis/find.h"
#include "services/kinesis/put.h"
#include "services/kinesis/read.h"
#include "services/kinesis/reshard.h"
#include "services/kinesis/settings.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/streams.h"
#include "services/kinesis/tags.h"
#include "services/kinesis/tokens.h"

namespace services::kinesis {
namespace {

struct Dispatch {
  State& state;
  engine::Context& ctx;
  const Caller& caller;

  Result operator()(const model::kinesis::AddTagsToStreamRequest& r) const {
    return add_tags(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::CreateStreamRequest& r) const {
    return create_stream(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::DecreaseStreamRetentionPeriodRequest& r) const {
    return decrease_retention(state, ctx, r);
  }
  Result operator()(const model::kinesis::DeleteResourcePolicyRequest& r) const {
    return delete_policy(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::DeleteStreamRequest& r) const {
    return delete_stream(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::DeregisterStreamConsumerRequest& r) const {
    return deregister_consumer(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::DescribeAccountSettingsRequest&) const {
    return describe_account(state);
  }
  Result operator()(const model::kinesis::DescribeLimitsRequest&) const {
    return describe_limits(state, ctx);
  }
  Result operator()(const model::kinesis::DescribeStreamRequest& r) const {
    return describe_stream(state, ctx, r);
  }
  Result operator()(const model::kinesis::DescribeStreamConsumerRequest& r) const {
    return describe_consumer(state, r);
  }
  Result operator()(const model::kinesis::DescribeStreamSummaryRequest& r) const {
    return describe_stream_summary(state, ctx, r);
  }
  Result operator()(const model::kinesis::DisableEnhancedMonitoringRequest& r) const {
    return disable_monitoring(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::EnableEnhancedMonitoringRequest& r) const {
    return enable_monitoring(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::GetRecordsRequest& r) const {
    return get_records(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::GetResourcePolicyRequest& r) const {
    return get_policy(state, r);
  }
  Result operator()(const model::kinesis::GetShardIteratorRequest& r) const {
    return get_shard_iterator(state, ctx, r);
  }
  Result operator()(const model::kinesis::IncreaseStreamRetentionPeriodRequest& r) const {
    return increase_retention(state, ctx, r);
  }
  Result operator()(const model::kinesis::ListShardsRequest& r) const {
    return list_shards(state, ctx, r);
  }
  Result operator()(const model::kinesis::ListStreamConsumersRequest& r) const {
    return list_consumers(state, ctx, r);
  }
  Result operator()(const model::kinesis::ListStreamsRequest& r) const {
    return list_streams(state, ctx, r);
  }
  Result operator()(const model::kinesis::ListTagsForResourceRequest& r) const {
    return list_resource_tags(state, r);
  }
  Result operator()(const model::kinesis::ListTagsForStreamRequest& r) const {
    return list_tags(state, r);
  }
  Result operator()(const model::kinesis::MergeShardsRequest& r) const {
    return merge_shards(state, ctx, r);
  }
  Result operator()(const model::kinesis::PutRecordRequest& r) const {
    return put_record(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::PutRecordsRequest& r) const {
    return put_records(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::PutResourcePolicyRequest& r) const {
    return put_policy(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::RegisterStreamConsumerRequest& r) const {
    return register_consumer(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::RemoveTagsFromStreamRequest& r) const {
    return remove_tags(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::SplitShardRequest& r) const {
    return split_shard(state, ctx, r);
  }
  Result operator()(const model::kinesis::StartStreamEncryptionRequest& r) const {
    return start_encryption(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::StopStreamEncryptionRequest& r) const {
    return stop_encryption(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::SubscribeToShardRequest& r) const {
    return subscribe_to_shard(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::TagResourceRequest& r) const {
    return tag_resource(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::UntagResourceRequest& r) const {
    return untag_resource(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::UpdateAccountSettingsRequest& r) const {
    return update_account(state, ctx, r);
  }
  Result operator()(const model::kinesis::UpdateMaxRecordSizeRequest& r) const {
    return update_max_record_size(state, ctx, caller, r);
  }
  Result operator()(const model::kinesis::UpdateShardCountRequest& r) const {
    return update_shard_count(state, ctx, r);
  }
  Result operator()(const model::kinesis::UpdateStreamModeRequest& r) const {
    return update_stream_mode(state, ctx, r);
  }
  Result operator()(const model::kinesis::UpdateStreamWarmThroughputRequest& r) const {
    return update_warm_throughput(state, ctx, r);
  }
};

// The stream in a resource's or consumer's ARN.
model::StreamId stream_of_arn(const State& state, std::string_view arn) {
  if (const Consumer* consumer = state.find_consumer_by_arn(arn)) return consumer->stream;
  const Stream* stream = state.find_by_arn(arn);
  return stream == nullptr ? model::StreamId{} : stream->id;
}

model::StreamId stream_named(const State& state, const std::optional<std::string>& name,
                             const std::optional<std::string>& arn) {
  if (arn) return stream_of_arn(state, *arn);
  const Stream* stream = name ? state.find_by_name(*name) : nullptr;
  return stream == nullptr ? model::StreamId{} : stream->id;
}

model::ShardId shard_named(const State& state, model::StreamId stream_id, std::string_view id) {
  const Stream* stream = state.find(stream_id);
  const auto number = shard_number(id);
  if (stream == nullptr || !number) return {};
  const Shard* shard = find_shard(state, *stream, *number);
  return shard == nullptr ? model::ShardId{} : shard->id;
}

// The next piece of work on a stream that is being updated.
void work_on(State& state, engine::Context& ctx, Stream& stream) {
  if (work_on_steps(state, ctx, stream)) {
    set_status(ctx, stream, StreamStatus::kActive, base::kNever);
  } else {
    set_status(ctx, stream, StreamStatus::kUpdating, ctx.now() + kStepInterval);
  }
}

}  // namespace

Result handle(State& state, engine::Context& ctx, const Caller& caller,
              const model::kinesis::Request& request) {
  return std::visit(Dispatch{state, ctx, caller}, request);
}

void on_timer(State& state, engine::Context& ctx, const model::StreamDue& due) {
  Stream* stream = find(state, due.stream);
  if (stream == nullptr) return;
  if (stream->look_due == ctx.now()) look_at_load(state, ctx, *stream);
  if (stream->due != ctx.now()) return;
  stream->due = base::kNever;
  switch (stream->status) {
    case StreamStatus::kCreating: return finish_creation(state, ctx, *stream);
    case StreamStatus::kUpdating: return work_on(state, ctx, *stream);
    case StreamStatus::kDeleting: return erase_stream(state, ctx, due.stream);
    case StreamStatus::kActive: return;
  }
}

bool is_void(const State& state, base::SimTime at, const model::StreamDue& due) {
  const Stream* stream = state.find(due.stream);
  return stream == nullptr || (stream->due != at && stream->look_due != at);
}

model::StreamId stream_of(const State& state, const model::kinesis::Request& request) {
  return std::visit(
      [&](const auto& r) -> model::StreamId {
        if constexpr (requires { r.shard_iterator; }) {
          const auto iterator = read_iterator(state, r.shard_iterator);
          const Stream* stream = iterator ? state.find(iterator->stream) : nullptr;
          return stream == nullptr ? model::StreamId{} : stream->id;
        } else if constexpr (requires {
                               r.stream_name.value();
                               r.stream_arn;
                             }) {
          return stream_named(state, r.stream_name, r.stream_arn);
        } else if constexpr (requires { r.consumer_arn.value(); }) {
          return stream_of_arn(state, r.consumer_arn ? *r.consumer_arn : r.stream_arn.value_or(""));
        } else if constexpr (requires { r.consumer_arn; }) {
          return stream_of_arn(state, r.consumer_arn);
        } else if constexpr (requires { r.resource_arn; }) {
          return stream_of_arn(state, r.resource_arn);
        } else if constexpr (requires { r.stream_arn.value(); }) {
          return stream_of_arn(state, r.stream_arn.value_or(""));
        } else if constexpr (requires { r.stream_arn; }) {
          return stream_of_arn(state, r.stream_arn);
        } else if constexpr (requires { r.stream_name; }) {
          return stream_named(state, r.stream_name, std::nullopt);
        } else {
          return {};
        }
      },
      request);
}

model::ShardId shard_of(const State& state, const model::kinesis::Request& request) {
  return std::visit(
      [&](const auto& r) -> model::ShardId {
        if constexpr (requires { r.shard_iterator; }) {
          const auto iterator = read_iterator(state, r.shard_iterator);
          const Shard* shard = iterator ? state.find(iterator->shard) : nullptr;
          return shard == nullptr ? model::ShardId{} : shard->id;
        } else if constexpr (requires { std::string(r.shard_id); }) {
          return shard_named(state, stream_of(state, request), r.shard_id);
        } else if constexpr (requires { r.shard_to_split; }) {
          return shard_named(state, stream_of(state, request), r.shard_to_split);
        } else if constexpr (requires { r.shard_to_merge; }) {
          return shard_named(state, stream_of(state, request), r.shard_to_merge);
        } else {
          return {};
        }
      },
      request);
}

void finish_set_up(State& state, engine::Context& ctx) {
  for (auto& [id, stream] : state.streams) {
    if (stream.status == StreamStatus::kCreating) finish_creation(state, ctx, stream);
    while (stream.status == StreamStatus::kUpdating) {
      if (work_on_steps(state, ctx, stream)) {
        set_status(ctx, stream, StreamStatus::kActive, base::kNever);
      }
    }
    stream.scaled_at.clear();
    stream.mode_changed_at.clear();
    stream.encryption_changed_at.clear();
  }
  for (auto& [id, consumer] : state.consumers) {
    consumer.status = ConsumerStatus::kActive;
    consumer.due = base::kNever;
  }
  state.call_rates.clear();
}

}  // namespace services::kinesis
