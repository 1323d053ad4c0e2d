// Buckets of S3 on the stage: what they hold, what moves to and from them, what is lost, and that
// nothing lies on anything else; and the inspector about them.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>

#include "fixtures.h"
#include "view/inspector.h"
#include "view/outline.h"
#include "view/resources.h"
#include "view/scene.h"
#include "view/scene_bucket.h"
#include "view/stage_bucket.h"

namespace {

using test::make_timeline;
using test::phone_stage;
using test::seconds;
using test::stage;
using view::Rect;
using view::Scene;

constexpr std::string_view kPayloads = R"({
  "seed": 5, "hop": "400ms",
  "Resources": {
    "Payloads": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "payloads" } },
    "Scans": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "scans" } } },
  "Actors": {
    "scanner": { "Type": "Producer", "Properties": { "Target": { "Ref": "Scans" },
      "Every": "60s", "Start": "1s", "BodyBytes": 300000,
      "LargePayload": { "Bucket": { "Ref": "Payloads" } } } },
    "reader": { "Type": "Worker", "Properties": { "Source": { "Ref": "Scans" },
      "Start": "3s", "Work": "5s", "LargePayload": {} } } } })";

constexpr std::string_view kTopicOfPhotos = R"(
  "Events": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "photo-events" } },
  "TP": { "Type": "AWS::SNS::TopicPolicy", "Properties": { "Topics": [{ "Ref": "Events" }],
    "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
      "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish",
      "Resource": "*" }] } } },)";

// A bucket that tells a queue, or a topic.
std::string notifying(bool topic) {
  return std::format(
      R"({{"seed": 6, "hop": "400ms", "Resources": {{
        "Thumbs": {{ "Type": "AWS::SQS::Queue", "Properties": {{ "QueueName": "thumbs" }} }},
        "Dead": {{ "Type": "AWS::SQS::Queue", "Properties": {{ "QueueName": "dead" }} }},
        {}
        "QP": {{ "Type": "AWS::SQS::QueuePolicy", "Properties": {{
          "Queues": [{{ "Ref": "Thumbs" }}], "PolicyDocument": {{ "Version": "2012-10-17",
          "Statement": [{{ "Effect": "Allow", "Principal": {{ "Service": "s3.amazonaws.com" }},
            "Action": "sqs:SendMessage", "Resource": "*" }}] }} }} }},
        "Photos": {{ "Type": "AWS::S3::Bucket", "Properties": {{ "BucketName": "photos",
          "NotificationConfiguration": {{ {} }} }} }} }} }})",
      topic ? kTopicOfPhotos : "",
      topic ? R"("TopicConfigurations": [{ "Topic": { "Ref": "Events" },
                 "Event": "s3:ObjectCreated:*" }])"
            : R"("QueueConfigurations": [{ "Queue": { "Fn::GetAtt": ["Thumbs", "Arn"] },
                 "Event": "s3:ObjectCreated:*" }])");
}

world::Reply put(world::Timeline& timeline, std::string key, std::string body = "0123456789") {
  return timeline.act(world::ApiCall{
      model::Request(model::s3::PutObjectRequest{"photos", std::move(key), std::move(body)})});
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() - .01f && b.x < a.right() - .01f && a.y < b.bottom() - .01f &&
         b.y < a.bottom() - .01f;
}

TEST(SceneBucket, APayloadFliesToTheBucketBeforeItsMessageFliesToTheQueue) {
  auto timeline = make_timeline(kPayloads);
  timeline.seek(seconds(1.2));
  const Scene putting = view::build_scene(timeline, {}, stage(880, 532));
  ASSERT_EQ(putting.moving_objects.size(), 1u);
  EXPECT_EQ(putting.moving_objects[0].size, "293 KiB");
  EXPECT_TRUE(putting.moving.empty());
  EXPECT_TRUE(putting.buckets[0].objects.empty()) << "it has not arrived";
  timeline.seek(seconds(2.0));
  const Scene sending = view::build_scene(timeline, {}, stage(880, 532));
  EXPECT_TRUE(sending.moving_objects.empty());
  ASSERT_EQ(sending.moving.size(), 1u);
  ASSERT_EQ(sending.buckets[0].objects.size(), 1u);
  EXPECT_EQ(sending.buckets[0].holds, "1 object, 293 KiB");
  EXPECT_EQ(sending.buckets[0].objects[0].name, putting.moving_objects[0].name);
}

TEST(SceneBucket, AWorkerFetchesThePayloadFromTheBucket) {
  auto timeline = make_timeline(kPayloads);
  bool asked = false;
  bool answered = false;
  for (double t = 3; t < 6; t += .1) {
    timeline.seek(seconds(t));
    const Scene s = view::build_scene(timeline, {}, stage(880, 532));
    for (const auto& signal : s.signals) {
      const bool near = std::abs(signal.at.y - s.buckets[0].box.centre().y) < 60;
      asked = asked || (signal.kind == view::SignalKind::kPoll && near);
    }
    answered = answered || !s.moving_objects.empty();
    if (!s.moving_objects.empty()) EXPECT_EQ(s.workers[0].idle, "Fetches from S3");
  }
  EXPECT_TRUE(asked);
  EXPECT_TRUE(answered);
}

TEST(SceneBucket, AMessageThatPointsToAnObjectIsMarkedAndItsInspectorNamesTheObject) {
  auto timeline = make_timeline(kPayloads);
  timeline.seek(seconds(2.6));
  const Scene s = view::build_scene(timeline, {}, stage(880, 532));
  ASSERT_EQ(s.queues[0].waiting.size(), 1u);
  EXPECT_TRUE(s.queues[0].waiting[0].pointer);
  const auto in = view::build_inspector(timeline, s.queues[0].waiting[0].ref, {.open = true});
  const auto it = std::ranges::find(in.properties, "Payload in S3", &view::Property::name);
  ASSERT_NE(it, in.properties.end());
  const auto& objects = timeline.view().s3().find_by_name("payloads")->objects;
  EXPECT_EQ(it->full, "s3://payloads/" + objects.begin()->first);
}

TEST(SceneBucket, ThePointerOfAPayloadThatWasDeletedLeadsToNothing) {
  auto timeline = make_timeline(kPayloads);
  timeline.seek(seconds(2.6));
  const std::string key = timeline.view().s3().find_by_name("payloads")->objects.begin()->first;
  timeline.act(world::ApiCall{model::Request(model::s3::DeleteObjectRequest{"payloads", key})});
  const Scene s = view::build_scene(timeline, {}, stage(880, 532));
  const auto in = view::build_inspector(timeline, s.queues[0].waiting[0].ref, {.open = true});
  const auto it = std::ranges::find(in.properties, "Payload in S3", &view::Property::name);
  ASSERT_NE(it, in.properties.end());
  EXPECT_TRUE(it->full.starts_with("gone"));
  EXPECT_TRUE(s.buckets[0].objects.empty());
}

TEST(SceneBucket, ANotificationFliesFromTheBucketToItsQueueOrTopic) {
  for (const bool topic : {false, true}) {
    auto timeline = make_timeline(notifying(topic));
    timeline.seek(seconds(5));
    put(timeline, "in/cat.jpg");
    timeline.seek(seconds(5.2));
    const Scene s = view::build_scene(timeline, {}, stage(880, 532));
    ASSERT_EQ(s.buckets.size(), 1u);
    EXPECT_EQ(s.buckets[0].objects.at(0).name, "cat.jpg");
    ASSERT_EQ(s.moving.size(), 1u) << topic;
    EXPECT_TRUE(s.moving[0].label.ends_with("a notification of S3"));
    timeline.seek(seconds(5.41));
    EXPECT_TRUE(view::build_scene(timeline, {}, stage(880, 532)).lost.empty());
  }
}

TEST(SceneBucket, ALostNotificationIsCrossedOutWithTheReasonForAWhile) {
  auto timeline = make_timeline(notifying(false));
  timeline.seek(seconds(5));
  const std::string url = timeline.view().sqs().find_by_name("thumbs")->url;
  timeline.act(world::ApiCall{model::Request(
      model::sqs::SetQueueAttributesRequest{.queue_url = url, .attributes = {{"Policy", ""}}})});
  put(timeline, "in/cat.jpg");
  timeline.seek(seconds(5.9));
  const Scene s = view::build_scene(timeline, {}, stage(880, 532));
  ASSERT_EQ(s.lost.size(), 1u);
  EXPECT_EQ(s.lost[0].reason, "no policy allows sqs:SendMessage");
  EXPECT_NE(s.lost[0].label.find("cat.jpg"), std::string::npos);
  EXPECT_TRUE(s.shields.empty()) << "the cross says it";
  EXPECT_NE(s.summary.find("was lost"), std::string::npos);
  const auto bucket = view::build_inspector(timeline, s.buckets[0].ref, {.open = true});
  EXPECT_TRUE(std::ranges::contains(bucket.why, view::WhyKind::kBad, &view::WhyStep::kind));
  EXPECT_TRUE(std::ranges::contains(bucket.why, view::WhyKind::kRule, &view::WhyStep::kind));
  view::SceneOptions api = stage(880, 532);
  api.lens = view::Lens::kApi;
  EXPECT_TRUE(view::build_scene(timeline, {}, api).lost.empty()) << "no call would tell";
  timeline.seek(seconds(30));
  EXPECT_TRUE(view::build_scene(timeline, {}, stage(880, 532)).lost.empty());
}

TEST(SceneBucket, TheInspectorAndTheOutlineKnowBucketsAndObjects) {
  auto timeline = make_timeline(notifying(false));
  put(timeline, "in/cat.jpg");
  timeline.seek(seconds(1));
  const Scene s = view::build_scene(timeline, {}, stage(880, 532));
  const model::Ref object = s.buckets[0].objects.at(0).ref;
  EXPECT_EQ(view::selected_by(view::select_id(object)), object);
  const auto in = view::build_inspector(timeline, object, {.open = true});
  EXPECT_EQ(in.title, "cat.jpg");
  EXPECT_EQ(in.properties.at(0).full, "in/cat.jpg");
  EXPECT_FALSE(in.history.empty());
  const auto rows = view::build_resources(timeline, {}, view::Lens::kTruth, {});
  EXPECT_TRUE(std::ranges::contains(rows, "Bucket", &view::ResourceRow::kind));
  EXPECT_TRUE(std::ranges::contains(rows, "Object", &view::ResourceRow::kind));
  view::Frame frame;
  frame.screen = view::Screen::kBench;
  frame.scene = s;
  EXPECT_NE(base::dump(view::build_outline(frame)).find("Bucket photos, 1 object, 10 bytes"),
            std::string::npos);
}

TEST(SceneBucket, LiesOnNothingAtAnySize) {
  for (const bool topic : {false, true}) {
    auto timeline = make_timeline(notifying(topic));
    for (int i = 0; i < 30; ++i) put(timeline, std::format("in/photo-{}.jpg", i));
    timeline.seek(seconds(1));
    for (const auto& options :
         {stage(880, 532), stage(1120, 640), stage(608, 500), stage(656, 580), phone_stage()}) {
      const Scene s = view::build_scene(timeline, {}, options);
      ASSERT_EQ(s.buckets.size(), 1u);
      const Rect& box = s.buckets[0].box;
      EXPECT_LE(box.bottom(), s.bounds.bottom());
      EXPECT_GE(box.x, 0);
      for (const auto& q : s.queues) EXPECT_FALSE(overlap(box, q.box)) << options.width;
      for (const auto& d : s.dlqs) EXPECT_FALSE(overlap(box, d.box));
      for (const auto& w : s.workers) EXPECT_FALSE(overlap(box, w.box));
      for (const auto& p : s.producers) EXPECT_FALSE(overlap(box, p.box));
      for (const auto& o : s.buckets[0].objects) EXPECT_LE(o.box.right(), box.right());
    }
  }
}

TEST(SceneBucket, ObjectsAreNamedByTheLastPartOfTheirKey) {
  EXPECT_EQ(view::object_name("in/2026/cat.jpg"), "cat.jpg");
  EXPECT_EQ(view::object_name("folder/"), "folder");
  EXPECT_EQ(view::object_name("0af3b81c-11aa-4bcd-8def-000102030405"), "0af");
  EXPECT_EQ(view::size_text(1), "1 byte");
  EXPECT_EQ(view::size_text(1023), "1023 bytes");
  EXPECT_EQ(view::size_text(300'000), "293 KiB");
  EXPECT_EQ(view::size_text(4 << 20), "4.0 MiB");
}

}  // namespace
