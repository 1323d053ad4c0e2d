// The small language of goals and measures: "receives(taken) >= 2 and deleted(taken)". Parsing
// only; history.h evaluates. Must not know goals, beats or the World.
//
//   or, and, not · == != < <= > >= · + - * · whole numbers, durations (30s, 10m), `par`
//   count(Event, filter…)  events so far        receives(m) deletes(m) expiries(m) moves(m)
//   side_effects(m)  times its job took effect  duplicates()  in all
//   deleted(m)  0 or 1                          waiting(q) in_flight(q) delayed(q)
//   open_shards(stream)                         behind(caller)  its iterator age, a duration
//   time(m)  of the cast's event                requests()  cost()  actions()
// `m` is a name of the cast, or `message`: then the statement is about every message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/event_pattern.h"

namespace lesson {

enum class Function : std::uint8_t {
  kCount,
  kReceives,
  kDeletes,
  kExpiries,
  kMoves,
  kSideEffects,
  kDeleted,
  kDuplicates,
  kWaiting,
  kInFlight,
  kDelayed,
  kTime,
  kRequests,
  kCost,
  kActions,
  kOpenShards,
  kBehind,
};

enum class Operator : std::uint8_t {
  kNumber,  // a literal
  kPar,
  kCall,
  kNot,
  kOr,
  kAnd,
  kEqual,
  kDiffers,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
};

/// A parsed statement or measure: nodes in one block, children before parents, the root last.
struct Expression {
  struct Node {
    Operator op = Operator::kNumber;
    std::int64_t number = 0;
    Function function = Function::kCount;
    std::string argument;  // cast name, queue name, kAnyMessage
    EventPattern pattern;  // of kCount
    std::size_t left = 0;
    std::size_t right = 0;
  };
  std::string text;
  std::vector<Node> nodes;

  /// Speaks of every message.
  bool bound() const;
  /// Speaks of something besides single messages, so that any event may change it.
  bool global() const;
};

/// At most 400 characters and 64 nodes; errors say where.
base::Result<Expression, TextError> parse_expression(std::string_view text);

/// Cast names that a statement uses, for checking.
std::vector<std::string> cast_names(const Expression& expression);
std::vector<std::string> cast_names(const EventPattern& pattern);

}  // namespace lesson
