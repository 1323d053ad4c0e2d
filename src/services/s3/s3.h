// Amazon S3 as messaging meets it: buckets, objects, and what a bucket tells queues and topics.
// A plain value and functions on it. Must not know how a queue or a topic works: what a bucket
// sends leaves as a call of its own, which the World carries.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "engine/context.h"
#include "model/request.h"
#include "model/s3.h"

namespace services::s3 {

/// The sandbox keeps what is stored in memory.
inline constexpr std::size_t kMaxBuckets = 100;
inline constexpr std::size_t kMaxObjects = 100'000;
inline constexpr std::int64_t kMaxBytes = 256ll << 20;

/// The current version of one key.
struct Object {
  model::ObjectId id;
  std::shared_ptr<const std::string> body;  // copies of the World share it
  std::string etag;                         // MD5 of the body, without quotes
  base::SimTime modified_at;
  std::uint64_t sequencer = 0;
};

/// Where a bucket's events go, one configuration of either kind.
struct Notification {
  std::string id;
  std::string destination;  // ARN of a queue or topic
  bool to_topic = false;
  std::vector<std::string> events;  // "s3:ObjectCreated:*"
  std::string prefix;
  std::string suffix;
  /// As it was given, for the answer of GetBucketNotificationConfiguration.
  std::optional<model::s3::NotificationConfigurationFilter> filter;
};

struct Bucket {
  model::BucketId id;
  std::string name;
  std::string arn;
  base::SimTime created_at;
  std::map<std::string, Object, std::less<>> objects;
  std::vector<Notification> notifications;
};

/// A message that a bucket wants to send; the World puts it on the wire.
struct Outgoing {
  std::uint32_t number = 0;
  model::BucketId bucket;
  model::ObjectId object;  // 0 for the test event
  std::variant<model::sqs::SendMessageRequest, model::sns::PublishRequest> call;
  model::EventSeq cause = 0;
};

/// The whole service.
struct State {
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::int64_t epoch_ms = 0;  // of SimTime 0
  std::uint64_t seed = 0;
  std::map<model::BucketId, Bucket> buckets;
  std::map<std::string, model::BucketId, std::less<>> by_name;
  std::uint32_t last_bucket = 0;
  std::uint32_t last_object = 0;
  std::uint32_t last_request = 0;  // names requests, for x-amz-request-id
  std::uint32_t last_outgoing = 0;
  std::uint64_t objects = 0;
  std::int64_t bytes = 0;
  /// What is under way: bucket and object of each message, and what caused it.
  struct UnderWay {
    model::BucketId bucket;
    model::ObjectId object;
    model::EventSeq cause = 0;
  };
  std::map<std::uint32_t, UnderWay> under_way;
  std::vector<Outgoing> outgoing;  // drained by the dispatcher after every handling

  const Bucket* find(model::BucketId id) const;
  const Bucket* find_by_name(std::string_view name) const;
};

/// Whether a destination would take what a bucket sends; asked of the dispatcher, which knows IAM
/// and the other services.
class Destinations {
 public:
  virtual ~Destinations() = default;
  virtual bool accepts(const Bucket& bucket, const Notification& notification) = 0;
};

using Result = model::ApiResult<model::s3::Response>;
Result handle(State& state, engine::Context& ctx, const model::Caller& caller,
              const model::s3::Request& request, Destinations& destinations);

/// The answer to something a bucket sent. It is not tried again.
void delivered(State& state, engine::Context& ctx, std::uint32_t number, model::QueueId queue,
               model::TopicId topic, model::MessageId message);
void lost(State& state, engine::Context& ctx, std::uint32_t number, model::QueueId queue,
          model::TopicId topic);

void hash_into(const State& state, base::Hasher& h);

}  // namespace services::s3
