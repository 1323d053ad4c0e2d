// The history of one run: an append-only list of events, cheap to copy when a branch forks.
// Must not know any event type.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "base/time.h"

namespace engine {

/// Append-only and ordered by time. Full chunks are shared between copies: they never change, so
/// a fork costs one pointer per 4,096 events.
template <class Event>
class EventLog {
 public:
  static constexpr std::size_t kChunk = 4096;

  std::size_t size() const { return full_.size() * kChunk + tail_.size(); }
  bool empty() const { return size() == 0; }
  const Event& operator[](std::size_t i) const {
    const std::size_t chunk = i / kChunk;
    return chunk < full_.size() ? (*full_[chunk])[i % kChunk] : tail_[i % kChunk];
  }
  const Event& back() const { return (*this)[size() - 1]; }
  void push_back(const Event& event) {
    tail_.push_back(event);
    if (tail_.size() < kChunk) return;
    full_.push_back(std::make_shared<const std::vector<Event>>(std::move(tail_)));
    tail_ = {};
  }
  /// The number of events at or before `t`.
  std::size_t count_until(base::SimTime t) const {
    std::size_t lo = 0;
    std::size_t hi = size();
    while (lo < hi) {
      const std::size_t mid = lo + (hi - lo) / 2;
      if ((*this)[mid].at <= t) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }
  /// Keeps the first n events.
  void truncate(std::size_t n) {
    if (n >= size()) return;
    const std::size_t whole = n / kChunk;
    const std::size_t rest = n % kChunk;
    if (whole < full_.size()) {
      tail_.assign(full_[whole]->begin(),
                   full_[whole]->begin() + static_cast<std::ptrdiff_t>(rest));
      full_.resize(whole);
    } else {
      tail_.resize(rest);
    }
  }

 private:
  std::vector<std::shared_ptr<const std::vector<Event>>> full_;
  std::vector<Event> tail_;
};

}  // namespace engine
