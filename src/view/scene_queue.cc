// Queue cards: header, waiting well, delayed well, in-flight tray; and dead-letter queues.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kHeader = 48;
constexpr float kLabelDy = 24;  // from the header to the label's middle
constexpr float kWellDy = 42;   // from the header to the well
constexpr float kStripH = 10;

int rows_in(float height, const ClassMetrics& m) {
  const float room = height - 2 * m.well_pad.y + (m.chip_pitch.y - 28);
  return std::max(1, static_cast<int>(room / m.chip_pitch.y + .01f));
}

void place_delayed(const ClassMetrics& m, QueueNode& node) {
  node.delayed_well = {node.waiting_well.x, node.box.bottom() - m.body_bottom - m.delayed_h,
                       m.well_w, m.delayed_h};
  const float label_y = node.delayed_well.y - m.delayed_gap;
  node.delayed_label = {node.delayed_well.x + 4, label_y};
  node.delayed_count_at = {node.waiting_count_at.x, label_y};
}

// One delayed message with its time; of more the soonest and a plate.
void fill_delayed(Stage& stage, const ClassMetrics& m, const StageQueue& queue, QueueNode& node) {
  node.delayed_count = count_text(stage, queue.delayed.count);
  if (!stage.truth() || queue.delayed.shown.empty()) return;
  const bool wide = m.stage_class == StageClass::kWide;
  const Rect& well = node.delayed_well;
  const float pad = wide ? 12 : 6;
  const Rect box{well.x + pad, well.y + (well.h - 28) / 2, m.delayed_chip_w, 28};
  const bool more = queue.delayed.count > 1;
  const Vec time_at{box.right() + (wide ? 12 : 10), well.y + well.h / 2};
  node.delayed.push_back(delayed_chip(stage, queue, queue.delayed.shown.front(), box,
                                      wide || !more ? std::optional(time_at) : std::nullopt));
  if (!more) return;
  const float w = wide ? 36 : 44;
  node.delayed_more = Overflow{{well.right() - pad + 4 - w, box.y, w, 28}, queue.delayed.count - 1};
}

void place_wells(Stage& stage, const ClassMetrics& m, const StageQueue& queue, QueueNode& node) {
  const float body = node.box.y + kHeader;
  const float x = node.box.x + m.well_dx;
  node.waiting_well = {x, body + kWellDy, m.well_w, 0};
  node.waiting_label = {x + 4, body + kLabelDy};
  const float inset = m.stage_class == StageClass::kWide ? 8 : 4;
  node.waiting_count_at = {x + m.well_w - inset, body + kLabelDy};
  float bottom = node.box.bottom() - m.body_bottom;
  node.has_delayed = queue.may_delay;
  if (node.has_delayed) {
    place_delayed(m, node);
    bottom = node.delayed_label.y - kLabelDy;
  }
  node.waiting_well.h = std::max(bottom - node.waiting_well.y, 2 * m.well_pad.y + 28);
  node.waiting_count = count_text(stage, queue.waiting.count);
}

WellGrid grid_of(const ClassMetrics& m, const QueueNode& node, bool strip) {
  WellGrid grid;
  grid.well = node.waiting_well;
  grid.columns = m.well_columns;
  grid.rows = rows_in(grid.well.h - (strip ? kStripH + 8 : 0), m);
  grid.pitch = m.chip_pitch;
  grid.first = {
      grid.well.x + m.well_pad.x + static_cast<float>(m.well_columns - 1) * m.chip_pitch.x,
      grid.well.y + m.well_pad.y};
  return grid;
}

void place_tray(Stage& stage, const ClassMetrics& m, const StageQueue& queue, const LanePlan& at,
                QueueNode& node) {
  node.tray = at.tray;
  const float pad = m.stage_class == StageClass::kWide ? 16 : 14;
  node.in_flight_label = {at.tray.x + pad, at.tray.y + 20};
  node.in_flight_count_at = {at.tray.right() - pad, at.tray.y + 20};
  node.in_flight_count = count_text(stage, queue.in_flight.count);
}

// A row of the tray: where its chip stands, how large, and whether a time has room beside it.
struct RowForm {
  Rect cell;
  Rect box;
  std::optional<Vec> time_at;
};

RowForm row_form(const StagePlan& plan, const LanePlan& at, int column, float y, bool stacked) {
  const ClassMetrics& m = *plan.metrics;
  const bool pair = plan.density.columns > 1;
  if (pair) {
    const float w = (at.tray.w - 16) / static_cast<float>(plan.density.columns);
    const float x = at.tray.x + 8 + w * static_cast<float>(column);
    const float chip_w = m.stage_class == StageClass::kWide ? 54 : 48;
    return {{x, y - plan.density.pitch / 2 + 1, w, plan.density.pitch - 2},
            {x + (w - chip_w) / 2, y - 13, chip_w, 26},
            std::nullopt};
  }
  const float h = stacked ? 26 : plan.density.pitch < 60 ? 28 : 30;
  const float cell_h = stacked ? 42 : std::min(60.f, plan.density.pitch - 6);
  return {{at.tray.x + 6, y - cell_h / 2, at.tray.w - 12, cell_h},
          {at.tray.x + m.chip_dx, y - h / 2, 60, h},
          Vec{at.tray.x + m.time_dx, y}};
}

TrayRow tray_row(Stage& stage, const StageQueue& queue, const StageMessage& message,
                 const LanePlan& at, const RowForm& form) {
  TrayRow row;
  row.chip = flying_chip(stage, queue, message, form.box, form.time_at);
  row.cell = form.cell;
  row.port = {at.tray.right(), form.box.centre().y};
  return row;
}

std::vector<const StageMessage*> held_by(const StageQueue& queue, model::ActorId worker) {
  std::vector<const StageMessage*> out;
  for (const StageMessage& m : queue.in_flight.shown) {
    if (m.holder == worker) out.push_back(&m);
  }
  return out;
}

// The band of one worker: its one message, or two of them above each other.
void fill_band(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at,
               std::size_t index, QueueNode& node) {
  const auto columns = static_cast<std::size_t>(plan.density.columns);
  const float y = at.row_y[index / columns];
  const int column = static_cast<int>(index % columns);
  const model::ActorId worker = lane.workers[index]->id;
  stage.rows[worker] = row_form(plan, at, column, y, false).box;
  if (!stage.truth()) return;
  const auto held = held_by(*lane.queue, worker);
  const bool stacked = held.size() > 1 && columns == 1 && plan.density.pitch >= 84;
  const std::size_t most = stacked ? 2 : 1;
  for (std::size_t i = 0; i < std::min(held.size(), most); ++i) {
    const float row_y = stacked ? y + (i == 0 ? -21.f : 21.f) : y;
    node.in_flight.push_back(
        tray_row(stage, *lane.queue, *held[i], at, row_form(plan, at, column, row_y, stacked)));
  }
}

// How far what nobody holds moves down, so that its rim is clear of the lower of two messages that
// the last worker holds.
float below_stack(const QueueNode& node, const LanePlan& at, float y) {
  constexpr float kRims = 43;  // of two chips above each other
  float lowest = at.tray.y;
  for (const TrayRow& row : node.in_flight) {
    lowest = std::max(lowest, row.chip.box.centre().y);
  }
  const float down = lowest > at.tray.y ? std::max(lowest + kRims - y, 0.f) : 0;
  return y + down + kRims / 2 <= at.tray.bottom() ? down : 0;
}

void fill_unowned(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at,
                  QueueNode& node) {
  auto row = static_cast<std::size_t>(at.worker_rows);
  StagePlan single = plan;
  single.density.columns = 1;
  single.density.pitch = std::min(plan.density.pitch, 48.f);
  const float down = row < at.row_y.size() ? below_stack(node, at, at.row_y[row]) : 0;
  if (row < at.row_y.size()) {
    stage.tray_rooms[lane.queue->id] = row_form(single, at, 0, at.row_y[row] + down, false).box;
  }
  if (!stage.truth()) return;
  for (const StageMessage& m : lane.queue->in_flight.shown) {
    if (row >= at.row_y.size()) return;
    if (std::ranges::contains(lane.workers, m.holder, &StageWorker::id)) continue;
    node.in_flight.push_back(
        tray_row(stage, *lane.queue, m, at, row_form(single, at, 0, at.row_y[row] + down, false)));
    ++row;
  }
}

void fill_tray(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at,
               QueueNode& node) {
  for (std::size_t i = 0; i < at.workers_shown; ++i) fill_band(stage, plan, lane, at, i, node);
  fill_unowned(stage, plan, lane, at, node);
  if (!stage.truth()) return;
  const auto shown = static_cast<std::uint32_t>(node.in_flight.size());
  if (lane.queue->in_flight.count <= shown) return;
  const bool wide = plan.metrics->stage_class == StageClass::kWide;
  node.in_flight_more =
      Overflow{{at.tray.x + (wide ? 84.f : 78.f), at.tray.y + 9, wide ? 44.f : 40.f, 22},
               lane.queue->in_flight.count - shown};
}

}  // namespace

std::vector<std::optional<GridCell>> grid_places(const std::vector<std::uint64_t>& orders,
                                                 std::uint32_t count, int columns, int rows) {
  const auto capacity = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  const bool all_fit = count <= capacity;
  const GridCell plate{columns - 1, rows - 1};
  const auto height = static_cast<std::uint64_t>(rows);
  std::vector<std::optional<GridCell>> loose(orders.size());
  std::size_t placed = 0;
  int column = -1;
  std::uint64_t group = UINT64_MAX;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const std::uint64_t place = orders[i] > 0 ? orders[i] - 1 : 0;  // ranks begin at 1
    if (place / height != group) {
      group = place / height;
      ++column;
    }
    const GridCell cell{column, static_cast<int>(place % height)};
    if (column >= columns || (!all_fit && cell == plate)) continue;
    loose[i] = cell;
    ++placed;
  }
  // What a row without gaps would fill at least, wherever it begins in its column.
  const std::size_t least = static_cast<std::size_t>(columns - 1) * static_cast<std::size_t>(rows);
  const bool enough = all_fit ? placed == orders.size() : placed >= least;
  if (enough) return loose;
  std::vector<std::optional<GridCell>> compact(orders.size());
  for (std::size_t i = 0; i < std::min(orders.size(), all_fit ? capacity : capacity - 1); ++i) {
    compact[i] = GridCell{static_cast<int>(i / height), static_cast<int>(i % height)};
  }
  return compact;
}

void fill_well(Stage& stage, const StageQueue& queue, const WellGrid& grid, QueueNode& node) {
  if (!stage.truth()) return;
  // Places of messages that have just left stay open: while the answer that carries them is on its
  // way, and for the explanation of a return.
  struct Entry {
    std::uint64_t order = 0;
    const StageMessage* message = nullptr;
  };
  std::vector<Entry> entries;
  for (const StageMessage& m : queue.waiting.shown) entries.push_back({m.order, &m});
  for (const StageMessage& m : queue.in_flight.shown) {
    const bool returned = stage.state.returned && stage.state.returned->message == m.id;
    if (m.on_way || returned) entries.push_back({m.order, nullptr});
  }
  std::ranges::sort(entries, {}, &Entry::order);
  std::vector<std::uint64_t> orders;
  for (const Entry& e : entries) orders.push_back(e.order);
  const auto empty = static_cast<std::uint32_t>(entries.size() - queue.waiting.shown.size());
  const auto places = grid_places(orders, queue.waiting.count + empty, grid.columns, grid.rows);
  std::uint32_t hidden = queue.waiting.count;
  const auto box_at = [&](GridCell cell) {
    return Rect{grid.first.x - static_cast<float>(cell.column) * grid.pitch.x,
                grid.first.y + static_cast<float>(cell.row) * grid.pitch.y, grid.chip.x,
                grid.chip.y};
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!places[i]) continue;
    if (entries[i].message == nullptr) {
      node.empty_places.push_back({box_at(*places[i])});
      continue;
    }
    Chip chip = make_chip(stage, *entries[i].message, box_at(*places[i]));
    chip.label = std::format("{}, waiting in {}", chip.id, queue.name);
    if (entries[i].message->receives > 0) {
      chip.label += std::format(", received {}", times(entries[i].message->receives));
    }
    node.waiting.push_back(std::move(chip));
    --hidden;
  }
  if (hidden > 0) {
    node.waiting_more = Overflow{box_at({grid.columns - 1, grid.rows - 1}), hidden};
  }
}

void add_queue(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  const ClassMetrics& m = *plan.metrics;
  const StageQueue& queue = *lane.queue;
  QueueNode node;
  node.ref = model::ref(queue.id);
  node.box = at.queue;
  node.header = {at.queue.x, at.queue.y, at.queue.w, kHeader};
  node.name = queue.name;
  // The tag and the setting have room beside a short name only.
  if (m.stage_class == StageClass::kWide && queue.name.size() <= 9 && !queue.fifo) {
    node.kind = "Standard";
  }
  node.setting_label = "Visibility timeout";
  node.setting_value = base::format_duration(queue.visibility_timeout);
  node.notes = notes_for(stage, node.ref);
  node.waiting_spoken_of = node.notes.spoken_of;
  node.port_in = {at.queue.x, at.queue.y + std::min(m.port_dy, at.queue.h / 2)};
  node.label = std::format("Queue {}", queue.name);
  place_wells(stage, m, queue, node);
  place_tray(stage, m, queue, at, node);
  if (!stage.truth()) {
    node.api_lens = true;
    node.api_note = "Only counts, and only about right";
  }
  const bool strip = stage.truth() && !queue.waiting.density.empty();
  if (strip) {
    const Rect& w = node.waiting_well;
    node.waiting_density =
        DensityStrip{{w.x + 8, w.bottom() - kStripH - 6, w.w - 16, kStripH}, queue.waiting.density};
  }
  fill_well(stage, queue, grid_of(m, node, strip), node);
  if (node.has_delayed) fill_delayed(stage, m, queue, node);
  fill_tray(stage, plan, lane, at, node);
  stage.scene.queues.push_back(std::move(node));
}

void add_dead_letter(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  if (lane.dead_letter == nullptr) return;
  const ClassMetrics& m = *plan.metrics;
  const StageQueue& dead = *lane.dead_letter;
  const std::uint32_t count = dead.waiting.count + dead.in_flight.count + dead.delayed.count;
  DlqNode node;
  node.ref = model::ref(dead.id);
  node.box = at.dead_letter;
  node.name = dead.name;
  node.count_text = count == 0 && stage.truth() ? "Empty" : count_text(stage, count);
  node.notes = notes_for(stage, node.ref);
  node.label = std::format("Dead-letter queue {}, {}", dead.name, amount(count, "message"));
  const float edge_x = at.queue.x + m.dlq_edge_dx;
  node.edge_from = {edge_x, at.queue.bottom()};
  node.edge_to = {edge_x, at.dead_letter.y};
  node.edge_text = std::format("maxReceiveCount {}", lane.queue->max_receive_count);
  node.edge_text_at = {edge_x + 14, std::round((at.queue.bottom() + at.dead_letter.y) / 2)};
  if (stage.truth() && !dead.waiting.shown.empty()) {
    const bool wide = m.stage_class == StageClass::kWide;
    const float chip_w = wide ? 54 : 45;
    // Room at the right of the name and the count; the oldest at the right.
    const float name_w = 52 + 9 * static_cast<float>(dead.name.size()) + 34;
    const float room = node.box.w - name_w - 16;
    const int columns = std::max(1, static_cast<int>((room + 6) / (chip_w + 6)));
    WellGrid grid;
    grid.columns = columns;
    grid.pitch = {chip_w + 6, 36};
    grid.chip = {chip_w, 28};
    grid.first = {node.box.right() - 16 - chip_w, node.box.y + (node.box.h - 28) / 2};
    QueueNode well;
    fill_well(stage, dead, grid, well);
    node.chips = std::move(well.waiting);
    node.more = well.waiting_more;
  }
  stage.scene.dlqs.push_back(std::move(node));
}

}  // namespace view
