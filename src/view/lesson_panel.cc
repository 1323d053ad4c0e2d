// The lesson panel from a session: which blocks, in which order. Must not know ImGui, nor how a
// beat is played.
#include "view/lesson_panel.h"

#include <format>

#include "lesson/session_view.h"

namespace view {
namespace {

Verdict verdict_of(lesson::Mark mark) {
  if (mark == lesson::Mark::kGood) return Verdict::kGood;
  return mark == lesson::Mark::kBad ? Verdict::kBad : Verdict::kNone;
}

GoalState state_of(lesson::GoalStatus status) {
  if (status == lesson::GoalStatus::kMet) return GoalState::kMet;
  return status == lesson::GoalStatus::kViolated ? GoalState::kViolated : GoalState::kOpen;
}

Control control_of(const lesson::ButtonView& b) {
  return {.id = b.control,
          .label = b.label,
          .icon = b.icon,
          .shortcut = b.shortcut,
          .enabled = b.enabled};
}

Option option_of(const lesson::ChoiceView& c) {
  Option out;
  out.control = {.id = c.control,
                 .label = c.text,
                 .shortcut = c.shortcut,
                 .enabled = c.enabled,
                 .pressed = c.selected};
  out.letter = c.letter;
  out.selected = c.selected;
  out.verdict = verdict_of(c.mark);
  out.detail = c.detail;
  return out;
}

std::vector<Option> options_of(const std::vector<lesson::ChoiceView>& choices) {
  std::vector<Option> out;
  for (const lesson::ChoiceView& c : choices) out.push_back(option_of(c));
  return out;
}

class Builder {
 public:
  Builder(const lesson::Session::View& from, LessonPanel& to) : from_(from), to_(to) {}

  void run(bool phone) {
    if (from_.quote) {
      add(Quote{from_.quote->caption, from_.quote->text, verdict_of(from_.quote->mark)});
    }
    for (const std::string& text : phone ? from_.text_short : from_.text) add(Paragraph{text});
    add_question();
    add_steps();
    add_dial();
    add_tools();
    add_goals();
    for (const lesson::ResultView& result : from_.results) {
      add(Result{verdict_of(result.mark), result.text});
    }
    add_what_ifs();
    for (const lesson::ButtonView& action : from_.actions) add(Action{control_of(action)});
  }

 private:
  template <class B>
  void add(B block) {
    to_.blocks.emplace_back(std::move(block));
  }

  void add_question() {
    if (!from_.progress.empty()) add(Caption{from_.progress});
    if (!from_.question.empty()) add(Question{from_.question});
    if (!from_.options.empty()) add(Options{from_.question, options_of(from_.options)});
    if (!from_.ordering.empty()) add_ordering();
    if (from_.confidence.empty()) return;
    if (from_.dial) add_dial_block(*from_.dial, "Your answer");
    add(Caption{"How sure are you?"});
    add(Segments{"How sure are you?", options_of(from_.confidence)});
  }

  void add_ordering() {
    Ordering out{.label = from_.question, .items = options_of(from_.ordering)};
    const std::size_t n = from_.ordering.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::string& text = from_.ordering[i].text;
      out.items[i].letter = std::to_string(i + 1);
      out.up.push_back({.id = std::format("order.up.{}", i + 1),
                        .label = "Move up: " + text,
                        .icon = "chevron-up",
                        .enabled = i > 0});
      out.down.push_back({.id = std::format("order.down.{}", i + 1),
                          .label = "Move down: " + text,
                          .icon = "chevron-down",
                          .enabled = i + 1 < n});
    }
    add(std::move(out));
  }

  void add_steps() {
    for (const lesson::StepView& step : from_.steps) {
      if (!step.ask.empty()) {
        add(Paragraph{step.ask});
        add(Action{{.id = "console.open",
                    .label = "Type it in the console",
                    .icon = "terminal",
                    .shortcut = "`"}});
      }
      add(Action{control_of(step.button)});
      add_lines(step.lines, step.button.control);
      if (!step.after.empty()) add(Result{Verdict::kGood, step.after});
    }
  }

  // A dial of its own; the one that answers a prediction stands above the confidence.
  void add_dial() {
    if (!from_.dial || !from_.confidence.empty()) return;
    add_dial_block(*from_.dial, from_.dial->spec.label);
    add_lines(from_.lines, from_.dial->control);
  }

  void add_dial_block(const lesson::DialView& dial, const std::string& fallback) {
    const std::string& label = dial.spec.label.empty() ? fallback : dial.spec.label;
    add(Dial{.control = {.id = dial.control, .label = label},
             .value_text = dial.value_text,
             .value = dial.value,
             .min = dial.spec.min,
             .max = dial.spec.max,
             .step = dial.spec.step,
             .unit = dial.spec.unit});
  }

  void add_tools() {
    for (const lesson::ToolView& tool : from_.tools) {
      if (tool.dial) {
        add_dial_block(*tool.dial, tool.label);
      } else {
        add(Action{{.id = tool.control, .label = tool.label}});
      }
      add_lines(tool.lines, tool.control);
      if (!tool.shown.empty()) add(Caption{tool.shown});
    }
  }

  void add_lines(const std::vector<std::string>& lines, const std::string& of) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      add(CliLine{
          lines[i],
          {.id = std::format("copy.{}.{}", of, i + 1), .label = "Copy this line", .icon = "copy"}});
    }
  }

  void add_goals() {
    if (from_.goals.empty()) return;
    Goals out{.par = from_.par};
    for (const lesson::GoalView& goal : from_.goals) {
      out.goals.push_back({goal.text,
                           goal.detail,
                           state_of(goal.status),
                           {.id = goal.jump, .label = goal.jump_label}});
    }
    add(std::move(out));
  }

  void add_what_ifs() {
    if (from_.what_ifs.empty()) return;
    add(Caption{from_.what_ifs_label});
    for (const lesson::ButtonView& what_if : from_.what_ifs) add(Action{control_of(what_if)});
  }

  const lesson::Session::View& from_;
  LessonPanel& to_;
};

}  // namespace

LessonPanel build_lesson_panel(const lesson::Session& session, bool phone) {
  const lesson::Session::View& from = session.view();
  LessonPanel out;
  out.lesson = session.document().title;
  out.beat = static_cast<int>(session.beat());
  out.done = from.done;
  out.beat_kind = from.kind;
  out.title = from.title;
  Builder(from, out).run(phone);
  if (from.primary) out.primary = control_of(*from.primary);
  if (from.can_go_back) {
    out.back = Control{.id = "lesson.back", .label = "Previous beat", .icon = "chevron-left"};
  }
  const std::vector<lesson::Beat>& beats = session.document().beats;
  for (std::size_t i = 0; i < beats.size(); ++i) {
    out.beats.push_back(
        {.id = std::format("lesson.beat.{}", i + 1),
         .label = std::format("Beat {}: {}", i + 1, lesson::kind_title(beats[i].body)),
         .pressed = i == session.beat()});
  }
  return out;
}

}  // namespace view
