// Writing JSON documents in the form of the XML answers, by the rows of an operation.
#include "api/query_json.h"

#include <format>

namespace api {
namespace {

using base::Json;

class Writer {
 public:
  Writer(const WireService& service, std::string_view action)
      : service_(service), action_(action) {}

  // What is absent is null.
  Json structure(const TypeInfo& type, const Json& json) const {
    Json out = Json::object();
    for (const MemberInfo& member : type.members) {
      const auto it = json.find(member.name);
      const bool absent = it == json.end() || (is_container(member) && it->empty());
      out[name_of(member)] = absent ? Json() : value(member, *it);
    }
    return out;
  }

 private:
  static bool is_container(const MemberInfo& member) {
    return member.type->kind == Kind::kList || member.type->kind == Kind::kMap;
  }

  // SQS names what a queue holds in small letters (recorded), and the queues (assumption).
  std::string name_of(const MemberInfo& member) const {
    if (service_.flat && member.name == "Messages") return "messages";
    if (service_.flat && member.name == "QueueUrls") return "queueUrls";
    return std::string(member.name);
  }

  Json value(const MemberInfo& member, const Json& json) const {
    const TypeInfo& type = *member.type;
    if (type.kind == Kind::kList) {
      Json out = Json::array();
      for (const Json& item : json) out.push_back(single(*type.item, item));
      return out;
    }
    if (type.kind != Kind::kMap) return single(type, json);
    if (!service_.flat) return json;
    const QueryNames names = query_names(service_, action_, member);
    Json out = Json::array();
    for (const auto& [key, item] : json.items()) {
      out.push_back(
          {{std::string(names.key), key}, {std::string(names.value), single(*type.item, item)}});
    }
    return out;
  }

  Json single(const TypeInfo& type, const Json& json) const {
    return type.kind == Kind::kStructure ? structure(type, json) : json;
  }

  const WireService& service_;
  std::string_view action_;
};

}  // namespace

std::string write_query_json(const WireService& service, const Operation& operation,
                             const Json& output, std::string_view request_id) {
  Json response = Json::object();
  if (!operation.output->members.empty()) {
    response[std::format("{}Result", operation.action)] =
        Writer(service, operation.action).structure(*operation.output, output);
  }
  response["ResponseMetadata"]["RequestId"] = std::string(request_id);
  Json document = Json::object();
  document[std::format("{}Response", operation.action)] = std::move(response);
  return base::dump(document);
}

std::string write_query_json_error(const WireService& service, const model::ApiError& error,
                                   std::string_view request_id) {
  Json fault = Json::object();
  fault["Type"] = error.sender_fault ? "Sender" : "Receiver";
  fault["Code"] = error.query_code;
  fault["Message"] = error.message;
  if (!service.pretty) fault["Detail"] = nullptr;
  Json document = Json::object();
  document["Error"] = std::move(fault);
  document["RequestId"] = std::string(request_id);
  return base::dump(document);
}

}  // namespace api
