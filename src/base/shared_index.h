// A hash index over numbered slots whose copies share what neither has changed. Must not know what
// lies in the slots.
#pragma once

#include <bit>
#include <cstdint>

#include "base/shared_vector.h"

namespace base {

/// Finds slots by a hash of their key. It grows by one bucket per insertion (linear hashing), so
/// that no insertion is expensive, and a copy costs two lists of shared chunks. The order of
/// insertion is invisible from outside: what find() gives depends on the keys alone.
class SharedIndex {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// The slot with this hash for which `is_it(slot)` is true; kNone without one.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt is_it) const {
    if (buckets_.empty()) return kNone;
    for (std::uint32_t slot = buckets_[bucket_of(hash)]; slot != kNone; slot = links_[slot].next) {
      if (links_[slot].hash == hash && is_it(slot)) return slot;
    }
    return kNone;
  }
  /// The slot must not be in the index.
  void insert(std::uint64_t hash, std::uint32_t slot) {
    while (links_.size() <= slot) links_.push_back({});
    if (++count_ > buckets_.size()) add_bucket();
    links_.edit(slot).hash = hash;
    put(bucket_of(hash), slot);
  }
  /// The slot must be in the index.
  void erase(std::uint32_t slot) {
    const std::size_t bucket = bucket_of(links_[slot].hash);
    std::uint32_t at = buckets_[bucket];
    if (at == slot) {
      buckets_.edit(bucket) = links_[slot].next;
    } else {
      while (links_[at].next != slot) at = links_[at].next;
      links_.edit(at).next = links_[slot].next;
    }
    --count_;
  }
  void clear() {
    buckets_.clear();
    links_.clear();
    count_ = 0;
  }
  std::size_t size() const { return count_; }

 private:
  struct Link {
    std::uint64_t hash = 0;
    std::uint32_t next = kNone;
  };

  std::size_t bucket_of(std::uint64_t hash) const {
    const std::size_t round = std::bit_floor(buckets_.size());
    const std::size_t wide = static_cast<std::size_t>(hash) & (2 * round - 1);
    return wide < buckets_.size() ? wide : wide & (round - 1);
  }
  void put(std::size_t bucket, std::uint32_t slot) {
    links_.edit(slot).next = buckets_[bucket];
    buckets_.edit(bucket) = slot;
  }
  // The new bucket takes its part of one older bucket.
  void add_bucket() {
    const std::size_t added = buckets_.size();
    buckets_.push_back(kNone);
    if (added == 0) return;
    const std::size_t split = added - std::bit_floor(added);
    std::uint32_t slot = buckets_[split];
    buckets_.edit(split) = kNone;
    while (slot != kNone) {
      const std::uint32_t next = links_[slot].next;
      put(bucket_of(links_[slot].hash), slot);
      slot = next;
    }
  }

  SharedVector<std::uint32_t, 256> buckets_;
  SharedVector<Link, 128> links_;  // by slot
  std::size_t count_ = 0;
};

}  // namespace base
