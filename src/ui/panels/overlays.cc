// What lies over the panels: the keyboard sheet, the notice with its undo, the page of an error,
// the label of the thing under the pointer. Must not know: the panels below.
#include <algorithm>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kSheetWidth = 520, kKeyRow = 36, kHintWidth = 360;

/// Darkens what lies below and keeps presses from it.
void draw_shade(Panel& p, float opacity, const view::Control& close) {
  const Rect all{0, 0, p.frame.width, p.frame.height};
  p.c.rect(0, 0, all.w, all.h,
           {.fill = p.t().dark ? p.t().shadow : p.t().text,
            .opacity = opacity * (p.t().dark ? .7f : .35f)});
  if (close.id.empty()) return;
  p.links.add(p.hits, close.id + ".shade", all, {close.id, ""},
              {.cursor = Cursor::Arrow, .focusable = false});
}

void draw_key_row(Panel& p, float x, float y, float w, const std::string& key,
                  const std::string& what) {
  const Theme& t = p.t();
  const float key_w = std::max(p.c.text_width(key, 13, Face::Mono) + 16, 30.f);
  p.c.rect(x + .5f, y - 12.5f, key_w - 1, 25, {.radius = 6, .fill = t.card2, .stroke = t.line2});
  p.c.text(x + key_w / 2, y, key, {.size = 13, .face = Face::Mono, .align = Align::Middle});
  const float left = x + std::max(key_w + 14, 150.f);
  p.c.text(left, y, what, {.size = 15, .color = t.text2, .max_width = x + w - left});
}

}  // namespace

void draw_help(Panel& p) {
  const view::HelpSheet& m = p.frame.help;
  const float open = p.motion.follow("help", m.open ? 1.f : 0.f, kPanelTime);
  if (open <= 0) return;
  if (m.open) p.hits.begin_modal();
  draw_shade(p, open, m.open ? m.close : view::Control{});
  const float w = std::min(kSheetWidth, p.frame.width - 32);
  const float content = kKeyRow * static_cast<float>(m.keys.size());
  const float h = std::min(content + 92, p.frame.height - 32);
  const float x = (p.frame.width - w) / 2;
  const float y = (p.frame.height - h) / 2 + 12 * (1 - open);
  p.c.card(x, y, w, h, {.radius = 16, .fill = p.t().panel, .stroke = p.t().line2, .lift = 4});
  if (m.open)
    p.links.add(p.hits, "ui.shade.help", {x, y, w, h}, {"ui.none", ""},
                {.cursor = Cursor::Arrow, .focusable = false});
  p.c.text(x + 24, y + 36, "Keyboard", {.size = 20, .face = Face::Semibold});
  view::Control close = m.close;
  close.icon = "x";
  if (m.open) icon_control(p, close, x + w - 32, y + 36, 19);
  const Rect body{x, y + 64, w, h - 80};
  ScrollArea area(p, "ui.scroll.help", body, "help");
  float row = area.top() + kKeyRow / 2;
  for (const auto& [key, what] : m.keys) {
    draw_key_row(p, x + 24, row, w - 48, key, what);
    row += kKeyRow;
  }
  area.end(content);
}

void draw_notice(Panel& p) {
  if (!p.frame.notice) return;
  const view::Notice& m = *p.frame.notice;
  const Theme& t = p.t();
  const float shown = p.motion.appear("notice/" + m.text, kPanelTime);
  const bool action = m.action && !m.action->id.empty();
  const float action_w = action ? p.c.text_width(m.action->label, 15, Face::Semibold) + 28 : 0;
  const float most = p.frame.width - 32;
  const ParaStyle words{.size = 15, .line_height = 22, .color = t.text};
  const float text_w = std::min(p.c.text_width(m.text, 15) + 2, most - 40 - action_w - 12);
  const float text_h = p.c.para_height(text_w, m.text, words);
  const float w = text_w + 36 + (action ? action_w + 8 : 0), h = std::max(text_h + 26, 52.f);
  // Above the transport; without one (home, messages) above the window's lower edge.
  const Rect stage = box(p.at.stage);
  const bool lesson = p.frame.screen == view::Screen::kLesson && !stage.empty();
  const float mid = lesson ? stage.x + stage.w / 2 : p.frame.width / 2;
  const float floor = lesson ? stage.bottom() : p.frame.height;
  const float x = std::clamp(mid - w / 2, 8.f, std::max(8.f, p.frame.width - w - 8));
  const float y = floor - h - 16 + 12 * (1 - shown);
  p.c.card(x, y, w, h, {.stroke = t.line2, .lift = 4});
  p.c.para(x + 18, y + (h - text_h) / 2, text_w, m.text, words);
  if (action)
    push_button(p, *m.action, {x + w - action_w - 8, y + (h - 36) / 2, action_w, 36}, {.size = 15});
}

void draw_message(Panel& p) {
  const float top = p.at.top.bottom();
  const float w = std::min(560.f, p.frame.width - 40);
  const ParaStyle title{.size = 22, .line_height = 28, .face = Face::Semibold, .color = p.t().text};
  const ParaStyle text{.size = 16, .line_height = 24};
  p.c.dots(0, top, p.frame.width, p.frame.height - top);
  const float title_h = p.c.para_height(w - 64, p.frame.message_title, title);
  const float text_h = p.c.para_height(w - 64, p.frame.message_text, text);
  const bool way_out = !p.frame.home.go.id.empty();
  const float h = 64 + title_h + 12 + text_h + (way_out ? 72.f : 0.f);
  const float x = (p.frame.width - w) / 2;
  const float y = std::max(top + 24, top + (p.frame.height - top - h) * .4f);
  p.c.card(x, y, w, h, {.radius = 16, .fill = p.t().panel, .stroke = p.t().line2});
  p.c.para(x + 32, y + 32, w - 64, p.frame.message_title, title);
  p.c.para(x + 32, y + 32 + title_h + 12, w - 64, p.frame.message_text, text);
  if (way_out)
    push_button(p, p.frame.home.go, {x + 32, y + h - 32 - 48, std::min(264.f, w - 64), 48},
                {.kind = ButtonKind::Primary});
}

void draw_hint(Panel& p) {
  if (!p.links.hint()) return;
  const Hint& hint = *p.links.hint();
  const Theme& t = p.t();
  const ParaStyle words{.size = 13, .line_height = 18, .color = t.text};
  const float room = std::min(kHintWidth, p.frame.width - 40);
  const float text_w = std::min(p.c.text_width(hint.text, 13) + 1, room);
  const float text_h = p.c.para_height(text_w, hint.text, words);
  const float w = text_w + 20, h = text_h + 12;
  const float mid = hint.anchor.x + hint.anchor.w / 2;
  const float x = std::clamp(mid - w / 2, 8.f, std::max(8.f, p.frame.width - w - 8));
  const bool above = hint.anchor.bottom() + 10 + h > p.frame.height - 8;
  const float y = above ? hint.anchor.y - h - 10 : hint.anchor.bottom() + 10;
  p.c.card(x, y, w, h, {.radius = 8, .fill = t.card2, .stroke = t.line2, .lift = 3});
  p.c.para(x + 10, y + 6, text_w, hint.text, words);
}

}  // namespace ui
