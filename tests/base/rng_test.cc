// Random streams: the same numbers everywhere, and of the right distribution by counting.
#include "base/rng.h"

#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace {

using base::Rng;

TEST(Rng, FixedVectors) {
  // Reference values from an implementation in another language: equal on every platform.
  Rng worker(1, "actor.worker");
  EXPECT_EQ(worker.next(), 0xa0c2626ab9da0770u);
  EXPECT_EQ(worker.next(), 0x01e88da799ccf87bu);
  EXPECT_EQ(worker.next(), 0x0717c73eadff883cu);
  Rng sampling(42, "sqs.sampling");
  EXPECT_EQ(sampling.next(), 0xc8b8874b61714bbau);
  Rng plain;
  EXPECT_EQ(plain.next(), 0xf380b048aa1e871au);
  Rng dice(7, "below");
  for (const std::uint64_t expected : {8, 9, 4, 6, 4, 7, 6, 4, 7, 1, 3, 4}) {
    EXPECT_EQ(dice.below(10), expected);
  }
}

TEST(Rng, StreamsOfOtherNamesAndSeedsAreOthers) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const char* name : {"a", "b", "ab", ""}) firsts.insert(Rng(seed, name).next());
  }
  EXPECT_EQ(firsts.size(), 200u);
}

TEST(Rng, ACopyContinuesAlike) {
  Rng a(9, "copy");
  a.next();
  Rng b = a;
  EXPECT_EQ(a, b);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(a.next(), b.next());
  a.next();
  EXPECT_NE(a, b);
}

// Chi-squared over the buckets; for 99 degrees of freedom 150 is passed once in 1,000 streams.
TEST(Rng, BelowIsUniform) {
  constexpr int kDraws = 200'000;
  constexpr std::size_t kBuckets = 100;
  std::vector<int> count(kBuckets);
  Rng rng(5, "uniform");
  for (int i = 0; i < kDraws; ++i) ++count[static_cast<std::size_t>(rng.below(kBuckets))];
  double chi = 0;
  for (const int n : count) {
    const double off = n - kDraws / static_cast<double>(kBuckets);
    chi += off * off / (kDraws / static_cast<double>(kBuckets));
  }
  EXPECT_LT(chi, 150);
  EXPECT_GT(chi, 55) << "too even to be random";
}

TEST(Rng, BetweenReachesBothEndsAndNothingBeyond) {
  Rng rng(6, "between");
  std::set<std::int64_t> seen;
  for (int i = 0; i < 2'000; ++i) seen.insert(rng.between(-2, 3));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2, 3}));
  EXPECT_EQ(rng.between(4, 4), 4);
}

TEST(Rng, BetweenTakesTheWholeRange) {
  Rng rng(6, "whole");
  int negative = 0;
  for (int i = 0; i < 1'000; ++i) negative += rng.between(INT64_MIN, INT64_MAX) < 0 ? 1 : 0;
  EXPECT_GT(negative, 400);
  EXPECT_LT(negative, 600);
}

TEST(Rng, ChanceMatchesItsRatio) {
  Rng rng(8, "chance");
  int hits = 0;
  for (int i = 0; i < 100'000; ++i) hits += rng.chance({1, 50}) ? 1 : 0;
  EXPECT_NEAR(hits, 2'000, 200);
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_FALSE(rng.chance({0, 1}));
    EXPECT_TRUE(rng.chance({1, 1}));
  }
}

TEST(Rng, NeverDrawsNothingFromTheStream) {
  Rng a(8, "never");
  Rng b = a;
  a.chance({0, 1});
  EXPECT_EQ(a, b) << "switching a fault off must not shift what else the stream decides";
}

TEST(Rng, ExponentialHasItsMeanItsTailAndNoMemory) {
  constexpr int kDraws = 400'000;
  Rng rng(2, "exponential");
  const base::Duration mean = base::seconds(1);
  std::int64_t sum = 0;
  int beyond_one = 0;
  int beyond_three = 0;
  int beyond_eight = 0;
  for (int i = 0; i < kDraws; ++i) {
    const base::Duration d = rng.exponential(mean);
    ASSERT_GE(d.us, 0);
    sum += d.us;
    beyond_one += d > mean ? 1 : 0;
    beyond_three += d > mean * 3 ? 1 : 0;
    beyond_eight += d > mean * 8 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(sum) / kDraws, 1e6, 6e3);           // 4 standard errors
  EXPECT_NEAR(beyond_one, kDraws * 0.367879, 1'300);                  // e^-1
  EXPECT_NEAR(beyond_three, kDraws * 0.049787, 600);                  // e^-3
  EXPECT_NEAR(beyond_eight, kDraws * 0.000335, 50);                   // e^-8, beyond the table
}

TEST(Rng, ExponentialOfLongMeansDoesNotOverflow) {
  Rng rng(2, "years");
  const base::Duration year = base::hours(24 * 365);
  for (int i = 0; i < 10'000; ++i) {
    const base::Duration d = rng.exponential(year);
    ASSERT_GE(d.us, 0);
    ASSERT_LT(d, year * 40);
  }
  EXPECT_EQ(rng.exponential({0}).us, 0);
}

}  // namespace
