// Which events a lesson means: "MessageReceived, by=worker-2, message=taken". Must not know what a
// lesson does with them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/events.h"
#include "world/world.h"

namespace lesson {

/// Where a small text of a lesson file is wrong; `at` counts characters from 0.
struct TextError {
  std::string message;
  std::size_t at = 0;
};

/// A text that is a whole number and nothing else.
std::optional<std::int64_t> whole_number(std::string_view text);

enum class FilterKey : std::uint8_t {
  kBy,
  kQueue,
  kTopic,
  kStream,
  kMessage,
  kRecord,
  kShard,   // its number, in a World with one stream, or the shard of a cast event
  kEffect,  // first, duplicate, skipped
  kOrder,   // kept, broken: of RecordProcessed
};

struct EventFilter {
  FilterKey key = FilterKey::kBy;
  bool differs = false;  // "!="
  std::string value;
};

/// A kind of event and what must be true of it.
struct EventPattern {
  std::string event;     // "MessageReceived"
  std::size_t kind = 0;  // index in the variant
  std::vector<EventFilter> filters;
  std::uint32_t nth = 1;  // which of them, where one is meant

  /// True when a filter speaks of `message`, the message that a goal quantifies over.
  bool bound() const;
};

/// The variable of goals: every message.
inline constexpr std::string_view kAnyMessage = "message";

/// A stream, and how many of its shards were open when the names were taken.
struct StreamName {
  model::StreamId id;
  std::uint32_t open_shards = 0;
};

/// Names in a World: callers, fleets, queues, topics and streams.
struct Names {
  std::map<std::string, std::vector<model::ActorId>, std::less<>> actors;
  std::map<std::string, model::QueueId, std::less<>> queues;
  std::map<std::string, model::TopicId, std::less<>> topics;
  std::map<std::string, StreamName, std::less<>> streams;

  static Names of(const world::World& world);
  /// "you" is the learner, whose number is 0.
  bool is_actor(std::string_view name, model::ActorId id) const;
  bool is_queue(std::string_view name, model::QueueId id) const;
};

/// What the events of the cast are about, by cast name, as far as they have happened.
using CastSubjects = std::map<std::string, model::EventSubjects, std::less<>>;

/// The number of a shard as pictures and lessons name it ("shard 3"), in a World with one stream:
/// shards are counted from 0 in the order in which they opened.
constexpr std::uint32_t shard_number(model::ShardId id) { return id.value - 1; }

/// "Event, key=value, key!=value …" with the keys by, queue, topic, stream, message, record, shard,
/// effect, order and nth. `by` is a caller, a fleet, or "you".
base::Result<EventPattern, TextError> parse_pattern(std::string_view text);

/// `bound` is the message that kAnyMessage stands for; without one such a filter is passed by all.
bool matches(const EventPattern& pattern, const model::Event& event, const Names& names,
             const CastSubjects& cast, model::MessageId bound = {});

}  // namespace lesson
