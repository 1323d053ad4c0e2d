// Option values of the CLI. Must not know which option a value is of.
#include "api/cli_values.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace api {
namespace {

using base::Json;
using JsonOr = base::Result<Json, CliError>;

constexpr int kMaxDepth = 8;

std::unexpected<CliError> fault(const Word& word, std::string message) {
  return std::unexpected(
      CliError{std::move(message), word.at, std::max<std::size_t>(word.length, 1)});
}

bool looks_like_json(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && (text[at] == '{' || text[at] == '[');
}

JsonOr parse_json_word(const Word& word) {
  auto document = base::parse_json(word.text, {.max_bytes = kMaxLine, .max_depth = 8});
  if (!document) {
    return fault(word, std::format("{} (line {}, column {} of the JSON)", document.error().message,
                                   document.error().line, document.error().column));
  }
  return std::move(document->root);
}

JsonOr parse_integer(const Word& word) {
  std::int64_t n = 0;
  const char* end = word.text.data() + word.text.size();
  const auto [last, error] = std::from_chars(word.text.data(), end, n);
  if (error != std::errc{} || last != end) {
    return fault(word, std::format("A whole number is needed here, not '{}'", word.text));
  }
  return Json(n);
}

// Epoch seconds as a number; anything else is read as a date later.
Json timestamp(const std::string& text) {
  auto document = base::parse_json(text, {.max_bytes = 32, .max_depth = 1});
  if (!document || !document->root.is_number()) return text;
  return std::move(document->root);
}

// Shorthand: assignments separated by commas; the grammar of the AWS CLI without its `@=`.
class Shorthand {
 public:
  explicit Shorthand(const Word& word) : word_(word), text_(word.text) {}

  JsonOr run(const TypeInfo& type) {
    Json out = assignments(type, '\0', 0);
    if (error_.empty() && at_ < text_.size()) fail(std::format("'{}' is not expected", text_[at_]));
    if (!error_.empty()) return fault(word_, error_);
    return out;
  }

 private:
  void fail(std::string message) {
    if (error_.empty()) {
      error_ = std::format("{} (character {} of the value)", std::move(message), at_ + 1);
    }
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c || at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  Json assignments(const TypeInfo& type, char close, int depth) {
    Json out = Json::object();
    if (depth > kMaxDepth) fail("nested too deep");
    do {
      const std::size_t start = at_;
      const std::string key(key_text());
      if (error_.empty() && !take('=')) fail(std::format("'=' is missing after '{}'", key));
      const TypeInfo* item = error_.empty() ? type_of(type, key, start) : nullptr;
      if (item == nullptr) return out;
      if (out.contains(key)) fail(std::format("'{}' stands here twice", key));
      out[key] = value(*item, close, depth);
    } while (error_.empty() && take(','));
    return out;
  }
  std::string_view key_text() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !std::string_view("=,{}[]'\" ").contains(text_[at_])) ++at_;
    if (at_ == start) fail("a name is missing");
    return text_.substr(start, at_ - start);
  }
  const TypeInfo* type_of(const TypeInfo& type, std::string_view key, std::size_t start) {
    if (type.kind == Kind::kMap) return type.item;
    for (const MemberInfo& member : type.members) {
      if (member.name == key) return member.type;
    }
    at_ = start;
    fail(std::format("'{}' is not known here", key));
    return nullptr;
  }
  Json value(const TypeInfo& type, char close, int depth) {
    switch (type.kind) {
      case Kind::kMap:
      case Kind::kStructure: return braces(type, depth);
      case Kind::kList: return brackets(type, depth);
      default: return scalar(type, close);
    }
  }
  Json braces(const TypeInfo& type, int depth) {
    if (!take('{')) fail("'{' is missing");
    if (take('}')) return Json::object();
    Json out = assignments(type, '}', depth + 1);
    if (error_.empty() && !take('}')) fail("'}' is missing");
    return out;
  }
  Json brackets(const TypeInfo& type, int depth) {
    Json out = Json::array();
    if (depth > kMaxDepth) fail("nested too deep");
    if (!take('[')) fail("'[' is missing");
    while (error_.empty() && peek() != ']') {
      out.push_back(value(*type.item, ']', depth + 1));
      if (!take(',')) break;
    }
    if (error_.empty() && !take(']')) fail("']' is missing");
    return out;
  }
  Json scalar(const TypeInfo& type, char close) {
    const std::string text = peek() == '\'' || peek() == '"' ? quoted() : bare(close);
    if (!error_.empty()) return text;
    if (type.kind == Kind::kTimestamp) return timestamp(text);
    if (type.kind != Kind::kInteger) return text;
    const JsonOr n = parse_integer({text, word_.at, word_.length});
    if (!n) fail(n.error().message);
    return n ? *n : Json();
  }
  std::string quoted() {
    const char quote = text_[at_++];
    std::string out;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
          (text_[at_ + 1] == quote || text_[at_ + 1] == '\\')) {
        ++at_;
      }
      out.push_back(text_[at_++]);
    }
    if (!take(quote)) fail("the quote inside the value is not closed");
    return out;
  }
  std::string bare(char close) {
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != ',' && (close == '\0' || text_[at_] != close)) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  const Word& word_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
};

JsonOr parse_one(const TypeInfo& type, const Word& word) {
  if (word.text.starts_with("file://") || word.text.starts_with("fileb://")) {
    return fault(word, "There are no files here: write the value itself");
  }
  switch (type.kind) {
    case Kind::kString:
    case Kind::kBlob: return Json(word.text);
    case Kind::kTimestamp: return timestamp(word.text);
    case Kind::kInteger: return parse_integer(word);
    case Kind::kBoolean:
      if (word.text == "true" || word.text == "false") return Json(word.text == "true");
      return fault(word, "'true' or 'false' is needed here");
    default: break;
  }
  if (looks_like_json(word.text)) return parse_json_word(word);
  return Shorthand(word).run(type);
}

JsonOr parse_list(const TypeInfo& type, std::span<const Word> words) {
  if (words.size() == 1 && looks_like_json(words[0].text) && words[0].text.contains('[')) {
    if (auto json = parse_json_word(words[0]); json && json->is_array()) return json;
  }
  Json out = Json::array();
  for (const Word& word : words) {
    JsonOr item = parse_one(*type.item, word);
    if (!item) return item;
    out.push_back(*std::move(item));
  }
  return out;
}

// Text that shorthand can hold without quotes.
bool is_plain(const Json& value) {
  if (value.is_number_integer()) return true;
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr || text->empty()) return false;
  for (const char c : *text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && !std::string_view("_-./:+").contains(c)) return false;
  }
  return true;
}

bool is_plain_key(std::string_view key) { return is_plain(Json(std::string(key))); }

std::string scalar_text(const Json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  return base::dump(value);
}

// "A=1,B=2", or nothing when the value needs JSON.
std::optional<std::string> assignments_text(const Json& object) {
  std::string out;
  for (const auto& [key, value] : object.items()) {
    if (!is_plain_key(key) || !is_plain(value)) return std::nullopt;
    out += std::format("{}{}={}", out.empty() ? "" : ",", key, scalar_text(value));
  }
  if (out.empty()) return std::nullopt;
  return out;
}

bool can_be_words(const TypeInfo& item, const Json& list) {
  if (item.kind != Kind::kString || list.empty()) return false;
  for (const Json& value : list) {
    const std::string text = scalar_text(value);
    if (text.starts_with("-") || looks_like_json(text)) return false;
  }
  return true;
}

}  // namespace

JsonOr parse_value(const TypeInfo& type, std::span<const Word> words) {
  if (type.kind == Kind::kList) return parse_list(type, words);
  return parse_one(type, words.front());
}

bool each_blob(const TypeInfo& type, Json& value, const std::function<bool(std::string&)>& change) {
  if (type.kind == Kind::kBlob) {
    auto* text = value.get_ptr<std::string*>();
    return text == nullptr || change(*text);
  }
  if (type.kind == Kind::kList && value.is_array()) {
    return std::ranges::all_of(value,
                               [&](Json& item) { return each_blob(*type.item, item, change); });
  }
  if (!value.is_object()) return true;
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (type.kind == Kind::kMap && !each_blob(*type.item, *it, change)) return false;
    const auto member = std::ranges::find(type.members, it.key(), &MemberInfo::name);
    if (member != type.members.end() && !each_blob(*member->type, *it, change)) return false;
  }
  return true;
}

std::vector<std::string> print_value(const TypeInfo& type, const Json& value) {
  if (type.kind == Kind::kList && can_be_words(*type.item, value)) {
    std::vector<std::string> out;
    for (const Json& item : value) out.push_back(scalar_text(item));
    return out;
  }
  if (type.kind == Kind::kMap || type.kind == Kind::kStructure) {
    if (auto text = assignments_text(value)) return {*std::move(text)};
  }
  return {scalar_text(value)};
}

}  // namespace api
