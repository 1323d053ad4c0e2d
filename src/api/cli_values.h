// Values of CLI options as AWS JSON: plain text, numbers, JSON, and the shorthand
// `Key=Value,Key2=[a,b],Key3={x=1}`. Must not know which option a value is of.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli_words.h"
#include "api/shape.h"
#include "base/json.h"
#include "base/result.h"

namespace api {

/// The words after one option as the JSON value of `type`. Lists take several words.
base::Result<base::Json, CliError> parse_value(const TypeInfo& type, std::span<const Word> words);

/// The words for a JSON value: shorthand where it is unambiguous, JSON otherwise.
std::vector<std::string> print_value(const TypeInfo& type, const base::Json& value);

/// Shows every blob's text in a request to `change`, until one answers false. False then.
bool each_blob(const TypeInfo& type, base::Json& value,
               const std::function<bool(std::string&)>& change);

}  // namespace api
