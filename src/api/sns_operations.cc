// The operation table: the rows of Amazon SNS. Must not know how a call is carried out.
#include "api/sns_operations.h"

#include "api/operation_rows.h"
#include "api/sns_shapes.h"

namespace api {
namespace {

constexpr std::array kRows{
    row_of<n::AddPermissionRequest, n::EmptyResponse>(),
    row_of<n::CheckIfPhoneNumberIsOptedOutRequest, n::CheckIfPhoneNumberIsOptedOutResponse>(),
    row_of<n::ConfirmSubscriptionRequest, n::ConfirmSubscriptionResponse>(),
    row_of<n::CreatePlatformApplicationRequest, n::CreatePlatformApplicationResponse>(),
    row_of<n::CreatePlatformEndpointRequest, n::CreatePlatformEndpointResponse>(),
    row_of<n::CreateSMSSandboxPhoneNumberRequest, n::EmptyResponse>(),
    row_of<n::CreateTopicRequest, n::CreateTopicResponse>(),
    row_of<n::DeleteEndpointRequest, n::EmptyResponse>(),
    row_of<n::DeletePlatformApplicationRequest, n::EmptyResponse>(),
    row_of<n::DeleteSMSSandboxPhoneNumberRequest, n::EmptyResponse>(),
    row_of<n::DeleteTopicRequest, n::EmptyResponse>(),
    row_of<n::GetDataProtectionPolicyRequest, n::GetDataProtectionPolicyResponse>(),
    row_of<n::GetEndpointAttributesRequest, n::GetEndpointAttributesResponse>(),
    row_of<n::GetPlatformApplicationAttributesRequest,
           n::GetPlatformApplicationAttributesResponse>(),
    row_of<n::GetSMSAttributesRequest, n::GetSMSAttributesResponse>(),
    row_of<n::GetSMSSandboxAccountStatusRequest, n::GetSMSSandboxAccountStatusResponse>(),
    row_of<n::GetSubscriptionAttributesRequest, n::GetSubscriptionAttributesResponse>(),
    row_of<n::GetTopicAttributesRequest, n::GetTopicAttributesResponse>(),
    row_of<n::ListEndpointsByPlatformApplicationRequest,
           n::ListEndpointsByPlatformApplicationResponse>(),
    row_of<n::ListOriginationNumbersRequest, n::ListOriginationNumbersResponse>(),
    row_of<n::ListPhoneNumbersOptedOutRequest, n::ListPhoneNumbersOptedOutResponse>(),
    row_of<n::ListPlatformApplicationsRequest, n::ListPlatformApplicationsResponse>(),
    row_of<n::ListSMSSandboxPhoneNumbersRequest, n::ListSMSSandboxPhoneNumbersResponse>(),
    row_of<n::ListSubscriptionsRequest, n::ListSubscriptionsResponse>(),
    row_of<n::ListSubscriptionsByTopicRequest, n::ListSubscriptionsByTopicResponse>(),
    row_of<n::ListTagsForResourceRequest, n::ListTagsForResourceResponse>(),
    row_of<n::ListTopicsRequest, n::ListTopicsResponse>(),
    row_of<n::OptInPhoneNumberRequest, n::EmptyResponse>(),
    row_of<n::PublishRequest, n::PublishResponse>(),
    row_of<n::PublishBatchRequest, n::PublishBatchResponse>(),
    row_of<n::PutDataProtectionPolicyRequest, n::EmptyResponse>(),
    row_of<n::RemovePermissionRequest, n::EmptyResponse>(),
    row_of<n::SetEndpointAttributesRequest, n::EmptyResponse>(),
    row_of<n::SetPlatformApplicationAttributesRequest, n::EmptyResponse>(),
    row_of<n::SetSMSAttributesRequest, n::EmptyResponse>(),
    row_of<n::SetSubscriptionAttributesRequest, n::EmptyResponse>(),
    row_of<n::SetTopicAttributesRequest, n::EmptyResponse>(),
    row_of<n::SubscribeRequest, n::SubscribeResponse>(),
    row_of<n::TagResourceRequest, n::EmptyResponse>(),
    row_of<n::UnsubscribeRequest, n::EmptyResponse>(),
    row_of<n::UntagResourceRequest, n::EmptyResponse>(),
    row_of<n::VerifySMSSandboxPhoneNumberRequest, n::EmptyResponse>(),
};

}  // namespace

std::span<const Operation> sns_operations() { return kRows; }

std::optional<base::Json> sns_response_to_json(const Response& response) {
  return write_response<n::Response>(response);
}

}  // namespace api
