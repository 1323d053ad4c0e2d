// The parts of the window (design.md §5). Must not know what is in them.
#include <algorithm>

#include "view/frame.h"

namespace view {
namespace {

constexpr float kTop = 48;
constexpr float kPhoneTop = 52;
constexpr float kPhoneStage = 304;
constexpr float kRowTransport = 52;
constexpr float kRail = 48;
constexpr float kLogHeight = 240;

// One column: stage, transport in one row, and the lesson as a sheet below them.
void lay_out_column(Layout& out, float width, float height) {
  const float top = out.phone ? kPhoneTop : kTop;
  // A tablet gives the stage what its picture needs, but never more than half of the window.
  const float stage = out.phone ? std::min(kPhoneStage, height * 0.45f)
                                : std::clamp(width * 0.56f, 240.0f, height * 0.5f);
  out.top = {0, 0, width, top};
  out.stage = {0, top, width, stage};
  out.transport = {0, top + stage, width, kRowTransport};
  const float y = out.transport.bottom();
  out.lesson = {0, y, width, std::max(0.0f, height - y)};
  out.inspector_overlays = true;
}

void lay_out_columns(Layout& out, float width, float height, bool inspector_open) {
  const bool large = width >= 1600;
  const float lesson = large ? 416.0f : width >= 1200 ? 352.0f : 320.0f;
  const float transport = large ? 160.0f : 140.0f;
  const float inspector = large ? 384.0f : 320.0f;
  out.inspector_overlays = width < 1200;
  const float body = std::max(0.0f, height - kTop);
  const float stage_h = std::max(0.0f, body - transport);
  const bool beside = inspector_open && !out.inspector_overlays;
  const float right = beside ? inspector : kRail;
  out.top = {0, 0, width, kTop};
  out.lesson = {0, kTop, lesson, body};
  out.stage = {lesson, kTop, width - lesson - right, stage_h};
  out.transport = {lesson, kTop + stage_h, width - lesson, transport};
  if (inspector_open) {
    out.inspector = {width - inspector, kTop, inspector, stage_h};
  } else {
    out.rail = {width - kRail, kTop, kRail, stage_h};
  }
  if (inspector_open && out.inspector_overlays) out.rail = {width - kRail, kTop, 0, stage_h};
}

}  // namespace

Layout layout(float width, float height, bool inspector_open, bool log_open) {
  Layout out;
  out.phone = width < 600;
  out.sheet = width < 900;
  out.lens_in_menu = width < 1200;
  if (out.sheet) {
    lay_out_column(out, width, height);
    // Over the lesson, where there is room to read; the stage stays in sight.
    if (inspector_open) out.inspector = out.lesson;
    if (log_open) {
      out.log = out.phone ? out.lesson
                          : Rect{0, out.stage.bottom() - std::min(kLogHeight, out.stage.h / 2),
                                 width, std::min(kLogHeight, out.stage.h / 2)};
    }
    return out;
  }
  lay_out_columns(out, width, height, inspector_open);
  if (log_open) {
    const float h = std::min(kLogHeight, out.stage.h * 0.5f);
    out.log = {out.stage.x, out.stage.bottom() - h, out.stage.w, h};
  }
  return out;
}

}  // namespace view
