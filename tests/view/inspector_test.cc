// "Why?" for every kind of subject and state, properties under AWS's names, the lens.
#include "view/inspector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fixtures.h"
#include "view/event_index.h"

namespace {

using test::kOrders;
using test::make_timeline;
using test::seconds;
using view::Inspector;
using view::WhyKind;

Inspector inspect(const world::Timeline& timeline, model::Ref ref, view::Lens lens = {}) {
  return view::build_inspector(timeline, ref, {.open = true, .lens = lens});
}

/// The first event of a type that `wanted` accepts.
template <class Body, class Wanted>
std::pair<model::Event, Body> find_event(const world::Timeline& timeline, const Wanted& wanted) {
  for (std::size_t i = 0; i < timeline.log().size(); ++i) {
    const auto* body = std::get_if<Body>(&timeline.log()[i].body);
    if (body != nullptr && wanted(*body)) return {timeline.log()[i], *body};
  }
  ADD_FAILURE() << "no such event in the run";
  return {};
}
template <class Body>
std::pair<model::Event, Body> find_event(const world::Timeline& timeline) {
  return find_event<Body>(timeline, [](const Body&) { return true; });
}

std::vector<WhyKind> kinds(const Inspector& in) {
  std::vector<WhyKind> out;
  for (const auto& step : in.why) out.push_back(step.kind);
  return out;
}

void expect_jumps_exist(const world::Timeline& timeline, const Inspector& in) {
  for (const auto* steps : {&in.why, &in.history}) {
    for (const view::WhyStep& step : *steps) {
      if (step.jump.empty()) continue;
      ASSERT_TRUE(step.jump.starts_with("event."));
      const auto seq = static_cast<model::EventSeq>(std::stoul(step.jump.substr(6)));
      const model::Event* event = view::event_by_seq(timeline, seq);
      ASSERT_NE(event, nullptr);
      EXPECT_LE(event->at, timeline.playhead()) << "nothing of the future is told";
    }
  }
}

const view::Property* property(const Inspector& in, std::string_view name) {
  const auto it = std::ranges::find(in.properties, name, &view::Property::name);
  return it == in.properties.end() ? nullptr : &*it;
}

// Drawing 2: received, the rule, nothing happened, the timeout, received again.
TEST(Why, AMessageThatCameBackAndWasTakenAgain) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(120));
  const auto [event, again] = find_event<model::MessageReceived>(
      t, [](const model::MessageReceived& e) { return e.receive_count == 2; });
  t.seek(event.at);
  const Inspector in = inspect(t, model::ref(again.message));
  EXPECT_EQ(in.title, "Message");
  EXPECT_EQ(in.subtitle, "in orders, in flight");
  EXPECT_EQ(in.chip->pips, 2);
  const std::string who = t.view().actors().find(again.by)->name;
  EXPECT_EQ(in.why_title, "Why is " + in.chip->id + " with " + who + "?");
  ASSERT_EQ(kinds(in), (std::vector{WhyKind::kEvent, WhyKind::kRule, WhyKind::kAbsence,
                                    WhyKind::kTimeout, WhyKind::kEvent}));
  EXPECT_EQ(in.why[0].detail, "ReceiveMessage, receive 1");
  EXPECT_EQ(in.why[1].title, "Hidden from the moment it returns");
  EXPECT_EQ(in.why[1].detail, "VisibilityTimeout = 30 s");
  EXPECT_TRUE(in.why[1].mono_detail);
  EXPECT_EQ(in.why[2].title, "No delete, no extension");
  EXPECT_EQ(in.why[3].title, "The timeout ran out");
  EXPECT_EQ(in.why[4].title, who + " received it");
  EXPECT_EQ(in.why[4].detail, "First poll to see it, receive 2");
  EXPECT_EQ(in.why[4].time, base::format_clock(event.at));
  expect_jumps_exist(t, in);
}

TEST(Why, TheTimeOfAnAbsenceIsWrittenInSecondsThenOnTheClock) {
  world::Timeline t = make_timeline(R"({ "hop": "0ms",
    "Resources": { "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs",
      "VisibilityTimeout": 30 } } },
    "Actors": {
      "once": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" }, "Count": 1 } },
      "slow": { "Type": "Worker", "Properties": { "Source": { "Ref": "Q" }, "Start": "12s",
        "Work": "300s" } } } })");
  t.seek(seconds(43));
  const model::Ref message = model::ref(model::MessageId{1});
  const Inspector in = inspect(t, message);
  const auto absence = std::ranges::find(in.why, WhyKind::kAbsence, &view::WhyStep::kind);
  ASSERT_NE(absence, in.why.end());
  EXPECT_EQ(absence->time, "12 to 42 s");
  EXPECT_EQ(in.why.back().kind, WhyKind::kAbsence);
  EXPECT_EQ(in.why.back().title, "No poll has taken it since");
  EXPECT_EQ(in.why_title, "Why is " + in.chip->id + " visible?");
}

TEST(Why, AMessageThatWasNeverReceivedWaits) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(60));
  const auto [event, sent] = find_event<model::MessageSent>(
      t, [](const model::MessageSent& e) { return e.delay.us == 0; });
  t.seek(event.at + base::milliseconds(1));
  const Inspector in = inspect(t, model::ref(sent.message));
  ASSERT_GE(in.why.size(), 2u);
  EXPECT_EQ(in.why[0].title, "checkout sent it");
  EXPECT_EQ(in.why.back().kind, WhyKind::kAbsence);
}

TEST(Why, ADelayedMessage) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(60));
  const auto [event, sent] =
      find_event<model::MessageSent>(t, [](const model::MessageSent& e) { return e.delay.us > 0; });
  t.seek(event.at + base::milliseconds(1));
  const Inspector in = inspect(t, model::ref(sent.message));
  EXPECT_EQ(in.subtitle, "in orders, delayed");
  ASSERT_EQ(kinds(in), (std::vector{WhyKind::kEvent, WhyKind::kRule}));
  EXPECT_EQ(in.why[1].detail, "DelaySeconds = 10 s");
}

TEST(Why, ADeletedMessageEndsWithItsDelete) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(60));
  const auto [event, deleted] = find_event<model::MessageDeleted>(t);
  t.seek(event.at + base::milliseconds(1));
  const Inspector in = inspect(t, model::ref(deleted.message));
  EXPECT_EQ(in.subtitle, "gone");
  ASSERT_FALSE(in.why.empty());
  EXPECT_EQ(in.why.back().kind, WhyKind::kGood);
  for (const auto& step : in.why) EXPECT_FALSE(step.detail.starts_with("VisibilityTimeout"));
  ASSERT_EQ(in.properties.size(), 1u);
  EXPECT_EQ(in.properties[0].name, "MessageId");
}

constexpr std::string_view kPoison = R"({ "hop": "10ms",
  "Resources": {
    "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs",
      "VisibilityTimeout": 5, "RedrivePolicy": {
        "deadLetterTargetArn": { "Fn::GetAtt": ["D", "Arn"] }, "maxReceiveCount": 2 } } },
    "D": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs-dlq" } } },
  "Actors": {
    "once": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" }, "Count": 1 } },
    "weak": { "Type": "Worker", "Properties": { "Source": { "Ref": "Q" }, "Work": "10s",
      "Faults": [ { "On": 1, "Do": "crash", "After": "1s", "RestartAfter": "2s" },
                  { "On": 2, "Do": "crash", "After": "1s", "RestartAfter": "2s" } ] } } } })";

TEST(Why, AMessageInTheDeadLetterQueueNamesTheRule) {
  world::Timeline t = make_timeline(kPoison);
  t.seek(seconds(60));
  const auto [event, moved] = find_event<model::MessageMovedToDlq>(t);
  const Inspector in = inspect(t, model::ref(moved.message));
  EXPECT_EQ(in.subtitle, "in jobs-dlq, waiting");
  EXPECT_EQ(in.why_title, "Why is " + in.chip->id + " in jobs-dlq?");
  const auto rule = std::ranges::find_if(
      in.why, [](const view::WhyStep& s) { return s.detail == "maxReceiveCount = 2"; });
  ASSERT_NE(rule, in.why.end());
  EXPECT_EQ(rule->kind, WhyKind::kRule);
  const auto crash = std::ranges::find(in.why, "weak crashed", &view::WhyStep::title);
  EXPECT_NE(crash, in.why.end()) << "the crash is the reason why there was no delete";
  EXPECT_NE(property(in, "DeadLetterQueueSourceArn"), nullptr);

  const Inspector queue = inspect(t, model::ref(moved.to));
  EXPECT_EQ(queue.subtitle, "Dead-letter queue of jobs");
  EXPECT_EQ(queue.icon, "mail-x");
  EXPECT_EQ(queue.why.front().jump, "event." + std::to_string(event.seq));
}

TEST(Why, AWorkerThatIsDownSaysSince) {
  world::Timeline t = make_timeline(kPoison);
  t.seek(seconds(60));
  const auto [event, crashed] = find_event<model::WorkerCrashed>(t);
  t.seek(event.at + base::milliseconds(500));
  const Inspector in = inspect(t, model::ref(crashed.worker));
  EXPECT_EQ(in.why_title, "Why is weak down?");
  ASSERT_EQ(kinds(in), (std::vector{WhyKind::kBad, WhyKind::kRule, WhyKind::kAbsence}));
}

TEST(Why, AWorkerThatLostItsClaimIsNotTold) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(120));
  const auto [event, expired] = find_event<model::VisibilityExpired>(t);
  t.seek(event.at + base::milliseconds(1));
  const Inspector in = inspect(t, model::ref(expired.holder));
  EXPECT_NE(in.why_title.find("still work on"), std::string::npos) << in.why_title;
  EXPECT_TRUE(in.why.back().title.starts_with("Nobody tells"));
  t.seek(event.at - base::milliseconds(1));
  const Inspector before = inspect(t, model::ref(expired.holder));
  EXPECT_EQ(before.why_title.find("still"), std::string::npos);
}

TEST(Why, AnIdleWorker) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(1.9));
  const auto& actors = t.view().actors();
  const Inspector in = inspect(t, model::ref(actors.find_by_name("worker-1")->id));
  EXPECT_EQ(in.why_title, "Why is worker-1 idle?");
  ASSERT_FALSE(in.why.empty());
  EXPECT_EQ(in.why[0].title, "Its last poll found nothing");
}

TEST(Why, RetentionAndPurgeEndAMessageToo) {
  world::Timeline t = make_timeline(R"({
    "Resources": { "Q": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs",
      "MessageRetentionPeriod": 60 } } },
    "Actors": { "p": { "Type": "Producer", "Properties": { "Target": { "Ref": "Q" },
      "Every": "50s", "Count": 2 } } } })");
  t.seek(seconds(65));
  const Inspector expired = inspect(t, model::ref(model::MessageId{1}));
  EXPECT_EQ(expired.why.back().title, "Its retention ended");
  model::sqs::PurgeQueueRequest purge{t.view().sqs().queues.begin()->second.url};
  t.act(world::ApiCall{purge});
  const Inspector purged = inspect(t, model::ref(model::MessageId{2}));
  EXPECT_EQ(purged.subtitle, "gone");
  EXPECT_EQ(purged.why.back().title, "Jobs was purged of 1 message");
}

TEST(Why, AQueueAddsUp) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(45));
  const Inspector in = inspect(t, model::ref(model::QueueId{1}));
  const auto& q = *t.view().sqs().find({1});
  EXPECT_EQ(q.counters.sent, q.visible + q.in_flight + q.delayed + q.counters.deleted);
  EXPECT_EQ(in.why.front().detail, std::format("{} sent", q.counters.sent));
}

TEST(Properties, StandUnderAwsNames) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(60));
  const auto [event, received] = find_event<model::MessageReceived>(t);
  t.seek(event.at + base::seconds(1));
  const Inspector in = inspect(t, model::ref(received.message));
  ASSERT_GE(in.properties.size(), 8u);
  const std::vector<std::string> first{"MessageId", "ApproximateReceiveCount", "SentTimestamp",
                                       "ReceiptHandle", "Body"};
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(in.properties[i].name, first[i]);
  EXPECT_EQ(in.shown, 5u);
  EXPECT_EQ(in.all.label, std::format("All {}", in.properties.size()));
  for (const char* name : {"MD5OfBody", "SenderId", "ApproximateFirstReceiveTimestamp"}) {
    EXPECT_NE(property(in, name), nullptr) << name;
  }
  const view::Property& id = *property(in, "MessageId");
  EXPECT_EQ(id.full.size(), 36u);
  EXPECT_LT(id.value.size(), id.full.size());
  EXPECT_TRUE(id.full.starts_with(in.chip->id));

  const Inspector queue = inspect(t, model::ref(model::QueueId{1}));
  for (const char* name :
       {"VisibilityTimeout", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed", "RedrivePolicy", "DelaySeconds",
        "ReceiveMessageWaitTimeSeconds", "MessageRetentionPeriod", "MaximumMessageSize", "QueueArn",
        "CreatedTimestamp"}) {
    EXPECT_NE(property(queue, name), nullptr) << name;
  }
}

TEST(Lens, TheApiKnowsNoWaitingMessageAndNoChain) {
  world::Timeline t = make_timeline(kOrders);
  t.seek(seconds(60));
  const auto [event, sent] = find_event<model::MessageSent>(t);
  t.seek(event.at);
  const Inspector waiting = inspect(t, model::ref(sent.message), view::Lens::kApi);
  EXPECT_TRUE(waiting.properties.empty());
  EXPECT_TRUE(waiting.why.empty());
  EXPECT_TRUE(waiting.history.empty());
  EXPECT_FALSE(waiting.hint.empty());
  for (const auto& [id, actor] : t.view().actors().actors) {
    EXPECT_TRUE(inspect(t, model::ref(id), view::Lens::kApi).why.empty());
  }
  EXPECT_TRUE(inspect(t, model::ref(model::QueueId{1}), view::Lens::kApi).why.empty());
}

TEST(Inspector, NothingSelectedGivesAHint) {
  world::Timeline t = make_timeline(kOrders);
  const Inspector in = inspect(t, {});
  EXPECT_FALSE(in.subject);
  EXPECT_FALSE(in.hint.empty());
  EXPECT_EQ(in.toggle.id, "inspector.toggle");
  EXPECT_FALSE(inspect(t, model::ref(model::MessageId{4'000'000})).subject);
  EXPECT_FALSE(inspect(t, model::ref(model::QueueId{99})).subject);
  EXPECT_FALSE(inspect(t, model::ref(model::ActorId{99})).subject);
}

TEST(Inspector, EverySubjectAtEveryMomentIsExplained) {
  for (const std::string_view text : {kOrders, kPoison}) {
    world::Timeline t = make_timeline(text);
    for (int s = 0; s < 120; s += 7) {
      t.seek(seconds(s + .3));
      for (std::uint32_t id = 1; id <= t.view().sqs().last_message; ++id) {
        const Inspector in = inspect(t, model::ref(model::MessageId{id}));
        expect_jumps_exist(t, in);
        EXPECT_FALSE(in.why_title.empty());
        if (in.subtitle != "on its way to the queue") {
          EXPECT_FALSE(in.why.empty()) << in.chip->id << " " << in.subtitle;
        }
      }
      for (const auto& [id, actor] : t.view().actors().actors) {
        expect_jumps_exist(t, inspect(t, model::ref(id)));
      }
    }
  }
}

TEST(EventIndex, GivesTheSameAsReadingTheLog) {
  world::Timeline t = make_timeline(kOrders);
  view::EventIndex index;
  for (const double s : {20., 45., 90.}) {
    t.seek(seconds(s));
    index.update(t);
    for (std::uint32_t id = 1; id <= 12; ++id) {
      for (const model::Ref ref : {model::ref(model::MessageId{id}), model::ref(model::ActorId{id}),
                                   model::ref(model::QueueId{id})}) {
        for (const std::size_t shown : {t.log().size(), t.log().size() / 2}) {
          EXPECT_EQ(index.latest(t, ref, shown, 10), view::latest_events(t, ref, shown, 10));
        }
      }
    }
  }
  // Acting in the past makes another history, which the index notices.
  t.seek(seconds(30));
  t.act(world::ActorOrder{t.view().actors().find_by_name("worker-1")->id, actors::Order::kCrash});
  t.seek(seconds(60));
  index.update(t);
  const model::Ref worker = model::ref(t.view().actors().find_by_name("worker-1")->id);
  EXPECT_EQ(index.latest(t, worker, t.log().size(), 5),
            view::latest_events(t, worker, t.log().size(), 5));
}

TEST(EventSentence, EveryEventHasOneOfItsOwn) {
  const world::World world;
  std::set<std::string> seen;
  const auto all = [&]<std::size_t... i>(std::index_sequence<i...>) {
    (seen.insert(
         view::event_sentence(world, {.at = {},
                                      .seq = 1,
                                      .cause = 0,
                                      .body = std::variant_alternative_t<i, model::EventBody>{}})),
     ...);
  };
  all(std::make_index_sequence<std::variant_size_v<model::EventBody>>{});
  EXPECT_EQ(seen.size(), std::variant_size_v<model::EventBody>);
  for (const std::string& s : seen) EXPECT_GT(s.size(), 8u) << s;
}

}  // namespace
