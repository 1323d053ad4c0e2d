// The operation table: the rows of Amazon SNS. Must not know how a call is carried out.
#include "api/sns_operations.h"

#include <format>

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

// "MessageAttributes" -> "messageAttributes": AWS's inner names begin with a small letter.
std::string inner_name(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] + 32);
  return out;
}

// "/PublishBatchRequestEntries/0/Id" as AWS writes it: "publishBatchRequestEntries.1.member.id".
std::string inner_path(const TypeInfo* type, std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = pointer.find('/');
    const std::string name(pointer.substr(0, slash));
    pointer = slash == std::string_view::npos ? "" : pointer.substr(slash);
    if (!out.empty()) out += ".";
    if (type != nullptr && type->kind == Kind::kList) {
      std::size_t index = 0;
      for (const char c : name) index = index * 10 + static_cast<std::size_t>(c - '0');
      out += std::to_string(index + 1) + ".member";
      type = type->item;
    } else if (type != nullptr && type->kind == Kind::kMap) {
      out += name + ".member";
      type = type->item;
    } else {
      out += inner_name(name);
      const MemberInfo* member = nullptr;
      for (const MemberInfo& m : type == nullptr ? std::span<const MemberInfo>() : type->members) {
        if (m.name == name) member = &m;
      }
      type = member == nullptr ? nullptr : member->type;
    }
  }
  return out;
}

}  // namespace

model::ApiError sns_refusal(const Operation& operation, const base::JsonError& error) {
  constexpr std::string_view kMissing = "The request must contain the parameter ";
  std::string path = inner_path(operation.input, error.pointer);
  model::ApiError out{.type = "ValidationException", .query_code = "ValidationError"};
  if (error.message.starts_with(kMissing)) {
    std::string_view name = std::string_view(error.message).substr(kMissing.size());
    name.remove_suffix(1);
    path += (path.empty() ? "" : ".") + inner_name(name);
    out.message = std::format(
        "1 validation error detected: Value null at '{}' failed to satisfy constraint: Member must "
        "not be null",
        path);
  } else {
    out.message = std::format("1 validation error detected: Value at '{}' {}", path, error.message);
  }
  return out;
}

std::span<const Operation> sns_operations() { return kRows; }

std::optional<base::Json> sns_response_to_json(const Response& response) {
  return write_response<n::Response>(response);
}

}  // namespace api
