// Settings that several kinds of simulated callers share: when they send, how long work takes and
// what goes wrong. Must not know any kind of caller.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"

namespace actors {

/// When a producer sends: evenly, several at once, or at random with the same mean rate.
enum class Pattern : std::uint8_t { kFixed, kBurst, kRandom };

/// How long one job takes: a list walked in order, uniform in [lo, hi], or exponential.
struct WorkSpec {
  enum class Kind : std::uint8_t { kList, kUniform, kExponential };
  Kind kind = Kind::kList;
  std::vector<base::Duration> list{base::seconds(1)};
  base::Duration lo;
  base::Duration hi;
  base::Duration mean;
};

/// What goes wrong with the nth message a worker receives (1 = its first).
struct FaultSpec {
  enum class Kind : std::uint8_t { kCrash, kHang, kForgetDelete };
  Kind kind = Kind::kCrash;
  std::uint32_t nth = 1;
  base::Duration after;                         // into the job
  std::optional<base::Duration> restart_after;  // of a crash or a hang; nothing = never
};

}  // namespace actors
