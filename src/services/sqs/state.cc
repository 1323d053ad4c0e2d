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

// Writes the low `digits` hexadecimal digits of a value. Every receive writes a UUID: this is ten
// times as fast as std::format.
void put_hex(std::string& out, std::size_t at, std::size_t digits, std::uint64_t value) {
  for (std::size_t i = digits; i > 0; --i, value >>= 4) {
    out[at + i - 1] = "0123456789abcdef"[value & 15];
  }
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
  std::string out = "00000000-0000-4000-8000-000000000000";  // version 4, variant 1
  put_hex(out, 0, 3, scramble12(seed, id.value));
  put_hex(out, 3, 5, a);
  put_hex(out, 9, 4, a >> 20);
  put_hex(out, 15, 3, a >> 36);
  put_hex(out, 19, 1, 8 + (a >> 48 & 3));
  put_hex(out, 20, 3, a >> 50);
  put_hex(out, 24, 12, b);
  return out;
}

std::string short_id(std::uint64_t seed, model::MessageId id) {
  std::string out(3, '0');
  put_hex(out, 0, 3, scramble12(seed, id.value));
  return out;
}

std::string sequence_number(std::uint64_t rank) {
  return std::format("18{:018}", 849'496'460'467'696'128 + rank * 256);
}

}  // namespace services::sqs
