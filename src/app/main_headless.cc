// The engine without a window: checks and plays the lessons, prints golden event logs. Must not
// know what is drawn.
#include <cstdio>
#include <format>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/catalogue.h"
#include "lesson/golden.h"
#include "lesson/proof.h"
#include "lesson/session.h"
#include "lesson/story.h"

namespace {

constexpr const char* kUsage =
    "usage: inflight_headless MODE [ARGUMENTS]\n"
    "  --play-lessons DIR      plays every lesson of DIR and checks all that it claims\n"
    "  --check-lessons DIR     reads every lesson of DIR and names what is wrong with it\n"
    "  --golden FILE           the event log and the World's hash of one lesson's run\n";

void print(const std::string& line) { std::fprintf(stdout, "%s\n", line.c_str()); }
void complain(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Count {
  int passed = 0;
  int failed = 0;
  void add(bool good) { ++(good ? passed : failed); }
};

int close(const Count& count) {
  print(std::format("{} passed, {} failed", count.passed, count.failed));
  // Nothing checked is no success either.
  return count.failed == 0 && count.passed > 0 ? 0 : 1;
}

std::optional<lesson::Document> read_lesson(const std::string& path) {
  const auto text = read_file(path);
  if (!text) {
    complain(std::format("{}: cannot be read", path));
    return std::nullopt;
  }
  auto document = lesson::parse_document(*text, path);
  if (document) return *std::move(document);
  for (const base::JsonError& error : document.error()) {
    complain(lesson::to_line(error, path));
  }
  return std::nullopt;
}

// What index.json says of a lesson must be what the lesson says of itself.
bool matches(const lesson::CatalogueLesson& entry, const lesson::Document& document) {
  std::vector<std::string> beats;
  for (const lesson::Beat& beat : document.beats) beats.push_back(beat.id);
  const bool same = entry.id == document.id && entry.title == document.title &&
                    entry.minutes == document.minutes && entry.beats == beats;
  if (!same) complain(std::format("{}: index.json says something else", document.file));
  return same;
}

std::optional<lesson::Catalogue> read_catalogue(const std::string& dir) {
  const std::string path = dir + "/index.json";
  const auto text = read_file(path);
  if (!text) {
    complain(std::format("{}: cannot be read", path));
    return std::nullopt;
  }
  auto catalogue = lesson::parse_catalogue(*text);
  if (catalogue) return *std::move(catalogue);
  for (const base::JsonError& error : catalogue.error()) complain(lesson::to_line(error, path));
  return std::nullopt;
}

// One line per lesson, and one per claim that does not hold.
void play(const lesson::Document& document, Count& count) {
  Count here;
  for (const lesson::Proof& proof : lesson::prove(document)) {
    here.add(proof.holds);
    if (!proof.holds) complain(std::format("{}: {} ({})", document.id, proof.what, proof.why));
  }
  if (here.passed + here.failed == 0) here.add(false);
  print(std::format("{}: {} claims hold, {} do not", document.id, here.passed, here.failed));
  count.passed += here.passed;
  count.failed += here.failed;
}

int each_lesson(const std::string& dir, bool playing) {
  Count count;
  const auto catalogue = read_catalogue(dir);
  if (!catalogue) {
    count.add(false);
    return close(count);
  }
  for (const lesson::CatalogueTrack& track : catalogue->tracks) {
    for (const lesson::CatalogueLesson& entry : track.lessons) {
      const auto document = read_lesson(std::format("{}/{}/lesson.json", dir, entry.folder));
      count.add(document && matches(entry, *document));
      if (document && playing) play(*document, count);
    }
  }
  return close(count);
}

int golden(const std::string& path) {
  const auto document = read_lesson(path);
  if (!document) return 1;
  const auto story = lesson::Story::open(std::make_shared<const lesson::Document>(*document),
                                         model::Profile::kCurrent);
  if (!story) {
    for (const base::JsonError& error : story.error()) complain(lesson::to_line(error, path));
    return 1;
  }
  std::fputs(lesson::golden_log(*story).c_str(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 2 && args[0] == "--play-lessons") return each_lesson(args[1], true);
  if (args.size() == 2 && args[0] == "--check-lessons") return each_lesson(args[1], false);
  if (args.size() == 2 && args[0] == "--golden") return golden(args[1]);
  std::fputs(kUsage, stderr);
  return 2;
}
