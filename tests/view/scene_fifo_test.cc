// The stage of FIFO queues: rows of groups in order, locks, the tray, the deduplication strip, and
// that nothing lies on anything else at any size.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>
#include <set>

#include "fifo_fixtures.h"
#include "view/inspector.h"
#include "view/scene.h"

namespace {

using test::drawing_three;
using test::fifo_state;
using test::phone_stage;
using test::stage;
using view::Chip;
using view::GroupRow;
using view::LockState;
using view::Rect;
using view::Scene;
using view::StageState;

// Drawing 3 in window coordinates: the stage begins at (352, 48); the drawing is moved by 20.
Rect desk(float x, float y, float w, float h) { return {x - 352, y + 20 - 48, w, h}; }

void expect_rect(const Rect& got, const Rect& want, float tolerance = 1.01f) {
  EXPECT_NEAR(got.x, want.x, tolerance);
  EXPECT_NEAR(got.y, want.y, tolerance);
  EXPECT_NEAR(got.w, want.w, tolerance);
  EXPECT_NEAR(got.h, want.h, tolerance);
}

const GroupRow& row_of(const Scene& s, std::string_view name) {
  static const GroupRow kNone;
  if (s.queues.empty() || !s.queues[0].groups) return kNone;
  const auto it = std::ranges::find(s.queues[0].groups->rows, name, &GroupRow::name);
  if (it != s.queues[0].groups->rows.end()) return *it;
  ADD_FAILURE() << "no row " << name;
  return kNone;
}

// Ids of the chips in a row, from the right, which is the way out.
std::string waiting_in(const Scene& s, const GroupRow& row) {
  std::vector<const Chip*> chips;
  for (const Chip& c : s.queues[0].waiting) {
    if (row.well.contains(c.box.centre())) chips.push_back(&c);
  }
  std::ranges::sort(chips, std::ranges::greater{}, [](const Chip* c) { return c->box.x; });
  std::string out;
  for (const Chip* c : chips) out += (out.empty() ? "" : " ") + c->id;
  return out;
}

std::string in_flight_in(const Scene& s, const GroupRow& row) {
  std::string out;
  for (const auto& place : s.queues[0].in_flight) {
    if (row.cell.contains(place.chip.box.centre())) {
      out += (out.empty() ? "" : " ") + place.chip.id;
    }
  }
  return out;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() - .01f && b.x < a.right() - .01f && a.y < b.bottom() - .01f &&
         b.y < a.bottom() - .01f;
}

bool inside(const Rect& part, const Rect& whole) {
  return part.x >= whole.x - .01f && part.y >= whole.y - .01f &&
         part.right() <= whole.right() + .01f && part.bottom() <= whole.bottom() + .01f;
}

struct DrawingThree : testing::Test {
  Scene scene = view::arrange(drawing_three(), {}, stage(880, 532));
};

TEST_F(DrawingThree, StandsAtTheDrawingsPlaces) {
  ASSERT_EQ(scene.queues.size(), 1u);
  const auto& q = scene.queues[0];
  ASSERT_TRUE(q.groups);
  EXPECT_EQ(scene.scale, 1);
  expect_rect(q.box, desk(560, 228, 456, 276));
  expect_rect(q.tray, desk(890, 282, 150, 216));
  EXPECT_EQ(q.kind, "FIFO");
  EXPECT_EQ(q.icon, "layers");
  EXPECT_EQ(q.groups->next_out, "Next out");
  ASSERT_EQ(scene.strips.size(), 1u);
  expect_rect(scene.strips[0].box, desk(560, 72, 456, 116));
  ASSERT_EQ(scene.producers.size(), 1u);
  expect_rect(scene.producers[0].box, desk(372, 88, 112, 84));
  EXPECT_EQ(scene.producers[0].icon, "truck");
  ASSERT_EQ(scene.replies.size(), 1u);
  expect_rect(scene.replies[0].box, desk(1040, 72, 176, 116));
  ASSERT_EQ(scene.workers.size(), 2u);
  expect_rect(scene.workers[0].box, desk(1072, 344 - 42, 144, 84));
  expect_rect(scene.workers[1].box, desk(1072, 440 - 42, 144, 84));
  ASSERT_EQ(scene.moving.size(), 1u);
  EXPECT_EQ(scene.moving[0].slot, 1) << "a chip on the wire has the colour of its group";
}

TEST_F(DrawingThree, EachGroupHasARowInOrderWithTheNextOutAtTheRight) {
  const auto& rows = scene.queues[0].groups->rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].name, "truck-07");
  EXPECT_EQ(rows[3].name, "truck-31");
  EXPECT_EQ(rows[1].slot, 3);
  EXPECT_EQ(waiting_in(scene, rows[0]), "a19 a2c a31");
  EXPECT_EQ(waiting_in(scene, rows[1]), "4f7 51b");
  EXPECT_EQ(waiting_in(scene, rows[2]), "");
  EXPECT_EQ(in_flight_in(scene, rows[0]), "");
  EXPECT_EQ(in_flight_in(scene, rows[1]), "4d2 4e0");
  EXPECT_EQ(in_flight_in(scene, rows[2]), "c08");
  expect_rect(scene.queues[0].waiting[0].box, desk(560 + 116 + 206 - 88, 309 - 14, 50, 28));
}

TEST_F(DrawingThree, AGroupIsLockedWhileAnyOfItsMessagesIsInFlight) {
  EXPECT_EQ(row_of(scene, "truck-07").lock, LockState::kOpen);
  EXPECT_EQ(row_of(scene, "truck-07").cell_text, "free to take");
  EXPECT_FALSE(row_of(scene, "truck-07").blocked);
  EXPECT_EQ(row_of(scene, "truck-12").lock, LockState::kClosed);
  EXPECT_TRUE(row_of(scene, "truck-12").blocked);
  EXPECT_EQ(row_of(scene, "truck-12").label, "Group truck-12, locked: 2 in flight, 2 wait");
  EXPECT_EQ(row_of(scene, "truck-19").lock, LockState::kClosed);
  EXPECT_FALSE(row_of(scene, "truck-19").blocked) << "nothing waits behind this lock";
  EXPECT_EQ(row_of(scene, "truck-19").well_text, "empty, still locked");
}

TEST_F(DrawingThree, TheStripShowsIdsAtTheirAgeAndTheHitOneLit) {
  const auto& strip = scene.strips[0];
  ASSERT_EQ(strip.entries.size(), 5u);
  const float axis = strip.axis_x1 - strip.axis_x0;
  int lit = 0;
  for (const auto& e : strip.entries) {
    lit += e.hit ? 1 : 0;
    EXPECT_GT(e.plate.w, 0) << e.id;
    if (e.id == "load-88") {
      EXPECT_TRUE(e.hit);
      EXPECT_NEAR((e.x - strip.axis_x0) / axis, 116. / 300, .001);
    }
  }
  EXPECT_EQ(lit, 1);
  ASSERT_EQ(strip.ticks.size(), 6u);
  EXPECT_EQ(strip.ticks[5].text, "5:00");
  ASSERT_EQ(scene.swallowed.size(), 1u);
  EXPECT_EQ(scene.swallowed[0].text, "load-88 again: accepted, nothing enqueued");
  EXPECT_EQ(scene.replies[0].message_id, "4d2e81f0-…");
}

TEST_F(DrawingThree, ClaimsLeadFromTheRowsToThoseWhoHoldThem) {
  std::vector<view::Edge> claims;
  for (const auto& e : scene.edges) {
    if (e.kind == view::EdgeKind::kClaim) claims.push_back(e);
  }
  ASSERT_EQ(claims.size(), 2u);
  EXPECT_FLOAT_EQ(claims[0].from.y, row_of(scene, "truck-12").cell.centre().y);
  EXPECT_FLOAT_EQ(claims[1].from.y, row_of(scene, "truck-19").cell.centre().y);
}

TEST_F(DrawingThree, ANoteSaysWhyMessagesWait) {
  ASSERT_EQ(scene.lock_notes.size(), 1u);
  EXPECT_EQ(scene.lock_notes[0].text,
            "`truck-12` is locked while 4d2 and 4e0 are in flight. 4f7 and 51b wait, whoever "
            "polls.");
}

TEST(SceneFifo, WithoutARepeatedSendNothingIsLitAndNobodyIsTold) {
  StageState s = drawing_three();
  s.queues[0].fifo->ignored.reset();
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_TRUE(scene.swallowed.empty());
  EXPECT_TRUE(scene.replies.empty());
  EXPECT_TRUE(std::ranges::none_of(scene.strips.at(0).entries, &view::DedupEntry::hit));
}

TEST(SceneFifo, TheApiKnowsCountsAndNoGroups) {
  view::SceneOptions o = stage(880, 532);
  o.lens = view::Lens::kApi;
  const Scene s = view::arrange(drawing_three(), {}, o);
  ASSERT_EQ(s.queues.size(), 1u);
  EXPECT_FALSE(s.queues[0].groups);
  EXPECT_TRUE(s.queues[0].api_lens);
  EXPECT_EQ(s.queues[0].in_flight_count, "≈ 3");
  EXPECT_EQ(s.queues[0].waiting_count, "≈ 6");
  EXPECT_TRUE(s.queues[0].waiting.empty());
  ASSERT_EQ(s.strips.size(), 1u);
  EXPECT_TRUE(s.strips[0].closed);
  EXPECT_TRUE(s.strips[0].entries.empty());
  EXPECT_TRUE(s.replies.empty());
  EXPECT_TRUE(s.lock_notes.empty());
}

TEST(SceneFifo, MoreMessagesThanFitAreCountedOnAPlate) {
  const Scene s = view::arrange(fifo_state(3, 9, 5, 2), {}, stage(880, 532));
  const GroupRow& open = row_of(s, "truck-00");
  EXPECT_EQ(waiting_in(s, open), "064 065");
  ASSERT_TRUE(open.waiting_more);
  EXPECT_EQ(open.waiting_more->count, 7u);
  const GroupRow& locked = row_of(s, "truck-01");
  ASSERT_TRUE(locked.in_flight_more);
  EXPECT_EQ(locked.in_flight_more->count, 4u);
}

TEST(SceneFifo, MoreGroupsThanFitAreSummedInOneRow) {
  const Scene s = view::arrange(fifo_state(7, 2, 1, 2), {}, stage(880, 532));
  const auto& rows = s.queues[0].groups->rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_TRUE(rows[3].sum);
  EXPECT_EQ(rows[3].name, "+4 groups");
  EXPECT_EQ(rows[3].well_text, "8 waiting, 2 locked");
  EXPECT_EQ(rows[3].cell_text, "2 in flight");
}

TEST(SceneFifo, EmptyGroupsGiveWayFirst) {
  StageState state = fifo_state(6, 2, 1, 2);
  for (const std::size_t i : {0u, 1u, 2u}) {
    view::StageGroup& g = state.queues[0].fifo->groups[i];
    g.waiting.clear();
    g.in_flight.clear();
    g.waiting_count = g.in_flight_count = 0;
    g.locked = false;
  }
  const Scene s = view::arrange(state, {}, stage(880, 532));
  const auto& rows = s.queues[0].groups->rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].name, "truck-03");
  EXPECT_EQ(rows[3].name, "+3 groups");
}

TEST(SceneFifo, PlatesOfTheStripNeverLieOnEachOther) {
  StageState state = fifo_state(3, 1, 1, 2, 40);
  const view::StageSend& old = state.queues[0].fifo->sends[17];
  state.queues[0].fifo->ignored = view::StageIgnored{old.message, old.id, "abc", state.now};
  for (const auto& [w, h] : {std::pair{880.f, 532.f}, {608.f, 532.f}, {1456.f, 872.f}}) {
    const Scene s = view::arrange(state, {}, stage(w, h));
    ASSERT_EQ(s.strips.size(), 1u);
    const auto& strip = s.strips[0];
    EXPECT_EQ(strip.entries.size(), 40u);
    EXPECT_EQ(strip.window_text, "40 ids, 5 minutes");
    for (std::size_t i = 0; i < strip.entries.size(); ++i) {
      const auto& a = strip.entries[i];
      if (a.hit) {
        EXPECT_GT(a.plate.w, 0) << "the hit one keeps its plate";
      }
      if (a.plate.w <= 0) continue;
      EXPECT_TRUE(inside(a.plate, strip.box)) << a.id;
      for (std::size_t j = i + 1; j < strip.entries.size(); ++j) {
        const auto& b = strip.entries[j];
        EXPECT_FALSE(b.plate.w > 0 && overlap(a.plate, b.plate)) << a.id << " and " << b.id;
      }
    }
  }
}

// Everything that must not lie on anything else of its kind.
void expect_tidy(const Scene& s, const StageState& state) {
  std::vector<Rect> cards;
  for (const auto& n : s.producers) cards.push_back(n.box);
  for (const auto& n : s.queues) cards.push_back(n.box);
  for (const auto& n : s.strips) cards.push_back(n.box);
  for (const auto& n : s.replies) cards.push_back(n.box);
  for (const auto& n : s.workers) cards.push_back(n.box);
  for (std::size_t i = 0; i < cards.size(); ++i) {
    EXPECT_TRUE(inside(cards[i], s.bounds)) << "card " << i;
    for (std::size_t j = i + 1; j < cards.size(); ++j) {
      EXPECT_FALSE(overlap(cards[i], cards[j])) << "cards " << i << " and " << j;
    }
  }
  ASSERT_FALSE(s.queues.empty());
  const auto& q = s.queues[0];
  ASSERT_TRUE(q.groups);
  std::vector<Rect> parts;
  for (const Chip& c : q.waiting) parts.push_back(c.box);
  for (const auto& row : q.in_flight) parts.push_back(row.chip.box);
  std::uint32_t counted = 0;
  for (const GroupRow& row : q.groups->rows) {
    EXPECT_TRUE(row.box.y >= q.header.bottom() && row.box.bottom() <= q.box.bottom()) << row.name;
    EXPECT_TRUE(inside(row.well, row.box)) << row.name;
    EXPECT_FALSE(overlap(row.well, q.tray)) << row.name;
    EXPECT_TRUE(inside(row.cell, q.tray)) << row.name;
    EXPECT_LE(row.name_at.x + row.name_w, row.well.x + .01f) << row.name;
    if (row.lock != LockState::kNone) {
      parts.push_back(
          {row.lock_at.x - row.lock_r, row.lock_at.y - row.lock_r, 2 * row.lock_r, 2 * row.lock_r});
    }
    for (const auto* more : {&row.waiting_more, &row.in_flight_more}) {
      if (!*more) continue;
      parts.push_back((*more)->box);
      counted += (*more)->count;
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool at_home = std::ranges::any_of(q.groups->rows, [&](const GroupRow& row) {
      return inside(parts[i], row.well) || inside(parts[i], row.cell);
    });
    EXPECT_TRUE(at_home) << "part " << i << " at " << parts[i].x << ", " << parts[i].y;
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      EXPECT_FALSE(overlap(parts[i], parts[j])) << "parts " << i << " and " << j;
    }
  }
  if (!q.groups->rows.empty() && q.groups->rows.back().sum) return;
  EXPECT_EQ(q.waiting.size() + q.in_flight.size() + counted,
            state.queues[0].waiting.count + state.queues[0].in_flight.count);
}

std::vector<StageState> amounts() {
  std::vector<StageState> out{drawing_three()};
  for (const std::uint32_t groups : {0u, 1u, 3u, 4u, 9u}) {
    for (const std::uint32_t workers : {0u, 1u, 2u, 5u}) {
      out.push_back(fifo_state(groups, 1, 1, workers));
      out.push_back(fifo_state(groups, 7, 3, workers, 30));
    }
  }
  return out;
}

TEST(SceneFifo, NothingOverlapsAtAnySize) {
  for (const auto& [w, h] : {std::pair{880.f, 532.f},
                             {1080.f, 720.f},
                             {720.f, 500.f},
                             {608.f, 532.f},
                             {1456.f, 872.f},
                             {784.f, 532.f},
                             {2000.f, 1100.f}}) {
    const std::vector<StageState> states = amounts();
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (const auto tag : {lesson::TagKind::kNone, lesson::TagKind::kPaused}) {
        SCOPED_TRACE(std::format("stage {}x{}, state {}, tag {}", w, h, i, static_cast<int>(tag)));
        lesson::StageNotes notes;
        notes.tag = tag;
        const Scene s = view::arrange(states[i], notes, stage(w, h));
        EXPECT_GE(s.scale, 1);
        expect_tidy(s, states[i]);
      }
    }
  }
}

TEST(SceneFifo, OnPhonesTheRowsAreShortAndTheStripStandsOverTwoOfThem) {
  for (const auto& [w, h] : {std::pair{390.f, 304.f}, {430.f, 304.f}, {360.f, 304.f}}) {
    const std::vector<StageState> states = amounts();
    for (std::size_t i = 0; i < states.size(); ++i) {
      SCOPED_TRACE(std::format("phone {}x{}, state {}", w, h, i));
      const Scene s = view::arrange(states[i], {}, phone_stage(w, h));
      EXPECT_EQ(s.stage_class, view::StageClass::kPhone);
      EXPECT_EQ(s.strips.size(), s.queues.at(0).groups->rows.size() <= 2 ? 1u : 0u);
      for (const auto& strip : s.strips) EXPECT_LE(strip.box.bottom(), s.queues[0].box.y - 12);
      expect_tidy(s, states[i]);
    }
  }
}

TEST(SceneFifo, TheSummaryNamesLocksAndRepeatedSends) {
  const StageState s = drawing_three();
  const std::string words = view::summarize(s, view::Lens::kTruth);
  EXPECT_NE(words.find("Group truck-12, locked: 2 in flight, 2 wait"), std::string::npos) << words;
  EXPECT_NE(words.find("load-88 was sent again: accepted, nothing enqueued"), std::string::npos)
      << words;
  const std::string api = view::summarize(s, view::Lens::kApi);
  EXPECT_EQ(api.find("truck-12"), std::string::npos) << api;
}

// -- From a World -------------------------------------------------------------------------------

world::Reply send_again(world::Timeline& timeline, const std::string& group,
                        const std::string& id) {
  model::sqs::SendMessageRequest send;
  send.queue_url = timeline.view().sqs().queues.begin()->second.url;
  send.message_body = "once more";
  send.message_group_id = group;
  send.message_deduplication_id = id;
  return timeline.act(world::ApiCall{send});
}

const view::StageFifo& fifo_of(const StageState& state) { return *state.queues.at(0).fifo; }

TEST(StageFifo, GroupsKeepTheirColoursAndRowsWhileMessagesComeAndGo) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  std::set<std::string> orders;
  for (double t = 0; t < 120; t += 5) {
    timeline.seek(test::seconds(t));
    const StageState state = view::read_stage(timeline, {});
    std::string order;
    for (const auto& g : fifo_of(state).groups) order += std::format("{}:{} ", g.name, g.slot);
    orders.insert(order);
  }
  EXPECT_EQ(orders, std::set<std::string>{"truck-07:0 truck-12:1 truck-19:2 "});
}

TEST(StageFifo, AGroupReadsItsMessagesInOrderAndItsLock) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  timeline.seek(test::seconds(12));
  const StageState state = view::read_stage(timeline, {});
  const services::sqs::Queue& queue = timeline.view().sqs().queues.begin()->second;
  std::uint32_t locked = 0;
  std::uint32_t in_flight = 0;
  for (const auto& g : fifo_of(state).groups) {
    EXPECT_EQ(g.locked, g.in_flight_count > 0);
    locked += g.locked ? 1 : 0;
    in_flight += g.in_flight_count;
    EXPECT_TRUE(std::ranges::is_sorted(g.waiting, {}, &view::StageMessage::order));
    for (const auto& m : g.waiting) EXPECT_EQ(m.slot, g.slot);
  }
  EXPECT_GE(locked, 1u);
  EXPECT_EQ(in_flight, queue.in_flight);
}

TEST(StageFifo, IdsAreKnownWithTheirAgeEvenAfterTheMessageIsGone) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  timeline.seek(test::seconds(100));
  const StageState state = view::read_stage(timeline, {});
  const auto& sends = fifo_of(state).sends;
  ASSERT_EQ(sends.size(), 9u);
  EXPECT_EQ(sends.front().id, "load-89") << "the newest first";
  EXPECT_EQ(sends.back().id, "load-81") << "its message is deleted by now";
  EXPECT_EQ(sends.back().age, test::span(100 - 1.4));
  timeline.seek(test::seconds(1.5 + 300));
  const StageState later = view::read_stage(timeline, {});
  EXPECT_EQ(fifo_of(later).send_count, 8u) << "five minutes after it was accepted";
}

TEST(StageFifo, AnIgnoredSendIsShownForTenSeconds) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  timeline.seek(test::seconds(40));
  const world::Reply reply = send_again(timeline, "truck-07", "load-81");
  ASSERT_TRUE(reply.result);
  const StageState state = view::read_stage(timeline, {});
  ASSERT_TRUE(fifo_of(state).ignored);
  EXPECT_EQ(fifo_of(state).ignored->id, "load-81");
  EXPECT_EQ(fifo_of(state).ignored->reply,
            std::get<model::sqs::SendMessageResponse>(*reply.result).message_id);
  timeline.seek(test::seconds(50.1));
  EXPECT_FALSE(fifo_of(view::read_stage(timeline, {})).ignored);
}

TEST(StageFifo, AGroupOfTheLearnerGetsTheNextColour) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  timeline.seek(test::seconds(30));
  ASSERT_TRUE(send_again(timeline, "truck-99", "mine").result);
  const StageState state = view::read_stage(timeline, {});
  ASSERT_EQ(fifo_of(state).groups.size(), 4u);
  EXPECT_EQ(fifo_of(state).groups[3].name, "truck-99");
  EXPECT_EQ(fifo_of(state).groups[3].slot, 3);
  EXPECT_EQ(fifo_of(state).sends.front().id, "mine");
}

TEST(StageFifo, TheInspectorSaysWhoLocksTheGroupOfAWaitingMessage) {
  world::Timeline timeline = test::make_timeline(test::kLoads);
  timeline.seek(test::seconds(12));
  const StageState state = view::read_stage(timeline, {});
  for (const auto& g : fifo_of(state).groups) {
    if (!g.locked || g.waiting.empty()) continue;
    const view::Inspector in =
        view::build_inspector(timeline, model::ref(g.waiting.front().id), {});
    ASSERT_FALSE(in.why.empty());
    EXPECT_EQ(in.why.back().title,
              std::format("Its group is locked by {}", g.in_flight.front().name));
    EXPECT_TRUE(std::ranges::any_of(in.properties, [&](const view::Property& p) {
      return p.name == "MessageGroupId" && p.value == g.name;
    }));
    return;
  }
  FAIL() << "no message waits in a locked group";
}

}  // namespace
