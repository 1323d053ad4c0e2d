// The name of every request: service, action and the right that IAM asks for. The operation table
// and IAM's door read the same rows. Must not know how an action is carried out.
#pragma once

#include <string_view>
#include <type_traits>
#include <variant>

#include "model/request.h"

namespace model {

struct ActionName {
  std::string_view service;  // "sqs": of the CLI and of IAM
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
