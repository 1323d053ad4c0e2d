// The vocabulary of Amazon Kinesis Data Streams: every action's request and answer with AWS's
// member names (API version 2013-12-02) in snake case. Must not know how a stream works. The
// additions of autumn 2026 (channels, DryRun, StreamId, record distribution) are not simulated.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.h"

namespace model::kinesis {

/// A date of the API: epoch milliseconds; JSON writes seconds with a fraction.
struct Timestamp {
  std::int64_t epoch_ms = 0;
};

struct StreamModeDetails {
  std::string stream_mode;
};
struct MinimumThroughputBillingCommitmentOutput {
  std::string status;
  std::optional<Timestamp> started_at;
  std::optional<Timestamp> ended_at;
  std::optional<Timestamp> earliest_allowed_end_at;
};
struct HashKeyRange {
  std::string starting_hash_key;
  std::string ending_hash_key;
};
struct SequenceNumberRange {
  std::string starting_sequence_number;
  std::optional<std::string> ending_sequence_number;
};
struct Shard {
  std::string shard_id;
  std::optional<std::string> parent_shard_id;
  std::optional<std::string> adjacent_parent_shard_id;
  HashKeyRange hash_key_range;
  SequenceNumberRange sequence_number_range;
};
struct EnhancedMetrics {
  std::vector<std::string> shard_level_metrics;
};
struct StreamDescription {
  std::string stream_name;
  std::string stream_arn;
  std::string stream_status;
  std::optional<StreamModeDetails> stream_mode_details;
  std::vector<Shard> shards;
  bool has_more_shards = false;
  std::int64_t retention_period_hours = 0;
  Timestamp stream_creation_timestamp;
  std::vector<EnhancedMetrics> enhanced_monitoring;
  std::optional<std::string> encryption_type;
  std::optional<std::string> key_id;
};
struct ConsumerDescription {
  std::string consumer_name;
  std::string consumer_arn;
  std::string consumer_status;
  Timestamp consumer_creation_timestamp;
  std::string stream_arn;
};
struct WarmThroughputObject {
  std::optional<std::int64_t> target_mibps;
  std::optional<std::int64_t> current_mibps;
};
struct StreamDescriptionSummary {
  std::string stream_name;
  std::string stream_arn;
  std::string stream_status;
  std::optional<StreamModeDetails> stream_mode_details;
  std::int64_t retention_period_hours = 0;
  Timestamp stream_creation_timestamp;
  std::vector<EnhancedMetrics> enhanced_monitoring;
  std::optional<std::string> encryption_type;
  std::optional<std::string> key_id;
  std::int64_t open_shard_count = 0;
  std::optional<std::int64_t> consumer_count;
  std::optional<WarmThroughputObject> warm_throughput;
  std::optional<std::int64_t> max_record_size_in_kib;
};
struct Record {
  std::string sequence_number;
  std::optional<Timestamp> approximate_arrival_timestamp;
  std::string data;
  std::optional<std::string> partition_key;
  std::optional<std::string> encryption_type;
  RecordId record;  // its name in the picture; not of the API
};
struct ChildShard {
  std::string shard_id;
  std::vector<std::string> parent_shards;
  HashKeyRange hash_key_range;
};
struct ShardFilter {
  std::string type;
  std::optional<std::string> shard_id;
  std::optional<Timestamp> timestamp;
};
struct Consumer {
  std::string consumer_name;
  std::string consumer_arn;
  std::string consumer_status;
  Timestamp consumer_creation_timestamp;
};
struct StreamSummary {
  std::string stream_name;
  std::string stream_arn;
  std::string stream_status;
  std::optional<StreamModeDetails> stream_mode_details;
  std::optional<Timestamp> stream_creation_timestamp;
};
struct Tag {
  std::string key;
  std::optional<std::string> value;
};
struct PutRecordsRequestEntry {
  std::string data;
  std::optional<std::string> explicit_hash_key;
  std::optional<std::string> partition_key;
  RecordId reserved;  // its name in the picture; not of the API
};
struct PutRecordsResultEntry {
  std::optional<std::string> sequence_number;
  std::optional<std::string> shard_id;
  std::optional<std::string> error_code;
  std::optional<std::string> error_message;
};
struct StartingPosition {
  std::string type;
  std::optional<std::string> sequence_number;
  std::optional<Timestamp> timestamp;
};
struct SubscribeToShardEvent {
  std::vector<Record> records;
  std::string continuation_sequence_number;
  std::int64_t millis_behind_latest = 0;
  std::vector<ChildShard> child_shards;
  ConsumerId consumer;  // whose subscription, to what; not of the API
  ShardId shard;
  bool ended = false;  // the subscription ends with this event
};
struct MinimumThroughputBillingCommitmentInput {
  std::string status;
};
struct AddTagsToStreamRequest {
  std::optional<std::string> stream_name;
  std::map<std::string, std::string> tags;
  std::optional<std::string> stream_arn;
};
struct CreateStreamRequest {
  std::string stream_name;
  std::optional<std::int64_t> shard_count;
  std::optional<StreamModeDetails> stream_mode_details;
  std::map<std::string, std::string> tags;
  std::optional<std::int64_t> warm_throughput_mibps;
  std::optional<std::int64_t> max_record_size_in_kib;
};
struct DecreaseStreamRetentionPeriodRequest {
  std::optional<std::string> stream_name;
  std::int64_t retention_period_hours = 0;
  std::optional<std::string> stream_arn;
};
struct DeleteResourcePolicyRequest {
  std::string resource_arn;
};
struct DeleteStreamRequest {
  std::optional<std::string> stream_name;
  std::optional<bool> enforce_consumer_deletion;
  std::optional<std::string> stream_arn;
};
struct DeregisterStreamConsumerRequest {
  std::optional<std::string> stream_arn;
  std::optional<std::string> consumer_name;
  std::optional<std::string> consumer_arn;
};
struct DescribeAccountSettingsRequest {};
struct DescribeLimitsRequest {};
struct DescribeStreamRequest {
  std::optional<std::string> stream_name;
  std::optional<std::int64_t> limit;
  std::optional<std::string> exclusive_start_shard_id;
  std::optional<std::string> stream_arn;
};
struct DescribeStreamConsumerRequest {
  std::optional<std::string> stream_arn;
  std::optional<std::string> consumer_name;
  std::optional<std::string> consumer_arn;
};
struct DescribeStreamSummaryRequest {
  std::optional<std::string> stream_name;
  std::optional<std::string> stream_arn;
};
struct DisableEnhancedMonitoringRequest {
  std::optional<std::string> stream_name;
  std::vector<std::string> shard_level_metrics;
  std::optional<std::string> stream_arn;
};
struct EnableEnhancedMonitoringRequest {
  std::optional<std::string> stream_name;
  std::vector<std::string> shard_level_metrics;
  std::optional<std::string> stream_arn;
};
struct GetRecordsRequest {
  std::string shard_iterator;
  std::optional<std::int64_t> limit;
  std::optional<std::string> stream_arn;
};
struct GetResourcePolicyRequest {
  std::string resource_arn;
};
struct GetShardIteratorRequest {
  std::optional<std::string> stream_name;
  std::string shard_id;
  std::string shard_iterator_type;
  std::optional<std::string> starting_sequence_number;
  std::optional<Timestamp> timestamp;
  std::optional<std::string> stream_arn;
};
struct IncreaseStreamRetentionPeriodRequest {
  std::optional<std::string> stream_name;
  std::int64_t retention_period_hours = 0;
  std::optional<std::string> stream_arn;
};
struct ListShardsRequest {
  std::optional<std::string> stream_name;
  std::optional<std::string> next_token;
  std::optional<std::string> exclusive_start_shard_id;
  std::optional<std::int64_t> max_results;
  std::optional<Timestamp> stream_creation_timestamp;
  std::optional<ShardFilter> shard_filter;
  std::optional<std::string> stream_arn;
};
struct ListStreamConsumersRequest {
  std::string stream_arn;
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_results;
  std::optional<Timestamp> stream_creation_timestamp;
};
struct ListStreamsRequest {
  std::optional<std::int64_t> limit;
  std::optional<std::string> exclusive_start_stream_name;
  std::optional<std::string> next_token;
};
struct ListTagsForResourceRequest {
  std::string resource_arn;
};
struct ListTagsForStreamRequest {
  std::optional<std::string> stream_name;
  std::optional<std::string> exclusive_start_tag_key;
  std::optional<std::int64_t> limit;
  std::optional<std::string> stream_arn;
};
struct MergeShardsRequest {
  std::optional<std::string> stream_name;
  std::string shard_to_merge;
  std::string adjacent_shard_to_merge;
  std::optional<std::string> stream_arn;
};
struct PutRecordRequest {
  std::optional<std::string> stream_name;
  std::string data;
  std::optional<std::string> partition_key;
  std::optional<std::string> explicit_hash_key;
  std::optional<std::string> sequence_number_for_ordering;
  std::optional<std::string> stream_arn;
  RecordId reserved;  // its name in the picture; not of the API
};
struct PutRecordsRequest {
  std::vector<PutRecordsRequestEntry> records;
  std::optional<std::string> stream_name;
  std::optional<std::string> stream_arn;
};
struct PutResourcePolicyRequest {
  std::string resource_arn;
  std::string policy;
};
struct RegisterStreamConsumerRequest {
  std::string stream_arn;
  std::string consumer_name;
  std::map<std::string, std::string> tags;
};
struct RemoveTagsFromStreamRequest {
  std::optional<std::string> stream_name;
  std::vector<std::string> tag_keys;
  std::optional<std::string> stream_arn;
};
struct SplitShardRequest {
  std::optional<std::string> stream_name;
  std::string shard_to_split;
  std::string new_starting_hash_key;
  std::optional<std::string> stream_arn;
};
struct StartStreamEncryptionRequest {
  std::optional<std::string> stream_name;
  std::string encryption_type;
  std::string key_id;
  std::optional<std::string> stream_arn;
};
struct StopStreamEncryptionRequest {
  std::optional<std::string> stream_name;
  std::string encryption_type;
  std::string key_id;
  std::optional<std::string> stream_arn;
};
struct SubscribeToShardRequest {
  std::string consumer_arn;
  std::string shard_id;
  StartingPosition starting_position;
};
struct TagResourceRequest {
  std::map<std::string, std::string> tags;
  std::string resource_arn;
};
struct UntagResourceRequest {
  std::vector<std::string> tag_keys;
  std::string resource_arn;
};
struct UpdateAccountSettingsRequest {
  MinimumThroughputBillingCommitmentInput minimum_throughput_billing_commitment;
};
struct UpdateMaxRecordSizeRequest {
  std::optional<std::string> stream_arn;
  std::int64_t max_record_size_in_kib = 0;
};
struct UpdateShardCountRequest {
  std::optional<std::string> stream_name;
  std::int64_t target_shard_count = 0;
  std::string scaling_type;
  std::optional<std::string> stream_arn;
};
struct UpdateStreamModeRequest {
  std::string stream_arn;
  StreamModeDetails stream_mode_details;
  std::optional<std::int64_t> warm_throughput_mibps;
};
struct UpdateStreamWarmThroughputRequest {
  std::optional<std::string> stream_arn;
  std::optional<std::string> stream_name;
  std::int64_t warm_throughput_mibps = 0;
};
/// Actions whose answer is empty.
struct EmptyResponse {};
struct DescribeAccountSettingsResponse {
  std::optional<MinimumThroughputBillingCommitmentOutput> minimum_throughput_billing_commitment;
};
struct DescribeLimitsResponse {
  std::int64_t shard_limit = 0;
  std::int64_t open_shard_count = 0;
  std::int64_t on_demand_stream_count = 0;
  std::int64_t on_demand_stream_count_limit = 0;
};
struct DescribeStreamResponse {
  StreamDescription stream_description;
};
struct DescribeStreamConsumerResponse {
  ConsumerDescription consumer_description;
};
struct DescribeStreamSummaryResponse {
  StreamDescriptionSummary stream_description_summary;
};
struct DisableEnhancedMonitoringResponse {
  std::optional<std::string> stream_name;
  std::vector<std::string> current_shard_level_metrics;
  std::vector<std::string> desired_shard_level_metrics;
  std::optional<std::string> stream_arn;
};
struct EnableEnhancedMonitoringResponse {
  std::optional<std::string> stream_name;
  std::vector<std::string> current_shard_level_metrics;
  std::vector<std::string> desired_shard_level_metrics;
  std::optional<std::string> stream_arn;
};
struct GetRecordsResponse {
  std::vector<Record> records;
  std::optional<std::string> next_shard_iterator;
  std::optional<std::int64_t> millis_behind_latest;
  std::vector<ChildShard> child_shards;
  StreamId stream;  // what was read; not of the API
  ShardId shard;
};
struct GetResourcePolicyResponse {
  std::string policy;
};
struct GetShardIteratorResponse {
  std::optional<std::string> shard_iterator;
};
struct ListShardsResponse {
  std::vector<Shard> shards;
  std::optional<std::string> next_token;
};
struct ListStreamConsumersResponse {
  std::vector<Consumer> consumers;
  std::optional<std::string> next_token;
};
struct ListStreamsResponse {
  std::vector<std::string> stream_names;
  bool has_more_streams = false;
  std::optional<std::string> next_token;
  std::vector<StreamSummary> stream_summaries;
};
struct ListTagsForResourceResponse {
  std::vector<Tag> tags;
};
struct ListTagsForStreamResponse {
  std::vector<Tag> tags;
  bool has_more_tags = false;
};
struct PutRecordResponse {
  std::string shard_id;
  std::string sequence_number;
  std::optional<std::string> encryption_type;
};
struct PutRecordsResponse {
  std::optional<std::int64_t> failed_record_count;
  std::vector<PutRecordsResultEntry> records;
  std::optional<std::string> encryption_type;
};
struct RegisterStreamConsumerResponse {
  Consumer consumer;
};
struct UpdateAccountSettingsResponse {
  std::optional<MinimumThroughputBillingCommitmentOutput> minimum_throughput_billing_commitment;
};
struct UpdateShardCountResponse {
  std::optional<std::string> stream_name;
  std::optional<std::int64_t> current_shard_count;
  std::optional<std::int64_t> target_shard_count;
  std::optional<std::string> stream_arn;
};
struct UpdateStreamWarmThroughputResponse {
  std::optional<std::string> stream_arn;
  std::optional<std::string> stream_name;
  std::optional<WarmThroughputObject> warm_throughput;
};

using Request = std::variant<
    AddTagsToStreamRequest, CreateStreamRequest, DecreaseStreamRetentionPeriodRequest,
    DeleteResourcePolicyRequest, DeleteStreamRequest, DeregisterStreamConsumerRequest,
    DescribeAccountSettingsRequest, DescribeLimitsRequest, DescribeStreamRequest,
    DescribeStreamConsumerRequest, DescribeStreamSummaryRequest, DisableEnhancedMonitoringRequest,
    EnableEnhancedMonitoringRequest, GetRecordsRequest, GetResourcePolicyRequest,
    GetShardIteratorRequest, IncreaseStreamRetentionPeriodRequest, ListShardsRequest,
    ListStreamConsumersRequest, ListStreamsRequest, ListTagsForResourceRequest,
    ListTagsForStreamRequest, MergeShardsRequest, PutRecordRequest, PutRecordsRequest,
    PutResourcePolicyRequest, RegisterStreamConsumerRequest, RemoveTagsFromStreamRequest,
    SplitShardRequest, StartStreamEncryptionRequest, StopStreamEncryptionRequest,
    SubscribeToShardRequest, TagResourceRequest, UntagResourceRequest, UpdateAccountSettingsRequest,
    UpdateMaxRecordSizeRequest, UpdateShardCountRequest, UpdateStreamModeRequest,
    UpdateStreamWarmThroughputRequest>;
using Response =
    std::variant<EmptyResponse, DescribeAccountSettingsResponse, DescribeLimitsResponse,
                 DescribeStreamResponse, DescribeStreamConsumerResponse,
                 DescribeStreamSummaryResponse, DisableEnhancedMonitoringResponse,
                 EnableEnhancedMonitoringResponse, GetRecordsResponse, GetResourcePolicyResponse,
                 GetShardIteratorResponse, ListShardsResponse, ListStreamConsumersResponse,
                 ListStreamsResponse, ListTagsForResourceResponse, ListTagsForStreamResponse,
                 PutRecordResponse, PutRecordsResponse, RegisterStreamConsumerResponse,
                 SubscribeToShardEvent, UpdateAccountSettingsResponse, UpdateShardCountResponse,
                 UpdateStreamWarmThroughputResponse>;

}  // namespace model::kinesis
