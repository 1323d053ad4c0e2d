// The application's life: start, events, frames. What controls do is in app_controls.cc, what is
// shown in app_screens.cc.
#include "app/app.h"

#include <algorithm>
#include <utility>

#include "app/crash_report.h"
#include "app/shortcuts.h"
#include "base/check.h"
#include "view/outline.h"

namespace app {
namespace {

constexpr double kOutlineEveryS = 0.5;  // while time runs: a screen reader cannot follow more

ui::Mods mods_of(const platform::Mods& m) { return {m.shift, m.ctrl, m.alt, m.meta, m.command}; }

}  // namespace

bool Application::start(const platform::StartOptions& options, platform::Host& host) {
  host_ = &host;
  chrome_.light = options.theme == "light";
  chrome_.reader = options.reader;
  reduced_motion_ = options.reduced_motion;
  drawing_ = options.drawing;
  base::set_crash_handler([this](std::string_view what) {
    const std::string address =
        route_.kind == Route::Kind::kLesson ? lesson_route(route_.lesson, route_.beat) : "#/";
    host_->crash(crash_report(what, address, session_ ? &*session_ : nullptr));
  });
  const bool fonts =
      surface_.load({host.asset("fonts/inter-400.ttf"), host.asset("fonts/inter-600.ttf"),
                     host.asset("fonts/jetbrains-mono-500.ttf"), host.asset("fonts/lucide.ttf")});
  if (!fonts) {
    host.crash("A font file is missing or damaged.");
    return false;
  }
  if (!content_.load(host)) {
    host.crash("The course could not be read.\n" + content_.error());
    return false;
  }
  learner_.load(options.progress_json, host);
  if (!learner_.complaint().empty()) say(learner_.complaint());
  open(parse_route(options.route, content_.catalogue()));
  return true;
}

platform::FrameResult Application::frame(const platform::Frame& f) {
  const double begin = host_->now_ms();
  wall_s_ += f.wall_dt_s;
  bench_s_ += f.wall_dt_s;
  outline_age_s_ += f.wall_dt_s;
  hits_.tick(f.wall_dt_s);
  if (notice_ && (notice_left_s_ -= f.wall_dt_s) <= 0) notice_.reset();
  if (session_) {
    player_.follow(*session_);
    player_.tick(*session_, f.wall_dt_s, reduced_motion_);
    beat_changed();
  }
  if (session_) console_.follow(*session_);
  last_frame_ = build_frame(f.surface);
  const bool in_motion = player_.running();
  send_outline(last_frame_, in_motion);
  const double modelled = host_->now_ms();
  platform::FrameResult out;
  out.model_ms = modelled - begin;
  if (drawing_) {
    ui::Canvas& canvas =
        surface_.begin_frame({.width = static_cast<float>(f.surface.width),
                              .height = static_cast<float>(f.surface.height),
                              .dpr = static_cast<float>(f.surface.dpr),
                              .theme = chrome_.light ? &ui::light_theme() : &ui::dark_theme(),
                              .reduced_motion = reduced_motion_},
                             f.wall_dt_s);
    const auto intents = ui_.draw(last_frame_, canvas, hits_, wall_s_);
    out.draw = surface_.end_frame();
    if (std::exchange(focus_console_, false)) {
      hits_.focus("console.input", false);
      host_->request_frame();
    }
    for (const view::Intent& intent : intents) carry_out(intent);
    const std::string cursor(ui::cursor_name(hits_.cursor()));
    if (cursor != cursor_) host_->cursor(cursor_ = cursor);
  }
  out.draw_ms = host_->now_ms() - modelled;
  out.wake_s = wake_s(player_.running());
  return out;
}

double Application::wake_s(bool in_motion) const {
  if (in_motion || last_frame_.screen == view::Screen::kBench) return 0;
  double wake = drawing_ ? ui_.wake_s() : -1;
  const auto sooner = [&](double s) { wake = wake < 0 ? s : std::min(wake, s); };
  if (notice_) sooner(std::max(0.05, notice_left_s_));
  // Characters that did not fit into the atlas come with the next frame.
  if (drawing_ && surface_.incomplete()) sooner(0);
  return wake;
}

void Application::send_outline(const view::Frame& frame, bool in_motion) {
  if (in_motion && outline_age_s_ < kOutlineEveryS) return;
  outline_age_s_ = 0;
  std::string text = base::dump(view::build_outline(frame));
  if (text != outline_) {
    outline_ = std::move(text);
    host_->outline(outline_);
  }
  if (frame.title != title_) host_->title(title_ = frame.title);
}

void Application::pointer(const platform::Pointer& e) {
  ui::PointerEvent out;
  out.kind = static_cast<ui::PointerEvent::Kind>(e.kind);
  out.at = {e.x, e.y};
  out.wheel_x = e.wheel_x;
  out.wheel_y = e.wheel_y;
  out.touch = e.touch;
  if (e.kind == platform::Pointer::Kind::Down) touched_ = e.touch;
  out.mods = mods_of(e.mods);
  const bool redraw = hits_.pointer(out);
  const auto intents = ui_.take_intents(hits_);
  for (const view::Intent& intent : intents) carry_out(intent);
  if (redraw || !intents.empty()) host_->request_frame();
}

bool Application::key(const platform::Key& e) {
  if (!e.down) return false;
  if (e.name == "Escape" && ui_.close_menu()) {
    host_->request_frame();
    return true;
  }
  if (typing()) return type_key(e);
  if (hits_.key(e.name, mods_of(e.mods))) {
    for (const view::Intent& intent : ui_.take_intents(hits_)) carry_out(intent);
    host_->request_frame();
    return true;
  }
  const std::string control = shortcut_control(e, last_frame_);
  if (control.empty()) return false;
  carry_out({control, {}});
  host_->request_frame();
  return true;
}

bool Application::text(std::string_view utf8) {
  if (!typing()) return false;
  console_.insert(utf8);
  host_->request_frame();
  return true;
}

void Application::activate(std::string_view control_id, std::string_view value) {
  carry_out({std::string(control_id), std::string(value)});
  host_->request_frame();
}

void Application::route(std::string_view hash) {
  open(parse_route(hash, content_.catalogue()));
  host_->request_frame();
}

void Application::option(std::string_view key, std::string_view value) {
  if (key == "theme") chrome_.light = value == "light";
  if (key == "reader") chrome_.reader = value == "true";
  if (key == "reduced_motion") reduced_motion_ = value == "true";
  if (key == "import") {
    const bool merged = learner_.merge(value, *host_);
    say(merged ? "Saved progress was added to yours." : learner_.complaint());
    // Anew, since an open lesson would write over what was added to it.
    if (merged) open(route_);
  }
  host_->request_frame();
}

void Application::paste(std::string_view text) {
  if (!typing()) return;
  console_.insert(text);
  host_->request_frame();
}

std::string Application::copy_selection() {
  if (typing()) return console_.selection();
  return last_frame_.inspector.subject ? last_frame_.inspector.title : std::string();
}

void Application::visible(bool now_visible) {
  if (!now_visible) player_.pause();
}

void Application::keyboard_here(bool here) {
  hits_.set_keyboard_here(here);
  host_->request_frame();
}

bool Application::wants_escape() {
  return last_frame_.help.open ||
         (session_ && (chrome_.inspector_open || chrome_.console_open || chrome_.metrics.open));
}

bool Application::wants_tab() { return typing() && console_.can_complete(*session_); }

void Application::say(std::string text, std::optional<view::Control> action) {
  host_->announce(text);
  notice_ = view::Notice{std::move(text), std::move(action)};
  notice_left_s_ = 8;
}

}  // namespace app
