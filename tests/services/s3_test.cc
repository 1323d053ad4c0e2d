// Amazon S3 as messaging meets it: buckets and objects, and what a bucket tells queues and topics.
#include <set>

#include "services/s3/notifications.h"
#include "services/sns_support.h"

namespace {

namespace s3 = model::s3;
using base::Json;

constexpr const char* kUnvalidated = "Unable to validate the following destination configurations";

std::string policy_for(std::string_view service, std::string_view action, std::string_view arn,
                       std::string_view bucket) {
  return std::format(
      R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{}"}},)"
      R"("Action":"{}","Resource":"{}","Condition":{{"ArnLike":{{"aws:SourceArn":)"
      R"("arn:aws:s3:*:*:{}"}},"StringEquals":{{"aws:SourceAccount":"000000000000"}}}}}}]}})",
      service, action, arn, bucket);
}

struct S3Bench : test::SnsBench {
  using SnsBench::SnsBench;

  void bucket(std::string name) { ok<s3::CreateBucketResponse>(s3::CreateBucketRequest{name}); }
  s3::PutObjectResponse put(std::string bucket, std::string key, std::string body = "data") {
    return ok<s3::PutObjectResponse>(
        s3::PutObjectRequest{std::move(bucket), std::move(key), std::move(body)});
  }
  /// A queue whose policy lets one bucket in.
  std::string queue_for(std::string_view name, std::string_view bucket) {
    const std::string arn = std::format("arn:aws:sqs:us-east-1:000000000000:{}", name);
    ok<model::sqs::CreateQueueResponse>(model::sqs::CreateQueueRequest{
        .queue_name = std::string(name),
        .attributes = {
            {"Policy", policy_for("s3.amazonaws.com", "sqs:SendMessage", arn, bucket)}}});
    return arn;
  }
  static s3::QueueConfiguration to_queue(std::string arn, std::string event = "s3:ObjectCreated:*",
                                         std::string prefix = "", std::string suffix = "") {
    s3::QueueConfiguration out{"", std::move(arn), {std::move(event)}, std::nullopt};
    if (!prefix.empty() || !suffix.empty()) {
      out.filter.emplace();
      if (!prefix.empty()) out.filter->key.filter_rules.push_back({"Prefix", prefix});
      if (!suffix.empty()) out.filter->key.filter_rules.push_back({"suffix", suffix});
    }
    return out;
  }
  static s3::PutBucketNotificationConfigurationRequest configuration(
      std::string bucket, std::vector<s3::QueueConfiguration> queues) {
    return {std::move(bucket), {{}, std::move(queues)}, false};
  }
  void configure(std::string bucket, std::vector<s3::QueueConfiguration> queues) {
    ok<s3::EmptyResponse>(configuration(std::move(bucket), std::move(queues)));
    run(base::seconds(1));
  }
  /// The bodies in a queue, taken out.
  std::vector<Json> bodies(std::string_view queue) {
    std::vector<Json> out;
    for (const auto& m : drain(queue)) out.push_back(base::parse_json(m.body)->root);
    return out;
  }
};

TEST(S3, ABucketKeepsWhatIsPutIntoIt) {
  S3Bench t;
  t.bucket("media");
  const auto etag = t.put("media", "a/b.txt", "hello").e_tag;
  EXPECT_EQ(etag, "\"5d41402abc4b2a76b9719d911017c592\"");
  const auto got = t.ok<s3::GetObjectResponse>(s3::GetObjectRequest{"media", "a/b.txt"});
  EXPECT_EQ(got.body, "hello");
  EXPECT_EQ(got.content_length, 5);
  EXPECT_EQ(got.e_tag, etag);
  t.put("media", "a/b.txt", "hello again");
  EXPECT_EQ(t.ok<s3::HeadObjectResponse>(s3::HeadObjectRequest{"media", "a/b.txt"}).content_length,
            11);
  t.ok<s3::EmptyResponse>(s3::DeleteObjectRequest{"media", "a/b.txt"});
  t.ok<s3::EmptyResponse>(s3::DeleteObjectRequest{"media", "a/b.txt"});  // again: no fault
  EXPECT_EQ(t.refused(s3::GetObjectRequest{"media", "a/b.txt"}).query_code, "NoSuchKey");
}

TEST(S3, NamesOfBucketsHaveRules) {
  S3Bench t;
  for (const char* name :
       {"ab", "Orders", "-orders", "orders-", "or..ders", "192.168.5.4", "a_b"}) {
    EXPECT_EQ(t.refused(s3::CreateBucketRequest{name}).query_code, "InvalidBucketName") << name;
  }
  t.bucket("orders.2026");
  t.bucket("orders.2026");  // us-east-1 lets its owner do that
}

TEST(S3, WhatIsMissingIsNamed) {
  S3Bench t;
  const model::ApiError error = t.refused(s3::PutObjectRequest{"none", "k", "b"});
  EXPECT_EQ(error.query_code, "NoSuchBucket");
  EXPECT_EQ(error.http_status, 404);
  t.bucket("full");
  t.put("full", "k");
  EXPECT_EQ(t.refused(s3::DeleteBucketRequest{"full"}).query_code, "BucketNotEmpty");
  EXPECT_EQ(t.refused(s3::PutObjectRequest{"full", std::string(1025, 'k'), ""}).query_code,
            "KeyTooLongError");
}

TEST(S3, ListsObjectsByPrefixAndPage) {
  S3Bench t;
  t.bucket("media");
  for (const char* key : {"b/2", "a/1", "a/3", "a/2"}) t.put("media", key);
  s3::ListObjectsV2Request request{.bucket = "media", .prefix = "a/", .max_keys = 2};
  const auto first = t.ok<s3::ListObjectsV2Response>(request);
  ASSERT_EQ(first.contents.size(), 2u);
  EXPECT_EQ(first.contents[1].key, "a/2");
  EXPECT_TRUE(first.is_truncated);
  request.continuation_token = first.next_continuation_token;
  const auto second = t.ok<s3::ListObjectsV2Response>(request);
  ASSERT_EQ(second.contents.size(), 1u);
  EXPECT_EQ(second.contents[0].key, "a/3");
  EXPECT_FALSE(second.is_truncated);
}

TEST(S3, ANewConfigurationSendsATestEvent) {
  S3Bench t;
  t.bucket("media");
  t.configure("media", {S3Bench::to_queue(t.queue_for("in", "media"))});
  const auto bodies = t.bodies("in");
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(bodies[0]["Event"], "s3:TestEvent");
  EXPECT_EQ(bodies[0]["Service"], "Amazon S3");
  EXPECT_EQ(bodies[0]["Bucket"], "media");
  EXPECT_EQ(t.log.all<model::BucketNotified>().size(), 1u);
}

TEST(S3, AnEventTellsWhatWasStored) {
  S3Bench t;
  t.bucket("media");
  t.configure("media", {S3Bench::to_queue(t.queue_for("in", "media"))});
  t.drain("in");
  t.run(base::seconds(59));
  t.put("media", "red flowers/1+1=2.jpg", "12345");
  t.run(base::seconds(1));
  const auto bodies = t.bodies("in");
  ASSERT_EQ(bodies.size(), 1u);
  const Json& record = bodies[0]["Records"][0];
  EXPECT_EQ(record["eventVersion"], "2.1");
  EXPECT_EQ(record["eventSource"], "aws:s3");
  EXPECT_EQ(record["awsRegion"], "us-east-1");
  EXPECT_EQ(record["eventTime"], "2026-11-20T00:01:00.000Z");
  EXPECT_EQ(record["eventName"], "ObjectCreated:Put");
  EXPECT_EQ(record["s3"]["bucket"]["name"], "media");
  EXPECT_EQ(record["s3"]["bucket"]["arn"], "arn:aws:s3:::media");
  EXPECT_EQ(record["s3"]["object"]["key"], "red+flowers/1%2B1%3D2.jpg");
  EXPECT_EQ(record["s3"]["object"]["size"], 5);
  EXPECT_EQ(record["s3"]["object"]["eTag"], "827ccb0eea8a706c4c34a16891f84e7b");
  EXPECT_FALSE(record["s3"]["configurationId"].get<std::string>().empty());
}

TEST(S3, TheSequencerOrdersEventsOfAKey) {
  S3Bench t;
  t.bucket("media");
  t.configure("media", {S3Bench::to_queue(t.queue_for("in", "media"), "s3:ObjectCreated:Put"),
                        S3Bench::to_queue(t.queue_for("out", "media"), "s3:ObjectRemoved:*")});
  t.drain("in");
  t.drain("out");
  t.put("media", "k", "1");
  t.put("media", "k", "2");
  t.ok<s3::EmptyResponse>(s3::DeleteObjectRequest{"media", "k"});
  t.run(base::seconds(1));
  std::vector<std::string> order;
  for (const Json& b : t.bodies("in")) {
    order.push_back(b["Records"][0]["s3"]["object"]["sequencer"].get<std::string>());
  }
  const auto removed = t.bodies("out");
  ASSERT_EQ(removed.size(), 1u);
  const Json& object = removed[0]["Records"][0]["s3"]["object"];
  EXPECT_EQ(removed[0]["Records"][0]["eventName"], "ObjectRemoved:Delete");
  EXPECT_FALSE(object.contains("size"));
  order.push_back(object["sequencer"].get<std::string>());
  ASSERT_EQ(order.size(), 3u);
  EXPECT_LT(order[0], order[1]);
  EXPECT_LT(order[1], order[2]);
}

TEST(S3, FiltersChooseByPrefixAndSuffix) {
  S3Bench t;
  t.bucket("media");
  t.configure("media", {S3Bench::to_queue(t.queue_for("in", "media"), "s3:ObjectCreated:*",
                                          "images/", ".jpg")});
  t.drain("in");
  for (const char* key : {"images/a.jpg", "images/a.png", "other/a.jpg"}) t.put("media", key);
  t.run(base::seconds(1));
  const auto bodies = t.bodies("in");
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(bodies[0]["Records"][0]["s3"]["object"]["key"], "images/a.jpg");
}

TEST(S3, ADestinationHasToLetTheBucketIn) {
  S3Bench t;
  t.bucket("media");
  const std::string closed = t.queue("closed", false);
  const auto error = t.refused(S3Bench::configuration("media", {S3Bench::to_queue(closed)}));
  EXPECT_EQ(error.query_code, "InvalidArgument");
  EXPECT_EQ(error.message, kUnvalidated);
  // Why, tells the door.
  const auto denied = t.log.all<model::CallDenied>();
  ASSERT_EQ(denied.size(), 1u);
  EXPECT_EQ(denied[0].second.by_service, model::Service::kS3);
  EXPECT_EQ(t.world.denials().back().action, "sqs:SendMessage");
}

TEST(S3, ThePolicyMayNameOneBucketAlone) {
  S3Bench t;
  t.bucket("media");
  t.bucket("others");
  const std::string queue = t.queue_for("in", "media");
  EXPECT_EQ(t.refused(S3Bench::configuration("others", {S3Bench::to_queue(queue)})).message,
            kUnvalidated);
  t.configure("media", {S3Bench::to_queue(queue)});
}

TEST(S3, ADestinationMustExistHereAndBeNoFifoQueue) {
  S3Bench t;
  t.bucket("media");
  const auto refusal = [&](std::string arn) {
    return t.refused(S3Bench::configuration("media", {S3Bench::to_queue(std::move(arn))})).message;
  };
  EXPECT_EQ(refusal("arn:aws:sqs:us-east-1:000000000000:none"), kUnvalidated);
  EXPECT_EQ(refusal("arn:aws:sqs:eu-west-1:000000000000:in"), kUnvalidated);
  const std::string arn = "arn:aws:sqs:us-east-1:000000000000:in.fifo";
  t.ok<model::sqs::CreateQueueResponse>(model::sqs::CreateQueueRequest{
      .queue_name = "in.fifo",
      .attributes = {{"FifoQueue", "true"},
                     {"Policy", policy_for("s3.amazonaws.com", "sqs:*", arn, "media")}}});
  EXPECT_EQ(refusal(arn), kUnvalidated);
  EXPECT_EQ(refusal("https://sqs.us-east-1.amazonaws.com/000000000000/in"),
            "The ARN could not be parsed");
}

TEST(S3, TwoConfigurationsMustNotWantTheSameEvent) {
  S3Bench t;
  t.bucket("media");
  const std::string queue = t.queue_for("in", "media");
  const auto both = [&](s3::QueueConfiguration a, s3::QueueConfiguration b) {
    return t.call(S3Bench::configuration("media", {std::move(a), std::move(b)})).result;
  };
  const auto clash = both(S3Bench::to_queue(queue, "s3:ObjectCreated:*", "images/"),
                          S3Bench::to_queue(queue, "s3:ObjectCreated:Put", "images/new/"));
  ASSERT_FALSE(clash);
  EXPECT_TRUE(clash.error().message.starts_with("Configuration is ambiguously defined."));
  EXPECT_TRUE(both(S3Bench::to_queue(queue, "s3:ObjectCreated:*", "images/"),
                   S3Bench::to_queue(queue, "s3:ObjectCreated:*", "videos/")));
  EXPECT_TRUE(both(S3Bench::to_queue(queue, "s3:ObjectCreated:*"),
                   S3Bench::to_queue(queue, "s3:ObjectRemoved:*")));
  const auto unknown = both(S3Bench::to_queue(queue, "s3:ObjectPainted:*"),
                            S3Bench::to_queue(queue, "s3:ObjectRemoved:*"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message, "A specified event is not supported for notifications.");
}

TEST(S3, WhatIsConfiguredCanBeReadAndReplaced) {
  S3Bench t;
  t.bucket("media");
  const std::string queue = t.queue_for("in", "media");
  t.configure("media", {S3Bench::to_queue(queue, "s3:ObjectCreated:Put", "a/")});
  const auto read = [&] {
    return t
        .ok<s3::GetBucketNotificationConfigurationResponse>(
            s3::GetBucketNotificationConfigurationRequest{"media"})
        .configuration;
  };
  ASSERT_EQ(read().queue_configurations.size(), 1u);
  EXPECT_EQ(read().queue_configurations[0].queue_arn, queue);
  EXPECT_EQ(read().queue_configurations[0].filter->key.filter_rules[0].value, "a/");
  t.configure("media", {});
  EXPECT_TRUE(read().queue_configurations.empty());
  t.drain("in");
  t.put("media", "a/b");
  t.run(base::seconds(1));
  EXPECT_TRUE(t.drain("in").empty());
}

TEST(S3, ATopicGetsTheEventAsAMessageWithASubject) {
  S3Bench t;
  t.bucket("media");
  const std::string topic = t.topic("uploads");
  t.ok<model::sns::EmptyResponse>(model::sns::SetTopicAttributesRequest{
      topic, "Policy", policy_for("s3.amazonaws.com", "sns:Publish", topic, "media")});
  t.subscribe(topic, "sqs", t.queue("in"));
  t.ok<s3::EmptyResponse>(s3::PutBucketNotificationConfigurationRequest{
      "media", {{{"", topic, {"s3:ObjectCreated:*"}, std::nullopt}}, {}}, false});
  t.run(base::seconds(1));
  t.drain("in");
  t.put("media", "k");
  t.run(base::seconds(1));
  const auto bodies = t.bodies("in");
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(bodies[0]["Subject"], "Amazon S3 Notification");
  const auto message = base::parse_json(bodies[0]["Message"].get<std::string>());
  EXPECT_EQ(message->root["Records"][0]["s3"]["object"]["key"], "k");
}

TEST(S3, ANotificationThatIsNotLetInAnyMoreIsLost) {
  S3Bench t;
  t.bucket("media");
  t.configure("media", {S3Bench::to_queue(t.queue_for("in", "media"))});
  t.drain("in");
  t.ok<model::sqs::EmptyResponse>(
      model::sqs::SetQueueAttributesRequest{t.url("in"), {{"Policy", ""}}});
  t.put("media", "k");
  t.run(base::seconds(5));
  EXPECT_TRUE(t.drain("in").empty());
  EXPECT_EQ(t.log.all<model::BucketNotificationLost>().size(), 1u);
  EXPECT_TRUE(t.world.s3().under_way.empty());
}

TEST(S3, ARoleNeedsTheRightToTheObject) {
  S3Bench t(R"({"Resources": {"Store": {"Type": "AWS::S3::Bucket"},
      "Reader": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyName": "p",
          "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Action": "s3:GetObject", "Resource": "arn:aws:s3:::store/*"}]}}]}}}})");
  t.put("store", "k");
  const auto reader = t.world.iam().find_by_name("Reader")->id;
  EXPECT_TRUE(
      t.world.apply(world::ApiCall{s3::GetObjectRequest{"store", "k"}, reader}, t.log).result);
  const auto refused =
      t.world.apply(world::ApiCall{s3::PutObjectRequest{"store", "k", ""}, reader}, t.log).result;
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().query_code, "AccessDenied");
  EXPECT_NE(refused.error().message.find(
                "is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::store/k\""),
            std::string::npos);
}

TEST(S3, ATemplatesBucketTellsFromTheStart) {
  S3Bench t(R"({"Resources": {
      "Uploads": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "uploads",
          "NotificationConfiguration": {"QueueConfigurations": [{"Event": "s3:ObjectCreated:*",
              "Queue": {"Fn::GetAtt": ["In", "Arn"]},
              "Filter": {"S3Key": {"Rules": [{"Name": "suffix", "Value": ".csv"}]}}}]}}},
      "In": {"Type": "AWS::SQS::Queue"},
      "Door": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "In"}],
          "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
              "Resource": {"Fn::GetAtt": ["In", "Arn"]}, "Condition": {"ArnLike":
                  {"aws:SourceArn": {"Fn::GetAtt": ["Uploads", "Arn"]}}}}]}}}}})");
  ASSERT_NE(t.world.s3().find_by_name("uploads"), nullptr);
  t.run(base::seconds(1));
  EXPECT_TRUE(t.drain("In").empty());  // the test event belongs to the set-up
  t.put("uploads", "a.csv");
  t.put("uploads", "a.txt");
  t.run(base::seconds(1));
  EXPECT_EQ(t.drain("In").size(), 1u);
}

TEST(S3, ATemplateIsRefusedWhereItsDestinationIsClosed) {
  const auto document = base::parse_json(R"({"Resources": {
      "Uploads": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "uploads",
          "NotificationConfiguration": {"QueueConfigurations": [{"Event": "s3:ObjectCreated:*",
              "Queue": {"Fn::GetAtt": ["In", "Arn"]}}]}}},
      "In": {"Type": "AWS::SQS::Queue"}}})");
  const auto built = world::build_world(document->root);
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error()[0].pointer, "/Resources/Uploads/Properties/NotificationConfiguration");
  EXPECT_EQ(built.error()[0].message, kUnvalidated);
}

TEST(S3, KeysAreUrlEncodedAsInForms) {
  EXPECT_EQ(services::s3::url_encoded("a b/c+d.txt"), "a+b/c%2Bd.txt");
  EXPECT_EQ(services::s3::url_encoded("\xC3\xA4*-_."), "%C3%A4*-_.");
}

TEST(S3, EverythingStoredIsInTheHash) {
  S3Bench a;
  S3Bench b;
  a.bucket("media");
  b.bucket("media");
  EXPECT_EQ(a.world.hash(), b.world.hash());
  a.put("media", "k", "one");
  b.put("media", "k", "two");
  EXPECT_NE(a.world.hash(), b.world.hash());
  world::World copy = a.world;
  EXPECT_EQ(copy.hash(), a.world.hash());
}

}  // namespace
