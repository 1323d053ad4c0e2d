// Reading calls and writing answers. Must not know sockets, nor who carries a call out.
#include "api/wire.h"

#include <algorithm>
#include <format>

#include "api/query.h"
#include "api/wire_types.h"
#include "api/xml.h"

namespace api {
namespace {

using base::Json;
using Refused = std::unexpected<WireRefusal>;

// More than any request of AWS holds: ten messages with ten attributes each have some 500 values.
constexpr base::JsonLimits kJsonLimits{.max_bytes = kMaxHttpBody,
                                       .max_depth = 16,
                                       .max_values = 20'000,
                                       .max_pointer_bytes = 4u << 20};

Refused refuse(const WireStyle& style, std::string_view code, std::string message,
               int status = 400) {
  return Refused({style,
                  {.type = std::string(code),
                   .query_code = std::string(code),
                   .http_status = status,
                   .message = std::move(message)}});
}

bool knows(const TypeInfo& type, std::string_view name) {
  return std::ranges::contains(type.members, name, &MemberInfo::name);
}

base::Result<WireCall, WireRefusal> read_json_call(const HttpRequest& request,
                                                   std::string_view target) {
  WireCall call;
  const bool newer = header_of(request, "content-type").contains("amz-json-1.1");
  call.style.json_version = newer ? "1.1" : "1.0";
  const std::size_t dot = std::min(target.find('.'), target.size());
  call.style.service = find_wire_service_by_target(target.substr(0, dot));
  if (call.style.service != nullptr && dot < target.size()) {
    call.operation = find_operation(call.style.service->service, target.substr(dot + 1));
  }
  if (call.operation == nullptr) {
    return refuse(call.style, "UnknownOperationException",
                  std::format("The operation {} is not known here.", target.substr(0, 128)));
  }
  if (request.body.empty()) {
    call.input = Json::object();
  } else {
    auto document = base::parse_json(request.body, kJsonLimits);
    if (!document) return refuse(call.style, "SerializationException", document.error().message);
    call.input = std::move(document->root);
  }
  if (auto error = settle_types(*call.operation->input, call.input)) {
    return Refused({call.style, *std::move(error)});
  }
  return call;
}

// A request without Version is for the service of its signature. The addresses that SNS mails out
// (confirm, unsubscribe) have neither; their service is the one that knows the action.
const WireService* service_of(std::string_view version, std::string_view signed_for,
                              std::string_view action) {
  if (!version.empty()) return find_wire_service_by_version(version);
  if (const WireService* service = find_wire_service(signed_for)) return service;
  for (const Operation& operation : operations()) {
    if (operation.action == action) return find_wire_service(operation.service);
  }
  return nullptr;
}

base::Result<WireCall, WireRefusal> read_query_call(const QueryNode& tree,
                                                    std::string_view service_hint,
                                                    std::string_view queue_url) {
  WireCall call;
  call.style.protocol = Protocol::kQuery;
  const std::string action = tree.child("Action")->value.value_or("");
  const QueryNode* version = tree.child("Version");
  const std::string asked = version == nullptr ? "" : version->value.value_or("");
  call.style.service = service_of(asked, service_hint, action);
  if (call.style.service == nullptr && !asked.empty()) {
    call.style.service = find_wire_service("sqs");
    return refuse(call.style, "NoSuchVersion",
                  std::format("The requested version ( {} ) is not valid.", asked));
  }
  if (call.style.service != nullptr) {
    call.operation = find_operation(call.style.service->service, action);
  }
  if (call.operation == nullptr) {
    if (call.style.service == nullptr) call.style.service = find_wire_service("sqs");
    return refuse(call.style, "InvalidAction",
                  std::format("The action {} is not valid for this endpoint.", action));
  }
  auto read = read_query(*call.style.service, *call.operation, tree);
  if (!read) return Refused({call.style, read.error()});
  call.input = *std::move(read);
  if (!queue_url.empty() && knows(*call.operation->input, "QueueUrl") &&
      !call.input.contains("QueueUrl")) {
    call.input["QueueUrl"] = queue_url;
  }
  return call;
}

// AWS words one refusal differently in the two protocols (aws-facts 1.3).
model::ApiError in_query_words(model::ApiError error) {
  if (error.query_code == "AWS.SimpleQueueService.NonExistentQueue") {
    error.message = "The specified queue does not exist for this wsdl version.";
  }
  return error;
}

// The names that are not of a service's model but of what all of AWS's JSON services stand on.
bool is_common_error(std::string_view type) {
  return type == "SerializationException" || type == "UnknownOperationException";
}

std::string json_error(const WireStyle& style, const model::ApiError& error) {
  std::string_view space = style.service == nullptr ? "" : style.service->error_namespace;
  if (style.service == nullptr || is_common_error(error.type)) space = "com.amazon.coral.service";
  const Json body{{"__type", space.empty() ? error.type : std::format("{}#{}", space, error.type)},
                  {"message", error.message}};
  return base::dump(body);
}

std::string json_answer(const WireStyle& style, const Json& output) {
  if (!style.service->omits_empty) return base::dump(output);
  Json out = Json::object();
  for (const auto& [name, value] : output.items()) {
    if (!value.is_structured() || !value.empty()) out[name] = value;
  }
  return base::dump(out);
}

HttpResponse response(const WireStyle& style, int status, std::string_view request_id) {
  HttpResponse out;
  out.status = status;
  out.headers = {
      {"x-amzn-RequestId", std::string(request_id)},
      {"Content-Type", style.protocol == Protocol::kQuery
                           ? std::string("text/xml")
                           : std::format("application/x-amz-json-{}", style.json_version)}};
  return out;
}

}  // namespace

CredentialScope credential_scope(const HttpRequest& request) {
  std::string text(header_of(request, "authorization"));
  std::size_t at = text.find("Credential=");
  if (at == std::string::npos) {
    text = request.query;
    at = text.find("X-Amz-Credential=");
    if (at == std::string::npos) return {};
  }
  at = text.find('=', at) + 1;
  const auto decoded =
      percent_decode(std::string_view(text).substr(at, text.find_first_of(", &", at) - at), false);
  if (!decoded) return {};
  const std::vector<std::string_view> parts = path_segments(*decoded);
  if (parts.size() != 5) return {};
  return {std::string(parts[0]), std::string(parts[2]), std::string(parts[3])};
}

base::Result<WireCall, WireRefusal> read_call(const HttpRequest& request,
                                              std::string_view queue_url) {
  if (request.body.size() > kMaxHttpBody) {
    return refuse({}, "RequestEntityTooLarge", "The request is too large.", 413);
  }
  const std::string_view target = header_of(request, "x-amz-target");
  if (!target.empty()) return read_json_call(request, target);

  WireStyle style{.protocol = Protocol::kQuery, .service = find_wire_service("sqs")};
  auto fields = parse_form(request.query);
  auto more =
      parse_form(request.method == "POST" ? std::string_view(request.body) : std::string_view());
  if (!fields || !more) {
    return refuse(style, "MalformedQueryString", "The query string is malformed.");
  }
  fields->insert(fields->end(), more->begin(), more->end());
  const auto tree = build_query_tree(*fields);
  if (!tree) return refuse(style, "MalformedQueryString", "A parameter is nested too deeply.");
  if (tree->child("Action") == nullptr) {
    return refuse(style, "MissingAction", "The request must contain the parameter Action.");
  }
  return read_query_call(*tree, credential_scope(request).service, queue_url);
}

HttpResponse write_answer(const WireStyle& style, const Operation& operation,
                          const base::Json& output, std::string_view request_id) {
  HttpResponse out = response(style, 200, request_id);
  out.body = style.protocol == Protocol::kJson
                 ? json_answer(style, output)
                 : write_xml_answer(*style.service, operation, output, request_id);
  return out;
}

HttpResponse write_error(const WireStyle& style, const model::ApiError& error,
                         std::string_view request_id) {
  HttpResponse out = response(style, error.http_status, request_id);
  if (style.protocol == Protocol::kQuery) {
    out.body = write_xml_error(*style.service, in_query_words(error), request_id);
    return out;
  }
  // SDKs that knew the Query protocol go on showing its codes (aws-facts 1.3).
  out.headers.push_back(
      {"x-amzn-query-error",
       std::format("{};{}", error.query_code, error.sender_fault ? "Sender" : "Receiver")});
  out.body = json_error(style, error);
  return out;
}

}  // namespace api
