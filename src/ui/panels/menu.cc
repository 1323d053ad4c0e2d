// The open menu, above everything that was drawn before. Must not know: what a control does.
#include "ui/panels/menu.h"

#include <algorithm>

#include "ui/panels/widgets.h"

namespace ui {
namespace {

constexpr float kWidth = 264, kRow = 44, kPad = 6;

void draw_menu_row(Panel& p, const view::Control& item, Rect r) {
  const Touch touch = press(p, item, r, {.group = "ui.menu"});
  const float over = hover_share(p, touch);
  const Theme& t = p.t();
  if (over > 0)
    p.c.rect(r.x, r.y, r.w, r.h, {.radius = 8, .fill = t.hover_plate(), .opacity = over});
  if (touch.focus) p.c.focus_ring(r.x, r.y, r.w, r.h, 8, -2);
  const float mid = r.y + r.h / 2;
  p.c.icon(icon_named(item.icon), r.x + 22, mid, 18, t.text2);
  p.c.text(r.x + 46, mid, item.label,
           {.size = 15,
            .face = item.pressed ? Face::Semibold : Face::Regular,
            .color = item.enabled ? t.text : t.text3,
            .max_width = r.w - 84});
  if (item.pressed) p.c.icon(Icon::Check, r.right() - 22, mid, 18, t.text2);
}

void draw_list(Panel& p, const std::vector<view::Control>& items, bool from_below) {
  p.hits.begin_modal();
  p.links.add(p.hits, kMenuShade, {0, 0, p.frame.width, p.frame.height},
              {std::string(kMenuShade), ""}, {.cursor = Cursor::Arrow, .focusable = false});
  const Rect anchor = p.state.menu_anchor;
  const float w = std::min(kWidth, p.frame.width - 16);
  const float rows = kRow * static_cast<float>(items.size());
  const float room = from_below ? anchor.y - 14 : p.frame.height - anchor.bottom() - 14;
  const float h = std::min(rows + 2 * kPad, room);
  const float x = std::clamp(anchor.right() - w, 8.f, p.frame.width - w - 8);
  const float y = from_below ? anchor.y - 6 - h : anchor.bottom() + 6;
  p.c.card(x, y, w, h, {.stroke = p.t().line2, .lift = 4});
  ScrollArea area(p, "ui.scroll.menu", {x, y + kPad, w, h - 2 * kPad}, p.state.menu);
  float row = area.top();
  for (const view::Control& item : items) {
    draw_menu_row(p, item, {x + kPad, row, w - 2 * kPad, kRow});
    row += kRow;
  }
  area.end(rows);
}

/// What the one-row transport and a missing rail leave out.
template <class Add>
void add_lesson_items(const Panel& p, Add add) {
  const view::Transport& t = p.frame.transport;
  if (p.at.phone) {
    add(t.step_back, "step-back");
    add(t.step_forward, "step-forward");
    add(t.next_event, "skip-forward");
    add(t.skip_quiet, "fast-forward");
  }
  if (has_one_row(p.at)) {
    add(t.speed_down, "minus");
    add(t.speed_up, "plus");
    if (t.back_to_present) add(*t.back_to_present, "undo-2");
    for (const view::Control& branch : t.branches) add(branch, "git-fork");
  }
  if (!p.at.lens_in_menu || p.at.rail.w > 0) return;
  for (const view::Control& control : p.frame.rail) {
    const bool on_bar = std::ranges::contains(p.frame.top.icons, control.id, &view::Control::id) ||
                        (p.at.phone && control.id == p.frame.inspector.toggle.id);
    if (!on_bar) add(control);
  }
}

}  // namespace

std::vector<view::Control> top_menu_items(const Panel& p) {
  std::vector<view::Control> items;
  const auto add = [&](view::Control c, const char* icon = "") {
    const bool listed = std::ranges::contains(items, c.id, &view::Control::id);
    if (c.id.empty() || listed) return;
    if (c.icon.empty()) c.icon = icon;
    items.push_back(std::move(c));
  };
  const view::TopBar& top = p.frame.top;
  if (p.at.lens_in_menu && top.lens_truth && top.lens_api) {
    add(*top.lens_truth, "eye");
    add(*top.lens_api, "eye-off");
  }
  if (p.at.phone)
    for (const view::Control& tab : top.tabs) add(tab);
  if (p.frame.screen == view::Screen::kLesson) add_lesson_items(p, add);
  if (p.at.phone)
    for (const view::Control& icon : top.icons)
      if (icon.icon != "accessibility") add(icon);
  return items;
}

void draw_menu(Panel& p) {
  std::vector<view::Control> items;
  if (p.state.menu == kTopMenu) items = top_menu_items(p);
  if (p.state.menu == kBranchMenu) items = p.frame.transport.branches;
  if (items.empty()) {
    p.state.menu.clear();
    return;
  }
  draw_list(p, items, p.state.menu == kBranchMenu);
}

}  // namespace ui
