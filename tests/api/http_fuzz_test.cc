// Whatever bytes arrive, the face answers with a status and stays whole. Seeds are fixed.
#include <gtest/gtest.h>

#include <array>
#include <format>
#include <string>
#include <utility>
#include <vector>

#include "api/http_face.h"
#include "base/rng.h"

namespace api {
namespace {

std::string random_bytes(base::Rng& rng, std::size_t most) {
  std::string out(rng.below(most + 1), '\0');
  for (char& c : out) c = static_cast<char>(rng.below(256));
  return out;
}

HttpRequest valid_request(base::Rng& rng) {
  constexpr std::string_view kUrl = "http://h/000000000000/q1";
  const std::vector<std::pair<std::string_view, std::string>> bodies{
      {"CreateQueue", R"({"QueueName":"q1"})"},
      {"SendMessage",
       std::format(R"({{"QueueUrl":"{}","MessageBody":"b","DelaySeconds":1,"MessageAttributes":
                   {{"k":{{"DataType":"Number","StringValue":"1"}}}}}})",
                   kUrl)},
      {"SendMessageBatch",
       std::format(R"({{"QueueUrl":"{}","Entries":[{{"Id":"a","MessageBody":"x"}},
                   {{"Id":"b","MessageBody":"y"}}]}})",
                   kUrl)},
      {"ReceiveMessage",
       std::format(R"({{"QueueUrl":"{}","WaitTimeSeconds":2,"MaxNumberOfMessages":3,
                   "AttributeNames":["All"]}})",
                   kUrl)},
      {"DeleteMessage", std::format(R"({{"QueueUrl":"{}","ReceiptHandle":"AQEB"}})", kUrl)},
      {"GetQueueAttributes", std::format(R"({{"QueueUrl":"{}","AttributeNames":["All"]}})", kUrl)}};
  constexpr std::array kForms{
      std::string_view("Action=CreateQueue&Version=2012-11-05&QueueName=q1&Attribute.1.Name="
                       "DelaySeconds&Attribute.1.Value=0"),
      std::string_view("Action=SendMessageBatch&Version=2012-11-05&SendMessageBatchRequestEntry.1."
                       "Id=a&SendMessageBatchRequestEntry.1.MessageBody=b%26"),
      std::string_view("Action=ReceiveMessage&Version=2012-11-05&AttributeName.1=All&"
                       "WaitTimeSeconds=1"),
      std::string_view("Action=ListQueues&Version=2012-11-05&MaxResults=2")};
  HttpRequest out{.path = "/000000000000/q1", .headers = {{"Host", "h"}}};
  if (rng.below(2) == 0) {
    const auto& [action, body] = bodies[rng.below(bodies.size())];
    out.headers.push_back({"X-Amz-Target", std::format("AmazonSQS.{}", action)});
    out.body = body;
    return out;
  }
  out.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  const std::string_view form = kForms[rng.below(kForms.size())];
  if (rng.below(3) == 0) {
    out.method = "GET";
    out.query = form;
  } else {
    out.body = form;
  }
  return out;
}

void mutate(base::Rng& rng, std::string& text) {
  for (std::uint64_t left = rng.below(4); left > 0; --left) {
    const std::size_t at = rng.below(text.size() + 1);
    switch (rng.below(5)) {
      case 0: text.insert(at, random_bytes(rng, 4)); break;
      case 1: text.erase(at, rng.below(5)); break;
      case 2: text.insert(at, text.substr(rng.below(text.size() + 1), rng.below(40))); break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(rng.below(256));
        break;
      default:
        text.insert(at,
                    std::array{"[", "{", "null", "\"", "%", "&", ".1", "9999999999"}[rng.below(8)]);
    }
  }
}

void expect_whole(const HttpResponse& response, const HttpRequest& request) {
  const bool known = response.status == 200 || (response.status >= 400 && response.status < 500);
  EXPECT_TRUE(known) << response.status << " for " << request.body;
  for (const HttpHeader& header : response.headers) {
    EXPECT_EQ(header.value.find_first_of("\r\n"), std::string::npos) << header.name;
  }
  if (request.path.starts_with("/_inflight") || response.body.empty()) return;
  if (response.body.front() == '{') {
    EXPECT_FALSE(base::Json::parse(response.body, nullptr, false).is_discarded()) << response.body;
  } else {
    EXPECT_EQ(response.body.front(), '<') << response.body;
    EXPECT_EQ(response.body.find_first_of(std::string("\0\x01", 2)), std::string::npos);
  }
}

TEST(HttpFuzz, MutatedRequestsAreAnsweredInOrder) {
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    base::Rng rng(seed, "http-fuzz");
    HttpFace face({.manual_clock = true});
    std::size_t waiting = 0;
    std::size_t answered = 0;
    for (int i = 0; i < 1500; ++i) {
      HttpRequest request = valid_request(rng);
      mutate(rng, request.body);
      if (rng.below(4) == 0) mutate(rng, request.query);
      if (rng.below(8) == 0) mutate(rng, request.path);
      if (rng.below(8) == 0) mutate(rng, request.headers[rng.below(2)].value);
      const HttpFace::Outcome outcome = face.handle(request);
      if (const auto* response = std::get_if<HttpResponse>(&outcome)) {
        expect_whole(*response, request);
      } else {
        ++waiting;
      }
      face.advance(face.now() + base::milliseconds(static_cast<std::int64_t>(rng.below(200))));
      for (const HttpFace::Answer& late : face.take_answers()) {
        expect_whole(late.response, request);
        ++answered;
      }
    }
    face.advance(face.now() + base::seconds(20));
    answered += face.take_answers().size();
    EXPECT_EQ(answered, waiting);
    EXPECT_GT(waiting, 0u);
  }
}

TEST(HttpFuzz, RandomBytesAreRefusedEverywhere) {
  base::Rng rng(9, "http-fuzz-bytes");
  HttpFace face({.manual_clock = true});
  constexpr std::array kMethods{"GET", "POST", "PUT", ""};
  constexpr std::array kPaths{"/", "/_inflight/clock", "/_inflight/events", "/a/b", "", "//%"};
  for (int i = 0; i < 4000; ++i) {
    HttpRequest request{.method = kMethods[rng.below(kMethods.size())],
                        .path = kPaths[rng.below(kPaths.size())],
                        .query = random_bytes(rng, 60)};
    request.headers = {{"X-Amz-Target", rng.below(2) == 0 ? "" : "AmazonSQS.SendMessage"},
                       {"Authorization", "Credential=" + random_bytes(rng, 20)}};
    request.body = (rng.below(2) == 0 ? "Action=" : "") + random_bytes(rng, 200);
    const HttpFace::Outcome outcome = face.handle(request);
    ASSERT_TRUE(std::holds_alternative<HttpResponse>(outcome));
    expect_whole(std::get<HttpResponse>(outcome), request);
  }
}

}  // namespace
}  // namespace api
