// Over a FIFO queue: the deduplication window as an axis of ages, the repeated send that drops out
// of it, the answer its sender got; and beside the queue why a group is locked.
#include <algorithm>
#include <cmath>
#include <format>

#include "view/scene_fifo.h"
#include "view/words.h"

namespace view {
namespace {

constexpr float kAxisInset = 24;
constexpr float kAxisDy = 78;
constexpr float kPhoneAxisDy = 42;  // without a title above
constexpr float kPlateDy = 34;  // its top over the axis
constexpr float kPlateH = 24;
constexpr float kPlateW = 64;
constexpr float kPlateGap = 4;
constexpr float kMono13 = 7.8f;   // width of a character
constexpr float kStrong14 = 7.4f;  // about that of the text under the strip
constexpr std::size_t kLongestId = 10;

// The end tells ids that are numbered apart; the beginning those that are digests.
std::string short_text(const std::string& id) {
  if (id.size() <= kLongestId) return id;
  if (id.size() == 64) return id.substr(0, 6) + "…";
  std::size_t from = id.size() - (kLongestId - 1);
  while (from < id.size() && (static_cast<std::uint8_t>(id[from]) & 0xC0) == 0x80) ++from;
  return "…" + id.substr(from);
}

float plate_width(const std::string& text) {
  // "…" is one character in three bytes.
  const std::size_t n = text.size() - (text.contains("…") ? 2 : 0);
  return std::max(kPlateW, kMono13 * static_cast<float>(n) + 9);
}

bool apart(const Rect& a, const Rect& b) {
  return a.right() + kPlateGap <= b.x + .01f || b.right() + kPlateGap <= a.x + .01f;
}

float x_of(const DedupStrip& strip, base::Duration age, base::Duration window) {
  const double share = std::clamp(
      static_cast<double>(age.us) / static_cast<double>(std::max<std::int64_t>(window.us, 1)), 0.,
      1.);
  return strip.axis_x0 + (strip.axis_x1 - strip.axis_x0) * static_cast<float>(share);
}

void add_ticks(const StageFifo& fifo, DedupStrip& strip) {
  const std::int64_t minutes = fifo.window.us / base::minutes(1).us;
  for (std::int64_t m = 0; m <= minutes; ++m) {
    strip.ticks.push_back({x_of(strip, base::minutes(m), fifo.window), std::format("{}:00", m)});
  }
}

// Plates hang on their age; those that would lie on another, older first to go, are ticks. The
// one that was hit always has its plate.
void add_entries(const Stage& stage, const StageFifo& fifo, DedupStrip& strip) {
  std::vector<Rect> plates;
  const auto hit_first = [&](const StageSend& send) {
    return fifo.ignored && fifo.ignored->message == send.message;
  };
  const auto add = [&](const StageSend& send, bool hit) {
    DedupEntry entry;
    entry.ref = model::ref(send.message);
    entry.id = short_text(send.id);
    entry.hit = hit;
    const base::Duration age =
        std::max(send.age - (stage.state.now - stage.shown_now), base::Duration{});
    entry.x = x_of(strip, age, fifo.window);
    entry.old = age.us * 10 > fifo.window.us * 8 + fifo.window.us / 2;
    const float w = plate_width(entry.id);
    const float x = std::clamp(entry.x - w / 2, strip.box.x + 6, strip.box.right() - 6 - w);
    const Rect plate{std::round(x), strip.axis_y - kPlateDy, w, kPlateH};
    if (std::ranges::all_of(plates, [&](const Rect& other) { return apart(plate, other); })) {
      entry.plate = plate;
      plates.push_back(plate);
    }
    strip.entries.push_back(std::move(entry));
  };
  for (const StageSend& send : fifo.sends) {
    if (hit_first(send)) add(send, true);
  }
  for (const StageSend& send : fifo.sends) {
    if (!hit_first(send)) add(send, false);
  }
}

std::string window_words(const StageFifo& fifo) {
  const std::int64_t minutes = fifo.window.us / base::minutes(1).us;
  return std::format("{} minutes", minutes);
}

DedupStrip make_strip(const Stage& stage, const StageQueue& queue, const Rect& box,
                      float axis_dy = kAxisDy) {
  const StageFifo& fifo = *queue.fifo;
  DedupStrip strip;
  strip.ref = model::ref(queue.id);
  strip.box = box;
  strip.title = "Deduplication window";
  strip.window_text = window_words(fifo);
  strip.axis_x0 = box.x + kAxisInset;
  strip.axis_x1 = box.right() - kAxisInset;
  strip.axis_y = box.y + axis_dy;
  strip.closed = !stage.truth();
  strip.label = std::format("Deduplication window of {}: {} remembered for {}", queue.name,
                            amount(fifo.send_count, "id"), strip.window_text);
  if (strip.closed) {
    strip.label = std::format("Deduplication window of {}: no call shows it", queue.name);
    return strip;
  }
  add_ticks(fifo, strip);
  add_entries(stage, fifo, strip);
  const auto bare =
      std::ranges::count(strip.entries, 0.f, [](const DedupEntry& e) { return e.plate.w; });
  if (bare > 0 || fifo.send_count > fifo.sends.size()) {
    strip.window_text = std::format("{}, {}", amount(fifo.send_count, "id"), strip.window_text);
  }
  return strip;
}

float strong_width(const std::string& text) { return kStrong14 * static_cast<float>(text.size()); }

// Under the strip, at the age that was hit: words at the right, or at the left when that side has
// no room for them; shorter ones when neither has.
void add_swallowed(Stage& stage, float width, const StageIgnored& ignored, const DedupStrip& strip,
                   float bottom) {
  const auto hit = std::ranges::find(strip.entries, true, &DedupEntry::hit);
  if (hit == strip.entries.end()) return;
  SwallowedSend out;
  out.from = {hit->x, strip.axis_y + 26};
  out.disc = {hit->x, std::round((strip.box.bottom() + bottom) / 2)};
  const std::string id = ignored.id.size() <= 20 ? ignored.id : short_text(ignored.id);
  const float right_room = width - 16 - (hit->x + 18);
  const float left_room = hit->x - 18 - (strip.box.x + 34);
  for (const char* words : {"again: accepted, nothing enqueued", "again: not enqueued", "again"}) {
    out.text = std::format("{} {}", id, words);
    out.text_left = strong_width(out.text) > right_room;
    if (!out.text_left || strong_width(out.text) <= left_room) break;
  }
  out.text_at = {out.disc.x + (out.text_left ? -18.f : 18.f), out.disc.y};
  stage.scene.swallowed.push_back(std::move(out));
}

void add_reply(Stage& stage, const StagePlan& plan, const StageIgnored& ignored,
               const DedupStrip& strip) {
  const bool wide = plan.metrics->stage_class == StageClass::kWide;
  const float left = wide ? strip.box.right() + 24 : plan.columns.worker_x;
  const float w = plan.columns.worker_x + plan.metrics->worker_w - left;
  stage.scene.replies.push_back({.box = {left, strip.box.y, w, strip.box.h},
                                 .message_id = ignored.reply.substr(0, 9) + "…",
                                 .caption = wide ? "id of the first send" : "of the first send"});
  const float y = strip.box.centre().y;
  stage.scene.edges.push_back(
      make_edge(EdgeKind::kFlow, {strip.box.right(), y}, {left, y}, false, true));
}

// "4d2, 4e0 and 3 more".
std::string names_of(const std::vector<StageMessage>& messages, std::uint32_t count) {
  constexpr std::size_t kMost = 2;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(kMost, messages.size()); ++i) {
    names.push_back(messages[i].name);
  }
  if (count > names.size()) {
    if (count == names.size() + 1 && messages.size() > names.size()) {
      names.push_back(messages[names.size()].name);
    } else {
      names.push_back(std::format("{} more", count - names.size()));
    }
  }
  return join_words(names);
}

}  // namespace

void add_dedup_strip(Stage& stage, const StagePlan& plan, const Lane& lane, const LanePlan& at) {
  const Rect& box = at.fifo->strip;
  if (box.w <= 0) return;
  const DedupStrip strip = make_strip(stage, *lane.queue, box);
  stage.scene.strips.push_back(strip);
  const float x = strip.axis_x0 - 4;
  stage.scene.edges.push_back(
      make_edge(EdgeKind::kFlow, {x, box.bottom()}, {x, at.queue.y}, true, true));
  const auto& ignored = lane.queue->fifo->ignored;
  if (strip.closed || !ignored) return;
  add_swallowed(stage, plan.width, *ignored, strip, at.queue.y);
  add_reply(stage, plan, *ignored, strip);
}

void add_phone_strip(Stage& stage, const StageQueue& queue, Rect box, float queue_top,
                     float width) {
  DedupStrip strip = make_strip(stage, queue, box, kPhoneAxisDy);
  strip.title.clear();
  strip.window_text.clear();
  const float x = strip.axis_x0 - 4;
  stage.scene.edges.push_back(
      make_edge(EdgeKind::kFlow, {x, box.bottom()}, {x, queue_top}, true, true));
  stage.scene.strips.push_back(strip);
  const auto& ignored = queue.fifo->ignored;
  if (!strip.closed && ignored) add_swallowed(stage, width, *ignored, strip, queue_top);
}

void add_lock_note(Stage& stage, const StagePlan& plan, const Lane& lane) {
  if (plan.metrics->stage_class != StageClass::kWide || plan.columns.producer_compact) return;
  const QueueNode& node = stage.scene.queues.back();
  const GroupRow* row = nullptr;
  const StageGroup* group = nullptr;
  for (const GroupRow& candidate : node.groups->rows) {
    if (!candidate.blocked) continue;
    row = &candidate;
    break;
  }
  if (row == nullptr) return;
  for (const StageGroup& g : lane.queue->fifo->groups) {
    if (g.name == row->name) group = &g;
  }
  float top = node.box.y + 62;
  for (const ProducerNode& producer : stage.scene.producers) {
    top = std::max(top, producer.box.bottom() + 24);
  }
  const float left = plan.columns.producer_x;
  const float w = node.box.x - 20 - left;
  if (w < 120 || top + 28 + 5 * 21 > std::min(node.box.bottom(), plan.height - 8)) return;
  LockNote note;
  note.icon_at = {left + 12, top + 10};
  note.text_box = {left, top + 28, w, 5 * 21};
  note.text = std::format("`{}` is locked while {} {} in flight. {} {}, whoever polls.",
                          group->name, names_of(group->in_flight, group->in_flight_count),
                          group->in_flight_count == 1 ? "is" : "are",
                          names_of(group->waiting, group->waiting_count),
                          group->waiting_count == 1 ? "waits" : "wait");
  const Vec from{left + w + 6, note.text_box.y + 20};
  const Vec to{row->box.x + 12, row->well.centre().y};
  note.curve = {from, {from.x + 10, from.y}, {to.x - 24, to.y}, to};
  stage.scene.lock_notes.push_back(std::move(note));
}

}  // namespace view
