// Producers: when they send and what. Must not look into a queue.
#include <algorithm>
#include <format>
#include <string>

#include "actors/payloads.h"
#include "actors/roles.h"

namespace actors {
namespace {

// "{n}" in a text is the running number.
std::string numbered(const ProducerSpec& spec, const std::string& text, std::uint32_t index) {
  std::string out = text;
  const std::string number = std::to_string(spec.first_number + index);
  for (std::size_t at = out.find("{n}"); at != std::string::npos; at = out.find("{n}", at)) {
    out.replace(at, 3, number);
    at += number.size();
  }
  return out;
}

// A producer whose target is a topic publishes what it would have sent.
model::sns::PublishRequest publish_of(model::sqs::SendMessageRequest message) {
  model::sns::PublishRequest out;
  out.topic_arn = std::move(message.queue_url);
  out.message = std::move(message.message_body);
  out.message_attributes = std::move(message.message_attributes);
  out.message_group_id = std::move(message.message_group_id);
  out.message_deduplication_id = std::move(message.message_deduplication_id);
  return out;
}

void send(Actor& actor, const ProducerSpec& spec, model::sqs::SendMessageRequest message,
          Wire& wire, bool awaited) {
  if (spec.queue_url.starts_with("arn:aws:sns:")) {
    wire.outgoing.push_back({actor.id, publish_of(std::move(message)), awaited});
  } else {
    wire.outgoing.push_back({actor.id, std::move(message), awaited});
  }
}

model::sqs::SendMessageRequest next_message(Producer& producer) {
  const ProducerSpec& spec = producer.spec;
  model::sqs::SendMessageRequest request;
  request.queue_url = spec.queue_url;
  request.message_body = numbered(spec, spec.body, producer.sent);
  if (request.message_body.size() < spec.body_bytes) {
    request.message_body.resize(spec.body_bytes, ' ');
  }
  if (!spec.groups.empty()) {
    request.message_group_id = spec.groups[producer.sent % spec.groups.size()];
  }
  if (!spec.deduplication_id.empty()) {
    request.message_deduplication_id = numbered(spec, spec.deduplication_id, producer.sent);
  }
  ++producer.sent;
  const bool timed = spec.delay_each != 0 && producer.sent % spec.delay_each == 0;
  if (spec.delay_seconds >= 0 && timed) request.delay_seconds = spec.delay_seconds;
  return request;
}

// Sends what is due and says when to send again.
base::SimTime send_burst(Actor& actor, Producer& producer, engine::Context& ctx, Wire& wire) {
  const ProducerSpec& spec = producer.spec;
  const std::uint32_t left =
      spec.count == 0 ? spec.burst : std::min(spec.burst, spec.count - producer.sent);
  for (std::uint32_t i = 0; i < left; ++i) {
    model::sqs::SendMessageRequest message = next_message(producer);
    if (spec.replies) ask_for_answer(actor, producer, ctx, message);
    if (spec.large_payload && is_large(*spec.large_payload, message)) {
      const std::string name = std::format("{} {}", actor.name, producer.sent);
      wire.outgoing.push_back({actor.id, take_payload(*spec.large_payload, name, message)});
      producer.uploads.push_back({{}, std::move(message)});
    } else {
      send(actor, spec, std::move(message), wire, false);
    }
  }
  if (spec.count != 0 && producer.sent >= spec.count) return base::kNever;
  const base::Duration pause =
      spec.pattern == Pattern::kRandom ? actor.rng.exponential(spec.every) : spec.every;
  return ctx.now() + std::max(pause, base::milliseconds(1));
}

}  // namespace

void wake_producer(Actor& actor, engine::Context& ctx, Wire& wire) {
  Producer& producer = std::get<Producer>(actor.role);
  if (!producer.spec.replies) {
    const base::SimTime next = send_burst(actor, producer, ctx, wire);
    if (next != base::kNever) wake_at(actor, ctx, next);
    return;
  }
  const bool first = producer.sent == 0 && producer.next_send == base::kNever;
  if (first || producer.next_send <= ctx.now()) {
    producer.next_send = send_burst(actor, producer, ctx, wire);
  }
  wait_for_answers(actor, ctx, wire);
}

void answer_producer(Actor& actor, engine::Context& ctx, model::CallId call,
                     const model::ApiResult<model::Response>& result, Wire& wire) {
  Producer& producer = std::get<Producer>(actor.role);
  if (producer.poll == call) return take_answers(actor, ctx, result, wire);
  if (!result) ++producer.refused;
  const auto upload = std::ranges::find(producer.uploads, call, &Upload::call);
  if (upload == producer.uploads.end()) return;
  model::sqs::SendMessageRequest message = std::move(upload->message);
  producer.uploads.erase(upload);
  // Without its payload the message would point at nothing: the library throws, nothing is sent.
  if (result) send(actor, producer.spec, std::move(message), wire, false);
}

}  // namespace actors
