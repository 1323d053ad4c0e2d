// Timers fire in (time, sequence) order, whatever happens to the heap.
#include "engine/scheduler.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/rng.h"

namespace {

using base::SimTime;
using Scheduler = engine::Scheduler<int>;

TEST(Scheduler, EmptyNeverFires) {
  const Scheduler s;
  EXPECT_TRUE(s.empty());
  EXPECT_EQ(s.next(), base::kNever);
}

TEST(Scheduler, EqualTimesFireInTheOrderTheyWereSet) {
  Scheduler s;
  for (int i = 0; i < 1'000; ++i) s.set({i % 3}, i);
  std::vector<int> fired;
  while (!s.empty()) fired.push_back(s.pop().timer);
  std::vector<int> expected;
  for (int rest = 0; rest < 3; ++rest) {
    for (int i = rest; i < 1'000; i += 3) expected.push_back(i);
  }
  EXPECT_EQ(fired, expected);
}

TEST(Scheduler, AgreesWithASortedListUnderRandomUse) {
  base::Rng rng(1, "timers");
  Scheduler s;
  std::vector<Scheduler::Entry> model;
  const auto earlier = [](const Scheduler::Entry& a, const Scheduler::Entry& b) {
    return a.at != b.at ? a.at < b.at : a.seq < b.seq;
  };
  std::uint64_t seq = 1;
  for (int i = 0; i < 20'000; ++i) {
    if (model.empty() || rng.chance({11, 20})) {
      const SimTime at{rng.between(0, 50)};
      s.set(at, i);
      model.push_back({at, seq++, i});
    } else {
      const auto first = std::ranges::min_element(model, earlier);
      ASSERT_EQ(s.next(), first->at);
      const Scheduler::Entry popped = s.pop();
      ASSERT_EQ(popped.timer, first->timer);
      ASSERT_EQ(popped.seq, first->seq);
      model.erase(first);
    }
    if (i % 2'000 == 1'999) {
      // Dropping timers must not change the order of the others.
      const auto odd = [](const Scheduler::Entry& e) { return e.timer % 2 == 1; };
      s.erase_if(odd);
      std::erase_if(model, odd);
    }
    ASSERT_EQ(s.size(), model.size());
  }
  EXPECT_EQ(s.sequence(), seq);
}

TEST(Scheduler, ACopyIsIndependent) {
  Scheduler a;
  a.set({5}, 1);
  Scheduler b = a;
  a.pop();
  b.set({3}, 2);
  EXPECT_TRUE(a.empty());
  EXPECT_EQ(b.pop().timer, 2);
  EXPECT_EQ(b.pop().timer, 1);
}

}  // namespace
