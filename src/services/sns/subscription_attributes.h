// The attributes of a subscription: which there are, what they may be, and how they are shown.
#pragma once

#include <optional>
#include <string>

#include "services/sns/errors.h"
#include "services/sns/topics.h"

namespace services::sns {

/// Which call sets an attribute: AWS words the refusals of filter policies differently.
enum class Setter : std::uint8_t { kSubscribe, kSetSubscriptionAttributes };

bool is_subscription_attribute(std::string_view name);
/// Sets one attribute, or says why not. Set the scope before the filter policy.
std::optional<ApiError> set_attribute(const engine::Context& ctx, const State& state,
                                      const Topic& topic, Subscription& subscription,
                                      const std::string& name, const std::string& value,
                                      Setter setter);
/// After a change of the topic's delivery policy: subscriptions have it where they have no own.
void inherit_delivery_policy(State& state, const Topic& topic);
model::sns::AttributeMap attributes_of(const State& state, const Subscription& subscription);

}  // namespace services::sns
