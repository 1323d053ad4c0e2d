// What a bucket tells others: which configurations are sound, which of them an event concerns, and
// the texts that are sent. Must not know how they travel.
#pragma once

#include "services/s3/s3.h"

namespace services::s3 {

enum class ObjectEvent : std::uint8_t { kCreatedPut, kRemovedDelete };

/// A configuration as it was asked for, taken apart; or AWS's refusal. Destinations are not asked.
model::ApiResult<std::vector<Notification>> read_configuration(
    const State& state, const engine::Context& ctx,
    const model::s3::NotificationConfiguration& asked);
model::s3::NotificationConfiguration write_configuration(const Bucket& bucket);

/// Tells every destination that wants to know.
void notify(State& state, const model::Caller& caller, const engine::Context& ctx,
            const Bucket& bucket, const std::string& key, const Object& object, ObjectEvent what,
            model::EventSeq cause);
/// The s3:TestEvent that a new configuration sends to a destination.
void send_test_event(State& state, const engine::Context& ctx, const Bucket& bucket,
                     const Notification& notification);

/// A key as notifications write it: "red flower.jpg" is "red+flower.jpg".
std::string url_encoded(std::string_view key);

}  // namespace services::s3
