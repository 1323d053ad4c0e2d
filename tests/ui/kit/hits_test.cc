#include "ui/kit/hits.h"

#include <gtest/gtest.h>

namespace ui {
namespace {

using Kind = PointerEvent::Kind;
using Act = Action::Kind;

class HitsTest : public ::testing::Test {
 protected:
  /// One frame with whatever `draw` registers.
  template <class Draw>
  void frame(Draw draw) {
    hits.begin_frame();
    draw();
    hits.end_frame();
  }
  void buttons() {
    frame([&] {
      hits.add("a", {0, 0, 100, 30});
      hits.add("b", {0, 40, 100, 30});
      hits.add("c", {0, 80, 100, 30});
    });
  }
  bool send(Kind kind, float x, float y, bool touch = false) {
    return hits.pointer({.kind = kind, .at = {x, y}, .touch = touch});
  }
  void click(float x, float y, bool touch = false) {
    send(Kind::Move, x, y, touch);
    send(Kind::Down, x, y, touch);
    send(Kind::Up, x, y, touch);
  }
  bool key(std::string_view name, Mods mods = {}) { return hits.key(name, mods); }
  std::string clicked() {
    for (const Action& a : hits.take_actions())
      if (a.kind == Act::Click) return a.id;
    return "";
  }

  Hits hits;
};

TEST_F(HitsTest, HoverFollowsThePointer) {
  buttons();
  EXPECT_TRUE(send(Kind::Move, 10, 50));
  EXPECT_EQ(hits.hovered(), "b");
  EXPECT_EQ(hits.cursor(), Cursor::Hand);
  EXPECT_FALSE(send(Kind::Move, 12, 52));  // nothing new: no frame needed
  EXPECT_TRUE(send(Kind::Leave, 0, 0));
  EXPECT_EQ(hits.hovered(), "");
  EXPECT_EQ(hits.cursor(), Cursor::Arrow);
}

TEST_F(HitsTest, LaterControlsLieOnTop) {
  frame([&] {
    hits.add("below", {0, 0, 100, 100});
    hits.add("above", {20, 20, 20, 20});
  });
  click(30, 30);
  EXPECT_EQ(clicked(), "above");
  click(5, 5);
  EXPECT_EQ(clicked(), "below");
}

TEST_F(HitsTest, ClickNeedsPressAndReleaseOnTheSameControl) {
  buttons();
  send(Kind::Down, 10, 10);
  EXPECT_TRUE(hits.touch("a").pressed);
  send(Kind::Move, 10, 50);
  EXPECT_FALSE(hits.touch("b").hover);
  send(Kind::Up, 10, 50);
  EXPECT_EQ(clicked(), "");
  EXPECT_EQ(hits.hovered(), "b");
}

TEST_F(HitsTest, DisabledControlsSwallowClicks) {
  frame([&] {
    hits.add("below", {0, 0, 100, 100});
    hits.add("off", {0, 0, 50, 50}, {.enabled = false});
  });
  click(10, 10);
  EXPECT_EQ(clicked(), "");
  EXPECT_EQ(hits.cursor(), Cursor::Blocked);
  EXPECT_EQ(hits.focused(), "");
}

TEST_F(HitsTest, FingersHaveLargerTargets) {
  frame([&] {
    hits.add("small", {100, 100, 10, 10});
    hits.add("far", {140, 100, 10, 10});
  });
  click(88, 105, true);
  EXPECT_EQ(clicked(), "small");
  click(126, 105, true);  // inside both targets: the nearer one
  EXPECT_EQ(clicked(), "far");
  click(88, 105, false);
  EXPECT_EQ(clicked(), "");
  EXPECT_EQ(hits.hovered(), "");
}

TEST_F(HitsTest, FingerLeavesNoHoverBehind) {
  buttons();
  click(10, 10, true);
  buttons();
  EXPECT_EQ(hits.hovered(), "");
}

TEST_F(HitsTest, ClippedPartsCannotBeHit) {
  frame([&] {
    hits.push_clip({0, 0, 100, 20});
    hits.add("cut", {0, 10, 100, 30});
    hits.pop_clip();
    hits.add("free", {0, 60, 10, 10});
  });
  click(10, 15);
  EXPECT_EQ(clicked(), "cut");
  click(10, 30);
  EXPECT_EQ(clicked(), "");
  click(5, 65);
  EXPECT_EQ(clicked(), "free");
}

TEST_F(HitsTest, ModalCoversEverythingBelow) {
  const auto sheet = [&] {
    frame([&] {
      hits.add("below", {0, 0, 100, 100});
      hits.begin_modal();
      hits.add("ok", {40, 40, 20, 20});
    });
  };
  frame([&] { hits.add("below", {0, 0, 100, 100}); });
  hits.focus("below");
  sheet();
  EXPECT_EQ(hits.focused(), "");
  click(10, 10);
  EXPECT_EQ(clicked(), "");
  EXPECT_TRUE(key("Tab"));
  EXPECT_EQ(hits.focused(), "ok");
  EXPECT_FALSE(key("Tab"));  // the ring of the sheet ends: the page may move on
  frame([&] { hits.add("below", {0, 0, 100, 100}); });
  EXPECT_EQ(hits.focused(), "below");  // given back
}

TEST_F(HitsTest, TabFollowsTheOrderOfDrawing) {
  buttons();
  for (const char* id : {"a", "b", "c"}) {
    EXPECT_TRUE(key("Tab"));
    EXPECT_EQ(hits.focused(), id);
    EXPECT_TRUE(hits.touch(id).focus);
  }
  EXPECT_FALSE(key("Tab"));
  EXPECT_EQ(hits.focused(), "");
  EXPECT_TRUE(key("Tab", {.shift = true}));
  EXPECT_EQ(hits.focused(), "c");
}

TEST_F(HitsTest, TabSkipsWhatCannotBeFocused) {
  frame([&] {
    hits.add("a", {0, 0, 10, 10});
    hits.add("off", {0, 20, 10, 10}, {.enabled = false});
    hits.add("plain", {0, 40, 10, 10}, {.focusable = false});
    hits.add("d", {0, 60, 10, 10});
  });
  key("Tab");
  key("Tab");
  EXPECT_EQ(hits.focused(), "d");
}

TEST_F(HitsTest, MouseFocusShowsItsRingAtTheFirstKey) {
  buttons();
  click(10, 50);
  hits.take_actions();
  EXPECT_EQ(hits.focused(), "b");
  EXPECT_FALSE(hits.touch("b").focus);
  EXPECT_FALSE(key("Enter"));  // still free for shortcuts
  EXPECT_TRUE(key("Tab"));
  EXPECT_EQ(hits.focused(), "b");
  EXPECT_TRUE(hits.touch("b").focus);
  EXPECT_TRUE(key("Enter"));
  EXPECT_EQ(clicked(), "b");
}

TEST_F(HitsTest, RingHidesWhileTheKeyboardIsElsewhere) {
  buttons();
  hits.focus("b");
  hits.set_keyboard_here(false);
  EXPECT_FALSE(hits.touch("b").focus);
  EXPECT_EQ(hits.focused(), "b");
  hits.set_keyboard_here(true);
  EXPECT_TRUE(hits.touch("b").focus);
}

TEST_F(HitsTest, EnterAndSpaceUseTheFocusedControl) {
  buttons();
  EXPECT_FALSE(key("Enter"));
  EXPECT_FALSE(key(" "));
  hits.focus("c");
  EXPECT_TRUE(key(" "));
  const auto actions = hits.take_actions();
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0].kind, Act::Focus);
  EXPECT_EQ(actions[1].kind, Act::Click);
  EXPECT_TRUE(actions[1].keyboard);
  EXPECT_FLOAT_EQ(actions[1].at.y, 95);
}

TEST_F(HitsTest, ShortcutsWithModifiersAreNotOurs) {
  buttons();
  hits.focus("a");
  EXPECT_FALSE(key("Enter", {.ctrl = true, .command = true}));
  EXPECT_FALSE(key("Tab", {.alt = true}));
}

TEST_F(HitsTest, ArrowsMoveInsideAGroupAndRound) {
  frame([&] {
    hits.add("x", {0, 0, 10, 10});
    hits.add("r1", {0, 20, 10, 10}, {.group = "answer"});
    hits.add("r2", {0, 40, 10, 10}, {.group = "answer"});
    hits.add("y", {0, 60, 10, 10});
  });
  hits.focus("r1");
  EXPECT_TRUE(key("ArrowDown"));
  EXPECT_EQ(hits.focused(), "r2");
  EXPECT_TRUE(key("ArrowRight"));
  EXPECT_EQ(hits.focused(), "r1");
  hits.focus("x");
  EXPECT_FALSE(key("ArrowRight"));  // free for stepping through time
  EXPECT_TRUE(key("ArrowDown"));
  EXPECT_EQ(hits.focused(), "r1");
}

TEST_F(HitsTest, SlidersAreAdjusted) {
  frame([&] { hits.add("slider", {0, 0, 100, 20}, {.adjust = true}); });
  hits.focus("slider");
  hits.take_actions();
  EXPECT_TRUE(key("ArrowRight"));
  EXPECT_TRUE(key("ArrowDown", {.shift = true}));
  const auto actions = hits.take_actions();
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0].kind, Act::Adjust);
  EXPECT_FLOAT_EQ(actions[0].amount, 1);
  EXPECT_FLOAT_EQ(actions[1].amount, -10);
}

TEST_F(HitsTest, TextFieldsKeepTheirKeys) {
  frame([&] { hits.add("field", {0, 0, 100, 20}, {.cursor = Cursor::Text, .text = true}); });
  click(10, 10);
  hits.take_actions();
  EXPECT_FALSE(key("ArrowLeft"));
  EXPECT_FALSE(key(" "));
  EXPECT_FALSE(key("Home"));
  EXPECT_TRUE(key("Enter"));
  EXPECT_EQ(clicked(), "field");
}

TEST_F(HitsTest, DragSendsStartMovesAndEnd) {
  frame([&] { hits.add("head", {0, 0, 20, 20}, {.cursor = Cursor::Grab, .drag = true}); });
  send(Kind::Down, 10, 10);
  EXPECT_FALSE(send(Kind::Move, 12, 10));  // a shaky hand is not a drag
  EXPECT_TRUE(send(Kind::Move, 40, 10));
  EXPECT_EQ(hits.cursor(), Cursor::Grabbing);
  send(Kind::Up, 60, 10);
  const auto actions = hits.take_actions();
  ASSERT_EQ(actions.size(), 3u);
  EXPECT_EQ(actions[0].kind, Act::DragStart);
  EXPECT_FLOAT_EQ(actions[0].at.x, 10);
  EXPECT_EQ(actions[1].kind, Act::DragMove);
  EXPECT_EQ(actions[2].kind, Act::DragEnd);
  EXPECT_FLOAT_EQ(actions[2].at.x, 60);
}

TEST_F(HitsTest, LostTouchEndsTheDrag) {
  frame([&] { hits.add("head", {0, 0, 20, 20}, {.drag = true}); });
  send(Kind::Down, 10, 10);
  send(Kind::Move, 40, 10);
  EXPECT_TRUE(send(Kind::Cancel, 0, 0));
  EXPECT_EQ(hits.take_actions().back().kind, Act::DragEnd);
  EXPECT_EQ(hits.pressed(), "");
}

class ScrollTest : public HitsTest {
 protected:
  /// A list of ten rows of 40 in a window of 100.
  void list() {
    frame([&] {
      const float offset = hits.begin_scroll("list", {0, 0, 100, 100}, 400);
      for (int i = 0; i < 10; ++i)
        hits.add("row" + std::to_string(i), {0, static_cast<float>(i) * 40 - offset, 100, 40});
      hits.end_scroll();
    });
  }
  bool wheel(float y) { return hits.pointer({.kind = Kind::Wheel, .at = {50, 50}, .wheel_y = y}); }
};

TEST_F(ScrollTest, WheelScrollsWithinTheContent) {
  list();
  EXPECT_TRUE(wheel(60));
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 60);
  EXPECT_TRUE(wheel(9999));
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 300);
  EXPECT_FALSE(wheel(1));  // at the end the page may scroll
  list();
  click(50, 95);
  EXPECT_EQ(clicked(), "row9");
}

TEST_F(ScrollTest, ShorterContentPullsTheOffsetBack) {
  list();
  wheel(300);
  frame([&] {
    EXPECT_FLOAT_EQ(hits.begin_scroll("list", {0, 0, 100, 100}, 150), 50);
    hits.end_scroll();
  });
}

TEST_F(ScrollTest, InnerAreaPassesOnWhatItCannotUse) {
  frame([&] {
    hits.begin_scroll("outer", {0, 0, 100, 100}, 500);
    hits.begin_scroll("inner", {0, 0, 100, 80}, 100);
    hits.end_scroll();
    hits.end_scroll();
  });
  wheel(50);
  EXPECT_FLOAT_EQ(hits.scroll_offset("inner"), 20);
  wheel(50);
  EXPECT_FLOAT_EQ(hits.scroll_offset("outer"), 50);
}

TEST_F(ScrollTest, FocusIsScrolledIntoView) {
  list();
  hits.focus("row7");
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 8 * 40 + 12 - 100);
  list();
  hits.focus("row0");
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 0);
}

TEST_F(ScrollTest, FingerDragScrollsInsteadOfClicking) {
  list();
  send(Kind::Down, 50, 90, true);
  send(Kind::Move, 50, 70, true);
  send(Kind::Move, 50, 40, true);
  send(Kind::Up, 50, 40, true);
  EXPECT_EQ(clicked(), "");
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 50);
}

TEST_F(ScrollTest, PageKeysScrollTheAreaUnderThePointer) {
  list();
  send(Kind::Move, 50, 50);
  EXPECT_TRUE(key("PageDown"));
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 90);
  EXPECT_TRUE(key("End"));
  EXPECT_FLOAT_EQ(hits.scroll_offset("list"), 300);
  EXPECT_TRUE(key("Home"));
  EXPECT_FALSE(key("Home"));
}

TEST_F(HitsTest, ControlsThatVanishLoseFocusAndPress) {
  buttons();
  send(Kind::Down, 10, 10);
  frame([&] { hits.add("b", {0, 40, 100, 30}); });
  EXPECT_EQ(hits.focused(), "");
  EXPECT_EQ(hits.pressed(), "");
  send(Kind::Up, 10, 10);
  EXPECT_EQ(clicked(), "");
}

TEST_F(HitsTest, LayoutMovingUnderThePointerChangesTheHover) {
  buttons();
  send(Kind::Move, 10, 10);
  frame([&] { hits.add("other", {0, 0, 100, 30}); });
  EXPECT_EQ(hits.hovered(), "other");
}

TEST_F(HitsTest, RestingPointerIsTimed) {
  buttons();
  send(Kind::Move, 10, 10);
  hits.tick(.2);
  hits.tick(.2);
  EXPECT_NEAR(hits.hover_s(), .4, 1e-9);
  send(Kind::Move, 10, 50);
  EXPECT_EQ(hits.hover_s(), 0);
}

}  // namespace
}  // namespace ui
