// Reading lessons/index.json.
#include "lesson/catalogue.h"

#include <algorithm>
#include <format>
#include <set>

namespace lesson {
namespace {

using base::JsonReader;

constexpr std::size_t kMostTracks = 32;
constexpr std::size_t kMostLessons = 64;

std::string text_member(const JsonReader& parent, std::string_view key) {
  const auto member = parent.member(key, true);
  return member ? member->text() : std::string();
}

// Ids and folders become addresses and file names: letters, digits, "-" and "/" only.
bool is_path(std::string_view text) {
  if (text.empty() || text.size() > 100 || text.starts_with('/') || text.ends_with('/')) {
    return false;
  }
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  });
}

std::string path_member(const JsonReader& parent, std::string_view key) {
  const auto member = parent.member(key, true);
  if (!member) return {};
  std::string out = member->text();
  if (!is_path(out)) member->fail("must be made of a-z, 0-9, \"-\" and \"/\"");
  return out;
}

CatalogueLesson read_lesson(const JsonReader& in, std::set<std::string>& ids) {
  in.only({"id", "folder", "title", "minutes", "beats"});
  CatalogueLesson out;
  out.id = path_member(in, "id");
  out.folder = path_member(in, "folder");
  out.title = text_member(in, "title");
  if (const auto minutes = in.member("minutes", true)) out.minutes = minutes->integer(1, 120, 1);
  if (const auto beats = in.member("beats", true)) {
    for (const JsonReader& beat : beats->elements()) out.beats.push_back(beat.text());
  }
  if (!ids.insert(out.id).second) in.fail(std::format("the id \"{}\" stands here twice", out.id));
  return out;
}

CatalogueTrack read_track(const JsonReader& in, std::set<std::string>& ids) {
  in.only({"id", "name", "icon", "lessons"});
  CatalogueTrack out;
  out.id = path_member(in, "id");
  out.name = text_member(in, "name");
  out.icon = text_member(in, "icon");
  if (const auto lessons = in.member("lessons", true)) {
    const auto elements = lessons->elements();
    if (elements.size() > kMostLessons) lessons->fail("has too many lessons");
    for (const JsonReader& lesson : elements) out.lessons.push_back(read_lesson(lesson, ids));
  }
  return out;
}

}  // namespace

const CatalogueLesson* Catalogue::find(std::string_view id) const {
  for (const CatalogueTrack& track : tracks) {
    const auto it = std::ranges::find(track.lessons, id, &CatalogueLesson::id);
    if (it != track.lessons.end()) return &*it;
  }
  return nullptr;
}

const CatalogueTrack* Catalogue::track_of(std::string_view lesson_id) const {
  for (const CatalogueTrack& track : tracks) {
    if (std::ranges::contains(track.lessons, lesson_id, &CatalogueLesson::id)) return &track;
  }
  return nullptr;
}

const CatalogueLesson* Catalogue::next(std::string_view id) const {
  bool found = false;
  for (const CatalogueTrack& track : tracks) {
    for (const CatalogueLesson& lesson : track.lessons) {
      if (found) return &lesson;
      found = lesson.id == id;
    }
  }
  return nullptr;
}

base::Result<Catalogue, std::vector<base::JsonError>> parse_catalogue(std::string_view text) {
  const auto document = base::parse_json(text);
  if (!document) return std::unexpected(std::vector{document.error()});
  std::vector<base::JsonError> errors;
  const JsonReader root(document->root, "", errors);
  root.only({"$schema", "tracks"});
  Catalogue out;
  std::set<std::string> ids;
  if (const auto tracks = root.member("tracks", true)) {
    const auto elements = tracks->elements();
    if (elements.size() > kMostTracks) tracks->fail("has too many tracks");
    for (const JsonReader& track : elements) out.tracks.push_back(read_track(track, ids));
  }
  if (errors.empty()) return out;
  for (base::JsonError& error : errors) error = document->error(error.pointer, error.message);
  return std::unexpected(std::move(errors));
}

}  // namespace lesson
