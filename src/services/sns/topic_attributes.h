// The attributes of a topic: which there are, what they may be, and how they are shown
// (aws-facts 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "services/sns/state.h"

namespace services::sns {

bool is_topic_attribute(std::string_view name);
/// Sets one attribute, or says why not. `subscriptions`: how many the topic has.
std::optional<std::string> set_attribute(engine::Context& ctx, Topic& topic,
                                         const std::string& name, const std::string& value,
                                         std::size_t subscriptions);
/// What GetTopicAttributes shows.
model::sns::AttributeMap attributes_of(const State& state, const Topic& topic);

}  // namespace services::sns
