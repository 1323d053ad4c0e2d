// The outline of buckets, and of metrics and cost.
#include <format>

#include "view/outline_parts.h"

namespace view {

void put_buckets(Json& parent, const Scene& scene) {
  Json list = node("summary.buckets", "list");
  list["label"] = "Buckets and their objects";
  list["items"] = Json::array();
  put_labels(list, "bucket", scene.buckets);
  for (const BucketNode& bucket : scene.buckets) {
    put_labels(list, std::format("object.{}", bucket.ref.id), bucket.objects);
  }
  put_labels(list, "lost", scene.lost);
  put(parent, std::move(list));
}

namespace {

Json metric_table(const MetricGroup& group, std::size_t number) {
  Json table = node(std::format("metrics.group.{}", number), "table");
  table["label"] = std::format("Metrics of {} ({})", group.name, group.kind);
  table["columns"] = {"Metric", "Newest value", "Most"};
  table["rows"] = Json::array();
  for (const MetricRow& row : group.rows) {
    Json line = Json::object();
    line["id"] = std::format("metrics.group.{}.{}", number, row.name);
    line["cells"] = {row.name, std::format("{} in {}", row.value, row.note), row.most};
    table["rows"].push_back(std::move(line));
  }
  return table;
}

void put_cost(Json& parent, const CostMeter& cost) {
  Json table = node("metrics.cost", "table");
  table["label"] = "Cost of the run so far";
  table["columns"] = {"What", "Pieces", "Price", "Cost"};
  table["rows"] = Json::array();
  for (std::size_t i = 0; i < cost.rows.size(); ++i) {
    const BillRow& row = cost.rows[i];
    Json line = Json::object();
    line["id"] = std::format("metrics.cost.{}", i + 1);
    line["cells"] = {row.what, row.units, std::format("{} ({})", row.price, row.source), row.cost};
    table["rows"].push_back(std::move(line));
  }
  put(parent, std::move(table));
  put(parent, text("metrics.sum.text", std::format("Together {}, {} within the month's free tier",
                                                   cost.sum, cost.after_free)));
  if (!cost.month.empty()) {
    put(parent, text("metrics.month", std::format("{}, {}", cost.month_words, cost.month)));
  }
  put(parent, text("metrics.prices", cost.note));
}

}  // namespace

Json metrics_section(const MetricsPanel& metrics) {
  Json out = panel_section("metrics", kMetricsLabel, metrics.toggle, true);
  for (const Control& statistic : metrics.statistics) put(out, toggle(statistic));
  if (!metrics.window.empty()) put(out, text("metrics.window", metrics.window));
  if (!metrics.hint.empty()) put(out, text("metrics.hint", metrics.hint));
  for (std::size_t i = 0; i < metrics.groups.size(); ++i) {
    const MetricGroup& group = metrics.groups[i];
    if (!group.rows.empty()) put(out, metric_table(group, i + 1));
    if (group.zero.empty()) continue;
    std::string zero;
    for (const std::string& name : group.zero) zero += (zero.empty() ? "" : ", ") + name;
    put(out, text(std::format("metrics.zero.{}", i + 1),
                  std::format("{}: always 0: {}", group.name, zero)));
  }
  put_cost(out, metrics.cost);
  return out;
}

}  // namespace view
