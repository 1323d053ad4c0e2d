// Topics on the stage: hubs, gates with their verdicts, subscribers, the card of the latest
// message, what gates rejected, and the shields of denied calls. Must not know: chips (they lie
// above the cards), edges.
#include <algorithm>
#include <cmath>
#include <format>

#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

// -- Hub ------------------------------------------------------------------------------------------

/// A disc shows hover, focus and choice as rings of its own form.
Touch touch_disc(StageView& s, const view::TopicHub& n) {
  const Theme& t = s.p.t();
  const Rect r{n.centre.x - n.r, n.centre.y - n.r, 2 * n.r, 2 * n.r};
  const Rect outer = s.p.c.to_outer(r);
  s.p.links.skip();
  Touch touch;
  const std::string id = view::select_id(n.ref);
  if (!s.p.links.has(id)) {
    touch = s.p.links.add(s.p.hits, id, outer, stage_link(n.ref, n.notes.pointable));
    s.p.links.label(s.p.hits, n.label, outer);
  }
  if (n.notes.spoken_of)
    s.p.c.circ(n.centre.x, n.centre.y, n.r + 10,
               {.fill = t.dark ? mix(t.bg, t.text, .09f) : t.card});
  const float over = hover_share(s.p, touch);
  if (over > 0)
    s.p.c.circ(n.centre.x, n.centre.y, n.r + 4, {.fill = t.hover_plate(), .opacity = over});
  point_ring(s, r, n.r, n.notes.pointable, n.notes.pointed, touch.hover || touch.focus);
  return touch;
}

void draw_hub(StageView& s, const view::TopicHub& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const float x = n.centre.x, y = n.centre.y;
  const Touch touch = touch_disc(s, n);
  c.circ(x, y + 4, n.r, {.fill = t.shadow});
  c.circ(x, y, n.r, {.fill = t.card, .stroke = t.line2});
  if (n.r >= 28) c.circ(x, y, n.r - 9, {.stroke = t.line});
  c.icon(Icon::Radio, x, y, n.r >= 36 ? 28 : 20, t.text);
  if (n.notes.selected) c.circ(x, y, n.r + 4, {.stroke = t.you, .width = 2.5f});
  if (touch.focus) c.circ(x, y, n.r + 4, {.stroke = t.text, .width = 2});
  const Align align = n.beside ? Align::Left : Align::Middle;
  if (!s.scene.buckets.empty() && !n.beside) {
    // What a bucket tells comes from below: its way passes behind the name.
    const float w = std::min(c.text_width(n.name, s.type(16), Face::Mono), n.name_w);
    c.rect(n.name_at.x - w / 2 - 3, n.name_at.y - 11, w + 6, 22, {.fill = t.bg});
  }
  c.text(n.name_at.x, n.name_at.y, n.name,
         {.size = s.type(16), .face = Face::Mono, .align = align, .max_width = n.name_w});
  if (!n.kind.empty())
    c.text(n.kind_at.x, n.kind_at.y, n.kind,
           {.size = s.type(13), .color = t.text2, .align = align});
}

// -- Gate -----------------------------------------------------------------------------------------

void draw_gate_text(StageView& s, const view::GateNode& n, Color ink) {
  Canvas& c = s.p.c;
  const Rect r = of(n.box);
  const bool plain = n.open || n.pending;
  const bool low = r.h < 32;
  const float left = r.x + (plain ? 10 : low ? 28 : 34);
  const float room = r.right() - (low ? 6 : 8) - left;
  if (plain) {
    c.text(r.x + r.w / 2, r.y + r.h / 2, n.lines.empty() ? "" : n.lines.front(),
           {.size = s.type(13.5f),
            .color = s.p.t().text2,
            .align = Align::Middle,
            .max_width = r.w - 16});
    return;
  }
  const float step = 22;
  float y = r.y + r.h / 2 - step * static_cast<float>(n.lines.size() - 1) / 2;
  for (std::size_t i = 0; i < n.lines.size(); ++i, y += step)
    c.text(left + (i > 0 ? 12.f : 0.f), y, n.lines[i],
           {.size = s.type(13),
            .face = n.says_why ? Face::Semibold : Face::Mono,
            .color = ink,
            .max_width = room - (i > 0 ? 12.f : 0.f)});
}

void draw_gate(StageView& s, const view::GateNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const bool bad = n.verdict == view::GateVerdict::kRejected;
  const Touch touch = touch_node(s, n.ref, r, n.notes, n.label);
  if (n.open || n.pending)
    c.card(r.x, r.y, r.w, r.h,
           {.radius = 10, .fill = t.bg, .stroke = t.line2, .dash = kDashLane, .touch = touch});
  else
    c.card(r.x, r.y, r.w, r.h,
           {.radius = 10,
            .stroke = bad ? t.bad : t.line2,
            .width = bad ? 2.f : 1.f,
            .lift = 3,
            .touch = touch});
  const float icon_x = r.x + (r.h < 32 ? 16 : 18);
  if (n.pending) {
    if (r.w > 150) c.icon(Icon::Hourglass, icon_x, r.y + r.h / 2, 15, t.time);
  } else if (!n.open) {
    c.icon(Icon::Funnel, icon_x, r.y + r.h / 2, r.h < 32 ? 14 : 17, bad ? t.bad : t.text2);
  }
  draw_gate_text(s, n, n.says_why ? t.bad : t.text);
  float right = r.right() - 14;
  for (const std::string& tag : n.tags) {
    const float w = c.text_width(tag, s.type(13)) + 16;
    c.tag(right - w, r.bottom(), tag,
          {.size = s.type(13), .height = 20, .color = t.text2, .fill = t.card2, .stroke = t.line});
    right -= w + 6;
  }
}

void draw_gate_verdict(StageView& s, const view::GateNode& n) {
  if (n.verdict == view::GateVerdict::kNone) return;
  verdict_disc(s.p, std::format("gate/{}/{}", n.ref.id, static_cast<int>(n.verdict)),
               n.verdict == view::GateVerdict::kPassed ? view::Verdict::kGood : view::Verdict::kBad,
               n.disc.x, n.disc.y, n.disc_r);
}

// -- Subscribers ----------------------------------------------------------------------------------

/// Slots of a function: those that run have the colour of what they run.
void draw_slots(StageView& s, const view::EndpointNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  for (const view::SlotBox& slot : n.slots) {
    const Rect r = of(slot.box);
    const bool busy = slot.slot >= 0;
    c.rect(r.x + .5f, r.y + .5f, r.w - 1, r.h - 1,
           {.radius = 5,
            .fill = busy ? mix(t.card, t.slot(slot.slot), .35f) : t.bg,
            .stroke = busy ? t.slot(slot.slot) : t.line2});
  }
  if (!n.slots_more.empty())
    c.text(n.slots_more_at.x, n.slots_more_at.y, n.slots_more,
           {.size = s.type(13), .color = t.text2});
}

void draw_endpoint(StageView& s, const view::EndpointNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_node(s, n.ref, r, n.notes, n.label);
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2, .touch = touch});
  const bool tall = r.h > 60;
  c.icon(icon_named(n.icon), r.x + 20, tall ? n.name_at.y : r.y + r.h / 2, 17, t.text);
  c.text(n.name_at.x, n.name_at.y, n.name,
         {.size = s.type(tall ? 15.5f : 14), .face = Face::Mono, .max_width = n.name_w});
  draw_slots(s, n);
  if (n.state.empty()) return;
  float x = n.state_at.x, w = n.state_w;
  if (n.waiting && tall) {
    c.icon(Icon::Hourglass, x + 6, n.state_at.y, 13, t.time);
    x += 17, w -= 17;
  }
  if (n.failed) {
    c.cross(x + 6, n.state_at.y, 6);
    x += 17, w -= 17;
  }
  c.text(x, n.state_at.y, n.state,
         {.size = s.type(13),
          .color = n.waiting  ? t.time
                   : n.failed ? t.bad
                              : t.text2,
          .max_width = w});
}

void draw_publish_card(StageView& s, const view::PublishCard& n) {
  if (n.box.w <= 0) return;
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  if (n.curve.size() == 4)
    c.cubic(spot(n.curve[0]), spot(n.curve[1]), spot(n.curve[2]), spot(n.curve[3]),
            {.color = t.line2, .width = 1.5f, .dash = {3, 4}});
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2});
  c.text(n.when_at.x, n.when_at.y, n.when,
         {.size = s.type(13), .color = t.text2, .max_width = r.right() - 8 - n.when_at.x});
  for (const view::PublishCard::Line& line : n.lines) {
    const bool both = !line.key.empty() && !line.value.empty();
    c.text(line.at.x, line.at.y, line.key,
           {.size = s.type(13.5f),
            .face = Face::Mono,
            .color = t.text2,
            .max_width = both ? n.value_dx - 8 : r.w - 28});
    const float x = line.at.x + (line.key.empty() ? 0 : n.value_dx);
    c.text(x, line.at.y, line.value,
           {.size = s.type(13.5f), .face = Face::Mono, .max_width = r.right() - 12 - x});
  }
}

// -- Over everything ------------------------------------------------------------------------------

/// A chip that was refused: red, whatever the colour of its message.
void draw_refused_chip(StageView& s, const view::Chip& chip) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(chip.box);
  const float spine = std::round(r.w * .2f);
  c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = mix(t.bg, t.bad, .06f)});
  c.push_clip({r.x, r.y, spine, r.h});
  c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = mix(t.bg, t.bad, .45f)});
  c.pop_clip();
  c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .stroke = mix(t.bg, t.bad, .5f), .width = 1.5f});
  c.text(r.x + spine + (r.w - spine) / 2, r.y + r.h / 2, chip.id,
         {.size = s.type(13.5f), .face = Face::Mono, .color = t.text2, .align = Align::Middle});
}

void draw_rejected(StageView& s, const view::RejectedCopy& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  draw_refused_chip(s, n.chip);
  if (n.curve.size() == 4)
    c.cubic(spot(n.curve[0]), spot(n.curve[1]), spot(n.curve[2]), spot(n.curve[3]),
            {.color = t.bad, .width = 2});
  c.cross(n.cross.x, n.cross.y, 8);
  c.text(n.text_at.x, n.text_at.y, n.text,
         {.size = s.type(14), .face = Face::Semibold, .color = t.bad, .max_width = n.text_w});
  c.text(n.accepted_at.x, n.accepted_at.y, n.accepted,
         {.size = s.type(13), .color = t.text2, .max_width = n.text_w});
}

void draw_shield(StageView& s, const view::Shield& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  c.circ(n.at.x, n.at.y, 19, {.fill = t.bg});
  c.circ(n.at.x, n.at.y, 17, {.fill = t.denied_disc(), .stroke = t.bad, .width = 1.5f});
  c.icon(Icon::ShieldX, n.at.x, n.at.y, 18, t.bad);
  if (n.action_at == view::Vec{}) return;
  const Align align = n.text_left ? Align::Right : Align::Left;
  c.text(n.action_at.x, n.action_at.y, n.action,
         {.size = s.type(13), .face = Face::Mono, .color = t.bad, .align = align});
  c.text(n.reason_at.x, n.reason_at.y, n.reason,
         {.size = s.type(13), .color = t.text2, .align = align});
}

// -- Queue cards ----------------------------------------------------------------------------------

void more(StageView& s, const std::optional<view::Overflow>& o) {
  if (!o) return;
  s.p.c.more_plate(o->box.x, o->box.y, static_cast<int>(o->count), o->box.w, o->box.h);
}

}  // namespace

void draw_queue_card(StageView& s, const view::QueueNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box), w = of(n.waiting_well), tray = of(n.tray);
  const bool tall = n.header.h < r.h;
  const float mid = tall ? r.y + 22 : r.y + r.h / 2;
  c.icon(icon_named(n.icon), r.x + 20, mid, 17, t.text);
  const view::Vec at = n.waiting_count_at;
  const float size = s.type(tall ? 18 : 15);
  const float count_w = c.text_width(n.waiting_count, size, Face::Semibold);
  const float name_w = at.x - count_w - 8 - r.x - (tall ? 38 : 36);
  const bool fits = c.text_width(n.name, s.type(tall ? 15.5f : 14), Face::Mono) <= name_w;
  c.text(r.x + (tall ? 38 : 36), mid, n.name,
         {.size = s.type(!fits  ? 13
                         : tall ? 15.5f
                                : 14),
          .face = Face::Mono,
          .max_width = name_w});
  c.text(at.x, at.y, n.waiting_count,
         {.size = size, .face = Face::Semibold, .align = Align::Right});
  if (w.w > 8) {
    if (tall) c.rect(w.x, w.y, w.w, w.h, {.radius = 9, .fill = t.bg});
    if (n.api_lens) c.hatch(w.x, w.y, w.w, w.h, 1, t.line2, .35f, 9, 1.2f);
  }
  for (const view::EmptyPlace& e : n.empty_places)
    c.rect(e.box.x + .75f, e.box.y + .75f, e.box.w - 1.5f, e.box.h - 1.5f,
           {.radius = 8, .stroke = t.text3, .width = 1.5f, .dash = {2, 4}, .round_cap = true});
  more(s, n.waiting_more);
  if (tray.w <= 0) return;
  c.card(tray.x, tray.y, tray.w, tray.h, {.fill = t.card2, .stroke = t.line2, .lift = 4});
  if (!n.in_flight_text.empty())
    c.text(n.in_flight_label.x, n.in_flight_label.y, n.in_flight_text,
           {.size = s.type(13), .color = t.text2});
  const bool count_only = n.in_flight.empty() && !n.in_flight_more && tray.w < 40;
  if (count_only || n.api_lens)
    c.text(tray.right() - (tray.w < 40 ? tray.w / 2 : 14), tray.y + tray.h / 2, n.in_flight_count,
           {.size = s.type(14),
            .face = Face::Semibold,
            .align = tray.w < 40 ? Align::Middle : Align::Right});
  for (const view::TrayRow& row : n.in_flight)
    if (row.chip.spoken_of)
      c.rect(row.cell.x, row.cell.y, row.cell.w, row.cell.h, {.radius = 10, .fill = t.spoken_of()});
  more(s, n.in_flight_more);
}

void draw_topics(StageView& s) {
  for (const view::PublishCard& n : s.scene.publish_cards) draw_publish_card(s, n);
  for (const view::TopicHub& n : s.scene.topics) draw_hub(s, n);
  for (const view::GateNode& n : s.scene.gates) draw_gate(s, n);
  for (const view::EndpointNode& n : s.scene.endpoints) draw_endpoint(s, n);
}

void draw_verdicts(StageView& s) {
  for (const view::RejectedCopy& n : s.scene.rejected) draw_rejected(s, n);
  for (const view::GateNode& n : s.scene.gates) draw_gate_verdict(s, n);
  for (const view::Shield& n : s.scene.shields) draw_shield(s, n);
}

}  // namespace ui
