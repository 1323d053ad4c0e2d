// The facts table: every AWS limit and default that the engine, the prose and the quizzes use,
// with its exam-classic and its current value. The numbers stand here and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace model {

/// Which numbers apply: what exams still ask, or what AWS does today.
enum class Profile : std::uint8_t { kCurrent, kClassic };

enum class FactUnit : std::uint8_t { kCount, kSeconds, kBytes, kMicroDollars };

/// One limit or default. `changed` is when the current value came to differ ("" = never, or on a
/// day that the fact sheet does not know); `source` is its row of the fact sheet.
struct Fact {
  std::string_view id;
  std::int64_t classic;
  std::int64_t current;
  FactUnit unit;
  std::string_view changed;
  std::string_view source;

  constexpr std::int64_t value(Profile profile) const {
    return profile == Profile::kClassic ? classic : current;
  }
};

inline constexpr std::array kFacts{
    Fact{"sqs.visibility_timeout.default", 30, 30, FactUnit::kSeconds, "", "1.1 VisibilityTimeout"},
    Fact{"sqs.visibility_timeout.max", 43'200, 43'200, FactUnit::kSeconds, "", "1.1, 1.5 12 h cap"},
    Fact{"sqs.retention.default", 345'600, 345'600, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.retention.min", 60, 60, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.retention.max", 1'209'600, 1'209'600, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.delay.default", 0, 0, FactUnit::kSeconds, "", "1.1 DelaySeconds"},
    Fact{"sqs.delay.max", 900, 900, FactUnit::kSeconds, "", "1.1 DelaySeconds"},
    Fact{"sqs.wait_time.default", 0, 0, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.wait_time.max", 20, 20, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.batch.max", 10, 10, FactUnit::kCount, "", "1.2"},
    Fact{"sqs.message_size.min", 1'024, 1'024, FactUnit::kBytes, "", "1.1 MaximumMessageSize"},
    Fact{"sqs.message_size.max", 262'144, 1'048'576, FactUnit::kBytes, "2025-08-04", "0.3 row 1"},
    Fact{"sqs.batch_size.max", 262'144, 1'048'576, FactUnit::kBytes, "2025-08-04", "0.3 row 2"},
    Fact{"sqs.in_flight.max", 120'000, 120'000, FactUnit::kCount, "", "0.3 row 4"},
    Fact{"sqs.max_receive_count.max", 1'000, 1'000, FactUnit::kCount, "", "1.1 RedrivePolicy"},
    Fact{"sqs.message_attributes.max", 10, 10, FactUnit::kCount, "", "1.4"},
    Fact{"sqs.queue_name.max", 80, 80, FactUnit::kCount, "", "1.1 Naming"},
    Fact{"sqs.list_queues.max", 1'000, 1'000, FactUnit::kCount, "", "1.2 ListQueues"},
    Fact{"sqs.purge_interval", 60, 60, FactUnit::kSeconds, "", "1.2 PurgeQueue"},
    Fact{"sqs.recreate_interval", 60, 60, FactUnit::kSeconds, "", "1.2 CreateQueue"},
    Fact{"sqs.kms_data_key_reuse.default", 300, 300, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.kms_data_key_reuse.min", 60, 60, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.kms_data_key_reuse.max", 86'400, 86'400, FactUnit::kSeconds, "", "1.1"},
    Fact{"sqs.back_of_queue.receives", 3, 3, FactUnit::kCount, "", "1.5 Back of the queue"},
    Fact{"sqs.redrive_allow.sources.max", 10, 10, FactUnit::kCount, "", "1.1 RedriveAllowPolicy"},
    Fact{"sqs.price.per_million_requests", 400'000, 400'000, FactUnit::kMicroDollars, "",
         "1.13 Cost model"},
    Fact{"sqs.deduplication_window", 300, 300, FactUnit::kSeconds, "", "1.6 Window"},
    Fact{"sqs.deduplication_id.max", 128, 128, FactUnit::kCount, "", "1.6 Deduplication id"},
    Fact{"sqs.message_group_id.max", 128, 128, FactUnit::kCount, "", "1.6 MessageGroupId"},
    Fact{"sqs.receive_attempt_id.max", 128, 128, FactUnit::kCount, "", "1.2 ReceiveMessage"},
    Fact{"sqs.fifo.in_flight.max", 20'000, 120'000, FactUnit::kCount, "2025-01-02",
         "0.3 row 5, day of the API text"},
    Fact{"sqs.fifo.calls_per_second", 300, 300, FactUnit::kCount, "", "0.3 row 6"},
    Fact{"sqs.fifo.messages_per_second", 3'000, 3'000, FactUnit::kCount, "", "0.3 row 6"},
    Fact{"sqs.fifo.high_throughput.calls_per_second", 3'000, 70'000, FactUnit::kCount, "2023-12-31",
         "0.3 row 7, us-east-1; late 2023"},
    Fact{"sqs.fifo.price.per_million_requests", 500'000, 500'000, FactUnit::kMicroDollars, "",
         "1.13 Cost model"},
    Fact{"sqs.fair.noisy.in_flight", 30, 30, FactUnit::kCount, "", "1.6 Fair queues"},
    Fact{"sqs.fair.noisy.percent", 10, 10, FactUnit::kCount, "", "1.6 Fair queues"},
    Fact{"sqs.fair.quiet_after", 300, 300, FactUnit::kSeconds, "", "1.6 Fair queues"},
    Fact{"sqs.fair.price.per_million_requests", 100'000, 100'000, FactUnit::kMicroDollars, "",
         "1.13 Cost model"},
    Fact{"sqs.message_attribute_name.max", 256, 256, FactUnit::kCount, "", "1.4"},
    Fact{"sqs.message_attribute_type.max", 256, 256, FactUnit::kCount, "", "1.4"},
    Fact{"sqs.number.digits", 38, 38, FactUnit::kCount, "", "1.4 Number"},
    Fact{"sqs.policy.max", 8'192, 8'192, FactUnit::kBytes, "", "1.1 Policy"},
    Fact{"sqs.policy.statements.max", 20, 20, FactUnit::kCount, "", "1.1 Policy"},
    Fact{"sqs.policy.principals.max", 50, 50, FactUnit::kCount, "", "1.1 Policy"},
    Fact{"sqs.policy.conditions.max", 10, 10, FactUnit::kCount, "", "1.1 Policy"},
    Fact{"sqs.policy.actions.max", 7, 7, FactUnit::kCount, "", "1.1 Policy, 1.2 AddPermission"},
    Fact{"sqs.permission_label.max", 80, 80, FactUnit::kCount, "", "1.2 AddPermission"},
    Fact{"sqs.tags.max", 50, 50, FactUnit::kCount, "", "1.2 TagQueue"},
    Fact{"sqs.move_task.rate.max", 500, 500, FactUnit::kCount, "", "1.7 Redrive"},
    Fact{"sqs.move_task.active.max", 100, 100, FactUnit::kCount, "", "1.7 Redrive"},
    Fact{"sqs.move_task.duration.max", 129'600, 129'600, FactUnit::kSeconds, "", "1.7 Redrive"},
    Fact{"sqs.list_move_tasks.max", 10, 10, FactUnit::kCount, "", "1.2 ListMessageMoveTasks"},
    Fact{"sns.topic_name.max", 256, 256, FactUnit::kCount, "", "2.1 CreateTopic"},
    Fact{"sns.tags.max", 50, 50, FactUnit::kCount, "", "2.1 TagResource"},
    Fact{"sns.topics.max", 100'000, 100'000, FactUnit::kCount, "", "2.9"},
    Fact{"sns.fifo_topics.max", 1'000, 1'000, FactUnit::kCount, "", "2.9"},
    Fact{"sns.subscriptions.max", 12'500'000, 12'500'000, FactUnit::kCount, "", "2.9"},
    Fact{"sns.fifo_subscriptions.max", 100, 100, FactUnit::kCount, "", "2.9"},
    Fact{"sns.large_topic_subscriptions.max", 100, 100, FactUnit::kCount, "",
         "2.2 MaximumMessageSize"},
    Fact{"sns.filter_policies_per_topic.max", 200, 200, FactUnit::kCount, "", "2.6 Count"},
    Fact{"sns.filter_policies.max", 10'000, 10'000, FactUnit::kCount, "", "2.6 Count"},
    Fact{"sns.message_size.min", 1'024, 1'024, FactUnit::kBytes, "", "2.2 MaximumMessageSize"},
    Fact{"sns.message_size.default", 262'144, 262'144, FactUnit::kBytes, "", "0.3 row 11"},
    Fact{"sns.message_size.max", 262'144, 1'048'576, FactUnit::kBytes, "2026-08-08", "0.3 row 11"},
    Fact{"sns.batch.max", 10, 10, FactUnit::kCount, "", "2.9 PublishBatch"},
    Fact{"sns.deduplication_window", 300, 300, FactUnit::kSeconds, "", "2.8"},
    Fact{"sns.fifo_rate.max", 300, 3'000, FactUnit::kCount, "2025-01-21", "0.3 row 12"},
    Fact{"sns.fifo_group_rate.max", 300, 300, FactUnit::kCount, "", "0.3 row 12"},
    Fact{"sns.archive_days.max", 365, 365, FactUnit::kCount, "", "2.8"},
    Fact{"sns.confirmation_token.max", 172'800, 172'800, FactUnit::kSeconds, "",
         "9 SNS confirmation token"},
    // Prices: what exams call the price is today's, so both columns agree. (M) is from memory.
    Fact{"price.chunk", 65'536, 65'536, FactUnit::kBytes, "", "1.13, 2.9: per started 64 KB"},
    Fact{"price.free", 0, 0, FactUnit::kMicroDollars, "", "2.9 Pricing: to SQS and Lambda free"},
    Fact{"price.nothing_free", 0, 0, FactUnit::kCount, "", "no free tier"},
    Fact{"sqs.free_requests_per_month", 1'000'000, 1'000'000, FactUnit::kCount, "",
         "1.13 Cost model, FIFO included"},
    Fact{"sns.price.per_million_requests", 500'000, 500'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing"},
    Fact{"sns.free_requests_per_month", 1'000'000, 1'000'000, FactUnit::kCount, "", "2.9 Pricing"},
    Fact{"sns.fifo.price.per_million_requests", 300'000, 300'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing: per publish (M); the share per GB is left out"},
    Fact{"sns.price.per_million_to_http", 600'000, 600'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing"},
    Fact{"sns.free_to_http_per_month", 100'000, 100'000, FactUnit::kCount, "", "2.9 Pricing (M)"},
    Fact{"sns.price.per_million_to_email", 20'000'000, 20'000'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing: $2 for 100,000"},
    Fact{"sns.free_to_email_per_month", 1'000, 1'000, FactUnit::kCount, "", "2.9 Pricing (M)"},
    Fact{"sns.price.per_million_to_device", 500'000, 500'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing"},
    Fact{"sns.free_to_device_per_month", 1'000'000, 1'000'000, FactUnit::kCount, "",
         "2.9 Pricing (M)"},
    Fact{"sns.price.per_million_to_phone", 6'450'000'000, 6'450'000'000, FactUnit::kMicroDollars,
         "", "2.9 SMS per country: the United States (M)"},
    Fact{"sns.price.per_million_to_firehose", 190'000, 190'000, FactUnit::kMicroDollars, "",
         "2.9 Pricing (M)"},
    Fact{"s3.price.per_million_writes", 5'000'000, 5'000'000, FactUnit::kMicroDollars, "",
         "S3 price list (M): $0.005 for 1,000"},
    Fact{"s3.price.per_million_reads", 400'000, 400'000, FactUnit::kMicroDollars, "",
         "S3 price list (M): $0.0004 for 1,000"},
    Fact{"s3.free_writes_per_month", 2'000, 2'000, FactUnit::kCount, "", "S3 free tier (M)"},
    Fact{"s3.free_reads_per_month", 20'000, 20'000, FactUnit::kCount, "", "S3 free tier (M)"},
    Fact{"s3.bucket_name.min", 3, 3, FactUnit::kCount, "", "S3 bucket naming rules (M)"},
    Fact{"s3.bucket_name.max", 63, 63, FactUnit::kCount, "", "S3 bucket naming rules (M)"},
    Fact{"s3.key.max", 1'024, 1'024, FactUnit::kBytes, "", "S3 object keys (M)"},
    Fact{"s3.notifications.max", 100, 100, FactUnit::kCount, "", "S3 event notifications (M)"},
    Fact{"sqs.extended.threshold", 262'144, 262'144, FactUnit::kBytes, "",
         "1.9 Extended Client: library default"},
    Fact{"sqs.extended.max", 2'147'483'648, 2'147'483'648, FactUnit::kBytes, "", "0.3 row 3"},
    Fact{"kinesis.shard.write_bytes", 1'048'576, 1'048'576, FactUnit::kBytes, "",
         "3.3 Write, per second"},
    Fact{"kinesis.shard.write_records", 1'000, 1'000, FactUnit::kCount, "",
         "3.3 Write, per second"},
    Fact{"kinesis.shard.read_bytes", 2'097'152, 2'097'152, FactUnit::kBytes, "",
         "3.3 Read, shared, per second"},
    Fact{"kinesis.shard.read_calls", 5, 5, FactUnit::kCount, "", "3.3 GetRecords per second"},
    Fact{"kinesis.efo.read_bytes", 2'097'152, 2'097'152, FactUnit::kBytes, "",
         "3.3 Read, EFO, per second"},
    Fact{"kinesis.get_records.max", 10'000, 10'000, FactUnit::kCount, "", "3.2 GetRecords Limit"},
    Fact{"kinesis.get_records.bytes", 10'485'760, 10'485'760, FactUnit::kBytes, "",
         "3.3 10 MiB per call"},
    Fact{"kinesis.iterator.lifetime", 300, 300, FactUnit::kSeconds, "", "3.2 GetShardIterator"},
    Fact{"kinesis.token.lifetime", 300, 300, FactUnit::kSeconds, "", "3.2 ListShards"},
    Fact{"kinesis.record.default", 1'048'576, 1'048'576, FactUnit::kBytes, "", "0.3 row 15"},
    Fact{"kinesis.record.max", 1'048'576, 10'485'760, FactUnit::kBytes, "2025-10-27", "0.3 row 15"},
    Fact{"kinesis.put_records.max", 500, 500, FactUnit::kCount, "", "3.2 PutRecords"},
    Fact{"kinesis.put_records.bytes", 5'242'880, 10'485'760, FactUnit::kBytes, "2025-10-27",
         "0.3 row 16"},
    Fact{"kinesis.partition_key.max", 256, 256, FactUnit::kCount, "", "3.1 Partition key"},
    Fact{"kinesis.retention_hours.default", 24, 24, FactUnit::kCount, "", "3.1 Retention"},
    Fact{"kinesis.retention_hours.max", 168, 8'760, FactUnit::kCount, "2020-11-01", "0.3 row 23"},
    Fact{"kinesis.shards.max", 500, 20'000, FactUnit::kCount, "2024-01-01", "0.3 row 20"},
    Fact{"kinesis.update_shard_count.per_day", 2, 10, FactUnit::kCount, "",
         "0.3 row 22, changed on an unknown day (M); 3.2"},
    Fact{"kinesis.update_shard_count.max", 10'000, 10'000, FactUnit::kCount, "",
         "3.2 UpdateShardCount"},
    Fact{"kinesis.list_shards.rate", 100, 1'000, FactUnit::kCount, "2024-01-01", "0.3 row 21"},
    Fact{"kinesis.streams_creating.max", 5, 5, FactUnit::kCount, "", "3.2 CreateStream"},
    Fact{"kinesis.on_demand.streams.max", 50, 50, FactUnit::kCount, "", "3.7 Streams"},
    Fact{"kinesis.on_demand.shards", 4, 4, FactUnit::kCount, "", "3.7 Start capacity"},
    Fact{"kinesis.on_demand.split_bytes", 512'000, 512'000, FactUnit::kBytes, "",
         "3.7 Scaling: above 500 KB/s"},
    Fact{"kinesis.mode_changes.per_day", 2, 2, FactUnit::kCount, "", "3.2 UpdateStreamMode"},
    Fact{"kinesis.encryption_changes.per_day", 25, 25, FactUnit::kCount, "", "3.1 Encryption"},
    Fact{"kinesis.consumers.max", 5, 20, FactUnit::kCount, "2020-01-01", "0.3 row 17"},
    Fact{"kinesis.consumers.advantage.max", 20, 50, FactUnit::kCount, "2025-11-20", "0.3 row 17"},
    Fact{"kinesis.consumers_creating.max", 5, 5, FactUnit::kCount, "",
         "3.2 RegisterStreamConsumer"},
    Fact{"kinesis.subscription.lifetime", 300, 300, FactUnit::kSeconds, "", "3.2 SubscribeToShard"},
    Fact{"kinesis.subscription.takeover", 5, 5, FactUnit::kSeconds, "", "3.2 SubscribeToShard"},
    Fact{"kinesis.tags.max", 50, 50, FactUnit::kCount, "", "3.2 tags"},
    Fact{"kinesis.put_unit", 25'600, 25'600, FactUnit::kBytes, "", "3.7 Billing: 25 KB"},
    Fact{"kinesis.price.per_million_put_units", 14'000, 14'000, FactUnit::kMicroDollars, "",
         "3.7 prices"},
    Fact{"kinesis.price.per_million_shard_hours", 15'000'000'000, 15'000'000'000,
         FactUnit::kMicroDollars, "", "3.7 prices: $0.015 a shard-hour"},
    Fact{"kinesis.price.per_million_efo_shard_hours", 15'000'000'000, 15'000'000'000,
         FactUnit::kMicroDollars, "", "3.7 prices: $0.015 a consumer-shard-hour"},
    Fact{"kinesis.price.per_million_retention_hours", 20'000'000'000, 20'000'000'000,
         FactUnit::kMicroDollars, "", "3.7 prices: $0.02 a shard-hour, 1 to 7 days"},
    Fact{"kinesis.price.per_million_efo_kib", 12'398, 12'398, FactUnit::kMicroDollars, "",
         "3.7 prices: $0.013 a GB"},
    Fact{"kinesis.price.per_million_stream_hours", 40'000'000'000, 40'000'000'000,
         FactUnit::kMicroDollars, "", "3.7 prices: $0.04 an on-demand stream-hour"},
    Fact{"kinesis.price.per_million_in_kib", 76'294, 76'294, FactUnit::kMicroDollars, "",
         "3.7 prices: $0.08 a GB"},
    Fact{"kinesis.price.per_million_out_kib", 38'147, 38'147, FactUnit::kMicroDollars, "",
         "3.7 prices: $0.04 a GB"},
    Fact{"kinesis.price.per_million_on_demand_efo_kib", 47'684, 47'684, FactUnit::kMicroDollars, "",
         "3.7 prices: on-demand, EFO $0.05 a GB"},
    // A month of a price by the GB-month has 730 hours.
    Fact{"kinesis.price.per_million_on_demand_retention_kib_hours", 131, 131,
         FactUnit::kMicroDollars, "", "Kinesis price list (M): $0.10 a GB-month, 1 to 7 days"},
    Fact{"kinesis.price.per_million_long_retention_kib_hours", 30, 30, FactUnit::kMicroDollars, "",
         "3.7 prices: $0.023 a GB-month, beyond 7 days"},
    Fact{"kinesis.price.per_million_advantage_in_kib", 30'518, 30'518, FactUnit::kMicroDollars, "",
         "3.7 prices: Advantage $0.032 a GB in"},
    Fact{"kinesis.price.per_million_advantage_out_kib", 15'259, 15'259, FactUnit::kMicroDollars, "",
         "3.7 prices: Advantage $0.016 a GB out"},
    Fact{"kinesis.long_retention", 604'800, 604'800, FactUnit::kSeconds, "",
         "3.7 prices: beyond 7 d"},
    Fact{"kinesis.advantage.committed_bytes", 26'214'400, 26'214'400, FactUnit::kBytes, "",
         "3.7 Commitment, per second, in and out each"},
    Fact{"kinesis.create_stream.rate", 5, 5, FactUnit::kCount, "", "3.2 CreateStream"},
    Fact{"kinesis.describe_stream.rate", 10, 10, FactUnit::kCount, "", "3.2 DescribeStream"},
    Fact{"kinesis.describe_stream_summary.rate", 20, 20, FactUnit::kCount, "",
         "3.2 DescribeStreamSummary"},
    Fact{"kinesis.update_shard_count.rate", 10, 10, FactUnit::kCount, "", "3.2 UpdateShardCount"},
    Fact{"kinesis.register_consumer.rate", 5, 5, FactUnit::kCount, "",
         "3.2 RegisterStreamConsumer"},
    Fact{"kpl.buffer_ms", 100, 100, FactUnit::kCount, "",
         "3.8 RecordMaxBufferedTime, milliseconds (M)"},
    Fact{"kpl.aggregate_bytes", 51'200, 51'200, FactUnit::kBytes, "", "3.8 AggregationMaxSize (M)"},
    Fact{"kpl.collect_max", 500, 500, FactUnit::kCount, "", "3.8 CollectionMaxCount (M)"},
    Fact{"kpl.ttl_seconds", 30, 30, FactUnit::kSeconds, "", "3.8 RecordTtl (M)"},
    Fact{"kpl.rate_percent", 150, 150, FactUnit::kCount, "", "3.8 RateLimit (M)"},
    Fact{"kcl.failover_ms", 10'000, 10'000, FactUnit::kCount, "",
         "3.9 Renewal: failoverTimeMillis"},
    Fact{"kcl.idle_ms", 1'500, 1'500, FactUnit::kCount, "", "3.9 Defaults: idleTimeBetweenReads"},
    Fact{"kcl.shard_sync_seconds", 60, 60, FactUnit::kSeconds, "",
         "3.9 Defaults: shardSyncInterval"},
    Fact{"kcl.max_records", 10'000, 10'000, FactUnit::kCount, "", "3.9 Defaults"},
    Fact{"kcl.steal_max", 1, 1, FactUnit::kCount, "", "3.9 Balancing: maxLeasesToStealAtOneTime"},
    Fact{"esm.batch.default", 100, 100, FactUnit::kCount, "", "3.10 BatchSize"},
    Fact{"esm.batch.max", 10'000, 10'000, FactUnit::kCount, "", "3.10 BatchSize"},
    Fact{"esm.window.max", 300, 300, FactUnit::kSeconds, "", "3.10 MaximumBatchingWindowInSeconds"},
    Fact{"esm.parallelization.max", 10, 10, FactUnit::kCount, "", "3.10 ParallelizationFactor"},
    Fact{"esm.retries.max", 10'000, 10'000, FactUnit::kCount, "", "3.10 MaximumRetryAttempts"},
    Fact{"esm.record_age.min", 60, 60, FactUnit::kSeconds, "", "3.10 MaximumRecordAgeInSeconds"},
    Fact{"esm.record_age.max", 604'800, 604'800, FactUnit::kSeconds, "",
         "3.10 MaximumRecordAgeInSeconds"},
    Fact{"esm.tumbling.max", 900, 900, FactUnit::kSeconds, "", "3.10 TumblingWindowInSeconds"},
    // The sheet has no row about Lambda's prices: these are AWS's public ones, an assumption. A
    // millisecond at 128 MB is an eighth of a thousandth of a GB-second.
    Fact{"lambda.price.per_million_requests", 200'000, 200'000, FactUnit::kMicroDollars, "",
         "Lambda price list (M)"},
    Fact{"lambda.price.per_million_ms", 2'083, 2'083, FactUnit::kMicroDollars, "",
         "Lambda price list (M): $0.0000166667 a GB-second, at 128 MB"},
    Fact{"lambda.free_requests_per_month", 1'000'000, 1'000'000, FactUnit::kCount, "",
         "Lambda free tier (M)"},
    Fact{"lambda.free_ms_per_month", 3'200'000'000, 3'200'000'000, FactUnit::kCount, "",
         "Lambda free tier (M): 400,000 GB-seconds, at 128 MB"},
    Fact{"cloudwatch.active", 21'600, 21'600, FactUnit::kSeconds, "",
         "1.10: a queue is active for 6 hours after its last use (M)"},
};

/// The row with this id, or nothing.
constexpr std::optional<Fact> find_fact(std::string_view id) {
  for (const Fact& fact : kFacts) {
    if (fact.id == id) return fact;
  }
  return std::nullopt;
}

/// A fact by a literal id, checked while compiling: `fact("sqs.delay.max", profile)`.
class FactId {
 public:
  consteval FactId(const char* id) : fact_(*find_fact(id)) {}  // NOLINT: a literal is the id
  constexpr std::int64_t value(Profile profile) const { return fact_.value(profile); }
  constexpr std::string_view id() const { return fact_.id; }

 private:
  Fact fact_;
};
constexpr std::int64_t fact(FactId id, Profile profile) { return id.value(profile); }

/// An amount of money, 0 or more, as AWS's price lists write it: "$15,000", "$0.40", "$0.015".
std::string money_text(std::int64_t micro_dollars);
/// A fact as prose writes it: "30 seconds", "14 days", "1 MiB", "120,000", "$0.40".
std::string fact_text(const Fact& fact, Profile profile);

}  // namespace model
