// The door of Amazon SQS: requests to their actions, timers to their consequences.
#include "services/sqs/sqs.h"

#include <algorithm>
#include <functional>

#include "services/sqs/messages.h"
#include "services/sqs/moves.h"
#include "services/sqs/queues.h"
#include "services/sqs/receive.h"
#include "services/sqs/storage.h"
#include "services/sqs/tags.h"

namespace services::sqs {
namespace {

struct Dispatch {
  State& state;
  engine::Context& ctx;
  const Caller& caller;

  Outcome operator()(const model::sqs::CreateQueueRequest& r) const {
    return create_queue(state, ctx, r);
  }
  Outcome operator()(const model::sqs::DeleteQueueRequest& r) const {
    return delete_queue(state, ctx, r);
  }
  Outcome operator()(const model::sqs::PurgeQueueRequest& r) const {
    return purge_queue(state, ctx, r);
  }
  Outcome operator()(const model::sqs::ListQueuesRequest& r) const {
    return list_queues(state, ctx, r);
  }
  Outcome operator()(const model::sqs::GetQueueUrlRequest& r) const {
    return get_queue_url(state, r);
  }
  Outcome operator()(const model::sqs::GetQueueAttributesRequest& r) const {
    return get_queue_attributes(state, r);
  }
  Outcome operator()(const model::sqs::SetQueueAttributesRequest& r) const {
    return set_queue_attributes(state, ctx, r);
  }
  Outcome operator()(const model::sqs::SendMessageRequest& r) const {
    return send_message(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::SendMessageBatchRequest& r) const {
    return send_message_batch(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::ReceiveMessageRequest& r) const {
    return receive_message(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::DeleteMessageRequest& r) const {
    return delete_message(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::DeleteMessageBatchRequest& r) const {
    return delete_message_batch(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::ChangeMessageVisibilityRequest& r) const {
    return change_message_visibility(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::ChangeMessageVisibilityBatchRequest& r) const {
    return change_message_visibility_batch(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::AddPermissionRequest& r) const {
    return add_permission(state, ctx, r);
  }
  Outcome operator()(const model::sqs::RemovePermissionRequest& r) const {
    return remove_permission(state, ctx, r);
  }
  Outcome operator()(const model::sqs::ListDeadLetterSourceQueuesRequest& r) const {
    return list_dead_letter_source_queues(state, ctx, r);
  }
  Outcome operator()(const model::sqs::StartMessageMoveTaskRequest& r) const {
    return start_message_move_task(state, ctx, caller, r);
  }
  Outcome operator()(const model::sqs::ListMessageMoveTasksRequest& r) const {
    return list_message_move_tasks(state, ctx, r);
  }
  Outcome operator()(const model::sqs::CancelMessageMoveTaskRequest& r) const {
    return cancel_message_move_task(state, ctx, r);
  }
  Outcome operator()(const model::sqs::TagQueueRequest& r) const {
    return tag_queue(state, ctx, r);
  }
  Outcome operator()(const model::sqs::UntagQueueRequest& r) const {
    return untag_queue(state, ctx, r);
  }
  Outcome operator()(const model::sqs::ListQueueTagsRequest& r) const {
    return list_queue_tags(state, r);
  }
};

// The oldest stored message when its retention has ended.
std::optional<Place> expired_message(engine::Context& ctx, Queue& queue) {
  const base::Duration kept = base::seconds(queue.attributes.message_retention_period);
  while (!queue.by_age.empty()) {
    const AgeEntry oldest = queue.by_age.front();
    const bool stored = is_stored(queue, oldest);
    if (stored && oldest.sent_at + kept > ctx.now()) return std::nullopt;
    std::pop_heap(queue.by_age.begin(), queue.by_age.end(), std::greater<>{});
    queue.by_age.pop_back();
    if (stored) return Place{&queue, oldest.slot};
  }
  return std::nullopt;
}

}  // namespace

Outcome handle(State& state, engine::Context& ctx, const Caller& caller,
               const model::sqs::Request& request) {
  return std::visit(Dispatch{state, ctx, caller}, request);
}

bool is_void(const State& state, base::SimTime at, const model::VisibilityDue& due) {
  const Message* m = stored_message(state, due.queue, due.slot, due.message);
  // A later receive or a changed timeout has a timer of its own.
  return m == nullptr || m->receipt != due.receipt || m->state != MessageState::kInFlight ||
         m->visible_at != at;
}

bool is_void(const State& state, base::SimTime at, const model::DelayDue& due) {
  const Message* m = stored_message(state, due.queue, due.slot, due.message);
  // A changed delay has a timer of its own.
  return m == nullptr || m->state != MessageState::kDelayed || m->visible_at != at;
}

bool is_void(const State& state, base::SimTime at, const model::RetentionDue& due) {
  const Queue* queue = state.find(due.queue);
  return queue == nullptr || queue->retention_timer != at;
}

bool is_void(const State& state, base::SimTime, const model::LongPollDue& due) {
  const Queue* queue = state.find(due.queue);
  return queue == nullptr || !std::ranges::contains(queue->waiters, due.call, &Waiter::call);
}

bool is_void(const State& state, base::SimTime, const model::PurgeDue& due) {
  const Queue* queue = state.find(due.queue);
  return queue == nullptr || !queue->purged_at;
}

void on_timer(State& state, engine::Context& ctx, const model::VisibilityDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  const Place place{find_queue(state, due.queue), due.slot};
  Message& m = place.message();
  m.last_event =
      ctx.emit(model::VisibilityExpired{due.queue, m.id, m.holder, m.receive_count}, m.last_event);
  make_visible(state, ctx, place);
}

void on_timer(State& state, engine::Context& ctx, const model::DelayDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  const Place place{find_queue(state, due.queue), due.slot};
  Message& m = place.message();
  m.last_event = ctx.emit(model::DelayElapsed{due.queue, m.id}, m.last_event);
  make_visible(state, ctx, place);
}

void on_timer(State& state, engine::Context& ctx, const model::RetentionDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Queue* queue = find_queue(state, due.queue);
  while (const auto place = expired_message(ctx, *queue)) {
    const Message& m = place->message();
    const model::EventSeq expired = ctx.emit(model::MessageExpired{queue->id, m.id}, m.last_event);
    ++queue->counters.expired;
    erase(state, ctx, *place, expired);
  }
  queue->retention_timer = base::kNever;
  watch_retention(ctx, *queue);
  // The oldest messages are also the first of their nodes: what nobody polls must not pile up.
  drop_void_entries(*queue);
  if (queue->is_fifo()) wake_waiters(state, ctx, *queue);  // what expired may have locked a group
}

void on_timer(State& state, engine::Context& ctx, const model::LongPollDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Queue* queue = find_queue(state, due.queue);
  const auto it = std::ranges::find(queue->waiters, due.call, &Waiter::call);
  const Waiter waiter = *it;
  queue->waiters.erase(it);
  ++queue->counters.empty_receives;
  ctx.emit(model::ReceiveReturnedEmpty{queue->id, waiter.caller, true, queue->visible});
  state.completed.push_back(
      {waiter.call, waiter.caller,
       model::sqs::Response(model::sqs::ReceiveMessageResponse{{}, due.queue})});
}

void on_timer(State& state, engine::Context& ctx, const model::PurgeDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  Queue* queue = find_queue(state, due.queue);
  // A purge of this very moment has a timer of its own.
  if (ctx.now() - *queue->purged_at >= base::seconds(ctx.fact("sqs.purge_interval"))) {
    queue->purged_at.reset();
  }
}

std::vector<model::CallId> drop_waiters(State& state, model::ActorId caller) {
  std::vector<model::CallId> dropped;
  for (auto& [id, queue] : state.queues) {
    std::erase_if(queue.waiters, [&](const Waiter& w) {
      if (w.caller == caller) dropped.push_back(w.call);
      return w.caller == caller;
    });
  }
  return dropped;
}

void drop_waiter(State& state, model::QueueId id, model::CallId call) {
  Queue* queue = find_queue(state, id);
  if (queue == nullptr) return;
  std::erase_if(queue->waiters, [&](const Waiter& w) { return w.call == call; });
}

}  // namespace services::sqs
