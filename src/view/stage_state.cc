// World to stage: which messages are shown, who holds what, what is on the wire.
#include "view/stage_state.h"

#include <algorithm>
#include <format>
#include <map>
#include <utility>

#include "view/event_index.h"
#include "view/stage_bucket.h"
#include "view/stage_fifo.h"
#include "view/stage_stream.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

using services::sqs::Message;
using services::sqs::MessageState;
using services::sqs::Queue;

// Who works on which receive: the claims that a caller really has.
struct Claims {
  struct Claim {
    model::ActorId actor;
    std::uint32_t receive = 0;
    bool on_way = false;
  };
  std::multimap<model::MessageId, Claim> by_message;

  const Claim* of(const Message& m) const {
    const auto [first, last] = by_message.equal_range(m.id);
    for (auto it = first; it != last; ++it) {
      if (it->second.actor == m.holder && it->second.receive == m.receive_count) {
        return &it->second;
      }
    }
    return nullptr;
  }
};

// The number of the receive that an event stands for, 0 when the log does not hold it.
std::uint32_t receive_number(const world::Timeline& timeline, model::EventSeq seq) {
  const model::Event* event = event_by_seq(timeline, seq);
  if (event == nullptr) return 0;
  const auto* received = std::get_if<model::MessageReceived>(&event->body);
  return received != nullptr ? received->receive_count : 0;
}

Claims read_claims(const world::Timeline& timeline) {
  Claims out;
  for (const auto& [id, actor] : timeline.view().actors().actors) {
    const auto* worker = std::get_if<actors::Worker>(&actor.role);
    if (worker == nullptr) continue;
    for (const actors::Job& job : worker->jobs) {
      out.by_message.emplace(job.message,
                             Claims::Claim{id, receive_number(timeline, job.cause), false});
    }
  }
  for (const auto& [id, transit] : timeline.view().transits()) {
    const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
    if (result == nullptr || !*result) continue;
    const auto* received = std::get_if<model::sqs::ReceiveMessageResponse>(&**result);
    if (received == nullptr) continue;
    for (const model::sqs::ReceivedMessage& m : received->messages) {
      out.by_message.emplace(
          m.message, Claims::Claim{transit.actor, receive_number(timeline, m.receive_event), true});
    }
  }
  return out;
}

struct Candidate {
  std::int64_t key = 0;
  std::uint32_t slot = 0;
  auto operator<=>(const Candidate&) const = default;
};

// The first kMostShown in order of their keys.
void keep_first(std::vector<Candidate>& all) {
  if (all.size() > kMostShown) {
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(kMostShown);
    std::nth_element(all.begin(), middle, all.end());
    all.erase(middle, all.end());
  }
  std::ranges::sort(all);
}

std::vector<std::uint8_t> density_of(const Queue& queue) {
  base::SimTime first = base::kNever;
  base::SimTime last{INT64_MIN};
  for (const Message& m : queue.slots) {
    if (!m.id || m.state != MessageState::kVisible) continue;
    first = std::min(first, m.sent_at);
    last = std::max(last, m.sent_at);
  }
  std::vector<std::uint32_t> counts(kDensityColumns, 0);
  const std::int64_t span = std::max<std::int64_t>((last - first).us, 1);
  constexpr auto kColumns = static_cast<std::int64_t>(kDensityColumns);
  for (const Message& m : queue.slots) {
    if (!m.id || m.state != MessageState::kVisible) continue;
    const std::int64_t age = (last - m.sent_at).us;  // the oldest in the last column
    ++counts[static_cast<std::size_t>(std::min(age / (span / kColumns + 1), kColumns - 1))];
  }
  const std::uint32_t most = std::max(*std::ranges::max_element(counts), 1u);
  std::vector<std::uint8_t> out;
  for (const std::uint32_t n : counts) out.push_back(static_cast<std::uint8_t>(n * 255u / most));
  return out;
}

void read_places(const world::World& world, const Queue& queue, const Claims& claims,
                 const GroupSlots& slots, StageQueue& out) {
  const auto to_stage = [&](const Message& m) { return stage_message(world, queue, m, slots); };
  std::vector<Candidate> waiting;
  std::vector<Candidate> flying;
  std::vector<Candidate> delayed;
  for (std::uint32_t slot = 0; slot < queue.slots.size(); ++slot) {
    const Message& m = queue.slots[slot];
    if (!m.id) continue;
    switch (m.state) {
      case MessageState::kVisible:
        waiting.push_back({static_cast<std::int64_t>(m.rank), slot});
        break;
      case MessageState::kInFlight:
        flying.push_back({m.received_at.us - (claims.of(m) != nullptr ? INT64_MAX / 2 : 0), slot});
        break;
      case MessageState::kDelayed: delayed.push_back({m.visible_at.us, slot}); break;
    }
  }
  out.waiting.count = static_cast<std::uint32_t>(waiting.size());
  out.in_flight.count = static_cast<std::uint32_t>(flying.size());
  out.delayed.count = static_cast<std::uint32_t>(delayed.size());
  for (auto* list : {&waiting, &flying, &delayed}) keep_first(*list);
  for (const auto& c : waiting) out.waiting.shown.push_back(to_stage(queue.slots[c.slot]));
  for (const auto& c : delayed) out.delayed.shown.push_back(to_stage(queue.slots[c.slot]));
  for (const auto& c : flying) {
    StageMessage m = to_stage(queue.slots[c.slot]);
    if (const Claims::Claim* claim = claims.of(queue.slots[c.slot])) {
      m.claimed = true;
      m.on_way = claim->on_way;
    }
    out.in_flight.shown.push_back(std::move(m));
  }
  if (out.waiting.count > kDensityFrom) out.waiting.density = density_of(queue);
}

bool delays_messages(const world::World& world, const Queue& queue) {
  if (queue.attributes.delay_seconds > 0 || queue.delayed > 0) return true;
  for (const auto& [id, actor] : world.actors().actors) {
    const auto* producer = std::get_if<actors::Producer>(&actor.role);
    if (producer != nullptr && producer->spec.delay_seconds > 0 &&
        world::find_queue_by_url(world, producer->spec.queue_url) == queue.id) {
      return true;
    }
  }
  return false;
}

StageQueue read_queue(const world::Timeline& timeline, const Queue& queue, const Claims& claims,
                      const GroupSlots& slots) {
  const world::World& world = timeline.view();
  StageQueue out;
  out.id = queue.id;
  out.name = queue.name;
  out.visibility_timeout = base::seconds(queue.attributes.visibility_timeout);
  out.may_delay = delays_messages(world, queue);
  if (queue.attributes.redrive_policy) {
    out.dead_letter = queue_by_arn(world, queue.attributes.redrive_policy->dead_letter_target_arn);
    out.max_receive_count = queue.attributes.redrive_policy->max_receive_count;
  }
  read_places(world, queue, claims, slots, out);
  if (queue.is_fifo()) out.fifo = read_fifo(timeline, queue, slots);
  return out;
}

std::string rate_text(const actors::Producer& producer) {
  const actors::ProducerSpec& spec = producer.spec;
  if (spec.count != 0 && producer.sent >= spec.count) return std::format("All {} sent", spec.count);
  const std::string every = base::format_duration(spec.every);
  const bool random = spec.pattern == actors::Pattern::kRandom;
  return std::format("{}{} per {}", random ? "~" : "", spec.burst, every);
}

// When the claim of a receive ended: its timeout, a change to zero, or the next receive.
std::optional<base::SimTime> end_of_claim(const world::Timeline& timeline, model::EventSeq from,
                                          model::EventSeq receive) {
  std::optional<base::SimTime> end;
  for (model::EventSeq seq = from; seq != 0 && seq != receive;) {
    const model::Event* event = event_by_seq(timeline, seq);
    if (event == nullptr) return std::nullopt;
    const auto* changed = std::get_if<model::VisibilityChanged>(&event->body);
    if (std::holds_alternative<model::VisibilityExpired>(event->body) ||
        std::holds_alternative<model::MessageReceived>(event->body) ||
        (changed != nullptr && changed->hidden_until <= event->at)) {
      end = event->at;
    }
    seq = event->cause;
  }
  return end;
}

StageJob read_job(const world::Timeline& timeline, const actors::Worker& worker,
                  const actors::Job& job) {
  StageJob out;
  out.message = job.message;
  out.name = message_name(timeline.view(), job.message);
  out.started_at = job.started_at;
  out.work = job.work;
  const model::Event* event = event_by_seq(timeline, job.cause);
  const auto* received =
      event != nullptr ? std::get_if<model::MessageReceived>(&event->body) : nullptr;
  const Queue* queue = timeline.view().sqs().find(job.queue);
  const Message* m = queue != nullptr ? services::sqs::find_message(*queue, job.message) : nullptr;
  if (received == nullptr) return out;
  if (m == nullptr) {
    // Gone. By its own delete, whose answer is on the way, or behind its back.
    out.lost = worker.phase != actors::WorkerPhase::kDeleting;
    if (out.lost && received->hidden_until <= timeline.playhead()) {
      out.lost_at = received->hidden_until;
    }
  } else {
    out.lost = m->state != MessageState::kInFlight || m->receive_count != received->receive_count;
    if (out.lost) out.lost_at = end_of_claim(timeline, m->last_event, job.cause);
  }
  if (out.lost_at) out.claim = *out.lost_at - event->at;
  return out;
}

base::Duration shortest_work(const actors::WorkSpec& work) {
  switch (work.kind) {
    case actors::WorkSpec::Kind::kUniform: return work.lo;
    case actors::WorkSpec::Kind::kExponential: return work.mean;
    case actors::WorkSpec::Kind::kList: break;
  }
  return work.list.empty() ? base::Duration{} : *std::ranges::min_element(work.list);
}

void mark_slow(const world::World& world, std::vector<StageWorker>& workers) {
  std::map<model::QueueId, base::Duration> shortest;
  for (const StageWorker& w : workers) {
    const auto& spec = std::get<actors::Worker>(world.actors().find(w.id)->role).spec;
    const base::Duration own = shortest_work(spec.work);
    const auto [it, added] = shortest.emplace(w.queue, own);
    if (!added) it->second = std::min(it->second, own);
  }
  for (StageWorker& w : workers) {
    const auto& spec = std::get<actors::Worker>(world.actors().find(w.id)->role).spec;
    const base::Duration own = w.jobs.empty() ? shortest_work(spec.work) : w.jobs.front().work;
    w.slow = shortest[w.queue].us > 0 && own.us >= 2 * shortest[w.queue].us;
  }
}

bool has_waiter(const world::World& world, model::ActorId actor, model::QueueId queue) {
  const Queue* q = world.sqs().find(queue);
  return q != nullptr && std::ranges::contains(q->waiters, actor, &services::sqs::Waiter::caller);
}

void read_actors(const world::Timeline& timeline, StageState& out) {
  const world::World& world = timeline.view();
  for (const auto& [id, actor] : world.actors().actors) {
    if (const auto* producer = std::get_if<actors::Producer>(&actor.role)) {
      out.producers.push_back(
          {id, actor.name, world::find_queue_by_url(world, producer->spec.queue_url),
           rate_text(*producer), publish_target(world, producer->spec.queue_url)});
      if (producer->spec.large_payload) {
        out.producers.back().bucket = payload_bucket(world, *producer);
      }
      continue;
    }
    if (const auto* producer = std::get_if<actors::StreamProducer>(&actor.role)) {
      StageProducer p{id, actor.name, {}, stream_rate_text(producer->spec)};
      p.stream = stream_target(world, producer->spec.stream);
      out.producers.push_back(std::move(p));
      continue;
    }
    const auto* found = std::get_if<actors::Worker>(&actor.role);
    if (found == nullptr) continue;  // a reader of streams
    const actors::Worker& worker = *found;
    StageWorker w;
    w.id = id;
    w.name = actor.name;
    w.group = actor.group;
    w.queue = world::find_queue_by_url(world, worker.spec.queue_url);
    w.phase = worker.phase;
    w.max_messages = worker.spec.max_messages;
    w.idempotent = worker.spec.idempotent;
    w.fetches = worker.spec.large_payload.has_value();
    w.fetching = !worker.unread.empty();
    w.waits_at_queue = has_waiter(world, id, w.queue);
    if (w.phase == actors::WorkerPhase::kHung) {
      const model::Event* event = event_by_seq(timeline, actor.last_event);
      w.stopped_at = event != nullptr ? event->at : timeline.playhead();
    }
    for (const actors::Job& job : worker.jobs) w.jobs.push_back(read_job(timeline, worker, job));
    out.workers.push_back(std::move(w));
  }
  mark_slow(world, out.workers);
}

// What a request looks like on the wire; nothing for those that are not drawn.
std::optional<HopKind> request_kind(const model::Request& request) {
  using namespace model::sqs;
  if (std::holds_alternative<SendMessageRequest>(request) ||
      std::holds_alternative<SendMessageBatchRequest>(request) ||
      std::holds_alternative<model::sns::PublishRequest>(request)) {
    return HopKind::kMessages;
  }
  if (std::holds_alternative<ReceiveMessageRequest>(request)) return HopKind::kPoll;
  if (std::holds_alternative<DeleteMessageRequest>(request) ||
      std::holds_alternative<DeleteMessageBatchRequest>(request)) {
    return HopKind::kDelete;
  }
  if (std::holds_alternative<ChangeMessageVisibilityRequest>(request) ||
      std::holds_alternative<ChangeMessageVisibilityBatchRequest>(request)) {
    return HopKind::kExtend;
  }
  return std::nullopt;
}

// The same for answers. Plain successes say nothing that the stage does not show already.
std::optional<HopKind> answer_kind(const model::ApiResult<model::Response>& result) {
  if (!result) return HopKind::kRefused;
  const auto* received = std::get_if<model::sqs::ReceiveMessageResponse>(&*result);
  if (received == nullptr) return std::nullopt;
  return received->messages.empty() ? HopKind::kEmpty : HopKind::kMessages;
}

void read_hops(const world::World& world, const GroupSlots& slots, StageState& out) {
  for (const auto& [id, transit] : world.transits()) {
    if (!world.s3().buckets.empty()) {
      const bool by_s3 = transit.ticket.service == model::Service::kS3;
      auto hop = by_s3            ? notification_hop(world, transit)
                 : transit.ticket ? std::nullopt
                                  : bucket_hop(world, transit);
      const bool taken = hop || by_s3;
      if (hop) out.hops.push_back(*std::move(hop));
      if (taken) continue;
    }
    if (transit.ticket) {  // a call of SNS
      if (auto hop = delivery_hop(world, transit, slots)) out.hops.push_back(*std::move(hop));
      continue;
    }
    const auto* request = std::get_if<model::Request>(&transit.payload);
    const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
    const auto kind = request != nullptr ? request_kind(*request) : answer_kind(*result);
    if (!kind) continue;
    StageHop hop;
    hop.id = id;
    hop.kind = *kind;
    hop.actor = transit.actor;
    hop.queue = transit.queue;
    hop.topic = transit.topic;
    hop.to_queue = !transit.response;
    hop.departed_at = transit.departed_at;
    hop.arrives_at = transit.arrives_at;
    const Queue* queue = world.sqs().find(transit.queue);
    for (const model::MessageId message : transit.messages) {
      const Message* m = queue != nullptr ? services::sqs::find_message(*queue, message) : nullptr;
      if (m != nullptr) {
        hop.messages.push_back(stage_message(world, *queue, *m, slots));
      } else {
        hop.messages.push_back({.id = message, .name = message_name(world, message)});
      }
    }
    if (request != nullptr) colour_sends(*request, slots, hop.messages);
    if (request != nullptr && transit.publish) {
      hop.messages.push_back(published_message(world, transit.publish, *request, slots));
    }
    if (result != nullptr && !*result) hop.refusal = result->error().query_code;
    out.hops.push_back(std::move(hop));
  }
}

// The message whose way back is to be traced.
model::MessageId traced_message(const lesson::StageNotes& notes, model::Ref selected) {
  if (!notes.ghosts.empty()) return notes.ghosts.front().message;
  for (const model::Ref& r : notes.spoken_of) {
    if (r.kind == model::RefKind::kMessage) return {r.id};
  }
  return selected.kind == model::RefKind::kMessage ? model::MessageId{selected.id}
                                                   : model::MessageId{};
}

std::optional<StageReturn> read_return(const world::Timeline& timeline, model::MessageId id) {
  for (const auto& [queue_id, queue] : timeline.view().sqs().queues) {
    const Message* m = services::sqs::find_message(queue, id);
    if (m == nullptr) continue;
    StageReturn out{id, m->rank, {}, std::nullopt};
    for (model::EventSeq seq = m->last_event; seq != 0;) {
      const model::Event* event = event_by_seq(timeline, seq);
      if (event == nullptr) return std::nullopt;
      if (const auto* received = std::get_if<model::MessageReceived>(&event->body)) {
        out.to = received->by;
      } else if (const auto* expired = std::get_if<model::VisibilityExpired>(&event->body)) {
        out.from = expired->holder;
        return out;
      }
      seq = event->cause;
    }
  }
  return std::nullopt;
}

}  // namespace

const StageQueue* StageState::queue(model::QueueId id) const {
  const auto it = std::ranges::find(queues, id, &StageQueue::id);
  return it == queues.end() ? nullptr : &*it;
}

StageState read_stage(const world::Timeline& timeline, const lesson::StageNotes& notes,
                      model::Ref selected) {
  const world::World& world = timeline.view();
  StageState out;
  out.now = timeline.playhead();
  const Claims claims = read_claims(timeline);
  const GroupSlots slots = group_slots(timeline);
  for (const auto& [id, queue] : world.sqs().queues) {
    out.queues.push_back(read_queue(timeline, queue, claims, slots));
  }
  read_actors(timeline, out);
  read_hops(world, slots, out);
  if (!world.sns().topics.empty()) read_topics(timeline, slots, out);
  if (!world.s3().buckets.empty()) read_buckets(timeline, out);
  if (!world.kinesis().streams.empty()) read_streams(timeline, out);
  read_denials(timeline, out);
  read_moves(world, out);
  for (const StageQueue& source : out.queues) {
    const auto target = std::ranges::find(out.queues, source.dead_letter, &StageQueue::id);
    if (target == out.queues.end() || target->id == source.id) continue;
    target->is_dead_letter = !std::ranges::contains(out.workers, target->id, &StageWorker::queue);
  }
  for (const StageSubscription& s : out.subscriptions) {
    const auto target = std::ranges::find(out.queues, s.dead_letter, &StageQueue::id);
    if (!s.dead_letter || target == out.queues.end()) continue;
    target->is_dead_letter = !std::ranges::contains(out.workers, target->id, &StageWorker::queue);
  }
  if (notes.show_traces) out.returned = read_return(timeline, traced_message(notes, selected));
  for (const lesson::Ghost& ghost : notes.ghosts) {
    out.ghost_names.push_back(message_name(world, ghost.message));
  }
  out.done = world.actors().effects_first;
  out.done_twice = world.actors().effects_duplicate;
  return out;
}

}  // namespace view
