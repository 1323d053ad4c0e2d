// How simulated callers behave: what they do when they wake and when an answer arrives. They only
// make requests, like any client; they must not look into a service.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/state.h"
#include "engine/context.h"
#include "model/request.h"

namespace actors {

/// A request that an actor wants to send; the World numbers it and puts it on the wire.
struct Outgoing {
  model::ActorId actor;
  model::Request request;
  bool awaited = true;  // false: whatever the answer is, nobody acts on it
};

/// What an actor may do to the World besides emitting events.
struct Wire {
  std::vector<Outgoing> outgoing;
  std::vector<model::ActorId> hung_up;  // broken connections: their waiting calls are dropped
};

/// Orders from outside to one simulated caller.
enum class Order : std::uint8_t { kCrash, kRestart, kHang };

/// Adds a caller; it wakes for the first time after its start delay.
model::ActorId add_producer(State& state, engine::Context& ctx, std::uint64_t seed,
                            std::string name, std::string group, ProducerSpec spec);
model::ActorId add_worker(State& state, engine::Context& ctx, std::uint64_t seed, std::string name,
                          std::string group, WorkerSpec spec);

/// What a simulated producer or consumer of a stream is set up with.
using StreamSpec =
    std::variant<StreamProducerSpec, StreamPollerSpec, KclWorkerSpec, LambdaMappingSpec>;
model::ActorId add_stream_actor(State& state, engine::Context& ctx, std::uint64_t seed,
                                std::string name, std::string group, StreamSpec spec);

/// The World has numbered the call that this actor now waits for, and named what it carries.
void note_call(State& state, model::ActorId id, model::CallId call, const model::Request& request);
/// Callers heard of this shard: from now on their events can name it.
void note_shard(State& state, const std::string& stream, const std::string& shard_id,
                ShardName name);
void on_wake(State& state, engine::Context& ctx, model::ActorId id, Wire& wire);
void on_answer(State& state, engine::Context& ctx, model::ActorId id, model::CallId call,
               const model::ApiResult<model::Response>& result, Wire& wire);
/// Carries out an order; false when it makes no sense for this actor now.
bool obey(State& state, engine::Context& ctx, model::ActorId id, Order order, Wire& wire);
/// New settings for a worker or a consumer, from its next job on; absent = unchanged. False: no
/// such worker.
bool change_worker(State& state, model::ActorId id, std::optional<base::Duration> work,
                   const std::optional<std::optional<HeartbeatSpec>>& heartbeat,
                   std::optional<bool> idempotent);
/// True while this actor waits for the answer to this call.
bool awaits(const State& state, model::ActorId id, model::CallId call);

/// The service lost a message for good (deleted, expired, purged): its side effects can be
/// forgotten once nobody works on it and no copy is on its way to a worker any more.
void message_gone(State& state, model::MessageId message, bool on_its_way);
/// A copy reached its caller, who may have taken it as a job or not.
void message_arrived(State& state, model::MessageId message);
/// The messages that have side effects or are worked on.
std::vector<model::MessageId> remembered_messages(const State& state);

}  // namespace actors
