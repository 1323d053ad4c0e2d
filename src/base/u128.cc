#include "base/u128.h"

#include <algorithm>

namespace base {

std::string to_decimal(U128 value) {
  std::string out;
  U128::Wide rest = value.wide();
  do {
    out.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  std::ranges::reverse(out);
  return out;
}

std::optional<U128> parse_u128(std::string_view decimal) {
  if (decimal.empty() || decimal.size() > 39) return std::nullopt;
  if (decimal.size() > 1 && decimal.front() == '0') return std::nullopt;
  constexpr U128::Wide kMax = U128::max().wide();
  U128::Wide out = 0;
  for (const char c : decimal) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<unsigned>(c - '0');
    if (out > (kMax - digit) / 10) return std::nullopt;
    out = out * 10 + digit;
  }
  return U128::of(out);
}

U128 big_endian(const Md5Digest& digest) {
  U128::Wide out = 0;
  for (const std::uint8_t byte : digest) out = (out << 8) | byte;
  return U128::of(out);
}

}  // namespace base
