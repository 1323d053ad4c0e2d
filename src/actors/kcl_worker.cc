// A worker of the Kinesis Client Library: renews its leases, takes others, reads and processes the
// shards that it leases, and writes checkpoints (aws-facts 3.9). It learns that a lease is lost
// only when it renews or checkpoints, as a real one does.
#include <algorithm>

#include "actors/kcl.h"

namespace actors {
namespace {

Reading reading_of(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  KclWorker& worker = std::get<KclWorker>(actor.role);
  return {state, actor, worker.reader, worker.spec.source, ctx, wire};
}

RecordWork work_of(KclWorker& worker) {
  return {worker.spec.work, worker.spec.faults, worker.begun};
}

LeaseTable& table_of(State& state, const KclWorker& worker) {
  LeaseTable& table = state.lease_tables[worker.spec.application];
  if (table.stream_name.empty()) table.stream_name = worker.spec.source.stream;
  return table;
}

// The lease of a cursor while it is this worker's.
Lease* own_lease(const Reading& r, LeaseTable& table, const std::string& shard_id) {
  const auto it = table.leases.find(shard_id);
  if (it == table.leases.end() || it->second.lease_owner != r.actor.id) return nullptr;
  return &it->second;
}

// Where a new owner goes on: after the checkpoint, or inside the record that it names.
void start_at(const Lease& lease, ShardCursor& cursor) {
  cursor.shard = lease.shard ? lease.shard : cursor.shard;
  const bool is_number = !lease.checkpoint.empty() && lease.checkpoint.front() >= '0' &&
                         lease.checkpoint.front() <= '9';
  cursor.start_type = is_number ? "AFTER_SEQUENCE_NUMBER" : lease.checkpoint;
  if (!is_number) return;
  cursor.start_sequence = lease.checkpoint;
  cursor.lease_sequence = lease.checkpoint;
  cursor.lease_record = lease.checkpoint_record;
  if (lease.checkpoint_sub_sequence_number == 0) return;
  cursor.start_type = "AT_SEQUENCE_NUMBER";
  cursor.skip_sub_sequences = lease.checkpoint_sub_sequence_number;
}

// Opens cursors for leases that are this worker's and that it does not work on yet.
void adopt(Reading& r, LeaseTable& table) {
  for (auto& [key, lease] : table.leases) {
    if (lease.lease_owner != r.actor.id || !is_open(lease)) continue;
    if (r.reader.cursors.contains(key)) continue;
    ShardCursor& cursor = open_cursor(r, key, lease.parent_shard_ids);
    start_at(lease, cursor);
    begin(r, cursor);
  }
}

void lose(Reading& r, const LeaseTable& table, const std::string& shard_id) {
  const auto cursor = r.reader.cursors.find(shard_id);
  if (cursor == r.reader.cursors.end()) return;
  const auto lease = table.leases.find(shard_id);
  const model::ActorId to =
      lease == table.leases.end() ? model::ActorId{} : lease->second.lease_owner;
  r.actor.last_event = r.ctx.emit(
      model::LeaseLost{r.actor.id, table.stream, cursor->second.shard, to}, r.actor.last_event);
  r.reader.cursors.erase(cursor);
}

// False when somebody else owns the lease: nothing is written then.
bool write_checkpoint(Reading& r, LeaseTable& table, ShardCursor& cursor, base::SimTime next) {
  Lease* lease = own_lease(r, table, cursor.shard_id);
  if (lease == nullptr) return false;
  cursor.since_checkpoint = 0;
  cursor.checkpoint_at = next;
  lease->checkpoint = cursor.lease_sequence;
  lease->checkpoint_sub_sequence_number = cursor.lease_sub_sequence;
  lease->checkpoint_record = cursor.lease_record;
  lease->owner_switches_since_checkpoint = 0;
  cursor.last_event = r.ctx.emit(
      model::CheckpointWritten{r.actor.id, table.stream, cursor.shard, cursor.lease_record, false},
      cursor.last_event);
  return true;
}

bool is_checkpoint_due(const KclWorkerSpec& spec, const ShardCursor& cursor, base::SimTime now) {
  if (cursor.since_checkpoint == 0) return false;
  if (spec.checkpoint_every) return cursor.checkpoint_at <= now;
  if (spec.checkpoint_records != 0) return cursor.since_checkpoint >= spec.checkpoint_records;
  return cursor.unprocessed.empty();
}

void note_processed(Reading& r, KclWorker& worker, LeaseTable& table, ShardCursor& cursor,
                    const ReadRecord& record) {
  ++worker.processed;
  worker.bytes[cursor.shard_id] +=
      static_cast<std::int64_t>(record.data.size() + record.partition_key.size());
  if (record_done(r, table.progress, cursor, record) == model::Effect::kDuplicate) {
    ++worker.duplicates;
  }
  cursor.lease_sequence = record.sequence;
  cursor.lease_sub_sequence = record.last_of_record ? 0 : record.sub_sequence + 1;
  cursor.lease_record = record.record;
  if (cursor.since_checkpoint++ == 0 && worker.spec.checkpoint_every &&
      cursor.checkpoint_at == base::kNever) {
    cursor.checkpoint_at = r.now() + *worker.spec.checkpoint_every;
  }
}

void go_down(Reading& r, KclWorker& worker, bool hangs,
             std::optional<base::Duration> restart_after) {
  if (hangs) {
    r.actor.last_event = r.ctx.emit(model::WorkerHung{r.actor.id, {}}, r.actor.last_event);
  } else {
    r.actor.last_event = r.ctx.emit(model::WorkerCrashed{r.actor.id, {}}, r.actor.last_event);
  }
  worker.health = hangs ? Health::kHung : Health::kCrashed;
  forget_reading(worker.reader);
  worker.seen.clear();
  worker.bytes.clear();
  worker.renew_at = worker.scan_at = worker.sync_at = base::kNever;
  r.wire.outgoing.clear();
  r.wire.hung_up.push_back(r.actor.id);
  wake_at(r.actor, r.ctx, restart_after ? r.now() + *restart_after : base::kNever);
}

// One shard after the other, as far as the time has come; false when a fault struck.
bool work(Reading& r, KclWorker& worker, LeaseTable& table) {
  const RecordWork work = work_of(worker);
  std::vector<std::string> lost;
  for (auto& [id, cursor] : r.reader.cursors) {
    while (begin_work(r, work, cursor)) {
      if (const FaultSpec* fault = fault_now(work, cursor, r.now())) {
        go_down(r, worker, fault->kind == FaultSpec::Kind::kHang, fault->restart_after);
        return false;
      }
      if (cursor.work_ends > r.now()) break;
      const ReadRecord done = finish_work(cursor);
      note_processed(r, worker, table, cursor, done);
      if (!is_checkpoint_due(worker.spec, cursor, r.now())) continue;
      const base::SimTime next =
          worker.spec.checkpoint_every ? r.now() + *worker.spec.checkpoint_every : base::kNever;
      if (write_checkpoint(r, table, cursor, next)) continue;
      lost.push_back(id);
      break;
    }
  }
  for (const std::string& id : lost) lose(r, table, id);
  return true;
}

// Checkpoints by time do not wait for the next record.
void checkpoint_by_time(Reading& r, const KclWorker& worker, LeaseTable& table) {
  if (!worker.spec.checkpoint_every) return;
  for (auto& [id, cursor] : r.reader.cursors) {
    if (cursor.checkpoint_at > r.now()) continue;
    const base::SimTime next = r.now() + *worker.spec.checkpoint_every;
    if (cursor.since_checkpoint == 0) {
      cursor.checkpoint_at = base::kNever;
    } else {
      write_checkpoint(r, table, cursor, next);
    }
  }
}

// Everything of a closed shard is processed: SHARD_END, and its children may be taken.
bool end_shards(Reading& r, KclWorker& worker, LeaseTable& table) {
  std::vector<std::string> done;
  for (auto& [id, cursor] : r.reader.cursors) {
    if (cursor.ended && cursor.unprocessed.empty()) done.push_back(id);
  }
  for (const std::string& id : done) {
    ShardCursor& cursor = r.reader.cursors.at(id);
    Lease* lease = own_lease(r, table, id);
    if (lease == nullptr) {
      lose(r, table, id);
      continue;
    }
    end_lease(r, table, *lease, cursor.children);
    lease->checkpoint_record = cursor.last_record;
    r.actor.last_event = r.ctx.emit(
        model::CheckpointWritten{r.actor.id, table.stream, cursor.shard, cursor.last_record, true},
        cursor.last_event);
    if (cursor.children.empty()) worker.sync_at = r.now();  // nobody told who follows
    worker.bytes.erase(id);
    r.reader.cursors.erase(id);
  }
  return !done.empty();
}

// Passes leases on that the leader gave to somebody else: what was read is finished first.
void hand_over(Reading& r, LeaseTable& table) {
  std::vector<std::string> done;
  for (auto& [id, cursor] : r.reader.cursors) {
    Lease* lease = own_lease(r, table, id);
    if (lease == nullptr || !lease->next_owner || !cursor.unprocessed.empty()) continue;
    if (cursor.since_checkpoint > 0) write_checkpoint(r, table, cursor, base::kNever);
    give_lease(r, table, *lease, lease->next_owner, false);
    done.push_back(id);
  }
  for (const std::string& id : done) lose(r, table, id);
}

void report_load(const Reading& r, KclWorker& worker, Lease& lease) {
  const std::int64_t us = std::max<std::int64_t>(1, (worker.spec.failover / 3).us);
  const std::int64_t now = worker.bytes[lease.lease_key] * 1'000'000 / us;
  worker.bytes[lease.lease_key] = 0;
  lease.load = (lease.load + now) / 2;
  lease.renewed_at = r.now();
}

void renew(Reading& r, KclWorker& worker, LeaseTable& table) {
  worker.renew_at = r.now() + worker.spec.failover / 3;
  std::vector<std::string> lost;
  for (auto& [id, cursor] : r.reader.cursors) {
    Lease* lease = own_lease(r, table, id);
    if (lease == nullptr) {
      lost.push_back(id);
    } else {
      ++lease->lease_counter;
      report_load(r, worker, *lease);
    }
  }
  for (const std::string& id : lost) lose(r, table, id);
  if (worker.spec.version >= 3) table.workers[r.actor.id].reported_at = r.now();
  if (table.leader == r.actor.id) table.leader_until = r.now() + worker.spec.failover;
  adopt(r, table);
}

// A lock in the table: whoever finds it expired has it. The leader syncs the shards.
bool leads(const Reading& r, const KclWorker& worker, LeaseTable& table) {
  if (table.leader && table.leader != r.actor.id && table.leader_until > r.now()) return false;
  table.leader = r.actor.id;
  table.leader_until = r.now() + worker.spec.failover;
  return true;
}

void scan(Reading& r, KclWorker& worker, LeaseTable& table) {
  worker.scan_at = r.now() + worker.spec.scan_every;
  const bool leader = leads(r, worker, table);
  if (leader && worker.sync_at == base::kNever) worker.sync_at = r.now() + worker.spec.shard_sync;
  note_counters(worker, table, r.now());
  if (worker.spec.version < 3) {
    take_leases(r, worker, table);
  } else if (leader) {
    assign_leases(r, worker, table);
  }
  adopt(r, table);
}

void sync(Reading& r, KclWorker& worker, const LeaseTable& table) {
  worker.sync_at = base::kNever;
  if (table.leader == r.actor.id) worker.sync_at = r.now() + worker.spec.shard_sync;
  list_shards(r, table.leases.empty() ? filter_of(r.source) : "");
}

base::SimTime next_look(const Reading& r, KclWorker& worker) {
  base::SimTime at = std::min({worker.renew_at, worker.scan_at, worker.sync_at});
  at = std::min(at, next_reading(r, 1));
  for (const auto& [id, cursor] : r.reader.cursors) {
    at = std::min(at, next_work(work_of(worker), cursor));
    if (cursor.since_checkpoint > 0) at = std::min(at, cursor.checkpoint_at);
  }
  return at;
}

void go_on(Reading& r, KclWorker& worker) {
  LeaseTable& table = table_of(r.state, worker);
  if (!work(r, worker, table)) return;
  checkpoint_by_time(r, worker, table);
  if (end_shards(r, worker, table)) worker.scan_at = std::min(worker.scan_at, r.now());
  if (worker.renew_at <= r.now()) renew(r, worker, table);
  if (worker.scan_at <= r.now()) scan(r, worker, table);
  hand_over(r, table);
  const bool sync_due = worker.sync_at <= r.now() || r.reader.list_at <= r.now();
  if (sync_due) sync(r, worker, table);
  read_on(r, 1);  // one batch at a time
  const base::SimTime at = next_look(r, worker);
  if (at != r.actor.wakes_at) wake_at(r.actor, r.ctx, at);
}

// The table is made by whoever comes first; leases of a former life under the same name go on.
void start(Reading& r, KclWorker& worker) {
  worker.renew_at = worker.scan_at = worker.sync_at = r.now();
  if (!r.source.consumer.empty()) r.reader.describe_at = r.now();
  go_on(r, worker);
}

void restart(Reading& r, KclWorker& worker) {
  worker.health = Health::kUp;
  r.actor.last_event = r.ctx.emit(model::WorkerRestarted{r.actor.id}, r.actor.last_event);
  start(r, worker);
}

}  // namespace

void wake_kcl_worker(State& state, Actor& actor, engine::Context& ctx, Wire& wire) {
  KclWorker& worker = std::get<KclWorker>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  if (worker.health != Health::kUp) return restart(r, worker);
  if (worker.renew_at == base::kNever) return start(r, worker);
  go_on(r, worker);
}

void answer_kcl_worker(State& state, Actor& actor, engine::Context& ctx, model::CallId call,
                       const model::ApiResult<model::Response>& result, Wire& wire) {
  KclWorker& worker = std::get<KclWorker>(actor.role);
  if (worker.health != Health::kUp) return;
  Reading r = reading_of(state, actor, ctx, wire);
  const auto brought = take_answer(r, call, result);
  if (!brought) return;
  if (brought->listed != nullptr) {
    LeaseTable& table = table_of(state, worker);
    const bool empty = table.leases.empty();
    sync_leases(r, table, brought->listed->shards);
    if (empty) worker.scan_at = r.now();
  }
  go_on(r, worker);
}

bool obey_kcl_worker(State& state, Actor& actor, engine::Context& ctx, Order order, Wire& wire) {
  KclWorker& worker = std::get<KclWorker>(actor.role);
  Reading r = reading_of(state, actor, ctx, wire);
  const bool up = worker.health == Health::kUp;
  if (up == (order == Order::kRestart)) return false;
  if (order == Order::kRestart) {
    restart(r, worker);
  } else {
    go_down(r, worker, order == Order::kHang, std::nullopt);
  }
  return true;
}

}  // namespace actors
