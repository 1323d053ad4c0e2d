// Opening, closing, trimming.
#include "services/kinesis/shards.h"

#include <algorithm>
#include <format>

#include "services/kinesis/fan_out.h"
#include "services/kinesis/find.h"

namespace services::kinesis {
namespace {

// What one record costs beside its bytes.
constexpr std::int64_t kRecordOverhead = 192;

Shard& open_shard(State& state, engine::Context& ctx, Stream& stream, base::U128 first,
                  base::U128 last, const Shard* parent, const Shard* adjacent) {
  Shard shard;
  shard.id = {++state.last_shard};
  shard.stream = stream.id;
  shard.number = stream.next_shard++;
  shard.first_hash_key = first;
  shard.last_hash_key = last;
  shard.opened_at = ctx.now();
  shard.sequence_epoch_s = state.epoch_at(ctx.now()) / 1000;
  for (const Shard* p : {parent, adjacent}) {
    if (p == nullptr) continue;
    shard.sequence_epoch_s = std::max(shard.sequence_epoch_s, p->sequence_epoch_s + 1);
  }
  if (parent != nullptr) {
    shard.parent = parent->id;
    shard.parent_number = parent->number;
  }
  if (adjacent != nullptr) {
    shard.adjacent_parent = adjacent->id;
    shard.adjacent_parent_number = adjacent->number;
  }
  shard.first_sequence = stream.next_sequence++;
  shard.write_bytes = full_bucket(ctx.now(), ctx.fact("kinesis.shard.write_bytes"));
  shard.write_records = full_bucket(ctx.now(), ctx.fact("kinesis.shard.write_records"));
  shard.read_bytes = full_bucket(ctx.now(), ctx.fact("kinesis.shard.read_bytes"));
  shard.read_calls = full_bucket(ctx.now(), ctx.fact("kinesis.shard.read_calls"));
  shard.iterator_calls = shard.read_calls;
  stream.shards.push_back(shard.id);
  stream.open.emplace(first, shard.id);
  ctx.emit(model::ShardOpened{stream.id, shard.id, shard.parent, shard.adjacent_parent});
  return state.shards.emplace(shard.id, std::move(shard)).first->second;
}

void close_shard(State& state, engine::Context& ctx, Stream& stream, Shard& shard) {
  shard.closed_at = ctx.now();
  shard.last_sequence = stream.next_sequence++;
  stream.open.erase(shard.first_hash_key);
  ctx.emit(model::ShardClosed{stream.id, shard.id});
  trim(state, ctx, shard);
  wake_subscriptions(state, ctx, shard);
}

// Nothing is read from an expired shard, but its children still name it.
void expire(State& state, engine::Context& ctx, Shard& shard) {
  Stream* stream = find(state, shard.stream);
  end_subscriptions(state, ctx, shard, model::SubscriptionEnd::kClosed);
  std::erase(stream->shards, shard.id);
  ctx.emit(model::ShardExpired{stream->id, shard.id});
  forget_shard(state, shard.id);
}

}  // namespace

base::U128 first_width(std::int64_t count) {
  // 2^128 / count by 2^128 - 1, which is the same unless count divides 2^128.
  const base::U128 n(static_cast<std::uint64_t>(count));
  const base::U128 width = base::U128::max() / n;
  return base::U128::max() % n == n - 1 ? width + 1 : width;
}

void open_first_shards(State& state, engine::Context& ctx, Stream& stream, std::int64_t count) {
  const base::U128 width = first_width(count);
  for (std::int64_t i = 0; i < count; ++i) {
    const base::U128 first = width * static_cast<std::uint64_t>(i);
    const base::U128 last = i == count - 1 ? base::U128::max() : first + (width - 1);
    open_shard(state, ctx, stream, first, last, nullptr, nullptr);
  }
}

bool can_split(const Shard& shard, base::U128 at) {
  return shard.first_hash_key < at && shard.first_hash_key + 1 < at && at < shard.last_hash_key;
}

base::U128 middle_of(const Shard& shard) {
  return shard.first_hash_key + (shard.last_hash_key - shard.first_hash_key) / 2 + 1;
}

void split(State& state, engine::Context& ctx, Stream& stream, model::ShardId id, base::U128 at) {
  Shard* parent = find(state, id);
  close_shard(state, ctx, stream, *parent);
  const Shard& lower =
      open_shard(state, ctx, stream, parent->first_hash_key, at - 1, parent, nullptr);
  const Shard& upper = open_shard(state, ctx, stream, at, parent->last_hash_key, parent, nullptr);
  parent->children = {lower.id, upper.id};
  ctx.emit(model::ShardSplit{stream.id, id, lower.id, upper.id});
}

void merge(State& state, engine::Context& ctx, Stream& stream, model::ShardId id,
           model::ShardId adjacent_id) {
  Shard* parent = find(state, id);
  Shard* adjacent = find(state, adjacent_id);
  close_shard(state, ctx, stream, *parent);
  close_shard(state, ctx, stream, *adjacent);
  const Shard& child = open_shard(state, ctx, stream, parent->first_hash_key,
                                  adjacent->last_hash_key, parent, adjacent);
  parent->children = {child.id};
  adjacent->children = {child.id};
  ctx.emit(model::ShardsMerged{stream.id, id, adjacent_id, child.id});
}

std::int64_t bytes_until(const Shard& shard, base::SimTime t) {
  const std::uint64_t next =
      first_position(shard, [t](const Record& record) { return record.arrived_at > t; });
  if (next == shard.records.begin_position()) return 0;
  const Record& last = shard.records[next - 1];
  return last.bytes_before + last.bytes() - shard.records.front().bytes_before;
}

std::int64_t weight_of(const Record& record) { return record.bytes() + kRecordOverhead; }

base::SimTime expires_at(const Stream& stream, const Shard& shard) {
  const base::Duration kept = base::hours(stream.retention_hours);
  if (!shard.records.empty()) return shard.records.front().arrived_at + kept;
  return shard.is_open() ? base::kNever : shard.closed_at + kept;
}

void trim(State& state, engine::Context& ctx, Shard& shard) {
  const Stream& stream = *state.find(shard.stream);
  const base::SimTime horizon = ctx.now() - base::hours(stream.retention_hours);
  std::uint64_t first = shard.records.begin_position();
  while (first < shard.records.end_position() && shard.records[first].arrived_at <= horizon) {
    state.held_bytes -= weight_of(shard.records[first]);
    ++first;
  }
  if (const auto gone = first - shard.records.begin_position(); gone > 0) {
    shard.records.trim(first);
    ctx.emit(model::RecordsTrimmed{stream.id, shard.id, static_cast<std::uint32_t>(gone)});
  }
  const base::SimTime next = expires_at(stream, shard);
  if (next == base::kNever) {
    shard.trim_due = base::kNever;
    return;
  }
  if (shard.trim_due <= next && shard.trim_due > ctx.now()) return;
  // Records come one after the other: one look a second takes them together.
  shard.trim_due = std::max(next, ctx.now() + base::seconds(1));
  ctx.set_timer(shard.trim_due, model::ShardDue{shard.id});
}

void on_timer(State& state, engine::Context& ctx, const model::ShardDue& due) {
  Shard* shard = find(state, due.shard);
  if (shard == nullptr || shard->trim_due != ctx.now()) return;
  trim(state, ctx, *shard);
  const Stream& stream = *state.find(shard->stream);
  const bool over = !shard->is_open() && shard->records.empty();
  if (over && expires_at(stream, *shard) <= ctx.now()) expire(state, ctx, *shard);
}

bool is_void(const State& state, base::SimTime at, const model::ShardDue& due) {
  const Shard* shard = state.find(due.shard);
  return shard == nullptr || shard->trim_due != at;
}

void forget_shard(State& state, model::ShardId id) {
  const auto it = state.shards.find(id);
  if (it == state.shards.end()) return;
  const auto& records = it->second.records;
  for (std::uint64_t at = records.begin_position(); at < records.end_position(); ++at) {
    state.held_bytes -= weight_of(records[at]);
  }
  state.shards.erase(it);
}

model::kinesis::Shard describe(const State&, const Shard& shard) {
  model::kinesis::Shard out;
  out.shard_id = shard_name(shard.number);
  if (shard.parent) out.parent_shard_id = shard_name(shard.parent_number);
  if (shard.adjacent_parent) {
    out.adjacent_parent_shard_id = shard_name(shard.adjacent_parent_number);
  }
  out.hash_key_range = {base::to_decimal(shard.first_hash_key),
                        base::to_decimal(shard.last_hash_key)};
  out.sequence_number_range.starting_sequence_number = starting_sequence_number(shard);
  if (!shard.is_open()) {
    out.sequence_number_range.ending_sequence_number = ending_sequence_number(shard);
  }
  return out;
}

std::vector<model::kinesis::ChildShard> children_of(const State& state, const Shard& shard) {
  std::vector<model::kinesis::ChildShard> out;
  for (const model::ShardId id : shard.children) {
    const Shard* child = state.find(id);
    if (child == nullptr) continue;
    model::kinesis::ChildShard c;
    c.shard_id = shard_name(child->number);
    c.parent_shards.push_back(shard_name(child->parent_number));
    if (child->adjacent_parent)
      c.parent_shards.push_back(shard_name(child->adjacent_parent_number));
    c.hash_key_range = {base::to_decimal(child->first_hash_key),
                        base::to_decimal(child->last_hash_key)};
    out.push_back(std::move(c));
  }
  return out;
}

std::int64_t open_shards_of_account(const State& state) {
  std::int64_t out = 0;
  for (const auto& [id, stream] : state.streams) {
    if (stream.mode != StreamMode::kProvisioned) continue;
    const auto open = static_cast<std::int64_t>(stream.open.size());
    out += std::max(open, stream.target_shards);
  }
  return out;
}

}  // namespace services::kinesis
