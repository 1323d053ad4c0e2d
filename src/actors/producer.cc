// Producers: when they send and what. Must not look into a queue.
#include <algorithm>
#include <string>

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

}  // namespace

void wake_producer(Actor& actor, engine::Context& ctx, Wire& wire) {
  Producer& producer = std::get<Producer>(actor.role);
  const ProducerSpec& spec = producer.spec;
  const std::uint32_t left =
      spec.count == 0 ? spec.burst : std::min(spec.burst, spec.count - producer.sent);
  for (std::uint32_t i = 0; i < left; ++i) {
    model::sqs::SendMessageRequest request;
    request.queue_url = spec.queue_url;
    request.message_body = numbered(spec, spec.body, producer.sent);
    if (!spec.groups.empty()) {
      request.message_group_id = spec.groups[producer.sent % spec.groups.size()];
    }
    if (!spec.deduplication_id.empty()) {
      request.message_deduplication_id = numbered(spec, spec.deduplication_id, producer.sent);
    }
    ++producer.sent;
    const bool timed = spec.delay_each != 0 && producer.sent % spec.delay_each == 0;
    if (spec.delay_seconds >= 0 && timed) request.delay_seconds = spec.delay_seconds;
    if (spec.queue_url.starts_with("arn:aws:sns:")) {
      wire.outgoing.push_back({actor.id, publish_of(std::move(request))});
    } else {
      wire.outgoing.push_back({actor.id, std::move(request)});
    }
  }
  if (spec.count != 0 && producer.sent >= spec.count) return;
  const base::Duration pause =
      spec.pattern == Pattern::kRandom ? actor.rng.exponential(spec.every) : spec.every;
  wake_at(actor, ctx, ctx.now() + std::max(pause, base::milliseconds(1)));
}

void answer_producer(Actor& actor, const model::ApiResult<model::Response>& result) {
  if (!result) ++std::get<Producer>(actor.role).refused;
}

}  // namespace actors
