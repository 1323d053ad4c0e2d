// Commands of a World as JSON, for saved sessions and links. Must not know where they are kept.
#pragma once

#include <optional>

#include "api/operations.h"
#include "base/json.h"
#include "world/world.h"

namespace api {

/// `{"call": "SendMessage", "request": {…}}` · `{"order": "crash", "actor": "worker-2"}` ·
/// `{"worker": "worker-2", "work_us": 8000000, "heartbeat": {…} | null, "idempotent": true}`.
/// Callers are named, because their numbers are the World's own business.
base::Json command_to_json(const world::Command& command, const world::World& world);

/// Reads one command; every fault goes to the reader's errors. Nothing when there was one.
std::optional<world::Command> read_command(const base::JsonReader& in, const world::World& world);

std::string_view order_name(actors::Order order);
std::optional<actors::Order> order_from(std::string_view name);

}  // namespace api
