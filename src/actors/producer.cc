// Producers: when they send and what. Must not look into a queue.
#include <algorithm>
#include <string>

#include "actors/roles.h"

namespace actors {
namespace {

// "{n}" in the body is the running number.
std::string body_text(const ProducerSpec& spec, std::uint32_t index) {
  std::string out = spec.body;
  const std::string number = std::to_string(spec.first_number + index);
  for (std::size_t at = out.find("{n}"); at != std::string::npos; at = out.find("{n}", at)) {
    out.replace(at, 3, number);
    at += number.size();
  }
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
    request.message_body = body_text(spec, producer.sent);
    ++producer.sent;
    const bool timed = spec.delay_each != 0 && producer.sent % spec.delay_each == 0;
    if (spec.delay_seconds >= 0 && timed) request.delay_seconds = spec.delay_seconds;
    wire.outgoing.push_back({actor.id, std::move(request)});
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
