// Packing user records into one Kinesis record and taking them apart.
#include "actors/kpl.h"

#include <gtest/gtest.h>

namespace {

TEST(Kpl, WhatWasPackedComesOutInOrder) {
  std::string text;
  actors::pack(text, 7, "truck-1", "12:3 x");
  actors::pack(text, 8, "", "");
  actors::pack(text, 9, "k y", std::string("\0 5:", 4));
  const auto users = actors::unpack(text);
  ASSERT_TRUE(users);
  ASSERT_EQ(users->size(), 3u);
  EXPECT_EQ((*users)[0].number, 7u);
  EXPECT_EQ((*users)[0].partition_key, "truck-1");
  EXPECT_EQ((*users)[0].data, "12:3 x");
  EXPECT_EQ((*users)[1].data, "");
  EXPECT_EQ((*users)[2].partition_key, "k y");
  EXPECT_EQ((*users)[2].data, std::string("\0 5:", 4));
}

TEST(Kpl, AnythingElseIsNoAggregate) {
  for (const char* text : {"", "hello", "KPL1", "KPL1 1:2:3:ab", "KPL1 1:1:1:ab x", "KPL1 x:1:1:ab",
                           "KPL1 1:99999999999:1:ab", "KPL11:1:1:ab"}) {
    EXPECT_FALSE(actors::unpack(text)) << text;
  }
}

TEST(Kpl, AKeyFallsWhereItsMd5Says) {
  EXPECT_EQ(base::to_decimal(actors::hash_of_key("customer-1")),
            "206123531217924687484981189258678458385");
}

}  // namespace
