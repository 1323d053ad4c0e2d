// CBOR from outside: what is read can be written and read again, and every operation of Kinesis
// either takes it or says what is wrong.
#include "api/cbor.h"
#include "api/kinesis_rules.h"
#include "api/operations.h"
#include "api/wire_types.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = api::parse_cbor(text_of(data, size));
  if (!value) return 0;
  for (const api::Operation& operation : api::operations()) {
    if (operation.service != "kinesis") continue;
    base::Json input = *value;
    api::cbor_to_json_form(*operation.input, input);
    if (const auto error = api::settle_types(*operation.input, input)) {
      FUZZ_CHECK(!error->message.empty());
      continue;
    }
    if (const auto error = api::check_kinesis_rules(operation, input, model::Profile::kCurrent)) {
      FUZZ_CHECK(!error->message.empty());
      continue;
    }
    const auto request = api::request_from_json(operation, input);
    if (!request) continue;
    const base::Json written = api::request_to_json(*request);
    const auto back = api::parse_cbor(api::write_cbor(*operation.input, written));
    FUZZ_CHECK(back.has_value());
  }
  return 0;
}
