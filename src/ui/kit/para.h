// Breaks rich text into lines. **bold** and `code` are understood; "\n" starts a new line.
// Must not know: where the text is drawn, ImGui.
#pragma once

#include <string_view>
#include <vector>

#include "ui/kit/fonts.h"

namespace ui {

/// What a stretch of a paragraph is.
enum class Voice : std::uint8_t { Plain, Strong, Code };

/// A stretch of one line in one voice. `text` points into the paragraph.
struct ParaRun {
  float x = 0;
  int line = 0;
  Voice voice = Voice::Plain;
  std::string_view text;
};

struct ParaLayout {
  std::vector<ParaRun> runs;
  int lines = 0;
  bool cut = false;  ///< more lines than allowed; the last one needs "…"
};

/// Code is set a little smaller, because Mono looks larger.
inline constexpr float kCodeScale = .92f;

/// Face and size of a voice in a paragraph set in `face` at `size`.
Face voice_face(Voice v, Face face);
float voice_size(Voice v, float size);

/// Breaks at spaces; a word wider than the line is broken between characters.
ParaLayout lay_out(const Fonts& fonts, std::string_view text, float width, float size, Face face,
                   int max_lines = 0);

}  // namespace ui
