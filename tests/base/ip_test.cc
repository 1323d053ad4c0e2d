// Addresses and blocks of them.
#include "base/ip.h"

#include <gtest/gtest.h>

namespace {

bool contains(std::string_view block, std::string_view address) {
  const auto parsed = base::parse_cidr(block);
  const auto ip = base::parse_ip(address);
  EXPECT_TRUE(parsed && ip) << block << " " << address;
  return parsed && ip && parsed->contains(*ip);
}

TEST(Ip, ReadsBothVersions) {
  EXPECT_EQ(base::parse_ip("10.0.0.255")->bytes[3], 255);
  EXPECT_EQ(base::parse_ip("::1")->bytes[15], 1);
  EXPECT_EQ(base::parse_ip("2001:db8::")->bytes[1], 1);
  for (const char* text : {"", "10.0.0", "10.0.0.256", "10.0.0.1.2", "a.b.c.d", "1::2::3",
                           "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g"}) {
    EXPECT_FALSE(base::parse_ip(text)) << text;
  }
}

TEST(Ip, BlocksCompareTheLeadingBits) {
  EXPECT_TRUE(contains("10.0.0.0/24", "10.0.0.255"));
  EXPECT_FALSE(contains("10.0.0.0/24", "10.0.1.0"));
  EXPECT_TRUE(contains("10.0.0.77/24", "10.0.0.1")) << "the bits behind the mask do not count";
  EXPECT_TRUE(contains("10.0.0.0/31", "10.0.0.1"));
  EXPECT_FALSE(contains("10.0.0.0/31", "10.0.0.2"));
  EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.1"));
  EXPECT_TRUE(contains("2001:db8:1234:1a00::/56", "2001:db8:1234:1aff::1"));
  EXPECT_FALSE(contains("2001:db8:1234:1a00::/56", "2001:db8:1234:1b00::1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1")) << "the versions do not mix";
}

TEST(Ip, FaultsAreToldInAwsWords) {
  EXPECT_EQ(base::parse_cidr("10.0.0.0").error(), "Malformed CIDR, one '/' required");
  EXPECT_EQ(base::parse_cidr("x/8").error(), "Nonstandard IP address: x");
  EXPECT_FALSE(base::parse_cidr("10.0.0.0/33"));
  EXPECT_FALSE(base::parse_cidr("10.0.0.0/x"));
}

}  // namespace
