// The stage on a phone (drawing 8a): one queue, its waiting messages in one row, the tray under
// them, the workers under the tray. Producers, delays and counts of what is done have no room.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_arrange.h"
#include "view/scene_bucket.h"
#include "view/scene_fifo.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kWidth = 390;
constexpr float kHeight = 304;
constexpr float kTop = 50;
constexpr float kHeaderH = 40;
constexpr float kWellH = 40;
constexpr float kStripH = 64;  // of the deduplication window
constexpr std::size_t kFleet = 4;  // above this many workers the tray is a plain row

// Heights that follow from the number of workers.
struct PhoneForm {
  std::size_t columns = 2;  // of workers
  float tray_h = 62;
  float card_h = 66;
  float card_pitch = 70;
  float gap = 20;  // tray to workers
  WorkerForm form = WorkerForm::kFull;
};

PhoneForm form_for(std::size_t workers, bool dead_letter) {
  if (workers <= 2) {
    return {.columns = std::max<std::size_t>(workers, 1),
            .tray_h = dead_letter ? 56.f : 62.f,
            .card_h = dead_letter ? 40.f : 66.f,
            .gap = dead_letter ? 18.f : 20.f,
            .form = dead_letter ? WorkerForm::kMini : WorkerForm::kFull};
  }
  if (workers <= kFleet) {
    return {workers, 50, 40, 44, 20, WorkerForm::kMini};
  }
  return {kFleet, 50, 26, 30, 12, WorkerForm::kMini};
}

struct PhonePlan {
  float width = kWidth;
  float height = kHeight;
  float top = kTop;
  float workers_bottom = kHeight;  // they end here
  std::size_t group_rows = 4;      // of a FIFO queue, at most
  PhoneForm form;
};

const Lane* lane_to_show(const Stage& stage, const std::vector<Lane>& lanes) {
  const Lane* first = nullptr;
  for (const Lane& lane : lanes) {
    if (lane.queue == nullptr) continue;
    if (first == nullptr) first = &lane;
    const NodeNotes notes = notes_for(stage, model::ref(lane.queue->id));
    if (notes.spoken_of || notes.pointable || notes.selected) return &lane;
  }
  return first;
}

bool shows_dead_letter(const Lane& lane) {
  return lane.dead_letter != nullptr && lane.dead_letter->waiting.count > 0;
}

void add_waiting(Stage& stage, const PhonePlan& plan, const Lane& lane, QueueNode& node) {
  const StageQueue& queue = *lane.queue;
  node.waiting_well = {30, plan.top + kHeaderH, plan.width - 60, kWellH};
  const float mid = node.waiting_well.centre().y;
  node.waiting_count = count_text(stage, queue.waiting.count);
  node.waiting_count_at = {node.waiting_well.x + 12, mid};
  const bool two_digits = queue.waiting.count >= 10;
  const float count_w = stage.truth() ? (two_digits ? 24.f : 16.f) : (two_digits ? 42.f : 34.f);
  node.waiting_label = {node.waiting_count_at.x + count_w, mid};
  node.waiting_text = "waiting";
  WellGrid grid;
  grid.well = node.waiting_well;
  grid.chip = {45, 26};
  grid.pitch = {49, 33};
  const float left = node.waiting_well.x + (two_digits ? 90.f : 82.f);
  const float room = node.waiting_well.right() - 7 - left + 4;
  grid.columns = std::max(1, static_cast<int>(room / grid.pitch.x));
  grid.first = {left + static_cast<float>(grid.columns - 1) * grid.pitch.x,
                node.waiting_well.y + 7};
  fill_well(stage, queue, grid, node);
}

const StageMessage* first_held(const StageQueue& queue, model::ActorId worker) {
  const auto it = std::ranges::find(queue.in_flight.shown, worker, &StageMessage::holder);
  return it == queue.in_flight.shown.end() ? nullptr : &*it;
}

// One cell per worker, in the order of the workers below.
void fill_cells(Stage& stage, const PhonePlan& plan, const Lane& lane, QueueNode& node) {
  const std::size_t n = std::max<std::size_t>(lane.workers.size(), 1);
  const float pitch = node.tray.w / static_cast<float>(n);
  const bool roomy = plan.form.form == WorkerForm::kFull || n <= 2;
  for (std::size_t i = 0; i < lane.workers.size(); ++i) {
    const float x = node.tray.x + pitch * static_cast<float>(i);
    const float mid = node.tray.centre().y;
    Rect box{x + 17, mid - 15, 58, 30};
    if (!roomy) box = {x + (pitch - 45) / 2, mid - 13, 45, 26};
    stage.rows[lane.workers[i]->id] = box;
    const StageMessage* m = first_held(*lane.queue, lane.workers[i]->id);
    if (m == nullptr || !stage.truth()) continue;
    TrayRow row;
    const auto time_at = roomy ? std::optional(Vec{box.x + 78, mid}) : std::nullopt;
    row.chip = flying_chip(stage, *lane.queue, *m, box, time_at);
    row.cell = {x + (i == 0 ? 4.f : 1.f), node.tray.y + 4, pitch - 5, node.tray.h - 8};
    node.in_flight.push_back(std::move(row));
  }
}

// What nobody on the stage holds (the learner, say): one at the right end, where it is free.
void fill_rest(Stage& stage, const Lane& lane, QueueNode& node) {
  const Rect box{node.tray.right() - 58, node.tray.centre().y - 13, 45, 26};
  const bool taken = std::ranges::any_of(
      node.in_flight, [&](const TrayRow& row) { return row.chip.box.right() + 8 > box.x; });
  if (taken || !stage.truth()) return;
  for (const StageMessage& m : lane.queue->in_flight.shown) {
    const auto holds = [&](const StageWorker* worker) { return worker->id == m.holder; };
    if (std::ranges::any_of(lane.workers, holds)) continue;
    TrayRow row;
    row.chip = flying_chip(stage, *lane.queue, m, box, std::nullopt);
    row.cell = {box.x - 7, node.tray.y + 4, box.w + 14, node.tray.h - 8};
    node.in_flight.push_back(std::move(row));
    return;
  }
}

// Of many only the first few, in one row.
void fill_row(Stage& stage, const Lane& lane, QueueNode& node) {
  const auto columns = static_cast<std::size_t>((node.tray.w - 16) / 62);
  const std::size_t shown = lane.queue->in_flight.shown.size();
  const bool all = lane.queue->in_flight.count <= columns;
  for (std::size_t i = 0; i < std::min(shown, all ? columns : columns - 1); ++i) {
    const StageMessage& m = lane.queue->in_flight.shown[i];
    const float x = node.tray.x + 12 + 62 * static_cast<float>(i);
    const Rect box{x, node.tray.centre().y - 13, 45, 26};
    stage.rows.emplace(m.holder, box);
    TrayRow row;
    row.chip = flying_chip(stage, *lane.queue, m, box, std::nullopt);
    row.cell = {x - 7, node.tray.y + 4, 59, node.tray.h - 8};
    node.in_flight.push_back(std::move(row));
  }
}

void add_tray(Stage& stage, const PhonePlan& plan, const Lane& lane, QueueNode& node) {
  node.tray = {30, plan.top + kHeaderH + kWellH + 8, plan.width - 60, plan.form.tray_h};
  node.in_flight_text.clear();
  node.in_flight_count = count_text(stage, lane.queue->in_flight.count);
  const bool plain = lane.workers.size() > kFleet || lane.workers.empty();
  if (!plain) {
    fill_cells(stage, plan, lane, node);
    fill_rest(stage, lane, node);
  } else if (stage.truth()) {
    fill_row(stage, lane, node);
  }
  const auto shown = static_cast<std::uint32_t>(node.in_flight.size());
  if (!stage.truth() || lane.queue->in_flight.count <= shown) return;
  // In the middle where nothing else is, else over the corner.
  const Rect plate = plain || shown == 0
                         ? Rect{node.tray.right() - 57, node.tray.centre().y - 13, 45, 26}
                         : Rect{node.tray.right() - 46, node.tray.bottom() - 10, 40, 20};
  node.in_flight_more = Overflow{plate, lane.queue->in_flight.count - shown};
}

QueueNode phone_queue(Stage& stage, const PhonePlan& plan, const Lane& lane) {
  QueueNode node;
  node.ref = model::ref(lane.queue->id);
  node.phone = true;
  node.name = lane.queue->name;
  node.label = std::format("Queue {}", node.name);
  node.setting_label = "Visibility timeout";
  node.setting_value = base::format_duration(lane.queue->visibility_timeout);
  node.notes = notes_for(stage, node.ref);
  node.waiting_spoken_of = node.notes.spoken_of;
  node.api_lens = !stage.truth();
  node.header = {20, plan.top, plan.width - 40, kHeaderH};
  node.port_in = {plan.width - 80, plan.top};
  if (lane.queue->fifo && stage.truth()) {
    add_phone_groups(stage, *lane.queue, node, plan.group_rows);
    return node;
  }
  add_waiting(stage, plan, lane, node);
  add_tray(stage, plan, lane, node);
  node.box = {20, plan.top, plan.width - 40, node.tray.bottom() - 22 - plan.top};
  return node;
}

void add_phone_workers(Stage& stage, const PhonePlan& plan, const Lane& lane, const Rect& tray) {
  const PhoneForm& form = plan.form;
  const bool fleet = lane.workers.size() > kFleet;
  const auto columns = static_cast<float>(form.columns);
  const float gap = form.columns <= 2 ? 10 : 8;
  const float w = (tray.w - gap * (columns - 1)) / columns;
  const auto cell_box = [&](std::size_t i) {
    const auto column = static_cast<float>(i % form.columns);
    const auto row = static_cast<float>(i / form.columns);
    return Rect{tray.x + column * (w + gap), tray.bottom() + form.gap + row * form.card_pitch, w,
                form.card_h};
  };
  const std::size_t n = lane.workers.size();
  std::size_t shown = n;
  // When not all have room, the last cell says how many more there are.
  while (shown > 0 && cell_box(shown == n ? n - 1 : shown).bottom() > plan.workers_bottom) --shown;
  if (shown < n) {
    const Rect last = cell_box(shown);
    stage.scene.texts.push_back(
        {.at = {last.x + 8, last.centre().y}, .text = std::format("{} more", n - shown)});
  }
  for (std::size_t i = 0; i < shown; ++i) {
    const auto column = static_cast<float>(i % form.columns);
    WorkerNode node = describe_worker(stage, *lane.workers[i], false);
    node.form = form.form;
    node.note.clear();
    node.box = cell_box(i);
    const float pitch = tray.w / columns;
    const float cell = tray.x + pitch * column + (column > 0 ? 1.f : 4.f) + (pitch - 5) / 2;
    const float x = std::min(cell, node.box.centre().x);
    node.port = {x, node.box.y};
    if (stage.scene.queues.back().groups) {
      // The tray is at the right: the ways spread from there.
      const Rect& from = stage.scene.queues.back().tray;
      const float share = (static_cast<float>(i) + .5f) / static_cast<float>(shown);
      node.port.x = node.box.centre().x;
      add_worker_edge(stage, *lane.workers[i], {from.x + from.w * share, from.bottom()}, node.port,
                      true);
    } else if (fleet) {
      stage.wires[lane.workers[i]->id] = {
          make_edge(EdgeKind::kFlow, {x, tray.bottom()}, node.port, true), true};
    } else {
      add_worker_edge(stage, *lane.workers[i], {x, tray.bottom()}, node.port, true);
      for (TrayRow& in_flight : stage.scene.queues.back().in_flight) {
        if (in_flight.cell.contains({x, in_flight.cell.centre().y})) {
          in_flight.port = {x, tray.bottom()};
        }
      }
    }
    stage.scene.workers.push_back(std::move(node));
  }
}

void add_phone_producers(Stage& stage, const PhonePlan& plan, const Lane& lane) {
  if (lane.producers.empty()) return;
  const float x = plan.width - 80;
  const Edge edge = make_edge(EdgeKind::kFlow, {x, plan.top - 36}, {x, plan.top}, true, true);
  stage.scene.edges.push_back(edge);
  for (const StageProducer* producer : lane.producers) stage.wires[producer->id] = {edge, false};
}

void add_phone_dead_letter(Stage& stage, const PhonePlan& plan, const Lane& lane) {
  if (!shows_dead_letter(lane)) return;
  const StageQueue& dead = *lane.dead_letter;
  DlqNode node;
  node.ref = model::ref(dead.id);
  const bool shared = !stage.state.buckets.empty();
  node.box = {30, plan.height - 44, shared ? (plan.width - 70) / 2 : plan.width - 60, 34};
  node.name = dead.name;
  node.count_text = count_text(stage, dead.waiting.count);
  node.notes = notes_for(stage, node.ref);
  node.label =
      std::format("Dead-letter queue {}, {}", dead.name, amount(dead.waiting.count, "message"));
  node.edge_from = node.edge_to = node.box.centre();
  if (stage.truth() && !shared) {
    WellGrid grid;
    grid.columns = 2;
    grid.pitch = {49, 30};
    grid.chip = {45, 24};
    grid.first = {node.box.right() - 12 - 45, node.box.y + 5};
    QueueNode well;
    fill_well(stage, dead, grid, well);
    node.chips = std::move(well.waiting);
    node.more = well.waiting_more;
  }
  stage.scene.dlqs.push_back(std::move(node));
}

}  // namespace

void arrange_phone(Stage& stage) {
  const SceneOptions& o = stage.options;
  PhonePlan plan;
  const float scale = snap_scale(std::min(o.width / kWidth, o.height / kHeight), .8f, 2);
  plan.width = std::floor(o.width / scale + .01f);
  plan.height = std::floor(o.height / scale + .01f);
  Scene& scene = stage.scene;
  scene.stage_class = StageClass::kPhone;
  scene.scale = scale;
  scene.bounds = {0, 0, plan.width, plan.height};
  const std::vector<Lane> lanes = make_lanes(stage.state);
  const Lane* lane = lane_to_show(stage, lanes);
  if (lane == nullptr) return;
  const bool rows = lane->queue->fifo && stage.truth();
  const bool bucket = !stage.state.buckets.empty();
  const bool foot = shows_dead_letter(*lane) || bucket;
  // Rows of groups leave the workers one line.
  plan.form = rows ? PhoneForm{std::clamp<std::size_t>(lane->workers.size(), 1, kFleet),
                               0,
                               34,
                               38,
                               22,
                               WorkerForm::kMini}
                   : form_for(lane->workers.size(), foot);
  plan.top += std::floor(std::max(plan.height - kHeight, 0.f) / 2);
  plan.workers_bottom = plan.height - (foot ? 50.f : 8.f);
  if (foot) plan.group_rows = 3;
  // Two rows of groups leave room for the deduplication window above them.
  const bool strip = rows && !foot && phone_group_rows(*lane->queue) <= 2 && plan.height >= 296;
  if (strip) {
    const Rect box{20, plan.top - 6, plan.width - 40, kStripH};
    plan.top = box.bottom() + 20;
    add_phone_strip(stage, *lane->queue, box, plan.top, plan.width);
  }
  scene.queues.push_back(phone_queue(stage, plan, *lane));
  Rect tray = scene.queues.back().tray;
  if (rows) tray = {30, tray.y, plan.width - 60, tray.h};
  add_phone_workers(stage, plan, *lane, tray);
  if (strip) plan.top = scene.strips.back().box.y;
  add_phone_producers(stage, plan, *lane);
  add_phone_dead_letter(stage, plan, *lane);
  if (!bucket) return;
  const float half = (plan.width - 70) / 2;
  const float y = plan.height - 44;
  add_phone_bucket(stage, shows_dead_letter(*lane) ? Rect{40 + half, y, half, 34}
                                                   : Rect{30, y, plan.width - 60, 34});
}

}  // namespace view
