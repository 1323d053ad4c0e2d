// Streams, lists, tags, settings, policies (aws-facts 3.1, 3.2, 3.11).
#include <gtest/gtest.h>

#include <format>

#include "services/kinesis/support.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests

const char* const kShard0 = "shardId-000000000000";

TEST(KinesisStreams, AStreamIsCreatedThenActiveAndDeletedThenGone) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "t", .shard_count = 3});
  const auto summary = [&] {
    return s.ok<km::DescribeStreamSummaryResponse>(km::DescribeStreamSummaryRequest{"t", {}})
        .stream_description_summary;
  };
  EXPECT_EQ(summary().stream_status, "CREATING");
  EXPECT_EQ(summary().open_shard_count, 0);
  EXPECT_EQ(s.refused(km::CreateStreamRequest{.stream_name = "t", .shard_count = 1}).message,
            "Stream t under account 000000000000 already exists.");
  s.run(base::seconds(2));
  EXPECT_EQ(summary().stream_status, "ACTIVE");
  EXPECT_EQ(summary().open_shard_count, 3);
  EXPECT_EQ(summary().stream_arn, "arn:aws:kinesis:us-east-1:000000000000:stream/t");
  EXPECT_EQ(summary().retention_period_hours, 24);
  EXPECT_EQ(summary().encryption_type, "NONE");
  EXPECT_EQ(summary().max_record_size_in_kib, 1'024);
  s.ok<km::EmptyResponse>(km::DeleteStreamRequest{.stream_name = "t"});
  EXPECT_EQ(summary().stream_status, "DELETING");
  s.run(base::seconds(2));
  EXPECT_EQ(s.refused(km::DescribeStreamSummaryRequest{"t", {}}).message,
            "Stream t under account 000000000000 not found.");
}

TEST(KinesisStreams, OneWithConsumersIsOnlyDeletedWhenThatIsMeant) {
  Streams s(1);
  s.ok<km::RegisterStreamConsumerResponse>(
      km::RegisterStreamConsumerRequest{s.stream().arn, "c", {}});
  const auto error = s.refused(km::DeleteStreamRequest{.stream_name = "s"});
  EXPECT_EQ(error.type, "ResourceInUseException");
  EXPECT_EQ(error.message,
            "DeleteStream can't delete 000000000000:s because there are consumers associated with "
            "this data stream. To delete s anyway, set the EnforceConsumerDeletion parameter to "
            "true to force the deletion of all the consumers that are associated with it.");
  s.ok<km::EmptyResponse>(
      km::DeleteStreamRequest{.stream_name = "s", .enforce_consumer_deletion = true});
}

TEST(KinesisStreams, DatesOfCreationAreWholeSeconds) {
  Streams s(1);
  s.run(base::milliseconds(1'234));
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "t", .shard_count = 1});
  const auto consumer = s.ok<km::RegisterStreamConsumerResponse>(
                             km::RegisterStreamConsumerRequest{s.stream().arn, "c", {}})
                            .consumer;
  EXPECT_TRUE(consumer.consumer_arn.ends_with(
      std::format(":{}", consumer.consumer_creation_timestamp.epoch_ms / 1000)));
  EXPECT_EQ(consumer.consumer_creation_timestamp.epoch_ms % 1000, 0);
  EXPECT_EQ(
      s.ok<km::DescribeStreamSummaryResponse>(km::DescribeStreamSummaryRequest{.stream_name = "t"})
          .stream_description_summary.stream_creation_timestamp.epoch_ms,
      consumer.consumer_creation_timestamp.epoch_ms);
}

TEST(KinesisStreams, TheNamesOfAConsumerMayNotContradictEachOther) {
  Streams s(1);
  const std::string stream = s.stream().arn;
  const std::string arn =
      s.ok<km::RegisterStreamConsumerResponse>(km::RegisterStreamConsumerRequest{stream, "c", {}})
          .consumer.consumer_arn;
  s.ok<km::DescribeStreamConsumerResponse>(km::DescribeStreamConsumerRequest{stream, "c", arn});
  EXPECT_EQ(s.refused(km::DescribeStreamConsumerRequest{stream, "d", arn}).type,
            "InvalidArgumentException");
  EXPECT_EQ(s.refused(km::DeregisterStreamConsumerRequest{stream + "t", {}, arn}).type,
            "InvalidArgumentException");
}

TEST(KinesisStreams, AtMostFiveAreCreatedAtOnce) {
  Streams s(1);
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = name, .shard_count = 1});
  }
  s.run(base::seconds(1));
  const auto error = s.refused(km::CreateStreamRequest{.stream_name = "f", .shard_count = 1});
  EXPECT_EQ(error.type, "LimitExceededException");
  EXPECT_EQ(error.message,
            "This request would have exceed the limit on the number  of streams that can "
            "simultaneously be in CREATING or DELETING for the account 000000000000. Limit: 5.");
  s.run(base::seconds(1));
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = "f", .shard_count = 1});
}

TEST(KinesisStreams, OnDemandOnesAreCounted) {
  Streams s(1);
  const auto create = [](int i) {
    return km::CreateStreamRequest{.stream_name = std::format("od{}", i),
                                   .stream_mode_details = km::StreamModeDetails{"ON_DEMAND"}};
  };
  for (int i = 0; i < 50; ++i) {
    s.ok<km::EmptyResponse>(create(i));
    s.run(base::seconds(3));
  }
  const auto error = s.refused(create(50));
  EXPECT_EQ(error.type, "LimitExceededException");
  EXPECT_EQ(error.message,
            "This request would exceed the limit on the number of On-Demand streams for the "
            "account 000000000000 in us-east-1. Current On-Demand streams count: 50. Limit: 50.");
}

TEST(KinesisStreams, DescribingIsLimitedByTheSecond) {
  Streams s(1);
  for (int i = 0; i < 10; ++i) {
    s.ok<km::DescribeStreamResponse>(km::DescribeStreamRequest{.stream_name = "s"});
  }
  const auto error = s.refused(km::DescribeStreamRequest{.stream_name = "s"});
  EXPECT_EQ(error.type, "LimitExceededException");
  EXPECT_EQ(error.message, "Rate exceeded for stream s under account 000000000000.");
  s.run(base::milliseconds(100));
  s.ok<km::DescribeStreamResponse>(km::DescribeStreamRequest{.stream_name = "s"});
}

TEST(KinesisStreams, AStreamIsNamedByItsNameOrItsArn) {
  Streams s(1);
  const std::string arn = s.stream().arn;
  s.ok<km::DescribeStreamResponse>(km::DescribeStreamRequest{.stream_arn = arn});
  EXPECT_EQ(s.refused(km::DescribeStreamRequest{}).type, "InvalidArgumentException");
  EXPECT_EQ(s.refused(km::DescribeStreamRequest{.stream_name = "t", .stream_arn = arn}).type,
            "InvalidArgumentException");
  EXPECT_EQ(s.refused(km::DescribeStreamRequest{
                          .stream_arn = "arn:aws:kinesis:us-east-1:111111111111:stream/s"})
                .message,
            "Stream s under account 111111111111 not found.");
}

TEST(KinesisLists, StreamsComeByNameInPagesWhoseTokensExpire) {
  Streams s(1);
  for (const char* name : {"c", "a", "b"}) {
    s.ok<km::EmptyResponse>(km::CreateStreamRequest{.stream_name = name, .shard_count = 1});
  }
  const auto page = s.ok<km::ListStreamsResponse>(km::ListStreamsRequest{.limit = 3});
  EXPECT_EQ(page.stream_names, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(page.has_more_streams);
  EXPECT_EQ(page.stream_summaries.size(), 3u);
  const auto rest = s.ok<km::ListStreamsResponse>(km::ListStreamsRequest{{}, {}, page.next_token});
  EXPECT_EQ(rest.stream_names, std::vector<std::string>{"s"});
  EXPECT_FALSE(rest.has_more_streams);
  EXPECT_EQ(s.refused(km::ListStreamsRequest{{}, {}, "AAAA"}).type, "InvalidArgumentException");
  s.run(base::seconds(301));
  EXPECT_EQ(s.refused(km::ListStreamsRequest{{}, {}, page.next_token}).type,
            "ExpiredNextTokenException");
}

TEST(KinesisLists, ShardsComeInPagesAndFiltered) {
  Streams s(2);
  const base::SimTime before = s.world.now();
  s.run(base::seconds(10));
  s.split(kShard0);
  const auto ids = [&](km::ListShardsRequest request) {
    std::vector<int> out;
    for (const auto& shard : s.ok<km::ListShardsResponse>(std::move(request)).shards) {
      out.push_back(shard.shard_id.back() - '0');
    }
    return out;
  };
  const auto filtered = [&](km::ShardFilter filter) {
    km::ListShardsRequest request;
    request.stream_name = "s";
    request.shard_filter = std::move(filter);
    return ids(request);
  };
  using Ids = std::vector<int>;
  EXPECT_EQ(filtered({.type = "FROM_TRIM_HORIZON"}), (Ids{0, 1, 2, 3}));
  EXPECT_EQ(filtered({.type = "AT_TRIM_HORIZON"}), (Ids{0, 1}));
  EXPECT_EQ(filtered({.type = "AT_LATEST"}), (Ids{1, 2, 3}));
  EXPECT_EQ(filtered({.type = "AFTER_SHARD_ID", .shard_id = "shardId-000000000001"}), (Ids{2, 3}));
  const km::Timestamp then{s.state().epoch_at(before)};
  const km::Timestamp now{s.state().epoch_at(s.world.now())};
  EXPECT_EQ(filtered({.type = "AT_TIMESTAMP", .timestamp = then}), (Ids{0, 1}));
  EXPECT_EQ(filtered({.type = "FROM_TIMESTAMP", .timestamp = then}), (Ids{0, 1, 2, 3}));
  EXPECT_EQ(filtered({.type = "FROM_TIMESTAMP", .timestamp = now}), (Ids{1, 2, 3}));
  km::ListShardsRequest first;
  first.stream_name = "s";
  first.max_results = 3;
  first.shard_filter = km::ShardFilter{.type = "FROM_TRIM_HORIZON"};
  const auto page = s.ok<km::ListShardsResponse>(first);
  ASSERT_TRUE(page.next_token);
  EXPECT_EQ(ids({.next_token = page.next_token}), Ids{3});
  EXPECT_EQ(s.refused(km::ListShardsRequest{}).message,
            "Either NextToken or StreamName should be provided.");
  EXPECT_EQ(
      s.refused(km::ListShardsRequest{.stream_name = "s", .next_token = page.next_token}).message,
      "NextToken and StreamName cannot be provided together.");
  s.run(base::seconds(301));
  EXPECT_EQ(s.refused(km::ListShardsRequest{.next_token = page.next_token}).type,
            "ExpiredNextTokenException");
}

TEST(KinesisLists, AFilterBeforeTheStreamBeganMeansItsFirstShards) {
  Streams s(2);
  s.run(base::seconds(10));
  s.split(kShard0);
  km::ListShardsRequest request;
  request.stream_name = "s";
  for (const char* type : {"AT_TIMESTAMP", "AT_TRIM_HORIZON"}) {
    request.shard_filter = km::ShardFilter{.type = type, .timestamp = km::Timestamp{1'000}};
    const auto shards = s.ok<km::ListShardsResponse>(request).shards;
    ASSERT_EQ(shards.size(), 2u) << type;
    EXPECT_EQ(shards[0].shard_id, kShard0);
  }
}

TEST(KinesisLists, ATokenIsGivenWithoutWhatItAlreadySays) {
  Streams s(2);
  const auto first =
      s.ok<km::ListShardsResponse>(km::ListShardsRequest{.stream_name = "s", .max_results = 1});
  const auto refused = [&](auto change) {
    km::ListShardsRequest request{.next_token = first.next_token};
    change(request);
    return s.refused(request).message;
  };
  EXPECT_EQ(refused([&](auto& r) { r.stream_arn = s.stream().arn; }),
            "NextToken and StreamARN cannot be provided together.");
  EXPECT_EQ(refused([](auto& r) { r.exclusive_start_shard_id = "shardId-0"; }),
            "NextToken and ExclusiveStartShardId cannot be provided together.");
  EXPECT_EQ(refused([](auto& r) { r.shard_filter = km::ShardFilter{.type = "AT_LATEST"}; }),
            "NextToken and ShardFilter cannot be provided together.");
}

TEST(KinesisLists, AnAnswerHasAtMostAHundredShardsOfADescription) {
  Streams s(101);
  const auto all = s.ok<km::DescribeStreamResponse>(
      km::DescribeStreamRequest{.stream_name = "s", .limit = 1'000});
  EXPECT_EQ(all.stream_description.shards.size(), 100u);
  EXPECT_TRUE(all.stream_description.has_more_shards);
}

TEST(KinesisTags, TheirCharactersAndTheirNumberAreLimited) {
  Streams s(1);
  const auto add = [](std::string key) {
    return km::AddTagsToStreamRequest{"s", {{std::move(key), "v"}}, {}};
  };
  EXPECT_EQ(s.refused(add("abc;def")).message,
            "Some tags contain invalid characters. Valid characters: Unicode letters, digits, "
            "white space, _ . / = + - % @.");
  for (const char* key : {"abc\tdef", "abc\ndef", "abc,def"}) {
    EXPECT_TRUE(s.refused(add(key)).message.starts_with("Some tags contain invalid characters."));
  }
  s.ok<km::EmptyResponse>(add("\u00fc0 _./=+-@"));
  s.ok<km::EmptyResponse>(km::RemoveTagsFromStreamRequest{"s", {"\u00fc0 _./=+-@"}, {}});
  EXPECT_EQ(s.refused(add("abc%def")).message,
            "Failed to add tags to stream s under account 000000000000 because some tags contained "
            "illegal characters. The allowed characters are Unicode letters, white-spaces, "
            "'_',',','/','=','+','-','@'.");
  for (int i = 10; i < 60; ++i) s.ok<km::EmptyResponse>(add(std::to_string(i)));
  EXPECT_EQ(s.refused(add("one-more")).message,
            "Failed to add tags to stream s under account 000000000000 because a given stream "
            "cannot have more than 50 tags associated with it.");
  s.ok<km::EmptyResponse>(km::RemoveTagsFromStreamRequest{"s", {"10", "11"}, {}});
  auto tags = s.ok<km::ListTagsForStreamResponse>(km::ListTagsForStreamRequest{"s", "57", 1, {}});
  ASSERT_EQ(tags.tags.size(), 1u);
  EXPECT_EQ(tags.tags[0].key, "58");
  EXPECT_TRUE(tags.has_more_tags);
  // Both interfaces see the same tags.
  s.ok<km::EmptyResponse>(km::TagResourceRequest{{{"12", "new"}}, s.stream().arn});
  const auto all =
      s.ok<km::ListTagsForResourceResponse>(km::ListTagsForResourceRequest{s.stream().arn});
  EXPECT_EQ(all.tags.size(), 48u);
  EXPECT_EQ(all.tags[0].value, "new");
}

TEST(KinesisSettings, MonitoringIsSwitchedByMetric) {
  Streams s(1);
  const auto on = s.ok<km::EnableEnhancedMonitoringResponse>(
      km::EnableEnhancedMonitoringRequest{"s", {"ALL"}, {}});
  EXPECT_TRUE(on.current_shard_level_metrics.empty());
  EXPECT_EQ(on.desired_shard_level_metrics.size(), 7u);
  const auto off = s.ok<km::DisableEnhancedMonitoringResponse>(
      km::DisableEnhancedMonitoringRequest{"s", {"IncomingBytes"}, {}});
  EXPECT_EQ(off.desired_shard_level_metrics.size(), 6u);
}

TEST(KinesisSettings, OnlyRecordsFromNowOnAreEncrypted) {
  Streams s(1);
  s.put("a", "plain");
  s.ok<km::EmptyResponse>(km::StartStreamEncryptionRequest{"s", "KMS", "alias/aws/kinesis", {}});
  s.run(base::seconds(3));
  EXPECT_EQ(s.put("a", "secret").encryption_type, "KMS");
  const auto got = s.get(s.iterator(kShard0));
  ASSERT_EQ(got.records.size(), 2u);
  EXPECT_FALSE(got.records[0].encryption_type);
  EXPECT_EQ(got.records[1].encryption_type, "KMS");
}

TEST(KinesisSettings, EncryptionChangesTwentyFiveTimesADay) {
  Streams s(1);
  for (int i = 0; i < 25; ++i) {
    s.ok<km::EmptyResponse>(km::StartStreamEncryptionRequest{"s", "KMS", "alias/aws/kinesis", {}});
    s.run(base::seconds(3));
  }
  const km::StopStreamEncryptionRequest stop{"s", "KMS", "alias/aws/kinesis", {}};
  EXPECT_EQ(s.refused(stop).type, "LimitExceededException");
  s.run(base::hours(24));
  s.ok<km::EmptyResponse>(stop);
}

TEST(KinesisSettings, WarmThroughputNeedsTheCommitmentOfOnDemandAdvantage) {
  Streams s(2);
  s.ok<km::EmptyResponse>(km::UpdateStreamModeRequest{s.stream().arn, {"ON_DEMAND"}, {}});
  s.run(base::seconds(3));
  const km::UpdateStreamWarmThroughputRequest warm{s.stream().arn, {}, 10};
  EXPECT_EQ(s.refused(warm).type, "ValidationException");
  const auto settings =
      s.ok<km::UpdateAccountSettingsResponse>(km::UpdateAccountSettingsRequest{{"ENABLED"}});
  EXPECT_EQ(settings.minimum_throughput_billing_commitment->status, "ENABLED");
  s.ok<km::UpdateStreamWarmThroughputResponse>(warm);
  s.run(base::seconds(30));
  EXPECT_EQ(s.stream().open.size(), 10u);
  expect_tiled(s.state(), s.stream());
  EXPECT_EQ(s.refused(km::UpdateAccountSettingsRequest{{"DISABLED"}}).type,
            "InvalidArgumentException");
  s.run(base::hours(24));
  s.ok<km::UpdateAccountSettingsResponse>(km::UpdateAccountSettingsRequest{{"DISABLED"}});
}

TEST(KinesisPolicies, AreKeptByResourceAndCheckedWhenSet) {
  Streams s(1);
  const std::string arn = s.stream().arn;
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111111111111"},)"
      R"("Action":"kinesis:PutRecord","Resource":")" +
      arn + R"("}]})";
  EXPECT_EQ(s.refused(km::PutResourcePolicyRequest{arn, "{"}).type, "InvalidArgumentException");
  s.ok<km::EmptyResponse>(km::PutResourcePolicyRequest{arn, policy});
  EXPECT_EQ(s.ok<km::GetResourcePolicyResponse>(km::GetResourcePolicyRequest{arn}).policy, policy);
  s.ok<km::EmptyResponse>(km::DeleteResourcePolicyRequest{arn});
  EXPECT_EQ(s.refused(km::DeleteResourcePolicyRequest{arn}).type, "ResourceNotFoundException");
}

}  // namespace
