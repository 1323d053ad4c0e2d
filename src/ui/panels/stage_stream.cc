// Streams on the stage: the hash-key bar, tapes with records and flags, gauges, what flies and what
// bounced off, and the cards of the readers. Must not know: chips, edges of other stages.
#include <algorithm>
#include <cmath>
#include <format>
#include <map>

#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr double kReboundTime = .24;
constexpr std::size_t kMostGliding = 32;  // shards; more go to their places at once

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

view::NodeNotes notes_of(const view::StreamMarks& m) {
  return {m.selected, m.spoken_of, m.pointable, m.pointed};
}

Color key_colour(const Theme& t, int slot) { return slot < 0 ? t.text3 : t.slot(slot); }

// -- Records --------------------------------------------------------------------------------------

/// Registers a small thing of the stage under its own id, once.
Touch touch_small(StageView& s, model::Ref ref, Rect r, bool pointable, std::string_view label) {
  s.p.links.skip();
  if (!ref) return {};
  const Rect outer = s.p.c.to_outer(r);
  if (s.many) {
    s.p.links.add_spot(outer, ref, pointable);
    return {};
  }
  const std::string id = view::select_id(ref);
  if (s.p.links.has(id)) return {};
  const Touch touch = s.p.links.add(s.p.hits, id, outer, stage_link(ref, pointable));
  s.p.links.label(s.p.hits, label, outer);
  return touch;
}

void draw_square(StageView& s, const view::RecordSquare& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  if (!c.visible(r)) return;
  const Touch touch = touch_small(s, n.ref, r, n.marks.pointable, n.label);
  const float radius = std::round(r.w * .24f);
  const float over = hover_share(s.p, touch);
  if (n.marks.spoken_of)
    c.rect(r.x - 4, r.y - 4, r.w + 8, r.h + 8, {.radius = radius + 4, .fill = t.spoken_of()});
  if (over > 0)
    c.rect(r.x - 3, r.y - 3, r.w + 6, r.h + 6,
           {.radius = radius + 3, .fill = t.hover_plate(), .opacity = over});
  const float opacity = n.dim ? .45f : 1.f;
  if (n.slot < 0)
    c.rect(r.x, r.y, r.w, r.h, {.radius = radius, .fill = t.text3, .opacity = opacity});
  else c.swatch(r.x, r.y, r.w, r.h, n.slot, opacity, radius);
  point_ring(s, r, radius, n.marks.pointable, n.marks.pointed, touch.hover || touch.focus);
  if (n.marks.selected) c.selected_ring(r.x, r.y, r.w, r.h, radius);
  if (touch.focus) c.focus_ring(r.x, r.y, r.w, r.h, radius, 3);
}

// -- Bar ------------------------------------------------------------------------------------------

void draw_segment(StageView& s, const view::BarSegment& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_small(s, n.ref, r, n.marks.pointable, n.label);
  const float radius = std::min(5.f, r.h / 2);
  const float over = hover_share(s.p, touch);
  if (n.marks.spoken_of)
    c.rect(r.x - 5, r.y, r.w + 10, r.h, {.radius = radius + 3, .fill = t.spoken_of()});
  if (over > 0)
    c.rect(r.x - 3, r.y - 1, r.w + 6, r.h + 2,
           {.radius = radius + 3, .fill = t.hover_plate(), .opacity = over});
  c.rect(r.x, r.y, r.w, r.h,
         {.radius = radius,
          .fill = n.hot ? t.hot_segment() : t.card2,
          .stroke = n.hot ? t.bad : t.line2});
  if (!n.number.empty())
    c.text(n.number_at.x, n.number_at.y, n.number,
           {.size = s.type(r.h < 17 ? 13.f : 14.f), .face = Face::Mono, .align = Align::Middle});
  point_ring(s, r, radius, n.marks.pointable, n.marks.pointed, touch.hover || touch.focus);
  if (n.marks.selected) c.selected_ring(r.x, r.y, r.w, r.h, radius, 3);
  if (touch.focus) c.focus_ring(r.x, r.y, r.w, r.h, radius, 3);
}

void draw_knife(StageView& s, const view::KnifeMark& n) {
  Canvas& c = s.p.c;
  const Color time = s.p.t().time;
  const float x = n.at.x, y = n.at.y;
  c.line(x - 10, y, x + n.w + 10, y,
         {.color = time, .width = 2, .dash = n.merge ? Dash{4, 3} : Dash{}});
  c.path({{x - 12, y - 5}, {x - 4, y}, {x - 12, y + 5}}, {.fill = time}, true);
  if (!n.merge) return;
  const float right = x + n.w;
  c.path({{right + 12, y - 5}, {right + 4, y}, {right + 12, y + 5}}, {.fill = time}, true);
}

void draw_bar(StageView& s, const view::StreamPicture& n) {
  const Theme& t = s.p.t();
  const TextStyle look{.size = s.type(14), .color = t.text2, .align = Align::Middle};
  for (const view::BarSegment& segment : n.bar) draw_segment(s, segment);
  for (const view::KnifeMark& knife : n.knives) draw_knife(s, knife);
  s.p.c.text(n.first_key_at.x, n.first_key_at.y, n.first_key, look);
  s.p.c.text(n.last_key_at.x, n.last_key_at.y, n.last_key, look);
}

// -- Tapes ----------------------------------------------------------------------------------------

/// How far each tape is from its place while it glides there: after a split the children come out
/// of where their parent stood, and the closed parent moves behind them. What belongs to a tape
/// glides with it.
std::map<model::Ref, Point> gliding(StageView& s, const view::StreamPicture& n) {
  std::map<model::Ref, Point> out;
  if (n.tapes.size() > kMostGliding) return out;
  std::map<model::Ref, Point> now;
  for (const view::TapeNode& tape : n.tapes) {
    const auto parent = now.find(tape.parent);
    const Point first = parent == now.end() ? Point{tape.box.x, tape.box.y} : parent->second;
    const std::string name = std::format("tape/{}/", tape.ref.id);
    const Point at{s.p.motion.follow_from(name + "x", first.x, tape.box.x, kCameraTime),
                   s.p.motion.follow_from(name + "y", first.y, tape.box.y, kCameraTime)};
    now[tape.ref] = at;
    out[tape.ref] = {at.x - tape.box.x, at.y - tape.box.y};
  }
  return out;
}

Point shift_of(const std::map<model::Ref, Point>& shifts, model::Ref shard) {
  const auto at = shifts.find(shard);
  return at == shifts.end() ? Point{} : at->second;
}

void draw_curve(StageView& s, const std::vector<view::Vec>& p, const Stroke& look) {
  if (p.size() != 4) return;
  if (std::abs(p[0].y - p[3].y) < .5f) s.p.c.line(p[0].x, p[0].y, p[3].x, p[3].y, look);
  else s.p.c.cubic(spot(p[0]), spot(p[1]), spot(p[2]), spot(p[3]), look);
}

void draw_tape(StageView& s, const view::TapeNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const float radius = std::min(8.f, r.h / 4);
  s.p.links.skip();
  if (n.open) {
    draw_curve(s, n.feed, {.color = t.line2, .width = 2});
    if (n.feed.size() == 4) c.arrow(n.feed[3].x + 5, n.feed[3].y, Dir::Right, t.line2, 4.5f);
  }
  if (n.marks.spoken_of)
    c.rect(r.x - 5, r.y - 5, r.w + 10, r.h + 10, {.radius = radius + 5, .fill = t.spoken_of()});
  c.rect(r.x, r.y, r.w, r.h,
         {.radius = radius,
          .fill = n.open ? t.card : mix(t.bg, t.card, .6f),
          .stroke = n.open ? t.line : t.line2,
          .dash = n.open ? Dash{} : kDashGhost});
  if (!n.open) c.line(r.x + 1, r.y - 4, r.x + 1, r.bottom() + 4, {.color = t.text2, .width = 3});
  const Color ink = n.open ? t.text : t.text2;
  if (!n.name.empty())
    c.text(n.name_at.x, n.name_at.y, n.name,
           {.size = s.type(13.5f), .face = Face::Mono, .color = ink});
  if (!n.state.empty())
    c.text(n.state_at.x, n.state_at.y, n.state,
           {.size = s.type(13), .face = Face::Semibold, .color = n.open ? t.good : t.text3});
}

void draw_records(StageView& s, const view::TapeNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  for (const view::RecordSquare& square : n.records) draw_square(s, square);
  if (n.more.w <= 0) return;
  const Rect m = of(n.more);
  c.rect(m.x, m.y, m.w, m.h, {.radius = std::min(5.f, m.h / 3), .fill = t.card2});
  if (!n.more_text.empty())
    c.text(m.x + m.w / 2, m.y + m.h / 2, n.more_text,
           {.size = s.type(13), .face = Face::Mono, .color = t.text2, .align = Align::Middle});
}

/// A flag as a control: registered below the records, which lie closer together than a hand points.
struct FlagTouch {
  Touch touch;
  float over = 0;
};
FlagTouch touch_flag(StageView& s, const view::CursorFlag& n) {
  const Rect outer = s.p.c.to_outer(of(n.hit));
  FlagTouch out;
  out.touch = s.p.links.add(s.p.hits, view::flag_id(n.shard, n.ref), outer,
                            stage_link(n.ref, n.marks.pointable));
  s.p.links.label(s.p.hits, n.label, outer);
  out.over = hover_share(s.p, out.touch);
  return out;
}

/// What is drawn of a flag above its tape: the pennant, or the head of a pole alone.
Rect head_of(const view::CursorFlag& n) {
  if (n.pennant.w > 0) return of(n.pennant);
  return {n.x - 3, n.hit.y + 3, 6, n.hit.h - 6};
}

void draw_flag(StageView& s, const view::CursorFlag& n, const FlagTouch& at) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect head = head_of(n);
  if (at.over > 0)
    c.rect(head.x - 3, head.y - 3, head.w + 6, head.h + 6,
           {.radius = 5, .fill = t.hover_plate(), .opacity = at.over});
  point_ring(s, head, 2, n.marks.pointable, n.marks.pointed, at.touch.hover || at.touch.focus);
  if (n.marks.selected) c.selected_ring(head.x, head.y, head.w, head.h, 2, 2);
  if (at.touch.focus) c.focus_ring(head.x, head.y, head.w, head.h, 2, 4);
  c.line(n.x, n.y0, n.x, n.y1, {.color = t.text, .width = 2});
  s.p.links.skip();
  if (n.pennant.w <= 0) return;
  const Rect r = of(n.pennant);
  const float notch = 5, mid = r.y + r.h / 2;
  const float body = n.to_left ? r.x + notch : r.x;
  c.rect(body, r.y, r.w - notch, r.h, {.fill = t.text});
  const float tail = n.to_left ? r.x + notch : r.right() - notch, tip = n.to_left ? r.x : r.right();
  c.path({{tail, r.y}, {tip, r.y}, {tail, mid}}, {.fill = t.text}, true);
  c.path({{tail, r.bottom()}, {tip, r.bottom()}, {tail, mid}}, {.fill = t.text}, true);
  c.text(body + 6, mid, n.name,
         {.size = s.type(13), .face = Face::Semibold, .color = t.bg, .max_width = r.w - 13});
  if (!n.behind.empty())
    c.text(n.behind_at.x, n.behind_at.y, n.behind,
           {.size = s.type(13), .face = Face::Mono, .color = t.time});
}

/// Appears when the tapes at both of its ends have arrived.
void draw_lineage(StageView& s, const view::LineageCurve& n) {
  const float shown =
      s.p.motion.appear(std::format("lineage/{}/{}", n.parent.id, n.child.id), kCameraTime);
  const Color c = s.p.t().line2;
  draw_curve(s, n.curve, {.color = c, .width = 2, .opacity = shown});
  if (!n.curve.empty())
    s.p.c.circ(n.curve.front().x, n.curve.front().y, 4, {.fill = c, .opacity = shown});
}

// -- Gauges ---------------------------------------------------------------------------------------

void draw_rate(StageView& s, const view::RateGauge& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Color ink = n.hot ? t.bad : t.text2;
  const float mid = r.y + r.h / 2;
  const float size = s.type(13);
  const TextStyle value{
      .size = size, .face = Face::Mono, .color = n.hot ? t.bad : t.text, .align = Align::Right};
  if (n.bar_below) {
    c.text(r.right(), r.y + 5, n.value, value);
    c.bar(r.x, r.y + 14, r.w - 2, 4, std::min(n.share, 1.f),
          {.color = ink, .hatch = n.hot ? 1 : 0});
    c.line(r.right(), r.y + 11, r.right(), r.y + 21,
           {.color = n.hot ? t.bad : t.line2, .width = 2});
    return;
  }
  const float name_w = c.text_width("calls/s", size) + 6;
  c.text(r.x, mid, n.name, {.size = size, .color = t.text2});
  const float x0 = r.x + std::max(n.name == "calls/s" ? name_w : 46.f, 46.f);
  const float value_w = std::max(46.f, c.text_width(n.value, size, Face::Mono) + 8);
  const float x1 = r.right() - value_w;
  if (x1 - x0 > 12) {
    c.bar(x0, mid - 4, x1 - x0, 8, std::min(n.share, 1.f), {.color = ink, .hatch = n.hot ? 1 : 0});
    c.line(x1, mid - 7, x1, mid + 7, {.color = n.hot ? t.bad : t.line2, .width = 2});
  }
  c.text(r.right(), mid, n.value, value);
}

// -- What moves -----------------------------------------------------------------------------------

void draw_way(StageView& s, const std::vector<view::Vec>& way, Color colour) {
  draw_curve(s, way, {.color = colour, .width = 1.75f, .dash = kDashTrace, .round_cap = true});
}

void draw_flying(StageView& s, const view::FlyingRecord& n) {
  const Theme& t = s.p.t();
  draw_way(s, n.way, mix(t.bg, key_colour(t, n.way_slot), .55f));
  if (n.way.size() == 4 && std::abs(n.way[3].x - n.way[2].x) > std::abs(n.way[3].y - n.way[2].y))
    s.p.c.arrow(n.way[3].x + 6, n.way[3].y, Dir::Right, mix(t.bg, key_colour(t, n.way_slot), .8f),
                4);
}

void draw_flying_square(StageView& s, const view::FlyingRecord& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  draw_square(s, n.square);
  if (n.key.empty()) return;
  const float w = c.text_width(n.key, s.type(13), Face::Mono) + 8;
  c.rect(n.key_at.x - w / 2, n.key_at.y - 9, w, 18, {.radius = 5, .fill = t.bg});
  c.text(n.key_at.x, n.key_at.y, n.key,
         {.size = s.type(13), .face = Face::Mono, .align = Align::Middle});
}

view::Vec on_curve(const std::vector<view::Vec>& p, float t) {
  const float u = 1 - t;
  const float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
  return {b0 * p[0].x + b1 * p[1].x + b2 * p[2].x + b3 * p[3].x,
          b0 * p[0].y + b1 * p[1].y + b2 * p[2].y + b3 * p[3].y};
}

void draw_rebound(StageView& s, const view::Rebound& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  draw_way(s, n.way, mix(t.bg, t.bad, .7f));
  draw_curve(s, n.curve, {.color = t.bad, .width = 2});
  view::RecordSquare square = n.square;
  const float shown = s.p.motion.appear(n.id, kReboundTime);
  if (shown < 1 && n.curve.size() == 4) {
    const view::Vec from = on_curve(n.curve, shown), to = n.curve[3];
    square.box.x += from.x - to.x;
    square.box.y += from.y - to.y;
  }
  draw_square(s, square);
  c.cross(n.cross.x, n.cross.y, 8);
  float y = n.error_at.y;
  for (const std::string& line : n.error) {
    c.text(n.error_at.x, y, line,
           {.size = s.type(13), .face = Face::Mono, .color = t.bad, .max_width = n.text_w});
    y += 17;
  }
  if (!n.again.empty())
    c.text(n.again_at.x, n.again_at.y, n.again,
           {.size = s.type(13), .color = t.text2, .max_width = n.text_w});
}

// -- Readers --------------------------------------------------------------------------------------

void draw_pipe(StageView& s, const view::ReadPipe& n) {
  const Theme& t = s.p.t();
  const Color ink = n.shared ? t.line2 : t.text3;
  for (std::size_t i = 0; i + 1 < n.line.size(); ++i)
    s.p.c.line(
        n.line[i].x, n.line[i].y, n.line[i + 1].x, n.line[i + 1].y,
        {.color = ink, .width = n.shared ? 1.5f : 2.5f, .dash = n.shared ? Dash{4, 4} : Dash{}});
  for (const view::Vec tap : n.taps) s.p.c.circ(tap.x, tap.y, n.shared ? 2.5f : 3, {.fill = ink});
}

void draw_line(StageView& s, const view::CardLine& n) {
  const Theme& t = s.p.t();
  s.p.c.text(n.at.x, n.at.y, n.text,
             {.size = s.type(n.strong ? 14.f : 13.f),
              .face = n.mono     ? Face::Mono
                      : n.strong ? Face::Semibold
                                 : Face::Regular,
              .color = n.bad      ? t.bad
                       : n.late   ? t.time
                       : n.quiet  ? t.text3
                       : n.strong ? t.text
                                  : t.text2,
              .align = n.right ? Align::Right : Align::Left,
              .max_width = n.w});
}

void draw_card(StageView& s, const view::StreamCard& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_node(s, n.ref, r, notes_of(n.marks), "");
  c.card(r.x, r.y, r.w, r.h,
         {.radius = r.h < 40 ? 9.f : 12.f,
          .stroke = n.bad ? t.bad : t.line2,
          .width = n.bad ? 2.f : 1.f,
          .touch = touch});
  if (!n.icon.empty())
    c.icon(icon_named(n.icon), n.icon_at.x, n.icon_at.y, 15, n.bad ? t.bad : t.text2);
  for (const float y : n.rules) c.line(r.x + 12, y, r.right() - 12, y, {.color = t.line});
  for (const view::CardLine& line : n.lines) draw_line(s, line);
  for (const view::RateGauge& gauge : n.gauges) draw_rate(s, gauge);
}

// -- What is not drawn ----------------------------------------------------------------------------

void draw_other(StageView& s, const view::OtherChip& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_node(s, n.ref, r, notes_of(n.marks), n.label);
  const bool plate = n.icon.empty();
  c.card(r.x, r.y, r.w, r.h,
         {.radius = 9, .fill = plate ? t.card2 : t.card, .stroke = t.line, .touch = touch});
  if (!plate) c.icon(icon_named(n.icon), r.x + 16, n.name_at.y, 14, t.text2);
  c.text(n.name_at.x, n.name_at.y, n.name,
         {.size = s.type(13), .face = Face::Mono, .color = t.text2, .max_width = n.name_w + 2});
}

void draw_others(StageView& s, const view::StreamPicture& n) {
  if (n.others.empty()) return;
  s.p.c.text(n.others_title_at.x, n.others_title_at.y, n.others_title,
             {.size = s.type(13), .color = s.p.t().text3});
  for (const view::OtherChip& chip : n.others) draw_other(s, chip);
}

// -- Header ---------------------------------------------------------------------------------------

void draw_title(StageView& s, const view::StreamPicture& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect head{n.icon_at.x - 12, n.name_at.y - 14, n.name_at.x + n.name_w + 6 - n.icon_at.x + 12,
                  28};
  const Touch touch = touch_small(s, n.ref, head, n.marks.pointable, n.label);
  const float over = hover_share(s.p, touch);
  if (over > 0)
    c.rect(head.x, head.y, head.w, head.h, {.radius = 9, .fill = t.hover_plate(), .opacity = over});
  point_ring(s, head, 9, n.marks.pointable, n.marks.pointed, touch.hover || touch.focus);
  if (n.marks.selected) c.selected_ring(head.x, head.y, head.w, head.h, 9, 2);
  if (touch.focus) c.focus_ring(head.x, head.y, head.w, head.h, 9, 2);
  c.icon(Icon::Waves, n.icon_at.x, n.icon_at.y, n.name_size + 2, t.text);
  c.text(n.name_at.x, n.name_at.y, n.name,
         {.size = n.name_size, .face = Face::Mono, .max_width = n.name_w + 4});
  if (n.changing)
    c.tag(n.status_at.x, n.status_at.y, n.status,
          {.size = s.type(13),
           .face = Face::Semibold,
           .color = t.time,
           .fill = mix(t.bg, t.time, .16f)});
  if (!n.becomes.empty())
    c.text(n.becomes_at.x, n.becomes_at.y, n.becomes,
           {.size = s.type(14), .color = t.text2, .max_width = n.becomes_w});
  for (std::size_t i = 0; i < n.limit.size(); ++i)
    c.text(n.limit_at.x, n.limit_at.y + 20 * static_cast<float>(i), n.limit[i],
           {.size = s.type(13), .color = i == 0 ? t.text3 : t.text2, .align = Align::Right});
}

}  // namespace

void draw_streams(StageView& s) {
  for (const view::StreamPicture& n : s.scene.streams) {
    draw_title(s, n);
    for (const view::ReadPipe& pipe : n.pipes) draw_pipe(s, pipe);
    for (const view::FlyingRecord& fly : n.flying) draw_flying(s, fly);
    draw_bar(s, n);
    for (const view::LineageCurve& line : n.lineage) draw_lineage(s, line);
    const auto shifts = gliding(s, n);
    const auto moved = [&](Point by, const auto& draw) {
      if (by.x == 0 && by.y == 0) return draw();
      s.p.c.push_transform(by.x, by.y);
      draw();
      s.p.c.pop_transform();
    };
    const auto shifted = [&](model::Ref shard, const auto& draw) {
      moved(shift_of(shifts, shard), draw);
    };
    for (const view::TapeNode& tape : n.tapes) shifted(tape.ref, [&] { draw_tape(s, tape); });
    std::vector<FlagTouch> touches;
    for (const view::CursorFlag& flag : n.flags)
      shifted(flag.shard, [&] { touches.push_back(touch_flag(s, flag)); });
    for (const view::TapeNode& tape : n.tapes) shifted(tape.ref, [&] { draw_records(s, tape); });
    for (std::size_t i = 0; i < n.flags.size(); ++i)
      shifted(n.flags[i].shard, [&] { draw_flag(s, n.flags[i], touches[i]); });
    // Gauges keep their column and follow their tape up and down.
    for (const view::RateGauge& gauge : n.gauges)
      moved({0, shift_of(shifts, gauge.shard).y}, [&] { draw_rate(s, gauge); });
    for (const view::StreamCard& card : n.cards) draw_card(s, card);
    draw_others(s, n);
    if (!n.more.empty())
      s.p.c.text(n.more_at.x, n.more_at.y, n.more, {.size = s.type(13), .color = s.p.t().text3});
  }
}

void draw_stream_motion(StageView& s) {
  for (const view::StreamPicture& n : s.scene.streams) {
    for (const view::FlyingRecord& fly : n.flying) draw_flying_square(s, fly);
    if (n.rebound) draw_rebound(s, *n.rebound);  // its cross may not be covered
  }
}

}  // namespace ui
