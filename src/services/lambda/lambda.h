// AWS Lambda as those who invoke it asynchronously meet it: it accepts an event at once and keeps
// it in a queue of its own until the function has a free slot (aws-facts 2.5: for the caller the
// event is through as soon as it was accepted). A plain value and functions on it. Must not know
// who invokes, nor what an event says.
//
// The fact sheet is silent about what follows, so these are assumptions, from AWS's general
// knowledge of asynchronous invocation:
// - An event is kept for at most 6 hours; an invocation that ends with an error is repeated after 1
//   minute and once more after 2 minutes; then the event is dropped, as a function without a
//   destination drops it.
// - AWS pauses between its attempts to find a free slot; here the oldest event starts the moment a
//   slot is free, so that the slots of a picture are never idle without a reason.
// - A function that nobody described has 10 slots (ReservedConcurrency) and takes 1 second. Without
//   a reservation a real one would share the 1,000 of its account: too many to be seen.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "engine/context.h"
#include "model/ids.h"
#include "model/timers.h"

namespace services::lambda {

inline constexpr base::Duration kMaximumEventAge = base::hours(6);
inline constexpr std::uint32_t kMaximumRetries = 2;
/// AWS names no bound; beyond this one Lambda refuses events with TooManyRequestsException.
inline constexpr std::size_t kMaxEventsPerFunction = 10'000;
inline constexpr std::size_t kMaxFunctions = 1'000;

/// How a simulated function behaves.
struct Behaviour {
  std::uint32_t reserved_concurrency = 10;  // invocations at one time; 0 switches it off
  /// How long its invocations take, in turn; the last is followed by the first.
  std::vector<base::Duration> durations{base::seconds(1)};
  std::uint32_t errors_first = 0;  // so many invocations end with an error, then it works
  bool errors_always = false;
  bool operator==(const Behaviour&) const = default;
};

/// What an event is about, for the picture: what was published, and to whom it went.
struct Subject {
  model::PublishId publish;
  model::SubscriptionId subscription;
  auto operator<=>(const Subject&) const = default;
};

enum class Phase : std::uint8_t {
  kWaiting,  // for a free slot
  kRunning,
  kResting,  // its invocation failed; until the retry
};

/// One accepted event, until an invocation succeeded or the event was dropped.
struct Event {
  model::InvocationId id;
  Subject subject;
  Phase phase = Phase::kWaiting;
  std::uint32_t attempt = 0;  // invocations begun so far
  std::uint32_t slot = 0;  // while it runs, from 0
  base::SimTime accepted_at;
  base::SimTime started_at;  // while it runs
  /// While it runs its end, while it rests the retry, while it waits the end of its life.
  base::SimTime due = base::kNever;
  bool will_fail = false;  // while it runs

  base::SimTime ends_at() const { return due; }
};

struct Counters {
  std::uint64_t accepted = 0;
  std::uint64_t invocations = 0;
  std::uint64_t succeeded = 0;
  std::uint64_t errors = 0;
  std::uint64_t throttled = 0;  // found every slot busy
  std::uint64_t dropped = 0;  // after the last retry, or too old
};

struct Function {
  model::FunctionId id;
  std::string arn;
  Behaviour behaviour;
  std::map<model::InvocationId, Event> events;
  std::set<model::InvocationId> waiting;  // oldest first
  std::map<std::uint32_t, model::InvocationId> running;  // by slot
  Counters counters;

  /// Its name: the last part of its ARN.
  std::string_view name() const;
  const Event* find(model::InvocationId event) const;
};

/// The whole service.
struct State {
  std::map<model::FunctionId, Function> functions;
  std::map<std::string, model::FunctionId, std::less<>> by_arn;
  std::uint32_t last_function = 0;
  std::uint32_t last_invocation = 0;
  /// How long each invocation takes that began; drained by the dispatcher after every handling.
  std::vector<base::Duration> begun;

  const Function* find(model::FunctionId id) const;
  const Function* find_by_arn(std::string_view arn) const;
};

/// Set-up: describes a function before anything ran. False when there are too many.
bool set_function(State& state, const std::string& arn, Behaviour behaviour);
/// Whether an event would be accepted now.
bool accepts(const State& state, std::string_view arn);
/// An asynchronous invocation; the caller has asked `accepts`. A function that nobody described
/// exists from its first event.
void invoke(State& state, engine::Context& ctx, const std::string& arn, Subject subject);
void on_timer(State& state, engine::Context& ctx, const model::InvocationDue& due);
/// Whether the reason of a timer for `at` has gone.
bool is_void(const State& state, base::SimTime at, const model::InvocationDue& due);

void hash_into(const State& state, base::Hasher& h);

}  // namespace services::lambda
