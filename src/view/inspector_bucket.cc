// The inspector about buckets of S3 and the objects in them.
#include <algorithm>
#include <format>

#include "view/inspector_parts.h"
#include "view/stage_bucket.h"
#include "view/words.h"

namespace view {
namespace {

using services::s3::Bucket;

constexpr std::size_t kMostTold = 4;  // links of "What did it tell?"

void add(std::vector<Property>& list, std::string name, std::string value) {
  list.push_back(make_property(std::move(name), std::move(value)));
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string destination_of(const world::World& world, model::QueueId queue, model::TopicId topic) {
  if (queue) return queue_name(world, queue);
  const auto* found = world.sns().find(topic);
  return found == nullptr ? "its destination" : found->name;
}

std::string object_words(const world::World& world, model::ObjectId id) {
  if (!id) return "the test event";
  const ObjectPlace place = find_object(world, id);
  return place.key == nullptr ? "an object that has gone" : object_name(*place.key);
}

// What one event says about a notification; nothing for other events.
std::optional<WhyStep> told_step(const world::Timeline& timeline, const model::Event& event) {
  const world::World& world = timeline.view();
  if (const auto* e = std::get_if<model::BucketNotified>(&event.body)) {
    return why_step(event, WhyKind::kGood,
                    std::format("{} was told", destination_of(world, e->queue, e->topic)),
                    "About " + object_words(world, e->object));
  }
  const auto* e = std::get_if<model::BucketNotificationLost>(&event.body);
  if (e == nullptr) return std::nullopt;
  return why_step(event, WhyKind::kBad,
                  std::format("{} was not told", destination_of(world, e->queue, e->topic)),
                  std::format("About {}: {}", object_words(world, e->object),
                              loss_reason(timeline, event, *e)));
}

// A queue holds a message that points to it.
const services::sqs::Queue* pointed_at_from(const world::World& world, const ObjectPlace& place) {
  for (const auto& [id, queue] : world.sqs().queues) {
    for (const services::sqs::Message& m : queue.slots) {
      if (m.id && is_pointer(m) && payload_of(world, m).object == place.object) return &queue;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<Property> bucket_properties(const world::World& world, const Bucket& bucket) {
  std::vector<Property> out;
  std::int64_t bytes = 0;
  for (const auto& [key, object] : bucket.objects) {
    bytes += static_cast<std::int64_t>(object.body->size());
  }
  add(out, "Objects", std::to_string(bucket.objects.size()));
  add(out, "Size", size_text(bytes));
  for (const services::s3::Notification& n : bucket.notifications) {
    add(out, n.to_topic ? "TopicConfiguration" : "QueueConfiguration", n.destination);
    add(out, "Events", joined(n.events));
    if (!n.prefix.empty()) add(out, "FilterRule prefix", n.prefix);
    if (!n.suffix.empty()) add(out, "FilterRule suffix", n.suffix);
  }
  add(out, "BucketArn", bucket.arn);
  add(out, "BucketRegion", world.s3().region);
  add(out, "CreationDate", base::format_clock(bucket.created_at));
  return out;
}

std::vector<Property> object_properties(const world::World& world, model::ObjectId id) {
  std::vector<Property> out;
  const ObjectPlace place = find_object(world, id);
  if (place.object == nullptr) return out;
  add(out, "Key", *place.key);
  add(out, "Bucket", place.bucket->name);
  add(out, "ContentLength", std::to_string(place.object->body->size()));
  add(out, "ETag", std::format("\"{}\"", place.object->etag));
  add(out, "LastModified", base::format_clock(place.object->modified_at));
  return out;
}

std::vector<WhyStep> bucket_why(const world::Timeline& timeline, const Bucket& bucket,
                                const EventIndex* index) {
  std::vector<WhyStep> out;
  if (bucket.notifications.empty()) {
    out.push_back(why_rule("No notification is configured", "It tells nobody what happens in it."));
    return out;
  }
  for (const model::Event* event :
       events_of(timeline, model::ref(bucket.id), index, 4 * kMostTold)) {
    if (auto step = told_step(timeline, *event)) out.push_back(*std::move(step));
  }
  if (out.size() > kMostTold) out.erase(out.begin(), out.end() - kMostTold);
  const bool lost = std::ranges::contains(out, WhyKind::kBad, &WhyStep::kind);
  if (lost) {
    out.push_back(why_rule("Nothing is tried again",
                           "The destination must exist, and its policy must let "
                           "`s3.amazonaws.com` in."));
  }
  if (out.empty()) {
    out.push_back(why_absence("Nobody has been told anything yet", "", ""));
  }
  return out;
}

std::vector<WhyStep> object_why(const world::Timeline& timeline, model::ObjectId id,
                                const EventIndex* index) {
  std::vector<WhyStep> out;
  const world::World& world = timeline.view();
  for (const model::Event* event : events_of(timeline, model::ref(id), index, 8)) {
    if (const auto* e = std::get_if<model::ObjectCreated>(&event->body)) {
      out.push_back(why_step(*event, WhyKind::kEvent,
                             std::format("{} stored it", capital(actor_name(world, e->by))),
                             std::format("PutObject, {}", size_text(e->bytes))));
      out.back().mono_detail = true;
    } else if (auto step = told_step(timeline, *event)) {
      out.push_back(*std::move(step));
    }
  }
  const ObjectPlace place = find_object(world, id);
  if (place.object == nullptr) return out;
  if (const services::sqs::Queue* queue = pointed_at_from(world, place)) {
    out.push_back(why_rule("A message points to it",
                           std::format("Its message in {} carries bucket and key; whoever gets "
                                       "that message reads the payload here.",
                                       queue->name)));
  }
  return out;
}

}  // namespace view
