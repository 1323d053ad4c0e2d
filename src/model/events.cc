// One list of fields per event: text, hash and subjects all derive from it.
#include "model/events.h"

#include <array>
#include <format>

#include "model/stream_event_fields.h"

namespace model {
namespace {

template <class F> void fields(const QueueCreated& e, F&& f) { f("queue", e.queue); }
template <class F> void fields(const QueueDeleted& e, F&& f) { f("queue", e.queue); }
template <class F> void fields(const QueuePurged& e, F&& f) {
  f("queue", e.queue);
  f("messages", e.messages);
}
template <class F> void fields(const QueueAttributeChanged& e, F&& f) {
  f("queue", e.queue);
  f("attribute", static_cast<std::uint32_t>(e.attribute));
  f("before", e.before);
  f("after", e.after);
}
template <class F> void fields(const MessageSent& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("by", e.by);
  f("delay", e.delay);
}
template <class F> void fields(const DelayElapsed& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
}
template <class F> void fields(const MessageReceived& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("by", e.by);
  f("receive_count", e.receive_count);
  f("hidden_until", e.hidden_until);
  f("stale_copy", static_cast<std::uint32_t>(e.stale_copy));
}
template <class F> void fields(const ReceiveReturnedEmpty& e, F&& f) {
  f("queue", e.queue);
  f("by", e.by);
  f("long_poll", static_cast<std::uint32_t>(e.long_poll));
  f("visible", e.visible);
}
template <class F> void fields(const VisibilityExpired& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("holder", e.holder);
  f("receive_count", e.receive_count);
}
template <class F> void fields(const VisibilityChanged& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("by", e.by);
  f("hidden_until", e.hidden_until);
}
template <class F> void fields(const MessageDeleted& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("by", e.by);
}
template <class F> void fields(const DeleteHadNoEffect& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("by", e.by);
}
template <class F> void fields(const MessageExpired& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
}
template <class F> void fields(const MessageMovedToDlq& e, F&& f) {
  f("queue", e.from);
  f("to", e.to);
  f("message", e.message);
  f("receive_count", e.receive_count);
}
template <class F> void fields(const CallRefused& e, F&& f) {
  f("queue", e.queue);
  f("by", e.by);
  f("code", e.code);
}
template <class F> void fields(const WorkStarted& e, F&& f) {
  f("worker", e.worker);
  f("message", e.message);
  f("queue", e.queue);
  f("work", e.work);
}
template <class F> void fields(const WorkFinished& e, F&& f) {
  f("worker", e.worker);
  f("message", e.message);
  f("effect", static_cast<std::uint32_t>(e.effect));
}
template <class F> void fields(const WorkerCrashed& e, F&& f) {
  f("worker", e.worker);
  f("message", e.message);
}
template <class F> void fields(const WorkerRestarted& e, F&& f) { f("worker", e.worker); }
template <class F> void fields(const WorkerHung& e, F&& f) {
  f("worker", e.worker);
  f("message", e.message);
}
template <class F> void fields(const DeleteForgotten& e, F&& f) {
  f("worker", e.worker);
  f("message", e.message);
}

template <class F> void fields(const DuplicateSendIgnored& e, F&& f) {
  f("queue", e.queue);
  f("message", e.message);
  f("copy", e.copy);
  f("by", e.by);
}
template <class F> void fields(const GroupLocked& e, F&& f) {
  f("queue", e.queue);
  f("group", e.group);
  f("message", e.message);
  f("by", e.by);
  f("waiting", e.waiting);
}
template <class F> void fields(const GroupUnlocked& e, F&& f) {
  f("queue", e.queue);
  f("group", e.group);
  f("message", e.message);
  f("waiting", e.waiting);
}
template <class F> void fields(const ReceiveRepeated& e, F&& f) {
  f("queue", e.queue);
  f("by", e.by);
  f("messages", e.messages);
  f("hidden_until", e.hidden_until);
}
template <class F> void fields(const GroupBecameNoisy& e, F&& f) {
  f("queue", e.queue);
  f("group", e.group);
  f("in_flight", e.in_flight);
  f("waiting", e.waiting);
}
template <class F> void fields(const GroupBecameQuiet& e, F&& f) {
  f("queue", e.queue);
  f("group", e.group);
}
template <class F> void fields(const QueueTagsChanged& e, F&& f) {
  f("queue", e.queue);
  f("tags", e.tags);
}
template <class F> void fields(const MessageMoveStarted& e, F&& f) {
  f("queue", e.queue);
  f("to", e.to);
  f("task", e.task);
  f("by", e.by);
  f("messages", e.messages);
}
template <class F> void fields(const MessageRedriven& e, F&& f) {
  f("queue", e.from);
  f("to", e.to);
  f("message", e.message);
  f("task", e.task);
  f("moved", e.moved);
}
template <class F> void fields(const MessageMoveFinished& e, F&& f) {
  f("queue", e.queue);
  f("task", e.task);
  f("how", static_cast<std::uint32_t>(e.how));
  f("moved", e.moved);
}

template <class F> void fields(const TopicCreated& e, F&& f) {
  f("topic", e.topic);
  f("by", e.by);
}
template <class F> void fields(const TopicDeleted& e, F&& f) {
  f("topic", e.topic);
  f("by", e.by);
}
template <class F> void fields(const TopicAttributeChanged& e, F&& f) { f("topic", e.topic); }
template <class F> void fields(const SubscriptionCreated& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
  f("by", e.by);
  f("pending", static_cast<std::uint32_t>(e.pending));
}
template <class F> void fields(const SubscriptionConfirmed& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
}
template <class F> void fields(const SubscriptionDeleted& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
  f("by", e.by);
}
template <class F> void fields(const SubscriptionAttributeChanged& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
}
template <class F> void fields(const MessagePublished& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("by", e.by);
  f("bytes", e.bytes);
}
template <class F> void fields(const PublishDeduplicated& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("by", e.by);
}
template <class F> void fields(const DeliveryFiltered& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("subscription", e.subscription);
  f("why", static_cast<std::uint32_t>(e.why));
}
template <class F> void fields(const DeliverySucceeded& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("subscription", e.subscription);
  f("message", e.message);
  f("attempt", e.attempt);
}
template <class F> void fields(const DeliveryFailed& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("subscription", e.subscription);
  f("attempt", e.attempt);
  f("will_retry", static_cast<std::uint32_t>(e.will_retry));
  f("next_at", e.next_at);
}
template <class F> void fields(const DeliveryDeadLettered& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("subscription", e.subscription);
  f("message", e.message);
  f("attempts", e.attempts);
}
template <class F> void fields(const DeliveryDropped& e, F&& f) {
  f("topic", e.topic);
  f("publish", e.publish);
  f("subscription", e.subscription);
  f("attempts", e.attempts);
  f("dlq_refused", static_cast<std::uint32_t>(e.dlq_refused));
}
template <class F> void fields(const EndpointSwitchedOff& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
}
template <class F> void fields(const ReplayStarted& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
  f("messages", e.messages);
}
template <class F> void fields(const ReplayCompleted& e, F&& f) {
  f("topic", e.topic);
  f("subscription", e.subscription);
}
// Of an event that may be about a stream. What is about none keeps the hash that it had before
// there were streams.
template <class F> void name_stream(StreamId stream, F&& f) {
  if (stream) f("stream", stream);
}
template <class F> void fields(const CallDenied& e, F&& f) {
  f("queue", e.queue);
  f("topic", e.topic);
  f("by", e.by);
  f("by_service", static_cast<std::uint32_t>(e.by_service));
  f("explicit_deny", static_cast<std::uint32_t>(e.explicit_deny));
  name_stream(e.stream, f);
}
template <class F> void fields(const KeyStateChanged& e, F&& f) {
  f("key", e.key);
  f("state", static_cast<std::uint32_t>(e.state));
}
template <class F> void fields(const KeyUseRefused& e, F&& f) {
  f("key", e.key);
  f("queue", e.queue);
  f("topic", e.topic);
  f("by", e.by);
  name_stream(e.stream, f);
}
template <class F> void fields(const BucketCreated& e, F&& f) {
  f("bucket", e.bucket);
  f("by", e.by);
}
template <class F> void fields(const BucketDeleted& e, F&& f) {
  f("bucket", e.bucket);
  f("by", e.by);
}
template <class F> void fields(const ObjectCreated& e, F&& f) {
  f("bucket", e.bucket);
  f("object", e.object);
  f("by", e.by);
  f("bytes", e.bytes);
}
template <class F> void fields(const ObjectRemoved& e, F&& f) {
  f("bucket", e.bucket);
  f("object", e.object);
  f("by", e.by);
}
template <class F> void fields(const BucketNotified& e, F&& f) {
  f("bucket", e.bucket);
  f("object", e.object);
  f("queue", e.queue);
  f("topic", e.topic);
  f("message", e.message);
}
template <class F> void fields(const BucketNotificationLost& e, F&& f) {
  f("bucket", e.bucket);
  f("object", e.object);
  f("queue", e.queue);
  f("topic", e.topic);
}
template <class F> void fields(const RequestAnswered& e, F&& f) {
  f("by", e.by);
  f("message", e.message);
  f("took", e.took);
}
template <class F> void fields(const RequestTimedOut& e, F&& f) {
  f("by", e.by);
  f("waited", e.waited);
}
constexpr std::array kNames{std::string_view("QueueCreated"),
                            std::string_view("QueueDeleted"),
                            std::string_view("QueuePurged"),
                            std::string_view("QueueAttributeChanged"),
                            std::string_view("MessageSent"),
                            std::string_view("DelayElapsed"),
                            std::string_view("MessageReceived"),
                            std::string_view("ReceiveReturnedEmpty"),
                            std::string_view("VisibilityExpired"),
                            std::string_view("VisibilityChanged"),
                            std::string_view("MessageDeleted"),
                            std::string_view("DeleteHadNoEffect"),
                            std::string_view("MessageExpired"),
                            std::string_view("MessageMovedToDlq"),
                            std::string_view("CallRefused"),
                            std::string_view("WorkStarted"),
                            std::string_view("WorkFinished"),
                            std::string_view("WorkerCrashed"),
                            std::string_view("WorkerRestarted"),
                            std::string_view("WorkerHung"),
                            std::string_view("DeleteForgotten"),
                            std::string_view("DuplicateSendIgnored"),
                            std::string_view("GroupLocked"),
                            std::string_view("GroupUnlocked"),
                            std::string_view("ReceiveRepeated"),
                            std::string_view("GroupBecameNoisy"),
                            std::string_view("GroupBecameQuiet"),
                            std::string_view("QueueTagsChanged"),
                            std::string_view("MessageMoveStarted"),
                            std::string_view("MessageRedriven"),
                            std::string_view("MessageMoveFinished"),
                            std::string_view("TopicCreated"),
                            std::string_view("TopicDeleted"),
                            std::string_view("TopicAttributeChanged"),
                            std::string_view("SubscriptionCreated"),
                            std::string_view("SubscriptionConfirmed"),
                            std::string_view("SubscriptionDeleted"),
                            std::string_view("SubscriptionAttributeChanged"),
                            std::string_view("MessagePublished"),
                            std::string_view("PublishDeduplicated"),
                            std::string_view("DeliveryFiltered"),
                            std::string_view("DeliverySucceeded"),
                            std::string_view("DeliveryFailed"),
                            std::string_view("DeliveryDeadLettered"),
                            std::string_view("DeliveryDropped"),
                            std::string_view("EndpointSwitchedOff"),
                            std::string_view("ReplayStarted"),
                            std::string_view("ReplayCompleted"),
                            std::string_view("CallDenied"),
                            std::string_view("KeyStateChanged"),
                            std::string_view("KeyUseRefused"),
                            std::string_view("BucketCreated"),
                            std::string_view("BucketDeleted"),
                            std::string_view("ObjectCreated"),
                            std::string_view("ObjectRemoved"),
                            std::string_view("BucketNotified"),
                            std::string_view("BucketNotificationLost"),
                            std::string_view("RequestAnswered"),
                            std::string_view("RequestTimedOut"),
                            std::string_view("StreamCreated"),
                            std::string_view("StreamDeleted"),
                            std::string_view("StreamStatusChanged"),
                            std::string_view("StreamRetentionChanged"),
                            std::string_view("StreamModeChanged"),
                            std::string_view("StreamSettingsChanged"),
                            std::string_view("ShardOpened"),
                            std::string_view("ShardClosed"),
                            std::string_view("ShardSplit"),
                            std::string_view("ShardsMerged"),
                            std::string_view("ShardExpired"),
                            std::string_view("RecordPut"),
                            std::string_view("RecordThrottled"),
                            std::string_view("RecordsRead"),
                            std::string_view("ReadThrottled"),
                            std::string_view("IteratorExpired"),
                            std::string_view("RecordsTrimmed"),
                            std::string_view("ConsumerRegistered"),
                            std::string_view("ConsumerDeregistered"),
                            std::string_view("ShardSubscribed"),
                            std::string_view("ShardSubscriptionEnded"),
                            std::string_view("RecordsPushed"),
                            std::string_view("RecordsAggregated"),
                            std::string_view("RecordDropped"),
                            std::string_view("RecordProcessed"),
                            std::string_view("LeaseTaken"),
                            std::string_view("LeaseLost"),
                            std::string_view("CheckpointWritten"),
                            std::string_view("BatchInvoked"),
                            std::string_view("BatchFailed"),
                            std::string_view("BatchBisected"),
                            std::string_view("BatchDiscarded")};
static_assert(kNames.size() == std::variant_size_v<EventBody>);

struct LineWriter {
  std::string& out;
  template <class Tag>
  void operator()(std::string_view name, Id<Tag> id) {
    if (id) out += std::format(" {}={}", name, id.value);
  }
  void operator()(std::string_view name, base::Duration d) {
    if (d.us != 0) out += std::format(" {}={}us", name, d.us);
  }
  void operator()(std::string_view name, base::SimTime t) {
    out += std::format(" {}={}", name, base::format_clock(t));
  }
  void operator()(std::string_view name, std::integral auto n) {
    out += std::format(" {}={}", name, n);
  }
};

struct FieldHasher {
  base::Hasher& h;
  template <class Tag>
  void operator()(std::string_view, Id<Tag> id) {
    h.add(id.value);
  }
  void operator()(std::string_view, base::Duration d) { h.add(d); }
  void operator()(std::string_view, base::SimTime t) { h.add(t); }
  void operator()(std::string_view, std::integral auto n) { h.add(n); }
};

struct SubjectFinder {
  EventSubjects& out;
  void operator()(std::string_view name, MessageId id) {
    if (name == "message") out.message = id;
  }
  void operator()(std::string_view name, QueueId id) {
    if (name == "queue") out.queue = id;
  }
  void operator()(std::string_view name, ActorId id) {
    if (name != "from" && name != "to") out.actor = id;  // the other one of a hand-over
  }
  void operator()(std::string_view, TopicId id) { out.topic = id; }
  void operator()(std::string_view, StreamId id) { out.stream = id; }
  void operator()(std::string_view name, ShardId id) {
    if (name == "shard") out.shard = id;
  }
  void operator()(std::string_view, RecordId id) { out.record = id; }
  template <class T>
  void operator()(std::string_view, T) {}
};

struct FieldLister {
  std::vector<EventField>& out;
  template <class Tag>
  void operator()(std::string_view name, Id<Tag> id) {
    if (id) out.push_back({std::string(name), id.value});
  }
  void operator()(std::string_view name, base::Duration d) {
    out.push_back({std::format("{}_us", name), d.us});
  }
  void operator()(std::string_view name, base::SimTime t) {
    out.push_back({std::format("{}_us", name), t.us});
  }
  void operator()(std::string_view name, std::integral auto n) {
    out.push_back({std::string(name), static_cast<std::int64_t>(n)});
  }
};

}  // namespace

std::string_view event_name(const EventBody& body) { return kNames[body.index()]; }

const std::vector<std::string_view>& event_names() {
  static const std::vector<std::string_view> names(kNames.begin(), kNames.end());
  return names;
}

EventSubjects subjects(const EventBody& body) {
  EventSubjects out;
  std::visit([&](const auto& e) { fields(e, SubjectFinder{out}); }, body);
  return out;
}

std::vector<EventField> event_fields(const EventBody& body) {
  std::vector<EventField> out;
  std::visit([&](const auto& e) { fields(e, FieldLister{out}); }, body);
  return out;
}

std::string to_line(const Event& event) {
  std::string out = std::format("{} #{}", base::format_clock(event.at), event.seq);
  if (event.cause != 0) out += std::format(" <{}", event.cause);
  out += std::format(" {}", event_name(event.body));
  std::visit([&](const auto& e) { fields(e, LineWriter{out}); }, event.body);
  return out;
}

void hash_into(const Event& event, base::Hasher& h) {
  h.add(event.at);
  h.add(event.seq);
  h.add(event.cause);
  h.add(static_cast<std::uint64_t>(event.body.index()));
  std::visit([&](const auto& e) { fields(e, FieldHasher{h}); }, event.body);
}

}  // namespace model
