// KMS keys behind queues and topics: who may use them, in which state, and what a reused data key
// spares (aws-facts 1.12, 7).
#include <gtest/gtest.h>

#include "services/sns_support.h"

namespace {

using namespace model::sqs;
using test::Bench;

constexpr std::string_view kEncryptedQueue = R"({"Resources": {
  "Key": {"Type": "AWS::KMS::Key"},
  "Alias": {"Type": "AWS::KMS::Alias",
            "Properties": {"AliasName": "alias/orders", "TargetKeyId": {"Ref": "Key"}}},
  "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q",
        "KmsMasterKeyId": "alias/orders", "KmsDataKeyReusePeriodSeconds": 60}}}})";

world::KeyOrder order(services::kms::Order what) { return {{1}, what}; }

TEST(KmsKeys, ADisabledKeyStopsSendsOnceTheDataKeyIsUsedUp) {
  Bench b(kEncryptedQueue);
  b.send("q");
  EXPECT_TRUE(b.world.apply(order(services::kms::Order::kDisable), b.log).done);
  b.run(base::seconds(59));
  b.send("q");
  b.run(base::seconds(1));
  const auto error = b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x"});
  EXPECT_EQ(error.type, "KmsDisabled");
  EXPECT_EQ(error.query_code, "KMS.DisabledException");
  EXPECT_EQ(b.refused(ReceiveMessageRequest{.queue_url = b.url("q")}).type, "KmsDisabled");
  b.world.apply(order(services::kms::Order::kEnable), b.log);
  b.send("q");
  EXPECT_EQ(b.log.all<model::KeyStateChanged>().size(), 2u);
  EXPECT_EQ(b.log.all<model::KeyUseRefused>().size(), 2u);
}

TEST(KmsKeys, ReuseSparesCalls) {
  Bench b(kEncryptedQueue);
  for (int i = 0; i < 10; ++i) {
    b.send("q");
    b.run(base::seconds(30));
  }
  EXPECT_EQ(b.world.kms().find({1})->calls, 5u) << "one a minute";
}

TEST(KmsKeys, DeletionWaitsAndCanBeCancelled) {
  Bench b(kEncryptedQueue);
  using services::kms::Order;
  EXPECT_TRUE(b.world.apply(order(Order::kScheduleDeletion), b.log).done);
  EXPECT_FALSE(b.world.apply(order(Order::kEnable), b.log).done);
  EXPECT_EQ(b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x"}).type,
            "KmsInvalidState");
  EXPECT_TRUE(b.world.apply(order(Order::kCancelDeletion), b.log).done);
  EXPECT_TRUE(b.world.apply(order(Order::kEnable), b.log).done);
  b.send("q");
  b.world.apply(order(Order::kScheduleDeletion), b.log);
  b.run(base::hours(24 * 30));
  EXPECT_FALSE(b.world.apply(order(Order::kCancelDeletion), b.log).done);
  EXPECT_EQ(b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x"}).type,
            "KmsNotFound");
}

TEST(KmsKeys, AnUnknownKeyIsNotFound) {
  Bench b(test::kPlainQueue);
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"KmsMasterKeyId", "alias/none"}}});
  EXPECT_EQ(b.refused(SendMessageRequest{.queue_url = b.url("q"), .message_body = "x"}).query_code,
            "KMS.NotFoundException");
}

TEST(KmsKeys, TheManagedKeyServesTheAccountButNotOtherServices) {
  test::SnsBench b;
  const std::string topic = b.topic("orders");
  const std::string queue = b.queue("q");
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("q"), {{"KmsMasterKeyId", "alias/aws/sqs"}}});
  b.send("q");
  b.subscribe(topic, "sqs", queue);
  b.publish(topic, "hello");
  b.settle();
  EXPECT_EQ(b.drain("q").size(), 1u) << "only what the learner sent";
  ASSERT_EQ(b.log.all<model::KeyUseRefused>().size(), 1u);
  EXPECT_EQ(b.log.all<model::DeliveryDropped>().size(), 1u) << "a KMS refusal is not tried again";
}

TEST(KmsKeys, ACustomersKeyLetsSnsInWhenItsPolicySaysSo) {
  constexpr std::string_view kTemplate = R"({"Resources": {
    "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "kms:*",
         "Resource": "*"},
        {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
         "Action": ["kms:GenerateDataKey*", "kms:Decrypt"], "Resource": "*"}]}}},
    "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q",
          "KmsMasterKeyId": {"Ref": "Key"}}},
    "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Q"}],
      "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Resource": {"Fn::GetAtt": ["Q", "Arn"]}}]}}},
    "T": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "orders", "Subscription": [
          {"Protocol": "sqs", "Endpoint": {"Fn::GetAtt": ["Q", "Arn"]}}]}}}})";
  test::SnsBench b(kTemplate);
  b.publish("arn:aws:sns:us-east-1:000000000000:orders", "hello");
  b.settle();
  EXPECT_EQ(b.drain("q").size(), 1u);
}

TEST(KmsKeys, AnEncryptedTopicNeedsItsKeyToPublish) {
  test::SnsBench b;
  const std::string topic = b.topic("orders", {{"KmsMasterKeyId", "alias/none"}});
  EXPECT_EQ(b.refused(model::sns::PublishRequest{.topic_arn = topic, .message = "x"}).query_code,
            "KMSNotFound");
}

}  // namespace
