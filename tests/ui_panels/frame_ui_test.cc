// The interface as a whole: every control can be reached, presses mean what they should, nothing
// moves when nothing happens.
#include "ui/frame_ui.h"

#include <cmath>
#include <set>

#include "ui_panels/bench.h"

namespace {

using namespace ui_test;

std::set<std::string> lesson_controls(const view::Frame& f) {
  std::set<std::string> out{"top.home", "inspector.toggle", f.lesson.primary->id};
  for (const view::Control& c : f.top.icons) out.insert(c.id);
  for (const view::Control& c : f.lesson.beats) out.insert(c.id);
  const view::Transport& t = f.transport;
  for (const view::Control* c : {&t.play, &t.step_back, &t.step_forward, &t.next_event,
                                 &t.skip_quiet, &t.speed_down, &t.speed_up, &t.scrubber})
    out.insert(c->id);
  for (const char* id : {"stage.actor.1", "stage.actor.2", "stage.actor.3", "stage.queue.1",
                         "stage.queue.2", "stage.message.6", "stage.message.8"})
    out.insert(id);
  return out;
}

TEST(FrameUi, RegistersEveryControlOfAWideLesson) {
  REQUIRE_FONTS();
  for (const auto& f : {predict_frame(), explain_frame()}) {
    Window w(f);
    for (const std::string& id : lesson_controls(f)) EXPECT_NE(w.hits.find(id), nullptr) << id;
    EXPECT_NE(w.hits.find("lens.truth"), nullptr);
  }
  Window w(predict_frame());
  for (const char* id : {"option.a", "option.d", "confidence.0", "confidence.2", "log.toggle",
                         "console.toggle", "stage.message.9", "stage.message.1"})
    EXPECT_NE(w.hits.find(id), nullptr) << id;
}

TEST(FrameUi, IdsAreUniqueAndControlsLieInTheWindow) {
  REQUIRE_FONTS();
  const std::pair<float, float> sizes[] = {
      {1280, 720}, {1920, 1080}, {1024, 768}, {768, 1024}, {390, 844}};
  for (auto [width, height] : sizes) {
    const view::Frame frames[] = {predict_frame(), explain_frame(), home_frame(), phone_frame()};
    for (const view::Frame& frame : frames) {
      Window w(sized(frame, width, height));
      std::set<std::string> ids;
      for (const ui::Control& c : w.hits.controls()) {
        EXPECT_TRUE(ids.insert(c.id).second) << c.id << " twice at " << width;
        if (c.rect.empty()) continue;  // scrolled away
        EXPECT_GE(c.rect.x, 0) << c.id;
        EXPECT_GE(c.rect.y, 0) << c.id;
        EXPECT_LE(c.rect.right(), width + .5f) << c.id;
        EXPECT_LE(c.rect.bottom(), height + .5f) << c.id;
      }
    }
  }
}

TEST(FrameUi, TabGoesThroughThePartsInOrder) {
  REQUIRE_FONTS();
  Window w(predict_frame());
  const auto part = [](const std::string& id) {
    if (id.starts_with("top.") || id.starts_with("lens.")) return 0;
    if (id.starts_with("lesson.") || id.starts_with("option.") || id.starts_with("confidence."))
      return 1;
    if (id.starts_with("stage.")) return 2;
    return id.starts_with("transport.") ? 3 : 4;
  };
  int before = 0, seen = 0;
  std::set<int> parts;
  while (w.key("Tab")) {
    const std::string id = w.hits.focused();
    if (id.starts_with("top.help#")) continue;  // the rail's second way to the same sheet
    EXPECT_GE(part(id), before) << id;
    before = part(id);
    parts.insert(before);
    ASSERT_LT(++seen, 200);
  }
  EXPECT_EQ(parts.size(), 5u);
  EXPECT_GT(seen, 30);
}

TEST(FrameUi, PressesBecomeIntents) {
  REQUIRE_FONTS();
  Window w(predict_frame());
  w.click("option.b");
  EXPECT_EQ(w.taken(), "option.b=");
  w.click("lesson.commit");
  EXPECT_EQ(w.taken(), "lesson.commit=");
  w.click("stage.message.3");
  EXPECT_EQ(w.taken(), "stage.message.3=");
  w.click("stage.actor.2");
  EXPECT_EQ(w.taken(), "stage.actor.2=");
  w.click("log.toggle");
  EXPECT_EQ(w.taken(), "log.toggle=");
}

TEST(FrameUi, WhatMayBePointedAtIsPointedAt) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  f.scene.queues[0].in_flight[1].chip.pointable = true;
  f.scene.workers[0].notes.pointable = true;
  Window w(f);
  w.click("stage.message.8");
  EXPECT_EQ(w.taken(), "point=message:8");
  w.click("stage.actor.2");
  EXPECT_EQ(w.taken(), "point=actor:2");
  w.click("stage.message.7");
  EXPECT_EQ(w.taken(), "stage.message.7=");
}

TEST(FrameUi, DisabledControlsSwallowPresses) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  f.lesson.primary->enabled = false;
  Window w(f);
  w.click("lesson.commit");
  EXPECT_TRUE(w.take().empty());
}

TEST(FrameUi, ScrubbingNamesMicroseconds) {
  REQUIRE_FONTS();
  view::Frame f = explain_frame();
  f.inspector.open = false;
  Window w(f);
  // The axis of 60 s lies from 450 to 1260.
  const auto x_of = [](float s) { return 450 + 810 * s / 60; };
  w.down({x_of(42.4f), 660});
  w.move({x_of(30), 660});
  w.move({x_of(20), 660});
  const auto moves = w.take();
  ASSERT_FALSE(moves.empty());
  EXPECT_EQ(moves.back().control, "transport.scrub");
  EXPECT_NEAR(std::stod(moves.back().value), 20e6, 2e4);
  w.up({x_of(20), 660});
  w.take();
  w.hits.focus("transport.scrub");
  w.key("ArrowLeft");
  EXPECT_EQ(w.taken(), "transport.scrub=41900000");
}

TEST(FrameUi, AMarkOfTheEventRowIsALinkToItsEvent) {
  REQUIRE_FONTS();
  Window w(explain_frame());
  w.click({450 + 810 * 8.f / 60, 644});
  EXPECT_EQ(w.taken(), "event.4=");
}

TEST(FrameUi, TheDialDragsAndSteps) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  view::Dial dial;
  dial.control = control("dial", "Visibility timeout");
  dial.value_text = "60 s";
  dial.value = 60;
  dial.max = 120;
  dial.step = 5;
  dial.unit = "s";
  f.lesson.blocks = {dial};
  Window w(f);
  const ui::Control* c = w.hits.find("dial");
  ASSERT_NE(c, nullptr);
  const ui::Rect r = c->rect;
  w.down(r.middle());
  w.move({r.right() + 50, r.middle().y});
  EXPECT_EQ(w.take().back().value, "120");
  w.up({r.right() + 50, r.middle().y});
  w.take();
  w.hits.focus("dial");
  w.key("ArrowLeft");
  EXPECT_EQ(w.taken(), "dial=55");
}

TEST(FrameUi, TheLessonScrollsUnderAPinnedButton) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  for (int i = 0; i < 6; ++i)
    f.lesson.blocks.push_back(
        view::Paragraph{"One more paragraph that makes the panel too tall "
                        "for its place, so that it must scroll."});
  f.lesson.blocks.push_back(view::Action{control("last", "The last")});
  Window w(f);
  const ui::Rect button = w.hits.find("lesson.commit")->rect;
  EXPECT_TRUE(w.hits.find("last")->rect.empty());
  w.wheel({100, 300}, 5000);
  EXPECT_FALSE(w.hits.find("last")->rect.empty());
  EXPECT_LE(w.hits.find("last")->rect.bottom(), button.y);
  EXPECT_EQ(w.hits.find("lesson.commit")->rect.y, button.y);
  // Another beat starts at its top.
  w.frame.lesson.beat = 3;
  w.settle();
  w.settle();
  EXPECT_EQ(w.hits.scroll_offset("ui.scroll.lesson"), 0);
}

TEST(FrameUi, FocusScrollsWhatItReachesIntoView) {
  REQUIRE_FONTS();
  view::Frame f = sized(predict_frame(), 390, 844);
  f.scene = phone_scene();
  Window w(f);
  EXPECT_TRUE(w.hits.find("confidence.2")->rect.empty());
  w.hits.focus("confidence.2");
  w.settle();
  EXPECT_GT(w.hits.find("confidence.2")->rect.h, 40);
}

TEST(FrameUi, TheMenuHoldsWhatAPhoneHasNoRoomFor) {
  REQUIRE_FONTS();
  Window w(phone_frame());
  EXPECT_EQ(w.hits.find("lens.api"), nullptr);
  w.click("ui.menu.top");
  EXPECT_TRUE(w.take().empty());
  for (const char* id : {"lens.api", "top.theme", "top.help", "log.toggle", "transport.next_event"})
    EXPECT_NE(w.hits.find(id), nullptr) << id;
  w.click("lens.api");
  EXPECT_EQ(w.taken(), "lens.api=");
  w.settle();
  EXPECT_EQ(w.hits.find("lens.api"), nullptr);
  // Escape and a press beside it close it as well.
  w.click("ui.menu.top");
  EXPECT_TRUE(w.ui.close_menu());
  EXPECT_FALSE(w.ui.close_menu());
  w.settle();
  w.click("ui.menu.top");
  w.click({20, 700});
  EXPECT_TRUE(w.take().empty());
  EXPECT_EQ(w.hits.find("lens.api"), nullptr);
}

TEST(FrameUi, TheHelpSheetKeepsPressesFromWhatLiesBelow) {
  REQUIRE_FONTS();
  Window w(predict_frame());
  w.frame.help.open = true;
  w.settle();
  w.click({176, 672});  // where the commit button is
  EXPECT_EQ(w.taken(), "help.close=");
  w.click({640, 300});  // on the sheet itself
  EXPECT_TRUE(w.take().empty());
}

TEST(FrameUi, AnOverlayingInspectorIsOpaqueToPresses) {
  REQUIRE_FONTS();
  view::Frame f = sized(explain_frame(), 1024, 768);
  f.scene.workers[0].box = {760, 560, 148, 60};  // below the last attribute
  Window w(f);
  w.click({1000, 600});
  for (const view::Intent& i : w.take()) EXPECT_FALSE(i.control.starts_with("stage.")) << i.control;
}

TEST(FrameUi, ABranchMenuOffersTheKeptPasts) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  f.transport.branches = {control("transport.branch.1", "First try"),
                          control("transport.branch.2", "Second try")};
  Window w(f);
  w.click("ui.menu.branches");
  w.click("transport.branch.2");
  EXPECT_EQ(w.taken(), "transport.branch.2=");
}

// -- Time
// -------------------------------------------------------------------------------------------

TEST(FrameUi, NothingIsDrawnAgainWhenNothingHappens) {
  REQUIRE_FONTS();
  for (const auto& f : {predict_frame(), explain_frame(), home_frame(), phone_frame()}) {
    Window w(f);
    EXPECT_LT(w.ui.wake_s(), 0);
    w.draw(10);
    EXPECT_LT(w.ui.wake_s(), 0);
  }
}

TEST(FrameUi, HoverFadesInNinetyMillisecondsAndTheLabelFollows) {
  REQUIRE_FONTS();
  Window w(predict_frame());
  w.move(w.middle_of("inspector.toggle"));
  w.draw(.001);
  EXPECT_TRUE(w.ui.wants_animation());
  w.draw(.1);
  EXPECT_FALSE(w.ui.wants_animation());
  EXPECT_NEAR(w.ui.wake_s(), .2, .01);
  const auto shows = [&] {
    return std::ranges::any_of(w.texts, [](const auto& t) { return t.text == "Inspector"; });
  };
  EXPECT_FALSE(shows());
  w.draw(.2);
  EXPECT_TRUE(shows());
  EXPECT_LT(w.ui.wake_s(), 0);
}

TEST(FrameUi, ReducedMotionTakesOneStep) {
  REQUIRE_FONTS();
  view::Frame f = predict_frame();
  f.reduced_motion = true;
  Window w(f);
  w.frame.inspector = explain_inspector();
  w.frame.log.open = true;
  w.frame.help.open = true;
  w.draw(.001);
  w.draw(.001);
  EXPECT_FALSE(w.ui.wants_animation());
}

TEST(FrameUi, TheInspectorSlidesForItsTime) {
  REQUIRE_FONTS();
  view::Frame f = explain_frame();
  f.inspector.open = false;
  Window w(f);
  w.frame.inspector.open = true;
  w.draw(.001);
  EXPECT_TRUE(w.ui.wants_animation());
  w.draw(.19);
  w.draw(.001);
  EXPECT_FALSE(w.ui.wants_animation());
  const auto title = std::ranges::find(w.texts, "Message", &ui::DrawnText::text);
  ASSERT_NE(title, w.texts.end());
  EXPECT_NEAR(title->rect.x, 1052, 1);
}

// -- What it costs
// ------------------------------------------------------------------------------------

TEST(FrameUi, AScreenIsAFewDrawCalls) {
  REQUIRE_FONTS();
  for (const auto& f : {predict_frame(), explain_frame(), home_frame(), phone_frame()}) {
    Window w(f);
    EXPECT_LE(w.draw_calls(), 4);
    EXPECT_LT(w.vertices(), 20'000);
  }
}

view::Frame crowded(std::uint32_t n) {
  view::Frame f = predict_frame();
  view::QueueNode& q = f.scene.queues[0];
  q.waiting.clear();
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto column = static_cast<float>(i % 100), row = static_cast<float>(i / 100);
    view::Chip c = chip(100 + i, "abc", 360 + column * 8, 60 + row * 5, 6, 4);
    c.detail = view::ChipDetail::kTick;
    q.waiting.push_back(c);
  }
  return f;
}

TEST(FrameUi, TenThousandChipsStayInTheBudgetAndCanBePressed) {
  REQUIRE_FONTS();
  Window w(crowded(10'000));
  EXPECT_LT(w.vertices(), 60'000);
  EXPECT_LE(w.draw_calls(), 4);
  EXPECT_LT(w.hits.controls().size(), 200u);
  // Chip 25·100 + 40 lies over the queue's card.
  w.click({360 + 40 * 8 + 3, 60 + 25 * 5 + 2});
  EXPECT_EQ(w.taken(), "stage.message.2640=");
}

}  // namespace
