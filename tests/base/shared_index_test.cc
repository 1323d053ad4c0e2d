// The hash index over slots: what it finds is what was inserted and not erased, in every copy.
#include "base/shared_index.h"

#include <map>
#include <optional>

#include <gtest/gtest.h>

#include "base/rng.h"

namespace {

using base::SharedIndex;

// Slots and the key in each; the index must agree with the plain map.
struct Model {
  SharedIndex index;
  std::map<std::uint32_t, std::uint64_t> slots;

  // Few hashes for many keys, so that keys share hashes and buckets.
  static std::uint64_t hash_of(std::uint64_t key) { return key % 97 * 0x9E3779B97F4A7C15u; }

  std::uint32_t find(std::uint64_t key) const {
    return index.find(hash_of(key), [&](std::uint32_t s) { return slots.at(s) == key; });
  }
  void insert(std::uint32_t slot, std::uint64_t key) {
    slots[slot] = key;
    index.insert(hash_of(key), slot);
  }
  void erase(std::uint32_t slot) {
    index.erase(hash_of(slots.at(slot)), slot);
    slots.erase(slot);
  }
  void check() const {
    ASSERT_EQ(index.size(), slots.size());
    for (const auto& [slot, key] : slots) ASSERT_EQ(find(key), slot) << key;
  }
};

TEST(SharedIndex, FindsWhatWasInsertedAndNotErased) {
  base::Rng rng(3, "index");
  Model m;
  EXPECT_EQ(m.find(1), SharedIndex::kNone);
  for (int round = 0; round < 20'000; ++round) {
    const auto slot = static_cast<std::uint32_t>(rng.below(500));
    if (m.slots.contains(slot)) {
      const std::uint64_t key = m.slots.at(slot);
      m.erase(slot);
      EXPECT_EQ(m.find(key), SharedIndex::kNone);
    } else {
      m.insert(slot, slot + 1'000 * rng.below(5));
    }
    if (round % 1'000 == 0) m.check();
  }
  m.check();
}

TEST(SharedIndex, ACopyNeverSeesAChangeMadeThroughAnother) {
  Model m;
  for (std::uint32_t i = 0; i < 2'000; ++i) m.insert(i, i);
  const Model copy = m;
  for (std::uint32_t i = 0; i < 2'000; i += 2) m.erase(i);
  for (std::uint32_t i = 3'000; i < 4'000; ++i) m.insert(i, i);
  copy.check();
  m.check();
}

TEST(SharedIndex, IsEmptyAfterClear) {
  Model m;
  for (std::uint32_t i = 0; i < 100; ++i) m.insert(i, i);
  m.index.clear();
  EXPECT_EQ(m.index.size(), 0u);
  EXPECT_EQ(m.index.find(Model::hash_of(5), [](std::uint32_t) { return true; }),
            SharedIndex::kNone);
}

}  // namespace
