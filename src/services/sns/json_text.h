// JSON as AWS's filters read it: duplicate keys allowed (the last one holds), every value knows
// where it stands in the text, because the refusals of filter policies name a column. Bounded in
// depth and size. Must not know what the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace services::sns {

struct JsonValue {
  enum class Kind : std::uint8_t { kNull, kTrue, kFalse, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  std::string text;  // of a string without its escapes; of a number as it is written
  std::vector<JsonValue> elements;                           // of an array
  std::vector<std::pair<std::string, JsonValue>> members;    // of an object, in their order
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;

  const JsonValue* find(std::string_view key) const;
};

inline constexpr int kMaxJsonDepth = 64;

/// The value of a text, or nothing when it is no JSON or nests too deep.
std::optional<JsonValue> parse_json_text(std::string_view text);
/// The text without the white space between its tokens.
std::string compact_json(std::string_view text);

}  // namespace services::sns
