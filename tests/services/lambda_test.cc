// Lambda's asynchronous invocations: slots, the queue of events before them, retries, ages.
#include "services/lambda/lambda.h"

#include <gtest/gtest.h>

#include <format>

#include "base/rng.h"
#include "services/sns_support.h"

namespace services::lambda {
namespace {

using base::minutes;
using base::seconds;

constexpr const char* kArn = "arn:aws:lambda:us-east-1:000000000000:function:resize";

// The service alone, driven by its timers.
struct Service {
  explicit Service(Behaviour how = {}) { EXPECT_TRUE(set_function(state, kArn, std::move(how))); }

  State state;
  engine::Timers timers;
  base::SimTime now;
  model::EventSeq last = 0;
  model::NullSink sink;

  engine::Context context() { return {now, model::Profile::kCurrent, timers, last, sink}; }
  void invoke(std::uint32_t publish) {
    engine::Context ctx = context();
    lambda::invoke(state, ctx, kArn, {{publish}, {7}});
  }
  void run(base::Duration d) {
    const base::SimTime end = now + d;
    while (timers.next() <= end) {
      const auto entry = timers.pop();
      now = entry.at;
      engine::Context ctx = context();
      on_timer(state, ctx, std::get<model::InvocationDue>(entry.timer));
    }
    now = end;
  }
  const Function& function() const { return *state.find_by_arn(kArn); }
  const Counters& counters() const { return function().counters; }
  // What runs, by slot: the number of what was published.
  std::vector<std::uint32_t> running() const {
    std::vector<std::uint32_t> out;
    for (const auto& [slot, id] : function().running) {
      const Event& event = *function().find(id);
      EXPECT_EQ(event.slot, slot);
      EXPECT_EQ(event.phase, Phase::kRunning);
      out.push_back(event.subject.publish.value);
    }
    return out;
  }
  using Numbers = std::vector<std::uint32_t>;
};

TEST(Lambda, AnEventStartsAtOnceWhenASlotIsFree) {
  Service s({.durations = {seconds(4)}});
  s.run(seconds(1));
  s.invoke(3);
  ASSERT_EQ(s.running(), Service::Numbers{3});
  const Event& event = s.function().events.begin()->second;
  EXPECT_EQ(event.subject.subscription.value, 7u);
  EXPECT_EQ(event.slot, 0u);
  EXPECT_EQ(event.attempt, 1u);
  EXPECT_EQ(event.started_at, s.now);
  EXPECT_EQ(event.ends_at(), s.now + seconds(4));
  s.run(seconds(4));
  EXPECT_TRUE(s.function().events.empty());
  EXPECT_EQ(s.counters().succeeded, 1u);
  EXPECT_EQ(s.counters().throttled, 0u);
}

TEST(Lambda, AFunctionThatNobodyDescribedHasTenSlots) {
  Service s;
  for (std::uint32_t i = 1; i <= 11; ++i) s.invoke(i);
  EXPECT_EQ(s.running().size(), 10u);
  EXPECT_EQ(s.function().waiting.size(), 1u);
}

TEST(Lambda, EventsWaitInOrderWhileEverySlotIsBusy) {
  Service s({.reserved_concurrency = 2, .durations = {seconds(4), seconds(6)}});
  for (std::uint32_t i = 1; i <= 4; ++i) s.invoke(i);
  EXPECT_EQ(s.running(), (Service::Numbers{1, 2}));
  EXPECT_EQ(s.counters().throttled, 2u);
  s.run(seconds(4));
  EXPECT_EQ(s.running(), (Service::Numbers{3, 2})) << "the oldest takes the slot that became free";
  s.run(seconds(2));
  EXPECT_EQ(s.running(), (Service::Numbers{3, 4}));
  s.run(seconds(60));
  EXPECT_EQ(s.counters().succeeded, 4u);
}

TEST(Lambda, DurationsAreTakenInTurn) {
  Service s({.reserved_concurrency = 1, .durations = {seconds(1), seconds(10)}});
  for (std::uint32_t i = 1; i <= 3; ++i) s.invoke(i);
  s.run(seconds(1));
  EXPECT_EQ(s.running(), Service::Numbers{2});
  s.run(seconds(9));
  EXPECT_EQ(s.running(), Service::Numbers{2});
  s.run(seconds(1));
  EXPECT_EQ(s.running(), Service::Numbers{3});
  s.run(seconds(1));
  EXPECT_TRUE(s.running().empty());
}

TEST(Lambda, AFailedInvocationIsRepeatedAfterOneAndAfterTwoMinutes) {
  Service s({.durations = {seconds(1)}, .errors_first = 2});
  s.invoke(1);
  s.run(seconds(1));
  EXPECT_EQ(s.counters().errors, 1u);
  EXPECT_EQ(s.function().events.begin()->second.phase, Phase::kResting);
  s.run(minutes(1) - seconds(1));
  EXPECT_TRUE(s.running().empty());
  s.run(seconds(1));
  EXPECT_EQ(s.running(), Service::Numbers{1});
  EXPECT_EQ(s.function().events.begin()->second.attempt, 2u);
  s.run(seconds(1) + minutes(2) - seconds(1));
  EXPECT_TRUE(s.running().empty());
  s.run(seconds(1));
  EXPECT_EQ(s.running(), Service::Numbers{1});
  s.run(seconds(1));
  EXPECT_EQ(s.counters().succeeded, 1u);
  EXPECT_EQ(s.counters().dropped, 0u);
}

TEST(Lambda, AnEventIsDroppedAfterItsSecondRetry) {
  Service s({.errors_always = true});
  s.invoke(1);
  s.run(minutes(10));
  EXPECT_TRUE(s.function().events.empty());
  EXPECT_EQ(s.counters().invocations, 3u);
  EXPECT_EQ(s.counters().errors, 3u);
  EXPECT_EQ(s.counters().dropped, 1u);
}

TEST(Lambda, ARestingEventTakesNoSlot) {
  Service s({.reserved_concurrency = 1, .errors_first = 1});
  s.invoke(1);
  s.invoke(2);
  s.run(seconds(1));
  EXPECT_EQ(s.running(), Service::Numbers{2});
  s.run(minutes(1));
  EXPECT_EQ(s.counters().succeeded, 1u);
}

TEST(Lambda, AnEventIsKeptForSixHours) {
  Service s({.reserved_concurrency = 0});
  s.invoke(1);
  s.run(base::hours(6) - seconds(1));
  EXPECT_EQ(s.function().waiting.size(), 1u);
  s.run(seconds(1));
  EXPECT_TRUE(s.function().waiting.empty());
  EXPECT_TRUE(s.function().events.empty());
  EXPECT_EQ(s.counters().dropped, 1u);
  EXPECT_EQ(s.counters().invocations, 0u);
}

TEST(Lambda, ARetryThatWouldComeAfterSixHoursIsNotMade) {
  // The second event starts 10 s before its end of life, fails, and has no minute left.
  Service s({.reserved_concurrency = 1,
             .durations = {base::hours(6) - seconds(10), seconds(1)},
             .errors_always = true});
  s.invoke(1);
  s.invoke(2);
  s.run(base::hours(6));
  EXPECT_EQ(s.counters().invocations, 2u);
  EXPECT_EQ(s.counters().dropped, 2u);
  EXPECT_TRUE(s.function().events.empty());
}

TEST(Lambda, AFullQueueOfEventsAcceptsNoMore) {
  Service s({.reserved_concurrency = 1});
  for (std::uint32_t i = 0; i < kMaxEventsPerFunction; ++i) {
    ASSERT_TRUE(accepts(s.state, kArn));
    s.invoke(i + 1);
  }
  EXPECT_FALSE(accepts(s.state, kArn));
  EXPECT_TRUE(accepts(s.state, "arn:aws:lambda:us-east-1:000000000000:function:other"));
  s.run(seconds(1));
  EXPECT_TRUE(accepts(s.state, kArn));
}

TEST(Lambda, NotMoreFunctionsThanTheBound) {
  Service s;
  for (std::size_t i = 1; i < kMaxFunctions; ++i) {
    ASSERT_TRUE(set_function(s.state, std::format("{}{}", kArn, i), {}));
  }
  EXPECT_FALSE(set_function(s.state, "one-more", {}));
  EXPECT_TRUE(accepts(s.state, kArn));
}

TEST(Lambda, TheTimersOfEarlierPhasesAreVoid) {
  Service s({.reserved_concurrency = 1, .durations = {seconds(3)}});
  s.invoke(1);
  s.invoke(2);
  const model::InvocationDue second{s.function().id, *s.function().waiting.begin()};
  const base::SimTime end_of_life = s.function().find(second.event)->due;
  EXPECT_FALSE(is_void(s.state, end_of_life, second));
  s.run(seconds(3));
  EXPECT_TRUE(is_void(s.state, end_of_life, second)) << "it does not wait any more";
}

// Every accepted event is in exactly one place, and no slot holds two.
void expect_sound(const Function& function) {
  std::uint64_t resting = 0;
  for (const auto& [id, event] : function.events) {
    EXPECT_EQ(event.phase == Phase::kWaiting, function.waiting.contains(id));
    resting += event.phase == Phase::kResting ? 1 : 0;
  }
  EXPECT_EQ(function.waiting.size() + function.running.size() + resting, function.events.size());
  EXPECT_LE(function.running.size(), function.behaviour.reserved_concurrency);
  EXPECT_TRUE(function.waiting.empty() ||
              function.running.size() == function.behaviour.reserved_concurrency);
  const Counters& c = function.counters;
  EXPECT_EQ(c.accepted, c.succeeded + c.dropped + function.events.size());
  EXPECT_EQ(c.invocations, c.succeeded + c.errors + function.running.size());
}

TEST(Lambda, RandomRunsLoseNothing) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::Rng rng(seed, "lambda");
    Service s({.reserved_concurrency = static_cast<std::uint32_t>(rng.below(4)),
               .durations = {seconds(rng.between(1, 300)), seconds(rng.between(1, 20))},
               .errors_first = static_cast<std::uint32_t>(rng.below(30))});
    for (std::uint32_t i = 1; i <= 200; ++i) {
      s.invoke(i);
      s.run(seconds(rng.between(0, 99)));
      expect_sound(s.function());
    }
    s.run(base::hours(7));
    EXPECT_TRUE(s.function().events.empty());
    expect_sound(s.function());
  }
}

// ---- behind subscriptions of SNS

constexpr std::string_view kSlow = R"({"Endpoints": {
  "arn:aws:lambda:us-east-1:000000000000:function:resize": {
    "DurationSeconds": [4], "ReservedConcurrency": 1, "FailFirst": 1, "Status": 503}}})";

TEST(LambdaBehindSns, TheDeliveryIsDoneWhenLambdaAcceptedTheEvent) {
  test::SnsBench b;
  const std::string topic = b.topic("t");
  const std::string subscription = b.subscribe(topic, "lambda", kArn);
  b.publish(topic, "hello");
  b.run(base::milliseconds(40));
  EXPECT_EQ(b.log.all<model::DeliverySucceeded>().size(), 1u);
  const Function* function = b.world.lambda().find_by_arn(kArn);
  ASSERT_NE(function, nullptr);
  ASSERT_EQ(function->running.size(), 1u);
  const Event& event = *function->find(function->running.at(0));
  EXPECT_EQ(event.subject.publish, b.log.all<model::DeliverySucceeded>().at(0).second.publish);
  EXPECT_EQ(b.world.sns().find(event.subject.subscription)->arn, subscription);
  EXPECT_EQ(function->name(), "resize");
}

TEST(LambdaBehindSns, ABusyFunctionDoesNotMakeTheDeliveryFail) {
  test::SnsBench b(R"({"Endpoints": {"arn:aws:lambda:us-east-1:000000000000:function:resize":
    {"DurationSeconds": 30, "ReservedConcurrency": 1, "ErrorsAlways": true}}})");
  const std::string topic = b.topic("t");
  b.subscribe(topic, "lambda", kArn);
  for (int i = 0; i < 3; ++i) b.publish(topic, "hello");
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliverySucceeded>().size(), 3u);
  EXPECT_EQ(b.log.all<model::DeliveryFailed>().size(), 0u);
  EXPECT_EQ(b.world.lambda().find_by_arn(kArn)->waiting.size(), 2u);
}

TEST(LambdaBehindSns, AnEventThatLambdaRefusedComesWithTheRetryOfSns) {
  test::SnsBench b(kSlow);
  const std::string topic = b.topic("t");
  b.subscribe(topic, "lambda", kArn);
  b.publish(topic, "hello");
  b.run(base::milliseconds(40));
  EXPECT_EQ(b.world.lambda().find_by_arn(kArn)->counters.accepted, 0u);
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliveryFailed>().size(), 1u);
  EXPECT_EQ(b.world.lambda().find_by_arn(kArn)->counters.accepted, 1u);
}

TEST(LambdaBehindSns, AFilteredMessageInvokesNothing) {
  test::SnsBench b;
  const std::string topic = b.topic("t");
  b.subscribe(topic, "lambda", kArn, {{"FilterPolicy", R"({"store": ["eu"]})"}});
  b.publish(topic, "hello");
  b.settle();
  EXPECT_EQ(b.world.lambda().find_by_arn(kArn), nullptr);
}

TEST(LambdaBehindSns, ACopyOfTheWorldRunsTheSameInvocations) {
  test::SnsBench b(kSlow);
  const std::string topic = b.topic("t");
  b.subscribe(topic, "lambda", kArn);
  for (int i = 0; i < 3; ++i) b.publish(topic, "hello");
  b.settle();
  world::World copy = b.world;
  EXPECT_EQ(copy.hash(), b.world.hash());
  b.run(seconds(20));
  EXPECT_NE(copy.hash(), b.world.hash());
  test::Recording log;
  copy.run_until(b.world.now(), log);
  EXPECT_EQ(copy.hash(), b.world.hash());
  EXPECT_EQ(copy.lambda().find_by_arn(kArn)->counters.succeeded, 3u);
}

}  // namespace
}  // namespace services::lambda
