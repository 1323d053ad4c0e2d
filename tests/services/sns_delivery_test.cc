// Deliveries: fan-out through queue policies, what subscribers get, retries, dead-letter queues,
// order in FIFO topics, replay (aws-facts 2.3 to 2.5, 2.8).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/json.h"
#include "services/sns/retry.h"
#include "services/sns_support.h"

namespace {

using namespace model::sns;
using services::sns::kCustomerRetries;
using services::sns::kManagedRetries;
using services::sns::retry_delay;
using test::SnsBench;

constexpr const char* kHook = "http://shop.example/hook";

base::Json parsed(const std::string& text) {
  const auto document = base::parse_json(text);
  EXPECT_TRUE(document) << text;
  return document ? document->root : base::Json();
}

// A topic with one confirmed HTTP subscriber.
struct HttpBench : SnsBench {
  explicit HttpBench(services::sns::EndpointBehaviour how, AttributeMap attributes = {}) {
    how.confirms = true;
    world.apply(world::EndpointChange{kHook, {.confirms = true}}, log);
    topic_arn = topic("orders");
    subscribe(topic_arn, "http", kHook, std::move(attributes));
    settle();
    world.apply(world::EndpointChange{kHook, how}, log);
  }
  std::string topic_arn;
  std::string only_subscription() {
    const auto list = ok<ListSubscriptionsResponse>(ListSubscriptionsRequest{}).subscriptions;
    EXPECT_EQ(list.size(), 1u);
    return list.at(0).subscription_arn;
  }
  std::vector<base::SimTime> failures() const {
    std::vector<base::SimTime> out;
    for (const auto& [at, e] : log.all<model::DeliveryFailed>()) out.push_back(at);
    return out;
  }
};

TEST(SnsFanOut, EveryQueueWhosePolicyAllowsItGetsTheMessage) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("billing"));
  b.subscribe(topic, "sqs", b.queue("shipping"));
  b.publish(topic, "hello");
  b.settle();
  EXPECT_EQ(b.drain("billing").size(), 1u);
  EXPECT_EQ(b.drain("shipping").size(), 1u);
}

TEST(SnsFanOut, WithoutAQueuePolicyNothingArrives) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("closed", false));
  b.subscribe(topic, "sqs", b.queue("open"));
  b.publish(topic, "hello");
  b.settle();
  EXPECT_TRUE(b.drain("closed").empty());
  EXPECT_EQ(b.drain("open").size(), 1u);
  const auto denied = b.log.all<model::CallDenied>();
  ASSERT_EQ(denied.size(), 1u);
  EXPECT_EQ(denied[0].second.by_service, model::Service::kSns);
  EXPECT_FALSE(denied[0].second.explicit_deny);
  EXPECT_EQ(b.world.denials().at(0).decision.explanation,
            "implicit deny: no statement of the resource policy allows sqs:SendMessage for "
            "sns.amazonaws.com on arn:aws:sqs:us-east-1:000000000000:closed");
  EXPECT_EQ(b.log.all<model::DeliveryDropped>().size(), 1u) << "a denial is not tried again";
  EXPECT_TRUE(b.log.all<model::CallRefused>().empty()) << "the learner was refused nothing";
}

TEST(SnsFanOut, APolicyForAnotherTopicDoesNotHelp) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  const std::string other = b.topic("other");
  const std::string queue = b.queue("q", false);
  b.ok<model::sqs::EmptyResponse>(model::sqs::SetQueueAttributesRequest{
      b.url("q"), {{"Policy", SnsBench::open_policy(queue, other)}}});
  b.subscribe(topic, "sqs", queue);
  b.subscribe(other, "sqs", queue);
  b.publish(topic, "from orders");
  b.publish(other, "from other");
  b.settle();
  const auto got = b.drain("q");
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(parsed(got[0].body)["Message"], "from other");
}

TEST(SnsFanOut, TheHopTakesTimeAndIsInTheWorld) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("q"));
  const auto published = b.publish(topic, "hello");
  ASSERT_EQ(b.world.transits().size(), 1u);
  const world::Transit& hop = b.world.transits().begin()->second;
  EXPECT_EQ(hop.ticket.service, model::Service::kSns);
  EXPECT_EQ(hop.publish, published.publish);
  EXPECT_EQ(hop.queue, b.queue("q").empty() ? model::QueueId{} : model::QueueId{1});
  EXPECT_EQ(hop.arrives_at - hop.departed_at, b.world.options().hop);
  b.run(b.world.options().hop - base::milliseconds(1));
  EXPECT_TRUE(b.receive("q").empty());
  b.run(base::milliseconds(1));
  EXPECT_EQ(b.receive("q").size(), 1u);
}

TEST(SnsFanOut, EverySubscribedQueueGetsEveryMessageExactlyOnce) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::Rng rng(seed, "fan-out");
    SnsBench b(std::format(R"({{"seed": {}}})", seed));
    const auto queues = static_cast<int>(rng.between(1, 5));
    const auto messages = static_cast<int>(rng.between(1, 30));
    const std::string topic = b.topic("t");
    for (int q = 0; q < queues; ++q) {
      b.subscribe(topic, "sqs", b.queue(std::format("q{}", q)),
                  {{"RawMessageDelivery", rng.chance({1, 2}) ? "true" : "false"}});
    }
    std::set<std::string> sent;
    for (int m = 0; m < messages; ++m) {
      sent.insert(std::format("message {}", m));
      b.publish(topic, std::format("message {}", m));
      if (rng.chance({1, 3})) b.run(base::milliseconds(rng.between(1, 90)));
    }
    b.settle();
    for (int q = 0; q < queues; ++q) {
      const bool raw = b.world.sns().subscriptions.at({static_cast<std::uint32_t>(q + 1)}).raw;
      std::multiset<std::string> got;
      for (const auto& m : b.drain(std::format("q{}", q))) {
        got.insert(raw ? m.body : parsed(m.body)["Message"].get<std::string>());
      }
      EXPECT_EQ(got.size(), sent.size()) << "seed " << seed << " queue " << q;
      EXPECT_TRUE(std::ranges::equal(got, sent)) << "seed " << seed << " queue " << q;
    }
    EXPECT_TRUE(b.world.sns().deliveries.empty());
  }
}

TEST(SnsMessages, TheEnvelopeHasAwsKeysInAwsOrder) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("q"));
  const auto sent = b.ok<PublishResponse>(
      PublishRequest{.topic_arn = topic,
                     .message = "say \"hi\"",
                     .subject = "Greeting",
                     .message_attributes = {{"shop", test::text_attribute("eu")},
                                            {"raw", {"Binary", {}, "\x01\x02"}}}});
  b.settle();
  const auto got = b.drain("q");
  ASSERT_EQ(got.size(), 1u);
  const base::Json body = parsed(got[0].body);
  std::vector<std::string> keys;
  for (const auto& [key, value] : body.items()) keys.push_back(key);
  EXPECT_EQ(keys,
            (std::vector<std::string>{"Type", "MessageId", "TopicArn", "Subject", "Message",
                                      "Timestamp", "SignatureVersion", "Signature",
                                      "SigningCertURL", "UnsubscribeURL", "MessageAttributes"}));
  EXPECT_EQ(body["MessageId"], sent.message_id);
  EXPECT_EQ(body["Message"], "say \"hi\"");
  EXPECT_EQ(body["Timestamp"], "2026-11-20T00:00:00.000Z");
  EXPECT_EQ(body["MessageAttributes"]["shop"]["Value"], "eu");
  EXPECT_EQ(body["MessageAttributes"]["raw"]["Value"], "AQI=");
  std::string signature;
  ASSERT_TRUE(base::from_base64(body["Signature"].get<std::string>(), signature));
  EXPECT_TRUE(signature.starts_with("simulated signature "));
  EXPECT_TRUE(got[0].message_attributes.empty());
}

TEST(SnsMessages, RawDeliveryCarriesTheBodyAndTheAttributes) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("q"), {{"RawMessageDelivery", "true"}});
  b.publish(topic, "plain", {{"shop", test::text_attribute("eu")}});
  b.settle();
  const auto got = b.drain("q");
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].body, "plain");
  EXPECT_EQ(got[0].message_attributes.at("shop").string_value, "eu");
}

TEST(SnsMessages, WithElevenAttributesARawDeliveryFails) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(
      topic, "sqs", b.queue("raw"),
      {{"RawMessageDelivery", "true"},
       {"RedrivePolicy", std::format(R"({{"deadLetterTargetArn":"{}"}})", b.queue("dlq"))}});
  b.subscribe(topic, "sqs", b.queue("wrapped"));
  MessageAttributes many;
  for (int i = 0; i < 11; ++i) many[std::format("a{}", i)] = test::text_attribute("x");
  b.publish(topic, "hello", many);
  b.settle();
  EXPECT_TRUE(b.drain("raw").empty());
  EXPECT_EQ(b.drain("wrapped").size(), 1u);
}

TEST(SnsMessages, OneTextPerProtocol) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("q"), {{"RawMessageDelivery", "true"}});
  b.subscribe(topic, "sms", "+15550100200");
  b.ok<PublishResponse>(PublishRequest{.topic_arn = topic,
                                       .message = R"({"default":"all","sqs":"queue","sms":7})",
                                       .message_structure = "json"});
  b.settle();
  EXPECT_EQ(b.drain("q").at(0).body, "queue");
  EXPECT_EQ(b.world.sns().endpoints.at("+15550100200").received.at(0).body, "all")
      << "a value that is no text counts as absent";
}

TEST(SnsRetries, PhasesOfTheFactSheet) {
  EXPECT_EQ(retry_delay(kManagedRetries, 3), base::seconds(0));
  EXPECT_EQ(retry_delay(kManagedRetries, 4), base::seconds(1));
  EXPECT_EQ(retry_delay(kManagedRetries, 6), base::seconds(1));
  EXPECT_EQ(retry_delay(kManagedRetries, 15), base::seconds(20));
  EXPECT_EQ(retry_delay(kManagedRetries, 100'015), base::seconds(20));
  EXPECT_EQ(retry_delay(kManagedRetries, 100'016), std::nullopt);
  EXPECT_EQ(retry_delay(kCustomerRetries, 1), base::seconds(10));
  EXPECT_EQ(retry_delay(kCustomerRetries, 12), base::seconds(600));
  EXPECT_EQ(retry_delay(kCustomerRetries, 50), base::seconds(600));
  EXPECT_EQ(retry_delay(kCustomerRetries, 51), std::nullopt);
  base::Duration total;
  for (int n = 1; n <= 100'015; ++n) total = total + *retry_delay(kManagedRetries, n);
  EXPECT_EQ(total.us / base::hours(24).us, 23);
}

TEST(SnsRetries, AnHttpEndpointIsTriedThreeTimesMoreEvery20Seconds) {
  HttpBench b({.fail_always = true});
  b.publish(b.topic_arn, "hello");
  b.run(base::minutes(5));
  const auto failed = b.failures();
  ASSERT_EQ(failed.size(), 4u);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_EQ(failed[i] - failed[i - 1], base::seconds(20) + b.world.options().hop);
  }
  EXPECT_EQ(b.log.all<model::DeliveryDropped>().size(), 1u);
}

TEST(SnsRetries, AnEndpointThatRecoversGetsTheMessage) {
  HttpBench b({.fail_first = 2, .status = 503});
  b.publish(b.topic_arn, "hello");
  b.run(base::minutes(5));
  const auto done = b.log.all<model::DeliverySucceeded>();
  ASSERT_EQ(done.size(), 2u) << "the confirmation and the message";
  EXPECT_EQ(done[1].second.attempt, 3u);
  const auto& got = b.world.sns().endpoints.at(kHook).received;
  EXPECT_EQ(got.back().type, "Notification");
}

TEST(SnsRetries, AClientFaultIsNotTriedAgain) {
  HttpBench b({.fail_always = true, .status = 404});
  b.publish(b.topic_arn, "hello");
  b.run(base::minutes(5));
  EXPECT_EQ(b.failures().size(), 1u);
}

TEST(SnsRetries, TheSubscriptionsOwnPolicyWins) {
  HttpBench b({.fail_always = true},
              {{"DeliveryPolicy",
                R"({"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":4,"numRetries":3,
                    "numNoDelayRetries":1,"numMaxDelayRetries":1}})"}});
  b.publish(b.topic_arn, "hello");
  b.run(base::minutes(5));
  const auto failed = b.failures();
  ASSERT_EQ(failed.size(), 4u);
  const base::Duration hop = b.world.options().hop;
  EXPECT_EQ(failed[1] - failed[0], hop);
  EXPECT_EQ(failed[2] - failed[1], base::seconds(1) + hop);
  EXPECT_EQ(failed[3] - failed[2], base::seconds(4) + hop);
  b.refused(
      SetTopicAttributesRequest{b.topic_arn, "DeliveryPolicy",
                                R"({"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}})"});
}

TEST(SnsRetries, WhatASubscriptionLeavesOpenIsTheTopicsDeliveryPolicy) {
  HttpBench b({}, {{"DeliveryPolicy", R"({"healthyRetryPolicy":null,"throttlePolicy":null,
                                          "requestPolicy":{"headerContentType":"text/csv"}})"}});
  const std::string s = b.world.sns().subscriptions.begin()->second.arn;
  const auto shown = [&](const char* name) {
    return b.ok<GetSubscriptionAttributesResponse>(GetSubscriptionAttributesRequest{s})
        .attributes[name];
  };
  EXPECT_EQ(shown("DeliveryPolicy"),
            R"({"healthyRetryPolicy":null,"sicklyRetryPolicy":null,"throttlePolicy":null,)"
            R"("requestPolicy":{"headerContentType":"text/csv"},"guaranteed":false})");
  b.ok<EmptyResponse>(SetTopicAttributesRequest{
      b.topic_arn, "DeliveryPolicy",
      R"({"http":{"defaultHealthyRetryPolicy":{"numRetries":7},"defaultThrottlePolicy":null}})"});
  const auto effective = parsed(shown("EffectiveDeliveryPolicy"));
  EXPECT_EQ(effective["healthyRetryPolicy"]["numRetries"], 7);
  EXPECT_EQ(effective["requestPolicy"]["headerContentType"], "text/csv");
  EXPECT_EQ(b.ok<GetTopicAttributesResponse>(GetTopicAttributesRequest{b.topic_arn})
                .attributes["DeliveryPolicy"],
            R"({"http":{"defaultHealthyRetryPolicy":{"numRetries":7},)"
            R"("disableSubscriptionOverrides":false}})");
}

TEST(SnsRetries, AThrottleSpacesTheCalls) {
  HttpBench b({}, {{"DeliveryPolicy", R"({"throttlePolicy":{"maxReceivesPerSecond":2}})"}});
  for (int i = 0; i < 4; ++i) b.publish(b.topic_arn, "hello");
  b.run(base::minutes(1));
  const auto& got = b.world.sns().endpoints.at(kHook).received;
  ASSERT_EQ(got.size(), 5u);
  for (std::size_t i = 2; i < 5; ++i) {
    EXPECT_EQ(got[i].at - got[i - 1].at, base::milliseconds(500));
  }
}

TEST(SnsMessages, TheTraceHeaderOfAPublishGoesOnToQueues) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("billing"));
  const auto published = b.world.apply(
      world::ApiCall{PublishRequest{.topic_arn = topic, .message = "x"}, {}, "Root=1"}, b.log);
  ASSERT_TRUE(published.result);
  b.settle();
  const auto got = b.drain("billing");
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].attributes.at("AWSTraceHeader"), "Root=1");
  b.publish(topic, "y");
  b.settle();
  EXPECT_FALSE(b.drain("billing").at(0).attributes.contains("AWSTraceHeader"));
}

TEST(SnsUnsubscribe, AnHttpEndpointIsToldThatItsSubscriptionEnded) {
  HttpBench b({.fail_first = 1});
  const std::string arn = b.only_subscription();
  const std::string token = b.world.sns().find_subscription(arn)->token;
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  b.run(base::minutes(1));
  EXPECT_EQ(b.failures().size(), 1u) << "it is tried again as every call to an endpoint";
  const auto& got = b.world.sns().endpoints.at(kHook).received;
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[1].type, "UnsubscribeConfirmation");
  const base::Json body = parsed(got[1].body);
  EXPECT_EQ(body["Type"], "UnsubscribeConfirmation");
  EXPECT_EQ(body["TopicArn"], b.topic_arn);
  EXPECT_EQ(body["Token"], token);
  EXPECT_TRUE(body["Message"].get<std::string>().starts_with(
      "You have chosen to deactivate subscription " + arn + ".\n"));
  EXPECT_TRUE(body.contains("SubscribeURL"));
  EXPECT_TRUE(b.world.sns().deliveries.empty());
  EXPECT_EQ(b.ok<ListSubscriptionsResponse>(ListSubscriptionsRequest{}).subscriptions.size(), 0u);
}

TEST(SnsUnsubscribe, TheTokenOfTheEndBringsTheSubscriptionBack) {
  HttpBench b({});
  const std::string arn = b.only_subscription();
  const std::string token = b.world.sns().find_subscription(arn)->token;
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  b.run(base::hours(47));
  EXPECT_EQ(b.ok<ConfirmSubscriptionResponse>(ConfirmSubscriptionRequest{b.topic_arn, token, ""})
                .subscription_arn,
            arn);
  EXPECT_EQ(b.only_subscription(), arn);
  b.publish(b.topic_arn, "hello");
  b.settle();
  EXPECT_EQ(b.world.sns().endpoints.at(kHook).received.back().type, "Notification");
}

TEST(SnsUnsubscribe, TheTokenOfTheEndIsGoodForTwoDays) {
  HttpBench b({});
  const std::string arn = b.only_subscription();
  const std::string token = b.world.sns().find_subscription(arn)->token;
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  b.run(base::hours(49));
  EXPECT_EQ(b.refused(ConfirmSubscriptionRequest{b.topic_arn, token, ""}).message,
            "Invalid parameter: Token");
}

TEST(SnsUnsubscribe, AnEndpointThatSubscribedAnewIsNotRestored) {
  HttpBench b({});
  const std::string arn = b.only_subscription();
  const std::string token = b.world.sns().find_subscription(arn)->token;
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  const std::string anew = b.subscribe(b.topic_arn, "http", kHook);
  b.refused(ConfirmSubscriptionRequest{b.topic_arn, token, ""});
  EXPECT_EQ(b.world.sns().subscriptions.size(), 1u);
  EXPECT_NE(anew, arn);
}

TEST(SnsUnsubscribe, TheEndGoesOutWithTheHeadersOfItsSubscription) {
  HttpBench b({});
  const std::string arn = b.only_subscription();
  b.world.apply(world::HttpDriver{true}, b.log);
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  b.settle();
  const auto calls = b.world.take_http_deliveries();
  ASSERT_EQ(calls.size(), 1u);
  const std::map<std::string, std::string> headers(calls[0].headers.begin(),
                                                   calls[0].headers.end());
  EXPECT_EQ(headers.at("x-amz-sns-message-type"), "UnsubscribeConfirmation");
  EXPECT_EQ(headers.at("x-amz-sns-topic-arn"), b.topic_arn);
  EXPECT_EQ(headers.at("x-amz-sns-subscription-arn"), arn);
  EXPECT_EQ(headers.at("x-amz-sns-message-id"),
            parsed(calls[0].body)["MessageId"].get<std::string>());
}

TEST(SnsUnsubscribe, AQueueIsNotTold) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  const std::string arn = b.subscribe(topic, "sqs", b.queue("billing"));
  b.ok<EmptyResponse>(UnsubscribeRequest{arn});
  b.settle();
  EXPECT_TRUE(b.drain("billing").empty());
}

TEST(SnsDeadLetters, WhatCannotBeDeliveredGoesThereWithTheReason) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(
      topic, "sqs", b.queue("closed", false),
      {{"RedrivePolicy", std::format(R"({{"deadLetterTargetArn":"{}"}})", b.queue("dlq"))}});
  b.publish(topic, "hello");
  b.settle();
  const auto got = b.drain("dlq");
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(parsed(got[0].body)["Message"], "hello");
  EXPECT_EQ(got[0].message_attributes.at("ErrorCode").string_value, "AccessDenied");
  EXPECT_TRUE(got[0].message_attributes.contains("ErrorMessage"));
  EXPECT_TRUE(got[0].message_attributes.contains("RequestID"));
  const auto events = b.log.all<model::DeliveryDeadLettered>();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].second.attempts, 1u);
}

TEST(SnsDeadLetters, ADeadLetterQueueNeedsAPolicyToo) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(
      topic, "sqs", b.queue("closed", false),
      {{"RedrivePolicy", std::format(R"({{"deadLetterTargetArn":"{}"}})", b.queue("dlq", false))}});
  b.publish(topic, "hello");
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliveryDropped>().size(), 1u);
}

TEST(SnsHttp, ADriverMakesTheRealCalls) {
  SnsBench b;
  b.world.apply(world::HttpDriver{true}, b.log);
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "http", kHook);
  b.run(base::milliseconds(40));
  const auto calls = b.world.take_http_deliveries();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_TRUE(b.world.take_http_deliveries().empty());
  EXPECT_EQ(calls[0].url, kHook);
  const base::Json body = parsed(calls[0].body);
  EXPECT_EQ(body["Type"], "SubscriptionConfirmation");
  EXPECT_TRUE(std::ranges::contains(
      calls[0].headers,
      std::pair<std::string, std::string>("x-amz-sns-message-type", "SubscriptionConfirmation")));
  EXPECT_TRUE(b.world.apply(world::HttpDeliveryResult{calls[0].delivery, 200}, b.log).done);
  EXPECT_FALSE(b.world.apply(world::HttpDeliveryResult{calls[0].delivery, 200}, b.log).done);
  b.ok<ConfirmSubscriptionResponse>(
      ConfirmSubscriptionRequest{topic, body["Token"].get<std::string>()});
  b.publish(topic, "hello");
  b.run(base::seconds(16));
  const auto failed = b.log.all<model::DeliveryFailed>();
  ASSERT_EQ(failed.size(), 1u) << "nobody answered within 15 seconds";
  EXPECT_TRUE(failed[0].second.will_retry);
}

TEST(SnsFifoDelivery, AFailedMessageHoldsUpItsGroupOnly) {
  SnsBench b;
  const std::string topic =
      b.topic("f.fifo", {{"FifoTopic", "true"}, {"ContentBasedDeduplication", "true"}});
  b.subscribe(topic, "sqs", b.queue("q"), {{"RawMessageDelivery", "true"}});
  for (const auto& [group, text] :
       std::vector<std::pair<std::string, std::string>>{{"a", "a1"}, {"a", "a2"}, {"b", "b1"}}) {
    b.ok<PublishResponse>(
        PublishRequest{.topic_arn = topic, .message = text, .message_group_id = group});
  }
  EXPECT_EQ(b.world.transits().size(), 2u) << "a2 waits until a1 is through";
  b.settle();
  std::vector<std::string> got;
  for (const auto& m : b.drain("q")) got.push_back(m.body);
  EXPECT_EQ(got, (std::vector<std::string>{"a1", "b1", "a2"}));
  EXPECT_TRUE(b.world.sns().lanes.empty());
}

TEST(SnsReplay, ArchivedMessagesComeAgainMarked) {
  SnsBench b;
  const std::string topic =
      b.topic("f.fifo", {{"FifoTopic", "true"},
                         {"ContentBasedDeduplication", "true"},
                         {"ArchivePolicy", R"({"MessageRetentionPeriod":"2"})"}});
  for (const char* text : {"one", "two"}) {
    b.ok<PublishResponse>(
        PublishRequest{.topic_arn = topic, .message = text, .message_group_id = "g"});
    b.run(base::hours(1));
  }
  b.subscribe(
      topic, "sqs", b.queue("late"),
      {{"ReplayPolicy", R"({"PointType":"Timestamp","StartingPoint":"2026-11-20T00:30:00Z"})"}});
  b.settle();
  const auto got = b.drain("late");
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(parsed(got[0].body)["Message"], "two");
  EXPECT_EQ(parsed(got[0].body)["Replayed"], true);
  EXPECT_EQ(b.log.all<model::ReplayCompleted>().size(), 1u);
  EXPECT_EQ(b.refused(DeleteTopicRequest{topic}).query_code, "InvalidState");
}

TEST(SnsWorld, EveryWayToAMomentGivesTheSameWorld) {
  SnsBench b;
  const std::string topic = b.topic("orders");
  b.subscribe(topic, "sqs", b.queue("q"));
  b.publish(topic, "hello");
  world::World copy = b.world;
  model::NullSink nowhere;
  b.run(base::seconds(1));
  for (int i = 0; i < 100; ++i) copy.run_until(copy.now() + base::milliseconds(10), nowhere);
  EXPECT_EQ(copy.hash(), b.world.hash());
  world::World before = b.world;
  b.publish(topic, "another");
  EXPECT_NE(before.hash(), b.world.hash());
}

}  // namespace
