// The lesson's own run. Must not know how beats are played.
#include "lesson/story.h"

#include <format>

namespace lesson {

using base::JsonError;

base::Result<Story, std::vector<JsonError>> Story::open(std::shared_ptr<const Document> document,
                                                        model::Profile profile) {
  auto stage = Stage::make(document->world, "/world", document->setup, profile);
  if (!stage) return std::unexpected(stage.error());
  Story story(std::move(document), profile, *std::move(stage));
  std::vector<JsonError> errors;
  story.run_steps(errors);
  story.find_spans(errors);
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return story;
}

Story::Story(std::shared_ptr<const Document> document, model::Profile profile, Stage stage)
    : document_(std::move(document)),
      profile_(profile),
      stage_(stage),
      reference_(std::move(stage)),
      spans_(document_->beats.size()) {}

// Plays the whole script on the reference stage, noting when each step was due.
void Story::run_steps(std::vector<JsonError>& errors) {
  for (std::size_t i = 0; i < document_->beats.size(); ++i) {
    const Beat& beat = document_->beats[i];
    const auto* demo = std::get_if<Demo>(&beat.body);
    if (demo == nullptr) continue;
    for (const DemoStep& step : demo->steps) {
      const auto at = reference_.find(step.at, document_->cast, document_->horizon);
      if (!at || *at < reference_.timeline().playhead()) {
        errors.push_back({beat.pointer, at ? "a step comes before the one above it"
                                           : "a step waits for what never happens"});
        return;
      }
      spans_[i].steps.push_back(*at);
      reference_.timeline().seek(*at);
      for (std::string& refusal : reference_.perform(step.acts).refusals) {
        errors.push_back({beat.pointer, "a step is refused: " + std::move(refusal)});
      }
    }
  }
  reference_.timeline().seek(document_->horizon);
  history_ = reference_.history(document_->cast, reference_.timeline().log().size());
}

void Story::find_spans(std::vector<JsonError>& errors) {
  base::SimTime before;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    const Beat& beat = document_->beats[i];
    const auto find = [&](const std::optional<Moment>& moment, base::SimTime fallback) {
      if (!moment || beat.world) return fallback;
      const auto at = resolve(*moment, history_.cast(), document_->horizon);
      if (at) return *at;
      errors.push_back({beat.pointer, std::format("'{}' never happens by {}", moment->name,
                                                  base::format_clock(document_->horizon))});
      return fallback;
    };
    spans_[i].from = find(beat.from, before);
    spans_[i].until = find(beat.until, spans_[i].from);
    if (spans_[i].from < before || spans_[i].until < spans_[i].from) {
      errors.push_back({beat.pointer, "begins before the beat above it ends"});
    }
    before = spans_[i].until;
  }
}

std::size_t Story::steps_before(std::size_t beat) const {
  std::size_t out = 0;
  for (std::size_t i = 0; i < beat; ++i) out += spans_[i].steps.size();
  return out;
}

void Story::do_steps(Stage& stage, std::size_t beat) const {
  for (std::size_t i = 0; i < beat; ++i) {
    for (std::size_t step = 0; step < spans_[i].steps.size(); ++step) {
      stage.timeline().seek(spans_[i].steps[step]);
      stage.perform(std::get<Demo>(document_->beats[i].body).steps[step].acts);
    }
  }
}

bool Story::prepare(std::size_t beat) {
  const bool ran_ahead = stage_.timeline().end() > spans_[beat].from;
  if (steps_done_ == steps_before(beat) && !ran_ahead && !altered_) return false;
  // The template was built before, so it can be built again.
  stage_ = *Stage::make(document_->world, "/world", document_->setup, profile_);
  do_steps(stage_, beat);
  steps_done_ = steps_before(beat);
  altered_ = false;
  return true;
}

ActResult Story::perform_step(std::size_t beat, std::size_t step) {
  stage_.timeline().seek(spans_[beat].steps[step]);
  ++steps_done_;
  return stage_.perform(std::get<Demo>(document_->beats[beat].body).steps[step].acts);
}

world::Reply Story::call_step(std::size_t beat, std::size_t step, const api::Request& request) {
  stage_.timeline().seek(spans_[beat].steps[step]);
  ++steps_done_;
  return stage_.call(request);
}

base::Result<Stage, std::vector<JsonError>> Story::twin(const base::Json& patch,
                                                        std::size_t beat) const {
  auto out = Stage::make(merge_patch(document_->world, patch), document_->beats[beat].pointer,
                         document_->setup, profile_);
  if (out) do_steps(*out, beat);
  return out;
}

std::string Story::text(const Prose& prose) const {
  return render(prose, RunProse(reference_, document_->cast, document_->horizon, profile_));
}

std::vector<std::string> Story::texts(const std::vector<Prose>& paragraphs) const {
  const RunProse source(reference_, document_->cast, document_->horizon, profile_);
  std::vector<std::string> out;
  for (const Prose& paragraph : paragraphs) out.push_back(render(paragraph, source));
  return out;
}

}  // namespace lesson
