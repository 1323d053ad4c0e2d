// Dates as AWS writes them.
#include "base/calendar.h"

#include <gtest/gtest.h>

namespace {

using base::format_iso8601;
using base::parse_iso8601;

TEST(Calendar, WritesMilliseconds) {
  EXPECT_EQ(format_iso8601(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_iso8601(1'795'132'800'000), "2026-11-20T00:00:00.000Z");
  EXPECT_EQ(format_iso8601(951'782'400'001), "2000-02-29T00:00:00.001Z");
  EXPECT_EQ(format_iso8601(4'107'542'399'999), "2100-02-28T23:59:59.999Z");
}

TEST(Calendar, ReadsWhatItWrites) {
  for (const std::int64_t ms : {0LL, 951'782'400'001LL, 1'795'132'800'000LL, 4'107'542'400'000LL}) {
    EXPECT_EQ(parse_iso8601(format_iso8601(ms)), ms);
  }
}

TEST(Calendar, ReadsShorterFormsAndZones) {
  EXPECT_EQ(parse_iso8601("2026-11-20"), 1'795'132'800'000);
  EXPECT_EQ(parse_iso8601("2026-11-20T00:00Z"), 1'795'132'800'000);
  EXPECT_EQ(parse_iso8601("2026-11-20T01:00:00+01:00"), 1'795'132'800'000);
  EXPECT_EQ(parse_iso8601("2026-11-19T22:30:00-01:30"), 1'795'132'800'000);
  EXPECT_EQ(parse_iso8601("2026-11-20T00:00:00.25Z"), 1'795'132'800'250);
}

TEST(Calendar, RefusesTheRest) {
  for (const char* text :
       {"", "2026", "2026-13-01", "2026-11-32", "20-11-2026", "2026-11-20T", "2026-11-20T24:00:00Z",
        "2026-11-20T00:00:00", "2026-11-20T00:00:00ZZ", "2026-11-20T00:00:00.Z", "1969-12-31"}) {
    EXPECT_EQ(parse_iso8601(text), std::nullopt) << text;
  }
}

}  // namespace
