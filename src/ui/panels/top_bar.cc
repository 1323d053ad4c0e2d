// The top bar: logo, crumbs or tabs, the lens, icons; on narrow screens a menu holds what has no
// room. Must not know: what any control does.
#include <algorithm>

#include "ui/panels/menu.h"
#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kIconPitch = 40;

view::Control menu_control() {
  return {.id = std::string(kTopMenu), .label = "More", .icon = "ellipsis", .shortcut = ""};
}

bool lens_shown(const Panel& p) { return p.frame.top.lens_truth && p.frame.top.lens_api; }

void draw_wordmark(Panel& p, float mid) {
  const view::Control& home = p.frame.top.home;
  const float w = p.c.text_width("Inflight", 16, Face::Semibold);
  const Rect r{14, mid - 17, 42 + w + 10, 34};
  const Touch touch = press(p, home, r);
  const float over = hover_share(p, touch);
  if (over > 0)
    p.c.rect(r.x, r.y, r.w, r.h, {.radius = 9, .fill = p.t().hover_plate(), .opacity = over});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 9, 0);
  p.c.logo(20, mid);
  p.c.text(56, mid, "Inflight", {.size = 16, .face = Face::Semibold});
}

void draw_crumbs(Panel& p, float x, float mid, float right) {
  const std::vector<std::string>& crumbs = p.frame.top.crumbs;
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    const bool last = i + 1 == crumbs.size();
    const Face face = last ? Face::Semibold : Face::Regular;
    p.c.text(x, mid, crumbs[i],
             {.size = 15,
              .face = face,
              .color = last ? p.t().text : p.t().text2,
              .max_width = std::max(right - x, 1.f)});
    x += p.c.text_width(crumbs[i], 15, face);
    if (last || x + 26 > right) return;
    p.c.icon(Icon::ChevronRight, x + 13, mid, 14, p.t().text3);
    x += 26;
  }
}

void draw_tabs(Panel& p, float mid, float bottom) {
  float x = 160;
  for (const view::Control& tab : p.frame.top.tabs) {
    const Face face = tab.pressed ? Face::Semibold : Face::Regular;
    const float w = p.c.text_width(tab.label, 15, face);
    const Touch touch = press(p, tab, {x - 12, 0, w + 24, bottom}, {.group = "top.tabs"});
    const float over = hover_share(p, touch);
    const Color rest = tab.pressed ? p.t().text : tab.enabled ? p.t().text2 : p.t().text3;
    p.c.text(
        x, mid, tab.label,
        {.size = 15, .face = face, .color = tab.enabled ? between(rest, p.t().text, over) : rest});
    if (tab.pressed) p.c.rect(x, bottom - 3, w, 3, {.radius = 1.5f, .fill = p.t().text});
    if (touch.focus) p.c.focus_ring(x, mid - 12, w, 24, 4, 4);
    x += w + 30;
  }
}

/// Lens and icons at the right; returns their left end.
float draw_tools(Panel& p, float mid) {
  const view::TopBar& top = p.frame.top;
  float x = p.at.top.w - 28 - kIconPitch * static_cast<float>(top.icons.size());
  const bool menu = !top_menu_items(p).empty();
  const float icons = x + kIconPitch;
  if (menu) x -= kIconPitch;
  float left = x + kIconPitch / 2;
  if (lens_shown(p) && !p.at.lens_in_menu) {
    const SegmentCell cells[] = {{&*top.lens_truth, top.lens_truth->pressed},
                                 {&*top.lens_api, top.lens_api->pressed}};
    const Rect r{x - 168, mid - 15, 176, 30};
    p.c.icon(Icon::Eye, r.x - 22, mid, 18, p.t().text3);
    segment_row(p, r, cells, {.size = 13.5f, .group = "top.lens"});
    left = r.x - 34;
  }
  if (menu) icon_control(p, menu_control(), icons - kIconPitch, mid);
  x = icons;
  for (const view::Control& icon : top.icons) {
    icon_control(p, icon, x, mid);
    x += kIconPitch;
  }
  return left;
}

void draw_wide_bar(Panel& p) {
  const view::Rect r = p.at.top;
  const float mid = r.h / 2;
  draw_wordmark(p, mid);
  // Controls are registered from the left, so the crumbs (which are none) may come last.
  if (!p.frame.top.tabs.empty()) draw_tabs(p, mid, r.h);
  const float right = draw_tools(p, mid);
  if (p.frame.top.crumbs.empty()) return;
  const float x = 74 + p.c.text_width("Inflight", 16, Face::Semibold);
  p.c.line(x, mid - 10, x, mid + 10);
  draw_crumbs(p, x + 18, mid, right - 12);
}

void draw_phone_bar(Panel& p) {
  const view::TopBar& top = p.frame.top;
  const float mid = p.at.top.h / 2, w = p.at.top.w;
  if (top.crumbs.empty()) {
    draw_wordmark(p, mid);
  } else {
    view::Control back = top.home;
    back.icon = "chevron-left";
    icon_control(p, back, 22, mid, 22);
    p.c.text(44, mid, top.crumbs.back(),
             {.size = 17, .face = Face::Semibold, .max_width = w - 44 - 140});
  }
  float x = w - 26;
  std::vector<view::Control> icons;
  for (const view::Control& icon : top.icons)
    if (icon.icon == "accessibility") icons.push_back(icon);
  if (!p.frame.inspector.toggle.id.empty() && p.frame.screen == view::Screen::kLesson)
    icons.push_back(p.frame.inspector.toggle);
  if (!top_menu_items(p).empty()) icons.push_back(menu_control());
  x -= 42 * (static_cast<float>(icons.size()) - 1);
  for (const view::Control& icon : icons) {
    icon_control(p, icon, x, mid, 20);
    x += 42;
  }
}

}  // namespace

void draw_top_bar(Panel& p) {
  const view::Rect r = p.at.top;
  p.c.rect(r.x, r.y, r.w, r.h, {.fill = p.t().panel});
  p.c.line(r.x, r.bottom() - .5f, r.right(), r.bottom() - .5f);
  if (p.at.phone) draw_phone_bar(p);
  else draw_wide_bar(p);
}

}  // namespace ui
