// The dispatcher and the clock of the World: timers fire, hops arrive, requests reach their
// service, answers travel back. Must not know who watches.
#include "world/world.h"

#include <algorithm>
#include <set>
#include <utility>

#include "model/actions.h"
#include "services/sns/delivery.h"

namespace world {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

// The bodies that a request carries over the wire: what the picture draws as chips.
void reserve_ids(model::Request& request, services::sqs::State& sqs, services::sns::State& sns,
                 std::vector<model::MessageId>& carried, model::PublishId& published) {
  std::visit(Overloaded{[&](model::sqs::SendMessageRequest& r) {
                          r.reserved = sqs.reserve_message();
                          carried.push_back(r.reserved);
                        },
                        [&](model::sqs::SendMessageBatchRequest& r) {
                          for (auto& entry : r.entries) {
                            entry.message.reserved = sqs.reserve_message();
                            carried.push_back(entry.message.reserved);
                          }
                        },
                        [&](model::sns::PublishRequest& r) {
                          published = r.reserved = sns.reserve_publish();
                        },
                        [](auto&) {}},
             request);
}

std::vector<model::MessageId> bodies_of(const model::ApiResult<model::Response>& result) {
  std::vector<model::MessageId> out;
  if (!result) return out;
  if (const auto* r = std::get_if<model::sqs::ReceiveMessageResponse>(&*result)) {
    for (const auto& message : r->messages) out.push_back(message.message);
  }
  return out;
}

std::vector<model::RecordId> records_of(const model::ApiResult<model::Response>& result) {
  std::vector<model::RecordId> out;
  if (!result) return out;
  if (const auto* r = std::get_if<model::kinesis::GetRecordsResponse>(&*result)) {
    for (const auto& record : r->records) out.push_back(record.record);
  }
  return out;
}

std::uint32_t code_hash(const std::string& code) {
  base::Hasher h;
  h.add(code);
  return static_cast<std::uint32_t>(h.value());
}

}  // namespace

// Passes events on, and tells the actors when a message is gone for good.
class World::Recorder final : public model::EventSink {
 public:
  Recorder(World& world, model::EventSink& next) : world_(world), next_(next) {}
  void append(const model::Event& event) override {
    next_.append(event);
    world_.measure(event, next_);
    if (const auto* e = std::get_if<model::MessageDeleted>(&event.body)) gone(e->message);
    if (const auto* e = std::get_if<model::MessageExpired>(&event.body)) gone(e->message);
  }
  void charge(const model::Charge& charge) override { next_.charge(charge); }

 private:
  void gone(model::MessageId message) {
    actors::message_gone(world_.actors_, message, world_.carried_to_caller(message));
  }

  World& world_;
  model::EventSink& next_;
};

World::World(const World& other) = default;
World::World(World&& other) noexcept = default;
World& World::operator=(const World& other) = default;
World& World::operator=(World&& other) noexcept = default;
World::~World() = default;

World::World(const Options& options)
    : options_(options), sqs_(options.seed, options.sqs), sns_(options.seed, options.sns) {
  sqs_.epoch_ms = options.epoch_ms;
  sqs_.region = options.region;
  sqs_.account = options.account;
  sns_.epoch_ms = options.epoch_ms;
  sns_.region = kms_.region = sqs_.region;
  sns_.account = iam_.account = kms_.account = sqs_.account;
  kms_.seed = options.seed;
  s3_.epoch_ms = options.epoch_ms;
  s3_.seed = options.seed;
  s3_.region = sqs_.region;
  s3_.account = sqs_.account;
  kinesis_.epoch_ms = options.epoch_ms;
  kinesis_.seed = options.seed;
  kinesis_.region = sqs_.region;
  kinesis_.account = sqs_.account;
  actors_.epoch_ms = options.epoch_ms;
}

engine::Context World::context(model::EventSink& sink) {
  return {now_, options_.profile, timers_, last_seq_, sink};
}

void World::run_until(base::SimTime t, model::EventSink& sink) {
  Recorder recorder(*this, sink);
  while (timers_.next() <= t) {
    drop_void_timers();
    const auto entry = timers_.pop();
    close_minutes(entry.at, recorder);
    now_ = entry.at;
    fire(entry.timer, recorder);
  }
  if (t <= now_) return;
  close_minutes(t, recorder);
  now_ = t;
}

void World::fire(const model::Timer& timer, model::EventSink& sink) {
  std::visit(
      Overloaded{[&](const model::TransitDue& due) { arrive(due.transit, sink); },
                 [&](const model::ActorDue& due) {
                   const actors::Actor* actor = actors_.find(due.actor);
                   if (actor == nullptr || actor->token != due.token) return;
                   engine::Context ctx = context(sink);
                   actors::Wire wire;
                   actors::on_wake(actors_, ctx, due.actor, wire);
                   send_out(wire);
                 },
                 [&](const model::DeliveryDue& due) {
                   engine::Context ctx = context(sink);
                   services::sns::on_timer(sns_, ctx, due);
                   send_out_deliveries();
                 },
                 [&](const model::InvocationDue& due) {
                   engine::Context ctx = context(sink);
                   services::lambda::on_timer(lambda_, ctx, due);
                   charge_invocations(sink);
                 },
                 [&](const model::SubscriptionDue& due) { push_records(due, sink); },
                 [&](const auto& due) {
                   engine::Context ctx = context(sink);
                   if constexpr (requires { services::kinesis::on_timer(kinesis_, ctx, due); }) {
                     services::kinesis::on_timer(kinesis_, ctx, due);
                     deliver_pushes();
                   } else {
                     services::sqs::on_timer(sqs_, ctx, due);
                     deliver_completions(sink);
                   }
                 }},
      timer);
}

Reply World::apply(const Command& command, model::EventSink& sink) {
  drop_void_timers();
  Recorder recorder(*this, sink);
  Reply reply;
  if (const auto* call = std::get_if<ApiCall>(&command)) {
    reply.call = {++last_call_};
    Outcome outcome = execute(
        identified({.call = reply.call, .principal = call->as, .trace_header = call->trace_header}),
        call->request, queue_of_request(call->request), recorder);
    if (outcome) {
      reply.result = *std::move(outcome);
    } else {
      reply.pending = true;
    }
    deliver_completions(recorder);
  } else {
    reply.done =
        std::visit(Overloaded{[](const ApiCall&) { return true; },
                              [&](const auto& order) { return carry_out(order, recorder); }},
                   command);
  }
  send_out_deliveries();
  run_until(now_, sink);
  return reply;
}

// A deleted message leaves its timers behind, up to 12 hours ahead. Dropping them when they may be
// the majority keeps the heap within twice what is still to happen.
void World::drop_void_timers() {
  if (timers_.size() < timers_to_prune_) return;
  timers_.erase_if([this](const engine::Timers::Entry& timer) { return is_void(timer); });
  timers_to_prune_ = std::max<std::size_t>(1024, 2 * timers_.size());
}

bool World::is_void(const engine::Timers::Entry& timer) const {
  return std::visit(
      Overloaded{[&](const model::TransitDue& due) { return !transits_.contains(due.transit); },
                 [&](const model::ActorDue& due) {
                   const actors::Actor* actor = actors_.find(due.actor);
                   return actor == nullptr || actor->token != due.token;
                 },
                 [&](const model::DeliveryDue& due) {
                   return services::sns::is_void(sns_, timer.at, due);
                 },
                 [&](const model::InvocationDue& due) {
                   return services::lambda::is_void(lambda_, timer.at, due);
                 },
                 [&](const auto& due) {
                   if constexpr (requires {
                                   services::kinesis::is_void(kinesis_, timer.at, due);
                                 }) {
                     return services::kinesis::is_void(kinesis_, timer.at, due);
                   } else {
                     return services::sqs::is_void(sqs_, timer.at, due);
                   }
                 }},
      timer.timer);
}

// IAM's door stands here: every call passes it before it reaches its service.
World::Outcome World::execute(const model::Caller& caller, model::Request request,
                              model::QueueId queue, model::EventSink& sink) {
  const bool loses_messages = std::holds_alternative<model::sqs::PurgeQueueRequest>(request) ||
                              std::holds_alternative<model::sqs::DeleteQueueRequest>(request);
  const CallBill call = weigh(request, queue);
  auto refusal = pass_door(caller, request, queue, sink);
  Outcome outcome = refusal ? Outcome(std::unexpected(*std::move(refusal)))
                            : handle(caller, std::move(request), sink);
  // What a service was refused, its own events tell.
  if (outcome && !*outcome && caller.service.empty()) {
    context(sink).emit(
        model::CallRefused{queue, caller.actor, code_hash(outcome->error().query_code)});
  }
  if (outcome && caller.service.empty()) bill(call, *outcome, sink);
  if (loses_messages) forget_lost_messages();
  return outcome;
}

// The service whose request it is. A service never sees another one's vocabulary.
World::Outcome World::handle(const model::Caller& caller, model::Request request,
                             model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const std::string_view service = model::action_of(request).service;
  if (service == "s3api") return handle_s3(caller, std::move(request), sink);
  if (service == "kinesis") return handle_kinesis(caller, std::move(request), sink);
  if (service == "sns") {
    auto result = services::sns::handle(sns_, ctx, caller,
                                        *model::narrow<model::sns::Request>(std::move(request)));
    send_out_deliveries();
    return result;
  }
  services::sqs::Outcome outcome = services::sqs::handle(
      sqs_, ctx, caller, *model::narrow<model::sqs::Request>(std::move(request)));
  auto* result = std::get_if<model::ApiResult<model::sqs::Response>>(&outcome);
  if (result == nullptr) return std::nullopt;
  return std::move(*result);
}

bool World::carry_out(const ActorOrder& order, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  actors::Wire wire;
  const bool done = actors::obey(actors_, ctx, order.actor, order.order, wire);
  send_out(wire);
  return done;
}

bool World::carry_out(const WorkerChange& change, model::EventSink&) {
  return actors::change_worker(actors_, change.actor, change.work, change.heartbeat,
                               change.idempotent);
}

void World::send_out(actors::Wire& wire) {
  for (const model::ActorId actor : wire.hung_up) hang_up(actor);
  for (actors::Outgoing& out : wire.outgoing) {
    Transit transit;
    transit.call = {++last_call_};
    transit.actor = out.actor;
    transit.queue = queue_of_request(out.request);
    transit.topic = topic_of_request(*this, out.request);
    reserve_ids(out.request, sqs_, sns_, transit.messages, transit.publish);
    name_records(transit, out.request);
    if (out.awaited) actors::note_call(actors_, out.actor, transit.call, out.request);
    transit.payload = std::move(out.request);
    open_calls_.emplace(transit.call, OpenCall{transit.queue, transit.stream, transit.shard});
    depart(std::move(transit));
  }
}

void World::hang_up(model::ActorId actor) {
  for (const model::CallId call : services::sqs::drop_waiters(sqs_, actor)) open_calls_.erase(call);
  model::NullSink sink;
  engine::Context ctx = context(sink);
  services::kinesis::drop_subscriptions(kinesis_, ctx, actor);
}

void World::hang_up(model::CallId call) {
  for (const auto& [id, queue] : sqs_.queues) services::sqs::drop_waiter(sqs_, id, call);
  model::NullSink sink;
  engine::Context ctx = context(sink);
  services::kinesis::drop_subscription(kinesis_, ctx, call);
}

// A purged or deleted queue loses its messages without an event for each.
void World::forget_lost_messages() {
  std::set<model::MessageId> stored;
  for (const auto& [id, queue] : sqs_.queues) {
    for (const services::sqs::Message& m : queue.slots) stored.insert(m.id);
  }
  for (const model::MessageId message : actors::remembered_messages(actors_)) {
    if (stored.contains(message)) continue;
    actors::message_gone(actors_, message, carried_to_caller(message));
  }
}

bool World::carried_to_caller(model::MessageId message) const {
  return std::ranges::any_of(transits_, [&](const auto& entry) {
    const Transit& transit = entry.second;
    return transit.response && std::ranges::contains(transit.messages, message);
  });
}

void World::depart(Transit transit) {
  transit.id = {++last_transit_};
  transit.departed_at = now_;
  transit.arrives_at = now_ + options_.hop;
  timers_.set(transit.arrives_at, model::TransitDue{transit.id});
  transits_.emplace(transit.id, std::move(transit));
}

void World::arrive(model::TransitId id, model::EventSink& sink) {
  auto node = transits_.extract(id);
  if (node.empty()) return;
  Transit& transit = node.mapped();
  if (transit.ticket.service == model::Service::kS3) {
    return transit.response ? notification_answered(transit, sink)
                            : service_call_arrived(transit, caller_of_bucket(transit), sink);
  }
  if (transit.ticket) {
    return transit.response ? delivery_answered(transit, sink) : delivery_arrived(transit, sink);
  }
  if (transit.response) return answered(transit, sink);
  const model::PrincipalId principal = principal_of(transit.actor);
  Outcome outcome =
      execute(identified({.call = transit.call,
                          .actor = transit.actor,
                          .sender_id = kActorSenderId,
                          .principal = principal}),
              std::move(std::get<model::Request>(transit.payload)), transit.queue, sink);
  if (outcome) {
    respond(transit.call, transit.actor, *std::move(outcome));
  } else if (!actors::awaits(actors_, transit.actor, transit.call)) {
    // Its caller crashed while the request was under way: nobody is there to wait.
    services::sqs::drop_waiter(sqs_, transit.queue, transit.call);
    open_calls_.erase(transit.call);
  }
  deliver_completions(sink);
}

// What a service calls as itself, on behalf of its topic or bucket: the called one's policy has to
// let it in.
void World::service_call_arrived(Transit& transit, const model::Caller& caller,
                                 model::EventSink& sink) {
  Outcome outcome =
      execute(caller, std::move(std::get<model::Request>(transit.payload)), transit.queue, sink);
  deliver_completions(sink);
  if (!outcome) return;  // sending never waits
  Transit answer;
  answer.call = transit.call;
  answer.ticket = transit.ticket;
  answer.queue = transit.queue;
  answer.topic = transit.topic;
  answer.subscription = transit.subscription;
  answer.publish = transit.publish;
  answer.bucket = transit.bucket;
  answer.object = transit.object;
  answer.response = true;
  answer.payload = *std::move(outcome);
  depart(std::move(answer));
}

void World::answered(const Transit& transit, model::EventSink& sink) {
  name_shards(transit);
  engine::Context ctx = context(sink);
  actors::Wire wire;
  actors::on_answer(actors_, ctx, transit.actor, transit.call,
                    std::get<model::ApiResult<model::Response>>(transit.payload), wire);
  for (const model::MessageId message : transit.messages) {
    actors::message_arrived(actors_, message);
  }
  send_out(wire);
}

void World::deliver_completions(model::EventSink& sink) {
  for (services::sqs::Completion& done : std::exchange(sqs_.completed, {})) {
    const auto* received =
        done.result ? std::get_if<model::sqs::ReceiveMessageResponse>(&*done.result) : nullptr;
    const model::QueueId queue = received == nullptr ? model::QueueId{} : received->queue;
    CallBill call = weigh(model::sqs::ReceiveMessageRequest{}, queue);
    call.after -= std::min(call.after, 1u);  // its own event has been written already
    model::ApiResult<model::Response> result = std::move(done.result);
    bill(call, result, sink);
    if (done.caller) {
      respond(done.call, done.caller, std::move(result));
    } else {
      external_.push_back({done.call, std::move(result)});
    }
  }
}

void World::respond(model::CallId call, model::ActorId actor,
                    model::ApiResult<model::Response> result) {
  Transit transit;
  transit.call = call;
  transit.actor = actor;
  transit.response = true;
  if (const auto it = open_calls_.find(call); it != open_calls_.end()) {
    transit.queue = it->second.queue;
    transit.stream = it->second.stream;
    transit.shard = it->second.shard;
    open_calls_.erase(it);
  }
  transit.messages = bodies_of(result);
  transit.records = records_of(result);
  transit.payload = std::move(result);
  depart(std::move(transit));
}

model::ApiResult<model::QueueId> World::add_queue(const model::sqs::CreateQueueRequest& request) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  const services::sqs::Outcome outcome = services::sqs::handle(sqs_, ctx, {}, request);
  const auto& result = std::get<model::ApiResult<model::sqs::Response>>(outcome);
  last_seq_ = 0;  // a World's history starts after its set-up
  if (!result) return std::unexpected(result.error());
  return sqs_.by_name.at(request.queue_name);
}

model::ApiResult<model::sqs::Response> World::set_queue_attributes(
    const model::sqs::SetQueueAttributesRequest& request) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  const services::sqs::Outcome outcome = services::sqs::handle(sqs_, ctx, {}, request);
  last_seq_ = 0;
  return std::get<model::ApiResult<model::sqs::Response>>(outcome);
}

model::ActorId World::add_producer(std::string name, std::string group, actors::ProducerSpec spec) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  return actors::add_producer(actors_, ctx, options_.seed, std::move(name), std::move(group),
                              std::move(spec));
}

model::ActorId World::add_worker(std::string name, std::string group, actors::WorkerSpec spec) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  return actors::add_worker(actors_, ctx, options_.seed, std::move(name), std::move(group),
                            std::move(spec));
}

model::ActorId World::add_stream_actor(std::string name, std::string group,
                                       actors::StreamSpec spec) {
  model::NullSink sink;
  engine::Context ctx = context(sink);
  return actors::add_stream_actor(actors_, ctx, options_.seed, std::move(name), std::move(group),
                                  std::move(spec));
}

model::QueueId World::queue_of_request(const model::Request& request) const {
  return find_queue_by_url(*this, queue_url_of(request));
}

std::string_view queue_url_of(const model::Request& request) {
  return std::visit(
      [](const auto& r) -> std::string_view {
        if constexpr (requires { r.queue_url; }) {
          return r.queue_url;
        } else {
          return {};
        }
      },
      request);
}

model::QueueId find_queue_by_url(const World& world, std::string_view url) {
  const auto& by_name = world.sqs().by_name;
  const auto it = by_name.find(url.substr(url.rfind('/') + 1));
  return it == by_name.end() ? model::QueueId{} : it->second;
}

}  // namespace world
