// Speeds of the engine, as plain lines; run by ./inflight bench natively and as wasm under node.
// Ends with status 1 when a target of the README is missed.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "bench/bench.h"
#include "world/template.h"

namespace bench {

double percentile(std::vector<double> samples, double part) {
  if (samples.empty()) return 0;
  std::ranges::sort(samples);
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(samples.size())));
  return samples[std::clamp<std::size_t>(rank, 1, samples.size()) - 1];
}

void line(std::string_view what, double value, std::string_view unit) {
  const int digits = value >= 100 ? 0 : value >= 1 ? 1 : 3;
  std::printf("  %-58.*s %12.*f %.*s\n", static_cast<int>(what.size()), what.data(), digits, value,
              static_cast<int>(unit.size()), unit.data());
  std::fflush(stdout);
}

world::World make_world(std::string_view template_text) {
  const auto document = base::parse_json(template_text);
  if (document) {
    auto built = world::build_world(document->root);
    if (built) return std::move(*built);
    for (const auto& e : built.error()) {
      std::fprintf(stderr, "%s: %s\n", e.pointer.c_str(), e.message.c_str());
    }
  }
  std::fprintf(stderr, "a bench's template is faulty\n");
  std::exit(2);
}

}  // namespace bench

int main() {
  bool good = bench::bench_commands();
  good = bench::bench_streams() && good;
  good = bench::bench_copy() && good;
  good = bench::bench_seek() && good;
  return good ? 0 : 1;
}
