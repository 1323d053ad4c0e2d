// From the World to the stage: conservation of messages, claims that are lost, hops on the wire.
#include "view/stage_state.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fixtures.h"
#include "view/words.h"

namespace {

using test::kOrders;
using test::make_timeline;
using test::seconds;
using view::HopKind;
using view::StageState;

StageState state_at(world::Timeline& timeline, double s) {
  timeline.seek(seconds(s));
  return view::read_stage(timeline, {});
}

// Messages that a producer has sent off: those SQS holds or has seen the end of, and those that
// have not reached it.
void expect_conserved(const world::Timeline& timeline, const StageState& state) {
  std::uint64_t sent_off = 0;
  for (const auto& [id, actor] : timeline.view().actors().actors) {
    if (const auto* producer = std::get_if<actors::Producer>(&actor.role)) {
      sent_off += producer->sent;
    }
  }
  std::uint64_t held = 0;
  for (const view::StageQueue& q : state.queues) {
    held += q.waiting.count + q.in_flight.count + q.delayed.count;
  }
  std::uint64_t gone = 0;
  for (const auto& [id, q] : timeline.view().sqs().queues) {
    gone += q.counters.deleted + q.counters.expired + q.counters.purged;
  }
  std::uint64_t coming = 0;
  for (const view::StageHop& hop : state.hops) {
    if (hop.kind == HopKind::kMessages && hop.to_queue) coming += hop.messages.size();
  }
  EXPECT_EQ(sent_off, held + gone + coming) << "at " << base::format_clock(state.now);
}

TEST(StageState, EveryMessageIsSomewhereAtEveryMoment) {
  world::Timeline timeline = make_timeline(kOrders);
  std::size_t on_wire = 0;
  for (int step = 0; step <= 1400; ++step) {
    const StageState state = state_at(timeline, step * .13);
    expect_conserved(timeline, state);
    on_wire += state.hops.size();
  }
  EXPECT_GT(on_wire, 50u) << "the run must catch messages on their way";
}

TEST(StageState, HopsLieWithinTheirTimes) {
  world::Timeline timeline = make_timeline(kOrders);
  for (int step = 0; step <= 300; ++step) {
    for (const view::StageHop& hop : state_at(timeline, step * .21).hops) {
      EXPECT_LE(hop.departed_at, timeline.playhead());
      EXPECT_GE(hop.arrives_at, timeline.playhead());
      EXPECT_EQ((hop.arrives_at - hop.departed_at).us, 400'000);
    }
  }
}

// The slow worker takes 45 s with a timeout of 30 s: it loses its claim and works on.
TEST(StageState, AWorkerLosesItsClaimWhenTheTimeoutRunsOut) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(120));
  std::optional<base::SimTime> expired;
  std::optional<model::VisibilityExpired> what;
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* e = std::get_if<model::VisibilityExpired>(&timeline.log()[i].body);
    if (e == nullptr) continue;
    expired = timeline.log()[i].at;
    what = *e;
    break;
  }
  ASSERT_TRUE(expired);
  const auto worker_of = [&](const StageState& s) {
    return *std::ranges::find(s.workers, what->holder, &view::StageWorker::id);
  };
  timeline.seek(*expired - base::milliseconds(1));
  const auto before = worker_of(view::read_stage(timeline, {}));
  ASSERT_FALSE(before.jobs.empty());
  EXPECT_FALSE(before.jobs[0].lost);
  EXPECT_TRUE(before.slow);

  timeline.seek(*expired + base::milliseconds(1));
  const StageState state = view::read_stage(timeline, {});
  const auto after = worker_of(state);
  ASSERT_FALSE(after.jobs.empty());
  EXPECT_TRUE(after.jobs[0].lost);
  EXPECT_EQ(after.jobs[0].lost_at, *expired);
  EXPECT_EQ(after.jobs[0].claim, base::seconds(30));
  const auto& waiting = state.queues[0].waiting.shown;
  EXPECT_TRUE(std::ranges::contains(waiting, what->message, &view::StageMessage::id));
}

TEST(StageState, TheReturnIsTracedToWhoTookTheMessageNext) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(120));
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* again = std::get_if<model::MessageReceived>(&timeline.log()[i].body);
    if (again == nullptr || again->receive_count != 2) continue;
    timeline.seek(timeline.log()[i].at);
    lesson::StageNotes notes;
    notes.show_traces = true;
    notes.spoken_of = {model::ref(again->message)};
    const StageState state = view::read_stage(timeline, notes);
    ASSERT_TRUE(state.returned);
    EXPECT_EQ(state.returned->message, again->message);
    EXPECT_EQ(state.returned->to, again->by);
    EXPECT_NE(state.returned->from, model::ActorId{});
    return;
  }
  FAIL() << "nothing was received twice";
}

TEST(StageState, AClaimIsOnItsWayUntilTheAnswerArrives) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(60));
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* received = std::get_if<model::MessageReceived>(&timeline.log()[i].body);
    if (received == nullptr) continue;
    const base::SimTime at = timeline.log()[i].at;
    timeline.seek(at + base::milliseconds(200));
    const StageState during = view::read_stage(timeline, {});
    const auto& first = during.queues[0].in_flight.shown.front();
    EXPECT_TRUE(first.claimed);
    EXPECT_TRUE(first.on_way);
    timeline.seek(at + base::milliseconds(500));
    const StageState after = view::read_stage(timeline, {});
    EXPECT_TRUE(after.queues[0].in_flight.shown.front().claimed);
    EXPECT_FALSE(after.queues[0].in_flight.shown.front().on_way);
    return;
  }
  FAIL();
}

// A worker whose delete has been carried out, but not answered, has not lost anything.
TEST(StageState, DeletingIsNotLosing) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(60));
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* deleted = std::get_if<model::MessageDeleted>(&timeline.log()[i].body);
    if (deleted == nullptr) continue;
    timeline.seek(timeline.log()[i].at + base::milliseconds(100));
    const StageState state = view::read_stage(timeline, {});
    const auto it = std::ranges::find(state.workers, deleted->by, &view::StageWorker::id);
    ASSERT_EQ(it->phase, actors::WorkerPhase::kDeleting);
    EXPECT_FALSE(it->jobs.at(0).lost);
    return;
  }
  FAIL();
}

// Both workers are too slow: the first deletes with an old handle while the second has the
// message. The delete does nothing; the first had lost its claim before.
TEST(StageState, ALateDeleteLeavesTheMessageThere) {
  world::Timeline timeline = make_timeline(R"({
    "hop": "100ms",
    "Resources": { "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs",
      "VisibilityTimeout": 30 } } },
    "Actors": {
      "once": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" }, "Every": "1s",
        "Count": 1 } },
      "slow": { "Type": "Worker", "Properties": { "Source": { "Ref": "Q" }, "Count": 2,
        "Work": "45s" } } } })");
  timeline.seek(seconds(100));
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* late = std::get_if<model::DeleteHadNoEffect>(&timeline.log()[i].body);
    if (late == nullptr) continue;
    timeline.seek(timeline.log()[i].at - base::milliseconds(1));
    const StageState state = view::read_stage(timeline, {});
    const auto it = std::ranges::find(state.workers, late->by, &view::StageWorker::id);
    EXPECT_TRUE(it->jobs.at(0).lost);
    EXPECT_EQ(state.queues[0].in_flight.count, 1u);
    timeline.seek(timeline.log()[i].at);
    EXPECT_EQ(view::read_stage(timeline, {}).queues[0].in_flight.count, 1u);
    return;
  }
  FAIL() << "nobody deleted late";
}

TEST(StageState, ManyMessagesAreCountedNotListed) {
  world::Timeline timeline = make_timeline(R"({
    "Resources": { "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "big" } } },
    "Actors": { "flood": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" },
      "Pattern": "burst", "Burst": 100, "Every": "100ms", "Count": 2000 } } } })");
  const StageState state = state_at(timeline, 10);
  const auto& waiting = state.queues[0].waiting;
  EXPECT_EQ(waiting.count, 2000u);
  EXPECT_EQ(waiting.shown.size(), view::kMostShown);
  EXPECT_TRUE(std::ranges::is_sorted(waiting.shown, {}, &view::StageMessage::order));
  EXPECT_EQ(waiting.density.size(), view::kDensityColumns);
  EXPECT_EQ(std::ranges::max(waiting.density), 255);
  // The oldest of all are among those shown.
  EXPECT_EQ(waiting.shown.front().order, 1u);
}

TEST(Words, TimesLeftAreRoundedUpAndNeverTooLong) {
  using base::microseconds;
  EXPECT_EQ(view::countdown(base::milliseconds(3500)), "3.5 s");
  EXPECT_EQ(view::countdown(microseconds(1)), "0.1 s");
  EXPECT_EQ(view::countdown({0}), "0.0 s");
  EXPECT_EQ(view::countdown({-5}), "0.0 s");
  EXPECT_EQ(view::countdown(base::seconds(30)), "30.0 s");
  EXPECT_EQ(view::countdown(base::seconds(125)), "125 s");
  EXPECT_EQ(view::countdown(base::minutes(15)), "15.0 min");
  EXPECT_EQ(view::countdown(base::hours(12)), "12.0 h");
}

TEST(Words, ThingsHaveNames) {
  EXPECT_EQ(view::noun_of("orders"), "order");
  EXPECT_EQ(view::noun_of("orders-dlq"), "message");
  EXPECT_EQ(view::noun_of("orders.fifo"), "order");
  EXPECT_EQ(view::noun_of("express"), "message");
  EXPECT_EQ(view::join_words({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(view::times(1), "once");
  EXPECT_EQ(view::times(7), "7 times");
  EXPECT_EQ(view::clock_tenths(seconds(38.56)), "00:38.5");
}

}  // namespace
