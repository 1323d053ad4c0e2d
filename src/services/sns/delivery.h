// Deliveries: fan-out with filters, attempts, retries, dead-letter queues, order within FIFO
// groups (aws-facts 2.5, 2.6, 2.8). Every delivery leaves as a call of its own, which the World
// carries. Must not know how a queue or an endpoint works inside.
#pragma once

#include "engine/context.h"
#include "model/timers.h"
#include "services/sns/state.h"

namespace services::sns {

/// Sends a message to every confirmed subscription whose filter lets it pass.
void fan_out(State& state, engine::Context& ctx, const Topic& topic, const MessagePtr& message);
/// A confirmation for one subscription.
void notify(State& state, engine::Context& ctx, const Subscription& subscription, NoticeKind kind);
/// Tells an HTTP endpoint that its subscription, which is not in `state` any more, has ended.
void notify_end(State& state, engine::Context& ctx, const Subscription& subscription);
/// A message for one phone or device, without a topic.
void deliver_directly(State& state, engine::Context& ctx, const MessagePtr& message,
                      Protocol protocol, const std::string& endpoint);
/// One archived message again for one subscription.
void replay_to(State& state, engine::Context& ctx, const Subscription& subscription,
               const MessagePtr& message);
/// Nothing is delivered any more for a topic, or for one subscription of it.
void forget_deliveries(State& state, model::TopicId topic, model::SubscriptionId subscription = {});

/// Why a call of SNS did not succeed. Client-side faults are not retried (aws-facts 2.5).
struct Failure {
  std::string code;
  std::string message;
  bool client_side = false;
};
/// The answer to a delivery; `message` is what a queue stored.
void succeed(State& state, engine::Context& ctx, model::DeliveryId id, model::MessageId message);
void fail(State& state, engine::Context& ctx, model::DeliveryId id, Failure failure);
/// How an error of SQS counts.
Failure failure_of(const model::ApiError& error);

void on_timer(State& state, engine::Context& ctx, const model::DeliveryDue& due);
bool is_void(const State& state, base::SimTime at, const model::DeliveryDue& due);

}  // namespace services::sns
