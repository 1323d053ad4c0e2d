// Flags of readers as controls: where a press takes them, which id they have, what they mark, and
// how the outline lists them.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>
#include <string>

#include "base/json.h"
#include "stream_fixtures.h"
#include "view/outline.h"

namespace {

using test::desk_stage;
using test::drawing_five;
using test::overlap;
using test::picture_of;
using view::CursorFlag;
using view::StageState;
using view::StreamPicture;

/// Readers 30, 31, … that stand 0, 1, … records before the end of every shard.
StageState with_readers(StageState s, std::uint32_t n) {
  view::StageStream& stream = s.streams[0];
  for (std::uint32_t i = 0; i < n; ++i) {
    view::StageReader r = test::poller(30 + i, std::format("reader-{}", i));
    for (const view::StageShard& shard : stream.shards) {
      r.cursors.push_back({shard.id, shard.end - std::min<std::uint64_t>(i, shard.end), {}});
    }
    stream.readers.push_back(std::move(r));
  }
  return s;
}

TEST(StreamFlags, APressSelectsTheReaderUnderAnIdOfTheFlagsOwn) {
  const model::Ref shard = model::ref(model::ShardId{2});
  for (const model::Ref reader :
       {model::ref(model::ActorId{30}), model::ref(model::ConsumerId{4})}) {
    const std::string id = view::flag_id(shard, reader);
    EXPECT_NE(id, view::select_id(reader));
    EXPECT_EQ(view::selected_by(id), reader);
  }
  EXPECT_EQ(view::flag_id(shard, model::ref(model::ActorId{30})), "stage.flag.2.actor.30");
}

TEST(StreamFlags, NothingElseIsReadOutOfAnIdOfAFlag) {
  for (const char* id : {"stage.flag.2", "stage.flag.2.", "stage.flag.2.queue.1", "stage.flag.x",
                         "stage.flag.2.actor.", "stage.flag.2.actor.3x"}) {
    EXPECT_FALSE(view::selected_by(id)) << id;
  }
}

TEST(StreamFlags, AFlagTakesAPressWhereItIsDrawnAndNowhereOnAnotherOne) {
  for (const auto& options : {desk_stage(), desk_stage(608, 532), desk_stage(1'184, 800)}) {
    const StreamPicture p = picture_of(with_readers(drawing_five(), 4), options);
    ASSERT_FALSE(p.flags.empty());
    for (std::size_t i = 0; i < p.flags.size(); ++i) {
      const CursorFlag& f = p.flags[i];
      EXPECT_LE(f.hit.x, f.x) << f.label;
      EXPECT_GE(f.hit.right(), f.x) << f.label;
      if (f.pennant.w > 0) EXPECT_TRUE(test::inside(f.pennant, f.hit)) << f.label;
      for (std::size_t j = i + 1; j < p.flags.size(); ++j) {
        EXPECT_FALSE(overlap(f.hit, p.flags[j].hit)) << f.label << " on " << p.flags[j].label;
      }
    }
  }
}

TEST(StreamFlags, AFlagAloneTakesAPressOfAtLeastTwentyFourPixels) {
  for (const std::uint32_t shards : {1u, 4u, 12u}) {
    const StreamPicture p = picture_of(with_readers(test::many_shards(shards), 1), desk_stage());
    for (const CursorFlag& f : p.flags) EXPECT_GE(f.hit.w, 24) << shards << " shards";
  }
}

TEST(StreamFlags, AboveATapeNoRecordLiesUnderAFlagsPlace) {
  const StreamPicture p = picture_of(with_readers(drawing_five(), 3), desk_stage());
  for (const CursorFlag& f : p.flags) {
    for (const view::TapeNode& tape : p.tapes) {
      for (const view::RecordSquare& r : tape.records) {
        EXPECT_FALSE(overlap(f.hit, r.box)) << f.label << " on " << r.label;
      }
    }
  }
}

TEST(StreamFlags, TheFlagsOfTheSelectedReaderAreMarked) {
  view::SceneOptions options = desk_stage();
  options.selected = model::ref(model::ActorId{31});
  const StreamPicture p = picture_of(with_readers(drawing_five(), 3), options);
  ASSERT_FALSE(p.flags.empty());
  for (const CursorFlag& f : p.flags) EXPECT_EQ(f.marks.selected, f.ref == options.selected);
}

TEST(StreamFlags, ThoseInOnePlaceAreNamedByTheFlagThatTheyShare) {
  StageState s = drawing_five();
  for (std::uint32_t i = 0; i < 2; ++i) {
    view::StageReader r = test::poller(30 + i, i == 0 ? "map" : "archive");
    r.cursors = {{{1}, 5, {}}};
    s.streams[0].readers.push_back(r);
  }
  const StreamPicture p = picture_of(s, desk_stage());
  ASSERT_EQ(p.flags.size(), 1u);
  EXPECT_EQ(p.flags[0].ref, model::ref(model::ActorId{30}));
  EXPECT_TRUE(p.flags[0].label.ends_with("; archive in the same place")) << p.flags[0].label;
}

TEST(StreamFlags, TheOutlineOffersEachFlagUnderItsId) {
  view::Frame frame;
  frame.screen = view::Screen::kBench;
  frame.scene = view::arrange(with_readers(drawing_five(), 2), {}, desk_stage());
  const std::string outline = base::dump(view::build_outline(frame));
  ASSERT_FALSE(frame.scene.streams.front().flags.empty());
  for (const CursorFlag& f : frame.scene.streams.front().flags) {
    EXPECT_TRUE(outline.contains("\"" + view::flag_id(f.shard, f.ref) + "\"")) << f.label;
    EXPECT_TRUE(outline.contains("Inspect " + f.reader)) << f.label;
  }
}

}  // namespace
