// Patterns, statements and moments: what they read and how they complain.
#include "lesson/expression.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "lesson/event_pattern.h"
#include "lesson/moment.h"

namespace lesson {
namespace {

TEST(Pattern, ReadsKindsAndFilters) {
  const auto p = parse_pattern("MessageReceived, by=worker-2, message!=taken, nth=3");
  ASSERT_TRUE(p) << p.error().message;
  EXPECT_EQ(p->event, "MessageReceived");
  EXPECT_EQ(p->nth, 3u);
  ASSERT_EQ(p->filters.size(), 2u);
  EXPECT_FALSE(p->filters[0].differs);
  EXPECT_TRUE(p->filters[1].differs);
  EXPECT_FALSE(p->bound());
  EXPECT_TRUE(parse_pattern("WorkFinished,effect=duplicate,message=message")->bound());
}

TEST(Pattern, SaysWhatIsWrong) {
  struct Case {
    const char* text;
    const char* says;
    std::size_t at;
  };
  const Case cases[] = {
      {"", "not a kind of event", 0},
      {"Received", "'Received' is not a kind of event", 0},
      {"MessageReceived, worker-2", "key=value", 16},
      {"MessageReceived, who=worker-2", "'who' is not one of", 16},
      {"MessageReceived, by=", "no value", 16},
      {"MessageReceived, by=a,", "key=value", 22},
      {"MessageReceived, nth=0", "from 1", 16},
      {"MessageReceived, nth=x", "from 1", 16},
      {"MessageReceived, nth!=2", "'nth' is not one of", 16},
      {"WorkFinished, effect=twice", "first, duplicate or skipped", 13},
  };
  for (const Case& c : cases) {
    const auto p = parse_pattern(c.text);
    ASSERT_FALSE(p) << c.text;
    EXPECT_TRUE(p.error().message.contains(c.says)) << c.text << ": " << p.error().message;
    EXPECT_EQ(p.error().at, c.at) << c.text;
  }
  EXPECT_FALSE(parse_pattern(std::string(300, 'a')));
}

TEST(Expression, TellsMessageStatementsFromOthers) {
  EXPECT_TRUE(parse_expression("side_effects(message) <= 1")->bound());
  EXPECT_FALSE(parse_expression("side_effects(message) <= 1")->global());
  EXPECT_TRUE(parse_expression("side_effects(message) <= 1 and duplicates() == 0")->global());
  EXPECT_FALSE(parse_expression("receives(taken) >= 2")->bound());
  EXPECT_EQ(cast_names(*parse_expression("receives(taken) + count(MessageSent, message=other)")),
            (std::vector<std::string>{"taken", "other"}));
}

TEST(Expression, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    const char* says;
    std::size_t at;
  };
  const Case cases[] = {
      {"", "a value is missing", 0},
      {"1 +", "a value is missing", 3},
      {"(1 + 2", "')' is missing", 6},
      {"1 == 2 == 3", "'=' is not expected", 7},
      {"recieves(m) > 1", "'recieves' is not known", 0},
      {"receives", "'(' is missing", 8},
      {"receives(", "a name is expected", 9},
      {"receives()", "a name is expected", 9},
      {"receives(a b)", "a name is expected", 9},
      {"duplicates(x)", "')' is missing", 11},
      {"count(Nothing) > 1", "'Nothing' is not a kind", 6},
      {"count(MessageSent, who=x) > 1", "'who'", 18},
      {"12abc > 1", "neither a whole number nor a duration", 0},
      {"99999999999999999999 > 1", "neither", 0},
      {"1 & 2", "'&' is not expected", 2},
      {"not", "a value is missing", 3},
  };
  for (const Case& c : cases) {
    const auto e = parse_expression(c.text);
    ASSERT_FALSE(e) << c.text;
    EXPECT_TRUE(e.error().message.contains(c.says)) << c.text << ": " << e.error().message;
    EXPECT_EQ(e.error().at, c.at) << c.text << ": " << e.error().message;
  }
}

TEST(Expression, IsBounded) {
  EXPECT_FALSE(parse_expression(std::string(500, '1')));
  EXPECT_FALSE(parse_expression(std::string(200, '(') + "1" + std::string(190, ')')));
  std::string nots;
  for (int i = 0; i < 60; ++i) nots += "not ";
  EXPECT_FALSE(parse_expression(nots + "1"));
  std::string sums = "1";
  for (int i = 0; i < 80; ++i) sums += "+1";
  EXPECT_FALSE(parse_expression(sums));
}

TEST(Expression, AnyTextIsReadOrRefused) {
  const std::vector<std::string> pieces{
      "count(", "receives(",   "message", "taken", ")", "(",   "and ", "or ",
      "not ",   "<=",          "==",      "+",     "-", "*",   "1",    "30s",
      ",",      "MessageSent", "=",       "par",   " ", "\xc3"};
  base::Rng rng(5, "expressions");
  int read = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(9); n > 0; --n) text += pieces[rng.below(pieces.size())];
    const auto e = parse_expression(text);
    if (e) {
      ++read;
      ASSERT_FALSE(e->nodes.empty());
    } else {
      ASSERT_LE(e.error().at, text.size()) << text;
    }
  }
  EXPECT_GT(read, 50);
}

TEST(Moment, ReadsTimesAndEvents) {
  EXPECT_EQ(parse_moment("38.5s")->offset, base::milliseconds(38'500));
  const auto relative = parse_moment("expired - 3500ms");
  ASSERT_TRUE(relative);
  EXPECT_EQ(relative->name, "expired");
  EXPECT_EQ(relative->offset, base::milliseconds(-3500));
  EXPECT_EQ(parse_moment("taken+1s")->offset, base::seconds(1));
  for (const char* bad : {"", " ", "12", "12 parsecs", "taken +", "taken + x", "a b", "-3s"}) {
    EXPECT_FALSE(parse_moment(bad)) << bad;
  }
}

TEST(Moment, ResolvesAgainstWhatHasHappened) {
  CastEvents events;
  events["taken"].at = {12'000'000};
  const base::SimTime horizon{60'000'000};
  EXPECT_EQ(resolve(*parse_moment("taken + 1s"), events, horizon), base::SimTime{13'000'000});
  EXPECT_EQ(resolve(*parse_moment("taken - 1m"), events, horizon), base::SimTime{0});
  EXPECT_EQ(resolve(*parse_moment("end - 1s"), events, horizon), base::SimTime{59'000'000});
  EXPECT_EQ(resolve(*parse_moment("gone"), events, horizon), std::nullopt);
}

}  // namespace
}  // namespace lesson
