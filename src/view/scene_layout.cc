// The choice of scale and density, and the arithmetic of columns, lanes and rows.
#include "view/scene_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace view {

const ClassMetrics kWideMetrics{};
const ClassMetrics kCompactMetrics{
    .stage_class = StageClass::kCompact,
    .width = 608,
    .height = 532,
    .min_width = 584,
    .queue_w = 292,
    .queue_h = 300,
    .tray_dx = 152,
    .tray_w = 154,
    .worker_w = 148,
    .well_dx = 12,
    .well_w = 126,
    .well_columns = 2,
    .well_pad = {6, 6},
    .chip_pitch = {60, 36},
    .delayed_h = 46,
    .delayed_gap = 16,
    .body_bottom = 12,
    .delayed_chip_w = 62,
    .chip_dx = 18,
    .time_dx = 91,
    .port_dy = 126,
    .dlq_edge_dx = 75,
    .natural = {.pitch = 104, .first = 68, .last = 60, .bottom = 44, .dlq_gap = 52},
};

const FifoMetrics kWideFifo{};
const FifoMetrics kCompactFifo{.queue_w = 318,
                               .tray_dx = 236,
                               .tray_w = 96,
                               .swatch_dx = 12,
                               .swatch = 16,
                               .name_dx = 34,
                               .name_w = 66,
                               .well_dx = 102,
                               .well_w = 128,
                               .chip_w = 44,
                               .chip_pitch = 46,
                               .lock_r = 13,
                               .tray_pad = 9,
                               .tray_chip_w = 44,
                               .tray_pitch = 51,
                               .tray_plate_w = 30};

namespace {

// The same classes with a FIFO queue on the stage: it takes its width from the workers.
const ClassMetrics kWideFifoStage = [] {
  ClassMetrics m;
  m.worker_w = 144;
  return m;
}();
const ClassMetrics kCompactFifoStage = [] {
  ClassMetrics m = kCompactMetrics;
  m.worker_w = 128;
  return m;
}();

constexpr float kHeader = 48;
constexpr float kTrayInset = 10;  // the tray lies this far inside the queue's body
constexpr float kLaneGap = 28;
constexpr float kUnownedPitch = 46;
constexpr std::size_t kUnownedRows = 2;
constexpr int kMostGroupRows = 16;

// After the natural one, in the order in which detail goes.
constexpr std::array kDensities{
    Density{WorkerForm::kFull, 84, 92, 62, 46, 1, 66, 16, 44, 44, 54, 4, true},
    Density{WorkerForm::kFull, 66, 74, 60, 38, 1, 64, 16, 40, 40, 48, 3, true},
    Density{WorkerForm::kRow, 42, 48, 56, 30, 1, 64, 16, 40, 40, 46, 3, false},
    Density{WorkerForm::kMini, 34, 40, 54, 26, 2, 64, 16, 36, 40, 44, 2, false},
};

std::size_t extra_rows(const Lane& lane) {
  const std::size_t most = lane.workers.empty() ? 2 * kUnownedRows : kUnownedRows;
  return std::min(lane.unowned, most);
}

int rows_for(const Lane& lane, const Density& density) {
  const auto columns = static_cast<std::size_t>(density.columns);
  return static_cast<int>((lane.workers.size() + columns - 1) / columns);
}

// Height of the tray that `worker_rows` rows of workers and the unowned messages need.
float tray_need(const Lane& lane, const Density& density, int worker_rows) {
  const auto extra = static_cast<float>(extra_rows(lane));
  const float rows = static_cast<float>(std::max(worker_rows, 1));
  const float unowned = worker_rows == 0 ? std::max(extra - 1, 0.f) : extra;
  return density.first + (rows - 1) * density.pitch + density.last + unowned * kUnownedPitch;
}

// Height of the queue card that the waiting side needs at least.
float well_need(const ClassMetrics& m, const Lane& lane) {
  const float one_row = m.well_pad.y * 2 + 28;
  float need = kHeader + 42 + one_row + m.body_bottom;
  if (lane.queue != nullptr && lane.queue->may_delay) need += 24 + m.delayed_gap + m.delayed_h;
  return need;
}

float queue_height(const ClassMetrics& m, const Lane& lane, const Density& density, bool natural,
                   int worker_rows) {
  const float tray = kHeader + 2 * kTrayInset + tray_need(lane, density, worker_rows);
  return std::max({tray, well_need(m, lane), natural ? m.queue_h : 0.f});
}

bool is_fifo(const Lane& lane) { return lane.queue != nullptr && lane.queue->fifo.has_value(); }

std::size_t group_rows(const Lane& lane) {
  const StageFifo& fifo = *lane.queue->fifo;
  return std::max<std::size_t>(fifo.groups.size() + (fifo.more_groups > 0 ? 1 : 0), 2);
}

// Everything of a FIFO lane but its rows.
float fifo_fixed(const Density& density) {
  const FifoMetrics& f = kWideFifo;  // heights are the same in both classes
  return f.tall + (density.strip ? f.strip_h + f.strip_gap : 0);
}

float fifo_height(const Lane& lane, const Density& density) {
  const std::size_t rows = std::min(group_rows(lane), static_cast<std::size_t>(density.groups));
  return fifo_fixed(density) + static_cast<float>(rows) * density.group_pitch;
}

float lane_height(const ClassMetrics& m, const Lane& lane, const Density& density, bool natural,
                  int worker_rows) {
  float h = is_fifo(lane) ? fifo_height(lane, density)
                          : queue_height(m, lane, density, natural, worker_rows);
  if (lane.dead_letter != nullptr) h += density.dlq_gap + density.dlq_h;
  return h;
}

float total_height(const ClassMetrics& m, const std::vector<Lane>& lanes, const Density& density,
                   bool natural) {
  float h = density.top + density.bottom;
  for (const Lane& lane : lanes) {
    h += lane_height(m, lane, density, natural, rows_for(lane, density)) + kLaneGap;
  }
  return h - (lanes.empty() ? 0 : kLaneGap);
}

Columns wide_columns(float width) {
  Columns c;
  // Below 836 the producer shrinks to icon and name, which frees 52.
  c.producer_compact = width < 836;
  if (c.producer_compact) c.producer_w = 64;
  const float slack = width - (c.producer_compact ? 828.f : 880.f);
  float gap_in = 86;
  float gap_out = 62;
  float margin = 32;
  if (slack < 0) {
    gap_in += std::round(slack * .6f);
    gap_out += slack - std::round(slack * .6f);
  } else {
    const float share = std::round(std::min(slack * .35f, 60.f));
    gap_in += share;
    gap_out += share;
    margin += std::floor((slack - 2 * share) / 2);
  }
  c.producer_x = margin;
  c.queue_x = margin + c.producer_w + gap_in;
  c.worker_x = c.queue_x + kWideMetrics.tray_dx + kWideMetrics.tray_w + gap_out;
  return c;
}

Columns compact_columns(float width) {
  Columns c;
  c.producer_compact = true;
  c.producer_w = 64;
  const float slack = width - 608;
  float gap_in = 34;
  float gap_out = 28;
  float margin = 16;
  if (slack < 0) {
    margin += std::ceil(slack / 2);
  } else {
    gap_in += std::round(std::min(slack * .3f, 46.f));
    gap_out += std::round(std::min(slack * .2f, 34.f));
    margin += std::floor((slack - (gap_in - 34) - (gap_out - 28)) / 2);
  }
  c.producer_x = margin;
  c.queue_x = margin + c.producer_w + gap_in;
  c.worker_x = c.queue_x + kCompactMetrics.tray_dx + kCompactMetrics.tray_w + gap_out;
  return c;
}

Columns wide_fifo_columns(float width) {
  Columns c;
  c.producer_w = width < 860 ? 64 : 112;
  c.producer_compact = width < 860;
  const float slack = width - (c.producer_compact ? 832.f : 880.f);
  float gap_in = 76;
  float gap_out = 32;
  float margin = 20;
  if (slack < 0) {
    gap_in += slack;
  } else {
    gap_in += std::round(std::min(slack * .2f, 40.f));
    gap_out += std::round(std::min(slack * .2f, 40.f));
    margin += std::floor((slack - (gap_in - 76) - (gap_out - 32)) / 2);
  }
  c.producer_x = margin;
  c.queue_x = margin + c.producer_w + gap_in;
  c.worker_x = c.queue_x + kWideFifo.tray_dx + kWideFifo.tray_w + gap_out;
  return c;
}

Columns compact_fifo_columns(float width) {
  Columns c = compact_columns(width);
  const float slack = width - 608;
  const float spread = slack > 0 ? std::round(std::min(slack * .2f, 30.f)) : 0.f;
  const float margin = slack < 0 ? 16 + std::ceil(slack / 2) : 16 + (slack - 2 * spread) / 2;
  c.producer_x = std::floor(margin);
  c.queue_x = c.producer_x + c.producer_w + 30 + spread;
  c.worker_x = c.queue_x + kCompactFifo.tray_dx + kCompactFifo.tray_w + 24 + spread;
  return c;
}

// Rows of workers that fit when `room` is left for the lane.
int fitting_rows(const ClassMetrics& m, const Lane& lane, const Density& density, bool natural,
                 float room) {
  int rows = rows_for(lane, density);
  while (rows > 1 && lane_height(m, lane, density, natural, rows) > room) --rows;
  return rows;
}

void place_rows(const Density& density, const Lane& lane, LanePlan& plan) {
  const float need = tray_need(lane, density, plan.worker_rows);
  const float spare = std::max(plan.tray.h - need, 0.f);
  float y = plan.tray.y + density.first + std::round(spare / 2);
  for (int i = 0; i < plan.worker_rows; ++i, y += density.pitch) plan.row_y.push_back(y);
  if (plan.worker_rows > 0) y += kUnownedPitch - density.pitch + (density.card_h - 42) / 4;
  for (std::size_t i = 0; i < extra_rows(lane); ++i, y += kUnownedPitch) plan.row_y.push_back(y);
  plan.rows = static_cast<int>(plan.row_y.size());
}

LanePlan place_lane(const StagePlan& stage, const Lane& lane, float y, float room) {
  const ClassMetrics& m = *stage.metrics;
  const Density& d = stage.density;
  LanePlan plan;
  plan.worker_rows = fitting_rows(m, lane, d, stage.natural, room);
  plan.workers_shown = std::min(lane.workers.size(), static_cast<std::size_t>(plan.worker_rows) *
                                                         static_cast<std::size_t>(d.columns));
  const float h = queue_height(m, lane, d, stage.natural, plan.worker_rows);
  plan.queue = {stage.columns.queue_x, y, m.queue_w, h};
  plan.tray = {plan.queue.x + m.tray_dx, y + kHeader + kTrayInset, m.tray_w,
               h - kHeader - 2 * kTrayInset};
  place_rows(d, lane, plan);
  if (lane.dead_letter != nullptr) {
    plan.dead_letter = {plan.queue.x, plan.queue.bottom() + d.dlq_gap, m.queue_w, d.dlq_h};
  }
  return plan;
}

// Workers beside a FIFO queue: evenly about the middle of its tray, between `top` and `bottom`, as
// large as has room.
void place_fifo_workers(const StagePlan& stage, const Lane& lane, float top, float bottom,
                        LanePlan& plan) {
  FifoPlan& fifo = *plan.fifo;
  std::array<Density, kDensities.size() + 1> forms;
  forms[0] = stage.metrics->natural;
  forms[0].pitch = 96;
  std::ranges::copy(kDensities, forms.begin() + 1);
  const auto height = [&](const Density& d, int rows) {
    return d.card_h + static_cast<float>(rows - 1) * d.pitch;
  };
  fifo.workers = forms.back();
  for (const Density& d : forms) {
    if (height(d, std::max(rows_for(lane, d), 1)) > bottom - top) continue;
    fifo.workers = d;
    break;
  }
  const Density& d = fifo.workers;
  int rows = rows_for(lane, d);
  while (rows > 1 && height(d, rows) > bottom - top) --rows;
  const float whole = height(d, std::max(rows, 1));
  const float middle = plan.tray.centre().y + 2;
  const float first = std::clamp(middle - whole / 2, top, std::max(bottom - whole, top));
  const auto columns = static_cast<std::size_t>(d.columns);
  fifo.worker_w =
      (stage.metrics->worker_w - 8 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  plan.workers_shown = std::min(lane.workers.size(), static_cast<std::size_t>(rows) * columns);
  for (std::size_t i = 0; i < plan.workers_shown; ++i) {
    const auto column = static_cast<float>(i % columns);
    const auto row = static_cast<float>(i / columns);
    fifo.worker_at.push_back({stage.columns.worker_x + column * (fifo.worker_w + 8),
                              std::round(first + d.card_h / 2 + row * d.pitch)});
  }
}

LanePlan place_fifo_lane(const StagePlan& stage, const Lane& lane, float y, float room) {
  const FifoMetrics& f = *stage.fifo;
  const Density& d = stage.density;
  LanePlan plan;
  FifoPlan& fifo = plan.fifo.emplace();
  fifo.pitch = d.group_pitch;
  const float dead = lane.dead_letter != nullptr ? d.dlq_gap + d.dlq_h : 0;
  const float fit = std::max((room - dead - fifo_fixed(d)) / fifo.pitch + .01f, 1.f);
  fifo.rows = std::min(group_rows(lane), static_cast<std::size_t>(fit));
  if (d.strip) {
    fifo.strip = {stage.columns.queue_x, y, f.queue_w, f.strip_h};
    y += f.strip_h + f.strip_gap;
  }
  const float rows_h = static_cast<float>(fifo.rows) * fifo.pitch;
  plan.queue = {stage.columns.queue_x, y, f.queue_w, f.tall + rows_h};
  plan.tray = {plan.queue.x + f.tray_dx, y + kHeader + 6, f.tray_w, rows_h};
  if (dead > 0) {
    plan.dead_letter = {plan.queue.x, plan.queue.bottom() + d.dlq_gap, f.queue_w, d.dlq_h};
  }
  return plan;
}

// Each lane gets what it needs, or its share of what there is.
void place_lanes(StagePlan& stage, const std::vector<Lane>& lanes) {
  const ClassMetrics& m = *stage.metrics;
  const Density& d = stage.density;
  const float need = total_height(m, lanes, d, stage.natural);
  const float height = stage.height - stage.foot;
  float y = d.top + std::floor(std::max(height - need, 0.f) / 2);
  float room = height - d.bottom - y;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const auto left = static_cast<float>(lanes.size() - i);
    const float share = need <= height ? room : (room - (left - 1) * kLaneGap) / left;
    stage.lanes.push_back(is_fifo(lanes[i]) ? place_fifo_lane(stage, lanes[i], y, share)
                                            : place_lane(stage, lanes[i], y, share));
    LanePlan& placed = stage.lanes.back();
    const float bottom =
        placed.dead_letter.w > 0 ? placed.dead_letter.bottom() : placed.queue.bottom();
    if (placed.fifo) {
      const bool last = i + 1 == lanes.size();
      place_fifo_workers(stage, lanes[i], placed.queue.y - 4,
                         last ? height - 16 : bottom + kLaneGap - 8, placed);
    }
    room -= bottom + kLaneGap - y;
    y = bottom + kLaneGap;
  }
}

// Whole px of the design that fit into so many px of the stage.
float design_length(float length, float scale) { return std::floor(length / scale + .01f); }

struct Choice {
  float scale = 1;
  Density density;
  bool natural = false;
};

// A stage with a FIFO queue uses the room above its first lane for the strip.
Density fitted(Density d, bool natural, bool fifo, bool tagged) {
  if (!fifo) return d;
  d.top = tagged ? 62 : 44;
  d.bottom = natural ? 100 - d.top : 18;
  return d;
}

// The first density that fits at any scale from the largest down to 1; what has no room at the
// last one is cut, and only then does the camera step back.
Choice choose(const ClassMetrics& m, const std::vector<Lane>& lanes, float width, float height,
              bool tagged, float foot) {
  const bool fifo = std::ranges::any_of(lanes, is_fifo);
  const float most = snap_scale(std::min(width / m.width, height / m.height), 1, 2);
  const auto fits = [&](const Density& d, bool natural, float scale) {
    return width / scale >= m.min_width &&
           total_height(m, lanes, d, natural) + foot <= design_length(height, scale);
  };
  for (std::size_t i = 0; i <= kDensities.size(); ++i) {
    const bool natural = i == 0;
    const Density d = fitted(natural ? m.natural : kDensities[i - 1], natural, fifo, tagged);
    for (float s = most; s >= 1; s = snap_scale(s - .05f, .95f, 2)) {
      if (fits(d, natural, s)) return {s, d, natural};
    }
  }
  const Density last = fitted(kDensities.back(), false, fifo, tagged);
  float least = last.top + last.bottom;
  for (const Lane& lane : lanes) least += lane_height(m, lane, last, false, 1) + kLaneGap;
  const float tight = height / (least - kLaneGap + foot);
  return {snap_scale(std::min(tight, 1.f), .8f, 1), last, false};
}

}  // namespace

float snap_scale(float scale, float low, float high) {
  const float snapped = std::floor(scale * 20 + .001f) / 20;
  return std::clamp(snapped, low, high);
}

StageClass stage_class_for(float width, bool phone) {
  if (phone || width < kCompactMetrics.min_width) return StageClass::kPhone;
  return width < kWideMetrics.min_width ? StageClass::kCompact : StageClass::kWide;
}

std::vector<Lane> make_lanes(const StageState& state) {
  std::vector<Lane> lanes;
  for (const StageQueue& queue : state.queues) {
    if (!queue.is_dead_letter) lanes.push_back({.queue = &queue});
  }
  const auto lane_of = [&](model::QueueId id) -> Lane& {
    for (Lane& lane : lanes) {
      if (lane.queue != nullptr && lane.queue->id == id) return lane;
    }
    if (lanes.empty() || lanes.back().queue != nullptr) lanes.emplace_back();
    return lanes.back();
  };
  for (const StageProducer& p : state.producers) lane_of(p.queue).producers.push_back(&p);
  for (const StageWorker& w : state.workers) lane_of(w.queue).workers.push_back(&w);
  // A dead-letter queue stands under the last of its sources.
  for (const StageQueue& dead : state.queues) {
    if (!dead.is_dead_letter) continue;
    Lane* last = nullptr;
    for (Lane& lane : lanes) {
      const bool source = lane.queue != nullptr && lane.queue->dead_letter == dead.id;
      if (source && lane.queue != &dead) last = &lane;
    }
    if (last != nullptr) last->dead_letter = &dead;
    // One whose only sources are dead-letter queues themselves has a lane of its own.
    if (last == nullptr) lanes.push_back({.queue = &dead});
  }
  for (Lane& lane : lanes) {
    if (lane.queue == nullptr) continue;
    for (const StageMessage& m : lane.queue->in_flight.shown) {
      lane.unowned += !std::ranges::contains(lane.workers, m.holder, &StageWorker::id);
    }
  }
  return lanes;
}

StagePlan plan_stage(const std::vector<Lane>& lanes, float width, float height, bool tagged,
                     float foot) {
  StagePlan plan;
  plan.foot = foot;
  const bool wide = stage_class_for(width, false) == StageClass::kWide;
  const bool fifo = std::ranges::any_of(lanes, is_fifo);
  plan.metrics = wide ? &kWideMetrics : &kCompactMetrics;
  if (fifo) {
    plan.metrics = wide ? &kWideFifoStage : &kCompactFifoStage;
    plan.fifo = wide ? &kWideFifo : &kCompactFifo;
  }
  const Choice choice = choose(*plan.metrics, lanes, width, height, tagged, foot);
  plan.scale = choice.scale;
  plan.density = choice.density;
  plan.natural = choice.natural;
  plan.width = design_length(width, plan.scale);
  plan.height = design_length(height, plan.scale);
  if (fifo) {
    plan.columns = wide ? wide_fifo_columns(plan.width) : compact_fifo_columns(plan.width);
  } else {
    plan.columns = wide ? wide_columns(plan.width) : compact_columns(plan.width);
  }
  // More rows of groups where there is room for them.
  const auto with_row = [&] {
    Density d = plan.density;
    ++d.groups;
    return total_height(*plan.metrics, lanes, d, plan.natural);
  };
  while (fifo && plan.density.groups < kMostGroupRows && with_row() + foot <= plan.height) {
    ++plan.density.groups;
  }
  place_lanes(plan, lanes);
  return plan;
}

}  // namespace view
