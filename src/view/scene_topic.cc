// Topics on the stage (drawing 4): hubs, gates, subscribers, and the ways of copies between them.
#include "view/scene_topic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

#include "view/scene_bucket.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kTagBottom = 62;  // what stands at the top left keeps below it

// Moves boxes apart that stand too close, keeping their order and, where there is room, their
// places.
void relax(std::vector<float>& middles, const std::vector<float>& heights, float gap, float top,
           float bottom) {
  float free = top;
  for (std::size_t i = 0; i < middles.size(); ++i) {
    middles[i] = std::max(middles[i], free + heights[i] / 2);
    free = middles[i] + heights[i] / 2 + gap;
  }
  float limit = bottom;
  for (std::size_t i = middles.size(); i-- > 0;) {
    middles[i] = std::min(middles[i], limit - heights[i] / 2);
    limit = middles[i] - heights[i] / 2 - gap;
  }
}

void add_header(Stage& stage, const TopicPlan& plan) {
  Scene& scene = stage.scene;
  scene.stage_class = plan.stage_class;
  scene.scale = plan.scale;
  scene.bounds = {0, 0, plan.width, plan.height};
  scene.origin = {std::floor((stage.options.width - plan.width * plan.scale) / 2),
                  std::floor((stage.options.height - plan.height * plan.scale) / 2)};
}

// -- Hubs -----------------------------------------------------------------------------------------

float middle_of_gates(const TopicPlan& plan, model::TopicId topic) {
  float sum = 0;
  int n = 0;
  for (const TopicRow& row : plan.rows) {
    for (std::size_t i = 0; i < row.gates.size(); ++i) {
      if (row.gates[i]->topic != topic) continue;
      sum += row.gate_boxes[i].centre().y;
      ++n;
    }
  }
  return n == 0 ? std::floor(plan.height / 2) - 12 : std::round(sum / static_cast<float>(n));
}

void add_hubs(Stage& stage, const TopicPlan& plan) {
  const auto& topics = stage.state.topics;
  const auto n = static_cast<float>(topics.size());
  // Disc, name and kind, one above the other.
  const float room = (plan.height - 60) / std::max(n, 1.f);
  const float r = std::clamp((room - 70) / 2, 16.f, plan.hub_r);
  const bool terse = room < 2 * r + 62;
  std::vector<float> middles;
  std::vector<float> heights;
  for (const StageTopic& topic : topics) {
    middles.push_back(middle_of_gates(plan, topic.id));
    heights.push_back(2 * r + (terse ? 34.f : 62.f));
  }
  const float down = terse ? 17 : 31;  // the texts below make the middle lower than the disc
  for (float& y : middles) y += down;
  relax(middles, heights, 8, 20, plan.height - 8);
  for (std::size_t i = 0; i < topics.size(); ++i) {
    TopicHub hub = describe_topic(stage, topics[i]);
    hub.r = r;
    hub.centre = {plan.hub_x, middles[i] - down};
    const float left = plan.hub_x - plan.producer_x;
    hub.name_w = 2 * std::min(plan.gate_x - plan.hub_x - 8, left);
    // Beside the ways to the gates, which turn halfway between the disc and them.
    const float half = std::min(9.6f * static_cast<float>(hub.name.size()), hub.name_w) / 2;
    const float turn = (hub.centre.x + r + plan.gate_x) / 2 - 10;
    const float x = std::min(hub.centre.x, turn - half);
    hub.name_at = {x, hub.centre.y + r + 20};
    hub.kind_at = {x, hub.centre.y + r + 42};
    if (terse) hub.kind.clear();
    stage.scene.topics.push_back(std::move(hub));
  }
}

const TopicHub* hub_of(const Scene& scene, model::TopicId id) {
  const auto it = std::ranges::find(scene.topics, model::ref(id), &TopicHub::ref);
  return it == scene.topics.end() ? nullptr : &*it;
}

// -- Ways -----------------------------------------------------------------------------------------

float tangent(const Edge& e) {
  const float across = std::abs(e.to.y - e.from.y);
  return across < 60 ? 20.f : std::max(24.f, std::min(std::abs(e.to.x - e.from.x) * .7f, 64.f));
}

// A copy flies out of the hub, through the gate and into the card.
void add_way(Stage& stage, const TopicPlan& plan, const TopicRow& row, std::size_t i) {
  const StageSubscription& s = *row.gates[i];
  const TopicHub* hub = hub_of(stage.scene, s.topic);
  if (hub == nullptr) return;
  const Rect& gate = row.gate_boxes[i];
  const float y = gate.centre().y;
  CopyWay way;
  way.to_gate = make_edge(EdgeKind::kFlow, {hub->centre.x + hub->r, hub->centre.y}, {gate.x, y});
  way.to_gate.k = tangent(way.to_gate);
  const float inside = std::min(12.f, row.box.h / 4);
  const float card_y = std::clamp(y, row.box.y + inside, row.box.bottom() - inside);
  way.from_gate = make_edge(EdgeKind::kFlow, {gate.right(), y}, {plan.card_x, card_y}, false, true);
  if (s.pending) way.to_gate.kind = way.from_gate.kind = EdgeKind::kDashed;
  way.first_edge = stage.scene.edges.size();
  stage.scene.edges.push_back(way.to_gate);
  stage.scene.edges.push_back(way.from_gate);
  for (std::size_t d = 0; d < row.dead.size(); ++d) {
    if (row.dead[d]->id != s.dead_letter) continue;
    const Rect& dead = row.dead_boxes[d];
    way.to_dead_letter = make_edge(EdgeKind::kDashed, {gate.right(), y + gate.h / 2 - 8},
                                   {dead.x, dead.centre().y}, false, true);
    stage.scene.edges.push_back(way.to_dead_letter);
  }
  stage.ways[s.id] = way;
}

// -- Rejected copies ------------------------------------------------------------------------------

const StagePublish* latest_of(const StageState& state, model::TopicId id) {
  const auto it = std::ranges::find(state.topics, id, &StageTopic::id);
  return it == state.topics.end() || !it->latest ? nullptr : &*it->latest;
}

void add_rejected(Stage& stage, const TopicPlan& plan, const StageSubscription& s,
                  const GateNode& gate) {
  const StagePublish* publish = latest_of(stage.state, s.topic);
  if (!stage.truth() || publish == nullptr || gate.verdict != GateVerdict::kRejected) return;
  RejectedCopy out;
  out.gate = gate.ref;
  StageMessage message{.id = {}, .name = publish->name};
  message.slot = publish->slot;
  out.chip = make_chip(stage, message, {gate.box.x + 2, gate.box.bottom() + 14, 56, 28});
  out.chip.dim = true;
  out.chip.label = std::format("{} was not delivered to {}", publish->name, s.name);
  const float y = gate.box.centre().y;
  out.cross = {gate.box.x - 3, y};
  const Rect& chip = out.chip.box;
  out.curve = {{gate.box.x - 5, y + 8},
               {gate.box.x - 15, y + 26},
               {gate.box.x - 15, chip.centre().y - 10},
               {gate.box.x - 2, chip.centre().y}};
  out.text = mismatch_text(*s.verdict);
  out.accepted = std::format("Accepts {} only", s.verdict->accepted);
  out.text_at = {chip.right() + 10, chip.y + 5};
  out.accepted_at = {chip.right() + 10, chip.y + 25};
  out.text_w = plan.card_x - 12 - out.text_at.x;
  stage.scene.rejected.push_back(std::move(out));
}

// -- Rows -----------------------------------------------------------------------------------------

void add_dead_letter(Stage& stage, const TopicRow& row, std::size_t i) {
  const StageQueue& dead = *row.dead[i];
  const Rect& box = row.dead_boxes[i];
  const std::uint32_t count = dead.waiting.count + dead.in_flight.count + dead.delayed.count;
  DlqNode node;
  node.ref = model::ref(dead.id);
  node.box = box;
  node.name = dead.name;
  node.count_text = count == 0 && stage.truth() ? "Empty" : count_text(stage, count);
  node.notes = notes_for(stage, node.ref);
  node.label = std::format("Dead-letter queue {}, {}", dead.name, amount(count, "message"));
  node.edge_from = node.edge_to = box.centre();
  const bool of_queue = row.queue != nullptr && row.queue->dead_letter == dead.id;
  const float above = i == 0 ? row.box.bottom() : row.dead_boxes[i - 1].bottom();
  if (of_queue && box.y - above > 4) {
    node.edge_from = {box.x + 26, above};
    node.edge_to = {box.x + 26, box.y};
    if (box.y - above >= 22) {
      node.edge_text = std::format("maxReceiveCount {}", row.queue->max_receive_count);
      node.edge_text_at = {box.x + 38, (above + box.y) / 2};
    }
  }
  if (stage.truth() && !dead.waiting.shown.empty()) {
    WellGrid grid;
    const float name_w = 50 + 9 * static_cast<float>(dead.name.size()) + 24;
    grid.columns = std::max(1, static_cast<int>((box.w - name_w - 8) / 49));
    grid.pitch = {49, 30};
    grid.chip = {45, std::min(26.f, box.h - 6)};
    grid.first = {box.right() - 10 - 45, box.centre().y - grid.chip.y / 2};
    grid.rows = 1;
    QueueNode well;
    fill_well(stage, dead, grid, well);
    node.chips = std::move(well.waiting);
    node.more = well.waiting_more;
  }
  stage.scene.dlqs.push_back(std::move(node));
}

void add_row_workers(Stage& stage, const TopicPlan& plan, const TopicRow& row, float next_top) {
  if (plan.worker_x == 0 || row.workers.empty()) return;
  struct Form {
    WorkerForm form;
    float h, gap;
  };
  constexpr std::array kWorkerForms{Form{WorkerForm::kFull, 66, 8}, Form{WorkerForm::kMini, 34, 6},
                                    Form{WorkerForm::kMini, 26, 4}};
  const float room = std::max(next_top - row.box.y - 8, row.box.h);
  const auto count = static_cast<float>(row.workers.size());
  Form form = kWorkerForms.back();
  for (const Form& f : kWorkerForms) {
    if (count * (f.h + f.gap) - f.gap > room) continue;
    form = f;
    break;
  }
  std::size_t shown = row.workers.size();
  while (shown > 1 && static_cast<float>(shown) * (form.h + form.gap) - form.gap > room) --shown;
  const float whole = static_cast<float>(shown) * (form.h + form.gap) - form.gap;
  // Beside the tray, which is the lower part of the card.
  float y = std::max(row.box.y, std::min(row.box.bottom() - whole, row.box.centre().y - whole / 2));
  const Rect tray = stage.scene.queues.back().tray;
  for (std::size_t i = 0; i < shown; ++i, y += form.h + form.gap) {
    WorkerNode node = describe_worker(stage, *row.workers[i], true);
    node.form = form.form;
    node.note.clear();
    node.box = {plan.worker_x, y, plan.worker_w, form.h};
    node.port = {node.box.x, node.box.centre().y};
    const float port_y = std::clamp(node.port.y, tray.y + 10, tray.bottom() - 10);
    add_worker_edge(stage, *row.workers[i], {tray.right(), port_y}, node.port, false);
    if (i + 1 == shown && shown < row.workers.size()) {
      node.tag = std::format("+{}", row.workers.size() - shown);
    }
    stage.scene.workers.push_back(std::move(node));
  }
}

void add_row(Stage& stage, const TopicPlan& plan, const TopicRow& row, float next_top) {
  for (std::size_t i = 0; i < row.gates.size(); ++i) {
    const StageSubscription& s = *row.gates[i];
    add_way(stage, plan, row, i);
    const bool tall = plan.form == RowForm::kTall;
    add_gate(stage, s, row.gate_boxes[i], tall ? (row.gate_boxes[i].h > 50 ? 2 : 1) : 1);
    if (tall) add_rejected(stage, plan, s, stage.scene.gates.back());
  }
  if (row.queue != nullptr) {
    add_queue_card(stage, *row.queue, row.box, plan.form, row.tray);
    add_row_workers(stage, plan, row, next_top);
  } else if (!row.gates.empty()) {
    add_endpoint(stage, *row.gates.front(), row.box, plan.form);
  }
  for (std::size_t i = 0; i < row.dead.size(); ++i) add_dead_letter(stage, row, i);
}

// -- Producers ------------------------------------------------------------------------------------

struct Sender {
  const StageProducer* producer = nullptr;
  Vec to;  // where its edge ends
  float y = 0;  // where it would like to stand
  const StageBucket* bucket = nullptr;  // instead of a producer
};

// Where what a bucket tells arrives; below everybody else when it tells nothing.
float bucket_y(const Stage& stage, const TopicPlan& plan, const StageBucket& bucket) {
  for (const StageNotification& n : bucket.notifications) {
    if (const TopicHub* hub = n.topic ? hub_of(stage.scene, n.topic) : nullptr) {
      return hub->centre.y + 1;
    }
    for (const TopicRow& row : plan.rows) {
      if (n.queue && row.queue != nullptr && row.queue->id == n.queue) return row.box.bottom();
    }
  }
  return plan.height;
}

std::vector<Sender> senders_of(const Stage& stage, const TopicPlan& plan) {
  std::vector<Sender> out;
  for (const TopicHub& hub : stage.scene.topics) {
    for (const StageProducer& p : stage.state.producers) {
      if (model::ref(p.topic) != hub.ref || !p.topic) continue;
      out.push_back({&p, {hub.centre.x - hub.r, hub.centre.y}, hub.centre.y});
    }
  }
  for (const TopicRow& row : plan.rows) {
    for (const StageProducer* p : row.producers) {
      // Under the gates, along the lower edge of the card.
      const float y = row.gates.empty() ? row.box.centre().y : row.box.bottom() - 12;
      out.push_back({p, {row.box.x, y}, y});
    }
  }
  for (const StageBucket& bucket : stage.state.buckets) {
    out.push_back({nullptr, {}, bucket_y(stage, plan, bucket), &bucket});
  }
  std::ranges::stable_sort(out, {}, &Sender::y);
  return out;
}

void add_senders(Stage& stage, const TopicPlan& plan) {
  static constexpr std::array kIcons{"shopping-cart", "truck", "send"};
  const std::vector<Sender> senders = senders_of(stage, plan);
  const bool full = senders.size() <= 3;
  const float h = full ? (plan.producer_compact ? 84.f : 80.f) : 44.f;
  std::vector<float> middles;
  for (const Sender& s : senders) middles.push_back(s.y);
  std::vector<float> heights;
  for (const Sender& s : senders) {
    heights.push_back(s.bucket != nullptr ? bucket_card_height(plan.producer_compact) : h);
  }
  const bool tagged = stage.notes.tag != lesson::TagKind::kNone;
  const bool bucket = !stage.state.buckets.empty();
  relax(middles, heights, bucket ? 40.f : 10.f, tagged ? kTagBottom : 20, plan.height - 16);
  for (std::size_t i = 0; i < senders.size(); ++i) {
    if (senders[i].bucket != nullptr) {
      const float y = std::round(middles[i] - heights[i] / 2);
      add_bucket_card(stage, *senders[i].bucket, {plan.producer_x, y, plan.producer_w, heights[i]},
                      plan.producer_compact);
      continue;
    }
    const StageProducer& producer = *senders[i].producer;
    if (middles[i] - h / 2 < 0) continue;
    ProducerNode node;
    node.ref = model::ref(producer.id);
    node.box = {plan.producer_x, std::round(middles[i] - h / 2), plan.producer_w, h};
    node.name = producer.name;
    node.compact = plan.producer_compact && full;
    if (!node.compact && full) {
      node.caption = producer.topic ? "Publish" : "SendMessage";
    }
    node.icon = kIcons[i % kIcons.size()];
    node.notes = notes_for(stage, node.ref);
    node.label = std::format("{} {}, {}", producer.topic ? "Publisher" : "Producer", producer.name,
                             producer.rate);
    node.port = {node.box.right(), node.box.centre().y};
    Edge edge = make_edge(EdgeKind::kFlow, node.port, senders[i].to, false, true);
    stage.scene.edges.push_back(edge);
    stage.wires[producer.id] = {edge, false};
    stage.scene.producers.push_back(std::move(node));
  }
  if (bucket) add_bucket_card_ways(stage);
}

// -- The latest message ---------------------------------------------------------------------------

// The topic of the latest publish, where there is room above its hub.
void add_publish_card(Stage& stage, const TopicPlan& plan) {
  const StageTopic* topic = nullptr;
  for (const StageTopic& t : stage.state.topics) {
    if (t.latest && (topic == nullptr || t.latest->at >= topic->latest->at)) topic = &t;
  }
  const TopicHub* hub = topic == nullptr ? nullptr : hub_of(stage.scene, topic->id);
  if (hub == nullptr || !stage.truth()) return;
  float free = hub->centre.y - hub->r - 20;
  for (const ProducerNode& p : stage.scene.producers) free = std::min(free, p.box.y - 12);
  for (const BucketNode& b : stage.scene.buckets) free = std::min(free, b.box.y - 12);
  for (const TopicHub& h : stage.scene.topics) {
    if (h.centre.y < hub->centre.y) free = 0;  // another topic stands above
  }
  const bool tagged = stage.notes.tag != lesson::TagKind::kNone;
  const float top = tagged ? kTagBottom : 38;
  const StagePublish& publish = *topic->latest;
  const bool body = publish.lines.empty();
  const std::size_t all = body ? 1 : publish.lines.size();
  std::size_t n = all;
  const auto height = [&] { return 63 + 21 * static_cast<float>(n); };
  while (n > 0 && top + height() > free) --n;
  if (n == 0) return;
  PublishCard card;
  card.topic = hub->ref;
  const float w = std::min(252.f, plan.gate_x - plan.producer_x - 16);
  card.box = {plan.producer_x, top, w, height()};
  StageMessage message{.id = {}, .name = publish.name};
  message.slot = publish.slot;
  const Rect& b = card.box;
  card.chip = make_chip(stage, message, {b.x + 16, b.y + 14, 56, 28});
  card.chip.label = std::format("{}, published to {}", publish.name, topic->name);
  card.when_at = {b.x + 84, b.y + 28};
  card.when = w >= 230 ? std::format("published {}", base::format_clock(publish.at))
                       : std::format("at {}", base::format_clock(publish.at));
  std::size_t longest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    PublishCard::Line line;
    line.at = {b.x + 16, b.y + 64 + 21 * static_cast<float>(i)};
    if (body) {
      line.value = publish.body;
    } else {
      line.key = publish.lines[i].first;
      line.value = publish.lines[i].second;
    }
    if (i + 1 == n && n < all) line = {std::format("+{} more", all - n + 1), "", line.at};
    longest = std::max(longest, line.key.size());
    card.lines.push_back(std::move(line));
  }
  card.value_dx =
      body ? 0 : std::min(std::max(8.1f * static_cast<float>(longest) + 14, 82.f), w * .5f);
  if (w < 200 && !body)
    card.value_dx = std::min(card.value_dx, 8.1f * static_cast<float>(longest) + 12);
  const float x = std::min(b.x + w * .67f, hub->centre.x - 10);
  card.curve = {{x, b.bottom()},
                {x + 16, b.bottom() + 14},
                {hub->centre.x - 18, hub->centre.y - hub->r - 18},
                {hub->centre.x - 14, hub->centre.y - hub->r + 2}};
  card.label = std::format("{} was published to {} at {}", publish.name, topic->name,
                           base::format_clock(publish.at));
  for (const auto& [key, value] : publish.lines) card.label += std::format(", {} {}", key, value);
  if (body) card.label += ", body " + publish.body;
  stage.scene.publish_cards.push_back(std::move(card));
}

}  // namespace

std::string mismatch_text(const StageVerdict& verdict) {
  if (verdict.key.empty()) return "the body is no JSON object";
  if (verdict.value.empty()) return verdict.key + " is missing";
  return std::format("{} is {}", verdict.key, verdict.value);
}

TopicHub describe_topic(const Stage& stage, const StageTopic& topic) {
  TopicHub hub;
  hub.ref = model::ref(topic.id);
  hub.name = topic.name;
  hub.kind = topic.fifo ? "FIFO topic" : "Standard topic";
  if (topic.archived) hub.kind = std::format("FIFO, {} archived", *topic.archived);
  hub.notes = notes_for(stage, hub.ref);
  std::size_t n = 0;
  for (const StageSubscription& s : stage.state.subscriptions) n += s.topic == topic.id ? 1 : 0;
  hub.label = std::format("{} {}, {}, {} published", hub.kind, topic.name,
                          amount(n, "subscription"), topic.published);
  return hub;
}

void arrange_topics(Stage& stage) {
  const TopicPlan plan = plan_topics(stage.state, stage.options.width, stage.options.height);
  add_header(stage, plan);
  add_hubs(stage, plan);
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    const bool last = i + 1 == plan.rows.size();
    add_row(stage, plan, plan.rows[i], last ? plan.height - 16 : plan.rows[i + 1].box.y);
  }
  add_senders(stage, plan);
  add_publish_card(stage, plan);
  if (plan.hidden == 0) return;
  stage.scene.texts.push_back(
      {.at = {plan.card_x, plan.height - 14}, .text = std::format("{} more", plan.hidden)});
}

}  // namespace view
