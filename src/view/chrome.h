// The parts of a screen that are the same everywhere: top bar, rail, event log, keyboard sheet.
// Must not know ImGui.
#pragma once

#include <string>
#include <vector>

#include "view/frame.h"

namespace view {

/// Settings and open parts, owned by the app.
struct ChromeState {
  bool light = false;
  bool reader = false;  // the outline is shown beside the canvas
  Lens lens = Lens::kTruth;
  bool inspector_open = false;
  bool log_open = false;
  bool console_open = false;  // never together with the log
  MetricsState metrics;       // open: instead of both
  bool help_open = false;
};

/// Controls: "top.home", "lens.truth", "lens.api", "top.theme", "top.reader", "top.help".
/// Without crumbs it is the bar of the course home, with tabs.
TopBar build_top_bar(const ChromeState& state, std::vector<std::string> crumbs);

/// The icons of the closed inspector's rail: "inspector.toggle", "top.help", "log.toggle",
/// "console.toggle", "metrics.toggle".
std::vector<Control> build_rail(const ChromeState& state);

/// The last 200 events at or before the playhead; "log.toggle", and "event.<seq>" on each line.
LogPanel build_log(const world::Timeline& timeline, const ChromeState& state);

/// The sheet behind "?"; closed by "help.close".
HelpSheet build_help(const ChromeState& state);

}  // namespace view
