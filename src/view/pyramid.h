// Summaries of summaries over a growing row of items, so that a range of any length is looked at
// in a few dozen steps. Must not know what is summed up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace view {

/// `Summary` needs a default value that stands for nothing and `void merge(const Summary&)`.
/// The items themselves are the caller's: `leaf(i)` gives the summary of item i.
template <class Summary>
class Pyramid {
 public:
  static constexpr std::size_t kFan = 32;

  std::size_t size() const { return size_; }

  /// Takes note of the next item.
  void push(const Summary& leaf) {
    ++size_;
    open_.resize(levels_.size() + 1);
    Summary carry = leaf;
    std::size_t span = 1;
    for (std::size_t level = 0;; ++level) {
      if (level == levels_.size()) {
        levels_.emplace_back();
        open_.emplace_back();
      }
      open_[level].merge(carry);
      span *= kFan;
      if (size_ % span != 0) return;
      carry = open_[level];
      levels_[level].push_back(std::exchange(open_[level], Summary{}));
    }
  }

  /// The summary of items [first, last). `work` grows by the number of summaries looked at.
  template <class Leaf>
  Summary query(std::size_t first, std::size_t last, const Leaf& leaf, std::size_t& work) const {
    Summary out;
    std::size_t i = first;
    while (i < last) {
      std::size_t span = 1;
      std::size_t level = 0;
      // The widest block that begins here and ends in range.
      while (i % (span * kFan) == 0 && i + span * kFan <= last && level < levels_.size() &&
             i / (span * kFan) < levels_[level].size()) {
        span *= kFan;
        ++level;
      }
      out.merge(level == 0 ? leaf(i) : levels_[level - 1][i / span]);
      i += span;
      ++work;
    }
    return out;
  }

 private:
  std::vector<std::vector<Summary>> levels_;  // of kFan, kFan², … items
  std::vector<Summary> open_;                 // the blocks not yet full
  std::size_t size_ = 0;
};

}  // namespace view
