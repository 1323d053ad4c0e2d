// What is shown: which screen, and the frame of models it is made of.
#include <format>

#include "app/app.h"
#include "view/home.h"
#include "view/lesson_panel.h"
#include "view/resources.h"

namespace app {

void Application::open(const Route& route) {
  leave_lesson();
  route_ = route;
  switch (route.kind) {
    case Route::Kind::kHome:
    case Route::Kind::kBench: break;
    case Route::Kind::kLesson: open_lesson(route); break;
    case Route::Kind::kUnknown:
      show_message(
          "There is nothing here",
          std::format("The address {} does not name anything in this course.", route.asked));
      break;
  }
}

void Application::open_lesson(const Route& route) {
  const lesson::Document* document = content_.lesson(*host_, route.lesson);
  if (document == nullptr) {
    show_message("This lesson cannot be opened", content_.error());
    return;
  }
  const lesson::LessonRecord record = learner_.record_of(route.lesson);
  const std::string wanted = route.beat.empty() && !record.finished ? record.at : route.beat;
  const std::size_t beat = document->find_beat(wanted).value_or(0);
  auto session = lesson::Session::open(*document, beat);
  if (!session) {
    std::string text;
    for (const auto& error : session.error()) text += lesson::to_line(error, document->file) + "\n";
    show_message("This lesson cannot be opened", std::move(text));
    return;
  }
  session_.emplace(std::move(*session));
  session_->restore(record);
  session_epoch_ = session_->epoch();
  player_.reset();
  player_.follow(*session_);
  shown_beat_.clear();
  beat_changed();
}

void Application::show_message(std::string title, std::string text) {
  route_.kind = Route::Kind::kUnknown;
  message_title_ = std::move(title);
  message_text_ = std::move(text);
}

void Application::leave_lesson() {
  session_.reset();
  console_.leave();
  player_.reset();
  transport_.reset();
  index_.reset();
  selected_ = {};
  shown_stream_ = {};
  all_properties_ = false;
  shown_beat_.clear();
  message_title_.clear();
}

// After anything that may have moved the lesson on: address, progress and caches follow it.
void Application::beat_changed() {
  if (!session_) return;
  learner_.keep(*session_, *host_);
  if (session_->epoch() != session_epoch_) {
    session_epoch_ = session_->epoch();
    transport_.reset();
    index_.reset();
  }
  const std::string& beat = session_->current().id;
  if (beat != shown_beat_) {
    const bool arrived = shown_beat_.empty();
    shown_beat_ = beat;
    route_.beat = beat;
    host_->route(lesson_route(route_.lesson, beat), arrived);
  }
  if (session_->finished()) finish_lesson();
}

void Application::finish_lesson() {
  const std::string title = session_->document().title;
  const lesson::CatalogueLesson* next = content_.catalogue().next(route_.lesson);
  leave_lesson();
  route_ = {};
  host_->route("#/", false);
  std::optional<view::Control> action;
  if (next != nullptr) {
    action = view::Control{.id = "home.lesson." + next->id, .label = "Next: " + next->title};
  }
  say(std::format("{} is done.", title), std::move(action));
}

view::Frame Application::build_frame(const platform::Surface& surface) {
  view::Frame frame;
  frame.width = static_cast<float>(surface.width);
  frame.height = static_cast<float>(surface.height);
  frame.light = chrome_.light;
  frame.reduced_motion = reduced_motion_;
  frame.help = view::build_help(chrome_);
  frame.notice = notice_;
  frame.title = "Inflight";
  if (session_) {
    build_lesson_screen(frame);
    return frame;
  }
  frame.top = view::build_top_bar(chrome_, {});
  switch (route_.kind) {
    case Route::Kind::kBench:
      frame.screen = view::Screen::kBench;
      frame.scene = view::bench_scene(
          static_cast<std::uint32_t>(route_.chips),
          base::SimTime{static_cast<std::int64_t>(bench_s_ * 1e6)},
          {.width = frame.width, .height = frame.height - 48, .phone = false, .selected = {}});
      break;
    case Route::Kind::kUnknown:
      frame.screen = view::Screen::kMessage;
      frame.message_title = message_title_;
      frame.message_text = message_text_;
      break;
    default:
      frame.screen = view::Screen::kHome;
      frame.home = view::build_home(content_.catalogue(), learner_.progress(), learner_.can_undo());
  }
  return frame;
}

void Application::build_lesson_screen(view::Frame& frame) {
  const world::Timeline& timeline = session_->timeline();
  const lesson::StageNotes& notes = session_->notes();
  index_.update(timeline);
  frame.screen = view::Screen::kLesson;
  const lesson::CatalogueTrack* track = content_.catalogue().track_of(route_.lesson);
  frame.title = std::format("{} · Inflight", session_->document().title);
  frame.top = view::build_top_bar(
      chrome_, {track == nullptr ? "Course" : track->name, session_->document().title});
  const view::Layout at =
      view::layout(frame.width, frame.height, chrome_.inspector_open, chrome_.log_open,
                   chrome_.console_open, chrome_.metrics.open);
  frame.lesson = view::build_lesson_panel(*session_, at.phone);
  frame.scene = view::build_scene(timeline, notes,
                                  {.lens = chrome_.lens,
                                   .width = at.stage.w,
                                   .height = at.stage.h,
                                   .phone = at.phone,
                                   .selected = selected_,
                                   .stream = shown_stream_,
                                   .reduced_motion = reduced_motion_,
                                   .index = &index_});
  shown_stream_ = frame.scene.streams.empty() ? model::StreamId{}
                                              : model::StreamId{frame.scene.streams.front().ref.id};
  frame.transport = transport_.build(
      timeline, notes, player_.playback(),
      ui::axis_columns(frame.width, frame.height, chrome_.inspector_open, chrome_.log_open),
      shown_stream_);
  frame.inspector = view::build_inspector(timeline, selected_,
                                          {.open = chrome_.inspector_open,
                                           .all_properties = all_properties_,
                                           .held = session_->notes().frozen,
                                           .lens = chrome_.lens,
                                           .index = &index_});
  frame.resources = view::build_resources(timeline, notes, chrome_.lens, selected_);
  frame.rail = view::build_rail(chrome_);
  frame.log = view::build_log(timeline, chrome_);
  frame.console = console_.panel(*session_, chrome_.console_open);
  frame.metrics.toggle = view::metrics_toggle(false);
  if (chrome_.metrics.open) frame.metrics = view::build_metrics(timeline, chrome_.metrics);
}

}  // namespace app
