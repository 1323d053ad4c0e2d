// Kinds of JSON values against rows. The texts are those that AWS's JSON services share (recorded
// from Kinesis; that SQS words them alike is an assumption). Must not know any action.
#include "api/wire_types.h"

#include <algorithm>
#include <format>

namespace api {
namespace {

using base::Json;

std::string_view wanted_name(Kind kind) {
  switch (kind) {
    case Kind::kInteger: return "an Integer";
    case Kind::kBoolean: return "a Boolean";
    case Kind::kBlob: return "a Blob";
    case Kind::kTimestamp: return "milliseconds since epoch";
    default: return "an String";  // so written there
  }
}

std::string_view class_of(const Json& json) {
  if (json.is_string()) return "class java.lang.String";
  if (json.is_boolean()) return "class java.lang.Boolean";
  if (json.is_binary()) return "class java.nio.HeapByteBuffer";
  return "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";
}

bool fits(Kind kind, const Json& json) {
  switch (kind) {
    case Kind::kInteger: return json.is_number();
    case Kind::kBoolean: return json.is_boolean();
    case Kind::kTimestamp: return json.is_number();
    default: return json.is_string();
  }
}

// Java's numbers: fractions are cut off, and what does not fit ends at the largest that does.
void truncate(Json& json) {
  constexpr double kLeast = INT32_MIN;
  constexpr double kMost = INT32_MAX;
  if (json.is_number_integer()) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT32_MAX) json = INT32_MAX;
    json = std::clamp<std::int64_t>(json.get<std::int64_t>(), INT32_MIN, INT32_MAX);
  } else {
    json = static_cast<std::int64_t>(std::clamp(json.get<double>(), kLeast, kMost));
  }
}

int digit_of_base64(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::optional<model::ApiError> blob_fault(const std::string& text) {
  const auto fault = [&](std::string what) {
    return serialization_error(
        std::format("'{}' can not be converted to a Blob: {}", text.substr(0, 256), what));
  };
  if (text.size() % 4 != 0) {
    return fault(std::format(
        "Base64 encoded length is expected a multiple of 4 bytes but found: {}", text.size()));
  }
  const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  int last = 0;
  for (const char c : std::string_view(text).substr(0, text.size() - pads)) {
    last = digit_of_base64(c);
    if (last < 0) return fault(std::format("Invalid Base64 character: '{}'", c));
  }
  if ((pads == 1 && (last & 3) != 0) || (pads == 2 && (last & 15) != 0)) {
    return fault("Invalid last non-pad Base64 character dectected");  // so written there
  }
  return std::nullopt;
}

std::optional<model::ApiError> settle_members(const TypeInfo& type, Json& json) {
  for (auto it = json.begin(); it != json.end();) {
    if (it->is_null()) {
      it = json.erase(it);
      continue;
    }
    const TypeInfo* item = type.kind == Kind::kMap ? type.item : nullptr;
    for (const MemberInfo& member : type.members) {
      if (member.name == it.key()) item = member.type;
    }
    if (item != nullptr) {
      if (auto error = settle_types(*item, *it)) return error;
    }
    ++it;
  }
  return std::nullopt;
}

}  // namespace

model::ApiError serialization_error(std::string message) {
  return {.type = "SerializationException",
          .query_code = "SerializationException",
          .message = std::move(message)};
}

std::optional<model::ApiError> settle_types(const TypeInfo& type, base::Json& json) {
  const bool object_wanted = type.kind == Kind::kStructure || type.kind == Kind::kMap;
  if (json.is_object() && !object_wanted) {
    return serialization_error("Start of structure or map found where not expected.");
  }
  if (json.is_array() && type.kind != Kind::kList) {
    return serialization_error("Start of list found where not expected");
  }
  if (object_wanted && json.is_object()) return settle_members(type, json);
  if (type.kind == Kind::kList && json.is_array()) {
    for (Json& item : json) {
      if (auto error = settle_types(*type.item, item)) return error;
    }
    return std::nullopt;
  }
  if (type.kind == Kind::kList) return serialization_error("Expected list or null");
  if (type.kind == Kind::kMap) return serialization_error("Expected map or null");
  if (type.kind == Kind::kStructure) return serialization_error("Expected null");
  if (fits(type.kind, json)) {
    if (type.kind == Kind::kInteger) truncate(json);
    if (type.kind == Kind::kBlob) return blob_fault(*json.get_ptr<const std::string*>());
    return std::nullopt;
  }
  return serialization_error(
      std::format("{} can not be converted to {}", class_of(json), wanted_name(type.kind)));
}

}  // namespace api
