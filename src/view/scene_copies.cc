// Copies between a topic and its subscribers. One publish leaves the hub as many copies; each is a
// call of SNS on the wire. A copy that its gate will stop is no call: it flies beside the others
// as far as the gate, for as long as they need for that, and drops there.
#include <algorithm>
#include <cmath>
#include <format>
#include <utility>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

float length(const Edge& e) { return std::hypot(e.to.x - e.from.x, e.to.y - e.from.y); }

// A point of the whole way: to the gate, straight through it, and on.
struct OnWay {
  Vec at;
  Vec direction{1, 0};
  bool at_gate = false;  // reached it
};

OnWay point_on(const Edge& first, const Edge& second, float t) {
  const float a = length(first);
  const float through = std::hypot(second.from.x - first.to.x, second.from.y - first.to.y);
  const float b = length(second);
  const float whole = std::max(a + through + b, 1.f);
  float s = t * whole;
  if (s <= a) return {view::point_on(first, a > 0 ? s / a : 1), {1, 0}, false};
  s -= a;
  if (s <= through) {
    const float u = through > 0 ? s / through : 1;
    return {{first.to.x + (second.from.x - first.to.x) * u,
             first.to.y + (second.from.y - first.to.y) * u},
            {1, 0},
            true};
  }
  s -= through;
  return {view::point_on(second, b > 0 ? std::min(s / b, 1.f) : 1), {1, 0}, true};
}

void colour(Stage& stage, const CopyWay& way, int slot) {
  for (std::size_t i = way.first_edge; i < way.first_edge + 2; ++i) {
    if (i < stage.scene.edges.size()) stage.scene.edges[i].slot = slot;
  }
}

void add_signal(Stage& stage, const StageHop& hop, const OnWay& on) {
  Signal signal;
  signal.ref = model::ref(hop.subscription);
  const bool refused = hop.kind == HopKind::kRefused;
  signal.kind = refused ? SignalKind::kRefused : SignalKind::kPoll;
  signal.at = on.at;
  signal.direction = {refused ? -1.f : 1.f, 0};
  stage.scene.signals.push_back(std::move(signal));
}

void add_delivery(Stage& stage, const StageHop& hop) {
  const auto it = stage.ways.find(hop.subscription);
  if (it == stage.ways.end()) return;
  const CopyWay& way = it->second;
  const float gone = place_on_way(stage, hop.departed_at, hop.arrives_at);
  const bool dead = hop.to_dead_letter && way.to_dead_letter.k > 0;
  const Edge& last = dead ? way.to_dead_letter : way.from_gate;
  const OnWay on = point_on(way.to_gate, last, hop.to_queue ? gone : 1 - gone);
  if (hop.kind != HopKind::kMessages) {
    add_signal(stage, hop, on);
    return;
  }
  if (!dead) colour(stage, way, hop.messages.front().slot);
  const std::size_t first = stage.scene.moving.size();
  add_carried(stage, hop, on.at);
  const auto s =
      std::ranges::find(stage.state.subscriptions, hop.subscription, &StageSubscription::id);
  if (s == stage.state.subscriptions.end()) return;
  for (std::size_t i = first; i < stage.scene.moving.size(); ++i) {
    Chip& chip = stage.scene.moving[i];
    chip.label = std::format("{}, copy for {}, {}", chip.id, s->name,
                             dead ? "given up, on its way to the dead-letter queue" : "on its way");
  }
}

// Before it reaches the gate nothing has dropped yet.
void add_doomed(Stage& stage, const StageTopic& topic, const StageSubscription& s) {
  const auto it = stage.ways.find(s.id);
  if (it == stage.ways.end() || stage.options.reduced_motion) return;
  const base::SimTime until = topic.latest->at + stage.state.hop;
  if (stage.state.now >= until) return;
  const float t = place_on_way(stage, topic.latest->at, until);
  const OnWay on = point_on(it->second.to_gate, it->second.from_gate, t);
  if (on.at_gate) return;
  StageHop copy;
  copy.kind = HopKind::kMessages;
  StageMessage message{.id = {}, .name = topic.latest->name};
  message.slot = topic.latest->slot;
  copy.messages.push_back(std::move(message));
  stage.scene.edges[it->second.first_edge].slot = topic.latest->slot;
  add_carried(stage, copy, on.at);
  stage.scene.moving.back().label =
      std::format("{}, copy for {}, on its way to the gate", topic.latest->name, s.name);
  const model::Ref ref = model::ref(s.id);
  for (GateNode& gate : stage.scene.gates) {
    if (gate.ref != ref) continue;
    gate.verdict = GateVerdict::kNone;
    if (std::exchange(gate.says_why, false)) gate.lines = gate.policy_lines;
  }
  std::erase_if(stage.scene.rejected, [&](const RejectedCopy& r) { return r.gate == ref; });
}

// The verdict falls when the copy reaches the gate, not before.
void hold_verdict(Stage& stage, const StageTopic& topic, const StageSubscription& s) {
  const auto it = stage.ways.find(s.id);
  if (it == stage.ways.end() || stage.options.reduced_motion) return;
  const base::SimTime until = topic.latest->at + stage.state.hop;
  if (stage.state.now >= until) return;
  const float t = place_on_way(stage, topic.latest->at, until);
  if (point_on(it->second.to_gate, it->second.from_gate, t).at_gate) return;
  for (GateNode& gate : stage.scene.gates) {
    if (gate.ref == model::ref(s.id)) gate.verdict = GateVerdict::kNone;
  }
}

}  // namespace

void add_copies(Stage& stage) {
  for (const StageHop& hop : stage.state.hops) {
    if (hop.by_sns) add_delivery(stage, hop);
  }
  for (const StageSubscription& s : stage.state.subscriptions) {
    const auto topic = std::ranges::find(stage.state.topics, s.topic, &StageTopic::id);
    if (!s.verdict || topic == stage.state.topics.end() || !topic->latest) continue;
    if (s.verdict->passed) {
      hold_verdict(stage, *topic, s);
    } else {
      add_doomed(stage, *topic, s);
    }
  }
}

}  // namespace view
