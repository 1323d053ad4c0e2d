// The transport: axis, ticks, marks that merge, charts that stay within a budget per pixel, and
// costs that follow what is new, not how long the log is.
#include "view/transport.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fixtures.h"
#include "view/log_series.h"
#include "view/pyramid.h"

namespace {

using test::kOrders;
using test::make_timeline;
using test::seconds;
using view::Mark;
using view::MarkKind;
using view::Transport;

Transport build(const world::Timeline& timeline, const lesson::StageNotes& notes = {},
                int columns = 810) {
  view::TransportCache cache;
  return cache.build(timeline, notes, {}, columns);
}

double x_of(const Transport& t, base::SimTime at, int columns) {
  return static_cast<double>((at - t.t0).us) / static_cast<double>((t.t1 - t.t0).us) * columns;
}

TEST(Transport, TheDrawingsAxis) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(38.5));
  lesson::StageNotes notes;
  notes.horizon = seconds(60);
  notes.frozen = true;
  const Transport t = build(timeline, notes);
  EXPECT_EQ(t.clock, "00:38.500");
  EXPECT_EQ(t.clock_short, "38.5");
  ASSERT_EQ(t.ticks.size(), 7u);
  EXPECT_EQ(t.ticks.front().text, "00:00");
  EXPECT_EQ(t.ticks.back().text, "01:00");
  EXPECT_EQ(t.t1, seconds(60));
  EXPECT_TRUE(t.frozen);
  for (const view::Control* c :
       {&t.play, &t.step_back, &t.step_forward, &t.next_event, &t.skip_quiet, &t.scrubber}) {
    EXPECT_FALSE(c->enabled) << c->id;
    EXPECT_TRUE(c->id.starts_with("transport."));
    EXPECT_FALSE(c->label.empty());
  }
}

TEST(Transport, AFrozenAxisShowsNothingOfWhatFollows) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(60));
  timeline.seek(seconds(38.5));
  lesson::StageNotes notes;
  notes.frozen = true;
  const Transport t = build(timeline, notes);
  EXPECT_EQ(t.recorded, seconds(38.5));
  for (const Mark& m : t.marks) EXPECT_LE(m.at, t.now);
  for (const auto& s : t.depth) EXPECT_LE(s.at, t.now);
  for (const auto& s : t.age) EXPECT_LE(s.at, t.now);
  const Transport open = build(timeline);
  EXPECT_EQ(open.recorded, seconds(60));
  EXPECT_TRUE(std::ranges::any_of(open.marks, [&](const Mark& m) { return m.at > open.now; }));
  EXPECT_TRUE(open.back_to_present);
}

TEST(Transport, MarksStandAtLeastSixPixelsApart) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(180));
  for (const int columns : {300, 810, 1400}) {
    const Transport t = build(timeline, {}, columns);
    std::size_t events = 0;
    for (std::size_t i = 0; i < timeline.log().size(); ++i) {
      events += view::mark_kind(timeline.log()[i].body).has_value();
    }
    std::size_t counted = 0;
    for (std::size_t i = 0; i < t.marks.size(); ++i) {
      counted += t.marks[i].count;
      if (i == 0) continue;
      EXPECT_GE(x_of(t, t.marks[i].at, columns) - x_of(t, t.marks[i - 1].at, columns), 6);
    }
    EXPECT_EQ(counted, events) << "every event is in one mark";
  }
}

TEST(Transport, TheMoreSevereMarkWins) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(120));
  const Transport t = build(timeline, {}, 100);  // 1.2 s a pixel: 7 s merge
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    if (!std::holds_alternative<model::VisibilityExpired>(timeline.log()[i].body)) continue;
    const double x = x_of(t, timeline.log()[i].at, 100);
    const bool shown = std::ranges::any_of(t.marks, [&](const Mark& m) {
      return std::abs(x_of(t, m.at, 100) - x) < 6 &&
             view::mark_severity(m.kind) >= view::mark_severity(MarkKind::kTimeout);
    });
    EXPECT_TRUE(shown) << base::format_clock(timeline.log()[i].at);
  }
  const auto merged = std::ranges::find_if(t.marks, [](const Mark& m) { return m.count > 1; });
  ASSERT_NE(merged, t.marks.end());
  EXPECT_NE(merged->label.find("more"), std::string::npos);
  EXPECT_TRUE(merged->jump.id.starts_with("event."));
}

// The depth that the chart shows is the number of waiting messages in the World at that time.
TEST(Transport, ChartsAgreeWithTheWorld) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(180));
  const Transport t = build(timeline);
  ASSERT_TRUE(t.depth_of);
  for (double s = .5137; s < 180; s += 1.7) {  // between events
    timeline.seek(seconds(s));
    const auto& queue = *timeline.view().sqs().find({t.depth_of.id});
    const auto after = std::ranges::upper_bound(t.depth, seconds(s), {}, &view::Sample::at);
    ASSERT_NE(after, t.depth.begin());
    EXPECT_EQ(std::prev(after)->value, queue.visible) << "at " << s;
    base::SimTime oldest = base::kNever;
    for (const auto& m : queue.slots) {
      if (m.id && m.state == services::sqs::MessageState::kVisible) {
        oldest = std::min(oldest, m.sent_at);
      }
    }
    // Between two points the age is the straight line.
    const auto next = std::ranges::lower_bound(t.age, seconds(s), {}, &view::Sample::at);
    ASSERT_NE(next, t.age.end());
    const auto prev = next->at == seconds(s) ? next : std::prev(next);
    const double part = next == prev ? 0
                                     : static_cast<double>((seconds(s) - prev->at).us) /
                                           static_cast<double>((next->at - prev->at).us);
    const double shown =
        static_cast<double>(prev->value) + part * static_cast<double>(next->value - prev->value);
    const double want = oldest == base::kNever ? 0 : static_cast<double>((seconds(s) - oldest).us);
    EXPECT_NEAR(shown, want, 2) << "at " << s;
  }
  EXPECT_GE(t.depth_max, std::ranges::max(t.depth, {}, &view::Sample::value).value);
  EXPECT_GE(t.age_max, std::ranges::max(t.age, {}, &view::Sample::value).value);
}

TEST(Transport, TicksAreFewAndRoundAtAnyLength) {
  for (const double end : {5., 59., 61., 400., 3'000., 50'000., 900'000.}) {
    world::Timeline timeline{world::World{}};
    timeline.seek(seconds(end));
    const Transport t = build(timeline);
    EXPECT_GE(t.t1, seconds(end));
    EXPECT_GE(t.ticks.size(), 3u) << end;
    EXPECT_LE(t.ticks.size(), 11u) << end;
    for (std::size_t i = 1; i < t.ticks.size(); ++i) {
      EXPECT_NE(t.ticks[i].text, t.ticks[i - 1].text);
      EXPECT_GE(x_of(t, t.ticks[i].at, 810) - x_of(t, t.ticks[i - 1].at, 810), 60);
    }
  }
}

TEST(Transport, SpeedsInWords) {
  world::Timeline timeline{world::World{}};
  view::TransportCache cache;
  const auto words = [&](std::int64_t milli) {
    return cache.build(timeline, {}, {.speed_milli = milli}, 100).speed;
  };
  EXPECT_EQ(words(500), "Slow motion 0.5×");
  EXPECT_EQ(words(250), "Slow motion 0.25×");
  EXPECT_EQ(words(1000), "Real time 1×");
  EXPECT_EQ(words(5000), "Fast 5×");
}

TEST(Transport, BranchesAreOffered) {
  world::Timeline timeline = make_timeline(kOrders);
  timeline.seek(seconds(40));
  view::TransportCache cache;
  EXPECT_TRUE(cache.build(timeline, {}, {}, 810).branches.empty());
  timeline.seek(seconds(20));
  timeline.act(world::ActorOrder{timeline.view().actors().find_by_name("worker-1")->id,
                                 actors::Order::kCrash});
  timeline.seek(seconds(50));
  const Transport forked = cache.build(timeline, {}, {}, 810);
  ASSERT_EQ(forked.branches.size(), 2u);
  EXPECT_TRUE(forked.branches[1].pressed);
  // The cache noticed the other history: it shows what a fresh one shows.
  const Transport fresh = build(timeline);
  ASSERT_EQ(forked.marks.size(), fresh.marks.size());
  for (std::size_t i = 0; i < fresh.marks.size(); ++i) {
    EXPECT_EQ(forked.marks[i].at, fresh.marks[i].at);
    EXPECT_EQ(forked.marks[i].kind, fresh.marks[i].kind);
  }
}

// -- Long logs
// --------------------------------------------------------------------------------------

constexpr std::string_view kBusy = R"({ "hop": "10ms",
  "Resources": { "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "busy",
    "VisibilityTimeout": 2 } } },
  "Actors": {
    "many": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" }, "Every": "20ms" } },
    "worker": { "Type": "Worker", "Properties": { "Source": { "Ref": "Q" }, "Count": 4,
      "Work": ["50ms", "90ms", "30ms", "3s"], "PollEvery": "10ms" } } } })";

TEST(LongLog, AFrameCostsWhatIsNewAndAFewLooksPerPixel) {
  world::Timeline timeline = make_timeline(kBusy);
  view::TransportCache cache;
  timeline.seek(seconds(400));
  const std::size_t whole = timeline.log().size();
  ASSERT_GT(whole, 25'000u);
  cache.build(timeline, {}, {}, 810);
  EXPECT_GE(cache.work(), whole) << "the first time it is read";
  const std::size_t budget = 810 * 150;
  cache.build(timeline, {}, {}, 810);
  const std::size_t still = cache.work();
  EXPECT_LT(still, budget);
  timeline.seek(seconds(400.5));
  cache.build(timeline, {}, {}, 810);
  EXPECT_LT(cache.work(), still + 2'000) << "only what is new is read";
  // Three times as long costs hardly more.
  timeline.seek(seconds(1'200));
  cache.build(timeline, {}, {}, 810);
  cache.build(timeline, {}, {}, 810);
  EXPECT_GT(timeline.log().size(), 75'000u);
  EXPECT_LT(cache.work(), budget);
}

TEST(LongLog, ChartsHaveAtMostTwoPointsAPixelAndKeepTheExtremes) {
  world::Timeline timeline = make_timeline(kBusy);
  timeline.seek(seconds(300));
  const Transport t = build(timeline, {}, 400);
  EXPECT_LE(t.depth.size(), 2u * 400 + 4);
  EXPECT_LE(t.age.size(), 2u * 400 + 4);
  EXPECT_LE(t.marks.size(), 400u / 6 + 2);
  EXPECT_TRUE(std::ranges::is_sorted(t.depth, {}, &view::Sample::at));
  EXPECT_TRUE(std::ranges::is_sorted(t.age, {}, &view::Sample::at));
  view::LogSeries series;
  series.update(timeline);
  const view::QueueSeries& all = *series.queue({1});
  std::uint32_t most = 0;
  for (const auto& s : all.samples) most = std::max(most, s.depth);
  EXPECT_EQ(std::ranges::max(t.depth, {}, &view::Sample::value).value, most);
  std::size_t events = 0;
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    events += view::mark_kind(timeline.log()[i].body).has_value();
  }
  std::size_t counted = 0;
  for (const Mark& m : t.marks) counted += m.count;
  EXPECT_EQ(counted, events);
}

struct Total {
  std::uint64_t sum = 0;
  std::uint64_t most = 0;
  void merge(const Total& o) {
    sum += o.sum;
    most = std::max(most, o.most);
  }
};

TEST(Pyramid, AnswersAnyRangeInFewSteps) {
  std::vector<std::uint64_t> items;
  view::Pyramid<Total> pyramid;
  std::uint64_t x = 7;
  for (int i = 0; i < 5'000; ++i) {
    x = x * 6364136223846793005u + 1442695040888963407u;
    items.push_back(x >> 50);
    pyramid.push({items.back(), items.back()});
  }
  const auto leaf = [&](std::size_t i) { return Total{items[i], items[i]}; };
  for (const auto& [first, last] : {std::pair<std::size_t, std::size_t>{0, 5000},
                                    {0, 0},
                                    {1, 2},
                                    {31, 33},
                                    {0, 1024},
                                    {1023, 4097},
                                    {17, 4999}}) {
    std::uint64_t sum = 0;
    std::uint64_t most = 0;
    for (std::size_t i = first; i < last; ++i) {
      sum += items[i];
      most = std::max(most, items[i]);
    }
    std::size_t work = 0;
    const Total total = pyramid.query(first, last, leaf, work);
    EXPECT_EQ(total.sum, sum);
    EXPECT_EQ(total.most, most);
    EXPECT_LE(work, 200u);
  }
}

}  // namespace
