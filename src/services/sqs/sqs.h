// The door of Amazon SQS: one function for requests, one per kind of timer. Must not know who
// calls, nor any other service.
#pragma once

#include <variant>

#include "engine/context.h"
#include "model/sqs.h"
#include "model/timers.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// A long poll that is still waiting; the answer comes later as a Completion.
struct Pending {};

using Outcome = std::variant<Pending, model::ApiResult<model::sqs::Response>>;

/// Who makes a call.
struct Caller {
  model::CallId call;
  model::ActorId actor;
  std::string sender_id = "AIDAINFLIGHTLEARNER00";  // SenderId of what it sends
};

/// Handles one request now. Every refusal carries AWS's code, status and text (aws-facts 1.3).
Outcome handle(State& state, engine::Context& ctx, const Caller& caller,
               const model::sqs::Request& request);

void on_timer(State& state, engine::Context& ctx, const model::VisibilityDue& due);
void on_timer(State& state, engine::Context& ctx, const model::DelayDue& due);
void on_timer(State& state, engine::Context& ctx, const model::RetentionDue& due);
void on_timer(State& state, engine::Context& ctx, const model::LongPollDue& due);
void on_timer(State& state, engine::Context& ctx, const model::PurgeDue& due);

/// Forgets the long polls of a caller that is gone (a crashed worker's connection closes).
void drop_waiters(State& state, model::ActorId caller);

}  // namespace services::sqs
