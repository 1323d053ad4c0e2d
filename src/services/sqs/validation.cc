// What SQS accepts in a request (aws-facts 1.3, 1.4).
#include "services/sqs/validation.h"

#include <algorithm>
#include <format>

#include "base/hash.h"
#include "services/sqs/errors.h"

namespace services::sqs {
namespace {

// Decodes one UTF-8 character; 0 for an invalid sequence.
char32_t next_char(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<std::uint8_t>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : -1;
  if (more < 0 || lead > 0xF4 || at + static_cast<std::size_t>(more) > text.size()) return 0;
  char32_t c = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    const auto b = static_cast<std::uint8_t>(text[at++]);
    if ((b & 0xC0) != 0x80) return 0;
    c = c << 6 | (b & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  return c < kSmallest[more] ? 0 : c;
}

bool is_allowed(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

// The first character that no message may hold; nothing when all may stand.
std::optional<char32_t> first_bad_char(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_char(text, at);
    if (!is_allowed(c)) return c;
  }
  return std::nullopt;
}

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Recorded: names of attributes may hold such letters, although the guide gives ASCII only.
bool is_latin_letter(char32_t c) { return c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7; }

bool is_valid_attribute_name(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (lower.starts_with("aws.") || lower.starts_with("amazon.")) return false;
  if (name.starts_with('.') || name.ends_with('.') || name.contains("..")) return false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_char(name, at);
    const bool ascii = c < 0x80 && (is_name_char(static_cast<char>(c)) || c == '.');
    if (!ascii && !is_latin_letter(c)) return false;
  }
  return true;
}

// Letters, digits and the punctuation of ASCII; no spaces.
bool is_id_text(std::string_view text, std::int64_t most) {
  return !text.empty() && static_cast<std::int64_t>(text.size()) <= most &&
         std::ranges::all_of(text, [](char c) { return c >= '!' && c <= '~'; });
}

std::optional<ApiError> check_id(std::string_view id, std::string_view parameter,
                                 std::int64_t most) {
  if (is_id_text(id, most)) return std::nullopt;
  return invalid_value(id, parameter,
                       std::format("{} can only include alphanumeric and punctuation characters. "
                                   "1 to {} in length.",
                                   parameter, most));
}

// What only a FIFO queue takes, and what it takes only so (aws-facts 1.3, 1.6).
std::optional<ApiError> check_fifo_parameters(const engine::Context& ctx, const Queue& queue,
                                              const model::sqs::SendMessageRequest& request) {
  if (queue.is_fifo() && !request.message_group_id) return missing_parameter("MessageGroupId");
  if (request.message_group_id) {
    if (auto error = check_id(*request.message_group_id, "MessageGroupId",
                              ctx.fact("sqs.message_group_id.max"))) {
      return error;
    }
  }
  if (request.message_deduplication_id) {
    const std::string& id = *request.message_deduplication_id;
    if (!queue.is_fifo()) return wrong_queue_type(id, "MessageDeduplicationId");
    if (auto error = check_id(id, "MessageDeduplicationId", ctx.fact("sqs.deduplication_id.max"))) {
      return error;
    }
  } else if (queue.is_fifo() && !queue.attributes.content_based_deduplication) {
    return invalid_parameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
        "provided explicitly");
  }
  if (queue.is_fifo() && request.delay_seconds.value_or(0) > 0) {
    return wrong_queue_type(std::to_string(*request.delay_seconds), "DelaySeconds");
  }
  return std::nullopt;
}

// A decimal number of up to 38 digits from 10^-128 to 10^126 in size, or 0 (aws-facts 1.4).
bool is_valid_number(std::string_view text, std::int64_t most_digits) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  std::int64_t digits = 0;       // that count: without leading zeros
  std::int64_t whole = 0;        // of those, before the point
  std::int64_t zeros_after = 0;  // between the point and the first that counts
  bool any = false;
  bool point = false;
  for (; at < text.size() && (text[at] == '.' || (text[at] >= '0' && text[at] <= '9')); ++at) {
    if (text[at] == '.') {
      if (point) return false;
      point = true;
      continue;
    }
    any = true;
    if (text[at] == '0' && digits == 0) {
      if (point) ++zeros_after;
      continue;
    }
    ++digits;
    if (!point) ++whole;
  }
  if (!any) return false;
  std::int64_t exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (at == text.size() || text.size() - at > 4) return false;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      exponent = exponent * 10 + (text[at] - '0');
    }
    if (negative) exponent = -exponent;
  }
  if (at != text.size()) return false;
  if (digits == 0) return true;
  const std::int64_t magnitude = exponent + (whole > 0 ? whole - 1 : -1 - zeros_after);
  return digits <= most_digits && magnitude >= -128 && magnitude <= 126;
}

std::optional<ApiError> check_attribute(const engine::Context& ctx, const std::string& name,
                                        const model::sqs::MessageAttributeValue& value) {
  if (static_cast<std::int64_t>(name.size()) > ctx.fact("sqs.message_attribute_name.max")) {
    return invalid_parameter("Length of message attribute name must be less than 256 bytes.");
  }
  if (name.empty() || !is_valid_attribute_name(name)) {
    // Assumption: the fact sheet states the rule but not the text.
    return invalid_parameter(
        std::format("The message attribute name '{}' is invalid. Attribute name can contain A-Z, "
                    "a-z, 0-9, underscore (_), hyphen (-), and period (.).",
                    name));
  }
  if (value.has_list_values) return list_values_unsupported();
  const std::string_view type =
      std::string_view(value.data_type).substr(0, value.data_type.find('.'));
  if (type != "String" && type != "Number" && type != "Binary") {
    return invalid_parameter(
        std::format("The type of message (user) attribute '{}' is invalid. You must use only the "
                    "following supported type prefixes: Binary, Number, String.",
                    name));
  }
  if (static_cast<std::int64_t>(value.data_type.size()) >
      ctx.fact("sqs.message_attribute_type.max")) {
    // Assumption: the fact sheet states the rule but not the text.
    return invalid_parameter(
        std::format("Length of message attribute type must be less than {} bytes.",
                    ctx.fact("sqs.message_attribute_type.max")));
  }
  const bool empty = type == "Binary" ? value.binary_value.empty() : value.string_value.empty();
  if (empty) {
    return invalid_parameter(std::format(
        "Message (user) attribute '{}' must contain a non-empty value of type '{}'.", name, type));
  }
  if (type != "Binary") {
    if (const auto bad = first_bad_char(value.string_value)) {
      return invalid_parameter(std::format(
          "Invalid binary character '#x{:X}' was found in the message attribute '{}' value, the "
          "set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | "
          "[#x10000-#x10FFFF]",
          static_cast<std::uint32_t>(*bad), name));
    }
  }
  if (type == "Number" && !is_valid_number(value.string_value, ctx.fact("sqs.number.digits"))) {
    // Assumption: the fact sheet states the rule but not the text.
    return invalid_parameter(
        std::format("Can't cast the value of message (user) attribute '{}' to a number.", name));
  }
  return std::nullopt;
}

void put_part(std::string& out, std::string_view part) {
  const auto size = static_cast<std::uint32_t>(part.size());
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(size >> shift));
  out += part;
}

}  // namespace

bool is_valid_text(std::string_view text) { return !first_bad_char(text); }

std::optional<ApiError> check_message(const engine::Context& ctx, const Queue& queue,
                                      const model::sqs::SendMessageRequest& request) {
  if (request.message_body.empty()) return missing_parameter("MessageBody");
  if (!is_valid_text(request.message_body)) return invalid_message_contents();
  const std::int64_t most = ctx.fact("sqs.message_attributes.max");
  if (static_cast<std::int64_t>(request.message_attributes.size()) > most) {
    return invalid_parameter(
        std::format("Number of message attributes [{}] exceeds the allowed maximum [{}].",
                    request.message_attributes.size(), most));
  }
  for (const auto& [name, value] : request.message_attributes) {
    if (auto error = check_attribute(ctx, name, value)) return error;
  }
  if (request.delay_seconds &&
      (*request.delay_seconds < 0 || *request.delay_seconds > ctx.fact("sqs.delay.max"))) {
    return invalid_value(
        std::to_string(*request.delay_seconds), "DelaySeconds",
        std::format("DelaySeconds must be >= 0 and <= {}.", ctx.fact("sqs.delay.max")));
  }
  if (auto error = check_fifo_parameters(ctx, queue, request)) return error;
  return check_size(queue, request, "One or more parameters are invalid.");
}

std::optional<ApiError> check_size(const Queue& queue,
                                   const model::sqs::SendMessageRequest& request,
                                   std::string_view opening) {
  const std::int64_t limit = queue.attributes.maximum_message_size;
  if (message_size(request) <= limit) return std::nullopt;
  return invalid_parameter(
      std::format("{} Reason: Message must be shorter than {} bytes.", opening, limit));
}

std::optional<ApiError> check_attempt_id(const engine::Context& ctx, const Queue& queue,
                                         const std::string& id) {
  if (!queue.is_fifo()) return wrong_queue_type(id, "ReceiveRequestAttemptId");
  return check_id(id, "ReceiveRequestAttemptId", ctx.fact("sqs.receive_attempt_id.max"));
}

std::int64_t message_size(const model::sqs::SendMessageRequest& request) {
  std::size_t size = request.message_body.size();
  for (const auto& [name, value] : request.message_attributes) {
    size += name.size() + value.data_type.size() + value.string_value.size() +
            value.binary_value.size();
  }
  return static_cast<std::int64_t>(size);
}

std::string attributes_md5(const model::sqs::MessageAttributes& attributes) {
  if (attributes.empty()) return {};
  std::string bytes;
  for (const auto& [name, value] : attributes) {
    const bool binary = value.data_type.starts_with("Binary");
    put_part(bytes, name);
    put_part(bytes, value.data_type);
    bytes.push_back(binary ? '\x02' : '\x01');
    put_part(bytes, binary ? value.binary_value : value.string_value);
  }
  return base::md5_hex(bytes);
}

bool is_valid_name(std::string_view name) {
  return !name.empty() && name.size() <= 80 && std::ranges::all_of(name, is_name_char);
}

bool is_valid_fifo_name(std::string_view name) {
  constexpr std::string_view kSuffix = ".fifo";
  return name.size() <= 80 && name.ends_with(kSuffix) &&
         is_valid_name(name.substr(0, name.size() - kSuffix.size()));
}

}  // namespace services::sqs
