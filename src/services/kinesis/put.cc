// PutRecord and PutRecords.
#include "services/kinesis/put.h"

#include <format>

#include "services/kinesis/fan_out.h"
#include "services/kinesis/find.h"
#include "services/kinesis/reshard.h"
#include "services/kinesis/sequence.h"
#include "services/kinesis/shards.h"

namespace services::kinesis {
namespace {

using model::kinesis::PutRecordsResultEntry;
using model::kinesis::Response;

// A record on its way into a shard.
struct Arriving {
  std::string_view partition_key;
  std::string_view data;
  base::U128 hash_key;
  model::RecordId record;

  std::int64_t bytes() const {
    return static_cast<std::int64_t>(partition_key.size() + data.size());
  }
};

// Why a record was not taken.
enum class Refused : std::uint8_t { kNo, kBytes, kRecords, kMemory };

// Reads and writes work while a stream is being updated, but not before it is there.
Found<Stream> find_writable(State& state, const std::optional<std::string>& name,
                            const std::optional<std::string>& arn) {
  auto found = find_stream(state, name, arn);
  if (!found) return found;
  const bool works =
      (*found)->status == StreamStatus::kActive || (*found)->status == StreamStatus::kUpdating;
  if (!works) return std::unexpected(no_such_stream((*found)->name, state.account));
  return found;
}

// `number` is the record's in PutRecords, from 1; 0 is the one of PutRecord.
base::Result<Arriving, ApiError> arriving(const Stream& stream, const std::string& data,
                                          const std::optional<std::string>& partition_key,
                                          const std::optional<std::string>& explicit_hash_key,
                                          std::size_t number) {
  Arriving out;
  if (partition_key) out.partition_key = *partition_key;
  out.data = data;
  const auto hash_key = hash_key_of(out.partition_key, explicit_hash_key);
  if (!hash_key) {
    return std::unexpected(invalid_argument(
        std::format("Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
                    "Specified value was {}",
                    *explicit_hash_key)));
  }
  out.hash_key = *hash_key;
  if (const std::int64_t most = stream.max_record_kib * 1024; out.bytes() > most) {
    // AWS blames the data alone, and does not show it.
    const std::string place =
        number == 0 ? std::string("data") : std::format("records.{}.member.data", number);
    return std::unexpected(validation_error(std::format(
        "1 validation error detected: Value at '{}' failed to satisfy constraint: Member "
        "must have length less than or equal to {}",
        place, most)));
  }
  return out;
}

Refused check_room(const State& state, engine::Context& ctx, const Shard& shard,
                   const Arriving& record) {
  const base::SimTime now = ctx.now();
  const std::int64_t bytes = ctx.fact("kinesis.shard.write_bytes");
  const std::int64_t records = ctx.fact("kinesis.shard.write_records");
  if (when_taken(shard.write_records, now, records, 1) > now) return Refused::kRecords;
  if (when_taken(shard.write_bytes, now, bytes, record.bytes()) > now) return Refused::kBytes;
  return state.held_bytes + record.bytes() > kMostHeldBytes ? Refused::kMemory : Refused::kNo;
}

// The number of the record in its stream.
std::uint64_t store(State& state, engine::Context& ctx, model::ActorId by, Stream& stream,
                    Shard& shard, const Arriving& a) {
  take(shard.write_bytes, ctx.now(), ctx.fact("kinesis.shard.write_bytes"), a.bytes());
  take(shard.write_records, ctx.now(), ctx.fact("kinesis.shard.write_records"), 1);
  Record record;
  record.id = a.record ? a.record : state.reserve_record();
  record.by = by;
  record.sequence = stream.next_sequence++;
  record.arrived_at = ctx.now();
  record.hash_key = a.hash_key;
  record.partition_key = a.partition_key;
  record.data = a.data;
  record.encrypted = !stream.kms_key.empty();
  if (!shard.records.empty()) {
    const Record& last = shard.records.back();
    record.bytes_before = last.bytes_before + last.bytes();
  }
  const std::uint64_t sequence = record.sequence;
  state.held_bytes += weight_of(record);
  ctx.emit(model::RecordPut{stream.id, shard.id, record.id, by,
                            static_cast<std::uint32_t>(record.bytes())});
  note_load(ctx, stream, shard, record);
  shard.records.push_back(std::move(record));
  if (shard.trim_due == base::kNever) trim(state, ctx, shard);
  wake_subscriptions(state, ctx, shard);
  return sequence;
}

// The shard that owns the key; every stream that can be written to tiles the whole space.
Shard& shard_of_key(State& state, const Stream& stream, base::U128 hash_key) {
  return *find(state, shard_for(state, stream, hash_key)->id);
}

void note_throttling(engine::Context& ctx, const Stream& stream, const Shard& shard,
                     model::RecordId record, model::ActorId by, Refused why) {
  if (why == Refused::kMemory) return;
  ctx.emit(model::RecordThrottled{stream.id, shard.id, record, by, why == Refused::kBytes});
}

constexpr std::string_view kFull =
    "This simulation keeps at most 256 MiB of records in all streams together.";

std::optional<ApiError> check_ordering(const State& state, const engine::Context& ctx,
                                       const Stream& stream,
                                       const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  switch (read_ordering_number(*text, state.epoch_at(ctx.now()) / 1000)) {
    case OrderingNumber::kFine: return std::nullopt;
    case OrderingNumber::kBreaks: return internal_failure("");
    case OrderingNumber::kInvalid: break;
  }
  return invalid_argument(
      std::format("ExclusiveMinimumSequenceNumber {} used in PutRecord on stream {} under account "
                  "{} is invalid.",
                  *text, stream.name, state.account));
}

std::optional<std::string> encryption_of(const Stream& stream) {
  return stream.kms_key.empty() ? std::nullopt : std::optional<std::string>("KMS");
}

// One entry of PutRecords: stored, or the reason why not; the others go on (aws-facts 3.2).
PutRecordsResultEntry put_one(State& state, engine::Context& ctx, model::ActorId by, Stream& stream,
                              Arriving& a) {
  if (!a.record) a.record = state.reserve_record();
  Shard& shard = shard_of_key(state, stream, a.hash_key);
  PutRecordsResultEntry out;
  if (const Refused why = check_room(state, ctx, shard, a); why != Refused::kNo) {
    note_throttling(ctx, stream, shard, a.record, by, why);
    const bool full = why == Refused::kMemory;
    out.error_code = full ? "InternalFailure" : "ProvisionedThroughputExceededException";
    out.error_message = full ? std::string(kFull) : rate_exceeded_text(state, stream, shard);
    return out;
  }
  out.sequence_number = sequence_number(shard, store(state, ctx, by, stream, shard, a));
  out.shard_id = shard_name(shard.number);
  return out;
}

}  // namespace

Result put_record(State& state, engine::Context& ctx, const Caller& caller,
                  const model::kinesis::PutRecordRequest& r) {
  auto found = find_writable(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  auto record = arriving(stream, r.data, r.partition_key, r.explicit_hash_key, 0);
  if (!record) return std::unexpected(record.error());
  if (auto error = check_ordering(state, ctx, stream, r.sequence_number_for_ordering)) {
    return std::unexpected(*error);
  }
  record->record = r.reserved ? r.reserved : state.reserve_record();
  Shard& shard = shard_of_key(state, stream, record->hash_key);
  if (const Refused why = check_room(state, ctx, shard, *record); why != Refused::kNo) {
    note_throttling(ctx, stream, shard, record->record, caller.actor, why);
    if (why == Refused::kMemory) return std::unexpected(internal_failure(std::string(kFull)));
    return std::unexpected(throughput_exceeded(state, stream, shard));
  }
  model::kinesis::PutRecordResponse out;
  out.sequence_number =
      sequence_number(shard, store(state, ctx, caller.actor, stream, shard, *record));
  out.shard_id = shard_name(shard.number);
  out.encryption_type = encryption_of(stream);
  return Response(std::move(out));
}

Result put_records(State& state, engine::Context& ctx, const Caller& caller,
                   const model::kinesis::PutRecordsRequest& r) {
  auto found = find_writable(state, r.stream_name, r.stream_arn);
  if (!found) return std::unexpected(found.error());
  Stream& stream = **found;
  std::vector<Arriving> records;
  records.reserve(r.records.size());
  std::int64_t bytes = 0;
  for (const auto& entry : r.records) {
    auto record = arriving(stream, entry.data, entry.partition_key, entry.explicit_hash_key,
                           records.size() + 1);
    if (!record) return std::unexpected(record.error());
    record->record = entry.reserved;
    bytes += record->bytes();
    records.push_back(*record);
  }
  if (const std::int64_t most = ctx.fact("kinesis.put_records.bytes"); bytes > most) {
    return std::unexpected(invalid_argument(
        std::format("Records size exceeds {} MB limit", most / (std::int64_t{1} << 20))));
  }
  model::kinesis::PutRecordsResponse out;
  std::int64_t failed = 0;
  for (Arriving& record : records) {
    out.records.push_back(put_one(state, ctx, caller.actor, stream, record));
    if (out.records.back().error_code) ++failed;
  }
  out.failed_record_count = failed;
  out.encryption_type = encryption_of(stream);
  return Response(std::move(out));
}

}  // namespace services::kinesis
