// The AWS endpoint's engine as a module for node: the HTTP face behind a few C functions. Requests
// and answers cross as bytes, a JSON head followed by the body. Must not know sockets.
#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "api/http_face.h"
#include "base/json.h"

namespace {

using base::Json;

struct Module {
  std::optional<api::HttpFace> face;
  std::deque<std::string> answers;  // bytes, oldest first
  std::deque<std::size_t> head_sizes;
  std::string deliveries;
};

Module& module() {
  static Module one;
  return one;
}

// {"token": 0, "part": "whole", "status": 200, "headers": [["Content-Type", "text/xml"]]} and the
// body. An answer in parts begins with "first".
void put_answer(api::HttpFace::Token token, const api::HttpResponse& response,
                std::string_view part = "whole") {
  Json headers = Json::array();
  for (const api::HttpHeader& header : response.headers) {
    headers.push_back({header.name, header.value});
  }
  const std::string head = base::dump(Json{{"token", token},
                                           {"part", part},
                                           {"status", response.status},
                                           {"headers", std::move(headers)}});
  module().head_sizes.push_back(head.size());
  module().answers.push_back(head + response.body);
}

void put_late_answers() {
  using Part = api::HttpFace::Part;
  for (const api::HttpFace::Answer& late : module().face->take_answers()) {
    put_answer(late.token, late.response,
               late.part == Part::kWhole  ? "whole"
               : late.part == Part::kNext ? "next"
                                          : "last");
  }
}

api::HttpFaceOptions read_options(const base::JsonReader& in) {
  in.only({"seed", "profile", "account", "region", "epoch_ms", "manual_clock", "drives_http"});
  api::HttpFaceOptions out;
  if (const auto m = in.member("seed")) {
    out.seed = static_cast<std::uint64_t>(m->integer(0, INT64_MAX));
  }
  if (const auto m = in.member("profile")) {
    out.profile = m->text() == "classic" ? model::Profile::kClassic : model::Profile::kCurrent;
  }
  if (const auto m = in.member("account")) out.account = m->text();
  if (const auto m = in.member("region")) out.region = m->text();
  if (const auto m = in.member("epoch_ms")) out.epoch_ms = m->integer(0, INT64_MAX / 1'000'000);
  if (const auto m = in.member("manual_clock")) out.manual_clock = m->boolean();
  if (const auto m = in.member("drives_http")) out.drives_http = m->boolean();
  return out;
}

// Nothing when the head is not what the server writes.
std::optional<api::HttpRequest> read_head(std::string_view text) {
  const auto document = base::parse_json(text, {.max_bytes = 1u << 18, .max_depth = 4});
  if (!document) return std::nullopt;
  std::vector<base::JsonError> errors;
  const base::JsonReader in(document->root, "", errors);
  api::HttpRequest out;
  if (const auto m = in.member("method", true)) out.method = m->text();
  if (const auto m = in.member("path", true)) out.path = m->text();
  if (const auto m = in.member("query", true)) out.query = m->text();
  if (const auto m = in.member("headers", true)) {
    for (const base::JsonReader& header : m->elements()) {
      const auto parts = header.elements();
      if (parts.size() == 2) out.headers.push_back({parts[0].text(), parts[1].text()});
    }
  }
  if (!errors.empty()) return std::nullopt;
  return out;
}

}  // namespace

extern "C" {

/// Starts afresh. 0 when the options (JSON) cannot be read.
int inflight_start(const char* text, std::size_t size) {
  const auto document = base::parse_json({text, size});
  if (!document) return 0;
  std::vector<base::JsonError> errors;
  const api::HttpFaceOptions options = read_options({document->root, "", errors});
  if (!errors.empty()) return 0;
  module() = Module{};
  module().face.emplace(options);
  return 1;
}

/// One request: `head_size` bytes of JSON, then the body. Its answer is among the answers at once
/// (with the token 0) unless the result is a token, whose answer comes later or in parts.
std::uint32_t inflight_request(const char* bytes, std::size_t size, std::size_t head_size) {
  const std::string_view all(bytes, size);
  auto request = read_head(all.substr(0, head_size));
  if (!request) {
    put_answer(0, {.status = 400});
    return 0;
  }
  request->body = all.substr(std::min(head_size, size));
  const auto outcome = module().face->handle(*request);
  if (const auto* response = std::get_if<api::HttpResponse>(&outcome)) put_answer(0, *response);
  const auto* opened = std::get_if<api::HttpFace::Opened>(&outcome);
  if (opened != nullptr) put_answer(opened->token, opened->head, "first");
  put_late_answers();
  if (opened != nullptr) return opened->token;
  const auto* token = std::get_if<api::HttpFace::Token>(&outcome);
  return token == nullptr ? 0 : *token;
}

void inflight_advance(double to_us) {
  module().face->advance({static_cast<std::int64_t>(to_us)});
  put_late_answers();
}

/// Virtual time in microseconds.
double inflight_now() { return static_cast<double>(module().face->now().us); }
/// When something will happen by itself, in microseconds; -1 when nothing will.
double inflight_next_due() {
  const base::SimTime due = module().face->next_due();
  return due == base::kNever ? -1 : static_cast<double>(due.us);
}
/// The client of a waiting request has gone.
void inflight_forget(std::uint32_t token) { module().face->forget(token); }

/// The POSTs that SNS wants to be made, as JSON: [{"token", "url", "headers": [[..]], "body"}].
const char* inflight_deliveries() {
  Json all = Json::array();
  for (const api::HttpFace::Delivery& call : module().face->take_deliveries()) {
    Json headers = Json::array();
    for (const api::HttpHeader& header : call.headers) {
      headers.push_back({header.name, header.value});
    }
    all.push_back({{"token", call.token},
                   {"url", call.url},
                   {"headers", std::move(headers)},
                   {"body", call.body}});
  }
  module().deliveries = base::dump(all);
  return module().deliveries.c_str();
}
std::size_t inflight_deliveries_size() { return module().deliveries.size(); }
/// What one of them was answered; 0: nobody was reached.
void inflight_delivered(std::uint32_t token, int status) {
  module().face->delivered(token, status);
  put_late_answers();
}

/// The oldest answer: null when there is none. It stays until inflight_drop_answer().
const char* inflight_answer() {
  return module().answers.empty() ? nullptr : module().answers.front().data();
}
std::size_t inflight_answer_size() { return module().answers.front().size(); }
std::size_t inflight_answer_head_size() { return module().head_sizes.front(); }
void inflight_drop_answer() {
  module().answers.pop_front();
  module().head_sizes.pop_front();
}

}  // extern "C"
