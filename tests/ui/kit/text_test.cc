// Fonts, kerning, icons and line breaking.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "ui/kit/icons.h"
#include "ui/kit/kerning.h"
#include "ui/kit/para.h"
#include "ui/kit/test_fonts.h"

namespace ui {
namespace {

using testing::fonts;

ParaLayout lay(std::string_view s, float w, int lines = 0) {
  return lay_out(*fonts(), s, w, 16, Face::Regular, lines);
}

std::string line_text(const ParaLayout& p, int line) {
  std::string out;
  for (const ParaRun& r : p.runs)
    if (r.line == line) out += (out.empty() ? "" : "|") + std::string(r.text);
  return out;
}

TEST(Utf8, ReadsAndReplaces) {
  std::size_t i = 0;
  const std::string s = "a×…\xF0\x9F\x98\x80\xFFz";
  EXPECT_EQ(next_char(s, i), U'a');
  EXPECT_EQ(next_char(s, i), U'×');
  EXPECT_EQ(next_char(s, i), U'…');
  EXPECT_EQ(next_char(s, i), U'\U0001F600');
  EXPECT_EQ(next_char(s, i), U'\uFFFD');
  EXPECT_EQ(next_char(s, i), U'z');
  EXPECT_EQ(i, s.size());
  i = 0;
  EXPECT_EQ(next_char("\xE2\x82", i), U'\uFFFD');
}

TEST(Utf8, AppendsWhatItReads) {
  for (char32_t cp : {U'a', U'é', U'…', U'\U0001F600'}) {
    std::string s;
    append_utf8(s, cp);
    std::size_t i = 0;
    EXPECT_EQ(next_char(s, i), cp);
    EXPECT_EQ(i, s.size());
  }
}

TEST(Para, ALongNameIsCutWhereAPartOfItEnds) {
  REQUIRE_FONTS();
  const ParaLayout p = lay("`ProvisionedThroughputExceededException` again", 220);
  ASSERT_GE(p.lines, 2);
  EXPECT_EQ(line_text(p, 0), "ProvisionedThroughput");
  EXPECT_TRUE(line_text(p, 1).starts_with("ExceededException"));
}

TEST(Para, ANumberStaysWithItsUnit) {
  REQUIRE_FONTS();
  // Wide enough for "lasts 30", not for "lasts 30 s".
  const float width = fonts()->width("lasts 30 ", 16, Face::Regular);
  const ParaLayout p = lay("lasts 30 s.", width);
  EXPECT_EQ(line_text(p, 0), "lasts");
  EXPECT_EQ(line_text(p, 1), "30 s.");
  EXPECT_EQ(line_text(lay("lasts 30 so", width), 0), "lasts|30");
}

TEST(Fonts, WidthGrowsWithSizeAndMonoIsEven) {
  REQUIRE_FONTS();
  const Fonts& f = *fonts();
  EXPECT_NEAR(f.width("Inflight", 28, Face::Regular), 2 * f.width("Inflight", 14, Face::Regular),
              .01);
  EXPECT_FLOAT_EQ(f.width("iii", 10, Face::Mono), f.width("WWW", 10, Face::Mono));
  EXPECT_GT(f.width("Inflight", 14, Face::Semibold), f.width("Inflight", 14, Face::Regular));
}

TEST(Fonts, KerningDrawsPairsTogether) {
  REQUIRE_FONTS();
  const Font& inter = (*fonts())[Face::Regular];
  EXPECT_LT(inter.kern('A', 'V'), -.02f);
  EXPECT_LT(inter.kern('T', 'o'), -.02f);
  EXPECT_EQ(inter.kern('n', 'n'), 0);
  EXPECT_EQ((*fonts())[Face::Mono].kern('A', 'V'), 0);
  EXPECT_EQ(inter.kern(U'é', 'V'), 0);  // only ASCII pairs are kept
}

TEST(Fonts, BrokenFilesAreRefusedOrHarmless) {
  REQUIRE_FONTS();
  Font f;
  EXPECT_FALSE(f.load({}, true));
  const std::vector<std::uint8_t> text{'n', 'o', ' ', 'f', 'o', 'n', 't', '!', '!', '!', '!', '!'};
  EXPECT_FALSE(f.load(text, true));
  // A cut kerning table reads as no kerning, wherever the cut is.
  const auto& whole = testing::font_bytes(Face::Regular);
  const int glyphs[] = {1, 5, 40};
  for (std::size_t n = 0; n < whole.size(); n += 997)
    EXPECT_EQ(read_kerning(std::span(whole).first(n), glyphs).size(), 9u);
}

TEST(Fonts, GlyphStandsOnTheBaseline) {
  REQUIRE_FONTS();
  const GlyphBitmap g = (*fonts())[Face::Regular].render('H', 100, 0, 0);
  EXPECT_NEAR(-g.top, 73, 2);  // Inter's capitals are 0.727 em high
  EXPECT_EQ(g.top + g.h, 0);
  EXPECT_EQ((*fonts())[Face::Regular].render(' ', 100, 0, 0).w, 0);
}

TEST(Icons, TableIsSortedAndEveryGlyphIsInTheFont) {
  REQUIRE_FONTS();
  for (int i = 1; i < static_cast<int>(Icon::Count); ++i) {
    const Icon icon = static_cast<Icon>(i);
    EXPECT_EQ(icon_named(icon_name(icon)), icon) << icon_name(icon);
    EXPECT_TRUE((*fonts())[Face::Icons].has(icon_codepoint(icon))) << icon_name(icon);
  }
  EXPECT_EQ(icon_named("no-such-icon"), Icon::None);
  EXPECT_EQ(icon_codepoint(Icon::None), 0u);
}

TEST(Icons, AreThoseOfTheList) {
  std::ifstream in(INFLIGHT_SOURCE_DIR "/tools/icons.txt");
  int listed = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++listed;
    EXPECT_NE(icon_named(line), Icon::None) << line;
  }
  EXPECT_EQ(listed, static_cast<int>(Icon::Count) - 1);
}

TEST(Para, BreaksAtSpacesAndStaysInside) {
  REQUIRE_FONTS();
  const ParaLayout p = lay("A receive only hides the message until the timeout has run out.", 160);
  EXPECT_GT(p.lines, 2);
  for (const ParaRun& r : p.runs)
    EXPECT_LE(r.x + fonts()->width(r.text, 16, Face::Regular), 160.01f) << r.text;
  for (const ParaRun& r : p.runs) EXPECT_EQ(r.text.find(' '), std::string_view::npos);
}

TEST(Para, ReadsMarks) {
  REQUIRE_FONTS();
  const ParaLayout p = lay("`orders` hides **7c1**, once", 400);
  ASSERT_EQ(p.lines, 1);
  EXPECT_EQ(line_text(p, 0), "orders|hides|7c1|,|once");
  EXPECT_EQ(p.runs[0].voice, Voice::Code);
  EXPECT_EQ(p.runs[2].voice, Voice::Strong);
  EXPECT_EQ(p.runs[3].voice, Voice::Plain);
  // A comma sticks to the bold word before it.
  EXPECT_FLOAT_EQ(p.runs[3].x, p.runs[2].x + fonts()->width("7c1", 16, Face::Semibold));
}

TEST(Para, MarksThatAreNotClosedAreText) {
  REQUIRE_FONTS();
  EXPECT_EQ(line_text(lay("2 ** 3 `x", 400), 0), "2|**|3|`x");
  EXPECT_EQ(line_text(lay("****", 400), 0), "****");
}

TEST(Para, NewLinesBreakAndEmptyLinesCount) {
  REQUIRE_FONTS();
  const ParaLayout p = lay("one\n\ntwo", 400);
  EXPECT_EQ(p.lines, 3);
  EXPECT_EQ(line_text(p, 2), "two");
}

TEST(Para, WordsWiderThanTheLineAreCut) {
  REQUIRE_FONTS();
  const std::string arn = "arn:aws:sqs:eu-central-1:111122223333:a-queue-with-a-very-long-name";
  const std::string sentence = "see " + arn + " now";
  const ParaLayout p = lay(sentence, 120);
  std::string joined;
  for (const ParaRun& r : p.runs) {
    EXPECT_LE(r.x + fonts()->width(r.text, 16, Face::Regular), 120.01f);
    joined += r.text;
  }
  EXPECT_EQ(joined, "see" + arn + "now");
  EXPECT_GT(lay("abc", 1).lines, 1);  // narrower than a letter: one letter a line, no endless loop
}

TEST(Para, LastLineIsMarkedWhenCut) {
  REQUIRE_FONTS();
  const ParaLayout p = lay("one two three four five six seven eight", 80, 2);
  EXPECT_EQ(p.lines, 2);
  EXPECT_TRUE(p.cut);
  for (const ParaRun& r : p.runs) EXPECT_LT(r.line, 2);
  EXPECT_FALSE(lay("one", 80, 2).cut);
  EXPECT_EQ(lay("", 80).runs.size(), 0u);
}

}  // namespace
}  // namespace ui
