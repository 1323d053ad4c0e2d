// From what the user did to Intents.
#include "ui/panels/links.h"

#include <gtest/gtest.h>

#include "ui/panels/lesson_blocks.h"

namespace {

using namespace ui;

Action act(Action::Kind kind, std::string id, float x = 0, float amount = 0,
           bool keyboard = false) {
  return {kind, std::move(id), {x, 0}, amount, keyboard, {}};
}

TEST(Links, AClickIsTheControlWithItsValue) {
  Hits hits;
  Links links;
  links.add(hits, "option.b", {0, 0, 10, 10}, {"option.b", ""});
  links.add(hits, "stage.message.8", {0, 0, 10, 10}, {"point", "message:8"});
  const auto out = links.resolve(
      {act(Action::Kind::Focus, "option.b"), act(Action::Kind::Click, "option.b"),
       act(Action::Kind::Click, "stage.message.8"), act(Action::Kind::Click, "gone")});
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].control, "option.b");
  EXPECT_EQ(out[1].control, "point");
  EXPECT_EQ(out[1].value, "message:8");
}

TEST(Links, TheSameActInTwoPlacesIsTwoControls) {
  Hits hits;
  Links links;
  links.add(hits, "log.toggle", {0, 0, 10, 10}, {"log.toggle", ""});
  EXPECT_EQ(links.last(), "log.toggle");
  links.add(hits, "log.toggle", {50, 0, 10, 10}, {"log.toggle", ""});
  EXPECT_EQ(links.last(), "log.toggle#2");
  ASSERT_NE(hits.find("log.toggle#2"), nullptr);
  const auto out = links.resolve({act(Action::Kind::Click, "log.toggle#2")});
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].control, "log.toggle");
}

TEST(Links, ASliderSnapsToItsSteps) {
  const SliderRange range{100, 200, 10, 60, 5, 30};
  EXPECT_EQ(slider_value(range, 0), 10);
  EXPECT_EQ(slider_value(range, 300), 60);
  EXPECT_EQ(slider_value(range, 151), 35);
  EXPECT_EQ(slider_x(range, 35), 150);
}

TEST(Links, ADragIsOneIntentWithItsLastPlace) {
  Hits hits;
  Links links;
  const SliderRange range{100, 200, 0, 100, 1, 0};
  links.add(hits, "scrub", {100, 0, 100, 10}, {"scrub", "", range});
  const auto out = links.resolve({act(Action::Kind::DragStart, "scrub", 100),
                                  act(Action::Kind::DragMove, "scrub", 130),
                                  act(Action::Kind::DragMove, "scrub", 170)});
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].value, "70");
}

TEST(Links, KeysMoveASliderByItsKeyStepInsideItsRange) {
  Hits hits;
  Links links;
  links.add(hits, "a", {0, 0, 9, 9}, {"a", "", SliderRange{0, 1, 0, 1000, 1, 500, 100}});
  links.add(hits, "b", {0, 0, 9, 9}, {"b", "", SliderRange{0, 1, 0, 60, 5, 58}});
  EXPECT_EQ(links.resolve({act(Action::Kind::Adjust, "a", 0, -1, true)})[0].value, "400");
  EXPECT_EQ(links.resolve({act(Action::Kind::Adjust, "a", 0, 10, true)})[0].value, "1000");
  EXPECT_EQ(links.resolve({act(Action::Kind::Adjust, "b", 0, 1, true)})[0].value, "60");
  EXPECT_TRUE(links.resolve({act(Action::Kind::Click, "a", 0, 0, true)}).empty());
}

TEST(Links, AmongThousandsAPressFindsTheOneUnderIt) {
  Hits hits;
  Links links;
  links.add(hits, "stage.queue.1", {0, 0, 100, 100}, {"stage.queue.1", ""});
  links.add_spot({10, 0, 5, 5}, {model::RefKind::kMessage, 1}, false);
  links.add_spot({12, 0, 5, 5}, {model::RefKind::kMessage, 2}, false);
  EXPECT_EQ(links.resolve({act(Action::Kind::Click, "stage.queue.1", 13)})[0].control,
            "stage.message.2");
  EXPECT_EQ(links.resolve({act(Action::Kind::Click, "stage.queue.1", 50)})[0].control,
            "stage.queue.1");
  EXPECT_EQ(links.resolve({act(Action::Kind::Click, "stage.queue.1", 13, 0, true)})[0].control,
            "stage.queue.1");
}

TEST(CommandLines, OptionsStandOnLinesOfTheirOwn) {
  const auto lines = command_lines(
      "aws sqs set-queue-attributes --queue-url $ORDERS --attributes VisibilityTimeout=60", 36, 4);
  EXPECT_EQ(lines,
            (std::vector<std::string>{"aws sqs set-queue-attributes", "  --queue-url $ORDERS",
                                      "  --attributes VisibilityTimeout=60"}));
}

TEST(CommandLines, NothingIsWiderThanTheColumnAndNothingIsLost) {
  const std::string command =
      "aws sqs change-message-visibility --queue-url $ORDERS --receipt-handle "
      "AQEBx2a9c8b7AQEBx2a9c8b7AQEBx2a9c8b7AQEBx2a9c8b7kQ== --visibility-timeout 60";
  for (int columns : {20, 27, 34, 60}) {
    std::string joined;
    for (const std::string& line : command_lines(command, columns, 4)) {
      EXPECT_LE(static_cast<int>(line.size()), columns) << line;
      for (char c : line)
        if (c != ' ') joined += c;
    }
    std::string expected = command;
    std::erase(expected, ' ');
    EXPECT_EQ(joined, expected) << columns;
  }
}

}  // namespace
