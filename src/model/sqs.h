// The vocabulary of Amazon SQS: requests and responses of the 2012-11-05 API, with AWS's member
// names in snake case. Must not know how a queue works.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/api_error.h"
#include "model/ids.h"

namespace model::sqs {

/// A user attribute of a message. `binary` holds raw bytes when the type is Binary.
struct MessageAttributeValue {
  std::string data_type;
  std::string string_value;
  std::string binary_value;
  bool operator==(const MessageAttributeValue&) const = default;
};

using AttributeMap = std::map<std::string, std::string>;
using MessageAttributes = std::map<std::string, MessageAttributeValue>;
using Tags = std::map<std::string, std::string>;

struct CreateQueueRequest {
  std::string queue_name;
  AttributeMap attributes;
  Tags tags;
};
struct DeleteQueueRequest {
  std::string queue_url;
};
struct PurgeQueueRequest {
  std::string queue_url;
};
struct ListQueuesRequest {
  std::string queue_name_prefix;
  std::optional<std::int64_t> max_results;
  std::string next_token;
};
struct GetQueueUrlRequest {
  std::string queue_name;
};
struct GetQueueAttributesRequest {
  std::string queue_url;
  std::vector<std::string> attribute_names;
};
struct SetQueueAttributesRequest {
  std::string queue_url;
  AttributeMap attributes;
};
struct SendMessageRequest {
  std::string queue_url;
  std::string message_body;
  std::optional<std::int64_t> delay_seconds;
  MessageAttributes message_attributes;
  std::string trace_header;  // AWSTraceHeader, the one message system attribute that can be sent
  /// Nothing: not given. An empty text is a value, and a refused one.
  std::optional<std::string> message_group_id;
  std::optional<std::string> message_deduplication_id;
  /// The id the message will get, drawn when the request left its caller so that the picture can
  /// name it on the way. 0: drawn at arrival. Not part of AWS's API.
  MessageId reserved;
};
struct SendMessageBatchRequest {
  struct Entry {
    std::string id;
    SendMessageRequest message;
  };
  std::string queue_url;
  std::vector<Entry> entries;
};
struct ReceiveMessageRequest {
  std::string queue_url;
  std::optional<std::int64_t> max_number_of_messages;
  std::optional<std::int64_t> visibility_timeout;
  std::optional<std::int64_t> wait_time_seconds;
  std::vector<std::string> system_attribute_names;
  std::vector<std::string> message_attribute_names;
};
struct DeleteMessageRequest {
  std::string queue_url;
  std::string receipt_handle;
};
struct DeleteMessageBatchRequest {
  struct Entry {
    std::string id;
    std::string receipt_handle;
  };
  std::string queue_url;
  std::vector<Entry> entries;
};
struct ChangeMessageVisibilityRequest {
  std::string queue_url;
  std::string receipt_handle;
  std::int64_t visibility_timeout = 0;
};
struct ChangeMessageVisibilityBatchRequest {
  struct Entry {
    std::string id;
    std::string receipt_handle;
    std::int64_t visibility_timeout = 0;
  };
  std::string queue_url;
  std::vector<Entry> entries;
};

struct CreateQueueResponse {
  std::string queue_url;
};
struct ListQueuesResponse {
  std::vector<std::string> queue_urls;
  std::string next_token;
};
struct GetQueueUrlResponse {
  std::string queue_url;
};
struct GetQueueAttributesResponse {
  AttributeMap attributes;
};
struct SendMessageResponse {
  std::string message_id;
  std::string md5_of_message_body;
  std::string md5_of_message_attributes;
  std::string md5_of_message_system_attributes;
  MessageId message;  // for the simulation; not part of AWS's API
};
struct BatchFailure {
  std::string id;
  bool sender_fault = true;
  std::string code;
  std::string message;
};
struct SendMessageBatchResponse {
  struct Success {
    std::string id;
    SendMessageResponse message;
  };
  std::vector<Success> successful;
  std::vector<BatchFailure> failed;
};
struct ReceivedMessage {
  std::string message_id;
  std::string receipt_handle;
  std::string md5_of_body;
  std::string body;
  AttributeMap attributes;
  std::string md5_of_message_attributes;
  MessageAttributes message_attributes;
  MessageId message;       // for the simulation; not part of AWS's API
  EventSeq receive_event = 0;  // the MessageReceived it came with; likewise
};
struct ReceiveMessageResponse {
  std::vector<ReceivedMessage> messages;
  QueueId queue;  // for the simulation; not part of AWS's API
};
/// DeleteMessageBatch and ChangeMessageVisibilityBatch answer with ids only.
struct BatchResponse {
  std::vector<std::string> successful;
  std::vector<BatchFailure> failed;
};
/// Actions whose answer is empty.
struct EmptyResponse {};

using Request = std::variant<CreateQueueRequest, DeleteQueueRequest, PurgeQueueRequest,
                             ListQueuesRequest, GetQueueUrlRequest, GetQueueAttributesRequest,
                             SetQueueAttributesRequest, SendMessageRequest, SendMessageBatchRequest,
                             ReceiveMessageRequest, DeleteMessageRequest, DeleteMessageBatchRequest,
                             ChangeMessageVisibilityRequest, ChangeMessageVisibilityBatchRequest>;
using Response = std::variant<EmptyResponse, CreateQueueResponse, ListQueuesResponse,
                              GetQueueUrlResponse, GetQueueAttributesResponse, SendMessageResponse,
                              SendMessageBatchResponse, ReceiveMessageResponse, BatchResponse>;

}  // namespace model::sqs
