// Reading a stream as every consumer does: listing shards, iterators and GetRecords, or the pushes
// of enhanced fan-out; one cursor per shard. Must not know what is done with the records, nor how a
// stream works inside.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/roles.h"

namespace actors {

/// One handling of one consumer: everything that reading needs.
struct Reading {
  State& state;
  Actor& actor;
  StreamReader& reader;
  const StreamSourceSpec& source;
  engine::Context& ctx;
  Wire& wire;

  base::SimTime now() const { return ctx.now(); }
  std::int64_t epoch_ms() const { return state.epoch_ms + ctx.now().us / 1000; }
};

/// So many records of one shard may wait to be processed before no more are read.
inline constexpr std::size_t kMostUnprocessed = 20'000;

/// Lists shards, all of them or those of a filter.
void list_shards(Reading& r, std::string_view filter);
/// The filter that finds the shards of a starting position.
std::string_view filter_of(const StreamSourceSpec& source);
/// A cursor for a shard, unless there is one. Its starting position is the source's.
ShardCursor& open_cursor(Reading& r, const std::string& shard_id, std::vector<std::string> parents);
/// Cursors for what ListShards named; `start_type` is where those begin that are not known yet.
void open_listed(Reading& r, const model::kinesis::ListShardsResponse& listed,
                 const std::string& start_type);
/// Nothing of this shard is left: its children get cursors, which begin at their first record.
void exhaust(Reading& r, ShardCursor& cursor);
/// True when a cursor's shard may be read without losing the order of its keys.
bool parents_exhausted(const StreamReader& reader, const ShardCursor& cursor);
/// Of many exhausted shards the earliest are forgotten.
void forget_exhausted(StreamReader& reader);
/// Lets a waiting cursor begin, now.
void begin(Reading& r, ShardCursor& cursor);
/// Sends what is due: descriptions of the consumer, iterators, subscriptions, polls. `limit` is
/// the number of records that may wait for each shard.
void read_on(Reading& r, std::size_t limit);
/// When read_on has something to do next.
base::SimTime next_reading(const Reading& r, std::size_t limit);

/// What an answer brought.
struct Brought {
  const model::kinesis::ListShardsResponse* listed = nullptr;
  ShardCursor* cursor = nullptr;  // of the shard that it was about
};
/// Takes an answer: records go to their cursor's `unprocessed`. Nothing when the call is not known
/// (any more).
std::optional<Brought> take_answer(Reading& r, model::CallId call,
                                   const model::ApiResult<model::Response>& result);
/// The connection and everything learned is gone.
void forget_reading(StreamReader& reader);

/// One record has been processed: counts it and writes its event.
model::Effect record_done(Reading& r, StreamProgress& progress, ShardCursor& cursor,
                          const ReadRecord& record);
/// True when a sequence number is later than another one.
bool is_later(std::string_view a, std::string_view b);

/// Work that a consumer does on the records of its shards, one after the other within a shard.
struct RecordWork {
  const std::optional<WorkSpec>& work;
  const std::vector<FaultSpec>& faults;
  std::uint32_t& begun;
};
/// Begins the next record of a cursor, if it is free; true when it is busy from now on.
bool begin_work(Reading& r, const RecordWork& work, ShardCursor& cursor);
/// The fault that strikes a cursor's record now, if any.
const FaultSpec* fault_now(const RecordWork& work, const ShardCursor& cursor, base::SimTime now);
/// When a busy cursor is to be looked at.
base::SimTime next_work(const RecordWork& work, const ShardCursor& cursor);
/// Takes the record at the front away: its work is done.
ReadRecord finish_work(ShardCursor& cursor);
base::Duration draw_work(Actor& actor, const WorkSpec& work, std::uint32_t nth);

}  // namespace actors
