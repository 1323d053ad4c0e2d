// Draws ImGui's draw data on the CPU, so that tests can look at pictures without a GPU.
// Triangles with one texture, straight alpha over an opaque ground; the texture is read without
// filtering when its texels fall on whole px, as those of the atlas do.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "imgui.h"

namespace ui_test {

/// A picture, opaque, bytes R G B A.
struct Picture {
  int w = 0, h = 0;
  std::vector<std::uint32_t> pixels;
  std::uint32_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) +
                  static_cast<std::size_t>(x)];
  }
};

class Raster {
 public:
  explicit Raster(const ImDrawData& data) : data_(&data) {}

  /// The part of the picture from (x, y), w wide and h high, device px.
  Picture picture(int x, int y, int w, int h) {
    x_ = x;
    y_ = y;
    picture_.w = w;
    picture_.h = h;
    picture_.pixels.assign(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 0xFF000000u);
    for (const ImDrawList* list : data_->CmdLists)
      for (const ImDrawCmd& cmd : list->CmdBuffer) draw_command(*list, cmd);
    return picture_;
  }
  std::uint32_t at(int x, int y) { return picture(x, y, 1, 1).at(0, 0); }

 private:
  struct Clip {
    int x0, y0, x1, y1;
  };

  void draw_command(const ImDrawList& list, const ImDrawCmd& cmd) {
    texture_ = cmd.TexRef._TexData;
    const Clip clip{std::max(static_cast<int>(cmd.ClipRect.x), x_),
                    std::max(static_cast<int>(cmd.ClipRect.y), y_),
                    std::min(static_cast<int>(cmd.ClipRect.z), x_ + picture_.w),
                    std::min(static_cast<int>(cmd.ClipRect.w), y_ + picture_.h)};
    const ImDrawIdx* index = list.IdxBuffer.Data + cmd.IdxOffset;
    const ImDrawVert* vertex = list.VtxBuffer.Data + cmd.VtxOffset;
    for (unsigned i = 0; i + 2 < cmd.ElemCount; i += 3)
      triangle(vertex[index[i]], vertex[index[i + 1]], vertex[index[i + 2]], clip);
  }

  static float edge(ImVec2 a, ImVec2 b, float x, float y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  }
  /// A px centre on a shared edge belongs to one of the two triangles only.
  static bool owns(ImVec2 a, ImVec2 b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

  void triangle(const ImDrawVert& va, ImDrawVert vb, ImDrawVert vc, const Clip& clip) {
    float area = edge(va.pos, vb.pos, vc.pos.x, vc.pos.y);
    if (area == 0) return;
    if (area < 0) {
      std::swap(vb, vc);
      area = -area;
    }
    const ImVec2 a = va.pos, b = vb.pos, c = vc.pos;
    const int x0 = std::max(clip.x0, static_cast<int>(std::floor(std::min({a.x, b.x, c.x}))));
    const int x1 = std::min(clip.x1, static_cast<int>(std::ceil(std::max({a.x, b.x, c.x}))) + 1);
    const int y0 = std::max(clip.y0, static_cast<int>(std::floor(std::min({a.y, b.y, c.y}))));
    const int y1 = std::min(clip.y1, static_cast<int>(std::ceil(std::max({a.y, b.y, c.y}))) + 1);
    const bool own_a = owns(b, c), own_b = owns(c, a), own_c = owns(a, b);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) + .5f, py = static_cast<float>(y) + .5f;
        const float wa = edge(b, c, px, py), wb = edge(c, a, px, py), wc = edge(a, b, px, py);
        if (wa < 0 || wb < 0 || wc < 0) continue;
        if ((wa == 0 && !own_a) || (wb == 0 && !own_b) || (wc == 0 && !own_c)) continue;
        shade(x, y, va, vb, vc, wa / area, wb / area, wc / area);
      }
    }
  }

  static float channel(ImU32 c, int shift) { return static_cast<float>((c >> shift) & 255u); }

  void shade(int x, int y, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, float wa,
             float wb, float wc) {
    float ink[4];
    for (int i = 0; i < 4; ++i)
      ink[i] = channel(a.col, 8 * i) * wa + channel(b.col, 8 * i) * wb + channel(c.col, 8 * i) * wc;
    const ImVec2 uv{a.uv.x * wa + b.uv.x * wb + c.uv.x * wc,
                    a.uv.y * wa + b.uv.y * wb + c.uv.y * wc};
    float texel[4];
    sample(uv, texel);
    const float alpha = ink[3] / 255 * texel[3] / 255;
    if (alpha <= 0) return;
    const int column = x - x_, row = y - y_;
    std::uint32_t& out =
        picture_.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture_.w) +
                        static_cast<std::size_t>(column)];
    std::uint32_t mixed = 0xFF000000u;
    for (int i = 0; i < 3; ++i) {
      const float under = channel(out, 8 * i), over = ink[i] * texel[i] / 255;
      mixed |= static_cast<std::uint32_t>(under + (over - under) * alpha + .5f) << (8 * i);
    }
    out = mixed;
  }

  void sample(ImVec2 uv, float out[4]) const {
    const float fx = uv.x * static_cast<float>(texture_->Width) - .5f;
    const float fy = uv.y * static_cast<float>(texture_->Height) - .5f;
    const int x = static_cast<int>(std::floor(fx)), y = static_cast<int>(std::floor(fy));
    const float tx = fx - static_cast<float>(x), ty = fy - static_cast<float>(y);
    for (int i = 0; i < 4; ++i) out[i] = 0;
    for (int j = 0; j < 4; ++j) {
      const int sx = std::clamp(x + (j & 1), 0, texture_->Width - 1);
      const int sy = std::clamp(y + (j >> 1), 0, texture_->Height - 1);
      const float w = ((j & 1) ? tx : 1 - tx) * ((j >> 1) ? ty : 1 - ty);
      ImU32 t = 0;
      std::copy_n(static_cast<const unsigned char*>(texture_->GetPixelsAt(sx, sy)), 4,
                  reinterpret_cast<unsigned char*>(&t));
      for (int i = 0; i < 4; ++i) out[i] += channel(t, 8 * i) * w;
    }
  }

  const ImDrawData* data_;
  int x_ = 0, y_ = 0;
  Picture picture_;
  ImTextureData* texture_ = nullptr;
};

}  // namespace ui_test
