// Dates as AWS writes them, from and to epoch milliseconds. Must not know the wall clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// "2026-11-20T09:00:00.000Z".
std::string format_iso8601(std::int64_t epoch_ms);
/// Reads "2026-11-20", "2026-11-20T09:00:00Z" and "2026-11-20T09:00:00.250Z", also with an offset
/// like "+01:00"; years 1970 to 9999. Nothing for anything else.
std::optional<std::int64_t> parse_iso8601(std::string_view text);

}  // namespace base
