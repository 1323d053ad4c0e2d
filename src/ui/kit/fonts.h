// The packaged faces: widths, kerning and glyph bitmaps at any size.
// Must not know: ImGui, the atlas, what is written. Uses ImGui's bundled stb_truetype.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

/// The faces text can be set in, and the icon font.
enum class Face : std::uint8_t { Regular, Semibold, Mono, Icons };
inline constexpr int kFaces = 4;

/// Coverage of one glyph, 0 … 255, with its place relative to the pen on the baseline.
struct GlyphBitmap {
  int w = 0, h = 0;
  int left = 0, top = 0;  ///< of the bitmap's corner; top is negative above the baseline
  std::vector<std::uint8_t> coverage;
};

/// One loaded font file.
class Font {
 public:
  Font();
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;
  /// Keeps a view of `bytes`, which must outlive the font. False when it is not a font.
  bool load(std::span<const std::uint8_t> bytes, bool kerning);
  bool loaded() const { return static_cast<bool>(info_); }
  bool has(char32_t cp) const;
  /// Advance of a character, and the correction between two, in em.
  float advance(char32_t cp) const;
  float kern(char32_t left, char32_t right) const;
  /// Ascent and descent (negative) of the file, in em.
  float ascent() const { return ascent_; }
  float descent() const { return descent_; }
  /// Draws a glyph at `px` pixels per em, moved right and down by parts of a pixel.
  GlyphBitmap render(char32_t cp, float px, float shift_x, float shift_y) const;

 private:
  struct Info;
  float measure(char32_t cp) const;

  std::unique_ptr<Info> info_;
  bool kerning_ = false;
  float ascent_ = 1, descent_ = 0;
  std::array<float, 128> ascii_advance_{};
  std::vector<std::int16_t> ascii_kern_;  // font units, 96 × 96 from space
  float per_unit_ = 0.001f;
  mutable std::map<char32_t, float> advances_;
};

/// All faces of the interface.
class Fonts {
 public:
  Font& operator[](Face f) { return fonts_[static_cast<std::size_t>(f)]; }
  const Font& operator[](Face f) const { return fonts_[static_cast<std::size_t>(f)]; }
  /// Width of a line in the unit of `size`.
  float width(std::string_view text, float size, Face face) const;

 private:
  std::array<Font, kFaces> fonts_;
};

/// Reads one UTF-8 character at `i` and moves `i` past it; U+FFFD for a broken one.
char32_t next_char(std::string_view s, std::size_t& i);
/// Appends a character as UTF-8.
void append_utf8(std::string& out, char32_t cp);

}  // namespace ui
