// Codes, statuses and texts (aws-facts 2.9 and the API model).
#include "services/sns/errors.h"

#include <format>

namespace services::sns {
namespace {

ApiError make(std::string_view type, std::string_view code, int status, std::string message) {
  return {.type = std::string(type),
          .query_code = std::string(code),
          .http_status = status,
          .message = std::move(message)};
}

}  // namespace

ApiError invalid_parameter(std::string_view what) {
  return make("InvalidParameterException", "InvalidParameter", 400,
              std::format("Invalid parameter: {}", what));
}
ApiError plain_invalid_parameter(std::string message) {
  return make("InvalidParameterException", "InvalidParameter", 400, std::move(message));
}
ApiError invalid_value(std::string message) {
  return make("InvalidParameterValueException", "ParameterValueInvalid", 400, std::move(message));
}
ApiError validation_error(std::string_view path) {
  return make("ValidationException", "ValidationError", 400,
              std::format("1 validation error detected: Value null at '{}' failed to satisfy "
                          "constraint: Member must not be null",
                          path));
}
ApiError not_found(std::string_view what) {
  return make("NotFoundException", "NotFound", 404, std::format("{} does not exist", what));
}
ApiError limit_exceeded(std::string_view code, std::string message) {
  return make(std::format("{}Exception", code), code, 403, std::move(message));
}
ApiError throttled() { return make("ThrottledException", "Throttled", 429, "Rate exceeded"); }
ApiError invalid_state(std::string message) {
  return make("InvalidStateException", "InvalidState", 400, std::move(message));
}
ApiError resource_not_found() {
  return make("ResourceNotFoundException", "ResourceNotFound", 404, "Resource does not exist");
}
ApiError tag_limit_exceeded() {
  return make("TagLimitExceededException", "TagLimitExceeded", 400,
              "Could not complete request: tag quota of per resource exceeded");
}
ApiError endpoint_disabled() {
  return make("EndpointDisabledException", "EndpointDisabled", 400, "Endpoint is disabled");
}
ApiError application_disabled() {
  return make("PlatformApplicationDisabledException", "PlatformApplicationDisabled", 400,
              "Platform application is disabled");
}
ApiError empty_batch() {
  return make("EmptyBatchRequestException", "EmptyBatchRequest", 400,
              "The batch request doesn't contain any entries.");
}
ApiError too_many_batch_entries() {
  return make("TooManyEntriesInBatchRequestException", "TooManyEntriesInBatchRequest", 400,
              "The batch request contains more entries than permissible.");
}
ApiError batch_ids_not_distinct() {
  return make("BatchEntryIdsNotDistinctException", "BatchEntryIdsNotDistinct", 400,
              "Two or more batch entries in the request have the same Id.");
}
ApiError invalid_batch_id() {
  return make("InvalidBatchEntryIdException", "InvalidBatchEntryId", 400,
              "The Id of a batch entry in a batch request doesn't abide by the specification.");
}
ApiError batch_too_long() {
  return make("BatchRequestTooLongException", "BatchRequestTooLong", 400,
              "The length of all the messages put together is more than the limit.");
}
ApiError opted_out(std::string message) {
  return make("OptedOutException", "OptedOut", 400, std::move(message));
}
ApiError user_error(std::string message) {
  return make("UserErrorException", "UserError", 400, std::move(message));
}
ApiError verification_failed(std::string message) {
  return make("VerificationException", "VerificationException", 400, std::move(message));
}

}  // namespace services::sns
