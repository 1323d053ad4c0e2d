// Metrics of the last minutes, and the bill.
#include "view/metrics.h"

#include <algorithm>
#include <array>
#include <format>

#include "view/stage_bucket.h"
#include "view/words.h"

namespace view {
namespace {

namespace cw = services::cloudwatch;

constexpr std::int64_t kMonthSeconds = 30ll * 24 * 3600;
constexpr base::Duration kLeastPace = base::seconds(10);  // before that a pace says nothing

// A value in thousandths, so that averages keep their decimals.
std::int64_t value_of(const cw::Statistics& s, Statistic statistic) {
  switch (statistic) {
    case Statistic::kSum: return s.sum * 1000;
    case Statistic::kMaximum: return s.maximum * 1000;
    case Statistic::kAverage: break;
  }
  return s.average_milli();
}

std::string value_text(std::int64_t milli, cw::Unit unit) {
  if (unit == cw::Unit::kBytes) return size_text((milli + 500) / 1000);
  std::string out = grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(milli, 0) / 1000));
  if (milli % 1000 != 0) out += std::format(".{}", milli % 1000 / 100);
  const bool has_name = unit == cw::Unit::kSeconds || unit == cw::Unit::kMilliseconds;
  return has_name ? out + (unit == cw::Unit::kSeconds ? " s" : " ms") : out;
}

std::string minute_text(std::int64_t minute) {
  return std::format("{:02}:{:02}", minute / 60, minute % 60);
}

// The minutes that are shown: the last closed ones, at most kMinutesShown.
struct Window {
  std::int64_t from = 0;
  std::int64_t to = 0;  // the running one, which has no values yet
};

std::optional<MetricRow> read_row(const cw::State& state, const cw::MetricName& metric,
                                  const Window& window, Statistic statistic) {
  const base::SimTime from{window.from * cw::kMinute.us};
  const base::SimTime to{window.to * cw::kMinute.us};
  const auto values = cw::statistics(state, metric.metric, metric.dimension, from, to);
  std::int64_t most = 0;
  for (const cw::Statistics& s : values) most = std::max(most, value_of(s, statistic));
  if (most == 0) return std::nullopt;
  const cw::Metric& info = cw::info(metric.metric);
  MetricRow row;
  row.name = info.name;
  row.minutes.resize(static_cast<std::size_t>(window.to - window.from));
  for (const cw::Statistics& s : values) {
    const auto at = static_cast<std::size_t>(s.at.us / cw::kMinute.us - window.from);
    row.minutes[at] = static_cast<float>(value_of(s, statistic)) / static_cast<float>(most);
  }
  row.value = value_text(value_of(values.back(), statistic), info.unit);
  row.most = value_text(most, info.unit);
  row.note = "minute " + minute_text(values.back().at.us / cw::kMinute.us);
  row.label = std::format("{}: {} in {}, at most {}", row.name, row.value, row.note, row.most);
  return row;
}

std::vector<MetricGroup> read_groups(const cw::State& state, const Window& window,
                                     Statistic statistic) {
  std::vector<MetricGroup> out;
  for (const cw::MetricName& metric : cw::list_metrics(state)) {
    const std::string kind =
        std::format("{}, {}", cw::name_of(metric.source), cw::dimension_of(metric.source));
    const bool same =
        !out.empty() && out.back().name == metric.dimension && out.back().kind == kind;
    if (!same) {
      const char* icon = metric.source == cw::Source::kSqs ? "inbox" : "radio";
      out.push_back({std::string(metric.dimension), kind, icon, {}, {}});
    }
    if (auto row = read_row(state, metric, window, statistic)) {
      out.back().rows.push_back(*std::move(row));
    } else {
      out.back().zero.emplace_back(cw::info(metric.metric).name);
    }
  }
  return out;
}

// -- Cost -----------------------------------------------------------------------------------------

std::string service_name(std::string_view service) {
  if (service == "kinesis") return "Kinesis";
  if (service == "lambda") return "Lambda";
  std::string out(service);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// AWS's page with a service's prices.
std::string price_page(std::string_view service) {
  return std::format("aws.amazon.com/{}/pricing",
                     service == "kinesis" ? "kinesis/data-streams" : service);
}

std::string price_text(const model::Price& price, model::Profile profile) {
  const std::int64_t each = price.per_million.value(profile);
  if (each == 0) return "no charge";
  // AWS's lists give the price of one piece, of a million when one is next to nothing.
  constexpr std::int64_t kMillion = 1'000'000;
  const bool of_one = each >= 1'000 * kMillion && each % kMillion == 0;
  std::string out = of_one ? model::money_text(each / kMillion) + " each"
                           : model::money_text(each) + " per million";
  const std::int64_t free = price.free_per_month.value(profile);
  if (free > 0) {
    out += std::format(", {} a month free", grouped(static_cast<std::uint64_t>(free)));
  }
  return out;
}

BillRow bill_row(const world::BillLine& line, model::Profile profile) {
  const model::Price& price = model::price_of(line.what);
  BillRow row;
  row.what = std::format("{}, {}", service_name(price.service), price.unit);
  row.units = grouped(line.units);
  row.price = price_text(price, profile);
  row.source = std::format("{}, as of {}", price_page(price.service), model::kPricesAsOf);
  row.cost = dollars(line.micro_dollars);
  row.label =
      std::format("{}: {} at {}, {}; {}", row.what, row.units, row.price, row.cost, row.source);
  return row;
}

// Where the prices come from, each page once.
std::string price_note(const world::Bill& bill) {
  std::vector<std::string> pages;
  for (const world::BillLine& line : bill.lines) {
    std::string page = price_page(model::price_of(line.what).service);
    if (!std::ranges::contains(pages, page)) pages.push_back(std::move(page));
  }
  const std::string from = pages.empty() ? "" : std::format(" from {},", join_words(pages));
  return std::format("Prices{} us-east-1, smallest tier, as of {}. Indicative: AWS changes them.",
                     from, model::kPricesAsOf);
}

// A month that goes on as the run went so far.
world::Meter month_of(const world::Meter& meter, base::SimTime gone) {
  world::Meter out;
  const double times = static_cast<double>(kMonthSeconds) * 1e6 / static_cast<double>(gone.us);
  for (std::size_t i = 0; i < meter.units.size(); ++i) {
    out.units[i] = static_cast<std::uint64_t>(static_cast<double>(meter.units[i]) * times + .5);
  }
  return out;
}

CostMeter read_cost(const world::World& world, base::SimTime now) {
  const model::Profile profile = world.options().profile;
  const world::Bill bill = world::draw_up_bill(world.meter(), profile);
  CostMeter out;
  for (const world::BillLine& line : bill.lines) out.rows.push_back(bill_row(line, profile));
  out.sum = dollars(bill.micro_dollars);
  out.after_free = dollars(bill.micro_dollars_after_free);
  out.note = price_note(bill);
  if (now.us < kLeastPace.us || bill.lines.empty()) return out;
  const world::Bill month = world::draw_up_bill(month_of(world.meter(), now), profile);
  out.month = dollars(month.micro_dollars_after_free);
  out.month_words = std::format("A month at this pace: {} requests", grouped(month.requests));
  return out;
}

}  // namespace

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string dollars(std::int64_t micro) {
  const auto abs = static_cast<std::uint64_t>(std::max<std::int64_t>(micro, 0));
  if (abs == 0) return "$0";
  if (abs >= 100'000) {
    const std::uint64_t cents = (abs + 5'000) / 10'000;
    return std::format("${}.{:02}", grouped(cents / 100), cents % 100);
  }
  return std::format("$0.{:06}", abs);
}

Control metrics_toggle(bool open) {
  Control out{.id = "metrics.toggle",
              .label = open ? "Close metrics and cost" : "Metrics and cost",
              .icon = "gauge",
              .shortcut = "m"};
  out.pressed = open;
  return out;
}

MetricsPanel build_metrics(const world::Timeline& timeline, const MetricsState& state) {
  static constexpr std::array kStatistics{
      std::pair{Statistic::kSum, std::pair{"metrics.sum", "Sum"}},
      std::pair{Statistic::kAverage, std::pair{"metrics.average", "Average"}},
      std::pair{Statistic::kMaximum, std::pair{"metrics.maximum", "Maximum"}}};
  MetricsPanel out;
  out.open = state.open;
  out.toggle = metrics_toggle(state.open);
  if (!state.open) return out;
  for (const auto& [statistic, words] : kStatistics) {
    Control control{.id = words.first, .label = words.second, .icon = {}, .shortcut = {}};
    control.pressed = statistic == state.statistic;
    out.statistics.push_back(std::move(control));
  }
  const world::World& world = timeline.view();
  Window window;
  window.to = timeline.playhead().us / cw::kMinute.us;
  window.from = std::max<std::int64_t>(window.to - static_cast<std::int64_t>(kMinutesShown), 0);
  if (window.to == 0) {
    out.hint = std::format(
        "CloudWatch gives one value for each minute. The first minute ends in "
        "{}.",
        countdown(base::SimTime{cw::kMinute.us} - timeline.playhead()));
  } else {
    out.window =
        window.to - window.from == 1
            ? "Minute " + minute_text(window.from)
            : std::format("Minutes {} to {}", minute_text(window.from), minute_text(window.to - 1));
    out.groups = read_groups(world.metrics(), window, state.statistic);
    if (out.groups.empty()) out.hint = "Nothing has been used yet.";
  }
  out.cost = read_cost(world, timeline.playhead());
  return out;
}

}  // namespace view
