// The form of a JSON request against an operation's rows, with the texts of AWS's own reader. Must
// not know any action.
#pragma once

#include <optional>

#include "api/shape.h"
#include "base/json.h"
#include "model/api_error.h"

namespace api {

/// Takes out every null member, which AWS reads as absent, and tells the first value of a wrong
/// kind. Members without a row are left alone.
std::optional<model::ApiError> settle_types(const TypeInfo& type, base::Json& json);

model::ApiError serialization_error(std::string message);

}  // namespace api
