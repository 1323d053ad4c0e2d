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
// In the high-throughput mode, whose quota the cycles stay below.
constexpr std::string_view kFifoQueue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q.fifo", "FifoQueue": true, "DeduplicationScope": "messageGroup",
                   "FifoThroughputLimit": "perMessageGroupId"}}}})";
constexpr std::uint32_t kGroups = 100;
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

// Message number `n` for the queue; a FIFO queue gets it in a group and with an id of its own.
SendMessageRequest message(const std::string& url, std::uint32_t n) {
  SendMessageRequest out{.queue_url = url, .message_body = std::format("{{\"order\":{}}}", n)};
  if (url.ends_with(".fifo")) {
    out.message_group_id = std::format("customer-{}", n % kGroups);
    out.message_deduplication_id = std::to_string(n);
  }
  return out;
}

// Fills a queue and lets its deduplication window pass.
void fill(world::World& world, model::EventSink& sink, const std::string& url, std::uint32_t n) {
  std::uint32_t sent = 0;
  while (sent < n) {
    SendMessageBatchRequest batch{.queue_url = url, .entries = {}};
    for (int i = 0; i < 10 && sent < n; ++i, ++sent) {
      batch.entries.push_back({std::to_string(i), message(url, sent)});
    }
    const model::Response stored = answer(world, sink, std::move(batch));
    if (!std::get<SendMessageBatchResponse>(stored).failed.empty()) std::exit(2);
    world.run_until(world.now() + base::milliseconds(1), sink);
  }
  world.run_until(world.now() + base::minutes(5), sink);
}

// Seconds for so many cycles of send, receive and delete, one every millisecond of virtual time.
double run_cycles(world::World& world, model::EventSink& sink, const std::string& url,
                  std::uint32_t first, std::uint32_t cycles) {
  const Stopwatch watch;
  for (std::uint32_t i = 0; i < cycles; ++i) {
    answer(world, sink, message(url, first + i));
    const model::Response got = answer(world, sink, ReceiveMessageRequest{.queue_url = url});
    answer(world, sink,
           DeleteMessageRequest{
               url, std::get<ReceiveMessageResponse>(got).messages.at(0).receipt_handle});
    world.run_until(world.now() + base::milliseconds(1), sink);
  }
  return watch.seconds();
}

// Microseconds of one cycle; the best of a few rounds, because others use the machine too.
double cycle_cost(std::string_view queue, std::uint32_t stored) {
  constexpr std::uint32_t kCycles = 20'000;
  world::World world = make_world(queue);
  model::NullSink nowhere;
  const std::string url = world.sqs().queues.begin()->second.url;
  fill(world, nowhere, url, stored);
  double best = 1e9;
  for (std::uint32_t round = 0; round < 5; ++round) {
    LogSink log;
    const double seconds = run_cycles(world, log, url, stored + round * kCycles, kCycles);
    best = std::min(best, seconds / kCycles * 1e6);
  }
  return best;
}

// The cost of a cycle at three sizes; how much it grew from the smallest to the largest.
double growth_of(std::string_view queue, std::string_view name) {
  double few = 0;
  double growth = 1;
  for (const std::uint32_t stored : {10u, 10'000u, 1'000'000u}) {
    const double us = cycle_cost(queue, stored);
    if (few == 0) few = us;
    growth = us / few;
    line(std::format("{} messages in the {}: commands per second", stored, name), 3e6 / us, "");
    line(std::format("{} messages in the {}: one cycle", stored, name), us, "us");
  }
  line("cost of a cycle, 1,000,000 against 10 messages", growth, "times (target 2 at most)");
  return growth;
}

}  // namespace

bool bench_commands() {
  std::printf("Commands (a cycle is send, receive, delete: 3 commands)\n");
  const double standard = growth_of(kQueue, "queue");
  const double fifo = growth_of(kFifoQueue, "FIFO queue");
  return standard <= kWorstGrowth && fifo <= kWorstGrowth;
}

}  // namespace bench
