// "Why?" of queues and callers: where a queue's messages are, and what a caller is doing.
#include <algorithm>
#include <format>
#include <functional>
#include <initializer_list>
#include <utility>

#include "view/inspector_parts.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kMoves = 3;  // of messages into a dead-letter queue
constexpr std::size_t kRead = 40;   // events of a caller looked at
constexpr std::size_t kGroups = 6;  // of a FIFO queue that are named

// "4 deleted + 1 expired"; what is nothing is left out.
std::string sum_of(std::initializer_list<std::pair<std::uint64_t, const char*>> parts) {
  std::string out;
  for (const auto& [n, what] : parts) {
    if (n == 0) continue;
    out += std::format("{}{} {}", out.empty() ? "" : " + ", n, what);
  }
  return out.empty() ? "nothing" : out;
}

template <class Body>
const model::Event* latest_of(const std::vector<const model::Event*>& events) {
  for (std::size_t i = events.size(); i-- > 0;) {
    if (std::holds_alternative<Body>(events[i]->body)) return events[i];
  }
  return nullptr;
}

// How the newest messages of a dead-letter queue got there. The move is an event of the queue that
// they left, so it is found through the messages.
std::vector<const model::Event*> moves_into(const world::Timeline& timeline,
                                            const services::sqs::Queue& queue,
                                            const EventIndex* index) {
  std::vector<const services::sqs::Message*> newest;
  for (const services::sqs::Message& m : queue.slots) {
    if (m.id && !m.dlq_source_arn.empty()) newest.push_back(&m);
  }
  std::ranges::sort(newest, std::ranges::greater{}, &services::sqs::Message::arrived_at);
  if (newest.size() > kMoves) newest.resize(kMoves);
  std::vector<const model::Event*> out;
  for (const services::sqs::Message* m : newest) {
    const auto events = events_of(timeline, model::ref(m->id), index, kRead);
    if (const auto* move = latest_of<model::MessageMovedToDlq>(events)) out.push_back(move);
  }
  std::ranges::reverse(out);
  return out;
}

// Not so while SQS has carried out its delete and the answer is on its way.
bool lost_its_claim(const world::World& world, const actors::Actor& actor,
                    const actors::Worker& worker) {
  const MessagePlace place = find_message_place(world, worker.jobs.front().message);
  if (place.message == nullptr) return worker.phase != actors::WorkerPhase::kDeleting;
  return place.message->holder != actor.id ||
         place.message->state != services::sqs::MessageState::kInFlight;
}

std::vector<WhyStep> down_why(const world::Timeline& timeline,
                              const std::vector<const model::Event*>& events) {
  const model::Event* event = latest_of<model::WorkerCrashed>(events);
  if (event == nullptr) event = latest_of<model::WorkerHung>(events);
  if (event == nullptr) return {};
  return {
      why_step(*event, WhyKind::kBad, capital(event_sentence(timeline.view(), *event)), ""),
      why_rule("What it held comes back when the timeout runs out", "VisibilityTimeout"),
      why_absence("Not started again yet", "", std::format("since {}", clock_tenths(event->at)))};
}

std::vector<WhyStep> idle_why(const actors::Worker& worker,
                              const std::vector<const model::Event*>& events) {
  std::vector<WhyStep> out;
  if (const model::Event* empty = latest_of<model::ReceiveReturnedEmpty>(events)) {
    const auto& e = std::get<model::ReceiveReturnedEmpty>(empty->body);
    out.push_back(why_step(*empty, WhyKind::kEvent, "Its last poll found nothing",
                           e.visible > 0 ? "Messages wait on storage nodes that it did not ask"
                                         : "ReceiveMessage returned no messages"));
  }
  if (worker.phase == actors::WorkerPhase::kResting) {
    out.push_back(
        why_rule("It polls again after a pause", base::format_duration(worker.spec.poll_every)));
  } else {
    out.push_back(why_absence("Its poll is not answered yet", "", ""));
  }
  return out;
}

// The groups of a FIFO queue that hold messages: who locks them, or what is next out.
void add_groups(const world::World& world, const services::sqs::Queue& queue,
                std::vector<WhyStep>& out) {
  std::size_t left = kGroups;
  for (const services::sqs::Group& group : queue.groups.slots()) {
    if (!group.id || group.messages == 0 || group.head == services::sqs::kNoSlot) continue;
    if (left-- == 0) return;
    const std::string first = message_name(world, queue.slots[group.head].id);
    out.push_back(
        why_rule(group.locked ? std::format("Group {} is locked by {}", group.name, first)
                              : std::format("Group {} is free, {} is next out", group.name, first),
                 std::format("{} in flight, {} waiting", group.in_flight, group.waiting())));
  }
}

}  // namespace

std::vector<WhyStep> queue_why(const world::Timeline& timeline, const services::sqs::Queue& queue,
                               const EventIndex* index) {
  const services::sqs::Counters& c = queue.counters;
  std::vector<WhyStep> out;
  if (c.moved_in > 0) {
    for (const model::Event* event : moves_into(timeline, queue, index)) {
      out.push_back(
          why_step(*event, WhyKind::kBad, capital(event_sentence(timeline.view(), *event)), ""));
    }
  }
  out.push_back(
      why_rule("Everything that came in", sum_of({{c.sent, "sent"}, {c.moved_in, "moved in"}})));
  out.push_back(why_rule("is here", sum_of({{queue.visible, "waiting"},
                                            {queue.in_flight, "in flight"},
                                            {queue.delayed, "delayed"}})));
  out.push_back(why_rule("or has left", sum_of({{c.deleted, "deleted"},
                                                {c.moved_out, "moved to its dead-letter queue"},
                                                {c.expired, "expired"},
                                                {c.purged, "purged"}})));
  if (queue.is_fifo()) {
    if (c.deduplicated > 0) {
      out.push_back(why_absence(
          std::format("{} more stored nothing", amount(c.deduplicated, "accepted send")),
          "Their deduplication ids were known", ""));
    }
    add_groups(timeline.view(), queue, out);
  }
  return out;
}

std::string worker_why_title(const world::World& world, const actors::Actor& actor,
                             const actors::Worker& worker) {
  if (worker.phase == actors::WorkerPhase::kCrashed || worker.phase == actors::WorkerPhase::kHung) {
    return std::format("Why is {} down?", actor.name);
  }
  if (worker.jobs.empty()) return std::format("Why is {} idle?", actor.name);
  const char* still = lost_its_claim(world, actor, worker) ? "still " : "";
  return std::format("Why does {} {}work on {}?", actor.name, still,
                     message_name(world, worker.jobs.front().message));
}

std::vector<WhyStep> worker_why(const world::Timeline& timeline, const actors::Actor& actor,
                                const EventIndex* index) {
  const auto* worker = std::get_if<actors::Worker>(&actor.role);
  if (worker == nullptr) return {};
  const auto events = events_of(timeline, model::ref(actor.id), index, kRead);
  if (worker->phase == actors::WorkerPhase::kCrashed ||
      worker->phase == actors::WorkerPhase::kHung) {
    return down_why(timeline, events);
  }
  if (worker->jobs.empty()) return idle_why(*worker, events);
  std::vector<WhyStep> out = message_why(timeline, worker->jobs.front().message, index);
  if (lost_its_claim(timeline.view(), actor, *worker)) {
    out.push_back(why_absence(std::format("Nobody tells {}", actor.name),
                              "It works on until it tries to delete", ""));
  }
  return out;
}

}  // namespace view
