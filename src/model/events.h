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
#include "model/ids.h"

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

/// What finishing a job did to the outside world.
enum class Effect : std::uint8_t { kFirst, kDuplicate, kSkipped };

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

using EventBody =
    std::variant<QueueCreated, QueueDeleted, QueuePurged, QueueAttributeChanged, MessageSent,
                 DelayElapsed, MessageReceived, ReceiveReturnedEmpty, VisibilityExpired,
                 VisibilityChanged, MessageDeleted, DeleteHadNoEffect, MessageExpired,
                 MessageMovedToDlq, CallRefused, WorkStarted, WorkFinished, WorkerCrashed,
                 WorkerRestarted, WorkerHung, DeleteForgotten>;

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

/// The message, queue and caller an event is about; ids of 0 where it has none.
struct EventSubjects {
  MessageId message;
  QueueId queue;
  ActorId actor;
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
