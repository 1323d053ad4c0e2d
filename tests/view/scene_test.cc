// The stage against the coordinates of drawings 1, 2 and 8a (look/source), which are window
// coordinates: the stage begins at (352, 48), on the phone at (0, 52).
#include <gtest/gtest.h>

#include <algorithm>

#include "fixtures.h"
#include "view/scene.h"

namespace {

using test::drawing_one;
using test::drawing_two;
using view::Rect;
using view::Scene;
using view::Vec;

Rect desk(float x, float y, float w, float h) { return {x - 352, y - 48, w, h}; }
Vec desk(float x, float y) { return {x - 352, y - 48}; }
Rect phone(float x, float y, float w, float h) { return {x, y - 52, w, h}; }

void expect_rect(const Rect& got, const Rect& want, float tolerance = .51f) {
  EXPECT_NEAR(got.x, want.x, tolerance);
  EXPECT_NEAR(got.y, want.y, tolerance);
  EXPECT_NEAR(got.w, want.w, tolerance);
  EXPECT_NEAR(got.h, want.h, tolerance);
}
void expect_vec(Vec got, Vec want, float tolerance = .51f) {
  EXPECT_NEAR(got.x, want.x, tolerance);
  EXPECT_NEAR(got.y, want.y, tolerance);
}

const view::Chip& chip_in(const std::vector<view::Chip>& chips, std::string_view id) {
  const auto it = std::ranges::find(chips, id, &view::Chip::id);
  if (it == chips.end()) {
    ADD_FAILURE() << "no chip " << id;
    static const view::Chip kNone;
    return kNone;
  }
  return *it;
}

struct DrawingOne : testing::Test {
  Scene scene = view::arrange(drawing_one(), test::frozen_notes(), test::stage(880, 532));
};

TEST_F(DrawingOne, FillsTheStageUnscaled) {
  EXPECT_EQ(scene.stage_class, view::StageClass::kWide);
  EXPECT_EQ(scene.scale, 1);
  EXPECT_EQ(scene.origin, (Vec{0, 0}));
  EXPECT_EQ(scene.bounds, (Rect{0, 0, 880, 532}));
  EXPECT_TRUE(scene.frozen);
  EXPECT_EQ(scene.tag, "Frozen at 00:38.500 until you commit");
}

TEST_F(DrawingOne, Producer) {
  ASSERT_EQ(scene.producers.size(), 1u);
  const auto& p = scene.producers[0];
  expect_rect(p.box, desk(384, 208, 116, 88));
  EXPECT_EQ(p.name, "checkout");
  EXPECT_EQ(p.rate, "1 per 4 s");
  EXPECT_FALSE(p.compact);
  expect_vec(p.port, desk(500, 252));
}

TEST_F(DrawingOne, QueueAndItsWells) {
  ASSERT_EQ(scene.queues.size(), 1u);
  const auto& q = scene.queues[0];
  expect_rect(q.box, desk(586, 128, 374, 280));
  expect_rect(q.header, desk(586, 128, 374, 48));
  EXPECT_EQ(q.kind, "Standard");
  EXPECT_EQ(q.setting_value, "30 s");
  expect_vec(q.waiting_label, desk(604, 200));
  expect_vec(q.waiting_count_at, desk(776, 200));
  EXPECT_EQ(q.waiting_count, "5");
  expect_rect(q.waiting_well, desk(600, 218, 184, 80));
  expect_rect(chip_in(q.waiting, "f31").box, desk(607, 226, 54, 28));
  expect_rect(chip_in(q.waiting, "c0a").box, desk(665, 226, 54, 28));
  expect_rect(chip_in(q.waiting, "9e4").box, desk(723, 226, 54, 28));
  expect_rect(chip_in(q.waiting, "2bb").box, desk(665, 262, 54, 28));
  expect_rect(chip_in(q.waiting, "d17").box, desk(723, 262, 54, 28));
  EXPECT_FALSE(q.waiting_more);
  expect_vec(q.delayed_label, desk(604, 322));
  expect_vec(q.delayed_count_at, desk(776, 322));
  expect_rect(q.delayed_well, desk(600, 340, 184, 52));
  ASSERT_EQ(q.delayed.size(), 1u);
  expect_rect(q.delayed[0].box, desk(612, 352, 66, 28));
  expect_vec(q.delayed[0].time_at, desk(690, 366));
  EXPECT_EQ(q.delayed[0].time, "5.5 s");
  EXPECT_TRUE(q.delayed[0].delayed);
}

TEST_F(DrawingOne, Tray) {
  const auto& q = scene.queues[0];
  expect_rect(q.tray, desk(802, 186, 172, 212));
  expect_vec(q.in_flight_label, desk(818, 206));
  expect_vec(q.in_flight_count_at, desk(958, 206));
  EXPECT_EQ(q.in_flight_count, "2");
  ASSERT_EQ(q.in_flight.size(), 2u);
  const auto& a6f = q.in_flight[0];
  const auto& c71 = q.in_flight[1];
  EXPECT_EQ(a6f.chip.id, "a6f");
  expect_rect(a6f.chip.box, desk(820, 252 - 15, 60, 30));
  expect_vec(a6f.chip.time_at, desk(899, 252));
  EXPECT_EQ(a6f.chip.time, "25.5 s");
  EXPECT_NEAR(*a6f.chip.rim, .85f, .001f);
  EXPECT_EQ(a6f.chip.pips, 1);
  EXPECT_FALSE(a6f.chip.spoken_of);
  EXPECT_EQ(c71.chip.time, "3.5 s");
  EXPECT_NEAR(*c71.chip.rim, .117f, .001f);
  EXPECT_TRUE(c71.chip.spoken_of);
  expect_rect(c71.cell, desk(808, 350 - 30, 160, 60));
  expect_vec(c71.port, desk(974, 350));
}

TEST_F(DrawingOne, Workers) {
  ASSERT_EQ(scene.workers.size(), 2u);
  expect_rect(scene.workers[0].box, desk(1036, 252 - 42, 176, 84));
  expect_rect(scene.workers[1].box, desk(1036, 350 - 42, 176, 84));
  EXPECT_EQ(scene.workers[0].job, "a6f");
  EXPECT_EQ(scene.workers[0].time, "4.5 of 8 s");
  EXPECT_NEAR(scene.workers[0].progress, .56f, .01f);
  EXPECT_EQ(scene.workers[1].time, "26.5 of 45 s");
  EXPECT_EQ(scene.workers[1].tag, "Slow");
  ASSERT_FALSE(scene.texts.empty());
  EXPECT_EQ(scene.texts[0].text, "Each polls for 1 message");
  expect_vec(scene.texts[0].at, desk(1036, 190));
}

TEST_F(DrawingOne, EdgesAndTheChipOnTheWire) {
  const auto claim = [](const view::Edge& e) { return e.kind == view::EdgeKind::kClaim; };
  std::vector<view::Edge> claims;
  std::ranges::copy_if(scene.edges, std::back_inserter(claims), claim);
  ASSERT_EQ(claims.size(), 2u);
  expect_vec(claims[0].from, desk(974, 252));
  expect_vec(claims[0].to, desk(1036, 252));
  expect_vec(claims[1].from, desk(974, 350));
  expect_vec(claims[1].to, desk(1036, 350));
  const auto flow = std::ranges::find(scene.edges, view::EdgeKind::kFlow, &view::Edge::kind);
  ASSERT_NE(flow, scene.edges.end());
  expect_vec(flow->from, desk(500, 252));
  expect_vec(flow->to, desk(586, 252));
  EXPECT_TRUE(flow->arrow);
  ASSERT_EQ(scene.moving.size(), 1u);
  // Half of the time has gone: the middle of the way, 1 px off the drawing's 515.
  expect_rect(scene.moving[0].box, desk(515, 238, 54, 28), 1.01f);
}

TEST_F(DrawingOne, DeadLetterQueueLegendAndTallies) {
  ASSERT_EQ(scene.dlqs.size(), 1u);
  const auto& d = scene.dlqs[0];
  expect_rect(d.box, desk(586, 472, 374, 56));
  expect_vec(d.edge_from, desk(692, 408));
  expect_vec(d.edge_to, desk(692, 472));
  expect_vec(d.edge_text_at, desk(706, 440));
  EXPECT_EQ(d.edge_text, "maxReceiveCount 3");
  EXPECT_EQ(d.count_text, "Empty");
  ASSERT_EQ(scene.legend.size(), 3u);
  expect_vec(scene.legend[0].at, desk(388, 474));
  expect_vec(scene.legend[1].at, desk(388, 502));
  expect_vec(scene.legend[2].at, desk(388, 530));
  ASSERT_EQ(scene.tallies.size(), 2u);
  expect_vec(scene.tallies[0].at, desk(1036, 490));
  expect_vec(scene.tallies[1].at, desk(1136, 490));
  EXPECT_EQ(scene.tallies[0].number, "4");
  EXPECT_EQ(scene.tallies[0].words, std::vector<std::string>{"Orders done"});
  EXPECT_EQ(scene.tallies[1].words, std::vector<std::string>{"Done twice"});
  EXPECT_FALSE(scene.tallies[1].bad);
}

struct DrawingTwo : testing::Test {
  Scene scene = view::arrange(drawing_two(), test::explain_notes(), test::stage(608, 532));
};

TEST_F(DrawingTwo, ProducerAndQueue) {
  EXPECT_EQ(scene.stage_class, view::StageClass::kCompact);
  expect_rect(scene.producers[0].box, desk(368, 212, 64, 84));
  EXPECT_TRUE(scene.producers[0].compact);
  const auto& q = scene.queues[0];
  expect_rect(q.box, desk(466, 128, 292, 300));
  EXPECT_TRUE(q.kind.empty());
  expect_vec(q.waiting_label, desk(482, 200));
  expect_vec(q.waiting_count_at, desk(600, 200));
  expect_rect(q.waiting_well, desk(478, 218, 126, 112));
  expect_rect(chip_in(q.waiting, "c0a").box, desk(484, 224, 54, 28));
  expect_rect(chip_in(q.waiting, "9e4").box, desk(544, 224, 54, 28));
  expect_rect(chip_in(q.waiting, "2bb").box, desk(484, 260, 54, 28));
  expect_rect(chip_in(q.waiting, "d17").box, desk(544, 260, 54, 28));
  ASSERT_TRUE(q.waiting_more);
  expect_rect(q.waiting_more->box, desk(484, 296, 54, 28));
  EXPECT_EQ(q.waiting_more->count, 2u);
  ASSERT_EQ(q.empty_places.size(), 1u);
  expect_rect(q.empty_places[0].box, desk(544, 296, 54, 28));
  expect_rect(q.delayed_well, desk(478, 370, 126, 46));
  expect_vec(q.delayed_label, desk(482, 354));
  expect_rect(q.delayed[0].box, desk(484, 379, 62, 28));
  expect_vec(q.delayed[0].time_at, desk(556, 393));
  EXPECT_EQ(q.delayed[0].time, "1.6 s");
}

TEST_F(DrawingTwo, TrayGhostAndTraces) {
  const auto& q = scene.queues[0];
  expect_rect(q.tray, desk(618, 186, 154, 232));
  expect_vec(q.in_flight_label, desk(632, 206));
  expect_vec(q.in_flight_count_at, desk(758, 206));
  ASSERT_EQ(q.in_flight.size(), 1u);
  expect_rect(q.in_flight[0].chip.box, desk(636, 254 - 15, 60, 30));
  expect_vec(q.in_flight[0].chip.time_at, desk(709, 254));
  EXPECT_EQ(q.in_flight[0].chip.time, "30.0 s");
  EXPECT_FLOAT_EQ(*q.in_flight[0].chip.rim, 1);
  EXPECT_EQ(q.in_flight[0].chip.pips, 2);
  ASSERT_EQ(scene.ghosts.size(), 1u);
  expect_rect(scene.ghosts[0].box, desk(636, 358 - 15, 60, 30));
  expect_vec(scene.ghosts[0].caption_at, desk(634, 358 + 34));
  EXPECT_EQ(scene.ghosts[0].id, "7c1");
  EXPECT_EQ(scene.ghosts[0].caption, "You: still hidden");
  ASSERT_EQ(scene.traces.size(), 2u);
  EXPECT_TRUE(scene.traces[0].time_coloured);
  expect_vec(scene.traces[0].bezier[0], desk(652, 341), 1.01f);
  expect_vec(scene.traces[0].bezier[1], desk(648, 322), 1.01f);
  expect_vec(scene.traces[0].bezier[2], desk(628, 316), 1.01f);
  expect_vec(scene.traces[0].bezier[3], desk(608, 316), 1.01f);
  expect_vec(scene.traces[1].bezier[0], desk(601, 304), 1.01f);
  expect_vec(scene.traces[1].bezier[1], desk(618, 300), 1.01f);
  expect_vec(scene.traces[1].bezier[2], desk(606, 254), 1.01f);
  expect_vec(scene.traces[1].bezier[3], desk(624, 254), 1.01f);
}

TEST_F(DrawingTwo, TheWorkerThatLostItsClaimWorksOn) {
  ASSERT_EQ(scene.workers.size(), 2u);
  expect_rect(scene.workers[0].box, desk(800, 254 - 42, 148, 84));
  expect_rect(scene.workers[1].box, desk(800, 358 - 42, 148, 84));
  EXPECT_EQ(scene.workers[0].time, "0.0 / 8 s");
  const auto& w = scene.workers[1];
  EXPECT_TRUE(w.lost_claim);
  EXPECT_TRUE(w.tag.empty());
  EXPECT_EQ(w.time, "30.4 / 45 s");
  EXPECT_NEAR(w.progress, .675f, .001f);
  EXPECT_NEAR(*w.tick, .667f, .001f);
  EXPECT_EQ(w.note, "lost its claim at 30 s");
  expect_vec(w.note_at, desk(800, 358 + 58));
  const auto broken = std::ranges::find(scene.edges, view::EdgeKind::kBroken, &view::Edge::kind);
  ASSERT_NE(broken, scene.edges.end());
  expect_vec(broken->from, desk(772, 358));
  expect_vec(broken->to, desk(800, 358));
  const auto claim = std::ranges::find(scene.edges, view::EdgeKind::kClaim, &view::Edge::kind);
  ASSERT_NE(claim, scene.edges.end());
  expect_vec(claim->from, desk(772, 254));
  expect_vec(claim->to, desk(800, 254));
}

TEST_F(DrawingTwo, DeadLetterQueueAndTheRedNumber) {
  expect_rect(scene.dlqs[0].box, desk(466, 480, 292, 56));
  expect_vec(scene.dlqs[0].edge_from, desk(541, 428));
  expect_vec(scene.dlqs[0].edge_to, desk(541, 480));
  expect_vec(scene.dlqs[0].edge_text_at, desk(555, 456), 2.01f);
  ASSERT_EQ(scene.tallies.size(), 1u);
  expect_vec(scene.tallies[0].at, desk(800, 508));
  EXPECT_EQ(scene.tallies[0].number, "2");
  EXPECT_TRUE(scene.tallies[0].bad);
  EXPECT_TRUE(scene.tallies[0].words_right);
  EXPECT_EQ(scene.tallies[0].words, (std::vector<std::string>{"workers on", "the same order"}));
  EXPECT_TRUE(scene.legend.empty());
}

// The learner received it: no worker of the stage has a place for it.
TEST(ScenePhone, WhatTheLearnerHoldsLiesAtTheRightEndOfTheTray) {
  view::StageState state = drawing_one();
  view::StageQueue& queue = state.queues[0];
  ASSERT_EQ(queue.in_flight.shown.size(), 2u);
  queue.in_flight.shown[1].holder = {};
  const Scene scene = view::arrange(state, {}, test::phone_stage());
  const view::QueueNode& q = scene.queues[0];
  ASSERT_EQ(q.in_flight.size(), 2u);
  const Rect& box = q.in_flight[1].chip.box;
  EXPECT_EQ(q.in_flight[1].chip.id, queue.in_flight.shown[1].name);
  EXPECT_LT(box.right(), q.tray.right());
  EXPECT_GT(box.x, q.tray.right() - 70);
  EXPECT_FALSE(q.in_flight_more);
}

struct DrawingEightA : testing::Test {
  Scene scene = view::arrange(drawing_one(), test::frozen_notes(), test::phone_stage());
};

TEST_F(DrawingEightA, OneColumn) {
  EXPECT_EQ(scene.stage_class, view::StageClass::kPhone);
  EXPECT_EQ(scene.scale, 1);
  EXPECT_EQ(scene.tag, "Frozen at 00:38.500");
  ASSERT_EQ(scene.queues.size(), 1u);
  const auto& q = scene.queues[0];
  EXPECT_TRUE(q.phone);
  expect_rect(q.box, phone(20, 102, 350, 128));
  expect_rect(q.waiting_well, phone(30, 142, 330, 40));
  expect_vec(q.waiting_count_at, {42, 162 - 52});
  expect_vec(q.waiting_label, {58, 162 - 52});
  std::vector<float> xs;
  for (const auto& chip : q.waiting) xs.push_back(chip.box.x);
  std::ranges::sort(xs);
  EXPECT_EQ(xs, (std::vector<float>{112, 161, 210, 259, 308}));
  EXPECT_EQ(chip_in(q.waiting, "9e4").box.x, 308) << "the oldest at the right";
  expect_rect(q.tray, phone(30, 190, 330, 62));
  ASSERT_EQ(q.in_flight.size(), 2u);
  expect_rect(q.in_flight[0].chip.box, phone(47, 206, 58, 30));
  expect_rect(q.in_flight[1].chip.box, phone(212, 206, 58, 30));
  expect_vec(q.in_flight[0].chip.time_at, {125, 221 - 52});
  expect_vec(q.in_flight[1].chip.time_at, {290, 221 - 52});
  expect_rect(q.in_flight[1].cell, phone(196, 194, 160, 54));
}

TEST_F(DrawingEightA, WorkersBelowTheTray) {
  ASSERT_EQ(scene.workers.size(), 2u);
  expect_rect(scene.workers[0].box, phone(30, 272, 160, 66));
  expect_rect(scene.workers[1].box, phone(200, 272, 160, 66));
  EXPECT_EQ(scene.workers[1].time, "26.5 of 45 s");
  std::vector<view::Edge> claims;
  std::ranges::copy_if(scene.edges, std::back_inserter(claims),
                       [](const view::Edge& e) { return e.kind == view::EdgeKind::kClaim; });
  ASSERT_EQ(claims.size(), 2u);
  expect_vec(claims[0].from, {110, 252 - 52});
  expect_vec(claims[0].to, {110, 272 - 52});
  expect_vec(claims[1].from, {276, 252 - 52});
  EXPECT_TRUE(claims[1].vertical);
}

}  // namespace
