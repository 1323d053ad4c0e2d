// The lesson panel of a session: blocks as drawn, and every control it offers is one that the
// session takes.
#include "view/lesson_panel.h"

#include <set>

#include "lesson/support.h"

namespace view {
namespace {

template <class B>
std::vector<const B*> all(const LessonPanel& panel) {
  std::vector<const B*> out;
  for (const Block& block : panel.blocks) {
    if (const B* b = std::get_if<B>(&block)) out.push_back(b);
  }
  return out;
}

// Ids of everything that can be activated.
std::vector<std::string> controls(const LessonPanel& panel) {
  std::vector<std::string> out;
  const auto add = [&](const Control& c) {
    if (!c.id.empty() && c.enabled) out.push_back(c.id);
  };
  for (const Options* b : all<Options>(panel)) {
    for (const Option& o : b->options) add(o.control);
  }
  for (const Segments* b : all<Segments>(panel)) {
    for (const Option& o : b->options) add(o.control);
  }
  for (const Action* b : all<Action>(panel)) add(b->control);
  for (const Ordering* b : all<Ordering>(panel)) {
    for (const Control& c : b->up) add(c);
    for (const Control& c : b->down) add(c);
  }
  for (const Goals* b : all<Goals>(panel)) {
    for (const Goal& g : b->goals) add(g.jump);
  }
  return out;
}

TEST(LessonPanel, PredictIsAsDrawn) {
  const lesson::Session s = test::open(test::first_lesson(), 2);
  const LessonPanel panel = build_lesson_panel(s, false);
  EXPECT_EQ(panel.beat_kind, "Predict");
  EXPECT_EQ(panel.title, "A receive only hides");
  ASSERT_EQ(panel.blocks.size(), 5u);
  EXPECT_TRUE(std::holds_alternative<Paragraph>(panel.blocks[0]));
  EXPECT_EQ(std::get<Question>(panel.blocks[1]).text, "What happens to 7c1 at 00:42.0?");
  const Options& options = std::get<Options>(panel.blocks[2]);
  ASSERT_EQ(options.options.size(), 4u);
  EXPECT_EQ(options.options[1].letter, "B");
  EXPECT_EQ(options.options[1].control.label, "Another worker can receive it");
  EXPECT_EQ(std::get<Caption>(panel.blocks[3]).text, "How sure are you?");
  EXPECT_EQ(std::get<Segments>(panel.blocks[4]).options[1].control.label, "Fairly sure");
  ASSERT_TRUE(panel.primary);
  EXPECT_EQ(panel.primary->label, "Commit");
  EXPECT_EQ(panel.primary->shortcut, "Enter");
  EXPECT_FALSE(panel.primary->enabled);
  EXPECT_EQ(panel.beats.size(), 8u);
  EXPECT_TRUE(panel.beats[2].pressed);
}

TEST(LessonPanel, APhoneTakesTheShortText) {
  const lesson::Session s = test::open(test::first_lesson(), 2);
  const LessonPanel panel = build_lesson_panel(s, true);
  EXPECT_EQ(std::get<Paragraph>(panel.blocks[0]).text,
            "`worker-2` took **7c1** at 00:12.0 for a 45 s job.");
}

TEST(LessonPanel, ExplainQuotesThePrediction) {
  lesson::Session s = test::open(test::first_lesson(), 2);
  s.activate("option.a");
  s.activate("confidence.sure");
  s.activate("lesson.primary");
  test::settle(s);
  s.activate("lesson.primary");
  const LessonPanel panel = build_lesson_panel(s, false);
  const Quote& quote = std::get<Quote>(panel.blocks[0]);
  EXPECT_EQ(quote.caption, "You said, sure");
  EXPECT_EQ(quote.text, "It stays hidden until deleted");
  EXPECT_EQ(quote.verdict, Verdict::kBad);
  const auto actions = all<Action>(panel);
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0]->control.label, "Run with a timeout of 60 s");
  EXPECT_EQ(panel.primary->shortcut, "Space");
}

TEST(LessonPanel, EveryControlIsTakenBySomeSessionAndIdsAreUnique) {
  for (std::size_t beat = 0; beat < test::first_lesson().beats.size(); ++beat) {
    lesson::Session s = test::open(test::first_lesson(), beat);
    test::settle(s);
    const std::vector<std::string> ids = controls(build_lesson_panel(s, false));
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size()) << beat;
    for (const std::string& id : ids) {
      lesson::Session fresh = test::open(test::first_lesson(), beat);
      test::settle(fresh);
      EXPECT_TRUE(fresh.activate(id, "")) << "beat " << beat << ": " << id;
    }
  }
}

TEST(LessonPanel, ChallengesShowToolsLinesAndGoals) {
  lesson::Session s = test::open(test::first_lesson(), 6);
  const LessonPanel panel = build_lesson_panel(s, false);
  ASSERT_EQ(all<Dial>(panel).size(), 1u);
  EXPECT_EQ(all<Dial>(panel)[0]->control.id, "tool.timeout");
  EXPECT_EQ(all<Dial>(panel)[0]->value_text, "30 s");
  EXPECT_EQ(all<CliLine>(panel)[0]->text,
            "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=30");
  ASSERT_EQ(all<Goals>(panel).size(), 1u);
  EXPECT_EQ(all<Goals>(panel)[0]->goals.size(), 3u);
  EXPECT_EQ(all<Goals>(panel)[0]->goals[1].state, GoalState::kOpen);
}

}  // namespace
}  // namespace view
