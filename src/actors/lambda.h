// The parts of an event source mapping of Lambda (aws-facts 3.10): lanes, batches, and what is told
// about records that are given up. Must not know how records are read.
#pragma once

#include <string>

#include "actors/stream_reader.h"

namespace actors {

/// One lane of one shard while it is handled.
struct LaneWork {
  Reading& r;
  LambdaMapping& mapping;
  ShardCursor& cursor;
  LambdaLane& lane;
};

/// Records that wait in the lanes of a shard or are being processed.
std::size_t buffered(const std::vector<LambdaLane>& lanes);
/// Hands a cursor's records to its lanes; a partition key has always the same one.
void fill_lanes(LambdaMapping& mapping, ShardCursor& cursor, base::SimTime now);
/// Does what is due in a lane: ends an invocation, makes a batch, begins an invocation.
void work_lane(LaneWork& w);
/// When a lane is to be looked at.
base::SimTime next_lane_look(const LambdaMapping& mapping, const ShardCursor& cursor,
                             const LambdaLane& lane, std::int64_t epoch_ms_of_zero);
/// True when nothing is left in it.
bool is_idle(const LambdaLane& lane);
/// The invocation of the front batch is over; writes events and says how the batch goes on.
void end_invocation(LaneWork& w);
/// Skips a batch that is given up, and tells the on-failure destination.
void discard(LaneWork& w, LambdaBatch batch, bool too_old);

}  // namespace actors
