// What lies over the nodes: the learner's ghost, traces of a return, tallies, the legend.
#include <algorithm>
#include <cmath>
#include <format>
#include <map>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kRing = 9;  // a foretold fact is ringed at this distance, outside its rim

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

const QueueNode* queue_node(const Scene& scene, model::QueueId id) {
  const auto it = std::ranges::find(scene.queues, model::ref(id), &QueueNode::ref);
  return it == scene.queues.end() ? nullptr : &*it;
}

// Where the prediction stands, and where its caption begins.
struct GhostSpot {
  Rect box;
  Vec caption;
};

// The row of the worker it was last with; without one the free end of the tray.
std::optional<GhostSpot> spot_in_flight(const Stage& stage, const lesson::Ghost& ghost,
                                        const QueueNode& node) {
  model::ActorId worker = ghost.worker;
  if (!worker && stage.state.returned && stage.state.returned->message == ghost.message) {
    worker = stage.state.returned->from;
  }
  if (!worker) {
    const StageQueue* queue = stage.state.queue(ghost.queue);
    if (queue == nullptr) return std::nullopt;
    for (const StageMessage& m : queue->in_flight.shown) {
      if (m.id == ghost.message) worker = m.holder;
    }
  }
  Rect box;
  if (const auto row = stage.rows.find(worker); row != stage.rows.end()) {
    box = row->second;
  } else if (const auto room = stage.tray_rooms.find(ghost.queue); room != stage.tray_rooms.end()) {
    box = room->second;
  } else {
    box = {node.tray.x + 18, node.tray.centre().y - 15, 60, 30};
  }
  if (stage.scene.stage_class == StageClass::kPhone) {
    box.y -= 8;
    return GhostSpot{box, {box.x - 2, box.bottom() + 9}};
  }
  return GhostSpot{box, {box.x - 2, box.centre().y + 34}};
}

std::optional<GhostSpot> spot_of(const Stage& stage, const lesson::Ghost& ghost) {
  if (ghost.place == lesson::GhostPlace::kDeadLetter) {
    for (const DlqNode& node : stage.scene.dlqs) {
      const Rect box{node.box.centre().x, node.box.centre().y - 14, 54, 28};
      return GhostSpot{box, {node.box.x + 4, node.box.bottom() + 14}};
    }
    return std::nullopt;
  }
  if (ghost.place == lesson::GhostPlace::kWorker) {
    const auto wire = stage.wires.find(ghost.worker);
    if (wire == stage.wires.end()) return std::nullopt;
    const Edge& edge = wire->second.edge;
    const Vec middle = point_on(edge, .5f);
    // No wider than the gap, so that it covers no words at either side.
    const float w =
        edge.vertical ? 54 : std::clamp(std::abs(edge.to.x - edge.from.x) - 4, 36.f, 54.f);
    const Rect box{middle.x - w / 2, middle.y - 14, w, 28};
    const auto node =
        std::ranges::find(stage.scene.workers, model::ref(ghost.worker), &WorkerNode::ref);
    if (node == stage.scene.workers.end()) return GhostSpot{box, {box.x, box.bottom() + 14}};
    return GhostSpot{box, {node->box.x + 2, node->box.bottom() + 10}};
  }
  const QueueNode* node = queue_node(stage.scene, ghost.queue);
  if (node == nullptr) return std::nullopt;
  if (const auto room = stage.group_rooms.find(ghost.message); room != stage.group_rooms.end()) {
    const bool flying = ghost.place == lesson::GhostPlace::kInFlight;
    const Rect& box = flying ? room->second.tray : room->second.waiting;
    return GhostSpot{box, {box.x, box.bottom() + 11}};
  }
  if (ghost.place == lesson::GhostPlace::kInFlight) return spot_in_flight(stage, ghost, *node);
  const bool delayed = ghost.place == lesson::GhostPlace::kDelayed;
  const Rect& well = delayed ? node->delayed_well : node->waiting_well;
  if (delayed && !node->has_delayed) return std::nullopt;
  // The newest place, at the left end.
  Rect box{well.x + 7, well.bottom() - 8 - 28, 54, 28};
  if (delayed) box.x = well.right() - 7 - 54;
  if (!delayed && !node->empty_places.empty()) box = node->empty_places.front().box;
  return GhostSpot{box, {well.x + 4, well.bottom() + 9}};
}

// The chip of the same message where it really is, when that is where the ghost stands.
const Chip* fact_of(const Scene& scene, const lesson::Ghost& ghost) {
  const model::Ref ref = model::ref(ghost.message);
  const auto in = [&](const std::vector<Chip>& chips) -> const Chip* {
    const auto it = std::ranges::find(chips, ref, &Chip::ref);
    return it == chips.end() ? nullptr : &*it;
  };
  if (ghost.place == lesson::GhostPlace::kDeadLetter) {
    for (const DlqNode& node : scene.dlqs) {
      if (const Chip* chip = in(node.chips)) return chip;
    }
    return nullptr;
  }
  const QueueNode* node = queue_node(scene, ghost.queue);
  if (node == nullptr) return nullptr;
  if (ghost.place == lesson::GhostPlace::kWaiting) return in(node->waiting);
  if (ghost.place == lesson::GhostPlace::kDelayed) return in(node->delayed);
  return nullptr;
}

// A chip in the tray counts as the foretold fact only in the row where it was foretold.
const Chip* fact_in_tray(const Scene& scene, const lesson::Ghost& ghost, const Rect& box) {
  const QueueNode* node = queue_node(scene, ghost.queue);
  if (node == nullptr || ghost.place != lesson::GhostPlace::kInFlight) return nullptr;
  for (const TrayRow& row : node->in_flight) {
    if (row.chip.ref == model::ref(ghost.message) && overlap(row.chip.box, box)) return &row.chip;
  }
  return nullptr;
}

std::optional<Rect> tray_box(const Scene& scene, model::MessageId message) {
  for (const QueueNode& node : scene.queues) {
    for (const TrayRow& row : node.in_flight) {
      if (row.chip.ref == model::ref(message)) return row.chip.box;
    }
  }
  return std::nullopt;
}

// The most workers that hold one message at this moment.
std::uint64_t most_on_one(const StageState& state) {
  std::map<model::MessageId, std::uint64_t> holders;
  for (const StageWorker& w : state.workers) {
    if (w.phase == actors::WorkerPhase::kCrashed) continue;
    for (const StageJob& job : w.jobs) ++holders[job.message];
  }
  for (const StageHop& hop : state.hops) {
    if (hop.to_queue || hop.kind != HopKind::kMessages) continue;
    for (const StageMessage& m : hop.messages) ++holders[m.id];
  }
  std::uint64_t most = 0;
  for (const auto& [id, n] : holders) most = std::max(most, n);
  return most;
}

float workers_bottom(const Scene& scene) {
  float bottom = 0;
  for (const WorkerNode& node : scene.workers) {
    bottom = std::max(bottom, node.box.bottom() + (node.note.empty() ? 0.f : 24.f));
  }
  return bottom;
}

// "Orders" of one queue "orders"; "Messages" otherwise.
std::string stage_noun(const std::vector<Lane>& lanes) {
  if (lanes.size() != 1 || lanes.front().queue == nullptr) return "message";
  return noun_of(lanes.front().queue->name);
}

// Of a shard: a ring around its tape, with the caption where its name is not.
void add_shard_ghost(Stage& stage, const lesson::Ghost& ghost) {
  constexpr float kAround = 4;
  for (const StreamPicture& picture : stage.scene.streams) {
    const auto tape = std::ranges::find(picture.tapes, model::ref(ghost.shard), &TapeNode::ref);
    if (tape == picture.tapes.end()) continue;
    const Rect& b = tape->box;
    const bool above = !tape->name.empty() && tape->name_at.y > b.centre().y;
    Chip chip;
    chip.ref = ghost.record ? model::ref(ghost.record) : tape->ref;
    chip.ghost = true;
    chip.box = {b.x - kAround, b.y - kAround, b.w + 2 * kAround, b.h + 2 * kAround};
    chip.caption = ghost.caption;
    chip.caption_at = {b.x + 2, above ? b.y - kAround - 9 : b.bottom() + kAround + 9};
    chip.label = "Your prediction: " + ghost.caption;
    stage.scene.ghosts.push_back(std::move(chip));
  }
}

}  // namespace

void add_ghosts(Stage& stage) {
  for (std::size_t i = 0; i < stage.notes.ghosts.size(); ++i) {
    const lesson::Ghost& ghost = stage.notes.ghosts[i];
    if (ghost.place == lesson::GhostPlace::kShard) {
      add_shard_ghost(stage, ghost);
      continue;
    }
    const auto spot = spot_of(stage, ghost);
    if (!spot) continue;
    Chip chip;
    chip.ref = model::ref(ghost.message);
    chip.ghost = true;
    chip.caption = ghost.caption;
    chip.caption_at = spot->caption;
    chip.label = "Your prediction: " + ghost.caption;
    const Chip* fact = fact_of(stage.scene, ghost);
    if (fact == nullptr) fact = fact_in_tray(stage.scene, ghost, spot->box);
    if (fact != nullptr) {
      const Rect& b = fact->box;
      chip.box = {b.x - kRing, b.y - kRing, b.w + 2 * kRing, b.h + 2 * kRing};
    } else {
      if (i < stage.state.ghost_names.size()) chip.id = stage.state.ghost_names[i];
      chip.box = spot->box;
    }
    stage.scene.ghosts.push_back(std::move(chip));
  }
}

void add_traces(Stage& stage) {
  if (!stage.state.returned || stage.scene.queues.empty()) return;
  const StageReturn& r = *stage.state.returned;
  const auto from = stage.rows.find(r.from);
  std::optional<Rect> place;
  for (const QueueNode& node : stage.scene.queues) {
    for (const Chip& chip : node.waiting) {
      if (chip.ref == model::ref(r.message)) place = chip.box;
    }
    if (r.to && !node.empty_places.empty()) place = node.empty_places.front().box;
  }
  if (!place) return;
  const float y = place->centre().y;
  const float right = place->right();
  if (from != stage.rows.end()) {
    const Rect& b = from->second;
    stage.scene.traces.push_back({.bezier = {{b.x + 16, b.y - 2},
                                             {b.x + 12, b.y - 21},
                                             {right + 30, y + 6},
                                             {right + 10, y + 6}},
                                  .time_coloured = true});
  }
  const auto to = tray_box(stage.scene, r.message);
  if (!r.to || !to) return;
  const float to_x = to->centre().x, to_y = to->centre().y;
  if (to->y > place->bottom()) {
    // The tray is below the waiting messages: through the gap between the two, over no chip.
    const float x = place->centre().x, gap = to->y - kRing - place->bottom();
    stage.scene.traces.push_back({.bezier = {{x, place->bottom() + 2},
                                             {x, place->bottom() + gap},
                                             {to_x + 8, place->bottom()},
                                             {to_x + 8, to->y - kRing - 6}}});
    return;
  }
  stage.scene.traces.push_back(
      {.bezier = {
           {right + 3, y - 6}, {right + 20, y - 10}, {to->x - 30, to_y}, {to->x - 12, to_y}}});
}

void add_tallies(Stage& stage, const StagePlan& plan, const std::vector<Lane>& lanes) {
  if (!stage.truth() || stage.state.workers.empty() || plan.lanes.empty()) return;
  const LanePlan& last = plan.lanes.back();
  const bool wide = plan.metrics->stage_class == StageClass::kWide;
  const float x = plan.columns.worker_x;
  const float y = last.dead_letter.w > 0 ? last.dead_letter.y + 18
                                         : std::min(last.queue.bottom() + 82, plan.height - 90);
  // Under the workers of a stage with a bucket lie the ways to it.
  const bool below = stage.scene.buckets.empty() && y - 20 >= workers_bottom(stage.scene);
  // Over the workers of a FIFO queue the reply stands.
  if (plan.fifo != nullptr && (!below || y + 40 > plan.height)) return;
  const std::string noun = stage_noun(lanes);
  const std::uint64_t shared = most_on_one(stage.state);
  if (shared > 1 && below) {
    stage.scene.tallies.push_back({.at = {x, y + 10},
                                   .number = std::to_string(shared),
                                   .words = {"workers on", "the same " + noun},
                                   .bad = true,
                                   .words_right = true});
    return;
  }
  Tally done{.at = {x, y}, .number = std::to_string(stage.state.done)};
  Tally twice{.at = {x + (wide ? 100.f : 88.f), y},
              .number = std::to_string(stage.state.done_twice),
              .bad = stage.state.done_twice > 0};
  if (below && wide) {
    done.words = {capital(noun) + "s done"};
    twice.words = {"Done twice"};
  } else {
    done.words = {capital(noun) + "s", "done"};
    twice.words = {"Done", "twice"};
    done.words_right = twice.words_right = true;
  }
  if (!below) {
    // No room under the workers: above them.
    const float wide_noun = 7 * std::max(static_cast<float>(noun.size()) - 6, 0.f);
    done.at = {x - 40 - wide_noun, 38};
    twice.at = {x + 70, 38};
  }
  stage.scene.tallies.push_back(std::move(done));
  stage.scene.tallies.push_back(std::move(twice));
}

void add_legend(Stage& stage, const StagePlan& plan, const std::vector<Lane>& lanes) {
  if (!stage.notes.show_legend || !stage.truth() || lanes.size() != 1 || plan.fifo != nullptr ||
      !stage.scene.buckets.empty()) {
    return;
  }
  if (plan.lanes.empty() || plan.metrics->stage_class != StageClass::kWide) return;
  if (plan.columns.producer_compact) return;
  const float x = plan.columns.producer_x + 4;
  float y = std::min(plan.lanes.front().queue.bottom() + 66, plan.height - 106);
  float producers = 0;
  for (const ProducerNode& node : stage.scene.producers) {
    producers = std::max(producers, node.box.bottom());
  }
  if (y - 24 < producers) return;
  const auto add = [&](LegendItem::Kind kind, const char* text) {
    stage.scene.legend.push_back({.kind = kind, .at = {x, y}, .text = text});
    y += 28;
  };
  add(LegendItem::Kind::kRim, "Time left hidden");
  add(LegendItem::Kind::kPips, "Receives so far");
  if (lanes.front().queue != nullptr && lanes.front().queue->may_delay) {
    add(LegendItem::Kind::kDelayed, "Delayed");
  }
}

}  // namespace view
