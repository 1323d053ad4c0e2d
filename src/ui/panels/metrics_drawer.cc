// Metrics and cost as a drawer from below: one small chart for each metric, and the bill beside
// them; on a narrow screen below them. Must not know: where a value comes from.
#include <algorithm>
#include <format>

#include "ui/panels/drawer.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kPad = 20, kNarrowPad = 16, kCostWidth = 312, kWideCost = 340, kTwoColumns = 640;
constexpr float kRow = 44, kNarrowRow = 62, kGroupHead = 40, kBarsH = 26, kValueW = 74;
constexpr float kSegments = 258, kSegmentH = 32;

float side(const Panel& p) { return p.at.phone ? kNarrowPad : kPad; }

/// A column with a pen that moves down; what lies outside of the body is not drawn.
struct Pen {
  Panel& p;
  Rect body;
  float x = 0, right = 0, y = 0;
  float w() const { return right - x; }
  bool seen(float h) const { return y + h > body.y && y < body.bottom(); }
};

void draw_statistics(Panel& p, Rect r) {
  std::vector<SegmentCell> cells;
  for (const view::Control& c : p.frame.metrics.statistics) cells.push_back({&c, c.pressed});
  segment_row(p, r, cells, {.size = 13.5f, .group = "ui.metrics.statistic"});
}

/// One bar a minute, the newest at the right.
void draw_bars(Pen& pen, Rect r, const view::MetricRow& row) {
  Canvas& c = pen.p.c;
  const Theme& t = pen.p.t();
  const std::size_t slots = std::clamp<std::size_t>(row.minutes.size(), 12, view::kMinutesShown);
  const float slot = r.w / static_cast<float>(slots);
  const float w = std::max(slot - 1.5f, 1.f);
  const Color ink = mix(t.panel, t.slot(0), .85f);
  c.line(r.x, r.bottom() + .5f, r.right(), r.bottom() + .5f, {.color = t.line2});
  float x = r.right() - slot * static_cast<float>(row.minutes.size());
  for (const std::optional<float>& share : row.minutes) {
    if (share) {
      const float h = *share > 0 ? std::max(*share * (r.h - 2), 2.f) : 0.f;
      if (h > 0) c.rect(x, r.bottom() - h, w, h, {.fill = ink});
      else c.circ(x + w / 2, r.bottom(), 1.2f, {.fill = t.text3});
    }
    x += slot;
  }
}

void draw_metric(Pen& pen, const view::MetricRow& row, bool narrow) {
  Panel& p = pen.p;
  const Theme& t = p.t();
  const float h = narrow ? kNarrowRow : kRow;
  if (pen.seen(h)) {
    const float name_y = narrow ? pen.y + 12 : pen.y + h / 2;
    const float bars_w = narrow ? pen.w() - kValueW - 16 : std::clamp(pen.w() * .22f, 90.f, 180.f);
    const float bars_x = narrow ? pen.x : pen.right - kValueW - 12 - bars_w;
    const float mid = narrow ? pen.y + 42 : pen.y + h / 2;
    const Rect name{pen.x, name_y - 11, narrow ? pen.w() : bars_x - 12 - pen.x, 22};
    p.c.text(pen.x, name_y, row.name,
             {.size = 13, .face = Face::Mono, .color = t.text, .max_width = name.w});
    p.links.add(p.hits, "ui.metric." + row.label, p.c.to_outer(name), {"ui.none", ""},
                {.cursor = Cursor::Arrow, .focusable = false});
    p.links.label(p.hits, row.label, p.c.to_outer(name));
    draw_bars(pen, {bars_x, mid - kBarsH / 2, bars_w, kBarsH}, row);
    const bool several = row.minutes.size() > 1;
    p.c.text(pen.right, several ? mid - 8 : mid, row.value,
             {.size = 15, .face = Face::Semibold, .align = Align::Right, .max_width = kValueW});
    if (several)
      p.c.text(pen.right, mid + 11, "most " + row.most,
               {.size = 13, .color = t.text3, .align = Align::Right, .max_width = kValueW + 10});
  }
  pen.y += h;
}

void draw_group(Pen& pen, const view::MetricGroup& group) {
  Panel& p = pen.p;
  const Theme& t = p.t();
  const bool narrow = pen.w() < 500;
  const float mid = pen.y + kGroupHead / 2;
  if (pen.seen(kGroupHead)) {
    p.c.icon(icon_named(group.icon), pen.x + 8, mid, 17, t.text);
    const float w = p.c.text(pen.x + 26, mid, group.name, {.size = 15, .face = Face::Mono});
    p.c.text(pen.right, mid, group.kind,
             {.size = 13, .color = t.text3, .align = Align::Right, .max_width = pen.w() - w - 40});
  }
  pen.y += kGroupHead;
  for (const view::MetricRow& row : group.rows) draw_metric(pen, row, narrow);
  if (!group.zero.empty()) {
    const std::string text = std::format("{} more {} been 0 throughout", group.zero.size(),
                                         group.zero.size() == 1 ? "has" : "have");
    p.c.text(pen.x, pen.y + 12, text, {.size = 13, .color = t.text3});
    pen.y += 26;
  }
  p.c.line(pen.x, pen.y + 6, pen.right, pen.y + 6);
  pen.y += 14;
}

void draw_groups(Pen& pen) {
  Panel& p = pen.p;
  const view::MetricsPanel& m = p.frame.metrics;
  if (!m.window.empty()) {
    p.c.text(pen.x, pen.y + 12, m.window, {.size = 13, .color = p.t().text2});
    p.c.text(pen.right, pen.y + 12, "newest at the right",
             {.size = 13, .color = p.t().text3, .align = Align::Right});
    pen.y += 26;
  }
  if (!m.hint.empty())
    pen.y += p.c.para(pen.x, pen.y + 2, pen.w(), m.hint, {.size = 15, .line_height = 22}) + 14;
  for (const view::MetricGroup& group : m.groups) draw_group(pen, group);
}

// -- The bill -------------------------------------------------------------------------------------

void draw_bill_row(Pen& pen, const view::BillRow& row) {
  Panel& p = pen.p;
  const Theme& t = p.t();
  const float cost_w = p.c.text_width(row.cost, 14, Face::Mono);
  p.c.text(pen.right, pen.y + 10, row.cost,
           {.size = 14, .face = Face::Mono, .align = Align::Right});
  const float top = pen.y;
  pen.y += std::max(p.c.para(pen.x, pen.y, pen.w() - cost_w - 14, row.what,
                             {.size = 14, .line_height = 20, .color = t.text}),
                    20.f);
  pen.y += p.c.para(pen.x, pen.y, pen.w(), std::format("{} × {}", row.units, row.price),
                    {.size = 13, .line_height = 18});
  const Rect r{pen.x, top, pen.w(), pen.y - top};
  p.links.add(p.hits, "ui.bill." + row.what, p.c.to_outer(r), {"ui.none", ""},
              {.cursor = Cursor::Arrow, .focusable = false});
  p.links.label(p.hits, row.source, p.c.to_outer(r));
  pen.y += 10;
}

void draw_sum(Pen& pen, std::string_view words, std::string_view value, bool strong) {
  Panel& p = pen.p;
  const float size = strong ? 15.f : 13.f;
  const float value_w = p.c.text_width(value, strong ? 17.f : 14.f, Face::Semibold);
  const float h =
      p.c.para(pen.x, pen.y, pen.w() - value_w - 14, words,
               {.size = size, .line_height = 20, .color = strong ? p.t().text : p.t().text2});
  p.c.text(pen.right, pen.y + 10, value,
           {.size = strong ? 17.f : 14.f, .face = Face::Semibold, .align = Align::Right});
  pen.y += h + 6;
}

void draw_cost(Pen& pen) {
  Panel& p = pen.p;
  const view::CostMeter& m = p.frame.metrics.cost;
  p.c.text(pen.x, pen.y + 12, "Cost of this run", {.size = 15, .face = Face::Semibold});
  pen.y += 32;
  if (m.rows.empty()) {
    p.c.text(pen.x, pen.y + 10, "No call has been made yet.", {.size = 14, .color = p.t().text3});
    pen.y += 30;
  }
  for (const view::BillRow& row : m.rows) draw_bill_row(pen, row);
  p.c.line(pen.x, pen.y + 2, pen.right, pen.y + 2, {.color = p.t().line2});
  pen.y += 14;
  draw_sum(pen, "Together", m.sum, true);
  draw_sum(pen, "Within the month's free tier", m.after_free, false);
  if (!m.month.empty()) {
    pen.y += 6;
    draw_sum(pen, m.month_words, m.month, true);
  }
  pen.y += 4;
  pen.y += p.c.para(pen.x, pen.y, pen.w(), m.note,
                    {.size = 13, .line_height = 18, .color = p.t().text3}) +
           12;
}

}  // namespace

void draw_metrics(Panel& p) {
  const view::MetricsPanel& m = p.frame.metrics;
  const auto drawer = begin_drawer(p, "metrics", m.open, p.at.metrics, p.state.metrics);
  if (!drawer) return;
  const Rect r = drawer->r;
  drawer_head(p, r, "Metrics and cost", side(p), m.toggle);
  const bool two = r.w >= kTwoColumns;
  Rect body{r.x, r.y + kDrawerHead, r.w, r.h - kDrawerHead};
  if (two) {
    draw_statistics(
        p, {r.right() - 56 - kSegments, r.y + (kDrawerHead - kSegmentH) / 2, kSegments, kSegmentH});
  } else {
    draw_statistics(p, {r.x + side(p), body.y + 10, r.w - 2 * side(p), kSegmentH + 4});
    body.y += kSegmentH + 20;
    body.h -= kSegmentH + 20;
  }
  const float cost_w = r.w >= 860 ? kWideCost : kCostWidth;
  const float divide = two ? r.right() - cost_w : r.right();
  const Rect left{body.x, body.y, divide - body.x, body.h};
  ScrollArea area(p, "ui.scroll.metrics", left, "metrics");
  Pen pen{p, left, r.x + side(p), divide - side(p), area.top() + 8};
  draw_groups(pen);
  if (!two) draw_cost(pen);
  area.end(pen.y - area.top() + 8);
  if (two) {
    p.c.line(divide + .5f, body.y, divide + .5f, body.bottom());
    const Rect right{divide + 1, body.y, cost_w - 1, body.h};
    ScrollArea cost(p, "ui.scroll.cost", right, "cost");
    Pen bill{p, right, divide + 20, r.right() - 20, cost.top() + 8};
    draw_cost(bill);
    cost.end(bill.y - cost.top());
  }
  end_drawer(p, *drawer);
}

}  // namespace ui
