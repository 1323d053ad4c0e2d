// Playing challenges: the start, every solution, every near miss. Inner to this folder.
#pragma once

#include <string>
#include <vector>

#include "lesson/document.h"
#include "model/facts.h"

namespace lesson {

struct ChallengeRun {
  std::string what;
  bool holds = false;
  std::string why;
};

/// Plays a challenge through a session, with the learner's own controls.
std::vector<ChallengeRun> run_challenge(const Document& document, std::size_t beat,
                                        const Challenge& challenge, model::Profile profile);

}  // namespace lesson
