// Virtual time: integer microseconds since the world began. Must not know the wall clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// A span of virtual time in microseconds; may be negative.
struct Duration {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator+(Duration o) const { return {us + o.us}; }
  constexpr Duration operator-(Duration o) const { return {us - o.us}; }
  constexpr Duration operator*(std::int64_t k) const { return {us * k}; }
  constexpr Duration operator/(std::int64_t k) const { return {us / k}; }
};

/// A moment of virtual time: microseconds since the world began.
struct SimTime {
  std::int64_t us = 0;
  constexpr auto operator<=>(const SimTime&) const = default;
  constexpr SimTime operator+(Duration d) const { return {us + d.us}; }
  constexpr SimTime operator-(Duration d) const { return {us - d.us}; }
  constexpr Duration operator-(SimTime o) const { return {us - o.us}; }
};

inline constexpr SimTime kNever{INT64_MAX};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration milliseconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000'000}; }

/// "00:42.400", "1:02:03.000" or "3d 04:00:00": the clock as the transport shows it.
std::string format_clock(SimTime t);

/// "42.4", "02:01.3": the clock cut to one decimal, for the playhead flag.
std::string format_clock_short(SimTime t);

/// "250 ms", "30 s", "45.5 s", "5 min", "12 h", "4 days": short and everyday. Up to an hour it is
/// cut to one decimal; from there on it is exact to the second, "11 h 59 min 55 s" if need be.
std::string format_duration(Duration d);

/// Reads "250ms", "45s", "1.5s", "10m", "12h", "4d". Nothing for anything else or beyond 10 years.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace base
