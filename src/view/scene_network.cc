// What is on the wire: chips that carry messages, and signals without one. A place is arithmetic
// on departure and arrival; nothing moves that is not in transit.
#include <algorithm>
#include <cmath>
#include <format>
#include <string_view>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kMostCarried = 3;  // drawn of one batch
constexpr std::size_t kMostLabelled = 3;

SignalKind signal_kind(HopKind kind) {
  switch (kind) {
    case HopKind::kEmpty: return SignalKind::kEmpty;
    case HopKind::kDelete: return SignalKind::kDelete;
    case HopKind::kExtend: return SignalKind::kExtend;
    case HopKind::kRefused: return SignalKind::kRefused;
    default: return SignalKind::kPoll;
  }
}

std::string signal_text(const StageHop& hop) {
  switch (hop.kind) {
    case HopKind::kEmpty: return "empty";
    case HopKind::kDelete: return "delete";
    case HopKind::kExtend: return "extend";
    case HopKind::kRefused: return hop.refusal.substr(hop.refusal.rfind('.') + 1);
    default: return "poll";
  }
}

// A signal passes under the cards at both ends of its wire, and its words would be cut off there.
bool fits_on(const Edge& edge, Vec at, std::string_view text) {
  constexpr float kHalfLetter = 3.6f;  // of the label's 13 px type, on average
  const float half = kHalfLetter * static_cast<float>(text.size());
  return at.x - half >= std::min(edge.from.x, edge.to.x) &&
         at.x + half <= std::max(edge.from.x, edge.to.x);
}

void add_signal(Stage& stage, const StageHop& hop, const Edge& edge, float t, bool forward,
                Vec at) {
  Signal signal;
  signal.ref = model::ref(hop.actor);
  signal.kind = signal_kind(hop.kind);
  signal.at = at;
  const Vec ahead = point_on(edge, std::clamp(t + (forward ? .02f : -.02f), 0.f, 1.f));
  const Vec behind = point_on(edge, std::clamp(t - (forward ? .02f : -.02f), 0.f, 1.f));
  const float length = std::hypot(ahead.x - behind.x, ahead.y - behind.y);
  if (length > 0) {
    signal.direction = {(ahead.x - behind.x) / length, (ahead.y - behind.y) / length};
  }
  const bool roomy =
      stage.scene.stage_class != StageClass::kPhone && stage.state.workers.size() <= kMostLabelled;
  const std::string text = signal_text(hop);
  // A shield says it with more words.
  const bool shielded = std::ranges::any_of(
      stage.state.denials, [&](const StageDenial& d) { return !d.by_sns && d.by == hop.actor; });
  if (hop.kind == HopKind::kRefused && shielded) {
    stage.scene.signals.push_back(std::move(signal));
    return;
  }
  if (hop.kind == HopKind::kRefused || (roomy && fits_on(edge, at, text))) signal.label = text;
  stage.scene.signals.push_back(std::move(signal));
}

}  // namespace

float place_on_way(const Stage& stage, base::SimTime departed, base::SimTime arrives) {
  if (stage.options.reduced_motion) return 0;
  const auto gone = static_cast<double>((stage.state.now - departed).us);
  const auto whole = static_cast<double>(std::max<std::int64_t>((arrives - departed).us, 1));
  const double t = std::clamp(gone / whole, 0., 1.);
  return static_cast<float>(t * t * (3 - 2 * t));
}

void add_carried(Stage& stage, const StageHop& hop, Vec at, float room) {
  const bool wide = stage.scene.stage_class == StageClass::kWide;
  Vec size = wide ? Vec{54, 28} : Vec{45, 26};
  // Between two cards that stand close a whole chip would only show its ends.
  const bool narrow = room < size.x + 2;
  if (narrow) size = {24, 16};
  const std::size_t n = std::min(hop.messages.size(), kMostCarried);
  // The first of a batch lies on top.
  for (std::size_t i = n; i-- > 0;) {
    const float shift = 6 * static_cast<float>(i);
    Chip chip = make_chip(stage, hop.messages[i],
                          {at.x - size.x / 2 + shift, at.y - size.y / 2 - shift, size.x, size.y});
    chip.label = std::format("{}, on its way", chip.id);
    if (narrow) chip.detail = ChipDetail::kNoId;
    stage.scene.moving.push_back(std::move(chip));
  }
}

void add_moving(Stage& stage) {
  for (const StageHop& hop : stage.state.hops) {
    if (hop.by_sns || hop.bucket) continue;
    const auto it = stage.wires.find(hop.actor);
    if (it == stage.wires.end()) continue;
    const Wire& wire = it->second;
    const float gone = place_on_way(stage, hop.departed_at, hop.arrives_at);
    const bool forward = hop.to_queue != wire.from_queue;
    const float t = forward ? gone : 1 - gone;
    const Vec at = point_on(wire.edge, t);
    if (hop.kind == HopKind::kMessages) {
      const bool across = !wire.edge.vertical && !wire.edge.corner;
      add_carried(stage, hop, at, across ? std::abs(wire.edge.to.x - wire.edge.from.x) : kRoomy);
    } else {
      add_signal(stage, hop, wire.edge, t, forward, at);
    }
  }
}

}  // namespace view
