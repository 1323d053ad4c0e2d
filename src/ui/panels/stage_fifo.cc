// What a FIFO queue has besides a card: rows of message groups with locks, the deduplication strip
// with what drops out of it, the reply to a repeated send. Must not know: chips (they lie above).
#include <algorithm>

#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

void more(StageView& s, const std::optional<view::Overflow>& o) {
  if (!o) return;
  s.p.c.more_plate(o->box.x, o->box.y, static_cast<int>(o->count), o->box.w, o->box.h);
}

// -- Rows
// -------------------------------------------------------------------------------------------

void draw_lock(StageView& s, const view::GroupRow& row) {
  if (row.lock == view::LockState::kNone) return;
  const Theme& t = s.p.t();
  const bool closed = row.lock == view::LockState::kClosed;
  s.p.c.circ(row.lock_at.x, row.lock_at.y, row.lock_r,
             {.fill = closed ? t.card2 : t.bg,
              .stroke = closed ? t.text2 : mix(t.bg, t.good, .6f),
              .width = 1.5f});
  s.p.c.icon(closed ? Icon::Lock : Icon::LockOpen, row.lock_at.x, row.lock_at.y,
             row.lock_r < 13 ? 13 : 15, closed ? t.text : t.good);
}

void draw_row(StageView& s, const view::GroupRow& row) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect sw = of(row.swatch), w = of(row.well);
  if (!row.sum) c.swatch(sw.x, sw.y, sw.w, sw.h, row.slot, 1, s.phone() ? 4.f : 5.f);
  c.text(row.name_at.x, row.name_at.y, row.name,
         {.size = s.type(row.sum || s.phone() || s.compact() ? 13 : 14),
          .face = row.sum ? Face::Regular : Face::Mono,
          .color = row.sum ? t.text2 : t.text,
          .max_width = row.name_w});
  c.rect(w.x, w.y, w.w, w.h, {.radius = 9, .fill = t.bg});
  if (row.blocked) c.hatch(w.x, w.y, w.w, w.h, 1, t.line2, .55f, 9, 1.2f);
  if (!row.well_text.empty())
    c.text(w.x + (s.phone() || s.compact() ? 10.f : 14.f), w.y + w.h / 2, row.well_text,
           {.size = s.type(13), .color = t.text3, .max_width = w.w - 20});
  more(s, row.waiting_more);
  draw_lock(s, row);
}

void draw_cell(StageView& s, const view::GroupRow& row, bool first) {
  const Theme& t = s.p.t();
  const Rect r = of(row.cell);
  if (!first) s.p.c.line(r.x + 12, r.y, r.right() - 12, r.y, {.color = mix(t.card2, t.line2, .5f)});
  if (!row.cell_text.empty())
    s.p.c.text(r.x + r.w / 2, r.y + r.h / 2, row.cell_text,
               {.size = s.type(13), .color = t.text3, .align = Align::Middle});
  more(s, row.in_flight_more);
}

void draw_group_heads(StageView& s, const view::QueueNode& n) {
  if (s.phone()) return;
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const view::GroupRows& g = *n.groups;
  if (!g.next_out.empty()) {
    c.text(g.next_out_at.x, g.next_out_at.y, g.next_out,
           {.size = s.type(13), .color = t.text3, .align = Align::Right});
    c.icon(Icon::ArrowRight, g.next_out_at.x + 10, g.next_out_at.y, 13, t.text3);
  }
  c.text(n.in_flight_count_at.x, n.in_flight_count_at.y, n.in_flight_text,
         {.size = s.type(14), .color = t.text2, .align = Align::Right});
}

// -- Strip
// ------------------------------------------------------------------------------------------

void draw_entry(StageView& s, const view::DedupStrip& strip, const view::DedupEntry& e) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const float opacity = e.old ? .6f : 1.f;
  const bool bare = e.plate.w <= 0;
  const float from = bare ? strip.axis_y - 8 : e.plate.bottom();
  c.line(e.x, from, e.x, strip.axis_y,
         {.color = e.hit  ? t.text
                   : bare ? t.text3
                          : t.line2,
          .width = 1.5f,
          .opacity = opacity});
  if (bare) return;
  c.rect(e.plate.x, e.plate.y, e.plate.w, e.plate.h,
         {.radius = 6,
          .fill = e.hit ? mix(t.card2, t.text, .14f) : t.card2,
          .stroke = e.hit ? t.text : t.line2,
          .width = e.hit ? 2.f : 1.f,
          .opacity = opacity});
  c.text(e.plate.x + e.plate.w / 2, e.plate.y + e.plate.h / 2, e.id,
         {.size = s.type(13), .face = Face::Mono, .align = Align::Middle, .opacity = opacity});
}

void draw_strip(StageView& s, const view::DedupStrip& strip) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(strip.box);
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2});
  c.text(r.x + 16, r.y + 20, strip.title, {.size = s.type(14), .face = Face::Semibold});
  c.text(r.right() - 16, r.y + 20, strip.window_text,
         {.size = s.type(13), .color = t.text2, .align = Align::Right});
  if (strip.closed) {
    c.rect(r.x + 14, r.y + 38, r.w - 28, r.h - 52, {.radius = 10, .fill = t.bg});
    c.hatch(r.x + 14, r.y + 38, r.w - 28, r.h - 52, 1, t.line2, .35f, 10, 1.2f);
    return;
  }
  c.line(strip.axis_x0, strip.axis_y, strip.axis_x1, strip.axis_y, {.color = t.line2, .width = 2});
  for (const view::DedupStrip::Tick& tick : strip.ticks) {
    c.line(tick.x, strip.axis_y - 3, tick.x, strip.axis_y + 4, {.color = t.line2, .width = 1.5f});
    c.text(tick.x, strip.axis_y + 17, tick.text,
           {.size = s.type(12), .face = Face::Mono, .color = t.text3, .align = Align::Middle});
  }
  // The one that was hit lies on top.
  for (const bool hit : {false, true})
    for (const view::DedupEntry& e : strip.entries)
      if (e.hit == hit) draw_entry(s, strip, e);
}

void draw_swallowed(StageView& s, const view::SwallowedSend& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  c.line(n.from.x, n.from.y, n.disc.x, n.disc.y - 9,
         {.color = t.text2, .width = 2, .dash = {2, 5}, .round_cap = true});
  c.circ(n.disc.x, n.disc.y, 9, {.fill = t.bg, .stroke = t.text2, .width = 2});
  c.line(n.disc.x - 4, n.disc.y, n.disc.x + 4, n.disc.y,
         {.color = t.text2, .width = 2, .round_cap = true});
  c.text(n.text_at.x, n.text_at.y, n.text,
         {.size = s.type(14),
          .face = Face::Semibold,
          .align = n.text_left ? Align::Right : Align::Left});
}

void draw_reply(StageView& s, const view::ReplyCard& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const float left = r.x + (r.w < 150 ? 12.f : 16.f), room = r.right() - 8 - left;
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2});
  c.icon(Icon::Undo2, left + 4, r.y + 21, 16);
  c.text(left + 20, r.y + 21, "Reply", {.size = s.type(14), .face = Face::Semibold});
  c.text(left, r.y + 48, "MessageId",
         {.size = s.type(13), .face = Face::Mono, .color = t.text2, .max_width = room});
  c.text(left, r.y + 69, n.message_id,
         {.size = s.type(13.5f), .face = Face::Mono, .max_width = room});
  c.text(left, r.y + 94, n.caption, {.size = s.type(13), .color = t.text2, .max_width = room});
}

void draw_lock_note(StageView& s, const view::LockNote& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  c.icon(Icon::Lock, n.icon_at.x, n.icon_at.y, 18, t.text);
  c.para(n.text_box.x, n.text_box.y, n.text_box.w, n.text,
         {.size = s.type(14.2f), .line_height = s.type(14) + 7, .max_lines = 5});
  if (n.curve.size() != 4) return;
  c.cubic(spot(n.curve[0]), spot(n.curve[1]), spot(n.curve[2]), spot(n.curve[3]),
          {.color = t.text3, .width = 1.5f});
  c.circ(n.curve[3].x, n.curve[3].y, 3, {.fill = t.text3});
}

}  // namespace

void draw_groups(StageView& s, const view::QueueNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  draw_group_heads(s, n);
  const std::vector<view::GroupRow>& rows = n.groups->rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && !s.phone()) {
      const Rect b = of(rows[i].box);
      c.line(b.x + 14, b.y, n.tray.x - 8, b.y);
    }
    draw_row(s, rows[i]);
  }
  const Rect tray = of(n.tray);
  c.card(tray.x, tray.y, tray.w, tray.h, {.fill = t.card2, .stroke = t.line2, .lift = 4});
  for (const view::TrayRow& row : n.in_flight)
    if (row.chip.spoken_of)
      c.rect(row.cell.x, row.cell.y, row.cell.w, row.cell.h, {.radius = 10, .fill = t.spoken_of()});
  for (std::size_t i = 0; i < rows.size(); ++i) draw_cell(s, rows[i], i == 0);
}

void draw_fifo_surroundings(StageView& s) {
  for (const view::DedupStrip& n : s.scene.strips) draw_strip(s, n);
  for (const view::SwallowedSend& n : s.scene.swallowed) draw_swallowed(s, n);
  for (const view::ReplyCard& n : s.scene.replies) draw_reply(s, n);
  for (const view::LockNote& n : s.scene.lock_notes) draw_lock_note(s, n);
}

}  // namespace ui
