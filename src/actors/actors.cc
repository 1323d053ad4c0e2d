// The door of the simulated callers: adding them, waking them, answering them.
#include "actors/actors.h"

#include <algorithm>
#include <type_traits>
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

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

// An upload or a poll whose call has no number yet.
void note_call(Producer& producer, model::CallId call) {
  if (producer.polling) {
    if (!producer.poll) producer.poll = call;
    return;
  }
  const auto upload = std::ranges::find(producer.uploads, model::CallId{}, &Upload::call);
  if (upload != producer.uploads.end()) upload->call = call;
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

model::ActorId add_stream_actor(State& state, engine::Context& ctx, std::uint64_t seed,
                                std::string name, std::string group, StreamSpec spec) {
  const auto add_as = [&]<class Role>(std::type_identity<Role>, auto&& own) {
    return add<Role>(state, ctx, seed, std::move(name), std::move(group), std::move(own));
  };
  return std::visit(
      Overloaded{
          [&](StreamProducerSpec& own) {
            return add_as(std::type_identity<StreamProducer>(), own);
          },
          [&](StreamPollerSpec& own) { return add_as(std::type_identity<StreamPoller>(), own); },
          [&](KclWorkerSpec& own) { return add_as(std::type_identity<KclWorker>(), own); },
          [&](LambdaMappingSpec& own) { return add_as(std::type_identity<LambdaMapping>(), own); }},
      spec);
}

void note_call(State& state, model::ActorId id, model::CallId call, const model::Request& request) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return;
  std::visit(
      Overloaded{[&](Worker& worker) { worker.call = call; },
                 [&](Producer& producer) { note_call(producer, call); },
                 [&](StreamProducer& producer) { note_producer_call(producer, call, request); },
                 [&](auto& consumer) { note_reader_call(consumer.reader, call); }},
      it->second.role);
}

void note_shard(State& state, const std::string& stream, const std::string& shard_id,
                ShardName name) {
  state.shard_names[stream][shard_id] = name;
}

void on_wake(State& state, engine::Context& ctx, model::ActorId id, Wire& wire) {
  Actor& actor = state.actors.at(id);
  actor.wakes_at = base::kNever;
  std::visit(Overloaded{[&](Producer&) { wake_producer(actor, ctx, wire); },
                        [&](Worker&) { wake_worker(state, actor, ctx, wire); },
                        [&](StreamProducer&) { wake_stream_producer(actor, ctx, wire); },
                        [&](StreamPoller&) { wake_poller(state, actor, ctx, wire); },
                        [&](KclWorker&) { wake_kcl_worker(state, actor, ctx, wire); },
                        [&](LambdaMapping&) { wake_mapping(state, actor, ctx, wire); }},
             actor.role);
}

void on_answer(State& state, engine::Context& ctx, model::ActorId id, model::CallId call,
               const model::ApiResult<model::Response>& result, Wire& wire) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return;
  Actor& actor = it->second;
  std::visit(
      Overloaded{[&](Producer&) { answer_producer(actor, ctx, call, result, wire); },
                 [&](Worker&) { answer_worker(state, actor, ctx, call, result, wire); },
                 [&](StreamProducer&) { answer_stream_producer(actor, ctx, call, result, wire); },
                 [&](StreamPoller&) { answer_poller(state, actor, ctx, call, result, wire); },
                 [&](KclWorker&) { answer_kcl_worker(state, actor, ctx, call, result, wire); },
                 [&](LambdaMapping&) { answer_mapping(state, actor, ctx, call, result, wire); }},
      actor.role);
}

bool obey(State& state, engine::Context& ctx, model::ActorId id, Order order, Wire& wire) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return false;
  Actor& actor = it->second;
  return std::visit(
      Overloaded{[&](Worker&) { return obey_worker(state, actor, ctx, order, wire); },
                 [&](StreamPoller&) { return obey_poller(state, actor, ctx, order, wire); },
                 [&](KclWorker&) { return obey_kcl_worker(state, actor, ctx, order, wire); },
                 [](auto&) { return false; }},
      actor.role);
}

bool change_worker(State& state, model::ActorId id, std::optional<base::Duration> work,
                   const std::optional<std::optional<HeartbeatSpec>>& heartbeat,
                   std::optional<bool> idempotent) {
  const auto it = state.actors.find(id);
  if (it == state.actors.end()) return false;
  // At least a millisecond, as in templates: time must go on.
  constexpr base::Duration kLeast = base::milliseconds(1);
  const auto set_work = [&](std::optional<WorkSpec>& spec) {
    if (!work || heartbeat || idempotent) return false;
    spec = WorkSpec{.list = {std::max(*work, kLeast)}};
    return true;
  };
  if (auto* kcl = std::get_if<KclWorker>(&it->second.role)) return set_work(kcl->spec.work);
  if (auto* poller = std::get_if<StreamPoller>(&it->second.role)) {
    return set_work(poller->spec.work);
  }
  Worker* worker = std::get_if<Worker>(&it->second.role);
  if (worker == nullptr) return false;
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
