// The vocabulary of Amazon SNS: requests and responses of the 2010-03-31 API, with AWS's member
// names in snake case. Must not know how a topic works.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.h"
#include "model/sqs.h"

namespace model::sns {

using AttributeMap = std::map<std::string, std::string>;
/// A message attribute has the same form as in SQS; String.Array exists here only.
using MessageAttributeValue = sqs::MessageAttributeValue;
using MessageAttributes = std::map<std::string, MessageAttributeValue>;

struct Tag {
  std::string key;
  std::string value;
};
struct Topic {
  std::string topic_arn;
};
struct Subscription {
  std::string subscription_arn;
  std::string owner;
  std::string protocol;
  std::string endpoint;
  std::string topic_arn;
};
struct Endpoint {
  std::string endpoint_arn;
  AttributeMap attributes;
};
struct PlatformApplication {
  std::string platform_application_arn;
  AttributeMap attributes;
};
struct PhoneNumberInformation {
  std::string created_at;
  std::string phone_number;
  std::string status;
  std::string iso2_country_code;
  std::string route_type;
  std::vector<std::string> number_capabilities;
};
struct SMSSandboxPhoneNumber {
  std::string phone_number;
  std::string status;
};
struct PublishBatchRequestEntry {
  std::string id;
  std::string message;
  std::optional<std::string> subject;
  std::optional<std::string> message_structure;
  MessageAttributes message_attributes;
  std::optional<std::string> message_deduplication_id;
  std::optional<std::string> message_group_id;
  PublishId reserved;  // as in PublishRequest
};
struct PublishBatchResultEntry {
  std::string id;
  std::string message_id;
  std::string sequence_number;
  PublishId publish;  // for the simulation; not part of AWS's API
};
struct BatchResultErrorEntry {
  std::string id;
  std::string code;
  std::string message;
  bool sender_fault = false;
};

struct AddPermissionRequest {
  std::string topic_arn;
  std::string label;
  std::vector<std::string> aws_account_ids;
  std::vector<std::string> action_names;
};
struct CheckIfPhoneNumberIsOptedOutRequest {
  std::string phone_number;
};
struct ConfirmSubscriptionRequest {
  std::string topic_arn;
  std::string token;
  std::string authenticate_on_unsubscribe;
};
struct CreatePlatformApplicationRequest {
  std::string name;
  std::string platform;
  AttributeMap attributes;
};
struct CreatePlatformEndpointRequest {
  std::string platform_application_arn;
  std::string token;
  std::string custom_user_data;
  AttributeMap attributes;
};
struct CreateSMSSandboxPhoneNumberRequest {
  std::string phone_number;
  std::string language_code;
};
struct CreateTopicRequest {
  std::string name;
  AttributeMap attributes;
  std::vector<Tag> tags;
  std::string data_protection_policy;
};
struct DeleteEndpointRequest {
  std::string endpoint_arn;
};
struct DeletePlatformApplicationRequest {
  std::string platform_application_arn;
};
struct DeleteSMSSandboxPhoneNumberRequest {
  std::string phone_number;
};
struct DeleteTopicRequest {
  std::string topic_arn;
};
struct GetDataProtectionPolicyRequest {
  std::string resource_arn;
};
struct GetEndpointAttributesRequest {
  std::string endpoint_arn;
};
struct GetPlatformApplicationAttributesRequest {
  std::string platform_application_arn;
};
struct GetSMSAttributesRequest {
  std::vector<std::string> attributes;
};
struct GetSMSSandboxAccountStatusRequest {};
struct GetSubscriptionAttributesRequest {
  std::string subscription_arn;
};
struct GetTopicAttributesRequest {
  std::string topic_arn;
};
struct ListEndpointsByPlatformApplicationRequest {
  std::string platform_application_arn;
  std::string next_token;
};
struct ListOriginationNumbersRequest {
  std::string next_token;
  std::optional<std::int64_t> max_results;
};
struct ListPhoneNumbersOptedOutRequest {
  std::string next_token;
};
struct ListPlatformApplicationsRequest {
  std::string next_token;
};
struct ListSMSSandboxPhoneNumbersRequest {
  std::string next_token;
  std::optional<std::int64_t> max_results;
};
struct ListSubscriptionsRequest {
  std::string next_token;
};
struct ListSubscriptionsByTopicRequest {
  std::string topic_arn;
  std::string next_token;
};
struct ListTagsForResourceRequest {
  std::string resource_arn;
};
struct ListTopicsRequest {
  std::string next_token;
};
struct OptInPhoneNumberRequest {
  std::string phone_number;
};
struct PublishRequest {
  std::optional<std::string> topic_arn;
  std::optional<std::string> target_arn;
  std::optional<std::string> phone_number;
  std::string message;
  std::optional<std::string> subject;
  std::optional<std::string> message_structure;
  MessageAttributes message_attributes;
  std::optional<std::string> message_deduplication_id;
  std::optional<std::string> message_group_id;
  /// The id the message will get, drawn when the request left its caller so that the picture can
  /// name it on the way. 0: drawn at arrival. Not part of AWS's API.
  PublishId reserved;
};
struct PublishBatchRequest {
  std::string topic_arn;
  std::vector<PublishBatchRequestEntry> entries;
};
struct PutDataProtectionPolicyRequest {
  std::string resource_arn;
  std::string data_protection_policy;
};
struct RemovePermissionRequest {
  std::string topic_arn;
  std::string label;
};
struct SetEndpointAttributesRequest {
  std::string endpoint_arn;
  AttributeMap attributes;
};
struct SetPlatformApplicationAttributesRequest {
  std::string platform_application_arn;
  AttributeMap attributes;
};
struct SetSMSAttributesRequest {
  AttributeMap attributes;
};
struct SetSubscriptionAttributesRequest {
  std::string subscription_arn;
  std::string attribute_name;
  std::optional<std::string> attribute_value;
};
struct SetTopicAttributesRequest {
  std::string topic_arn;
  std::string attribute_name;
  std::optional<std::string> attribute_value;
};
struct SubscribeRequest {
  std::string topic_arn;
  std::string protocol;
  std::string endpoint;
  AttributeMap attributes;
  std::optional<bool> return_subscription_arn;
};
struct TagResourceRequest {
  std::string resource_arn;
  std::vector<Tag> tags;
};
struct UnsubscribeRequest {
  std::string subscription_arn;
};
struct UntagResourceRequest {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
};
struct VerifySMSSandboxPhoneNumberRequest {
  std::string phone_number;
  std::string one_time_password;
};

/// Actions whose answer is empty.
struct EmptyResponse {};
struct CheckIfPhoneNumberIsOptedOutResponse {
  bool is_opted_out = false;
};
struct ConfirmSubscriptionResponse {
  std::string subscription_arn;
};
struct CreatePlatformApplicationResponse {
  std::string platform_application_arn;
};
struct CreatePlatformEndpointResponse {
  std::string endpoint_arn;
};
struct CreateTopicResponse {
  std::string topic_arn;
};
struct GetDataProtectionPolicyResponse {
  std::string data_protection_policy;
};
struct GetEndpointAttributesResponse {
  AttributeMap attributes;
};
struct GetPlatformApplicationAttributesResponse {
  AttributeMap attributes;
};
struct GetSMSAttributesResponse {
  AttributeMap attributes;
};
struct GetSMSSandboxAccountStatusResponse {
  bool is_in_sandbox = false;
};
struct GetSubscriptionAttributesResponse {
  AttributeMap attributes;
};
struct GetTopicAttributesResponse {
  AttributeMap attributes;
};
struct ListEndpointsByPlatformApplicationResponse {
  std::vector<Endpoint> endpoints;
  std::string next_token;
};
struct ListOriginationNumbersResponse {
  std::string next_token;
  std::vector<PhoneNumberInformation> phone_numbers;
};
struct ListPhoneNumbersOptedOutResponse {
  std::vector<std::string> phone_numbers;
  std::string next_token;
};
struct ListPlatformApplicationsResponse {
  std::vector<PlatformApplication> platform_applications;
  std::string next_token;
};
struct ListSMSSandboxPhoneNumbersResponse {
  std::vector<SMSSandboxPhoneNumber> phone_numbers;
  std::string next_token;
};
struct ListSubscriptionsResponse {
  std::vector<Subscription> subscriptions;
  std::string next_token;
};
struct ListSubscriptionsByTopicResponse {
  std::vector<Subscription> subscriptions;
  std::string next_token;
};
struct ListTagsForResourceResponse {
  std::vector<Tag> tags;
};
struct ListTopicsResponse {
  std::vector<Topic> topics;
  std::string next_token;
};
struct PublishResponse {
  std::string message_id;
  std::string sequence_number;
  PublishId publish;  // for the simulation; not part of AWS's API
};
struct PublishBatchResponse {
  std::vector<PublishBatchResultEntry> successful;
  std::vector<BatchResultErrorEntry> failed;
};
struct SubscribeResponse {
  std::string subscription_arn;
};

using Request = std::variant<
    AddPermissionRequest, CheckIfPhoneNumberIsOptedOutRequest, ConfirmSubscriptionRequest,
    CreatePlatformApplicationRequest, CreatePlatformEndpointRequest,
    CreateSMSSandboxPhoneNumberRequest, CreateTopicRequest, DeleteEndpointRequest,
    DeletePlatformApplicationRequest, DeleteSMSSandboxPhoneNumberRequest, DeleteTopicRequest,
    GetDataProtectionPolicyRequest, GetEndpointAttributesRequest,
    GetPlatformApplicationAttributesRequest, GetSMSAttributesRequest,
    GetSMSSandboxAccountStatusRequest, GetSubscriptionAttributesRequest, GetTopicAttributesRequest,
    ListEndpointsByPlatformApplicationRequest, ListOriginationNumbersRequest,
    ListPhoneNumbersOptedOutRequest, ListPlatformApplicationsRequest,
    ListSMSSandboxPhoneNumbersRequest, ListSubscriptionsRequest, ListSubscriptionsByTopicRequest,
    ListTagsForResourceRequest, ListTopicsRequest, OptInPhoneNumberRequest, PublishRequest,
    PublishBatchRequest, PutDataProtectionPolicyRequest, RemovePermissionRequest,
    SetEndpointAttributesRequest, SetPlatformApplicationAttributesRequest, SetSMSAttributesRequest,
    SetSubscriptionAttributesRequest, SetTopicAttributesRequest, SubscribeRequest,
    TagResourceRequest, UnsubscribeRequest, UntagResourceRequest,
    VerifySMSSandboxPhoneNumberRequest>;
using Response =
    std::variant<EmptyResponse, CheckIfPhoneNumberIsOptedOutResponse, ConfirmSubscriptionResponse,
                 CreatePlatformApplicationResponse, CreatePlatformEndpointResponse,
                 CreateTopicResponse, GetDataProtectionPolicyResponse,
                 GetEndpointAttributesResponse, GetPlatformApplicationAttributesResponse,
                 GetSMSAttributesResponse, GetSMSSandboxAccountStatusResponse,
                 GetSubscriptionAttributesResponse, GetTopicAttributesResponse,
                 ListEndpointsByPlatformApplicationResponse, ListOriginationNumbersResponse,
                 ListPhoneNumbersOptedOutResponse, ListPlatformApplicationsResponse,
                 ListSMSSandboxPhoneNumbersResponse, ListSubscriptionsResponse,
                 ListSubscriptionsByTopicResponse, ListTagsForResourceResponse, ListTopicsResponse,
                 PublishResponse, PublishBatchResponse, SubscribeResponse>;

/// What SNS brings to an endpoint that is no queue: a POST, a mail, a text message, an invocation.
/// Not part of AWS's API: it travels through the World as a call of the service.
struct EndpointCall {
  DeliveryId delivery;
  std::string protocol;
  std::string endpoint;
  std::string type;  // "Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"
  std::string subject;
  AttributeMap headers;  // of http and https
  std::string body;
};

}  // namespace model::sns
