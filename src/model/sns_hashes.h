// Hashes of the vocabulary of Amazon SNS, every member of it. Must not know how anything works.
#pragma once

#include "base/hash.h"
#include "model/sns.h"

namespace model::sns {

void hash_into(const Tag& r, base::Hasher& h);
void hash_into(const Topic& r, base::Hasher& h);
void hash_into(const Subscription& r, base::Hasher& h);
void hash_into(const Endpoint& r, base::Hasher& h);
void hash_into(const PlatformApplication& r, base::Hasher& h);
void hash_into(const PhoneNumberInformation& r, base::Hasher& h);
void hash_into(const SMSSandboxPhoneNumber& r, base::Hasher& h);
void hash_into(const PublishBatchRequestEntry& r, base::Hasher& h);
void hash_into(const PublishBatchResultEntry& r, base::Hasher& h);
void hash_into(const BatchResultErrorEntry& r, base::Hasher& h);
void hash_into(const AddPermissionRequest& r, base::Hasher& h);
void hash_into(const CheckIfPhoneNumberIsOptedOutRequest& r, base::Hasher& h);
void hash_into(const ConfirmSubscriptionRequest& r, base::Hasher& h);
void hash_into(const CreatePlatformApplicationRequest& r, base::Hasher& h);
void hash_into(const CreatePlatformEndpointRequest& r, base::Hasher& h);
void hash_into(const CreateSMSSandboxPhoneNumberRequest& r, base::Hasher& h);
void hash_into(const CreateTopicRequest& r, base::Hasher& h);
void hash_into(const DeleteEndpointRequest& r, base::Hasher& h);
void hash_into(const DeletePlatformApplicationRequest& r, base::Hasher& h);
void hash_into(const DeleteSMSSandboxPhoneNumberRequest& r, base::Hasher& h);
void hash_into(const DeleteTopicRequest& r, base::Hasher& h);
void hash_into(const GetDataProtectionPolicyRequest& r, base::Hasher& h);
void hash_into(const GetEndpointAttributesRequest& r, base::Hasher& h);
void hash_into(const GetPlatformApplicationAttributesRequest& r, base::Hasher& h);
void hash_into(const GetSMSAttributesRequest& r, base::Hasher& h);
void hash_into(const GetSMSSandboxAccountStatusRequest& r, base::Hasher& h);
void hash_into(const GetSubscriptionAttributesRequest& r, base::Hasher& h);
void hash_into(const GetTopicAttributesRequest& r, base::Hasher& h);
void hash_into(const ListEndpointsByPlatformApplicationRequest& r, base::Hasher& h);
void hash_into(const ListOriginationNumbersRequest& r, base::Hasher& h);
void hash_into(const ListPhoneNumbersOptedOutRequest& r, base::Hasher& h);
void hash_into(const ListPlatformApplicationsRequest& r, base::Hasher& h);
void hash_into(const ListSMSSandboxPhoneNumbersRequest& r, base::Hasher& h);
void hash_into(const ListSubscriptionsRequest& r, base::Hasher& h);
void hash_into(const ListSubscriptionsByTopicRequest& r, base::Hasher& h);
void hash_into(const ListTagsForResourceRequest& r, base::Hasher& h);
void hash_into(const ListTopicsRequest& r, base::Hasher& h);
void hash_into(const OptInPhoneNumberRequest& r, base::Hasher& h);
void hash_into(const PublishRequest& r, base::Hasher& h);
void hash_into(const PublishBatchRequest& r, base::Hasher& h);
void hash_into(const PutDataProtectionPolicyRequest& r, base::Hasher& h);
void hash_into(const RemovePermissionRequest& r, base::Hasher& h);
void hash_into(const SetEndpointAttributesRequest& r, base::Hasher& h);
void hash_into(const SetPlatformApplicationAttributesRequest& r, base::Hasher& h);
void hash_into(const SetSMSAttributesRequest& r, base::Hasher& h);
void hash_into(const SetSubscriptionAttributesRequest& r, base::Hasher& h);
void hash_into(const SetTopicAttributesRequest& r, base::Hasher& h);
void hash_into(const SubscribeRequest& r, base::Hasher& h);
void hash_into(const TagResourceRequest& r, base::Hasher& h);
void hash_into(const UnsubscribeRequest& r, base::Hasher& h);
void hash_into(const UntagResourceRequest& r, base::Hasher& h);
void hash_into(const VerifySMSSandboxPhoneNumberRequest& r, base::Hasher& h);
void hash_into(const EmptyResponse& r, base::Hasher& h);
void hash_into(const CheckIfPhoneNumberIsOptedOutResponse& r, base::Hasher& h);
void hash_into(const ConfirmSubscriptionResponse& r, base::Hasher& h);
void hash_into(const CreatePlatformApplicationResponse& r, base::Hasher& h);
void hash_into(const CreatePlatformEndpointResponse& r, base::Hasher& h);
void hash_into(const CreateTopicResponse& r, base::Hasher& h);
void hash_into(const GetDataProtectionPolicyResponse& r, base::Hasher& h);
void hash_into(const GetEndpointAttributesResponse& r, base::Hasher& h);
void hash_into(const GetPlatformApplicationAttributesResponse& r, base::Hasher& h);
void hash_into(const GetSMSAttributesResponse& r, base::Hasher& h);
void hash_into(const GetSMSSandboxAccountStatusResponse& r, base::Hasher& h);
void hash_into(const GetSubscriptionAttributesResponse& r, base::Hasher& h);
void hash_into(const GetTopicAttributesResponse& r, base::Hasher& h);
void hash_into(const ListEndpointsByPlatformApplicationResponse& r, base::Hasher& h);
void hash_into(const ListOriginationNumbersResponse& r, base::Hasher& h);
void hash_into(const ListPhoneNumbersOptedOutResponse& r, base::Hasher& h);
void hash_into(const ListPlatformApplicationsResponse& r, base::Hasher& h);
void hash_into(const ListSMSSandboxPhoneNumbersResponse& r, base::Hasher& h);
void hash_into(const ListSubscriptionsResponse& r, base::Hasher& h);
void hash_into(const ListSubscriptionsByTopicResponse& r, base::Hasher& h);
void hash_into(const ListTagsForResourceResponse& r, base::Hasher& h);
void hash_into(const ListTopicsResponse& r, base::Hasher& h);
void hash_into(const PublishResponse& r, base::Hasher& h);
void hash_into(const PublishBatchResponse& r, base::Hasher& h);
void hash_into(const SubscribeResponse& r, base::Hasher& h);
void hash_into(const EndpointCall& r, base::Hasher& h);
void hash_into(const Request& request, base::Hasher& h);
void hash_into(const Response& response, base::Hasher& h);

}  // namespace model::sns
