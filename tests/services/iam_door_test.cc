// The door in front of every service: principals of a template, their rights, and AWS's words when
// a right is missing (aws-facts 1.12).
#include <gtest/gtest.h>

#include "services/sns_support.h"

namespace {

using namespace model::sqs;
using test::SnsBench;

constexpr std::string_view kShop = R"({
  "Resources": {
    "Orders": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}},
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
    "Sender": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "sender", "Policies": [
      {"PolicyName": "send", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sqs:SendMessage",
         "Resource": {"Fn::GetAtt": ["Orders", "Arn"]}},
        {"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Topic"}}]}}]}},
    "Nobody": {"Type": "AWS::IAM::User", "Properties": {"UserName": "nobody"}},
    "Reader": {"Type": "AWS::IAM::User", "Properties": {
      "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]}},
    "Partner": {"Type": "AWS::IAM::Role", "Properties": {"AccountId": "111122223333",
      "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]}}},
  "Actors": {
    "shop": {"Type": "Producer", "Properties": {"Target": {"Ref": "Orders"}, "Every": "1s",
             "Count": 3, "As": {"Ref": "Sender"}}},
    "intruder": {"Type": "Producer", "Properties": {"Target": {"Ref": "Orders"}, "Every": "1s",
                 "Count": 2, "As": {"Ref": "Nobody"}}},
    "paper": {"Type": "Producer", "Properties": {"Target": {"Ref": "Topic"}, "Every": "1s",
              "Count": 1, "As": {"Ref": "Sender"}}}}})";

model::ApiError refused_as(SnsBench& b, std::string_view who, model::Request request) {
  const auto* principal = b.world.iam().find_by_name(who);
  const auto reply = b.world.apply(world::ApiCall{std::move(request), principal->id}, b.log);
  EXPECT_FALSE(reply.result) << who;
  return reply.result ? model::ApiError{} : reply.result.error();
}
bool may(SnsBench& b, std::string_view who, model::Request request) {
  const auto* principal = b.world.iam().find_by_name(who);
  return b.world.apply(world::ApiCall{std::move(request), principal->id}, b.log).result.has_value();
}

TEST(IamDoor, ActorsHaveTheRightsOfTheirRole) {
  SnsBench b(kShop);
  b.run(base::seconds(10));
  EXPECT_EQ(b.world.sqs().find_by_name("orders")->counters.sent, 3u);
  EXPECT_EQ(b.log.all<model::CallDenied>().size(), 2u);
  EXPECT_EQ(b.log.all<model::CallRefused>().size(), 2u);
  EXPECT_EQ(b.log.all<model::MessagePublished>().size(), 1u);
}

TEST(IamDoor, ADeniedCallNamesTheMissingRight) {
  SnsBench b(kShop);
  const auto error = refused_as(
      b, "nobody", SendMessageRequest{.queue_url = b.url("orders"), .message_body = "x"});
  EXPECT_EQ(error.query_code, "AccessDenied");
  EXPECT_EQ(error.http_status, 403);
  EXPECT_EQ(error.message,
            "User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: "
            "sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:orders because no "
            "identity-based policy allows the sqs:sendmessage action");
  const auto topic =
      refused_as(b, "nobody",
                 model::sns::PublishRequest{.topic_arn = "arn:aws:sns:us-east-1:000000000000:news",
                                            .message = "x"});
  EXPECT_EQ(topic.query_code, "AuthorizationError");
  EXPECT_TRUE(
      topic.message.ends_with("because no identity-based policy allows the SNS:Publish "
                              "action"));
}

TEST(IamDoor, ABatchNeedsTheRightOfItsSingleAction) {
  SnsBench b(kShop);
  SendMessageBatchRequest batch{.queue_url = b.url("orders"), .entries = {{"1", {}}}};
  batch.entries[0].message.message_body = "x";
  EXPECT_TRUE(may(b, "sender", batch));
  EXPECT_FALSE(may(b, "sender", ReceiveMessageRequest{.queue_url = b.url("orders")}));
  EXPECT_TRUE(may(b, "Reader", ReceiveMessageRequest{.queue_url = b.url("orders")}));
}

TEST(IamDoor, AnotherAccountNeedsTheQueuePolicyToo) {
  SnsBench b(kShop);
  const ReceiveMessageRequest receive{.queue_url = b.url("orders")};
  EXPECT_FALSE(may(b, "Partner", receive));
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":
          "111122223333"},"Action":"sqs:*","Resource":"*"}]})";
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("orders"), {{"Policy", policy}}});
  EXPECT_TRUE(may(b, "Partner", receive));
  EXPECT_FALSE(may(b, "Partner", DeleteQueueRequest{b.url("orders")}))
      << "no policy opens this to another account";
}

TEST(IamDoor, AnExplicitDenyStopsTheAdministratorToo) {
  SnsBench b(kShop);
  const std::string policy =
      R"({"Statement":[{"Sid":"Closed","Effect":"Deny","Principal":"*",
          "Action":"sqs:SendMessage","Resource":"*"}]})";
  b.ok<EmptyResponse>(SetQueueAttributesRequest{b.url("orders"), {{"Policy", policy}}});
  const auto error =
      b.refused(SendMessageRequest{.queue_url = b.url("orders"), .message_body = "x"});
  EXPECT_TRUE(error.message.ends_with("with an explicit deny in a resource-based policy"))
      << error.message;
  const auto denied = b.log.all<model::CallDenied>();
  ASSERT_EQ(denied.size(), 1u);
  EXPECT_TRUE(denied[0].second.explicit_deny);
  EXPECT_EQ(b.world.denials().back().decision.sid, "Closed");
  EXPECT_EQ(b.world.denials().back().event, b.log.events[b.log.events.size() - 2].seq);
}

TEST(IamDoor, APolicyThatCannotBeReadIsRefusedWhenItIsSet) {
  SnsBench b(kShop);
  const auto error =
      b.refused(SetQueueAttributesRequest{b.url("orders"), {{"Policy", R"({"Statement":[{}]})"}}});
  EXPECT_EQ(error.query_code, "InvalidAttributeValue");
  EXPECT_EQ(b.refused(model::sns::SetTopicAttributesRequest{
                          "arn:aws:sns:us-east-1:000000000000:news", "Policy", "{}"})
                .query_code,
            "InvalidParameter");
}

TEST(IamDoor, TemplatesTellWhatIsWrong) {
  const auto fault = [](std::string_view text) {
    const auto document = base::parse_json(text);
    const auto built = world::build_world(document->root);
    return built ? std::string("built")
                 : built.error().at(0).pointer + ": " + built.error().at(0).message;
  };
  EXPECT_EQ(fault(R"({"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies":
                  [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow",
                  "Action": "*"}]}}]}}}})"),
            "/Resources/R/Properties/Policies/0/PolicyDocument: Policy statement must contain "
            "resources.");
  EXPECT_EQ(fault(R"({"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties":
                  {"Colour": "red"}}}})"),
            "/Resources/T: Invalid parameter: Attributes Reason: Unknown attribute Colour");
  EXPECT_EQ(fault(R"({"Resources": {"S": {"Type": "AWS::SNS::Subscription", "Properties":
                  {"TopicArn": "arn:aws:sns:us-east-1:000000000000:none", "Protocol": "sms",
                   "Endpoint": "+15550100200"}}}})"),
            "/Resources/S/Properties: Topic does not exist");
  EXPECT_EQ(fault(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Actors": {"p":
                  {"Type": "Producer", "Properties": {"Target": {"Ref": "Q"}, "As": "ghost"}}}})"),
            "/Actors/p/Properties/As: is no role or user of this template");
}

}  // namespace
