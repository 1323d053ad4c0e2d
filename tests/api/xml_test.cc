// XML answers in AWS's form.
#include "api/xml.h"

#include <gtest/gtest.h>

#include <array>
#include <format>

namespace api {
namespace {

using base::Json;

std::string sqs_xml(std::string_view action, const Json& output) {
  return write_xml_answer(*find_wire_service("sqs"), *find_operation("sqs", action), output, "r-1");
}

std::string sqs_frame(std::string_view action, std::string_view inside) {
  return std::format(
      "<?xml version=\"1.0\"?><{0}Response xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">{1}"
      "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{0}Response>",
      action, inside);
}

TEST(Xml, MembersStandInTheResultElement) {
  EXPECT_EQ(sqs_xml("SendMessage", {{"MD5OfMessageBody", "m"}, {"MessageId", "i"}}),
            sqs_frame("SendMessage",
                      "<SendMessageResult><MD5OfMessageBody>m</MD5OfMessageBody>"
                      "<MessageId>i</MessageId></SendMessageResult>"));
}

TEST(Xml, AnActionWithoutAnAnswerHasNoResultElement) {
  EXPECT_EQ(sqs_xml("DeleteMessage", Json::object()), sqs_frame("DeleteMessage", ""));
}

TEST(Xml, AnEmptyReceiveHasAnEmptyResultElement) {
  EXPECT_EQ(sqs_xml("ReceiveMessage", Json::object()),
            sqs_frame("ReceiveMessage", "<ReceiveMessageResult/>"));
}

TEST(Xml, SqsListsAndMapsAreRepeatedElements) {
  EXPECT_EQ(sqs_xml("ListQueues", {{"QueueUrls", {"a", "b"}}}),
            sqs_frame("ListQueues",
                      "<ListQueuesResult><QueueUrl>a</QueueUrl><QueueUrl>b</QueueUrl>"
                      "</ListQueuesResult>"));
  EXPECT_EQ(sqs_xml("GetQueueAttributes", {{"Attributes", {{"DelaySeconds", "5"}}}}),
            sqs_frame("GetQueueAttributes",
                      "<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name>"
                      "<Value>5</Value></Attribute></GetQueueAttributesResult>"));
}

TEST(Xml, ReceivedMessagesCarryBothKindsOfAttributes) {
  const Json output{
      {"Messages",
       {{{"MessageId", "i"},
         {"ReceiptHandle", "h"},
         {"MD5OfBody", "m"},
         {"Body", "<b>"},
         {"Attributes", {{"SenderId", "s"}}},
         {"MessageAttributes", {{"k", {{"DataType", "String"}, {"StringValue", "v"}}}}}}}}};
  EXPECT_EQ(sqs_xml("ReceiveMessage", output),
            sqs_frame("ReceiveMessage",
                      "<ReceiveMessageResult><Message><MessageId>i</MessageId>"
                      "<ReceiptHandle>h</ReceiptHandle><MD5OfBody>m</MD5OfBody>"
                      "<Body>&lt;b&gt;</Body><Attribute><Name>SenderId</Name><Value>s</Value>"
                      "</Attribute><MessageAttribute><Name>k</Name><Value>"
                      "<DataType>String</DataType><StringValue>v</StringValue></Value>"
                      "</MessageAttribute></Message></ReceiveMessageResult>"));
}

TEST(Xml, BatchResultsAreNamedAfterTheirAction) {
  const Json output{{"Successful", {{{"Id", "a"}}}},
                    {"Failed", {{{"Id", "b"}, {"SenderFault", true}, {"Code", "c"}}}}};
  EXPECT_EQ(sqs_xml("DeleteMessageBatch", output),
            sqs_frame("DeleteMessageBatch",
                      "<DeleteMessageBatchResult><DeleteMessageBatchResultEntry><Id>a</Id>"
                      "</DeleteMessageBatchResultEntry><BatchResultErrorEntry><Id>b</Id>"
                      "<SenderFault>true</SenderFault><Code>c</Code></BatchResultErrorEntry>"
                      "</DeleteMessageBatchResult>"));
}

TEST(Xml, SnsHasMembersEntriesAndLineBreaks) {
  static constexpr std::array kMembers{
      MemberInfo{"Topics", &Codec<std::vector<std::string>>::info, false},
      MemberInfo{"Attributes", &Codec<std::map<std::string, std::string>>::info, false},
      MemberInfo{"Subscriptions", &Codec<std::vector<std::string>>::info, false}};
  static constexpr TypeInfo kOutput{Kind::kStructure, nullptr, kMembers};
  const Operation operation{.service = "sns", .action = "List", .output = &kOutput};
  const Json output{
      {"Topics", {"t"}}, {"Attributes", {{"k", "v"}}}, {"Subscriptions", Json::array()}};
  EXPECT_EQ(write_xml_answer(*find_wire_service("sns"), operation, output, "r-1"),
            "<ListResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n"
            "  <ListResult>\n"
            "    <Topics>\n"
            "      <member>t</member>\n"
            "    </Topics>\n"
            "    <Attributes>\n"
            "      <entry>\n"
            "        <key>k</key>\n"
            "        <value>v</value>\n"
            "      </entry>\n"
            "    </Attributes>\n"
            "    <Subscriptions/>\n"
            "  </ListResult>\n"
            "  <ResponseMetadata>\n"
            "    <RequestId>r-1</RequestId>\n"
            "  </ResponseMetadata>\n"
            "</ListResponse>\n");
}

TEST(Xml, SnsShowsListsThatAreEmpty) {
  static constexpr std::array kMembers{
      MemberInfo{"Topics", &Codec<std::vector<std::string>>::info, false},
      MemberInfo{"NextToken", &Codec<std::string>::info, false}};
  static constexpr TypeInfo kOutput{Kind::kStructure, nullptr, kMembers};
  const Operation operation{.service = "sns", .action = "ListTopics", .output = &kOutput};
  EXPECT_EQ(write_xml_answer(*find_wire_service("sns"), operation, Json::object(), "r-1"),
            "<ListTopicsResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n"
            "  <ListTopicsResult>\n"
            "    <Topics/>\n"
            "  </ListTopicsResult>\n"
            "  <ResponseMetadata>\n"
            "    <RequestId>r-1</RequestId>\n"
            "  </ResponseMetadata>\n"
            "</ListTopicsResponse>\n");
}

TEST(Xml, ErrorsNameWhoseFaultItIs) {
  const model::ApiError error{.type = "X", .query_code = "C", .message = "a \"b\" & c"};
  EXPECT_EQ(write_xml_error(*find_wire_service("sqs"), error, "r-1"),
            "<?xml version=\"1.0\"?><ErrorResponse "
            "xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type>"
            "<Code>C</Code><Message>a &quot;b&quot; &amp; c</Message><Detail/></Error>"
            "<RequestId>r-1</RequestId></ErrorResponse>");
  const model::ApiError ours{.query_code = "InternalError", .message = "m", .sender_fault = false};
  EXPECT_EQ(write_xml_error(*find_wire_service("sns"), ours, "r-1"),
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n"
            "  <Error>\n"
            "    <Type>Receiver</Type>\n"
            "    <Code>InternalError</Code>\n"
            "    <Message>m</Message>\n"
            "  </Error>\n"
            "  <RequestId>r-1</RequestId>\n"
            "</ErrorResponse>\n");
}

TEST(Xml, WhatXmlCannotCarryBecomesAQuestionMark) {
  EXPECT_EQ(escape_xml("a\tb\nc\rd"), "a\tb\nc&#xD;d");
  EXPECT_EQ(escape_xml(std::string_view("\0\x01\x1F", 3)), "???");
  EXPECT_EQ(escape_xml("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"),
            "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
  EXPECT_EQ(escape_xml("\x80"), "?");                  // a stray continuation
  EXPECT_EQ(escape_xml("\xC0\x80"), "??");             // overlong
  EXPECT_EQ(escape_xml("\xED\xA0\x80"), "???");        // a surrogate
  EXPECT_EQ(escape_xml("\xEF\xBF\xBF"), "???");        // U+FFFF
  EXPECT_EQ(escape_xml("\xF4\x90\x80\x80"), "????");   // beyond U+10FFFF
  EXPECT_EQ(escape_xml("\xE2\x82"), "??");             // cut off
}

}  // namespace
}  // namespace api
