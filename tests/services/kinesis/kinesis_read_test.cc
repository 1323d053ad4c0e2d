// Iterators, GetRecords, throughput and retention (aws-facts 3.3 to 3.5).
#include <gtest/gtest.h>

#include <format>

#include "services/kinesis/support.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests

const char* const kShard0 = "shardId-000000000000";

std::vector<std::string> data_of(const km::GetRecordsResponse& got) {
  std::vector<std::string> out;
  for (const auto& record : got.records) out.push_back(record.data);
  return out;
}
using Data = std::vector<std::string>;

TEST(KinesisRead, EachIteratorTypeStartsWhereItSays) {
  Streams s(1);
  s.put("a", "one");
  s.run(base::seconds(10));
  const auto two = s.put("a", "two");
  s.run(base::seconds(10));
  s.put("a", "three");
  EXPECT_EQ(data_of(s.get(s.iterator(kShard0, "TRIM_HORIZON"))), (Data{"one", "two", "three"}));
  const std::string latest = s.iterator(kShard0, "LATEST");
  EXPECT_EQ(data_of(s.get(s.iterator(kShard0, "AT_SEQUENCE_NUMBER", two.sequence_number))),
            (Data{"two", "three"}));
  EXPECT_EQ(data_of(s.get(s.iterator(kShard0, "AFTER_SEQUENCE_NUMBER", two.sequence_number))),
            (Data{"three"}));
  s.run(base::seconds(1));
  EXPECT_EQ(data_of(s.get(latest)), Data{});
  s.put("a", "four");
  EXPECT_EQ(data_of(s.get(latest)), (Data{"four"}));
  km::GetShardIteratorRequest at;
  at.stream_name = "s";
  at.shard_id = kShard0;
  at.shard_iterator_type = "AT_TIMESTAMP";
  at.timestamp = km::Timestamp{s.state().epoch_at(s.world.now() - base::seconds(5))};
  EXPECT_EQ(data_of(s.get(*s.ok<km::GetShardIteratorResponse>(at).shard_iterator)),
            (Data{"three", "four"}));
  at.timestamp = km::Timestamp{s.state().epoch_at(s.world.now()) + 1};
  EXPECT_EQ(s.refused(at).type, "InvalidArgumentException");
}

TEST(KinesisRead, ReadingDeletesNothingAndEachCallGivesTheNextIterator) {
  Streams s(1);
  for (int i = 0; i < 5; ++i) s.put("a", std::to_string(i));
  auto got = s.get(s.iterator(kShard0), 2);
  EXPECT_EQ(data_of(got), (Data{"0", "1"}));
  got = s.get(*got.next_shard_iterator, 2);
  EXPECT_EQ(data_of(got), (Data{"2", "3"}));
  got = s.get(*got.next_shard_iterator, 2);
  EXPECT_EQ(data_of(got), (Data{"4"}));
  s.run(base::seconds(1));
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 5u);
}

TEST(KinesisRead, NoTwoIteratorsOfAChainAreAlikeEvenWithoutRecordsOrTime) {
  Streams s(1);
  const std::string first = s.iterator(kShard0, "LATEST");
  const std::string second = *s.get(first).next_shard_iterator;
  const std::string third = *s.get(second).next_shard_iterator;
  EXPECT_NE(first, second);
  EXPECT_NE(first, third);
  EXPECT_NE(second, third);
}

TEST(KinesisRead, AnIteratorFollowsTheNamesIntoANewStream) {
  Streams s(2);
  s.put("a");
  const std::string of_0 = s.iterator(kShard0, "LATEST");
  const std::string of_1 = s.iterator("shardId-000000000001", "LATEST");
  const auto refused = [&](const std::string& iterator) {
    return s.refused(km::GetRecordsRequest{.shard_iterator = iterator}).message;
  };
  s.ok<km::EmptyResponse>(km::DeleteStreamRequest{.stream_name = "s"});
  s.run(base::seconds(3));
  EXPECT_EQ(refused(of_0),
            "Shard shardId-000000000000 in stream s under account 000000000000 does not exist");
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "s", .shard_count = 1});
  s.run(base::seconds(3));
  EXPECT_EQ(s.get(of_0).records.size(), 0u);
  s.put("b", "new");
  EXPECT_EQ(data_of(s.get(of_0)), Data{"new"});
  EXPECT_EQ(refused(of_1),
            "Shard shardId-000000000001 in stream s under account 000000000000 does not exist");
}

TEST(KinesisRead, AnIteratorIsTakenBetweenQuotationMarks) {
  Streams s(1);
  s.put("a", "0");
  EXPECT_EQ(data_of(s.get('"' + s.iterator(kShard0) + '"')), Data{"0"});
  EXPECT_EQ(s.refused(km::GetRecordsRequest{.shard_iterator = "\""}).message,
            "Invalid ShardIterator.");
  EXPECT_EQ(s.refused(km::GetRecordsRequest{.shard_iterator = '"' + s.iterator(kShard0)}).message,
            "Invalid ShardIterator.");
}

TEST(KinesisRead, AnIteratorDiesAfterFiveMinutes) {
  Streams s(1);
  const std::string iterator = s.iterator(kShard0);
  s.run(base::seconds(300));
  const auto got = s.get(iterator);
  ASSERT_TRUE(got.next_shard_iterator);
  s.run(base::milliseconds(1));
  const auto error = s.refused(km::GetRecordsRequest{.shard_iterator = iterator});
  EXPECT_EQ(error.type, "ExpiredIteratorException");
  EXPECT_EQ(error.message,
            "Iterator expired. The iterator was created at time Fri Nov 20 00:00:03 UTC 2026 while "
            "right now it is Fri Nov 20 00:05:03 UTC 2026 which is further in the future than the "
            "tolerated delay of 300000 milliseconds.");
  EXPECT_EQ(s.all<model::IteratorExpired>().size(), 1u);
  s.get(*got.next_shard_iterator);  // an empty answer gave a fresh one
}

TEST(KinesisRead, AForgedIteratorIsRefused) {
  Streams s(1);
  std::string iterator = s.iterator(kShard0);
  for (std::string forged : {std::string("nonsense"), std::string(), iterator + "A",
                             base::to_base64("iterator/s/1/1/0/0/0")}) {
    EXPECT_EQ(s.refused(km::GetRecordsRequest{.shard_iterator = forged}).message,
              "Invalid ShardIterator.");
  }
  iterator[iterator.size() / 2] = iterator[iterator.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(s.refused(km::GetRecordsRequest{.shard_iterator = iterator}).message,
            "Invalid ShardIterator.");
}

TEST(KinesisRead, StartsThatDoNotFitAreRefusedInAwsWords) {
  Streams s(2);
  const auto message = [&](std::string type, std::optional<std::string> sequence,
                           std::string shard = kShard0) {
    km::GetShardIteratorRequest r;
    r.stream_name = "s";
    r.shard_id = std::move(shard);
    r.shard_iterator_type = std::move(type);
    r.starting_sequence_number = std::move(sequence);
    return s.refused(r).message;
  };
  EXPECT_TRUE(
      message("AT_SEQUENCE_NUMBER", {})
          .ends_with("Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber."));
  EXPECT_TRUE(message("LATEST", "5")
                  .ends_with("Request specified LATEST and also a StartingSequenceNumber."));
  EXPECT_EQ(message("AT_SEQUENCE_NUMBER", "7"),
            "Invalid StartingSequenceNumber. It encodes shardId-000000000007, while it was used in "
            "a call to a shard with shardId-000000000000");
  EXPECT_EQ(
      message("AT_SEQUENCE_NUMBER", "49039857307708443467467104868809893875799651944235008002"),
      "Invalid StartingSequenceNumber. It encodes shardId--02147483648, while it was used in "
      "a call to a shard with shardId-000000000000");
  EXPECT_EQ(message("LATEST", {}, "shardId-9"),
            "Shard shardId-000000000009 in stream s under account 000000000000 does not exist");
  EXPECT_EQ(message("LATEST", {}, "2147483648"),
            "Could not find shard 2147483648 in stream s under account 000000000000.");
}

TEST(KinesisRead, FiveCallsASecondAndShardThenItIsThrottled) {
  Streams s(1);
  auto got = s.get(s.iterator(kShard0));
  for (int i = 1; i < 5; ++i) got = s.get(*got.next_shard_iterator);
  const auto error = s.refused(km::GetRecordsRequest{.shard_iterator = *got.next_shard_iterator});
  EXPECT_EQ(error.type, "ProvisionedThroughputExceededException");
  EXPECT_EQ(error.message,
            "Rate exceeded for shard shardId-000000000000 in stream s under account "
            "000000000000.");
  s.run(base::milliseconds(200));
  s.get(*got.next_shard_iterator);
}

TEST(KinesisRead, AReadOfTenMebibytesOccupiesTheShardForFiveSeconds) {
  Streams s(1);
  for (int i = 0; i < 12; ++i) {
    s.put("a", std::string(1'048'575, 'x'));
    s.run(base::seconds(1));
  }
  const auto got = s.get(s.iterator(kShard0));
  EXPECT_EQ(got.records.size(), 10u);
  EXPECT_GT(*got.millis_behind_latest, 0);
  for (int i = 0; i < 4; ++i) {
    s.run(base::milliseconds(1'249));
    EXPECT_EQ(s.refused(km::GetRecordsRequest{.shard_iterator = *got.next_shard_iterator}).type,
              "ProvisionedThroughputExceededException");
  }
  s.run(base::milliseconds(10));
  EXPECT_EQ(s.get(*got.next_shard_iterator).records.size(), 2u);
}

TEST(KinesisRead, MillisBehindLatestIsTheAgeOfWhatWasReadAndZeroAtTheTip) {
  Streams s(1);
  s.put("a", "old");
  s.run(base::seconds(30));
  s.put("a", "new");
  auto got = s.get(s.iterator(kShard0), 1);
  EXPECT_EQ(got.millis_behind_latest, 30'000);
  got = s.get(*got.next_shard_iterator, 1);
  EXPECT_EQ(got.millis_behind_latest, 0);
}

TEST(KinesisRead, AClosedShardEndsWithItsChildren) {
  Streams s(1);
  s.put("a", "before");
  auto got = s.get(s.iterator(kShard0));
  s.split(kShard0);
  s.put("a", "after");
  got = s.get(*got.next_shard_iterator);
  EXPECT_TRUE(got.records.empty());
  EXPECT_FALSE(got.next_shard_iterator);
  ASSERT_EQ(got.child_shards.size(), 2u);
  EXPECT_EQ(got.child_shards[0].shard_id, "shardId-000000000001");
  EXPECT_EQ(got.child_shards[0].parent_shards, Data{kShard0});
  // It can still be read from the beginning, and ends at once with its last record.
  got = s.get(s.iterator(kShard0));
  EXPECT_EQ(data_of(got), Data{"before"});
  EXPECT_FALSE(got.next_shard_iterator);
  EXPECT_EQ(got.child_shards.size(), 2u);
}

TEST(KinesisWrite, AThousandRecordsASecondThenTheShardThrottles) {
  Streams s(2);
  for (int i = 0; i < 1'000; ++i) s.put("device-7", "");
  const auto error = s.refused(s.put_request("device-7", ""));
  EXPECT_EQ(error.type, "ProvisionedThroughputExceededException");
  s.put("customer-1", "");  // the other shard has room
  const auto throttled = s.all<model::RecordThrottled>();
  ASSERT_EQ(throttled.size(), 1u);
  EXPECT_FALSE(throttled[0].by_bytes);
  s.run(base::milliseconds(1));
  s.put("device-7", "");
}

TEST(KinesisWrite, OneMebibyteASecondCountsThePartitionKey) {
  Streams s(1);
  s.put("a", std::string(1'048'576 - 10, 'x'));
  EXPECT_EQ(s.refused(s.put_request("0123456789", "")).type,
            "ProvisionedThroughputExceededException");
  s.put("012345678", "");
  EXPECT_TRUE(s.all<model::RecordThrottled>().at(0).by_bytes);
}

TEST(KinesisWrite, PutRecordsFailsInPartAndKeepsTheOrder) {
  Streams s(2);
  km::PutRecordsRequest request;
  request.stream_name = "s";
  for (int i = 0; i < 3; ++i) {
    request.records.push_back(
        {.data = std::string(600'000, 'x'), .explicit_hash_key = {}, .partition_key = "device-7"});
  }
  request.records.push_back({.data = "y", .explicit_hash_key = {}, .partition_key = "customer-1"});
  const auto out = s.ok<km::PutRecordsResponse>(request);
  EXPECT_EQ(out.failed_record_count, 2);
  ASSERT_EQ(out.records.size(), 4u);
  EXPECT_TRUE(out.records[0].sequence_number);
  EXPECT_EQ(out.records[1].error_code, "ProvisionedThroughputExceededException");
  EXPECT_EQ(out.records[1].error_message,
            "Rate exceeded for shard shardId-000000000000 in stream s under account "
            "000000000000.");
  EXPECT_FALSE(out.records[1].sequence_number);
  EXPECT_EQ(out.records[3].shard_id, "shardId-000000000001");
}

TEST(KinesisWrite, TheRecordSizeLimitIsTheStreamsAndLargeRecordsBurst) {
  Streams s(1);
  EXPECT_EQ(s.refused(s.put_request("a", std::string(1'048'576, 'x'))).type, "ValidationException");
  s.ok<km::EmptyResponse>(km::UpdateMaxRecordSizeRequest{s.stream().arn, 10'240});
  s.run(base::seconds(3));
  s.put("a", std::string(5 << 20, 'x'));
  // The average stays at 1 MiB/s: five seconds are used up.
  s.run(base::milliseconds(3'900));
  EXPECT_EQ(s.refused(s.put_request("a")).type, "ProvisionedThroughputExceededException");
  s.run(base::milliseconds(200));
  s.put("a");
}

TEST(KinesisWrite, OneRecordThatIsTooLargeRefusesTheWholeCallAndIsNamed) {
  Streams s(1);
  constexpr std::string_view kRule =
      " failed to satisfy constraint: Member must have length less than or equal to 1048576";
  const std::string large(1'048'576, 'x');  // with its key one byte too many
  EXPECT_EQ(s.refused(s.put_request("a", large)).message,
            std::format("1 validation error detected: Value at 'data'{}", kRule));
  km::PutRecordsRequest request;
  request.stream_name = "s";
  request.records.push_back({.data = "x", .explicit_hash_key = {}, .partition_key = "a"});
  request.records.push_back({.data = large, .explicit_hash_key = {}, .partition_key = "a"});
  const auto error = s.refused(request);
  EXPECT_EQ(error.type, "ValidationException");
  EXPECT_EQ(error.message,
            std::format("1 validation error detected: Value at 'records.2.member.data'{}", kRule));
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 0u);
  s.put("a", large.substr(1));
}

TEST(KinesisWrite, ClassicAndCurrentSizesOfARequestDiffer) {
  for (const auto profile : {model::Profile::kClassic, model::Profile::kCurrent}) {
    Streams s(8, {.profile = profile});
    km::PutRecordsRequest request;
    request.stream_name = "s";
    for (int i = 0; i < 6; ++i) {
      request.records.push_back({.data = std::string(1'000'000, 'x'),
                                 .explicit_hash_key = {},
                                 .partition_key = std::to_string(i)});
    }
    const auto result = s.call(request);
    EXPECT_EQ(result.has_value(), profile == model::Profile::kCurrent);
    if (!result) EXPECT_EQ(result.error().message, "Records size exceeds 5 MB limit");
  }
}

TEST(KinesisWrite, AStreamThatIsBeingCreatedIsNotThereYet) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "t", .shard_count = 1});
  auto request = s.put_request("a");
  request.stream_name = "t";
  EXPECT_EQ(s.refused(request).message, "Stream t under account 000000000000 not found.");
}

TEST(KinesisWrite, MemoryIsBoundedWithAClearText) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::UpdateMaxRecordSizeRequest{s.stream().arn, 10'240});
  s.run(base::seconds(3));
  const std::string large((10 << 20) - 1, 'x');
  for (int i = 0; i < 25; ++i) {
    s.put("a", large);
    s.run(base::seconds(11));
  }
  const auto error = s.refused(s.put_request("a", large));
  EXPECT_EQ(error.http_status, 500);
  EXPECT_EQ(error.type, "InternalFailure");
  EXPECT_NE(error.message.find("256 MiB"), std::string::npos);
  s.run(base::hours(24));
  EXPECT_EQ(s.state().held_bytes, 0);
  s.put("a", large);
}

TEST(KinesisRetention, RecordsGoAfter24HoursAndIteratorsSkipThem) {
  Streams s(1);
  s.put("a", "old");
  s.run(base::hours(23));
  s.put("a", "young");
  const std::string iterator = s.iterator(kShard0);
  s.run(base::hours(1) - base::seconds(1));
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 2u);
  s.run(base::seconds(1));
  EXPECT_EQ(data_of(s.get(s.iterator(kShard0))), Data{"young"});
  EXPECT_EQ(s.all<model::RecordsTrimmed>().size(), 1u);
}

TEST(KinesisRetention, ALongerPeriodRevivesNothingAShorterOneDropsAtOnce) {
  Streams s(1);
  s.put("a", "first");
  s.ok<km::EmptyResponse>(km::IncreaseStreamRetentionPeriodRequest{"s", 48, {}});
  s.run(base::hours(30));
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 1u);
  s.ok<km::EmptyResponse>(km::DecreaseStreamRetentionPeriodRequest{"s", 24, {}});
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 0u);
  s.run(base::seconds(3));
  s.ok<km::EmptyResponse>(km::IncreaseStreamRetentionPeriodRequest{"s", 8'760, {}});
  s.run(base::seconds(3));
  EXPECT_EQ(s.get(s.iterator(kShard0)).records.size(), 0u);
  // What it has already may be set again, either way.
  s.ok<km::EmptyResponse>(km::IncreaseStreamRetentionPeriodRequest{"s", 8'760, {}});
  s.ok<km::EmptyResponse>(km::DecreaseStreamRetentionPeriodRequest{"s", 8'760, {}});
  EXPECT_EQ(s.stream().status, services::kinesis::StreamStatus::kActive);
  EXPECT_EQ(s.refused(km::IncreaseStreamRetentionPeriodRequest{"s", 24, {}}).message,
            "Requested retention period (24 hours) for stream s can not be shorter than existing "
            "retention period (8760 hours). Use DecreaseRetentionPeriod API.");
  EXPECT_EQ(s.refused(km::IncreaseStreamRetentionPeriodRequest{"s", 9'999, {}}).message,
            "Maximum allowed retention period is 8760 hours. Requested retention period (9999 "
            "hours) is too long.");
  EXPECT_EQ(s.refused(km::DecreaseStreamRetentionPeriodRequest{"s", 23, {}}).message,
            "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) "
            "is too short.");
}

TEST(KinesisRetention, AClosedShardIsListedUntilItHasExpired) {
  Streams s(1);
  s.put("a");
  s.split(kShard0);
  EXPECT_EQ(s.shards().size(), 3u);
  s.run(base::hours(24) - base::seconds(10));
  EXPECT_EQ(s.shards().size(), 3u);
  s.run(base::seconds(10));
  const auto shards = s.shards();
  ASSERT_EQ(shards.size(), 2u);
  EXPECT_EQ(shards[0].parent_shard_id, kShard0);  // still named by its children
  EXPECT_EQ(s.all<model::ShardExpired>().size(), 1u);
  expect_tiled(s.state(), s.stream());
}

}  // namespace
