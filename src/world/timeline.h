// The Timeline over this project's World. Must not know who looks at it.
#pragma once

#include "engine/timeline.h"
#include "world/world.h"

namespace world {

using Timeline = engine::Timeline<World>;
using EventLog = Timeline::Log;
using ChargeLog = Timeline::ChargeLog;

}  // namespace world

extern template class engine::Timeline<world::World>;
