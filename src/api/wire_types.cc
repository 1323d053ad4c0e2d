// Kinds of JSON values against rows. The texts are those that AWS's JSON services share (recorded
// from Kinesis; that SQS words them alike is an assumption). Must not know any action.
#include "api/wire_types.h"

#include <format>

namespace api {
namespace {

using base::Json;

std::string_view wanted_name(Kind kind) {
  switch (kind) {
    case Kind::kInteger: return "an Integer";
    case Kind::kBoolean: return "a Boolean";
    case Kind::kBlob: return "a Blob";
    case Kind::kTimestamp: return "a Timestamp";
    default: return "an String";  // so written there
  }
}

std::string_view class_of(const Json& json) {
  if (json.is_string()) return "class java.lang.String";
  if (json.is_boolean()) return "class java.lang.Boolean";
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
  if (object_wanted || type.kind == Kind::kList) {
    return serialization_error(std::format("{} can not be converted to a {}", class_of(json),
                                           type.kind == Kind::kList  ? "List"
                                           : type.kind == Kind::kMap ? "Map"
                                                                     : "Structure"));
  }
  if (fits(type.kind, json)) return std::nullopt;
  return serialization_error(
      std::format("{} can not be converted to {}", class_of(json), wanted_name(type.kind)));
}

}  // namespace api
