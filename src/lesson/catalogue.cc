// The course list. Must not know what is in a lesson.
#include "lesson/catalogue.h"

#include <set>

#include "lesson/parse_fields.h"

namespace lesson {
namespace {

using base::JsonError;
using base::JsonReader;

std::string line_of(const JsonReader& in) { return parse::text_of(in, 80); }

// A folder below lessons/: no "..", no absolute path.
std::string folder_of(const JsonReader& in) {
  std::string out = line_of(in);
  bool good = !out.starts_with('/') && !out.ends_with('/') && !out.contains("..");
  for (const char c : out) {
    good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/');
  }
  if (!good) in.fail("must be a folder below lessons/, in small letters");
  return out;
}

CatalogueLesson lesson_of(const JsonReader& in) {
  in.only({"id", "folder", "title", "minutes", "beats"});
  CatalogueLesson out;
  out.id = parse::required_member(in, "id", line_of);
  out.folder = parse::required_member(in, "folder", folder_of);
  out.title = parse::required_member(in, "title", line_of);
  out.minutes = parse::required_member(in, "minutes",
                                       [](const JsonReader& v) { return v.integer(1, 30, 1); });
  out.beats = parse::list_member(in, "beats", 1, 12, parse::name_of);
  return out;
}

CatalogueTrack track_of_json(const JsonReader& in) {
  in.only({"id", "name", "icon", "lessons"});
  CatalogueTrack out;
  out.id = parse::required_member(in, "id", parse::name_of);
  out.name = parse::required_member(in, "name", line_of);
  out.icon = parse::required_member(in, "icon", line_of);
  out.lessons = parse::list_member(in, "lessons", 0, 40, lesson_of);
  return out;
}

}  // namespace

const CatalogueLesson* Catalogue::find(std::string_view id) const {
  for (const CatalogueTrack& track : tracks) {
    for (const CatalogueLesson& lesson : track.lessons) {
      if (lesson.id == id) return &lesson;
    }
  }
  return nullptr;
}

const CatalogueTrack* Catalogue::track_of(std::string_view lesson_id) const {
  for (const CatalogueTrack& track : tracks) {
    for (const CatalogueLesson& lesson : track.lessons) {
      if (lesson.id == lesson_id) return &track;
    }
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

base::Result<Catalogue, std::vector<JsonError>> parse_catalogue(std::string_view text) {
  const auto json = base::parse_json(text, {.max_bytes = 256 << 10, .max_depth = 8});
  if (!json) return std::unexpected(std::vector{json.error()});
  std::vector<JsonError> errors;
  const JsonReader in(json->root, "", errors);
  in.only({"$schema", "tracks"});
  Catalogue out;
  out.tracks = parse::list_member(in, "tracks", 1, 20, track_of_json);
  std::set<std::string> ids;
  for (const CatalogueTrack& track : out.tracks) {
    for (const CatalogueLesson& lesson : track.lessons) {
      if (!ids.insert(lesson.id).second)
        errors.push_back({"/tracks", "a lesson stands here twice"});
    }
  }
  if (errors.empty()) return out;
  for (JsonError& error : errors) error = json->error(error.pointer, error.message);
  return std::unexpected(std::move(errors));
}

}  // namespace lesson
