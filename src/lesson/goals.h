// Goals over a run: met, open or violated, and by which event. Follows the log incrementally, so
// that a live checklist costs little. Must not know the learner's controls nor how goals are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "lesson/document.h"
#include "lesson/history.h"
#include "world/timeline.h"

namespace lesson {

enum class GoalStatus : std::uint8_t { kOpen, kMet, kViolated };

struct GoalResult {
  GoalStatus status = GoalStatus::kOpen;
  base::SimTime at;  // when it was met or violated
  model::EventSeq event = 0;  // by which event; 0 when only time passed
  model::MessageId message;  // what that event was about
  /// Both sides of the goal's first comparison, as they stand.
  std::optional<std::int64_t> value;
  std::optional<std::int64_t> target;
};

class GoalTracker {
 public:
  GoalTracker(const std::vector<GoalSpec>& goals, const std::vector<CastMember>& cast, Names names,
              base::SimTime horizon, std::int64_t par, model::Profile profile);

  /// Looks at the first `events` of the log and at what was billed; the run stands at `now`. Going
  /// back starts again.
  void advance(const world::EventLog& log, const world::ChargeLog& charges, std::size_t events,
               base::SimTime now, std::int64_t actions);
  /// Forgets everything: another run.
  void restart();

  const std::vector<GoalResult>& results() const { return results_; }
  bool all_met() const;
  bool any_violated() const;
  const History& history() const { return history_; }

 private:
  struct Follow {
    Statement statement;
    std::size_t next = 0;  // of kOrder: how many have happened in order
  };
  void see(const model::Event& event);
  void judge(std::size_t i, const model::Event& event);
  void judge_order(std::size_t i, const model::Event& event);
  bool holds_after(const Follow& follow, const model::Event& event) const;
  void pass_time(base::SimTime now, bool whole);
  void decide(std::size_t i, GoalStatus status, base::SimTime at, const model::Event* event);

  std::vector<GoalSpec> goals_;
  std::vector<CastMember> cast_;
  Names names_;
  base::SimTime horizon_;
  Circumstances how_;
  History history_;
  std::vector<Follow> follows_;
  std::vector<GoalResult> results_;
  std::size_t seen_ = 0;
  std::size_t billed_ = 0;  // charges seen
  base::SimTime now_;
};

}  // namespace lesson
