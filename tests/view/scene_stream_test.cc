// The stage of streams: the bar at its true proportions, tapes in the order of age, flags where
// readers are, what flies and bounces; that nothing lies on anything else; and what the inspector,
// the resources and the timeline say of a stream.
#include "view/scene_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <format>

#include "stream_fixtures.h"
#include "view/inspector.h"
#include "view/resources.h"
#include "view/stage_stream.h"
#include "view/transport.h"

namespace {

using test::desk_stage;
using test::drawing_five;
using test::inside;
using test::many_shards;
using test::overlap;
using test::picture_of;
using test::seconds;
using test::tape_of;
using view::Scene;
using view::StageState;
using view::StreamPicture;

TEST(StreamStage, TheBarStandsWhereTheDrawingHasItAndIsTiledInOrder) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  ASSERT_EQ(p.bar.size(), 4u);
  EXPECT_NEAR(p.bar[0].box.x, 590 - 352, 1);
  EXPECT_NEAR(p.bar[0].box.y, 112 - 48, 1);
  EXPECT_NEAR(p.bar[3].box.bottom(), 544 - 48, 1);
  EXPECT_EQ(p.bar[0].number, "0");
  EXPECT_EQ(p.bar[1].number, "3");
  EXPECT_EQ(p.bar[2].number, "4");
  EXPECT_EQ(p.bar[3].number, "2");
  EXPECT_TRUE(p.bar[2].hot);
  // With the gaps: 1.5 at a boundary, 3 at a cut.
  EXPECT_NEAR((p.bar[0].box.h + 1.5f) / (p.bar[1].box.h + 4.5f), 2, .01);
  for (std::size_t i = 1; i < p.bar.size(); ++i) {
    EXPECT_GT(p.bar[i].box.y, p.bar[i - 1].box.bottom());
  }
}

TEST(StreamStage, ATinyShardKeepsRoomForItsNumber) {
  StageState s = many_shards(3);
  s.streams[0].shards[0].to = s.streams[0].shards[1].from = .001;
  const StreamPicture p = picture_of(s, desk_stage());
  EXPECT_GE(p.bar[0].box.h, 14);
  EXPECT_EQ(p.bar[0].number, "0");
}

TEST(StreamStage, AClosedParentStandsBehindItsChildrenWithACurveToEach) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  const auto* parent = tape_of(p, 2);
  const auto* lower = tape_of(p, 4);
  const auto* upper = tape_of(p, 5);
  ASSERT_TRUE(parent != nullptr && lower != nullptr && upper != nullptr);
  EXPECT_FALSE(parent->open);
  EXPECT_EQ(parent->state, "CLOSED");
  EXPECT_GT(parent->box.x, lower->box.right());
  EXPECT_GT(parent->box.centre().y, lower->box.centre().y);
  EXPECT_LT(parent->box.centre().y, upper->box.centre().y);
  EXPECT_EQ(lower->parent, parent->ref);
  EXPECT_EQ(upper->parent, parent->ref);
  ASSERT_EQ(p.lineage.size(), 2u);
  EXPECT_EQ(p.lineage[0].parent, parent->ref);
  EXPECT_EQ(p.lineage[0].child, lower->ref);
  EXPECT_TRUE(parent->records.front().dim);
}

// Shard 0 was split into 2 and 3; then 3 was merged with its neighbour 1 into 4.
TEST(StreamStage, AShardWhoseChildWasMergedOnHasOnePlace) {
  StageState s = many_shards(2);
  view::StageStream& stream = s.streams[0];
  stream.shards.push_back(test::shard(2, 0, .25));
  stream.shards.push_back(test::shard(3, .25, .5));
  stream.shards.push_back(test::shard(4, .25, 1));
  for (const std::size_t i : {0u, 1u, 3u}) {
    stream.shards[i].open = false;
    stream.shards[i].closed_at = seconds(90);
  }
  stream.shards[0].children = {{3}, {4}};
  stream.shards[2].parent = stream.shards[3].parent = {1};
  stream.shards[1].children = stream.shards[3].children = {{5}};
  stream.shards[4].parent = {4};
  stream.shards[4].adjacent_parent = {2};
  const StreamPicture p = picture_of(s, desk_stage());
  EXPECT_EQ(std::ranges::count(p.tapes, model::ref(model::ShardId{1}), &view::TapeNode::ref), 1);
  EXPECT_EQ(p.tapes.size(), 5u);
  EXPECT_EQ(p.lineage.size(), 4u);
  const auto* grandparent = tape_of(p, 1);
  const auto* merged = tape_of(p, 4);
  ASSERT_TRUE(grandparent != nullptr && merged != nullptr);
  EXPECT_GT(grandparent->box.x, merged->box.right());
}

TEST(StreamStage, APredictedShardHasARingAroundItsTape) {
  lesson::StageNotes notes;
  notes.ghosts = {{.place = lesson::GhostPlace::kShard, .shard = {4}, .caption = "You: here"}};
  const StageState s = drawing_five();
  const Scene scene = view::arrange(s, notes, desk_stage());
  ASSERT_EQ(scene.ghosts.size(), 1u);
  const auto* tape = tape_of(scene.streams.front(), 4);
  ASSERT_NE(tape, nullptr);
  EXPECT_TRUE(inside(tape->box, scene.ghosts[0].box));
  EXPECT_EQ(scene.ghosts[0].caption, "You: here");
  EXPECT_GT(scene.ghosts[0].caption_at.y, tape->box.bottom());
}

TEST(StreamStage, TheKnifeStandsWhereTheRangeIsCut) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  ASSERT_EQ(p.knives.size(), 1u);
  EXPECT_NEAR(p.knives[0].at.y, (p.bar[1].box.bottom() + p.bar[2].box.y) / 2, 4);
}

TEST(StreamStage, RecordsLieOnTheTapeTheNewestAtTheLeft) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  for (const view::TapeNode& tape : p.tapes) {
    for (std::size_t i = 0; i < tape.records.size(); ++i) {
      EXPECT_TRUE(inside(tape.records[i].box, tape.box));
      if (i > 0) EXPECT_GE(tape.records[i].box.x, tape.records[i - 1].box.right());
    }
  }
}

TEST(StreamStage, ATapeThatIsTooFullFoldsItsOlderPartIntoACount) {
  StageState s = many_shards(1);
  view::StageShard& shard = s.streams[0].shards[0];
  shard.records.clear();
  test::fill(shard, 1'234, 99, .01);
  const StreamPicture p = picture_of(s, desk_stage());
  const view::TapeNode& tape = p.tapes.front();
  EXPECT_EQ(tape.more_text,
            "+" + view::grouped(1'234 - static_cast<std::int64_t>(tape.records.size())));
  EXPECT_LT(tape.records.back().box.right(), tape.more.x);
  EXPECT_TRUE(inside(tape.more, tape.box));
}

TEST(StreamStage, AFlagStandsBetweenWhatHasBeenReadAndWhatHasNot) {
  StageState s = drawing_five();
  view::StageReader map = test::poller(30, "map");
  map.cursors = {{{1}, 5, test::span(12)}};  // the three newest are not read
  s.streams[0].readers = {map};
  const StreamPicture p = picture_of(s, desk_stage());
  ASSERT_EQ(p.flags.size(), 1u);
  const auto* tape = tape_of(p, 1);
  ASSERT_NE(tape, nullptr);
  EXPECT_GT(p.flags[0].x, tape->records[2].box.right() - 1);
  EXPECT_LT(p.flags[0].x, tape->records[3].box.x + 1);
  EXPECT_EQ(p.flags[0].behind, "12.0 s");
}

TEST(StreamStage, FlagsInOnePlaceShareAPennantAndNoTwoPennantsOverlap) {
  StageState s = drawing_five();
  for (std::uint32_t i = 0; i < 5; ++i) {
    view::StageReader r = test::poller(30 + i, std::format("reader-{}", i));
    for (std::uint32_t id = 1; id <= 5; ++id) {
      const auto& shard = s.streams[0].shards[id - 1];
      r.cursors.push_back({{id}, shard.end - std::min<std::uint64_t>(i / 2, shard.end), {}});
    }
    s.streams[0].readers.push_back(r);
  }
  for (const view::SceneOptions& o : {desk_stage(), desk_stage(608, 532)}) {
    const StreamPicture p = picture_of(s, o);
    for (std::size_t i = 0; i < p.flags.size(); ++i) {
      for (std::size_t j = i + 1; j < p.flags.size(); ++j) {
        if (p.flags[i].pennant.w == 0 || p.flags[j].pennant.w == 0) continue;
        EXPECT_FALSE(overlap(p.flags[i].pennant, p.flags[j].pennant))
            << p.flags[i].label << " on " << p.flags[j].label;
      }
    }
  }
}

TEST(StreamStage, RecordsFlyTogetherToThePlacesOfTheirKeys) {
  StageState s = drawing_five();
  s.now = seconds(134.4);
  const StreamPicture p = picture_of(s, desk_stage());
  ASSERT_EQ(p.flying.size(), 2u);
  EXPECT_NEAR(p.flying[0].square.box.centre().y, 64 + 432 * .4438, 3);
  EXPECT_NEAR(p.flying[1].square.box.centre().y, 64 + 432 * .8461, 3);
  s.now = seconds(134);
  const StreamPicture before = picture_of(s, desk_stage());
  EXPECT_EQ(before.flying[0].square.box, before.flying[1].square.box);
}

TEST(StreamStage, ARefusedRecordBouncesOffWithTheExceptionsName) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  ASSERT_TRUE(p.rebound);
  EXPECT_EQ(p.rebound->error.front() + p.rebound->error[1] + p.rebound->error[2],
            "ProvisionedThroughputExceededException");
  EXPECT_EQ(p.rebound->again, "truck-12, try again later");
  EXPECT_NEAR(p.rebound->cross.y, 64 + 432 * .6353, 3);
}

TEST(StreamStage, AGaugeIsRedOnlyAtTheLimit) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  ASSERT_EQ(p.gauges.size(), 8u);
  std::size_t hot = 0;
  for (const view::RateGauge& g : p.gauges) hot += g.hot ? 1 : 0;
  EXPECT_EQ(hot, 1u);
  EXPECT_EQ(p.gauges[5].value, "1,000");
  EXPECT_EQ(p.gauges[4].value, "0.94");
}

// The picture lets a gauge glide with its tape: it has to say which one that is.
TEST(StreamStage, AGaugeNamesTheShardBesideWhoseTapeItStands) {
  const StreamPicture p = picture_of(drawing_five(), desk_stage());
  ASSERT_FALSE(p.gauges.empty());
  for (const view::RateGauge& gauge : p.gauges) {
    const auto tape = std::ranges::find(p.tapes, gauge.shard, &view::TapeNode::ref);
    ASSERT_NE(tape, p.tapes.end()) << gauge.label;
    EXPECT_TRUE(tape->open);
    EXPECT_LT(std::abs(gauge.box.centre().y - tape->box.centre().y), 40) << gauge.label;
  }
}

TEST(StreamStage, LanesNeitherOverlapNorLeaveTheStageAtAnySize) {
  for (const std::uint32_t n : {1u, 2u, 4u, 7u, 12u, 40u, 200u}) {
    for (const auto& [w, h] : {std::pair{880.f, 532.f}, {608.f, 532.f}, {1184.f, 800.f}}) {
      const StreamPicture p = picture_of(many_shards(n), desk_stage(w, h));
      for (std::size_t i = 0; i < p.tapes.size(); ++i) {
        EXPECT_TRUE(inside(p.tapes[i].box, {0, 0, w, h})) << n << " shards";
        if (i > 0) EXPECT_FALSE(overlap(p.tapes[i].box, p.tapes[i - 1].box)) << n << " shards";
      }
      if (p.tapes.size() < n) EXPECT_FALSE(p.more.empty());
    }
  }
}

TEST(StreamStage, TwoMergedParentsStandAboveEachOther) {
  StageState s = many_shards(3);
  view::StageStream& stream = s.streams[0];
  for (std::size_t i : {0u, 1u}) {
    stream.shards[i].open = false;
    stream.shards[i].closed_at = seconds(90);
    stream.shards[i].children = {{4}};
  }
  stream.shards.push_back(test::shard(3, 0, 2. / 3));
  stream.shards.back().parent = {1};
  stream.shards.back().adjacent_parent = {2};
  const StreamPicture p = picture_of(s, desk_stage());
  const auto* first = tape_of(p, 1);
  const auto* second = tape_of(p, 2);
  ASSERT_TRUE(first != nullptr && second != nullptr);
  EXPECT_FALSE(overlap(first->box, second->box));
  EXPECT_LT(first->box.y, second->box.y);
}

TEST(StreamStage, CardsOfReadersStandBesideEachOtherBelowTheBar) {
  StageState s = many_shards(2);
  view::StageStream& stream = s.streams[0];
  stream.readers = {test::poller(30, "map"), test::poller(31, "archive")};
  view::StageReader pushed = test::poller(32, "fraud");
  pushed.kind = view::ReaderKind::kEnhanced;
  pushed.cursors = {{{1}, 30, {}}, {{2}, 30, {}}};
  stream.readers.push_back(pushed);
  view::StageLeaseTable table;
  table.application = "billing";
  table.leases = {{.shard_name = "shardId-000000000000", .owner_name = "app-1", .counter = 12}};
  stream.leases = {table};
  for (const auto& o : {desk_stage(), desk_stage(608, 532)}) {
    const StreamPicture p = picture_of(s, o);
    ASSERT_GE(p.cards.size(), 3u);
    for (std::size_t i = 0; i < p.cards.size(); ++i) {
      EXPECT_TRUE(inside(p.cards[i].box, {0, 0, o.width, o.height}));
      EXPECT_GT(p.cards[i].box.y, p.bar.back().box.bottom());
      for (std::size_t j = i + 1; j < p.cards.size(); ++j) {
        EXPECT_FALSE(overlap(p.cards[i].box, p.cards[j].box));
      }
    }
  }
}

// What a function gives up is told to a queue: a card beside the function's, and the way to it.
TEST(StreamStage, TheQueueThatAFunctionTellsStandsBesideIt) {
  StageState s = many_shards(2);
  view::StageReader book = test::poller(40, "book");
  book.kind = view::ReaderKind::kLambda;
  book.cursors = {{{1}, 5, test::span(1)}};
  s.streams[0].readers = {book};
  view::StageMapping mapping;
  mapping.actor = {40};
  mapping.destination = {9};
  s.streams[0].mappings = {mapping};
  view::StageQueue failed;
  failed.id = {9};
  failed.name = "failed";
  s.queues = {failed};
  view::StageHop hop;
  hop.kind = view::HopKind::kMessages;
  hop.actor = {40};
  hop.queue = {9};
  hop.departed_at = s.now;
  hop.arrives_at = s.now + base::seconds(1);
  hop.messages = {view::StageMessage{.id = {1}, .name = "1aa"}};
  s.hops = {hop};
  for (const auto& options : {desk_stage(), desk_stage(620), desk_stage(1'200, 700)}) {
    const Scene scene = view::arrange(s, {}, options);
    ASSERT_EQ(scene.queues.size(), 1u);
    const auto& cards = scene.streams.front().cards;
    const auto card =
        std::ranges::find(cards, model::ref(model::ActorId{40}), &view::StreamCard::ref);
    ASSERT_NE(card, cards.end());
    EXPECT_GT(scene.queues[0].box.x, card->box.right() + 24);
    EXPECT_TRUE(inside(scene.queues[0].box, scene.bounds));
    EXPECT_EQ(scene.edges.size(), 1u);
    ASSERT_EQ(scene.moving.size(), 1u);
    EXPECT_NEAR(scene.moving[0].box.centre().x, card->box.right(), 1);
  }
}

TEST(StreamStage, ThePhoneShowsBarTapesAndReaders) {
  view::SceneOptions o = test::phone_stage();
  StageState s = drawing_five();
  s.streams[0].readers = {test::poller(30, "map"), test::poller(31, "archive")};
  const StreamPicture p = picture_of(s, o);
  EXPECT_EQ(p.bar.size(), 4u);
  EXPECT_EQ(p.tapes.size(), 5u);
  EXPECT_EQ(p.cards.size(), 2u);
  for (const view::TapeNode& tape : p.tapes) EXPECT_TRUE(inside(tape.box, {0, 0, 390, 304}));
}

TEST(StreamStage, OnAPhoneThoseWithoutAPlaceAreCountedAndComeForwardWhenTheyAreChosen) {
  view::SceneOptions o = test::phone_stage();
  StageState s = drawing_five();
  for (std::uint32_t i = 0; i < 5; ++i) {
    s.streams[0].readers.push_back(test::poller(30 + i, std::format("reader-{}", i)));
  }
  s.streams[0].readers[4].down = true;
  s.streams[0].readers[4].state = "crashed";
  const auto cards = picture_of(s, o).cards;
  const auto check = [&](const std::vector<view::StreamCard>& all) {
    ASSERT_EQ(all.size(), 4u);
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_TRUE(inside(all[i].box, {0, 0, 390, 304}));
      if (i > 0) EXPECT_GT(all[i].box.x, all[i - 1].box.right());
    }
  };
  check(cards);
  EXPECT_EQ(cards.back().lines.front().text, "+2");
  EXPECT_EQ(cards.back().label, "2 more readers: reader-3 and reader-4 (crashed)");
  EXPECT_TRUE(cards.back().bad) << "it is not silent about what is wrong";
  EXPECT_GE(cards.back().box.w, 44);
  EXPECT_EQ(cards.back().ref, model::ref(model::ActorId{33}));
  o.selected = cards.back().ref;
  const auto chosen = picture_of(s, o).cards;
  check(chosen);
  EXPECT_EQ(chosen[2].lines.front().text, "reader-3");
  EXPECT_TRUE(chosen[2].marks.selected);
  EXPECT_EQ(chosen.back().ref, model::ref(model::ActorId{34}));
}

TEST(StreamStage, OnAPhoneAQueueTakesOneOfThePlaces) {
  view::SceneOptions o = test::phone_stage();
  StageState s = drawing_five();
  for (std::uint32_t i = 0; i < 3; ++i) {
    s.streams[0].readers.push_back(test::poller(30 + i, std::format("reader-{}", i)));
  }
  view::StageQueue failed;
  failed.id = {9};
  failed.name = "failed";
  s.queues = {failed};
  const Scene scene = view::arrange(s, {}, o);
  ASSERT_EQ(scene.queues.size(), 1u);
  const auto& cards = scene.streams.front().cards;
  ASSERT_EQ(cards.size(), 3u);
  EXPECT_EQ(cards.back().lines.front().text, "+1");
  for (const view::StreamCard& card : cards) {
    EXPECT_FALSE(overlap(card.box, scene.queues[0].box));
  }
}

TEST(StreamStage, TheApiLensHasNoRecordsNoFlagsAndNothingOnTheWire) {
  view::SceneOptions o = desk_stage();
  o.lens = view::Lens::kApi;
  const StreamPicture p = picture_of(drawing_five(), o);
  EXPECT_EQ(p.bar.size(), 4u);
  for (const view::TapeNode& tape : p.tapes) EXPECT_TRUE(tape.records.empty());
  EXPECT_TRUE(p.flags.empty());
  EXPECT_TRUE(p.flying.empty());
  EXPECT_FALSE(p.rebound);
}

TEST(StreamStage, IdsOfStreamThingsAreReadBackAsTheyAreWritten) {
  for (const model::Ref ref : {model::ref(model::StreamId{1}), model::ref(model::ShardId{2}),
                               model::ref(model::RecordId{3}), model::ref(model::ConsumerId{4})}) {
    EXPECT_EQ(view::selected_by(view::select_id(ref)), ref);
  }
  EXPECT_EQ(view::select_id(model::ref(model::ShardId{2})), "stage.shard.2");
}

// -- Worlds ---------------------------------------------------------------------------------------

struct StreamWorld : testing::Test {
  world::Timeline timeline = test::make_timeline(test::kStreamTemplate);
};

TEST_F(StreamWorld, RecordsOnTheWireAndOnTapesAreThoseOfTheWorld) {
  timeline.seek(seconds(3.2));
  const StageState state = view::read_stage(timeline, {});
  ASSERT_EQ(state.streams.size(), 1u);
  const view::StageStream& stream = state.streams[0];
  EXPECT_EQ(stream.status, "ACTIVE");
  std::uint64_t stored = 0;
  for (const view::StageShard& s : stream.shards) stored += s.end - s.begin;
  EXPECT_EQ(stored, 6u);  // of 1 s and 2 s; those of 3 s fly
  const auto put = std::ranges::find_if(
      stream.hops, [](const view::StageStreamHop& h) { return !h.read && h.to_stream; });
  ASSERT_NE(put, stream.hops.end());
  EXPECT_EQ(put->count, 3u);
  ASSERT_EQ(state.producers.size(), 1u);
  EXPECT_EQ(state.producers[0].stream, stream.id);
}

TEST_F(StreamWorld, ARefusalOfTheStreamIsNoneOfABucket) {
  timeline.seek(seconds(2));
  ASSERT_TRUE(timeline.act(world::ApiCall{model::s3::CreateBucketRequest{"photos"}}).result);
  ASSERT_TRUE(timeline
                  .act(world::ApiCall{model::kinesis::DeleteStreamRequest{
                      .stream_name = timeline.present().kinesis().streams.begin()->second.name,
                      .enforce_consumer_deletion = true}})
                  .result);
  bool refused = false;
  for (double t = 2; t < 6; t += .05) {
    timeline.seek(seconds(t));
    view::build_scene(timeline, {}, test::stage(880, 532));
    for (const auto& [id, transit] : timeline.view().transits()) {
      const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
      refused = refused || (result != nullptr && !*result);
    }
  }
  EXPECT_TRUE(refused) << "nothing was refused while it was looked at";
}

TEST_F(StreamWorld, AReaderThatHasReadEverythingStandsAtTheEnd) {
  timeline.seek(seconds(5.95));
  const StageState state = view::read_stage(timeline, {});
  ASSERT_EQ(state.streams[0].readers.size(), 1u);
  const view::StageReader& map = state.streams[0].readers[0];
  EXPECT_EQ(map.name, "map");
  EXPECT_EQ(map.cursors.size(), 2u);
}

TEST_F(StreamWorld, KeysKeepTheColoursOfTheOrderInWhichTheyAppear) {
  timeline.seek(seconds(4));
  const view::GroupSlots slots = view::key_slots(timeline);
  EXPECT_EQ(slots.slot("truck-12"), 0);
  EXPECT_EQ(slots.slot("truck-31"), 1);
  EXPECT_EQ(slots.slot("truck-07"), 2);
}

TEST_F(StreamWorld, AShardThatIsSplitIsSaidSoEverywhere) {
  timeline.seek(seconds(4));
  model::kinesis::SplitShardRequest split;
  split.stream_name = "positions";
  split.shard_to_split = "shardId-000000000000";
  split.new_starting_hash_key = "85070591730234615865843651857942052864";
  ASSERT_TRUE(timeline.act(world::ApiCall{split}).result);
  const StageState during = view::read_stage(timeline, {});
  EXPECT_EQ(during.streams[0].status, "UPDATING");
  EXPECT_EQ(during.streams[0].cuts.size(), 1u);
  timeline.seek(seconds(90));
  const StageState after = view::read_stage(timeline, {});
  EXPECT_EQ(after.streams[0].becomes, "2 shards become 3 open, 1 closed");
  const auto inspector =
      view::build_inspector(timeline, model::ref(model::ShardId{1}), {.open = true});
  EXPECT_EQ(inspector.subtitle, "Closed shard of positions");
  EXPECT_EQ(inspector.why_title, "Why is shard 0 closed?");
  ASSERT_FALSE(inspector.why.empty());
  EXPECT_EQ(inspector.why[0].title, "Shard 0 was split into shard 2 and shard 3");
}

TEST_F(StreamWorld, TheInspectorNamesWhatARecordIsAndWhoHasReadIt) {
  timeline.seek(seconds(4.9));
  const auto& shards = timeline.view().kinesis().shards;
  model::RecordId id;
  for (const auto& [shard_id, shard] : shards) {
    if (!shard.records.empty()) id = shard.records.front().id;
  }
  ASSERT_TRUE(id);
  const auto inspector = view::build_inspector(timeline, model::ref(id), {.open = true});
  const auto value = [&](std::string_view name) {
    const auto it = std::ranges::find(inspector.properties, name, &view::Property::name);
    return it == inspector.properties.end() ? std::string() : it->full;
  };
  EXPECT_TRUE(value("PartitionKey").starts_with("truck-"));
  EXPECT_EQ(value("SequenceNumber").size(), 56u);
  EXPECT_EQ(value("Sent by"), "gateway");
  EXPECT_EQ(value("Read by"), "map");
  EXPECT_FALSE(inspector.why.empty());
}

TEST_F(StreamWorld, EveryEventOfTheRunHasASentence) {
  timeline.seek(seconds(30));
  for (const model::Event& event : {timeline.log()[0], timeline.log()[timeline.log().size() - 1]}) {
    EXPECT_FALSE(view::event_sentence(timeline.view(), event).empty());
  }
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    EXPECT_FALSE(view::event_sentence(timeline.view(), timeline.log()[i]).empty())
        << model::event_name(timeline.log()[i].body);
  }
}

TEST_F(StreamWorld, ResourcesListTheStreamItsShardsRecordsAndReaders) {
  timeline.seek(seconds(4.5));
  const auto rows = view::build_resources(timeline, {}, view::Lens::kTruth, {});
  const auto count = [&](std::string_view kind) {
    return std::ranges::count(rows, kind, &view::ResourceRow::kind);
  };
  EXPECT_EQ(count("Stream"), 1);
  EXPECT_EQ(count("Shard"), 2);
  EXPECT_EQ(count("Consumer"), 1);
  EXPECT_EQ(count("Producer"), 1);
  EXPECT_GT(count("Record"), 3);
}

// Its producer has been told, and has given it up: nothing holds the record any more.
TEST(RefusedRecord, KeepsTheColourOfItsKeyWhenItsProducerHasGivenItUp) {
  world::Timeline timeline = test::make_timeline(R"({
    "seed": 7, "hop": "40ms",
    "Resources": { "P": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "p" } } },
    "Actors": { "flood": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "P"},
      "Every": "500ms", "Burst": 2, "Pattern": "burst", "DataBytes": 900000, "Count": 12,
      "Keys": ["truck-12", "truck-31"], "Retry": { "MaxAttempts": 1 } } } } })");
  timeline.seek(seconds(3));
  const StageState state = view::read_stage(timeline, {});
  ASSERT_TRUE(state.streams[0].throttle);
  const view::StageThrottle& refused = *state.streams[0].throttle;
  EXPECT_EQ(view::find_record(timeline.view(), refused.record).record, nullptr);
  EXPECT_EQ(refused.key, "truck-31");
  EXPECT_EQ(refused.slot, 1);
  const StreamPicture p = picture_of(state, desk_stage());
  ASSERT_TRUE(p.rebound);
  EXPECT_EQ(p.rebound->square.slot, 1);
}

// Refused at first, stored at the second attempt: the shard knows its key.
TEST(RefusedRecord, KeepsTheColourOfItsKeyWhenItHasBeenStoredSince) {
  world::Timeline timeline = test::make_timeline(R"({
    "seed": 7, "hop": "40ms",
    "Resources": { "P": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "p" } } },
    "Actors": { "flood": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "P"},
      "Every": "1s", "Burst": 2, "Pattern": "burst", "DataBytes": 900000, "Count": 2,
      "Keys": ["truck-12"], "Retry": { "Base": "1200ms", "Jitter": "none" } } } } })");
  timeline.seek(seconds(1.6));
  const StageState state = view::read_stage(timeline, {});
  ASSERT_TRUE(state.streams[0].throttle);
  const view::StageThrottle& refused = *state.streams[0].throttle;
  EXPECT_NE(view::find_record(timeline.view(), refused.record).record, nullptr);
  EXPECT_EQ(refused.key, "truck-12");
  EXPECT_EQ(refused.slot, 0);
}

TEST(StreamTransport, RefusalsASecondAreChartedInTheirColour) {
  world::Timeline timeline = test::make_timeline(R"({
    "seed": 7, "hop": "40ms",
    "Resources": { "P": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "p" } } },
    "Actors": { "flood": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "P"},
      "Every": "500ms", "Burst": 2, "Pattern": "burst", "DataBytes": 900000, "Count": 12 } } } })");
  timeline.seek(seconds(3));
  view::TransportCache cache;
  const view::Transport t = cache.build(timeline, {}, {}, 800);
  EXPECT_EQ(t.depth_label, "Throttled/s");
  EXPECT_TRUE(t.depth_is_bad);
  ASSERT_FALSE(t.depth.empty());
  EXPECT_GT(std::ranges::max(t.depth, {}, &view::Sample::value).value, 0);
  EXPECT_TRUE(std::ranges::any_of(
      t.marks, [](const view::Mark& m) { return m.kind == view::MarkKind::kRefused; }));
}

TEST(StreamTransport, WhatTheRetentionTookHasAMarkOfTimeInWords) {
  world::Timeline timeline = test::make_timeline(R"({
    "seed": 7, "hop": "40ms",
    "Resources": { "P": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "p" } } },
    "Actors": { "once": { "Type": "StreamProducer", "Properties": { "Target": {"Ref": "P"},
      "Every": "1s", "Burst": 3, "Pattern": "burst", "Count": 3, "Keys": ["truck-12"] } } } })");
  timeline.seek(seconds(25 * 3600));
  view::TransportCache cache;
  const view::Transport t = cache.build(timeline, {}, {}, 800);
  const auto mark = std::ranges::find(t.marks, view::MarkKind::kTimeout, &view::Mark::kind);
  ASSERT_NE(mark, t.marks.end());
  EXPECT_GE(mark->at, seconds(24 * 3600));
  EXPECT_TRUE(mark->label.contains("of shard 0 reached the end of")) << mark->label;
  EXPECT_EQ(mark->jump.label, mark->label);
}

}  // namespace
