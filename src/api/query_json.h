// Answers of the Query protocol to whoever asks for JSON: the XML answer's elements as one
// document. Must not know any action.
#pragma once

#include <string>
#include <string_view>

#include "api/operations.h"
#include "api/wire_services.h"
#include "model/api_error.h"

namespace api {

/// {"SendMessageResponse":{"SendMessageResult":{…},"ResponseMetadata":{…}}}
std::string write_query_json(const WireService& service, const Operation& operation,
                             const base::Json& output, std::string_view request_id);

/// {"Error":{…},"RequestId":…}
std::string write_query_json_error(const WireService& service, const model::ApiError& error,
                                   std::string_view request_id);

}  // namespace api
