// The layout, in hexadecimal digits from the top: 2 | 9 of the shard's epoch second | 1 of its
// number | 16 of the index | 00 | 9 of the epoch second again | 8 of its number | 2. The last digit
// is the version.
#include "services/kinesis/sequence.h"

#include <algorithm>
#include <array>

#include "services/kinesis/state.h"

namespace services::kinesis {
namespace {

constexpr std::size_t kDigits = 47;  // hexadecimal

// A number of 192 bits, its least significant word first.
using Wide = std::array<std::uint32_t, 6>;

std::uint32_t digit_at(const Wide& w, std::size_t from_top) {
  const std::size_t i = kDigits - 1 - from_top;
  return (w[i / 8] >> (i % 8 * 4)) & 15;
}
void set_digits(Wide& w, std::size_t from_top, std::size_t count, std::uint64_t value) {
  for (std::size_t k = count; k-- > 0; value >>= 4) {
    const std::size_t i = kDigits - 1 - (from_top + k);
    w[i / 8] |= static_cast<std::uint32_t>(value & 15) << (i % 8 * 4);
  }
}
std::uint64_t digits(const Wide& w, std::size_t from_top, std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t k = 0; k < count; ++k) out = out << 4 | digit_at(w, from_top + k);
  return out;
}

// Divides in place and returns the remainder.
std::uint32_t divide(Wide& w, std::uint32_t by) {
  std::uint64_t rest = 0;
  for (std::size_t i = w.size(); i-- > 0;) {
    const std::uint64_t part = rest << 32 | w[i];
    w[i] = static_cast<std::uint32_t>(part / by);
    rest = part % by;
  }
  return static_cast<std::uint32_t>(rest);
}
// False when it becomes too large.
bool multiply_add(Wide& w, std::uint32_t by, std::uint32_t more) {
  std::uint64_t carry = more;
  for (std::uint32_t& word : w) {
    const std::uint64_t part = std::uint64_t{word} * by + carry;
    word = static_cast<std::uint32_t>(part);
    carry = part >> 32;
  }
  return carry == 0;
}

std::optional<Wide> parse(std::string_view decimal) {
  if (decimal.empty() || decimal.size() > 58) return std::nullopt;
  Wide out{};
  for (const char c : decimal) {
    if (c < '0' || c > '9') return std::nullopt;
    if (!multiply_add(out, 10, static_cast<std::uint32_t>(c - '0'))) return std::nullopt;
  }
  return out;
}

}  // namespace

std::string write_sequence(const SequenceParts& parts) {
  Wide w{};
  const auto shard = static_cast<std::uint32_t>(parts.shard);
  const auto epoch = static_cast<std::uint64_t>(parts.epoch_s);
  set_digits(w, 0, 1, 2);
  set_digits(w, 1, 9, epoch);
  set_digits(w, 10, 1, shard & 15);
  set_digits(w, 11, 16, parts.index);
  set_digits(w, 29, 9, epoch);
  set_digits(w, 38, 8, shard);
  set_digits(w, 46, 1, 2);
  std::string out(56, '0');
  for (std::size_t i = out.size(); i-- > 0;) {
    out[i] = static_cast<char>('0' + divide(w, 10));
  }
  return out;
}

ParsedSequence read_sequence(std::string_view decimal) {
  const std::optional<Wide> number = parse(decimal);
  if (!number) return {};
  const Wide& w = *number;
  const bool below_2_125 =
      w[5] == 0 && w[4] == 0 && (w[3] >> 29) == 0;  // what the first version wrote
  if (below_2_125) {
    return {SequenceKind::kOldStyle,
            {.shard = static_cast<std::int32_t>(w[0] & 0xFFFF)},
            (w[3] >> 28) == 0};
  }
  if (w[5] >> 28 != 0 || digit_at(w, 0) != 2 || digit_at(w, 46) != 2) return {};
  SequenceParts parts;
  parts.epoch_s = static_cast<std::int64_t>(digits(w, 1, 9));
  parts.index = digits(w, 11, 16);
  parts.shard = static_cast<std::int32_t>(static_cast<std::uint32_t>(digits(w, 38, 8)));
  return {SequenceKind::kCurrent, parts, false};
}

OrderingNumber read_ordering_number(std::string_view decimal, std::int64_t now_epoch_s) {
  const std::optional<Wide> number = parse(decimal);
  if (!number) return OrderingNumber::kInvalid;
  const Wide& w = *number;
  const std::uint32_t version = digit_at(w, 46);
  const bool well_formed = w[5] >> 28 == 0 && digit_at(w, 0) == 2 && digit_at(w, 11) < 8;
  if (!well_formed || version < 1 || version > 3) return OrderingNumber::kInvalid;
  if (version == 3) return OrderingNumber::kBreaks;
  // Ours repeat the time of their shard, which may lie a little ahead.
  const std::uint64_t at = digits(w, 29, 9);
  const bool ahead = at > static_cast<std::uint64_t>(now_epoch_s) && at != digits(w, 1, 9);
  return ahead ? OrderingNumber::kInvalid : OrderingNumber::kFine;
}

std::string sequence_number(const Shard& shard, std::uint64_t sequence) {
  return write_sequence(
      {shard.sequence_epoch_s, sequence, static_cast<std::int32_t>(shard.number)});
}

std::string starting_sequence_number(const Shard& shard) { return sequence_number(shard, 0); }
std::string ending_sequence_number(const Shard& shard) { return sequence_number(shard, INT64_MAX); }

}  // namespace services::kinesis
