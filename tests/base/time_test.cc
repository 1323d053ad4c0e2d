// How virtual time is written and read.
#include "base/time.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace {

using base::Duration;
using base::format_clock;
using base::format_clock_short;
using base::format_duration;
using base::parse_duration;
using base::SimTime;

TEST(Time, Arithmetic) {
  const SimTime t{5};
  EXPECT_EQ((t + Duration{3}) - t, Duration{3});
  EXPECT_EQ(t - Duration{5}, SimTime{});
  EXPECT_EQ(base::minutes(3) / 2, base::seconds(90));
  EXPECT_EQ(base::milliseconds(2) * 3, base::microseconds(6'000));
  EXPECT_LT(SimTime{INT64_MAX - 1}, base::kNever);
}

TEST(FormatClock, ByLength) {
  EXPECT_EQ(format_clock({}), "00:00.000");
  EXPECT_EQ(format_clock({42'400'999}), "00:42.400");
  EXPECT_EQ(format_clock({59 * 60'000'000LL + 59'999'000}), "59:59.999");
  EXPECT_EQ(format_clock({3'600'000'000}), "1:00:00.000");
  EXPECT_EQ(format_clock({3'723'000'000}), "1:02:03.000");
  EXPECT_EQ(format_clock({86'400'000'000}), "1d 00:00:00");
  EXPECT_EQ(format_clock({3 * 86'400'000'000 + 4 * 3'600'000'000}), "3d 04:00:00");
}

TEST(FormatClockShort, ByLength) {
  EXPECT_EQ(format_clock_short({}), "0.0");
  EXPECT_EQ(format_clock_short({42'499'999}), "42.4");
  EXPECT_EQ(format_clock_short({121'300'000}), "02:01.3");
  EXPECT_EQ(format_clock_short({3'661'000'000}), "1:01:01");
}

TEST(FormatDuration, Everyday) {
  EXPECT_EQ(format_duration({}), "0 s");
  EXPECT_EQ(format_duration(base::milliseconds(250)), "250 ms");
  EXPECT_EQ(format_duration(base::microseconds(1'500)), "1.5 ms");
  EXPECT_EQ(format_duration(base::seconds(30)), "30 s");
  EXPECT_EQ(format_duration(base::milliseconds(45'500)), "45.5 s");
  EXPECT_EQ(format_duration(base::seconds(90)), "90 s");
  EXPECT_EQ(format_duration(base::seconds(150)), "150 s");
  EXPECT_EQ(format_duration(base::minutes(5)), "5 min");
  EXPECT_EQ(format_duration(base::hours(12)), "12 h");
  EXPECT_EQ(format_duration(base::minutes(90)), "1.5 h");
  EXPECT_EQ(format_duration(base::hours(24)), "24 h");
  EXPECT_EQ(format_duration(base::hours(96)), "4 days");
  EXPECT_EQ(format_duration(base::hours(60)), "60 h");
  EXPECT_EQ(format_duration(base::seconds(-30)), "-30 s");
  EXPECT_EQ(format_duration({INT64_MIN}).front(), '-');
}

TEST(FormatDuration, FromAnHourOnNoSecondIsLost) {
  EXPECT_EQ(format_duration(base::seconds(3'601)), "1 h 1 s");
  EXPECT_EQ(format_duration(base::minutes(61)), "1 h 1 min");
  EXPECT_EQ(format_duration(base::seconds(43'195)), "11 h 59 min 55 s");
  EXPECT_EQ(format_duration(base::hours(49) + base::minutes(1)), "49 h 1 min");
}

TEST(ParseDuration, EveryUnit) {
  EXPECT_EQ(parse_duration("7us"), base::microseconds(7));
  EXPECT_EQ(parse_duration("250ms"), base::milliseconds(250));
  EXPECT_EQ(parse_duration("45s"), base::seconds(45));
  EXPECT_EQ(parse_duration("1.5s"), base::milliseconds(1'500));
  EXPECT_EQ(parse_duration("0.000001s"), base::microseconds(1));
  EXPECT_EQ(parse_duration("10m"), base::minutes(10));
  EXPECT_EQ(parse_duration("12h"), base::hours(12));
  EXPECT_EQ(parse_duration("4d"), base::hours(96));
  EXPECT_EQ(parse_duration("0s"), Duration{});
}

TEST(ParseDuration, BoundsAreTenYears) {
  EXPECT_EQ(parse_duration("3650d"), base::hours(24) * 3650);
  EXPECT_FALSE(parse_duration("3651d"));
  EXPECT_FALSE(parse_duration("315360001s"));
  EXPECT_FALSE(parse_duration("99999999999999999999999999us"));
  EXPECT_FALSE(parse_duration("99999999999999999999999999d"));
}

TEST(ParseDuration, AnythingElseIsNothing) {
  for (const char* text : {"", "s", "5", "5 s", " 5s", "5s ", "-5s", "+5s", "1.s", ".5s", "1.2.3s",
                           "1e3s", "5S", "5sec", "0x5s", "1,5s", "1.1234567s", "\xff"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  EXPECT_FALSE(parse_duration(std::string_view("5s\0", 3)));
}

TEST(ParseDuration, ReadsBackWhatWasWrittenInMicroseconds) {
  base::Rng rng(1, "durations");
  for (int i = 0; i < 2'000; ++i) {
    const std::int64_t us = rng.between(0, 3'650LL * 86'400 * 1'000'000);
    EXPECT_EQ(parse_duration(std::to_string(us) + "us"), Duration{us});
  }
}

}  // namespace
