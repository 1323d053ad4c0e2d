// Patterns of events. Must not know what a lesson does with them.
#include "lesson/event_pattern.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <optional>

namespace lesson {
namespace {

constexpr std::size_t kMaxText = 200;

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::optional<FilterKey> key_of(std::string_view text) {
  if (text == "by") return FilterKey::kBy;
  if (text == "queue") return FilterKey::kQueue;
  if (text == "topic") return FilterKey::kTopic;
  if (text == "stream") return FilterKey::kStream;
  if (text == "message") return FilterKey::kMessage;
  if (text == "record") return FilterKey::kRecord;
  if (text == "shard") return FilterKey::kShard;
  if (text == "effect") return FilterKey::kEffect;
  if (text == "order") return FilterKey::kOrder;
  return std::nullopt;
}

// What is wrong with the value of a filter that knows only a few, or "".
std::string_view fault_of(FilterKey key, std::string_view value) {
  if (key == FilterKey::kEffect && value != "first" && value != "duplicate" && value != "skipped") {
    return "effect is first, duplicate or skipped";
  }
  if (key == FilterKey::kOrder && value != "kept" && value != "broken") {
    return "order is kept or broken";
  }
  return "";
}

std::optional<model::Effect> effect_of(const model::EventBody& body) {
  if (const auto* finished = std::get_if<model::WorkFinished>(&body)) return finished->effect;
  if (const auto* done = std::get_if<model::RecordProcessed>(&body)) return done->effect;
  return std::nullopt;
}

bool is_shard(std::string_view value, model::ShardId id, const CastSubjects& cast) {
  if (!id) return false;
  if (const auto it = cast.find(value); it != cast.end()) return it->second.shard == id;
  return whole_number(value) == shard_number(id);
}

std::string_view effect_name(model::Effect effect) {
  switch (effect) {
    case model::Effect::kFirst: return "first";
    case model::Effect::kDuplicate: return "duplicate";
    case model::Effect::kSkipped: return "skipped";
  }
  return "";
}

// Reads one "key=value" or "key!=value" into the pattern; what is wrong with it, or "".
std::string take_filter(std::string_view text, EventPattern& out) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return "a filter is written key=value";
  const bool differs = equals > 0 && text[equals - 1] == '!';
  const std::string_view key = trim(text.substr(0, equals - (differs ? 1 : 0)));
  const std::string_view value = trim(text.substr(equals + 1));
  if (value.empty()) return std::format("'{}' has no value", key);
  if (key == "nth" && !differs) {
    const auto [last, error] = std::from_chars(value.data(), value.data() + value.size(), out.nth);
    const bool whole = error == std::errc{} && last == value.data() + value.size();
    return whole && out.nth >= 1 ? "" : "nth is a number from 1";
  }
  const auto filter = key_of(key);
  if (!filter) {
    return std::format(
        "'{}' is not one of by, queue, topic, stream, message, record, shard, effect, order, nth",
        key);
  }
  if (const auto wrong = fault_of(*filter, value); !wrong.empty()) return std::string(wrong);
  out.filters.push_back({*filter, differs, std::string(value)});
  return "";
}

bool passes(const EventFilter& filter, const model::Event& event, const Names& names,
            const CastSubjects& cast, model::MessageId bound) {
  const model::EventSubjects about = model::subjects(event.body);
  switch (filter.key) {
    case FilterKey::kBy: return names.is_actor(filter.value, about.actor);
    case FilterKey::kQueue: return names.is_queue(filter.value, about.queue);
    case FilterKey::kTopic: {
      const auto it = names.topics.find(filter.value);
      return it != names.topics.end() && it->second == about.topic;
    }
    case FilterKey::kStream: {
      const auto it = names.streams.find(filter.value);
      return it != names.streams.end() && it->second.id == about.stream;
    }
    case FilterKey::kMessage: {
      if (filter.value == kAnyMessage) return !bound || about.message == bound;
      const auto it = cast.find(filter.value);
      return it != cast.end() && it->second.message == about.message;
    }
    case FilterKey::kRecord: {
      const auto it = cast.find(filter.value);
      return it != cast.end() && about.record && it->second.record == about.record;
    }
    case FilterKey::kShard: return is_shard(filter.value, about.shard, cast);
    case FilterKey::kEffect: {
      const auto effect = effect_of(event.body);
      return effect && effect_name(*effect) == filter.value;
    }
    case FilterKey::kOrder: {
      const auto* done = std::get_if<model::RecordProcessed>(&event.body);
      return done != nullptr && done->out_of_order == (filter.value == "broken");
    }
  }
  return false;
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, n);
  if (error != std::errc{} || last != end) return std::nullopt;
  return n;
}

bool EventPattern::bound() const {
  return std::ranges::any_of(filters, [](const EventFilter& f) {
    return f.key == FilterKey::kMessage && f.value == kAnyMessage;
  });
}

Names Names::of(const world::World& world) {
  Names out;
  for (const auto& [id, actor] : world.actors().actors) {
    out.actors[actor.name].push_back(id);
    if (actor.group != actor.name) out.actors[actor.group].push_back(id);
  }
  for (const auto& [id, queue] : world.sqs().queues) out.queues[queue.name] = id;
  for (const auto& [id, topic] : world.sns().topics) out.topics[topic.name] = id;
  for (const auto& [id, stream] : world.kinesis().streams) out.streams[stream.name] = {id};
  for (const auto& [id, shard] : world.kinesis().shards) {
    const services::kinesis::Stream* stream = world.kinesis().find(shard.stream);
    if (stream != nullptr && shard.is_open()) ++out.streams[stream->name].open_shards;
  }
  return out;
}

bool Names::is_actor(std::string_view name, model::ActorId id) const {
  if (name == "you") return !id;
  const auto it = actors.find(name);
  return it != actors.end() && std::ranges::contains(it->second, id);
}

bool Names::is_queue(std::string_view name, model::QueueId id) const {
  const auto it = queues.find(name);
  return it != queues.end() && it->second == id;
}

base::Result<EventPattern, TextError> parse_pattern(std::string_view text) {
  if (text.size() > kMaxText) {
    return std::unexpected(TextError{std::format("longer than {} characters", kMaxText), kMaxText});
  }
  EventPattern out;
  std::size_t at = 0;
  for (bool first = true; at <= text.size(); first = false) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view piece = trim(text.substr(at, end - at));
    if (first) {
      const auto& known = model::event_names();
      const auto it = std::ranges::find(known, piece);
      if (it == known.end()) {
        return std::unexpected(TextError{std::format("'{}' is not a kind of event", piece), at});
      }
      out.event = piece;
      out.kind = static_cast<std::size_t>(it - known.begin());
    } else if (std::string wrong = take_filter(piece, out); !wrong.empty()) {
      return std::unexpected(TextError{std::move(wrong), at});
    }
    at = end + 1;
  }
  return out;
}

bool matches(const EventPattern& pattern, const model::Event& event, const Names& names,
             const CastSubjects& cast, model::MessageId bound) {
  if (event.body.index() != pattern.kind) return false;
  return std::ranges::all_of(pattern.filters, [&](const EventFilter& filter) {
    return passes(filter, event, names, cast, bound) != filter.differs;
  });
}

}  // namespace lesson
