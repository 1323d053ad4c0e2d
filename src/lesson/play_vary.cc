// Vary: one dial is free; every value is run by the engine, and what it did is remembered. Must not
// know the panel's layout.
#include <algorithm>
#include <format>
#include <iterator>
#include <map>

#include "lesson/beat_play.h"

namespace lesson {
namespace {

class VaryPlay final : public BeatPlay {
 public:
  explicit VaryPlay(Desk& desk)
      : BeatPlay(desk),
        vary_(std::get<Vary>(desk.current().body)),
        world_(merge_patch(desk.document->world, *desk.current().world)),
        end_(base::SimTime{} + desk.current().until->offset) {
    turn(vary_.tool.dial->start);
    desk.request = PlayRequest{.play = false};
  }
  Stage& stage() override { return *stage_; }
  base::SimTime limit() const override { return end_; }
  bool use(std::string_view control, std::string_view value) override {
    const auto n = whole_number(value);
    if (control != "dial" || !n) return false;
    turn(nearest_stop(*vary_.tool.dial, *n));
    return true;
  }
  void fill(Session::View& view) override {
    view.dial = DialView{"dial", *vary_.tool.dial, value_, dial_text(*vary_.tool.dial, value_)};
    view.lines = stage_->lines(vary_.tool.acts, std::to_string(value_));
    for (const auto& [value, outcome] : tried_) {
      view.results.push_back({outcome.holds ? Mark::kGood : Mark::kBad,
                              std::format("{}: {}", dial_text(*vary_.tool.dial, value),
                                          measure_text(value, outcome))});
    }
    if (found_) view.results.push_back({Mark::kGood, prose(value_of_flip_).text(vary_.found)});
    view.primary = ButtonView{"lesson.primary", "Continue", "", "Space"};
  }

 private:
  static constexpr std::size_t kRemembered = 6;

  struct Outcome {
    std::int64_t measure = 0;
    bool holds = false;
    base::SimTime decided;  // where it first went wrong, or the end
  };
  struct Filled {
    RunProse source;
    std::string text(const Prose& prose) const { return render(prose, source); }
  };
  Filled prose(std::int64_t value) const {
    Filled out{RunProse(*stage_, beat_cast(), end_, desk_.profile)};
    out.source.set("value", dial_text(*vary_.tool.dial, value));
    return out;
  }
  const std::vector<CastMember>& beat_cast() const { return desk_.current().cast; }

  std::string measure_text(std::int64_t value, const Outcome& outcome) const {
    Filled filled = prose(value);
    filled.source.set("n", std::to_string(outcome.measure));
    return filled.text(vary_.measure_text);
  }
  Stage run(std::int64_t value) const {
    // The world was built when the file was checked.
    Stage out = *Stage::make(world_, beat_pointer(), desk_.current().setup, desk_.profile);
    out.perform(vary_.tool.acts, std::to_string(value));
    out.timeline().seek(end_);
    return out;
  }
  const std::string& beat_pointer() const { return desk_.current().pointer; }

  // Follows a whole run: the measure at its end and where the statement first failed.
  Outcome judge(const Stage& stage) const {
    Outcome out{.decided = end_};
    History history(beat_cast(), stage.names());
    Statement measured(vary_.measure);
    Statement held(vary_.holds);
    const world::EventLog& log = stage.timeline().log();
    ChargeFeed feed(stage.timeline().charges());
    for (std::size_t i = 0; i < log.size(); ++i) {
      feed.before(log[i], history);
      history.add(log[i]);
      measured.add(log[i], history);
      held.add(log[i], history);
      if (out.decided == end_ && !held.holds(history, {}, true)) out.decided = log[i].at;
    }
    feed.until(stage.timeline().end(), history);
    out.measure = measured.value(history, {}).value_or(0);
    out.holds = held.holds(history, {}, true);
    return out;
  }
  // Runs the world for a value and shows the moment that decided.
  void turn(std::int64_t value) {
    value_ = value;
    stage_ = run(value);
    const Outcome outcome = judge(*stage_);
    stage_->timeline().seek(outcome.holds ? end_ : outcome.decided);
    tried_.insert_or_assign(value, outcome);
    if (tried_.size() > kRemembered) forget_furthest();
    ++desk_.epoch;
    desk_.request = PlayRequest{.play = false};
    if (is_flip(value, outcome)) {
      found_ = true;
      value_of_flip_ = value;
    }
  }
  bool is_flip(std::int64_t value, const Outcome& outcome) const {
    const auto below = stop_below(*vary_.tool.dial, value);
    return outcome.holds && below && !judge(run(*below)).holds;
  }
  void forget_furthest() {
    const auto last = std::prev(tried_.end());
    const bool first_is_further = value_ - tried_.begin()->first > last->first - value_;
    tried_.erase(first_is_further ? tried_.begin() : last);
  }

  const Vary& vary_;
  base::Json world_;
  base::SimTime end_;
  std::optional<Stage> stage_;
  std::int64_t value_ = 0;
  std::map<std::int64_t, Outcome> tried_;
  bool found_ = false;
  std::int64_t value_of_flip_ = 0;
};

}  // namespace

std::unique_ptr<BeatPlay> make_vary(Desk& desk) { return std::make_unique<VaryPlay>(desk); }

}  // namespace lesson
