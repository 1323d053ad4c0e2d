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
  bool has_list_values = false;  // StringListValues or BinaryListValues: reserved by AWS
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
  std::string queue_owner_aws_account_id;
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
  std::vector<std::string> attribute_names;  // the old name of system_attribute_names
  std::optional<std::string> receive_request_attempt_id;
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

struct AddPermissionRequest {
  std::string queue_url;
  std::string label;
  std::vector<std::string> aws_account_ids;
  std::vector<std::string> actions;
};
struct RemovePermissionRequest {
  std::string queue_url;
  std::string label;
};
struct ListDeadLetterSourceQueuesRequest {
  std::string queue_url;  // of the dead-letter queue
  std::optional<std::int64_t> max_results;
  std::string next_token;
};
struct StartMessageMoveTaskRequest {
  std::string source_arn;
  std::string destination_arn;
  std::optional<std::int64_t> max_number_of_messages_per_second;
};
struct ListMessageMoveTasksRequest {
  std::string source_arn;
  std::optional<std::int64_t> max_results;
};
struct CancelMessageMoveTaskRequest {
  std::string task_handle;
};
struct TagQueueRequest {
  std::string queue_url;
  Tags tags;
};
struct UntagQueueRequest {
  std::string queue_url;
  std::vector<std::string> tag_keys;
};
struct ListQueueTagsRequest {
  std::string queue_url;
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
  std::string sequence_number;  // of a FIFO queue
  MessageId message;            // for the simulation; not part of AWS's API
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
struct ListDeadLetterSourceQueuesResponse {
  std::vector<std::string> queue_urls;
  std::string next_token;
};
struct StartMessageMoveTaskResponse {
  std::string task_handle;
};
struct ListMessageMoveTasksResponse {
  struct Result {
    std::string task_handle;  // only while it runs
    std::string status;
    std::string source_arn;
    std::string destination_arn;
    std::optional<std::int64_t> max_number_of_messages_per_second;
    std::int64_t approximate_number_of_messages_moved = 0;
    std::optional<std::int64_t> approximate_number_of_messages_to_move;
    std::string failure_reason;
    std::int64_t started_timestamp = 0;  // epoch milliseconds
  };
  std::vector<Result> results;
};
struct CancelMessageMoveTaskResponse {
  std::int64_t approximate_number_of_messages_moved = 0;
};
struct ListQueueTagsResponse {
  Tags tags;
};
/// Actions whose answer is empty.
struct EmptyResponse {};

using Request =
    std::variant<CreateQueueRequest, DeleteQueueRequest, PurgeQueueRequest, ListQueuesRequest,
                 GetQueueUrlRequest, GetQueueAttributesRequest, SetQueueAttributesRequest,
                 SendMessageRequest, SendMessageBatchRequest, ReceiveMessageRequest,
                 DeleteMessageRequest, DeleteMessageBatchRequest, ChangeMessageVisibilityRequest,
                 ChangeMessageVisibilityBatchRequest, AddPermissionRequest, RemovePermissionRequest,
                 ListDeadLetterSourceQueuesRequest, StartMessageMoveTaskRequest,
                 ListMessageMoveTasksRequest, CancelMessageMoveTaskRequest, TagQueueRequest,
                 UntagQueueRequest, ListQueueTagsRequest>;
using Response =
    std::variant<EmptyResponse, CreateQueueResponse, ListQueuesResponse, GetQueueUrlResponse,
                 GetQueueAttributesResponse, SendMessageResponse, SendMessageBatchResponse,
                 ReceiveMessageResponse, BatchResponse, ListDeadLetterSourceQueuesResponse,
                 StartMessageMoveTaskResponse, ListMessageMoveTasksResponse,
                 CancelMessageMoveTaskResponse, ListQueueTagsResponse>;

}  // namespace model::sqs
