// Form-encoded bodies of the Query protocol, and text on its way into XML: what comes out has no
// sign that XML would take for its own.
#include "api/http.h"
#include "api/query.h"
#include "api/xml.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const std::string escaped = api::escape_xml(text);
  FUZZ_CHECK(escaped.find_first_of("<>") == std::string::npos);
  for (std::size_t at = escaped.find('&'); at != std::string::npos;
       at = escaped.find('&', at + 1)) {
    FUZZ_CHECK(escaped.find(';', at) != std::string::npos);
  }
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
