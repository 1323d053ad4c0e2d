// A strict JSON parser over a text that stays where it is.
#include "services/sns/json_text.h"

#include <algorithm>

namespace services::sns {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<JsonValue> whole() {
    JsonValue out;
    if (!value(out, 0)) return std::nullopt;
    skip();
    if (at_ != text_.size()) return std::nullopt;
    return out;
  }

 private:
  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view w) {
    if (!text_.substr(at_).starts_with(w)) return false;
    at_ += w.size();
    return true;
  }

  bool value(JsonValue& out, int depth) {
    if (depth > kMaxJsonDepth) return false;
    skip();
    out.begin = at_;
    const bool ok = inner(out, depth);
    out.end = at_;
    return ok;
  }

  bool inner(JsonValue& out, int depth) {
    using Kind = JsonValue::Kind;
    switch (peek()) {
      case '{': out.kind = Kind::kObject; return object(out, depth);
      case '[': out.kind = Kind::kArray; return array(out, depth);
      case '"': out.kind = Kind::kString; return string(out.text);
      case 't': out.kind = Kind::kTrue; return word("true");
      case 'f': out.kind = Kind::kFalse; return word("false");
      case 'n': out.kind = Kind::kNull; return word("null");
      default: out.kind = Kind::kNumber; return number(out.text);
    }
  }

  bool object(JsonValue& out, int depth) {
    ++at_;
    skip();
    if (take('}')) return true;
    while (true) {
      skip();
      std::string key;
      if (peek() != '"' || !string(key)) return false;
      skip();
      if (!take(':')) return false;
      JsonValue member;
      if (!value(member, depth + 1)) return false;
      out.members.emplace_back(std::move(key), std::move(member));
      skip();
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }

  bool array(JsonValue& out, int depth) {
    ++at_;
    skip();
    if (take(']')) return true;
    while (true) {
      if (!value(out.elements.emplace_back(), depth + 1)) return false;
      skip();
      if (take(']')) return true;
      if (!take(',')) return false;
    }
  }

  bool string(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        out.push_back(c);
      } else if (!escape(out)) {
        return false;
      }
    }
    return false;
  }

  bool escape(std::string& out) {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    constexpr std::string_view kFrom = "\"\\/bfnrt";
    constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    if (const std::size_t i = kFrom.find(c); i != std::string_view::npos) {
      out.push_back(kTo[i]);
      return true;
    }
    if (c != 'u') return false;
    auto code = hex4();
    if (!code) return false;
    if (*code >= 0xD800 && *code < 0xDC00) {
      if (!word("\\u")) return false;
      const auto low = hex4();
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
    } else if (*code >= 0xDC00 && *code <= 0xDFFF) {
      return false;
    }
    append_utf8(out, *code);
    return true;
  }

  std::optional<std::uint32_t> hex4() {
    if (text_.size() - at_ < 4) return std::nullopt;
    std::uint32_t out = 0;
    for (int i = 0; i < 4; ++i) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      const char c = text_[at_++];
      const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
      const std::size_t digit = kDigits.find(lower);
      if (digit == std::string_view::npos) return std::nullopt;
      out = out * 16 + static_cast<std::uint32_t>(digit);
    }
    return out;
  }

  bool digits() {
    const std::size_t from = at_;
    while (is_digit(peek())) ++at_;
    return at_ > from;
  }

  bool number(std::string& out) {
    const std::size_t from = at_;
    take('-');
    if (peek() == '0') {
      ++at_;
    } else if (!digits()) {
      return false;
    }
    if (take('.') && !digits()) return false;
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    out = text_.substr(from, at_ - from);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto it = std::find_if(members.rbegin(), members.rend(),
                               [&](const auto& member) { return member.first == key; });
  return it == members.rend() ? nullptr : &it->second;
}

std::optional<JsonValue> parse_json_text(std::string_view text) { return Parser(text).whole(); }

std::string compact_json(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!in_string && is_space(c)) continue;
    out.push_back(c);
    if (in_string && c == '\\' && i + 1 < text.size()) {
      out.push_back(text[++i]);
    } else if (c == '"') {
      in_string = !in_string;
    }
  }
  return out;
}

}  // namespace services::sns
