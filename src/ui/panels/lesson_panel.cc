// The lesson panel: beats, title, blocks that scroll, and the one violet button pinned below.
// As a sheet under the stage on narrow screens. Must not know: what the blocks mean.
#include <algorithm>
#include <format>
#include <variant>

#include "ui/panels/lesson_blocks.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

/// Measures that differ between the panel and the sheet.
struct Measures {
  float pad, beats_y, scroll_y, first_y, button_gap, button_size;
};

Measures measures(const view::Layout& at) {
  if (at.phone) return {20, 22, 36, 38, 16, 17};
  if (at.sheet) return {24, 26, 42, 50, 16, 16};
  return {24, 32, 48, 60, 24, 16};
}

bool asks(const view::LessonPanel& lesson) {
  return std::ranges::any_of(lesson.blocks, [](const view::Block& b) {
    return std::holds_alternative<view::Question>(b);
  });
}

/// True for the caption of a row of words, which explains itself where room is short.
bool captions_segments(const view::LessonPanel& lesson, std::size_t i) {
  return std::holds_alternative<view::Caption>(lesson.blocks[i]) && i + 1 < lesson.blocks.size() &&
         std::holds_alternative<view::Segments>(lesson.blocks[i + 1]);
}

void draw_beats(Panel& p, Rect r, const Measures& m) {
  const view::LessonPanel& lesson = p.frame.lesson;
  const float y = r.y + m.beats_y, right = r.right() - m.pad;
  const float x = beat_dots(p, r.x + m.pad, y, lesson.beat, lesson.done, lesson.beats);
  const bool back_shown = lesson.back && !lesson.back->id.empty();
  const float kind_w = p.c.text_width(lesson.beat_kind, 14, Face::Semibold);
  std::string of = std::format("{} of {}", lesson.beat + 1, lesson.done.size());
  // The dots say the same as the number, so it goes first where room is short.
  const float needed = x + 6 + kind_w + 12 + (back_shown ? 24.f : 0.f);
  if (needed + p.c.text_width(of, 14) > right) of.clear();
  const float of_w = p.c.text_width(of, 14);
  float end = right - of_w - 12;
  if (back_shown) {
    view::Control back = *lesson.back;
    back.icon = "chevron-left";
    icon_control(p, back, right - of_w - (of.empty() ? 8.f : 18.f), y, 16, p.t().text3);
    end -= 24;
  }
  p.c.text(x + 6, y, lesson.beat_kind,
           {.size = 14, .face = Face::Semibold, .max_width = std::max(end - x - 6, 1.f)});
  p.c.text(right, y, of, {.size = 14, .color = p.t().text3, .align = Align::Right});
}

/// The last result among the blocks: what has been added when something was done.
struct Latest {
  std::string text;
  float top = 0, bottom = 0;
};

/// Title and blocks from `y` on; returns the y behind them.
float draw_content(Panel& p, Rect r, const Measures& m, float y, Latest& latest) {
  const view::LessonPanel& lesson = p.frame.lesson;
  const float x = r.x + m.pad, w = r.w - 2 * m.pad;
  const view::Block* before = nullptr;
  // On a phone the question is heading enough.
  const bool titled = !lesson.title.empty() && !(p.at.phone && asks(lesson));
  if (titled)
    y += p.c.para(x, y, w, lesson.title,
                  {.size = 20, .line_height = 28, .face = Face::Semibold, .color = p.t().text});
  for (std::size_t i = 0; i < lesson.blocks.size(); ++i) {
    const view::Block& block = lesson.blocks[i];
    if (p.at.phone && captions_segments(lesson, i)) continue;
    if (before || titled) y += block_gap(before, block, p.at.phone);
    const Column at{x, y, w, p.at.phone};
    y += std::visit([&](const auto& b) { return draw_block(p, at, b); }, block);
    if (const auto* result = std::get_if<view::Result>(&block)) latest = {result->text, at.y, y};
    before = &block;
  }
  return y;
}

void draw_primary(Panel& p, Rect r, const Measures& m) {
  const view::LessonPanel& lesson = p.frame.lesson;
  if (!lesson.primary) return;
  const Rect button{r.x + m.pad, r.bottom() - m.button_gap - 48, r.w - 2 * m.pad, 48};
  push_button(p, *lesson.primary, button,
              {.kind = ButtonKind::Primary,
               .size = m.button_size,
               .key = p.at.phone ? std::string_view{} : lesson.primary->shortcut});
}

}  // namespace

void draw_lesson_panel(Panel& p) {
  const Rect r = box(p.at.lesson);
  if (r.empty()) return;
  const Measures m = measures(p.at);
  const view::LessonPanel& lesson = p.frame.lesson;
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  if (!p.at.sheet) p.c.line(r.right() - .5f, r.y, r.right() - .5f, r.bottom());
  draw_beats(p, r, m);
  const float foot = lesson.primary ? m.button_gap + 48 + 12 : m.button_gap;
  const Rect scroll{r.x, r.y + m.scroll_y, r.w - 1, r.h - m.scroll_y - foot};
  const std::string content = std::format("{}/{}", lesson.lesson, lesson.beat);
  ScrollArea area(p, "ui.scroll.lesson", scroll, content);
  const float first = area.top() + m.first_y - m.scroll_y;
  Latest latest;
  const float end = draw_content(p, r, m, first, latest);
  const float height = end - area.top() + 4;
  area.reveal(latest.text, latest.top, latest.bottom + 12);
  area.end(height);
  if (height > scroll.h + .5f && lesson.primary)
    p.c.line(r.x, scroll.bottom() - .5f, r.right(), scroll.bottom() - .5f);
  draw_primary(p, r, m);
}

}  // namespace ui
