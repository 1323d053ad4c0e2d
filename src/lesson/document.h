// A lesson as data: what lesson.json says, checked and typed. Must not know how a lesson is played
// or shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "lesson/event_pattern.h"
#include "lesson/expression.h"
#include "lesson/moment.h"
#include "lesson/prose.h"
#include "lesson/stage_notes.h"

namespace lesson {

/// One thing a lesson or a learner does to the World: a call, written as an AWS CLI line, or a
/// change of the simulated callers. `{value}` stands for the value of the control that does it.
struct Act {
  std::string cli;           // "aws sqs …"; empty for an order to callers
  std::string actors;        // a caller's name, or the name of a fleet in the template
  std::string order;         // "crash", "restart", "hang", "pause", "resume"
  std::string work;          // a duration, may hold {value}
  bool heartbeat_off = false;
  std::string heartbeat_every;   // a duration, may hold {value}
  std::string heartbeat_extend;  // whole seconds, may hold {value}
  std::optional<bool> idempotent;
  std::optional<base::Json> set;  // merged into the caller's Properties; texts may hold {value}
  std::string pointer;       // where it stands in the file
};

/// What a cast name stands for: an event of the run (`pattern.nth` of its kind).
struct CastMember {
  std::string name;
  EventPattern pattern;
};

/// What a beat draws the eye to: a queue, a topic, a caller, or `message:<cast name>`.
using Focus = std::vector<std::string>;

struct DemoStep {
  std::string button;
  Moment at;
  std::vector<Act> acts;
  Prose after;  // said once it is done
  Prose ask;  // the learner types the one line of `acts` in the console; empty: a button does it
};
struct Say {};
struct Demo {
  std::vector<DemoStep> steps;
};

struct PredictOption {
  Prose text;
  std::optional<Expression> holds;  // what must be true of the run, when and only when it is right
  std::string point;  // pointing at this on the stage chooses the option
  std::optional<GhostPlace> ghost;  // where the prediction stands on the stage
  std::string ghost_queue;
  std::string ghost_worker;
  std::uint32_t ghost_shard = 0;  // its number
  Prose ghost_caption;
};
struct PredictItem {
  Prose text;
  std::string event;  // cast name; the truth is the order of these in the run
};
struct DialSpec {
  std::string label;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t step = 1;
  std::int64_t start = 0;
  std::string unit;
};
enum class PredictKind : std::uint8_t { kChoose, kPoint, kOrder, kNumber };
struct Predict {
  PredictKind kind = PredictKind::kChoose;
  Prose ask;
  std::string about;  // cast name of the event whose message is spoken of
  std::vector<PredictOption> options;
  std::size_t answer = 0;  // of kChoose; proved against `holds` by the play test
  std::vector<std::string> pointable;  // of kPoint: names of callers, queues, message:<cast>
  std::string point_truth;  // of kPoint: one of `pointable`
  std::optional<Expression> point_proof;
  std::vector<PredictItem> items;  // of kOrder, in the order shown
  DialSpec dial;  // of kNumber
  std::optional<Expression> number;  // of kNumber: the true value, measured in the run
  std::int64_t tolerance = 0;
  Moment proved_at;  // when the truth is measured; the horizon by default
};

struct Run {};

struct WhatIf {
  std::string button;
  std::optional<std::size_t> option;  // of the prediction before: here that one would be right
  base::Json with;  // merged into the world's template (RFC 7396)
  Moment until;
  Prose result;  // its placeholders speak of the what-if run
  std::optional<Expression> proof;  // true of the what-if run at its end
};
struct Explain {
  Prose what_ifs_label;
  Prose what_ifs_wrong_label;  // over the runs in which the learner's wrong answer is right
  std::vector<WhatIf> what_ifs;
};

/// A dial or a button with which the learner acts.
struct Tool {
  std::string id;
  std::string label;
  std::optional<DialSpec> dial;
  std::vector<Act> acts;
  std::string shown;  // what stands for it when it is no CLI line
};

struct Vary {
  Tool tool;
  Expression measure;  // shown for each value tried
  Prose measure_text;  // "{n}" is the measure
  Expression holds;  // flips somewhere on the dial
  Prose found;
};

enum class GoalKind : std::uint8_t { kAlways, kNever, kEventually, kAtEnd, kOrder };
struct GoalSpec {
  std::string id;
  Prose text;
  Prose progress;  // "{value}" and "{target}" of the first comparison; empty for the plain form
  GoalKind kind = GoalKind::kAlways;
  std::optional<Expression> holds;  // always, eventually, at_end
  std::vector<EventPattern> events;  // never (one), order
  std::optional<base::SimTime> by;
};
/// A way through a challenge: acts of tools at times, for the play test.
struct ScriptedUse {
  base::SimTime at;
  std::string tool;  // empty for a plain CLI line
  std::string value;  // of the tool's dial, or the CLI line
};
struct NearMiss {
  std::vector<ScriptedUse> uses;
  std::vector<std::string> fails;  // goal ids
};
struct Challenge {
  std::vector<Tool> tools;
  std::vector<std::string> allow;  // IAM action names of the CLI lines that may be used
  std::vector<GoalSpec> goals;
  std::int64_t par = 1;
  std::vector<std::vector<ScriptedUse>> solutions;
  std::vector<NearMiss> near_misses;
  Prose solved;
};

struct RecallPrompt {
  std::string id;
  Prose ask;
  std::vector<Prose> options;
  std::size_t answer = 0;
  Prose why;
};
struct Recall {
  std::vector<RecallPrompt> prompts;
};

using BeatBody = std::variant<Say, Demo, Predict, Run, Explain, Vary, Challenge, Recall>;

struct Beat {
  std::string id;  // of links and progress
  Prose title;
  std::vector<Prose> text;
  std::vector<Prose> text_short;  // for a phone; empty = `text`
  Focus focus;
  std::optional<Moment> from;  // where the playhead stands when the beat is entered directly
  std::optional<Moment> until;  // how far it may be played
  std::optional<std::int64_t> speed_milli;
  bool plays = false;  // entering it starts to play
  bool traces = false;
  std::optional<base::Json> world;  // merged into the lesson's: a stage of its own
  std::vector<Act> setup;  // of a stage of its own
  std::vector<CastMember> cast;  // likewise; the lesson's cast does not play there
  BeatBody body;
  std::string pointer;
};

/// "Say", "Predict": the kind as the panel names it; and as the file does.
std::string_view kind_title(const BeatBody& body);
std::string_view kind_key(const BeatBody& body);

struct Document {
  std::string id;  // "sqs/visibility-timeout"
  std::int64_t version = 1;
  std::string as_of;  // "2026-11": when its facts were checked
  std::int64_t minutes = 0;
  std::string title;
  std::vector<std::int64_t> objectives;  // rows of the curriculum
  base::Json world;
  base::SimTime horizon;  // end of the time axis and of every measure without one of its own
  std::vector<Act> setup;  // at time zero
  std::vector<CastMember> cast;
  std::vector<Beat> beats;
  std::string file;  // for messages

  const CastMember* find_cast(std::string_view name) const;
  /// The index of a beat by its id or by its number from 1; nothing when there is none.
  std::optional<std::size_t> find_beat(std::string_view id_or_number) const;
};

/// Reads a lesson, or says everything that is wrong with it in one pass; each error names the JSON
/// pointer and the line. `file` is for messages only.
base::Result<Document, std::vector<base::JsonError>> parse_document(std::string_view text,
                                                                    std::string file);

/// "lessons/x/lesson.json:12:3: /beats/2/predict: …", one line.
std::string to_line(const base::JsonError& error, std::string_view file);

/// `patch` merged into `target` as RFC 7396 says: objects merge, null removes, the rest replaces.
base::Json merge_patch(base::Json target, const base::Json& patch);

}  // namespace lesson
