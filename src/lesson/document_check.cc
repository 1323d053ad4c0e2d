// Do the names of a lesson file exist? Must not know how a lesson is played.
#include "lesson/document_check.h"

#include <algorithm>
#include <format>
#include <set>

#include "api/cli.h"
#include "api/command_json.h"
#include "lesson/stage.h"
#include "world/template.h"
#include "world/template_streams.h"

namespace lesson {
namespace {

using base::Json;
using base::JsonError;

/// One world of a lesson with its cast; what is named must be found here.
class Checker {
 public:
  Checker(const Json& world, std::string pointer, const std::vector<CastMember>& cast,
          std::vector<JsonError>& errors)
      : json_(world), errors_(errors) {
    for (const CastMember& member : cast) cast_.insert(member.name);
    auto built = world::build_world(world, pointer);
    if (!built) {
      errors.insert(errors.end(), built.error().begin(), built.error().end());
      return;
    }
    names_ = Names::of(*built);
    world_ = *built;
    cli_ = cli_names(*built);
    built_ = true;
    for (const CastMember& member : cast) check(pointer, member.pattern);
  }

  void fail(const std::string& pointer, std::string message) {
    errors_.push_back({pointer, std::move(message)});
  }
  bool built() const { return built_; }

  void cast(const std::string& pointer, const std::string& name) {
    if (!cast_.contains(name)) fail(pointer, std::format("'{}' is not a name of the cast", name));
  }
  void check(const std::string& pointer, const Moment& moment) {
    if (!moment.name.empty() && moment.name != "end") cast(pointer, moment.name);
  }
  void check(const std::string& pointer, const EventPattern& pattern) {
    for (const EventFilter& filter : pattern.filters) {
      if (filter.key == FilterKey::kBy) actor(pointer, filter.value);
      if (filter.key == FilterKey::kQueue) queue(pointer, filter.value);
      if (filter.key == FilterKey::kTopic) topic(pointer, filter.value);
      if (filter.key == FilterKey::kStream) stream(pointer, filter.value);
    }
    for (const std::string& name : cast_names(pattern)) cast(pointer, name);
  }
  void check(const std::string& pointer, const Expression& expression) {
    for (const std::string& name : cast_names(expression)) cast(pointer, name);
    for (const Expression::Node& node : expression.nodes) {
      if (node.op != Operator::kCall) continue;
      if (node.function == Function::kCount) check(pointer, node.pattern);
      const bool of_queue = node.function == Function::kWaiting ||
                            node.function == Function::kInFlight ||
                            node.function == Function::kDelayed;
      if (of_queue) queue(pointer, node.argument);
      if (node.function == Function::kOpenShards) stream(pointer, node.argument);
      if (node.function == Function::kBehind) actor(pointer, node.argument);
    }
  }
  void check(const std::string& pointer, const Prose& prose) {
    for (const Prose::Part& part : prose.parts) {
      switch (part.kind) {
        case PlaceKind::kMessage:
        case PlaceKind::kWorker:
        case PlaceKind::kQueue:
        case PlaceKind::kShard:
        case PlaceKind::kKey: cast(pointer, part.text); break;
        case PlaceKind::kTime: check(pointer, part.from); break;
        case PlaceKind::kSpan:
          check(pointer, part.from);
          check(pointer, part.to);
          break;
        case PlaceKind::kMeasure: check(pointer, part.measure); break;
        case PlaceKind::kWorld:
          if (!template_value(json_, part.text)) {
            fail(pointer, std::format("the world has no value at {}", part.text));
          }
          break;
        default: break;
      }
    }
  }
  void check(const std::string& pointer, const std::vector<Prose>& paragraphs) {
    for (const Prose& paragraph : paragraphs) check(pointer, paragraph);
  }
  void actor(const std::string& pointer, const std::string& name) {
    if (built_ && name != "you" && !names_.actors.contains(name)) {
      fail(pointer, std::format("there is no caller named '{}'", name));
    }
  }
  void queue(const std::string& pointer, const std::string& name) {
    if (built_ && !names_.queues.contains(name)) {
      fail(pointer, std::format("there is no queue named '{}'", name));
    }
  }
  void topic(const std::string& pointer, const std::string& name) {
    if (built_ && !names_.topics.contains(name)) {
      fail(pointer, std::format("there is no topic named '{}'", name));
    }
  }
  void stream(const std::string& pointer, const std::string& name) {
    if (built_ && !names_.streams.contains(name)) {
      fail(pointer, std::format("there is no stream named '{}'", name));
    }
  }
  /// A queue, a topic, a stream, a caller, `message:<cast name>`, `record:<cast name>` or
  /// `shard:<number>`.
  void place(const std::string& pointer, const std::string& name) {
    if (name.starts_with("message:")) {
      cast(pointer, name.substr(8));
    } else if (name.starts_with("record:")) {
      cast(pointer, name.substr(7));
    } else if (name.starts_with("shard:")) {
      if (!whole_number(name.substr(6))) fail(pointer, "shard: is followed by a number");
    } else if (built_ && !names_.queues.contains(name) && !names_.topics.contains(name) &&
               !names_.streams.contains(name) && !names_.actors.contains(name)) {
      fail(pointer, std::format("'{}' is neither a queue, a topic, a stream, a caller, "
                                "message:<name>, record:<name> nor shard:<number>",
                                name));
    }
  }
  /// `allow` null: every action may be used.
  void line(const std::string& pointer, const std::string& cli,
            const std::vector<std::string>* allow) {
    if (!built_) return;
    const auto request = api::parse_cli(cli, cli_);
    if (!request) {
      fail(pointer, api::show_error(cli, request.error()));
    } else if (allow != nullptr &&
               !std::ranges::contains(*allow, api::operation_of(*request).iam)) {
      fail(pointer, std::format("{} is not allowed here", api::operation_of(*request).iam));
    }
  }
  void act(const Act& act, const DialSpec* dial) {
    const std::string value = dial == nullptr ? "" : std::to_string(dial->start);
    if (dial == nullptr && act.cli.contains(kValuePlace)) {
      fail(act.pointer, "{value} is used, but there is no dial");
    }
    if (!act.cli.empty()) return line(act.pointer, with_value(act.cli, value), nullptr);
    actor(act.pointer, act.actors);
    if (!act.order.empty() && !api::order_from(act.order)) {
      fail(act.pointer, std::format("'{}' is not an order", act.order));
    }
    const auto duration = [&](const std::string& text) {
      if (!text.empty() && !base::parse_duration(with_value(text, value))) {
        fail(act.pointer, std::format("'{}' is not a duration", text));
      }
    };
    duration(act.work);
    duration(act.heartbeat_every);
    if (act.set) settings(act, value);
  }
  // The settings as the caller would get them.
  void settings(const Act& act, const std::string& value) {
    if (!built_ || !names_.actors.contains(act.actors)) return;
    const actors::Actor* actor = world_.actors().find(names_.actors[act.actors].front());
    const Json merged = merged_settings(json_, actor->group, with_value(*act.set, value));
    std::vector<JsonError> faults;
    world::read_settings(world_, *actor, base::JsonReader(merged, "", faults));
    for (const JsonError& fault : faults) {
      fail(act.pointer, std::format("{}: {}", fault.pointer, fault.message));
    }
  }
  void acts(const std::vector<Act>& all, const DialSpec* dial = nullptr) {
    for (const Act& one : all) act(one, dial);
  }

 private:
  const Json& json_;
  std::vector<JsonError>& errors_;
  std::set<std::string> cast_;
  Names names_;
  api::CliNames cli_;
  world::World world_;
  bool built_ = false;
};

class BeatChecker {
 public:
  BeatChecker(const Document& document, const Beat& beat, Checker& here,
              std::vector<JsonError>& errors)
      : document_(document), beat_(beat), here_(here), errors_(errors), at_(beat.pointer) {}

  void run() {
    here_.check(at_, beat_.title);
    here_.check(at_, beat_.text);
    here_.check(at_, beat_.text_short);
    for (const std::string& name : beat_.focus) here_.place(at_, name);
    if (beat_.from) here_.check(at_, *beat_.from);
    if (beat_.until) here_.check(at_, *beat_.until);
    here_.acts(beat_.setup);
    std::visit([this](const auto& body) { look(body); }, beat_.body);
  }

 private:
  void look(const Say&) {}
  void look(const Run&) {}
  void look(const Demo& demo) {
    for (const DemoStep& step : demo.steps) {
      here_.check(at_, step.at);
      here_.check(at_, step.after);
      here_.check(at_, step.ask);
      here_.acts(step.acts);
    }
  }
  void look(const Predict& predict) {
    here_.check(at_, predict.ask);
    here_.check(at_, predict.proved_at);
    if (!predict.about.empty()) here_.cast(at_, predict.about);
    for (const PredictOption& option : predict.options) {
      here_.check(at_, option.text);
      if (option.holds) here_.check(at_, *option.holds);
      if (!option.point.empty()) here_.place(at_, option.point);
      here_.check(at_, option.ghost_caption);
      if (!option.ghost_queue.empty()) here_.queue(at_, option.ghost_queue);
      if (!option.ghost_worker.empty()) here_.actor(at_, option.ghost_worker);
      if (option.ghost && predict.about.empty()) {
        here_.fail(at_, "a ghost needs \"about\": whose message it is");
      }
    }
    for (const std::string& name : predict.pointable) here_.place(at_, name);
    if (predict.point_proof) here_.check(at_, *predict.point_proof);
    for (const PredictItem& item : predict.items) {
      here_.check(at_, item.text);
      here_.cast(at_, item.event);
    }
    if (predict.number) here_.check(at_, *predict.number);
  }
  void look(const Explain& explain) {
    here_.check(at_, explain.what_ifs_label);
    here_.check(at_, explain.what_ifs_wrong_label);
    for (const WhatIf& what_if : explain.what_ifs) {
      const Json merged = merge_patch(document_.world, what_if.with);
      Checker there(merged, at_ + "/explain/what_ifs", document_.cast, errors_);
      there.check(at_, what_if.until);
      there.check(at_, what_if.result);
      if (what_if.proof) there.check(at_, *what_if.proof);
    }
  }
  void look(const Vary& vary) {
    here_.acts(vary.tool.acts, vary.tool.dial ? &*vary.tool.dial : nullptr);
    here_.check(at_, vary.measure);
    here_.check(at_, vary.measure_text);
    here_.check(at_, vary.holds);
    here_.check(at_, vary.found);
  }
  void look(const Challenge& challenge) {
    std::set<std::string> tools;
    for (const Tool& tool : challenge.tools) {
      here_.acts(tool.acts, tool.dial ? &*tool.dial : nullptr);
      if (!tools.insert(tool.id).second) here_.fail(at_, "two tools have the same id");
    }
    std::set<std::string> goals;
    for (const GoalSpec& goal : challenge.goals) {
      here_.check(at_, goal.text);
      here_.check(at_, goal.progress);
      if (goal.holds) here_.check(at_, *goal.holds);
      for (const EventPattern& pattern : goal.events) here_.check(at_, pattern);
      if (!goals.insert(goal.id).second) here_.fail(at_, "two goals have the same id");
    }
    here_.check(at_, challenge.solved);
    for (const auto& uses : challenge.solutions) check(challenge, uses, tools);
    for (const NearMiss& miss : challenge.near_misses) check(challenge, miss.uses, tools);
  }
  void look(const Recall& recall) {
    std::set<std::string> ids;
    for (const RecallPrompt& prompt : recall.prompts) {
      here_.check(at_, prompt.ask);
      here_.check(at_, prompt.options);
      here_.check(at_, prompt.why);
      if (!ids.insert(prompt.id).second) here_.fail(at_, "two prompts have the same id");
    }
  }
  void check(const Challenge& challenge, const std::vector<ScriptedUse>& uses,
             const std::set<std::string>& tools) {
    for (const ScriptedUse& use : uses) {
      if (use.tool.empty()) {
        here_.line(at_, use.value, &challenge.allow);
      } else if (!tools.contains(use.tool)) {
        here_.fail(at_, std::format("there is no tool '{}'", use.tool));
      }
    }
  }

  const Document& document_;
  const Beat& beat_;
  Checker& here_;
  std::vector<JsonError>& errors_;
  const std::string& at_;
};

}  // namespace

void check_document(const Document& document, std::vector<JsonError>& errors) {
  Checker lesson(document.world, "/world", document.cast, errors);
  lesson.acts(document.setup);
  std::set<std::string> ids;
  for (const Beat& beat : document.beats) {
    if (!ids.insert(beat.id).second) {
      errors.push_back({beat.pointer, std::format("two beats have the id '{}'", beat.id)});
    }
    if (!beat.world) {
      BeatChecker(document, beat, lesson, errors).run();
      continue;
    }
    const Json merged = merge_patch(document.world, *beat.world);
    Checker own(merged, beat.pointer + "/world", beat.cast, errors);
    BeatChecker(document, beat, own, errors).run();
  }
}

}  // namespace lesson
