// FIFO groups: links, locks and the line of groups that are ready.
#include "services/sqs/fifo.h"

#include <algorithm>

#include "services/sqs/storage.h"

namespace services::sqs {
namespace {

void enter_line(Queue& queue, std::uint32_t group) {
  Fifo& line = queue.fifo;
  Group& g = queue.groups.edit(group);
  g.ready = true;
  g.ready_prev = line.last_ready;
  g.ready_next = kNoSlot;
  if (line.last_ready == kNoSlot) {
    line.first_ready = group;
  } else {
    queue.groups.edit(line.last_ready).ready_next = group;
  }
  line.last_ready = group;
}

void leave_line(Queue& queue, std::uint32_t group) {
  Fifo& line = queue.fifo;
  Group& g = queue.groups.edit(group);
  const std::uint32_t prev = g.ready_prev;
  const std::uint32_t next = g.ready_next;
  g.ready = false;
  g.ready_prev = g.ready_next = kNoSlot;
  if (prev == kNoSlot) {
    line.first_ready = next;
  } else {
    queue.groups.edit(prev).ready_next = next;
  }
  if (next == kNoSlot) {
    line.last_ready = prev;
  } else {
    queue.groups.edit(next).ready_prev = prev;
  }
}

void set_lock(engine::Context& ctx, Queue& queue, std::uint32_t group, model::EventSeq cause) {
  Group& g = queue.groups.edit(group);
  const Message* head = g.head == kNoSlot ? nullptr : &queue.slots[g.head];
  g.locked = head != nullptr && head->state == MessageState::kInFlight;
  if (cause == 0) cause = g.last_event;
  if (g.locked) {
    g.last_event = ctx.emit(model::GroupLocked{queue.id, g.id, head->id, head->holder, g.waiting()},
                            head->last_event);
  } else {
    const model::MessageId oldest = head == nullptr ? model::MessageId{} : head->id;
    g.last_event = ctx.emit(model::GroupUnlocked{queue.id, g.id, oldest, g.waiting()}, cause);
  }
}

}  // namespace

void link_message(Queue& queue, std::uint32_t slot) {
  Message& m = queue.slots.edit(slot);
  Group& g = queue.groups.edit(m.group);
  m.older = g.tail;
  m.newer = kNoSlot;
  if (g.tail == kNoSlot) {
    g.head = slot;
  } else {
    queue.slots.edit(g.tail).newer = slot;
  }
  g.tail = slot;
}

void unlink_message(Queue& queue, std::uint32_t slot) {
  const Message& m = queue.slots[slot];
  const std::uint32_t older = m.older;
  const std::uint32_t newer = m.newer;
  Group& g = queue.groups.edit(m.group);
  (older == kNoSlot ? g.head : queue.slots.edit(older).newer) = newer;
  (newer == kNoSlot ? g.tail : queue.slots.edit(newer).older) = older;
}

void update_group(engine::Context& ctx, Queue& queue, std::uint32_t group, model::EventSeq cause) {
  const std::uint32_t head = queue.groups[group].head;
  const bool was_ready = queue.groups[group].ready;
  const bool was_locked = queue.groups[group].locked;
  const bool ready = head != kNoSlot && queue.slots[head].state == MessageState::kVisible;
  const bool locked = head != kNoSlot && queue.slots[head].state == MessageState::kInFlight;
  if (ready && !was_ready) enter_line(queue, group);
  if (!ready && was_ready) leave_line(queue, group);
  if (locked != was_locked) set_lock(ctx, queue, group, cause);
}

void change_delays(State& state, engine::Context& ctx, Queue& queue) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> delayed;
  for (std::uint32_t slot = 0; slot < queue.slots.size(); ++slot) {
    const Message& m = queue.slots[slot];
    if (m.id && m.state == MessageState::kDelayed) delayed.emplace_back(m.rank, slot);
  }
  std::ranges::sort(delayed);
  const base::Duration delay = base::seconds(queue.attributes.delay_seconds);
  for (const auto& [rank, slot] : delayed) {
    // What becomes visible may be received at once, but never leaves the queue before a delete.
    Message& m = queue.slots.edit(slot);
    m.visible_at = std::max(m.arrived_at + delay, ctx.now());
    if (m.visible_at > ctx.now()) {
      ctx.set_timer(m.visible_at, model::DelayDue{queue.id, m.id, slot});
    } else {
      m.last_event = ctx.emit(model::DelayElapsed{queue.id, m.id}, m.last_event);
      make_visible(state, ctx, {&queue, slot});
    }
  }
}

}  // namespace services::sqs
