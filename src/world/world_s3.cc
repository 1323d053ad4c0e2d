// The World around Amazon S3: whether a destination lets a bucket in, and the notifications that
// travel like everybody's calls. Must not know how S3 decides.
#include <format>

#include "model/actions.h"
#include "world/world.h"

namespace world {
namespace {

/// SenderId of what Amazon S3 delivers.
constexpr const char* kS3SenderId = "AIDAINFLIGHTS30000000";

// S3 calls as the service it is, on behalf of its bucket.
model::Caller caller_of(const services::s3::State& s3, model::BucketId id, model::CallId call) {
  const services::s3::Bucket* bucket = s3.find(id);
  model::Caller caller{.call = call, .sender_id = kS3SenderId};
  caller.service = "s3.amazonaws.com";
  caller.source_account = s3.account;
  if (bucket != nullptr) caller.source_arn = bucket->arn;
  return caller;
}

}  // namespace

// A destination is asked as S3 would ask it: it has to exist, and its policy has to let the bucket
// in (aws-facts 1.12 "Seed policy 2").
class World::BucketDestinations final : public services::s3::Destinations {
 public:
  BucketDestinations(World& world, model::EventSink& sink) : world_(world), sink_(sink) {}
  bool accepts(const services::s3::Bucket& bucket,
               const services::s3::Notification& notification) override {
    const std::string& arn = notification.destination;
    const model::Caller caller = caller_of(world_.s3_, bucket.id, {});
    if (notification.to_topic) {
      const services::sns::Topic* topic = world_.sns_.find_by_arn(arn);
      model::sns::PublishRequest request;
      request.topic_arn = arn;
      return topic != nullptr && !world_.pass_door(caller, request, {}, sink_);
    }
    const services::sqs::Queue* queue =
        world_.sqs_.find_by_name(std::string_view(arn).substr(arn.rfind(':') + 1));
    if (queue == nullptr || queue->arn != arn) return false;
    const model::sqs::SendMessageRequest request{.queue_url = queue->url};
    return !world_.pass_door(caller, request, queue->id, sink_);
  }

 private:
  World& world_;
  model::EventSink& sink_;
};

model::ApiResult<model::Response> World::handle_s3(const model::Caller& caller,
                                                   model::Request request, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  BucketDestinations destinations(*this, sink);
  auto result = services::s3::handle(
      s3_, ctx, caller, *model::narrow<model::s3::Request>(std::move(request)), destinations);
  send_out_notifications();
  return result;
}

void World::send_out_notifications() {
  for (services::s3::Outgoing& out : std::exchange(s3_.outgoing, {})) {
    Transit transit;
    transit.call = {++last_call_};
    transit.ticket = {model::Service::kS3, out.number};
    transit.bucket = out.bucket;
    transit.object = out.object;
    if (auto* message = std::get_if<model::sqs::SendMessageRequest>(&out.call)) {
      transit.queue = find_queue_by_url(*this, message->queue_url);
      message->reserved = sqs_.reserve_message();
      transit.messages.push_back(message->reserved);
      transit.payload = model::Request(std::move(*message));
    } else {
      auto& publish = std::get<model::sns::PublishRequest>(out.call);
      transit.publish = publish.reserved = sns_.reserve_publish();
      transit.payload = model::Request(std::move(publish));
      transit.topic = topic_of_request(*this, std::get<model::Request>(transit.payload));
    }
    depart(std::move(transit));
  }
}

model::Caller World::caller_of_bucket(const Transit& transit) const {
  return caller_of(s3_, transit.bucket, transit.call);
}

void World::notification_answered(const Transit& transit, model::EventSink& sink) {
  engine::Context ctx = context(sink);
  const std::uint32_t number = transit.ticket.number;
  const auto& result = std::get<model::ApiResult<model::Response>>(transit.payload);
  if (!result) {
    services::s3::lost(s3_, ctx, number, transit.queue, transit.topic);
    return;
  }
  const auto* stored = std::get_if<model::sqs::SendMessageResponse>(&*result);
  services::s3::delivered(s3_, ctx, number, transit.queue, transit.topic,
                          stored == nullptr ? model::MessageId{} : stored->message);
}

}  // namespace world
