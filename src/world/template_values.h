// Reading the values that many parts of a template have: durations, ratios, work and faults of
// simulated callers. Every fault is reported with its pointer. Must not know what they are for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "actors/specs.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/time.h"

namespace world {

/// "1/50"; never when it is missing.
base::Ratio read_ratio(const base::JsonReader& parent, std::string_view key);
/// "250ms", "45s", "10m", "12h".
base::Duration duration_of(const base::JsonReader& value, base::Duration least);
base::Duration read_duration(const base::JsonReader& parent, std::string_view key,
                             base::Duration fallback, base::Duration least = {});
std::int64_t read_integer(const base::JsonReader& parent, std::string_view key, std::int64_t lo,
                          std::int64_t hi, std::int64_t fallback);
bool read_boolean(const base::JsonReader& parent, std::string_view key, bool fallback);
std::string read_text(const base::JsonReader& parent, std::string_view key, std::string fallback);
/// "fixed", "burst" or "random".
actors::Pattern read_pattern(const base::JsonReader& parent);
/// "8s" | ["8s", "45s"] | {"Min": "40s", "Max": "50s"} | {"Mean": "5s"}
actors::WorkSpec read_work(const base::JsonReader& work);
/// { "On": 2, "Do": "crash|hang|forget-delete", "After": "10s", "RestartAfter": "20s" }
actors::FaultSpec read_fault(const base::JsonReader& fault);

}  // namespace world
