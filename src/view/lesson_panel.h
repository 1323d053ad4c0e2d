// The lesson panel as blocks of content with controls. Must not know ImGui.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lesson/session.h"
#include "view/control.h"

namespace view {

enum class Verdict : std::uint8_t { kNone, kGood, kBad };

/// Prose with **bold** and `code`.
struct Paragraph {
  std::string text;
};
struct Question {
  std::string text;  // 17/25 semibold
};
struct Caption {
  std::string text;  // 14, quiet: "How sure are you?"
};
/// The committed prediction: "You said, sure" over the chosen option, dashed violet.
struct Quote {
  std::string caption;
  std::string text;
  Verdict verdict = Verdict::kNone;
};
struct Option {
  Control control;
  std::string letter;
  bool selected = false;
  Verdict verdict = Verdict::kNone;
  std::string detail;
};
/// One of several; a radio group.
struct Options {
  std::string label;
  std::vector<Option> options;
};
/// Two or three words beside each other; a radio group (confidence).
struct Segments {
  std::string label;
  std::vector<Option> options;
};
struct Action {
  Control control;
  bool left = true;  // text at the left, as in drawing 2
};
/// A command line as the AWS CLI takes it, with a copy control.
struct CliLine {
  std::string text;
  Control copy;
};
enum class GoalState : std::uint8_t { kOpen, kMet, kViolated };
struct Goal {
  std::string text;
  std::string detail;  // what is still missing, or what broke it
  GoalState state = GoalState::kOpen;
  Control jump;        // to the event that broke or met it; id empty for none
};
struct Goals {
  std::vector<Goal> goals;
  std::string par;  // "2 actions, par 1"
};
/// A number on a dial: slider with steps.
struct Dial {
  Control control;
  std::string value_text;  // "60 s"
  std::int64_t value = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t step = 1;
  std::string unit;
};
/// Items to be put in order; controls "….up.n" and "….down.n".
struct Ordering {
  std::string label;
  std::vector<Option> items;
  std::vector<Control> up;
  std::vector<Control> down;
};
/// A good or bad result in one line with its tick or cross.
struct Result {
  Verdict verdict = Verdict::kNone;
  std::string text;
};

using Block = std::variant<Paragraph, Question, Caption, Quote, Options, Segments, Action, CliLine,
                           Goals, Dial, Ordering, Result>;

struct LessonPanel {
  std::string track;       // "SQS"
  std::string lesson;      // "Visibility timeout"
  int beat = 0;            // from 0
  std::vector<bool> done;  // one per beat
  std::string beat_kind;   // "Predict"
  std::string title;       // "A receive only hides"
  std::vector<Block> blocks;
  std::optional<Control> primary;  // the one violet button
  std::optional<Control> back;     // to the previous beat
  std::vector<Control> beats;      // the dots, each a link to its beat
};

/// The panel of a session as it stands; `phone` takes the short texts. `track` is left to the app,
/// which knows the catalogue.
LessonPanel build_lesson_panel(const lesson::Session& session, bool phone);

}  // namespace view
