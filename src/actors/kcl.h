// The lease table of the Kinesis Client Library and what its workers decide with it (aws-facts
// 3.9). Must not know how records are read, nor how a stream works.
#pragma once

#include <string>
#include <vector>

#include "actors/stream_reader.h"

namespace actors {

/// A lease that is still to be worked on: its shard has not come to its end.
bool is_open(const Lease& lease);
/// Makes the lease of a shard unless there is one; it starts at `checkpoint`.
Lease& add_lease(LeaseTable& table, const std::string& shard_id, std::string checkpoint);
/// Notes the counters of all leases, so that the ones that stand still are found.
void note_counters(KclWorker& worker, const LeaseTable& table, base::SimTime now);
/// True when nobody has renewed a lease for the failover time, as this worker saw it.
bool is_expired(const KclWorker& worker, const Lease& lease, base::SimTime now);
/// A conditional update: the lease belongs to `owner` from now on. Writes LeaseTaken.
void give_lease(Reading& r, LeaseTable& table, Lease& lease, model::ActorId owner, bool stolen);
/// KCL 1.x and 2.x: takes expired leases up to an equal share, or steals when none has expired.
void take_leases(Reading& r, KclWorker& worker, LeaseTable& table);
/// KCL 3.x: the leader gives expired leases to workers and evens the load out.
void assign_leases(Reading& r, KclWorker& worker, LeaseTable& table);
/// Listed shards become leases when their parents are done, and finished ones are removed.
void sync_leases(Reading& r, LeaseTable& table, const std::vector<model::kinesis::Shard>& shards);
/// The end of a shard: its children become leases when all their parents are done.
void end_lease(Reading& r, LeaseTable& table, Lease& lease,
               const std::vector<model::kinesis::ChildShard>& children);

}  // namespace actors
