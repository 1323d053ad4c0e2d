// Message move tasks: one message at a time, as fast as the task may (aws-facts 1.7).
#include "services/sqs/moves.h"

#include <algorithm>
#include <format>

#include "base/json.h"
#include "services/sqs/errors.h"
#include "services/sqs/queues.h"
#include "services/sqs/storage.h"

namespace services::sqs {
namespace {

using model::ApiError;
using model::sqs::Response;

std::string task_uuid(const State& state, model::MoveTaskId id) {
  base::Hasher h;
  h.add(state.seed);
  h.add("move task");
  return message_uuid(h.value(), {id.value});
}

ApiError no_such_queue(std::string_view parameter) {
  return resource_not_found(std::format(
      "The resource that you specified for the {} parameter doesn't exist.", parameter));
}

std::vector<Queue*> sources_of(State& state, const Queue& dlq) {
  std::vector<Queue*> out;
  for (const auto& [name, id] : state.by_name) {
    Queue* queue = find_queue(state, id);
    const auto& policy = queue->attributes.redrive_policy;
    if (policy && policy->dead_letter_target_arn == dlq.arn) out.push_back(queue);
  }
  return out;
}

std::optional<ApiError> check_start(State& state, const engine::Context& ctx, const Queue& source,
                                    const model::sqs::StartMessageMoveTaskRequest& request) {
  if (sources_of(state, source).empty()) {
    return invalid_parameter("Source queue must be configured as a Dead Letter Queue.");
  }
  if (!request.destination_arn.empty()) {
    const Queue* to = find_queue_by_arn(state, request.destination_arn);
    if (to == nullptr) return no_such_queue("DestinationArn");
    // Assumption: the texts of these two; the fact sheet states no more than the type rule.
    if (to == &source) {
      return invalid_parameter("Source queue arn and destination queue arn cannot be the same.");
    }
    if (to->is_fifo() != source.is_fifo()) {
      return invalid_parameter("Source and destination queue must be of the same type.");
    }
  }
  const std::int64_t fastest = ctx.fact("sqs.move_task.rate.max");
  const std::int64_t rate = request.max_number_of_messages_per_second.value_or(fastest);
  if (rate < 1 || rate > fastest) {
    return invalid_value(std::to_string(rate), "MaxNumberOfMessagesPerSecond",
                         std::format("Must be between 1 and {}, if provided.", fastest));
  }
  std::int64_t active = 0;
  for (const auto& [id, task] : state.move_tasks) {
    if (task.active()) ++active;
    if (task.active() && task.source == source.id) {
      return invalid_parameter(
          "There is already a task running. Only one active task is allowed for a source queue "
          "arn at a given time.");
    }
  }
  if (active >= ctx.fact("sqs.move_task.active.max")) {
    return over_limit("Too many active message move tasks.");  // assumption: the text
  }
  return std::nullopt;
}

// Only the latest tasks of a queue are remembered: as many as a list can show.
void forget_old_tasks(State& state, const engine::Context& ctx, model::QueueId source) {
  std::int64_t kept = 0;
  for (auto it = state.move_tasks.end(); it != state.move_tasks.begin();) {
    --it;
    if (it->second.source != source || ++kept <= ctx.fact("sqs.list_move_tasks.max")) continue;
    it = state.move_tasks.erase(it);
  }
}

base::Duration pause_of(const engine::Context& ctx, const MoveTask& task) {
  // Without a limit AWS goes as fast as it sees fit; here that is the highest rate one can ask for.
  const std::int64_t rate = task.rate.value_or(ctx.fact("sqs.move_task.rate.max"));
  return base::Duration{base::seconds(1).us / rate};
}

void end_task(engine::Context& ctx, MoveTask& task, MoveStatus status, std::string reason = {}) {
  task.status = status;
  task.failure_reason = std::move(reason);
  const model::MoveEnd how = status == MoveStatus::kCompleted   ? model::MoveEnd::kCompleted
                             : status == MoveStatus::kCancelled ? model::MoveEnd::kCancelled
                                                                : model::MoveEnd::kFailed;
  task.last_event = ctx.emit(
      model::MessageMoveFinished{task.source, task.id, how, static_cast<std::uint32_t>(task.moved)},
      task.last_event);
}

// The next message that can be taken: what a receive would give first.
std::optional<Place> next_of(Queue& queue) {
  if (!queue.is_fifo()) {
    const auto slot = next_ready(queue, kAllNodes);
    return slot ? std::optional(Place{&queue, *slot}) : std::nullopt;
  }
  const std::uint32_t group = queue.fifo.first_ready;
  if (group == kNoSlot) return std::nullopt;
  return Place{&queue, queue.groups[group].head};
}

// A redriven message starts anew: its enqueue time, its retention and its receive count. Recorded:
// it keeps its MessageId, although the guide speaks of a new one.
void redrive(State& state, engine::Context& ctx, MoveTask& task, Place place, Queue& to) {
  Queue& from = *place.queue;
  std::string group(group_name(from, place.message()));
  Message m = place.message();
  ++task.moved;
  m.last_event = task.last_event = ctx.emit(
      model::MessageRedriven{from.id, to.id, m.id, task.id, static_cast<std::uint32_t>(task.moved)},
      m.last_event);
  erase(state, ctx, place, m.last_event);
  ++from.counters.redriven_out;
  ++to.counters.redriven_in;
  m.state = MessageState::kVisible;
  m.receive_count = 0;
  ++m.receipt;  // handles of its first life there are void
  m.holder = {};
  m.sent_at = m.arrived_at = m.visible_at = ctx.now();
  m.first_received_at = m.received_at = {};
  m.dlq_source_arn.clear();
  store(state, ctx, to, std::move(m), std::move(group));
  wake_waiters(state, ctx, to);
}

void move_next(State& state, engine::Context& ctx, MoveTask& task, Queue& source) {
  const std::optional<Place> place = next_of(source);
  if (!place) {
    end_task(ctx, task, MoveStatus::kCompleted);
    return;
  }
  const Message& m = place->message();
  const std::string& arn = task.destination_arn.empty() ? m.dlq_source_arn : task.destination_arn;
  if (arn.empty()) {
    // It was sent here, not moved (and so AWS cannot move messages of Lambda's or SNS's DLQs).
    end_task(ctx, task, MoveStatus::kFailed, "CouldNotDetermineMessageSource");
    return;
  }
  Queue* to = find_queue_by_arn(state, arn);
  if (to == nullptr || to == &source) {
    end_task(ctx, task, MoveStatus::kFailed, "AWS.SimpleQueueService.NonExistentQueue");
    return;
  }
  redrive(state, ctx, task, *place, *to);
  if (next_of(source)) {
    ctx.set_timer(ctx.now() + pause_of(ctx, task), model::MoveDue{task.id});
  } else {
    end_task(ctx, task, MoveStatus::kCompleted);
  }
}

std::string_view status_name(MoveStatus status) {
  switch (status) {
    case MoveStatus::kRunning: return "RUNNING";
    case MoveStatus::kCompleted: return "COMPLETED";
    case MoveStatus::kCancelling: return "CANCELLING";
    case MoveStatus::kCancelled: return "CANCELLED";
    case MoveStatus::kFailed: break;
  }
  return "FAILED";
}

model::sqs::ListMessageMoveTasksResponse::Result describe_task(const State& state,
                                                               const Queue& source,
                                                               const MoveTask& task) {
  model::sqs::ListMessageMoveTasksResponse::Result out;
  if (task.status == MoveStatus::kRunning) out.task_handle = task_handle(state, task);
  out.status = status_name(task.status);
  out.source_arn = source.arn;
  out.destination_arn = task.destination_arn;
  out.max_number_of_messages_per_second = task.rate;
  out.approximate_number_of_messages_moved = task.moved;
  out.approximate_number_of_messages_to_move = task.to_move;
  out.failure_reason = task.failure_reason;
  out.started_timestamp = state.epoch_ms + task.started_at.us / 1000;
  return out;
}

// What a handle says, or nothing when it is not one.
struct TaskName {
  std::string uuid;
  std::string source_arn;
};
std::optional<TaskName> read_handle(const std::string& handle) {
  std::string text;
  if (!base::from_base64(handle, text)) return std::nullopt;
  const auto parsed = base::parse_json(text, {.max_bytes = 1024, .max_depth = 2});
  if (!parsed || !parsed->root.is_object()) return std::nullopt;
  const auto id = parsed->root.find("taskId");
  const auto arn = parsed->root.find("sourceArn");
  if (id == parsed->root.end() || !id->is_string() || arn == parsed->root.end() ||
      !arn->is_string()) {
    return std::nullopt;
  }
  return TaskName{id->get_ref<const std::string&>(), arn->get_ref<const std::string&>()};
}

}  // namespace

std::string task_handle(const State& state, const MoveTask& task) {
  const Queue* source = state.find(task.source);
  base::Json json;
  json["taskId"] = task_uuid(state, task.id);
  json["sourceArn"] = source == nullptr ? std::string() : source->arn;
  return base::to_base64(base::dump(json));
}

Outcome start_message_move_task(State& state, engine::Context& ctx, const Caller& caller,
                                const model::sqs::StartMessageMoveTaskRequest& request) {
  if (request.source_arn.empty()) return std::unexpected(missing_parameter("SourceArn"));
  Queue* source = find_queue_by_arn(state, request.source_arn);
  if (source == nullptr) return std::unexpected(no_such_queue("SourceArn"));
  if (auto error = check_start(state, ctx, *source, request)) return std::unexpected(*error);
  MoveTask task;
  task.id = {++state.last_move_task};
  task.source = source->id;
  task.destination_arn = request.destination_arn;
  task.rate = request.max_number_of_messages_per_second;
  task.started_at = ctx.now();
  task.to_move = source->visible;
  const Queue* to = find_queue_by_arn(state, request.destination_arn);
  task.last_event =
      ctx.emit(model::MessageMoveStarted{source->id, to == nullptr ? model::QueueId{} : to->id,
                                         task.id, caller.actor, source->visible},
               source->last_event);
  source->last_event = task.last_event;
  ctx.set_timer(ctx.now() + pause_of(ctx, task), model::MoveDue{task.id});
  model::sqs::StartMessageMoveTaskResponse out{task_handle(state, task)};
  const model::QueueId id = source->id;
  state.move_tasks.emplace(task.id, std::move(task));
  forget_old_tasks(state, ctx, id);
  return Response(std::move(out));
}

Outcome list_message_move_tasks(State& state, engine::Context& ctx,
                                const model::sqs::ListMessageMoveTasksRequest& request) {
  if (request.source_arn.empty()) return std::unexpected(missing_parameter("SourceArn"));
  const Queue* source = find_queue_by_arn(state, request.source_arn);
  if (source == nullptr) return std::unexpected(no_such_queue("SourceArn"));
  const std::int64_t most = ctx.fact("sqs.list_move_tasks.max");
  const std::int64_t page = request.max_results.value_or(1);
  if (page < 1 || page > most) {
    return std::unexpected(
        invalid_value(std::to_string(page), "MaxResults",
                      std::format("Must be between 1 and {}, if provided.", most)));
  }
  model::sqs::ListMessageMoveTasksResponse out;
  for (auto it = state.move_tasks.rbegin(); it != state.move_tasks.rend(); ++it) {
    if (it->second.source != source->id) continue;
    if (static_cast<std::int64_t>(out.results.size()) == page) break;
    out.results.push_back(describe_task(state, *source, it->second));
  }
  return Response(std::move(out));
}

Outcome cancel_message_move_task(State& state, engine::Context&,
                                 const model::sqs::CancelMessageMoveTaskRequest& request) {
  if (request.task_handle.empty()) return std::unexpected(missing_parameter("TaskHandle"));
  const std::optional<TaskName> name = read_handle(request.task_handle);
  if (!name) {
    return std::unexpected(invalid_parameter("Value for parameter TaskHandle is invalid."));
  }
  const Queue* source = find_queue_by_arn(state, name->source_arn);
  if (source == nullptr) return std::unexpected(no_such_queue("SourceArn"));
  const auto it = std::ranges::find_if(state.move_tasks, [&](const auto& entry) {
    return entry.second.source == source->id && task_uuid(state, entry.first) == name->uuid;
  });
  if (it == state.move_tasks.end() || it->second.status != MoveStatus::kRunning) {
    return std::unexpected(resource_not_found("Task does not exist."));
  }
  it->second.status = MoveStatus::kCancelling;  // until its timer comes by
  return Response(model::sqs::CancelMessageMoveTaskResponse{it->second.moved});
}

Outcome list_dead_letter_source_queues(
    State& state, engine::Context& ctx,
    const model::sqs::ListDeadLetterSourceQueuesRequest& request) {
  const Queue* dlq = find_queue_by_url(state, request.queue_url);
  if (dlq == nullptr) return std::unexpected(queue_does_not_exist());
  std::vector<QueueName> names;
  for (const Queue* queue : sources_of(state, *dlq)) names.push_back({queue->name, queue->url});
  auto page = page_of(ctx, names, request.max_results, request.next_token);
  if (!page) return std::unexpected(page.error());
  return Response(
      model::sqs::ListDeadLetterSourceQueuesResponse{std::move(page->urls), page->next_token});
}

bool is_void(const State& state, base::SimTime, const model::MoveDue& due) {
  const auto it = state.move_tasks.find(due.task);
  return it == state.move_tasks.end() || !it->second.active();
}

void on_timer(State& state, engine::Context& ctx, const model::MoveDue& due) {
  if (is_void(state, ctx.now(), due)) return;
  MoveTask& task = state.move_tasks.at(due.task);
  Queue* source = find_queue(state, task.source);
  const base::Duration longest = base::seconds(ctx.fact("sqs.move_task.duration.max"));
  if (source == nullptr) {
    end_task(ctx, task, MoveStatus::kFailed, "AWS.SimpleQueueService.NonExistentQueue");
  } else if (task.status == MoveStatus::kCancelling) {
    end_task(ctx, task, MoveStatus::kCancelled);
  } else if (ctx.now() - task.started_at > longest) {
    end_task(ctx, task, MoveStatus::kFailed, "TaskTimedOut");  // assumption: the word
  } else {
    move_next(state, ctx, task, *source);
  }
}

}  // namespace services::sqs
