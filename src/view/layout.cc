// The parts of the window by its size (design.md §5). Must not know what is in them.
#include <algorithm>
#include <cmath>

#include "view/frame.h"

namespace view {
namespace {

constexpr float kPhoneWidth = 600;
constexpr float kSheetWidth = 900;
constexpr float kInspectorWidth = 1200;  // from here the inspector has a place of its own
constexpr float kLargeWidth = 1600;
constexpr float kFlatHeight = 500;  // a phone on its side: lesson and stage side by side
constexpr float kOneRow = 52;

float drawer_height(float stage_h) {
  return std::floor(std::clamp(stage_h * .45f, std::min(160.f, stage_h), 300.f));
}

// The console holds a whole answer and the line below it.
float console_height(float stage_h) {
  return std::floor(std::clamp(stage_h * .62f, std::min(200.f, stage_h), 480.f));
}

Layout phone_layout(float width, float height) {
  Layout out;
  out.phone = out.sheet = out.inspector_overlays = out.lens_in_menu = true;
  const float stage_h = std::clamp(height - 52 - kOneRow - 240, 240.f, 304.f);
  out.top = {0, 0, width, 52};
  out.stage = {0, 52, width, stage_h};
  out.transport = {0, 52 + stage_h, width, kOneRow};
  out.lesson = {0, out.transport.bottom(), width, std::max(height - out.transport.bottom(), 0.f)};
  // Over the lesson, where there is room to read; the stage stays in sight.
  out.inspector = out.log = out.console = out.lesson;
  return out;
}

Layout sheet_layout(float width, float height) {
  Layout out;
  out.sheet = out.inspector_overlays = out.lens_in_menu = true;
  const float stage_h =
      std::floor(std::clamp(height * .52f, 240.f, std::max(240.f, height - 48 - kOneRow - 240)));
  out.top = {0, 0, width, 48};
  out.stage = {0, 48, width, stage_h};
  out.transport = {0, 48 + stage_h, width, kOneRow};
  out.lesson = {0, out.transport.bottom(), width, std::max(height - out.transport.bottom(), 0.f)};
  out.inspector = out.log = out.console = out.lesson;
  return out;
}

// The widths of the columns and the height of the transport.
struct Columns {
  float lesson = 352;
  float inspector = 320;
  float rail = 48;
  float transport = 140;
};

Columns columns_for(float width, float height) {
  Columns c;
  if (width >= kLargeWidth) c = {416, 384, 48, 160};
  if (width < kInspectorWidth) c.lesson = 320;
  if (height < 600) c.transport = kOneRow;
  if (width < kSheetWidth) {
    c.lesson = std::floor(std::clamp(width * .42f, 264.f, 352.f));
    c.rail = 0;
  }
  return c;
}

Layout column_layout(float width, float height, bool inspector_open) {
  const Columns c = columns_for(width, height);
  Layout out;
  out.inspector_overlays = out.lens_in_menu = width < kInspectorWidth;
  const float stage_h = std::max(height - 48 - c.transport, 0.f);
  const bool beside = inspector_open && !out.inspector_overlays;
  const float right = beside ? c.inspector : c.rail;
  out.top = {0, 0, width, 48};
  out.lesson = {0, 48, c.lesson, std::max(height - 48, 0.f)};
  out.stage = {c.lesson, 48, width - c.lesson - right, stage_h};
  out.inspector = {width - c.inspector, 48, c.inspector, stage_h};
  if (!inspector_open) out.rail = {width - c.rail, 48, c.rail, stage_h};
  out.transport = {c.lesson, 48 + stage_h, width - c.lesson, height - 48 - stage_h};
  const float drawer = drawer_height(stage_h);
  out.log = {out.stage.x, out.stage.bottom() - drawer, out.stage.w, drawer};
  const float console = console_height(stage_h);
  out.console = {out.stage.x, out.stage.bottom() - console, out.stage.w, console};
  return out;
}

}  // namespace

Layout layout(float width, float height, bool inspector_open, bool log_open, bool console_open,
              bool metrics_open) {
  Layout out;
  if (width < kPhoneWidth) {
    out = phone_layout(width, height);
  } else if (width < kSheetWidth && height >= kFlatHeight) {
    out = sheet_layout(width, height);
  } else {
    out = column_layout(width, height, inspector_open);
  }
  if (!inspector_open) out.inspector = {};
  if (!log_open) out.log = {};
  out.metrics = metrics_open ? out.console : Rect{};
  if (!console_open) out.console = {};
  return out;
}

}  // namespace view
