// The hash of the whole service. Structs are taken apart by structured bindings: a new member does
// not compile until it is hashed.
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "model/sns_hashes.h"
#include "services/sns/state.h"

namespace services::sns {

void hash_into(const Message& m, base::Hasher& h) {
  const auto& [id, topic, message_id, subject, body, per_protocol, attributes, group_id,
               deduplication_id, sequence_number, trace_header, published_at, by, event] = m;
  base::hash_fields(h, id, topic, message_id, subject, body, per_protocol, attributes, group_id,
                    deduplication_id, sequence_number, trace_header, published_at, by, event);
}
void hash_into(const MessagePtr& m, base::Hasher& h) {
  h.add(m != nullptr);
  if (m) hash_into(*m, h);
}
void hash_into(const Duplicate& x, base::Hasher& h) {
  const auto& [until, original] = x;
  base::hash_fields(h, until, original);
}
void hash_into(const TopicCounters& x, base::Hasher& h) {
  const auto& [published, delivered, failed, filtered, dead_lettered] = x;
  base::hash_fields(h, published, delivered, failed, filtered, dead_lettered);
}
void hash_into(const Topic& x, base::Hasher& h) {
  // `latest` is only looked at.
  const auto& [id, name, arn, fifo, policy, attributes, data_protection_policy, tags,
               delivery_policy, maximum_message_size, content_based_deduplication,
               throughput_per_group, deleted_subscriptions, next_sequence, duplicates, archive,
               archive_days, archive_begins, rate_second, rate_used, counters, latest, last_event] =
      x;
  base::hash_fields(h, id, name, arn, fifo, policy, attributes, data_protection_policy, tags,
                    delivery_policy, maximum_message_size, content_based_deduplication,
                    throughput_per_group, deleted_subscriptions, next_sequence, duplicates, archive,
                    archive_days, archive_begins, rate_second, rate_used, counters, last_event);
}
void hash_into(const Subscription& x, base::Hasher& h) {
  // `filter` is `filter_policy` taken apart; `verdict` is only looked at.
  const auto& [id, topic, arn, protocol, endpoint, owner, principal, pending, authenticated,
               authenticated_unsubscribe, token, token_until, raw, filter_policy, filter_scope,
               filter, delivery_policy, own_policy, redrive_policy, dead_letter_arn, role_arn,
               replay_policy, replay, replay_left, next_slot, counters, verdict, last_event] = x;
  base::hash_fields(h, id, topic, arn, protocol, endpoint, owner, principal, pending, authenticated,
                    authenticated_unsubscribe, token, token_until, raw, filter_policy, filter_scope,
                    delivery_policy, own_policy, redrive_policy, dead_letter_arn, role_arn,
                    replay_policy, replay, replay_left, next_slot, counters, last_event);
}
void hash_into(const Delivery& x, base::Hasher& h) {
  const auto& [id, message, topic, subscription, protocol, endpoint, kind, former, replayed, phase,
               attempt, created_at, due, error_code, error_message, last_event] = x;
  h.add(former != nullptr);
  if (former) hash_into(*former, h);
  base::hash_fields(h, id, message, topic, subscription, protocol, endpoint, kind, replayed, phase,
                    attempt, created_at, due, error_code, error_message, last_event);
}
void hash_into(const EndpointBehaviour& x, base::Hasher& h) {
  const auto& [fail_first, fail_always, status, confirms] = x;
  base::hash_fields(h, fail_first, fail_always, status, confirms);
}
void hash_into(const Received& x, base::Hasher& h) {
  const auto& [at, message_id, type, subject, body] = x;
  base::hash_fields(h, at, message_id, type, subject, body);
}
void hash_into(const Endpoint& x, base::Hasher& h) {
  const auto& [behaviour, calls, accepted, received] = x;
  base::hash_fields(h, behaviour, calls, accepted, received);
}
void hash_into(const PlatformApplication& x, base::Hasher& h) {
  const auto& [arn, platform, attributes] = x;
  base::hash_fields(h, arn, platform, attributes);
}
void hash_into(const PlatformEndpoint& x, base::Hasher& h) {
  const auto& [arn, application_arn, attributes] = x;
  base::hash_fields(h, arn, application_arn, attributes);
}
void hash_into(const Behaviour& x, base::Hasher& h) {
  const auto& [retry_jitter, sms_sandbox] = x;
  base::hash_fields(h, retry_jitter, sms_sandbox);
}
void hash_into(const State& x, base::Hasher& h) {
  // Both are drained after every handling: `outgoing` by the dispatcher, `http_outbox` is output,
  // as `copies` are.
  const auto& [region, account, epoch_ms, seed, behaviour, topics, by_name, subscriptions, by_topic,
               ended, deliveries, lanes, endpoints, applications, devices, sms_attributes,
               opted_out, opted_in, sandbox_numbers, http_driven, retry_rng, last_topic,
               last_subscription, last_publish, last_delivery, last_platform, outgoing, http_outbox,
               copies] = x;
  base::hash_fields(h, region, account, epoch_ms, seed, behaviour, topics, by_name, subscriptions,
                    by_topic, ended, deliveries, lanes, endpoints, applications, devices,
                    sms_attributes, opted_out, opted_in, sandbox_numbers, http_driven, retry_rng,
                    last_topic, last_subscription, last_publish, last_delivery, last_platform);
}

}  // namespace services::sns
