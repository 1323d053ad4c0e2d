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

// -- Streams --------------------------------------------------------------------------------------

const StreamPicture* stream_of(const Scene& scene, model::StreamId id) {
  const auto it = std::ranges::find(scene.streams, model::ref(id), &StreamPicture::ref);
  return it == scene.streams.end() ? nullptr : &*it;
}

Vec shield_over(const Rect& card) { return {card.x + std::min(34.f, card.w / 2), card.y - 15}; }

// On the way of the one who reads: between the tapes and its card.
bool place_at_reader(const Scene& scene, const StreamPicture& stream, const StageDenial& denial,
                     Shield& out) {
  if (!denial.by) return false;
  const auto card = std::ranges::find(stream.cards, model::ref(denial.by), &StreamCard::ref);
  if (card == stream.cards.end()) return false;
  out.at = shield_over(card->box);
  // A row of names leaves no room for words.
  if (scene.stage_class == StageClass::kPhone) {
    out.at = {card->box.right() - kShieldR, card->box.y - 8};
  }
  return true;
}

bool meets_a_shield(const Scene& scene, const Shield& own, float left, float right) {
  return std::ranges::any_of(scene.shields, [&](const Shield& s) {
    return s.at != own.at && s.at.y == own.at.y && s.at.x + kShieldR > left &&
           s.at.x - kShieldR < right;
  });
}

// Both texts in one line beside their shield, where they meet neither another one nor the edge of
// the stage nor what stands under the bar, which ends at `least`; the reason goes first for want of
// room. False: there is none for the action either.
bool put_texts_beside(const Scene& scene, float least, float y, Shield& out) {
  constexpr float kAction = 8;  // a letter
  constexpr float kReason = 7;
  constexpr float kApart = 10;
  const float action_w = kAction * static_cast<float>(out.action.size());
  const float both_w = action_w + kApart + kReason * static_cast<float>(out.reason.size());
  const float from = out.at.x + kShieldR + 8;
  const float to = out.at.x - kShieldR - 8;
  const auto free = [&](float left, float right) {
    return left >= least && right <= scene.bounds.right() - 8 &&
           !meets_a_shield(scene, out, left, right);
  };
  if (free(from, from + both_w)) {
    out.action_at = {from, y};
    out.reason_at = {from + action_w + kApart, y};
  } else if (free(to - both_w, to)) {
    out.text_left = true;
    out.reason_at = {to, y};
    out.action_at = {to - both_w + action_w, y};
  } else if (free(to - action_w, to) || free(from, from + action_w)) {
    out.text_left = free(to - action_w, to);
    out.action_at = out.reason_at = {out.text_left ? to : from, y};
    out.reason.clear();
  } else {
    return false;
  }
  return true;
}

// Once all shields stand: the readers' stand in one line, which has room for the words of one.
void put_reader_texts(Scene& scene) {
  if (scene.stage_class == StageClass::kPhone) return;
  for (const StreamPicture& stream : scene.streams) {
    const float least = stream.bar.empty() ? 0 : stream.bar.front().box.right() + 30;
    for (Shield& shield : scene.shields) {
      const auto card = std::ranges::find(stream.cards, shield.at,
                                          [](const StreamCard& c) { return shield_over(c.box); });
      if (card == stream.cards.end()) continue;
      if (put_texts_beside(scene, least, card->box.y - 10, shield)) break;
    }
  }
}

// The words about a call to the bar: above the producers, or below them where there is no room
// above or a refused record lies there.
void put_texts_at_bar(const Scene& scene, const StreamPicture& stream, const Rect& bar,
                      Shield& out) {
  Rect block{out.at.x - kShieldR, out.at.y - kShieldR, 2 * kShieldR, 2 * kShieldR};
  for (const ProducerNode& p : scene.producers) {
    const float bottom = std::max(block.bottom(), p.box.bottom());
    block.y = std::min(block.y, p.box.y);
    block.h = bottom - block.y;
    block.x = std::min(block.x, p.box.x);
  }
  const float above = block.y - 12 - kLine;
  const float below = block.bottom() + 18;
  const bool taken = stream.rebound && stream.rebound->error_at.y < block.y;
  if (!taken && above >= bar.y + 2) return put_texts(out, {block.x, above}, false);
  if (below + kLine <= bar.bottom() + 6) put_texts(out, {block.x, below}, false);
}

// Where records enter: between their producer and the bar.
bool place_at_bar(const Scene& scene, const StreamPicture& stream, const StageDenial& denial,
                  Shield& out) {
  if (stream.bar.empty()) return false;
  const bool phone = scene.stage_class == StageClass::kPhone;
  Rect bar = stream.bar.front().box;
  bar.h = stream.bar.back().box.bottom() - bar.y;
  out.at = {bar.x - kShieldR - (phone ? 4.f : 10.f), bar.centre().y};
  for (const ProducerNode& p : scene.producers) {
    if (p.ref == model::ref(denial.by)) out.at.y = p.port.y;
  }
  if (!phone) put_texts_at_bar(scene, stream, bar, out);
  return true;
}

bool place_at_stream(const Stage& stage, const StageDenial& denial, Shield& out) {
  const StreamPicture* stream = stream_of(stage.scene, denial.stream);
  if (stream == nullptr) return false;
  return place_at_reader(stage.scene, *stream, denial, out) ||
         place_at_bar(stage.scene, *stream, denial, out);
}

// A later shield takes the place of one that it would cover.
bool covers(const Shield& a, const Shield& b) {
  return std::hypot(a.at.x - b.at.x, a.at.y - b.at.y) < 2 * kShieldR;
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
    out.target = denial.stream  ? model::ref(denial.stream)
                 : denial.queue ? model::ref(denial.queue)
                                : model::ref(denial.topic);
    out.action = denial.action;
    out.reason = denial.explicit_deny ? "a policy denies it" : "no policy allows it";
    out.label = std::format("{} was denied {}: {}", denial.who, denial.action, out.reason);
    const bool placed = (denial.stream && place_at_stream(stage, denial, out)) ||
                        (denial.topic && !denial.queue && place_at_topic(stage, denial, out)) ||
                        place_behind_gate(stage, denial, out) ||
                        (denial.queue && place_at_queue(stage, denial, out));
    if (!placed) continue;
    if (denial.stream) {
      std::erase_if(stage.scene.shields, [&](const Shield& s) { return covers(s, out); });
    }
    stage.scene.shields.push_back(std::move(out));
  }
  if (!stage.scene.streams.empty()) put_reader_texts(stage.scene);
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
