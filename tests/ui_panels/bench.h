// A window without a window: draws frames, moves time, presses things, and looks at the result.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/frame_ui.h"
#include "ui/kit/surface.h"
#include "ui/kit/test_fonts.h"
#include "ui_panels/fixtures.h"
#include "ui_panels/raster.h"

namespace ui_test {

class Window {
 public:
  explicit Window(view::Frame f, float dpr = 1) : frame(std::move(f)), dpr_(dpr) {
    EXPECT_TRUE(surface_.load(ui::testing::font_files()));
    settle();
  }

  /// Draws one frame, `dt` seconds after the last one.
  void draw(double dt = 0) {
    now_ += dt;
    hits.tick(dt);
    ui::Canvas& canvas =
        surface_.begin_frame({.width = frame.width,
                              .height = frame.height,
                              .dpr = dpr_,
                              .theme = frame.light ? &ui::light_theme() : &ui::dark_theme(),
                              .reduced_motion = frame.reduced_motion},
                             dt);
    texts.clear();
    canvas.observe_texts(&texts);
    keep(ui.draw(frame, canvas, hits, now_));
    data_ = surface_.end_frame();
  }
  /// Draws until nothing is on its way; fails when that never happens.
  void settle() {
    draw();
    for (int i = 0; i < 100 && ui.wants_animation(); ++i) draw(.02);
    EXPECT_FALSE(ui.wants_animation()) << "an animation does not end";
  }

  ui::Point middle_of(std::string_view id) const {
    const ui::Control* c = hits.find(id);
    EXPECT_NE(c, nullptr) << id << " is not registered";
    return c ? c->rect.middle() : ui::Point{};
  }
  void move(ui::Point at) { point(ui::PointerEvent::Kind::Move, at); }
  void down(ui::Point at) { point(ui::PointerEvent::Kind::Down, at); }
  void up(ui::Point at) { point(ui::PointerEvent::Kind::Up, at); }
  void click(ui::Point at) {
    down(at);
    up(at);
    settle();
  }
  void click(std::string_view id) { click(middle_of(id)); }
  void wheel(ui::Point at, float by) {
    hits.pointer({.kind = ui::PointerEvent::Kind::Wheel, .at = at, .wheel_y = by});
    settle();
  }
  bool key(std::string_view name, ui::Mods mods = {}) {
    const bool used = hits.key(name, mods);
    settle();
    return used;
  }

  /// What came out since the last call.
  std::vector<view::Intent> take() { return std::exchange(intents_, {}); }
  /// The one Intent that came out, "control=value".
  std::string taken() {
    const auto all = take();
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? "" : all[0].control + "=" + all[0].value;
  }
  std::uint32_t pixel(int x, int y) const { return Raster(*data_).at(x, y); }
  int draw_calls() const {
    int n = 0;
    for (const ImDrawList* list : data_->CmdLists) n += list->CmdBuffer.Size;
    return n;
  }
  int vertices() const { return data_->TotalVtxCount; }

  view::Frame frame;
  ui::Hits hits;
  ui::FrameUi ui;
  std::vector<ui::DrawnText> texts;

 private:
  void point(ui::PointerEvent::Kind kind, ui::Point at) {
    hits.pointer({.kind = kind, .at = at});
    keep(ui.take_intents(hits));
  }
  void keep(const std::vector<view::Intent>& all) {
    intents_.insert(intents_.end(), all.begin(), all.end());
  }

  ui::Surface surface_;
  float dpr_ = 1;
  double now_ = 1;
  ImDrawData* data_ = nullptr;
  std::vector<view::Intent> intents_;
};

inline view::Frame sized(view::Frame f, float w, float h) {
  f.width = w;
  f.height = h;
  return f;
}

}  // namespace ui_test
