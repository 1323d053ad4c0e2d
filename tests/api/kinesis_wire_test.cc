// The AWS face of Kinesis: JSON 1.1, its own form of errors, CBOR, enhanced fan-out as a stream of
// events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <format>

#include "api/cbor.h"
#include "api/http_face.h"

namespace api {
namespace {

using base::Json;
using testing::HasSubstr;

constexpr const char* kJson = "application/x-amz-json-1.1";
constexpr const char* kCbor = "application/x-amz-cbor-1.1";

HttpRequest request(std::string_view action, std::string body, std::string type = kJson) {
  return {.headers = {{"X-Amz-Target", std::format("Kinesis_20131202.{}", action)},
                      {"Content-Type", std::move(type)}},
          .body = std::move(body)};
}

std::string_view header(const HttpResponse& response, std::string_view name) {
  for (const HttpHeader& h : response.headers) {
    if (h.name == name) return h.value;
  }
  return {};
}

HttpResponse send(HttpFace& face, const HttpRequest& request) {
  HttpFace::Outcome outcome = face.handle(request);
  if (const auto* response = std::get_if<HttpResponse>(&outcome)) return *response;
  ADD_FAILURE() << "there is no answer at once";
  return {};
}

std::string refusal(std::string_view action, std::string body) {
  HttpFace face({.manual_clock = true});
  const HttpResponse response = send(face, request(action, std::move(body)));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(header(response, "Content-Type"), kJson);
  EXPECT_EQ(header(response, "x-amzn-query-error"), "") << "Kinesis never spoke Query";
  return response.body;
}

TEST(KinesisWire, ErrorsNameTheirTypePlainly) {
  EXPECT_THAT(refusal("DeleteStream", "{}"),
              testing::StartsWith(R"({"__type":"ValidationException","message":"1 validation)"));
  EXPECT_EQ(refusal("DeleteStream", R"({"StreamName":true})"),
            R"({"__type":"SerializationException",)"
            R"("Message":"class java.lang.Boolean can not be converted to an String"})");
  EXPECT_EQ(refusal("Nothing", "{}"), R"({"__type":"UnknownOperationException"})");
}

std::string reading(std::string_view action, std::string body) {
  return Json::parse(refusal(action, std::move(body)), nullptr, false).value("Message", "");
}

TEST(KinesisWire, TheReaderSaysWhatItExpected) {
  EXPECT_EQ(reading("AddTagsToStream", R"({"Tags":"23"})"), "Expected map or null");
  EXPECT_EQ(reading("AddTagsToStream", R"({"Tags":[]})"), "Start of list found where not expected");
  EXPECT_EQ(reading("PutRecords", R"({"Records":"23"})"), "Expected list or null");
  EXPECT_EQ(reading("PutRecords", R"({"Records":["23"]})"), "Expected null");
  EXPECT_EQ(reading("GetShardIterator", R"({"Timestamp":"23"})"),
            "class java.lang.String can not be converted to milliseconds since epoch");
}

TEST(KinesisWire, Base64IsReadClosely) {
  EXPECT_EQ(reading("PutRecord", R"({"Data":"23456"})"),
            "'23456' can not be converted to a Blob: Base64 encoded length is expected a multiple "
            "of 4 bytes but found: 5");
  EXPECT_EQ(reading("PutRecord", R"({"Data":"=+/="})"),
            "'=+/=' can not be converted to a Blob: Invalid Base64 character: '='");
  EXPECT_EQ(reading("PutRecord", R"({"Data":"+/+="})"),
            "'+/+=' can not be converted to a Blob: Invalid last non-pad Base64 character "
            "dectected");
}

TEST(KinesisWire, NumbersEndAtTheLargestThatFits) {
  EXPECT_THAT(refusal("ListStreams", R"({"Limit":100000000000})"), HasSubstr("'2147483647'"));
  EXPECT_THAT(refusal("ListStreams", R"({"Limit":-100000000000})"), HasSubstr("'-2147483648'"));
  EXPECT_THAT(refusal("ListStreams", R"({"Limit":0.9})"), HasSubstr("'0'"));
}

TEST(KinesisWire, AListStandsInAnAnswerWhenItIsEmptyToo) {
  HttpFace face({.manual_clock = true});
  const auto answer = [&](std::string_view action, std::string body) {
    return Json::parse(send(face, request(action, std::move(body))).body, nullptr, false);
  };
  const Json streams = answer("ListStreams", "{}");
  EXPECT_EQ(streams, (Json{{"StreamNames", Json::array()},
                           {"HasMoreStreams", false},
                           {"StreamSummaries", Json::array()}}));
  send(face, request("CreateStream", R"({"StreamName":"s","ShardCount":1})"));
  EXPECT_EQ(answer("ListShards", R"({"StreamName":"s"})"), (Json{{"Shards", Json::array()}}));
  const std::string arn = R"("arn:aws:kinesis:us-east-1:000000000000:stream/s"})";
  EXPECT_EQ(answer("ListStreamConsumers", R"({"StreamARN":)" + arn),
            (Json{{"Consumers", Json::array()}}));
  EXPECT_EQ(answer("ListTagsForResource", R"({"ResourceARN":)" + arn),
            (Json{{"Tags", Json::array()}}));
}

TEST(KinesisWire, OnlyPostCarriesCalls) {
  HttpFace face({.manual_clock = true});
  HttpRequest get = request("ListStreams", "{}");
  get.method = "GET";
  EXPECT_EQ(send(face, get).status, 404);
}

TEST(KinesisWire, CborIsAnsweredInCbor) {
  HttpFace face({.manual_clock = true});
  const HttpResponse refused =
      send(face, request("DeleteStream", write_cbor(Json::object()), kCbor));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(header(refused, "Content-Type"), kCbor);
  const auto body = parse_cbor(refused.body);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)["__type"], "ValidationException");
  EXPECT_EQ(send(face, request("DeleteStream", "\x1b", kCbor)).status, 400);
}

// A stream with one shard and one consumer, and its subscription.
class Pushes : public testing::Test {
 protected:
  void SetUp() override {
    call("CreateStream", {{"StreamName", "orders"}, {"ShardCount", 1}});
    wait();
    const Json made =
        call("RegisterStreamConsumer", {{"StreamARN", kArn}, {"ConsumerName", "web"}});
    consumer_ = made["Consumer"]["ConsumerARN"];
    wait();
  }

  Json call(std::string_view action, const Json& input) {
    const HttpResponse response = send(face_, request(action, base::dump(input)));
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body, nullptr, false);
  }
  void wait() { face_.advance(face_.now() + base::seconds(60)); }
  HttpFace::Opened subscribe(const char* type = kJson) {
    const Json input{{"ConsumerARN", consumer_},
                     {"ShardId", "shardId-000000000000"},
                     {"StartingPosition", {{"Type", "TRIM_HORIZON"}}}};
    const bool cbor = std::string_view(type) == kCbor;
    auto outcome = face_.handle(
        request("SubscribeToShard", cbor ? write_cbor(input) : base::dump(input), type));
    auto* opened = std::get_if<HttpFace::Opened>(&outcome);
    EXPECT_NE(opened, nullptr);
    return opened == nullptr ? HttpFace::Opened{} : *opened;
  }
  std::string pushed(bool* ended = nullptr) {
    std::string out;
    for (const HttpFace::Answer& answer : face_.take_answers()) {
      out += answer.response.body;
      if (ended != nullptr && answer.part == HttpFace::Part::kLast) *ended = true;
    }
    return out;
  }

  static constexpr const char* kArn = "arn:aws:kinesis:us-east-1:000000000000:stream/orders";
  HttpFace face_{{.manual_clock = true}};
  Json consumer_;
};

TEST_F(Pushes, AnOpenAnswerBeginsWithTheInitialResponse) {
  const HttpFace::Opened opened = subscribe();
  EXPECT_NE(opened.token, 0u);
  EXPECT_EQ(opened.head.status, 200);
  EXPECT_EQ(header(opened.head, "Content-Type"), "application/vnd.amazon.eventstream");
  EXPECT_THAT(opened.head.body, HasSubstr("initial-response"));
}

TEST_F(Pushes, RecordsArePushedAsTheyCome) {
  subscribe();
  call("PutRecord", {{"StreamName", "orders"}, {"Data", "aGVsbG8="}, {"PartitionKey", "k"}});
  face_.advance(face_.now() + base::seconds(1));
  const std::string events = pushed();
  EXPECT_THAT(events, HasSubstr("SubscribeToShardEvent"));
  EXPECT_THAT(events, HasSubstr(R"("Data":"aGVsbG8=")"));
  EXPECT_THAT(events, HasSubstr(R"("ContinuationSequenceNumber":")"));
}

TEST_F(Pushes, InCborDataAreBytes) {
  subscribe(kCbor);
  call("PutRecord", {{"StreamName", "orders"}, {"Data", "aGVsbG8="}, {"PartitionKey", "k"}});
  face_.advance(face_.now() + base::seconds(1));
  const std::string events = pushed();
  EXPECT_THAT(events, HasSubstr("\x45hello"));
  EXPECT_THAT(events, HasSubstr(kCbor));
}

TEST_F(Pushes, ASubscriptionEndsAfterFiveMinutes) {
  subscribe();
  bool ended = false;
  face_.advance(face_.now() + base::seconds(299));
  pushed(&ended);
  EXPECT_FALSE(ended);
  face_.advance(face_.now() + base::seconds(2));
  pushed(&ended);
  EXPECT_TRUE(ended);
}

TEST_F(Pushes, WhoHasGoneIsPushedNothing) {
  face_.forget(subscribe().token);
  call("PutRecord", {{"StreamName", "orders"}, {"Data", ""}, {"PartitionKey", "k"}});
  wait();
  EXPECT_EQ(pushed(), "");
  EXPECT_EQ(face_.handle(request("ListStreams", "{}")).index(), 0u);
}

TEST_F(Pushes, StartingAfreshEndsThem) {
  const HttpFace::Opened opened = subscribe();
  send(face_, {.path = "/_inflight/reset"});
  const auto answers = face_.take_answers();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].token, opened.token);
  EXPECT_EQ(answers[0].part, HttpFace::Part::kLast);
}

}  // namespace
}  // namespace api
