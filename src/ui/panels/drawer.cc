// Drawers from below.
#include "ui/panels/drawer.h"

#include <format>

#include "ui/panels/widgets.h"

namespace ui {

std::optional<Drawer> begin_drawer(Panel& p, std::string_view name, bool open, const view::Rect& at,
                                   view::Rect& kept) {
  if (open && at.h > 0) kept = at;
  const float share = p.motion.follow(name, open ? 1.f : 0.f, kPanelTime);
  Drawer out{box(kept), share < 1};
  if (share <= 0 || out.r.empty()) return std::nullopt;
  const Rect clip = out.r;
  out.r.y += out.r.h * (1 - share);
  if (out.sliding) p.c.push_clip(clip);
  p.hits.push_clip(p.c.to_outer(clip));
  p.links.add(p.hits, std::format("ui.shade.{}", name), out.r, {"ui.none", ""},
              {.cursor = Cursor::Arrow, .focusable = false});
  p.c.rect(out.r.x, out.r.y, out.r.w, out.r.h, {.fill = p.t().panel});
  p.c.line(out.r.x, out.r.y + .5f, out.r.right(), out.r.y + .5f, {.color = p.t().line2});
  return out;
}

void end_drawer(Panel& p, const Drawer& drawer) {
  p.hits.pop_clip();
  if (drawer.sliding) p.c.pop_clip();
}

void drawer_head(Panel& p, Rect r, std::string_view title, float side, view::Control toggle) {
  const float mid = r.y + kDrawerHead / 2, bottom = r.y + kDrawerHead - .5f;
  p.c.text(r.x + side, mid, title, {.size = 15, .face = Face::Semibold});
  toggle.icon = "x";
  toggle.pressed = false;
  icon_control(p, toggle, r.right() - 26, mid, 18);
  p.c.line(r.x, bottom, r.right(), bottom);
}

}  // namespace ui
