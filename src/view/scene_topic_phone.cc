// Topics on a phone: the hub with its latest message on top, under it one line per subscription.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_bucket.h"
#include "view/scene_layout.h"
#include "view/scene_topic.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kWidth = 390;
constexpr float kHeight = 304;
constexpr float kTop = 48;
constexpr float kTopicH = 56;
constexpr float kGateX = 62;
constexpr float kBucketH = 34;

// The topic that is spoken of or selected, else the one with the latest message.
const StageTopic& topic_to_show(const Stage& stage) {
  const StageTopic* best = &stage.state.topics.front();
  for (const StageTopic& t : stage.state.topics) {
    const NodeNotes notes = notes_for(stage, model::ref(t.id));
    if (notes.spoken_of || notes.selected || notes.pointable) return t;
    if (t.latest && (!best->latest || t.latest->at > best->latest->at)) best = &t;
  }
  return *best;
}

struct List {
  float y = 0;
  float pitch = 0;
  std::size_t shown = 0;
};

List plan_list(std::size_t rows, float top, float height) {
  List out{top, 0, rows};
  const float room = height - top - 10;
  const auto most = static_cast<std::size_t>(std::max(room / 36, 1.f));
  if (rows > most) out.shown = most - 1;  // the last line says how many more there are
  const auto lines = static_cast<float>(std::max<std::size_t>(std::min(rows, most), 1));
  out.pitch = std::floor(std::min(room / lines, 62.f));
  return out;
}

// Policies want room to be read; where there is none the subscribers get it.
float gate_width(const std::vector<const StageSubscription*>& rows, float width) {
  const bool policies = std::ranges::any_of(
      rows, [](const StageSubscription* s) { return !s->policy.empty() || s->pending; });
  return std::floor((width - kGateX - 16 - 44) * (policies ? .52f : .38f));
}

void add_line(Stage& stage, const StageSubscription& s, const TopicHub& hub, float width, float y,
              float pitch, float gate_w) {
  const bool roomy = pitch >= 48;
  const float h = roomy ? 44 : 30;
  const Rect gate{kGateX, y + (pitch - h) / 2, gate_w, roomy ? 36.f : 28.f};
  const Rect gate_box{gate.x, y + (pitch - gate.h) / 2, gate.w, gate.h};
  const float card_x = gate.right() + 44;
  const Rect card{card_x, y + (pitch - h) / 2, width - 16 - card_x, h};
  add_gate(stage, s, gate_box, 1);
  stage.scene.gates.back().tags.clear();
  CopyWay way;
  const float mid = gate_box.centre().y;
  way.to_gate = make_edge(EdgeKind::kFlow, {hub.centre.x, hub.centre.y + hub.r}, {gate.x, mid});
  way.to_gate.from = {hub.centre.x, mid};
  way.to_gate.k = 12;
  way.from_gate = make_edge(EdgeKind::kFlow, {gate.right(), mid}, {card.x, mid}, false, true);
  if (s.pending) way.to_gate.kind = way.from_gate.kind = EdgeKind::kDashed;
  way.first_edge = stage.scene.edges.size();
  stage.scene.edges.push_back(way.to_gate);
  stage.scene.edges.push_back(way.from_gate);
  stage.ways[s.id] = way;
  const StageQueue* queue = s.queue ? stage.state.queue(s.queue) : nullptr;
  const RowForm form = roomy ? RowForm::kRow : RowForm::kMini;
  const bool drawn =
      queue != nullptr &&
      std::ranges::contains(stage.scene.queues, model::ref(queue->id), &QueueNode::ref);
  if (queue != nullptr && !drawn) {
    add_queue_card(stage, *queue, card, form, false);
  } else {
    add_endpoint(stage, s, card, form);
  }
}

}  // namespace

void arrange_topics_phone(Stage& stage) {
  const SceneOptions& o = stage.options;
  const float scale = snap_scale(std::min(o.width / kWidth, o.height / kHeight), .8f, 2);
  const float width = std::floor(o.width / scale + .01f);
  const float height = std::floor(o.height / scale + .01f);
  Scene& scene = stage.scene;
  scene.stage_class = StageClass::kPhone;
  scene.scale = scale;
  scene.bounds = {0, 0, width, height};
  const StageTopic& topic = topic_to_show(stage);
  TopicHub hub = describe_topic(stage, topic);
  hub.r = 20;
  hub.centre = {36, kTop + kTopicH / 2 - 4};
  hub.beside = true;
  hub.name_at = {66, hub.centre.y - 9};
  hub.kind_at = {66, hub.centre.y + 11};
  hub.name_w = width - 66 - 16 - 66;
  if (topic.latest && stage.truth()) {
    PublishCard card;
    card.topic = hub.ref;
    StageMessage message{.id = {}, .name = topic.latest->name};
    message.slot = topic.latest->slot;
    card.chip = make_chip(stage, message, {width - 16 - 54, hub.centre.y - 13, 54, 26});
    card.label = std::format("{} was published to {} at {}", topic.latest->name, topic.name,
                             base::format_clock(topic.latest->at));
    scene.publish_cards.push_back(std::move(card));
  }
  std::vector<const StageSubscription*> rows;
  for (const StageSubscription& s : stage.state.subscriptions) {
    if (s.topic == topic.id) rows.push_back(&s);
  }
  const bool bucket = !stage.state.buckets.empty();
  const List list = plan_list(rows.size(), kTop + kTopicH, height - (bucket ? kBucketH + 4 : 0));
  // One line down from the hub, off which the gates branch.
  if (list.shown > 0) {
    const float last = list.y + (static_cast<float>(list.shown) - .5f) * list.pitch;
    Edge trunk = make_edge(EdgeKind::kFlow, {hub.centre.x, hub.centre.y + hub.r},
                           {hub.centre.x, last}, true);
    scene.edges.push_back(trunk);
  }
  for (std::size_t i = 0; i < list.shown; ++i) {
    add_line(stage, *rows[i], hub, width, list.y + static_cast<float>(i) * list.pitch, list.pitch,
             gate_width(rows, width));
  }
  if (list.shown < rows.size()) {
    const float y = list.y + (static_cast<float>(list.shown) + .5f) * list.pitch;
    scene.texts.push_back({.at = {kGateX, y},
                           .text = std::format("{} more subscriptions", rows.size() - list.shown)});
  }
  for (const StageProducer& p : stage.state.producers) {
    if (p.topic != topic.id) continue;
    stage.wires[p.id] = {make_edge(EdgeKind::kFlow, {hub.centre.x, kTop - 40},
                                   {hub.centre.x, hub.centre.y - hub.r}, true),
                         false};
  }
  scene.topics.push_back(std::move(hub));
  if (bucket) add_phone_bucket(stage, {16, height - 8 - kBucketH, width - 32, kBucketH});
}

}  // namespace view
