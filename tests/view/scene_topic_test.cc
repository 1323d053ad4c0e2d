// The stage of topics: hubs, gates with verdicts, copies, subscribers in every form, shields and
// move tasks; and that nothing lies on anything else at any size.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>
#include <set>

#include "topic_fixtures.h"
#include "view/inspector.h"
#include "view/resources.h"
#include "view/scene.h"
#include "view/scene_topic.h"
#include "view/transport.h"

namespace {

using test::drawing_four;
using test::make_timeline;
using test::many_subscriptions;
using test::phone_stage;
using test::seconds;
using test::stage;
using view::GateVerdict;
using view::Rect;
using view::Scene;
using view::StageState;

// Drawing 4 in window coordinates: the stage begins at (352, 48).
Rect desk(float x, float y, float w, float h) { return {x - 352, y - 48, w, h}; }

void expect_rect(const Rect& got, const Rect& want, float tolerance = 1.01f) {
  EXPECT_NEAR(got.x, want.x, tolerance);
  EXPECT_NEAR(got.y, want.y, tolerance);
  EXPECT_NEAR(got.w, want.w, tolerance);
  EXPECT_NEAR(got.h, want.h, tolerance);
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() - .01f && b.x < a.right() - .01f && a.y < b.bottom() - .01f &&
         b.y < a.bottom() - .01f;
}

bool inside(const Rect& part, const Rect& whole) {
  return part.x >= whole.x - .01f && part.y >= whole.y - .01f &&
         part.right() <= whole.right() + .01f && part.bottom() <= whole.bottom() + .01f;
}

struct Named {
  std::string name;
  Rect box;
};

// Everything that takes up room; the tray of a queue belongs to its card.
std::vector<Named> solid_parts(const Scene& s) {
  std::vector<Named> out;
  for (const auto& n : s.producers) out.push_back({n.name, n.box});
  for (const auto& n : s.topics) {
    out.push_back({n.name, {n.centre.x - n.r, n.centre.y - n.r, 2 * n.r, 2 * n.r}});
  }
  for (const auto& n : s.gates) out.push_back({std::format("gate {}", n.ref.id), n.box});
  for (const auto& n : s.endpoints) out.push_back({n.name, n.box});
  for (const auto& n : s.queues) {
    const float right = std::max(n.box.right(), n.tray.w > 0 ? n.tray.right() : 0);
    out.push_back({n.name, {n.box.x, n.box.y, right - n.box.x, n.box.h}});
  }
  for (const auto& n : s.dlqs) out.push_back({n.name, n.box});
  for (const auto& n : s.workers) out.push_back({n.name, n.box});
  for (const auto& n : s.publish_cards) {
    if (n.box.w > 0) out.push_back({"publish card", n.box});
  }
  for (const auto& n : s.rejected) {
    const float bottom = std::max(n.chip.box.bottom(), n.accepted_at.y + 7);
    out.push_back({"rejected " + n.chip.id,
                   {n.chip.box.x, n.chip.box.y, n.text_at.x + n.text_w - n.chip.box.x,
                    bottom - n.chip.box.y}});
  }
  return out;
}

void expect_apart(const Scene& s, const std::string& what) {
  const auto parts = solid_parts(s);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_TRUE(inside(parts[i].box, s.bounds)) << what << ": " << parts[i].name << " sticks out";
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      EXPECT_FALSE(overlap(parts[i].box, parts[j].box))
          << what << ": " << parts[i].name << " lies on " << parts[j].name;
    }
  }
}

void expect_chips_in_place(const Scene& s, const std::string& what) {
  for (const auto& q : s.queues) {
    for (const auto& chip : q.waiting) {
      EXPECT_TRUE(inside(chip.box, q.box)) << what << ": " << chip.id << " of " << q.name;
    }
    for (const auto& row : q.in_flight) {
      EXPECT_TRUE(inside(row.chip.box, q.tray)) << what << ": " << row.chip.id << " in flight";
    }
  }
  for (const auto& e : s.endpoints) {
    for (const auto& chip : e.chips) EXPECT_TRUE(inside(chip.box, e.box)) << what << ": " << e.name;
  }
}

struct DrawingFour : testing::Test {
  Scene scene = view::arrange(drawing_four(), {}, stage(880, 532));
};

TEST_F(DrawingFour, StandsAtTheDrawingsPlaces) {
  EXPECT_EQ(scene.scale, 1);
  ASSERT_EQ(scene.topics.size(), 1u);
  EXPECT_NEAR(scene.topics[0].centre.x, 590 - 352, 1);
  EXPECT_NEAR(scene.topics[0].centre.y, 302 - 48, 1);
  EXPECT_EQ(scene.topics[0].r, 44);
  EXPECT_EQ(scene.topics[0].kind, "Standard topic");
  ASSERT_EQ(scene.gates.size(), 3u);
  expect_rect(scene.gates[0].box, desk(702, 114, 214, 48));
  expect_rect(scene.gates[1].box, desk(702, 278, 214, 48));
  expect_rect(scene.gates[2].box, desk(702, 434, 214, 64));
  ASSERT_EQ(scene.queues.size(), 2u);
  expect_rect(scene.queues[0].box, desk(1002, 90, 210, 96));
  expect_rect(scene.queues[1].box, desk(1002, 254, 210, 96));
  ASSERT_EQ(scene.endpoints.size(), 1u);
  expect_rect(scene.endpoints[0].box, desk(1002, 418, 210, 96));
  EXPECT_EQ(scene.endpoints[0].icon, "zap");
  ASSERT_EQ(scene.producers.size(), 1u);
  expect_rect(scene.producers[0].box, desk(372, 262, 116, 80));
  EXPECT_EQ(scene.producers[0].caption, "Publish");
  ASSERT_EQ(scene.publish_cards.size(), 1u);
  expect_rect(scene.publish_cards[0].box, desk(372, 86, 252, 126));
  ASSERT_EQ(scene.rejected.size(), 1u);
  expect_rect(scene.rejected[0].chip.box, desk(704, 340, 56, 28));
}

TEST_F(DrawingFour, EveryGateHasItsPolicyAndItsVerdict) {
  ASSERT_EQ(scene.gates.size(), 3u);
  EXPECT_TRUE(scene.gates[0].open);
  EXPECT_EQ(scene.gates[0].lines, std::vector<std::string>{"No filter policy"});
  EXPECT_EQ(scene.gates[0].verdict, GateVerdict::kPassed);
  EXPECT_EQ(scene.gates[1].lines, std::vector<std::string>{R"({"event":["refund"]})"});
  EXPECT_EQ(scene.gates[1].verdict, GateVerdict::kRejected);
  EXPECT_EQ(scene.gates[2].lines,
            (std::vector<std::string>{R"({"amount":[{"numeric":)", R"([">=",100]}]})"}));
  EXPECT_EQ(scene.gates[2].verdict, GateVerdict::kPassed);
  for (const auto& gate : scene.gates) {
    EXPECT_NEAR(gate.disc.x, gate.box.right(), 1) << "the verdict stands on the corner";
    EXPECT_NEAR(gate.disc.y, gate.box.y + 2, 1);
  }
}

TEST_F(DrawingFour, ARejectedCopySaysWhichKeyFailedAndWhatIsAccepted) {
  ASSERT_EQ(scene.rejected.size(), 1u);
  EXPECT_EQ(scene.rejected[0].chip.id, "9f3");
  EXPECT_EQ(scene.rejected[0].text, "event is \"order_placed\"");
  EXPECT_EQ(scene.rejected[0].accepted, "Accepts \"refund\" only");
}

TEST_F(DrawingFour, CopiesColourTheirEdgesWhileTheyFly) {
  ASSERT_EQ(scene.moving.size(), 2u);
  const auto coloured =
      std::ranges::count_if(scene.edges, [](const auto& e) { return e.slot == 0; });
  EXPECT_EQ(coloured, 4) << "to the gate and from it, twice";
}

TEST_F(DrawingFour, TheLatestMessageStandsAboveItsTopic) {
  ASSERT_EQ(scene.publish_cards.size(), 1u);
  const auto& card = scene.publish_cards[0];
  EXPECT_EQ(card.chip.id, "9f3");
  EXPECT_EQ(card.when, "published 00:20.000");
  ASSERT_EQ(card.lines.size(), 3u);
  EXPECT_EQ(card.lines[0].key, "event");
  EXPECT_EQ(card.lines[0].value, "\"order_placed\"");
}

TEST(SceneTopic, NothingLiesOnAnythingAtAnySize) {
  for (const auto& [w, h] : {std::pair{880.f, 532.f},
                             {608.f, 532.f},
                             {1120.f, 772.f},
                             {1480.f, 860.f},
                             {784.f, 480.f},
                             {700.f, 640.f}}) {
    for (const std::uint32_t n : {1u, 2u, 3u, 4u, 6u, 8u, 12u}) {
      for (const std::uint32_t workers : {0u, 1u, 2u, 5u}) {
        for (const bool dead : {false, true}) {
          const std::string what = std::format("{} subscriptions, {} workers each, {} x {}{}", n,
                                               workers, w, h, dead ? ", dead-letter queue" : "");
          const Scene s = view::arrange(many_subscriptions(n, workers, dead), {}, stage(w, h));
          expect_apart(s, what);
          expect_chips_in_place(s, what);
        }
      }
    }
  }
}

TEST(SceneTopic, ManySubscribersGiveUpDetailBeforeAnyIsLeftOut) {
  const Scene three = view::arrange(many_subscriptions(3), {}, stage(880, 532));
  const Scene twelve = view::arrange(many_subscriptions(12), {}, stage(880, 532));
  EXPECT_EQ(three.gates[1].lines.size(), 2u);
  EXPECT_EQ(twelve.gates.size(), 12u);
  EXPECT_EQ(twelve.gates[1].lines.size(), 1u);
  EXPECT_TRUE(twelve.gates[1].says_why) << "without room below, the gate says what failed";
  EXPECT_EQ(twelve.gates[1].lines[0], "event is \"order_placed\"");
}

TEST(SceneTopic, WhatHasNoRoomIsCounted) {
  const Scene s = view::arrange(many_subscriptions(60), {}, stage(880, 532));
  EXPECT_LT(s.gates.size(), 60u);
  const std::string rest = std::format("{} more", 60 - s.gates.size());
  EXPECT_TRUE(std::ranges::contains(s.texts, rest, &view::StageText::text));
}

TEST(SceneTopic, ASubscriberOfTwoSubscriptionsHasOneCardAndTwoGates) {
  StageState s = drawing_four();
  s.subscriptions.push_back(test::subscription(4, "billing", R"({"region":["us"]})"));
  s.subscriptions.back().queue = {1};
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.gates.size(), 4u);
  EXPECT_EQ(scene.queues.size(), 2u);
  expect_apart(scene, "two subscriptions of one queue");
}

TEST(SceneTopic, TwoTopicsStandAboveEachOther) {
  StageState s = many_subscriptions(4);
  s.topics.push_back({{2}, "payments", true, 0, std::nullopt});
  s.subscriptions[2].topic = s.subscriptions[3].topic = {2};
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  ASSERT_EQ(scene.topics.size(), 2u);
  EXPECT_EQ(scene.topics[1].kind, "FIFO topic");
  expect_apart(scene, "two topics");
}

TEST(SceneTopic, AnUnconfirmedSubscriptionSaysSo) {
  StageState s = drawing_four();
  s.subscriptions[2].pending = true;
  s.subscriptions[2].verdict.reset();
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_TRUE(scene.gates[2].pending);
  EXPECT_EQ(scene.gates[2].verdict, GateVerdict::kNone);
  EXPECT_EQ(scene.endpoints[0].state, "Pending confirmation");
}

TEST(SceneTopic, ARetrySaysWhichAndWhen) {
  StageState s = drawing_four();
  s.subscriptions[2].retry = view::StageRetry{3, 50, s.now + test::span(20), 0};
  Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.endpoints[0].state, "Retry 3 of 50, next in 20.0 s");
  s.subscriptions[2].retry->of = 100'015;
  scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.endpoints[0].state, "Retry 3, next in 20.0 s");
}

TEST(SceneTopic, RawDeliveryAndTheBodyScopeHaveTags) {
  StageState s = drawing_four();
  s.subscriptions[1].raw = true;
  s.subscriptions[1].reads_body = true;
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.gates[1].tags, (std::vector<std::string>{"raw", "body"}));
  EXPECT_TRUE(scene.gates[0].tags.empty());
}

TEST(SceneTopic, ARunningReplaySaysHowMuchOfTheArchiveIsLeft) {
  StageState s = drawing_four();
  s.topics[0].archived = 6;
  s.subscriptions[1].replay_left = 4;
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.topics[0].kind, "FIFO, 6 archived");
  EXPECT_EQ(scene.gates[1].tags, std::vector<std::string>{"replay, 4 left"});
  EXPECT_TRUE(scene.gates[1].label.contains("replays the archive, 4 left")) << scene.gates[1].label;
}

TEST(SceneTopic, APhoneListsSubscriptionsUnderTheirTopic) {
  for (const std::uint32_t n : {1u, 3u, 5u, 7u, 12u}) {
    const Scene s = view::arrange(many_subscriptions(n), {}, phone_stage());
    EXPECT_EQ(s.stage_class, view::StageClass::kPhone);
    ASSERT_EQ(s.topics.size(), 1u);
    EXPECT_TRUE(s.topics[0].beside);
    EXPECT_GE(s.gates.size(), std::min<std::size_t>(n, 4));
    const std::string what = std::format("{} subscriptions on a phone", n);
    expect_apart(s, what);
    expect_chips_in_place(s, what);
    for (const auto& gate : s.gates) EXPECT_GE(gate.box.h, 28) << "large enough to be read";
  }
}

TEST(SceneTopic, AMoveTaskIsAWayOutOfTheDeadLetterQueue) {
  StageState s = test::drawing_one();
  s.moves = {{{1}, {2}, {}, 3, 10, 5}};
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  ASSERT_EQ(scene.moves.size(), 1u);
  EXPECT_EQ(scene.moves[0].text, "3 of 10 moved, 5 a second");
  EXPECT_EQ(scene.moves[0].edge.kind, view::EdgeKind::kDashed);
  EXPECT_EQ(scene.moves[0].edge.from.y, scene.dlqs[0].box.y) << "from the dead-letter queue";
  EXPECT_EQ(scene.moves[0].edge.to.y, scene.queues[0].box.bottom()) << "up to its source";
  EXPECT_TRUE(scene.dlqs[0].edge_text.empty()) << "two texts would lie on each other";
}

TEST(SceneTopic, APolicyIsCutAtItsMarksAndEndsWithDots) {
  const std::string policy = R"({"amount":[{"numeric":[">=",100]}],"region":["eu"]})";
  const auto two = view::policy_lines(policy, 22, 2);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0], R"({"amount":[{"numeric":)");
  EXPECT_TRUE(two[1].ends_with("…"));
  for (const auto& line : two) EXPECT_LE(line.size(), 22u + 2) << "dots are three bytes";
  EXPECT_EQ(view::policy_lines(R"({"a":[1]})", 22, 2).size(), 1u);
}

// -- From a World ---------------------------------------------------------------------------------

struct Fanout : testing::Test {
  world::Timeline timeline = make_timeline(test::kFanout);
  Scene at(double t, const view::SceneOptions& options = stage(880, 532)) {
    timeline.seek(seconds(t));
    return view::build_scene(timeline, {}, options);
  }
  static std::size_t copies(const Scene& s) {
    return static_cast<std::size_t>(std::ranges::count_if(
        s.moving, [](const auto& c) { return c.label.find("copy for") != std::string::npos; }));
  }
};

TEST_F(Fanout, APublishFliesToItsTopic) {
  const Scene s = at(2.2);
  ASSERT_EQ(s.moving.size(), 1u);
  EXPECT_GT(s.moving[0].box.x, s.producers[0].box.x);
  EXPECT_LT(s.moving[0].box.x, s.topics[0].centre.x);
  EXPECT_TRUE(s.publish_cards.empty()) << "nothing is published before it arrives";
}

TEST_F(Fanout, OnePublishBecomesOneCopyForEachConfirmedSubscription) {
  const Scene s = at(2.42);
  EXPECT_EQ(s.gates.size(), 5u);
  EXPECT_EQ(copies(s), 4u) << "the unconfirmed one gets none";
  std::set<std::string> names;
  for (const auto& chip : s.moving) names.insert(chip.id);
  EXPECT_EQ(names.size(), 1u) << "copies bear one name";
  for (const auto& gate : s.gates) EXPECT_EQ(gate.verdict, GateVerdict::kNone);
}

TEST_F(Fanout, VerdictsFallWhenTheCopiesReachTheirGates) {
  const Scene s = at(2.72);
  ASSERT_EQ(s.gates.size(), 5u);
  EXPECT_EQ(s.gates[0].verdict, GateVerdict::kPassed);
  EXPECT_EQ(s.gates[1].verdict, GateVerdict::kRejected);
  EXPECT_EQ(s.gates[2].verdict, GateVerdict::kPassed);
  EXPECT_EQ(s.gates[4].verdict, GateVerdict::kNone) << "pending";
  EXPECT_EQ(copies(s), 3u) << "the rejected copy has dropped";
  const std::string label = s.gates[1].label;
  EXPECT_NE(label.find("event is \"order_placed\""), std::string::npos) << label;
  EXPECT_NE(label.find("accepts \"refund\" only"), std::string::npos) << label;
}

TEST_F(Fanout, TheCopyInTheQueueBearsThePublishedName) {
  at(2.42);
  const Scene flying = view::build_scene(timeline, {}, stage(880, 532));
  const Scene s = at(5);
  const auto billing = std::ranges::find(s.queues, "billing", &view::QueueNode::name);
  ASSERT_NE(billing, s.queues.end());
  ASSERT_EQ(billing->waiting.size(), 1u);
  EXPECT_EQ(billing->waiting[0].id, flying.moving[0].id);
  EXPECT_EQ(billing->waiting[0].slot, flying.moving[0].slot);
}

TEST_F(Fanout, ADeniedDeliveryStandsAtAShieldThatNamesThePermission) {
  const Scene s = at(3.1);
  ASSERT_EQ(s.shields.size(), 1u);
  EXPECT_EQ(s.shields[0].action, "sqs:SendMessage");
  EXPECT_EQ(s.shields[0].reason, "no policy allows it");
  const auto closed = std::ranges::find(s.queues, "closed", &view::QueueNode::name);
  ASSERT_NE(closed, s.queues.end());
  EXPECT_LT(s.shields[0].at.x, closed->box.x) << "in front of the queue";
  EXPECT_NEAR(s.shields[0].at.y, s.gates[3].box.centre().y, 1);
  EXPECT_EQ(s.shields[0].label, "Amazon SNS was denied sqs:SendMessage: no policy allows it");
  const auto back = std::ranges::find(s.signals, view::SignalKind::kRefused, &view::Signal::kind);
  ASSERT_NE(back, s.signals.end()) << "the request bounces";
  EXPECT_LT(back->direction.x, 0);
}

TEST_F(Fanout, WithReducedMotionNothingStandsBetweenTwoPorts) {
  view::SceneOptions options = stage(880, 532);
  options.reduced_motion = true;
  const Scene s = at(2.5, options);
  for (const auto& chip : s.moving) {
    EXPECT_NEAR(chip.box.centre().x, s.topics[0].centre.x + s.topics[0].r, 8);
  }
  EXPECT_EQ(s.gates[1].verdict, GateVerdict::kRejected);
}

TEST_F(Fanout, TheApiLensShowsPoliciesAndNoMessages) {
  view::SceneOptions options = stage(880, 532);
  options.lens = view::Lens::kApi;
  const Scene s = at(2.72, options);
  EXPECT_TRUE(s.moving.empty());
  EXPECT_TRUE(s.rejected.empty());
  EXPECT_TRUE(s.publish_cards.empty());
  for (const auto& gate : s.gates) EXPECT_EQ(gate.verdict, GateVerdict::kNone);
  EXPECT_EQ(s.gates[1].full, R"({"event":["refund"]})");
}

TEST_F(Fanout, EverythingThatCanBeChosenIsAmongTheResources) {
  const Scene s = at(5);
  const auto rows = view::build_resources(timeline, {}, view::Lens::kTruth, {});
  const auto has = [&](model::Ref ref) {
    return std::ranges::contains(rows, view::select_id(ref),
                                 [](const auto& row) { return row.select.id; });
  };
  for (const auto& n : s.topics) EXPECT_TRUE(has(n.ref));
  for (const auto& n : s.gates) EXPECT_TRUE(has(n.ref)) << n.label;
  for (const auto& n : s.endpoints) EXPECT_TRUE(has(n.ref)) << n.label;
  for (const auto& n : s.queues) EXPECT_TRUE(has(n.ref));
  for (const auto& n : s.gates) EXPECT_EQ(view::selected_by(view::select_id(n.ref)), n.ref);
}

TEST_F(Fanout, TheInspectorSaysWhyASubscriberDidNotGetTheMessage) {
  const Scene s = at(5);
  const auto in = view::build_inspector(timeline, s.gates[1].ref, {.open = true});
  EXPECT_EQ(in.title, "refunds");
  EXPECT_EQ(in.subtitle, "Subscription to order-events");
  EXPECT_TRUE(in.why_title.starts_with("Why did refunds not get ")) << in.why_title;
  EXPECT_TRUE(std::ranges::any_of(in.why, [](const auto& step) {
    return step.title == "refunds rejected it: event is \"order_placed\"" && !step.jump.empty();
  }));
  const auto policy = std::ranges::find(in.properties, "FilterPolicy", &view::Property::name);
  ASSERT_NE(policy, in.properties.end());
  EXPECT_EQ(policy->full, R"({"event":["refund"]})");
  EXPECT_FALSE(in.history.empty());
}

TEST(TopicInspector, WhoLostAMessageDidNotGetIt) {
  world::Timeline timeline = make_timeline(R"({"Resources": {
    "T": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}},
    "S": {"Type": "AWS::SNS::Subscription", "Properties": {
      "TopicArn": {"Ref": "T"}, "Protocol": "sms", "Endpoint": "+14155550123"}}}})");
  const auto publish = [&] {
    const std::string arn = timeline.present().sns().topics.begin()->second.arn;
    timeline.act(world::ApiCall{model::sns::PublishRequest{.topic_arn = arn, .message = "m"}});
    timeline.seek(timeline.playhead() + base::seconds(2));
    const model::Ref phone{model::RefKind::kEndpoint, 1};
    return view::build_inspector(timeline, phone, {.open = true}).why_title;
  };
  EXPECT_TRUE(publish().starts_with("Why does +14155550123 get "));
  timeline.act(world::PhoneOptOut{"+14155550123"});
  EXPECT_TRUE(publish().starts_with("Why did +14155550123 not get "));
}

TEST_F(Fanout, TheInspectorOfATopicHasOneLinkForEachSubscription) {
  at(5);
  const auto in = view::build_inspector(timeline, model::ref(model::TopicId{1}), {.open = true});
  EXPECT_EQ(in.title, "order-events");
  EXPECT_TRUE(in.why_title.starts_with("What became of "));
  EXPECT_EQ(in.why.size(), 6u) << "the publish and five subscriptions";
}

TEST_F(Fanout, TheTimelineCountsDeliveriesAndMarksRejectedCopies) {
  at(10);
  view::TransportCache cache;
  const auto t = cache.build(timeline, {}, {}, 600);
  EXPECT_EQ(t.depth_label, "Delivered");
  EXPECT_EQ(t.depth_of, model::ref(model::TopicId{1}));
  EXPECT_TRUE(t.age.empty());
  ASSERT_FALSE(t.depth.empty());
  EXPECT_EQ(t.depth.back().value, 4) << "two publishes, two subscribers each";
  EXPECT_TRUE(std::ranges::contains(t.marks, view::MarkKind::kRefused, &view::Mark::kind));
}

TEST(SceneShields, ADeniedProducerBouncesOffItsQueue) {
  auto timeline = make_timeline(R"({
    "seed": 7, "hop": "400ms",
    "Resources": {
      "Orders": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "orders" } },
      "Deny": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Queues": [{ "Ref": "Orders" }],
        "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny",
          "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*" }] } } } },
    "Actors": { "checkout": { "Type": "Producer", "Properties": { "Target": { "Ref": "Orders" },
      "Every": "60s", "Start": "2s", "Body": "x" } } } })");
  for (const auto& options : {stage(880, 532), stage(608, 532), phone_stage()}) {
    timeline.seek(seconds(2.6));
    const Scene s = view::build_scene(timeline, {}, options);
    ASSERT_EQ(s.shields.size(), 1u);
    EXPECT_EQ(s.shields[0].action, "sqs:SendMessage");
    EXPECT_EQ(s.shields[0].reason, "a policy denies it");
    EXPECT_EQ(s.shields[0].target, s.queues[0].ref);
    for (const auto& p : s.producers) {
      const Rect shield{s.shields[0].at.x - 17, s.shields[0].at.y - 17, 34, 34};
      EXPECT_FALSE(overlap(shield, p.box));
      EXPECT_FALSE(overlap(shield, s.queues[0].box));
    }
  }
  timeline.seek(seconds(20));
  EXPECT_TRUE(view::build_scene(timeline, {}, stage(880, 532)).shields.empty()) << "for a while";
}

// -- Lambda ---------------------------------------------------------------------------------------

StageState with_function(std::uint32_t slots, std::uint32_t busy, std::uint32_t waiting) {
  StageState s = drawing_four();
  view::StageLambda lambda;
  lambda.concurrency = slots;
  lambda.busy = busy;
  lambda.waiting = waiting;
  for (std::uint32_t i = 0; i < std::min<std::size_t>(slots, view::kMostSlots); ++i) {
    lambda.slots.push_back({i < busy, static_cast<int>(i % 8), "9f3"});
  }
  s.subscriptions[2].lambda = lambda;
  return s;
}

TEST(SceneLambda, SlotsStandWhereTheDrawingHasThemAndBusyOnesHaveTheirColour) {
  const Scene scene = view::arrange(with_function(6, 1, 0), {}, stage(880, 532));
  ASSERT_EQ(scene.endpoints.size(), 1u);
  const auto& node = scene.endpoints[0];
  EXPECT_EQ(node.state, "Lambda, 1 of 6 slots busy");
  ASSERT_EQ(node.slots.size(), 6u);
  EXPECT_NEAR(node.slots[0].box.x, node.box.x + 14, .5f);
  EXPECT_NEAR(node.slots[0].box.y, node.box.y + 63, .5f);
  EXPECT_NEAR(node.slots[0].box.w, 26, .5f);
  EXPECT_NEAR(node.slots[1].box.x - node.slots[0].box.x, 31, .5f);
  EXPECT_EQ(node.slots[0].slot, 0);
  EXPECT_EQ(node.slots[1].slot, -1);
  EXPECT_TRUE(node.chips.empty()) << "slots take their place";
}

TEST(SceneLambda, EventsWithoutASlotAreCounted) {
  const Scene scene = view::arrange(with_function(2, 2, 3), {}, stage(880, 532));
  EXPECT_EQ(scene.endpoints[0].state, "Lambda, 2 of 2 slots busy, 3 wait");
}

TEST(SceneLambda, ManySlotsGetNarrowerAndThenAreCounted) {
  for (const std::uint32_t n : {10u, 12u, 13u, 40u, 1000u}) {
    const Scene scene = view::arrange(with_function(n, 1, 0), {}, stage(880, 532));
    const auto& node = scene.endpoints[0];
    ASSERT_FALSE(node.slots.empty());
    EXPECT_LE(node.slots.back().box.right(), node.box.right() - 8) << n;
    EXPECT_GE(node.slots.back().box.w, 10) << n;
    const auto drawn = static_cast<std::uint32_t>(node.slots.size());
    EXPECT_EQ(node.slots_more, drawn == n ? "" : std::format("+{}", n - drawn));
  }
}

TEST(SceneLambda, TheSlotsAreThoseOfTheFunctionInTheWorld) {
  auto timeline = make_timeline(test::kFanout);
  timeline.seek(seconds(3));  // published at 2 s, delivered one hop later, done after a second more
  const Scene scene = view::build_scene(timeline, {}, stage(880, 532));
  const auto it = std::ranges::find(scene.endpoints, "fraud-check", &view::EndpointNode::name);
  ASSERT_NE(it, scene.endpoints.end());
  EXPECT_TRUE(it->state.ends_with("1 of 10 busy") || it->state.ends_with("1 of 10 slots busy"));
  const auto narrow = it->slots.empty();  // a low card has no room for them
  if (!narrow) {
    EXPECT_EQ(std::ranges::count_if(it->slots, [](const auto& s) { return s.slot >= 0; }), 1);
  }
}

}  // namespace
