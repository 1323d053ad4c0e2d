// What moves on the stage of a stream, and what bounced off: records on their way to their places
// on the bar and to readers, requests of readers, refusals. Nothing moves that is not in transit.
#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>

#include "view/scene_stream.h"
#include "view/words.h"

namespace view {
namespace {

constexpr std::size_t kMostFlying = 10;  // of one call, by partition key
constexpr std::size_t kMostLabels = 6;

struct Cubic {
  Vec a, b, c, d;
  Vec at(float t) const {
    const float u = 1 - t;
    const float b0 = u * u * u;
    const float b1 = 3 * u * u * t;
    const float b2 = 3 * u * t * t;
    const float b3 = t * t * t;
    return {b0 * a.x + b1 * b.x + b2 * c.x + b3 * d.x, b0 * a.y + b1 * b.y + b2 * c.y + b3 * d.y};
  }
  std::vector<Vec> points() const { return {a, b, c, d}; }
};

Cubic level(Vec from, Vec to) {
  const float k = std::max(24.f, std::abs(to.x - from.x) / 2);
  return {from, {from.x + k, from.y}, {to.x - k, to.y}, to};
}

Cubic upright(Vec from, Vec to) {
  const float k = std::max(16.f, std::abs(to.y - from.y) / 2) * (to.y > from.y ? 1.f : -1.f);
  return {from, {from.x, from.y + k}, {to.x, to.y - k}, to};
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

class StreamMotion {
 public:
  StreamMotion(Stage& stage, const StreamPlan& plan, const StageStream& stream,
               StreamPicture& picture)
      : stage_(stage),
        plan_(plan),
        stream_(stream),
        picture_(picture),
        size_(std::min(plan.form.record, plan.phone() ? 16.f : 22.f)) {
    size_ = std::max(size_, plan.phone() ? 14.f : 18.f);
  }

  void add() {
    if (stream_.throttle) add_rebound(*stream_.throttle);
    for (const StageStreamHop& hop : stream_.hops) {
      if (!hop.read) {
        if (hop.to_stream) add_put(hop);
      } else {
        add_read(hop);
      }
    }
  }

 private:
  Vec port_of(model::ActorId producer) const {
    for (const ProducerNode& p : stage_.scene.producers) {
      if (p.ref == model::ref(producer)) return p.port;
    }
    return {plan_.phone() ? 0.f : plan_.producer_x, plan_.bar.centre().y};
  }

  Vec place_on_bar(double at) const {
    return {plan_.bar.x - (plan_.phone() ? 4.f : 8.f), plan_.y_of(at)};
  }

  RecordSquare square(const StageRecord& r, Vec at, std::size_t count) const {
    RecordSquare out;
    out.ref = model::ref(r.id);
    out.box = {at.x - size_ / 2, at.y - size_ / 2, size_, size_};
    out.slot = r.slot;
    out.marks = stream_marks(stage_, out.ref);
    out.label = std::format("{}, on its way", r.key);
    if (count > 1)
      out.label = std::format("{} of {}, on their way", amount(count, "record"), r.key);
    return out;
  }

  // One square for each partition key of the call: they fly together.
  void add_put(const StageStreamHop& hop) {
    std::vector<std::pair<const StageRecord*, std::size_t>> keys;
    for (const StageRecord& r : hop.records) {
      const auto it = std::ranges::find_if(
          keys, [&](const auto& k) { return k.first->key == r.key && k.first->at == r.at; });
      if (it != keys.end()) {
        ++it->second;
      } else if (keys.size() < kMostFlying) {
        keys.emplace_back(&r, 1);
      }
    }
    const float t = place_on_way(stage_, hop.departed_at, hop.arrives_at);
    const Vec from = port_of(hop.actor);
    for (const auto& [record, count] : keys) {
      const Cubic way = level(from, place_on_bar(record->at));
      FlyingRecord fly;
      fly.square = square(*record, way.at(t), count);
      fly.way = way.points();
      fly.way_slot = record->slot;
      fly.key = count > 1 ? std::format("{} ×{}", record->key, count) : record->key;
      add_label(fly);
      taken_.push_back(fly.square.box);
      picture_.flying.push_back(std::move(fly));
    }
  }

  // Its key above it or below, where nothing else is said.
  void add_label(FlyingRecord& fly) {
    const float w = 8 * static_cast<float>(fly.key.size()) + 8;
    const Vec at = fly.square.box.centre();
    const std::string key = std::exchange(fly.key, "");
    if (plan_.phone() || labels_ >= kMostLabels || w > 150) return;
    const float left = plan_.producer_x + w / 2 - 8;
    const float right = plan_.bar.x - w / 2 - 2;
    const float x = std::clamp(at.x, std::min(left, right), right);
    for (const float dy : {-size_ / 2 - 11, size_ / 2 + 11}) {
      const Rect box{x - w / 2, at.y + dy - 9, w, 18};
      if (box.y < 44 || box.bottom() > plan_.bar.bottom() + 6) continue;
      const auto lies_on = [&](const Rect& other) { return overlap(box, other); };
      const bool on_producer = std::ranges::any_of(
          stage_.scene.producers, [&](const ProducerNode& p) { return overlap(box, p.box); });
      if (on_producer || std::ranges::any_of(taken_, lies_on)) continue;
      fly.key = key;
      fly.key_at = {x, at.y + dy};
      taken_.push_back(box);
      ++labels_;
      return;
    }
  }

  const StreamCard* card_of(model::ActorId actor) const {
    for (const StreamCard& card : picture_.cards) {
      if (actor && card.ref == model::ref(actor)) return &card;
    }
    return nullptr;
  }

  // The foot of the reader's flag, else the right end of the tape.
  Vec foot_of(const StageStreamHop& hop) const {
    const auto tape = std::ranges::find(picture_.tapes, model::ref(hop.shard), &TapeNode::ref);
    if (tape == picture_.tapes.end()) return {plan_.tape_x1, plan_.bar.bottom()};
    for (const CursorFlag& f : picture_.flags) {
      if (f.ref == model::ref(hop.actor) && f.y0 <= tape->box.centre().y &&
          f.y1 >= tape->box.centre().y) {
        return {f.x, f.y1};
      }
    }
    return {std::min(tape->box.x + 30, tape->box.right()), tape->box.bottom()};
  }

  void add_read(const StageStreamHop& hop) {
    const StreamCard* card = card_of(hop.actor);
    if (card == nullptr) return;
    const Vec foot = foot_of(hop);
    const Vec port{card->box.x + std::min(34.f, card->box.w / 2), card->box.y};
    const float gone = place_on_way(stage_, hop.departed_at, hop.arrives_at);
    if (hop.to_stream || hop.refused || hop.count == 0) {
      const Cubic way = hop.to_stream ? upright(port, foot) : upright(foot, port);
      add_signal(hop, way, gone);
      return;
    }
    const Cubic way = upright(foot, port);
    const Vec at = way.at(gone);
    const std::size_t shown = std::min<std::size_t>(hop.records.size(), 3);
    for (std::size_t i = shown; i-- > 0;) {
      const float shift = 5 * static_cast<float>(i);
      FlyingRecord fly;
      fly.square = square(hop.records[i], {at.x + shift, at.y - shift}, 1);
      if (i == 0) fly.way = way.points();
      if (i == 0 && hop.count > shown) {
        fly.key = std::format("{} records", grouped(hop.count));
        fly.key_at = {at.x + size_ + 52, at.y};
      }
      picture_.flying.push_back(std::move(fly));
    }
  }

  void add_signal(const StageStreamHop& hop, const Cubic& way, float t) {
    Signal signal;
    signal.ref = model::ref(hop.actor);
    signal.kind = hop.to_stream ? SignalKind::kPoll
                  : hop.refused ? SignalKind::kRefused
                                : SignalKind::kEmpty;
    signal.at = way.at(t);
    const Vec ahead = way.at(std::min(t + .02f, 1.f));
    const Vec behind = way.at(std::max(t - .02f, 0.f));
    const float length = std::hypot(ahead.x - behind.x, ahead.y - behind.y);
    if (length > 0) {
      signal.direction = {(ahead.x - behind.x) / length, (ahead.y - behind.y) / length};
    }
    stage_.scene.signals.push_back(std::move(signal));
  }

  // -- Rebound ------------------------------------------------------------------------------------

  void add_rebound(const StageThrottle& t) {
    Rebound out;
    out.id = std::format("rebound/{}/{}", t.record.value, t.when.us);
    const Vec to = place_on_bar(t.at);
    out.cross = {plan_.bar.x - 10, to.y};
    out.way = level(port_of(t.by), {out.cross.x - 2, to.y}).points();
    out.square.ref = model::ref(t.record);
    out.square.slot = t.slot;
    out.square.marks = stream_marks(stage_, out.square.ref);
    out.square.label =
        std::format("{} was refused by shard {}: {}", t.key.empty() ? "A record" : t.key,
                    number_of(t.shard), "ProvisionedThroughputExceededException");
    const std::string who = t.key.empty() ? "" : t.key;
    out.again = who.empty() ? "try again later" : who + ", try again later";
    if (t.count > 1) {
      out.again =
          std::format("{} refused in 1 s{}", grouped(t.count), who.empty() ? "" : ", " + who);
    }
    plan_.phone() ? place_on_phone(out) : place_rebound(out);
    if (t.count > 1 && out.text_w < 190) {
      out.again = std::format("{} refused in 1 s", grouped(t.count));
    }
    const Vec at = out.square.box.centre();
    const bool down = at.y > out.cross.y;
    const float side = down ? 1.f : -1.f;
    const Vec from{out.cross.x - 8, out.cross.y + 2 * side};
    const Vec end{at.x + out.square.box.w / 2 - 2, at.y - side * (out.square.box.h / 2 - 2)};
    const float dx = from.x - end.x;
    out.curve = {
        from, {from.x - dx * .46f, from.y + 6 * side}, {end.x + dx * .2f, end.y - 16 * side}, end};
    taken_.push_back(out.square.box);
    taken_.push_back({out.error_at.x, out.error_at.y - 10, out.text_w,
                      17 * static_cast<float>(out.error.size()) + 28});
    taken_.push_back({out.cross.x - 12, out.cross.y - 12, 24, 24});
    picture_.rebound = std::move(out);
  }

  std::uint32_t number_of(model::ShardId id) const {
    const StageShard* s = stream_.shard(id);
    return s == nullptr ? 0 : s->number;
  }

  // Below where it hit, or above when that is taken.
  void place_rebound(Rebound& out) const {
    const bool compact = plan_.stage_class == StageClass::kCompact;
    const float x = plan_.producer_x;
    out.text_w = plan_.bar.x - 14 - x;
    out.error = {"Provisioned", "Throughput", "ExceededException"};
    const float text_h = 51 + 24;  // from the first line's top to the last one's end
    const auto free = [&](float top, float bottom) {
      if (top < 70 || bottom > plan_.bar.bottom() + 14) return false;
      const Rect box{x, top, out.text_w, bottom - top};
      return std::ranges::none_of(stage_.scene.producers,
                                  [&](const ProducerNode& p) { return overlap(box, p.box); });
    };
    const float dx = compact ? 70.f : 105.f;
    const auto put = [&](float square_y, float text_top) {
      out.square.box = {plan_.bar.x - dx - size_ / 2, square_y - size_ / 2, size_, size_};
      out.error_at = {x, text_top + 9};
      out.again_at = {x, text_top + 66};
    };
    const float y = out.cross.y;
    if (free(y + 34, y + 69 + text_h)) return put(y + 45, y + 69);
    if (free(y - 69 - text_h, y - 34)) return put(y - 45, y - 69 - text_h);
    // Somewhere clear of the producers: the words keep together, the record stays near its cross.
    float bottom = plan_.bar.y;
    for (const ProducerNode& p : stage_.scene.producers) {
      bottom = std::max(bottom, p.box.bottom());
    }
    const bool below = bottom + 14 + text_h < plan_.bar.bottom() + 14;
    const bool low = y > plan_.bar.centre().y;
    put(low ? y - 40 : y + 40, below ? bottom + 14 : 72);
  }

  void place_on_phone(Rebound& out) const {
    const float side = out.cross.y > plan_.bar.centre().y ? -1.f : 1.f;
    out.square.box = {plan_.bar.x - 44, out.cross.y + side * 24 - size_ / 2, size_, size_};
    out.error = {"Throttled"};
    out.error_at = {10, side > 0 ? plan_.bar.bottom() - 8 : plan_.bar.y - 2};
    out.again.clear();
    out.text_w = plan_.bar.x - 14;
  }

  Stage& stage_;
  const StreamPlan& plan_;
  const StageStream& stream_;
  StreamPicture& picture_;
  float size_;
  std::vector<Rect> taken_;
  std::size_t labels_ = 0;
};

}  // namespace

void add_stream_motion(Stage& stage, const StreamPlan& plan, const StageStream& stream,
                       StreamPicture& picture) {
  StreamMotion(stage, plan, stream, picture).add();
}

}  // namespace view
