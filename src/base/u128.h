// Unsigned numbers of 128 bits, as partition keys hash to. Must not know what they number.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace base {

/// An unsigned number of 128 bits; sums and products wrap.
struct U128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  constexpr U128() = default;
  constexpr U128(std::uint64_t value) : low(value) {}  // NOLINT: a small number is one
  constexpr U128(std::uint64_t high_bits, std::uint64_t low_bits)
      : high(high_bits), low(low_bits) {}
  constexpr auto operator<=>(const U128&) const = default;

  using Wide = unsigned __int128;
  constexpr Wide wide() const { return (static_cast<Wide>(high) << 64) | low; }
  static constexpr U128 of(Wide w) {
    return {static_cast<std::uint64_t>(w >> 64), static_cast<std::uint64_t>(w)};
  }
  static constexpr U128 max() { return {UINT64_MAX, UINT64_MAX}; }

  constexpr U128 operator+(U128 o) const { return of(wide() + o.wide()); }
  constexpr U128 operator-(U128 o) const { return of(wide() - o.wide()); }
  constexpr U128 operator*(U128 o) const { return of(wide() * o.wide()); }
  constexpr U128 operator/(U128 o) const { return of(wide() / o.wide()); }
  constexpr U128 operator%(U128 o) const { return of(wide() % o.wide()); }

  // A member: as a function of its own it would be found for every integer, which converts.
  void hash_into(Hasher& h) const {
    h.add(high);
    h.add(low);
  }
};

/// Decimal, without a sign or leading zeros.
std::string to_decimal(U128 value);
/// Reads what to_decimal writes; nothing for anything else or above 2^128 - 1.
std::optional<U128> parse_u128(std::string_view decimal);
/// A digest as a number, its first byte the most significant.
U128 big_endian(const Md5Digest& digest);

/// How far `value` lies in the whole range, in millionths, rounded down.
constexpr std::uint32_t millionths(U128 value) {
  return static_cast<std::uint32_t>(((value.high >> 32) * 1'000'000) >> 32);
}

}  // namespace base
