// What the model of Kinesis demands of members, and the texts of its refusals.
#include "api/kinesis_rules.h"

#include <gtest/gtest.h>

#include <format>

#include "api/kinesis_patterns.h"

namespace api {
namespace {

using base::Json;
using model::Profile;

std::string faults(std::string_view action, const Json& body, Profile profile = Profile::kCurrent) {
  const auto error = check_kinesis_rules(*find_operation("kinesis", action), body, profile);
  if (!error) return "";
  EXPECT_EQ(error->type, "ValidationException");
  EXPECT_EQ(error->http_status, 400);
  return error->message;
}

TEST(KinesisRules, GoodRequestsPass) {
  EXPECT_EQ(faults("CreateStream", {{"StreamName", "orders"}, {"ShardCount", 1}}), "");
  EXPECT_EQ(faults("PutRecord", {{"StreamName", "a.b-c_D9"},
                                 {"Data", ""},
                                 {"PartitionKey", "k"},
                                 {"ExplicitHashKey", "0"}}),
            "");
  EXPECT_EQ(faults("ListStreams", Json::object()), "");
}

TEST(KinesisRules, AMissingMemberIsNull) {
  EXPECT_EQ(faults("DeleteStream", Json::object()),
            "1 validation error detected: Value null at 'streamName' failed to satisfy constraint: "
            "Member must not be null");
}

TEST(KinesisRules, AnArnStandsInForTheName) {
  const std::string arn = "arn:aws:kinesis:us-east-1:000000000000:stream/orders";
  EXPECT_EQ(faults("DeleteStream", {{"StreamARN", arn}}), "");
  EXPECT_NE(faults("DeleteStream", {{"StreamARN", "orders"}}), "");
}

TEST(KinesisRules, OnDemandNeedsNoShardCount) {
  const Json on_demand{{"StreamMode", "ON_DEMAND"}};
  EXPECT_EQ(faults("CreateStream", {{"StreamName", "s"}, {"StreamModeDetails", on_demand}}), "");
  EXPECT_NE(faults("CreateStream", {{"StreamName", "s"}}), "");
}

// The order of the faults is AWS's own: not that of the model, nor of the request.
TEST(KinesisRules, SeveralFaultsAreToldInOneText) {
  EXPECT_EQ(faults("GetRecords", {{"ShardIterator", ""}, {"Limit", 0}}),
            "2 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1; Value '' at 'shardIterator' failed "
            "to satisfy constraint: Member must have length greater than or equal to 1");
  EXPECT_EQ(faults("SplitShard", Json::object()),
            "3 validation errors detected: Value null at 'newStartingHashKey' failed to satisfy "
            "constraint: Member must not be null; Value null at 'streamName' failed to satisfy "
            "constraint: Member must not be null; Value null at 'shardToSplit' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(KinesisRules, ItemsAreNamedByTheirPlace) {
  const Json record{{"Data", ""}, {"PartitionKey", ""}};
  const Json good{{"Data", ""}, {"PartitionKey", "k"}};
  EXPECT_EQ(faults("PutRecords", {{"StreamName", "s"}, {"Records", {good, record}}}),
            "1 validation error detected: Value '' at 'records.2.member.partitionKey' failed to "
            "satisfy constraint: Member must have length greater than or equal to 1");
}

TEST(KinesisRules, NoMoreThanTenFaultsAreTold) {
  Json records = Json::array();
  for (int i = 0; i < 20; ++i) records.push_back({{"Data", ""}, {"PartitionKey", ""}});
  EXPECT_TRUE(faults("PutRecords", {{"StreamName", "s"}, {"Records", records}})
                  .starts_with("10 validation errors detected: "));
}

TEST(KinesisRules, MapsAndListsAreShownWhole) {
  EXPECT_EQ(
      faults("AddTagsToStream",
             {{"StreamName", "s"}, {"Tags", {{"a", "1"}, {"b", std::string(257, 'x')}}}}),
      std::format("1 validation error detected: Value '{{a=1, b={}}}' at 'tags' failed to satisfy "
                  "constraint: Map value must satisfy constraint: [Member must have length less "
                  "than or equal to 256, Member must have length greater than or equal to 0]",
                  std::string(257, 'x')));
  EXPECT_EQ(faults("RemoveTagsFromStream", {{"StreamName", "s"}, {"TagKeys", {"a", ""}}}),
            "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: "
            "Member must satisfy constraint: [Member must have length less than or equal to 128, "
            "Member must have length greater than or equal to 1]");
}

TEST(KinesisRules, BlobsAreShownAsBuffers) {
  const std::string base64 = base::to_base64(std::string((10 << 20) + 1, 'x'));
  EXPECT_EQ(faults("PutRecord", {{"StreamName", "s"}, {"PartitionKey", "k"}, {"Data", base64}}),
            "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=10485761 "
            "cap=10485761]' at 'data' failed to satisfy constraint: Member must have length less "
            "than or equal to 10485760");
}

TEST(KinesisRules, TheClassicLimitsAreLower) {
  const Json body{{"StreamName", "s"}, {"TagKeys", std::vector<std::string>(11, "a")}};
  EXPECT_EQ(faults("RemoveTagsFromStream", body), "");
  EXPECT_NE(faults("RemoveTagsFromStream", body, Profile::kClassic), "");
}

TEST(KinesisRules, HowLongARetentionMayBeIsTheServicesToSay) {
  for (const auto profile : {Profile::kClassic, Profile::kCurrent}) {
    const Json body{{"StreamName", "s"}, {"RetentionPeriodHours", 9999}};
    EXPECT_EQ(faults("IncreaseStreamRetentionPeriod", body, profile), "");
  }
  EXPECT_NE(
      faults("IncreaseStreamRetentionPeriod", {{"StreamName", "s"}, {"RetentionPeriodHours", 0}}),
      "");
}

TEST(KinesisRules, LengthsCountCharacters) {
  std::string key;
  for (int i = 0; i < 256; ++i) key += "\u00e9";
  Json body{{"StreamName", "s"}, {"Data", ""}, {"PartitionKey", key}};
  EXPECT_EQ(faults("PutRecord", body), "");
  body["PartitionKey"] = key + "x";
  EXPECT_NE(faults("PutRecord", body), "");
}

TEST(KinesisRules, WordsAreListed) {
  EXPECT_EQ(faults("UpdateShardCount",
                   {{"StreamName", "s"}, {"TargetShardCount", 2}, {"ScalingType", "X"}}),
            "1 validation error detected: Value 'X' at 'scalingType' failed to satisfy constraint: "
            "Member must satisfy enum value set: [UNIFORM_SCALING]");
}

TEST(KinesisRules, EveryRuleIsOfAMemberThatExists) {
  int members = 0;
  for (const Operation& op : operations()) {
    if (op.service != "kinesis") continue;
    for (const MemberInfo& member : op.input->members) {
      if (find_kinesis_rule(op.action, member.name) != nullptr) ++members;
    }
  }
  EXPECT_GT(members, 80);
}

TEST(KinesisPatterns, Names) {
  EXPECT_TRUE(matches(Pattern::kName, "a.B_9-"));
  EXPECT_FALSE(matches(Pattern::kName, ""));
  EXPECT_FALSE(matches(Pattern::kName, "a b"));
}

TEST(KinesisPatterns, Numbers) {
  EXPECT_TRUE(matches(Pattern::kHashKey, "0"));
  EXPECT_TRUE(matches(Pattern::kHashKey, std::string(39, '9')));
  EXPECT_FALSE(matches(Pattern::kHashKey, std::string(40, '9')));
  EXPECT_FALSE(matches(Pattern::kHashKey, "01"));
  EXPECT_FALSE(matches(Pattern::kHashKey, "-1"));
  EXPECT_TRUE(matches(Pattern::kSequenceNumber, std::string(129, '1')));
  EXPECT_FALSE(matches(Pattern::kSequenceNumber, std::string(130, '1')));
}

TEST(KinesisPatterns, Arns) {
  const std::string stream = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";
  EXPECT_TRUE(matches(Pattern::kStreamArn, stream));
  EXPECT_TRUE(matches(Pattern::kStreamArn, "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/o"));
  EXPECT_FALSE(matches(Pattern::kStreamArn, "arn:aws:kinesis:us-east-1:12345678901:stream/orders"));
  EXPECT_FALSE(matches(Pattern::kStreamArn, "arn:aws:sqs:us-east-1:123456789012:stream/orders"));
  EXPECT_FALSE(matches(Pattern::kStreamArn, "arn:aws:kinesis:us-east-1:123456789012:stream/"));
  EXPECT_TRUE(matches(Pattern::kResourceArn, stream));
  EXPECT_TRUE(matches(Pattern::kConsumerArn, stream + "/consumer/web:1700000000"));
  EXPECT_FALSE(matches(Pattern::kConsumerArn, stream + "/consumer/web"));
  EXPECT_FALSE(matches(Pattern::kConsumerArn, stream + "/consumer/web:"));
  EXPECT_FALSE(matches(Pattern::kConsumerArn, stream));
}

}  // namespace
}  // namespace api
