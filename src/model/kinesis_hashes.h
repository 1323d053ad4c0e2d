// Hashes of the vocabulary of Amazon Kinesis Data Streams, every member of it. Must not know how a
// stream works.
#pragma once

#include "base/hash.h"
#include "model/kinesis.h"

namespace model::kinesis {

void hash_into(const Timestamp& r, base::Hasher& h);
void hash_into(const StreamModeDetails& r, base::Hasher& h);
void hash_into(const MinimumThroughputBillingCommitmentOutput& r, base::Hasher& h);
void hash_into(const HashKeyRange& r, base::Hasher& h);
void hash_into(const SequenceNumberRange& r, base::Hasher& h);
void hash_into(const Shard& r, base::Hasher& h);
void hash_into(const EnhancedMetrics& r, base::Hasher& h);
void hash_into(const StreamDescription& r, base::Hasher& h);
void hash_into(const ConsumerDescription& r, base::Hasher& h);
void hash_into(const WarmThroughputObject& r, base::Hasher& h);
void hash_into(const StreamDescriptionSummary& r, base::Hasher& h);
void hash_into(const Record& r, base::Hasher& h);
void hash_into(const ChildShard& r, base::Hasher& h);
void hash_into(const ShardFilter& r, base::Hasher& h);
void hash_into(const Consumer& r, base::Hasher& h);
void hash_into(const StreamSummary& r, base::Hasher& h);
void hash_into(const Tag& r, base::Hasher& h);
void hash_into(const PutRecordsRequestEntry& r, base::Hasher& h);
void hash_into(const PutRecordsResultEntry& r, base::Hasher& h);
void hash_into(const StartingPosition& r, base::Hasher& h);
void hash_into(const SubscribeToShardEvent& r, base::Hasher& h);
void hash_into(const MinimumThroughputBillingCommitmentInput& r, base::Hasher& h);
void hash_into(const AddTagsToStreamRequest& r, base::Hasher& h);
void hash_into(const CreateStreamRequest& r, base::Hasher& h);
void hash_into(const DecreaseStreamRetentionPeriodRequest& r, base::Hasher& h);
void hash_into(const DeleteResourcePolicyRequest& r, base::Hasher& h);
void hash_into(const DeleteStreamRequest& r, base::Hasher& h);
void hash_into(const DeregisterStreamConsumerRequest& r, base::Hasher& h);
void hash_into(const DescribeAccountSettingsRequest& r, base::Hasher& h);
void hash_into(const DescribeLimitsRequest& r, base::Hasher& h);
void hash_into(const DescribeStreamRequest& r, base::Hasher& h);
void hash_into(const DescribeStreamConsumerRequest& r, base::Hasher& h);
void hash_into(const DescribeStreamSummaryRequest& r, base::Hasher& h);
void hash_into(const DisableEnhancedMonitoringRequest& r, base::Hasher& h);
void hash_into(const EnableEnhancedMonitoringRequest& r, base::Hasher& h);
void hash_into(const GetRecordsRequest& r, base::Hasher& h);
void hash_into(const GetResourcePolicyRequest& r, base::Hasher& h);
void hash_into(const GetShardIteratorRequest& r, base::Hasher& h);
void hash_into(const IncreaseStreamRetentionPeriodRequest& r, base::Hasher& h);
void hash_into(const ListShardsRequest& r, base::Hasher& h);
void hash_into(const ListStreamConsumersRequest& r, base::Hasher& h);
void hash_into(const ListStreamsRequest& r, base::Hasher& h);
void hash_into(const ListTagsForResourceRequest& r, base::Hasher& h);
void hash_into(const ListTagsForStreamRequest& r, base::Hasher& h);
void hash_into(const MergeShardsRequest& r, base::Hasher& h);
void hash_into(const PutRecordRequest& r, base::Hasher& h);
void hash_into(const PutRecordsRequest& r, base::Hasher& h);
void hash_into(const PutResourcePolicyRequest& r, base::Hasher& h);
void hash_into(const RegisterStreamConsumerRequest& r, base::Hasher& h);
void hash_into(const RemoveTagsFromStreamRequest& r, base::Hasher& h);
void hash_into(const SplitShardRequest& r, base::Hasher& h);
void hash_into(const StartStreamEncryptionRequest& r, base::Hasher& h);
void hash_into(const StopStreamEncryptionRequest& r, base::Hasher& h);
void hash_into(const SubscribeToShardRequest& r, base::Hasher& h);
void hash_into(const TagResourceRequest& r, base::Hasher& h);
void hash_into(const UntagResourceRequest& r, base::Hasher& h);
void hash_into(const UpdateAccountSettingsRequest& r, base::Hasher& h);
void hash_into(const UpdateMaxRecordSizeRequest& r, base::Hasher& h);
void hash_into(const UpdateShardCountRequest& r, base::Hasher& h);
void hash_into(const UpdateStreamModeRequest& r, base::Hasher& h);
void hash_into(const UpdateStreamWarmThroughputRequest& r, base::Hasher& h);
void hash_into(const EmptyResponse& r, base::Hasher& h);
void hash_into(const DescribeAccountSettingsResponse& r, base::Hasher& h);
void hash_into(const DescribeLimitsResponse& r, base::Hasher& h);
void hash_into(const DescribeStreamResponse& r, base::Hasher& h);
void hash_into(const DescribeStreamConsumerResponse& r, base::Hasher& h);
void hash_into(const DescribeStreamSummaryResponse& r, base::Hasher& h);
void hash_into(const DisableEnhancedMonitoringResponse& r, base::Hasher& h);
void hash_into(const EnableEnhancedMonitoringResponse& r, base::Hasher& h);
void hash_into(const GetRecordsResponse& r, base::Hasher& h);
void hash_into(const GetResourcePolicyResponse& r, base::Hasher& h);
void hash_into(const GetShardIteratorResponse& r, base::Hasher& h);
void hash_into(const ListShardsResponse& r, base::Hasher& h);
void hash_into(const ListStreamConsumersResponse& r, base::Hasher& h);
void hash_into(const ListStreamsResponse& r, base::Hasher& h);
void hash_into(const ListTagsForResourceResponse& r, base::Hasher& h);
void hash_into(const ListTagsForStreamResponse& r, base::Hasher& h);
void hash_into(const PutRecordResponse& r, base::Hasher& h);
void hash_into(const PutRecordsResponse& r, base::Hasher& h);
void hash_into(const RegisterStreamConsumerResponse& r, base::Hasher& h);
void hash_into(const UpdateAccountSettingsResponse& r, base::Hasher& h);
void hash_into(const UpdateShardCountResponse& r, base::Hasher& h);
void hash_into(const UpdateStreamWarmThroughputResponse& r, base::Hasher& h);

}  // namespace model::kinesis
