// Who reads a stream: pollers, KCL workers with their lease table, functions, and consumers of
// enhanced fan-out. A place in a shard is found from the sequence number that was read last.
#include <algorithm>
#include <format>

#include "view/stage_stream.h"
#include "view/words.h"

namespace view {
namespace {

using actors::ShardCursor;
using actors::StreamReader;
using services::kinesis::Shard;
using services::kinesis::Stream;

constexpr std::size_t kMostReaders = 12;
constexpr std::size_t kMostBatches = 12;
constexpr std::size_t kMostEvents = 20'000;  // of the log that are looked at
constexpr std::size_t kTailDigits = 4;  // of a sequence number, as the table shows it

// The first position whose record lies behind a sequence number.
std::uint64_t position_after(const Shard& shard, std::string_view sequence) {
  std::uint64_t low = shard.records.begin_position();
  std::uint64_t high = shard.records.end_position();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (services::kinesis::sequence_number(shard, shard.records[middle].sequence) <= sequence) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::uint64_t position_of(const Shard& shard, const ShardCursor& cursor) {
  if (!cursor.last_sequence.empty()) return position_after(shard, cursor.last_sequence);
  if (cursor.start_type == "LATEST") return shard.records.end_position();
  if (!cursor.start_sequence.empty() && cursor.start_type == "AFTER_SEQUENCE_NUMBER") {
    return position_after(shard, cursor.start_sequence);
  }
  return shard.records.begin_position();
}

class Readers {
 public:
  Readers(const world::Timeline& timeline, const Stream& stream, StageStream& out)
      : timeline_(timeline),
        world_(timeline.view()),
        now_(timeline.playhead()),
        stream_(stream),
        out_(out) {}

  void read() {
    for (const auto& [id, actor] : world_.actors().actors) {
      if (out_.readers.size() == kMostReaders) break;
      if (const auto* poller = std::get_if<actors::StreamPoller>(&actor.role)) {
        add_poller(actor, *poller);
      } else if (const auto* worker = std::get_if<actors::KclWorker>(&actor.role)) {
        add_worker(actor, *worker);
      } else if (const auto* mapping = std::get_if<actors::LambdaMapping>(&actor.role)) {
        add_mapping(actor, *mapping);
      }
    }
    for (const auto& [name, table] : world_.actors().lease_tables) add_table(name, table);
    add_consumers();
    add_pushes();
  }

 private:
  StageReader base_of(const actors::Actor& actor, const actors::StreamSourceSpec& source,
                      ReaderKind kind) const {
    StageReader out;
    out.ref = model::ref(actor.id);
    out.name = actor.name;
    out.kind = source.consumer.empty() ? kind : ReaderKind::kEnhanced;
    return out;
  }

  void add_cursors(const StreamReader& reader, StageReader& out) const {
    for (const auto& [id, cursor] : reader.cursors) {
      const Shard* shard = world_.kinesis().find(cursor.shard);
      if (shard == nullptr || shard->stream != stream_.id) continue;
      if (cursor.exhausted && shard->records.empty()) continue;
      if (cursor.phase == actors::CursorPhase::kWaiting) continue;
      StageCursor place{cursor.shard, position_of(*shard, cursor), {}};
      if (place.position < shard->records.end_position() &&
          place.position >= shard->records.begin_position()) {
        place.behind = now_ - shard->records[place.position].arrived_at;
      }
      out.behind = std::max(out.behind, place.behind);
      out.processed += cursor.processed;
      // Nobody needs to see a flag at the end of what nobody can write to any more.
      if (!cursor.exhausted) out.cursors.push_back(place);
    }
  }

  static void add_health(actors::Health health, StageReader& out) {
    out.down = health != actors::Health::kUp;
    if (health == actors::Health::kCrashed) out.state = "crashed";
    if (health == actors::Health::kHung) out.state = "hangs";
  }

  void add_poller(const actors::Actor& actor, const actors::StreamPoller& poller) {
    if (poller.reader.stream != stream_.id && poller.spec.source.stream != stream_.name) return;
    StageReader out = base_of(actor, poller.spec.source, ReaderKind::kPoller);
    out.state =
        out.kind == ReaderKind::kEnhanced
            ? "enhanced fan-out"
            : std::format("polls every {}", base::format_duration(poller.spec.source.poll_every));
    out.out_of_order = poller.progress.out_of_order;
    add_cursors(poller.reader, out);
    out.processed = poller.processed;
    add_health(poller.health, out);
    out_.readers.push_back(std::move(out));
  }

  void add_worker(const actors::Actor& actor, const actors::KclWorker& worker) {
    if (worker.reader.stream != stream_.id && worker.spec.source.stream != stream_.name) return;
    StageReader out = base_of(actor, worker.spec.source, ReaderKind::kLibrary);
    out.application = worker.spec.application;
    add_cursors(worker.reader, out);
    out.state = std::format("KCL, {}", amount(worker.reader.cursors.size(), "lease"));
    out.processed = worker.processed;
    const auto table = world_.actors().lease_tables.find(worker.spec.application);
    if (table != world_.actors().lease_tables.end()) {
      out.out_of_order = table->second.progress.out_of_order;
    }
    add_health(worker.health, out);
    out_.readers.push_back(std::move(out));
  }

  void add_mapping(const actors::Actor& actor, const actors::LambdaMapping& mapping) {
    if (mapping.reader.stream != stream_.id && mapping.spec.source.stream != stream_.name) return;
    StageReader out = base_of(actor, mapping.spec.source, ReaderKind::kLambda);
    add_cursors(mapping.reader, out);
    hold_back(mapping, out);
    out.out_of_order = mapping.progress.out_of_order;
    out.processed = mapping.progress.first + mapping.progress.duplicate;
    StageMapping shown;
    shown.actor = actor.id;
    shown.name = actor.name;
    shown.discarded = mapping.discarded;
    for (const auto& [id, queue] : world_.sqs().queues) {
      if (queue.url == mapping.spec.on_failure) shown.destination = id;
    }
    for (const auto& [shard_id, lanes] : mapping.lanes) add_lanes(mapping, shard_id, lanes, shown);
    const auto running =
        static_cast<std::size_t>(std::ranges::count(shown.batches, false, &StageBatch::resting));
    out.failing = running < shown.batches.size();
    out.state = std::format("Lambda, {} in flight", amount(running, "batch"));
    if (running != 1) out.state = std::format("Lambda, {} batches in flight", running);
    out_.readers.push_back(std::move(out));
    out_.mappings.push_back(std::move(shown));
  }

  // A function stands where its oldest record stands that it has not got through: what a failing
  // batch blocks grows old although it has been read.
  void hold_back(const actors::LambdaMapping& mapping, StageReader& out) const {
    for (const auto& [shard_id, lanes] : mapping.lanes) {
      const auto cursor = mapping.reader.cursors.find(shard_id);
      if (cursor == mapping.reader.cursors.end()) continue;
      const Shard* shard = world_.kinesis().find(cursor->second.shard);
      const auto place = std::ranges::find(out.cursors, cursor->second.shard, &StageCursor::shard);
      if (shard == nullptr || place == out.cursors.end()) continue;
      const auto hold = [&](const auto& records) {
        if (records.empty()) return;
        const std::uint64_t after = position_after(*shard, records.front().sequence);
        if (after > shard->records.begin_position()) {
          place->position = std::min(place->position, after - 1);
        }
      };
      for (const actors::LambdaLane& lane : lanes) {
        hold(lane.waiting);
        for (const actors::LambdaBatch& batch : lane.batches) hold(batch.records);
      }
      if (place->position == shard->records.end_position()) continue;
      place->behind = now_ - shard->records[place->position].arrived_at;
      out.behind = std::max(out.behind, place->behind);
    }
  }

  void add_lanes(const actors::LambdaMapping& mapping, const std::string& shard_id,
                 const std::vector<actors::LambdaLane>& lanes, StageMapping& out) const {
    const auto cursor = mapping.reader.cursors.find(shard_id);
    const Shard* shard = cursor == mapping.reader.cursors.end()
                             ? nullptr
                             : world_.kinesis().find(cursor->second.shard);
    for (const actors::LambdaLane& lane : lanes) {
      if (lane.batches.empty() || out.batches.size() == kMostBatches) continue;
      const actors::LambdaBatch& front = lane.batches.front();
      StageBatch batch;
      batch.shard = shard == nullptr ? 0 : shard->number;
      batch.records = static_cast<std::uint32_t>(front.records.size());
      batch.attempt = front.attempts + 1;
      batch.resting = !lane.invoked;
      batch.halved = lane.batches.size() > 1;
      out.batches.push_back(batch);
    }
  }

  base::Duration failover_of(const std::string& application) const {
    for (const auto& [id, actor] : world_.actors().actors) {
      const auto* worker = std::get_if<actors::KclWorker>(&actor.role);
      if (worker != nullptr && worker->spec.application == application)
        return worker->spec.failover;
    }
    return base::seconds(10);
  }

  void add_table(const std::string& name, const actors::LeaseTable& table) {
    if (table.stream != stream_.id && table.stream_name != stream_.name) return;
    const base::Duration failover = failover_of(name);
    StageLeaseTable out;
    out.application = name;
    for (const auto& [key, lease] : table.leases) {
      StageLease row;
      row.shard = lease.shard;
      row.shard_name = key;
      row.owner = lease.lease_owner;
      if (lease.lease_owner) row.owner_name = actor_name(world_, lease.lease_owner);
      row.counter = lease.lease_counter;
      row.finished = lease.checkpoint == actors::kShardEnd;
      row.checkpoint = short_sequence(lease.checkpoint);
      row.expired = !row.finished && lease.renewed_at + failover < now_;
      out.leases.push_back(std::move(row));
    }
    out_.leases.push_back(std::move(out));
  }

  // A sequence number by its last digits; words as they are.
  static std::string short_sequence(const std::string& sequence) {
    if (sequence.size() < 20) return sequence;
    // The first digits are the same for all; the counter ends six digits before the end.
    return std::format("…{}", sequence.substr(sequence.size() - kTailDigits));
  }

  // Registered consumers that no simulated caller listens to.
  void add_consumers() {
    for (const auto& [id, consumer] : world_.kinesis().consumers) {
      if (consumer.stream != stream_.id || out_.readers.size() == kMostReaders) continue;
      const bool known = std::ranges::any_of(out_.readers, [&](const StageReader& r) {
        const actors::Actor* actor =
            r.ref.kind == model::RefKind::kActor ? world_.actors().find({r.ref.id}) : nullptr;
        return actor != nullptr && listens_as(*actor, consumer.name);
      });
      if (known) continue;
      StageReader out;
      out.ref = model::ref(id);
      out.name = consumer.name;
      out.kind = ReaderKind::kEnhanced;
      out.state = consumer.status == services::kinesis::ConsumerStatus::kActive
                      ? amount(consumer.subscriptions.size(), "subscription")
                  : consumer.status == services::kinesis::ConsumerStatus::kCreating ? "CREATING"
                                                                                    : "DELETING";
      for (const auto& [shard_id, subscription] : consumer.subscriptions) {
        add_subscription(shard_id, subscription, out);
      }
      out_.readers.push_back(std::move(out));
    }
  }

  void add_subscription(model::ShardId shard_id, const services::kinesis::Subscription& s,
                        StageReader& out) const {
    const Shard* shard = world_.kinesis().find(shard_id);
    if (shard == nullptr) return;
    StageCursor place{shard_id, s.position, {}};
    if (s.position < shard->records.end_position() &&
        s.position >= shard->records.begin_position()) {
      place.behind = now_ - shard->records[s.position].arrived_at;
    }
    out.behind = std::max(out.behind, place.behind);
    out.cursors.push_back(place);
  }

  static bool listens_as(const actors::Actor& actor, const std::string& consumer) {
    if (const auto* p = std::get_if<actors::StreamPoller>(&actor.role)) {
      return p->spec.source.consumer == consumer;
    }
    if (const auto* w = std::get_if<actors::KclWorker>(&actor.role)) {
      return w->spec.source.consumer == consumer || w->spec.application == consumer;
    }
    const auto* m = std::get_if<actors::LambdaMapping>(&actor.role);
    return m != nullptr && m->spec.source.consumer == consumer;
  }

  // What enhanced fan-out gave to each in the last second.
  void add_pushes() {
    const auto& log = timeline_.log();
    std::size_t budget = kMostEvents;
    for (std::size_t i = log.count_until(now_); i > 0 && budget > 0; --i, --budget) {
      const model::Event& event = log[i - 1];
      if (event.at + kGaugeTime <= now_) break;
      const auto* pushed = std::get_if<model::RecordsPushed>(&event.body);
      if (pushed == nullptr || pushed->stream != stream_.id) continue;
      for (StageReader& r : out_.readers) {
        const bool its = r.ref == model::ref(pushed->by) || r.ref == model::ref(pushed->consumer);
        if (its) r.bytes += pushed->bytes;
      }
    }
  }

  const world::Timeline& timeline_;
  const world::World& world_;
  base::SimTime now_;
  const Stream& stream_;
  StageStream& out_;
};

}  // namespace

void read_readers(const world::Timeline& timeline, const Stream& stream, StageStream& out) {
  Readers(timeline, stream, out).read();
}

model::StreamId stream_of_caller(const world::World& world, const actors::Actor& actor) {
  // A reader that has not come to its stream yet knows its name.
  const auto read_by = [&](const StreamReader& reader, const actors::StreamSourceSpec& source) {
    return reader.stream ? reader.stream : stream_target(world, source.stream);
  };
  if (const auto* producer = std::get_if<actors::StreamProducer>(&actor.role)) {
    return stream_target(world, producer->spec.stream);
  }
  if (const auto* poller = std::get_if<actors::StreamPoller>(&actor.role)) {
    return read_by(poller->reader, poller->spec.source);
  }
  if (const auto* worker = std::get_if<actors::KclWorker>(&actor.role)) {
    return read_by(worker->reader, worker->spec.source);
  }
  if (const auto* mapping = std::get_if<actors::LambdaMapping>(&actor.role)) {
    return read_by(mapping->reader, mapping->spec.source);
  }
  return {};
}

std::vector<std::string> keys_of_producer(const actors::Actor& actor) {
  std::vector<std::string> out;
  const auto* producer = std::get_if<actors::StreamProducer>(&actor.role);
  if (producer == nullptr) return out;
  for (const actors::WeightedKey& key : producer->spec.keys) {
    if (key.key.find("{n}") == std::string::npos) out.push_back(key.key);
  }
  return out;
}

std::optional<std::string> key_held_by(const world::World& world, model::ActorId id,
                                       model::RecordId record) {
  const actors::Actor* actor = world.actors().find(id);
  const auto* producer =
      actor != nullptr ? std::get_if<actors::StreamProducer>(&actor->role) : nullptr;
  if (producer == nullptr) return std::nullopt;
  for (const actors::RecordBatch& batch : producer->batches) {
    for (const actors::UnsentRecord& r : batch.records) {
      if (r.record == record) return r.partition_key;
    }
  }
  for (const auto* held : {&producer->waiting, &producer->limited}) {
    for (const actors::UnsentRecord& r : *held) {
      if (r.record == record) return r.partition_key;
    }
  }
  for (const actors::GivenUpRecord& r : producer->given_up) {
    if (r.record == record) return r.partition_key;
  }
  return std::nullopt;
}

}  // namespace view
