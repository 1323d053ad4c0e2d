#include "ui/kit/text_field.h"

#include <gtest/gtest.h>

#include "ui/kit/test_fonts.h"

namespace ui {
namespace {

TEST(TextField, TypesAtTheCaret) {
  TextField f;
  f.insert("aws sqs");
  f.key("Home", {});
  f.insert("$ ");
  EXPECT_EQ(f.text(), "$ aws sqs");
  EXPECT_EQ(f.caret(), 2u);
}

TEST(TextField, MovesByWholeCharacters) {
  TextField f;
  f.set_text("a×b");
  f.key("ArrowLeft", {});
  f.key("ArrowLeft", {});
  EXPECT_EQ(f.caret(), 1u);
  f.key("Delete", {});
  EXPECT_EQ(f.text(), "ab");
  f.key("Backspace", {});
  EXPECT_EQ(f.text(), "b");
  f.key("Backspace", {});
  EXPECT_EQ(f.text(), "b");
}

TEST(TextField, MovesAndErasesByWords) {
  TextField f;
  f.set_text("aws sqs send-message");
  f.key("ArrowLeft", {.ctrl = true});
  EXPECT_EQ(f.caret(), 13u);
  f.key("Backspace", {.ctrl = true});
  EXPECT_EQ(f.text(), "aws sqs message");
  f.key("ArrowRight", {.ctrl = true});
  EXPECT_EQ(f.caret(), f.text().size());
}

TEST(TextField, SelectionIsReplaced) {
  TextField f;
  f.set_text("orders");
  f.key("Home", {.shift = true});
  EXPECT_EQ(f.selection(), "orders");
  f.insert("loads");
  EXPECT_EQ(f.text(), "loads");
  EXPECT_EQ(f.selection(), "");
  f.key("a", {.ctrl = true, .command = true});
  EXPECT_EQ(f.cut(), "loads");
  EXPECT_EQ(f.text(), "");
}

TEST(TextField, ArrowsLeaveASelectionAtItsEnds) {
  TextField f;
  f.set_text("abcd");
  f.select_all();
  f.key("ArrowLeft", {});
  EXPECT_EQ(f.caret(), 0u);
  f.select_all();
  f.key("ArrowRight", {});
  EXPECT_EQ(f.caret(), 4u);
}

TEST(TextField, PastedTextIsOneCleanLine) {
  TextField f;
  f.insert("a\nb\tc\x01\x7F\xFFz\r");
  EXPECT_EQ(f.text(), "a b c\uFFFDz");
}

TEST(TextField, LimitCutsBetweenCharacters) {
  TextField f;
  f.set_limit(4);
  f.insert("ab×××");
  EXPECT_EQ(f.text(), "ab×");
  f.insert("cd");
  EXPECT_EQ(f.text(), "ab×");
}

TEST(TextField, OtherKeysAreLeftToTheCaller) {
  TextField f;
  for (const char* name : {"Enter", "Escape", "Tab", "ArrowUp", "a"})
    EXPECT_FALSE(f.key(name, {})) << name;
}

TEST(TextField, PointerPutsTheCaretBetweenCharacters) {
  REQUIRE_FONTS();
  const Fonts& fonts = *testing::fonts();
  const FieldStyle style{.size = 14, .face = Face::Mono};
  const float advance = fonts.width("0", 14, Face::Mono);
  TextField f;
  f.set_text("0123456789");
  f.point(fonts, {100, 0, 300, 40}, style, 100 + 12 + advance * 3.4f, false);
  EXPECT_EQ(f.caret(), 3u);
  f.point(fonts, {100, 0, 300, 40}, style, 100 + 12 + advance * 6.6f, true);
  EXPECT_EQ(f.selection(), "3456");
  f.point(fonts, {100, 0, 300, 40}, style, 0, false);
  EXPECT_EQ(f.caret(), 0u);
}

}  // namespace
}  // namespace ui
