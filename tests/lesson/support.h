// Helpers of the lesson tests: the shipped lesson, small lessons as text, hand-made histories.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "lesson/document.h"
#include "lesson/session.h"
#include "lesson/session_view.h"
#include "world/timeline.h"

namespace test {

inline std::string read_file(const std::string& path) {
  std::ifstream in(std::string(INFLIGHT_SOURCE_DIR) + "/" + path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

inline constexpr const char* kFirstLesson = "lessons/sqs/01-visibility-timeout/lesson.json";

inline lesson::Document parse(std::string_view text, const std::string& file = "lesson.json") {
  auto document = lesson::parse_document(text, file);
  if (document) return *std::move(document);
  for (const base::JsonError& error : document.error()) {
    ADD_FAILURE() << lesson::to_line(error, file);
  }
  return {};
}

inline const lesson::Document& first_lesson() {
  static const lesson::Document document = parse(read_file(kFirstLesson), kFirstLesson);
  return document;
}

/// What is wrong with a lesson, one line each.
inline std::vector<std::string> faults(std::string_view text) {
  const auto document = lesson::parse_document(text, "l.json");
  std::vector<std::string> out;
  if (document) return out;
  for (const base::JsonError& error : document.error()) {
    out.push_back(lesson::to_line(error, "l.json"));
  }
  return out;
}

inline bool contains(const std::vector<std::string>& lines, std::string_view part) {
  for (const std::string& line : lines) {
    if (line.contains(part)) return true;
  }
  return false;
}

/// A queue, a worker that needs 20 s, one order at 1 s; the beats are given.
inline std::string small_lesson(const std::string& beats, const std::string& cast = "") {
  return R"({
  "id": "sqs/small", "version": 1, "as_of": "2026-11", "minutes": 3, "title": "Small",
  "objectives": [52], "horizon": "60s",
  "world": {
    "seed": 3, "hop": "100ms",
    "Resources": { "Q": { "Type": "AWS::SQS::Queue",
      "Properties": { "QueueName": "jobs", "VisibilityTimeout": 10 } } },
    "Actors": {
      "shop": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" }, "Start": "1s", "Count": 1 } },
      "worker": { "Type": "Worker", "Properties": { "Source": { "Ref": "Q" }, "Count": 2, "Work": "20s" } } } },
  "cast": { "taken": "MessageReceived", "back": "VisibilityExpired, message=taken",
            "again": "MessageReceived, message=taken, nth=2")" +
         cast + R"( },
  "beats": [)" +
         beats + "] }";
}

inline lesson::Session open(const lesson::Document& document, std::size_t beat = 0) {
  auto session = lesson::Session::open(document, beat);
  if (!session) {
    for (const auto& error : session.error()) ADD_FAILURE() << error.pointer << error.message;
    std::abort();
  }
  return *std::move(session);
}

/// Lets time run as the session asks, like the app does.
inline void settle(lesson::Session& session) {
  for (int i = 0; i < 8; ++i) {
    const auto request = session.take_play_request();
    if (!request || !request->play) return;
    const base::SimTime to = std::min(session.limit(), request->until.value_or(base::kNever));
    session.timeline().seek(std::max(to, session.timeline().playhead()));
    session.on_moved();
  }
}

inline base::SimTime at(std::int64_t ms) { return {ms * 1000}; }

}  // namespace test
