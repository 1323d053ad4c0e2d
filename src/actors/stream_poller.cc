// A consumer on the plain SDK: one loop per shard. The correct one reads a child when its parents
// are exhausted; the other one opens every shard as soon as it hears of it.
#include <algorithm>

#include "actors/stream_reader.h"

namespace actors {
namespace {

// How often a consumer that skips parents looks for new shards.
constexpr base::Duration kListAgain = base::seconds(2);
Reading reading_of(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  StreamPoller& poller = std::get<StreamPoller>(actor.role);
  return {state, actor, poller.reader, poller.spec.source, ctx, wire};
}

RecordWork work_of(StreamPoller& poller) {
  return {poller.spec.work, poller.spec.faults, poller.begun};
}

void take_listed(Reading& r, const StreamPoller& poller,
                 const model::kinesis::ListShardsResponse& listed) {
  // What was opened since the first listing has to be read from its beginning.
  open_listed(r, listed, r.reader.listed ? "TRIM_HORIZON" : r.source.start_type);
  if (poller.spec.skip_parents) r.reader.list_at = r.now() + kListAgain;
}

void open_what_may_begin(Reading& r, const StreamPoller& poller) {
  for (auto& [id, cursor] : r.reader.cursors) {
    if (cursor.ended && !cursor.exhausted && cursor.unprocessed.empty()) exhaust(r, cursor);
  }
  for (auto& [id, cursor] : r.reader.cursors) {
    if (poller.spec.skip_parents || parents_exhausted(r.reader, cursor)) begin(r, cursor);
  }
  forget_exhausted(r.reader);
}

void go_down(Reading& r, StreamPoller& poller, bool hangs,
             std::optional<base::Duration> restart_after) {
  if (hangs) {
    r.actor.last_event = r.ctx.emit(model::WorkerHung{r.actor.id, {}}, r.actor.last_event);
  } else {
    r.actor.last_event = r.ctx.emit(model::WorkerCrashed{r.actor.id, {}}, r.actor.last_event);
  }
  poller.health = hangs ? Health::kHung : Health::kCrashed;
  forget_reading(poller.reader);
  r.wire.outgoing.clear();
  r.wire.hung_up.push_back(r.actor.id);
  wake_at(r.actor, r.ctx, restart_after ? r.now() + *restart_after : base::kNever);
}

// Works on everything that is due; false when a fault struck.
bool work(Reading& r, StreamPoller& poller) {
  const RecordWork work = work_of(poller);
  for (auto& [id, cursor] : r.reader.cursors) {
    while (begin_work(r, work, cursor)) {
      if (const FaultSpec* fault = fault_now(work, cursor, r.now())) {
        go_down(r, poller, fault->kind == FaultSpec::Kind::kHang, fault->restart_after);
        return false;
      }
      if (cursor.work_ends > r.now()) break;
      const ReadRecord done = finish_work(cursor);
      ++poller.processed;
      record_done(r, poller.progress, cursor, done);
    }
  }
  return true;
}

void go_on(Reading& r, StreamPoller& poller) {
  if (!work(r, poller)) return;
  open_what_may_begin(r, poller);
  if (r.reader.list_at <= r.now()) {
    const bool all = r.reader.listed && r.source.start_type != "LATEST";
    list_shards(r, all ? "" : filter_of(r.source));
  }
  read_on(r, 1);  // one batch at a time
  base::SimTime at = next_reading(r, 1);
  for (const auto& [id, cursor] : r.reader.cursors) {
    at = std::min(at, next_work(work_of(poller), cursor));
  }
  if (at != r.actor.wakes_at) wake_at(r.actor, r.ctx, at);
}

void start(Reading& r, StreamPoller& poller) {
  r.reader.list_at = r.now();
  if (!r.source.consumer.empty()) r.reader.describe_at = r.now();
  go_on(r, poller);
}

void restart(Reading& r, StreamPoller& poller) {
  poller.health = Health::kUp;
  r.actor.last_event = r.ctx.emit(model::WorkerRestarted{r.actor.id}, r.actor.last_event);
  start(r, poller);
}

}  // namespace

void wake_poller(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  StreamPoller& poller = std::get<StreamPoller>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  if (poller.health != Health::kUp) return restart(r, poller);
  const bool fresh = !r.reader.listed && r.reader.calls.empty() && r.reader.list_at == base::kNever;
  if (fresh) return start(r, poller);
  go_on(r, poller);
}

void answer_poller(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                   const model::ApiResult<model::Response>& result, Wire& wire) {
  StreamPoller& poller = std::get<StreamPoller>(actor.role);
  if (poller.health != Health::kUp) return;
  Reading r = reading_of(state, actor, ctx, wire);
  const auto brought = take_answer(r, call, result);
  if (!brought) return;
  if (brought->listed != nullptr) take_listed(r, poller, *brought->listed);
  go_on(r, poller);
}

bool obey_poller(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire) {
  StreamPoller& poller = std::get<StreamPoller>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  const bool up = poller.health == Health::kUp;
  if (up == (order == Order::kRestart)) return false;
  if (order == Order::kRestart) {
    restart(r, poller);
  } else {
    go_down(r, poller, order == Order::kHang, std::nullopt);
  }
  return true;
}

}  // namespace actors
