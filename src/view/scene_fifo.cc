// FIFO queues: rows of message groups with locks, and the tray with a cell for each row.
#include "view/scene_fifo.h"

#include <algorithm>
#include <cmath>
#include <format>

#include "view/words.h"

namespace view {
namespace {

constexpr float kHeader = 48;
constexpr float kMonoShare = .6f;  // of the type size, per character

std::string waiting_label(const StageQueue& queue, const StageGroup& group, std::size_t index) {
  std::string out =
      std::format("{}, waiting in {}, group {}", group.waiting[index].name, queue.name, group.name);
  if (group.locked) return out + ", which is locked";
  return out + (index == 0 ? ", next out" : std::format(", number {}", index + 1));
}

// Waiting messages of a group, the oldest at the right, left of the lock.
void add_waiting(Stage& stage, const StageQueue& queue, const StageGroup& group,
                 const RowMeasures& m, GroupRow& row, QueueNode& node) {
  const float first = row.well.right() - 2 * m.lock_r - 10 - m.chip_w;
  const float room = first - row.well.x - 2;
  const auto places = static_cast<std::size_t>(std::max(room / m.chip_pitch, 0.f)) + 1;
  const auto box_at = [&](std::size_t i) {
    return Rect{first - static_cast<float>(i) * m.chip_pitch,
                std::round(row.well.centre().y - m.chip_h / 2), m.chip_w, m.chip_h};
  };
  const std::size_t n = group.waiting_count <= places ? group.waiting.size() : places - 1;
  for (std::size_t i = 0; i < std::min(n, group.waiting.size()); ++i) {
    const StageMessage& message = group.waiting[i];
    Chip chip = message.delayed ? delayed_chip(stage, queue, message, box_at(i), std::nullopt)
                                : make_chip(stage, message, box_at(i));
    if (!message.delayed) chip.label = waiting_label(queue, group, i);
    node.waiting.push_back(std::move(chip));
  }
  if (group.waiting_count > n) {
    row.waiting_more = Overflow{box_at(n), group.waiting_count - static_cast<std::uint32_t>(n)};
  }
  const Rect next = box_at(std::min<std::size_t>(group.waiting_count, places - 1));
  for (const auto* list : {&group.waiting, &group.in_flight}) {
    for (const StageMessage& message : *list) stage.group_rooms[message.id].waiting = next;
  }
}

// Messages of a group in flight, in its row of the tray.
void add_in_flight(Stage& stage, const StageQueue& queue, const StageGroup& group,
                   const RowMeasures& m, GroupRow& row, QueueNode& node) {
  const float y = std::round(row.cell.centre().y - m.chip_h / 2);
  const bool single = group.in_flight_count <= 1;
  const bool pair = group.in_flight_count == 2 && m.tray_plate_w >= m.tray_chip_w;
  const float whole = single ? m.tray_chip_w
                      : pair ? m.tray_pitch + m.tray_chip_w
                             : m.tray_pitch + m.tray_plate_w;
  const float left = row.cell.x + std::max((row.cell.w - whole) / 2, m.tray_pad - 10);
  const Rect first{std::round(left), y, m.tray_chip_w, m.chip_h};
  for (const auto* list : {&group.waiting, &group.in_flight}) {
    for (const StageMessage& message : *list) stage.group_rooms[message.id].tray = first;
  }
  const std::size_t n = pair ? 2 : std::min<std::size_t>(group.in_flight.size(), 1);
  for (std::size_t i = 0; i < std::min(n, group.in_flight.size()); ++i) {
    Rect box = first;
    box.x += static_cast<float>(i) * m.tray_pitch;
    TrayRow place;
    place.chip = flying_chip(stage, queue, group.in_flight[i], box, std::nullopt);
    place.cell = {box.x - 8, row.cell.y + 2, box.w + 16, row.cell.h - 4};
    place.port = {node.tray.right(), row.cell.centre().y};
    stage.rows.emplace(group.in_flight[i].holder, box);
    node.in_flight.push_back(std::move(place));
  }
  if (group.in_flight_count > n) {
    row.in_flight_more =
        Overflow{{first.x + m.tray_pitch, y + (m.chip_h - 28) / 2, m.tray_plate_w, 28},
                 group.in_flight_count - static_cast<std::uint32_t>(n)};
  }
}

void place_head(const RowMeasures& m, GroupRow& row) {
  const float y = row.well.centre().y;
  row.swatch = {row.box.x + m.swatch_dx, y - m.swatch / 2, m.swatch, m.swatch};
  row.name_at = {row.box.x + m.name_dx, y};
  row.name_w = m.name_w;
  row.lock_at = {row.well.right() - m.lock_r - 4, y};
  row.lock_r = m.lock_r;
}

RowMeasures measures_of(const StagePlan& plan) {
  const FifoMetrics& f = *plan.fifo;
  return {.chip_w = f.chip_w,
          .chip_pitch = f.chip_pitch,
          .lock_r = f.lock_r,
          .tray_pad = f.tray_pad,
          .tray_chip_w = f.tray_chip_w,
          .tray_pitch = f.tray_pitch,
          .tray_plate_w = f.tray_plate_w,
          .swatch_dx = f.swatch_dx,
          .swatch = f.swatch,
          .name_dx = f.name_dx,
          .name_w = f.name_w,
          .terse = f.well_w < 180};
}

void fill_rows(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at,
               QueueNode& node) {
  const FifoMetrics& f = *plan.fifo;
  const StageFifo& fifo = *lane.queue->fifo;
  const RowMeasures m = measures_of(plan);
  const auto shown = groups_with_rows(fifo, at.fifo->rows);
  const float well_h = std::min(40.f, at.fifo->pitch - 8);
  const auto row_at = [&](std::size_t i) {
    GroupRow row;
    row.box = {at.queue.x, at.tray.y + static_cast<float>(i) * at.fifo->pitch, at.queue.w,
               at.fifo->pitch};
    row.well = {row.box.x + f.well_dx, row.box.centre().y - well_h / 2, f.well_w, well_h};
    row.cell = {at.tray.x, row.box.y, at.tray.w, row.box.h};
    return row;
  };
  for (std::size_t i = 0; i < shown.size(); ++i) {
    add_group_row(stage, *lane.queue, *shown[i], m, row_at(i), node);
  }
  if (shown.size() < fifo.groups.size() || fifo.more_groups > 0) {
    add_sum_row(fifo, shown, m, row_at(shown.size()), node);
  }
}

// How much of the header a name of this length leaves.
void place_header(const StagePlan& plan, const LanePlan& at, QueueNode& node) {
  const FifoMetrics& f = *plan.fifo;
  const float mid = at.queue.y + kHeader / 2;
  const float name_right = 40 + 17 * kMonoShare * static_cast<float>(node.name.size());
  const float in_flight_left = f.queue_w - 16 - 54;
  if (name_right + 13 + 46 <= in_flight_left - 8) node.kind = "FIFO";
  const float next_left = f.tray_dx - 10 - 60;
  if (name_right + 13 + 46 + 12 <= next_left) {
    node.groups->next_out = "Next out";
    node.groups->next_out_at = {at.queue.x + f.tray_dx - 10, mid};
  }
  node.in_flight_count_at = {at.queue.right() - 16, mid};
}

// Without rows: the API counts messages, it knows no groups.
void close_queue(const StagePlan& plan, const LanePlan& at, QueueNode& node) {
  node.icon = "layers";
  if (17 * kMonoShare * static_cast<float>(node.name.size()) < 120) node.kind = "FIFO";
  node.waiting_well.w = at.tray.x - 12 - node.waiting_well.x;
  node.delayed_well.w = node.waiting_well.w;
  node.waiting_count_at.x = node.waiting_well.right() - 8;
  node.delayed_count_at.x = node.waiting_count_at.x;
  node.port_in = {at.queue.x, at.queue.y + plan.metrics->port_dy};
}

std::uint32_t messages_of(const StageGroup& g) { return g.waiting_count + g.in_flight_count; }

// The middles of the rows of the tray with messages that the worker holds.
std::vector<float> held_rows(const QueueNode& node, const StageQueue& queue,
                             model::ActorId worker) {
  std::vector<float> out;
  for (const TrayRow& row : node.in_flight) {
    const auto it = std::ranges::find_if(queue.in_flight.shown, [&](const StageMessage& m) {
      return model::ref(m.id) == row.chip.ref;
    });
    if (it == queue.in_flight.shown.end() || it->holder != worker || !it->claimed) continue;
    if (!std::ranges::contains(out, row.port.y)) out.push_back(row.port.y);
  }
  return out;
}

}  // namespace

std::vector<const StageGroup*> groups_with_rows(const StageFifo& fifo, std::size_t rows) {
  std::vector<const StageGroup*> out;
  const bool all =
      fifo.groups.size() <= rows && (fifo.more_groups == 0 || fifo.groups.size() < rows);
  const std::size_t most = all ? fifo.groups.size() : std::max<std::size_t>(rows, 1) - 1;
  std::vector<bool> taken(fifo.groups.size(), false);
  std::size_t left = most;
  for (const bool empty : {false, true}) {
    for (std::size_t i = 0; i < fifo.groups.size() && left > 0; ++i) {
      if ((messages_of(fifo.groups[i]) == 0) != empty) continue;
      taken[i] = true;
      --left;
    }
  }
  for (std::size_t i = 0; i < fifo.groups.size(); ++i) {
    if (taken[i]) out.push_back(&fifo.groups[i]);
  }
  return out;
}

std::string group_label(const StageGroup& group) {
  if (messages_of(group) == 0) return std::format("Group {}, empty", group.name);
  return std::format("Group {}, {}: {} in flight, {} {}", group.name,
                     group.locked ? "locked" : "free to take", group.in_flight_count,
                     group.waiting_count, group.waiting_count == 1 ? "waits" : "wait");
}

void add_group_row(Stage& stage, const StageQueue& queue, const StageGroup& group,
                   const RowMeasures& m, GroupRow row, QueueNode& node) {
  row.name = group.name;
  row.slot = group.slot;
  row.label = group_label(group);
  place_head(m, row);
  const bool empty = messages_of(group) == 0;
  row.lock = empty ? LockState::kNone : group.locked ? LockState::kClosed : LockState::kOpen;
  row.blocked = group.locked && group.waiting_count > 0;
  if (group.locked && group.waiting_count == 0)
    row.well_text = m.terse ? "empty" : "empty, still locked";
  if (empty) row.well_text = m.terse ? "empty" : "no messages";
  if (!empty && group.in_flight_count == 0) row.cell_text = m.terse ? "free" : "free to take";
  add_waiting(stage, queue, group, m, row, node);
  add_in_flight(stage, queue, group, m, row, node);
  node.groups->rows.push_back(std::move(row));
}

void add_sum_row(const StageFifo& fifo, const std::vector<const StageGroup*>& shown,
                 const RowMeasures& m, GroupRow row, QueueNode& node) {
  std::uint32_t groups = fifo.more_groups;
  std::uint32_t waiting = fifo.more_messages;
  std::uint32_t in_flight = 0;
  std::uint32_t locked = 0;
  for (const StageGroup& g : fifo.groups) {
    if (std::ranges::contains(shown, &g)) continue;
    ++groups;
    locked += g.locked ? 1 : 0;
    waiting += g.waiting_count;
    in_flight += g.in_flight_count;
  }
  place_head(m, row);
  row.sum = true;
  row.name = std::format("+{} {}", groups, groups == 1 ? "group" : "groups");
  row.name_w += m.name_dx - m.swatch_dx;
  row.name_at.x = row.swatch.x;
  row.well_text = m.terse ? std::format("{} waiting", waiting)
                          : std::format("{} waiting, {} locked", waiting, locked);
  if (in_flight > 0) row.cell_text = std::format("{}{}", in_flight, m.terse ? "" : " in flight");
  row.label = std::format("{} more {}, {} locked: {} in flight, {} wait", groups,
                          groups == 1 ? "group" : "groups", locked, in_flight, waiting);
  node.groups->rows.push_back(std::move(row));
}

void add_row_edges(Stage& stage, const StageWorker& worker, const QueueNode& node, float y,
                   Vec to) {
  const StageQueue* queue = stage.state.queue(worker.queue);
  std::vector<float> rows;
  if (queue != nullptr && stage.truth()) rows = held_rows(node, *queue, worker.id);
  if (rows.empty()) rows.push_back(y);
  const std::size_t first = stage.scene.edges.size();
  add_worker_edge(stage, worker, {node.tray.right(), rows.front()}, to, false);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    stage.scene.edges.push_back(
        make_edge(EdgeKind::kClaim, {node.tray.right(), rows[i]}, to, false));
  }
  // Between rows and cards the way is short: flat tangents, as drawn.
  for (std::size_t i = first; i < stage.scene.edges.size(); ++i) stage.scene.edges[i].k = 20;
  stage.wires[worker.id].edge.k = 20;
}

void add_fifo_queue(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  if (!stage.truth()) {
    LanePlan plain = at;
    plain.fifo.reset();
    plain.workers_shown = 0;  // its rows are not the standard ones
    add_queue(stage, plan, lane, plain);
    close_queue(plan, at, stage.scene.queues.back());
  } else {
    const StageQueue& queue = *lane.queue;
    QueueNode node;
    node.ref = model::ref(queue.id);
    node.box = at.queue;
    node.header = {at.queue.x, at.queue.y, at.queue.w, kHeader};
    node.name = queue.name;
    node.icon = "layers";
    node.notes = notes_for(stage, node.ref);
    node.label = std::format("FIFO queue {}", queue.name);
    node.tray = at.tray;
    node.groups.emplace();
    const FifoMetrics& f = *plan.fifo;
    node.waiting_well = {at.queue.x + f.well_dx, at.tray.y, f.well_w, at.tray.h};
    node.waiting_text.clear();
    place_header(plan, at, node);
    fill_rows(stage, plan, lane, at, node);
    stage.scene.queues.push_back(std::move(node));
  }
  add_dedup_strip(stage, plan, lane, at);
  if (stage.truth()) add_lock_note(stage, plan, lane);
}

void add_fifo_workers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  if (lane.workers.empty()) return;
  const FifoPlan& fifo = *at.fifo;
  const QueueNode& queue = stage.scene.queues.back();
  const float half = fifo.pitch / 2;
  for (std::size_t i = 0; i < at.workers_shown; ++i) {
    const StageWorker& worker = *lane.workers[i];
    WorkerNode node = describe_worker(stage, worker, true);
    node.form = fifo.workers.form;
    node.box = {fifo.worker_at[i].x, fifo.worker_at[i].y - fifo.workers.card_h / 2, fifo.worker_w,
                fifo.workers.card_h};
    node.port = {node.box.x, fifo.worker_at[i].y};
    node.note.clear();
    // "11 / 20 s": the narrow card has no room for tenths.
    if (const std::size_t dot = node.time.find('.'); dot < node.time.find('/')) {
      node.time.erase(dot, 2);
    }
    const float y = std::clamp(node.port.y, at.tray.y + half,
                               std::max(at.tray.bottom() - half, at.tray.y + half));
    add_row_edges(stage, worker, queue, y, node.port);
    stage.scene.workers.push_back(std::move(node));
  }
  if (at.workers_shown == lane.workers.size()) return;
  const WorkerNode& first = stage.scene.workers.at(stage.scene.workers.size() - at.workers_shown);
  stage.scene.texts.push_back(
      {.at = {plan.columns.worker_x, first.box.y - 14},
       .text = std::format("{} of {} workers", at.workers_shown, lane.workers.size())});
}

}  // namespace view
