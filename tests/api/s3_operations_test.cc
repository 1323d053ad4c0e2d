// The rows of Amazon S3: CLI lines, JSON and back.
#include "api/s3_operations.h"

#include <gtest/gtest.h>

#include "api/cli.h"

namespace api {
namespace {

namespace m = model::s3;

Request parsed(std::string_view line) {
  auto request = parse_cli(line, CliNames());
  if (!request) {
    ADD_FAILURE() << line << ": " << request.error().message;
    return m::ListBucketsRequest{};
  }
  return *std::move(request);
}

TEST(S3Operations, CliLinesAreThoseOfS3api) {
  const auto put = std::get<m::PutObjectRequest>(
      parsed("aws s3api put-object --bucket b --key a/k --body text"));
  EXPECT_EQ(put.bucket, "b");
  EXPECT_EQ(put.key, "a/k");
  EXPECT_EQ(put.body, "text");
  const auto list = std::get<m::ListObjectsV2Request>(
      parsed("aws s3api list-objects-v2 --bucket b --prefix a/ --max-keys 5"));
  EXPECT_EQ(list.max_keys, 5);
  EXPECT_TRUE(std::holds_alternative<m::ListBucketsRequest>(parsed("aws s3api list-buckets")));
}

TEST(S3Operations, ANotificationConfigurationIsJson) {
  const auto request = std::get<m::PutBucketNotificationConfigurationRequest>(parsed(
      R"(aws s3api put-bucket-notification-configuration --bucket b --notification-configuration )"
      R"('{"QueueConfigurations":[{"QueueArn":"arn:aws:sqs:us-east-1:000000000000:q",)"
      R"("Events":["s3:ObjectCreated:*"],"Filter":{"Key":{"FilterRules":[{"Name":"prefix",)"
      R"("Value":"in/"}]}}}]}')"));
  ASSERT_EQ(request.notification_configuration.queue_configurations.size(), 1u);
  const auto& c = request.notification_configuration.queue_configurations[0];
  EXPECT_EQ(c.events, std::vector<std::string>{"s3:ObjectCreated:*"});
  ASSERT_TRUE(c.filter);
  EXPECT_EQ(c.filter->key.filter_rules[0].value, "in/");
}

TEST(S3Operations, RequestsGoThroughTheCliAndBack) {
  m::PutBucketNotificationConfigurationRequest notify{.bucket = "b"};
  notify.notification_configuration.topic_configurations.push_back(
      {"id", "arn:aws:sns:us-east-1:000000000000:t", {"s3:ObjectRemoved:*"}, std::nullopt});
  const std::vector<Request> requests{m::CreateBucketRequest{"b"},
                                      m::DeleteBucketRequest{"b"},
                                      m::ListBucketsRequest{},
                                      m::PutObjectRequest{"b", "k", "two words"},
                                      m::GetObjectRequest{"b", "k"},
                                      m::HeadObjectRequest{"b", "k"},
                                      m::DeleteObjectRequest{"b", "k"},
                                      m::ListObjectsV2Request{"b", "p", 7, "t"},
                                      Request(notify),
                                      m::GetBucketNotificationConfigurationRequest{"b"}};
  EXPECT_EQ(requests.size(), s3_operations().size());
  for (const Request& request : requests) {
    const std::string line = print_cli(request, CliNames());
    EXPECT_EQ(base::dump(request_to_json(parsed(line))), base::dump(request_to_json(request)))
        << line;
  }
}

TEST(S3Operations, AnswersHaveAwssMemberNames) {
  EXPECT_EQ(base::dump(response_to_json(m::PutObjectResponse{"\"e\""})), R"({"ETag":"\"e\""})");
  m::GetBucketNotificationConfigurationResponse read;
  read.configuration.queue_configurations.push_back({"id", "arn", {"s3:ObjectCreated:*"}, {}});
  EXPECT_EQ(base::dump(response_to_json(read)),
            R"({"QueueConfigurations":[{"Id":"id","QueueArn":"arn",)"
            R"("Events":["s3:ObjectCreated:*"]}]})");
}

}  // namespace
}  // namespace api
