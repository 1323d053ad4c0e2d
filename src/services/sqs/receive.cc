// ReceiveMessage (aws-facts 1.5): what a request may ask, and how a standard queue answers.
#include "services/sqs/receive.h"

#include <algorithm>
#include <format>

#include "services/sqs/delivery.h"
#include "services/sqs/errors.h"
#include "services/sqs/fair.h"
#include "services/sqs/queues.h"
#include "services/sqs/throughput.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::ReceiveMessageRequest;
using model::sqs::ReceiveMessageResponse;

// A node that missed an earlier receive may give the message out a second time.
void take_stale_copies(State& state, engine::Context& ctx, Queue& queue, model::ActorId caller,
                       const ReceiveMessageRequest& request, std::size_t most,
                       base::Duration timeout, ReceiveMessageResponse& out) {
  while (out.messages.size() < most && !queue.stale_copies.empty()) {
    const StaleCopy copy = queue.stale_copies.front();
    queue.stale_copies.erase(queue.stale_copies.begin());
    const Message& m = queue.slots[copy.slot];
    if (m.id != copy.message || m.receipt != copy.receipt || m.state != MessageState::kInFlight) {
      continue;
    }
    note_receive(ctx, {&queue, copy.slot}, caller, timeout, true);
    out.messages.push_back(to_received(state, queue, copy.slot, request));
  }
}

std::uint32_t sample_nodes(State& state) {
  if (!state.behaviour.sample_nodes) return kAllNodes;
  std::uint32_t nodes = 0;
  for (std::size_t chosen = 0; chosen < kSampledNodes;) {
    const std::uint32_t bit = 1u << state.sample_rng.below(kStorageNodes);
    if ((nodes & bit) != 0) continue;
    nodes |= bit;
    ++chosen;
  }
  return nodes;
}

std::optional<ApiError> check_receive(const engine::Context& ctx, const Queue& queue,
                                      const ReceiveMessageRequest& request) {
  const std::int64_t most = request.max_number_of_messages.value_or(1);
  if (most < 1 || most > ctx.fact("sqs.batch.max")) {
    return invalid_value(
        std::to_string(most), "MaxNumberOfMessages",
        std::format("Must be between 1 and {}, if provided.", ctx.fact("sqs.batch.max")));
  }
  const std::int64_t wait = request.wait_time_seconds.value_or(0);
  if (wait < 0 || wait > ctx.fact("sqs.wait_time.max")) {
    return invalid_value(
        std::to_string(wait), "WaitTimeSeconds",
        std::format("Must be >= 0 and <= {}, if provided.", ctx.fact("sqs.wait_time.max")));
  }
  const std::int64_t hidden = request.visibility_timeout.value_or(0);
  if (hidden < 0 || hidden > ctx.fact("sqs.visibility_timeout.max")) {
    return invalid_value(std::to_string(hidden), "VisibilityTimeout",
                         std::format("Must be between 0 and {}, if provided.",
                                     ctx.fact("sqs.visibility_timeout.max")));
  }
  if (request.receive_request_attempt_id) {
    return check_attempt_id(ctx, queue, *request.receive_request_attempt_id);
  }
  return std::nullopt;
}

}  // namespace

ReceiveMessageResponse take_messages(State& state, engine::Context& ctx, Queue& queue,
                                     model::ActorId caller, const ReceiveMessageRequest& request,
                                     std::uint32_t nodes) {
  if (queue.is_fifo()) return take_from_groups(state, ctx, queue, caller, request);
  if (is_fair(queue)) settle_tenants(ctx, queue);
  ReceiveMessageResponse out;
  out.queue = queue.id;
  const auto most = static_cast<std::size_t>(request.max_number_of_messages.value_or(1));
  const base::Duration timeout =
      base::seconds(request.visibility_timeout.value_or(queue.attributes.visibility_timeout));
  const std::int64_t cap = ctx.fact("sqs.in_flight.max");
  Queue* const dlq = dead_letter_queue(state, queue);
  take_stale_copies(state, ctx, queue, caller, request, most, timeout, out);
  while (out.messages.size() < most && queue.in_flight < cap) {
    const std::optional<std::uint32_t> slot = next_ready(queue, nodes);
    if (!slot) break;
    const Place place{&queue, *slot};
    if (dlq != nullptr && is_used_up(ctx, queue, queue.slots[*slot])) {
      move_to_dlq(state, ctx, place, *dlq);
      wake_waiters(state, ctx, *dlq);
      continue;
    }
    note_receive(ctx, place, caller, timeout, false);
    if (state.fault_rng.chance(state.behaviour.duplicate)) {
      queue.stale_copies.push_back({*slot, place.message().id, place.message().receipt});
    }
    out.messages.push_back(to_received(state, queue, *slot, request));
  }
  return out;
}

Outcome receive_message(State& state, engine::Context& ctx, const Caller& caller,
                        const ReceiveMessageRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (auto error = check_receive(ctx, *queue, request)) return std::unexpected(*error);
  if (auto error = count_call(ctx, *queue, CallKind::kReceive)) return std::unexpected(*error);
  if (auto again = repeat_receive(ctx, state, *queue, caller.actor, request)) {
    return model::sqs::Response(std::move(*again));
  }
  const std::int64_t wait =
      request.wait_time_seconds.value_or(queue->attributes.receive_message_wait_time_seconds);
  // A FIFO queue never refuses at its cap (aws-facts 1.5).
  if (wait == 0 && !queue->is_fifo() && queue->in_flight >= ctx.fact("sqs.in_flight.max")) {
    return std::unexpected(over_limit("Too many messages in flight."));
  }
  auto response = take_messages(state, ctx, *queue, caller.actor, request,
                                wait > 0 ? kAllNodes : sample_nodes(state));
  if (!response.messages.empty()) return model::sqs::Response(std::move(response));
  if (wait > 0) {
    queue->waiters.push_back({caller.call, caller.actor, request});
    ctx.set_timer(ctx.now() + base::seconds(wait), model::LongPollDue{queue->id, caller.call});
    return Pending{};
  }
  ++queue->counters.empty_receives;
  ctx.emit(model::ReceiveReturnedEmpty{queue->id, caller.actor, false, queue->visible});
  return model::sqs::Response(std::move(response));
}

}  // namespace services::sqs
