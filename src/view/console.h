// The console drawer: what was typed and answered, the line being typed, what may come next.
// Must not know ImGui, nor how a line is carried out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "view/control.h"

namespace lesson {
class Console;
}

namespace view {

/// One piece of the transcript, oldest first.
struct ConsoleRow {
  enum class Kind : std::uint8_t { kPrompt, kOutput, kError, kHint };
  std::string id;  // "console.line.3"
  Kind kind = Kind::kPrompt;
  std::string text;  // may have several lines
  std::string time;  // of a prompt: when the call was made
  /// Of a prompt whose line could not be read: the bytes under which the caret stands.
  std::size_t mark_at = 0, mark_length = 0;
  Control copy;  // of an output
};

/// The line being typed. Positions are bytes and lie between characters.
struct ConsoleLine {
  std::string text;
  std::size_t caret = 0, anchor = 0;  // anchor: the other end of the selection
};

struct ConsolePanel {
  bool open = false;
  Control toggle;
  Control input;  // "console.input": the text field
  Control run;    // "console.run"
  Control clear;  // "console.clear"; no id while there is nothing to clear
  std::string placeholder;
  ConsoleLine line;
  std::vector<ConsoleRow> rows;
  std::vector<Control> completions;  // "console.complete.1" …; pressed = the one standing there
  std::vector<std::string> notes;    // of the completions
};

/// What the app knows of the line; completions as api::complete_line gives them.
struct ConsoleState {
  bool open = false;
  ConsoleLine line;
  std::vector<std::string> candidates;
  std::vector<std::string> notes;
  std::size_t chosen = SIZE_MAX;  // of the candidates, while Tab goes through them
  std::string example;            // a line that makes sense on this stage
};

ConsolePanel build_console(const lesson::Console& console, const ConsoleState& state);

/// A line that reads from the first queue of the stage, for an empty console.
std::string console_example(const std::string& first_queue);

/// A piece of text that fits into `columns` columns of a monospaced face: the bytes from, to.
struct TextSlice {
  std::size_t from = 0, to = 0;
};
/// `text` in lines of at most `columns` characters; "\n" ends a line, a tab is one column.
std::vector<TextSlice> slice_text(std::string_view text, std::size_t columns);

/// How many characters the bytes make up.
std::size_t column_of(std::string_view text, std::size_t byte);
/// The byte at which character `column` begins; the end for a column beyond it.
std::size_t byte_of(std::string_view text, std::size_t column);

}  // namespace view
