// IP addresses and blocks of them, version 4 and 6. Must not know policies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

struct IpAddress {
  int bits = 0;  // 32 or 128
  std::array<std::uint8_t, 16> bytes{};
};
std::optional<IpAddress> parse_ip(std::string_view text);

struct IpBlock {
  IpAddress address;
  int mask_bits = 0;
  bool contains(const IpAddress& ip) const;
};
/// The block, or what AWS says is wrong with it.
Result<IpBlock, std::string> parse_cidr(std::string_view text);

}  // namespace base
