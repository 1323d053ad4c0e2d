// Looking things up in SQS, message names, and the hash of the whole service.
#include "services/sqs/state.h"

#include <algorithm>
#include <format>

namespace services::sqs {
namespace {

constexpr std::uint32_t kShortIds = 4096;

// A bijection of 12 bits that depends on the seed.
std::uint32_t scramble12(std::uint64_t seed, std::uint32_t n) {
  base::Hasher h;
  h.add(seed);
  h.add("short ids");
  const std::uint64_t key = h.value();
  std::uint32_t x = (n + static_cast<std::uint32_t>(key & 0xFFF)) % kShortIds;
  x = x * (static_cast<std::uint32_t>(key >> 12 & 0xFFE) | 1) % kShortIds;
  x ^= x >> 6;
  x = x * (static_cast<std::uint32_t>(key >> 24 & 0xFFE) | 1) % kShortIds;
  return x ^ (x >> 5);
}

void hash_attributes(const Attributes& a, base::Hasher& h) {
  h.add(a.delay_seconds);
  h.add(a.maximum_message_size);
  h.add(a.message_retention_period);
  h.add(a.receive_message_wait_time_seconds);
  h.add(a.visibility_timeout);
  h.add(a.redrive_policy ? a.redrive_policy->max_receive_count : 0u);
  h.add(a.redrive_policy ? a.redrive_policy->dead_letter_target_arn : std::string());
  h.add(a.policy);
  h.add(a.redrive_allow_policy);
  h.add(a.kms_master_key_id);
  h.add(a.kms_data_key_reuse_period_seconds);
  h.add(static_cast<std::uint32_t>(a.sqs_managed_sse_enabled));
}

void hash_message(const Message& m, base::Hasher& h) {
  h.add(m.id.value);
  if (!m.id) return;
  h.add(static_cast<std::uint32_t>(m.state));
  h.add(static_cast<std::uint32_t>(m.node));
  h.add(m.receipt);
  h.add(m.receive_count);
  h.add(m.holder.value);
  h.add(m.sent_at);
  h.add(m.received_at);
  h.add(m.visible_at);
  h.add(m.rank);
  h.add(m.last_event);
  h.add(m.body);
  h.add(static_cast<std::uint64_t>(m.attributes.size()));
}

void hash_queue(const Queue& q, base::Hasher& h) {
  h.add(q.id.value);
  h.add(q.name);
  hash_attributes(q.attributes, h);
  h.add(static_cast<std::uint64_t>(q.slots.size()));
  for (const Message& m : q.slots) hash_message(m, h);
  for (const std::uint32_t slot : q.free_slots) h.add(slot);
  h.add(q.visible);
  h.add(q.in_flight);
  h.add(q.delayed);
  h.add(q.next_rank);
  h.add(q.retention_timer);
  for (const Waiter& w : q.waiters) h.add(w.call.value);
  for (const StaleCopy& c : q.stale_copies) h.add(c.message.value);
  h.add(q.counters.sent);
  h.add(q.counters.received);
  h.add(q.counters.deleted);
}

}  // namespace

State::State(std::uint64_t world_seed, Behaviour how)
    : seed(world_seed),
      behaviour(how),
      node_rng(world_seed, "sqs.storage_node"),
      sample_rng(world_seed, "sqs.sampling"),
      fault_rng(world_seed, "sqs.at_least_once") {}

const Queue* State::find(model::QueueId id) const {
  const auto it = queues.find(id);
  return it == queues.end() ? nullptr : &it->second;
}

const Queue* State::find_by_name(std::string_view name) const {
  const auto it = by_name.find(name);
  return it == by_name.end() ? nullptr : find(it->second);
}

void State::hash_into(base::Hasher& h) const {
  h.add(static_cast<std::uint64_t>(queues.size()));
  for (const auto& [id, queue] : queues) hash_queue(queue, h);
  for (const auto& [name, at] : deleted_at) {
    h.add(name);
    h.add(at);
  }
  h.add(last_queue);
  h.add(last_message);
  node_rng.hash_into(h);
  sample_rng.hash_into(h);
  fault_rng.hash_into(h);
}

const Message* find_message(const Queue& queue, model::MessageId id) {
  if (!id) return nullptr;
  const auto it = std::ranges::find(queue.slots, id, &Message::id);
  return it == queue.slots.end() ? nullptr : &*it;
}

std::string message_uuid(std::uint64_t seed, model::MessageId id) {
  base::Hasher h;
  h.add(seed);
  h.add("message");
  h.add(id.value);
  const std::uint64_t a = h.value();
  h.add("second half");
  const std::uint64_t b = h.value();
  return std::format("{:03x}{:05x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}", scramble12(seed, id.value),
                     a & 0xFFFFF, a >> 20 & 0xFFFF, a >> 36 & 0xFFF, 8 + (a >> 48 & 3),
                     a >> 50 & 0xFFF, b & 0xFFFFFFFFFFFF);
}

std::string short_id(std::uint64_t seed, model::MessageId id) {
  return std::format("{:03x}", scramble12(seed, id.value));
}

}  // namespace services::sqs
