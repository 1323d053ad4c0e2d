// "Why?": the chain of causes in the log, with the rules and the absences between its links.
#include <algorithm>
#include <format>

#include "view/inspector_parts.h"
#include "view/transport.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kChain = 4;  // events of a chain; rules and absences come on top

WhyStep step(const model::Event& event, WhyKind kind, std::string title, std::string detail) {
  WhyStep out;
  out.kind = kind;
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.time = base::format_clock(event.at);
  out.jump = std::format("event.{}", event.seq);
  return out;
}

WhyStep rule(std::string title, std::string detail) {
  WhyStep out;
  out.kind = WhyKind::kRule;
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.mono_detail = true;
  return out;
}

std::string seconds_of(base::SimTime t) {
  const std::int64_t tenths = t.us / 100'000;
  return tenths % 10 == 0 ? std::to_string(tenths / 10)
                          : std::format("{}.{}", tenths / 10, tenths % 10);
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
    out_.push_back(
        step(event, WhyKind::kEvent, std::format("{} sent it", actor(e.by)), "SendMessage"));
    if (e.delay.us > 0) {
      out_.push_back(rule("Hidden until its delay is over",
                          std::format("DelaySeconds = {}", base::format_duration(e.delay))));
    }
  }
  void on(const model::Event& event, const model::DelayElapsed&) {
    out_.push_back(
        step(event, WhyKind::kTimeout, "Its delay was over", "DelayElapsed: visible to everyone"));
  }
  void on(const model::Event& event, const model::MessageReceived& e) {
    const bool again =
        previous_ != nullptr && std::holds_alternative<model::VisibilityExpired>(previous_->body);
    std::string detail = again ? std::format("First poll to see it, receive {}", e.receive_count)
                               : std::format("ReceiveMessage, receive {}", e.receive_count);
    if (e.stale_copy) detail = "A storage node had missed the receive before";
    out_.push_back(step(event, WhyKind::kEvent, std::format("{} received it", actor(e.by)),
                        std::move(detail)));
    out_.push_back(rule(
        "Hidden from the moment it returns",
        std::format("VisibilityTimeout = {}", base::format_duration(e.hidden_until - event.at))));
  }
  void on(const model::Event& event, const model::VisibilityChanged& e) {
    out_.push_back(step(event, WhyKind::kEvent,
                        std::format("{} changed its visibility", actor(e.by)),
                        std::format("ChangeMessageVisibility, hidden until {}",
                                    base::format_clock(e.hidden_until))));
  }
  void on(const model::Event& event, const model::VisibilityExpired&) {
    if (previous_ != nullptr && std::holds_alternative<model::MessageReceived>(previous_->body)) {
      WhyStep absence;
      absence.kind = WhyKind::kAbsence;
      absence.title = "No delete, no extension";
      absence.detail = "A delete would have ended the chain";
      absence.time = std::format("{} to {} s", seconds_of(previous_->at), seconds_of(event.at));
      out_.push_back(std::move(absence));
    }
    out_.push_back(step(event, WhyKind::kTimeout, "The timeout ran out",
                        "VisibilityExpired: visible to everyone"));
  }
  void on(const model::Event& event, const model::MessageDeleted& e) {
    out_.push_back(step(event, WhyKind::kGood, std::format("{} deleted it", actor(e.by)),
                        "DeleteMessage with the latest receipt handle"));
  }
  void on(const model::Event& event, const model::DeleteHadNoEffect& e) {
    out_.push_back(step(event, WhyKind::kBad, std::format("{} tried to delete it", actor(e.by)),
                        "Success, but the handle was of an older receive"));
  }
  void on(const model::Event& event, const model::MessageExpired&) {
    out_.push_back(step(event, WhyKind::kBad, "Its retention ended",
                        "MessageRetentionPeriod counts from the send"));
  }
  void on(const model::Event& event, const model::MessageMovedToDlq& e) {
    out_.push_back(rule("Received as often as is allowed",
                        std::format("maxReceiveCount = {}", e.receive_count)));
    out_.push_back(step(event, WhyKind::kBad,
                        std::format("It moved to {}", queue_name(world_, e.to)),
                        "At the next receive, instead of being returned"));
  }
  void on(const model::Event& event, const model::DuplicateSendIgnored& e) {
    out_.push_back(step(event, WhyKind::kAbsence, std::format("{} sent it again", actor(e.by)),
                        "Accepted, but nothing was stored"));
    out_.push_back(rule("The same deduplication id within five minutes",
                        "MessageDeduplicationId, or SHA-256 of the body"));
  }
  void on(const model::Event& event, const model::GroupLocked& e) {
    out_.push_back(step(event, WhyKind::kEvent, "It locks its group",
                        std::format("{} of the group wait behind it", e.waiting)));
  }
  void on(const model::Event& event, const model::MessageRedriven& e) {
    out_.push_back(step(event, WhyKind::kGood,
                        std::format("It was moved to {}", queue_name(world_, e.to)),
                        "StartMessageMoveTask: its receive count starts anew"));
  }
  template <class Other>
  void on(const model::Event&, const Other&) {}

  const world::World& world_;
  const model::Event* previous_ = nullptr;
  std::vector<WhyStep> out_;
};

bool belongs_to_chain(const model::Event& event) {
  return !std::holds_alternative<model::WorkStarted>(event.body) &&
         !std::holds_alternative<model::WorkFinished>(event.body) &&
         !std::holds_alternative<model::WorkerCrashed>(event.body) &&
         !std::holds_alternative<model::WorkerHung>(event.body) &&
         !std::holds_alternative<model::DeleteForgotten>(event.body) &&
         !std::holds_alternative<model::GroupUnlocked>(event.body);
}

// A rule says why the next thing followed; the last link's rule stays only where it still holds.
void drop_spent_rules(std::vector<WhyStep>& steps) {
  for (std::size_t i = 0; i + 1 < steps.size();) {
    const bool spent = steps[i].kind == WhyKind::kRule &&
                       steps[i].detail.starts_with("VisibilityTimeout") &&
                       steps[i + 1].kind == WhyKind::kGood;
    if (spent) {
      steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
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

std::vector<WhyStep> message_why(const world::Timeline& timeline, model::MessageId id,
                                 const EventIndex* index) {
  std::vector<const model::Event*> events = events_of(timeline, model::ref(id), index, 8 * kChain);
  std::erase_if(events, [](const model::Event* e) { return !belongs_to_chain(*e); });
  // The answer to "why now" begins at the receive before the last return, not at the send.
  std::size_t first = events.size() > kChain ? events.size() - kChain : 0;
  for (std::size_t i = events.size(); i-- > 0;) {
    if (!std::holds_alternative<model::VisibilityExpired>(events[i]->body)) continue;
    if (i > 0) first = std::max(first, i - 1);
    break;
  }
  ChainWriter writer(timeline.view());
  for (std::size_t i = first; i < events.size(); ++i) writer.add(*events[i]);
  std::vector<WhyStep> out = writer.take();
  drop_spent_rules(out);
  return out;
}

std::vector<WhyStep> queue_why(const services::sqs::Queue& queue) {
  const services::sqs::Counters& c = queue.counters;
  std::vector<WhyStep> out;
  out.push_back(rule("Everything that came in",
                     std::format("{} sent + {} moved in", c.sent, c.moved_in + c.redriven_in)));
  out.push_back(rule("is here", std::format("{} waiting + {} in flight + {} delayed", queue.visible,
                                            queue.in_flight, queue.delayed)));
  std::string left = std::format(
      "{} deleted + {} moved to a dead-letter queue + {} expired + {} "
      "purged",
      c.deleted, c.moved_out, c.expired, c.purged);
  if (c.redriven_out > 0) left += std::format(" + {} redriven", c.redriven_out);
  out.push_back(rule("or has left", std::move(left)));
  return out;
}

std::vector<WhyStep> worker_why(const world::Timeline& timeline, const actors::Actor& actor,
                                const EventIndex* index) {
  const auto* worker = std::get_if<actors::Worker>(&actor.role);
  if (worker == nullptr || worker->jobs.empty()) return {};
  const model::MessageId message = worker->jobs.front().message;
  std::vector<WhyStep> out = message_why(timeline, message, index);
  const MessagePlace place = find_message_place(timeline.view(), message);
  const bool lost = place.message == nullptr || place.message->holder != actor.id ||
                    place.message->state != services::sqs::MessageState::kInFlight;
  if (lost) {
    WhyStep unaware;
    unaware.kind = WhyKind::kAbsence;
    unaware.title = std::format("Nobody tells {}", actor.name);
    unaware.detail = "It works on until it tries to delete";
    out.push_back(std::move(unaware));
  }
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
