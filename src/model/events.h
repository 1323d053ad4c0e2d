// What has happened, in the past tense: the typed facts that the World writes and everybody else
// reads (timeline, history, "Why?", goals). Must not know how anything works or looks.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "model/charges.h"
#include "model/ids.h"
#include "model/stream_events.h"

namespace model {

/// Queue attributes with a number, as far as events name them.
enum class QueueAttribute : std::uint8_t {
  kVisibilityTimeout,
  kDelaySeconds,
  kMessageRetentionPeriod,
  kReceiveMessageWaitTimeSeconds,
  kMaximumMessageSize,
  kMaxReceiveCount,
  kOther,
};

struct QueueCreated {
  QueueId queue;
  auto operator<=>(const QueueCreated&) const = default;
};
struct QueueDeleted {
  QueueId queue;
  auto operator<=>(const QueueDeleted&) const = default;
};
struct QueuePurged {
  QueueId queue;
  std::uint32_t messages = 0;
  auto operator<=>(const QueuePurged&) const = default;
};
struct QueueAttributeChanged {
  QueueId queue;
  QueueAttribute attribute = QueueAttribute::kOther;
  std::int32_t before = 0;
  std::int32_t after = 0;
  auto operator<=>(const QueueAttributeChanged&) const = default;
};
/// SQS accepted a message. With a delay it becomes visible later (DelayElapsed).
struct MessageSent {
  QueueId queue;
  MessageId message;
  ActorId by;
  base::Duration delay;
  std::uint32_t bytes = 0;  // body and attributes; for metrics, not a field of the log's text
  auto operator<=>(const MessageSent&) const = default;
};
struct DelayElapsed {
  QueueId queue;
  MessageId message;
  auto operator<=>(const DelayElapsed&) const = default;
};
/// One message left in one answer of ReceiveMessage; it is hidden until `hidden_until`.
struct MessageReceived {
  QueueId queue;
  MessageId message;
  ActorId by;
  std::uint32_t receive_count = 0;
  base::SimTime hidden_until;
  /// True when a storage node that missed the hiding (or the delete) gave out a second copy.
  bool stale_copy = false;
  auto operator<=>(const MessageReceived&) const = default;
};
struct ReceiveReturnedEmpty {
  QueueId queue;
  ActorId by;
  bool long_poll = false;
  std::uint32_t visible = 0;  // messages that were visible but not on a sampled node
  auto operator<=>(const ReceiveReturnedEmpty&) const = default;
};
/// The visibility timeout ran out: the message is visible to everyone again.
struct VisibilityExpired {
  QueueId queue;
  MessageId message;
  ActorId holder;
  std::uint32_t receive_count = 0;
  auto operator<=>(const VisibilityExpired&) const = default;
};
struct VisibilityChanged {
  QueueId queue;
  MessageId message;
  ActorId by;
  base::SimTime hidden_until;
  auto operator<=>(const VisibilityChanged&) const = default;
};
struct MessageDeleted {
  QueueId queue;
  MessageId message;
  ActorId by;
  auto operator<=>(const MessageDeleted&) const = default;
};
/// DeleteMessage answered success but removed nothing: the handle was not of the latest receive.
struct DeleteHadNoEffect {
  QueueId queue;
  MessageId message;
  ActorId by;
  auto operator<=>(const DeleteHadNoEffect&) const = default;
};
/// The retention period ended.
struct MessageExpired {
  QueueId queue;
  MessageId message;
  auto operator<=>(const MessageExpired&) const = default;
};
struct MessageMovedToDlq {
  QueueId from;
  QueueId to;
  MessageId message;
  std::uint32_t receive_count = 0;
  auto operator<=>(const MessageMovedToDlq&) const = default;
};
/// A call was refused. `code` is a literal of the program or a truncated copy of the AWS code.
struct CallRefused {
  QueueId queue;
  ActorId by;
  std::uint32_t code = 0;  // hash of the query code; the text is in the World's call journal
  auto operator<=>(const CallRefused&) const = default;
};

struct WorkStarted {
  ActorId worker;
  MessageId message;
  QueueId queue;
  base::Duration work;
  auto operator<=>(const WorkStarted&) const = default;
};
/// A worker's job is done: its side effect (say, a charge) happened for the first time, happened
/// again, or was skipped by an idempotent worker.
struct WorkFinished {
  ActorId worker;
  MessageId message;
  Effect effect = Effect::kFirst;
  auto operator<=>(const WorkFinished&) const = default;
};
struct WorkerCrashed {
  ActorId worker;
  MessageId message;  // what it held, 0 when idle
  auto operator<=>(const WorkerCrashed&) const = default;
};
struct WorkerRestarted {
  ActorId worker;
  auto operator<=>(const WorkerRestarted&) const = default;
};
struct WorkerHung {
  ActorId worker;
  MessageId message;
  auto operator<=>(const WorkerHung&) const = default;
};
struct DeleteForgotten {
  ActorId worker;
  MessageId message;
  auto operator<=>(const DeleteForgotten&) const = default;
};

/// A send was accepted but stored nothing: within 5 minutes `message` was sent with the same
/// deduplication id, and the sender was told its name (aws-facts 1.6). `copy` is the name that the
/// body carried on its way.
struct DuplicateSendIgnored {
  QueueId queue;
  MessageId message;
  MessageId copy;
  ActorId by;
  auto operator<=>(const DuplicateSendIgnored&) const = default;
};
/// The oldest message of a FIFO group is in flight: nobody gets any of the group. `waiting` of its
/// messages are not in flight.
struct GroupLocked {
  QueueId queue;
  GroupId group;
  MessageId message;  // the one that locks it
  ActorId by;         // who holds it
  std::uint32_t waiting = 0;
  auto operator<=>(const GroupLocked&) const = default;
};
/// Its oldest message is not in flight any more: it was deleted, came back or left.
struct GroupUnlocked {
  QueueId queue;
  GroupId group;
  MessageId message;  // what is the oldest now, 0 when the group is empty
  std::uint32_t waiting = 0;
  auto operator<=>(const GroupUnlocked&) const = default;
};
/// A receive was repeated with its ReceiveRequestAttemptId: the same messages and handles again.
struct ReceiveRepeated {
  QueueId queue;
  ActorId by;
  std::uint32_t messages = 0;
  base::SimTime hidden_until;
  auto operator<=>(const ReceiveRepeated&) const = default;
};
/// A tenant of a fair queue takes so much that others go first from now on.
struct GroupBecameNoisy {
  QueueId queue;
  GroupId group;
  std::uint32_t in_flight = 0;
  std::uint32_t waiting = 0;
  auto operator<=>(const GroupBecameNoisy&) const = default;
};
struct GroupBecameQuiet {
  QueueId queue;
  GroupId group;
  auto operator<=>(const GroupBecameQuiet&) const = default;
};
struct QueueTagsChanged {
  QueueId queue;
  std::uint32_t tags = 0;  // how many it has now
  auto operator<=>(const QueueTagsChanged&) const = default;
};
struct MessageMoveStarted {
  QueueId queue;  // the dead-letter queue
  QueueId to;     // 0: each message to where it came from
  MoveTaskId task;
  ActorId by;
  std::uint32_t messages = 0;  // visible when it started
  auto operator<=>(const MessageMoveStarted&) const = default;
};
/// A message move task took one message out of a dead-letter queue and sent it to another queue.
struct MessageRedriven {
  QueueId from;
  QueueId to;
  MessageId message;
  MoveTaskId task;
  std::uint32_t moved = 0;  // by this task so far
  auto operator<=>(const MessageRedriven&) const = default;
};
enum class MoveEnd : std::uint8_t { kCompleted, kCancelled, kFailed };
struct MessageMoveFinished {
  QueueId queue;
  MoveTaskId task;
  MoveEnd how = MoveEnd::kCompleted;
  std::uint32_t moved = 0;
  auto operator<=>(const MessageMoveFinished&) const = default;
};

/// What a KMS key can be used for now.
enum class KeyState : std::uint8_t { kEnabled, kDisabled, kPendingDeletion, kPendingImport };

struct TopicCreated {
  TopicId topic;
  ActorId by;
  auto operator<=>(const TopicCreated&) const = default;
};
/// A topic went, with its subscriptions.
struct TopicDeleted {
  TopicId topic;
  ActorId by;
  auto operator<=>(const TopicDeleted&) const = default;
};
struct TopicAttributeChanged {
  TopicId topic;
  auto operator<=>(const TopicAttributeChanged&) const = default;
};
/// `pending`: nothing is delivered until the endpoint's owner confirms.
struct SubscriptionCreated {
  TopicId topic;
  SubscriptionId subscription;
  ActorId by;
  bool pending = false;
  auto operator<=>(const SubscriptionCreated&) const = default;
};
struct SubscriptionConfirmed {
  TopicId topic;
  SubscriptionId subscription;
  auto operator<=>(const SubscriptionConfirmed&) const = default;
};
struct SubscriptionDeleted {
  TopicId topic;
  SubscriptionId subscription;
  ActorId by;
  auto operator<=>(const SubscriptionDeleted&) const = default;
};
struct SubscriptionAttributeChanged {
  TopicId topic;
  SubscriptionId subscription;
  auto operator<=>(const SubscriptionAttributeChanged&) const = default;
};
/// SNS accepted a message. `topic` is 0 when it goes to one phone or device directly.
struct MessagePublished {
  TopicId topic;
  PublishId publish;
  ActorId by;
  std::uint32_t bytes = 0;  // message and attributes
  auto operator<=>(const MessagePublished&) const = default;
};
/// A FIFO topic had this message already: within 5 minutes it was published with the same
/// deduplication id. Nothing is delivered; the publisher was told the name of `publish`.
struct PublishDeduplicated {
  TopicId topic;
  PublishId publish;
  ActorId by;
  auto operator<=>(const PublishDeduplicated&) const = default;
};
/// Why a filter policy let a message not pass; each has a CloudWatch metric of its own.
enum class FilteredWhy : std::uint8_t {
  kMessageAttributes,   // the attributes do not match
  kNoMessageAttributes,  // the message has none
  kInvalidAttributes,    // an attribute cannot be read: a String.Array that is no JSON array
  kMessageBody,          // the body does not match
  kInvalidMessageBody,   // the body is no JSON object
};
/// The filter policy of a subscription let a message not pass.
struct DeliveryFiltered {
  TopicId topic;
  PublishId publish;
  SubscriptionId subscription;
  FilteredWhy why = FilteredWhy::kMessageAttributes;
  auto operator<=>(const DeliveryFiltered&) const = default;
};
/// The endpoint took the message; a queue stored it as `message`.
struct DeliverySucceeded {
  TopicId topic;
  PublishId publish;
  SubscriptionId subscription;
  MessageId message;
  std::uint32_t attempt = 0;
  auto operator<=>(const DeliverySucceeded&) const = default;
};
/// One attempt failed. `next_at` is when the next one is made, if there is one.
struct DeliveryFailed {
  TopicId topic;
  PublishId publish;
  SubscriptionId subscription;
  std::uint32_t attempt = 0;
  bool will_retry = false;
  base::SimTime next_at;
  auto operator<=>(const DeliveryFailed&) const = default;
};
/// After its last attempt a message went to the subscription's dead-letter queue.
struct DeliveryDeadLettered {
  TopicId topic;
  PublishId publish;
  SubscriptionId subscription;
  MessageId message;
  std::uint32_t attempts = 0;
  auto operator<=>(const DeliveryDeadLettered&) const = default;
};
/// After its last attempt a message was lost to this subscriber: no dead-letter queue took it.
/// `dlq_refused`: there is one, but it did not take the message.
struct DeliveryDropped {
  TopicId topic;
  PublishId publish;
  SubscriptionId subscription;
  std::uint32_t attempts = 0;
  bool dlq_refused = false;
  auto operator<=>(const DeliveryDropped&) const = default;
};
/// A push service rejected a device: SNS sets Enabled to false.
struct EndpointSwitchedOff {
  TopicId topic;
  SubscriptionId subscription;
  auto operator<=>(const EndpointSwitchedOff&) const = default;
};
struct ReplayStarted {
  TopicId topic;
  SubscriptionId subscription;
  std::uint32_t messages = 0;
  auto operator<=>(const ReplayStarted&) const = default;
};
struct ReplayCompleted {
  TopicId topic;
  SubscriptionId subscription;
  auto operator<=>(const ReplayCompleted&) const = default;
};
/// IAM's door let a call not pass. The World keeps the explanation (World::last_denial).
struct CallDenied {
  QueueId queue;
  TopicId topic;
  ActorId by;
  Service by_service = Service::kNone;
  bool explicit_deny = false;
  StreamId stream = {};
  auto operator<=>(const CallDenied&) const = default;
};
/// A KMS key was enabled, disabled or is going to be deleted.
struct KeyStateChanged {
  KeyId key;
  KeyState state = KeyState::kEnabled;
  auto operator<=>(const KeyStateChanged&) const = default;
};
/// A call failed because it needs a KMS key that it may not or cannot use.
struct KeyUseRefused {
  KeyId key;
  QueueId queue;
  TopicId topic;
  ActorId by;
  StreamId stream = {};
  auto operator<=>(const KeyUseRefused&) const = default;
};

struct BucketCreated {
  BucketId bucket;
  ActorId by;
  auto operator<=>(const BucketCreated&) const = default;
};
struct BucketDeleted {
  BucketId bucket;
  ActorId by;
  auto operator<=>(const BucketDeleted&) const = default;
};
/// An object was stored, or stored anew under the same key.
struct ObjectCreated {
  BucketId bucket;
  ObjectId object;
  ActorId by;
  std::uint32_t bytes = 0;
  auto operator<=>(const ObjectCreated&) const = default;
};
struct ObjectRemoved {
  BucketId bucket;
  ObjectId object;
  ActorId by;
  auto operator<=>(const ObjectRemoved&) const = default;
};
/// A bucket told a queue (or topic) what happened in it. `object` is 0 for the s3:TestEvent.
struct BucketNotified {
  BucketId bucket;
  ObjectId object;
  QueueId queue;
  TopicId topic;
  MessageId message;
  auto operator<=>(const BucketNotified&) const = default;
};
/// The queue or topic did not take a bucket's notification: it is lost.
struct BucketNotificationLost {
  BucketId bucket;
  ObjectId object;
  QueueId queue;
  TopicId topic;
  auto operator<=>(const BucketNotificationLost&) const = default;
};

/// The answer to a request that a caller sent with a ReplyTo queue reached it.
struct RequestAnswered {
  ActorId by;
  MessageId message;  // the answer
  base::Duration took;
  auto operator<=>(const RequestAnswered&) const = default;
};
/// A caller no longer waits for the answer to a request.
struct RequestTimedOut {
  ActorId by;
  base::Duration waited;
  auto operator<=>(const RequestTimedOut&) const = default;
};

using EventBody = std::variant<
    QueueCreated, QueueDeleted, QueuePurged, QueueAttributeChanged, MessageSent, DelayElapsed,
    MessageReceived, ReceiveReturnedEmpty, VisibilityExpired, VisibilityChanged, MessageDeleted,
    DeleteHadNoEffect, MessageExpired, MessageMovedToDlq, CallRefused, WorkStarted, WorkFinished,
    WorkerCrashed, WorkerRestarted, WorkerHung, DeleteForgotten, DuplicateSendIgnored, GroupLocked,
    GroupUnlocked, ReceiveRepeated, GroupBecameNoisy, GroupBecameQuiet, QueueTagsChanged,
    MessageMoveStarted, MessageRedriven, MessageMoveFinished, TopicCreated, TopicDeleted,
    TopicAttributeChanged, SubscriptionCreated, SubscriptionConfirmed, SubscriptionDeleted,
    SubscriptionAttributeChanged, MessagePublished, PublishDeduplicated, DeliveryFiltered,
    DeliverySucceeded, DeliveryFailed, DeliveryDeadLettered, DeliveryDropped, EndpointSwitchedOff,
    ReplayStarted, ReplayCompleted, CallDenied, KeyStateChanged, KeyUseRefused, BucketCreated,
    BucketDeleted, ObjectCreated, ObjectRemoved, BucketNotified, BucketNotificationLost,
    RequestAnswered, RequestTimedOut, StreamCreated, StreamDeleted, StreamStatusChanged,
    StreamRetentionChanged, StreamModeChanged, StreamSettingsChanged, ShardOpened, ShardClosed,
    ShardSplit, ShardsMerged, ShardExpired, RecordPut, RecordThrottled, RecordsRead, ReadThrottled,
    IteratorExpired, RecordsTrimmed, ConsumerRegistered, ConsumerDeregistered, ShardSubscribed,
    ShardSubscriptionEnded, RecordsPushed, RecordsAggregated, RecordDropped, RecordProcessed,
    LeaseTaken, LeaseLost, CheckpointWritten, BatchInvoked, BatchFailed, BatchBisected,
    BatchDiscarded>;

/// One fact. `cause` is the event without which this one would not have happened, 0 for none.
struct Event {
  base::SimTime at;
  EventSeq seq = 0;
  EventSeq cause = 0;
  EventBody body;
  bool operator==(const Event&) const = default;
};

/// Takes events as they happen. The World writes, it never reads back.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void append(const Event& event) = 0;
  /// Something that AWS bills; those who count no money do not listen.
  virtual void charge(const Charge& /*charge*/) {}
};

/// Forgets everything; for replays whose events are already known.
class NullSink final : public EventSink {
 public:
  void append(const Event&) override {}
};

/// The type's name as lessons and golden logs write it: "MessageReceived".
std::string_view event_name(const EventBody& body);
/// Every event name, in the order of the variant.
const std::vector<std::string_view>& event_names();

/// The message, queue, caller, topic, stream, shard and record an event is about; ids of 0 where it
/// has none.
struct EventSubjects {
  MessageId message;
  QueueId queue;
  ActorId actor;
  TopicId topic;
  StreamId stream;
  ShardId shard;
  RecordId record;
};
EventSubjects subjects(const EventBody& body);

/// One field of an event: ids and counts as they are, times in microseconds. The names of times
/// end in "_us".
struct EventField {
  std::string name;
  std::int64_t value = 0;
};
/// The fields of an event in order; ids of 0, which name nothing, are left out.
std::vector<EventField> event_fields(const EventBody& body);

/// One line for golden logs: "00:42.000 #17 <9 VisibilityExpired queue=1 message=2 holder=3".
std::string to_line(const Event& event);

void hash_into(const Event& event, base::Hasher& h);

}  // namespace model
