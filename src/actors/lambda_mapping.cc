// An event source mapping of Lambda: reads a stream, hands batches to a function, and keeps the
// order of each partition key, whatever the function does (aws-facts 3.10).
#include <algorithm>
#include <utility>

#include "actors/kpl.h"
#include "actors/lambda.h"

namespace actors {
namespace {

// What one invocation can carry: 6 MB of payload.
constexpr std::size_t kMostBytes = 6u << 20;

Reading reading_of(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  LambdaMapping& mapping = std::get<LambdaMapping>(actor.role);
  return {state, actor, mapping.reader, mapping.spec.source, ctx, wire};
}

std::int64_t window_end_of(const LambdaMappingSpec& spec, std::int64_t arrived_epoch_ms) {
  const std::int64_t length = spec.tumbling.us / 1000;
  return (arrived_epoch_ms / length + 1) * length;
}

bool has_tumbling(const LambdaMappingSpec& spec) { return spec.tumbling.us > 0; }

// Until then a record of a window may still be on its way from the stream to its lane.
std::int64_t closing_time(const LambdaMapping& mapping, const LambdaLane& lane) {
  constexpr std::int64_t kOnTheWayMs = 1'000;
  return lane.window_ends + mapping.spec.source.poll_every.us / 1000 + kOnTheWayMs;
}

// The open window of a lane is over, and nothing of it waits any more.
bool window_is_over(const LaneWork& w) {
  if (!has_tumbling(w.mapping.spec) || w.lane.window_ends == 0) return false;
  if (!w.lane.waiting.empty()) return w.lane.waiting.front().arrived_epoch_ms >= w.lane.window_ends;
  return w.r.epoch_ms() >= closing_time(w.mapping, w.lane);
}

bool batch_is_due(const LaneWork& w) {
  const LambdaMappingSpec& spec = w.mapping.spec;
  if (w.lane.waiting.empty()) return false;
  if (w.lane.waiting.size() >= static_cast<std::size_t>(spec.batch_size)) return true;
  return w.cursor.ended || w.r.now() >= w.lane.waiting_since + spec.window;
}

void make_batch(LaneWork& w) {
  const LambdaMappingSpec& spec = w.mapping.spec;
  LambdaBatch out;
  std::size_t bytes = 0;
  while (!w.lane.waiting.empty() &&
         out.records.size() < static_cast<std::size_t>(spec.batch_size)) {
    ReadRecord& next = w.lane.waiting.front();
    if (has_tumbling(spec)) {
      if (w.lane.window_ends == 0) {
        w.lane.window_ends = window_end_of(spec, next.arrived_epoch_ms);
      }
      if (next.arrived_epoch_ms >= w.lane.window_ends) break;
    }
    bytes += next.data.size() + next.partition_key.size();
    if (!out.records.empty() && bytes > kMostBytes) break;
    out.records.push_back(std::move(next));
    w.lane.waiting.pop_front();
  }
  w.lane.waiting_since = w.lane.waiting.empty() ? base::kNever : w.r.now();
  if (!out.records.empty()) w.lane.batches.push_back(std::move(out));
}

// Records that became too old while they waited for another attempt.
void skip_too_old(LaneWork& w) {
  if (!w.mapping.spec.max_age) return;
  LambdaBatch& batch = w.lane.batches.front();
  const std::int64_t oldest = w.r.epoch_ms() - w.mapping.spec.max_age->us / 1000;
  const auto first_good = std::ranges::find_if(
      batch.records, [&](const ReadRecord& record) { return record.arrived_epoch_ms >= oldest; });
  if (first_good == batch.records.begin()) return;
  LambdaBatch old;
  old.attempts = batch.attempts;
  old.records.assign(std::make_move_iterator(batch.records.begin()),
                     std::make_move_iterator(first_good));
  batch.records.erase(batch.records.begin(), first_good);
  if (batch.records.empty()) w.lane.batches.erase(w.lane.batches.begin());
  discard(w, std::move(old), true);
}

void invoke(LaneWork& w) {
  const FunctionSpec& function = w.mapping.spec.function;
  if (function.concurrency != 0 && w.mapping.running >= function.concurrency) {
    ++w.mapping.throttles;
    w.lane.due = w.r.now() + w.mapping.spec.retry_pause;
    return;
  }
  const LambdaBatch& batch = w.lane.batches.front();
  const auto size = static_cast<std::uint32_t>(batch.records.size());
  ++w.mapping.invocations;
  ++w.mapping.running;
  w.lane.invoked = true;
  w.lane.due = w.r.now() + function.duration_with(size);
  if (size > 0) {
    w.cursor.behind_ms =
        std::max<std::int64_t>(0, w.r.epoch_ms() - batch.records.back().arrived_epoch_ms);
  }
  w.cursor.last_event = w.r.ctx.emit(model::BatchInvoked{w.r.actor.id, w.r.reader.stream,
                                                         w.cursor.shard, size, batch.attempts + 1},
                                     w.cursor.last_event);
}

// As many records of a shard as are taken from it ahead of the function.
std::size_t most_buffered(const LambdaMappingSpec& spec) {
  return static_cast<std::size_t>(spec.batch_size) * spec.parallelization;
}

void open_what_may_begin(Reading& r, LambdaMapping& mapping) {
  for (auto& [id, cursor] : r.reader.cursors) {
    const auto lanes = mapping.lanes.find(id);
    const bool idle = lanes == mapping.lanes.end() || std::ranges::all_of(lanes->second, is_idle);
    if (!cursor.ended || cursor.exhausted || !idle || !cursor.unprocessed.empty()) continue;
    if (lanes != mapping.lanes.end()) mapping.lanes.erase(lanes);
    exhaust(r, cursor);
  }
  for (auto& [id, cursor] : r.reader.cursors) {
    if (parents_exhausted(r.reader, cursor)) begin(r, cursor);
  }
  forget_exhausted(r.reader);
}

void work_lanes(Reading& r, LambdaMapping& mapping) {
  for (auto& [id, cursor] : r.reader.cursors) {
    const std::size_t room = most_buffered(mapping.spec);
    const auto lanes = mapping.lanes.find(id);
    const std::size_t held = lanes == mapping.lanes.end() ? 0 : buffered(lanes->second);
    if (held < room) fill_lanes(mapping, cursor, r.now());
    const auto filled = mapping.lanes.find(id);
    if (filled == mapping.lanes.end()) continue;
    for (LambdaLane& lane : filled->second) {
      LaneWork w{r, mapping, cursor, lane};
      work_lane(w);
    }
  }
}

void go_on(Reading& r, LambdaMapping& mapping) {
  work_lanes(r, mapping);
  open_what_may_begin(r, mapping);
  if (r.reader.list_at <= r.now()) list_shards(r, filter_of(r.source));
  // What was read and does not fit into the lanes keeps its shard from being read on.
  read_on(r, 1);
  base::SimTime at = next_reading(r, 1);
  for (const auto& [id, lanes] : mapping.lanes) {
    const ShardCursor& cursor = r.reader.cursors.at(id);
    for (const LambdaLane& lane : lanes) {
      at = std::min(at, next_lane_look(mapping, cursor, lane, r.state.epoch_ms));
    }
  }
  if (at != r.actor.wakes_at) wake_at(r.actor, r.ctx, at);
}

}  // namespace

std::size_t buffered(const std::vector<LambdaLane>& lanes) {
  std::size_t out = 0;
  for (const LambdaLane& lane : lanes) {
    out += lane.waiting.size();
    for (const LambdaBatch& batch : lane.batches) out += batch.records.size();
  }
  return out;
}

void fill_lanes(LambdaMapping& mapping, ShardCursor& cursor, base::SimTime now) {
  if (cursor.unprocessed.empty()) return;
  std::vector<LambdaLane>& lanes = mapping.lanes[cursor.shard_id];
  lanes.resize(mapping.spec.parallelization);
  while (!cursor.unprocessed.empty()) {
    ReadRecord record = std::move(cursor.unprocessed.front());
    cursor.unprocessed.pop_front();
    const base::U128 hash = hash_of_key(record.partition_key);
    LambdaLane& lane = lanes[hash.low % lanes.size()];
    if (lane.waiting.empty()) lane.waiting_since = now;
    lane.waiting.push_back(std::move(record));
  }
}

bool is_idle(const LambdaLane& lane) {
  return lane.waiting.empty() && lane.batches.empty() && lane.window_ends == 0;
}

void work_lane(LaneWork& w) {
  if (w.lane.invoked && w.lane.due <= w.r.now()) end_invocation(w);
  if (w.lane.invoked) return;
  if (w.lane.batches.empty() && window_is_over(w)) {
    w.lane.batches.push_back({{}, 0, true});
    w.lane.due = w.r.now();
  } else if (w.lane.batches.empty() && batch_is_due(w)) {
    make_batch(w);
    w.lane.due = w.r.now();
  }
  if (w.lane.batches.empty()) {
    w.lane.due = base::kNever;
    return;
  }
  if (w.lane.due > w.r.now()) return;
  skip_too_old(w);
  if (!w.lane.batches.empty()) {
    invoke(w);
  } else {
    w.lane.due = w.r.now() + base::milliseconds(1);  // the next batch, if any
  }
}

base::SimTime next_lane_look(const LambdaMapping& mapping, const ShardCursor& cursor,
                             const LambdaLane& lane, std::int64_t epoch_ms_of_zero) {
  if (lane.invoked || !lane.batches.empty()) return lane.due;
  base::SimTime at = lane.due;
  if (!lane.waiting.empty()) {
    const bool full = lane.waiting.size() >= static_cast<std::size_t>(mapping.spec.batch_size);
    at = std::min(
        at, full || cursor.ended ? lane.waiting_since : lane.waiting_since + mapping.spec.window);
  }
  if (lane.window_ends != 0) {
    const std::int64_t closes = closing_time(mapping, lane);
    at = std::min(at, base::SimTime{(closes - epoch_ms_of_zero) * 1000});
  }
  return at;
}

void wake_mapping(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  LambdaMapping& mapping = std::get<LambdaMapping>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  const bool fresh = !r.reader.listed && r.reader.calls.empty() && r.reader.list_at == base::kNever;
  if (fresh) {
    r.reader.list_at = r.now();
    if (!r.source.consumer.empty()) r.reader.describe_at = r.now();
  }
  go_on(r, mapping);
}

void answer_mapping(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                    const model::ApiResult<model::Response>& result, Wire& wire) {
  LambdaMapping& mapping = std::get<LambdaMapping>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  const auto brought = take_answer(r, call, result);
  if (!brought) return;
  if (brought->listed != nullptr) open_listed(r, *brought->listed, r.source.start_type);
  go_on(r, mapping);
}

}  // namespace actors
