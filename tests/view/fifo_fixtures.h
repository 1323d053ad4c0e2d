// The stage of drawing 3, and FIFO queues of any size, for the tests of the view models.
#pragma once

#include <algorithm>
#include <format>
#include <string>
#include <utility>

#include "fixtures.h"

namespace test {

inline view::StageMessage of_slot(view::StageMessage m, int slot) {
  m.slot = slot;
  return m;
}

/// Adds a group and counts its messages in the queue's places.
inline void add_group(view::StageQueue& queue, view::StageGroup group) {
  group.locked = !group.in_flight.empty();
  group.waiting_count = static_cast<std::uint32_t>(group.waiting.size());
  group.in_flight_count = static_cast<std::uint32_t>(group.in_flight.size());
  for (auto* list : {&group.waiting, &group.in_flight}) {
    for (view::StageMessage& m : *list) m.slot = group.slot;
  }
  for (const auto& m : group.waiting) queue.waiting.shown.push_back(m);
  for (const auto& m : group.in_flight) queue.in_flight.shown.push_back(m);
  queue.waiting.count = static_cast<std::uint32_t>(queue.waiting.shown.size());
  queue.in_flight.count = static_cast<std::uint32_t>(queue.in_flight.shown.size());
  queue.fifo->groups.push_back(std::move(group));
}

inline view::StageSend sent(std::uint32_t message, std::string id, double age) {
  return {{message}, std::move(id), span(age)};
}

inline view::StageQueue loads_queue() {
  view::StageQueue q;
  q.id = {1};
  q.name = "loads.fifo";
  q.visibility_timeout = span(20);
  q.fifo.emplace();
  q.fifo->window = span(300);
  return q;
}

// Drawing 3: 4d2 and 4e0 lock truck-12, c08 locks truck-19, load-88 has just been sent again.
inline view::StageState drawing_three() {
  view::StageState s;
  s.now = seconds(121.3);
  view::StageQueue q = loads_queue();
  add_group(q, {.name = "truck-07",
                .slot = 1,
                .waiting = {waiting(1, "a19", 1), waiting(2, "a2c", 2), waiting(3, "a31", 3)}});
  add_group(q, {.name = "truck-12",
                .slot = 3,
                .waiting = {waiting(6, "4f7", 6), waiting(7, "51b", 7)},
                .in_flight = {flying(4, "4d2", 11, 1, 110.3, 130.3),
                              flying(5, "4e0", 11, 1, 110.3, 130.3)}});
  add_group(q,
            {.name = "truck-19", .slot = 2, .in_flight = {flying(8, "c08", 12, 2, 112.3, 132.3)}});
  add_group(q, {.name = "truck-31", .slot = 0, .waiting = {waiting(9, "77a", 9)}});
  q.fifo->sends = {sent(20, "load-91", 14), sent(21, "load-90", 64), sent(4, "load-88", 116),
                   sent(22, "load-85", 201), sent(23, "load-83", 268)};
  q.fifo->send_count = 5;
  q.fifo->ignored = view::StageIgnored{{4}, "load-88", "4d2e81f0-1111-2222", s.now};
  s.queues = {q};
  s.producers = {{.id = {10}, .name = "dispatch", .queue = {1}, .rate = "1 per 9 s"}};
  s.workers = {worker(11, 4, "4d2", 110.3, 20), worker(12, 8, "c08", 112.3, 12)};
  view::StageHop hop;
  hop.id = {1};
  hop.kind = view::HopKind::kMessages;
  hop.actor = {10};
  hop.queue = {1};
  hop.departed_at = seconds(121.1);
  hop.arrives_at = seconds(121.5);
  hop.messages = {of_slot(waiting(30, "60c", 30), 1)};
  s.hops = {hop};
  return s;
}

/// A FIFO queue with so many groups of so many messages; every second group is locked.
inline view::StageState fifo_state(std::uint32_t groups, std::uint32_t waiting_each,
                                   std::uint32_t in_flight_each, std::uint32_t workers,
                                   std::uint32_t sends = 3) {
  view::StageState s;
  s.now = seconds(60);
  view::StageQueue q = loads_queue();
  std::uint32_t id = 100;
  for (std::uint32_t g = 0; g < groups; ++g) {
    view::StageGroup group{.name = std::format("truck-{:02}", g),
                           .slot = static_cast<int>(g < 8 ? g : 6)};
    for (std::uint32_t i = 0; i < waiting_each; ++i, ++id) {
      group.waiting.push_back(waiting(id, std::format("{:03x}", id), id));
    }
    for (std::uint32_t i = 0; g % 2 == 1 && i < in_flight_each; ++i, ++id) {
      const std::uint32_t holder = workers > 0 ? 11 + g % workers : 0;
      group.in_flight.push_back(flying(id, std::format("{:03x}", id), holder, 1, 50, 70));
    }
    add_group(q, std::move(group));
  }
  for (std::uint32_t i = 0; i < sends; ++i) {
    q.fifo->sends.push_back(sent(500 + i, std::format("load-{}", i), 3.7 * i));
  }
  q.fifo->send_count = sends;
  s.queues = {q};
  s.producers = {{.id = {10}, .name = "dispatch", .queue = {1}, .rate = "1 per 4 s"}};
  for (std::uint32_t i = 0; i < workers; ++i) {
    view::StageWorker w = worker(11 + i, 0, "", 50, 20);
    w.jobs.clear();
    w.phase = actors::WorkerPhase::kPolling;
    s.workers.push_back(std::move(w));
  }
  return s;
}

/// Loads of three trucks, two workers that take up to two messages, and a producer that numbers
/// what it sends.
inline constexpr std::string_view kLoads = R"({
  "seed": 7, "hop": "400ms",
  "Resources": {
    "Loads": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "loads.fifo",
      "FifoQueue": true, "VisibilityTimeout": 20 } } },
  "Actors": {
    "dispatch": { "Type": "Producer", "Properties": { "Target": { "Ref": "Loads" },
      "Every": "3s", "Start": "1s", "Count": 9, "Groups": ["truck-07", "truck-12", "truck-19"],
      "MessageDeduplicationId": "load-{n}", "FirstNumber": 81, "Body": "load {n}" } },
    "worker-1": { "Type": "Worker", "Properties": { "Source": { "Ref": "Loads" },
      "Work": "8s", "MaxMessages": 2, "Start": "6s" } },
    "worker-2": { "Type": "Worker", "Properties": { "Source": { "Ref": "Loads" },
      "Work": "12s", "Start": "7s" } } } })";

}  // namespace test
