// The World: every service, every simulated caller, the network between them and the clock, as
// ONE copyable value. A copy is a checkpoint, a fork, a what-if twin. Must not know who watches.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "actors/actors.h"
#include "actors/state.h"
#include "base/hash.h"
#include "engine/context.h"
#include "model/events.h"
#include "model/facts.h"
#include "model/ids.h"
#include "model/request.h"
#include "services/cloudwatch/cloudwatch.h"
#include "services/iam/state.h"
#include "services/kinesis/kinesis.h"
#include "services/kms/kms.h"
#include "services/lambda/lambda.h"
#include "services/s3/s3.h"
#include "services/sns/sns.h"
#include "services/sqs/sqs.h"
#include "services/sqs/state.h"
#include "world/bill.h"

namespace world {

/// How a World is set up before anything happens.
struct Options {
  std::uint64_t seed = 1;
  model::Profile profile = model::Profile::kCurrent;
  base::Duration hop = base::milliseconds(40);  // one way over the network
  services::sqs::Behaviour sqs;
  services::sns::Behaviour sns;
  std::string region = "us-east-1";
  std::string account = "000000000000";
  /// Epoch milliseconds of SimTime 0, for the timestamps that AWS gives as dates.
  std::int64_t epoch_ms = 1'795'132'800'000;  // 2026-11-20T00:00:00Z
};

/// SenderId of what simulated callers send.
inline constexpr const char* kActorSenderId = "AROAINFLIGHTACTOR0000:simulated";
/// SenderId of what Amazon SNS delivers.
inline constexpr const char* kSnsSenderId = "AIDAINFLIGHTSNS000000";

/// One hop of one call between a caller and a service; what moves in the picture. Where it is at
/// any time is arithmetic on departed_at and arrives_at.
struct Transit {
  model::TransitId id;
  model::CallId call;
  model::ActorId actor;         // the caller; 0 when a service calls
  model::ServiceTicket ticket;  // set when a service calls: which of its calls this is
  model::QueueId queue;         // the queue it concerns, 0 when the request names none
  model::TopicId topic;         // the topic it goes to, or comes from when SNS calls
  model::SubscriptionId subscription;  // of a delivery by SNS
  model::PublishId publish;            // the message on its way to or from a topic
  model::BucketId bucket;              // of a notification by S3
  model::ObjectId object;              // what it is about; 0 for the test event
  model::StreamId stream;              // the stream it concerns
  model::ShardId shard;                // of a read or a push
  std::vector<model::RecordId> records;  // carried: a put, or what a read or a push brings
  bool response = false;
  base::SimTime departed_at;
  base::SimTime arrives_at;
  std::vector<model::MessageId> messages;  // carried bodies: a send, or what a receive returned
  std::variant<model::Request, model::ApiResult<model::Response>, model::sns::EndpointCall> payload;
};

/// A call made from outside the World: by the learner, a lesson step, a CLI line, an SDK.
struct ApiCall {
  model::Request request;
  model::PrincipalId as = {};  // who calls; 0 is the account's administrator
  std::string trace_header = {};  // X-Amzn-Trace-Id, when the call came with one
};
/// An order to a simulated caller.
struct ActorOrder {
  model::ActorId actor;
  actors::Order order = actors::Order::kCrash;
};
/// A worker's settings changed by a dial or a lesson step; absent = unchanged.
struct WorkerChange {
  model::ActorId actor;
  std::optional<base::Duration> work;
  std::optional<std::optional<actors::HeartbeatSpec>> heartbeat;
  std::optional<bool> idempotent;
};

/// New settings for a producer or consumer of a stream, from its next action on: the Properties of
/// its template entry as JSON. What it reads from or writes to stays what it is.
struct SettingsChange {
  model::ActorId actor;
  std::string properties;
};

/// Somebody outside makes the HTTP calls of SNS from now on, or no more.
struct HttpDriver {
  bool attached = true;
};
/// What a real HTTP endpoint answered to a delivery; 0 = it could not be reached.
struct HttpDeliveryResult {
  model::DeliveryId delivery;
  int status = 200;
};
/// A simulated endpoint outside AWS behaves differently from now on.
struct EndpointChange {
  std::string endpoint;
  services::sns::EndpointBehaviour behaviour;
};
/// The owner of a phone opts out of text messages.
struct PhoneOptOut {
  std::string number;
};
/// An administrator's order to a KMS key.
struct KeyOrder {
  model::KeyId key;
  services::kms::Order order = services::kms::Order::kDisable;
};

using Command = std::variant<ApiCall, ActorOrder, WorkerChange, HttpDriver, HttpDeliveryResult,
                             EndpointChange, PhoneOptOut, KeyOrder, SettingsChange>;

/// Why IAM's door let a call not pass; `event` is its CallDenied.
struct Denial {
  model::EventSeq event = 0;
  std::string action;
  services::iam::Decision decision;
};

/// What a command answers at once. A long poll answers later (`pending`), through
/// take_external_answers(). `done` is false when an order makes no sense now.
struct Reply {
  model::CallId call;
  bool pending = false;
  bool done = true;
  model::ApiResult<model::Response> result;
};
struct ExternalAnswer {
  model::CallId call;
  model::ApiResult<model::Response> result;
};

/// What references to a resource of the template stand for.
struct ResourceTexts {
  std::string ref;
  std::string arn;
};

class World {
 public:
  using Command = world::Command;
  using Event = model::Event;
  using Charge = model::Charge;
  using Sink = model::EventSink;
  using NullSink = model::NullSink;
  using Reply = world::Reply;

  World() : World(Options{}) {}
  explicit World(const Options& options);
  // Defined once, in world.cc: a World has hundreds of types in it, and most files hold one.
  World(const World& other);
  World(World&& other) noexcept;
  World& operator=(const World& other);
  World& operator=(World&& other) noexcept;
  ~World();

  base::SimTime now() const { return now_; }
  /// When something will happen by itself; base::kNever when nothing will.
  base::SimTime next_due() const { return timers_.next(); }
  /// Runs every timer up to and including `t`, then stands at `t`.
  void run_until(base::SimTime t, model::EventSink& sink);
  /// Carries out a command now, and what follows at this very moment.
  Reply apply(const Command& command, model::EventSink& sink);
  /// Depends on everything that can influence the future; equal on every platform.
  std::uint64_t hash() const;
  /// About how many bytes a copy made now will keep for itself; for bounding keyframes only.
  std::size_t weight() const;

  const Options& options() const { return options_; }
  const services::sqs::State& sqs() const { return sqs_; }
  const services::sns::State& sns() const { return sns_; }
  const services::iam::State& iam() const { return iam_; }
  const services::kms::State& kms() const { return kms_; }
  const services::s3::State& s3() const { return s3_; }
  const services::kinesis::State& kinesis() const { return kinesis_; }
  const services::lambda::State& lambda() const { return lambda_; }
  /// CloudWatch: one value a minute of every queue and topic in use.
  const services::cloudwatch::State& metrics() const { return metrics_; }
  /// Everything that AWS would bill so far.
  const Meter& meter() const { return meter_; }
  const actors::State& actors() const { return actors_; }
  const std::map<model::TransitId, Transit>& transits() const { return transits_; }
  /// The number of the last event this World wrote.
  model::EventSeq last_event() const { return last_seq_; }
  /// Hands over answers to outside calls that had to wait.
  std::vector<ExternalAnswer> take_external_answers() { return std::exchange(external_, {}); }
  /// Hands over the HTTP calls that SNS wants to be made; each is answered by an
  /// HttpDeliveryResult.
  std::vector<services::sns::HttpDelivery> take_http_deliveries() {
    return std::exchange(sns_.http_outbox, {});
  }
  /// The latest calls that were denied, oldest first.
  const std::vector<Denial>& denials() const { return denials_; }
  /// What the logical names of the template stand for.
  const std::map<std::string, ResourceTexts, std::less<>>& resources() const { return resources_; }
  /// Who this simulated caller calls as; 0 is the account's administrator.
  model::PrincipalId principal_of(model::ActorId actor) const;
  /// Forgets an outside call that waits: its caller has gone, so nothing may be given to it.
  void hang_up(model::CallId call);

  /// Set-up only, at time zero and before anything ran; writes no events.
  model::ApiResult<model::QueueId> add_queue(const model::sqs::CreateQueueRequest& request);
  model::ApiResult<model::sqs::Response> set_queue_attributes(
      const model::sqs::SetQueueAttributesRequest& request);
  model::ApiResult<model::Response> set_up(model::Request request);
  base::Result<model::PrincipalId, std::string> add_principal(services::iam::PrincipalKind kind,
                                                              std::string name,
                                                              std::string account);
  base::Result<void, std::string> attach_policy(model::PrincipalId principal, std::string name,
                                                std::string document);
  model::KeyId add_key(std::string alias, std::string policy);
  void disable_key(model::KeyId key);
  void set_endpoint(const std::string& endpoint, services::sns::EndpointBehaviour behaviour);
  bool set_function(const std::string& arn, services::lambda::Behaviour behaviour);
  void note_resource(std::string logical, ResourceTexts texts);
  void run_as(model::ActorId actor, model::PrincipalId principal);
  model::ActorId add_producer(std::string name, std::string group, actors::ProducerSpec spec);
  model::ActorId add_worker(std::string name, std::string group, actors::WorkerSpec spec);
  /// A producer or consumer of a stream.
  model::ActorId add_stream_actor(std::string name, std::string group, actors::StreamSpec spec);

 private:
  class Recorder;
  class BucketDestinations;
  engine::Context context(model::EventSink& sink);
  void fire(const model::Timer& timer, model::EventSink& sink);
  bool is_void(const engine::Timers::Entry& timer) const;
  void drop_void_timers();
  void arrive(model::TransitId id, model::EventSink& sink);
  /// An answer now, or nothing when the service answers later.
  using Outcome = std::optional<model::ApiResult<model::Response>>;
  Outcome execute(const model::Caller& caller, model::Request request, model::QueueId queue,
                  model::EventSink& sink);
  Outcome handle(const model::Caller& caller, model::Request request, model::EventSink& sink);
  model::ApiResult<model::Response> handle_s3(const model::Caller& caller, model::Request request,
                                              model::EventSink& sink);
  std::optional<model::ApiError> pass_door(const model::Caller& caller,
                                           const model::Request& request, model::QueueId queue,
                                           model::EventSink& sink);
  /// `denied` names what the call spoke of; who called and why not is added.
  void note_denial(const model::Caller& caller, model::CallDenied denied, std::string_view action,
                   services::iam::Decision decision, model::EventSink& sink);
  void send_out(actors::Wire& wire);
  void send_out_deliveries();
  void send_out_notifications();
  model::Caller caller_of_bucket(const Transit& transit) const;
  void notification_answered(const Transit& transit, model::EventSink& sink);
  void delivery_arrived(Transit& transit, model::EventSink& sink);
  void endpoint_reached(const Transit& transit, const model::sns::EndpointCall& call,
                        model::EventSink& sink);
  void service_call_arrived(Transit& transit, const model::Caller& caller, model::EventSink& sink);
  void delivery_answered(const Transit& transit, model::EventSink& sink);
  model::ApiResult<model::Response> handle_kinesis(const model::Caller& caller,
                                                   model::Request request, model::EventSink& sink);
  std::optional<model::ApiError> check_key_of_push(const services::kinesis::DuePush& push,
                                                   model::EventSink& sink);
  struct KeyUser;
  std::optional<model::ApiError> ask_for_key(const KeyUser& user,
                                             const model::KeyUseRefused& refusal,
                                             model::EventSink& sink);
  void push_records(const model::SubscriptionDue& due, model::EventSink& sink);
  void deliver_pushes();
  void name_records(Transit& transit, model::Request& request);
  void name_shards(const Transit& transit);
  void deliver_completions(model::EventSink& sink);
  void hang_up(model::ActorId actor);
  void forget_lost_messages();
  bool carried_to_caller(model::MessageId message) const;
  void depart(Transit transit);
  void answered(const Transit& transit, model::EventSink& sink);
  void respond(model::CallId call, model::ActorId actor, model::ApiResult<model::Response> result);
  model::QueueId queue_of_request(const model::Request& request) const;
  // What a call is billed as, known before it is carried out.
  struct CallBill {
    model::Billed what = model::Billed::kSqsRequest;
    std::size_t action = 0;
    model::EventSeq after = 0;
    model::QueueId queue;
    model::TopicId topic;
    std::int64_t bytes = 0;
    std::uint32_t deletes = 0;
    bool fair = false;
    model::StreamId stream;
    enum class Stream : std::uint8_t { kOther, kPutRecord, kSubscribe } on_stream = Stream::kOther;
  };
  CallBill weigh(const model::Request& request, model::QueueId queue) const;
  void bill(const CallBill& call, const model::ApiResult<model::Response>& result,
            model::EventSink& sink);
  void bill_delivery(const model::DeliverySucceeded& event, model::EventSink& sink);
  void charge(model::Billed what, std::uint32_t units, model::EventSeq after,
              model::EventSink& sink);
  void measure(const model::Event& event, model::EventSink& sink);
  void measure_stream(const model::Event& event, model::EventSink& sink);
  void measure_shard(model::StreamId stream, model::ShardId shard,
                     services::cloudwatch::MetricId metric, std::int64_t value = 1);
  void measure_call(const CallBill& call, const model::ApiResult<model::Response>& result);
  void charge_invocation(base::Duration duration, model::EventSeq after, model::EventSink& sink);
  void charge_invocations(model::EventSink& sink);
  void charge_written(model::StreamId stream, std::int64_t bytes, model::EventSink& sink);
  void charge_read(model::StreamId stream, std::int64_t bytes, bool pushed, model::EventSink& sink);
  void charge_hours(base::SimTime until, model::EventSink& sink);
  class HourBill;
  void charge_hour(const services::kinesis::Stream& stream, const HourBill& bill) const;
  void charge_commitment(const HourBill& bill);
  template <class Id>
  void measure(Id id, services::cloudwatch::MetricId metric, std::int64_t value = 1);
  std::uint32_t subject_of(model::QueueId id);
  std::uint32_t subject_of(model::TopicId id);
  std::uint32_t subject_of(model::StreamId id);
  void forget_subject(model::QueueId id);
  void close_minutes(base::SimTime until, model::EventSink& sink);
  model::Caller identified(model::Caller caller) const;
  bool carry_out(const ActorOrder& order, model::EventSink& sink);
  bool carry_out(const WorkerChange& change, model::EventSink& sink);
  bool carry_out(const SettingsChange& change, model::EventSink& sink);
  bool carry_out(const HttpDriver& driver, model::EventSink& sink);
  bool carry_out(const HttpDeliveryResult& result, model::EventSink& sink);
  bool carry_out(const EndpointChange& change, model::EventSink& sink);
  bool carry_out(const PhoneOptOut& opt_out, model::EventSink& sink);
  bool carry_out(const KeyOrder& order, model::EventSink& sink);

  Options options_;
  base::SimTime now_;
  engine::Timers timers_;
  std::size_t timers_to_prune_ = 1024;  // with so many timers, the void ones are dropped
  model::EventSeq last_seq_ = 0;
  services::sqs::State sqs_;
  services::sns::State sns_;
  services::iam::State iam_;
  services::kms::State kms_;
  services::s3::State s3_;
  services::kinesis::State kinesis_;
  services::lambda::State lambda_;
  actors::State actors_;
  std::map<model::ActorId, model::PrincipalId> actor_principals_;
  std::map<std::string, ResourceTexts, std::less<>> resources_;
  std::map<model::TransitId, Transit> transits_;
  // What a call of an actor that is not yet answered is about.
  struct OpenCall {
    model::QueueId queue;
    model::StreamId stream;
    model::ShardId shard;
  };
  friend void hash_into(const OpenCall& call, base::Hasher& h);
  std::map<model::CallId, OpenCall> open_calls_;
  std::uint32_t last_transit_ = 0;
  std::uint32_t last_call_ = 0;
  std::vector<ExternalAnswer> external_;  // output only: not in the hash
  std::vector<Denial> denials_;           // likewise; the latest
  // Measures: nothing that happens follows from them, so they are not in the hash either.
  static constexpr std::uint32_t kNoSubject = UINT32_MAX;
  services::cloudwatch::State metrics_;
  std::vector<std::uint32_t> queue_subjects_;  // CloudWatch's number of each queue, by id
  std::vector<std::uint32_t> topic_subjects_;
  std::vector<std::uint32_t> stream_subjects_;
  std::int64_t hours_charged_ = 0;  // shards and stream consumers are billed by the hour
  // What On-demand Advantage was billed for since the hour began, in KiB.
  struct AdvantageUse {
    std::int64_t written = 0;
    std::int64_t read = 0;
  };
  AdvantageUse advantage_use_;
  Meter meter_;
};

/// The queue whose URL this is, 0 when there is none.
model::QueueId find_queue_by_url(const World& world, std::string_view url);
/// The three digits by which the picture names a message: a copy bears the name of what was
/// published.
std::string short_name(const World& world, model::MessageId id);
/// The topic a request names, 0 when it names none that exists.
model::TopicId topic_of_request(const World& world, const model::Request& request);
/// The stream a request is about, 0 when it names none that exists.
model::StreamId stream_of_request(const World& world, const model::Request& request);
/// The URL in a request, "" for actions that name none.
std::string_view queue_url_of(const model::Request& request);

}  // namespace world
