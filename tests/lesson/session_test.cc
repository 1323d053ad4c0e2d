// The learner's session: limits, commitments, ghosts, what-ifs, dials, challenges, recall.
#include "lesson/session.h"

#include "lesson/support.h"

namespace lesson {
namespace {

using test::at;
using test::first_lesson;
using test::open;
using test::settle;

TEST(Session, PredictIsFrozenUntilTheLearnerCommits) {
  Session s = open(first_lesson(), 2);
  EXPECT_EQ(s.timeline().playhead(), at(38'500));
  EXPECT_EQ(s.limit(), at(38'500));
  EXPECT_TRUE(s.notes().frozen);
  EXPECT_EQ(s.notes().tag_text, "Frozen at 00:38.500 until you commit");
  EXPECT_EQ(s.view().question, "What happens to 7c1 at 00:42.0?");
  EXPECT_EQ(s.view().text[0],
            "`worker-2` received **7c1** at 00:12.0, so `orders` hides it for 30 s. This job takes "
            "45 s, and the worker deletes the message only when it is done.");
  EXPECT_FALSE(s.view().primary->enabled);
  EXPECT_FALSE(s.activate("lesson.primary"));
  EXPECT_TRUE(s.activate("option.a"));
  EXPECT_FALSE(s.activate("lesson.primary"));  // how sure?
  EXPECT_FALSE(s.activate("confidence.very"));
  EXPECT_TRUE(s.activate("confidence.sure"));
  EXPECT_TRUE(s.notes().ghosts.empty());
  EXPECT_TRUE(s.record().predictions.empty());
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_EQ(s.beat(), 3u);
  EXPECT_EQ(s.limit(), at(42'400));
  const auto request = s.take_play_request();
  ASSERT_TRUE(request);
  EXPECT_TRUE(request->play);
  EXPECT_EQ(request->speed_milli, 500);
  EXPECT_FALSE(s.take_play_request());
  ASSERT_EQ(s.notes().ghosts.size(), 1u);
  EXPECT_EQ(s.notes().ghosts[0].caption, "You: still hidden");
  const PredictionRecord& kept = s.record().predictions.at("predict");
  EXPECT_EQ(kept.answer, "a");
  EXPECT_EQ(kept.confidence, Confidence::kSure);
  EXPECT_FALSE(kept.right);
}

TEST(Session, TheStageIsAsDrawn) {
  Session s = open(first_lesson(), 2);
  const services::sqs::Queue* orders = s.timeline().view().sqs().find_by_name("orders");
  ASSERT_NE(orders, nullptr);
  EXPECT_EQ(orders->visible, 5u);
  EXPECT_EQ(orders->in_flight, 2u);
  EXPECT_EQ(orders->delayed, 1u);
  EXPECT_EQ(s.timeline().view().actors().effects_first, 4u);
  EXPECT_EQ(s.timeline().view().actors().effects_duplicate, 0u);
}

TEST(Session, PredictionsAreAnsweredByPointingToo) {
  Session s = open(first_lesson(), 2);
  const model::ActorId worker = s.timeline().view().actors().find_by_name("worker-1")->id;
  ASSERT_EQ(s.notes().pointable.size(), 4u);
  EXPECT_TRUE(s.activate("point", "actor:" + std::to_string(worker.value)));
  EXPECT_TRUE(s.view().options[1].selected);
  EXPECT_EQ(s.notes().pointed, model::ref(worker));
  EXPECT_TRUE(s.activate("point", "message:4"));
  EXPECT_TRUE(s.view().options[0].selected);
  for (const char* bad :
       {"", "message:", "message:0", "message:x", "message:9", "shard:1", "message:99999999999"}) {
    EXPECT_FALSE(s.activate("point", bad)) << bad;
  }
  EXPECT_TRUE(s.view().options[0].selected);
}

TEST(Session, TheRunStopsAtTheDecidingEvent) {
  Session s = open(first_lesson(), 2);
  s.activate("option.b");
  s.activate("confidence.guess");
  s.activate("lesson.primary");
  EXPECT_EQ(s.view().primary->label, "Go to the deciding event");
  settle(s);
  EXPECT_EQ(s.timeline().playhead(), at(42'400));
  EXPECT_EQ(s.notes().tag, TagKind::kPaused);
  EXPECT_EQ(s.view().primary->label, "Continue");
  s.activate("lesson.primary");
  EXPECT_EQ(s.view().title, "It came back at 00:42.0");
  ASSERT_TRUE(s.view().quote);
  EXPECT_EQ(s.view().quote->caption, "You guessed");
  EXPECT_EQ(s.view().quote->text, "Another worker can receive it");
  EXPECT_EQ(s.view().quote->mark, Mark::kGood);
  EXPECT_EQ(s.limit(), at(60'000));
}

TEST(Session, TheButtonGoesStraightToTheDecidingEvent) {
  Session s = open(first_lesson(), 3);
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_EQ(s.beat(), 3u);
  EXPECT_EQ(s.timeline().playhead(), at(42'400));
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_EQ(s.beat(), 4u);
}

TEST(Session, WhatIfsRunInATwinAndBack) {
  Session s = open(first_lesson(), 4);
  const std::uint64_t before = s.timeline().view().hash();
  const std::uint32_t epoch = s.epoch();
  EXPECT_FALSE(s.activate("whatif.4"));
  EXPECT_EQ(s.view().what_ifs.size(), 3u);
  EXPECT_FALSE(s.activate("whatif.back"));
  EXPECT_TRUE(s.activate("whatif.1"));
  EXPECT_GT(s.epoch(), epoch);
  EXPECT_EQ(s.timeline().playhead(), at(38'500));
  EXPECT_TRUE(s.view().results.empty());
  settle(s);
  ASSERT_EQ(s.view().results.size(), 1u);
  EXPECT_EQ(s.view().results[0].mark, Mark::kGood);
  EXPECT_TRUE(s.view().results[0].text.contains("deleted at 00:57.8")) << s.view().results[0].text;
  EXPECT_TRUE(s.activate("whatif.2"));
  settle(s);
  EXPECT_EQ(s.view().results[0].mark, Mark::kGood);
  EXPECT_TRUE(s.activate("whatif.back"));
  EXPECT_EQ(s.timeline().view().hash(), before);
  EXPECT_TRUE(s.view().results.empty());
}

TEST(Session, AWrongAnswerGetsTheWorldsInWhichItIsRight) {
  struct Case {
    const char* option;
    std::vector<std::string> runs;
  };
  const Case cases[] = {{"option.a", {"whatif.1", "whatif.2"}},
                        {"option.b", {"whatif.1", "whatif.2", "whatif.3"}},
                        {"option.c", {"whatif.3"}},
                        {"option.d", {"whatif.1", "whatif.2", "whatif.3"}}};
  for (const Case& c : cases) {
    Session s = open(first_lesson(), 2);
    s.activate(c.option);
    s.activate("confidence.sure");
    s.activate("lesson.primary");
    settle(s);
    s.activate("lesson.primary");
    std::vector<std::string> runs;
    for (const ButtonView& b : s.view().what_ifs) runs.push_back(b.control);
    EXPECT_EQ(runs, c.runs) << c.option;
    EXPECT_EQ(s.view().what_ifs_label == "Watch a world where you are right", runs.size() < 3);
  }
}

TEST(Session, DemoStepsHappenAtTheirTimeAndShowTheirLine) {
  Session s = open(first_lesson(), 1);
  settle(s);
  EXPECT_EQ(s.timeline().playhead(), at(6'000));
  EXPECT_EQ(s.limit(), at(6'000));
  EXPECT_EQ(s.view().steps[0].lines[0], "aws sqs receive-message --queue-url $orders");
  EXPECT_FALSE(s.activate("demo.2"));
  EXPECT_FALSE(s.activate("lesson.primary"));
  s.timeline().seek(at(2'000));  // the learner scrubs back; the step keeps its time
  EXPECT_TRUE(s.activate("demo.1"));
  EXPECT_EQ(s.timeline().branches().size(), 1u);
  settle(s);
  EXPECT_EQ(s.timeline().playhead(), at(8'000));
  EXPECT_TRUE(s.view().steps[0].done);
  EXPECT_TRUE(s.activate("demo.2"));
  EXPECT_FALSE(s.activate("demo.2"));
  settle(s);
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_EQ(s.beat(), 2u);
}

TEST(Session, GoingBackDoesNotShowTheFuture) {
  Session s = open(first_lesson(), 4);
  s.timeline().seek(s.limit());
  s.activate("lesson.beat.3");
  EXPECT_EQ(s.timeline().playhead(), at(38'500));
  EXPECT_EQ(s.timeline().end(), at(38'500));
  s.activate("lesson.back");
  settle(s);
  EXPECT_EQ(s.timeline().end(), at(6'000));
  EXPECT_TRUE(s.view().steps[0].button.enabled);
}

TEST(Session, VaryRemembersWhatWasTriedAndFindsTheFlip) {
  Session s = open(first_lesson(), 5);
  ASSERT_TRUE(s.view().dial);
  EXPECT_EQ(s.view().dial->value, 30);
  ASSERT_EQ(s.view().results.size(), 1u);
  EXPECT_EQ(s.view().results[0].mark, Mark::kBad);
  const std::uint32_t epoch = s.epoch();
  EXPECT_TRUE(s.activate("dial", "45"));
  EXPECT_GT(s.epoch(), epoch);
  EXPECT_EQ(s.view().results.back().mark, Mark::kBad);
  EXPECT_GT(s.timeline().view().actors().effects_duplicate, 0u);  // shown where it went wrong
  EXPECT_TRUE(s.activate("dial", "60"));
  EXPECT_EQ(s.view().results.back().text, "60 s: repeated jobs: 0");
  EXPECT_TRUE(s.activate("dial", "46"));
  EXPECT_TRUE(s.view().results.back().text.starts_with("**46 s** is the smallest"))
      << s.view().results.back().text;
  EXPECT_TRUE(s.view().results.back().text.contains("45.8 s")) << s.view().results.back().text;
  EXPECT_EQ(s.view().lines[0],
            "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=46");
  EXPECT_TRUE(s.activate("dial", "9999"));
  EXPECT_EQ(s.view().dial->value, 60);
  EXPECT_FALSE(s.activate("dial", "many"));
  EXPECT_FALSE(s.activate("dial", ""));
}

TEST(Session, ChallengeCountsActsAndUndoesThem) {
  Session s = open(first_lesson(), 6);
  EXPECT_EQ(s.view().par, "0 actions, par 1");
  EXPECT_TRUE(s.activate("tool.timeout", "60"));
  EXPECT_TRUE(s.activate("tool.timeout", "60"));  // the same value again is no act
  EXPECT_EQ(s.view().par, "1 action, par 1");
  EXPECT_EQ(s.view().tools[0].dial->value, 60);
  EXPECT_TRUE(s.activate("tool.longest"));
  EXPECT_EQ(s.view().par, "2 actions, par 1");
  EXPECT_TRUE(s.activate("challenge.undo"));
  EXPECT_EQ(s.timeline().view().sqs().find_by_name("orders")->attributes.visibility_timeout, 60);
  EXPECT_TRUE(s.activate("challenge.reset"));
  EXPECT_EQ(s.timeline().view().sqs().find_by_name("orders")->attributes.visibility_timeout, 30);
  EXPECT_TRUE(s.activate("challenge.undo"));
  EXPECT_EQ(s.view().par, "1 action, par 1");
  EXPECT_TRUE(s.activate("lesson.primary"));
  settle(s);
  EXPECT_EQ(s.timeline().playhead(), at(300'000));
  for (const GoalView& goal : s.view().goals) EXPECT_EQ(goal.status, GoalStatus::kMet);
  EXPECT_EQ(s.view().primary->label, "Continue");
  EXPECT_EQ(s.record().solved.at("both"), 1);
}

TEST(Session, ABrokenGoalJumpsToTheEventThatBrokeIt) {
  Session s = open(first_lesson(), 6);
  EXPECT_FALSE(s.activate("goal.no_duplicate"));
  s.timeline().seek(s.limit());
  s.on_moved();
  const GoalView& broken = s.view().goals[0];
  EXPECT_EQ(broken.status, GoalStatus::kViolated);
  EXPECT_EQ(broken.jump, "goal.no_duplicate");
  EXPECT_TRUE(s.activate("goal.no_duplicate"));
  const std::size_t shown = s.timeline().events_shown();
  ASSERT_GT(shown, 0u);
  bool duplicate = false;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto* finished = std::get_if<model::WorkFinished>(&s.timeline().log()[i].body);
    if (finished == nullptr || finished->effect != model::Effect::kDuplicate) continue;
    duplicate = true;
    EXPECT_EQ(s.timeline().log()[i].at, s.timeline().playhead());
  }
  EXPECT_TRUE(duplicate);
  EXPECT_EQ(s.view().goals[0].status, GoalStatus::kViolated);
}

TEST(Session, TheChecklistFollowsThePlayhead) {
  Session s = open(first_lesson(), 6);
  s.activate("tool.timeout", "60");
  s.timeline().seek(s.limit());
  s.on_moved();
  EXPECT_EQ(s.view().goals[1].status, GoalStatus::kMet);
  s.timeline().seek(at(60'000));
  s.on_moved();
  EXPECT_EQ(s.view().goals[1].status, GoalStatus::kOpen);
  EXPECT_TRUE(s.view().goals[1].detail.contains(" of 4 so far")) << s.view().goals[1].detail;
}

TEST(Session, ABeatMayFocusOnATopic) {
  const Document document = test::parse(R"({
    "id": "sns/small", "version": 1, "as_of": "2026-11", "minutes": 3, "title": "Small",
    "objectives": [108], "horizon": "10s",
    "world": { "seed": 3, "Resources": {
      "T": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "news" } } } },
    "beats": [{ "id": "a", "title": "T", "say": "x", "focus": "news" }] })");
  Session s = open(document);
  ASSERT_EQ(s.notes().spoken_of.size(), 1u);
  EXPECT_EQ(s.notes().spoken_of[0], model::ref(model::TopicId{1}));
}

TEST(Session, ActingInThePastReplacesTheFuture) {
  Session s = open(first_lesson(), 6);
  s.timeline().seek(at(100'000));
  s.on_moved();
  s.activate("tool.timeout", "60");
  s.timeline().seek(at(1'000));
  s.on_moved();
  s.activate("tool.timeout", "120");
  EXPECT_EQ(s.view().par, "1 action, par 1");
  EXPECT_EQ(s.timeline().branches().size(), 2u);
  s.timeline().seek(s.limit());
  s.on_moved();
  EXPECT_EQ(s.timeline().view().sqs().find_by_name("orders")->attributes.visibility_timeout, 120);
}

TEST(Session, RunAgainKeepsTheSettings) {
  Session s = open(first_lesson(), 6);
  s.timeline().seek(at(50'000));
  s.on_moved();
  s.activate("tool.timeout", "90");
  s.activate("tool.timeout", "60");
  s.timeline().seek(s.limit());
  s.on_moved();
  EXPECT_EQ(s.view().primary->label, "Run again");
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_EQ(s.beat(), 6u);
  EXPECT_EQ(s.timeline().playhead(), at(0));
  EXPECT_EQ(s.view().par, "1 action, par 1");
  settle(s);
  EXPECT_EQ(s.view().primary->label, "Continue");
}

TEST(Session, ChallengesTakeCommandLinesWithinWhatIsAllowed) {
  Session s = open(first_lesson(), 6);
  const std::string_view good =
      "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=60";
  EXPECT_TRUE(s.activate("cli", "aws sqs purge-queue --queue-url $orders"));
  EXPECT_TRUE(s.view().results[0].text.contains("sqs:PurgeQueue is not allowed"));
  EXPECT_EQ(s.view().par, "0 actions, par 1");
  EXPECT_TRUE(s.activate("cli", "aws sqs set-queue-attributes --queue-url $order"));
  EXPECT_TRUE(s.view().results[0].text.contains("There is no $order"));
  EXPECT_TRUE(s.activate(
      "cli", "aws sqs set-queue-attributes --queue-url $orders --attributes VisibilityTimeout=x"));
  EXPECT_EQ(s.view().results[0].mark, Mark::kBad);
  EXPECT_TRUE(s.activate("cli", good));
  EXPECT_TRUE(s.view().results.empty());
}

TEST(Session, MissedPromptsComeBackAtTheNextBoundary) {
  Session s = open(first_lesson(), 7);
  EXPECT_EQ(s.view().progress, "1 of 3");
  EXPECT_FALSE(s.activate("lesson.primary"));
  EXPECT_TRUE(s.activate("recall.a"));   // wrong
  EXPECT_FALSE(s.activate("recall.b"));  // one try
  EXPECT_EQ(s.view().options[0].mark, Mark::kBad);
  EXPECT_EQ(s.view().options[1].mark, Mark::kGood);
  EXPECT_EQ(s.record().missed, (std::vector<std::string>{"recall/start"}));
  s.activate("lesson.primary");
  s.activate("recall.c");
  s.activate("lesson.primary");
  s.activate("recall.a");
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_FALSE(s.finished());
  EXPECT_EQ(s.view().title, "Once more");
  EXPECT_TRUE(s.activate("recall.b"));
  EXPECT_TRUE(s.record().missed.empty());
  EXPECT_TRUE(s.activate("lesson.primary"));
  EXPECT_TRUE(s.finished());
  EXPECT_TRUE(s.record().finished);
}

TEST(Session, WhatWasMissedLastTimeIsAskedAtTheFirstBoundary) {
  Session s = open(first_lesson(), 0);
  LessonRecord kept;
  kept.missed = {"recall/late", "recall/no-such-prompt"};
  kept.done = {"ask"};
  s.restore(kept);
  EXPECT_TRUE(s.view().done[0]);
  s.activate("lesson.primary");
  EXPECT_EQ(s.beat(), 0u);
  EXPECT_EQ(s.view().title, "Once more");
  s.activate("recall.b");
  s.activate("lesson.primary");
  EXPECT_EQ(s.beat(), 1u);
  EXPECT_EQ(s.record().missed.size(), 2u);  // missed again
}

TEST(Session, TheFirstAnswerIsKept) {
  Session s = open(first_lesson(), 2);
  s.activate("option.a");
  s.activate("confidence.sure");
  s.activate("lesson.primary");
  s.activate("lesson.beat.3");
  EXPECT_TRUE(s.notes().ghosts.empty());
  EXPECT_FALSE(s.view().options[0].selected);
  s.activate("option.b");
  s.activate("confidence.sure");
  s.activate("lesson.primary");
  EXPECT_EQ(s.record().predictions.at("predict").answer, "a");
  EXPECT_EQ(s.notes().ghosts[0].caption, "You: free to take");
}

TEST(Session, UnknownControlsAreRefused) {
  Session s = open(first_lesson(), 2);
  for (const char* bad :
       {"", "lesson", "lesson.beat.0", "lesson.beat.9", "lesson.beat.x", "option.e", "option.",
        "option.ab", "confidence.", "dial", "tool.timeout", "demo.1", "recall.a", "whatif.1",
        "challenge.undo", "cli", "goal.x", "order.up.1"}) {
    EXPECT_FALSE(s.activate(bad, "1")) << bad;
  }
}

TEST(Session, OpeningABeatThatIsNotThereIsAnError) {
  EXPECT_FALSE(Session::open(first_lesson(), 8));
}

TEST(Session, AMomentThatNeverComesIsAnError) {
  const Document d =
      test::parse(test::small_lesson(R"({"id": "a", "title": "T", "run": {}, "until": "dead"})",
                                     R"(, "dead": "MessageMovedToDlq")"));
  const auto s = Session::open(d, 0);
  ASSERT_FALSE(s);
  EXPECT_TRUE(s.error()[0].message.contains("'dead' never happens")) << s.error()[0].message;
}

const char* kOtherPredictions = R"j(
  {"id": "num", "title": "T", "text": "x", "predict": { "ask": "How often?", "freeze": "taken",
     "number": { "dial": { "label": "Receives", "min": 0, "max": 9, "start": 0 },
                 "truth": "receives(taken)",
           "tolerance" : 1
}
}
},
  {"id": "where", "title": "T", "text": "x", "predict": { "ask": "Who?", "freeze": "taken",
     "point": { "at": ["worker-1", "worker-2", "message:taken"], "answer": "worker-2",
                "proof": "count(MessageReceived, by=worker-2) >= 1" } } },
  {"id": "first", "title": "T", "text": "x", "predict": { "ask": "In which order?", "freeze": "taken",
     "order": [ { "text": "received again", "event": "again" }, { "text": "comes back", "event": "back" },
                { "text": "received", "event": "taken" } ] } },
  {"id": "end", "title": "T", "text": "x", "explain": {} })j";

void commit(Session& s) {
  settle(s);
  s.activate("confidence.fairly");
  ASSERT_TRUE(s.activate("lesson.primary"));
}

TEST(Session, NumbersPlacesAndOrdersCanBePredicted) {
  const Document d = test::parse(test::small_lesson(kOtherPredictions));
  Session s = open(d, 0);
  EXPECT_FALSE(s.activate("dial", "two"));
  EXPECT_TRUE(s.activate("dial", "3"));
  commit(s);
  EXPECT_EQ(s.record().predictions.at("num").answer, "3");
  ASSERT_EQ(s.view().options.size(), 3u);
  EXPECT_TRUE(s.activate("option.b"));
  EXPECT_EQ(s.notes().pointed.kind, model::RefKind::kActor);
  EXPECT_TRUE(s.activate("point", "message:1"));
  EXPECT_TRUE(s.view().options[2].selected);
  EXPECT_TRUE(s.activate("option.b"));
  commit(s);
  EXPECT_TRUE(s.record().predictions.at("where").right);
  EXPECT_FALSE(s.activate("order.up.1"));
  EXPECT_FALSE(s.activate("order.down.3"));
  EXPECT_TRUE(s.activate("order.up.3"));
  EXPECT_TRUE(s.activate("order.up.2"));
  EXPECT_TRUE(s.activate("order.down.2"));
  EXPECT_EQ(s.view().ordering[0].text, "received");
  EXPECT_EQ(s.view().ordering[1].text, "comes back");
  commit(s);
  EXPECT_EQ(s.record().predictions.at("first").answer, "cba");
  EXPECT_TRUE(s.record().predictions.at("first").right);
  EXPECT_EQ(s.view().quote->text, "received, then comes back, then received again");
}

}  // namespace
}  // namespace lesson
