// Every refusal of Amazon SNS in one place: code, classic code, status and text (aws-facts 2.9).
// Must not know when they apply.
#pragma once

#include <string>
#include <string_view>

#include "model/api_error.h"

namespace services::sns {

using model::ApiError;

/// "Invalid parameter: …"
ApiError invalid_parameter(std::string_view what);
/// The same code where AWS leaves the introduction out.
ApiError plain_invalid_parameter(std::string message);
/// A message attribute's fault.
ApiError invalid_value(std::string message);
ApiError validation_error(std::string_view path);
ApiError not_found(std::string_view what);
ApiError limit_exceeded(std::string_view code, std::string message);
ApiError throttled();
ApiError invalid_state(std::string message);
ApiError resource_not_found();
ApiError tag_limit_exceeded();
ApiError endpoint_disabled();
ApiError application_disabled();
ApiError empty_batch();
ApiError too_many_batch_entries();
ApiError batch_ids_not_distinct();
ApiError invalid_batch_id();
ApiError batch_too_long();
ApiError opted_out(std::string message);
ApiError user_error(std::string message);
ApiError verification_failed(std::string message);

}  // namespace services::sns
