// Calls to a stream that IAM's door denied: the shield where records enter or where a reader's
// calls come from, with the permission that is missing.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stream_fixtures.h"
#include "view/inspector.h"
#include "view/stage_stream.h"

namespace {

using test::desk_stage;
using test::overlap;
using test::phone_stage;
using test::seconds;
using view::Rect;
using view::Scene;
using view::Shield;

constexpr const char* kNobodyMay = R"({
  "seed": 7, "hop": "400ms",
  "Resources": {
    "Positions": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "positions",
      "ShardCount": 2 } },
    "Nobody": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": {} } } },
  "Actors": {
    "gateway": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "Positions"},
      "Every": "60s", "Start": "1s", "Keys": ["truck-12"], "As": "Nobody" } },
    "map": { "Type": "StreamConsumer", "Properties": { "Source": {"Ref": "Positions"},
      "Start": "1s", "As": "Nobody" } } } })";

struct DeniedStream : testing::Test {
  DeniedStream() { timeline.seek(seconds(2)); }

  const Shield* shield_of(const Scene& scene, std::string_view who) const {
    const auto it = std::ranges::find_if(scene.shields,
                                         [&](const Shield& s) { return s.label.starts_with(who); });
    return it == scene.shields.end() ? nullptr : &*it;
  }
  static Rect disc(const Shield& s) { return {s.at.x - 17, s.at.y - 17, 34, 34}; }

  world::Timeline timeline = test::make_timeline(kNobodyMay);
};

TEST_F(DeniedStream, TheEventNamesTheStreamAndSoDoesItsSentence) {
  const model::StreamId id = view::stream_target(timeline.view(), "positions");
  std::size_t found = 0;
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* denied = std::get_if<model::CallDenied>(&timeline.log()[i].body);
    if (denied == nullptr) continue;
    ++found;
    EXPECT_EQ(denied->stream, id);
    EXPECT_EQ(model::subjects(timeline.log()[i].body).stream, id);
    const std::string words = view::event_sentence(timeline.view(), timeline.log()[i]);
    EXPECT_TRUE(words.contains("on positions: no policy allows it")) << words;
  }
  EXPECT_GE(found, 2u);
}

TEST_F(DeniedStream, APutBouncesOffBetweenItsProducerAndTheBar) {
  for (const auto& options : {desk_stage(), desk_stage(608, 532), phone_stage()}) {
    const Scene scene = view::build_scene(timeline, {}, options);
    const Shield* shield = shield_of(scene, "gateway");
    ASSERT_NE(shield, nullptr);
    EXPECT_EQ(shield->action, "kinesis:PutRecord");
    EXPECT_EQ(shield->reason, "no policy allows it");
    EXPECT_EQ(shield->target, scene.streams.front().ref);
    EXPECT_FALSE(overlap(disc(*shield), scene.streams.front().bar.front().box));
    ASSERT_EQ(scene.producers.size(), 1u);
    EXPECT_FALSE(overlap(disc(*shield), scene.producers[0].box));
    EXPECT_EQ(shield->at.y, scene.producers[0].port.y);
    if (options.phone) continue;  // no room for words
    EXPECT_NE(shield->action_at, view::Vec{});
    EXPECT_FALSE(
        overlap({shield->action_at.x, shield->action_at.y - 9, 130, 36}, scene.producers[0].box));
  }
}

TEST_F(DeniedStream, ACallOfAReaderBouncesOffOnItsWay) {
  for (const auto& options : {desk_stage(), desk_stage(608, 532), phone_stage()}) {
    const Scene scene = view::build_scene(timeline, {}, options);
    const Shield* shield = shield_of(scene, "map");
    ASSERT_NE(shield, nullptr);
    EXPECT_TRUE(shield->action.starts_with("kinesis:")) << shield->action;
    const auto& cards = scene.streams.front().cards;
    const auto card = std::ranges::find_if(
        cards, [](const view::StreamCard& c) { return c.label.starts_with("map"); });
    ASSERT_NE(card, cards.end());
    EXPECT_GT(shield->at.x, card->box.x);
    EXPECT_LT(shield->at.x, card->box.right());
    EXPECT_LT(shield->at.y, card->box.y);
    for (const view::TapeNode& tape : scene.streams.front().tapes) {
      if (!options.phone) EXPECT_FALSE(overlap(disc(*shield), tape.box));
    }
  }
}

TEST_F(DeniedStream, TheWordsStayOnTheStage) {
  for (const auto& options : {desk_stage(), desk_stage(608, 532), desk_stage(1'456, 860)}) {
    const Scene scene = view::build_scene(timeline, {}, options);
    for (const Shield& s : scene.shields) {
      if (s.action_at == view::Vec{}) continue;
      const float w = 8 * static_cast<float>(s.action.size());
      const float left = s.text_left ? s.action_at.x - w : s.action_at.x;
      EXPECT_GE(left, 0) << s.label;
      const bool by_reader = s.label.starts_with("map");
      if (by_reader) EXPECT_GT(left, scene.streams.front().last_key_at.x + 30) << s.label;
      EXPECT_LE(left + w, scene.bounds.right()) << s.label;
      EXPECT_LE(s.reason_at.y + 9, scene.bounds.bottom()) << s.label;
    }
  }
}

// Two readers side by side are denied: the words of one, and no shield over them.
TEST_F(DeniedStream, TheWordsOfOneReaderDoNotLieUnderTheShieldOfAnother) {
  view::StageState state = test::drawing_five();
  auto& readers = state.streams.front().readers;
  readers = {test::poller(7, "map"), test::poller(8, "board")};
  for (const view::StageReader& reader : readers) {
    state.denials.push_back({.by = {reader.ref.id},
                             .who = reader.name,
                             .action = "kinesis:GetRecords",
                             .explicit_deny = true,
                             .stream = state.streams.front().id});
  }
  for (const auto& options : {desk_stage(), desk_stage(608, 532), desk_stage(1'456, 860)}) {
    const Scene scene = view::arrange(state, {}, options);
    std::size_t worded = 0;
    for (const Shield& s : scene.shields) {
      if (s.action_at == view::Vec{}) continue;
      ++worded;
      const float w = 8 * static_cast<float>(s.action.size());
      const view::Rect words{s.text_left ? s.action_at.x - w : s.action_at.x, s.action_at.y - 8, w,
                             16};
      for (const Shield& other : scene.shields) {
        EXPECT_FALSE(overlap(words, disc(other))) << s.label << " under " << other.label;
      }
    }
    EXPECT_EQ(scene.shields.size(), 2u);
    // The narrow stage has no room beside two cards.
    EXPECT_EQ(worded, options.width > 700 ? 1u : 0u) << options.width;
  }
}

// One shield for each caller; a later call of the same caller takes its place.
TEST_F(DeniedStream, EveryCallerHasOneShieldOfItsOwn) {
  timeline.seek(seconds(6));
  const Scene scene = view::build_scene(timeline, {}, desk_stage());
  EXPECT_EQ(scene.shields.size(), 2u);
}

TEST_F(DeniedStream, AStreamThatIsNotOnTheStageHasNoShield) {
  view::StageState state = view::read_stage(timeline, {});
  ASSERT_FALSE(state.denials.empty());
  for (view::StageDenial& denial : state.denials) denial.stream = {99};
  EXPECT_TRUE(view::arrange(state, {}, desk_stage()).shields.empty());
}

}  // namespace
