// What a World measures about itself: CloudWatch's metrics by the minute and the bill. Both follow
// from what happens, at the moment it happens. Must not influence it.
#include <algorithm>

#include "model/actions.h"
#include "services/sns/message_attributes.h"
#include "services/sqs/validation.h"
#include "world/world.h"

namespace world {
namespace {

namespace cw = services::cloudwatch;
using cw::MetricId;
using model::Billed;
using services::sqs::Message;
using services::sqs::MessageState;
using services::sqs::Queue;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::int64_t payload_of(const model::Request& request) {
  if (const auto* send = std::get_if<model::sqs::SendMessageRequest>(&request)) {
    return services::sqs::message_size(*send);
  }
  std::int64_t out = 0;
  if (const auto* batch = std::get_if<model::sqs::SendMessageBatchRequest>(&request)) {
    for (const auto& entry : batch->entries) out += services::sqs::message_size(entry.message);
  } else if (const auto* publish = std::get_if<model::sns::PublishRequest>(&request)) {
    out = services::sns::message_size(publish->message, publish->message_attributes);
  } else if (const auto* many = std::get_if<model::sns::PublishBatchRequest>(&request)) {
    for (const auto& entry : many->entries) {
      out += services::sns::message_size(entry.message, entry.message_attributes);
    }
  }
  return out;
}

std::int64_t payload_of(const model::ApiResult<model::Response>& result) {
  if (!result) return 0;
  const auto* received = std::get_if<model::sqs::ReceiveMessageResponse>(&*result);
  if (received == nullptr) return 0;
  std::size_t out = 0;
  for (const model::sqs::ReceivedMessage& m : received->messages) {
    out += m.body.size();
    for (const auto& [name, value] : m.message_attributes) {
      out += name.size() + value.data_type.size() + value.string_value.size() +
             value.binary_value.size();
    }
  }
  return static_cast<std::int64_t>(out);
}

// Every started 64 KiB of payload is a request, and a call without payload is one.
std::uint32_t chunks(std::int64_t bytes) {
  const std::int64_t chunk = model::fact("price.chunk", model::Profile::kCurrent);
  return static_cast<std::uint32_t>(std::max<std::int64_t>(1, (bytes + chunk - 1) / chunk));
}

Billed s3_kind(const model::Request& request) {
  const bool deletes = std::holds_alternative<model::s3::DeleteObjectRequest>(request) ||
                       std::holds_alternative<model::s3::DeleteBucketRequest>(request);
  if (deletes) return Billed::kS3Free;
  const bool reads =
      std::holds_alternative<model::s3::GetObjectRequest>(request) ||
      std::holds_alternative<model::s3::HeadObjectRequest>(request) ||
      std::holds_alternative<model::s3::GetBucketNotificationConfigurationRequest>(request);
  return reads ? Billed::kS3Read : Billed::kS3Write;
}

std::uint32_t deleted_by(const model::Request& request) {
  if (const auto* batch = std::get_if<model::sqs::DeleteMessageBatchRequest>(&request)) {
    return static_cast<std::uint32_t>(batch->entries.size());
  }
  return std::holds_alternative<model::sqs::DeleteMessageRequest>(request) ? 1 : 0;
}

Billed billed_as(services::sns::Protocol protocol) {
  using services::sns::Protocol;
  switch (protocol) {
    case Protocol::kSqs: return Billed::kSnsToSqs;
    case Protocol::kLambda: return Billed::kSnsToLambda;
    case Protocol::kFirehose: return Billed::kSnsToFirehose;
    case Protocol::kHttp:
    case Protocol::kHttps: return Billed::kSnsToHttp;
    case Protocol::kEmail:
    case Protocol::kEmailJson: return Billed::kSnsToEmail;
    case Protocol::kSms: return Billed::kSnsToPhone;
    case Protocol::kApplication: break;
  }
  return Billed::kSnsToDevice;
}

MetricId metric_of(model::FilteredWhy why) {
  switch (why) {
    case model::FilteredWhy::kNoMessageAttributes: return MetricId::kFilteredOutNoAttributes;
    case model::FilteredWhy::kInvalidAttributes: return MetricId::kFilteredOutInvalidAttributes;
    case model::FilteredWhy::kMessageBody: return MetricId::kFilteredOutBody;
    case model::FilteredWhy::kInvalidMessageBody: return MetricId::kFilteredOutInvalidBody;
    case model::FilteredWhy::kMessageAttributes: break;
  }
  return MetricId::kFilteredOutAttributes;
}

// A standard message received three times and not deleted goes to the back of the queue, and the
// age of the oldest message skips it (aws-facts 1.5).
bool counts_for_age(const Queue& queue, const Message& m, std::int64_t back_of_queue) {
  return m.id && (queue.is_fifo() || m.receive_count < back_of_queue);
}

// When the oldest message arrived; in a dead-letter queue that is later than it was sent.
std::int64_t oldest_by_scan(const Queue& queue, std::int64_t back_of_queue, bool quiet_only) {
  std::int64_t oldest = INT64_MAX;
  for (const Message& m : queue.slots) {
    if (!counts_for_age(queue, m, back_of_queue)) continue;
    const bool noisy = m.group != services::sqs::kNoSlot && queue.groups[m.group].noisy;
    if (quiet_only && noisy) continue;
    oldest = std::min(oldest, m.arrived_at.us);
  }
  return oldest == INT64_MAX ? cw::kNoMoment : oldest;
}

// The heap of ages has the oldest in front; only what is gone or skipped has to be looked behind.
std::int64_t oldest_by_age(const Queue& queue, std::int64_t back_of_queue) {
  std::int64_t oldest = INT64_MAX;
  std::vector<std::size_t> look{0};
  while (!look.empty()) {
    const std::size_t i = look.back();
    look.pop_back();
    if (i >= queue.by_age.size() || queue.by_age[i].sent_at.us >= oldest) continue;
    const services::sqs::AgeEntry& entry = queue.by_age[i];
    const Message& m = queue.slots[entry.slot];
    if (m.id == entry.message && counts_for_age(queue, m, back_of_queue)) {
      oldest = entry.sent_at.us;
      continue;
    }
    look.push_back(2 * i + 1);
    look.push_back(2 * i + 2);
  }
  return oldest == INT64_MAX ? cw::kNoMoment : oldest;
}

std::int64_t oldest_of(const Queue& queue) {
  const std::int64_t back = model::fact("sqs.back_of_queue.receives", model::Profile::kCurrent);
  const bool moved = queue.counters.moved_in > 0;
  return moved ? oldest_by_scan(queue, back, false) : oldest_by_age(queue, back);
}

struct Depths {
  std::int64_t visible = 0;
  std::int64_t not_visible = 0;
  std::int64_t delayed = 0;
};

// What the noisy tenants of a fair queue hold.
Depths noisy_depths(const Queue& queue) {
  Depths out;
  for (const Message& m : queue.slots) {
    if (!m.id || m.group == services::sqs::kNoSlot || !queue.groups[m.group].noisy) continue;
    ++(m.state == MessageState::kVisible    ? out.visible
       : m.state == MessageState::kInFlight ? out.not_visible
                                            : out.delayed);
  }
  return out;
}

void sample_fair(cw::State& state, std::uint32_t subject, const Queue& queue, std::int64_t oldest) {
  const bool noisy = !queue.fair.noisy.empty();
  const Depths theirs = noisy ? noisy_depths(queue) : Depths{};
  const std::int64_t back = model::fact("sqs.back_of_queue.receives", model::Profile::kCurrent);
  const auto count = static_cast<std::int64_t>(queue.fair.noisy.size());
  cw::set_level(state, subject, MetricId::kNoisyGroups, count);
  cw::set_level(state, subject, MetricId::kVisibleQuiet, queue.visible - theirs.visible);
  cw::set_level(state, subject, MetricId::kNotVisibleQuiet, queue.in_flight - theirs.not_visible);
  cw::set_level(state, subject, MetricId::kDelayedQuiet, queue.delayed - theirs.delayed);
  cw::set_level(state, subject, MetricId::kAgeQuiet,
                noisy ? oldest_by_scan(queue, back, true) : oldest);
}

void sample(cw::State& state, std::uint32_t subject, const Queue& queue) {
  const std::int64_t oldest = oldest_of(queue);
  cw::set_level(state, subject, MetricId::kVisible, queue.visible);
  cw::set_level(state, subject, MetricId::kNotVisible, queue.in_flight);
  cw::set_level(state, subject, MetricId::kDelayed, queue.delayed);
  cw::set_level(state, subject, MetricId::kAge, oldest);
  cw::set_busy(state, subject, queue.visible + queue.in_flight + queue.delayed > 0);
  if (queue.is_fifo()) {
    const auto& groups = queue.groups.slots();
    const auto locked = std::count_if(groups.begin(), groups.end(),
                                      [](const auto& g) { return g.id && g.in_flight > 0; });
    cw::set_level(state, subject, MetricId::kGroupsInFlight, locked);
  } else if (!queue.groups.empty() || cw::has_level(state, subject, MetricId::kNoisyGroups)) {
    sample_fair(state, subject, queue, oldest);
  }
}

}  // namespace

// The number of a queue or topic among CloudWatch's subjects.
std::uint32_t World::subject_of(model::QueueId id) {
  if (queue_subjects_.size() <= id.value) queue_subjects_.resize(id.value + 1, kNoSubject);
  std::uint32_t& subject = queue_subjects_[id.value];
  if (subject == kNoSubject) {
    const Queue* queue = sqs_.find(id);
    if (queue == nullptr) return kNoSubject;
    subject = cw::subject_of(metrics_, cw::Source::kSqs, queue->name);
  }
  return subject;
}

std::uint32_t World::subject_of(model::TopicId id) {
  if (topic_subjects_.size() <= id.value) topic_subjects_.resize(id.value + 1, kNoSubject);
  std::uint32_t& subject = topic_subjects_[id.value];
  if (subject == kNoSubject) {
    const services::sns::Topic* topic = sns_.find(id);
    if (topic == nullptr) return kNoSubject;
    subject = cw::subject_of(metrics_, cw::Source::kSns, topic->name);
  }
  return subject;
}

std::uint32_t World::subject_of(model::StreamId id) {
  if (stream_subjects_.size() <= id.value) stream_subjects_.resize(id.value + 1, kNoSubject);
  std::uint32_t& subject = stream_subjects_[id.value];
  if (subject == kNoSubject) {
    const services::kinesis::Stream* stream = kinesis_.find(id);
    if (stream == nullptr) return kNoSubject;
    subject = cw::subject_of(metrics_, cw::Source::kKinesis, stream->name);
  }
  return subject;
}

template <class Id>
void World::measure(Id id, MetricId metric, std::int64_t value) {
  const std::uint32_t subject = id ? subject_of(id) : kNoSubject;
  if (subject != kNoSubject) cw::add(metrics_, subject, metric, value);
}

template void World::measure(model::StreamId id, MetricId metric, std::int64_t value);

void World::measure(const model::Event& event, model::EventSink& sink) {
  std::visit(
      Overloaded{
          [&](const model::MessageSent& e) {
            measure(e.queue, MetricId::kSent);
            measure(e.queue, MetricId::kSentSize, e.bytes);
          },
          [&](const model::DuplicateSendIgnored& e) { measure(e.queue, MetricId::kDeduplicated); },
          // A move task sends what it moves; the move to a dead-letter queue is no send
          // (aws-facts 1.7 "Metric quirk").
          [&](const model::MessageRedriven& e) { measure(e.to, MetricId::kSent); },
          [&](const model::MessageReceived& e) { measure(e.queue, MetricId::kReceived); },
          [&](const model::ReceiveRepeated& e) {
            measure(e.queue, MetricId::kReceived, e.messages);
          },
          [&](const model::ReceiveReturnedEmpty& e) { measure(e.queue, MetricId::kEmptyReceives); },
          [&](const model::QueueDeleted& e) { forget_subject(e.queue); },
          [&](const model::MessagePublished& e) {
            measure(e.topic, MetricId::kPublished);
            measure(e.topic, MetricId::kPublishSize, e.bytes);
          },
          [&](const model::DeliverySucceeded& e) {
            measure(e.topic, MetricId::kDelivered);
            bill_delivery(e, sink);
          },
          [&](const model::DeliveryFiltered& e) {
            measure(e.topic, MetricId::kFilteredOut);
            measure(e.topic, metric_of(e.why));
          },
          // SNS counts a failure when it gives up, whether or not there is a dead-letter queue.
          [&](const model::DeliveryDeadLettered& e) {
            measure(e.topic, MetricId::kFailed);
            measure(e.topic, MetricId::kRedrivenToDlq);
          },
          [&](const model::DeliveryDropped& e) {
            measure(e.topic, MetricId::kFailed);
            if (e.dlq_refused) measure(e.topic, MetricId::kFailedToRedrive);
          },
          [&](const auto&) { measure_stream(event, sink); },
      },
      event.body);
}

// A deleted queue holds nothing any more; what was measured stays.
void World::forget_subject(model::QueueId id) {
  if (queue_subjects_.size() <= id.value || queue_subjects_[id.value] == kNoSubject) return;
  const std::uint32_t subject = std::exchange(queue_subjects_[id.value], kNoSubject);
  cw::set_level(metrics_, subject, MetricId::kVisible, 0);
  cw::set_level(metrics_, subject, MetricId::kNotVisible, 0);
  cw::set_level(metrics_, subject, MetricId::kDelayed, 0);
  cw::set_level(metrics_, subject, MetricId::kAge, cw::kNoMoment);
  cw::set_busy(metrics_, subject, false);
}

// Nothing happens between two events, so the minutes between them are closed by one look.
void World::close_minutes(base::SimTime until, model::EventSink& sink) {
  charge_hours(until, sink);
  const auto minute =
      static_cast<std::uint32_t>(std::min<std::int64_t>(until.us / cw::kMinute.us, UINT32_MAX));
  if (minute <= metrics_.minute) return;
  for (const auto& [id, queue] : sqs_.queues) {
    const bool known = queue_subjects_.size() > id.value && queue_subjects_[id.value] != kNoSubject;
    const bool holds = queue.visible + queue.in_flight + queue.delayed > 0;
    const std::uint32_t subject = known || holds ? subject_of(id) : kNoSubject;
    if (subject != kNoSubject) sample(metrics_, subject, queue);
  }
  cw::close_minutes(metrics_, minute);
}

void World::charge(Billed what, std::uint32_t units, model::EventSeq after,
                   model::EventSink& sink) {
  const model::Charge charge{now_, after, what, units};
  meter_.add(charge);
  sink.charge(charge);
}

// A function is billed for every invocation and for its time, each started millisecond of it. Its
// simulated duration is known when it begins, and no function here has other than Lambda's default
// memory, 128 MB.
void World::charge_invocation(base::Duration duration, model::EventSeq after,
                              model::EventSink& sink) {
  constexpr std::int64_t kMillisecond = base::milliseconds(1).us;
  const std::int64_t started = (duration.us + kMillisecond - 1) / kMillisecond;
  charge(Billed::kLambdaRequest, 1, after, sink);
  if (started <= 0) return;
  charge(Billed::kLambdaTime,
         static_cast<std::uint32_t>(std::min<std::int64_t>(started, UINT32_MAX)), after, sink);
}

// Those of functions behind subscriptions; mappings of streams tell theirs by an event.
void World::charge_invocations(model::EventSink& sink) {
  for (const base::Duration duration : std::exchange(lambda_.begun, {})) {
    charge_invocation(duration, last_seq_, sink);
  }
}

World::CallBill World::weigh(const model::Request& request, model::QueueId queue_id) const {
  CallBill out;
  out.action = request.index();
  out.after = last_seq_;
  out.queue = queue_id;
  out.bytes = payload_of(request);
  out.deletes = deleted_by(request);
  const std::string_view service = model::action_of(request).service;
  if (service == "s3api") {
    out.what = s3_kind(request);
  } else if (service == "kinesis") {
    out.what = Billed::kKinesisRequest;
    out.stream = stream_of_request(*this, request);
    if (std::holds_alternative<model::kinesis::PutRecordRequest>(request)) {
      out.on_stream = CallBill::Stream::kPutRecord;
    } else if (std::holds_alternative<model::kinesis::SubscribeToShardRequest>(request)) {
      out.on_stream = CallBill::Stream::kSubscribe;
    }
  } else if (service == "sns") {
    out.topic = topic_of_request(*this, request);
    const services::sns::Topic* topic = sns_.find(out.topic);
    const bool publishes = out.bytes > 0;
    out.what = topic != nullptr && topic->fifo && publishes ? Billed::kSnsFifoRequest
                                                            : Billed::kSnsRequest;
  } else {
    const Queue* queue = sqs_.find(queue_id);
    out.what = queue != nullptr && queue->is_fifo() ? Billed::kSqsFifoRequest : Billed::kSqsRequest;
    const auto* send = std::get_if<model::sqs::SendMessageRequest>(&request);
    const bool grouped = send != nullptr && send->message_group_id.has_value();
    // A simplification: while a standard queue holds message groups, each request to it is one
    // with message groups.
    out.fair = queue != nullptr && !queue->is_fifo() && (grouped || !queue->groups.empty());
  }
  return out;
}

// A call is billed when it is answered: what it brought back counts like what it carried.
void World::bill(const CallBill& call, const model::ApiResult<model::Response>& result,
                 model::EventSink& sink) {
  const std::uint32_t units = chunks(std::max(call.bytes, payload_of(result)));
  ActionTally& tally = meter_.actions[call.action];
  ++tally.calls;
  tally.requests += units;
  charge(call.what, units, call.after, sink);
  if (call.fair) charge(Billed::kSqsFairRequest, units, call.after, sink);
  const std::uint32_t queue = call.queue ? subject_of(call.queue) : kNoSubject;
  if (queue != kNoSubject) cw::use(metrics_, queue);
  const std::uint32_t topic = call.topic ? subject_of(call.topic) : kNoSubject;
  if (topic != kNoSubject) cw::use(metrics_, topic);
  if (call.stream) measure_call(call, result);
  if (call.deletes == 0 || !result) return;
  // Every delete with a valid handle counts, also of what is gone already (aws-facts 1.10).
  const auto* batch = std::get_if<model::sqs::BatchResponse>(&*result);
  const std::size_t deleted = batch == nullptr ? call.deletes : batch->successful.size();
  if (deleted > 0) measure(call.queue, MetricId::kDeleted, static_cast<std::int64_t>(deleted));
}

void World::bill_delivery(const model::DeliverySucceeded& e, model::EventSink& sink) {
  std::optional<services::sns::Protocol> protocol;
  if (const services::sns::Subscription* s = sns_.find(e.subscription)) protocol = s->protocol;
  if (!protocol) {
    // Published directly to a phone or a device: no subscription says how it travels.
    for (const auto& [id, delivery] : sns_.deliveries) {
      if (delivery.message && delivery.message->id == e.publish) protocol = delivery.protocol;
    }
  }
  if (protocol) charge(billed_as(*protocol), 1, last_seq_ - 1, sink);
}

}  // namespace world
