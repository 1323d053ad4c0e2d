// What a copy of the World costs: a keyframe, a fork, a look ahead.
#include <cstdio>
#include <format>
#include <optional>

#include "bench/bench.h"

namespace bench {
namespace {

constexpr std::string_view kTemplate = R"({"seed": 5, "Resources": {"Q": {
      "Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}}},
    "Actors": {
      "shop": {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "Pattern": "burst",
               "Every": "100ms", "Burst": 1000, "Count": COUNT}},
      "worker": {"Type": "Worker", "Properties": {"Source": {"Ref": "Q"}, "Count": 8,
                 "Work": "1s"}}}})";

}  // namespace

bool bench_copy() {
  std::printf("A copy of the World\n");
  for (const std::uint32_t stored : {10u, 10'000u, 1'000'000u}) {
    std::string text(kTemplate);
    text.replace(text.find("COUNT"), 5, std::to_string(stored));
    world::World world = make_world(text);
    model::NullSink sink;
    world.run_until(base::SimTime{} + base::milliseconds(100) * (stored / 1000 + 2), sink);
    double best = 1e9;
    for (int round = 0; round < 7; ++round) {
      std::optional<world::World> copy;
      const Stopwatch watch;
      copy.emplace(world);
      best = std::min(best, watch.milliseconds());
    }
    line(std::format("{} messages in it", stored), best, "ms");
  }
  return true;
}

}  // namespace bench
