// States of the stage as the drawings show them, and Worlds for the tests of the view models.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "view/scene_arrange.h"
#include "view/stage_state.h"
#include "world/template.h"
#include "world/timeline.h"

namespace test {

inline constexpr base::SimTime seconds(double s) {
  return {static_cast<std::int64_t>(s * 1'000'000 + .5)};
}
inline constexpr base::Duration span(double s) { return {seconds(s).us}; }

inline view::StageMessage waiting(std::uint32_t id, std::string name, std::uint64_t order) {
  return {.id = {id}, .name = std::move(name), .order = order};
}

inline view::StageMessage flying(std::uint32_t id, std::string name, std::uint32_t holder,
                                 std::uint32_t receives, double received, double visible) {
  return {.id = {id},
          .name = std::move(name),
          .order = id,
          .receives = receives,
          .received_at = seconds(received),
          .visible_at = seconds(visible),
          .holder = {holder},
          .claimed = true};
}

inline view::StageWorker worker(std::uint32_t id, std::uint32_t message, std::string name,
                                double started, double work) {
  view::StageWorker w;
  w.id = {id};
  w.name = "worker-" + std::to_string(id - 10);
  w.group = "worker";
  w.queue = {1};
  w.phase = actors::WorkerPhase::kWorking;
  w.jobs.push_back({.message = {message},
                    .name = std::move(name),
                    .started_at = seconds(started),
                    .work = span(work)});
  return w;
}

// What drawings 1 and 8a show: frozen at 00:38.500.
inline view::StageState drawing_one() {
  view::StageState s;
  s.now = seconds(38.5);
  view::StageQueue orders;
  orders.id = {1};
  orders.name = "orders";
  orders.visibility_timeout = span(30);
  orders.may_delay = true;
  orders.dead_letter = {2};
  orders.max_receive_count = 3;
  orders.waiting.count = 5;
  orders.waiting.shown = {waiting(1, "9e4", 1), waiting(2, "d17", 2), waiting(3, "c0a", 3),
                          waiting(4, "2bb", 4), waiting(5, "f31", 5)};
  orders.in_flight.count = 2;
  orders.in_flight.shown = {flying(6, "a6f", 11, 1, 34, 64), flying(7, "7c1", 12, 1, 12, 42)};
  orders.delayed.count = 1;
  orders.delayed.shown = {{.id = {8}, .name = "04e", .order = 8, .visible_at = seconds(44)}};
  view::StageQueue dead;
  dead.id = {2};
  dead.name = "orders-dlq";
  dead.is_dead_letter = true;
  s.queues = {orders, dead};
  s.producers = {{.id = {10}, .name = "checkout", .queue = {1}, .rate = "1 per 4 s"}};
  s.workers = {worker(11, 6, "a6f", 34, 8), worker(12, 7, "7c1", 12, 45)};
  s.workers[1].slow = true;
  view::StageHop send;
  send.id = {1};
  send.kind = view::HopKind::kMessages;
  send.actor = {10};
  send.queue = {1};
  send.departed_at = seconds(38.3);
  send.arrives_at = seconds(38.7);
  send.messages = {waiting(9, "5d8", 9)};
  s.hops = {send};
  s.done = 4;
  return s;
}

inline lesson::StageNotes frozen_notes() {
  lesson::StageNotes notes;
  notes.frozen = true;
  notes.tag = lesson::TagKind::kFrozen;
  notes.tag_text = "Frozen at 00:38.500 until you commit";
  notes.tag_text_short = "Frozen at 00:38.500";
  notes.spoken_of = {model::ref(model::MessageId{7})};
  return notes;
}

// What drawing 2 shows: 7c1 has come back and worker-1 has taken it, worker-2 works on.
inline view::StageState drawing_two() {
  view::StageState s = drawing_one();
  s.now = seconds(42.4);
  view::StageQueue& orders = s.queues.front();
  orders.waiting.count = 6;
  orders.waiting.shown = {waiting(1, "9e4", 1), waiting(2, "d17", 2), waiting(3, "c0a", 4),
                          waiting(4, "2bb", 5), waiting(5, "f31", 6), waiting(9, "5d8", 7)};
  orders.in_flight.count = 1;
  orders.in_flight.shown = {flying(7, "7c1", 11, 2, 42.4, 72.4)};
  orders.in_flight.shown.front().order = 3;
  s.workers = {worker(11, 7, "7c1", 42.4, 8), worker(12, 7, "7c1", 12, 45)};
  s.workers[1].jobs[0].lost = true;
  s.workers[1].jobs[0].lost_at = seconds(42);
  s.workers[1].jobs[0].claim = span(30);
  s.hops.clear();
  s.returned = view::StageReturn{{7}, 3, {12}, model::ActorId{11}};
  s.ghost_names = {"7c1"};
  return s;
}

inline lesson::StageNotes explain_notes() {
  lesson::StageNotes notes;
  notes.tag = lesson::TagKind::kPaused;
  notes.tag_text = "Paused on the deciding event";
  notes.show_traces = true;
  lesson::Ghost ghost;
  ghost.message = {7};
  ghost.queue = {1};
  ghost.worker = {12};
  ghost.caption = "You: still hidden";
  notes.ghosts = {ghost};
  return notes;
}

inline view::SceneOptions stage(float width, float height) {
  view::SceneOptions o;
  o.width = width;
  o.height = height;
  return o;
}

inline view::SceneOptions phone_stage(float width = 390, float height = 304) {
  view::SceneOptions o = stage(width, height);
  o.phone = true;
  return o;
}

/// A Timeline over the World of a template; the test fails with every error when it has any.
inline world::Timeline make_timeline(std::string_view text) {
  const auto document = base::parse_json(text);
  if (!document) {
    ADD_FAILURE() << document.error().message << " at line " << document.error().line;
    return world::Timeline{world::World{}};
  }
  auto built = world::build_world(document->root);
  if (!built) {
    for (const auto& e : built.error()) ADD_FAILURE() << e.pointer << ": " << e.message;
    return world::Timeline{world::World{}};
  }
  return world::Timeline{std::move(*built)};
}

/// Orders with a dead-letter queue, one producer, and workers of which the second is slow: the
/// world of the first lesson in small.
inline constexpr std::string_view kOrders = R"({
  "seed": 7, "hop": "400ms",
  "Resources": {
    "Orders": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "orders",
      "VisibilityTimeout": 30, "RedrivePolicy": {
        "deadLetterTargetArn": { "Fn::GetAtt": ["Dlq", "Arn"] }, "maxReceiveCount": 3 } } },
    "Dlq": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "orders-dlq" } } },
  "Actors": {
    "checkout": { "Type": "Producer", "Properties": { "Target": { "Ref": "Orders" },
      "Every": "4s", "Start": "2s", "Count": 12, "DelaySeconds": 10, "DelayEach": 4 } },
    "worker-1": { "Type": "Worker", "Properties": { "Source": { "Ref": "Orders" },
      "Work": "8s" } },
    "worker-2": { "Type": "Worker", "Properties": { "Source": { "Ref": "Orders" },
      "Work": "45s" } } } })";

}  // namespace test
