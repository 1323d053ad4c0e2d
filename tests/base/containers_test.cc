// RingQueue and SharedVector against the standard containers.
#include <algorithm>
#include <deque>
#include <vector>

#include <gtest/gtest.h>

#include "base/ring_queue.h"
#include "base/rng.h"
#include "base/shared_vector.h"

namespace {

TEST(RingQueue, BehavesAsADeque) {
  base::RingQueue<int> ring;
  std::deque<int> model;
  base::Rng rng(1, "ring");
  for (int i = 0; i < 50'000; ++i) {
    // Phases of growing and of shrinking, so that it is empty now and then.
    const bool push = model.empty() || rng.chance({i / 5'000 % 2 == 0 ? 7u : 3u, 10});
    if (push) {
      ring.push_back(i);
      model.push_back(i);
    } else {
      ring.pop_front();
      model.pop_front();
    }
    ASSERT_EQ(ring.size(), model.size());
    ASSERT_EQ(ring.empty(), model.empty());
    if (!model.empty()) ASSERT_EQ(ring.front(), model.front());
  }
  EXPECT_TRUE(std::equal(ring.begin(), ring.end(), model.begin(), model.end()));
  ring.clear();
  EXPECT_TRUE(ring.empty());
}

TEST(RingQueue, ACopyIsIndependent) {
  base::RingQueue<int> a;
  for (int i = 0; i < 100; ++i) a.push_back(i);
  for (int i = 0; i < 70; ++i) a.pop_front();
  base::RingQueue<int> b = a;
  a.pop_front();
  b.push_back(1'000);
  EXPECT_EQ(a.front(), 71);
  EXPECT_EQ(b.front(), 70);
  EXPECT_EQ(a.size(), 29u);
  EXPECT_EQ(b.size(), 31u);
}

TEST(SharedVector, CopiesAreValuesWhateverIsChanged) {
  using List = base::SharedVector<int, 8>;
  base::Rng rng(2, "shared");
  std::vector<List> lists(1);
  std::vector<std::vector<int>> models(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t at = static_cast<std::size_t>(rng.below(lists.size()));
    const std::uint64_t what = rng.below(100);
    if (what < 5 && lists.size() < 12) {
      lists.push_back(List(lists[at]));
      models.push_back(std::vector<int>(models[at]));
    } else if (what < 10) {
      const std::size_t from = static_cast<std::size_t>(rng.below(lists.size()));
      lists[at] = List(lists[from]);
      models[at] = std::vector<int>(models[from]);
    } else if (what < 11) {
      lists[at].clear();
      models[at].clear();
    } else if (what < 60 || models[at].empty()) {
      lists[at].push_back(i);
      models[at].push_back(i);
    } else {
      const std::size_t k = static_cast<std::size_t>(rng.below(models[at].size()));
      lists[at].edit(k) = i;
      models[at][k] = i;
    }
    if (i % 50 != 0) continue;
    for (std::size_t k = 0; k < lists.size(); ++k) {
      ASSERT_EQ(lists[k].size(), models[k].size());
      ASSERT_TRUE(std::equal(lists[k].begin(), lists[k].end(), models[k].begin()));
    }
  }
}

TEST(SharedVector, ACopySharesUntilItIsChanged) {
  base::SharedVector<int, 8> a;
  for (int i = 0; i < 80; ++i) a.push_back(i);
  EXPECT_EQ(a.unshared(), 80u);
  base::SharedVector<int, 8> b = a;
  EXPECT_EQ(a.unshared(), 0u);
  EXPECT_EQ(&a[17], &b[17]);
  b.edit(17) = -1;
  EXPECT_EQ(a[17], 17);
  EXPECT_EQ(b.unshared(), 8u) << "one chunk was cloned";
  EXPECT_EQ(&a[30], &b[30]);
}

}  // namespace
