// Prose about one run. Must not know beats.
#include "lesson/run_prose.h"

#include <format>

namespace lesson {
namespace {

Statement followed(const Expression& expression, const Stage& stage, History& history,
                   std::size_t events) {
  Statement statement(expression);
  ChargeFeed feed(stage.timeline().charges());
  for (std::size_t i = 0; i < events; ++i) {
    const model::Event& event = stage.timeline().log()[i];
    feed.before(event, history);
    history.add(event);
    statement.add(event, history);
  }
  if (events == stage.timeline().log().size()) feed.until(stage.timeline().end(), history);
  return statement;
}

// The key of a stored record; nothing when no shard has it.
std::optional<std::string> partition_key(const world::World& world, model::RecordId id) {
  for (const auto& [shard_id, shard] : world.kinesis().shards) {
    for (auto at = shard.records.begin_position(); at < shard.records.end_position(); ++at) {
      if (shard.records[at].id == id) return shard.records[at].partition_key;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string prose_time(base::SimTime t) {
  const std::int64_t tenths = t.us / 100'000;
  const std::int64_t s = tenths / 10;
  if (s >= 3600) {
    return std::format("{}:{:02}:{:02}.{}", s / 3600, s / 60 % 60, s % 60, tenths % 10);
  }
  return std::format("{:02}:{:02}.{}", s / 60, s % 60, tenths % 10);
}

std::string message_name(const world::World& world, model::MessageId id) {
  return world::short_name(world, id);
}

std::string actor_name(const world::World& world, model::ActorId id) {
  if (!id) return "you";
  const actors::Actor* actor = world.actors().find(id);
  return actor == nullptr ? "" : actor->name;
}

std::string queue_name(const world::World& world, model::QueueId id) {
  const services::sqs::Queue* queue = world.sqs().find(id);
  return queue == nullptr ? "" : queue->name;
}

std::optional<std::int64_t> measure(const Expression& expression, const Stage& stage,
                                    const std::vector<CastMember>& cast, std::size_t events,
                                    const Circumstances& how) {
  History history(cast, stage.names());
  return followed(expression, stage, history, events).value(history, how);
}

bool holds(const Expression& expression, const Stage& stage, const std::vector<CastMember>& cast,
           std::size_t events, const Circumstances& how) {
  History history(cast, stage.names());
  return followed(expression, stage, history, events).holds(history, how, false);
}

RunProse::RunProse(const Stage& stage, const std::vector<CastMember>& cast, base::SimTime horizon,
                   model::Profile profile)
    : stage_(stage),
      cast_(cast),
      horizon_(horizon),
      profile_(profile),
      history_(stage.history(cast, stage.timeline().log().size())) {}

std::optional<std::string> RunProse::look_up(const Prose::Part& part) const {
  const world::World& world = stage_.timeline().present();
  if (part.kind == PlaceKind::kVariable) {
    const auto it = variables_.find(part.text);
    return it == variables_.end() ? std::nullopt : std::optional(it->second);
  }
  if (part.kind == PlaceKind::kWorld) return template_value(stage_.json(), part.text);
  if (part.kind == PlaceKind::kTime) {
    const auto at = resolve(part.from, history_.cast(), horizon_);
    return at ? std::optional(prose_time(*at)) : std::nullopt;
  }
  if (part.kind == PlaceKind::kSpan) {
    const auto from = resolve(part.from, history_.cast(), horizon_);
    const auto to = resolve(part.to, history_.cast(), horizon_);
    if (!from || !to) return std::nullopt;
    return base::format_duration(*to - *from);
  }
  if (part.kind == PlaceKind::kMeasure) {
    const auto n =
        measure(part.measure, stage_, cast_, stage_.timeline().log().size(), {.profile = profile_});
    return n ? std::optional(std::to_string(*n)) : std::nullopt;
  }
  const auto it = history_.cast().find(part.text);
  if (it == history_.cast().end()) return std::nullopt;
  const model::EventSubjects about = model::subjects(it->second.body);
  switch (part.kind) {
    case PlaceKind::kMessage: return message_name(world, about.message);
    case PlaceKind::kWorker: return actor_name(world, about.actor);
    case PlaceKind::kQueue: return queue_name(world, about.queue);
    case PlaceKind::kShard: return std::format("shard {}", shard_number(about.shard));
    case PlaceKind::kKey: return partition_key(world, about.record);
    default: return std::nullopt;
  }
}

}  // namespace lesson
