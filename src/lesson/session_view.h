// Everything the panel shows of a beat, in the lesson's own words; the view turns it into blocks.
// Must not know layout.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/document.h"
#include "lesson/goals.h"
#include "lesson/session.h"

namespace lesson {

enum class Mark : std::uint8_t { kNone, kGood, kBad };

struct ButtonView {
  std::string control;
  std::string label;
  std::string icon;
  std::string shortcut;
  bool enabled = true;
};
struct ChoiceView {
  std::string control;
  std::string letter;
  std::string text;
  std::string shortcut;
  bool selected = false;
  bool enabled = true;
  Mark mark = Mark::kNone;
  std::string detail;
};
/// What the learner committed to: "You said, sure" over the answer.
struct QuoteView {
  std::string caption;
  std::string text;
  Mark mark = Mark::kNone;
};
struct StepView {
  ButtonView button;
  std::vector<std::string> lines;  // AWS CLI lines that do it
  std::string after;               // said once it is done
  bool done = false;
  std::string ask;                 // to be typed in the console now; the button helps out
};
struct DialView {
  std::string control;
  DialSpec spec;
  std::int64_t value = 0;
  std::string value_text;  // "60 s"
};
struct ToolView {
  std::string control;
  std::string label;
  std::optional<DialView> dial;    // a button without one
  std::vector<std::string> lines;
  std::string shown;               // instead of lines, when it is no CLI call
};
struct GoalView {
  std::string text;
  std::string detail;
  GoalStatus status = GoalStatus::kOpen;
  std::string jump;                // control; empty when there is nowhere to jump to
  std::string jump_label;
};
struct ResultView {
  Mark mark = Mark::kNone;
  std::string text;
};

struct Session::View {
  std::string kind;   // "Predict"
  std::string title;
  std::vector<std::string> text;
  std::vector<std::string> text_short;  // for a phone
  std::optional<QuoteView> quote;
  std::string question;
  std::vector<ChoiceView> options;
  std::vector<ChoiceView> ordering;     // with order.up.N and order.down.N, from 1
  std::optional<DialView> dial;
  std::vector<ChoiceView> confidence;
  std::vector<StepView> steps;
  std::string what_ifs_label;
  std::vector<ButtonView> what_ifs;
  std::vector<std::string> lines;       // CLI lines of the dial as it stands
  std::vector<ToolView> tools;
  std::vector<GoalView> goals;
  std::string par;                      // "2 actions, par 1"
  std::vector<ResultView> results;
  std::vector<ButtonView> actions;
  std::optional<ButtonView> primary;
  bool can_go_back = false;
  std::vector<bool> done;               // one per beat
  std::string progress;                 // of a recall: "2 of 3"
};

}  // namespace lesson
