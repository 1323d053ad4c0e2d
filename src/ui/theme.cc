// The values of the two themes and colour arithmetic.
// Must not know: what is drawn with them.
#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

int channel(Color c, int shift) { return static_cast<int>((c >> shift) & 0xFFu); }

double luminance(Color c) {
  auto linear = [](int v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(channel(c, 0)) + 0.7152 * linear(channel(c, 8)) +
         0.0722 * linear(channel(c, 16));
}

constexpr Theme kDark{.dark = true,
                      .bg = rgb(0x0E1218),
                      .panel = rgb(0x141920),
                      .card = rgb(0x1B212B),
                      .card2 = rgb(0x262E3B),
                      .line = rgb(0x2B3442),
                      .line2 = rgb(0x465366),
                      .ctl = rgb(0x738196),
                      .text = rgb(0xEEF2F8),
                      .text2 = rgb(0xB4BECC),
                      .text3 = rgb(0x8C98A9),
                      .you = rgb(0xAFA2FF),
                      .on_you = rgb(0x150F33),
                      .time = rgb(0xFFC353),
                      .on_time = rgb(0x241500),
                      .good = rgb(0x4FD6A9),
                      .bad = rgb(0xFF806C),
                      .on_bad = rgb(0x2A0B06),
                      .shadow = rgb(0x07090D),
                      .dot = rgb(0x1A202A),
                      .hatch_ink = rgb(0x0B0F15),
                      .hatch_opacity = .6f,
                      .swatch_hatch_opacity = .55f,
                      .cat = {rgb(0x609BFB), rgb(0x93688F), rgb(0xAAFBF9), rgb(0xC94405),
                              rgb(0x485FE3), rgb(0xF2E678), rgb(0xB4B9BF), rgb(0xE4A03A)}};

constexpr Theme kLight{.dark = false,
                       .bg = rgb(0xF3F1EB),
                       .panel = rgb(0xFBFAF7),
                       .card = rgb(0xFFFFFF),
                       .card2 = rgb(0xEFECE4),
                       .line = rgb(0xDEDACF),
                       .line2 = rgb(0xA9A394),
                       .ctl = rgb(0x847E70),
                       .text = rgb(0x1A2030),
                       .text2 = rgb(0x475063),
                       .text3 = rgb(0x626B7C),
                       .you = rgb(0x5A41D8),
                       .on_you = rgb(0xFFFFFF),
                       .time = rgb(0x9C5200),
                       .on_time = rgb(0xFFFFFF),
                       .good = rgb(0x0A7857),
                       .bad = rgb(0xC0331C),
                       .on_bad = rgb(0xFFFFFF),
                       .shadow = rgb(0xDDD8CC),
                       .dot = rgb(0xE5E1D7),
                       .hatch_ink = rgb(0xFFFFFF),
                       .hatch_opacity = .65f,
                       .swatch_hatch_opacity = .6f,
                       .cat = {rgb(0x2189FB), rgb(0xD244BC), rgb(0x037B73), rgb(0x5D1309),
                               rgb(0x360E61), rgb(0x8F8D10), rgb(0x3D4A5D), rgb(0x8A5101)}};

}  // namespace

Color mix(Color a, Color b, float t) {
  Color out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float va = static_cast<float>(channel(a, shift));
    const float vb = static_cast<float>(channel(b, shift));
    const float v = std::clamp(std::round(va + (vb - va) * t), 0.f, 255.f);
    out |= static_cast<Color>(v) << shift;
  }
  return out;
}

Color fade(Color c, float opacity) {
  if (opacity >= 1) return c;
  const float a = static_cast<float>(channel(c, 24)) * std::max(opacity, 0.f);
  return (c & 0x00FFFFFFu) | (static_cast<Color>(a + .5f) << 24);
}

double contrast(Color a, Color b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

const Theme& dark_theme() { return kDark; }
const Theme& light_theme() { return kLight; }

}  // namespace ui
