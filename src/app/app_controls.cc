// What controls do. A control means the same whether it was clicked, pressed by a key, or used
// from the outline.
#include <algorithm>
#include <charconv>
#include <format>

#include "app/app.h"
#include "lesson/deeds.h"
#include "lesson/stage.h"
#include "view/home.h"

namespace app {
namespace {

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

// The rest of an id after its prefix; nothing for another id.
std::optional<std::string_view> after(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  return id.substr(prefix.size());
}

std::string point_value(model::Ref ref) {
  switch (ref.kind) {
    case model::RefKind::kMessage: return std::format("message:{}", ref.id);
    case model::RefKind::kActor: return std::format("actor:{}", ref.id);
    case model::RefKind::kQueue: return std::format("queue:{}", ref.id);
    default: return {};
  }
}

}  // namespace

void Application::carry_out(const view::Intent& intent) {
  if (carry_out_chrome(intent)) return;
  if (carry_out_home(intent)) return;
  if (!session_) return;
  if (carry_out_console(intent)) return;
  if (carry_out_transport(intent) || carry_out_stage(intent) || carry_out_lesson(intent)) {
    beat_changed();
  }
}

bool Application::carry_out_chrome(const view::Intent& intent) {
  const std::string& id = intent.control;
  if (id == "top.home" || id == "top.learn") {
    if (session_ || route_.kind != Route::Kind::kHome) host_->route("#/", false);
    open({});
  } else if (id == "top.theme") {
    host_->option("theme", chrome_.light ? "dark" : "light");
    chrome_.light = !chrome_.light;
  } else if (id == "top.reader") {
    host_->option("reader", "toggle");
  } else if (id == "top.help") {
    chrome_.help_open = !chrome_.help_open;
  } else if (id == "help.close") {
    chrome_.help_open = false;
  } else if (id == "notice.close") {
    notice_.reset();
  } else if (id == "lens.truth") {
    chrome_.lens = view::Lens::kTruth;
  } else if (id == "lens.api") {
    chrome_.lens = view::Lens::kApi;
  } else if (id == "lens.toggle") {
    chrome_.lens = chrome_.lens == view::Lens::kTruth ? view::Lens::kApi : view::Lens::kTruth;
  } else if (id == "inspector.toggle") {
    chrome_.inspector_open = !chrome_.inspector_open;
  } else if (id == "inspector.all") {
    all_properties_ = !all_properties_;
  } else if (id == "log.toggle") {
    chrome_.log_open = !chrome_.log_open;
    chrome_.metrics.open = false;
    open_console(false);
  } else if (id == "metrics.toggle") {
    chrome_.metrics.open = !chrome_.metrics.open;
    chrome_.log_open = false;
    open_console(false);
  } else if (id == "metrics.sum") {
    chrome_.metrics.statistic = view::Statistic::kSum;
  } else if (id == "metrics.average") {
    chrome_.metrics.statistic = view::Statistic::kAverage;
  } else if (id == "metrics.maximum") {
    chrome_.metrics.statistic = view::Statistic::kMaximum;
  } else {
    return false;
  }
  return true;
}

bool Application::carry_out_home(const view::Intent& intent) {
  const std::string& id = intent.control;
  if (const auto lesson = after(id, "home.lesson.")) {
    notice_.reset();
    open(parse_route(std::format("#/learn/{}", *lesson), content_.catalogue()));
  } else if (id == "home.continue") {
    const std::string next = view::lesson_to_continue(content_.catalogue(), learner_.progress());
    if (next.empty()) return true;
    open(parse_route("#/learn/" + next, content_.catalogue()));
  } else if (id == "home.export") {
    host_->option("export", "");
  } else if (id == "home.import") {
    host_->option("import", "");
  } else if (id == "home.reset") {
    learner_.start_over(*host_);
    say("Your progress starts over.", view::Control{.id = "home.undo", .label = "Undo"});
  } else if (id == "home.undo") {
    learner_.undo(*host_);
    notice_.reset();
  } else {
    return false;
  }
  return true;
}

bool Application::carry_out_transport(const view::Intent& intent) {
  const std::string& id = intent.control;
  if (!id.starts_with("transport.")) return false;
  if (session_->notes().frozen) return true;
  if (id == "transport.play") {
    player_.toggle(*session_);
  } else if (id == "transport.step_back") {
    player_.step(*session_, false);
  } else if (id == "transport.step_forward") {
    player_.step(*session_, true);
  } else if (id == "transport.next_event") {
    player_.next_event(*session_);
  } else if (id == "transport.skip_quiet") {
    player_.skip_quiet(*session_);
  } else if (id == "transport.speed_down") {
    player_.change_speed(false);
  } else if (id == "transport.speed_up") {
    player_.change_speed(true);
  } else if (id == "transport.back_to_present") {
    player_.pause();
    player_.seek(*session_, session_->timeline().end());
  } else if (id == "transport.scrub") {
    player_.pause();
    if (const auto us = number(intent.value))
      player_.seek(*session_, {std::max<std::int64_t>(0, *us)});
  } else if (const auto branch = after(id, "transport.branch.")) {
    if (const auto n = number(*branch); n && *n > 0) {
      session_->timeline().switch_to(static_cast<std::uint32_t>(*n));
      session_->on_moved();
    }
  }
  return true;
}

bool Application::carry_out_stage(const view::Intent& intent) {
  if (const auto deed = after(intent.control, "deed.")) return do_deed(*deed);
  if (intent.control == "point") return session_->activate("point", intent.value);
  if (const auto ref = view::selected_by(intent.control)) {
    const auto& pointable = session_->notes().pointable;
    if (std::ranges::find(pointable, *ref) != pointable.end()) {
      session_->activate("point", point_value(*ref));
    } else {
      select(*ref);
    }
    return true;
  }
  if (const auto seq = after(intent.control, "event.")) {
    if (const auto n = number(*seq); n && *n > 0) {
      jump_to_event(static_cast<model::EventSeq>(*n));
    }
    return true;
  }
  return false;
}

// Done at the playhead to what is selected, as it stands there.
bool Application::do_deed(std::string_view id) {
  const auto deeds = lesson::deeds_of(session_->timeline().view(), selected_);
  const auto it = std::ranges::find(deeds, id, &lesson::Deed::id);
  if (it == deeds.end()) return false;
  const auto reply = session_->act(it->command);
  if (!reply) {
    say(reply.error());
  } else if (!reply->result) {
    say(lesson::refusal_text(reply->result.error()));
  }
  player_.follow(*session_);
  return true;
}

void Application::select(model::Ref ref) {
  if (selected_ == ref && chrome_.inspector_open) {
    chrome_.inspector_open = false;
    selected_ = {};
    return;
  }
  selected_ = ref;
  all_properties_ = false;
  chrome_.inspector_open = true;
}

void Application::jump_to_event(model::EventSeq seq) {
  if (session_->notes().frozen) return;
  if (const model::Event* event = view::event_by_seq(session_->timeline(), seq)) {
    player_.pause();
    player_.seek(*session_, event->at);
  }
}

bool Application::carry_out_console(const view::Intent& intent) {
  const std::string& id = intent.control;
  if (!id.starts_with("console.")) return false;
  if (id == "console.toggle") {
    open_console(!chrome_.console_open);
    focus_console_ = chrome_.console_open;
  } else if (id == "console.open") {  // of the lesson: a step asks for a line
    open_console(true);
    focus_console_ = true;
  } else if (!chrome_.console_open) {
    return true;
  } else if (id == "console.input") {
    console_.set_line(intent.value);
  } else if (id == "console.caret") {
    console_.point(
        static_cast<std::size_t>(std::max<std::int64_t>(number(intent.value).value_or(0), 0)));
    // A finger needs the keyboard of the system, which comes with a field of the page.
    if (touched_) host_->focus_outline("console.input");
  } else if (id == "console.run") {
    focus_console_ = true;
    if (!intent.value.empty()) console_.set_line(intent.value);
    run_line();
  } else if (id == "console.clear") {
    focus_console_ = true;
    console_.clear(*session_);
  } else if (const auto candidate = after(id, "console.complete.")) {
    if (const auto n = number(*candidate); n && *n > 0)
      console_.take(static_cast<std::size_t>(*n - 1), *session_);
    focus_console_ = true;
  } else if (const auto answer = after(id, "console.copy.")) {
    host_->copy(console_.answer(static_cast<std::uint32_t>(number(*answer).value_or(0))));
    say("Copied.");
  }
  return true;
}

void Application::open_console(bool open) {
  chrome_.console_open = open;
  if (open) chrome_.log_open = chrome_.metrics.open = false;
}

void Application::run_line() {
  console_.run(*session_);
  player_.follow(*session_);
  beat_changed();
}

bool Application::typing() const {
  return session_ && chrome_.console_open && hits_.focused() == "console.input" &&
         !last_frame_.help.open;
}

// Everything typed belongs to the line; what it has no use for moves the focus.
bool Application::type_key(const platform::Key& e) {
  host_->request_frame();
  if (e.name == "Enter") {
    run_line();
  } else if (e.name == "Escape") {
    open_console(false);
  } else if (!console_.key(e, *session_)) {
    if (e.name != "Tab" || !hits_.key(e.name, {.shift = e.mods.shift})) return false;
    for (const view::Intent& intent : ui_.take_intents(hits_)) carry_out(intent);
  }
  return true;
}

bool Application::carry_out_lesson(const view::Intent& intent) {
  for (const view::Block& block : last_frame_.lesson.blocks) {
    const auto* line = std::get_if<view::CliLine>(&block);
    if (line == nullptr || line->copy.id != intent.control) continue;
    host_->copy(line->text);
    say("Copied.");
    return true;
  }
  if (!session_->activate(intent.control, intent.value)) return false;
  player_.follow(*session_);
  return true;
}

}  // namespace app
