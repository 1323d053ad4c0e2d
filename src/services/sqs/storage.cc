// Slots, storage nodes and the moves of messages between the three places of a queue.
#include "services/sqs/storage.h"

#include <algorithm>
#include <functional>

#include "services/sqs/fair.h"
#include "services/sqs/fifo.h"
#include "services/sqs/receive.h"

namespace services::sqs {
namespace {

// Retention counts from the send; a move into a FIFO queue starts it anew (aws-facts 1.7).
base::SimTime kept_since(const Queue& queue, const Message& m) {
  return queue.is_fifo() ? m.arrived_at : m.sent_at;
}

bool is_ready(const Queue& queue, const ReadyEntry& entry) {
  const Message& m = queue.slots[entry.slot];
  return m.id == entry.message && m.state == MessageState::kVisible && m.rank == entry.rank;
}

void push_age(Queue& queue, const AgeEntry& entry) {
  // Deleted messages leave their entries behind; a rebuild when they are the majority keeps the
  // heap within twice the number of stored messages.
  const std::size_t stored = queue.slots.size() - queue.free_slots.size();
  if (queue.by_age.size() > 2 * stored + 64) {
    std::erase_if(queue.by_age, [&](const AgeEntry& e) { return !is_stored(queue, e); });
    std::make_heap(queue.by_age.begin(), queue.by_age.end(), std::greater<>{});
  }
  queue.by_age.push_back(entry);
  std::push_heap(queue.by_age.begin(), queue.by_age.end(), std::greater<>{});
}

std::uint32_t& counter_of(Queue& queue, MessageState state) {
  switch (state) {
    case MessageState::kDelayed: return queue.delayed;
    case MessageState::kInFlight: return queue.in_flight;
    case MessageState::kVisible: break;
  }
  return queue.visible;
}

void change_state(Queue& queue, Message& message, MessageState state) {
  --counter_of(queue, message.state);
  if (message.group != kNoSlot) {
    Group& group = queue.groups.edit(message.group);
    if (message.state == MessageState::kInFlight) --group.in_flight;
    if (state == MessageState::kInFlight) ++group.in_flight;
  }
  message.state = state;
  ++counter_of(queue, state);
}

void join_group(engine::Context& ctx, Queue& queue, std::uint32_t slot) {
  const std::uint32_t group = queue.slots[slot].group;
  ++queue.groups.edit(group).messages;
  if (queue.is_fifo()) {
    link_message(queue, slot);
    update_group(ctx, queue, group, 0);
  } else {
    tenant_sent(ctx, queue, group);
  }
}

void leave_group(engine::Context& ctx, Queue& queue, std::uint32_t group, model::EventSeq cause) {
  --queue.groups.edit(group).messages;
  if (queue.is_fifo()) {
    update_group(ctx, queue, group, cause);
  } else {
    tenant_shrank(ctx, queue, group);
  }
  if (queue.groups[group].messages > 0) return;
  forget_tenant(queue, group);
  queue.groups.remove(group);
}

// A message of a standard queue that was in flight: how long it was processed.
void note_processed(engine::Context& ctx, Queue& queue, const Message& m) {
  if (queue.is_fifo() || m.state != MessageState::kInFlight) return;
  // Without any group there are no tenants to compare.
  if (!queue.groups.empty()) tenant_processed(ctx, queue, m.group, ctx.now() - m.received_at);
}

// The best entry of one node, stale ones dropped on the way.
const ReadyEntry* front_of(Queue& queue, StorageNode& node) {
  while (!node.fresh.empty() && !is_ready(queue, node.fresh.front())) node.fresh.pop_front();
  while (!node.returned.empty() && !is_ready(queue, *node.returned.begin())) {
    node.returned.erase(node.returned.begin());
  }
  if (node.fresh.empty()) return node.returned.empty() ? nullptr : &*node.returned.begin();
  if (node.returned.empty()) return &node.fresh.front();
  return std::min(&node.fresh.front(), &*node.returned.begin(),
                  [](const ReadyEntry* a, const ReadyEntry* b) { return *a < *b; });
}

bool is_empty(const StorageNode& node) { return node.fresh.empty() && node.returned.empty(); }

// Puts the places of noisy groups that stand in front aside, and gives the first other one.
const ReadyEntry* quiet_front(Queue& queue, std::size_t i) {
  StorageNode& node = queue.nodes[i];
  while (const ReadyEntry* front = front_of(queue, node)) {
    const std::uint32_t group = queue.slots[front->slot].group;
    if (group == kNoSlot || !queue.groups[group].noisy) return front;
    StorageNode& aside = queue.fair.aside[group][i];
    if (!node.fresh.empty() && front == &node.fresh.front()) {
      aside.fresh.push_back(*front);
      node.fresh.pop_front();
    } else {
      aside.returned.insert(*front);
      node.returned.erase(node.returned.begin());
    }
  }
  return nullptr;
}

// Quiet tenants first; among noisy ones the one with the fewest messages in flight.
std::optional<std::uint32_t> next_fair(Queue& queue, std::uint32_t nodes) {
  const auto better = [](const ReadyEntry* best, const ReadyEntry* e) {
    return e != nullptr && (best == nullptr || *e < *best);
  };
  std::optional<ReadyEntry> quiet;
  std::optional<ReadyEntry> noisy;
  std::uint32_t fewest = UINT32_MAX;
  for (std::size_t i = 0; i < kStorageNodes; ++i) {
    if ((nodes >> i & 1) == 0) continue;
    const ReadyEntry* front = quiet_front(queue, i);
    if (better(quiet ? &*quiet : nullptr, front)) quiet = *front;
  }
  std::erase_if(queue.fair.aside,
                [](const auto& entry) { return std::ranges::all_of(entry.second, is_empty); });
  for (auto& [group, aside] : queue.fair.aside) {
    const ReadyEntry* front = nullptr;
    for (std::size_t i = 0; i < kStorageNodes; ++i) {
      if ((nodes >> i & 1) == 0) continue;
      const ReadyEntry* entry = front_of(queue, aside[i]);
      if (better(front, entry)) front = entry;
    }
    if (front == nullptr) continue;
    const Group& g = queue.groups[group];
    if (!g.noisy && better(quiet ? &*quiet : nullptr, front)) quiet = *front;
    if (g.noisy && (g.in_flight < fewest ||
                    (g.in_flight == fewest && better(noisy ? &*noisy : nullptr, front)))) {
      fewest = g.in_flight;
      noisy = *front;
    }
  }
  if (quiet) return quiet->slot;
  if (noisy) return noisy->slot;
  return std::nullopt;
}

void put_on_node(engine::Context& ctx, Queue& queue, std::uint32_t slot, bool fresh) {
  Message& m = queue.slots.edit(slot);
  // A message received often without a delete goes behind the others (aws-facts 1.5).
  if (m.receive_count >= ctx.fact("sqs.back_of_queue.receives")) m.rank = queue.next_rank++;
  const ReadyEntry entry{m.rank, slot, m.id};
  StorageNode& node = queue.nodes[m.node];
  if (fresh) {
    node.fresh.push_back(entry);
  } else {
    node.returned.insert(entry);
  }
}

}  // namespace

bool is_stored(const Queue& queue, const AgeEntry& entry) {
  const Message& m = queue.slots[entry.slot];
  // A message that left and came back has an entry of its own for its new age.
  return m.id == entry.message && kept_since(queue, m) == entry.sent_at;
}

Queue* find_queue(State& state, model::QueueId id) {
  const auto it = state.queues.find(id);
  return it == state.queues.end() ? nullptr : &it->second;
}

const Message* stored_message(const State& state, model::QueueId queue, std::uint32_t slot,
                              model::MessageId message) {
  const Queue* q = state.find(queue);
  if (q == nullptr || slot >= q->slots.size() || q->slots[slot].id != message) return nullptr;
  return &q->slots[slot];
}

std::optional<Place> find_place(State& state, model::QueueId queue, std::uint32_t slot,
                                model::MessageId message) {
  if (stored_message(state, queue, slot, message) == nullptr) return std::nullopt;
  return Place{find_queue(state, queue), slot};
}

Place store(State& state, engine::Context& ctx, Queue& queue, Message message, std::string group) {
  std::uint32_t slot = static_cast<std::uint32_t>(queue.slots.size());
  if (!queue.free_slots.empty()) slot = queue.free_slots.back();
  bool out_of_order = false;
  if (!queue.is_fifo()) {
    message.node = static_cast<std::uint8_t>(state.node_rng.below(kStorageNodes));
    out_of_order = state.fault_rng.chance(state.behaviour.reorder);
  }
  // Best effort: a message that strays overtakes a few of its neighbours.
  message.rank = queue.next_rank;
  queue.next_rank += 1;
  if (out_of_order)
    message.rank -= std::min<std::uint64_t>(message.rank, 1 + state.fault_rng.below(8));
  message.group = group.empty() ? kNoSlot : queue.groups.find_or_add(group);
  ++counter_of(queue, message.state);
  if (queue.free_slots.empty()) {
    queue.slots.push_back(std::move(message));
  } else {
    queue.free_slots.pop_back();
    queue.slots.edit(slot) = std::move(message);
  }
  push_age(queue, {kept_since(queue, queue.slots[slot]), slot, queue.slots[slot].id});
  watch_retention(ctx, queue);
  if (queue.slots[slot].group != kNoSlot) join_group(ctx, queue, slot);
  if (!queue.is_fifo() && queue.slots[slot].state == MessageState::kVisible) {
    put_on_node(ctx, queue, slot, !out_of_order && queue.slots[slot].receive_count == 0);
  }
  return {&queue, slot};
}

void erase(State&, engine::Context& ctx, Place place, model::EventSeq cause) {
  Queue& queue = *place.queue;
  const std::uint32_t group = queue.slots[place.slot].group;
  note_processed(ctx, queue, queue.slots[place.slot]);
  change_state(queue, place.message(), MessageState::kVisible);
  --queue.visible;
  if (group != kNoSlot && queue.is_fifo()) unlink_message(queue, place.slot);
  place.message() = Message{};
  queue.free_slots.push_back(place.slot);
  if (group != kNoSlot) leave_group(ctx, queue, group, cause);
}

void erase_all(Queue& queue) {
  queue.visible = queue.in_flight = queue.delayed = 0;
  queue.slots.clear();
  queue.free_slots.clear();
  queue.nodes = {};
  queue.by_age.clear();
  queue.stale_copies.clear();
  queue.groups.clear();
  queue.fair = {};
  // The deduplication window goes too (conformance: a purge clears it); the calls do not.
  queue.fifo.first_ready = queue.fifo.last_ready = kNoSlot;
  queue.fifo.sends.clear();
  queue.fifo.attempts.clear();
  queue.fifo.attempt_ages.clear();
}

void make_visible(State& state, engine::Context& ctx, Place place) {
  Message& m = place.message();
  note_processed(ctx, *place.queue, m);
  change_state(*place.queue, m, MessageState::kVisible);
  m.visible_at = ctx.now();
  if (place.queue->is_fifo()) {
    update_group(ctx, *place.queue, m.group, m.last_event);
  } else {
    put_on_node(ctx, *place.queue, place.slot, false);
  }
  wake_waiters(state, ctx, *place.queue);
}

void hide(engine::Context& ctx, Place place, base::Duration timeout) {
  Message& m = place.message();
  if (m.state != MessageState::kInFlight) {
    change_state(*place.queue, m, MessageState::kInFlight);
    if (m.group != kNoSlot && !place.queue->is_fifo()) tenant_received(ctx, *place.queue, m.group);
  }
  m.visible_at = ctx.now() + timeout;
  ctx.set_timer(m.visible_at, model::VisibilityDue{place.queue->id, m.id, place.slot, m.receipt});
}

bool has_deliverable(const Queue& queue) {
  if (queue.is_fifo()) return queue.fifo.first_ready != kNoSlot;
  return queue.visible > 0 || !queue.stale_copies.empty();
}

std::string_view group_name(const Queue& queue, const Message& message) {
  if (message.group == kNoSlot) return {};
  return queue.groups[message.group].name;
}

void wake_waiters(State& state, engine::Context& ctx, Queue& queue) {
  while (!queue.waiters.empty() && has_deliverable(queue)) {
    // Out of the list while it is served: a move to a dead-letter queue wakes other long polls,
    // and those may come back to this queue.
    const Waiter waiter = std::move(queue.waiters.front());
    queue.waiters.erase(queue.waiters.begin());
    auto response = take_messages(state, ctx, queue, waiter.caller, waiter.request, kAllNodes);
    if (response.messages.empty()) {
      queue.waiters.insert(queue.waiters.begin(), waiter);
      return;
    }
    state.completed.push_back({waiter.call, waiter.caller, std::move(response)});
  }
}

void watch_retention(engine::Context& ctx, Queue& queue) {
  while (!queue.by_age.empty() && !is_stored(queue, queue.by_age.front())) {
    std::pop_heap(queue.by_age.begin(), queue.by_age.end(), std::greater<>{});
    queue.by_age.pop_back();
  }
  if (queue.by_age.empty()) return;
  const base::SimTime due =
      queue.by_age.front().sent_at + base::seconds(queue.attributes.message_retention_period);
  if (queue.retention_timer <= due && queue.retention_timer > ctx.now()) return;
  queue.retention_timer = std::max(due, ctx.now());
  ctx.set_timer(queue.retention_timer, model::RetentionDue{queue.id});
}

void drop_void_entries(Queue& queue) {
  for (StorageNode& node : queue.nodes) front_of(queue, node);
  for (auto& [group, aside] : queue.fair.aside) {
    for (StorageNode& node : aside) front_of(queue, node);
  }
}

std::optional<std::uint32_t> next_ready(Queue& queue, std::uint32_t nodes) {
  if (is_fair(queue)) return next_fair(queue, nodes);
  const ReadyEntry* best = nullptr;
  for (std::size_t i = 0; i < kStorageNodes; ++i) {
    if ((nodes >> i & 1) == 0) continue;
    const ReadyEntry* entry = front_of(queue, queue.nodes[i]);
    if (entry != nullptr && (best == nullptr || *entry < *best)) best = entry;
  }
  if (best == nullptr) return std::nullopt;
  return best->slot;
}

}  // namespace services::sqs
