// The rows of the answers of Amazon Kinesis Data Streams; what they are made of stands with the
// requests. Must not know how a stream works. A list stands in an answer when it is empty, too: to
// that extent "required" goes beyond AWS's model.
#pragma once

#include "api/kinesis_shapes.h"

namespace api {

template <>
struct Shape<k::EmptyResponse> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<k::DescribeAccountSettingsResponse> {
  using T = k::DescribeAccountSettingsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::minimum_throughput_billing_commitment>>("MinimumThroughputBillingCommitment"),
  };
};

template <>
struct Shape<k::DescribeLimitsResponse> {
  using T = k::DescribeLimitsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_limit>>("ShardLimit", Need::kRequired),
      row<At<&T::open_shard_count>>("OpenShardCount", Need::kRequired),
      row<At<&T::on_demand_stream_count>>("OnDemandStreamCount", Need::kRequired),
      row<At<&T::on_demand_stream_count_limit>>("OnDemandStreamCountLimit", Need::kRequired),
  };
};

template <>
struct Shape<k::DescribeStreamResponse> {
  using T = k::DescribeStreamResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_description>>("StreamDescription", Need::kRequired),
  };
};

template <>
struct Shape<k::DescribeStreamConsumerResponse> {
  using T = k::DescribeStreamConsumerResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumer_description>>("ConsumerDescription", Need::kRequired),
  };
};

template <>
struct Shape<k::DescribeStreamSummaryResponse> {
  using T = k::DescribeStreamSummaryResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_description_summary>>("StreamDescriptionSummary", Need::kRequired),
  };
};

template <>
struct Shape<k::DisableEnhancedMonitoringResponse> {
  using T = k::DisableEnhancedMonitoringResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::current_shard_level_metrics>>("CurrentShardLevelMetrics", Need::kRequired),
      row<At<&T::desired_shard_level_metrics>>("DesiredShardLevelMetrics", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::EnableEnhancedMonitoringResponse> {
  using T = k::EnableEnhancedMonitoringResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::current_shard_level_metrics>>("CurrentShardLevelMetrics", Need::kRequired),
      row<At<&T::desired_shard_level_metrics>>("DesiredShardLevelMetrics", Need::kRequired),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::GetRecordsResponse> {
  using T = k::GetRecordsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::records>>("Records", Need::kRequired),
      row<At<&T::next_shard_iterator>>("NextShardIterator"),
      row<At<&T::millis_behind_latest>>("MillisBehindLatest"),
      row<At<&T::child_shards>>("ChildShards"),
  };
};

template <>
struct Shape<k::GetResourcePolicyResponse> {
  using T = k::GetResourcePolicyResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::policy>>("Policy", Need::kRequired),
  };
};

template <>
struct Shape<k::GetShardIteratorResponse> {
  using T = k::GetShardIteratorResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_iterator>>("ShardIterator"),
  };
};

template <>
struct Shape<k::ListShardsResponse> {
  using T = k::ListShardsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::shards>>("Shards", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<k::ListStreamConsumersResponse> {
  using T = k::ListStreamConsumersResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumers>>("Consumers", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<k::ListStreamsResponse> {
  using T = k::ListStreamsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_names>>("StreamNames", Need::kRequired),
      row<At<&T::has_more_streams>>("HasMoreStreams", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::stream_summaries>>("StreamSummaries", Need::kRequired),
  };
};

template <>
struct Shape<k::ListTagsForResourceResponse> {
  using T = k::ListTagsForResourceResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::tags>>("Tags", Need::kRequired),
  };
};

template <>
struct Shape<k::ListTagsForStreamResponse> {
  using T = k::ListTagsForStreamResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::tags>>("Tags", Need::kRequired),
      row<At<&T::has_more_tags>>("HasMoreTags", Need::kRequired),
  };
};

template <>
struct Shape<k::PutRecordResponse> {
  using T = k::PutRecordResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::shard_id>>("ShardId", Need::kRequired),
      row<At<&T::sequence_number>>("SequenceNumber", Need::kRequired),
      row<At<&T::encryption_type>>("EncryptionType"),
  };
};

template <>
struct Shape<k::PutRecordsResponse> {
  using T = k::PutRecordsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::failed_record_count>>("FailedRecordCount"),
      row<At<&T::records>>("Records", Need::kRequired),
      row<At<&T::encryption_type>>("EncryptionType"),
  };
};

template <>
struct Shape<k::RegisterStreamConsumerResponse> {
  using T = k::RegisterStreamConsumerResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::consumer>>("Consumer", Need::kRequired),
  };
};

template <>
struct Shape<k::UpdateAccountSettingsResponse> {
  using T = k::UpdateAccountSettingsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::minimum_throughput_billing_commitment>>("MinimumThroughputBillingCommitment"),
  };
};

template <>
struct Shape<k::UpdateShardCountResponse> {
  using T = k::UpdateShardCountResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::current_shard_count>>("CurrentShardCount"),
      row<At<&T::target_shard_count>>("TargetShardCount"),
      row<At<&T::stream_arn>>("StreamARN"),
  };
};

template <>
struct Shape<k::UpdateStreamWarmThroughputResponse> {
  using T = k::UpdateStreamWarmThroughputResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::stream_arn>>("StreamARN"),
      row<At<&T::stream_name>>("StreamName"),
      row<At<&T::warm_throughput>>("WarmThroughput"),
  };
};

}  // namespace api
