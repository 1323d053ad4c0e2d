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
  if (text == "message") return FilterKey::kMessage;
  if (text == "effect") return FilterKey::kEffect;
  return std::nullopt;
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
  if (!filter) return std::format("'{}' is not one of by, queue, message, effect, nth", key);
  if (*filter == FilterKey::kEffect && value != "first" && value != "duplicate" &&
      value != "skipped") {
    return "effect is first, duplicate or skipped";
  }
  out.filters.push_back({*filter, differs, std::string(value)});
  return "";
}

bool passes(const EventFilter& filter, const model::Event& event, const Names& names,
            const CastMessages& cast, model::MessageId bound) {
  const model::EventSubjects about = model::subjects(event.body);
  switch (filter.key) {
    case FilterKey::kBy: return names.is_actor(filter.value, about.actor);
    case FilterKey::kQueue: return names.is_queue(filter.value, about.queue);
    case FilterKey::kMessage: {
      if (filter.value == kAnyMessage) return !bound || about.message == bound;
      const auto it = cast.find(filter.value);
      return it != cast.end() && it->second == about.message;
    }
    case FilterKey::kEffect: {
      const auto* finished = std::get_if<model::WorkFinished>(&event.body);
      return finished != nullptr && effect_name(finished->effect) == filter.value;
    }
  }
  return false;
}

}  // namespace

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
             const CastMessages& cast, model::MessageId bound) {
  if (event.body.index() != pattern.kind) return false;
  return std::ranges::all_of(pattern.filters, [&](const EventFilter& filter) {
    return passes(filter, event, names, cast, bound) != filter.differs;
  });
}

}  // namespace lesson
