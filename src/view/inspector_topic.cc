// Topics, subscriptions and subscribers in the inspector: properties under AWS's own names, and
// why a subscriber got the latest message or did not.
#include <algorithm>
#include <format>

#include "view/inspector_parts.h"
#include "view/scene_topic.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

using services::sns::Delivery;
using services::sns::DeliveryPhase;
using services::sns::Endpoint;
using services::sns::RetryPolicy;
using services::sns::Subscription;
using services::sns::Topic;
using services::sns::TopicCounters;

constexpr std::size_t kMostSubscriptions = 8;  // links of a topic's answer
constexpr std::size_t kReceived = 3;

class List {
 public:
  void add(std::string name, std::string value) {
    out_.push_back(make_property(std::move(name), std::move(value)));
  }
  void add(std::string name, std::uint64_t value) { add(std::move(name), std::to_string(value)); }
  std::vector<Property> take() { return std::move(out_); }

 private:
  std::vector<Property> out_;
};

void add_counters(List& list, const TopicCounters& c) {
  list.add("NumberOfNotificationsDelivered", c.delivered);
  list.add("NumberOfNotificationsFilteredOut", c.filtered);
  list.add("NumberOfNotificationsFailed", c.failed);
  if (c.dead_lettered > 0) list.add("NumberOfNotificationsRedrivenToDlq", c.dead_lettered);
}

const Delivery* resting_for(const services::sns::State& sns, model::SubscriptionId id) {
  const Delivery* out = nullptr;
  for (const auto& [number, d] : sns.deliveries) {
    if (d.subscription != id || d.phase != DeliveryPhase::kResting || d.attempt == 0) continue;
    if (out == nullptr || d.due < out->due) out = &d;
  }
  return out;
}

// AWS's names of the phases (aws-facts 2.5).
std::string_view phase_of(const RetryPolicy& policy, std::int64_t retry) {
  if (retry <= policy.no_delay) return "immediate retry";
  if (retry <= policy.no_delay + policy.at_min_delay) return "pre-backoff";
  if (retry > policy.retries - policy.at_max_delay) return "post-backoff";
  return "backoff";
}

void add_verdict(const world::World& world, const Subscription& s, std::vector<WhyStep>& out) {
  const std::string name = endpoint_name(s);
  if (s.pending) {
    out.push_back(why_absence(std::format("{} has not confirmed", name),
                              "Nothing is delivered before that", ""));
    return;
  }
  const services::sns::Verdict& v = s.verdict;
  if (v.passed) {
    WhyStep step =
        why_rule(s.filter ? std::format("The policy of {} let it pass", name)
                          : std::format("{} has no filter policy", name),
                 s.filter ? services::sns::compact_json(s.filter_policy) : "Every message passes");
    step.mono_detail = s.filter != nullptr;
    step.kind = WhyKind::kGood;
    out.push_back(std::move(step));
    return;
  }
  StageVerdict verdict{false, v.why.key, v.why.value, v.why.accepted};
  WhyStep step;
  step.kind = WhyKind::kBad;
  step.title = std::format("{} rejected it: {}", name, mismatch_text(verdict));
  step.detail = std::format("Accepts {} only", v.why.accepted);
  if (v.event != 0) step.jump = std::format("event.{}", v.event);
  step.time = base::format_clock(world.sns().find(s.topic)->latest->published_at);
  out.push_back(std::move(step));
}

const model::Event* published(const world::Timeline& timeline, const Topic& topic) {
  return topic.latest ? event_by_seq(timeline, topic.latest->event) : nullptr;
}

// Where the copy is that was let through.
void add_delivery(const world::Timeline& timeline, const Subscription& s, model::PublishId publish,
                  std::vector<WhyStep>& out) {
  const model::Ref ref = model::ref(s.id);
  for (const model::Event* event : events_of(timeline, ref, nullptr, 12)) {
    const auto* done = std::get_if<model::DeliverySucceeded>(&event->body);
    const auto* failed = std::get_if<model::DeliveryFailed>(&event->body);
    const auto* dead = std::get_if<model::DeliveryDeadLettered>(&event->body);
    const auto* lost = std::get_if<model::DeliveryDropped>(&event->body);
    if (done != nullptr && done->publish == publish) {
      out.push_back(why_step(*event, WhyKind::kGood, "The subscriber took it",
                             std::format("At attempt {}", done->attempt)));
    } else if (failed != nullptr && failed->publish == publish) {
      out.push_back(
          why_step(*event, WhyKind::kBad, std::format("Attempt {} failed", failed->attempt), ""));
    } else if (dead != nullptr && dead->publish == publish) {
      out.push_back(why_step(*event, WhyKind::kBad, "It went to the dead-letter queue",
                             "RedrivePolicy of the subscription"));
    } else if (lost != nullptr && lost->publish == publish) {
      out.push_back(why_step(*event, WhyKind::kBad, "It is lost to this subscriber",
                             "No dead-letter queue took it"));
    }
  }
  const services::sns::State& sns = timeline.view().sns();
  if (const Delivery* d = resting_for(sns, s.id)) {
    const RetryPolicy policy = services::sns::retries_for(sns, *d);
    out.push_back(why_rule(
        std::format("Retry {} of {} follows at {}", d->attempt, policy.retries,
                    clock_tenths(d->due)),
        std::format("{}: {} {}", phase_of(policy, d->attempt), d->error_code, d->error_message)));
    out.back().mono_detail = false;
  }
}

}  // namespace

std::vector<Property> topic_properties(const world::World& world, const Topic& topic) {
  List list;
  std::uint64_t pending = 0;
  std::uint64_t confirmed = 0;
  for (const auto& [id, s] : world.sns().subscriptions) {
    if (s.topic == topic.id) ++(s.pending ? pending : confirmed);
  }
  list.add("NumberOfMessagesPublished", topic.counters.published);
  list.add("SubscriptionsConfirmed", confirmed);
  list.add("SubscriptionsPending", pending);
  add_counters(list, topic.counters);
  if (topic.fifo) {
    list.add("FifoTopic", "true");
    list.add("ContentBasedDeduplication", topic.content_based_deduplication ? "true" : "false");
    list.add("FifoThroughputScope", topic.throughput_per_group ? "MessageGroup" : "Topic");
  }
  for (const auto& [name, value] : topic.attributes) {
    if (name != "FifoTopic" && name != "ContentBasedDeduplication") list.add(name, value);
  }
  if (!topic.policy.empty()) list.add("Policy", topic.policy);
  list.add("TopicArn", topic.arn);
  return list.take();
}

std::vector<Property> subscription_properties(const world::World&, const Subscription& s) {
  List list;
  list.add("Protocol", std::string(services::sns::protocol_name(s.protocol)));
  list.add("Endpoint", s.endpoint);
  list.add("FilterPolicy",
           s.filter ? services::sns::compact_json(s.filter_policy) : std::string("none"));
  const bool body = s.filter_scope == services::sns::FilterScope::kMessageBody;
  if (s.filter) list.add("FilterPolicyScope", body ? "MessageBody" : "MessageAttributes");
  list.add("RawMessageDelivery", s.raw ? "true" : "false");
  list.add("PendingConfirmation", s.pending ? "true" : "false");
  if (!s.redrive_policy.empty()) list.add("RedrivePolicy", s.redrive_policy);
  if (!s.delivery_policy.empty()) list.add("DeliveryPolicy", s.delivery_policy);
  if (!s.role_arn.empty()) list.add("SubscriptionRoleArn", s.role_arn);
  if (!s.replay_policy.empty()) list.add("ReplayPolicy", s.replay_policy);
  add_counters(list, s.counters);
  list.add("Owner", s.owner);
  list.add("SubscriptionArn", s.arn);
  return list.take();
}

namespace {

void add_function(List& list, const world::World& world, std::string_view arn) {
  const auto* function = world.lambda().find_by_arn(arn);
  if (function == nullptr) return;
  list.add("ReservedConcurrentExecutions", std::uint64_t{function->behaviour.reserved_concurrency});
  list.add("Running", std::uint64_t{function->running.size()});
  list.add("Waiting for a slot", std::uint64_t{function->waiting.size()});
  list.add("Invocations", function->counters.invocations);
  list.add("Errors", function->counters.errors);
  list.add("Throttles", function->counters.throttled);
  list.add("Events dropped", function->counters.dropped);
}

}  // namespace

std::vector<Property> endpoint_properties(const world::World& world, const Subscription& s) {
  List list;
  list.add("Endpoint", s.endpoint);
  list.add("Protocol", std::string(services::sns::protocol_name(s.protocol)));
  const auto it = world.sns().endpoints.find(s.endpoint);
  if (it != world.sns().endpoints.end()) {
    const Endpoint& e = it->second;
    list.add("Calls", e.calls);
    list.add("Accepted", e.accepted);
    const std::size_t n = std::min(e.received.size(), kReceived);
    for (std::size_t i = 0; i < n; ++i) {
      const services::sns::Received& r = e.received[e.received.size() - 1 - i];
      list.add(std::format("{} at {}", r.type, base::format_clock(r.at)), r.body);
    }
  }
  if (s.protocol == services::sns::Protocol::kLambda) add_function(list, world, s.endpoint);
  if (const Delivery* d = resting_for(world.sns(), s.id)) {
    list.add("Last error", std::format("{}: {}", d->error_code, d->error_message));
    list.add("Next attempt", base::format_clock(d->due));
  }
  return list.take();
}

std::vector<WhyStep> topic_why(const world::Timeline& timeline, const Topic& topic) {
  const world::World& world = timeline.view();
  std::vector<WhyStep> out;
  const model::Event* event = published(timeline, topic);
  if (event != nullptr) {
    out.push_back(
        why_step(*event, WhyKind::kEvent, capital(event_sentence(world, *event)), "Publish"));
  }
  std::size_t left = kMostSubscriptions;
  for (const auto& [id, s] : world.sns().subscriptions) {
    if (s.topic != topic.id) continue;
    const bool asked = s.pending || (topic.latest && s.verdict.publish == topic.latest->id);
    if (!asked) continue;
    if (left-- == 0) break;
    add_verdict(world, s, out);
  }
  if (out.size() <= 1) out.push_back(why_absence("Nobody subscribed to it", "It is gone", ""));
  return out;
}

namespace {

// Sent, and given up: in a dead-letter queue, or lost.
bool is_given_up(const world::Timeline& timeline, const Subscription& s) {
  for (const model::Event* event : events_of(timeline, model::ref(s.id), nullptr, 12)) {
    const auto* dead = std::get_if<model::DeliveryDeadLettered>(&event->body);
    const auto* lost = std::get_if<model::DeliveryDropped>(&event->body);
    if (dead != nullptr && dead->publish == s.verdict.publish) return true;
    if (lost != nullptr && lost->publish == s.verdict.publish) return true;
  }
  return false;
}

}  // namespace

std::string subscription_why_title(const world::Timeline& timeline, const Subscription& s) {
  const world::World& world = timeline.view();
  const Topic* topic = world.sns().find(s.topic);
  const std::string name = endpoint_name(s);
  if (s.pending) return std::format("Why does {} get nothing?", name);
  if (topic == nullptr || !topic->latest || s.verdict.publish != topic->latest->id) return {};
  const std::string what = publish_name(world, topic->latest->id);
  return s.verdict.passed && !is_given_up(timeline, s)
             ? std::format("Why does {} get {}?", name, what)
             : std::format("Why did {} not get {}?", name, what);
}

std::vector<WhyStep> subscription_why(const world::Timeline& timeline, const Subscription& s) {
  const world::World& world = timeline.view();
  const Topic* topic = world.sns().find(s.topic);
  std::vector<WhyStep> out;
  const bool asked = topic != nullptr && topic->latest && s.verdict.publish == topic->latest->id;
  if (!s.pending && !asked) return out;
  if (!s.pending) {
    if (const model::Event* event = published(timeline, *topic)) {
      out.push_back(
          why_step(*event, WhyKind::kEvent, capital(event_sentence(world, *event)), "Publish"));
    }
  }
  add_verdict(world, s, out);
  if (asked && s.verdict.passed) add_delivery(timeline, s, s.verdict.publish, out);
  if (asked && !s.verdict.passed) {
    out.push_back(
        why_absence("Nothing is stored, nobody is told", "The publisher got its MessageId", ""));
  }
  return out;
}

}  // namespace view
