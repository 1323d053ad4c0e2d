// Frames on demand. Must not know: SDL, the browser, GL.
#include "platform/driver.h"

#include "imgui.h"

namespace platform {
namespace {

void count(const ImDrawData& draw, FrameCost& cost) {
  cost.vertices = draw.TotalVtxCount;
  cost.indices = draw.TotalIdxCount;
  for (const ImDrawList* list : draw.CmdLists) cost.draw_calls += list->CmdBuffer.Size;
}

}  // namespace

bool Driver::start(const StartOptions& options, Screen* screen) {
  screen_ = screen;
  surface_ = options.surface;
  started_ = app_->start(options, *host_);
  if (started_) request();
  return started_;
}

void Driver::request() {
  if (in_frame_) again_ = true;
  else if (started_ && visible_) scheduler_->frame_soon();
}

void Driver::frame() {
  if (!started_ || !visible_ || in_frame_) return;
  in_frame_ = true;
  again_ = false;
  FrameCost cost;
  const double begin = scheduler_->now_ms();
  const FrameResult result = app_->frame({clock_.step(begin / 1000), surface_});
  const double built = scheduler_->now_ms();
  bool shown = screen_ == nullptr;
  if (result.draw && screen_ && !lost_) {
    count(*result.draw, cost);
    shown = screen_->show(*result.draw, surface_);
  }
  const double end = scheduler_->now_ms();
  cost.model_ms = result.model_ms;
  cost.draw_ms = result.draw_ms;
  cost.submit_ms = end - built;
  cost.total_ms = end - begin;
  stats_.add(cost);
  clock_.ask(result.wake_s);
  in_frame_ = false;
  if (shown && !shown_) {
    shown_ = true;
    host_->first_frame();
  }
  if (again_ || result.wake_s == 0) scheduler_->frame_soon();
  else if (result.wake_s > 0) scheduler_->frame_in(result.wake_s);
}

void Driver::resize(const Surface& surface) {
  surface_ = surface;
  // At once: the browser clears a resized canvas, and an empty frame would flash.
  frame();
}

void Driver::set_visible(bool visible) {
  if (visible == visible_) return;
  visible_ = visible;
  if (!started_) return;
  app_->visible(visible);
  if (visible) request();
}

void Driver::set_context_lost(bool lost) {
  lost_ = lost;
  if (!lost) request();
}

}  // namespace platform
