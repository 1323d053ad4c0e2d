// What a stage of one stream does not draw: which stream it shows, the row of chips for the rest,
// and that the row lies on nothing at any size.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>
#include <string>
#include <vector>

#include "base/json.h"
#include "stream_fixtures.h"
#include "view/outline.h"
#include "view/stage_stream.h"
#include "view/transport.h"

namespace {

using test::desk_stage;
using test::drawing_five;
using test::inside;
using test::overlap;
using test::phone_stage;
using test::picture_of;
using test::seconds;
using view::OtherChip;
using view::Scene;
using view::StageState;
using view::StreamPicture;

/// Drawing 5 in a World that has another stream, a topic, a queue and a bucket as well.
StageState crowded() {
  StageState s = drawing_five();
  view::StageStream clicks;
  clicks.id = {2};
  clicks.name = "clicks";
  clicks.status = "ACTIVE";
  clicks.shards = {test::shard(8, 0, 1)};
  s.streams.push_back(clicks);
  view::StageTopic news;
  news.id = {1};
  news.name = "news";
  s.topics = {news};
  view::StageQueue orders;
  orders.id = {7};
  orders.name = "orders";
  s.queues = {orders};
  view::StageBucket photos;
  photos.id = {1};
  photos.name = "photos";
  s.buckets = {photos};
  return s;
}

StageState with_reader(StageState s) {
  view::StageReader map = test::poller(30, "map");
  map.cursors = {{{1}, 5, test::span(12)}};
  s.streams[0].readers = {map};
  return s;
}

std::vector<view::SceneOptions> all_sizes() {
  return {desk_stage(),         desk_stage(608, 532), desk_stage(1'456, 860),
          desk_stage(656, 580), desk_stage(768, 520), desk_stage(1'280, 524),
          phone_stage()};
}

std::vector<std::string> names(const StreamPicture& p) {
  std::vector<std::string> out;
  for (const OtherChip& chip : p.others) out.push_back(chip.name);
  return out;
}

// -- The row --------------------------------------------------------------------------------------

TEST(StreamOthers, AreNamedInARowWithTheirIcons) {
  const StreamPicture p = picture_of(crowded(), desk_stage());
  EXPECT_EQ(p.others_title, "Also here");
  EXPECT_EQ(names(p), (std::vector<std::string>{"clicks", "news", "orders", "photos"}));
  EXPECT_EQ(p.others[0].icon, "waves");
  EXPECT_EQ(p.others[0].ref, model::ref(model::StreamId{2}));
  EXPECT_EQ(p.others[1].ref, model::ref(model::TopicId{1}));
  EXPECT_EQ(p.others[2].ref, model::ref(model::QueueId{7}));
  EXPECT_EQ(p.others[3].ref, model::ref(model::BucketId{1}));
}

TEST(StreamOthers, WhereThereAreNoneTheStageIsAsItWas) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  EXPECT_TRUE(p.others.empty());
  EXPECT_TRUE(p.others_title.empty());
  EXPECT_NEAR(p.bar.back().box.bottom(), 544 - 48, 1);
}

TEST(StreamOthers, AQueueWithACardAmongTheReadersIsDrawnAndHasNoChip) {
  const Scene scene = view::arrange(with_reader(crowded()), {}, desk_stage());
  ASSERT_EQ(scene.queues.size(), 1u);
  EXPECT_EQ(names(scene.streams.front()), (std::vector<std::string>{"clicks", "news", "photos"}));
}

TEST(StreamOthers, TheRowLiesOnNothingAtAnySize) {
  for (const bool reads : {false, true}) {
    for (const view::SceneOptions& options : all_sizes()) {
      const Scene scene = view::arrange(reads ? with_reader(crowded()) : crowded(), {}, options);
      const StreamPicture& p = scene.streams.front();
      const std::string where = std::format("{}x{}", options.width, options.height);
      ASSERT_FALSE(p.others.empty()) << where;
      std::vector<view::Rect> taken;
      for (const auto& n : p.bar) taken.push_back(n.box);
      for (const auto& n : p.tapes) taken.push_back(n.box);
      for (const auto& n : p.cards) taken.push_back(n.box);
      for (const auto& n : p.gauges) taken.push_back(n.box);
      for (const auto& n : p.flags) taken.push_back(n.hit);
      for (const auto& n : scene.producers) taken.push_back(n.box);
      for (const auto& n : scene.queues) taken.push_back(n.box);
      if (!p.last_key.empty()) {
        taken.push_back({p.last_key_at.x - 40, p.last_key_at.y - 8, 80, 16});
      }
      for (const auto& n : p.tapes) {
        if (!n.name.empty()) taken.push_back({n.name_at.x, n.name_at.y - 8, n.name_w, 16});
      }
      if (p.rebound) {
        taken.push_back(p.rebound->square.box);
        taken.push_back({p.rebound->error_at.x, p.rebound->error_at.y - 9, p.rebound->text_w,
                         17 * static_cast<float>(p.rebound->error.size())});
      }
      taken.push_back({p.others_title_at.x, p.others_title_at.y - 8, 62, 16});
      for (std::size_t i = 0; i < p.others.size(); ++i) {
        const OtherChip& chip = p.others[i];
        EXPECT_TRUE(inside(chip.box, scene.bounds)) << where << ", " << chip.label;
        EXPECT_GE(chip.box.h, 24) << where;
        for (const view::Rect& other : taken) {
          EXPECT_FALSE(overlap(chip.box, other)) << where << ", " << chip.label;
        }
        if (i > 0) EXPECT_GT(chip.box.x, p.others[i - 1].box.right()) << where;
      }
    }
  }
}

TEST(StreamOthers, WithoutRoomForAllAPlateSaysHowManyThereAreAndSelectsTheNext) {
  const StreamPicture p = picture_of(crowded(), phone_stage());
  EXPECT_EQ(names(p), (std::vector<std::string>{"clicks", "news", "+2"}));
  EXPECT_TRUE(p.others.back().icon.empty());
  EXPECT_EQ(p.others.back().ref, model::ref(model::QueueId{7}));
  EXPECT_EQ(p.others.back().label, "2 more: Queue orders and Bucket photos");
  // What it selects has a chip then, and the plate goes on to the one behind it.
  view::SceneOptions options = phone_stage();
  options.selected = p.others.back().ref;
  const StreamPicture next = picture_of(crowded(), options);
  EXPECT_TRUE(std::ranges::contains(names(next), "orders"));
  const auto chip = std::ranges::find(next.others, options.selected, &OtherChip::ref);
  ASSERT_NE(chip, next.others.end());
  EXPECT_TRUE(chip->marks.selected);
  EXPECT_EQ(next.others.back().ref, model::ref(model::BucketId{1}));
}

TEST(StreamOthers, ForCallsAQueueWithoutACardHasAChipInThePlaceOfTheReaders) {
  StageState s = with_reader(crowded());
  s.streams.pop_back();
  s.topics.clear();
  s.buckets.clear();
  view::SceneOptions options = desk_stage();
  EXPECT_TRUE(picture_of(s, options).others.empty());
  const float bar = picture_of(s, options).bar.back().box.bottom();
  options.lens = view::Lens::kApi;
  const StreamPicture p = picture_of(s, options);
  EXPECT_EQ(names(p), std::vector<std::string>{"orders"});
  EXPECT_EQ(p.bar.back().box.bottom(), bar) << "the lens moves nothing";
  EXPECT_GT(p.others.front().box.y, bar);
}

TEST(StreamOthers, TheOutlineNamesThem) {
  view::Frame frame;
  frame.screen = view::Screen::kBench;
  frame.scene = view::arrange(crowded(), {}, desk_stage());
  const std::string outline = base::dump(view::build_outline(frame));
  EXPECT_TRUE(outline.contains("Stream clicks, comes onto the stage"));
  EXPECT_TRUE(outline.contains("Bucket photos"));
}

TEST(RowChoice, ShowsTheFirstOnesAndTheSelectedOne) {
  const std::vector<float> widths(5, 10);
  const auto all = view::choose_for_row(widths, 54, 1, 5, 5);
  EXPECT_EQ(all.shown, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  EXPECT_FALSE(all.next);
  const auto first = view::choose_for_row(widths, 40, 1, 5, 5);
  EXPECT_EQ(first.shown, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(first.next, 3u);
  const auto last = view::choose_for_row(widths, 40, 1, 5, 4);
  EXPECT_EQ(last.shown, (std::vector<std::size_t>{0, 1, 4}));
  EXPECT_EQ(last.next, 2u);
}

// -- Which stream ---------------------------------------------------------------------------------

struct TwoStreams : testing::Test {
  TwoStreams() { timeline.seek(seconds(4)); }

  const world::World& world() const { return timeline.view(); }
  model::StreamId stream(std::string_view name) const { return view::stream_target(world(), name); }
  model::StreamId shown(model::Ref selected, model::StreamId last = {},
                        const lesson::StageNotes& notes = {}) const {
    return view::stream_on_stage(world(), notes, selected, last);
  }
  model::Ref actor(std::string_view name) const {
    for (const auto& [id, actor] : world().actors().actors) {
      if (actor.name == name) return model::ref(id);
    }
    return {};
  }

  world::Timeline timeline = test::make_timeline(R"({
    "seed": 7, "hop": "40ms",
    "Resources": {
      "A": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "first" } },
      "B": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "second" } } },
    "Actors": {
      "gateway": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "B"},
        "Every": "1s", "Keys": ["truck-12"] } },
      "map": { "Type": "StreamConsumer", "Properties": { "Source": {"Ref": "B"},
        "StartingPosition": "TRIM_HORIZON" } } } })");
};

TEST_F(TwoStreams, TheFirstIsShownUntilSomethingIsChosen) {
  EXPECT_EQ(shown({}), stream("first"));
  EXPECT_EQ(shown(model::ref(model::QueueId{1})), stream("first"));
}

TEST_F(TwoStreams, TheStreamOfWhatIsSelectedIsShown) {
  const model::StreamId second = stream("second");
  EXPECT_EQ(shown(model::ref(second)), second);
  const auto& shards = world().kinesis().shards;
  const auto shard = std::ranges::find_if(
      shards, [&](const auto& entry) { return entry.second.stream == second; });
  ASSERT_NE(shard, shards.end());
  EXPECT_EQ(shown(model::ref(shard->first)), second);
  ASSERT_FALSE(shard->second.records.empty());
  EXPECT_EQ(shown(model::ref(shard->second.records.front().id)), second);
  EXPECT_EQ(shown(actor("map")), second);
  EXPECT_EQ(shown(actor("gateway")), second);
}

TEST_F(TwoStreams, ARegisteredConsumerBringsItsStream) {
  model::kinesis::RegisterStreamConsumerRequest request;
  request.stream_arn = world().kinesis().find(stream("second"))->arn;
  request.consumer_name = "fraud";
  ASSERT_TRUE(timeline.act(world::ApiCall{request}).result);
  const auto& consumers = world().kinesis().consumers;
  ASSERT_FALSE(consumers.empty());
  EXPECT_EQ(shown(model::ref(consumers.begin()->first)), stream("second"));
}

TEST_F(TwoStreams, TheOneThatWasShownLastStaysWhenNothingOfAStreamIsSelected) {
  EXPECT_EQ(shown({}, stream("second")), stream("second"));
  EXPECT_EQ(shown(model::ref(model::QueueId{1}), stream("second")), stream("second"));
}

TEST_F(TwoStreams, WhatTheLessonSpeaksOfComesBeforeWhatWasShownLast) {
  lesson::StageNotes notes;
  notes.spoken_of = {actor("map")};
  EXPECT_EQ(shown({}, stream("first"), notes), stream("second"));
  EXPECT_EQ(shown(model::ref(stream("first")), {}, notes), stream("first"));
}

TEST_F(TwoStreams, InThePlaceOfADeletedOneTheFirstIsShown) {
  const model::StreamId second = stream("second");
  model::kinesis::DeleteStreamRequest request;
  request.stream_name = "second";
  ASSERT_TRUE(timeline.act(world::ApiCall{request}).result);
  timeline.seek(seconds(120));
  ASSERT_EQ(world().kinesis().find(second), nullptr);
  EXPECT_EQ(shown(model::ref(second), second), stream("first"));
}

TEST_F(TwoStreams, TheStageAndTheChartFollowTheSelection) {
  view::SceneOptions options = desk_stage();
  options.selected = model::ref(stream("second"));
  const Scene scene = view::build_scene(timeline, {}, options);
  ASSERT_EQ(scene.streams.size(), 1u);
  EXPECT_EQ(scene.streams[0].name, "second");
  EXPECT_EQ(names(scene.streams[0]), std::vector<std::string>{"first"});
  view::TransportCache cache;
  EXPECT_EQ(cache.build(timeline, {}, {}, 800).depth_of, model::ref(stream("first")));
  EXPECT_EQ(cache.build(timeline, {}, {}, 800, stream("second")).depth_of,
            model::ref(stream("second")));
}

}  // namespace
