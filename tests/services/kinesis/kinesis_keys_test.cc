// Partition keys, hash keys and shards: MD5 vectors, ranges, sequence numbers (aws-facts 3.1).
#include <gtest/gtest.h>

#include "services/kinesis/sequence.h"
#include "services/kinesis/support.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests
namespace km = model::kinesis;

TEST(KinesisKeys, AKeyHashesToItsMd5AsANumber) {
  const auto hash = [](const char* key) {
    return base::to_decimal(*services::kinesis::hash_key_of(key, std::nullopt));
  };
  EXPECT_EQ(hash("customer-1"), "206123531217924687484981189258678458385");
  EXPECT_EQ(hash("user-42"), "157107139746365290205026809710278036035");
  EXPECT_EQ(hash("device-7"), "82854626076645082116509365037338430615");
}

TEST(KinesisKeys, ARecordGoesToTheShardThatOwnsItsHashKey) {
  Streams s(4);
  EXPECT_EQ(s.put("customer-1").shard_id, "shardId-000000000002");
  EXPECT_EQ(s.put("user-42").shard_id, "shardId-000000000001");
  EXPECT_EQ(s.put("device-7").shard_id, "shardId-000000000000");
}

TEST(KinesisKeys, AnExplicitHashKeyWinsOverThePartitionKey) {
  Streams s(4);
  auto request = s.put_request("device-7");
  request.explicit_hash_key = "340282366920938463463374607431768211455";
  EXPECT_EQ(s.ok<km::PutRecordResponse>(request).shard_id, "shardId-000000000003");
  request.explicit_hash_key = "340282366920938463463374607431768211456";
  EXPECT_EQ(s.refused(request).message,
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
            "Specified value was 340282366920938463463374607431768211456");
}

TEST(KinesisKeys, InitialRangesAreEqualAndTheLastOneTakesTheRest) {
  Streams three(3);
  const auto shards = three.shards();
  ASSERT_EQ(shards.size(), 3u);
  EXPECT_EQ(shards[0].hash_key_range.ending_hash_key, "113427455640312821154458202477256070484");
  EXPECT_EQ(shards[1].hash_key_range.starting_hash_key, "113427455640312821154458202477256070485");
  EXPECT_EQ(shards[2].hash_key_range.ending_hash_key, "340282366920938463463374607431768211455");
  Streams four(4);
  EXPECT_EQ(four.shards()[0].hash_key_range.ending_hash_key,
            "85070591730234615865843651857942052863");
}

TEST(KinesisKeys, EveryShardCountTilesTheWholeSpace) {
  for (const int count : {1, 2, 3, 5, 7, 8, 10, 64, 100}) {
    Streams s(count);
    expect_tiled(s.state(), s.stream());
    EXPECT_EQ(s.stream().open.size(), static_cast<std::size_t>(count));
  }
}

TEST(KinesisSequence, NumbersHave56DigitsRiseAndSayTheirShard) {
  Streams s(2);
  std::string before;
  for (int i = 0; i < 20; ++i) {
    const auto put = s.put("user-42", "x");
    EXPECT_EQ(put.sequence_number.size(), 56u);
    EXPECT_LT(before, put.sequence_number);
    before = put.sequence_number;
    const auto parsed = services::kinesis::read_sequence(put.sequence_number);
    ASSERT_EQ(parsed.kind, services::kinesis::SequenceKind::kCurrent);
    EXPECT_EQ(services::kinesis::write_sequence(parsed.parts), put.sequence_number);
    EXPECT_EQ(put.shard_id,
              services::kinesis::shard_name(static_cast<std::uint32_t>(parsed.parts.shard)));
  }
}

TEST(KinesisSequence, AChildBeginsAfterItsParentHasEnded) {
  Streams s(1);
  for (int i = 0; i < 5; ++i) {
    s.put("a");
    const auto open = s.open_ids();
    s.split(open[static_cast<std::size_t>(i) % open.size()]);
  }
  for (const auto& shard : s.shards()) {
    if (!shard.parent_shard_id) continue;
    const auto parent = s.shard(*shard.parent_shard_id);
    EXPECT_LT(*parent.sequence_number_range.ending_sequence_number,
              shard.sequence_number_range.starting_sequence_number);
    EXPECT_LT(parent.sequence_number_range.starting_sequence_number,
              *parent.sequence_number_range.ending_sequence_number);
  }
}

TEST(KinesisSequence, AShardsRangeHasEveryIndex) {
  Streams s(2);
  s.put("a");
  s.split("shardId-000000000000");
  const auto parts = [](const std::string& text) {
    return services::kinesis::read_sequence(text).parts;
  };
  for (const auto& shard : s.shards()) {
    const auto& range = shard.sequence_number_range;
    EXPECT_EQ(parts(range.starting_sequence_number).index, 0u);
    if (!range.ending_sequence_number) continue;
    EXPECT_EQ(parts(*range.ending_sequence_number).index, 0x7FFF'FFFF'FFFF'FFFFu);
  }
  const std::string shard_0 = "shardId-000000000000";
  const std::string first = s.shard(shard_0).sequence_number_range.starting_sequence_number;
  EXPECT_EQ(s.get(s.iterator(shard_0, "AT_SEQUENCE_NUMBER", first)).records.size(), 1u);
}

TEST(KinesisSequence, NonsenseIsNoSequenceNumber) {
  using services::kinesis::read_sequence;
  using services::kinesis::SequenceKind;
  for (const char* text : {"", "-1", "1e5", "x",
                           "999999999999999999999999999999999999999999999999"
                           "99999999999999999999999999999999999999"}) {
    EXPECT_EQ(read_sequence(text).kind, SequenceKind::kNone) << text;
  }
  EXPECT_EQ(read_sequence("5").kind, SequenceKind::kOldStyle);
  EXPECT_EQ(read_sequence("5").parts.shard, 5);
}

TEST(KinesisSequence, ForOrderingOnlyNumbersOfThisServiceAreTaken) {
  Streams s(1);
  auto request = s.put_request("a");
  request.sequence_number_for_ordering = s.put("a").sequence_number;
  const auto next = s.ok<km::PutRecordResponse>(request);
  EXPECT_LT(*request.sequence_number_for_ordering, next.sequence_number);
  request.sequence_number_for_ordering = "49039857307708443467467104868809893875799651909875269632";
  EXPECT_EQ(s.refused(request).message,
            "ExclusiveMinimumSequenceNumber "
            "49039857307708443467467104868809893875799651909875269632 used in PutRecord on stream "
            "s under account 000000000000 is invalid.");
}

// In hexadecimal: 2, the shard's second, its number, the index, the record's second, the shard's
// number again, the version.
TEST(KinesisSequence, ForOrderingTheFormAndTheTimeCount) {
  using services::kinesis::OrderingNumber;
  constexpr std::int64_t kNow = 1'795'132'803;
  const auto read = [](std::string_view text) {
    return services::kinesis::read_ordering_number(text, kNow);
  };
  for (const char* fine : {
           "49039857307708443467467104868809893875799651909875269634",  // all 0, version 2
           "49039857307708443467467104868809893875799651909875269633",  // all 0, version 1
           "73559785961551514828601391991642864028743539089244946418",  // the highest of all
           "73559785961551514828598795843213596738289860597430353906",  // two seconds ago
           "49039857307708443467467104868809893875799651944235008002",  // a negative shard
       }) {
    EXPECT_EQ(read(fine), OrderingNumber::kFine) << fine;
  }
  for (const char* invalid : {
           "", "5", "x",
           "49039857307708443467467104868809893875799651909875269632",  // version 0
           "49039857307708443467467104868809893875799651909875269636",  // version 4
           "49039857307697293094867039557237917090843713134307311602",  // begins with 1
           "73559785961562665201200657303214840813699477864812904449",  // begins with 3
           "49039857307719593840066370180380661734935976090628259842",  // a negative index
           "49039857307708443467467104868809893999160238941103194114",  // in two seconds
       }) {
    EXPECT_EQ(read(invalid), OrderingNumber::kInvalid) << invalid;
  }
  EXPECT_EQ(read("49039857307708443467467104868809893875799651909875269635"),  // version 3
            OrderingNumber::kBreaks);
  // A child's number may lie a little ahead of the clock.
  EXPECT_EQ(read(services::kinesis::write_sequence({kNow + 1, 7, 3})), OrderingNumber::kFine);
}

}  // namespace
