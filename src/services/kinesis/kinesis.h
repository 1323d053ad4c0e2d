// The door of Kinesis Data Streams: one function for requests, one per kind of timer. Must not know
// who calls, nor any other service.
#pragma once

#include <vector>

#include "engine/context.h"
#include "model/kinesis.h"
#include "model/request.h"
#include "model/timers.h"
#include "services/kinesis/state.h"

namespace services::kinesis {

using Caller = model::Caller;
using Result = model::ApiResult<model::kinesis::Response>;

/// Handles one request now. Every refusal carries AWS's code, status and text (aws-facts 3.2).
/// SubscribeToShard is answered at once with an event without records; what it pushes follows in
/// State::pushes.
Result handle(State& state, engine::Context& ctx, const Caller& caller,
              const model::kinesis::Request& request);

void on_timer(State& state, engine::Context& ctx, const model::StreamDue& due);
void on_timer(State& state, engine::Context& ctx, const model::ShardDue& due);
void on_timer(State& state, engine::Context& ctx, const model::ConsumerDue& due);
void on_timer(State& state, engine::Context& ctx, const model::SubscriptionDue& due);

/// A push of records that is due: from which stream, and as whom they are decrypted.
struct DuePush {
  model::StreamId stream;
  model::ActorId caller;  // 0 = from outside
  model::PrincipalId principal;
};
/// What the timer of a subscription would push at `now`; nothing when that are no records.
std::optional<DuePush> records_due(const State& state, base::SimTime now,
                                   const model::SubscriptionDue& due);
/// Instead of on_timer: ends the subscription with an error in its event stream, and pushes
/// nothing.
void refuse_push(State& state, engine::Context& ctx, const model::SubscriptionDue& due,
                 model::ApiError why);

/// True when nothing is left to do for a timer of the time `at`. Once void, a timer stays void.
bool is_void(const State& state, base::SimTime at, const model::StreamDue& due);
bool is_void(const State& state, base::SimTime at, const model::ShardDue& due);
bool is_void(const State& state, base::SimTime at, const model::ConsumerDue& due);
bool is_void(const State& state, base::SimTime at, const model::SubscriptionDue& due);

/// What a request is about, for pictures and for IAM's door; 0 when it names nothing that exists.
/// An iterator names its shard.
model::StreamId stream_of(const State& state, const model::kinesis::Request& request);
model::ShardId shard_of(const State& state, const model::kinesis::Request& request);

/// Ends the subscriptions of a caller that is gone (a crashed worker's connection closes).
void drop_subscriptions(State& state, engine::Context& ctx, model::ActorId caller);
/// Ends one subscription from outside.
void drop_subscription(State& state, engine::Context& ctx, model::CallId call);

/// Set-up only: what is being created is there at once, and no time passes.
void finish_set_up(State& state, engine::Context& ctx);

}  // namespace services::kinesis
