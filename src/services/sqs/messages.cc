// SendMessage, DeleteMessage and ChangeMessageVisibility (aws-facts 1.2, 1.4, 1.5, 1.8).
#include "services/sqs/messages.h"

#include <format>

#include "services/sqs/errors.h"
#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"
#include "services/sqs/storage.h"
#include "services/sqs/validation.h"

namespace services::sqs {
namespace {

using model::sqs::EmptyResponse;
using model::sqs::Response;

// The handle of this queue, decoded; or the refusal.
model::ApiResult<Receipt> read_handle(const State& state, const Queue& queue,
                                      const std::string& handle) {
  if (handle.empty()) return std::unexpected(missing_parameter("ReceiptHandle"));
  const std::optional<Receipt> receipt = decode_receipt(state.seed, handle);
  if (!receipt || receipt->queue != queue.id) {
    return std::unexpected(invalid_receipt_handle(handle));
  }
  return *receipt;
}

ApiError not_available(const std::string& handle) {
  return invalid_value(handle, "ReceiptHandle",
                       "Message does not exist or is not available for visibility timeout "
                       "change.");
}

}  // namespace

Outcome send_message(State& state, engine::Context& ctx, const Caller& caller,
                     const model::sqs::SendMessageRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  if (auto error = check_message(ctx, *queue, request)) return std::unexpected(*error);
  // The per-message timer overrides the queue's delay in either direction (aws-facts 1.8).
  const base::Duration delay =
      base::seconds(request.delay_seconds.value_or(queue->attributes.delay_seconds));
  Message m;
  m.id = request.reserved ? request.reserved : state.reserve_message();
  m.state = delay.us > 0 ? MessageState::kDelayed : MessageState::kVisible;
  m.sent_at = m.arrived_at = ctx.now();
  m.visible_at = ctx.now() + delay;
  m.sender_id = caller.sender_id;
  m.body = request.message_body;
  m.body_md5 = base::md5(m.body);
  m.attributes = request.message_attributes;
  m.trace_header = request.trace_header;
  m.last_event = ctx.emit(model::MessageSent{queue->id, m.id, caller.actor, delay});
  ++queue->counters.sent;
  model::sqs::SendMessageResponse out;
  out.message = m.id;
  out.message_id = message_uuid(state.seed, m.id);
  out.md5_of_message_body = base::to_hex(m.body_md5);
  out.md5_of_message_attributes = attributes_md5(request.message_attributes);
  if (!request.trace_header.empty()) {
    out.md5_of_message_system_attributes =
        attributes_md5({{"AWSTraceHeader", {"String", request.trace_header, {}}}});
  }
  const Place place = store(state, ctx, *queue, std::move(m));
  if (delay.us > 0) {
    ctx.set_timer(ctx.now() + delay, model::DelayDue{queue->id, out.message, place.slot});
  } else {
    wake_waiters(state, ctx, *queue);
  }
  return Response(std::move(out));
}

Outcome delete_message(State& state, engine::Context& ctx, const Caller& caller,
                       const model::sqs::DeleteMessageRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const auto receipt = read_handle(state, *queue, request.receipt_handle);
  if (!receipt) return std::unexpected(receipt.error());
  const auto place = find_place(state, queue->id, receipt->slot, receipt->message);
  // Deleting what is already gone succeeds, any number of times.
  if (!place) return Response(EmptyResponse{});
  Message& m = place->message();
  // An older handle answers success but does nothing once the message was received again; and
  // now and then a storage node misses a delete (aws-facts 1.5).
  if (receipt->number != m.receipt || state.fault_rng.chance(state.behaviour.missed_delete)) {
    ctx.emit(model::DeleteHadNoEffect{queue->id, m.id, caller.actor}, m.last_event);
    return Response(EmptyResponse{});
  }
  ctx.emit(model::MessageDeleted{queue->id, m.id, caller.actor}, m.last_event);
  ++queue->counters.deleted;
  erase(state, ctx, *place);
  // At the in-flight cap long polls wait although messages are visible (aws-facts 1.5).
  wake_waiters(state, ctx, *queue);
  return Response(EmptyResponse{});
}

Outcome change_message_visibility(State& state, engine::Context& ctx, const Caller& caller,
                                  const model::sqs::ChangeMessageVisibilityRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const auto receipt = read_handle(state, *queue, request.receipt_handle);
  if (!receipt) return std::unexpected(receipt.error());
  const std::int64_t cap = ctx.fact("sqs.visibility_timeout.max");
  if (request.visibility_timeout < 0 || request.visibility_timeout > cap) {
    return std::unexpected(
        invalid_value(std::to_string(request.visibility_timeout), "VisibilityTimeout",
                      std::format("VisibilityTimeout must be an integer between 0 and {}.", cap)));
  }
  const auto place = find_place(state, queue->id, receipt->slot, receipt->message);
  if (!place) return std::unexpected(not_available(request.receipt_handle));
  Message& m = place->message();
  // Recorded behaviour: with the latest handle of a message that is visible again, AWS accepts
  // the call silently; it changes nothing (conformance trap 10).
  if (receipt->number != m.receipt) return std::unexpected(not_available(request.receipt_handle));
  if (m.state != MessageState::kInFlight) return Response(EmptyResponse{});
  const base::Duration timeout = base::seconds(request.visibility_timeout);
  if (ctx.now() + timeout > m.received_at + base::seconds(cap)) {
    return std::unexpected(invalid_value(
        std::to_string(request.visibility_timeout), "VisibilityTimeout",
        std::format("Total VisibilityTimeout for the message is beyond the limit [{} seconds].",
                    cap)));
  }
  m.last_event = ctx.emit(
      model::VisibilityChanged{queue->id, m.id, caller.actor, ctx.now() + timeout}, m.last_event);
  if (timeout.us == 0) {
    make_visible(state, ctx, *place);
  } else {
    hide(ctx, *place, timeout);
  }
  return Response(EmptyResponse{});
}

}  // namespace services::sqs
