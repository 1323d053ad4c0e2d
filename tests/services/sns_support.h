// Helpers of the tests of Amazon SNS: a World with topics and queues driven by hand.
#pragma once

#include <format>
#include <string>
#include <string_view>
#include <vector>

#include "services/sns/state.h"
#include "world/support.h"

namespace test {

/// A World driven by hand with what tests of SNS often need.
struct SnsBench : Bench {
  explicit SnsBench(std::string_view text = "{}") : Bench(text) {}

  std::string topic(std::string_view name, model::sns::AttributeMap attributes = {}) {
    return ok<model::sns::CreateTopicResponse>(
               model::sns::CreateTopicRequest{std::string(name), std::move(attributes)})
        .topic_arn;
  }
  /// The ARN of a new queue; `open`: its policy lets SNS in.
  std::string queue(std::string_view name, bool open = true) {
    const std::string arn = std::format("arn:aws:sqs:us-east-1:000000000000:{}", name);
    model::sqs::CreateQueueRequest request{.queue_name = std::string(name)};
    if (open) request.attributes["Policy"] = open_policy(arn);
    ok<model::sqs::CreateQueueResponse>(request);
    return arn;
  }
  static std::string open_policy(std::string_view queue_arn, std::string_view topic_arn = "*") {
    return std::format(
        R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":)"
        R"("sns.amazonaws.com"}},"Action":"sqs:SendMessage","Resource":"{}","Condition":)"
        R"({{"ArnLike":{{"aws:SourceArn":"{}"}}}}}}]}})",
        queue_arn, topic_arn == "*" ? "arn:aws:sns:*:*:*" : topic_arn);
  }
  std::string subscribe(const std::string& topic_arn, std::string_view protocol,
                        std::string_view endpoint, model::sns::AttributeMap attributes = {}) {
    return ok<model::sns::SubscribeResponse>(
               model::sns::SubscribeRequest{topic_arn, std::string(protocol), std::string(endpoint),
                                            std::move(attributes), true})
        .subscription_arn;
  }
  model::sns::PublishResponse publish(const std::string& topic_arn, std::string_view text,
                                      model::sns::MessageAttributes attributes = {}) {
    return ok<model::sns::PublishResponse>(
        model::sns::PublishRequest{.topic_arn = topic_arn,
                                   .message = std::string(text),
                                   .message_attributes = std::move(attributes)});
  }
  /// Everything a queue holds, received and deleted.
  std::vector<model::sqs::ReceivedMessage> drain(std::string_view name) {
    std::vector<model::sqs::ReceivedMessage> out;
    while (true) {
      const auto got = ok<model::sqs::ReceiveMessageResponse>(
          model::sqs::ReceiveMessageRequest{.queue_url = url(name),
                                            .max_number_of_messages = 10,
                                            .system_attribute_names = {"All"},
                                            .message_attribute_names = {"All"}});
      if (got.messages.empty()) return out;
      for (const auto& m : got.messages) {
        out.push_back(m);
        ok<model::sqs::EmptyResponse>(
            model::sqs::DeleteMessageRequest{url(name), m.receipt_handle});
      }
    }
  }
  void settle() { run(base::seconds(2)); }
};

inline model::sns::MessageAttributeValue text_attribute(std::string_view value) {
  return {"String", std::string(value), {}};
}
inline model::sns::MessageAttributeValue number_attribute(std::string_view value) {
  return {"Number", std::string(value), {}};
}

}  // namespace test
