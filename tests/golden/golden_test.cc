// Golden event logs and World hashes: the same text on every platform and in every build. Natively
// and as wasm the runs are compared with the same files. After a wanted change of the rules, run
// with INFLIGHT_UPDATE_GOLDEN=1, and read the difference before committing it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <format>
#include <fstream>

#include "lesson/catalogue.h"
#include "lesson/golden.h"
#include "lesson/support.h"
#include "world/random_commands.h"
#include "world/support.h"

namespace {

std::string first_difference(const std::string& want, const std::string& got) {
  std::size_t line = 1, start = 0;
  for (std::size_t i = 0; i < std::min(want.size(), got.size()); ++i) {
    if (want[i] != got[i]) break;
    if (want[i] == '\n') {
      ++line;
      start = i + 1;
    }
  }
  const auto line_of = [&](const std::string& text) {
    return start < text.size() ? text.substr(start, text.find('\n', start) - start) : "(no line)";
  };
  return std::format("line {}\n  golden: {}\n  run:    {}", line, line_of(want), line_of(got));
}

void expect_golden(std::string name, const std::string& run) {
  std::ranges::replace(name, '/', '.');
  const std::string path = "tests/golden/" + name + ".log";
  if (std::getenv("INFLIGHT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(std::string(INFLIGHT_SOURCE_DIR) + "/" + path, std::ios::binary);
    out << run;
    ASSERT_TRUE(out.flush()) << path << " cannot be written";
  }
  const std::string want = test::read_file(path);
  EXPECT_TRUE(want == run) << path << " differs at " << first_difference(want, run);
}

TEST(Golden, EveryLessonRunsAsItAlwaysDid) {
  const auto catalogue = lesson::parse_catalogue(test::read_file("lessons/index.json"));
  ASSERT_TRUE(catalogue);
  int runs = 0;
  for (const lesson::CatalogueTrack& track : catalogue->tracks) {
    for (const lesson::CatalogueLesson& entry : track.lessons) {
      const std::string path = "lessons/" + entry.folder + "/lesson.json";
      const auto document =
          std::make_shared<const lesson::Document>(test::parse(test::read_file(path), path));
      const auto story = lesson::Story::open(document, model::Profile::kCurrent);
      ASSERT_TRUE(story) << path;
      expect_golden(entry.id, lesson::golden_log(*story));
      ++runs;
    }
  }
  EXPECT_GT(runs, 0);
}

// Ten minutes of everything at once: commands of all kinds, faults on or off. The log itself would
// be megabytes, so its hash stands for it.
std::string busy_run(std::uint64_t seed) {
  world::World world = test::make_world(test::busy_template(seed, seed % 2 == 1));
  test::CommandMaker maker(seed);
  test::Recording log;
  for (int i = 0; i < 600; ++i) {
    maker.note(world.apply(maker.next(world), log));
    world.run_until(world.now() + base::milliseconds(maker.rng().between(1, 2'000)), log);
  }
  base::Hasher events;
  for (const model::Event& event : log.events) model::hash_into(event, events);
  return std::format("seed {}: {} events {:016x}, world {:016x} at {}\n", seed, log.events.size(),
                     events.value(), world.hash(), base::format_clock(world.now()));
}

TEST(Golden, RandomRunsEndInTheSameWorldEverywhere) {
  std::string run;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) run += busy_run(seed);
  expect_golden("busy-worlds", run);
}

}  // namespace
