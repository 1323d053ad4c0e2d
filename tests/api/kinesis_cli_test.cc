// Console lines of Kinesis: blobs, dates, words, waiters, completion.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/cli_help.h"
#include "api/console.h"

namespace api {
namespace {

namespace k = model::kinesis;
using testing::HasSubstr;

std::string fault_of(std::string_view line) {
  const auto read = read_console_line(line, CliNames());
  return read ? "" : read.error().message;
}

template <class T>
T parsed(std::string_view line) {
  const auto request = parse_cli(line, CliNames());
  if (!request) ADD_FAILURE() << line << ": " << request.error().message;
  const T* out = request ? std::get_if<T>(&*request) : nullptr;
  return out == nullptr ? T{} : *out;
}

TEST(KinesisCli, BlobsAreBase64UnlessSaidOtherwise) {
  const std::string put = "aws kinesis put-record --stream-name s --partition-key k --data ";
  EXPECT_EQ(parsed<k::PutRecordRequest>(put + "aGVsbG8=").data, "hello");
  EXPECT_EQ(parsed<k::PutRecordRequest>(put + "hello --cli-binary-format raw-in-base64-out").data,
            "hello");
  EXPECT_THAT(fault_of(put + "hello"),
              HasSubstr("Invalid base64: \"hello\". For plain text add --cli-binary-format"));
  EXPECT_NE(fault_of(put + "hello --cli-binary-format hex"), "");
}

TEST(KinesisCli, TheCaretStandsUnderTheBlob) {
  const std::string line = "aws kinesis put-record --stream-name s --partition-key k --data hello";
  const auto read = read_console_line(line, CliNames());
  ASSERT_FALSE(read);
  EXPECT_EQ(line.substr(read.error().at, read.error().length), "hello");
}

TEST(KinesisCli, RecordsMayBeShorthand) {
  const auto puts = parsed<k::PutRecordsRequest>(
      "aws kinesis put-records --stream-name s --records Data=YQ==,PartitionKey=a "
      "Data=Yg==,PartitionKey=b");
  ASSERT_EQ(puts.records.size(), 2u);
  EXPECT_EQ(puts.records[1].data, "b");
  EXPECT_EQ(puts.records[1].partition_key, "b");
}

TEST(KinesisCli, DatesAreSecondsOrText) {
  const std::string get =
      "aws kinesis get-shard-iterator --stream-name s --shard-id shardId-000000000000 "
      "--shard-iterator-type AT_TIMESTAMP --timestamp ";
  const auto at = [&](const std::string& text) {
    return parsed<k::GetShardIteratorRequest>(get + text).timestamp->epoch_ms;
  };
  EXPECT_EQ(at("1795168682.769"), 1'795'168'682'769);
  EXPECT_EQ(at("2026-11-20T09:58:02Z"), 1'795'168'682'000);
  EXPECT_NE(fault_of(get + "yesterday"), "");
}

TEST(KinesisCli, WhatAwsWouldRefuseIsRefusedInItsWords) {
  EXPECT_EQ(fault_of("aws kinesis delete-stream --stream-name 'a b'"),
            "An error occurred (ValidationException) when calling the DeleteStream operation: "
            "1 validation error detected: Value 'a b' at 'streamName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
}

TEST(KinesisCli, APrintedLineMakesItsRequest) {
  k::PutRecordRequest put;
  put.stream_name = "orders";
  put.data = "it's here";
  put.partition_key = "customer-1";
  const std::string line = print_cli(put, CliNames());
  EXPECT_EQ(line, R"(aws kinesis put-record --stream-name orders --data 'it'\''s here' )"
                  R"(--partition-key customer-1 --cli-binary-format raw-in-base64-out)");
  EXPECT_EQ(parsed<k::PutRecordRequest>(line).data, put.data);
  put.data = std::string("\x00\xff", 2);
  EXPECT_EQ(parsed<k::PutRecordRequest>(print_cli(put, CliNames())).data, put.data);
}

ConsoleCall call(std::string_view line) {
  auto read = read_console_line(line, CliNames());
  if (!read || !std::holds_alternative<ConsoleCall>(*read)) {
    ADD_FAILURE() << line;
    return {};
  }
  return std::get<ConsoleCall>(*read);
}

TEST(KinesisCli, DatesArePrintedAsTheCliDoes) {
  k::DescribeStreamConsumerResponse answer;
  answer.consumer_description.consumer_creation_timestamp = {1'795'168'682'769};
  const ConsoleCall describe = call(
      "aws kinesis describe-stream-consumer --consumer-arn "
      "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1 "
      "--query ConsumerDescription.ConsumerCreationTimestamp");
  EXPECT_EQ(print_answer(describe, Response(answer)), "\"2026-11-20T09:58:02.769000+00:00\"\n");
  answer.consumer_description.consumer_creation_timestamp = {1'795'168'682'000};
  EXPECT_EQ(print_answer(describe, Response(answer)), "\"2026-11-20T09:58:02+00:00\"\n");
}

TEST(KinesisCli, AWaiterIsSilentOnceTheStreamIsThere) {
  const ConsoleCall wait = call("aws kinesis wait stream-exists --stream-name s");
  k::DescribeStreamResponse answer;
  answer.stream_description.stream_status = "CREATING";
  EXPECT_THAT(print_answer(wait, Response(answer)), HasSubstr("The stream is CREATING"));
  answer.stream_description.stream_status = "ACTIVE";
  EXPECT_EQ(print_answer(wait, Response(answer)), "");
  const model::ApiError gone{.type = "ResourceNotFoundException", .message = "no"};
  EXPECT_THAT(print_answer(wait, std::unexpected(gone)), HasSubstr("Waiter StreamExists failed"));
  const ConsoleCall none = call("aws kinesis wait stream-not-exists --stream-name s");
  EXPECT_EQ(print_answer(none, std::unexpected(gone)), "");
  EXPECT_NE(fault_of("aws kinesis wait"), "");
  EXPECT_NE(fault_of("aws kinesis wait for-ever --stream-name s"), "");
}

TEST(KinesisCli, PushesAreNotForTheCli) {
  EXPECT_THAT(fault_of("aws kinesis subscribe-to-shard --shard-id x"), HasSubstr("cannot take"));
}

TEST(KinesisCli, HelpNamesRangesAndTheRuleOfBlobs) {
  const std::string help = help_of_operation(*find_operation("kinesis", "PutRecord"));
  EXPECT_THAT(help, HasSubstr("1 to 256 characters"));
  EXPECT_THAT(help, HasSubstr("raw-in-base64-out"));
  EXPECT_THAT(help_of_operation(*find_operation("kinesis", "UpdateShardCount")),
              HasSubstr("UNIFORM_SCALING"));
}

std::vector<std::string> offers(std::string_view line, const CliNames& names) {
  std::vector<std::string> out;
  for (const Candidate& candidate : complete_line(line, line.size(), names).candidates) {
    out.push_back(candidate.text);
  }
  return out;
}

TEST(KinesisCli, StreamsShardsAndWordsAreOffered) {
  world::World world(world::Options{.hop = {}});
  model::NullSink sink;
  k::CreateStreamRequest create{.stream_name = "orders", .shard_count = 2};
  world.apply(world::ApiCall{.request = create}, sink);
  world.run_until(base::SimTime{} + base::seconds(60), sink);
  const CliNames names(world);
  EXPECT_THAT(offers("aws kinesis describe-stream --stream-name ", names),
              testing::ElementsAre("orders"));
  EXPECT_THAT(offers("aws kinesis split-shard --stream-name orders --shard-to-split ", names),
              testing::ElementsAre("shardId-000000000000", "shardId-000000000001"));
  EXPECT_THAT(offers("aws kinesis split-shard --stream-name other --shard-to-split ", names),
              testing::IsEmpty());
  EXPECT_THAT(
      offers("aws kinesis get-shard-iterator --shard-iterator-type A", names),
      testing::UnorderedElementsAre("AFTER_SEQUENCE_NUMBER", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER"));
  EXPECT_THAT(offers("aws kinesis describe-stream --stream-arn ", names),
              testing::ElementsAre("$orders"));
}

}  // namespace
}  // namespace api
