// Send, receive and delete with few and with very many messages in the queue.
#include <cstdio>
#include <cstdlib>
#include <format>

#include "bench/bench.h"
#include "engine/event_log.h"

namespace bench {
namespace {

using namespace model::sqs;

constexpr std::string_view kQueue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q"}}}})";
constexpr double kWorstGrowth = 2.0;  // of a cycle's cost from 10 to 1,000,000 messages

class LogSink final : public model::EventSink {
 public:
  void append(const model::Event& event) override { log_.push_back(event); }

 private:
  engine::EventLog<model::Event> log_;
};

model::Response answer(world::World& world, model::EventSink& sink, model::Request request) {
  world::Reply reply = world.apply(world::ApiCall{std::move(request)}, sink);
  if (reply.result) return std::move(*reply.result);
  std::fprintf(stderr, "a bench's call was refused: %s\n", reply.result.error().message.c_str());
  std::exit(2);
}

void fill(world::World& world, model::EventSink& sink, const std::string& url, std::uint32_t n) {
  std::uint32_t sent = 0;
  while (sent < n) {
    SendMessageBatchRequest batch{.queue_url = url, .entries = {}};
    for (int i = 0; i < 10 && sent < n; ++i, ++sent) {
      batch.entries.push_back(
          {std::to_string(i), {.message_body = std::format("{{\"order\":{}}}", sent)}});
    }
    answer(world, sink, std::move(batch));
  }
}

// Seconds for so many cycles of send, receive and delete, one every millisecond of virtual time.
double run_cycles(world::World& world, model::EventSink& sink, const std::string& url, int cycles) {
  const Stopwatch watch;
  for (int i = 0; i < cycles; ++i) {
    answer(world, sink, SendMessageRequest{.queue_url = url, .message_body = "{\"order\":1}"});
    const model::Response got = answer(world, sink, ReceiveMessageRequest{.queue_url = url});
    answer(world, sink,
           DeleteMessageRequest{
               url, std::get<ReceiveMessageResponse>(got).messages.at(0).receipt_handle});
    world.run_until(world.now() + base::milliseconds(1), sink);
  }
  return watch.seconds();
}

// Microseconds of one cycle; the best of a few rounds, because others use the machine too.
double cycle_cost(std::uint32_t stored) {
  constexpr int kCycles = 20'000;
  world::World world = make_world(kQueue);
  model::NullSink nowhere;
  const std::string url = world.sqs().find_by_name("q")->url;
  fill(world, nowhere, url, stored);
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    LogSink log;
    best = std::min(best, run_cycles(world, log, url, kCycles) / kCycles * 1e6);
  }
  return best;
}

}  // namespace

bool bench_commands() {
  std::printf("Commands (a cycle is send, receive, delete: 3 commands)\n");
  double few = 0;
  double growth = 1;
  for (const std::uint32_t stored : {10u, 10'000u, 1'000'000u}) {
    const double us = cycle_cost(stored);
    if (few == 0) few = us;
    growth = us / few;
    line(std::format("{} messages in the queue: commands per second", stored), 3e6 / us, "");
    line(std::format("{} messages in the queue: one cycle", stored), us, "us");
  }
  line("cost of a cycle, 1,000,000 against 10 messages", growth, "times (target 2 at most)");
  return growth <= kWorstGrowth;
}

}  // namespace bench
