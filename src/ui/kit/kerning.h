// Reads the pair kerning of a font's GPOS table.
// Must not know: glyph outlines, text.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ui {

/// Kerning of every pair of `glyphs`, in font units, row by row (first glyph, then second).
/// All zero when the font has none or the table is broken; every offset is checked.
std::vector<std::int16_t> read_kerning(std::span<const std::uint8_t> font,
                                       std::span<const int> glyphs);

}  // namespace ui
