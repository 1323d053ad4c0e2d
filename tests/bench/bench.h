// What the benches share: a stopwatch, percentiles, plain lines. Must not know what is measured.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace bench {

/// Real time since it was made; the only wall clock of the engine's tests.
class Stopwatch {
 public:
  double seconds() const {
    const std::chrono::duration<double> d = std::chrono::steady_clock::now() - start_;
    return d.count();
  }
  double milliseconds() const { return seconds() * 1e3; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The value below which `part` of the samples lie (nearest rank); 0 without samples.
double percentile(std::vector<double> samples, double part);

/// "  <what>   <value> <unit>", aligned.
void line(std::string_view what, double value, std::string_view unit);

/// The World of a template that is part of the program; ends the program when it is faulty.
world::World make_world(std::string_view template_text);

/// The parts, each printing its own lines; false when a target is missed.
bool bench_commands();
bool bench_streams();
bool bench_seek();
bool bench_copy();

}  // namespace bench
