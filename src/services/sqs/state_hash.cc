// The hash of the whole service. Structs are taken apart by structured bindings: a new member does
// not compile until it is hashed.
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "services/sqs/state.h"

namespace services::sqs {

void hash_into(const Message& m, base::Hasher& h) {
  const auto& [id, state, node, receipt, receive_count, holder, sent_at, arrived_at,
               first_received_at, received_at, visible_at, rank, last_event, dlq_source_arn,
               sender_id, body_md5, body, attributes, trace_header, group, older, newer,
               deduplication_id] = m;
  h.add(id.value);
  if (!id) return;  // a free slot
  base::hash_fields(h, state, node, receipt, receive_count, holder, sent_at, arrived_at,
                    first_received_at, received_at, visible_at, rank, last_event, dlq_source_arn,
                    sender_id, body_md5, body, attributes, trace_header, group, older, newer,
                    deduplication_id);
}

void hash_into(const RedrivePolicy& policy, base::Hasher& h) {
  const auto& [dead_letter_target_arn, max_receive_count] = policy;
  base::hash_fields(h, dead_letter_target_arn, max_receive_count);
}

void hash_into(const RedriveAllowPolicy& policy, base::Hasher& h) {
  const auto& [text, allows_all, source_queue_arns] = policy;
  base::hash_fields(h, text, allows_all, source_queue_arns);
}

void hash_into(const Attributes& a, base::Hasher& h) {
  const auto& [delay_seconds, maximum_message_size, message_retention_period,
               receive_message_wait_time_seconds, visibility_timeout, redrive_policy, policy,
               redrive_allow_policy, kms_master_key_id, kms_data_key_reuse_period_seconds,
               sqs_managed_sse_enabled, fifo_queue, content_based_deduplication,
               deduplicates_per_group, limits_per_group] = a;
  base::hash_fields(h, delay_seconds, maximum_message_size, message_retention_period,
                    receive_message_wait_time_seconds, visibility_timeout, redrive_policy, policy,
                    redrive_allow_policy, kms_master_key_id, kms_data_key_reuse_period_seconds,
                    sqs_managed_sse_enabled, fifo_queue, content_based_deduplication,
                    deduplicates_per_group, limits_per_group);
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

void hash_into(const ReceiveAttempt::Taken& taken, base::Hasher& h) {
  const auto& [slot, message, receipt, visible_at] = taken;
  base::hash_fields(h, slot, message, receipt, visible_at);
}

void hash_into(const ReceiveAttempt& attempt, base::Hasher& h) {
  const auto& [at, messages] = attempt;
  base::hash_fields(h, at, messages);
}

void hash_into(const AttemptAge& age, base::Hasher& h) {
  const auto& [at, id] = age;
  base::hash_fields(h, at, id);
}

void hash_into(const CallWindow& window, base::Hasher& h) {
  const auto& [start, calls] = window;
  base::hash_fields(h, start, calls);
}

void hash_into(const Fifo& fifo, base::Hasher& h) {
  const auto& [first_ready, last_ready, deduplicates_per_group, sends, attempts, attempt_ages,
               calls] = fifo;
  base::hash_fields(h, first_ready, last_ready, deduplicates_per_group, sends, attempts,
                    attempt_ages, calls);
}

void hash_into(const Fair& fair, base::Hasher& h) {
  const auto& [noisy, aside, processing] = fair;
  base::hash_fields(h, noisy, aside, processing);
}

void hash_into(const MoveTask& task, base::Hasher& h) {
  const auto& [id, source, destination_arn, rate, started_at, moved, to_move, status,
               failure_reason, last_event] = task;
  base::hash_fields(h, id, source, destination_arn, rate, started_at, moved, to_move, status,
                    failure_reason, last_event);
}

void hash_into(const Counters& c, base::Hasher& h) {
  const auto& [sent, received, deleted, expired, moved_out, moved_in, purged, empty_receives,
               deduplicated, redriven_out, redriven_in] = c;
  base::hash_fields(h, sent, received, deleted, expired, moved_out, moved_in, purged,
                    empty_receives, deduplicated, redriven_out, redriven_in);
}

void hash_into(const Queue& q, base::Hasher& h) {
  const auto& [id, name, url, arn, attributes, tags, created_at, modified_at, purged_at, slots,
               free_slots, nodes, by_age, retention_timer, stale_copies, next_rank, visible,
               in_flight, delayed, waiters, counters, last_event, groups, fifo, fair] = q;
  base::hash_fields(h, id, name, url, arn, attributes, tags, created_at, modified_at, purged_at,
                    slots, free_slots, nodes, by_age, retention_timer, stale_copies, next_rank,
                    visible, in_flight, delayed, waiters, counters, last_event, groups, fifo, fair);
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
               last_message, node_rng, sample_rng, fault_rng, move_tasks, last_move_task,
               completed] = state;
  base::hash_fields(h, region, account, epoch_ms, seed, behaviour, queues, by_name, deleted_at,
                    last_queue, last_message, node_rng, sample_rng, fault_rng, move_tasks,
                    last_move_task, completed);
}

}  // namespace services::sqs
