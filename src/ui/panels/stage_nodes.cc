// Nodes of the stage: producers, queues with their wells and lifted tray, dead-letter queues,
// workers. Must not know: chips (they lie above), edges.
#include <algorithm>

#include "ui/panels/stage_parts.h"

namespace ui {
namespace {

/// Lower cards have the phone's form.
constexpr float kFullWorker = 78;
/// Narrower ones have no room for the icon.
constexpr float kIconWorker = 120;
/// And these none for more than a name.
constexpr float kTinyWorker = 90;
/// Lower ones have a thin bar under the name.
constexpr float kLowWorker = 32;

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

void count_text(StageView& s, view::Vec at, std::string_view n) {
  s.p.c.text(at.x, at.y, n, {.size = s.type(18), .face = Face::Semibold, .align = Align::Right});
}

void label_text(StageView& s, view::Vec at, std::string_view text) {
  s.p.c.text(at.x, at.y, text, {.size = s.type(14), .color = s.p.t().text2});
}

void more(StageView& s, const std::optional<view::Overflow>& o) {
  if (!o) return;
  s.p.c.more_plate(o->box.x, o->box.y, static_cast<int>(o->count), o->box.w, o->box.h);
}

void draw_producer(StageView& s, const view::ProducerNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  // Only what the small card leaves out needs a label.
  const Touch touch = touch_node(s, n.ref, r, n.notes, n.compact ? n.label : "");
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2, .touch = touch});
  const Icon icon = icon_named(n.icon);
  if (n.compact) {
    if (n.name.empty()) {
      c.icon(icon, r.x + r.w / 2, r.y + r.h / 2, 18);
      return;
    }
    c.icon(icon, r.x + r.w / 2, std::round(r.y + r.h / 3), 20);
    c.text(r.x + r.w / 2, std::round(r.y + r.h * 2 / 3), n.name,
           {.size = s.type(13), .color = t.text2, .align = Align::Middle, .max_width = r.w - 4});
    return;
  }
  c.icon(icon, r.x + 20, r.y + 22, 17);
  c.text(r.x + 36, r.y + 22, n.name,
         {.size = s.type(15), .face = Face::Semibold, .max_width = r.w - 42});
  // A card that is less high has its lines closer together.
  const float gap = r.h < 84 ? 19.f : 20.f;
  c.text(r.x + 14, r.y + 28 + gap, n.caption,
         {.size = s.type(13), .color = t.text3, .max_width = r.w - 20});
  c.text(r.x + 14, r.y + 28 + 2 * gap - (r.h < 84 ? 1.f : 0.f), n.rate,
         {.size = s.type(13.5f), .color = t.text2, .max_width = r.w - 20});
}

// -- Queue
// ------------------------------------------------------------------------------------------

void draw_setting(StageView& s, const view::QueueNode& n, float left, float mid) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const float right = n.box.right() - (s.phone() || s.compact() ? 14.f : 16.f);
  const float value_w = c.text_width(n.setting_value, s.type(15), Face::Semibold);
  c.text(right, mid, n.setting_value,
         {.size = s.type(15), .face = Face::Semibold, .color = t.time, .align = Align::Right});
  const float label_right = right - value_w - (s.phone() ? 9.f : 4.5f);
  const float label_w = c.text_width(n.setting_label, s.type(13.5f));
  if (label_right - label_w < left + 8) return;
  c.text(label_right, mid, n.setting_label,
         {.size = s.type(13.5f), .color = t.text2, .align = Align::Right});
}

void draw_queue_header(StageView& s, const view::QueueNode& n) {
  Canvas& c = s.p.c;
  const Rect h = of(n.header);
  const float mid = h.y + h.h / 2;
  const float icon_x = h.x + (s.phone() ? 20.f : s.compact() ? 21.f : 22.f);
  c.icon(icon_named(n.icon), icon_x, mid, s.phone() ? 17 : 18, s.p.t().text);
  const float name_x = icon_x + (s.phone() ? 16.f : 18.f);
  float x = name_x +
            c.text(name_x, mid, n.name, {.size = s.type(s.phone() ? 16 : 17), .face = Face::Mono});
  if (!n.kind.empty()) x += 13 + c.tag(x + 13, mid, n.kind, {.size = s.type(13)});
  draw_setting(s, n, x, mid);
  if (!s.phone()) c.line(h.x + 1, h.bottom(), h.right() - 1, h.bottom());
}

/// A well whose contents no call would show.
void draw_closed_well(StageView& s, Rect r) {
  s.p.c.rect(r.x, r.y, r.w, r.h, {.radius = 10, .fill = s.p.t().bg});
  s.p.c.hatch(r.x, r.y, r.w, r.h, 1, s.p.t().line2, .35f, 10, 1.2f);
}

/// Columns of different height: how many messages lie at which age.
void draw_density(StageView& s, const view::DensityStrip& strip) {
  const Rect r = of(strip.box);
  if (strip.columns.empty()) return;
  const float w = r.w / static_cast<float>(strip.columns.size());
  const Color c = mix(s.p.t().bg, s.p.t().slot(0), .6f);
  float x = r.x;
  for (const std::uint8_t v : strip.columns) {
    const float h = r.h * static_cast<float>(v) / 255;
    if (h > 0) s.p.c.rect(x, r.bottom() - h, w, h, {.fill = c});
    x += w;
  }
}

void draw_waiting(StageView& s, const view::QueueNode& n) {
  Canvas& c = s.p.c;
  const Rect w = of(n.waiting_well);
  if (n.waiting_spoken_of) {
    const float top = s.phone() ? w.y - 4 : n.waiting_label.y - 16;
    c.rect(w.x - 5, top, w.w + 10, w.bottom() + 5 - top,
           {.radius = 12, .fill = mix(s.p.t().card, s.p.t().text, .13f)});
  }
  if (n.api_lens) draw_closed_well(s, w);
  else c.rect(w.x, w.y, w.w, w.h, {.radius = s.phone() ? 9.f : 10.f, .fill = s.p.t().bg});
  if (s.phone()) {
    const view::Vec at = n.waiting_count_at;
    c.text(at.x, at.y, n.waiting_count, {.size = s.type(17), .face = Face::Semibold});
    c.text(n.waiting_label.x, n.waiting_label.y, n.waiting_text,
           {.size = s.type(13), .color = s.p.t().text2});
  } else {
    label_text(s, n.waiting_label, n.waiting_text);
    count_text(s, n.waiting_count_at, n.waiting_count);
  }
  for (const view::EmptyPlace& e : n.empty_places)
    c.rect(
        e.box.x + .75f, e.box.y + .75f, e.box.w - 1.5f, e.box.h - 1.5f,
        {.radius = 8, .stroke = s.p.t().text3, .width = 1.5f, .dash = {2, 4}, .round_cap = true});
  more(s, n.waiting_more);
  if (n.waiting_density) draw_density(s, *n.waiting_density);
}

void draw_delayed(StageView& s, const view::QueueNode& n) {
  if (!n.has_delayed) return;
  const Rect d = of(n.delayed_well);
  if (!s.phone()) {
    label_text(s, n.delayed_label, n.delayed_text);
    count_text(s, n.delayed_count_at, n.delayed_count);
  }
  if (n.api_lens) s.p.c.hatch(d.x, d.y, d.w, d.h, 1, s.p.t().line2, .35f, 10, 1.2f);
  s.p.c.rect(d.x, d.y, d.w, d.h, {.radius = 10, .stroke = s.p.t().line2, .dash = kDashLane});
  more(s, n.delayed_more);
}

void draw_tray(StageView& s, const view::QueueNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.tray);
  if (r.empty()) return;
  c.card(r.x, r.y, r.w, r.h, {.fill = t.card2, .stroke = t.line2, .lift = 4});
  if (!s.phone()) {
    label_text(s, n.in_flight_label, n.in_flight_text);
    count_text(s, n.in_flight_count_at, n.in_flight_count);
  }
  if (n.api_lens) c.hatch(r.x + 8, r.y + 38, r.w - 16, r.h - 46, 1, t.line2, .35f, 8, 1.2f);
  for (const view::TrayRow& row : n.in_flight)
    if (row.chip.spoken_of)
      c.rect(row.cell.x, row.cell.y, row.cell.w, row.cell.h, {.radius = 10, .fill = t.spoken_of()});
  more(s, n.in_flight_more);
}

void draw_api_note(StageView& s, const view::QueueNode& n) {
  if (!n.api_lens || n.api_note.empty()) return;
  const Rect w = of(n.waiting_well);
  const ParaStyle style{.size = s.type(13), .line_height = s.type(13) + 5, .max_lines = 4};
  const float text_w = w.w - 28;
  const float h = s.p.c.para_height(text_w, n.api_note, style);
  const float y = w.y + std::max((w.h - h) / 2, 6.f);
  s.p.c.rect(w.x + 8, y - 5, w.w - 16, h + 10, {.radius = 8, .fill = s.p.t().bg});
  s.p.c.para(w.x + 14, y, text_w, n.api_note, style);
}

void draw_queue(StageView& s, const view::QueueNode& n) {
  const Rect r = of(n.box);
  // A queue is spoken of by its waiting place, which is lit below; one of groups as a whole.
  view::NodeNotes notes = n.notes;
  if (!n.groups) notes.spoken_of = false;
  // A card may have to cut the name.
  const Touch touch = touch_node(s, n.ref, r, notes, n.card ? n.label : "");
  s.p.c.card(r.x, r.y, r.w, r.h, {.stroke = s.p.t().line2, .touch = touch});
  if (n.card) {
    draw_queue_card(s, n);
    return;
  }
  draw_queue_header(s, n);
  if (n.groups) {
    draw_groups(s, n);
    return;
  }
  draw_waiting(s, n);
  draw_delayed(s, n);
  draw_tray(s, n);
  draw_api_note(s, n);
}

void draw_dlq(StageView& s, const view::DlqNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_node(s, n.ref, r, n.notes, "");
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line, .touch = touch});
  const float mid = r.y + r.h / 2;
  c.icon(Icon::MailX, r.x + 22, mid, 17);
  float right = r.right() - (s.compact() || s.phone() ? 16.f : 18.f);
  for (const view::Chip& chip : n.chips) right = std::min(right, chip.box.x - 12);
  if (n.more) right = std::min(right, n.more->box.x - 12);
  c.text(right, mid, n.count_text,
         {.size = s.type(14),
          .face = n.chips.empty() ? Face::Regular : Face::Semibold,
          .color = n.chips.empty() ? t.text3 : t.text,
          .align = Align::Right});
  c.text(r.x + 40, mid, n.name,
         {.size = s.type(15),
          .face = Face::Mono,
          .color = t.text2,
          .max_width = right - c.text_width(n.count_text, s.type(14)) - 12 - r.x - 40});
  more(s, n.more);
}

// -- Worker
// -----------------------------------------------------------------------------------------

/// The card of a worker and the name in its first row; returns the x behind the name.
float draw_worker_head(StageView& s, const view::WorkerNode& n, const Touch& touch, float mid) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const bool bad = n.lost_claim || n.crashed, tiny = r.w < kTinyWorker;
  c.card(r.x, r.y, r.w, r.h,
         {.stroke = bad ? t.bad : t.line2, .width = bad ? 1.5f : 1.f, .touch = touch});
  const bool with_icon = r.w >= kIconWorker;
  if (with_icon) c.icon(Icon::Server, r.x + 18, mid, 15);
  const float pad = tiny ? 8 : 12, left = r.x + (with_icon ? 32 : pad);
  float right = r.right() - pad;
  if (!n.tag.empty() && !tiny) {
    c.text(right, mid, n.tag,
           {.size = s.type(13), .color = n.crashed ? t.bad : t.text2, .align = Align::Right});
    right -= c.text_width(n.tag, s.type(13)) + 8;
  }
  return left +
         c.text(
             left, mid, n.name,
             {.size = s.type(tiny ? 13 : 14), .face = Face::Semibold, .max_width = right - left});
}

void draw_worker_bar(StageView& s, const view::WorkerNode& n, float y, float h = 7) {
  if (n.job.empty()) return;
  s.p.c.bar(n.box.x + 12, y, n.box.w - 24, h, n.progress,
            {.hatch = n.hung ? 1 : 0, .tick = n.tick});
}

/// The phone's form: name, time or what it waits for, bar.
void draw_low_worker(StageView& s, const view::WorkerNode& n, const Touch& touch) {
  const Rect r = of(n.box);
  draw_worker_head(s, n, touch, r.y + 18);
  const bool idle = n.job.empty();
  s.p.c.text(r.x + 12, r.y + 38, idle ? n.idle : n.time,
             {.size = s.type(13),
              .face = idle ? Face::Regular : Face::Mono,
              .color = idle ? s.p.t().text3 : s.p.t().text2,
              .max_width = r.w - 24});
  draw_worker_bar(s, n, r.y + 49);
}

/// Name and job in one row, or the name alone, over the bar.
void draw_small_worker(StageView& s, const view::WorkerNode& n, const Touch& touch) {
  const Rect r = of(n.box);
  const bool low = r.h < kLowWorker;
  const float mid = r.y + (n.job.empty() ? r.h : r.h - (low ? 5.f : 9.f)) / 2;
  const float x = draw_worker_head(s, n, touch, mid) + 10;
  const bool row = n.form == view::WorkerForm::kRow && n.tag.empty();
  const bool idle = n.job.empty();
  const TextStyle style{.size = s.type(13),
                        .face = idle ? Face::Regular : Face::Mono,
                        .color = idle ? s.p.t().text3 : s.p.t().text2,
                        .align = Align::Right};
  // Half of what it does says nothing; the label has all of it.
  const std::string& what = idle ? n.idle : n.job;
  if (row && s.p.c.text_width(what, style.size, style.face) <= r.right() - 12 - x)
    s.p.c.text(r.right() - 12, mid, what, style);
  draw_worker_bar(s, n, r.bottom() - (low ? 6.f : 13.f), low ? 3.f : 7.f);
}

void draw_full_worker(StageView& s, const view::WorkerNode& n, const Touch& touch) {
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  s.p.c.worker(r.x, r.y, r.w, r.h,
               {.name = n.name,
                .bad = n.lost_claim || n.crashed,
                .tag = n.tag,
                .tag_color = n.crashed ? t.bad : t.text2,
                .job = n.job,
                .time = n.time,
                .progress = n.progress,
                .hatch = n.hung ? 1 : 0,
                .tick = n.tick,
                .idle = n.idle,
                .touch = touch});
}

void draw_worker(StageView& s, const view::WorkerNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const bool full = n.form == view::WorkerForm::kFull;
  const Touch touch = touch_node(s, n.ref, r, n.notes, full ? "" : n.label);
  if (!full) draw_small_worker(s, n, touch);
  else if (r.h < kFullWorker) draw_low_worker(s, n, touch);
  else draw_full_worker(s, n, touch);
  // Red never comes alone; a lost claim has its cross on the broken edge.
  if (n.crashed) c.cross(r.right() - 2, r.y + 2, 9);
  if (n.note.empty()) return;
  c.text(n.note_at.x, n.note_at.y, n.note,
         {.size = s.type(13),
          .face = Face::Semibold,
          .color = n.lost_claim || n.crashed ? t.bad : t.text2});
}

}  // namespace

void draw_producers(StageView& s) {
  for (const view::ProducerNode& n : s.scene.producers) draw_producer(s, n);
}
void draw_queues(StageView& s) {
  for (const view::QueueNode& n : s.scene.queues) draw_queue(s, n);
}
void draw_dlqs(StageView& s) {
  for (const view::DlqNode& n : s.scene.dlqs) draw_dlq(s, n);
}
void draw_workers(StageView& s) {
  for (const view::WorkerNode& n : s.scene.workers) draw_worker(s, n);
}

}  // namespace ui
