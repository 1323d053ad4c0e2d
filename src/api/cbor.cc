// CBOR, read within bounds and written with the rows of an operation. Must not know any action.
#include "api/cbor.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace api {
namespace {

using base::Json;

constexpr int kMaxDepth = 16;
constexpr int kMaxValues = 20'000;
constexpr std::size_t kMaxMembers = 1000;  // of one map; AWS's largest has 200 tags
constexpr double kMsPerSecond = 1000.0;

enum Major : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };
constexpr std::uint8_t kBreak = 0xFF;
constexpr std::uint64_t kDateTag = 1;

bool is_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto c = static_cast<std::uint8_t>(text[at]);
    const int more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : 3;
    if (c >= 0xF5 || (c >= 0x80 && c < 0xC2) || text.size() - at <= static_cast<std::size_t>(more))
      return false;
    std::uint32_t point = more == 0 ? c : c & (0x3Fu >> more);
    for (int i = 1; i <= more; ++i) {
      const auto next = static_cast<std::uint8_t>(text[at + static_cast<std::size_t>(i)]);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3F);
    }
    const bool longer_than_needed = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    if (longer_than_needed || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
    at += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

double half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 0x1F;
  const double fraction = bits & 0x3FF;
  const double value =
      exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
  const double size = exponent == 31 ? std::nan("") : value;
  return (bits & 0x8000) != 0 ? -size : size;
}

class Parser {
 public:
  explicit Parser(std::string_view bytes) : bytes_(bytes) {}

  std::optional<Json> run() {
    Json out = value(0);
    if (failed_ || at_ != bytes_.size()) return std::nullopt;
    return out;
  }

 private:
  struct Head {
    Major major = kSimple;
    std::uint8_t info = 0;
    std::uint64_t argument = 0;
    bool indefinite() const { return info == 31; }
  };

  Json fail() {
    failed_ = true;
    at_ = bytes_.size();
    return nullptr;
  }
  std::uint8_t byte() {
    if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
    failed_ = true;
    return 0;
  }
  bool at_break() {
    if (at_ >= bytes_.size()) failed_ = true;
    if (failed_ || static_cast<std::uint8_t>(bytes_[at_]) != kBreak) return false;
    ++at_;
    return true;
  }

  Head head() {
    const std::uint8_t first = byte();
    Head out{static_cast<Major>(first >> 5), static_cast<std::uint8_t>(first & 0x1F), 0};
    if (out.info < 24) {
      out.argument = out.info;
    } else if (out.info < 28) {
      for (int i = 0; i < 1 << (out.info - 24); ++i) out.argument = out.argument << 8 | byte();
    } else if (out.info < 31 || out.major <= kNegative || out.major == kTag) {
      failed_ = true;
    }
    return out;
  }

  Json value(int depth) {
    Head h = head();
    while (!failed_ && h.major == kTag) h = head();
    if (failed_ || depth > kMaxDepth || ++values_ > kMaxValues) return fail();
    switch (h.major) {
      case kUnsigned: return h.argument;
      case kNegative:
        if (h.argument > INT64_MAX) return fail();
        return -1 - static_cast<std::int64_t>(h.argument);
      case kBytes: return bytes(h);
      case kText: return text(h);
      case kArray: return array(h, depth);
      case kMap: return map(h, depth);
      default: return simple(h);
    }
  }

  // A string in one piece, or in pieces of the same kind up to a break.
  std::string string(const Head& h) {
    std::string out;
    if (!h.indefinite()) return piece(h);
    while (!failed_ && !at_break()) {
      const Head next = head();
      if (next.major != h.major || next.indefinite() || ++values_ > kMaxValues) failed_ = true;
      if (!failed_) out += piece(next);
    }
    return out;
  }
  std::string piece(const Head& h) {
    if (h.argument > bytes_.size() - at_) {
      failed_ = true;
      return "";
    }
    const std::size_t size = static_cast<std::size_t>(h.argument);
    std::string out(bytes_.substr(at_, size));
    at_ += size;
    return out;
  }
  Json bytes(const Head& h) {
    const std::string all = string(h);
    return Json::binary({all.begin(), all.end()});
  }
  Json text(const Head& h) {
    std::string all = string(h);
    if (!is_utf8(all)) return fail();
    return all;
  }

  bool more(const Head& h, std::uint64_t count) {
    return !failed_ && (h.indefinite() ? !at_break() : count < h.argument);
  }
  Json array(const Head& h, int depth) {
    Json out = Json::array();
    for (std::uint64_t i = 0; more(h, i); ++i) out.push_back(value(depth + 1));
    return failed_ ? fail() : out;
  }
  Json map(const Head& h, int depth) {
    Json out = Json::object();
    for (std::uint64_t i = 0; more(h, i); ++i) {
      const Head key = head();
      if (failed_ || key.major != kText) return fail();
      Json name = text(key);
      if (failed_ || out.size() == kMaxMembers) return fail();
      const auto& member = name.get_ref<const std::string&>();
      if (out.contains(member)) return fail();
      out[member] = value(depth + 1);
    }
    return failed_ ? fail() : out;
  }
  Json simple(const Head& h) {
    double number = 0;
    switch (h.info) {
      case 20: return false;
      case 21: return true;
      case 22:
      case 23: return nullptr;  // null, undefined
      case 25: number = half(static_cast<std::uint16_t>(h.argument)); break;
      case 26: number = std::bit_cast<float>(static_cast<std::uint32_t>(h.argument)); break;
      case 27: number = std::bit_cast<double>(h.argument); break;
      default: return fail();
    }
    return std::isfinite(number) ? Json(number) : fail();
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  int values_ = 0;
  bool failed_ = false;
};

void put_head(std::string& out, Major major, std::uint64_t argument) {
  int bytes = 0;
  int info = 23;
  if (argument > 23) {
    for (bytes = 1, info = 24; bytes < 8 && argument >> (8 * bytes) != 0; bytes *= 2) ++info;
  } else {
    info = static_cast<int>(argument);
  }
  out.push_back(static_cast<char>(major << 5 | info));
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(argument >> (8 * i)));
}

void put_string(std::string& out, Major major, std::string_view text) {
  put_head(out, major, text.size());
  out += text;
}

void put_integer(std::string& out, std::int64_t n) {
  if (n < 0) return put_head(out, kNegative, static_cast<std::uint64_t>(-1 - n));
  put_head(out, kUnsigned, static_cast<std::uint64_t>(n));
}

void put_float(std::string& out, double number) {
  constexpr std::uint8_t kFloat64 = kSimple << 5 | 27;
  const auto bits = std::bit_cast<std::uint64_t>(number);
  out.push_back(static_cast<char>(kFloat64));
  for (int i = 7; i >= 0; --i) out.push_back(static_cast<char>(bits >> (8 * i)));
}

const TypeInfo* member_type(const TypeInfo* type, std::string_view name) {
  if (type == nullptr) return nullptr;
  if (type->kind == Kind::kMap) return type->item;
  for (const MemberInfo& member : type->members) {
    if (member.name == name) return member.type;
  }
  return nullptr;
}

// Json's own kinds decide, and the type where one is known.
void put(std::string& out, const TypeInfo* type, const Json& value) {
  constexpr char kFalse = static_cast<char>(kSimple << 5 | 20);
  constexpr char kNull = static_cast<char>(kSimple << 5 | 22);
  if (const auto* text = value.get_ptr<const std::string*>()) {
    std::string bytes;
    if (type != nullptr && type->kind == Kind::kBlob && base::from_base64(*text, bytes)) {
      return put_string(out, kBytes, bytes);
    }
    return put_string(out, kText, *text);
  }
  if (value.is_number() && type != nullptr && type->kind == Kind::kTimestamp) {
    put_head(out, kTag, kDateTag);
    return put_integer(out, std::llround(value.get<double>() * kMsPerSecond));
  }
  if (value.is_number_float()) return put_float(out, value.get<double>());
  if (value.is_number()) return put_integer(out, value.get<std::int64_t>());
  if (value.is_boolean()) return out.push_back(value == Json(true) ? kFalse + 1 : kFalse);
  if (value.is_array()) {
    put_head(out, kArray, value.size());
    for (const Json& item : value) put(out, type == nullptr ? nullptr : type->item, item);
    return;
  }
  if (!value.is_object()) return out.push_back(kNull);
  put_head(out, kMap, value.size());
  for (const auto& [key, item] : value.items()) {
    put_string(out, kText, key);
    put(out, member_type(type, key), item);
  }
}

}  // namespace

std::optional<Json> parse_cbor(std::string_view bytes) { return Parser(bytes).run(); }

void cbor_to_json_form(const TypeInfo& type, Json& value) {
  if (value.is_binary() && type.kind == Kind::kBlob) {
    const auto& bytes = value.get_binary();
    value = base::to_base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  } else if (value.is_number() && type.kind == Kind::kTimestamp) {
    value = value.get<double>() / kMsPerSecond;
  } else if (value.is_array() && type.kind == Kind::kList) {
    for (Json& item : value) cbor_to_json_form(*type.item, item);
  } else if (value.is_object()) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      if (const TypeInfo* item = member_type(&type, it.key())) cbor_to_json_form(*item, *it);
    }
  }
}

std::string write_cbor(const TypeInfo& type, const Json& value) {
  std::string out;
  put(out, &type, value);
  return out;
}

std::string write_cbor(const Json& value) {
  std::string out;
  put(out, nullptr, value);
  return out;
}

}  // namespace api
