// CBOR: what other writers produce is read, what is written follows RFC 8949, the rest is refused.
#include "api/cbor.h"

#include <gtest/gtest.h>

#include "api/operations.h"

namespace api {
namespace {

using base::Json;
using namespace std::string_literals;

// "a1 61 61 01" as bytes.
std::string bytes(std::string_view hex) {
  std::string out;
  int high = -1;
  for (const char c : hex) {
    if (c == ' ') continue;
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    if (high < 0) {
      high = digit;
    } else {
      out.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  return out;
}

std::string read(std::string_view hex) {
  const auto value = parse_cbor(bytes(hex));
  return value ? base::dump(*value) : "refused";
}

const TypeInfo& input_of(std::string_view action) {
  return *find_operation("kinesis", action)->input;
}

// The examples of RFC 8949, appendix A.
TEST(Cbor, ReadsTheExamplesOfItsStandard) {
  EXPECT_EQ(read("17"), "23");
  EXPECT_EQ(read("18 64"), "100");
  EXPECT_EQ(read("1b 00 00 00 e8 d4 a5 10 00"), "1000000000000");
  EXPECT_EQ(read("1b ff ff ff ff ff ff ff ff"), "18446744073709551615");
  EXPECT_EQ(read("39 03 e7"), "-1000");
  EXPECT_EQ(read("f9 3e 00"), "1.5");
  EXPECT_EQ(read("f9 c4 00"), "-4.0");
  EXPECT_EQ(read("fa 47 c3 50 00"), "100000.0");
  EXPECT_EQ(read("fb 3f f1 99 99 99 99 99 9a"), "1.1");
  EXPECT_EQ(read("f4"), "false");
  EXPECT_EQ(read("f6"), "null");
  EXPECT_EQ(read("c1 1a 51 4b 67 b0"), "1363896240");
  EXPECT_EQ(read("62 c3 bc"), "\"\u00fc\"");
  EXPECT_EQ(read("62 c3 bc 00"), "refused") << "nothing may follow";
  EXPECT_EQ(read("82 01 82 02 03"), "[1,[2,3]]");
  EXPECT_EQ(read("a2 61 61 01 61 62 82 02 03"), R"({"a":1,"b":[2,3]})");
  EXPECT_EQ(read("bf 61 61 01 61 62 9f 02 03 ff ff"), R"({"a":1,"b":[2,3]})");
  EXPECT_EQ(read("7f 65 73 74 72 65 61 64 6d 69 6e 67 ff"), R"("streaming")");
}

TEST(Cbor, RefusesWhatIsBroken) {
  for (const char* hex : {"", "1b 00", "62 61", "a1 61 61", "a1 01 02", "a2 61 61 01 61 61 02",
                          "9f 01", "ff", "1c", "7f 41 61 ff", "62 c3 28", "63 ed a0 80", "62 c0 80",
                          "f9 7c 00", "f8 20", "3b ff ff ff ff ff ff ff ff",
                          "5b ff ff ff ff ff ff ff ff 00", "9b 7f ff ff ff ff ff ff ff"}) {
    EXPECT_EQ(read(hex), "refused") << hex;
  }
}

TEST(Cbor, DepthIsBounded) {
  EXPECT_TRUE(parse_cbor(std::string(16, '\x81') + "\x01"s));
  EXPECT_FALSE(parse_cbor(std::string(17, '\x81') + "\x01"s));
  EXPECT_FALSE(parse_cbor(std::string(1'000'000, '\x81')));
}

TEST(Cbor, BlobsAreBytesAndDatesAreMilliseconds) {
  // {"Data": h'00ff'}
  auto put = parse_cbor(bytes("a1 64 44 61 74 61 42 00 ff"));
  ASSERT_TRUE(put);
  cbor_to_json_form(input_of("PutRecord"), *put);
  EXPECT_EQ(base::dump(*put), R"({"Data":"AP8="})");
  EXPECT_EQ(write_cbor(input_of("PutRecord"), *put), bytes("a1 64 44 61 74 61 42 00 ff"));

  // {"Timestamp": 1(1795168682769)}
  const std::string at = bytes("a1 69 54 69 6d 65 73 74 61 6d 70 c1 1b 00 00 01 a1 f9 1c 94 d1");
  auto iterator = parse_cbor(at);
  ASSERT_TRUE(iterator);
  const std::int64_t ms = (*iterator)["Timestamp"].get<std::int64_t>();
  cbor_to_json_form(input_of("GetShardIterator"), *iterator);
  EXPECT_DOUBLE_EQ((*iterator)["Timestamp"].get<double>(), static_cast<double>(ms) / 1000.0);
  EXPECT_EQ(write_cbor(input_of("GetShardIterator"), *iterator), at);
}

TEST(Cbor, WhatIsWrittenIsReadBack) {
  const Json all{{"text", "h\u00e9"},     {"none", nullptr},
                 {"yes", true},           {"no", false},
                 {"small", -1},           {"large", 4'294'967'296},
                 {"half", 0.5},           {"list", {1, 24, 256, 65'536, -257}},
                 {"map", Json::object()}, {"long", std::string(70'000, 'x')}};
  const auto back = parse_cbor(write_cbor(all));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, all);
}

}  // namespace
}  // namespace api
