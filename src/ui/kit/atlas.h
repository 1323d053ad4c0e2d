// The one texture: glyphs, masks and whole chips, baked when first needed and found by key.
// Must not know: where a picture is drawn, panels, view models.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/kit/fonts.h"
#include "ui/kit/masks.h"

struct ImFontAtlas;

namespace ui {

/// A picture in the texture, for now: baking another one may move it (see Atlas::generation).
struct Sprite {
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
  int w = 0, h = 0;
};

/// A glyph and its place relative to the pen on the baseline, device px.
struct GlyphSprite {
  Sprite sprite;
  int left = 0, top = 0;
};

/// Bakes pictures into ImGui's font atlas and finds them again. Measures are device px.
class Atlas {
 public:
  explicit Atlas(const Fonts& fonts) : fonts_(&fonts) {}
  const Fonts& fonts() const { return *fonts_; }

  /// Binds the texture. Called once per frame, before anything is drawn.
  void begin_frame(ImFontAtlas* texture);
  /// Changes whenever the texture was replaced: coordinates read before are stale then.
  int generation() const;

  /// Corner pictures for nine-slices: side 2 × slice_corner + 1 px, the middle px stretches.
  static int slice_corner(float radius, float width);
  Sprite fill_slice(float radius, float inset);
  Sprite ring_slice(float radius, float width);
  /// Exact pictures, for shapes too small for a nine-slice.
  Sprite fill(int w, int h, float radius, float inset);
  Sprite ring(int w, int h, float radius, float width);

  /// Discs and rings with their centre in the middle of the picture.
  Sprite disc(float radius);
  Sprite circle(float radius, float width);

  /// 160 × 80 units of a hatch, starting at the pattern's origin.
  Sprite hatch(int pattern, float unit, float width);
  /// 120 × 120 units of the stage's dot grid.
  Sprite dots(float unit);

  Sprite chip(const ChipLook& look, const Theme& theme);
  Sprite swatch(int w, int h, float radius, float unit, int slot, const Theme& theme);
  /// `n` receive pips in a row, white.
  Sprite pips(int n, float radius, float pitch);
  /// A disc of radius r with a tick or cross knocked in, in two colours.
  Sprite tick(float radius, Color disc, Color ink);
  Sprite cross(float radius, Color disc, Color ink);

  /// Sub-pixel places a glyph is baked at: quarters to the right for text; for icons bit 0 is half
  /// a px to the right and bit 1 half a px down.
  static constexpr int kPhases = 4;
  GlyphSprite glyph(Face face, float px, char32_t cp, int phase);

  /// Texture px used by our pictures.
  int used_px() const { return used_px_; }
  /// The texture was full and pictures are missing in this frame; the next one has room.
  bool incomplete() const { return full_; }

 private:
  struct Key {
    int kind = 0;
    std::array<int, 8> v{};
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& k) const;
  };
  struct Entry {
    int rect = -1, generation = -1, last_used = 0;
    Sprite sprite;
  };
  struct RecentChip {
    ChipLook look;
    bool dark = false;
    Entry* entry = nullptr;  // in entries_, until the next eviction
  };
  struct GlyphEntry {
    Entry entry;
    int left = 0, top = 0;
  };
  /// All glyphs of one face at one size.
  struct Page {
    int last_used = 0;
    std::array<int, 128 * kPhases> ascii;
    std::map<char32_t, int> others;
    std::vector<GlyphEntry> glyphs;
  };

  template <class Bake>
  Sprite find(const Key& key, Bake bake);
  Sprite fresh(Entry& e);
  void add(Entry& e, const Bitmap& bitmap);
  void remove(Entry& e);
  void evict(int unused_frames);
  Page& page(Face face, float px);
  int bake_glyph(Page& p, Face face, float px, char32_t cp, int phase);

  const Fonts* fonts_;
  ImFontAtlas* texture_ = nullptr;
  int frame_ = 0;
  int used_px_ = 0;
  bool full_ = false;
  std::unordered_map<Key, Entry, KeyHash> entries_;
  std::map<std::pair<int, int>, Page> pages_;
  std::array<RecentChip, 8> recent_chips_{};
  Page* last_page_ = nullptr;
  std::pair<int, int> last_page_key_{-1, -1};
};

}  // namespace ui
