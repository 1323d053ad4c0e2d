// What a learner has done, kept by the page as one versioned JSON text, exported, imported and
// merged. Must not know how it is stored, nor the wall clock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace lesson {

enum class Confidence : std::uint8_t { kNone, kGuess, kFairly, kSure };
std::string_view confidence_key(Confidence c);  // "", "guess", "fairly", "sure"
Confidence confidence_from(std::string_view key);

/// The first answer to a prediction: later ones are practice.
struct PredictionRecord {
  std::string answer;  // option letter, name pointed at, order, or number
  Confidence confidence = Confidence::kNone;
  bool right = false;
  bool operator==(const PredictionRecord&) const = default;
};

struct LessonRecord {
  std::int64_t version = 0;    // of the lesson file
  std::string at;              // beat id where the learner stopped
  std::vector<std::string> done;  // beat ids, in the order in which they were done
  bool finished = false;
  std::map<std::string, PredictionRecord> predictions;  // by beat id
  std::map<std::string, std::int64_t> solved;           // challenge beat id -> fewest actions
  std::vector<std::string> missed;  // recall prompts to ask again, "<beat id>/<prompt id>"
  std::int64_t revision = 0;        // grows with every change; the newer `at` wins a merge
  bool operator==(const LessonRecord&) const = default;
};

struct Progress {
  std::map<std::string, LessonRecord> lessons;  // by lesson id
  std::string last_lesson;                      // "" before the first
  bool operator==(const Progress&) const = default;
};

inline constexpr std::int64_t kProgressVersion = 1;

/// Errors name pointer and line; nothing of a faulty text is taken over.
base::Result<Progress, std::vector<base::JsonError>> parse_progress(std::string_view text);
std::string write_progress(const Progress& progress);

/// What both know together: everything done in either, the first answers, the fewest actions.
/// The order of merging does not matter for what is done, predicted and solved.
Progress merge(const Progress& mine, const Progress& theirs);

}  // namespace lesson
