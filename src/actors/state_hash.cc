// The hash of all simulated callers. Structs are taken apart by structured bindings: a new member
// does not compile until it is hashed.
#include "actors/state.h"
#include "base/hash_fields.h"

namespace actors {

void hash_into(const ProducerSpec& spec, base::Hasher& h) {
  const auto& [queue_url, pattern, every, burst, count, start, delay_seconds, delay_each, body,
               first_number, groups, deduplication_id] = spec;
  base::hash_fields(h, queue_url, pattern, every, burst, count, start, delay_seconds, delay_each,
                    body, first_number, groups, deduplication_id);
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
void hash_into(const WorkerSpec& spec, base::Hasher& h) {
  const auto& [queue_url, max_messages, wait_seconds, visibility_timeout, poll_every, start, work,
               faults, crash, restart_after, heartbeat, idempotent] = spec;
  base::hash_fields(h, queue_url, max_messages, wait_seconds, visibility_timeout, poll_every, start,
                    work, faults, crash.num, crash.den, restart_after, heartbeat, idempotent);
}
void hash_into(const Producer& producer, base::Hasher& h) {
  const auto& [spec, sent, refused] = producer;
  base::hash_fields(h, spec, sent, refused);
}
void hash_into(const Job& job, base::Hasher& h) {
  const auto& [message, queue, receipt_handle, body, received_at, started_at, work, heartbeat_at,
               crash_at, cause, nth] = job;
  base::hash_fields(h, message, queue, receipt_handle, body, received_at, started_at, work,
                    heartbeat_at, crash_at, cause, nth);
}
void hash_into(const Worker& worker, base::Hasher& h) {
  const auto& [spec, phase, jobs, received, finished, duplicates, call] = worker;
  base::hash_fields(h, spec, phase, jobs, received, finished, duplicates, call);
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
  const auto& [actors, effects, effects_first, effects_duplicate, effects_skipped, last_actor] =
      state;
  base::hash_fields(h, actors, effects, effects_first, effects_duplicate, effects_skipped,
                    last_actor);
}

}  // namespace actors
