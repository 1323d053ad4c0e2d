// What a World measures about streams: CloudWatch's metrics of streams and shards (aws-facts 3.11)
// and what they are billed as (aws-facts 3.7). Must not influence what happens.
#include <algorithm>
#include <format>

#include "model/actions.h"
#include "world/world.h"

namespace world {
namespace {

namespace cw = services::cloudwatch;
using cw::MetricId;
using model::Billed;
using services::kinesis::StreamMode;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::uint32_t started(std::int64_t bytes, std::int64_t unit) {
  return static_cast<std::uint32_t>(std::max<std::int64_t>(1, (bytes + unit - 1) / unit));
}

std::uint32_t put_units(std::int64_t bytes) {
  return started(bytes, model::fact("kinesis.put_unit", model::Profile::kCurrent));
}

bool keeps_longer(const services::kinesis::Stream& stream) {
  return stream.retention_hours >
         model::fact("kinesis.retention_hours.default", model::Profile::kCurrent);
}

}  // namespace

// Shards report on their own only when their stream's enhanced monitoring says so.
void World::measure_shard(model::StreamId stream_id, model::ShardId shard_id, MetricId metric,
                          std::int64_t value) {
  const services::kinesis::Stream* stream = kinesis_.find(stream_id);
  const services::kinesis::Shard* shard = kinesis_.find(shard_id);
  if (stream == nullptr || shard == nullptr) return;
  if (!stream->shard_level_metrics.contains(std::string(cw::info(metric).name))) return;
  const std::uint32_t subject = cw::subject_of(
      metrics_, cw::Source::kKinesisShard,
      std::format("{}/{}", stream->name, services::kinesis::shard_name(shard->number)));
  if (subject != kNoSubject) cw::add(metrics_, subject, metric, value);
}

// A provisioned stream is billed by one unit, an on-demand stream by started KiB; 0 = not at all.
void World::charge_stream(model::StreamId stream_id, Billed provisioned, std::int64_t units,
                          Billed on_demand, std::int64_t bytes, model::EventSink& sink) {
  const services::kinesis::Stream* stream = kinesis_.find(stream_id);
  if (stream == nullptr) return;
  const bool by_amount = stream->mode == StreamMode::kOnDemand;
  const std::int64_t count = by_amount ? (bytes > 0 ? started(bytes, 1024) : 0) : units;
  if (count == 0) return;
  charge(by_amount ? on_demand : provisioned, static_cast<std::uint32_t>(count), last_seq_ - 1,
         sink);
}

void World::measure_stream(const model::Event& event, model::EventSink& sink) {
  const auto charge_now = [&](Billed what, std::uint32_t units) {
    if (units > 0) charge(what, units, last_seq_ - 1, sink);
  };
  std::visit(Overloaded{
                 [&](const model::RecordPut& e) {
                   measure(e.stream, MetricId::kIncomingBytes, e.bytes);
                   measure(e.stream, MetricId::kIncomingRecords);
                   measure_shard(e.stream, e.shard, MetricId::kShardIncomingBytes, e.bytes);
                   measure_shard(e.stream, e.shard, MetricId::kShardIncomingRecords);
                   charge_stream(e.stream, Billed::kKinesisPutUnit, put_units(e.bytes),
                                 Billed::kKinesisInKib, std::max(1u, e.bytes), sink);
                 },
                 [&](const model::RecordThrottled& e) {
                   measure(e.stream, MetricId::kWriteThrottled);
                   measure_shard(e.stream, e.shard, MetricId::kShardWriteThrottled);
                 },
                 [&](const model::RecordsRead& e) {
                   measure(e.stream, MetricId::kGetRecordsBytes, e.bytes);
                   measure(e.stream, MetricId::kGetRecordsRecords, e.records);
                   measure(e.stream, MetricId::kGetRecordsSuccess);
                   measure(e.stream, MetricId::kIteratorAge, e.behind_ms);
                   measure_shard(e.stream, e.shard, MetricId::kShardOutgoingBytes, e.bytes);
                   measure_shard(e.stream, e.shard, MetricId::kShardOutgoingRecords, e.records);
                   measure_shard(e.stream, e.shard, MetricId::kShardIteratorAge, e.behind_ms);
                   charge_stream(e.stream, Billed::kKinesisPutUnit, 0, Billed::kKinesisOutKib,
                                 e.bytes, sink);
                 },
                 [&](const model::ReadThrottled& e) {
                   measure(e.stream, MetricId::kReadThrottled);
                   measure_shard(e.stream, e.shard, MetricId::kShardReadThrottled);
                 },
                 [&](const model::RecordsPushed& e) {
                   measure(e.stream, MetricId::kPushBehind, e.behind_ms);
                   measure_shard(e.stream, e.shard, MetricId::kShardOutgoingBytes, e.bytes);
                   measure_shard(e.stream, e.shard, MetricId::kShardOutgoingRecords, e.records);
                   charge_now(Billed::kKinesisEfoKib, started(e.bytes, 1024));
                 },
          // The hour in which something begins is billed as a whole.
                 [&](const model::ShardOpened& e) {
                   const services::kinesis::Stream* stream = kinesis_.find(e.stream);
                   if (e.parent || stream == nullptr) return;
                   const bool first = stream->open.size() == 1;
                   if (stream->mode == StreamMode::kProvisioned)
                     charge_now(Billed::kKinesisShardHour, 1);
                   if (stream->mode == StreamMode::kOnDemand && first) {
                     charge_now(Billed::kKinesisStreamHour, 1);
                   }
                 },
                 // One more shard than before; a merge leaves one less for the hours to come.
                 [&](const model::ShardSplit& e) {
                   charge_stream(e.stream, Billed::kKinesisShardHour, 1, Billed::kKinesisShardHour,
                                 0, sink);
                 },
                 [&](const model::ConsumerRegistered& e) {
                   const services::kinesis::Stream* stream = kinesis_.find(e.stream);
                   if (stream == nullptr) return;
                   charge_now(Billed::kKinesisEfoShardHour,
                              static_cast<std::uint32_t>(stream->open.size()));
                 },
                 [](const auto&) {},
             },
             event.body);
}

// What no event tells: how the calls ended.
void World::measure_call(const CallBill& call, const model::ApiResult<model::Response>& result) {
  if (call.on_stream == CallBill::Stream::kPutRecord) {
    measure(call.stream, MetricId::kPutRecordSuccess, result ? 1 : 0);
  } else if (call.on_stream == CallBill::Stream::kSubscribe) {
    const bool refused = !result && result.error().query_code == "ResourceInUseException";
    if (refused) measure(call.stream, MetricId::kSubscribeRefused);
  }
  const auto* puts = result ? std::get_if<model::kinesis::PutRecordsResponse>(&*result) : nullptr;
  if (puts == nullptr) return;
  std::int64_t failed = 0;
  std::int64_t throttled = 0;
  for (const auto& entry : puts->records) {
    if (!entry.error_code) continue;
    ++(*entry.error_code == "InternalFailure" ? failed : throttled);
  }
  const auto total = static_cast<std::int64_t>(puts->records.size());
  measure(call.stream, MetricId::kPutRecordsTotal, total);
  measure(call.stream, MetricId::kPutRecordsSuccessful, total - failed - throttled);
  measure(call.stream, MetricId::kPutRecordsFailed, failed);
  measure(call.stream, MetricId::kPutRecordsThrottled, throttled);
}

// Every hour that begins is billed for what is open then. Nothing happens between the last event
// and `until`, so what is open now was open at each of those hours.
void World::charge_hours(base::SimTime until, model::EventSink& sink) {
  const std::int64_t hour = until.us / base::hours(1).us;
  if (kinesis_.streams.empty()) hours_charged_ = std::max(hours_charged_, hour + 1);
  for (; hours_charged_ <= hour; ++hours_charged_) {
    const auto bill = [&](Billed what, std::size_t units) {
      if (units == 0) return;
      const model::Charge charge{base::SimTime{} + base::hours(hours_charged_), last_seq_, what,
                                 static_cast<std::uint32_t>(units)};
      meter_.add(charge);
      sink.charge(charge);
    };
    for (const auto& [id, stream] : kinesis_.streams) {
      const std::size_t open = stream.open.size();
      const bool on_demand = stream.mode == StreamMode::kOnDemand;
      bill(Billed::kKinesisShardHour, on_demand ? 0 : open);
      bill(Billed::kKinesisStreamHour, on_demand && open > 0 ? 1 : 0);
      bill(Billed::kKinesisRetentionHour, keeps_longer(stream) ? open : 0);
    }
    for (const auto& [id, consumer] : kinesis_.consumers) {
      const services::kinesis::Stream* stream = kinesis_.find(consumer.stream);
      bill(Billed::kKinesisEfoShardHour, stream == nullptr ? 0 : stream->open.size());
    }
  }
}

}  // namespace world
