// "Metrics and cost": what CloudWatch would show of every queue and topic at the playhead, and what
// the run would cost so far. Read out of the World; nothing is interpolated. Must not know ImGui.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "view/control.h"
#include "world/timeline.h"

namespace view {

/// What one value of a minute is made of, as CloudWatch names it.
enum class Statistic : std::uint8_t { kSum, kAverage, kMaximum };

/// So many minutes before the playhead are shown.
inline constexpr std::size_t kMinutesShown = 30;

/// One metric: the values of the last minutes, the oldest first.
struct MetricRow {
  std::string name;  // "NumberOfMessagesSent"
  std::string value;  // of the newest minute that has one: "12", "1.5", "84 s"
  std::string most;  // the greatest of those shown
  std::string note;  // of the newest: "minute 00:01"
  /// Share of the greatest value, 0..1; nothing for a minute without a value.
  std::vector<std::optional<float>> minutes;
  std::string label;  // in words, for the outline
};

/// The metrics of one queue or topic. Those that have been 0 all the time are only named.
struct MetricGroup {
  std::string name;
  std::string kind;  // "AWS/SQS, QueueName"
  std::string icon;
  std::vector<MetricRow> rows;
  std::vector<std::string> zero;
};

/// One kind of billed pieces.
struct BillRow {
  std::string what;  // "SQS, requests to standard queues"
  std::string units;  // "30"
  std::string price;  // "$0.40 per million, 1,000,000 a month free"
  std::string source;  // "aws.amazon.com/sqs/pricing, as of 2026-11-20"
  std::string cost;  // "$0.000012", without the free tier
  std::string label;
};

struct CostMeter {
  std::vector<BillRow> rows;
  std::string sum;  // "$0.000034"
  std::string after_free;  // with an untouched free tier of the month
  std::string month;  // at the pace of the run so far, with that month's free tier; "" before
                      // there is a pace
  std::string month_words;  // "A month at this pace: 1,296,000 requests"
  std::string note;  // about the prices
};

struct MetricsPanel {
  bool open = false;
  Control toggle;  // "metrics.toggle"
  std::vector<Control> statistics;  // "metrics.sum" …; pressed = the one shown
  std::string window;  // "Minutes 00:00 to 00:05"
  std::string hint;  // instead of metrics while no minute has ended
  std::vector<MetricGroup> groups;
  CostMeter cost;
};

/// What the app remembers of the panel.
struct MetricsState {
  bool open = false;
  Statistic statistic = Statistic::kSum;
};

/// A closed panel has its toggle alone.
MetricsPanel build_metrics(const world::Timeline& timeline, const MetricsState& state);
/// The toggle of a closed or open panel.
Control metrics_toggle(bool open);

/// Millionths of a dollar: "$0", "$0.000012", "$0.0345", "$12.30".
std::string dollars(std::int64_t micro);
/// "1,296,000".
std::string grouped(std::uint64_t n);

}  // namespace view
