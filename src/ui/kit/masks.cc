// CPU painting by signed distance. Must not know: ImGui, the atlas.
#include "ui/kit/masks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {
namespace {

constexpr float kHalfSqrt2 = 0.70710678f;

float cover(float distance) { return std::clamp(.5f - distance, 0.f, 1.f); }

float wrap(float v, float period) { return v - std::floor(v / period) * period; }

/// Distance to the nearest of the lines … −period, 0, period …
float to_grid(float v, float period) {
  const float m = wrap(v, period);
  return std::min(m, period - m);
}

struct Rounded {
  float cx, cy, hw, hh, r;
  Rounded(float x, float y, float w, float h, float radius)
      : cx(x + w / 2),
        cy(y + h / 2),
        hw(w / 2),
        hh(h / 2),
        r(std::max(0.f, std::min({radius, w / 2, h / 2}))) {}

  float distance(float px, float py) const {
    const float qx = std::abs(px - cx) - hw + r, qy = std::abs(py - cy) - hh + r;
    return std::hypot(std::max(qx, 0.f), std::max(qy, 0.f)) + std::min(std::max(qx, qy), 0.f) - r;
  }

  /// Way along the outline, clockwise from the left end of the top side, of the nearest point.
  float along(float px, float py) const {
    const float quarter = std::numbers::pi_v<float> / 2 * r;
    const float lw = 2 * (hw - r), lh = 2 * (hh - r);
    const float dx = px - cx, dy = py - cy;
    const float ex = std::abs(dx) - (hw - r), ey = std::abs(dy) - (hh - r);
    if (ex > 0 && ey > 0) {
      const float a =
          std::atan2(ex, ey) * r;  // 0 at the vertical side's line, quarter at the other
      if (dx > 0 && dy < 0) return lw + a;
      if (dx > 0) return lw + quarter + lh + quarter - a;
      if (dy > 0) return 2 * lw + 2 * quarter + lh + a;
      return 2 * lw + 3 * quarter + 2 * lh + quarter - a;
    }
    if (ex - r > ey - r) {  // a vertical side is nearer
      return dx > 0 ? lw + quarter + dy + lh / 2 : 2 * lw + 3 * quarter + lh + lh / 2 - dy;
    }
    return dy < 0 ? dx + lw / 2 : lw + 2 * quarter + lh + lw / 2 - dx;
  }
};

float dash_coverage(float along, float across, float width, DashPx dash) {
  const float period = dash.on + dash.off;
  const float s =
      std::abs(wrap(along + period / 2 - dash.on / 2, period) - period / 2) - dash.on / 2;
  if (dash.round) return cover(std::hypot(std::max(s, 0.f), across) - width / 2);
  return cover(s) * cover(across - width / 2);
}

}  // namespace

Painter::Painter(int w, int h) : w_(w), h_(h), rgba_(static_cast<std::size_t>(w * h) * 4, 0.f) {}

template <class Coverage>
void Painter::paint(float x0, float y0, float x1, float y1, Color c, Coverage coverage) {
  const float cr = static_cast<float>(c & 0xFF), cg = static_cast<float>((c >> 8) & 0xFF),
              cb = static_cast<float>((c >> 16) & 0xFF),
              ca = static_cast<float>((c >> 24) & 0xFF) / 255;
  const int left = std::max(0, static_cast<int>(std::floor(x0 - 1)));
  const int top = std::max(0, static_cast<int>(std::floor(y0 - 1)));
  const int right = std::min(w_, static_cast<int>(std::ceil(x1 + 1)));
  const int bottom = std::min(h_, static_cast<int>(std::ceil(y1 + 1)));
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const float a = ca * coverage(static_cast<float>(x) + .5f, static_cast<float>(y) + .5f);
      if (a <= 0) continue;
      float* p = &rgba_[static_cast<std::size_t>(y * w_ + x) * 4];
      p[0] = cr * a + p[0] * (1 - a);
      p[1] = cg * a + p[1] * (1 - a);
      p[2] = cb * a + p[2] * (1 - a);
      p[3] = a + p[3] * (1 - a);
    }
  }
}

void Painter::rrect(float x, float y, float w, float h, float r, Color c) {
  const Rounded shape(x, y, w, h, r);
  paint(x, y, x + w, y + h, c, [&](float px, float py) { return cover(shape.distance(px, py)); });
}

void Painter::rrect_left_of(float x, float y, float w, float h, float r, float limit, Color c) {
  const Rounded shape(x, y, w, h, r);
  paint(x, y, limit, y + h, c,
        [&](float px, float py) { return cover(shape.distance(px, py)) * cover(px - limit); });
}

void Painter::outline(float x, float y, float w, float h, float r, float width, Color c,
                      DashPx dash) {
  const Rounded shape(x, y, w, h, r);
  const float grow = width / 2;
  paint(x - grow, y - grow, x + w + grow, y + h + grow, c, [&](float px, float py) {
    const float d = std::abs(shape.distance(px, py));
    if (d > grow + 1) return 0.f;
    return dash.on > 0 ? dash_coverage(shape.along(px, py), d, width, dash) : cover(d - grow);
  });
}

void Painter::hatch(float x, float y, float w, float h, float r, float limit, int pattern,
                    float unit, float width, Color c) {
  if (pattern <= 0) return;
  const Rounded shape(x, y, w, h, r);
  paint(x, y, std::min(limit, x + w), y + h, c, [&](float px, float py) {
    return cover(shape.distance(px, py)) * cover(px - limit) *
           hatch_coverage(pattern, (px - x) / unit, (py - y) / unit, unit, width);
  });
}

void Painter::disc(float cx, float cy, float r, Color c) {
  paint(cx - r, cy - r, cx + r, cy + r, c,
        [&](float px, float py) { return cover(std::hypot(px - cx, py - cy) - r); });
}

void Painter::ring(float cx, float cy, float r, float width, Color c) {
  const float grow = r + width / 2;
  paint(cx - grow, cy - grow, cx + grow, cy + grow, c, [&](float px, float py) {
    return cover(std::abs(std::hypot(px - cx, py - cy) - r) - width / 2);
  });
}

void Painter::line(float x0, float y0, float x1, float y1, float width, Color c) {
  const float dx = x1 - x0, dy = y1 - y0, len2 = std::max(dx * dx + dy * dy, 1e-6f);
  const float grow = width / 2;
  paint(std::min(x0, x1) - grow, std::min(y0, y1) - grow, std::max(x0, x1) + grow,
        std::max(y0, y1) + grow, c, [&](float px, float py) {
          const float t = std::clamp(((px - x0) * dx + (py - y0) * dy) / len2, 0.f, 1.f);
          return cover(std::hypot(px - x0 - t * dx, py - y0 - t * dy) - grow);
        });
}

Bitmap Painter::take() const {
  Bitmap out{w_, h_, {}};
  out.pixels.resize(static_cast<std::size_t>(w_ * h_));
  Color near = 0x00FFFFFFu;  // colour of fully clear px: that of a neighbour, against dark fringes
  for (std::size_t i = 0; i < out.pixels.size(); ++i) {
    const float* p = &rgba_[i * 4];
    const auto byte = [](float v) { return static_cast<Color>(std::clamp(v + .5f, 0.f, 255.f)); };
    const Color a = byte(p[3] * 255);
    if (a > 0) near = byte(p[0] / p[3]) | (byte(p[1] / p[3]) << 8) | (byte(p[2] / p[3]) << 16);
    out.pixels[i] = near | (a << 24);
  }
  return out;
}

float hatch_coverage(int pattern, float x, float y, float unit, float width) {
  const auto stroke = [&](float d) { return cover((d - width / 2) * unit); };
  switch (pattern) {
    case 1: return stroke(to_grid(x + y, 8) * kHalfSqrt2);
    case 2: {
      const float a = std::hypot(to_grid(x - 2, 8), to_grid(y - 2, 8));
      const float b = std::hypot(to_grid(x - 6, 8), to_grid(y - 6, 8));
      return cover((std::min(a, b) - 1.25f) * unit);
    }
    case 3: return stroke(to_grid(y - 2, 4));
    case 4: return stroke(to_grid(x - y, 8) * kHalfSqrt2);
    case 5: return stroke(to_grid(x - 2, 4));
    case 6: return stroke(std::min(to_grid(x + y, 8), to_grid(x - y, 8)) * kHalfSqrt2);
    case 7: return stroke(to_grid(y - 2 - to_grid(x - 4, 8), 8) * kHalfSqrt2);
    default: return 0;
  }
}

int chip_margin(float unit) { return static_cast<int>(std::ceil(unit)) + 1; }

Bitmap chip_bitmap(const ChipLook& look, const Theme& theme) {
  using Kind = ChipLook::Kind;
  const int margin = chip_margin(look.unit);
  const float x = static_cast<float>(margin), y = x, u = look.unit, r = look.radius;
  const float w = static_cast<float>(look.w), h = static_cast<float>(look.h);
  Painter paint(look.w + 2 * margin, look.h + 2 * margin);
  const Color cat = theme.slot(look.slot);
  const float inset = .75f * u;
  const auto edge = [&](Color c, DashPx dash) {
    paint.outline(x + inset, y + inset, w - 2 * inset, h - 2 * inset, r - .5f * u, 1.5f * u, c,
                  dash);
  };
  switch (look.kind) {
    case Kind::Ghost:
      paint.rrect(x, y, w, h, r, mix(theme.card, theme.you, .07f));
      paint.outline(x, y, w, h, r, 1.75f * u, theme.you, {5 * u, 4 * u, false});
      break;
    case Kind::Expired:
      paint.outline(x + inset, y + inset, w - 2 * inset, h - 2 * inset, r, 1.5f * u, theme.text3,
                    {1.5f * u, 4 * u, true});
      break;
    case Kind::Delayed:
      paint.rrect(x, y, w, h, r, theme.chip_body(look.slot));
      edge(mix(theme.card, cat, .75f), {4 * u, 3 * u, false});
      break;
    case Kind::Plain:
    case Kind::Dim: {
      const bool dim = look.kind == Kind::Dim;
      const float spine = std::round(w / u * .2f) * u, opacity = dim ? .45f : 1;
      paint.rrect(x, y, w, h, r, theme.chip_body(look.slot, dim));
      paint.rrect_left_of(x, y, w, h, r, x + spine, fade(cat, opacity));
      paint.hatch(x, y, w, h, r, x + spine, look.slot, u, 1.4f,
                  fade(theme.hatch_ink, theme.hatch_opacity * opacity));
      edge(dim ? mix(theme.card, cat, .4f) : cat, {});
      break;
    }
  }
  return paint.take();
}

Bitmap swatch_bitmap(int w, int h, float radius, float unit, int slot, const Theme& theme) {
  const float fw = static_cast<float>(w), fh = static_cast<float>(h);
  Painter paint(w, h);
  paint.rrect(0, 0, fw, fh, radius, theme.slot(slot));
  paint.hatch(0, 0, fw, fh, radius, fw + 1, slot, unit, 1.4f,
              fade(theme.hatch_ink, theme.swatch_hatch_opacity));
  return paint.take();
}

}  // namespace ui
