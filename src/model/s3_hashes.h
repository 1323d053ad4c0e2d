// Hashes of the vocabulary of Amazon S3, every member of it. Must not know how a bucket works.
#pragma once

#include "base/hash.h"
#include "model/s3.h"

namespace model::s3 {

void hash_into(const NotificationConfigurationFilter& r, base::Hasher& h);
void hash_into(const NotificationConfiguration& r, base::Hasher& h);
void hash_into(const CreateBucketRequest& r, base::Hasher& h);
void hash_into(const DeleteBucketRequest& r, base::Hasher& h);
void hash_into(const ListBucketsRequest& r, base::Hasher& h);
void hash_into(const PutObjectRequest& r, base::Hasher& h);
void hash_into(const GetObjectRequest& r, base::Hasher& h);
void hash_into(const HeadObjectRequest& r, base::Hasher& h);
void hash_into(const DeleteObjectRequest& r, base::Hasher& h);
void hash_into(const ListObjectsV2Request& r, base::Hasher& h);
void hash_into(const PutBucketNotificationConfigurationRequest& r, base::Hasher& h);
void hash_into(const GetBucketNotificationConfigurationRequest& r, base::Hasher& h);
void hash_into(const EmptyResponse& r, base::Hasher& h);
void hash_into(const CreateBucketResponse& r, base::Hasher& h);
void hash_into(const ListBucketsResponse& r, base::Hasher& h);
void hash_into(const PutObjectResponse& r, base::Hasher& h);
void hash_into(const GetObjectResponse& r, base::Hasher& h);
void hash_into(const HeadObjectResponse& r, base::Hasher& h);
void hash_into(const ListObjectsV2Response& r, base::Hasher& h);
void hash_into(const GetBucketNotificationConfigurationResponse& r, base::Hasher& h);

}  // namespace model::s3
