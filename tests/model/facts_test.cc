// The facts table against the fact sheet, and how facts are written in prose.
#include "model/facts.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace {

using model::Fact;
using model::FactUnit;
using model::Profile;

// Typed in from the fact sheet (1.1 to 1.6, 0.3), not from the table.
struct Row {
  std::int64_t classic;
  std::int64_t current;
};
const std::map<std::string_view, Row>& sheet() {
  static const std::map<std::string_view, Row> rows{
      {"sqs.visibility_timeout.default", {30, 30}},
      {"sqs.visibility_timeout.max", {12 * 3600, 12 * 3600}},
      {"sqs.retention.default", {4 * 86'400, 4 * 86'400}},
      {"sqs.retention.min", {60, 60}},
      {"sqs.retention.max", {14 * 86'400, 14 * 86'400}},
      {"sqs.delay.default", {0, 0}},
      {"sqs.delay.max", {15 * 60, 15 * 60}},
      {"sqs.wait_time.default", {0, 0}},
      {"sqs.wait_time.max", {20, 20}},
      {"sqs.batch.max", {10, 10}},
      {"sqs.message_size.min", {1'024, 1'024}},
      {"sqs.message_size.max", {256 * 1'024, 1'024 * 1'024}},
      {"sqs.batch_size.max", {256 * 1'024, 1'024 * 1'024}},
      {"sqs.in_flight.max", {120'000, 120'000}},
      {"sqs.max_receive_count.max", {1'000, 1'000}},
      {"sqs.message_attributes.max", {10, 10}},
      {"sqs.queue_name.max", {80, 80}},
      {"sqs.list_queues.max", {1'000, 1'000}},
      {"sqs.purge_interval", {60, 60}},
      {"sqs.recreate_interval", {60, 60}},
      {"sqs.kms_data_key_reuse.default", {300, 300}},
      {"sqs.kms_data_key_reuse.min", {60, 60}},
      {"sqs.kms_data_key_reuse.max", {86'400, 86'400}},
      {"sqs.back_of_queue.receives", {3, 3}},
      {"sqs.redrive_allow.sources.max", {10, 10}},
      {"sqs.price.per_million_requests", {400'000, 400'000}},  // $0.40 in millionths
      {"sqs.deduplication_window", {300, 300}},
      {"sqs.deduplication_id.max", {128, 128}},
      {"sqs.message_group_id.max", {128, 128}},
      {"sqs.receive_attempt_id.max", {128, 128}},
      {"sqs.fifo.in_flight.max", {20'000, 120'000}},
      {"sqs.fifo.calls_per_second", {300, 300}},
      {"sqs.fifo.messages_per_second", {3'000, 3'000}},
      {"sqs.fifo.high_throughput.calls_per_second", {3'000, 70'000}},
      {"sqs.fifo.price.per_million_requests", {500'000, 500'000}},
      {"sqs.fair.noisy.in_flight", {30, 30}},
      {"sqs.fair.noisy.percent", {10, 10}},
      {"sqs.fair.quiet_after", {5 * 60, 5 * 60}},
      {"sqs.fair.price.per_million_requests", {100'000, 100'000}},
      {"sqs.message_attribute_name.max", {256, 256}},
      {"sqs.message_attribute_type.max", {256, 256}},
      {"sqs.number.digits", {38, 38}},
      {"sqs.policy.max", {8'192, 8'192}},
      {"sqs.policy.statements.max", {20, 20}},
      {"sqs.policy.principals.max", {50, 50}},
      {"sqs.policy.conditions.max", {10, 10}},
      {"sqs.policy.actions.max", {7, 7}},
      {"sqs.permission_label.max", {80, 80}},
      {"sqs.tags.max", {50, 50}},
      {"sqs.move_task.rate.max", {500, 500}},
      {"sqs.move_task.active.max", {100, 100}},
      {"sqs.move_task.duration.max", {36 * 3'600, 36 * 3'600}},
      {"sqs.list_move_tasks.max", {10, 10}},
      {"sns.topic_name.max", {256, 256}},
      {"sns.tags.max", {50, 50}},
      {"sns.topics.max", {100'000, 100'000}},
      {"sns.fifo_topics.max", {1'000, 1'000}},
      {"sns.subscriptions.max", {12'500'000, 12'500'000}},
      {"sns.fifo_subscriptions.max", {100, 100}},
      {"sns.large_topic_subscriptions.max", {100, 100}},
      {"sns.filter_policies_per_topic.max", {200, 200}},
      {"sns.filter_policies.max", {10'000, 10'000}},
      {"sns.message_size.min", {1'024, 1'024}},
      {"sns.message_size.default", {262'144, 262'144}},
      {"sns.message_size.max", {262'144, 1'048'576}},
      {"sns.batch.max", {10, 10}},
      {"sns.deduplication_window", {300, 300}},
      {"sns.fifo_rate.max", {300, 3'000}},
      {"sns.fifo_group_rate.max", {300, 300}},
      {"sns.archive_days.max", {365, 365}},
      {"sns.confirmation_token.max", {172'800, 172'800}},
      {"price.chunk", {64 * 1'024, 64 * 1'024}},
      {"price.free", {0, 0}},
      {"price.nothing_free", {0, 0}},
      {"sqs.free_requests_per_month", {1'000'000, 1'000'000}},
      {"sns.price.per_million_requests", {500'000, 500'000}},
      {"sns.free_requests_per_month", {1'000'000, 1'000'000}},
      {"sns.fifo.price.per_million_requests", {300'000, 300'000}},
      {"sns.price.per_million_to_http", {600'000, 600'000}},
      {"sns.free_to_http_per_month", {100'000, 100'000}},
      {"sns.price.per_million_to_email", {20'000'000, 20'000'000}},  // $2 for 100,000
      {"sns.free_to_email_per_month", {1'000, 1'000}},
      {"sns.price.per_million_to_device", {500'000, 500'000}},
      {"sns.free_to_device_per_month", {1'000'000, 1'000'000}},
      {"sns.price.per_million_to_phone", {6'450'000'000, 6'450'000'000}},
      {"sns.price.per_million_to_firehose", {190'000, 190'000}},
      {"s3.price.per_million_writes", {5'000'000, 5'000'000}},
      {"s3.price.per_million_reads", {400'000, 400'000}},
      {"s3.free_writes_per_month", {2'000, 2'000}},
      {"s3.free_reads_per_month", {20'000, 20'000}},
      {"s3.bucket_name.min", {3, 3}},
      {"s3.bucket_name.max", {63, 63}},
      {"s3.key.max", {1'024, 1'024}},
      {"s3.notifications.max", {100, 100}},
      {"sqs.extended.threshold", {256 * 1'024, 256 * 1'024}},
      {"sqs.extended.max", {2'147'483'648, 2'147'483'648}},
      {"kinesis.shard.write_bytes", {1'048'576, 1'048'576}},
      {"kinesis.shard.write_records", {1'000, 1'000}},
      {"kinesis.shard.read_bytes", {2'097'152, 2'097'152}},
      {"kinesis.shard.read_calls", {5, 5}},
      {"kinesis.efo.read_bytes", {2'097'152, 2'097'152}},
      {"kinesis.get_records.max", {10'000, 10'000}},
      {"kinesis.get_records.bytes", {10'485'760, 10'485'760}},
      {"kinesis.iterator.lifetime", {300, 300}},
      {"kinesis.token.lifetime", {300, 300}},
      {"kinesis.record.default", {1'048'576, 1'048'576}},
      {"kinesis.record.max", {1'048'576, 10'485'760}},
      {"kinesis.put_records.max", {500, 500}},
      {"kinesis.put_records.bytes", {5'242'880, 10'485'760}},
      {"kinesis.partition_key.max", {256, 256}},
      {"kinesis.retention_hours.default", {24, 24}},
      {"kinesis.retention_hours.max", {168, 8'760}},
      {"kinesis.shards.max", {500, 20'000}},
      {"kinesis.update_shard_count.per_day", {2, 10}},
      {"kinesis.update_shard_count.max", {10'000, 10'000}},
      {"kinesis.list_shards.rate", {100, 1'000}},
      {"kinesis.streams_creating.max", {5, 5}},
      {"kinesis.on_demand.streams.max", {50, 50}},
      {"kinesis.on_demand.shards", {4, 4}},
      {"kinesis.on_demand.split_bytes", {512'000, 512'000}},
      {"kinesis.mode_changes.per_day", {2, 2}},
      {"kinesis.encryption_changes.per_day", {25, 25}},
      {"kinesis.consumers.max", {5, 20}},
      {"kinesis.consumers.advantage.max", {20, 50}},
      {"kinesis.consumers_creating.max", {5, 5}},
      {"kinesis.subscription.lifetime", {300, 300}},
      {"kinesis.subscription.takeover", {5, 5}},
      {"kinesis.tags.max", {50, 50}},
      {"kinesis.put_unit", {25'600, 25'600}},
      {"kinesis.price.per_million_put_units", {14'000, 14'000}},
      {"kinesis.price.per_million_shard_hours", {15'000'000'000, 15'000'000'000}},
      {"kinesis.price.per_million_efo_shard_hours", {15'000'000'000, 15'000'000'000}},
      {"kinesis.price.per_million_retention_hours", {20'000'000'000, 20'000'000'000}},
      {"kinesis.price.per_million_efo_kib", {12'398, 12'398}},
      {"kinesis.price.per_million_stream_hours", {40'000'000'000, 40'000'000'000}},
      {"kinesis.price.per_million_in_kib", {76'294, 76'294}},
      {"kinesis.price.per_million_out_kib", {38'147, 38'147}},
      {"kinesis.price.per_million_on_demand_efo_kib", {47'684, 47'684}},
      {"kinesis.price.per_million_on_demand_retention_kib_hours", {131, 131}},
      {"kinesis.price.per_million_long_retention_kib_hours", {30, 30}},
      {"kinesis.price.per_million_advantage_in_kib", {30'518, 30'518}},
      {"kinesis.price.per_million_advantage_out_kib", {15'259, 15'259}},
      {"kinesis.long_retention", {7 * 86'400, 7 * 86'400}},
      {"kinesis.advantage.committed_bytes", {25 * 1'048'576, 25 * 1'048'576}},
      {"kinesis.create_stream.rate", {5, 5}},
      {"kinesis.describe_stream.rate", {10, 10}},
      {"kinesis.describe_stream_summary.rate", {20, 20}},
      {"kinesis.update_shard_count.rate", {10, 10}},
      {"kinesis.register_consumer.rate", {5, 5}},
      {"kpl.buffer_ms", {100, 100}},
      {"kpl.aggregate_bytes", {51'200, 51'200}},
      {"kpl.collect_max", {500, 500}},
      {"kpl.ttl_seconds", {30, 30}},
      {"kpl.rate_percent", {150, 150}},
      {"kcl.failover_ms", {10'000, 10'000}},
      {"kcl.idle_ms", {1'500, 1'500}},
      {"kcl.shard_sync_seconds", {60, 60}},
      {"kcl.max_records", {10'000, 10'000}},
      {"kcl.steal_max", {1, 1}},
      {"esm.batch.default", {100, 100}},
      {"esm.batch.max", {10'000, 10'000}},
      {"esm.window.max", {300, 300}},
      {"esm.parallelization.max", {10, 10}},
      {"esm.retries.max", {10'000, 10'000}},
      {"esm.record_age.min", {60, 60}},
      {"esm.record_age.max", {604'800, 604'800}},
      {"esm.tumbling.max", {900, 900}},
      {"lambda.price.per_million_requests", {200'000, 200'000}},
      {"lambda.price.per_million_ms", {2'083, 2'083}},
      {"lambda.free_requests_per_month", {1'000'000, 1'000'000}},
      {"lambda.free_ms_per_month", {400'000ll * 8 * 1'000, 400'000ll * 8 * 1'000}},
      {"cloudwatch.active", {6 * 3'600, 6 * 3'600}},
  };
  return rows;
}

TEST(Facts, EveryRowIsThatOfTheFactSheet) {
  for (const Fact& fact : model::kFacts) {
    const auto it = sheet().find(fact.id);
    ASSERT_NE(it, sheet().end()) << fact.id << ": add its row to this test, from the fact sheet";
    EXPECT_EQ(fact.classic, it->second.classic) << fact.id;
    EXPECT_EQ(fact.current, it->second.current) << fact.id;
  }
  EXPECT_EQ(model::kFacts.size(), sheet().size());
}

TEST(Facts, IdsAreUniqueAndFound) {
  std::set<std::string_view> ids;
  for (const Fact& fact : model::kFacts) {
    EXPECT_TRUE(ids.insert(fact.id).second) << fact.id;
    EXPECT_EQ(model::find_fact(fact.id)->id, fact.id);
    EXPECT_FALSE(fact.source.empty()) << fact.id;
  }
  EXPECT_FALSE(model::find_fact("sqs.nothing"));
  EXPECT_FALSE(model::find_fact(""));
}

TEST(Facts, AChangeHasADateExactlyWhenTheValuesDiffer) {
  for (const Fact& fact : model::kFacts) {
    // The sheet knows that this one changed, but not when.
    if (fact.id == "kinesis.update_shard_count.per_day") continue;
    EXPECT_EQ(fact.changed.empty(), fact.classic == fact.current) << fact.id;
    if (!fact.changed.empty()) {
      EXPECT_EQ(fact.changed.size(), 10u) << "YYYY-MM-DD";
    }
  }
}

TEST(Facts, ByProfile) {
  EXPECT_EQ(model::fact("sqs.message_size.max", Profile::kClassic), 262'144);
  EXPECT_EQ(model::fact("sqs.message_size.max", Profile::kCurrent), 1'048'576);
}

std::string text_of(std::int64_t value, FactUnit unit) {
  return model::fact_text({"x", value, value, unit, "", ""}, Profile::kCurrent);
}

TEST(FactText, SecondsInTheirLargestWholeUnit) {
  EXPECT_EQ(text_of(0, FactUnit::kSeconds), "0 seconds");
  EXPECT_EQ(text_of(1, FactUnit::kSeconds), "1 second");
  EXPECT_EQ(text_of(30, FactUnit::kSeconds), "30 seconds");
  EXPECT_EQ(text_of(60, FactUnit::kSeconds), "60 seconds");
  EXPECT_EQ(text_of(900, FactUnit::kSeconds), "15 minutes");
  EXPECT_EQ(text_of(901, FactUnit::kSeconds), "901 seconds");
  EXPECT_EQ(text_of(3'600, FactUnit::kSeconds), "1 hour");
  EXPECT_EQ(text_of(43'200, FactUnit::kSeconds), "12 hours");
  EXPECT_EQ(text_of(86'400, FactUnit::kSeconds), "1 day");
  EXPECT_EQ(text_of(1'209'600, FactUnit::kSeconds), "14 days");
}

TEST(FactText, BytesInBinaryUnits) {
  EXPECT_EQ(text_of(1, FactUnit::kBytes), "1 byte");
  EXPECT_EQ(text_of(1'000, FactUnit::kBytes), "1,000 bytes");
  EXPECT_EQ(text_of(1'024, FactUnit::kBytes), "1 KiB");
  EXPECT_EQ(text_of(262'144, FactUnit::kBytes), "256 KiB");
  EXPECT_EQ(text_of(1'048'576, FactUnit::kBytes), "1 MiB");
}

TEST(FactText, CountsInGroups) {
  EXPECT_EQ(text_of(10, FactUnit::kCount), "10");
  EXPECT_EQ(text_of(1'000, FactUnit::kCount), "1,000");
  EXPECT_EQ(text_of(120'000, FactUnit::kCount), "120,000");
  EXPECT_EQ(text_of(1'234'567, FactUnit::kCount), "1,234,567");
}

TEST(FactText, MoneyAsPriceListsWriteIt) {
  EXPECT_EQ(text_of(400'000, FactUnit::kMicroDollars), "$0.40");
  EXPECT_EQ(text_of(1'234'050'000, FactUnit::kMicroDollars), "$1,234.05");
  EXPECT_EQ(text_of(15'000'000'000, FactUnit::kMicroDollars), "$15,000");
  EXPECT_EQ(text_of(15'000, FactUnit::kMicroDollars), "$0.015");
  EXPECT_EQ(text_of(76'294, FactUnit::kMicroDollars), "$0.076294");
  EXPECT_EQ(text_of(0, FactUnit::kMicroDollars), "$0");
}

TEST(FactText, DependsOnTheProfile) {
  const Fact size = *model::find_fact("sqs.message_size.max");
  EXPECT_EQ(model::fact_text(size, Profile::kClassic), "256 KiB");
  EXPECT_EQ(model::fact_text(size, Profile::kCurrent), "1 MiB");
}

}  // namespace
