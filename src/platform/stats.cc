// Frame statistics. Must not know: what is measured.
#include "platform/stats.h"

#include <algorithm>
#include <format>
#include <numeric>
#include <vector>

namespace platform {

void Samples::add(double v) {
  last_ = v;
  values_[static_cast<std::size_t>(next_)] = v;
  next_ = (next_ + 1) % kMost;
  count_ = std::min(count_ + 1, kMost);
}

double Samples::average() const {
  if (count_ == 0) return 0;
  return std::accumulate(values_.begin(), values_.begin() + count_, 0.0) / count_;
}

double Samples::p95() const {
  if (count_ == 0) return 0;
  std::vector<double> sorted(values_.begin(), values_.begin() + count_);
  const auto at = sorted.begin() + (count_ * 95 + 99) / 100 - 1;
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

void Stats::add(const FrameCost& c) {
  ++frames_;
  model_.add(c.model_ms);
  draw_.add(c.draw_ms);
  submit_.add(c.submit_ms);
  total_.add(c.total_ms);
  last_ = c;
}

std::string Stats::to_json() const {
  // Thousandths as integers: formatting floating point would cost 100 KB of tables.
  const auto ms = [](double v) {
    const auto us = static_cast<std::int64_t>(std::max(v, 0.0) * 1000 + .5);
    return std::format("{}.{:03}", us / 1000, us % 1000);
  };
  const auto part = [&](const char* name, const Samples& s) {
    return std::format(R"("{}":{{"last":{},"avg":{},"p95":{}}})", name, ms(s.last()),
                       ms(s.average()), ms(s.p95()));
  };
  return std::format(R"({{"frames":{},{},{},{},{},"vertices":{},"indices":{},"draw_calls":{}}})",
                     frames_, part("model_ms", model_), part("draw_ms", draw_),
                     part("submit_ms", submit_), part("total_ms", total_), last_.vertices,
                     last_.indices, last_.draw_calls);
}

}  // namespace platform
