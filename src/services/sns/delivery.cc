// The life of one delivery: it is made, called out, answered; tried again, or given up.
#include "services/sns/delivery.h"

#include <algorithm>
#include <format>

#include "services/sns/archive.h"
#include "services/sns/notification.h"

namespace services::sns {
namespace {

bool is_http(Protocol p) { return p == Protocol::kHttp || p == Protocol::kHttps; }

model::PublishId publish_of(const Delivery& d) {
  return d.message ? d.message->id : model::PublishId{};
}

const Subscription* subscription_of(const State& state, const Delivery& d) {
  return d.former ? d.former.get() : state.find(d.subscription);
}

const DeliveryPolicy& http_policy(const State& state, const Delivery& d) {
  const Subscription* s = subscription_of(state, d);
  return s != nullptr && s->own_policy ? *s->own_policy : state.find(d.topic)->delivery_policy;
}

void rest_until(Delivery& d, engine::Context& ctx, base::SimTime at) {
  d.phase = DeliveryPhase::kResting;
  d.due = at;
  ctx.set_timer(at, model::DeliveryDue{d.id});
}

// True when the throttle of an HTTP endpoint makes this call wait for its turn.
bool throttled(State& state, engine::Context& ctx, Delivery& d) {
  if (!is_http(d.protocol)) return false;
  const std::int64_t rate = http_policy(state, d).max_receives_per_second;
  const auto s = state.subscriptions.find(d.subscription);
  if (rate == 0 || s == state.subscriptions.end()) return false;
  const base::SimTime slot = std::max(ctx.now(), s->second.next_slot);
  s->second.next_slot = slot + base::Duration{base::seconds(1).us / rate};
  if (slot == ctx.now()) return false;
  rest_until(d, ctx, slot);
  return true;
}

void call_out(State& state, Delivery& d) {
  ++d.attempt;
  d.phase = DeliveryPhase::kUnderWay;
  d.due = base::kNever;
  const Topic* topic = state.find(d.topic);
  const Subscription* s = subscription_of(state, d);
  Outgoing out{d.id, d.topic, d.subscription, {}};
  if (d.protocol == Protocol::kSqs) {
    out.call = queue_message(state, *topic, *s, d, d.endpoint);
  } else {
    out.call = endpoint_call(state, topic, s, d);
  }
  state.outgoing.push_back(std::move(out));
}

void attempt(State& state, engine::Context& ctx, Delivery& d) {
  if (!throttled(state, ctx, d)) call_out(state, d);
}

using LaneKey = std::pair<model::SubscriptionId, std::string>;

std::optional<LaneKey> lane_of(const State& state, const Delivery& d) {
  const Topic* topic = state.find(d.topic);
  if (topic == nullptr || !topic->fifo || !d.message || !d.message->group_id) return std::nullopt;
  return LaneKey{d.subscription, *d.message->group_id};
}

// FIFO: a message waits until the earlier ones of its group are through (aws-facts 2.8).
void start(State& state, engine::Context& ctx, Delivery delivery) {
  delivery.id = {++state.last_delivery};
  delivery.created_at = ctx.now();
  const auto lane = lane_of(state, delivery);
  Delivery& d = state.deliveries.emplace(delivery.id, std::move(delivery)).first->second;
  if (lane) {
    auto& waiting = state.lanes[*lane];
    waiting.push_back(d.id);
    if (waiting.size() > 1) {
      d.phase = DeliveryPhase::kQueued;
      return;
    }
  }
  attempt(state, ctx, d);
}

void finish(State& state, engine::Context& ctx, model::DeliveryId id) {
  const auto it = state.deliveries.find(id);
  const Delivery d = it->second;
  state.deliveries.erase(it);
  if (d.replayed) replay_finished_one(state, ctx, d.subscription);
  const auto key = lane_of(state, d);
  const auto lane = key ? state.lanes.find(*key) : state.lanes.end();
  if (lane == state.lanes.end()) return;
  std::erase(lane->second, id);
  if (lane->second.empty()) {
    state.lanes.erase(lane);
    return;
  }
  Delivery& next = state.deliveries.at(lane->second.front());
  if (next.phase == DeliveryPhase::kQueued) attempt(state, ctx, next);
}

Delivery delivery_for(const Subscription& s, MessagePtr message, model::EventSeq cause) {
  Delivery d;
  d.message = std::move(message);
  d.topic = s.topic;
  d.subscription = s.id;
  d.protocol = s.protocol;
  d.endpoint = s.endpoint;
  d.last_event = cause;
  return d;
}

// A message body is parsed once for all filters, and only when one asks for it.
class Filter {
 public:
  explicit Filter(const Message& message) : message_(message) {}
  bool passes(const Subscription& s) {
    if (!s.filter) return true;
    const bool reads_body = s.filter->scope == FilterScope::kMessageBody;
    const std::string text =
        reads_body ? text_for(message_, protocol_name(s.protocol)) : std::string();
    if (reads_body && (!parsed_ || text != text_)) {
      body_ = parse_json_text(text);
      text_ = text;
      parsed_ = true;
    }
    return sns::passes(*s.filter, message_.attributes, body_ ? &*body_ : nullptr);
  }
  // Of a subscription that `passes` has just refused: which key, and which metric counts it.
  Mismatch mismatch(const Subscription& s) const {
    return explain_rejection(*s.filter, message_.attributes, body_ ? &*body_ : nullptr);
  }
  model::FilteredWhy why(const Subscription& s) const {
    if (s.filter->scope == FilterScope::kMessageBody) {
      const bool object = body_ && body_->kind == JsonValue::Kind::kObject;
      return object ? model::FilteredWhy::kMessageBody : model::FilteredWhy::kInvalidMessageBody;
    }
    if (message_.attributes.empty()) return model::FilteredWhy::kNoMessageAttributes;
    for (const auto& [name, value] : message_.attributes) {
      if (value.data_type != "String.Array") continue;
      const auto array = parse_json_text(value.string_value);
      if (!array || array->kind != JsonValue::Kind::kArray) {
        return model::FilteredWhy::kInvalidAttributes;
      }
    }
    return model::FilteredWhy::kMessageAttributes;
  }

 private:
  const Message& message_;
  bool parsed_ = false;
  std::string text_;
  std::optional<JsonValue> body_;
};

void count(State& state, const Delivery& d, std::uint64_t TopicCounters::* counter) {
  const auto topic = state.topics.find(d.topic);
  if (topic != state.topics.end()) ++(topic->second.counters.*counter);
  const auto s = state.subscriptions.find(d.subscription);
  if (s != state.subscriptions.end()) ++(s->second.counters.*counter);
}

void give_up(State& state, engine::Context& ctx, Delivery& d) {
  // Nobody misses a message when a confirmation does not arrive.
  if (!d.message) return finish(state, ctx, d.id);
  count(state, d, &TopicCounters::failed);
  const bool dlq_refused = d.phase == DeliveryPhase::kToDlq;
  ctx.emit(model::DeliveryDropped{d.topic, publish_of(d), d.subscription, d.attempt, dlq_refused},
           d.last_event);
  finish(state, ctx, d.id);
}

// The dead-letter queue gets what the subscriber would have got, and why it did not.
void send_to_dlq(State& state, Delivery& d, const Subscription& s) {
  d.phase = DeliveryPhase::kToDlq;
  d.due = base::kNever;
  auto request = queue_message(state, *state.find(d.topic), s, d, s.dead_letter_arn);
  const auto text = [](std::string value) {
    return model::sqs::MessageAttributeValue{"String", std::move(value), {}};
  };
  request.message_attributes["RequestID"] =
      text(uuid_for(state.seed, "request", d.id.value * 64ull + d.attempt % 64));
  request.message_attributes["ErrorCode"] = text(d.error_code);
  request.message_attributes["ErrorMessage"] = text(d.error_message);
  state.outgoing.push_back({d.id, d.topic, d.subscription, std::move(request)});
}

base::Duration with_jitter(State& state, base::Duration delay) {
  if (!state.behaviour.retry_jitter || delay.us == 0) return delay;
  return delay + base::Duration{state.retry_rng.between(-delay.us / 10, delay.us / 10)};
}

}  // namespace

RetryPolicy retries_for(const State& state, const Delivery& d) {
  switch (d.protocol) {
    case Protocol::kSqs:
    case Protocol::kLambda:
    case Protocol::kFirehose: return kManagedRetries;
    case Protocol::kHttp:
    case Protocol::kHttps: return http_policy(state, d).retry;
    default: return kCustomerRetries;
  }
}

void fan_out(State& state, engine::Context& ctx, const Topic& topic, const MessagePtr& message) {
  state.topics.at(topic.id).latest = message;
  const auto list = state.by_topic.find(topic.id);
  if (list == state.by_topic.end()) return;
  Filter filter(*message);
  for (const model::SubscriptionId id : list->second) {
    Subscription& s = state.subscriptions.at(id);
    if (s.pending) continue;
    s.verdict = {message->id, 0, filter.passes(s), {}};
    if (!s.verdict.passed) {
      ++s.counters.filtered;
      ++state.topics.at(topic.id).counters.filtered;
      s.verdict.event = ctx.emit(model::DeliveryFiltered{topic.id, message->id, id, filter.why(s)},
                                 message->event);
      s.verdict.why = filter.mismatch(s);
      continue;
    }
    start(state, ctx, delivery_for(s, message, message->event));
  }
}

void notify(State& state, engine::Context& ctx, const Subscription& subscription, NoticeKind kind) {
  Delivery d = delivery_for(subscription, nullptr, subscription.last_event);
  d.kind = kind;
  start(state, ctx, std::move(d));
}

void notify_end(State& state, engine::Context& ctx, const Subscription& subscription) {
  Delivery d = delivery_for(subscription, nullptr, subscription.last_event);
  d.subscription = {};
  d.kind = NoticeKind::kUnsubscribed;
  d.former = std::make_shared<const Subscription>(subscription);
  start(state, ctx, std::move(d));
}

void deliver_directly(State& state, engine::Context& ctx, const MessagePtr& message,
                      Protocol protocol, const std::string& endpoint) {
  Delivery d;
  d.message = message;
  d.protocol = protocol;
  d.endpoint = endpoint;
  d.last_event = message->event;
  start(state, ctx, std::move(d));
}

void replay_to(State& state, engine::Context& ctx, const Subscription& subscription,
               const MessagePtr& message) {
  Delivery d = delivery_for(subscription, message, subscription.last_event);
  d.replayed = true;
  start(state, ctx, std::move(d));
}

void forget_deliveries(State& state, model::TopicId topic, model::SubscriptionId subscription) {
  std::erase_if(state.deliveries, [&](const auto& entry) {
    const Delivery& d = entry.second;
    return d.topic == topic && (!subscription || d.subscription == subscription);
  });
  std::erase_if(state.lanes, [&](auto& lane) {
    std::erase_if(lane.second,
                  [&](model::DeliveryId id) { return !state.deliveries.contains(id); });
    return lane.second.empty();
  });
}

void succeed(State& state, engine::Context& ctx, model::DeliveryId id, model::MessageId message) {
  const auto it = state.deliveries.find(id);
  if (it == state.deliveries.end()) return;  // its topic or subscription went away meanwhile
  Delivery& d = it->second;
  if (d.phase == DeliveryPhase::kToDlq) {
    count(state, d, &TopicCounters::dead_lettered);
    ctx.emit(
        model::DeliveryDeadLettered{d.topic, publish_of(d), d.subscription, message, d.attempt},
        d.last_event);
  } else if (d.phase == DeliveryPhase::kUnderWay) {
    count(state, d, &TopicCounters::delivered);
    ctx.emit(model::DeliverySucceeded{d.topic, publish_of(d), d.subscription, message, d.attempt},
             d.last_event);
  } else {
    return;  // an answer after its timeout
  }
  finish(state, ctx, id);
}

void fail(State& state, engine::Context& ctx, model::DeliveryId id, Failure failure) {
  const auto it = state.deliveries.find(id);
  if (it == state.deliveries.end()) return;
  Delivery& d = it->second;
  if (d.phase == DeliveryPhase::kToDlq) return give_up(state, ctx, d);
  if (d.phase != DeliveryPhase::kUnderWay) return;
  d.error_code = std::move(failure.code);
  d.error_message = std::move(failure.message);
  const auto delay =
      failure.client_side ? std::nullopt : retry_delay(retries_for(state, d), d.attempt);
  const base::SimTime next_at = delay ? ctx.now() + with_jitter(state, *delay) : base::SimTime{};
  d.last_event = ctx.emit(model::DeliveryFailed{d.topic, publish_of(d), d.subscription, d.attempt,
                                                delay.has_value(), next_at},
                          d.last_event);
  if (delay) return rest_until(d, ctx, next_at);
  const Subscription* s = state.find(d.subscription);
  const bool has_dlq = s != nullptr && d.message && !s->dead_letter_arn.empty();
  if (!has_dlq) return give_up(state, ctx, d);
  send_to_dlq(state, d, *s);
}

Failure failure_of(const model::ApiError& error) {
  const bool theirs = error.http_status >= 500 || error.query_code == "RequestThrottled" ||
                      error.query_code == "ThrottlingException" || error.query_code == "OverLimit";
  return {error.query_code, error.message, !theirs};
}

void on_timer(State& state, engine::Context& ctx, const model::DeliveryDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Delivery& d = state.deliveries.at(due.delivery);
  if (d.phase == DeliveryPhase::kResting) {
    call_out(state, d);
  } else {
    fail(state, ctx, d.id, {"Timeout", "The endpoint did not answer within 15 seconds.", false});
  }
}

bool is_void(const State& state, base::SimTime at, const model::DeliveryDue& due) {
  const auto it = state.deliveries.find(due.delivery);
  return it == state.deliveries.end() || it->second.due != at;
}

}  // namespace services::sns
