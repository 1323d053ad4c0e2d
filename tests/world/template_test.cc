// Templates: what they may say, and that every fault is told at its place.
#include <format>

#include "world/support.h"

namespace {

using base::JsonError;

// "pointer: message" of every error, one per line; "" when the template is good.
std::string faults(std::string_view text, const std::string& pointer = "") {
  const auto document = base::parse_json(text);
  if (!document) return "not JSON: " + document.error().message;
  const auto built = world::build_world(document->root, pointer);
  if (built) return {};
  std::string out;
  for (const JsonError& e : built.error()) out += e.pointer + ": " + e.message + "\n";
  return out;
}

std::string queue_with(std::string_view properties) {
  return std::format(R"({{"Resources": {{"Q": {{"Type": "AWS::SQS::Queue", "Properties": {}}}}}}})",
                     properties);
}

std::string producer_with(std::string_view properties) {
  return std::format(R"({{"Resources": {{"Q": {{"Type": "AWS::SQS::Queue"}}}}, "Actors": {{"p":
      {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Q"}}{}}}}}}}}})",
                     properties);
}

std::string worker_with(std::string_view properties) {
  return std::format(R"({{"Resources": {{"Q": {{"Type": "AWS::SQS::Queue"}}}}, "Actors": {{"w":
      {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Q"}}{}}}}}}}}})",
                     properties);
}

TEST(Template, TheEmptyOneIsAnEmptyWorld) {
  const world::World world = test::make_world("{}");
  EXPECT_TRUE(world.sqs().queues.empty());
  EXPECT_EQ(world.options().seed, 1u);
  EXPECT_EQ(world.options().hop, base::milliseconds(40));
  EXPECT_EQ(world.options().profile, model::Profile::kCurrent);
}

TEST(Template, OptionsAreRead) {
  const world::World world = test::make_world(R"({"seed": 7, "profile": "classic", "hop": "1s",
      "behaviour": {"sampling": true, "duplicates": "1/50", "missedDeletes": "2/3",
                    "reordering": "1/20"}, "Description": "x",
      "AWSTemplateFormatVersion": "2010-09-09"})");
  EXPECT_EQ(world.options().seed, 7u);
  EXPECT_EQ(world.options().profile, model::Profile::kClassic);
  EXPECT_EQ(world.options().hop, base::seconds(1));
  EXPECT_TRUE(world.options().sqs.sample_nodes);
  EXPECT_EQ(world.options().sqs.duplicate, (base::Ratio{1, 50}));
  EXPECT_EQ(world.options().sqs.missed_delete, (base::Ratio{2, 3}));
  EXPECT_EQ(world.options().sqs.reorder, (base::Ratio{1, 20}));
}

TEST(Template, TheCallersProfileHoldsUnlessTheTemplateNamesOne) {
  const auto document = base::parse_json("{}");
  EXPECT_EQ(world::build_world(document->root, "", model::Profile::kClassic)->options().profile,
            model::Profile::kClassic);
}

TEST(Template, ReferencesMayPointForwards) {
  const world::World world = test::make_world(R"({"Resources": {
      "Q": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": {"maxReceiveCount": 3,
          "deadLetterTargetArn": {"Fn::GetAtt": ["Later", "Arn"]}}}},
      "Later": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead-letters"}}}})");
  const auto* q = world.sqs().find_by_name("Q");
  ASSERT_NE(q, nullptr) << "without a QueueName the logical id is the name";
  EXPECT_EQ(q->attributes.redrive_policy->dead_letter_target_arn,
            world.sqs().find_by_name("dead-letters")->arn);
}

TEST(Template, ReferencesInsideListsAreResolved) {
  const world::World world = test::make_world(R"({"Resources": {
      "Q": {"Type": "AWS::SQS::Queue"},
      "D": {"Type": "AWS::SQS::Queue", "Properties": {"RedriveAllowPolicy": {
          "redrivePermission": "byQueue", "sourceQueueArns": [{"Fn::GetAtt": ["Q", "Arn"]}]}}}}})");
  EXPECT_EQ(world.sqs().find_by_name("D")->attributes.redrive_allow_policy->text,
            R"({"redrivePermission":"byQueue","sourceQueueArns":)"
            R"(["arn:aws:sqs:us-east-1:000000000000:Q"]})");
}

TEST(Template, NumbersTextsAndBooleansAreAttributes) {
  const world::World world = test::make_world(queue_with(
      R"({"QueueName": "q", "VisibilityTimeout": 45, "DelaySeconds": "5",
          "SqsManagedSseEnabled": false, "Tags": [{"Key": "team", "Value": "orders"}]})"));
  const auto* q = world.sqs().find_by_name("q");
  EXPECT_EQ(q->attributes.visibility_timeout, 45);
  EXPECT_EQ(q->attributes.delay_seconds, 5);
  EXPECT_FALSE(q->attributes.sqs_managed_sse_enabled);
  EXPECT_EQ(q->tags.at("team"), "orders");
}

TEST(Template, FifoQueuesAndTheirProperties) {
  const world::World world = test::make_world(R"({"Resources": {
      "Plain": {"Type": "AWS::SQS::Queue", "Properties": {"FifoQueue": true}},
      "Fast": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "fast.fifo",
          "FifoThroughputLimit": "perMessageGroupId", "DeduplicationScope": "messageGroup",
          "ContentBasedDeduplication": true, "FifoQueue": true,
          "Tags": [{"Key": "team", "Value": "shop"}]}}}})");
  const auto* plain = world.sqs().find_by_name("Plain.fifo");
  ASSERT_NE(plain, nullptr) << "the suffix is added to a logical name";
  EXPECT_TRUE(plain->is_fifo());
  const auto* fast = world.sqs().find_by_name("fast.fifo");
  ASSERT_NE(fast, nullptr);
  EXPECT_TRUE(fast->attributes.content_based_deduplication);
  EXPECT_TRUE(fast->attributes.limits_per_group);
  EXPECT_TRUE(fast->fifo.deduplicates_per_group);
  EXPECT_EQ(fast->tags.at("team"), "shop");
}

TEST(Template, DeadLetterQueuesMayNameEachOther) {
  const world::World world = test::make_world(R"({"Resources": {
      "A": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": {"maxReceiveCount": 1,
            "deadLetterTargetArn": {"Fn::GetAtt": ["B", "Arn"]}}}},
      "B": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": {"maxReceiveCount": 2,
            "deadLetterTargetArn": {"Fn::GetAtt": ["A", "Arn"]}}}}}})");
  EXPECT_EQ(world.sqs().find_by_name("A")->attributes.redrive_policy->max_receive_count, 1u);
  EXPECT_EQ(world.sqs().find_by_name("B")->attributes.redrive_policy->max_receive_count, 2u);
}

TEST(Template, ProducersGiveGroupsInTurnAndNumberedIds) {
  world::World world = test::make_world(R"({"hop": "1ms",
    "Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q.fifo",
        "FifoQueue": true}}},
    "Actors": {
      "turns": {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "Count": 3,
          "Groups": ["a", "b"], "MessageDeduplicationId": "order-{n}", "FirstNumber": 7}},
      "one": {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "Count": 1,
          "Start": "10s", "MessageGroupId": "c", "MessageDeduplicationId": "x"}}}})");
  model::NullSink sink;
  world.run_until(base::SimTime{} + base::seconds(20), sink);
  const auto& queue = *world.sqs().find_by_name("q.fifo");
  std::string seen;
  for (const auto& m : queue.slots) {
    seen += queue.groups[m.group].name + ":" + m.deduplication_id + " ";
  }
  EXPECT_EQ(seen, "a:order-7 b:order-8 a:order-9 c:x ");
}

TEST(Template, AFleetGetsNumberedNamesOneWorkerKeepsIts) {
  const world::World fleet = test::make_world(worker_with(R"(, "Count": 3)"));
  EXPECT_NE(fleet.actors().find_by_name("w-1"), nullptr);
  EXPECT_NE(fleet.actors().find_by_name("w-3"), nullptr);
  EXPECT_EQ(fleet.actors().find_by_name("w-3")->group, "w");
  EXPECT_EQ(fleet.actors().find_by_name("w"), nullptr);
  EXPECT_NE(test::make_world(worker_with("")).actors().find_by_name("w"), nullptr);
  EXPECT_NE(test::make_world(worker_with(R"(, "Count": 1)")).actors().find_by_name("w-1"), nullptr);
}

TEST(Template, PointersStartWhereTheTemplateStands) {
  EXPECT_EQ(faults(R"({"hop": 5})", "/template"),
            "/template/hop: must be a string\n"
            "/template/hop: must be a duration like \"250ms\", \"45s\", \"10m\", \"12h\"\n");
}

struct FaultCase {
  std::string text;
  std::string expected;
};

void expect_faults(const std::vector<FaultCase>& cases) {
  for (const FaultCase& c : cases) EXPECT_EQ(faults(c.text), c.expected + "\n") << c.text;
}

TEST(TemplateFaults, AtTheTop) {
  expect_faults({
      {"[]", ": a template must be an object"},
      {R"({"Resource": {}})", "/Resource: is not a known property"},
      {R"({"seed": -1})", "/seed: must be between 0 and 9007199254740992"},
      {R"({"seed": 1.5})", "/seed: must be a whole number"},
      {R"({"profile": "old"})", "/profile: must be \"current\" or \"classic\""},
      {R"({"hop": "fast"})", "/hop: must be a duration like \"250ms\", \"45s\", \"10m\", \"12h\""},
      {R"({"behaviour": {"sampling": 1}})", "/behaviour/sampling: must be true or false"},
      {R"({"behaviour": {"duplicates": "2/1"}})",
       "/behaviour/duplicates: must be a ratio from 0/1 to 1/1, like \"1/50\""},
      {R"({"behaviour": {"duplicates": "1/0"}})",
       "/behaviour/duplicates: must be a ratio from 0/1 to 1/1, like \"1/50\""},
      {R"({"behaviour": {"reordering": "99999999999/99999999999"}})",
       "/behaviour/reordering: must be a ratio from 0/1 to 1/1, like \"1/50\""},
      {R"({"behaviour": {"loss": "1/2"}})", "/behaviour/loss: is not a known property"},
      {R"({"Resources": []})", "/Resources: must be an object"},
      {R"({"Actors": 1})", "/Actors: must be an object"},
  });
}

TEST(TemplateFaults, OfQueues) {
  expect_faults({
      {R"({"Resources": {"Q": {}}})", "/Resources/Q: \"Type\" is missing"},
      {R"({"Resources": {"T": {"Type": "AWS::EC2::Instance"}}})",
       "/Resources/T/Type: \"AWS::EC2::Instance\" is not a resource that is simulated; known are "
       "AWS::SQS::Queue, AWS::SNS::Topic, AWS::SNS::Subscription, AWS::SNS::TopicPolicy, "
       "AWS::SQS::QueuePolicy, AWS::IAM::Role, AWS::IAM::User, AWS::IAM::ManagedPolicy, "
       "AWS::KMS::Key, AWS::KMS::Alias, AWS::S3::Bucket, AWS::Kinesis::Stream, "
       "AWS::Kinesis::StreamConsumer"},
      {R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Property": {}}}})",
       "/Resources/Q/Property: is not a known property"},
      {queue_with(R"({"VisibilityTimeout": 43201})"),
       "/Resources/Q/Properties/VisibilityTimeout: Invalid value for the parameter "
       "VisibilityTimeout. Reason: Must be a number from 0 to 43200."},
      {queue_with(R"({"VisibleTimeout": 30})"),
       "/Resources/Q/Properties/VisibleTimeout: Unknown Attribute VisibleTimeout."},
      {queue_with(R"({"QueueName": "a b"})"),
       "/Resources/Q: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 "
       "in length"},
      {queue_with(R"({"FifoQueue": false})"),
       "/Resources/Q/Properties/FifoQueue: Unknown Attribute FifoQueue."},
      {queue_with(R"({"FifoQueue": true, "QueueName": "plain"})"),
       "/Resources/Q: The name of a FIFO queue can only include alphanumeric characters, hyphens, "
       "or underscores, must end with .fifo suffix and be 1 to 80 in length"},
      {queue_with(R"({"Tags": {}})"), "/Resources/Q/Properties/Tags: must be an array"},
      {queue_with(R"({"Tags": [{"key": "k"}]})"),
       "/Resources/Q/Properties/Tags/0/key: is not a known property\n"
       "/Resources/Q/Properties/Tags/0: \"Key\" is missing"},
      {queue_with(R"({"RedrivePolicy": {"maxReceiveCount": 3,
          "deadLetterTargetArn": {"Fn::GetAtt": ["Nobody", "Arn"]}}})"),
       "/Resources/Q/Properties/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt: there is no resource "
       "\"Nobody\""},
      {R"({"Resources": {"A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "x"}},
                         "B": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "x"}}}})",
       "/Resources/B: there are two queues named \"x\""},
  });
}

TEST(TemplateFaults, EveryBadAttributeIsNamedNotOnlyTheFirst) {
  EXPECT_EQ(faults(queue_with(R"({"DelaySeconds": 901, "VisibilityTimeout": -1})")),
            "/Resources/Q/Properties/DelaySeconds: Invalid value for the parameter DelaySeconds. "
            "Reason: Must be a number from 0 to 900.\n"
            "/Resources/Q/Properties/VisibilityTimeout: Invalid value for the parameter "
            "VisibilityTimeout. Reason: Must be a number from 0 to 43200.\n");
}

TEST(TemplateFaults, OfProducers) {
  expect_faults({
      {R"({"Actors": {"x": {"Type": "Robot", "Properties": {}}}})",
       "/Actors/x/Type: must be \"Producer\", \"Worker\", \"StreamProducer\", \"StreamConsumer\", "
       "\"KclWorkers\" or \"EventSourceMapping\""},
      {R"({"Actors": {"x": {"Type": "Producer"}}})", "/Actors/x: \"Properties\" is missing"},
      {R"({"Actors": {"x": {"Type": "Producer", "Properties": {}}}})",
       "/Actors/x/Properties: \"Target\" is missing"},
      {R"({"Actors": {"x": {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}}}}})",
       "/Actors/x/Properties/Target/Ref: there is no resource \"Q\""},
      {R"({"Actors": {"x": {"Type": "Producer", "Properties": {"Target": "Q"}}}})",
       "/Actors/x/Properties/Target: must be an object"},
      {producer_with(R"(, "Every": "0s")"), "/Actors/p/Properties/Every: must be at least 1 ms"},
      {producer_with(R"(, "MessageGroupId": "a", "Groups": ["b"])"),
       "/Actors/p/Properties/Groups: stands instead of MessageGroupId, not beside it"},
      {producer_with(R"(, "Groups": [])"),
       "/Actors/p/Properties/Groups: must be a list of 1 to 1000 names"},
      {producer_with(R"(, "Count": 10000001)"),
       "/Actors/p/Properties/Count: must be between 0 and 10000000"},
      {producer_with(R"(, "Burst": 0)"), "/Actors/p/Properties/Burst: must be between 1 and 1000"},
      {producer_with(R"(, "Pattern": "wild")"),
       "/Actors/p/Properties/Pattern: must be \"fixed\", \"burst\" or \"random\""},
      {producer_with(R"(, "Body": 5)"), "/Actors/p/Properties/Body: must be a string"},
      {producer_with(R"(, "DelaySeconds": 901)"),
       "/Actors/p/Properties/DelaySeconds: must be between 0 and 900"},
      {producer_with(R"(, "DelayEach": 0)"),
       "/Actors/p/Properties/DelayEach: must be between 1 and 1000000"},
      {producer_with(R"(, "Rate": 5)"), "/Actors/p/Properties/Rate: is not a known property"},
  });
}

TEST(TemplateFaults, OfWorkers) {
  expect_faults({
      {R"({"Actors": {"x": {"Type": "Worker", "Properties": {}}}})",
       "/Actors/x/Properties: \"Source\" is missing"},
      {worker_with(R"(, "Work": "0s")"), "/Actors/w/Properties/Work: must be at least 1 ms"},
      {worker_with(R"(, "Work": [])"),
       "/Actors/w/Properties/Work: must name at least one duration"},
      {worker_with(R"(, "Work": ["1s", "x"])"),
       "/Actors/w/Properties/Work/1: must be a duration like \"250ms\", \"45s\", \"10m\", "
       "\"12h\""},
      {worker_with(R"(, "Work": {"Min": "5s", "Max": "4s"})"),
       "/Actors/w/Properties/Work: Max must not be below Min"},
      {worker_with(R"(, "Work": {"Mean": "5s", "Max": "4s"})"),
       "/Actors/w/Properties/Work/Max: is not a known property"},
      {worker_with(R"(, "MaxMessages": 11)"),
       "/Actors/w/Properties/MaxMessages: must be between 1 and 10"},
      {worker_with(R"(, "WaitTimeSeconds": 21)"),
       "/Actors/w/Properties/WaitTimeSeconds: must be between 0 and 20"},
      {worker_with(R"(, "VisibilityTimeout": 43201)"),
       "/Actors/w/Properties/VisibilityTimeout: must be between 0 and 43200"},
      {worker_with(R"(, "PollEvery": "0ms")"),
       "/Actors/w/Properties/PollEvery: must be at least 1 ms"},
      {worker_with(R"(, "Crash": 0.5)"),
       "/Actors/w/Properties/Crash: must be a string\n"
       "/Actors/w/Properties/Crash: must be a ratio from 0/1 to 1/1, like \"1/50\""},
      {worker_with(R"(, "Idempotent": "yes")"),
       "/Actors/w/Properties/Idempotent: must be true or false"},
      {worker_with(R"(, "Count": 65)"), "/Actors/w/Properties/Count: must be between 1 and 64"},
      {worker_with(R"(, "Heartbeat": {"Every": "0s"})"),
       "/Actors/w/Properties/Heartbeat/Every: must be at least 1 ms"},
      {worker_with(R"(, "Heartbeat": {"Every": "1s", "Extend": 43201})"),
       "/Actors/w/Properties/Heartbeat/Extend: must be between 0 and 43200"},
      {worker_with(R"(, "Faults": {})"), "/Actors/w/Properties/Faults: must be an array"},
      {worker_with(R"(, "Faults": [{"On": 1}])"),
       "/Actors/w/Properties/Faults/0: \"Do\" is missing"},
      {worker_with(R"(, "Faults": [{"Do": "explode"}])"),
       "/Actors/w/Properties/Faults/0/Do: must be \"crash\", \"hang\" or \"forget-delete\""},
      {worker_with(R"(, "Faults": [{"Do": "crash", "On": 0}])"),
       "/Actors/w/Properties/Faults/0/On: must be between 1 and 1000000"},
      {worker_with(R"(, "Faults": [{"Do": "crash", "When": "1s"}])"),
       "/Actors/w/Properties/Faults/0/When: is not a known property"},
  });
}

TEST(TemplateFaults, CallersAndQueuesAreBounded) {
  std::string queues;
  for (int i = 0; i < 65; ++i) {
    queues += std::format(R"({}"Q{}": {{"Type": "AWS::SQS::Queue"}})", i == 0 ? "" : ",", i);
  }
  EXPECT_EQ(faults("{\"Resources\": {" + queues + "}}"),
            "/Resources: has more than 64 resources\n");
  EXPECT_EQ(faults(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Actors": {
      "a": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Count": 60}},
      "b": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Count": 5}}}})"),
            "/Actors/b/Properties: more than 64 simulated callers\n");
  EXPECT_EQ(faults(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Actors": {
      "a": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Count": 2}},
      "a-2": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}}}}})"),
            "/Actors/a-2/Properties: there are two callers named \"a-2\"\n");
}

TEST(TemplateFaults, SettingsOfAFunction) {
  const auto function_with = [](std::string_view settings) {
    return faults(
        std::format(R"({{"Endpoints": {{"arn:aws:lambda:r:1:function:f": {{{}}}}}}})", settings));
  };
  const std::string at = "/Endpoints/arn:aws:lambda:r:1:function:f/";
  EXPECT_EQ(function_with(R"("DurationSeconds": 0)"),
            at + "DurationSeconds: must be between 1 and 900\n");
  EXPECT_EQ(function_with(R"("DurationSeconds": [4, 901])"),
            at + "DurationSeconds/1: must be between 1 and 900\n");
  EXPECT_EQ(function_with(R"("DurationSeconds": [])"),
            at + "DurationSeconds: must have 1 to 100 numbers of seconds\n");
  EXPECT_EQ(function_with(R"("ReservedConcurrency": 1001)"),
            at + "ReservedConcurrency: must be between 0 and 1000\n");
  EXPECT_EQ(function_with(R"("ErrorsFirst": -1)"),
            at + "ErrorsFirst: must be between 0 and 1000000\n");
  EXPECT_EQ(faults(R"({"Endpoints": {"https://x": {"DurationSeconds": 3}}})"),
            "/Endpoints/https:~1~1x: DurationSeconds, ReservedConcurrency, ErrorsFirst and "
            "ErrorsAlways are of a Lambda function\n");
}

TEST(Template, AFunctionBehindASubscriptionBehavesAsItsEndpointSays) {
  const world::World world = test::make_world(R"({"Endpoints": {
      "arn:aws:lambda:r:1:function:f": {"DurationSeconds": [4, 30], "ReservedConcurrency": 2,
                                        "ErrorsFirst": 1, "ErrorsAlways": true},
      "arn:aws:lambda:r:1:function:g": {"DurationSeconds": 7},
      "https://x": {"FailFirst": 1}}})");
  EXPECT_EQ(world.lambda().functions.size(), 2u);
  const auto& f = world.lambda().find_by_arn("arn:aws:lambda:r:1:function:f")->behaviour;
  EXPECT_EQ(f, (services::lambda::Behaviour{2, {base::seconds(4), base::seconds(30)}, 1, true}));
  const auto& g = world.lambda().find_by_arn("arn:aws:lambda:r:1:function:g")->behaviour;
  EXPECT_EQ(g, (services::lambda::Behaviour{10, {base::seconds(7)}, 0, false}));
}

TEST(TemplateFaults, SeveralAreToldAtOnce) {
  EXPECT_EQ(faults(R"({"seed": "x", "Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"DelaySeconds": 901}}}, "Actors": {"w": {"Type": "Worker",
      "Properties": {"Source": {"Ref": "R"}, "MaxMessages": 0}}}})"),
            "/seed: must be a whole number\n"
            "/Resources/Q/Properties/DelaySeconds: Invalid value for the parameter DelaySeconds. "
            "Reason: Must be a number from 0 to 900.\n"
            "/Actors/w/Properties/Source/Ref: there is no resource \"R\"\n"
            "/Actors/w/Properties/MaxMessages: must be between 1 and 10\n");
}

}  // namespace
