// The stage of drawing 4, topics of any size, and Worlds with topics, for the tests of the view
// models.
#pragma once

#include <format>
#include <string>
#include <utility>

#include "fixtures.h"

namespace test {

inline view::StageSubscription subscription(std::uint32_t id, std::string name,
                                            std::string policy = {}) {
  view::StageSubscription s;
  s.id = {id};
  s.topic = {1};
  s.protocol = "sqs";
  s.kind_words = "Queue";
  s.name = std::move(name);
  s.endpoint = "arn:aws:sqs:us-east-1:000000000000:" + s.name;
  s.policy = std::move(policy);
  return s;
}

inline view::StageMessage coloured(view::StageMessage m, int slot) {
  m.slot = slot;
  return m;
}

inline view::StageQueue queue_named(std::uint32_t id, std::string name) {
  view::StageQueue q;
  q.id = {id};
  q.name = std::move(name);
  q.visibility_timeout = span(30);
  return q;
}

/// A copy on its way to a subscription.
inline view::StageHop copy(std::uint32_t subscription, std::string name, double from, double to) {
  view::StageHop hop;
  hop.id = {subscription};
  hop.kind = view::HopKind::kMessages;
  hop.by_sns = true;
  hop.topic = {1};
  hop.subscription = {subscription};
  hop.departed_at = seconds(from);
  hop.arrives_at = seconds(to);
  hop.messages = {{.id = {100 + subscription}, .name = std::move(name)}};
  return hop;
}

// Drawing 4: 9f3 has been published; billing and fraud-check get a copy, refunds does not.
inline view::StageState drawing_four() {
  view::StageState s;
  s.now = seconds(20.3);
  s.hop = span(.4);
  view::StageTopic topic{.id = {1}, .name = "order-events", .published = 4};
  topic.latest =
      view::StagePublish{{4},
                         "9f3",
                         0,
                         seconds(20),
                         {{"event", "\"order_placed\""}, {"region", "\"eu\""}, {"amount", "240"}},
                         {}};
  s.topics = {topic};
  view::StageQueue billing = queue_named(1, "billing");
  billing.waiting.count = 2;
  billing.waiting.shown = {waiting(1, "9f1", 1), coloured(waiting(2, "9f2", 2), 1)};
  view::StageQueue refunds = queue_named(2, "refunds");
  refunds.waiting.count = 1;
  refunds.waiting.shown = {coloured(waiting(3, "9ee", 1), 1)};
  s.queues = {billing, refunds};
  s.subscriptions = {subscription(1, "billing"),
                     subscription(2, "refunds", R"({"event":["refund"]})"),
                     subscription(3, "fraud-check", R"({"amount":[{"numeric":[">=",100]}]})")};
  s.subscriptions[0].queue = {1};
  s.subscriptions[1].queue = {2};
  s.subscriptions[2].kind = view::EndpointKind::kLambda;
  s.subscriptions[2].kind_words = "Lambda";
  s.subscriptions[2].protocol = "lambda";
  s.subscriptions[2].under_way = 1;
  for (auto& each : s.subscriptions) each.verdict = view::StageVerdict{};
  s.subscriptions[1].verdict = view::StageVerdict{false, "event", "\"order_placed\"", "\"refund\""};
  s.producers = {{.id = {10}, .name = "checkout", .rate = "1 per 6 s", .topic = {1}}};
  s.hops = {copy(1, "9f3", 20, 20.4), copy(3, "9f3", 20, 20.4)};
  return s;
}

/// A topic with so many subscriptions: every third to an endpoint, every other one with a policy;
/// so many workers at each queue.
inline view::StageState many_subscriptions(std::uint32_t n, std::uint32_t workers_each = 0,
                                           bool dead_letters = false) {
  view::StageState s = drawing_four();
  s.queues.clear();
  s.subscriptions.clear();
  s.hops.clear();
  for (std::uint32_t i = 0; i < n; ++i) {
    view::StageSubscription sub = subscription(
        i + 1, std::format("subscriber-{}", i + 1),
        i % 2 == 1 ? R"({"event":["refund","order_cancelled"],"amount":[{"numeric":[">=",100]}]})"
                   : "");
    sub.verdict = view::StageVerdict{i % 2 == 0, "event", "\"order_placed\"", "\"refund\""};
    sub.raw = i % 4 == 0;
    if (i % 3 == 2) {
      sub.kind = view::EndpointKind::kHttp;
      sub.kind_words = "HTTPS";
      sub.retry = view::StageRetry{3, 50, s.now + span(20), 0};
      sub.latest = {{{1}, "9f1", 0, seconds(2)}, {{2}, "9f2", 1, seconds(4)}};
    } else {
      view::StageQueue q = queue_named(i + 1, sub.name);
      q.waiting.count = 9;
      for (std::uint32_t m = 0; m < 9; ++m) {
        q.waiting.shown.push_back(waiting(1000 + 20 * i + m, std::format("{:03x}", m), m + 1));
      }
      sub.queue = q.id;
      if (workers_each > 0) {
        q.in_flight.count = 1;
        q.in_flight.shown = {flying(2000 + i, "a6f", 500 + i * 10, 1, 15, 45)};
      }
      if (dead_letters && i == 0) q.dead_letter = {900};
      s.queues.push_back(std::move(q));
      for (std::uint32_t w = 0; w < workers_each; ++w) {
        view::StageWorker worker;
        worker.id = {500 + i * 10 + w};
        worker.name = std::format("worker-{}", w + 1);
        worker.group = "worker";
        worker.queue = {i + 1};
        worker.phase = actors::WorkerPhase::kPolling;
        s.workers.push_back(std::move(worker));
      }
    }
    s.subscriptions.push_back(std::move(sub));
  }
  if (dead_letters) {
    view::StageQueue dead = queue_named(900, "subscriber-dlq");
    dead.is_dead_letter = true;
    s.queues.push_back(std::move(dead));
  }
  return s;
}

/// Orders are published every 6 s to billing, refunds (which wants refunds only) and a Lambda
/// function for large amounts.
inline constexpr std::string_view kFanout = R"({
  "seed": 7, "hop": "400ms",
  "Resources": {
    "Events": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "order-events" } },
    "Billing": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "billing" } },
    "Refunds": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "refunds" } },
    "Closed": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "closed" } },
    "Policy": { "Type": "AWS::SQS::QueuePolicy", "Properties": {
      "Queues": [{ "Ref": "Billing" }, { "Ref": "Refunds" }],
      "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
        "Resource": "*" }] } } },
    "S1": { "Type": "AWS::SNS::Subscription", "Properties": { "Protocol": "sqs",
      "TopicArn": { "Ref": "Events" }, "Endpoint": { "Fn::GetAtt": ["Billing", "Arn"] } } },
    "S2": { "Type": "AWS::SNS::Subscription", "Properties": { "Protocol": "sqs",
      "TopicArn": { "Ref": "Events" }, "Endpoint": { "Fn::GetAtt": ["Refunds", "Arn"] },
      "FilterPolicy": { "event": ["refund"] }, "FilterPolicyScope": "MessageBody" } },
    "S3": { "Type": "AWS::SNS::Subscription", "Properties": { "Protocol": "lambda",
      "TopicArn": { "Ref": "Events" },
      "Endpoint": "arn:aws:lambda:us-east-1:000000000000:function:fraud-check",
      "FilterPolicy": { "amount": [{ "numeric": [">=", 100] }] },
      "FilterPolicyScope": "MessageBody" } },
    "S4": { "Type": "AWS::SNS::Subscription", "Properties": { "Protocol": "sqs",
      "TopicArn": { "Ref": "Events" }, "Endpoint": { "Fn::GetAtt": ["Closed", "Arn"] } } },
    "S5": { "Type": "AWS::SNS::Subscription", "Properties": { "Protocol": "email",
      "TopicArn": { "Ref": "Events" }, "Endpoint": "ops@shop.example" } } },
  "Actors": {
    "checkout": { "Type": "Producer", "Properties": { "Target": { "Ref": "Events" },
      "Every": "6s", "Start": "2s",
      "Body": "{\"event\":\"order_placed\",\"region\":\"eu\",\"amount\":240}" } } } })";

}  // namespace test
