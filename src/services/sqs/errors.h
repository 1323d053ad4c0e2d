// Every refusal of Amazon SQS in one place: code, classic code, status and text
// (aws-facts 1.3). Must not know when they apply.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/api_error.h"

namespace services::sqs {

model::ApiError queue_does_not_exist();
model::ApiError queue_name_exists(std::string_view attribute);
model::ApiError queue_deleted_recently();
model::ApiError purge_in_progress(std::string_view queue_name);
model::ApiError invalid_parameter(std::string message);
/// "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: …"
model::ApiError invalid_value(std::string_view value, std::string_view parameter,
                              std::string_view reason);
model::ApiError missing_parameter(std::string_view parameter);
model::ApiError unknown_attribute(std::string_view name);
/// An attribute that exists on FIFO queues only.
model::ApiError fifo_attribute(std::string_view name);
model::ApiError invalid_attribute_value(std::string_view name, std::string_view reason);
/// A message attribute with StringListValues or BinaryListValues.
model::ApiError list_values_unsupported();
/// SSE-SQS and SSE-KMS asked for in one call.
model::ApiError encryption_conflict();
model::ApiError invalid_message_contents();
model::ApiError invalid_receipt_handle(std::string_view handle);
model::ApiError over_limit(std::string message);
model::ApiError request_throttled();
model::ApiError message_not_in_flight();
/// A parameter that only the other type of queue knows.
model::ApiError wrong_queue_type(std::string_view value, std::string_view parameter);
model::ApiError resource_not_found(std::string message);
model::ApiError too_many_batch_entries(std::size_t count);
model::ApiError empty_batch();
model::ApiError batch_ids_not_distinct(std::string_view id);
model::ApiError invalid_batch_id();
model::ApiError batch_too_long(std::int64_t bytes, std::int64_t limit);

}  // namespace services::sqs
