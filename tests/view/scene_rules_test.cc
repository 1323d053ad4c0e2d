// Rules of the stage that hold for any state and size: nothing overlaps or leaves the stage, chips
// keep their places, a place on the wire is arithmetic, lenses and reduced motion.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <format>
#include <set>

#include "fixtures.h"
#include "view/scene.h"
#include "view/words.h"

namespace {

using test::drawing_one;
using test::phone_stage;
using test::seconds;
using test::stage;
using view::Chip;
using view::Rect;
using view::Scene;
using view::StageState;

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() - .01f && b.x < a.right() - .01f && a.y < b.bottom() - .01f &&
         b.y < a.bottom() - .01f;
}

struct Named {
  std::string name;
  Rect box;
};

// Cards that must not lie on each other.
std::vector<Named> cards(const Scene& s) {
  std::vector<Named> out;
  for (const auto& n : s.producers) out.push_back({"producer " + n.name, n.box});
  for (const auto& n : s.queues) out.push_back({"queue " + n.name, n.box});
  for (const auto& n : s.dlqs) out.push_back({"dead-letter queue " + n.name, n.box});
  for (const auto& n : s.workers) out.push_back({"worker " + n.name, n.box});
  return out;
}

// Chips and plates at rest.
std::vector<Named> resting(const Scene& s) {
  std::vector<Named> out;
  for (const auto& q : s.queues) {
    for (const Chip& c : q.waiting) out.push_back({"waiting " + c.id, c.box});
    for (const Chip& c : q.delayed) out.push_back({"delayed " + c.id, c.box});
    for (const auto& row : q.in_flight) out.push_back({"in flight " + row.chip.id, row.chip.box});
    for (const auto& e : q.empty_places) out.push_back({"empty place", e.box});
    for (const auto* more : {&q.waiting_more, &q.delayed_more, &q.in_flight_more}) {
      if (*more) out.push_back({std::format("+{}", (*more)->count), (*more)->box});
    }
  }
  for (const auto& d : s.dlqs) {
    for (const Chip& c : d.chips) out.push_back({"dead " + c.id, c.box});
    if (d.more) out.push_back({"dead more", d.more->box});
  }
  return out;
}

void expect_apart(const std::vector<Named>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      EXPECT_FALSE(overlap(all[i].box, all[j].box)) << all[i].name << " and " << all[j].name;
    }
  }
}

void expect_inside(const std::vector<Named>& all, const Rect& bounds) {
  for (const Named& n : all) {
    EXPECT_GE(n.box.x, bounds.x) << n.name;
    EXPECT_GE(n.box.y, bounds.y) << n.name;
    EXPECT_LE(n.box.right(), bounds.right()) << n.name;
    EXPECT_LE(n.box.bottom(), bounds.bottom()) << n.name;
  }
}

void expect_chips_in_their_wells(const Scene& s) {
  for (const auto& q : s.queues) {
    std::vector<Named> waiting;
    for (const Chip& c : q.waiting) waiting.push_back({"waiting " + c.id, c.box});
    expect_inside(waiting, q.waiting_well);
    std::vector<Named> flying;
    for (const auto& row : q.in_flight) flying.push_back({"flying " + row.chip.id, row.chip.box});
    expect_inside(flying, q.tray);
    if (q.has_delayed) {
      std::vector<Named> delayed;
      for (const Chip& c : q.delayed) delayed.push_back({"delayed " + c.id, c.box});
      expect_inside(delayed, q.delayed_well);
    }
  }
}

// Chips shown and counted on plates are exactly the messages there are.
void expect_counted(const Scene& s, const StageState& state) {
  for (const auto& node : s.queues) {
    const view::StageQueue& q = *state.queue({node.ref.id});
    const auto plus = [](const std::optional<view::Overflow>& o) { return o ? o->count : 0; };
    EXPECT_EQ(node.waiting.size() + plus(node.waiting_more), q.waiting.count);
    EXPECT_EQ(node.in_flight.size() + plus(node.in_flight_more), q.in_flight.count);
    if (node.has_delayed) {
      EXPECT_EQ(node.delayed.size() + plus(node.delayed_more), q.delayed.count);
    }
  }
}

// A state with so many of everything.
struct Amounts {
  std::uint32_t workers = 2;
  std::uint32_t waiting = 5;
  std::uint32_t per_worker = 1;
  std::uint32_t delayed = 1;
  std::uint32_t dead = 0;
  std::uint32_t producers = 1;
  bool dead_letter = true;
  std::uint32_t nobody = 0;  // in flight with the learner
};

StageState state_of(const Amounts& a) {
  StageState s = drawing_one();
  view::StageQueue& q = s.queues[0];
  std::uint32_t id = 100;
  const auto name = [&] { return std::format("{:03x}", id); };
  q.waiting = {};
  q.waiting.count = a.waiting;
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(a.waiting, view::kMostShown); ++i, ++id) {
    q.waiting.shown.push_back(test::waiting(id, name(), i + 1));
  }
  if (a.waiting > view::kDensityFrom) q.waiting.density.assign(view::kDensityColumns, 128);
  q.delayed = {};
  q.delayed.count = a.delayed;
  for (std::uint32_t i = 0; i < a.delayed; ++i, ++id) {
    q.delayed.shown.push_back(
        {.id = {id}, .name = name(), .order = id, .visible_at = seconds(44 + i)});
  }
  q.may_delay = a.delayed > 0;
  s.workers.clear();
  q.in_flight = {};
  for (std::uint32_t w = 0; w < a.workers; ++w) {
    view::StageWorker worker = test::worker(11 + w, id, name(), 30, 20);
    for (std::uint32_t i = 0; i < a.per_worker; ++i, ++id) {
      q.in_flight.shown.push_back(test::flying(id, name(), 11 + w, 1, 30, 60));
    }
    s.workers.push_back(std::move(worker));
  }
  for (std::uint32_t i = 0; i < a.nobody; ++i, ++id) {
    q.in_flight.shown.push_back(test::flying(id, name(), 0, 1, 30, 60));
  }
  q.in_flight.count = static_cast<std::uint32_t>(q.in_flight.shown.size());
  s.producers.clear();
  for (std::uint32_t i = 0; i < a.producers; ++i) {
    s.producers.push_back(
        {.id = {200 + i}, .name = std::format("shop-{}", i), .queue = {1}, .rate = "1 per 4 s"});
  }
  s.hops.clear();
  if (!a.dead_letter) {
    s.queues.pop_back();
    q.dead_letter = {};
    return s;
  }
  view::StageQueue& dead = s.queues[1];
  dead.waiting.count = a.dead;
  for (std::uint32_t i = 0; i < a.dead; ++i, ++id) {
    dead.waiting.shown.push_back(test::waiting(id, name(), i + 1));
  }
  return s;
}

constexpr std::array kAmounts{
    Amounts{},
    Amounts{.workers = 0, .waiting = 0, .delayed = 0, .producers = 0},
    Amounts{.workers = 1, .waiting = 6},
    Amounts{.workers = 2, .waiting = 40, .delayed = 3, .dead = 5},
    Amounts{.workers = 2, .per_worker = 4, .delayed = 0},
    Amounts{.workers = 3, .dead = 1},
    Amounts{.workers = 4, .waiting = 300},
    Amounts{.workers = 6, .per_worker = 2},
    Amounts{.workers = 12, .waiting = 9, .dead = 2},
    Amounts{.workers = 12, .waiting = 9, .delayed = 0, .dead_letter = false},
    Amounts{.workers = 40, .waiting = 5000},
    Amounts{.workers = 0, .nobody = 3},
    Amounts{.workers = 2, .nobody = 3},
    Amounts{.producers = 3},
    Amounts{.producers = 9},
};

// Stages as the layouts of all window sizes give them.
constexpr std::array<std::pair<float, float>, 13> kStages{{{880, 532},
                                                           {608, 532},
                                                           {1456, 872},
                                                           {1120, 872},
                                                           {1136, 692},
                                                           {800, 532},
                                                           {656, 580},
                                                           {848, 412},
                                                           {768, 532},
                                                           {600, 320},
                                                           {912, 340},
                                                           {2000, 1100},
                                                           {784, 532}}};

TEST(SceneRules, NothingOverlapsAtAnySizeWithAnyAmount) {
  for (const auto& [w, h] : kStages) {
    for (std::size_t i = 0; i < kAmounts.size(); ++i) {
      SCOPED_TRACE(std::format("stage {}x{}, amounts {}", w, h, i));
      const StageState state = state_of(kAmounts[i]);
      const Scene s = view::arrange(state, {}, stage(w, h));
      expect_apart(cards(s));
      expect_apart(resting(s));
      expect_chips_in_their_wells(s);
      expect_counted(s, state);
    }
  }
}

TEST(SceneRules, EverythingStaysOnTheStage) {
  for (const auto& [w, h] : kStages) {
    if (h < 480) continue;  // flatter stages may have to cut the dead-letter queue
    for (std::size_t i = 0; i < kAmounts.size(); ++i) {
      SCOPED_TRACE(std::format("stage {}x{}, amounts {}", w, h, i));
      const Scene s = view::arrange(state_of(kAmounts[i]), {}, stage(w, h));
      expect_inside(cards(s), s.bounds);
      EXPECT_LE(s.bounds.w * s.scale, w + .5f);
      EXPECT_LE(s.bounds.h * s.scale, h + .5f);
      EXPECT_GE(s.scale, 1) << "text would become too small";
      const float steps = s.scale * 20;
      EXPECT_NEAR(steps, std::round(steps), .001f) << "the camera snaps to .05";
    }
  }
}

TEST(SceneRules, OnPhonesToo) {
  for (const auto& [w, h] :
       {std::pair{390.f, 304.f}, {360.f, 304.f}, {430.f, 304.f}, {320.f, 260.f}, {560.f, 304.f}}) {
    for (std::size_t i = 0; i < kAmounts.size(); ++i) {
      SCOPED_TRACE(std::format("phone {}x{}, amounts {}", w, h, i));
      const StageState state = state_of(kAmounts[i]);
      const Scene s = view::arrange(state, {}, phone_stage(w, h));
      EXPECT_EQ(s.stage_class, view::StageClass::kPhone);
      expect_apart(cards(s));
      expect_apart(resting(s));
      expect_chips_in_their_wells(s);
      expect_counted(s, state);
      if (h * 390 >= 304 * w) expect_inside(cards(s), s.bounds);
    }
  }
}

TEST(SceneRules, TwelveWorkersHaveACardEachBesideTheirMessage) {
  for (const auto& [w, h] : {std::pair{880.f, 532.f}, {608.f, 532.f}, {1456.f, 872.f}}) {
    const Scene s = view::arrange(state_of({.workers = 12}), {}, stage(w, h));
    ASSERT_EQ(s.workers.size(), 12u);
    ASSERT_EQ(s.queues[0].in_flight.size(), 12u);
    for (std::size_t i = 0; i < 12; ++i) {
      EXPECT_FLOAT_EQ(s.queues[0].in_flight[i].chip.box.centre().y, s.workers[i].box.centre().y);
    }
  }
}

TEST(SceneRules, SeveralQueuesStandInLanesOfTheirOwn) {
  StageState s = state_of({.workers = 2, .dead_letter = false});
  view::StageQueue second = s.queues[0];
  second.id = {5};
  second.name = "invoices";
  s.queues.push_back(second);
  view::StageWorker w = test::worker(90, 77, "abc", 30, 20);
  w.queue = {5};
  s.workers.push_back(w);
  const Scene scene = view::arrange(s, {}, stage(1456, 872));
  ASSERT_EQ(scene.queues.size(), 2u);
  expect_apart(cards(scene));
  expect_inside(cards(scene), scene.bounds);
  EXPECT_LT(scene.queues[0].box.bottom(), scene.queues[1].box.y);
  const auto& third = scene.workers.at(2);
  EXPECT_GT(third.box.y, scene.queues[1].box.y - 1);
  EXPECT_LT(third.box.bottom(), scene.queues[1].box.bottom() + 1);
}

TEST(SceneRules, CallersOfADeletedQueueStayOnTheStage) {
  StageState s = drawing_one();
  s.queues.clear();
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  EXPECT_EQ(scene.workers.size(), 2u);
  EXPECT_EQ(scene.producers.size(), 1u);
  EXPECT_TRUE(scene.edges.empty());
}

// -- Places of waiting chips ----------------------------------------------------------------------

std::vector<std::uint64_t> numbers(std::uint64_t from, std::uint64_t to) {
  std::vector<std::uint64_t> out;
  for (; from < to; ++from) out.push_back(from);
  return out;
}

TEST(GridPlaces, FillFromTheRightOldestFirst) {
  const auto places = view::grid_places({1, 2, 3, 4, 5}, 5, 3, 2);
  EXPECT_EQ(places[0], (view::GridCell{0, 0}));
  EXPECT_EQ(places[1], (view::GridCell{0, 1}));
  EXPECT_EQ(places[2], (view::GridCell{1, 0}));
  EXPECT_EQ(places[4], (view::GridCell{2, 0}));
}

TEST(GridPlaces, OthersStayWhereTheyAreWhenOneComesOrGoes) {
  const auto before = view::grid_places({1, 2, 3, 4}, 4, 3, 2);
  const auto gone = view::grid_places({2, 3, 4}, 3, 3, 2);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(gone[i], before[i + 1]);
  const auto came = view::grid_places({2, 3, 4, 5}, 4, 3, 2);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(came[i], gone[i]);
  // Only when a whole column is empty do the others move up, in their rows.
  const auto moved = view::grid_places({3, 4, 5}, 3, 3, 2);
  EXPECT_EQ(moved[0], (view::GridCell{0, 0}));
  EXPECT_EQ(moved[1], (view::GridCell{0, 1}));
}

TEST(GridPlaces, AllThatFitAreShownEvenFromAnOddStart) {
  const auto places = view::grid_places(numbers(2, 8), 6, 3, 2);
  std::set<std::pair<int, int>> cells;
  for (const auto& p : places) {
    ASSERT_TRUE(p);
    cells.insert({p->column, p->row});
  }
  EXPECT_EQ(cells.size(), 6u);
}

TEST(GridPlaces, TheLastCellIsKeptForThePlate) {
  for (const std::uint64_t start : {1u, 2u, 50u}) {
    const auto places = view::grid_places(numbers(start, start + 40), 5000, 3, 2);
    std::size_t shown = 0;
    for (const auto& p : places) {
      if (!p) continue;
      ++shown;
      EXPECT_NE(*p, (view::GridCell{2, 1}));
      EXPECT_LT(p->column, 3);
    }
    EXPECT_GE(shown, 3u);
  }
  // Even when the orders lie far apart.
  std::vector<std::uint64_t> sparse;
  for (std::uint64_t i = 0; i < 40; ++i) sparse.push_back(1 + 7 * i);
  EXPECT_EQ(std::ranges::count_if(view::grid_places(sparse, 40, 3, 2),
                                  [](const auto& p) { return p.has_value(); }),
            5);
}

// -- The wire
// ---------------------------------------------------------------------------------------

float chip_x(double now) {
  StageState s = drawing_one();
  s.now = seconds(now);
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  return scene.moving.at(0).box.centre().x;
}

TEST(Wire, APlaceIsArithmeticOnDepartureAndArrival) {
  EXPECT_NEAR(chip_x(38.3), 148, .01f) << "leaves the producer's port";
  EXPECT_NEAR(chip_x(38.5), (148 + 234) / 2.f, .01f);
  EXPECT_NEAR(chip_x(38.7), 234, .01f) << "reaches the queue's port";
  // Slow at both ends, and never back.
  EXPECT_LT(chip_x(38.34) - chip_x(38.3), (234 - 148) * .1f);
  float last = 0;
  for (int i = 0; i <= 40; ++i) {
    const float x = chip_x(38.3 + i * .01);
    EXPECT_GE(x, last);
    last = x;
  }
}

TEST(Wire, PointsOfACurveBeginAndEndAtItsPorts) {
  for (const bool vertical : {false, true}) {
    const view::Edge e = view::make_edge(view::EdgeKind::kFlow, {10, 20}, {200, 130}, vertical);
    EXPECT_EQ(view::point_on(e, 0), (view::Vec{10, 20}));
    EXPECT_EQ(view::point_on(e, 1), (view::Vec{200, 130}));
    const view::Vec mid = view::point_on(e, .5f);
    EXPECT_NEAR(mid.x, 105, .01f);
    EXPECT_NEAR(mid.y, 75, .01f);
  }
  EXPECT_EQ(view::make_edge(view::EdgeKind::kFlow, {0, 0}, {300, 10}).k, 20);
  EXPECT_EQ(view::make_edge(view::EdgeKind::kFlow, {0, 0}, {300, 100}).k, 150);
}

TEST(Wire, AnswersFlyFromTheTrayAndSignalsFromTheWorker) {
  StageState s = drawing_one();
  view::StageHop answer;
  answer.kind = view::HopKind::kMessages;
  answer.actor = {11};
  answer.queue = {1};
  answer.to_queue = false;
  answer.departed_at = seconds(38.5);
  answer.arrives_at = seconds(38.9);
  answer.messages = {s.queues[0].in_flight.shown[0]};
  view::StageHop poll = answer;
  poll.kind = view::HopKind::kPoll;
  poll.actor = {12};
  poll.to_queue = true;
  poll.messages.clear();
  s.hops = {answer, poll};
  const Scene scene = view::arrange(s, {}, stage(880, 532));
  ASSERT_EQ(scene.moving.size(), 1u);
  EXPECT_NEAR(scene.moving[0].box.centre().x, 622, .01f);
  ASSERT_EQ(scene.signals.size(), 1u);
  EXPECT_NEAR(scene.signals[0].at.x, 684, .01f);
  EXPECT_NEAR(scene.signals[0].direction.x, -1, .01f);
  EXPECT_EQ(scene.signals[0].kind, view::SignalKind::kPoll);
}

TEST(Wire, WordsOfASignalStandOnlyWhereNoCardCutsThem) {
  StageState s = drawing_one();
  view::StageHop poll = s.hops.front();
  poll.kind = view::HopKind::kPoll;
  poll.actor = {12};
  poll.to_queue = true;
  poll.messages.clear();
  const auto label_at = [&](float part) {
    const auto whole = static_cast<float>((poll.arrives_at - poll.departed_at).us);
    s.now = poll.departed_at + base::Duration{static_cast<std::int64_t>(whole * part)};
    s.hops = {poll};
    const Scene scene = view::arrange(s, {}, stage(880, 532));
    return scene.signals.empty() ? "no signal" : scene.signals[0].label;
  };
  EXPECT_EQ(label_at(0), "");
  EXPECT_EQ(label_at(.5f), "poll");
  EXPECT_EQ(label_at(.97f), "");
}

TEST(Wire, ReducedMotionShowsSteps) {
  StageState s = drawing_one();
  view::SceneOptions o = stage(880, 532);
  o.reduced_motion = true;
  std::set<float> xs;
  std::set<std::string> times;
  for (int i = 0; i < 40; ++i) {
    s.now = seconds(38.3 + i * .01);
    const Scene scene = view::arrange(s, {}, o);
    xs.insert(scene.moving.at(0).box.x);
    times.insert(scene.queues[0].in_flight[0].chip.time);
  }
  EXPECT_EQ(xs.size(), 1u) << "a chip waits at its port until it has arrived";
  EXPECT_EQ(times.size(), 1u) << "times step once a second";
}

// -- Lens, notes, ghosts
// ----------------------------------------------------------------------------

TEST(Lens, TheApiShowsCountsAndNothingElse) {
  for (const bool phone : {false, true}) {
    view::SceneOptions o = phone ? phone_stage() : stage(880, 532);
    o.lens = view::Lens::kApi;
    StageState state = drawing_one();
    state.queues[1].waiting.count = 2;
    state.queues[1].waiting.shown = {test::waiting(50, "aaa", 1), test::waiting(51, "bbb", 2)};
    const Scene s = view::arrange(state, {}, o);
    EXPECT_TRUE(resting(s).empty()) << "no single message is seen";
    EXPECT_TRUE(s.moving.empty());
    EXPECT_TRUE(s.signals.empty());
    EXPECT_TRUE(s.tallies.empty());
    EXPECT_EQ(s.queues[0].waiting_count, "≈ 5");
    EXPECT_EQ(s.queues[0].in_flight_count, "≈ 2");
    EXPECT_TRUE(s.queues[0].api_lens);
    for (const auto& d : s.dlqs) EXPECT_EQ(d.count_text, "≈ 2");
    for (const auto& w : s.workers) {
      EXPECT_TRUE(w.job.empty());
      EXPECT_FALSE(w.lost_claim);
    }
    for (const auto& e : s.edges) {
      EXPECT_NE(e.kind, view::EdgeKind::kClaim);
      EXPECT_NE(e.kind, view::EdgeKind::kBroken);
    }
  }
}

TEST(Notes, MarkWhatTheyName) {
  lesson::StageNotes notes;
  notes.pointable = {model::ref(model::MessageId{1}), model::ref(model::ActorId{12})};
  notes.pointed = model::ref(model::ActorId{12});
  view::SceneOptions o = stage(880, 532);
  o.selected = model::ref(model::QueueId{1});
  const Scene s = view::arrange(drawing_one(), notes, o);
  int pointable = 0;
  for (const Chip& c : s.queues[0].waiting) pointable += c.pointable;
  EXPECT_EQ(pointable, 1);
  EXPECT_TRUE(s.workers[1].notes.pointable);
  EXPECT_TRUE(s.workers[1].notes.pointed);
  EXPECT_FALSE(s.workers[0].notes.pointable);
  EXPECT_TRUE(s.queues[0].notes.selected);
}

TEST(Ghosts, AFactThatWasForetoldIsRinged) {
  lesson::StageNotes notes = test::explain_notes();
  notes.show_traces = false;
  StageState s = drawing_one();
  s.ghost_names = {"7c1"};
  const Scene scene = view::arrange(s, notes, stage(880, 532));
  ASSERT_EQ(scene.ghosts.size(), 1u);
  EXPECT_TRUE(scene.ghosts[0].id.empty());
  const Rect& fact = scene.queues[0].in_flight[1].chip.box;
  EXPECT_EQ(scene.ghosts[0].box.centre(), fact.centre());
  EXPECT_GT(scene.ghosts[0].box.w, fact.w + 10);
}

TEST(Ghosts, EveryPlaceHasASpotOnTheStage) {
  for (const auto place :
       {lesson::GhostPlace::kInFlight, lesson::GhostPlace::kWaiting, lesson::GhostPlace::kDelayed,
        lesson::GhostPlace::kDeadLetter, lesson::GhostPlace::kWorker}) {
    lesson::StageNotes notes = test::explain_notes();
    notes.ghosts[0].place = place;
    for (const auto& o : {stage(880, 532), stage(608, 532)}) {
      const Scene s = view::arrange(test::drawing_two(), notes, o);
      ASSERT_EQ(s.ghosts.size(), 1u);
      const Rect& b = s.ghosts[0].box;
      expect_inside({{"ghost", b}}, s.bounds);
      EXPECT_GT(s.ghosts[0].caption_at.y, 0);
      EXPECT_LT(s.ghosts[0].caption_at.y, s.bounds.bottom());
    }
  }
}

TEST(Selecting, IdsNameOneThingAndBack) {
  for (const model::Ref r :
       {model::ref(model::QueueId{3}), model::ref(model::MessageId{12}),
        model::ref(model::ActorId{7}), model::ref(model::TopicId{1}),
        model::ref(model::SubscriptionId{4}), model::Ref{model::RefKind::kEndpoint, 4}}) {
    EXPECT_EQ(view::selected_by(view::select_id(r)), r);
  }
  EXPECT_EQ(view::select_id(model::ref(model::MessageId{12})), "stage.message.12");
  EXPECT_EQ(view::selected_by("stage.message."), std::nullopt);
  EXPECT_EQ(view::selected_by("stage.message.1x"), std::nullopt);
  EXPECT_EQ(view::selected_by("stage.cloud.1"), std::nullopt);
}

TEST(Bench, ShowsAsManyChipsAsAskedInMotion) {
  for (const std::uint32_t n : {200u, 2'000u, 10'000u, 20'000u}) {
    const Scene a = view::bench_scene(n, seconds(1), stage(1232, 672));
    const Scene b = view::bench_scene(n, seconds(1.05), stage(1232, 672));
    ASSERT_EQ(a.moving.size(), n);
    EXPECT_NE(a.moving[0].box, b.moving[0].box);
    EXPECT_EQ(a.moving[0].detail == view::ChipDetail::kFull, n <= 3'000);
  }
}

TEST(Summary, SaysWhereEverythingIs) {
  const std::string words = view::summarize(drawing_one(), view::Lens::kTruth);
  EXPECT_TRUE(words.starts_with(
      "At 00:38.5: orders holds 5 waiting, 2 in flight (a6f with worker-1 for 25.5 s more and "
      "7c1 with worker-2 for 3.5 s more) and 1 delayed."))
      << words;
  EXPECT_NE(words.find("orders-dlq is empty"), std::string::npos);
  EXPECT_NE(words.find("5d8 is on the way to orders"), std::string::npos);
  const std::string after = view::summarize(test::drawing_two(), view::Lens::kTruth);
  EXPECT_NE(after.find("worker-2 still works on 7c1, which is no longer its own"),
            std::string::npos);
  const std::string api = view::summarize(drawing_one(), view::Lens::kApi);
  EXPECT_NE(api.find("orders holds about 5 waiting, 2 in flight and 1 delayed"), std::string::npos);
  EXPECT_EQ(api.find("worker"), std::string::npos);
}

}  // namespace
