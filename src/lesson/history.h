// What has become of every message, read from the event log alone, and the values of statements
// about it. Must not know goals, beats, or how the events came about.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/document.h"
#include "lesson/expression.h"
#include "lesson/moment.h"
#include "model/events.h"
#include "model/facts.h"
#include "world/timeline.h"

namespace lesson {

enum class MessagePlace : std::uint8_t { kDelayed, kWaiting, kInFlight, kGone };

struct MessageHistory {
  model::QueueId queue;
  MessagePlace place = MessagePlace::kWaiting;
  std::uint32_t receives = 0;
  std::uint32_t deletes = 0;   // 0 or 1; a delete without effect does not count
  std::uint32_t expiries = 0;
  std::uint32_t moves = 0;     // to a dead-letter queue
  std::uint32_t effects = 0;   // times its side effect happened
};

/// A run seen through its events. Grows one event at a time, so that goals stay cheap.
class History {
 public:
  History() = default;
  History(std::vector<CastMember> cast, Names names);

  void add(const model::Event& event);
  /// Something was billed; it counts for the events that are added after it.
  void add(const model::Charge& charge);

  const std::map<model::MessageId, MessageHistory>& messages() const { return messages_; }
  const CastEvents& cast() const { return cast_; }
  /// What the cast's events are about.
  const CastSubjects& cast_subjects() const { return cast_subjects_; }
  /// The message of a cast event, 0 when it has not happened or is about none.
  model::MessageId cast_message(std::string_view name) const;
  const Names& names() const { return names_; }
  std::uint64_t duplicates() const { return duplicates_; }
  /// Requests that AWS would bill: several messages of one answer or batch are one, empty answers
  /// count, and every started 64 KiB of payload (aws-facts 1.13).
  std::uint64_t requests() const { return world::requests_of(units_); }
  /// What everything costs so far, in millionths of a dollar, without a free tier.
  std::int64_t cost(model::Profile profile) const {
    return world::micro_dollars_of(units_, profile);
  }
  std::uint32_t in_place(model::QueueId queue, MessagePlace place) const;
  /// Shards of a stream that are open now; 0 for a stream that is not known.
  std::int64_t open_shards(std::string_view stream) const;
  /// How far these callers' latest reads were behind the tips of their shards, in microseconds;
  /// the furthest of them.
  std::int64_t behind(std::string_view callers) const;

 private:
  void track(const model::Event& event);
  void join_cast(const model::Event& event);
  void track_streams(const model::Event& event);
  void put(model::MessageId message, model::QueueId queue, MessagePlace place);
  void clear_queue(model::QueueId queue);

  std::vector<CastMember> members_;
  std::vector<std::uint32_t> seen_;  // per member: matching events so far
  Names names_;
  CastEvents cast_;
  CastSubjects cast_subjects_;
  std::map<model::MessageId, MessageHistory> messages_;
  std::map<model::QueueId, std::map<MessagePlace, std::uint32_t>> places_;
  std::map<model::StreamId, std::int64_t> opened_shards_;  // since the run began, less the closed
  std::map<model::ActorId, std::map<model::ShardId, std::uint32_t>> behind_ms_;
  std::uint64_t duplicates_ = 0;
  world::Units units_{};  // billed so far
};

/// Gives a history what a run was billed, in step with its events.
class ChargeFeed {
 public:
  explicit ChargeFeed(const world::ChargeLog& charges, std::size_t seen = 0)
      : charges_(&charges), next_(seen) {}
  /// Everything that belongs before or to this event; call before adding it.
  void before(const model::Event& event, History& history);
  /// The rest, up to a time.
  void until(base::SimTime now, History& history);
  /// How many charges have been given.
  std::size_t seen() const { return next_; }

 private:
  const world::ChargeLog* charges_;
  std::size_t next_ = 0;
};

/// What a statement can speak of besides the history.
struct Circumstances {
  std::int64_t actions = 0;
  std::int64_t par = 0;
  model::Profile profile = model::Profile::kCurrent;
};

/// A statement or measure that is followed along a run.
class Statement {
 public:
  Statement() = default;
  explicit Statement(Expression expression);

  const Expression& expression() const { return expression_; }
  /// Counts an event; call after History::add() of the same event.
  void add(const model::Event& event, const History& history);
  /// The value for one message (of `message`); nothing when it speaks of what has not happened.
  std::optional<std::int64_t> value(const History& history, const Circumstances& how,
                                    model::MessageId bound = {}) const;
  /// True of every message that it speaks of. A statement about messages needs at least one,
  /// unless `vacuous`.
  bool holds(const History& history, const Circumstances& how, bool vacuous) const;
  /// Both sides of its first comparison; of a bound statement for the message furthest off.
  std::optional<std::pair<std::int64_t, std::int64_t>> sides(const History& history,
                                                             const Circumstances& how) const;

 private:
  std::optional<std::int64_t> node_value(std::size_t index, const History& history,
                                         const Circumstances& how, model::MessageId bound) const;
  std::optional<std::int64_t> call_value(std::size_t index, const History& history,
                                         const Circumstances& how, model::MessageId bound) const;

  Expression expression_;
  std::map<std::size_t, std::int64_t> counts_;  // by node: unbound counts
  std::map<std::size_t, std::map<model::MessageId, std::int64_t>> bound_counts_;
};

}  // namespace lesson
