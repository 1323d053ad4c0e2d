// The vocabulary of Amazon S3, as far as messaging meets it: buckets, objects and what a bucket
// tells others. AWS's member names (API version 2006-03-01) in snake case. Must not know how a
// bucket works.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/api_error.h"
#include "model/ids.h"

namespace model::s3 {

struct FilterRule {
  std::string name;  // "prefix" or "suffix", in any case
  std::string value;
};
struct S3KeyFilter {
  std::vector<FilterRule> filter_rules;
};
struct NotificationConfigurationFilter {
  S3KeyFilter key;
};
struct QueueConfiguration {
  std::string id;
  std::string queue_arn;
  std::vector<std::string> events;
  std::optional<NotificationConfigurationFilter> filter;
};
struct TopicConfiguration {
  std::string id;
  std::string topic_arn;
  std::vector<std::string> events;
  std::optional<NotificationConfigurationFilter> filter;
};
struct NotificationConfiguration {
  std::vector<TopicConfiguration> topic_configurations;
  std::vector<QueueConfiguration> queue_configurations;
};
struct Object {
  std::string key;
  std::string last_modified;  // ISO 8601
  std::string e_tag;          // with its quotes
  std::int64_t size = 0;
};
struct Bucket {
  std::string name;
  std::string creation_date;
};

struct CreateBucketRequest {
  std::string bucket;
};
struct DeleteBucketRequest {
  std::string bucket;
};
struct ListBucketsRequest {};
struct PutObjectRequest {
  std::string bucket;
  std::string key;
  std::string body;
};
struct GetObjectRequest {
  std::string bucket;
  std::string key;
};
struct HeadObjectRequest {
  std::string bucket;
  std::string key;
};
struct DeleteObjectRequest {
  std::string bucket;
  std::string key;
};
struct ListObjectsV2Request {
  std::string bucket;
  std::string prefix;
  std::optional<std::int64_t> max_keys;
  std::string continuation_token;
};
struct PutBucketNotificationConfigurationRequest {
  std::string bucket;
  NotificationConfiguration notification_configuration;
  bool skip_destination_validation = false;
};
struct GetBucketNotificationConfigurationRequest {
  std::string bucket;
};

/// Actions whose answer is empty.
struct EmptyResponse {};
struct CreateBucketResponse {
  std::string location;
};
struct ListBucketsResponse {
  std::vector<Bucket> buckets;
};
struct PutObjectResponse {
  std::string e_tag;
};
struct GetObjectResponse {
  std::string body;
  std::int64_t content_length = 0;
  std::string e_tag;
  std::string last_modified;
};
struct HeadObjectResponse {
  std::int64_t content_length = 0;
  std::string e_tag;
  std::string last_modified;
};
struct ListObjectsV2Response {
  std::string name;
  std::string prefix;
  std::int64_t key_count = 0;
  std::int64_t max_keys = 0;
  bool is_truncated = false;
  std::vector<Object> contents;
  std::string next_continuation_token;
};
struct GetBucketNotificationConfigurationResponse {
  NotificationConfiguration configuration;  // its members are those of the answer
};

using Request =
    std::variant<CreateBucketRequest, DeleteBucketRequest, ListBucketsRequest, PutObjectRequest,
                 GetObjectRequest, HeadObjectRequest, DeleteObjectRequest, ListObjectsV2Request,
                 PutBucketNotificationConfigurationRequest,
                 GetBucketNotificationConfigurationRequest>;
using Response = std::variant<EmptyResponse, CreateBucketResponse, ListBucketsResponse,
                              PutObjectResponse, GetObjectResponse, HeadObjectResponse,
                              ListObjectsV2Response, GetBucketNotificationConfigurationResponse>;

}  // namespace model::s3
