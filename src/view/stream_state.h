// What the stage shows of Amazon Kinesis Data Streams, as plain values bounded in number: streams
// with their shards and records, who reads them how far, what is on the wire. Must not know sizes,
// places or colours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/ids.h"

namespace view {

/// Records of one shard beyond the newest ones are only counted.
inline constexpr std::size_t kMostTapeRecords = 48;
/// Records of one call on the wire that are told apart.
inline constexpr std::size_t kMostCarriedRecords = 64;

/// A record, stored or on its way.
struct StageRecord {
  model::RecordId id;
  std::string key;  // its partition key
  int slot = 0;  // of the palette: its key
  double at = 0;  // of its hash key in the whole range, 0..1
  std::uint64_t position = 0;  // in its shard
  base::SimTime arrived_at;
};

struct StageShard {
  model::ShardId id;
  std::uint32_t number = 0;
  double from = 0, to = 1;  // its part of the hash-key range
  bool open = true;
  bool resharding = false;  // a step that is still to be done is about it
  model::ShardId parent, adjacent_parent;
  std::vector<model::ShardId> children;
  base::SimTime opened_at;
  base::SimTime closed_at;
  std::uint64_t begin = 0, end = 0;  // positions of what is retained
  std::vector<StageRecord> records;  // the newest first; at most kMostTapeRecords
  std::int64_t bytes = 0;  // written in the last second
  std::int64_t puts = 0;
  std::int64_t read_bytes = 0;  // by shared polling in the last second
  std::int64_t read_calls = 0;
  bool throttled = false;  // refused a record within the last second
};

enum class ReaderKind : std::uint8_t { kPoller, kLibrary, kLambda, kEnhanced };

/// How far a reader has come in one shard.
struct StageCursor {
  model::ShardId shard;
  std::uint64_t position = 0;  // of the first record that it has not read, or not got through
  base::Duration behind;  // age of that record; 0 when there is none
};

struct StageReader {
  model::Ref ref;  // the caller, or the registered consumer that nobody listens to
  std::string name;
  std::string application;  // of a KCL worker: those of one name share cursors
  ReaderKind kind = ReaderKind::kPoller;
  std::string state;  // "polling", "2 batches in flight"
  bool down = false;
  bool failing = false;
  base::Duration behind;  // the greatest of its cursors
  std::vector<StageCursor> cursors;
  std::uint64_t processed = 0;
  std::uint64_t out_of_order = 0;
  std::int64_t bytes = 0;  // that it was given in the last second
};

/// One row of a lease table.
struct StageLease {
  model::ShardId shard;
  std::string shard_name;
  model::ActorId owner;
  std::string owner_name;  // "" = nobody
  std::uint64_t counter = 0;  // goes up with every renewal
  std::string checkpoint;  // "TRIM_HORIZON", "…0042", "SHARD_END"
  bool finished = false;
  bool expired = false;  // its owner has not renewed it in time
};
struct StageLeaseTable {
  std::string application;
  std::vector<StageLease> leases;
};

/// A batch that a function works on, or that rests before its next attempt.
struct StageBatch {
  std::uint32_t shard = 0;  // its number
  std::uint32_t records = 0;
  std::uint32_t attempt = 1;
  bool resting = false;
  bool halved = false;  // by a bisect
};
struct StageMapping {
  model::ActorId actor;
  std::string name;
  std::vector<StageBatch> batches;
  std::uint64_t discarded = 0;
  model::QueueId destination;  // that is told what it gives up; 0 = no queue is
};

/// A record that its shard refused lately.
struct StageThrottle {
  model::RecordId record;
  model::ActorId by;
  model::ShardId shard;
  std::string key;  // "" when nothing tells it any more
  int slot = -1;
  double at = 0;
  bool by_bytes = false;
  std::uint32_t count = 1;  // in the last second
  base::SimTime when;
};

/// One call or answer on the wire that carries records, or asks for them.
struct StageStreamHop {
  model::TransitId id;
  model::ActorId actor;
  model::ShardId shard;  // of a read
  bool to_stream = true;
  bool read = false;
  bool refused = false;
  base::SimTime departed_at;
  base::SimTime arrives_at;
  std::vector<StageRecord> records;  // at most kMostCarriedRecords
  std::uint32_t count = 0;  // of all records
};

/// Where the range of a shard is cut, or two are joined.
struct StageCut {
  double at = 0;
  bool merge = false;
};

struct StageStream {
  model::StreamId id;
  std::string name;
  std::string status;  // "UPDATING"
  bool on_demand = false;
  base::Duration retention;
  std::vector<StageShard> shards;  // all that are listed, by number
  std::vector<StageCut> cuts;  // while it is updating
  std::string becomes;  // "3 shards become 4 open, 1 closed"
  std::optional<StageThrottle> throttle;
  std::vector<StageReader> readers;
  std::vector<StageLeaseTable> leases;
  std::vector<StageMapping> mappings;
  std::vector<StageStreamHop> hops;

  const StageShard* shard(model::ShardId shard_id) const;
};

}  // namespace view
