// A stage full of moving chips, to measure what drawing costs. It shows no World.
#include <cmath>
#include <format>

#include "view/scene.h"

namespace view {
namespace {

constexpr std::uint32_t kFullChips = 3'000;
constexpr std::uint32_t kChipsWithoutId = 12'000;
constexpr std::int64_t kCrossingUs = 8'000'000;
constexpr std::uint32_t kWays = 16;

Vec chip_size(ChipDetail detail) {
  switch (detail) {
    case ChipDetail::kFull: return {54, 28};
    case ChipDetail::kNoId: return {27, 14};
    case ChipDetail::kTick: break;
  }
  return {6, 14};
}

}  // namespace

Scene bench_scene(std::uint32_t chips, base::SimTime t, const SceneOptions& options) {
  Scene scene;
  scene.bounds = {0, 0, options.width, options.height};
  const auto ways = static_cast<float>(kWays);
  for (std::uint32_t i = 0; i < kWays; ++i) {
    const float from = options.height * (static_cast<float>(i) + .5f) / ways;
    const float to = options.height * (static_cast<float>(kWays - 1 - i) + .5f) / ways;
    scene.edges.push_back(make_edge(EdgeKind::kFlow, {0, from}, {options.width, to}));
  }
  const ChipDetail detail = chips <= kFullChips        ? ChipDetail::kFull
                            : chips <= kChipsWithoutId ? ChipDetail::kNoId
                                                       : ChipDetail::kTick;
  const Vec size = chip_size(detail);
  scene.moving.reserve(chips);
  for (std::uint32_t i = 0; i < chips; ++i) {
    const std::int64_t start = kCrossingUs * static_cast<std::int64_t>(i) / chips;
    const std::int64_t gone = (t.us + start) % kCrossingUs;
    const Vec at = point_on(scene.edges[i % kWays],
                            static_cast<float>(gone) / static_cast<float>(kCrossingUs));
    Chip chip;
    chip.ref = {model::RefKind::kMessage, i + 1};
    if (detail == ChipDetail::kFull) chip.id = std::format("{:03x}", i & 0xfff);
    chip.slot = static_cast<int>(i % 8);
    chip.pips = static_cast<int>(i % 4);
    chip.box = {at.x - size.x / 2, at.y - size.y / 2, size.x, size.y};
    chip.detail = detail;
    scene.moving.push_back(std::move(chip));
  }
  scene.summary = std::format("{} chips in motion.", chips);
  return scene;
}

}  // namespace view
