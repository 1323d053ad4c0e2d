// The content proves itself: a lesson is played on the engine, and everything it claims is checked.
// Must not know files or programs.
#pragma once

#include <string>
#include <vector>

#include "lesson/document.h"
#include "model/facts.h"

namespace lesson {

/// One thing that was checked.
struct Proof {
  std::string what;  // "beat what-at-42: option b is what the engine does"
  bool holds = false;
  std::string why;  // what was found instead; empty when it holds
};

/// Plays a lesson: every name of the cast comes, every place of the prose is filled, every
/// prediction's answer is what happens and the others are not, what-ifs prove what they say, a
/// dial flips once, solutions meet every goal, near misses fail exactly the goals they name, the
/// start passes nothing, and every beat opened directly equals arriving there by playing.
std::vector<Proof> prove(const Document& document,
                         model::Profile profile = model::Profile::kCurrent);

}  // namespace lesson
