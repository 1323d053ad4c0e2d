// Seeking in a long run, at random and step by step.
#include <cstdio>
#include <format>

#include "base/rng.h"
#include "bench/bench.h"
#include "world/timeline.h"

namespace bench {
namespace {

constexpr std::size_t kEvents = 1'000'000;
constexpr int kSeeks = 1'000;
constexpr double kTargetMs = 16;  // at the 99th percentile: one frame of the screen

// A busy shop: random traffic, slow and failing workers, a dead-letter queue.
constexpr std::string_view kShop = R"({"seed": 11, "Resources": {
    "Orders": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders",
        "VisibilityTimeout": 5, "RedrivePolicy": {
        "deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 3}}},
    "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead",
        "MessageRetentionPeriod": 3600}}},
  "Actors": {
    "web": {"Type": "Producer", "Properties": {"Target": {"Ref": "Orders"}, "Pattern": "random",
            "Every": "250ms"}},
    "app": {"Type": "Producer", "Properties": {"Target": {"Ref": "Orders"}, "Every": "400ms",
            "DelaySeconds": 3, "DelayEach": 5}},
    "worker": {"Type": "Worker", "Properties": {"Source": {"Ref": "Orders"}, "Count": 12,
               "Work": {"Mean": "1500ms"}, "Crash": "1/60", "RestartAfter": "4s",
               "WaitTimeSeconds": 10}}}})";

void report(std::string_view what, const std::vector<double>& ms) {
  line(std::format("{}: p50", what), percentile(ms, 0.5), "ms");
  line(std::format("{}: p99", what), percentile(ms, 0.99), "ms");
  line(std::format("{}: worst", what), percentile(ms, 1), "ms");
}

std::vector<double> random_seeks(world::Timeline& timeline) {
  base::Rng rng(1, "seeks");
  std::vector<double> ms;
  const base::SimTime end = timeline.end();
  for (int i = 0; i < kSeeks; ++i) {
    const base::SimTime t{rng.between(0, end.us)};
    const Stopwatch watch;
    timeline.seek(t);
    ms.push_back(watch.milliseconds());
  }
  return ms;
}

std::vector<double> steps_back(world::Timeline& timeline, int steps) {
  std::vector<double> ms;
  timeline.seek({timeline.end().us / 2});
  for (int i = 0; i < steps; ++i) {
    const Stopwatch watch;
    timeline.seek(timeline.previous_event());
    ms.push_back(watch.milliseconds());
  }
  return ms;
}

}  // namespace

bool bench_seek() {
  std::printf("Seeking in a run of %zu events\n", kEvents);
  world::Timeline timeline(make_world(kShop));
  const Stopwatch watch;
  while (timeline.log().size() < kEvents) timeline.seek(timeline.end() + base::minutes(10));
  line("recording it: events per second",
       static_cast<double>(timeline.log().size()) / watch.seconds(), "");
  line("keyframes kept", static_cast<double>(timeline.keyframes()), "");
  const std::vector<double> ms = random_seeks(timeline);
  report("random seek", ms);
  report("step back", steps_back(timeline, kSeeks));
  return percentile(ms, 0.99) <= kTargetMs;
}

}  // namespace bench
