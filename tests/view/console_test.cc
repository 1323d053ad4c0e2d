// The console drawer's model: rows, the caret of a fault, pieces of long lines, the outline.
#include "view/console.h"

#include "lesson/console.h"
#include "lesson/support.h"
#include "view/frame.h"
#include "view/outline.h"

namespace {

using Kind = view::ConsoleRow::Kind;
using base::Json;

struct Typed {
  Typed() { test::settle(session); }
  lesson::Session session = test::open(test::first_lesson(), 1);
  lesson::Console console;
  view::ConsoleState state{.open = true};
  view::ConsolePanel panel() const { return view::build_console(console, state); }
};

TEST(ConsolePanel, ALineIsAPromptAndItsAnswer) {
  Typed t;
  t.console.run(t.session, "aws sqs get-queue-url --queue-name orders");
  const auto rows = t.panel().rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].kind, Kind::kPrompt);
  EXPECT_EQ(rows[0].text, "aws sqs get-queue-url --queue-name orders");
  EXPECT_EQ(rows[0].time, base::format_clock(t.session.timeline().playhead()));
  EXPECT_EQ(rows[0].mark_length, 0u);
  EXPECT_EQ(rows[1].kind, Kind::kOutput);
  EXPECT_TRUE(rows[1].text.starts_with("{\n    \"QueueUrl\": "));
  EXPECT_TRUE(rows[1].text.ends_with("}"));
  EXPECT_EQ(rows[1].copy.id, "console.copy.1");
}

TEST(ConsolePanel, AFaultHasItsMarkAndNoCopy) {
  Typed t;
  t.console.run(t.session, "aws sqs recieve-message");
  const auto rows = t.panel().rows;
  EXPECT_EQ(rows[0].mark_at, 8u);
  EXPECT_EQ(rows[0].mark_length, 15u);
  EXPECT_EQ(rows[1].kind, Kind::kError);
  EXPECT_TRUE(rows[1].copy.id.empty());
}

TEST(ConsolePanel, AnAnswerWithoutOutputSaysSo) {
  Typed t;
  t.console.run(t.session, "aws sqs purge-queue --queue-url $orders");
  EXPECT_EQ(t.panel().rows[1].kind, Kind::kHint);
  EXPECT_NE(t.panel().rows[1].text.find("prints nothing"), std::string::npos);
}

TEST(ConsolePanel, TheRunButtonNeedsALine) {
  Typed t;
  EXPECT_FALSE(t.panel().run.enabled);
  t.state.line.text = "  ";
  EXPECT_FALSE(t.panel().run.enabled);
  t.state.line.text = "aws";
  EXPECT_TRUE(t.panel().run.enabled);
}

TEST(SliceText, BreaksAtTheWidthAndAtLineBreaks) {
  const std::string_view text = "abcdef\n\nghü漢x";
  std::vector<std::string> got;
  for (const auto& piece : view::slice_text(text, 4))
    got.emplace_back(text.substr(piece.from, piece.to - piece.from));
  EXPECT_EQ(got, (std::vector<std::string>{"abcd", "ef", "", "ghü漢", "x"}));
  EXPECT_EQ(view::slice_text("", 4).size(), 1u);
  EXPECT_EQ(view::slice_text("ab", 0).size(), 2u);
}

TEST(SliceText, ColumnsAndBytesAreEachOthersInverse) {
  const std::string text = "aü漢b";
  for (std::size_t column = 0; column <= 4; ++column)
    EXPECT_EQ(view::column_of(text, view::byte_of(text, column)), column);
  EXPECT_EQ(view::byte_of(text, 99), text.size());
}

const Json* node(const Json& nodes, std::string_view id) {
  for (const Json& n : nodes) {
    if (n["id"] == id) return &n;
    if (!n.contains("items")) continue;
    if (const Json* inner = node(n["items"], id)) return inner;
  }
  return nullptr;
}

TEST(ConsolePanel, TheOutlineHasFieldButtonsAndTranscript) {
  Typed t;
  t.console.run(t.session, "aws sqs recieve-message");
  t.console.run(t.session, "aws sqs get-queue-url --queue-name orders");
  t.state.line = {"aws sqs ", 8, 8};
  t.state.candidates = {"send-message", "receive-message"};
  t.state.notes = {"", ""};
  view::Frame frame;
  frame.screen = view::Screen::kLesson;
  frame.console = t.panel();
  const Json out = view::build_outline(frame);
  const Json* field = node(out["nodes"], "console.input");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ((*field)["kind"], "textbox");
  EXPECT_EQ((*field)["value"], "aws sqs ");
  EXPECT_EQ((*field)["submit"], "console.run");
  for (const char* id : {"console.toggle", "console.run", "console.complete.2", "console.copy.2",
                         "console.clear", "console.answer.1"})
    EXPECT_NE(node(out["nodes"], id), nullptr) << id;
  const Json* line = node(out["nodes"], "console.line.1");
  ASSERT_NE(line, nullptr);
  EXPECT_TRUE(
      (*line)["text"].get<std::string>().ends_with("The fault is at character 9: recieve-message"));
  frame.console.open = false;
  const Json closed = view::build_outline(frame);
  EXPECT_EQ(node(closed["nodes"], "console.input"), nullptr);
  EXPECT_NE(node(closed["nodes"], "console.toggle"), nullptr);
}

TEST(ConsoleDrawer, SharesThePlaceOfTheLogAndHoldsAnAnswer) {
  for (const auto& [w, h] : {std::pair{1280.f, 720.f}, {1024.f, 768.f}, {390.f, 844.f}}) {
    const view::Layout l = view::layout(w, h, false, false, true);
    EXPECT_EQ(l.log.w, 0);
    EXPECT_GE(l.console.h, 300) << w;
    EXPECT_LE(l.console.bottom(), h);
    const view::Layout log = view::layout(w, h, false, true);
    EXPECT_EQ(log.console.w, 0);
    EXPECT_EQ(log.log.x, l.console.x);
    EXPECT_EQ(log.log.bottom(), l.console.bottom());
  }
}

}  // namespace
