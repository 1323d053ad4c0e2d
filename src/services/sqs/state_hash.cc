// The hash of the whole service. Structs are taken apart by structured bindings: a new member does
// not compile until it is hashed.
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "services/sqs/state.h"

namespace services::sqs {

void hash_into(const Message& m, base::Hasher& h) {
  const auto& [id, state, node, receipt, receive_count, holder, sent_at, arrived_at,
               first_received_at, received_at, visible_at, rank, last_event, dlq_source_arn,
               sender_id, body_md5, body, attributes, trace_header] = m;
  h.add(id.value);
  if (!id) return;  // a free slot
  base::hash_fields(h, state, node, receipt, receive_count, holder, sent_at, arrived_at,
                    first_received_at, received_at, visible_at, rank, last_event, dlq_source_arn,
                    sender_id, body_md5, body, attributes, trace_header);
}

void hash_into(const RedrivePolicy& policy, base::Hasher& h) {
  const auto& [dead_letter_target_arn, max_receive_count] = policy;
  base::hash_fields(h, dead_letter_target_arn, max_receive_count);
}

void hash_into(const Attributes& a, base::Hasher& h) {
  const auto& [delay_seconds, maximum_message_size, message_retention_period,
               receive_message_wait_time_seconds, visibility_timeout, redrive_policy, policy,
               redrive_allow_policy, kms_master_key_id, kms_data_key_reuse_period_seconds,
               sqs_managed_sse_enabled] = a;
  base::hash_fields(h, delay_seconds, maximum_message_size, message_retention_period,
                    receive_message_wait_time_seconds, visibility_timeout, redrive_policy, policy,
                    redrive_allow_policy, kms_master_key_id, kms_data_key_reuse_period_seconds,
                    sqs_managed_sse_enabled);
}

void hash_into(const ReadyEntry& entry, base::Hasher& h) {
  const auto& [rank, slot, message] = entry;
  base::hash_fields(h, rank, slot, message);
}

void hash_into(const AgeEntry& entry, base::Hasher& h) {
  const auto& [sent_at, slot, message] = entry;
  base::hash_fields(h, sent_at, slot, message);
}

void hash_into(const StorageNode& node, base::Hasher& h) {
  const auto& [fresh, returned] = node;
  base::hash_fields(h, fresh, returned);
}

void hash_into(const StaleCopy& copy, base::Hasher& h) {
  const auto& [slot, message, receipt] = copy;
  base::hash_fields(h, slot, message, receipt);
}

void hash_into(const Waiter& waiter, base::Hasher& h) {
  const auto& [call, caller, request] = waiter;
  base::hash_fields(h, call, caller, request);
}

void hash_into(const Counters& c, base::Hasher& h) {
  const auto& [sent, received, deleted, expired, moved_out, moved_in, purged, empty_receives] = c;
  base::hash_fields(h, sent, received, deleted, expired, moved_out, moved_in, purged,
                    empty_receives);
}

void hash_into(const Queue& q, base::Hasher& h) {
  const auto& [id, name, url, arn, attributes, tags, created_at, modified_at, purged_at, slots,
               free_slots, nodes, by_age, retention_timer, stale_copies, next_rank, visible,
               in_flight, delayed, waiters, counters, last_event] = q;
  base::hash_fields(h, id, name, url, arn, attributes, tags, created_at, modified_at, purged_at,
                    slots, free_slots, nodes, by_age, retention_timer, stale_copies, next_rank,
                    visible, in_flight, delayed, waiters, counters, last_event);
}

void hash_into(const Behaviour& how, base::Hasher& h) {
  const auto& [sample_nodes, duplicate, missed_delete, reorder] = how;
  base::hash_fields(h, sample_nodes, duplicate.num, duplicate.den, missed_delete.num,
                    missed_delete.den, reorder.num, reorder.den);
}

void hash_into(const Completion& done, base::Hasher& h) {
  const auto& [call, caller, result] = done;
  base::hash_fields(h, call, caller, result);
}

void hash_into(const State& state, base::Hasher& h) {
  const auto& [region, account, epoch_ms, seed, behaviour, queues, by_name, deleted_at, last_queue,
               last_message, node_rng, sample_rng, fault_rng, completed] = state;
  base::hash_fields(h, region, account, epoch_ms, seed, behaviour, queues, by_name, deleted_at,
                    last_queue, last_message, node_rng, sample_rng, fault_rng, completed);
}

}  // namespace services::sqs
