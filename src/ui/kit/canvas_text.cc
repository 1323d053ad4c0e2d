// Text and icons of the canvas. Must not know: elements, view models.
#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "ui/kit/canvas.h"
#include "ui/kit/para.h"

namespace ui {
namespace {

/// Half the height of the capitals, in em: the middle of a line is that far above its baseline.
float half_capital(Face face) { return face == Face::Mono ? .355f : .364f; }

}  // namespace

void Canvas::note_text(float x, float baseline, float width, std::string_view s, float size) {
  const ImVec2 lo = list_->GetClipRectMin(), hi = list_->GetClipRectMax();
  const Rect clip{lo.x / base_scale_, lo.y / base_scale_, (hi.x - lo.x) / base_scale_,
                  (hi.y - lo.y) / base_scale_};
  const Rect r = to_outer(Rect{x, baseline - .73f * size, width, .73f * size}).cut(clip);
  if (!r.empty()) texts_->push_back({std::string(s), r, size * zoom()});
}

float Canvas::run(float x, float baseline, std::string_view s, float size, Face face, Color c) {
  const Font& font = atlas_->fonts()[face];
  const float px = size * scale_, base = std::round(dy(baseline));
  const float start = dx(x);
  float em = 0;
  // Baking a glyph may replace the texture, and with it the places of those found before.
  int generation = -1;
  do {
    generation = atlas_->generation();
    glyphs_.clear();
    pens_.clear();
    em = 0;
    char32_t before = 0;
    for (std::size_t i = 0; i < s.size();) {
      const char32_t cp = next_char(s, i);
      if (before) em += font.kern(before, cp);
      const float pen = start + em * px + .5f / Atlas::kPhases, whole = std::floor(pen);
      const int phase = static_cast<int>((pen - whole) * Atlas::kPhases);
      glyphs_.push_back(atlas_->glyph(face, px, cp, phase));
      pens_.push_back(whole);
      em += font.advance(cp);
      before = cp;
    }
  } while (generation != atlas_->generation());
  const int n = static_cast<int>(glyphs_.size());
  list_->PrimReserve(6 * n, 4 * n);
  int drawn = 0;
  for (std::size_t i = 0; i < glyphs_.size(); ++i) {
    const GlyphSprite& g = glyphs_[i];
    if (g.sprite.w == 0) continue;
    const float gx = pens_[i] + static_cast<float>(g.left), gy = base + static_cast<float>(g.top);
    list_->PrimRectUV({gx, gy},
                      {gx + static_cast<float>(g.sprite.w), gy + static_cast<float>(g.sprite.h)},
                      {g.sprite.u0, g.sprite.v0}, {g.sprite.u1, g.sprite.v1}, c);
    ++drawn;
  }
  list_->PrimUnreserve(6 * (n - drawn), 4 * (n - drawn));
  if (texts_ && face != Face::Icons) note_text(x, baseline, em * size, s, size);
  return em * size;
}

float Canvas::text_width(std::string_view s, float size, Face face) const {
  return atlas_->fonts().width(s, size, face);
}

float Canvas::text(float x, float y, std::string_view s, const TextStyle& st) {
  const Color c = fade(or_else(st.color, theme_->text), st.opacity);
  std::string cut;
  float w = text_width(s, st.size, st.face);
  if (st.max_width > 0 && w > st.max_width) {
    const float dots = text_width("…", st.size, st.face);
    std::size_t i = 0, fits = 0;
    while (i < s.size()) {
      next_char(s, i);
      if (text_width(s.substr(0, i), st.size, st.face) + dots > st.max_width) break;
      fits = i;
    }
    cut = std::string(s.substr(0, fits)) + "…";
    s = cut;
    w = text_width(s, st.size, st.face);
  }
  const float left = st.align == Align::Left ? x : st.align == Align::Middle ? x - w / 2 : x - w;
  run(left, y + st.size * half_capital(st.face), s, st.size, st.face, c);
  return w;
}

float Canvas::para(float x, float y, float w, std::string_view s, const ParaStyle& st) {
  const float lh = st.line_height > 0 ? st.line_height : std::round(st.size * 1.5f);
  const ParaLayout layout = lay_out(atlas_->fonts(), s, w, st.size, st.face, st.max_lines);
  float end = 0;
  for (const ParaRun& r : layout.runs) {
    const Color plain = or_else(st.color, theme_->text2);
    const Color c = r.voice == Voice::Code ? or_else(st.code, theme_->text)
                    : r.voice == Voice::Strong && st.face != Face::Semibold
                        ? or_else(st.strong, theme_->text)
                        : plain;
    const float middle = y + lh * (static_cast<float>(r.line) + .5f);
    const float wide = text(
        x + r.x, middle, r.text,
        {.size = voice_size(r.voice, st.size), .face = voice_face(r.voice, st.face), .color = c});
    if (r.line == layout.lines - 1) end = r.x + wide;
  }
  if (layout.cut)
    text(x + end, y + lh * (static_cast<float>(layout.lines) - .5f), "…",
         {.size = st.size, .face = st.face, .color = or_else(st.color, theme_->text2)});
  return static_cast<float>(layout.lines) * lh;
}

float Canvas::para_height(float w, std::string_view s, const ParaStyle& st) const {
  const float lh = st.line_height > 0 ? st.line_height : std::round(st.size * 1.5f);
  const ParaLayout layout = lay_out(atlas_->fonts(), s, w, st.size, st.face, st.max_lines);
  return static_cast<float>(layout.lines) * lh;
}

void Canvas::icon(Icon i, float cx, float cy, float size, Color c) {
  if (i == Icon::None) return;
  const Font& font = atlas_->fonts()[Face::Icons];
  // The 24 × 24 grid fills the em from descent to ascent.
  const float em = font.ascent() - font.descent();
  const float px = size * scale_ / em;
  const char32_t cp = icon_codepoint(i);
  // Placed to half a px: a whole one would show beside centred text.
  const float want_x = std::round((dx(cx) - font.advance(cp) * px / 2) * 2) / 2;
  const float want_y = std::round((dy(cy) + (font.ascent() - em / 2) * px) * 2) / 2;
  const float left = std::floor(want_x), base = std::floor(want_y);
  const int phase = (want_x > left ? 1 : 0) + (want_y > base ? 2 : 0);
  const GlyphSprite g = atlas_->glyph(Face::Icons, px, cp, phase);
  if (g.sprite.w == 0) return;
  const float x = left + static_cast<float>(g.left), y = base + static_cast<float>(g.top);
  quad(x, y, x + static_cast<float>(g.sprite.w), y + static_cast<float>(g.sprite.h), g.sprite,
       or_else(c, theme_->text2));
}

}  // namespace ui
