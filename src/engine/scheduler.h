// Timers in (time, sequence) order. Must not know what a timer means.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/time.h"

namespace engine {

/// A copyable binary heap of timers. Two timers of the same time fire in the order in which they
/// were set, on every platform, because (time, sequence) is never equal.
template <class Timer>
class Scheduler {
 public:
  struct Entry {
    base::SimTime at;
    std::uint64_t seq = 0;
    Timer timer;
  };

  void set(base::SimTime at, Timer timer) {
    heap_.push_back({at, next_seq_++, std::move(timer)});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  /// When the next timer fires; base::kNever without one.
  base::SimTime next() const { return heap_.empty() ? base::kNever : heap_.front().at; }
  Entry pop() {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    Entry out = std::move(heap_.back());
    heap_.pop_back();
    return out;
  }
  /// Drops every timer of which `unwanted(entry)` is true; the others keep their order.
  template <class Unwanted>
  void erase_if(Unwanted unwanted) {
    std::erase_if(heap_, unwanted);
    std::make_heap(heap_.begin(), heap_.end(), later);
  }
  /// Sequence number of the next timer: part of the World's hash.
  std::uint64_t sequence() const { return next_seq_; }
  /// All timers, in no particular order.
  const std::vector<Entry>& entries() const { return heap_; }

 private:
  static bool later(const Entry& a, const Entry& b) {
    return a.at != b.at ? a.at > b.at : a.seq > b.seq;
  }
  std::vector<Entry> heap_;
  std::uint64_t next_seq_ = 1;
};

}  // namespace engine
