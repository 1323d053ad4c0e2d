// The event stream encoding of AWS (application/vnd.amazon.eventstream): messages with headers and
// checksums. Must not know what the events mean.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace api {

/// CRC-32 as in zlib and PNG.
std::uint32_t crc32(std::string_view bytes);

/// A header and its text, which is at most 65,535 bytes long.
using EventHeader = std::pair<std::string_view, std::string_view>;

/// One message: prelude, headers, payload, checksum.
std::string event_message(std::span<const EventHeader> headers, std::string_view payload);

}  // namespace api
