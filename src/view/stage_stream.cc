// Streams of the stage: one bounded look at every shard from its end, and one at the log.
#include "view/stage_stream.h"

#include <algorithm>
#include <cmath>
#include <format>

#include "view/words.h"

namespace view {
namespace {

using services::kinesis::Record;
using services::kinesis::Shard;
using services::kinesis::Stream;

constexpr std::size_t kMostCommands = 20'000;
constexpr std::size_t kMostCounted = 4'000;  // records of one shard in a second
constexpr std::size_t kMostEvents = 20'000;  // of the log that are looked at
constexpr base::Duration kReboundTime = base::seconds(2);

template <class F>
void for_each_put(const model::Request& request, F f) {
  if (const auto* put = std::get_if<model::kinesis::PutRecordRequest>(&request)) {
    if (put->partition_key) f(*put->partition_key, put->explicit_hash_key);
  } else if (const auto* puts = std::get_if<model::kinesis::PutRecordsRequest>(&request)) {
    for (const model::kinesis::PutRecordsRequestEntry& entry : puts->records) {
      if (entry.partition_key) f(*entry.partition_key, entry.explicit_hash_key);
    }
  }
}

StageRecord stage_record(const Record& r, std::uint64_t position, const GroupSlots& slots) {
  return {r.id,     r.partition_key, slots.slot(r.partition_key), share_of_range(r.hash_key),
          position, r.arrived_at};
}

StageShard read_shard(const Shard& shard, base::SimTime now, const GroupSlots& slots) {
  StageShard out;
  out.id = shard.id;
  out.number = shard.number;
  out.from = share_of_range(shard.first_hash_key);
  out.to = share_of_range(shard.last_hash_key);
  out.open = shard.is_open();
  out.parent = shard.parent;
  out.adjacent_parent = shard.adjacent_parent;
  out.children = shard.children;
  out.opened_at = shard.opened_at;
  out.closed_at = shard.closed_at;
  out.begin = shard.records.begin_position();
  out.end = shard.records.end_position();
  for (std::uint64_t at = out.end; at > out.begin && out.records.size() < kMostTapeRecords; --at) {
    out.records.push_back(stage_record(shard.records[at - 1], at - 1, slots));
  }
  const WriteRate rate = write_rate(shard, now);
  out.bytes = rate.bytes;
  out.puts = rate.records;
  return out;
}

// What a reshard makes of the shards: how many were open before the latest one closed.
std::string becomes_words(const Stream& stream, const std::vector<StageShard>& shards) {
  std::size_t open = 0;
  std::size_t closed = 0;
  base::SimTime last{INT64_MIN};
  for (const StageShard& s : shards) {
    ++(s.open ? open : closed);
    if (!s.open) last = std::max(last, s.closed_at);
  }
  if (!stream.steps.empty()) {
    const bool merge = static_cast<bool>(stream.steps.front().adjacent);
    const std::size_t after = stream.target_shards > 0
                                  ? static_cast<std::size_t>(stream.target_shards)
                                  : open + (merge ? -1 : 1);
    return std::format("{} to become {}", amount(open, "open shard"), after);
  }
  if (closed == 0) return {};
  const auto before = std::ranges::count_if(
      shards, [&](const StageShard& s) { return s.opened_at < last && s.closed_at >= last; });
  return std::format("{} {} {} open, {} closed",
                     amount(static_cast<std::uint64_t>(before), "shard"),
                     before == 1 ? "becomes" : "become", open, closed);
}

const StageShard* shard_in(const StageStream& stream, model::ShardId id) {
  const auto it = std::ranges::find(stream.shards, id, &StageShard::id);
  return it == stream.shards.end() ? nullptr : &*it;
}

void read_cuts(const world::World& world, const Stream& stream, StageStream& out) {
  if (stream.status != model::StreamStatus::kUpdating) return;
  for (const services::kinesis::ReshardStep& step : stream.steps) {
    for (StageShard& s : out.shards) {
      if (s.id == step.shard || s.id == step.adjacent) s.resharding = true;
    }
    const Shard* shard = world.kinesis().find(step.shard);
    const Shard* other = world.kinesis().find(step.adjacent);
    if (other != nullptr && shard != nullptr) {
      const Shard& upper = shard->first_hash_key > other->first_hash_key ? *shard : *other;
      out.cuts.push_back({share_of_range(upper.first_hash_key), true});
    } else if (!step.adjacent) {
      out.cuts.push_back({share_of_range(step.split_at), false});
    }
  }
  if (!stream.steps.empty()) return;
  // Where it has just been cut.
  base::SimTime last{INT64_MIN};
  for (const StageShard& s : out.shards) {
    if (!s.open) last = std::max(last, s.closed_at);
  }
  for (const StageShard& s : out.shards) {
    if (s.open || s.closed_at != last || s.children.size() != 2) continue;
    if (const StageShard* upper = shard_in(out, s.children.back())) {
      out.cuts.push_back({upper->from, false});
    }
  }
}

// The key of a record that was refused, from the call that brought it.
std::optional<std::string> key_of_call(const world::Timeline& timeline, base::SimTime at,
                                       const Shard& shard) {
  std::optional<std::string> found;
  std::size_t looked = 0;
  for (const auto& command : timeline.commands()) {
    if (command.at > at || ++looked > kMostCommands) break;
    const auto* call = std::get_if<world::ApiCall>(&command.command);
    if (command.at != at || call == nullptr) continue;
    for_each_put(call->request, [&](const std::string& key, const auto& explicit_hash_key) {
      const auto hash = services::kinesis::hash_key_of(key, explicit_hash_key);
      if (hash && shard.owns(*hash)) found = key;
    });
  }
  return found;
}

// The key of a record that its shard refused at first and has taken since.
std::optional<std::string> key_stored(const Shard& shard, model::RecordId record) {
  std::size_t budget = kMostCounted;
  const std::uint64_t begin = shard.records.begin_position();
  for (std::uint64_t at = shard.records.end_position(); at > begin && budget > 0; --at, --budget) {
    if (shard.records[at - 1].id == record) return shard.records[at - 1].partition_key;
  }
  return std::nullopt;
}

void colour_throttle(const world::Timeline& timeline, const GroupSlots& slots,
                     StageThrottle& throttle) {
  const world::World& world = timeline.view();
  const Shard* shard = world.kinesis().find(throttle.shard);
  if (shard == nullptr) return;
  auto key = throttle.by ? key_held_by(world, throttle.by, throttle.record)
                         : key_of_call(timeline, throttle.when, *shard);
  if (!key) key = key_stored(*shard, throttle.record);
  throttle.at = (share_of_range(shard->first_hash_key) + share_of_range(shard->last_hash_key)) / 2;
  if (!key) return;
  throttle.key = *std::move(key);
  throttle.slot = slots.slot(throttle.key);
  if (const auto hash = services::kinesis::hash_key_of(throttle.key, std::nullopt)) {
    if (shard->owns(*hash)) throttle.at = share_of_range(*hash);
  }
}

// Refusals and reads of the last moments.
void read_log(const world::Timeline& timeline, const GroupSlots& slots, StageStream& out) {
  const auto& log = timeline.log();
  const base::SimTime now = timeline.playhead();
  std::size_t budget = kMostEvents;
  for (std::size_t i = log.count_until(now); i > 0 && budget > 0; --i, --budget) {
    const model::Event& event = log[i - 1];
    if (event.at + kReboundTime < now) break;
    const bool counted = event.at + kGaugeTime > now;
    const model::EventSubjects subjects = model::subjects(event.body);
    if (subjects.stream != out.id) continue;
    const auto it = std::ranges::find(out.shards, subjects.shard, &StageShard::id);
    if (it == out.shards.end()) continue;
    if (const auto* refused = std::get_if<model::RecordThrottled>(&event.body)) {
      it->throttled |= counted;
      if (out.throttle) {
        if (counted) ++out.throttle->count;
        continue;
      }
      out.throttle = StageThrottle{.record = refused->record,
                                   .by = refused->by,
                                   .shard = refused->shard,
                                   .by_bytes = refused->by_bytes,
                                   .when = event.at};
    } else if (const auto* read = std::get_if<model::RecordsRead>(&event.body)) {
      if (!counted) continue;
      ++it->read_calls;
      it->read_bytes += read->bytes;
    } else if (std::holds_alternative<model::ReadThrottled>(event.body) && counted) {
      ++it->read_calls;
    }
  }
  if (out.throttle) colour_throttle(timeline, slots, *out.throttle);
}

// The records of an answer of a read or of a push.
template <class Records>
void add_answered(const world::World& world, const Records& records, const GroupSlots& slots,
                  StageStreamHop& hop) {
  hop.count = static_cast<std::uint32_t>(records.size());
  const Shard* shard = world.kinesis().find(hop.shard);
  for (const model::kinesis::Record& r : records) {
    if (hop.records.size() == kMostCarriedRecords) break;
    StageRecord record{.id = r.record, .key = r.partition_key.value_or(""), .slot = -1};
    record.slot = slots.slot(record.key);
    if (shard != nullptr) record.at = share_of_range(shard->first_hash_key);
    hop.records.push_back(std::move(record));
  }
}

void read_request(const model::Request& request, const world::Transit& transit,
                  const GroupSlots& slots, StageStreamHop& hop) {
  std::size_t i = 0;
  for_each_put(request, [&](const std::string& key, const auto& explicit_hash_key) {
    const model::RecordId id = i < transit.records.size() ? transit.records[i] : model::RecordId{};
    ++i;
    if (hop.records.size() == kMostCarriedRecords) return;
    const auto hash = services::kinesis::hash_key_of(key, explicit_hash_key);
    hop.records.push_back(
        {.id = id, .key = key, .slot = slots.slot(key), .at = hash ? share_of_range(*hash) : 0});
  });
  hop.count = static_cast<std::uint32_t>(i);
}

// True when the transit is one that the stage shows.
bool read_hop(const world::World& world, const world::Transit& transit, const GroupSlots& slots,
              StageStreamHop& hop) {
  if (const auto* request = std::get_if<model::Request>(&transit.payload)) {
    read_request(*request, transit, slots, hop);
    hop.read = std::holds_alternative<model::kinesis::GetRecordsRequest>(*request);
    return hop.read || hop.count > 0;
  }
  const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
  if (result == nullptr) return false;
  hop.to_stream = false;
  if (!*result) {
    hop.refused = true;
    return true;
  }
  if (const auto* answer = std::get_if<model::kinesis::GetRecordsResponse>(&**result)) {
    hop.read = true;
    add_answered(world, answer->records, slots, hop);
    return true;
  }
  if (const auto* push = std::get_if<model::kinesis::SubscribeToShardEvent>(&**result)) {
    hop.read = true;
    add_answered(world, push->records, slots, hop);
    return hop.count > 0;
  }
  return false;
}

void read_wire(const world::World& world, const GroupSlots& slots, StageStream& out) {
  for (const auto& [id, transit] : world.transits()) {
    if (transit.stream != out.id) continue;
    StageStreamHop hop;
    hop.id = id;
    hop.actor = transit.actor;
    hop.shard = transit.shard;
    hop.departed_at = transit.departed_at;
    hop.arrives_at = transit.arrives_at;
    if (read_hop(world, transit, slots, hop)) out.hops.push_back(std::move(hop));
  }
}

StageStream read_stream(const world::Timeline& timeline, const Stream& stream,
                        const GroupSlots& slots) {
  const world::World& world = timeline.view();
  StageStream out;
  out.id = stream.id;
  out.name = stream.name;
  out.status = stream_status_words(stream.status);
  out.on_demand = stream.mode == services::kinesis::StreamMode::kOnDemand;
  out.retention = base::seconds(stream.retention_hours * 3600);
  for (const model::ShardId id : stream.shards) {
    const Shard* shard = world.kinesis().find(id);
    if (shard != nullptr) out.shards.push_back(read_shard(*shard, timeline.playhead(), slots));
  }
  out.becomes = becomes_words(stream, out.shards);
  read_cuts(world, stream, out);
  read_log(timeline, slots, out);
  read_wire(world, slots, out);
  read_readers(timeline, stream, out);
  return out;
}

}  // namespace

const StageShard* StageStream::shard(model::ShardId shard_id) const {
  return shard_in(*this, shard_id);
}

double share_of_range(base::U128 key) { return std::ldexp(static_cast<double>(key.high), -64); }

std::string_view stream_status_words(model::StreamStatus status) {
  switch (status) {
    case model::StreamStatus::kCreating: return "CREATING";
    case model::StreamStatus::kActive: return "ACTIVE";
    case model::StreamStatus::kUpdating: return "UPDATING";
    case model::StreamStatus::kDeleting: break;
  }
  return "DELETING";
}

model::StreamId stream_target(const world::World& world, std::string_view target) {
  const services::kinesis::State& kinesis = world.kinesis();
  const Stream* stream =
      target.starts_with("arn:") ? kinesis.find_by_arn(target) : kinesis.find_by_name(target);
  return stream == nullptr ? model::StreamId{} : stream->id;
}

model::StreamId stream_of(const world::World& world, model::Ref ref) {
  const services::kinesis::State& kinesis = world.kinesis();
  const auto existing = [&](model::StreamId id) {
    return kinesis.find(id) == nullptr ? model::StreamId{} : id;
  };
  if (ref.kind == model::RefKind::kStream) return existing({ref.id});
  if (ref.kind == model::RefKind::kShard) {
    const Shard* shard = kinesis.find(model::ShardId{ref.id});
    return shard == nullptr ? model::StreamId{} : existing(shard->stream);
  }
  if (ref.kind == model::RefKind::kRecord) {
    const Shard* shard = find_record(world, {ref.id}).shard;
    return shard == nullptr ? model::StreamId{} : existing(shard->stream);
  }
  if (ref.kind == model::RefKind::kConsumer) {
    const auto* consumer = kinesis.find(model::ConsumerId{ref.id});
    return consumer == nullptr ? model::StreamId{} : existing(consumer->stream);
  }
  if (ref.kind != model::RefKind::kActor) return {};
  const actors::Actor* actor = world.actors().find({ref.id});
  return actor == nullptr ? model::StreamId{} : existing(stream_of_caller(world, *actor));
}

model::StreamId stream_on_stage(const world::World& world, const lesson::StageNotes& notes,
                                model::Ref selected, model::StreamId last) {
  const auto& streams = world.kinesis().streams;
  if (streams.empty()) return {};
  if (streams.size() == 1) return streams.begin()->first;
  if (const model::StreamId id = stream_of(world, selected)) return id;
  for (const auto* refs : {&notes.spoken_of, &notes.pointable}) {
    for (const model::Ref ref : *refs) {
      if (const model::StreamId id = stream_of(world, ref)) return id;
    }
  }
  return streams.contains(last) ? last : streams.begin()->first;
}

std::string stream_rate_text(const actors::StreamProducerSpec& spec) {
  const bool random = spec.pattern == actors::Pattern::kRandom;
  return std::format("{}{} per {}", random ? "~" : "", spec.burst,
                     base::format_duration(spec.every));
}

RecordPlace find_record(const world::World& world, model::RecordId id) {
  std::size_t budget = 200'000;
  for (const auto& [shard_id, shard] : world.kinesis().shards) {
    const std::uint64_t begin = shard.records.begin_position();
    for (std::uint64_t at = shard.records.end_position(); at > begin && budget > 0; --at) {
      --budget;
      if (shard.records[at - 1].id == id) return {&shard, &shard.records[at - 1], at - 1};
    }
  }
  return {};
}

WriteRate write_rate(const Shard& shard, base::SimTime now) {
  WriteRate out;
  const std::uint64_t begin = shard.records.begin_position();
  std::size_t budget = kMostCounted;
  for (std::uint64_t at = shard.records.end_position(); at > begin && budget > 0; --at, --budget) {
    const Record& r = shard.records[at - 1];
    if (r.arrived_at + kGaugeTime <= now) break;
    out.bytes += r.bytes();
    ++out.records;
  }
  return out;
}

GroupSlots key_slots(const world::Timeline& timeline) {
  GroupSlots out;
  const world::World& world = timeline.view();
  for (const auto& [id, actor] : world.actors().actors) {
    for (const std::string& key : keys_of_producer(actor)) out.add(key);
  }
  std::size_t looked = 0;
  for (const auto& command : timeline.commands()) {
    if (command.at > timeline.playhead() || ++looked > kMostCommands) break;
    const auto* call = std::get_if<world::ApiCall>(&command.command);
    if (call == nullptr) continue;
    for_each_put(call->request,
                 [&](const std::string& key, const auto& /*hash*/) { out.add(key); });
  }
  for (const auto& [id, shard] : world.kinesis().shards) {
    std::size_t budget = kMostTapeRecords;
    const std::uint64_t begin = shard.records.begin_position();
    for (std::uint64_t at = shard.records.end_position(); at > begin && budget > 0;
         --at, --budget) {
      out.add(shard.records[at - 1].partition_key);
    }
  }
  return out;
}

void read_streams(const world::Timeline& timeline, StageState& out) {
  const GroupSlots slots = key_slots(timeline);
  for (const auto& [id, stream] : timeline.view().kinesis().streams) {
    out.streams.push_back(read_stream(timeline, stream, slots));
  }
}

}  // namespace view
