// Receipt handles: the four numbers of a receipt and a check word, in base64.
#include "services/sqs/receipt.h"

#include <array>

#include "base/hash.h"

namespace services::sqs {
namespace {

constexpr std::string_view kPrefix = "AQEB";
constexpr std::size_t kWords = 6;

std::uint64_t check_word(std::uint64_t seed, const Receipt& receipt) {
  base::Hasher h;
  h.add(seed);
  h.add("receipt");
  h.add(receipt.queue.value);
  h.add(receipt.slot);
  h.add(receipt.message.value);
  h.add(receipt.number);
  return h.value();
}

std::string to_bytes(const std::array<std::uint32_t, kWords>& words) {
  std::string out(kWords * 4, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<char>(words[i / 4] >> (24 - 8 * (i % 4)));
  }
  return out;
}

}  // namespace

std::string encode_receipt(std::uint64_t seed, const Receipt& receipt) {
  const std::uint64_t check = check_word(seed, receipt);
  // The check word also masks the numbers, so that handles look as unalike as AWS's do.
  const auto mask = static_cast<std::uint32_t>(check);
  const std::string bytes =
      to_bytes({static_cast<std::uint32_t>(check >> 32), mask, receipt.queue.value ^ mask,
                receipt.slot ^ mask, receipt.message.value ^ mask, receipt.number ^ mask});
  return std::string(kPrefix) + base::to_base64(bytes);
}

std::optional<Receipt> decode_receipt(std::uint64_t seed, std::string_view handle) {
  std::string bytes;
  if (!handle.starts_with(kPrefix) || !base::from_base64(handle.substr(kPrefix.size()), bytes) ||
      bytes.size() != kWords * 4) {
    return std::nullopt;
  }
  std::array<std::uint32_t, kWords> word{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    word[i / 4] = word[i / 4] << 8 | static_cast<std::uint8_t>(bytes[i]);
  }
  const Receipt receipt{
      {word[2] ^ word[1]}, word[3] ^ word[1], {word[4] ^ word[1]}, word[5] ^ word[1]};
  const std::uint64_t given = static_cast<std::uint64_t>(word[0]) << 32 | word[1];
  if (check_word(seed, receipt) != given) return std::nullopt;
  return receipt;
}

}  // namespace services::sqs
