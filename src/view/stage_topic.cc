// SNS from World to stage, and what IAM denied.
#include "view/stage_topic.h"

#include <algorithm>
#include <map>
#include <variant>

#include "view/event_index.h"
#include "view/words.h"

namespace view {
namespace {

using services::sns::Delivery;
using services::sns::DeliveryPhase;
using services::sns::JsonValue;
using services::sns::Protocol;
using services::sns::Subscription;
using services::sns::Topic;

constexpr std::uint32_t kSlots = 8;
constexpr std::size_t kMostLines = 6;          // of a published message
constexpr std::size_t kLongestText = 120;      // of a value or a body
constexpr std::size_t kLongestParsed = 4'096;
constexpr std::size_t kRecentEvents = 4'000;   // looked through for deliveries
// How long a shield stands.
constexpr base::Duration kDenialShown = base::seconds(10);

std::string cut(std::string_view text) {
  if (text.size() <= kLongestText) return std::string(text);
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// -- Published messages ---------------------------------------------------------------------------

void add_attributes(const services::sns::Message& message, StagePublish& out) {
  for (const auto& [name, value] : message.attributes) {
    if (out.lines.size() == kMostLines) return;
    const std::string_view type = value.data_type;
    std::string text = type.starts_with("Binary") ? "binary" : value.string_value;
    if (type.starts_with("String") && type != "String.Array") text = '"' + text + '"';
    out.lines.emplace_back(name, cut(text));
  }
}

void add_body(const services::sns::Message& message, StagePublish& out) {
  // A long body is not taken apart in every frame.
  const auto json = message.body.size() > kLongestParsed
                        ? std::nullopt
                        : services::sns::parse_json_text(message.body);
  if (!json || json->kind != JsonValue::Kind::kObject || json->members.empty()) {
    out.body = cut(message.body);
    return;
  }
  for (const auto& [name, value] : json->members) {
    if (out.lines.size() == kMostLines) return;
    const auto text = std::string_view(message.body).substr(value.begin, value.end - value.begin);
    out.lines.emplace_back(name, cut(services::sns::compact_json(text)));
  }
}

int slot_of(const services::sns::Message& message, const GroupSlots& slots) {
  return message.group_id ? slots.slot(*message.group_id) : publish_slot(message.id);
}

StagePublish read_publish(const world::World& world, const services::sns::Message& message,
                          const GroupSlots& slots) {
  StagePublish out{message.id,
                   publish_name(world, message.id),
                   slot_of(message, slots),
                   message.published_at,
                   {},
                   {}};
  add_attributes(message, out);
  if (out.lines.empty()) add_body(message, out);
  return out;
}

// -- Subscriptions --------------------------------------------------------------------------------

std::optional<StageVerdict> read_verdict(const Topic& topic, const Subscription& s) {
  if (!topic.latest || !s.verdict.publish || s.verdict.publish != topic.latest->id) {
    return std::nullopt;
  }
  const services::sns::Mismatch& why = s.verdict.why;
  return StageVerdict{s.verdict.passed, why.key, cut(why.value), cut(why.accepted)};
}

StageLambda read_function(const world::World& world, const services::lambda::Function& function) {
  StageLambda out;
  out.concurrency = function.behaviour.reserved_concurrency;
  out.busy = static_cast<std::uint32_t>(function.running.size());
  out.waiting = static_cast<std::uint32_t>(function.waiting.size());
  for (const auto& [id, event] : function.events) {
    out.resting += event.phase == services::lambda::Phase::kResting ? 1 : 0;
  }
  for (std::uint32_t i = 0; i < std::min<std::size_t>(out.concurrency, kMostSlots); ++i) {
    StageLambda::Slot slot;
    const auto it = function.running.find(i);
    const auto* event = it == function.running.end() ? nullptr : function.find(it->second);
    if (event != nullptr) {
      slot.busy = true;
      slot.slot = publish_slot(event->subject.publish);
      slot.name = publish_name(world, event->subject.publish);
    }
    out.slots.push_back(std::move(slot));
  }
  return out;
}

StageSubscription read_subscription(const world::World& world, const Topic& topic,
                                    const Subscription& s) {
  StageSubscription out;
  out.id = s.id;
  out.topic = s.topic;
  out.kind = endpoint_kind(s.protocol);
  out.protocol = services::sns::protocol_name(s.protocol);
  out.kind_words = endpoint_words(out.kind, s.protocol);
  out.endpoint = s.endpoint;
  out.name = endpoint_name(s);
  if (s.protocol == Protocol::kLambda) {
    const auto* function = world.lambda().find_by_arn(s.endpoint);
    if (function != nullptr) out.lambda = read_function(world, *function);
  }
  if (s.protocol == Protocol::kSqs) out.queue = queue_by_arn(world, s.endpoint);
  out.pending = s.pending;
  out.raw = s.raw;
  if (s.replay == services::sns::ReplayStatus::kInProgress) out.replay_left = s.replay_left;
  out.reads_body = s.filter_scope == services::sns::FilterScope::kMessageBody;
  if (s.filter) out.policy = services::sns::compact_json(s.filter_policy);
  out.verdict = read_verdict(topic, s);
  out.delivered = s.counters.delivered;
  out.rejected = s.counters.filtered;
  out.failed = s.counters.failed + s.counters.dead_lettered;
  out.dead_letter_set = !s.dead_letter_arn.empty();
  if (out.dead_letter_set) out.dead_letter = queue_by_arn(world, s.dead_letter_arn);
  return out;
}

// Deliveries that are not through yet.
void read_deliveries(const services::sns::State& sns, StageState& out) {
  std::map<model::SubscriptionId, StageSubscription*> by_id;
  for (StageSubscription& s : out.subscriptions) by_id.emplace(s.id, &s);
  for (const auto& [id, d] : sns.deliveries) {
    const auto it = by_id.find(d.subscription);
    if (it == by_id.end()) continue;
    StageSubscription& s = *it->second;
    s.under_way += d.phase == DeliveryPhase::kUnderWay ? 1 : 0;
    if (d.phase != DeliveryPhase::kResting || d.attempt == 0) continue;
    const std::uint32_t others = s.retry ? s.retry->others + 1 : 0;
    if (!s.retry || d.due < s.retry->at) {
      s.retry = StageRetry{d.attempt, services::sns::retries_for(sns, d).retries, d.due, others};
    }
    s.retry->others = others;
  }
}

// The latest messages that each subscriber took.
void read_latest(const world::Timeline& timeline, StageState& out) {
  std::map<model::SubscriptionId, StageSubscription*> wanted;
  for (StageSubscription& s : out.subscriptions) {
    if (s.delivered > 0 && !s.queue) wanted.emplace(s.id, &s);
  }
  const auto& log = timeline.log();
  std::size_t looked = 0;
  for (std::size_t i = timeline.events_shown();
       i-- > 0 && looked < kRecentEvents && !wanted.empty(); ++looked) {
    const auto* e = std::get_if<model::DeliverySucceeded>(&log[i].body);
    const auto it = e == nullptr || !e->publish ? wanted.end() : wanted.find(e->subscription);
    if (it == wanted.end()) continue;
    auto& latest = it->second->latest;
    latest.push_back({e->publish, publish_name(timeline.view(), e->publish),
                      publish_slot(e->publish), log[i].at});
    if (latest.size() == kMostDelivered) wanted.erase(it);
  }
}

}  // namespace

int publish_slot(model::PublishId id) { return id ? static_cast<int>((id.value - 1) % kSlots) : 0; }

std::string publish_name(const world::World& world, model::PublishId id) {
  return services::sns::short_id(world.sns().seed, id);
}

model::TopicId publish_target(const world::World& world, std::string_view target) {
  if (!target.starts_with("arn:")) return {};
  const Topic* topic = world.sns().find_by_arn(target);
  return topic == nullptr ? model::TopicId{} : topic->id;
}

StageMessage published_message(const world::World& world, model::PublishId id,
                               const model::Request& request, const GroupSlots& slots) {
  StageMessage out{.id = {}, .name = publish_name(world, id)};
  out.slot = publish_slot(id);
  const auto* publish = std::get_if<model::sns::PublishRequest>(&request);
  const bool fifo = publish != nullptr && publish->message_group_id;
  if (fifo) out.slot = slots.slot(*publish->message_group_id);
  return out;
}

std::optional<StageHop> delivery_hop(const world::World& world, const world::Transit& transit,
                                     const GroupSlots& slots) {
  StageHop hop;
  hop.id = transit.id;
  hop.queue = transit.queue;
  hop.topic = transit.topic;
  hop.subscription = transit.subscription;
  hop.by_sns = true;
  hop.to_queue = !transit.response;
  hop.departed_at = transit.departed_at;
  hop.arrives_at = transit.arrives_at;
  if (transit.response) {
    const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
    if (result == nullptr || *result) return std::nullopt;
    hop.kind = HopKind::kRefused;
    hop.refusal = result->error().query_code;
    return hop;
  }
  hop.kind = transit.publish ? HopKind::kMessages : HopKind::kPoll;
  if (!transit.publish) return hop;  // a confirmation: no message of anybody's
  const auto delivery = world.sns().deliveries.find({transit.ticket.number});
  StageMessage message{
      .id = transit.messages.empty() ? model::MessageId{} : transit.messages.front(),
      .name = publish_name(world, transit.publish)};
  message.slot = publish_slot(transit.publish);
  if (delivery != world.sns().deliveries.end()) {
    const Delivery& d = delivery->second;
    hop.to_dead_letter = d.phase == DeliveryPhase::kToDlq;
    if (d.message) message.slot = slot_of(*d.message, slots);
  }
  hop.messages.push_back(std::move(message));
  return hop;
}

std::string endpoint_name(const Subscription& s) {
  std::string_view name = s.endpoint;
  if (name.starts_with("arn:")) {
    name.remove_prefix(name.rfind(':') + 1);
    if (s.protocol == Protocol::kApplication) {
      // "endpoint/APNS/shop/5f6c…": the application's name says more than the device's number.
      const std::size_t last = name.rfind('/');
      if (last != std::string_view::npos) name = name.substr(0, last);
    }
    return std::string(name.substr(name.rfind('/') + 1));
  }
  if (const std::size_t scheme = name.find("://"); scheme != std::string_view::npos) {
    name.remove_prefix(scheme + 3);
  }
  return std::string(name);
}

EndpointKind endpoint_kind(Protocol protocol) {
  switch (protocol) {
    case Protocol::kSqs: return EndpointKind::kQueue;
    case Protocol::kLambda: return EndpointKind::kLambda;
    case Protocol::kFirehose: return EndpointKind::kFirehose;
    case Protocol::kHttp:
    case Protocol::kHttps: return EndpointKind::kHttp;
    case Protocol::kEmail:
    case Protocol::kEmailJson: return EndpointKind::kEmail;
    case Protocol::kSms: return EndpointKind::kSms;
    case Protocol::kApplication: break;
  }
  return EndpointKind::kApplication;
}

std::string_view endpoint_icon(EndpointKind kind) {
  switch (kind) {
    case EndpointKind::kQueue: return "inbox";
    case EndpointKind::kLambda: return "zap";
    case EndpointKind::kHttp: return "globe";
    case EndpointKind::kEmail: return "mail";
    case EndpointKind::kSms: return "message-square";
    case EndpointKind::kApplication: return "smartphone";
    case EndpointKind::kFirehose: break;
  }
  return "database";
}

std::string_view endpoint_words(EndpointKind kind, Protocol protocol) {
  switch (kind) {
    case EndpointKind::kQueue: return "Queue";
    case EndpointKind::kLambda: return "Lambda";
    case EndpointKind::kHttp: return protocol == Protocol::kHttps ? "HTTPS" : "HTTP";
    case EndpointKind::kEmail: return "E-mail";
    case EndpointKind::kSms: return "Text message";
    case EndpointKind::kApplication: return "Mobile push";
    case EndpointKind::kFirehose: break;
  }
  return "Firehose";
}

model::QueueId queue_by_arn(const world::World& world, std::string_view arn) {
  for (const auto& [id, queue] : world.sqs().queues) {
    if (queue.arn == arn) return id;
  }
  return {};
}

void read_topics(const world::Timeline& timeline, const GroupSlots& slots, StageState& out) {
  const world::World& world = timeline.view();
  const services::sns::State& sns = world.sns();
  out.hop = world.options().hop;
  for (const auto& [id, topic] : sns.topics) {
    StageTopic node{
        .id = id, .name = topic.name, .fifo = topic.fifo, .published = topic.counters.published};
    if (topic.archive_days > 0) node.archived = topic.archive.size();
    if (topic.latest) node.latest = read_publish(world, *topic.latest, slots);
    out.topics.push_back(std::move(node));
    const auto list = sns.by_topic.find(id);
    if (list == sns.by_topic.end()) continue;
    for (const model::SubscriptionId s : list->second) {
      out.subscriptions.push_back(read_subscription(world, topic, *sns.find(s)));
    }
  }
  if (out.subscriptions.empty()) return;
  read_deliveries(sns, out);
  read_latest(timeline, out);
}

void read_denials(const world::Timeline& timeline, StageState& out) {
  const world::World& world = timeline.view();
  for (const world::Denial& denial : world.denials()) {
    const model::Event* event = event_by_seq(timeline, denial.event);
    const auto* e = event == nullptr ? nullptr : std::get_if<model::CallDenied>(&event->body);
    if (e == nullptr || out.now - event->at > kDenialShown) continue;
    std::erase_if(out.denials, [&](const StageDenial& other) {
      return other.queue == e->queue && other.topic == e->topic && other.stream == e->stream &&
             (!e->stream || other.by == e->by);
    });
    const bool by_sns = e->by_service == model::Service::kSns;
    // What S3 may not do is said on the way of its notification.
    if (e->by_service == model::Service::kS3) continue;
    out.denials.push_back({e->queue, e->topic, e->by, by_sns,
                           by_sns ? "Amazon SNS" : actor_name(world, e->by), denial.action,
                           e->explicit_deny, event->at, e->stream});
  }
}

void read_moves(const world::World& world, StageState& out) {
  for (const auto& [id, task] : world.sqs().move_tasks) {
    if (!task.active()) continue;
    const model::QueueId to =
        task.destination_arn.empty() ? model::QueueId{} : queue_by_arn(world, task.destination_arn);
    out.moves.push_back({id, task.source, to, task.moved, task.to_move, task.rate});
  }
}

}  // namespace view
