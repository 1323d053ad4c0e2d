// An AWS failure as a value: code, HTTP status and message exactly as AWS gives them.
#pragma once

#include <string>

#include "base/result.h"

namespace model {

/// One refusal of an API call. `type` is the model name (JSON `__type`), `query_code` the classic
/// code that SDKs show; the two often differ (aws-facts 1.3).
struct ApiError {
  std::string type;
  std::string query_code;
  int http_status = 400;
  std::string message;
  bool sender_fault = true;
  bool operator==(const ApiError&) const = default;
};

template <class T>
using ApiResult = base::Result<T, ApiError>;

}  // namespace model
