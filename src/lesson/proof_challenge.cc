// Playing challenges with the learner's own controls. Must not know files or programs.
#include "lesson/proof_challenge.h"

#include <algorithm>
#include <format>

#include "lesson/session.h"
#include "lesson/session_view.h"

namespace lesson {
namespace {

struct Outcome {
  std::vector<std::string> failed;  // goal ids
  std::string refusal;
  std::string solved_text;
  bool can_go_on = false;
};

// Uses the session's controls at their times and plays to the end.
Outcome play(const Document& document, std::size_t beat, const Challenge& challenge,
             const std::vector<ScriptedUse>& uses, model::Profile profile) {
  Outcome out;
  auto session = Session::open(document, beat, profile);
  if (!session) {
    out.refusal = "the challenge cannot be opened";
    return out;
  }
  for (const ScriptedUse& use : uses) {
    session->timeline().seek(use.at);
    session->on_moved();
    const std::string control = use.tool.empty() ? "cli" : "tool." + use.tool;
    if (!session->activate(control, use.value)) out.refusal = control + " is not accepted";
    for (const ResultView& result : session->view().results) {
      if (result.mark == Mark::kBad) out.refusal = result.text;
    }
  }
  session->timeline().seek(session->limit());
  session->on_moved();
  const Session::View& view = session->view();
  for (std::size_t i = 0; i < view.goals.size(); ++i) {
    if (view.goals[i].status != GoalStatus::kMet) out.failed.push_back(challenge.goals[i].id);
  }
  for (const ResultView& result : view.results) {
    if (result.mark == Mark::kGood) out.solved_text = result.text;
  }
  out.can_go_on =
      session->activate("lesson.primary") && (session->finished() || session->beat() != beat);
  return out;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

}  // namespace

std::vector<ChallengeRun> run_challenge(const Document& document, std::size_t beat,
                                        const Challenge& challenge, model::Profile profile) {
  std::vector<ChallengeRun> out;
  const Outcome start = play(document, beat, challenge, {}, profile);
  out.push_back({"the start does not already pass", !start.failed.empty(), ""});
  std::size_t fewest = SIZE_MAX;
  for (std::size_t i = 0; i < challenge.solutions.size(); ++i) {
    const Outcome o = play(document, beat, challenge, challenge.solutions[i], profile);
    fewest = std::min(fewest, challenge.solutions[i].size());
    const bool good = o.failed.empty() && o.refusal.empty() && o.can_go_on;
    out.push_back({std::format("solution {} meets every goal", i + 1), good,
                   std::format("failed: {} {}", joined(o.failed), o.refusal)});
    out.push_back({std::format("solution {} says so", i + 1),
                   !o.solved_text.empty() && !o.solved_text.contains("…"), o.solved_text});
  }
  out.push_back({"par is the shortest solution", fewest == static_cast<std::size_t>(challenge.par),
                 std::to_string(fewest)});
  for (std::size_t i = 0; i < challenge.near_misses.size(); ++i) {
    const NearMiss& miss = challenge.near_misses[i];
    Outcome o = play(document, beat, challenge, miss.uses, profile);
    std::vector<std::string> expected = miss.fails;
    std::ranges::sort(expected);
    std::ranges::sort(o.failed);
    out.push_back({std::format("near miss {} fails exactly {}", i + 1, joined(miss.fails)),
                   o.failed == expected && o.refusal.empty(),
                   std::format("failed: {} {}", joined(o.failed), o.refusal)});
  }
  return out;
}

}  // namespace lesson
