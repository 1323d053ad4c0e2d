// The Timeline over this World, compiled once for the whole program.
#include "world/timeline.h"

template class engine::Timeline<world::World>;
