// The rows of Amazon SNS: every member of every request and answer with AWS's name (API version
// 2010-03-31). Must not know how a topic works.
#pragma once

#include <tuple>

#include "api/shape.h"
#include "api/sqs_shapes.h"
#include "model/sns.h"

namespace api {

namespace n = model::sns;

template <>
struct Shape<n::Tag> {
  using T = n::Tag;
  static constexpr auto rows = std::tuple{
      row<At<&T::key>>("Key", Need::kRequired),
      row<At<&T::value>>("Value", Need::kRequired),
  };
};

template <>
struct Shape<n::Topic> {
  using T = n::Topic;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn"),
  };
};

template <>
struct Shape<n::Subscription> {
  using T = n::Subscription;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn"),
      row<At<&T::owner>>("Owner"),
      row<At<&T::protocol>>("Protocol"),
      row<At<&T::endpoint>>("Endpoint"),
      row<At<&T::topic_arn>>("TopicArn"),
  };
};

template <>
struct Shape<n::Endpoint> {
  using T = n::Endpoint;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoint_arn>>("EndpointArn"),
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::PlatformApplication> {
  using T = n::PlatformApplication;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn"),
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::PhoneNumberInformation> {
  using T = n::PhoneNumberInformation;
  static constexpr auto rows = std::tuple{
      row<At<&T::created_at>>("CreatedAt"), row<At<&T::phone_number>>("PhoneNumber"),
      row<At<&T::status>>("Status"),        row<At<&T::iso2_country_code>>("Iso2CountryCode"),
      row<At<&T::route_type>>("RouteType"), row<At<&T::number_capabilities>>("NumberCapabilities"),
  };
};

template <>
struct Shape<n::SMSSandboxPhoneNumber> {
  using T = n::SMSSandboxPhoneNumber;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("PhoneNumber"),
      row<At<&T::status>>("Status"),
  };
};

template <>
struct Shape<n::PublishBatchRequestEntry> {
  using T = n::PublishBatchRequestEntry;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::message>>("Message", Need::kRequired),
      row<At<&T::subject>>("Subject"),
      row<At<&T::message_structure>>("MessageStructure"),
      row<At<&T::message_attributes>>("MessageAttributes"),
      row<At<&T::message_deduplication_id>>("MessageDeduplicationId"),
      row<At<&T::message_group_id>>("MessageGroupId"),
  };
};

template <>
struct Shape<n::PublishBatchResultEntry> {
  using T = n::PublishBatchResultEntry;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id"),
      row<At<&T::message_id>>("MessageId"),
      row<At<&T::sequence_number>>("SequenceNumber"),
  };
};

template <>
struct Shape<n::BatchResultErrorEntry> {
  using T = n::BatchResultErrorEntry;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::code>>("Code", Need::kRequired),
      row<At<&T::message>>("Message"),
      row<At<&T::sender_fault>>("SenderFault", Need::kRequired),
  };
};

template <>
struct Shape<n::AddPermissionRequest> {
  using T = n::AddPermissionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::label>>("Label", Need::kRequired),
      row<At<&T::aws_account_ids>>("AWSAccountId", Need::kRequired),
      row<At<&T::action_names>>("ActionName", Need::kRequired),
  };
};

template <>
struct Shape<n::CheckIfPhoneNumberIsOptedOutRequest> {
  using T = n::CheckIfPhoneNumberIsOptedOutRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("phoneNumber", Need::kRequired),
  };
};

template <>
struct Shape<n::ConfirmSubscriptionRequest> {
  using T = n::ConfirmSubscriptionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::token>>("Token", Need::kRequired),
      row<At<&T::authenticate_on_unsubscribe>>("AuthenticateOnUnsubscribe"),
  };
};

template <>
struct Shape<n::CreatePlatformApplicationRequest> {
  using T = n::CreatePlatformApplicationRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::name>>("Name", Need::kRequired),
      row<At<&T::platform>>("Platform", Need::kRequired),
      row<At<&T::attributes>>("Attributes", Need::kRequired),
  };
};

template <>
struct Shape<n::CreatePlatformEndpointRequest> {
  using T = n::CreatePlatformEndpointRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn", Need::kRequired),
      row<At<&T::token>>("Token", Need::kRequired),
      row<At<&T::custom_user_data>>("CustomUserData"),
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::CreateSMSSandboxPhoneNumberRequest> {
  using T = n::CreateSMSSandboxPhoneNumberRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("PhoneNumber", Need::kRequired),
      row<At<&T::language_code>>("LanguageCode"),
  };
};

template <>
struct Shape<n::CreateTopicRequest> {
  using T = n::CreateTopicRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::name>>("Name", Need::kRequired),
      row<At<&T::attributes>>("Attributes"),
      row<At<&T::tags>>("Tags"),
      row<At<&T::data_protection_policy>>("DataProtectionPolicy"),
  };
};

template <>
struct Shape<n::DeleteEndpointRequest> {
  using T = n::DeleteEndpointRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoint_arn>>("EndpointArn", Need::kRequired),
  };
};

template <>
struct Shape<n::DeletePlatformApplicationRequest> {
  using T = n::DeletePlatformApplicationRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn", Need::kRequired),
  };
};

template <>
struct Shape<n::DeleteSMSSandboxPhoneNumberRequest> {
  using T = n::DeleteSMSSandboxPhoneNumberRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("PhoneNumber", Need::kRequired),
  };
};

template <>
struct Shape<n::DeleteTopicRequest> {
  using T = n::DeleteTopicRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
  };
};

template <>
struct Shape<n::GetDataProtectionPolicyRequest> {
  using T = n::GetDataProtectionPolicyRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceArn", Need::kRequired),
  };
};

template <>
struct Shape<n::GetEndpointAttributesRequest> {
  using T = n::GetEndpointAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoint_arn>>("EndpointArn", Need::kRequired),
  };
};

template <>
struct Shape<n::GetPlatformApplicationAttributesRequest> {
  using T = n::GetPlatformApplicationAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn", Need::kRequired),
  };
};

template <>
struct Shape<n::GetSMSAttributesRequest> {
  using T = n::GetSMSAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("attributes"),
  };
};

template <>
struct Shape<n::GetSMSSandboxAccountStatusRequest> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<n::GetSubscriptionAttributesRequest> {
  using T = n::GetSubscriptionAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn", Need::kRequired),
  };
};

template <>
struct Shape<n::GetTopicAttributesRequest> {
  using T = n::GetTopicAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
  };
};

template <>
struct Shape<n::ListEndpointsByPlatformApplicationRequest> {
  using T = n::ListEndpointsByPlatformApplicationRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListOriginationNumbersRequest> {
  using T = n::ListOriginationNumbersRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::max_results>>("MaxResults"),
  };
};

template <>
struct Shape<n::ListPhoneNumbersOptedOutRequest> {
  using T = n::ListPhoneNumbersOptedOutRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("nextToken"),
  };
};

template <>
struct Shape<n::ListPlatformApplicationsRequest> {
  using T = n::ListPlatformApplicationsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListSMSSandboxPhoneNumbersRequest> {
  using T = n::ListSMSSandboxPhoneNumbersRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::max_results>>("MaxResults"),
  };
};

template <>
struct Shape<n::ListSubscriptionsRequest> {
  using T = n::ListSubscriptionsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListSubscriptionsByTopicRequest> {
  using T = n::ListSubscriptionsByTopicRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListTagsForResourceRequest> {
  using T = n::ListTagsForResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceArn", Need::kRequired),
  };
};

template <>
struct Shape<n::ListTopicsRequest> {
  using T = n::ListTopicsRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::OptInPhoneNumberRequest> {
  using T = n::OptInPhoneNumberRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("phoneNumber", Need::kRequired),
  };
};

template <>
struct Shape<n::PublishRequest> {
  using T = n::PublishRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn"),
      row<At<&T::target_arn>>("TargetArn"),
      row<At<&T::phone_number>>("PhoneNumber"),
      row<At<&T::message>>("Message", Need::kRequired),
      row<At<&T::subject>>("Subject"),
      row<At<&T::message_structure>>("MessageStructure"),
      row<At<&T::message_attributes>>("MessageAttributes"),
      row<At<&T::message_deduplication_id>>("MessageDeduplicationId"),
      row<At<&T::message_group_id>>("MessageGroupId"),
  };
};

template <>
struct Shape<n::PublishBatchRequest> {
  using T = n::PublishBatchRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::entries>>("PublishBatchRequestEntries", Need::kRequired),
  };
};

template <>
struct Shape<n::PutDataProtectionPolicyRequest> {
  using T = n::PutDataProtectionPolicyRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceArn", Need::kRequired),
      row<At<&T::data_protection_policy>>("DataProtectionPolicy", Need::kRequired),
  };
};

template <>
struct Shape<n::RemovePermissionRequest> {
  using T = n::RemovePermissionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::label>>("Label", Need::kRequired),
  };
};

template <>
struct Shape<n::SetEndpointAttributesRequest> {
  using T = n::SetEndpointAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoint_arn>>("EndpointArn", Need::kRequired),
      row<At<&T::attributes>>("Attributes", Need::kRequired),
  };
};

template <>
struct Shape<n::SetPlatformApplicationAttributesRequest> {
  using T = n::SetPlatformApplicationAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn", Need::kRequired),
      row<At<&T::attributes>>("Attributes", Need::kRequired),
  };
};

template <>
struct Shape<n::SetSMSAttributesRequest> {
  using T = n::SetSMSAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("attributes", Need::kRequired),
  };
};

template <>
struct Shape<n::SetSubscriptionAttributesRequest> {
  using T = n::SetSubscriptionAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn", Need::kRequired),
      row<At<&T::attribute_name>>("AttributeName", Need::kRequired),
      row<At<&T::attribute_value>>("AttributeValue"),
  };
};

template <>
struct Shape<n::SetTopicAttributesRequest> {
  using T = n::SetTopicAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::attribute_name>>("AttributeName", Need::kRequired),
      row<At<&T::attribute_value>>("AttributeValue"),
  };
};

template <>
struct Shape<n::SubscribeRequest> {
  using T = n::SubscribeRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::protocol>>("Protocol", Need::kRequired),
      row<At<&T::endpoint>>("Endpoint"),
      row<At<&T::attributes>>("Attributes"),
      row<At<&T::return_subscription_arn>>("ReturnSubscriptionArn"),
  };
};

template <>
struct Shape<n::TagResourceRequest> {
  using T = n::TagResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceArn", Need::kRequired),
      row<At<&T::tags>>("Tags", Need::kRequired),
  };
};

template <>
struct Shape<n::UnsubscribeRequest> {
  using T = n::UnsubscribeRequest;
  // The API model calls it required, but the service has words of its own for its absence.
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn"),
  };
};

template <>
struct Shape<n::UntagResourceRequest> {
  using T = n::UntagResourceRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::resource_arn>>("ResourceArn", Need::kRequired),
      row<At<&T::tag_keys>>("TagKeys", Need::kRequired),
  };
};

template <>
struct Shape<n::VerifySMSSandboxPhoneNumberRequest> {
  using T = n::VerifySMSSandboxPhoneNumberRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_number>>("PhoneNumber", Need::kRequired),
      row<At<&T::one_time_password>>("OneTimePassword", Need::kRequired),
  };
};

template <>
struct Shape<n::EmptyResponse> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<n::CheckIfPhoneNumberIsOptedOutResponse> {
  using T = n::CheckIfPhoneNumberIsOptedOutResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::is_opted_out>>("isOptedOut"),
  };
};

template <>
struct Shape<n::ConfirmSubscriptionResponse> {
  using T = n::ConfirmSubscriptionResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn"),
  };
};

template <>
struct Shape<n::CreatePlatformApplicationResponse> {
  using T = n::CreatePlatformApplicationResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_application_arn>>("PlatformApplicationArn"),
  };
};

template <>
struct Shape<n::CreatePlatformEndpointResponse> {
  using T = n::CreatePlatformEndpointResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoint_arn>>("EndpointArn"),
  };
};

template <>
struct Shape<n::CreateTopicResponse> {
  using T = n::CreateTopicResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_arn>>("TopicArn"),
  };
};

template <>
struct Shape<n::GetDataProtectionPolicyResponse> {
  using T = n::GetDataProtectionPolicyResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::data_protection_policy>>("DataProtectionPolicy"),
  };
};

template <>
struct Shape<n::GetEndpointAttributesResponse> {
  using T = n::GetEndpointAttributesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::GetPlatformApplicationAttributesResponse> {
  using T = n::GetPlatformApplicationAttributesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::GetSMSAttributesResponse> {
  using T = n::GetSMSAttributesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("attributes"),
  };
};

template <>
struct Shape<n::GetSMSSandboxAccountStatusResponse> {
  using T = n::GetSMSSandboxAccountStatusResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::is_in_sandbox>>("IsInSandbox", Need::kRequired),
  };
};

template <>
struct Shape<n::GetSubscriptionAttributesResponse> {
  using T = n::GetSubscriptionAttributesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::GetTopicAttributesResponse> {
  using T = n::GetTopicAttributesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::attributes>>("Attributes"),
  };
};

template <>
struct Shape<n::ListEndpointsByPlatformApplicationResponse> {
  using T = n::ListEndpointsByPlatformApplicationResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::endpoints>>("Endpoints"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListOriginationNumbersResponse> {
  using T = n::ListOriginationNumbersResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::phone_numbers>>("PhoneNumbers"),
  };
};

template <>
struct Shape<n::ListPhoneNumbersOptedOutResponse> {
  using T = n::ListPhoneNumbersOptedOutResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_numbers>>("phoneNumbers"),
      row<At<&T::next_token>>("nextToken"),
  };
};

template <>
struct Shape<n::ListPlatformApplicationsResponse> {
  using T = n::ListPlatformApplicationsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::platform_applications>>("PlatformApplications"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListSMSSandboxPhoneNumbersResponse> {
  using T = n::ListSMSSandboxPhoneNumbersResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::phone_numbers>>("PhoneNumbers", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListSubscriptionsResponse> {
  using T = n::ListSubscriptionsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscriptions>>("Subscriptions"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListSubscriptionsByTopicResponse> {
  using T = n::ListSubscriptionsByTopicResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscriptions>>("Subscriptions"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::ListTagsForResourceResponse> {
  using T = n::ListTagsForResourceResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::tags>>("Tags"),
  };
};

template <>
struct Shape<n::ListTopicsResponse> {
  using T = n::ListTopicsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::topics>>("Topics"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<n::PublishResponse> {
  using T = n::PublishResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::message_id>>("MessageId"),
      row<At<&T::sequence_number>>("SequenceNumber"),
  };
};

template <>
struct Shape<n::PublishBatchResponse> {
  using T = n::PublishBatchResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::successful>>("Successful"),
      row<At<&T::failed>>("Failed"),
  };
};

template <>
struct Shape<n::SubscribeResponse> {
  using T = n::SubscribeResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::subscription_arn>>("SubscriptionArn"),
  };
};

}  // namespace api
