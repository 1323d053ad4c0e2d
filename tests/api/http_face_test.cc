// The AWS face: which World a call goes to, queue URLs, long polls, limits, the endpoint's own
// routes.
#include "api/http_face.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <format>

namespace api {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kHost = "127.0.0.1:4566";

/// A face as a client sees it.
struct Client {
  explicit Client(HttpFaceOptions options = {.manual_clock = true}) : face(std::move(options)) {}

  static HttpRequest json(std::string_view action, const Json& input) {
    return {.headers = {{"Host", kHost}, {"X-Amz-Target", std::format("AmazonSQS.{}", action)}},
            .body = base::dump(input)};
  }
  static HttpRequest form(std::string body, std::string path = "/") {
    return {.path = std::move(path),
            .headers = {{"Host", kHost}, {"Content-Type", "application/x-www-form-urlencoded"}},
            .body = std::move(body)};
  }
  HttpResponse send(const HttpRequest& request) {
    HttpFace::Outcome outcome = face.handle(request);
    if (const auto* response = std::get_if<HttpResponse>(&outcome)) return *response;
    ADD_FAILURE() << "the request waits";
    return {};
  }
  HttpFace::Token wait(const HttpRequest& request) {
    const HttpFace::Outcome outcome = face.handle(request);
    if (const auto* token = std::get_if<HttpFace::Token>(&outcome)) return *token;
    ADD_FAILURE() << "the request does not wait";
    return 0;
  }
  Json call(std::string_view action, const Json& input) {
    const HttpResponse response = send(json(action, input));
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body, nullptr, false);
  }
  std::string code(std::string_view action, const Json& input) {
    for (const HttpHeader& header : send(json(action, input)).headers) {
      if (header.name == "x-amzn-query-error") return header.value;
    }
    return "";
  }
  HttpResponse get(std::string path, std::string query = "") {
    return send({.method = "GET", .path = std::move(path), .query = std::move(query)});
  }
  HttpResponse post(std::string path, std::string body) {
    return send({.path = std::move(path), .body = std::move(body)});
  }
  std::string queue(std::string_view name) {
    return call("CreateQueue", {{"QueueName", name}})["QueueUrl"].get<std::string>();
  }
  Json poll(const std::string& url) { return {{"QueueUrl", url}, {"WaitTimeSeconds", 20}}; }

  HttpFace face;
};

HttpRequest in_region(HttpRequest request, std::string_view region,
                      std::string_view access_key = "AKIDEXAMPLE") {
  request.headers.push_back(
      {"Authorization", std::format("AWS4-HMAC-SHA256 Credential={}/20261120/{}/sqs/"
                                    "aws4_request, SignedHeaders=host, Signature=00",
                                    access_key, region)});
  return request;
}

TEST(HttpFace, QueueUrlsLeadBackToTheEndpoint) {
  Client client;
  const std::string url = client.queue("orders");
  EXPECT_EQ(url, "http://127.0.0.1:4566/000000000000/orders");
  EXPECT_EQ(client.call("GetQueueUrl", {{"QueueName", "orders"}})["QueueUrl"], url);
  EXPECT_EQ(client.call("ListQueues", Json::object())["QueueUrls"][0], url);
}

TEST(HttpFace, TheTraceHeaderOfACallBecomesASystemAttribute) {
  Client client;
  const std::string url = client.queue("orders");
  const auto send_with = [&](std::string header, Json more = Json::object()) {
    Json input{{"QueueUrl", url}, {"MessageBody", "b"}};
    input.update(more);
    HttpRequest request = Client::json("SendMessage", input);
    request.headers.push_back({"X-Amzn-Trace-Id", std::move(header)});
    const Json answer = Json::parse(client.send(request).body, nullptr, false);
    EXPECT_EQ(answer.contains("MD5OfMessageSystemAttributes"), !more.empty());
    const Json got = client.call(
        "ReceiveMessage", {{"QueueUrl", url}, {"MessageSystemAttributeNames", {"AWSTraceHeader"}}});
    const Json& message = got["Messages"][0];
    return message.contains("Attributes")
               ? message["Attributes"]["AWSTraceHeader"].get<std::string>()
               : std::string();
  };
  EXPECT_EQ(send_with("Root=1-5759e988"), "Root=1-5759e988");
  EXPECT_EQ(
      send_with("Root=1",
                {{"MessageSystemAttributes",
                  {{"AWSTraceHeader", {{"DataType", "String"}, {"StringValue", "Root=2"}}}}}}),
      "Root=2")
      << "what the request says wins";
  EXPECT_EQ(send_with(std::string(257, 'x')), "");
  EXPECT_EQ(send_with("Root=\x01"), "");
}

TEST(HttpFace, EveryFormOfAQueueUrlIsTaken) {
  Client client;
  client.queue("orders");
  for (const char* url :
       {"http://127.0.0.1:4566/000000000000/orders", "http://localhost:9/000000000000/orders/",
        "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
        "https://queue.amazonaws.com/000000000000/orders", "orders"}) {
    client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
  }
  for (const char* url : {"other", "", "/", "http://h/000000000000/other", "orders?"}) {
    EXPECT_EQ(client.code("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}}),
              "AWS.SimpleQueueService.NonExistentQueue;Sender")
        << url;
  }
}

TEST(HttpFace, AHostThatIsNoneIsNotRepeated) {
  Client client;
  HttpRequest request = Client::json("CreateQueue", {{"QueueName", "q"}});
  request.headers[0].value = "evil\" <host>";
  EXPECT_THAT(client.send(request).body, HasSubstr("\"http://localhost/000000000000/q\""));
}

TEST(HttpFace, TheQueryProtocolReachesTheSameQueues) {
  Client client;
  client.queue("orders");
  const HttpResponse sent = client.send(
      Client::form("Action=SendMessage&Version=2012-11-05&MessageBody=hi", "/000000000000/orders"));
  EXPECT_EQ(sent.status, 200);
  EXPECT_THAT(sent.body, HasSubstr("<SendMessageResult><MD5OfMessageBody>"));
  const Json got = client.call("ReceiveMessage", {{"QueueUrl", "http://h/000000000000/orders"}});
  EXPECT_EQ(got["Messages"][0]["Body"], "hi");
  EXPECT_THAT(client.send(Client::form("Action=ListQueues&Version=2012-11-05")).body,
              HasSubstr("<QueueUrl>http://127.0.0.1:4566/000000000000/orders</QueueUrl>"));
}

TEST(HttpFace, RegionsAndAccountsHaveWorldsOfTheirOwn) {
  Client client;
  client.queue("orders");
  const HttpRequest list = Client::json("ListQueues", Json::object());
  EXPECT_THAT(client.send(in_region(list, "us-east-1")).body, HasSubstr("orders"));
  EXPECT_EQ(client.send(in_region(list, "eu-west-1")).body, "{}");
  EXPECT_EQ(client.send(in_region(list, "us-east-1", "123456789012")).body, "{}");
  const HttpRequest create = Client::json("CreateQueue", {{"QueueName", "q"}});
  client.send(in_region(create, "eu-west-1", "123456789012"));
  const HttpRequest read =
      Client::json("GetQueueAttributes",
                   {{"QueueUrl", "http://h/123456789012/q"}, {"AttributeNames", {"QueueArn"}}});
  EXPECT_THAT(client.send(in_region(read, "eu-west-1", "123456789012")).body,
              HasSubstr("arn:aws:sqs:eu-west-1:123456789012:q"));
}

TEST(HttpFace, TheNumberOfWorldsIsBounded) {
  Client client;
  const HttpRequest list = Client::json("ListQueues", Json::object());
  for (std::size_t i = 0; i < kMaxSites; ++i) {
    EXPECT_EQ(client.send(in_region(list, std::format("region-{}", i))).status, 200);
  }
  EXPECT_EQ(client.send(in_region(list, "one-more")).status, 403);
  EXPECT_EQ(client.send(in_region(list, "region-0")).status, 200);
}

TEST(HttpFace, MessagesAreKeptUpToALimitAndRoomComesBack) {
  Client client({.manual_clock = true, .max_stored_bytes = 1u << 20});
  const std::string url = client.queue("orders");
  const HttpRequest send =
      Client::json("SendMessage", {{"QueueUrl", url}, {"MessageBody", std::string(100'000, 'x')}});
  int kept = 0;
  while (kept < 20 && client.send(send).status == 200) ++kept;
  EXPECT_GE(kept, 8);
  EXPECT_LE(kept, 10);
  EXPECT_EQ(client.send(send).status, 403);
  client.call("PurgeQueue", {{"QueueUrl", url}});
  EXPECT_EQ(client.send(send).status, 200);
}

TEST(HttpFace, ALongPollIsAnsweredWhenAMessageComes) {
  Client client;
  const std::string url = client.queue("orders");
  const HttpFace::Token token = client.wait(Client::json("ReceiveMessage", client.poll(url)));
  EXPECT_TRUE(client.face.take_answers().empty());
  client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
  const auto answers = client.face.take_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].token, token);
  EXPECT_THAT(answers[0].response.body, HasSubstr(R"("Body":"b")"));
}

TEST(HttpFace, ALongPollEndsWithItsTimeInTheFormOfItsRequest) {
  Client client;
  client.queue("orders");
  client.wait(Client::form("Action=ReceiveMessage&Version=2012-11-05&WaitTimeSeconds=20",
                           "/000000000000/orders"));
  EXPECT_EQ(client.face.next_due(), base::SimTime{20'000'000});
  client.face.advance({19'999'999});
  EXPECT_TRUE(client.face.take_answers().empty());
  client.face.advance({20'000'000});
  const auto answers = client.face.take_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_THAT(answers[0].response.body, HasSubstr("<ReceiveMessageResult/>"));
}

TEST(HttpFace, AForgottenPollIsGivenNothing) {
  Client client;
  const std::string url = client.queue("orders");
  client.face.forget(client.wait(Client::json("ReceiveMessage", client.poll(url))));
  client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
  EXPECT_TRUE(client.face.take_answers().empty());
  EXPECT_EQ(client.call("ReceiveMessage", {{"QueueUrl", url}})["Messages"].size(), 1u);
  client.face.forget(99);  // an unknown token is no fault
}

TEST(HttpFace, TimeNeverGoesBackAndReachesWorldsMadeLater) {
  Client client;
  client.face.advance({5'000'000});
  client.face.advance({1'000'000});
  EXPECT_EQ(client.face.now(), base::SimTime{5'000'000});
  const std::string url = client.queue("orders");
  const Json all = client.call("GetQueueAttributes",
                               {{"QueueUrl", url}, {"AttributeNames", {"CreatedTimestamp"}}});
  EXPECT_EQ(all["Attributes"]["CreatedTimestamp"], "1795132805");
}

TEST(HttpFace, EqualSeedsGiveEqualAnswersAndOtherSeedsOthers) {
  const auto story = [](std::uint64_t seed) {
    Client client({.seed = seed, .manual_clock = true});
    const std::string url = client.queue("orders");
    client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
    const HttpResponse got = client.send(Client::json("ReceiveMessage", {{"QueueUrl", url}}));
    return got.headers[0].value + got.body;
  };
  EXPECT_EQ(story(1), story(1));
  EXPECT_NE(story(1), story(2));
}

TEST(HttpFace, SystemAttributesAreAskedForByEitherName) {
  Client client;
  const std::string url = client.queue("orders");
  client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
  const Json got =
      client.call("ReceiveMessage", {{"QueueUrl", url},
                                     {"VisibilityTimeout", 0},
                                     {"AttributeNames", {"SentTimestamp"}},
                                     {"MessageSystemAttributeNames", {"ApproximateReceiveCount"}}});
  const Json& message = got["Messages"][0];
  EXPECT_EQ(message["Attributes"]["ApproximateReceiveCount"], "1");
  EXPECT_TRUE(message["Attributes"].contains("SentTimestamp"));
  EXPECT_FALSE(message["Attributes"].contains("SenderId"));
  const HttpResponse form = client.send(Client::form(
      "Action=ReceiveMessage&Version=2012-11-05&AttributeName.1=ApproximateReceiveCount&"
      "MessageSystemAttributeName.1=SentTimestamp",
      "/000000000000/orders"));
  EXPECT_THAT(form.body, HasSubstr("<Name>ApproximateReceiveCount</Name><Value>2</Value>"));
  EXPECT_THAT(form.body, HasSubstr("<Name>SentTimestamp</Name>"));
}

TEST(HttpFace, RefusalsCarryAwsCodes) {
  Client client;
  const std::string url = client.queue("orders");
  EXPECT_EQ(client.code("GetQueueUrl", {{"QueueName", "nope"}}),
            "AWS.SimpleQueueService.NonExistentQueue;Sender");
  EXPECT_EQ(client.code("SendMessage", {{"QueueUrl", url}}), "MissingParameter;Sender");
  EXPECT_EQ(client.code("SendMessage", {{"QueueUrl", url}, {"MessageBody", ""}}),
            "MissingParameter;Sender");
  EXPECT_EQ(client.code("ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 21}}),
            "InvalidParameterValue;Sender");
  EXPECT_EQ(client.code("Nothing", Json::object()), "UnknownOperationException;Sender");
  client.call("PurgeQueue", {{"QueueUrl", url}});
  EXPECT_EQ(client.send(Client::json("PurgeQueue", {{"QueueUrl", url}})).status, 403);
}

TEST(HttpFace, OtherMethodsAndPlainVisitsAreRefused) {
  Client client;
  EXPECT_EQ(client.send({.method = "PUT"}).status, 405);
  const HttpResponse visit = client.get("/");
  EXPECT_EQ(visit.status, 404);
  EXPECT_THAT(visit.body, HasSubstr("<UnknownOperationException/>"));
}

TEST(HttpFace, TheManualClockMovesByItsRouteWithinBounds) {
  Client client;
  EXPECT_THAT(client.post("/_inflight/clock", R"({"advance_ms": 1500})").body,
              HasSubstr(R"("now_ms":1500)"));
  EXPECT_EQ(client.face.now(), base::SimTime{1'500'000});
  for (const char* body : {"", "{}", "[]", R"({"advance_ms": -1})", R"({"advance_ms": "1"})",
                           R"({"advance_ms": 2592000001})", R"({"advance_ms": 1, "x": 2})"}) {
    EXPECT_EQ(client.post("/_inflight/clock", body).status, 400) << body;
  }
  EXPECT_EQ(client.face.now(), base::SimTime{1'500'000});
  const std::string url = client.queue("orders");
  client.wait(Client::json("ReceiveMessage", client.poll(url)));
  EXPECT_THAT(client.get("/_inflight/clock").body, HasSubstr(R"("next_due_ms":21500)"));
}

TEST(HttpFace, ARealClockCannotBeMoved) {
  Client client({.manual_clock = false});
  EXPECT_EQ(client.post("/_inflight/clock", R"({"advance_ms": 1})").status, 409);
  EXPECT_EQ(client.face.now(), base::SimTime{});
}

TEST(HttpFace, AResetForgetsEverythingAndTellsThoseWhoWait) {
  Client client;
  const std::string url = client.queue("orders");
  const HttpFace::Token token = client.wait(Client::json("ReceiveMessage", client.poll(url)));
  client.face.advance({1'000'000});
  EXPECT_EQ(client.post("/_inflight/reset", "").status, 200);
  const auto answers = client.face.take_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].token, token);
  EXPECT_EQ(answers[0].response.status, 400);
  EXPECT_EQ(client.face.now(), base::SimTime{});
  EXPECT_EQ(client.send(Client::json("ListQueues", Json::object())).body, "{}");
}

TEST(HttpFace, ARealClockGoesOnAfterAReset) {
  Client client({.manual_clock = false});
  client.face.advance({7'000'000});
  client.post("/_inflight/reset", "");
  EXPECT_EQ(client.face.now(), base::SimTime{7'000'000});
}

TEST(HttpFace, EventsAreJsonLinesAfterASequenceNumber) {
  Client client;
  const std::string url = client.queue("orders");
  const Json sent = client.call("SendMessage", {{"QueueUrl", url}, {"MessageBody", "b"}});
  client.call("ReceiveMessage", {{"QueueUrl", url}});
  const std::string all = client.get("/_inflight/events").body;
  EXPECT_EQ(std::ranges::count(all, '\n'), 3);
  EXPECT_THAT(all, StartsWith(R"({"at_us":0,"seq":1,"type":"QueueCreated","queue":1,)"
                              R"("queue_name":"orders"})"
                              "\n"));
  const std::string one = client.get("/_inflight/events", "after=1&limit=1").body;
  const Json event = Json::parse(one, nullptr, false);
  EXPECT_EQ(event["type"], "MessageSent");
  EXPECT_EQ(event["seq"], 2);
  EXPECT_EQ(event["message_id"], sent["MessageId"]);
  EXPECT_EQ(client.get("/_inflight/events", "after=3").body, "");
  EXPECT_EQ(client.get("/_inflight/events", "region=eu-west-1").body, "");
  for (const char* query : {"after=x", "after=-1", "limit=0", "limit=10001", "limit="}) {
    EXPECT_EQ(client.get("/_inflight/events", query).status, 400) << query;
  }
}

// What a mailbox was sent is to be had there: without it no test could confirm a subscription.
TEST(HttpFace, WhatEndpointsOutsideAwsGotIsToBeHad) {
  Client client;
  client.send(client.form("Action=CreateTopic&Name=alerts&Version=2010-03-31"));
  client.send(
      client.form("Action=Subscribe&Version=2010-03-31&Protocol=email&"
                  "TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Aalerts&"
                  "Endpoint=ann%40example.org"));
  client.face.advance({1'000'000});
  EXPECT_EQ(client.get("/_inflight/outside", "endpoint=nobody").body, "");
  const std::string got = client.get("/_inflight/outside", "endpoint=ann%40example.org").body;
  ASSERT_EQ(std::ranges::count(got, '\n'), 1);
  const Json mail = Json::parse(got, nullptr, false);
  EXPECT_EQ(mail["type"], "SubscriptionConfirmation");
  EXPECT_THAT(mail["body"].get<std::string>(), HasSubstr("Token"));
}

TEST(HttpFace, EndpointsOutsideAwsBehaveAsTheyAreTold) {
  Client client;
  EXPECT_EQ(client.post("/_inflight/outside", R"({"opt_out": "+14155550123"})").status, 200);
  EXPECT_EQ(client.post("/_inflight/outside", R"({"opt_out": "+14155550123"})").status, 409);
  const HttpRequest check = client.form(
      "Action=CheckIfPhoneNumberIsOptedOut&Version=2010-03-31&phoneNumber=%2B14155550123");
  EXPECT_THAT(client.send(check).body, HasSubstr("<isOptedOut>true</isOptedOut>"));
  for (const char* body : {"", "{}", "[]", R"({"opt_out": 1})", R"({"call": "ListQueues"})",
                           R"({"endpoint": "x", "status": 1000})"}) {
    EXPECT_EQ(client.post("/_inflight/outside", body).status, 400) << body;
  }
}

TEST(HttpFace, HealthNamesTheServicesOfTheOperationTable) {
  Client client;
  client.queue("orders");
  const Json health = Json::parse(client.get("/_inflight/health").body, nullptr, false);
  EXPECT_EQ(health["status"], "ok");
  EXPECT_TRUE(std::ranges::contains(health["services"], Json("sqs")));
  EXPECT_EQ(health["worlds"][0]["queues"], 1);
}

TEST(HttpFace, OwnRoutesKnowTheirMethods) {
  Client client;
  EXPECT_EQ(client.post("/_inflight/health", "").status, 405);
  EXPECT_EQ(client.post("/_inflight/events", "").status, 405);
  EXPECT_EQ(client.get("/_inflight/reset").status, 405);
  EXPECT_EQ(client.get("/_inflight/nothing").status, 404);
  EXPECT_EQ(client.get("/_inflight").status, 404);
}

}  // namespace
}  // namespace api
