// What CloudWatch says about a running World: every metric of queues and topics, minute by minute
// (aws-facts 1.10, 2.9).
#include "services/sns_support.h"
#include "world/random_commands.h"

namespace {

namespace cw = services::cloudwatch;
using cw::MetricId;

// The values of one metric by minute; absent minutes are -1.
std::vector<std::int64_t> by_minute(const world::World& world, MetricId metric,
                                    std::string_view name, int minutes) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(minutes), -1);
  const base::SimTime end{minutes * cw::kMinute.us};
  for (const cw::Statistics& s : cw::statistics(world.metrics(), metric, name, {}, end)) {
    const bool level =
        cw::info(metric).kind == cw::Kind::kLevel || cw::info(metric).kind == cw::Kind::kSince;
    out[static_cast<std::size_t>(s.at.us / cw::kMinute.us)] = level ? s.maximum : s.sum;
  }
  return out;
}

using Values = std::vector<std::int64_t>;

TEST(Metrics, DepthsAreThoseAtTheEndOfTheMinute) {
  test::Bench t(test::kPlainQueue);
  for (int i = 0; i < 3; ++i) t.send("q");
  t.ok<model::sqs::SendMessageResponse>(model::sqs::SendMessageRequest{
      .queue_url = t.url("q"), .message_body = "later", .delay_seconds = 90});
  t.run(base::seconds(50));
  t.receive("q", 1);  // hidden until 1:20
  t.run(base::seconds(130));
  EXPECT_EQ(by_minute(t.world, MetricId::kVisible, "q", 3), (Values{2, 4, 4}));
  EXPECT_EQ(by_minute(t.world, MetricId::kNotVisible, "q", 3), (Values{1, 0, 0}));
  EXPECT_EQ(by_minute(t.world, MetricId::kDelayed, "q", 3), (Values{1, 0, 0}));
}

TEST(Metrics, SendsReceivesDeletesAndEmptyReceivesAreCounted) {
  test::Bench t(test::kPlainQueue);
  t.send("q", "four");
  t.send("q", "sevenly");
  const auto got = t.receive("q", 10);
  t.receive("q", 1);
  t.receive("q", 1);
  const model::sqs::DeleteMessageRequest gone{t.url("q"), got[0].receipt_handle};
  t.call(gone);
  t.call(gone);  // deleting again counts again
  t.run(base::seconds(60));
  EXPECT_EQ(by_minute(t.world, MetricId::kSent, "q", 1), Values{2});
  EXPECT_EQ(by_minute(t.world, MetricId::kReceived, "q", 1), Values{2});
  EXPECT_EQ(by_minute(t.world, MetricId::kEmptyReceives, "q", 1), Values{2});
  EXPECT_EQ(by_minute(t.world, MetricId::kDeleted, "q", 1), Values{2});
  EXPECT_EQ(by_minute(t.world, MetricId::kSentSize, "q", 1), Values{11});
}

TEST(Metrics, TheSizeOfAMessageIncludesItsAttributes) {
  test::Bench t(test::kPlainQueue);
  t.ok<model::sqs::SendMessageResponse>(
      model::sqs::SendMessageRequest{.queue_url = t.url("q"),
                                     .message_body = "12345",
                                     .message_attributes = {{"ab", {"String", "xyz", {}}}}});
  t.run(base::seconds(60));
  EXPECT_EQ(by_minute(t.world, MetricId::kSentSize, "q", 1), Values{5 + 2 + 6 + 3});
}

TEST(Metrics, TheAgeSkipsWhatWasReceivedThreeTimes) {
  test::Bench t(test::kPlainQueue);
  t.send("q", "poison");
  t.run(base::seconds(30));
  t.send("q", "sound");
  t.run(base::seconds(31));
  EXPECT_EQ(by_minute(t.world, MetricId::kAge, "q", 1), Values{60});
  for (int i = 0; i < 3; ++i) {
    t.ok<model::sqs::ReceiveMessageResponse>(model::sqs::ReceiveMessageRequest{
        .queue_url = t.url("q"), .max_number_of_messages = 1, .visibility_timeout = 0});
  }
  t.run(base::seconds(60));
  // One of both has been taken three times, or both more than once: the other one counts.
  const auto& slots = t.queue("q").slots;
  const bool poisoned = slots[0].receive_count >= 3;
  EXPECT_EQ(by_minute(t.world, MetricId::kAge, "q", 2)[1], poisoned ? 90 : 120);
}

TEST(Metrics, InADeadLetterQueueTheAgeCountsFromTheArrival) {
  test::Bench t(R"({"Resources": {"Dlq": {"Type": "AWS::SQS::Queue"},
      "Q": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 0, "RedrivePolicy":
            {"deadLetterTargetArn": {"Fn::GetAtt": ["Dlq", "Arn"]}, "maxReceiveCount": 1}}}}})");
  t.send("Q");
  t.run(base::seconds(100));
  t.receive("Q");
  t.receive("Q");  // moves it
  t.run(base::seconds(30));
  EXPECT_EQ(by_minute(t.world, MetricId::kAge, "Dlq", 2), (Values{-1, 20}));
  // The move is no send (aws-facts 1.7).
  EXPECT_EQ(by_minute(t.world, MetricId::kSent, "Dlq", 2)[1], 0);
  EXPECT_EQ(by_minute(t.world, MetricId::kVisible, "Dlq", 2)[1], 1);
}

TEST(Metrics, AFifoQueueCountsItsLockedGroupsAndIgnoredDuplicates) {
  test::Bench t(R"({"Resources": {"F": {"Type": "AWS::SQS::Queue", "Properties":
      {"FifoQueue": true, "ContentBasedDeduplication": true}}}})");
  for (const char* group : {"a", "b", "a"}) {
    t.ok<model::sqs::SendMessageResponse>(
        model::sqs::SendMessageRequest{.queue_url = t.url("F.fifo"),
                                       .message_body = std::string("body of ") + group,
                                       .message_group_id = group});
  }
  t.receive("F.fifo", 1);
  t.run(base::seconds(40));
  EXPECT_EQ(by_minute(t.world, MetricId::kDeduplicated, "F.fifo", 1), Values{-1});
  t.receive("F.fifo", 10);
  t.run(base::seconds(20));
  EXPECT_EQ(by_minute(t.world, MetricId::kDeduplicated, "F.fifo", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kSent, "F.fifo", 1), Values{2});
  EXPECT_EQ(by_minute(t.world, MetricId::kGroupsInFlight, "F.fifo", 1), Values{2});
}

TEST(Metrics, AFairQueueTellsItsNoisyGroupsAndTheQuietRest) {
  test::Bench t(test::kPlainQueue);
  const auto send = [&](const char* group, int count) {
    for (int i = 0; i < count; ++i) {
      t.ok<model::sqs::SendMessageResponse>(model::sqs::SendMessageRequest{
          .queue_url = t.url("q"), .message_body = "x", .message_group_id = group});
    }
  };
  send("loud", 60);
  for (int i = 0; i < 4; ++i) t.receive("q", 10);
  send("calm", 5);
  t.run(base::seconds(20));
  ASSERT_EQ(t.queue("q").fair.noisy.size(), 1u);
  t.run(base::seconds(5));
  t.receive("q", 2);
  t.world.run_until({base::seconds(60).us}, t.log);
  const auto& q = t.queue("q");
  EXPECT_EQ(by_minute(t.world, MetricId::kNoisyGroups, "q", 1),
            Values{static_cast<std::int64_t>(q.fair.noisy.size())});
  const std::int64_t visible = by_minute(t.world, MetricId::kVisible, "q", 1)[0];
  const std::int64_t quiet = by_minute(t.world, MetricId::kVisibleQuiet, "q", 1)[0];
  EXPECT_LE(quiet, 5);
  EXPECT_GT(visible, quiet);
}

TEST(Metrics, ADeletedQueueHoldsNothingAndItsNameGoesOn) {
  test::Bench t(test::kPlainQueue);
  t.send("q");
  t.run(base::seconds(70));
  t.call(model::sqs::DeleteQueueRequest{t.url("q")});
  t.run(base::seconds(120));
  EXPECT_EQ(by_minute(t.world, MetricId::kVisible, "q", 3), (Values{1, 0, 0}));
  t.ok<model::sqs::CreateQueueResponse>(model::sqs::CreateQueueRequest{.queue_name = "q"});
  t.send("q");
  t.run(base::seconds(60));
  EXPECT_EQ(by_minute(t.world, MetricId::kSent, "q", 4), (Values{1, 0, 0, 1}));
}

TEST(Metrics, ATopicCountsPublishesDeliveriesAndWhatItsFiltersKeepOut) {
  test::SnsBench t;
  const std::string topic = t.topic("news");
  const std::string queue = t.queue("in");
  t.subscribe(topic, "sqs", queue, {{"FilterPolicy", R"({"kind":["a"]})"}});
  t.publish(topic, "one", {{"kind", {"String", "a", {}}}});
  t.publish(topic, "two", {{"kind", {"String", "b", {}}}});
  t.publish(topic, "three");
  t.publish(topic, "four", {{"kind", {"String.Array", "no array", {}}}});
  t.run(base::seconds(61));
  EXPECT_EQ(by_minute(t.world, MetricId::kPublished, "news", 1), Values{4});
  EXPECT_EQ(by_minute(t.world, MetricId::kDelivered, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOut, "news", 1), Values{3});
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOutAttributes, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOutNoAttributes, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOutInvalidAttributes, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kPublishSize, "news", 1)[0],
            3 + 3 + 5 + 4 + 2 * (4 + 6 + 1) + (4 + 12 + 8));
}

TEST(Metrics, BodyFiltersTellNoMatchFromNoJson) {
  test::SnsBench t;
  const std::string topic = t.topic("news");
  t.subscribe(topic, "sqs", t.queue("in"),
              {{"FilterPolicy", R"({"kind":["a"]})"}, {"FilterPolicyScope", "MessageBody"}});
  t.publish(topic, R"({"kind":"b"})");
  t.publish(topic, "plain");
  t.run(base::seconds(61));
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOutBody, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kFilteredOutInvalidBody, "news", 1), Values{1});
}

TEST(Metrics, AFailureIsCountedWhenSnsGivesUp) {
  test::SnsBench t;
  const std::string topic = t.topic("news");
  const std::string closed = t.queue("closed", false);
  const std::string dlq = t.queue("dlq");
  const std::string refusing = t.queue("refusing", false);
  const auto redrive = [](const std::string& arn) {
    return model::sns::AttributeMap{
        {"RedrivePolicy", std::format(R"({{"deadLetterTargetArn":"{}"}})", arn)}};
  };
  t.subscribe(topic, "sqs", closed, redrive(dlq));
  const std::string second = t.queue("second", false);
  t.subscribe(topic, "sqs", second, redrive(refusing));
  const std::string third = t.queue("third", false);
  t.subscribe(topic, "sqs", third);
  t.publish(topic, "lost");
  t.run(base::seconds(61));
  EXPECT_EQ(by_minute(t.world, MetricId::kFailed, "news", 1), Values{3});
  EXPECT_EQ(by_minute(t.world, MetricId::kRedrivenToDlq, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kFailedToRedrive, "news", 1), Values{1});
  EXPECT_EQ(by_minute(t.world, MetricId::kDelivered, "news", 1), Values{0});
}

TEST(Metrics, ListsWhatHasBeenReported) {
  test::Bench t(test::kPlainQueue);
  EXPECT_TRUE(cw::list_metrics(t.world.metrics()).empty());
  t.send("q");
  t.run(base::seconds(60));
  std::set<std::string> names;
  for (const cw::MetricName& m : cw::list_metrics(t.world.metrics())) {
    EXPECT_EQ(m.dimension, "q");
    names.insert(std::string(cw::info(m.metric).name));
  }
  EXPECT_TRUE(names.contains("ApproximateNumberOfMessagesVisible"));
  EXPECT_TRUE(names.contains("NumberOfMessagesDeleted"));
  EXPECT_TRUE(names.contains("SentMessageSize"));
  EXPECT_FALSE(names.contains("ApproximateNumberOfGroupsWithInflightMessages"));
  EXPECT_FALSE(names.contains("ApproximateNumberOfNoisyGroups"));
}

// Whichever way a moment is reached, the metrics are the same; and measuring changes nothing.
TEST(Metrics, DoNotDependOnTheStepsOfTheClock) {
  const auto run = [](std::int64_t step_ms) {
    world::World world = test::make_world(test::busy_template(3, true));
    test::Recording log;
    for (std::int64_t ms = step_ms; ms <= 600'000; ms += step_ms) {
      world.run_until({ms * 1000}, log);
    }
    return world;
  };
  const world::World fine = run(1'000);
  const world::World coarse = run(200'000);
  EXPECT_EQ(fine.hash(), coarse.hash());
  const auto names = cw::list_metrics(fine.metrics());
  EXPECT_GT(names.size(), 20u);
  ASSERT_EQ(names.size(), cw::list_metrics(coarse.metrics()).size());
  for (const cw::MetricName& m : names) {
    const std::string dimension(m.dimension);
    EXPECT_EQ(by_minute(fine, m.metric, dimension, 10), by_minute(coarse, m.metric, dimension, 10))
        << cw::info(m.metric).name << " of " << dimension;
  }
}

TEST(Metrics, DepthsAgreeWithTheQueuesInARandomRun) {
  world::World world = test::make_world(test::busy_template(5, true));
  test::CommandMaker maker(5);
  test::Recording log;
  for (int m = 1; m <= 8; ++m) {
    while (world.now().us < m * cw::kMinute.us - 2'000'000) {
      maker.note(world.apply(maker.next(world), log));
      world.run_until(world.now() + base::milliseconds(maker.rng().between(1, 1'500)), log);
    }
    world.run_until({m * cw::kMinute.us}, log);
    for (const auto& [id, queue] : world.sqs().queues) {
      const auto got = cw::statistics(world.metrics(), MetricId::kNotVisible, queue.name,
                                      world.now() - cw::kMinute, world.now());
      if (got.empty()) continue;  // not in use
      // Timers at the very end of the minute belong to the next one.
      const auto locked = [&](const model::Event& e) { return e.at == world.now(); };
      if (std::ranges::any_of(log.events, locked)) continue;
      EXPECT_EQ(got[0].maximum, queue.in_flight) << queue.name << " minute " << m;
    }
  }
}

}  // namespace
