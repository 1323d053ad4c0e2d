// The stage from state to picture: which parts there are and in which order they are made.
#include "view/scene.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>

#include "view/scene_arrange.h"
#include "view/scene_bucket.h"
#include "view/scene_fifo.h"
#include "view/scene_stream.h"
#include "view/stage_stream.h"
#include "view/words.h"

namespace view {
namespace {

struct RefName {
  model::RefKind kind;
  std::string_view prefix;
};
constexpr std::array kRefNames{
    RefName{model::RefKind::kQueue, "stage.queue."},
    RefName{model::RefKind::kMessage, "stage.message."},
    RefName{model::RefKind::kActor, "stage.actor."},
    RefName{model::RefKind::kTopic, "stage.topic."},
    RefName{model::RefKind::kSubscription, "stage.subscription."},
    RefName{model::RefKind::kEndpoint, "stage.endpoint."},
    RefName{model::RefKind::kBucket, "stage.bucket."},
    RefName{model::RefKind::kObject, "stage.object."},
    RefName{model::RefKind::kStream, "stage.stream."},
    RefName{model::RefKind::kShard, "stage.shard."},
    RefName{model::RefKind::kRecord, "stage.record."},
    RefName{model::RefKind::kConsumer, "stage.consumer."},
};

constexpr std::string_view kStage = "stage.";
constexpr std::string_view kFlag = "stage.flag.";

// The number that a text begins with, and what follows it.
std::optional<std::pair<std::uint32_t, std::string_view>> leading_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  return std::pair{number, text.substr(static_cast<std::size_t>(end - text.data()))};
}

// The reader's own id behind that of its flag: "stage.actor.3" of "stage.flag.2.actor.3".
std::optional<model::Ref> reader_of_flag(std::string_view flag) {
  const auto shard = leading_number(flag);
  if (!shard || !shard->second.starts_with('.')) return std::nullopt;
  const auto ref = selected_by(std::string(kStage) + std::string(shard->second.substr(1)));
  const bool reads = ref && (ref->kind == model::RefKind::kActor ||  //
                             ref->kind == model::RefKind::kConsumer);
  return reads ? ref : std::nullopt;
}

void add_header(Stage& stage, const StagePlan& plan) {
  Scene& scene = stage.scene;
  scene.stage_class = plan.metrics->stage_class;
  scene.scale = plan.scale;
  scene.bounds = {0, 0, plan.width, plan.height};
  scene.origin = {std::floor((stage.options.width - plan.width * plan.scale) / 2),
                  std::floor((stage.options.height - plan.height * plan.scale) / 2)};
}

void arrange_lanes(Stage& stage) {
  const std::vector<Lane> lanes = make_lanes(stage.state);
  const StagePlan plan = plan_stage(lanes, stage.options.width, stage.options.height,
                                    stage.notes.tag != lesson::TagKind::kNone,
                                    stage.state.buckets.empty() ? 0 : kBucketFoot);
  add_header(stage, plan);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    add_producers(stage, plan, lanes[i], plan.lanes[i]);
    if (plan.lanes[i].fifo) {
      add_fifo_queue(stage, plan, lanes[i], plan.lanes[i]);
    } else if (lanes[i].queue != nullptr) {
      add_queue(stage, plan, lanes[i], plan.lanes[i]);
    }
    add_dead_letter(stage, plan, lanes[i], plan.lanes[i]);
    if (plan.lanes[i].fifo) {
      add_fifo_workers(stage, plan, lanes[i], plan.lanes[i]);
    } else {
      add_workers(stage, plan, lanes[i], plan.lanes[i]);
    }
  }
  if (!stage.state.buckets.empty()) add_bucket_row(stage, plan);
  add_tallies(stage, plan, lanes);
  add_legend(stage, plan, lanes);
}

void add_tag(Stage& stage) {
  const lesson::StageNotes& notes = stage.notes;
  stage.scene.frozen = notes.frozen;
  stage.scene.tag_kind = notes.tag;
  const bool narrow = stage.scene.stage_class == StageClass::kPhone;
  stage.scene.tag = narrow && !notes.tag_text_short.empty() ? notes.tag_text_short : notes.tag_text;
}

}  // namespace

std::string select_id(model::Ref ref) {
  for (const RefName& name : kRefNames) {
    if (name.kind == ref.kind) return std::format("{}{}", name.prefix, ref.id);
  }
  return {};
}

std::string flag_id(model::Ref shard, model::Ref reader) {
  const std::string own = select_id(reader);
  if (own.empty()) return {};
  return std::format("{}{}.{}", kFlag, shard.id, std::string_view(own).substr(kStage.size()));
}

std::optional<model::Ref> selected_by(std::string_view control_id) {
  if (control_id.starts_with(kFlag)) return reader_of_flag(control_id.substr(kFlag.size()));
  for (const RefName& name : kRefNames) {
    if (!control_id.starts_with(name.prefix)) continue;
    const auto id = leading_number(control_id.substr(name.prefix.size()));
    if (!id || !id->second.empty()) return std::nullopt;
    return model::Ref{name.kind, id->first};
  }
  return std::nullopt;
}

Edge make_edge(EdgeKind kind, Vec from, Vec to, bool vertical, bool arrow) {
  const float along = std::abs(vertical ? to.y - from.y : to.x - from.x);
  const float across = std::abs(vertical ? to.x - from.x : to.y - from.y);
  const float k = across < 60 ? 20 : std::max(24.f, along / 2);
  return {kind, from, to, k, vertical, arrow};
}

std::array<Vec, 2> controls_of(const Edge& e) {
  if (e.corner) {
    constexpr float kBend = .8f;
    return {{{e.from.x, e.from.y + (e.to.y - e.from.y) * kBend},
             {e.to.x - (e.to.x - e.from.x) * kBend, e.to.y}}};
  }
  const float dx = e.vertical ? 0.f : e.to.x < e.from.x ? -e.k : e.k;
  const float dy = !e.vertical ? 0.f : e.to.y < e.from.y ? -e.k : e.k;
  return {{{e.from.x + dx, e.from.y + dy}, {e.to.x - dx, e.to.y - dy}}};
}

Vec point_on(const Edge& edge, float t) {
  const auto [c1, c2] = controls_of(edge);
  const float u = 1 - t;
  const float b0 = u * u * u;
  const float b1 = 3 * u * u * t;
  const float b2 = 3 * u * t * t;
  const float b3 = t * t * t;
  return {b0 * edge.from.x + b1 * c1.x + b2 * c2.x + b3 * edge.to.x,
          b0 * edge.from.y + b1 * c1.y + b2 * c2.y + b3 * edge.to.y};
}

Scene arrange(const StageState& state, const lesson::StageNotes& notes,
              const SceneOptions& options) {
  Scene scene;
  Stage stage{.state = state, .notes = notes, .options = options, .scene = scene};
  stage.shown_now = state.now;
  if (options.reduced_motion) stage.shown_now.us -= state.now.us % 1'000'000;
  const bool phone = stage_class_for(options.width, options.phone) == StageClass::kPhone;
  if (!state.streams.empty()) {
    arrange_streams(stage);
  } else if (!state.topics.empty()) {
    phone ? arrange_topics_phone(stage) : arrange_topics(stage);
  } else if (phone) {
    arrange_phone(stage);
  } else {
    arrange_lanes(stage);
  }
  add_tag(stage);
  if (stage.truth()) {
    add_moving(stage);
    if (!stage.state.topics.empty()) add_copies(stage);
    if (!stage.state.buckets.empty()) add_bucket_traffic(stage);
    if (!stage.state.moves.empty()) add_moves(stage);
    if (!stage.state.denials.empty()) add_shields(stage);
    add_traces(stage);
  }
  add_ghosts(stage);
  return scene;
}

Scene build_scene(const world::Timeline& timeline, const lesson::StageNotes& notes,
                  const SceneOptions& options) {
  const StageState state = read_stage(timeline, notes, options.selected);
  SceneOptions now = options;
  if (!state.streams.empty()) {
    now.stream = stream_on_stage(timeline.view(), notes, options.selected, options.stream);
  }
  Scene scene = arrange(state, notes, now);
  scene.summary = summarize(state, options.lens);
  return scene;
}

}  // namespace view
