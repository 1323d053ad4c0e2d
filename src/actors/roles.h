// What each kind of simulated caller does; shared by the files of this folder only.
#pragma once

#include "actors/actors.h"

namespace actors {

/// Sets the actor's next wake-up; an earlier one becomes void.
void wake_at(Actor& actor, engine::Context& ctx, base::SimTime at);

bool is_worked_on(const State& state, model::MessageId message);
/// Side effects of a message that is gone and that nobody works on need no memory.
void forget_if_unused(State& state, model::MessageId message);

void wake_producer(Actor& actor, engine::Context& ctx, Wire& wire);
void answer_producer(Actor& actor, const model::ApiResult<model::Response>& result);

void wake_worker(State& state, Actor& actor, engine::Context& ctx, Wire& wire);
void answer_worker(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                   const model::ApiResult<model::Response>& result, Wire& wire);
bool obey_worker(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire);

}  // namespace actors
