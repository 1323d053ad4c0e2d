// Texts that come back to Kinesis: sequence numbers, shard ids, iterators and tokens. Whatever is
// handed in is read or refused, and what was read is written the same way again.
#include "fuzz/fuzz.h"
#include "services/kinesis/find.h"
#include "services/kinesis/sequence.h"
#include "services/kinesis/tokens.h"

namespace {

void check_sequence(std::string_view text) {
  using services::kinesis::SequenceKind;
  const auto parsed = services::kinesis::read_sequence(text);
  if (parsed.kind != SequenceKind::kCurrent) return;
  const std::string written = services::kinesis::write_sequence(parsed.parts);
  const auto again = services::kinesis::read_sequence(written);
  FUZZ_CHECK(again.kind == SequenceKind::kCurrent);
  FUZZ_CHECK(services::kinesis::write_sequence(again.parts) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  check_sequence(text);
  const auto number = services::kinesis::shard_number(text);
  FUZZ_CHECK(!number || *number <= INT32_MAX);
  const services::kinesis::State state;
  if (const auto iterator = services::kinesis::read_iterator(state, text)) {
    FUZZ_CHECK(services::kinesis::write_iterator(state, *iterator) ==
               services::kinesis::without_quotes(text));
  }
  if (const auto token = services::kinesis::read_token(state, "shards", text)) {
    FUZZ_CHECK(services::kinesis::write_token(state, "shards", *token) == text);
  }
  return 0;
}
