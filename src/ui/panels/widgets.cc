// Controls drawn with the canvas. Must not know: which panel they stand in.
#include "ui/panels/widgets.h"

#include <algorithm>

namespace ui {
namespace {

std::string key(std::string_view kind, std::string_view id) {
  std::string name(kind);
  return name.append("/").append(id);
}

}  // namespace

Touch press(Panel& p, const view::Control& control, Rect r, ControlOptions options) {
  return press_value(p, control, "", r, options);
}

Touch press_value(Panel& p, const view::Control& control, std::string value, Rect r,
                  ControlOptions options) {
  p.links.skip();
  if (control.id.empty()) return {};
  options.enabled = options.enabled && control.enabled;
  return p.links.add(p.hits, control.id, p.c.to_outer(r), {control.id, std::move(value)}, options);
}

float hover_share(Panel& p, const Touch& touch) {
  if (p.links.last().empty()) return 0;
  const float target = touch.hover || touch.pressed ? 1.f : 0.f;
  return p.motion.follow(key("hover", p.links.last()), target, kHoverTime);
}

void icon_control(Panel& p, const view::Control& control, float cx, float cy, float size,
                  Color color) {
  const float half = std::max(size / 2 + 7, 16.f);
  const Rect r{cx - half, cy - half, 2 * half, 2 * half};
  const Touch touch = press(p, control, r);
  p.links.label(p.hits, control.label, p.c.to_outer(r));
  const Theme& t = p.t();
  const float over = hover_share(p, touch);
  if (control.pressed) p.c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = t.card2});
  if (over > 0 && control.enabled)
    p.c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = t.hover_plate(), .opacity = over});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, 2);
  const Color rest = control.pressed ? t.text : color ? color : t.text2;
  p.c.icon(icon_named(control.icon), cx, cy, size,
           control.enabled ? between(rest, t.text, over) : t.line2);
}

void push_button(Panel& p, const view::Control& control, Rect r, ButtonStyle style) {
  Touch touch = press(p, control, r);
  const Theme& t = p.t();
  if (!control.enabled) style.kind = ButtonKind::Disabled;
  if (style.icon == Icon::None) style.icon = icon_named(control.icon);
  const float over = hover_share(p, touch);
  touch.hover = false;  // drawn here, on its way
  if (style.kind == ButtonKind::Primary) {
    style.fill = between(t.you, mix(t.you, t.text, t.dark ? .18f : .14f), over);
  } else if (style.kind == ButtonKind::Secondary) {
    style.fill = between(style.fill ? style.fill : t.card, t.card2, over);
    style.stroke = between(style.stroke ? style.stroke : t.ctl, t.line2, over);
  }
  // The key is a hint; the label needs the room more.
  const float label_w = p.c.text_width(control.label, style.size, Face::Semibold);
  const float key_w = style.key.empty() ? 0 : p.c.text_width(style.key, 13) + 34;
  if (!style.left && r.w / 2 + label_w / 2 > r.w - key_w) style.key = {};
  style.touch = touch;
  p.c.button(r.x, r.y, r.w, r.h, control.label, style);
}

void segment_row(Panel& p, Rect r, std::span<const SegmentCell> cells, const SegmentLook& look) {
  if (cells.empty()) return;
  const Theme& t = p.t();
  p.c.rect(r.x + .5f, r.y + .5f, r.w - 1, r.h - 1, {.radius = 9, .fill = t.bg, .stroke = t.line});
  const float w = r.w / static_cast<float>(cells.size());
  float x = r.x;
  for (const SegmentCell& cell : cells) {
    const view::Control& control = *cell.control;
    const Rect plate{x + 3, r.y + 3, w - 6, r.h - 6};
    const Touch touch = press(p, control, {x, r.y, w, r.h}, {.group = look.group});
    const float on = p.motion.follow(key("on", control.id), cell.on ? 1.f : 0.f, kSelectTime);
    const float over = hover_share(p, touch);
    if (over > 0 && !cell.on && control.enabled)
      p.c.rect(plate.x, plate.y, plate.w, plate.h,
               {.radius = 7, .fill = t.hover_plate(), .opacity = over});
    if (on > 0)
      p.c.rect(plate.x, plate.y, plate.w, plate.h,
               {.radius = 7,
                .fill = look.on ? look.on : t.card2,
                .stroke = look.on_stroke ? look.on_stroke : t.line2,
                .opacity = on});
    if (touch.focus) p.c.focus_ring(plate.x, plate.y, plate.w, plate.h, 7, 3);
    p.c.text(x + w / 2, r.y + r.h / 2, control.label,
             {.size = look.size,
              .face = cell.on ? Face::Semibold : Face::Regular,
              .color = between(control.enabled ? t.text2 : t.text3, t.text, on),
              .align = Align::Middle,
              .max_width = w - 10});
    x += w;
  }
}

float beat_dots(Panel& p, float x, float y, int current, const std::vector<bool>& done,
                const std::vector<view::Control>& links) {
  const Theme& t = p.t();
  const int count = static_cast<int>(done.size());
  for (int i = 0; i < count; ++i) {
    const bool here = i == current;
    const float w = here ? 26.f : 8.f, step = here ? 34.f : 16.f;
    Touch touch;
    if (i < static_cast<int>(links.size())) {
      const view::Control& link = links[static_cast<std::size_t>(i)];
      const Rect target{x - 4, y - 12, w + 8, 24};
      touch = press(p, link, target);
      p.links.label(p.hits, link.label, p.c.to_outer(target));
    }
    if (touch.hover && !here) p.c.circ(x + 4, y, 7, {.fill = t.hover_plate()});
    if (here) {
      p.c.rect(x, y - 4.5f, 26, 9, {.radius = 4.5f, .fill = t.you});
    } else if (done[static_cast<std::size_t>(i)]) {
      p.c.circ(x + 4, y, 4, {.fill = t.text2});
    } else {
      p.c.circ(x + 4, y, 3.6f, {.stroke = t.ctl, .width = 1.5f});
    }
    if (touch.focus) p.c.focus_ring(x, y - 4.5f, w, 9, 4.5f, 3);
    x += step;
  }
  return x;
}

void verdict_disc(Panel& p, std::string_view name, view::Verdict v, float x, float y, float r) {
  if (v == view::Verdict::kNone) return;
  const float size = r * (.8f + .2f * p.motion.appear(key("verdict", name), kVerdictTime));
  if (v == view::Verdict::kGood) p.c.tick(x, y, size);
  else p.c.cross(x, y, size);
}

ScrollArea::ScrollArea(Panel& p, std::string_view id, Rect r, std::string_view content)
    : p_(p), id_(id), r_(r) {
  std::string& shown = p.state.shown[id_];
  if (shown != content) {
    shown = content;
    p.hits.set_scroll_offset(id, 0);
    p.state.shown.erase(id_ + "/news");
  }
  const float known = p.state.heights[id_];
  offset_ = p.hits.begin_scroll(id, p.c.to_outer(r), known);
  open(known);
}

ScrollArea::ScrollArea(Panel& p, std::string_view id, Rect r, float content_height)
    : p_(p), id_(id), r_(r) {
  const float before = p.state.heights[id_];
  const bool was_at_end = p.hits.scroll_offset(id) >= before - r.h - 2;
  if (content_height != before && was_at_end)
    p.hits.set_scroll_offset(id, std::max(content_height - r.h, 0.f));
  p.state.heights[id_] = content_height;
  offset_ = p.hits.begin_scroll(id, p.c.to_outer(r), content_height);
  open(content_height);
}

/// What fits needs no clip, and so no draw call of its own.
void ScrollArea::open(float content_height) {
  clipped_ = content_height <= 0 || content_height > r_.h;
  if (clipped_) p_.c.push_clip(r_);
}

void ScrollArea::reveal(std::string_view news, float top, float bottom) {
  const auto [last, first_time] = p_.state.shown.try_emplace(id_ + "/news", news);
  if (first_time || last->second == news) return;
  last->second = news;
  if (news.empty()) return;
  // The upper end counts where both ends do not fit.
  const bool up = top < r_.y || bottom - top > r_.h;
  const float by = up ? top - r_.y : std::max(bottom - r_.bottom(), 0.f);
  if (by == 0) return;
  p_.hits.set_scroll_offset(id_, std::max(offset_ + by, 0.f));
  p_.state.remeasured = true;
}

void ScrollArea::end(float content_height) {
  if (clipped_) p_.c.pop_clip();
  p_.hits.end_scroll();
  float& known = p_.state.heights[id_];
  if (known != content_height) p_.state.remeasured = true;
  known = content_height;
  if (content_height <= r_.h + .5f) return;
  const float thumb = std::max(r_.h * r_.h / content_height, 24.f);
  const float share = std::clamp(offset_ / (content_height - r_.h), 0.f, 1.f);
  p_.c.rect(r_.right() - 6, r_.y + 2 + (r_.h - 4 - thumb) * share, 3, thumb,
            {.radius = 1.5f, .fill = p_.t().line2});
}

std::string elided(Panel& p, std::string_view text, float width, float size, Face face) {
  if (p.c.text_width(text, size, face) <= width) return std::string(text);
  std::size_t i = 0, fits = 0;
  while (i < text.size()) {
    next_char(text, i);
    if (p.c.text_width(std::string(text.substr(0, i)) + "…", size, face) > width) break;
    fits = i;
  }
  return std::string(text.substr(0, fits)) + "…";
}

void event_mark(Panel& p, float x, float y, view::MarkKind kind, float scale, Color halo) {
  using K = view::MarkKind;
  const Theme& t = p.t();
  switch (kind) {
    case K::kSent: p.c.mark(x, y, Mark::Sent, scale, halo); break;
    case K::kReceived: p.c.mark(x, y, Mark::Received, scale, halo); break;
    case K::kDeleted: p.c.mark(x, y, Mark::Deleted, scale, halo); break;
    case K::kTimeout: p.c.mark(x, y, Mark::Timeout, scale, halo); break;
    case K::kRefused:
    case K::kCrashed: p.c.mark(x, y, Mark::Refused, scale, halo); break;
    case K::kSwallowed: p.c.mark(x, y, Mark::Swallowed, scale, halo); break;
    case K::kMoved: {
      // A triangle that points down: the message left for the dead-letter queue under its source.
      const float k = scale;
      if (halo)
        p.c.path({{x - 7 * k, y - 5.5f * k}, {x + 7 * k, y - 5.5f * k}, {x, y + 7.5f * k}},
                 {.fill = halo});
      p.c.path({{x - 4.8f * k, y - 4 * k}, {x + 4.8f * k, y - 4 * k}, {x, y + 5 * k}},
               {.fill = t.text2});
      break;
    }
  }
}

}  // namespace ui
