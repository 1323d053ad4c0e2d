// JSON from outside, bounded: parsing with limits, typed reading with errors that name the JSON
// pointer and the line. Must not know what the documents mean.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace base {

using Json = nlohmann::ordered_json;

/// Where and what is wrong with a document. `pointer` is an RFC 6901 JSON pointer, "" for the
/// whole; `line` and `column` start at 1, 0 when unknown.
struct JsonError {
  std::string pointer;
  std::string message;
  int line = 0;
  int column = 0;
};

struct JsonLimits {
  std::size_t max_bytes = 4u << 20;
  int max_depth = 32;
  std::size_t max_values = 200'000;
  /// Of all pointers to all values together: long keys around many values would grow without end.
  std::size_t max_pointer_bytes = 32u << 20;
};

/// A parsed document that still knows on which line each value began.
struct JsonDocument {
  Json root;
  std::map<std::string, std::pair<int, int>, std::less<>> places;  // pointer -> line, column

  /// The error at a pointer with its line filled in (or that of the nearest parent known).
  JsonError error(std::string pointer, std::string message) const;
};

/// Parses within the limits; duplicate keys, comments and trailing text are errors.
Result<JsonDocument, JsonError> parse_json(std::string_view text, const JsonLimits& limits = {});

/// "/a/b~1c" grown by a key or an index.
std::string pointer_child(std::string_view pointer, std::string_view key);
std::string pointer_child(std::string_view pointer, std::size_t index);

/// Typed look at one value of a document: every getter reports a JsonError in `errors` with the
/// pointer instead of failing hard, so that one pass names everything that is wrong.
class JsonReader {
 public:
  JsonReader(const Json& value, std::string pointer, std::vector<JsonError>& errors)
      : value_(&value), pointer_(std::move(pointer)), errors_(&errors) {}

  const Json& value() const { return *value_; }
  const std::string& pointer() const { return pointer_; }
  std::vector<JsonError>& errors() const { return *errors_; }
  void fail(std::string message) const { errors_->push_back({pointer_, std::move(message)}); }

  bool is_object() const { return value_->is_object(); }
  bool is_array() const { return value_->is_array(); }
  bool has(std::string_view key) const;
  /// The member, or nothing; `required` reports a missing one.
  std::optional<JsonReader> member(std::string_view key, bool required = false) const;
  /// The elements of an array; reports when it is not one.
  std::vector<JsonReader> elements() const;
  /// The members of an object in document order; reports when it is not one.
  std::vector<std::pair<std::string, JsonReader>> members() const;

  std::string text(std::string fallback = {}) const;
  std::int64_t integer(std::int64_t lo, std::int64_t hi, std::int64_t fallback = 0) const;
  bool boolean(bool fallback = false) const;
  /// Reports members whose names are not in `known`.
  void only(std::initializer_list<std::string_view> known) const;

 private:
  const Json* value_;
  std::string pointer_;
  std::vector<JsonError>* errors_;
};

/// Compact text of a value; invalid UTF-8 is replaced, never thrown on.
std::string dump(const Json& value);

}  // namespace base
