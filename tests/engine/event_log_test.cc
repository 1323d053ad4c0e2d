// The event log: order, searching by time, copies that share, cutting off.
#include "engine/event_log.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace {

struct Fact {
  base::SimTime at;
  int number = 0;
  bool operator==(const Fact&) const = default;
};
using Log = engine::EventLog<Fact>;

// Two facts per microsecond, numbered.
Log log_of(int n) {
  Log log;
  for (int i = 0; i < n; ++i) log.push_back({{i / 2}, i});
  return log;
}

bool is_prefix(const Log& log, std::size_t n) {
  if (log.size() != n) return false;
  for (std::size_t i = 0; i < n; ++i) {
    if (log[i].number != static_cast<int>(i)) return false;
  }
  return true;
}

constexpr int kChunk = static_cast<int>(Log::kChunk);

TEST(EventLog, KeepsOrderAcrossChunks) {
  for (const int n : {0, 1, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk, 3 * kChunk + 7}) {
    const Log log = log_of(n);
    EXPECT_TRUE(is_prefix(log, static_cast<std::size_t>(n))) << n;
    EXPECT_EQ(log.empty(), n == 0);
    if (n > 0) EXPECT_EQ(log.back().number, n - 1);
  }
}

TEST(EventLog, CountUntilIncludesTheMomentItself) {
  const Log log = log_of(2 * kChunk + 10);
  for (const int t : {0, 1, kChunk / 2 - 1, kChunk / 2, kChunk, kChunk + 4}) {
    EXPECT_EQ(log.count_until({t}), static_cast<std::size_t>(2 * t + 2)) << t;
  }
  EXPECT_EQ(log.count_until({-1}), 0u);
  EXPECT_EQ(log.count_until({1'000'000}), log.size());
  EXPECT_EQ(Log().count_until({0}), 0u);
}

TEST(EventLog, ACopySharesItsFullChunks) {
  const Log a = log_of(2 * kChunk + 5);
  const Log b = a;
  EXPECT_EQ(&a[0], &b[0]);
  EXPECT_EQ(&a[Log::kChunk], &b[Log::kChunk]);
  EXPECT_NE(&a[2 * Log::kChunk], &b[2 * Log::kChunk]) << "what still grows is each one's own";
}

TEST(EventLog, TruncateAtAnyPlaceLeavesThePrefixAndTheCopies) {
  const int full = 3 * kChunk + 100;
  const Log original = log_of(full);
  for (const int n : {0, 1, kChunk - 1, kChunk, kChunk + 1, 2 * kChunk, 3 * kChunk, 3 * kChunk + 1,
                      full, full + 5}) {
    Log cut = original;
    const auto kept = static_cast<std::size_t>(std::min(n, full));
    cut.truncate(static_cast<std::size_t>(n));
    ASSERT_TRUE(is_prefix(cut, kept)) << n;
    for (int i = static_cast<int>(kept); i < static_cast<int>(kept) + kChunk + 3; ++i) {
      cut.push_back({{i / 2}, i});
    }
    EXPECT_TRUE(is_prefix(cut, kept + Log::kChunk + 3)) << "it goes on growing after " << n;
  }
  EXPECT_TRUE(is_prefix(original, static_cast<std::size_t>(full)));
}

TEST(EventLog, BranchesGrowApart) {
  Log a = log_of(kChunk + 10);
  Log b = a;
  b.truncate(Log::kChunk + 5);
  b.push_back({{99'999}, -1});
  a.push_back({{99'999}, -2});
  EXPECT_EQ(b[Log::kChunk + 5].number, -1);
  EXPECT_EQ(a[Log::kChunk + 5].number, kChunk + 5);
  EXPECT_EQ(a.back().number, -2);
}

}  // namespace
