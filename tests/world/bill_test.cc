// What a run costs: which calls are billed, as how many requests, and at which price
// (aws-facts 1.13, 2.9).
#include "world/bill.h"

#include "services/sns_support.h"

namespace {

using model::Billed;

std::uint64_t units(const world::World& world, Billed what) {
  return world.meter().units[static_cast<std::size_t>(what)];
}

template <class Request>
world::ActionTally tally(const world::World& world) {
  return world.meter().actions[model::Request(Request{}).index()];
}

TEST(Bill, APriceIsAFactAndItsDayIsKnown) {
  EXPECT_EQ(model::kPricesAsOf, "2026-11-20");
  EXPECT_EQ(model::price_of(Billed::kSqsRequest).per_million.value(model::Profile::kCurrent),
            400'000);
  EXPECT_EQ(model::price_of(Billed::kSqsFifoRequest).per_million.value(model::Profile::kClassic),
            500'000);
  EXPECT_EQ(model::price_of(Billed::kSnsToEmail).per_million.value(model::Profile::kCurrent),
            20'000'000);
}

TEST(Bill, OneMessageThroughAQueueIsThreeRequests) {
  test::Bench t(test::kPlainQueue);
  t.send("q");
  const auto got = t.receive("q");
  t.call(model::sqs::DeleteMessageRequest{t.url("q"), got[0].receipt_handle});
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
}

TEST(Bill, ABatchIsOneRequestAndSoIsAnEmptyReceive) {
  test::Bench t(test::kPlainQueue);
  model::sqs::SendMessageBatchRequest batch{.queue_url = t.url("q"), .entries = {}};
  for (int i = 0; i < 10; ++i) {
    batch.entries.push_back({std::to_string(i), {.message_body = "small"}});
  }
  t.call(batch);
  t.receive("q", 10);
  t.receive("q", 10);  // empty
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
  EXPECT_EQ(tally<model::sqs::ReceiveMessageRequest>(t.world).calls, 2u);
}

TEST(Bill, EveryStarted64KiBIsARequestOnTheWayInAndOut) {
  test::Bench t(test::kPlainQueue);
  t.send("q", std::string(65'536, 'x'));
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 1u);
  t.send("q", std::string(65'537, 'x'));
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
  t.send("q", std::string(1'048'576, 'x'));
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 19u);
  EXPECT_EQ(tally<model::sqs::SendMessageRequest>(t.world).calls, 3u);
  EXPECT_EQ(tally<model::sqs::SendMessageRequest>(t.world).requests, 19u);
  t.receive("q", 1);
  t.receive("q", 1);
  t.receive("q", 1);
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 19u + 1 + 2 + 16);
}

TEST(Bill, ALongPollIsBilledOnceWhenItIsAnswered) {
  test::Bench t(test::kPlainQueue);
  t.call(model::sqs::ReceiveMessageRequest{.queue_url = t.url("q"), .wait_time_seconds = 20});
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 0u);
  t.run(base::seconds(20));
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 1u);
  t.call(model::sqs::ReceiveMessageRequest{.queue_url = t.url("q"), .wait_time_seconds = 20});
  t.send("q");
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
}

TEST(Bill, ReadsAndRefusalsAreRequestsToo) {
  test::Bench t(test::kPlainQueue);
  t.call(model::sqs::ListQueuesRequest{});
  t.call(model::sqs::GetQueueAttributesRequest{t.url("q"), {"All"}});
  t.refused(model::sqs::SendMessageRequest{.queue_url = t.url("q")});
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
}

TEST(Bill, FifoQueuesAndMessageGroupsHavePricesOfTheirOwn) {
  test::Bench t(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}, "F": {"Type":
      "AWS::SQS::Queue", "Properties": {"FifoQueue": true, "ContentBasedDeduplication": true}}}})");
  t.call(model::sqs::SendMessageRequest{
      .queue_url = t.url("F.fifo"), .message_body = "a", .message_group_id = "g"});
  t.receive("F.fifo");
  EXPECT_EQ(units(t.world, Billed::kSqsFifoRequest), 2u);
  EXPECT_EQ(units(t.world, Billed::kSqsFairRequest), 0u);
  t.send("Q");
  EXPECT_EQ(units(t.world, Billed::kSqsFairRequest), 0u);
  t.call(model::sqs::SendMessageRequest{
      .queue_url = t.url("Q"), .message_body = "a", .message_group_id = "tenant"});
  t.receive("Q");
  EXPECT_EQ(units(t.world, Billed::kSqsRequest), 3u);
  EXPECT_EQ(units(t.world, Billed::kSqsFairRequest), 2u);
}

TEST(Bill, APublishIsBilledByItsSizeAndEachDeliveryByItsProtocol) {
  test::SnsBench t(R"({"Endpoints": {"https://shop.example/hook": {"Confirms": true}}})");
  const std::string topic = t.topic("news");
  t.subscribe(topic, "sqs", t.queue("in"));
  t.subscribe(topic, "https", "https://shop.example/hook");
  t.run(base::seconds(1));
  const std::uint64_t before = units(t.world, Billed::kSnsRequest);
  const std::uint64_t to_http = units(t.world, Billed::kSnsToHttp);
  t.publish(topic, std::string(70'000, 'x'));
  t.run(base::seconds(1));
  EXPECT_EQ(units(t.world, Billed::kSnsRequest) - before, 2u);
  EXPECT_EQ(units(t.world, Billed::kSnsToSqs), 1u);
  EXPECT_EQ(units(t.world, Billed::kSnsToHttp) - to_http, 1u);
  // What SNS sends to a queue is no request of yours.
  EXPECT_EQ(tally<model::sqs::SendMessageRequest>(t.world).calls, 0u);
}

constexpr const char* kFunction = "arn:aws:lambda:us-east-1:000000000000:function:resize";

TEST(Bill, AFunctionPaysForEachInvocationAndForEachStartedMillisecond) {
  test::SnsBench t;
  ASSERT_TRUE(t.world.set_function(
      kFunction,
      {.durations = {base::milliseconds(100), base::microseconds(1'500)}, .errors_first = 1}));
  const std::string topic = t.topic("news");
  t.subscribe(topic, "lambda", kFunction);
  t.publish(topic, "picture");
  t.run(base::seconds(1));
  EXPECT_EQ(units(t.world, Billed::kLambdaRequest), 1u);
  EXPECT_EQ(units(t.world, Billed::kLambdaTime), 100u);
  t.run(base::seconds(61));  // the retry is an invocation, too
  EXPECT_EQ(units(t.world, Billed::kLambdaRequest), 2u);
  EXPECT_EQ(units(t.world, Billed::kLambdaTime), 102u);
  EXPECT_EQ(units(t.world, Billed::kSnsToLambda), 1u);
}

TEST(Bill, AGigabyteSecondOfLambdaCostsWhatThePriceListSays) {
  world::Units time{};
  time[static_cast<std::size_t>(Billed::kLambdaTime)] = 8ull * 1'000 * 1'000'000;  // a million GB-s
  // $16.6667, within the precision of the table.
  EXPECT_EQ(world::micro_dollars_of(time, model::Profile::kCurrent), 16'664'000);
  world::Meter meter;
  meter.add({.what = Billed::kLambdaRequest, .units = 1'500'000});
  meter.add({.what = Billed::kLambdaTime, .units = 3'200'000'000});
  const world::Bill bill = world::draw_up_bill(meter, model::Profile::kCurrent);
  EXPECT_EQ(bill.micro_dollars_after_free, 100'000);
  EXPECT_EQ(bill.requests, 0u);  // no calls of yours
}

TEST(Bill, TheSumIsExactAndTheFreeTierStandsApart) {
  world::Meter meter;
  meter.add({.what = Billed::kSqsRequest, .units = 900'000});
  meter.add({.what = Billed::kSqsFifoRequest, .units = 300'000});
  meter.add({.what = Billed::kSnsToHttp, .units = 150'000});
  const world::Bill bill = world::draw_up_bill(meter, model::Profile::kCurrent);
  EXPECT_EQ(bill.requests, 1'200'000u);
  // 0.36 + 0.15 + 0.09 dollars.
  EXPECT_EQ(bill.micro_dollars, 360'000 + 150'000 + 90'000);
  // Standard and FIFO queues share a million: 900,000 and the first 100,000. 50,000 HTTP remain.
  EXPECT_EQ(bill.micro_dollars_after_free, 100'000 + 30'000);
  ASSERT_EQ(bill.lines.size(), 3u);
  EXPECT_EQ(bill.lines[1].free_units, 100'000u);
  EXPECT_EQ(bill.lines[1].micro_dollars, 150'000);
}

TEST(Bill, AnIdleConsumerCostsWhatTheFactSheetSays) {
  // 10 short polls a second are 25.9 million a month, long polls of 20 s are 130 thousand.
  world::Units polls{};
  polls[static_cast<std::size_t>(Billed::kSqsRequest)] = 10u * 86'400 * 30;
  EXPECT_EQ(world::micro_dollars_of(polls, model::Profile::kCurrent), 10'368'000);
  polls[static_cast<std::size_t>(Billed::kSqsRequest)] = 86'400 * 30 / 20;
  EXPECT_EQ(world::micro_dollars_of(polls, model::Profile::kCurrent), 51'840);
}

TEST(Bill, TheTimelineKeepsTheChargesOfEachBranch) {
  world::Timeline timeline(test::make_world(test::kPlainQueue));
  const std::string url = timeline.present().sqs().find_by_name("q")->url;
  const auto send = [&] {
    timeline.act(
        world::ApiCall{model::sqs::SendMessageRequest{.queue_url = url, .message_body = "x"}});
  };
  send();
  timeline.seek({1'000'000});
  send();
  timeline.seek({2'000'000});
  ASSERT_EQ(timeline.charges().size(), 2u);
  EXPECT_EQ(timeline.charges()[0].after, 0u);
  EXPECT_EQ(timeline.charges()[1].at, (base::SimTime{1'000'000}));
  EXPECT_EQ(timeline.charges()[1].after, 1u);
  timeline.seek({500'000});
  send();  // forks
  EXPECT_EQ(timeline.charges().size(), 2u);
  EXPECT_EQ(timeline.charges()[1].at, (base::SimTime{500'000}));
  ASSERT_TRUE(timeline.switch_to(1));
  EXPECT_EQ(timeline.charges()[1].at, (base::SimTime{1'000'000}));
}

}  // namespace
