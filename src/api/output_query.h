// `--query` on simple JMESPath paths: fields, [n], [*], [], .*. Must not know requests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli_words.h"
#include "base/json.h"
#include "base/result.h"

namespace api {

/// One step of a path.
struct OutputStep {
  enum class Kind : std::uint8_t { kField, kIndex, kEach, kFlatten, kValues };
  Kind kind = Kind::kField;
  std::string field;
  std::int64_t index = 0;  // negative: from the end
};

using OutputQuery = std::vector<OutputStep>;

/// `Messages[0].Body`, `QueueUrls[*]`, `Attributes."a-b"`, `@`. The error's place is a byte in
/// `text`.
base::Result<OutputQuery, CliError> parse_output_query(std::string_view text);

/// What the path leads to; null when it leads nowhere.
base::Json run_output_query(const OutputQuery& query, const base::Json& value);

}  // namespace api
