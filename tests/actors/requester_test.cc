// Requests and answers: correlation ids, reply queues, and virtual queues inside one client
// (aws-facts 1.9).
#include "world/support.h"

namespace {

std::string requests(std::string_view replies, std::string_view worker,
                     std::string_view more = "") {
  return std::format(R"({{"Resources": {{"Requests": {{"Type": "AWS::SQS::Queue"}},
      "Answers": {{"Type": "AWS::SQS::Queue"}}}},
      "Actors": {{
        "web": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Requests"}}, "Count": 5,
            "Every": "2s", "Body": "ask {{n}}", "Replies": {{"Queue": {{"Ref": "Answers"}}{}}}}}}},
        "responder": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Requests"}},
            "WaitTimeSeconds": 20{}}}}}{}}}}})",
                     replies, worker, more);
}

constexpr std::string_view kPrompt = R"(, "Work": "500ms", "Reply": "done")";

const actors::Producer& web(const test::Bench& t, std::string_view name = "web") {
  return std::get<actors::Producer>(t.world.actors().find_by_name(name)->role);
}

TEST(RequestResponse, EveryRequestGetsItsOwnAnswer) {
  test::Bench t(requests("", kPrompt));
  t.run(base::seconds(30));
  EXPECT_EQ(web(t).answered, 5u);
  EXPECT_EQ(web(t).timed_out, 0u);
  EXPECT_TRUE(web(t).open.empty());
  const auto answered = t.log.all<model::RequestAnswered>();
  ASSERT_EQ(answered.size(), 5u);
  for (const auto& [at, e] : answered) {
    EXPECT_GT(e.took, base::milliseconds(500));
    EXPECT_LT(e.took, base::seconds(2));
  }
  EXPECT_EQ(t.queue("Answers").visible + t.queue("Answers").in_flight, 0u);
}

TEST(RequestResponse, TheRequestCarriesItsReplyQueueAndCorrelationId) {
  test::Bench t(requests("", R"(, "Start": "1h", "Reply": "done")"));
  t.run(base::seconds(5));
  const auto got = t.receive("Requests", 10);
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(got[0].message_attributes.at("ReplyTo").string_value, t.url("Answers"));
  EXPECT_NE(got[0].message_attributes.at("CorrelationId").string_value,
            got[1].message_attributes.at("CorrelationId").string_value);
}

TEST(RequestResponse, AnAnswerThatComesTooLateIsNobodysAnyMore) {
  test::Bench t(requests(R"(, "Timeout": "1s")", R"(, "Work": "1500ms", "Reply": "done")"));
  t.run(base::seconds(60));
  EXPECT_EQ(web(t).answered, 0u);
  EXPECT_EQ(web(t).timed_out, 5u);
  const auto gave_up = t.log.all<model::RequestTimedOut>();
  ASSERT_EQ(gave_up.size(), 5u);
  EXPECT_EQ(gave_up[0].second.waited, base::seconds(1));
  EXPECT_TRUE(t.log.all<model::RequestAnswered>().empty());
}

TEST(RequestResponse, WithoutAReplyTheRequesterStopsAsking) {
  test::Bench t(requests(R"(, "Timeout": "5s")", R"(, "Work": "500ms")"));
  t.run(base::seconds(60));
  EXPECT_EQ(web(t).timed_out, 5u);
  const std::size_t polls = t.log.all<model::ReceiveReturnedEmpty>().size();
  EXPECT_EQ(web(t).polling, false);
  t.run(base::seconds(600));
  // Only the responder goes on polling its own queue.
  for (const auto& [at, e] : t.log.all<model::ReceiveReturnedEmpty>()) {
    if (at > base::SimTime{60'000'000}) EXPECT_EQ(e.queue, t.queue("Requests").id);
  }
  EXPECT_GT(polls, 0u);
}

// Requests pile up at a slow responder, so both wait at the same time and get each other's answers.
TEST(RequestResponse, TwoRequestersAtOneReplyQueuePutBackWhatIsNotTheirs) {
  test::Bench t(requests(R"(, "Timeout": "60s")", R"(, "Work": "1500ms", "Reply": "done")", R"(,
      "app": {"Type": "Producer", "Properties": {"Target": {"Ref": "Requests"}, "Count": 5,
          "Every": "1500ms", "Start": "1s",
          "Replies": {"Queue": {"Ref": "Answers"}, "Timeout": "60s"}}})"));
  t.run(base::seconds(120));
  EXPECT_EQ(web(t).answered, 5u);
  EXPECT_EQ(web(t, "app").answered, 5u);
  EXPECT_GT(web(t).put_back + web(t, "app").put_back, 0u);
}

TEST(VirtualQueues, EachRequestHasAQueueOfItsOwnInsideOneHost) {
  test::Bench t(requests(R"(, "Virtual": true)", R"(, "Start": "1h", "Reply": "done")"));
  t.run(base::seconds(5));
  EXPECT_EQ(web(t).virtual_queues.size(), 3u);
  EXPECT_EQ(t.world.sqs().queues.size(), 2u);  // creating them cost no call
  EXPECT_TRUE(t.log.all<model::QueueCreated>().empty());
  const auto got = t.receive("Requests", 10);
  ASSERT_EQ(got.size(), 3u);
  const std::string reply_to = got[0].message_attributes.at("ReplyTo").string_value;
  EXPECT_TRUE(reply_to.starts_with(t.url("Answers") + "#"));
}

TEST(VirtualQueues, AnAnswerTravelsThroughTheHostAndNamesItsQueue) {
  test::Bench t(requests(R"(, "Virtual": true)", kPrompt));
  std::set<std::string> names;
  for (int i = 0; i < 400; ++i) {
    t.run(base::milliseconds(50));
    for (const auto& m : t.queue("Answers").slots) {
      const auto name = m.attributes.find("__AmazonSQSVirtualQueuesClient.QueueName");
      if (m.id && name != m.attributes.end()) names.insert(name->second.string_value);
    }
  }
  EXPECT_EQ(web(t).answered, 5u);
  EXPECT_EQ(names.size(), 5u);
  EXPECT_TRUE(web(t).virtual_queues.empty());
}

TEST(VirtualQueues, AnUnusedOneGoesAfterItsIdleRetention) {
  test::Bench t(requests(R"(, "Virtual": true, "Timeout": "5s", "IdleRetention": "60s")",
                         R"(, "Work": "500ms")"));
  t.run(base::seconds(40));
  EXPECT_EQ(web(t).timed_out, 5u);
  EXPECT_EQ(web(t).virtual_queues.size(), 5u);
  t.run(base::seconds(21));
  EXPECT_EQ(web(t).virtual_queues.size(), 4u);
  t.run(base::seconds(60));
  EXPECT_TRUE(web(t).virtual_queues.empty());
}

TEST(VirtualQueues, AnAnswerToOneThatHasGoneIsDropped) {
  test::Bench t(requests(R"(, "Virtual": true, "Timeout": "1s", "IdleRetention": "1s")",
                         R"(, "Work": "1800ms", "Reply": "late")"));
  t.run(base::seconds(120));
  EXPECT_EQ(web(t).answered, 0u);
  EXPECT_EQ(web(t).timed_out, 5u);
  EXPECT_GT(web(t).orphaned, 0u);
}

TEST(RequestResponse, ATimelineSeesTheSameFromEverySide) {
  const std::string text = requests(R"(, "Virtual": true)", kPrompt);
  world::Timeline timeline(test::make_world(text));
  timeline.seek({40'000'000});
  const std::uint64_t end = timeline.present().hash();
  timeline.seek({7'300'000});
  test::Bench t(text);
  t.run({7'300'000});
  EXPECT_EQ(timeline.view().hash(), t.world.hash());
  t.run({40'000'000 - 7'300'000});
  EXPECT_EQ(t.world.hash(), end);
}

}  // namespace
