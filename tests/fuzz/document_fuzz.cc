// Lessons, templates and saved progress: any text is read or refused with a place.
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "lesson/document.h"
#include "lesson/progress.h"
#include "world/template.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const auto document = lesson::parse_document(text, "fuzzed.json");
  if (!document) {
    FUZZ_CHECK(!document.error().empty());
    for (const auto& error : document.error()) FUZZ_CHECK(!lesson::to_line(error, "f").empty());
  }
  (void)lesson::parse_progress(text);
  const auto json = base::parse_json(text, base::JsonLimits{});
  if (!json) return 0;
  const auto world = world::build_world(json->root);
  if (!world) FUZZ_CHECK(!world.error().empty());
  return 0;
}
