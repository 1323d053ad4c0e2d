// SendMessage, DeleteMessage and ChangeMessageVisibility (aws-facts 1.2, 1.4, 1.5, 1.8).
#include "services/sqs/messages.h"

#include <format>

#include "services/sqs/errors.h"
#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"
#include "services/sqs/storage.h"
#include "services/sqs/throughput.h"
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

// What a FIFO queue takes for the deduplication id of this send.
std::string deduplication_id(const Queue& queue, const model::sqs::SendMessageRequest& request) {
  if (!queue.is_fifo()) return {};
  if (request.message_deduplication_id) return *request.message_deduplication_id;
  return base::sha256_hex(request.message_body);  // of the body alone, attributes ignored
}

base::Md5Digest deduplication_key(const Queue& queue, const std::string& id,
                                  std::string_view group) {
  return DedupTable::key_of(queue.fifo.deduplicates_per_group ? group : std::string_view(), id);
}

model::sqs::SendMessageResponse answer_of(const State& state, model::MessageId message,
                                          const base::Md5Digest& body_md5,
                                          const model::sqs::SendMessageRequest& request) {
  model::sqs::SendMessageResponse out;
  out.message = message;
  out.message_id = message_uuid(state.seed, message);
  out.md5_of_message_body = base::to_hex(body_md5);
  out.md5_of_message_attributes = attributes_md5(request.message_attributes);
  if (!request.trace_header.empty()) {
    out.md5_of_message_system_attributes =
        attributes_md5({{"AWSTraceHeader", {"String", request.trace_header, {}}}});
  }
  return out;
}

// A send with a deduplication id that was accepted less than five minutes ago succeeds, names the
// first message and stores nothing (aws-facts 1.6 "Duplicate send").
std::optional<Response> ignore_duplicate(State& state, engine::Context& ctx, const Caller& caller,
                                         Queue& queue,
                                         const model::sqs::SendMessageRequest& request,
                                         const base::Md5Digest& key) {
  const base::Duration window = base::seconds(ctx.fact("sqs.deduplication_window"));
  queue.fifo.sends.forget_until(ctx.now() - window);
  const AcceptedSend* first = queue.fifo.sends.find(key);
  if (first == nullptr) return std::nullopt;
  ++queue.counters.deduplicated;
  ctx.emit(model::DuplicateSendIgnored{queue.id, first->message, request.reserved, caller.actor},
           first->sent_event);
  model::sqs::SendMessageResponse out =
      answer_of(state, first->message, base::md5(request.message_body), request);
  out.sequence_number = sequence_number(first->rank);
  return Response(std::move(out));
}

Message new_message(const engine::Context& ctx, const Caller& caller,
                    const model::sqs::SendMessageRequest& request, base::Duration delay) {
  Message m;
  m.state = delay.us > 0 ? MessageState::kDelayed : MessageState::kVisible;
  m.sent_at = m.arrived_at = ctx.now();
  m.visible_at = ctx.now() + delay;
  m.sender_id = caller.sender_id;
  m.body = request.message_body;
  m.body_md5 = base::md5(m.body);
  m.attributes = request.message_attributes;
  // What the request itself says wins over the header of the call (aws-facts 1.4).
  m.trace_header = request.trace_header.empty() ? caller.trace_header : request.trace_header;
  return m;
}

// The refusal of a handle that a FIFO queue does not take any more: its visibility timeout ran out.
std::optional<ApiError> check_not_expired(const Queue& queue, const Message& m,
                                          const Receipt& receipt, const std::string& handle) {
  const bool held = m.receipt == receipt.number && m.state == MessageState::kInFlight;
  if (!queue.is_fifo() || held) return std::nullopt;
  return invalid_value(handle, "ReceiptHandle", "The receipt handle has expired.");
}

}  // namespace

std::string_view group_of(const model::sqs::SendMessageRequest& request) {
  return request.message_group_id ? std::string_view(*request.message_group_id)
                                  : std::string_view();
}

std::string_view group_of(const State& state, const Queue& queue,
                          const std::string& receipt_handle) {
  const std::optional<Receipt> receipt = decode_receipt(state.seed, receipt_handle);
  if (!receipt || receipt->queue != queue.id) return {};
  const Message* m = stored_message(state, queue.id, receipt->slot, receipt->message);
  return m == nullptr ? std::string_view() : group_name(queue, *m);
}

model::ApiResult<Response> accept_message(State& state, engine::Context& ctx, const Caller& caller,
                                          Queue& queue,
                                          const model::sqs::SendMessageRequest& request) {
  if (auto error = check_message(ctx, queue, request)) return std::unexpected(*error);
  const std::string group(group_of(request));
  const std::string id = deduplication_id(queue, request);
  const base::Md5Digest key =
      queue.is_fifo() ? deduplication_key(queue, id, group) : base::Md5Digest{};
  if (queue.is_fifo()) {
    if (auto ignored = ignore_duplicate(state, ctx, caller, queue, request, key)) return *ignored;
  }
  // The per-message timer overrides the queue's delay in either direction (aws-facts 1.8); a FIFO
  // queue takes none but 0, and that means the queue's own delay (1.6).
  const std::int64_t own = queue.attributes.delay_seconds;
  const base::Duration delay =
      base::seconds(queue.is_fifo() ? own : request.delay_seconds.value_or(own));
  Message m = new_message(ctx, caller, request, delay);
  m.id = request.reserved ? request.reserved : state.reserve_message();
  m.deduplication_id = id;
  const auto bytes = static_cast<std::uint32_t>(message_size(request));
  m.last_event = ctx.emit(model::MessageSent{queue.id, m.id, caller.actor, delay, bytes});
  ++queue.counters.sent;
  model::sqs::SendMessageResponse out = answer_of(state, m.id, m.body_md5, request);
  const model::EventSeq sent = m.last_event;
  const Place place = store(state, ctx, queue, std::move(m), group);
  if (queue.is_fifo()) {
    const std::uint64_t rank = queue.slots[place.slot].rank;
    queue.fifo.sends.add({key, out.message, rank, sent, ctx.now()});
    out.sequence_number = sequence_number(rank);
  }
  if (delay.us > 0) {
    ctx.set_timer(ctx.now() + delay, model::DelayDue{queue.id, out.message, place.slot});
  } else {
    wake_waiters(state, ctx, queue);
  }
  return Response(std::move(out));
}

Outcome send_message(State& state, engine::Context& ctx, const Caller& caller,
                     const model::sqs::SendMessageRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const std::string_view group = group_of(request);
  if (auto error = count_call(ctx, *queue, CallKind::kSend, {&group, 1})) {
    return std::unexpected(*error);
  }
  return accept_message(state, ctx, caller, *queue, request);
}

model::ApiResult<Response> remove_message(State& state, engine::Context& ctx, const Caller& caller,
                                          Queue& queue, const std::string& receipt_handle) {
  const auto receipt = read_handle(state, queue, receipt_handle);
  if (!receipt) return std::unexpected(receipt.error());
  const auto place = find_place(state, queue.id, receipt->slot, receipt->message);
  // Deleting what is already gone succeeds, any number of times.
  if (!place) return Response(EmptyResponse{});
  Message& m = place->message();
  if (auto error = check_not_expired(queue, m, *receipt, receipt_handle)) {
    return std::unexpected(*error);
  }
  // An older handle answers success but does nothing once the message was received again; and
  // now and then a storage node misses a delete (aws-facts 1.5).
  const bool missed = !queue.is_fifo() && (receipt->number != m.receipt ||
                                           state.fault_rng.chance(state.behaviour.missed_delete));
  if (missed) {
    ctx.emit(model::DeleteHadNoEffect{queue.id, m.id, caller.actor}, m.last_event);
    return Response(EmptyResponse{});
  }
  const model::EventSeq deleted =
      ctx.emit(model::MessageDeleted{queue.id, m.id, caller.actor}, m.last_event);
  ++queue.counters.deleted;
  erase(state, ctx, *place, deleted);
  // At the in-flight cap long polls wait although messages are visible (aws-facts 1.5).
  wake_waiters(state, ctx, queue);
  return Response(EmptyResponse{});
}

Outcome delete_message(State& state, engine::Context& ctx, const Caller& caller,
                       const model::sqs::DeleteMessageRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const std::string_view group = group_of(state, *queue, request.receipt_handle);
  if (auto error = count_call(ctx, *queue, CallKind::kDelete, {&group, 1})) {
    return std::unexpected(*error);
  }
  return remove_message(state, ctx, caller, *queue, request.receipt_handle);
}

model::ApiResult<Response> change_visibility(State& state, engine::Context& ctx,
                                             const Caller& caller, Queue& queue,
                                             const std::string& receipt_handle,
                                             std::int64_t visibility_timeout) {
  const auto receipt = read_handle(state, queue, receipt_handle);
  if (!receipt) return std::unexpected(receipt.error());
  const std::int64_t cap = ctx.fact("sqs.visibility_timeout.max");
  if (visibility_timeout < 0 || visibility_timeout > cap) {
    return std::unexpected(
        invalid_value(std::to_string(visibility_timeout), "VisibilityTimeout",
                      std::format("VisibilityTimeout must be an integer between 0 and {}.", cap)));
  }
  const auto place = find_place(state, queue.id, receipt->slot, receipt->message);
  if (!place) return std::unexpected(not_available(receipt_handle));
  Message& m = place->message();
  // Assumption: a FIFO queue refuses an expired handle here as it does in a delete.
  if (auto error = check_not_expired(queue, m, *receipt, receipt_handle)) {
    return std::unexpected(*error);
  }
  // Recorded behaviour: with the latest handle of a message that is visible again, AWS accepts
  // the call silently; it changes nothing (conformance trap 10). Assumption: the documented
  // MessageNotInflight is for handles that a newer receive has replaced (aws-facts 9).
  if (receipt->number != m.receipt) return std::unexpected(message_not_in_flight());
  if (m.state != MessageState::kInFlight) return Response(EmptyResponse{});
  const base::Duration timeout = base::seconds(visibility_timeout);
  if (ctx.now() + timeout > m.received_at + base::seconds(cap)) {
    return std::unexpected(invalid_value(
        std::to_string(visibility_timeout), "VisibilityTimeout",
        std::format("Total VisibilityTimeout for the message is beyond the limit [{} seconds].",
                    cap)));
  }
  m.last_event = ctx.emit(
      model::VisibilityChanged{queue.id, m.id, caller.actor, ctx.now() + timeout}, m.last_event);
  if (timeout.us == 0) {
    make_visible(state, ctx, *place);
  } else {
    hide(ctx, *place, timeout);
  }
  return Response(EmptyResponse{});
}

Outcome change_message_visibility(State& state, engine::Context& ctx, const Caller& caller,
                                  const model::sqs::ChangeMessageVisibilityRequest& request) {
  Queue* queue = find_queue_by_url(state, request.queue_url);
  if (queue == nullptr) return std::unexpected(queue_does_not_exist());
  const std::string_view group = group_of(state, *queue, request.receipt_handle);
  if (auto error = count_call(ctx, *queue, CallKind::kChangeVisibility, {&group, 1})) {
    return std::unexpected(*error);
  }
  return change_visibility(state, ctx, caller, *queue, request.receipt_handle,
                           request.visibility_timeout);
}

}  // namespace services::sqs
