// Streams and their callers in templates: what they become, and how faults are told.
#include "actors/stream_bench.h"

namespace {

using test::Bench;
using test::role;
using test::stream_world;

std::vector<std::string> faults(std::string_view text) {
  const auto document = base::parse_json(text);
  if (!document) return {"no JSON"};
  const auto built = world::build_world(document->root);
  std::vector<std::string> out;
  if (!built) {
    for (const auto& e : built.error()) out.push_back(e.pointer + ": " + e.message);
  }
  return out;
}

TEST(StreamTemplate, AStreamIsThereAtOnceAsItsPropertiesSay) {
  Bench b(R"({"Resources": {"Orders": {"Type": "AWS::Kinesis::Stream", "Properties": {
      "Name": "orders", "ShardCount": 3, "RetentionPeriodHours": 48, "MaxRecordSizeInKiB": 2048,
      "StreamEncryption": {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"},
      "Tags": [{"Key": "team", "Value": "shop"}]}}}})");
  const auto* stream = b.world.kinesis().find_by_name("orders");
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->status, model::StreamStatus::kActive);
  EXPECT_EQ(stream->shards.size(), 3u);
  EXPECT_EQ(stream->retention_hours, 48);
  EXPECT_EQ(stream->max_record_kib, 2'048);
  EXPECT_EQ(stream->kms_key, "alias/aws/kinesis");
  EXPECT_EQ(stream->tags.at("team"), "shop");
  EXPECT_EQ(b.world.last_event(), 0u);
  EXPECT_EQ(b.world.now(), base::SimTime{});
}

TEST(StreamTemplate, OneShardUnlessToldOtherwiseAndFourOnDemand) {
  Bench b(R"({"Resources": {"A": {"Type": "AWS::Kinesis::Stream"},
      "B": {"Type": "AWS::Kinesis::Stream", "Properties": {
          "StreamModeDetails": {"StreamMode": "ON_DEMAND"}}}}})");
  EXPECT_EQ(b.world.kinesis().find_by_name("A")->shards.size(), 1u);
  EXPECT_EQ(b.world.kinesis().find_by_name("B")->shards.size(), 4u);
}

TEST(StreamTemplate, AConsumerIsActiveAtOnceAndItsRefIsItsArn) {
  Bench b(stream_world(1, R"("c": {"Type": "StreamConsumer", "Properties": {
      "Source": {"Ref": "F"}}})",
                       R"(, "F": {"Type": "AWS::Kinesis::StreamConsumer", "Properties": {
      "ConsumerName": "fraud", "StreamARN": {"Fn::GetAtt": ["S", "Arn"]}}})"));
  ASSERT_EQ(b.world.kinesis().consumers.size(), 1u);
  const auto& consumer = b.world.kinesis().consumers.begin()->second;
  EXPECT_EQ(consumer.name, "fraud");
  EXPECT_EQ(consumer.status, services::kinesis::ConsumerStatus::kActive);
  EXPECT_EQ(role<actors::StreamPoller>(b, "c").spec.source.consumer, "fraud");
  EXPECT_EQ(role<actors::StreamPoller>(b, "c").spec.source.stream, "s");
}

TEST(StreamTemplate, ReadsWhatAProducerIsTold) {
  Bench b(stream_world(1, R"("p": {"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"},
      "Library": "kpl", "Every": "2s", "Keys": ["a", {"Key": "b", "Weight": 8}],
      "Data": "x", "DataBytes": 9, "Retry": {"MaxAttempts": 7, "Base": "50ms", "Jitter": "none"},
      "Kpl": {"Aggregation": false, "RecordTtl": "9s", "RateLimit": 80}}})"));
  const auto& spec = role<actors::StreamProducer>(b, "p").spec;
  EXPECT_EQ(spec.stream, "s");
  EXPECT_EQ(spec.library, actors::Library::kKpl);
  ASSERT_EQ(spec.keys.size(), 2u);
  EXPECT_EQ(spec.keys[0].weight, 1u);
  EXPECT_EQ(spec.keys[1].weight, 8u);
  EXPECT_EQ(spec.retry.max_attempts, 7u);
  EXPECT_EQ(spec.retry.base, base::milliseconds(50));
  EXPECT_FALSE(spec.retry.full_jitter);
  EXPECT_FALSE(spec.kpl.aggregation);
  EXPECT_EQ(spec.kpl.ttl, base::seconds(9));
  EXPECT_EQ(spec.kpl.rate_percent, 80);
  EXPECT_EQ(spec.kpl.collect_max, 500);
}

TEST(StreamTemplate, AFleetOfKclWorkersSharesItsEntrysName) {
  Bench b(stream_world(1, R"("app": {"Type": "KclWorkers", "Properties": {"Source": {"Ref": "S"},
      "Count": 3, "Version": 1}})"));
  for (const char* name : {"app-1", "app-2", "app-3"}) {
    const auto& spec = role<actors::KclWorker>(b, name).spec;
    EXPECT_EQ(spec.application, "app");
    EXPECT_EQ(spec.version, 1u);
    EXPECT_EQ(spec.source.poll_every, base::seconds(1));
    EXPECT_EQ(spec.failover, base::seconds(10));
    EXPECT_EQ(b.world.actors().find_by_name(name)->group, "app");
  }
}

TEST(StreamTemplate, ReadsAnEventSourceMapping) {
  Bench b(stream_world(1, R"("m": {"Type": "EventSourceMapping", "Properties": {
      "EventSourceArn": {"Fn::GetAtt": ["S", "Arn"]}, "StartingPosition": "LATEST",
      "MaximumRecordAgeInSeconds": -1, "FunctionResponseTypes": ["ReportBatchItemFailures"],
      "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Q", "Arn"]}}}}})",
                       R"(, "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}})"));
  const auto& spec = role<actors::LambdaMapping>(b, "m").spec;
  EXPECT_EQ(spec.source.stream, "s");
  EXPECT_EQ(spec.source.start_type, "LATEST");
  EXPECT_EQ(spec.batch_size, 100);
  EXPECT_EQ(spec.max_retries, -1);
  EXPECT_FALSE(spec.max_age);
  EXPECT_TRUE(spec.report_item_failures);
  EXPECT_EQ(spec.on_failure, b.url("q"));
}

TEST(StreamTemplate, FaultsAreToldWhereTheyStand) {
  struct Row {
    const char* actor;
    const char* fault;
  };
  const Row rows[] = {
      {R"({"Type": "StreamProducer", "Properties": {"Target": "missing"}})",
       "/Actors/x/Properties/Target: there is no stream \"missing\""},
      {R"({"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"}, "Library": "spl"}})",
       "/Actors/x/Properties/Library: must be \"sdk\", \"kpl\" or \"agent\""},
      {R"({"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"}, "Keys": []}})",
       "/Actors/x/Properties/Keys: must be a list of 1 to 1000 keys"},
      {R"({"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"},
          "ExplicitHashKey": "-1"}})",
       "/Actors/x/Properties/ExplicitHashKey: must be a decimal number from 0 to 2^128 - 1"},
      {R"({"Type": "StreamProducer", "Properties": {"Target": {"Ref": "S"}, "Ordered": true,
          "Library": "kpl"}})",
       "/Actors/x/Properties/Ordered: is for plain calls of the SDK: the libraries collect "
       "records"},
      {R"({"Type": "StreamConsumer", "Properties": {"Source": {"Ref": "S"},
          "StartingPosition": "NOW"}})",
       "/Actors/x/Properties/StartingPosition: must be \"TRIM_HORIZON\", \"LATEST\" or "
       "\"AT_TIMESTAMP\""},
      {R"({"Type": "StreamConsumer", "Properties": {"Source": {"Ref": "S"},
          "Faults": [{"Do": "forget-delete"}]}})",
       "/Actors/x/Properties/Faults/0: must be \"crash\" or \"hang\": a stream's records are not "
       "deleted"},
      {R"({"Type": "KclWorkers", "Properties": {"Source": {"Ref": "S"}, "Version": 1,
          "EnhancedFanOut": true}})",
       "/Actors/x/Properties/EnhancedFanOut: is not in KCL 1.x, which only polls"},
      {R"({"Type": "EventSourceMapping", "Properties": {"EventSourceArn": {"Ref": "S"},
          "MaximumRecordAgeInSeconds": 30}})",
       "/Actors/x/Properties/MaximumRecordAgeInSeconds: must be -1 or at least 60"},
      {R"({"Type": "EventSourceMapping", "Properties": {"EventSourceArn": {"Ref": "S"},
          "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:sqs:x:y:none"}}}})",
       "/Actors/x/Properties/DestinationConfig/OnFailure/Destination: must be the ARN of a queue, "
       "a "
       "topic or a bucket of this template"},
  };
  for (const Row& row : rows) {
    const auto told = faults(stream_world(1, std::format("\"x\": {}", row.actor)));
    ASSERT_EQ(told.size(), 1u) << row.actor;
    EXPECT_EQ(told[0], row.fault);
  }
}

TEST(StreamTemplate, AnUnknownTypeIsToldWithTheKnownOnes) {
  const auto told = faults(stream_world(1, R"("x": {"Type": "Streamer", "Properties": {}})"));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0],
            "/Actors/x/Type: must be \"Producer\", \"Worker\", \"StreamProducer\", "
            "\"StreamConsumer\", \"KclWorkers\" or \"EventSourceMapping\"");
}

TEST(StreamTemplate, ARoleWithoutRightsReadsNothing) {
  Bench b(stream_world(1,
                       std::format(R"({}, "c": {{"Type": "StreamConsumer", "Properties": {{
      "Source": {{"Ref": "S"}}, "As": "Nobody"}}}})",
                                   test::kTwelveKeys),
                       R"(, "Nobody": {"Type": "AWS::IAM::Role", "Properties": {
                          "AssumeRolePolicyDocument": {}}})"));
  b.run(base::seconds(30));
  EXPECT_TRUE(test::processed(b, "c").empty());
  EXPECT_FALSE(b.log.all<model::CallDenied>().empty());
}

}  // namespace
