// The stage: its ground, the camera, the layers of the scene, and what lies over them in window
// px: brackets and tag. Must not know: how any part is drawn.
#include "ui/panels/stage_parts.h"
#include "ui/panels/widgets.h"

#include <algorithm>
#include <format>

namespace ui {
namespace {

/// Chips above this number are not controls of their own; a press finds them by place.
constexpr std::size_t kManyChips = 400;

std::size_t chip_count(const view::Scene& scene) {
  std::size_t n = scene.moving.size() + scene.ghosts.size();
  for (const view::QueueNode& q : scene.queues)
    n += q.waiting.size() + q.in_flight.size() + q.delayed.size();
  for (const view::DlqNode& d : scene.dlqs) n += d.chips.size();
  for (const view::EndpointNode& e : scene.endpoints) n += e.chips.size();
  for (const view::StreamPicture& picture : scene.streams) {
    for (const view::TapeNode& tape : picture.tapes) n += tape.records.size();
  }
  return n;
}

bool offers_options(const Panel& p) {
  return std::ranges::any_of(p.frame.lesson.blocks, [](const view::Block& b) {
    return std::holds_alternative<view::Options>(b);
  });
}

/// Where the camera stands: it glides within one layout and jumps to another.
Camera camera_of(Panel& p) {
  const view::Scene& scene = p.frame.scene;
  const std::string name = std::format("camera/{}/", static_cast<int>(scene.stage_class));
  const float zoom = scene.scale > 0 ? scene.scale : 1;
  return {p.motion.follow(name + "x", scene.origin.x - scene.bounds.x * zoom, kCameraTime),
          p.motion.follow(name + "y", scene.origin.y - scene.bounds.y * zoom, kCameraTime),
          p.motion.follow(name + "zoom", zoom, kCameraTime)};
}

void draw_tag(Panel& p, Rect r) {
  const view::Scene& scene = p.frame.scene;
  if (scene.tag_kind == lesson::TagKind::kNone || scene.tag.empty()) return;
  const Theme& t = p.t();
  const bool wide = scene.stage_class == view::StageClass::kWide;
  const float x = r.x + (wide && scene.frozen ? 32.f : 20.f);
  const float y = r.y + (p.at.phone ? 28.f : 38.f);
  TagStyle style{.size = 14,
                 .height = p.at.phone ? 28.f : 32.f,
                 .color = t.text,
                 .fill = t.card,
                 .stroke = t.line};
  switch (scene.tag_kind) {
    case lesson::TagKind::kFrozen:
      style.icon = Icon::Snowflake;
      style.icon_color = t.you;
      style.fill = t.frozen_tag();
      style.stroke = 0;
      break;
    case lesson::TagKind::kPaused: style.icon = Icon::Pause; break;
    case lesson::TagKind::kGoal: style.icon = Icon::Target; break;
    case lesson::TagKind::kNone: break;
  }
  const float room = r.right() - x - 20 - 18 - 21;
  p.c.tag(x, y, elided(p, scene.tag, room, 14, Face::Regular), style);
}

void draw_layers(StageView& s) {
  const bool streams = !s.scene.streams.empty();
  if (streams) draw_streams(s);
  draw_edges(s);
  draw_moving(s);
  draw_signals(s);
  if (!s.scene.moving_objects.empty()) draw_moving_objects(s);
  if (streams) draw_stream_motion(s);
  draw_producers(s);
  if (!s.scene.buckets.empty()) draw_buckets(s);
  if (!s.scene.topics.empty()) draw_topics(s);
  draw_queues(s);
  draw_dlqs(s);
  draw_fifo_surroundings(s);
  draw_claim_ends(s);
  draw_workers(s);
  draw_stage_texts(s);
  draw_chips(s);
  draw_traces(s);
  if (!s.scene.lost.empty()) draw_lost(s);
  draw_verdicts(s);
}

}  // namespace

void draw_stage(Panel& p) {
  const Rect r = box(p.at.stage);
  if (r.empty()) return;
  // While the inspector slides, the ground shows where it has not arrived yet.
  const float ground = std::max(r.right(), p.at.rail.w > 0 ? 0.f : p.at.inspector.right());
  p.c.dots(r.x, r.y, ground - r.x, r.h);
  p.c.push_clip(r);
  p.hits.push_clip(r);
  const view::Scene& scene = p.frame.scene;
  if (scene.frozen) {
    const float in = p.at.phone ? 8 : 12;
    p.c.brackets(r.x + in, r.y + in, r.w - 2 * in, r.h - 2 * in, p.t().you, p.at.phone ? 14 : 18);
  }
  const Camera camera = camera_of(p);
  p.c.push_transform(r.x + camera.x, r.y + camera.y, camera.zoom);
  StageView view{p, scene, camera.zoom, chip_count(scene) > kManyChips, !offers_options(p)};
  draw_layers(view);
  p.c.pop_transform();
  draw_tag(p, r);
  p.hits.pop_clip();
  p.c.pop_clip();
}

}  // namespace ui
