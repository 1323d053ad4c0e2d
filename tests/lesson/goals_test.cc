// Goals over hand-made histories: every kind met, broken and still open; what broke it; deadlines;
// going back.
#include "lesson/goals.h"

#include <gtest/gtest.h>

namespace lesson {
namespace {

constexpr model::QueueId kQueue{1};
constexpr model::QueueId kDlq{2};
constexpr model::ActorId kFirst{1};
constexpr model::ActorId kSecond{2};

// A log written by hand.
class Story {
 public:
  Story& sent(std::int64_t ms, std::uint32_t m, std::int64_t delay_ms = 0) {
    return add(ms, model::MessageSent{kQueue, {m}, {}, base::milliseconds(delay_ms)});
  }
  Story& received(std::int64_t ms, std::uint32_t m, model::ActorId by = kFirst) {
    return add(ms, model::MessageReceived{kQueue, {m}, by, 1, {}, false});
  }
  Story& finished(std::int64_t ms, std::uint32_t m, model::Effect effect = model::Effect::kFirst) {
    return add(ms, model::WorkFinished{kFirst, {m}, effect});
  }
  Story& deleted(std::int64_t ms, std::uint32_t m) {
    return add(ms, model::MessageDeleted{kQueue, {m}, kFirst});
  }
  Story& expired(std::int64_t ms, std::uint32_t m) {
    return add(ms, model::VisibilityExpired{kQueue, {m}, kFirst, 1});
  }
  Story& add(std::int64_t ms, model::EventBody body) {
    const auto seq = static_cast<model::EventSeq>(log.size() + 1);
    log.push_back({{ms * 1000}, seq, 0, std::move(body)});
    return *this;
  }
  /// A call that was billed, before the next event.
  Story& billed(std::int64_t ms, model::Billed what = model::Billed::kSqsRequest,
                std::uint32_t units = 1) {
    charges.push_back({{ms * 1000}, static_cast<model::EventSeq>(log.size()), what, units});
    return *this;
  }
  world::EventLog log;
  world::ChargeLog charges;
};

Names names() {
  Names out;
  out.actors["worker-1"] = {kFirst};
  out.actors["worker-2"] = {kSecond};
  out.actors["worker"] = {kFirst, kSecond};
  out.queues["jobs"] = kQueue;
  out.queues["dlq"] = kDlq;
  return out;
}

GoalSpec goal(GoalKind kind, std::string_view statement,
              std::optional<base::SimTime> by = std::nullopt) {
  GoalSpec out{.id = "g", .kind = kind, .by = by};
  auto e = parse_expression(statement);
  EXPECT_TRUE(e) << statement;
  out.holds = *e;
  return out;
}

GoalSpec event_goal(GoalKind kind, std::vector<std::string> patterns) {
  GoalSpec out{.id = "g", .kind = kind};
  for (const std::string& p : patterns) out.events.push_back(*parse_pattern(p));
  return out;
}

constexpr base::SimTime kHorizon{60'000'000};

GoalTracker tracker(GoalSpec spec, std::vector<CastMember> cast = {}) {
  return GoalTracker({std::move(spec)}, cast, names(), kHorizon, 2, model::Profile::kCurrent);
}

GoalResult judged(GoalSpec spec, const Story& story, base::SimTime now = kHorizon,
                  std::int64_t actions = 0, std::vector<CastMember> cast = {}) {
  GoalTracker t = tracker(std::move(spec), std::move(cast));
  t.advance(story.log, story.charges, story.log.count_until(now), now, actions);
  return t.results()[0];
}

TEST(Goals, AlwaysNamesTheEventThatBrokeIt) {
  Story s;
  s.sent(0, 1).sent(0, 2).received(1000, 1).received(1500, 2).finished(5000, 1).finished(6000, 2);
  const GoalSpec once = goal(GoalKind::kAlways, "side_effects(message) <= 1");
  EXPECT_EQ(judged(once, s, {10'000'000}).status, GoalStatus::kOpen);
  EXPECT_EQ(judged(once, s).status, GoalStatus::kMet);
  s.finished(20'000, 2, model::Effect::kDuplicate).finished(30'000, 1, model::Effect::kDuplicate);
  const GoalResult r = judged(once, s);
  EXPECT_EQ(r.status, GoalStatus::kViolated);
  EXPECT_EQ(r.event, 7u);
  EXPECT_EQ(r.at, base::SimTime{20'000'000});
  EXPECT_EQ(r.message, model::MessageId{2});
}

TEST(Goals, ASkippedEffectIsNoEffect) {
  Story s;
  s.sent(0, 1).finished(1000, 1).finished(2000, 1, model::Effect::kSkipped);
  EXPECT_EQ(judged(goal(GoalKind::kAlways, "side_effects(message) <= 1"), s).status,
            GoalStatus::kMet);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "duplicates() == 0"), s).status, GoalStatus::kMet);
}

TEST(Goals, AViolationStaysAlthoughTheStateIsFineAgain) {
  Story s;
  s.sent(0, 1).sent(0, 2).received(1000, 1).received(1000, 2).deleted(2000, 1).deleted(2000, 2);
  const GoalResult r = judged(goal(GoalKind::kAlways, "in_flight(jobs) <= 1"), s);
  EXPECT_EQ(r.status, GoalStatus::kViolated);
  EXPECT_EQ(r.event, 4u);
}

TEST(Goals, EventuallyHasADeadline) {
  Story s;
  s.sent(0, 1).sent(0, 2).deleted(5000, 1).deleted(9000, 2);
  const GoalSpec both = goal(GoalKind::kEventually, "count(MessageDeleted) == 2", {{9'000'000}});
  EXPECT_EQ(judged(both, s).status, GoalStatus::kMet);
  EXPECT_EQ(judged(both, s).at, base::SimTime{9'000'000});
  EXPECT_EQ(judged(both, s, {6'000'000}).status, GoalStatus::kOpen);
  const GoalSpec early = goal(GoalKind::kEventually, "count(MessageDeleted) == 2", {{8'999'999}});
  const GoalResult r = judged(early, s);
  EXPECT_EQ(r.status, GoalStatus::kViolated);
  EXPECT_EQ(r.event, 0u);  // only time passed
  EXPECT_EQ(r.at, base::SimTime{8'999'999});
}

TEST(Goals, EventuallyTellsHowFarItIs) {
  Story s;
  s.sent(0, 1).deleted(5000, 1);
  const GoalResult r =
      judged(goal(GoalKind::kEventually, "count(MessageDeleted) == 6"), s, {10'000'000});
  EXPECT_EQ(r.status, GoalStatus::kOpen);
  EXPECT_EQ(r.value, 1);
  EXPECT_EQ(r.target, 6);
}

TEST(Goals, EventuallyOverMessagesNeedsAllOfThemAndAtLeastOne) {
  const GoalSpec all = goal(GoalKind::kEventually, "deleted(message) == 1");
  Story none;
  EXPECT_EQ(judged(all, none, {1}).status, GoalStatus::kOpen);
  Story s;
  s.sent(0, 1).sent(0, 2).deleted(1000, 1);
  EXPECT_EQ(judged(all, s).status, GoalStatus::kViolated);
  s.deleted(2000, 2);
  EXPECT_EQ(judged(all, s).status, GoalStatus::kMet);
}

TEST(Goals, NeverIsBrokenByOneEvent) {
  const GoalSpec never = event_goal(GoalKind::kNever, {"MessageReceived, by=worker-2, queue=jobs"});
  Story s;
  s.sent(0, 1).received(1000, 1, kFirst);
  EXPECT_EQ(judged(never, s).status, GoalStatus::kMet);
  s.received(2000, 1, kSecond);
  EXPECT_EQ(judged(never, s).event, 3u);
}

TEST(Goals, OrderIsBrokenByWhatComesTooEarly) {
  const GoalSpec order = event_goal(
      GoalKind::kOrder, {"MessageReceived, by=worker-1", "VisibilityExpired", "MessageDeleted"});
  Story good;
  good.sent(0, 1).received(1000, 1).expired(2000, 1).received(3000, 1).deleted(4000, 1);
  EXPECT_EQ(judged(order, good).status, GoalStatus::kMet);
  Story bad;
  bad.sent(0, 1).received(1000, 1).deleted(2000, 1);
  EXPECT_EQ(judged(order, bad).status, GoalStatus::kViolated);
  EXPECT_EQ(judged(order, bad).event, 3u);
  Story half;
  half.sent(0, 1).received(1000, 1);
  EXPECT_EQ(judged(order, half, {5'000'000}).status, GoalStatus::kOpen);
  EXPECT_EQ(judged(order, half).status, GoalStatus::kViolated);
}

TEST(Goals, AtEndLooksAtTheEndOnly) {
  Story s;
  s.sent(0, 1).sent(0, 2).received(1000, 1);
  const GoalSpec one = goal(GoalKind::kAtEnd, "waiting(jobs) == 1 and in_flight(jobs) == 1");
  EXPECT_EQ(judged(one, s, {500'000}).status, GoalStatus::kOpen);
  EXPECT_EQ(judged(one, s).status, GoalStatus::kMet);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "waiting(jobs) == 2"), s).status, GoalStatus::kViolated);
}

TEST(Goals, CastNamesAreBoundByWhatHappened) {
  const std::vector<CastMember> cast{{"lost", *parse_pattern("VisibilityExpired")}};
  const GoalSpec back = goal(GoalKind::kEventually, "receives(lost) >= 2 and time(lost) < 3s");
  Story s;
  s.sent(0, 1).sent(0, 2).received(500, 2).received(900, 1).expired(2000, 2);
  EXPECT_EQ(judged(back, s, {10'000'000}, 0, cast).status, GoalStatus::kOpen);
  s.received(4000, 1).received(5000, 2);
  EXPECT_EQ(judged(back, s, kHorizon, 0, cast).event, 7u);
}

TEST(Goals, CountsByFilterAndByMessage) {
  Story s;
  s.sent(0, 1).sent(0, 2).received(1000, 1, kFirst).received(2000, 2, kSecond);
  s.received(3000, 1, kSecond);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "count(MessageReceived, by=worker) == 3"), s).status,
            GoalStatus::kMet);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "count(MessageReceived, by!=worker-1) == 2"), s).status,
            GoalStatus::kMet);
  const GoalSpec each =
      goal(GoalKind::kAlways, "count(MessageReceived, by=worker-2, message=message) <= 1");
  EXPECT_EQ(judged(each, s).status, GoalStatus::kMet);
  s.received(4000, 1, kSecond);
  EXPECT_EQ(judged(each, s).message, model::MessageId{1});
}

TEST(Goals, RequestsAndCostAreWhatWasBilled) {
  Story s;
  s.billed(0).sent(0, 1).sent(0, 2);                                      // one batch
  s.billed(1000).received(1000, 1).received(1000, 2);                     // one answer
  s.billed(2000, model::Billed::kSqsFifoRequest, 3).sent(2000, 3);        // 129 KiB
  s.billed(3000, model::Billed::kSnsToHttp).billed(4000);  // the last without event
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "requests() == 6"), s).status, GoalStatus::kMet);
  // 3 x 0.4 + 3 x 0.5 + 1 x 0.6 = 3.3 millionths, rounded down.
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "cost() == 3"), s).status, GoalStatus::kMet);
}

TEST(Goals, ACallBelongsToItsFirstEvent) {
  Story s;
  s.billed(0).sent(0, 1);
  s.billed(1000).received(1000, 1);
  const GoalResult broken = judged(goal(GoalKind::kAlways, "requests() <= 1"), s);
  EXPECT_EQ(broken.status, GoalStatus::kViolated);
  EXPECT_EQ(broken.event, 2u);
}

TEST(Goals, ActionsAndPar) {
  Story s;
  s.sent(0, 1);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "actions() <= par"), s, kHorizon, 2).status,
            GoalStatus::kMet);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "actions() <= par"), s, kHorizon, 3).status,
            GoalStatus::kViolated);
}

TEST(Goals, PlacesFollowMessages) {
  Story s;
  s.sent(0, 1, 5000);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "delayed(jobs) == 1"), s).status, GoalStatus::kMet);
  s.add(5000, model::DelayElapsed{kQueue, {1}}).received(6000, 1);
  s.add(7000, model::VisibilityChanged{kQueue, {1}, kFirst, {7'000'000}});
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "waiting(jobs) == 1"), s).status, GoalStatus::kMet);
  s.add(8000, model::MessageMovedToDlq{kQueue, kDlq, {1}, 3});
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "waiting(dlq) == 1 and waiting(jobs) == 0"), s).status,
            GoalStatus::kMet);
  s.add(9000, model::QueuePurged{kDlq, 1});
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "waiting(dlq) == 0"), s).status, GoalStatus::kMet);
}

TEST(Goals, ALogGrowingBitByBitJudgesLikeTheWhole) {
  Story s;
  for (std::uint32_t m = 1; m <= 20; ++m) {
    s.billed(m * 100).sent(m * 100, m).billed(m * 100 + 10).received(m * 100 + 10, m);
    s.finished(m * 100 + 20, m);
    if (m % 7 == 0) s.finished(m * 100 + 30, m - 3, model::Effect::kDuplicate);
    s.deleted(m * 100 + 40, m);
  }
  const std::vector<GoalSpec> specs{
      goal(GoalKind::kAlways, "side_effects(message) <= 1"),
      goal(GoalKind::kAlways, "side_effects(message) <= 1 and duplicates() <= 1"),
      goal(GoalKind::kEventually, "count(MessageDeleted) == 20", {{1'900'000}}),
      goal(GoalKind::kEventually, "deleted(message) == 1"),
      event_goal(GoalKind::kOrder, {"MessageSent", "WorkFinished, effect=duplicate"}),
      goal(GoalKind::kAlways, "requests() <= 17"),
  };
  for (const GoalSpec& spec : specs) {
    GoalTracker bits = tracker(spec);
    for (std::int64_t us = 0; us <= kHorizon.us; us += 7'000) {
      bits.advance(s.log, s.charges, s.log.count_until({us}), {us}, 0);
    }
    bits.advance(s.log, s.charges, s.log.size(), kHorizon, 0);
    const GoalResult whole = judged(spec, s);
    EXPECT_EQ(bits.results()[0].status, whole.status);
    EXPECT_EQ(bits.results()[0].event, whole.event);
    EXPECT_EQ(bits.results()[0].at, whole.at);
  }
}

TEST(Goals, GoingBackForgetsTheFuture) {
  Story s;
  s.sent(0, 1).finished(1000, 1).finished(2000, 1, model::Effect::kDuplicate);
  GoalTracker t = tracker(goal(GoalKind::kAlways, "side_effects(message) <= 1"));
  t.advance(s.log, s.charges, 3, {5'000'000}, 0);
  EXPECT_TRUE(t.any_violated());
  t.advance(s.log, s.charges, 2, {1'500'000}, 0);
  EXPECT_FALSE(t.any_violated());
  EXPECT_FALSE(t.all_met());
  t.advance(s.log, s.charges, 3, kHorizon, 0);
  EXPECT_TRUE(t.any_violated());
}

TEST(Goals, HugeProductsAreNotTrue) {
  Story s;
  s.sent(0, 1);
  EXPECT_EQ(judged(goal(GoalKind::kAtEnd, "3650d * 3650d > 1"), s).status, GoalStatus::kViolated);
}

}  // namespace
}  // namespace lesson
