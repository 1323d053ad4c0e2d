// S3 from World to stage.
#include "view/stage_bucket.h"

#include <algorithm>
#include <array>
#include <format>

#include "base/json.h"
#include "view/event_index.h"
#include "view/stage_topic.h"
#include "view/words.h"

namespace view {
namespace {

using services::s3::Bucket;

constexpr std::size_t kRecentEvents = 4'000;         // looked through for what was lost
constexpr base::Duration kLossShown = base::seconds(10);

bool is_uuid(std::string_view key) {
  static constexpr std::array<std::size_t, 4> kDashes{8, 13, 18, 23};
  if (key.size() != 36) return false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const bool dash = std::ranges::contains(kDashes, i);
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !digit) return false;
  }
  return true;
}

StageObject make_object(model::ObjectId id, std::string_view key, std::int64_t bytes) {
  return {id, object_name(key), std::string(key), size_text(bytes)};
}

model::BucketId bucket_named(const world::World& world, std::string_view name) {
  const Bucket* bucket = world.s3().find_by_name(name);
  return bucket == nullptr ? model::BucketId{} : bucket->id;
}

StageBucket read_bucket(const world::World& world, const Bucket& bucket) {
  StageBucket out{bucket.id, bucket.name, bucket.objects.size(), 0, {}, {}, {}};
  // The newest have the greatest numbers.
  std::vector<std::pair<const std::string*, const services::s3::Object*>> newest;
  for (const auto& [key, object] : bucket.objects) {
    out.bytes += static_cast<std::int64_t>(object.body->size());
    newest.emplace_back(&key, &object);
  }
  const auto by_number = [](const auto& entry) { return entry.second->id; };
  const std::size_t shown = std::min(newest.size(), kMostObjects);
  std::ranges::partial_sort(newest, newest.begin() + static_cast<std::ptrdiff_t>(shown),
                            std::ranges::greater{}, by_number);
  newest.resize(shown);
  for (const auto& [key, object] : newest) {
    out.objects.push_back(
        make_object(object->id, *key, static_cast<std::int64_t>(object->body->size())));
  }
  for (const services::s3::Notification& n : bucket.notifications) {
    StageNotification to;
    if (n.to_topic) {
      to.topic = publish_target(world, n.destination);
    } else {
      to.queue = queue_by_arn(world, n.destination);
    }
    to.destination = n.destination.substr(n.destination.rfind(':') + 1);
    const bool known =
        std::ranges::contains(out.notifications, to.destination, &StageNotification::destination);
    if (!known) out.notifications.push_back(std::move(to));
  }
  return out;
}

std::string destination_name(const world::World& world, model::QueueId queue,
                             model::TopicId topic) {
  if (queue) return queue_name(world, queue);
  const auto* found = world.sns().find(topic);
  return found == nullptr ? "its destination" : found->name;
}

void read_losses(const world::Timeline& timeline, StageState& out) {
  const world::World& world = timeline.view();
  const auto& log = timeline.log();
  std::size_t looked = 0;
  for (std::size_t i = timeline.events_shown(); i-- > 0 && looked < kRecentEvents; ++looked) {
    if (out.now - log[i].at > kLossShown) return;
    const auto* e = std::get_if<model::BucketNotificationLost>(&log[i].body);
    if (e == nullptr) continue;
    const auto bucket = std::ranges::find(out.buckets, e->bucket, &StageBucket::id);
    if (bucket == out.buckets.end()) continue;
    const bool told = std::ranges::any_of(bucket->lost, [&](const StageLost& other) {
      return other.queue == e->queue && other.topic == e->topic;
    });
    if (told) continue;
    const ObjectPlace place = find_object(world, e->object);
    bucket->lost.push_back({e->queue, e->topic, destination_name(world, e->queue, e->topic),
                            place.key == nullptr ? "" : object_name(*place.key),
                            loss_reason(timeline, log[i], *e)});
  }
}

// What a worker reads from S3 at the moment: the first of its messages whose payload is missing.
const actors::Job* reads_payload_of(const world::World& world, model::ActorId id) {
  const actors::Actor* actor = world.actors().find(id);
  const auto* worker = actor == nullptr ? nullptr : std::get_if<actors::Worker>(&actor->role);
  if (worker == nullptr) return nullptr;
  const auto it = std::ranges::find_if(worker->unread, [](const actors::Job& job) {
    return !job.payload_bucket.empty() && !job.fetched;
  });
  return it == worker->unread.end() ? nullptr : &*it;
}

// The bucket whose refusal is on its way to a caller, "" when it is none of S3's.
std::string refused_by(const world::World& world, const world::Transit& transit) {
  const actors::Actor* actor = world.actors().find(transit.actor);
  if (actor == nullptr) return {};
  if (const auto* producer = std::get_if<actors::Producer>(&actor->role)) {
    const bool upload =
        std::ranges::contains(producer->uploads, transit.call, &actors::Upload::call);
    return upload && producer->spec.large_payload ? producer->spec.large_payload->bucket : "";
  }
  const auto* worker = std::get_if<actors::Worker>(&actor->role);
  if (worker == nullptr || worker->call != transit.call) return {};
  if (const actors::Job* job = reads_payload_of(world, transit.actor)) return job->payload_bucket;
  return worker->deleting_payload && !worker->jobs.empty() ? worker->jobs.front().payload_bucket
                                                           : "";
}

StageHop hop_of(const world::Transit& transit) {
  StageHop hop;
  hop.id = transit.id;
  hop.actor = transit.actor;
  hop.queue = transit.queue;
  hop.topic = transit.topic;
  hop.to_queue = !transit.response;
  hop.departed_at = transit.departed_at;
  hop.arrives_at = transit.arrives_at;
  return hop;
}

bool read_request(const world::World& world, const model::Request& request, StageHop& hop) {
  if (const auto* put = std::get_if<model::s3::PutObjectRequest>(&request)) {
    hop.kind = HopKind::kMessages;
    hop.bucket = bucket_named(world, put->bucket);
    hop.object = make_object({}, put->key, static_cast<std::int64_t>(put->body.size()));
  } else if (const auto* get = std::get_if<model::s3::GetObjectRequest>(&request)) {
    hop.kind = HopKind::kPoll;
    hop.bucket = bucket_named(world, get->bucket);
  } else if (const auto* gone = std::get_if<model::s3::DeleteObjectRequest>(&request)) {
    hop.kind = HopKind::kDelete;
    hop.bucket = bucket_named(world, gone->bucket);
  }
  return static_cast<bool>(hop.bucket);
}

bool read_answer(const world::World& world, const world::Transit& transit,
                 const model::ApiResult<model::Response>& result, StageHop& hop) {
  if (!result) {
    hop.kind = HopKind::kRefused;
    hop.refusal = result.error().query_code;
    hop.bucket = bucket_named(world, refused_by(world, transit));
    return static_cast<bool>(hop.bucket);
  }
  const auto* got = std::get_if<model::s3::GetObjectResponse>(&*result);
  const actors::Job* job = got == nullptr ? nullptr : reads_payload_of(world, transit.actor);
  if (job == nullptr) return false;
  hop.kind = HopKind::kMessages;
  hop.bucket = bucket_named(world, job->payload_bucket);
  hop.object = make_object({}, job->payload_key, got->content_length);
  return static_cast<bool>(hop.bucket);
}

}  // namespace

std::string object_name(std::string_view key) {
  if (is_uuid(key)) return std::string(key.substr(0, 3));
  if (key.ends_with('/')) key.remove_suffix(1);
  return std::string(key.substr(key.rfind('/') + 1));
}

std::string size_text(std::int64_t bytes) {
  if (bytes < 1024)
    return amount(static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0)), "byte");
  if (bytes < 1024 * 1024) return std::format("{} KiB", (bytes + 512) / 1024);
  const std::int64_t tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024);
  return std::format("{}.{} MiB", tenths / 10, tenths % 10);
}

ObjectPlace find_object(const world::World& world, model::ObjectId id) {
  if (!id) return {};
  for (const auto& [bucket_id, bucket] : world.s3().buckets) {
    for (const auto& [key, object] : bucket.objects) {
      if (object.id == id) return {&bucket, &key, &object};
    }
  }
  return {};
}

bool is_pointer(const services::sqs::Message& message) {
  // Names that amazon-sqs-java-extended-client gives, now and formerly (aws-facts 1.9).
  return message.attributes.contains("ExtendedPayloadSize") ||
         message.attributes.contains("SQSLargePayloadSize");
}

ObjectPlace payload_of(const world::World& world, const services::sqs::Message& message) {
  if (!is_pointer(message)) return {};
  const auto pointer = base::parse_json(message.body, {.max_bytes = 8192, .max_depth = 4});
  if (!pointer || !pointer->root.is_array() || pointer->root.size() != 2) return {};
  const auto text = [&](const char* key) {
    const auto it = pointer->root[1].find(key);
    return it == pointer->root[1].end() || !it->is_string() ? std::string()
                                                            : it->get<std::string>();
  };
  const Bucket* bucket = world.s3().find_by_name(text("s3BucketName"));
  if (bucket == nullptr) return {};
  const auto it = bucket->objects.find(text("s3Key"));
  if (it == bucket->objects.end()) return {bucket, nullptr, nullptr};
  return {bucket, &it->first, &it->second};
}

model::BucketId payload_bucket(const world::World& world, const actors::Producer& producer) {
  const auto& large = producer.spec.large_payload;
  return large ? bucket_named(world, large->bucket) : model::BucketId{};
}

std::optional<StageHop> notification_hop(const world::World& world, const world::Transit& transit) {
  StageHop hop = hop_of(transit);
  hop.by_s3 = true;
  hop.bucket = transit.bucket;
  if (transit.response) {
    const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
    if (result == nullptr || *result) return std::nullopt;
    hop.kind = HopKind::kRefused;
    hop.refusal = result->error().query_code;
    return hop;
  }
  hop.kind = HopKind::kMessages;
  StageMessage message;
  if (transit.publish) {
    message.name = publish_name(world, transit.publish);
    message.slot = publish_slot(transit.publish);
  } else if (!transit.messages.empty()) {
    message.id = transit.messages.front();
    message.name = message_name(world, message.id);
  }
  hop.messages.push_back(std::move(message));
  return hop;
}

std::optional<StageHop> bucket_hop(const world::World& world, const world::Transit& transit) {
  StageHop hop = hop_of(transit);
  const auto* request = std::get_if<model::Request>(&transit.payload);
  const auto* result = std::get_if<model::ApiResult<model::Response>>(&transit.payload);
  const bool drawn = request != nullptr  ? read_request(world, *request, hop)
                     : result != nullptr ? read_answer(world, transit, *result, hop)
                                         : false;
  return drawn ? std::optional(std::move(hop)) : std::nullopt;
}

std::string loss_reason(const world::Timeline& timeline, const model::Event& event,
                        const model::BucketNotificationLost& lost) {
  const world::World& world = timeline.view();
  if (!lost.queue && !lost.topic) return "it has been deleted";
  // The refusal was one hop before its news.
  for (model::EventSeq seq = event.seq; seq-- > 1;) {
    const model::Event* before = event_by_seq(timeline, seq);
    if (before == nullptr || event.at - before->at > world.options().hop) break;
    if (const auto* denied = std::get_if<model::CallDenied>(&before->body)) {
      if (denied->by_service != model::Service::kS3 || denied->queue != lost.queue ||
          denied->topic != lost.topic) {
        continue;
      }
      const char* action = lost.queue ? "sqs:SendMessage" : "sns:Publish";
      return std::format("{} {}", denied->explicit_deny ? "a policy denies" : "no policy allows",
                         action);
    }
    const auto* key = std::get_if<model::KeyUseRefused>(&before->body);
    if (key != nullptr && key->queue == lost.queue && key->topic == lost.topic) {
      return "its KMS key cannot be used";
    }
  }
  if (lost.queue && world.sqs().find(lost.queue) == nullptr) return "it has been deleted";
  if (lost.topic && world.sns().find(lost.topic) == nullptr) return "it has been deleted";
  return "the call was refused";
}

void read_buckets(const world::Timeline& timeline, StageState& out) {
  const world::World& world = timeline.view();
  for (const auto& [id, bucket] : world.s3().buckets) {
    out.buckets.push_back(read_bucket(world, bucket));
  }
  read_losses(timeline, out);
}

}  // namespace view
