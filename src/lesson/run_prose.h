// What the places of a prose stand for in one run. Must not know beats.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lesson/prose.h"
#include "lesson/stage.h"

namespace lesson {

/// "00:42.0", "1:02:03.4": a time as prose writes it, cut to one decimal.
std::string prose_time(base::SimTime t);
/// "7c1": a message as the stage names it.
std::string message_name(const world::World& world, model::MessageId id);
/// "worker-2"; "you" for the learner.
std::string actor_name(const world::World& world, model::ActorId id);
std::string queue_name(const world::World& world, model::QueueId id);

/// The value of a measure over the first `events` events of a stage's log.
std::optional<std::int64_t> measure(const Expression& expression, const Stage& stage,
                                    const std::vector<CastMember>& cast, std::size_t events,
                                    const Circumstances& how);
/// True of the run so far, for every message if it speaks of messages.
bool holds(const Expression& expression, const Stage& stage, const std::vector<CastMember>& cast,
           std::size_t events, const Circumstances& how);

class RunProse final : public ProseSource {
 public:
  /// The stage must have been run to where its prose is meant to speak of.
  RunProse(const Stage& stage, const std::vector<CastMember>& cast, base::SimTime horizon,
           model::Profile profile);

  void set(std::string variable, std::string value) { variables_[std::move(variable)] = value; }

  model::Profile profile() const override { return profile_; }
  std::optional<std::string> look_up(const Prose::Part& part) const override;

 private:
  const Stage& stage_;
  const std::vector<CastMember>& cast_;
  base::SimTime horizon_;
  model::Profile profile_;
  History history_;
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace lesson
