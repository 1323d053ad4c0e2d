// The hash of Amazon S3. Structs are taken apart by structured bindings: a new member does not
// compile until it is hashed.
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "model/s3_hashes.h"
#include "model/sns_hashes.h"
#include "services/s3/s3.h"

namespace services::s3 {

void hash_into(const Object& object, base::Hasher& h) {
  const auto& [id, body, etag, modified_at, sequencer] = object;
  // The etag stands for the body, of which it is the MD5.
  base::hash_fields(h, id, body->size(), etag, modified_at, sequencer);
}
void hash_into(const Notification& n, base::Hasher& h) {
  const auto& [id, destination, to_topic, events, prefix, suffix, filter] = n;
  base::hash_fields(h, id, destination, to_topic, events, prefix, suffix, filter);
}
void hash_into(const Bucket& bucket, base::Hasher& h) {
  const auto& [id, name, arn, created_at, objects, notifications] = bucket;
  base::hash_fields(h, id, name, arn, created_at, objects, notifications);
}
void hash_into(const State::UnderWay& sent, base::Hasher& h) {
  const auto& [bucket, object, cause] = sent;
  base::hash_fields(h, bucket, object, cause);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [region, account, epoch_ms, seed, buckets, by_name, last_bucket, last_object,
               last_request, last_outgoing, objects, bytes, under_way, outgoing] = state;
  base::hash_fields(h, region, account, epoch_ms, seed, buckets, last_bucket, last_object,
                    last_request, last_outgoing, objects, bytes, under_way, outgoing.size());
}

}  // namespace services::s3
