// What a subscriber gets: the envelope, raw bodies, HTTP headers, mails, text messages, events of
// functions (aws-facts 2.4). Pure functions of a message and a subscription. Must not know how a
// delivery travels.
#pragma once

#include <string>
#include <vector>

#include "model/sns.h"
#include "services/sns/state.h"

namespace services::sns {

/// The text of a message for one protocol or push platform ("sqs", "GCM"): the message itself, or
/// with MessageStructure json that protocol's own text or the default.
std::string text_for(const Message& message, std::string_view protocol);
/// "", or what AWS says about a message that is to have one text per protocol. With a `key` its own
/// text is enough.
std::string structure_fault(std::string_view body, std::string_view key = {});

/// The notification as JSON, in AWS's order of keys and with its spacing. The signature is
/// simulated: it depends on the content alone and verifies with no certificate.
std::string envelope(const State& state, const Topic& topic, const Subscription& subscription,
                     const Delivery& delivery);
/// The call that brings a delivery to its endpoint outside AWS.
model::sns::EndpointCall endpoint_call(const State& state, const Topic* topic,
                                       const Subscription* subscription, const Delivery& delivery);
/// The message that brings a delivery into a queue.
model::sqs::SendMessageRequest queue_message(const State& state, const Topic& topic,
                                             const Subscription& subscription,
                                             const Delivery& delivery,
                                             const std::string& queue_arn);

/// "https://sqs.us-east-1.amazonaws.com/000000000000/orders" of an ARN.
std::string queue_url_of_arn(std::string_view arn);
std::string unsubscribe_url(const State& state, const Subscription& subscription);
std::string subscribe_url(const State& state, const Topic& topic, const Subscription& subscription);

}  // namespace services::sns
