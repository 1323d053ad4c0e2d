// The few regular expressions of the model of Amazon Kinesis Data Streams, as plain functions. Must
// not know which member has which.
#pragma once

#include <string_view>

#include "api/kinesis_rules.h"

namespace api {

/// Whether a text meets a pattern; every text meets kNone. Linear in the text.
bool matches(Pattern pattern, std::string_view text);

/// The regular expression as AWS's refusals quote it.
std::string_view pattern_text(Pattern pattern);

}  // namespace api
