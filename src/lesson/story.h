// The lesson's own run: the stage that most beats share, when each of them begins and ends, and a
// reference run to the horizon from which prose and predictions know what will happen. Must not
// know how beats are played.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "lesson/document.h"
#include "lesson/run_prose.h"
#include "lesson/stage.h"

namespace lesson {

class Story {
 public:
  /// Runs the lesson once with every demo step done; errors are those of the template, of acts
  /// that are refused, and of moments that never come.
  static base::Result<Story, std::vector<base::JsonError>> open(
      std::shared_ptr<const Document> document, model::Profile profile);

  Stage& stage() { return stage_; }
  const Stage& stage() const { return stage_; }
  /// The whole run, at the horizon.
  const Stage& reference() const { return reference_; }
  const History& history() const { return history_; }

  /// When a beat begins, ends, and when a step of a demo is due.
  base::SimTime from(std::size_t beat) const { return spans_[beat].from; }
  base::SimTime until(std::size_t beat) const { return spans_[beat].until; }
  base::SimTime step_at(std::size_t beat, std::size_t step) const {
    return spans_[beat].steps[step];
  }

  /// Makes the stage one on which exactly the demo steps of the beats before `beat` have been done
  /// and nothing after its beginning has happened yet. True when it had to be built anew; the
  /// playhead is then at zero or at the last step.
  bool prepare(std::size_t beat);
  /// Does a step of a demo beat, at its time.
  ActResult perform_step(std::size_t beat, std::size_t step);
  /// Does a step by the learner's own call, which must be the step's.
  world::Reply call_step(std::size_t beat, std::size_t step, const api::Request& request);
  /// The learner has acted on the stage beside the script: prepare() builds it anew.
  void note_own_act() { altered_ = true; }

  /// A stage of the same script in a patched world, at time zero or at the last step done. Steps
  /// of beats before `beat` are done at the times they have in the lesson.
  base::Result<Stage, std::vector<base::JsonError>> twin(const base::Json& patch,
                                                         std::size_t beat) const;

  /// Prose of the lesson, filled in from the reference run.
  std::string text(const Prose& prose) const;
  std::vector<std::string> texts(const std::vector<Prose>& paragraphs) const;

 private:
  struct Span {
    base::SimTime from;
    base::SimTime until;
    std::vector<base::SimTime> steps;
  };
  Story(std::shared_ptr<const Document> document, model::Profile profile, Stage stage);
  void run_steps(std::vector<base::JsonError>& errors);
  void find_spans(std::vector<base::JsonError>& errors);
  std::size_t steps_before(std::size_t beat) const;
  void do_steps(Stage& stage, std::size_t beat) const;

  std::shared_ptr<const Document> document_;
  model::Profile profile_;
  Stage stage_;
  Stage reference_;
  History history_;
  std::vector<Span> spans_;
  std::size_t steps_done_ = 0;  // on stage_
  bool altered_ = false;  // stage_, by the learner
};

}  // namespace lesson
