// What the stage shows of Amazon Kinesis Data Streams, read out of the World: shards with their
// newest records, what was refused lately, what is on the wire. Must not know sizes or places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "view/stage_fifo.h"
#include "view/stage_state.h"
#include "world/timeline.h"

namespace view {

/// How far back gauges and refusals look.
inline constexpr base::Duration kGaugeTime = base::seconds(1);

/// Partition keys with their colours: those of producers first, then of calls from outside as they
/// were made, then of what is stored.
GroupSlots key_slots(const world::Timeline& timeline);

void read_streams(const world::Timeline& timeline, StageState& out);

/// How far a hash key lies in the whole range, 0..1.
double share_of_range(base::U128 key);
/// "ACTIVE".
std::string_view stream_status_words(model::StreamStatus status);
/// The stream behind the name or ARN in a producer's target; 0 when it is none.
model::StreamId stream_target(const world::World& world, std::string_view target);

/// The stream that a thing is or belongs to: a shard, a stored record, a registered consumer, or a
/// caller that writes or reads it; 0 for anything else and for what is gone.
model::StreamId stream_of(const world::World& world, model::Ref ref);
/// The stream that the stage shows: that of what is selected, else of what the lesson speaks of,
/// else the one that was shown last, else the first; 0 when there is none.
model::StreamId stream_on_stage(const world::World& world, const lesson::StageNotes& notes,
                                model::Ref selected, model::StreamId last);

/// "5 per 1 s" of a producer's settings.
std::string stream_rate_text(const actors::StreamProducerSpec& spec);

/// A stored record wherever it is; `shard` null when it is gone or not yet there.
struct RecordPlace {
  const services::kinesis::Shard* shard = nullptr;
  const services::kinesis::Record* record = nullptr;
  std::uint64_t position = 0;
};
RecordPlace find_record(const world::World& world, model::RecordId id);
/// What was written to a shard in the second before `now`.
struct WriteRate {
  std::int64_t bytes = 0;
  std::int64_t records = 0;
};
WriteRate write_rate(const services::kinesis::Shard& shard, base::SimTime now);

/// An event of a stream or of those who use it as one sentence; "" for any other event.
std::string stream_event_sentence(const world::World& world, const model::EventBody& body);

// -- Readers (stage_readers.cc) -------------------------------------------------------------------

/// Callers that read streams, and registered consumers.
void read_readers(const world::Timeline& timeline, const services::kinesis::Stream& stream,
                  StageStream& out);
/// The stream that a caller writes or reads; 0 when it does neither.
model::StreamId stream_of_caller(const world::World& world, const actors::Actor& actor);
/// The partition keys that a caller puts records with, in the order of its settings.
std::vector<std::string> keys_of_producer(const actors::Actor& actor);
/// The partition key of a record that its producer still holds, or has given up lately; nothing of
/// any other.
std::optional<std::string> key_held_by(const world::World& world, model::ActorId producer,
                                       model::RecordId record);

}  // namespace view
