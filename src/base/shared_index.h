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
    const auto tag = static_cast<std::uint32_t>(hash);
    for (Entry e = buckets_[bucket_of(tag)]; e.slot != kNone; e = after(e)) {
      if (e.tag == tag && is_it(e.slot)) return e.slot;
    }
    return kNone;
  }
  /// The slot must not be in the index.
  void insert(std::uint64_t hash, std::uint32_t slot) {
    if (++count_ > buckets_.size()) add_bucket();
    put({slot, static_cast<std::uint32_t>(hash), kNone});
  }
  /// The slot must be in the index, with this hash.
  void erase(std::uint64_t hash, std::uint32_t slot) {
    Entry& first = buckets_.edit(bucket_of(static_cast<std::uint32_t>(hash)));
    --count_;
    if (first.slot == slot) {
      first = after(first);
      return;
    }
    Entry before = first;
    while (before.next != slot) before = after(before);
    const std::uint32_t next = links_[slot].next;
    (before.slot == first.slot ? first.next : links_.edit(before.slot).next) = next;
  }
  void clear() {
    buckets_.clear();
    links_.clear();
    count_ = 0;
  }
  std::size_t size() const { return count_; }

 private:
  // The first of a bucket lies in the bucket itself: most need no further look-up.
  struct Entry {
    std::uint32_t slot = kNone;
    std::uint32_t tag = 0;  // the low half of the hash
    std::uint32_t next = kNone;
  };
  struct Link {
    std::uint32_t tag = 0;
    std::uint32_t next = kNone;
  };

  std::size_t bucket_of(std::uint32_t tag) const {
    const std::size_t round = std::bit_floor(buckets_.size());
    const std::size_t wide = tag & (2 * round - 1);
    return wide < buckets_.size() ? wide : wide & (round - 1);
  }
  Entry after(const Entry& e) const {
    if (e.next == kNone) return {};
    return {e.next, links_[e.next].tag, links_[e.next].next};
  }
  void put(Entry e) {
    Entry& first = buckets_.edit(bucket_of(e.tag));
    if (first.slot != kNone) {
      while (links_.size() <= first.slot) links_.push_back({});
      links_.edit(first.slot) = {first.tag, first.next};
    }
    e.next = first.slot;
    first = e;
  }
  // The new bucket takes its part of one older bucket.
  void add_bucket() {
    const std::size_t added = buckets_.size();
    buckets_.push_back({});
    if (added == 0) return;
    Entry e = buckets_[added - std::bit_floor(added)];
    if (e.slot == kNone) return;
    buckets_.edit(added - std::bit_floor(added)) = {};
    while (e.slot != kNone) {
      const Entry next = after(e);
      put(e);
      e = next;
    }
  }

  SharedVector<Entry, 256> buckets_;
  SharedVector<Link, 256> links_;  // by slot, of what is not the first of its bucket
  std::size_t count_ = 0;
};

}  // namespace base
