// The door of the simulated callers: adding them, waking them, answering them.
#include "actors/actors.h"

#include <algorithm>
#include <utility>

#include "actors/roles.h"

namespace actors {
namespace {

template <class Role, class Spec>
model::ActorId add(State& state, engine::Context& ctx, std::uint64_t seed, std::string name,
                   std::string group, Spec spec) {
  Actor actor;
  actor.id = {++state.last_actor};
  actor.rng = base::Rng(seed, "actor." + name);
  actor.name = std::move(name);
  actor.group = std::move(group);
  const base::Duration start = spec.start;
  Role role;
  role.spec = std::move(spec);
  actor.role = std::move(role);
  wake_at(actor, ctx, ctx.now() + start);
  const model::ActorId id = actor.id;
  state.actors.emplace(id, std::move(actor));
  return id;
}

}  // namespace

void wake_at(Actor& actor, engine::Context& ctx, base::SimTime at) {
  ++actor.token;
  actor.wakes_at = at;
  if (at != base::kNever) ctx.set_timer(at, model::ActorDue{actor.id, actor.token});
}

bool is_worked_on(const State& state, model::MessageId message) {
  return std::ranges::any_of(state.actors, [&](const auto& entry) {
    const Worker* worker = std::get_if<Worker>(&entry.second.role);
    return worker != nullptr && (std::ranges::contains(worker->jobs, message, &Job::message) ||
                                 std::ranges::contains(worker->unread, message, &Job::message));
  });
}

void forget_if_unused(State& state, model::MessageId message) {
  const auto it = state.effects.find(message);
  if (it == state.effects.end() || !it->second.gone || is_worked_on(state, message)) return;
  state.effects.erase(it);
}

model::ActorId add_producer(State& state, engine::Context& ctx, std::uint64_t seed,
                            std::string name, std::string group, ProducerSpec spec) {
  return add<Producer>(state, ctx, seed, std::move(name), std::move(group), std::move(spec));
}

model::ActorId add_worker(State& state, engine::Context& ctx, std::uint64_t seed, std::string name,
                          std::string group, WorkerSpec spec) {
  return add<Worker>(state, ctx, seed, std::move(name), std::move(group), std::move(spec));
}

void note_call(State& state, model::ActorId id, model::CallId call) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return;
  if (Worker* worker = std::get_if<Worker>(&it->second.role)) {
    worker->call = call;
    return;
  }
  Producer& producer = std::get<Producer>(it->second.role);
  if (producer.polling) {
    if (!producer.poll) producer.poll = call;
    return;
  }
  const auto upload = std::ranges::find(producer.uploads, model::CallId{}, &Upload::call);
  if (upload != producer.uploads.end()) upload->call = call;
}

void on_wake(State& state, engine::Context& ctx, model::ActorId id, Wire& wire) {
  Actor& actor = state.actors.at(id);
  actor.wakes_at = base::kNever;
  if (std::holds_alternative<Producer>(actor.role)) {
    wake_producer(actor, ctx, wire);
  } else {
    wake_worker(state, actor, ctx, wire);
  }
}

void on_answer(State& state, engine::Context& ctx, model::ActorId id, model::CallId call,
               const model::ApiResult<model::Response>& result, Wire& wire) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return;
  if (std::holds_alternative<Producer>(it->second.role)) {
    answer_producer(it->second, ctx, call, result, wire);
  } else {
    answer_worker(state, it->second, ctx, call, result, wire);
  }
}

bool obey(State& state, engine::Context& ctx, model::ActorId id, Order order, Wire& wire) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end() || !std::holds_alternative<Worker>(it->second.role)) return false;
  return obey_worker(state, it->second, ctx, order, wire);
}

bool change_worker(State& state, model::ActorId id, std::optional<base::Duration> work,
                   const std::optional<std::optional<HeartbeatSpec>>& heartbeat,
                   std::optional<bool> idempotent) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return false;
  Worker* worker = std::get_if<Worker>(&it->second.role);
  if (worker == nullptr) return false;
  // At least a millisecond, as in templates: time must go on.
  constexpr base::Duration kLeast = base::milliseconds(1);
  if (work) {
    worker->spec.work.kind = WorkSpec::Kind::kList;
    worker->spec.work.list = {std::max(*work, kLeast)};
  }
  if (heartbeat) {
    worker->spec.heartbeat = *heartbeat;
    if (*heartbeat) worker->spec.heartbeat->every = std::max((*heartbeat)->every, kLeast);
  }
  if (idempotent) worker->spec.idempotent = *idempotent;
  return true;
}

bool awaits(const State& state, model::ActorId id, model::CallId call) {
  const Actor* actor = state.find(id);
  if (actor == nullptr) return false;
  if (const Producer* producer = std::get_if<Producer>(&actor->role)) return producer->poll == call;
  const Worker* worker = std::get_if<Worker>(&actor->role);
  return worker != nullptr && worker->call == call;
}

void message_gone(State& state, model::MessageId message, bool on_its_way) {
  if (on_its_way || is_worked_on(state, message)) {
    state.effects[message].gone = true;
  } else {
    state.effects.erase(message);
  }
}

void message_arrived(State& state, model::MessageId message) { forget_if_unused(state, message); }

std::vector<model::MessageId> remembered_messages(const State& state) {
  std::vector<model::MessageId> out;
  for (const auto& [message, entry] : state.effects) out.push_back(message);
  for (const auto& [id, actor] : state.actors) {
    const Worker* worker = std::get_if<Worker>(&actor.role);
    if (worker == nullptr) continue;
    for (const Job& job : worker->jobs) out.push_back(job.message);
    for (const Job& job : worker->unread) out.push_back(job.message);
  }
  return out;
}

}  // namespace actors
