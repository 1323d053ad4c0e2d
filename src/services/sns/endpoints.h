// The simulated world outside AWS: web servers, mailboxes, phones, devices, functions. They accept
// or fail as their behaviour says, or hand HTTP calls to whoever drives the World.
#pragma once

#include "engine/context.h"
#include "services/sns/state.h"

namespace services::sns {

/// A call of SNS has arrived at its endpoint. True when the endpoint took what it brings.
bool reach_endpoint(State& state, engine::Context& ctx, const model::sns::EndpointCall& call);
/// The answer of a real HTTP endpoint; 0 = it could not be reached. False when nobody waits for it.
bool answer_http(State& state, engine::Context& ctx, model::DeliveryId delivery, int status);

}  // namespace services::sns
