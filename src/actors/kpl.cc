// Packing user records and taking them apart.
#include "actors/kpl.h"

#include <format>

#include "base/hash.h"

namespace actors {
namespace {

// Reads digits up to a colon; the rest of the text follows it.
std::optional<std::size_t> take_number(std::string_view& text) {
  std::size_t out = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && at < 10; ++at) {
    out = out * 10 + static_cast<std::size_t>(text[at] - '0');
  }
  if (at == 0 || at >= text.size() || text[at] != ':') return std::nullopt;
  text.remove_prefix(at + 1);
  return out;
}

std::optional<UserRecord> take_record(std::string_view& text) {
  if (!text.starts_with(' ')) return std::nullopt;
  text.remove_prefix(1);
  const auto number = take_number(text);
  const auto key = number ? take_number(text) : std::nullopt;
  const auto data = key ? take_number(text) : std::nullopt;
  if (!data || *key > text.size() || *data > text.size() - *key) return std::nullopt;
  UserRecord out{static_cast<std::uint32_t>(*number), std::string(text.substr(0, *key)),
                 std::string(text.substr(*key, *data))};
  text.remove_prefix(*key + *data);
  return out;
}

}  // namespace

void pack(std::string& aggregate, std::uint32_t number, std::string_view partition_key,
          std::string_view data) {
  if (aggregate.empty()) aggregate = kAggregateMagic;
  aggregate +=
      std::format(" {}:{}:{}:{}{}", number, partition_key.size(), data.size(), partition_key, data);
}

std::optional<std::vector<UserRecord>> unpack(std::string_view data) {
  if (!data.starts_with(kAggregateMagic)) return std::nullopt;
  data.remove_prefix(kAggregateMagic.size());
  std::vector<UserRecord> out;
  while (!data.empty()) {
    auto record = take_record(data);
    if (!record) return std::nullopt;
    out.push_back(*std::move(record));
  }
  if (out.empty()) return std::nullopt;
  return out;
}

base::U128 hash_of_key(std::string_view partition_key) {
  return base::big_endian(base::md5(partition_key));
}

}  // namespace actors
