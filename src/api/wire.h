// AWS's wire protocols: which call an HTTP request is, and how its answer or refusal is written.
// AWS JSON 1.0 and 1.1, and Query with XML. Must not know sockets, nor who carries a call out.
#pragma once

#include <string>
#include <string_view>

#include "api/http.h"
#include "api/operations.h"
#include "api/wire_services.h"
#include "base/json.h"
#include "base/result.h"
#include "model/api_error.h"

namespace api {

/// A message of 1 MiB in a form may arrive three times as long (%XX), its JSON six times (\u0001);
/// 10 MiB of Kinesis's records are 13.4 MiB of base64.
inline constexpr std::size_t kMaxHttpBody = 16u << 20;

enum class Protocol : std::uint8_t { kJson, kQuery };

/// What an answer must look like.
struct WireStyle {
  Protocol protocol = Protocol::kJson;
  std::string_view json_version = "1.0";
  const WireService* service = nullptr;
  bool cbor = false;  // JSON's members, written in CBOR
  bool asks_json = false;  // a Query request that wants JSON instead of XML
};

/// A request that names an operation. `input` has the form of the operation's rows, but ranges and
/// required members are still to be checked.
struct WireCall {
  WireStyle style;
  const Operation* operation = nullptr;
  base::Json input;
};

struct WireRefusal {
  WireStyle style;
  model::ApiError error;
};

/// Where a request says it goes: the credential scope of its signature. Empty when unsigned.
struct CredentialScope {
  std::string access_key;
  std::string region;
  std::string service;
};
CredentialScope credential_scope(const HttpRequest& request);

/// The call in a request. `queue_url` stands in for a missing QueueUrl of the Query protocol, whose
/// requests may go to the queue's own path.
base::Result<WireCall, WireRefusal> read_call(const HttpRequest& request,
                                              std::string_view queue_url);

HttpResponse write_answer(const WireStyle& style, const Operation& operation,
                          const base::Json& output, std::string_view request_id);
HttpResponse write_error(const WireStyle& style, const model::ApiError& error,
                         std::string_view request_id);

/// The head of an answer that goes on as a stream of events, with the message that opens it.
HttpResponse open_event_stream(const WireStyle& style, std::string_view request_id);
/// One event of such a stream, of the type `name`.
std::string write_event(const WireStyle& style, std::string_view name, const TypeInfo& type,
                        const base::Json& event);
/// The message that ends such a stream with a refusal.
std::string write_event_error(const WireStyle& style, const model::ApiError& error);

}  // namespace api
