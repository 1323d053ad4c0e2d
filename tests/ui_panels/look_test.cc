// What is seen, against the drawings: places and colours of screens 1, 2, 7 and 8a in both themes,
// and the rules of review: no text too small, none over another, none outside its window.
#include <format>

#include "ui_panels/bench.h"

namespace {

using namespace ui_test;

const ui::Theme& theme_of(const view::Frame& f) {
  return f.light ? ui::light_theme() : ui::dark_theme();
}

struct Spot {
  const char* what;
  int x, y;
  ui::Color expected;
};

void expect_spots(const Window& w, std::initializer_list<Spot> spots) {
  for (const Spot& s : spots)
    EXPECT_EQ(w.pixel(s.x, s.y), s.expected)
        << s.what << " at " << s.x << ", " << s.y << (w.frame.light ? " light" : " dark");
}

TEST(Look, PredictScreenHasTheDrawingsColoursInItsPlaces) {
  REQUIRE_FONTS();
  for (bool light : {false, true}) {
    Window w(predict_frame(light));
    const ui::Theme& t = theme_of(w.frame);
    expect_spots(w, {{"top bar", 500, 20, t.panel},
                     {"lesson", 340, 300, t.panel},
                     {"frozen bracket, top left", 370, 60, t.you},
                     {"frozen bracket, bottom right", 1220, 560, t.you},
                     {"tag", 500, 76, t.frozen_tag()},
                     {"chosen option", 290, 305, t.chosen()},
                     {"its outline", 176, 297, t.you},
                     {"other option", 290, 357, t.card},
                     {"commit", 60, 660, t.you},
                     {"chosen confidence", 240, 568, t.chosen()},
                     {"queue card", 900, 180, t.card},
                     {"waiting well", 640, 285, t.bg},
                     {"tray", 900, 300, t.card2},
                     {"spoken of", 960, 330, t.spoken_of()},
                     {"flat shadow of the tray", 880, 401, t.shadow},
                     {"spine of f31", 611, 240, t.slot(0)},
                     {"body of f31", 655, 250, t.chip_body(0)},
                     {"rim of a6f, full side", 884, 252, t.time},
                     {"progress of worker-1", 1060, 276, t.text2},
                     {"its rest", 1180, 276, t.card2},
                     {"stage", 1000, 440, t.bg},
                     {"rail", 1256, 400, t.panel},
                     {"play disc", 415, 606, t.card2},
                     {"depth line", 600, 680, t.slot(0)},
                     {"under it", 600, 694, ui::mix(t.panel, t.slot(0), .22f)},
                     {"playhead", 969, 690, t.time}});
  }
}

TEST(Look, ExplainScreenHasTheDrawingsColoursInItsPlaces) {
  REQUIRE_FONTS();
  for (bool light : {false, true}) {
    Window w(explain_frame(light));
    const ui::Theme& t = theme_of(w.frame);
    expect_spots(w, {{"quote", 300, 200, ui::mix(t.panel, t.you, .08f)},
                     {"action", 320, 504, t.card},
                     {"continue", 60, 660, t.you},
                     {"whole rim of 7c1", 700, 254, t.time},
                     {"tray", 740, 300, t.card2},
                     {"bar until the timeout", 830, 382, t.text2},
                     {"amber tick on it", 893, 374, t.time},
                     {"cross on the broken edge", 781, 358, t.bad},
                     {"inspector", 1100, 100, t.panel},
                     {"rule card", 1200, 366, ui::mix(t.panel, t.time, .1f)},
                     {"event of the chain", 990, 327, t.text2},
                     {"timeout of the chain", 990, 481, t.time},
                     {"thread", 989, 400, t.line2},
                     {"play disc", 415, 606, t.text}});
  }
}

TEST(Look, HomeScreenHasTheDrawingsColoursInItsPlaces) {
  REQUIRE_FONTS();
  for (bool light : {false, true}) {
    Window w(home_frame(light));
    const ui::Theme& t = theme_of(w.frame);
    expect_spots(w, {{"side", 20, 600, t.panel},
                     {"continue", 60, 190, t.you},
                     {"ground", 700, 700, t.bg},
                     {"current track", 335, 240, t.card},
                     {"end of its card", 1260, 240, t.card},
                     {"beyond it", 1270, 240, t.bg},
                     {"travelled line", 630, 138, t.text2},
                     {"line ahead", 780, 220, t.line2},
                     {"done", 590, 131, t.text2},
                     {"due", 599, 212, t.time},
                     {"here", 670, 220, t.you},
                     {"shown tab", 180, 46, t.text}});
  }
}

TEST(Look, PhoneScreenHasTheDrawingsColoursInItsPlaces) {
  REQUIRE_FONTS();
  for (bool light : {false, true}) {
    Window w(phone_frame(light));
    const ui::Theme& t = theme_of(w.frame);
    expect_spots(w, {{"bracket", 12, 60, t.you},
                     {"well", 80, 178, t.bg},
                     {"tray", 190, 240, t.card2},
                     {"spoken of", 340, 200, t.spoken_of()},
                     {"progress", 60, 324, t.text2},
                     {"playhead", 263, 395, t.time},
                     {"sheet", 200, 436, t.panel},
                     {"chosen option", 350, 520, t.chosen()},
                     {"chosen confidence", 270, 758, t.chosen()},
                     {"commit", 60, 790, t.you}});
  }
}

// -- Text
// ---------------------------------------------------------------------------------------------

struct Case {
  const char* name;
  view::Frame frame;
};

std::vector<Case> cases() {
  std::vector<Case> out{{"predict", predict_frame()},
                        {"explain", explain_frame()},
                        {"home", home_frame()},
                        {"home tablet", sized(home_frame(), 768, 1024)},
                        {"home phone", sized(home_frame(), 390, 844)},
                        {"home projector", sized(home_frame(), 1024, 768)},
                        {"phone", phone_frame()}};
  view::Frame log = predict_frame();
  log.log.open = true;
  for (std::uint32_t i = 0; i < 30; ++i)
    log.log.lines.push_back({i, "00:42.000", "worker-2 received 7c1 (receive 1)",
                             static_cast<view::MarkKind>(i % 8), control("", "")});
  out.push_back({"log", log});
  view::Frame back = explain_frame();
  back.transport.now = at_s(20);
  back.transport.back_to_present = control("transport.back_to_present", "Back to the present");
  out.push_back({"back in time", back});
  return out;
}

TEST(Look, NoTextIsUnderThirteenPixelsExceptTicks) {
  REQUIRE_FONTS();
  for (Case& c : cases()) {
    Window w(std::move(c.frame));
    EXPECT_FALSE(w.texts.empty());
    for (const ui::DrawnText& t : w.texts) {
      const bool tick = t.text.find_first_not_of("0123456789:. d") == std::string::npos;
      EXPECT_GE(t.size, tick ? 12 : 13) << c.name << ": " << t.text;
    }
  }
}

bool covers(ui::Rect a, ui::Rect b) {
  return a.x < b.right() - .5f && b.x < a.right() - .5f && a.y < b.bottom() - .5f &&
         b.y < a.bottom() - .5f;
}

TEST(Look, NoTextLiesOnAnother) {
  REQUIRE_FONTS();
  for (Case& c : cases()) {
    if (std::string_view(c.name) == "log") continue;  // a drawer lies over the stage by design
    Window w(std::move(c.frame));
    for (std::size_t i = 0; i < w.texts.size(); ++i)
      for (std::size_t j = i + 1; j < w.texts.size(); ++j)
        EXPECT_FALSE(covers(w.texts[i].rect, w.texts[j].rect))
            << c.name << ": " << w.texts[i].text << " | " << w.texts[j].text;
  }
}

TEST(Look, NoTextLeavesTheWindow) {
  REQUIRE_FONTS();
  for (Case& c : cases()) {
    const float width = c.frame.width;
    Window w(std::move(c.frame));
    for (const ui::DrawnText& t : w.texts) {
      EXPECT_GE(t.rect.x, 0) << c.name << ": " << t.text;
      EXPECT_LE(t.rect.right(), width + .5f) << c.name << ": " << t.text;
    }
  }
}

TEST(Look, TwiceThePixelsIsTheSamePictureFiner) {
  REQUIRE_FONTS();
  Window once(predict_frame()), twice(predict_frame(), 2);
  int looked = 0, different = 0;
  for (int y = 4; y < 720; y += 30)
    for (int x = 4; x < 1280; x += 30, ++looked)
      if (once.pixel(x, y) != twice.pixel(2 * x, 2 * y)) ++different;
  // Only edges and glyphs differ.
  EXPECT_LT(different, looked / 10);
}

TEST(Look, OutlinesAreWholeAtEveryCameraStep) {
  REQUIRE_FONTS();
  view::Frame f = sized(explain_frame(), 1920, 1080);
  Window w(f);
  w.frame.scene.bounds = {};
  w.frame.reduced_motion = true;
  const auto look_at = [&](float zoom) {
    w.frame.scene.scale = zoom;
    w.frame.scene.origin = {-700 * zoom, -250 * zoom};
    w.settle();
  };
  for (int step = 20; step <= 40; ++step) {
    const float zoom = static_cast<float>(step) / 20;
    look_at(zoom + .006f);  // as the camera passes on its way to the step
    look_at(zoom);
    const ui::Control* c = w.hits.find("stage.actor.3");
    ASSERT_NE(c, nullptr);
    const ui::Rect r = c->rect;
    const auto is_bad = [&](float x, float y) {
      for (int d = -1; d <= 1; ++d)
        for (int e = -1; e <= 1; ++e)
          if (w.pixel(static_cast<int>(x) + d, static_cast<int>(y) + e) == theme_of(f).bad)
            return true;
      return false;
    };
    EXPECT_TRUE(is_bad(r.middle().x, r.y)) << "top at " << zoom;
    EXPECT_TRUE(is_bad(r.middle().x, r.bottom())) << "bottom at " << zoom;
    EXPECT_TRUE(is_bad(r.x, r.bottom() - 20 * zoom)) << "left at " << zoom;
    EXPECT_TRUE(is_bad(r.right(), r.middle().y)) << "right at " << zoom;
  }
}

}  // namespace
