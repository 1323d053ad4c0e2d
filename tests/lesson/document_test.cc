// Lesson files: what is wrong is named with file, pointer and line, all in one pass.
#include "lesson/document.h"

#include "lesson/support.h"

namespace lesson {
namespace {

using test::contains;
using test::faults;
using test::small_lesson;

TEST(Document, ReadsTheFirstLesson) {
  const Document& d = test::first_lesson();
  EXPECT_EQ(d.id, "sqs/visibility-timeout");
  EXPECT_EQ(d.beats.size(), 8u);
  EXPECT_EQ(d.find_beat("predict"), 2u);
  EXPECT_EQ(d.find_beat("3"), 2u);
  EXPECT_EQ(d.find_beat("9"), std::nullopt);
  EXPECT_EQ(d.find_beat("0"), std::nullopt);
  EXPECT_EQ(d.find_beat("nothing"), std::nullopt);
  EXPECT_EQ(d.find_beat(""), std::nullopt);
  EXPECT_EQ(kind_title(d.beats[2].body), "Predict");
}

TEST(Document, NamesFilePointerAndLine) {
  std::string text = test::read_file(test::kFirstLesson);
  const std::size_t at = text.find("\"by!=worker-2");
  ASSERT_EQ(at, std::string::npos);
  const std::size_t typo = text.find("by!=worker-2");
  text.replace(typo, 12, "by!=worker-9");
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(typo), '\n');
  const auto lines = faults(text);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("l.json:")) << lines[0];
  EXPECT_TRUE(lines[0].contains("no caller named 'worker-9'")) << lines[0];
  EXPECT_TRUE(lines[0].contains("/beats/2")) << lines[0];
  // The error stands at the beat; the beat stands above the line.
  const int named = std::stoi(lines[0].substr(7));
  EXPECT_LE(named, line);
  EXPECT_GT(named, line - 40);
}

TEST(Document, NamesEverythingThatIsWrongInOnePass) {
  const auto lines = faults(R"({
  "id": "No Slash",
  "version": 0,
  "as_of": "November",
  "minutes": "8",
  "colour": "blue",
  "objectives": [],
  "horizon": "soon",
  "world": { "Resources": { "Q": { "Type": "AWS::SQS::Shelf" } } },
  "beats": [ { "id": "a", "title": "T", "say": "x", "run": {} }, { "id": "b" } ]
})");
  for (const char* expected :
       {"l.json:2:9: /id:", "l.json:3:14: /version:", "l.json:4:12: /as_of:",
        "l.json:5:14: /minutes:", "l.json:6:13: /colour: is not a known property",
        "/objectives:", "l.json:8:14: /horizon:", "\"title\" is missing", "/world/Resources/Q/Type",
        "/beats/0: must have exactly one of", "/beats/1: must have exactly one of"}) {
    EXPECT_TRUE(contains(lines, expected)) << expected;
  }
}

TEST(Document, BrokenJsonIsNamedToo) {
  EXPECT_TRUE(contains(faults("{\n  \"id\": \"a/b\",\n  oops\n}"), "l.json:3:"));
  EXPECT_TRUE(contains(faults(""), "not JSON"));
  EXPECT_TRUE(contains(faults("[1, 2"), "not JSON"));
  EXPECT_TRUE(contains(faults("null"), "must be an object"));
  EXPECT_TRUE(contains(faults(std::string(600 << 10, ' ')), "bytes"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "[";
  EXPECT_TRUE(contains(faults(deep), "nested deeper"));
}

struct BeatCase {
  const char* beat;
  const char* says;
};

TEST(Document, RulesOfBeats) {
  const BeatCase cases[] = {
      {R"({"id": "a", "title": "T", "run": {}})", "\"until\" is missing: the deciding event"},
      {R"({"id": "a", "title": "T", "say": "x", "text": "y"})", "has its text in \"say\""},
      {R"({"id": "a", "title": "T", "say": "x", "world": {}})", "only vary and challenge"},
      {R"({"id": "a", "title": "T", "say": "x", "cast": {}})", "belong to a world of its own"},
      {R"({"id": "a b", "title": "T", "say": "x"})", "1 to 40 letters"},
      {R"({"id": "a", "title": "T", "say": "x", "until": "gone"})",
       "'gone' is not a name of the cast"},
      {R"({"id": "a", "title": "T", "say": "x", "until": "12 x"})", "neither a time"},
      {R"({"id": "a", "title": "T", "say": "x", "speed": "fast"})", "must be a speed"},
      {R"({"id": "a", "title": "T", "say": "x", "focus": "nobody"})", "'nobody' is neither"},
      {R"({"id": "a", "title": "T {message:nobody}", "say": "x"})", "'nobody' is not a name"},
      {R"({"id": "a", "title": "T", "say": "{{fact:sqs.nothing}}"})", "no fact 'sqs.nothing'"},
      {R"({"id": "a", "title": "T", "say": "{world:/Resources/Nope}"})",
       "no value at /Resources/Nope"},
      {R"({"id": "a", "title": "T", "demo": {"steps": []}})", "between 1 and 4"},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s",
          "do": "aws sqs recieve-message --queue-url $jobs"}]}})",
       "Invalid choice: 'recieve-message'"},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s",
          "do": "aws sqs purge-queue --queue-url $nojobs"}]}})",
       "There is no $nojobs"},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s",
          "do": "aws sqs send-message --queue-url $jobs --message-body {value}"}]}})",
       "no dial"},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s",
          "do": {"actors": "worker", "order": "dance"}}]}})",
       "'dance' is not an order"},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s",
          "do": {"actors": "worker"}}]}})",
       "must have either \"order\""},
      {R"({"id": "a", "title": "T", "demo": {"steps": [{"button": "b", "at": "1s", "ask": "Type.",
          "do": {"actors": "worker", "order": "crash"}}]}})",
       "must be one AWS CLI line"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s"}})",
       "exactly one of options"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s", "answer": "c",
          "options": [{"text": "x", "holds": "1"}, {"text": "y", "holds": "0"}]}})",
       "letter of one of"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s", "answer": "a",
          "options": [{"text": "x", "holds": "1 +"}, {"text": "y", "holds": "0"}]}})",
       "a value is missing (at character 4)"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s",
          "number": {"dial": {"label": "L", "min": 5, "max": 1, "start": 5}, "truth": "1"}}})",
       "max must be above min"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s",
          "number": {"dial": {"label": "L", "min": 1, "max": 9, "step": 4, "start": 4}, "truth": "1"}}})",
       "one of the dial's values"},
      {R"({"id": "a", "title": "T", "predict": {"ask": "?", "freeze": "5s",
          "point": {"at": ["worker-1", "worker-2"], "answer": "jobs", "proof": "1"}}})",
       "one of the places"},
      {R"j({"id": "a", "title": "T", "until": "5s", "world": {}, "vary": {
          "tool": {"id": "t", "label": "L", "do": "aws sqs list-queues"},
          "measure": "duplicates()", "measure_text": "{n}", "holds": "1", "found": "f"}})j",
       "needs a dial"},
      {R"({"id": "a", "title": "T", "challenge": {}})", "\"until\" is missing: how long"},
      {R"({"id": "a", "title": "T", "recall": {"prompts": [
          {"id": "p", "ask": "?", "options": ["x", "y"], "answer": "a", "why": "w"},
          {"id": "p", "ask": "?", "options": ["x", "y"], "answer": "a", "why": "w"}]}})",
       "two prompts have the same id"},
  };
  for (const BeatCase& c : cases) {
    const auto lines = faults(small_lesson(c.beat));
    EXPECT_TRUE(contains(lines, c.says))
        << c.says << "\n  but: " << (lines.empty() ? "nothing" : lines[0]);
  }
}

TEST(Document, SaysOnlySixtyWords) {
  std::string sixty;
  for (int i = 0; i < 60; ++i) sixty += "word ";
  EXPECT_TRUE(faults(small_lesson(R"({"id":"a","title":"T","say":")" + sixty + "\"}")).empty());
  EXPECT_TRUE(contains(faults(small_lesson(R"({"id":"a","title":"T","say":")" + sixty + "more\"}")),
                       "says 61 words"));
}

TEST(Document, RulesOfChallenges) {
  const auto challenge = [](const std::string& goals, const std::string& solutions,
                            const std::string& misses) {
    return small_lesson(R"({"id": "a", "title": "T", "until": "60s", "world": {}, "challenge": {
      "tools": [{"id": "t", "label": "L", "do": "aws sqs purge-queue --queue-url $jobs"}],
      "allow": ["sqs:PurgeQueue"], "par": 1, "solved": "s", "goals": [)" +
                        goals + R"(], "solutions": [)" + solutions + R"(], "near_misses": [)" +
                        misses + "]}}");
  };
  const std::string goal = R"j({"id": "g", "text": "G", "always": "duplicates() == 0"})j";
  const std::string miss = R"({"do": [], "fails": ["g"]})";
  EXPECT_TRUE(faults(challenge(goal, R"([{"tool": "t"}])", miss)).empty());
  EXPECT_TRUE(contains(faults(challenge(goal, R"([{"tool": "u"}])", miss)), "no tool 'u'"));
  EXPECT_TRUE(contains(faults(challenge(goal, R"([{"tool": "t", "cli": "x"}])", miss)), "either"));
  EXPECT_TRUE(
      contains(faults(challenge(goal, R"(["aws sqs delete-queue --queue-url $jobs"])", miss)),
               "sqs:DeleteQueue is not allowed"));
  EXPECT_TRUE(contains(faults(challenge(goal, "[]", R"({"do": [], "fails": ["h"]})")),
                       "'h', which is no goal"));
  EXPECT_TRUE(contains(faults(challenge(goal + "," + goal, "[]", miss)), "two goals"));
  EXPECT_TRUE(contains(
      faults(challenge(R"({"id": "g", "text": "G", "always": "1", "at_end": "1"})", "[]", miss)),
      "exactly one of always"));
  EXPECT_TRUE(
      contains(faults(challenge(R"j({"id": "g", "text": "G", "at_end": "waiting(none) == 1"})j",
                                "[]", miss)),
               "no queue named 'none'"));
}

TEST(Document, CastNamesStandInOrder) {
  EXPECT_TRUE(contains(faults(small_lesson(R"({"id":"a","title":"T","say":"x"})",
                                           R"(, "x": "MessageSent, message=y")")),
                       "'y' is not a name that stands above"));
  EXPECT_TRUE(contains(
      faults(small_lesson(R"({"id":"a","title":"T","say":"x"})", R"(, "12s": "MessageSent")")),
      "not a possible name"));
}

TEST(Document, MergesPatchesLikeRfc7396) {
  const auto json = [](const char* text) { return base::Json::parse(text, nullptr, false); };
  const base::Json merged =
      merge_patch(json(R"({"a": {"b": 1, "c": [1, 2]}, "d": 3})"),
                  json(R"({"a": {"b": null, "c": [9], "e": {"f": null}}, "g": "h"})"));
  EXPECT_EQ(merged, json(R"({"a": {"c": [9], "e": {}}, "d": 3, "g": "h"})"));
}

// Every prefix and many mutations of a real file are read or refused, never more.
TEST(Document, DamagedFilesAreRefused) {
  const std::string text = test::read_file(test::kFirstLesson);
  for (std::size_t n = 0; n < text.size() - 2; n += 997) {
    EXPECT_FALSE(faults(std::string_view(text).substr(0, n)).empty()) << n;
  }
  base::Rng rng(9, "damage");
  for (int i = 0; i < 60; ++i) {
    std::string bad = text;
    for (int k = 0; k < 3; ++k) {
      bad[rng.below(bad.size())] = static_cast<char>(rng.below(256));
    }
    const auto document = parse_document(bad, "l.json");
    if (!document) {
      EXPECT_FALSE(document.error().empty());
    }
  }
}

}  // namespace
}  // namespace lesson
