// Progress: one text out and in, merging without loss, and what is refused.
#include "lesson/progress.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace lesson {
namespace {

LessonRecord record() {
  LessonRecord r;
  r.version = 1;
  r.at = "why";
  r.done = {"ask", "try", "predict"};
  r.predictions["predict"] = {"a", Confidence::kSure, false};
  r.solved["both"] = 2;
  r.missed = {"recall/start"};
  r.revision = 7;
  return r;
}

Progress progress() {
  Progress p;
  p.last_lesson = "sqs/visibility-timeout";
  p.lessons["sqs/visibility-timeout"] = record();
  return p;
}

TEST(Progress, RoundTrips) {
  const auto back = parse_progress(write_progress(progress()));
  ASSERT_TRUE(back) << back.error()[0].message;
  EXPECT_EQ(*back, progress());
  EXPECT_EQ(*parse_progress(write_progress({})), Progress{});
}

TEST(Progress, RefusesWhatItCannotKnow) {
  const char* bad[] = {
      "",
      "null",
      "[]",
      "{}",
      R"({"format": "other", "version": 1, "lessons": {}})",
      R"({"format": "inflight.progress", "version": 2, "lessons": {}})",
      R"({"format": "inflight.progress", "version": 1})",
      R"({"format": "inflight.progress", "version": 1, "lessons": []})",
      R"({"format": "inflight.progress", "version": 1, "lessons": {"a": {}}})",
      R"({"format": "inflight.progress", "version": 1, "lessons": {"a": {"version": -1, "revision": 0}}})",
      R"({"format": "inflight.progress", "version": 1, "lessons": {"a": {"version": 1, "revision": 0, "done": "x"}}})",
      R"({"format": "inflight.progress", "version": 1, "lessons": {"a": {"version": 1, "revision": 0,
          "predictions": {"b": {"answer": "a", "confidence": "very", "right": true}}}}})",
      R"({"format": "inflight.progress", "version": 1, "lessons": {}, "more": 1})",
  };
  for (const char* text : bad) {
    const auto p = parse_progress(text);
    ASSERT_FALSE(p) << text;
    EXPECT_FALSE(p.error().empty());
    EXPECT_FALSE(p.error()[0].message.empty());
  }
}

TEST(Progress, FaultsNamePointerAndLine) {
  const auto p = parse_progress(
      "{\"format\": \"inflight.progress\", \"version\": 1, \"lessons\": {\n"
      " \"a\": {\"version\": 1, \"revision\": 0,\n  \"solved\": {\"b\": \"two\"}}}}");
  ASSERT_FALSE(p);
  EXPECT_EQ(p.error()[0].pointer, "/lessons/a/solved/b");
  EXPECT_EQ(p.error()[0].line, 3);
}

TEST(Progress, IsBounded) {
  EXPECT_FALSE(parse_progress(std::string(2 << 20, ' ')));
  std::string many = R"({"format": "inflight.progress", "version": 1, "lessons": {)";
  for (int i = 0; i < 600; ++i) {
    many += (i == 0 ? "\"l" : ",\"l") + std::to_string(i) + R"(": {"version": 1, "revision": 1})";
  }
  EXPECT_FALSE(parse_progress(many + "}}"));
  std::string long_name(500, 'x');
  EXPECT_FALSE(parse_progress(R"({"format": "inflight.progress", "version": 1, "lessons": {")" +
                              long_name + R"(": {"version": 1, "revision": 1}}})"));
}

TEST(Progress, MergingLosesNothing) {
  Progress theirs = progress();
  LessonRecord& r = theirs.lessons["sqs/visibility-timeout"];
  r.revision = 9;
  r.at = "both";
  r.done = {"ask", "why"};
  r.predictions.clear();
  r.predictions["other"] = {"b", Confidence::kGuess, true};
  r.solved["both"] = 1;
  r.missed = {};
  r.finished = true;
  theirs.lessons["sqs/dead-letter"] = record();
  const Progress both = merge(progress(), theirs);
  const LessonRecord& m = both.lessons.at("sqs/visibility-timeout");
  EXPECT_EQ(m.at, "both");
  EXPECT_EQ(m.done.size(), 4u);
  EXPECT_EQ(m.predictions.size(), 2u);
  EXPECT_EQ(m.solved.at("both"), 1);
  EXPECT_TRUE(m.missed.empty());  // the newer one has answered it
  EXPECT_TRUE(m.finished);
  EXPECT_TRUE(both.lessons.contains("sqs/dead-letter"));
  EXPECT_EQ(merge(progress(), progress()), progress());
}

LessonRecord any_record(base::Rng& rng) {
  LessonRecord r;
  r.version = 1;
  r.revision = static_cast<std::int64_t>(rng.below(5));
  r.at = std::string(1, static_cast<char>('a' + rng.below(4)));
  for (const char* name : {"a", "b", "c", "d"}) {
    if (rng.below(2) == 0) r.done.emplace_back(name);
    if (rng.below(3) == 0) r.solved[name] = static_cast<std::int64_t>(rng.below(5));
  }
  r.finished = rng.below(2) == 0;
  return r;
}

TEST(Progress, TheOrderOfMergingDoesNotMatterForWhatIsDone) {
  base::Rng rng(4, "merge");
  for (int i = 0; i < 300; ++i) {
    Progress p[3];
    for (Progress& one : p) one.lessons["l"] = any_record(rng);
    const auto of = [](const Progress& merged) {
      LessonRecord r = merged.lessons.at("l");
      std::ranges::sort(r.done);
      return std::tuple(r.done, r.solved, r.finished, r.at, r.revision);
    };
    EXPECT_EQ(of(merge(p[0], p[1])), of(merge(p[1], p[0])));
    EXPECT_EQ(of(merge(merge(p[0], p[1]), p[2])), of(merge(p[0], merge(p[1], p[2]))));
  }
}

}  // namespace
}  // namespace lesson
