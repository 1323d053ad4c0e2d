// Many user records in one Kinesis record, as the Kinesis Producer Library aggregates them
// (aws-facts 3.8). The library's real format is a protobuf with a checksum behind a magic number;
// ours is text that can be read:
//
//   KPL1 <n>:<key bytes>:<data bytes>:<key><data> <n>:… for every user record
//
// where n is the record's running number at its producer. Must not know when anybody sends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/u128.h"

namespace actors {

struct UserRecord {
  std::uint32_t number = 0;
  std::string partition_key;
  std::string data;
};

inline constexpr std::string_view kAggregateMagic = "KPL1";

/// Adds one user record; an empty text becomes an aggregate first.
void pack(std::string& aggregate, std::uint32_t number, std::string_view partition_key,
          std::string_view data);
/// The user records of an aggregate; nothing when the data is not one.
std::optional<std::vector<UserRecord>> unpack(std::string_view data);

/// Where a partition key falls: its MD5 as a number (aws-facts 3.1).
base::U128 hash_of_key(std::string_view partition_key);

}  // namespace actors
