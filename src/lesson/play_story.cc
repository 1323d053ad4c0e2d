// Say, demo, run and explain: the beats that watch the lesson's own run. Must not know the panel's
// layout.
#include <algorithm>
#include <format>
#include <utility>

#include "lesson/beat_play.h"

namespace lesson {
namespace {

class SayPlay final : public BeatPlay {
 public:
  SayPlay(Desk& desk, Arrival arrival) : BeatPlay(desk) {
    arrive(desk, arrival);
    if (beat().plays) play(beat().speed_milli, limit());
  }
  base::SimTime limit() const override { return desk_.story.until(desk_.beat); }
  void fill(Session::View& view) override {
    view.primary = ButtonView{"lesson.primary", "Continue", "", "Space"};
  }
};

class DemoPlay final : public BeatPlay {
 public:
  DemoPlay(Desk& desk, Arrival arrival)
      : BeatPlay(desk), demo_(std::get<Demo>(desk.current().body)) {
    arrive(desk, arrival);
    if (playhead() < next_stop()) play(beat().speed_milli, next_stop());
  }
  base::SimTime limit() const override { return next_stop(); }
  bool use(std::string_view control, std::string_view) override {
    if (done_ == demo_.steps.size()) return false;
    if (index_of(control, "demo.show.") == done_ && is_typed(done_)) {
      shown_ = true;
      return true;
    }
    if (index_of(control, "demo.") != done_ || !can_press(done_)) return false;
    desk_.story.perform_step(desk_.beat, done_);
    go_past();
    return true;
  }
  // The line that a step asks for is its act. One that differs is not sent, so that the run stays
  // the one of which the lesson speaks; a line of another action is the learner's own affair.
  base::Result<world::Reply, std::string> call(const api::Request& request) override {
    if (done_ == demo_.steps.size() || !is_typed(done_)) return BeatPlay::call(request);
    const auto wanted = stage().parse(demo_.steps[done_].acts.front().cli);
    if (!wanted || wanted->index() != request.index()) return BeatPlay::call(request);
    if (auto difference = api::difference_of(*wanted, request)) {
      return std::unexpected("Not sent, for the step asks for something else: " + *difference);
    }
    world::Reply reply = desk_.story.call_step(desk_.beat, done_, request);
    go_past();
    return reply;
  }
  bool press() override { return done_ == demo_.steps.size(); }
  void fill(Session::View& view) override {
    for (std::size_t i = 0; i < demo_.steps.size(); ++i) {
      const DemoStep& step = demo_.steps[i];
      StepView out;
      const bool pressable = i == done_ && can_press(i);
      out.button = {std::format("demo.{}", i + 1), step.button, "circle-play",
                    pressable ? "Enter" : "", pressable};
      out.done = i < done_;
      if (i == done_ && is_typed(i)) {
        out.ask = desk_.story.text(step.ask);
        if (!shown_) out.button = {std::format("demo.show.{}", i + 1), "Show the line", "eye", ""};
      }
      if (!is_typed(i) || out.done || shown_) out.lines = stage().lines(step.acts);
      if (out.done && !step.after.empty()) out.after = desk_.story.text(step.after);
      view.steps.push_back(std::move(out));
    }
    view.primary =
        ButtonView{"lesson.primary", "Continue", "", "Space", done_ == demo_.steps.size()};
  }

 private:
  base::SimTime next_stop() const {
    return done_ < demo_.steps.size() ? desk_.story.step_at(desk_.beat, done_)
                                      : desk_.story.until(desk_.beat);
  }
  bool is_typed(std::size_t step) const { return !demo_.steps[step].ask.empty(); }
  // A line that is asked for can be had by a button only once it has been shown.
  bool can_press(std::size_t step) const { return !is_typed(step) || shown_; }
  void go_past() {
    ++done_;
    shown_ = false;
    play(beat().speed_milli, next_stop());
  }

  const Demo& demo_;
  std::size_t done_ = 0;
  bool shown_ = false;  // the line of the step that is due
};

class RunPlay final : public BeatPlay {
 public:
  RunPlay(Desk& desk, Arrival arrival) : BeatPlay(desk) {
    arrive(desk, arrival);
    play(beat().speed_milli, limit());
  }
  base::SimTime limit() const override { return desk_.story.until(desk_.beat); }
  bool moved() override { return std::exchange(was_there_, there()) != there(); }
  std::optional<std::string> held() override {
    if (there()) return std::nullopt;
    return "This run decides your prediction: you can act when it is over.";
  }
  // Before the deciding event the button goes straight there; then it goes on.
  bool press() override {
    if (there()) return true;
    stage().timeline().seek(limit());
    desk_.request = PlayRequest{.play = false};
    was_there_ = true;
    return false;
  }
  void fill(Session::View& view) override {
    view.primary = ButtonView{"lesson.primary", there() ? "Continue" : "Go to the deciding event",
                              "", "Space"};
    view.quote = quote_prediction(desk_);
    if (view.quote && !there()) view.quote->mark = Mark::kNone;
  }
  void note(StageNotes& notes) override {
    show_prediction(desk_, notes);
    if (!there()) return;
    notes.tag = TagKind::kPaused;
    notes.tag_text = "Paused on the deciding event";
    notes.tag_text_short = "Deciding event";
  }

 private:
  bool there() { return playhead() >= limit(); }
  bool was_there_ = false;
};

class ExplainPlay final : public BeatPlay {
 public:
  ExplainPlay(Desk& desk, Arrival arrival)
      : BeatPlay(desk), explain_(std::get<Explain>(desk.current().body)) {
    arrive(desk, arrival);
  }
  Stage& stage() override { return twin_ ? *twin_ : desk_.story.stage(); }
  base::SimTime limit() const override { return twin_ ? twin_until_ : desk_.document->horizon; }
  bool moved() override { return std::exchange(was_there_, there()) != there(); }
  bool use(std::string_view control, std::string_view) override {
    if (control == "whatif.back") return leave_twin();
    const auto i = index_of(control, "whatif.");
    return i && *i < explain_.what_ifs.size() && enter_twin(*i);
  }
  void fill(Session::View& view) override {
    view.quote = quote_prediction(desk_);
    const bool for_wrong = has_run_for_answer();
    if (!explain_.what_ifs.empty()) {
      view.what_ifs_label =
          desk_.story.text(for_wrong ? explain_.what_ifs_wrong_label : explain_.what_ifs_label);
    }
    for (std::size_t i = 0; i < explain_.what_ifs.size(); ++i) {
      const WhatIf& what_if = explain_.what_ifs[i];
      if (for_wrong && what_if.option != answer()) continue;
      view.what_ifs.push_back({std::format("whatif.{}", i + 1), what_if.button,
                               twin_ && which_ == i ? "repeat" : "circle-play", ""});
    }
    if (twin_) {
      if (there()) view.results.push_back(outcome());
      view.actions.push_back({"whatif.back", "Back to what happened", "undo-2", ""});
    }
    view.primary = ButtonView{"lesson.primary", "Continue", "", "Space"};
  }
  void note(StageNotes& notes) override {
    show_prediction(desk_, notes);
    notes.show_traces = beat().traces && !twin_;
    if (twin_) {
      notes.tag = TagKind::kGoal;
      notes.tag_text = "What if: " + explain_.what_ifs[which_].button;
      notes.tag_text_short = "What if";
    } else if (playhead() == desk_.story.from(desk_.beat)) {
      notes.tag = TagKind::kPaused;
      notes.tag_text = "Paused on the deciding event";
      notes.tag_text_short = "Deciding event";
    }
  }

 private:
  bool there() { return twin_ ? playhead() >= twin_until_ : playhead() > from(); }
  base::SimTime from() const { return desk_.story.from(desk_.beat); }
  // Where the stories part: the freeze before which the learner predicted.
  base::SimTime start() const {
    std::size_t of_beat = desk_.beat;
    for (std::size_t i = 0; i < desk_.beat; ++i) {
      if (std::holds_alternative<Predict>(desk_.document->beats[i].body)) of_beat = i;
    }
    return desk_.story.from(of_beat);
  }
  // The option that the learner chose wrongly; nothing after a right or without an answer.
  std::optional<std::size_t> answer() const {
    std::size_t of_beat = 0;
    const Prediction* prediction = last_prediction(desk_, desk_.beat, of_beat);
    if (prediction == nullptr || is_right(desk_, of_beat, *prediction)) return std::nullopt;
    return prediction->option;
  }
  bool has_run_for_answer() const {
    const auto wrong = answer();
    return wrong && std::ranges::contains(explain_.what_ifs, wrong, &WhatIf::option);
  }
  bool enter_twin(std::size_t i) {
    const WhatIf& what_if = explain_.what_ifs[i];
    auto twin = desk_.story.twin(what_if.with, desk_.beat);
    if (!twin) return false;
    const auto until = twin->find(what_if.until, desk_.document->cast, desk_.document->horizon);
    twin_ = *std::move(twin);
    twin_until_ = until.value_or(desk_.document->horizon);
    which_ = i;
    twin_->timeline().seek(std::min(start(), twin_until_));
    ++desk_.epoch;
    play(beat().speed_milli, twin_until_);
    return true;
  }
  bool leave_twin() {
    if (!twin_) return false;
    twin_.reset();
    stage().timeline().seek(from());
    ++desk_.epoch;
    desk_.request = PlayRequest{.play = false};
    return true;
  }
  ResultView outcome() {
    const WhatIf& what_if = explain_.what_ifs[which_];
    const RunProse source(*twin_, desk_.document->cast, twin_until_, desk_.profile);
    const bool proved = what_if.proof && holds(*what_if.proof, *twin_, desk_.document->cast,
                                               twin_->timeline().log().size(), {});
    return {proved ? Mark::kGood : Mark::kBad, render(what_if.result, source)};
  }

  const Explain& explain_;
  std::optional<Stage> twin_;
  base::SimTime twin_until_;
  std::size_t which_ = 0;
  bool was_there_ = false;
};

}  // namespace

std::unique_ptr<BeatPlay> make_say(Desk& desk, Arrival arrival) {
  return std::make_unique<SayPlay>(desk, arrival);
}
std::unique_ptr<BeatPlay> make_demo(Desk& desk, Arrival arrival) {
  return std::make_unique<DemoPlay>(desk, arrival);
}
std::unique_ptr<BeatPlay> make_run(Desk& desk, Arrival arrival) {
  return std::make_unique<RunPlay>(desk, arrival);
}
std::unique_ptr<BeatPlay> make_explain(Desk& desk, Arrival arrival) {
  return std::make_unique<ExplainPlay>(desk, arrival);
}

}  // namespace lesson
