// The names by which everything in a World is known: small numbers, never pointers.
#pragma once

#include <compare>
#include <cstdint>

namespace model {

/// A number that names one thing of one kind; 0 names nothing.
template <class Tag>
struct Id {
  std::uint32_t value = 0;
  constexpr auto operator<=>(const Id&) const = default;
  constexpr explicit operator bool() const { return value != 0; }
};

using QueueId = Id<struct QueueTag>;
using MessageId = Id<struct MessageTag>;    // one SQS message; its UUID is derived from it
using ActorId = Id<struct ActorTag>;        // a simulated caller; 0 is the learner
using TransitId = Id<struct TransitTag>;    // one network hop of a request or a response
using CallId = Id<struct CallTag>;          // one API call from request to response
using GroupId = Id<struct GroupTag>;  // a message group while its queue holds messages of it
using MoveTaskId = Id<struct MoveTaskTag>;  // one StartMessageMoveTask
using PrincipalId = Id<struct PrincipalTag>;  // of IAM; 0 is the account's administrator
using TopicId = Id<struct TopicTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using PublishId = Id<struct PublishTag>;    // one message accepted by a topic
using KeyId = Id<struct KeyTag>;            // a KMS key
using DeliveryId = Id<struct DeliveryTag>;  // one message on its way to one subscription
using BucketId = Id<struct BucketTag>;      // of S3
using ObjectId = Id<struct ObjectTag>;      // one version of one object of S3
using FunctionId = Id<struct FunctionTag>;  // of Lambda
using InvocationId = Id<struct InvocationTag>;  // one event given to a function, retries included

using StreamId = Id<struct StreamTag>;  // of Kinesis Data Streams
using ShardId = Id<struct ShardTag>;  // one shard of any stream
using RecordId = Id<struct RecordTag>;  // one record, from the moment its producer sends it
using ConsumerId = Id<struct ConsumerTag>;  // a registered stream consumer (enhanced fan-out)

/// A service that makes calls of its own, and which of its calls this is.
enum class Service : std::uint8_t { kNone, kSns, kS3 };
struct ServiceTicket {
  Service service = Service::kNone;
  std::uint32_t number = 0;
  constexpr auto operator<=>(const ServiceTicket&) const = default;
  constexpr explicit operator bool() const { return service != Service::kNone; }
};

/// The number of an event in its World's history, from 1; 0 is "no event".
using EventSeq = std::uint32_t;

/// What a picture, a row or an inspector can be about.
enum class RefKind : std::uint8_t {
  kNone,
  kQueue,
  kMessage,
  kActor,
  kTransit,
  kEvent,
  kTopic,
  kSubscription,
  kEndpoint,  // the subscriber behind a subscription that is no queue; its number is the latter's
  kStream,
  kShard,
  kRecord,
  kConsumer,
  kBucket,
  kObject,
};

/// A reference to one thing of any kind.
struct Ref {
  RefKind kind = RefKind::kNone;
  std::uint32_t id = 0;
  constexpr auto operator<=>(const Ref&) const = default;
  constexpr explicit operator bool() const { return kind != RefKind::kNone; }
};

constexpr Ref ref(QueueId id) { return {RefKind::kQueue, id.value}; }
constexpr Ref ref(MessageId id) { return {RefKind::kMessage, id.value}; }
constexpr Ref ref(ActorId id) { return {RefKind::kActor, id.value}; }
constexpr Ref ref(TopicId id) { return {RefKind::kTopic, id.value}; }
constexpr Ref ref(SubscriptionId id) { return {RefKind::kSubscription, id.value}; }
constexpr Ref ref(StreamId id) { return {RefKind::kStream, id.value}; }
constexpr Ref ref(ShardId id) { return {RefKind::kShard, id.value}; }
constexpr Ref ref(RecordId id) { return {RefKind::kRecord, id.value}; }
constexpr Ref ref(ConsumerId id) { return {RefKind::kConsumer, id.value}; }
constexpr Ref ref(BucketId id) { return {RefKind::kBucket, id.value}; }
constexpr Ref ref(ObjectId id) { return {RefKind::kObject, id.value}; }
constexpr Ref ref(TransitId id) { return {RefKind::kTransit, id.value}; }

}  // namespace model
