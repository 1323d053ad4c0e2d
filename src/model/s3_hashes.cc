// Hashes of the vocabulary of Amazon S3. Every function takes its struct apart by a structured
// binding, so that a new member does not compile until it is hashed.
#include "model/s3_hashes.h"

#include "base/hash_fields.h"

namespace model::s3 {

void hash_into(const FilterRule& r, base::Hasher& h) {
  const auto& [name, value] = r;
  base::hash_fields(h, name, value);
}
void hash_into(const S3KeyFilter& r, base::Hasher& h) {
  const auto& [filter_rules] = r;
  base::hash_fields(h, filter_rules);
}
void hash_into(const NotificationConfigurationFilter& r, base::Hasher& h) {
  const auto& [key] = r;
  base::hash_fields(h, key);
}
void hash_into(const QueueConfiguration& r, base::Hasher& h) {
  const auto& [id, queue_arn, events, filter] = r;
  base::hash_fields(h, id, queue_arn, events, filter);
}
void hash_into(const TopicConfiguration& r, base::Hasher& h) {
  const auto& [id, topic_arn, events, filter] = r;
  base::hash_fields(h, id, topic_arn, events, filter);
}
void hash_into(const NotificationConfiguration& r, base::Hasher& h) {
  const auto& [topic_configurations, queue_configurations] = r;
  base::hash_fields(h, topic_configurations, queue_configurations);
}
void hash_into(const Object& r, base::Hasher& h) {
  const auto& [key, last_modified, e_tag, size] = r;
  base::hash_fields(h, key, last_modified, e_tag, size);
}
void hash_into(const Bucket& r, base::Hasher& h) {
  const auto& [name, creation_date] = r;
  base::hash_fields(h, name, creation_date);
}
void hash_into(const CreateBucketRequest& r, base::Hasher& h) {
  const auto& [bucket] = r;
  base::hash_fields(h, bucket);
}
void hash_into(const DeleteBucketRequest& r, base::Hasher& h) {
  const auto& [bucket] = r;
  base::hash_fields(h, bucket);
}
void hash_into(const ListBucketsRequest&, base::Hasher&) {}
void hash_into(const PutObjectRequest& r, base::Hasher& h) {
  const auto& [bucket, key, body] = r;
  base::hash_fields(h, bucket, key, body);
}
void hash_into(const GetObjectRequest& r, base::Hasher& h) {
  const auto& [bucket, key] = r;
  base::hash_fields(h, bucket, key);
}
void hash_into(const HeadObjectRequest& r, base::Hasher& h) {
  const auto& [bucket, key] = r;
  base::hash_fields(h, bucket, key);
}
void hash_into(const DeleteObjectRequest& r, base::Hasher& h) {
  const auto& [bucket, key] = r;
  base::hash_fields(h, bucket, key);
}
void hash_into(const ListObjectsV2Request& r, base::Hasher& h) {
  const auto& [bucket, prefix, max_keys, continuation_token] = r;
  base::hash_fields(h, bucket, prefix, max_keys, continuation_token);
}
void hash_into(const PutBucketNotificationConfigurationRequest& r, base::Hasher& h) {
  const auto& [bucket, notification_configuration, skip_destination_validation] = r;
  base::hash_fields(h, bucket, notification_configuration, skip_destination_validation);
}
void hash_into(const GetBucketNotificationConfigurationRequest& r, base::Hasher& h) {
  const auto& [bucket] = r;
  base::hash_fields(h, bucket);
}
void hash_into(const EmptyResponse&, base::Hasher&) {}
void hash_into(const CreateBucketResponse& r, base::Hasher& h) {
  const auto& [location] = r;
  base::hash_fields(h, location);
}
void hash_into(const ListBucketsResponse& r, base::Hasher& h) {
  const auto& [buckets] = r;
  base::hash_fields(h, buckets);
}
void hash_into(const PutObjectResponse& r, base::Hasher& h) {
  const auto& [e_tag] = r;
  base::hash_fields(h, e_tag);
}
void hash_into(const GetObjectResponse& r, base::Hasher& h) {
  const auto& [body, content_length, e_tag, last_modified] = r;
  base::hash_fields(h, body, content_length, e_tag, last_modified);
}
void hash_into(const HeadObjectResponse& r, base::Hasher& h) {
  const auto& [content_length, e_tag, last_modified] = r;
  base::hash_fields(h, content_length, e_tag, last_modified);
}
void hash_into(const ListObjectsV2Response& r, base::Hasher& h) {
  const auto& [name, prefix, key_count, max_keys, is_truncated, contents, next_continuation_token] =
      r;
  base::hash_fields(h, name, prefix, key_count, max_keys, is_truncated, contents,
                    next_continuation_token);
}
void hash_into(const GetBucketNotificationConfigurationResponse& r, base::Hasher& h) {
  const auto& [configuration] = r;
  base::hash_fields(h, configuration);
}

}  // namespace model::s3
