// The operation table: the rows of Amazon Kinesis Data Streams. Must not know how a call is carried
// out.
#include "api/kinesis_operations.h"

#include "api/kinesis_answer_shapes.h"
#include "api/operation_rows.h"

namespace api {
namespace {

constexpr std::array kRows{
    row_of<k::AddTagsToStreamRequest, k::EmptyResponse>(),
    row_of<k::CreateStreamRequest, k::EmptyResponse>(),
    row_of<k::DecreaseStreamRetentionPeriodRequest, k::EmptyResponse>(),
    row_of<k::DeleteResourcePolicyRequest, k::EmptyResponse>(),
    row_of<k::DeleteStreamRequest, k::EmptyResponse>(),
    row_of<k::DeregisterStreamConsumerRequest, k::EmptyResponse>(),
    row_of<k::DescribeAccountSettingsRequest, k::DescribeAccountSettingsResponse>(),
    row_of<k::DescribeLimitsRequest, k::DescribeLimitsResponse>(),
    row_of<k::DescribeStreamRequest, k::DescribeStreamResponse>(),
    row_of<k::DescribeStreamConsumerRequest, k::DescribeStreamConsumerResponse>(),
    row_of<k::DescribeStreamSummaryRequest, k::DescribeStreamSummaryResponse>(),
    row_of<k::DisableEnhancedMonitoringRequest, k::DisableEnhancedMonitoringResponse>(),
    row_of<k::EnableEnhancedMonitoringRequest, k::EnableEnhancedMonitoringResponse>(),
    row_of<k::GetRecordsRequest, k::GetRecordsResponse>(),
    row_of<k::GetResourcePolicyRequest, k::GetResourcePolicyResponse>(),
    row_of<k::GetShardIteratorRequest, k::GetShardIteratorResponse>(),
    row_of<k::IncreaseStreamRetentionPeriodRequest, k::EmptyResponse>(),
    row_of<k::ListShardsRequest, k::ListShardsResponse>(),
    row_of<k::ListStreamConsumersRequest, k::ListStreamConsumersResponse>(),
    row_of<k::ListStreamsRequest, k::ListStreamsResponse>(),
    row_of<k::ListTagsForResourceRequest, k::ListTagsForResourceResponse>(),
    row_of<k::ListTagsForStreamRequest, k::ListTagsForStreamResponse>(),
    row_of<k::MergeShardsRequest, k::EmptyResponse>(),
    row_of<k::PutRecordRequest, k::PutRecordResponse>(),
    row_of<k::PutRecordsRequest, k::PutRecordsResponse>(),
    row_of<k::PutResourcePolicyRequest, k::EmptyResponse>(),
    row_of<k::RegisterStreamConsumerRequest, k::RegisterStreamConsumerResponse>(),
    row_of<k::RemoveTagsFromStreamRequest, k::EmptyResponse>(),
    row_of<k::SplitShardRequest, k::EmptyResponse>(),
    row_of<k::StartStreamEncryptionRequest, k::EmptyResponse>(),
    row_of<k::StopStreamEncryptionRequest, k::EmptyResponse>(),
    row_of<k::SubscribeToShardRequest, k::SubscribeToShardEvent>(),
    row_of<k::TagResourceRequest, k::EmptyResponse>(),
    row_of<k::UntagResourceRequest, k::EmptyResponse>(),
    row_of<k::UpdateAccountSettingsRequest, k::UpdateAccountSettingsResponse>(),
    row_of<k::UpdateMaxRecordSizeRequest, k::EmptyResponse>(),
    row_of<k::UpdateShardCountRequest, k::UpdateShardCountResponse>(),
    row_of<k::UpdateStreamModeRequest, k::EmptyResponse>(),
    row_of<k::UpdateStreamWarmThroughputRequest, k::UpdateStreamWarmThroughputResponse>(),
};

}  // namespace

std::span<const Operation> kinesis_operations() { return kRows; }

std::optional<base::Json> kinesis_response_to_json(const Response& response) {
  return write_response<k::Response>(response);
}

}  // namespace api
