// Messages as chips: id, pips, rim, time, and what a screen reader says of them.
#include <algorithm>
#include <format>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

// Share of the present timeout that is left, and never less than nothing.
float share_left(base::SimTime now, base::SimTime from, base::SimTime until) {
  const auto left = static_cast<double>((until - now).us);
  const auto whole = static_cast<double>(std::max<std::int64_t>((until - from).us, 1));
  return static_cast<float>(std::clamp(left / whole, 0., 1.));
}

std::string holder_name(const Stage& stage, model::ActorId holder) {
  if (!holder) return "you";
  for (const StageWorker& w : stage.state.workers) {
    if (w.id == holder) return w.name;
  }
  return "a caller";
}

}  // namespace

Chip make_chip(const Stage& stage, const StageMessage& message, Rect box) {
  Chip chip;
  if (message.id) chip.ref = model::ref(message.id);
  chip.id = message.name;
  chip.slot = message.slot;
  chip.pips = static_cast<int>(message.receives);
  chip.pointer = message.pointer;
  chip.box = box;
  const NodeNotes notes = notes_for(stage, chip.ref);
  chip.selected = notes.selected;
  chip.spoken_of = notes.spoken_of;
  chip.pointable = notes.pointable;
  chip.pointed = notes.pointed;
  chip.label = message.name;
  return chip;
}

Chip flying_chip(const Stage& stage, const StageQueue& queue, const StageMessage& message, Rect box,
                 std::optional<Vec> time_at) {
  Chip chip = make_chip(stage, message, box);
  chip.rim = share_left(stage.shown_now, message.received_at, message.visible_at);
  const std::string left = countdown(message.visible_at - stage.shown_now);
  if (time_at) {
    chip.time = left;
    chip.time_at = *time_at;
  }
  chip.label =
      std::format("{}, in flight in {} with {}, hidden for {} more, received {}", chip.id,
                  queue.name, holder_name(stage, message.holder), left, times(message.receives));
  return chip;
}

Chip delayed_chip(const Stage& stage, const StageQueue& queue, const StageMessage& message,
                  Rect box, std::optional<Vec> time_at) {
  Chip chip = make_chip(stage, message, box);
  chip.delayed = true;
  const std::string left = countdown(message.visible_at - stage.shown_now);
  if (time_at) {
    chip.time = left;
    chip.time_at = *time_at;
  }
  chip.label = std::format("{}, delayed in {}, visible in {}", chip.id, queue.name, left);
  return chip;
}

NodeNotes notes_for(const Stage& stage, model::Ref ref) {
  return {.selected = ref && stage.options.selected == ref,
          .spoken_of = std::ranges::contains(stage.notes.spoken_of, ref),
          .pointable = std::ranges::contains(stage.notes.pointable, ref),
          .pointed = ref && stage.notes.pointed == ref};
}

std::string count_text(const Stage& stage, std::uint32_t n) {
  return stage.truth() ? std::to_string(n) : std::format("≈ {}", n);
}

}  // namespace view
