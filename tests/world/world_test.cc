// The World as a value: copies, the hash, what goes over the wire.
#include <format>
#include <functional>
#include <map>

#include "world/random_commands.h"
#include "world/support.h"

namespace {

using namespace model::sqs;
using test::Bench;
using world::World;

TEST(World, CopiesAreIndependent) {
  Bench b(test::busy_template(3, true));
  b.run(base::seconds(30));
  const World original = b.world;
  const std::uint64_t before = original.hash();
  World copy = original;
  EXPECT_EQ(copy.hash(), before);
  test::Recording log;
  test::CommandMaker maker(1);
  for (int i = 0; i < 200; ++i) {
    maker.note(copy.apply(maker.next(copy), log));
    copy.run_until(copy.now() + base::milliseconds(100), log);
  }
  EXPECT_EQ(original.hash(), before) << "what a copy does must not show in the original";
  EXPECT_NE(copy.hash(), before);
}

TEST(World, TwoCopiesWithTheSameCommandsStayEqual) {
  Bench b(test::busy_template(4, true));
  b.run(base::seconds(10));
  World one = b.world;
  World two = b.world;
  test::Recording first;
  test::Recording second;
  test::CommandMaker maker(2);
  for (int i = 0; i < 150; ++i) {
    const world::Command command = maker.next(one);
    maker.note(one.apply(command, first));
    one.run_until(one.now() + base::milliseconds(130), first);
    // Interleaved and in smaller steps, which must not matter.
    two.apply(command, second);
    for (int k = 0; k < 13; ++k) two.run_until(two.now() + base::milliseconds(10), second);
    ASSERT_EQ(one.hash(), two.hash()) << i;
  }
  EXPECT_EQ(first.events, second.events);
}

TEST(World, EventNumbersAreConsecutiveAndCausesEarlier) {
  Bench b(test::busy_template(5, true));
  test::CommandMaker maker(3);
  for (int i = 0; i < 300; ++i) {
    maker.note(b.world.apply(maker.next(b.world), b.log));
    b.run(base::milliseconds(200));
  }
  model::EventSeq expected = 1;
  base::SimTime last;
  for (const model::Event& e : b.log.events) {
    ASSERT_EQ(e.seq, expected++);
    ASSERT_LT(e.cause, e.seq);
    ASSERT_GE(e.at, last);
    last = e.at;
  }
  EXPECT_EQ(b.world.last_event(), b.log.events.back().seq);
}

TEST(World, TransitsArriveAHopAfterTheyLeft) {
  Bench b(test::busy_template(6, false));
  for (int i = 0; i < 500; ++i) {
    b.run(base::milliseconds(37));
    for (const auto& [id, transit] : b.world.transits()) {
      ASSERT_EQ(transit.id, id);
      ASSERT_EQ(transit.arrives_at - transit.departed_at, b.world.options().hop);
      ASSERT_LE(transit.departed_at, b.world.now());
      ASSERT_GT(transit.arrives_at, b.world.now());
    }
  }
}

TEST(World, SetUpWritesNoEvents) {
  Bench b(test::busy_template(6, false));
  EXPECT_EQ(b.world.last_event(), 0u);
  b.run(base::seconds(5));
  ASSERT_FALSE(b.log.events.empty());
  EXPECT_EQ(b.log.events.front().seq, 1u);
}

TEST(World, VoidTimersDoNotPileUp) {
  // Twelve hours of hiding for messages that are deleted at once.
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "VisibilityTimeout": 43200}}}})");
  std::size_t heaviest = 0;
  for (int i = 0; i < 20'000; ++i) {
    b.send("q");
    b.ok<EmptyResponse>(DeleteMessageRequest{b.url("q"), b.receive("q").at(0).receipt_handle});
    b.log.events.clear();
    heaviest = std::max(heaviest, b.world.weight());
  }
  EXPECT_LT(heaviest, 200'000u) << "20,000 timers of 40 bytes would be 800,000";
  b.run(base::hours(13));
  EXPECT_TRUE(b.log.all<model::VisibilityExpired>().empty());
}

TEST(World, WhatNobodyReceivesAndExpiresLeavesNothingBehind) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "MessageRetentionPeriod": 60}}}})");
  std::size_t heaviest = 0;
  for (int minute = 0; minute < 50; ++minute) {
    for (int i = 0; i < 100; ++i) b.send("q");
    b.run(base::seconds(61));
    heaviest = std::max(heaviest, b.world.weight());
  }
  EXPECT_EQ(b.queue("q").visible, 0u);
  EXPECT_LT(heaviest, 100'000u);
}

// ---- the hash

// Worlds that differ in one thing each must have different hashes.
class HashCases {
 public:
  void add(const std::string& name, const World& world) {
    const auto [it, fresh] = seen_.emplace(world.hash(), name);
    EXPECT_TRUE(fresh) << name << " has the same hash as " << it->second;
  }

 private:
  std::map<std::uint64_t, std::string> seen_;
};

constexpr std::string_view kPlain = R"({"seed": 1, "hop": "40ms", "profile": "current",
  "behaviour": {"sampling": false, "duplicates": "0/1", "missedDeletes": "0/1",
                "reordering": "0/1"},
  "Endpoints": {"arn:aws:lambda:us-east-1:000000000000:function:f": {"DurationSeconds": [3, 4],
      "ReservedConcurrency": 5, "ErrorsFirst": 0, "ErrorsAlways": false}},
  "Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q",
      "VisibilityTimeout": 30, "DelaySeconds": 0, "MessageRetentionPeriod": 345600,
      "ReceiveMessageWaitTimeSeconds": 0, "MaximumMessageSize": 1024,
      "Tags": [{"Key": "k", "Value": "v"}]}}},
  "Actors": {
    "p": {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "Every": "4s",
          "Start": "2s", "Count": 6, "Pattern": "fixed", "Burst": 1, "Body": "b{n}",
          "FirstNumber": 5, "DelaySeconds": 0, "DelayEach": 2}},
    "w": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Work": ["8s", "9s"],
          "PollEvery": "1s", "WaitTimeSeconds": 0, "VisibilityTimeout": 50, "MaxMessages": 1,
          "Start": "3s", "Idempotent": false, "Crash": "1/9", "RestartAfter": "7s",
          "Heartbeat": {"Every": "20s", "Extend": 31},
          "Faults": [{"On": 2, "Do": "crash", "After": "10s", "RestartAfter": "21s"}]}}}})";

TEST(WorldHash, EverySettingOfATemplateCounts) {
  const std::vector<std::pair<std::string, std::string>> changes{
      {R"("seed": 1)", R"("seed": 2)"},
      {R"("hop": "40ms")", R"("hop": "41ms")"},
      {R"("current")", R"("classic")"},
      {R"("sampling": false)", R"("sampling": true)"},
      {R"("duplicates": "0/1")", R"("duplicates": "1/7")"},
      {R"("duplicates": "0/1")", R"("duplicates": "1/8")"},
      {R"("missedDeletes": "0/1")", R"("missedDeletes": "1/7")"},
      {R"("reordering": "0/1")", R"("reordering": "1/7")"},
      {R"("QueueName": "q")", R"("QueueName": "r")"},
      {R"("VisibilityTimeout": 30)", R"("VisibilityTimeout": 31)"},
      {R"("DelaySeconds": 0,)", R"("DelaySeconds": 1,)"},
      {R"(345600)", R"(345601)"},
      {R"("ReceiveMessageWaitTimeSeconds": 0)", R"("ReceiveMessageWaitTimeSeconds": 1)"},
      {R"("MaximumMessageSize": 1024)", R"("MaximumMessageSize": 1025)"},
      {R"("Value": "v")", R"("Value": "w")"},
      {R"(function:f)", R"(function:g)"},
      {R"([3, 4])", R"([3, 5])"},
      {R"([3, 4])", R"(3)"},
      {R"("ReservedConcurrency": 5)", R"("ReservedConcurrency": 6)"},
      {R"("ErrorsFirst": 0)", R"("ErrorsFirst": 1)"},
      {R"("ErrorsAlways": false)", R"("ErrorsAlways": true)"},
      {R"("Every": "4s")", R"("Every": "5s")"},
      {R"("Start": "2s")", R"("Start": "1s")"},
      {R"("Count": 6)", R"("Count": 7)"},
      {R"("fixed")", R"("random")"},
      {R"("fixed")", R"("burst")"},
      {R"("Burst": 1)", R"("Burst": 2)"},
      {R"("Body": "b{n}")", R"("Body": "c{n}")"},
      {R"("FirstNumber": 5)", R"("FirstNumber": 6)"},
      {R"("DelaySeconds": 0, "DelayEach")", R"("DelaySeconds": 1, "DelayEach")"},
      {R"("DelayEach": 2)", R"("DelayEach": 3)"},
      {R"(["8s", "9s"])", R"(["8s", "8s"])"},
      {R"(["8s", "9s"])", R"("8s")"},
      {R"(["8s", "9s"])", R"({"Min": "8s", "Max": "9s"})"},
      {R"(["8s", "9s"])", R"({"Min": "8s", "Max": "10s"})"},
      {R"(["8s", "9s"])", R"({"Mean": "8s"})"},
      {R"(["8s", "9s"])", R"({"Mean": "9s"})"},
      {R"("PollEvery": "1s")", R"("PollEvery": "2s")"},
      {R"("WaitTimeSeconds": 0, "VisibilityTimeout")",
       R"("WaitTimeSeconds": 1, "VisibilityTimeout")"},
      {R"("VisibilityTimeout": 50)", R"("VisibilityTimeout": 51)"},
      {R"("MaxMessages": 1)", R"("MaxMessages": 2)"},
      {R"("Start": "3s")", R"("Start": "1s")"},
      {R"("Idempotent": false)", R"("Idempotent": true)"},
      {R"("Crash": "1/9")", R"("Crash": "1/8")"},
      {R"("RestartAfter": "7s")", R"("RestartAfter": "8s")"},
      {R"("Every": "20s")", R"("Every": "21s")"},
      {R"("Extend": 31)", R"("Extend": 32)"},
      {R"("On": 2)", R"("On": 3)"},
      {R"("Do": "crash")", R"("Do": "hang")"},
      {R"("Do": "crash")", R"("Do": "forget-delete")"},
      {R"("After": "10s")", R"("After": "11s")"},
      {R"("RestartAfter": "21s")", R"("RestartAfter": "22s")"},
      {R"("w": {"Type")", R"("v": {"Type")"},
      {R"("p": {"Type")", R"("o": {"Type")"}};
  HashCases cases;
  cases.add("the plain one", test::make_world(kPlain));
  for (const auto& [from, to] : changes) {
    std::string text(kPlain);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    cases.add(from + " -> " + to, test::make_world(text));
  }
}

constexpr std::string_view kTwoQueues = R"({"Resources": {
    "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}},
    "R": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "r"}}}})";

std::string redrive_to(std::string_view queue, int count) {
  return std::format(R"({{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:{}",)"
                     R"("maxReceiveCount":{}}})",
                     queue, count);
}

TEST(WorldHash, WhatWasDoneCountsToTheLastMember) {
  HashCases cases;
  const auto after = [&](const std::string& name, const std::function<void(Bench&)>& act) {
    Bench b(kTwoQueues);
    b.send("q", "first");
    b.run(base::seconds(1));
    act(b);
    cases.add(name, b.world);
  };
  const auto send = [](Bench& b, SendMessageRequest request) {
    request.queue_url = b.url("q");
    b.ok<SendMessageResponse>(std::move(request));
  };
  const auto receive = [](Bench& b, ReceiveMessageRequest request) {
    request.queue_url = b.url("q");
    b.call(std::move(request));
  };
  after("nothing", [](Bench&) {});
  after("a later time", [](Bench& b) { b.run(base::microseconds(1)); });
  after("a message", [&](Bench& b) { send(b, {.message_body = "x"}); });
  after("another body", [&](Bench& b) { send(b, {.message_body = "y"}); });
  after("in another queue", [](Bench& b) { b.send("r", "x"); });
  after("a delay", [&](Bench& b) { send(b, {.message_body = "x", .delay_seconds = 3}); });
  after("an attribute", [&](Bench& b) {
    send(b, {.message_body = "x", .message_attributes = {{"a", {"String", "1", {}}}}});
  });
  after("its value", [&](Bench& b) {
    send(b, {.message_body = "x", .message_attributes = {{"a", {"String", "2", {}}}}});
  });
  after("its type", [&](Bench& b) {
    send(b, {.message_body = "x", .message_attributes = {{"a", {"Number", "1", {}}}}});
  });
  after("its name", [&](Bench& b) {
    send(b, {.message_body = "x", .message_attributes = {{"b", {"String", "1", {}}}}});
  });
  after("a trace header",
        [&](Bench& b) { send(b, {.message_body = "x", .trace_header = "Root=1"}); });
  after("a receive", [&](Bench& b) { receive(b, {}); });
  after("hidden for longer", [&](Bench& b) { receive(b, {.visibility_timeout = 31}); });
  after("a long poll of r", [](Bench& b) {
    b.call(ReceiveMessageRequest{.queue_url = b.url("r"), .wait_time_seconds = 9});
  });
  after("one that waits longer", [](Bench& b) {
    b.call(ReceiveMessageRequest{.queue_url = b.url("r"), .wait_time_seconds = 10});
  });
  after("one that wants more", [](Bench& b) {
    b.call(ReceiveMessageRequest{
        .queue_url = b.url("r"), .max_number_of_messages = 2, .wait_time_seconds = 9});
  });
  after("one that hides", [](Bench& b) {
    b.call(ReceiveMessageRequest{
        .queue_url = b.url("r"), .visibility_timeout = 5, .wait_time_seconds = 9});
  });
  after("one that names attributes", [](Bench& b) {
    b.call(ReceiveMessageRequest{
        .queue_url = b.url("r"), .wait_time_seconds = 9, .message_attribute_names = {"All"}});
  });
  after("an empty receive", [](Bench& b) { b.receive("r"); });
  after("deleted", [](Bench& b) {
    const auto got = b.receive("q");
    b.call(DeleteMessageRequest{b.url("q"), got.at(0).receipt_handle});
  });
  after("shown again", [](Bench& b) {
    const auto got = b.receive("q");
    b.call(ChangeMessageVisibilityRequest{b.url("q"), got.at(0).receipt_handle, 0});
  });
  after("a purge", [](Bench& b) { b.call(PurgeQueueRequest{b.url("q")}); });
  after("a purge of the empty one", [](Bench& b) { b.call(PurgeQueueRequest{b.url("r")}); });
  after("a queue more", [](Bench& b) { b.call(CreateQueueRequest{.queue_name = "s"}); });
  after("with a tag",
        [](Bench& b) { b.call(CreateQueueRequest{.queue_name = "s", .tags = {{"a", "b"}}}); });
  after("a queue less", [](Bench& b) { b.call(DeleteQueueRequest{b.url("r")}); });
  after("a refused call", [](Bench& b) {
    b.call(SendMessageRequest{.queue_url = "https://x/none", .message_body = "x"});
  });
  for (const auto& [name, value] :
       AttributeMap{{"VisibilityTimeout", "31"},
                    {"DelaySeconds", "1"},
                    {"MessageRetentionPeriod", "61"},
                    {"ReceiveMessageWaitTimeSeconds", "1"},
                    {"MaximumMessageSize", "2048"},
                    {"KmsMasterKeyId", "alias/a"},
                    {"KmsDataKeyReusePeriodSeconds", "60"},
                    {"SqsManagedSseEnabled", "false"},
                    {"Policy", R"({"Statement":[]})"},
                    {"RedriveAllowPolicy", R"({"redrivePermission":"denyAll"})"},
                    {"RedrivePolicy", redrive_to("r", 1)}}) {
    after(name, [&](Bench& b) {
      b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{name, value}}});
    });
  }
  after("the other arn", [](Bench& b) {
    b.ok<EmptyResponse>(
        SetQueueAttributesRequest{b.url("q"), {{"RedrivePolicy", redrive_to("q", 1)}}});
  });
  after("the other count", [](Bench& b) {
    b.ok<EmptyResponse>(
        SetQueueAttributesRequest{b.url("q"), {{"RedrivePolicy", redrive_to("r", 2)}}});
  });
  after("other tags",
        [](Bench& b) { b.ok<EmptyResponse>(TagQueueRequest{b.url("q"), {{"team", "shop"}}}); });
  after("a group", [&](Bench& b) { send(b, {.message_body = "x", .message_group_id = "a"}); });
  after("another group",
        [&](Bench& b) { send(b, {.message_body = "x", .message_group_id = "b"}); });
}

TEST(WorldHash, WhatAFifoQueueRemembersCounts) {
  HashCases cases;
  const auto after = [&](const std::string& name, const std::function<void(Bench&)>& act) {
    Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {
        "QueueName": "q.fifo", "FifoQueue": true}}}})");
    act(b);
    cases.add(name, b.world);
  };
  const auto send = [](Bench& b, std::string group, std::string id) {
    b.ok<SendMessageResponse>(SendMessageRequest{.queue_url = b.url("q.fifo"),
                                                 .message_body = "x",
                                                 .message_group_id = std::move(group),
                                                 .message_deduplication_id = std::move(id)});
  };
  const auto set = [](Bench& b, const char* name, const char* value) {
    b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q.fifo"), {{name, value}}});
  };
  after("nothing", [](Bench&) {});
  after("content-based", [&](Bench& b) { set(b, "ContentBasedDeduplication", "true"); });
  after("scope", [&](Bench& b) { set(b, "DeduplicationScope", "messageGroup"); });
  after("a message", [&](Bench& b) { send(b, "a", "1"); });
  after("of another group", [&](Bench& b) { send(b, "b", "1"); });
  after("with another id", [&](Bench& b) { send(b, "a", "2"); });
  after("and a duplicate", [&](Bench& b) {
    send(b, "a", "1");
    send(b, "a", "1");
  });
  after("a receive", [&](Bench& b) {
    send(b, "a", "1");
    b.call(ReceiveMessageRequest{.queue_url = b.url("q.fifo")});
  });
  after("an attempt", [&](Bench& b) {
    send(b, "a", "1");
    b.call(ReceiveMessageRequest{.queue_url = b.url("q.fifo"), .receive_request_attempt_id = "r"});
  });
}

TEST(WorldHash, WhatIsUnderWayCounts) {
  HashCases cases;
  const auto sent = [](std::string_view body, std::string_view every) {
    Bench b(std::format(R"({{"Resources": {{"Q": {{"Type": "AWS::SQS::Queue"}}}},
        "Actors": {{"p": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Q"}},
        "Count": 1, "Every": "{}", "Body": "{}"}}}}}}}})",
                        every, body));
    b.run(base::milliseconds(20));
    EXPECT_EQ(b.world.transits().size(), 1u);
    return b.world;
  };
  cases.add("a body on its way", sent("x", "1s"));
  cases.add("another", sent("y", "1s"));
  Bench late(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Actors": {"p": {
      "Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "Count": 1, "Body": "x",
      "Start": "1ms"}}}})");
  late.run(base::milliseconds(20));
  cases.add("one that left later", late.world);
}

TEST(WorldHash, OrdersAndDialsCount) {
  HashCases cases;
  const auto after = [&](const std::string& name, const world::Command& command) {
    Bench b(kPlain);
    b.run(base::seconds(5));
    b.world.apply(command, b.log);
    cases.add(name, b.world);
  };
  const model::ActorId worker{2};
  after("nothing", world::WorkerChange{worker, {}, {}, {}});
  after("crash", world::ActorOrder{worker, actors::Order::kCrash});
  after("hang", world::ActorOrder{worker, actors::Order::kHang});
  after("work", world::WorkerChange{worker, base::seconds(1), {}, {}});
  after("longer work", world::WorkerChange{worker, base::seconds(2), {}, {}});
  after("idempotent", world::WorkerChange{worker, {}, {}, true});
  after("no heartbeat",
        world::WorkerChange{worker, {}, std::optional<actors::HeartbeatSpec>(), {}});
  after("heartbeat", world::WorkerChange{worker, {}, {{{base::seconds(3), 9}}}, {}});
  after("longer heartbeat", world::WorkerChange{worker, {}, {{{base::seconds(3), 10}}}, {}});
}

TEST(WorldHash, TakingAnswersDoesNotCount) {
  Bench b(kTwoQueues);
  b.call(ReceiveMessageRequest{.queue_url = b.url("q"), .wait_time_seconds = 1});
  b.run(base::seconds(2));
  const std::uint64_t before = b.world.hash();
  EXPECT_EQ(b.world.take_external_answers().size(), 1u);
  EXPECT_EQ(b.world.hash(), before);
}

}  // namespace
