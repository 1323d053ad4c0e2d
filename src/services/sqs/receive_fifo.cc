// ReceiveMessage of a FIFO queue (aws-facts 1.6): whole groups in turn, in order, and receives that
// are repeated with their attempt id.
#include <set>

#include "services/sqs/delivery.h"
#include "services/sqs/fifo.h"
#include "services/sqs/receive.h"

namespace services::sqs {
namespace {

using model::sqs::ReceiveMessageRequest;
using model::sqs::ReceiveMessageResponse;

// One receive in the making.
struct Take {
  State& state;
  engine::Context& ctx;
  Queue& queue;
  model::ActorId caller;
  const ReceiveMessageRequest& request;
  std::size_t most = 1;
  base::Duration timeout;
  Queue* dlq = nullptr;
  ReceiveAttempt attempt;
  bool moved = false;
  ReceiveMessageResponse out;

  bool is_full() const {
    return out.messages.size() >= most || queue.in_flight >= ctx.fact("sqs.fifo.in_flight.max");
  }
};

void take_one(Take& take, std::uint32_t slot) {
  const Place place{&take.queue, slot};
  if (take.dlq != nullptr && is_used_up(take.ctx, take.queue, take.queue.slots[slot])) {
    move_to_dlq(take.state, take.ctx, place, *take.dlq);
    take.moved = true;
    return;
  }
  note_receive(take.ctx, place, take.caller, take.timeout, false);
  const Message& m = take.queue.slots[slot];
  take.attempt.messages.push_back({slot, m.id, m.receipt, m.visible_at});
  take.out.messages.push_back(to_received(take.state, take.queue, slot, take.request));
}

// The visible messages of a group from its oldest one on, as far as they follow each other.
void take_group(Take& take, std::uint32_t group) {
  const model::GroupId id = take.queue.groups[group].id;
  std::uint32_t slot = take.queue.groups[group].head;
  while (slot != kNoSlot && !take.is_full() &&
         take.queue.slots[slot].state == MessageState::kVisible) {
    const std::uint32_t next = take.queue.slots[slot].newer;
    take_one(take, slot);
    slot = next;
  }
  // With its last message moved away the group is gone.
  if (take.queue.groups[group].id == id) update_group(take.ctx, take.queue, group, 0);
}

void remember_attempt(Take& take) {
  if (!take.request.receive_request_attempt_id || take.out.messages.empty()) return;
  Fifo& fifo = take.queue.fifo;
  const std::string& id = *take.request.receive_request_attempt_id;
  take.attempt.at = take.ctx.now();
  fifo.attempts.insert_or_assign(id, std::move(take.attempt));
  fifo.attempt_ages.push_back({take.ctx.now(), id});
}

void forget_attempts(engine::Context& ctx, Fifo& fifo) {
  const base::Duration window = base::seconds(ctx.fact("sqs.deduplication_window"));
  while (!fifo.attempt_ages.empty() && fifo.attempt_ages.front().at + window <= ctx.now()) {
    const auto it = fifo.attempts.find(fifo.attempt_ages.front().id);
    if (it != fifo.attempts.end() && it->second.at == fifo.attempt_ages.front().at) {
      fifo.attempts.erase(it);
    }
    fifo.attempt_ages.pop_front();
  }
}

bool is_unchanged(const Queue& queue, const ReceiveAttempt::Taken& taken) {
  const Message& m = queue.slots[taken.slot];
  return m.id == taken.message && m.state == MessageState::kInFlight &&
         m.receipt == taken.receipt && m.visible_at == taken.visible_at;
}

base::Duration timeout_of(const Queue& queue, const ReceiveMessageRequest& request) {
  return base::seconds(request.visibility_timeout.value_or(queue.attributes.visibility_timeout));
}

}  // namespace

ReceiveMessageResponse take_from_groups(State& state, engine::Context& ctx, Queue& queue,
                                        model::ActorId caller,
                                        const ReceiveMessageRequest& request) {
  Take take{state, ctx, queue, caller, request};
  take.most = static_cast<std::size_t>(request.max_number_of_messages.value_or(1));
  take.timeout = timeout_of(queue, request);
  take.dlq = dead_letter_queue(state, queue);
  take.out.queue = queue.id;
  while (!take.is_full() && queue.fifo.first_ready != kNoSlot) {
    take_group(take, queue.fifo.first_ready);
  }
  remember_attempt(take);
  // Not earlier: whoever waits there may take from this queue in turn.
  if (take.moved) wake_waiters(state, ctx, *take.dlq);
  return std::move(take.out);
}

std::optional<ReceiveMessageResponse> repeat_receive(engine::Context& ctx, const State& state,
                                                     Queue& queue, model::ActorId caller,
                                                     const ReceiveMessageRequest& request) {
  if (!request.receive_request_attempt_id) return std::nullopt;
  forget_attempts(ctx, queue.fifo);
  const auto it = queue.fifo.attempts.find(*request.receive_request_attempt_id);
  if (it == queue.fifo.attempts.end()) return std::nullopt;
  for (const ReceiveAttempt::Taken& taken : it->second.messages) {
    if (!is_unchanged(queue, taken)) return std::nullopt;
  }
  const base::SimTime hidden_until = ctx.now() + timeout_of(queue, request);
  const model::EventSeq repeated = ctx.emit(
      model::ReceiveRepeated{queue.id, caller,
                             static_cast<std::uint32_t>(it->second.messages.size()), hidden_until},
      queue.slots[it->second.messages.front().slot].last_event);
  ReceiveMessageResponse out;
  out.queue = queue.id;
  for (ReceiveAttempt::Taken& taken : it->second.messages) {
    Message& m = queue.slots.edit(taken.slot);
    m.last_event =
        ctx.emit(model::VisibilityChanged{queue.id, m.id, caller, hidden_until}, repeated);
    hide(ctx, {&queue, taken.slot}, timeout_of(queue, request));
    taken.visible_at = hidden_until;
    out.messages.push_back(to_received(state, queue, taken.slot, request));
  }
  return out;
}

}  // namespace services::sqs
