// Topics, subscriptions, publishing: what is accepted, and AWS's words when it is not
// (aws-facts 2.1 to 2.4, 2.9).
#include <gtest/gtest.h>

#include "services/sns_support.h"

namespace {

using namespace model::sns;
using test::SnsBench;

constexpr const char* kArn = "arn:aws:sns:us-east-1:000000000000:orders";

TEST(SnsTopics, CreatingAgainGivesTheSameUnlessWhatIsGivenDiffers) {
  SnsBench b;
  EXPECT_EQ(b.topic("orders", {{"DisplayName", "Shop"}}), kArn);
  EXPECT_EQ(b.topic("orders"), kArn);
  EXPECT_EQ(b.topic("orders", {{"DisplayName", "Shop"}}), kArn);
  EXPECT_EQ(b.refused(CreateTopicRequest{"orders", {{"DisplayName", "Other"}}}).message,
            "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
  EXPECT_EQ(b.refused(CreateTopicRequest{"orders", {}, {{"team", "shop"}}}).message,
            "Invalid parameter: Tags Reason: Topic already exists with different tags");
  EXPECT_EQ(b.log.all<model::TopicCreated>().size(), 1u);
}

TEST(SnsTopics, NamesAndFifoNames) {
  SnsBench b;
  EXPECT_EQ(b.refused(CreateTopicRequest{"a b"}).message, "Invalid parameter: Topic Name");
  EXPECT_EQ(b.refused(CreateTopicRequest{"a.fifo"}).message, "Invalid parameter: Topic Name");
  EXPECT_EQ(b.refused(CreateTopicRequest{std::string(257, 'a')}).query_code, "InvalidParameter");
  EXPECT_TRUE(b.refused(CreateTopicRequest{"a", {{"FifoTopic", "true"}}})
                  .message.starts_with("Invalid parameter: Fifo Topic names must end with .fifo"));
  b.topic("a.fifo", {{"FifoTopic", "true"}});
}

TEST(SnsTopics, ArnsAreCheckedPartByPart) {
  SnsBench b;
  b.topic("orders");
  EXPECT_EQ(b.refused(GetTopicAttributesRequest{"orders"}).message,
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1");
  const auto missing = b.refused(GetTopicAttributesRequest{std::string(kArn) + "x"});
  EXPECT_EQ(missing.http_status, 404);
  EXPECT_EQ(missing.message, "Topic does not exist");
  EXPECT_EQ(b.refused(PublishRequest{.topic_arn = "arn:aws:sns:eu-west-1:000000000000:orders",
                                     .message = "x"})
                .message,
            "Invalid parameter: TopicArn");
}

TEST(SnsTopics, DeletingIsIdempotentAndTakesTheSubscriptionsAlong) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string subscription = b.subscribe(arn, "sqs", b.queue("q"));
  b.ok<EmptyResponse>(DeleteTopicRequest{arn});
  b.ok<EmptyResponse>(DeleteTopicRequest{arn});
  EXPECT_EQ(b.refused(GetSubscriptionAttributesRequest{subscription}).query_code, "NotFound");
}

TEST(SnsTopics, AttributesShowDefaultsAndWhatWasSet) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  auto shown = b.ok<GetTopicAttributesResponse>(GetTopicAttributesRequest{arn}).attributes;
  EXPECT_EQ(shown["DisplayName"], "");
  EXPECT_EQ(shown["SubscriptionsConfirmed"], "0");
  EXPECT_NE(shown["Policy"].find("__default_statement_ID"), std::string::npos);
  EXPECT_NE(shown["EffectiveDeliveryPolicy"].find("\"numRetries\":3"), std::string::npos);
  EXPECT_FALSE(shown.contains("FifoTopic"));
  EXPECT_FALSE(shown.contains("MaximumMessageSize"));
  b.ok<EmptyResponse>(SetTopicAttributesRequest{arn, "DisplayName", "Shop"});
  shown = b.ok<GetTopicAttributesResponse>(GetTopicAttributesRequest{arn}).attributes;
  EXPECT_EQ(shown["DisplayName"], "Shop");
  for (const char* name : {"Nothing", "FifoTopic", "TopicArn"}) {
    EXPECT_EQ(b.refused(SetTopicAttributesRequest{arn, name, "x"}).message,
              "Invalid parameter: AttributeName");
  }
  b.refused(SetTopicAttributesRequest{arn, "ContentBasedDeduplication", "true"});
  b.refused(SetTopicAttributesRequest{arn, "SignatureVersion", "3"});
}

TEST(SnsTopics, PermissionsBecomeStatements) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  b.ok<EmptyResponse>(AddPermissionRequest{arn, "partner", {"111122223333"}, {"Publish"}});
  EXPECT_EQ(b.refused(AddPermissionRequest{arn, "partner", {"111122223333"}, {"Publish"}}).message,
            "Invalid parameter: Statement already exists");
  EXPECT_EQ(b.refused(AddPermissionRequest{arn, "x", {"111122223333"}, {"Dance"}}).message,
            "Invalid parameter: Policy statement action out of service scope!");
  const auto policy =
      b.ok<GetTopicAttributesResponse>(GetTopicAttributesRequest{arn}).attributes.at("Policy");
  EXPECT_NE(policy.find("arn:aws:iam::111122223333:root"), std::string::npos);
  b.ok<EmptyResponse>(RemovePermissionRequest{arn, "partner"});
  b.refused(RemovePermissionRequest{arn, "partner"});
}

TEST(SnsTopics, ListsComeInPagesOfAHundred) {
  SnsBench b;
  for (int i = 0; i < 150; ++i) b.topic(std::format("t{}", i));
  const auto first = b.ok<ListTopicsResponse>(ListTopicsRequest{});
  EXPECT_EQ(first.topics.size(), 100u);
  const auto second = b.ok<ListTopicsResponse>(ListTopicsRequest{first.next_token});
  EXPECT_EQ(second.topics.size(), 50u);
  EXPECT_EQ(second.next_token, "");
  std::string inside;
  EXPECT_TRUE(base::from_base64(first.next_token, inside)) << "clients look into it";
  for (const char* wrong : {"nonsense", "page-100", "AAAA"}) b.refused(ListTopicsRequest{wrong});
}

TEST(SnsTopics, ATagIsGivenOnceAtATime) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  EXPECT_EQ(b.refused(TagResourceRequest{arn, {{"k", "1"}, {"k", "2"}}}).message,
            "Invalid parameter: Duplicated keys are not allowed.");
  b.ok<EmptyResponse>(TagResourceRequest{arn, {{"k", "1"}}});
  b.ok<EmptyResponse>(TagResourceRequest{arn, {{"k", "2"}}});
}

TEST(SnsSubscriptions, ProtocolsAndEndpointsMustFit) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const auto why = [&](const char* protocol, const char* endpoint) {
    return b.refused(SubscribeRequest{arn, protocol, endpoint}).message;
  };
  EXPECT_EQ(why("pigeon", "x"),
            "Invalid parameter: Amazon SNS does not support this protocol string: pigeon");
  EXPECT_EQ(why("sqs", "https://sqs.us-east-1.amazonaws.com/000000000000/q"),
            "Invalid parameter: SQS endpoint ARN");
  EXPECT_EQ(why("http", "ftp://x"),
            "Invalid parameter: Endpoint must match the specified protocol");
  EXPECT_EQ(why("email", "nobody"), "Invalid parameter: Email address");
  EXPECT_EQ(why("sqs", "arn:aws:sqs:us-east-1:000000000000:q:x"),
            "Invalid parameter: SQS endpoint ARN");
  for (const char* number : {"home", "+15--551234567", "NAA+15551234567", "+15551234567.",
                             "/+15551234567", "+1555123456789012"}) {
    EXPECT_EQ(why("sms", number), std::format("Invalid SMS endpoint: {}", number));
  }
  b.subscribe(arn, "sms", "+12/34-567.890");
  EXPECT_EQ(why("sqs", "arn:aws:sqs:us-east-1:000000000000:q.fifo"),
            "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be "
            "subscribed to standard SNS topics");
  const std::string fifo = b.topic("f.fifo", {{"FifoTopic", "true"}});
  b.subscribe(fifo, "sqs", "arn:aws:sqs:us-east-1:000000000000:plain");
  b.refused(SubscribeRequest{fifo, "email", "a@b.example"});
}

TEST(SnsSubscriptions, QueuesOfTheAccountAreConfirmedAtOnceMailsAreNot) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string queue = b.queue("q");
  EXPECT_TRUE(b.ok<SubscribeResponse>(SubscribeRequest{arn, "sqs", queue})
                  .subscription_arn.starts_with(kArn));
  EXPECT_EQ(b.ok<SubscribeResponse>(SubscribeRequest{arn, "email", "a@b.example"}).subscription_arn,
            "pending confirmation");
  const auto list =
      b.ok<ListSubscriptionsByTopicResponse>(ListSubscriptionsByTopicRequest{arn}).subscriptions;
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].subscription_arn, "PendingConfirmation");
  b.settle();
  const auto& mailbox = b.world.sns().endpoints.at("a@b.example");
  ASSERT_EQ(mailbox.received.size(), 1u);
  EXPECT_EQ(mailbox.received[0].type, "SubscriptionConfirmation");
}

TEST(SnsSubscriptions, TheTokenConfirmsForTwoDays) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  b.subscribe(arn, "http", "http://shop.example/hook");
  const std::string token = b.world.sns().subscriptions.begin()->second.token;
  EXPECT_EQ(b.refused(ConfirmSubscriptionRequest{arn, "wrong"}).message, "Invalid token");
  EXPECT_EQ(b.refused(ConfirmSubscriptionRequest{arn, std::string(64, 'a')}).message,
            "Invalid parameter: Token");
  test::SnsBench late = b;
  late.run(base::hours(48) + base::seconds(1));
  late.refused(ConfirmSubscriptionRequest{arn, token});
  b.run(base::hours(48));
  b.ok<ConfirmSubscriptionResponse>(ConfirmSubscriptionRequest{arn, token});
  EXPECT_EQ(b.log.all<model::SubscriptionConfirmed>().size(), 1u);
}

TEST(SnsSubscriptions, TheTokenDecidesNotTheTopicItIsGivenWith) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string s = b.subscribe(arn, "http", "http://shop.example/hook");
  const std::string token = b.world.sns().subscriptions.begin()->second.token;
  for (const char* wrong : {"orders", "arn:aws:sns:eu-west-1:000000000000:orders"}) {
    EXPECT_EQ(b.refused(ConfirmSubscriptionRequest{wrong, token}).message,
              "Invalid parameter: Topic");
  }
  EXPECT_EQ(b.ok<ConfirmSubscriptionResponse>(ConfirmSubscriptionRequest{arn + "-no", token})
                .subscription_arn,
            s);
}

TEST(SnsSubscriptions, WhoeverHasNotConfirmedIsAskedAgain) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string s = b.subscribe(arn, "email", "a@b.example");
  const auto asked = [&] {
    b.settle();
    return b.world.sns().endpoints.at("a@b.example").received.size();
  };
  EXPECT_EQ(asked(), 1u);
  EXPECT_EQ(b.subscribe(arn, "email", "a@b.example"), s);
  EXPECT_EQ(asked(), 2u);
  const std::string token = b.world.sns().find_subscription(s)->token;
  b.ok<ConfirmSubscriptionResponse>(ConfirmSubscriptionRequest{arn, token});
  EXPECT_EQ(b.subscribe(arn, "email", "a@b.example"), s);
  EXPECT_EQ(asked(), 2u);
}

TEST(SnsSubscriptions, ArnsAreCheckedPartByPart) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const auto short_arn =
      "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 "
      "elements, not 1";
  EXPECT_EQ(b.refused(GetSubscriptionAttributesRequest{"x"}).message, short_arn);
  EXPECT_EQ(b.refused(UnsubscribeRequest{"x"}).message, short_arn);
  EXPECT_EQ(b.refused(GetSubscriptionAttributesRequest{arn}).message,
            "Invalid parameter: SubscriptionId");
  EXPECT_EQ(b.refused(UnsubscribeRequest{""}).message,
            "Invalid parameter: SubscriptionArn Reason: no value for required parameter");
}

TEST(SnsSubscriptions, AScopeIsShownOnlyWithItsPolicy) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string s = b.subscribe(arn, "sqs", b.queue("q"));
  const auto shown = [&] {
    return b.ok<GetSubscriptionAttributesResponse>(GetSubscriptionAttributesRequest{s}).attributes;
  };
  b.ok<EmptyResponse>(SetSubscriptionAttributesRequest{s, "FilterPolicyScope", "MessageBody"});
  EXPECT_FALSE(shown().contains("FilterPolicyScope"));
  b.ok<EmptyResponse>(SetSubscriptionAttributesRequest{s, "FilterPolicy", R"({"a":["b"]})"});
  EXPECT_EQ(shown()["FilterPolicyScope"], "MessageBody");
  b.ok<EmptyResponse>(SetSubscriptionAttributesRequest{s, "RawMessageDelivery", "TrUe"});
  EXPECT_EQ(shown()["RawMessageDelivery"], "true");
  EXPECT_EQ(b.refused(SetSubscriptionAttributesRequest{s, "RedrivePolicy",
                                                       R"({"deadLetterTargetArn":"dlq"})"})
                .message,
            "Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn");
}

TEST(SnsSubscriptions, TheSameEndpointAgainIsTheSameSubscription) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const std::string queue = b.queue("q");
  const std::string first = b.subscribe(arn, "sqs", queue);
  EXPECT_EQ(b.subscribe(arn, "sqs", queue), first);
  EXPECT_EQ(
      b.refused(SubscribeRequest{arn, "sqs", queue, {{"RawMessageDelivery", "true"}}}).message,
      "Invalid parameter: Attributes Reason: Subscription already exists with different "
      "attributes");
  b.ok<EmptyResponse>(SetSubscriptionAttributesRequest{first, "RawMessageDelivery", "true"});
  EXPECT_EQ(b.subscribe(arn, "sqs", queue), first) << "only what is given is compared";
  b.ok<EmptyResponse>(UnsubscribeRequest{first});
  b.ok<EmptyResponse>(UnsubscribeRequest{first});
  EXPECT_EQ(
      b.refused(SetSubscriptionAttributesRequest{first, "RawMessageDelivery", "true"}).message,
      "Subscription does not exist");
}

TEST(SnsSubscriptions, ARefusedChangeChangesNothing) {
  SnsBench b;
  const std::string arn = b.topic("f.fifo", {{"FifoTopic", "true"}});
  const std::string s =
      b.subscribe(arn, "sqs", "arn:aws:sqs:us-east-1:000000000000:q.fifo",
                  {{"RedrivePolicy",
                    R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:d.fifo"})"}});
  EXPECT_EQ(b.refused(SetSubscriptionAttributesRequest{
                          s, "RedrivePolicy",
                          R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:d"})"})
                .message,
            "Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO "
            "Subscription to a FIFO Topic.");
  EXPECT_TRUE(b.world.sns().find_subscription(s)->dead_letter_arn.ends_with("d.fifo"));
}

TEST(SnsPublish, WhatIsRefused) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const auto why = [&](PublishRequest r) {
    if (!r.topic_arn && !r.target_arn && !r.phone_number) r.topic_arn = arn;
    return b.refused(std::move(r)).message;
  };
  EXPECT_EQ(why({.message = ""}), "Invalid parameter: Empty message");
  EXPECT_EQ(why({.message = std::string(262'145, 'x')}), "Invalid parameter: Message too long");
  EXPECT_EQ(why({.message = "x", .subject = ""}), "Invalid parameter: Subject");
  EXPECT_EQ(why({.message = "x", .subject = std::string(100, 's')}), "Invalid parameter: Subject");
  EXPECT_EQ(why({.message = "x", .subject = "two\nlines"}), "Invalid parameter: Subject");
  std::string umlauts;
  for (int i = 0; i < 99; ++i) umlauts += "ü";
  b.ok<PublishResponse>(PublishRequest{.topic_arn = arn, .message = "x", .subject = umlauts});
  EXPECT_EQ(why({.message = R"({"sqs":"x"})", .message_structure = "json"}),
            "Invalid parameter: Message Structure - No default entry in JSON message body");
  EXPECT_EQ(why({.message = "{", .message_structure = "json"}),
            "Invalid parameter: Message Structure - JSON message body failed to parse");
  EXPECT_EQ(why({.message = "x", .message_deduplication_id = "1"}),
            "Invalid parameter: MessageDeduplicationId Reason: The request includes "
            "MessageDeduplicationId parameter that is not valid for this topic type");
  EXPECT_EQ(b.refused(PublishRequest{.message = "x"}).message,
            "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
}

TEST(SnsPublish, AttributesAreCheckedWithTheirNames) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const auto why = [&](std::string name, MessageAttributeValue value) {
    return b
        .refused(
            PublishRequest{.topic_arn = arn, .message = "x", .message_attributes = {{name, value}}})
        .message;
  };
  EXPECT_EQ(why("a", {"String", "", ""}),
            "The message attribute 'a' must contain non-empty message attribute value for message "
            "attribute type 'String'.");
  EXPECT_EQ(why("a", {"Binary", "x", ""}),
            "The message attribute 'a' with type 'Binary' must use field 'Binary'.");
  EXPECT_EQ(why("a", {"Text", "x", ""}),
            "The message attribute 'a' has an invalid message attribute type, the set of supported "
            "type prefixes is Binary, Number, and String.");
  EXPECT_EQ(why(".a", {"String", "x", ""}),
            "Invalid message attribute name starting with character '.' was found.");
  EXPECT_EQ(why("a..b", {"String", "x", ""}),
            "Message attribute name can not have successive '.' character.");
  EXPECT_EQ(why("a^", {"String", "x", ""}),
            "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. "
            "Can only include alphanumeric characters, hyphens, underscores, or dots.");
  EXPECT_TRUE(why("ö", {"String", "x", ""}).contains("'#xF6'")) << "the character, not its bytes";
  EXPECT_TRUE(why("a😀", {"String", "x", ""}).contains("'#x1F600'"));
  EXPECT_EQ(why("a", {"", "x", ""}),
            "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' "
            "failed to satisfy constraint: Member must not be null");
}

TEST(SnsPublish, BatchesAreRefusedAsAWhole) {
  SnsBench b;
  const std::string arn = b.topic("orders");
  const auto code = [&](std::vector<PublishBatchRequestEntry> entries) {
    return b.refused(PublishBatchRequest{arn, std::move(entries)}).query_code;
  };
  EXPECT_EQ(code({}), "EmptyBatchRequest");
  EXPECT_EQ(code(std::vector<PublishBatchRequestEntry>(11, {"a", "x"})),
            "TooManyEntriesInBatchRequest");
  EXPECT_EQ(code({{"a", "x"}, {"a", "y"}}), "BatchEntryIdsNotDistinct");
  EXPECT_EQ(code({{"a b", "x"}}), "InvalidBatchEntryId");
  EXPECT_EQ(code({{"a", std::string(200'000, 'x')}, {"b", std::string(100'000, 'x')}}),
            "BatchRequestTooLong");
  EXPECT_EQ(code({{"a", "x"}, {"b", ""}}), "InvalidParameter");
  EXPECT_TRUE(b.log.all<model::MessagePublished>().empty());
  const auto done = b.ok<PublishBatchResponse>(PublishBatchRequest{arn, {{"a", "x"}, {"b", "y"}}});
  EXPECT_EQ(done.successful.size(), 2u);
}

TEST(SnsPublish, LargeTopicsTakeAMebibyteAndFewSubscribers) {
  SnsBench b;
  const std::string arn = b.topic("big", {{"MaximumMessageSize", "1048576"}});
  b.ok<PublishResponse>(PublishRequest{.topic_arn = arn, .message = std::string(1'048'576, 'x')});
  b.refused(PublishRequest{.topic_arn = arn, .message = std::string(1'048'577, 'x')});
  b.refused(SubscribeRequest{arn, "email", "a@b.example"});
  b.refused(SetTopicAttributesRequest{arn, "MaximumMessageSize", "1048577"});
}

TEST(SnsFifo, GroupsAndDeduplication) {
  SnsBench b;
  const std::string arn = b.topic("f.fifo", {{"FifoTopic", "true"}});
  EXPECT_EQ(b.refused(PublishRequest{.topic_arn = arn, .message = "x"}).message,
            "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
  EXPECT_EQ(
      b.refused(PublishRequest{.topic_arn = arn, .message = "x", .message_group_id = "g"}).message,
      "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or "
      "MessageDeduplicationId provided explicitly");
  const PublishRequest request{
      .topic_arn = arn, .message = "x", .message_deduplication_id = "d", .message_group_id = "g"};
  const auto first = b.ok<PublishResponse>(request);
  PublishRequest other = request;
  other.message = "other";
  other.message_group_id = "h";
  EXPECT_EQ(b.ok<PublishResponse>(other).message_id, first.message_id) << "the whole topic counts";
  EXPECT_EQ(b.ok<PublishResponse>(other).sequence_number, first.sequence_number);
  EXPECT_EQ(b.log.all<model::MessagePublished>().size(), 1u);
  EXPECT_EQ(b.log.all<model::PublishDeduplicated>().size(), 2u);
  b.run(base::minutes(5));
  const auto later = b.ok<PublishResponse>(request);
  EXPECT_NE(later.message_id, first.message_id) << "the window is over";
  EXPECT_GT(later.sequence_number, first.sequence_number);
  EXPECT_EQ(later.sequence_number.size(), 20u);
}

TEST(SnsFifo, WithGroupScopeOnlyTheGroupCounts) {
  SnsBench b;
  const std::string arn = b.topic("f.fifo", {{"FifoTopic", "true"},
                                             {"ContentBasedDeduplication", "true"},
                                             {"FifoThroughputScope", "MessageGroup"}});
  const auto publish = [&](const char* group) {
    return b
        .ok<PublishResponse>(
            PublishRequest{.topic_arn = arn, .message = "same", .message_group_id = group})
        .message_id;
  };
  const std::string first = publish("g");
  EXPECT_EQ(publish("g"), first);
  EXPECT_NE(publish("h"), first);
}

TEST(SnsFifo, AGroupTakes300MessagesASecond) {
  SnsBench b;
  const std::string arn =
      b.topic("f.fifo", {{"FifoTopic", "true"}, {"ContentBasedDeduplication", "true"}});
  const auto request = [&](int i) {
    return PublishRequest{.topic_arn = arn, .message = std::to_string(i), .message_group_id = "g"};
  };
  for (int i = 0; i < 300; ++i) b.ok<PublishResponse>(request(i));
  const auto error = b.refused(request(300));
  EXPECT_EQ(error.query_code, "Throttled");
  EXPECT_EQ(error.http_status, 429);
  b.run(base::seconds(1));
  b.ok<PublishResponse>(request(300));
}

TEST(SnsMobile, DevicesAreKnownByTheirToken) {
  SnsBench b;
  const std::string app =
      b.ok<CreatePlatformApplicationResponse>(
           CreatePlatformApplicationRequest{"shop", "GCM", {{"PlatformCredential", "key"}}})
          .platform_application_arn;
  const CreatePlatformEndpointRequest request{app, "token-1", "customer 7"};
  const std::string device = b.ok<CreatePlatformEndpointResponse>(request).endpoint_arn;
  EXPECT_EQ(b.ok<CreatePlatformEndpointResponse>(request).endpoint_arn, device);
  EXPECT_EQ(b.refused(CreatePlatformEndpointRequest{app, "token-1", "customer 8"}).message,
            std::format("Invalid parameter: Token Reason: Endpoint {} already exists with the same "
                        "Token, but different attributes.",
                        device));
  b.ok<PublishResponse>(PublishRequest{.target_arn = device,
                                       .message = R"({"default":"d","GCM":"{\"data\":1}"})",
                                       .message_structure = "json"});
  b.settle();
  EXPECT_EQ(b.world.sns().endpoints.at(device).received.at(0).body, R"({"data":1})");
  b.ok<PublishResponse>(PublishRequest{
      .target_arn = device, .message = R"({"GCM":"{}"})", .message_structure = "json"});
  EXPECT_EQ(b.refused(PublishRequest{.target_arn = device,
                                     .message = R"({"APNS":"{}"})",
                                     .message_structure = "json"})
                .message,
            "Invalid parameter: Message Structure - No default entry in JSON message body");
  b.ok<EmptyResponse>(SetEndpointAttributesRequest{device, {{"Enabled", "false"}}});
  EXPECT_EQ(b.refused(PublishRequest{.target_arn = device, .message = "x"}).query_code,
            "EndpointDisabled");
  EXPECT_EQ(
      b.refused(PublishRequest{.target_arn = app + "/x:endpoint/none", .message = "x"}).message,
      "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified");
}

TEST(SnsMobile, ApplicationsNeedANameAPlatformAndItsCredentials) {
  SnsBench b;
  const auto why = [&](std::string name, std::string platform, AttributeMap attributes) {
    return b.refused(CreatePlatformApplicationRequest{name, platform, attributes}).message;
  };
  const AttributeMap key{{"PlatformCredential", "key"}};
  EXPECT_EQ(why("shop", "AAA", key), "Invalid parameter: Platform Reason: AAA is not supported");
  EXPECT_EQ(why("", "GCM", key), "Invalid parameter:  Reason: cannot be empty");
  EXPECT_EQ(why("@", "GCM", key),
            "Invalid parameter: @ Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', "
            "'_', '-', and '.'");
  EXPECT_EQ(why("shop", "GCM", {}),
            "1 validation error detected: Value null at 'attributes' failed to satisfy "
            "constraint: Member must not be null");
  EXPECT_EQ(why("shop", "APNS", key),
            "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without "
            "PlatformPrincipal");
  EXPECT_EQ(why("shop", "APNS", {{"PlatformPrincipal", "cert"}}),
            "Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without "
            "PlatformCredential");
  const std::string app =
      b
          .ok<CreatePlatformApplicationResponse>(CreatePlatformApplicationRequest{
              "shop", "APNS", {{"PlatformCredential", "key"}, {"PlatformPrincipal", "cert"}}})
          .platform_application_arn;
  EXPECT_EQ(
      b.ok<GetPlatformApplicationAttributesResponse>(GetPlatformApplicationAttributesRequest{app})
          .attributes,
      (AttributeMap{{"Enabled", "true"}}))
      << "secrets are not given back";
}

TEST(SnsMobile, DevicesAreCheckedPartByPart) {
  SnsBench b;
  const std::string app =
      b.ok<CreatePlatformApplicationResponse>(
           CreatePlatformApplicationRequest{"shop", "GCM", {{"PlatformCredential", "key"}}})
          .platform_application_arn;
  const auto why = [&](AttributeMap attributes, std::string data = "") {
    return b.refused(CreatePlatformEndpointRequest{app, "t", data, attributes}).message;
  };
  EXPECT_EQ(why({{"Colour", "red"}}),
            "Invalid parameter: Attributes Reason: Invalid attribute name: Colour");
  EXPECT_EQ(why({{"CustomUserData", std::string(2'049, 'x')}}),
            "Invalid parameter: Attributes Reason: Invalid value for attribute: CustomUserData: "
            "must be at most 2048 bytes long in UTF-8 encoding");
  EXPECT_EQ(why({}, std::string(2'049, 'x')),
            "Invalid parameter: CustomUserData Reason: must be at most 2048 bytes long in UTF-8 "
            "encoding");
  const std::string device =
      b.ok<CreatePlatformEndpointResponse>(
           CreatePlatformEndpointRequest{app, "t", "outer", {{"CustomUserData", "inner"}}})
          .endpoint_arn;
  EXPECT_EQ(b.ok<GetEndpointAttributesResponse>(GetEndpointAttributesRequest{device})
                .attributes.at("CustomUserData"),
            "inner");
  EXPECT_EQ(b.refused(SetEndpointAttributesRequest{device, {}}).query_code, "ValidationError");
  EXPECT_EQ(b.refused(GetEndpointAttributesRequest{"x"}).message,
            "Invalid parameter: EndpointArn Reason: An ARN must have at least 6 elements, not 1");
  EXPECT_EQ(b.refused(GetEndpointAttributesRequest{app}).message,
            "Invalid parameter: EndpointArn Reason: Wrong number of slashes in relative portion "
            "of the ARN.");
}

TEST(SnsMobile, ARejectedTokenSwitchesTheDeviceOff) {
  SnsBench b;
  const std::string app =
      b
          .ok<CreatePlatformApplicationResponse>(CreatePlatformApplicationRequest{
              "shop", "APNS", {{"PlatformCredential", "key"}, {"PlatformPrincipal", "cert"}}})
          .platform_application_arn;
  const std::string device =
      b.ok<CreatePlatformEndpointResponse>(CreatePlatformEndpointRequest{app, "t"}).endpoint_arn;
  b.world.apply(world::EndpointChange{device, {.fail_always = true}}, b.log);
  b.ok<PublishResponse>(PublishRequest{.target_arn = device, .message = "x"});
  b.settle();
  EXPECT_EQ(b.log.all<model::EndpointSwitchedOff>().size(), 1u);
  EXPECT_EQ(b.refused(PublishRequest{.target_arn = device, .message = "x"}).query_code,
            "EndpointDisabled");
}

TEST(SnsSms, AttributesHaveADefaultAndFaultsOfTheirOwn) {
  SnsBench b;
  const auto shown = [&] {
    return b.ok<GetSMSAttributesResponse>(GetSMSAttributesRequest{}).attributes;
  };
  EXPECT_EQ(shown(), (AttributeMap{{"MonthlySpendLimit", "1"}}));
  const auto why = [&](const char* name, const char* value) {
    return b.refused(SetSMSAttributesRequest{{{name, value}}}).message;
  };
  EXPECT_EQ(why("Colour", "red"), "Colour is not a valid attribute");
  EXPECT_EQ(why("DefaultSMSType", "Loud"), "DefaultSMSType is invalid");
  EXPECT_EQ(why("DefaultSenderID", "12345"), "DefaultSenderID is invalid");
  EXPECT_EQ(b.refused(CheckIfPhoneNumberIsOptedOutRequest{"home"}).message,
            "Invalid parameter: PhoneNumber Reason: input incorrectly formatted");
}

TEST(SnsSms, OptingOutAndInOnceIn30Days) {
  SnsBench b;
  constexpr const char* kPhone = "+15550100200";
  const auto is_out = [&] {
    return b.ok<CheckIfPhoneNumberIsOptedOutResponse>(CheckIfPhoneNumberIsOptedOutRequest{kPhone})
        .is_opted_out;
  };
  EXPECT_FALSE(is_out());
  b.world.apply(world::PhoneOptOut{kPhone}, b.log);
  EXPECT_TRUE(is_out());
  b.ok<PublishResponse>(PublishRequest{.phone_number = kPhone, .message = "hello"});
  b.settle();
  EXPECT_EQ(b.log.all<model::DeliveryDropped>().size(), 1u);
  b.ok<EmptyResponse>(OptInPhoneNumberRequest{kPhone});
  EXPECT_FALSE(is_out());
  b.world.apply(world::PhoneOptOut{kPhone}, b.log);
  b.refused(OptInPhoneNumberRequest{kPhone});
  b.run(base::hours(24 * 30));
  b.ok<EmptyResponse>(OptInPhoneNumberRequest{kPhone});
}

}  // namespace
