// The name of every request: service, action and the right that IAM asks for. The operation table
// and IAM's door read the same rows. Must not know how an action is carried out.
#pragma once

#include <string_view>
#include <type_traits>
#include <variant>

#include "model/request.h"

namespace model {

struct ActionName {
  std::string_view service;  // "sqs", "s3api": of the CLI
  std::string_view action;   // "SendMessageBatch"
  std::string_view iam;  // "sqs:SendMessage"; a batch asks for the right of its single action
};

/// The row of a request type.
template <class T>
inline constexpr ActionName kAction{};

// clang-format off
template <> inline constexpr ActionName kAction<sqs::CreateQueueRequest>{"sqs", "CreateQueue", "sqs:CreateQueue"};
template <> inline constexpr ActionName kAction<sqs::DeleteQueueRequest>{"sqs", "DeleteQueue", "sqs:DeleteQueue"};
template <> inline constexpr ActionName kAction<sqs::PurgeQueueRequest>{"sqs", "PurgeQueue", "sqs:PurgeQueue"};
template <> inline constexpr ActionName kAction<sqs::ListQueuesRequest>{"sqs", "ListQueues", "sqs:ListQueues"};
template <> inline constexpr ActionName kAction<sqs::GetQueueUrlRequest>{"sqs", "GetQueueUrl", "sqs:GetQueueUrl"};
template <> inline constexpr ActionName kAction<sqs::GetQueueAttributesRequest>{"sqs", "GetQueueAttributes", "sqs:GetQueueAttributes"};
template <> inline constexpr ActionName kAction<sqs::SetQueueAttributesRequest>{"sqs", "SetQueueAttributes", "sqs:SetQueueAttributes"};
template <> inline constexpr ActionName kAction<sqs::SendMessageRequest>{"sqs", "SendMessage", "sqs:SendMessage"};
template <> inline constexpr ActionName kAction<sqs::SendMessageBatchRequest>{"sqs", "SendMessageBatch", "sqs:SendMessage"};
template <> inline constexpr ActionName kAction<sqs::ReceiveMessageRequest>{"sqs", "ReceiveMessage", "sqs:ReceiveMessage"};
template <> inline constexpr ActionName kAction<sqs::DeleteMessageRequest>{"sqs", "DeleteMessage", "sqs:DeleteMessage"};
template <> inline constexpr ActionName kAction<sqs::DeleteMessageBatchRequest>{"sqs", "DeleteMessageBatch", "sqs:DeleteMessage"};
template <> inline constexpr ActionName kAction<sqs::ChangeMessageVisibilityRequest>{"sqs", "ChangeMessageVisibility", "sqs:ChangeMessageVisibility"};
template <> inline constexpr ActionName kAction<sqs::ChangeMessageVisibilityBatchRequest>{"sqs", "ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"};
template <> inline constexpr ActionName kAction<sqs::AddPermissionRequest>{"sqs", "AddPermission", "sqs:AddPermission"};
template <> inline constexpr ActionName kAction<sqs::RemovePermissionRequest>{"sqs", "RemovePermission", "sqs:RemovePermission"};
template <> inline constexpr ActionName kAction<sqs::ListDeadLetterSourceQueuesRequest>{"sqs", "ListDeadLetterSourceQueues", "sqs:ListDeadLetterSourceQueues"};
template <> inline constexpr ActionName kAction<sqs::StartMessageMoveTaskRequest>{"sqs", "StartMessageMoveTask", "sqs:StartMessageMoveTask"};
template <> inline constexpr ActionName kAction<sqs::ListMessageMoveTasksRequest>{"sqs", "ListMessageMoveTasks", "sqs:ListMessageMoveTasks"};
template <> inline constexpr ActionName kAction<sqs::CancelMessageMoveTaskRequest>{"sqs", "CancelMessageMoveTask", "sqs:CancelMessageMoveTask"};
template <> inline constexpr ActionName kAction<sqs::TagQueueRequest>{"sqs", "TagQueue", "sqs:TagQueue"};
template <> inline constexpr ActionName kAction<sqs::UntagQueueRequest>{"sqs", "UntagQueue", "sqs:UntagQueue"};
template <> inline constexpr ActionName kAction<sqs::ListQueueTagsRequest>{"sqs", "ListQueueTags", "sqs:ListQueueTags"};
template <> inline constexpr ActionName kAction<sns::AddPermissionRequest>{"sns", "AddPermission", "sns:AddPermission"};
template <> inline constexpr ActionName kAction<sns::CheckIfPhoneNumberIsOptedOutRequest>{"sns", "CheckIfPhoneNumberIsOptedOut", "sns:CheckIfPhoneNumberIsOptedOut"};
template <> inline constexpr ActionName kAction<sns::ConfirmSubscriptionRequest>{"sns", "ConfirmSubscription", "sns:ConfirmSubscription"};
template <> inline constexpr ActionName kAction<sns::CreatePlatformApplicationRequest>{"sns", "CreatePlatformApplication", "sns:CreatePlatformApplication"};
template <> inline constexpr ActionName kAction<sns::CreatePlatformEndpointRequest>{"sns", "CreatePlatformEndpoint", "sns:CreatePlatformEndpoint"};
template <> inline constexpr ActionName kAction<sns::CreateSMSSandboxPhoneNumberRequest>{"sns", "CreateSMSSandboxPhoneNumber", "sns:CreateSMSSandboxPhoneNumber"};
template <> inline constexpr ActionName kAction<sns::CreateTopicRequest>{"sns", "CreateTopic", "sns:CreateTopic"};
template <> inline constexpr ActionName kAction<sns::DeleteEndpointRequest>{"sns", "DeleteEndpoint", "sns:DeleteEndpoint"};
template <> inline constexpr ActionName kAction<sns::DeletePlatformApplicationRequest>{"sns", "DeletePlatformApplication", "sns:DeletePlatformApplication"};
template <> inline constexpr ActionName kAction<sns::DeleteSMSSandboxPhoneNumberRequest>{"sns", "DeleteSMSSandboxPhoneNumber", "sns:DeleteSMSSandboxPhoneNumber"};
template <> inline constexpr ActionName kAction<sns::DeleteTopicRequest>{"sns", "DeleteTopic", "sns:DeleteTopic"};
template <> inline constexpr ActionName kAction<sns::GetDataProtectionPolicyRequest>{"sns", "GetDataProtectionPolicy", "sns:GetDataProtectionPolicy"};
template <> inline constexpr ActionName kAction<sns::GetEndpointAttributesRequest>{"sns", "GetEndpointAttributes", "sns:GetEndpointAttributes"};
template <> inline constexpr ActionName kAction<sns::GetPlatformApplicationAttributesRequest>{"sns", "GetPlatformApplicationAttributes", "sns:GetPlatformApplicationAttributes"};
template <> inline constexpr ActionName kAction<sns::GetSMSAttributesRequest>{"sns", "GetSMSAttributes", "sns:GetSMSAttributes"};
template <> inline constexpr ActionName kAction<sns::GetSMSSandboxAccountStatusRequest>{"sns", "GetSMSSandboxAccountStatus", "sns:GetSMSSandboxAccountStatus"};
template <> inline constexpr ActionName kAction<sns::GetSubscriptionAttributesRequest>{"sns", "GetSubscriptionAttributes", "sns:GetSubscriptionAttributes"};
template <> inline constexpr ActionName kAction<sns::GetTopicAttributesRequest>{"sns", "GetTopicAttributes", "sns:GetTopicAttributes"};
template <> inline constexpr ActionName kAction<sns::ListEndpointsByPlatformApplicationRequest>{"sns", "ListEndpointsByPlatformApplication", "sns:ListEndpointsByPlatformApplication"};
template <> inline constexpr ActionName kAction<sns::ListOriginationNumbersRequest>{"sns", "ListOriginationNumbers", "sns:ListOriginationNumbers"};
template <> inline constexpr ActionName kAction<sns::ListPhoneNumbersOptedOutRequest>{"sns", "ListPhoneNumbersOptedOut", "sns:ListPhoneNumbersOptedOut"};
template <> inline constexpr ActionName kAction<sns::ListPlatformApplicationsRequest>{"sns", "ListPlatformApplications", "sns:ListPlatformApplications"};
template <> inline constexpr ActionName kAction<sns::ListSMSSandboxPhoneNumbersRequest>{"sns", "ListSMSSandboxPhoneNumbers", "sns:ListSMSSandboxPhoneNumbers"};
template <> inline constexpr ActionName kAction<sns::ListSubscriptionsRequest>{"sns", "ListSubscriptions", "sns:ListSubscriptions"};
template <> inline constexpr ActionName kAction<sns::ListSubscriptionsByTopicRequest>{"sns", "ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic"};
template <> inline constexpr ActionName kAction<sns::ListTagsForResourceRequest>{"sns", "ListTagsForResource", "sns:ListTagsForResource"};
template <> inline constexpr ActionName kAction<sns::ListTopicsRequest>{"sns", "ListTopics", "sns:ListTopics"};
template <> inline constexpr ActionName kAction<sns::OptInPhoneNumberRequest>{"sns", "OptInPhoneNumber", "sns:OptInPhoneNumber"};
template <> inline constexpr ActionName kAction<sns::PublishRequest>{"sns", "Publish", "sns:Publish"};
template <> inline constexpr ActionName kAction<sns::PublishBatchRequest>{"sns", "PublishBatch", "sns:Publish"};
template <> inline constexpr ActionName kAction<sns::PutDataProtectionPolicyRequest>{"sns", "PutDataProtectionPolicy", "sns:PutDataProtectionPolicy"};
template <> inline constexpr ActionName kAction<sns::RemovePermissionRequest>{"sns", "RemovePermission", "sns:RemovePermission"};
template <> inline constexpr ActionName kAction<sns::SetEndpointAttributesRequest>{"sns", "SetEndpointAttributes", "sns:SetEndpointAttributes"};
template <> inline constexpr ActionName kAction<sns::SetPlatformApplicationAttributesRequest>{"sns", "SetPlatformApplicationAttributes", "sns:SetPlatformApplicationAttributes"};
template <> inline constexpr ActionName kAction<sns::SetSMSAttributesRequest>{"sns", "SetSMSAttributes", "sns:SetSMSAttributes"};
template <> inline constexpr ActionName kAction<sns::SetSubscriptionAttributesRequest>{"sns", "SetSubscriptionAttributes", "sns:SetSubscriptionAttributes"};
template <> inline constexpr ActionName kAction<sns::SetTopicAttributesRequest>{"sns", "SetTopicAttributes", "sns:SetTopicAttributes"};
template <> inline constexpr ActionName kAction<sns::SubscribeRequest>{"sns", "Subscribe", "sns:Subscribe"};
template <> inline constexpr ActionName kAction<sns::TagResourceRequest>{"sns", "TagResource", "sns:TagResource"};
template <> inline constexpr ActionName kAction<sns::UnsubscribeRequest>{"sns", "Unsubscribe", "sns:Unsubscribe"};
template <> inline constexpr ActionName kAction<sns::UntagResourceRequest>{"sns", "UntagResource", "sns:UntagResource"};
template <> inline constexpr ActionName kAction<sns::VerifySMSSandboxPhoneNumberRequest>{"sns", "VerifySMSSandboxPhoneNumber", "sns:VerifySMSSandboxPhoneNumber"};
template <> inline constexpr ActionName kAction<s3::CreateBucketRequest>{"s3api", "CreateBucket", "s3:CreateBucket"};
template <> inline constexpr ActionName kAction<s3::DeleteBucketRequest>{"s3api", "DeleteBucket", "s3:DeleteBucket"};
template <> inline constexpr ActionName kAction<s3::ListBucketsRequest>{"s3api", "ListBuckets", "s3:ListAllMyBuckets"};
template <> inline constexpr ActionName kAction<s3::PutObjectRequest>{"s3api", "PutObject", "s3:PutObject"};
template <> inline constexpr ActionName kAction<s3::GetObjectRequest>{"s3api", "GetObject", "s3:GetObject"};
template <> inline constexpr ActionName kAction<s3::HeadObjectRequest>{"s3api", "HeadObject", "s3:GetObject"};
template <> inline constexpr ActionName kAction<s3::DeleteObjectRequest>{"s3api", "DeleteObject", "s3:DeleteObject"};
template <> inline constexpr ActionName kAction<s3::ListObjectsV2Request>{"s3api", "ListObjectsV2", "s3:ListBucket"};
template <> inline constexpr ActionName kAction<s3::PutBucketNotificationConfigurationRequest>{"s3api", "PutBucketNotificationConfiguration", "s3:PutBucketNotification"};
template <> inline constexpr ActionName kAction<s3::GetBucketNotificationConfigurationRequest>{"s3api", "GetBucketNotificationConfiguration", "s3:GetBucketNotification"};
template <> inline constexpr ActionName kAction<kinesis::AddTagsToStreamRequest>{"kinesis", "AddTagsToStream", "kinesis:AddTagsToStream"};
template <> inline constexpr ActionName kAction<kinesis::CreateStreamRequest>{"kinesis", "CreateStream", "kinesis:CreateStream"};
template <> inline constexpr ActionName kAction<kinesis::DecreaseStreamRetentionPeriodRequest>{"kinesis", "DecreaseStreamRetentionPeriod", "kinesis:DecreaseStreamRetentionPeriod"};
template <> inline constexpr ActionName kAction<kinesis::DeleteResourcePolicyRequest>{"kinesis", "DeleteResourcePolicy", "kinesis:DeleteResourcePolicy"};
template <> inline constexpr ActionName kAction<kinesis::DeleteStreamRequest>{"kinesis", "DeleteStream", "kinesis:DeleteStream"};
template <> inline constexpr ActionName kAction<kinesis::DeregisterStreamConsumerRequest>{"kinesis", "DeregisterStreamConsumer", "kinesis:DeregisterStreamConsumer"};
template <> inline constexpr ActionName kAction<kinesis::DescribeAccountSettingsRequest>{"kinesis", "DescribeAccountSettings", "kinesis:DescribeAccountSettings"};
template <> inline constexpr ActionName kAction<kinesis::DescribeLimitsRequest>{"kinesis", "DescribeLimits", "kinesis:DescribeLimits"};
template <> inline constexpr ActionName kAction<kinesis::DescribeStreamRequest>{"kinesis", "DescribeStream", "kinesis:DescribeStream"};
template <> inline constexpr ActionName kAction<kinesis::DescribeStreamConsumerRequest>{"kinesis", "DescribeStreamConsumer", "kinesis:DescribeStreamConsumer"};
template <> inline constexpr ActionName kAction<kinesis::DescribeStreamSummaryRequest>{"kinesis", "DescribeStreamSummary", "kinesis:DescribeStreamSummary"};
template <> inline constexpr ActionName kAction<kinesis::DisableEnhancedMonitoringRequest>{"kinesis", "DisableEnhancedMonitoring", "kinesis:DisableEnhancedMonitoring"};
template <> inline constexpr ActionName kAction<kinesis::EnableEnhancedMonitoringRequest>{"kinesis", "EnableEnhancedMonitoring", "kinesis:EnableEnhancedMonitoring"};
template <> inline constexpr ActionName kAction<kinesis::GetRecordsRequest>{"kinesis", "GetRecords", "kinesis:GetRecords"};
template <> inline constexpr ActionName kAction<kinesis::GetResourcePolicyRequest>{"kinesis", "GetResourcePolicy", "kinesis:GetResourcePolicy"};
template <> inline constexpr ActionName kAction<kinesis::GetShardIteratorRequest>{"kinesis", "GetShardIterator", "kinesis:GetShardIterator"};
template <> inline constexpr ActionName kAction<kinesis::IncreaseStreamRetentionPeriodRequest>{"kinesis", "IncreaseStreamRetentionPeriod", "kinesis:IncreaseStreamRetentionPeriod"};
template <> inline constexpr ActionName kAction<kinesis::ListShardsRequest>{"kinesis", "ListShards", "kinesis:ListShards"};
template <> inline constexpr ActionName kAction<kinesis::ListStreamConsumersRequest>{"kinesis", "ListStreamConsumers", "kinesis:ListStreamConsumers"};
template <> inline constexpr ActionName kAction<kinesis::ListStreamsRequest>{"kinesis", "ListStreams", "kinesis:ListStreams"};
template <> inline constexpr ActionName kAction<kinesis::ListTagsForResourceRequest>{"kinesis", "ListTagsForResource", "kinesis:ListTagsForResource"};
template <> inline constexpr ActionName kAction<kinesis::ListTagsForStreamRequest>{"kinesis", "ListTagsForStream", "kinesis:ListTagsForStream"};
template <> inline constexpr ActionName kAction<kinesis::MergeShardsRequest>{"kinesis", "MergeShards", "kinesis:MergeShards"};
template <> inline constexpr ActionName kAction<kinesis::PutRecordRequest>{"kinesis", "PutRecord", "kinesis:PutRecord"};
template <> inline constexpr ActionName kAction<kinesis::PutRecordsRequest>{"kinesis", "PutRecords", "kinesis:PutRecords"};
template <> inline constexpr ActionName kAction<kinesis::PutResourcePolicyRequest>{"kinesis", "PutResourcePolicy", "kinesis:PutResourcePolicy"};
template <> inline constexpr ActionName kAction<kinesis::RegisterStreamConsumerRequest>{"kinesis", "RegisterStreamConsumer", "kinesis:RegisterStreamConsumer"};
template <> inline constexpr ActionName kAction<kinesis::RemoveTagsFromStreamRequest>{"kinesis", "RemoveTagsFromStream", "kinesis:RemoveTagsFromStream"};
template <> inline constexpr ActionName kAction<kinesis::SplitShardRequest>{"kinesis", "SplitShard", "kinesis:SplitShard"};
template <> inline constexpr ActionName kAction<kinesis::StartStreamEncryptionRequest>{"kinesis", "StartStreamEncryption", "kinesis:StartStreamEncryption"};
template <> inline constexpr ActionName kAction<kinesis::StopStreamEncryptionRequest>{"kinesis", "StopStreamEncryption", "kinesis:StopStreamEncryption"};
template <> inline constexpr ActionName kAction<kinesis::SubscribeToShardRequest>{"kinesis", "SubscribeToShard", "kinesis:SubscribeToShard"};
template <> inline constexpr ActionName kAction<kinesis::TagResourceRequest>{"kinesis", "TagResource", "kinesis:TagResource"};
template <> inline constexpr ActionName kAction<kinesis::UntagResourceRequest>{"kinesis", "UntagResource", "kinesis:UntagResource"};
template <> inline constexpr ActionName kAction<kinesis::UpdateAccountSettingsRequest>{"kinesis", "UpdateAccountSettings", "kinesis:UpdateAccountSettings"};
template <> inline constexpr ActionName kAction<kinesis::UpdateMaxRecordSizeRequest>{"kinesis", "UpdateMaxRecordSize", "kinesis:UpdateMaxRecordSize"};
template <> inline constexpr ActionName kAction<kinesis::UpdateShardCountRequest>{"kinesis", "UpdateShardCount", "kinesis:UpdateShardCount"};
template <> inline constexpr ActionName kAction<kinesis::UpdateStreamModeRequest>{"kinesis", "UpdateStreamMode", "kinesis:UpdateStreamMode"};
template <> inline constexpr ActionName kAction<kinesis::UpdateStreamWarmThroughputRequest>{"kinesis", "UpdateStreamWarmThroughput", "kinesis:UpdateStreamWarmThroughput"};
// clang-format on

/// The row of a request.
inline ActionName action_of(const Request& request) {
  return std::visit(
      [](const auto& r) {
        using T = std::remove_cvref_t<decltype(r)>;
        static_assert(!kAction<T>.iam.empty(), "every request has its row above");
        return kAction<T>;
      },
      request);
}

}  // namespace model
