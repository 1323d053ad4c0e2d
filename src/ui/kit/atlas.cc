// Baking into ImGui's font atlas through its custom rectangles (Dear ImGui 1.92).
// Must not know: where a picture is drawn.
#include "ui/kit/atlas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "imgui.h"

namespace ui {
namespace {

enum Kind : int {
  kFillSlice,
  kRingSlice,
  kFill,
  kRing,
  kDisc,
  kCircle,
  kHatch,
  kDots,
  kChip,
  kSwatch,
  kPips,
  kTick,
  kCross
};

constexpr Color kWhite = 0xFFFFFFFFu;
/// Above this many texture px, pictures that were not used for a while are dropped.
constexpr int kBudgetPx = 3 << 20;
constexpr int kKeepFrames = 240;

/// Measures are told apart to an eighth of a px.
int eighths(float v) { return static_cast<int>(std::lround(v * 8)); }

float real(int v) { return static_cast<float>(v); }

/// Light ink on dark ground looks thinner than it is; this lifts the middle coverages slightly.
std::uint8_t lift(std::uint8_t coverage) {
  static const auto table = [] {
    std::array<std::uint8_t, 256> t{};
    for (int i = 0; i < 256; ++i)
      t[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>(std::lround(255 * std::pow(real(i) / 255, .8f)));
    return t;
  }();
  return table[coverage];
}

}  // namespace

std::size_t Atlas::KeyHash::operator()(const Key& k) const {
  std::uint64_t h = 1469598103934665603ull ^ static_cast<std::uint64_t>(k.kind);
  for (int v : k.v) h = (h ^ static_cast<std::uint32_t>(v)) * 1099511628211ull;
  return static_cast<std::size_t>(h ^ (h >> 29));
}

int Atlas::generation() const { return texture_->TexData ? texture_->TexData->UniqueID : -1; }

void Atlas::begin_frame(ImFontAtlas* texture) {
  texture_ = texture;
  ++frame_;
  if (full_) evict(-1);
  else if (used_px_ > 2 * kBudgetPx) evict(1);
  else if (used_px_ > kBudgetPx && frame_ % 60 == 0) evict(kKeepFrames);
  full_ = false;
}

void Atlas::remove(Entry& e) {
  if (e.rect < 0) return;
  texture_->RemoveCustomRect(e.rect);
  used_px_ -= e.sprite.w * e.sprite.h;
  e.rect = -1;
}

void Atlas::evict(int unused_frames) {
  const auto old = [&](int last) { return last + unused_frames < frame_; };
  std::erase_if(entries_, [&](auto& item) {
    if (!old(item.second.last_used)) return false;
    remove(item.second);
    return true;
  });
  std::erase_if(pages_, [&](auto& item) {
    if (!old(item.second.last_used)) return false;
    for (GlyphEntry& g : item.second.glyphs) remove(g.entry);
    return true;
  });
  last_page_ = nullptr;
  recent_chips_ = {};
}

void Atlas::add(Entry& e, const Bitmap& bitmap) {
  if (bitmap.w <= 0 || bitmap.h <= 0) return;
  ImFontAtlasRect r;
  e.rect = texture_->AddCustomRect(bitmap.w, bitmap.h, &r);
  if (e.rect < 0) {
    full_ = true;  // the picture is missing in this frame; the next one starts with room
    return;
  }
  ImTextureData* tex = texture_->TexData;
  for (int y = 0; y < bitmap.h; ++y)
    std::memcpy(tex->GetPixelsAt(r.x, r.y + y),
                &bitmap.pixels[static_cast<std::size_t>(y * bitmap.w)],
                static_cast<std::size_t>(bitmap.w) * sizeof(Color));
  e.sprite = {r.uv0.x, r.uv0.y, r.uv1.x, r.uv1.y, bitmap.w, bitmap.h};
  e.generation = tex->UniqueID;
  used_px_ += bitmap.w * bitmap.h;
}

Sprite Atlas::fresh(Entry& e) {
  e.last_used = frame_;
  if (e.rect >= 0 && e.generation != generation()) {
    ImFontAtlasRect r;
    texture_->GetCustomRect(e.rect, &r);
    e.sprite = {r.uv0.x, r.uv0.y, r.uv1.x, r.uv1.y, e.sprite.w, e.sprite.h};
    e.generation = generation();
  }
  return e.sprite;
}

template <class Bake>
Sprite Atlas::find(const Key& key, Bake bake) {
  auto [it, is_new] = entries_.try_emplace(key);
  if (is_new || it->second.rect < 0) add(it->second, bake());
  return fresh(it->second);
}

int Atlas::slice_corner(float radius, float width) {
  // From the rounded measures that name the picture: two radii that share a picture share a corner.
  const int eighth = std::max(eighths(radius), eighths(width) + 8);
  return (eighth + 7) / 8;
}

Sprite Atlas::fill_slice(float radius, float inset) {
  const int side = 2 * slice_corner(radius, inset) + 1;
  return find({kFillSlice, {eighths(radius), eighths(inset)}}, [&] {
    Painter p(side, side);
    const float s = real(side) - 2 * inset;
    p.rrect(inset, inset, s, s, radius - inset, kWhite);
    return p.take();
  });
}

Sprite Atlas::ring_slice(float radius, float width) {
  const int side = 2 * slice_corner(radius, width) + 1;
  return find({kRingSlice, {eighths(radius), eighths(width)}}, [&] {
    Painter p(side, side);
    const float half = width / 2, s = real(side) - width;
    p.outline(half, half, s, s, radius - half, width, kWhite);
    return p.take();
  });
}

Sprite Atlas::fill(int w, int h, float radius, float inset) {
  return find({kFill, {w, h, eighths(radius), eighths(inset)}}, [&] {
    Painter p(w, h);
    p.rrect(inset, inset, real(w) - 2 * inset, real(h) - 2 * inset, radius - inset, kWhite);
    return p.take();
  });
}

Sprite Atlas::ring(int w, int h, float radius, float width) {
  return find({kRing, {w, h, eighths(radius), eighths(width)}}, [&] {
    Painter p(w, h);
    const float half = width / 2;
    p.outline(half, half, real(w) - width, real(h) - width, radius - half, width, kWhite);
    return p.take();
  });
}

Sprite Atlas::disc(float radius) {
  return find({kDisc, {eighths(radius)}}, [&] {
    const int side = static_cast<int>(std::lround(radius * 2)) + 2;
    Painter p(side, side);
    p.disc(real(side) / 2, real(side) / 2, radius, kWhite);
    return p.take();
  });
}

Sprite Atlas::circle(float radius, float width) {
  return find({kCircle, {eighths(radius), eighths(width)}}, [&] {
    const int side = static_cast<int>(std::lround(radius * 2 + width)) + 2;
    Painter p(side, side);
    p.ring(real(side) / 2, real(side) / 2, radius, width, kWhite);
    return p.take();
  });
}

Sprite Atlas::hatch(int pattern, float unit, float width) {
  return find({kHatch, {pattern, eighths(unit * 8), eighths(width * 8)}}, [&] {
    const int w = static_cast<int>(std::ceil(160 * unit)),
              h = static_cast<int>(std::ceil(80 * unit));
    Painter p(w, h);
    p.hatch(0, 0, real(w), real(h), 0, real(w) + 1, pattern, unit, width, kWhite);
    return p.take();
  });
}

Sprite Atlas::dots(float unit) {
  return find({kDots, {eighths(unit * 8)}}, [&] {
    const int side = static_cast<int>(std::lround(120 * unit));
    Painter p(side, side);
    for (int y = 0; y < 5; ++y)
      for (int x = 0; x < 5; ++x)
        p.disc((12 + 24 * real(x)) * unit, (12 + 24 * real(y)) * unit, unit, kWhite);
    return p.take();
  });
}

Sprite Atlas::chip(const ChipLook& look, const Theme& theme) {
  // Thousands of chips share a handful of looks.
  RecentChip& recent = recent_chips_[static_cast<std::size_t>(look.slot) % recent_chips_.size()];
  if (recent.entry && recent.look == look && recent.dark == theme.dark) return fresh(*recent.entry);
  const Key key{kChip,
                {static_cast<int>(look.kind), look.slot, look.w, look.h, eighths(look.radius),
                 eighths(look.unit * 8), theme.dark}};
  const Sprite sprite = find(key, [&] { return chip_bitmap(look, theme); });
  const auto it = entries_.find(key);
  recent = {look, theme.dark, it->second.rect < 0 ? nullptr : &it->second};
  return sprite;
}

Sprite Atlas::swatch(int w, int h, float radius, float unit, int slot, const Theme& theme) {
  const Key key{kSwatch, {w, h, eighths(radius), eighths(unit * 8), slot, theme.dark}};
  return find(key, [&] { return swatch_bitmap(w, h, radius, unit, slot, theme); });
}

Sprite Atlas::pips(int n, float radius, float pitch) {
  return find({kPips, {n, eighths(radius * 4), eighths(pitch)}}, [&] {
    const int h = static_cast<int>(std::ceil(radius * 2)) + 2;
    const int w = static_cast<int>(std::lround(real(n - 1) * pitch)) + h;
    Painter p(w, h);
    const float first = (real(w) - real(n - 1) * pitch) / 2;
    for (int i = 0; i < n; ++i) p.disc(first + real(i) * pitch, real(h) / 2, radius, kWhite);
    return p.take();
  });
}

Sprite Atlas::tick(float r, Color disc, Color ink) {
  return find({kTick, {eighths(r), static_cast<int>(disc), static_cast<int>(ink)}}, [&] {
    const int side = static_cast<int>(std::lround(r * 2)) + 2;
    const float c = real(side) / 2;
    Painter p(side, side);
    p.disc(c, c, r, disc);
    p.line(c - r * .42f, c + r * .05f, c - r * .1f, c + r * .36f, r * .24f, ink);
    p.line(c - r * .1f, c + r * .36f, c + r * .44f, c - r * .3f, r * .24f, ink);
    return p.take();
  });
}

Sprite Atlas::cross(float r, Color disc, Color ink) {
  return find({kCross, {eighths(r), static_cast<int>(disc), static_cast<int>(ink)}}, [&] {
    const int side = static_cast<int>(std::lround(r * 2)) + 2;
    const float c = real(side) / 2, k = r * .4f;
    Painter p(side, side);
    p.disc(c, c, r, disc);
    p.line(c - k, c - k, c + k, c + k, r * .24f, ink);
    p.line(c + k, c - k, c - k, c + k, r * .24f, ink);
    return p.take();
  });
}

Atlas::Page& Atlas::page(Face face, float px) {
  const std::pair key{static_cast<int>(face), eighths(px)};
  if (!last_page_ || key != last_page_key_) {
    auto [it, is_new] = pages_.try_emplace(key);
    if (is_new) it->second.ascii.fill(-1);
    last_page_ = &it->second;
    last_page_key_ = key;
  }
  last_page_->last_used = frame_;
  return *last_page_;
}

int Atlas::bake_glyph(Page& p, Face face, float px, char32_t cp, int phase) {
  const bool icon = face == Face::Icons;
  const float right = icon ? real(phase & 1) / 2 : real(phase) / kPhases;
  const float down = icon ? real(phase >> 1) / 2 : 0;
  const GlyphBitmap g = (*fonts_)[face].render(cp, real(eighths(px)) / 8, right, down);
  Bitmap bitmap{g.w, g.h, {}};
  bitmap.pixels.reserve(g.coverage.size());
  for (std::uint8_t c : g.coverage)
    bitmap.pixels.push_back(0x00FFFFFFu | (static_cast<Color>(lift(c)) << 24));
  GlyphEntry entry{{}, g.left, g.top};
  add(entry.entry, bitmap);
  p.glyphs.push_back(entry);
  return static_cast<int>(p.glyphs.size()) - 1;
}

GlyphSprite Atlas::glyph(Face face, float px, char32_t cp, int phase) {
  Page& p = page(face, px);
  int* slot = nullptr;
  if (cp < 128) {
    slot = &p.ascii[cp * kPhases + static_cast<std::size_t>(phase)];
  } else {
    const char32_t key = cp * kPhases + static_cast<char32_t>(phase);
    slot = &p.others.try_emplace(key, -1).first->second;
  }
  if (*slot < 0) *slot = bake_glyph(p, face, px, cp, phase);
  GlyphEntry& g = p.glyphs[static_cast<std::size_t>(*slot)];
  return {fresh(g.entry), g.left, g.top};
}

}  // namespace ui
