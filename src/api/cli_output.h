// JSON values as the AWS CLI prints them. Must not know what they are of.
#pragma once

#include <string>

#include "api/shape.h"
#include "base/json.h"

namespace api {

/// Indented by four, as `--output json` prints it; no line break at the end.
std::string to_pretty_json(const base::Json& value);

/// Tabs and lines, as `--output text` prints it; each line ends with a line break.
std::string to_text_output(const base::Json& value);

/// Dates as the CLI prints them, "2026-11-20T10:00:00.250000+00:00", instead of epoch seconds.
void write_dates(const TypeInfo& type, base::Json& value);

}  // namespace api
