// The parts of the window at every size: as the drawings place them, never over each other unless
// they are drawers, never outside.
#include <gtest/gtest.h>

#include <array>
#include <format>

#include "view/frame.h"

namespace {

using view::Layout;
using view::Rect;

bool overlap(const Rect& a, const Rect& b) {
  return a.w > 0 && a.h > 0 && b.w > 0 && b.h > 0 && a.x < b.right() && b.x < a.right() &&
         a.y < b.bottom() && b.y < a.bottom();
}

TEST(Layout, Drawing1And2) {
  const Layout rail = view::layout(1280, 720, false, false);
  EXPECT_EQ(rail.top, (Rect{0, 0, 1280, 48}));
  EXPECT_EQ(rail.lesson, (Rect{0, 48, 352, 672}));
  EXPECT_EQ(rail.stage, (Rect{352, 48, 880, 532}));
  EXPECT_EQ(rail.rail, (Rect{1232, 48, 48, 532}));
  EXPECT_EQ(rail.transport, (Rect{352, 580, 928, 140}));
  EXPECT_EQ(rail.inspector.w, 0);
  EXPECT_FALSE(rail.sheet);
  EXPECT_FALSE(rail.lens_in_menu);
  const Layout open = view::layout(1280, 720, true, false);
  EXPECT_EQ(open.stage, (Rect{352, 48, 608, 532}));
  EXPECT_EQ(open.inspector, (Rect{960, 48, 320, 532}));
  EXPECT_EQ(open.rail.w, 0);
  EXPECT_FALSE(open.inspector_overlays);
}

TEST(Layout, Drawing8a) {
  const Layout l = view::layout(390, 844, false, false);
  EXPECT_TRUE(l.phone);
  EXPECT_TRUE(l.sheet);
  EXPECT_EQ(l.top, (Rect{0, 0, 390, 52}));
  EXPECT_EQ(l.stage, (Rect{0, 52, 390, 304}));
  EXPECT_EQ(l.transport, (Rect{0, 356, 390, 52}));
  EXPECT_EQ(l.lesson, (Rect{0, 408, 390, 436}));
}

TEST(Layout, TheTableOfWidths) {
  const Layout large = view::layout(1920, 1080, true, false);
  EXPECT_EQ(large.lesson.w, 416);
  EXPECT_EQ(large.inspector.w, 384);
  EXPECT_EQ(large.transport.h, 160);
  const Layout projector = view::layout(1024, 768, true, false);
  EXPECT_EQ(projector.lesson.w, 320);
  EXPECT_TRUE(projector.inspector_overlays);
  EXPECT_TRUE(projector.lens_in_menu);
  EXPECT_EQ(projector.stage, view::layout(1024, 768, false, false).stage)
      << "an overlay moves nothing";
  const Layout tablet = view::layout(768, 1024, false, false);
  EXPECT_TRUE(tablet.sheet);
  EXPECT_FALSE(tablet.phone);
  EXPECT_EQ(tablet.lesson.w, 768);
  EXPECT_LT(tablet.transport.h, 60);
  EXPECT_GE(tablet.lesson.y, tablet.transport.bottom());
}

constexpr std::array<std::pair<float, float>, 16> kWindows{{{320, 568},
                                                            {360, 640},
                                                            {390, 844},
                                                            {430, 932},
                                                            {599, 800},
                                                            {600, 800},
                                                            {768, 1024},
                                                            {844, 390},
                                                            {899, 700},
                                                            {900, 700},
                                                            {1024, 768},
                                                            {1199, 700},
                                                            {1200, 640},
                                                            {1280, 720},
                                                            {1600, 900},
                                                            {1920, 1080}}};

TEST(Layout, PartsCoverTheWindowWithoutOverlapping) {
  for (const auto& [w, h] : kWindows) {
    for (const bool inspector : {false, true}) {
      for (const bool log : {false, true}) {
        SCOPED_TRACE(std::format("{}x{} inspector {} log {}", w, h, inspector, log));
        const Layout l = view::layout(w, h, inspector, log);
        const std::array fixed{l.top, l.lesson, l.stage, l.transport, l.rail};
        float area = 0;
        for (std::size_t i = 0; i < fixed.size(); ++i) {
          area += fixed[i].w * fixed[i].h;
          for (std::size_t j = i + 1; j < fixed.size(); ++j) {
            EXPECT_FALSE(overlap(fixed[i], fixed[j])) << i << " and " << j;
          }
        }
        if (!l.inspector_overlays) {
          for (const Rect& r : fixed) EXPECT_FALSE(overlap(l.inspector, r));
          area += l.inspector.w * l.inspector.h;
        }
        // An overlay covers the rail, which then is not there.
        const Rect rail = view::layout(w, h, false, false).rail;
        if (l.inspector_overlays && inspector) area += rail.w * rail.h;
        EXPECT_NEAR(area, w * h, 1);
        for (const Rect& r : {l.top, l.lesson, l.stage, l.transport, l.rail, l.inspector, l.log}) {
          EXPECT_GE(r.x, 0);
          EXPECT_GE(r.y, 0);
          EXPECT_LE(r.right(), w + .01f);
          EXPECT_LE(r.bottom(), h + .01f);
        }
        EXPECT_EQ(l.inspector.w > 0, inspector);
        EXPECT_EQ(l.log.w > 0, log);
        EXPECT_GE(l.stage.w, 300);
        EXPECT_GE(l.stage.h, 200);
        EXPECT_GE(l.lesson.w, 260);
      }
    }
  }
}

}  // namespace
