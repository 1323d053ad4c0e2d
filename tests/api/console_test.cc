// The console's lines: the CLI's own options, what it prints, what may come next.
#include "api/console.h"

#include <gtest/gtest.h>

#include "world/support.h"

namespace api {
namespace {

using base::Json;
namespace m = model::sqs;

constexpr const char* kOrders = "https://sqs.us-east-1.amazonaws.com/000000000000/orders";

CliNames names() {
  CliNames out;
  out.set("orders", kOrders);
  out.set("orders-dlq", "https://sqs.us-east-1.amazonaws.com/000000000000/orders-dlq");
  out.set("handle", "AQEB-handle");
  return out;
}

ConsoleCall call(std::string_view line) {
  auto read = read_console_line(line, names());
  if (!read) {
    ADD_FAILURE() << show_error(line, read.error());
    return {};
  }
  if (auto* out = std::get_if<ConsoleCall>(&*read)) return std::move(*out);
  ADD_FAILURE() << "no call: " << line;
  return {};
}

std::string text(std::string_view line) {
  auto read = read_console_line(line, names());
  if (!read) {
    ADD_FAILURE() << show_error(line, read.error());
    return {};
  }
  if (auto* out = std::get_if<ConsoleText>(&*read)) return out->text;
  ADD_FAILURE() << "a call: " << line;
  return {};
}

CliError fault(std::string_view line) {
  const auto read = read_console_line(line, names());
  if (!read) return read.error();
  ADD_FAILURE() << "accepted: " << line;
  return {};
}

Response received() {
  m::ReceiveMessageResponse out;
  out.messages.resize(2);
  out.messages[0] = {
      .message_id = "id-1", .receipt_handle = "h1", .md5_of_body = "5d", .body = "hé"};
  out.messages[1] = {
      .message_id = "id-2", .receipt_handle = "h2", .md5_of_body = "6e", .body = "b"};
  out.messages[1].attributes["SenderId"] = "me";
  return out;
}

std::string printed(std::string_view options) {
  const std::string line = "aws sqs receive-message --queue-url $orders " + std::string(options);
  return print_answer(call(line), received());
}

TEST(Console, PrintsAnAnswerAsTheCliDoes) {
  EXPECT_EQ(printed("--query Messages[0]"), R"({
    "MessageId": "id-1",
    "ReceiptHandle": "h1",
    "MD5OfBody": "5d",
    "Body": "hé"
}
)");
  EXPECT_TRUE(
      printed("").starts_with("{\n    \"Messages\": [\n        {\n            \"MessageId\""));
}

TEST(Console, PrintsNothingForAnEmptyAnswer) {
  EXPECT_EQ(print_answer(call("aws sqs receive-message --queue-url $orders"),
                         Response(m::ReceiveMessageResponse{})),
            "");
  EXPECT_EQ(
      print_answer(call("aws sqs delete-message --queue-url $orders --receipt-handle $handle"),
                   Response(m::EmptyResponse{})),
      "");
}

TEST(Console, ARefusalNamesCodeAndOperation) {
  const ConsoleCall c = call("aws sqs receive-message --queue-url nowhere");
  test::Bench bench(
      R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}}}})");
  EXPECT_EQ(print_answer(c, std::unexpected(bench.refused(c.request))),
            "An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the "
            "ReceiveMessage operation: The specified queue does not exist.\n");
}

TEST(Console, QueriesAreSimplePaths) {
  EXPECT_EQ(printed("--query Messages[0].Body"), "\"hé\"\n");
  EXPECT_EQ(printed("--query Messages[-1].MessageId"), "\"id-2\"\n");
  EXPECT_EQ(printed("--query 'Messages[*].MessageId'"), "[\n    \"id-1\",\n    \"id-2\"\n]\n");
  EXPECT_EQ(printed("--query 'Messages[].Attributes.SenderId'"), "[\n    \"me\"\n]\n");
  EXPECT_EQ(printed("--query Messages[7].Body"), "null\n");
  EXPECT_EQ(printed("--query Nothing.Here"), "null\n");
  EXPECT_EQ(printed(R"(--query '"Messages"[0]."Body"')"), "\"hé\"\n");
}

TEST(Console, FlatteningJoinsWhatTheProjectionsLedTo) {
  const Json value = base::parse_json(R"({"a": [{"b": [1, 2]}, {"b": [3]}, {"c": 4}]})")->root;
  EXPECT_EQ(base::dump(run_output_query(*parse_output_query("a[].b[]"), value)), "[1,2,3]");
  EXPECT_EQ(base::dump(run_output_query(*parse_output_query("a[*].b[0]"), value)), "[1,3]");
  EXPECT_EQ(base::dump(run_output_query(*parse_output_query("a[0].b.c"), value)), "null");
  EXPECT_EQ(base::dump(run_output_query(*parse_output_query("a[0].*"), value)), "[[1,2]]");
  EXPECT_EQ(base::dump(run_output_query(*parse_output_query("@"), Json(5))), "5");
}

TEST(Console, OtherQueriesAreRefusedWithTheirPlace) {
  const std::string before = "aws sqs list-queues --query ";
  struct Case {
    const char* query;
    std::size_t at;  // in the value
  };
  for (const Case& c : {Case{"QueueUrls[", 10}, Case{"a..b", 2}, Case{"a.", 2}, Case{"[x]", 1},
                        Case{"length(a)", 6}, Case{"a[?b]", 2}, Case{"a[0", 3}, Case{"a]", 1}}) {
    const CliError e = fault(before + "'" + c.query + "'");
    EXPECT_EQ(e.at, before.size() + 1 + c.at) << c.query << ": " << e.message;
    EXPECT_TRUE(e.message.starts_with("Bad value for --query")) << e.message;
  }
  EXPECT_EQ(fault(before).at, before.size() - 8);  // --query itself: its value is missing
}

TEST(Console, TextOutputHasTabsAndRows) {
  EXPECT_EQ(printed("--output text --query 'Messages[*].MessageId'"), "id-1\tid-2\n");
  EXPECT_EQ(printed("--output text --query Messages[0].Body"), "hé\n");
  EXPECT_EQ(printed("--output text --query Nothing"), "None\n");
  EXPECT_EQ(printed("--output text"),
            "MESSAGES\thé\t5d\tid-1\th1\nMESSAGES\tb\t6e\tid-2\th2\nATTRIBUTES\tme\n");
  EXPECT_EQ(fault("aws sqs list-queues --output table").at, 29u);
}

TEST(Console, InputJsonGivesWhatTheOptionsDoNot) {
  const ConsoleCall c = call(
      R"(aws sqs send-message --message-body b --cli-input-json '{"QueueUrl": "u", "MessageBody": "a"}')");
  const auto& request = std::get<m::SendMessageRequest>(c.request);
  EXPECT_EQ(request.queue_url, "u");
  EXPECT_EQ(request.message_body, "b");
  const std::string line = "aws sqs delete-queue --cli-input-json ";
  EXPECT_EQ(fault(line + "'{'").at, line.size());
  EXPECT_EQ(fault(line + "[]").at, line.size());
  EXPECT_EQ(fault(line + "'{\"Queue\": 1}'").message,
            "the following arguments are required: --queue-url");
  EXPECT_EQ(fault(line + "'{\"QueueUrl\": 1}'").at, line.size());
}

TEST(Console, DeepAndLongInputIsRefused) {
  std::string deep = "aws sqs delete-queue --cli-input-json '";
  for (int i = 0; i < 40; ++i) deep += R"({"a":)";
  EXPECT_NE(fault(deep + "1'").message.find("Invalid JSON"), std::string::npos);
  const std::string longest(kMaxConsoleLine + 1, 'a');
  EXPECT_NE(fault(longest).message.find("longer"), std::string::npos);
  EXPECT_TRUE(complete_line(longest, 3, names()).candidates.empty());
  EXPECT_FALSE(parse_output_query(std::string(999, '[')));
}

TEST(Console, ASkeletonHasEveryMember) {
  const auto skeleton = base::parse_json(text("aws sqs send-message --generate-cli-skeleton"));
  ASSERT_TRUE(skeleton);
  const auto* op = find_operation("sqs", "SendMessage");
  ASSERT_EQ(skeleton->root.size(), op->input->members.size());
  EXPECT_EQ(skeleton->root["MessageAttributes"]["KeyName"]["DataType"], "");
  EXPECT_EQ(skeleton->root["DelaySeconds"], 0);
}

TEST(Console, HelpComesFromTheTable) {
  const std::string all = text("aws sqs help");
  for (const Operation& op : operations()) {
    if (op.service == "sqs") EXPECT_NE(all.find(cli_name(op.action)), std::string::npos);
    if (op.action == "SubscribeToShard") continue;  // the AWS CLI does not have it
    const std::string line = "aws " + std::string(op.service) + " " + cli_name(op.action);
    const std::string help = text(line + " help");
    EXPECT_NE(help.find(op.iam), std::string::npos);
    for (const MemberInfo& member : op.input->members)
      EXPECT_NE(help.find("--" + option_name(op, member)), std::string::npos) << help;
    EXPECT_NE(text("aws help").find(op.service), std::string::npos);
  }
  EXPECT_EQ(fault("aws s4 help").at, 4u);
}

TEST(Console, FaultsHaveTheWordsOfTheCli) {
  EXPECT_EQ(fault("aws sqs recieve-message --queue-url $orders").message,
            "argument operation: Invalid choice: 'recieve-message', maybe you meant: "
            "receive-message");
  EXPECT_EQ(fault("aws sqz list-queues").message,
            "argument command: Invalid choice: 'sqz', maybe you meant: sqs");
  EXPECT_EQ(fault("aws sqs receive-message --queue-ur $orders").message,
            "Unknown options: --queue-ur, maybe you meant: --queue-url");
  EXPECT_EQ(fault("aws sqs receive-message").message,
            "the following arguments are required: --queue-url");
  EXPECT_TRUE(fault("aws sqs set-queue-attributes --queue-url $orders --attributes '{\"a\":}'")
                  .message.starts_with("Error parsing parameter '--attributes': "));
}

TEST(Console, OptionsThatMeanNothingHereAreReadPast) {
  const ConsoleCall c = call(
      "aws sqs list-queues --region us-east-1 --profile=dev --no-cli-pager "
      "--queue-name-prefix ord");
  EXPECT_EQ(std::get<m::ListQueuesRequest>(c.request).queue_name_prefix, "ord");
}

std::vector<std::string> offered(std::string_view line) {
  std::vector<std::string> out;
  for (const Candidate& c : complete_line(line, line.size(), names()).candidates)
    out.push_back(c.text);
  return out;
}

using Words = std::vector<std::string>;

TEST(Completion, OffersWhatMayStandAtThePlace) {
  EXPECT_EQ(offered(""), Words{"aws"});
  EXPECT_EQ(offered("aws sq"), Words{"sqs"});
  EXPECT_EQ(offered("aws sqs rec"), Words{"receive-message"});
  EXPECT_EQ(offered("aws sqs delete-message"), (Words{"delete-message", "delete-message-batch"}));
  EXPECT_EQ(offered("aws sqs receive-message").size(), 0u);  // complete
  EXPECT_EQ(offered("aws sqs delete-queue "), Words{"--queue-url"});
  EXPECT_EQ(offered("aws sqs delete-queue --queue-url "), (Words{"$orders", "$orders_dlq"}));
  EXPECT_EQ(offered("aws sqs delete-queue --queue-url $orders_"), Words{"$orders_dlq"});
  EXPECT_EQ(offered("aws sqs delete-message --queue-url $orders --receipt-handle "),
            Words{"$handle"});
  EXPECT_EQ(offered("aws sqs get-queue-url --queue-name o"), (Words{"orders", "orders-dlq"}));
  EXPECT_EQ(offered("aws sqs list-queues --output "), (Words{"json", "text"}));
  EXPECT_EQ(offered("ls "), Words{});
  EXPECT_EQ(offered("aws sqs no-such-thing --"), Words{});
}

TEST(Completion, RequiredOptionsComeFirstAndUsedOnesNotAgain) {
  const Words first = offered("aws sqs send-message ");
  ASSERT_GE(first.size(), 3u);
  EXPECT_EQ(first[0], "--queue-url");
  EXPECT_EQ(first[1], "--message-body");
  const Words then = offered("aws sqs send-message --queue-url $orders ");
  EXPECT_EQ(then[0], "--message-body");
  EXPECT_FALSE(std::ranges::contains(then, "--queue-url"));
  EXPECT_TRUE(std::ranges::contains(offered("aws sqs send-message --q"), "--query"));
}

TEST(Completion, ReplacesTheWordUnderTheCursor) {
  const Completion c = complete_line("aws sqs rec --queue-url $orders", 11, names());
  EXPECT_EQ(c.from, 8u);
  EXPECT_EQ(c.to, 11u);
  ASSERT_EQ(c.candidates.size(), 1u);
  EXPECT_EQ(c.candidates[0].text, "receive-message");
  const std::string quoted = "aws sqs send-message --message-body 'not a --word ";
  EXPECT_TRUE(complete_line(quoted, quoted.size(), names()).candidates.empty());
}

}  // namespace
}  // namespace api
