// The hash of all simulated callers. Structs are taken apart by structured bindings: a new member
// does not compile until it is hashed.
#include "actors/state.h"
#include "base/hash_fields.h"
#include "model/hashes.h"

namespace actors {

void hash_into(const LargePayloadSpec& spec, base::Hasher& h) {
  const auto& [bucket, threshold, always, legacy_attribute] = spec;
  base::hash_fields(h, bucket, threshold, always, legacy_attribute);
}
void hash_into(const RepliesSpec& spec, base::Hasher& h) {
  const auto& [queue_url, virtual_queues, timeout, idle_retention, wait_seconds] = spec;
  base::hash_fields(h, queue_url, virtual_queues, timeout, idle_retention, wait_seconds);
}
void hash_into(const ProducerSpec& spec, base::Hasher& h) {
  const auto& [queue_url, pattern, every, burst, count, start, delay_seconds, delay_each, body,
               first_number, groups, deduplication_id, body_bytes, large_payload, replies] = spec;
  base::hash_fields(h, queue_url, pattern, every, burst, count, start, delay_seconds, delay_each,
                    body, first_number, groups, deduplication_id, body_bytes, large_payload,
                    replies);
}
void hash_into(const WorkSpec& work, base::Hasher& h) {
  const auto& [kind, list, lo, hi, mean] = work;
  base::hash_fields(h, kind, list, lo, hi, mean);
}
void hash_into(const FaultSpec& fault, base::Hasher& h) {
  const auto& [kind, nth, after, restart_after] = fault;
  base::hash_fields(h, kind, nth, after, restart_after);
}
void hash_into(const HeartbeatSpec& beat, base::Hasher& h) {
  const auto& [every, extend_seconds] = beat;
  base::hash_fields(h, every, extend_seconds);
}
void hash_into(const FetchSpec& spec, base::Hasher& h) {
  const auto& [delete_payload] = spec;
  base::hash_fields(h, delete_payload);
}
void hash_into(const WorkerSpec& spec, base::Hasher& h) {
  const auto& [queue_url, max_messages, wait_seconds, visibility_timeout, poll_every, start, work,
               faults, crash, restart_after, heartbeat, large_payload, reply, idempotent] = spec;
  base::hash_fields(h, queue_url, max_messages, wait_seconds, visibility_timeout, poll_every, start,
                    work, faults, crash.num, crash.den, restart_after, heartbeat, large_payload,
                    reply, idempotent);
}
void hash_into(const Upload& upload, base::Hasher& h) {
  const auto& [call, message] = upload;
  base::hash_fields(h, call, model::Request(message));
}
void hash_into(const OpenRequest& request, base::Hasher& h) {
  const auto& [correlation_id, reply_to, sent_at] = request;
  base::hash_fields(h, correlation_id, reply_to, sent_at);
}
void hash_into(const VirtualQueue& queue, base::Hasher& h) {
  const auto& [name, until] = queue;
  base::hash_fields(h, name, until);
}
void hash_into(const Producer& producer, base::Hasher& h) {
  const auto& [spec, sent, refused, uploads, next_send, poll, polling, open, virtual_queues,
               answered, timed_out, orphaned, put_back] = producer;
  base::hash_fields(h, spec, sent, refused, uploads, next_send, poll, polling, open, virtual_queues,
                    answered, timed_out, orphaned, put_back);
}
void hash_into(const Job& job, base::Hasher& h) {
  const auto& [message, queue, receipt_handle, body, received_at, started_at, work, heartbeat_at,
               crash_at, cause, nth, payload_bucket, payload_key, fetched, reply_to,
               correlation_id] = job;
  base::hash_fields(h, message, queue, receipt_handle, body, received_at, started_at, work,
                    heartbeat_at, crash_at, cause, nth, payload_bucket, payload_key, fetched,
                    reply_to, correlation_id);
}
void hash_into(const Worker& worker, base::Hasher& h) {
  const auto& [spec, phase, jobs, received, finished, duplicates, call, unread, deleting_payload] =
      worker;
  base::hash_fields(h, spec, phase, jobs, received, finished, duplicates, call, unread,
                    deleting_payload);
}
void hash_into(const Actor& actor, base::Hasher& h) {
  const auto& [id, name, group, role, token, wakes_at, rng, last_event] = actor;
  base::hash_fields(h, id, name, group, role, token, wakes_at, rng, last_event);
}
void hash_into(const EffectEntry& entry, base::Hasher& h) {
  const auto& [times, gone] = entry;
  base::hash_fields(h, times, gone);
}
void hash_into(const State& state, base::Hasher& h) {
  const auto& [actors, effects, effects_first, effects_duplicate, effects_skipped, last_actor,
               epoch_ms, lease_tables, shard_names] = state;
  base::hash_fields(h, actors, effects, effects_first, effects_duplicate, effects_skipped,
                    last_actor, epoch_ms, lease_tables, shard_names);
}

}  // namespace actors
