// Reads the options the page starts the program with.
// Must not know: the page, the program.
#pragma once

#include <optional>
#include <string_view>

#include "platform/app.h"

namespace platform {

/// Parses the JSON of inflight_start. Missing or wrong members keep their defaults, because a page
/// of another version must still start; only text that is not a JSON object gives nothing.
std::optional<StartOptions> read_start_options(std::string_view json);

/// A surface with sane numbers: at least 1 × 1, ratio 0.5 … 8.
Surface sane_surface(int width, int height, double dpr);

}  // namespace platform
