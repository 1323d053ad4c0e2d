// One message in one answer, and the lazy move to the dead-letter queue.
#include "services/sqs/delivery.h"

#include <algorithm>

#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::ReceivedMessage;
using model::sqs::ReceiveMessageRequest;

bool wants(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const std::string& n) { return n == "All" || n == name; });
}

// `All`, `.*`, `*`, an exact name, or `prefix.*`.
bool wants_attribute(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const std::string& n) {
    if (n == "All" || n == ".*" || n == "*" || n == name) return true;
    return n.ends_with(".*") && name.starts_with(std::string_view(n).substr(0, n.size() - 2));
  });
}

std::string epoch_ms(const State& state, base::SimTime t) {
  return std::to_string(state.epoch_ms + t.us / 1000);
}

model::sqs::AttributeMap system_attributes(const State& state, const Queue& queue, const Message& m,
                                           const ReceiveMessageRequest& request) {
  model::sqs::AttributeMap out;
  if (request.system_attribute_names.empty() && request.attribute_names.empty()) return out;
  const auto put = [&](const char* name, std::string value) {
    if (wants(request.system_attribute_names, name) || wants(request.attribute_names, name)) {
      out.emplace(name, std::move(value));
    }
  };
  put("SenderId", m.sender_id);
  put("SentTimestamp", epoch_ms(state, m.sent_at));
  put("ApproximateReceiveCount", std::to_string(m.receive_count));
  put("ApproximateFirstReceiveTimestamp", epoch_ms(state, m.first_received_at));
  if (!m.trace_header.empty()) put("AWSTraceHeader", m.trace_header);
  if (!m.dlq_source_arn.empty()) put("DeadLetterQueueSourceArn", m.dlq_source_arn);
  if (m.group != kNoSlot) put("MessageGroupId", std::string(group_name(queue, m)));
  if (queue.is_fifo()) {
    put("MessageDeduplicationId", m.deduplication_id);
    put("SequenceNumber", sequence_number(m.rank));
  }
  return out;
}

}  // namespace

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
  out.attributes = system_attributes(state, queue, m, request);
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
  std::string group(group_name(*place.queue, place.message()));
  Message m = place.message();
  m.last_event = ctx.emit(model::MessageMovedToDlq{place.queue->id, dlq.id, m.id, m.receive_count},
                          m.last_event);
  erase(state, ctx, place, m.last_event);
  ++place.queue->counters.moved_out;
  ++dlq.counters.moved_in;
  m.state = MessageState::kVisible;
  m.holder = {};
  m.arrived_at = ctx.now();  // sent_at stays: in a standard queue retention goes on counting
  m.dlq_source_arn = place.queue->arn;
  // So that two messages that shared an id both fit there (aws-facts 1.6 "DLQ").
  if (dlq.is_fifo()) m.deduplication_id = message_uuid(state.seed, m.id);
  store(state, ctx, dlq, std::move(m), std::move(group));
}

}  // namespace services::sqs
