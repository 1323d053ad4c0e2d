// Where the parts of a stream stand: segments at their true proportions, lanes beside them, closed
// shards behind their children.
#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>

#include "view/scene_stream.h"

namespace view {
namespace {

constexpr float kLeastSegment = 18;
constexpr float kRowHeight = 26;  // of what is not drawn
constexpr int kGenerations = 2;  // of closed shards that are shown
constexpr std::array kForms{LaneForm{34, 22, 22, 66}, LaneForm{28, 18, 20, 54},
                            LaneForm{22, 15, 17, 43}, LaneForm{16, 11, 0, 20},
                            LaneForm{9, 6, 0, 12}};
constexpr std::array kPhoneForms{LaneForm{26, 17, 18, 52}, LaneForm{20, 14, 17, 42},
                                 LaneForm{16, 11, 0, 20}, LaneForm{9, 6, 0, 12}};

void set_class(StreamPlan& plan, const SceneOptions& o) {
  plan.stage_class = stage_class_for(o.width, o.phone);
  switch (plan.stage_class) {
    case StageClass::kWide:
      plan.scale = snap_scale(std::min(o.width / 860, o.height / 532), 1, 2);
      break;
    case StageClass::kCompact:
      plan.scale = snap_scale(std::min(o.width / 600, o.height / 460), 1, 1.5f);
      break;
    case StageClass::kPhone:
      plan.scale = snap_scale(std::min(o.width / 390, o.height / 304), .8f, 2);
      break;
  }
  plan.width = std::floor(o.width / plan.scale + .01f);
  plan.height = std::floor(o.height / plan.scale + .01f);
}

void set_columns(StreamPlan& plan, float readers, float foot) {
  const float w = plan.width;
  const float h = plan.height;
  switch (plan.stage_class) {
    case StageClass::kWide: {
      const bool narrow = w < 850;
      const float bar_x = narrow ? 200 : 238;
      plan.bar = {bar_x, 64, 30, h - 36 - 64};
      plan.tape_x0 = bar_x + 52;
      plan.tape_x1 = w - 208;
      plan.gauge_x0 = w - 180;
      plan.gauge_x1 = w - 16;
      break;
    }
    case StageClass::kCompact:
      plan.producer_x = 12;
      plan.producer_w = 72;
      plan.bar = {160, 88, 26, h - 34 - 88};
      plan.tape_x0 = 208;
      plan.tape_x1 = w - 124;
      plan.gauge_x0 = w - 96;
      plan.gauge_x1 = w - 12;
      plan.gauge_stacked = true;
      break;
    case StageClass::kPhone:
      plan.producer_x = 10;
      plan.producer_w = 34;
      plan.bar = {86, 56, 22, h - 12 - 56};
      plan.tape_x0 = 122;
      plan.tape_x1 = w - 12;
      plan.gauge_x0 = plan.gauge_x1 = 0;
      break;
  }
  plan.readers = {plan.producer_x, h - 10 - foot - readers, w - 2 * plan.producer_x, readers};
  if (readers > 0) plan.bar.h -= readers + (plan.phone() ? 4.f : 6.f);
  if (foot == 0) return;
  // Clear of the brackets of frozen time in the corners.
  const float in = plan.producer_x + 16;
  plan.others = {in, h - 8 - kRowHeight, w - 2 * in, kRowHeight};
  plan.bar.h -= foot;
}

std::vector<const StageShard*> open_shards(const StageStream& stream) {
  std::vector<const StageShard*> out;
  for (const StageShard& s : stream.shards) {
    if (s.open) out.push_back(&s);
  }
  std::ranges::sort(out, {}, [](const StageShard* s) { return s->from; });
  return out;
}

// Heights in proportion, none below the least as long as there is room for that.
std::vector<float> segment_heights(const std::vector<const StageShard*>& open, float whole) {
  const float least = std::min(kLeastSegment, whole / static_cast<float>(open.size()));
  std::vector<float> out;
  for (const StageShard* s : open) out.push_back(static_cast<float>(s->to - s->from) * whole);
  float missing = 0;
  float spare = 0;
  for (float& h : out) {
    if (h < least) {
      missing += least - h;
      h = least;
    } else {
      spare += h - least;
    }
  }
  const float share = spare > 0 ? std::max(0.f, 1 - missing / spare) : 1;
  for (float& h : out) h = least + (h - least) * share;
  return out;
}

bool is_cut(const StageStream& stream, double at) {
  return std::ranges::any_of(stream.cuts,
                             [&](const StageCut& c) { return std::abs(c.at - at) < 1e-9; });
}

void place_segments(StreamPlan& plan, const StageStream& stream,
                    const std::vector<const StageShard*>& open) {
  const std::vector<float> heights = segment_heights(open, plan.bar.h);
  float y = plan.bar.y;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const bool first = i == 0;
    const bool last = i + 1 == open.size();
    // The gap is wider where a cut has just been made.
    const float above = first ? 0 : is_cut(stream, open[i]->from) ? 3 : 1.5f;
    const float below = last ? 0 : is_cut(stream, open[i + 1]->from) ? 3 : 1.5f;
    ShardLane lane;
    lane.shard = open[i];
    lane.segment = {plan.bar.x, y + above, plan.bar.w, std::max(heights[i] - above - below, 1.f)};
    y += heights[i];
    plan.lanes.push_back(lane);
  }
}

// Middles as near as possible to where they would like to be, none upon another.
void spread(std::vector<float>& middles, const std::vector<float>& heights, float top,
            float bottom) {
  if (middles.empty()) return;
  float y = top;
  for (std::size_t i = 0; i < middles.size(); ++i) {
    middles[i] = std::max(middles[i], y + heights[i] / 2);
    y = middles[i] + heights[i] / 2;
  }
  float limit = bottom;
  for (std::size_t i = middles.size(); i-- > 0;) {
    middles[i] = std::min(middles[i], limit - heights[i] / 2);
    limit = middles[i] - heights[i] / 2;
  }
}

const StageShard* closed_shard(const StageStream& stream, model::ShardId id) {
  const StageShard* s = id ? stream.shard(id) : nullptr;
  return s != nullptr && !s->open ? s : nullptr;
}

std::vector<const StageShard*> parents_of(const StageStream& stream, const StageShard& shard) {
  std::vector<const StageShard*> out;
  for (const model::ShardId id : {shard.parent, shard.adjacent_parent}) {
    if (const StageShard* s = closed_shard(stream, id)) out.push_back(s);
  }
  std::ranges::sort(out, {}, [](const StageShard* s) { return s->from; });
  return out;
}

// How many generations of closed shards lie behind a shard.
int generations(const StageStream& stream, const StageShard& shard, int most) {
  int out = 0;
  if (most == 0) return 0;
  for (const StageShard* parent : parents_of(stream, shard)) {
    out = std::max(out, 1 + generations(stream, *parent, most - 1));
  }
  return out;
}

struct Columns {
  int behind = 0;
  float w = 0;  // of each tape when there are several in a row
  float gap = 0;
};

Columns columns_for(const StreamPlan& plan, int behind) {
  Columns out;
  out.behind = behind;
  const float whole = plan.tape_x1 - plan.tape_x0;
  out.gap = plan.phone() ? 30.f : behind > 1 ? 44.f : 66.f;
  const auto n = static_cast<float>(behind + 1);
  out.w = std::floor((whole - out.gap * static_cast<float>(behind)) / n);
  return out;
}

float closed_pitch(const StreamPlan& plan) {
  return plan.form.header > 0 ? plan.form.header + std::min(plan.form.tape, 26.f) + 4
                              : plan.form.pitch;
}

// Closed shards stand at the mean height of their children; two parents of one child above each
// other.
class Ancestors {
 public:
  Ancestors(StreamPlan& plan, const StageStream& stream, Columns columns)
      : plan_(plan), stream_(stream), columns_(columns) {
    for (const ShardLane& lane : plan.lanes) {
      if (lane.tape.w > 0) middle_[lane.shard->id] = lane.tape.centre().y;
    }
  }

  void place() {
    find_depths();
    for (int depth = 1; depth <= columns_.behind; ++depth) place_column(depth);
  }

 private:
  // A shard stands behind all of its descendants, so it has one place even when one of its children
  // is open and the other one has been closed since.
  void find_depths() {
    std::vector<const StageShard*> front;
    for (const ShardLane& lane : plan_.lanes) front.push_back(lane.shard);
    for (int depth = 1; depth <= columns_.behind; ++depth) {
      std::vector<const StageShard*> behind;
      for (const StageShard* child : front) {
        for (const StageShard* parent : parents_of(stream_, *child)) {
          depth_[parent->id] = depth;
          behind.push_back(parent);
        }
      }
      front = std::move(behind);
    }
  }

  void place_column(int depth) {
    struct Place {
      const StageShard* shard = nullptr;
      float middle = 0;
      bool roomy = false;  // the only parent of two children
    };
    std::vector<Place> column;
    for (const StageShard& shard : stream_.shards) {
      const auto at = depth_.find(shard.id);
      if (at == depth_.end() || at->second != depth) continue;
      float sum = 0;
      int children = 0;
      bool alone = true;
      for (const model::ShardId id : shard.children) {
        const auto middle = middle_.find(id);
        const StageShard* child = stream_.shard(id);
        if (middle == middle_.end() || child == nullptr) continue;
        sum += middle->second;
        ++children;
        alone &= parents_of(stream_, *child).size() == 1;
      }
      if (children == 0) continue;
      column.push_back({&shard, sum / static_cast<float>(children), alone && children == 2});
    }
    std::ranges::sort(column, {}, [](const Place& p) { return p.shard->from; });
    std::vector<float> middles;
    for (const Place& p : column) middles.push_back(p.middle);
    const std::vector<float> heights(column.size(), closed_pitch(plan_));
    centre_pairs(middles);
    spread(middles, heights, plan_.bar.y - 20, plan_.bar.bottom() + 16);
    for (std::size_t i = 0; i < column.size(); ++i) {
      add(*column[i].shard, depth, middles[i], column[i].roomy);
    }
  }

  // Parents of one child would like to stand on its own height: they move apart evenly.
  void centre_pairs(std::vector<float>& middles) const {
    for (std::size_t i = 0; i + 1 < middles.size(); ++i) {
      if (std::abs(middles[i] - middles[i + 1]) > 1) continue;
      middles[i] -= closed_pitch(plan_) / 2;
      middles[i + 1] += closed_pitch(plan_) / 2;
    }
  }

  void add(const StageShard& shard, int depth, float middle, bool roomy) {
    AncestorPlan out;
    out.shard = &shard;
    out.depth = depth;
    out.name_below = roomy && plan_.form.header > 0 && !plan_.phone();
    const float h = roomy ? plan_.form.tape : std::min(plan_.form.tape, 24.f);
    out.record = std::min(plan_.form.record, h - 8);
    const float x = plan_.tape_x0 + (columns_.w + columns_.gap) * static_cast<float>(depth);
    const float down = out.name_below ? 0 : plan_.form.header / 2 - 4;
    out.tape = {x, std::round(middle + down - h / 2), columns_.w, h};
    middle_[shard.id] = out.tape.centre().y;
    plan_.ancestors.push_back(out);
  }

  StreamPlan& plan_;
  const StageStream& stream_;
  Columns columns_;
  std::map<model::ShardId, int> depth_;
  std::map<model::ShardId, float> middle_;
};

// What a lane needs: more when two closed shards stand behind it.
std::vector<float> lane_heights(const StreamPlan& plan, const StageStream& stream) {
  std::vector<float> out;
  for (const ShardLane& lane : plan.lanes) {
    const auto n = static_cast<float>(parents_of(stream, *lane.shard).size());
    out.push_back(std::max(plan.form.pitch, n > 1 ? n * closed_pitch(plan) : 0));
  }
  return out;
}

void choose_form(StreamPlan& plan, const StageStream& stream, float room) {
  const auto choose = [&](const auto& forms) {
    for (const LaneForm& form : forms) {
      plan.form = form;
      float whole = 0;
      for (const float h : lane_heights(plan, stream)) whole += h;
      if (whole <= room) return;
    }
  };
  plan.phone() ? choose(kPhoneForms) : choose(kForms);
}

void place_lanes(StreamPlan& plan, const StageStream& stream) {
  const float top = plan.bar.y - (plan.phone() ? 8.f : 14.f);
  const float bottom = plan.bar.bottom() + (plan.phone() ? 6.f : 12.f);
  choose_form(plan, stream, bottom - top);
  const auto most = static_cast<std::size_t>((bottom - top) / plan.form.pitch);
  const std::size_t shown = std::min(plan.lanes.size(), std::max<std::size_t>(most, 1));
  plan.hidden = plan.lanes.size() - shown;
  std::vector<float> middles;
  for (std::size_t i = 0; i < shown; ++i) middles.push_back(plan.lanes[i].segment.centre().y);
  std::vector<float> heights = lane_heights(plan, stream);
  heights.resize(shown);
  spread(middles, heights, top, bottom);
  int behind = 0;
  for (const ShardLane& lane : plan.lanes) {
    behind = std::max(behind, generations(stream, *lane.shard, kGenerations));
  }
  if (plan.phone() || plan.stage_class == StageClass::kCompact) behind = std::min(behind, 1);
  const Columns columns = columns_for(plan, behind);
  for (std::size_t i = 0; i < shown; ++i) {
    ShardLane& lane = plan.lanes[i];
    const LaneForm& f = plan.form;
    const bool parents = behind > 0 && !parents_of(stream, *lane.shard).empty();
    const float w = parents ? columns.w : plan.tape_x1 - plan.tape_x0;
    const float centre = middles[i] + f.header / 2;
    lane.tape = {plan.tape_x0, std::round(centre - f.tape / 2), w, f.tape};
    lane.header_y = lane.tape.y - f.header / 2 - 1;
    lane.gauge_y = middles[i];
  }
  Ancestors(plan, stream, columns).place();
}

constexpr std::array<std::int64_t, 14> kWindows{5,   10,   20,   30,    60,    120,   300,
                                                600, 1200, 3600, 14400, 43200, 86400, 604800};

base::Duration window_for(base::Duration age) {
  for (const std::int64_t s : kWindows) {
    if (age <= base::seconds(s)) return base::seconds(s);
  }
  return base::seconds(365 * 86'400);
}

}  // namespace

float StreamPlan::y_of(double at) const {
  for (const ShardLane& lane : lanes) {
    if (at > lane.shard->to) continue;
    const double span = lane.shard->to - lane.shard->from;
    const double share = span > 0 ? std::clamp((at - lane.shard->from) / span, 0., 1.) : .5;
    return lane.segment.y + static_cast<float>(share) * lane.segment.h;
  }
  return bar.y + static_cast<float>(at) * bar.h;
}

StreamPlan plan_stream(const StageStream& stream, const SceneOptions& options, float foot) {
  StreamPlan plan;
  set_class(plan, options);
  set_columns(plan, readers_height(stream, plan.phone(), plan.height), foot);
  const auto open = open_shards(stream);
  if (open.empty()) return plan;
  place_segments(plan, stream, open);
  place_lanes(plan, stream);
  return plan;
}

TapeRow row_on_tape(const StageShard& shard, const Rect& tape, float record, base::SimTime now) {
  TapeRow out;
  const float pad = std::min(6.f, (tape.h - record) / 2 + 2);
  const float pitch = record + (record >= 15 ? 4.f : 2.f);
  float room = tape.w - 2 * pad;
  const std::uint64_t all = shard.end - shard.begin;
  const auto fits = [&] {
    return static_cast<std::size_t>(std::max((room - record) / pitch, 0.f)) + 1;
  };
  if (all > fits() || all > shard.records.size()) {
    const std::size_t digits = grouped(static_cast<std::int64_t>(all)).size();
    out.plate_w = std::max(34.f, 8.f * static_cast<float>(digits + 1) + 8);
    out.plate_x = tape.right() - pad - out.plate_w;
    room -= out.plate_w + 6;
  }
  const std::size_t n = room < record ? 0 : std::min(shard.records.size(), fits());
  out.folded = all - n;
  if (n == 0) return out;
  const auto age = [&](std::size_t i) {
    const base::SimTime newest = shard.open ? now : shard.records.front().arrived_at;
    return std::max(newest - shard.records[i].arrived_at, base::Duration{});
  };
  const base::Duration oldest = age(n - 1);
  const base::Duration window =
      shard.open ? window_for(oldest) : std::max(oldest, base::Duration{1});
  const auto end = room - record;
  const float left = tape.x + pad;
  for (std::size_t i = 0; i < n; ++i) {
    const double share = static_cast<double>(age(i).us) / static_cast<double>(window.us);
    float x = static_cast<float>(share) * end;
    if (i > 0) x = std::max(x, out.x.back() - left + pitch);
    out.x.push_back(left + x);
  }
  for (std::size_t i = n; i-- > 0;) {
    const float limit = i + 1 < n ? out.x[i + 1] - pitch : left + end;
    out.x[i] = std::max(std::min(out.x[i], limit), left);
  }
  return out;
}

}  // namespace view
