// Messages of AWS's event streams. Must not know what the events mean.
#include "api/event_stream.h"

#include <array>

namespace api {
namespace {

constexpr std::array<std::uint32_t, 256> kTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
  return table;
}();

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i)));
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t c = 0xFFFF'FFFFu;
  for (const char byte : bytes) c = kTable[(c ^ static_cast<std::uint8_t>(byte)) & 0xFF] ^ (c >> 8);
  return c ^ 0xFFFF'FFFFu;
}

std::string event_message(std::span<const EventHeader> headers, std::string_view payload) {
  constexpr std::uint32_t kAround = 16;  // the prelude with its checksum, and the last one
  constexpr char kText = 7;
  std::string block;
  for (const auto& [name, value] : headers) {
    put(block, static_cast<std::uint32_t>(name.size()), 1);
    block += name;
    block.push_back(kText);
    put(block, static_cast<std::uint32_t>(value.size()), 2);
    block += value;
  }
  std::string out;
  put(out, static_cast<std::uint32_t>(kAround + block.size() + payload.size()), 4);
  put(out, static_cast<std::uint32_t>(block.size()), 4);
  put(out, crc32(out), 4);
  out += block;
  out += payload;
  put(out, crc32(out), 4);
  return out;
}

}  // namespace api
