// Edges, traces, signals on the wire, tallies, legend and lines of prose of the stage, and the
// registration of its nodes. Must not know: nodes, chips.
#include <algorithm>
#include <cmath>
#include <format>

#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kEdge = 2, kArrow = 6;

void draw_curve(StageView& s, Point a, Point b, bool vertical, const Curve& look) {
  const Stroke straight{.color = look.color ? look.color : s.p.t().line2,
                        .width = look.width,
                        .dash = look.dash,
                        .round_cap = look.round_cap};
  const bool aligned = vertical ? std::abs(a.x - b.x) < .5f : std::abs(a.y - b.y) < .5f;
  if (aligned) {
    s.p.c.line(a.x, a.y, b.x, b.y, straight);
    return;
  }
  Curve curve = look;
  curve.vertical = vertical;
  s.p.c.bez(a.x, a.y, b.x, b.y, curve);
}

Dir arrow_dir(Point a, Point b, bool vertical) {
  if (vertical) return b.y >= a.y ? Dir::Down : Dir::Up;
  return b.x >= a.x ? Dir::Right : Dir::Left;
}

Point back_from(Point p, Dir d, float by) {
  switch (d) {
    case Dir::Right: return {p.x - by, p.y};
    case Dir::Left: return {p.x + by, p.y};
    case Dir::Down: return {p.x, p.y - by};
    case Dir::Up: return {p.x, p.y + by};
  }
  return p;
}

void draw_edge(StageView& s, const view::Edge& e) {
  Point a = spot(e.from), b = spot(e.to);
  const Color colour = e.slot >= 0 ? s.p.t().slot(e.slot) : 0;
  Curve look{.color = colour, .width = kEdge, .k = e.k};
  if (e.kind == view::EdgeKind::kDashed) {
    look.width = 1.75f;
    look.dash = kDashDeadLetter;
  }
  if (e.arrow) {
    const Dir dir = arrow_dir(a, b, e.vertical);
    s.p.c.arrow(b.x, b.y, dir, colour);
    b = back_from(b, dir, kArrow);
  }
  if (e.corner) {
    const auto [c1, c2] = view::controls_of(e);
    s.p.c.cubic(a, spot(c1), spot(c2), b,
                {.color = colour ? colour : s.p.t().line2, .width = kEdge, .dash = look.dash});
    return;
  }
  draw_curve(s, a, b, e.vertical, look);
}

bool is_claim(const view::Edge& e) {
  return e.kind == view::EdgeKind::kClaim || e.kind == view::EdgeKind::kBroken;
}

void draw_claim(StageView& s, const view::Edge& e) {
  const Theme& t = s.p.t();
  const Point a = spot(e.from), b = spot(e.to);
  if (e.kind == view::EdgeKind::kClaim) {
    draw_curve(s, a, b, e.vertical, {.width = kEdge, .k = e.k});
    return;
  }
  const float dx = e.vertical ? 0.f : b.x > a.x ? 4.f : -4.f, dy = e.vertical ? 4.f : 0.f;
  draw_curve(s, {a.x + dx, a.y + dy}, {b.x - dx, b.y - dy}, e.vertical,
             {.color = t.bad, .width = kEdge, .dash = kDashTrace, .round_cap = true, .k = e.k});
}

/// What lies on the tray's edge: the dots of a claim, the cross of a broken one.
void draw_claim_end(StageView& s, const view::Edge& e) {
  if (e.kind == view::EdgeKind::kBroken) {
    s.p.c.cross((e.from.x + e.to.x) / 2, (e.from.y + e.to.y) / 2, 7);
    return;
  }
  const float r = s.phone() ? 3.5f : 4;
  for (const view::Vec end : {e.from, e.to}) s.p.c.circ(end.x, end.y, r, {.fill = s.p.t().line2});
}

void draw_dlq_edge(StageView& s, const view::DlqNode& n) {
  const view::Edge edge{.kind = view::EdgeKind::kDashed,
                        .from = n.edge_from,
                        .to = n.edge_to,
                        .vertical = true,
                        .arrow = true};
  if (!(n.edge_from == n.edge_to)) draw_edge(s, edge);
  if (!n.edge_text.empty())
    s.p.c.text(n.edge_text_at.x, n.edge_text_at.y, n.edge_text,
               {.size = s.type(13), .face = Face::Mono, .color = s.p.t().text2});
}

void draw_trace(StageView& s, const view::Trace& trace) {
  if (trace.bezier.size() != 4) return;
  const Color c = trace.time_coloured ? s.p.t().time : s.p.t().text2;
  const Point c2 = spot(trace.bezier[2]), end = spot(trace.bezier[3]);
  const bool sideways = std::abs(end.x - c2.x) >= std::abs(end.y - c2.y);
  const Dir dir = arrow_dir(c2, end, !sideways);
  s.p.c.cubic(spot(trace.bezier[0]), spot(trace.bezier[1]), c2, end,
              {.color = c, .width = 2, .dash = kDashTrace, .round_cap = true});
  const Point tip = back_from(end, dir, -kArrow - 1);
  s.p.c.arrow(tip.x, tip.y, dir, c);
}

void draw_signal(StageView& s, const view::Signal& signal) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Point at = spot(signal.at);
  c.circ(at.x, at.y, 9, {.fill = t.bg, .stroke = t.line2});
  switch (signal.kind) {
    case view::SignalKind::kPoll:
      c.circ(at.x, at.y, 3.5f, {.stroke = t.text2, .width = 1.75f});
      break;
    case view::SignalKind::kEmpty:
      c.line(at.x - 4, at.y, at.x + 4, at.y, {.color = t.text2, .width = 2, .round_cap = true});
      break;
    case view::SignalKind::kDelete: c.mark(at.x, at.y, Mark::Deleted); break;
    case view::SignalKind::kExtend: c.mark(at.x, at.y, Mark::Timeout, .85f); break;
    case view::SignalKind::kRefused: c.cross(at.x, at.y, 9); break;
  }
  if (!signal.label.empty())
    c.text(at.x, at.y - 18, signal.label,
           {.size = s.type(13), .color = t.text2, .align = Align::Middle});
}

void draw_tally(StageView& s, const view::Tally& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const float x = n.at.x, y = n.at.y;
  const float size = s.type(n.words_right ? 34 : 26);
  c.text(x, y, n.number, {.size = size, .face = Face::Semibold, .color = n.bad ? t.bad : t.text});
  if (n.words_right) {
    const float left = x + std::max(c.text_width(n.number, size, Face::Semibold) + 9, 30.f);
    float row = n.words.size() > 1 ? y - 9 : y;
    for (const std::string& line : n.words) {
      c.text(left, row, line, {.size = s.type(13.5f), .color = t.text2});
      row += 19;
    }
    return;
  }
  float row = y + 26;
  for (const std::string& line : n.words) {
    c.text(x, row, line, {.size = s.type(13), .color = t.text2});
    row += 18;
  }
}

void draw_legend(StageView& s, const view::LegendItem& item) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const float x = item.at.x, y = item.at.y;
  switch (item.kind) {
    case view::LegendItem::Kind::kRim:
      c.rect(x, y - 9, 30, 18, {.radius = 8, .stroke = t.line, .width = 3});
      c.rim(x, y - 9, 30, 18, 8, .6f, {.color = t.time, .width = 3});
      break;
    case view::LegendItem::Kind::kPips:
      for (int i = 0; i < 3; ++i)
        c.circ(x + 8 + 7 * static_cast<float>(i), y, 2.6f, {.fill = t.text2});
      break;
    case view::LegendItem::Kind::kDelayed:
      c.rect(x, y - 9, 30, 18,
             {.radius = 6, .stroke = t.text3, .width = 1.5f, .dash = kDashDelayed});
      c.icon(Icon::Hourglass, x + 15, y, 10, t.text2);
      break;
  }
  c.text(x + 44, y, item.text, {.size = s.type(13), .color = t.text2});
}

}  // namespace

Touch touch_node(StageView& s, model::Ref ref, Rect r, const view::NodeNotes& notes,
                 std::string_view label) {
  const Theme& t = s.p.t();
  const std::string id = ref ? view::select_id(ref) : "";
  Touch touch;
  s.p.links.skip();
  if (!id.empty() && !s.p.links.has(id)) {
    const Rect outer = s.p.c.to_outer(r);
    touch = s.p.links.add(s.p.hits, id, outer, stage_link(ref, notes.pointable));
    s.p.links.label(s.p.hits, label, outer);
  }
  const float over = hover_share(s.p, touch);
  if (notes.spoken_of)
    s.p.c.rect(r.x - 8, r.y - 8, r.w + 16, r.h + 16,
               {.radius = 18, .fill = t.dark ? mix(t.bg, t.text, .09f) : t.card});
  if (over > 0)
    s.p.c.rect(r.x - 3, r.y - 3, r.w + 6, r.h + 6,
               {.radius = 15, .fill = t.hover_plate(), .opacity = over});
  point_ring(s, r, 12, notes.pointable, notes.pointed, touch.hover || touch.focus);
  touch.hover = false;
  touch.selected = notes.selected;
  return touch;
}

void point_ring(StageView& s, Rect r, float radius, bool pointable, bool pointed, bool touched) {
  if (!pointed && !(pointable && (s.must_point || touched))) return;
  const float gap = pointed ? 5 : 4;
  s.p.c.rect(r.x - gap, r.y - gap, r.w + 2 * gap, r.h + 2 * gap,
             {.radius = radius + gap,
              .stroke = s.p.t().you,
              .width = pointed ? 2.5f : 1.75f,
              .dash = pointed ? Dash{} : Dash{2, 4},
              .round_cap = !pointed});
}

void draw_edges(StageView& s) {
  for (const view::Edge& e : s.scene.edges) is_claim(e) ? draw_claim(s, e) : draw_edge(s, e);
  for (const view::DlqNode& n : s.scene.dlqs) draw_dlq_edge(s, n);
  for (const view::MoveEdge& n : s.scene.moves) {
    if (!(n.edge.from == n.edge.to)) draw_edge(s, n.edge);
    s.p.c.text(n.text_at.x, n.text_at.y, n.text, {.size = s.type(13), .color = s.p.t().text2});
  }
}

void draw_claim_ends(StageView& s) {
  for (const view::Edge& e : s.scene.edges)
    if (is_claim(e)) draw_claim_end(s, e);
}

void draw_traces(StageView& s) {
  for (const view::Trace& t : s.scene.traces) draw_trace(s, t);
}

void draw_signals(StageView& s) {
  for (const view::Signal& signal : s.scene.signals) draw_signal(s, signal);
}

void draw_stage_texts(StageView& s) {
  for (const view::Tally& n : s.scene.tallies) draw_tally(s, n);
  for (const view::LegendItem& item : s.scene.legend) draw_legend(s, item);
  const Theme& t = s.p.t();
  for (const view::StageText& text : s.scene.texts)
    s.p.c.text(text.at.x, text.at.y, text.text,
               {.size = s.type(13),
                .face = text.strong ? Face::Semibold : Face::Regular,
                .color = text.bad      ? t.bad
                         : text.strong ? t.text
                                       : t.text3});
}

}  // namespace ui
