// Hashes of the vocabulary of Amazon SNS. Every function takes its struct apart by a structured
// binding, so that a new member does not compile until it is hashed.
#include "model/sns_hashes.h"

#include "base/hash_fields.h"
#include "model/hashes.h"

namespace model::sns {

void hash_into(const Tag& r, base::Hasher& h) {
  const auto& [key, value] = r;
  base::hash_fields(h, key, value);
}
void hash_into(const Topic& r, base::Hasher& h) {
  const auto& [topic_arn] = r;
  base::hash_fields(h, topic_arn);
}
void hash_into(const Subscription& r, base::Hasher& h) {
  const auto& [subscription_arn, owner, protocol, endpoint, topic_arn] = r;
  base::hash_fields(h, subscription_arn, owner, protocol, endpoint, topic_arn);
}
void hash_into(const Endpoint& r, base::Hasher& h) {
  const auto& [endpoint_arn, attributes] = r;
  base::hash_fields(h, endpoint_arn, attributes);
}
void hash_into(const PlatformApplication& r, base::Hasher& h) {
  const auto& [platform_application_arn, attributes] = r;
  base::hash_fields(h, platform_application_arn, attributes);
}
void hash_into(const PhoneNumberInformation& r, base::Hasher& h) {
  const auto& [created_at, phone_number, status, iso2_country_code, route_type,
               number_capabilities] = r;
  base::hash_fields(h, created_at, phone_number, status, iso2_country_code, route_type,
                    number_capabilities);
}
void hash_into(const SMSSandboxPhoneNumber& r, base::Hasher& h) {
  const auto& [phone_number, status] = r;
  base::hash_fields(h, phone_number, status);
}
void hash_into(const PublishBatchRequestEntry& r, base::Hasher& h) {
  const auto& [id, message, subject, message_structure, message_attributes,
               message_deduplication_id, message_group_id, reserved] = r;
  base::hash_fields(h, id, message, subject, message_structure, message_attributes,
                    message_deduplication_id, message_group_id, reserved);
}
void hash_into(const PublishBatchResultEntry& r, base::Hasher& h) {
  const auto& [id, message_id, sequence_number, publish] = r;
  base::hash_fields(h, id, message_id, sequence_number, publish);
}
void hash_into(const BatchResultErrorEntry& r, base::Hasher& h) {
  const auto& [id, code, message, sender_fault] = r;
  base::hash_fields(h, id, code, message, sender_fault);
}
void hash_into(const AddPermissionRequest& r, base::Hasher& h) {
  const auto& [topic_arn, label, aws_account_ids, action_names] = r;
  base::hash_fields(h, topic_arn, label, aws_account_ids, action_names);
}
void hash_into(const CheckIfPhoneNumberIsOptedOutRequest& r, base::Hasher& h) {
  const auto& [phone_number] = r;
  base::hash_fields(h, phone_number);
}
void hash_into(const ConfirmSubscriptionRequest& r, base::Hasher& h) {
  const auto& [topic_arn, token, authenticate_on_unsubscribe] = r;
  base::hash_fields(h, topic_arn, token, authenticate_on_unsubscribe);
}
void hash_into(const CreatePlatformApplicationRequest& r, base::Hasher& h) {
  const auto& [name, platform, attributes] = r;
  base::hash_fields(h, name, platform, attributes);
}
void hash_into(const CreatePlatformEndpointRequest& r, base::Hasher& h) {
  const auto& [platform_application_arn, token, custom_user_data, attributes] = r;
  base::hash_fields(h, platform_application_arn, token, custom_user_data, attributes);
}
void hash_into(const CreateSMSSandboxPhoneNumberRequest& r, base::Hasher& h) {
  const auto& [phone_number, language_code] = r;
  base::hash_fields(h, phone_number, language_code);
}
void hash_into(const CreateTopicRequest& r, base::Hasher& h) {
  const auto& [name, attributes, tags, data_protection_policy] = r;
  base::hash_fields(h, name, attributes, tags, data_protection_policy);
}
void hash_into(const DeleteEndpointRequest& r, base::Hasher& h) {
  const auto& [endpoint_arn] = r;
  base::hash_fields(h, endpoint_arn);
}
void hash_into(const DeletePlatformApplicationRequest& r, base::Hasher& h) {
  const auto& [platform_application_arn] = r;
  base::hash_fields(h, platform_application_arn);
}
void hash_into(const DeleteSMSSandboxPhoneNumberRequest& r, base::Hasher& h) {
  const auto& [phone_number] = r;
  base::hash_fields(h, phone_number);
}
void hash_into(const DeleteTopicRequest& r, base::Hasher& h) {
  const auto& [topic_arn] = r;
  base::hash_fields(h, topic_arn);
}
void hash_into(const GetDataProtectionPolicyRequest& r, base::Hasher& h) {
  const auto& [resource_arn] = r;
  base::hash_fields(h, resource_arn);
}
void hash_into(const GetEndpointAttributesRequest& r, base::Hasher& h) {
  const auto& [endpoint_arn] = r;
  base::hash_fields(h, endpoint_arn);
}
void hash_into(const GetPlatformApplicationAttributesRequest& r, base::Hasher& h) {
  const auto& [platform_application_arn] = r;
  base::hash_fields(h, platform_application_arn);
}
void hash_into(const GetSMSAttributesRequest& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const GetSMSSandboxAccountStatusRequest&, base::Hasher&) {}
void hash_into(const GetSubscriptionAttributesRequest& r, base::Hasher& h) {
  const auto& [subscription_arn] = r;
  base::hash_fields(h, subscription_arn);
}
void hash_into(const GetTopicAttributesRequest& r, base::Hasher& h) {
  const auto& [topic_arn] = r;
  base::hash_fields(h, topic_arn);
}
void hash_into(const ListEndpointsByPlatformApplicationRequest& r, base::Hasher& h) {
  const auto& [platform_application_arn, next_token] = r;
  base::hash_fields(h, platform_application_arn, next_token);
}
void hash_into(const ListOriginationNumbersRequest& r, base::Hasher& h) {
  const auto& [next_token, max_results] = r;
  base::hash_fields(h, next_token, max_results);
}
void hash_into(const ListPhoneNumbersOptedOutRequest& r, base::Hasher& h) {
  const auto& [next_token] = r;
  base::hash_fields(h, next_token);
}
void hash_into(const ListPlatformApplicationsRequest& r, base::Hasher& h) {
  const auto& [next_token] = r;
  base::hash_fields(h, next_token);
}
void hash_into(const ListSMSSandboxPhoneNumbersRequest& r, base::Hasher& h) {
  const auto& [next_token, max_results] = r;
  base::hash_fields(h, next_token, max_results);
}
void hash_into(const ListSubscriptionsRequest& r, base::Hasher& h) {
  const auto& [next_token] = r;
  base::hash_fields(h, next_token);
}
void hash_into(const ListSubscriptionsByTopicRequest& r, base::Hasher& h) {
  const auto& [topic_arn, next_token] = r;
  base::hash_fields(h, topic_arn, next_token);
}
void hash_into(const ListTagsForResourceRequest& r, base::Hasher& h) {
  const auto& [resource_arn] = r;
  base::hash_fields(h, resource_arn);
}
void hash_into(const ListTopicsRequest& r, base::Hasher& h) {
  const auto& [next_token] = r;
  base::hash_fields(h, next_token);
}
void hash_into(const OptInPhoneNumberRequest& r, base::Hasher& h) {
  const auto& [phone_number] = r;
  base::hash_fields(h, phone_number);
}
void hash_into(const PublishRequest& r, base::Hasher& h) {
  const auto& [topic_arn, target_arn, phone_number, message, subject, message_structure,
               message_attributes, message_deduplication_id, message_group_id, reserved] = r;
  base::hash_fields(h, topic_arn, target_arn, phone_number, message, subject, message_structure,
                    message_attributes, message_deduplication_id, message_group_id, reserved);
}
void hash_into(const PublishBatchRequest& r, base::Hasher& h) {
  const auto& [topic_arn, entries] = r;
  base::hash_fields(h, topic_arn, entries);
}
void hash_into(const PutDataProtectionPolicyRequest& r, base::Hasher& h) {
  const auto& [resource_arn, data_protection_policy] = r;
  base::hash_fields(h, resource_arn, data_protection_policy);
}
void hash_into(const RemovePermissionRequest& r, base::Hasher& h) {
  const auto& [topic_arn, label] = r;
  base::hash_fields(h, topic_arn, label);
}
void hash_into(const SetEndpointAttributesRequest& r, base::Hasher& h) {
  const auto& [endpoint_arn, attributes] = r;
  base::hash_fields(h, endpoint_arn, attributes);
}
void hash_into(const SetPlatformApplicationAttributesRequest& r, base::Hasher& h) {
  const auto& [platform_application_arn, attributes] = r;
  base::hash_fields(h, platform_application_arn, attributes);
}
void hash_into(const SetSMSAttributesRequest& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const SetSubscriptionAttributesRequest& r, base::Hasher& h) {
  const auto& [subscription_arn, attribute_name, attribute_value] = r;
  base::hash_fields(h, subscription_arn, attribute_name, attribute_value);
}
void hash_into(const SetTopicAttributesRequest& r, base::Hasher& h) {
  const auto& [topic_arn, attribute_name, attribute_value] = r;
  base::hash_fields(h, topic_arn, attribute_name, attribute_value);
}
void hash_into(const SubscribeRequest& r, base::Hasher& h) {
  const auto& [topic_arn, protocol, endpoint, attributes, return_subscription_arn] = r;
  base::hash_fields(h, topic_arn, protocol, endpoint, attributes, return_subscription_arn);
}
void hash_into(const TagResourceRequest& r, base::Hasher& h) {
  const auto& [resource_arn, tags] = r;
  base::hash_fields(h, resource_arn, tags);
}
void hash_into(const UnsubscribeRequest& r, base::Hasher& h) {
  const auto& [subscription_arn] = r;
  base::hash_fields(h, subscription_arn);
}
void hash_into(const UntagResourceRequest& r, base::Hasher& h) {
  const auto& [resource_arn, tag_keys] = r;
  base::hash_fields(h, resource_arn, tag_keys);
}
void hash_into(const VerifySMSSandboxPhoneNumberRequest& r, base::Hasher& h) {
  const auto& [phone_number, one_time_password] = r;
  base::hash_fields(h, phone_number, one_time_password);
}
void hash_into(const EmptyResponse&, base::Hasher&) {}
void hash_into(const CheckIfPhoneNumberIsOptedOutResponse& r, base::Hasher& h) {
  const auto& [is_opted_out] = r;
  base::hash_fields(h, is_opted_out);
}
void hash_into(const ConfirmSubscriptionResponse& r, base::Hasher& h) {
  const auto& [subscription_arn] = r;
  base::hash_fields(h, subscription_arn);
}
void hash_into(const CreatePlatformApplicationResponse& r, base::Hasher& h) {
  const auto& [platform_application_arn] = r;
  base::hash_fields(h, platform_application_arn);
}
void hash_into(const CreatePlatformEndpointResponse& r, base::Hasher& h) {
  const auto& [endpoint_arn] = r;
  base::hash_fields(h, endpoint_arn);
}
void hash_into(const CreateTopicResponse& r, base::Hasher& h) {
  const auto& [topic_arn] = r;
  base::hash_fields(h, topic_arn);
}
void hash_into(const GetDataProtectionPolicyResponse& r, base::Hasher& h) {
  const auto& [data_protection_policy] = r;
  base::hash_fields(h, data_protection_policy);
}
void hash_into(const GetEndpointAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const GetPlatformApplicationAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const GetSMSAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const GetSMSSandboxAccountStatusResponse& r, base::Hasher& h) {
  const auto& [is_in_sandbox] = r;
  base::hash_fields(h, is_in_sandbox);
}
void hash_into(const GetSubscriptionAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const GetTopicAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const ListEndpointsByPlatformApplicationResponse& r, base::Hasher& h) {
  const auto& [endpoints, next_token] = r;
  base::hash_fields(h, endpoints, next_token);
}
void hash_into(const ListOriginationNumbersResponse& r, base::Hasher& h) {
  const auto& [next_token, phone_numbers] = r;
  base::hash_fields(h, next_token, phone_numbers);
}
void hash_into(const ListPhoneNumbersOptedOutResponse& r, base::Hasher& h) {
  const auto& [phone_numbers, next_token] = r;
  base::hash_fields(h, phone_numbers, next_token);
}
void hash_into(const ListPlatformApplicationsResponse& r, base::Hasher& h) {
  const auto& [platform_applications, next_token] = r;
  base::hash_fields(h, platform_applications, next_token);
}
void hash_into(const ListSMSSandboxPhoneNumbersResponse& r, base::Hasher& h) {
  const auto& [phone_numbers, next_token] = r;
  base::hash_fields(h, phone_numbers, next_token);
}
void hash_into(const ListSubscriptionsResponse& r, base::Hasher& h) {
  const auto& [subscriptions, next_token] = r;
  base::hash_fields(h, subscriptions, next_token);
}
void hash_into(const ListSubscriptionsByTopicResponse& r, base::Hasher& h) {
  const auto& [subscriptions, next_token] = r;
  base::hash_fields(h, subscriptions, next_token);
}
void hash_into(const ListTagsForResourceResponse& r, base::Hasher& h) {
  const auto& [tags] = r;
  base::hash_fields(h, tags);
}
void hash_into(const ListTopicsResponse& r, base::Hasher& h) {
  const auto& [topics, next_token] = r;
  base::hash_fields(h, topics, next_token);
}
void hash_into(const PublishResponse& r, base::Hasher& h) {
  const auto& [message_id, sequence_number, publish] = r;
  base::hash_fields(h, message_id, sequence_number, publish);
}
void hash_into(const PublishBatchResponse& r, base::Hasher& h) {
  const auto& [successful, failed] = r;
  base::hash_fields(h, successful, failed);
}
void hash_into(const SubscribeResponse& r, base::Hasher& h) {
  const auto& [subscription_arn] = r;
  base::hash_fields(h, subscription_arn);
}
void hash_into(const EndpointCall& r, base::Hasher& h) {
  const auto& [delivery, protocol, endpoint, type, subject, headers, body] = r;
  base::hash_fields(h, delivery, protocol, endpoint, type, subject, headers, body);
}

void hash_into(const Request& request, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(request.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, request);
}
void hash_into(const Response& response, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(response.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, response);
}

}  // namespace model::sns
