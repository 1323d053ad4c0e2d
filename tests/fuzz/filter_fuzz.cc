// Filter policies: the text before the first line break is a policy, the rest a message body.
// Either may be anything; the answer is the same when asked again.
#include "fuzz/fuzz.h"
#include "services/sns/filter_policy.h"
#include "services/sns/json_text.h"

namespace sns = services::sns;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const std::size_t cut = text.find('\n');
  const std::string_view body = cut == std::string_view::npos ? "{}" : text.substr(cut + 1);
  const auto parsed = sns::parse_json_text(body);
  model::sns::MessageAttributes attributes;
  attributes["event"] = {.data_type = "String", .string_value = "order_placed"};
  attributes["amount"] = {.data_type = "Number", .string_value = std::string(body.substr(0, 64))};
  attributes["tags"] = {.data_type = "String.Array", .string_value = std::string(body)};
  for (const auto scope : {sns::FilterScope::kMessageAttributes, sns::FilterScope::kMessageBody}) {
    const auto policy = sns::parse_filter_policy(text.substr(0, cut), scope);
    if (!policy) {
      FUZZ_CHECK(!policy.error().message.empty());
      continue;
    }
    const bool first = sns::passes(*policy, attributes, parsed ? &*parsed : nullptr);
    FUZZ_CHECK(first == sns::passes(*policy, attributes, parsed ? &*parsed : nullptr));
  }
  return 0;
}
