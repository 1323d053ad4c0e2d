// Time travel over the real World: every way to reach a moment gives the same moment.
#include <algorithm>
#include <map>
#include <ranges>
#include <vector>

#include "world/random_commands.h"
#include "world/support.h"

namespace {

using base::SimTime;
using test::Recording;
using world::Timeline;
using world::World;

// What a branch must be: its commands, replayed in one line from the start.
struct Record {
  std::vector<Timeline::Logged> commands;
};

struct Moment {
  std::uint64_t hash = 0;
  std::vector<model::Event> events;
};

Moment linear_run(const World& start, const Record& record, SimTime t) {
  World world = start;
  Recording log;
  for (const auto& [at, command] : record.commands) {
    if (at > t) break;
    world.run_until(at, log);
    world.apply(command, log);
  }
  world.run_until(t, log);
  return {world.hash(), std::move(log.events)};
}

void expect_moment(const Timeline& timeline, const Moment& moment, std::string_view where) {
  ASSERT_EQ(timeline.view().now(), timeline.playhead()) << where;
  ASSERT_EQ(timeline.view().hash(), moment.hash) << where;
  ASSERT_EQ(timeline.events_shown(), moment.events.size()) << where;
  for (std::size_t i = 0; i < moment.events.size(); ++i) {
    ASSERT_EQ(timeline.log()[i], moment.events[i]) << where << "\n"
                                                   << model::to_line(timeline.log()[i]) << "\n"
                                                   << model::to_line(moment.events[i]);
  }
}

// A Timeline used at random, with its own plain record of what every branch must be.
class Wanderer {
 public:
  Wanderer(std::uint64_t seed, bool faults)
      : start_(test::make_world(test::busy_template(seed, faults))),
        timeline_(start_,
                  {.keyframes = 8, .bytes = 96u << 20, .steps_per_frame = 4, .idle_keyframes = 3}),
        maker_(seed) {}

  Timeline& timeline() { return timeline_; }
  const World& start() const { return start_; }
  Record& record() { return records_[timeline_.branch()]; }

  void step() {
    base::Rng& rng = maker_.rng();
    const std::uint64_t what = rng.below(100);
    if (what < 45) {
      act();
    } else if (what < 70) {
      timeline_.seek(timeline_.end() + base::milliseconds(rng.between(0, 4'000)));
    } else if (what < 82) {
      timeline_.seek({rng.between(0, timeline_.end().us)});
    } else if (what < 88) {
      timeline_.seek(timeline_.previous_event());
    } else if (what < 94) {
      const auto t = timeline_.next_event(timeline_.end() + base::seconds(20));
      if (t) timeline_.seek(*t);
    } else {
      const auto branches = timeline_.branches();
      timeline_.switch_to(branches[rng.below(branches.size())].id);
    }
  }

  void act() {
    const world::Command command = maker_.next(timeline_.view());
    const SimTime t = timeline_.playhead();
    const std::uint32_t before = timeline_.branch();
    maker_.note(timeline_.act(command));
    if (timeline_.branch() != before) {
      Record forked = records_[before];
      std::erase_if(forked.commands, [&](const auto& logged) { return logged.at > t; });
      records_[timeline_.branch()] = std::move(forked);
    }
    record().commands.push_back({t, command});
  }

  void check(std::string_view where) {
    expect_moment(timeline_, linear_run(start_, record(), timeline_.playhead()), where);
  }

  const std::map<std::uint32_t, Record>& records() const { return records_; }

 private:
  World start_;
  Timeline timeline_;
  test::CommandMaker maker_;
  std::map<std::uint32_t, Record> records_{{1, {}}};
};

TEST(Timeline, RandomUseAlwaysShowsWhatALinearRunShows) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Wanderer w(seed, seed % 2 == 0);
    for (int i = 0; i < 160; ++i) {
      w.step();
      ASSERT_LE(w.timeline().keyframes(), 8u);
      if (i % 4 == 0) w.check(std::format("seed {} step {}", seed, i));
      if (testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GT(w.records().size(), 3u) << "acting in the past should have forked";
    // Every branch, the abandoned ones too, still is what was done on it.
    for (const auto& [id, record] : w.records()) {
      ASSERT_TRUE(w.timeline().switch_to(id));
      w.timeline().seek(w.timeline().end());
      w.check(std::format("seed {} branch {}", seed, id));
      ASSERT_EQ(w.timeline().commands().size(), record.commands.size());
    }
  }
}

// A recorded run to seek in: commands at random times, several at the same instant.
Timeline recorded_run(std::uint64_t seed, Record& record, int commands,
                      engine::TimelineLimits limits = {}) {
  Timeline timeline(test::make_world(test::busy_template(seed, true)), limits);
  test::CommandMaker maker(seed);
  for (int i = 0; i < commands; ++i) {
    if (maker.rng().chance({2, 3})) {
      timeline.seek(timeline.end() + base::milliseconds(maker.rng().between(0, 1'500)));
    }
    record.commands.push_back({timeline.end(), maker.next(timeline.present())});
    maker.note(timeline.act(record.commands.back().command));
  }
  timeline.seek(timeline.end() + base::seconds(5));
  return timeline;
}

TEST(Timeline, SeekToEveryEventAndBesideIt) {
  Record record;
  Timeline timeline = recorded_run(3, record, 60, {.keyframes = 8, .steps_per_frame = 8});
  const World start = test::make_world(test::busy_template(3, true));
  std::vector<SimTime> times{{0}, timeline.end(), timeline.end() - base::microseconds(1)};
  for (std::size_t i = 0; i < timeline.log().size(); i += 7) {
    times.push_back(timeline.log()[i].at);
    times.push_back(timeline.log()[i].at - base::microseconds(1));
  }
  for (const auto& logged : record.commands) times.push_back(logged.at);
  base::Rng rng(1, "order");
  for (std::size_t i = times.size(); i > 1; --i) {
    std::swap(times[i - 1], times[static_cast<std::size_t>(rng.below(i))]);
  }
  for (const SimTime t : times) {
    timeline.seek(t);
    expect_moment(timeline, linear_run(start, record, std::max(t, SimTime{})),
                  base::format_clock(t));
    if (HasFatalFailure()) return;
  }
}

TEST(Timeline, SteppingForwardVisitsEveryMomentOfTheLogAndBackAgain) {
  Record record;
  Timeline timeline = recorded_run(5, record, 40, {.keyframes = 6, .steps_per_frame = 16});
  std::vector<SimTime> moments;
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    if (moments.empty() || moments.back() != timeline.log()[i].at) {
      moments.push_back(timeline.log()[i].at);
    }
  }
  timeline.seek({0});
  std::size_t first = 0;
  if (!moments.empty() && moments[0] == SimTime{}) first = 1;
  for (std::size_t i = first; i < moments.size(); ++i) {
    const auto next = timeline.next_event(base::kNever);
    ASSERT_TRUE(next.has_value());
    ASSERT_EQ(*next, moments[i]);
    timeline.seek(*next);
  }
  for (std::size_t i = moments.size() - 1; i > 0; --i) {
    ASSERT_EQ(timeline.previous_event(), moments[i - 1]);
    timeline.seek(timeline.previous_event());
  }
  timeline.seek(timeline.previous_event());
  EXPECT_EQ(timeline.previous_event(), SimTime{}) << "before the first event stands the start";
}

TEST(Timeline, NextEventKeepsToItsLimitAndMovesNothing) {
  Timeline timeline(test::make_world(test::busy_template(1, false)));
  const auto next = timeline.next_event({60'000'000});
  ASSERT_TRUE(next.has_value());
  EXPECT_FALSE(timeline.next_event(*next - base::microseconds(1)));
  EXPECT_EQ(timeline.playhead(), SimTime{});
  timeline.seek({30'000'000});
  timeline.seek({0});
  EXPECT_EQ(timeline.next_event({60'000'000}), next) << "from the record as from the future";
  EXPECT_FALSE(timeline.next_event(*next - base::microseconds(1)));
}

TEST(Timeline, BeforeTheStartIsTheStart) {
  Timeline timeline(test::make_world(test::busy_template(1, false)));
  timeline.seek({5'000'000});
  timeline.seek({-7});
  EXPECT_EQ(timeline.playhead(), SimTime{});
  EXPECT_EQ(timeline.events_shown(), timeline.log().count_until({0}));
}

TEST(Timeline, ManyCommandsAtOneInstantAreBoundedAndExact) {
  Record record;
  const World start = test::make_world(test::busy_template(7, false));
  Timeline timeline(start, {.keyframes = 8, .steps_per_frame = 4});
  test::CommandMaker maker(7);
  timeline.seek({3'000'000});
  for (int i = 0; i < 300; ++i) {
    record.commands.push_back({timeline.end(), maker.next(timeline.present())});
    maker.note(timeline.act(record.commands.back().command));
    ASSERT_LE(timeline.keyframes(), 8u);
  }
  EXPECT_GE(timeline.keyframes(), 4u) << "commands leave keyframes behind although time stands";
  const SimTime t = timeline.end();
  timeline.seek({9'000'000});
  for (const SimTime there : {t, t - base::microseconds(1), t, SimTime{5'000'000}, t}) {
    timeline.seek(there);
    expect_moment(timeline, linear_run(start, record, there), base::format_clock(there));
  }
}

TEST(Timeline, ActingInThePastForksAndKeepsTheOldFuture) {
  const World start = test::make_world(test::busy_template(9, false));
  Timeline timeline(start);
  timeline.seek({20'000'000});
  const std::uint64_t old_end = timeline.view().hash();
  const std::size_t old_events = timeline.log().size();
  timeline.seek({8'000'000});
  const std::size_t shown = timeline.events_shown();
  const world::Command crash = world::ActorOrder{{3}, actors::Order::kCrash};
  EXPECT_TRUE(timeline.act(crash).done);
  EXPECT_TRUE(timeline.at_present());
  EXPECT_EQ(timeline.end(), SimTime{8'000'000}) << "the new branch has no future yet";
  EXPECT_EQ(timeline.log().size(), shown + 1);
  timeline.seek({20'000'000});
  EXPECT_NE(timeline.view().hash(), old_end);

  const auto branches = timeline.branches();
  ASSERT_EQ(branches.size(), 2u);
  EXPECT_EQ(branches[0].name, "main");
  EXPECT_FALSE(branches[0].parent);
  EXPECT_EQ(branches[0].end, SimTime{20'000'000});
  EXPECT_EQ(branches[0].commands, 0u);
  EXPECT_EQ(branches[1].parent, 1u);
  EXPECT_EQ(branches[1].forked_at, SimTime{8'000'000});
  EXPECT_EQ(branches[1].commands, 1u);

  ASSERT_TRUE(timeline.switch_to(1));
  EXPECT_EQ(timeline.playhead(), SimTime{20'000'000});
  EXPECT_EQ(timeline.view().hash(), old_end);
  EXPECT_EQ(timeline.log().size(), old_events);
  EXPECT_FALSE(timeline.switch_to(17));
  EXPECT_EQ(timeline.branch(), 1u);
}

TEST(Timeline, SwitchingToAShorterBranchStopsAtItsEnd) {
  Timeline timeline(test::make_world(test::busy_template(9, false)));
  timeline.seek({20'000'000});
  timeline.seek({4'000'000});
  timeline.act(world::ActorOrder{{3}, actors::Order::kHang});
  ASSERT_TRUE(timeline.switch_to(1));
  timeline.seek({15'000'000});
  ASSERT_TRUE(timeline.switch_to(2));
  EXPECT_EQ(timeline.playhead(), SimTime{4'000'000});
  EXPECT_TRUE(timeline.at_present());
}

TEST(Timeline, ActingAtThePresentDoesNotFork) {
  Timeline timeline(test::make_world(test::busy_template(2, false)));
  timeline.seek({5'000'000});
  timeline.seek({2'000'000});
  timeline.seek({5'000'000});
  timeline.act(world::ActorOrder{{3}, actors::Order::kHang});
  EXPECT_EQ(timeline.branches().size(), 1u);
}

TEST(Timeline, KeyframesStayBoundedWhileTheirSpacingDoubles) {
  Timeline timeline(test::make_world(test::busy_template(4, false)),
                    {.keyframes = 16, .steps_per_frame = 4});
  std::size_t most = 0;
  int halved = 0;
  std::size_t before = 1;
  while (timeline.log().size() < 4'000) {
    timeline.seek(timeline.end() + base::seconds(1));
    const std::size_t now = timeline.keyframes();
    most = std::max(most, now);
    halved += now < before ? 1 : 0;
    if (timeline.log().size() > 200) ASSERT_GE(now, 8u) << "at most half of them goes at once";
    before = now;
  }
  EXPECT_LE(most, 16u);
  // 4,000 steps in 16 frames need a spacing of 256: six times doubled from 4.
  EXPECT_GE(halved, 5);
  EXPECT_LE(halved, 7);
}

TEST(Timeline, HeavyWorldsKeepFewKeyframes) {
  Timeline timeline(test::make_world(test::busy_template(4, false)),
                    {.keyframes = 64, .bytes = 40'000, .steps_per_frame = 4});
  const World start = test::make_world(test::busy_template(4, false));
  timeline.seek({120'000'000});
  EXPECT_GE(timeline.keyframes(), 2u);
  EXPECT_LT(timeline.keyframes(), 16u);
  timeline.seek({61'234'567});
  expect_moment(timeline, linear_run(start, {}, {61'234'567}), "few keyframes");
}

TEST(Timeline, LookAheadFindsWhatWillHappenAndDisturbsNothing) {
  Timeline timeline(test::make_world(test::busy_template(6, true)));
  timeline.seek({7'000'000});
  const std::uint64_t before = timeline.present().hash();
  const std::size_t events = timeline.log().size();
  const auto is_move = [](const model::Event& e) {
    return std::holds_alternative<model::MessageMovedToDlq>(e.body);
  };
  const auto found = timeline.look_ahead({600'000'000}, is_move);
  ASSERT_TRUE(found.has_value());
  EXPECT_GT(*found, timeline.end());
  EXPECT_EQ(timeline.present().hash(), before);
  EXPECT_EQ(timeline.log().size(), events);
  EXPECT_FALSE(timeline.look_ahead(*found - base::microseconds(1), is_move));
  timeline.seek(*found);
  EXPECT_TRUE(
      is_move(timeline.log().back()) ||
      std::ranges::any_of(std::views::iota(events, timeline.log().size()), [&](std::size_t i) {
        return timeline.log()[i].at == *found && is_move(timeline.log()[i]);
      }));
}

TEST(Timeline, SeekingInAnExtendedPresentDoesNotDependOnTheSteps) {
  const World start = test::make_world(test::busy_template(8, true));
  Timeline big(start);
  big.seek({60'000'000});
  Timeline small(start);
  for (std::int64_t us = 0; us <= 60'000'000; us += 33'333) small.seek({us});
  small.seek({60'000'000});
  EXPECT_EQ(big.view().hash(), small.view().hash());
  EXPECT_EQ(big.log().size(), small.log().size());
}

TEST(Timeline, CopiesAreIndependent) {
  Timeline a(test::make_world(test::busy_template(8, true)));
  a.seek({10'000'000});
  const Timeline b = a;
  a.act(world::ActorOrder{{3}, actors::Order::kCrash});
  a.seek({30'000'000});
  EXPECT_EQ(b.end(), SimTime{10'000'000});
  EXPECT_EQ(b.commands().size(), 0u);
  Timeline c = b;
  c.seek({4'000'000});
  EXPECT_EQ(b.playhead(), SimTime{10'000'000});
}

}  // namespace
