// The application: the learner's session, the player and the screens put together. Every click,
// key, link or outline action arrives as a control id; everything shown is built from models.
// Must not know SDL, GL or JavaScript.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/console.h"
#include "app/content.h"
#include "app/learner.h"
#include "app/player.h"
#include "app/route.h"
#include "lesson/session.h"
#include "platform/app.h"
#include "ui/frame_ui.h"
#include "ui/kit/surface.h"
#include "view/chrome.h"
#include "view/event_index.h"
#include "view/frame.h"

namespace app {

class Application final : public platform::App {
 public:
  bool start(const platform::StartOptions& options, platform::Host& host) override;
  platform::FrameResult frame(const platform::Frame& frame) override;
  void pointer(const platform::Pointer& e) override;
  bool key(const platform::Key& e) override;
  bool text(std::string_view utf8) override;
  void activate(std::string_view control_id, std::string_view value) override;
  void route(std::string_view hash) override;
  void option(std::string_view key, std::string_view value) override;
  void paste(std::string_view text) override;
  std::string copy_selection() override;
  void visible(bool now_visible) override;
  void keyboard_here(bool here) override;
  bool wants_escape() override;
  bool wants_tab() override;

 private:
  // Where the learner is.
  void open(const Route& route);
  void open_lesson(const Route& route);
  void show_message(std::string title, std::string text);
  void leave_lesson();
  void beat_changed();
  void finish_lesson();

  // What a control does. Each returns false when the control is not its own.
  void carry_out(const view::Intent& intent);
  bool carry_out_chrome(const view::Intent& intent);
  bool carry_out_home(const view::Intent& intent);
  bool carry_out_transport(const view::Intent& intent);
  bool carry_out_stage(const view::Intent& intent);
  bool carry_out_lesson(const view::Intent& intent);
  bool carry_out_console(const view::Intent& intent);
  void open_console(bool open);
  void run_line();
  bool typing() const;
  bool type_key(const platform::Key& e);
  bool do_deed(std::string_view id);
  void select(model::Ref ref);
  void jump_to_event(model::EventSeq seq);

  // What is shown.
  view::Frame build_frame(const platform::Surface& surface);
  void build_lesson_screen(view::Frame& frame);
  void send_outline(const view::Frame& frame, bool in_motion);
  double wake_s(bool in_motion) const;
  void say(std::string text, std::optional<view::Control> action = std::nullopt);

  platform::Host* host_ = nullptr;
  ui::Surface surface_;
  ui::FrameUi ui_;
  ui::Hits hits_;
  Content content_;
  Learner learner_;
  Player player_;
  Route route_;
  std::optional<lesson::Session> session_;
  std::uint32_t session_epoch_ = 0;
  std::string shown_beat_;
  ConsoleInput console_;
  bool focus_console_ = false;   // with the next frame: the field must have been drawn
  bool touched_ = false;         // the last press was a finger's
  view::ChromeState chrome_;
  model::Ref selected_;
  model::StreamId shown_stream_;  // on the stage: it stays when the selection has gone
  bool all_properties_ = false;
  bool reduced_motion_ = false;
  bool drawing_ = true;
  view::TransportCache transport_;
  view::EventIndex index_;
  std::optional<view::Notice> notice_;
  double notice_left_s_ = 0;
  std::string message_title_;
  std::string message_text_;
  view::Frame last_frame_;
  std::string outline_;
  std::string title_;
  std::string cursor_;
  double outline_age_s_ = 0;
  double wall_s_ = 0;
  double bench_s_ = 0;
};

}  // namespace app
