// Playing lessons to prove them. Must not know files or programs.
#include "lesson/proof.h"

#include <algorithm>
#include <format>
#include <memory>

#include "lesson/proof_challenge.h"
#include "lesson/session.h"
#include "lesson/session_view.h"
#include "lesson/story.h"

namespace lesson {
namespace {

class Prover {
 public:
  Prover(const Document& document, model::Profile profile, std::vector<Proof>& out)
      : document_(document), profile_(profile), out_(out) {}

  void run() {
    auto story = Story::open(std::make_shared<const Document>(document_), profile_);
    if (!story) {
      for (const base::JsonError& error : story.error()) {
        claim("the lesson can be played", false, error.pointer + ": " + error.message);
      }
      return;
    }
    story_ = std::make_unique<Story>(*std::move(story));
    prove_cast();
    for (std::size_t i = 0; i < document_.beats.size(); ++i) {
      where_ = std::format("beat {}", document_.beats[i].id);
      std::visit([&](const auto& body) { prove_body(i, body); }, document_.beats[i].body);
    }
    prove_links();
  }

 private:
  void claim(std::string what, bool holds, std::string why = {}) {
    out_.push_back({where_ + ": " + std::move(what), holds, holds ? "" : std::move(why)});
  }

  void prove_cast() {
    where_ = "cast";
    for (const CastMember& member : document_.cast) {
      claim(std::format("{} happens", member.name), story_->history().cast().contains(member.name),
            std::format("no such event by {}", base::format_clock(document_.horizon)));
    }
  }
  // What the panel says when a beat is opened has no place left open.
  void prove_prose(const Session& session) {
    const Session::View& view = session.view();
    std::string all = view.title + view.question;
    for (const std::string& text : view.text) all += " " + text;
    for (const std::string& text : view.text_short) all += " " + text;
    for (const ChoiceView& choice : view.options) all += " " + choice.text;
    claim(std::format("every place of beat {} is filled", session.beat() + 1), !all.contains("…"),
          all);
  }

  bool holds_in_story(const Expression& expression, const Moment& at) const {
    const auto time = resolve(at, story_->history().cast(), document_.horizon);
    const Stage& run = story_->reference();
    return holds(expression, run, document_.cast,
                 run.timeline().log().count_until(time.value_or(document_.horizon)), {});
  }

  void prove_body(std::size_t, const Say&) {}
  void prove_body(std::size_t, const Demo&) {}
  void prove_body(std::size_t, const Run&) {}
  void prove_body(std::size_t, const Recall&) {}

  void prove_body(std::size_t, const Predict& predict) {
    switch (predict.kind) {
      case PredictKind::kChoose:
        for (std::size_t i = 0; i < predict.options.size(); ++i) {
          const bool does = holds_in_story(*predict.options[i].holds, predict.proved_at);
          claim(std::format("option {} is {}", static_cast<char>('a' + static_cast<char>(i)),
                            i == predict.answer ? "what the engine does" : "not what it does"),
                does == (i == predict.answer), predict.options[i].holds->text);
        }
        break;
      case PredictKind::kPoint:
        claim("the place pointed at is where it happens",
              holds_in_story(*predict.point_proof, predict.proved_at), predict.point_proof->text);
        break;
      case PredictKind::kOrder: prove_order(predict); break;
      case PredictKind::kNumber: prove_number(predict); break;
    }
  }
  void prove_order(const Predict& predict) {
    std::vector<std::int64_t> times;
    for (const PredictItem& item : predict.items) {
      const auto it = story_->history().cast().find(item.event);
      if (it != story_->history().cast().end()) times.push_back(it->second.seq);
    }
    std::ranges::sort(times);
    const bool distinct = std::ranges::adjacent_find(times) == times.end();
    claim("all of the order happens, one after another",
          distinct && times.size() == predict.items.size());
  }
  void prove_number(const Predict& predict) {
    const Stage& run = story_->reference();
    const auto truth = measure(*predict.number, run, document_.cast, run.timeline().log().size(),
                               {.profile = profile_});
    const bool on_dial = truth && *truth >= predict.dial.min && *truth <= predict.dial.max;
    claim("the true number is on the dial", on_dial,
          truth ? std::to_string(*truth) : "it is not known");
    if (on_dial) {
      claim("the dial does not start at the truth",
            std::max(*truth - predict.dial.start, predict.dial.start - *truth) > predict.tolerance);
    }
  }

  void prove_body(std::size_t beat, const Explain& explain) {
    for (const WhatIf& what_if : explain.what_ifs) {
      auto twin = story_->twin(what_if.with, beat);
      if (!twin) {
        claim(std::format("'{}' can be run", what_if.button), false);
        continue;
      }
      const auto until = twin->find(what_if.until, document_.cast, document_.horizon);
      claim(std::format("'{}' comes to its end", what_if.button), until.has_value());
      if (!until) continue;
      twin->timeline().seek(*until);
      claim(std::format("'{}' proves what it says", what_if.button),
            holds(*what_if.proof, *twin, document_.cast, twin->timeline().log().size(), {}),
            what_if.proof->text);
      claim(std::format("'{}' differs from what happened", what_if.button),
            !holds_in_story(*what_if.proof, Moment{"end", {}}), what_if.proof->text);
      const std::string text =
          render(what_if.result, RunProse(*twin, document_.cast, *until, profile_));
      claim(std::format("'{}' has every place filled", what_if.button), !text.contains("…"), text);
    }
  }

  void prove_body(std::size_t beat, const Vary& vary) {
    const Beat& b = document_.beats[beat];
    const base::Json world = merge_patch(document_.world, *b.world);
    const DialSpec& dial = *vary.tool.dial;
    std::vector<std::int64_t> flips;
    bool before = false;
    for (std::int64_t value = dial.min; value <= dial.max; value += dial.step) {
      auto stage = Stage::make(world, b.pointer, b.setup, profile_);
      if (!stage) return claim("its world can be run", false);
      const auto refusals = stage->perform(vary.tool.acts, std::to_string(value)).refusals;
      if (!refusals.empty()) return claim("its dial can be turned", false, refusals[0]);
      stage->timeline().seek(base::SimTime{} + b.until->offset);
      const bool now = holds(vary.holds, *stage, b.cast, stage->timeline().log().size(), {});
      if (value > dial.min && now != before) flips.push_back(value);
      if (value == dial.start) claim("the start does not hold yet", !now, vary.holds.text);
      before = now;
    }
    std::string all;
    for (const std::int64_t flip : flips) all += std::format(" {}", flip);
    claim("the dial flips exactly once, upwards", flips.size() == 1 && before, "flips at:" + all);
  }

  void prove_body(std::size_t beat, const Challenge& challenge) {
    for (ChallengeRun& run : run_challenge(document_, beat, challenge, profile_)) {
      claim(std::move(run.what), run.holds, std::move(run.why));
    }
  }

  // Lets time run as the session asks, and no further.
  static void settle(Session& session) {
    for (int i = 0; i < 8; ++i) {
      const auto request = session.take_play_request();
      if (!request || !request->play) break;
      const base::SimTime to = std::min(session.limit(), request->until.value_or(base::kNever));
      session.timeline().seek(std::max(to, session.timeline().playhead()));
      session.on_moved();
    }
  }

  // A line that a step asks for is typed, as the learner would.
  static void type_what_is_shown(Session& session) {
    for (const StepView& step : session.view().steps) {
      if (step.ask.empty() || step.lines.empty()) continue;
      if (const auto request = api::parse_cli(step.lines.front(), session.names())) {
        session.call(*request);
      }
      return;
    }
  }

  // Does what a beat asks for, any answer will do, and goes on.
  static bool pass(Session& session) {
    const std::size_t before = session.beat();
    for (int i = 0; i < 200 && session.beat() == before && !session.finished(); ++i) {
      settle(session);
      const Session::View& view = session.view();
      if (view.primary && view.primary->enabled && session.activate("lesson.primary")) continue;
      for (const StepView& step : view.steps) {
        if (step.button.enabled && session.activate(step.button.control)) break;
      }
      type_what_is_shown(session);
      if (!session.view().options.empty()) session.activate(session.view().options[0].control);
      if (!session.view().confidence.empty()) session.activate("confidence.sure");
    }
    return session.beat() != before || session.finished();
  }

  void prove_links() {
    where_ = "links";
    auto played = Session::open(document_, 0, profile_);
    if (!played) return claim("the lesson opens", false);
    for (std::size_t i = 0; i < document_.beats.size(); ++i) {
      auto direct = Session::open(document_, i, profile_);
      if (!direct) return claim(std::format("beat {} opens directly", i + 1), false);
      if (played->beat() != i) return claim(std::format("beat {} is reached", i + 1), false);
      prove_prose(*direct);
      prove_same_start(i, *direct, *played);
      if (std::holds_alternative<Challenge>(document_.beats[i].body)) {
        // Solving it is proved elsewhere; the way on is the same as for a learner who skips it.
        played->activate(std::format("lesson.beat.{}", i + 2));
        continue;
      }
      claim(std::format("beat {} can be passed", i + 1), pass(*played));
    }
  }
  void prove_same_start(std::size_t i, Session& direct, Session& played) {
    const base::SimTime start = direct.timeline().playhead();
    if (played.timeline().playhead() < start) played.timeline().seek(start);
    const bool same = played.timeline().playhead() == start &&
                      played.timeline().view().hash() == direct.timeline().view().hash();
    claim(std::format("beat {} opened directly equals arriving by playing", i + 1), same,
          std::format("at {} and {}", base::format_clock(start),
                      base::format_clock(played.timeline().playhead())));
    played.on_moved();
  }

  const Document& document_;
  model::Profile profile_;
  std::vector<Proof>& out_;
  std::unique_ptr<Story> story_;
  std::string where_ = "lesson";
};

}  // namespace

std::vector<Proof> prove(const Document& document, model::Profile profile) {
  std::vector<Proof> out;
  Prover(document, profile, out).run();
  return out;
}

}  // namespace lesson
