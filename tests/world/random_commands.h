// Random but repeatable use of a World: commands of every kind, sensible ones and nonsense.
#pragma once

#include <array>
#include <format>
#include <string>
#include <vector>

#include "base/rng.h"
#include "world/world.h"

namespace test {

/// Makes commands from a seed. Receipt handles come from the replies it is shown, so that old
/// handles, handles of other branches and of deleted messages appear by themselves.
class CommandMaker {
 public:
  explicit CommandMaker(std::uint64_t seed) : rng_(seed, "commands") {}

  base::Rng& rng() { return rng_; }

  world::Command next(const world::World& world) {
    const std::uint64_t what = rng_.below(100);
    if (what < 82) return world::ApiCall{request(world, what)};
    if (what < 93) {
      constexpr std::array kOrders{actors::Order::kCrash, actors::Order::kRestart,
                                   actors::Order::kHang, actors::Order::kRestart};
      return world::ActorOrder{actor(world), kOrders[rng_.below(kOrders.size())]};
    }
    return change(world);
  }

  /// Keeps the handles that an answer brought.
  void note(const world::Reply& reply) {
    if (!reply.result) return;
    if (const auto* r = std::get_if<model::sqs::ReceiveMessageResponse>(&*reply.result)) {
      for (const auto& m : r->messages) handles_.push_back(m.receipt_handle);
    }
    if (const auto* r = std::get_if<model::sqs::StartMessageMoveTaskResponse>(&*reply.result)) {
      task_ = r->task_handle;
    }
    if (handles_.size() > 64) handles_.erase(handles_.begin(), handles_.begin() + 32);
  }

 private:
  using Request = model::sqs::Request;

  std::string url(const world::World& world) {
    const auto& queues = world.sqs().queues;
    if (queues.empty() || rng_.chance({1, 60})) return "https://sqs.example/000000000000/none";
    return std::next(queues.begin(), static_cast<std::ptrdiff_t>(rng_.below(queues.size())))
        ->second.url;
  }

  model::ActorId actor(const world::World& world) {
    return {static_cast<std::uint32_t>(rng_.below(world.actors().actors.size() + 2))};
  }

  std::string handle() {
    if (handles_.empty() || rng_.chance({1, 30})) return "not a handle";
    // The latest ones more often.
    const std::uint64_t back = std::min(rng_.below(handles_.size()), rng_.below(handles_.size()));
    return handles_[handles_.size() - 1 - static_cast<std::size_t>(back)];
  }

  Request request(const world::World& world, std::uint64_t what) {
    using namespace model::sqs;
    if (what < 22) return send(world);
    if (what < 30) return send_batch(world);
    if (what < 50) return receive(world);
    if (what < 64) return DeleteMessageRequest{url(world), handle()};
    if (what < 74) {
      return ChangeMessageVisibilityRequest{url(world), handle(), rng_.between(0, 40)};
    }
    if (what < 78) return set_attribute(world);
    if (what < 79) return move_task(world);
    if (what < 80) return PurgeQueueRequest{url(world)};
    if (what < 81) {
      const std::string name = std::format("extra-{}", rng_.below(3));
      if (rng_.chance({1, 2})) return CreateQueueRequest{.queue_name = name};
      return CreateQueueRequest{.queue_name = name + ".fifo",
                                .attributes = {{"FifoQueue", "true"}}};
    }
    const std::string gone = std::format("https://sqs.example/0/extra-{}", rng_.below(3));
    return DeleteQueueRequest{gone};
  }

  Request send(const world::World& world) {
    model::sqs::SendMessageRequest out{.queue_url = url(world),
                                       .message_body = std::format("body {}", rng_.below(1'000))};
    if (rng_.chance({1, 4})) out.delay_seconds = rng_.between(-1, 20);
    if (rng_.chance({1, 8})) out.message_attributes["kind"] = {"String", "test", {}};
    give_group(out, out.queue_url);
    return out;
  }

  // Few groups and few ids: groups are locked and sends are duplicates often.
  void give_group(model::sqs::SendMessageRequest& out, const std::string& queue_url) {
    const bool fifo = queue_url.ends_with(".fifo");
    if (!rng_.chance(fifo ? base::Ratio{19, 20} : base::Ratio{1, 6})) return;
    out.message_group_id = std::format("g{}", rng_.below(4));
    if (!fifo) return;
    out.delay_seconds.reset();
    if (rng_.chance({9, 10})) out.message_deduplication_id = std::to_string(rng_.below(400));
  }

  Request move_task(const world::World& world) {
    const auto arn = [&] {
      const std::string target = url(world);
      return "arn:aws:sqs:us-east-1:000000000000:" + target.substr(target.rfind('/') + 1);
    };
    if (rng_.chance({1, 4})) return model::sqs::CancelMessageMoveTaskRequest{task_};
    model::sqs::StartMessageMoveTaskRequest out{.source_arn = arn()};
    if (rng_.chance({1, 3})) out.destination_arn = arn();
    if (rng_.chance({1, 2})) out.max_number_of_messages_per_second = rng_.between(1, 5);
    return out;
  }

  Request send_batch(const world::World& world) {
    model::sqs::SendMessageBatchRequest out{.queue_url = url(world), .entries = {}};
    for (std::uint64_t i = rng_.below(11); i > 0; --i) {
      out.entries.push_back({std::format("e{}", i), {.message_body = std::format("batch {}", i)}});
      give_group(out.entries.back().message, out.queue_url);
    }
    return out;
  }

  Request receive(const world::World& world) {
    model::sqs::ReceiveMessageRequest out{.queue_url = url(world)};
    if (rng_.chance({1, 2})) out.max_number_of_messages = rng_.between(1, 10);
    if (rng_.chance({1, 3})) out.visibility_timeout = rng_.between(0, 30);
    if (rng_.chance({1, 3})) out.wait_time_seconds = rng_.between(0, 20);
    if (out.queue_url.ends_with(".fifo") && rng_.chance({1, 4})) {
      out.receive_request_attempt_id = std::format("try{}", rng_.below(3));
    }
    return out;
  }

  Request set_attribute(const world::World& world) {
    constexpr std::array<const char*, 5> kNames{"VisibilityTimeout", "DelaySeconds",
                                                "MessageRetentionPeriod", "RedrivePolicy",
                                                "ReceiveMessageWaitTimeSeconds"};
    const std::string name = kNames[rng_.below(kNames.size())];
    std::string value = std::to_string(rng_.between(0, 90));
    if (name == "RedrivePolicy") {
      // Any queue may become any queue's dead-letter queue: chains, circles and itself.
      const std::string target = url(world);
      value = std::format(R"({{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:{}",)"
                          R"("maxReceiveCount":{}}})",
                          target.substr(target.rfind('/') + 1), rng_.between(1, 4));
    }
    return model::sqs::SetQueueAttributesRequest{url(world), {{name, value}}};
  }

  world::WorkerChange change(const world::World& world) {
    world::WorkerChange out{.actor = actor(world)};
    if (rng_.chance({1, 2})) out.work = base::milliseconds(rng_.between(0, 20'000));
    if (rng_.chance({1, 3})) out.idempotent = rng_.chance({1, 2});
    if (rng_.chance({1, 3})) {
      out.heartbeat.emplace(std::nullopt);
      if (rng_.chance({1, 2})) {
        out.heartbeat->emplace(base::milliseconds(rng_.between(0, 9'000)), rng_.between(0, 40));
      }
    }
    return out;
  }

  base::Rng rng_;
  std::vector<std::string> handles_;
  std::string task_ = "none";
};

/// Templates in which much happens; `seed` and the faults of at-least-once delivery vary.
inline std::string busy_template(std::uint64_t seed, bool faults) {
  const std::string behaviour =
      faults ? R"({"sampling": true, "duplicates": "1/5", "missedDeletes": "1/6",
                   "reordering": "1/3"})"
             : "{}";
  return std::format(R"({{"seed": {}, "hop": "50ms", "behaviour": {},
    "Resources": {{
      "Orders": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "orders",
          "VisibilityTimeout": 6, "RedrivePolicy": {{"maxReceiveCount": 2,
          "deadLetterTargetArn": {{"Fn::GetAtt": ["Dead", "Arn"]}}}}}}}},
      "Dead": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "dead",
          "MessageRetentionPeriod": 90}}}},
      "Slow": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "slow",
          "DelaySeconds": 2, "ReceiveMessageWaitTimeSeconds": 5}}}},
      "Trades": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "trades.fifo",
          "FifoQueue": true, "ContentBasedDeduplication": true, "VisibilityTimeout": 5,
          "RedrivePolicy": {{"maxReceiveCount": 3,
          "deadLetterTargetArn": {{"Fn::GetAtt": ["DeadTrades", "Arn"]}}}}}}}},
      "DeadTrades": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "dead.fifo",
          "FifoQueue": true, "MessageRetentionPeriod": 90}}}}}},
    "Actors": {{
      "shop": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Orders"}},
          "Pattern": "random", "Every": "1500ms"}}}},
      "nightly": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Slow"}},
          "Pattern": "burst", "Every": "9s", "Burst": 4, "DelaySeconds": 7, "DelayEach": 3}}}},
      "worker": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Orders"}}, "Count": 3,
          "Work": {{"Min": "500ms", "Max": "9s"}}, "Crash": "1/12", "RestartAfter": "5s",
          "MaxMessages": 3, "WaitTimeSeconds": 4}}}},
      "beat": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Slow"}},
          "Work": {{"Mean": "4s"}}, "Heartbeat": {{"Every": "2s", "Extend": 5}},
          "Idempotent": true, "VisibilityTimeout": 4,
          "Faults": [{{"On": 2, "Do": "hang", "After": "1s", "RestartAfter": "8s"}},
                     {{"On": 4, "Do": "forget-delete"}}]}}}},
      "broker": {{"Type": "Producer", "Properties": {{"Target": {{"Ref": "Trades"}},
          "Every": "700ms", "Groups": ["acme", "bolt", "core"], "Body": "trade {{n}}",
          "Pattern": "random"}}}},
      "desk": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Trades"}}, "Count": 2,
          "Work": {{"Min": "200ms", "Max": "4s"}}, "MaxMessages": 4, "WaitTimeSeconds": 2,
          "Crash": "1/9", "RestartAfter": "3s"}}}},
      "cleaner": {{"Type": "Worker", "Properties": {{"Source": {{"Ref": "Dead"}},
          "Work": "1s", "PollEvery": "11s", "Start": "20s"}}}}}}}})",
                     seed, behaviour);
}

}  // namespace test
