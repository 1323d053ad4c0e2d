// The console's language: `aws …` lines with the options that belong to the CLI itself, what the
// CLI prints, and what may come next while a line is typed. Everything derives from the operation
// table. Must not know how a call is carried out, nor where a line was typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/cli.h"
#include "api/output_query.h"

namespace api {

/// The longest line that is read, bytes.
inline constexpr std::size_t kMaxConsoleLine = 16 * 1024;

enum class OutputFormat : std::uint8_t { kJson, kText };

/// A call and how its answer is to be printed.
struct ConsoleCall {
  Request request;
  std::optional<OutputQuery> query;
  OutputFormat output = OutputFormat::kJson;
  std::string_view waiter = "";  // "stream-exists" of `aws kinesis wait`
};

/// What a line is answered with without any call: help, a skeleton.
struct ConsoleText {
  std::string text;
};

using ConsoleLine = std::variant<ConsoleCall, ConsoleText>;

/// Reads a line: `aws <service> <command> [options]`, or `aws kinesis wait <what> [options]`, with
/// --query, --output, --cli-input-json,
/// --generate-cli-skeleton and help.
base::Result<ConsoleLine, CliError> read_console_line(std::string_view line, const CliNames& names);

/// What the AWS CLI prints for the answer; ends with a line break unless it is empty.
std::string print_answer(const ConsoleCall& call, const model::ApiResult<Response>& answer);

/// A value as `--output json` or `--output text` prints it.
std::string print_output(const base::Json& value, OutputFormat format);

/// What may stand at a place of a line.
struct Candidate {
  std::string text;  // "--queue-url"
  std::string note;  // "required", "URL of a queue"
};
struct Completion {
  std::size_t from = 0;  // the bytes of the line that a candidate replaces
  std::size_t to = 0;
  std::vector<Candidate> candidates;
};
Completion complete_line(std::string_view line, std::size_t cursor, const CliNames& names);

}  // namespace api
