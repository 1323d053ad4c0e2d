// Every shipped lesson played on the engine: all that it claims holds, in both profiles where it
// does not name one.
#include <gtest/gtest.h>

#include "lesson/catalogue.h"
#include "lesson/proof.h"
#include "lesson/support.h"

namespace {

void expect_proved(const lesson::Document& document, model::Profile profile) {
  const auto proofs = lesson::prove(document, profile);
  EXPECT_GT(proofs.size(), document.beats.size());
  for (const lesson::Proof& proof : proofs) {
    EXPECT_TRUE(proof.holds) << document.id << ": " << proof.what << " (" << proof.why << ")";
  }
}

TEST(Lessons, ClaimOnlyWhatTheEngineDoes) {
  const auto catalogue = lesson::parse_catalogue(test::read_file("lessons/index.json"));
  ASSERT_TRUE(catalogue);
  int played = 0;
  for (const lesson::CatalogueTrack& track : catalogue->tracks) {
    for (const lesson::CatalogueLesson& entry : track.lessons) {
      const std::string path = "lessons/" + entry.folder + "/lesson.json";
      expect_proved(test::parse(test::read_file(path), path), model::Profile::kCurrent);
      expect_proved(test::parse(test::read_file(path), path), model::Profile::kClassic);
      ++played;
    }
  }
  EXPECT_GT(played, 0);
}

// A proof that cannot fail proves nothing: each planted fault is found.
TEST(Lessons, PlantedFaultsAreFound) {
  struct Fault {
    const char* from;
    const char* to;
    const char* found;
  };
  const Fault faults[] = {
      {R"("answer": "b"
      })",
       R"("answer": "a"
      })",
       "option a"},
      {R"("expiries(taken) == 0")", R"("expiries(taken) == 1")", "option a"},
      {R"("fails": ["no_duplicate"])", R"("fails": ["recovers"])", "near miss 3"},
      {R"([{ "tool": "timeout", "value": 50 }])", R"([{ "tool": "timeout", "value": 40 }])",
       "solution 2"},
      {R"("par": 1)", R"("par": 2)", "par is"},
      {R"("holds": "duplicates() == 0")", R"("holds": "duplicates() >= 0")", "flips exactly once"},
      {R"({ "VisibilityTimeout": 60 } } } },
              "until")",
       R"({ "VisibilityTimeout": 35 } } } },
              "until")",
       "comes to its end"},
      {R"("always": "side_effects(message) <= 1")", R"("always": "side_effects(message) <= 99")",
       "near miss"},
      {R"("by": "4m")", R"("by": "30s")", "solution 1"},
  };
  const std::string text = test::read_file(test::kFirstLesson);
  for (const Fault& fault : faults) {
    std::string bad = text;
    const std::size_t at = bad.find(fault.from);
    ASSERT_NE(at, std::string::npos) << fault.from;
    bad.replace(at, std::string_view(fault.from).size(), fault.to);
    bool found = false;
    for (const lesson::Proof& proof : lesson::prove(test::parse(bad))) {
      found = found || (!proof.holds && proof.what.contains(fault.found));
    }
    EXPECT_TRUE(found) << fault.to;
  }
}

}  // namespace
