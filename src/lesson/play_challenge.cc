// Challenges: the learner acts with tools or command lines, goals are followed along the run, every
// act can be undone. Must not know the panel's layout.
#include <algorithm>
#include <format>

#include "lesson/beat_play.h"
#include "lesson/goals.h"

namespace lesson {
namespace {

/// One act of the learner.
struct Use {
  base::SimTime at;
  std::optional<std::size_t> tool;  // nothing: a typed line
  std::string value;  // of the dial, or the line
};

class ChallengePlay final : public BeatPlay {
 public:
  explicit ChallengePlay(Desk& desk)
      : BeatPlay(desk),
        challenge_(std::get<Challenge>(desk.current().body)),
        world_(merge_patch(desk.document->world, *desk.current().world)),
        end_(base::SimTime{} + desk.current().until->offset),
        stage_(fresh()),
        goals_(challenge_.goals, desk.current().cast, stage_.names(), end_, challenge_.par,
               desk.profile) {
    show(base::SimTime{});
    desk.request = PlayRequest{.play = false};
  }
  Stage& stage() override { return stage_; }
  base::SimTime limit() const override { return end_; }

  bool moved() override {
    const std::vector<GoalResult> before = goals_.results();
    const bool ended = at_end();
    judge();
    return std::exchange(was_at_end_, ended) != ended || !same(before, goals_.results());
  }
  bool use(std::string_view control, std::string_view value) override {
    if (control == "challenge.undo") return undo();
    if (control == "challenge.reset") return reset();
    if (control == "challenge.run") return run_again();
    if (control == "cli") return type(value);
    if (control.starts_with("goal.")) return jump(control.substr(5));
    if (control.starts_with("tool.")) return take_tool(control.substr(5), value);
    return false;
  }
  // The same as a tool: counted, undone, carried out again in the next run.
  base::Result<world::Reply, std::string> call(const api::Request& request) override {
    const std::string_view right = api::operation_of(request).iam;
    if (!std::ranges::contains(challenge_.allow, right)) {
      return std::unexpected(std::format("{} is not allowed in this challenge.", right));
    }
    act({playhead(), std::nullopt, api::print_cli(request, stage_.cli())});
    return std::move(reply_);
  }
  // Only what a tool or a line does is carried out again in the next run.
  base::Result<world::Reply, std::string> order(const world::Command&) override {
    return std::unexpected("In this challenge only its tools and your command lines act.");
  }
  bool press() override {
    if (solved()) return true;
    if (at_end()) return !run_again();
    play(beat().speed_milli, end_);
    return false;
  }
  void fill(Session::View& view) override {
    for (std::size_t i = 0; i < challenge_.tools.size(); ++i) view.tools.push_back(tool(i));
    const RunProse source(stage_, desk_.current().cast, end_, desk_.profile);
    for (std::size_t i = 0; i < challenge_.goals.size(); ++i) view.goals.push_back(goal(i));
    view.par = std::format("{} action{}, par {}", uses_.size(), uses_.size() == 1 ? "" : "s",
                           challenge_.par);
    for (const std::string& refusal : refusals_) view.results.push_back({Mark::kBad, refusal});
    if (solved()) view.results.push_back({Mark::kGood, render(challenge_.solved, source)});
    view.actions.push_back({"challenge.undo", "Undo", "undo-2", "", !past_.empty()});
    view.actions.push_back({"challenge.reset", "Reset", "rotate-ccw", "",
                            !uses_.empty() || playhead() > base::SimTime{}});
    const char* label = solved() ? "Continue" : at_end() ? "Run again" : "Run";
    view.primary = ButtonView{"lesson.primary", label, "", "Space"};
  }
  void note(StageNotes& notes) override {
    notes.horizon = end_;
    if (!solved()) return;
    notes.tag = TagKind::kGoal;
    notes.tag_text = "All goals met";
    notes.tag_text_short = "All goals met";
  }

 private:
  Stage fresh() const {
    // The world was built when the file was checked.
    return *Stage::make(world_, desk_.current().pointer, desk_.current().setup, desk_.profile);
  }
  bool at_end() { return playhead() >= end_; }
  bool solved() const { return goals_.all_met(); }
  static bool same(const std::vector<GoalResult>& a, const std::vector<GoalResult>& b) {
    return std::ranges::equal(a, b, [](const GoalResult& x, const GoalResult& y) {
      return x.status == y.status && x.value == y.value && x.target == y.target;
    });
  }

  // Builds the run anew from the acts and shows it at `t`.
  void show(base::SimTime t) {
    stage_ = fresh();
    for (const Use& use : uses_) {
      stage_.timeline().seek(use.at);
      carry_out(use);
    }
    stage_.timeline().seek(t);
    goals_.restart();
    judge();
    ++desk_.epoch;
  }
  void carry_out(const Use& use) {
    if (use.tool) {
      refusals_ = stage_.perform(challenge_.tools[*use.tool].acts, use.value).refusals;
      return;
    }
    refusals_.clear();
    // It was read when it was typed.
    if (const auto request = stage_.parse(use.value)) reply_ = stage_.call(*request);
    if (!reply_.result) refusals_ = {refusal_text(reply_.result.error())};
  }
  void judge() {
    const world::Timeline& timeline = stage_.timeline();
    goals_.advance(timeline.log(), timeline.charges(), timeline.events_shown(), timeline.playhead(),
                   static_cast<std::int64_t>(uses_.size()));
    if (!solved()) return;
    const auto actions = static_cast<std::int64_t>(uses_.size());
    const auto [best, fresh_one] = desk_.record.solved.try_emplace(beat().id, actions);
    if (!fresh_one && best->second <= actions) return;
    best->second = actions;
    desk_.note_change();
  }
  // What comes after the playhead has not happened once the learner acts in the past.
  void act(Use use) {
    past_.push_back(uses_);
    std::erase_if(uses_, [&](const Use& old) { return old.at > use.at; });
    uses_.push_back(use);
    const bool forks = !stage_.timeline().at_present();
    carry_out(uses_.back());
    if (forks) ++desk_.epoch;
    goals_.restart();
    judge();
  }
  bool take_tool(std::string_view id, std::string_view value) {
    const auto it = std::ranges::find(challenge_.tools, id, &Tool::id);
    if (it == challenge_.tools.end()) return false;
    const auto index = static_cast<std::size_t>(it - challenge_.tools.begin());
    std::string text;
    if (it->dial) {
      const auto n = whole_number(value);
      if (!n) return false;
      text = std::to_string(nearest_stop(*it->dial, *n));
      if (text == std::to_string(value_of(index))) return true;  // nothing changes, no action
    }
    act({playhead(), index, std::move(text)});
    return true;
  }
  bool type(std::string_view line) {
    const auto request = stage_.parse(line);
    if (!request) {
      refusals_ = {api::show_error(line, request.error())};
      return true;
    }
    const std::string_view right = api::operation_of(*request).iam;
    if (!std::ranges::contains(challenge_.allow, right)) {
      refusals_ = {std::format("{} is not allowed in this challenge.", right)};
      return true;
    }
    act({playhead(), std::nullopt, std::string(line)});
    return true;
  }
  bool undo() {
    if (past_.empty()) return false;
    const base::SimTime at = playhead();
    uses_ = std::move(past_.back());
    past_.pop_back();
    show(at);
    return true;
  }
  bool reset() {
    if (uses_.empty() && playhead() == base::SimTime{}) return false;
    if (!uses_.empty()) past_.push_back(uses_);
    uses_.clear();
    refusals_.clear();
    show(base::SimTime{});
    return true;
  }
  // The same settings from the start: each tool as it was left, at time zero.
  bool run_again() {
    std::vector<Use> kept;
    for (const Use& use : uses_) {
      std::erase_if(kept, [&](const Use& old) { return use.tool && old.tool == use.tool; });
      kept.push_back({base::SimTime{}, use.tool, use.value});
    }
    past_.push_back(uses_);
    uses_ = std::move(kept);
    show(base::SimTime{});
    play(beat().speed_milli, end_);
    return true;
  }
  bool jump(std::string_view id) {
    const auto it = std::ranges::find(challenge_.goals, id, &GoalSpec::id);
    if (it == challenge_.goals.end()) return false;
    const GoalResult& result =
        goals_.results()[static_cast<std::size_t>(it - challenge_.goals.begin())];
    if (result.status == GoalStatus::kOpen) return false;
    stage_.timeline().seek(result.at);
    desk_.request = PlayRequest{.play = false};
    return true;
  }

  std::int64_t value_of(std::size_t tool) const {
    std::int64_t out = challenge_.tools[tool].dial->start;
    for (const Use& use : uses_) {
      if (use.tool == tool) out = whole_number(use.value).value_or(out);
    }
    return out;
  }
  ToolView tool(std::size_t i) const {
    const Tool& tool = challenge_.tools[i];
    ToolView out{.control = "tool." + tool.id, .label = tool.label, .shown = tool.shown};
    std::string value;
    if (tool.dial) {
      const std::int64_t now = value_of(i);
      out.dial = DialView{out.control, *tool.dial, now, dial_text(*tool.dial, now)};
      value = std::to_string(out.dial->value);
    }
    out.lines = stage_.lines(tool.acts, value);
    return out;
  }
  GoalView goal(std::size_t i) const {
    const GoalResult& result = goals_.results()[i];
    RunProse source(stage_, desk_.current().cast, end_, desk_.profile);
    source.set("value", std::to_string(result.value.value_or(0)));
    source.set("target", std::to_string(result.target.value_or(0)));
    GoalView out{.text = render(challenge_.goals[i].text, source), .status = result.status};
    out.detail = detail(challenge_.goals[i], result, source);
    if (result.status != GoalStatus::kOpen && (result.event != 0 || result.at < end_)) {
      out.jump = "goal." + challenge_.goals[i].id;
      out.jump_label = "Go to " + prose_time(result.at);
    }
    return out;
  }
  std::string detail(const GoalSpec& goal, const GoalResult& result, const RunProse& source) const {
    const bool lasts = goal.kind == GoalKind::kAlways || goal.kind == GoalKind::kNever;
    if (result.status == GoalStatus::kMet) {
      return lasts ? "Held to the end." : std::format("Met at {}.", prose_time(result.at));
    }
    if (result.status == GoalStatus::kViolated && result.event != 0) {
      const std::string who = message_name(stage_.timeline().present(), result.message);
      return result.message ? std::format("Broken at {} by {}.", prose_time(result.at), who)
                            : std::format("Broken at {}.", prose_time(result.at));
    }
    std::string so_far = lasts ? "Holds so far." : progress(goal, result, source);
    if (result.status == GoalStatus::kOpen) return so_far;
    return std::format("Not by {}. {}", prose_time(result.at), so_far);
  }
  static std::string progress(const GoalSpec& goal, const GoalResult& result,
                              const RunProse& source) {
    if (!goal.progress.empty()) return render(goal.progress, source);
    if (!result.value || !result.target) return "Not yet.";
    return std::format("{} so far, {} needed.", *result.value, *result.target);
  }

  const Challenge& challenge_;
  base::Json world_;
  base::SimTime end_;
  Stage stage_;
  GoalTracker goals_;
  std::vector<Use> uses_;
  std::vector<std::vector<Use>> past_;  // for undo
  std::vector<std::string> refusals_;  // of the last act
  world::Reply reply_;  // to the last line
  bool was_at_end_ = false;
};

}  // namespace

std::unique_ptr<BeatPlay> make_challenge(Desk& desk) {
  return std::make_unique<ChallengePlay>(desk);
}

}  // namespace lesson
