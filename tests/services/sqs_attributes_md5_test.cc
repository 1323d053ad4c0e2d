// Message attributes, their checksums and what a receive shows of them (aws-facts 1.4).
#include "services/sqs_support.h"

namespace {

using namespace model::sqs;
using test::Bench;

SendMessageRequest with(const Bench& b, std::string name, MessageAttributeValue value) {
  return {.queue_url = b.url("q"),
          .message_body = "test",
          .message_attributes = {{std::move(name), std::move(value)}}};
}

TEST(SqsMessageAttributes, ChecksumsAreThoseThatAwsGave) {
  Bench b(test::kPlainQueue);
  const auto md5 = [&](std::string name, MessageAttributeValue value) {
    return b.ok<SendMessageResponse>(with(b, std::move(name), std::move(value)))
        .md5_of_message_attributes;
  };
  EXPECT_EQ(md5("MyAttribute", {"String", "foobar", {}}), "adb59cd4678ea5a855436b949cd07ab6");
  EXPECT_EQ(md5("attr1", {"Number", "99.12", {}}), "d302007e9aa062660afc85fd0a482472");
  EXPECT_EQ(md5("timestamp", {"Number", "1493147359900", {}}), "235c5c510d26fb653d073faed50ae77c");
  EXPECT_EQ(md5("attr1", {"Binary",
                          {},
                          "traceparent\x1e"
                          "00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"}),
            "8cbe4db156db8a94db8b801b7addb984");
}

TEST(SqsMessageAttributes, TheTypeWithItsLabelIsPartOfTheChecksum) {
  Bench b(test::kPlainQueue);
  const auto plain = b.ok<SendMessageResponse>(with(b, "a", {"Number", "1", {}}));
  const auto labelled = b.ok<SendMessageResponse>(with(b, "a", {"Number.int", "1", {}}));
  EXPECT_NE(plain.md5_of_message_attributes, labelled.md5_of_message_attributes);
}

TEST(SqsMessageAttributes, SystemAttributesHaveAChecksumOfTheirOwn) {
  Bench b(test::kPlainQueue);
  const auto sent = b.ok<SendMessageResponse>(
      SendMessageRequest{.queue_url = b.url("q"), .message_body = "x", .trace_header = "Root=1"});
  EXPECT_EQ(sent.md5_of_message_attributes, "");
  EXPECT_EQ(sent.md5_of_message_system_attributes.size(), 32u);
  EXPECT_EQ(b.receive("q").at(0).attributes.at("AWSTraceHeader"), "Root=1");
}

TEST(SqsMessageAttributes, ListsOfValuesAreReserved) {
  Bench b(test::kPlainQueue);
  const auto error = b.refused(with(b, "a", {"String", "x", {}, true}));
  EXPECT_EQ(error.query_code, "AWS.SimpleQueueService.UnsupportedOperation");
  EXPECT_EQ(error.message,
            "Message attribute list values in SendMessage operation are not supported.");
  EXPECT_EQ(b.queue("q").visible, 0u);
}

TEST(SqsMessageAttributes, AReceiveShowsWhatItNamesAndSumsOnlyThat) {
  Bench b(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",
      "Properties": {"QueueName": "q", "VisibilityTimeout": 0}}}})");
  b.ok<SendMessageResponse>(
      SendMessageRequest{.queue_url = b.url("q"),
                         .message_body = "msg",
                         .message_attributes = {{"Help.Me", {"String", "Me", {}}},
                                                {"Hello", {"String", "There", {}}},
                                                {"General", {"String", "Kenobi", {}}}}});
  const auto md5 = [&](std::vector<std::string> names) {
    return b
        .ok<ReceiveMessageResponse>(ReceiveMessageRequest{
            .queue_url = b.url("q"), .message_attribute_names = std::move(names)})
        .messages.at(0)
        .md5_of_message_attributes;
  };
  const std::string all = "4c360f3fdafd970e05fae2f149d997f5";
  EXPECT_EQ(md5({"All"}), all);
  EXPECT_EQ(md5({".*"}), all);
  EXPECT_EQ(md5({"*"}), all);
  EXPECT_EQ(md5({"Hello", "General"}), "fca026605781cb4126a1e9044df24232");
  EXPECT_EQ(md5({"Foo", "Hello"}), "a311262e065454b75da111d535b8dacd");
  EXPECT_EQ(md5({"Hel.*"}), "83fee93c1bcd8b9a5a923ffacdc636c7");
  EXPECT_EQ(md5({}), "");
  EXPECT_EQ(md5({"Foo", "Help"}), "");
  EXPECT_EQ(md5({"AWS."}), "");
}

TEST(SqsMessageAttributes, TheOldNameOfTheSystemAttributesStillWorks) {
  Bench b(test::kPlainQueue);
  b.send("q");
  const auto got =
      b.ok<ReceiveMessageResponse>(ReceiveMessageRequest{.queue_url = b.url("q"),
                                                         .system_attribute_names = {"SenderId"},
                                                         .attribute_names = {"SentTimestamp"}});
  EXPECT_EQ(got.messages.at(0).attributes.size(), 2u);
}

TEST(SqsMessageAttributes, NamesTypesAndValuesAreChecked) {
  Bench b(test::kPlainQueue);
  const auto refused = [&](std::string name, MessageAttributeValue value) {
    return b.refused(with(b, std::move(name), std::move(value)));
  };
  const MessageAttributeValue fine{"String", "x", {}};
  for (const std::string& bad : {std::string(), std::string("a b"), std::string(".a"),
                                 std::string("a."), std::string("a..b"), std::string("AWS.x"),
                                 std::string("aMaZoN.x"), std::string(257, 'a')}) {
    EXPECT_EQ(refused(bad, fine).query_code, "InvalidParameterValue") << bad;
  }
  EXPECT_EQ(refused("X", {"String", "", {}}).message,
            "Message (user) attribute 'X' must contain a non-empty value of type 'String'.");
  EXPECT_EQ(refused("X", {"Text", "x", {}}).query_code, "InvalidParameterValue");
  EXPECT_EQ(refused("X", {"String." + std::string(250, 'l'), "x", {}}).query_code,
            "InvalidParameterValue");
  const auto bad_value = refused("X", {"String", "a\x08\x0b", {}});
  EXPECT_EQ(bad_value.query_code, "InvalidParameterValue") << "only a body has bad contents";
  EXPECT_TRUE(bad_value.message.starts_with("Invalid binary character '#x8' was found in"));
  b.ok<SendMessageResponse>(with(b, std::string(256, 'a'), fine));
}

TEST(SqsMessageAttributes, NamesMayHoldLatinLettersButNoOtherSigns) {
  Bench b(test::kPlainQueue);
  const MessageAttributeValue fine{"String", "x", {}};
  b.ok<SendMessageResponse>(with(b, "attr.1\u00f8\u00df\u00e4\u017f", fine));
  for (const std::string& bad :
       {std::string("a!"), std::string("a\""), std::string("a\u00a7"), std::string("a("),
        std::string("a?"), std::string("a\u00d7"), std::string("a\u0180"), std::string("a\xff")}) {
    EXPECT_EQ(b.refused(with(b, bad, fine)).query_code, "InvalidParameterValue") << bad;
  }
}

TEST(SqsMessageAttributes, ANumberHasUpTo38DigitsAndABoundedSize) {
  Bench b(test::kPlainQueue);
  const std::string digits(38, '9');
  for (const std::string& good :
       {std::string("0"), std::string("-1.5"), digits, std::string("+12.5e10"),
        std::string("1e126"), std::string("1E-128"), std::string("0.000"), "000" + digits}) {
    b.ok<SendMessageResponse>(with(b, "n", {"Number", good, {}}));
  }
  for (const std::string& bad :
       {std::string("x"), std::string("1.2.3"), std::string("-"), std::string("1e"), digits + "9",
        std::string("1e127"), std::string("1e-129"), std::string("1 "), std::string("0x1")}) {
    EXPECT_EQ(b.refused(with(b, "n", {"Number", bad, {}})).query_code, "InvalidParameterValue")
        << bad;
  }
}

TEST(SqsMessageAttributes, AtMostTen) {
  Bench b(test::kPlainQueue);
  SendMessageRequest r{.queue_url = b.url("q"), .message_body = "x"};
  for (char c = 'a'; c < 'k'; ++c) r.message_attributes[std::string(1, c)] = {"String", "v", {}};
  b.ok<SendMessageResponse>(r);
  r.message_attributes["k"] = {"String", "v", {}};
  EXPECT_EQ(b.refused(r).query_code, "InvalidParameterValue");
}

}  // namespace
