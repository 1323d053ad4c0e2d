// Font files read with stb_truetype. Must not know: the atlas, what is written.
#include "ui/kit/fonts.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/kerning.h"

#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include "imstb_truetype.h"

namespace ui {
namespace {

constexpr int kKernFirst = 32, kKernCount = 96;

}  // namespace

struct Font::Info {
  stbtt_fontinfo stb;
};

Font::Font() = default;
Font::~Font() = default;

bool Font::load(std::span<const std::uint8_t> bytes, bool kerning) {
  auto info = std::make_unique<Info>();
  const int offset = bytes.size() < 12 ? -1 : stbtt_GetFontOffsetForIndex(bytes.data(), 0);
  if (offset < 0 || !stbtt_InitFont(&info->stb, bytes.data(), offset)) return false;
  info_ = std::move(info);
  per_unit_ = stbtt_ScaleForMappingEmToPixels(&info_->stb, 1);
  int ascent = 0, descent = 0, gap = 0;
  stbtt_GetFontVMetrics(&info_->stb, &ascent, &descent, &gap);
  ascent_ = static_cast<float>(ascent) * per_unit_;
  descent_ = static_cast<float>(descent) * per_unit_;
  for (char32_t c = 0; c < 128; ++c) ascii_advance_[c] = measure(c);
  kerning_ = kerning;
  if (!kerning) return true;
  std::array<int, kKernCount> glyphs{};
  for (int i = 0; i < kKernCount; ++i)
    glyphs[static_cast<std::size_t>(i)] = stbtt_FindGlyphIndex(&info_->stb, kKernFirst + i);
  ascii_kern_ = read_kerning(bytes, glyphs);
  return true;
}

bool Font::has(char32_t cp) const {
  return info_ && stbtt_FindGlyphIndex(&info_->stb, static_cast<int>(cp)) != 0;
}

float Font::measure(char32_t cp) const {
  if (!info_) return .5f;
  int advance = 0, bearing = 0;
  stbtt_GetCodepointHMetrics(&info_->stb, static_cast<int>(cp), &advance, &bearing);
  return static_cast<float>(advance) * per_unit_;
}

float Font::advance(char32_t cp) const {
  if (cp < 128) return ascii_advance_[cp];
  const auto found = advances_.find(cp);
  if (found != advances_.end()) return found->second;
  return advances_[cp] = measure(cp);
}

float Font::kern(char32_t left, char32_t right) const {
  if (!kerning_ || left < kKernFirst || right < kKernFirst || left >= 128 || right >= 128) return 0;
  const std::size_t at = (left - kKernFirst) * kKernCount + (right - kKernFirst);
  return static_cast<float>(ascii_kern_[at]) * per_unit_;
}

GlyphBitmap Font::render(char32_t cp, float px, float shift_x, float shift_y) const {
  GlyphBitmap out;
  if (!info_) return out;
  const float scale = per_unit_ * px;
  const int glyph = stbtt_FindGlyphIndex(&info_->stb, static_cast<int>(cp));
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  stbtt_GetGlyphBitmapBoxSubpixel(&info_->stb, glyph, scale, scale, shift_x, shift_y, &x0, &y0, &x1,
                                  &y1);
  out.w = std::max(0, x1 - x0);
  out.h = std::max(0, y1 - y0);
  out.left = x0;
  out.top = y0;
  if (out.w == 0 || out.h == 0) return out;
  out.coverage.resize(static_cast<std::size_t>(out.w) * static_cast<std::size_t>(out.h));
  stbtt_MakeGlyphBitmapSubpixel(&info_->stb, out.coverage.data(), out.w, out.h, out.w, scale, scale,
                                shift_x, shift_y, glyph);
  return out;
}

float Fonts::width(std::string_view text, float size, Face face) const {
  const Font& font = (*this)[face];
  float em = 0;
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_char(text, i);
    em += font.advance(c) + (before ? font.kern(before, c) : 0);
    before = c;
  }
  return em * size;
}

char32_t next_char(std::string_view s, std::size_t& i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(s[at]); };
  const unsigned char first = byte(i++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0 || first > 0xF4) return 0xFFFD;
  char32_t cp = first & (0x3Fu >> more);
  for (int k = 0; k < more; ++k) {
    if (i >= s.size() || (byte(i) & 0xC0) != 0x80) return 0xFFFD;
    cp = (cp << 6) | (byte(i++) & 0x3Fu);
  }
  return cp;
}

void append_utf8(std::string& out, char32_t cp) {
  const auto put = [&](unsigned v) { out.push_back(static_cast<char>(v)); };
  if (cp < 0x80) return put(cp);
  if (cp < 0x800) return put(0xC0 | (cp >> 6)), put(0x80 | (cp & 0x3F));
  if (cp < 0x10000)
    return put(0xE0 | (cp >> 12)), put(0x80 | ((cp >> 6) & 0x3F)), put(0x80 | (cp & 0x3F));
  put(0xF0 | (cp >> 18));
  put(0x80 | ((cp >> 12) & 0x3F));
  put(0x80 | ((cp >> 6) & 0x3F));
  put(0x80 | (cp & 0x3F));
}

}  // namespace ui
