// Helpers of the SQS tests: FIFO queues, groups, bodies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "world/support.h"

namespace test {

inline constexpr std::string_view kFifoQueue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"QueueName": "q.fifo", "FifoQueue": true, "VisibilityTimeout": 30}}}})";

/// A FIFO queue `q.fifo` whose dead-letter queue `d.fifo` takes what was received twice.
inline constexpr std::string_view kFifoWithDlq = R"({"Resources": {
    "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q.fifo", "FifoQueue": true,
          "VisibilityTimeout": 5, "MessageRetentionPeriod": 100,
          "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]},
                            "maxReceiveCount": 2}}},
    "D": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "d.fifo", "FifoQueue": true,
          "MessageRetentionPeriod": 200}}}})";

/// A Bench with shorter words for groups.
struct GroupBench : Bench {
  explicit GroupBench(std::string_view text = kFifoQueue, std::string queue_name = "q.fifo")
      : Bench(text), name(std::move(queue_name)) {}

  /// Sends a body that no other send has, so that nothing is a duplicate by accident.
  model::sqs::SendMessageResponse send_to(const std::string& group, std::string body) {
    return ok<model::sqs::SendMessageResponse>(
        model::sqs::SendMessageRequest{.queue_url = url(name),
                                       .message_body = std::move(body),
                                       .message_group_id = group,
                                       .message_deduplication_id = std::to_string(++sent)});
  }
  std::vector<model::sqs::ReceivedMessage> take(int most = 10, int timeout = 30) {
    return ok<model::sqs::ReceiveMessageResponse>(
               model::sqs::ReceiveMessageRequest{.queue_url = url(name),
                                                 .max_number_of_messages = most,
                                                 .visibility_timeout = timeout})
        .messages;
  }
  /// The bodies of one receive, in order: "a1 a2 b1".
  std::string bodies(int most = 10, int timeout = 30) { return bodies_of(take(most, timeout)); }
  static std::string bodies_of(const std::vector<model::sqs::ReceivedMessage>& messages) {
    std::string out;
    for (const auto& m : messages) out += (out.empty() ? "" : " ") + m.body;
    return out;
  }
  void remove(const model::sqs::ReceivedMessage& m) {
    ok<model::sqs::EmptyResponse>(model::sqs::DeleteMessageRequest{url(name), m.receipt_handle});
  }
  void hide(const model::sqs::ReceivedMessage& m, int seconds) {
    ok<model::sqs::EmptyResponse>(
        model::sqs::ChangeMessageVisibilityRequest{url(name), m.receipt_handle, seconds});
  }

  std::string name;
  int sent = 0;
};

}  // namespace test
