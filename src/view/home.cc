// The course home from the catalogue and what the learner has done.
#include "view/home.h"

#include <algorithm>
#include <format>

namespace view {
namespace {

const lesson::LessonRecord* record_of(const lesson::Progress& progress, const std::string& id) {
  const auto it = progress.lessons.find(id);
  return it == progress.lessons.end() ? nullptr : &it->second;
}

bool is_finished(const lesson::Progress& progress, const std::string& id) {
  const lesson::LessonRecord* record = record_of(progress, id);
  return record != nullptr && record->finished;
}

// Where to go on: the lesson that was last open and is not done, else the first that is not.
const lesson::CatalogueLesson* next_lesson(const lesson::Catalogue& catalogue,
                                           const lesson::Progress& progress) {
  const lesson::CatalogueLesson* last = catalogue.find(progress.last_lesson);
  if (last != nullptr && !is_finished(progress, last->id)) return last;
  const lesson::CatalogueLesson* first = nullptr;
  for (const auto& track : catalogue.tracks) {
    for (const auto& lesson : track.lessons) {
      if (first == nullptr) first = &lesson;
      if (!is_finished(progress, lesson.id)) return &lesson;
    }
  }
  return first;
}

StationState station_state(const lesson::Progress& progress, const std::string& id,
                           const lesson::CatalogueLesson* here) {
  const lesson::LessonRecord* record = record_of(progress, id);
  if (record != nullptr && record->finished) {
    return record->missed.empty() ? StationState::kDone : StationState::kDue;
  }
  return here != nullptr && here->id == id ? StationState::kHere : StationState::kNotStarted;
}

std::string_view state_words(StationState state) {
  switch (state) {
    case StationState::kDone: return "done";
    case StationState::kDue: return "done, something to repeat";
    case StationState::kHere: return "you are here";
    case StationState::kNotStarted: break;
  }
  return "not started";
}

void fill_continue(Home& home, const lesson::Catalogue& catalogue, const lesson::Progress& progress,
                   const lesson::CatalogueLesson& lesson) {
  const lesson::LessonRecord* record = record_of(progress, lesson.id);
  const lesson::CatalogueTrack* track = catalogue.track_of(lesson.id);
  const bool begun = record != nullptr && !record->done.empty();
  const bool again = record != nullptr && record->finished;
  home.continue_title = again ? "Once more" : begun ? "Go on where you stopped" : "Start here";
  home.lesson = lesson.title;
  const std::size_t beats = std::max<std::size_t>(lesson.beats.size(), 1);
  for (const std::string& beat : lesson.beats) {
    home.beats_done.push_back(!again && record != nullptr &&
                              std::ranges::contains(record->done, beat));
  }
  const auto at =
      record == nullptr || again ? lesson.beats.end() : std::ranges::find(lesson.beats, record->at);
  home.beat = at == lesson.beats.end() ? 0 : static_cast<int>(at - lesson.beats.begin());
  const auto left = lesson.minutes *
                    static_cast<std::int64_t>(beats - static_cast<std::size_t>(home.beat)) /
                    static_cast<std::int64_t>(beats);
  home.lesson_detail = std::format(
      "{}, {} {}{}", track == nullptr ? "Course" : track->name, std::max<std::int64_t>(left, 1),
      left == 1 ? "minute" : "minutes", begun && !again ? " left" : "");
  home.beat_text = std::format("Beat {} of {}", home.beat + 1, beats);
  home.go = {.id = "home.continue",
             .label = begun && !again ? "Continue"
                      : again         ? "Open"
                                      : "Start",
             .icon = {},
             .shortcut = "Enter"};
}

}  // namespace

std::string lesson_to_continue(const lesson::Catalogue& catalogue,
                               const lesson::Progress& progress) {
  const lesson::CatalogueLesson* next = next_lesson(catalogue, progress);
  return next == nullptr ? std::string() : next->id;
}

Home build_home(const lesson::Catalogue& catalogue, const lesson::Progress& progress,
                bool can_undo_reset) {
  Home home;
  const lesson::CatalogueLesson* here = next_lesson(catalogue, progress);
  std::size_t all = 0;
  std::size_t finished = 0;
  for (const auto& track : catalogue.tracks) {
    if (track.lessons.empty()) continue;  // planned, but nothing to open yet
    Track out{
        .name = track.name, .icon = track.icon, .progress = {}, .current = false, .stations = {}};
    std::size_t done = 0;
    for (const auto& lesson : track.lessons) {
      Station station;
      station.state = station_state(progress, lesson.id, here);
      station.control = {.id = "home.lesson." + lesson.id, .label = lesson.title};
      station.words = state_words(station.state);
      done += is_finished(progress, lesson.id) ? 1 : 0;
      out.current = out.current || (here != nullptr && here->id == lesson.id);
      out.stations.push_back(std::move(station));
    }
    out.progress = std::format("{} of {}", done, track.lessons.size());
    all += track.lessons.size();
    finished += done;
    home.tracks.push_back(std::move(out));
  }
  home.progress = std::format("{} of {} {} done", finished, all, all == 1 ? "lesson" : "lessons");
  if (here != nullptr) fill_continue(home, catalogue, progress, *here);
  home.actions = {{.id = "home.export", .label = "Save progress to a file", .icon = "download"},
                  {.id = "home.import", .label = "Add progress from a file", .icon = "upload"},
                  {.id = "home.reset", .label = "Start over", .icon = "rotate-ccw"}};
  if (can_undo_reset) {
    home.actions.push_back({.id = "home.undo", .label = "Undo start over", .icon = "undo-2"});
  }
  return home;
}

}  // namespace view
