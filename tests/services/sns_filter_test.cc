// Filter policies: what passes, what does not, and what a policy may not say (aws-facts 2.6).
#include "services/sns/filter_policy.h"

#include <gtest/gtest.h>

#include "services/sns_support.h"

namespace services::sns {
namespace {

using model::sns::MessageAttributes;

FilterPolicy policy_of(std::string_view text, FilterScope scope) {
  auto policy = parse_filter_policy(text, scope);
  if (!policy) ADD_FAILURE() << text << ": " << policy.error().message;
  return policy ? *policy : FilterPolicy{};
}

bool body_passes(std::string_view policy, std::string_view body) {
  const auto parsed = parse_json_text(body);
  return passes(policy_of(policy, FilterScope::kMessageBody), {}, parsed ? &*parsed : nullptr);
}

bool attributes_pass(std::string_view policy, const MessageAttributes& attributes) {
  return passes(policy_of(policy, FilterScope::kMessageAttributes), attributes, nullptr);
}

std::string fault(std::string_view text, FilterScope scope = FilterScope::kMessageAttributes) {
  const auto policy = parse_filter_policy(text, scope);
  if (policy) return "accepted";
  const std::string& message = policy.error().message;
  return message.substr(0, message.find('\n'));
}

TEST(SnsFilter, EveryOperatorOnTheBody) {
  struct Case {
    std::string_view policy;
    std::string_view passing;
    std::string_view stopped;
  };
  const Case cases[] = {
      {R"({"a":["x","y"]})", R"({"a":"y"})", R"({"a":"z"})"},
      {R"({"a":[7]})", R"({"a":7.0})", R"({"a":"7"})"},
      {R"({"a":[0.25]})", R"({"a":25e-2})", R"({"a":0.250001})"},
      {R"({"a":[true]})", R"({"a":true})", R"({"a":false})"},
      {R"({"a":[null]})", R"({"a":null})", R"({"b":1})"},
      {R"({"a":[{"prefix":"or"}]})", R"({"a":"order"})", R"({"a":"Order"})"},
      {R"({"a":[{"suffix":"er"}]})", R"({"a":"order"})", R"({"a":"orders"})"},
      {R"({"a":[{"equals-ignore-case":"ORDER"}]})", R"({"a":"oRdEr"})", R"({"a":"orde"})"},
      {R"({"a":[{"anything-but":"x"}]})", R"({"a":"y"})", R"({"a":"x"})"},
      {R"({"a":[{"anything-but":["x","y"]}]})", R"({"a":"z"})", R"({"a":"y"})"},
      {R"({"a":[{"anything-but":[1]}]})", R"({"a":"1"})", R"({"a":1})"},
      {R"({"a":[{"anything-but":{"prefix":"no"}}]})", R"({"a":"yes"})", R"({"a":"nope"})"},
      {R"({"a":[{"numeric":["=",5]}]})", R"({"a":5})", R"({"a":5.1})"},
      {R"({"a":[{"numeric":["<",5]}]})", R"({"a":4.9})", R"({"a":5})"},
      {R"({"a":[{"numeric":["<=",5]}]})", R"({"a":5})", R"({"a":5.00001})"},
      {R"({"a":[{"numeric":[">",0,"<=",10]}]})", R"({"a":10})", R"({"a":0})"},
      {R"({"a":[{"numeric":[">=",0,"<",10]}]})", R"({"a":0})", R"({"a":10})"},
      {R"({"a":[{"exists":true}]})", R"({"a":0})", R"({"b":0})"},
      {R"({"a":[{"exists":false}]})", R"({"b":0})", R"({"a":0})"},
      {R"({"a":[{"cidr":"10.1.0.0/16"}]})", R"({"a":"10.1.255.9"})", R"({"a":"10.2.0.1"})"},
      {R"({"a":[{"cidr":"2001:db8::/32"}]})", R"({"a":"2001:db8:7::1"})", R"({"a":"2001:db9::"})"},
      {R"({"$or":[{"a":[1]},{"b":[2]}]})", R"({"b":2})", R"({"a":2,"b":1})"},
      {R"({"c":["k"],"$or":[{"a":[1]},{"b":[2]}]})", R"({"c":"k","a":1})", R"({"a":1})"},
  };
  for (const Case& c : cases) {
    EXPECT_TRUE(body_passes(c.policy, c.passing)) << c.policy << " " << c.passing;
    EXPECT_FALSE(body_passes(c.policy, c.stopped)) << c.policy << " " << c.stopped;
  }
}

TEST(SnsFilter, KeysAreAndedAndValuesOred) {
  constexpr std::string_view kPolicy = R"({"shop":["eu","us"],"total":[{"numeric":[">",100]}]})";
  EXPECT_TRUE(body_passes(kPolicy, R"({"shop":"us","total":101})"));
  EXPECT_FALSE(body_passes(kPolicy, R"({"shop":"us","total":99})"));
  EXPECT_FALSE(body_passes(kPolicy, R"({"total":101})"));
}

TEST(SnsFilter, AnythingButNeedsTheKey) {
  EXPECT_FALSE(body_passes(R"({"a":[{"anything-but":"x"}]})", R"({"b":"y"})"));
  EXPECT_TRUE(body_passes(R"({"a":[{"anything-but":"x"},{"exists":false}]})", R"({"b":"y"})"));
}

TEST(SnsFilter, ConditionsUnderOneArrayHoldWithinOneElement) {
  constexpr std::string_view kPolicy = R"({"items":{"kind":["book"],"state":["sold"]}})";
  EXPECT_TRUE(body_passes(
      kPolicy, R"({"items":[{"kind":"toy","state":"sold"},{"kind":"book","state":"sold"}]})"));
  EXPECT_FALSE(body_passes(
      kPolicy, R"({"items":[{"kind":"book","state":"new"},{"kind":"toy","state":"sold"}]})"));
  EXPECT_TRUE(body_passes(R"({"tags":["b"]})", R"({"tags":["a","b"]})"));
}

TEST(SnsFilter, ABodyThatIsNoObjectIsNotDelivered) {
  for (const std::string_view body : {"plain text", "\"text\"", "[1]", "7", "{"}) {
    EXPECT_FALSE(body_passes(R"({"a":[{"exists":false}]})", body)) << body;
  }
}

TEST(SnsFilter, AttributesHaveTypes) {
  const MessageAttributes number{{"a", {"Number", "100", {}}}};
  const MessageAttributes text{{"a", {"String", "100", {}}}};
  EXPECT_TRUE(attributes_pass(R"({"a":[100]})", number));
  EXPECT_FALSE(attributes_pass(R"({"a":[100]})", text));
  EXPECT_TRUE(attributes_pass(R"({"a":["100"]})", text));
  EXPECT_TRUE(attributes_pass(R"({"a":[{"anything-but":["100"]}]})", number));
  EXPECT_FALSE(attributes_pass(R"({"a":[{"anything-but":[100]}]})", number));
  const MessageAttributes list{{"a", {"String.Array", R"(["x", 5, true])", {}}}};
  EXPECT_TRUE(attributes_pass(R"({"a":["x"]})", list));
  EXPECT_TRUE(attributes_pass(R"({"a":[5]})", list));
  EXPECT_FALSE(attributes_pass(R"({"a":["y"]})", list));
  const MessageAttributes broken{{"a", {"String.Array", "['x']", {}}}};
  EXPECT_FALSE(attributes_pass(R"({"a":["x"]})", broken));
  const MessageAttributes binary{{"a", {"Binary", {}, "x"}}};
  EXPECT_FALSE(attributes_pass(R"({"a":["x"]})", binary));
}

TEST(SnsFilter, WhatAPolicyMayNotSay) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"{nothing}", "failed to parse JSON."},
      {"[1]", "Filter is not an object"},
      {R"({"a":"x"})", "\"a\" must be an object or an array"},
      {R"({"a":[]})", "Empty arrays are not allowed"},
      {R"({"a":[["x"]]})", "Match value must be String, number, true, false, or null"},
      {R"({"a":[{"like":"x"}]})", "Unrecognized match type like"},
      {R"({"a":[{"prefix":"x","suffix":"y"}]})", "Only one key allowed in match expression"},
      {R"({"a":[{"prefix":1}]})", "prefix match pattern must be a string"},
      {R"({"a":[{"exists":"yes"}]})", "exists match pattern must be either true or false."},
      {R"({"a":[{"anything-but":{"suffix":"x"}}]})", "Unsupported anything-but pattern: suffix"},
      {R"({"a":[{"numeric":[">",5,"<",5]}]})", "Bottom must be less than top"},
      {R"({"a":[{"numeric":["<",5,">",1]}]})", "Too many elements in numeric expression"},
      {R"({"a":[{"numeric":[">",1,"=",5]}]})", "Bad numeric range operator: ="},
      {R"({"a":[{"numeric":[5]}]})", "Invalid member in numeric match: 5"},
      {R"({"a":[{"cidr":"10.0.0.0"}]})", "Malformed CIDR, one '/' required"},
      {R"({"a":[{"cidr":"ten/8"}]})", "Nonstandard IP address: ten"},
      {R"({"$or":[{"a":[1]}]})", "There must have at least 2 Objects in $or relationship."},
      {R"({"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]})",
       "Filter policy can not have more than 5 keys"},
      {R"({"a":{"b":["x"]}})",
       "Filter policy scope MessageAttributes does not support nested filter policy"},
  };
  for (const auto& [policy, message] : cases) EXPECT_EQ(fault(policy), message) << policy;
}

TEST(SnsFilter, ComplexityIsTheProductOfValuesTimesDepth) {
  // 5 values at depth 2 and 15 at depth 1: 10 x 15 = 150.
  constexpr std::string_view kMost =
      R"({"a":{"b":[1,2,3,4,5]},"c":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]})";
  EXPECT_EQ(fault(kMost, FilterScope::kMessageBody), "accepted");
  constexpr std::string_view kTooMuch =
      R"({"a":{"b":[1,2,3,4,5]},"c":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]})";
  EXPECT_EQ(fault(kTooMuch, FilterScope::kMessageBody), "Filter policy is too complex");
  // Alternatives add up: 3 x (20 + 30) = 150.
  const auto numbers = [](int n) {
    std::string out = "1";
    for (int i = 2; i <= n; ++i) out += std::format(",{}", i);
    return out;
  };
  const auto either = [&](int n) {
    return std::format(R"({{"a":[1,2,3],"$or":[{{"b":[{}]}},{{"c":[{}]}}]}})", numbers(20),
                       numbers(n));
  };
  EXPECT_EQ(fault(either(30)), "accepted");
  EXPECT_EQ(fault(either(31)), "Filter policy is too complex");
}

TEST(SnsFilter, TheColumnIsWhereAwsStopsReading) {
  const auto policy =
      parse_filter_policy(R"({ "a": [ {"like": true} ] })", FilterScope::kMessageAttributes);
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().message,
            "Unrecognized match type like\n at [Source: (String)\"{\"a\":[{\"like\":true}]}\"; "
            "line: 1, column: 19]");
}

TEST(SnsFilter, BothCallsWordTheRefusalTheirOwnWay) {
  test::SnsBench b;
  const std::string topic = b.topic("t");
  const std::string queue = b.queue("q");
  const auto at_subscribe = b.refused(model::sns::SubscribeRequest{
      topic, "sqs", queue, {{"FilterPolicy", R"({"a":[{"cidr":"x/8"}]})"}}});
  EXPECT_EQ(at_subscribe.query_code, "InvalidParameter");
  EXPECT_EQ(at_subscribe.message,
            "Invalid parameter: Attributes Reason: FilterPolicy: Nonstandard IP address: x");
  const std::string arn = b.subscribe(topic, "sqs", queue);
  const auto later = b.refused(model::sns::SetSubscriptionAttributesRequest{
      arn, "FilterPolicy", R"({"a":[{"cidr":"x/8"}]})"});
  EXPECT_EQ(later.message, "Invalid parameter: FilterPolicy: Nonstandard IP address: x");
}

TEST(SnsFilter, ARejectionNamesTheFirstConditionThatFailed) {
  struct Case {
    std::string_view policy;
    std::string_view body;
    Mismatch why;
  };
  const Case cases[] = {
      {R"({"event":["refund"]})", R"({"event":"order"})", {"event", "\"order\"", "\"refund\""}},
      {R"({"a":[1],"b":["x","y"]})", R"({"a":1,"b":"z"})", {"b", "\"z\"", "\"x\" or \"y\""}},
      {R"({"amount":[{"numeric":[">=",100]}]})", R"({"amount":40.5})", {"amount", "40.5", "≥ 100"}},
      {R"({"n":[{"numeric":[">",0,"<",5.25]}]})", R"({"n":9})", {"n", "9", "> 0 and < 5.25"}},
      {R"({"k":[{"exists":true}]})", R"({"j":1})", {"k", "", "any value"}},
      {R"({"k":[{"exists":false}]})", R"({"k":1})", {"k", "1", "no value at all"}},
      {R"({"k":[{"anything-but":["a"]}]})", R"({"k":"a"})", {"k", "\"a\"", "anything but \"a\""}},
      {R"({"k":[{"prefix":"re"}]})", R"({"k":"order"})", {"k", "\"order\"", "\"re\" at the start"}},
      {R"({"d":{"s":["up"]}})", R"({"d":{"s":"down"}})", {"d.s", "\"down\"", "\"up\""}},
      {R"({"k":["a"]})", "no json", {"", "", "a JSON object as body"}},
      {R"({"l":{"a":[1],"b":[2]}})",
       R"({"l":[{"a":1,"b":3},{"a":4,"b":2}]})",
       {"l.a", "1 or 4", "1 in the same element as the rest"}},
  };
  for (const Case& c : cases) {
    const auto body = parse_json_text(c.body);
    const auto policy = policy_of(c.policy, FilterScope::kMessageBody);
    ASSERT_FALSE(passes(policy, {}, body ? &*body : nullptr)) << c.policy;
    const Mismatch why = explain_rejection(policy, {}, body ? &*body : nullptr);
    EXPECT_EQ(why.key, c.why.key) << c.policy;
    EXPECT_EQ(why.value, c.why.value) << c.policy;
    EXPECT_EQ(why.accepted, c.why.accepted) << c.policy;
  }
  const MessageAttributes attributes{{"event", test::text_attribute("order")}};
  const auto policy = policy_of(R"({"event":["refund"]})", FilterScope::kMessageAttributes);
  EXPECT_EQ(explain_rejection(policy, attributes, nullptr),
            (Mismatch{"event", "\"order\"", "\"refund\""}));
}

TEST(SnsFilter, AFilteredMessageIsNotDeliveredAndSaysSo) {
  test::SnsBench b;
  const std::string topic = b.topic("t");
  b.subscribe(topic, "sqs", b.queue("eu"), {{"FilterPolicy", R"({"shop":["eu"]})"}});
  b.subscribe(topic, "sqs", b.queue("all"));
  b.publish(topic, "one", {{"shop", test::text_attribute("eu")}});
  b.publish(topic, "two", {{"shop", test::text_attribute("us")}});
  b.publish(topic, "three");
  b.settle();
  EXPECT_EQ(b.drain("eu").size(), 1u);
  EXPECT_EQ(b.drain("all").size(), 3u);
  EXPECT_EQ(b.log.all<model::DeliveryFiltered>().size(), 2u);
  EXPECT_EQ(b.log.all<model::DeliverySucceeded>().size(), 4u);
  const Subscription& first = b.world.sns().subscriptions.begin()->second;
  EXPECT_FALSE(first.verdict.passed);
  EXPECT_EQ(first.verdict.publish, b.world.sns().topics.begin()->second.latest->id);
  EXPECT_EQ(first.verdict.why, (Mismatch{"shop", "", "\"eu\""}));
}

}  // namespace
}  // namespace services::sns
