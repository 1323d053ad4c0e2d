// About how much memory the simulated callers take. Must not know what it is counted for.
#pragma once

#include <cstddef>

#include "actors/state.h"

namespace actors {

/// About how many bytes a copy made now will keep for itself.
std::size_t weight(const State& state);

}  // namespace actors
