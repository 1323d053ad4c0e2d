// Lists that grow at their end and are trimmed at their beginning, and share what copies have in
// common.
#include "base/shared_log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace base {
namespace {

using Log = SharedLog<std::string, 4>;

Log filled(int n) {
  Log out;
  for (int i = 0; i < n; ++i) out.push_back(std::to_string(i));
  return out;
}

std::vector<std::string> all(const Log& log) {
  std::vector<std::string> out;
  for (auto at = log.begin_position(); at < log.end_position(); ++at) out.push_back(log[at]);
  return out;
}

TEST(SharedLog, PositionsStayWhenTheBeginningGoes) {
  Log log = filled(10);
  log.trim(5);
  EXPECT_EQ(log.begin_position(), 5u);
  EXPECT_EQ(log.end_position(), 10u);
  EXPECT_EQ(log.size(), 5u);
  EXPECT_EQ(log[7], "7");
  EXPECT_EQ(log.front(), "5");
  EXPECT_EQ(log.back(), "9");
}

TEST(SharedLog, TrimmingGoesNeitherBackNorBeyondTheEnd) {
  Log log = filled(6);
  log.trim(3);
  log.trim(1);
  EXPECT_EQ(log.begin_position(), 3u);
  log.trim(100);
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(log.begin_position(), 6u);
  log.push_back("6");
  EXPECT_EQ(log[6], "6");
}

TEST(SharedLog, ACopyNeverSeesWhatTheOtherOneWrites) {
  for (int n = 0; n <= 9; ++n) {
    Log one = filled(n);
    Log two = one;
    one.push_back("one");
    two.push_back("two");
    two.push_back("more");
    one.trim(static_cast<std::uint64_t>(n) / 2);
    EXPECT_EQ(one.back(), "one") << n;
    EXPECT_EQ(two[static_cast<std::uint64_t>(n)], "two") << n;
    EXPECT_EQ(two.begin_position(), 0u);
    for (int i = 0; i < n; ++i) EXPECT_EQ(two[static_cast<std::uint64_t>(i)], std::to_string(i));
  }
}

TEST(SharedLog, WhatWasTrimmedToTheLastEntryGrowsOn) {
  for (int n = 1; n <= 9; ++n) {
    Log log = filled(n);
    log.trim(static_cast<std::uint64_t>(n));
    for (int i = 0; i < 9; ++i) log.push_back("x" + std::to_string(i));
    ASSERT_EQ(all(log).size(), 9u);
    EXPECT_EQ(all(log).front(), "x0") << n;
    EXPECT_EQ(all(log).back(), "x8") << n;
  }
}

}  // namespace
}  // namespace base
