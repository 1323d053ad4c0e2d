// Producers: when they send and what.
#include <format>

#include "world/support.h"

namespace {

using base::SimTime;
using test::Bench;

std::string shop(std::string_view properties, int seed = 1, std::string_view more = "") {
  return std::format(R"({{"seed": {}, "hop": "100ms", "Resources": {{"Q": {{
      "Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "q"}}}}}},
      "Actors": {{"shop": {{"Type": "Producer",
          "Properties": {{"Target": {{"Ref": "Q"}}, {}}}}}{}}}}})",
                     seed, properties, more);
}

std::vector<std::int64_t> sent_at_ms(const Bench& b) {
  std::vector<std::int64_t> out;
  for (const auto& [at, e] : b.log.all<model::MessageSent>()) out.push_back(at.us / 1000);
  return out;
}

std::vector<std::string> bodies(const Bench& b) {
  std::vector<std::string> out;
  for (const auto& m : b.queue("q").slots) out.push_back(m.body);
  return out;
}

TEST(Producer, FixedSendsEvenlyFromItsStartAndAHopLaterItArrives) {
  Bench b(shop(R"("Every": "4s", "Start": "2s", "Count": 3)"));
  b.run(base::minutes(1));
  EXPECT_EQ(sent_at_ms(b), (std::vector<std::int64_t>{2'100, 6'100, 10'100}));
}

TEST(Producer, WithoutACountThereIsNoEnd) {
  Bench b(shop(R"("Every": "1s")"));
  b.run(base::seconds(600));
  EXPECT_EQ(b.queue("q").visible, 600u);
}

TEST(Producer, TheBodyCarriesTheRunningNumberEverywhere) {
  Bench b(shop(R"("Every": "1s", "Count": 3, "FirstNumber": 99, "Body": "{n}: order {n}")"));
  b.run(base::seconds(10));
  EXPECT_EQ(bodies(b),
            (std::vector<std::string>{"99: order 99", "100: order 100", "101: order 101"}));
}

TEST(Producer, ABurstSendsSeveralAtOnceAndTheLastIsCutToTheCount) {
  Bench b(shop(R"("Pattern": "burst", "Every": "5s", "Burst": 4, "Count": 10)"));
  b.run(base::minutes(1));
  EXPECT_EQ(sent_at_ms(b), (std::vector<std::int64_t>{100, 100, 100, 100, 5'100, 5'100, 5'100,
                                                      5'100, 10'100, 10'100}));
}

TEST(Producer, RandomHasTheRateOfItsMean) {
  Bench b(shop(R"("Pattern": "random", "Every": "2s")"));
  b.run(base::hours(2));
  EXPECT_NEAR(b.queue("q").counters.sent, 3'600, 240);  // 4 standard deviations
}

TEST(Producer, RandomDependsOnTheSeedOnly) {
  const auto times = [](int seed) {
    Bench b(shop(R"("Pattern": "random", "Every": "2s", "Count": 50)", seed));
    b.run(base::minutes(10));
    return sent_at_ms(b);
  };
  EXPECT_EQ(times(1), times(1));
  EXPECT_NE(times(1), times(2));
}

TEST(Producer, ANewCallerDoesNotShiftTheRandomTimesOfTheOthers) {
  const auto times = [](std::string_view more) {
    Bench b(shop(R"("Pattern": "random", "Every": "2s", "Count": 50)", 1, more));
    b.run(base::minutes(10));
    std::vector<std::int64_t> out;
    const model::ActorId id = b.world.actors().find_by_name("shop")->id;
    for (const auto& [at, e] : b.log.all<model::MessageSent>()) {
      if (e.by == id) out.push_back(at.us);
    }
    return out;
  };
  const auto alone = times("");
  EXPECT_EQ(alone.size(), 50u);
  EXPECT_EQ(alone, times(R"(, "other": {"Type": "Producer", "Properties": {
      "Target": {"Ref": "Q"}, "Pattern": "random", "Every": "1s"}})"));
}

TEST(Producer, TheTimerGoesOnEveryNthMessage) {
  Bench b(shop(R"("Every": "1s", "Count": 6, "DelaySeconds": 30, "DelayEach": 3)"));
  b.run(base::seconds(10));
  std::vector<std::int64_t> delays;
  for (const auto& [at, e] : b.log.all<model::MessageSent>()) {
    delays.push_back(e.delay.us / 1'000'000);
  }
  EXPECT_EQ(delays, (std::vector<std::int64_t>{0, 0, 30, 0, 0, 30}));
  EXPECT_EQ(b.queue("q").delayed, 2u);
}

TEST(Producer, RefusalsAreCountedAndItGoesOn) {
  Bench b(shop(R"("Every": "1s", "Count": 5)"));
  b.run(base::milliseconds(1'500));
  b.call(model::sqs::DeleteQueueRequest{b.url("q")});
  b.run(base::seconds(10));
  const auto& actor = *b.world.actors().find_by_name("shop");
  const auto& producer = std::get<actors::Producer>(actor.role);
  EXPECT_EQ(producer.sent, 5u);
  EXPECT_EQ(producer.refused, 3u);
  EXPECT_EQ(b.log.all<model::CallRefused>().size(), 3u);
}

TEST(Producer, AMessageOnItsWayIsInTheWorldUnderItsFinalId) {
  Bench b(shop(R"("Every": "1s", "Count": 1, "Start": "1s")"));
  b.run(base::milliseconds(1'050));
  ASSERT_EQ(b.world.transits().size(), 1u);
  const world::Transit& transit = b.world.transits().begin()->second;
  EXPECT_FALSE(transit.response);
  EXPECT_EQ(transit.departed_at, SimTime{1'000'000});
  EXPECT_EQ(transit.arrives_at, SimTime{1'100'000});
  ASSERT_EQ(transit.messages.size(), 1u);
  const model::MessageId id = transit.messages[0];
  b.run(base::milliseconds(50));
  EXPECT_EQ(b.log.all<model::MessageSent>().at(0).second.message, id);
}

}  // namespace
