// The address of a screen: "#/", "#/learn/<lesson>/<beat>", "#/bench/chips/<n>". Must not know
// what the screens show.
#pragma once

#include <string>
#include <string_view>

#include "lesson/catalogue.h"

namespace app {

/// Where the learner is, or wants to go.
struct Route {
  enum class Kind { kHome, kLesson, kBench, kUnknown };
  Kind kind = Kind::kHome;
  std::string lesson;  // id of the catalogue: "sqs/visibility-timeout"
  std::string beat;    // id or number from 1; empty: where the learner stopped
  int chips = 0;       // of kBench
  std::string asked;   // what was asked for, for the message of kUnknown
};

/// Reads an address. A link may come from anywhere: whatever does not name something that exists
/// is kUnknown, never an error of the program.
Route parse_route(std::string_view hash, const lesson::Catalogue& catalogue);

std::string lesson_route(std::string_view lesson, std::string_view beat);

}  // namespace app
