// The table of message groups.
#include "services/sqs/groups.h"

#include "base/hash_fields.h"

namespace services::sqs {
namespace {

std::uint64_t hash_of(std::string_view name) {
  base::Hasher h;
  h.add(name);
  return h.value();
}

}  // namespace

void Recent::add(std::int64_t of_period, base::Duration d) {
  if (of_period != period) {
    const bool next = of_period == period + 1;
    before = next ? now : base::Duration{};
    count_before = next ? count_now : 0;
    now = {};
    count_now = 0;
    period = of_period;
  }
  now = now + d;
  ++count_now;
}

base::Duration Recent::sum(std::int64_t of_period) const {
  if (of_period == period) return now + before;
  return of_period == period + 1 ? now : base::Duration{};
}

std::uint32_t Recent::count(std::int64_t of_period) const {
  if (of_period == period) return count_now + count_before;
  return of_period == period + 1 ? count_now : 0;
}

std::uint32_t GroupTable::find(std::string_view name) const {
  return index_.find(hash_of(name), [&](std::uint32_t s) { return groups_[s].name == name; });
}

std::uint32_t GroupTable::find_or_add(std::string_view name) {
  std::uint32_t slot = find(name);
  if (slot != kNoSlot) return slot;
  slot = free_;
  if (slot == kNoSlot) {
    slot = static_cast<std::uint32_t>(groups_.size());
    groups_.push_back({});
  } else {
    free_ = groups_[slot].ready_next;
  }
  Group& group = groups_.edit(slot);
  group = {};
  group.id = {++last_id_};
  group.name = name;
  index_.insert(hash_of(name), slot);
  return slot;
}

void GroupTable::remove(std::uint32_t slot) {
  index_.erase(hash_of(groups_[slot].name), slot);
  Group& group = groups_.edit(slot);
  group = {};
  group.ready_next = free_;
  free_ = slot;
}

void GroupTable::clear() {
  groups_.clear();
  index_.clear();
  free_ = kNoSlot;
}

void hash_into(const Recent& recent, base::Hasher& h) {
  const auto& [period, now, before, count_now, count_before] = recent;
  base::hash_fields(h, period, now, before, count_now, count_before);
}

void hash_into(const Group& group, base::Hasher& h) {
  const auto& [id, name, messages, in_flight, last_event, head, tail, ready_prev, ready_next, ready,
               locked, noisy, last_sent, processing] = group;
  base::hash_fields(h, id, name, messages, in_flight, last_event, head, tail, ready_prev,
                    ready_next, ready, locked, noisy, last_sent, processing);
}

void GroupTable::hash_into(base::Hasher& h) const {
  base::hash_fields(h, groups_, free_, last_id_);
}

}  // namespace services::sqs
