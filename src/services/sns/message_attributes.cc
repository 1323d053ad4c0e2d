// Names, types and values of message attributes.
#include "services/sns/message_attributes.h"

#include <algorithm>
#include <format>

#include "services/sns/filter_policy.h"

namespace services::sns {
namespace {

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// The character whose UTF-8 begins `text`.
std::uint32_t code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0u;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0xC0) return lead;
  const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  std::uint32_t out = lead & (0x3Fu >> more);
  for (std::size_t i = 1; i <= more; ++i) out = out << 6 | (byte(i) & 0x3F);
  return out;
}

std::optional<ApiError> check_name(std::string_view name) {
  if (name.size() >= 257) {
    return invalid_value("Length of message attribute name must be less than 256 bytes.");
  }
  const auto bad = std::ranges::find_if_not(name, is_name_char);
  if (bad != name.end()) {
    return invalid_value(std::format(
        "Invalid non-alphanumeric character '#x{:X}' was found in the message attribute name. Can "
        "only include alphanumeric characters, hyphens, underscores, or dots.",
        code_point(name.substr(static_cast<std::size_t>(bad - name.begin())))));
  }
  if (name.starts_with('.')) {
    return invalid_value("Invalid message attribute name starting with character '.' was found.");
  }
  if (name.ends_with('.')) {
    return invalid_value("Invalid message attribute name ending with character '.' was found.");
  }
  if (name.find("..") != std::string_view::npos) {
    return invalid_value("Message attribute name can not have successive '.' character.");
  }
  return std::nullopt;
}

// "String", "String.label": a label must not be empty.
bool is_known_type(std::string_view type) {
  const std::size_t dot = type.find('.');
  const std::string_view base = type.substr(0, dot);
  if (base != "String" && base != "Number" && base != "Binary") return false;
  return dot == std::string_view::npos || dot + 1 < type.size();
}

std::optional<ApiError> check_value(const std::string& name,
                                    const model::sns::MessageAttributeValue& value) {
  const std::string& type = value.data_type;
  if (!is_known_type(type)) {
    return invalid_value(std::format(
        "The message attribute '{}' has an invalid message attribute type, the set of supported "
        "type prefixes is Binary, Number, and String.",
        name));
  }
  const bool binary = type.starts_with("Binary");
  const std::string& used = binary ? value.binary_value : value.string_value;
  const std::string& other = binary ? value.string_value : value.binary_value;
  if (used.empty() && !other.empty()) {
    return invalid_value(
        std::format("The message attribute '{}' with type '{}' must use field "
                    "'{}'.",
                    name, type, binary ? "Binary" : "String"));
  }
  if (used.empty()) {
    return invalid_value(
        std::format("The message attribute '{}' must contain non-empty message attribute value "
                    "for message attribute type '{}'.",
                    name, type));
  }
  if (type.starts_with("Number")) {
    const auto number = parse_json_text(value.string_value);
    if (!number || number->kind != JsonValue::Kind::kNumber) {
      return invalid_value(
          std::format("Could not cast message attribute '{}' value to number.", name));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ApiError> check_attributes(const model::sns::MessageAttributes& attributes,
                                         const std::string& path) {
  for (const auto& [name, value] : attributes) {
    if (value.data_type.empty()) {
      return validation_error(std::format("{}.{}.member.dataType", path, name));
    }
    if (auto error = check_name(name)) return error;
    if (auto error = check_value(name, value)) return error;
  }
  return std::nullopt;
}

std::int64_t message_size(const std::string& body,
                          const model::sns::MessageAttributes& attributes) {
  std::size_t size = body.size();
  for (const auto& [name, value] : attributes) {
    size += name.size() + value.data_type.size() + value.string_value.size() +
            value.binary_value.size();
  }
  return static_cast<std::int64_t>(size);
}

}  // namespace services::sns
