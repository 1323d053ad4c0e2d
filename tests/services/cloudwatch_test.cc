// CloudWatch by itself: how values of a minute come together, how long they are kept, and when a
// subject is reported (aws-facts 1.10).
#include "services/cloudwatch/cloudwatch.h"

#include <gtest/gtest.h>

namespace services::cloudwatch {
namespace {

base::SimTime minute(std::int64_t n) { return {n * kMinute.us}; }

std::vector<Statistics> of(const State& state, MetricId metric, std::int64_t from, std::int64_t to,
                           std::int64_t period = 1) {
  return statistics(state, metric, "q", minute(from), minute(to), base::seconds(60 * period));
}

struct Queue {
  State state;
  std::uint32_t q = subject_of(state, Source::kSqs, "q");
};

TEST(CloudWatch, EveryMetricHasARowOfItsOwn) {
  for (std::size_t i = 0; i < kMetrics; ++i) {
    const auto id = static_cast<MetricId>(i);
    EXPECT_EQ(find_metric(info(id).source, info(id).name), id);
  }
  EXPECT_EQ(find_metric(Source::kSqs, "NumberOfMessagesPublished"), std::nullopt);
  EXPECT_EQ(name_of(Source::kSqs), "AWS/SQS");
  EXPECT_EQ(dimension_of(Source::kSns), "TopicName");
}

TEST(CloudWatch, AMinuteHasSumMinimumMaximumAndCount) {
  Queue t;
  for (const std::int64_t size : {300, 100, 260}) add(t.state, t.q, MetricId::kSentSize, size);
  close_minutes(t.state, 1);
  const auto got = of(t.state, MetricId::kSentSize, 0, 5);
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].at, minute(0));
  EXPECT_EQ(got[0].count, 3);
  EXPECT_EQ(got[0].sum, 660);
  EXPECT_EQ(got[0].minimum, 100);
  EXPECT_EQ(got[0].maximum, 300);
  EXPECT_EQ(got[0].average_milli(), 220'000);
}

TEST(CloudWatch, TheRunningMinuteIsNotReported) {
  Queue t;
  add(t.state, t.q, MetricId::kSent);
  EXPECT_TRUE(of(t.state, MetricId::kSent, 0, 5).empty());
  EXPECT_TRUE(list_metrics(t.state).empty());
}

TEST(CloudWatch, CountsAreZeroAndSizesAbsentInAnActiveMinuteWithoutAny) {
  Queue t;
  add(t.state, t.q, MetricId::kSent);
  add(t.state, t.q, MetricId::kSentSize, 10);
  close_minutes(t.state, 3);
  const auto sent = of(t.state, MetricId::kSent, 0, 3);
  ASSERT_EQ(sent.size(), 3u);
  EXPECT_EQ(sent[0].sum, 1);
  EXPECT_EQ(sent[1].sum, 0);
  EXPECT_EQ(of(t.state, MetricId::kSentSize, 0, 3).size(), 1u);
}

TEST(CloudWatch, ASubjectIsActiveForSixHoursAfterItsLastUse) {
  Queue t;
  use(t.state, t.q);
  close_minutes(t.state, 1000);
  EXPECT_EQ(of(t.state, MetricId::kSent, 0, 1000).size(), 360u);
  // Holding messages keeps it active without end.
  Queue busy;
  set_busy(busy.state, busy.q, true);
  close_minutes(busy.state, 1000);
  EXPECT_EQ(of(busy.state, MetricId::kSent, 0, 1000).size(), 1000u);
}

TEST(CloudWatch, ALevelHoldsUntilItChanges) {
  Queue t;
  set_busy(t.state, t.q, true);
  set_level(t.state, t.q, MetricId::kVisible, 4);
  close_minutes(t.state, 10);
  set_level(t.state, t.q, MetricId::kVisible, 7);
  close_minutes(t.state, 12);
  const auto got = of(t.state, MetricId::kVisible, 0, 20);
  ASSERT_EQ(got.size(), 12u);
  EXPECT_EQ(got[9].maximum, 4);
  EXPECT_EQ(got[10].maximum, 7);
}

TEST(CloudWatch, AnAgeGrowsWithTheMinutes) {
  Queue t;
  set_busy(t.state, t.q, true);
  set_level(t.state, t.q, MetricId::kAge, base::seconds(15).us);
  close_minutes(t.state, 3);
  set_level(t.state, t.q, MetricId::kAge, kNoMoment);
  close_minutes(t.state, 4);
  const auto got = of(t.state, MetricId::kAge, 0, 4);
  ASSERT_EQ(got.size(), 4u);
  EXPECT_EQ(got[0].maximum, 45);
  EXPECT_EQ(got[1].maximum, 105);
  EXPECT_EQ(got[2].maximum, 165);
  EXPECT_EQ(got[3].maximum, 0);
}

TEST(CloudWatch, PeriodsJoinMinutes) {
  Queue t;
  for (std::uint32_t m = 0; m < 10; ++m) {
    for (std::uint32_t i = 0; i <= m; ++i) add(t.state, t.q, MetricId::kReceived);
    close_minutes(t.state, m + 1);
  }
  const auto got = of(t.state, MetricId::kReceived, 0, 10, 5);
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[0].sum, 1 + 2 + 3 + 4 + 5);
  EXPECT_EQ(got[1].sum, 6 + 7 + 8 + 9 + 10);
  EXPECT_EQ(got[1].at, minute(5));
}

TEST(CloudWatch, TheLatest1440MinutesAreKept) {
  Queue t;
  for (std::uint32_t m = 0; m < 3000; ++m) {
    add(t.state, t.q, MetricId::kSent, 2);
    set_busy(t.state, t.q, true);
    set_level(t.state, t.q, MetricId::kVisible, m);
    close_minutes(t.state, m + 1);
  }
  const auto sent = of(t.state, MetricId::kSent, 0, 3000);
  ASSERT_EQ(sent.size(), kKept);
  EXPECT_EQ(sent.front().at, minute(3000 - 1440));
  EXPECT_EQ(sent.back().sum, 2);
  const auto visible = of(t.state, MetricId::kVisible, 0, 3000);
  ASSERT_EQ(visible.size(), kKept);
  EXPECT_EQ(visible.back().maximum, 2999);
  EXPECT_EQ(visible.front().maximum, 1560);
}

TEST(CloudWatch, ACopyKeepsItsOwnValues) {
  Queue t;
  add(t.state, t.q, MetricId::kSent);
  close_minutes(t.state, 1);
  State copy = t.state;
  add(t.state, t.q, MetricId::kSent);
  close_minutes(t.state, 2);
  close_minutes(copy, 2);
  EXPECT_EQ(of(t.state, MetricId::kSent, 0, 2)[1].sum, 1);
  EXPECT_EQ(of(copy, MetricId::kSent, 0, 2)[1].sum, 0);
}

}  // namespace
}  // namespace services::cloudwatch
