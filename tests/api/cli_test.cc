// AWS CLI lines: reading, faults with their place, and the round trip of any request.
#include "api/cli.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace api {
namespace {

using base::Json;
namespace m = model::sqs;

constexpr const char* kOrders = "https://sqs.us-east-1.amazonaws.com/000000000000/orders";

CliNames names() {
  CliNames out;
  out.set("orders", kOrders);
  out.set("orders-dlq", "https://sqs.us-east-1.amazonaws.com/000000000000/orders-dlq");
  return out;
}

template <class T>
T parsed(std::string_view line) {
  const auto request = parse_cli(line, names());
  if (!request) {
    ADD_FAILURE() << show_error(line, request.error());
    return {};
  }
  EXPECT_TRUE(std::holds_alternative<T>(*request)) << line;
  return std::get<T>(*request);
}

CliError fault(std::string_view line) {
  const auto request = parse_cli(line, names());
  if (!request) return request.error();
  ADD_FAILURE() << "accepted: " << line;
  return {};
}

TEST(Cli, ReadsTheLineOfTheFirstLesson) {
  const auto r = parsed<m::SetQueueAttributesRequest>(
      "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=60");
  EXPECT_EQ(r.queue_url, kOrders);
  EXPECT_EQ(r.attributes, (m::AttributeMap{{"VisibilityTimeout", "60"}}));
}

TEST(Cli, ReadsShorthandJsonAndQuotes) {
  const auto map = parsed<m::SetQueueAttributesRequest>(
      "aws sqs set-queue-attributes --queue-url ${orders-dlq} "
      "--attributes DelaySeconds=5,\"Policy='a,b'\"");
  EXPECT_EQ(map.attributes.at("Policy"), "a,b");
  EXPECT_TRUE(map.queue_url.ends_with("/orders-dlq"));
  const auto json = parsed<m::SetQueueAttributesRequest>(
      R"(aws sqs set-queue-attributes --queue-url=$orders_dlq --attributes '{"DelaySeconds":"5"}')");
  EXPECT_EQ(json.attributes.at("DelaySeconds"), "5");
  const auto body = parsed<m::SendMessageRequest>(
      R"(aws sqs send-message --queue-url "$orders" --message-body '{"order": 1043}' )"
      R"(--message-attributes kind={DataType=String,StringValue=rush} --delay-seconds 10)");
  EXPECT_EQ(body.message_body, R"({"order": 1043})");
  EXPECT_EQ(body.message_attributes.at("kind").string_value, "rush");
  EXPECT_EQ(body.delay_seconds, 10);
}

TEST(Cli, ReadsListsOfWordsAndOfStructures) {
  const auto words = parsed<m::GetQueueAttributesRequest>(
      "aws sqs get-queue-attributes --attribute-names VisibilityTimeout QueueArn "
      "--queue-url $orders");
  EXPECT_EQ(words.attribute_names, (std::vector<std::string>{"VisibilityTimeout", "QueueArn"}));
  const auto structures = parsed<m::ChangeMessageVisibilityBatchRequest>(
      "aws sqs change-message-visibility-batch --queue-url $orders --entries "
      "Id=1,ReceiptHandle=a,VisibilityTimeout=60 Id=2,ReceiptHandle=b,VisibilityTimeout=0");
  ASSERT_EQ(structures.entries.size(), 2u);
  EXPECT_EQ(structures.entries[0].visibility_timeout, 60);
  EXPECT_EQ(structures.entries[1].receipt_handle, "b");
  const auto json = parsed<m::DeleteMessageBatchRequest>(
      R"(aws sqs delete-message-batch --queue-url $orders --entries '[{"Id":"1","ReceiptHandle":"a"}]')");
  EXPECT_EQ(json.entries.at(0).id, "1");
}

TEST(Cli, JoinsLinesAndKeepsEmptyWords) {
  const auto r = parsed<m::SendMessageRequest>(
      "aws sqs send-message \\\n  --queue-url $orders \\\n  --message-body ''");
  EXPECT_EQ(r.message_body, "");
}

TEST(Cli, FaultsSayWhere) {
  const std::string_view line = "aws sqs send-mesage --queue-url $orders";
  const CliError e = fault(line);
  EXPECT_EQ(e.at, 8u);
  EXPECT_EQ(e.length, 11u);
  EXPECT_NE(e.message.find("maybe you meant: send-message"), std::string::npos);
  EXPECT_EQ(show_error(line, e).substr(show_error(line, e).find('\n') + 1),
            "aws sqs send-mesage --queue-url $orders\n        ^~~~~~~~~~~");
}

TEST(Cli, NamesWhatIsWrong) {
  struct Case {
    const char* line;
    std::size_t at;
    const char* says;
  };
  const Case cases[] = {
      {"", 0, "begins with 'aws'"},
      {"awss sqs list-queues", 0, "begins with 'aws'"},
      {"aws", 3, "service is missing"},
      {"aws s3 ls", 4, "'s3'"},
      {"aws sqs", 7, "command is missing"},
      {"aws sqs list-queues orders", 20, "option is expected"},
      {"aws sqs get-queue-url --queue-nam orders", 22, "maybe you meant: --queue-name"},
      {"aws sqs get-queue-url --queue-name", 22, "expected one argument"},
      {"aws sqs get-queue-url --queue-name a b", 37, "'b' is too much"},
      {"aws sqs get-queue-url --queue-name a --queue-name b", 37, "twice"},
      {"aws sqs get-queue-url", 21, "required: --queue-name"},
      {"aws sqs delete-queue --queue-url $order", 33, "There is no $order"},
      {"aws sqs delete-queue --queue-url $", 33, "name must follow"},
      {"aws sqs delete-queue --queue-url ${orders", 33, "brace"},
      {"aws sqs delete-queue --queue-url 'abc", 33, "not closed"},
      {"aws sqs delete-queue --queue-url \"abc", 33, "not closed"},
      {"aws sqs delete-queue --queue-url a; ls", 34, "shell"},
      {"aws sqs delete-queue --queue-url abc\\", 36, "escapes nothing"},
      {"aws sqs receive-message --queue-url $orders --wait-time-seconds x", 64, "whole number"},
      {"aws sqs receive-message --queue-url $orders --wait-time-seconds 1.5", 64, "whole number"},
      {"aws sqs send-message --queue-url $orders --message-body file://a", 56, "no files"},
      {"aws sqs set-queue-attributes --queue-url $orders --attributes A", 62, "'=' is missing"},
      {"aws sqs set-queue-attributes --queue-url $orders --attributes A=1,A=2", 62, "twice"},
      {"aws sqs set-queue-attributes --queue-url $orders --attributes '{\"A\":}'", 62, "JSON"},
      {"aws sqs set-queue-attributes --queue-url $orders --attributes '{\"A\":1}'", 8, "string"},
      {"aws sqs delete-message-batch --queue-url $orders --entries Id=1,Handle=2", 59,
       "'Handle' is not known"},
  };
  for (const Case& c : cases) {
    const CliError e = fault(c.line);
    EXPECT_EQ(e.at, c.at) << c.line << ": " << e.message;
    EXPECT_NE(e.message.find(c.says), std::string::npos) << c.line << ": " << e.message;
  }
}

TEST(Cli, LongAndDeepInputIsRefused) {
  EXPECT_NE(fault(std::string(kMaxLine + 1, 'a')).message.find("longer"), std::string::npos);
  std::string many = "aws sqs get-queue-attributes --queue-url $orders --attribute-names";
  for (std::size_t i = 0; i < kMaxWords; ++i) many += " a";
  EXPECT_NE(fault(many).message.find("More than"), std::string::npos);
  std::string deep =
      "aws sqs send-message --queue-url $orders --message-body b "
      "--message-attributes '";
  for (int i = 0; i < 40; ++i) deep += R"({"a":)";
  EXPECT_FALSE(parse_cli(deep + "1'", names()));
  EXPECT_FALSE(
      parse_cli("aws sqs send-message --queue-url $orders --message-body b "
                "--message-attributes a={b={c={}}}",
                names()));
}

TEST(Cli, PrintsWhatAPersonWouldWrite) {
  EXPECT_EQ(
      print_cli(m::SetQueueAttributesRequest{kOrders, {{"VisibilityTimeout", "60"}}}, names()),
      "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=60");
  EXPECT_EQ(
      print_cli(m::SendMessageRequest{.queue_url = kOrders, .message_body = "it's {n}"}, names()),
      R"(aws sqs send-message --queue-url $orders --message-body 'it'\''s {n}')");
  EXPECT_EQ(
      print_cli(m::ReceiveMessageRequest{.queue_url = "other", .wait_time_seconds = 20}, names()),
      "aws sqs receive-message --queue-url other --wait-time-seconds 20");
  EXPECT_EQ(
      print_cli(m::SetQueueAttributesRequest{kOrders, {{"RedrivePolicy", "{\"a\":\"b\"}"}}},
                names()),
      R"(aws sqs set-queue-attributes --queue-url $orders --attributes '{"RedrivePolicy":"{\"a\":\"b\"}"}')");
}

// Any text that a request may hold, chosen to be awkward for a shell.
std::string any_text(base::Rng& rng) {
  static const std::vector<std::string> kPieces{
      "a", "Z9", " ",  "'",  "\"", "\\", "$", "$orders", "=",    ",",    "{", "}",
      "[", "]",  "--", "-x", "\n", "\t", "ü", "漢",      "true", "null", "~", "`",
      ";", "|",  "&",  "*",  "?",  "#",  "!", "%",       "/",    ":",    "0", "@="};
  std::string out;
  for (std::uint64_t n = rng.below(6); n > 0; --n) out += kPieces[rng.below(kPieces.size())];
  return out;
}

std::string any_name(base::Rng& rng) {
  return any_text(rng) + std::string(1, static_cast<char>('a' + rng.below(26)));
}

Request any_request(base::Rng& rng) {
  switch (rng.below(6)) {
    case 0: {
      m::SetQueueAttributesRequest r{any_text(rng), {}};
      for (std::uint64_t n = rng.below(4); n > 0; --n) r.attributes[any_name(rng)] = any_text(rng);
      return r;
    }
    case 1: {
      m::SendMessageRequest r{.queue_url = kOrders, .message_body = any_text(rng)};
      if (rng.below(2) == 0) r.delay_seconds = rng.between(-5, 900);
      for (std::uint64_t n = rng.below(3); n > 0; --n) {
        r.message_attributes[any_name(rng)] = {any_text(rng), any_text(rng), any_text(rng)};
      }
      if (rng.below(3) == 0) r.trace_header = any_name(rng);
      return r;
    }
    case 2: {
      m::GetQueueAttributesRequest r{any_text(rng), {}};
      for (std::uint64_t n = rng.below(4); n > 0; --n) r.attribute_names.push_back(any_text(rng));
      return r;
    }
    case 3: {
      m::DeleteMessageBatchRequest r{any_text(rng), {}};
      for (std::uint64_t n = rng.below(3); n > 0; --n) {
        r.entries.push_back({any_text(rng), any_text(rng)});
      }
      return r;
    }
    case 4: {
      m::CreateQueueRequest r{any_text(rng), {}, {}};
      for (std::uint64_t n = rng.below(3); n > 0; --n) r.tags[any_name(rng)] = any_text(rng);
      return r;
    }
    default:
      return m::ChangeMessageVisibilityRequest{any_text(rng), any_text(rng),
                                               rng.between(-1, 50000)};
  }
}

TEST(Cli, AnyRequestSurvivesBeingPrintedAndRead) {
  base::Rng rng(11, "cli round trip");
  const CliNames known = names();
  for (int i = 0; i < 4000; ++i) {
    const Request request = any_request(rng);
    const std::string line = print_cli(request, known);
    const auto back = parse_cli(line, known);
    ASSERT_TRUE(back) << show_error(line, back.error());
    ASSERT_EQ(base::dump(request_to_json(*back)), base::dump(request_to_json(request))) << line;
  }
}

TEST(Cli, AnyTextIsReadOrRefusedButNeverCrashes) {
  base::Rng rng(12, "cli fuzz");
  const CliNames known = names();
  int accepted = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string line = "aws sqs send-message ";
    for (std::uint64_t n = rng.below(8); n > 0; --n) {
      line += rng.below(3) == 0 ? "--message-body " : any_text(rng);
      if (rng.below(3) == 0) line += " --queue-url $orders ";
    }
    const auto request = parse_cli(line, known);
    accepted += request.has_value() ? 1 : 0;
    if (!request) {
      ASSERT_LE(request.error().at, line.size());
      ASSERT_FALSE(show_error(line, request.error()).empty());
    }
  }
  EXPECT_GT(accepted, 0);
}

}  // namespace
}  // namespace api
