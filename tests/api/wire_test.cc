// AWS's wire protocols: which call a request is, and the form of answers and refusals.
#include "api/wire.h"

#include <gtest/gtest.h>

namespace api {
namespace {

using base::Json;

HttpRequest json_request(std::string target, std::string body) {
  return {.headers = {{"X-Amz-Target", std::move(target)},
                      {"Content-Type", "application/x-amz-json-1.0"}},
          .body = std::move(body)};
}

HttpRequest form_request(std::string body) {
  return {.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
          .body = std::move(body)};
}

std::string code_of(const HttpRequest& request) {
  const auto call = read_call(request, "");
  return call ? "" : call.error().error.query_code;
}

std::string_view header(const HttpResponse& response, std::string_view name) {
  for (const HttpHeader& h : response.headers) {
    if (h.name == name) return h.value;
  }
  return {};
}

TEST(Wire, JsonCallsAreNamedByTheirTarget) {
  const auto call = read_call(json_request("AmazonSQS.SendMessage", R"({"QueueUrl":"u"})"), "");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->operation, find_operation("sqs", "SendMessage"));
  EXPECT_EQ(call->style.protocol, Protocol::kJson);
  EXPECT_EQ(base::dump(call->input), R"({"QueueUrl":"u"})");
}

TEST(Wire, UnknownTargetsAreUnknownOperations) {
  for (const char* target : {"AmazonSQS.Nothing", "AmazonSQS", "AmazonSQS.", "Other.SendMessage",
                             "AmazonSQS.sendMessage", "."}) {
    EXPECT_EQ(code_of(json_request(target, "{}")), "UnknownOperationException") << target;
  }
}

TEST(Wire, QueryCallsAreNamedByActionAndVersion) {
  const auto call =
      read_call(form_request("Action=SendMessage&Version=2012-11-05&QueueUrl=u&MessageBody=b"), "");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->operation, find_operation("sqs", "SendMessage"));
  EXPECT_EQ(call->style.protocol, Protocol::kQuery);
  EXPECT_EQ(code_of(form_request("Action=Nothing&Version=2012-11-05")), "InvalidAction");
  EXPECT_EQ(code_of(form_request("Action=SendMessage&Version=1999-01-01")), "NoSuchVersion");
  EXPECT_EQ(code_of(form_request("Action=Nothing&Version=")), "InvalidAction");
  EXPECT_EQ(code_of(form_request("Version=2012-11-05")), "MissingAction");
  EXPECT_EQ(code_of(form_request("Action=%")), "MalformedQueryString");
}

TEST(Wire, WithoutAVersionTheSignatureOrElseTheActionNamesTheService) {
  EXPECT_EQ(code_of({.method = "GET", .query = "Action=ListQueues"}), "");
  HttpRequest request = form_request("Action=ListQueues");
  request.headers.push_back(
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=AKID/20261120/eu-west-1/sqs/aws4_request, SignedHeaders=host, "
       "Signature=0"});
  EXPECT_EQ(code_of(request), "");
  request.headers[1].value = "Credential=AKID/20261120/eu-west-1/sns/aws4_request";
  EXPECT_EQ(code_of(request), "InvalidAction");
}

TEST(Wire, QueryCallsMayBeGetRequests) {
  const HttpRequest request{.method = "GET", .query = "Action=ListQueues&Version=2012-11-05"};
  const auto call = read_call(request, "");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->operation->action, "ListQueues");
}

TEST(Wire, ThePathOfAQueryRequestIsItsQueue) {
  const HttpRequest request = form_request("Action=PurgeQueue&Version=2012-11-05");
  EXPECT_EQ(read_call(request, "http://h/1/q")->input["QueueUrl"], "http://h/1/q");
  const HttpRequest own = form_request("Action=PurgeQueue&Version=2012-11-05&QueueUrl=u");
  EXPECT_EQ(read_call(own, "http://h/1/q")->input["QueueUrl"], "u");
}

TEST(Wire, AtAQueueNoQueuesAreListedOrCreated) {
  for (const char* action : {"ListQueues", "CreateQueue"}) {
    const HttpRequest request =
        form_request(std::format("Action={}&Version=2012-11-05&QueueName=q", action));
    const auto call = read_call(request, "http://h/1/q");
    ASSERT_FALSE(call);
    EXPECT_EQ(call.error().error.query_code, "InvalidAction");
    EXPECT_EQ(call.error().error.message,
              std::format("The action {} is not valid for this endpoint.", action));
  }
  const HttpRequest url = form_request("Action=GetQueueUrl&Version=2012-11-05&QueueName=q");
  EXPECT_TRUE(read_call(url, "http://h/1/q"));
}

TEST(Wire, NullIsAbsent) {
  const auto call = read_call(
      json_request("AmazonSQS.SendMessage",
                   R"({"QueueUrl":"u","DelaySeconds":null,"MessageAttributes":{"a":null}})"),
      "");
  ASSERT_TRUE(call);
  EXPECT_EQ(base::dump(call->input), R"({"QueueUrl":"u","MessageAttributes":{}})");
}

TEST(Wire, WrongKindsAreSerializationExceptions) {
  const auto message = [](std::string body) {
    const auto call = read_call(json_request("AmazonSQS.ReceiveMessage", std::move(body)), "");
    return call ? "" : call.error().error.message;
  };
  EXPECT_EQ(message(R"({"MaxNumberOfMessages":"1"})"),
            "class java.lang.String can not be converted to an Integer");
  EXPECT_EQ(message(R"({"QueueUrl":5})"),
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted "
            "to an String");
  EXPECT_EQ(message(R"({"QueueUrl":["u"]})"), "Start of list found where not expected");
  EXPECT_EQ(message(R"({"QueueUrl":{}})"), "Start of structure or map found where not expected.");
  EXPECT_EQ(message(R"({"MessageAttributeNames":{}})"),
            "Start of structure or map found where not expected.");
  EXPECT_EQ(message(R"([])"), "Start of list found where not expected");
  EXPECT_EQ(message(R"({"MessageAttributeNames":[true]})"),
            "class java.lang.Boolean can not be converted to an String");
  for (const char* text : {"{", "nonsense", "{\"a\":1,}", "\"\"", "5"}) {
    EXPECT_EQ(code_of(json_request("AmazonSQS.ReceiveMessage", text)), "SerializationException")
        << text;
  }
}

TEST(Wire, BodiesDepthAndValuesHaveLimits) {
  const auto call =
      read_call(json_request("AmazonSQS.SendMessage", std::string(kMaxHttpBody + 1, ' ')), "");
  ASSERT_FALSE(call);
  EXPECT_EQ(call.error().error.http_status, 413);
  EXPECT_EQ(code_of(json_request("AmazonSQS.SendMessage", std::string(50, '['))),
            "SerializationException");
  std::string many = R"({"AttributeNames":[)";
  for (int i = 0; i < 20'000; ++i) many += "\"\",";
  EXPECT_EQ(code_of(json_request("AmazonSQS.GetQueueAttributes", many + "\"\"]}")),
            "SerializationException");
}

TEST(Wire, TheScopeOfTheSignatureIsReadFromHeaderOrQuery) {
  const HttpRequest header{
      .headers = {
          {"authorization",
           "AWS4-HMAC-SHA256 Credential=123456789012/20261120/eu-west-1/sqs/aws4_request"}}};
  EXPECT_EQ(credential_scope(header).access_key, "123456789012");
  EXPECT_EQ(credential_scope(header).region, "eu-west-1");
  EXPECT_EQ(credential_scope(header).service, "sqs");
  const HttpRequest query{
      .query = "Action=X&X-Amz-Credential=AK%2F20261120%2Fus-west-2%2Fsns%2Faws4_request&b=1"};
  EXPECT_EQ(credential_scope(query).region, "us-west-2");
  EXPECT_EQ(credential_scope(query).service, "sns");
  EXPECT_EQ(credential_scope({}).region, "");
  const HttpRequest odd{.headers = {{"authorization", "Credential=a/b"}}};
  EXPECT_EQ(credential_scope(odd).region, "");
}

const model::ApiError kNoQueue{.type = "QueueDoesNotExist",
                               .query_code = "AWS.SimpleQueueService.NonExistentQueue",
                               .message = "The specified queue does not exist."};

TEST(Wire, JsonErrorsNameBothTheModelAndTheFormerCode) {
  const WireStyle style{Protocol::kJson, "1.0", find_wire_service("sqs")};
  const HttpResponse response = write_error(style, kNoQueue, "r-1");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist",)"
                           R"("message":"The specified queue does not exist."})");
  EXPECT_EQ(header(response, "x-amzn-query-error"),
            "AWS.SimpleQueueService.NonExistentQueue;Sender");
  EXPECT_EQ(header(response, "x-amzn-RequestId"), "r-1");
  EXPECT_EQ(header(response, "Content-Type"), "application/x-amz-json-1.0");
}

TEST(Wire, SqsLeavesEmptyListsOutOfItsJson) {
  const WireStyle style{Protocol::kJson, "1.0", find_wire_service("sqs")};
  const Json output{{"Successful", {{{"Id", "a"}}}}, {"Failed", Json::array()}};
  const Operation& operation = *find_operation("sqs", "DeleteMessageBatch");
  EXPECT_EQ(write_answer(style, operation, output, "r").body, R"({"Successful":[{"Id":"a"}]})");
}

TEST(Wire, TheJsonVersionOfTheRequestIsThatOfTheAnswer) {
  HttpRequest request = json_request("AmazonSQS.Nothing", "{}");
  request.headers[1].value = "application/x-amz-json-1.1";
  const auto call = read_call(request, "");
  ASSERT_FALSE(call);
  const HttpResponse response = write_error(call.error().style, call.error().error, "r");
  EXPECT_EQ(header(response, "Content-Type"), "application/x-amz-json-1.1");
  EXPECT_TRUE(response.body.starts_with(
      R"({"__type":"com.amazon.coral.service#UnknownOperationException")"));
}

TEST(Wire, AnAttributesValueIsRefusedWithoutAnExplanation) {
  const WireStyle style{Protocol::kJson, "1.0", find_wire_service("sqs")};
  const auto told = [&](std::string message) {
    const model::ApiError error{.type = "InvalidAttributeValue",
                                .query_code = "InvalidAttributeValue",
                                .message = std::move(message)};
    const Json body = Json::parse(write_error(style, error, "r").body, nullptr, false);
    return body["message"].get<std::string>();
  };
  EXPECT_EQ(told("Invalid value for the parameter DelaySeconds. Reason: Must be a number."),
            "Invalid value for the parameter DelaySeconds.");
  EXPECT_EQ(told("Invalid value for the parameter Policy. Reason: The policy is no JSON: x"),
            "Invalid value for the parameter Policy.");
  const std::string aws =
      "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.";
  EXPECT_EQ(told(aws), aws);
}

TEST(Wire, WhoeverAsksForJsonGetsTheQueryAnswerAsADocument) {
  HttpRequest request = form_request("Action=GetQueueAttributes&Version=2012-11-05&QueueUrl=u");
  request.headers.push_back({"Accept", "application/json"});
  const auto call = read_call(request, "");
  ASSERT_TRUE(call);
  const Json output{{"Attributes", {{"DelaySeconds", "0"}}}};
  const HttpResponse response = write_answer(call->style, *call->operation, output, "r");
  EXPECT_EQ(header(response, "Content-Type"), "application/json");
  EXPECT_EQ(response.body,
            R"({"GetQueueAttributesResponse":{"GetQueueAttributesResult":{"Attributes":)"
            R"([{"Name":"DelaySeconds","Value":"0"}]},"ResponseMetadata":{"RequestId":"r"}}})");
  EXPECT_EQ(
      write_answer(call->style, *find_operation("sqs", "DeleteMessage"), Json::object(), "r").body,
      R"({"DeleteMessageResponse":{"ResponseMetadata":{"RequestId":"r"}}})");
  EXPECT_EQ(
      write_answer(call->style, *find_operation("sqs", "ReceiveMessage"), Json::object(), "r").body,
      R"({"ReceiveMessageResponse":{"ReceiveMessageResult":{"messages":null},)"
      R"("ResponseMetadata":{"RequestId":"r"}}})");
  EXPECT_EQ(write_error(call->style, kNoQueue, "r").body,
            R"({"Error":{"Type":"Sender","Code":"AWS.SimpleQueueService.NonExistentQueue",)"
            R"("Message":"The specified queue does not exist for this wsdl version.",)"
            R"("Detail":null},"RequestId":"r"})");
}

TEST(Wire, TheOldestSdksAskForJsonByAParameter) {
  const auto call =
      read_call(form_request("Action=ListTopics&Version=2010-03-31&ContentType=JSON"), "");
  ASSERT_TRUE(call);
  const Json output{{"Topics", Json::array({Json{{"TopicArn", "arn"}}})}};
  EXPECT_EQ(write_answer(call->style, *call->operation, output, "r").body,
            R"({"ListTopicsResponse":{"ListTopicsResult":{"Topics":[{"TopicArn":"arn"}],)"
            R"("NextToken":null},"ResponseMetadata":{"RequestId":"r"}}})");
}

TEST(Wire, TheQueryProtocolWordsAMissingQueueItsOwnWay) {
  const WireStyle style{Protocol::kQuery, "1.0", find_wire_service("sqs")};
  const HttpResponse response = write_error(style, kNoQueue, "r-1");
  EXPECT_TRUE(response.body.contains(
      "<Code>AWS.SimpleQueueService.NonExistentQueue</Code>"
      "<Message>The specified queue does not exist for this wsdl version.</Message>"));
  EXPECT_EQ(header(response, "Content-Type"), "text/xml");
}

}  // namespace
}  // namespace api
