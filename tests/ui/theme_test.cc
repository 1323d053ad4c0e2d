// The contrast figures of the design's colour table, recomputed.
#include "ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace ui {
namespace {

struct Row {
  const char* name;
  Color Theme::* ink;
  std::array<double, 4> dark, light;  // on bg, panel, card, card2
};

constexpr Row kRows[] = {{"text", &Theme::text, {16.7, 15.7, 14.4, 12.2}, {14.4, 15.6, 16.2, 13.8}},
                         {"text2", &Theme::text2, {10.0, 9.4, 8.6, 7.3}, {7.2, 7.8, 8.1, 6.9}},
                         {"text3", &Theme::text3, {6.4, 6.0, 5.5, 4.7}, {4.8, 5.1, 5.4, 4.5}},
                         {"you", &Theme::you, {8.4, 7.9, 7.3, 6.1}, {5.8, 6.3, 6.6, 5.6}},
                         {"time", &Theme::time, {11.8, 11.1, 10.1, 8.6}, {5.1, 5.6, 5.8, 4.9}},
                         {"good", &Theme::good, {10.3, 9.7, 8.9, 7.5}, {4.8, 5.2, 5.5, 4.6}},
                         {"bad", &Theme::bad, {7.7, 7.2, 6.6, 5.6}, {5.0, 5.4, 5.6, 4.8}},
                         {"ctl", &Theme::ctl, {4.7, 4.5, 4.1, 3.5}, {3.6, 3.9, 4.0, 3.4}}};

void expect_row(const Theme& t, const Row& row, const std::array<double, 4>& want) {
  const Color grounds[] = {t.bg, t.panel, t.card, t.card2};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(contrast(t.*row.ink, grounds[i]), want[i], .06)
        << row.name << (t.dark ? " dark " : " light ") << i;
}

TEST(Theme, ContrastTable) {
  for (const Row& row : kRows) {
    expect_row(dark_theme(), row, row.dark);
    expect_row(light_theme(), row, row.light);
  }
}

TEST(Theme, EveryInkThatIsReadReachesAA) {
  for (const Theme* t : {&dark_theme(), &light_theme()})
    for (Color ground : {t->bg, t->panel, t->card, t->card2})
      for (Color ink : {t->text, t->text2, t->text3, t->you, t->time, t->good, t->bad})
        EXPECT_GE(contrast(ink, ground), 4.45);
}

TEST(Theme, InkOnFilledControls) {
  EXPECT_NEAR(contrast(dark_theme().on_you, dark_theme().you), 8.2, .06);
  EXPECT_NEAR(contrast(light_theme().on_you, light_theme().you), 6.6, .06);
  EXPECT_NEAR(contrast(dark_theme().on_bad, dark_theme().bad), 7.4, .06);
  EXPECT_NEAR(contrast(light_theme().on_bad, light_theme().bad), 5.6, .06);
  for (const Theme* t : {&dark_theme(), &light_theme()})
    EXPECT_GE(contrast(t->on_time, t->time), 4.5);
}

TEST(Theme, PaletteOnCard) {
  constexpr std::array<double, kSlots> dark{5.8, 3.6, 13.8, 3.3, 3.1, 12.6, 8.2, 7.2};
  constexpr std::array<double, kSlots> light{3.5, 4.0, 5.1, 13.4, 15.1, 3.5, 9.0, 6.4};
  for (int k = 0; k < kSlots; ++k) {
    const auto i = static_cast<std::size_t>(k);
    EXPECT_NEAR(contrast(dark_theme().slot(k), dark_theme().card), dark[i], .06) << k;
    EXPECT_NEAR(contrast(light_theme().slot(k), light_theme().card), light[i], .06) << k;
  }
}

TEST(Theme, IdIsReadableOnEveryChip) {
  double worst_dark = 99, worst_light = 99;
  for (int k = 0; k < kSlots; ++k) {
    worst_dark = std::min(worst_dark, contrast(dark_theme().text, dark_theme().chip_body(k)));
    worst_light = std::min(worst_light, contrast(light_theme().text, light_theme().chip_body(k)));
  }
  EXPECT_NEAR(worst_dark, 8.8, .06);
  EXPECT_NEAR(worst_light, 11.5, .06);
}

TEST(Theme, AmberDigitsStayReadableOnTheCellSpokenOf) {
  for (const Theme* t : {&dark_theme(), &light_theme()})
    EXPECT_GE(contrast(t->time, t->spoken_of()), 4.5);
}

TEST(Theme, MixIsFlat) {
  EXPECT_EQ(mix(rgb(0x000000), rgb(0xFFFFFF), 0), rgb(0x000000));
  EXPECT_EQ(mix(rgb(0x000000), rgb(0xFFFFFF), 1), rgb(0xFFFFFF));
  EXPECT_EQ(mix(rgb(0x102030), rgb(0x304050), .5f), rgb(0x203040));
  EXPECT_EQ(rgb(0x123456), 0xFF563412u);
}

TEST(Theme, FadeKeepsTheColour) {
  EXPECT_EQ(fade(rgb(0x123456), 1), rgb(0x123456));
  EXPECT_EQ(fade(rgb(0x123456), .5f), 0x80563412u);
  EXPECT_EQ(fade(rgb(0x123456), -1) >> 24, 0u);
}

TEST(Theme, SlotsOutsideThePaletteShareSlate) {
  const Theme& t = dark_theme();
  EXPECT_EQ(t.slot(8), t.slot(kOverflowSlot));
  EXPECT_EQ(t.slot(-1), t.slot(kOverflowSlot));
}

}  // namespace
}  // namespace ui
