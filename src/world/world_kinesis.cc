// The World around Kinesis Data Streams: records get their names when they leave a producer, and
// what enhanced fan-out pushes travels like every answer. Must not know how a stream works.
#include "services/kinesis/kinesis.h"

#include <algorithm>

#include "model/actions.h"
#include "world/world.h"

namespace world {

model::ApiResult<model::Response> World::handle_kinesis(const model::Caller& caller,
                                                        model::Request request,
                                                        model::EventSink& sink) {
  engine::Context ctx = context(sink);
  auto result = services::kinesis::handle(
      kinesis_, ctx, caller, *model::narrow<model::kinesis::Request>(std::move(request)));
  deliver_pushes();
  return result;
}

// Before records are pushed they are decrypted for who subscribed; KMS may refuse that.
void World::push_records(const model::SubscriptionDue& due, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const auto push = services::kinesis::records_due(kinesis_, now_, due);
  auto refused = push ? check_key_of_push(*push, sink) : std::nullopt;
  if (refused) {
    services::kinesis::refuse_push(kinesis_, ctx, due, *std::move(refused));
  } else {
    services::kinesis::on_timer(kinesis_, ctx, due);
  }
  deliver_pushes();
}

// Every event of a subscription is an answer of its own to the call that subscribed.
void World::deliver_pushes() {
  for (services::kinesis::Push& push : std::exchange(kinesis_.pushes, {})) {
    const model::ShardId shard = push.event.shard;
    std::vector<model::RecordId> records;
    for (const auto& record : push.event.records) records.push_back(record.record);
    model::ApiResult<model::Response> result = model::Response(std::move(push.event));
    if (push.error) result = std::unexpected(*std::move(push.error));
    if (!push.caller) {
      external_.push_back({push.call, std::move(result)});
      continue;
    }
    Transit transit;
    transit.call = push.call;
    transit.actor = push.caller;
    transit.stream = push.stream;
    transit.shard = shard;
    transit.response = true;
    transit.records = std::move(records);
    transit.payload = std::move(result);
    depart(std::move(transit));
  }
}

// What the picture follows is named when it sets out, not when a shard takes it.
void World::name_records(Transit& transit, model::Request& request) {
  if (auto* put = std::get_if<model::kinesis::PutRecordRequest>(&request)) {
    if (!put->reserved) put->reserved = kinesis_.reserve_record();
    transit.records.push_back(put->reserved);
  } else if (auto* puts = std::get_if<model::kinesis::PutRecordsRequest>(&request)) {
    for (auto& entry : puts->records) {
      if (!entry.reserved) entry.reserved = kinesis_.reserve_record();
      transit.records.push_back(entry.reserved);
    }
  } else if (model::action_of(request).service != "kinesis") {
    return;
  }
  transit.stream = stream_of_request(*this, request);
  if (!transit.records.empty()) return;
  const auto narrow = model::narrow<model::kinesis::Request>(request);
  transit.shard = services::kinesis::shard_of(kinesis_, *narrow);
}

// Callers know shards by their text; events and pictures by number.
void World::name_shards(const Transit& transit) {
  const services::kinesis::Stream* stream = kinesis_.find(transit.stream);
  const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
  if (stream == nullptr || result == nullptr || !*result) return;
  const auto name_of = [&](model::ShardId id) {
    return services::kinesis::shard_name(kinesis_.find(id)->number);
  };
  const auto note = [&](const std::string& shard_id) {
    const auto it = std::ranges::lower_bound(stream->shards, shard_id, {}, name_of);
    if (it == stream->shards.end() || name_of(*it) != shard_id) return;
    actors::note_shard(actors_, stream->name, shard_id, {stream->id, *it});
  };
  if (const auto* listed = std::get_if<model::kinesis::ListShardsResponse>(&**result)) {
    for (const auto& shard : listed->shards) note(shard.shard_id);
  } else if (const auto* got = std::get_if<model::kinesis::GetRecordsResponse>(&**result)) {
    for (const auto& child : got->child_shards) note(child.shard_id);
  } else if (const auto* push = std::get_if<model::kinesis::SubscribeToShardEvent>(&**result)) {
    for (const auto& child : push->child_shards) note(child.shard_id);
  }
}

model::StreamId stream_of_request(const World& world, const model::Request& request) {
  // What a put carries need not be copied to know where it goes.
  const auto named = [&](const auto& put) {
    return services::kinesis::stream_of(
        world.kinesis(),
        model::kinesis::DescribeStreamSummaryRequest{put.stream_name, put.stream_arn});
  };
  using model::kinesis::PutRecordRequest;
  using model::kinesis::PutRecordsRequest;
  if (const auto* put = std::get_if<PutRecordRequest>(&request)) return named(*put);
  if (const auto* puts = std::get_if<PutRecordsRequest>(&request)) return named(*puts);
  const auto narrow = model::narrow<model::kinesis::Request>(request);
  return narrow ? services::kinesis::stream_of(world.kinesis(), *narrow) : model::StreamId{};
}

}  // namespace world
