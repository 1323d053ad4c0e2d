// The time axis of the transport: event row, charts, future, ticks, playhead, scrubbing.
// Must not know: the controls beside it.
#pragma once

#include "ui/panels/panel.h"

namespace ui {

/// Where the axis lies. In the one-row form the charts have no height.
struct AxisPlace {
  float x0 = 0, x1 = 0;      ///< of t0 and t1
  float events_y = 0;        ///< middle of the event row
  float chart_y0 = 0, chart_y1 = 0;
  bool one_row = false;
};

void draw_axis(Panel& p, const AxisPlace& at);

}  // namespace ui
