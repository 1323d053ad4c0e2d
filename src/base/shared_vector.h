// A vector whose copies share what neither of them has changed. Must not know what it holds.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace base {

/// A list in chunks. A copy costs one pointer per chunk; the first change to a chunk that is
/// shared clones that chunk only. Reading never clones. It behaves as a value: no copy ever sees a
/// change made through another one.
template <class T, std::size_t kChunk = 32>
class SharedVector {
  using Chunk = std::array<T, kChunk>;  // beside its count of owners: one look-up fewer

 public:
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const SharedVector& list, std::size_t at) : list_(&list), at_(at) {}
    const T& operator*() const { return (*list_)[at_]; }
    const T* operator->() const { return &(*list_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const SharedVector* list_ = nullptr;
    std::size_t at_ = 0;
  };

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return (*chunks_[i / kChunk])[i % kChunk]; }
  /// For changing the element; valid until the list is copied or grows.
  T& edit(std::size_t i) { return own(i / kChunk)[i % kChunk]; }
  void push_back(T value) {
    if (size_ % kChunk == 0) chunks_.push_back(std::make_shared<Chunk>());
    own(size_ / kChunk)[size_ % kChunk] = std::move(value);
    ++size_;
  }
  void clear() {
    chunks_.clear();
    size_ = 0;
  }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }

  /// How many elements lie in chunks that no copy shares: what keeping this list costs by itself.
  std::size_t unshared() const {
    std::size_t out = 0;
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      if (chunks_[c].use_count() == 1) out += std::min(kChunk, size_ - c * kChunk);
    }
    return out;
  }

 private:
  Chunk& own(std::size_t c) {
    if (chunks_[c].use_count() > 1) chunks_[c] = std::make_shared<Chunk>(*chunks_[c]);
    return *chunks_[c];
  }

  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace base
