// Hashes: an order-dependent 64-bit state hash, MD5 and SHA-256. Must not know what is hashed.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace base {

/// Mixes values one after another into 64 bits. The same on every platform: only fixed-width
/// integers and bytes go in, never sizeof-dependent memory.
class Hasher {
 public:
  void add(std::uint64_t v) {
    state_ = (state_ ^ v) * 0x9FB21C651E98DF25u;
    state_ ^= state_ >> 32;
  }
  template <std::signed_integral T>
  void add(T v) {
    add(static_cast<std::uint64_t>(static_cast<std::int64_t>(v)));
  }
  template <std::unsigned_integral T>
  void add(T v) {
    add(static_cast<std::uint64_t>(v));
  }
  void add(Duration d) { add(d.us); }
  void add(SimTime t) { add(t.us); }
  void add(std::string_view text);
  std::uint64_t value() const;

 private:
  std::uint64_t state_ = 0x5851F42D4C957F2Du;
};

using Md5Digest = std::array<std::uint8_t, 16>;
using Sha256Digest = std::array<std::uint8_t, 32>;

Md5Digest md5(std::string_view bytes);
Sha256Digest sha256(std::string_view bytes);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
std::string to_hex(const Md5Digest& digest);
std::string md5_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

std::string to_base64(std::string_view bytes);
/// False for anything that is not canonical base64; `out` is then of no use.
bool from_base64(std::string_view text, std::string& out);

}  // namespace base
