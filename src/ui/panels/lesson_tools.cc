// Blocks of the lesson panel that are tools: command line, goals, dial, ordering.
// Must not know: the order of blocks, what a tool changes.
#include <algorithm>
#include <format>

#include "ui/panels/lesson_blocks.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kCliSize = 13.5f, kCliTight = 13, kCliLine = 21, kGoalGap = 12, kOrderRow = 44,
                kOrderGap = 6;

void draw_goal_disc(Panel& p, const view::Goal& g, float x, float y) {
  if (g.state == view::GoalState::kOpen) {
    p.c.circ(x, y, 8.5f, {.stroke = p.t().ctl, .width = 2});
    return;
  }
  const bool met = g.state == view::GoalState::kMet;
  verdict_disc(p, "goal/" + g.text, met ? view::Verdict::kGood : view::Verdict::kBad, x, y, 10);
}

float draw_goal(Panel& p, const Column& at, const view::Goal& g) {
  const Theme& t = p.t();
  const bool jump = !g.jump.id.empty();
  const float w = at.w - 32 - (jump ? 24.f : 0.f);
  const ParaStyle words{.size = 15, .line_height = 22, .color = t.text};
  const ParaStyle small{.size = 13, .line_height = 18};
  const float words_h = p.c.para_height(w, g.text, words);
  const float h = words_h + (g.detail.empty() ? 0 : p.c.para_height(w, g.detail, small) + 2);
  if (jump) {
    const Rect r{at.x - 8, at.y - 5, at.w + 16, h + 10};
    const Touch touch = press(p, g.jump, r);
    const float over = hover_share(p, touch);
    if (over > 0) p.c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = t.card2, .opacity = over});
    if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, 0);
    p.c.icon(Icon::ChevronRight, at.x + at.w - 8, at.y + 11, 16, t.text3);
  }
  draw_goal_disc(p, g, at.x + 10, at.y + 11);
  p.c.para(at.x + 32, at.y, w, g.text, words);
  if (!g.detail.empty()) p.c.para(at.x + 32, at.y + words_h + 2, w, g.detail, small);
  return h;
}

void draw_order_step(Panel& p, const view::Control& control, float cx, float cy, Icon icon) {
  if (control.id.empty()) return;
  const Rect r{cx - 16, cy - 18, 32, 36};
  const Touch touch = press(p, control, r);
  p.links.label(p.hits, control.label, p.c.to_outer(r));
  const float over = control.enabled ? hover_share(p, touch) : 0;
  if (over > 0)
    p.c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = p.t().hover_plate(), .opacity = over});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, 0);
  p.c.icon(icon, cx, cy, 18, control.enabled ? p.t().text2 : p.t().line2);
}

}  // namespace

std::vector<std::string> command_lines(std::string_view command, int columns, int first_less) {
  std::vector<std::string> lines{""};
  const auto room = [&] {
    const int less = lines.size() == 1 ? first_less : 0;
    return columns - less - static_cast<int>(lines.back().size());
  };
  std::size_t i = 0;
  while (i < command.size()) {
    const std::size_t end = std::min(command.find_first_of(" \n", i), command.size());
    std::string_view word = command.substr(i, end - i);
    const bool option = word.starts_with("--") && lines.back() != "  ";
    const bool fresh = lines.back().empty() || lines.back().ends_with("  ");
    const bool wide = static_cast<int>(word.size()) + (fresh ? 0 : 1) > room();
    if (!word.empty() && ((option && !fresh) || (wide && !fresh)))
      lines.push_back(option || lines.size() == 1 ? "  " : "    ");
    else if (!word.empty() && !fresh) lines.back() += ' ';
    // A word wider than a whole line is broken between characters.
    while (static_cast<int>(word.size()) > room() && room() > 0) {
      const auto part = static_cast<std::size_t>(room());
      lines.back() += word.substr(0, part);
      word.remove_prefix(part);
      lines.push_back("    ");
    }
    lines.back() += word;
    if (end < command.size() && command[end] == '\n') lines.push_back("");
    i = end + 1;
  }
  return lines;
}

float draw_block(Panel& p, const Column& at, const view::CliLine& b) {
  const Theme& t = p.t();
  const bool copy = !b.copy.id.empty();
  const auto broken_at = [&](float size) {
    const float cell = p.c.text_width("0", size, Face::Mono);
    return command_lines(b.text, static_cast<int>((at.w - 28) / cell), copy ? 4 : 0);
  };
  // Half a px less where that saves a line.
  float size = kCliSize;
  auto lines = broken_at(size);
  if (auto tighter = broken_at(kCliTight); tighter.size() < lines.size()) {
    lines = std::move(tighter);
    size = kCliTight;
  }
  const float h = 44 + kCliLine * static_cast<float>(lines.size() - 1);
  p.c.card(at.x, at.y, at.w, h, {.fill = t.bg});
  float y = at.y + 22;
  for (const std::string& line : lines) {
    p.c.text(
        at.x + 14, y, line,
        {.size = size, .face = Face::Mono, .color = &line == &lines.front() ? t.text : t.text2});
    y += kCliLine;
  }
  if (copy) {
    view::Control control = b.copy;
    if (control.icon.empty()) control.icon = "copy";
    icon_control(p, control, at.x + at.w - 20, at.y + 20, 16, t.text3);
  }
  return h;
}

float draw_block(Panel& p, const Column& at, const view::Goals& b) {
  float y = at.y;
  for (const view::Goal& g : b.goals) {
    if (y > at.y) y += kGoalGap;
    y += draw_goal(p, {at.x, y, at.w, at.phone}, g);
  }
  if (!b.par.empty()) {
    p.c.text(at.x, y + 24, b.par, {.size = 13, .color = p.t().text3, .max_width = at.w});
    y += 34;
  }
  return y - at.y;
}

float draw_block(Panel& p, const Column& at, const view::Dial& b) {
  const Theme& t = p.t();
  p.c.text(at.x + at.w, at.y + 12, b.value_text,
           {.size = 17, .face = Face::Mono, .align = Align::Right});
  const float value_w = p.c.text_width(b.value_text, 17, Face::Mono);
  p.c.text(at.x, at.y + 12, b.control.label,
           {.size = 14, .color = t.text2, .max_width = at.w - value_w - 12});
  const float mid = at.y + 40, x0 = at.x + 10, x1 = at.x + at.w - 10;
  const Rect target{at.x, mid - 18, at.w, 36};
  const Point a = p.c.to_outer(Point{x0, mid}), z = p.c.to_outer(Point{x1, mid});
  const SliderRange range{a.x, z.x, b.min, b.max, b.step, b.value};
  const Touch touch = p.links.add(
      p.hits, b.control.id, p.c.to_outer(target), {b.control.id, "", range},
      {.cursor = Cursor::ResizeX, .enabled = b.control.enabled, .drag = true, .adjust = true});
  const SliderRange drawn{x0, x1, b.min, b.max, b.step, b.value};
  const float x = slider_x(drawn, b.value);
  p.c.rect(x0, mid - 3, x1 - x0, 6, {.radius = 3, .fill = t.card2});
  p.c.rect(x0, mid - 3, x - x0, 6, {.radius = 3, .fill = b.control.enabled ? t.you : t.line2});
  const float over = hover_share(p, touch);
  if (over > 0) p.c.circ(x, mid, 14, {.fill = t.hover_plate(), .opacity = over});
  p.c.circ(x, mid, 9, {.fill = t.card, .stroke = b.control.enabled ? t.you : t.ctl, .width = 2.5f});
  if (touch.focus) p.c.focus_ring(x - 10, mid - 10, 20, 20, 10);
  const auto end_text = [&](std::int64_t v) { return std::format("{} {}", v, b.unit); };
  p.c.text(at.x, mid + 26, end_text(b.min), {.size = 13, .color = t.text3});
  p.c.text(at.x + at.w, mid + 26, end_text(b.max),
           {.size = 13, .color = t.text3, .align = Align::Right});
  return 74;
}

float draw_block(Panel& p, const Column& at, const view::Ordering& b) {
  const Theme& t = p.t();
  float y = at.y;
  for (std::size_t i = 0; i < b.items.size(); ++i) {
    if (i > 0) y += kOrderGap;
    const view::Option& item = b.items[i];
    const float mid = y + kOrderRow / 2;
    p.c.card(at.x, y, at.w, kOrderRow, {.radius = 10, .stroke = t.line});
    p.c.rect(at.x + 10, mid - 13, 26, 26, {.radius = 7, .fill = t.card2});
    p.c.text(at.x + 23, mid, item.letter.empty() ? std::to_string(i + 1) : item.letter,
             {.size = 14, .face = Face::Semibold, .align = Align::Middle});
    const bool judged = item.verdict != view::Verdict::kNone;
    p.c.text(at.x + 48, mid, item.control.label,
             {.size = 16, .max_width = at.w - 48 - (judged ? 36.f : 80.f)});
    if (judged) {
      verdict_disc(p, item.control.id, item.verdict, at.x + at.w - 20, mid, 10);
    } else {
      if (i < b.up.size()) draw_order_step(p, b.up[i], at.x + at.w - 54, mid, Icon::ChevronUp);
      if (i < b.down.size())
        draw_order_step(p, b.down[i], at.x + at.w - 20, mid, Icon::ChevronDown);
    }
    y += kOrderRow;
  }
  return y - at.y;
}

}  // namespace ui
