// Reading calls and writing answers. Must not know sockets, nor who carries a call out.
#include "api/wire.h"

#include <algorithm>
#include <array>
#include <format>

#include "api/cbor.h"
#include "api/event_stream.h"
#include "api/query.h"
#include "api/query_json.h"
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
  const std::string_view type = header_of(request, "content-type");
  call.style.json_version = type.contains("amz-json-1.1") ? "1.1" : "1.0";
  const std::size_t dot = std::min(target.find('.'), target.size());
  call.style.service = find_wire_service_by_target(target.substr(0, dot));
  const bool has_cbor = call.style.service != nullptr && call.style.service->cbor;
  call.style.cbor = has_cbor && type.contains("amz-cbor");
  if (call.style.service != nullptr && dot < target.size()) {
    call.operation = find_operation(call.style.service->service, target.substr(dot + 1));
  }
  if (call.operation == nullptr) {
    // AWS says nothing more; whoever is not of a known service learns what was not understood.
    const bool silent =
        call.style.service != nullptr && call.style.service->error_namespace.empty();
    return refuse(call.style, "UnknownOperationException",
                  silent
                      ? std::string()
                      : std::format("The operation {} is not known here.", target.substr(0, 128)));
  }
  if (request.body.empty()) {
    call.input = Json::object();
  } else if (call.style.cbor) {
    auto value = parse_cbor(request.body);
    if (!value) return refuse(call.style, "SerializationException", "The CBOR is malformed.");
    cbor_to_json_form(*call.operation->input, *value);
    call.input = *std::move(value);
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
                                                    std::string_view queue_url, bool asks_json) {
  WireCall call;
  call.style.protocol = Protocol::kQuery;
  call.style.asks_json = asks_json;
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
  // The address of a queue takes what concerns that queue (recorded).
  const bool elsewhere = !queue_url.empty() && (action == "ListQueues" || action == "CreateQueue");
  if (call.operation == nullptr || elsewhere) {
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

// The World explains what an attribute must be; AWS only says that it is not (recorded).
model::ApiError without_explanation(model::ApiError error) {
  if (error.query_code != "InvalidAttributeValue") return error;
  const std::size_t at = error.message.find(" Reason: ");
  if (at == std::string::npos) return error;
  const bool own = error.message.find(" Reason: Must be ") == at ||
                   error.message.starts_with("Invalid value for the parameter Policy.");
  if (own) error.message.resize(at);
  return error;
}

// The names that are not of a service's model but of what all of AWS's JSON services stand on.
bool is_common_error(std::string_view type) {
  return type == "SerializationException" || type == "UnknownOperationException";
}

// A service without a namespace names its errors plainly, leaves an empty text out, and what its
// reader refuses has the text under another name (recorded from Kinesis).
Json error_body(const WireStyle& style, const model::ApiError& error) {
  if (style.service != nullptr && style.service->error_namespace.empty()) {
    Json body{{"__type", error.type}};
    const bool reader = error.type == "SerializationException";
    if (!error.message.empty()) body[reader ? "Message" : "message"] = error.message;
    return body;
  }
  std::string_view space = style.service == nullptr ? "" : style.service->error_namespace;
  if (space.empty() || is_common_error(error.type)) space = "com.amazon.coral.service";
  return {{"__type", std::format("{}#{}", space, error.type)}, {"message", error.message}};
}

std::string written(const WireStyle& style, const Json& body) {
  return style.cbor ? write_cbor(body) : base::dump(body);
}

std::string json_answer(const WireStyle& style, const TypeInfo& type, const Json& output) {
  if (style.cbor) return write_cbor(type, output);
  if (type.members.empty() && style.service->error_namespace.empty()) return "";  // recorded
  if (!style.service->omits_empty) return base::dump(output);
  Json out = Json::object();
  for (const auto& [name, value] : output.items()) {
    if (!value.is_structured() || !value.empty()) out[name] = value;
  }
  return base::dump(out);
}

std::string content_type(const WireStyle& style) {
  if (style.asks_json) return "application/json";
  if (style.protocol == Protocol::kQuery) return "text/xml";
  if (style.cbor) return "application/x-amz-cbor-1.1";
  return std::format("application/x-amz-json-{}", style.json_version);
}

HttpResponse response(const WireStyle& style, int status, std::string_view request_id) {
  HttpResponse out;
  out.status = status;
  out.headers = {{"x-amzn-RequestId", std::string(request_id)},
                 {"Content-Type", content_type(style)}};
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

  bool asks_json = header_of(request, "accept").starts_with("application/json");
  const WireStyle style{
      .protocol = Protocol::kQuery, .service = find_wire_service("sqs"), .asks_json = asks_json};
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
  // The way of the oldest SDKs.
  const QueryNode* form = tree->child("ContentType");
  asks_json = asks_json || (form != nullptr && form->value == "JSON");
  return read_query_call(*tree, credential_scope(request).service, queue_url, asks_json);
}

HttpResponse write_answer(const WireStyle& style, const Operation& operation,
                          const base::Json& output, std::string_view request_id) {
  HttpResponse out = response(style, 200, request_id);
  if (style.protocol == Protocol::kJson) {
    out.body = json_answer(style, *operation.output, output);
  } else if (style.asks_json) {
    out.body = write_query_json(*style.service, operation, output, request_id);
  } else {
    out.body = write_xml_answer(*style.service, operation, output, request_id);
  }
  return out;
}

HttpResponse write_error(const WireStyle& style, const model::ApiError& refusal,
                         std::string_view request_id) {
  const model::ApiError error = without_explanation(refusal);
  HttpResponse out = response(style, error.http_status, request_id);
  if (style.protocol == Protocol::kQuery) {
    const model::ApiError worded = in_query_words(error);
    out.body = style.asks_json ? write_query_json_error(*style.service, worded, request_id)
                               : write_xml_error(*style.service, worded, request_id);
    return out;
  }
  // SDKs that knew the Query protocol go on showing its codes (aws-facts 1.3).
  if (style.service == nullptr || !style.service->query_version.empty()) {
    out.headers.push_back(
        {"x-amzn-query-error",
         std::format("{};{}", error.query_code, error.sender_fault ? "Sender" : "Receiver")});
  }
  out.body = written(style, error_body(style, error));
  return out;
}

HttpResponse open_event_stream(const WireStyle& style, std::string_view request_id) {
  HttpResponse out = response(style, 200, request_id);
  out.headers.back().value = "application/vnd.amazon.eventstream";
  const std::string type = content_type(style);
  const std::array headers{EventHeader{":message-type", "event"},
                           EventHeader{":event-type", "initial-response"},
                           EventHeader{":content-type", type}};
  out.body = event_message(headers, written(style, Json::object()));
  return out;
}

std::string write_event(const WireStyle& style, std::string_view name, const TypeInfo& type,
                        const Json& event) {
  const std::string content = content_type(style);
  const std::array headers{EventHeader{":message-type", "event"}, EventHeader{":event-type", name},
                           EventHeader{":content-type", content}};
  return event_message(headers, json_answer(style, type, event));
}

std::string write_event_error(const WireStyle& style, const model::ApiError& error) {
  const std::string content = content_type(style);
  const std::array headers{EventHeader{":message-type", "exception"},
                           EventHeader{":exception-type", error.type},
                           EventHeader{":content-type", content}};
  return event_message(headers, written(style, {{"message", error.message}}));
}

}  // namespace api
