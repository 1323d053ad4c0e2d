// Answers of the Query protocol: XML elements from AWS JSON, led by an operation's rows. Must not
// know any action.
#pragma once

#include <string>
#include <string_view>

#include "api/operations.h"
#include "api/wire_services.h"
#include "model/api_error.h"

namespace api {

/// Text for an element's content. Characters that XML cannot carry become "?".
std::string escape_xml(std::string_view text);

/// <SendMessageResponse><SendMessageResult>…</SendMessageResult><ResponseMetadata>…
std::string write_xml_answer(const WireService& service, const Operation& operation,
                             const base::Json& output, std::string_view request_id);

/// <ErrorResponse><Error>…</Error><RequestId>…
std::string write_xml_error(const WireService& service, const model::ApiError& error,
                            std::string_view request_id);

}  // namespace api
