// HTTP requests and answers as plain values, and the little that every reader of them needs. Must
// not know sockets, nor any AWS protocol.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace api {

struct HttpHeader {
  std::string name;
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};

/// One request, taken apart: `path` as sent (still percent-encoded), `query` without its "?".
struct HttpRequest {
  std::string method = "POST";
  std::string path = "/";
  std::string query;
  std::vector<HttpHeader> headers;
  std::string body;
};

struct HttpResponse {
  int status = 200;
  std::vector<HttpHeader> headers;
  std::string body;
};

/// The value of a header, whatever the case of its name; "" when there is none.
std::string_view header_of(const HttpRequest& request, std::string_view name);

/// Undoes %XX, and "+" for a blank as forms write it. Nothing for a broken escape.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank);

using FormField = std::pair<std::string, std::string>;
inline constexpr std::size_t kMaxFormFields = 4096;

/// The fields of a query string or of a form-encoded body, in order. Nothing when it is malformed
/// or has more than kMaxFormFields.
std::optional<std::vector<FormField>> parse_form(std::string_view text);

/// The pieces between slashes, empty ones left out.
std::vector<std::string_view> path_segments(std::string_view path);

}  // namespace api
