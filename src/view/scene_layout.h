// How the stage's nodes share its room: columns from left to right, lanes from top to bottom, one
// lane per queue, at a camera scale and a density of detail that fit. Numbers only; must not know
// what is in the nodes.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "view/scene.h"
#include "view/stage_state.h"

namespace view {

/// How much detail the worker column and the gaps keep. Given up from the first to the last
/// before text would become too small.
struct Density {
  WorkerForm form = WorkerForm::kFull;
  float card_h = 84;
  float pitch = 98;  // between rows of workers
  float first = 66;  // from the tray's top to the first row's middle
  float last = 48;   // from the last row's middle to the tray's bottom
  int columns = 1;   // of workers
  float top = 80;    // free above the first lane
  float bottom = 52;
  float dlq_gap = 64;
  float dlq_h = 56;
  float group_pitch = 54;  // between rows of message groups
  int groups = 4;          // rows a FIFO queue asks for; more are shown when there is room
  bool strip = true;       // of deduplication
};

/// Measures of a stage class (design.md §6, drawings 1 and 2).
struct ClassMetrics {
  StageClass stage_class = StageClass::kWide;
  float width = 880;
  float height = 532;
  float min_width = 784;
  float queue_w = 374;
  float queue_h = 280;
  float tray_dx = 216;
  float tray_w = 172;
  float worker_w = 176;
  float well_dx = 14;  // of the waiting well in the queue
  float well_w = 184;
  int well_columns = 3;
  Vec well_pad{7, 8};
  Vec chip_pitch{58, 36};
  float delayed_h = 52;
  float delayed_gap = 18;  // label to well
  float body_bottom = 16;
  float delayed_chip_w = 66;
  float chip_dx = 18;  // in the tray
  float time_dx = 97;
  float port_dy = 124;  // where requests come in, below the queue's top
  float dlq_edge_dx = 106;
  Density natural;
};
extern const ClassMetrics kWideMetrics;
extern const ClassMetrics kCompactMetrics;

/// Measures of a FIFO queue in a stage class (design.md §6, drawing 3); x from the queue's left.
struct FifoMetrics {
  float queue_w = 456;
  float tray_dx = 330;
  float tray_w = 150;
  float swatch_dx = 16;
  float swatch = 18;
  float name_dx = 42;
  float name_w = 70;
  float well_dx = 116;
  float well_w = 206;
  float chip_w = 50;
  float chip_pitch = 56;
  float lock_r = 14;
  float tray_pad = 16;  // to the first chip in the tray
  float tray_chip_w = 54;
  float tray_pitch = 66;
  float tray_plate_w = 54;  // of "+2" behind one chip
  float strip_h = 116;
  float strip_gap = 40;
  float tall = 60;  // of the card besides its rows
};
extern const FifoMetrics kWideFifo;
extern const FifoMetrics kCompactFifo;

/// One queue with those who send to it and receive from it. Without a queue: callers whose queue
/// is gone.
struct Lane {
  const StageQueue* queue = nullptr;
  std::vector<const StageProducer*> producers;
  std::vector<const StageWorker*> workers;
  const StageQueue* dead_letter = nullptr;  // drawn under this lane
  std::size_t unowned = 0;  // messages in flight with nobody on the stage
};
std::vector<Lane> make_lanes(const StageState& state);

/// Where the columns stand.
struct Columns {
  float producer_x = 32;
  float producer_w = 116;
  bool producer_compact = false;
  float queue_x = 234;
  float worker_x = 684;
};

/// Where the parts of a FIFO queue stand.
struct FifoPlan {
  Rect strip;  // w = 0: none
  float pitch = 54;
  std::size_t rows = 0;  // of groups, with the one that sums the rest
  Density workers;
  std::vector<Vec> worker_at;  // left end and middle of each card that has room
  float worker_w = 144;
};

struct LanePlan {
  std::optional<FifoPlan> fifo;
  Rect queue;              // the card
  Rect tray;
  Rect dead_letter;        // w = 0: none
  int rows = 0;            // of the tray, workers first, then unowned messages
  int worker_rows = 0;
  std::size_t workers_shown = 0;
  std::vector<float> row_y;  // middles
};

struct StagePlan {
  const ClassMetrics* metrics = nullptr;
  const FifoMetrics* fifo = nullptr;  // with a FIFO queue on the stage
  Density density;
  float scale = 1;
  float width = 880;  // of the design area
  float height = 532;
  Columns columns;
  std::vector<LanePlan> lanes;
  bool natural = false;  // nothing was given up
  float foot = 0;        // kept free under the lanes
};

/// Chooses class, scale and density for a stage of this size, and places the lanes; `tagged`
/// leaves room for a tag over a deduplication strip, `foot` so much under the lanes. Not for
/// phones.
StagePlan plan_stage(const std::vector<Lane>& lanes, float width, float height, bool tagged = false,
                     float foot = 0);

/// The largest step of .05 that is not above `scale`, within [low, high].
float snap_scale(float scale, float low, float high);

/// The class for a stage of this size.
StageClass stage_class_for(float width, bool phone);

}  // namespace view
