// Integer random numbers, the same on every platform. Must not use <random> or the wall clock.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "base/time.h"

namespace base {

/// A ratio num/den for decisions by chance; 0/1 is never, 1/1 is always.
struct Ratio {
  std::uint32_t num = 0;
  std::uint32_t den = 1;
  constexpr auto operator<=>(const Ratio&) const = default;
};

/// One stream of random numbers (xoshiro256**). Each purpose owns a stream named after it, so a
/// new feature that draws numbers does not shift what old lessons show.
class Rng {
 public:
  Rng() : Rng(0, "") {}
  Rng(std::uint64_t seed, std::string_view name);

  std::uint64_t next();
  /// Uniform in [0, n); n must be at least 1.
  std::uint64_t below(std::uint64_t n);
  /// Uniform in [lo, hi], both ends included.
  std::int64_t between(std::int64_t lo, std::int64_t hi);
  bool chance(Ratio p);
  /// Exponentially distributed with the given mean, by an integer table (error under 0.1 %).
  Duration exponential(Duration mean);

  void hash_into(Hasher& h) const;
  auto operator<=>(const Rng&) const = default;

 private:
  std::array<std::uint64_t, 4> s_{};
};

}  // namespace base
