// One drawing surface: the ImGui context, the fonts, the atlas and the frame around a Canvas.
// Must not know: the window, GL, what is drawn.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "ui/kit/canvas.h"

struct ImDrawData;
struct ImGuiContext;

namespace ui {

/// The four font files of the interface. The bytes must outlive the surface.
struct FontFiles {
  std::span<const std::uint8_t> regular, semibold, mono, icons;
};

/// Size and look of one frame. CSS px; `zoom` is the presenter's scale (1, 1.5, 2).
struct FrameStyle {
  float width = 1280, height = 720;
  float dpr = 1;
  float zoom = 1;
  const Theme* theme = &dark_theme();
  bool reduced_motion = false;
};

/// Owns what is needed to turn drawing calls into draw data.
class Surface {
 public:
  Surface();
  ~Surface();
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
  /// False when a file is not a font.
  bool load(const FontFiles& files);
  /// Starts a frame. The canvas is valid until end_frame.
  Canvas& begin_frame(const FrameStyle& style, double dt_s);
  /// Ends the frame. The data is valid until the next one begins; its unit is device px.
  ImDrawData* end_frame();
  /// True when something was left out of the last frame for want of room: draw another at once.
  bool incomplete() const { return atlas_.incomplete(); }
  const Fonts& fonts() const { return fonts_; }
  const Atlas& atlas() const { return atlas_; }

 private:
  ImGuiContext* context_ = nullptr;
  Fonts fonts_;
  Atlas atlas_{fonts_};
  std::unique_ptr<Canvas> canvas_;
};

}  // namespace ui
