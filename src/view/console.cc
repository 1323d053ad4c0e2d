// The console drawer. Must not know ImGui.
#include "view/console.h"

#include <algorithm>
#include <format>

#include "base/time.h"
#include "lesson/console.h"

namespace view {
namespace {

using Entry = lesson::ConsoleEntry;
using State = Entry::State;
using Kind = ConsoleRow::Kind;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// What the drawer shows of an output: tabs as blanks, no empty line at the end.
std::string shown_text(const std::string& output) {
  std::string out;
  for (const char c : output) c == '\t' ? out.append(4, ' ') : out.append(1, c);
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

ConsoleRow prompt_row(const Entry& entry) {
  ConsoleRow row{.id = std::format("console.line.{}", entry.number),
                 .kind = Kind::kPrompt,
                 .text = entry.line};
  row.time = base::format_clock(entry.at_time);
  if (entry.state == State::kFaulty) {
    row.mark_at = entry.at;
    row.mark_length = entry.length;
  }
  return row;
}

std::string_view hint_of(State state) {
  switch (state) {
    case State::kWaiting: return "Waiting: the answer comes as time goes on.";
    case State::kLost: return "Time went another way: no answer came.";
    case State::kAnswered: return "Done. The AWS CLI prints nothing here.";
    default: return "";
  }
}

ConsoleRow answer_row(const Entry& entry) {
  ConsoleRow row{.id = std::format("console.answer.{}", entry.number),
                 .kind = Kind::kOutput,
                 .text = shown_text(entry.output)};
  if (entry.output.empty()) {
    row.kind = Kind::kHint;
    row.text = hint_of(entry.state);
    return row;
  }
  if (entry.state == State::kHeld) row.kind = Kind::kHint;
  if (entry.state == State::kRefused || entry.state == State::kFaulty) row.kind = Kind::kError;
  if (row.kind == Kind::kOutput) {
    row.copy = {.id = std::format("console.copy.{}", entry.number),
                .label = "Copy this answer",
                .icon = "copy",
                .shortcut = {}};
  }
  return row;
}

}  // namespace

ConsolePanel build_console(const lesson::Console& console, const ConsoleState& state) {
  ConsolePanel out;
  out.open = state.open;
  out.toggle = {.id = "console.toggle",
                .label = state.open ? "Close the console" : "Console",
                .icon = "terminal",
                .shortcut = "`"};
  out.toggle.pressed = state.open;
  out.input = {.id = "console.input", .label = "AWS CLI line", .icon = {}, .shortcut = {}};
  out.run = {.id = "console.run", .label = "Run", .icon = "play", .shortcut = "Enter"};
  out.run.enabled = state.line.text.find_first_not_of(' ') != std::string::npos;
  out.placeholder = state.example;
  out.line = state.line;
  for (const Entry& entry : console.entries()) {
    out.rows.push_back(prompt_row(entry));
    out.rows.push_back(answer_row(entry));
  }
  if (!out.rows.empty()) {
    out.clear = {
        .id = "console.clear", .label = "Clear the console", .icon = "trash-2", .shortcut = {}};
  }
  for (std::size_t i = 0; i < state.candidates.size(); ++i) {
    Control candidate{.id = std::format("console.complete.{}", i + 1),
                      .label = state.candidates[i],
                      .icon = {},
                      .shortcut = {}};
    candidate.pressed = i == state.chosen;
    out.completions.push_back(std::move(candidate));
  }
  out.notes = state.notes;
  return out;
}

std::string console_example(const std::string& first_queue) {
  return first_queue.empty() ? std::string("aws sqs list-queues")
                             : std::format("aws sqs receive-message --queue-url ${}", first_queue);
}

std::vector<TextSlice> slice_text(std::string_view text, std::size_t columns) {
  columns = std::max<std::size_t>(columns, 1);
  std::vector<TextSlice> out;
  std::size_t from = 0, count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') {
      out.push_back({from, at});
      from = at + 1;
      count = 0;
    } else if (!continues(text[at]) && ++count > columns) {
      out.push_back({from, at});
      from = at;
      count = 1;
    }
  }
  out.push_back({from, text.size()});
  return out;
}

std::size_t column_of(std::string_view text, std::size_t byte) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text.substr(0, byte), [](char c) { return !continues(c); }));
}

std::size_t byte_of(std::string_view text, std::size_t column) {
  std::size_t at = 0;
  for (; at < text.size() && column > 0; --column) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
  }
  return at;
}

}  // namespace view
