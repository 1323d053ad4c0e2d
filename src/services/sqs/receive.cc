// ReceiveMessage (aws-facts 1.5) and the lazy move to the dead-letter queue (1.7).
#include "services/sqs/receive.h"

#include <algorithm>
#include <format>

#include "services/sqs/errors.h"
#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::ReceivedMessage;
using model::sqs::ReceiveMessageRequest;
using model::sqs::ReceiveMessageResponse;

bool wants(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const std::string& n) { return n == "All" || n == name; });
}

// `All`, `.*`, an exact name, or `prefix.*`.
bool wants_attribute(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const std::string& n) {
    if (n == "All" || n == ".*" || n == name) return true;
    return n.ends_with(".*") && name.starts_with(std::string_view(n).substr(0, n.size() - 2));
  });
}

std::string epoch_ms(const State& state, base::SimTime t) {
  return std::to_string(state.epoch_ms + t.us / 1000);
}

model::sqs::AttributeMap system_attributes(const State& state, const Message& m,
                                           const std::vector<std::string>& names) {
  model::sqs::AttributeMap out;
  const auto put = [&](const char* name, std::string value) {
    if (wants(names, name)) out.emplace(name, std::move(value));
  };
  put("SenderId", m.sender_id);
  put("SentTimestamp", epoch_ms(state, m.sent_at));
  put("ApproximateReceiveCount", std::to_string(m.receive_count));
  put("ApproximateFirstReceiveTimestamp", epoch_ms(state, m.first_received_at));
  if (!m.trace_header.empty()) put("AWSTraceHeader", m.trace_header);
  if (!m.dlq_source_arn.empty()) put("DeadLetterQueueSourceArn", m.dlq_source_arn);
  return out;
}

ReceivedMessage to_received(const State& state, const Queue& queue, std::uint32_t slot,
                            const ReceiveMessageRequest& request) {
  const Message& m = queue.slots[slot];
  ReceivedMessage out;
  out.message = m.id;
  out.receive_event = m.last_event;
  out.message_id = message_uuid(state.seed, m.id);
  out.receipt_handle = encode_receipt(state.seed, {queue.id, slot, m.id, m.receipt});
  out.md5_of_body = base::to_hex(m.body_md5);
  out.body = m.body;
  out.attributes = system_attributes(state, m, request.system_attribute_names);
  for (const auto& [name, value] : m.attributes) {
    if (wants_attribute(request.message_attribute_names, name)) {
      out.message_attributes.emplace(name, value);
    }
  }
  out.md5_of_message_attributes = attributes_md5(out.message_attributes);
  return out;
}

void note_receive(engine::Context& ctx, Place place, model::ActorId caller, base::Duration timeout,
                  bool stale) {
  Message& m = place.message();
  ++m.receipt;
  ++m.receive_count;
  m.holder = caller;
  m.received_at = ctx.now();
  if (m.receive_count == 1) m.first_received_at = ctx.now();
  ++place.queue->counters.received;
  m.last_event = ctx.emit(model::MessageReceived{place.queue->id, m.id, caller, m.receive_count,
                                                 ctx.now() + timeout, stale},
                          m.last_event);
  hide(ctx, place, timeout);
}

// Received as often as the policy allows: the next receive moves it (aws-facts 1.7). What was moved
// here at this very moment stays, so that queues which are each other's dead-letter queues cannot
// pass a message round for ever without time going on.
bool is_used_up(const engine::Context& ctx, const Queue& queue, const Message& m) {
  const bool just_moved = !m.dlq_source_arn.empty() && m.arrived_at == ctx.now();
  return !just_moved && m.receive_count >= queue.attributes.redrive_policy->max_receive_count;
}

// The queue that takes what was received too often; null when the policy names none that exists.
Queue* dead_letter_queue(State& state, const Queue& queue) {
  if (!queue.attributes.redrive_policy) return nullptr;
  return find_queue_by_arn(state, queue.attributes.redrive_policy->dead_letter_target_arn);
}

void move_to_dlq(State& state, engine::Context& ctx, Place place, Queue& dlq) {
  Message m = std::move(place.message());
  place.message().id = m.id;  // erase() counts by the slot's state
  place.message().state = m.state;
  erase(state, ctx, place);
  ++place.queue->counters.moved_out;
  ++dlq.counters.moved_in;
  m.state = MessageState::kVisible;
  m.holder = {};
  m.arrived_at = ctx.now();  // sent_at stays: retention goes on counting (standard queues)
  m.dlq_source_arn = place.queue->arn;
  m.last_event = ctx.emit(model::MessageMovedToDlq{place.queue->id, dlq.id, m.id, m.receive_count},
                          m.last_event);
  store(state, ctx, dlq, std::move(m));
  wake_waiters(state, ctx, dlq);
}

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

std::optional<ApiError> check_receive(const engine::Context& ctx,
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
  return std::nullopt;
}

}  // namespace

ReceiveMessageResponse take_messages(State& state, engine::Context& ctx, Queue& queue,
                                     model::ActorId caller, const ReceiveMessageRequest& request,
                                     std::uint32_t nodes) {
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
  if (auto error = check_receive(ctx, request)) return std::unexpected(*error);
  const std::int64_t wait =
      request.wait_time_seconds.value_or(queue->attributes.receive_message_wait_time_seconds);
  if (wait == 0 && queue->in_flight >= ctx.fact("sqs.in_flight.max")) {
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
