// The parts of a screen that are the same everywhere.
#include "view/chrome.h"

#include <algorithm>
#include <format>

#include "base/time.h"

namespace view {
namespace {

constexpr std::size_t kLogLines = 200;

Control lens_control(const ChromeState& state, Lens lens, std::string id, std::string label) {
  Control out{.id = std::move(id), .label = std::move(label), .icon = {}, .shortcut = {}};
  out.pressed = state.lens == lens;
  return out;
}

}  // namespace

TopBar build_top_bar(const ChromeState& state, std::vector<std::string> crumbs) {
  TopBar bar;
  bar.home = {.id = "top.home", .label = "Inflight, to the course", .icon = {}, .shortcut = {}};
  if (crumbs.empty()) {
    Control learn{.id = "top.learn", .label = "Learn", .icon = {}, .shortcut = {}};
    learn.pressed = true;
    bar.tabs.push_back(std::move(learn));
  } else {
    bar.lens_truth = lens_control(state, Lens::kTruth, "lens.truth", "Truth");
    bar.lens_api = lens_control(state, Lens::kApi, "lens.api", "API view");
  }
  bar.crumbs = std::move(crumbs);
  bar.icons = {{.id = "top.theme",
                .label = state.light ? "Dark theme" : "Light theme",
                .icon = state.light ? "moon" : "sun",
                .shortcut = "t"},
               {.id = "top.reader",
                .label = "Text version beside the picture",
                .icon = "accessibility",
                .shortcut = "r"},
               {.id = "top.help", .label = "Keys", .icon = "circle-help", .shortcut = "?"}};
  bar.icons[1].pressed = state.reader;
  bar.icons[2].pressed = state.help_open;
  return bar;
}

std::vector<Control> build_rail(const ChromeState& state) {
  std::vector<Control> rail{
      {.id = "inspector.toggle",
       .label = state.inspector_open ? "Close the inspector" : "Open the inspector",
       .icon = state.inspector_open ? "panel-right-close" : "panel-right-open",
       .shortcut = "i"},
      {.id = "top.help", .label = "Keys", .icon = "circle-help", .shortcut = "?"},
      {.id = "log.toggle", .label = "Event log", .icon = "scroll-text", .shortcut = "l"},
      {.id = "console.toggle", .label = "Console", .icon = "terminal", .shortcut = "`"},
      metrics_toggle(state.metrics.open)};
  rail[0].pressed = state.inspector_open;
  rail[1].pressed = state.help_open;
  rail[2].pressed = state.log_open;
  rail[3].pressed = state.console_open;
  return rail;
}

LogPanel build_log(const world::Timeline& timeline, const ChromeState& state) {
  LogPanel log;
  log.open = state.log_open;
  log.toggle = {.id = "log.toggle",
                .label = state.log_open ? "Close the event log" : "Event log",
                .icon = "scroll-text",
                .shortcut = "l"};
  log.toggle.pressed = state.log_open;
  const std::size_t shown = timeline.events_shown();
  const std::size_t first = shown > kLogLines ? shown - kLogLines : 0;
  for (std::size_t i = first; i < shown; ++i) {
    const model::Event& event = timeline.log()[i];
    LogLine line;
    line.seq = event.seq;
    line.time = base::format_clock(event.at);
    line.text = event_sentence(timeline.view(), event);
    line.kind = mark_kind(event.body).value_or(MarkKind::kSwallowed);
    line.jump = {.id = std::format("event.{}", event.seq),
                 .label = std::format("Go to {}", line.time),
                 .icon = {},
                 .shortcut = {}};
    log.lines.push_back(std::move(line));
  }
  return log;
}

HelpSheet build_help(const ChromeState& state) {
  HelpSheet help;
  help.open = state.help_open;
  help.close = {.id = "help.close", .label = "Close", .icon = "x", .shortcut = "Esc"};
  help.keys = {{"Enter, Space", "The violet button: commit, continue"},
               {"A B C D", "Choose an option"},
               {"K", "Play or pause"},
               {", and .", "One event back or forward"},
               {"N", "Run to the next event"},
               {"S", "Skip the quiet and go on"},
               {"- and +", "Slower or faster"},
               {"V", "Truth or API view"},
               {"I", "Inspector"},
               {"L", "Event log"},
               {"`", "Console for aws lines"},
               {"M", "Metrics and cost"},
               {"T", "Light or dark"},
               {"R", "Text version"},
               {"Tab, arrows", "Move between controls"},
               {"Esc", "Close, or leave the picture"}};
  return help;
}

}  // namespace view
