// How facts are written in prose. Must not hold any number of AWS: those stand in the table.
#include "model/facts.h"

#include <format>

namespace model {
namespace {

std::string grouped(std::int64_t n) {
  std::string out = std::to_string(n);
  for (std::int64_t i = static_cast<std::int64_t>(out.size()) - 3; i > 0; i -= 3) {
    out.insert(static_cast<std::size_t>(i), ",");
  }
  return out;
}

std::string counted(std::int64_t n, std::string_view unit) {
  return std::format("{} {}{}", grouped(n), unit, n == 1 ? "" : "s");
}

std::string seconds_text(std::int64_t s) {
  if (s >= 86'400 && s % 86'400 == 0) return counted(s / 86'400, "day");
  if (s >= 3'600 && s % 3'600 == 0) return counted(s / 3'600, "hour");
  if (s >= 120 && s % 60 == 0) return counted(s / 60, "minute");
  return counted(s, "second");
}

std::string bytes_text(std::int64_t b) {
  if (b >= 1 << 20 && b % (1 << 20) == 0) return std::format("{} MiB", grouped(b >> 20));
  if (b >= 1 << 10 && b % (1 << 10) == 0) return std::format("{} KiB", grouped(b >> 10));
  return counted(b, "byte");
}

}  // namespace

std::string money_text(std::int64_t micro_dollars) {
  constexpr std::size_t kCents = 2;
  std::string whole = std::format("${}", grouped(micro_dollars / 1'000'000));
  if (micro_dollars % 1'000'000 == 0) return whole;
  std::string decimals = std::format("{:06}", micro_dollars % 1'000'000);
  while (decimals.size() > kCents && decimals.back() == '0') decimals.pop_back();
  return std::format("{}.{}", whole, decimals);
}

std::string fact_text(const Fact& fact, Profile profile) {
  const std::int64_t value = fact.value(profile);
  switch (fact.unit) {
    case FactUnit::kSeconds: return seconds_text(value);
    case FactUnit::kBytes: return bytes_text(value);
    case FactUnit::kMicroDollars: return money_text(value);
    case FactUnit::kCount: break;
  }
  return grouped(value);
}

}  // namespace model
