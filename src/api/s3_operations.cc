// The operation table: the rows of Amazon S3. Its REST face over HTTP is not simulated: buckets are
// reached by CLI lines and lessons. Must not know how a call is carried out.
#include "api/s3_operations.h"

#include "api/operation_rows.h"
#include "api/s3_shapes.h"

namespace api {
namespace {

constexpr std::array kRows{
    row_of<s3::CreateBucketRequest, s3::CreateBucketResponse>(),
    row_of<s3::DeleteBucketRequest, s3::EmptyResponse>(),
    row_of<s3::ListBucketsRequest, s3::ListBucketsResponse>(),
    row_of<s3::PutObjectRequest, s3::PutObjectResponse>(),
    row_of<s3::GetObjectRequest, s3::GetObjectResponse>(),
    row_of<s3::HeadObjectRequest, s3::HeadObjectResponse>(),
    row_of<s3::DeleteObjectRequest, s3::EmptyResponse>(),
    row_of<s3::ListObjectsV2Request, s3::ListObjectsV2Response>(),
    row_of<s3::PutBucketNotificationConfigurationRequest, s3::EmptyResponse>(),
    row_of<s3::GetBucketNotificationConfigurationRequest,
           s3::GetBucketNotificationConfigurationResponse>(),
};

}  // namespace

std::span<const Operation> s3_operations() { return kRows; }

std::optional<base::Json> s3_response_to_json(const Response& response) {
  return write_response<s3::Response>(response);
}

}  // namespace api
