// The World around Amazon SNS: its calls to queues and endpoints travel like everybody's, and what
// the outside world orders. Must not know how SNS decides.
#include <format>

#include "services/sns/delivery.h"
#include "services/sns/endpoints.h"
#include "services/sns/subscriptions.h"
#include "world/world.h"

namespace world {

// Every delivery is a call of its own: a hop that takes time and that a picture can show.
void World::send_out_deliveries() {
  for (services::sns::Outgoing& out : std::exchange(sns_.outgoing, {})) {
    Transit transit;
    transit.call = {++last_call_};
    transit.ticket = {model::Service::kSns, out.delivery.value};
    transit.topic = out.topic;
    transit.subscription = out.subscription;
    const auto delivery = sns_.deliveries.find(out.delivery);
    if (delivery != sns_.deliveries.end() && delivery->second.message) {
      transit.publish = delivery->second.message->id;
    }
    if (auto* message = std::get_if<model::sqs::SendMessageRequest>(&out.call)) {
      transit.queue = find_queue_by_url(*this, message->queue_url);
      message->reserved = sqs_.reserve_message();
      if (transit.publish) sns_.note_copy(message->reserved, transit.publish);
      transit.messages.push_back(message->reserved);
      transit.payload = model::Request(std::move(*message));
    } else {
      transit.payload = std::move(std::get<model::sns::EndpointCall>(out.call));
    }
    depart(std::move(transit));
  }
}

// SNS calls as the service it is, on behalf of its topic.
void World::delivery_arrived(Transit& transit, model::EventSink& sink) {
  if (const auto* call = std::get_if<model::sns::EndpointCall>(&transit.payload)) {
    return endpoint_reached(transit, *call, sink);
  }
  const services::sns::Topic* topic = sns_.find(transit.topic);
  model::Caller caller{.call = transit.call, .sender_id = kSnsSenderId};
  caller.service = "sns.amazonaws.com";
  caller.source_account = sns_.account;
  if (topic != nullptr) caller.source_arn = topic->arn;
  service_call_arrived(transit, caller, sink);
}

// For SNS a function has its event as soon as Lambda accepted it; it runs when a slot is free.
void World::endpoint_reached(const Transit& transit, const model::sns::EndpointCall& call,
                             model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const bool to_function = call.protocol == "lambda";
  if (to_function && !services::lambda::accepts(lambda_, call.endpoint)) {
    services::sns::fail(sns_, ctx, call.delivery,
                        {"TooManyRequestsException", "Rate Exceeded.", false});
  } else if (services::sns::reach_endpoint(sns_, ctx, call) && to_function) {
    services::lambda::invoke(lambda_, ctx, call.endpoint, {transit.publish, transit.subscription});
    charge_invocations(sink);
  }
  send_out_deliveries();
}

void World::delivery_answered(const Transit& transit, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const model::DeliveryId delivery{transit.ticket.number};
  const auto& result = std::get<model::ApiResult<model::Response>>(transit.payload);
  if (result) {
    const auto* stored = std::get_if<model::sqs::SendMessageResponse>(&*result);
    services::sns::succeed(sns_, ctx, delivery,
                           stored == nullptr ? model::MessageId{} : stored->message);
  } else {
    services::sns::fail(sns_, ctx, delivery, services::sns::failure_of(result.error()));
  }
  send_out_deliveries();
}

bool World::carry_out(const HttpDriver& driver, model::EventSink&) {
  if (sns_.http_driven == driver.attached) return false;
  sns_.http_driven = driver.attached;
  if (!driver.attached) sns_.http_outbox.clear();
  return true;
}

bool World::carry_out(const HttpDeliveryResult& result, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  return services::sns::answer_http(sns_, ctx, result.delivery, result.status);
}

bool World::carry_out(const EndpointChange& change, model::EventSink&) {
  set_endpoint(change.endpoint, change.behaviour);
  return true;
}

bool World::carry_out(const PhoneOptOut& opt_out, model::EventSink&) {
  return sns_.opted_out.emplace(opt_out.number, now_).second;
}

bool World::carry_out(const KeyOrder& order, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  return services::kms::obey(kms_, ctx, order.key, order.order);
}

void World::set_endpoint(const std::string& endpoint, services::sns::EndpointBehaviour behaviour) {
  services::sns::Endpoint& e = sns_.endpoints[endpoint];
  e.behaviour = behaviour;
  e.calls = 0;  // "the first calls fail" counts from the change
}

bool World::set_function(const std::string& arn, services::lambda::Behaviour behaviour) {
  return services::lambda::set_function(lambda_, arn, std::move(behaviour));
}

// Before anything ran: subscriptions whose endpoint confirms by itself are confirmed already.
model::ApiResult<model::Response> World::set_up(model::Request request) {
  model::NullSink sink;
  Outcome outcome = handle({}, std::move(request), sink);
  engine::Context ctx = context(sink);
  services::kinesis::finish_set_up(kinesis_, ctx);
  for (auto& [id, s] : sns_.subscriptions) {
    const auto endpoint = sns_.endpoints.find(s.endpoint);
    const bool confirms = endpoint != sns_.endpoints.end() && endpoint->second.behaviour.confirms;
    if (!s.pending || !confirms) continue;
    services::sns::confirm(ctx, s, false);
    services::sns::forget_deliveries(sns_, s.topic, s.id);
    std::erase_if(transits_, [&](const auto& hop) { return hop.second.subscription == id; });
  }
  // The test events that its buckets would have sent belong to the set-up, too.
  s3_.under_way.clear();
  std::erase_if(transits_,
                [](const auto& hop) { return hop.second.ticket.service == model::Service::kS3; });
  last_seq_ = 0;  // a World's history starts after its set-up
  return outcome ? *std::move(outcome) : model::Response();
}

base::Result<model::PrincipalId, std::string> World::add_principal(
    services::iam::PrincipalKind kind, std::string name, std::string account) {
  return services::iam::add_principal(iam_, kind, std::move(name), std::move(account));
}

base::Result<void, std::string> World::attach_policy(model::PrincipalId principal, std::string name,
                                                     std::string document) {
  return services::iam::attach_policy(iam_, principal, std::move(name), std::move(document));
}

model::KeyId World::add_key(std::string alias, std::string policy) {
  return services::kms::add_key(kms_, std::move(alias), std::move(policy));
}

void World::disable_key(model::KeyId key) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  services::kms::obey(kms_, ctx, key, services::kms::Order::kDisable);
  last_seq_ = 0;  // a World's history starts after its set-up
}

void World::run_as(model::ActorId actor, model::PrincipalId principal) {
  actor_principals_[actor] = principal;
}

model::PrincipalId World::principal_of(model::ActorId actor) const {
  const auto it = actor_principals_.find(actor);
  return it == actor_principals_.end() ? model::PrincipalId{} : it->second;
}

// What the services may know of a principal: its account and its ARN.
model::Caller World::identified(model::Caller caller) const {
  if (const services::iam::Principal* p = iam_.find(caller.principal)) {
    caller.account = p->account;
    caller.arn = p->arn;
    caller.sender_id = p->user_id;
  }
  return caller;
}

std::string short_name(const World& world, model::MessageId id) {
  if (const model::PublishId publish = world.sns().publish_of(id)) {
    return services::sns::short_id(world.sns().seed, publish);
  }
  return services::sqs::short_id(world.sqs().seed, id);
}

model::TopicId topic_of_request(const World& world, const model::Request& request) {
  const auto arn = std::visit(
      [](const auto& r) -> std::string {
        if constexpr (requires { std::string(r.topic_arn); }) {
          return r.topic_arn;
        } else if constexpr (requires { r.target_arn; }) {
          return r.topic_arn ? *r.topic_arn : r.target_arn.value_or("");
        } else if constexpr (requires { r.subscription_arn; }) {
          return r.subscription_arn.substr(0, r.subscription_arn.rfind(':'));
        } else {
          return {};
        }
      },
      request);
  if (arn.empty()) return {};
  const services::sns::Topic* topic = world.sns().find_by_arn(arn);
  return topic == nullptr ? model::TopicId{} : topic->id;
}

}  // namespace world
