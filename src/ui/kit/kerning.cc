// Pair adjustment (GPOS lookup type 2, also behind type 9) of an OpenType font.
// Only the horizontal advance of the first glyph is read; that is what kerning changes.
// Must not know: glyph outlines, text.
#include "ui/kit/kerning.h"

#include <bit>
#include <optional>

namespace ui {
namespace {

constexpr int kPairAdjustment = 2, kExtension = 9;

/// A part of the file from an offset on. Reading outside gives 0, which ends every walk.
class Table {
 public:
  explicit Table(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  int u16(std::size_t at) const {
    return at + 2 <= bytes_.size() ? bytes_[at] << 8 | bytes_[at + 1] : 0;
  }
  int i16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
  std::uint32_t u32(std::size_t at) const {
    return static_cast<std::uint32_t>(u16(at)) << 16 | static_cast<std::uint32_t>(u16(at + 2));
  }
  Table from(std::size_t at) const {
    return Table(at <= bytes_.size() ? bytes_.subspan(at) : std::span<const std::uint8_t>());
  }
  /// The table a 16-bit offset at `at` points to.
  Table follow(std::size_t at) const { return from(static_cast<std::size_t>(u16(at))); }
  bool empty() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

std::size_t times(int count, std::size_t size) { return static_cast<std::size_t>(count) * size; }

Table find_table(Table file, std::uint32_t tag) {
  const int count = file.u16(4);
  for (int i = 0; i < count; ++i) {
    const std::size_t record = 12 + times(i, 16);
    if (file.u32(record) == tag) return file.from(file.u32(record + 8));
  }
  return Table({});
}

/// Looks a glyph up in sorted ranges of (first, last, value), 6 bytes each. The record's place.
std::optional<std::size_t> find_range(Table t, std::size_t start, int count, int glyph) {
  for (int lo = 0, hi = count; lo < hi;) {
    const int mid = (lo + hi) / 2;
    const std::size_t at = start + times(mid, 6);
    if (glyph < t.u16(at)) hi = mid;
    else if (glyph > t.u16(at + 2)) lo = mid + 1;
    else return at;
  }
  return std::nullopt;
}

std::optional<int> coverage_index(Table t, int glyph) {
  const int count = t.u16(2);
  if (t.u16(0) == 2) {
    const auto at = find_range(t, 4, count, glyph);
    if (!at) return std::nullopt;
    return t.u16(*at + 4) + glyph - t.u16(*at);
  }
  for (int lo = 0, hi = count; lo < hi;) {
    const int mid = (lo + hi) / 2, value = t.u16(4 + times(mid, 2));
    if (value == glyph) return mid;
    if (value < glyph) lo = mid + 1;
    else hi = mid;
  }
  return std::nullopt;
}

int class_of(Table t, int glyph) {
  if (t.u16(0) == 1) {
    const int i = glyph - t.u16(2);
    return i >= 0 && i < t.u16(4) ? t.u16(6 + times(i, 2)) : 0;
  }
  const auto at = find_range(t, 4, t.u16(2), glyph);
  return at ? t.u16(*at + 4) : 0;
}

/// Bytes of a value record, and where in it the advance is.
std::size_t value_size(int format) {
  return 2 * static_cast<std::size_t>(std::popcount(static_cast<unsigned>(format)));
}
std::size_t advance_at(int format) { return value_size(format & 3); }
bool has_advance(int format) { return (format & 4) != 0; }

/// A subtable that covers some first glyph, and where it keeps that glyph's pairs.
struct Covering {
  Table table;
  int index = 0;        ///< in the coverage (format 1)
  int first_class = 0;  ///< of the glyph (format 2)
};
/// The covering subtables of each lookup, in the order in which they are asked.
using Lookups = std::vector<std::vector<Covering>>;

/// Kerning by one subtable; nothing when it has no say about the pair.
std::optional<int> pair_value(const Covering& c, int right) {
  const Table& t = c.table;
  const int format1 = t.u16(4);
  const std::size_t size1 = value_size(format1), both = size1 + value_size(t.u16(6));
  if (t.u16(0) == 1) {
    const Table pairs = t.follow(10 + times(c.index, 2));
    for (int lo = 0, hi = pairs.u16(0); lo < hi;) {
      const int mid = (lo + hi) / 2;
      const std::size_t at = 2 + times(mid, 2 + both);
      const int second = pairs.u16(at);
      if (second == right)
        return has_advance(format1) ? pairs.i16(at + 2 + advance_at(format1)) : 0;
      if (second < right) lo = mid + 1;
      else hi = mid;
    }
    return std::nullopt;
  }
  const int second_class = class_of(t.follow(10), right), classes2 = t.u16(14);
  if (c.first_class >= t.u16(12) || second_class >= classes2) return std::nullopt;
  const std::size_t at = 16 + times(c.first_class * classes2 + second_class, both);
  return has_advance(format1) ? t.i16(at + advance_at(format1)) : 0;
}

/// The pair subtables of a lookup that cover a first glyph.
std::vector<Covering> covering(Table lookup, int left) {
  std::vector<Covering> out;
  const int kind = lookup.u16(0), count = lookup.u16(4);
  if (kind != kPairAdjustment && kind != kExtension) return out;
  for (int i = 0; i < count; ++i) {
    Table t = lookup.follow(6 + times(i, 2));
    if (kind == kExtension) {
      if (t.u16(2) != kPairAdjustment) return {};
      t = t.from(t.u32(4));
    }
    if (const auto index = coverage_index(t.follow(2), left))
      out.push_back({t, *index, t.u16(0) == 2 ? class_of(t.follow(8), left) : 0});
  }
  return out;
}

/// Kerning by all lookups: of each, the first subtable with a say.
int kerning_of(const Lookups& lookups, int right) {
  int sum = 0;
  for (const auto& subtables : lookups) {
    for (const Covering& c : subtables) {
      const auto value = pair_value(c, right);
      if (!value) continue;
      sum += *value;
      break;
    }
  }
  return sum;
}

}  // namespace

std::vector<std::int16_t> read_kerning(std::span<const std::uint8_t> font,
                                       std::span<const int> glyphs) {
  std::vector<std::int16_t> out(glyphs.size() * glyphs.size(), 0);
  const Table gpos = find_table(Table(font), 0x47504F53);  // "GPOS"
  if (gpos.empty()) return out;
  const Table lookups = gpos.follow(8);
  const int count = lookups.u16(0);
  std::size_t at = 0;
  for (int left : glyphs) {
    Lookups mine;
    for (int i = 0; i < count; ++i) mine.push_back(covering(lookups.follow(2 + times(i, 2)), left));
    for (int right : glyphs) out[at++] = static_cast<std::int16_t>(kerning_of(mine, right));
  }
  return out;
}

}  // namespace ui
