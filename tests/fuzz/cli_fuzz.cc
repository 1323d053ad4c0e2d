// AWS CLI lines: whatever is typed gets a request or an error with a place, and a request printed
// as a line is read back as the same request.
#include "api/cli.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = text_of(data, size);
  api::CliNames names;
  names.set("orders", "https://sqs.us-east-1.amazonaws.com/000000000000/orders");
  names.set("events", "arn:aws:sns:us-east-1:000000000000:events");
  const auto request = api::parse_cli(line, names);
  if (!request) {
    FUZZ_CHECK(!request.error().message.empty());
    return 0;
  }
  const std::string printed = api::print_cli(*request, names);
  const auto again = api::parse_cli(printed, names);
  FUZZ_CHECK(again.has_value());
  FUZZ_CHECK(api::print_cli(*again, names) == printed);
  return 0;
}
