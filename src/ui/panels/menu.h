// Menus: lists of controls that have no room in a bar, opened by a control of the interface.
// Must not know: what any control does.
#pragma once

#include <string_view>
#include <vector>

#include "ui/panels/panel.h"

namespace ui {

/// Ids of the menus; the control with this id opens and closes it.
inline constexpr std::string_view kTopMenu = "ui.menu.top", kBranchMenu = "ui.menu.branches";
/// A press beside an open menu.
inline constexpr std::string_view kMenuShade = "ui.menu.close";

/// What the top bar's menu lists: everything that the bar and the transport do not show.
std::vector<view::Control> top_menu_items(const Panel& p);

}  // namespace ui
