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
  static bool absent(const std::vector<std::string>&) { return false; }
  static base::Json write(const std::vector<std::string>& ids);
};

/// AttributeNames of ReceiveMessage: the name that MessageSystemAttributeNames had until
/// 2024-05-08. Both are taken, the new one is written (aws-facts 1.2).
struct FormerNamesCodec : Codec<std::vector<std::string>> {
  static bool absent(const std::vector<std::string>&) { return true; }
};

template <>
struct Shape<m::MessageAttributeValue> {
  using T = m::MessageAttributeValue;
  static constexpr auto rows = std::tuple{
      row<At<&T::data_type>>("DataType", Need::kRequired),
      row<At<&T::string_value>>("StringValue"),
      row_as<At<&T::binary_value>, BlobCodec>("BinaryValue"),
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
  static constexpr auto rows = std::tuple{row<At<&T::queue_name>>("QueueName", Need::kRequired)};
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
      row<At<&T::system_attribute_names>>("MessageSystemAttributeNames"),
      row_as<At<&T::system_attribute_names>, FormerNamesCodec>("AttributeNames"),
      row<At<&T::message_attribute_names>>("MessageAttributeNames"),
      row<At<&T::max_number_of_messages>>("MaxNumberOfMessages"),
      row<At<&T::visibility_timeout>>("VisibilityTimeout"),
      row<At<&T::wait_time_seconds>>("WaitTimeSeconds"),
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

template <>
struct Shape<m::SendMessageBatchResponse> {
  using T = m::SendMessageBatchResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::successful>>("Successful", Need::kRequired),
      row<At<&T::failed>>("Failed", Need::kRequired),
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
      row_as<At<&T::successful>, IdListCodec>("Successful", Need::kRequired),
      row<At<&T::failed>>("Failed", Need::kRequired),
  };
};

}  // namespace api
