// Looking simulated callers up.
#include "actors/state.h"

#include <algorithm>

namespace actors {

const Actor* State::find(model::ActorId id) const {
  const auto it = actors.find(id);
  return it == actors.end() ? nullptr : &it->second;
}

const Actor* State::find_by_name(std::string_view name) const {
  const auto it =
      std::ranges::find_if(actors, [&](const auto& entry) { return entry.second.name == name; });
  return it == actors.end() ? nullptr : &it->second;
}

}  // namespace actors
