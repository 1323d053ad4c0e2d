// "Why?" of a message: the chain of causes in the log, with the rules and the absences between its
// links.
#include <algorithm>
#include <format>
#include <optional>

#include "view/inspector_parts.h"
#include "view/stage_topic.h"
#include "view/transport.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kChain = 5;         // events of a chain; rules and absences come on top
constexpr std::size_t kRead = 40;         // events of a message looked at
constexpr std::size_t kSearched = 20'000;  // events looked through for the end of a queue

// "12 to 42 s" in the first minute, then clock times.
std::string period(base::SimTime from, base::SimTime to) {
  const auto seconds_of = [](base::SimTime t) {
    const std::int64_t tenths = t.us / 100'000;
    return tenths % 10 == 0 ? std::to_string(tenths / 10)
                            : std::format("{}.{}", tenths / 10, tenths % 10);
  };
  if (to < base::SimTime{} + base::minutes(1)) {
    return std::format("{} to {} s", seconds_of(from), seconds_of(to));
  }
  return std::format("{} to {}", clock_tenths(from), clock_tenths(to));
}

// One event of a message after another; knows what came before, for absences.
class ChainWriter {
 public:
  explicit ChainWriter(const world::World& world) : world_(world) {}

  void add(const model::Event& event) {
    std::visit([&](const auto& e) { on(event, e); }, event.body);
    previous_ = &event;
  }
  std::vector<WhyStep> take() { return std::move(out_); }

 private:
  // Callers keep their names as they are written; only the learner begins with a capital.
  std::string actor(model::ActorId id) const { return id ? actor_name(world_, id) : "You"; }

  void on(const model::Event& event, const model::MessageSent& e) {
    if (const model::PublishId publish = world_.sns().publish_of(e.message)) {
      out_.push_back(why_step(
          event, WhyKind::kEvent, "Amazon SNS sent it",
          std::format("A copy of what was published as {}", publish_name(world_, publish))));
      return;
    }
    out_.push_back(
        why_step(event, WhyKind::kEvent, std::format("{} sent it", actor(e.by)), "SendMessage"));
    if (e.delay.us > 0) {
      out_.push_back(why_rule("Hidden until its delay is over",
                              std::format("DelaySeconds = {}", base::format_duration(e.delay))));
    }
  }
  void on(const model::Event& event, const model::DelayElapsed&) {
    out_.push_back(why_step(event, WhyKind::kTimeout, "Its delay was over",
                            "DelayElapsed: visible to everyone"));
  }
  void on(const model::Event& event, const model::MessageReceived& e) {
    const bool again =
        previous_ != nullptr && std::holds_alternative<model::VisibilityExpired>(previous_->body);
    std::string detail = again ? std::format("First poll to see it, receive {}", e.receive_count)
                               : std::format("ReceiveMessage, receive {}", e.receive_count);
    if (e.stale_copy) detail = "A storage node had missed the receive before";
    held_from_ = event.at;
    extended_ = false;
    out_.push_back(why_step(event, WhyKind::kEvent, std::format("{} received it", actor(e.by)),
                            std::move(detail)));
    out_.push_back(why_rule(
        "Hidden from the moment it returns",
        std::format("VisibilityTimeout = {}", base::format_duration(e.hidden_until - event.at))));
  }
  void on(const model::Event& event, const model::VisibilityChanged& e) {
    held_from_ = event.at;
    extended_ = true;
    if (e.hidden_until <= event.at) {
      out_.push_back(why_step(event, WhyKind::kTimeout, std::format("{} gave it back", actor(e.by)),
                              "ChangeMessageVisibility to 0: visible at once"));
      return;
    }
    out_.push_back(why_step(
        event, WhyKind::kEvent, std::format("{} extended it", actor(e.by)),
        std::format("ChangeMessageVisibility, hidden until {}", clock_tenths(e.hidden_until))));
  }
  void on(const model::Event& event, const model::VisibilityExpired&) {
    if (held_from_) {
      out_.push_back(
          why_absence(extended_ ? "No delete, no further extension" : "No delete, no extension",
                      "A delete would have ended the chain", period(*held_from_, event.at)));
    }
    out_.push_back(why_step(event, WhyKind::kTimeout, "The timeout ran out",
                            "VisibilityExpired: visible to everyone"));
  }
  void on(const model::Event& event, const model::WorkerCrashed& e) {
    out_.push_back(why_step(event, WhyKind::kBad, std::format("{} crashed", actor(e.worker)),
                            "What it held stays hidden until the timeout"));
  }
  void on(const model::Event& event, const model::WorkerHung& e) {
    out_.push_back(why_step(event, WhyKind::kBad, std::format("{} hangs", actor(e.worker)),
                            "It neither deletes nor extends"));
  }
  void on(const model::Event& event, const model::DeleteForgotten& e) {
    out_.push_back(why_step(event, WhyKind::kBad,
                            std::format("{} did not delete it", actor(e.worker)),
                            "A receive does not remove a message"));
  }
  void on(const model::Event& event, const model::WorkFinished& e) {
    if (e.effect != model::Effect::kDuplicate) return;
    out_.push_back(why_step(event, WhyKind::kBad,
                            std::format("{} did the work again", actor(e.worker)),
                            "It had been done before"));
  }
  void on(const model::Event& event, const model::MessageDeleted& e) {
    out_.push_back(why_step(event, WhyKind::kGood, std::format("{} deleted it", actor(e.by)),
                            "DeleteMessage with the latest receipt handle"));
  }
  void on(const model::Event& event, const model::DeleteHadNoEffect& e) {
    out_.push_back(why_step(event, WhyKind::kBad, std::format("{} tried to delete it", actor(e.by)),
                            "Success, but the handle was of an older receive"));
  }
  void on(const model::Event& event, const model::MessageExpired&) {
    out_.push_back(why_step(event, WhyKind::kBad, "Its retention ended",
                            "MessageRetentionPeriod counts from the send"));
  }
  void on(const model::Event& event, const model::MessageMovedToDlq& e) {
    out_.push_back(why_rule("Received as often as is allowed",
                            std::format("maxReceiveCount = {}", e.receive_count)));
    out_.push_back(why_step(event, WhyKind::kBad,
                            std::format("It moved to {}", queue_name(world_, e.to)),
                            "At the next receive, instead of being returned"));
  }
  void on(const model::Event& event, const model::DuplicateSendIgnored& e) {
    out_.push_back(why_step(event, WhyKind::kAbsence, std::format("{} sent it again", actor(e.by)),
                            "Accepted, but nothing was stored"));
    out_.push_back(why_rule("The same deduplication id within five minutes",
                            "MessageDeduplicationId, or SHA-256 of the body"));
  }
  void on(const model::Event& event, const model::GroupLocked& e) {
    out_.push_back(why_step(event, WhyKind::kEvent, "It locks its group",
                            std::format("{} of the group wait behind it", e.waiting)));
  }
  void on(const model::Event& event, const model::MessageRedriven& e) {
    out_.push_back(why_step(event, WhyKind::kGood,
                            std::format("It was moved to {}", queue_name(world_, e.to)),
                            "StartMessageMoveTask: its receive count starts anew"));
  }
  template <class Other>
  void on(const model::Event&, const Other&) {}

  const world::World& world_;
  const model::Event* previous_ = nullptr;
  std::optional<base::SimTime> held_from_;  // the latest receive or extension
  bool extended_ = false;
  std::vector<WhyStep> out_;
};

bool is_return(const model::Event& event) {
  const auto* changed = std::get_if<model::VisibilityChanged>(&event.body);
  return std::holds_alternative<model::VisibilityExpired>(event.body) ||
         (changed != nullptr && changed->hidden_until <= event.at);
}

bool is_receive(const model::Event& event) {
  return std::holds_alternative<model::MessageReceived>(event.body);
}

// Where the answer to "why now" begins: at the receive before the last return, else at the send,
// in any case not too far back.
std::size_t start_of_chain(const std::vector<const model::Event*>& events) {
  for (std::size_t i = events.size(); i-- > 0;) {
    if (!is_return(*events[i])) continue;
    while (i > 0 && !is_receive(*events[i])) --i;
    return i;
  }
  return events.size() > kChain ? events.size() - kChain : 0;
}

// Why the latest receive hides a message goes without saying where an earlier one has said it; and
// nothing hides one that is gone.
void drop_spent_rules(std::vector<WhyStep>& steps) {
  bool said = false;
  for (std::size_t i = 0; i < steps.size();) {
    const bool hides =
        steps[i].kind == WhyKind::kRule && steps[i].detail.starts_with("VisibilityTimeout");
    const bool spent = i + 1 < steps.size() && steps[i + 1].kind == WhyKind::kGood;
    if (hides && (spent || (said && i + 1 == steps.size()))) {
      steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    said = said || hides;
    ++i;
  }
}

// A purge or the deletion of its queue ends a message without an event of its own.
const model::Event* end_of_queue(const world::Timeline& timeline, const model::Event& last) {
  const model::QueueId queue = model::subjects(last.body).queue;
  const auto& log = timeline.log();
  const std::size_t end = std::min<std::size_t>(timeline.events_shown(), last.seq + kSearched);
  for (std::size_t i = last.seq; i < end; ++i) {
    const bool gone = std::holds_alternative<model::QueuePurged>(log[i].body) ||
                      std::holds_alternative<model::QueueDeleted>(log[i].body);
    if (gone && model::subjects(log[i].body).queue == queue) return &log[i];
  }
  return nullptr;
}

// What keeps a message of a FIFO queue although it is visible: the lock of its group, or those of
// the group that go first. False when nothing does.
bool add_group_end(const world::World& world, const MessagePlace& place,
                   std::vector<WhyStep>& out) {
  const services::sqs::Queue& queue = *place.queue;
  const services::sqs::Message& m = *place.message;
  if (!queue.is_fifo() || m.group == services::sqs::kNoSlot) return false;
  const services::sqs::Group& group = queue.groups[m.group];
  if (group.head == services::sqs::kNoSlot) return false;
  const services::sqs::Message& head = queue.slots[group.head];
  if (head.id == m.id) return false;
  const std::string first = message_name(world, head.id);
  if (group.locked) {
    out.push_back(why_rule("A group gives out nothing while a message of it is in flight",
                           std::format("MessageGroupId = {}", group.name)));
    out.push_back(
        why_absence(std::format("Its group is locked by {}", first),
                    std::format("{} has it: until a delete, or until it is visible again",
                                head.holder ? actor_name(world, head.holder) : "You"),
                    std::format("until {} at the latest", clock_tenths(head.visible_at))));
    return true;
  }
  out.push_back(why_absence(std::format("{} of its group goes first", first),
                            std::format("In {} the order of the sends holds", group.name), ""));
  return true;
}

// What the message waits for, or what ended it without naming it.
void add_end(const world::Timeline& timeline, model::MessageId id, const model::Event& last,
             std::vector<WhyStep>& out) {
  const MessagePlace place = find_message_place(timeline.view(), id);
  if (place.message == nullptr) {
    const bool told = std::holds_alternative<model::MessageDeleted>(last.body) ||
                      std::holds_alternative<model::MessageExpired>(last.body);
    const model::Event* end = told ? nullptr : end_of_queue(timeline, last);
    if (end != nullptr) {
      out.push_back(
          why_step(*end, WhyKind::kBad, capital(event_sentence(timeline.view(), *end)), ""));
    }
    return;
  }
  if (place.message->state != services::sqs::MessageState::kVisible) return;
  if (add_group_end(timeline.view(), place, out)) return;
  out.push_back(why_absence("No poll has taken it since", "It waits until one does",
                            std::format("since {}", clock_tenths(last.at))));
}

}  // namespace

std::vector<const model::Event*> events_of(const world::Timeline& timeline, model::Ref ref,
                                           const EventIndex* index, std::size_t most) {
  const std::size_t shown = timeline.events_shown();
  const std::vector<EventAt> found = index == nullptr ? latest_events(timeline, ref, shown, most)
                                                      : index->latest(timeline, ref, shown, most);
  std::vector<const model::Event*> out;
  for (const EventAt at : found) out.push_back(&timeline.log()[at]);
  std::ranges::reverse(out);
  return out;
}

WhyStep why_step(const model::Event& event, WhyKind kind, std::string title, std::string detail) {
  WhyStep out;
  out.kind = kind;
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.time = base::format_clock(event.at);
  out.jump = std::format("event.{}", event.seq);
  return out;
}

WhyStep why_rule(std::string title, std::string detail) {
  WhyStep out;
  out.kind = WhyKind::kRule;
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.mono_detail = true;
  return out;
}

WhyStep why_absence(std::string title, std::string detail, std::string time) {
  WhyStep out;
  out.kind = WhyKind::kAbsence;
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.time = std::move(time);
  return out;
}

std::vector<WhyStep> message_why(const world::Timeline& timeline, model::MessageId id,
                                 const EventIndex* index) {
  std::vector<const model::Event*> events = events_of(timeline, model::ref(id), index, kRead);
  std::erase_if(events, [](const model::Event* e) {
    const auto* finished = std::get_if<model::WorkFinished>(&e->body);
    return std::holds_alternative<model::WorkStarted>(e->body) ||
           std::holds_alternative<model::GroupUnlocked>(e->body) ||
           (finished != nullptr && finished->effect != model::Effect::kDuplicate);
  });
  if (events.empty()) return {};
  ChainWriter writer(timeline.view());
  for (std::size_t i = start_of_chain(events); i < events.size(); ++i) writer.add(*events[i]);
  std::vector<WhyStep> out = writer.take();
  drop_spent_rules(out);
  add_end(timeline, id, *events.back(), out);
  return out;
}

WhyStep history_step(const world::Timeline& timeline, const model::Event& event) {
  WhyStep out;
  out.kind = WhyKind::kEvent;
  if (std::holds_alternative<model::VisibilityExpired>(event.body)) out.kind = WhyKind::kTimeout;
  if (std::holds_alternative<model::MessageDeleted>(event.body)) out.kind = WhyKind::kGood;
  const std::optional<MarkKind> mark = mark_kind(event.body);
  if (mark == MarkKind::kRefused || mark == MarkKind::kCrashed) out.kind = WhyKind::kBad;
  out.title = event_sentence(timeline.view(), event);
  // Names of callers and messages stay as they are written.
  if (out.title.starts_with("you ") || out.title.starts_with("the "))
    out.title = capital(out.title);
  out.time = base::format_clock(event.at);
  out.jump = std::format("event.{}", event.seq);
  return out;
}

}  // namespace view
