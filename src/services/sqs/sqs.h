// The door of Amazon SQS: one function for requests, one per kind of timer. Must not know who
// calls, nor any other service.
#pragma once

#include <variant>

#include "engine/context.h"
#include "model/request.h"
#include "model/sqs.h"
#include "model/timers.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// A long poll that is still waiting; the answer comes later as a Completion.
struct Pending {};

using Outcome = std::variant<Pending, model::ApiResult<model::sqs::Response>>;

using Caller = model::Caller;

/// Handles one request now. Every refusal carries AWS's code, status and text (aws-facts 1.3).
Outcome handle(State& state, engine::Context& ctx, const Caller& caller,
               const model::sqs::Request& request);

void on_timer(State& state, engine::Context& ctx, const model::VisibilityDue& due);
void on_timer(State& state, engine::Context& ctx, const model::DelayDue& due);
void on_timer(State& state, engine::Context& ctx, const model::RetentionDue& due);
void on_timer(State& state, engine::Context& ctx, const model::LongPollDue& due);
void on_timer(State& state, engine::Context& ctx, const model::PurgeDue& due);
void on_timer(State& state, engine::Context& ctx, const model::MoveDue& due);

/// True when nothing is left to do for a timer of the time `at`: its message, poll or queue is
/// gone, or another timer has taken its place. Once void, a timer stays void.
bool is_void(const State& state, base::SimTime at, const model::VisibilityDue& due);
bool is_void(const State& state, base::SimTime at, const model::DelayDue& due);
bool is_void(const State& state, base::SimTime at, const model::RetentionDue& due);
bool is_void(const State& state, base::SimTime at, const model::LongPollDue& due);
bool is_void(const State& state, base::SimTime at, const model::PurgeDue& due);
bool is_void(const State& state, base::SimTime at, const model::MoveDue& due);

/// Forgets the long polls of a caller that is gone (a crashed worker's connection closes); their
/// calls will never be answered and are returned.
std::vector<model::CallId> drop_waiters(State& state, model::ActorId caller);
/// Forgets one long poll.
void drop_waiter(State& state, model::QueueId queue, model::CallId call);

}  // namespace services::sqs
