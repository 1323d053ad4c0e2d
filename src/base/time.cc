// Reading and writing of virtual time. Must not know the wall clock.
#include "base/time.h"

#include <array>
#include <format>

namespace base {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kLongest = 3'650 * kDay;

struct Unit {
  std::string_view suffix;
  std::int64_t us;
};

constexpr std::array kUnits{Unit{"us", 1},           Unit{"ms", 1000},          Unit{"s", kSecond},
                            Unit{"m", 60 * kSecond}, Unit{"h", 3600 * kSecond}, Unit{"d", kDay}};

std::string decimal(std::int64_t us, std::int64_t unit, std::string_view name) {
  const std::int64_t whole = us / unit;
  std::int64_t tenth = us % unit * 10 / unit;
  if (tenth == 0) return std::format("{} {}", whole, name);
  return std::format("{}.{} {}", whole, tenth, name);
}

// "2 h 5 min", "11 h 59 min 55 s"
std::string compound(std::int64_t s) {
  std::string out = std::format("{} h", s / 3600);
  if (s / 60 % 60 != 0) out += std::format(" {} min", s / 60 % 60);
  if (s % 60 != 0) out += std::format(" {} s", s % 60);
  return out;
}

}  // namespace

std::string format_clock(SimTime t) {
  const std::int64_t ms = t.us / 1000;
  const std::int64_t s = ms / 1000;
  const std::int64_t h = s / 3600;
  if (h >= 24) {
    return std::format("{}d {:02}:{:02}:{:02}", h / 24, h % 24, s / 60 % 60, s % 60);
  }
  if (h > 0) return std::format("{}:{:02}:{:02}.{:03}", h, s / 60 % 60, s % 60, ms % 1000);
  return std::format("{:02}:{:02}.{:03}", s / 60, s % 60, ms % 1000);
}

std::string format_clock_short(SimTime t) {
  const std::int64_t tenths = t.us / 100'000;
  const std::int64_t s = tenths / 10;
  if (s >= 3600) return std::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  if (s >= 60) return std::format("{:02}:{:02}.{}", s / 60, s % 60, tenths % 10);
  return std::format("{}.{}", s, tenths % 10);
}

std::string format_duration(Duration d) {
  if (d.us < 0) return "-" + format_duration({d.us == INT64_MIN ? INT64_MAX : -d.us});
  if (d.us == 0) return "0 s";
  if (d.us < kSecond) return decimal(d.us, 1000, "ms");
  if (d.us < 120 * kSecond || d.us % (60 * kSecond) != 0) {
    if (d.us < 3600 * kSecond) return decimal(d.us, kSecond, "s");
  }
  if (d.us < 3600 * kSecond) return decimal(d.us, 60 * kSecond, "min");
  if (d.us >= 2 * kDay && d.us % kDay == 0) return std::format("{} days", d.us / kDay);
  if (d.us % (360 * kSecond) == 0) return decimal(d.us, 3600 * kSecond, "h");
  return compound(d.us / kSecond);
}

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
  std::int64_t scale = 1;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    whole = whole * 10 + (text[i] - '0');
    if (whole > kLongest) return std::nullopt;
  }
  if (i == 0) return std::nullopt;
  if (i < text.size() && text[i] == '.') {
    const std::size_t first = ++i;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && scale < kSecond; ++i) {
      fraction = fraction * 10 + (text[i] - '0');
      scale *= 10;
    }
    if (i == first) return std::nullopt;
  }
  for (const Unit& unit : kUnits) {
    if (text.substr(i) != unit.suffix) continue;
    if (whole > kLongest / unit.us) return std::nullopt;
    return Duration{whole * unit.us + fraction * unit.us / scale};
  }
  return std::nullopt;
}

}  // namespace base
