// Base64 of a head that looks like AWS's, a check sum and the fields with '/' between them.
#include "services/kinesis/tokens.h"

#include <algorithm>
#include <charconv>

namespace services::kinesis {
namespace {

constexpr std::string_view kHead("\0\0\0\0\0\0\0\1", 8);
constexpr std::size_t kMostChars = 2048;  // of a text from outside

std::string check_sum(const State& state, std::string_view body) {
  base::Hasher h;
  h.add(state.seed);
  h.add(body);
  std::uint64_t value = h.value();
  std::string out(8, '\0');
  for (char& c : out) {
    c = static_cast<char>(value & 0xFF);
    value >>= 8;
  }
  return out;
}

std::string seal(const State& state, const std::vector<std::string>& fields) {
  std::string body;
  for (const std::string& field : fields) {
    if (!body.empty()) body += '/';
    body += field;
  }
  return base::to_base64(std::string(kHead) + check_sum(state, body) + body);
}

std::optional<std::vector<std::string>> unseal(const State& state, std::string_view text) {
  std::string bytes;
  if (text.size() > kMostChars || !base::from_base64(text, bytes)) return std::nullopt;
  if (!bytes.starts_with(kHead) || bytes.size() < kHead.size() + 8) return std::nullopt;
  const std::string body = bytes.substr(kHead.size() + 8);
  if (bytes.substr(kHead.size(), 8) != check_sum(state, body)) return std::nullopt;
  std::vector<std::string> out(1);
  for (const char c : body) {
    if (c == '/') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

template <class Int>
bool read_number(std::string_view text, Int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string write_iterator(const State& state, const Iterator& i) {
  std::vector<std::string> fields{"iterator",
                                  i.stream_name,
                                  std::to_string(i.stream.value),
                                  std::to_string(i.shard.value),
                                  std::to_string(i.shard_number),
                                  std::to_string(i.position),
                                  std::to_string(i.made_at.us)};
  if (i.step > 0) fields.push_back(std::to_string(i.step));
  return seal(state, fields);
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::optional<Iterator> read_iterator(const State& state, std::string_view text) {
  const auto fields = unseal(state, without_quotes(text));
  if (!fields || fields->front() != "iterator") return std::nullopt;
  if (fields->size() != 7 && fields->size() != 8) return std::nullopt;
  Iterator out;
  out.stream_name = (*fields)[1];
  const bool read =
      read_number((*fields)[2], out.stream.value) && read_number((*fields)[3], out.shard.value) &&
      read_number((*fields)[4], out.shard_number) && read_number((*fields)[5], out.position) &&
      read_number((*fields)[6], out.made_at.us) &&
      (fields->size() == 7 || read_number((*fields)[7], out.step));
  return read ? std::optional(out) : std::nullopt;
}

std::size_t page_size(std::optional<std::int64_t> wanted) {
  return static_cast<std::size_t>(std::clamp<std::int64_t>(wanted.value_or(100), 1, 100));
}

std::string write_token(const State& state, std::string_view list, const Token& token) {
  std::vector<std::string> fields{std::string(list), std::to_string(token.made_at.us)};
  fields.insert(fields.end(), token.fields.begin(), token.fields.end());
  return seal(state, fields);
}

std::optional<Token> read_token(const State& state, std::string_view list, std::string_view text) {
  const auto fields = unseal(state, text);
  if (!fields || fields->size() < 2 || fields->front() != list) return std::nullopt;
  Token out;
  if (!read_number((*fields)[1], out.made_at.us)) return std::nullopt;
  out.fields.assign(fields->begin() + 2, fields->end());
  return out;
}

}  // namespace services::kinesis
