// Patterns as plain functions. Must not know which member has which.
#include "api/kinesis_patterns.h"

#include <algorithm>
#include <optional>

namespace api {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           c == '.' || c == '-';
  });
}

bool is_solid(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\n\v\f\r") == std::string_view::npos;
}

// "0", or at most so many digits of which the first is none.
bool is_number(std::string_view text, std::size_t digits) {
  return !text.empty() && text.size() <= digits && std::ranges::all_of(text, is_digit) &&
         (text[0] != '0' || text.size() == 1);
}

// What follows the account in "arn:aws:kinesis:us-east-1:000000000000:stream/orders".
std::optional<std::string_view> resource_of(std::string_view arn) {
  constexpr std::string_view kService = ":kinesis:";
  constexpr std::size_t kDigits = 12;
  if (!arn.starts_with("arn:aws")) return std::nullopt;
  std::size_t at = arn.find(kService);
  if (at == std::string_view::npos) return std::nullopt;
  for (at += kService.size() - 1; at != std::string_view::npos; at = arn.find(':', at + 1)) {
    const std::string_view rest = arn.substr(at + 1);
    if (rest.size() <= kDigits || rest[kDigits] != ':') continue;
    if (std::ranges::all_of(rest.substr(0, kDigits), is_digit)) return rest.substr(kDigits + 1);
  }
  return std::nullopt;
}

bool is_stream(std::string_view arn) {
  const auto resource = resource_of(arn);
  return resource && resource->starts_with("stream/") && is_solid(resource->substr(7));
}

bool is_resource(std::string_view arn) {
  const auto resource = resource_of(arn);
  if (!resource) return false;
  for (const std::string_view kind : {"stream/", "channel/"}) {
    const std::size_t at = resource->find(kind);
    if (at != std::string_view::npos && is_solid(resource->substr(at + kind.size()))) return true;
  }
  return false;
}

bool is_consumer(std::string_view arn) {
  constexpr std::string_view kStream = "stream/";
  constexpr std::string_view kConsumer = "/consumer/";
  const auto resource = resource_of(arn);
  if (!resource) return false;
  const std::size_t name = resource->find(kStream);
  const std::size_t consumer = resource->find(kConsumer);
  if (name == std::string_view::npos || consumer == std::string_view::npos) return false;
  const std::size_t begin = name + kStream.size();
  if (consumer < begin || !is_name(resource->substr(begin, consumer - begin))) return false;
  const std::string_view rest = resource->substr(consumer + kConsumer.size());
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  return is_name(rest.substr(0, colon)) && colon + 1 < rest.size() &&
         std::ranges::all_of(rest.substr(colon + 1), is_digit);
}

}  // namespace

bool matches(Pattern pattern, std::string_view text) {
  switch (pattern) {
    case Pattern::kNone: return true;
    case Pattern::kName: return is_name(text);
    case Pattern::kHashKey: return is_number(text, 39);
    case Pattern::kSequenceNumber: return is_number(text, 129);
    case Pattern::kStreamArn: return is_stream(text);
    case Pattern::kResourceArn: return is_resource(text);
    case Pattern::kConsumerArn: return is_consumer(text);
  }
  return true;
}

std::string_view pattern_text(Pattern pattern) {
  switch (pattern) {
    case Pattern::kNone: return "";
    case Pattern::kName: return "[a-zA-Z0-9_.-]+";
    case Pattern::kHashKey: return R"(0|([1-9]\d{0,38}))";
    case Pattern::kSequenceNumber: return R"(0|([1-9]\d{0,128}))";
    case Pattern::kStreamArn: return R"(arn:aws.*:kinesis:.*:\d{12}:stream/\S+)";
    case Pattern::kResourceArn: return R"(arn:aws.*:kinesis:.*:\d{12}:.*(stream|channel)/\S+)";
    case Pattern::kConsumerArn:
      return R"(^(arn):aws.*:kinesis:.*:\d{12}:.*stream\/[a-zA-Z0-9_.-]+\/consumer\/[a-zA-Z0-9_.-]+:[0-9]+)";
  }
  return "";
}

}  // namespace api
