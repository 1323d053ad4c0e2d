// Streams, shards, records and consumers in the inspector.
#include "view/inspector_stream.h"

#include <algorithm>
#include <format>

#include "view/scene_stream.h"
#include "view/stage_stream.h"
#include "view/words.h"

namespace view {
namespace {

using services::kinesis::Consumer;
using services::kinesis::Record;
using services::kinesis::Shard;
using services::kinesis::Stream;

constexpr std::size_t kLooked = 60;  // events of a thing
constexpr std::size_t kShards = 6;   // that are named

class Properties {
 public:
  explicit Properties(std::vector<Property>& out) : out_(out) {}
  void add(std::string name, std::string value) {
    out_.push_back(make_property(std::move(name), std::move(value)));
  }
  void add(std::string name, std::uint64_t value) { add(std::move(name), std::to_string(value)); }

 private:
  std::vector<Property>& out_;
};

template <class Body>
const model::Event* latest_of(const std::vector<const model::Event*>& events) {
  for (std::size_t i = events.size(); i-- > 0;) {
    if (std::holds_alternative<Body>(events[i]->body)) return events[i];
  }
  return nullptr;
}

std::string in_mebibytes(std::int64_t bytes) {
  const std::int64_t hundredths = bytes * 100 / 1'048'576;
  return std::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

class StreamPages {
 public:
  StreamPages(const world::Timeline& timeline, const InspectorOptions& options, Inspector& out)
      : timeline_(timeline), world_(timeline.view()), options_(options), out_(out) {}

  // -- Stream -------------------------------------------------------------------------------------

  void stream(const Stream& s) {
    out_.icon = "waves";
    out_.title = s.name;
    const bool on_demand = s.mode == services::kinesis::StreamMode::kOnDemand;
    out_.subtitle = std::format("Data stream, {}", on_demand ? "on-demand" : "provisioned");
    std::uint64_t open = 0;
    for (const model::ShardId id : s.shards) {
      const Shard* shard = world_.kinesis().find(id);
      open += shard != nullptr && shard->is_open() ? 1 : 0;
    }
    Properties list(out_.properties);
    list.add("StreamStatus", std::string(stream_status_words(s.status)));
    list.add("OpenShardCount", open);
    list.add("StreamMode", on_demand ? "ON_DEMAND" : "PROVISIONED");
    list.add("RetentionPeriodHours", static_cast<std::uint64_t>(s.retention_hours));
    std::uint64_t consumers = 0;
    for (const auto& [id, consumer] : world_.kinesis().consumers) {
      consumers += consumer.stream == s.id ? 1 : 0;
    }
    list.add("ConsumerCount", consumers);
    list.add("EncryptionType", s.kms_key.empty() ? "NONE" : "KMS");
    if (!s.kms_key.empty()) list.add("KeyId", s.kms_key);
    list.add("MaxRecordSizeInKiB", static_cast<std::uint64_t>(s.max_record_kib));
    list.add("StreamCreationTimestamp", base::format_clock(s.created_at));
    list.add("StreamARN", s.arn);
    if (options_.lens == Lens::kApi) return;
    stream_why(s);
  }

  // -- Shard --------------------------------------------------------------------------------------

  void shard(const Shard& s) {
    const Stream* owner = world_.kinesis().find(s.stream);
    out_.icon = "git-fork";
    out_.title = shard_words(s.number, false);
    out_.subtitle = std::format("{} shard of {}", s.is_open() ? "Open" : "Closed",
                                owner == nullptr ? "a deleted stream" : owner->name);
    Properties list(out_.properties);
    list.add("ShardId", services::kinesis::shard_name(s.number));
    list.add("StartingHashKey", base::to_decimal(s.first_hash_key));
    list.add("EndingHashKey", base::to_decimal(s.last_hash_key));
    if (options_.lens == Lens::kTruth) {
      const WriteRate rate = write_rate(s, timeline_.playhead());
      list.add("Records retained", static_cast<std::uint64_t>(s.records.size()));
      list.add("Written in the last second",
               std::format("{} MiB, {} records", in_mebibytes(rate.bytes), grouped(rate.records)));
    }
    add_parent("ParentShardId", s.parent, list);
    add_parent("AdjacentParentShardId", s.adjacent_parent, list);
    for (const model::ShardId child : s.children) add_parent("ChildShard", child, list);
    list.add("StartingSequenceNumber", services::kinesis::starting_sequence_number(s));
    if (!s.is_open()) {
      list.add("EndingSequenceNumber", services::kinesis::ending_sequence_number(s));
      list.add("Closed at", base::format_clock(s.closed_at));
    }
    if (options_.lens == Lens::kApi) return;
    shard_why(s);
  }

  // -- Record -------------------------------------------------------------------------------------

  void record(model::RecordId id) {
    const RecordPlace place = find_record(world_, id);
    out_.icon = "waves";
    out_.title = "Record";
    if (options_.lens == Lens::kApi) {
      out_.subtitle = "not seen through the API";
      out_.hint = "No call shows a single record: a consumer reads a shard in order.";
      return;
    }
    if (place.record == nullptr) {
      lost_record(id);
      return;
    }
    const Record& r = *place.record;
    out_.subtitle =
        std::format("{} in {}", r.partition_key, shard_words(place.shard->number, true));
    Properties list(out_.properties);
    list.add("PartitionKey", r.partition_key);
    list.add("MD5 as hash key", base::to_decimal(r.hash_key));
    list.add("ShardId", services::kinesis::shard_name(place.shard->number));
    list.add("SequenceNumber", services::kinesis::sequence_number(*place.shard, r.sequence));
    list.add("ApproximateArrivalTimestamp", base::format_clock(r.arrived_at));
    list.add("Data", r.data);
    list.add("Bytes", static_cast<std::uint64_t>(r.bytes()));
    list.add("Sent by", actor_name(world_, r.by));
    if (r.encrypted) list.add("EncryptionType", "KMS");
    record_why(place);
  }

  // -- Consumer -----------------------------------------------------------------------------------

  void consumer(const Consumer& c) {
    out_.icon = "waves";
    out_.title = c.name;
    out_.subtitle = "Stream consumer (enhanced fan-out)";
    Properties list(out_.properties);
    list.add("ConsumerStatus", c.status == services::kinesis::ConsumerStatus::kActive ? "ACTIVE"
                               : c.status == services::kinesis::ConsumerStatus::kCreating
                                   ? "CREATING"
                                   : "DELETING");
    list.add("Subscriptions", static_cast<std::uint64_t>(c.subscriptions.size()));
    list.add("ConsumerCreationTimestamp", base::format_clock(c.created_at));
    list.add("ConsumerARN", c.arn);
    if (options_.lens == Lens::kApi) return;
    out_.why_title = std::format("How far is {}?", c.name);
    reader_why(model::ref(c.id), c.stream);
  }

  // -- Callers ------------------------------------------------------------------------------------

  bool actor(const actors::Actor& a) {
    if (const auto* p = std::get_if<actors::StreamProducer>(&a.role)) return producer(a, *p);
    if (const auto* p = std::get_if<actors::StreamPoller>(&a.role)) {
      out_.subtitle =
          p->spec.source.consumer.empty() ? "Consumer that polls" : "Consumer, enhanced fan-out";
      health(p->health);
      source(p->spec.source, p->reader);
      Properties(out_.properties).add("Records processed", p->processed);
      progress(p->progress);
      if (p->spec.skip_parents) Properties(out_.properties).add("Waits for parents", "no");
      return reader(a, p->reader.stream);
    }
    if (const auto* w = std::get_if<actors::KclWorker>(&a.role)) {
      out_.subtitle = std::format("KCL {}.x worker of {}", w->spec.version, w->spec.application);
      health(w->health);
      source(w->spec.source, w->reader);
      Properties list(out_.properties);
      list.add("Leases", static_cast<std::uint64_t>(w->reader.cursors.size()));
      list.add("Records processed", w->processed);
      list.add("Of them a second time", w->duplicates);
      list.add("failoverTimeMillis", static_cast<std::uint64_t>(w->spec.failover.us / 1000));
      return reader(a, w->reader.stream);
    }
    if (const auto* m = std::get_if<actors::LambdaMapping>(&a.role)) {
      out_.icon = "zap";
      out_.subtitle = "Lambda event source mapping";
      source(m->spec.source, m->reader);
      mapping(*m);
      progress(m->progress);
      return reader(a, m->reader.stream);
    }
    return false;
  }

 private:
  void add_parent(const char* name, model::ShardId id, Properties& list) const {
    const Shard* found = id ? world_.kinesis().find(id) : nullptr;
    if (found != nullptr) list.add(name, services::kinesis::shard_name(found->number));
  }

  WhyStep event_step(const model::Event& event, WhyKind kind, std::string detail = {}) const {
    return why_step(event, kind, capital(event_sentence(world_, event)), std::move(detail));
  }

  WhyStep prose_rule(std::string title, std::string detail) const {
    WhyStep out = why_rule(std::move(title), std::move(detail));
    out.mono_detail = false;
    return out;
  }

  std::vector<const model::Event*> events(model::Ref ref) const {
    return events_of(timeline_, ref, options_.index, kLooked);
  }

  void stream_why(const Stream& s) {
    const auto all = events(model::ref(s.id));
    const bool updating = s.status == model::StreamStatus::kUpdating;
    out_.why_title = updating ? std::format("Why is {} UPDATING?", s.name)
                              : std::format("How full are the shards of {}?", s.name);
    if (updating) {
      for (const model::Event* event :
           {latest_of<model::StreamStatusChanged>(all), latest_of<model::ShardSplit>(all),
            latest_of<model::ShardsMerged>(all)}) {
        if (event != nullptr) out_.why.push_back(event_step(*event, WhyKind::kEvent));
      }
      out_.why.push_back(prose_rule("Records go on being written and read meanwhile",
                                    "One reshard of a stream at a time"));
    }
    std::size_t left = kShards;
    for (const model::ShardId id : s.shards) {
      const Shard* shard = world_.kinesis().find(id);
      if (shard == nullptr || !shard->is_open()) continue;
      if (left-- == 0) break;
      const WriteRate rate = write_rate(*shard, timeline_.playhead());
      const double share =
          share_of_range(shard->last_hash_key) - share_of_range(shard->first_hash_key);
      out_.why.push_back(
          prose_rule(std::format("Shard {}: {} of 1,000 rec/s, {} of 1 MiB/s", shard->number,
                                 grouped(rate.records), in_mebibytes(rate.bytes)),
                     std::format("{:.1f} % of the hash keys", share * 100)));
    }
    if (const model::Event* event = latest_of<model::RecordThrottled>(all)) {
      out_.why.push_back(
          event_step(*event, WhyKind::kBad, "ProvisionedThroughputExceededException"));
    }
  }

  void shard_why(const Shard& s) {
    const auto all = events(model::ref(s.id));
    const model::Event* throttled = latest_of<model::RecordThrottled>(all);
    const bool now =
        throttled != nullptr && throttled->at + base::seconds(2) > timeline_.playhead();
    if (!s.is_open()) {
      out_.why_title = std::format("Why is shard {} closed?", s.number);
      add_reshard(all);
      out_.why.push_back(prose_rule("It can be read until its last record expires",
                                    "Its children hold what came later"));
      add_readers_of(s);
    } else if (now) {
      out_.why_title = std::format("Why does shard {} refuse records?", s.number);
      out_.why.push_back(
          event_step(*throttled, WhyKind::kBad, "ProvisionedThroughputExceededException"));
      const WriteRate rate = write_rate(s, timeline_.playhead());
      out_.why.push_back(prose_rule(std::format("{} records and {} MiB in the last second",
                                                grouped(rate.records), in_mebibytes(rate.bytes)),
                                    "The limit is 1,000 records or 1 MiB a second and shard"));
      out_.why.push_back(prose_rule("A split helps only when the keys divide",
                                    "All records of one partition key stay in one shard"));
    } else if (s.parent) {
      out_.why_title = std::format("Where does shard {} come from?", s.number);
      add_reshard(all);
      out_.why.push_back(prose_rule("Older records of these keys stay in the parent",
                                    "A consumer finishes the parent first, to keep their order"));
    } else {
      out_.why_title = std::format("Who reads shard {}?", s.number);
      add_readers_of(s);
      if (out_.why.empty()) {
        out_.why.push_back(why_absence("Nobody reads it", "Records wait until they expire", ""));
      }
    }
  }

  void add_reshard(const std::vector<const model::Event*>& all) {
    for (const model::Event* event : all) {
      if (std::holds_alternative<model::ShardSplit>(event->body) ||
          std::holds_alternative<model::ShardsMerged>(event->body)) {
        out_.why.push_back(event_step(*event, WhyKind::kEvent));
      }
    }
  }

  StageStream readers_of(model::StreamId id) const {
    StageStream out;
    const Stream* stream = world_.kinesis().find(id);
    if (stream != nullptr) read_readers(timeline_, *stream, out);
    return out;
  }

  void add_readers_of(const Shard& s) {
    const StageStream stream = readers_of(s.stream);
    for (const StageReader& r : stream.readers) {
      const auto it = std::ranges::find(r.cursors, s.id, &StageCursor::shard);
      if (it == r.cursors.end()) continue;
      const std::uint64_t end = s.records.end_position();
      const std::uint64_t left = end - std::min(it->position, end);
      out_.why.push_back(prose_rule(
          std::format("{}: {} not read yet", r.name, amount(left, "record")),
          it->behind.us > 0 ? countdown(it->behind) + " behind" : "It has read everything"));
    }
  }

  void lost_record(model::RecordId id) {
    const auto all = events(model::ref(id));
    const model::Event* refused = latest_of<model::RecordThrottled>(all);
    out_.subtitle = refused != nullptr ? "refused" : all.empty() ? "on its way" : "gone";
    out_.hint = "It is on its way to the shard that owns its key.";
    if (refused == nullptr) return;
    out_.hint.clear();
    Properties list(out_.properties);
    const auto& e = std::get<model::RecordThrottled>(refused->body);
    if (const auto key = key_held_by(world_, e.by, id)) list.add("PartitionKey", *key);
    list.add("Sent by", actor_name(world_, e.by));
    list.add("ErrorCode", "ProvisionedThroughputExceededException");
    out_.why_title = "Why was it refused?";
    out_.why.push_back(event_step(*refused, WhyKind::kBad));
    out_.why.push_back(prose_rule(
        e.by_bytes ? "A shard takes 1 MiB a second" : "A shard takes 1,000 records a second",
        "Other records of the same PutRecords may have been stored"));
    if (const model::Event* dropped = latest_of<model::RecordDropped>(all)) {
      out_.why.push_back(event_step(*dropped, WhyKind::kBad));
    }
  }

  void record_why(const RecordPlace& place) {
    const Record& r = *place.record;
    out_.why_title = std::format("Why is it in shard {}?", place.shard->number);
    const auto all = events(model::ref(r.id));
    out_.why.push_back(
        prose_rule(std::format("MD5 of {} lies at {:.2f} % of the range", r.partition_key,
                               share_of_range(r.hash_key) * 100),
                   std::format("Shard {} owns {:.2f} to {:.2f} %", place.shard->number,
                               share_of_range(place.shard->first_hash_key) * 100,
                               share_of_range(place.shard->last_hash_key) * 100)));
    for (const model::Event* event : all) {
      const bool bad = std::holds_alternative<model::RecordThrottled>(event->body);
      const bool put = std::holds_alternative<model::RecordPut>(event->body);
      const auto* done = std::get_if<model::RecordProcessed>(&event->body);
      if (!bad && !put && done == nullptr) continue;
      const bool wrong = bad || (done != nullptr &&
                                 (done->out_of_order || done->effect == model::Effect::kDuplicate));
      out_.why.push_back(event_step(*event, wrong ? WhyKind::kBad
                                            : put ? WhyKind::kEvent
                                                  : WhyKind::kGood));
    }
    add_who_has_read(place);
  }

  void add_who_has_read(const RecordPlace& place) {
    std::vector<std::string> read;
    std::vector<std::string> not_yet;
    for (const StageReader& r : readers_of(place.shard->stream).readers) {
      const auto it = std::ranges::find(r.cursors, place.shard->id, &StageCursor::shard);
      if (it == r.cursors.end()) continue;
      (it->position > place.position ? read : not_yet).push_back(r.name);
    }
    Properties list(out_.properties);
    if (!read.empty()) list.add("Read by", join_words(read));
    if (!not_yet.empty()) list.add("Not read yet by", join_words(not_yet));
  }

  // -- Callers ------------------------------------------------------------------------------------

  bool producer(const actors::Actor& a, const actors::StreamProducer& p) {
    out_.icon = "truck";
    switch (p.spec.library) {
      case actors::Library::kSdk: out_.subtitle = "Producer, AWS SDK"; break;
      case actors::Library::kKpl: out_.subtitle = "Producer, Kinesis Producer Library"; break;
      case actors::Library::kAgent: out_.subtitle = "Kinesis Agent"; break;
    }
    Properties list(out_.properties);
    list.add("Stream", p.spec.stream);
    list.add("Records sent", p.sent);
    list.add("Accepted", p.accepted);
    list.add("Throttled", p.throttled);
    list.add("Retried", p.retried);
    list.add("Given up", p.dropped);
    list.add("Rate", stream_rate_text(p.spec));
    std::vector<std::string> keys;
    for (const actors::WeightedKey& key : p.spec.keys) {
      keys.push_back(key.weight > 1 ? std::format("{} ×{}", key.key, key.weight) : key.key);
    }
    if (!keys.empty()) list.add("Partition keys", join_words(keys));
    if (options_.lens == Lens::kApi || p.throttled == 0) return true;
    const auto all = events(model::ref(a.id));
    out_.why_title = std::format("Why are records of {} refused?", a.name);
    if (const model::Event* event = latest_of<model::RecordThrottled>(all)) {
      out_.why.push_back(
          event_step(*event, WhyKind::kBad, "ProvisionedThroughputExceededException"));
    }
    out_.why.push_back(
        prose_rule(std::format("{} wait for another attempt",
                               amount(static_cast<std::uint64_t>(p.pending_retries()), "record")),
                   "Each wait is drawn from a range that doubles"));
    if (const model::Event* event = latest_of<model::RecordDropped>(all)) {
      out_.why.push_back(event_step(*event, WhyKind::kBad));
    }
    return true;
  }

  void health(actors::Health h) {
    Properties(out_.properties)
        .add("State", h == actors::Health::kUp        ? "running"
                      : h == actors::Health::kCrashed ? "crashed"
                                                      : "hung");
  }

  void source(const actors::StreamSourceSpec& spec, const actors::StreamReader& reader) {
    Properties list(out_.properties);
    list.add("Stream", spec.stream);
    std::int64_t behind = 0;
    std::uint64_t read = 0;
    for (const auto& [id, cursor] : reader.cursors) {
      behind = std::max(behind, cursor.behind_ms);
      read += cursor.records_read;
    }
    list.add("MillisBehindLatest", static_cast<std::uint64_t>(behind));
    list.add("Records read", read);
    list.add("Reads throttled", reader.throttled);
    list.add("StartingPosition", spec.start_type);
    if (!spec.consumer.empty()) list.add("Consumer", spec.consumer);
    if (spec.consumer.empty()) list.add("Polls every", base::format_duration(spec.poll_every));
  }

  void progress(const actors::StreamProgress& p) {
    Properties list(out_.properties);
    list.add("Processed a second time", p.duplicate);
    list.add("Processed out of order", p.out_of_order);
  }

  void mapping(const actors::LambdaMapping& m) {
    Properties list(out_.properties);
    list.add("BatchSize", static_cast<std::uint64_t>(m.spec.batch_size));
    list.add("MaximumBatchingWindowInSeconds",
             static_cast<std::uint64_t>(m.spec.window.us / 1'000'000));
    list.add("ParallelizationFactor", m.spec.parallelization);
    list.add("BisectBatchOnFunctionError", m.spec.bisect ? "true" : "false");
    list.add("MaximumRetryAttempts", std::to_string(m.spec.max_retries));
    list.add("MaximumRecordAgeInSeconds",
             m.spec.max_age ? std::to_string(m.spec.max_age->us / 1'000'000) : "-1");
    list.add("Invocations", m.invocations);
    list.add("Failures", m.failures);
    list.add("Records discarded", m.discarded);
    if (!m.spec.on_failure.empty()) list.add("On-failure destination", m.spec.on_failure);
  }

  bool reader(const actors::Actor& a, model::StreamId stream) {
    if (out_.icon.empty()) out_.icon = "server";
    if (options_.lens == Lens::kApi) return true;
    out_.why_title = std::format("How far is {}?", a.name);
    reader_why(model::ref(a.id), stream);
    return true;
  }

  // Its places, and what keeps it back.
  void reader_why(model::Ref ref, model::StreamId id) {
    const StageStream stream = readers_of(id);
    const auto it = std::ranges::find(stream.readers, ref, &StageReader::ref);
    const auto all = events(ref);
    const auto add = [&](const model::Event* event, WhyKind kind) {
      if (event != nullptr) out_.why.push_back(event_step(*event, kind));
    };
    add(latest_of<model::LeaseTaken>(all), WhyKind::kEvent);
    add(latest_of<model::RecordsRead>(all), WhyKind::kEvent);
    add(latest_of<model::RecordsPushed>(all), WhyKind::kEvent);
    add(latest_of<model::ReadThrottled>(all), WhyKind::kBad);
    add(latest_of<model::BatchFailed>(all), WhyKind::kBad);
    add(latest_of<model::BatchDiscarded>(all), WhyKind::kBad);
    std::size_t left = kShards;
    if (it != stream.readers.end()) {
      for (const StageCursor& c : it->cursors) {
        const Shard* shard = world_.kinesis().find(c.shard);
        if (shard == nullptr || left-- == 0) break;
        const std::uint64_t end = shard->records.end_position();
        const auto unread = end - std::min(c.position, end);
        out_.why.push_back(prose_rule(
            std::format("Shard {}: {} not read yet", shard->number, amount(unread, "record")),
            c.behind.us > 0 ? std::format("The first of them is {} old", countdown(c.behind))
                            : "Iterator age 0"));
      }
      if (it->kind != ReaderKind::kEnhanced) {
        out_.why.push_back(prose_rule("All who poll share a shard's 2 MiB and 5 calls a second",
                                      "Enhanced fan-out has 2 MiB/s of its own"));
      }
    }
    if (out_.why.empty()) out_.why_title.clear();
  }

  const world::Timeline& timeline_;
  const world::World& world_;
  const InspectorOptions& options_;
  Inspector& out_;
};

}  // namespace

void inspect_stream_thing(const world::Timeline& timeline, model::Ref subject,
                          const InspectorOptions& options, Inspector& out) {
  const services::kinesis::State& kinesis = timeline.view().kinesis();
  StreamPages pages(timeline, options, out);
  if (subject.kind == model::RefKind::kStream) {
    const Stream* found = kinesis.find(model::StreamId{subject.id});
    if (found == nullptr) return;
    pages.stream(*found);
  } else if (subject.kind == model::RefKind::kShard) {
    const Shard* found = kinesis.find(model::ShardId{subject.id});
    if (found == nullptr) return;
    pages.shard(*found);
  } else if (subject.kind == model::RefKind::kConsumer) {
    const Consumer* found = kinesis.find(model::ConsumerId{subject.id});
    if (found == nullptr) return;
    pages.consumer(*found);
  } else {
    if (subject.id > kinesis.last_record) return;
    pages.record({subject.id});
  }
  out.subject = subject;
}

bool inspect_stream_actor(const world::Timeline& timeline, const actors::Actor& actor,
                          const InspectorOptions& options, Inspector& out) {
  return StreamPages(timeline, options, out).actor(actor);
}

}  // namespace view
