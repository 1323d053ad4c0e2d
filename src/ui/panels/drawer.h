// What the drawers from below have in common: how they slide in, their ground and their head.
// Must not know: what is in any of them.
#pragma once

#include <optional>
#include <string_view>

#include "ui/panels/panel.h"
#include "view/control.h"

namespace ui {

inline constexpr float kDrawerHead = 44;

/// A drawer in motion or open; its content lies in `r`.
struct Drawer {
  Rect r;
  bool sliding = false;
};
/// Begins the drawer `name`; nothing while it is closed. `kept` remembers where it stood.
std::optional<Drawer> begin_drawer(Panel& p, std::string_view name, bool open, const view::Rect& at,
                                   view::Rect& kept);
void end_drawer(Panel& p, const Drawer& drawer);
/// Title, cross and the line under them; `side` is the margin.
void drawer_head(Panel& p, Rect r, std::string_view title, float side, view::Control toggle);

}  // namespace ui
