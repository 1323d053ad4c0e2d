// Buckets of S3 on the stage: cards, objects as tiles, marks of messages that point to one, and
// notifications that were lost. Must not know: where a bucket's ways lead.
#include <algorithm>

#include "ui/panels/stage_parts.h"

namespace ui {
namespace {

constexpr float kFold = 9;

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

/// A sheet with a folded corner: it is stored, not sent.
void draw_sheet(StageView& s, Rect r, Color fill, Color stroke) {
  Canvas& c = s.p.c;
  const float x = r.x + .5f, y = r.y + .5f, right = r.right() - .5f, bottom = r.bottom() - .5f;
  c.path({{x, y}, {right - kFold, y}, {right, y + kFold}, {right, bottom}, {x, bottom}},
         {.fill = fill, .stroke = stroke}, true);
  c.path({{right - kFold, y}, {right - kFold, y + kFold}, {right, y + kFold}}, {.stroke = stroke});
}

void draw_object(StageView& s, const view::ObjectChip& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  Touch touch;
  s.p.links.skip();
  const std::string id = n.ref ? view::select_id(n.ref) : "";
  if (!id.empty() && !s.p.links.has(id)) {
    touch = s.p.links.add(s.p.hits, id, c.to_outer(r), stage_link(n.ref, false));
    s.p.links.label(s.p.hits, n.label, c.to_outer(r));
  }
  if (n.selected) c.selected_ring(r.x, r.y, r.w, r.h, 4);
  if (touch.focus) c.focus_ring(r.x, r.y, r.w, r.h, 4);
  draw_sheet(s, r, touch.hover ? t.card2 : t.bg, touch.hover ? t.text3 : t.line2);
  const bool sized = !n.size.empty();
  const float mid = r.y + r.h / 2;
  c.text(r.x + r.w / 2, sized ? mid - 9 : mid, n.name,
         {.size = s.type(13),
          .face = Face::Mono,
          .align = Align::Middle,
          .max_width = r.w - (sized ? 18 : 8)});
  if (sized)
    c.text(r.x + r.w / 2, mid + 10, n.size,
           {.size = s.type(13), .color = t.text2, .align = Align::Middle, .max_width = r.w - 4});
}

void draw_bucket(StageView& s, const view::BucketNode& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  const Rect r = of(n.box);
  const Touch touch = touch_node(s, n.ref, r, n.notes, n.label);
  c.card(r.x, r.y, r.w, r.h, {.stroke = t.line2, .touch = touch});
  if (n.compact) {
    c.icon(Icon::Boxes, r.x + r.w / 2, r.y + 23, 20);
    c.text(r.x + r.w / 2, r.y + 49, n.name,
           {.size = s.type(13), .align = Align::Middle, .max_width = n.name_w});
    c.text(n.holds_at.x, n.holds_at.y, n.holds,
           {.size = s.type(13), .color = t.text2, .align = Align::Middle, .max_width = n.holds_w});
  } else {
    const bool line = n.row && r.h < 50;
    const float mid = line ? r.y + r.h / 2 : r.y + (n.row ? 20.f : 22.f);
    c.icon(Icon::Boxes, r.x + (n.row ? 22 : 20), line ? mid : n.row ? r.y + r.h / 2 : mid, 17);
    c.text(
        r.x + (n.row ? 40 : 36), mid, n.name,
        {.size = s.type(15), .face = n.row ? Face::Mono : Face::Semibold, .max_width = n.name_w});
    c.text(n.holds_at.x, n.holds_at.y, n.holds,
           {.size = s.type(13), .color = t.text2, .max_width = n.holds_w});
  }
  for (const view::ObjectChip& object : n.objects) draw_object(s, object);
  if (n.more)
    c.more_plate(n.more->box.x, n.more->box.y, static_cast<int>(n.more->count), n.more->box.w,
                 n.more->box.h);
}

void draw_pointer_mark(StageView& s, const view::Chip& chip) {
  if (!chip.pointer || chip.detail != view::ChipDetail::kFull) return;
  const float x = chip.box.right() - 3, y = chip.box.y + 3;
  s.p.c.circ(x, y, 8, {.fill = s.p.t().card2, .stroke = s.p.t().line2});
  s.p.c.icon(Icon::ExternalLink, x, y, 10, s.p.t().text);
}

void draw_lost_notification(StageView& s, const view::LostNotification& n) {
  Canvas& c = s.p.c;
  const Theme& t = s.p.t();
  c.cross(n.cross.x, n.cross.y, 9);
  if (n.text_at == view::Vec{}) return;
  const float w = c.text_width(n.text, s.type(13), Face::Semibold);
  const float reason_w = c.text_width(n.reason, s.type(13));
  const bool one_line = w + 8 + reason_w <= n.text_w;
  c.text(n.text_at.x, n.text_at.y, n.text,
         {.size = s.type(13), .face = Face::Semibold, .color = t.bad, .max_width = n.text_w});
  c.text(one_line ? n.text_at.x + w + 6 : n.text_at.x, n.text_at.y + (one_line ? 0.f : 18.f),
         n.reason, {.size = s.type(13), .color = t.text2, .max_width = n.text_w});
}

}  // namespace

void draw_moving_objects(StageView& s) {
  for (const view::ObjectChip& object : s.scene.moving_objects) draw_object(s, object);
}

void draw_buckets(StageView& s) {
  for (const view::BucketNode& n : s.scene.buckets) draw_bucket(s, n);
}

void draw_pointer_marks(StageView& s, const std::vector<view::Chip>& chips) {
  for (const view::Chip& chip : chips) draw_pointer_mark(s, chip);
}

void draw_pointer_marks(StageView& s) {
  for (const view::QueueNode& q : s.scene.queues) {
    draw_pointer_marks(s, q.waiting);
    draw_pointer_marks(s, q.delayed);
    for (const view::TrayRow& row : q.in_flight) draw_pointer_mark(s, row.chip);
  }
  for (const view::DlqNode& d : s.scene.dlqs) draw_pointer_marks(s, d.chips);
}

void draw_lost(StageView& s) {
  for (const view::LostNotification& n : s.scene.lost) draw_lost_notification(s, n);
}

}  // namespace ui
