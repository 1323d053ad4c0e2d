// Blocks of prose, choice and action of the lesson panel. Must not know: the order of blocks.
#include "ui/panels/lesson_blocks.h"

#include <algorithm>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kOptionGap = 8, kPhoneOptionGap = 7;

template <class T>
bool is(const view::Block* b) {
  return b && std::holds_alternative<T>(*b);
}

/// One row of a radio group; returns its height.
float draw_option(Panel& p, const Column& at, const view::Option& o, std::string_view group) {
  const Theme& t = p.t();
  const bool judged = o.verdict != view::Verdict::kNone;
  const float text_x = at.x + (at.phone ? 42.f : 40.f);
  const float text_w = at.x + at.w - 36 - text_x;
  const ParaStyle words{
      .size = 16, .line_height = 24, .color = o.control.enabled ? t.text : t.text2};
  const ParaStyle small{.size = 13, .line_height = 18, .color = t.text2};
  const float words_h = p.c.para_height(text_w, o.control.label, words);
  const float detail_h = o.detail.empty() ? 0 : p.c.para_height(text_w, o.detail, small) + 2;
  const float h = std::max(44.f, words_h + detail_h + 20);
  const Rect r{at.x, at.y, at.w, h};
  const Touch touch = press(p, o.control, r, {.group = group});
  const std::string name = "option/" + o.control.id;
  const float on = p.motion.follow(name, o.selected ? 1.f : 0.f, kSelectTime);
  const float over = o.control.enabled ? hover_share(p, touch) : 0;
  p.c.rect(r.x + .75f, r.y + .75f, r.w - 1.5f, h - 1.5f,
           {.radius = 10,
            .fill = between(between(t.card, t.card2, over), t.chosen(), on),
            .stroke = between(between(t.line, t.line2, over), t.you, on),
            .width = o.selected ? 2.f : 1.f});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 10);
  const float mid = r.y + h / 2, radio = r.x + (at.phone ? 22.f : 20.f);
  p.c.circ(radio, mid, at.phone ? 8.5f : 8, {.stroke = between(t.ctl, t.you, on), .width = 2});
  if (on > 0) p.c.circ(radio, mid, (at.phone ? 4.2f : 4.f) * on, {.fill = t.you});
  const float top = mid - (words_h + detail_h) / 2;
  p.c.para(text_x, top, text_w, o.control.label, words);
  if (detail_h > 0) p.c.para(text_x, top + words_h + 2, text_w, o.detail, small);
  if (judged) verdict_disc(p, o.control.id, o.verdict, r.right() - 20, mid, 10);
  else if (!at.phone)
    p.c.text(r.right() - 12, mid, o.letter, {.size = 13, .color = t.text3, .align = Align::Right});
  return h;
}

}  // namespace

float block_gap(const view::Block* before, const view::Block& after, bool phone) {
  const view::Block* b = &after;
  if (phone && before) {
    if (is<view::Question>(b) || is<view::Question>(before)) return 7.5f;
    if (is<view::Segments>(b)) return 13;
  }
  if (!before) return is<view::Paragraph>(b) ? 6 : 10;
  if (is<view::Question>(b)) return is<view::Paragraph>(before) ? 21.5f : 24;
  if (is<view::Question>(before)) return is<view::Options>(b) ? 11.5f : 6;
  if (is<view::Caption>(before)) return is<view::Segments>(b) ? 4 : 8;
  if (is<view::Caption>(b)) return is<view::Options>(before) ? 16 : 20;
  if (is<view::Action>(before) && is<view::Action>(b)) return 6;
  if (is<view::Paragraph>(before) && is<view::Paragraph>(b)) return 12;
  if (is<view::Quote>(before)) return 20;
  if (is<view::CliLine>(before) && is<view::Action>(b)) return 12;
  return 18;
}

float draw_block(Panel& p, const Column& at, const view::Paragraph& b) {
  return p.c.para(at.x, at.y, at.w, b.text, {.size = 16, .line_height = 24});
}

float draw_block(Panel& p, const Column& at, const view::Question& b) {
  return p.c.para(at.x, at.y, at.w, b.text,
                  {.size = 17, .line_height = 25, .face = Face::Semibold, .color = p.t().text});
}

float draw_block(Panel& p, const Column& at, const view::Caption& b) {
  return p.c.para(at.x, at.y, at.w, b.text, {.size = 14, .line_height = 20});
}

float draw_block(Panel& p, const Column& at, const view::Quote& b) {
  const Theme& t = p.t();
  const float room = at.w - 28 - (b.verdict == view::Verdict::kNone ? 0.f : 32.f);
  const ParaStyle words{.size = 16, .line_height = 24, .color = t.text};
  const float h = 40 + p.c.para_height(room, b.text, words);
  p.c.rect(at.x, at.y, at.w, h, {.radius = 10, .fill = mix(t.panel, t.you, .08f)});
  p.c.rect(at.x + .75f, at.y + .75f, at.w - 1.5f, h - 1.5f,
           {.radius = 10, .stroke = mix(t.panel, t.you, .55f), .width = 1.5f, .dash = kDashGhost});
  p.c.text(at.x + 14, at.y + 20, b.caption,
           {.size = 13, .face = Face::Semibold, .color = t.you, .max_width = room});
  p.c.para(at.x + 14, at.y + 31, room, b.text, words);
  verdict_disc(p, "quote", b.verdict, at.x + at.w - 26, at.y + h / 2, 11);
  return h;
}

float draw_block(Panel& p, const Column& at, const view::Options& b) {
  float y = at.y;
  for (const view::Option& o : b.options) {
    if (y > at.y) y += at.phone ? kPhoneOptionGap : kOptionGap;
    y += draw_option(p, {at.x, y, at.w, at.phone}, o, b.label);
  }
  return y - at.y;
}

float draw_block(Panel& p, const Column& at, const view::Segments& b) {
  std::vector<SegmentCell> cells;
  for (const view::Option& o : b.options) cells.push_back({&o.control, o.selected});
  const float h = at.phone ? 44 : 40;
  segment_row(p, {at.x, at.y, at.w, h}, cells,
              {.size = at.phone ? 15.5f : 15,
               .on = p.t().chosen(),
               .on_stroke = p.t().you,
               .group = b.label});
  return h;
}

float draw_block(Panel& p, const Column& at, const view::Action& b) {
  ButtonStyle style{.size = 15, .left = b.left, .key = b.control.shortcut};
  const float icon = b.control.icon.empty() ? 0 : 26;
  const float room =
      at.w - 28 - icon - (style.key.empty() ? 0 : p.c.text_width(style.key, 13) + 26);
  if (p.c.text_width(b.control.label, 15, Face::Semibold) > room) style.size = 14;
  view::Control shown = b.control;
  shown.label = elided(p, shown.label, room, style.size, Face::Semibold);
  push_button(p, shown, {at.x, at.y, at.w, 44}, style);
  return 44;
}

float draw_block(Panel& p, const Column& at, const view::Result& b) {
  const ParaStyle words{.size = 15, .line_height = 22, .face = Face::Semibold, .color = p.t().text};
  const float indent = b.verdict == view::Verdict::kNone ? 0 : 32;
  const float h = p.c.para(at.x + indent, at.y, at.w - indent, b.text, words);
  verdict_disc(p, "result/" + b.text, b.verdict, at.x + 10, at.y + 11, 10);
  return h;
}

}  // namespace ui
