// The console as a drawer from below: transcript, what may come next, the line.
// Must not know: how a line is carried out.
#include <algorithm>
#include <format>

#include "ui/panels/drawer.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

using Kind = view::ConsoleRow::Kind;

constexpr float kStrip = 38, kInput = 56, kPad = 20, kNarrowPad = 16;
constexpr float kSize = 13.5f, kLine = 20, kGap = 12, kPrompt = 20;
constexpr float kCopy = 40;  // kept free for the copy button and the time

float side(const Panel& p) { return p.at.phone ? kNarrowPad : kPad; }

/// The measures of the transcript at the width it has now.
struct Measure {
  float x = 0, w = 0, char_w = 8;
  float indent = kPrompt;  // of an answer; a phone has no room for it
  std::size_t prompt_columns = 1, columns = 1;
};

Measure measure(Panel& p, const Rect& body) {
  Measure m;
  m.x = body.x + side(p);
  m.w = body.w - 2 * side(p);
  m.char_w = std::max(p.c.text_width("0", kSize, Face::Mono), 1.f);
  const float time = p.at.phone ? 0 : 84.f;
  const auto fit = [&](float w) { return static_cast<std::size_t>(std::max(w / m.char_w, 8.f)); };
  m.prompt_columns = fit(m.w - kPrompt - time);
  m.indent = p.at.phone ? 0 : kPrompt;
  m.columns = fit(m.w - m.indent - kCopy);
  return m;
}

/// Where the caret stands below a piece of the line; empty when the fault lies elsewhere.
std::string caret_below(const view::ConsoleRow& row, view::TextSlice piece, bool last) {
  if (row.mark_length == 0) return {};
  const bool begins = row.mark_at >= piece.from && (row.mark_at < piece.to || last);
  if (!begins) return {};
  const std::string_view text = row.text;
  const std::size_t column = view::column_of(text.substr(piece.from), row.mark_at - piece.from);
  const std::size_t end = std::min(row.mark_at + row.mark_length, piece.to);
  const std::size_t marked =
      end > row.mark_at ? view::column_of(text.substr(row.mark_at), end - row.mark_at) : 1;
  return std::string(column, ' ') + "^" + std::string(marked - 1, '~');
}

/// Draws rows from `y` on, or only measures them (`draw` false); returns the y behind them.
class Transcript {
 public:
  Transcript(Panel& p, const Measure& m, Rect body) : p_(p), m_(m), body_(body) {}

  float run(float y, bool draw) {
    draw_ = draw;
    for (const view::ConsoleRow& row : p_.frame.console.rows) {
      if (row.kind == Kind::kPrompt) y = prompt(row, y);
      else y = answer(row, y) + kGap;
    }
    return y;
  }

 private:
  bool seen(float y) const { return draw_ && y > body_.y - kLine && y < body_.bottom() + kLine; }
  void text(float x, float y, std::string_view s, Color color) {
    if (seen(y)) p_.c.text(x, y, s, {.size = kSize, .face = Face::Mono, .color = color});
  }

  float prompt(const view::ConsoleRow& row, float y) {
    const Theme& t = p_.t();
    const float mid = y + kLine / 2;
    text(m_.x, mid, "$", t.you);
    if (!p_.at.phone && seen(mid))
      p_.c.text(m_.x + m_.w, mid, row.time,
                {.size = 12, .face = Face::Mono, .color = t.text3, .align = Align::Right});
    const auto pieces = view::slice_text(row.text, m_.prompt_columns);
    for (const view::TextSlice& piece : pieces) {
      const std::string_view s =
          std::string_view(row.text).substr(piece.from, piece.to - piece.from);
      text(m_.x + kPrompt, y + kLine / 2, s, t.text);
      y += kLine;
      const std::string caret = caret_below(row, piece, &piece == &pieces.back());
      if (caret.empty()) continue;
      text(m_.x + kPrompt, y + kLine / 2 - 3, caret, t.bad);
      y += kLine - 4;
    }
    return y;
  }

  float answer(const view::ConsoleRow& row, float y) {
    const Theme& t = p_.t();
    if (row.kind == Kind::kHint) return hint(row, y);
    const Color color = row.kind == Kind::kError ? t.bad : t.text2;
    const float top = y;
    for (const view::TextSlice& piece : view::slice_text(row.text, m_.columns)) {
      if (seen(y))
        text(m_.x + m_.indent, y + kLine / 2,
             std::string_view(row.text).substr(piece.from, piece.to - piece.from), color);
      y += kLine;
    }
    if (draw_ && !row.copy.id.empty() && y > body_.y - 60 && top < body_.bottom() + 60) {
      // It stays in reach while the answer it belongs to is in sight.
      const float at = std::clamp(body_.y + 20, top + 12, std::max(y - 12, top + 12));
      icon_control(p_, row.copy, m_.x + m_.w - 12, at, 15, t.text3);
    }
    return y;
  }

  float hint(const view::ConsoleRow& row, float y) {
    const ParaStyle words{.size = 14, .line_height = kLine, .color = p_.t().text3};
    const float w = m_.w - m_.indent;
    if (draw_) p_.c.para(m_.x + m_.indent, y, w, row.text, words);
    return y + p_.c.para_height(w, row.text, words);
  }

  Panel& p_;
  const Measure& m_;
  Rect body_;
  bool draw_ = false;
};

void draw_head(Panel& p, Rect r) {
  const view::ConsolePanel& m = p.frame.console;
  drawer_head(p, r, "Console", side(p), m.toggle);
  if (!m.clear.id.empty()) icon_control(p, m.clear, r.right() - 66, r.y + kDrawerHead / 2, 17);
}

void draw_transcript(Panel& p, Rect body) {
  const Measure m = measure(p, body);
  Transcript transcript(p, m, body);
  const float height = transcript.run(0, false) + kGap;
  ScrollArea area(p, "ui.scroll.console", body, height);
  if (p.frame.console.rows.empty()) {
    p.c.para(
        m.x, body.y + kGap, m.w,
        "Type what you would type in a terminal. Calls are made as you, at the time of the "
        "playhead. `$name` stands for the URL of the queue, or the ARN of the topic, with that "
        "name.",
        {.size = 14, .line_height = 21, .color = p.t().text2});
  }
  transcript.run(area.top() + kGap, true);
  area.end(height);
}

/// What may come next, as far as there is room; the keys when there is nothing to offer.
void draw_strip(Panel& p, Rect r) {
  const view::ConsolePanel& m = p.frame.console;
  const Theme& t = p.t();
  const float mid = r.y + r.h / 2, right = r.right() - side(p);
  float x = r.x + side(p);
  if (m.completions.empty()) {
    if (!p.at.phone)
      p.c.text(x, mid, "Tab completes, the up arrow brings earlier lines back, Esc closes",
               {.size = 13, .color = t.text3, .max_width = right - x});
    return;
  }
  for (std::size_t i = 0; i < m.completions.size(); ++i) {
    const view::Control& control = m.completions[i];
    const float w = p.c.text_width(control.label, 13, Face::Mono) + 20;
    const std::string more = std::format("+{}", m.completions.size() - i);
    const bool last = i + 1 == m.completions.size();
    if (x + w > right - (last ? 0 : 34)) {
      p.c.text(x + 4, mid, more, {.size = 13, .color = t.text3});
      return;
    }
    const Rect chip{x, mid - 13, w, 26};
    const Touch touch = press(p, control, chip, {.group = "ui.console.completions"});
    if (i < m.notes.size()) p.links.label(p.hits, m.notes[i], p.c.to_outer(chip));
    const float over = hover_share(p, touch);
    p.c.rect(chip.x + .5f, chip.y + .5f, w - 1, 25,
             {.radius = 7,
              .fill = control.pressed ? t.chosen() : between(t.card, t.card2, over),
              .stroke = control.pressed ? t.you : between(t.line, t.line2, over)});
    if (touch.focus) p.c.focus_ring(chip.x, chip.y, chip.w, chip.h, 7, 2);
    p.c.text(x + w / 2, mid, control.label,
             {.size = 13, .face = Face::Mono, .color = t.text, .align = Align::Middle});
    x += w + 6;
  }
}

void draw_input(Panel& p, Rect r) {
  const view::ConsolePanel& m = p.frame.console;
  const Theme& t = p.t();
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = t.bg});
  p.c.line(r.x, r.y + .5f, r.right(), r.y + .5f);
  const float mid = r.y + r.h / 2, run_w = 72;
  const float left = r.x + side(p), run_x = r.right() - side(p) + 4 - run_w;
  const Rect field{left + kPrompt, r.y + 8, std::max(run_x - 14 - left - kPrompt, 20.f), r.h - 16};
  const FieldStyle style{
      .size = 14, .face = Face::Mono, .placeholder = m.placeholder, .plain = true};
  p.state.console_line.show(m.line.text, m.line.anchor, m.line.caret);
  // One face, one width: where a press falls is a column.
  const float char_w = std::max(p.c.text_width("0", style.size, Face::Mono), 1.f);
  const auto columns = static_cast<std::int64_t>(view::column_of(m.line.text, m.line.text.size()));
  const float begin = p.c.to_outer(field).x - p.state.console_line.scroll();
  const SliderRange range{
      .x0 = begin,
      .x1 = begin + char_w * static_cast<float>(std::max<std::int64_t>(columns, 1)),
      .min = 0,
      .max = std::max<std::int64_t>(columns, 1)};
  p.links.add(p.hits, m.input.id, p.c.to_outer(field), {"console.caret", "", range},
              {.cursor = Cursor::Text, .drag = true, .text = true});
  const bool focused = p.hits.focused() == m.input.id;
  p.c.text(left, mid, "$", {.size = 14, .face = Face::Mono, .color = focused ? t.you : t.text3});
  p.state.console_line.draw(p.c, field, style, focused);
  push_button(p, m.run, {run_x, mid - 18, run_w, 36}, {.size = 14, .radius = 8});
}

}  // namespace

void draw_console(Panel& p) {
  const view::ConsolePanel& m = p.frame.console;
  const auto drawer = begin_drawer(p, "console", m.open, p.at.console, p.state.console);
  if (!drawer) return;
  const Rect r = drawer->r;
  draw_head(p, r);
  const float input = r.bottom() - kInput, strip = input - kStrip;
  draw_transcript(p, {r.x, r.y + kDrawerHead, r.w, std::max(strip - r.y - kDrawerHead, 0.f)});
  draw_strip(p, {r.x, strip, r.w, kStrip});
  draw_input(p, {r.x, input, r.w, kInput});
  end_drawer(p, *drawer);
}

}  // namespace ui
