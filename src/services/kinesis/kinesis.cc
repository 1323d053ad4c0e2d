// The door of Kinesis Data Streams.
#include "services/kinesis/kinesis.h"

namespace services::kinesis {

std::string sequence_number(const Shard&, std::uint64_t sequence) {
  return std::to_string(sequence);
}

Result handle(State&, engine::Context&, const Caller&, const model::kinesis::Request&) {
  return std::unexpected(model::ApiError{"InternalFailure", "InternalFailure", 500, ""});
}

void on_timer(State&, engine::Context&, const model::StreamDue&) {}
void on_timer(State&, engine::Context&, const model::ShardDue&) {}
void on_timer(State&, engine::Context&, const model::ConsumerDue&) {}
void on_timer(State&, engine::Context&, const model::SubscriptionDue&) {}

bool is_void(const State&, base::SimTime, const model::StreamDue&) { return true; }
bool is_void(const State&, base::SimTime, const model::ShardDue&) { return true; }
bool is_void(const State&, base::SimTime, const model::ConsumerDue&) { return true; }
bool is_void(const State&, base::SimTime, const model::SubscriptionDue&) { return true; }

model::StreamId stream_of(const State&, const model::kinesis::Request&) { return {}; }
model::ShardId shard_of(const State&, const model::kinesis::Request&) { return {}; }

void drop_subscriptions(State&, engine::Context&, model::ActorId) {}
void drop_subscription(State&, engine::Context&, model::CallId) {}
void finish_set_up(State&, engine::Context&) {}

}  // namespace services::kinesis
