// Sequence numbers as Kinesis writes them: 56 decimal digits that hold when the shard was opened,
// which record it is, and which shard (aws-facts 3.1). Must not know what a record holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace services::kinesis {

/// What a sequence number holds.
struct SequenceParts {
  std::int64_t epoch_s = 0;  // of its shard
  std::uint64_t index = 0;   // of the record in its stream
  std::int32_t shard = 0;
};

/// What a sequence number says, if one of ours could read like that.
enum class SequenceKind : std::uint8_t {
  kCurrent,   // all parts are there
  kOldStyle,  // a small number: only `shard` is there
  kNone,      // no sequence number of this service
};
struct ParsedSequence {
  SequenceKind kind = SequenceKind::kNone;
  SequenceParts parts;
  bool tiny = false;  // so small that the old style never made it
};

/// Ordered like (epoch_s, last digit of the shard's number, index).
std::string write_sequence(const SequenceParts& parts);
ParsedSequence read_sequence(std::string_view decimal);

/// What AWS makes of a SequenceNumberForOrdering: it reads the form and the time, and does not look
/// for a record of that number.
enum class OrderingNumber : std::uint8_t { kFine, kInvalid, kBreaks };
OrderingNumber read_ordering_number(std::string_view decimal, std::int64_t now_epoch_s);

}  // namespace services::kinesis
