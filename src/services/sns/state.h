// Everything Amazon SNS knows: topics, subscriptions, messages on their way to subscribers, mobile
// applications, and the simulated endpoints outside AWS. A plain value. Must not know callers
// other than by their number, nor how a queue works.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"
#include "base/time.h"
#include "model/ids.h"
#include "model/sns.h"
#include "services/sns/filter_policy.h"
#include "services/sns/retry.h"

namespace services::sns {

enum class Protocol : std::uint8_t {
  kSqs,
  kLambda,
  kFirehose,
  kHttp,
  kHttps,
  kEmail,
  kEmailJson,
  kSms,
  kApplication,
};
inline constexpr std::size_t kProtocols = 9;
std::optional<Protocol> protocol_from(std::string_view name);
std::string_view protocol_name(Protocol protocol);

/// A message that a topic accepted. Deliveries share it.
struct Message {
  model::PublishId id;
  model::TopicId topic;  // 0: published directly to a phone or a device
  std::string message_id;
  std::optional<std::string> subject;
  std::string body;
  bool per_protocol = false;  // MessageStructure json: `body` holds one text per protocol
  model::sns::MessageAttributes attributes;
  std::optional<std::string> group_id;
  std::string deduplication_id;  // FIFO
  std::string sequence_number;   // FIFO
  std::string trace_header;      // goes on to queues as AWSTraceHeader
  base::SimTime published_at;
  model::ActorId by;
  model::EventSeq event = 0;
};
using MessagePtr = std::shared_ptr<const Message>;

/// A topic remembers the deduplication ids of 5 minutes (aws-facts 2.8).
struct Duplicate {
  base::SimTime until;
  MessagePtr original;
};

/// What the filter policy of a subscription said to the latest message of its topic.
struct Verdict {
  model::PublishId publish;
  model::EventSeq event = 0;  // of a rejection
  bool passed = true;
  Mismatch why;  // of a rejection
};

struct TopicCounters {
  std::uint64_t published = 0;
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;  // for good
  std::uint64_t filtered = 0;
  std::uint64_t dead_lettered = 0;
};

struct Topic {
  model::TopicId id;
  std::string name;
  std::string arn;
  bool fifo = false;
  std::string policy;  // as set; empty = the default policy
  /// Other settable attributes, as they were set (aws-facts 2.2).
  model::sns::AttributeMap attributes;
  std::string data_protection_policy;
  model::sns::AttributeMap tags;
  DeliveryPolicy delivery_policy;  // of `attributes`, taken apart
  std::int64_t maximum_message_size = 0;
  bool content_based_deduplication = false;
  bool throughput_per_group = false;  // FifoThroughputScope = MessageGroup
  std::uint32_t deleted_subscriptions = 0;
  std::uint64_t next_sequence = 0;
  std::map<std::string, Duplicate> duplicates;
  std::vector<MessagePtr> archive;      // of a FIFO topic with an ArchivePolicy, oldest first
  std::int64_t archive_days = 0;        // 0 = no archive
  base::SimTime archive_begins;
  base::SimTime rate_second;            // FIFO: the running second and what it took so far
  std::map<std::string, std::uint32_t> rate_used;  // by group; "" is the whole topic
  TopicCounters counters;
  MessagePtr latest;  // output only: not in the hash
  model::EventSeq last_event = 0;
};

enum class ReplayStatus : std::uint8_t { kNone, kPending, kInProgress, kCompleted, kFailed };

struct Subscription {
  model::SubscriptionId id;
  model::TopicId topic;
  std::string arn;
  Protocol protocol = Protocol::kSqs;
  std::string endpoint;
  std::string owner;      // account
  std::string principal;  // ARN of who subscribed
  bool pending = false;
  bool authenticated = true;            // ConfirmationWasAuthenticated
  bool authenticated_unsubscribe = false;
  std::string token;
  base::SimTime token_until;
  bool raw = false;
  std::string filter_policy;  // as set
  FilterScope filter_scope = FilterScope::kMessageAttributes;
  std::shared_ptr<const FilterPolicy> filter;  // `filter_policy` taken apart; null = passes all
  std::string delivery_policy;                 // as set
  std::optional<DeliveryPolicy> own_policy;    // taken apart
  std::string redrive_policy;                  // as set
  std::string dead_letter_arn;
  std::string role_arn;  // SubscriptionRoleArn of a firehose subscription
  std::string replay_policy;
  ReplayStatus replay = ReplayStatus::kNone;
  std::uint32_t replay_left = 0;  // replayed messages that are not delivered yet
  base::SimTime next_slot;        // HTTP with a throttle: no call before this
  TopicCounters counters;
  Verdict verdict;  // output only: not in the hash
  model::EventSeq last_event = 0;
};

/// What a delivery brings.
enum class NoticeKind : std::uint8_t { kNotification, kConfirmation, kUnsubscribed };
enum class DeliveryPhase : std::uint8_t {
  kQueued,    // FIFO: an earlier message of the group is not through yet
  kUnderWay,  // a call was made, its answer is awaited
  kResting,   // until the next attempt
  kToDlq,     // on its way to the dead-letter queue
};

/// One message on its way to one endpoint.
struct Delivery {
  model::DeliveryId id;
  MessagePtr message;                  // null for the confirmation of a subscription or its end
  model::TopicId topic;
  model::SubscriptionId subscription;  // 0: published directly
  Protocol protocol = Protocol::kSqs;
  std::string endpoint;
  NoticeKind kind = NoticeKind::kNotification;
  /// Of an UnsubscribeConfirmation: the subscription as it was; `subscription` is 0.
  std::shared_ptr<const Subscription> former;
  bool replayed = false;
  DeliveryPhase phase = DeliveryPhase::kUnderWay;
  std::uint32_t attempt = 0;  // calls made to the endpoint so far
  base::SimTime created_at;
  base::SimTime due = base::kNever;  // of the DeliveryDue that counts
  std::string error_code;     // of the last failure
  std::string error_message;
  model::EventSeq last_event = 0;
};

/// How a simulated endpoint outside AWS behaves.
struct EndpointBehaviour {
  std::uint32_t fail_first = 0;  // so many calls fail, then it accepts
  bool fail_always = false;
  int status = 500;              // of a failure
  bool confirms = false;         // visits the SubscribeURL as soon as it gets one
  bool operator==(const EndpointBehaviour&) const = default;
};
/// What an endpoint got. Only the latest are kept.
struct Received {
  base::SimTime at;
  std::string message_id;
  std::string type;  // "Notification", …
  std::string subject;
  std::string body;
};
inline constexpr std::size_t kKeptPerEndpoint = 50;
struct Endpoint {
  EndpointBehaviour behaviour;
  std::uint64_t calls = 0;
  std::uint64_t accepted = 0;
  std::vector<Received> received;
};

/// A mobile application of a push service, and a device registered with it (aws-facts 2.7).
struct PlatformApplication {
  std::string arn;
  std::string platform;
  model::sns::AttributeMap attributes;
};
struct PlatformEndpoint {
  std::string arn;
  std::string application_arn;
  model::sns::AttributeMap attributes;  // Token, Enabled, CustomUserData
};

/// A POST for a subscriber outside, waiting to be made by whoever drives the World.
struct HttpDelivery {
  model::DeliveryId delivery;
  std::uint32_t attempt = 0;
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// A call that SNS wants to make; the World puts it on the wire.
struct Outgoing {
  model::DeliveryId delivery;
  model::TopicId topic;
  model::SubscriptionId subscription;
  std::variant<model::sqs::SendMessageRequest, model::sns::EndpointCall> call;
};

/// A message that SNS sends to a queue is a copy of a published one.
struct QueueCopy {
  model::MessageId message;
  model::PublishId publish;
};
/// Short names repeat after so many messages: older copies are known by their own names.
inline constexpr std::size_t kKeptCopies = 4096;

/// So many ended HTTP subscriptions can be restored by their SubscribeURL: the latest.
inline constexpr std::size_t kKeptEnded = 100;

struct Behaviour {
  bool retry_jitter = false;  // AWS adds jitter to retries; off, so that lessons show round numbers
  bool sms_sandbox = false;  // text messages go to verified numbers only
};

/// The whole service.
struct State {
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::int64_t epoch_ms = 0;  // of SimTime 0
  std::uint64_t seed = 0;
  Behaviour behaviour;
  std::map<model::TopicId, Topic> topics;
  std::map<std::string, model::TopicId, std::less<>> by_name;
  std::map<model::SubscriptionId, Subscription> subscriptions;
  std::map<model::TopicId, std::set<model::SubscriptionId>> by_topic;
  std::vector<Subscription> ended;  // HTTP subscriptions, oldest first
  std::map<model::DeliveryId, Delivery> deliveries;
  /// FIFO: who waits for whom; the front of each list is under way.
  std::map<std::pair<model::SubscriptionId, std::string>, std::vector<model::DeliveryId>> lanes;
  std::map<std::string, Endpoint, std::less<>> endpoints;  // by URL, address or number
  std::map<std::string, PlatformApplication, std::less<>> applications;
  std::map<std::string, PlatformEndpoint, std::less<>> devices;
  model::sns::AttributeMap sms_attributes;
  std::map<std::string, base::SimTime, std::less<>> opted_out;  // phone numbers
  std::map<std::string, base::SimTime, std::less<>> opted_in;  // when: once per 30 days
  std::map<std::string, bool, std::less<>> sandbox_numbers;  // verified?
  bool http_driven = false;  // somebody outside makes the HTTP calls
  base::Rng retry_rng;
  std::uint32_t last_topic = 0;
  std::uint32_t last_subscription = 0;
  std::uint32_t last_publish = 0;
  std::uint32_t last_delivery = 0;
  std::uint32_t last_platform = 0;
  std::vector<Outgoing> outgoing;  // drained by the dispatcher after every handling
  std::vector<HttpDelivery> http_outbox;  // output only: not in the hash
  std::vector<QueueCopy> copies;  // likewise; the latest, by message

  State() = default;
  State(std::uint64_t world_seed, Behaviour how);

  const Topic* find(model::TopicId id) const;
  const Topic* find_by_arn(std::string_view arn) const;
  const Subscription* find(model::SubscriptionId id) const;
  const Subscription* find_subscription(std::string_view arn) const;
  /// The next message id; also used to name a message before it arrives.
  model::PublishId reserve_publish() { return {++last_publish}; }
  void note_copy(model::MessageId message, model::PublishId publish);
  /// What a message in a queue is a copy of; 0 when nobody published it, or long ago.
  model::PublishId publish_of(model::MessageId message) const;
  std::int64_t epoch_at(base::SimTime t) const { return epoch_ms + t.us / 1000; }
};

/// How often and when the calls of a delivery are repeated (aws-facts 2.5).
RetryPolicy retries_for(const State& state, const Delivery& delivery);

/// The MessageId of a published message.
std::string publish_uuid(std::uint64_t seed, model::PublishId id);
/// Its first three digits, by which the picture names it; they differ for any 4,096 neighbours.
std::string short_id(std::uint64_t seed, model::PublishId id);
/// A UUID for anything else, by purpose and number.
std::string uuid_for(std::uint64_t seed, std::string_view purpose, std::uint64_t number);

void hash_into(const Behaviour& how, base::Hasher& h);
/// Every member, down to the last: whatever can influence the future is in it.
void hash_into(const State& state, base::Hasher& h);

}  // namespace services::sns
