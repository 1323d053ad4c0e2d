// Producers of streams: what they put and when, and what they do with records that a shard refused
// (aws-facts 3.8). Must not look into a stream.
#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <utility>

#include "actors/kpl.h"
#include "actors/roles.h"

namespace actors {
namespace {

using model::kinesis::PutRecordRequest;
using model::kinesis::PutRecordsRequest;
using model::kinesis::PutRecordsResponse;

// What a producer keeps at most; beyond it, new records are given up at once.
constexpr std::size_t kMostWaiting = 10'000;
constexpr std::size_t kMostWaitingBytes = 32u << 20;

std::string filled_in(std::string text, std::string_view place, std::string_view value) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
    text.replace(at, place.size(), value);
    at += value.size();
  }
  return text;
}

// The key whose turn it is: each gains its weight, the richest pays for all. Equal weights walk the
// list in turn, and heavy keys come evenly spread.
const std::string& next_key(StreamProducer& producer) {
  const std::vector<WeightedKey>& keys = producer.spec.keys;
  producer.credits.resize(keys.size());
  std::int64_t sum = 0;
  std::size_t best = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    sum += keys[i].weight;
    producer.credits[i] += keys[i].weight;
    if (producer.credits[i] > producer.credits[best]) best = i;
  }
  producer.credits[best] -= sum;
  return keys[best].key;
}

UnsentRecord next_record(StreamProducer& producer, base::SimTime now) {
  const StreamProducerSpec& spec = producer.spec;
  const std::string number = std::to_string(spec.first_number + producer.made);
  UnsentRecord out;
  out.partition_key = filled_in(next_key(producer), "{n}", number);
  out.data = filled_in(filled_in(spec.data, "{n}", number), "{key}", out.partition_key);
  if (out.data.size() < spec.data_bytes) out.data.resize(spec.data_bytes, ' ');
  out.explicit_hash_key = spec.explicit_hash_key;
  out.made_at = now;
  ++producer.made;
  return out;
}

std::size_t held(const StreamProducer& producer) {
  std::size_t out = producer.waiting.size() + producer.limited.size();
  for (const RecordBatch& batch : producer.batches) out += batch.records.size();
  return out;
}

bool is_full(const StreamProducer& producer) {
  const std::size_t records = held(producer);
  const std::size_t each =
      std::max<std::size_t>(producer.spec.data_bytes, producer.spec.data.size()) + 1;
  return records >= kMostWaiting || records * each >= kMostWaitingBytes;
}

void drop(Actor& actor, StreamProducer& producer, engine::Context& ctx,
          const UnsentRecord& record) {
  ++producer.dropped;
  if (record.record) {
    if (producer.given_up.size() == kMostGivenUp) producer.given_up.pop_front();
    producer.given_up.push_back({record.record, record.partition_key});
  }
  actor.last_event = ctx.emit(model::RecordDropped{actor.id, record.record, record.attempts});
}

std::optional<std::string> optional_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

PutRecordRequest put_of(const StreamProducer& producer, const UnsentRecord& record) {
  PutRecordRequest out;
  out.stream_name = producer.spec.stream;
  out.data = record.data;
  out.partition_key = record.partition_key;
  out.explicit_hash_key = optional_text(record.explicit_hash_key);
  out.reserved = record.record;
  if (producer.spec.ordered) {
    out.sequence_number_for_ordering = optional_text(producer.last_sequence);
  }
  return out;
}

PutRecordsRequest puts_of(const StreamProducer& producer,
                          const std::vector<UnsentRecord>& records) {
  PutRecordsRequest out;
  out.stream_name = producer.spec.stream;
  for (const UnsentRecord& record : records) {
    out.records.push_back({record.data, optional_text(record.explicit_hash_key),
                           record.partition_key, record.record});
  }
  return out;
}

// One call with these records: PutRecord for a single one of the SDK, else PutRecords.
void send(Actor& actor, StreamProducer& producer, std::vector<UnsentRecord> records, Wire& wire) {
  for (UnsentRecord& record : records) {
    ++(record.attempts++ == 0 ? producer.sent : producer.retried);
  }
  if (records.size() == 1 && producer.spec.library == Library::kSdk) {
    wire.outgoing.push_back({actor.id, put_of(producer, records.front())});
  } else {
    wire.outgoing.push_back({actor.id, puts_of(producer, records)});
  }
  producer.batches.push_back({{}, base::kNever, std::move(records)});
}

// How long the records of a call wait for their next attempt.
base::Duration back_off(Actor& actor, const RetrySpec& retry, std::uint32_t attempts) {
  base::Duration wait = retry.base;
  for (std::uint32_t i = 1; i < attempts && wait < retry.cap; ++i) wait = wait * 2;
  wait = std::min(wait, retry.cap);
  return retry.full_jitter ? base::Duration{actor.rng.between(0, wait.us)} : wait;
}

// A record's last attempt, or the end of its time to live at a library.
bool is_given_up(const StreamProducer& producer, const UnsentRecord& record, base::SimTime now) {
  if (producer.spec.library == Library::kKpl) return now - record.made_at >= producer.spec.kpl.ttl;
  return record.attempts >= producer.spec.retry.max_attempts;
}

void send_again_later(Actor& actor, StreamProducer& producer, engine::Context& ctx,
                      std::vector<UnsentRecord> failed) {
  std::erase_if(failed, [&](const UnsentRecord& record) {
    if (!is_given_up(producer, record, ctx.now())) return false;
    drop(actor, producer, ctx, record);
    return true;
  });
  if (failed.empty()) return;
  const base::Duration wait = back_off(actor, producer.spec.retry, failed.front().attempts);
  producer.batches.push_back({{}, ctx.now() + wait, std::move(failed)});
}

// ------------------------------------------------------------------------ the producer library --

void list_shards(Actor& actor, StreamProducer& producer, Wire& wire) {
  if (producer.listing_shards) return;
  model::kinesis::ListShardsRequest request;
  request.stream_name = producer.spec.stream;
  request.shard_filter = model::kinesis::ShardFilter{"AT_LATEST", {}, {}};
  producer.listing_shards = true;
  wire.outgoing.push_back({actor.id, std::move(request)});
}

void take_ranges(StreamProducer& producer, const model::kinesis::ListShardsResponse& listed) {
  producer.ranges.clear();
  producer.ranges_known = true;
  for (const model::kinesis::Shard& shard : listed.shards) {
    const auto first = base::parse_u128(shard.hash_key_range.starting_hash_key);
    const auto last = base::parse_u128(shard.hash_key_range.ending_hash_key);
    if (first && last) producer.ranges.push_back({shard.shard_id, *first, *last});
  }
  std::erase_if(producer.budgets, [&](const auto& budget) {
    return !std::ranges::contains(producer.ranges, budget.first, &ShardRange::shard_id);
  });
}

// "" while the shards are not known: such records travel in aggregates of their own key.
std::string predicted_shard(const StreamProducer& producer, base::U128 hash) {
  for (const ShardRange& range : producer.ranges) {
    if (range.first <= hash && hash <= range.last) return range.shard_id;
  }
  return {};
}

base::U128 hash_of(const UnsentRecord& record) {
  return base::parse_u128(record.explicit_hash_key).value_or(hash_of_key(record.partition_key));
}

// An aggregate is finished: from now on it is a record like any other.
void close_aggregate(StreamProducer& producer, Aggregate& aggregate) {
  UnsentRecord out;
  out.made_at = aggregate.since;
  out.user_records = aggregate.user_records;
  out.partition_key = aggregate.partition_key;
  out.explicit_hash_key = aggregate.explicit_hash_key;
  out.data = std::move(aggregate.packed);
  // A lonely record needs no wrapping.
  if (auto users = unpack(out.data); aggregate.user_records == 1 && users) {
    out.data = std::move(users->front().data);
  }
  producer.waiting.push_back(std::move(out));
}

// Packs a user record beside the others for its shard, so that none of them reaches another one.
void aggregate(StreamProducer& producer, UnsentRecord record, std::uint32_t number) {
  const base::U128 hash = hash_of(record);
  const std::string shard_id = predicted_shard(producer, hash);
  auto it = std::ranges::find_if(producer.aggregates, [&](const Aggregate& a) {
    return a.shard_id == shard_id && (!shard_id.empty() || a.partition_key == record.partition_key);
  });
  constexpr std::size_t kOverhead = 24;  // the three numbers before each record, at most
  const std::size_t more = record.partition_key.size() + record.data.size() + kOverhead;
  if (it != producer.aggregates.end() &&
      it->packed.size() + more > static_cast<std::size_t>(producer.spec.kpl.aggregate_bytes)) {
    close_aggregate(producer, *it);
    producer.aggregates.erase(it);
    it = producer.aggregates.end();
  }
  if (it == producer.aggregates.end()) {
    producer.aggregates.push_back(
        {shard_id, record.partition_key, to_decimal(hash), "", 0, record.made_at});
    it = std::prev(producer.aggregates.end());
  }
  pack(it->packed, number, record.partition_key, record.data);
  ++it->user_records;
}

// What goes in one call: so many records, and 5 MiB (the library's CollectionMaxSize).
std::vector<UnsentRecord> take_collection(const KplSpec& kpl, std::deque<UnsentRecord>& from) {
  constexpr std::size_t kMostBytes = 5u << 20;
  std::vector<UnsentRecord> out;
  std::size_t bytes = 0;
  while (!from.empty() && out.size() < static_cast<std::size_t>(kpl.collect_max)) {
    bytes += from.front().data.size() + from.front().partition_key.size();
    if (!out.empty() && bytes > kMostBytes) break;
    out.push_back(std::move(from.front()));
    from.pop_front();
  }
  return out;
}

// Takes a record out of its shard's budget; or, when that is used up, says when it may go.
base::SimTime spend(const engine::Context& ctx, const KplSpec& kpl, PutBudget& budget,
                    const UnsentRecord& record) {
  const std::int64_t bytes_per_second =
      ctx.fact("kinesis.shard.write_bytes") * kpl.rate_percent / 100;
  const std::int64_t records_per_second =
      ctx.fact("kinesis.shard.write_records") * kpl.rate_percent / 100;
  const auto bytes = static_cast<std::int64_t>(record.data.size() + record.partition_key.size());
  const base::SimTime now = ctx.now();
  const base::SimTime at = std::max(when_taken(budget.bytes, now, bytes_per_second, bytes),
                                    when_taken(budget.records, now, records_per_second, 1));
  if (at > now) return at;
  take(budget.bytes, now, bytes_per_second, bytes);
  take(budget.records, now, records_per_second, 1);
  return now;
}

PutBudget& budget_of(StreamProducer& producer, const engine::Context& ctx,
                     const std::string& shard_id) {
  const std::int64_t percent = producer.spec.kpl.rate_percent;
  const auto full = [&](std::int64_t limit) {
    return engine::full_bucket(ctx.now(), limit * percent / 100);
  };
  return producer.budgets
      .try_emplace(shard_id, full(ctx.fact("kinesis.shard.write_bytes")),
                   full(ctx.fact("kinesis.shard.write_records")))
      .first->second;
}

// What the library's RateLimit lets go now (aws-facts 3.8): of every shard the oldest records, as
// long as its budget lasts. The others wait until there is some again, or their time to live is
// over. Where a record will fall has to be known; while it is not, nothing is held back.
std::deque<UnsentRecord> release(Actor& actor, StreamProducer& producer, engine::Context& ctx) {
  // Looking at every record each time a token comes back would take longer than sending them.
  constexpr base::Duration kPause = base::milliseconds(10);
  std::deque<UnsentRecord> out;
  std::set<std::string> used_up;
  producer.release_due = base::kNever;
  for (UnsentRecord& record : std::exchange(producer.limited, {})) {
    if (is_given_up(producer, record, ctx.now())) {
      drop(actor, producer, ctx, record);
      continue;
    }
    const std::string shard_id = predicted_shard(producer, hash_of(record));
    if (!shard_id.empty() && !used_up.contains(shard_id)) {
      const base::SimTime at =
          spend(ctx, producer.spec.kpl, budget_of(producer, ctx, shard_id), record);
      if (at > ctx.now()) {
        used_up.insert(shard_id);
        producer.release_due = std::min(producer.release_due, std::max(at, ctx.now() + kPause));
      }
    }
    (used_up.contains(shard_id) ? producer.limited : out).push_back(std::move(record));
  }
  return out;
}

void note_aggregation(Actor& actor, const StreamProducer& producer, engine::Context& ctx,
                      const std::vector<UnsentRecord>& sent) {
  if (!producer.spec.kpl.aggregation) return;
  std::uint32_t users = 0;
  std::uint32_t records = 0;
  for (const UnsentRecord& record : sent) {
    if (record.attempts > 0) continue;
    users += record.user_records;
    ++records;
  }
  if (records == 0) return;
  actor.last_event = ctx.emit(model::RecordsAggregated{actor.id, users, records});
}

// Sends what has waited long enough, in calls of at most collect_max records.
void collect(Actor& actor, StreamProducer& producer, engine::Context& ctx, Wire& wire) {
  const bool buffered_long_enough = producer.collect_due <= ctx.now();
  if (!buffered_long_enough && producer.release_due > ctx.now()) return;
  if (buffered_long_enough) {
    producer.collect_due = base::kNever;
    for (Aggregate& open : producer.aggregates) close_aggregate(producer, open);
    producer.aggregates.clear();
    std::ranges::move(std::exchange(producer.waiting, {}), std::back_inserter(producer.limited));
  }
  const bool keeps_a_rate = producer.spec.library == Library::kKpl;
  std::deque<UnsentRecord> all =
      keeps_a_rate ? release(actor, producer, ctx) : std::exchange(producer.limited, {});
  while (!all.empty()) {
    std::vector<UnsentRecord> part = take_collection(producer.spec.kpl, all);
    note_aggregation(actor, producer, ctx, part);
    send(actor, producer, std::move(part), wire);
  }
}

void buffer(Actor& actor, StreamProducer& producer, engine::Context& ctx, UnsentRecord record,
            Wire& wire) {
  const bool predicts = producer.spec.library == Library::kKpl;
  if (predicts && !producer.ranges_known) list_shards(actor, producer, wire);
  if (producer.spec.kpl.aggregation) {
    aggregate(producer, std::move(record), producer.spec.first_number + producer.made - 1);
  } else {
    producer.waiting.push_back(std::move(record));
  }
  producer.collect_due = std::min(producer.collect_due, ctx.now() + producer.spec.kpl.max_buffered);
}

// The shards were split or merged: what was predicted is wrong from now on.
void check_prediction(Actor& actor, StreamProducer& producer, const std::string& shard_id,
                      Wire& wire) {
  if (producer.spec.library != Library::kKpl || !producer.ranges_known) return;
  if (std::ranges::contains(producer.ranges, shard_id, &ShardRange::shard_id)) return;
  producer.ranges_known = false;
  producer.ranges.clear();
  list_shards(actor, producer, wire);
}

// -------------------------------------------------------------------------------------------------

// An ordered producer has one call under way at most.
void send_next_in_order(Actor& actor, StreamProducer& producer, Wire& wire) {
  if (!producer.batches.empty() || producer.waiting.empty()) return;
  std::vector<UnsentRecord> one;
  one.push_back(std::move(producer.waiting.front()));
  producer.waiting.pop_front();
  send(actor, producer, std::move(one), wire);
}

void make_records(Actor& actor, StreamProducer& producer, engine::Context& ctx, Wire& wire) {
  const StreamProducerSpec& spec = producer.spec;
  if (producer.next_send > ctx.now()) return;
  const std::uint32_t many =
      spec.count == 0 ? spec.burst : std::min(spec.burst, spec.count - producer.made);
  std::vector<UnsentRecord> together;
  for (std::uint32_t i = 0; i < many; ++i) {
    UnsentRecord record = next_record(producer, ctx.now());
    if (is_full(producer)) {
      drop(actor, producer, ctx, record);
    } else if (spec.library != Library::kSdk) {
      buffer(actor, producer, ctx, std::move(record), wire);
    } else if (spec.ordered) {
      producer.waiting.push_back(std::move(record));
    } else {
      together.push_back(std::move(record));
    }
  }
  if (!together.empty()) send(actor, producer, std::move(together), wire);
  producer.next_send = base::kNever;
  if (spec.count != 0 && producer.made >= spec.count) return;
  const base::Duration pause =
      spec.pattern == Pattern::kRandom ? actor.rng.exponential(spec.every) : spec.every;
  producer.next_send = ctx.now() + std::max(pause, base::milliseconds(1));
}

void send_due_retries(Actor& actor, StreamProducer& producer, engine::Context& ctx, Wire& wire) {
  std::vector<RecordBatch> due;
  for (RecordBatch& batch : producer.batches) {
    if (batch.due <= ctx.now()) due.push_back(std::move(batch));
  }
  std::erase_if(producer.batches, [&](const RecordBatch& b) { return b.due <= ctx.now(); });
  for (RecordBatch& batch : due) {
    if (producer.spec.library != Library::kKpl) {
      send(actor, producer, std::move(batch.records), wire);
      continue;
    }
    // What is put again keeps the library's rate like everything else, and goes first.
    producer.limited.insert(producer.limited.begin(),
                            std::make_move_iterator(batch.records.begin()),
                            std::make_move_iterator(batch.records.end()));
    producer.release_due = ctx.now();
  }
}

void look_again(Actor& actor, const StreamProducer& producer, engine::Context& ctx) {
  base::SimTime at = std::min({producer.next_send, producer.collect_due, producer.release_due});
  for (const RecordBatch& batch : producer.batches) at = std::min(at, batch.due);
  if (at != actor.wakes_at) wake_at(actor, ctx, at);
}

bool is_throttle(std::string_view code) { return code == "ProvisionedThroughputExceededException"; }

// Sorts out which records of an answered call have to be sent again.
std::vector<UnsentRecord> take_results(Actor& actor, StreamProducer& producer,
                                       std::vector<UnsentRecord> records,
                                       const PutRecordsResponse& response, Wire& wire) {
  std::vector<UnsentRecord> failed;
  for (std::size_t i = 0; i < records.size() && i < response.records.size(); ++i) {
    const auto& result = response.records[i];
    if (!result.error_code) {
      ++producer.accepted;
      check_prediction(actor, producer, result.shard_id.value_or(""), wire);
      continue;
    }
    if (is_throttle(*result.error_code)) ++producer.throttled;
    failed.push_back(std::move(records[i]));
  }
  return failed;
}

// A call that failed as a whole: worth another attempt when a limit was the reason.
std::vector<UnsentRecord> take_refusal(Actor& actor, StreamProducer& producer, engine::Context& ctx,
                                       std::vector<UnsentRecord> records,
                                       const model::ApiError& error) {
  ++producer.refused;
  const std::string_view code = error.query_code.empty() ? error.type : error.query_code;
  if (is_throttle(code)) {
    producer.throttled += records.size();
    return records;
  }
  if (code == "InternalFailure" || error.http_status >= 500) return records;
  for (const UnsentRecord& record : records) drop(actor, producer, ctx, record);
  return {};
}

}  // namespace

std::size_t StreamProducer::pending_retries() const {
  std::size_t out = 0;
  for (const RecordBatch& batch : batches) {
    if (batch.due != base::kNever) out += batch.records.size();
  }
  return out;
}

void wake_stream_producer(Actor& actor, engine::Context& ctx, Wire& wire) {
  StreamProducer& producer = std::get<StreamProducer>(actor.role);
  if (producer.made == 0) producer.next_send = std::min(producer.next_send, ctx.now());
  make_records(actor, producer, ctx, wire);
  send_due_retries(actor, producer, ctx, wire);
  if (producer.spec.library != Library::kSdk) collect(actor, producer, ctx, wire);
  if (producer.spec.ordered) send_next_in_order(actor, producer, wire);
  look_again(actor, producer, ctx);
}

void answer_stream_producer(Actor& actor, engine::Context& ctx, model::CallId call,
                            const model::ApiResult<model::Response>& result, Wire& wire) {
  StreamProducer& producer = std::get<StreamProducer>(actor.role);
  if (producer.listing_shards && producer.listing == call) {
    producer.listing_shards = false;
    producer.listing = {};
    const auto* listed =
        result ? std::get_if<model::kinesis::ListShardsResponse>(&*result) : nullptr;
    if (listed != nullptr) take_ranges(producer, *listed);
    return;
  }
  const auto it = std::ranges::find(producer.batches, call, &RecordBatch::call);
  if (it == producer.batches.end()) return;
  std::vector<UnsentRecord> records = std::move(it->records);
  producer.batches.erase(it);
  std::vector<UnsentRecord> failed;
  if (!result) {
    failed = take_refusal(actor, producer, ctx, std::move(records), result.error());
  } else if (const auto* put = std::get_if<model::kinesis::PutRecordResponse>(&*result)) {
    producer.accepted += records.size();
    producer.last_sequence = put->sequence_number;
  } else if (const auto* puts = std::get_if<PutRecordsResponse>(&*result)) {
    failed = take_results(actor, producer, std::move(records), *puts, wire);
  }
  if (!failed.empty()) send_again_later(actor, producer, ctx, std::move(failed));
  if (producer.spec.ordered) send_next_in_order(actor, producer, wire);
  look_again(actor, producer, ctx);
}

void note_producer_call(StreamProducer& producer, model::CallId call,
                        const model::Request& request) {
  if (std::holds_alternative<model::kinesis::ListShardsRequest>(request)) {
    producer.listing = call;
    return;
  }
  const auto batch = std::ranges::find_if(
      producer.batches, [](const RecordBatch& b) { return !b.call && b.due == base::kNever; });
  if (batch == producer.batches.end()) return;
  batch->call = call;
  if (const auto* put = std::get_if<PutRecordRequest>(&request)) {
    batch->records.front().record = put->reserved;
  } else if (const auto* puts = std::get_if<PutRecordsRequest>(&request)) {
    for (std::size_t i = 0; i < batch->records.size(); ++i) {
      batch->records[i].record = puts->records[i].reserved;
    }
  }
}

}  // namespace actors
