// The life of an event: accepted, waiting, running, resting after an error, gone.
#include "services/lambda/lambda.h"

#include <array>

#include "base/hash_fields.h"

namespace services::lambda {
namespace {

// The pauses before the first and the second retry.
constexpr std::array<base::Duration, kMaximumRetries> kPauses{base::minutes(1), base::minutes(2)};

void await(engine::Context& ctx, const Function& function, Event& event, base::SimTime due) {
  event.due = due;
  ctx.set_timer(due, model::InvocationDue{function.id, event.id});
}

std::uint32_t free_slot(const Function& function) {
  std::uint32_t slot = 0;
  for (const auto& [taken, event] : function.running) {
    if (taken != slot) break;
    ++slot;
  }
  return slot;
}

void start(State& state, engine::Context& ctx, Function& function, Event& event) {
  const Behaviour& how = function.behaviour;
  const std::uint64_t number = function.counters.invocations++;
  ++event.attempt;
  event.phase = Phase::kRunning;
  event.slot = free_slot(function);
  event.started_at = ctx.now();
  event.will_fail = how.errors_always || number < how.errors_first;
  function.running.emplace(event.slot, event.id);
  state.begun.push_back(how.durations[number % how.durations.size()]);
  await(ctx, function, event, ctx.now() + state.begun.back());
}

void start_waiting(State& state, engine::Context& ctx, Function& function) {
  while (!function.waiting.empty() &&
         function.running.size() < function.behaviour.reserved_concurrency) {
    const model::InvocationId oldest = *function.waiting.begin();
    function.waiting.erase(oldest);
    start(state, ctx, function, function.events.at(oldest));
  }
}

// The event waits for its turn; it starts now when a slot is free.
void queue_up(State& state, engine::Context& ctx, Function& function, Event& event) {
  event.phase = Phase::kWaiting;
  function.waiting.insert(event.id);
  start_waiting(state, ctx, function);
  if (event.phase != Phase::kWaiting) return;
  ++function.counters.throttled;
  await(ctx, function, event, event.accepted_at + kMaximumEventAge);
}

void drop(Function& function, model::InvocationId event) {
  ++function.counters.dropped;
  function.events.erase(event);
}

void end(State& state, engine::Context& ctx, Function& function, Event& event) {
  function.running.erase(event.slot);
  if (!event.will_fail) {
    ++function.counters.succeeded;
    function.events.erase(function.events.find(event.id));
  } else {
    ++function.counters.errors;
    const bool last = event.attempt > kMaximumRetries;
    const base::SimTime retry_at = last ? base::kNever : ctx.now() + kPauses[event.attempt - 1];
    if (last || retry_at >= event.accepted_at + kMaximumEventAge) {
      drop(function, event.id);
    } else {
      event.phase = Phase::kResting;
      await(ctx, function, event, retry_at);
    }
  }
  start_waiting(state, ctx, function);
}

Function& function_for(State& state, const std::string& arn) {
  const auto known = state.by_arn.find(arn);
  if (known != state.by_arn.end()) return state.functions.at(known->second);
  const model::FunctionId id{++state.last_function};
  state.by_arn.emplace(arn, id);
  Function& function = state.functions[id];
  function.id = id;
  function.arn = arn;
  return function;
}

}  // namespace

std::string_view Function::name() const { return std::string_view(arn).substr(arn.rfind(':') + 1); }

const Event* Function::find(model::InvocationId event) const {
  const auto it = events.find(event);
  return it == events.end() ? nullptr : &it->second;
}

const Function* State::find(model::FunctionId id) const {
  const auto it = functions.find(id);
  return it == functions.end() ? nullptr : &it->second;
}

const Function* State::find_by_arn(std::string_view arn) const {
  const auto it = by_arn.find(arn);
  return it == by_arn.end() ? nullptr : find(it->second);
}

bool set_function(State& state, const std::string& arn, Behaviour behaviour) {
  if (!accepts(state, arn) || behaviour.durations.empty()) return false;
  function_for(state, arn).behaviour = std::move(behaviour);
  return true;
}

bool accepts(const State& state, std::string_view arn) {
  const Function* function = state.find_by_arn(arn);
  if (function == nullptr) return state.functions.size() < kMaxFunctions;
  return function->events.size() < kMaxEventsPerFunction;
}

void invoke(State& state, engine::Context& ctx, const std::string& arn, Subject subject) {
  Function& function = function_for(state, arn);
  const model::InvocationId id{++state.last_invocation};
  Event& event = function.events[id];
  event.id = id;
  event.subject = subject;
  event.accepted_at = ctx.now();
  ++function.counters.accepted;
  queue_up(state, ctx, function, event);
}

void on_timer(State& state, engine::Context& ctx, const model::InvocationDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Function& function = state.functions.at(due.function);
  Event& event = function.events.at(due.event);
  switch (event.phase) {
    case Phase::kRunning: return end(state, ctx, function, event);
    case Phase::kResting: return queue_up(state, ctx, function, event);
    case Phase::kWaiting: function.waiting.erase(event.id); return drop(function, event.id);
  }
}

bool is_void(const State& state, base::SimTime at, const model::InvocationDue& due) {
  const Function* function = state.find(due.function);
  const Event* event = function == nullptr ? nullptr : function->find(due.event);
  return event == nullptr || event->due != at;
}

void hash_into(const Subject& subject, base::Hasher& h) {
  const auto& [publish, subscription] = subject;
  base::hash_fields(h, publish, subscription);
}
void hash_into(const Behaviour& how, base::Hasher& h) {
  const auto& [reserved_concurrency, durations, errors_first, errors_always] = how;
  base::hash_fields(h, reserved_concurrency, durations, errors_first, errors_always);
}
void hash_into(const Event& event, base::Hasher& h) {
  const auto& [id, subject, phase, attempt, slot, accepted_at, started_at, due, will_fail] = event;
  base::hash_fields(h, id, subject, phase, attempt, slot, accepted_at, started_at, due, will_fail);
}
void hash_into(const Counters& counters, base::Hasher& h) {
  const auto& [accepted, invocations, succeeded, errors, throttled, dropped] = counters;
  base::hash_fields(h, accepted, invocations, succeeded, errors, throttled, dropped);
}
void hash_into(const Function& function, base::Hasher& h) {
  const auto& [id, arn, behaviour, events, waiting, running, counters] = function;
  base::hash_fields(h, id, arn, behaviour, events, waiting, running, counters);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [functions, by_arn, last_function, last_invocation, begun] = state;
  base::hash_fields(h, functions, by_arn, last_function, last_invocation);
}

}  // namespace services::lambda
