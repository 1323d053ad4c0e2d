// Event streams: the bytes of AWS's encoding.
#include "api/event_stream.h"

#include <gtest/gtest.h>

#include <array>

namespace api {
namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i) out = out << 8 | static_cast<std::uint8_t>(bytes[at++]);
  return out;
}

TEST(EventStream, TheChecksumIsThatOfZlib) {
  EXPECT_EQ(crc32(""), 0u);
  EXPECT_EQ(crc32("123456789"), 0xCBF43926u);
}

TEST(EventStream, AnEmptyMessageIsSixteenBytes) {
  const std::string message = event_message({}, "");
  ASSERT_EQ(message.size(), 16u);
  EXPECT_EQ(number_at(message, 0), 16u);
  EXPECT_EQ(number_at(message, 4), 0u);
  EXPECT_EQ(number_at(message, 8), 0x05C248EBu);
  EXPECT_EQ(number_at(message, 12), 0x7D98C8FFu);
}

TEST(EventStream, HeadersAndPayloadStandBetweenTheChecksums) {
  const std::array headers{EventHeader{":event-type", "E"}};
  const std::string message = event_message(headers, "{}");
  EXPECT_EQ(number_at(message, 0), message.size());
  EXPECT_EQ(number_at(message, 4), 16u);
  EXPECT_EQ(number_at(message, 8), crc32(std::string_view(message).substr(0, 8)));
  using namespace std::string_literals;
  EXPECT_EQ(message.substr(12, 18), "\x0b:event-type\x07\x00\x01"s + "E{}");
  EXPECT_EQ(number_at(message, 30), crc32(std::string_view(message).substr(0, 30)));
  EXPECT_EQ(message.size(), 34u);
}

}  // namespace
}  // namespace api
