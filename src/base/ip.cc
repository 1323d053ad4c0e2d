// Reading addresses and comparing the leading bits.
#include "base/ip.h"

#include <algorithm>
#include <vector>

namespace base {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t at = text.find(by);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::optional<std::uint32_t> number(std::string_view text, std::uint32_t base, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (text.empty() || text.size() > digits) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const std::size_t digit = kDigits.find(lower);
    if (digit >= base) return std::nullopt;
    out = out * base + static_cast<std::uint32_t>(digit);
  }
  return out;
}

std::optional<IpAddress> parse_v4(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  IpAddress out{32, {}};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto n = number(parts[i], 10, 3);
    if (!n || *n > 255) return std::nullopt;
    out.bytes[i] = static_cast<std::uint8_t>(*n);
  }
  return out;
}

// The groups of one side of "::"; nothing when one is malformed.
std::optional<std::vector<std::uint32_t>> groups(std::string_view text) {
  std::vector<std::uint32_t> out;
  if (text.empty()) return out;
  for (const std::string_view part : split(text, ':')) {
    const auto n = number(part, 16, 4);
    if (!n) return std::nullopt;
    out.push_back(*n);
  }
  return out;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto head = groups(text.substr(0, gap));
  const auto tail = gap == std::string_view::npos ? groups("") : groups(text.substr(gap + 2));
  if (!head || !tail) return std::nullopt;
  const std::size_t known = head->size() + tail->size();
  if (gap == std::string_view::npos ? known != 8 : known > 7) return std::nullopt;
  IpAddress out{128, {}};
  const auto put = [&](std::size_t group, std::uint32_t value) {
    out.bytes[group * 2] = static_cast<std::uint8_t>(value >> 8);
    out.bytes[group * 2 + 1] = static_cast<std::uint8_t>(value & 0xFF);
  };
  for (std::size_t i = 0; i < head->size(); ++i) put(i, (*head)[i]);
  for (std::size_t i = 0; i < tail->size(); ++i) put(8 - tail->size() + i, (*tail)[i]);
  return out;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_v4(text) : parse_v6(text);
}

bool IpBlock::contains(const IpAddress& ip) const {
  if (ip.bits != address.bits) return false;
  for (int bit = 0; bit < mask_bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int shift = 7 - bit % 8;
    if (((ip.bytes[at] ^ address.bytes[at]) >> shift & 1) != 0) return false;
  }
  return true;
}

Result<IpBlock, std::string> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.find('/', slash + 1) != std::string_view::npos) {
    return std::unexpected("Malformed CIDR, one '/' required");
  }
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) {
    return std::unexpected("Nonstandard IP address: " + std::string(text.substr(0, slash)));
  }
  const auto mask = number(text.substr(slash + 1), 10, 3);
  if (!mask) return std::unexpected("Malformed CIDR, mask bits must be an integer");
  if (static_cast<int>(*mask) > address->bits) {
    return std::unexpected(address->bits == 32 ? "IPv4 mask bits must be < 32"
                                               : "IPv6 mask bits must be < 128");
  }
  return IpBlock{*address, static_cast<int>(*mask)};
}

}  // namespace base
