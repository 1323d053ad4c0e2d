// Civil dates by arithmetic on days since 1970-01-01.
#include "base/calendar.h"

#include <format>

namespace base {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct Date {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
};

// A year is counted from March, so that the leap day is its last one.
constexpr std::int64_t days_from(Date d) {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = y / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month = (d.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr Date date_from(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = days / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  Date out;
  out.day = day_of_year - (153 * month + 2) / 5 + 1;
  out.month = month < 10 ? month + 3 : month - 9;
  out.year = year_of_era + era * 400 + (out.month <= 2 ? 1 : 0);
  return out;
}

static_assert(days_from({1970, 1, 1}) == 0);

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool done() const { return text_.empty(); }
  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A number of exactly so many digits within [lo, hi].
  bool number(std::size_t digits, std::int64_t lo, std::int64_t hi, std::int64_t& out) {
    if (text_.size() < digits) return false;
    out = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return false;
      out = out * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(digits);
    return out >= lo && out <= hi;
  }
  // Digits behind the decimal point as milliseconds.
  bool fraction(std::int64_t& ms) {
    std::int64_t unit = 100;
    std::size_t n = 0;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      ms += (text_.front() - '0') * unit;
      unit /= 10;
      text_.remove_prefix(1);
      ++n;
    }
    return n > 0 && n <= 9;
  }

 private:
  std::string_view text_;
};

// "Z" or "+01:00"; the minutes to take away.
bool read_zone(Reader& in, std::int64_t& minutes) {
  if (in.take('Z')) return true;
  const bool minus = in.take('-');
  if (!minus && !in.take('+')) return false;
  std::int64_t hours = 0;
  if (!in.number(2, 0, 14, hours)) return false;
  in.take(':');
  if (!in.number(2, 0, 59, minutes)) return false;
  minutes = (minus ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

}  // namespace

std::string format_iso8601(std::int64_t epoch_ms) {
  const std::int64_t ms = epoch_ms % kDayMs;
  const Date d = date_from(epoch_ms / kDayMs);
  return std::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", d.year, d.month, d.day,
                     ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000);
}

std::optional<std::int64_t> parse_iso8601(std::string_view text) {
  Reader in(text);
  Date d;
  if (!in.number(4, 1970, 9999, d.year) || !in.take('-') || !in.number(2, 1, 12, d.month) ||
      !in.take('-') || !in.number(2, 1, 31, d.day)) {
    return std::nullopt;
  }
  const std::int64_t day_ms = days_from(d) * kDayMs;
  if (in.done()) return day_ms;
  std::int64_t h = 0;
  std::int64_t m = 0;
  std::int64_t s = 0;
  std::int64_t ms = 0;
  std::int64_t zone = 0;
  if (!in.take('T') || !in.number(2, 0, 23, h) || !in.take(':') || !in.number(2, 0, 59, m)) {
    return std::nullopt;
  }
  if (in.take(':') && !in.number(2, 0, 59, s)) return std::nullopt;
  if (in.take('.') && !in.fraction(ms)) return std::nullopt;
  if (!read_zone(in, zone) || !in.done()) return std::nullopt;
  return day_ms + h * 3'600'000 + (m - zone) * 60'000 + s * 1'000 + ms;
}

}  // namespace base
