// GetShardIterator and GetRecords.
#include "services/kinesis/read.h"

#include <algorithm>
#include <format>

#include "services/kinesis/find.h"
#include "services/kinesis/sequence.h"
#include "services/kinesis/shards.h"
#include "services/kinesis/tokens.h"

namespace services::kinesis {
namespace {

using model::kinesis::Response;

bool is_readable(const Stream& stream) {
  return stream.status == StreamStatus::kActive || stream.status == StreamStatus::kUpdating;
}

std::optional<ApiError> check_start(const Start& start) {
  const bool by_sequence =
      start.type == "AT_SEQUENCE_NUMBER" || start.type == "AFTER_SEQUENCE_NUMBER";
  if (by_sequence != start.sequence_number.has_value()) {
    return invalid_argument(std::format(
        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
        "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. "
        "Request specified {} and {} StartingSequenceNumber.",
        start.type, by_sequence ? "no" : "also a"));
  }
  if (start.type == "AT_TIMESTAMP" && !start.timestamp) {
    return invalid_argument(
        "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current "
        "request has no timestamp parameter.");
  }
  return std::nullopt;
}

base::Result<std::uint64_t, ApiError> position_of_sequence(const State& state, const Stream& stream,
                                                           const Shard& shard, const Start& start,
                                                           std::string_view action) {
  const ParsedSequence parsed = read_sequence(*start.sequence_number);
  const auto invalid = [&](std::string_view why) {
    return std::unexpected(invalid_argument(
        std::format("StartingSequenceNumber {} used in {} on shard {} in stream {} under account "
                    "{} is invalid{}.",
                    *start.sequence_number, action, shard_name(shard.number), stream.name,
                    state.account, why)));
  };
  if (parsed.kind == SequenceKind::kNone) return invalid("");
  if (parsed.parts.shard != static_cast<std::int32_t>(shard.number)) {
    return std::unexpected(invalid_argument(
        std::format("Invalid StartingSequenceNumber. It encodes shardId-{:012}, while it was used "
                    "in a call to a shard with {}",
                    parsed.parts.shard, shard_name(shard.number))));
  }
  if (parsed.kind == SequenceKind::kOldStyle) {
    if (parsed.tiny) return std::unexpected(internal_failure(""));
    return invalid("");
  }
  if (parsed.parts.epoch_s != shard.sequence_epoch_s) {
    return invalid(" because it did not come from this stream");
  }
  const bool after = start.type == "AFTER_SEQUENCE_NUMBER";
  return first_position(shard, [&](const Record& r) {
    return after ? r.sequence > parsed.parts.index : r.sequence >= parsed.parts.index;
  });
}

std::optional<ApiError> check_read_rate(const State& state, engine::Context& ctx,
                                        const Stream& stream, Shard& shard, model::ActorId by) {
  const std::int64_t bytes = ctx.fact("kinesis.shard.read_bytes");
  const bool too_many_bytes = tokens_in(shard.read_bytes, ctx.now(), bytes) <= 0;
  const bool too_many_calls = !too_many_bytes && !take(shard.read_calls, ctx.now(),
                                                       ctx.fact("kinesis.shard.read_calls"), 1);
  if (!too_many_bytes && !too_many_calls) return std::nullopt;
  ctx.emit(model::ReadThrottled{stream.id, shard.id, by, too_many_bytes});
  return throughput_exceeded(state, stream, shard);
}

struct Batch {
  std::vector<model::kinesis::Record> records;
  std::uint64_t next = 0;
  std::int64_t bytes = 0;
};

Batch take_records(const State& state, engine::Context& ctx, const Shard& shard,
                   std::uint64_t position, std::int64_t limit) {
  const std::int64_t most_bytes = ctx.fact("kinesis.get_records.bytes");
  Batch out;
  out.next = std::clamp(position, shard.records.begin_position(), shard.records.end_position());
  while (out.next < shard.records.end_position() &&
         static_cast<std::int64_t>(out.records.size()) < limit) {
    const Record& record = shard.records[out.next];
    if (!out.records.empty() && out.bytes + record.bytes() > most_bytes) break;
    out.bytes += record.bytes();
    out.records.push_back(to_reader(state, shard, record));
    ++out.next;
  }
  return out;
}

// To AWS an iterator stands for names: when its stream is gone, it goes on at the beginning of the
// same shard of a new stream that is called so.
void follow_names(const State& state, Iterator& iterator) {
  if (state.find(iterator.stream) != nullptr) return;
  const Stream* stream = state.find_by_name(iterator.stream_name);
  if (stream == nullptr) return;
  const Shard* shard = find_shard(state, *stream, iterator.shard_number);
  if (shard == nullptr) return;
  iterator.stream = stream->id;
  iterator.shard = shard->id;
  iterator.position = shard->records.begin_position();
}

// The iterator's shard, or why it cannot be read.
Found<Shard> shard_to_read(State& state, engine::Context& ctx, const Caller& caller,
                           const Iterator& iterator) {
  const Stream* stream = state.find(iterator.stream);
  Shard* shard = find(state, iterator.shard);
  if (stream == nullptr || shard == nullptr || !is_readable(*stream)) {
    return std::unexpected(
        no_such_shard(shard_name(iterator.shard_number), iterator.stream_name, state.account));
  }
  const base::Duration lifetime = base::seconds(ctx.fact("kinesis.iterator.lifetime"));
  if (ctx.now() - iterator.made_at > lifetime) {
    ctx.emit(model::IteratorExpired{stream->id, shard->id, caller.actor});
    return std::unexpected(
        expired_iterator(state.epoch_at(iterator.made_at), state.epoch_at(ctx.now()), lifetime));
  }
  return shard;
}

}  // namespace

base::Result<std::uint64_t, ApiError> position_of(const State& state, const engine::Context& ctx,
                                                  const Stream& stream, const Shard& shard,
                                                  const Start& start, std::string_view action) {
  if (auto error = check_start(start)) return std::unexpected(*error);
  if (start.type == "TRIM_HORIZON") return shard.records.begin_position();
  if (start.type == "LATEST") return shard.records.end_position();
  if (start.type != "AT_TIMESTAMP") {
    return position_of_sequence(state, stream, shard, start, action);
  }
  const std::int64_t now = state.epoch_at(ctx.now());
  if (start.timestamp->epoch_ms > now) {
    return std::unexpected(invalid_argument(
        std::format("The timestampInMillis parameter cannot be greater than the "
                    "currentTimestampInMillis. timestampInMillis: {}, currentTimestampInMillis: {}",
                    start.timestamp->epoch_ms, now)));
  }
  return first_position(shard, [&](const Record& r) {
    return state.epoch_at(r.arrived_at) >= start.timestamp->epoch_ms;
  });
}

model::kinesis::Record to_reader(const State& state, const Shard& shard, const Record& record) {
  model::kinesis::Record out;
  out.sequence_number = sequence_number(shard, record.sequence);
  out.approximate_arrival_timestamp = model::kinesis::Timestamp{state.epoch_at(record.arrived_at)};
  out.data = record.data;
  out.partition_key = record.partition_key;
  if (record.encrypted) out.encryption_type = "KMS";
  out.record = record.id;
  return out;
}

std::int64_t millis_behind(const engine::Context& ctx, const Shard& shard, std::uint64_t first,
                           std::uint64_t next) {
  if (next >= shard.records.end_position()) return 0;
  const std::uint64_t last_read =
      std::max(next > first ? next - 1 : next, shard.records.begin_position());
  return (ctx.now() - shard.records[last_read].arrived_at).us / 1000;
}

Result get_shard_iterator(State& state, engine::Context& ctx,
                          const model::kinesis::GetShardIteratorRequest& r) {
  const auto named = stream_name_of(state, r.stream_name, r.stream_arn);
  if (!named) return std::unexpected(named.error());
  const auto number = shard_number(r.shard_id);
  if (!number) {
    return std::unexpected(could_not_find_shard(r.shard_id, named->name, named->account));
  }
  const auto found = find_stream(state, r.stream_name, r.stream_arn);
  Shard* shard = found && is_readable(**found) ? find_shard(state, **found, *number) : nullptr;
  if (shard == nullptr) {
    return std::unexpected(no_such_shard(shard_name(*number), named->name, named->account));
  }
  const Stream& stream = **found;
  trim(state, ctx, *shard);
  const Start start{r.shard_iterator_type, r.starting_sequence_number, r.timestamp};
  const auto position = position_of(state, ctx, stream, *shard, start, "GetShardIterator");
  if (!position) return std::unexpected(position.error());
  // As many a second as GetRecords (aws-facts 3.2).
  if (!take(shard->iterator_calls, ctx.now(), ctx.fact("kinesis.shard.read_calls"), 1)) {
    return std::unexpected(throughput_exceeded(state, stream, *shard));
  }
  const Iterator iterator{stream.name, stream.id, shard->id, shard->number, *position, ctx.now()};
  return Response(model::kinesis::GetShardIteratorResponse{write_iterator(state, iterator)});
}

Result get_records(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::GetRecordsRequest& r) {
  auto iterator = read_iterator(state, r.shard_iterator);
  if (!iterator) return std::unexpected(invalid_argument("Invalid ShardIterator."));
  follow_names(state, *iterator);
  auto found = shard_to_read(state, ctx, caller, *iterator);
  if (!found) return std::unexpected(found.error());
  Shard& shard = **found;
  const Stream& stream = *state.find(shard.stream);
  if (auto error = check_read_rate(state, ctx, stream, shard, caller.actor)) {
    return std::unexpected(*error);
  }
  trim(state, ctx, shard);
  const std::int64_t most = ctx.fact("kinesis.get_records.max");
  Batch batch =
      take_records(state, ctx, shard, iterator->position, std::min(r.limit.value_or(most), most));
  occupy(shard.read_bytes, ctx.now(), ctx.fact("kinesis.shard.read_bytes"), batch.bytes);
  const std::int64_t behind =
      millis_behind(ctx, shard, batch.next - batch.records.size(), batch.next);
  ctx.emit(model::RecordsRead{
      stream.id, shard.id, caller.actor, static_cast<std::uint32_t>(batch.records.size()),
      static_cast<std::uint32_t>(batch.bytes),
      static_cast<std::uint32_t>(std::min<std::int64_t>(behind, UINT32_MAX))});
  model::kinesis::GetRecordsResponse out;
  out.records = std::move(batch.records);
  out.millis_behind_latest = behind;
  out.stream = stream.id;
  out.shard = shard.id;
  if (!shard.is_open() && batch.next == shard.records.end_position()) {
    out.child_shards = children_of(state, shard);
  } else {
    const bool differs = batch.next != iterator->position || ctx.now() != iterator->made_at;
    iterator->step = differs ? 0 : iterator->step + 1;
    iterator->position = batch.next;
    iterator->made_at = ctx.now();
    out.next_shard_iterator = write_iterator(state, *iterator);
  }
  return Response(std::move(out));
}

}  // namespace services::kinesis
