// Over any stage: shields where IAM's door denied a call lately, and the ways of message move
// tasks.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_arrange.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kShieldR = 17;
constexpr float kLine = 18;

const TopicHub* hub_of(const Scene& scene, model::TopicId id) {
  const auto it = std::ranges::find(scene.topics, model::ref(id), &TopicHub::ref);
  return it == scene.topics.end() ? nullptr : &*it;
}

const QueueNode* queue_of(const Scene& scene, model::QueueId id) {
  const auto it = std::ranges::find(scene.queues, model::ref(id), &QueueNode::ref);
  return it == scene.queues.end() ? nullptr : &*it;
}

const DlqNode* dead_of(const Scene& scene, model::QueueId id) {
  const auto it = std::ranges::find(scene.dlqs, model::ref(id), &DlqNode::ref);
  return it == scene.dlqs.end() ? nullptr : &*it;
}

// True when the copy that was denied can be one of the topic's latest message: it left then.
bool sent_then(const Stage& stage, model::TopicId id, base::SimTime denied_at) {
  const auto topic = std::ranges::find(stage.state.topics, id, &StageTopic::id);
  return topic != stage.state.topics.end() && topic->latest &&
         topic->latest->at + stage.state.hop == denied_at;
}

// The gate through which SNS came to a queue; of several topics the one that published then.
const GateNode* gate_to(const Stage& stage, const StageDenial& denial) {
  const GateNode* out = nullptr;
  for (const StageSubscription& s : stage.state.subscriptions) {
    if (s.queue != denial.queue) continue;
    const auto it = std::ranges::find(stage.scene.gates, model::ref(s.id), &GateNode::ref);
    if (it == stage.scene.gates.end()) continue;
    if (sent_then(stage, s.topic, denial.at)) return &*it;
    if (out == nullptr) out = &*it;
  }
  return out;
}

void put_texts(Shield& out, Vec at, bool left) {
  out.action_at = at;
  out.reason_at = {at.x, at.y + kLine};
  out.text_left = left;
}

// Above the cards that send to the place at `port`, so that nothing is covered.
float above_senders(const Scene& scene, Vec port) {
  float top = port.y - kShieldR;
  for (const ProducerNode& p : scene.producers) {
    const bool beside = p.box.y < port.y + 60 && p.box.bottom() > port.y - 90;
    if (beside) top = std::min(top, p.box.y);
  }
  return std::max(top - 10 - kLine, 14.f);
}

bool place_at_topic(const Stage& stage, const StageDenial& denial, Shield& out) {
  const TopicHub* hub = hub_of(stage.scene, denial.topic);
  if (hub == nullptr) return false;
  out.at = {hub->centre.x - hub->r - kShieldR - 3, hub->centre.y};
  // On the way of the one who was denied.
  const auto wire = stage.wires.find(denial.by);
  if (wire != stage.wires.end()) out.at = point_on(wire->second.edge, .6f);
  float left = out.at.x - kShieldR;
  float bottom = hub->centre.y + hub->r;
  for (const ProducerNode& p : stage.scene.producers) {
    left = std::min(left, p.box.x);
    bottom = std::max(bottom, p.box.bottom());
  }
  if (stage.scene.stage_class == StageClass::kPhone) {  // the first gate leaves no room for words
    out.at.x += kShieldR + 12;  // beside the wire
    put_texts(out, {}, false);
    return true;
  }
  // Under the topic's own texts, where they would meet.
  const float y = std::max(bottom + 18, hub->beside ? 0.f : hub->centre.y + hub->r + 64);
  put_texts(out, {left, y}, false);
  return true;
}

bool place_behind_gate(const Stage& stage, const StageDenial& denial, Shield& out) {
  const GateNode* gate = gate_to(stage, denial);
  const QueueNode* queue = queue_of(stage.scene, denial.queue);
  if (gate == nullptr || queue == nullptr || !denial.by_sns) return false;
  const float middle = (gate->box.right() + queue->box.x) / 2;
  out.at = {middle, gate->box.centre().y};
  const bool low = gate->box.h < 44;
  if (low) {  // no room below: the gate itself says it
    put_texts(out, {}, false);
    return true;
  }
  put_texts(out, {queue->box.x - 10, gate->box.bottom() + 20}, true);
  return true;
}

bool place_at_queue(const Stage& stage, const StageDenial& denial, Shield& out) {
  const QueueNode* queue = queue_of(stage.scene, denial.queue);
  if (queue == nullptr) {
    const DlqNode* dead = dead_of(stage.scene, denial.queue);
    if (dead == nullptr) return false;
    out.at = {dead->box.x - kShieldR - 4, dead->box.centre().y};
    put_texts(out, {dead->box.x - 2 * kShieldR - 12, dead->box.centre().y - 8}, true);
    return true;
  }
  const auto wire = stage.wires.find(denial.by);
  const bool by_worker = wire != stage.wires.end() && wire->second.from_queue;
  if (by_worker) {
    const Vec from = wire->second.edge.from;
    out.at = {from.x + kShieldR + 6, from.y};
    const auto worker =
        std::ranges::find(stage.scene.workers, model::ref(denial.by), &WorkerNode::ref);
    if (worker == stage.scene.workers.end()) {
      put_texts(out, {from.x + 2, std::max(from.y - 64, 14.f)}, false);
    } else {
      put_texts(out, {worker->box.right(), std::max(worker->box.y - 12 - kLine, 14.f)}, true);
    }
    return true;
  }
  const Vec port = queue->port_in;
  if (queue->phone) {  // requests come from above
    // Beside the wire, on which the refusal goes back.
    out.at = {port.x - kShieldR - 12, port.y - kShieldR - 4};
    put_texts(out, {out.at.x - kShieldR - 8, out.at.y - 8}, true);
    return true;
  }
  float gap = 2 * (kShieldR + 10);
  for (const ProducerNode& p : stage.scene.producers) {
    if (p.box.right() < port.x) gap = std::min(gap, port.x - p.box.right());
  }
  out.at = {port.x - std::max(gap / 2, kShieldR), port.y};
  float left = out.at.x - kShieldR;
  for (const ProducerNode& p : stage.scene.producers) left = std::min(left, p.box.x);
  put_texts(out, {left, above_senders(stage.scene, port)}, false);
  return true;
}

std::string move_text(const StageMove& move) {
  std::string out = std::format("{} of {} moved", move.moved, move.to_move);
  if (move.rate) out += std::format(", {} a second", *move.rate);
  return out;
}

const QueueNode* destination_of(const Stage& stage, const StageMove& move) {
  if (move.to) return queue_of(stage.scene, move.to);
  for (const StageQueue& q : stage.state.queues) {
    if (q.dead_letter == move.from) {
      if (const QueueNode* node = queue_of(stage.scene, q.id)) return node;
    }
  }
  return nullptr;
}

}  // namespace

void add_shields(Stage& stage) {
  for (const StageDenial& denial : stage.state.denials) {
    Shield out;
    out.target = denial.queue ? model::ref(denial.queue) : model::ref(denial.topic);
    out.action = denial.action;
    out.reason = denial.explicit_deny ? "a policy denies it" : "no policy allows it";
    const bool placed = (denial.topic && !denial.queue && place_at_topic(stage, denial, out)) ||
                        place_behind_gate(stage, denial, out) ||
                        (denial.queue && place_at_queue(stage, denial, out));
    if (!placed) continue;
    out.label = std::format("{} was denied {}: {}", denial.who, denial.action, out.reason);
    stage.scene.shields.push_back(std::move(out));
  }
}

void add_moves(Stage& stage) {
  for (const StageMove& move : stage.state.moves) {
    const auto dead = std::ranges::find(stage.scene.dlqs, model::ref(move.from), &DlqNode::ref);
    const QueueNode* to = destination_of(stage, move);
    if (dead == stage.scene.dlqs.end()) continue;
    MoveEdge out;
    out.from = dead->ref;
    out.text = move_text(move);
    out.label = std::format("Messages of {} are being moved to {}: {}", dead->name,
                            to != nullptr ? to->name : "where they came from", out.text);
    const float x = dead->edge_text.empty() ? dead->box.x + 52 : dead->edge_from.x + 26;
    if (to != nullptr && to->box.bottom() <= dead->box.y) {
      const float to_x = std::clamp(x, to->box.x + 20, to->box.right() - 20);
      out.edge =
          make_edge(EdgeKind::kDashed, {x, dead->box.y}, {to_x, to->box.bottom()}, true, true);
      out.text_at = {x + 12, (dead->box.y + to->box.bottom()) / 2};
      dead->edge_text.clear();  // what happens now comes before the rule
    } else {
      const Vec from{dead->box.x, dead->box.centre().y};
      out.edge = make_edge(EdgeKind::kDashed, from,
                           to != nullptr ? Vec{to->box.x, to->box.y + 12} : from, false, true);
      out.text_at = {dead->box.x + 4, dead->box.bottom() + 14};
    }
    stage.scene.moves.push_back(std::move(out));
  }
}

}  // namespace view
