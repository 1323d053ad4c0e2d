// Colour tokens of the two themes, flat mixing, and the categorical palette.
// Must not know: what is drawn with them, fonts, the World.
#pragma once

#include <array>
#include <cstdint>

namespace ui {

/// A packed colour in ImGui's order (0xAABBGGRR). 0 means "do not draw".
using Color = std::uint32_t;

/// Builds a colour from 0xRRGGBB, fully opaque.
constexpr Color rgb(std::uint32_t hex) {
  return 0xFF000000u | ((hex & 0xFFu) << 16) | (hex & 0xFF00u) | ((hex >> 16) & 0xFFu);
}

/// Flat mix of the colour channels and alpha: a at t = 0, b at t = 1.
Color mix(Color a, Color b, float t);

/// The same colour with its alpha multiplied by `opacity` (0 … 1).
Color fade(Color c, float opacity);

/// WCAG 2 contrast ratio of two opaque colours, 1 … 21.
double contrast(Color a, Color b);

/// Number of categorical slots; the ninth and later keys share kOverflowSlot.
inline constexpr int kSlots = 8;
/// Slate: the slot that keys without a colour of their own share.
inline constexpr int kOverflowSlot = 6;

/// Every colour of one theme. Names are those of the design's token table.
struct Theme {
  bool dark = true;
  Color bg, panel, card, card2, line, line2, ctl;
  Color text, text2, text3;
  Color you, on_you, time, on_time, good, bad, on_bad;
  Color shadow, dot;
  /// Ink of the hatch on a categorical colour, opaque; drawn at hatch_opacity.
  Color hatch_ink;
  float hatch_opacity, swatch_hatch_opacity;
  std::array<Color, kSlots> cat;

  /// Categorical colour of a slot; slots outside 0 … 7 give slate.
  Color slot(int k) const {
    return cat[static_cast<std::size_t>(k < 0 || k >= kSlots ? kOverflowSlot : k)];
  }
  /// Tints, all flat mixes: the body of a chip, a chosen option, the frozen tag, a hot segment.
  Color chip_body(int k, bool dim = false) const { return mix(card, slot(k), dim ? .06f : .17f); }
  Color chosen() const { return mix(panel, you, .15f); }
  Color frozen_tag() const { return mix(bg, you, .16f); }
  Color hot_segment() const { return mix(card2, bad, .32f); }
  Color denied_disc() const { return mix(bg, bad, .16f); }
  /// The plate behind something the pointer is on.
  Color hover_plate() const { return mix(bg, text, .14f); }
  /// The cell the text is speaking of.
  Color spoken_of() const { return dark ? mix(card2, text, .09f) : card; }
};

/// The theme named "dark" or "light".
const Theme& dark_theme();
const Theme& light_theme();

}  // namespace ui
