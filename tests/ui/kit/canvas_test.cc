// The canvas over a real ImGui context, without a window: what ends up in the draw data.
#include "ui/kit/canvas.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "imgui.h"
#include "ui/kit/test_fonts.h"

namespace ui {
namespace {

class CanvasTest : public ::testing::Test {
 protected:
  void SetUp() override {
    REQUIRE_FONTS();
    ASSERT_TRUE(surface.load(testing::font_files()));
  }
  /// Draws a frame and plays the renderer: every texture request is granted.
  template <class Draw>
  ImDrawData& frame(Draw draw, float dpr = 1) {
    Canvas& canvas = surface.begin_frame({.width = 800, .height = 600, .dpr = dpr}, .016);
    draw(canvas);
    ImDrawData& data = *surface.end_frame();
    for (ImTextureData* t : *data.Textures) {
      if (t->Status == ImTextureStatus_WantDestroy && t->UnusedFrames > 0) {
        t->SetTexID(ImTextureID_Invalid);
        t->SetStatus(ImTextureStatus_Destroyed);
      } else if (t->Status == ImTextureStatus_WantCreate ||
                 t->Status == ImTextureStatus_WantUpdates) {
        t->SetTexID(static_cast<ImTextureID>(t->UniqueID + 1));
        t->SetStatus(ImTextureStatus_OK);
      }
    }
    return data;
  }

  Surface surface;
};

TEST_F(CanvasTest, EverythingIsOneDrawCall) {
  const ImDrawData& d = frame([](Canvas& c) {
    c.dots(0, 0, 800, 600);
    c.card(10, 10, 200, 100, {.lift = 4});
    c.chip(20, 20, "7c1", {.slot = 3, .pips = 2, .rim = .5f});
    c.text(20, 80, "Waiting");
    c.icon(Icon::Lock, 100, 80);
    c.bez(10, 10, 300, 200, {});
    c.hatch(300, 10, 400, 200, 1, c.theme().line2, 1, 9);
    c.button(300, 300, 100, 40, "Commit", {.kind = ButtonKind::Primary});
  });
  ASSERT_EQ(d.CmdLists.Size, 1);
  EXPECT_EQ(d.CmdLists[0]->CmdBuffer.Size, 1);
  EXPECT_LT(d.TotalVtxCount, 1500);
}

TEST_F(CanvasTest, BoxesLieOnWholeDevicePixels) {
  for (float dpr : {1.f, 1.25f, 1.5f, 2.f}) {
    const ImDrawData& d = frame(
        [](Canvas& c) {
          c.rect(10.3f, 10.6f, 99.7f, 40.2f,
                 {.radius = 8, .fill = c.theme().card, .stroke = c.theme().line});
          c.chip(200.4f, 50.7f, "a31");
          c.line(5, 5.5f, 300, 5.5f);
        },
        dpr);
    for (const ImDrawVert& v : d.CmdLists[0]->VtxBuffer) {
      EXPECT_FLOAT_EQ(v.pos.x, std::round(v.pos.x)) << dpr;
      EXPECT_FLOAT_EQ(v.pos.y, std::round(v.pos.y)) << dpr;
    }
  }
}

TEST_F(CanvasTest, TransformsNest) {
  frame([](Canvas& c) {
    c.push_transform(100, 50, 2);
    c.push_transform(10, 10, .5f);
    const Point p = c.to_outer(Point{3, 4});
    EXPECT_FLOAT_EQ(p.x, 123);
    EXPECT_FLOAT_EQ(p.y, 74);
    EXPECT_FLOAT_EQ(c.to_outer(Rect{0, 0, 30, 20}).w, 30);
    c.pop_transform();
    EXPECT_FLOAT_EQ(c.to_outer(Rect{0, 0, 30, 20}).w, 60);
    c.pop_transform();
    EXPECT_FLOAT_EQ(c.to_outer(Point{3, 4}).x, 3);
  });
}

TEST_F(CanvasTest, ClippedThingsAreNotVisible) {
  frame([](Canvas& c) {
    EXPECT_TRUE(c.visible({0, 0, 10, 10}));
    EXPECT_FALSE(c.visible({801, 0, 10, 10}));
    c.push_clip({100, 100, 50, 50});
    EXPECT_FALSE(c.visible({0, 0, 90, 90}));
    EXPECT_TRUE(c.visible({140, 140, 90, 90}));
    c.pop_clip();
    EXPECT_TRUE(c.visible({0, 0, 10, 10}));
  });
}

TEST_F(CanvasTest, TextReportsItsWidthAndIsCut) {
  frame([](Canvas& c) {
    const float whole = c.text_width("A rather long label", 14);
    EXPECT_FLOAT_EQ(c.text(0, 10, "A rather long label"), whole);
    const float cut = c.text(0, 30, "A rather long label", {.max_width = 60});
    EXPECT_LE(cut, 60);
    EXPECT_GT(cut, 40);
  });
}

TEST_F(CanvasTest, ParagraphsAreAsHighAsMeasured) {
  frame([](Canvas& c) {
    constexpr std::string_view s = "`worker-2` received **7c1** at 00:12.0, so `orders` hides it.";
    const float measured = c.para_height(150, s);
    EXPECT_FLOAT_EQ(c.para(10, 10, 150, s), measured);
    EXPECT_FLOAT_EQ(std::fmod(measured, 24.f), 0);
    EXPECT_FLOAT_EQ(c.para(10, 200, 150, s, {.line_height = 20, .max_lines = 2}), 40);
  });
}

TEST_F(CanvasTest, ChipsStayWithinTheVertexBudget) {
  const ImDrawData& d = frame([](Canvas& c) {
    for (int i = 0; i < 2000; ++i)
      c.chip(static_cast<float>(i % 14) * 56, static_cast<float>(i / 14) * 4, "7c1",
             {.slot = i % 8, .pips = 2});
  });
  EXPECT_LE(d.TotalVtxCount, 2000 * 20);  // body, three letters, pips: five quads
}

TEST_F(CanvasTest, ManyRimsBecomeBars) {
  const auto vertices = [&](int n) {
    return frame([&](Canvas& c) {
             for (int i = 0; i < n; ++i)
               c.chip(static_cast<float>(i % 10) * 70, static_cast<float>(i / 10) * 40, "7c1",
                      {.rim = .5f});
           })
        .TotalVtxCount;
  };
  const int few = vertices(64), many = vertices(128);
  EXPECT_LT((many - few) / 64, few / 64 / 2);
}

TEST_F(CanvasTest, SmallZoomDropsDetail) {
  const auto vertices = [&](float zoom) {
    return frame([&](Canvas& c) {
             c.push_transform(0, 0, zoom);
             c.chip(10, 10, "7c1", {.pips = 3});
             c.pop_transform();
           })
        .TotalVtxCount;
  };
  EXPECT_EQ(vertices(1), 20);
  EXPECT_EQ(vertices(.6f), 4);   // no id
  EXPECT_EQ(vertices(.4f), 4);   // a bar
}

TEST_F(CanvasTest, GrowingTextureKeepsTheFrameWhole) {
  // Enough different pictures that ImGui must replace the texture while a frame is drawn.
  const int before = surface.begin_frame({.width = 800, .height = 600}, .016).list()
                         ? surface.atlas().generation()
                         : 0;
  surface.end_frame();
  const ImDrawData& d = frame([](Canvas& c) {
    for (int i = 0; i < 40; ++i)
      c.text(10, 20 + static_cast<float>(i) * 10,
             "The quick brown fox jumps over the lazy dog 0123456789",
             {.size = 30 + static_cast<float>(i)});
  });
  EXPECT_NE(surface.atlas().generation(), before);
  const ImDrawList& list = *d.CmdLists[0];
  std::set<ImTextureID> textures;
  for (const ImDrawCmd& cmd : list.CmdBuffer) {
    if (cmd.ElemCount == 0) continue;
    textures.insert(cmd.GetTexID());
    for (unsigned i = 0; i < cmd.ElemCount; ++i) {
      const ImDrawVert& v =
          list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(cmd.IdxOffset + i)])];
      ASSERT_GE(v.uv.x, 0);
      ASSERT_LE(v.uv.x, 1);
      ASSERT_LE(v.uv.y, 1);
    }
  }
  EXPECT_GE(textures.size(), 1u);
  // The next frame finds everything in the new texture.
  const int grown = surface.atlas().generation();
  const ImDrawData& again = frame([](Canvas& c) { c.text(10, 20, "The quick", {.size = 30}); });
  EXPECT_EQ(surface.atlas().generation(), grown);
  EXPECT_EQ(again.CmdLists[0]->CmdBuffer.Size, 1);
}

TEST_F(CanvasTest, EndlessZoomingStaysInsideTheTexture) {
  int largest = 0;
  for (int i = 0; i < 60; ++i) {
    const float zoom = 1 + static_cast<float>(i) * .05f;
    const ImDrawData& d = frame([&](Canvas& c) {
      c.push_transform(0, 0, zoom);
      c.dots(0, 0, 400, 300);
      for (int k = 0; k < kSlots; ++k) c.chip(static_cast<float>(k) * 60, 10, "7c1", {.slot = k});
      c.hatch(0, 50, 200, 50, 1, c.theme().line2);
      c.text(10, 120, "The quick brown fox jumps over the lazy dog");
      c.pop_transform();
    });
    EXPECT_FALSE(surface.incomplete());
    for (const ImTextureData* t : *d.Textures)
      if (t->Status == ImTextureStatus_OK) largest = std::max(largest, t->Width * t->Height);
  }
  EXPECT_LE(largest, 4096 * 4096);
  EXPECT_LT(surface.atlas().used_px(), 8 << 20);
}

TEST(AtlasSlices, RadiiThatShareAPictureShareACorner) {
  // The pictures are told apart to an eighth of a px; the corner must follow the same rounding.
  EXPECT_EQ(Atlas::slice_corner(8.f, 0), 8);
  EXPECT_EQ(Atlas::slice_corner(8.05f, 0), 8);
  EXPECT_EQ(Atlas::slice_corner(8.1f, 0), 9);
  EXPECT_EQ(Atlas::slice_corner(0.5f, 2), 3);
}

TEST_F(CanvasTest, ThemesHaveTheirOwnPictures) {
  const Theme* themes[] = {&dark_theme(), &light_theme()};
  std::set<float> places;
  for (const Theme* t : themes) {
    Canvas& c = surface.begin_frame({.width = 800, .height = 600, .theme = t}, .016);
    c.swatch(10, 10, 22, 22, 3);
    places.insert(surface.end_frame()->CmdLists[0]->VtxBuffer[0].uv.x);
  }
  EXPECT_EQ(places.size(), 2u);
}

}  // namespace
}  // namespace ui
