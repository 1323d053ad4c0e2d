// Streams in their World: rights, keys, metrics, the bill, and time travel (aws-facts 3.7, 3.11).
#include <gtest/gtest.h>

#include <format>

#include "base/rng.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/support.h"
#include "world/bill.h"
#include "world/timeline.h"

namespace {

using namespace test::kinesis;  // NOLINT: the helpers of these tests
namespace cw = services::cloudwatch;
using model::Billed;

const char* const kShard0 = "shardId-000000000000";

class Guarded : public Streams {
 public:
  Guarded() : Streams(1) {
    using services::iam::PrincipalKind;
    writer = *world.add_principal(PrincipalKind::kUser, "writer", "");
    partner = *world.add_principal(PrincipalKind::kUser, "partner", "111122223333");
    const std::string writes =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kinesis:PutRecord",)"
        R"("Resource":")" +
        stream().arn + R"("}]})";
    const std::string everything =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kinesis:*",)"
        R"("Resource":"*"}]})";
    EXPECT_TRUE(world.attach_policy(writer, "writes", writes));
    EXPECT_TRUE(world.attach_policy(partner, "everything", everything));
  }
  model::PrincipalId writer;
  model::PrincipalId partner;

  model::ApiResult<model::Response> call_as(model::PrincipalId who, model::Request request) {
    model::NullSink sink;
    return world.apply(world::ApiCall{std::move(request), who}, sink).result;
  }
};

TEST(KinesisDoor, ARightIsNeededForEachActionOnTheStreamsArn) {
  Guarded s;
  EXPECT_TRUE(s.call_as(s.writer, Streams::put_request("a")));
  const std::string iterator = s.iterator(kShard0);
  const auto read = s.call_as(s.writer, km::GetRecordsRequest{.shard_iterator = iterator});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().type, "AccessDeniedException");
  EXPECT_EQ(read.error().http_status, 400);
  EXPECT_EQ(read.error().message,
            "User: arn:aws:iam::000000000000:user/writer is not authorized to perform: "
            "kinesis:GetRecords on resource: arn:aws:kinesis:us-east-1:000000000000:stream/s "
            "because no identity-based policy allows the kinesis:GetRecords action");
}

TEST(KinesisDoor, AnotherAccountNeedsTheStreamsOwnPolicyAndCannotAdministrate) {
  Guarded s;
  EXPECT_FALSE(s.call_as(s.partner, Streams::put_request("a")));
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},)"
      R"("Action":["kinesis:PutRecord","kinesis:SplitShard"],"Resource":")" +
      s.stream().arn + R"("}]})";
  s.ok<km::EmptyResponse>(km::PutResourcePolicyRequest{s.stream().arn, policy});
  EXPECT_TRUE(s.call_as(s.partner, Streams::put_request("a")));
  km::SplitShardRequest split;
  split.stream_name = "s";
  split.shard_to_split = kShard0;
  split.new_starting_hash_key = "5";
  EXPECT_FALSE(s.call_as(s.partner, split));
}

TEST(KinesisDoor, AConsumersPolicyGuardsItsSubscriptions) {
  Guarded s;
  const auto arn = s.ok<km::RegisterStreamConsumerResponse>(
                        km::RegisterStreamConsumerRequest{s.stream().arn, "app", {}})
                       .consumer.consumer_arn;
  s.run(base::seconds(2));
  const km::SubscribeToShardRequest subscribe{arn, kShard0, {"LATEST"}};
  EXPECT_FALSE(s.call_as(s.partner, subscribe));
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},)"
      R"("Action":"kinesis:SubscribeToShard","Resource":")" +
      arn + R"("}]})";
  s.ok<km::EmptyResponse>(km::PutResourcePolicyRequest{arn, policy});
  EXPECT_TRUE(s.call_as(s.partner, subscribe));
}

TEST(KinesisDoor, ADisabledKeyStopsWritersAndReadersInKinesisWords) {
  Streams s(1);
  const model::KeyId key = s.world.add_key("alias/streams", "");
  s.ok<km::EmptyResponse>(km::StartStreamEncryptionRequest{"s", "KMS", "alias/streams", {}});
  s.run(base::seconds(3));
  s.put("a");
  s.world.disable_key(key);
  // The data key is kept for five minutes, then KMS is asked again.
  s.run(base::minutes(6));
  const auto error = s.refused(Streams::put_request("a"));
  EXPECT_EQ(error.type, "KMSDisabledException");
  EXPECT_EQ(error.query_code, "KMSDisabledException");
}

// An encrypted stream with a stream consumer, and a user who may subscribe.
class EncryptedFanOut : public Streams {
 public:
  EncryptedFanOut() : Streams(1) {
    key = world.add_key("alias/streams", "");
    reader = *world.add_principal(services::iam::PrincipalKind::kUser, "reader", "");
    allow("subscribes", "kinesis:SubscribeToShard");
    ok<km::EmptyResponse>(km::StartStreamEncryptionRequest{"s", "KMS", "alias/streams", {}});
    run(base::seconds(3));
    arn = ok<km::RegisterStreamConsumerResponse>(
              km::RegisterStreamConsumerRequest{stream().arn, "app", {}})
              .consumer.consumer_arn;
    run(base::seconds(2));
  }
  void allow(std::string name, std::string_view action) {
    EXPECT_TRUE(world.attach_policy(
        reader, std::move(name),
        std::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{}",)"
                    R"("Resource":"*"}}]}})",
                    action)));
  }
  void subscribe(model::PrincipalId who, std::string type) {
    model::NullSink sink;
    const world::ApiCall call{km::SubscribeToShardRequest{arn, kShard0, {std::move(type)}}, who};
    EXPECT_TRUE(world.apply(call, sink).result);
  }

  std::string arn;
  model::KeyId key;
  model::PrincipalId reader;
};

TEST(KinesisDoor, AConsumerWithoutTheRightToDecryptGetsAnErrorInItsEventStream) {
  EncryptedFanOut s;
  s.subscribe(s.reader, "LATEST");
  s.put("a", "secret");
  s.run(base::seconds(1));
  const auto answers = s.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  ASSERT_FALSE(answers[0].result);
  EXPECT_EQ(answers[0].result.error().type, "KMSAccessDeniedException");
  EXPECT_TRUE(s.all<model::RecordsPushed>().empty());
  ASSERT_EQ(s.all<model::ShardSubscriptionEnded>().size(), 1u);
  EXPECT_EQ(s.all<model::ShardSubscriptionEnded>()[0].how, model::SubscriptionEnd::kKeyRefused);
  EXPECT_EQ(s.all<model::KeyUseRefused>()[0].key, s.key);
  // The event stream has ended: nothing follows.
  s.put("a", "another");
  s.run(base::seconds(1));
  EXPECT_TRUE(s.world.take_external_answers().empty());
  s.allow("decrypts", "kms:Decrypt");
  s.subscribe(s.reader, "TRIM_HORIZON");
  s.run(base::seconds(1));
  const auto pushed = s.world.take_external_answers();
  ASSERT_EQ(pushed.size(), 1u);
  ASSERT_TRUE(pushed[0].result);
  EXPECT_EQ(std::get<km::SubscribeToShardEvent>(*pushed[0].result).records.size(), 2u);
}

TEST(KinesisDoor, ADisabledKeyEndsTheEventStreamInKinesisWords) {
  EncryptedFanOut s;
  s.put("a", "secret");
  s.world.disable_key(s.key);
  s.run(base::minutes(6));
  s.subscribe({}, "TRIM_HORIZON");  // needs no key
  s.run(base::seconds(1));
  const auto answers = s.world.take_external_answers();
  ASSERT_EQ(answers.size(), 1u);
  ASSERT_FALSE(answers[0].result);
  EXPECT_EQ(answers[0].result.error().type, "KMSDisabledException");
}

TEST(KinesisDoor, WhatIsNotEncryptedIsPushedWithoutAKey) {
  EncryptedFanOut s;
  s.ok<km::EmptyResponse>(km::StopStreamEncryptionRequest{"s", "KMS", "alias/streams", {}});
  s.run(base::seconds(3));
  s.subscribe(s.reader, "LATEST");
  s.put("a", "open");
  s.run(base::seconds(1));
  EXPECT_EQ(s.all<model::RecordsPushed>().size(), 1u);
  EXPECT_TRUE(s.all<model::KeyUseRefused>().empty());
}

TEST(KinesisMetrics, CountWhatPassesByTheMinute) {
  Streams s(1);
  s.ok<km::EnableEnhancedMonitoringResponse>(
      km::EnableEnhancedMonitoringRequest{"s", {"OutgoingRecords"}, {}});
  s.put("a", std::string(99, 'x'));
  s.put("a", std::string(199, 'x'));
  km::PutRecordsRequest many;
  many.stream_name = "s";
  for (int i = 0; i < 3; ++i) {
    many.records.push_back(
        {.data = std::string(500'000, 'x'), .explicit_hash_key = {}, .partition_key = "a"});
  }
  s.call(many);
  s.run(base::seconds(10));
  s.get(s.iterator(kShard0), 2);
  s.run(base::minutes(2));
  const auto sum = [&](cw::MetricId metric, std::string_view name = "s") {
    const auto points = cw::statistics(s.world.metrics(), metric, name, {}, s.world.now());
    std::int64_t out = 0;
    for (const auto& point : points) out += point.sum;
    return out;
  };
  EXPECT_EQ(sum(cw::MetricId::kIncomingRecords), 4);
  EXPECT_EQ(sum(cw::MetricId::kIncomingBytes), 300 + 2 * 500'001);
  EXPECT_EQ(sum(cw::MetricId::kPutRecordSuccess), 2);
  EXPECT_EQ(sum(cw::MetricId::kPutRecordsTotal), 3);
  EXPECT_EQ(sum(cw::MetricId::kPutRecordsSuccessful), 2);
  EXPECT_EQ(sum(cw::MetricId::kPutRecordsThrottled), 1);
  EXPECT_EQ(sum(cw::MetricId::kWriteThrottled), 1);
  EXPECT_EQ(sum(cw::MetricId::kGetRecordsRecords), 2);
  EXPECT_EQ(sum(cw::MetricId::kIteratorAge), 10'000);
  EXPECT_EQ(sum(cw::MetricId::kShardOutgoingRecords, "s/shardId-000000000000"), 2);
  EXPECT_EQ(sum(cw::MetricId::kShardIncomingRecords, "s/shardId-000000000000"), 0);
  EXPECT_EQ(cw::name_of(cw::Source::kKinesis), "AWS/Kinesis");
}

std::map<Billed, std::uint64_t> billed(const world::World& world) {
  std::map<Billed, std::uint64_t> out;
  for (const auto& line : world::draw_up_bill(world.meter(), model::Profile::kCurrent).lines) {
    out[line.what] = line.units;
  }
  return out;
}

TEST(KinesisBill, ShardsByTheHourAndRecordsByTwentyFiveKilobytes) {
  Streams s(2);
  s.put("a", std::string(25'599, 'x'));  // one unit with its key
  s.put("a", std::string(25'600, 'x'));  // two
  EXPECT_EQ(billed(s.world)[Billed::kKinesisPutUnit], 3u);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisShardHour], 2u);
  s.split(kShard0);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisShardHour], 3u);
  s.run(base::hours(2));
  EXPECT_EQ(billed(s.world)[Billed::kKinesisShardHour], 9u);
  EXPECT_FALSE(billed(s.world).contains(Billed::kKinesisStreamHour));
  const auto bill = world::draw_up_bill(s.world.meter(), model::Profile::kCurrent);
  EXPECT_EQ(bill.micro_dollars, 9 * 15'000);  // three units cost less than a millionth each
}

TEST(KinesisBill, OnDemandByWhatPassesAndFanOutByConsumer) {
  Streams s(1);
  s.ok<km::EmptyResponse>(km::CreateStreamRequest{
      .stream_name = "od", .stream_mode_details = km::StreamModeDetails{"ON_DEMAND"}});
  s.run(base::seconds(3));
  auto put = Streams::put_request("a", std::string(1'024, 'x'));
  put.stream_name = "od";
  s.ok<km::PutRecordResponse>(put);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisStreamHour], 1u);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisInKib], 2u);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisShardHour], 1u);
  s.ok<km::RegisterStreamConsumerResponse>(
      km::RegisterStreamConsumerRequest{s.stream().arn, "app", {}});
  s.run(base::hours(1));
  EXPECT_EQ(billed(s.world)[Billed::kKinesisEfoShardHour], 2u);
  EXPECT_EQ(billed(s.world)[Billed::kKinesisStreamHour], 2u);
}

class OnDemand : public Streams {
 public:
  explicit OnDemand(bool advantage = false) : Streams(1) {
    if (advantage) commit("ENABLED");
    ok<km::EmptyResponse>(km::DeleteStreamRequest{.stream_name = "s"});
    run(base::seconds(3));
    ok<km::EmptyResponse>(km::CreateStreamRequest{
        .stream_name = "s", .stream_mode_details = km::StreamModeDetails{"ON_DEMAND"}});
    run(base::seconds(3));
  }
  void commit(std::string status) {
    km::UpdateAccountSettingsRequest request;
    request.minimum_throughput_billing_commitment.status = std::move(status);
    ok<km::UpdateAccountSettingsResponse>(request);
  }
  /// One subscription to every shard there is.
  void subscribe() {
    const auto arn =
        ok<km::RegisterStreamConsumerResponse>(
            km::RegisterStreamConsumerRequest{.stream_arn = stream().arn, .consumer_name = "app"})
            .consumer.consumer_arn;
    run(base::seconds(2));
    for (const auto& shard : shards()) {
      call(km::SubscribeToShardRequest{arn, shard.shard_id, {"LATEST"}});
    }
  }
  std::uint64_t units(Billed what) const { return billed(world)[what]; }
};

TEST(KinesisBill, AnOnDemandStreamPaysForFanOutByWhatIsPushedNotByTheShardHour) {
  OnDemand s;
  s.subscribe();
  s.put("a", std::string(3 * 1'024 - 1, 'x'));
  s.run(base::hours(1));
  EXPECT_EQ(s.units(Billed::kKinesisOnDemandEfoKib), 3u);
  EXPECT_EQ(s.units(Billed::kKinesisEfoKib), 0u);
  EXPECT_EQ(s.units(Billed::kKinesisEfoShardHour), 0u);
  EXPECT_EQ(s.units(Billed::kKinesisOutKib), 0u);
  // $0.05 a GB.
  world::Units gib{};
  gib[static_cast<std::size_t>(Billed::kKinesisOnDemandEfoKib)] = 1'048'576;
  EXPECT_EQ(world::micro_dollars_of(gib, model::Profile::kCurrent), 50'000);
}

void keep_for(Streams& s, std::int64_t hours) {
  s.ok<km::EmptyResponse>(km::IncreaseStreamRetentionPeriodRequest{
      .stream_name = "s", .retention_period_hours = hours});
  s.run(base::seconds(3));
}

TEST(KinesisBill, WhatIsOlderThanSevenDaysIsPaidForByTheHourUntilItExpires) {
  Streams s(1);
  keep_for(s, 24 * 9);
  s.put("a", std::string(2 * 1'024 - 1, 'x'));
  s.run(base::hours(24) * 2);
  s.put("a", std::string(1'023, 'x'));
  s.run(base::hours(24) * 5 - base::minutes(1));
  EXPECT_EQ(billed(s.world)[Billed::kKinesisLongRetentionKibHour], 0u);
  s.run(base::hours(24) * 2);  // hours 169 to 215: the first record
  EXPECT_EQ(billed(s.world)[Billed::kKinesisLongRetentionKibHour], 47u * 2);
  s.run(base::hours(24) * 2);  // hour 216: the first for the last time; then the second
  EXPECT_EQ(billed(s.world)[Billed::kKinesisLongRetentionKibHour], 48u * 2 + 47);
  s.run(base::hours(24));  // hour 264: the second for the last time
  EXPECT_EQ(billed(s.world)[Billed::kKinesisLongRetentionKibHour], 48u * 3);
  // The shard-hours of extended retention are paid for all the time, after the first hour.
  EXPECT_EQ(billed(s.world)[Billed::kKinesisRetentionHour], 24u * 12 - 1);
}

TEST(KinesisBill, LongRetentionIsPaidForOnDemandToo) {
  OnDemand s;
  keep_for(s, 24 * 30);
  s.put("a", std::string(1'023, 'x'));
  s.run(base::hours(24) * 8);
  EXPECT_EQ(s.units(Billed::kKinesisOnDemandRetentionKibHour), 24u * 6);
  EXPECT_EQ(s.units(Billed::kKinesisLongRetentionKibHour), 24u);
  EXPECT_EQ(s.units(Billed::kKinesisRetentionHour), 0u);
  // $0.023 a GB-month of 730 hours, within the precision of the table.
  world::Units month{};
  month[static_cast<std::size_t>(Billed::kKinesisLongRetentionKibHour)] = 1'048'576ull * 730;
  EXPECT_EQ(world::micro_dollars_of(month, model::Profile::kCurrent), 22'963);
}

TEST(KinesisBill, BytesOfARetainedStreamAreKnownWithoutCountingThem) {
  Streams s(1);
  const base::SimTime begin = s.world.now();
  std::int64_t sum = 0;
  std::vector<std::pair<base::SimTime, std::int64_t>> expected;
  for (std::size_t i = 0; i < 40; ++i) {
    s.put("k", std::string(i + 9, 'x'));
    sum += static_cast<std::int64_t>(i) + 10;
    expected.emplace_back(s.world.now(), sum);
    s.run(base::minutes(30));
  }
  const auto& shard = s.state().shards.begin()->second;
  EXPECT_EQ(services::kinesis::bytes_until(shard, begin - base::seconds(1)), 0);
  for (const auto& [at, bytes] : expected) {
    EXPECT_EQ(services::kinesis::bytes_until(shard, at), bytes);
  }
  // When the first records have expired, what remains counts from the first that is left.
  s.run(base::hours(4) + base::minutes(95));
  ASSERT_EQ(shard.records.begin_position(), 4u);
  EXPECT_EQ(services::kinesis::bytes_until(shard, s.world.now()), sum - expected[3].second);
}

TEST(KinesisBill, OnDemandAdvantageHasNoStreamHourAndOnePriceForAllThatLeaves) {
  OnDemand s(true);
  const std::uint64_t committed = 25ull * 1'024 * 3'600;
  s.subscribe();
  s.put("a", std::string(1'023, 'x'));
  s.run(base::seconds(10));
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageInKib), 1u);
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageOutKib), 1u);  // pushed
  for (const auto& shard : s.shards()) s.get(s.iterator(shard.shard_id));
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageOutKib), 2u);  // and read
  EXPECT_EQ(s.units(Billed::kKinesisStreamHour), 0u);
  EXPECT_EQ(s.units(Billed::kKinesisInKib) + s.units(Billed::kKinesisOutKib) +
                s.units(Billed::kKinesisOnDemandEfoKib) + s.units(Billed::kKinesisEfoShardHour),
            0u);
  // The commitment began 3 s after the World; what was used is part of it.
  s.run(base::hours(1));
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageInKib), committed - 3 * 25 * 1'024);
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageOutKib), committed - 3 * 25 * 1'024);
  s.run(base::hours(2));
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageInKib), 3 * committed - 3 * 25 * 1'024);
  s.run(base::hours(24));
  s.commit("DISABLED");
  const std::uint64_t paid = s.units(Billed::kKinesisAdvantageInKib);
  s.run(base::hours(3));
  EXPECT_EQ(s.units(Billed::kKinesisAdvantageInKib), paid);
  EXPECT_EQ(s.units(Billed::kKinesisStreamHour), 3u);
}

// Commands at random: puts, reads, reshards, subscriptions, retention.
model::Request random_request(base::Rng& random, const world::World& world) {
  const auto& state = world.kinesis();
  const auto* stream = state.find_by_name("s");
  const auto pick = [&]() -> std::string {
    if (stream == nullptr || stream->shards.empty()) return kShard0;
    const auto id = stream->shards[static_cast<std::size_t>(random.below(stream->shards.size()))];
    return services::kinesis::shard_name(state.find(id)->number);
  };
  switch (random.below(9)) {
    case 0: return km::UpdateShardCountRequest{"s", random.between(1, 8), "UNIFORM_SCALING", {}};
    case 1: return km::SplitShardRequest{"s", pick(), base::to_decimal({random.next(), 7}), {}};
    case 2: return km::MergeShardsRequest{"s", pick(), pick(), {}};
    case 3:
      return km::RegisterStreamConsumerRequest{
          stream->arn, "c" + std::to_string(random.below(3)), {}};
    case 4: {
      std::string arn = stream->arn + "/consumer/c:1";
      for (const auto& [id, consumer] : state.consumers) arn = consumer.arn;
      return km::SubscribeToShardRequest{arn, pick(), {"TRIM_HORIZON"}};
    }
    case 5:
      return km::UpdateStreamModeRequest{
          stream->arn, {random.below(2) == 0 ? "ON_DEMAND" : "PROVISIONED"}, {}};
    default: {
      km::PutRecordsRequest out;
      out.stream_name = "s";
      for (int i = 0; i < 5; ++i) {
        out.records.push_back({.data = std::string(random.below(400'000), 'x'),
                               .explicit_hash_key = {},
                               .partition_key = std::to_string(random.below(50))});
      }
      return out;
    }
  }
}

TEST(KinesisTimeline, SeekingGivesWhatHappenedAlsoAcrossReshards) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    base::Rng random(seed, "timeline");
    Streams start(2, {.seed = seed});
    world::Timeline timeline(start.world, {.keyframes = 6, .steps_per_frame = 4});
    std::map<std::int64_t, std::uint64_t> hashes;
    for (int step = 0; step < 60; ++step) {
      timeline.act(world::ApiCall{random_request(random, timeline.view())});
      hashes[timeline.playhead().us] = timeline.view().hash();
      const auto pause = base::milliseconds(static_cast<std::int64_t>(random.below(4'000)) + 1);
      timeline.seek(timeline.playhead() + pause);
    }
    for (int i = 0; i < 40; ++i) {
      auto it = hashes.begin();
      std::advance(it, static_cast<std::ptrdiff_t>(random.below(hashes.size())));
      timeline.seek({it->first});
      EXPECT_EQ(timeline.view().hash(), it->second) << "seed " << seed << " at " << it->first;
      expect_tiled(timeline.view().kinesis(), *timeline.view().kinesis().find_by_name("s"));
    }
  }
}

TEST(KinesisTimeline, ACopyIsAWorldOfItsOwn) {
  Streams s(1);
  s.put("a", "shared");
  world::World copy = s.world;
  const std::uint64_t before = copy.hash();
  s.put("a", "later");
  EXPECT_EQ(copy.hash(), before);
  EXPECT_NE(s.world.hash(), before);
  EXPECT_EQ(copy.kinesis().shards.begin()->second.records.size(), 1u);
}

}  // namespace
