// How many calls a FIFO queue takes per second (aws-facts 0.3 rows 6 and 7, 1.6). Must not know
// what the calls do.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/context.h"
#include "model/api_error.h"
#include "services/sqs/state.h"

namespace services::sqs {

/// Counts one call, or refuses it: RequestThrottled. A batch is one call. `groups` are the message
/// groups that the call names; in high-throughput mode each group's partition has a limit of its
/// own. Standard queues have no limit.
std::optional<model::ApiError> count_call(engine::Context& ctx, Queue& queue, CallKind kind,
                                          std::span<const std::string_view> groups = {});

}  // namespace services::sqs
