// Words of a command line. Must not know AWS.
#include "api/cli_words.h"

#include <algorithm>
#include <format>

namespace api {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Splitter {
 public:
  Splitter(std::string_view line, const Variables& variables)
      : line_(line), variables_(variables) {}

  base::Result<std::vector<Word>, CliError> run() {
    if (line_.size() > kMaxLine) {
      return std::unexpected(CliError{std::format("The line is longer than {} bytes", kMaxLine)});
    }
    while (skip_blank()) {
      if (words_.size() == kMaxWords) {
        return std::unexpected(CliError{std::format("More than {} words", kMaxWords), at_});
      }
      word();
      if (error_) return std::unexpected(*error_);
    }
    return std::move(words_);
  }

 private:
  bool joins_lines() const { return line_.substr(at_).starts_with("\\\n"); }
  bool skip_blank() {
    while (at_ < line_.size()) {
      if (joins_lines()) {
        at_ += 2;
      } else if (is_blank(line_[at_])) {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }
  void fail(std::string message, std::size_t at, std::size_t length) {
    if (!error_) error_ = CliError{std::move(message), at, std::max<std::size_t>(length, 1)};
  }

  void word() {
    Word w{"", at_, 0};
    while (at_ < line_.size() && !is_blank(line_[at_]) && !error_) piece(w.text);
    w.length = at_ - w.at;
    words_.push_back(std::move(w));
  }
  void piece(std::string& out) {
    switch (line_[at_]) {
      case '\'': return single_quoted(out);
      case '"': return double_quoted(out);
      case '$': return variable(out);
      case '\\': return escaped(out);
      case '|':
      case '&':
      case ';':
      case '<':
      case '>':
      case '`':
        return fail(std::format("'{}' means something to a shell, there is none here: quote it",
                                line_[at_]),
                    at_, 1);
      default: out.push_back(line_[at_++]);
    }
  }
  void escaped(std::string& out) {
    if (joins_lines()) {
      at_ += 2;
    } else if (at_ + 1 == line_.size()) {
      fail("A backslash at the end escapes nothing", at_, 1);
    } else {
      out.push_back(line_[at_ + 1]);
      at_ += 2;
    }
  }
  void single_quoted(std::string& out) {
    const std::size_t end = line_.find('\'', at_ + 1);
    if (end == std::string_view::npos) return fail("The quote is not closed", at_, 1);
    out += line_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
  }
  void double_quoted(std::string& out) {
    const std::size_t start = at_++;
    while (at_ < line_.size() && line_[at_] != '"' && !error_) {
      if (line_[at_] == '$') {
        variable(out);
      } else if (line_[at_] == '\\' && at_ + 1 < line_.size() &&
                 std::string_view("\"\\$`\n").contains(line_[at_ + 1])) {
        if (line_[at_ + 1] != '\n') out.push_back(line_[at_ + 1]);
        at_ += 2;
      } else {
        out.push_back(line_[at_++]);
      }
    }
    if (at_ == line_.size()) return fail("The quote is not closed", start, 1);
    ++at_;
  }
  void variable(std::string& out) {
    const std::size_t start = at_++;
    const bool braces = at_ < line_.size() && line_[at_] == '{';
    if (braces) ++at_;
    const std::size_t first = at_;
    while (at_ < line_.size() && (is_name(line_[at_]) || (braces && line_[at_] == '-'))) ++at_;
    const std::string_view name = line_.substr(first, at_ - first);
    if (braces && (at_ == line_.size() || line_[at_++] != '}')) {
      return fail("The brace is not closed", start, at_ - start);
    }
    if (name.empty()) {
      return fail("A name must follow '$'; a plain dollar sign is written in single quotes", start,
                  1);
    }
    const auto value = variables_ ? variables_(name) : std::nullopt;
    if (!value) return fail(std::format("There is no ${}", name), start, at_ - start);
    out += *value;
  }

  std::string_view line_;
  const Variables& variables_;
  std::size_t at_ = 0;
  std::vector<Word> words_;
  std::optional<CliError> error_;
};

}  // namespace

base::Result<std::vector<Word>, CliError> split_words(std::string_view line,
                                                      const Variables& variables) {
  return Splitter(line, variables).run();
}

std::string quote_word(std::string_view text) {
  constexpr std::string_view kPlain = "_-./:=@%+,[]{}";
  const bool plain = !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (is_name(c) || kPlain.contains(c));
  });
  // A shell would expand [a] and {a,b}, so words with those are quoted although we would not.
  if (plain && text.find_first_of("[]{}") == std::string_view::npos) return std::string(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
  return out;
}

std::string show_error(std::string_view line, const CliError& error) {
  const std::size_t at = std::min(error.at, line.size());
  const std::size_t before = line.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t start = at == 0 || before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(line.find('\n', at), line.size());
  const std::size_t length = std::min(error.length, std::max<std::size_t>(end - at, 1));
  return std::format("{}\n{}\n{}^{}", error.message, line.substr(start, end - start),
                     std::string(at - start, ' '), std::string(length - 1, '~'));
}

}  // namespace api
