// Recall: short prompts from memory; what is missed is asked again at the next beat boundary. Must
// not know the panel's layout.
#include <algorithm>
#include <format>

#include "lesson/beat_play.h"

namespace lesson {
namespace {

class RecallPlay final : public BeatPlay {
 public:
  RecallPlay(Desk& desk, std::vector<PromptRef> prompts, bool again)
      : BeatPlay(desk), prompts_(std::move(prompts)), again_(again) {}

  base::SimTime limit() const override { return desk_.story.stage().timeline().end(); }
  bool use(std::string_view control, std::string_view) override {
    const auto i = index_of(control, "recall.");
    if (!i || answered_ || *i >= prompt().options.size()) return false;
    answered_ = *i;
    remember(*i == prompt().answer);
    return true;
  }
  bool press() override {
    if (!answered_) return false;
    answered_.reset();
    return ++at_ == prompts_.size();
  }
  void fill(Session::View& view) override {
    if (at_ >= prompts_.size()) return;
    if (again_) {
      view.kind = "Recall";
      view.title = "Once more";
      view.text = {"You missed this one. Try it again from memory."};
      view.text_short = view.text;
    }
    view.question = desk_.story.text(prompt().ask);
    for (std::size_t i = 0; i < prompt().options.size(); ++i) view.options.push_back(option(i));
    if (prompts_.size() > 1) view.progress = std::format("{} of {}", at_ + 1, prompts_.size());
    if (answered_) {
      const bool right = *answered_ == prompt().answer;
      view.results.push_back({right ? Mark::kGood : Mark::kBad, desk_.story.text(prompt().why)});
    }
    const bool last = at_ + 1 == prompts_.size();
    view.primary = ButtonView{"lesson.primary", last ? "Continue" : "Next", "", "Space",
                              answered_.has_value()};
  }

 private:
  const RecallPrompt& prompt() const {
    const PromptRef& ref = prompts_[at_];
    return std::get<Recall>(desk_.document->beats[ref.beat].body).prompts[ref.prompt];
  }
  ChoiceView option(std::size_t i) const {
    const std::string upper(1, static_cast<char>('A' + static_cast<char>(i)));
    ChoiceView out{.control = "recall." + letter(i),
                   .letter = upper,
                   .text = desk_.story.text(prompt().options[i]),
                   .shortcut = upper,
                   .selected = answered_ == i,
                   .enabled = !answered_};
    if (answered_ && i == prompt().answer) out.mark = Mark::kGood;
    if (answered_ == i && i != prompt().answer) out.mark = Mark::kBad;
    return out;
  }
  void remember(bool right) {
    const std::string id =
        std::format("{}/{}", desk_.document->beats[prompts_[at_].beat].id, prompt().id);
    std::vector<std::string>& missed = desk_.record.missed;
    const bool known = std::ranges::contains(missed, id);
    if (right == !known) return;
    if (right) {
      std::erase(missed, id);
    } else {
      missed.push_back(id);
    }
    desk_.note_change();
  }

  std::vector<PromptRef> prompts_;
  bool again_;
  std::size_t at_ = 0;
  std::optional<std::size_t> answered_;
};

}  // namespace

std::unique_ptr<BeatPlay> make_recall(Desk& desk, Arrival arrival) {
  arrive(desk, arrival);
  std::vector<PromptRef> prompts;
  const std::size_t count = std::get<Recall>(desk.current().body).prompts.size();
  for (std::size_t i = 0; i < count; ++i) prompts.push_back({desk.beat, i});
  return std::make_unique<RecallPlay>(desk, std::move(prompts), false);
}

std::unique_ptr<BeatPlay> make_interlude(Desk& desk, std::vector<PromptRef> prompts) {
  return std::make_unique<RecallPlay>(desk, std::move(prompts), true);
}

}  // namespace lesson
