// The rows of Amazon SNS: JSON there and back, CLI lines, refusals in AWS's words, and the commands
// of a saved session.
#include <gtest/gtest.h>

#include "api/cli.h"
#include "api/command_json.h"
#include "api/operations.h"
#include "world/template.h"

namespace api {
namespace {

namespace sns = model::sns;
using base::Json;

const Operation& row(std::string_view action) { return *find_operation("sns", action); }

TEST(SnsOperations, PublishThereAndBack) {
  sns::PublishRequest request{.topic_arn = "arn", .message = "hello", .subject = ""};
  request.message_attributes["a"] = {"Binary", "", std::string("\0\x01", 2)};
  const Json json = request_to_json(request);
  EXPECT_EQ(base::dump(json),
            R"({"TopicArn":"arn","Message":"hello","Subject":"","MessageAttributes":)"
            R"({"a":{"DataType":"Binary","BinaryValue":"AAE="}}})");
  const auto back = request_from_json(row("Publish"), json);
  ASSERT_TRUE(back);
  EXPECT_EQ(base::dump(request_to_json(*back)), base::dump(json));
}

TEST(SnsOperations, AnswersHaveAwsNames) {
  EXPECT_EQ(base::dump(response_to_json(sns::PublishResponse{"id", "", {7}})),
            R"({"MessageId":"id"})");
  EXPECT_EQ(base::dump(response_to_json(sns::CheckIfPhoneNumberIsOptedOutResponse{true})),
            R"({"isOptedOut":true})");
  EXPECT_EQ(base::dump(response_to_json(sns::EmptyResponse{})), "{}");
}

TEST(SnsOperations, BatchesAskForTheRightToPublish) {
  EXPECT_EQ(row("PublishBatch").iam, "sns:Publish");
}

TEST(SnsOperations, AMissingMemberIsNamedByItsInnerPath) {
  const auto message = [](std::string_view action, std::string_view body) {
    const auto document = base::parse_json(body);
    const auto request = request_from_json(row(action), document->root);
    return request ? std::string("accepted") : request.error().message;
  };
  EXPECT_EQ(message("Subscribe", R"({"TopicArn":"t"})"),
            "1 validation error detected: Value null at 'protocol' failed to satisfy constraint: "
            "Member must not be null");
  EXPECT_EQ(message("Publish", R"({"Message":"x","MessageAttributes":{"a":{}}})"),
            "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' "
            "failed to satisfy constraint: Member must not be null");
  EXPECT_EQ(message("PublishBatch", R"({"TopicArn":"t","PublishBatchRequestEntries":[
                    {"Id":"1","Message":"x"},{"Id":"2"}]})"),
            "1 validation error detected: Value null at "
            "'publishBatchRequestEntries.2.member.message' failed to satisfy constraint: Member "
            "must not be null");
}

TEST(SnsOperations, CliLines) {
  const CliNames names;
  const std::string line =
      "aws sns subscribe --topic-arn t --protocol sqs --notification-endpoint q";
  const auto request = parse_cli(line + " --return-subscription-arn", names);
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_TRUE(std::get<sns::SubscribeRequest>(*request).return_subscription_arn.value_or(false));
  EXPECT_TRUE(print_cli(*request, names).starts_with(line));
  const auto publish = parse_cli("aws sns publish --topic-arn t --message hello", names);
  ASSERT_TRUE(publish);
  EXPECT_EQ(print_cli(*publish, names), "aws sns publish --topic-arn t --message hello");
  EXPECT_FALSE(parse_cli("aws snail publish", names));
  EXPECT_EQ(cli_name("CreateSMSSandboxPhoneNumber"), "create-sms-sandbox-phone-number");
  EXPECT_EQ(cli_name("AWSAccountId"), "aws-account-id");
  EXPECT_EQ(cli_name("phoneNumber"), "phone-number");
}

TEST(SnsOperations, CommandsOfASavedSession) {
  const world::World world;
  const std::vector<world::Command> commands{
      world::ApiCall{sns::PublishRequest{.topic_arn = "t", .message = "x"}, {3}},
      world::ApiCall{sns::PublishRequest{.topic_arn = "t", .message = "x"}, {}, "Root=1"},
      world::HttpDriver{true},
      world::HttpDeliveryResult{{5}, 503},
      world::EndpointChange{"http://x", {2, false, 503, true}},
      world::PhoneOptOut{"+15550100200"},
      world::KeyOrder{{1}, services::kms::Order::kScheduleDeletion},
  };
  for (const world::Command& command : commands) {
    const Json json = command_to_json(command, world);
    std::vector<base::JsonError> errors;
    const auto back = read_command(base::JsonReader(json, "", errors), world);
    ASSERT_TRUE(back) << base::dump(json);
    EXPECT_EQ(back->index(), command.index());
    EXPECT_EQ(base::dump(command_to_json(*back, world)), base::dump(json));
  }
}

}  // namespace
}  // namespace api
