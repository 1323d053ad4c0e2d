// The learner's console: what lines do to the lesson's World, what is kept of them.
#include "lesson/console.h"

#include "lesson/support.h"

namespace lesson {
namespace {

using State = ConsoleEntry::State;
using test::at;
using test::first_lesson;
using test::open;

constexpr const char* kReceive = "aws sqs receive-message --queue-url $orders";

const ConsoleEntry& last(const Console& console) { return console.entries().back(); }

const services::sqs::Queue& orders(const Session& session) {
  return *session.timeline().view().sqs().find_by_name("orders");
}

std::uint32_t messages(const Session& session) {
  return orders(session).visible + orders(session).in_flight + orders(session).delayed;
}

// The second beat of the shipped lesson is a demo that waits at its first step.
Session in_the_demo() {
  Session session = open(first_lesson(), 1);
  test::settle(session);
  return session;
}

TEST(LearnersConsole, ALineIsACallOnTheLessonsWorld) {
  Session session = in_the_demo();
  Console console;
  const std::size_t commands = session.timeline().commands().size();
  console.run(session, "aws sqs send-message --queue-url $orders --message-body mine");
  EXPECT_EQ(last(console).state, State::kAnswered);
  EXPECT_NE(last(console).output.find("\"MessageId\": "), std::string::npos);
  EXPECT_EQ(session.timeline().commands().size(), commands + 1);
  EXPECT_EQ(last(console).at_time, session.timeline().playhead());
  console.run(session,
              "aws sqs get-queue-attributes --queue-url $orders --attribute-names All --query "
              "Attributes.QueueArn --output text");
  EXPECT_EQ(last(console).output, "arn:aws:sqs:us-east-1:000000000000:orders\n");
}

TEST(LearnersConsole, ARefusalOfAwsIsShownAsTheCliShowsIt) {
  Session session = in_the_demo();
  Console console;
  console.run(session, "aws sqs receive-message --queue-url nowhere");
  EXPECT_EQ(last(console).state, State::kRefused);
  EXPECT_TRUE(last(console).output.starts_with(
      "An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the "
      "ReceiveMessage operation: "));
}

TEST(LearnersConsole, AFaultyLineSaysWhereAndCallsNothing) {
  Session session = in_the_demo();
  Console console;
  const std::size_t commands = session.timeline().commands().size();
  console.run(session, "  aws sqs recieve-message  ");
  EXPECT_EQ(last(console).state, State::kFaulty);
  EXPECT_EQ(last(console).line, "aws sqs recieve-message");
  EXPECT_EQ(last(console).at, 8u);
  EXPECT_EQ(last(console).length, 15u);
  EXPECT_TRUE(last(console).output.starts_with("aws: error: argument operation: Invalid choice"));
  EXPECT_EQ(session.timeline().commands().size(), commands);
}

TEST(LearnersConsole, ALongPollIsAnsweredWhenItsTimeComes) {
  const std::string lesson = test::small_lesson(R"(
      { "id": "a", "title": "T", "say": "x", "until": "60s" })");
  Session session = open(test::parse(lesson));
  Console console;
  console.run(session, "aws sqs create-queue --queue-name quiet");
  console.run(session, "aws sqs receive-message --queue-url $quiet --wait-time-seconds 5");
  ASSERT_EQ(last(console).state, State::kWaiting) << last(console).output;
  session.timeline().seek(session.timeline().playhead() + base::seconds(4));
  console.follow(session);
  EXPECT_EQ(last(console).state, State::kWaiting);
  session.timeline().seek(session.timeline().playhead() + base::seconds(2));
  EXPECT_TRUE(console.follow(session));
  EXPECT_EQ(last(console).state, State::kAnswered);
  EXPECT_EQ(last(console).output, "");
}

TEST(LearnersConsole, AnAnswerOfAnotherHistoryIsLost) {
  const std::string lesson = test::small_lesson(R"(
      { "id": "a", "title": "T", "say": "x", "until": "60s" })");
  Session session = open(test::parse(lesson));
  Console console;
  session.timeline().seek(at(2000));
  console.run(session, "aws sqs create-queue --queue-name quiet");
  console.run(session, "aws sqs receive-message --queue-url $quiet --wait-time-seconds 5");
  session.timeline().seek(at(1000));
  console.run(session, "aws sqs list-queues");  // forks
  console.follow(session);
  EXPECT_EQ(console.entries()[1].state, State::kLost);
}

TEST(LearnersConsole, NobodyActsWhileAPredictionIsOpen) {
  Session session = open(first_lesson(), 2);
  Console console;
  const std::uint64_t before = session.timeline().view().hash();
  console.run(session, kReceive);
  EXPECT_EQ(last(console).state, State::kHeld);
  EXPECT_NE(last(console).output.find("prediction"), std::string::npos);
  EXPECT_EQ(session.timeline().view().hash(), before);
}

TEST(LearnersConsole, TheNextBeatBeginsAsTheLessonSays) {
  Session session = in_the_demo();
  Console console;
  console.run(session, "aws sqs send-message --queue-url $orders --message-body mine");
  const std::uint32_t with_mine = messages(session);
  EXPECT_TRUE(session.activate("lesson.beat.2"));
  test::settle(session);
  EXPECT_EQ(messages(session) + 1, with_mine);
}

TEST(LearnersConsole, InAChallengeALineCountsAndIsUndone) {
  Session session = open(first_lesson(), 6);
  Console console;
  console.run(session,
              "aws sqs set-queue-attributes --queue-url $orders --attributes "
              "VisibilityTimeout=50");
  ASSERT_EQ(last(console).state, State::kAnswered) << last(console).output;
  EXPECT_EQ(orders(session).attributes.visibility_timeout, 50);
  EXPECT_TRUE(session.activate("challenge.undo"));
  EXPECT_NE(orders(session).attributes.visibility_timeout, 50);
  console.run(session, "aws sqs purge-queue --queue-url $orders");
  EXPECT_EQ(last(console).state, State::kHeld);
  EXPECT_NE(last(console).output.find("not allowed"), std::string::npos);
}

TEST(LearnersConsole, HelpAndClearNeedNoCall) {
  Session session = in_the_demo();
  Console console;
  console.run(session, "help");
  EXPECT_NE(last(console).output.find("sqs"), std::string::npos);
  console.run(session, "   ");
  EXPECT_EQ(console.entries().size(), 1u);
  console.run(session, "clear");
  EXPECT_TRUE(console.entries().empty());
}

TEST(LearnersConsole, EarlierLinesComeBackAndTheTypedOneIsKept) {
  Session session = in_the_demo();
  Console console;
  EXPECT_FALSE(console.older("x"));
  console.run(session, "aws help");
  console.run(session, "aws sqs help");
  console.run(session, "aws sqs help");  // kept once
  EXPECT_EQ(console.older("draft"), "aws sqs help");
  EXPECT_EQ(console.older("aws sqs help"), "aws help");
  EXPECT_FALSE(console.older("aws help"));
  EXPECT_EQ(console.newer(), "aws sqs help");
  EXPECT_EQ(console.newer(), "draft");
  EXPECT_FALSE(console.newer());
}

TEST(LearnersConsole, NothingGrowsWithoutEnd) {
  Session session = in_the_demo();
  Console console;
  for (int i = 0; i < 300; ++i) console.run(session, "no " + std::to_string(i));
  EXPECT_EQ(console.entries().size(), kMaxConsoleEntries);
  EXPECT_EQ(last(console).line, "no 299");
  std::size_t kept = 0;
  while (console.older("")) ++kept;
  EXPECT_EQ(kept, kMaxConsoleHistory);
  const std::string body(15'000, 'x');
  std::size_t bytes = 0;
  for (int i = 0; i < 12; ++i)
    console.run(session, "aws sqs send-message --queue-url $orders --message-body " + body);
  for (const ConsoleEntry& e : console.entries()) bytes += e.line.size() + e.output.size();
  EXPECT_LE(bytes, kMaxConsoleBytes);
  EXPECT_NE(last(console).output.find("MessageId"), std::string::npos);
}

// A step that asks for a line: `jobs` is empty until a message comes at 1 s.
Session asked_for_a_line() {
  static const Document document = test::parse(test::small_lesson(
      R"({"id": "try", "title": "Try", "text": "Type.", "until": "5s", "demo": {"steps": [
          {"button": "Long poll", "at": "500ms", "ask": "Poll **jobs**, for two seconds.",
           "do": "aws sqs receive-message --queue-url $jobs --wait-time-seconds 2",
           "after": "An order came."}]}})"));
  Session session = open(document);
  test::settle(session);
  return session;
}

TEST(LearnersConsole, AStepIsDoneByTheLineThatItAsksFor) {
  Session session = asked_for_a_line();
  EXPECT_EQ(session.view().steps[0].ask, "Poll **jobs**, for two seconds.");
  EXPECT_TRUE(session.view().steps[0].lines.empty());
  EXPECT_FALSE(session.activate("demo.1"));
  Console console;
  console.run(session, "aws sqs receive-message --wait-time-seconds=2 --queue-url $jobs");
  EXPECT_EQ(last(console).state, State::kWaiting);
  EXPECT_TRUE(session.view().steps[0].done);
  EXPECT_EQ(session.view().steps[0].after, "An order came.");
  EXPECT_TRUE(session.view().primary->enabled);
  const std::uint64_t typed = session.timeline().view().hash();
  Session pressed = asked_for_a_line();
  EXPECT_TRUE(pressed.activate("demo.show.1"));
  EXPECT_EQ(pressed.view().steps[0].lines.size(), 1u);
  EXPECT_TRUE(pressed.activate("demo.1"));
  EXPECT_EQ(pressed.timeline().view().hash(), typed);
}

TEST(LearnersConsole, ALineThatDiffersFromWhatAStepAsksForIsNotSent) {
  struct Row {
    const char* line;
    const char* why;
  };
  for (const Row row :
       {Row{"aws sqs receive-message --queue-url $jobs", "--wait-time-seconds is missing."},
        Row{"aws sqs receive-message --queue-url $jobs --wait-time-seconds 20",
            "--wait-time-seconds has another value."},
        Row{"aws sqs receive-message --queue-url $jobs --wait-time-seconds 2 "
            "--visibility-timeout 5",
            "--visibility-timeout is not asked for."}}) {
    Session session = asked_for_a_line();
    const std::size_t commands = session.timeline().commands().size();
    Console console;
    console.run(session, row.line);
    EXPECT_EQ(last(console).state, State::kHeld);
    EXPECT_EQ(last(console).output,
              std::string("Not sent, for the step asks for something else: ") + row.why + "\n");
    EXPECT_EQ(session.timeline().commands().size(), commands);
    EXPECT_FALSE(session.view().steps[0].done);
    // Another action is the learner's own affair.
    console.run(session, "aws sqs list-queues");
    EXPECT_EQ(last(console).state, State::kAnswered);
    EXPECT_FALSE(session.view().steps[0].done);
  }
}

TEST(LearnersConsole, WhatTheLearnerMakesHasAName) {
  Session session = in_the_demo();
  Console console;
  console.run(session, "aws sns create-topic --name news");
  console.run(session, "aws sns list-subscriptions-by-topic --topic-arn $news");
  EXPECT_EQ(last(console).state, State::kAnswered);
  console.run(session, "aws kinesis create-stream --stream-name clicks --shard-count 1");
  console.run(session, "aws kinesis describe-stream-summary --stream-arn $clicks");
  EXPECT_EQ(last(console).state, State::kAnswered);
}

}  // namespace
}  // namespace lesson
