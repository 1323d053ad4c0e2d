// Every event as one plain sentence. Must not know where it is shown.
#include <format>

#include "view/inspector.h"
#include "view/words.h"

namespace view {
namespace {

class Sentences {
 public:
  explicit Sentences(const world::World& world) : world_(world) {}

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
    return std::format("{} polled {} and got nothing{}", actor(e.by), queue(e.queue),
                       e.visible > 0 ? ", though messages wait on other storage nodes" : "");
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

 private:
  std::string queue(model::QueueId id) const { return queue_name(world_, id); }
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
};

}  // namespace

std::string event_sentence(const world::World& world, const model::Event& event) {
  return std::visit(Sentences(world), event.body);
}

}  // namespace view
