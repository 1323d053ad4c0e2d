// What a World measures about streams: CloudWatch's metrics of streams and shards (aws-facts 3.11)
// and what they are billed as (aws-facts 3.7). Must not influence what happens.
#include <algorithm>
#include <format>

#include "model/actions.h"
#include "services/kinesis/shards.h"
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

constexpr std::int64_t kKib = 1024;

std::int64_t kinesis_fact(model::FactId id) { return model::fact(id, model::Profile::kCurrent); }

std::uint32_t put_units(std::int64_t bytes) {
  return started(bytes, kinesis_fact("kinesis.put_unit"));
}

// Milliseconds from a call to its answer, one hop each way; calls from outside take no time.
std::int64_t latency_of(model::ActorId caller, base::Duration hop) {
  return caller ? 2 * hop.us / base::milliseconds(1).us : 0;
}

// By what a stream is billed (aws-facts 3.7 Billing).
enum class Tariff : std::uint8_t { kProvisioned, kOnDemand, kAdvantage };

Tariff tariff_of(const services::kinesis::State& state, const services::kinesis::Stream& stream) {
  if (stream.mode == StreamMode::kProvisioned) return Tariff::kProvisioned;
  return state.minimum_commitment ? Tariff::kAdvantage : Tariff::kOnDemand;
}

// As what a KiB is billed that leaves a stream. Provisioned shards include what shared consumers
// read; the sheet has one price for all that leaves a stream in On-demand Advantage.
std::optional<Billed> read_as(Tariff tariff, bool pushed) {
  switch (tariff) {
    case Tariff::kProvisioned: return pushed ? std::optional(Billed::kKinesisEfoKib) : std::nullopt;
    case Tariff::kOnDemand: return pushed ? Billed::kKinesisOnDemandEfoKib : Billed::kKinesisOutKib;
    case Tariff::kAdvantage: break;
  }
  return Billed::kKinesisAdvantageOutKib;
}

bool keeps_longer(const services::kinesis::Stream& stream) {
  return stream.retention_hours > kinesis_fact("kinesis.retention_hours.default");
}

// Bytes in a stream's shards, closed ones included, that arrived at `t` or before.
std::int64_t bytes_until(const services::kinesis::State& state,
                         const services::kinesis::Stream& stream, base::SimTime t) {
  std::int64_t out = 0;
  for (const model::ShardId id : stream.shards) {
    out += services::kinesis::bytes_until(*state.find(id), t);
  }
  return out;
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

// What is written counts in PUT payload units in provisioned mode, else in KiB: a record is
// rounded up (aws-facts 3.7 Billing).
void World::charge_written(model::StreamId id, std::int64_t bytes, model::EventSink& sink) {
  const services::kinesis::Stream* stream = kinesis_.find(id);
  if (stream == nullptr) return;
  const model::EventSeq before = last_seq_ - 1;
  const std::uint32_t kib = started(bytes, kKib);
  switch (tariff_of(kinesis_, *stream)) {
    case Tariff::kProvisioned:
      return charge(Billed::kKinesisPutUnit, put_units(bytes), before, sink);
    case Tariff::kOnDemand: return charge(Billed::kKinesisInKib, kib, before, sink);
    case Tariff::kAdvantage: break;
  }
  advantage_use_.written += kib;
  charge(Billed::kKinesisAdvantageInKib, kib, before, sink);
}

void World::charge_read(model::StreamId id, std::int64_t bytes, bool pushed,
                        model::EventSink& sink) {
  const services::kinesis::Stream* stream = kinesis_.find(id);
  if (stream == nullptr || bytes == 0) return;
  const auto what = read_as(tariff_of(kinesis_, *stream), pushed);
  if (!what) return;
  const std::uint32_t kib = started(bytes, kKib);
  if (*what == Billed::kKinesisAdvantageOutKib) advantage_use_.read += kib;
  charge(*what, kib, last_seq_ - 1, sink);
}

void World::measure_stream(const model::Event& event, model::EventSink& sink) {
  const auto charge_now = [&](Billed what, std::uint32_t units) {
    if (units > 0) charge(what, units, last_seq_ - 1, sink);
  };
  std::visit(
      Overloaded{
          [&](const model::RecordPut& e) {
            measure(e.stream, MetricId::kIncomingBytes, e.bytes);
            measure(e.stream, MetricId::kIncomingRecords);
            measure_shard(e.stream, e.shard, MetricId::kShardIncomingBytes, e.bytes);
            measure_shard(e.stream, e.shard, MetricId::kShardIncomingRecords);
            charge_written(e.stream, e.bytes, sink);
          },
          [&](const model::RecordThrottled& e) {
            measure(e.stream, MetricId::kWriteThrottled);
            measure_shard(e.stream, e.shard, MetricId::kShardWriteThrottled);
          },
          [&](const model::RecordsRead& e) {
            measure(e.stream, MetricId::kGetRecordsBytes, e.bytes);
            measure(e.stream, MetricId::kGetRecordsRecords, e.records);
            measure(e.stream, MetricId::kGetRecordsSuccess);
            measure(e.stream, MetricId::kGetRecordsLatency, latency_of(e.by, options_.hop));
            measure(e.stream, MetricId::kIteratorAge, e.behind_ms);
            measure_shard(e.stream, e.shard, MetricId::kShardOutgoingBytes, e.bytes);
            measure_shard(e.stream, e.shard, MetricId::kShardOutgoingRecords, e.records);
            measure_shard(e.stream, e.shard, MetricId::kShardIteratorAge, e.behind_ms);
            charge_read(e.stream, e.bytes, false, sink);
          },
          [&](const model::ReadThrottled& e) {
            measure(e.stream, MetricId::kReadThrottled);
            measure_shard(e.stream, e.shard, MetricId::kShardReadThrottled);
          },
          [&](const model::RecordsPushed& e) {
            measure(e.stream, MetricId::kPushBehind, e.behind_ms);
            measure_shard(e.stream, e.shard, MetricId::kShardOutgoingBytes, e.bytes);
            measure_shard(e.stream, e.shard, MetricId::kShardOutgoingRecords, e.records);
            charge_read(e.stream, e.bytes, true, sink);
          },
          // The hour in which something begins is billed as a whole.
          [&](const model::ShardOpened& e) {
            const services::kinesis::Stream* stream = kinesis_.find(e.stream);
            if (e.parent || stream == nullptr) return;
            const bool first = stream->open.size() == 1;
            const Tariff tariff = tariff_of(kinesis_, *stream);
            if (tariff == Tariff::kProvisioned) charge_now(Billed::kKinesisShardHour, 1);
            if (tariff == Tariff::kOnDemand && first) {
              charge_now(Billed::kKinesisStreamHour, 1);
            }
          },
          // One more shard than before; a merge leaves one less for the hours to come.
          [&](const model::ShardSplit& e) {
            const services::kinesis::Stream* stream = kinesis_.find(e.stream);
            const bool by_shard = stream != nullptr && stream->mode == StreamMode::kProvisioned;
            if (by_shard) charge_now(Billed::kKinesisShardHour, 1);
          },
          [&](const model::ConsumerRegistered& e) {
            const services::kinesis::Stream* stream = kinesis_.find(e.stream);
            if (stream == nullptr || stream->mode != StreamMode::kProvisioned) return;
            charge_now(Billed::kKinesisEfoShardHour,
                       static_cast<std::uint32_t>(stream->open.size()));
          },
          [&](const model::BatchInvoked& e) {
            const actors::Actor* actor = actors_.find(e.by);
            if (actor == nullptr) return;
            const auto* mapping = std::get_if<actors::LambdaMapping>(&actor->role);
            if (mapping == nullptr) return;
            charge_invocation(mapping->spec.function.duration_with(e.records), last_seq_ - 1, sink);
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

// Writes what is billed at the beginning of an hour.
class World::HourBill {
 public:
  HourBill(World& world, base::SimTime hour, model::EventSink& sink)
      : world_(world), hour_(hour), sink_(sink) {}
  base::SimTime hour() const { return hour_; }
  void add(Billed what, std::int64_t units) const {
    if (units <= 0) return;
    const model::Charge charge{hour_, world_.last_seq_, what, static_cast<std::uint32_t>(units)};
    world_.meter_.add(charge);
    sink_.charge(charge);
  }
  // So many bytes, held for an hour.
  void add_held(Billed what, std::int64_t bytes) const {
    if (bytes > 0) add(what, started(bytes, kKib));
  }

 private:
  World& world_;
  base::SimTime hour_;
  model::EventSink& sink_;
};

// A stream's hour. Consumers and retention up to 7 days are paid for by the shard in provisioned
// mode only; the sheet has no price for that retention in On-demand Advantage, so it is left out
// there (aws-facts 3.7).
void World::charge_hour(const services::kinesis::Stream& stream, const HourBill& bill) const {
  const auto open = static_cast<std::int64_t>(stream.open.size());
  const Tariff tariff = tariff_of(kinesis_, stream);
  if (tariff == Tariff::kProvisioned) {
    bill.add(Billed::kKinesisShardHour, open);
    bill.add(Billed::kKinesisRetentionHour, keeps_longer(stream) ? open : 0);
  } else if (tariff == Tariff::kOnDemand) {
    bill.add(Billed::kKinesisStreamHour, open > 0 ? 1 : 0);
  }
  if (!keeps_longer(stream)) return;
  const base::Duration day = base::hours(kinesis_fact("kinesis.retention_hours.default"));
  const base::Duration week = base::seconds(kinesis_fact("kinesis.long_retention"));
  const std::int64_t long_term = bytes_until(kinesis_, stream, bill.hour() - week);
  bill.add_held(Billed::kKinesisLongRetentionKibHour, long_term);
  if (tariff != Tariff::kOnDemand) return;
  bill.add_held(Billed::kKinesisOnDemandRetentionKibHour,
                bytes_until(kinesis_, stream, bill.hour() - day) - long_term);
}

// On-demand Advantage is billed for 25 MiB/s each way, whether or not they are used: the rest of
// the hour that ends here (aws-facts 3.7 Commitment). A simplification: of the hour in which a
// commitment ends, only what was used is billed.
void World::charge_commitment(const HourBill& bill) {
  const AdvantageUse used = std::exchange(advantage_use_, {});
  if (!kinesis_.minimum_commitment) return;
  const base::SimTime from = std::max(bill.hour() - base::hours(1), kinesis_.commitment_changed_at);
  const std::int64_t seconds = (bill.hour() - from).us / base::seconds(1).us;
  const std::int64_t least = seconds * kinesis_fact("kinesis.advantage.committed_bytes") / kKib;
  bill.add(Billed::kKinesisAdvantageInKib, least - used.written);
  bill.add(Billed::kKinesisAdvantageOutKib, least - used.read);
}

// Every hour that begins is billed for what is open then. Nothing happens between the last event
// and `until`, so what is open now was open at each of those hours.
void World::charge_hours(base::SimTime until, model::EventSink& sink) {
  const std::int64_t hour = until.us / base::hours(1).us;
  const bool nothing = kinesis_.streams.empty() && !kinesis_.minimum_commitment;
  if (nothing) {
    hours_charged_ = std::max(hours_charged_, hour + 1);
    advantage_use_ = {};
  }
  for (; hours_charged_ <= hour; ++hours_charged_) {
    const HourBill bill(*this, base::SimTime{} + base::hours(hours_charged_), sink);
    charge_commitment(bill);
    for (const auto& [id, stream] : kinesis_.streams) charge_hour(stream, bill);
    for (const auto& [id, consumer] : kinesis_.consumers) {
      const services::kinesis::Stream* stream = kinesis_.find(consumer.stream);
      if (stream == nullptr || stream->mode != StreamMode::kProvisioned) continue;
      bill.add(Billed::kKinesisEfoShardHour, static_cast<std::int64_t>(stream->open.size()));
    }
  }
}

}  // namespace world
