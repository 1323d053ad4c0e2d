// The rows of Amazon Kinesis Data Streams for the operation table. Must not know how a call is
// carried out.
#pragma once

#include <optional>
#include <span>

#include "api/operations.h"

namespace api {

std::span<const Operation> kinesis_operations();
/// The JSON of an answer of S3; nothing for one of another service.
std::optional<base::Json> kinesis_response_to_json(const Response& response);

}  // namespace api
