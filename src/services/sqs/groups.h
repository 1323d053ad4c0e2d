// Message groups of one queue: of a FIFO queue the order and the lock, of a fair queue the tenants.
// Must not know how messages are stored.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/shared_index.h"
#include "base/shared_vector.h"
#include "base/time.h"
#include "model/ids.h"

namespace services::sqs {

/// "No slot", of messages and of groups.
inline constexpr std::uint32_t kNoSlot = UINT32_MAX;

/// What happened lately: sums over the running period and the one before it.
struct Recent {
  std::int64_t period = 0;
  base::Duration now;
  base::Duration before;
  std::uint32_t count_now = 0;
  std::uint32_t count_before = 0;

  void add(std::int64_t of_period, base::Duration d);
  base::Duration sum(std::int64_t of_period) const;
  std::uint32_t count(std::int64_t of_period) const;
};

/// One message group while its queue holds messages of it. A slot whose id is 0 is free.
struct Group {
  model::GroupId id;
  std::string name;
  std::uint32_t messages = 0;  // in the queue
  std::uint32_t in_flight = 0;  // of those
  model::EventSeq last_event = 0;

  // FIFO: its messages are linked through their slots, the oldest first.
  std::uint32_t head = kNoSlot;
  std::uint32_t tail = kNoSlot;
  std::uint32_t ready_prev = kNoSlot;  // among the groups that a receive may take from
  std::uint32_t ready_next = kNoSlot;
  bool ready = false;
  bool locked = false;

  // Fair queues.
  bool noisy = false;
  base::SimTime last_sent;
  Recent processing;

  std::uint32_t waiting() const { return messages - in_flight; }
};

/// The groups of a queue by name. A group exists from its first message to its last.
class GroupTable {
 public:
  bool empty() const { return index_.size() == 0; }
  /// How many groups there are.
  std::size_t size() const { return index_.size(); }
  const Group& operator[](std::uint32_t slot) const { return groups_[slot]; }
  Group& edit(std::uint32_t slot) { return groups_.edit(slot); }
  /// The slot of a group, kNoSlot without one.
  std::uint32_t find(std::string_view name) const;
  std::uint32_t find_or_add(std::string_view name);
  void remove(std::uint32_t slot);
  void clear();
  /// Every slot, free ones included.
  const base::SharedVector<Group>& slots() const { return groups_; }

  void hash_into(base::Hasher& h) const;

 private:
  base::SharedVector<Group> groups_;
  base::SharedIndex index_;  // says nothing that the names do not say: not in the hash
  std::uint32_t free_ = kNoSlot;  // the first free slot; the next ones hang on ready_next
  std::uint32_t last_id_ = 0;
};

void hash_into(const Recent& recent, base::Hasher& h);
void hash_into(const Group& group, base::Hasher& h);

}  // namespace services::sqs
