// A moment of a run as a lesson names it: "12s", or relative to an event of the cast,
// "expired - 3.5s". Must not know the run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "lesson/event_pattern.h"

namespace lesson {

struct Moment {
  std::string name;  // cast name, "end" for the horizon, empty for a time of its own
  base::Duration offset;
};

/// Events of the cast that have happened, by name.
using CastEvents = std::map<std::string, model::Event, std::less<>>;

base::Result<Moment, TextError> parse_moment(std::string_view text);

/// Nothing when the event has not happened. Never before zero.
std::optional<base::SimTime> resolve(const Moment& moment, const CastEvents& events,
                                     base::SimTime horizon);

}  // namespace lesson
