// Predictions: the frozen run, the learner's commitment, and whether the engine agrees. Must not
// know the panel's layout.
#include <algorithm>
#include <array>
#include <format>
#include <numeric>

#include "lesson/beat_play.h"

namespace lesson {
namespace {

constexpr std::array kSure{Confidence::kGuess, Confidence::kFairly, Confidence::kSure};
constexpr std::array<std::string_view, 3> kSureText{"Guess", "Fairly sure", "Sure"};

const Predict& predict_of(const Desk& desk, std::size_t beat) {
  return std::get<Predict>(desk.document->beats[beat].body);
}

// The places that answer by being pointed at, as references on the lesson's stage.
std::vector<model::Ref> pointable_of(const Desk& desk, const Predict& predict) {
  std::vector<model::Ref> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty()) out.push_back(find_place(desk.story.stage(), desk.story.history(), name));
  };
  for (const PredictOption& option : predict.options) add(option.point);
  for (const std::string& name : predict.pointable) add(name);
  return out;
}

class PredictPlay final : public BeatPlay {
 public:
  PredictPlay(Desk& desk, Arrival arrival)
      : BeatPlay(desk),
        predict_(predict_of(desk, desk.beat)),
        answer_(desk.predictions[desk.beat]) {
    answer_ = {};  // coming back means answering again; the record keeps the first answer
    if (predict_.kind == PredictKind::kOrder) {
      answer_.order.resize(predict_.items.size());
      std::iota(answer_.order.begin(), answer_.order.end(), 0);
    }
    if (predict_.kind == PredictKind::kNumber) answer_.number = predict_.dial.start;
    arrive(desk, arrival);
  }
  base::SimTime limit() const override { return desk_.story.from(desk_.beat); }
  bool moved() override { return std::exchange(was_frozen_, frozen()) != frozen(); }

  bool use(std::string_view control, std::string_view value) override {
    if (control.starts_with("confidence.")) return choose_confidence(control.substr(11));
    if (control == "point") return point(parse_ref(value));
    switch (predict_.kind) {
      case PredictKind::kChoose: return choose(index_of(control, "option."));
      case PredictKind::kPoint: return choose_place(index_of(control, "option."));
      case PredictKind::kNumber: return turn(control, value);
      case PredictKind::kOrder:
        return move(index_of(control, "order.up."), -1) ||
               move(index_of(control, "order.down."), 1);
    }
    return false;
  }
  std::optional<std::string> held() override {
    return "Commit your prediction first: until then nobody acts here.";
  }
  bool press() override {
    if (!ready()) return false;
    stage().timeline().seek(limit());
    answer_.committed = true;
    PredictionRecord record{answer_key(desk_, desk_.beat, answer_), answer_.confidence,
                            is_right(desk_, desk_.beat, answer_)};
    if (desk_.record.predictions.try_emplace(beat().id, std::move(record)).second) {
      desk_.note_change();
    }
    return true;
  }

  void fill(Session::View& view) override {
    view.question = desk_.story.text(predict_.ask);
    for (std::size_t i = 0; i < predict_.options.size(); ++i) {
      view.options.push_back(
          option(i, desk_.story.text(predict_.options[i].text), answer_.option == i));
    }
    for (std::size_t i = 0; i < predict_.pointable.size(); ++i) {
      view.options.push_back(option(i, place_text(predict_.pointable[i]),
                                    answer_.pointed_name == predict_.pointable[i]));
    }
    for (const std::size_t item : answer_.order) {
      view.ordering.push_back({.control = std::format("order.{}", item + 1),
                               .text = desk_.story.text(predict_.items[item].text)});
    }
    if (predict_.kind == PredictKind::kNumber) {
      view.dial = DialView{"dial", predict_.dial, *answer_.number,
                           dial_text(predict_.dial, *answer_.number)};
    }
    for (std::size_t i = 0; i < kSure.size(); ++i) {
      view.confidence.push_back({.control = std::format("confidence.{}", confidence_key(kSure[i])),
                                 .text = std::string(kSureText[i]),
                                 .shortcut = std::to_string(i + 1),
                                 .selected = answer_.confidence == kSure[i]});
    }
    view.primary = ButtonView{"lesson.primary", "Commit", "", "Enter", ready()};
  }
  void note(StageNotes& notes) override {
    notes.pointable = pointable_of(desk_, predict_);
    notes.pointed = answer_.pointed;
    if (!frozen()) return;
    notes.frozen = true;
    notes.tag = TagKind::kFrozen;
    notes.tag_text_short = "Frozen at " + base::format_clock(limit());
    notes.tag_text = notes.tag_text_short + " until you commit";
  }

 private:
  bool frozen() { return playhead() >= limit(); }
  bool answered() const {
    switch (predict_.kind) {
      case PredictKind::kChoose: return answer_.option.has_value();
      case PredictKind::kPoint: return !answer_.pointed_name.empty();
      case PredictKind::kOrder:
      case PredictKind::kNumber: return true;
    }
    return false;
  }
  bool ready() const { return answered() && answer_.confidence != Confidence::kNone; }

  static ChoiceView option(std::size_t i, std::string text, bool selected) {
    std::string upper(1, static_cast<char>('A' + static_cast<char>(i)));
    return {.control = "option." + letter(i),
            .letter = upper,
            .text = std::move(text),
            .shortcut = upper,
            .selected = selected};
  }
  std::string place_text(const std::string& name) {
    if (name.starts_with("shard:")) return "shard " + name.substr(6);
    if (!name.starts_with("message:")) return name;
    const model::MessageId message = desk_.story.history().cast_message(name.substr(8));
    return message ? message_name(stage().timeline().present(), message) : name;
  }
  bool choose(std::optional<std::size_t> i) {
    if (!i || *i >= predict_.options.size()) return false;
    answer_.option = *i;
    const std::string& name = predict_.options[*i].point;
    answer_.pointed =
        name.empty() ? model::Ref{} : find_place(stage(), desk_.story.history(), name);
    return true;
  }
  bool choose_place(std::optional<std::size_t> i) {
    if (!i || *i >= predict_.pointable.size()) return false;
    answer_.pointed_name = predict_.pointable[*i];
    answer_.pointed = find_place(stage(), desk_.story.history(), answer_.pointed_name);
    return true;
  }
  bool point(model::Ref ref) {
    if (!ref) return false;
    for (std::size_t i = 0; i < predict_.options.size(); ++i) {
      const std::string& name = predict_.options[i].point;
      if (!name.empty() && find_place(stage(), desk_.story.history(), name) == ref) {
        return choose(i);
      }
    }
    for (std::size_t i = 0; i < predict_.pointable.size(); ++i) {
      if (find_place(stage(), desk_.story.history(), predict_.pointable[i]) == ref) {
        return choose_place(i);
      }
    }
    return false;
  }
  bool turn(std::string_view control, std::string_view value) {
    const auto n = whole_number(value);
    if (control != "dial" || !n) return false;
    answer_.number = nearest_stop(predict_.dial, *n);
    return true;
  }
  // Moves the item shown at place `i` by one.
  bool move(std::optional<std::size_t> i, int by) {
    if (!i || *i >= answer_.order.size()) return false;
    const std::size_t other = by < 0 ? *i - 1 : *i + 1;
    if (other >= answer_.order.size()) return false;  // also below the first: wraps round
    std::swap(answer_.order[*i], answer_.order[other]);
    return true;
  }
  bool choose_confidence(std::string_view key) {
    const Confidence c = confidence_from(key);
    if (c == Confidence::kNone) return false;
    answer_.confidence = c;
    return true;
  }

  const Predict& predict_;
  Prediction& answer_;
  bool was_frozen_ = false;
};

bool right_order(const Desk& desk, const Predict& predict, const Prediction& prediction) {
  base::SimTime before;
  for (const std::size_t item : prediction.order) {
    const auto it = desk.story.history().cast().find(predict.items[item].event);
    if (it == desk.story.history().cast().end() || it->second.at < before) return false;
    before = it->second.at;
  }
  return true;
}

bool right_number(const Desk& desk, const Predict& predict, const Prediction& prediction) {
  const Stage& run = desk.story.reference();
  const auto at = resolve(predict.proved_at, desk.story.history().cast(), desk.document->horizon);
  const auto truth =
      measure(*predict.number, run, desk.document->cast,
              run.timeline().log().count_until(at.value_or(desk.document->horizon)), {});
  if (!truth || !prediction.number) return false;
  const std::int64_t off = *prediction.number - *truth;
  return off <= predict.tolerance && -off <= predict.tolerance;
}

}  // namespace

std::unique_ptr<BeatPlay> make_predict(Desk& desk, Arrival arrival) {
  return std::make_unique<PredictPlay>(desk, arrival);
}

const Prediction* last_prediction(const Desk& desk, std::size_t beat, std::size_t& of_beat) {
  const Prediction* out = nullptr;
  for (const auto& [index, prediction] : desk.predictions) {
    if (index >= beat || !prediction.committed) continue;
    out = &prediction;
    of_beat = index;
  }
  return out;
}

bool is_right(const Desk& desk, std::size_t beat, const Prediction& prediction) {
  const Predict& predict = predict_of(desk, beat);
  switch (predict.kind) {
    case PredictKind::kChoose: return prediction.option == predict.answer;
    case PredictKind::kPoint: return prediction.pointed_name == predict.point_truth;
    case PredictKind::kOrder: return right_order(desk, predict, prediction);
    case PredictKind::kNumber: return right_number(desk, predict, prediction);
  }
  return false;
}

std::string answer_text(const Desk& desk, std::size_t beat, const Prediction& prediction) {
  const Predict& predict = predict_of(desk, beat);
  switch (predict.kind) {
    case PredictKind::kChoose: return desk.story.text(predict.options[*prediction.option].text);
    case PredictKind::kPoint:
      if (prediction.pointed.kind == model::RefKind::kMessage) {
        return message_name(desk.story.stage().timeline().present(), {prediction.pointed.id});
      }
      return prediction.pointed_name;
    case PredictKind::kNumber: return dial_text(predict.dial, *prediction.number);
    case PredictKind::kOrder: break;
  }
  std::string out;
  for (const std::size_t item : prediction.order) {
    if (!out.empty()) out += ", then ";
    out += desk.story.text(predict.items[item].text);
  }
  return out;
}

std::string answer_key(const Desk& desk, std::size_t beat, const Prediction& prediction) {
  const Predict& predict = predict_of(desk, beat);
  switch (predict.kind) {
    case PredictKind::kChoose: return letter(*prediction.option);
    case PredictKind::kPoint: return prediction.pointed_name;
    case PredictKind::kNumber: return std::to_string(*prediction.number);
    case PredictKind::kOrder: break;
  }
  std::string out;
  for (const std::size_t item : prediction.order) out += letter(item);
  return out;
}

void show_prediction(const Desk& desk, StageNotes& notes) {
  std::size_t of_beat = 0;
  const Prediction* prediction = last_prediction(desk, desk.beat, of_beat);
  if (prediction == nullptr || !prediction->option) return;
  const Predict& predict = predict_of(desk, of_beat);
  const PredictOption& option = predict.options[*prediction->option];
  if (!option.ghost) return;
  const auto& cast = desk.story.history().cast_subjects();
  const auto about = cast.find(predict.about);
  if (about == cast.end()) return;
  const Stage& stage = desk.story.stage();
  Ghost ghost{.message = about->second.message, .place = *option.ghost};
  ghost.record = about->second.record;
  if (ghost.place == GhostPlace::kShard) ghost.shard = {option.ghost_shard + 1};
  ghost.caption = desk.story.text(option.ghost_caption);
  if (const auto q = stage.names().queues.find(option.ghost_queue);
      q != stage.names().queues.end()) {
    ghost.queue = q->second;
  }
  if (const auto a = stage.names().actors.find(option.ghost_worker);
      a != stage.names().actors.end()) {
    ghost.worker = a->second.front();
  }
  notes.ghosts.push_back(std::move(ghost));
}

std::optional<QuoteView> quote_prediction(const Desk& desk) {
  std::size_t of_beat = 0;
  const Prediction* prediction = last_prediction(desk, desk.beat, of_beat);
  if (prediction == nullptr) return std::nullopt;
  constexpr std::array<std::string_view, 4> kHow{"You said", "You guessed", "You said, fairly sure",
                                                 "You said, sure"};
  return QuoteView{std::string(kHow[static_cast<std::size_t>(prediction->confidence)]),
                   answer_text(desk, of_beat, *prediction),
                   is_right(desk, of_beat, *prediction) ? Mark::kGood : Mark::kBad};
}

}  // namespace lesson
