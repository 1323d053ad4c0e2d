// Subscriptions: subscribing, confirming, attributes (aws-facts 2.3, 2.5, 2.6). Must not know how
// a message travels.
#pragma once

#include "services/sns/topics.h"

namespace services::sns {

Result subscribe(State& state, engine::Context& ctx, const Caller& caller,
                 const model::sns::SubscribeRequest& request);
Result confirm_subscription(State& state, engine::Context& ctx, const Caller& caller,
                            const model::sns::ConfirmSubscriptionRequest& request);
Result unsubscribe(State& state, engine::Context& ctx, const Caller& caller,
                   const model::sns::UnsubscribeRequest& request);
Result get_subscription_attributes(const State& state,
                                   const model::sns::GetSubscriptionAttributesRequest& request);
Result set_subscription_attributes(State& state, engine::Context& ctx,
                                   const model::sns::SetSubscriptionAttributesRequest& request);
Result list_subscriptions(const State& state, const model::sns::ListSubscriptionsRequest& request);
Result list_subscriptions_by_topic(State& state,
                                   const model::sns::ListSubscriptionsByTopicRequest& request);

/// Confirms a pending subscription; the endpoint's owner has followed the link.
void confirm(engine::Context& ctx, Subscription& subscription, bool authenticated);

}  // namespace services::sns
