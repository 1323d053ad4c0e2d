// A list that grows at its end and is trimmed at its beginning, whose copies share what neither has
// changed. Must not know what it holds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

namespace base {

/// Entries have positions that count from 0 and never change; those before begin_position() are
/// gone. A copy costs one pointer per chunk; appending to a copy clones its last chunk at most.
/// Reading never clones. It behaves as a value: no copy ever sees a change made through another
/// one.
template <class T, std::size_t kChunk = 64>
class SharedLog {
  using Chunk = std::array<T, kChunk>;

 public:
  std::uint64_t begin_position() const { return begin_; }
  std::uint64_t end_position() const { return end_; }
  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
  bool empty() const { return begin_ == end_; }
  /// The entry at a position in [begin_position(), end_position()).
  const T& operator[](std::uint64_t position) const {
    return (*chunks_[chunk_of(position)])[position % kChunk];
  }
  const T& front() const { return (*this)[begin_]; }
  const T& back() const { return (*this)[end_ - 1]; }
  void push_back(T value) {
    if (end_ % kChunk == 0) chunks_.push_back(std::make_shared<Chunk>());
    std::shared_ptr<Chunk>& chunk = chunks_.back();
    if (chunk.use_count() != 1) chunk = std::make_shared<Chunk>(*chunk);
    (*chunk)[end_ % kChunk] = std::move(value);
    ++end_;
  }
  /// Drops everything before a position; one beyond the end drops all.
  void trim(std::uint64_t position) {
    begin_ = position > end_ ? end_ : position < begin_ ? begin_ : position;
    const std::uint64_t first = begin_ / kChunk;
    for (; first_chunk_ < first && !chunks_.empty(); ++first_chunk_) chunks_.pop_front();
  }

 private:
  std::size_t chunk_of(std::uint64_t position) const {
    return static_cast<std::size_t>(position / kChunk - first_chunk_);
  }

  std::deque<std::shared_ptr<Chunk>> chunks_;
  std::uint64_t first_chunk_ = 0;  // the number of the first one that is kept
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace base
