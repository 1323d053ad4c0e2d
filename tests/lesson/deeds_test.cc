// What can be done to a thing from its inspector: which deeds there are, what they do, and when the
// lesson holds them.
#include "lesson/deeds.h"

#include <algorithm>

#include "lesson/support.h"
#include "services/sns_support.h"

namespace lesson {
namespace {

using test::SnsBench;

constexpr const char* kPhone = "+14155550123";

const Deed* find(const std::vector<Deed>& deeds, std::string_view id) {
  const auto it = std::ranges::find(deeds, id, &Deed::id);
  return it == deeds.end() ? nullptr : &*it;
}

/// The one subscription of a bench.
model::Ref subscriber(const SnsBench& b) {
  const auto& all = b.world.sns().subscriptions;
  EXPECT_EQ(all.size(), 1u);
  return {model::RefKind::kEndpoint, all.begin()->first.value};
}

void carry_out(SnsBench& b, std::string_view id) {
  const auto deeds = deeds_of(b.world, subscriber(b));
  const Deed* deed = find(deeds, id);
  ASSERT_NE(deed, nullptr) << id;
  const world::Reply reply = b.world.apply(deed->command, b.log);
  EXPECT_TRUE(reply.done);
  EXPECT_TRUE(reply.result);
}

TEST(Deeds, APhoneAnswersStopAndIsOptedInAgainByItsLine) {
  SnsBench b;
  const std::string topic = b.topic("alerts");
  b.subscribe(topic, "sms", kPhone);
  carry_out(b, "opt-out");
  b.publish(topic, "one");
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliverySucceeded>().size(), 0u);
  const auto deeds = deeds_of(b.world, subscriber(b));
  EXPECT_EQ(find(deeds, "opt-out"), nullptr);
  ASSERT_NE(find(deeds, "opt-in"), nullptr);
  EXPECT_EQ(find(deeds, "opt-in")->line,
            std::format("aws sns opt-in-phone-number --phone-number {}", kPhone));
  carry_out(b, "opt-in");
  b.publish(topic, "two");
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliverySucceeded>().size(), 1u);
}

TEST(Deeds, AWebServerFailsAndRecoversAndKeepsItsHabitOfConfirming) {
  SnsBench b;
  const std::string topic = b.topic("alerts");
  const std::string hook = "http://shop.example/hook";
  b.world.apply(world::EndpointChange{hook, {.confirms = true}}, b.log);
  b.subscribe(topic, "http", hook);
  b.settle();
  carry_out(b, "fail");
  EXPECT_TRUE(b.world.sns().endpoints.find(hook)->second.behaviour.fail_always);
  EXPECT_TRUE(b.world.sns().endpoints.find(hook)->second.behaviour.confirms);
  carry_out(b, "recover");
  EXPECT_FALSE(b.world.sns().endpoints.find(hook)->second.behaviour.fail_always);
}

TEST(Deeds, APendingSubscriptionIsConfirmedWithItsToken) {
  SnsBench b;
  b.subscribe(b.topic("alerts"), "email", "ann@example.org");
  b.settle();
  EXPECT_TRUE(b.world.sns().subscriptions.begin()->second.pending);
  carry_out(b, "confirm");
  EXPECT_FALSE(b.world.sns().subscriptions.begin()->second.pending);
  EXPECT_EQ(find(deeds_of(b.world, subscriber(b)), "confirm"), nullptr);
}

TEST(Deeds, AQueueIsPurgedOnlyWhenItHoldsMessages) {
  SnsBench b;
  b.queue("orders");
  const auto* queue = b.world.sqs().find_by_name("orders");
  EXPECT_TRUE(deeds_of(b.world, model::ref(queue->id)).empty());
  b.world.apply(
      world::ApiCall{model::sqs::SendMessageRequest{.queue_url = queue->url, .message_body = "a"}},
      b.log);
  const auto deeds = deeds_of(b.world, model::ref(queue->id));
  ASSERT_EQ(deeds.size(), 1u);
  EXPECT_EQ(deeds[0].line, "aws sqs purge-queue --queue-url $orders");
}

TEST(Deeds, AWorkerThatIsUpCanFailAndOneThatIsDownCanBeStarted) {
  Session session = test::open(test::first_lesson(), 1);
  test::settle(session);
  const world::World& world = session.timeline().view();
  const model::Ref worker = model::ref(world.actors().find_by_name("worker-1")->id);
  const auto up = deeds_of(world, worker);
  ASSERT_NE(find(up, "crash"), nullptr);
  EXPECT_NE(find(up, "hang"), nullptr);
  EXPECT_EQ(find(up, "restart"), nullptr);
  ASSERT_TRUE(session.act(find(up, "crash")->command));
  const auto down = deeds_of(session.timeline().view(), worker);
  ASSERT_EQ(down.size(), 1u);
  EXPECT_EQ(down[0].id, "restart");
  EXPECT_TRUE(session.act(down[0].command)->done);
}

TEST(Deeds, NobodyActsBeforeThePredictionIsCommitted) {
  Session session = test::open(test::first_lesson(), 2);
  test::settle(session);
  const std::size_t commands = session.timeline().commands().size();
  const auto* worker = session.timeline().view().actors().find_by_name("worker-1");
  const auto reply = session.act(world::ActorOrder{worker->id, actors::Order::kCrash});
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().starts_with("Commit your prediction first"));
  EXPECT_EQ(session.timeline().commands().size(), commands);
}

TEST(Deeds, AChallengeIsSolvedByItsToolsAlone) {
  const Document& document = test::first_lesson();
  const auto it = std::ranges::find_if(document.beats, [](const Beat& beat) {
    return std::holds_alternative<Challenge>(beat.body);
  });
  ASSERT_NE(it, document.beats.end());
  Session session = test::open(document, static_cast<std::size_t>(it - document.beats.begin()));
  const auto* worker = session.timeline().view().actors().find_by_name("worker-1");
  const auto reply = session.act(world::ActorOrder{worker->id, actors::Order::kCrash});
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().starts_with("In this challenge"));
}

}  // namespace
}  // namespace lesson
