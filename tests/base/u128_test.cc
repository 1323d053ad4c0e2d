// Numbers of 128 bits: decimal text, digests, and how they are hashed.
#include "base/u128.h"

#include <gtest/gtest.h>

#include "base/hash_fields.h"

namespace base {
namespace {

// A free function would be found for integers, too, and hash them in another way wherever this
// header is included.
static_assert(detail::HashesItself<U128>);
static_assert(!detail::HashedByItsNamespace<std::uint64_t>);
static_assert(!detail::HashedByItsNamespace<int>);
static_assert(!detail::HashedByItsNamespace<bool>);

TEST(U128, DecimalTextGoesBothWays) {
  for (const char* text :
       {"0", "7", "18446744073709551615", "18446744073709551616",
        "170141183460469231731687303715884105728", "340282366920938463463374607431768211455"}) {
    const auto value = parse_u128(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(to_decimal(*value), text);
  }
  EXPECT_EQ(*parse_u128("340282366920938463463374607431768211455"), U128::max());
}

TEST(U128, OtherTextsAreNoNumbers) {
  for (const char* text :
       {"", "-1", "+1", "01", "1e3", " 1", "0x1", "1 ", "340282366920938463463374607431768211456",
        "999999999999999999999999999999999999999", "1000000000000000000000000000000000000000"}) {
    EXPECT_FALSE(parse_u128(text)) << text;
  }
}

TEST(U128, ADigestIsReadWithItsFirstByteFirst) {
  // aws-facts 3.1, test vectors of partition keys
  EXPECT_EQ(to_decimal(big_endian(md5("customer-1"))), "206123531217924687484981189258678458385");
  EXPECT_EQ(to_decimal(big_endian(md5("user-42"))), "157107139746365290205026809710278036035");
  EXPECT_EQ(to_decimal(big_endian(md5("device-7"))), "82854626076645082116509365037338430615");
}

TEST(U128, OrderLooksAtTheHighBitsFirst) {
  EXPECT_LT(U128(0, UINT64_MAX), U128(1, 0));
  EXPECT_EQ(U128(0, UINT64_MAX) + 1, U128(1, 0));
  EXPECT_EQ(U128(1, 0) - 1, U128(0, UINT64_MAX));
  EXPECT_EQ(U128::max() + 1, U128());
}

TEST(U128, MillionthsSayHowFarAlongItLies) {
  EXPECT_EQ(millionths(U128()), 0u);
  EXPECT_EQ(millionths(U128(uint64_t{1} << 63, 0)), 500'000u);
  EXPECT_EQ(millionths(U128::max()), 999'999u);
}

}  // namespace
}  // namespace base
