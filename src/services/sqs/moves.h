// Message move tasks: redriving a dead-letter queue (aws-facts 1.7). Must not know how messages are
// stored.
#pragma once

#include "services/sqs/sqs.h"
#include "services/sqs/state.h"

namespace services::sqs {

Outcome start_message_move_task(State& state, engine::Context& ctx, const Caller& caller,
                                const model::sqs::StartMessageMoveTaskRequest& request);
Outcome list_message_move_tasks(State& state, engine::Context& ctx,
                                const model::sqs::ListMessageMoveTasksRequest& request);
Outcome cancel_message_move_task(State& state, engine::Context& ctx,
                                 const model::sqs::CancelMessageMoveTaskRequest& request);
Outcome list_dead_letter_source_queues(
    State& state, engine::Context& ctx,
    const model::sqs::ListDeadLetterSourceQueuesRequest& request);

/// The name by which callers know a task.
std::string task_handle(const State& state, const MoveTask& task);

}  // namespace services::sqs
