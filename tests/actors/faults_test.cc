// What goes wrong with workers: crashes, hangs, forgotten deletes; and what is remembered of
// their side effects.
#include <format>
#include <set>

#include "world/random_commands.h"
#include "world/support.h"

namespace {

using actors::Order;
using base::SimTime;
using test::Bench;

std::string place(std::string_view worker, std::string_view queue = R"("VisibilityTimeout": 30)",
                  int seed = 1) {
  return std::format(R"({{"seed": {}, "hop": "100ms", "Resources": {{"Q": {{
      "Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "q", {}}}}}}},
      "Actors": {{"w": {{"Type": "Worker",
          "Properties": {{"Source": {{"Ref": "Q"}}, {}}}}}}}}})",
                     seed, queue, worker);
}

model::ActorId id_of(const Bench& b, std::string_view name = "w") {
  return b.world.actors().find_by_name(name)->id;
}

bool order(Bench& b, Order what, std::string_view name = "w") {
  return b.world.apply(world::ActorOrder{id_of(b, name), what}, b.log).done;
}

TEST(WorkerCrash, HappensAtItsTimeAndTheMessageIsRecovered) {
  Bench b(place(R"("Work": "8s", "Count": 2, "PollEvery": "1s",
                   "Faults": [{"On": 1, "Do": "crash", "After": "3s"}])"));
  b.send("q");
  b.run(base::seconds(100));
  const auto crashed = b.log.all<model::WorkerCrashed>();
  ASSERT_EQ(crashed.size(), 2u) << "the second worker's first message crashes it too";
  EXPECT_EQ(crashed[0].first, SimTime{3'200'000});
  EXPECT_EQ(crashed[0].second.message, b.log.all<model::MessageSent>()[0].second.message);
  const auto expired = b.log.all<model::VisibilityExpired>();
  ASSERT_GE(expired.size(), 1u);
  EXPECT_EQ(expired[0].first, SimTime{30'100'000}) << "30 s after the receive, not after the crash";
  EXPECT_EQ(b.log.all<model::MessageReceived>().at(1).second.receive_count, 2u);
  EXPECT_TRUE(b.log.all<model::WorkFinished>().empty());
  EXPECT_TRUE(b.log.all<model::WorkerRestarted>().empty()) << "without a time it stays down";
}

TEST(WorkerCrash, ARestartedWorkerPollsAtOnce) {
  Bench b(place(R"("Work": "8s", "PollEvery": "1s", "Faults":
                   [{"On": 1, "Do": "crash", "After": "3s", "RestartAfter": "5s"}])"));
  b.send("q");
  b.run(base::seconds(60));
  const auto restarted = b.log.all<model::WorkerRestarted>();
  ASSERT_EQ(restarted.size(), 1u);
  EXPECT_EQ(restarted[0].first, SimTime{8'200'000});
  EXPECT_EQ(b.log.all<model::ReceiveReturnedEmpty>().at(0).first, SimTime{8'300'000});
  EXPECT_EQ(b.log.all<model::WorkFinished>().size(), 1u) << "its second receive is not faulty";
}

TEST(WorkerCrash, ByChanceHappensDuringTheJobAndAtItsRate) {
  Bench b(
      place(R"("Work": "2s", "Crash": "1/4", "RestartAfter": "1s")", R"("VisibilityTimeout": 5)"));
  for (int i = 0; i < 400; ++i) b.send("q");
  b.run(base::hours(2));
  EXPECT_EQ(b.log.all<model::MessageDeleted>().size(), 400u) << "all done in the end";
  const double jobs = static_cast<double>(b.log.all<model::WorkStarted>().size());
  const auto crashed = b.log.all<model::WorkerCrashed>();
  EXPECT_NEAR(static_cast<double>(crashed.size()), jobs / 4, 45);  // 4.5 standard deviations
  for (const auto& [at, e] : crashed) EXPECT_TRUE(e.message);
}

TEST(WorkerCrash, TheRestOfItsBatchComesBackToo) {
  Bench b(place(R"("Work": "2s", "MaxMessages": 3, "Faults":
                   [{"On": 2, "Do": "crash", "After": "1s"}])",
                R"("VisibilityTimeout": 20)"));
  for (int i = 0; i < 3; ++i) b.send("q");
  b.run(base::seconds(30));
  EXPECT_EQ(b.log.all<model::MessageDeleted>().size(), 1u);
  EXPECT_EQ(b.queue("q").visible, 2u);
}

TEST(WorkerCrash, ALongPollOfACrashedWorkerIsDropped) {
  Bench b(place(R"("WaitTimeSeconds": 20)"));
  b.run(base::seconds(2));
  ASSERT_EQ(b.queue("q").waiters.size(), 1u);
  EXPECT_TRUE(order(b, Order::kCrash));
  EXPECT_TRUE(b.queue("q").waiters.empty());
  b.send("q");
  EXPECT_EQ(b.queue("q").visible, 1u) << "nobody is there to take it";
}

TEST(WorkerCrash, ALongPollStillOnTheWireWhenItsWorkerCrashesWaitsForNobody) {
  Bench b(place(R"("WaitTimeSeconds": 20)"));
  b.run(base::milliseconds(50));
  ASSERT_EQ(b.world.transits().size(), 1u);
  EXPECT_TRUE(order(b, Order::kCrash));
  b.run(base::seconds(1));
  EXPECT_TRUE(b.queue("q").waiters.empty());
  b.send("q");
  EXPECT_EQ(b.queue("q").visible, 1u);
  EXPECT_TRUE(order(b, Order::kRestart));
  b.run(base::seconds(1));
  EXPECT_EQ(b.queue("q").in_flight, 1u) << "the new connection gets it";
}

TEST(WorkerCrash, AnAnswerOnTheWireIsLostUntilTheTimeout) {
  Bench b(place(R"("Work": "1s")", R"("VisibilityTimeout": 5)"));
  b.send("q");
  b.run(base::milliseconds(150));
  ASSERT_EQ(b.queue("q").in_flight, 1u);
  order(b, Order::kCrash);
  b.run(base::seconds(1));
  EXPECT_TRUE(b.log.all<model::WorkStarted>().empty());
  EXPECT_EQ(b.queue("q").in_flight, 1u);
  b.run(base::seconds(5));
  EXPECT_EQ(b.queue("q").visible, 1u);
}

TEST(WorkerHang, KeepsItsJobsAndSaysNothingUntilItIsRestarted) {
  Bench b(place(R"("Work": "8s", "Faults": [{"On": 1, "Do": "hang", "After": "2s",
                   "RestartAfter": "60s"}], "Heartbeat": {"Every": "5s", "Extend": 30})"));
  b.send("q");
  b.run(base::seconds(50));
  EXPECT_EQ(b.log.all<model::WorkerHung>().at(0).first, SimTime{2'200'000});
  EXPECT_TRUE(b.log.all<model::VisibilityChanged>().empty()) << "its heart stands still too";
  EXPECT_EQ(b.queue("q").visible, 1u);
  b.run(base::seconds(50));
  EXPECT_EQ(b.log.all<model::WorkerRestarted>().at(0).first, SimTime{62'200'000});
  EXPECT_EQ(b.log.all<model::WorkFinished>().size(), 1u);
}

TEST(WorkerOrders, MakeSenseOnlyInTheirStates) {
  Bench b(place(R"("Work": "8s")"));
  b.run(base::seconds(1));
  EXPECT_FALSE(order(b, Order::kRestart)) << "it is up";
  EXPECT_TRUE(order(b, Order::kCrash));
  EXPECT_FALSE(order(b, Order::kCrash));
  EXPECT_FALSE(order(b, Order::kHang));
  EXPECT_TRUE(order(b, Order::kRestart));
  EXPECT_TRUE(order(b, Order::kHang));
  EXPECT_TRUE(order(b, Order::kRestart));
  EXPECT_FALSE(b.world.apply(world::ActorOrder{{99}, Order::kCrash}, b.log).done);
}

TEST(WorkerOrders, AnIdleCrashNamesNoMessage) {
  Bench b(place(R"("Work": "8s")"));
  b.run(base::milliseconds(500));
  order(b, Order::kCrash);
  EXPECT_FALSE(b.log.all<model::WorkerCrashed>().at(0).second.message);
  b.run(base::minutes(5));
  EXPECT_TRUE(b.log.all<model::ReceiveReturnedEmpty>().size() <= 1u) << "it does not poll again";
}

TEST(ForgottenDelete, TheMessageComesBackAndItsEffectHappensTwice) {
  Bench b(place(R"("Work": "2s", "Faults": [{"On": 1, "Do": "forget-delete"}])",
                R"("VisibilityTimeout": 10)"));
  b.send("q");
  b.run(base::seconds(30));
  EXPECT_EQ(b.log.all<model::DeleteForgotten>().size(), 1u);
  const auto finished = b.log.all<model::WorkFinished>();
  ASSERT_EQ(finished.size(), 2u);
  EXPECT_EQ(finished[1].second.effect, model::Effect::kDuplicate);
  EXPECT_EQ(b.world.actors().effects_duplicate, 1u);
}

TEST(Idempotence, SkipsWhatIsDone) {
  Bench b(place(R"("Work": "2s", "Idempotent": true,
                   "Faults": [{"On": 1, "Do": "forget-delete"}])",
                R"("VisibilityTimeout": 10)"));
  b.send("q");
  b.run(base::seconds(30));
  const auto finished = b.log.all<model::WorkFinished>();
  ASSERT_EQ(finished.size(), 2u);
  EXPECT_EQ(finished[0].second.effect, model::Effect::kFirst);
  EXPECT_EQ(finished[1].second.effect, model::Effect::kSkipped);
  EXPECT_EQ(b.world.actors().effects_first, 1u);
  EXPECT_EQ(b.world.actors().effects_duplicate, 0u);
  EXPECT_EQ(b.world.actors().effects_skipped, 1u);
}

TEST(SideEffects, ACopyUnderWayWhenTheMessageIsDeletedIsStillADuplicate) {
  // Every receive leaves a second copy behind. Worker 2's copy is on the wire when worker 1,
  // who had the message first, deletes it.
  Bench b(R"({"hop": "100ms", "behaviour": {"duplicates": "1/1"}, "Resources": {"Q": {
      "Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}}}, "Actors": {
      "one": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Work": "800ms",
              "PollEvery": "1h"}},
      "two": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Work": "1s",
              "Start": "950ms", "PollEvery": "1h"}}}})");
  b.send("q");
  b.run(base::seconds(5));
  ASSERT_EQ(b.log.all<model::MessageReceived>().size(), 2u);
  const auto deleted = b.log.all<model::MessageDeleted>();
  const auto started = b.log.all<model::WorkStarted>();
  ASSERT_EQ(started.size(), 2u);
  const auto finished = b.log.all<model::WorkFinished>();
  ASSERT_EQ(finished.size(), 2u);
  EXPECT_EQ(finished[1].second.effect, model::Effect::kDuplicate);
  EXPECT_TRUE(b.world.actors().effects.empty() || deleted.empty());
}

// The messages of which side effects may still matter: stored, worked on, or under way.
std::set<model::MessageId> living(const world::World& world) {
  std::set<model::MessageId> out;
  for (const auto& [id, queue] : world.sqs().queues) {
    for (const auto& m : queue.slots) {
      if (m.id) out.insert(m.id);
    }
  }
  for (const auto& [id, actor] : world.actors().actors) {
    if (const auto* worker = std::get_if<actors::Worker>(&actor.role)) {
      for (const auto& job : worker->jobs) out.insert(job.message);
    }
  }
  for (const auto& [id, transit] : world.transits()) {
    if (transit.response) out.insert(transit.messages.begin(), transit.messages.end());
  }
  return out;
}

TEST(SideEffects, OnlyThoseOfLivingMessagesAreRemembered) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Bench b(test::busy_template(seed, seed % 2 == 1));
    test::CommandMaker maker(seed);
    for (int i = 0; i < 400; ++i) {
      maker.note(b.world.apply(maker.next(b.world), b.log));
      b.run(base::milliseconds(maker.rng().between(0, 3'000)));
      const auto alive = living(b.world);
      for (const auto& [message, entry] : b.world.actors().effects) {
        ASSERT_TRUE(alive.contains(message))
            << "message " << message.value << " at " << base::format_clock(b.world.now());
      }
    }
    EXPECT_GT(b.world.actors().effects_first, 50u) << "seed " << seed;
  }
}

TEST(SideEffects, TheLedgerStaysSmallInALongRun) {
  Bench b(test::busy_template(2, true));
  std::size_t most = 0;
  model::NullSink nowhere;
  for (int i = 0; i < 600; ++i) {
    b.world.run_until(b.world.now() + base::seconds(10), nowhere);
    most = std::max(most, b.world.actors().effects.size());
  }
  EXPECT_GT(b.world.actors().effects_first, 2'000u);
  EXPECT_LT(most, 400u);
}

}  // namespace
