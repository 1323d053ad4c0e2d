// The rows of Amazon SQS: every member of every request and answer with AWS's name (API version
// 2012-11-05). Must not know how a queue works. A member that is not simulated has no row, so that
// using it is refused rather than ignored.
#pragma once

#include <tuple>

#include "api/shape.h"
#include "model/sqs.h"

namespace api {

namespace m = model::sqs;

/// MessageSystemAttributes of a send holds AWSTraceHeader and nothing else (aws-facts 1.2).
struct TraceHeaderCodec {
  static const TypeInfo info;
  static bool absent(const std::string& v) { return v.empty(); }
  static base::Json write(const std::string& v);
  static void read(const base::JsonReader& in, std::string& out);
};

/// `[{"Id": "a"}]` for a list of ids.
struct IdListCodec {
  static const TypeInfo info;
  static bool absent(const std::vector<std::string>& ids) { return ids.empty(); }
  static base::Json write(const std::vector<std::string>& ids);
};

/// A list of values of a message attribute: AWS reserves the members and refuses any use of them,
/// so only whether there is one is kept.
struct ListValuesCodec {
  static constexpr TypeInfo info{Kind::kList, &Codec<std::string>::info};
  static bool absent(bool has_values) { return !has_values; }
  static base::Json write(bool) { return base::Json::array({""}); }
  static void read(const base::JsonReader& in, bool& has_values) {
    if (!in.elements().empty()) has_values = true;
  }
};

template <>
struct Shape<m::MessageAttributeValue> {
  using T = m::MessageAttributeValue;
  static constexpr auto rows = std::tuple{
      row<At<&T::data_type>>("DataType", Need::kRequired),
      row<At<&T::string_value>>("StringValue"),
      row_as<At<&T::binary_value>, BlobCodec>("BinaryValue"),
      row_as<At<&T::has_list_values>, ListValuesCodec>("StringListValues"),
      row_as<At<&T::has_list_values>, ListValuesCodec>("BinaryListValues"),
  };
};

template <>
struct Shape<m::CreateQueueRequest> {
  using T = m::CreateQueueRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_name>>("QueueName", Need::kRequired),
      row<At<&T::attributes>>("Attributes"),
      row<At<&T::tags>>("tags"),
  };
};

template <>
struct Shape<m::DeleteQueueRequest> {
  using T = m::DeleteQueueRequest;
  static constexpr auto rows = std::tuple{row<At<&T::queue_url>>("QueueUrl", Need::kRequired)};
};

template <>
struct Shape<m::PurgeQueueRequest> {
  using T = m::PurgeQueueRequest;
  static constexpr auto rows = std::tuple{row<At<&T::queue_url>>("QueueUrl", Need::kRequired)};
};

template <>
struct Shape<m::ListQueuesRequest> {
  using T = m::ListQueuesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_name_prefix>>("QueueNamePrefix"),
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::max_results>>("MaxResults"),
  };
};

template <>
struct Shape<m::GetQueueUrlRequest> {
  using T = m::GetQueueUrlRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_name>>("QueueName", Need::kRequired),
      row<At<&T::queue_owner_aws_account_id>>("QueueOwnerAWSAccountId"),
  };
};

template <>
struct Shape<m::GetQueueAttributesRequest> {
  using T = m::GetQueueAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::attribute_names>>("AttributeNames"),
  };
};

template <>
struct Shape<m::SetQueueAttributesRequest> {
  using T = m::SetQueueAttributesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::attributes>>("Attributes", Need::kRequired),
  };
};

template <>
struct Shape<m::SendMessageRequest> {
  using T = m::SendMessageRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::message_body>>("MessageBody", Need::kRequired),
      row<At<&T::delay_seconds>>("DelaySeconds"),
      row<At<&T::message_attributes>>("MessageAttributes"),
      row_as<At<&T::trace_header>, TraceHeaderCodec>("MessageSystemAttributes"),
      row<At<&T::message_deduplication_id>>("MessageDeduplicationId"),
      row<At<&T::message_group_id>>("MessageGroupId"),
  };
};

template <>
struct Shape<m::SendMessageBatchRequest::Entry> {
  using T = m::SendMessageBatchRequest::Entry;
  using S = m::SendMessageRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::message, &S::message_body>>("MessageBody", Need::kRequired),
      row<At<&T::message, &S::delay_seconds>>("DelaySeconds"),
      row<At<&T::message, &S::message_attributes>>("MessageAttributes"),
      row_as<At<&T::message, &S::trace_header>, TraceHeaderCodec>("MessageSystemAttributes"),
      row<At<&T::message, &S::message_deduplication_id>>("MessageDeduplicationId"),
      row<At<&T::message, &S::message_group_id>>("MessageGroupId"),
  };
};

template <>
struct Shape<m::SendMessageBatchRequest> {
  using T = m::SendMessageBatchRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::entries>>("Entries", Need::kRequired),
  };
};

template <>
struct Shape<m::ReceiveMessageRequest> {
  using T = m::ReceiveMessageRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::attribute_names>>("AttributeNames"),
      row<At<&T::system_attribute_names>>("MessageSystemAttributeNames"),
      row<At<&T::message_attribute_names>>("MessageAttributeNames"),
      row<At<&T::max_number_of_messages>>("MaxNumberOfMessages"),
      row<At<&T::visibility_timeout>>("VisibilityTimeout"),
      row<At<&T::wait_time_seconds>>("WaitTimeSeconds"),
      row<At<&T::receive_request_attempt_id>>("ReceiveRequestAttemptId"),
  };
};

template <>
struct Shape<m::DeleteMessageRequest> {
  using T = m::DeleteMessageRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::receipt_handle>>("ReceiptHandle", Need::kRequired),
  };
};

template <>
struct Shape<m::DeleteMessageBatchRequest::Entry> {
  using T = m::DeleteMessageBatchRequest::Entry;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::receipt_handle>>("ReceiptHandle", Need::kRequired),
  };
};

template <>
struct Shape<m::DeleteMessageBatchRequest> {
  using T = m::DeleteMessageBatchRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::entries>>("Entries", Need::kRequired),
  };
};

template <>
struct Shape<m::ChangeMessageVisibilityRequest> {
  using T = m::ChangeMessageVisibilityRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::receipt_handle>>("ReceiptHandle", Need::kRequired),
      row<At<&T::visibility_timeout>>("VisibilityTimeout", Need::kRequired),
  };
};

template <>
struct Shape<m::ChangeMessageVisibilityBatchRequest::Entry> {
  using T = m::ChangeMessageVisibilityBatchRequest::Entry;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::receipt_handle>>("ReceiptHandle", Need::kRequired),
      row<At<&T::visibility_timeout>>("VisibilityTimeout"),
  };
};

template <>
struct Shape<m::ChangeMessageVisibilityBatchRequest> {
  using T = m::ChangeMessageVisibilityBatchRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::entries>>("Entries", Need::kRequired),
  };
};

template <>
struct Shape<m::AddPermissionRequest> {
  using T = m::AddPermissionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::label>>("Label", Need::kRequired),
      row<At<&T::aws_account_ids>>("AWSAccountIds", Need::kRequired),
      row<At<&T::actions>>("Actions", Need::kRequired),
  };
};

template <>
struct Shape<m::RemovePermissionRequest> {
  using T = m::RemovePermissionRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::label>>("Label", Need::kRequired),
  };
};

template <>
struct Shape<m::ListDeadLetterSourceQueuesRequest> {
  using T = m::ListDeadLetterSourceQueuesRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
      row<At<&T::max_results>>("MaxResults"),
  };
};

template <>
struct Shape<m::StartMessageMoveTaskRequest> {
  using T = m::StartMessageMoveTaskRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::source_arn>>("SourceArn", Need::kRequired),
      row<At<&T::destination_arn>>("DestinationArn"),
      row<At<&T::max_number_of_messages_per_second>>("MaxNumberOfMessagesPerSecond"),
  };
};

template <>
struct Shape<m::ListMessageMoveTasksRequest> {
  using T = m::ListMessageMoveTasksRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::source_arn>>("SourceArn", Need::kRequired),
      row<At<&T::max_results>>("MaxResults"),
  };
};

template <>
struct Shape<m::CancelMessageMoveTaskRequest> {
  using T = m::CancelMessageMoveTaskRequest;
  static constexpr auto rows = std::tuple{row<At<&T::task_handle>>("TaskHandle", Need::kRequired)};
};

template <>
struct Shape<m::TagQueueRequest> {
  using T = m::TagQueueRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::tags>>("Tags", Need::kRequired),
  };
};

template <>
struct Shape<m::UntagQueueRequest> {
  using T = m::UntagQueueRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_url>>("QueueUrl", Need::kRequired),
      row<At<&T::tag_keys>>("TagKeys", Need::kRequired),
  };
};

template <>
struct Shape<m::ListQueueTagsRequest> {
  using T = m::ListQueueTagsRequest;
  static constexpr auto rows = std::tuple{row<At<&T::queue_url>>("QueueUrl", Need::kRequired)};
};

template <>
struct Shape<m::EmptyResponse> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<m::CreateQueueResponse> {
  using T = m::CreateQueueResponse;
  static constexpr auto rows = std::tuple{row<At<&T::queue_url>>("QueueUrl", Need::kRequired)};
};

template <>
struct Shape<m::ListQueuesResponse> {
  using T = m::ListQueuesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_urls>>("QueueUrls"),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<m::GetQueueUrlResponse> {
  using T = m::GetQueueUrlResponse;
  static constexpr auto rows = std::tuple{row<At<&T::queue_url>>("QueueUrl", Need::kRequired)};
};

template <>
struct Shape<m::GetQueueAttributesResponse> {
  using T = m::GetQueueAttributesResponse;
  static constexpr auto rows = std::tuple{row<At<&T::attributes>>("Attributes")};
};

template <>
struct Shape<m::SendMessageResponse> {
  using T = m::SendMessageResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::md5_of_message_body>>("MD5OfMessageBody"),
      row<At<&T::md5_of_message_attributes>>("MD5OfMessageAttributes"),
      row<At<&T::md5_of_message_system_attributes>>("MD5OfMessageSystemAttributes"),
      row<At<&T::message_id>>("MessageId"),
      row<At<&T::sequence_number>>("SequenceNumber"),
  };
};

template <>
struct Shape<m::SendMessageBatchResponse::Success> {
  using T = m::SendMessageBatchResponse::Success;
  using S = m::SendMessageResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::message, &S::message_id>>("MessageId", Need::kRequired),
      row<At<&T::message, &S::md5_of_message_body>>("MD5OfMessageBody", Need::kRequired),
      row<At<&T::message, &S::md5_of_message_attributes>>("MD5OfMessageAttributes"),
      row<At<&T::message, &S::md5_of_message_system_attributes>>("MD5OfMessageSystemAttributes"),
      row<At<&T::message, &S::sequence_number>>("SequenceNumber"),
  };
};

template <>
struct Shape<m::BatchFailure> {
  using T = m::BatchFailure;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id", Need::kRequired),
      row<At<&T::sender_fault>>("SenderFault", Need::kRequired),
      row<At<&T::code>>("Code", Need::kRequired),
      row<At<&T::message>>("Message"),
  };
};

// The API model calls both lists required, but an empty one was recorded to be left out.
template <>
struct Shape<m::SendMessageBatchResponse> {
  using T = m::SendMessageBatchResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::successful>>("Successful"),
      row<At<&T::failed>>("Failed"),
  };
};

template <>
struct Shape<m::ReceivedMessage> {
  using T = m::ReceivedMessage;
  static constexpr auto rows = std::tuple{
      row<At<&T::message_id>>("MessageId", Need::kRequired),
      row<At<&T::receipt_handle>>("ReceiptHandle", Need::kRequired),
      row<At<&T::md5_of_body>>("MD5OfBody", Need::kRequired),
      row<At<&T::body>>("Body", Need::kRequired),
      row<At<&T::attributes>>("Attributes"),
      row<At<&T::md5_of_message_attributes>>("MD5OfMessageAttributes"),
      row<At<&T::message_attributes>>("MessageAttributes"),
  };
};

template <>
struct Shape<m::ReceiveMessageResponse> {
  using T = m::ReceiveMessageResponse;
  static constexpr auto rows = std::tuple{row<At<&T::messages>>("Messages")};
};

template <>
struct Shape<m::BatchResponse> {
  using T = m::BatchResponse;
  static constexpr auto rows = std::tuple{
      row_as<At<&T::successful>, IdListCodec>("Successful"),
      row<At<&T::failed>>("Failed"),
  };
};

template <>
struct Shape<m::ListDeadLetterSourceQueuesResponse> {
  using T = m::ListDeadLetterSourceQueuesResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::queue_urls>>("queueUrls", Need::kRequired),
      row<At<&T::next_token>>("NextToken"),
  };
};

template <>
struct Shape<m::StartMessageMoveTaskResponse> {
  using T = m::StartMessageMoveTaskResponse;
  static constexpr auto rows = std::tuple{row<At<&T::task_handle>>("TaskHandle")};
};

template <>
struct Shape<m::ListMessageMoveTasksResponse::Result> {
  using T = m::ListMessageMoveTasksResponse::Result;
  static constexpr auto rows = std::tuple{
      row<At<&T::task_handle>>("TaskHandle"),
      row<At<&T::status>>("Status"),
      row<At<&T::source_arn>>("SourceArn"),
      row<At<&T::destination_arn>>("DestinationArn"),
      row<At<&T::max_number_of_messages_per_second>>("MaxNumberOfMessagesPerSecond"),
      row<At<&T::approximate_number_of_messages_moved>>("ApproximateNumberOfMessagesMoved"),
      row<At<&T::approximate_number_of_messages_to_move>>("ApproximateNumberOfMessagesToMove"),
      row<At<&T::failure_reason>>("FailureReason"),
      row<At<&T::started_timestamp>>("StartedTimestamp"),
  };
};

template <>
struct Shape<m::ListMessageMoveTasksResponse> {
  using T = m::ListMessageMoveTasksResponse;
  static constexpr auto rows = std::tuple{row<At<&T::results>>("Results")};
};

template <>
struct Shape<m::CancelMessageMoveTaskResponse> {
  using T = m::CancelMessageMoveTaskResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::approximate_number_of_messages_moved>>("ApproximateNumberOfMessagesMoved")};
};

template <>
struct Shape<m::ListQueueTagsResponse> {
  using T = m::ListQueueTagsResponse;
  static constexpr auto rows = std::tuple{row<At<&T::tags>>("Tags")};
};

}  // namespace api
