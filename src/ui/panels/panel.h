// What every panel is given: the surface to draw on, the registered controls, the short
// animations, and what must be remembered from one frame to the next.
// Must not know: any single panel.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/canvas.h"
#include "ui/kit/hits.h"
#include "ui/kit/text_field.h"
#include "ui/panels/links.h"
#include "ui/panels/motion.h"
#include "view/frame.h"

namespace ui {

/// Where the stage's camera stands, stage px.
struct Camera {
  float x = 0, y = 0, zoom = 1;
};

/// State of the interface that is not the World's and not worth a link: menus, measured heights.
struct PanelState {
  std::string menu;                                     ///< id of the open menu, "" = none
  Rect menu_anchor;                                     ///< the control that opened it
  std::map<std::string, float, std::less<>> heights;    ///< of scrolled content, last frame
  std::map<std::string, std::string, std::less<>> shown;  ///< what a scroll area held, last frame
  view::Rect inspector;  ///< where it last stood open
  view::Rect log;
  view::Rect console;
  view::Rect metrics;
  TextField console_line;  ///< as drawn last: remembers how far it is scrolled
  bool remeasured = false;  ///< scrolled content has another height than the last frame knew
  std::vector<ChipAt> chips;  ///< scratch of the stage
};

/// The context of one frame.
struct Panel {
  Canvas& c;
  Hits& hits;
  Links& links;
  Motion& motion;
  PanelState& state;
  const view::Frame& frame;
  const view::Layout& at;

  const Theme& t() const { return c.theme(); }
};

inline Rect box(const view::Rect& r) { return {r.x, r.y, r.w, r.h}; }
inline Point spot(view::Vec v) { return {v.x, v.y}; }

void draw_top_bar(Panel& p);
void draw_menu(Panel& p);
void draw_lesson_panel(Panel& p);
void draw_stage(Panel& p);
void draw_transport(Panel& p);
void draw_inspector(Panel& p);
void draw_log(Panel& p);
void draw_console(Panel& p);
void draw_metrics(Panel& p);
void draw_home(Panel& p);
void draw_help(Panel& p);
void draw_notice(Panel& p);
void draw_message(Panel& p);
void draw_hint(Panel& p);

/// True when the transport has no room for charts: one row of controls and marks.
inline bool has_one_row(const view::Layout& at) { return at.phone || at.transport.h < 100; }
/// Width of the transport's time axis for a layout, px: what TransportCache needs.
int transport_axis_columns(const view::Layout& at);

}  // namespace ui
