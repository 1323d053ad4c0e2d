// The console as the application holds it: the text field, completion by Tab, and what lesson
// carries out. Must not know how it is drawn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/console.h"
#include "lesson/console.h"
#include "platform/app.h"
#include "ui/kit/text_field.h"
#include "view/console.h"

namespace app {

class ConsoleInput {
 public:
  ConsoleInput();

  const lesson::Console& console() const { return console_; }
  /// Everything the drawer shows.
  view::ConsolePanel panel(const lesson::Session& session, bool open) const;

  /// Time may have moved. True when the transcript changed.
  bool follow(const lesson::Session& session) { return console_.follow(session); }
  void leave();

  /// A key while the field has the focus; Enter, Escape and leaving by Tab are the application's.
  bool key(const platform::Key& key, const lesson::Session& session);
  /// True when Tab would write something.
  bool can_complete(const lesson::Session& session) const;
  void insert(std::string_view text);
  /// The whole line, from the outline's field.
  void set_line(std::string_view text);
  /// Puts the caret where a press fell: the column of the line.
  void point(std::size_t column);
  std::string selection() const { return field_.selection(); }

  /// Carries out the line and empties the field.
  void run(lesson::Session& session);
  void clear(lesson::Session& session) { console_.run(session, "clear"); }
  /// Takes the candidate with this number, from 0.
  void take(std::size_t candidate, const lesson::Session& session);
  /// The text that a copy button stands for.
  std::string answer(std::uint32_t number) const;

 private:
  // Tab goes through the candidates of one place.
  struct Cycle {
    api::Completion completion;
    std::string line;  // as it stands with the chosen one
    std::size_t caret = 0;
    std::size_t chosen = 0;
  };
  bool complete(const lesson::Session& session);
  bool history(bool older);
  void replace(const api::Completion& at, std::string_view text);
  const Cycle* cycle() const;
  api::Completion completion(const lesson::Session& session) const;

  lesson::Console console_;
  ui::TextField field_;
  std::optional<Cycle> cycle_;
};

}  // namespace app
