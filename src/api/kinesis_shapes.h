// The rows of Amazon Kinesis Data Streams: every member of every request and answer with AWS's name
// (API version 2013-12-02). Must not know how a stream works. A member that is not simulated has no
// row, so that using it is refused rather than ignored.
#pragma once

#include <tuple>

#include "api/shape.h"
#include "model/kinesis.h"

namespace api {

namespace k = model::kinesis;

/// Dates are numbers in JSON: epoch seconds, with the milliseconds as a fraction.
template <>
struct Codec<k::Timestamp> {
  static constexpr TypeInfo info{Kind::kTimestamp};
  static bool absent(const k::Timestamp&) { return false; }
  static base::Json write(const k::Timestamp& v);
  static void read(const base::JsonReader& in, k::Timestamp& out);
};

template <>
struct Shape<k::StreamModeDetails> {
  using T = k::StreamModeDetails;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_mode>>("StreamMode", Need::kRequired),
  };
};

template <>
struct Shape<k::MinimumThroughputBillingCommitmentOutput> {
  using T = k::MinimumThroughputBillingCommitmentOutput;
  static constexpr auto rows = std::tuple{
      row<At<&T::status>>("Status", Need::kRequired),
      row<At<&T::started_at>>("StartedAt"),
      row<At<&T::ended_at>>("EndedAt"),
      row<At<&T::earliest_allowed_end_at>>("EarliestAllowedEndAt"),
  };
};

template <>
struct Shape<k::HashKeyRange> {
  using T = k::HashKeyRange;
  static constexpr auto rows = std::tuple{
      row<At<&T::starting_hash_key>>("StartingHashKey", Need::kRequired),
      row<At<&T::ending_hash_key>>("EndingHashKey", Need::kRequired),
  };
};

template <>
struct Shape<k::SequenceNumberRange> {
  using T = k::SequenceNumberRange;
  static constexpr auto rows = std::tuple{
      row<At<&T::starting_sequence_number>>("StartingSequenceNumber", Need::kRequired),
      row<At<&T::ending_sequence_number>>("EndingSequenceNumber"),
  };
};

template <>
struct Shape<k::Shard> {
  using T = k::Shard;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_id>>("ShardId", Need::kRequired),
      row<At<&T::parent_shard_id>>("ParentShardId"),
      row<At<&T::adjacent_parent_shard_id>>("AdjacentParentShardId"),
      row<At<&T::hash_key_range>>("HashKeyRange", Need::kRequired),
      row<At<&T::sequence_number_range>>("SequenceNumberRange", Need::kRequired),
  };
};

template <>
struct Shape<k::EnhancedMetrics> {
  using T = k::EnhancedMetrics;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_level_metrics>>("ShardLevelMetrics", Need::kRequired),
  };
};

template <>
struct Shape<k::StreamDescription> {
  using T = k::StreamDescription;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::stream_status>>("StreamStatus", Need::kRequired),
      row<At<&T::stream_mode_details>>("StreamModeDetails"),
      row<At<&T::shards>>("Shards", Need::kRequired),
      row<At<&T::has_more_shards>>("HasMoreShards", Need::kRequired),
      row<At<&T::retention_period_hours>>("RetentionPeriodHours", Need::kRequired),
      row<At<&T::stream_creation_timestamp>>("StreamCreationTimestamp", Need::kRequired),
      row<At<&T::enhanced_monitoring>>("EnhancedMonitoring", Need::kRequired),
      row<At<&T::encryption_type>>("EncryptionType"),
      row<At<&T::key_id>>("KeyId"),
  };
};

template <>
struct Shape<k::ConsumerDescription> {
  using T = k::ConsumerDescription;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumer_name>>("ConsumerName", Need::kRequired),
      row<At<&T::consumer_arn>>("ConsumerARN", Need::kRequired),
      row<At<&T::consumer_status>>("ConsumerStatus", Need::kRequired),
      row<At<&T::consumer_creation_timestamp>>("ConsumerCreationTimestamp", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
  };
};

template <>
struct Shape<k::WarmThroughputObject> {
  using T = k::WarmThroughputObject;
  static constexpr auto rows = std::tuple{
      row<At<&T::target_mibps>>("TargetMiBps"),
      row<At<&T::current_mibps>>("CurrentMiBps"),
  };
};

template <>
struct Shape<k::StreamDescriptionSummary> {
  using T = k::StreamDescriptionSummary;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::stream_status>>("StreamStatus", Need::kRequired),
      row<At<&T::stream_mode_details>>("StreamModeDetails"),
      row<At<&T::retention_period_hours>>("RetentionPeriodHours", Need::kRequired),
      row<At<&T::stream_creation_timestamp>>("StreamCreationTimestamp", Need::kRequired),
      row<At<&T::enhanced_monitoring>>("EnhancedMonitoring", Need::kRequired),
      row<At<&T::encryption_type>>("EncryptionType"),
      row<At<&T::key_id>>("KeyId"),
      row<At<&T::open_shard_count>>("OpenShardCount", Need::kRequired),
      row<At<&T::consumer_count>>("ConsumerCount"),
      row<At<&T::warm_throughput>>("WarmThroughput"),
      row<At<&T::max_record_size_in_kib>>("MaxRecordSizeInKiB"),
  };
};

template <>
struct Shape<k::Record> {
  using T = k::Record;
  static constexpr auto rows = std::tuple{
      row<At<&T::sequence_number>>("SequenceNumber", Need::kRequired),
      row<At<&T::approximate_arrival_timestamp>>("ApproximateArrivalTimestamp"),
      row_as<At<&T::data>, BlobCodec>("Data", Need::kRequired),
      row<At<&T::partition_key>>("PartitionKey"),
      row<At<&T::encryption_type>>("EncryptionType"),
  };
};

template <>
struct Shape<k::ChildShard> {
  using T = k::ChildShard;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_id>>("ShardId", Need::kRequired),
      row<At<&T::parent_shards>>("ParentShards", Need::kRequired),
      row<At<&T::hash_key_range>>("HashKeyRange", Need::kRequired),
  };
};

template <>
struct Shape<k::ShardFilter> {
  using T = k::ShardFilter;
  static constexpr auto rows = std::tuple{
      row<At<&T::type>>("Type", Need::kRequired),
      row<At<&T::shard_id>>("ShardId"),
      row<At<&T::timestamp>>("Timestamp"),
  };
};

template <>
struct Shape<k::Consumer> {
  using T = k::Consumer;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumer_name>>("ConsumerName", Need::kRequired),
      row<At<&T::consumer_arn>>("ConsumerARN", Need::kRequired),
      row<At<&T::consumer_status>>("ConsumerStatus", Need::kRequired),
      row<At<&T::consumer_creation_timestamp>>("ConsumerCreationTimestamp", Need::kRequired),
  };
};

template <>
struct Shape<k::StreamSummary> {
  using T = k::StreamSummary;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::stream_status>>("StreamStatus", Need::kRequired),
      row<At<&T::stream_mode_details>>("StreamModeDetails"),
      row<At<&T::stream_creation_timestamp>>("StreamCreationTimestamp"),
  };
};

template <>
struct Shape<k::Tag> {
  using T = k::Tag;
  static constexpr auto rows = std::tuple{
      row<At<&T::key>>("Key", Need::kRequired),
      row<At<&T::value>>("Value"),
  };
};

template <>
struct Shape<k::PutRecordsRequestEntry> {
  using T = k::PutRecordsRequestEntry;
  static constexpr auto rows = std::tuple{
      row_as<At<&T::data>, BlobCodec>("Data", Need::kRequired),
      row<At<&T::explicit_hash_key>>("ExplicitHashKey"),
      row<At<&T::partition_key>>("PartitionKey"),
  };
};

template <>
struct Shape<k::PutRecordsResultEntry> {
  using T = k::PutRecordsResultEntry;
  static constexpr auto rows = std::tuple{
      row<At<&T::sequence_number>>("SequenceNumber"),
      row<At<&T::shard_id>>("ShardId"),
      row<At<&T::error_code>>("ErrorCode"),
      row<At<&T::error_message>>("ErrorMessage"),
  };
};

template <>
struct Shape<k::StartingPosition> {
  using T = k::StartingPosition;
  static constexpr auto rows = std::tuple{
      row<At<&T::type>>("Type", Need::kRequired),
      row<At<&T::sequence_number>>("SequenceNumber"),
      row<At<&T::timestamp>>("Timestamp"),
  };
};

template <>
struct Shape<k::SubscribeToShardEvent> {
  using T = k::SubscribeToShardEvent;
  static constexpr auto rows = std::tuple{
      row<At<&T::records>>("Records", Need::kRequired),
      row<At<&T::continuation_sequence_number>>("ContinuationSequenceNumber", Need::kRequired),
      row<At<&T::millis_behind_latest>>("MillisBehindLatest", Need::kRequired),
      row<At<&T::child_shards>>("ChildShards"),
  };
};

template <>
struct Shape<k::MinimumThroughputBillingCommitmentInput> {
  using T = k::MinimumThroughputBillingCommitmentInput;
  static constexpr auto rows = std::tuple{
      row<At<&T::status>>("Status", Need::kRequired),
  };
};

template <>
struct Shape<k::AddTagsToStreamRequest> {
  using T = k::AddTagsToStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::tags>>("Tags", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::CreateStreamRequest> {
  using T = k::CreateStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName", Need::kRequired),
      row<At<&T::shard_count>>("ShardCount"),
      row<At<&T::stream_mode_details>>("StreamModeDetails"),
      row<At<&T::tags>>("Tags"),
      row<At<&T::warm_throughput_mibps>>("WarmThroughputMiBps"),
      row<At<&T::max_record_size_in_kib>>("MaxRecordSizeInKiB"),
  };
};

template <>
struct Shape<k::DecreaseStreamRetentionPeriodRequest> {
  using T = k::DecreaseStreamRetentionPeriodRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::retention_period_hours>>("RetentionPeriodHours", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::DeleteResourcePolicyRequest> {
  using T = k::DeleteResourcePolicyRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
  };
};

template <>
struct Shape<k::DeleteStreamRequest> {
  using T = k::DeleteStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::enforce_consumer_deletion>>("EnforceConsumerDeletion"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::DeregisterStreamConsumerRequest> {
  using T = k::DeregisterStreamConsumerRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN"),
      row<At<&T::consumer_name>>("ConsumerName"),
      row<At<&T::consumer_arn>>("ConsumerARN"),
  };
};

template <>
struct Shape<k::DescribeAccountSettingsRequest> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<k::DescribeLimitsRequest> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<k::DescribeStreamRequest> {
  using T = k::DescribeStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::limit>>("Limit"),
      row<At<&T::exclusive_start_shard_id>>("ExclusiveStartShardId"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::DescribeStreamConsumerRequest> {
  using T = k::DescribeStreamConsumerRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN"),
      row<At<&T::consumer_name>>("ConsumerName"),
      row<At<&T::consumer_arn>>("ConsumerARN"),
  };
};

template <>
struct Shape<k::DescribeStreamSummaryRequest> {
  using T = k::DescribeStreamSummaryRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::DisableEnhancedMonitoringRequest> {
  using T = k::DisableEnhancedMonitoringRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::shard_level_metrics>>("ShardLevelMetrics", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::EnableEnhancedMonitoringRequest> {
  using T = k::EnableEnhancedMonitoringRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::shard_level_metrics>>("ShardLevelMetrics", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::GetRecordsRequest> {
  using T = k::GetRecordsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_iterator>>("ShardIterator", Need::kRequired),
      row<At<&T::limit>>("Limit"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::GetResourcePolicyRequest> {
  using T = k::GetResourcePolicyRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
  };
};

template <>
struct Shape<k::GetShardIteratorRequest> {
  using T = k::GetShardIteratorRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::shard_id>>("ShardId", Need::kRequired),
      row<At<&T::shard_iterator_type>>("ShardIteratorType", Need::kRequired),
      row<At<&T::starting_sequence_number>>("StartingSequenceNumber"),
      row<At<&T::timestamp>>("Timestamp"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::IncreaseStreamRetentionPeriodRequest> {
  using T = k::IncreaseStreamRetentionPeriodRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::retention_period_hours>>("RetentionPeriodHours", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::ListShardsRequest> {
  using T = k::ListShardsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::exclusive_start_shard_id>>("ExclusiveStartShardId"),
      row<At<&T::max_results>>("MaxResults"),
      row<At<&T::stream_creation_timestamp>>("StreamCreationTimestamp"),
      row<At<&T::shard_filter>>("ShardFilter"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::ListStreamConsumersRequest> {
  using T = k::ListStreamConsumersRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::max_results>>("MaxResults"),
      row<At<&T::stream_creation_timestamp>>("StreamCreationTimestamp"),
  };
};

template <>
struct Shape<k::ListStreamsRequest> {
  using T = k::ListStreamsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::limit>>("Limit"),
      row<At<&T::exclusive_start_stream_name>>("ExclusiveStartStreamName"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<k::ListTagsForResourceRequest> {
  using T = k::ListTagsForResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
  };
};

template <>
struct Shape<k::ListTagsForStreamRequest> {
  using T = k::ListTagsForStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::exclusive_start_tag_key>>("ExclusiveStartTagKey"),
      row<At<&T::limit>>("Limit"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::MergeShardsRequest> {
  using T = k::MergeShardsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::shard_to_merge>>("ShardToMerge", Need::kRequired),
      row<At<&T::adjacent_shard_to_merge>>("AdjacentShardToMerge", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::PutRecordRequest> {
  using T = k::PutRecordRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row_as<At<&T::data>, BlobCodec>("Data", Need::kRequired),
      row<At<&T::partition_key>>("PartitionKey"),
      row<At<&T::explicit_hash_key>>("ExplicitHashKey"),
      row<At<&T::sequence_number_for_ordering>>("SequenceNumberForOrdering"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::PutRecordsRequest> {
  using T = k::PutRecordsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::records>>("Records", Need::kRequired),
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::PutResourcePolicyRequest> {
  using T = k::PutResourcePolicyRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
      row<At<&T::policy>>("Policy", Need::kRequired),
  };
};

template <>
struct Shape<k::RegisterStreamConsumerRequest> {
  using T = k::RegisterStreamConsumerRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::consumer_name>>("ConsumerName", Need::kRequired),
      row<At<&T::tags>>("Tags"),
  };
};

template <>
struct Shape<k::RemoveTagsFromStreamRequest> {
  using T = k::RemoveTagsFromStreamRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::tag_keys>>("TagKeys", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::SplitShardRequest> {
  using T = k::SplitShardRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::shard_to_split>>("ShardToSplit", Need::kRequired),
      row<At<&T::new_starting_hash_key>>("NewStartingHashKey", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::StartStreamEncryptionRequest> {
  using T = k::StartStreamEncryptionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::encryption_type>>("EncryptionType", Need::kRequired),
      row<At<&T::key_id>>("KeyId", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::StopStreamEncryptionRequest> {
  using T = k::StopStreamEncryptionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::encryption_type>>("EncryptionType", Need::kRequired),
      row<At<&T::key_id>>("KeyId", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::SubscribeToShardRequest> {
  using T = k::SubscribeToShardRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumer_arn>>("ConsumerARN", Need::kRequired),
      row<At<&T::shard_id>>("ShardId", Need::kRequired),
      row<At<&T::starting_position>>("StartingPosition", Need::kRequired),
  };
};

template <>
struct Shape<k::TagResourceRequest> {
  using T = k::TagResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::tags>>("Tags", Need::kRequired),
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
  };
};

template <>
struct Shape<k::UntagResourceRequest> {
  using T = k::UntagResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::tag_keys>>("TagKeys", Need::kRequired),
      row<At<&T::resource_arn>>("ResourceARN", Need::kRequired),
  };
};

template <>
struct Shape<k::UpdateAccountSettingsRequest> {
  using T = k::UpdateAccountSettingsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::minimum_throughput_billing_commitment>>("MinimumThroughputBillingCommitment",
                                                         Need::kRequired),
  };
};

template <>
struct Shape<k::UpdateMaxRecordSizeRequest> {
  using T = k::UpdateMaxRecordSizeRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN"),
      row<At<&T::max_record_size_in_kib>>("MaxRecordSizeInKiB", Need::kRequired),
  };
};

template <>
struct Shape<k::UpdateShardCountRequest> {
  using T = k::UpdateShardCountRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::target_shard_count>>("TargetShardCount", Need::kRequired),
      row<At<&T::scaling_type>>("ScalingType", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::UpdateStreamModeRequest> {
  using T = k::UpdateStreamModeRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN", Need::kRequired),
      row<At<&T::stream_mode_details>>("StreamModeDetails", Need::kRequired),
      row<At<&T::warm_throughput_mibps>>("WarmThroughputMiBps"),
  };
};

template <>
struct Shape<k::UpdateStreamWarmThroughputRequest> {
  using T = k::UpdateStreamWarmThroughputRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN"),
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::warm_throughput_mibps>>("WarmThroughputMiBps", Need::kRequired),
  };
};

}  // namespace api
