// How one beat is played: one small class per kind behind this face. Inner to this folder.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/session.h"
#include "lesson/session_view.h"
#include "lesson/story.h"

namespace lesson {

/// What the learner answered to a prediction, as far as the answer has come.
struct Prediction {
  std::optional<std::size_t> option;
  model::Ref pointed;
  std::string pointed_name;         // of kPoint, as the file names it
  std::vector<std::size_t> order;   // indices into the items
  std::optional<std::int64_t> number;
  Confidence confidence = Confidence::kNone;
  bool committed = false;
};

/// What all beats of a session share.
struct Desk {
  std::shared_ptr<const Document> document;
  model::Profile profile = model::Profile::kCurrent;
  std::size_t beat = 0;
  Story story;
  std::map<std::size_t, Prediction> predictions;  // by beat
  LessonRecord record;
  std::optional<PlayRequest> request;
  std::uint32_t epoch = 0;

  const Beat& current() const { return document->beats[beat]; }
  void note_change() { ++record.revision; }
};

/// How a beat is come to: from the beat before with time running on, or directly.
enum class Arrival : std::uint8_t { kOnward, kDirect };

class BeatPlay {
 public:
  explicit BeatPlay(Desk& desk) : desk_(desk) {}
  virtual ~BeatPlay() = default;
  BeatPlay(const BeatPlay&) = delete;
  BeatPlay& operator=(const BeatPlay&) = delete;

  virtual Stage& stage() { return desk_.story.stage(); }
  virtual base::SimTime limit() const = 0;
  /// The playhead has moved; true when the panel has to be looked at again.
  virtual bool moved() { return false; }
  /// A control of this beat; false when it is none of its own or not enabled.
  virtual bool use(std::string_view /*control*/, std::string_view /*value*/) { return false; }
  /// Why the learner cannot act now; nothing when nobody hinders it.
  virtual std::optional<std::string> held() { return std::nullopt; }
  /// A call of the learner's own, from the console; the error says why it cannot be made.
  virtual base::Result<world::Reply, std::string> call(const api::Request& request);
  /// What the learner lets somebody outside AWS do; the error says why it cannot be done.
  virtual base::Result<world::Reply, std::string> order(const world::Command& command);
  /// The violet button was pressed: true to go on to the next beat.
  virtual bool press() { return true; }
  virtual void fill(Session::View& view) = 0;
  virtual void note(StageNotes& /*notes*/) {}

 protected:
  const Beat& beat() const { return desk_.current(); }
  base::SimTime playhead() { return stage().timeline().playhead(); }
  void play(std::optional<std::int64_t> speed_milli, std::optional<base::SimTime> until);
  world::Reply act_on_stage(const world::Command& command);

  Desk& desk_;
};

std::unique_ptr<BeatPlay> make_play(Desk& desk, Arrival arrival);

/// One recall prompt by its place in the document.
struct PromptRef {
  std::size_t beat = 0;
  std::size_t prompt = 0;
};
/// Prompts that were missed, asked again between two beats.
std::unique_ptr<BeatPlay> make_interlude(Desk& desk, std::vector<PromptRef> prompts);

// One factory per kind, each in its own file.
std::unique_ptr<BeatPlay> make_say(Desk& desk, Arrival arrival);
std::unique_ptr<BeatPlay> make_demo(Desk& desk, Arrival arrival);
std::unique_ptr<BeatPlay> make_predict(Desk& desk, Arrival arrival);
std::unique_ptr<BeatPlay> make_run(Desk& desk, Arrival arrival);
std::unique_ptr<BeatPlay> make_explain(Desk& desk, Arrival arrival);
std::unique_ptr<BeatPlay> make_vary(Desk& desk);
std::unique_ptr<BeatPlay> make_challenge(Desk& desk);
std::unique_ptr<BeatPlay> make_recall(Desk& desk, Arrival arrival);

/// Brings the lesson's own stage to the beginning of the current beat: by playing on when that is
/// ahead and the learner comes from the beat before, by rebuilding otherwise.
void arrive(Desk& desk, Arrival arrival);

/// "option.c" is 2 for the prefix "option."; "order.up.3" is 2 for "order.up.".
std::optional<std::size_t> index_of(std::string_view control, std::string_view prefix);
std::string letter(std::size_t index);  // "a"

/// What a name of the file means on a stage: a queue, a topic, a caller, `message:<cast>`.
model::Ref find_place(const Stage& stage, const History& history, std::string_view name);
/// "message:12" as the stage reports pointing.
model::Ref parse_ref(std::string_view text);

/// The nearest committed prediction before `beat`, with the index of its beat.
const Prediction* last_prediction(const Desk& desk, std::size_t beat, std::size_t& of_beat);
/// Was it right, by the engine's own run.
bool is_right(const Desk& desk, std::size_t beat, const Prediction& prediction);
/// The answer in words, and as progress keeps it.
std::string answer_text(const Desk& desk, std::size_t beat, const Prediction& prediction);
std::string answer_key(const Desk& desk, std::size_t beat, const Prediction& prediction);
/// The prediction's ghost on the stage, and the quote of it in the panel.
void show_prediction(const Desk& desk, StageNotes& notes);
std::optional<QuoteView> quote_prediction(const Desk& desk);

/// A dial's value at or nearest to `value`.
std::int64_t nearest_stop(const DialSpec& dial, std::int64_t value);
/// The value one step below; nothing at the lower end.
std::optional<std::int64_t> stop_below(const DialSpec& dial, std::int64_t value);
/// "60 s", "12 h": a dial's value with its unit; seconds are shortened.
std::string dial_text(const DialSpec& dial, std::int64_t value);

}  // namespace lesson
