// The rows of Amazon S3: every member of every request and answer with AWS's name (API version
// 2006-03-01). Must not know how a bucket works.
#pragma once

#include <tuple>

#include "api/shape.h"
#include "api/sqs_shapes.h"
#include "model/s3.h"

namespace api {

namespace s3 = model::s3;

template <>
struct Shape<s3::FilterRule> {
  using T = s3::FilterRule;
  static constexpr auto rows = std::tuple{
      row<At<&T::name>>("Name"),
      row<At<&T::value>>("Value"),
  };
};

template <>
struct Shape<s3::S3KeyFilter> {
  using T = s3::S3KeyFilter;
  static constexpr auto rows = std::tuple{
      row<At<&T::filter_rules>>("FilterRules"),
  };
};

template <>
struct Shape<s3::NotificationConfigurationFilter> {
  using T = s3::NotificationConfigurationFilter;
  static constexpr auto rows = std::tuple{
      row<At<&T::key>>("Key"),
  };
};

template <>
struct Shape<s3::QueueConfiguration> {
  using T = s3::QueueConfiguration;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id"),
      row<At<&T::queue_arn>>("QueueArn", Need::kRequired),
      row<At<&T::events>>("Events", Need::kRequired),
      row<At<&T::filter>>("Filter"),
  };
};

template <>
struct Shape<s3::TopicConfiguration> {
  using T = s3::TopicConfiguration;
  static constexpr auto rows = std::tuple{
      row<At<&T::id>>("Id"),
      row<At<&T::topic_arn>>("TopicArn", Need::kRequired),
      row<At<&T::events>>("Events", Need::kRequired),
      row<At<&T::filter>>("Filter"),
  };
};

template <>
struct Shape<s3::NotificationConfiguration> {
  using T = s3::NotificationConfiguration;
  static constexpr auto rows = std::tuple{
      row<At<&T::topic_configurations>>("TopicConfigurations"),
      row<At<&T::queue_configurations>>("QueueConfigurations"),
  };
};

template <>
struct Shape<s3::Object> {
  using T = s3::Object;
  static constexpr auto rows = std::tuple{
      row<At<&T::key>>("Key"),
      row<At<&T::last_modified>>("LastModified"),
      row<At<&T::e_tag>>("ETag"),
      row<At<&T::size>>("Size"),
  };
};

template <>
struct Shape<s3::Bucket> {
  using T = s3::Bucket;
  static constexpr auto rows = std::tuple{
      row<At<&T::name>>("Name"),
      row<At<&T::creation_date>>("CreationDate"),
  };
};

template <>
struct Shape<s3::CreateBucketRequest> {
  using T = s3::CreateBucketRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
  };
};

template <>
struct Shape<s3::DeleteBucketRequest> {
  using T = s3::DeleteBucketRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
  };
};

template <>
struct Shape<s3::ListBucketsRequest> {
  using T = s3::ListBucketsRequest;
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<s3::PutObjectRequest> {
  using T = s3::PutObjectRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::key>>("Key", Need::kRequired),
      row<At<&T::body>>("Body"),
  };
};

template <>
struct Shape<s3::GetObjectRequest> {
  using T = s3::GetObjectRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::key>>("Key", Need::kRequired),
  };
};

template <>
struct Shape<s3::HeadObjectRequest> {
  using T = s3::HeadObjectRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::key>>("Key", Need::kRequired),
  };
};

template <>
struct Shape<s3::DeleteObjectRequest> {
  using T = s3::DeleteObjectRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::key>>("Key", Need::kRequired),
  };
};

template <>
struct Shape<s3::ListObjectsV2Request> {
  using T = s3::ListObjectsV2Request;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::max_keys>>("MaxKeys"),
      row<At<&T::prefix>>("Prefix"),
      row<At<&T::continuation_token>>("ContinuationToken"),
  };
};

template <>
struct Shape<s3::PutBucketNotificationConfigurationRequest> {
  using T = s3::PutBucketNotificationConfigurationRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
      row<At<&T::notification_configuration>>("NotificationConfiguration", Need::kRequired),
      row<At<&T::skip_destination_validation>>("SkipDestinationValidation"),
  };
};

template <>
struct Shape<s3::GetBucketNotificationConfigurationRequest> {
  using T = s3::GetBucketNotificationConfigurationRequest;
  static constexpr auto rows = std::tuple{
      row<At<&T::bucket>>("Bucket", Need::kRequired),
  };
};

template <>
struct Shape<s3::EmptyResponse> {
  static constexpr auto rows = std::tuple{};
};

template <>
struct Shape<s3::CreateBucketResponse> {
  using T = s3::CreateBucketResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::location>>("Location"),
  };
};

template <>
struct Shape<s3::ListBucketsResponse> {
  using T = s3::ListBucketsResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::buckets>>("Buckets", Need::kRequired),
  };
};

template <>
struct Shape<s3::PutObjectResponse> {
  using T = s3::PutObjectResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::e_tag>>("ETag"),
  };
};

template <>
struct Shape<s3::GetObjectResponse> {
  using T = s3::GetObjectResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::body>>("Body"),
      row<At<&T::last_modified>>("LastModified"),
      row<At<&T::content_length>>("ContentLength"),
      row<At<&T::e_tag>>("ETag"),
  };
};

template <>
struct Shape<s3::HeadObjectResponse> {
  using T = s3::HeadObjectResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::last_modified>>("LastModified"),
      row<At<&T::content_length>>("ContentLength"),
      row<At<&T::e_tag>>("ETag"),
  };
};

template <>
struct Shape<s3::ListObjectsV2Response> {
  using T = s3::ListObjectsV2Response;
  static constexpr auto rows = std::tuple{
      row<At<&T::is_truncated>>("IsTruncated"),
      row<At<&T::contents>>("Contents"),
      row<At<&T::name>>("Name"),
      row<At<&T::prefix>>("Prefix"),
      row<At<&T::max_keys>>("MaxKeys"),
      row<At<&T::key_count>>("KeyCount"),
      row<At<&T::next_continuation_token>>("NextContinuationToken"),
  };
};

template <>
struct Shape<s3::GetBucketNotificationConfigurationResponse> {
  using T = s3::GetBucketNotificationConfigurationResponse;
  static constexpr auto rows = std::tuple{
      row<At<&T::configuration, &s3::NotificationConfiguration::topic_configurations>>(
          "TopicConfigurations"),
      row<At<&T::configuration, &s3::NotificationConfiguration::queue_configurations>>(
          "QueueConfigurations"),
  };
};

}  // namespace api
