// The operation table: one row per API action. AWS JSON, the CLI, help and the IAM action name all
// derive from a row. Must not know how a call is carried out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/shape.h"
#include "base/json.h"
#include "model/api_error.h"
#include "model/request.h"

namespace api {

using model::Request;
using model::Response;

struct Operation {
  std::string_view service;  // "sqs": of the CLI and of IAM
  std::string_view action;   // "SendMessageBatch"
  std::string_view iam;  // "sqs:SendMessage"; a batch asks for the right of its single action
  const TypeInfo* input = nullptr;
  const TypeInfo* output = nullptr;
  std::size_t index = 0;  // of its request in the variant
  void (*read)(const base::JsonReader&, Request&) = nullptr;
  base::Json (*write)(const Request&) = nullptr;
};

std::span<const Operation> operations();
/// By service and action name ("sqs", "SendMessage").
const Operation* find_operation(std::string_view service, std::string_view action);
/// The row of a request.
const Operation& operation_of(const Request& request);

/// "send-message-batch": an AWS name as the CLI writes it.
std::string cli_name(std::string_view aws_name);

/// The AWS JSON of a request: members at their default are left out unless required.
base::Json request_to_json(const Request& request);
/// Reads AWS JSON; every fault goes to the reader's errors. Nothing when there was one.
std::optional<Request> read_request(const Operation& operation, const base::JsonReader& in);
/// The same with AWS's refusals: MissingParameter, or SerializationException for a wrong form.
model::ApiResult<Request> request_from_json(const Operation& operation, const base::Json& body);

base::Json response_to_json(const Response& response);
/// `{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "…"}` (AWS JSON 1.0).
base::Json error_to_json(const model::ApiError& error, std::string_view service = "sqs");

}  // namespace api
