// Query parameters as AWS JSON: SQS's flat names, SNS's member.N and entry.N.
#include "api/query.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace api {
namespace {

using base::Json;

model::ApiResult<Json> read(const WireService& service, const Operation& operation,
                            std::string_view form) {
  const auto fields = parse_form(form);
  EXPECT_TRUE(fields) << form;
  const auto tree = build_query_tree(*fields);
  EXPECT_TRUE(tree) << form;
  return read_query(service, operation, *tree);
}

std::string read_sqs(std::string_view action, std::string_view form) {
  const auto json = read(*find_wire_service("sqs"), *find_operation("sqs", action), form);
  return json ? base::dump(*json) : json.error().query_code + ": " + json.error().message;
}

// A row as SNS has them: a list of structures, a map, and the map with names of its own.
constexpr std::array kTag{MemberInfo{"Key", &Codec<std::string>::info, true},
                          MemberInfo{"Value", &Codec<std::string>::info, true}};
constexpr TypeInfo kTagType{Kind::kStructure, nullptr, kTag};
constexpr TypeInfo kTags{Kind::kList, &kTagType};
constexpr std::array kMembers{
    MemberInfo{"Name", &Codec<std::string>::info, true}, MemberInfo{"Tags", &kTags, false},
    MemberInfo{"Attributes", &Codec<std::map<std::string, std::string>>::info, false},
    MemberInfo{"MessageAttributes", &Codec<std::map<std::string, std::string>>::info, false},
    MemberInfo{"AuthenticateOnUnsubscribe", &Codec<bool>::info, false}};
constexpr TypeInfo kInput{Kind::kStructure, nullptr, kMembers};

std::string read_sns(std::string_view form) {
  const Operation operation{.service = "sns", .action = "CreateTopic", .input = &kInput};
  const auto json = read(*find_wire_service("sns"), operation, form);
  return json ? base::dump(*json) : json.error().query_code + ": " + json.error().message;
}

TEST(Query, ScalarsHaveTheirNamesAndTypes) {
  EXPECT_EQ(read_sqs("ReceiveMessage",
                     "Action=ReceiveMessage&Version=2012-11-05&QueueUrl=u&MaxNumberOfMessages=10&"
                     "WaitTimeSeconds=0"),
            R"({"QueueUrl":"u","MaxNumberOfMessages":10,"WaitTimeSeconds":0})");
}

TEST(Query, SqsListsAreFlatUnderTheNameOfOneItem) {
  EXPECT_EQ(read_sqs("GetQueueAttributes", "QueueUrl=u&AttributeName.2=b&AttributeName.1=a"),
            R"({"QueueUrl":"u","AttributeNames":["a","b"]})");
  EXPECT_EQ(read_sqs("ReceiveMessage",
                     "QueueUrl=u&MessageSystemAttributeName.1=All&MessageAttributeName.1=.*"),
            R"({"QueueUrl":"u","MessageSystemAttributeNames":["All"],)"
            R"("MessageAttributeNames":[".*"]})");
}

TEST(Query, ItemsAreInTheOrderOfTheirNumbersNotOfTheirDigits) {
  std::string form = "QueueUrl=u";
  for (const char* n : {"10", "9", "2", "1"}) {
    form += std::string("&AttributeName.") + n + "=n" + n;
  }
  EXPECT_EQ(read_sqs("GetQueueAttributes", form),
            R"({"QueueUrl":"u","AttributeNames":["n1","n2","n9","n10"]})");
}

TEST(Query, SqsMapsAreFlatPairsOfNameAndValue) {
  EXPECT_EQ(read_sqs("CreateQueue",
                     "QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5&"
                     "Tag.1.Key=team&Tag.1.Value=shop"),
            R"({"QueueName":"q","Attributes":{"DelaySeconds":"5"},"tags":{"team":"shop"}})");
}

TEST(Query, MessageAttributesHaveStructuresAsValues) {
  EXPECT_EQ(read_sqs("SendMessage",
                     "QueueUrl=u&MessageBody=hi+there&MessageAttribute.1.Name=k&"
                     "MessageAttribute.1.Value.DataType=Binary&"
                     "MessageAttribute.1.Value.BinaryValue=AP8%3D&"
                     "MessageSystemAttribute.1.Name=AWSTraceHeader&"
                     "MessageSystemAttribute.1.Value.DataType=String&"
                     "MessageSystemAttribute.1.Value.StringValue=Root"),
            R"({"QueueUrl":"u","MessageBody":"hi there",)"
            R"("MessageAttributes":{"k":{"DataType":"Binary","BinaryValue":"AP8="}},)"
            R"("MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String",)"
            R"("StringValue":"Root"}}})");
}

TEST(Query, ListsOfValuesOfAnAttributeReachTheService) {
  EXPECT_EQ(read_sqs("SendMessage",
                     "QueueUrl=u&MessageBody=hi&MessageAttribute.1.Name=k&"
                     "MessageAttribute.1.Value.DataType=String&"
                     "MessageAttribute.1.Value.StringListValue.1=a"),
            R"({"QueueUrl":"u","MessageBody":"hi","MessageAttributes":)"
            R"({"k":{"DataType":"String","StringListValues":["a"]}}})");
}

TEST(Query, BatchEntriesAreNamedAfterTheirAction) {
  EXPECT_EQ(read_sqs("DeleteMessageBatch",
                     "QueueUrl=u&DeleteMessageBatchRequestEntry.1.Id=a&"
                     "DeleteMessageBatchRequestEntry.1.ReceiptHandle=h"),
            R"({"QueueUrl":"u","Entries":[{"Id":"a","ReceiptHandle":"h"}]})");
  EXPECT_TRUE(read_sqs("DeleteMessageBatch", "QueueUrl=u&SendMessageBatchRequestEntry.1.Id=a")
                  .starts_with("InvalidQueryParameter: SendMessageBatchRequestEntry"));
}

TEST(Query, AnEmptyListIsWrittenUnderTheMembersOwnNameOrNotAtAll) {
  const std::string empty = R"({"QueueUrl":"u","Entries":[]})";
  EXPECT_EQ(read_sqs("SendMessageBatch", "QueueUrl=u&Entries="), empty);
  EXPECT_EQ(read_sqs("SendMessageBatch", "QueueUrl=u"), empty);
  EXPECT_EQ(read_sqs("SetQueueAttributes", "QueueUrl=u"), R"({"QueueUrl":"u","Attributes":{}})");
}

TEST(Query, SnsListsAndMapsStandInTheirMember) {
  EXPECT_EQ(read_sns("Name=t&Tags.member.1.Key=k&Tags.member.1.Value=v&Attributes.entry.1.key=a&"
                     "Attributes.entry.1.value=b&MessageAttributes.entry.1.Name=n&"
                     "MessageAttributes.entry.1.Value=w&AuthenticateOnUnsubscribe=true"),
            R"({"Name":"t","Tags":[{"Key":"k","Value":"v"}],"Attributes":{"a":"b"},)"
            R"("MessageAttributes":{"n":"w"},"AuthenticateOnUnsubscribe":true})");
  EXPECT_EQ(read_sns("Name=t&Tags="), R"({"Name":"t","Tags":[]})");
}

TEST(Query, TheOnlyItemOfAFlatListNeedsNoNumber) {
  EXPECT_EQ(read_sqs("GetQueueAttributes", "QueueUrl=u&AttributeName=All"),
            R"({"QueueUrl":"u","AttributeNames":["All"]})");
  EXPECT_EQ(read_sqs("GetQueueAttributes", "QueueUrl=u&AttributeName="),
            R"({"QueueUrl":"u","AttributeNames":[]})");
  EXPECT_EQ(
      read_sqs("SetQueueAttributes", "QueueUrl=u&Attribute.Name=DelaySeconds&Attribute.Value=5"),
      R"({"QueueUrl":"u","Attributes":{"DelaySeconds":"5"}})");
  EXPECT_EQ(read_sqs("SetQueueAttributes", "QueueUrl=u&Attribute.Name=DelaySeconds"),
            "MissingParameter: The request must contain the parameter Attribute.Value.");
}

TEST(Query, UnknownParametersAreNamed) {
  EXPECT_EQ(read_sqs("SendMessage", "QueueUrl=u&MessageBody=b&Colour=red"),
            "InvalidQueryParameter: Colour is not a parameter of this action.");
  EXPECT_EQ(read_sqs("CreateQueue", "QueueName=q&Attribute.x.Name=a"),
            "InvalidQueryParameter: Attribute.x is not a parameter of this action.");
  EXPECT_EQ(read_sqs("CreateQueue", "QueueName.1=q"),
            "InvalidQueryParameter: QueueName.1 is not a parameter of this action.");
  EXPECT_EQ(read_sqs("SendMessage",
                     "QueueUrl=u&MessageBody=b&MessageSystemAttribute.1.Name=Other&"
                     "MessageSystemAttribute.1.Value.DataType=String"),
            "InvalidQueryParameter: MessageSystemAttribute.1.Name is not a parameter of this "
            "action.");
}

TEST(Query, ParametersOfTheProtocolAndItsSignaturesArePassedOver) {
  EXPECT_EQ(read_sqs("PurgeQueue",
                     "QueueUrl=u&AWSAccessKeyId=a&Signature=s&Timestamp=t&X-Amz-Date=d&"
                     "Expires=2030-01-01&SecurityToken=x"),
            R"({"QueueUrl":"u"})");
}

TEST(Query, WrongNumbersAreRefusedWithTheirParameter) {
  for (const char* wrong : {"ten", "", "1.5", "99999999999999999999"}) {
    EXPECT_EQ(read_sqs("ReceiveMessage", std::string("QueueUrl=u&WaitTimeSeconds=") + wrong),
              "InvalidParameterValue: Value " + std::string(wrong) +
                  " for parameter WaitTimeSeconds is invalid. Reason: Must be an integer.");
  }
}

TEST(Query, AMapEntryNeedsBothItsParts) {
  EXPECT_EQ(read_sqs("CreateQueue", "QueueName=q&Attribute.1.Name=a"),
            "MissingParameter: The request must contain the parameter Attribute.1.Value.");
  EXPECT_EQ(read_sqs("CreateQueue", "QueueName=q&Attribute.1.Value=a"),
            "MissingParameter: The request must contain the parameter Attribute.1.Name.");
}

TEST(Query, NamesAreNestedToALimit) {
  std::string name = "a";
  for (std::size_t i = 1; i < kMaxQueryDepth; ++i) name += ".a";
  EXPECT_TRUE(build_query_tree({{name, "v"}}));
  EXPECT_FALSE(build_query_tree({{name + ".a", "v"}}));
}

TEST(Query, EveryMemberOfEveryRowHasAWireNameOfItsOwn) {
  for (const Operation& op : operations()) {
    if (op.service == "s3api") continue;  // S3 speaks REST, which is not simulated
    const WireService* service = find_wire_service(op.service);
    ASSERT_NE(service, nullptr) << op.service << " is not reachable over HTTP";
    std::set<std::string> names;
    for (const MemberInfo& member : op.input->members) {
      const bool container = member.type->kind == Kind::kList || member.type->kind == Kind::kMap;
      const std::string name =
          container ? query_names(*service, op.action, member).prefix : std::string(member.name);
      EXPECT_TRUE(names.insert(name).second) << op.action << " " << name;
    }
  }
}

}  // namespace
}  // namespace api
