// Buckets: their cards and the ways to and from them.
#include "view/scene_bucket.h"

#include <algorithm>
#include <cmath>
#include <format>

#include "view/stage_bucket.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kRowH = 60;
constexpr std::size_t kMostInRow = 2;
constexpr float kTileH = 42;
constexpr float kLowTileH = 28;
constexpr float kMonoWidth = 8;  // of one character of a name
constexpr float kTextWidth = 6.5f;

std::string holds_text(const StageBucket& bucket) {
  if (bucket.count == 0) return "Empty";
  return std::format("{}, {}", amount(bucket.count, "object"), size_text(bucket.bytes));
}

std::string bucket_label(const StageBucket& bucket) {
  std::string out =
      std::format("Bucket {}, {}", bucket.name, bucket.count == 0 ? "empty" : holds_text(bucket));
  std::vector<std::string> told;
  for (const StageNotification& n : bucket.notifications) told.push_back(n.destination);
  if (!told.empty()) out += ", tells " + join_words(told);
  return out;
}

BucketNode describe_bucket(const Stage& stage, const StageBucket& bucket, Rect box) {
  BucketNode node;
  node.ref = model::ref(bucket.id);
  node.box = box;
  node.name = bucket.name;
  node.holds = holds_text(bucket);
  node.notes = notes_for(stage, node.ref);
  node.label = bucket_label(bucket);
  return node;
}

float text_width(std::string_view text, float each) {
  return each * static_cast<float>(text.size());
}

float tile_width(const std::vector<StageObject>& objects, bool sized) {
  float w = sized ? 66 : 46;
  for (const StageObject& o : objects) w = std::max(w, text_width(o.name, kMonoWidth) + 16);
  return std::min(w, 96.f);
}

ObjectChip object_chip(const Stage& stage, const StageBucket& bucket, const StageObject& object,
                       Rect box, bool sized) {
  ObjectChip chip;
  if (object.id) chip.ref = model::ref(object.id);
  chip.box = box;
  chip.name = object.name;
  if (sized) chip.size = object.size;
  chip.selected = object.id && stage.options.selected == chip.ref;
  chip.label = std::format("Object {}, {}, in {}", object.key, object.size, bucket.name);
  return chip;
}

// Tiles from `left` to `right` about the middle `y`; what has no room is counted on a plate.
void fill_tiles(const Stage& stage, const StageBucket& bucket, float left, float right, float y,
                bool sized, BucketNode& node) {
  if (bucket.count == 0) return;
  const float w = tile_width(bucket.objects, sized);
  const float h = sized ? kTileH : kLowTileH;
  constexpr float kGap = 8;
  constexpr float kPlate = 40;
  const auto fit = [&](float room) {
    return static_cast<std::size_t>(std::max((room + kGap) / (w + kGap), 0.f));
  };
  std::size_t n = fit(right - left);
  const bool all = bucket.count <= n && bucket.objects.size() <= n;
  if (!all) n = fit(right - left - kPlate - kGap);
  n = std::min(n, bucket.objects.size());
  const float whole = static_cast<float>(n) * (w + kGap) + (all ? -kGap : kPlate);
  float x = node.row ? right - whole : left;
  for (std::size_t i = 0; i < n; ++i, x += w + kGap) {
    node.objects.push_back(
        object_chip(stage, bucket, bucket.objects[i], {x, y - h / 2, w, h}, sized));
  }
  if (all) return;
  node.more = Overflow{{x, y - 13, kPlate, 26}, static_cast<std::uint32_t>(bucket.count - n)};
}

// -- Ways -----------------------------------------------------------------------------------------

template <class Nodes>
const auto* node_of(const Nodes& nodes, model::Ref ref) {
  const auto it = std::ranges::find_if(nodes, [&](const auto& n) { return n.ref == ref; });
  return it == nodes.end() ? nullptr : &*it;
}

Edge corner(Vec from, Vec to, bool arrow) {
  Edge edge = make_edge(EdgeKind::kFlow, from, to, false, arrow);
  edge.corner = true;
  return edge;
}

// Workers that read payloads of this bucket: those of the queues that its producers send to, or all
// of them when nobody on the stage stores any.
bool reads_from(const Stage& stage, const StageWorker& worker, const StageBucket& bucket) {
  if (!worker.fetches) return false;
  bool stored = false;
  for (const StageProducer& p : stage.state.producers) {
    stored = stored || p.bucket;
    if (p.bucket == bucket.id && p.queue == worker.queue) return true;
  }
  return !stored;
}

void add_caller_ways(Stage& stage, const StageBucket& bucket, const Rect& box, BucketWays& ways) {
  const float y = box.centre().y;
  for (const StageProducer& p : stage.state.producers) {
    const ProducerNode* node = node_of(stage.scene.producers, model::ref(p.id));
    if (p.bucket != bucket.id || node == nullptr) continue;
    const Rect& b = node->box;
    const Vec from{b.centre().x, b.bottom()};
    if (box.x < b.right()) {  // in the same column
      const bool under = box.y > b.y;
      const Vec top{box.centre().x, under ? box.y : box.bottom()};
      ways.callers[p.id] =
          make_edge(EdgeKind::kFlow, {top.x, under ? b.bottom() : b.y}, top, true, true);
    } else {
      ways.callers[p.id] = corner(from, {box.x, y}, true);
    }
    stage.scene.edges.push_back(ways.callers[p.id]);
  }
  for (const StageWorker& w : stage.state.workers) {
    const WorkerNode* node = node_of(stage.scene.workers, model::ref(w.id));
    if (node == nullptr || !reads_from(stage, w, bucket)) continue;
    const Edge edge = corner({node->box.centre().x, node->box.bottom()}, {box.right(), y}, false);
    ways.callers[w.id] = edge;
    stage.scene.edges.push_back(edge);
  }
}

// The lower edge of the queue or dead-letter queue over a row of buckets.
std::optional<float> bottom_of(const Scene& scene, model::QueueId id) {
  if (const QueueNode* queue = node_of(scene.queues, model::ref(id))) return queue->box.bottom();
  if (const DlqNode* dead = node_of(scene.dlqs, model::ref(id))) return dead->box.bottom();
  return std::nullopt;
}

// Straight up to the queues; a dead-letter queue between makes room at its left.
void add_told_upwards(Stage& stage, const StageBucket& bucket, const Rect& box, BucketWays& ways) {
  float x = box.x + 26;
  for (const StageNotification& n : bucket.notifications) {
    const auto bottom = bottom_of(stage.scene, n.queue);
    if (!n.queue || !bottom) continue;
    const Edge edge = make_edge(EdgeKind::kFlow, {x, box.y}, {x, *bottom}, true, true);
    for (DlqNode& dead : stage.scene.dlqs) {
      const bool between = dead.box.y >= *bottom && dead.box.x < x + 22 && x < dead.box.right();
      if (!between) continue;
      const float right = dead.box.right();
      dead.box.x = x + 22;
      dead.box.w = right - dead.box.x;
    }
    ways.told.push_back({n.queue, {}, edge});
    stage.scene.edges.push_back(edge);
    x += 28;
  }
}

// From a card of the sender column to hubs and cards at its right.
void add_told_sideways(Stage& stage, const StageBucket& bucket, const Rect& box, BucketWays& ways) {
  for (const StageNotification& n : bucket.notifications) {
    std::optional<Vec> to;
    if (const TopicHub* hub = node_of(stage.scene.topics, model::ref(n.topic)); hub && n.topic) {
      to = {hub->centre.x - hub->r, hub->centre.y};
    } else if (const QueueNode* queue = node_of(stage.scene.queues, model::ref(n.queue));
               queue && n.queue) {
      to = {queue->box.x, queue->box.bottom() - 12};
    }
    if (!to) continue;
    const Edge edge = make_edge(EdgeKind::kFlow, {box.right(), box.centre().y}, *to, false, true);
    ways.told.push_back({n.queue, n.topic, edge});
    stage.scene.edges.push_back(edge);
  }
}

// -- Traffic --------------------------------------------------------------------------------------

const Edge* told_way(const BucketWays& ways, model::QueueId queue, model::TopicId topic) {
  const auto it = std::ranges::find_if(ways.told, [&](const BucketWays::Told& told) {
    return told.queue == queue && told.topic == topic;
  });
  return it == ways.told.end() ? nullptr : &it->edge;
}

const Edge* way_of(const Stage& stage, const StageHop& hop) {
  const auto ways = stage.bucket_ways.find(hop.bucket);
  if (ways == stage.bucket_ways.end()) return nullptr;
  if (hop.by_s3) return told_way(ways->second, hop.queue, hop.topic);
  const auto it = ways->second.callers.find(hop.actor);
  return it == ways->second.callers.end() ? nullptr : &it->second;
}

void add_object(Stage& stage, const StageHop& hop, Vec at) {
  const auto bucket = std::ranges::find(stage.state.buckets, hop.bucket, &StageBucket::id);
  const bool sized = stage.scene.stage_class != StageClass::kPhone;
  const float w = tile_width({hop.object}, sized);
  const float h = sized ? kTileH : kLowTileH;
  ObjectChip chip =
      object_chip(stage, *bucket, hop.object, {at.x - w / 2, at.y - h / 2, w, h}, sized);
  chip.label = std::format("Object {}, {}, on its way {} {}", hop.object.key, hop.object.size,
                           hop.to_queue ? "to" : "from", bucket->name);
  stage.scene.moving_objects.push_back(std::move(chip));
}

void add_signal(Stage& stage, const StageHop& hop, const Edge& edge, float t) {
  Signal signal;
  if (hop.actor) signal.ref = model::ref(hop.actor);
  signal.kind = hop.kind == HopKind::kRefused  ? SignalKind::kRefused
                : hop.kind == HopKind::kDelete ? SignalKind::kDelete
                                               : SignalKind::kPoll;
  signal.at = point_on(edge, t);
  signal.direction = {1, 0};
  if (hop.kind == HopKind::kRefused && !hop.by_s3) {
    signal.label = hop.refusal.substr(hop.refusal.rfind('.') + 1);
  }
  stage.scene.signals.push_back(std::move(signal));
}

void add_hop(Stage& stage, const StageHop& hop) {
  const Edge* edge = way_of(stage, hop);
  if (edge == nullptr) return;
  const float gone = place_on_way(stage, hop.departed_at, hop.arrives_at);
  const float t = hop.to_queue ? gone : 1 - gone;
  if (!hop.object.name.empty()) {
    add_object(stage, hop, point_on(*edge, t));
  } else if (hop.kind == HopKind::kMessages) {
    const std::size_t first = stage.scene.moving.size();
    add_carried(stage, hop, point_on(*edge, t));
    for (std::size_t i = first; i < stage.scene.moving.size(); ++i) {
      stage.scene.moving[i].label += ", a notification of S3";
    }
  } else {
    add_signal(stage, hop, *edge, t);
  }
}

void add_lost(Stage& stage, const StageBucket& bucket, const StageLost& lost) {
  const BucketNode* node = node_of(stage.scene.buckets, model::ref(bucket.id));
  const auto ways = stage.bucket_ways.find(bucket.id);
  if (node == nullptr || ways == stage.bucket_ways.end()) return;
  LostNotification out;
  out.bucket = node->ref;
  const Edge* edge = told_way(ways->second, lost.queue, lost.topic);
  out.text = node->row ? "Lost:" : "Notification lost";
  out.reason = lost.reason;
  out.label =
      std::format("The notification of {} to {} about {} was lost: {}", bucket.name,
                  lost.destination, lost.object.empty() ? "itself" : lost.object, lost.reason);
  if (edge != nullptr) {
    out.cross = point_on(*edge, .5f);
  } else {
    out.cross = node->row ? Vec{node->box.x + 26, node->box.y - 12}
                          : Vec{node->box.right() + 12, node->box.centre().y};
  }
  if (stage.scene.stage_class == StageClass::kPhone) {
    stage.scene.lost.push_back(std::move(out));
    return;
  }
  if (node->row) {
    out.text_at = {out.cross.x + 18, out.cross.y};
    out.text_w = node->box.right() - out.text_at.x;
  } else {
    out.text_at = {node->box.x, node->box.bottom() + 18};
    out.text_w = 220;
  }
  stage.scene.lost.push_back(std::move(out));
}

}  // namespace

float bucket_card_height(bool compact) { return compact ? 84.f : 104.f; }

void add_bucket_row(Stage& stage, const StagePlan& plan) {
  const std::size_t n = std::min(stage.state.buckets.size(), kMostInRow);
  const float whole = plan.fifo != nullptr ? plan.fifo->queue_w : plan.metrics->queue_w;
  const auto count = static_cast<float>(n);
  const float w = (whole - 12 * (count - 1)) / count;
  float bottom = 40;
  for (const LanePlan& lane : plan.lanes) {
    bottom = std::max({bottom, lane.queue.bottom(), lane.dead_letter.bottom()});
  }
  const float y = std::min(bottom + 40, plan.height - 16 - kRowH);
  for (std::size_t i = 0; i < n; ++i) {
    const StageBucket& bucket = stage.state.buckets[i];
    const Rect box{plan.columns.queue_x + static_cast<float>(i) * (w + 12), y, w, kRowH};
    BucketNode node = describe_bucket(stage, bucket, box);
    if (n > 1 && bucket.count > 0) node.holds = amount(bucket.count, "object");
    const float name_w = text_width(node.name, 9);
    const float left_w = std::max(name_w, text_width(node.holds, kTextWidth)) + 40 + 14;
    fill_tiles(stage, bucket, box.x + std::min(left_w, w * .5f), box.right() - 12, box.centre().y,
               true, node);
    float right = box.right() - 12;
    for (const ObjectChip& tile : node.objects) right = std::min(right, tile.box.x - 10);
    if (node.more) right = std::min(right, node.more->box.x - 10);
    node.name_w = node.holds_w = right - box.x - 40;
    node.holds_at = {box.x + 40, box.y + 41};
    stage.scene.buckets.push_back(node);
    BucketWays& ways = stage.bucket_ways[bucket.id];
    add_caller_ways(stage, bucket, box, ways);
    add_told_upwards(stage, bucket, box, ways);
  }
  if (n == stage.state.buckets.size()) return;
  stage.scene.texts.push_back(
      {.at = {plan.columns.queue_x, y + kRowH + 12},
       .text = std::format("{} more", amount(stage.state.buckets.size() - n, "bucket"))});
}

void add_bucket_card(Stage& stage, const StageBucket& bucket, Rect box, bool compact) {
  BucketNode node = describe_bucket(stage, bucket, box);
  node.row = false;
  node.compact = compact;
  node.holds = bucket.count == 0 ? "Empty" : amount(bucket.count, "object");
  if (compact) {
    node.name_w = node.holds_w = box.w - 4;
    node.holds_at = {box.centre().x, box.y + 68};
  } else {
    node.name_w = box.w - 42;
    node.holds_at = {box.x + 14, box.y + 44};
    node.holds_w = box.w - 20;
    fill_tiles(stage, bucket, box.x + 10, box.right() - 10, box.y + 77, false, node);
  }
  stage.scene.buckets.push_back(std::move(node));
}

void add_bucket_card_ways(Stage& stage) {
  for (const StageBucket& bucket : stage.state.buckets) {
    const BucketNode* node = node_of(stage.scene.buckets, model::ref(bucket.id));
    if (node == nullptr) continue;
    const Rect box = node->box;
    BucketWays& ways = stage.bucket_ways[bucket.id];
    add_caller_ways(stage, bucket, box, ways);
    add_told_sideways(stage, bucket, box, ways);
  }
}

void add_phone_bucket(Stage& stage, Rect box) {
  const StageBucket& bucket = stage.state.buckets.front();
  BucketNode node = describe_bucket(stage, bucket, box);
  const bool roomy = box.w > 200;
  if (!roomy) node.holds = std::to_string(bucket.count);
  const float holds_w = text_width(node.holds, kTextWidth);
  node.holds_at = {box.right() - 12 - holds_w, box.centre().y};
  node.holds_w = holds_w + 8;
  node.name_w = node.holds_at.x - box.x - 48;
  stage.scene.buckets.push_back(std::move(node));
  BucketWays& ways = stage.bucket_ways[bucket.id];
  for (const StageProducer& p : stage.state.producers) {
    if (p.bucket != bucket.id) continue;
    const Vec port{box.x, box.centre().y};
    ways.callers[p.id] = make_edge(EdgeKind::kFlow, {0, port.y}, port, false, true);
    stage.scene.edges.push_back(ways.callers[p.id]);
  }
  for (const StageWorker& w : stage.state.workers) {
    const WorkerNode* worker = node_of(stage.scene.workers, model::ref(w.id));
    if (worker == nullptr || !reads_from(stage, w, bucket)) continue;
    const float x = std::clamp(worker->box.centre().x, box.x + 12, box.right() - 12);
    ways.callers[w.id] = make_edge(EdgeKind::kFlow, {x, worker->box.bottom()}, {x, box.y}, true);
    stage.scene.edges.push_back(ways.callers[w.id]);
  }
  for (const StageNotification& n : bucket.notifications) {
    std::optional<Vec> to;
    if (const QueueNode* queue = node_of(stage.scene.queues, model::ref(n.queue)); queue && n.queue)
      to = {box.x + 26, queue->card ? queue->box.bottom() : queue->tray.bottom()};
    if (const TopicHub* hub = node_of(stage.scene.topics, model::ref(n.topic)); hub && n.topic)
      to = {24, hub->centre.y + hub->r - 3};
    if (!to) continue;
    const Edge edge = make_edge(EdgeKind::kFlow, {to->x, box.y}, *to, true, true);
    ways.told.push_back({n.queue, n.topic, edge});
    stage.scene.edges.push_back(edge);
  }
}

void add_bucket_traffic(Stage& stage) {
  for (const StageHop& hop : stage.state.hops) {
    if (hop.bucket) add_hop(stage, hop);
  }
  for (const StageBucket& bucket : stage.state.buckets) {
    for (const StageLost& lost : bucket.lost) add_lost(stage, bucket, lost);
  }
}

}  // namespace view
