// Workers: the cycle of poll, work and delete, to the millisecond, and their settings.
#include <format>

#include "world/support.h"

namespace {

using base::SimTime;
using test::Bench;

// A queue "q" with a hop of 100 ms and one worker "w" (or a fleet).
std::string place(std::string_view worker, std::string_view queue = R"("VisibilityTimeout": 30)",
                  int seed = 1) {
  return std::format(R"({{"seed": {}, "hop": "100ms", "Resources": {{"Q": {{
      "Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "q", {}}}}}}},
      "Actors": {{"w": {{"Type": "Worker",
          "Properties": {{"Source": {{"Ref": "Q"}}, {}}}}}}}}})",
                     seed, queue, worker);
}

template <class T>
std::vector<std::int64_t> times_ms(const Bench& b) {
  std::vector<std::int64_t> out;
  for (const auto& [at, e] : b.log.all<T>()) out.push_back(at.us / 1000);
  return out;
}

const actors::Worker& worker_of(const Bench& b, std::string_view name = "w") {
  return std::get<actors::Worker>(b.world.actors().find_by_name(name)->role);
}

using Times = std::vector<std::int64_t>;

TEST(Worker, OneCycleToTheMillisecond) {
  Bench b(place(R"("Work": "8s", "Start": "1s")"));
  b.send("q");
  b.run(base::seconds(30));
  EXPECT_EQ(times_ms<model::MessageReceived>(b), Times{1'100}) << "a hop to the queue";
  EXPECT_EQ(times_ms<model::WorkStarted>(b), Times{1'200}) << "a hop back";
  EXPECT_EQ(times_ms<model::WorkFinished>(b), Times{9'200});
  EXPECT_EQ(times_ms<model::MessageDeleted>(b), Times{9'300});
  EXPECT_EQ(worker_of(b).finished, 1u);
}

TEST(Worker, CausesLeadFromTheDeleteBackToTheSend) {
  Bench b(place(R"("Work": "1s")"));
  b.send("q");
  b.run(base::seconds(5));
  const auto& events = b.log.events;
  const auto index_of = [&](std::string_view name) {
    for (const model::Event& e : events) {
      if (model::event_name(e.body) == name) return e;
    }
    return model::Event{};
  };
  EXPECT_EQ(index_of("MessageReceived").cause, index_of("MessageSent").seq);
  EXPECT_EQ(index_of("WorkStarted").cause, index_of("MessageReceived").seq);
  EXPECT_EQ(index_of("WorkFinished").cause, index_of("WorkStarted").seq);
  EXPECT_EQ(index_of("MessageDeleted").cause, index_of("MessageReceived").seq);
}

TEST(Worker, RestsAfterAnEmptyAnswer) {
  Bench b(place(R"("PollEvery": "3s")"));
  b.run(base::seconds(10));
  EXPECT_EQ(times_ms<model::ReceiveReturnedEmpty>(b), (Times{100, 3'300, 6'500, 9'700}));
}

TEST(Worker, ALongPollAnswersWhenAMessageComes) {
  Bench b(place(R"("WaitTimeSeconds": 20, "Work": "1s")"));
  b.run(base::seconds(7));
  EXPECT_TRUE(b.log.events.empty());
  b.send("q");
  b.run(base::seconds(1));
  EXPECT_EQ(times_ms<model::MessageReceived>(b), Times{7'000});
  EXPECT_EQ(times_ms<model::WorkStarted>(b), Times{7'100});
}

TEST(Worker, WithoutItsOwnWaitTheQueuesCounts) {
  Bench queue_waits(place(R"("Work": "1s")", R"("ReceiveMessageWaitTimeSeconds": 20)"));
  queue_waits.run(base::seconds(19));
  EXPECT_TRUE(queue_waits.log.events.empty());
  Bench own(place(R"("WaitTimeSeconds": 0)", R"("ReceiveMessageWaitTimeSeconds": 20)"));
  own.run(base::seconds(19));
  EXPECT_FALSE(own.log.all<model::ReceiveReturnedEmpty>().empty());
}

TEST(Worker, ItsOwnVisibilityTimeoutGoesWithThePoll) {
  Bench b(place(R"("VisibilityTimeout": 77)"));
  b.send("q");
  b.run(base::seconds(1));
  const auto received = b.log.all<model::MessageReceived>().at(0);
  EXPECT_EQ(received.second.hidden_until, received.first + base::seconds(77));
}

TEST(Worker, AListOfWorkIsWalkedInOrderAndAgain) {
  Bench b(place(R"("Work": ["1s", "2s", "3s"])"));
  for (int i = 0; i < 5; ++i) b.send("q");
  b.run(base::minutes(1));
  Times work;
  for (const auto& [at, e] : b.log.all<model::WorkStarted>()) work.push_back(e.work.us / 1'000'000);
  EXPECT_EQ(work, (Times{1, 2, 3, 1, 2}));
}

TEST(Worker, UniformWorkStaysInItsBoundsAndFillsThem) {
  Bench b(place(R"("Work": {"Min": "1s", "Max": "3s"})", R"("VisibilityTimeout": 30)"));
  for (int i = 0; i < 500; ++i) b.send("q");
  b.run(base::minutes(30));
  std::int64_t sum = 0;
  std::int64_t least = INT64_MAX;
  std::int64_t most = 0;
  const auto started = b.log.all<model::WorkStarted>();
  ASSERT_EQ(started.size(), 500u);
  for (const auto& [at, e] : started) {
    sum += e.work.us;
    least = std::min(least, e.work.us);
    most = std::max(most, e.work.us);
  }
  EXPECT_GE(least, 1'000'000);
  EXPECT_LE(most, 3'000'000);
  EXPECT_LT(least, 1'050'000);
  EXPECT_GT(most, 2'950'000);
  EXPECT_NEAR(static_cast<double>(sum) / 500, 2e6, 1e5);  // 4 standard errors
}

TEST(Worker, ExponentialWorkHasItsMean) {
  Bench b(place(R"("Work": {"Mean": "1s"})", R"("VisibilityTimeout": 60)"));
  for (int i = 0; i < 1'000; ++i) b.send("q");
  b.run(base::minutes(40));
  std::int64_t sum = 0;
  const auto started = b.log.all<model::WorkStarted>();
  ASSERT_EQ(started.size(), 1'000u);
  for (const auto& [at, e] : started) sum += e.work.us;
  EXPECT_NEAR(static_cast<double>(sum) / 1'000, 1e6, 1.3e5);
}

TEST(Worker, ABatchIsWorkedOffOneAfterTheOtherWhileAllClocksRun) {
  Bench b(place(R"("MaxMessages": 3, "Work": "4s", "Start": "1s")", R"("VisibilityTimeout": 10)"));
  for (int i = 0; i < 3; ++i) b.send("q");
  b.run(base::seconds(12));
  EXPECT_EQ(times_ms<model::MessageReceived>(b), (Times{1'100, 1'100, 1'100}));
  EXPECT_EQ(times_ms<model::WorkStarted>(b), (Times{1'200, 5'400, 9'600}));
  const auto expired = b.log.all<model::VisibilityExpired>();
  ASSERT_EQ(expired.size(), 1u) << "the third is still waiting for its turn";
  EXPECT_EQ(expired[0].first, SimTime{11'100'000});
}

TEST(Worker, ASlowWorkerIsOvertakenItsLateDeleteDoesNothing) {
  // 45 s of work behind a timeout of 30 s: the heart of the first lesson.
  Bench b(place(R"("Work": "45s", "Count": 2, "PollEvery": "1s")"));
  b.send("q");
  b.run(base::seconds(120));
  const auto received = b.log.all<model::MessageReceived>();
  ASSERT_GE(received.size(), 2u);
  EXPECT_NE(received[0].second.by, received[1].second.by);
  EXPECT_EQ(received[1].second.receive_count, 2u);
  const auto finished = b.log.all<model::WorkFinished>();
  ASSERT_GE(finished.size(), 2u);
  EXPECT_EQ(finished[0].second.effect, model::Effect::kFirst);
  EXPECT_EQ(finished[1].second.effect, model::Effect::kDuplicate);
  EXPECT_FALSE(b.log.all<model::DeleteHadNoEffect>().empty());
  EXPECT_GE(b.world.actors().effects_duplicate, 1u);
}

TEST(Worker, AHeartbeatKeepsTheClaim) {
  Bench b(place(R"("Work": "45s", "Count": 2,
                   "Heartbeat": {"Every": "20s", "Extend": 30})"));
  b.send("q");
  b.run(base::seconds(120));
  EXPECT_EQ(b.log.all<model::MessageReceived>().size(), 1u);
  // The work starts at 0.2 s; the requests leave 20 s and 40 s later and take a hop.
  EXPECT_EQ(times_ms<model::VisibilityChanged>(b), (Times{20'300, 40'300}));
  EXPECT_EQ(b.log.all<model::MessageDeleted>().size(), 1u);
  EXPECT_EQ(b.world.actors().effects_first, 1u);
}

TEST(Worker, AHeartbeatKeepsAllMessagesOfABatch) {
  Bench b(place(R"("MaxMessages": 3, "Work": "20s",
                   "Heartbeat": {"Every": "8s", "Extend": 15})",
                R"("VisibilityTimeout": 15)"));
  for (int i = 0; i < 3; ++i) b.send("q");
  b.run(base::seconds(120));
  EXPECT_TRUE(b.log.all<model::VisibilityExpired>().empty());
  EXPECT_EQ(b.log.all<model::MessageDeleted>().size(), 3u);
}

TEST(Worker, AHeartbeatTooLateDoesNotBringTheMessageBack) {
  Bench b(place(R"("Work": "45s", "Heartbeat": {"Every": "40s", "Extend": 30})"));
  b.send("q");
  b.run(base::seconds(60));
  EXPECT_EQ(b.log.all<model::VisibilityExpired>().size(), 1u);
  EXPECT_TRUE(b.log.all<model::VisibilityChanged>().empty());
}

TEST(Worker, SettingsChangeFromTheNextJobOn) {
  Bench b(place(R"("Work": "5s")"));
  b.send("q");
  b.send("q");
  b.run(base::seconds(1));
  const model::ActorId id = b.world.actors().find_by_name("w")->id;
  EXPECT_TRUE(b.world.apply(world::WorkerChange{id, base::seconds(2), {}, {}}, b.log).done);
  b.run(base::seconds(20));
  const auto started = b.log.all<model::WorkStarted>();
  ASSERT_EQ(started.size(), 2u);
  EXPECT_EQ(started[0].second.work, base::seconds(5));
  EXPECT_EQ(started[1].second.work, base::seconds(2));
}

TEST(Worker, ChangesToNobodyOrToNonsenseDoNoHarm) {
  Bench b(place(R"("Work": "5s")"));
  EXPECT_FALSE(b.world.apply(world::WorkerChange{{77}, base::seconds(2), {}, {}}, b.log).done);
  const model::ActorId id = b.world.actors().find_by_name("w")->id;
  const std::optional<actors::HeartbeatSpec> at_once = actors::HeartbeatSpec{base::Duration{}, 5};
  b.world.apply(world::WorkerChange{id, base::seconds(-3), at_once, {}}, b.log);
  b.send("q");
  b.run(base::seconds(5));
  EXPECT_EQ(b.log.all<model::WorkFinished>().size(), 1u);
}

TEST(Worker, ARefusedPollIsLikeAnEmptyOne) {
  Bench b(place(R"("PollEvery": "2s")"));
  b.call(model::sqs::DeleteQueueRequest{b.url("q")});
  b.run(base::seconds(9));
  EXPECT_EQ(b.log.all<model::CallRefused>().size(), 5u);
}

TEST(WorkerHeartbeat, SwitchedOffDuringAJobStopsExtending) {
  Bench b(place(R"("Work": "40s", "Heartbeat": {"Every": "10s", "Extend": 30})"));
  b.send("q");
  b.run(base::seconds(15));
  ASSERT_EQ(b.log.all<model::VisibilityChanged>().size(), 1u);
  EXPECT_TRUE(b.world
                  .apply(world::WorkerChange{.actor = b.world.actors().find_by_name("w")->id,
                                             .heartbeat = std::optional<actors::HeartbeatSpec>{}},
                         b.log)
                  .done);
  b.run(base::seconds(60));
  EXPECT_EQ(b.log.all<model::VisibilityChanged>().size(), 1u);
  EXPECT_EQ(b.log.all<model::VisibilityExpired>().size(), 1u);
}

}  // namespace
