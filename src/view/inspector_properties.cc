// Properties of the selected thing under AWS's own names.
#include <algorithm>
#include <format>

#include "base/hash.h"
#include "view/inspector_parts.h"
#include "view/stage_bucket.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kLongestValue = 22;

// Cut in the middle: both ends of an id or a handle tell more than its beginning alone.
std::string shortened(const std::string& value) {
  if (value.size() <= kLongestValue) return value;
  std::size_t head = 11;
  std::size_t tail = value.size() - 4;
  while (head > 0 && (static_cast<std::uint8_t>(value[head]) & 0xC0) == 0x80) --head;
  while (tail < value.size() && (static_cast<std::uint8_t>(value[tail]) & 0xC0) == 0x80) ++tail;
  return value.substr(0, head) + "…" + value.substr(tail);
}

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

std::string hex(const base::Md5Digest& digest) {
  return base::to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string_view phase_words(actors::WorkerPhase phase) {
  switch (phase) {
    case actors::WorkerPhase::kResting: return "resting before the next poll";
    case actors::WorkerPhase::kPolling: return "polling";
    case actors::WorkerPhase::kWorking: return "working";
    case actors::WorkerPhase::kDeleting: return "deleting";
    case actors::WorkerPhase::kCrashed: return "crashed";
    case actors::WorkerPhase::kHung: break;
  }
  return "hung";
}

std::string work_words(const actors::WorkSpec& work) {
  switch (work.kind) {
    case actors::WorkSpec::Kind::kUniform:
      return std::format("{} to {}", base::format_duration(work.lo),
                         base::format_duration(work.hi));
    case actors::WorkSpec::Kind::kExponential:
      return std::format("mean {}", base::format_duration(work.mean));
    case actors::WorkSpec::Kind::kList: break;
  }
  std::vector<std::string> each;
  for (const base::Duration d : work.list) each.push_back(base::format_duration(d));
  return join_words(each);
}

// The handle that the present holder was given, when that is a simulated worker.
std::string receipt_handle(const world::World& world, const services::sqs::Message& m) {
  if (m.state != services::sqs::MessageState::kInFlight) return {};
  const actors::Actor* actor = world.actors().find(m.holder);
  const auto* worker = actor != nullptr ? std::get_if<actors::Worker>(&actor->role) : nullptr;
  if (worker == nullptr) return {};
  for (const actors::Job& job : worker->jobs) {
    if (job.message == m.id) return job.receipt_handle;
  }
  return {};
}

void add_worker(List& list, const actors::Worker& worker) {
  list.add("State", std::string(phase_words(worker.phase)));
  list.add("Work", work_words(worker.spec.work));
  list.add("Jobs finished", worker.finished);
  list.add("Done a second time", worker.duplicates);
  list.add("Idempotent", worker.spec.idempotent ? "yes" : "no");
  list.add("MaxNumberOfMessages", static_cast<std::uint64_t>(worker.spec.max_messages));
  list.add("WaitTimeSeconds",
           worker.spec.wait_seconds < 0 ? "the queue's" : std::to_string(worker.spec.wait_seconds));
  list.add("Pause after an empty poll", base::format_duration(worker.spec.poll_every));
  if (worker.spec.heartbeat) {
    list.add("Heartbeat",
             std::format("every {}, to {} s", base::format_duration(worker.spec.heartbeat->every),
                         worker.spec.heartbeat->extend_seconds));
  }
}

void add_producer(List& list, const actors::Producer& producer) {
  list.add("Messages sent", producer.sent);
  list.add("Every", base::format_duration(producer.spec.every));
  list.add("Messages each time", producer.spec.burst);
  list.add("In all", producer.spec.count == 0 ? "no end" : std::to_string(producer.spec.count));
  list.add("Calls refused", producer.refused);
}

}  // namespace

Property make_property(std::string name, std::string value) {
  return {std::move(name), shortened(value), std::move(value)};
}

MessagePlace find_message_place(const world::World& world, model::MessageId id) {
  for (const auto& [queue_id, queue] : world.sqs().queues) {
    if (const auto* message = services::sqs::find_message(queue, id)) return {&queue, message};
  }
  return {};
}

std::string locked_group(const services::sqs::Queue& queue, const services::sqs::Message& message) {
  if (!queue.is_fifo() || message.group == services::sqs::kNoSlot) return {};
  const services::sqs::Group& group = queue.groups[message.group];
  return group.locked ? group.name : std::string();
}

std::vector<Property> message_properties(const world::World& world, model::MessageId id) {
  List list;
  const MessagePlace place = find_message_place(world, id);
  list.add("MessageId", services::sqs::message_uuid(world.sqs().seed, id));
  if (const model::PublishId publish = world.sns().publish_of(id)) {
    list.add("Published as", services::sns::publish_uuid(world.sns().seed, publish));
  }
  if (place.message == nullptr) return list.take();
  const services::sqs::Message& m = *place.message;
  list.add("ApproximateReceiveCount", m.receive_count);
  list.add("SentTimestamp", base::format_clock(m.sent_at));
  if (const std::string handle = receipt_handle(world, m); !handle.empty()) {
    list.add("ReceiptHandle", handle);
  }
  if (is_pointer(m)) {
    const ObjectPlace payload = payload_of(world, m);
    list.add("Payload in S3", payload.key == nullptr
                                  ? "gone: the pointer leads to nothing"
                                  : std::format("s3://{}/{}", payload.bucket->name, *payload.key));
  }
  list.add("Body", m.body);
  if (m.group != services::sqs::kNoSlot) {
    list.add("MessageGroupId", place.queue->groups[m.group].name);
  }
  if (place.queue->is_fifo()) {
    list.add("MessageDeduplicationId", m.deduplication_id);
    list.add("SequenceNumber", services::sqs::sequence_number(m.rank));
  }
  if (m.receive_count > 0) {
    list.add("ApproximateFirstReceiveTimestamp", base::format_clock(m.first_received_at));
  }
  list.add("MD5OfBody", hex(m.body_md5));
  list.add("SenderId", m.sender_id);
  for (const auto& [name, value] : m.attributes) {
    list.add(name, value.data_type.starts_with("Binary") ? base::to_base64(value.binary_value)
                                                         : value.string_value);
  }
  if (!m.trace_header.empty()) list.add("AWSTraceHeader", m.trace_header);
  if (!m.dlq_source_arn.empty()) list.add("DeadLetterQueueSourceArn", m.dlq_source_arn);
  return list.take();
}

std::vector<Property> queue_properties(const services::sqs::State& sqs,
                                       const services::sqs::Queue& queue) {
  const services::sqs::Attributes& a = queue.attributes;
  List list;
  list.add("VisibilityTimeout", static_cast<std::uint64_t>(a.visibility_timeout));
  list.add("ApproximateNumberOfMessages", queue.visible);
  list.add("ApproximateNumberOfMessagesNotVisible", queue.in_flight);
  list.add("ApproximateNumberOfMessagesDelayed", queue.delayed);
  if (a.redrive_policy) {
    list.add(
        "RedrivePolicy",
        std::format("{{\"deadLetterTargetArn\":\"{}\",\"maxReceiveCount\":{}}}",
                    a.redrive_policy->dead_letter_target_arn, a.redrive_policy->max_receive_count));
  }
  if (queue.is_fifo()) {
    list.add("FifoQueue", "true");
    list.add("ContentBasedDeduplication", a.content_based_deduplication ? "true" : "false");
    list.add("DeduplicationScope", a.deduplicates_per_group ? "messageGroup" : "queue");
    list.add("FifoThroughputLimit", a.limits_per_group ? "perMessageGroupId" : "perQueue");
  }
  list.add("DelaySeconds", static_cast<std::uint64_t>(a.delay_seconds));
  list.add("ReceiveMessageWaitTimeSeconds",
           static_cast<std::uint64_t>(a.receive_message_wait_time_seconds));
  list.add("MessageRetentionPeriod", static_cast<std::uint64_t>(a.message_retention_period));
  list.add("MaximumMessageSize", static_cast<std::uint64_t>(a.maximum_message_size));
  list.add("SqsManagedSseEnabled", a.sqs_managed_sse_enabled ? "true" : "false");
  if (!a.kms_master_key_id.empty()) list.add("KmsMasterKeyId", a.kms_master_key_id);
  if (!a.policy.empty()) list.add("Policy", a.policy);
  list.add("QueueArn", queue.arn);
  list.add("QueueUrl", queue.url);
  list.add("CreatedTimestamp", std::to_string((sqs.epoch_ms + queue.created_at.us / 1000) / 1000));
  return list.take();
}

std::vector<Property> actor_properties(const world::World& world, const actors::Actor& actor) {
  List list;
  if (const auto* worker = std::get_if<actors::Worker>(&actor.role)) {
    if (!worker->jobs.empty()) {
      list.add("Works on", message_name(world, worker->jobs.front().message));
    }
    add_worker(list, *worker);
  } else if (const auto* producer = std::get_if<actors::Producer>(&actor.role)) {
    add_producer(list, *producer);
  }
  return list.take();
}

}  // namespace view
