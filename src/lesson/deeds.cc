// Deeds by kind of thing. Must not know how a button looks.
#include "lesson/deeds.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "api/cli.h"

namespace lesson {
namespace {

using actors::Order;
using services::sns::Protocol;
using services::sns::Subscription;

// A web server that is down behind its load balancer.
constexpr int kServiceUnavailable = 503;

class Deeds {
 public:
  explicit Deeds(const world::World& world) : world_(world) {}

  void queue(const services::sqs::Queue& queue) {
    if (is_dead_letter_queue(queue) && queue.visible > 0) {
      call("redrive", "Start the redrive", "undo-2",
           model::sqs::StartMessageMoveTaskRequest{.source_arn = queue.arn});
    }
    if (queue.visible + queue.in_flight + queue.delayed > 0) {
      call("purge", "Purge the queue", "trash-2", model::sqs::PurgeQueueRequest{queue.url});
    }
  }

  void actor(const actors::Actor& actor) {
    const auto up = is_up(actor);
    if (!up) return;
    if (*up) {
      order(actor, "crash", "Crash it", "zap", Order::kCrash);
      order(actor, "hang", "Let it hang", "hourglass", Order::kHang);
    } else {
      order(actor, "restart", "Start it again", "rotate-ccw", Order::kRestart);
    }
  }

  void subscriber(const Subscription& s) {
    if (s.pending && !s.token.empty()) {
      call("confirm", "Confirm the subscription", "check",
           model::sns::ConfirmSubscriptionRequest{.topic_arn = topic_arn(s), .token = s.token});
    }
    switch (s.protocol) {
      case Protocol::kSms: phone(s.endpoint); break;
      case Protocol::kApplication: device(s.endpoint); break;
      case Protocol::kHttp:
      case Protocol::kHttps: web_server(s.endpoint); break;
      default: break;
    }
  }

  std::vector<Deed> take() { return std::move(out_); }

 private:
  bool is_dead_letter_queue(const services::sqs::Queue& queue) const {
    return std::ranges::any_of(world_.sqs().queues, [&](const auto& entry) {
      const auto& policy = entry.second.attributes.redrive_policy;
      return policy && policy->dead_letter_target_arn == queue.arn;
    });
  }

  // Nothing for a caller that takes no orders.
  static std::optional<bool> is_up(const actors::Actor& actor) {
    if (const auto* worker = std::get_if<actors::Worker>(&actor.role)) {
      return worker->phase != actors::WorkerPhase::kCrashed &&
             worker->phase != actors::WorkerPhase::kHung;
    }
    if (const auto* poller = std::get_if<actors::StreamPoller>(&actor.role)) {
      return poller->health == actors::Health::kUp;
    }
    if (const auto* kcl = std::get_if<actors::KclWorker>(&actor.role)) {
      return kcl->health == actors::Health::kUp;
    }
    return std::nullopt;
  }

  std::string topic_arn(const Subscription& s) const {
    const auto* topic = world_.sns().find(s.topic);
    return topic == nullptr ? "" : topic->arn;
  }

  void phone(const std::string& number) {
    if (world_.sns().opted_out.contains(number)) {
      call("opt-in", "Opt the number in again", "rotate-ccw",
           model::sns::OptInPhoneNumberRequest{number});
    } else {
      add("opt-out", "Answer STOP", "message-square", world::PhoneOptOut{number});
    }
  }

  void device(const std::string& arn) {
    const auto registered = world_.sns().devices.find(arn);
    if (registered == world_.sns().devices.end()) return;
    if (behaviour_of(arn).fail_always) {
      fail(arn, "install", "Install the app again", "rotate-ccw", false);
    } else {
      fail(arn, "uninstall", "Uninstall the app", "trash-2", true);
    }
    const auto enabled = registered->second.attributes.find("Enabled");
    if (enabled != registered->second.attributes.end() && enabled->second == "false") {
      call("enable", "Enable the endpoint", "check",
           model::sns::SetEndpointAttributesRequest{arn, {{"Enabled", "true"}}});
    }
  }

  void web_server(const std::string& address) {
    if (behaviour_of(address).fail_always) {
      fail(address, "recover", "Let it answer again", "rotate-ccw", false);
    } else {
      fail(address, "fail", "Let it fail with 503", "zap", true);
    }
  }

  services::sns::EndpointBehaviour behaviour_of(const std::string& endpoint) const {
    const auto it = world_.sns().endpoints.find(endpoint);
    return it == world_.sns().endpoints.end() ? services::sns::EndpointBehaviour{}
                                              : it->second.behaviour;
  }

  void fail(const std::string& endpoint, std::string id, std::string label, std::string icon,
            bool fails) {
    services::sns::EndpointBehaviour how = behaviour_of(endpoint);
    how.fail_always = fails;
    if (!fails) how.fail_first = 0;
    how.status = kServiceUnavailable;
    add(std::move(id), std::move(label), std::move(icon), world::EndpointChange{endpoint, how});
  }

  void order(const actors::Actor& actor, std::string id, std::string label, std::string icon,
             Order what) {
    add(std::move(id), std::move(label), std::move(icon), world::ActorOrder{actor.id, what});
  }

  void call(std::string id, std::string label, std::string icon, api::Request request) {
    if (!names_) names_ = api::CliNames(world_);
    std::string line = api::print_cli(request, *names_);
    add(std::move(id), std::move(label), std::move(icon), world::ApiCall{std::move(request)});
    out_.back().line = std::move(line);
  }

  void add(std::string id, std::string label, std::string icon, world::Command command) {
    out_.push_back(
        {std::move(id), std::move(label), std::move(icon), std::move(command), std::string()});
  }

  const world::World& world_;
  std::optional<api::CliNames> names_;  // only when a line is wanted
  std::vector<Deed> out_;
};

}  // namespace

std::vector<Deed> deeds_of(const world::World& world, model::Ref subject) {
  Deeds out(world);
  switch (subject.kind) {
    case model::RefKind::kQueue:
      if (const auto* queue = world.sqs().find(model::QueueId{subject.id})) out.queue(*queue);
      break;
    case model::RefKind::kActor:
      if (const auto* actor = world.actors().find(model::ActorId{subject.id})) out.actor(*actor);
      break;
    case model::RefKind::kSubscription:
    case model::RefKind::kEndpoint:
      if (const auto* s = world.sns().find(model::SubscriptionId{subject.id})) out.subscriber(*s);
      break;
    default: break;
  }
  return out.take();
}

}  // namespace lesson
