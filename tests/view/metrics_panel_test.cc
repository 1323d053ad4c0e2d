// The panel of metrics and cost: CloudWatch's own values at the playhead, and the bill.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>

#include "fixtures.h"
#include "view/metrics.h"

namespace {

using test::make_timeline;
using test::seconds;
using view::Statistic;

// One message every 10 s from 0:05 on: 6 a minute.
constexpr std::string_view kSix = R"({
  "Resources": { "Orders": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "orders" } } },
  "Actors": { "shop": { "Type": "Producer", "Properties": { "Target": { "Ref": "Orders" },
    "Every": "10s", "Start": "5s", "Count": 12, "Body": "0123456789" } } } })";

const view::MetricRow* row_of(const view::MetricsPanel& panel, std::string_view name) {
  for (const auto& group : panel.groups) {
    const auto it = std::ranges::find(group.rows, name, &view::MetricRow::name);
    if (it != group.rows.end()) return &*it;
  }
  return nullptr;
}

TEST(MetricsPanel, HasNoValuesBeforeTheFirstMinuteHasEnded) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(30));
  const auto panel = view::build_metrics(timeline, {.open = true});
  EXPECT_TRUE(panel.groups.empty());
  EXPECT_NE(panel.hint.find("30.0 s"), std::string::npos) << panel.hint;
  EXPECT_FALSE(panel.cost.rows.empty()) << "the bill runs from the first call on";
}

TEST(MetricsPanel, ShowsClosedMinutesOnlyAndTheNewestOfThem) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(170));
  const auto panel = view::build_metrics(timeline, {.open = true});
  const auto* sent = row_of(panel, "NumberOfMessagesSent");
  ASSERT_NE(sent, nullptr);
  ASSERT_EQ(sent->minutes.size(), 2u);
  EXPECT_EQ(sent->value, "6");
  EXPECT_EQ(sent->note, "minute 00:01");
  EXPECT_EQ(sent->minutes[0], 1.f);
  timeline.seek(seconds(119));
  EXPECT_EQ(
      row_of(view::build_metrics(timeline, {.open = true}), "NumberOfMessagesSent")->minutes.size(),
      1u)
      << "at the playhead, not at the end of the run";
}

TEST(MetricsPanel, TheStatisticIsTheOneThatWasChosen) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(60));
  const auto sum = view::build_metrics(timeline, {true, Statistic::kSum});
  const auto average = view::build_metrics(timeline, {true, Statistic::kAverage});
  const auto most = view::build_metrics(timeline, {true, Statistic::kMaximum});
  EXPECT_EQ(row_of(sum, "SentMessageSize")->value, "60 bytes");
  EXPECT_EQ(row_of(average, "SentMessageSize")->value, "10 bytes");
  EXPECT_EQ(row_of(most, "SentMessageSize")->value, "10 bytes");
  EXPECT_TRUE(average.statistics[1].pressed);
  EXPECT_FALSE(average.statistics[0].pressed);
}

TEST(MetricsPanel, WhatWasAlwaysZeroIsOnlyNamed) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(60));
  const auto panel = view::build_metrics(timeline, {.open = true});
  ASSERT_EQ(panel.groups.size(), 1u);
  EXPECT_TRUE(std::ranges::contains(panel.groups[0].zero, "NumberOfMessagesReceived"));
  EXPECT_EQ(row_of(panel, "NumberOfMessagesReceived"), nullptr);
}

TEST(MetricsPanel, BillsWhatWasCalledAndWhatAMonthOfItWouldCost) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(120));
  const auto cost = view::build_metrics(timeline, {.open = true}).cost;
  ASSERT_EQ(cost.rows.size(), 1u);
  EXPECT_EQ(cost.rows[0].units, "12");
  EXPECT_EQ(cost.rows[0].price, "$0.40 per million, 1,000,000 a month free");
  EXPECT_EQ(cost.rows[0].cost, "$0.000004");  // 4.8 millionths, rounded down
  EXPECT_EQ(cost.sum, "$0.000004");
  EXPECT_EQ(cost.after_free, "$0");
  // 6 a minute are 259,200 in 30 days: within the free tier.
  EXPECT_EQ(cost.month_words, "A month at this pace: 259,200 requests");
  EXPECT_EQ(cost.month, "$0");
  EXPECT_NE(cost.rows[0].source.find("2026-11-20"), std::string::npos);
}

TEST(MetricsPanel, StreamsAndFunctionsAreBilledInAwsWords) {
  auto timeline = make_timeline(R"({"Resources": {"S": {"Type": "AWS::Kinesis::Stream",
      "Properties": {"Name": "s", "ShardCount": 1}}}, "Actors": {
      "p": {"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"}, "Every": "1s",
            "Count": 5, "PartitionKey": "k", "Data": "d"}},
      "f": {"Type": "EventSourceMapping", "Properties": {"EventSourceArn":
            {"Fn::GetAtt": ["S", "Arn"]}, "StartingPosition": "TRIM_HORIZON"}}}})");
  timeline.seek(seconds(30));
  const auto cost = view::build_metrics(timeline, {.open = true}).cost;
  const auto row = [&](std::string_view what) -> const view::BillRow* {
    const auto it = std::ranges::find(cost.rows, what, &view::BillRow::what);
    return it == cost.rows.end() ? nullptr : &*it;
  };
  ASSERT_NE(row("Kinesis, shard-hours"), nullptr);
  EXPECT_EQ(row("Kinesis, shard-hours")->price, "$0.015 each");
  EXPECT_NE(row("Kinesis, shard-hours")->source.find("aws.amazon.com/kinesis/data-streams/pricing"),
            std::string::npos);
  ASSERT_NE(row("Kinesis, PUT payload units"), nullptr);
  EXPECT_EQ(row("Kinesis, PUT payload units")->price, "$0.014 per million");
  ASSERT_NE(row("Lambda, invocations"), nullptr);
  EXPECT_EQ(row("Lambda, invocations")->price, "$0.20 per million, 1,000,000 a month free");
  ASSERT_NE(row("Lambda, milliseconds at 128 MB"), nullptr);
}

TEST(MetricsPanel, NoPaceIsMadeUpFromTheFirstSeconds) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(6));
  EXPECT_TRUE(view::build_metrics(timeline, {.open = true}).cost.month.empty());
}

TEST(MetricsPanel, AClosedPanelReadsNothing) {
  auto timeline = make_timeline(kSix);
  timeline.seek(seconds(120));
  const auto panel = view::build_metrics(timeline, {});
  EXPECT_TRUE(panel.groups.empty());
  EXPECT_TRUE(panel.cost.rows.empty());
  EXPECT_EQ(panel.toggle.id, "metrics.toggle");
}

TEST(MetricsPanel, MoneyIsWrittenAsSmallAsItIs) {
  EXPECT_EQ(view::dollars(0), "$0");
  EXPECT_EQ(view::dollars(4), "$0.000004");
  EXPECT_EQ(view::dollars(34'512), "$0.034512");
  EXPECT_EQ(view::dollars(400'000), "$0.40");
  EXPECT_EQ(view::dollars(12'345'000), "$12.35");
  EXPECT_EQ(view::grouped(1'296'000), "1,296,000");
  EXPECT_EQ(view::grouped(999), "999");
}

}  // namespace
