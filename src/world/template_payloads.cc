// Reading what concerns payloads, requests and answers.
#include "world/template_payloads.h"

#include <algorithm>

#include "model/facts.h"

namespace world {
namespace {

using base::JsonReader;

base::Duration read_duration(const JsonReader& parent, std::string_view key,
                             base::Duration fallback) {
  const auto member = parent.member(key);
  if (!member) return fallback;
  const auto parsed = base::parse_duration(member->text());
  if (!parsed || parsed->us < 1000) {
    member->fail("must be a duration of at least 1ms, like \"20s\" or \"5m\"");
    return fallback;
  }
  return *parsed;
}

bool read_boolean(const JsonReader& parent, std::string_view key, bool fallback) {
  const auto member = parent.member(key);
  return member ? member->boolean(fallback) : fallback;
}

actors::LargePayloadSpec read_large(const JsonReader& in, const ResolveText& resolve,
                                    model::Profile profile) {
  in.only({"Bucket", "Threshold", "Always", "LegacyAttribute"});
  actors::LargePayloadSpec out;
  if (const auto bucket = in.member("Bucket", true)) out.bucket = resolve(*bucket);
  out.threshold = model::fact("sqs.extended.threshold", profile);
  if (const auto threshold = in.member("Threshold")) {
    out.threshold = threshold->integer(0, 1 << 30, out.threshold);
  }
  out.always = read_boolean(in, "Always", false);
  out.legacy_attribute = read_boolean(in, "LegacyAttribute", false);
  return out;
}

actors::RepliesSpec read_replies(const JsonReader& in, const ResolveText& resolve) {
  in.only({"Queue", "Virtual", "Timeout", "IdleRetention", "WaitTimeSeconds"});
  actors::RepliesSpec out;
  if (const auto queue = in.member("Queue", true)) out.queue_url = resolve(*queue);
  out.virtual_queues = read_boolean(in, "Virtual", false);
  out.timeout = read_duration(in, "Timeout", out.timeout);
  out.idle_retention =
      std::max(out.timeout, read_duration(in, "IdleRetention", out.idle_retention));
  if (const auto wait = in.member("WaitTimeSeconds")) out.wait_seconds = wait->integer(1, 20, 20);
  return out;
}

}  // namespace

void read_payloads(const JsonReader& producer, const ResolveText& resolve, model::Profile profile,
                   actors::ProducerSpec& out) {
  // As much as a message of SQS could hold, and what only S3 takes; less than the extended client's
  // ceiling, because a World holds what was sent.
  constexpr std::int64_t kMostBytes = 4 << 20;
  if (const auto bytes = producer.member("BodyBytes")) {
    const std::int64_t most = std::min(kMostBytes, model::fact("sqs.extended.max", profile));
    out.body_bytes = static_cast<std::uint32_t>(bytes->integer(0, most));
  }
  if (const auto large = producer.member("LargePayload")) {
    out.large_payload = read_large(*large, resolve, profile);
  }
  const auto replies = producer.member("Replies");
  if (!replies) return;
  out.replies = read_replies(*replies, resolve);
  if (out.large_payload) replies->fail("cannot stand beside LargePayload");
}

void read_payloads(const JsonReader& worker, actors::WorkerSpec& out) {
  if (const auto large = worker.member("LargePayload")) {
    large->only({"DeletePayload"});
    out.large_payload = actors::FetchSpec{read_boolean(*large, "DeletePayload", true)};
  }
  if (const auto reply = worker.member("Reply")) out.reply = reply->text();
}

}  // namespace world
