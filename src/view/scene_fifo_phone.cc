// A FIFO queue on the phone: short rows of groups with their part of the tray.
#include <algorithm>
#include <format>

#include "view/scene_fifo.h"

namespace view {
namespace {

constexpr float kPitch = 34;
constexpr float kTrayW = 122;
constexpr std::size_t kMostRows = 4;

}  // namespace

std::size_t phone_group_rows(const StageQueue& queue) {
  const StageFifo& fifo = *queue.fifo;
  return std::clamp<std::size_t>(fifo.groups.size() + (fifo.more_groups > 0 ? 1 : 0), 2, kMostRows);
}

void add_phone_groups(Stage& stage, const StageQueue& queue, QueueNode& node, std::size_t most) {
  const StageFifo& fifo = *queue.fifo;
  const std::size_t rows = std::min(phone_group_rows(queue), most);
  const Rect body{node.header.x, node.header.bottom(), node.header.w,
                  static_cast<float>(rows) * kPitch};
  node.tray = {body.right() + 6 - kTrayW, body.y, kTrayW, body.h};
  node.box = {node.header.x, node.header.y, node.header.w, body.bottom() + 6 - node.header.y};
  node.groups.emplace();
  node.icon = "layers";
  node.waiting_well = {body.x + 92, body.y, node.tray.x - 6 - body.x - 92, body.h};
  const RowMeasures m{.chip_w = 45,
                      .chip_h = 24,
                      .chip_pitch = 48,
                      .lock_r = 11,
                      .tray_pad = 10,
                      .tray_chip_w = 45,
                      .tray_pitch = 58,
                      .tray_plate_w = 45,
                      .swatch_dx = 8,
                      .swatch = 14,
                      .name_dx = 27,
                      .name_w = 63,
                      .terse = true};
  const auto row_at = [&](std::size_t i) {
    GroupRow row;
    row.box = {body.x, body.y + static_cast<float>(i) * kPitch, body.w, kPitch};
    row.well = {node.waiting_well.x, row.box.y + 2, node.waiting_well.w, kPitch - 4};
    row.cell = {node.tray.x, row.box.y, node.tray.w, kPitch};
    return row;
  };
  const auto shown = groups_with_rows(fifo, rows);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    add_group_row(stage, queue, *shown[i], m, row_at(i), node);
  }
  if (shown.size() < fifo.groups.size() || fifo.more_groups > 0) {
    add_sum_row(fifo, shown, m, row_at(shown.size()), node);
  }
}

}  // namespace view
