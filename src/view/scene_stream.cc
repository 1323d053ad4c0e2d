// The stage of a stream: header, hash-key bar, tapes with records, lineage, gauges and producers.
#include "view/scene_stream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

#include "view/words.h"

namespace view {
namespace {

constexpr std::int64_t kWriteBytes = 1'048'576;  // per shard and second (aws-facts 3.4)
constexpr std::int64_t kWriteRecords = 1'000;

// The one that was chosen, else the first.
const StageStream& stream_to_show(const Stage& stage) {
  const auto& all = stage.state.streams;
  const auto it = std::ranges::find(all, stage.options.stream, &StageStream::id);
  return it == all.end() ? all.front() : *it;
}

// With a row at the foot when there is more than this stage draws.
StreamPlan plan_for(const Stage& stage, const StageStream& stream) {
  StreamPlan plan = plan_stream(stream, stage.options);
  const auto drawn = queues_beside(stage.state, plan, stream);
  if (others_than(stage.state, stream, drawn).empty()) return plan;
  return plan_stream(stream, stage.options, kOthersFoot);
}

void add_plan_header(Stage& stage, const StreamPlan& plan) {
  Scene& scene = stage.scene;
  scene.stage_class = plan.stage_class;
  scene.scale = plan.scale;
  scene.bounds = {0, 0, plan.width, plan.height};
  scene.origin = {std::floor((stage.options.width - plan.width * plan.scale) / 2),
                  std::floor((stage.options.height - plan.height * plan.scale) / 2)};
}

// Where a tag of the lesson ends, about as wide as it will be drawn, with its icon; 0 without one.
float tag_right(const Stage& stage) {
  if (stage.notes.tag == lesson::TagKind::kNone) return 0;
  return 20 + 7.4f * static_cast<float>(stage.notes.tag_text.size()) + 64;
}

// -- Header ---------------------------------------------------------------------------------------

void add_title(Stage& stage, const StreamPlan& plan, const StageStream& stream,
               StreamPicture& out) {
  const bool wide = plan.stage_class == StageClass::kWide;
  const bool phone = plan.phone();
  // A tag of the lesson has the same corner.
  const bool tagged = stage.notes.tag != lesson::TagKind::kNone;
  float x = phone ? 12.f : wide ? 24.f : 12.f;
  const float y = phone ? 22.f : 30.f;
  if (tagged) {
    x = wide ? std::max(288.f, tag_right(stage) + 16) : plan.width * .5f;
  }
  out.icon_at = {x + 10, y};
  out.name = stream.name;
  out.name_size = phone ? 15 : 17;
  out.name_at = {x + 26, y};
  const float letter = phone ? 9.f : 10.2f;
  const float name_w = letter * static_cast<float>(stream.name.size());
  out.status = stream.status;
  out.changing = stream.status != "ACTIVE";
  const float right = plan.width - (wide ? 190.f : 12.f);
  const float status_w = out.changing ? 9.2f * static_cast<float>(stream.status.size()) + 22 : 0;
  out.name_w = std::min(name_w, right - out.name_at.x - status_w - 12);
  out.status_at = {out.name_at.x + out.name_w + 10, y};
  out.becomes = stream.becomes;
  const float after = out.status_at.x + status_w + 14;
  if (wide) {
    out.becomes_at = {std::max(288.f, after), y};
    out.becomes_w = plan.width - 190 - out.becomes_at.x;
    if (out.becomes_w < 240) {  // no room beside the name: below it, right of the bar
      out.becomes_at = {std::max(288.f, x), y + 21};
      out.becomes_w = plan.width - 190 - out.becomes_at.x;
    }
  } else if (phone) {
    out.becomes_at = {after, y};
    out.becomes_w = plan.width - 12 - after;
    if (out.becomes_w < 150) out.becomes.clear();
  } else {
    // Below the name, which stands beside the tag when there is one.
    out.becomes_at = {tagged ? x : 12.f, 58};
    out.becomes_w = plan.width - (tagged ? x + 12 : 200.f);
  }
  if (!phone) {
    out.limit = {"Write limit per shard", "1 MiB/s or 1,000 rec/s"};
    out.limit_at = {plan.gauge_x1, wide ? 30.f : 58.f};
    if (!wide) out.limit = {"Limit 1 MiB/s, 1,000 rec/s"};
    if (!wide && tagged) out.limit.clear();
  }
}

// -- Bar ------------------------------------------------------------------------------------------

void add_bar(Stage& stage, const StreamPlan& plan, const StageStream& stream, StreamPicture& out) {
  for (const ShardLane& lane : plan.lanes) {
    const StageShard& s = *lane.shard;
    BarSegment segment;
    segment.ref = model::ref(s.id);
    segment.box = lane.segment;
    if (lane.segment.h >= 13) segment.number = std::to_string(s.number);
    segment.number_at = lane.segment.centre();
    for (const StageCut& cut : stream.cuts) {  // above the knife that would go through it
      const bool through = std::abs(plan.y_of(cut.at) - segment.number_at.y) < 9;
      if (through && lane.segment.h >= 40) segment.number_at.y -= 14;
    }
    segment.hot = s.throttled;
    segment.marks = stream_marks(stage, segment.ref);
    segment.label = std::format("Shard {}, {:.1f} to {:.1f} % of the hash keys{}", s.number,
                                s.from * 100, s.to * 100, s.throttled ? ", refuses records" : "");
    out.bar.push_back(std::move(segment));
  }
  const float x = plan.bar.centre().x;
  if (!plan.phone()) {
    out.first_key = "0";
    out.last_key = "2¹²⁸ − 1";
    out.first_key_at = {x, plan.bar.y - 13};
    // Beside the bar, where the tag of the lesson would lie on it.
    const bool under_tag = plan.stage_class == StageClass::kWide && tag_right(stage) > x - 8;
    if (under_tag) out.first_key_at = {plan.bar.x - 11, plan.bar.y + 8};
    out.last_key_at = {x, plan.bar.bottom() + 14};
  }
  for (const StageCut& cut : stream.cuts) {
    out.knives.push_back({{plan.bar.x, plan.y_of(cut.at)}, plan.bar.w, cut.merge});
  }
}

// -- Tapes ----------------------------------------------------------------------------------------

void add_records(Stage& stage, const StageShard& shard, float record, TapeNode& tape) {
  if (!stage.truth()) return;
  const TapeRow row = row_on_tape(shard, tape.box, record, stage.shown_now);
  const float y = tape.box.centre().y - record / 2;
  for (std::size_t i = 0; i < row.x.size(); ++i) {
    const StageRecord& r = shard.records[i];
    RecordSquare square;
    square.ref = model::ref(r.id);
    square.box = {row.x[i], y, record, record};
    square.slot = r.slot;
    square.dim = !shard.open;
    square.marks = stream_marks(stage, square.ref);
    square.label = std::format("{}, in shard {} for {} s", r.key, shard.number,
                               elapsed(stage.state.now - r.arrived_at));
    tape.records.push_back(std::move(square));
  }
  if (row.folded == 0) return;
  const float h = std::min(record, tape.box.h - 4);
  tape.more = {row.plate_x, tape.box.centre().y - h / 2, row.plate_w, h};
  if (h >= 14) tape.more_text = "+" + grouped(static_cast<std::int64_t>(row.folded));
}

std::string tape_label(const StageShard& s) {
  return std::format("{}, {}, {}, {} in the last second", shard_words(s.number, false),
                     s.open ? "open" : "closed", amount(s.end - s.begin, "record"), s.puts);
}

TapeNode make_tape(Stage& stage, const StageShard& s, const Rect& box, float record) {
  TapeNode out;
  out.ref = model::ref(s.id);
  if (s.parent) out.parent = model::ref(s.parent);
  out.box = box;
  out.open = s.open;
  out.marks = stream_marks(stage, out.ref);
  out.label = tape_label(s);
  add_records(stage, s, record, out);
  return out;
}

// Lines from the segments of the bar to lanes beside them.
std::vector<Vec> feed_of(const StreamPlan& plan, const ShardLane& lane) {
  const float from = lane.segment.right() + (plan.phone() ? 2.f : 4.f);
  const float to = lane.tape.x - (plan.phone() ? 6.f : 8.f);
  const float y = lane.tape.centre().y;
  // From where the tape stands, as far as the segment reaches.
  const float inside = std::min(6.f, lane.segment.h / 2);
  const float y0 = std::clamp(y, lane.segment.y + inside, lane.segment.bottom() - inside);
  const float k = (to - from) / 2;
  return {{from, y0}, {from + k, y0}, {to - k, y}, {to, y}};
}

// The ellipsis has three bytes and the width of one letter.
float name_width(const std::string& name) {
  const std::size_t letters = name.size() - (name.contains("…") ? 2 : 0);
  return 8.15f * static_cast<float>(letters);
}

void add_open_tape(Stage& stage, const StreamPlan& plan, const ShardLane& lane,
                   StreamPicture& out) {
  TapeNode tape = make_tape(stage, *lane.shard, lane.tape, plan.form.record);
  tape.feed = feed_of(plan, lane);
  if (plan.form.header > 0) {
    tape.name = shard_words(lane.shard->number, plan.phone() || lane.tape.w < 130);
    tape.name_at = {lane.tape.x + 2, lane.header_y};
    tape.name_w = name_width(tape.name);
    tape.state = "OPEN";
    tape.state_at = {tape.name_at.x + tape.name_w + 12, lane.header_y};
  }
  out.tapes.push_back(std::move(tape));
}

void add_closed_tape(Stage& stage, const StreamPlan& plan, const AncestorPlan& at,
                     StreamPicture& out) {
  TapeNode tape = make_tape(stage, *at.shard, at.tape, at.record);
  if (plan.form.header > 0) {
    const bool terse = plan.phone() || at.tape.w < 176;
    tape.name = shard_words(at.shard->number, terse);
    const float y = at.name_below ? at.tape.bottom() + 14 : at.tape.y - plan.form.header / 2;
    tape.name_at = {at.tape.x + 2, y};
    tape.name_w = name_width(tape.name);
    tape.state = "CLOSED";
    tape.state_at = {tape.name_at.x + tape.name_w + 10, y};
  }
  out.tapes.push_back(std::move(tape));
}

const Rect* tape_of(const StreamPlan& plan, model::ShardId id) {
  for (const ShardLane& lane : plan.lanes) {
    if (lane.shard->id == id && lane.tape.w > 0) return &lane.tape;
  }
  for (const AncestorPlan& a : plan.ancestors) {
    if (a.shard->id == id) return &a.tape;
  }
  return nullptr;
}

void add_lineage(const StreamPlan& plan, StreamPicture& out) {
  for (const AncestorPlan& a : plan.ancestors) {
    for (const model::ShardId child : a.shard->children) {
      const Rect* tape = tape_of(plan, child);
      if (tape == nullptr) continue;
      const Vec from{tape->right(), tape->centre().y};
      const Vec to{a.tape.x, a.tape.centre().y};
      const float k = (to.x - from.x) * .55f;
      out.lineage.push_back({model::ref(a.shard->id),
                             model::ref(child),
                             {from, {from.x + k, from.y}, {to.x - k, to.y}, to}});
    }
  }
}

void add_tapes(Stage& stage, const StreamPlan& plan, StreamPicture& out) {
  for (const AncestorPlan& a : plan.ancestors) add_closed_tape(stage, plan, a, out);
  for (const ShardLane& lane : plan.lanes) {
    if (lane.tape.w > 0) add_open_tape(stage, plan, lane, out);
  }
  add_lineage(plan, out);
  if (plan.hidden == 0) return;
  out.more = std::format("{} more", amount(plan.hidden, "shard"));
  out.more_at = {plan.tape_x0, plan.bar.bottom() + 22};
}

// -- Gauges ---------------------------------------------------------------------------------------

std::string mebibytes(std::int64_t bytes) {
  const std::int64_t hundredths = (bytes * 100 + kWriteBytes / 2) / kWriteBytes;
  return std::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

RateGauge make_gauge(const StageShard& s, bool bytes) {
  RateGauge out;
  out.shard = model::ref(s.id);
  const double share = bytes ? static_cast<double>(s.bytes) / static_cast<double>(kWriteBytes)
                             : static_cast<double>(s.puts) / static_cast<double>(kWriteRecords);
  out.share = static_cast<float>(share);
  out.name = bytes ? "MiB/s" : "rec/s";
  out.value = bytes ? mebibytes(s.bytes) : grouped(s.puts);
  out.hot = share >= .995;
  out.label = std::format("Shard {}: {} {} in the last second{}", s.number, out.value, out.name,
                          out.hot ? ", at its limit" : "");
  return out;
}

void add_gauges(const Stage& stage, const StreamPlan& plan, StreamPicture& out) {
  if (plan.gauge_x1 <= plan.gauge_x0 || !stage.truth()) return;
  for (const ShardLane& lane : plan.lanes) {
    if (lane.tape.w == 0) continue;
    std::array both{make_gauge(*lane.shard, true), make_gauge(*lane.shard, false)};
    const bool two = plan.form.pitch >= 40;
    if (!two && both[1].share < both[0].share) std::swap(both[0], both[1]);
    if (!two && plan.form.pitch < 14) continue;
    for (std::size_t i = two ? 0 : 1; i < both.size(); ++i) {
      RateGauge& g = both[i];
      const float y = !two ? lane.gauge_y : lane.gauge_y + (i == 0 ? -9.f : 13.f);
      g.box = {plan.gauge_x0, y - 8, plan.gauge_x1 - plan.gauge_x0, 16};
      if (plan.gauge_stacked) {
        g.value += " " + g.name;
        g.name.clear();
        g.bar_below = true;
        if (two) g.box = {plan.gauge_x0, lane.gauge_y + (i == 0 ? -20.f : 3.f), g.box.w, 16};
      }
      out.gauges.push_back(std::move(g));
    }
  }
}

// -- Producers ------------------------------------------------------------------------------------

void add_stream_producers(Stage& stage, const StreamPlan& plan, const StageStream& stream) {
  std::vector<const StageProducer*> all;
  for (const StageProducer& p : stage.state.producers) {
    if (p.stream == stream.id && all.size() < 6) all.push_back(&p);
  }
  const auto n = static_cast<float>(all.size());
  const bool icon_alone = plan.phone();
  const float h = icon_alone ? 34.f : n <= 2 ? 76.f : 56.f;
  const float gap = n <= 2 ? 28.f : 10.f;
  float y = plan.bar.centre().y - (n * h + (n - 1) * gap) / 2;
  static constexpr std::array kIcons{"truck", "send", "shopping-cart"};
  for (std::size_t i = 0; i < all.size(); ++i, y += h + gap) {
    ProducerNode node;
    node.ref = model::ref(all[i]->id);
    node.box = {plan.producer_x, std::round(y), plan.producer_w, h};
    node.name = icon_alone ? "" : all[i]->name;
    node.icon = kIcons[i % kIcons.size()];
    node.compact = true;
    node.notes = notes_for(stage, node.ref);
    node.label = std::format("Producer {}, {}", all[i]->name, all[i]->rate);
    node.port = {node.box.right(), node.box.centre().y};
    stage.scene.producers.push_back(std::move(node));
  }
}

}  // namespace

StreamMarks stream_marks(const Stage& stage, model::Ref ref) {
  const NodeNotes notes = notes_for(stage, ref);
  return {notes.selected, notes.spoken_of, notes.pointable, notes.pointed};
}

std::string grouped(std::int64_t n) {
  std::string digits = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string shard_words(std::uint32_t number, bool terse) {
  return terse ? std::format("shard {}", number) : std::format("shardId-…{:04}", number);
}

void arrange_streams(Stage& stage) {
  const StageStream& stream = stream_to_show(stage);
  const StreamPlan plan = plan_for(stage, stream);
  add_plan_header(stage, plan);
  StreamPicture picture;
  picture.ref = model::ref(stream.id);
  picture.marks = stream_marks(stage, picture.ref);
  picture.label = std::format("Stream {}, {}, {}", stream.name, stream.status,
                              amount(plan.lanes.size(), "open shard"));
  add_title(stage, plan, stream, picture);
  add_bar(stage, plan, stream, picture);
  add_tapes(stage, plan, picture);
  add_gauges(stage, plan, picture);
  add_stream_producers(stage, plan, stream);
  add_reader_cards(stage, plan, stream, picture);
  add_others(stage, plan, stream, picture);
  if (stage.truth()) {
    add_flags(stage, plan, stream, picture);
    add_stream_motion(stage, plan, stream, picture);
  }
  stage.scene.streams.push_back(std::move(picture));
}

}  // namespace view
