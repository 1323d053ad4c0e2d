// Lines of the console. Must not know how a call is carried out.
#include "api/console.h"

#include <algorithm>
#include <array>
#include <format>

#include "api/cli_help.h"
#include "api/cli_output.h"

namespace api {
namespace {

using base::Json;

std::unexpected<CliError> fault(const Word& word, std::string message) {
  return std::unexpected(
      CliError{std::move(message), word.at, std::max<std::size_t>(word.length, 1)});
}

// What the CLI itself was asked for, and the words that are left for the operation.
struct OwnOptions {
  std::vector<Word> rest;
  std::optional<Word> query, output, input_json;
  bool skeleton = false;
};

bool stands_alone(std::string_view option) {
  return std::ranges::contains(kOwnFlags, option) || option == "--generate-cli-skeleton";
}

// Takes the CLI's own options out of the words. They may be written --name=value as well.
class OwnReader {
 public:
  explicit OwnReader(std::span<const Word> words) : words_(words) {}

  base::Result<OwnOptions, CliError> run() {
    while (at_ < words_.size() && !error_) take();
    if (error_) return std::unexpected(*error_);
    return std::move(out_);
  }

 private:
  void take() {
    Word word = words_[at_++];
    const std::size_t equals =
        word.text.starts_with("--") ? word.text.find('=') : std::string::npos;
    const std::string name = word.text.substr(0, equals);
    if (name == "--generate-cli-skeleton") return skeleton();
    if (stands_alone(name)) return;
    if (!std::ranges::contains(kOwnValues, name)) return out_.rest.push_back(std::move(word));
    Word value;
    if (equals != std::string::npos) {
      value = {word.text.substr(equals + 1), word.at + equals + 1, word.length - equals - 1};
    } else if (at_ < words_.size() && !words_[at_].text.starts_with("--")) {
      value = words_[at_++];
    } else {
      error_ = fault(word, std::format("argument {}: expected one argument", name)).error();
      return;
    }
    if (name == "--query") out_.query = std::move(value);
    if (name == "--output") out_.output = std::move(value);
    if (name == "--cli-input-json") out_.input_json = std::move(value);
  }
  // `input` may follow; nothing else is known here.
  void skeleton() {
    out_.skeleton = true;
    if (at_ == words_.size() || words_[at_].text.starts_with("--")) return;
    if (words_[at_].text == "input") {
      ++at_;
      return;
    }
    error_ = fault(words_[at_], "--generate-cli-skeleton writes the input only").error();
  }

  std::span<const Word> words_;
  std::size_t at_ = 0;
  OwnOptions out_;
  std::optional<CliError> error_;
};

base::Result<std::optional<OutputQuery>, CliError> read_query(const std::optional<Word>& word) {
  if (!word) return std::nullopt;
  auto query = parse_output_query(word->text);
  if (query) return *std::move(query);
  CliError error = query.error();
  // The place inside the value is the place in the line only where nothing was quoted away.
  const bool plain = word->length == word->text.size();
  const std::size_t quote = word->length == word->text.size() + 2 ? 1 : 0;
  if (plain || quote == 1)
    return std::unexpected(CliError{error.message, word->at + quote + error.at, 1});
  return fault(*word, error.message);
}

base::Result<OutputFormat, CliError> read_output(const std::optional<Word>& word) {
  if (!word || word->text == "json") return OutputFormat::kJson;
  if (word->text == "text") return OutputFormat::kText;
  return fault(*word, std::format("argument --output: Invalid choice: '{}', maybe you meant: json "
                                  "or text",
                                  word->text));
}

base::Result<Json, CliError> read_input(const std::optional<Word>& word) {
  if (!word) return Json::object();
  if (word->text.starts_with("file://")) {
    return fault(*word, "There are no files here: write the JSON itself in single quotes");
  }
  auto document = base::parse_json(word->text, {.max_bytes = kMaxConsoleLine, .max_depth = 16});
  if (!document) {
    return fault(*word, std::format("Error parsing parameter 'cli-input-json': Invalid JSON: {} "
                                    "(line {}, column {})",
                                    document.error().message, document.error().line,
                                    document.error().column));
  }
  if (!document->root.is_object()) {
    return fault(*word,
                 "Error parsing parameter 'cli-input-json': Invalid JSON: an object is "
                 "needed");
  }
  return std::move(document->root);
}

constexpr std::array kWaiters{std::string_view("stream-exists"),
                              std::string_view("stream-not-exists")};

base::Result<ConsoleLine, CliError> read_call(std::string_view line, const Operation& op,
                                              std::span<const Word> words, model::Profile profile) {
  const auto own = OwnReader(words.subspan(3)).run();
  if (!own) return std::unexpected(own.error());
  if (own->skeleton) return ConsoleText{print_output(skeleton_of(*op.input), OutputFormat::kJson)};
  auto query = read_query(own->query);
  if (!query) return std::unexpected(query.error());
  const auto output = read_output(own->output);
  if (!output) return std::unexpected(output.error());
  auto body = read_input(own->input_json);
  if (!body) return std::unexpected(body.error());
  const Word& blame = own->input_json ? *own->input_json : words[2];
  auto request = parse_options(line, op, own->rest, blame, *std::move(body), profile);
  if (!request) return std::unexpected(request.error());
  return ConsoleCall{*std::move(request), *std::move(query), *output};
}

// `aws kinesis wait stream-exists --stream-name orders`: one look, in the words of the CLI's many.
base::Result<ConsoleLine, CliError> read_wait(std::string_view line, std::span<const Word> words,
                                              model::Profile profile) {
  const std::string_view what = words.size() > 3 ? std::string_view(words[3].text) : "";
  const auto known = std::ranges::find(kWaiters, what);
  if (known == kWaiters.end()) {
    return fault(words[std::min<std::size_t>(words.size() - 1, 3)],
                 "What to wait for is needed here: stream-exists or stream-not-exists");
  }
  const Operation& op = *find_operation("kinesis", "DescribeStream");
  auto read = read_call(line, op, words.subspan(1), profile);
  if (read) {
    if (auto* call = std::get_if<ConsoleCall>(&*read)) call->waiter = *known;
  }
  return read;
}

// A waiter says nothing when what it waits for is there.
std::string print_wait(const ConsoleCall& call, const model::ApiResult<Response>& answer) {
  const bool wants_none = call.waiter == "stream-not-exists";
  const std::string name = wants_none ? "StreamNotExists" : "StreamExists";
  if (!answer) {
    if (wants_none && answer.error().type == "ResourceNotFoundException") return "";
    return std::format("Waiter {} failed: An error occurred ({}): {}\n", name, answer.error().type,
                       answer.error().message);
  }
  const auto* seen = std::get_if<model::kinesis::DescribeStreamResponse>(&*answer);
  const std::string status = seen == nullptr ? "" : seen->stream_description.stream_status;
  if (!wants_none && status == "ACTIVE") return "";
  return std::format(
      "The stream is {}. The AWS CLI would look again every 10 seconds; let time pass and ask\n"
      "again.\n",
      status);
}

}  // namespace

base::Result<ConsoleLine, CliError> read_console_line(std::string_view line,
                                                      const CliNames& names) {
  if (line.size() > kMaxConsoleLine) {
    return std::unexpected(
        CliError{std::format("The line is longer than {} bytes", kMaxConsoleLine)});
  }
  const auto words = split_words(line, [&](std::string_view name) { return names.value(name); });
  if (!words) return std::unexpected(words.error());
  const bool asks = words->size() >= 2 && words->size() <= 4 && words->back().text == "help";
  if (asks && words->front().text == "aws") {
    if (words->size() == 2) return ConsoleText{help_of_services()};
    if (words->size() == 3) {
      std::string help = help_of_service((*words)[1].text);
      if (!help.empty()) return ConsoleText{std::move(help)};
    }
  }
  if (words->size() > 2 && (*words)[1].text == "kinesis" && (*words)[2].text == "wait") {
    return read_wait(line, *words, names.profile());
  }
  const auto row = find_row(line, *words);
  if (!row) return std::unexpected(row.error());
  if (asks) return ConsoleText{help_of_operation(**row)};
  return read_call(line, **row, *words, names.profile());
}

std::string print_output(const Json& value, OutputFormat format) {
  return format == OutputFormat::kJson ? to_pretty_json(value) + "\n" : to_text_output(value);
}

std::string print_answer(const ConsoleCall& call, const model::ApiResult<Response>& answer) {
  if (!call.waiter.empty()) return print_wait(call, answer);
  if (!answer) {
    // The SDKs and the CLI show the classic code (aws-facts 1.3).
    const model::ApiError& error = answer.error();
    return std::format("An error occurred ({}) when calling the {} operation: {}\n",
                       error.query_code.empty() ? error.type : error.query_code,
                       operation_of(call.request).action, error.message);
  }
  Json body = response_to_json(*answer);
  write_dates(*operation_of(call.request).output, body);
  if (body.is_null() || body.empty()) return "";
  return print_output(call.query ? run_output_query(*call.query, body) : body, call.output);
}

}  // namespace api
