// Moments of a run. Must not know the run.
#include "lesson/moment.h"

#include <algorithm>
#include <format>

namespace lesson {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

base::Result<Moment, TextError> parse_moment(std::string_view text) {
  const std::string_view whole = trim(text);
  if (const auto time = base::parse_duration(whole)) return Moment{"", *time};
  const std::size_t sign = whole.find_first_of("+-");
  const std::string_view name = trim(whole.substr(0, sign));
  if (!is_name(name)) {
    return std::unexpected(TextError{
        std::format("'{}' is neither a time like \"12s\" nor a name of the cast", whole)});
  }
  Moment out{std::string(name), {}};
  if (sign == std::string_view::npos) return out;
  const auto offset = base::parse_duration(trim(whole.substr(sign + 1)));
  if (!offset) return std::unexpected(TextError{"a duration is missing after the sign", sign + 1});
  out.offset = whole[sign] == '-' ? base::Duration{-offset->us} : *offset;
  return out;
}

std::optional<base::SimTime> resolve(const Moment& moment, const CastEvents& events,
                                     base::SimTime horizon) {
  base::SimTime at;
  if (moment.name == "end") {
    at = horizon;
  } else if (!moment.name.empty()) {
    const auto it = events.find(moment.name);
    if (it == events.end()) return std::nullopt;
    at = it->second.at;
  }
  return std::max(at + moment.offset, base::SimTime{});
}

}  // namespace lesson
