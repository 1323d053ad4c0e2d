// What the learner can do to one thing on the stage by pressing a button: calls of AWS that concern
// it, and what people and machines outside AWS do. Must not know how a button looks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/ids.h"
#include "world/world.h"

namespace lesson {

struct Deed {
  std::string id;  // "crash", "opt-in": stable, unique for its subject
  std::string label;
  std::string icon;  // Lucide name
  world::Command command;  // at the playhead
  std::string line;  // the `aws` line that does the same; "" when no call of AWS does it
};

/// What can be done to a thing as it stands now, most useful first; empty for most things.
/// Queues: purge, redrive. Subscribers outside AWS: confirm, fail and recover, opt out and in.
/// Callers that read: crash, hang, restart.
std::vector<Deed> deeds_of(const world::World& world, model::Ref subject);

}  // namespace lesson
