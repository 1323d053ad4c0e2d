// The bodies of beats, read from a lesson file. Must not know how a beat is played.
#include <format>

#include "lesson/parse_fields.h"

namespace lesson::parse {
namespace {

using base::JsonReader;

DemoStep step_of(const JsonReader& in) {
  in.only({"button", "at", "do", "after", "ask"});
  DemoStep out;
  out.button = required_member(in, "button", [](const JsonReader& v) { return text_of(v, 60); });
  out.at = required_member(in, "at", moment_of);
  out.acts = required_member(in, "do", acts_of);
  out.after = optional_member(in, "after", prose_of).value_or(Prose{});
  out.ask = optional_member(in, "ask", prose_of).value_or(Prose{});
  if (!out.ask.empty() && (out.acts.size() != 1 || out.acts[0].cli.empty())) {
    in.fail("asks for a line, so \"do\" must be one AWS CLI line");
  }
  return out;
}

Demo demo_of(const JsonReader& in) {
  in.only({"steps"});
  return {list_member(in, "steps", 1, 4, step_of)};
}

GhostPlace ghost_place_of(const JsonReader& in) {
  const std::string text = in.text();
  if (text == "in-flight") return GhostPlace::kInFlight;
  if (text == "waiting") return GhostPlace::kWaiting;
  if (text == "delayed") return GhostPlace::kDelayed;
  if (text == "dead-letter") return GhostPlace::kDeadLetter;
  if (text == "worker") return GhostPlace::kWorker;
  if (text == "shard") return GhostPlace::kShard;
  in.fail("must be in-flight, waiting, delayed, dead-letter, worker or shard");
  return GhostPlace::kInFlight;
}

void read_ghost(const JsonReader& in, PredictOption& out) {
  in.only({"place", "queue", "worker", "shard", "caption"});
  out.ghost = required_member(in, "place", ghost_place_of);
  out.ghost_queue = optional_member(in, "queue", name_of).value_or("");
  out.ghost_worker = optional_member(in, "worker", name_of).value_or("");
  if (const auto shard = in.member("shard")) {
    out.ghost_shard = static_cast<std::uint32_t>(shard->integer(0, 9999));
  }
  out.ghost_caption = required_member(in, "caption", prose_of);
}

PredictOption option_of(const JsonReader& in) {
  in.only({"text", "holds", "point", "ghost"});
  PredictOption out;
  out.text = required_member(in, "text", prose_of);
  out.holds = required_member(in, "holds", expression_of);
  out.point =
      optional_member(in, "point", [](const JsonReader& v) { return text_of(v, 60); }).value_or("");
  if (const auto ghost = in.member("ghost")) read_ghost(*ghost, out);
  return out;
}

PredictItem item_of(const JsonReader& in) {
  in.only({"text", "event"});
  return {required_member(in, "text", prose_of), required_member(in, "event", name_of)};
}

void read_point(const JsonReader& in, Predict& out) {
  in.only({"at", "answer", "proof"});
  const auto place = [](const JsonReader& v) { return text_of(v, 60); };
  out.kind = PredictKind::kPoint;
  out.pointable = list_member(in, "at", 2, 12, place);
  out.point_truth = required_member(in, "answer", place);
  out.point_proof = required_member(in, "proof", expression_of);
  bool known = false;
  for (const std::string& name : out.pointable) known = known || name == out.point_truth;
  if (!known) in.fail("the answer must be one of the places in \"at\"");
}

void read_number(const JsonReader& in, Predict& out) {
  in.only({"dial", "truth", "tolerance"});
  out.kind = PredictKind::kNumber;
  out.dial = required_member(in, "dial", dial_of);
  out.number = required_member(in, "truth", expression_of);
  out.tolerance = optional_member(in, "tolerance", [](const JsonReader& v) {
                    return v.integer(0, 1'000'000);
                  }).value_or(0);
}

Predict predict_of(const JsonReader& in, Beat& beat) {
  in.only({"ask", "about", "freeze", "options", "answer", "point", "order", "number", "proved_at"});
  Predict out;
  out.ask = required_member(in, "ask", prose_of);
  out.about = optional_member(in, "about", name_of).value_or("");
  beat.from = required_member(in, "freeze", moment_of);
  out.proved_at = optional_member(in, "proved_at", moment_of).value_or(Moment{"end", {}});
  const int kinds = static_cast<int>(in.has("options")) + static_cast<int>(in.has("point")) +
                    static_cast<int>(in.has("order")) + static_cast<int>(in.has("number"));
  if (kinds != 1) in.fail("must have exactly one of options, point, order, number");
  if (in.has("options")) {
    out.options = list_member(in, "options", 2, 5, option_of);
    out.answer = required_member(
        in, "answer", [&](const JsonReader& v) { return letter_of(v, out.options.size()); });
  } else if (const auto point = in.member("point")) {
    read_point(*point, out);
  } else if (in.has("order")) {
    out.kind = PredictKind::kOrder;
    out.items = list_member(in, "order", 2, 6, item_of);
  } else if (const auto number = in.member("number")) {
    read_number(*number, out);
  }
  if (in.has("answer") && !in.has("options")) in.fail("answer belongs to options");
  return out;
}

WhatIf what_if_of(const JsonReader& in) {
  in.only({"button", "option", "with", "until", "result", "proof"});
  WhatIf out;
  out.option = optional_member(in, "option", [](const JsonReader& v) { return letter_of(v, 5); });
  out.button = required_member(in, "button", [](const JsonReader& v) { return text_of(v, 60); });
  if (const auto with = in.member("with", true)) {
    out.with = with->value();
    if (!with->is_object()) with->fail("must be an object");
  }
  out.until = required_member(in, "until", moment_of);
  out.result = required_member(in, "result", prose_of);
  out.proof = required_member(in, "proof", expression_of);
  return out;
}

Explain explain_of(const JsonReader& in) {
  in.only({"what_ifs"});
  Explain out;
  const auto what_ifs = in.member("what_ifs");
  if (!what_ifs) return out;
  what_ifs->only({"label", "label_wrong", "runs"});
  out.what_ifs_label = required_member(*what_ifs, "label", prose_of);
  out.what_ifs_wrong_label =
      optional_member(*what_ifs, "label_wrong", prose_of).value_or(out.what_ifs_label);
  out.what_ifs = list_member(*what_ifs, "runs", 1, 4, what_if_of);
  return out;
}

Vary vary_of(const JsonReader& in) {
  in.only({"tool", "measure", "measure_text", "holds", "found"});
  Vary out;
  out.tool = required_member(in, "tool", tool_of);
  if (!out.tool.dial) in.fail("the tool of a vary beat needs a dial");
  out.measure = required_member(in, "measure", expression_of);
  out.measure_text = required_member(in, "measure_text", prose_of);
  out.holds = required_member(in, "holds", expression_of);
  out.found = required_member(in, "found", prose_of);
  return out;
}

GoalSpec goal_of(const JsonReader& in) {
  in.only({"id", "text", "progress", "always", "never", "eventually", "at_end", "order", "by"});
  GoalSpec out;
  out.id = required_member(in, "id", name_of);
  out.text = required_member(in, "text", prose_of);
  out.progress = optional_member(in, "progress", prose_of).value_or(Prose{});
  int kinds = 0;
  const auto statement = [&](std::string_view key, GoalKind kind) {
    const auto member = in.member(key);
    if (!member) return;
    ++kinds;
    out.kind = kind;
    out.holds = expression_of(*member);
  };
  statement("always", GoalKind::kAlways);
  statement("eventually", GoalKind::kEventually);
  statement("at_end", GoalKind::kAtEnd);
  if (const auto never = in.member("never")) {
    ++kinds;
    out.kind = GoalKind::kNever;
    out.events = {pattern_of(*never)};
  }
  if (in.has("order")) {
    ++kinds;
    out.kind = GoalKind::kOrder;
    out.events = list_member(in, "order", 2, 8, pattern_of);
  }
  if (kinds != 1) in.fail("must have exactly one of always, never, eventually, at_end, order");
  out.by = optional_member(in, "by", time_of);
  return out;
}

ScriptedUse use_of(const JsonReader& in) {
  ScriptedUse out;
  if (in.value().is_string()) {
    out.value = text_of(in, 2000);
    return out;
  }
  in.only({"at", "tool", "value", "cli"});
  out.at = optional_member(in, "at", time_of).value_or(base::SimTime{});
  if (in.has("tool") == in.has("cli")) in.fail("must have either \"tool\" or \"cli\"");
  out.tool = optional_member(in, "tool", name_of).value_or("");
  if (const auto value = in.member("value")) {
    out.value = value->value().is_number_integer() ? base::dump(value->value()) : text_of(*value);
  }
  if (const auto cli = in.member("cli")) out.value = text_of(*cli, 2000);
  return out;
}

std::vector<ScriptedUse> uses_of(const JsonReader& in) {
  std::vector<ScriptedUse> out;
  for (const JsonReader& use : in.elements()) out.push_back(use_of(use));
  if (out.size() > 20) in.fail("must have at most 20 acts");
  return out;
}

NearMiss near_miss_of(const JsonReader& in) {
  in.only({"do", "fails"});
  return {required_member(in, "do", uses_of), list_member(in, "fails", 1, 12, name_of)};
}

Challenge challenge_of(const JsonReader& in) {
  in.only({"tools", "allow", "goals", "par", "solutions", "near_misses", "solved"});
  Challenge out;
  out.tools = list_member(in, "tools", 1, 8, tool_of);
  out.allow = list_member(in, "allow", 0, 20, [](const JsonReader& v) { return text_of(v, 80); });
  out.goals = list_member(in, "goals", 1, 8, goal_of);
  out.par = required_member(in, "par", [](const JsonReader& v) { return v.integer(1, 50, 1); });
  out.solutions = list_member(in, "solutions", 1, 12, uses_of);
  out.near_misses = list_member(in, "near_misses", 1, 12, near_miss_of);
  out.solved = required_member(in, "solved", prose_of);
  for (const NearMiss& miss : out.near_misses) {
    for (const std::string& id : miss.fails) {
      bool known = false;
      for (const GoalSpec& goal : out.goals) known = known || goal.id == id;
      if (!known) in.fail(std::format("a near miss fails '{}', which is no goal", id));
    }
  }
  return out;
}

RecallPrompt prompt_of(const JsonReader& in) {
  in.only({"id", "ask", "options", "answer", "why"});
  RecallPrompt out;
  out.id = required_member(in, "id", name_of);
  out.ask = required_member(in, "ask", prose_of);
  out.options = list_member(in, "options", 2, 4, prose_of);
  out.answer = required_member(
      in, "answer", [&](const JsonReader& v) { return letter_of(v, out.options.size()); });
  out.why = required_member(in, "why", prose_of);
  return out;
}

Recall recall_of(const JsonReader& in) {
  in.only({"prompts"});
  return {list_member(in, "prompts", 1, 4, prompt_of)};
}

}  // namespace

BeatBody body_of(std::string_view key, const JsonReader& in, Beat& beat) {
  if (key == "say") {
    beat.text = paragraphs_of(in);
    return Say{};
  }
  if (key == "demo") return demo_of(in);
  if (key == "predict") return predict_of(in, beat);
  if (key == "explain") return explain_of(in);
  if (key == "vary") return vary_of(in);
  if (key == "challenge") return challenge_of(in);
  if (key == "recall") return recall_of(in);
  in.only({});
  return Run{};
}

}  // namespace lesson::parse
