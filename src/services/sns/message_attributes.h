// What message attributes may be, with AWS's words (aws-facts 2.9, recorded).
#pragma once

#include <optional>
#include <string>

#include "model/sns.h"
#include "services/sns/errors.h"

namespace services::sns {

/// `path` names the attributes in a request: "messageAttributes".
std::optional<ApiError> check_attributes(const model::sns::MessageAttributes& attributes,
                                         const std::string& path);
/// Bytes of a body with its attributes, as the size limit counts them.
std::int64_t message_size(const std::string& body, const model::sns::MessageAttributes& attributes);

}  // namespace services::sns
