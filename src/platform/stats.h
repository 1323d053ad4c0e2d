// Milliseconds and counts of the last frames, as JSON for tests and the curious.
// Must not know: what is measured.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace platform {

/// The last 120 values of one measure.
class Samples {
 public:
  void add(double v);
  double last() const { return last_; }
  double average() const;
  /// The value that 95 % of the samples do not exceed.
  double p95() const;

 private:
  static constexpr int kMost = 120;
  std::array<double, kMost> values_{};
  int count_ = 0, next_ = 0;
  double last_ = 0;
};

/// What a frame cost.
struct FrameCost {
  double model_ms = 0, draw_ms = 0, submit_ms = 0, total_ms = 0;
  std::int64_t vertices = 0, indices = 0, draw_calls = 0;
};

class Stats {
 public:
  void add(const FrameCost& c);
  std::int64_t frames() const { return frames_; }
  /// {"frames", "model_ms": {"last","avg","p95"}, …, "vertices", "indices", "draw_calls"}
  std::string to_json() const;

 private:
  std::int64_t frames_ = 0;
  Samples model_, draw_, submit_, total_;
  FrameCost last_;
};

}  // namespace platform
