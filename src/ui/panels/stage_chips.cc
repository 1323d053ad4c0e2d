// Chips of the stage: waiting, delayed, in flight, in the dead-letter queue, on the wire, and the
// learner's ghost. All of them go through the canvas as one run. Must not know: where they go.
#include <algorithm>
#include <format>

#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

/// Where a chip stands decides how large the time beside it is.
enum class Place : std::uint8_t { kWaiting, kTray, kDelayed, kDeadLetter, kWire };

Rect of(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }

float time_size(const StageView& s, Place place) {
  if (place == Place::kTray) return s.type(s.compact() ? 15 : 17);
  if (place == Place::kDelayed) return s.type(s.compact() || s.phone() ? 13 : 15);
  return s.type(13);
}

/// Registers a chip. A second picture of the same message is left alone.
Touch touch_chip(StageView& s, const view::Chip& chip) {
  s.p.links.skip();
  if (!chip.ref) return {};
  const Rect outer = s.p.c.to_outer(of(chip.box));
  if (s.many) {
    s.p.links.add_spot(outer, chip.ref, chip.pointable);
    return {};
  }
  const std::string id = view::select_id(chip.ref);
  if (s.p.links.has(id)) return {};
  const Touch touch = s.p.links.add(s.p.hits, id, outer, stage_link(chip.ref, chip.pointable));
  s.p.links.label(s.p.hits, chip.label, outer);
  return touch;
}

void add_chip(StageView& s, const view::Chip& chip) {
  const Rect r = of(chip.box);
  if (s.many && !s.p.c.visible(r)) return;
  if (chip.detail == view::ChipDetail::kTick) {
    if (s.many) touch_chip(s, chip);
    s.p.c.rect(r.x, r.y, r.w, r.h, {.fill = s.p.t().slot(chip.slot)});
    return;
  }
  Touch touch = touch_chip(s, chip);
  const float over = hover_share(s.p, touch);
  if (over > 0)
    s.p.c.rect(r.x - 3, r.y - 3, r.w + 6, r.h + 6,
               {.radius = 11, .fill = s.p.t().hover_plate(), .opacity = over});
  const bool touched = touch.hover || touch.focus;
  touch.hover = false;
  touch.selected = chip.selected;
  point_ring(s, r, 8, chip.pointable, chip.pointed, touched);
  ChipStyle style{.slot = chip.slot,
                  .w = r.w,
                  .h = r.h,
                  .id_size = s.type(r.w < 50 ? 13 : 13.5f),
                  .dim = chip.dim,
                  .delayed = chip.delayed,
                  .expired = chip.expired,
                  .pips = chip.pips,
                  .rim = chip.rim,
                  .touch = touch};
  const bool with_id = chip.detail == view::ChipDetail::kFull;
  s.p.state.chips.push_back({r.x, r.y, with_id ? std::string_view(chip.id) : "", style});
}

void time_text(StageView& s, const view::Chip& chip, Place place) {
  if (chip.time.empty()) return;
  s.p.c.text(chip.time_at.x, chip.time_at.y, chip.time,
             {.size = time_size(s, place),
              .face = Face::Mono,
              .color = chip.rim ? s.p.t().time : s.p.t().text2});
}

void add_run(StageView& s, const std::vector<view::Chip>& chips, Place place) {
  for (const view::Chip& chip : chips) {
    // In the tray the whole cell is lit; elsewhere a plate around the chip.
    if (chip.spoken_of)
      s.p.c.rect(chip.box.x - 5, chip.box.y - 5, chip.box.w + 10, chip.box.h + 10,
                 {.radius = 12, .fill = s.p.t().spoken_of()});
    add_chip(s, chip);
    time_text(s, chip, place);
  }
}

void draw_ghost(StageView& s, const view::Chip& ghost) {
  const float shown =
      s.p.motion.appear(std::format("ghost/{}/{}", ghost.ref.id, ghost.caption), kGhostTime);
  const Rect r = of(ghost.box);
  if (ghost.id.empty())
    // The fact is drawn already: a ring says that it was foretold.
    s.p.c.rect(r.x, r.y, r.w, r.h,
               {.radius = 12,
                .stroke = s.p.t().you,
                .width = 1.75f,
                .dash = kDashGhost,
                .opacity = shown});
  else
    s.p.c.chip(r.x, r.y, ghost.id,
               {.w = r.w,
                .h = r.h,
                .id_size = s.type(r.w < 50 ? 13 : 13.5f),
                .ghost = true,
                .opacity = shown});
  s.p.c.text(ghost.caption_at.x, ghost.caption_at.y, ghost.caption,
             {.size = s.type(13), .face = Face::Semibold, .color = s.p.t().you, .opacity = shown});
}

}  // namespace

void draw_moving(StageView& s) {
  s.p.state.chips.clear();
  add_run(s, s.scene.moving, Place::kWire);
  s.p.c.chips(s.p.state.chips);
  if (!s.scene.buckets.empty()) draw_pointer_marks(s, s.scene.moving);
}

void draw_chips(StageView& s) {
  std::vector<ChipAt>& run = s.p.state.chips;
  run.clear();
  for (const view::QueueNode& q : s.scene.queues) {
    add_run(s, q.waiting, Place::kWaiting);
    add_run(s, q.delayed, Place::kDelayed);
    for (const view::TrayRow& row : q.in_flight) {
      add_chip(s, row.chip);
      time_text(s, row.chip, Place::kTray);
    }
  }
  for (const view::DlqNode& d : s.scene.dlqs) add_run(s, d.chips, Place::kDeadLetter);
  for (const view::EndpointNode& e : s.scene.endpoints) add_run(s, e.chips, Place::kWaiting);
  for (const view::PublishCard& card : s.scene.publish_cards) add_chip(s, card.chip);
  s.p.c.chips(run);
  if (!s.scene.buckets.empty()) draw_pointer_marks(s);
  for (const view::Chip& ghost : s.scene.ghosts) draw_ghost(s, ghost);
}

}  // namespace ui
