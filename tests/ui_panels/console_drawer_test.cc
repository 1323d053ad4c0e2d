// The console drawer on the canvas: controls, the caret, what is typed and answered.
#include "ui/frame_ui.h"
#include "ui_panels/bench.h"

namespace {

using namespace ui_test;
using Kind = view::ConsoleRow::Kind;

view::Frame console_frame(float width = 1280, float height = 720) {
  view::Frame f = width < 600 ? phone_frame() : predict_frame();
  f = sized(f, width, height);
  view::ConsolePanel& c = f.console;
  c.open = true;
  c.toggle = control("console.toggle", "Close the console", "terminal");
  c.input = control("console.input", "AWS CLI line");
  c.run = control("console.run", "Run", "play", "Enter");
  c.clear = control("console.clear", "Clear the console", "trash-2");
  c.placeholder = "aws sqs receive-message --queue-url $orders";
  c.line = {"aws sqs re", 10, 10};
  c.rows = {{.id = "console.line.1",
             .kind = Kind::kPrompt,
             .text = "aws sqs recieve-message --queue-url $orders",
             .time = "00:06.0",
             .mark_at = 8,
             .mark_length = 15},
            {.id = "console.answer.1", .kind = Kind::kError, .text = "aws: error: no"},
            {.id = "console.line.2", .kind = Kind::kPrompt, .text = "aws sqs list-queues"},
            {.id = "console.answer.2",
             .kind = Kind::kOutput,
             .text = "{\n    \"QueueUrls\": []\n}",
             .copy = control("console.copy.2", "Copy this answer", "copy")}};
  c.completions = {control("console.complete.1", "receive-message"),
                   control("console.complete.2", "redrive")};
  c.notes = {"", ""};
  return f;
}

TEST(ConsoleDrawer, EveryControlIsThereAtEverySize) {
  REQUIRE_FONTS();
  for (const auto& [w, h] : {std::pair{1280.f, 720.f}, {1024.f, 768.f}, {390.f, 844.f}}) {
    Window window(console_frame(w, h));
    for (const char* id : {"console.toggle", "console.input", "console.run", "console.clear",
                           "console.complete.1", "console.complete.2", "console.copy.2"}) {
      ASSERT_NE(window.hits.find(id), nullptr) << id << " at " << w;
      EXPECT_FALSE(window.hits.find(id)->rect.empty()) << id << " at " << w;
    }
  }
}

TEST(ConsoleDrawer, APressInTheLineIsAColumn) {
  REQUIRE_FONTS();
  Window w(console_frame());
  const ui::Rect field = w.hits.find("console.input")->rect;
  w.click(ui::Point{field.x + 1, field.y + field.h / 2});
  EXPECT_EQ(w.taken(), "console.caret=0");
  w.click(ui::Point{field.right() - 4, field.y + field.h / 2});
  EXPECT_EQ(w.taken(), "console.caret=10");
  EXPECT_EQ(w.hits.focused(), "console.input");
}

TEST(ConsoleDrawer, TheButtonsSayWhatTheyAre) {
  REQUIRE_FONTS();
  Window w(console_frame());
  w.click("console.run");
  EXPECT_EQ(w.taken(), "console.run=");
  w.click("console.complete.2");
  EXPECT_EQ(w.taken(), "console.complete.2=");
  w.click("console.copy.2");
  EXPECT_EQ(w.taken(), "console.copy.2=");
}

TEST(ConsoleDrawer, TheCaretStandsUnderTheFault) {
  REQUIRE_FONTS();
  Window w(console_frame());
  const auto found = std::ranges::find_if(
      w.texts, [](const auto& t) { return t.text == "        ^~~~~~~~~~~~~~~"; });
  EXPECT_NE(found, w.texts.end());
}

TEST(ConsoleDrawer, ClosedItLeavesNothingBehind) {
  REQUIRE_FONTS();
  view::Frame f = console_frame();
  f.console.open = false;
  Window w(f);
  EXPECT_EQ(w.hits.find("console.input"), nullptr);
}

}  // namespace
