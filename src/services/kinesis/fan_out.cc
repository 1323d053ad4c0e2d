// SubscribeToShard and its pushes.
#include "services/kinesis/fan_out.h"

#include <algorithm>
#include <format>

#include "services/kinesis/find.h"
#include "services/kinesis/read.h"
#include "services/kinesis/shards.h"

namespace services::kinesis {
namespace {

using model::SubscriptionEnd;
using model::kinesis::Response;
using model::kinesis::SubscribeToShardEvent;

// From a record's arrival to its push, whoever else reads (aws-facts 3.3 Latency).
constexpr base::Duration kPushDelay = base::milliseconds(70);

// A subscription without records still pushes: its position goes on, and its connection is seen to
// be alive (assumption: how often; clients give up after half a minute without a word).
constexpr base::Duration kIdlePush = base::seconds(5);

// Where to go on after what was pushed: the last record before the position.
std::string continuation(const Shard& shard, std::uint64_t position) {
  const bool any = position > shard.records.begin_position();
  return sequence_number(shard, any ? shard.records[position - 1].sequence : shard.first_sequence);
}

SubscribeToShardEvent event_at(const engine::Context& ctx, const Consumer& consumer,
                               const Shard& shard, std::uint64_t first, std::uint64_t next) {
  SubscribeToShardEvent out;
  out.continuation_sequence_number = continuation(shard, next);
  out.millis_behind_latest = millis_behind(ctx, shard, first, next);
  out.consumer = consumer.id;
  out.shard = shard.id;
  return out;
}

std::uint64_t in_log(const Shard& shard, std::uint64_t position) {
  return std::clamp(position, shard.records.begin_position(), shard.records.end_position());
}

void push_at(engine::Context& ctx, const Consumer& consumer, const Shard& shard, Subscription& s,
             base::SimTime at) {
  s.push_due = at;
  ctx.set_timer(at, model::SubscriptionDue{consumer.id, shard.id, s.number});
}

// The subscription is over; its caller is told with the last event, or by an error.
void end_one(State& state, engine::Context& ctx, Consumer& consumer, const Shard& shard,
             SubscriptionEnd how, std::optional<ApiError> why = std::nullopt) {
  const auto it = consumer.subscriptions.find(shard.id);
  if (it == consumer.subscriptions.end()) return;
  const Subscription subscription = it->second;
  consumer.subscriptions.erase(it);
  const std::uint64_t position = in_log(shard, subscription.position);
  SubscribeToShardEvent event = event_at(ctx, consumer, shard, position, position);
  event.ended = true;
  ctx.emit(model::ShardSubscriptionEnded{shard.stream, shard.id, consumer.id, how});
  state.pushes.push_back(
      {subscription.call, subscription.caller, shard.stream, std::move(event), std::move(why)});
}

// What may go out now; the position moves on.
std::int64_t take_for_push(const State& state, engine::Context& ctx, const Shard& shard,
                           Subscription& s, std::vector<model::kinesis::Record>& out) {
  const std::int64_t rate = ctx.fact("kinesis.efo.read_bytes");
  const auto most = static_cast<std::size_t>(ctx.fact("kinesis.get_records.max"));
  std::int64_t bytes = 0;
  for (s.position = in_log(shard, s.position);
       s.position < shard.records.end_position() && out.size() < most; ++s.position) {
    const Record& record = shard.records[s.position];
    if (!take(s.bytes, ctx.now(), rate, record.bytes())) break;
    bytes += record.bytes();
    out.push_back(to_reader(state, shard, record));
  }
  return bytes;
}

void note_push(engine::Context& ctx, const Consumer& consumer, const Shard& shard,
               const Subscription& s, const SubscribeToShardEvent& event, std::int64_t bytes) {
  const auto behind = std::min<std::int64_t>(event.millis_behind_latest, UINT32_MAX);
  ctx.emit(model::RecordsPushed{shard.stream, shard.id, consumer.id, s.caller,
                                static_cast<std::uint32_t>(event.records.size()),
                                static_cast<std::uint32_t>(bytes),
                                static_cast<std::uint32_t>(behind)});
}

// Nothing is left to push. Simulated callers have no connection that could be given up.
void rest(engine::Context& ctx, const Consumer& consumer, const Shard& shard, Subscription& s) {
  s.push_due = base::kNever;
  if (!s.caller) push_at(ctx, consumer, shard, s, ctx.now() + kIdlePush);
}

void push(State& state, engine::Context& ctx, Consumer& consumer, Shard& shard) {
  trim(state, ctx, shard);
  Subscription& s = consumer.subscriptions.at(shard.id);
  std::vector<model::kinesis::Record> records;
  const std::int64_t bytes = take_for_push(state, ctx, shard, s, records);
  const bool all = s.position == shard.records.end_position();
  const bool over = all && !shard.is_open();
  if (all && !over) {
    rest(ctx, consumer, shard, s);
  } else if (!all) {
    const std::int64_t rate = ctx.fact("kinesis.efo.read_bytes");
    const base::SimTime ready =
        when_taken(s.bytes, ctx.now(), rate, shard.records[s.position].bytes());
    push_at(ctx, consumer, shard, s, std::max(ready, ctx.now() + base::milliseconds(1)));
  }
  const bool alive = all && !s.caller;
  if (records.empty() && !over && !alive) return;
  SubscribeToShardEvent event =
      event_at(ctx, consumer, shard, s.position - records.size(), s.position);
  event.records = std::move(records);
  if (over) {
    // Only now there is nowhere to go on in this shard.
    event.continuation_sequence_number.clear();
    event.child_shards = children_of(state, shard);
    event.ended = true;
  }
  if (!event.records.empty()) note_push(ctx, consumer, shard, s, event, bytes);
  if (over) {
    ctx.emit(model::ShardSubscriptionEnded{shard.stream, shard.id, consumer.id,
                                           SubscriptionEnd::kShardEnd});
  }
  state.pushes.push_back({s.call, s.caller, shard.stream, std::move(event)});
  if (over) consumer.subscriptions.erase(shard.id);
}

// The consumer and the shard of a call, or why it cannot be served.
struct Wanted {
  Consumer* consumer = nullptr;
  Stream* stream = nullptr;
  Shard* shard = nullptr;
};
base::Result<Wanted, ApiError> wanted_by(State& state,
                                         const model::kinesis::SubscribeToShardRequest& r) {
  const Consumer* named = state.find_consumer_by_arn(r.consumer_arn);
  if (named == nullptr) {
    return std::unexpected(not_found(std::format("Consumer {} not found.", r.consumer_arn)));
  }
  Wanted out{find(state, named->id), find(state, named->stream), nullptr};
  if (named->status != ConsumerStatus::kActive) {
    return std::unexpected(consumer_not_active(state, *out.stream, *named));
  }
  const Stream& stream = *out.stream;
  const auto number = shard_number(r.shard_id);
  if (!number) {
    return std::unexpected(could_not_find_shard(r.shard_id, stream.name, state.account));
  }
  const bool there =
      stream.status == StreamStatus::kActive || stream.status == StreamStatus::kUpdating;
  out.shard = there ? find_shard(state, stream, *number) : nullptr;
  if (out.shard == nullptr) {
    return std::unexpected(no_such_shard(shard_name(*number), stream.name, state.account));
  }
  return out;
}

// One subscription per consumer and shard: for 5 seconds the first one stays, then it gives way.
std::optional<ApiError> make_way(State& state, engine::Context& ctx, const Wanted& wanted,
                                 TokenBucket& bytes) {
  const auto it = wanted.consumer->subscriptions.find(wanted.shard->id);
  if (it == wanted.consumer->subscriptions.end()) return std::nullopt;
  const base::Duration held = base::seconds(ctx.fact("kinesis.subscription.takeover"));
  if (ctx.now() - it->second.started_at < held) {
    return in_use(std::format("Another active subscription exists for this consumer: {}:{}:{}:{}",
                              state.account, wanted.stream->name, shard_name(wanted.shard->number),
                              wanted.consumer->name));
  }
  bytes = it->second.bytes;
  end_one(state, ctx, *wanted.consumer, *wanted.shard, SubscriptionEnd::kReplaced);
  return std::nullopt;
}

}  // namespace

Result subscribe_to_shard(State& state, engine::Context& ctx, const Caller& caller,
                          const model::kinesis::SubscribeToShardRequest& r) {
  const auto wanted = wanted_by(state, r);
  if (!wanted) return std::unexpected(wanted.error());
  Consumer& consumer = *wanted->consumer;
  Shard& shard = *wanted->shard;
  trim(state, ctx, shard);
  const Start start{r.starting_position.type, r.starting_position.sequence_number,
                    r.starting_position.timestamp};
  const auto position = position_of(state, ctx, *wanted->stream, shard, start, "SubscribeToShard");
  if (!position) return std::unexpected(position.error());
  Subscription s;
  s.bytes = full_bucket(ctx.now(), ctx.fact("kinesis.efo.read_bytes"));
  if (auto error = make_way(state, ctx, *wanted, s.bytes)) return std::unexpected(*error);
  s.number = ++state.last_subscription;
  s.call = caller.call;
  s.caller = caller.actor;
  s.principal = caller.principal;
  s.position = *position;
  s.started_at = ctx.now();
  s.ends_at = ctx.now() + base::seconds(ctx.fact("kinesis.subscription.lifetime"));
  Subscription& kept = consumer.subscriptions[shard.id] = s;
  ctx.set_timer(s.ends_at, model::SubscriptionDue{consumer.id, shard.id, s.number});
  ctx.emit(model::ShardSubscribed{shard.stream, shard.id, consumer.id, caller.actor});
  const bool something = s.position < shard.records.end_position() || !shard.is_open();
  if (something) {
    push_at(ctx, consumer, shard, kept, ctx.now() + kPushDelay);
  } else {
    rest(ctx, consumer, shard, kept);
  }
  return Response(event_at(ctx, consumer, shard, s.position, s.position));
}

void on_timer(State& state, engine::Context& ctx, const model::SubscriptionDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Consumer& consumer = *find(state, due.consumer);
  Shard& shard = *find(state, due.shard);
  const Subscription& s = consumer.subscriptions.at(due.shard);
  if (ctx.now() >= s.ends_at) {
    end_one(state, ctx, consumer, shard, SubscriptionEnd::kExpired);
  } else {
    push(state, ctx, consumer, shard);
  }
}

std::optional<DuePush> records_due(const State& state, base::SimTime now,
                                   const model::SubscriptionDue& due) {
  if (is_void(state, now, due)) return std::nullopt;
  const Subscription& s = state.find(due.consumer)->subscriptions.at(due.shard);
  const Shard& shard = *state.find(due.shard);
  const bool none = in_log(shard, s.position) == shard.records.end_position();
  if (none || now >= s.ends_at) return std::nullopt;
  return DuePush{shard.stream, s.caller, s.principal};
}

void refuse_push(State& state, engine::Context& ctx, const model::SubscriptionDue& due,
                 ApiError why) {
  end_one(state, ctx, *find(state, due.consumer), *state.find(due.shard),
          SubscriptionEnd::kKeyRefused, std::move(why));
}

bool is_void(const State& state, base::SimTime at, const model::SubscriptionDue& due) {
  const Consumer* consumer = state.find(due.consumer);
  if (consumer == nullptr) return true;
  const auto it = consumer->subscriptions.find(due.shard);
  if (it == consumer->subscriptions.end() || it->second.number != due.subscription) return true;
  return at != it->second.push_due && at != it->second.ends_at;
}

void wake_subscriptions(State& state, engine::Context& ctx, const Shard& shard) {
  for (auto& [id, consumer] : state.consumers) {
    const auto it = consumer.subscriptions.find(shard.id);
    if (it == consumer.subscriptions.end()) continue;
    const base::SimTime at = ctx.now() + kPushDelay;
    if (it->second.push_due > at) push_at(ctx, consumer, shard, it->second, at);
  }
}

void end_subscriptions(State& state, engine::Context& ctx, const Shard& shard,
                       SubscriptionEnd how) {
  for (auto& [id, consumer] : state.consumers) end_one(state, ctx, consumer, shard, how);
}

void end_subscriptions(State& state, engine::Context& ctx, Consumer& consumer,
                       SubscriptionEnd how) {
  while (!consumer.subscriptions.empty()) {
    end_one(state, ctx, consumer, *state.find(consumer.subscriptions.begin()->first), how);
  }
}

namespace {

// Nobody listens any more: no last event.
template <class Gone>
void drop_if(State& state, engine::Context& ctx, Gone gone) {
  for (auto& [id, consumer] : state.consumers) {
    std::erase_if(consumer.subscriptions, [&](const auto& entry) {
      if (!gone(entry.second)) return false;
      ctx.emit(model::ShardSubscriptionEnded{consumer.stream, entry.first, consumer.id,
                                             SubscriptionEnd::kClosed});
      return true;
    });
  }
}

}  // namespace

void drop_subscriptions(State& state, engine::Context& ctx, model::ActorId caller) {
  drop_if(state, ctx, [&](const Subscription& s) { return s.caller == caller; });
}
void drop_subscription(State& state, engine::Context& ctx, model::CallId call) {
  drop_if(state, ctx, [&](const Subscription& s) { return s.call == call; });
}

}  // namespace services::kinesis
