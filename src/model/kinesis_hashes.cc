// Hashes of the vocabulary of Amazon Kinesis Data Streams. Every function takes its struct apart by
// a structured binding, so that a new member does not compile until it is hashed.
#include "model/kinesis_hashes.h"

#include "base/hash_fields.h"

namespace model::kinesis {

void hash_into(const Timestamp& r, base::Hasher& h) {
  const auto& [epoch_ms] = r;
  base::hash_fields(h, epoch_ms);
}
void hash_into(const StreamModeDetails& r, base::Hasher& h) {
  const auto& [stream_mode] = r;
  base::hash_fields(h, stream_mode);
}
void hash_into(const MinimumThroughputBillingCommitmentOutput& r, base::Hasher& h) {
  const auto& [status, started_at, ended_at, earliest_allowed_end_at] = r;
  base::hash_fields(h, status, started_at, ended_at, earliest_allowed_end_at);
}
void hash_into(const HashKeyRange& r, base::Hasher& h) {
  const auto& [starting_hash_key, ending_hash_key] = r;
  base::hash_fields(h, starting_hash_key, ending_hash_key);
}
void hash_into(const SequenceNumberRange& r, base::Hasher& h) {
  const auto& [starting_sequence_number, ending_sequence_number] = r;
  base::hash_fields(h, starting_sequence_number, ending_sequence_number);
}
void hash_into(const Shard& r, base::Hasher& h) {
  const auto& [shard_id, parent_shard_id, adjacent_parent_shard_id, hash_key_range,
               sequence_number_range] = r;
  base::hash_fields(h, shard_id, parent_shard_id, adjacent_parent_shard_id, hash_key_range,
                    sequence_number_range);
}
void hash_into(const EnhancedMetrics& r, base::Hasher& h) {
  const auto& [shard_level_metrics] = r;
  base::hash_fields(h, shard_level_metrics);
}
void hash_into(const StreamDescription& r, base::Hasher& h) {
  const auto& [stream_name, stream_arn, stream_status, stream_mode_details, shards, has_more_shards,
               retention_period_hours, stream_creation_timestamp, enhanced_monitoring,
               encryption_type, key_id] = r;
  base::hash_fields(h, stream_name, stream_arn, stream_status, stream_mode_details, shards,
                    has_more_shards, retention_period_hours, stream_creation_timestamp,
                    enhanced_monitoring, encryption_type, key_id);
}
void hash_into(const ConsumerDescription& r, base::Hasher& h) {
  const auto& [consumer_name, consumer_arn, consumer_status, consumer_creation_timestamp,
               stream_arn] = r;
  base::hash_fields(h, consumer_name, consumer_arn, consumer_status, consumer_creation_timestamp,
                    stream_arn);
}
void hash_into(const WarmThroughputObject& r, base::Hasher& h) {
  const auto& [target_mibps, current_mibps] = r;
  base::hash_fields(h, target_mibps, current_mibps);
}
void hash_into(const StreamDescriptionSummary& r, base::Hasher& h) {
  const auto& [stream_name, stream_arn, stream_status, stream_mode_details, retention_period_hours,
               stream_creation_timestamp, enhanced_monitoring, encryption_type, key_id,
               open_shard_count, consumer_count, warm_throughput, max_record_size_in_kib] = r;
  base::hash_fields(h, stream_name, stream_arn, stream_status, stream_mode_details,
                    retention_period_hours, stream_creation_timestamp, enhanced_monitoring,
                    encryption_type, key_id, open_shard_count, consumer_count, warm_throughput,
                    max_record_size_in_kib);
}
void hash_into(const Record& r, base::Hasher& h) {
  const auto& [sequence_number, approximate_arrival_timestamp, data, partition_key, encryption_type,
               record] = r;
  base::hash_fields(h, sequence_number, approximate_arrival_timestamp, data, partition_key,
                    encryption_type, record);
}
void hash_into(const ChildShard& r, base::Hasher& h) {
  const auto& [shard_id, parent_shards, hash_key_range] = r;
  base::hash_fields(h, shard_id, parent_shards, hash_key_range);
}
void hash_into(const ShardFilter& r, base::Hasher& h) {
  const auto& [type, shard_id, timestamp] = r;
  base::hash_fields(h, type, shard_id, timestamp);
}
void hash_into(const Consumer& r, base::Hasher& h) {
  const auto& [consumer_name, consumer_arn, consumer_status, consumer_creation_timestamp] = r;
  base::hash_fields(h, consumer_name, consumer_arn, consumer_status, consumer_creation_timestamp);
}
void hash_into(const StreamSummary& r, base::Hasher& h) {
  const auto& [stream_name, stream_arn, stream_status, stream_mode_details,
               stream_creation_timestamp] = r;
  base::hash_fields(h, stream_name, stream_arn, stream_status, stream_mode_details,
                    stream_creation_timestamp);
}
void hash_into(const Tag& r, base::Hasher& h) {
  const auto& [key, value] = r;
  base::hash_fields(h, key, value);
}
void hash_into(const PutRecordsRequestEntry& r, base::Hasher& h) {
  const auto& [data, explicit_hash_key, partition_key, reserved] = r;
  base::hash_fields(h, data, explicit_hash_key, partition_key, reserved);
}
void hash_into(const PutRecordsResultEntry& r, base::Hasher& h) {
  const auto& [sequence_number, shard_id, error_code, error_message] = r;
  base::hash_fields(h, sequence_number, shard_id, error_code, error_message);
}
void hash_into(const StartingPosition& r, base::Hasher& h) {
  const auto& [type, sequence_number, timestamp] = r;
  base::hash_fields(h, type, sequence_number, timestamp);
}
void hash_into(const SubscribeToShardEvent& r, base::Hasher& h) {
  const auto& [records, continuation_sequence_number, millis_behind_latest, child_shards, consumer,
               shard, ended] = r;
  base::hash_fields(h, records, continuation_sequence_number, millis_behind_latest, child_shards,
                    consumer, shard, ended);
}
void hash_into(const MinimumThroughputBillingCommitmentInput& r, base::Hasher& h) {
  const auto& [status] = r;
  base::hash_fields(h, status);
}
void hash_into(const AddTagsToStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, tags, stream_arn] = r;
  base::hash_fields(h, stream_name, tags, stream_arn);
}
void hash_into(const CreateStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_count, stream_mode_details, tags, warm_throughput_mibps,
               max_record_size_in_kib] = r;
  base::hash_fields(h, stream_name, shard_count, stream_mode_details, tags, warm_throughput_mibps,
                    max_record_size_in_kib);
}
void hash_into(const DecreaseStreamRetentionPeriodRequest& r, base::Hasher& h) {
  const auto& [stream_name, retention_period_hours, stream_arn] = r;
  base::hash_fields(h, stream_name, retention_period_hours, stream_arn);
}
void hash_into(const DeleteResourcePolicyRequest& r, base::Hasher& h) {
  const auto& [resource_arn] = r;
  base::hash_fields(h, resource_arn);
}
void hash_into(const DeleteStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, enforce_consumer_deletion, stream_arn] = r;
  base::hash_fields(h, stream_name, enforce_consumer_deletion, stream_arn);
}
void hash_into(const DeregisterStreamConsumerRequest& r, base::Hasher& h) {
  const auto& [stream_arn, consumer_name, consumer_arn] = r;
  base::hash_fields(h, stream_arn, consumer_name, consumer_arn);
}
void hash_into(const DescribeAccountSettingsRequest&, base::Hasher&) {}
void hash_into(const DescribeLimitsRequest&, base::Hasher&) {}
void hash_into(const DescribeStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, limit, exclusive_start_shard_id, stream_arn] = r;
  base::hash_fields(h, stream_name, limit, exclusive_start_shard_id, stream_arn);
}
void hash_into(const DescribeStreamConsumerRequest& r, base::Hasher& h) {
  const auto& [stream_arn, consumer_name, consumer_arn] = r;
  base::hash_fields(h, stream_arn, consumer_name, consumer_arn);
}
void hash_into(const DescribeStreamSummaryRequest& r, base::Hasher& h) {
  const auto& [stream_name, stream_arn] = r;
  base::hash_fields(h, stream_name, stream_arn);
}
void hash_into(const DisableEnhancedMonitoringRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_level_metrics, stream_arn] = r;
  base::hash_fields(h, stream_name, shard_level_metrics, stream_arn);
}
void hash_into(const EnableEnhancedMonitoringRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_level_metrics, stream_arn] = r;
  base::hash_fields(h, stream_name, shard_level_metrics, stream_arn);
}
void hash_into(const GetRecordsRequest& r, base::Hasher& h) {
  const auto& [shard_iterator, limit, stream_arn] = r;
  base::hash_fields(h, shard_iterator, limit, stream_arn);
}
void hash_into(const GetResourcePolicyRequest& r, base::Hasher& h) {
  const auto& [resource_arn] = r;
  base::hash_fields(h, resource_arn);
}
void hash_into(const GetShardIteratorRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_id, shard_iterator_type, starting_sequence_number, timestamp,
               stream_arn] = r;
  base::hash_fields(h, stream_name, shard_id, shard_iterator_type, starting_sequence_number,
                    timestamp, stream_arn);
}
void hash_into(const IncreaseStreamRetentionPeriodRequest& r, base::Hasher& h) {
  const auto& [stream_name, retention_period_hours, stream_arn] = r;
  base::hash_fields(h, stream_name, retention_period_hours, stream_arn);
}
void hash_into(const ListShardsRequest& r, base::Hasher& h) {
  const auto& [stream_name, next_token, exclusive_start_shard_id, max_results,
               stream_creation_timestamp, shard_filter, stream_arn] = r;
  base::hash_fields(h, stream_name, next_token, exclusive_start_shard_id, max_results,
                    stream_creation_timestamp, shard_filter, stream_arn);
}
void hash_into(const ListStreamConsumersRequest& r, base::Hasher& h) {
  const auto& [stream_arn, next_token, max_results, stream_creation_timestamp] = r;
  base::hash_fields(h, stream_arn, next_token, max_results, stream_creation_timestamp);
}
void hash_into(const ListStreamsRequest& r, base::Hasher& h) {
  const auto& [limit, exclusive_start_stream_name, next_token] = r;
  base::hash_fields(h, limit, exclusive_start_stream_name, next_token);
}
void hash_into(const ListTagsForResourceRequest& r, base::Hasher& h) {
  const auto& [resource_arn] = r;
  base::hash_fields(h, resource_arn);
}
void hash_into(const ListTagsForStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, exclusive_start_tag_key, limit, stream_arn] = r;
  base::hash_fields(h, stream_name, exclusive_start_tag_key, limit, stream_arn);
}
void hash_into(const MergeShardsRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_to_merge, adjacent_shard_to_merge, stream_arn] = r;
  base::hash_fields(h, stream_name, shard_to_merge, adjacent_shard_to_merge, stream_arn);
}
void hash_into(const PutRecordRequest& r, base::Hasher& h) {
  const auto& [stream_name, data, partition_key, explicit_hash_key, sequence_number_for_ordering,
               stream_arn, reserved] = r;
  base::hash_fields(h, stream_name, data, partition_key, explicit_hash_key,
                    sequence_number_for_ordering, stream_arn, reserved);
}
void hash_into(const PutRecordsRequest& r, base::Hasher& h) {
  const auto& [records, stream_name, stream_arn] = r;
  base::hash_fields(h, records, stream_name, stream_arn);
}
void hash_into(const PutResourcePolicyRequest& r, base::Hasher& h) {
  const auto& [resource_arn, policy] = r;
  base::hash_fields(h, resource_arn, policy);
}
void hash_into(const RegisterStreamConsumerRequest& r, base::Hasher& h) {
  const auto& [stream_arn, consumer_name, tags] = r;
  base::hash_fields(h, stream_arn, consumer_name, tags);
}
void hash_into(const RemoveTagsFromStreamRequest& r, base::Hasher& h) {
  const auto& [stream_name, tag_keys, stream_arn] = r;
  base::hash_fields(h, stream_name, tag_keys, stream_arn);
}
void hash_into(const SplitShardRequest& r, base::Hasher& h) {
  const auto& [stream_name, shard_to_split, new_starting_hash_key, stream_arn] = r;
  base::hash_fields(h, stream_name, shard_to_split, new_starting_hash_key, stream_arn);
}
void hash_into(const StartStreamEncryptionRequest& r, base::Hasher& h) {
  const auto& [stream_name, encryption_type, key_id, stream_arn] = r;
  base::hash_fields(h, stream_name, encryption_type, key_id, stream_arn);
}
void hash_into(const StopStreamEncryptionRequest& r, base::Hasher& h) {
  const auto& [stream_name, encryption_type, key_id, stream_arn] = r;
  base::hash_fields(h, stream_name, encryption_type, key_id, stream_arn);
}
void hash_into(const SubscribeToShardRequest& r, base::Hasher& h) {
  const auto& [consumer_arn, shard_id, starting_position] = r;
  base::hash_fields(h, consumer_arn, shard_id, starting_position);
}
void hash_into(const TagResourceRequest& r, base::Hasher& h) {
  const auto& [tags, resource_arn] = r;
  base::hash_fields(h, tags, resource_arn);
}
void hash_into(const UntagResourceRequest& r, base::Hasher& h) {
  const auto& [tag_keys, resource_arn] = r;
  base::hash_fields(h, tag_keys, resource_arn);
}
void hash_into(const UpdateAccountSettingsRequest& r, base::Hasher& h) {
  const auto& [minimum_throughput_billing_commitment] = r;
  base::hash_fields(h, minimum_throughput_billing_commitment);
}
void hash_into(const UpdateMaxRecordSizeRequest& r, base::Hasher& h) {
  const auto& [stream_arn, max_record_size_in_kib] = r;
  base::hash_fields(h, stream_arn, max_record_size_in_kib);
}
void hash_into(const UpdateShardCountRequest& r, base::Hasher& h) {
  const auto& [stream_name, target_shard_count, scaling_type, stream_arn] = r;
  base::hash_fields(h, stream_name, target_shard_count, scaling_type, stream_arn);
}
void hash_into(const UpdateStreamModeRequest& r, base::Hasher& h) {
  const auto& [stream_arn, stream_mode_details, warm_throughput_mibps] = r;
  base::hash_fields(h, stream_arn, stream_mode_details, warm_throughput_mibps);
}
void hash_into(const UpdateStreamWarmThroughputRequest& r, base::Hasher& h) {
  const auto& [stream_arn, stream_name, warm_throughput_mibps] = r;
  base::hash_fields(h, stream_arn, stream_name, warm_throughput_mibps);
}
void hash_into(const EmptyResponse&, base::Hasher&) {}
void hash_into(const DescribeAccountSettingsResponse& r, base::Hasher& h) {
  const auto& [minimum_throughput_billing_commitment] = r;
  base::hash_fields(h, minimum_throughput_billing_commitment);
}
void hash_into(const DescribeLimitsResponse& r, base::Hasher& h) {
  const auto& [shard_limit, open_shard_count, on_demand_stream_count,
               on_demand_stream_count_limit] = r;
  base::hash_fields(h, shard_limit, open_shard_count, on_demand_stream_count,
                    on_demand_stream_count_limit);
}
void hash_into(const DescribeStreamResponse& r, base::Hasher& h) {
  const auto& [stream_description] = r;
  base::hash_fields(h, stream_description);
}
void hash_into(const DescribeStreamConsumerResponse& r, base::Hasher& h) {
  const auto& [consumer_description] = r;
  base::hash_fields(h, consumer_description);
}
void hash_into(const DescribeStreamSummaryResponse& r, base::Hasher& h) {
  const auto& [stream_description_summary] = r;
  base::hash_fields(h, stream_description_summary);
}
void hash_into(const DisableEnhancedMonitoringResponse& r, base::Hasher& h) {
  const auto& [stream_name, current_shard_level_metrics, desired_shard_level_metrics, stream_arn] =
      r;
  base::hash_fields(h, stream_name, current_shard_level_metrics, desired_shard_level_metrics,
                    stream_arn);
}
void hash_into(const EnableEnhancedMonitoringResponse& r, base::Hasher& h) {
  const auto& [stream_name, current_shard_level_metrics, desired_shard_level_metrics, stream_arn] =
      r;
  base::hash_fields(h, stream_name, current_shard_level_metrics, desired_shard_level_metrics,
                    stream_arn);
}
void hash_into(const GetRecordsResponse& r, base::Hasher& h) {
  const auto& [records, next_shard_iterator, millis_behind_latest, child_shards, stream, shard] = r;
  base::hash_fields(h, records, next_shard_iterator, millis_behind_latest, child_shards, stream,
                    shard);
}
void hash_into(const GetResourcePolicyResponse& r, base::Hasher& h) {
  const auto& [policy] = r;
  base::hash_fields(h, policy);
}
void hash_into(const GetShardIteratorResponse& r, base::Hasher& h) {
  const auto& [shard_iterator] = r;
  base::hash_fields(h, shard_iterator);
}
void hash_into(const ListShardsResponse& r, base::Hasher& h) {
  const auto& [shards, next_token] = r;
  base::hash_fields(h, shards, next_token);
}
void hash_into(const ListStreamConsumersResponse& r, base::Hasher& h) {
  const auto& [consumers, next_token] = r;
  base::hash_fields(h, consumers, next_token);
}
void hash_into(const ListStreamsResponse& r, base::Hasher& h) {
  const auto& [stream_names, has_more_streams, next_token, stream_summaries] = r;
  base::hash_fields(h, stream_names, has_more_streams, next_token, stream_summaries);
}
void hash_into(const ListTagsForResourceResponse& r, base::Hasher& h) {
  const auto& [tags] = r;
  base::hash_fields(h, tags);
}
void hash_into(const ListTagsForStreamResponse& r, base::Hasher& h) {
  const auto& [tags, has_more_tags] = r;
  base::hash_fields(h, tags, has_more_tags);
}
void hash_into(const PutRecordResponse& r, base::Hasher& h) {
  const auto& [shard_id, sequence_number, encryption_type] = r;
  base::hash_fields(h, shard_id, sequence_number, encryption_type);
}
void hash_into(const PutRecordsResponse& r, base::Hasher& h) {
  const auto& [failed_record_count, records, encryption_type] = r;
  base::hash_fields(h, failed_record_count, records, encryption_type);
}
void hash_into(const RegisterStreamConsumerResponse& r, base::Hasher& h) {
  const auto& [consumer] = r;
  base::hash_fields(h, consumer);
}
void hash_into(const UpdateAccountSettingsResponse& r, base::Hasher& h) {
  const auto& [minimum_throughput_billing_commitment] = r;
  base::hash_fields(h, minimum_throughput_billing_commitment);
}
void hash_into(const UpdateShardCountResponse& r, base::Hasher& h) {
  const auto& [stream_name, current_shard_count, target_shard_count, stream_arn] = r;
  base::hash_fields(h, stream_name, current_shard_count, target_shard_count, stream_arn);
}
void hash_into(const UpdateStreamWarmThroughputResponse& r, base::Hasher& h) {
  const auto& [stream_arn, stream_name, warm_throughput] = r;
  base::hash_fields(h, stream_arn, stream_name, warm_throughput);
}

}  // namespace model::kinesis
