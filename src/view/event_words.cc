// Every event as one plain sentence. Must not know where it is shown.
#include <algorithm>
#include <format>

#include "view/inspector.h"
#include "view/stage_stream.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

class Sentences {
 public:
  Sentences(const world::World& world, const model::Event& event)
      : world_(world), body_(event.body), seq_(event.seq) {}

  std::string operator()(const model::QueueCreated& e) const {
    return std::format("{} was created", queue(e.queue));
  }
  std::string operator()(const model::QueueDeleted& e) const {
    return std::format("{} was deleted with everything in it", queue(e.queue));
  }
  std::string operator()(const model::QueuePurged& e) const {
    return std::format("{} was purged of {}", queue(e.queue), amount(e.messages, "message"));
  }
  std::string operator()(const model::QueueAttributeChanged& e) const {
    return std::format("{} of {} changed from {} to {}", attribute(e.attribute), queue(e.queue),
                       e.before, e.after);
  }
  std::string operator()(const model::MessageSent& e) const {
    if (world_.sns().publish_of(e.message)) {
      return std::format("Amazon SNS sent {} to {}", message(e.message), queue(e.queue));
    }
    if (e.delay.us == 0) {
      return std::format("{} sent {} to {}", actor(e.by), message(e.message), queue(e.queue));
    }
    return std::format("{} sent {} to {}, delayed for {}", actor(e.by), message(e.message),
                       queue(e.queue), base::format_duration(e.delay));
  }
  std::string operator()(const model::DelayElapsed& e) const {
    return std::format("the delay of {} is over, it is visible", message(e.message));
  }
  std::string operator()(const model::MessageReceived& e) const {
    return std::format("{} received {} (receive {}){}", actor(e.by), message(e.message),
                       e.receive_count,
                       e.stale_copy ? ", a copy that a storage node still gave out" : "");
  }
  std::string operator()(const model::ReceiveReturnedEmpty& e) const {
    std::string_view why;
    if (e.visible > 0) {
      why = is_fifo(e.queue) ? ", because the groups of what waits are locked"
                             : ", though messages wait on other storage nodes";
    }
    return std::format("{} polled {} and got nothing{}", actor(e.by), queue(e.queue), why);
  }
  std::string operator()(const model::VisibilityExpired& e) const {
    return std::format("the visibility timeout of {} ran out while {} held it", message(e.message),
                       actor(e.holder));
  }
  std::string operator()(const model::VisibilityChanged& e) const {
    return std::format("{} set {} to be hidden until {}", actor(e.by), message(e.message),
                       base::format_clock(e.hidden_until));
  }
  std::string operator()(const model::MessageDeleted& e) const {
    return std::format("{} deleted {}", actor(e.by), message(e.message));
  }
  std::string operator()(const model::DeleteHadNoEffect& e) const {
    return std::format("{} deleted {} with an old receipt handle: accepted, but without effect",
                       actor(e.by), message(e.message));
  }
  std::string operator()(const model::MessageExpired& e) const {
    return std::format("{} reached the end of its retention in {}", message(e.message),
                       queue(e.queue));
  }
  std::string operator()(const model::MessageMovedToDlq& e) const {
    return std::format("{} moved from {} to {} after {}", message(e.message), queue(e.from),
                       queue(e.to), amount(e.receive_count, "receive"));
  }
  std::string operator()(const model::CallRefused& e) const {
    return std::format("a call of {} to {} was refused", actor(e.by), queue(e.queue));
  }
  std::string operator()(const model::WorkStarted& e) const {
    return std::format("{} began {}, {} of work", actor(e.worker), message(e.message),
                       base::format_duration(e.work));
  }
  std::string operator()(const model::WorkFinished& e) const {
    switch (e.effect) {
      case model::Effect::kDuplicate:
        return std::format("{} finished {}, which had been done before: done twice",
                           actor(e.worker), message(e.message));
      case model::Effect::kSkipped:
        return std::format("{} found {} already done and skipped it", actor(e.worker),
                           message(e.message));
      case model::Effect::kFirst: break;
    }
    return std::format("{} finished {}", actor(e.worker), message(e.message));
  }
  std::string operator()(const model::WorkerCrashed& e) const {
    if (!e.message) return std::format("{} crashed", actor(e.worker));
    return std::format("{} crashed while it worked on {}", actor(e.worker), message(e.message));
  }
  std::string operator()(const model::WorkerRestarted& e) const {
    return std::format("{} started again", actor(e.worker));
  }
  std::string operator()(const model::WorkerHung& e) const {
    if (!e.message) return std::format("{} hangs", actor(e.worker));
    return std::format("{} hangs while it works on {}", actor(e.worker), message(e.message));
  }
  std::string operator()(const model::DeleteForgotten& e) const {
    return std::format("{} forgot to delete {}", actor(e.worker), message(e.message));
  }
  std::string operator()(const model::DuplicateSendIgnored& e) const {
    return std::format("{} sent {} to {} again: accepted, but not stored twice", actor(e.by),
                       message(e.message), queue(e.queue));
  }
  std::string operator()(const model::GroupLocked& e) const {
    return std::format("the group of {} in {} is locked while {} holds it; {} of it wait",
                       message(e.message), queue(e.queue), actor(e.by),
                       amount(e.waiting, "message"));
  }
  std::string operator()(const model::GroupUnlocked& e) const {
    if (!e.message) return std::format("a group of {} is unlocked and empty", queue(e.queue));
    return std::format("the group of {} in {} is unlocked; {} of it wait", message(e.message),
                       queue(e.queue), amount(e.waiting, "message"));
  }
  std::string operator()(const model::ReceiveRepeated& e) const {
    return std::format("{} repeated a receive from {} and got the same {} again", actor(e.by),
                       queue(e.queue), amount(e.messages, "message"));
  }
  std::string operator()(const model::GroupBecameNoisy& e) const {
    return std::format("a group of {} became noisy with {} in flight: quiet groups go first",
                       queue(e.queue), amount(e.in_flight, "message"));
  }
  std::string operator()(const model::GroupBecameQuiet& e) const {
    return std::format("a noisy group of {} is quiet again", queue(e.queue));
  }
  std::string operator()(const model::QueueTagsChanged& e) const {
    return std::format("the tags of {} changed: it has {} now", queue(e.queue),
                       amount(e.tags, "tag"));
  }
  std::string operator()(const model::MessageMoveStarted& e) const {
    return std::format("{} began to move {} out of {} to {}", actor(e.by),
                       amount(e.messages, "message"), queue(e.queue),
                       e.to ? queue(e.to) : "where each came from");
  }
  std::string operator()(const model::MessageRedriven& e) const {
    return std::format("{} was moved out of {} to {}, to be received anew", message(e.message),
                       queue(e.from), queue(e.to));
  }
  std::string operator()(const model::MessageMoveFinished& e) const {
    const std::string_view how = e.how == model::MoveEnd::kCompleted   ? "was completed"
                                 : e.how == model::MoveEnd::kCancelled ? "was cancelled"
                                                                       : "failed";
    return std::format("the move out of {} {} after {}", queue(e.queue), how,
                       amount(e.moved, "message"));
  }
  std::string operator()(const model::TopicCreated& e) const {
    return std::format("{} was created", topic(e.topic));
  }
  std::string operator()(const model::TopicDeleted& e) const {
    return std::format("{} was deleted with its subscriptions", topic(e.topic));
  }
  std::string operator()(const model::TopicAttributeChanged& e) const {
    return std::format("an attribute of {} changed", topic(e.topic));
  }
  std::string operator()(const model::SubscriptionCreated& e) const {
    return std::format("{} subscribed {} to {}{}", actor(e.by), endpoint(e.subscription),
                       topic(e.topic), e.pending ? "; its owner has to confirm" : "");
  }
  std::string operator()(const model::SubscriptionConfirmed& e) const {
    return std::format("{} confirmed its subscription to {}", endpoint(e.subscription),
                       topic(e.topic));
  }
  std::string operator()(const model::SubscriptionDeleted& e) const {
    return std::format("{} ended a subscription to {}", actor(e.by), topic(e.topic));
  }
  std::string operator()(const model::SubscriptionAttributeChanged& e) const {
    return std::format("the subscription of {} to {} was changed", endpoint(e.subscription),
                       topic(e.topic));
  }
  std::string operator()(const model::MessagePublished& e) const {
    if (!e.topic) return std::format("{} sent a message to one device", actor(e.by));
    return std::format("{} published {} to {}", actor(e.by), publish(e.publish), topic(e.topic));
  }
  std::string operator()(const model::PublishDeduplicated& e) const {
    return std::format("{} published {} to {} again: accepted, but not delivered twice",
                       actor(e.by), publish(e.publish), topic(e.topic));
  }
  std::string operator()(const model::DeliveryFiltered& e) const {
    std::string out = std::format("the filter policy kept {} from {}", publish(e.publish),
                                  endpoint(e.subscription));
    const auto* s = world_.sns().find(e.subscription);
    if (s == nullptr || s->verdict.passed || s->verdict.publish != e.publish) return out;
    const services::sns::Mismatch& why = s->verdict.why;
    if (why.key.empty()) return out + ": its body is no JSON object";
    if (why.value.empty()) return out + std::format(": {} is missing", why.key);
    return out + std::format(": {} is {}", why.key, why.value);
  }
  std::string operator()(const model::DeliverySucceeded& e) const {
    if (!e.publish) return std::format("{} got its confirmation", endpoint(e.subscription));
    return std::format("{} delivered {} to {}{}", e.topic ? topic(e.topic) : "SNS",
                       publish(e.publish), endpoint(e.subscription),
                       e.attempt > 1 ? std::format(", at attempt {}", e.attempt) : "");
  }
  std::string operator()(const model::DeliveryFailed& e) const {
    return std::format("attempt {} to deliver {} to {} failed; {}", e.attempt,
                       e.publish ? publish(e.publish) : "a confirmation", endpoint(e.subscription),
                       e.will_retry ? "the next one follows at " + base::format_clock(e.next_at)
                                    : "there is no other");
  }
  std::string operator()(const model::DeliveryDeadLettered& e) const {
    return std::format("{} for {} went to the dead-letter queue after {}", publish(e.publish),
                       endpoint(e.subscription), amount(e.attempts, "attempt"));
  }
  std::string operator()(const model::DeliveryDropped& e) const {
    return std::format("{} never reached {}: lost after {}",
                       e.publish ? publish(e.publish) : "a confirmation", endpoint(e.subscription),
                       amount(e.attempts, "attempt"));
  }
  std::string operator()(const model::EndpointSwitchedOff& e) const {
    return std::format("the push service rejected {}; SNS switched it off",
                       endpoint(e.subscription));
  }
  std::string operator()(const model::ReplayStarted& e) const {
    return std::format("{} began to replay {} to {}", topic(e.topic), amount(e.messages, "message"),
                       endpoint(e.subscription));
  }
  std::string operator()(const model::ReplayCompleted& e) const {
    return std::format("{} has replayed everything to {}", topic(e.topic),
                       endpoint(e.subscription));
  }
  std::string operator()(const model::CallDenied& e) const {
    const std::string who = e.by_service == model::Service::kSns  ? "Amazon SNS"
                            : e.by_service == model::Service::kS3 ? "Amazon S3"
                                                                  : actor(e.by);
    const std::string what = named(e.queue, e.topic, e.stream);
    const auto& denials = world_.denials();
    const auto it = std::ranges::find(denials, seq_, &world::Denial::event);
    const std::string why = e.explicit_deny ? "a policy denies it" : "no policy allows it";
    if (it == denials.end()) return std::format("{} may not do this to {}: {}", who, what, why);
    return std::format("{} was denied {} on {}: {}", who, it->action, what, why);
  }
  std::string operator()(const model::KeyStateChanged& e) const {
    switch (e.state) {
      case model::KeyState::kEnabled: return "a KMS key was enabled";
      case model::KeyState::kDisabled: return "a KMS key was disabled";
      case model::KeyState::kPendingDeletion: return "a KMS key is going to be deleted";
      case model::KeyState::kPendingImport: break;
    }
    return "a KMS key waits for its key material";
  }
  std::string operator()(const model::KeyUseRefused& e) const {
    const std::string what = named(e.queue, e.topic, e.stream);
    return std::format("{} needs a KMS key that cannot be used", what);
  }
  std::string operator()(const model::BucketCreated& e) const {
    return std::format("the bucket {} was created", bucket(e.bucket));
  }
  std::string operator()(const model::BucketDeleted&) const { return "a bucket was deleted"; }
  std::string operator()(const model::ObjectCreated& e) const {
    return std::format("{} stored an object of {} bytes in {}", actor(e.by), e.bytes,
                       bucket(e.bucket));
  }
  std::string operator()(const model::ObjectRemoved& e) const {
    return std::format("{} deleted an object from {}", actor(e.by), bucket(e.bucket));
  }
  std::string operator()(const model::BucketNotified& e) const {
    return std::format("{} told {} {}", bucket(e.bucket), told(e.queue, e.topic),
                       e.object ? "what happened in it" : "that it is going to (s3:TestEvent)");
  }
  std::string operator()(const model::BucketNotificationLost& e) const {
    return std::format("{} took nothing from {}: the notification is lost", told(e.queue, e.topic),
                       bucket(e.bucket));
  }
  std::string operator()(const model::RequestAnswered& e) const {
    return std::format("{} got its answer after {}", actor(e.by), base::format_duration(e.took));
  }
  std::string operator()(const model::RequestTimedOut& e) const {
    return std::format("{} gave up waiting for an answer after {}", actor(e.by),
                       base::format_duration(e.waited));
  }
  template <class OfStreams>
  std::string operator()(const OfStreams&) const {
    return stream_event_sentence(world_, body_);
  }

 private:
  std::string publish(model::PublishId id) const { return publish_name(world_, id); }
  std::string bucket(model::BucketId id) const {
    const auto* found = world_.s3().find(id);
    return found == nullptr ? "a bucket" : found->name;
  }
  std::string told(model::QueueId queue_id, model::TopicId topic_id) const {
    return queue_id ? queue(queue_id) : topic(topic_id);
  }
  // What a call spoke of.
  std::string named(model::QueueId queue_id, model::TopicId topic_id,
                    model::StreamId stream_id) const {
    if (queue_id) return queue(queue_id);
    if (topic_id) return topic(topic_id);
    if (!stream_id) return "the account";
    const auto* found = world_.kinesis().find(stream_id);
    return found == nullptr ? "a deleted stream" : found->name;
  }
  std::string topic(model::TopicId id) const {
    const auto* found = world_.sns().find(id);
    return found == nullptr ? "a topic" : found->name;
  }
  std::string endpoint(model::SubscriptionId id) const {
    const auto* found = world_.sns().find(id);
    return found == nullptr ? "a subscriber" : endpoint_name(*found);
  }
  std::string queue(model::QueueId id) const { return queue_name(world_, id); }
  bool is_fifo(model::QueueId id) const {
    const services::sqs::Queue* queue = world_.sqs().find(id);
    return queue != nullptr && queue->is_fifo();
  }
  std::string message(model::MessageId id) const { return message_name(world_, id); }
  std::string actor(model::ActorId id) const { return actor_name(world_, id); }
  static std::string_view attribute(model::QueueAttribute a) {
    switch (a) {
      case model::QueueAttribute::kVisibilityTimeout: return "VisibilityTimeout";
      case model::QueueAttribute::kDelaySeconds: return "DelaySeconds";
      case model::QueueAttribute::kMessageRetentionPeriod: return "MessageRetentionPeriod";
      case model::QueueAttribute::kReceiveMessageWaitTimeSeconds:
        return "ReceiveMessageWaitTimeSeconds";
      case model::QueueAttribute::kMaximumMessageSize: return "MaximumMessageSize";
      case model::QueueAttribute::kMaxReceiveCount: return "maxReceiveCount";
      case model::QueueAttribute::kOther: break;
    }
    return "a policy";
  }

  const world::World& world_;
  const model::EventBody& body_;
  model::EventSeq seq_;
};

}  // namespace

std::string event_sentence(const world::World& world, const model::Event& event) {
  return std::visit(Sentences(world, event), event.body);
}

}  // namespace view
