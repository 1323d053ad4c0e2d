// What the forms of a FIFO queue share: chips of a row, words about groups and remembered sends.
// Must not know the World.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "view/scene_arrange.h"

namespace view {

/// Places of one row.
struct RowMeasures {
  float chip_w = 50;
  float chip_h = 28;
  float chip_pitch = 56;
  float lock_r = 14;
  float tray_pad = 16;
  float tray_chip_w = 54;
  float tray_pitch = 66;
  float tray_plate_w = 54;
  float swatch_dx = 16;  // from the row's left
  float swatch = 18;
  float name_dx = 42;
  float name_w = 70;
  bool terse = false;  // little room for words
};

/// The groups that get a row of their own, in their order, when there is room for `rows`: those
/// that hold messages first. With fewer rows than groups the last row is left for the sum.
std::vector<const StageGroup*> groups_with_rows(const StageFifo& fifo, std::size_t rows);

/// "Group truck-12, locked: 2 in flight, 2 wait".
std::string group_label(const StageGroup& group);

/// Adds the row of a group to the node: its texts, its lock, its chips, and where each of its
/// messages would stand in the other place. `row` comes with its box, well and cell.
void add_group_row(Stage& stage, const StageQueue& queue, const StageGroup& group,
                   const RowMeasures& measures, GroupRow row, QueueNode& node);
/// The row "+3 groups" for those without one.
void add_sum_row(const StageFifo& fifo, const std::vector<const StageGroup*>& shown,
                 const RowMeasures& measures, GroupRow row, QueueNode& node);

/// The edge of a worker to the rows of the tray that it holds messages of, or, without any, from
/// the tray's edge at `y`.
void add_row_edges(Stage& stage, const StageWorker& worker, const QueueNode& node, float y, Vec to);

/// The rows of a wide or compact FIFO queue, the strip over it, and those who receive from it.
void add_fifo_queue(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
void add_fifo_workers(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
/// The deduplication strip, with what has just dropped out of it and what its sender was told.
void add_dedup_strip(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at);
/// Why a group gives out nothing, beside the queue.
void add_lock_note(Stage& stage, const StagePlan& plan, const Lane& lane);

/// The body of a FIFO queue on the phone: at most `most` short rows.
void add_phone_groups(Stage& stage, const StageQueue& queue, QueueNode& node, std::size_t most);
/// Rows that its groups ask for.
std::size_t phone_group_rows(const StageQueue& queue);
/// The strip over a queue on the phone: the axis and its plates, and what has just dropped out.
void add_phone_strip(Stage& stage, const StageQueue& queue, Rect box, float queue_top, float width);

}  // namespace view
