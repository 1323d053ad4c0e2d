// Leases: expiry, taking, stealing, assigning, and how children follow their parents. The table is
// read and written without delay; DynamoDB's latency and capacity are not simulated.
#include <algorithm>
#include <map>

#include "actors/kcl.h"

namespace actors {
namespace {

// How far a worker's load may lie above the average, and how much of it is moved at a time
// (aws-facts 3.9: 10 % and 60 %).
constexpr std::int64_t kDeviationPercent = 10;
constexpr std::int64_t kDampeningPercent = 60;
constexpr std::uint32_t kVarianceCheckEvery = 3;

std::map<model::ActorId, std::vector<Lease*>> by_owner(const KclWorker& worker, LeaseTable& table,
                                                       base::SimTime now) {
  std::map<model::ActorId, std::vector<Lease*>> out;
  for (auto& [key, lease] : table.leases) {
    if (is_open(lease) && !is_expired(worker, lease, now)) out[lease.lease_owner].push_back(&lease);
  }
  return out;
}

std::vector<Lease*> expired_of(const KclWorker& worker, LeaseTable& table, base::SimTime now) {
  std::vector<Lease*> out;
  for (auto& [key, lease] : table.leases) {
    if (is_open(lease) && is_expired(worker, lease, now)) out.push_back(&lease);
  }
  return out;
}

// What a lease weighs; without any traffic every lease weighs the same.
std::int64_t load_of(const Lease& lease) { return lease.load + 1; }

struct Load {
  model::ActorId worker;
  std::int64_t load = 0;
  std::vector<Lease*> leases;
};

// The workers that reported lately, with what they own or are about to own.
std::vector<Load> loads_of(const KclWorker& worker, LeaseTable& table, base::SimTime now) {
  std::vector<Load> out;
  for (const auto& [id, stats] : table.workers) {
    if (stats.reported_at + worker.spec.failover > now) out.push_back({id, 0, {}});
  }
  for (auto& [key, lease] : table.leases) {
    if (!is_open(lease) || is_expired(worker, lease, now)) continue;
    const model::ActorId owner = lease.next_owner ? lease.next_owner : lease.lease_owner;
    const auto it = std::ranges::find(out, owner, &Load::worker);
    if (it == out.end()) continue;
    it->load += load_of(lease);
    it->leases.push_back(&lease);
  }
  return out;
}

auto lightest_of(std::vector<Load>& loads) {
  return std::ranges::min_element(loads, {},
                                  [](const Load& l) { return std::pair(l.load, l.leases.size()); });
}

// Moves one lease from the most to the least loaded worker when that narrows the gap.
void even_out(Reading& r, const KclWorker& worker, std::vector<Load>& loads) {
  const auto most = std::ranges::max_element(loads, {}, &Load::load);
  const auto least = lightest_of(loads);
  std::int64_t sum = 0;
  for (const Load& load : loads) sum += load.load;
  const std::int64_t average = sum / static_cast<std::int64_t>(loads.size());
  if (most->load * 100 <= average * (100 + kDeviationPercent)) return;
  std::int64_t to_move =
      std::max<std::int64_t>(1, (most->load - average) * kDampeningPercent / 100);
  // Heavy leases first; the first one may be more than what is to move, the others may not.
  std::ranges::stable_sort(most->leases, std::ranges::greater{},
                           [](const Lease* l) { return load_of(*l); });
  bool any = false;
  for (Lease* lease : most->leases) {
    const std::int64_t load = load_of(*lease);
    // By a margin: otherwise equal leases would wander for ever between unequal numbers of them.
    const bool narrows = (least->load + load) * 100 <= most->load * (100 - kDeviationPercent);
    if (lease->next_owner || !narrows || (any && load > to_move)) continue;
    if (!any && load > to_move && load != load_of(*most->leases.back())) continue;
    lease->next_owner = least->worker;
    lease->hand_off_by = r.now() + worker.spec.hand_off;
    most->load -= load;
    least->load += load;
    to_move -= load;
    any = true;
    if (to_move <= 0) return;
  }
}

// A parent without a lease has not been heard of yet: one that is done keeps its lease until all
// its children are worked on.
bool parents_done(const LeaseTable& table, const std::vector<std::string>& parents) {
  return std::ranges::all_of(parents, [&](const std::string& parent) {
    const auto it = table.leases.find(parent);
    return it != table.leases.end() && !is_open(it->second);
  });
}

std::vector<std::string> parents_of(const model::kinesis::Shard& shard) {
  std::vector<std::string> out;
  if (shard.parent_shard_id) out.push_back(*shard.parent_shard_id);
  if (shard.adjacent_parent_shard_id) out.push_back(*shard.adjacent_parent_shard_id);
  return out;
}

// A finished lease is of no use any more when its children are being worked on.
void remove_finished(LeaseTable& table) {
  std::erase_if(table.leases, [&](const auto& entry) {
    const Lease& lease = entry.second;
    if (is_open(lease) || lease.child_shard_ids.empty()) return false;
    return std::ranges::all_of(lease.child_shard_ids, [&](const std::string& child) {
      const auto it = table.leases.find(child);
      return it != table.leases.end() && it->second.checkpoint != "TRIM_HORIZON";
    });
  });
}

}  // namespace

bool is_open(const Lease& lease) { return lease.checkpoint != kShardEnd; }

Lease& add_lease(LeaseTable& table, const std::string& shard_id, std::string checkpoint) {
  const auto [it, fresh] = table.leases.try_emplace(shard_id);
  if (fresh) {
    it->second.lease_key = shard_id;
    it->second.checkpoint = std::move(checkpoint);
  }
  return it->second;
}

void note_counters(KclWorker& worker, const LeaseTable& table, base::SimTime now) {
  std::erase_if(worker.seen,
                [&](const auto& entry) { return !table.leases.contains(entry.first); });
  for (const auto& [key, lease] : table.leases) {
    const auto [it, fresh] = worker.seen.try_emplace(key, SeenLease{lease.lease_counter, now});
    if (!fresh && it->second.counter != lease.lease_counter) {
      it->second = {lease.lease_counter, now};
    }
  }
}

bool is_expired(const KclWorker& worker, const Lease& lease, base::SimTime now) {
  if (!lease.lease_owner) return true;
  const auto it = worker.seen.find(lease.lease_key);
  return it != worker.seen.end() && it->second.counter == lease.lease_counter &&
         it->second.at + worker.spec.failover <= now;
}

void give_lease(Reading& r, LeaseTable& table, Lease& lease, model::ActorId owner, bool stolen) {
  const model::ActorId from = lease.lease_owner;
  lease.lease_owner = owner;
  lease.next_owner = {};
  lease.hand_off_by = base::kNever;
  ++lease.lease_counter;
  if (from != owner) ++lease.owner_switches_since_checkpoint;
  lease.renewed_at = r.now();
  r.actor.last_event = r.ctx.emit(model::LeaseTaken{owner, table.stream, lease.shard, from, stolen},
                                  r.actor.last_event);
}

void take_leases(Reading& r, KclWorker& worker, LeaseTable& table) {
  auto owners = by_owner(worker, table, r.now());
  std::vector<Lease*> expired = expired_of(worker, table, r.now());
  owners.try_emplace(r.actor.id);
  std::size_t all = expired.size();
  for (const auto& [id, leases] : owners) all += leases.size();
  if (all == 0) return;
  const std::size_t target = (all + owners.size() - 1) / owners.size();
  const std::size_t mine = owners[r.actor.id].size();
  if (mine >= target) return;
  const std::size_t missing = target - mine;
  if (!expired.empty()) {
    for (std::size_t i = 0; i < std::min(missing, expired.size()); ++i) {
      give_lease(r, table, *expired[i], r.actor.id, false);
    }
    return;
  }
  const auto most =
      std::ranges::max_element(owners, {}, [](const auto& entry) { return entry.second.size(); });
  std::vector<Lease*>& theirs = most->second;
  if (theirs.size() < target) return;
  std::size_t steal = std::min(missing, theirs.size() - target);
  if (missing > 1 && steal == 0) steal = 1;
  steal = std::min<std::size_t>(steal, worker.spec.steal_max);
  for (std::size_t i = 0; i < steal; ++i) {
    // Any of them will do; chance keeps thieves apart.
    const std::size_t at = r.actor.rng.below(theirs.size());
    give_lease(r, table, *theirs[at], r.actor.id, true);
    theirs.erase(theirs.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void assign_leases(Reading& r, KclWorker& worker, LeaseTable& table) {
  std::erase_if(table.workers, [&](const auto& entry) {
    return entry.second.reported_at + worker.spec.failover <= r.now();
  });
  for (auto& [key, lease] : table.leases) {
    if (!lease.next_owner) continue;
    if (!table.workers.contains(lease.next_owner)) {  // it has gone since
      lease.next_owner = {};
      lease.hand_off_by = base::kNever;
    } else if (lease.hand_off_by <= r.now()) {
      give_lease(r, table, lease, lease.next_owner, true);
    }
  }
  std::vector<Load> loads = loads_of(worker, table, r.now());
  if (loads.empty()) return;
  for (Lease* lease : expired_of(worker, table, r.now())) {
    const auto to = lightest_of(loads);
    give_lease(r, table, *lease, to->worker, false);
    to->load += load_of(*lease);
    to->leases.push_back(lease);
  }
  if (table.assignments++ % kVarianceCheckEvery == 0) even_out(r, worker, loads);
}

void sync_leases(Reading& r, LeaseTable& table, const std::vector<model::kinesis::Shard>& shards) {
  const auto names = r.state.shard_names.find(r.source.stream);
  const bool empty = table.leases.empty();
  for (const model::kinesis::Shard& shard : shards) {
    const bool open = !shard.sequence_number_range.ending_sequence_number;
    const std::vector<std::string> parents = parents_of(shard);
    // At first, everything that the starting position names; later, what no end has told of.
    const bool wanted = empty || (open && !parents.empty() && parents_done(table, parents));
    if (!wanted && !table.leases.contains(shard.shard_id)) continue;
    Lease& lease = add_lease(table, shard.shard_id, empty ? r.source.start_type : "TRIM_HORIZON");
    lease.parent_shard_ids = parents;
    lease.starting_hash_key = shard.hash_key_range.starting_hash_key;
    lease.ending_hash_key = shard.hash_key_range.ending_hash_key;
    if (names == r.state.shard_names.end()) continue;
    if (const auto name = names->second.find(shard.shard_id); name != names->second.end()) {
      lease.shard = name->second.shard;
      table.stream = name->second.stream;
    }
  }
  if (!empty) remove_finished(table);
}

void end_lease(Reading& r, LeaseTable& table, Lease& lease,
               const std::vector<model::kinesis::ChildShard>& children) {
  lease.checkpoint = kShardEnd;
  lease.checkpoint_sub_sequence_number = 0;
  lease.lease_owner = {};
  lease.next_owner = {};
  lease.hand_off_by = base::kNever;
  lease.load = 0;
  for (const model::kinesis::ChildShard& child : children) {
    lease.child_shard_ids.push_back(child.shard_id);
    if (!parents_done(table, child.parent_shards)) continue;
    Lease& made = add_lease(table, child.shard_id, "TRIM_HORIZON");
    made.parent_shard_ids = child.parent_shards;
    made.starting_hash_key = child.hash_key_range.starting_hash_key;
    made.ending_hash_key = child.hash_key_range.ending_hash_key;
    const auto names = r.state.shard_names.find(r.source.stream);
    if (names == r.state.shard_names.end()) continue;
    const auto name = names->second.find(child.shard_id);
    if (name != names->second.end()) made.shard = name->second.shard;
  }
}

}  // namespace actors
