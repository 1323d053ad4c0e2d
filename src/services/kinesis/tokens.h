// Texts that callers carry without being able to read them: shard iterators and the tokens of
// lists. A check sum of the World's seed keeps out what was not made here (aws-facts 3.2). Must not
// know what they stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/kinesis/state.h"

namespace services::kinesis {

/// Where GetRecords goes on.
struct Iterator {
  std::string stream_name;
  model::StreamId stream;
  model::ShardId shard;
  std::uint32_t shard_number = 0;
  std::uint64_t position = 0;  // in the shard's log
  base::SimTime made_at;
  std::uint64_t step = 0;  // tells those of one chain apart that are alike in all else
};
std::string write_iterator(const State& state, const Iterator& iterator);
/// Nothing when it was not made here. AWS takes it between quotation marks, too.
std::optional<Iterator> read_iterator(const State& state, std::string_view text);
std::string_view without_quotes(std::string_view text);

/// How many items one answer of a list has at most: 100, also when more are asked for.
std::size_t page_size(std::optional<std::int64_t> wanted);

/// Where a list goes on. The fields are the list's own; none holds a '/'.
struct Token {
  base::SimTime made_at;
  std::vector<std::string> fields;
};
std::string write_token(const State& state, std::string_view list, const Token& token);
std::optional<Token> read_token(const State& state, std::string_view list, std::string_view text);

}  // namespace services::kinesis
