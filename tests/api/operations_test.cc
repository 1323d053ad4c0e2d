// The operation table and AWS JSON.
#include "api/operations.h"

#include <gtest/gtest.h>

#include <set>

namespace api {
namespace {

using base::Json;
namespace m = model::sqs;

Request full_send() {
  m::SendMessageRequest r;
  r.queue_url = "https://sqs.us-east-1.amazonaws.com/000000000000/orders";
  r.message_body = "two\nlines \"quoted\"";
  r.delay_seconds = 0;
  r.message_attributes["kind"] = {"String", "rush", ""};
  r.message_attributes["raw"] = {"Binary", "", std::string("\0\xff", 2)};
  r.trace_header = "Root=1-5759e988-bd862e3fe1be46a994272793";
  r.message_group_id = "customer-7";
  r.message_deduplication_id = "order-1";
  return r;
}

TEST(Operations, EveryRequestHasARowWithAnActionOfItsOwn) {
  std::set<std::pair<std::string_view, std::string_view>> actions;
  for (const Operation& op : operations()) {
    EXPECT_TRUE(actions.insert({op.service, op.action}).second) << op.action;
    EXPECT_EQ(find_operation(op.service, op.action), &op);
    // The CLI has the actions of S3 under a name of their own.
    const std::string prefix = op.service == "s3api" ? "s3" : std::string(op.service);
    EXPECT_TRUE(op.iam.starts_with(prefix + ":"));
  }
  EXPECT_EQ(actions.size(), std::variant_size_v<Request::Variant>);
  EXPECT_EQ(find_operation("sqs", "Sendmessage"), nullptr);
  EXPECT_EQ(find_operation("sns", "SendMessage"), nullptr);
}

TEST(Operations, BatchesNeedTheRightOfTheirSingleAction) {
  EXPECT_EQ(find_operation("sqs", "SendMessageBatch")->iam, "sqs:SendMessage");
  EXPECT_EQ(find_operation("sqs", "ChangeMessageVisibilityBatch")->iam,
            "sqs:ChangeMessageVisibility");
}

TEST(Operations, WritesAwsMemberNamesAndLeavesDefaultsOut) {
  const Json json = request_to_json(full_send());
  EXPECT_EQ(json["QueueUrl"], "https://sqs.us-east-1.amazonaws.com/000000000000/orders");
  EXPECT_EQ(json["DelaySeconds"], 0);
  EXPECT_EQ(json["MessageAttributes"]["raw"]["BinaryValue"], "AP8=");
  EXPECT_FALSE(json["MessageAttributes"]["kind"].contains("BinaryValue"));
  EXPECT_EQ(json["MessageSystemAttributes"]["AWSTraceHeader"]["DataType"], "String");
  EXPECT_EQ(base::dump(request_to_json(m::ReceiveMessageRequest{.queue_url = "u"})),
            R"({"QueueUrl":"u"})");
}

TEST(Operations, ListsOfValuesOfAnAttributeAreKeptUnlessTheyAreEmpty) {
  const auto read = [](Json lists) {
    Json attribute{{"DataType", "String"}, {"StringValue", "x"}};
    attribute.update(lists);
    const auto request = request_from_json(
        *find_operation("sqs", "SendMessage"),
        {{"QueueUrl", "u"}, {"MessageBody", "b"}, {"MessageAttributes", {{"a", attribute}}}});
    EXPECT_TRUE(request);
    return std::get<m::SendMessageRequest>(*request);
  };
  EXPECT_FALSE(read({{"StringListValues", Json::array()}, {"BinaryListValues", Json::array()}})
                   .message_attributes.at("a")
                   .has_list_values);
  for (const char* list : {"StringListValues", "BinaryListValues"}) {
    const auto request = read({{list, {"eA=="}}});
    EXPECT_TRUE(request.message_attributes.at("a").has_list_values) << list;
    const Json again = request_to_json(request);
    EXPECT_FALSE(again["MessageAttributes"]["a"]["StringListValues"].empty())
        << "a saved call is refused again";
  }
}

TEST(Operations, RoundTripsThroughJson) {
  m::SendMessageBatchRequest batch;
  batch.queue_url = "u";
  batch.entries.push_back({"a", std::get<m::SendMessageRequest>(full_send())});
  batch.entries.push_back({"b", {.message_body = ""}});
  batch.entries[0].message.queue_url.clear();
  const std::vector<Request> requests{
      m::CreateQueueRequest{"orders", {{"VisibilityTimeout", "60"}}, {{"team", "shop"}}},
      m::DeleteQueueRequest{"u"},
      m::PurgeQueueRequest{"u"},
      m::ListQueuesRequest{"ord", 7, "token"},
      m::GetQueueUrlRequest{"orders", "000000000000"},
      m::GetQueueAttributesRequest{"u", {"All"}},
      m::SetQueueAttributesRequest{"u", {{"DelaySeconds", "5"}}},
      full_send(),
      batch,
      m::ReceiveMessageRequest{"u", 10, 0, 20, {"All"}, {".*"}, {"SenderId"}, "again"},
      m::DeleteMessageRequest{"u", "AQEB"},
      m::DeleteMessageBatchRequest{"u", {{"1", "h1"}, {"2", "h2"}}},
      m::ChangeMessageVisibilityRequest{"u", "h", 0},
      m::ChangeMessageVisibilityBatchRequest{"u", {{"1", "h1", 43200}}},
      m::AddPermissionRequest{"u", "share", {"000000000000"}, {"SendMessage"}},
      m::RemovePermissionRequest{"u", "share"},
      m::ListDeadLetterSourceQueuesRequest{"u", 5, "token"},
      m::StartMessageMoveTaskRequest{"arn:a", "arn:b", 500},
      m::ListMessageMoveTasksRequest{"arn:a", 10},
      m::CancelMessageMoveTaskRequest{"handle"},
      m::TagQueueRequest{"u", {{"team", "shop"}}},
      m::UntagQueueRequest{"u", {"team"}},
      m::ListQueueTagsRequest{"u"},
  };
  ASSERT_EQ(requests.size(), std::variant_size_v<m::Request>);
  for (const Request& request : requests) {
    const Json json = request_to_json(request);
    const auto back = request_from_json(operation_of(request), json);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->index(), request.index());
    EXPECT_EQ(base::dump(request_to_json(*back)), base::dump(json));
  }
}

TEST(Operations, TheListsOfADeadLetterQueueAreWrittenWithTheirOwnNames) {
  EXPECT_EQ(base::dump(response_to_json(m::ListDeadLetterSourceQueuesResponse{{"u"}, ""})),
            R"({"queueUrls":["u"]})");
  EXPECT_EQ(base::dump(response_to_json(m::ListQueueTagsResponse{})), "{}");
  EXPECT_EQ(base::dump(response_to_json(m::CancelMessageMoveTaskResponse{3})),
            R"({"ApproximateNumberOfMessagesMoved":3})");
}

TEST(Operations, AMissingMemberIsRefusedInAwsWords) {
  const auto r = request_from_json(*find_operation("sqs", "SendMessage"), {{"QueueUrl", "u"}});
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().query_code, "MissingParameter");
  EXPECT_EQ(r.error().message, "The request must contain the parameter MessageBody.");
  EXPECT_EQ(r.error().http_status, 400);
}

TEST(Operations, WrongFormsAreRefused) {
  const Operation& op = *find_operation("sqs", "ReceiveMessage");
  const std::vector<Json> bad{
      Json::array(),
      Json("text"),
      Json(nullptr),
      {{"QueueUrl", 5}},
      {{"QueueUrl", "u"}, {"MaxNumberOfMessages", "5"}},
      {{"QueueUrl", "u"}, {"MaxNumberOfMessages", 1.5}},
      {{"QueueUrl", "u"}, {"MaxNumberOfMessages", 99999999999}},
      {{"QueueUrl", "u"}, {"MessageAttributeNames", "All"}},
      {{"QueueUrl", "u"}, {"MaxMessages", 1}},
  };
  for (const Json& body : bad) {
    const auto r = request_from_json(op, body);
    ASSERT_FALSE(r) << base::dump(body);
    EXPECT_EQ(r.error().query_code, "SerializationException") << base::dump(body);
  }
  const Json blob{{"QueueUrl", "u"},
                  {"MessageBody", "b"},
                  {"MessageAttributes", {{"x", {{"DataType", "Binary"}, {"BinaryValue", "%"}}}}}};
  EXPECT_FALSE(request_from_json(*find_operation("sqs", "SendMessage"), blob));
}

TEST(Operations, EveryFaultIsReportedWithItsPointer) {
  const Json body{{"QueueUrl", 1}, {"Entries", {{{"Id", "a"}}, {{"Id", 2}, {"MessageBody", "b"}}}}};
  std::vector<base::JsonError> errors;
  EXPECT_FALSE(read_request(*find_operation("sqs", "SendMessageBatch"),
                            base::JsonReader(body, "/commands/3", errors)));
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].pointer, "/commands/3/QueueUrl");
  EXPECT_EQ(errors[1].pointer, "/commands/3/Entries/0");
  EXPECT_EQ(errors[2].pointer, "/commands/3/Entries/1/Id");
}

TEST(Operations, AnswersAreAwsJson) {
  EXPECT_EQ(base::dump(response_to_json(m::EmptyResponse{})), "{}");
  EXPECT_EQ(base::dump(response_to_json(m::ReceiveMessageResponse{})), "{}");
  m::ReceivedMessage message{
      .message_id = "id", .receipt_handle = "h", .md5_of_body = "5d", .body = "b"};
  message.attributes["ApproximateReceiveCount"] = "2";
  EXPECT_EQ(base::dump(response_to_json(m::ReceiveMessageResponse{{message}})),
            R"({"Messages":[{"MessageId":"id","ReceiptHandle":"h","MD5OfBody":"5d","Body":"b",)"
            R"("Attributes":{"ApproximateReceiveCount":"2"}}]})");
  m::BatchResponse batch{{"1"}, {{"2", true, "InvalidParameterValue", "no"}}};
  EXPECT_EQ(base::dump(response_to_json(batch)),
            R"({"Successful":[{"Id":"1"}],"Failed":[{"Id":"2","SenderFault":true,)"
            R"("Code":"InvalidParameterValue","Message":"no"}]})");
}

TEST(Operations, RefusalsAreAwsJson) {
  model::ApiError error;
  error.type = "QueueDoesNotExist";
  error.query_code = "AWS.SimpleQueueService.NonExistentQueue";
  error.message = "The specified queue does not exist.";
  EXPECT_EQ(base::dump(error_to_json(error)),
            R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist",)"
            R"("message":"The specified queue does not exist."})");
}

}  // namespace
}  // namespace api
