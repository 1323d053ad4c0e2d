// The extended client: payloads in S3, pointers in messages (aws-facts 1.9).
#include <set>

#include "actors/payloads.h"
#include "world/support.h"

namespace {

std::string store_and_queue(std::string_view producer, std::string_view worker) {
  return std::format(R"({{"Resources": {{
      "Payloads": {{"Type": "AWS::S3::Bucket", "Properties": {{"BucketName": "payloads"}}}},
      "Q": {{"Type": "AWS::SQS::Queue", "Properties": {{"VisibilityTimeout": 10}}}}}},
      "Actors": {{
        "shop": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Q"}}, "Count": 3{}}}}}
        {}}}}})",
                     producer, worker);
}

constexpr std::string_view kLarge = R"(, "BodyBytes": 300000,
    "LargePayload": {"Bucket": {"Ref": "Payloads"}})";
constexpr std::string_view kReader = R"(, "reader": {"Type": "Worker", "Properties": {
    "Source": {"Ref": "Q"}, "Work": "1s", "LargePayload": {}}})";

TEST(ExtendedClient, SendsAPointerAndStoresThePayload) {
  test::Bench t(store_and_queue(kLarge, ""));
  t.run(base::seconds(10));
  EXPECT_EQ(t.world.s3().objects, 3u);
  const auto got = t.receive("Q");
  ASSERT_EQ(got.size(), 3u);
  const auto body = base::parse_json(got[0].body);
  ASSERT_TRUE(body);
  EXPECT_EQ(body->root[0], "software.amazon.payloadoffloading.PayloadS3Pointer");
  EXPECT_EQ(body->root[1]["s3BucketName"], "payloads");
  EXPECT_EQ(got[0].message_attributes.at("ExtendedPayloadSize").data_type, "Number");
  EXPECT_EQ(got[0].message_attributes.at("ExtendedPayloadSize").string_value, "300000");
  const auto object = t.ok<model::s3::GetObjectResponse>(
      model::s3::GetObjectRequest{"payloads", body->root[1]["s3Key"].get<std::string>()});
  EXPECT_EQ(object.content_length, 300'000);
  EXPECT_TRUE(object.body.starts_with("{\"order\":1}"));
}

TEST(ExtendedClient, ThePayloadIsThereBeforeItsMessage) {
  test::Bench t(store_and_queue(kLarge, ""));
  t.run(base::seconds(10));
  base::SimTime stored;
  for (const model::Event& event : t.log.events) {
    if (std::holds_alternative<model::ObjectCreated>(event.body)) stored = event.at;
    if (!std::holds_alternative<model::MessageSent>(event.body)) continue;
    EXPECT_GT(event.at, stored);
    EXPECT_LT(event.at - stored, base::seconds(1));
  }
}

TEST(ExtendedClient, SmallMessagesGoAsTheyAreUnlessAlwaysIsSet) {
  test::Bench small(store_and_queue(R"(, "LargePayload": {"Bucket": {"Ref": "Payloads"}})", ""));
  small.run(base::seconds(10));
  EXPECT_EQ(small.world.s3().objects, 0u);
  EXPECT_EQ(small.queue("Q").visible, 3u);
  test::Bench always(store_and_queue(
      R"(, "LargePayload": {"Bucket": {"Ref": "Payloads"}, "Always": true,
           "LegacyAttribute": true})",
      ""));
  always.run(base::seconds(10));
  EXPECT_EQ(always.world.s3().objects, 3u);
  EXPECT_TRUE(always.receive("Q")[0].message_attributes.contains("SQSLargePayloadSize"));
}

TEST(ExtendedClient, AWorkerReadsThePayloadAndDeletesItAfterTheMessage) {
  test::Bench t(store_and_queue(kLarge, kReader));
  t.run(base::seconds(30));
  EXPECT_EQ(t.world.s3().objects, 0u);
  EXPECT_EQ(t.log.all<model::WorkFinished>().size(), 3u);
  const auto deleted = t.log.all<model::MessageDeleted>();
  const auto removed = t.log.all<model::ObjectRemoved>();
  ASSERT_EQ(removed.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_GT(removed[i].first, deleted[i].first);
}

TEST(ExtendedClient, ThePayloadMayStay) {
  test::Bench t(store_and_queue(kLarge, R"(, "reader": {"Type": "Worker", "Properties": {
      "Source": {"Ref": "Q"}, "Work": "1s", "LargePayload": {"DeletePayload": false}}})"));
  t.run(base::seconds(30));
  EXPECT_EQ(t.log.all<model::MessageDeleted>().size(), 3u);
  EXPECT_EQ(t.world.s3().objects, 3u);
}

TEST(ExtendedClient, AMessageWhosePayloadIsGoneIsNotWorkedOnAndComesBack) {
  test::Bench t(store_and_queue(kLarge, R"(, "reader": {"Type": "Worker", "Properties": {
      "Source": {"Ref": "Q"}, "Work": "1s", "Start": "5s", "LargePayload": {}}})"));
  t.run(base::seconds(4));
  std::vector<std::string> keys;
  for (const auto& [key, object] : t.world.s3().find_by_name("payloads")->objects) {
    keys.push_back(key);
  }
  ASSERT_EQ(keys.size(), 3u);
  t.call(model::s3::DeleteObjectRequest{"payloads", keys[0]});
  t.run(base::seconds(40));
  EXPECT_EQ(t.log.all<model::WorkFinished>().size(), 2u);
  EXPECT_GE(t.log.all<model::VisibilityExpired>().size(), 2u);
  EXPECT_EQ(t.queue("Q").visible + t.queue("Q").in_flight, 1u);
}

TEST(ExtendedClient, WithoutABucketNothingIsSent) {
  test::Bench t(store_and_queue(kLarge, ""));
  t.call(model::s3::DeleteBucketRequest{"payloads"});
  t.run(base::seconds(10));
  EXPECT_TRUE(t.log.all<model::MessageSent>().empty());
  const auto& shop = std::get<actors::Producer>(t.world.actors().find_by_name("shop")->role);
  EXPECT_EQ(shop.refused, 3u);
  EXPECT_TRUE(shop.uploads.empty());
}

TEST(ExtendedClient, ACrashWhileReadingLosesNoMessage) {
  test::Bench t(store_and_queue(kLarge, kReader));
  const auto reader = t.world.actors().find_by_name("reader")->id;
  // At every moment of the first seconds.
  for (int ms = 20; ms < 4'000; ms += 20) {
    world::World twin = t.world;
    test::Recording log;
    twin.run_until({ms * 1000}, log);
    twin.apply(world::ActorOrder{reader, actors::Order::kCrash}, log);
    twin.run_until({60'000'000}, log);
    twin.apply(world::ActorOrder{reader, actors::Order::kRestart}, log);
    twin.run_until({120'000'000}, log);
    std::set<model::MessageId> done;
    for (const auto& [at, e] : log.all<model::MessageDeleted>()) done.insert(e.message);
    EXPECT_EQ(done.size(), 3u) << ms;
    const auto& q = *twin.sqs().find_by_name("Q");
    EXPECT_EQ(q.visible + q.in_flight, 0u) << ms;
  }
}

// Random worlds: no message is lost or invented, no pointer is left without its payload. With odd
// seeds messages are also given out twice and time out under way. Then the delete of a worker that
// was too slow succeeds without effect and takes the payload away, so that not all may be finished.
TEST(ExtendedClient, NothingIsLostOrInventedWhateverFails) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const bool hasty = seed % 2 == 1;
    test::Bench t(std::format(R"({{"seed": {}, "behaviour": {{"duplicates": "{}"}}, "Resources": {{
        "Payloads": {{"Type": "AWS::S3::Bucket", "Properties": {{"BucketName": "payloads"}}}},
        "Q": {{"Type": "AWS::SQS::Queue", "Properties": {{"VisibilityTimeout": {}}}}}}},
        "Actors": {{
          "shop": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Q"}}, "Count": 60,
              "Pattern": "random", "Every": "1s", "Body": "order {{n}}",
              "LargePayload": {{"Bucket": {{"Ref": "Payloads"}}, "Always": true}}}}}},
          "reader": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Q"}}, "Count": 3,
              "MaxMessages": 3, "Work": {{"Min": "100ms", "Max": "4s"}}, "Crash": "1/6",
              "RestartAfter": "3s", "LargePayload": {{}}}}}}}}}})",
                              seed, hasty ? "1/8" : "0/1", hasty ? 8 : 60));
    t.run(base::seconds(1200));
    std::set<model::MessageId> sent;
    for (const auto& [at, e] : t.log.all<model::MessageSent>()) sent.insert(e.message);
    EXPECT_EQ(sent.size(), 60u);
    std::set<model::MessageId> deleted;
    for (const auto& [at, e] : t.log.all<model::MessageDeleted>()) {
      EXPECT_TRUE(sent.contains(e.message));
      EXPECT_TRUE(deleted.insert(e.message).second) << "deleted twice";
    }
    const auto& q = t.queue("Q");
    EXPECT_EQ(deleted.size() + q.visible + q.in_flight + q.delayed, 60u);
    EXPECT_TRUE(hasty || deleted.size() == 60u) << "seed " << seed;
    // A payload outlives its message when a worker crashed in between.
    EXPECT_EQ(t.log.all<model::ObjectCreated>().size(), 60u);
    EXPECT_EQ(t.log.all<model::ObjectRemoved>().size() + t.world.s3().objects, 60u);
    EXPECT_GE(t.world.s3().objects, hasty ? 0u : 60 - deleted.size());
  }
}

TEST(ExtendedClient, OnlyAMarkedMessageWithAPointerIsRead) {
  model::sqs::ReceivedMessage m;
  m.body =
      R"(["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}])";
  EXPECT_FALSE(actors::pointer_of(m));
  m.message_attributes["ExtendedPayloadSize"] = {"Number", "5", {}};
  const auto pointer = actors::pointer_of(m);
  ASSERT_TRUE(pointer);
  EXPECT_EQ(pointer->bucket, "b");
  EXPECT_EQ(pointer->key, "k");
  for (const char* other : {"plain", "[1,2]", R"(["x",{"s3Key":"k"}])", "{}"}) {
    m.body = other;
    EXPECT_FALSE(actors::pointer_of(m)) << other;
  }
}

}  // namespace
