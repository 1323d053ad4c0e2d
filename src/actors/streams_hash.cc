// The hash of the simulated producers and consumers of streams. Structs are taken apart by
// structured bindings: a new member does not compile until it is hashed.
#include "actors/streams.h"
#include "base/hash_fields.h"
#include "model/hashes.h"
#include "model/kinesis_hashes.h"

namespace actors {

void hash_into(const WeightedKey& key, base::Hasher& h) {
  const auto& [text, weight] = key;
  base::hash_fields(h, text, weight);
}
void hash_into(const RetrySpec& retry, base::Hasher& h) {
  const auto& [max_attempts, base, cap, full_jitter] = retry;
  base::hash_fields(h, max_attempts, base, cap, full_jitter);
}
void hash_into(const KplSpec& kpl, base::Hasher& h) {
  // `rate_percent` is the library's alone: see StreamProducer.
  const auto& [aggregation, max_buffered, aggregate_bytes, collect_max, ttl, rate_percent] = kpl;
  base::hash_fields(h, aggregation, max_buffered, aggregate_bytes, collect_max, ttl);
}
void hash_into(const StreamProducerSpec& spec, base::Hasher& h) {
  const auto& [stream, library, pattern, every, burst, count, start, first_number, keys,
               explicit_hash_key, data, data_bytes, retry, ordered, kpl] = spec;
  base::hash_fields(h, stream, library, pattern, every, burst, count, start, first_number, keys,
                    explicit_hash_key, data, data_bytes, retry, ordered, kpl);
}
void hash_into(const UnsentRecord& r, base::Hasher& h) {
  const auto& [record, partition_key, explicit_hash_key, data, made_at, attempts, user_records] = r;
  base::hash_fields(h, record, partition_key, explicit_hash_key, data, made_at, attempts,
                    user_records);
}
void hash_into(const RecordBatch& batch, base::Hasher& h) {
  const auto& [call, due, records] = batch;
  base::hash_fields(h, call, due, records);
}
void hash_into(const ShardRange& range, base::Hasher& h) {
  const auto& [shard_id, first, last] = range;
  base::hash_fields(h, shard_id, first, last);
}
void hash_into(const Aggregate& a, base::Hasher& h) {
  const auto& [shard_id, partition_key, explicit_hash_key, packed, user_records, since] = a;
  base::hash_fields(h, shard_id, partition_key, explicit_hash_key, packed, user_records, since);
}
void hash_into(const PutBudget& budget, base::Hasher& h) {
  const auto& [bytes, records] = budget;
  base::hash_fields(h, bytes, records);
}
// What was given up is not hashed: it follows from what happened, and nothing follows from it.
void hash_into(const StreamProducer& producer, base::Hasher& h) {
  const auto& [spec, made, sent, accepted, throttled, retried, dropped, refused, credits, next_send,
               batches, waiting, last_sequence, aggregates, ranges, listing, listing_shards,
               ranges_known, collect_due, budgets, limited, release_due, given_up] = producer;
  base::hash_fields(h, spec, made, sent, accepted, throttled, retried, dropped, refused, credits,
                    next_send, batches, waiting, last_sequence, aggregates, ranges, listing,
                    listing_shards, ranges_known, collect_due);
  if (spec.library == Library::kKpl) {
    base::hash_fields(h, spec.kpl.rate_percent, budgets, limited, release_due);
  }
}
void hash_into(const StreamSourceSpec& source, base::Hasher& h) {
  const auto& [stream, stream_arn, start_type, start_epoch_ms, poll_every, limit, consumer] =
      source;
  base::hash_fields(h, stream, stream_arn, start_type, start_epoch_ms, poll_every, limit, consumer);
}
void hash_into(const ReadRecord& r, base::Hasher& h) {
  const auto& [record, sequence, sub_sequence, last_of_record, partition_key, data,
               arrived_epoch_ms] = r;
  base::hash_fields(h, record, sequence, sub_sequence, last_of_record, partition_key, data,
                    arrived_epoch_ms);
}
void hash_into(const ShardCursor& c, base::Hasher& h) {
  const auto& [shard, shard_id, parents, phase, iterator, start_type, start_sequence,
               skip_sub_sequences, next_poll, failures, last_sequence, last_record, records_read,
               processed, last_processed, behind_ms, ended, exhausted, children, subscription,
               unprocessed, work_started, work_ends, last_event, nth, lease_sequence,
               lease_sub_sequence, lease_record, since_checkpoint, checkpoint_at] = c;
  base::hash_fields(h, shard, shard_id, parents, phase, iterator, start_type, start_sequence,
                    skip_sub_sequences, next_poll, failures, last_sequence, last_record,
                    records_read, processed, last_processed, behind_ms, ended, exhausted, children,
                    subscription, unprocessed, work_started, work_ends, last_event, nth,
                    lease_sequence, lease_sub_sequence, lease_record, since_checkpoint,
                    checkpoint_at);
}
void hash_into(const ShardCall& c, base::Hasher& h) {
  const auto& [call, kind, shard_id] = c;
  base::hash_fields(h, call, kind, shard_id);
}
void hash_into(const StreamReader& reader, base::Hasher& h) {
  const auto& [stream, cursors, calls, list_at, listed, consumer_arn, describe_at, throttled] =
      reader;
  base::hash_fields(h, stream, cursors, calls, list_at, listed, consumer_arn, describe_at,
                    throttled);
}
void hash_into(const NumberSet& numbers, base::Hasher& h) {
  const auto& [runs] = numbers;
  base::hash_fields(h, runs);
}
void hash_into(const StreamProgress& progress, base::Hasher& h) {
  const auto& [done, last_of_key, first, duplicate, out_of_order] = progress;
  base::hash_fields(h, done, last_of_key, first, duplicate, out_of_order);
}
void hash_into(const StreamPollerSpec& spec, base::Hasher& h) {
  const auto& [source, start, work, skip_parents, faults] = spec;
  base::hash_fields(h, source, start, work, skip_parents, faults);
}
void hash_into(const StreamPoller& poller, base::Hasher& h) {
  const auto& [spec, health, reader, progress, begun, processed] = poller;
  base::hash_fields(h, spec, health, reader, progress, begun, processed);
}
void hash_into(const KclWorkerSpec& spec, base::Hasher& h) {
  const auto& [application, source, version, start, failover, scan_every, shard_sync, hand_off,
               steal_max, work, checkpoint_records, checkpoint_every, faults] = spec;
  base::hash_fields(h, application, source, version, start, failover, scan_every, shard_sync,
                    hand_off, steal_max, work, checkpoint_records, checkpoint_every, faults);
}
void hash_into(const Lease& lease, base::Hasher& h) {
  const auto& [shard, lease_key, lease_owner, lease_counter, checkpoint,
               checkpoint_sub_sequence_number, owner_switches_since_checkpoint, parent_shard_ids,
               child_shard_ids, starting_hash_key, ending_hash_key, renewed_at, next_owner,
               hand_off_by, load, checkpoint_record] = lease;
  base::hash_fields(h, shard, lease_key, lease_owner, lease_counter, checkpoint,
                    checkpoint_sub_sequence_number, owner_switches_since_checkpoint,
                    parent_shard_ids, child_shard_ids, starting_hash_key, ending_hash_key,
                    renewed_at, next_owner, hand_off_by, load, checkpoint_record);
}
void hash_into(const WorkerStats& stats, base::Hasher& h) {
  const auto& [reported_at] = stats;
  base::hash_fields(h, reported_at);
}
void hash_into(const LeaseTable& table, base::Hasher& h) {
  const auto& [stream, stream_name, leases, leader, leader_until, workers, assignments, progress] =
      table;
  base::hash_fields(h, stream, stream_name, leases, leader, leader_until, workers, assignments,
                    progress);
}
void hash_into(const SeenLease& seen, base::Hasher& h) {
  const auto& [counter, at] = seen;
  base::hash_fields(h, counter, at);
}
void hash_into(const KclWorker& worker, base::Hasher& h) {
  const auto& [spec, health, reader, seen, renew_at, scan_at, sync_at, begun, processed, duplicates,
               bytes] = worker;
  base::hash_fields(h, spec, health, reader, seen, renew_at, scan_at, sync_at, begun, processed,
                    duplicates, bytes);
}
void hash_into(const FunctionSpec& function, base::Hasher& h) {
  const auto& [duration, per_record, concurrency, poison, fail_first] = function;
  base::hash_fields(h, duration, per_record, concurrency, poison, fail_first);
}
void hash_into(const LambdaMappingSpec& spec, base::Hasher& h) {
  const auto& [source, start, batch_size, window, parallelization, bisect, max_retries, max_age,
               report_item_failures, tumbling, on_failure, retry_pause, function] = spec;
  base::hash_fields(h, source, start, batch_size, window, parallelization, bisect, max_retries,
                    max_age, report_item_failures, tumbling, on_failure, retry_pause, function);
}
void hash_into(const LambdaBatch& batch, base::Hasher& h) {
  const auto& [records, attempts, last_of_window] = batch;
  base::hash_fields(h, records, attempts, last_of_window);
}
void hash_into(const LambdaLane& lane, base::Hasher& h) {
  const auto& [waiting, waiting_since, batches, invoked, due, window_ends, window_records] = lane;
  base::hash_fields(h, waiting, waiting_since, batches, invoked, due, window_ends, window_records);
}
void hash_into(const LambdaMapping& mapping, base::Hasher& h) {
  const auto& [spec, reader, progress, lanes, invocations, failures, throttles, discarded,
               running] = mapping;
  base::hash_fields(h, spec, reader, progress, lanes, invocations, failures, throttles, discarded,
                    running);
}
void hash_into(const ShardName& name, base::Hasher& h) {
  const auto& [stream, shard] = name;
  base::hash_fields(h, stream, shard);
}

}  // namespace actors
