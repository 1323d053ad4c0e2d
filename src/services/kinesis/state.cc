// Names, hashes and look-ups of the state of Kinesis Data Streams.
#include "services/kinesis/state.h"

#include <algorithm>
#include <format>
#include <iterator>

#include "base/hash_fields.h"

namespace services::kinesis {
namespace {

template <class Map, class Id>
auto* look_up(const Map& map, Id id) {
  const auto it = map.find(id);
  return it == map.end() ? nullptr : &it->second;
}

}  // namespace

const Stream* State::find(model::StreamId id) const { return look_up(streams, id); }
const Shard* State::find(model::ShardId id) const { return look_up(shards, id); }
const Consumer* State::find(model::ConsumerId id) const { return look_up(consumers, id); }
const Stream* State::find_by_name(std::string_view name) const {
  const auto it = by_name.find(name);
  return it == by_name.end() ? nullptr : find(it->second);
}
const Stream* State::find_by_arn(std::string_view arn) const {
  const std::size_t slash = arn.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const Stream* stream = find_by_name(arn.substr(slash + 1));
  return stream != nullptr && stream->arn == arn ? stream : nullptr;
}
const Consumer* State::find_consumer_by_arn(std::string_view arn) const {
  for (const auto& [id, consumer] : consumers) {
    if (consumer.arn == arn) return &consumer;
  }
  return nullptr;
}

std::string shard_name(std::uint32_t number) { return std::format("shardId-{:012}", number); }

std::string stream_arn(const State& state, std::string_view name) {
  return std::format("arn:aws:kinesis:{}:{}:stream/{}", state.region, state.account, name);
}

std::optional<base::U128> hash_key_of(std::string_view partition_key,
                                      const std::optional<std::string>& explicit_hash_key) {
  if (explicit_hash_key) return base::parse_u128(*explicit_hash_key);
  return base::big_endian(base::md5(partition_key));
}

const Shard* shard_for(const State& state, const Stream& stream, base::U128 hash_key) {
  const auto after = stream.open.upper_bound(hash_key);
  return after == stream.open.begin() ? nullptr : state.find(std::prev(after)->second);
}

void hash_into(const Record& r, base::Hasher& h) {
  // `bytes_before` follows from the other records.
  const auto& [id, by, sequence, arrived_at, hash_key, partition_key, data, encrypted,
               bytes_before] = r;
  base::hash_fields(h, id, by, sequence, arrived_at, hash_key, partition_key, data, encrypted);
}
void hash_into(const ShardLoad& l, base::Hasher& h) {
  const auto& [bytes, records, lowest_key, highest_key, hot_looks] = l;
  base::hash_fields(h, bytes, records, lowest_key, highest_key, hot_looks);
}
void hash_into(const DayPeak& p, base::Hasher& h) {
  const auto& [day, bytes_per_second, records_per_second] = p;
  base::hash_fields(h, day, bytes_per_second, records_per_second);
}
void hash_into(const Shard& s, base::Hasher& h) {
  const auto& [id, stream, number, first_hash_key, last_hash_key, parent, adjacent_parent,
               parent_number, adjacent_parent_number, children, opened_at, sequence_epoch_s,
               closed_at, first_sequence, last_sequence, records, write_bytes, write_records,
               read_bytes, read_calls, iterator_calls, load, trim_due] = s;
  base::hash_fields(h, id, stream, number, first_hash_key, last_hash_key, parent, adjacent_parent,
                    parent_number, adjacent_parent_number, children, opened_at, sequence_epoch_s,
                    closed_at, first_sequence, last_sequence, write_bytes, write_records,
                    read_bytes, read_calls, iterator_calls, load, trim_due,
                    records.begin_position(), records.end_position());
  for (std::uint64_t at = records.begin_position(); at < records.end_position(); ++at) {
    hash_into(records[at], h);
  }
}
void hash_into(const Subscription& s, base::Hasher& h) {
  const auto& [number, call, caller, principal, position, started_at, ends_at, push_due, bytes] = s;
  base::hash_fields(h, number, call, caller, position, started_at, ends_at, push_due, bytes);
  // Nothing follows from who an administrator is, so that hashes without IAM stay what they were.
  if (principal) base::hash_fields(h, principal);
}
void hash_into(const Consumer& c, base::Hasher& h) {
  const auto& [id, stream, name, arn, created_at, due, status, subscriptions, tags, policy] = c;
  base::hash_fields(h, id, stream, name, arn, created_at, due, status, subscriptions, tags, policy);
}
void hash_into(const ReshardStep& s, base::Hasher& h) {
  const auto& [shard, adjacent, split_at] = s;
  base::hash_fields(h, shard, adjacent, split_at);
}
void hash_into(const Stream& s, base::Hasher& h) {
  const auto& [id, name, arn, created_at, due, status, mode, retention_hours, max_record_kib,
               warm_mibps, kms_key, policy, tags, shard_level_metrics, shards, open, next_shard,
               next_sequence, steps, target_shards, scaled_at, mode_changed_at,
               encryption_changed_at, look_due, looked_at, peaks] = s;
  base::hash_fields(h, id, name, arn, created_at, due, status, mode, retention_hours,
                    max_record_kib, warm_mibps, kms_key, policy, tags, shard_level_metrics, shards,
                    open, next_shard, next_sequence, steps, target_shards, scaled_at,
                    mode_changed_at, encryption_changed_at, look_due, looked_at, peaks);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [region, account, epoch_ms, seed, streams, by_name, shards, consumers, last_stream,
               last_shard, last_record, last_consumer, last_subscription, minimum_commitment,
               commitment_changed_at, held_bytes, call_rates, pushes] = state;
  base::hash_fields(h, region, account, epoch_ms, seed, streams, shards, consumers, last_stream,
                    last_shard, last_record, last_consumer, last_subscription, minimum_commitment,
                    commitment_changed_at, held_bytes, call_rates);
}

std::size_t weight(const State& state) {
  std::size_t out = state.streams.size() * 1024 + state.consumers.size() * 512;
  for (const auto& [id, shard] : state.shards) {
    // Chunks of records are shared: a copy keeps a pointer to each, and one of its own as soon as
    // the original goes on writing into the last one.
    out += sizeof(Shard) + shard.records.size() * 16 / kRecordChunk +
           kRecordChunk * (sizeof(Record) + 64);
    const std::uint64_t end = shard.records.end_position();
    const std::uint64_t last_chunk = end - end % kRecordChunk;
    for (std::uint64_t at = std::max(last_chunk, shard.records.begin_position()); at < end; ++at) {
      out += static_cast<std::size_t>(shard.records[at].bytes());
    }
  }
  return out;
}

}  // namespace services::kinesis
