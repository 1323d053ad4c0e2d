// Hashes of the vocabulary. Every function takes its struct apart by a structured binding, so that
// a new member does not compile until it is hashed.
#include "model/hashes.h"

#include "base/hash_fields.h"
#include "model/s3_hashes.h"
#include "model/sns_hashes.h"

namespace model {

void hash_into(const ApiError& error, base::Hasher& h) {
  const auto& [type, query_code, http_status, message, sender_fault] = error;
  base::hash_fields(h, type, query_code, http_status, message, sender_fault);
}

void hash_into(const VisibilityDue& due, base::Hasher& h) {
  const auto& [queue, message, slot, receipt] = due;
  base::hash_fields(h, queue, message, slot, receipt);
}
void hash_into(const DelayDue& due, base::Hasher& h) {
  const auto& [queue, message, slot] = due;
  base::hash_fields(h, queue, message, slot);
}
void hash_into(const RetentionDue& due, base::Hasher& h) {
  const auto& [queue] = due;
  base::hash_fields(h, queue);
}
void hash_into(const LongPollDue& due, base::Hasher& h) {
  const auto& [queue, call] = due;
  base::hash_fields(h, queue, call);
}
void hash_into(const PurgeDue& due, base::Hasher& h) {
  const auto& [queue] = due;
  base::hash_fields(h, queue);
}
void hash_into(const MoveDue& due, base::Hasher& h) {
  const auto& [task] = due;
  base::hash_fields(h, task);
}
void hash_into(const TransitDue& due, base::Hasher& h) {
  const auto& [transit] = due;
  base::hash_fields(h, transit);
}
void hash_into(const ActorDue& due, base::Hasher& h) {
  const auto& [actor, token] = due;
  base::hash_fields(h, actor, token);
}
void hash_into(const DeliveryDue& due, base::Hasher& h) {
  const auto& [delivery] = due;
  base::hash_fields(h, delivery);
}
void hash_into(const InvocationDue& due, base::Hasher& h) {
  const auto& [function, event] = due;
  base::hash_fields(h, function, event);
}
void hash_into(const Timer& timer, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(timer.index()));
  std::visit([&](const auto& due) { hash_into(due, h); }, timer);
}

namespace sqs {

void hash_into(const MessageAttributeValue& value, base::Hasher& h) {
  const auto& [data_type, string_value, binary_value, has_list_values] = value;
  base::hash_fields(h, data_type, string_value, binary_value, has_list_values);
}

// ---- requests

void hash_into(const CreateQueueRequest& r, base::Hasher& h) {
  const auto& [queue_name, attributes, tags] = r;
  base::hash_fields(h, queue_name, attributes, tags);
}
void hash_into(const DeleteQueueRequest& r, base::Hasher& h) {
  const auto& [queue_url] = r;
  base::hash_fields(h, queue_url);
}
void hash_into(const PurgeQueueRequest& r, base::Hasher& h) {
  const auto& [queue_url] = r;
  base::hash_fields(h, queue_url);
}
void hash_into(const ListQueuesRequest& r, base::Hasher& h) {
  const auto& [queue_name_prefix, max_results, next_token] = r;
  base::hash_fields(h, queue_name_prefix, max_results, next_token);
}
void hash_into(const GetQueueUrlRequest& r, base::Hasher& h) {
  const auto& [queue_name, queue_owner_aws_account_id] = r;
  base::hash_fields(h, queue_name, queue_owner_aws_account_id);
}
void hash_into(const GetQueueAttributesRequest& r, base::Hasher& h) {
  const auto& [queue_url, attribute_names] = r;
  base::hash_fields(h, queue_url, attribute_names);
}
void hash_into(const SetQueueAttributesRequest& r, base::Hasher& h) {
  const auto& [queue_url, attributes] = r;
  base::hash_fields(h, queue_url, attributes);
}
void hash_into(const SendMessageRequest& r, base::Hasher& h) {
  const auto& [queue_url, message_body, delay_seconds, message_attributes, trace_header,
               message_group_id, message_deduplication_id, reserved] = r;
  base::hash_fields(h, queue_url, message_body, delay_seconds, message_attributes, trace_header,
                    message_group_id, message_deduplication_id, reserved);
}
void hash_into(const SendMessageBatchRequest::Entry& entry, base::Hasher& h) {
  const auto& [id, message] = entry;
  base::hash_fields(h, id);
  hash_into(message, h);
}
void hash_into(const SendMessageBatchRequest& r, base::Hasher& h) {
  const auto& [queue_url, entries] = r;
  base::hash_fields(h, queue_url, entries);
}
void hash_into(const ReceiveMessageRequest& r, base::Hasher& h) {
  const auto& [queue_url, max_number_of_messages, visibility_timeout, wait_time_seconds,
               system_attribute_names, message_attribute_names, attribute_names,
               receive_request_attempt_id] = r;
  base::hash_fields(h, queue_url, max_number_of_messages, visibility_timeout, wait_time_seconds,
                    system_attribute_names, message_attribute_names, attribute_names,
                    receive_request_attempt_id);
}
void hash_into(const DeleteMessageRequest& r, base::Hasher& h) {
  const auto& [queue_url, receipt_handle] = r;
  base::hash_fields(h, queue_url, receipt_handle);
}
void hash_into(const DeleteMessageBatchRequest::Entry& entry, base::Hasher& h) {
  const auto& [id, receipt_handle] = entry;
  base::hash_fields(h, id, receipt_handle);
}
void hash_into(const DeleteMessageBatchRequest& r, base::Hasher& h) {
  const auto& [queue_url, entries] = r;
  base::hash_fields(h, queue_url, entries);
}
void hash_into(const ChangeMessageVisibilityRequest& r, base::Hasher& h) {
  const auto& [queue_url, receipt_handle, visibility_timeout] = r;
  base::hash_fields(h, queue_url, receipt_handle, visibility_timeout);
}
void hash_into(const ChangeMessageVisibilityBatchRequest::Entry& entry, base::Hasher& h) {
  const auto& [id, receipt_handle, visibility_timeout] = entry;
  base::hash_fields(h, id, receipt_handle, visibility_timeout);
}
void hash_into(const ChangeMessageVisibilityBatchRequest& r, base::Hasher& h) {
  const auto& [queue_url, entries] = r;
  base::hash_fields(h, queue_url, entries);
}
void hash_into(const AddPermissionRequest& r, base::Hasher& h) {
  const auto& [queue_url, label, aws_account_ids, actions] = r;
  base::hash_fields(h, queue_url, label, aws_account_ids, actions);
}
void hash_into(const RemovePermissionRequest& r, base::Hasher& h) {
  const auto& [queue_url, label] = r;
  base::hash_fields(h, queue_url, label);
}
void hash_into(const ListDeadLetterSourceQueuesRequest& r, base::Hasher& h) {
  const auto& [queue_url, max_results, next_token] = r;
  base::hash_fields(h, queue_url, max_results, next_token);
}
void hash_into(const StartMessageMoveTaskRequest& r, base::Hasher& h) {
  const auto& [source_arn, destination_arn, max_number_of_messages_per_second] = r;
  base::hash_fields(h, source_arn, destination_arn, max_number_of_messages_per_second);
}
void hash_into(const ListMessageMoveTasksRequest& r, base::Hasher& h) {
  const auto& [source_arn, max_results] = r;
  base::hash_fields(h, source_arn, max_results);
}
void hash_into(const CancelMessageMoveTaskRequest& r, base::Hasher& h) {
  const auto& [task_handle] = r;
  base::hash_fields(h, task_handle);
}
void hash_into(const TagQueueRequest& r, base::Hasher& h) {
  const auto& [queue_url, tags] = r;
  base::hash_fields(h, queue_url, tags);
}
void hash_into(const UntagQueueRequest& r, base::Hasher& h) {
  const auto& [queue_url, tag_keys] = r;
  base::hash_fields(h, queue_url, tag_keys);
}
void hash_into(const ListQueueTagsRequest& r, base::Hasher& h) {
  const auto& [queue_url] = r;
  base::hash_fields(h, queue_url);
}
void hash_into(const Request& request, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(request.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, request);
}

// ---- responses

void hash_into(const EmptyResponse&, base::Hasher&) {}
void hash_into(const CreateQueueResponse& r, base::Hasher& h) {
  const auto& [queue_url] = r;
  base::hash_fields(h, queue_url);
}
void hash_into(const ListQueuesResponse& r, base::Hasher& h) {
  const auto& [queue_urls, next_token] = r;
  base::hash_fields(h, queue_urls, next_token);
}
void hash_into(const GetQueueUrlResponse& r, base::Hasher& h) {
  const auto& [queue_url] = r;
  base::hash_fields(h, queue_url);
}
void hash_into(const GetQueueAttributesResponse& r, base::Hasher& h) {
  const auto& [attributes] = r;
  base::hash_fields(h, attributes);
}
void hash_into(const SendMessageResponse& r, base::Hasher& h) {
  const auto& [message_id, md5_of_message_body, md5_of_message_attributes,
               md5_of_message_system_attributes, sequence_number, message] = r;
  base::hash_fields(h, message_id, md5_of_message_body, md5_of_message_attributes,
                    md5_of_message_system_attributes, sequence_number, message);
}
void hash_into(const BatchFailure& failure, base::Hasher& h) {
  const auto& [id, sender_fault, code, message] = failure;
  base::hash_fields(h, id, sender_fault, code, message);
}
void hash_into(const SendMessageBatchResponse::Success& success, base::Hasher& h) {
  const auto& [id, message] = success;
  base::hash_fields(h, id);
  hash_into(message, h);
}
void hash_into(const SendMessageBatchResponse& r, base::Hasher& h) {
  const auto& [successful, failed] = r;
  base::hash_fields(h, successful, failed);
}
void hash_into(const ReceivedMessage& m, base::Hasher& h) {
  const auto& [message_id, receipt_handle, md5_of_body, body, attributes, md5_of_message_attributes,
               message_attributes, message, receive_event] = m;
  base::hash_fields(h, message_id, receipt_handle, md5_of_body, body, attributes,
                    md5_of_message_attributes, message_attributes, message, receive_event);
}
void hash_into(const ReceiveMessageResponse& r, base::Hasher& h) {
  const auto& [messages, queue] = r;
  base::hash_fields(h, messages, queue);
}
void hash_into(const BatchResponse& r, base::Hasher& h) {
  const auto& [successful, failed] = r;
  base::hash_fields(h, successful, failed);
}
void hash_into(const ListDeadLetterSourceQueuesResponse& r, base::Hasher& h) {
  const auto& [queue_urls, next_token] = r;
  base::hash_fields(h, queue_urls, next_token);
}
void hash_into(const StartMessageMoveTaskResponse& r, base::Hasher& h) {
  const auto& [task_handle] = r;
  base::hash_fields(h, task_handle);
}
void hash_into(const ListMessageMoveTasksResponse::Result& r, base::Hasher& h) {
  const auto& [task_handle, status, source_arn, destination_arn, rate, moved, to_move,
               failure_reason, started_timestamp] = r;
  base::hash_fields(h, task_handle, status, source_arn, destination_arn, rate, moved, to_move,
                    failure_reason, started_timestamp);
}
void hash_into(const ListMessageMoveTasksResponse& r, base::Hasher& h) {
  const auto& [results] = r;
  base::hash_fields(h, results);
}
void hash_into(const CancelMessageMoveTaskResponse& r, base::Hasher& h) {
  const auto& [approximate_number_of_messages_moved] = r;
  base::hash_fields(h, approximate_number_of_messages_moved);
}
void hash_into(const ListQueueTagsResponse& r, base::Hasher& h) {
  const auto& [tags] = r;
  base::hash_fields(h, tags);
}
void hash_into(const Response& response, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(response.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, response);
}

}  // namespace sqs

void hash_into(const ServiceTicket& ticket, base::Hasher& h) {
  const auto& [service, number] = ticket;
  base::hash_fields(h, service, number);
}
void hash_into(const Request& request, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(request.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, request);
}
void hash_into(const Response& response, base::Hasher& h) {
  h.add(static_cast<std::uint64_t>(response.index()));
  std::visit([&](const auto& r) { hash_into(r, h); }, response);
}

}  // namespace model
