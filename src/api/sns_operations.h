// The rows of Amazon SNS for the operation table. Must not know how a call is carried out.
#pragma once

#include <optional>
#include <span>

#include "api/operations.h"

namespace api {

std::span<const Operation> sns_operations();
/// What SNS says about a request that lacks a member or has one of a wrong form.
model::ApiError sns_refusal(const Operation& operation, const base::JsonError& error);
/// The JSON of an answer of SNS; nothing for one of another service.
std::optional<base::Json> sns_response_to_json(const Response& response);

}  // namespace api
