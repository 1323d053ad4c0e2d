// Producers that wait for answers: a correlation id and a ReplyTo queue in every request, one poll
// for all answers, and virtual queues as the temporary queue client makes them (aws-facts 1.9).
// Must not know how an answer is made.
#include <algorithm>
#include <format>

#include "actors/roles.h"

namespace actors {
namespace {

model::sqs::MessageAttributeValue text(std::string value) {
  return {"String", std::move(value), {}};
}

std::string value_of(const model::sqs::ReceivedMessage& message, const char* name) {
  const auto it = message.message_attributes.find(name);
  return it == message.message_attributes.end() ? std::string() : it->second.string_value;
}

// A virtual queue lives as long as it is used, and is polled through its host until then.
bool expects_answers(const Producer& producer) {
  return !producer.open.empty() || !producer.virtual_queues.empty();
}

void poll(Actor& actor, Producer& producer, Wire& wire) {
  if (producer.poll || producer.polling || !expects_answers(producer)) return;
  const RepliesSpec& replies = *producer.spec.replies;
  model::sqs::ReceiveMessageRequest request;
  request.queue_url = replies.queue_url;
  request.max_number_of_messages = 10;
  request.wait_time_seconds = replies.wait_seconds;
  request.message_attribute_names = {"All"};
  producer.polling = true;
  wire.outgoing.push_back({actor.id, std::move(request)});
}

void give_up_waiting(Actor& actor, Producer& producer, engine::Context& ctx) {
  const RepliesSpec& replies = *producer.spec.replies;
  std::erase_if(producer.open, [&](const OpenRequest& open) {
    if (open.sent_at + replies.timeout > ctx.now()) return false;
    ++producer.timed_out;
    actor.last_event =
        ctx.emit(model::RequestTimedOut{actor.id, ctx.now() - open.sent_at}, actor.last_event);
    return true;
  });
  std::erase_if(producer.virtual_queues,
                [&](const VirtualQueue& queue) { return queue.until <= ctx.now(); });
}

base::SimTime next_look(const Producer& producer) {
  base::SimTime at = producer.next_send;
  for (const OpenRequest& open : producer.open) {
    at = std::min(at, open.sent_at + producer.spec.replies->timeout);
  }
  for (const VirtualQueue& queue : producer.virtual_queues) at = std::min(at, queue.until);
  return at;
}

// The request this is the answer to; the end of the list without one. A virtual queue is named by
// an attribute, since it lies inside its host.
auto find_open(Producer& producer, const model::sqs::ReceivedMessage& answer) {
  const std::string id = value_of(answer, kCorrelationId);
  const std::string name = value_of(answer, kVirtualQueueName);
  return std::ranges::find_if(producer.open, [&](const OpenRequest& open) {
    if (!producer.spec.replies->virtual_queues) return open.correlation_id == id;
    return open.reply_to.ends_with("#" + name) && open.correlation_id == id;
  });
}

void take_answer(Actor& actor, Producer& producer, engine::Context& ctx,
                 const model::sqs::ReceivedMessage& answer, Wire& wire) {
  const RepliesSpec& replies = *producer.spec.replies;
  const auto open = find_open(producer, answer);
  const bool mine = open != producer.open.end();
  const bool from_me = value_of(answer, kCorrelationId).starts_with(actor.name + "-");
  if (!mine && !from_me && !replies.virtual_queues) {
    // Somebody else waits for it at the same queue: back with it.
    ++producer.put_back;
    wire.outgoing.push_back(
        {actor.id,
         model::sqs::ChangeMessageVisibilityRequest{replies.queue_url, answer.receipt_handle, 0},
         false});
    return;
  }
  if (mine) {
    ++producer.answered;
    actor.last_event =
        ctx.emit(model::RequestAnswered{actor.id, answer.message, ctx.now() - open->sent_at},
                 answer.receive_event);
    const std::string name = value_of(answer, kVirtualQueueName);
    std::erase_if(producer.virtual_queues,
                  [&](const VirtualQueue& queue) { return queue.name == name; });
    producer.open.erase(open);
  } else {
    ++producer.orphaned;
  }
  wire.outgoing.push_back(
      {actor.id, model::sqs::DeleteMessageRequest{replies.queue_url, answer.receipt_handle},
       false});
}

}  // namespace

void ask_for_answer(Actor& actor, Producer& producer, engine::Context& ctx,
                    model::sqs::SendMessageRequest& message) {
  const RepliesSpec& replies = *producer.spec.replies;
  OpenRequest open;
  open.correlation_id = std::format("{}-{}", actor.name, producer.sent);
  open.reply_to = replies.queue_url;
  open.sent_at = ctx.now();
  if (replies.virtual_queues) {
    producer.virtual_queues.push_back({open.correlation_id, ctx.now() + replies.idle_retention});
    open.reply_to += "#" + open.correlation_id;
  }
  message.message_attributes[kReplyTo] = text(open.reply_to);
  message.message_attributes[kCorrelationId] = text(open.correlation_id);
  producer.open.push_back(std::move(open));
}

void wait_for_answers(Actor& actor, engine::Context& ctx, Wire& wire) {
  Producer& producer = std::get<Producer>(actor.role);
  give_up_waiting(actor, producer, ctx);
  poll(actor, producer, wire);
  const base::SimTime at = next_look(producer);
  if (at != actor.wakes_at) wake_at(actor, ctx, at);
}

void take_answers(Actor& actor, engine::Context& ctx,
                  const model::ApiResult<model::Response>& result, Wire& wire) {
  Producer& producer = std::get<Producer>(actor.role);
  producer.poll = {};
  producer.polling = false;
  if (!result) {
    // Without a pause a queue that is gone would be asked for ever.
    ++producer.refused;
    producer.open.clear();
    producer.virtual_queues.clear();
  } else if (const auto* r = std::get_if<model::sqs::ReceiveMessageResponse>(&*result)) {
    for (const auto& answer : r->messages) take_answer(actor, producer, ctx, answer, wire);
  }
  wait_for_answers(actor, ctx, wire);
}

model::sqs::SendMessageRequest answer_to(const Job& job, const std::string& body) {
  model::sqs::SendMessageRequest out;
  const std::size_t hash = job.reply_to.find('#');
  out.queue_url = job.reply_to.substr(0, hash);
  out.message_body = body;
  out.message_attributes[kCorrelationId] = text(job.correlation_id);
  // The host carries the name of the virtual queue (aws-facts 1.9).
  if (hash != std::string::npos) {
    out.message_attributes[kVirtualQueueName] = text(job.reply_to.substr(hash + 1));
  }
  return out;
}

}  // namespace actors
