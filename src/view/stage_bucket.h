// What the stage shows of Amazon S3, read out of the World: buckets with their latest objects, what
// is on the wire to and from them, and notifications that nobody took. Must not know sizes or
// places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "view/stage_state.h"
#include "world/timeline.h"

namespace view {

/// The last part of a key, "cat.jpg" of "in/cat.jpg"; of a UUID its first three digits.
std::string object_name(std::string_view key);
/// "84 bytes", "293 KiB", "4.0 MiB".
std::string size_text(std::int64_t bytes);

/// An object with its bucket and key; nulls when it is not there (any more).
struct ObjectPlace {
  const services::s3::Bucket* bucket = nullptr;
  const std::string* key = nullptr;
  const services::s3::Object* object = nullptr;
};
ObjectPlace find_object(const world::World& world, model::ObjectId id);
/// What a message's pointer names; `key` and `object` are null when it carries none, or the object
/// has gone.
ObjectPlace payload_of(const world::World& world, const services::sqs::Message& message);
/// True for a message whose payload lies in S3.
bool is_pointer(const services::sqs::Message& message);

/// The bucket a producer stores its payloads in, 0 when it does not.
model::BucketId payload_bucket(const world::World& world, const actors::Producer& producer);

/// A notification of S3 on the wire, or its refusal; nothing for plain answers.
std::optional<StageHop> notification_hop(const world::World& world, const world::Transit& transit);
/// A caller's request to S3, or an answer that says something; nothing for all else.
std::optional<StageHop> bucket_hop(const world::World& world, const world::Transit& transit);

/// Why a bucket's notification was lost: "no policy allows sqs:SendMessage".
std::string loss_reason(const world::Timeline& timeline, const model::Event& event,
                        const model::BucketNotificationLost& lost);

void read_buckets(const world::Timeline& timeline, StageState& out);

}  // namespace view
