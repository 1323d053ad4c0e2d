// Form-encoded bodies of the Query protocol, read for every operation of the table.
#include "api/http.h"
#include "api/query.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const auto fields = api::parse_form(text);
  if (!fields) return 0;
  FUZZ_CHECK(fields->size() <= api::kMaxFormFields);
  const auto tree = api::build_query_tree(*fields);
  if (!tree) return 0;
  for (const api::Operation& operation : api::operations()) {
    const api::WireService* service = api::find_wire_service(operation.service);
    if (service == nullptr) continue;
    const auto input = api::read_query(*service, operation, *tree);
    if (!input) FUZZ_CHECK(!input.error().message.empty());
  }
  return 0;
}
