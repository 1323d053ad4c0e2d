// The door of Amazon SNS: one function for requests, one per kind of timer. Must not know who
// calls, nor any other service.
#pragma once

#include "engine/context.h"
#include "model/request.h"
#include "model/sns.h"
#include "services/sns/state.h"

namespace services::sns {

/// Handles one request now. Every refusal carries AWS's code, status and text (aws-facts 2.9).
/// Deliveries leave through State::outgoing.
model::ApiResult<model::sns::Response> handle(State& state, engine::Context& ctx,
                                              const model::Caller& caller,
                                              const model::sns::Request& request);

}  // namespace services::sns
