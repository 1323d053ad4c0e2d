// What can fall due: timers are data, so that a World can be copied with everything that is
// still to happen in it. A timer whose reason has gone is ignored when it fires.
#pragma once

#include <variant>

#include "base/hash.h"
#include "model/ids.h"

namespace model {

/// The visibility timeout of one receive. Void unless `receipt` is still the latest.
struct VisibilityDue {
  QueueId queue;
  MessageId message;
  std::uint32_t slot = 0;
  std::uint32_t receipt = 0;
};
struct DelayDue {
  QueueId queue;
  MessageId message;
  std::uint32_t slot = 0;
};
/// The oldest messages of a queue may have reached the end of retention.
struct RetentionDue {
  QueueId queue;
};
/// A long poll has waited as long as it asked.
struct LongPollDue {
  QueueId queue;
  CallId call;
};
/// The content of a purged queue is gone for good (aws-facts 1.2: up to 60 s).
struct PurgeDue {
  QueueId queue;
};
/// The next message of a message move task is to be moved, or the task is to end.
struct MoveDue {
  MoveTaskId task;
};
struct TransitDue {
  TransitId transit;
};
/// A simulated caller wakes. Void unless `token` is the actor's latest.
struct ActorDue {
  ActorId actor;
  std::uint32_t token = 0;
};

/// A delivery of SNS is to be tried again, or its endpoint did not answer in time.
struct DeliveryDue {
  DeliveryId delivery;
};

/// An invocation of a Lambda function ends, is to be repeated, or its event has become too old.
struct InvocationDue {
  FunctionId function;
  InvocationId event;
};

using Timer = std::variant<VisibilityDue, DelayDue, RetentionDue, LongPollDue, PurgeDue, TransitDue,
                           ActorDue, MoveDue, DeliveryDue, InvocationDue>;

}  // namespace model
