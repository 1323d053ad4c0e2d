// Prose: places, facts, and what is said about a wrong one.
#include "lesson/prose.h"

#include <gtest/gtest.h>

namespace lesson {
namespace {

class FakeSource final : public ProseSource {
 public:
  model::Profile profile() const override { return profile_; }
  std::optional<std::string> look_up(const Prose::Part& part) const override {
    if (part.kind == PlaceKind::kMessage && part.text == "taken") return "7c1";
    if (part.kind == PlaceKind::kTime) return "at " + part.from.name;
    return std::nullopt;
  }
  model::Profile profile_ = model::Profile::kCurrent;
};

TEST(Prose, FillsItsPlaces) {
  FakeSource source;
  EXPECT_EQ(render(*parse_prose("**{message:taken}** {time:expired - 1s}, {worker:x}."), source),
            "**7c1** at expired, ….");
}

TEST(Prose, FactsFollowTheProfile) {
  FakeSource source;
  const auto prose = parse_prose("up to {{fact:sqs.message_size.max}}");
  ASSERT_TRUE(prose);
  EXPECT_EQ(render(*prose, source), "up to 1 MiB");
  source.profile_ = model::Profile::kClassic;
  EXPECT_EQ(render(*prose, source), "up to 256 KiB");
}

TEST(Prose, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    const char* says;
    std::size_t at;
  };
  const Case cases[] = {
      {"a {message:x", "without its '}'", 2},
      {"a {message}", "not a place", 3},
      {"a {colour:x}", "'{colour:x}' is not a place", 3},
      {"a {}", "not a place", 3},
      {"{{fact:sqs.nothing}}", "no fact 'sqs.nothing'", 1},
      {"{time:12 apples}", "neither a time", 6},
      {"{span:taken}", "{span:from..to}", 6},
      {"{span:a..b c}", "neither a time", 9},
      {"{measure:receives(}", "name is expected", 18},
  };
  for (const Case& c : cases) {
    const auto p = parse_prose(c.text);
    ASSERT_FALSE(p) << c.text;
    EXPECT_TRUE(p.error().message.contains(c.says)) << c.text << ": " << p.error().message;
    EXPECT_EQ(p.error().at, c.at) << c.text;
  }
  EXPECT_FALSE(parse_prose(std::string(2000, 'x')));
}

TEST(Prose, CountsWordsWithPlacesAsOne) {
  EXPECT_EQ(count_words(*parse_prose("one {message:taken} three\nfour")), 4u);
  EXPECT_EQ(count_words(*parse_prose("")), 0u);
}

}  // namespace
}  // namespace lesson
