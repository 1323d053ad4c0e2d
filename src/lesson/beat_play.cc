// What all kinds of beats share. Must not know any single kind.
#include "lesson/beat_play.h"

#include <algorithm>
#include <format>

namespace lesson {
namespace {

// The way to a beat's beginning is shown faster than the beat itself.
constexpr std::int64_t kApproachMilli = 4000;

}  // namespace

void BeatPlay::play(std::optional<std::int64_t> speed_milli, std::optional<base::SimTime> until) {
  desk_.request = PlayRequest{true, speed_milli.value_or(1000), until};
}

base::Result<world::Reply, std::string> BeatPlay::call(const api::Request& request) {
  return act_on_stage(world::ApiCall{request});
}

base::Result<world::Reply, std::string> BeatPlay::order(const world::Command& command) {
  return act_on_stage(command);
}

// In the past it makes another history.
world::Reply BeatPlay::act_on_stage(const world::Command& command) {
  if (&stage() == &desk_.story.stage()) desk_.story.note_own_act();
  const bool forks = !stage().timeline().at_present();
  world::Reply reply = stage().act(command);
  if (forks) ++desk_.epoch;
  return reply;
}

void arrive(Desk& desk, Arrival arrival) {
  const base::SimTime from = desk.story.from(desk.beat);
  if (desk.story.prepare(desk.beat)) ++desk.epoch;
  world::Timeline& timeline = desk.story.stage().timeline();
  if (arrival == Arrival::kOnward && timeline.playhead() < from) {
    desk.request = PlayRequest{true, kApproachMilli, from};
    return;
  }
  timeline.seek(from);
  desk.request = PlayRequest{.play = false};
}

std::unique_ptr<BeatPlay> make_play(Desk& desk, Arrival arrival) {
  const BeatBody& body = desk.current().body;
  if (std::holds_alternative<Demo>(body)) return make_demo(desk, arrival);
  if (std::holds_alternative<Predict>(body)) return make_predict(desk, arrival);
  if (std::holds_alternative<Run>(body)) return make_run(desk, arrival);
  if (std::holds_alternative<Explain>(body)) return make_explain(desk, arrival);
  if (std::holds_alternative<Vary>(body)) return make_vary(desk);
  if (std::holds_alternative<Challenge>(body)) return make_challenge(desk);
  if (std::holds_alternative<Recall>(body)) return make_recall(desk, arrival);
  return make_say(desk, arrival);
}

std::optional<std::size_t> index_of(std::string_view control, std::string_view prefix) {
  if (!control.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = control.substr(prefix.size());
  if (rest.size() == 1 && rest[0] >= 'a' && rest[0] <= 'z') {
    return static_cast<std::size_t>(rest[0] - 'a');
  }
  const auto n = whole_number(rest);
  if (!n || *n < 1 || *n > 1000) return std::nullopt;
  return static_cast<std::size_t>(*n - 1);
}

std::string letter(std::size_t index) {
  return std::string(1, static_cast<char>('a' + static_cast<char>(index)));
}

model::Ref find_place(const Stage& stage, const History& history, std::string_view name) {
  if (name.starts_with("message:")) {
    const model::MessageId message = history.cast_message(name.substr(8));
    return message ? model::ref(message) : model::Ref{};
  }
  if (name.starts_with("record:")) {
    const auto it = history.cast_subjects().find(name.substr(7));
    const bool known = it != history.cast_subjects().end() && it->second.record;
    return known ? model::ref(it->second.record) : model::Ref{};
  }
  if (name.starts_with("shard:")) {
    const auto number = whole_number(name.substr(6));
    return number ? model::ref(model::ShardId{static_cast<std::uint32_t>(*number) + 1})
                  : model::Ref{};
  }
  if (const auto queue = stage.names().queues.find(name); queue != stage.names().queues.end()) {
    return model::ref(queue->second);
  }
  if (const auto topic = stage.names().topics.find(name); topic != stage.names().topics.end()) {
    return model::ref(topic->second);
  }
  if (const auto s = stage.names().streams.find(name); s != stage.names().streams.end()) {
    return model::ref(s->second.id);
  }
  const auto actor = stage.names().actors.find(name);
  return actor == stage.names().actors.end() ? model::Ref{} : model::ref(actor->second.front());
}

model::Ref parse_ref(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  const auto id = whole_number(text.substr(colon + 1));
  if (!id || *id < 1 || *id > UINT32_MAX) return {};
  const auto number = static_cast<std::uint32_t>(*id);
  const std::string_view kind = text.substr(0, colon);
  if (kind == "message") return {model::RefKind::kMessage, number};
  if (kind == "actor" || kind == "worker") return {model::RefKind::kActor, number};
  if (kind == "queue") return {model::RefKind::kQueue, number};
  if (kind == "topic") return {model::RefKind::kTopic, number};
  if (kind == "subscription") return {model::RefKind::kSubscription, number};
  if (kind == "stream") return {model::RefKind::kStream, number};
  if (kind == "shard") return {model::RefKind::kShard, number};
  if (kind == "record") return {model::RefKind::kRecord, number};
  return {};
}

std::int64_t nearest_stop(const DialSpec& dial, std::int64_t value) {
  const std::int64_t inside = std::clamp(value, dial.min, dial.max);
  return dial.min + (inside - dial.min + dial.step / 2) / dial.step * dial.step;
}

std::optional<std::int64_t> stop_below(const DialSpec& dial, std::int64_t value) {
  if (value <= dial.min) return std::nullopt;
  return value - dial.step;
}

std::string dial_text(const DialSpec& dial, std::int64_t value) {
  if (dial.unit == "s") return base::format_duration(base::seconds(value));
  return dial.unit.empty() ? std::to_string(value) : std::format("{} {}", value, dial.unit);
}

}  // namespace lesson
