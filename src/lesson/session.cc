// The learner's session: going from beat to beat, the notes for the stage and the words for the
// panel. Each beat is played by a class of its own (beat_play.h). Must not know how anything is
// drawn.
#include "lesson/session.h"

#include <algorithm>
#include <format>
#include <utility>

#include "lesson/beat_play.h"

namespace lesson {

struct Session::State {
  Desk desk;
  std::unique_ptr<BeatPlay> play;
  bool interlude = false;
  bool left_last = false;  // went on from the last beat, an interlude may still come
  bool finished = false;
  StageNotes notes;
  View view;

  bool last() const { return desk.beat + 1 == desk.document->beats.size(); }
  void enter(std::size_t beat, Arrival arrival);
  void refresh();
  void refresh_notes();
  void refresh_view();
  std::vector<std::string> texts(const std::vector<Prose>& paragraphs) const;
  bool press();
  void go_on();
  void mark_done();
  bool ask_missed_again();
  std::vector<PromptRef> missed_prompts() const;
};

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

base::Result<Session, std::vector<base::JsonError>> Session::open(const Document& document,
                                                                  std::size_t beat,
                                                                  model::Profile profile) {
  auto shared = std::make_shared<const Document>(document);
  if (beat >= shared->beats.size()) {
    return std::unexpected(
        std::vector<base::JsonError>{{"/beats", std::format("there is no beat {}", beat + 1)}});
  }
  auto story = Story::open(shared, profile);
  if (!story) return std::unexpected(story.error());
  auto state = std::make_unique<State>(
      State{.desk = Desk{.document = shared, .profile = profile, .story = *std::move(story)}});
  state->desk.record.version = shared->version;
  state->enter(beat, Arrival::kDirect);
  return Session(std::move(state));
}

void Session::State::enter(std::size_t beat, Arrival arrival) {
  desk.beat = beat;
  desk.record.at = desk.current().id;
  desk.note_change();
  ++desk.epoch;
  interlude = false;
  left_last = false;
  play.reset();  // before its successor moves the stage
  play = make_play(desk, arrival);
  play->moved();
  refresh();
}

void Session::State::refresh() {
  refresh_notes();
  refresh_view();
}

void Session::State::refresh_notes() {
  notes = {};
  notes.horizon = desk.document->horizon;
  if (desk.current().world) notes.horizon = play->limit();
  for (const std::string& name : desk.current().focus) {
    const History seen =
        play->stage().history(desk.document->cast, play->stage().timeline().events_shown());
    if (const model::Ref ref = find_place(play->stage(), seen, name)) {
      notes.spoken_of.push_back(ref);
    }
  }
  play->note(notes);
}

// A beat with a world of its own speaks of that; the others of the lesson's run.
std::vector<std::string> Session::State::texts(const std::vector<Prose>& paragraphs) const {
  const Beat& beat = desk.current();
  if (!beat.world || interlude) return desk.story.texts(paragraphs);
  const RunProse source(play->stage(), beat.cast, play->limit(), desk.profile);
  std::vector<std::string> out;
  for (const Prose& paragraph : paragraphs) out.push_back(render(paragraph, source));
  return out;
}

void Session::State::refresh_view() {
  view = {};
  const Beat& beat = desk.current();
  view.kind = kind_title(beat.body);
  view.title = texts({beat.title}).front();
  view.text = texts(beat.text);
  view.text_short = beat.text_short.empty() ? view.text : texts(beat.text_short);
  view.can_go_back = desk.beat > 0;
  for (const Beat& b : desk.document->beats) {
    view.done.push_back(std::ranges::contains(desk.record.done, b.id));
  }
  play->fill(view);
  if (view.primary && last() && view.primary->label == "Continue") view.primary->label = "Finish";
}

void Session::State::mark_done() {
  if (std::ranges::contains(desk.record.done, desk.current().id)) return;
  desk.record.done.push_back(desk.current().id);
  desk.note_change();
}

std::vector<PromptRef> Session::State::missed_prompts() const {
  std::vector<PromptRef> out;
  for (std::size_t b = 0; b < desk.document->beats.size(); ++b) {
    const auto* recall = std::get_if<Recall>(&desk.document->beats[b].body);
    for (std::size_t p = 0; recall != nullptr && p < recall->prompts.size(); ++p) {
      const std::string id =
          std::format("{}/{}", desk.document->beats[b].id, recall->prompts[p].id);
      if (std::ranges::contains(desk.record.missed, id)) out.push_back({b, p});
    }
  }
  return out;
}

// A prediction, its run and its explanation belong together: no question comes between them.
bool Session::State::ask_missed_again() {
  if (!last()) {
    const BeatBody& next = desk.document->beats[desk.beat + 1].body;
    if (std::holds_alternative<Run>(next) || std::holds_alternative<Explain>(next)) return false;
  }
  std::vector<PromptRef> prompts = missed_prompts();
  if (prompts.empty()) return false;
  interlude = true;
  ++desk.epoch;
  play = make_interlude(desk, std::move(prompts));
  return true;
}

void Session::State::go_on() {
  if (!last()) {
    enter(desk.beat + 1, Arrival::kOnward);
    return;
  }
  left_last = true;
  finished = true;
  if (desk.record.finished) return;
  desk.record.finished = true;
  desk.note_change();
}

bool Session::State::press() {
  if (left_last || !view.primary || !view.primary->enabled) return false;
  if (!play->press()) {
    refresh();
    return true;
  }
  if (!interlude) {
    mark_done();
    if (ask_missed_again()) {
      refresh();
      return true;
    }
  }
  go_on();
  refresh();
  return true;
}

const Document& Session::document() const { return *state_->desk.document; }
std::size_t Session::beat() const { return state_->desk.beat; }
const Beat& Session::current() const { return state_->desk.current(); }
model::Profile Session::profile() const { return state_->desk.profile; }
world::Timeline& Session::timeline() { return state_->play->stage().timeline(); }
const world::Timeline& Session::timeline() const { return state_->play->stage().timeline(); }
std::uint32_t Session::epoch() const { return state_->desk.epoch; }
const StageNotes& Session::notes() const { return state_->notes; }
base::SimTime Session::limit() const { return state_->play->limit(); }
bool Session::finished() const { return state_->finished; }
const LessonRecord& Session::record() const { return state_->desk.record; }
const Session::View& Session::view() const { return state_->view; }

void Session::on_moved() {
  if (state_->play->moved()) state_->refresh();
}

std::optional<PlayRequest> Session::take_play_request() {
  return std::exchange(state_->desk.request, std::nullopt);
}

void Session::restore(const LessonRecord& record) {
  const std::string at = state_->desk.record.at;
  state_->desk.record = record;
  state_->desk.record.at = at;
  state_->desk.record.version = document().version;
  state_->desk.note_change();
  state_->refresh();
}

const api::CliNames& Session::names() const { return state_->play->stage().cli(); }

base::Result<world::Reply, std::string> Session::call(const api::Request& request) {
  return act(world::ApiCall{request});
}

base::Result<world::Reply, std::string> Session::act(const world::Command& command) {
  BeatPlay& play = *state_->play;
  if (auto why = play.held()) return std::unexpected(*std::move(why));
  const auto* own = std::get_if<world::ApiCall>(&command);
  auto reply = own != nullptr ? play.call(own->request) : play.order(command);
  if (!reply) return reply;
  state_->play->moved();
  state_->refresh();
  return reply;
}

bool Session::activate(std::string_view control, std::string_view value) {
  State& s = *state_;
  if (control == "lesson.primary") return s.press();
  if (control == "lesson.back") {
    if (s.desk.beat == 0) return false;
    s.enter(s.desk.beat - 1, Arrival::kDirect);
    return true;
  }
  if (control.starts_with("lesson.beat.")) {
    const auto beat = index_of(control, "lesson.beat.");
    if (!beat || *beat >= document().beats.size()) return false;
    s.enter(*beat, Arrival::kDirect);
    return true;
  }
  if (!s.play->use(control, value)) return false;
  s.play->moved();
  s.refresh();
  return true;
}

}  // namespace lesson
