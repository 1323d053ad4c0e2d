// Bounded JSON: nlohmann/json does the parsing; a scan beforehand bounds depth and size, a scan
// afterwards notes on which line each value stands. Must not know what the documents mean.
#include "base/json.h"

#include <algorithm>
#include <format>

namespace base {
namespace {

// Accepts everything and remembers where nlohmann's parser gave up.
class ErrorFinder : public nlohmann::json_sax<Json> {
 public:
  std::size_t position = 0;
  std::string message;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception& ex) override {
    position = at;
    message = ex.what();
    return false;
  }
};

std::pair<int, int> place_of(std::string_view text, std::size_t at) {
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < std::min(at, text.size()); ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
  return {line, column};
}

// Walks a text that is known to be valid JSON and notes the place of every value by its pointer.
class PlaceScanner {
 public:
  PlaceScanner(std::string_view text, JsonDocument& document, std::size_t max_pointer_bytes)
      : text_(text), document_(document), bytes_left_(max_pointer_bytes) {}

  /// False when the pointers are too long to be kept.
  bool run() {
    value("");
    return !too_long_;
  }
  std::string duplicate;  // pointer of the first repeated key, "" when there is none

 private:
  void step() {
    if (text_[at_] == '\n') {
      ++line_;
      line_start_ = at_ + 1;
    }
    ++at_;
  }
  void skip_blank() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' ||
                                  text_[at_] == '\r' || text_[at_] == ',' || text_[at_] == ':')) {
      step();
    }
  }
  std::string_view raw_string() {
    const std::size_t start = at_++;
    while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    return text_.substr(start, ++at_ - start);
  }
  void value(const std::string& pointer) {
    skip_blank();
    note_place(pointer);
    switch (text_[at_]) {
      case '{': object(pointer); break;
      case '[': array(pointer); break;
      case '"': raw_string(); break;
      default:
        while (at_ < text_.size() &&
               std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos) {
          ++at_;
        }
    }
  }
  void note_place(const std::string& pointer) {
    too_long_ = too_long_ || pointer.size() > bytes_left_;
    if (too_long_) return;
    bytes_left_ -= pointer.size();
    document_.places.emplace(pointer, std::pair{line_, static_cast<int>(at_ - line_start_) + 1});
  }
  // Once the pointers are too long, both stop where they are: building more would take for ever.
  void object(const std::string& pointer) {
    ++at_;
    for (skip_blank(); !too_long_ && text_[at_] != '}'; skip_blank()) {
      const Json key = Json::parse(raw_string(), nullptr, false);
      const std::string child = pointer_child(pointer, key.get_ref<const std::string&>());
      if (document_.places.contains(child) && duplicate.empty()) duplicate = child;
      value(child);
    }
    ++at_;
  }
  void array(const std::string& pointer) {
    ++at_;
    std::size_t index = 0;
    for (skip_blank(); !too_long_ && text_[at_] != ']'; skip_blank()) {
      value(pointer_child(pointer, index++));
    }
    ++at_;
  }

  std::string_view text_;
  JsonDocument& document_;
  std::size_t bytes_left_;
  bool too_long_ = false;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

std::optional<JsonError> over_limits(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return JsonError{"", std::format("the text has {} bytes, at most {} are read", text.size(),
                                     limits.max_bytes)};
  }
  int depth = 0;
  std::size_t values = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == ',') ++values;
    if (c == '}' || c == ']') --depth;
    if (c != '{' && c != '[') continue;
    ++values;
    if (++depth > limits.max_depth) {
      const auto [line, column] = place_of(text, i);
      return JsonError{"", std::format("nested deeper than {} levels", limits.max_depth), line,
                       column};
    }
  }
  if (values > limits.max_values) {
    return JsonError{"", std::format("more than {} values", limits.max_values)};
  }
  return std::nullopt;
}

JsonError syntax_error(std::string_view text) {
  ErrorFinder finder;
  Json::sax_parse(text, &finder);
  const std::size_t at = finder.position > 0 ? finder.position - 1 : 0;
  const auto [line, column] = place_of(text, at);
  // nlohmann's text is "[json.exception…] parse error at line 1, column 2: <what>".
  const std::size_t cut = finder.message.find(": ");
  return {
      "",
      "not JSON: " + (cut == std::string::npos ? finder.message : finder.message.substr(cut + 2)),
      line, column};
}

}  // namespace

JsonError JsonDocument::error(std::string pointer, std::string message) const {
  JsonError out{std::move(pointer), std::move(message)};
  for (std::string at = out.pointer;;) {
    if (const auto it = places.find(at); it != places.end()) {
      std::tie(out.line, out.column) = it->second;
      return out;
    }
    const std::size_t slash = at.rfind('/');
    if (slash == std::string::npos) return out;
    at.resize(slash);
  }
}

Result<JsonDocument, JsonError> parse_json(std::string_view text, const JsonLimits& limits) {
  // nlohmann's parser would skip a byte order mark silently; the scans must not see it either.
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (auto error = over_limits(text, limits)) return std::unexpected(*error);
  JsonDocument document;
  document.root = Json::parse(text, nullptr, false);
  if (document.root.is_discarded()) return std::unexpected(syntax_error(text));
  PlaceScanner scanner(text, document, limits.max_pointer_bytes);
  if (!scanner.run()) return std::unexpected(JsonError{"", "the keys are too long"});
  if (!scanner.duplicate.empty()) {
    return std::unexpected(document.error(scanner.duplicate, "the same key stands here twice"));
  }
  return document;
}

std::string pointer_child(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out.push_back('/');
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string pointer_child(std::string_view pointer, std::size_t index) {
  return std::format("{}/{}", pointer, index);
}

bool JsonReader::has(std::string_view key) const {
  return value_->is_object() && value_->contains(key);
}

std::optional<JsonReader> JsonReader::member(std::string_view key, bool required) const {
  if (!value_->is_object()) {
    if (required) fail("must be an object");
    return std::nullopt;
  }
  const auto it = value_->find(key);
  if (it == value_->end()) {
    if (required) fail(std::format("\"{}\" is missing", key));
    return std::nullopt;
  }
  return JsonReader(*it, pointer_child(pointer_, key), *errors_);
}

std::vector<JsonReader> JsonReader::elements() const {
  std::vector<JsonReader> out;
  if (!value_->is_array()) {
    fail("must be an array");
    return out;
  }
  for (std::size_t i = 0; i < value_->size(); ++i) {
    out.emplace_back((*value_)[i], pointer_child(pointer_, i), *errors_);
  }
  return out;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
  std::vector<std::pair<std::string, JsonReader>> out;
  if (!value_->is_object()) {
    fail("must be an object");
    return out;
  }
  for (const auto& [key, value] : value_->items()) {
    out.emplace_back(key, JsonReader(value, pointer_child(pointer_, key), *errors_));
  }
  return out;
}

std::string JsonReader::text(std::string fallback) const {
  if (const auto* s = value_->get_ptr<const std::string*>()) return *s;
  fail("must be a string");
  return fallback;
}

std::int64_t JsonReader::integer(std::int64_t lo, std::int64_t hi, std::int64_t fallback) const {
  if (!value_->is_number_integer()) {
    fail("must be a whole number");
    return fallback;
  }
  const bool huge = value_->is_number_unsigned() && value_->get<std::uint64_t>() > INT64_MAX;
  const std::int64_t n = huge ? INT64_MAX : value_->get<std::int64_t>();
  if (n >= lo && n <= hi) return n;
  fail(std::format("must be between {} and {}", lo, hi));
  return fallback;
}

bool JsonReader::boolean(bool fallback) const {
  if (value_->is_boolean()) return value_->get<bool>();
  fail("must be true or false");
  return fallback;
}

void JsonReader::only(std::initializer_list<std::string_view> known) const {
  if (!value_->is_object()) return;
  for (const auto& [key, value] : value_->items()) {
    if (std::ranges::find(known, key) == known.end()) {
      errors_->push_back({pointer_child(pointer_, key), "is not a known property"});
    }
  }
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace base
