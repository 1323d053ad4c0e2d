// Every refusal of Amazon SQS in one place. Texts are AWS's own (aws-facts 1.3).
#include "services/sqs/errors.h"

#include <format>

namespace services::sqs {
namespace {

using model::ApiError;

constexpr std::string_view kPrefix = "AWS.SimpleQueueService.";

ApiError prefixed(std::string_view type, std::string message, int status = 400) {
  return {std::string(type), std::format("{}{}", kPrefix, type), status, std::move(message)};
}

ApiError plain(std::string_view type, std::string_view code, std::string message,
               int status = 400) {
  return {std::string(type), std::string(code), status, std::move(message)};
}

}  // namespace

ApiError queue_does_not_exist() {
  return {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400,
          "The specified queue does not exist."};
}
ApiError queue_name_exists(std::string_view attribute) {
  return plain("QueueNameExists", "QueueAlreadyExists",
               std::format("A queue already exists with the same name and a different value for "
                           "attribute {}",
                           attribute));
}
ApiError queue_deleted_recently() {
  return prefixed("QueueDeletedRecently",
                  "You must wait 60 seconds after deleting a queue before you can create another "
                  "with the same name.");
}
ApiError purge_in_progress(std::string_view queue_name) {
  return prefixed(
      "PurgeQueueInProgress",
      std::format("Only one PurgeQueue operation on {} is allowed every 60 seconds.", queue_name),
      403);
}
ApiError invalid_parameter(std::string message) {
  return plain("InvalidParameterValueException", "InvalidParameterValue", std::move(message));
}
ApiError invalid_value(std::string_view value, std::string_view parameter,
                       std::string_view reason) {
  return invalid_parameter(
      std::format("Value {} for parameter {} is invalid. Reason: {}", value, parameter, reason));
}
ApiError missing_parameter(std::string_view parameter) {
  return plain("MissingRequiredParameterException", "MissingParameter",
               std::format("The request must contain the parameter {}.", parameter));
}
ApiError unknown_attribute(std::string_view name) {
  return plain("InvalidAttributeName", "InvalidAttributeName",
               std::format("Unknown Attribute {}.", name));
}
ApiError fifo_attribute(std::string_view name) {
  return plain("InvalidAttributeName", "InvalidAttributeName",
               std::format("You can specify the {} only when FifoQueue is set to true.", name));
}
ApiError invalid_attribute_value(std::string_view name, std::string_view reason) {
  return plain("InvalidAttributeValue", "InvalidAttributeValue",
               std::format("Invalid value for the parameter {}. Reason: {}", name, reason));
}
ApiError list_values_unsupported() {
  return prefixed("UnsupportedOperation",
                  "Message attribute list values in SendMessage operation are not supported.");
}
ApiError encryption_conflict() {
  return plain("InvalidAttributeName", "InvalidAttributeName",
               "You can use one type of server-side encryption (SSE) at one time. You can either "
               "enable KMS SSE or SQS SSE.");
}
ApiError invalid_message_contents() {
  return plain("InvalidMessageContents", "InvalidMessageContents",
               "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to "
               "#xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
}
ApiError invalid_receipt_handle(std::string_view handle) {
  return plain(
      "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid",
      std::format("The input receipt handle \"{}\" is not a valid receipt handle.", handle));
}
ApiError over_limit(std::string message) {
  return plain("OverLimit", "OverLimit", std::move(message), 403);
}
ApiError request_throttled() {
  // Assumption: the fact sheet gives no text for this error.
  return plain("RequestThrottled", "RequestThrottled", "The request was denied due to throttling.");
}
ApiError message_not_in_flight() {
  // Assumption: the fact sheet gives no text for this error.
  return prefixed("MessageNotInflight", "The specified message isn't in flight.");
}
ApiError wrong_queue_type(std::string_view value, std::string_view parameter) {
  return invalid_value(value, parameter,
                       "The request include parameter that is not valid for this queue type.");
}
ApiError resource_not_found(std::string message) {
  return plain("ResourceNotFoundException", "ResourceNotFoundException", std::move(message), 404);
}
ApiError too_many_batch_entries(std::size_t count) {
  return prefixed(
      "TooManyEntriesInBatchRequest",
      std::format("Maximum number of entries per request are 10. You have sent {}.", count));
}
ApiError empty_batch() {
  return prefixed("EmptyBatchRequest", "");  // recorded without any text
}
ApiError batch_ids_not_distinct(std::string_view id) {
  return prefixed("BatchEntryIdsNotDistinct", std::format("Id {} repeated.", id));
}
ApiError invalid_batch_id() {
  return prefixed("InvalidBatchEntryId",
                  "A batch entry id can only contain alphanumeric characters, hyphens and "
                  "underscores. It can be at most 80 letters long.");
}
ApiError batch_too_long(std::int64_t bytes, std::int64_t limit) {
  return prefixed("BatchRequestTooLong",
                  std::format("Batch requests cannot be longer than {} bytes. You have sent {} "
                              "bytes.",
                              limit, bytes));
}

}  // namespace services::sqs
