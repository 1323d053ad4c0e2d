// A command line taken apart as a shell does it: blanks, quotes, backslashes, $variables. Every
// word remembers where it stood. Must not know AWS.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace api {

/// What is wrong with a line and where: `at` and `length` in bytes, for the caret.
struct CliError {
  std::string message;
  std::size_t at = 0;
  std::size_t length = 1;
};

struct Word {
  std::string text;
  std::size_t at = 0;      // where it began in the line
  std::size_t length = 0;  // as written, quotes included
};

/// The value of `$name`; nothing when there is none.
using Variables = std::function<std::optional<std::string>(std::string_view)>;

inline constexpr std::size_t kMaxLine = 64 * 1024;
inline constexpr std::size_t kMaxWords = 512;

/// Splits a line. 'single quotes' are literal, "double quotes" expand variables; a backslash
/// before a line break joins lines.
base::Result<std::vector<Word>, CliError> split_words(std::string_view line,
                                                      const Variables& variables);

/// The word as it must be written so that split_words() gives it back.
std::string quote_word(std::string_view text);

/// The line and below it a caret under the fault:
///   aws sqs send-mesage --queue-url $orders
///           ^~~~~~~~~~~
std::string show_error(std::string_view line, const CliError& error);

}  // namespace api
