// The course: tracks and the lessons that exist, from lessons/index.json. Must not know what is in
// a lesson beyond what a list shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace lesson {

struct CatalogueLesson {
  std::string id;      // "sqs/visibility-timeout", as in links and progress
  std::string folder;  // "sqs/01-visibility-timeout", holds lesson.json
  std::string title;
  std::int64_t minutes = 0;
  std::vector<std::string> beats;  // ids in order, for dots and links
};
struct CatalogueTrack {
  std::string id;    // "sqs"
  std::string name;  // "SQS"
  std::string icon;  // Lucide name
  std::vector<CatalogueLesson> lessons;
};
struct Catalogue {
  std::vector<CatalogueTrack> tracks;

  const CatalogueLesson* find(std::string_view id) const;
  const CatalogueTrack* track_of(std::string_view lesson_id) const;
  /// The lesson after this one, in course order; nothing after the last.
  const CatalogueLesson* next(std::string_view id) const;
};

/// Reads index.json; each error names pointer and line.
base::Result<Catalogue, std::vector<base::JsonError>> parse_catalogue(std::string_view text);

}  // namespace lesson
